/*
 * typing_operators.c - which types an operator takes and what it gives.
 */
#include "schema/typing_parts.h"

#include <stdarg.h>
#include <stdio.h>

#include "schema/literal.h"

bool typing_is_integer(Type type) {
    return !type.is_array &&
           (type.kind == TYPE_SMALLINT || type.kind == TYPE_INT || type.kind == TYPE_BIGINT);
}

static bool is_error(Type type) {
    return type.kind == TYPE_ERROR;
}

/* Null, or a type that nothing is known about. */
static bool is_open(Type type) {
    return type.kind == TYPE_NULL || (!type.is_array && type_family(type) == FAMILY_NONE);
}

static bool is_family(Type type, TypeFamily family) {
    return !type.is_array && type_family(type) == family;
}

static bool fits(Type type, TypeFamily family) {
    return is_open(type) || is_family(type, family);
}

/* ---- agreeing ---- */

static Type wider_number(Type a, Type b) {
    if (type_equal(a, b)) {
        return a;
    }
    if (a.kind == TYPE_NATIVE || b.kind == TYPE_NATIVE) {
        return TYPE_OF(TYPE_DECIMAL);
    }
    if (a.kind == TYPE_REAL || b.kind == TYPE_REAL) {
        return TYPE_OF(TYPE_DOUBLE);
    }
    /* smallint < int < bigint < decimal; double above all of them */
    if (a.kind == TYPE_DOUBLE || b.kind == TYPE_DOUBLE) {
        return TYPE_OF(TYPE_DOUBLE);
    }
    if (a.kind == TYPE_DECIMAL || b.kind == TYPE_DECIMAL) {
        return TYPE_OF(TYPE_DECIMAL);
    }
    return a.kind > b.kind ? a : b;
}

bool typing_join(Type a, Type b, Type *joined) {
    *joined = a;
    if (is_error(a) || is_error(b)) {
        *joined = TYPE_OF(TYPE_ERROR);
        return true;
    }
    if (a.kind == TYPE_NULL || (is_open(a) && b.kind != TYPE_NULL)) {
        *joined = b;
        return true;
    }
    if (is_open(b) || type_equal(a, b)) {
        return true;
    }
    if (a.is_array || b.is_array || type_family(a) != type_family(b)) {
        return false;
    }
    switch (type_family(a)) {
    case FAMILY_NUMBER:
        *joined = wider_number(a, b);
        return true;
    case FAMILY_TEXT:
        *joined = TYPE_OF(TYPE_TEXT);
        return true;
    case FAMILY_ENUM:
    case FAMILY_TIMESTAMP:
        return a.kind == TYPE_NATIVE || b.kind == TYPE_NATIVE;
    case FAMILY_NONE:
    case FAMILY_BOOL:
    case FAMILY_BYTES:
    case FAMILY_UUID:
    case FAMILY_DATE:
    case FAMILY_TIME:
    case FAMILY_INTERVAL:
    case FAMILY_JSON:
        break;
    }
    return true;
}

bool typing_assignable(Type from, Type to) {
    TypeFamily family = type_family(to);
    if (is_error(from) || is_error(to) || is_open(from) || is_open(to) || type_equal(from, to)) {
        return true;
    }
    if (from.is_array || to.is_array) {
        return from.is_array && to.is_array && from.kind == to.kind;
    }
    switch (family) {
    case FAMILY_NUMBER:
        if (!is_family(from, FAMILY_NUMBER)) {
            return false;
        }
        if (typing_is_integer(to)) { /* a whole decimal: what round gives */
            return typing_is_integer(from) || from.kind == TYPE_NATIVE ||
                   (from.kind == TYPE_DECIMAL && from.length > 0 && from.scale == 0);
        }
        return true;
    case FAMILY_TIMESTAMP:
        return is_family(from, FAMILY_TIMESTAMP) ||
               (is_family(from, FAMILY_DATE) && to.kind == TYPE_TIMESTAMP);
    case FAMILY_ENUM:
        return false; /* not the same one */
    case FAMILY_NONE:
    case FAMILY_BOOL:
    case FAMILY_TEXT:
    case FAMILY_BYTES:
    case FAMILY_UUID:
    case FAMILY_DATE:
    case FAMILY_TIME:
    case FAMILY_INTERVAL:
    case FAMILY_JSON:
        break;
    }
    return is_family(from, family);
}

