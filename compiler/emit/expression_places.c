/*
 * expression_places.c - the places where expressions stand: a column's value, a check, DEFAULT, a key of an
 * index. See expression.h.
 *
 * takes:    an expression and its place
 * gives:    what expression.c writes, with the brackets and types that the place asks for
 * promises: nothing but the brackets and the type of a literal depends on the place
 */
#include "emit/expression.h"

#include <string.h>
#include <strings.h>

#include "emit/expression_parts.h"
#include "emit/storage.h"
#include "emit/typename.h"
#include "syntax/operator.h"

/* A value for a column, which gives a literal its type. */
static void write_value(const Writer *writer, const Expr *expr) {
    if (writer->spelling->mysql && expr->kind == EXPR_STRING) {
        expression_mysql_string(writer, expr, true);
    } else {
        expression_write_at(writer, expr, LEVEL_ANY);
    }
}

void expression_write(Buf *out, const Expr *expr, const Table *table, Target target) {
    Writer writer = expression_writer(out, table, target);
    write_value(&writer, expr);
}

void expression_write_condition(Buf *out, const Expr *expr, const Table *table, Target target) {
    Writer writer = expression_writer(out, table, target);
    expression_write_at(&writer, expr, LEVEL_ANY);
    if (writer.spelling->mysql && !expression_mysql_is_condition(expr)) {
        buf_text(out, " <> 0");
    }
}

static bool is_literal(const Expr *expr) {
    return expr->kind == EXPR_NUMBER || expr->kind == EXPR_STRING || expr->kind == EXPR_BOOL ||
           expr->kind == EXPR_NULL;
}

bool expression_brackets_defaults(Type type, Target target) {
    static const char *const words[] = {"text", "blob", "json", "geo", "point", "line", "poly"};
    Buf spelling = {0};
    bool found = false;
    if (target != TARGET_MYSQL) {
        return false;
    }
    typename_write(&spelling, type, target);
    buf_char(&spelling, '\0');
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        found = found || (type.kind != TYPE_ENUM && strcasestr(spelling.data, words[i]) != NULL);
    }
    buf_free(&spelling);
    return found;
}

/* How MySQL and MariaDB spell a type of a moment, `datetime(3)`; NULL: it is none. Their own types know the present
 * moment by themselves as well. */
static const char *moment_spelling(Type type, Target target) {
    if (target != TARGET_MYSQL && target != TARGET_MARIADB) {
        return NULL;
    }
    if (type.kind != TYPE_NATIVE && expression_is_moment(type)) {
        return "datetime(6)";
    }
    Name own = type.kind == TYPE_NATIVE && type.native ? type.native->spelling[target] : NULL;
    bool is_own = own && !type.is_array &&
                  (strncasecmp(own->text, "datetime", 8) == 0 ||
                   strncasecmp(own->text, "timestamp", 9) == 0);
    return is_own ? own->text : NULL;
}

/* Verbatim SQL that is one literal: 'text', b'1010'. */
static bool is_literal_text(const Expr *expr) {
    const char *at = expr->kind == EXPR_VERBATIM ? expr->text->text : "";
    at += *at != '\0' && strchr("bBxX", *at) != NULL;
    if (*at++ != '\'') {
        return false;
    }
    while (*at != '\0' && (*at != '\'' || at[1] == '\'')) {
        at += (*at == '\'' || *at == '\\') && at[1] != '\0' ? 2 : 1;
    }
    return *at == '\'' && at[1] == '\0';
}

/* A default that is not in brackets may not have these: PostgreSQL would take them for what follows. */
static bool has_loose_words(const Expr *expr) {
    static const char *const words[] = {" at time zone ", " and ",    " or ",    " is ",
                                        " in ",           " like ",   " ilike ", "not ",
                                        " between ",      " collate "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcasestr(expr->text->text, words[i])) {
            return true;
        }
    }
    return false;
}

void expression_write_default(Buf *out, const Column *column, const Table *table, Target target) {
    const Expr *expr = column->default_value;
    Writer writer = expression_writer(out, table, target);
    const Expr *inner = expr;
    bool bare;
    if (expression_is_now(expr) && moment_spelling(column->type, target)) {
        expression_write_now(out, column->type, target);
        return;
    }
    if (expr->kind == EXPR_UNARY && expr->op == AST_SUBTRACT) {
        inner = expr->items[0];
    }
    bare = is_literal(inner) || (writer.spelling->mysql && is_literal_text(expr))
               ? inner->kind == EXPR_NULL || !expression_brackets_defaults(column->type, target)
               : !writer.spelling->default_brackets &&
                     (expr_level(expr) == LEVEL_PRIMARY ||
                      (expr->kind == EXPR_VERBATIM && !has_loose_words(expr)));
    if (!bare) {
        buf_char(out, '(');
    }
    write_value(&writer, expr);
    if (!bare) {
        buf_char(out, ')');
    }
}

