/*
 * column.c - takes columns, tells what the dialect refuses of them and of a row of them all.
 * See parts.h.
 */
#include <string.h>
#include <strings.h>

#include "emit/foreign.h"
#include "emit/lower.h"
#include "emit/portability/parts.h"
#include "emit/sqlite/sqlite.h"
#include "emit/storage.h"

/* ---- types --------------------------------------------------------------------------------------- */

static void check_type(Portability *p, const Column *column) {
    const Dialect *dialect = p->dialect;
    Type type = column->type;
    if (type.is_array && !dialect->has_arrays) {
        finding_help(portability_refuse(p, column->span, column->targets, "an array"),
                     "or keep the values in a `json` column, or in a table of their own");
    } else if (type.is_unsigned && !dialect->has_unsigned) {
        finding_help(portability_refuse(p, column->span, column->targets, "an unsigned integer"),
                     "or let it be the next larger type, with a check");
    } else if (type.kind == TYPE_INTERVAL && !dialect->has_intervals) {
        finding_help(portability_refuse(p, column->span, column->targets, "an interval"),
                     "or keep the seconds in a `bigint` or a `decimal(20, 6)`");
    } else if (type.kind == TYPE_DECIMAL && type.length == 0 && !dialect->has_endless_decimals) {
        finding_help(portability_refuse(p, column->span, column->targets,
                                        "a `decimal` of any number of digits"),
                     "or say how many there are: `decimal(20, 6)`");
    } else if (dialect->row_bytes != 0) {
        Storage storage = storage_of(column, dialect->target);
        if (storage.is_known && storage.row > dialect->row_bytes - 2) {
            Finding *finding = portability_refuse(p, column->span, column->targets,
                                                  "a column of this length");
            finding_label(finding, "%u bytes, and a whole row has %u", storage.row,
                          dialect->row_bytes);
            finding_help(finding, "or let it be `text`, which is kept beside the row");
        }
    }
}

/* ---- collations ---------------------------------------------------------------------------------- */

static bool begins(Text name, const char *prefix) {
    size_t length = strlen(prefix);
    return name.length >= length && strncasecmp(name.data, prefix, length) == 0;
}

