/* details.c - takes tables, gives the lines that only verify.sql compares. See details.h. */
#include "emit/mysql/details.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "emit/expression.h"
#include "emit/expression_normal.h"
#include "emit/lower.h"
#include "emit/mysql/spelling.h"
#include "emit/sql_tokens.h"
#include "emit/with.h"
#include "syntax/operator.h"

/* ---- SQL that the server has printed ------------------------------------------------------------- */

/* Printed as it was written. */
static bool is_plain_string(Text text) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < ' ' || c >= 0x7f || c == '\\') {
            return false;
        }
    }
    return true;
}

/* Words and signs that servers print as others. */
static bool is_never_printed(const SqlToken *token, Target target) {
    static const char *const words[] = {"rlike",
                                        "substring",
                                        "mid",
                                        "now",
                                        "power",
                                        "ceil",
                                        "date_add",
                                        "date_sub",
                                        "adddate",
                                        "subdate",
                                        "character_length",
                                        "mod",
                                        "position",
                                        "sysdate",
                                        "localtime",
                                        "current_date"};
    static const char *const signs[] = {"&&", "||", "!=", "->", "->>"};
    for (size_t i = 0; token->kind == SQL_SIGN && i < sizeof signs / sizeof *signs; i++) {
        if (sql_is_sign(token, signs[i])) {
            return true;
        }
    }
    return SQL_IS_ANY(token, words) ||
           (target == TARGET_MYSQL &&
            (sql_is_word(token, "regexp") || sql_is_word(token, "current_timestamp")));
}

/* Servers print words in small letters, but for what is said of time. */
static bool has_capitals(const SqlToken *token) {
    static const char *const words[] = {"date", "time", "timestamp", "second",  "minute", "hour",
                                        "day",  "week", "month",     "quarter", "year"};
    for (size_t i = 0; token->kind == SQL_WORD && i < token->source.length; i++) {
        if (token->source.data[i] >= 'A' && token->source.data[i] <= 'Z') {
            return !SQL_IS_ANY(token, words);
        }
    }
    return false;
}

/* They stand in backquotes, where a server has printed them. */
static bool is_bare_column(const SqlToken *token, const Table *table) {
    for (uint16_t i = 0; token->kind == SQL_WORD && i < table->column_count; i++) {
        if (sql_same_letters(token->text, name_text(table->columns[i].name))) {
            return true;
        }
    }
    return false;
}

bool mysql_details_printed(Buf *out, const Expr *expr, const Table *table, Target target) {
    if (expr->kind != EXPR_VERBATIM) {
        return false;
    }
    Arena scratch = {0};
    SqlTokens tokens = sql_tokens(&scratch, name_text(expr->text), target);
    bool is_printed = is_plain_string(name_text(expr->text));
    for (uint32_t i = 0; i < tokens.all.count && is_printed; i++) {
        const SqlToken *token = &tokens.all.items[i];
        bool is_call = token->kind == SQL_WORD && sql_is_sign(&token[1], "(");
        bool is_odd = token->kind == SQL_ODD && strncmp(token->source.data, "b'1", 3) != 0;
        is_printed = !is_odd && !has_capitals(token) && !is_never_printed(token, target) &&
                     (is_call || !is_bare_column(token, table));
    }
    if (is_printed) {
        expression_normal_text(out, name_text(expr->text));
    }
    arena_release(&scratch);
    return is_printed;
}

/* ---- keys of indexes ----------------------------------------------------------------------------- */

static bool key_text(Buf *out, const Expr *key, const Table *table, Target target) {
    return mysql_details_printed(out, key, table, target) ||
           expression_normal_key(out, key, table, target);
}

/* `<table: index, key 2>`. */
static Text own_key(MysqlLines *lines, const Table *table, const Index *index, uint16_t key) {
    char behind[32];
    snprintf(behind, sizeof behind, ", key %u", key + 1u);
    return mysql_lines_mark(lines, table, ": ", index->name, behind);
}

static void note_own_keys(MysqlLines *lines, const Table *table, const Index *index) {
    for (uint16_t k = 0; k < index->key_count && is_for(lines->dialect, index->targets); k++) {
        const Expr *key = index->keys[k].expr;
        Buf text = {0};
        if (key->kind != EXPR_COLUMN && !key_text(&text, key, table, lines->dialect->target)) {
            mysql_lines_note_own(lines, own_key(lines, table, index, k));
        }
        buf_free(&text);
    }
}

