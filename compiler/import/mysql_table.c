/*
 * mysql_table.c - see mysql_table.h.
 */
#include "import/mysql_table.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "emit/quote.h"
#include "emit/sql_tokens.h"
#include "emit/typename.h"

static const char primary[] = "PRIMARY";

/* What migc makes tables with, unless they say otherwise. */
static const char *usual_collation(Target target) {
    return target == TARGET_MYSQL ? "utf8mb4_0900_bin" : "utf8mb4_nopad_bin";
}

/* ---- indexes of foreign keys ----------------------------------------------------------------- */

static bool begins_with(const CatalogIndex *index, CatalogNames columns) {
    bool is_so = index->method == NULL && index->key_count >= columns.count;
    for (uint16_t i = 0; is_so && i < columns.count; i++) {
        const CatalogIndexKey *key = &index->keys[i];
        is_so = key->column == columns.items[i] && key->prefix == 0 && !key->is_descending;
    }
    return is_so;
}

static bool key_begins_with(CatalogNames key, CatalogNames columns) {
    bool is_so = key.count >= columns.count;
    for (uint16_t i = 0; is_so && i < columns.count; i++) {
        is_so = key.items[i] == columns.items[i];
    }
    return is_so;
}

/* Like the index that belongs to a foreign key. */
static bool is_of_key(const CatalogTable *table, const CatalogIndex *index) {
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const CatalogForeignKey *key = &table->foreign_keys[i];
        if (key->name == index->name && !index->is_unique && !index->is_hidden && !index->comment &&
            index->key_count == key->columns.count && begins_with(index, key->columns)) {
            return true;
        }
    }
    return false;
}

/* Another index does the same, so that this one was asked for; those of foreign keys may be the longer ones. */
static bool is_covered(const CatalogTable *table, const CatalogIndex *except,
                       CatalogNames columns) {
    bool is_so = table->primary_key != NULL &&
                 key_begins_with(table->primary_key->columns, columns);
    for (uint16_t i = 0; i < table->unique_count; i++) {
        is_so = is_so || key_begins_with(table->uniques[i].columns, columns);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const CatalogIndex *index = &table->indexes[i];
        is_so = is_so ||
                (index != except && !is_of_key(table, index) && begins_with(index, columns));
    }
    return is_so;
}

/* Keys over the same columns, or one over the first columns of the other, share an index: which of them has it is by
 * their order. */
static bool is_shared(const CatalogTable *table, const CatalogForeignKey *key,
                      const CatalogIndex *index) {
    bool is_so = false;
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const CatalogForeignKey *other = &table->foreign_keys[i];
        is_so = is_so || (other != key && (key_begins_with(other->columns, key->columns) ||
                                           (key_begins_with(key->columns, other->columns) &&
                                            !is_covered(table, index, other->columns))));
    }
    return is_so;
}

/* The server makes an index for a foreign key that has none, under its name. */
static void note_own_index(CatalogTable *table, CatalogIndex *index) {
    for (uint16_t i = 0; is_of_key(table, index) && i < table->foreign_key_count; i++) {
        const CatalogForeignKey *key = &table->foreign_keys[i];
        if (key->name == index->name && !is_covered(table, index, key->columns) &&
            !is_shared(table, key, index)) {
            index->is_constraint_only = true;
        }
    }
}

/* ---- the statement --------------------------------------------------------------------------- */

static void put_name(Buf *out, Name name) {
    quote_name(out, name, TARGET_MYSQL);
}

static void put_names(Buf *out, CatalogNames names) {
    buf_text(out, " (");
    for (uint16_t i = 0; i < names.count; i++) {
        buf_text(out, i == 0 ? "" : ", ");
        put_name(out, names.items[i]);
    }
    buf_char(out, ')');
}

static void put_comment(Buf *out, const char *word, Name comment) {
    if (comment != NULL) {
        buf_text(out, word);
        quote_string(out, comment->text, comment->length, TARGET_MYSQL);
    }
}

/* A literal, or the present moment, stands behind DEFAULT without brackets. */
static bool is_bare(Arena *arena, Name sql) {
    SqlTokens tokens = sql_tokens(arena, name_text(sql), TARGET_MYSQL);
    const SqlToken *first = &tokens.all.items[0];
    if (sql_is_word(first, "current_timestamp")) {
        return true;
    }
    if (sql_is_word(first, "b") && first[1].kind == SQL_STRING) {
        first++;
    }
    first += sql_is_sign(first, "-");
    return first->kind != SQL_END && first[1].kind == SQL_END && first->kind != SQL_SIGN;
}

