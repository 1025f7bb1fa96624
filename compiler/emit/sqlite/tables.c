/* tables.c - takes sql objects that make tables, gives tables. See tables.h. */
#include "emit/sqlite/tables.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/vec.h"
#include "emit/sqlite/statement.h"
#include "emit/sqlite/words.h"

/* ---- a statement ----------------------------------------------------------------------------------- */

typedef struct Reading {
    Arena *arena;
    Names *names;
    Type type; /* of every column: values are copied as they are */
    VEC(Column) columns;
    bool without_rowid;
} Reading;

static bool begins_constraint(SqliteWord word) {
    return sqlite_word_says(word, "constraint") || sqlite_word_says(word, "primary") ||
           sqlite_word_says(word, "unique") || sqlite_word_says(word, "check") ||
           sqlite_word_says(word, "foreign");
}

/* An expression of which nothing is known. */
static Expr *unread(const Reading *reading) {
    Expr *expr = NEW(reading->arena, Expr);
    *expr = (Expr){.kind = EXPR_VERBATIM, .type = reading->type};
    expr->text = names_of(reading->names, "");
    return expr;
}

/* The words of an item behind the column's name, up to the comma or the bracket that ends it, which is told. */
static bool read_column(Reading *reading, Text *rest, Column *column, char *end) {
    SqliteWord word;
    SqliteWord before = {0};
    for (int depth = 0; sqlite_read_word(rest, &word);) {
        if (depth == 0 && (sqlite_word_says(word, ",") || sqlite_word_says(word, ")"))) {
            *end = word.text.data[0];
            return true;
        }
        if (depth == 0 && sqlite_word_says(word, "null") && sqlite_word_says(before, "not")) {
            column->flags &= (uint8_t)~COLUMN_NULLABLE;
        } else if (depth == 0 && sqlite_word_says(word, "default")) {
            column->default_value = unread(reading);
        } else if (depth == 0 && sqlite_word_says(word, "as")) {
            column->generated = unread(reading);
        }
        depth += sqlite_word_says(word, "(") - sqlite_word_says(word, ")");
        before = word;
    }
    return false;
}

/* What is between the brackets. */
static bool read_items(Reading *reading, Text *rest) {
    char end = ',';
    while (end == ',') {
        SqliteWord word;
        if (!sqlite_read_word(rest, &word)) {
            return false;
        }
        Column column = {
            .type = reading->type, .flags = COLUMN_NULLABLE, .targets = 1u << TARGET_SQLITE};
        Column passed = column;
        bool is_column = !begins_constraint(word);
        column.name = is_column ? sqlite_word_name(reading->names, word) : NULL;
        if (!read_column(reading, rest, is_column ? &column : &passed, &end)) {
            return false;
        }
        if (is_column) {
            vec_push(reading->arena, &reading->columns, column);
        }
    }
    return reading->columns.count > 0;
}

static bool read_statement(Reading *reading, Text rest) {
    SqliteWord word;
    bool is_unique;
    if (!sqlite_skip_head(&rest, "table", &is_unique) || !sqlite_read_word(&rest, &word) ||
        !sqlite_read_word(&rest, &word) || !sqlite_word_says(word, "(") ||
        !read_items(reading, &rest)) {
        return false;
    }
    SqliteWord before = {0};
    while (sqlite_read_word(&rest, &word)) {
        if (sqlite_word_says(word, ";")) {
            sqlite_skip_blank(&rest);
            return rest.length == 0;
        }
        reading->without_rowid = reading->without_rowid || (sqlite_word_says(word, "rowid") &&
                                                            sqlite_word_says(before, "without"));
        before = word;
    }
    return true;
}

/* ---- a model ------------------------------------------------------------------------------------- */

static Type type_of_all(Arena *arena, Names *names) {
    NativeType *native = NEW(arena, NativeType);
    *native = (NativeType){.name = names_of(names, ""), .targets = 1u << TARGET_SQLITE};
    Type type = TYPE_OF(TYPE_NATIVE);
    type.native = native;
    return type;
}

static Table *table_of(Arena *arena, Model *model, const SqlObject *sql, Type type) {
    Reading reading = {.arena = arena, .names = model->names, .type = type};
    if (sql->targets != 1u << TARGET_SQLITE || sqlite_makes(sql) != SQLITE_MAKES_TABLE ||
        !sql->down || !read_statement(&reading, name_text(sql->up)) ||
        reading.columns.count > UINT16_MAX) {
        return NULL;
    }
    Table *table = NEW(arena, Table);
    *table = (Table){.name = sql->name,
                     .span = sql->span,
                     .columns = reading.columns.items,
                     .column_count = (uint16_t)reading.columns.count,
                     .targets = sql->targets,
                     .flags = TABLE_WITHOUT_KEY,
                     .number = model->table_count,
                     .statement = sql->up};
    if (reading.without_rowid) {
        OptionWord *word = NEW(arena, OptionWord);
        *word = (OptionWord){.name = names_of(model->names, "without_rowid"),
                             .targets = sql->targets};
        table->options = (OptionWords){word, 1};
    }
    table_index_columns(arena, table);
    return table;
}