void mysql_details_own(MysqlLines *lines, const Table *table) {
    for (uint16_t i = 0; i < table->index_count; i++) {
        note_own_keys(lines, table, &table->indexes[i]);
    }
}

/* What the line of an index leaves out: what keys are that are no columns, as far as the server's text is known, and which
 * descend, if only some versions of the server tell it. */
static void add_index_keys(MysqlLines *lines, const Table *table, const Index *index,
                           MysqlLineVec *to) {
    for (uint16_t k = 0; k < index->key_count && is_for(lines->dialect, index->targets); k++) {
        const Expr *key = index->keys[k].expr;
        if (index->keys[k].descending && !lines->dialect->shows_descending_keys) {
            mysql_lines_begin_line(lines, table, "");
            buf_name(&lines->text, index->name);
            buf_printf(&lines->text, ", key %u desc", k + 1u);
            mysql_lines_end_line(lines, table, to);
        }
        if (key->kind != EXPR_COLUMN &&
            !mysql_lines_is_own(lines, own_key(lines, table, index, k))) {
            mysql_lines_begin_line(lines, table, "");
            buf_name(&lines->text, index->name);
            buf_printf(&lines->text, ", key %u: ", k + 1u);
            (void)key_text(&lines->text, key, table, lines->dialect->target);
            mysql_lines_end_line(lines, table, to);
        }
    }
}

/* ---- types and defaults -------------------------------------------------------------------------- */

/* `<table.column type>`: it is among the lines. */
static void note_known(MysqlLines *lines, Text mark) {
    vec_push(lines->arena, &lines->known, names_intern(lines->names, mark.data, mark.length));
}

static void begin_column(MysqlLines *lines, const Table *table, const Column *column,
                         const char *words) {
    buf_clear(&lines->text);
    buf_name(&lines->text, table->name);
    buf_char(&lines->text, '.');
    buf_name(&lines->text, column->name);
    buf_text(&lines->text, words);
}

/* A type of which the line of the column only says that it is the server's own. */
static void add_type(MysqlLines *lines, const Table *table, const Column *column,
                     MysqlLineVec *to) {
    Buf type = {0};
    if (column->type.kind == TYPE_NATIVE &&
        mysql_lines_is_own(lines, mysql_lines_mark(lines, table, ".", column->name, "")) &&
        mysql_own_spelling(&type, column, lines->dialect)) {
        note_known(lines, mysql_lines_mark(lines, table, ".", column->name, " type"));
        begin_column(lines, table, column, " is ");
        buf_slice(&lines->text, buf_view(&type));
        mysql_lines_end_line(lines, table, to);
    }
    buf_free(&type);
}

/* A number that a float shows as it is written: six digits, none of which is a zero at the end of a fraction. */
static bool is_plain_number(Text digits) {
    const char *point = digits.length > 0 ? memchr(digits.data, '.', digits.length) : NULL;
    for (size_t i = 0; i < digits.length; i++) {
        char c = digits.data[i];
        if ((c < '0' || c > '9') && digits.data + i != point) {
            return false;
        }
    }
    bool has_digits = digits.length > 0 && digits.data[0] != '.' &&
                      (digits.length == 1 || digits.data[0] != '0' || digits.data[1] == '.');
    char last = has_digits ? digits.data[digits.length - 1] : '.';
    return has_digits && digits.length <= 6 && last != '.' && (!point || last != '0');
}

/* The type's own word: `datetime` of `DATETIME(3)`. */
static bool has_word(const Column *column, Target target, const char *word) {
    Text spelling = name_text(column->type.native->spelling[target]);
    size_t length = strlen(word);
    return spelling.length >= length &&
           sql_same_letters((Text){spelling.data, length}, text_of(word)) &&
           (spelling.length == length || strchr("( ", spelling.data[length]) != NULL);
}

static bool has_any_word(const Column *column, Target target, const char *const *words,
                         size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (has_word(column, target, words[i])) {
            return true;
        }
    }
    return false;
}

#define HAS_ANY(column, target, words)                                                             \
    has_any_word(column, target, words, sizeof(words) / sizeof *(words))

/* `2020-01-31T10:00:00.5Z` as the server shows it: with as many digits behind the point as the type has, with the time of a
 * day that has none. False: there are more digits, or something is left out in another place. */
