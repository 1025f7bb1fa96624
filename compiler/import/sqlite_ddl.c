/*
 * sqlite_ddl.c - see sqlite_ddl.h.
 */
#include "import/sqlite_ddl.h"

#include <string.h>
#include <strings.h>

typedef struct Reading {
    Arena *arena;
    Names *names;
    SqlTokens tokens;
    uint32_t at;
    CatalogTable *table;
    CatalogColumn *column; /* that is being read */
    Name constraint;       /* behind CONSTRAINT */
    bool is_odd;           /* something has no place in a catalog */
    bool is_broken;        /* it cannot be read on */
    VEC(CatalogColumn) columns;
    VEC(CatalogKey) uniques;
    VEC(CatalogForeignKey) foreign_keys;
    VEC(CatalogCheck) checks;
} Reading;

/* ---- words ----------------------------------------------------------------------------------- */

static const SqlToken *peek(const Reading *reading) {
    return &reading->tokens.all.items[reading->at];
}

static void next(Reading *reading) {
    reading->at += peek(reading)->kind != SQL_END;
}

static bool take_word(Reading *reading, const char *word) {
    bool is_it = sql_is_word(peek(reading), word);
    reading->at += is_it;
    return is_it;
}

static bool take_sign(Reading *reading, const char *sign) {
    bool is_it = sql_is_sign(peek(reading), sign);
    reading->at += is_it;
    return is_it;
}

static void expect_sign(Reading *reading, const char *sign) {
    if (!take_sign(reading, sign)) {
        reading->is_broken = true;
    }
}

/* A name in any of the spellings that SQLite takes. */
static Name take_name(Reading *reading) {
    const SqlToken *token = peek(reading);
    if (token->kind != SQL_WORD && token->kind != SQL_NAME && token->kind != SQL_STRING) {
        reading->is_broken = true;
        return names_of(reading->names, "");
    }
    next(reading);
    return names_intern(reading->names, token->text.data, token->text.length);
}

/* The column of that name as the table spells it. */
static Name take_column(Reading *reading) {
    Name name = take_name(reading);
    for (uint32_t i = 0; i < reading->columns.count; i++) {
        if (strcasecmp(reading->columns.items[i].name->text, name->text) == 0) {
            return reading->columns.items[i].name;
        }
    }
    return name;
}

/* What stands between the brackets that begin here. */
static Name take_brackets(Reading *reading) {
    uint32_t close = sql_close(&reading->tokens, reading->at);
    if (!sql_is_sign(peek(reading), "(") || close <= reading->at + 1 ||
        reading->tokens.all.items[close].kind == SQL_END) {
        reading->is_broken = true;
        return names_of(reading->names, "");
    }
    Text text = sql_between(&reading->tokens.all.items[reading->at + 1],
                            &reading->tokens.all.items[close - 1]);
    reading->at = close + 1;
    return names_intern(reading->names, text.data, text.length);
}

static void take_conflict(Reading *reading) {
    if (sql_is_word(peek(reading), "on") && sql_is_word(peek(reading) + 1, "conflict")) {
        reading->at += 2;
        next(reading);
        reading->is_odd = true;
    }
}

/* ---- constraints ----------------------------------------------------------------------------- */

static bool is_one_of(const SqlToken *token, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (sql_is_word(token, words[i])) {
            return true;
        }
    }
    return false;
}

/* `(a, b)` of a key; order and collation are odd. */
static CatalogNames take_columns(Reading *reading, bool *is_identity) {
    VEC(Name) columns = {0};
    expect_sign(reading, "(");
    do {
        vec_push(reading->arena, &columns, take_column(reading));
        if (take_word(reading, "collate")) {
            next(reading);
            reading->is_odd = true;
        }
        take_word(reading, "asc");
        reading->is_odd = take_word(reading, "desc") || reading->is_odd;
        *is_identity = take_word(reading, "autoincrement") || *is_identity;
    } while (!reading->is_broken && take_sign(reading, ","));
    expect_sign(reading, ")");
    return (CatalogNames){columns.items, (uint16_t)columns.count};
}