/* The digits of a moment's fraction, in brackets. */
static void put_digits(Buf *out, Name type) {
    const char *open = strchr(type->text, '(');
    size_t length = open != NULL ? strcspn(open, ")") + 1 : 0;
    buf_put(out, open != NULL ? open : "", length);
}

/* A type whose columns have no literals for defaults, but expressions. */
static bool is_large(Name type) {
    static const char *const ends[] = {"text",  "blob",       "json",   "geometry",
                                       "point", "linestring", "polygon"};
    Text word = {type->text, strcspn(type->text, "( ")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (text_ends_with(word, ends[i])) {
            return true;
        }
    }
    return false;
}

static void put_column(Buf *out, Arena *arena, const CatalogColumn *column) {
    put_name(out, column->name);
    buf_char(out, ' ');
    buf_name(out, column->type);
    if (column->collation != NULL) {
        buf_printf(out, " COLLATE %s", column->collation->text);
    }
    if (column->generated != NULL) {
        buf_printf(out, " GENERATED ALWAYS AS (%s) %s", column->generated->text,
                   column->is_virtual ? "VIRTUAL" : "STORED");
    }
    if (!column->is_nullable) {
        buf_text(out, " NOT NULL");
    } else if (column->generated == NULL) {
        buf_text(out, " NULL");
    }
    if (column->default_text != NULL) {
        bool bare = is_bare(arena, column->default_text) &&
                    (!is_large(column->type) || text_is(name_text(column->default_text), "null"));
        buf_text(out, bare ? " DEFAULT " : " DEFAULT (");
        buf_name(out, column->default_text);
        buf_text(out, bare ? "" : ")");
    }
    buf_text(out, column->is_identity ? " AUTO_INCREMENT" : "");
    if (column->is_touched) {
        buf_text(out, " ON UPDATE CURRENT_TIMESTAMP");
        put_digits(out, column->type);
    }
    buf_text(out, column->is_invisible ? " INVISIBLE" : "");
    put_comment(out, " COMMENT ", column->comment);
}

static void put_index(Buf *out, const CatalogTable *table, const CatalogIndex *index,
                      Target target) {
    if (text_is(name_text(index->name), primary)) {
        buf_text(out, "PRIMARY KEY");
    } else {
        const char *word = index->is_unique ? "UNIQUE " : "";
        if (index->method != NULL && (text_is(name_text(index->method), "fulltext") ||
                                      text_is(name_text(index->method), "spatial"))) {
            word = index->method->text[0] == 'f' ? "FULLTEXT " : "SPATIAL ";
        }
        buf_printf(out, "%sKEY ", word);
        put_name(out, index->name);
    }
    buf_text(out, " (");
    for (uint16_t i = 0; i < index->key_count; i++) {
        const CatalogIndexKey *key = &index->keys[i];
        buf_text(out, i == 0 ? "" : ", ");
        if (key->column != NULL) {
            put_name(out, key->column);
        } else {
            buf_printf(out, "(%s)", key->expression->text);
        }
        if (key->prefix > 0) {
            buf_printf(out, "(%u)", key->prefix);
        }
        buf_text(out, key->is_descending ? " DESC" : "");
    }
    buf_char(out, ')');
    if (index->method != NULL && text_is(name_text(index->method), "hash")) {
        buf_text(out, " USING HASH");
    } else if (table->engine != NULL && strcasecmp(table->engine->text, "memory") == 0) {
        buf_text(out, " USING BTREE"); /* not what this engine makes by itself */
    }
    for (uint16_t i = 0; i < index->options.count; i++) {
        if (text_is(name_text(index->options.items[i].name), "parser")) {
            buf_text(out, " WITH PARSER ");
            put_name(out, index->options.items[i].value);
        }
    }
    put_comment(out, " COMMENT ", index->comment);
    buf_text(out, !index->is_hidden ? "" : target == TARGET_MYSQL ? " INVISIBLE" : " IGNORED");
}