static bool is_text_literal(const Expr *expr) {
    return expr->kind == EXPR_STRING && expr->type.kind == TYPE_TEXT;
}

/* The index after i; the last item may be out of step. */
static uint32_t next_of(const Expr *expr, uint32_t i, uint32_t step, bool with_last) {
    if (i + step < expr->count) {
        return i + step;
    }
    return with_last && i + 1 < expr->count ? expr->count - 1 : expr->count;
}

Type typing_unify(const TypingScope *scope, Expr *expr, uint32_t from, uint32_t step,
                  bool with_last, const char *what) {
    Type type = TYPE_OF(TYPE_NULL);
    Type joined;
    bool literals = false;
    bool failed = false;
    for (uint32_t i = from; i < expr->count;) {
        Expr *item = expr->items[i];
        if (is_text_literal(item)) {
            literals = true;
        } else if (typing_join(type, item->type, &joined)) {
            type = joined;
            failed = failed || is_error(joined);
        } else if (!failed) {
            Diag *diag = diag_at(scope->symbols->diags, DIAG_TYPE_MISMATCH, item->span,
                                 "%s must have one type, and these are `%s` and `%s`", what,
                                 typing_type(scope, type), typing_type(scope, item->type));
            diag_label(diag, "this is `%s`", typing_type(scope, item->type));
            failed = true;
        }
        i = next_of(expr, i, step, with_last);
    }
    if (failed) {
        return TYPE_OF(TYPE_ERROR);
    }
    if (!literals) {
        return type;
    }
    if (type.kind == TYPE_NULL) {
        return TYPE_OF(TYPE_TEXT);
    }
    for (uint32_t i = from; i < expr->count;) {
        if (is_text_literal(expr->items[i])) {
            expr->items[i] = typing_read_as(scope, expr->items[i], type);
            failed = failed || is_error(expr->items[i]->type);
            if (!failed && !typing_join(type, expr->items[i]->type, &joined)) {
                Diag *diag =
                    diag_at(scope->symbols->diags, DIAG_TYPE_MISMATCH, expr->items[i]->span,
                            "%s must have one type, and these are `%s` and `text`", what,
                            typing_type(scope, type));
                diag_label(diag, "this is `text`");
                failed = true;
            }
        }
        i = next_of(expr, i, step, with_last);
    }
    return failed ? TYPE_OF(TYPE_ERROR) : type;
}

/* ---- telling ---- */

void typing_fixed(const TypingScope *scope, Span span, bool strict, const char *format, ...) {
    char text[200];
    va_list arguments;
    Diag *diag;
    if (scope->role == ROLE_VALUE || scope->role == ROLE_DEFAULT ||
        (!strict && scope->role == ROLE_CHECK)) {
        return;
    }
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    diag = diag_at(scope->symbols->diags, DIAG_VOLATILE_EXPRESSION, span, "%s, and %s must not",
                   text, scope->place);
    diag_label(diag, "changes without a change of the row");
    if (strict) {
        diag_help(diag, "keep the value in a column with a default, and name that column here");
    }
}

bool typing_condition(const TypingScope *scope, const Expr *expr, const char *what) {
    Diag *diag;
    if (is_error(expr->type)) {
        return false;
    }
    if (fits(expr->type, FAMILY_BOOL)) {
        return true;
    }
    diag =
        diag_at(scope->symbols->diags, DIAG_NOT_BOOLEAN, expr->span,
                "%s must be true or false, and this is `%s`", what, typing_type(scope, expr->type));
    diag_label(diag, "this is `%s`", typing_type(scope, expr->type));
    return false;
}

