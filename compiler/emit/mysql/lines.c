/* lines.c - takes tables, gives the lines that describe them in the catalog. See lines.h. */
#include "emit/mysql/lines.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "emit/expression.h"
#include "emit/ddl_partition.h"
#include "emit/expression_normal.h"
#include "emit/lower.h"
#include "emit/mysql/details.h"
#include "emit/mysql/parts.h"
#include "emit/mysql/spelling.h"
#include "emit/with.h"
#include "emit/typename.h"
#include "syntax/operator.h"

#define GREATEST_EXPONENT 400 /* of a number that a column can hold */

MysqlLines mysql_lines_begin(Arena *arena, const Dialect *dialect, bool is_whole) {
    return (MysqlLines){.arena = arena,
                        .names = names_new(arena),
                        .dialect = dialect,
                        .is_whole = is_whole,
                        .facts = names_new(arena)};
}

void mysql_lines_begin_table(MysqlLines *lines) {
    names_forget(lines->facts);
}

void mysql_lines_end(MysqlLines *lines) {
    buf_free(&lines->text);
}

const char *mysql_collation(const Dialect *dialect) {
    return dialect->collation;
}

Text mysql_line_text(const MysqlLine *line) {
    return (Text){line->whole->text + line->object->length,
                  line->whole->length - line->object->length};
}

/* ---- what is not compared ------------------------------------------------------------------------ */

/* `<table.column>`, `<table: check>`. */
Text mysql_lines_mark(MysqlLines *lines, const Table *table, const char *mark, Name part,
                      const char *behind) {
    Buf *text = &lines->text;
    buf_clear(text);
    buf_char(text, '<');
    buf_name(text, table->name);
    buf_text(text, mark);
    buf_name(text, part);
    buf_text(text, behind);
    buf_char(text, '>');
    return buf_view(text);
}

void mysql_lines_note_own(MysqlLines *lines, Text text) {
    Name name = names_intern(lines->names, text.data, text.length);
    if (!namemap_put(lines->arena, &lines->own, name, (void *)(uintptr_t)name)) {
        vec_push(lines->arena, &lines->owned, name);
    }
}

/* Most are not, and are no name that anybody knows. */
bool mysql_lines_is_own(const MysqlLines *lines, Text text) {
    Name name = names_find(lines->names, text.data, text.length);
    return name != NULL && namemap_get(&lines->own, name) != NULL;
}

static bool is_own_type(MysqlLines *lines, const Table *table, const Column *column) {
    return mysql_lines_is_own(lines, mysql_lines_mark(lines, table, ".", column->name, ""));
}