static Action take_action(Reading *reading) {
    if (take_word(reading, "cascade")) {
        return ACTION_CASCADE;
    }
    if (take_word(reading, "restrict")) {
        return ACTION_RESTRICT;
    }
    if (take_word(reading, "no")) {
        next(reading);
        return ACTION_NONE;
    }
    if (take_word(reading, "set")) {
        bool is_null = take_word(reading, "null");
        reading->at += !is_null;
        return is_null ? ACTION_SET_NULL : ACTION_SET_DEFAULT;
    }
    reading->is_broken = true;
    return ACTION_NONE;
}

/* Behind REFERENCES. */
static void take_reference(Reading *reading, CatalogNames columns) {
    bool none = false;
    CatalogForeignKey key = {.name = reading->constraint, .columns = columns};
    key.target = take_name(reading);
    if (sql_is_sign(peek(reading), "(")) {
        bool was_odd = reading->is_odd;
        uint32_t count = reading->columns.count;
        reading->columns.count = 0; /* the columns are those of another table */
        key.referenced = take_columns(reading, &none);
        reading->columns.count = count;
        reading->is_odd = was_odd;
    }
    for (bool more = true; more && !reading->is_broken;) {
        bool is_not = sql_is_word(peek(reading), "not") &&
                      sql_is_word(peek(reading) + 1, "deferrable");
        if (sql_is_word(peek(reading), "on") && (sql_is_word(peek(reading) + 1, "delete") ||
                                                 sql_is_word(peek(reading) + 1, "update"))) {
            bool is_delete = sql_is_word(peek(reading) + 1, "delete");
            reading->at += 2;
            *(is_delete ? &key.on_delete : &key.on_update) = take_action(reading);
        } else if (take_word(reading, "match")) {
            next(reading); /* SQLite does not heed it */
        } else if (is_not || sql_is_word(peek(reading), "deferrable")) {
            reading->at += is_not ? 2 : 1;
            bool is_deferred = false;
            if (take_word(reading, "initially")) {
                is_deferred = sql_is_word(peek(reading), "deferred");
                next(reading);
            }
            key.flags = is_not        ? 0
                        : is_deferred ? CONSTRAINT_DEFERRABLE | CONSTRAINT_DEFERRED
                                      : CONSTRAINT_DEFERRABLE;
        } else {
            more = false;
        }
    }
    vec_push(reading->arena, &reading->foreign_keys, key);
}

static void add_primary_key(Reading *reading, CatalogNames columns) {
    CatalogKey *key = NEW(reading->arena, CatalogKey);
    *key = (CatalogKey){.name = reading->constraint, .columns = columns};
    reading->is_odd = reading->is_odd || reading->table->primary_key != NULL;
    reading->table->primary_key = key;
    take_conflict(reading);
}

static void add_unique(Reading *reading, CatalogNames columns) {
    CatalogKey key = {.name = reading->constraint, .columns = columns};
    vec_push(reading->arena, &reading->uniques, key);
    take_conflict(reading);
}

static void add_check(Reading *reading) {
    CatalogCheck check = {.name = reading->constraint, .condition = take_brackets(reading)};
    vec_push(reading->arena, &reading->checks, check);
    take_conflict(reading);
}

static CatalogNames alone(Reading *reading, Name column) {
    Name *items = NEW(reading->arena, Name);
    *items = column;
    return (CatalogNames){items, 1};
}

static void mark_identity(Reading *reading, CatalogNames columns) {
    for (uint32_t i = 0; i < reading->columns.count; i++) {
        if (columns.count == 1 && reading->columns.items[i].name == columns.items[0]) {
            reading->columns.items[i].is_identity = true;
        }
    }
}

/* ---- columns --------------------------------------------------------------------------------- */

static const char *const column_words[] = {"constraint", "primary",   "not",     "null",
                                           "unique",     "check",     "default", "collate",
                                           "references", "generated", "as",      "deferrable"};

/* The language has no words in other letters or with a `$`, and no names in the place of words. */
static bool is_type_word(const SqlToken *token) {
    for (size_t i = 0; i < token->source.length; i++) {
        if ((unsigned char)token->source.data[i] > 0x7f || token->source.data[i] == '$') {
            return false;
        }
    }
    return token->kind == SQL_WORD;
}

