/*
 * sqlite_reader.c - see sqlite_reader.h.
 */
#include "import/sqlite_reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "emit/ddl.h"
#include "emit/sqlite/sqlite.h"
#include "import/expression.h"
#include "import/sqlite_ddl.h"
#include "source/source.h"
#include "sqlite3.h"

#define PATIENCE_MS 2000

typedef enum EntryKind { ENTRY_TABLE, ENTRY_INDEX, ENTRY_VIEW, ENTRY_TRIGGER } EntryKind;

/* A row of sqlite_schema. */
typedef struct Entry {
    EntryKind kind;
    Name name;
    Name small; /* in small letters */
    Name table; /* of an index or a trigger; else `name` */
    Text sql;
    bool is_whole;       /* it is written with its statement */
    uint32_t seen;       /* the last search that came here */
    VEC(uint32_t) needs; /* entries */
} Entry;

typedef struct Reader {
    Arena *arena;
    Names *names;
    Catalog *catalog;
    VEC(Entry) entries; /* by kind and name */
    VEC(CatalogTable) tables;
    VEC(CatalogObject) objects;
    VEC(CatalogRest) rest;
    uint32_t searches; /* for ways from one entry to another */
    NameMap taken;     /* names of tables and objects, small letters */
    NameMap entry_of;  /* likewise -> Entry: tables and views */
    NameMap table_of;  /* likewise -> CatalogTable: those not written with their statement */
    NameMap parts_of; /* likewise -> Parts: indexes and triggers */
} Reader;

/* Entries, in their order. */
typedef struct Parts {
    VEC(Entry *) entries;
} Parts;

/* ---- the file -------------------------------------------------------------------------------- */

/* A file in WAL mode says so in its head. */
static bool is_wal(const char *path) {
    unsigned char head[20] = {0};
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    size_t length = fread(head, 1, sizeof head, file);
    fclose(file);
    return length == sizeof head && memcmp(head, "SQLite format 3", 16) == 0 && head[18] == 2;
}

/* Something stands in the log beside it that is not in the file yet. */
static bool has_log(Arena *arena, const char *path) {
    struct stat status;
    return stat(arena_printf(arena, "%s-wal", path), &status) == 0 && status.st_size > 0;
}

/* The path as a URI. A file in WAL mode with nothing in its log is read as it is, and the index of a log is not made:
 * SQLite would write beside it otherwise. */
static char *uri_of(Arena *arena, const char *path, bool is_immutable) {
    Buf uri = {0};
    buf_text(&uri, "file:");
    for (const char *c = path; *c != '\0'; c++) {
        if (strchr("?#%", *c) != NULL) {
            buf_printf(&uri, "%%%02X", (unsigned)(unsigned char)*c);
        } else {
            buf_char(&uri, *c);
        }
    }
    buf_text(&uri, is_immutable ? "?mode=ro&immutable=1" : "?mode=ro&readonly_shm=1");
    char *text = arena_copy_text(arena, uri.data, uri.length);
    buf_free(&uri);
    return text;
}

static const char *failure(Arena *arena, sqlite3 *db, int code, bool logs) {
    switch (code & 0xff) {
    case SQLITE_NOTADB: return "it is not a SQLite database";
    case SQLITE_CORRUPT:
        return strncmp(sqlite3_errmsg(db), "malformed database schema", 25) == 0
                   ? arena_printf(arena, "the database is damaged: %s", sqlite3_errmsg(db))
                   : "the database is damaged";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "another process has locked it";
    case SQLITE_READONLY:
        if (code == SQLITE_READONLY_ROLLBACK) {
            return "a transaction was cut short, and undoing it by the journal beside it would "
                   "write;"
                   " open it with `sqlite3` and look at its tables once";
        }
        break;
    case SQLITE_NOMEM: base_out_of_memory();
    case SQLITE_CANTOPEN:
        if (logs) {
            return "it is in WAL mode, and the log beside it cannot be read without writing;"
                   " close what has it open, or copy it with `VACUUM INTO`";
        }
        break;
    }
    return arena_printf(arena, "%s", sqlite3_errmsg(db));
}

/* ---- what it holds --------------------------------------------------------------------------- */