/* `text > int`, at the literal if only one side is one. */
static void tell_operands(const TypingScope *scope, const Expr *expr, const Expr *left,
                          const Expr *right, const char *operator, const char * verb) {
    Span span = expr->span;
    bool left_literal = left->kind == EXPR_STRING || left->kind == EXPR_NUMBER;
    bool right_literal = right->kind == EXPR_STRING || right->kind == EXPR_NUMBER;
    Diag *diag;
    if (expr->kind == EXPR_IN || expr->kind == EXPR_BETWEEN) {
        span = right->span;
    } else if (left_literal != right_literal &&
               !span_is_none(right_literal ? right->span : left->span)) {
        span = right_literal ? right->span : left->span;
    }
    diag = diag_at(scope->symbols->diags, DIAG_TYPE_MISMATCH, span, "`%s %s %s`: %s",
                   typing_type(scope, left->type), operator, typing_type(scope, right->type), verb);
    if (left_literal != right_literal && !type_equal(left->type, right->type)) {
        const Expr *literal = right_literal ? right : left;
        const Expr *other = right_literal ? left : right;
        diag_label(diag, "this is `%s`, the other side is `%s`", typing_type(scope, literal->type),
                   typing_type(scope, other->type));
        if (literal->kind == EXPR_STRING && is_family(other->type, FAMILY_NUMBER)) {
            diag_help(diag, "a number is written without quotes");
        } else if (literal->kind == EXPR_NUMBER && is_family(other->type, FAMILY_BOOL)) {
            diag_help(diag, "write `true` or `false`");
        } else if (literal->kind == EXPR_NUMBER && is_family(other->type, FAMILY_TEXT)) {
            diag_help(diag, "a text is written in quotes: `'%s'`", literal->text->text);
        }
    }
}

/* ---- operators ---- */

/* Types whose values may be compared once literals are read. */
static bool is_comparable(Type a, Type b) {
    Type joined;
    if (typing_join(a, b, &joined)) {
        return true;
    }
    if (a.is_array || b.is_array) {
        return false;
    }
    return (is_family(a, FAMILY_DATE) || is_family(a, FAMILY_TIMESTAMP)) &&
           (is_family(b, FAMILY_DATE) || is_family(b, FAMILY_TIMESTAMP));
}

bool typing_compare(const TypingScope *scope, Expr *expr, uint32_t a, uint32_t b) {
    const char *operator= expr->kind == EXPR_IN ? "in"
    : expr->kind == EXPR_BETWEEN                ? "between"
    : expr->kind == EXPR_CASE                   ? "="
                                                : expr_operator(expr->op);
    Expr *left;
    Expr *right;
    expr->items[a] = typing_read_as(scope, expr->items[a], expr->items[b]->type);
    expr->items[b] = typing_read_as(scope, expr->items[b], expr->items[a]->type);
    left = expr->items[a];
    right = expr->items[b];
    if (is_error(left->type) || is_error(right->type)) {
        return false;
    }
    if (right->kind == EXPR_NULL || left->kind == EXPR_NULL) {
        const Expr *null = right->kind == EXPR_NULL ? right : left;
        Diag *diag = diag_at(scope->symbols->diags, DIAG_TYPE_MISMATCH, null->span,
                             "a comparison with `null` is never true");
        diag_label(diag, "nothing is equal to `null`");
        diag_help(diag, "write `is null` or `is not null`");
        return false;
    }
    if (!is_comparable(left->type, right->type)) {
        tell_operands(scope, expr, left, right, operator, "these types are not compared");
        return false;
    }
    if (is_family(left->type, FAMILY_JSON)) {
        tell_operands(scope, expr, left, right, operator, "json values are not compared");
        return false;
    }
    if (!type_equal(left->type, right->type) && !left->type.is_array &&
        (left->type.kind == TYPE_TIMESTAMPTZ || right->type.kind == TYPE_TIMESTAMPTZ) &&
        !is_open(left->type) && !is_open(right->type)) {
        typing_fixed(scope, expr->span, false,
                     "a comparison of `%s` with `%s` depends on the time zone",
                     typing_type(scope, left->type), typing_type(scope, right->type));
    }
    return true;
}

void typing_unary(const TypingScope *scope, Expr *expr) {
    const Expr *item = expr->items[0];
    Diag *diag;
    if (expr->op == AST_NOT) {
        expr->type = TYPE_OF(typing_condition(scope, item, "what `not` turns round") ? TYPE_BOOL
                                                                                     : TYPE_ERROR);
        return;
    }
    expr->type = item->type;
    if (is_error(item->type) || fits(item->type, FAMILY_NUMBER) ||
        fits(item->type, FAMILY_INTERVAL)) {
        return;
    }
    diag = diag_at(scope->symbols->diags, DIAG_TYPE_MISMATCH, item->span,
                   "`-` takes a number, and this is `%s`", typing_type(scope, item->type));
    diag_label(diag, "this is `%s`", typing_type(scope, item->type));
    expr->type = TYPE_OF(TYPE_ERROR);
}