/* The target writes it as one call of a function: lower(name), and not CAST(sign(n) AS integer). */
static bool is_call(const Writer *writer, const Expr *expr) {
    const char *template;
    if (expr->function == FUNCTION_COUNT) {
        return true;
    }
    template = expression_call_template(writer, expr);
    return *template >= 'a' && *template <= 'z' && strstr(template, "??") == NULL;
}

void expression_write_now(Buf *out, Type type, Target target) {
    Function function = type.kind == TYPE_DATE        ? FUNCTION_CURRENT_DATE
                        : type.kind == TYPE_TIMESTAMP ? FUNCTION_LOCALTIMESTAMP
                                                      : FUNCTION_NOW;
    const char *spelling = moment_spelling(type, target);
    if (spelling) {
        /* what a column knows by itself; it is the time of the session, which is to be UTC */
        const char *digits = strchr(spelling, '(');
        buf_text(out, "CURRENT_TIMESTAMP");
        buf_put(out, digits ? digits : "", digits ? strcspn(digits, ")") + 1 : 0);
        return;
    }
    Expr now = {.kind = EXPR_CALL, .function = (uint16_t)function, .type = type};
    expression_write(out, &now, NULL, target);
}

/* Texts, and what is text in MySQL. */
static bool is_characters(Type type) {
    TypeFamily family = type_family(type);
    return family == FAMILY_TEXT || family == FAMILY_UUID || family == FAMILY_ENUM;
}

static uint32_t characters_of(const Writer *writer, const Expr *bare) {
    return is_characters(bare->type) ? storage_text(bare, writer->table, writer->target) : 0;
}

static bool is_endless_text(const Expr *bare, uint32_t length) {
    return is_characters(bare->type) && (length == 0 || length > STORAGE_LONGEST_TEXT);
}

bool expression_casts_key(const Writer *writer, const Expr *expr) {
    const Expr *bare = expression_bare(writer, expr);
    uint32_t length = characters_of(writer, bare);
    bool is_hidden = length != 0 && expression_mysql_hides_length(bare);
    return writer->target == TARGET_MYSQL && expr->kind != EXPR_COLUMN &&
           expr->kind != EXPR_VERBATIM &&
           (bare->kind == EXPR_COLUMN || bare->type.kind == TYPE_NULL ||
            is_endless_text(bare, length) || is_hidden);
}

static void write_cast_key(const Writer *writer, const Expr *expr) {
    const Expr *bare = expression_bare(writer, expr);
    uint32_t length = characters_of(writer, bare);
    bool is_endless = is_endless_text(bare, length);
    buf_text(writer->out, is_endless ? "(CAST(LEFT(" : "(CAST(");
    expression_write_at(writer, expr, LEVEL_ANY);
    if (is_endless) {
        buf_printf(writer->out, ", %u)", STORAGE_HEAD);
    }
    if (is_characters(bare->type)) {
        buf_printf(writer->out, " AS CHAR(%u)))", is_endless ? STORAGE_HEAD : length);
    } else {
        buf_text(writer->out, " AS ");
        typename_write_cast(writer->out,
                            bare->type.kind == TYPE_NULL ? TYPE_OF(TYPE_INT) : bare->type,
                            writer->target);
        buf_text(writer->out, "))");
    }
}

void expression_write_index_key(Buf *out, const Expr *expr, const Table *table, Target target) {
    Writer writer = expression_writer(out, table, target);
    writer.is_key = true;
    if (expression_casts_key(&writer, expr)) {
        write_cast_key(&writer, expr);
        return;
    }
    if (target == TARGET_POSTGRES && (expr->kind == EXPR_NULL || expr->kind == EXPR_STRING)) {
        buf_text(out, "(CAST("); /* by itself it has no type there, and no order */
        expression_write_at(&writer, expr, LEVEL_ANY);
        buf_text(out, " AS text))");
        return;
    }
    bool bare = expr->kind == EXPR_COLUMN || !writer.spelling->index_brackets ||
                expr->kind == EXPR_VERBATIM || /* it may name an operator class */
                (expr->kind == EXPR_CALL && !writer.spelling->call_brackets &&
                 is_call(&writer, expr));
    if (!bare) {
        buf_char(out, '(');
    }
    expression_write_at(&writer, expr, LEVEL_ANY);
    if (!bare) {
        buf_char(out, ')');
    }
}