static Name column_name(Reader *reader, sqlite3_stmt *row, int at) {
    const char *text = (const char *)sqlite3_column_text(row, at);
    return names_of(reader->names, text != NULL ? text : "");
}

static Name small_letters(Reader *reader, Text name) {
    char *copy = arena_copy_text(reader->arena, name.data, name.length);
    for (char *c = copy; *c != '\0'; c++) {
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 'a' - 'A') : *c;
    }
    return names_of(reader->names, copy);
}

/* A copy of the statement up to its last word. */
static Text without_tail(Reader *reader, Text sql) {
    SqlTokens tokens = sql_tokens(reader->arena, sql, TARGET_SQLITE);
    if (tokens.all.count > 1) {
        sql = sql_between(&tokens.all.items[0], &tokens.all.items[tokens.all.count - 2]);
    }
    return (Text){arena_copy_text(reader->arena, sql.data, sql.length), sql.length};
}

/* The first column of the first row as a truth. */
static bool holds(sqlite3 *db, const char *query) {
    sqlite3_stmt *row = NULL;
    bool is_true = sqlite3_prepare_v2(db, query, -1, &row, NULL) == SQLITE_OK &&
                   sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int(row, 0) != 0;
    sqlite3_finalize(row);
    return is_true;
}

#define SHADOWS "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'"

/* Asking for the tables that virtual tables make costs a statement for each table there is. */
static int read_entries(Reader *reader, sqlite3 *db) {
    static const char any[] = "SELECT EXISTS (SELECT * FROM main.sqlite_schema WHERE sql LIKE"
                              " 'CREATE VIRTUAL%')";
    static const char with[] = "WITH shadows AS MATERIALIZED (" SHADOWS ") ";
    static const char without[] = "WITH shadows (name) AS (SELECT '' WHERE 0) ";
    static const char query[] =
        "SELECT CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END,"
        " name, tbl_name, sql"
        " FROM main.sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND tbl_name NOT LIKE 'migc!_%' ESCAPE '!'"
        " AND tbl_name NOT IN (SELECT name FROM shadows) ORDER BY 1, 2";
    const char *whole = arena_printf(reader->arena, "%s%s", holds(db, any) ? with : without, query);
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(db, whole, -1, &row, NULL);
    if (code != SQLITE_OK) {
        return code;
    }
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        Entry entry = {.kind = (EntryKind)sqlite3_column_int(row, 0)};
        entry.name = column_name(reader, row, 1);
        entry.small = small_letters(reader, name_text(entry.name));
        entry.table = column_name(reader, row, 2);
        const char *sql = (const char *)sqlite3_column_text(row, 3);
        size_t length = (size_t)sqlite3_column_bytes(row, 3);
        entry.sql = without_tail(reader, (Text){sql, length});
        vec_push(reader->arena, &reader->entries, entry);
    }
    sqlite3_finalize(row);
    return code;
}

static bool same_name(Name a, Name b) {
    return strcasecmp(a->text, b->text) == 0;
}

/* The entry of a table or a view by its name, or NULL. */
static Entry *find_entry(Reader *reader, Name name) {
    return namemap_get(&reader->entry_of, small_letters(reader, name_text(name)));
}

static CatalogTable *find_table(Reader *reader, Name name) {
    return namemap_get(&reader->table_of, small_letters(reader, name_text(name)));
}

/* The entries stay where they are from now on. */
static void find_entries(Reader *reader) {
    for (uint32_t i = 0; i < reader->entries.count; i++) {
        Entry *entry = &reader->entries.items[i];
        if (entry->kind == ENTRY_TABLE || entry->kind == ENTRY_VIEW) {
            namemap_put(reader->arena, &reader->entry_of, entry->small, entry);
        } else {
            Name table = small_letters(reader, name_text(entry->table));
            Parts *parts = namemap_get(&reader->parts_of, table);
            if (parts == NULL) {
                parts = NEW(reader->arena, Parts);
                namemap_set(reader->arena, &reader->parts_of, table, parts);
            }
            vec_push(reader->arena, &parts->entries, entry);
        }
    }
}

/* ---- statements ------------------------------------------------------------------------------ */

/* The statement, so that it can be run again: with IF NOT EXISTS. SQLite keeps none of the words between the
 * kind and the name. */
