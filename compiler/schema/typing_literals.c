/*
 * typing_literals.c - strings and numbers read as values of the type that is wanted.
 */
#include "schema/typing_parts.h"

#include <string.h>

#include "schema/literal.h"
#include "syntax/ast.h"

const char *typing_quoted(const TypingScope *scope, Name text) {
    const uint32_t longest = 40;
    Buf buf = {0};
    uint32_t length = text->length <= longest ? text->length : longest;
    while (length < text->length && length > 0 &&
           ((unsigned char)text->text[length] & 0xC0) == 0x80) {
        length--;
    }
    buf_char(&buf, '\'');
    buf_put(&buf, text->text, length);
    buf_text(&buf, length < text->length ? "...'" : "'");
    return typing_kept(scope, &buf);
}

static void tell_enum_value(const TypingScope *scope, const Expr *expr, const Enum *enumeration) {
    TextSearch search = TEXT_SEARCH(name_text(expr->text));
    Diag *diag = diag_at(scope->symbols->diags, DIAG_UNKNOWN_ENUM_VALUE, expr->span,
                         "enum `%s` has no value `%s`", enumeration->name->text,
                         typing_quoted(scope, expr->text));
    for (uint32_t i = 0; i < enumeration->value_count; i++) {
        text_search_offer(&search, name_text(enumeration->values[i].name));
    }
    diag_label(diag, "no such value");
    diag_note(diag, enumeration->span, "`%s` is declared here", enumeration->name->text);
    if (search.nearest.data != NULL) {
        diag_help(diag, "did you mean `'%.*s'`?", TEXT_ARG(search.nearest));
    } else {
        Buf buf = {0};
        for (uint32_t i = 0; i < enumeration->value_count && i < 12; i++) {
            buf_printf(&buf, "%s`'%s'`", i == 0 ? "" : ", ", enumeration->values[i].name->text);
        }
        diag_help(diag, "its values are %s%s", typing_kept(scope, &buf),
                  enumeration->value_count > 12 ? ", ..." : "");
    }
}

void typing_read_string(const TypingScope *scope, Expr *expr, Type want) {
    Buf canonical = {0};
    const char *reason;
    if (want.kind == TYPE_ENUM && !want.is_array) {
        for (uint32_t i = 0; i < want.enumeration->value_count; i++) {
            if (want.enumeration->values[i].name == expr->text) {
                expr->type = want;
                return;
            }
        }
        tell_enum_value(scope, expr, want.enumeration);
        expr->type = TYPE_OF(TYPE_ERROR);
        return;
    }
    reason = literal_read(&canonical, name_text(expr->text), want);
    if (reason == NULL) {
        expr->text =
            names_intern(scope->symbols->names, buf_view(&canonical).data, canonical.length);
        expr->type = want;
    } else {
        Diag *diag = diag_at(scope->symbols->diags, DIAG_INVALID_LITERAL, expr->span,
                             "`%s` cannot be read as `%s`", typing_quoted(scope, expr->text),
                             typing_type(scope, want));
        diag_label(diag, "%s", reason);
        expr->type = TYPE_OF(TYPE_ERROR);
    }
    buf_free(&canonical);
}

/* Whether a string literal is how a value of the type is written; a literal stays text otherwise.
 */
static bool is_written_as_string(Type type) {
    if (type.is_array) {
        return true;
    }
    switch (type_family(type)) {
    case FAMILY_NONE:
        return type.kind == TYPE_NATIVE;
    case FAMILY_BYTES:
    case FAMILY_UUID:
    case FAMILY_DATE:
    case FAMILY_TIME:
    case FAMILY_TIMESTAMP:
    case FAMILY_INTERVAL:
    case FAMILY_JSON:
    case FAMILY_ENUM:
        return true;
    case FAMILY_BOOL:
    case FAMILY_NUMBER:
    case FAMILY_TEXT:
        break;
    }
    return false;
}

Expr *typing_cast(const TypingScope *scope, Expr *expr, Type type) {
    Expr *cast = typing_node(scope, EXPR_CAST, expr->span, 1);
    cast->items[0] = expr;
    cast->type = type;
    return cast;
}