/* The words of the type, one blank between them. */
static Name take_type(Reading *reading) {
    Buf text = {0};
    while ((peek(reading)->kind == SQL_WORD || peek(reading)->kind == SQL_NAME) &&
           !is_one_of(peek(reading), column_words, sizeof column_words / sizeof *column_words)) {
        reading->is_odd = reading->is_odd || !is_type_word(peek(reading));
        buf_text(&text, text.length > 0 ? " " : "");
        buf_slice(&text, peek(reading)->source);
        next(reading);
    }
    if (text.length > 0 && sql_is_sign(peek(reading), "(")) {
        buf_char(&text, '(');
        buf_name(&text, take_brackets(reading));
        buf_char(&text, ')');
    }
    reading->is_odd = reading->is_odd || text.length == 0;
    Name type = names_intern(reading->names, buf_view(&text).data, text.length);
    buf_free(&text);
    return type;
}

/* Not a word that stands for a value. */
static bool is_name(const SqlToken *token) {
    static const char *const values[] = {
        "null", "true", "false", "current_timestamp", "current_date", "current_time"};
    return token->kind == SQL_NAME ||
           (token->kind == SQL_WORD && !is_one_of(token, values, sizeof values / sizeof *values));
}

/* A name as the string that SQLite takes it for. */
static Name take_string(Reading *reading) {
    Buf text = {0};
    Text name = peek(reading)->text;
    buf_char(&text, '\'');
    for (size_t i = 0; i < name.length; i++) {
        buf_text(&text, name.data[i] == '\'' ? "'" : "");
        buf_char(&text, name.data[i]);
    }
    buf_char(&text, '\'');
    next(reading);
    Name string = names_intern(reading->names, text.data, text.length);
    buf_free(&text);
    return string;
}

/* Behind DEFAULT: brackets, a literal with a sign perhaps, a word. */
static Name take_default(Reading *reading) {
    if (sql_is_sign(peek(reading), "(")) {
        return take_brackets(reading);
    }
    if (sql_is_sign(peek(reading), "+")) {
        next(reading);
    }
    const SqlToken *first = peek(reading);
    const SqlToken *last = first;
    if (sql_is_sign(first, "-")) {
        last++;
    }
    reading->is_odd = reading->is_odd || last->kind == SQL_END;
    if (is_name(first)) {
        return take_string(reading);
    }
    Text text = sql_between(first, last);
    reading->at += last == first ? 0 : 1;
    next(reading);
    return names_intern(reading->names, text.data, text.length);
}

static Name take_collation(Reading *reading) {
    Name name = take_name(reading);
    char *small = arena_copy_text(reading->arena, name->text, name->length);
    for (char *c = small; *c != '\0'; c++) {
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 'a' - 'A') : *c;
    }
    Name collation = names_of(reading->names, small);
    return strcmp(small, "binary") == 0 ? NULL : collation;
}

static bool take_column_constraint(Reading *reading) {
    CatalogColumn *column = &reading->columns.items[reading->columns.count - 1];
    if (take_word(reading, "constraint")) {
        reading->constraint = take_name(reading);
        return true;
    }
    if (take_word(reading, "primary")) {
        next(reading);
        take_word(reading, "asc");
        reading->is_odd = take_word(reading, "desc") || reading->is_odd;
        add_primary_key(reading, alone(reading, column->name));
        column->is_identity = take_word(reading, "autoincrement");
    } else if (take_word(reading, "not")) {
        next(reading);
        column->is_nullable = false;
        take_conflict(reading);
    } else if (take_word(reading, "null")) {
        take_conflict(reading);
    } else if (take_word(reading, "unique")) {
        add_unique(reading, alone(reading, column->name));
    } else if (take_word(reading, "check")) {
        add_check(reading);
    } else if (take_word(reading, "default")) {
        column->default_text = take_default(reading);
    } else if (take_word(reading, "collate")) {
        column->collation = take_collation(reading);
    } else if (take_word(reading, "references")) {
        take_reference(reading, alone(reading, column->name));
    } else if (sql_is_word(peek(reading), "generated") || sql_is_word(peek(reading), "as")) {
        reading->at += sql_is_word(peek(reading), "generated") ? 2 : 0;
        next(reading);
        column->generated = take_brackets(reading);
        column->is_virtual = !take_word(reading, "stored");
        take_word(reading, "virtual");
    } else {
        return false;
    }
    reading->constraint = NULL;
    return true;
}