/* The type of `a + b` or `a - b` where dates or intervals are concerned; TYPE_ERROR: there is none.
 */
static Type date_arithmetic(uint8_t op, Type a, Type b) {
    bool adds = op == AST_ADD;
    if (is_family(a, FAMILY_INTERVAL) && is_family(b, FAMILY_INTERVAL)) {
        return a;
    }
    if (adds && is_family(a, FAMILY_INTERVAL)) {
        Type swapped = a;
        a = b;
        b = swapped;
    }
    if (is_family(b, FAMILY_INTERVAL)) {
        if (is_family(a, FAMILY_TIMESTAMP) || is_family(a, FAMILY_TIME)) {
            return a;
        }
        return TYPE_OF(is_family(a, FAMILY_DATE) ? TYPE_TIMESTAMP : TYPE_ERROR);
    }
    if (adds && is_family(b, FAMILY_DATE)) {
        Type swapped = a;
        a = b;
        b = swapped;
    }
    if (is_family(a, FAMILY_DATE)) {
        if (b.kind == TYPE_SMALLINT || b.kind == TYPE_INT) {
            return a;
        }
        return TYPE_OF(!adds && is_family(b, FAMILY_DATE) ? TYPE_INT : TYPE_ERROR);
    }
    if (!adds && is_family(a, FAMILY_TIMESTAMP) && type_equal(a, b)) {
        return TYPE_OF(TYPE_INTERVAL);
    }
    return TYPE_OF(TYPE_ERROR);
}

static Type arithmetic(const TypingScope *scope, Expr *expr) {
    Type a = expr->items[0]->type;
    Type b = expr->items[1]->type;
    bool numbers = fits(a, FAMILY_NUMBER) && fits(b, FAMILY_NUMBER);
    Type type = TYPE_OF(TYPE_ERROR);
    if (is_open(a) && is_open(b)) {
        return a.kind == TYPE_NULL ? b : a;
    }
    if (numbers && !is_open(a) && !is_open(b)) {
        type = wider_number(a, b);
        if (type.kind == TYPE_DECIMAL) {
            type = TYPE_OF(TYPE_DECIMAL);
        }
        if (expr->op == AST_MODULO && !typing_is_integer(type)) {
            tell_operands(scope, expr, expr->items[0], expr->items[1], "%",
                          "a remainder is taken of whole numbers");
            return TYPE_OF(TYPE_ERROR);
        }
        return type;
    }
    if (is_open(a) || is_open(b)) {
        return is_open(a) ? (is_family(b, FAMILY_NUMBER) ? b : TYPE_OF(TYPE_NULL))
                          : (is_family(a, FAMILY_NUMBER) ? a : TYPE_OF(TYPE_NULL));
    }
    if (expr->op == AST_ADD || expr->op == AST_SUBTRACT) {
        type = date_arithmetic(expr->op, a, b);
        if (type.kind == TYPE_TIMESTAMPTZ) {
            typing_fixed(scope, expr->span, false, "the sum depends on the time zone");
        }
    } else if (expr->op == AST_MULTIPLY &&
               ((is_family(a, FAMILY_INTERVAL) && is_family(b, FAMILY_NUMBER)) ||
                (is_family(b, FAMILY_INTERVAL) && is_family(a, FAMILY_NUMBER)))) {
        type = TYPE_OF(TYPE_INTERVAL);
    }
    if (is_error(type)) {
        tell_operands(scope, expr, expr->items[0], expr->items[1], expr_operator(expr->op),
                      is_family(a, FAMILY_TEXT) && is_family(b, FAMILY_TEXT) && expr->op == AST_ADD
                          ? "texts are joined by `||`"
                          : "these types are not computed with");
    }
    return type;
}

/* What || writes as a text: an integer, a uuid, an enum. */
static bool can_be_joined(Type type) {
    return fits(type, FAMILY_TEXT) || typing_is_integer(type) || is_family(type, FAMILY_UUID) ||
           is_family(type, FAMILY_ENUM);
}