static bool is_stable_text(const Expr *expr) {
    if (type_family(expr->type) != FAMILY_TEXT && type_family(expr->type) != FAMILY_ENUM) {
        return false;
    }
    for (uint32_t i = 0; i < expr->text->length; i++) {
        if ((unsigned char)expr->text->text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static bool is_stable_operator(uint8_t op) {
    static const AstOperator stable[] = {
        AST_EQUAL, AST_NOT_EQUAL, AST_LESS, AST_LESS_EQUAL, AST_GREATER, AST_GREATER_EQUAL,
        AST_AND,   AST_OR,        AST_ADD,  AST_SUBTRACT,   AST_MULTIPLY};
    for (size_t i = 0; i < sizeof stable / sizeof stable[0]; i++) {
        if (stable[i] == op) {
            return true;
        }
    }
    return false;
}

/*
 * Conditions that every version of the servers shows alike: comparisons of columns and plain literals. A
 * script stops where something differs, so it looks at nothing else; verify.sql only tells.
 */
static bool is_stable(const Expr *expr) {
    for (;;) {
        switch ((ExprKind)expr->kind) {
        case EXPR_COLUMN: return type_family(expr->type) != FAMILY_BOOL;
        case EXPR_NUMBER: return true;
        case EXPR_STRING: return is_stable_text(expr);
        case EXPR_BINARY:
            if (!is_stable_operator(expr->op)) {
                return false;
            }
            break;
        case EXPR_IN:
            if (expr->count < 3) { /* of one value it becomes `=` */
                return false;
            }
            break;
        case EXPR_LIKE:
            if (expr->negated) {
                return false;
            }
            break;
        case EXPR_IS_NULL:
        case EXPR_BETWEEN: break;
        case EXPR_BOOL:
        case EXPR_NULL:
        case EXPR_CALL:
        case EXPR_UNARY:
        case EXPR_CASE:
        case EXPR_CAST:
        case EXPR_EXTRACT:
        case EXPR_VERBATIM: return false;
        }
        for (uint32_t i = 1; i < expr->count; i++) {
            if (!is_stable(expr->items[i])) {
                return false;
            }
        }
        expr = expr->items[0]; /* long expressions are long on their left */
    }
}

/* What the server shows of a condition; false: it is not to be compared. */
static bool check_condition(const MysqlLines *lines, Buf *out, const Table *table,
                            const Check *check) {
    const Expr *condition = check->condition;
    Target target = lines->dialect->target;
    if (condition->kind == EXPR_VERBATIM && condition->op == MYSQL_TYPE_CHECK) {
        return expression_normal_type(out, &table->columns[condition->column], target);
    }
    if (lines->is_whole && mysql_details_printed(out, condition, table, target)) {
        return true;
    }
    return (lines->is_whole || is_stable(condition)) &&
           expression_normal_condition(out, condition, table, target);
}

static bool column_condition(const MysqlLines *lines, Buf *out, const Table *table,
                             const Column *column) {
    Target target = lines->dialect->target;
    if (lines->is_whole && mysql_details_printed(out, column->generated, table, target)) {
        return true;
    }
    return (lines->is_whole || is_stable(column->generated)) &&
           expression_normal(out, column->generated, table, target);
}

void mysql_lines_own(MysqlLines *lines, const Table *logical) {
    Arena scratch = {0};
    const Table *table = mysql_physical(&scratch, lines->names, lines->dialect, logical);
    Buf text = {0};
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (!is_for(lines->dialect, column->targets)) {
            continue;
        }
        if (column->type.kind == TYPE_NATIVE &&
            !mysql_shown_spelling(&text, column, lines->dialect)) {
            mysql_lines_note_own(lines, mysql_lines_mark(lines, table, ".", column->name, ""));
        }
        buf_clear(&text);
        if (column->generated && !column_condition(lines, &text, table, column)) {
            mysql_lines_note_own(lines, mysql_lines_mark(lines, table, ".", column->name, " is"));
        }
        buf_clear(&text);
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        const Check *check = &table->checks[i];
        buf_clear(&text);
        if (is_for(lines->dialect, check->targets) &&
            !check_condition(lines, &text, table, check)) {
            mysql_lines_note_own(lines, mysql_lines_mark(lines, table, ": ", check->name, ""));
        }
    }
    if (lines->is_whole) {
        mysql_details_own(lines, table);
    }
    buf_free(&text);
    arena_release(&scratch);
}

/* ---- columns ------------------------------------------------------------------------------------- */

/* A string as the server quotes it in ENUM('a'). */
static void write_member(Buf *out, Name value) {
    buf_char(out, '\'');
    for (uint32_t i = 0; i < value->length; i++) {
        switch (value->text[i]) {
        case '\'': buf_text(out, "''"); break;
        case '\\': buf_text(out, "\\\\"); break;
        case '\n': buf_text(out, "\\n"); break;
        case '\r': buf_text(out, "\\r"); break;
        case '\032': buf_text(out, "\\Z"); break;
        case '\0': buf_text(out, "\\0"); break;
        default: buf_char(out, value->text[i]);
        }
    }
    buf_char(out, '\'');
}

/* A type's name as the catalog spells it: in small letters, nothing behind commas, no width of integers. */
static void write_type(const MysqlLines *lines, Buf *out, Type type) {
    if (type.kind == TYPE_ENUM) {
        buf_text(out, "enum(");
        for (uint32_t i = 0; i < type.enumeration->value_count; i++) {
            buf_text(out, i == 0 ? "" : ",");
            write_member(out, type.enumeration->values[i].name);
        }
        buf_char(out, ')');
        return;
    }
    if (type.kind == TYPE_JSON && !lines->dialect->has_json_type) {
        buf_text(out, "longtext collate utf8mb4_bin");
        return;
    }
    Buf name = {0};
    bool is_unsigned = type.is_unsigned;
    type.is_unsigned = false;
    typename_write(&name, type, lines->dialect->target);
    for (size_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        if (c == '(' && i >= 3 && memcmp(name.data + i - 3, "INT", 3) == 0) {
            break;
        }
        if (c != ' ') {
            buf_char(out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
        }
    }
    buf_text(out, is_unsigned ? " unsigned" : "");
    buf_free(&name);
}

/* The digits of a number, and where its point stands among them: 1.25e1 is 125 with the point behind two. */
static long read_number(Buf *digits, Name number) {
    long point = -1;
    const char *at = number->text;
    const char *end = at + number->length;
    for (; at < end && *at != 'e' && *at != 'E'; at++) {
        if (*at == '.') {
            point = (long)digits->length;
        } else if (*at >= '0' && *at <= '9') {
            buf_char(digits, *at);
        }
    }
    if (point < 0) {
        point = (long)digits->length;
    }
    long exponent = at < end ? strtol(at + 1, NULL, 10) : 0;
    if (exponent > GREATEST_EXPONENT || exponent < -GREATEST_EXPONENT) {
        exponent = exponent < 0 ? -GREATEST_EXPONENT : GREATEST_EXPONENT;
    }
    return point + exponent;
}

/* A number as a column with `scale` digits behind the point holds it. */
static void write_number(Buf *out, Name number, bool negative, unsigned scale) {
    Buf digits = {0};
    Buf held = {0};
    long point = read_number(&digits, number);
    long count = point + (long)scale; /* of digits that are held */
    bool any = false;
    buf_char(&held, '0');
    for (long i = point < 0 ? point : 0; i < count; i++) {
        char digit = i >= 0 && i < (long)digits.length ? digits.data[i] : '0';
        any = any || digit != '0';
        buf_char(&held, digit);
    }
    while (held.length <= scale) {
        buf_char(&held, '0');
    }
    if (count >= 0 && count < (long)digits.length && digits.data[count] >= '5') {
        size_t i = held.length - 1;
        for (; held.data[i] == '9'; i--) {
            held.data[i] = '0';
        }
        held.data[i]++;
        any = true;
    }
    size_t first = 0;
    while (first + scale + 1 < held.length && held.data[first] == '0') {
        first++;
    }
    buf_text(out, negative && any ? "-" : "");
    buf_put(out, held.data + first, held.length - scale - first);
    if (scale > 0) {
        buf_char(out, '.');
        buf_put(out, held.data + held.length - scale, scale);
    }
    buf_free(&digits);
    buf_free(&held);
}

/* A string as the catalog shows it as a default; false: as nothing that could be compared. */
static bool write_string(Buf *out, Name text, bool padded) {
    uint32_t length = text->length;
    while (padded && length > 0 && text->text[length - 1] == ' ') {
        length--;
    }
    for (uint32_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text->text[i];
        if (c < ' ' || c == 0x7f || c == '\\') {
            return false;
        }
    }
    for (uint32_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text->text[i];
        if (c >= 0xf0) { /* the catalog has characters of three bytes at most */
            buf_char(out, '?');
            i += 3;
        } else {
            buf_char(out, (char)c);
        }
    }
    return true;
}

/* A literal as the catalog shows it; false: it is none, or of a type whose literals are not compared. */
static bool write_literal(Buf *out, const Column *column) {
    const Expr *value = column->default_value;
    bool negative = value->kind == EXPR_UNARY && value->op == AST_SUBTRACT;
    if (negative) {
        value = value->items[0];
    }
    switch ((TypeKind)column->type.kind) {
    case TYPE_BOOL:
        if (value->kind == EXPR_BOOL) {
            buf_uint(out, value->op);
            return true;
        }
        return false;
    case TYPE_SMALLINT:
    case TYPE_INT:
    case TYPE_BIGINT:
    case TYPE_DECIMAL:
        if (value->kind == EXPR_NUMBER) {
            write_number(out, value->text, negative,
                         column->type.kind == TYPE_DECIMAL ? column->type.scale : 0);
            return true;
        }
        return false;
    case TYPE_VARCHAR:
    case TYPE_CHAR:
    case TYPE_UUID:
    case TYPE_ENUM:
        return value->kind == EXPR_STRING &&
               write_string(out, value->text,
                            column->type.kind == TYPE_CHAR || column->type.kind == TYPE_UUID);
    case TYPE_REAL:
    case TYPE_DOUBLE:
    case TYPE_TEXT:
    case TYPE_BYTES:
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_TIMESTAMP:
    case TYPE_TIMESTAMPTZ:
    case TYPE_INTERVAL:
    case TYPE_JSON:
    case TYPE_NATIVE:
    case TYPE_ERROR:
    case TYPE_NULL: return false;
    }
    return false;
}

/* MySQL shows 'Current_Timestamp' as it shows the word without quotes, of which capitals say nothing. */
static void lower_moment(Buf *value) {
    static const char now[] = "current_timestamp";
    if (value->length >= strlen(now) && strncasecmp(value->data, now, strlen(now)) == 0) {
        for (size_t i = 0; i < value->length; i++) {
            value->data[i] = (char)tolower((unsigned char)value->data[i]);
        }
    }
}

void mysql_lines_default(const MysqlLines *lines, Buf *out, const Table *table,
                         const Column *column, bool is_own) {
    static const char now[] = "CURRENT_TIMESTAMP";
    if (!column->default_value || column->default_value->kind == EXPR_NULL) {
        return;
    }
    Buf value = {0};
    Buf said = {0};
    if (is_own || !write_literal(&value, column)) {
        buf_clear(&value);
        expression_write_default(&said, column, table, lines->dialect->target);
        bool is_now = said.length >= strlen(now) && memcmp(said.data, now, strlen(now)) == 0;
        buf_text(&value, is_now ? "current_timestamp" : "...");
        if (is_now && said.length > strlen(now)) {
            buf_put(&value, said.data + strlen(now), said.length - strlen(now));
        } else if (is_now) {
            buf_text(&value, lines->dialect->shows_calls ? "()" : "");
        }
    } else if (!lines->dialect->shows_calls) {
        lower_moment(&value);
    }
    /* in MySQL the word itself looks like no default at all; MariaDB has quotes round it */
    bool is_null = value.length == 4 && memcmp(value.data, "NULL", 4) == 0 &&
                   !lines->dialect->shows_calls;
    if (!is_null) {
        buf_text(out, " default ");
        buf_slice(out, buf_view(&value));
    }
    buf_free(&value);
    buf_free(&said);
}

static void write_column(MysqlLines *lines, const Table *table, const Column *column) {
    bool is_own = is_own_type(lines, table, column);
    bool is_shown = column->generated &&
                    !mysql_lines_is_own(lines,
                                        mysql_lines_mark(lines, table, ".", column->name, " is"));
    Buf *out = &lines->text;
    buf_clear(out);
    buf_name(out, table->name);
    buf_char(out, '.');
    buf_name(out, column->name);
    buf_char(out, ' ');
    if (is_own) {
        buf_text(out, "own");
    } else {
        if (column->type.kind == TYPE_NATIVE) {
            (void)mysql_shown_spelling(out, column, lines->dialect);
        } else {
            write_type(lines, out, column->type);
        }
        if (column->collation &&
            strcmp(column->collation->text, mysql_collation(lines->dialect)) != 0) {
            buf_text(out, " collate ");
            buf_name(out, column->collation);
        }
    }
    if (column->generated) {
        buf_text(out, column->flags & COLUMN_VIRTUAL ? " virtual" : " stored");
        if (is_shown) {
            buf_text(out, " (");
            column_condition(lines, out, table, column);
            buf_char(out, ')');
        }
    } else {
        buf_text(out, column->flags & COLUMN_NULLABLE ? "" : " not null");
    }
    mysql_lines_default(lines, out, table, column, is_own);
    buf_text(out, column->flags & COLUMN_IDENTITY ? " auto_increment" : "");
    buf_text(out, column->flags & COLUMN_TOUCHED ? " on update" : "");
}

/* ---- keys and constraints ------------------------------------------------------------------------ */

void mysql_lines_begin_line(MysqlLines *lines, const Table *table, const char *words) {
    buf_clear(&lines->text);
    buf_name(&lines->text, table->name);
    buf_text(&lines->text, ": ");
    buf_text(&lines->text, words);
}

void mysql_lines_end_line(MysqlLines *lines, const Table *table, MysqlLineVec *to) {
    Name whole = names_intern(lines->facts, lines->text.data, lines->text.length);
    vec_push(lines->arena, to, (MysqlLine){table->name, whole});
}

static void write_columns(Buf *out, const Table *table, Columns columns) {
    for (uint16_t i = 0; i < columns.count; i++) {
        buf_text(out, i == 0 ? " (" : ", ");
        buf_name(out, table->columns[columns.at[i]].name);
    }
    buf_char(out, ')');
}

static void add_key(MysqlLines *lines, const Table *table, const Key *key, bool is_primary,
                    MysqlLineVec *to) {
    if (is_for(lines->dialect, key->targets)) {
        mysql_lines_begin_line(lines, table, is_primary ? "primary key" : "unique ");
        if (!is_primary) {
            buf_name(&lines->text, key->name);
        }
        write_columns(&lines->text, table, key->columns);
        mysql_lines_end_line(lines, table, to);
    }
}

static void add_index(MysqlLines *lines, const Table *table, const Index *index, MysqlLineVec *to) {
    Buf *out = &lines->text;
    if (!is_for(lines->dialect, index->targets)) {
        return;
    }
    mysql_lines_begin_line(lines, table, index->is_unique ? "unique " : "index ");
    buf_name(out, index->name);
    for (uint16_t i = 0; i < index->key_count; i++) {
        const IndexKey *key = &index->keys[i];
        buf_text(out, i == 0 ? " (" : ", ");
        if (key->expr->kind == EXPR_COLUMN) {
            buf_name(out, table->columns[key->expr->column].name);
            bool is_spatial = index->method && text_is(name_text(index->method), "spatial");
            if (key->prefix != 0 || is_spatial) { /* of places the catalog says 32 bytes */
                buf_printf(out, "(%u)", is_spatial ? 32 : key->prefix);
            }
        } else {
            buf_text(out, "(expression)");
        }
        /* MariaDB has them from 10.8 on, and before it says nothing */
        buf_text(out, key->descending && lines->dialect->shows_descending_keys ? " desc" : "");
    }
    buf_char(out, ')');
    if (index->method) {
        buf_char(out, ' ');
        buf_name(out, index->method);
    }
    buf_text(out, mysql_index_is_hidden(lines->dialect, index) ? " hidden" : "");
    mysql_lines_end_line(lines, table, to);
}

static void write_action(Buf *out, const char *event, uint8_t action) {
    static const char *const words[] = {NULL, NULL, "cascade", "set null", "set default"};
    if (words[action]) { /* to do nothing and to restrict is the same */
        buf_text(out, event);
        buf_text(out, words[action]);
    }
}

static void add_foreign_key(MysqlLines *lines, const Table *table, const ForeignKey *key,
                            MysqlLineVec *to) {
    Buf *out = &lines->text;
    if (is_for(lines->dialect, key->targets)) {
        mysql_lines_begin_line(lines, table, "foreign key ");
        buf_name(out, key->name);
        write_columns(out, table, key->columns);
        buf_text(out, " references ");
        buf_name(out, key->target->name);
        write_columns(out, key->target, key->referenced);
        write_action(out, " on delete ", key->on_delete);
        write_action(out, " on update ", key->on_update);
        mysql_lines_end_line(lines, table, to);
    }
}

static void add_check(MysqlLines *lines, const Table *table, Name name, const Check *check,
                      MysqlLineVec *to) {
    bool is_shown = check &&
                    !mysql_lines_is_own(lines, mysql_lines_mark(lines, table, ": ", name, ""));
    mysql_lines_begin_line(lines, table, "check ");
    buf_name(&lines->text, name);
    if (is_shown) {
        buf_text(&lines->text, " (");
        check_condition(lines, &lines->text, table, check);
        buf_char(&lines->text, ')');
    }
    mysql_lines_end_line(lines, table, to);
}

/* What of the options is compared. */
static void write_options(MysqlLines *lines, const Table *table) {
    static const char *const words[] = {"engine", "row_format", "key_block_size"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const OptionWord *option = options_find(&table->options, lines->dialect->target, words[i]);
        bool is_usual = !option || !option->value || text_is(name_text(option->value), "innodb") ||
                        text_is(name_text(option->value), "default") ||
                        text_is(name_text(option->value), "0");
        if (!is_usual) {
            buf_char(&lines->text, ' ');
            buf_text(&lines->text, words[i]);
            buf_char(&lines->text, ' ');
            buf_name(&lines->text, option->value);
        }
    }
}

/* What partitions are called, and the values that they are told by; keys are not compared. */
static void add_partitions(MysqlLines *lines, const Table *table, MysqlLineVec *to) {
    const Partitioning *of = table_partitioning(table, lines->dialect->target);
    Buf described = {0};
    if (!of) {
        return;
    }
    mysql_lines_begin_line(lines, table, "partition by ");
    buf_text(&lines->text, partition_method_words(of->method));
    if (of->count == 0) {
        buf_printf(&lines->text, " %u", of->number > 0 ? of->number : 1u);
    }
    mysql_lines_end_line(lines, table, to);
    for (uint32_t i = 0; i < of->count; i++) {
        mysql_lines_begin_line(lines, table, "partition ");
        buf_name(&lines->text, of->items[i].name);
        buf_char(&lines->text, ' ');
        buf_clear(&described);
        partition_write_described(&described, &of->items[i], table, lines->dialect->target);
        expression_normal_text(&lines->text, buf_view(&described));
        mysql_lines_end_line(lines, table, to);
    }
    buf_free(&described);
}

void mysql_lines_add(MysqlLines *lines, const Table *logical, MysqlLineVec *to) {
    const Dialect *dialect = lines->dialect;
    Arena scratch = {0};
    const Table *table = mysql_physical(&scratch, lines->names, dialect, logical);
    mysql_lines_begin_line(lines, table, "table collate ");
    buf_slice(&lines->text, options_collation(dialect, table));
    write_options(lines, table);
    mysql_lines_end_line(lines, table, to);
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (is_for(dialect, table->columns[i].targets)) {
            write_column(lines, table, &table->columns[i]);
            mysql_lines_end_line(lines, table, to);
        }
    }
    if (table->primary_key) {
        add_key(lines, table, table->primary_key, true, to);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        add_key(lines, table, &table->uniques[i], false, to);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        add_index(lines, table, &table->indexes[i], to);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        add_foreign_key(lines, table, &table->foreign_keys[i], to);
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        if (is_for(dialect, table->checks[i].targets)) {
            add_check(lines, table, table->checks[i].name, &table->checks[i], to);
        }
    }
    add_partitions(lines, table, to);
    if (lines->is_whole) {
        mysql_details_add(lines, table, to);
    }
    arena_release(&scratch);
}