static void take_column_definition(Reading *reading) {
    CatalogColumn column = {.name = take_name(reading), .is_nullable = true};
    column.type = take_type(reading);
    vec_push(reading->arena, &reading->columns, column);
    reading->constraint = NULL;
    while (!reading->is_broken && take_column_constraint(reading)) {
    }
}

/* ---- tables ---------------------------------------------------------------------------------- */

static bool take_table_constraint(Reading *reading) {
    bool is_identity = false;
    if (take_word(reading, "constraint")) {
        reading->constraint = take_name(reading);
        return true;
    }
    if (take_word(reading, "primary")) {
        next(reading);
        CatalogNames columns = take_columns(reading, &is_identity);
        add_primary_key(reading, columns);
        if (is_identity) {
            mark_identity(reading, columns);
        }
    } else if (take_word(reading, "unique")) {
        add_unique(reading, take_columns(reading, &is_identity));
    } else if (take_word(reading, "check")) {
        add_check(reading);
    } else if (take_word(reading, "foreign")) {
        next(reading);
        CatalogNames columns = take_columns(reading, &is_identity);
        reading->is_broken = !take_word(reading, "references") || reading->is_broken;
        take_reference(reading, columns);
    } else {
        return false;
    }
    reading->constraint = NULL;
    return true;
}

/* A column that numbers the rows is never null; any other of a primary key is, unless it says that it is not. */
static void require_key(CatalogTable *table) {
    const CatalogKey *key = table->primary_key;
    for (uint16_t i = 0; key != NULL && key->columns.count == 1 && i < table->column_count; i++) {
        CatalogColumn *column = &table->columns[i];
        if (column->name == key->columns.items[0] &&
            strcasecmp(column->type->text, "integer") == 0) {
            column->is_nullable = false;
        }
    }
}

static void finish_table(Reading *reading) {
    CatalogTable *table = reading->table;
    reading->is_broken = reading->is_broken || reading->columns.count > UINT16_MAX ||
                         reading->uniques.count > UINT16_MAX ||
                         reading->checks.count > UINT16_MAX ||
                         reading->foreign_keys.count > UINT16_MAX;
    table->columns = reading->columns.items;
    table->column_count = (uint16_t)reading->columns.count;
    table->uniques = reading->uniques.items;
    table->unique_count = (uint16_t)reading->uniques.count;
    table->foreign_keys = reading->foreign_keys.items;
    table->foreign_key_count = (uint16_t)reading->foreign_keys.count;
    table->checks = reading->checks.items;
    table->check_count = (uint16_t)reading->checks.count;
}

/* CREATE TABLE name ( */
static void take_head(Reading *reading) {
    while (peek(reading)->kind != SQL_END && !sql_is_sign(peek(reading), "(")) {
        next(reading);
    }
    expect_sign(reading, "(");
}

static void add_option(Reading *reading, CatalogOptions *options, const char *word) {
    options->items[options->count++] = (CatalogOption){.name = names_of(reading->names, word)};
}

/* STRICT, WITHOUT ROWID: in this order. True if it says one of them. */
static bool take_options(Reading *reading, CatalogOptions *options) {
    bool is_strict = false;
    bool is_without = false;
    bool any = true;
    while (any) {
        bool strict = take_word(reading, "strict");
        bool without = !strict && take_word(reading, "without");
        if (without && !take_word(reading, "rowid")) {
            reading->is_broken = true;
        }
        is_strict = is_strict || strict;
        is_without = is_without || without;
        any = (strict || without) && take_sign(reading, ",");
    }
    options->items = NEW_ARRAY(reading->arena, CatalogOption, 2);
    if (is_strict) {
        add_option(reading, options, "strict");
    }
    if (is_without) {
        add_option(reading, options, "without_rowid");
    }
    return is_strict || is_without;
}