static Name repeatable(Reader *reader, const Entry *entry) {
    SqlTokens tokens = sql_tokens(reader->arena, entry->sql, TARGET_SQLITE);
    uint32_t at = 1;
    while (tokens.all.items[at].kind == SQL_WORD && !sql_is_word(&tokens.all.items[at], "table") &&
           !sql_is_word(&tokens.all.items[at], "index") &&
           !sql_is_word(&tokens.all.items[at], "view") &&
           !sql_is_word(&tokens.all.items[at], "trigger")) {
        at++;
    }
    Text head = sql_between(&tokens.all.items[0], &tokens.all.items[at]);
    Buf text = {0};
    buf_slice(&text, head);
    buf_text(&text, " IF NOT EXISTS");
    buf_put(&text, entry->sql.data + head.length, entry->sql.length - head.length);
    Name statement = names_intern(reader->names, text.data, text.length);
    buf_free(&text);
    return statement;
}

/* Whether one entry needs another, perhaps by way of others; marks what it has seen. */
static bool reaches(Reader *reader, uint32_t from, uint32_t to) {
    Entry *entry = &reader->entries.items[from];
    if (from == to || entry->seen == reader->searches) {
        return from == to;
    }
    entry->seen = reader->searches;
    for (uint32_t i = 0; i < entry->needs.count; i++) {
        if (reaches(reader, entry->needs.items[i], to)) {
            return true;
        }
    }
    return false;
}

static bool would_cycle(Reader *reader, uint32_t from, uint32_t to) {
    reader->searches++;
    return reaches(reader, to, from);
}

static bool is_virtual(const Entry *entry) {
    return entry->sql.length > 14 && strncasecmp(entry->sql.data, "CREATE VIRTUAL", 14) == 0;
}

static int compare_places(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* The tables and views that the statement of an object names, but for those that need it in turn: SQLite
 * does not ask for an order. */
static void find_needs(Reader *reader, Entry *entry, CatalogObject *object) {
    VEC(Name) needs = {0};
    NameMap words = {0};
    if (entry->kind == ENTRY_INDEX) {
        vec_push(reader->arena, &needs, entry->table);
        object->needs = needs.items;
        object->needs_count = needs.count;
        return;
    }
    SqlTokens tokens = sql_tokens(reader->arena, entry->sql, TARGET_SQLITE);
    uint32_t own = (uint32_t)(entry - reader->entries.items);
    VEC(uint32_t) named = {0};
    for (uint32_t i = 0; i < tokens.all.count; i++) {
        const SqlToken *token = &tokens.all.items[i];
        if (token->kind == SQL_WORD || token->kind == SQL_NAME || token->kind == SQL_STRING) {
            Name word = small_letters(reader, token->text);
            const Entry *other = namemap_get(&reader->entry_of, word);
            if (other != NULL && namemap_put(reader->arena, &words, word, entry) == NULL) {
                vec_push(reader->arena, &named, (uint32_t)(other - reader->entries.items));
            }
        }
    }
    if (named.count > 1) {
        qsort(named.items, named.count, sizeof *named.items, compare_places);
    }
    for (uint32_t i = 0; i < named.count; i++) {
        uint32_t at = named.items[i];
        const Entry *other = &reader->entries.items[at];
        bool may_be = other->kind == ENTRY_TABLE || entry->kind != ENTRY_TABLE || is_virtual(entry);
        if (may_be && !would_cycle(reader, own, at)) {
            vec_push(reader->arena, &entry->needs, at);
            vec_push(reader->arena, &needs, other->name);
        }
    }
    object->needs = needs.items;
    object->needs_count = needs.count;
}

/* A sql object has the name of what it makes, and each name is declared once: a trigger may be called like a
 * table, and then it cannot be declared. */
static bool has_own_name(Reader *reader, const Entry *entry) {
    Name name = entry->small;
    if (namemap_get(&reader->taken, name) != NULL) {
        CatalogRest rest = {.what = "a trigger with the name of something else,",
                            .name = entry->name};
        vec_push(reader->arena, &reader->rest, rest);
        return false;
    }
    namemap_set(reader->arena, &reader->taken, name, reader);
    return true;
}

static CatalogObject make_object(Reader *reader, Entry *entry) {
    static const char *const kinds[] = {"table", "index", "view", "trigger"};
    static const char *const words[] = {"TABLE", "INDEX", "VIEW", "TRIGGER"};
    CatalogObject object = {.kind = kinds[entry->kind]};
    Buf down = {0};
    buf_printf(&down, "DROP %s IF EXISTS ", words[entry->kind]);
    name_write_quoted(&down, entry->name);
    object.name = entry->name;
    object.up = repeatable(reader, entry);
    object.down = names_intern(reader->names, down.data, down.length);
    find_needs(reader, entry, &object);
    buf_free(&down);
    return object;
}

/* ---- tables ---------------------------------------------------------------------------------- */

static void read_table(Reader *reader, Entry *entry) {
    CatalogTable table = {.name = entry->name};
    entry->is_whole = is_virtual(entry) ||
                      !sqlite_read_table(reader->arena, reader->names, entry->sql, &table);
    table.statement = repeatable(reader, entry);
    if (!entry->is_whole) {
        vec_push(reader->arena, &reader->tables, table);
    }
}

/* Names of other tables and of their columns, as those spell them. */
static void spell_reference(Reader *reader, CatalogForeignKey *key) {
    CatalogTable *target = find_table(reader, key->target);
    if (target == NULL) {
        return;
    }
    key->target = target->name;
    for (uint16_t i = 0; i < key->referenced.count; i++) {
        for (uint16_t k = 0; k < target->column_count; k++) {
            if (same_name(key->referenced.items[i], target->columns[k].name)) {
                key->referenced.items[i] = target->columns[k].name;
            }
        }
    }
}

/* A table refers to one that is written with its statement: so is it. */
static bool refers_to_whole(Reader *reader, const CatalogTable *table) {
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const Entry *target = find_entry(reader, table->foreign_keys[i].target);
        if (target == NULL || target->kind != ENTRY_TABLE || target->is_whole) {
            return true;
        }
    }
    return false;
}