Expr *typing_read_as(const TypingScope *scope, Expr *expr, Type want) {
    bool is_case = expr->kind == EXPR_CASE;
    bool is_choice = expr->kind == EXPR_CALL &&
                     (expr->function == FUNCTION_COALESCE || expr->function == FUNCTION_NULLIF);
    if (expr->type.kind != TYPE_TEXT || expr->type.is_array || !is_written_as_string(want)) {
        return expr;
    }
    if (expr->kind == EXPR_STRING) {
        typing_read_string(scope, expr, want);
        return expr;
    }
    if (!is_case && !is_choice) {
        return expr;
    }
    for (uint32_t i = 0; i < expr->count; i++) {
        bool is_result = is_choice || i + 1 == expr->count || (i - expr->op) % 2 == 1;
        if (is_result && i >= expr->op && expr->items[i]->kind != EXPR_STRING &&
            expr->items[i]->kind != EXPR_NULL) {
            return expr; /* something in it is text by itself */
        }
    }
    for (uint32_t i = is_case ? expr->op : 0; i < expr->count; i++) {
        bool is_result = is_choice || i + 1 == expr->count || (i - expr->op) % 2 == 1;
        if (is_result && expr->items[i]->kind == EXPR_STRING) {
            typing_read_string(scope, expr->items[i], want);
            if (expr->items[i]->type.kind == TYPE_ERROR) {
                want = TYPE_OF(TYPE_ERROR);
                break;
            }
            expr->items[i] = typing_cast(scope, expr->items[i], want);
        }
    }
    expr->type = want;
    return expr;
}

Type typing_number(Text digits) {
    if (memchr(digits.data, '.', digits.length) != NULL ||
        memchr(digits.data, 'e', digits.length) != NULL ||
        memchr(digits.data, 'E', digits.length) != NULL) {
        return TYPE_OF(TYPE_DECIMAL);
    }
    if (literal_number_fits(digits, false, TYPE_OF(TYPE_INT)) == NULL) {
        return TYPE_OF(TYPE_INT);
    }
    return TYPE_OF(literal_number_fits(digits, false, TYPE_OF(TYPE_BIGINT)) == NULL ? TYPE_BIGINT
                                                                                    : TYPE_DECIMAL);
}

/* A literal that is stored must not only have the family of its column but fit in. */
bool typing_literal_fits(const TypingScope *scope, const Expr *expr, Type type) {
    bool negative = expr->kind == EXPR_UNARY && expr->op == AST_SUBTRACT;
    const Expr *literal = negative ? expr->items[0] : expr;
    const char *reason = NULL;
    Diag *diag;
    if (type.is_array) {
        return true;
    }
    if (literal->kind == EXPR_NUMBER) {
        reason = literal_number_fits(name_text(literal->text), negative, type);
    } else if (expr->kind == EXPR_STRING && type_family(type) == FAMILY_TEXT && type.length > 0 &&
               type.kind != TYPE_NATIVE &&
               literal_characters(name_text(expr->text)) > type.length) {
        reason = arena_printf(scope->symbols->arena, "it has %zu characters",
                              literal_characters(name_text(expr->text)));
    }
    if (reason == NULL) {
        return true;
    }
    diag = diag_at(scope->symbols->diags, DIAG_INVALID_LITERAL, expr->span,
                   "`%s%s` does not fit in `%s`", negative ? "-" : "",
                   literal->kind == EXPR_NUMBER ? literal->text->text
                                                : typing_quoted(scope, literal->text),
                   typing_type(scope, type));
    diag_label(diag, "%s", reason);
    return false;
}

/* A number literal with a sign counts as an integer although it does not fit without it. */
bool typing_is_whole_literal(const Expr *expr) {
    if (expr->kind == EXPR_UNARY && expr->op == AST_SUBTRACT) {
        expr = expr->items[0];
    }
    if (expr->kind != EXPR_NUMBER) {
        return false;
    }
    for (uint32_t i = 0; i < expr->text->length; i++) {
        if (expr->text->text[i] < '0' || expr->text->text[i] > '9') {
            return false;
        }
    }
    return true;
}