/* No column of the key of a table that is strict or has no rowid takes null. */
static void require_all_of_key(CatalogTable *table) {
    for (uint16_t i = 0; table->primary_key != NULL && i < table->column_count; i++) {
        for (uint16_t k = 0; k < table->primary_key->columns.count; k++) {
            if (table->primary_key->columns.items[k] == table->columns[i].name) {
                table->columns[i].is_nullable = false;
            }
        }
    }
}

bool sqlite_read_table(Arena *arena, Names *names, Text sql, CatalogTable *table) {
    Reading reading = {.arena = arena, .names = names, .table = table};
    reading.tokens = sql_tokens(arena, sql, TARGET_SQLITE);
    take_head(&reading);
    do {
        static const char *const words[] = {"constraint", "primary", "unique", "check", "foreign"};
        if (is_one_of(peek(&reading), words, sizeof words / sizeof *words)) {
            while (!reading.is_broken && take_table_constraint(&reading)) {
            }
        } else {
            take_column_definition(&reading);
        }
    } while (!reading.is_broken && take_sign(&reading, ","));
    expect_sign(&reading, ")");
    bool has_options = take_options(&reading, &table->options);
    reading.is_odd = reading.is_odd || peek(&reading)->kind != SQL_END;
    finish_table(&reading);
    require_key(table);
    if (has_options) {
        require_all_of_key(table);
    }
    return !reading.is_odd && !reading.is_broken;
}

/* ---- indexes --------------------------------------------------------------------------------- */

/* The key's expression up to COLLATE, ASC, DESC, `,` or `)`. */
static CatalogIndexKey take_key(Reading *reading, const CatalogTable *table) {
    CatalogIndexKey key = {0};
    uint32_t first = reading->at;
    uint32_t depth = 0;
    while (peek(reading)->kind != SQL_END) {
        const SqlToken *token = peek(reading);
        if (depth == 0 &&
            (sql_is_sign(token, ",") || sql_is_sign(token, ")") || sql_is_word(token, "collate") ||
             (reading->at != first && /* else a column is called so */
              (sql_is_word(token, "asc") || sql_is_word(token, "desc"))))) {
            break;
        }
        depth += sql_is_sign(token, "(") ? 1 : 0;
        depth -= sql_is_sign(token, ")") ? 1 : 0;
        next(reading);
    }
    if (reading->at == first) {
        reading->is_broken = true;
        return key;
    }
    const SqlToken *token = &reading->tokens.all.items[first];
    for (uint16_t i = 0; reading->at == first + 1 && i < table->column_count; i++) {
        Name name = table->columns[i].name;
        if (name->length == token->text.length &&
            strncasecmp(name->text, token->text.data, name->length) == 0) {
            key.column = name;
        }
    }
    Text text = sql_between(token, peek(reading) - 1);
    key.expression = names_intern(reading->names, text.data, text.length);
    if (take_word(reading, "collate")) {
        Name collation = take_collation(reading);
        key.collation = collation != NULL ? collation : names_of(reading->names, "binary");
    }
    take_word(reading, "asc");
    key.is_descending = take_word(reading, "desc");
    if (take_word(reading, "nulls")) { /* SQLite does not take it, but may one day */
        reading->is_broken = true;
    }
    return key;
}

bool sqlite_read_index(Arena *arena, Names *names, Text sql, const CatalogTable *table,
                       CatalogIndex *index) {
    Reading reading = {.arena = arena, .names = names};
    reading.tokens = sql_tokens(arena, sql, TARGET_SQLITE);
    VEC(CatalogIndexKey) keys = {0};
    next(&reading);
    index->is_unique = take_word(&reading, "unique");
    take_head(&reading);
    do {
        vec_push(arena, &keys, take_key(&reading, table));
    } while (!reading.is_broken && take_sign(&reading, ","));
    expect_sign(&reading, ")");
    if (take_word(&reading, "where")) {
        Text text = sql_between(peek(&reading),
                                &reading.tokens.all.items[reading.tokens.all.count - 2]);
        index->where = names_intern(names, text.data, text.length);
        reading.at = reading.tokens.all.count - 1;
    }
    index->keys = keys.items;
    index->key_count = (uint16_t)keys.count;
    return !reading.is_broken && peek(&reading)->kind == SQL_END;
}