static Type concatenation(const TypingScope *scope, Expr *expr) {
    Type a = expr->items[0]->type;
    Type b = expr->items[1]->type;
    if (!can_be_joined(a) || !can_be_joined(b) || !(fits(a, FAMILY_TEXT) || fits(b, FAMILY_TEXT))) {
        tell_operands(scope, expr, expr->items[0], expr->items[1], "||",
                      "one side must be text, the other text, a whole number, a uuid or an enum");
        return TYPE_OF(TYPE_ERROR);
    }
    if (is_family(a, FAMILY_ENUM) || is_family(b, FAMILY_ENUM)) {
        typing_fixed(scope, expr->span, false, "the text of an enum value can be renamed");
    }
    return TYPE_OF(TYPE_TEXT);
}

void typing_binary(const TypingScope *scope, Expr *expr) {
    const char *const what = expr->op == AST_AND ? "an operand of `and`" : "an operand of `or`";
    bool good;
    switch ((AstOperator)expr->op) {
    case AST_AND:
    case AST_OR:
        good = typing_condition(scope, expr->items[0], what);
        good = typing_condition(scope, expr->items[1], what) && good;
        expr->type = TYPE_OF(good ? TYPE_BOOL : TYPE_ERROR);
        return;
    case AST_EQUAL:
    case AST_NOT_EQUAL:
    case AST_LESS:
    case AST_LESS_EQUAL:
    case AST_GREATER:
    case AST_GREATER_EQUAL:
        expr->type = TYPE_OF(typing_compare(scope, expr, 0, 1) ? TYPE_BOOL : TYPE_ERROR);
        return;
    case AST_CONCAT:
    case AST_ADD:
    case AST_SUBTRACT:
    case AST_MULTIPLY:
    case AST_DIVIDE:
    case AST_MODULO:
        if (is_error(expr->items[0]->type) || is_error(expr->items[1]->type)) {
            expr->type = TYPE_OF(TYPE_ERROR);
        } else if (expr->op == AST_CONCAT) {
            expr->type = concatenation(scope, expr);
        } else {
            expr->type = arithmetic(scope, expr);
        }
        return;
    case AST_NOT:
        break;
    }
    expr->type = TYPE_OF(TYPE_ERROR);
}

void typing_in(const TypingScope *scope, Expr *expr) {
    bool good = true;
    for (uint32_t i = 1; i < expr->count; i++) {
        good = typing_compare(scope, expr, 0, i) && good;
        if (is_error(expr->items[0]->type)) {
            break;
        }
    }
    expr->type = TYPE_OF(good ? TYPE_BOOL : TYPE_ERROR);
}

void typing_between(const TypingScope *scope, Expr *expr) {
    bool good = typing_compare(scope, expr, 0, 1);
    if (!is_error(expr->items[0]->type)) {
        good = typing_compare(scope, expr, 0, 2) && good;
    }
    expr->type = TYPE_OF(good ? TYPE_BOOL : TYPE_ERROR);
}

void typing_like(const TypingScope *scope, Expr *expr) {
    const Expr *pattern = expr->items[1];
    expr->type = TYPE_OF(TYPE_BOOL);
    for (uint32_t i = 0; i < 2; i++) {
        const Expr *item = expr->items[i];
        if (is_error(item->type)) {
            expr->type = TYPE_OF(TYPE_ERROR);
        } else if (!fits(item->type, FAMILY_TEXT)) {
            Diag *diag =
                diag_at(scope->symbols->diags, DIAG_TYPE_MISMATCH, item->span,
                        "`like` compares texts, and this is `%s`", typing_type(scope, item->type));
            diag_label(diag, "this is `%s`", typing_type(scope, item->type));
            expr->type = TYPE_OF(TYPE_ERROR);
        }
    }
    if (expr->type.kind == TYPE_BOOL && pattern->kind == EXPR_STRING) {
        uint32_t slashes = 0;
        while (slashes < pattern->text->length &&
               pattern->text->text[pattern->text->length - 1 - slashes] == '\\') {
            slashes++;
        }
        if (slashes % 2 == 1) {
            Diag *diag = diag_at(scope->symbols->diags, DIAG_INVALID_LITERAL, pattern->span,
                                 "a pattern of `like` cannot end with a single `\\`");
            diag_label(diag, "`\\` takes the meaning from the character behind it");
            diag_help(diag, "write `\\\\` for a `\\` itself");
        }
    }
}