/* Adds the index to its table; false if the object is none, or has another table. */
static bool takes_index(Arena *arena, const NameMap *tables, const SqlObject *sql) {
    Text rest = name_text(sql->up);
    Index index = {
        .name = sql->name, .span = sql->span, .targets = sql->targets, .statement = sql->up};
    Table *table = sql->needs_count == 1 && sql->needs[0]->kind == OBJECT_SQL
                       ? namemap_get(tables, sql->needs[0]->sql->name)
                       : NULL;
    SqliteWord word;
    if (!table || sqlite_makes(sql) != SQLITE_MAKES_INDEX || !sql->down ||
        !sqlite_skip_head(&rest, "index", &index.is_unique)) {
        return false;
    }
    while (sqlite_read_word(&rest, &word)) {
        if (sqlite_word_says(word, ";")) {
            return false;
        }
    }
    Index *all = NEW_ARRAY(arena, Index, (size_t)table->index_count + 1);
    for (uint16_t i = 0; i < table->index_count; i++) {
        all[i] = table->indexes[i];
    }
    all[table->index_count++] = index;
    table->indexes = all;
    return true;
}

/* Tables stand where their objects stood; their indexes are no objects any more. */
static NameMap replace_objects(Arena *arena, Model *model) {
    NameMap tables = {0};
    Type type = type_of_all(arena, model->names);
    Table **all = NEW_ARRAY(arena, Table *, (size_t)model->table_count + model->object_count);
    for (uint32_t i = 0; i < model->table_count; i++) {
        all[i] = model->tables[i];
    }
    model->tables = all;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < model->object_count; i++) {
        Object object = model->objects[i];
        const SqlObject *sql = object.kind == OBJECT_SQL ? object.sql : NULL;
        if (sql && sql->name && sql->up && takes_index(arena, &tables, sql)) {
            continue;
        }
        Table *table = sql && sql->name && sql->up ? table_of(arena, model, sql, type) : NULL;
        if (table) {
            namemap_set(arena, &tables, sql->name, table);
            object = (Object){.kind = OBJECT_TABLE, .table = table};
            all[model->table_count++] = table;
        }
        model->objects[kept++] = object;
    }
    model->object_count = kept;
    return tables;
}

void sqlite_tables_of_sql(Arena *arena, Model *model) {
    NameMap tables = replace_objects(arena, model);
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        for (uint32_t n = 0; sql && n < sql->needs_count; n++) {
            Table *table = sql->needs[n]->kind == OBJECT_SQL
                               ? namemap_get(&tables, sql->needs[n]->sql->name)
                               : NULL;
            if (table) {
                *sql->needs[n] = (Object){.kind = OBJECT_TABLE, .table = table};
            }
        }
    }
}

void sqlite_write_statement(Buf *out, Name statement, const char *if_absent, const char *schema) {
    Text rest = name_text(statement);
    bool is_unique = false;
    bool is_table = sqlite_skip_head(&rest, "table", &is_unique);
    if (!is_table) {
        rest = name_text(statement);
        sqlite_skip_head(&rest, "index", &is_unique);
    }
    Text text = {rest.data,
                 0}; /* to its last word: a comment behind it would hide what is to come */
    SqliteWord word;
    while (sqlite_read_word(&rest, &word)) {
        text.length = sqlite_word_says(word, ";") ? text.length : (size_t)(rest.data - text.data);
    }
    buf_text(out, is_table    ? "CREATE TABLE "
                  : is_unique ? "CREATE UNIQUE INDEX "
                              : "CREATE INDEX ");
    buf_text(out, if_absent);
    buf_text(out, schema);
    buf_slice(out, text);
    buf_text(out, ";\n");
}

bool sqlite_write_kept(Buf *out, const SqlObject *sql, const char **type) {
    static const char *const kinds[] = {[SQLITE_MAKES_VIEW] = "view",
                                        [SQLITE_MAKES_TRIGGER] = "trigger",
                                        [SQLITE_MAKES_INDEX] = "index",
                                        [SQLITE_MAKES_TABLE] = NULL,
                                        [SQLITE_MAKES_OTHER] = NULL};
    SqliteMakes makes = sqlite_makes(sql);
    Text rest = sql->up ? name_text(sql->up) : (Text){"", 0};
    bool is_unique = false;
    *type = kinds[makes];
    if (!*type || !sqlite_skip_head(&rest, *type, &is_unique)) {
        return false;
    }
    Text kept = rest;
    SqliteWord word;
    bool has_ended = false;
    bool is_behind_step = false; /* of a trigger: only its END comes behind a `;` */
    bool is_end = makes != SQLITE_MAKES_TRIGGER;
    while (sqlite_read_word(&rest, &word)) {
        if (has_ended) {
            return false; /* another statement */
        }
        if (sqlite_word_says(word, ";")) {
            has_ended = is_end;
            kept.length = has_ended ? (size_t)(rest.data - 1 - kept.data) : kept.length;
            is_behind_step = true;
        } else if (makes == SQLITE_MAKES_TRIGGER) {
            is_end = is_behind_step && sqlite_word_says(word, "end");
            is_behind_step = false;
        }
    }
    if (!is_end) {
        return false;
    }
    buf_printf(out, "CREATE %s", is_unique ? "UNIQUE " : "");
    for (const char *c = *type; *c != '\0'; c++) {
        buf_char(out, (char)toupper((unsigned char)*c));
    }
    buf_char(out, ' ');
    while (kept.length > 0 && isspace((unsigned char)kept.data[kept.length - 1])) {
        kept.length--;
    }
    buf_slice(out, kept);
    return true;
}