/* Leaves the tables that are not; these stay where they are from now on. */
static void make_whole(Reader *reader) {
    for (bool has_changed = true; has_changed;) {
        uint32_t kept = 0;
        for (uint32_t i = 0; i < reader->tables.count; i++) {
            const CatalogTable *table = &reader->tables.items[i];
            if (refers_to_whole(reader, table)) {
                find_entry(reader, table->name)->is_whole = true;
            } else {
                reader->tables.items[kept++] = *table;
            }
        }
        has_changed = kept < reader->tables.count;
        reader->tables.count = kept;
    }
    for (uint32_t i = 0; i < reader->tables.count; i++) {
        CatalogTable *table = &reader->tables.items[i];
        namemap_set(reader->arena, &reader->table_of, small_letters(reader, name_text(table->name)),
                    table);
    }
}

/* ---- indexes and triggers -------------------------------------------------------------------- */

/* The text of `on update now` for a column, with its type or another. */
static void write_touch(Reader *reader, Buf *out, const CatalogTable *from, uint16_t at,
                        TypeKind type) {
    Column *columns = NEW_ARRAY(reader->arena, Column, from->column_count);
    Key key = {.columns = {NEW_ARRAY(reader->arena, uint16_t, from->column_count), 0}};
    Table table = {.name = from->name, .columns = columns, .column_count = from->column_count};
    for (uint16_t i = 0; i < from->column_count; i++) {
        columns[i] = (Column){.name = from->columns[i].name, .type = TYPE_OF(type)};
        columns[i].flags = from->columns[i].is_nullable ? COLUMN_NULLABLE : 0;
    }
    for (uint16_t i = 0; from->primary_key != NULL && i < from->primary_key->columns.count; i++) {
        for (uint16_t k = 0; k < from->column_count; k++) {
            if (columns[k].name == from->primary_key->columns.items[i]) {
                key.columns.at[key.columns.count++] = k;
            }
        }
    }
    table.primary_key = from->primary_key != NULL ? &key : NULL;
    Ddl ddl = ddl_begin(out, dialect_of(TARGET_SQLITE));
    ddl.if_absent = "IF NOT EXISTS ";
    ddl.schema = "";
    sqlite_touch(&ddl, &table, &columns[at]);
    ddl_end(&ddl);
    while (out->length > 0 && strchr(";\n", out->data[out->length - 1]) != NULL) {
        out->length--;
    }
}