static void put_foreign_key(Buf *out, const CatalogForeignKey *key) {
    static const char *const words[] = {[ACTION_NONE] = NULL,
                                        [ACTION_RESTRICT] = "RESTRICT",
                                        [ACTION_CASCADE] = "CASCADE",
                                        [ACTION_SET_NULL] = "SET NULL",
                                        [ACTION_SET_DEFAULT] = "SET DEFAULT"};
    buf_text(out, "CONSTRAINT ");
    put_name(out, key->name);
    buf_text(out, " FOREIGN KEY");
    put_names(out, key->columns);
    buf_text(out, " REFERENCES ");
    if (key->target_space != NULL) {
        put_name(out, key->target_space);
        buf_char(out, '.');
    }
    put_name(out, key->target);
    put_names(out, key->referenced);
    if (key->on_delete != ACTION_NONE) {
        buf_printf(out, " ON DELETE %s", words[key->on_delete]);
    }
    if (key->on_update != ACTION_NONE) {
        buf_printf(out, " ON UPDATE %s", words[key->on_update]);
    }
}

static Name statement_of(Arena *arena, Names *names, Target target, const CatalogTable *table) {
    static const char next[] = ",\n  ";
    Buf out = {0};
    buf_text(&out, "CREATE TABLE IF NOT EXISTS ");
    put_name(&out, table->name);
    buf_text(&out, " (\n  ");
    for (uint16_t i = 0; i < table->column_count; i++) {
        buf_text(&out, i == 0 ? "" : next);
        put_column(&out, arena, &table->columns[i]);
    }
    if (table->primary_key != NULL) {
        buf_printf(&out, "%sPRIMARY KEY", next);
        put_names(&out, table->primary_key->columns);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        buf_printf(&out, "%sUNIQUE KEY ", next);
        put_name(&out, table->uniques[i].name);
        put_names(&out, table->uniques[i].columns);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (!table->indexes[i].is_constraint_only) {
            buf_text(&out, next);
            put_index(&out, table, &table->indexes[i], target);
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        buf_text(&out, next);
        put_foreign_key(&out, &table->foreign_keys[i]);
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        const CatalogCheck *check = &table->checks[i];
        buf_text(&out, next);
        if (check->name != NULL) {
            buf_text(&out, "CONSTRAINT ");
            put_name(&out, check->name);
            buf_char(&out, ' ');
        }
        buf_printf(&out, "CHECK (%s)%s", check->condition->text,
                   check->is_not_enforced ? " NOT ENFORCED" : "");
    }
    buf_text(&out, "\n)");
    if (table->engine != NULL) {
        buf_printf(&out, " ENGINE=%s", table->engine->text);
    }
    buf_printf(&out, " COLLATE=%s",
               table->collation ? table->collation->text : usual_collation(target));
    if (table->clauses != NULL) {
        buf_printf(&out, " %s", table->clauses->text);
    }
    put_comment(&out, " COMMENT=", table->comment);
    if (table->partitions != NULL) {
        buf_printf(&out, "\n%s", table->partitions->text);
    }
    Name statement = names_intern(names, out.data, out.length);
    buf_free(&out);
    return statement;
}

/* '2024-02-29 12:00:00.500000' is '2024-02-29 12:00:00.5' in the language. */
static void trim_moment(Names *names, CatalogColumn *column) {
    Name text = column->default_text;
    bool is_moment = text != NULL && text->text[0] == '\'' &&
                     (text_is(name_text(column->type), "datetime(6)") ||
                      text_is(name_text(column->type), "time(6)"));
    if (is_moment && strchr(text->text, '.') != NULL) {
        size_t length = text->length - 1;
        while (text->text[length - 1] == '0') {
            length--;
        }
        length -= text->text[length - 1] == '.';
        column->default_text = names_internf(names, "%.*s'", (int)length, text->text);
    }
}

/* ---- options --------------------------------------------------------------------------------- */

static Name small_letters(Arena *arena, Names *names, const char *text, size_t length) {
    char *copy = arena_copy_text(arena, text, length);
    for (size_t i = 0; i < length; i++) {
        copy[i] = (char)tolower((unsigned char)copy[i]);
    }
    return names_intern(names, copy, length);
}

/* MariaDB says these of tables of Aria that nobody said them of, some from the first ALTER TABLE on, and goes on with it
 * when they have another engine, which has no such thing. */
static bool is_of_aria_only(const CatalogTable *table, const CatalogOption *option) {
    bool is_aria = table->engine != NULL && strcasecmp(table->engine->text, "Aria") == 0;
    return (text_is(name_text(option->name), "page_checksum") ||
            text_is(name_text(option->name), "transactional")) &&
           (!is_aria || text_is(name_text(option->value), "1"));
}

/* `row_format=COMPRESSED KEY_BLOCK_SIZE=8`; false: there is something else in it. */
static bool read_clauses(Arena *arena, Names *names, CatalogTable *table) {
    const char *at = table->clauses->text;
    while (*at != '\0') {
        size_t name = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");
        const char *value = at + name + 1;
        size_t length = name > 0 && at[name] == '=' ? strcspn(value, " ") : 0;
        if (length == 0 || length != strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrs"
                                                   "tuvwxyz_0123456789")) {
            return false;
        }
        CatalogOption option = {.name = small_letters(arena, names, at, name),
                                .value = small_letters(arena, names, value, length)};
        if (!is_of_aria_only(table, &option)) {
            table->options.items[table->options.count++] = option;
        }
        at = value + length;
        at += strspn(at, " ");
    }
    return true;
}