static bool write_moment(Buf *out, const Column *column, Target target) {
    Text said = name_text(column->default_value->text);
    Text type = name_text(column->type.native->spelling[target]);
    const char *digits = memchr(type.data, '(', type.length);
    size_t wanted = digits ? (size_t)(digits[1] - '0') : 0;
    said.length -= said.length > 0 && said.data[said.length - 1] == 'Z';
    const char *point = memchr(said.data, '.', said.length);
    size_t whole = point ? (size_t)(point - said.data) : said.length;
    bool is_time = has_word(column, target, "time");
    bool is_day = !is_time && whole == strlen("2020-01-31") && !point;
    size_t has = point ? said.length - whole - 1 : 0;
    if (has > wanted ||
        (!is_day && whole != strlen(is_time ? "10:00:00" : "2020-01-31 10:00:00"))) {
        return false;
    }
    for (size_t i = 0; i < said.length; i++) {
        buf_char(out, said.data[i] == 'T' ? ' ' : said.data[i]);
    }
    buf_text(out, is_day ? " 00:00:00" : "");
    buf_text(out, wanted > 0 && !point ? "." : "");
    for (; has < wanted; has++) {
        buf_char(out, '0');
    }
    return true;
}

/* A literal of a column whose type is the server's own, as the server shows it. */
static bool native_default(Buf *out, const Column *column, Target target) {
    static const char *const numbers[] = {"tinyint", "mediumint", "float", "double"};
    static const char *const texts[] = {"set",  "varchar",    "char",     "tinytext",
                                        "text", "mediumtext", "longtext", "varbinary"};
    static const char *const moments[] = {"time", "datetime", "timestamp"};
    const Expr *value = column->default_value;
    bool is_negative = value->kind == EXPR_UNARY && value->op == AST_SUBTRACT;
    value = is_negative ? value->items[0] : value;
    if (column->type.native->spelling[target] == NULL ||
        (target == TARGET_MYSQL && has_word(column, target, "varbinary"))) {
        return false;
    }
    if (value->kind == EXPR_NUMBER) {
        bool is_known = is_plain_number(name_text(value->text)) && HAS_ANY(column, target, numbers);
        buf_text(out, is_known && is_negative ? "-" : "");
        buf_slice(out, is_known ? name_text(value->text) : (Text){"", 0});
        return is_known;
    }
    bool is_moment = HAS_ANY(column, target, moments);
    if (value->kind != EXPR_STRING || !is_plain_string(name_text(value->text)) ||
        !(is_moment || HAS_ANY(column, target, texts))) {
        return false;
    }
    Buf said = {0};
    bool is_known = !is_moment || write_moment(&said, column, target);
    buf_slice(&said, is_moment ? (Text){"", 0} : name_text(value->text));
    if (is_known) {
        expression_normal_text(out, buf_view(&said));
    }
    buf_free(&said);
    return is_known;
}

static bool is_bytes(const Expr *value) {
    return value->kind == EXPR_VERBATIM && strncmp(value->text->text, "x'", 2) == 0;
}

/* The bytes of x'10FF' are shown as they are written by MySQL alone, and by it up to a byte 0. */
static bool is_shown(const Expr *bytes, Target target) {
    const char *at = bytes->text->text + 2;
    while (isxdigit((unsigned char)at[0]) && strncmp(at, "00", 2) != 0) {
        at += at[1] != '\0' ? 2 : 1;
    }
    return target == TARGET_MYSQL && *at == '\'';
}

static bool default_text(Buf *out, const Column *column, const Table *table, Target target) {
    const Expr *value = column->default_value;
    TypeKind kind = (TypeKind)column->type.kind;
    if (is_bytes(value) && !is_shown(value, target)) {
        return false;
    }
    if (kind == TYPE_NATIVE && has_word(column, target, "varbinary") &&
        value->kind == EXPR_VERBATIM && text_is(name_text(value->text), "x''")) {
        return true; /* shown as nothing, and as 0x for `binary` */
    }
    if (mysql_details_printed(out, value, table, target)) {
        return true;
    }
    bool is_literal = value->kind == EXPR_STRING || value->kind == EXPR_NUMBER ||
                      value->kind == EXPR_UNARY;
    if (kind == TYPE_NATIVE && is_literal) {
        return native_default(out, column, target);
    }
    if ((kind == TYPE_REAL || kind == TYPE_DOUBLE) && value->kind == EXPR_NUMBER) {
        buf_slice(out, name_text(value->text));
        return is_plain_number(name_text(value->text));
    }
    return (value->kind != EXPR_STRING || is_plain_string(name_text(value->text))) &&
           kind != TYPE_BYTES && expression_normal_default(out, column, table, target);
}