/* Names that are longer than 63 bytes are cut at a character, and end in a hash. */
#define SHORTEST_CUT_NAME 60

/* Whether it is the trigger that migc makes for `on update now`; then the column says so. */
static bool is_touch(Reader *reader, const Entry *entry, CatalogTable *table) {
    static const TypeKind kinds[] = {TYPE_TIMESTAMPTZ, TYPE_TIMESTAMP, TYPE_DATE};
    Name statement = repeatable(reader, entry);
    Buf text = {0};
    bool found = false;
    for (uint16_t i = 0; i < table->column_count && !found; i++) {
        CatalogColumn *column = &table->columns[i];
        if (strcasestr(entry->name->text, "_set_") == NULL &&
            entry->name->length < SHORTEST_CUT_NAME) {
            break;
        }
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !found; k++) {
            buf_clear(&text);
            write_touch(reader, &text, table, i, kinds[k]);
            found = expression_agrees(reader->arena, name_text(statement), buf_view(&text),
                                      TARGET_SQLITE);
        }
        column->is_touched = column->is_touched || found;
    }
    buf_free(&text);
    return found;
}

typedef VEC(CatalogIndex) IndexVec;
typedef VEC(CatalogObject) ObjectVec;

static void add_part(Reader *reader, Entry *entry, CatalogTable *table, IndexVec *indexes,
                     ObjectVec *parts) {
    CatalogIndex index = {.name = entry->name};
    bool is_known = entry->kind == ENTRY_INDEX
                        ? sqlite_read_index(reader->arena, reader->names, entry->sql, table, &index)
                        : is_touch(reader, entry, table);
    if (is_known && entry->kind == ENTRY_INDEX) {
        vec_push(reader->arena, indexes, index);
    }
    if (!has_own_name(reader, entry)) {
        return;
    }
    if (is_known) {
        vec_push(reader->arena, parts, make_object(reader, entry));
    } else {
        vec_push(reader->arena, &reader->objects, make_object(reader, entry));
    }
}

static void read_parts(Reader *reader, CatalogTable *table) {
    IndexVec indexes = {0};
    ObjectVec parts = {0};
    const Parts *of = namemap_get(&reader->parts_of, small_letters(reader, name_text(table->name)));
    for (uint32_t i = 0; of && i < of->entries.count; i++) {
        add_part(reader, of->entries.items[i], table, &indexes, &parts);
    }
    table->indexes = indexes.items;
    table->index_count = (uint16_t)indexes.count;
    table->parts = parts.items;
    table->part_count = parts.count;
}

/* What is written with its statement, with the indexes and triggers of such tables and of views. */
static void read_objects(Reader *reader) {
    for (uint32_t i = 0; i < reader->entries.count; i++) {
        Entry *entry = &reader->entries.items[i];
        bool is_part = entry->kind == ENTRY_INDEX || entry->kind == ENTRY_TRIGGER;
        if ((entry->kind == ENTRY_TABLE && entry->is_whole) || entry->kind == ENTRY_VIEW ||
            (is_part && find_table(reader, entry->table) == NULL && has_own_name(reader, entry))) {
            vec_push(reader->arena, &reader->objects, make_object(reader, entry));
        }
    }
}

/* ---- all of it ------------------------------------------------------------------------------- */

static bool can_be_written(Name name) {
    return name->length > 0 && memchr(name->text, '\n', name->length) == NULL;
}