/* What SQLite knows as collations; the others have none of these names, or mean another thing by them. */
static bool is_sqlite_collation(Text name) {
    static const char *const names[] = {"binary", "nocase", "rtrim"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (name.length == strlen(names[i]) && begins(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* The character sets of MySQL and MariaDB, with which the names of their collations begin. */
static bool is_mysql_collation(Text name) {
    static const char *const sets[] = {
        "utf8mb4_", "utf8mb3_", "utf8_", "utf16",   "utf32_",   "ucs2_",    "latin",   "ascii_",
        "cp125",    "cp85",     "cp86",  "cp932_",  "koi8",     "gb18030_", "gb2312_", "gbk_",
        "big5_",    "sjis_",    "ujis_", "eucjpms", "euckr_",   "tis620_",  "greek_",  "hebrew_",
        "swe7_",    "dec8_",    "hp8_",  "macce_",  "macroman", "armscii8", "geostd8", "keybcs2"};
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        if (begins(name, sets[i])) {
            return true;
        }
    }
    return begins(name, "uca1400_");
}

static bool contains(Text name, const char *part) {
    for (size_t i = 0; i < name.length; i++) {
        if (begins((Text){name.data + i, name.length - i}, part)) {
            return true;
        }
    }
    return false;
}

bool portability_has_collation(const Portability *p, Text name) {
    switch (p->dialect->target) {
    case TARGET_POSTGRES: return !is_sqlite_collation(name) && !is_mysql_collation(name);
    case TARGET_SQLITE: return is_sqlite_collation(name);
    case TARGET_MYSQL:
        return is_mysql_collation(name) && !contains(name, "uca1400") && !contains(name, "_nopad_");
    case TARGET_MARIADB:
        return is_mysql_collation(name) && !contains(name, "_0900_") &&
               (!contains(name, "uca1400") || p->project->version[TARGET_MARIADB] >= 10010);
    case TARGET_COUNT: break;
    }
    return true;
}

static void check_collation(Portability *p, const Column *column) {
    if (!column->collation || portability_has_collation(p, name_text(column->collation))) {
        return;
    }
    finding_help(portability_refuse(p, column->span, column->targets, "the collation `%s`",
                                    column->collation->text),
                 "or give the column a `type` with a spelling for each target");
}

void portability_spelling(Portability *p, const NativeType *type) {
    Name spelling = type->spelling[p->dialect->target];
    Span span = type->spelling_span[p->dialect->target];
    bool is_known = true;
    if (p->dialect->proves_sql || !spelling) {
        return;
    }
    Text word = storage_first_word(spelling, p->dialect->target, &is_known);
    Text collation = storage_collation_in(spelling);
    if (!is_known) {
        diag_at(p->diags, DIAG_INVALID_SQL, span,
                "%s would refuse this type: it has no type `%.*s`", p->dialect->title,
                TEXT_ARG(word));
    } else if (collation.data && !portability_has_collation(p, collation)) {
        diag_at(p->diags, DIAG_INVALID_SQL, span,
                "%s would refuse this type: it has no collation `%.*s`", p->dialect->title,
                TEXT_ARG(collation));
    }
}

/* ---- what is computed ---------------------------------------------------------------------------- */

typedef struct Sources {
    Portability *p;
    const Table *table;
    const Column *column;
    bool is_late; /* neither stored nor in an index: computed when it is read */
} Sources;

static void refuse_source(const Sources *sources, const Column *source, const char *what,
                          const char *why, const char *help) {
    const Column *column = sources->column;
    Finding *finding = portability_refuse(sources->p, column->generated->span, column->targets,
                                          "%s", what);
    finding_note(finding, source->span, "`%s` %s", source->name->text, why);
    if (help) {
        finding_help(finding, "%s", help);
    }
}

static bool writes_or_deletes(const Portability *p, const Table *table, uint16_t position) {
    const Dialect *dialect = p->dialect;
    if (p->writing[position]) {
        return true;
    }
    for (uint16_t i = 0; !dialect->stores_deleted && i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        if (is_for(dialect, key->targets) && key->on_delete == ACTION_CASCADE &&
            columns_contain(key->columns, position)) {
            return true;
        }
    }
    return false;
}

/* Nothing but another column, kept as it is there: blanks stay what they are. */
static bool is_copy(const Sources *sources) {
    return sources->column->generated->kind == EXPR_COLUMN &&
           storage_of(sources->column, sources->p->dialect->target).is_char;
}

static void check_source(void *context, uint16_t position) {
    Sources *sources = context;
    const Dialect *dialect = sources->p->dialect;
    const Column *column = sources->column;
    const Column *source = &sources->table->columns[position];
    bool is_stored = !(column->flags & COLUMN_VIRTUAL);
    if ((source->flags & COLUMN_IDENTITY) && !dialect->reads_identity &&
        !(sources->is_late && dialect->reads_identity_late)) {
        refuse_source(sources, source, "a column computed from an identity column",
                      "is the identity column", NULL);
    } else if (is_stored && !dialect->stores_written &&
               writes_or_deletes(sources->p, sources->table, position)) {
        refuse_source(sources, source,
                      "a stored column computed from one that a foreign key's action reaches",
                      "belongs to a foreign key with an action",
                      "or choose `restrict` or `no action` for the foreign key");
    } else if (!sources->is_late && !dialect->stores_from_char &&
               storage_of(source, dialect->target).is_char && !is_copy(sources)) {
        refuse_source(sources, source,
                      "a stored or indexed column computed from a text of fixed length",
                      "is a `CHAR` there, and the session's sql_mode says what its blanks are",
                      source->type.kind == TYPE_CHAR ? "or let it be `varchar(n)`" : NULL);
    }
}

/* A key, an index or a foreign key of the table has the column. */
static bool is_in_a_key(const Dialect *dialect, const Table *table, uint16_t position) {
    for (uint16_t i = 0; i < table->unique_count; i++) {
        if (is_for(dialect, table->uniques[i].targets) &&
            columns_contain(table->uniques[i].columns, position)) {
            return true;
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (is_for(dialect, table->foreign_keys[i].targets) &&
            columns_contain(table->foreign_keys[i].columns, position)) {
            return true;
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        for (uint16_t k = 0; is_for(dialect, index->targets) && k < index->key_count; k++) {
            if (index->keys[k].expr->kind == EXPR_COLUMN &&
                index->keys[k].expr->column == position) {
                return true;
            }
        }
    }
    return false;
}

bool portability_lacks_virtual(const Portability *p) {
    return p->project->name && p->project->version[p->dialect->target] < p->dialect->virtual_since;
}

static bool has_own_type(const Expr *expr) {
    return (expr->kind == EXPR_COLUMN || expr->kind == EXPR_CAST) &&
           (expr->type.kind == TYPE_ENUM || expr->type.domain);
}

/* A column or a cast of an enum or a domain; NULL: there is none. */
static const Expr *find_own_type(const Expr *expr) {
    while (expr && !has_own_type(expr)) {
        const Expr *found = NULL;
        uint32_t count = expr_has_items(expr) ? expr->count : 0;
        for (uint32_t i = 1; i < count && !found; i++) {
            found = find_own_type(expr->items[i]);
        }
        if (found) {
            return found;
        }
        expr = count > 0 ? expr->items[0] : NULL;
    }
    return expr;
}

static void check_virtual(Portability *p, const Column *column) {
    if (portability_lacks_virtual(p)) {
        Finding *finding = portability_refuse(p, column->span, column->targets,
                                              "a generated column that is not stored");
        finding_help(finding, "or say `stored`");
        buf_clear(&p->scratch);
        version_write(&p->scratch, p->dialect->virtual_since);
        finding_help(finding,
                     "or write `%s %.*s` in the targets of the project, if no database is older",
                     target_name(p->dialect->target), TEXT_ARG(buf_view(&p->scratch)));
        return;
    }
    if (p->dialect->has_virtual_own_types) {
        return;
    }
    const Expr *part = find_own_type(column->generated);
    if (column->type.kind == TYPE_ENUM || column->type.domain) {
        finding_help(
            portability_refuse(p, column->span, column->targets,
                               "a generated column that is not stored and has an enum or a domain"),
            "or say `stored`");
    } else if (part) {
        finding_help(
            portability_refuse(
                p, part->span, column->targets,
                "a generated column that is not stored and computed from an enum or a domain"),
            "or say `stored`");
    }
}

static void check_generated(Portability *p, const Table *table, uint16_t position) {
    const Column *column = &table->columns[position];
    const Dialect *dialect = p->dialect;
    bool is_virtual = column->flags & COLUMN_VIRTUAL;
    if (is_virtual) {
        check_virtual(p, column);
    }
    const Key *primary = table->primary_key;
    if (primary && is_for(dialect, primary->targets) &&
        columns_contain(primary->columns, position)) {
        if (!dialect->has_generated_keys) {
            portability_refuse(p, column->span, column->targets,
                               "a generated column in a primary key");
        } else if (is_virtual && !portability_lacks_virtual(p)) {
            finding_help(
                portability_refuse(p, column->span, column->targets,
                                   "a generated column that is not stored in a primary key"),
                "or say `stored`");
        }
    }
    Sources sources = {p, table, column, is_virtual && !is_in_a_key(dialect, table, position)};
    expr_columns(column->generated, check_source, &sources);
}

/* ---- a column ------------------------------------------------------------------------------------ */

static bool is_whole_key(const Table *table, uint16_t column) {
    const Key *key = table->primary_key;
    return key && key->columns.count == 1 && key->columns.at[0] == column;
}

/* A key, an index, or the index that a foreign key makes, begins with the column. */
static bool leads_a_key(const Dialect *dialect, const Table *table, uint16_t position) {
    Columns alone = {&position, 1};
    if (foreign_key_is_covered(dialect, table, alone)) {
        return true;
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        if (is_for(dialect, key->targets) && key->columns.count > 0 &&
            key->columns.at[0] == position) {
            return true;
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i]; /* its first key may be descending */
        if (is_for(dialect, index->targets) && index->key_count > 0 &&
            index->keys[0].expr->kind == EXPR_COLUMN && index->keys[0].expr->column == position) {
            return true;
        }
    }
    return false;
}

static void check_identity(Portability *p, const Table *table, uint16_t position) {
    const Column *column = &table->columns[position];
    if (p->dialect->identity_is_primary_key && !is_whole_key(table, position)) {
        finding_help(portability_refuse(p, column->span, column->targets,
                                        "an identity column that is not the whole primary key"),
                     "or make `%s` the primary key and the present key `unique`",
                     column->name->text);
    } else if (p->dialect->identity_leads_a_key && !leads_a_key(p->dialect, table, position)) {
        finding_help(portability_refuse(p, column->span, column->targets,
                                        "an identity column that no key or index begins with"),
                     "or say `unique` behind it, or add a line `index (%s)`", column->name->text);
    }
}

static void check_touch(Portability *p, const Table *table, const Column *column) {
    const Dialect *dialect = p->dialect;
    if (!table->primary_key && !dialect->touch_has_function && !dialect->touches_moments_only &&
        !sqlite_rowid(table)) {
        Finding *finding = portability_refuse(p, column->span, column->targets,
                                              "a touched column of this table");
        finding_note(
            finding, table->span,
            "it has no key, and columns called `rowid`, `oid` and `_rowid_`: nothing names "
            "its rows");
    }
    if (dialect->touches_moments_only &&
        (column->type.kind == TYPE_DATE || column->type.kind == TYPE_TIME)) {
        finding_help(portability_refuse(p, column->span, column->targets,
                                        "`on update now` of a column of this type"),
                     "or let it be `timestamptz` or `timestamp`");
    }
}

static uint32_t characters_of(Name text) {
    uint32_t count = 0;
    for (uint32_t i = 0; text && i < text->length; i++) {
        count += ((unsigned char)text->text[i] & 0xC0) != 0x80;
    }
    return count;
}

void portability_doc(Portability *p, Name doc, Span span, uint32_t most) {
    uint32_t length = characters_of(doc);
    if (doc && p->dialect->names_are_bmp && portability_has_four_bytes(doc)) {
        finding_help(portability_refuse(p, span, 0, "a character of this documentation"),
                     "leave it out: characters beyond U+FFFF become `?` there");
    }
    if (most != 0 && length > most) {
        Finding *finding = portability_refuse(p, span, 0, "documentation of this length");
        finding_label(finding, "%u characters, and %u are kept", length, most);
        finding_help(finding, "keep the beginning as `///`, and write the rest as a comment: `//`");
    }
}

/* ---- numbers of sequences ------------------------------------------------------------------------ */

void portability_find_lacking(Portability *p) {
    const Model *model = p->model;
    p->lacking = (NameMap){0};
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_SEQUENCE && !is_for(p->dialect, object->sequence->targets)) {
            namemap_put(
                &p->arena, &p->lacking,
                sequence_called(model->names, object->sequence->space, object->sequence->name),
                object->sequence);
        }
    }
    for (uint32_t i = 0; i < model->object_count && p->lacking.count > 0; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (sql && is_for(p->dialect, sql->targets) && namemap_get(&p->lacking, sql->name)) {
            namemap_set(&p->arena, &p->lacking, sql->name, NULL); /* the author makes it */
        }
    }
}

typedef struct Numbering {
    Portability *p;
    const Column *column;
} Numbering;

static void check_number(void *context, Text name) {
    const Numbering *numbering = context;
    Portability *p = numbering->p;
    Name key = names_find(p->model->names, name.data, name.length);
    const Sequence *sequence = key ? namemap_get(&p->lacking, key) : NULL;
    if (sequence) {
        Finding *finding = portability_refuse(p, numbering->column->default_value->span,
                                              numbering->column->targets,
                                              "a number of a sequence that is not there");
        finding_note(finding, sequence->span, "it is declared here");
    }
}

void portability_column(Portability *p, const Table *table, uint16_t position) {
    const Column *column = &table->columns[position];
    check_type(p, column);
    if (column->flags & COLUMN_IDENTITY) {
        check_identity(p, table, position);
    }
    if (column->generated) {
        check_generated(p, table, position);
    }
    if (column->flags & COLUMN_TOUCHED) {
        check_touch(p, table, column);
    }
    check_collation(p, column);
    portability_charset(p, column);
    portability_doc(p, column->doc, column->span, p->dialect->column_comment);
    portability_expression(p, column->default_value, table, column->targets);
    if (column->default_value && p->lacking.count > 0) {
        expr_sequences(column->default_value, check_number, &(Numbering){p, column});
    }
    portability_expression(p, column->generated, table, column->targets);
}

/* ---- a row --------------------------------------------------------------------------------------- */

/* InnoDB's own part of a row: its header, the transaction, where the row was before; a row without a primary
 * key is numbered. */
#define ROW_HEAD 18u
#define ROW_NUMBER 6u

static void refuse_row(Portability *p, const Table *table, uint32_t found, uint32_t most,
                       const char *help) {
    Finding *finding = portability_refuse(p, table->span, table->targets, "a row of this length");
    finding_label(finding, "it has up to %u bytes, and %u is the most", found, most);
    finding_help(finding, "%s", help);
}

void portability_row(Portability *p, const Table *table) {
    const Dialect *dialect = p->dialect;
    portability_doc(p, table->doc, table->span, dialect->table_comment);
    uint32_t columns = 0;
    uint32_t nulls = 0;
    uint64_t row = 0;
    uint64_t page = ROW_HEAD + (table->primary_key ? 0 : ROW_NUMBER);
    for (uint16_t i = 0; dialect->row_bytes != 0 && i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (!is_for(dialect, column->targets)) {
            continue;
        }
        Storage storage = storage_of(column, dialect->target);
        if (storage.row > dialect->row_bytes - 2) {
            return; /* told of the column */
        }
        columns++;
        nulls += (column->flags & COLUMN_NULLABLE) != 0;
        row += storage.row;
        page += column->flags & COLUMN_VIRTUAL ? 0 : storage.page;
    }
    row += (nulls + 7) / 8;
    page += (nulls + 7) / 8;
    if (dialect->table_columns != 0 && columns > dialect->table_columns) {
        portability_refuse(p, table->span, table->targets, "a table of more than %u columns",
                           dialect->table_columns);
    } else if (dialect->row_bytes != 0 && row > dialect->row_bytes) {
        refuse_row(p, table, (uint32_t)row, dialect->row_bytes,
                   "or let its longest columns be `text`, which is kept beside the row");
    } else if (dialect->page_bytes != 0 && page >= dialect->page_bytes) {
        refuse_row(p, table, (uint32_t)page, dialect->page_bytes - 1,
                   "or put some of its columns into a table of their own");
    }
}