/* The options as the language has them; false: it has no words for some. */
static bool read_options(Arena *arena, Names *names, CatalogTable *table) {
    uint32_t most = table->clauses != NULL ? table->clauses->length / 2 : 0;
    table->options = (CatalogOptions){.items = NEW_ARRAY(arena, CatalogOption, most + 2)};
    if (table->collation != NULL) {
        table->options.items[table->options.count++] = (CatalogOption){
            .name = names_of(names, "collate"), .value = table->collation};
    }
    if (table->engine != NULL) {
        table->options.items[table->options.count++] = (CatalogOption){
            .name = names_of(names, "engine"),
            .value = small_letters(arena, names, table->engine->text, table->engine->length)};
    }
    return table->clauses == NULL || read_clauses(arena, names, table);
}

/* Columns say a collation that is not the table's. */
static void leave_out_collations(Names *names, Target target, CatalogTable *table) {
    Name usual = table->collation ? table->collation : names_of(names, usual_collation(target));
    for (uint16_t i = 0; i < table->column_count; i++) {
        CatalogColumn *column = &table->columns[i];
        column->collation = column->collation != usual ? column->collation : NULL;
    }
}

/* ---- what the language does not say ---------------------------------------------------------- */

static bool is_odd_index(const CatalogIndex *index) {
    return text_is(name_text(index->name), primary) ||
           (index->method != NULL && text_is(name_text(index->method), "hash"));
}

static bool is_odd(const CatalogTable *table) {
    bool found = table->partitions != NULL && table->partitioning == NULL;
    for (uint16_t i = 0; i < table->column_count; i++) {
        found = found || table->columns[i].is_invisible;
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        found = found || table->checks[i].is_not_enforced;
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        found = found || is_odd_index(&table->indexes[i]);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        found = found || table->foreign_keys[i].target_space != NULL;
    }
    return found;
}

/* `with (invisible)`, `with (comment = 'why')`. */
static void say_of_index(Arena *arena, Name word, Name value, CatalogIndex *index) {
    for (uint16_t i = 0; i < index->options.count; i++) {
        if (index->options.items[i].name == word) {
            return;
        }
    }
    CatalogOption *items = NEW_ARRAY(arena, CatalogOption, index->options.count + 1u);
    for (uint16_t i = 0; i < index->options.count; i++) {
        items[i] = index->options.items[i];
    }
    items[index->options.count++] = (CatalogOption){.name = word, .value = value};
    index->options.items = items;
}

void mysql_table_finish(Arena *arena, Names *names, Target target, CatalogTable *table) {
    for (uint16_t i = 0; i < table->index_count; i++) {
        note_own_index(table, &table->indexes[i]);
        CatalogIndex *index = &table->indexes[i];
        if (index->comment) {
            say_of_index(arena, names_of(names, "comment"), index->comment, index);
        }
        if (index->is_hidden) { /* INVISIBLE, IGNORED */
            Name word = names_of(names, target == TARGET_MYSQL ? "invisible" : "ignored");
            say_of_index(arena, word, NULL, index);
        }
    }
    for (uint16_t i = 0; i < table->column_count; i++) {
        trim_moment(names, &table->columns[i]);
    }
    leave_out_collations(names, target, table);
    table->statement = table->shown ? table->shown : statement_of(arena, names, target, table);
    table->is_whole = !read_options(arena, names, table) || table->shown || is_odd(table);
}