/* What has a name that the language cannot write, or is no UTF-8, is told and left out with what is part of it. */
static void leave_out_names(Reader *reader) {
    static const char *const kinds[] = {
        "a table whose name is empty or has two lines,",
        "an index of such a name, or of a table that was left out,",
        "a view whose name is empty or has two lines,",
        "a trigger of such a name, or of a table that was left out,"};
    static const char *const bytes[] = {
        "a table whose statement is not UTF-8,", "an index whose statement is not UTF-8,",
        "a view whose statement is not UTF-8,", "a trigger whose statement is not UTF-8,"};
    uint32_t kept = 0;
    NameMap gone = {0};
    for (uint32_t i = 0; i < reader->entries.count; i++) {
        Entry *entry = &reader->entries.items[i];
        bool is_part = entry->kind == ENTRY_INDEX || entry->kind == ENTRY_TRIGGER;
        bool is_text = source_is_text(entry->sql) && source_is_text(name_text(entry->name)) &&
                       source_is_text(name_text(entry->table));
        bool has_table = !is_part ||
                         namemap_get(&gone, small_letters(reader, name_text(entry->table))) == NULL;
        if (is_text && has_table && can_be_written(entry->name) && can_be_written(entry->table)) {
            reader->entries.items[kept++] = *entry;
        } else {
            if (!is_part) {
                namemap_set(reader->arena, &gone, entry->small, reader);
            }
            CatalogRest rest = {.what = is_text ? kinds[entry->kind] : bytes[entry->kind],
                                .name = entry->name};
            vec_push(reader->arena, &reader->rest, rest);
        }
    }
    reader->entries.count = kept;
}

static void understand(Reader *reader) {
    leave_out_names(reader);
    find_entries(reader);
    for (uint32_t i = 0; i < reader->entries.count; i++) {
        Entry *entry = &reader->entries.items[i];
        if (entry->kind == ENTRY_TABLE || entry->kind == ENTRY_VIEW) {
            namemap_set(reader->arena, &reader->taken, entry->small, reader);
        }
        if (entry->kind == ENTRY_TABLE) {
            read_table(reader, entry);
        }
    }
    make_whole(reader);
    for (uint32_t i = 0; i < reader->tables.count; i++) {
        CatalogTable *table = &reader->tables.items[i];
        for (uint16_t k = 0; k < table->foreign_key_count; k++) {
            spell_reference(reader, &table->foreign_keys[k]);
        }
        read_parts(reader, table);
    }
    read_objects(reader);
    *reader->catalog = (Catalog){.target = TARGET_SQLITE,
                                 .tables = reader->tables.items,
                                 .table_count = reader->tables.count,
                                 .objects = reader->objects.items,
                                 .object_count = reader->objects.count,
                                 .rest = reader->rest.items,
                                 .rest_count = reader->rest.count};
}

/* What was set by INSERT INTO t (t, rank), in fts4 by INSERT INTO t (t), stands in no statement. */
static void leave_out_settings(Reader *reader, sqlite3 *db) {
    for (uint32_t i = 0; i < reader->entries.count; i++) {
        const Entry *entry = &reader->entries.items[i];
        if (entry->kind != ENTRY_TABLE || !is_virtual(entry)) {
            continue;
        }
        static const char *const kept[][2] = {{"config", "k <> 'version'"}, {"stat", "id = 2"}};
        for (size_t k = 0; k < sizeof kept / sizeof *kept; k++) {
            char *query = sqlite3_mprintf("SELECT EXISTS (" SHADOWS " AND name = '%q_%s')"
                                          " AND EXISTS (SELECT * FROM main.\"%w_%s\" WHERE %s)",
                                          entry->name->text, kept[k][0], entry->name->text,
                                          kept[k][0], kept[k][1]);
            if (query && holds(db, query)) {
                CatalogRest rest = {.what = "the configuration of the virtual table",
                                    .name = entry->name};
                vec_push(reader->arena, &reader->rest, rest);
            }
            sqlite3_free(query);
        }
    }
}

bool sqlite_read(Arena *arena, Names *names, const char *path, Catalog *catalog, const char **why) {
    Reader reader = {.arena = arena, .names = names, .catalog = catalog};
    struct stat status;
    sqlite3 *db = NULL;
    if (stat(path, &status) != 0) {
        *why = arena_printf(arena, "%s", strerror(errno));
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        *why = "it is not a file";
        return false;
    }
    bool wal = is_wal(path);
    bool logs = wal && has_log(arena, path);
    int code = sqlite3_open_v2(uri_of(arena, path, wal && !logs), &db,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    sqlite3_extended_result_codes(db, 1);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(db, PATIENCE_MS);
        code = read_entries(&reader, db);
    }
    bool is_read = code == SQLITE_DONE;
    if (is_read) {
        leave_out_settings(&reader, db);
        understand(&reader);
    } else {
        *why = failure(arena, db, code, logs);
    }
    sqlite3_close(db);
    return is_read;
}