/* A default of which the line of the column only says that there is one. */
static void add_default(MysqlLines *lines, const Table *table, const Column *column,
                        MysqlLineVec *to) {
    Buf text = {0};
    bool is_own = mysql_lines_is_own(lines, mysql_lines_mark(lines, table, ".", column->name, ""));
    mysql_lines_default(lines, &text, table, column, is_own);
    bool is_hidden = text_is(buf_view(&text), " default ...");
    buf_clear(&text);
    if (is_hidden && default_text(&text, column, table, lines->dialect->target)) {
        note_known(lines, mysql_lines_mark(lines, table, ".", column->name, " default"));
        begin_column(lines, table, column, " default is ");
        buf_slice(&lines->text, buf_view(&text));
        mysql_lines_end_line(lines, table, to);
    }
    buf_free(&text);
}

/* ---- partitions and options ---------------------------------------------------------------------- */

static void add_partition_keys(MysqlLines *lines, const Table *table, MysqlLineVec *to) {
    const Partitioning *of = table_partitioning(table, lines->dialect->target);
    Buf text = {0};
    bool is_known = of != NULL;
    for (uint16_t i = 0; is_known && i < of->key_count; i++) {
        const Expr *key = of->keys[i].expr;
        buf_text(&text, i == 0 ? "" : ",");
        is_known = mysql_details_printed(&text, key, table, lines->dialect->target) ||
                   expression_normal(&text, key, table, lines->dialect->target);
    }
    if (is_known) {
        note_known(lines, mysql_lines_mark(lines, table, ": ", table->name, " partitions"));
        mysql_lines_begin_line(lines, table, "partitioned by ");
        buf_slice(&lines->text, buf_view(&text));
        mysql_lines_end_line(lines, table, to);
    }
    buf_free(&text);
}

/* Those that are not in the first line of the table. */
static void add_options(MysqlLines *lines, const Table *table, MysqlLineVec *to) {
    static const char *const told[] = {"engine", "charset", "collate", "row_format",
                                       "key_block_size"};
    for (uint16_t i = 0; i < table->options.count; i++) {
        const OptionWord *option = &table->options.items[i];
        bool is_told = !is_for(lines->dialect, option->targets) || option_is_usual(option);
        for (size_t k = 0; k < sizeof told / sizeof *told && !is_told; k++) {
            is_told = text_is(name_text(option->name), told[k]);
        }
        if (!is_told) {
            Buf *out = &lines->text;
            mysql_lines_begin_line(lines, table, "with ");
            buf_name(out, option->name);
            buf_char(out, '=');
            buf_lower(out, name_text(option->value));
            mysql_lines_end_line(lines, table, to);
        }
    }
}

/* ---- comments ------------------------------------------------------------------------------------ */

/* The lines that have something on them, as those of the catalog are compared. */
static Text said_of(Name doc) {
    Text text = doc ? name_text(doc) : (Text){"", 0};
    while (text.length > 0 && text.data[text.length - 1] == '\n') {
        text.length--;
    }
    return text;
}

static void add_comments(MysqlLines *lines, const Table *table, MysqlLineVec *to) {
    if (said_of(table->doc).length > 0) {
        mysql_lines_begin_line(lines, table, "comment ");
        buf_slice(&lines->text, said_of(table->doc));
        mysql_lines_end_line(lines, table, to);
    }
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (said_of(column->doc).length > 0 && is_for(lines->dialect, column->targets)) {
            buf_clear(&lines->text);
            buf_name(&lines->text, table->name);
            buf_char(&lines->text, '.');
            buf_name(&lines->text, column->name);
            buf_text(&lines->text, " comment ");
            buf_slice(&lines->text, said_of(column->doc));
            mysql_lines_end_line(lines, table, to);
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        const OptionWord *said = options_find(&index->options, lines->dialect->target, "comment");
        if (said && said->value && said->value->length > 0) {
            mysql_lines_begin_line(lines, table, "index ");
            buf_name(&lines->text, index->name);
            buf_text(&lines->text, " comment ");
            buf_name(&lines->text, said->value);
            mysql_lines_end_line(lines, table, to);
        }
    }
}

void mysql_details_add(MysqlLines *lines, const Table *table, MysqlLineVec *to) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (is_for(lines->dialect, column->targets)) {
            add_type(lines, table, column, to);
            if (column->default_value && !column->generated) {
                add_default(lines, table, column, to);
            }
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        add_index_keys(lines, table, &table->indexes[i], to);
    }
    add_partition_keys(lines, table, to);
    add_options(lines, table, to);
    add_comments(lines, table, to);
}
