/*
 * typing.c - the walk from written expressions to understood ones: names, calls, case, casts.
 *
 * Operators are judged in typing_operators.c, literals are read in typing_literals.c. Types are
 * found from the leaves upwards; a string literal is text until something beside it, or the place
 * it stands in, says what it is to be read as.
 */
#include "schema/typing.h"

#include <string.h>

#include "schema/literal.h"
#include "schema/typing_parts.h"

/* ---- what the files of typing share ---- */

Expr *typing_node(const TypingScope *scope, ExprKind kind, Span span, uint32_t count) {
    Expr *expr = arena_alloc(scope->symbols->arena, sizeof(Expr) + count * sizeof(Expr *));
    expr->kind = (uint8_t)kind;
    expr->function = FUNCTION_COUNT;
    expr->span = span;
    expr->count = count;
    if (count > 0) {
        expr->items = (Expr **)(void *)(expr + 1);
    }
    return expr;
}

const char *typing_kept(const TypingScope *scope, Buf *buf) {
    const char *text = arena_copy_text(scope->symbols->arena, buf_view(buf).data, buf->length);
    buf_free(buf);
    return text;
}

const char *typing_type(const TypingScope *scope, Type type) {
    Buf buf = {0};
    type_write(&buf, type);
    return typing_kept(scope, &buf);
}

static Diags *diags_of(const TypingScope *scope) {
    return scope->symbols->diags;
}

static Expr *poisoned(const TypingScope *scope, Span span) {
    Expr *expr = typing_node(scope, EXPR_NULL, span, 0);
    expr->type = TYPE_OF(TYPE_ERROR);
    return expr;
}

/* ---- names and calls ---- */

static Expr *build(const TypingScope *scope, const AstExpr *written);

static uint32_t list_length(const AstExpr *list) {
    uint32_t count = 0;
    for (; list != NULL; list = list->next) {
        count++;
    }
    return count;
}

static void build_list(const TypingScope *scope, const AstExpr *list, Expr **items) {
    for (; list != NULL; list = list->next) {
        *items++ = build(scope, list);
    }
}

/* `nextval('NAME')` of a sequence that all the targets have. */
static bool takes_number(const TypingScope *scope, const AstExpr *written) {
    const AstExpr *item = written->items;
    if (!item || item->next || item->kind != AST_STRING ||
        !text_is(name_text(written->text), "nextval")) {
        return false;
    }
    const Sequence *sequence = namemap_get(&scope->symbols->sequences, item->text);
    TargetSet here = scope->targets & scope->symbols->targets;
    return sequence && (here & ~sequence->targets) == 0;
}

static Expr *build_call(const TypingScope *scope, const AstExpr *written) {
    uint32_t count = list_length(written->items);
    Function function = function_find(written->text, count);
    Expr *expr = typing_node(scope, EXPR_CALL, written->span, count);
    build_list(scope, written->items, expr->items);
    expr->function = (uint16_t)function;
    expr->type = TYPE_OF(TYPE_ERROR);
    if (function == FUNCTION_COUNT) {
        expr->called = written->text;
        if (typing_is_narrowed(scope) || takes_number(scope, written)) {
            expr->type = TYPE_OF(TYPE_NATIVE);
        } else {
            typing_tell_function(scope, written);
        }
    } else if (count < function_info(function)->least || count > function_info(function)->most) {
        typing_tell_count(scope, written, count);
    } else {
        typing_check_volatile(scope, function, typing_name_span(written));
        typing_call(scope, expr, function);
    }
    return expr;
}

static void tell_unknown_column(const TypingScope *scope, const AstExpr *written) {
    TextSearch search = TEXT_SEARCH(name_text(written->text));
    Function function = function_find(written->text, 1);
    Diag *diag;
    if (scope->table == NULL) {
        diag = diag_at(diags_of(scope), DIAG_UNKNOWN_COLUMN, written->span,
                       "`%s` is a name, and %s cannot name a column", written->text->text,
                       scope->place);
        diag_label(diag, "not a value");
        diag_help(diag, "a text is written in quotes: `'%s'`", written->text->text);
        return;
    }
    if ((scope->table->flags & TABLE_INCOMPLETE) != 0) {
        return; /* why it may be missing was told */
    }
    diag = diag_at(diags_of(scope), DIAG_UNKNOWN_COLUMN, written->span,
                   "table `%s%s%s` has no column `%s`", TABLE_SHOWN(scope->table),
                   written->text->text);
    bool may_suggest = symbols_may_suggest(scope->symbols, scope->table->column_count);
    for (uint32_t i = 0; may_suggest && i < scope->table->column_count; i++) {
        text_search_offer(&search, name_text(scope->table->columns[i].name));
    }
    diag_label(diag, "no such column");
    if (search.nearest.data != NULL) {
        diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
    } else if (function != FUNCTION_COUNT) {
        diag_help(diag, "a function is called with brackets: `%s(...)`", written->text->text);
    } else if (written->span.length > name_text(written->text).length) {
        diag_help(diag, "a text is written in single quotes: `'%s'`", written->text->text);
    }
}

static Expr *build_name(const TypingScope *scope, const AstExpr *written) {
    int at = scope->table == NULL ? -1 : table_column(scope->table, written->text);
    Expr *expr;
    Function function;
    if (at >= 0) {
        expr = typing_node(scope, EXPR_COLUMN, written->span, 0);
        expr->column = (uint16_t)at;
        expr->type = type_bare(scope->table->columns[at].type);
        return expr;
    }
    function = function_find(written->text, 0);
    if (function != FUNCTION_COUNT && function_info(function)->most == 0) {
        expr = typing_node(scope, EXPR_CALL, written->span, 0);
        expr->function = (uint16_t)function;
        typing_check_volatile(scope, function, written->span);
        typing_call(scope, expr, function);
        return expr;
    }
    tell_unknown_column(scope, written);
    return poisoned(scope, written->span);
}

/* ---- case, cast, extract, verbatim ---- */

static Expr *build_case(const TypingScope *scope, const AstExpr *written) {
    uint32_t count = written->left != NULL;
    uint32_t at = 0;
    bool good = true;
    bool has_else = false;
    Expr *expr;
    Type type;
    for (const AstExpr *when = written->items; when != NULL; when = when->next) {
        count += when->left != NULL ? 2 : 1;
    }
    expr = typing_node(scope, EXPR_CASE, written->span, count);
    if (written->left != NULL) {
        expr->op = 1;
        expr->items[at++] = build(scope, written->left);
        good = expr->items[0]->type.kind != TYPE_ERROR;
    }
    for (const AstExpr *when = written->items; when != NULL; when = when->next) {
        if (when->left == NULL) {
            has_else = true;
        } else {
            expr->items[at] = build(scope, when->left);
            if (expr->op == 0) {
                good = typing_condition(scope, expr->items[at], "a condition of `case`") && good;
            } else {
                good = typing_compare(scope, expr, 0, at) && good;
            }
            at++;
        }
        expr->items[at++] = build(scope, when->right);
    }
    if (count == expr->op) {
        expr->type = TYPE_OF(TYPE_ERROR);
        return expr;
    }
    type = typing_unify(scope, expr, count == expr->op + 1u ? expr->op : expr->op + 1u, 2, has_else,
                        "the results of `case`");
    expr->type = good ? type : TYPE_OF(TYPE_ERROR);
    return expr;
}

static Expr *build_cast(const TypingScope *scope, const AstExpr *written) {
    Expr *item = build(scope, written->left);
    Type to = symbols_type(scope->symbols, written->type);
    Type from = item->type;
    Expr *expr;
    if (item->kind == EXPR_STRING) {
        item = typing_read_as(scope, item, to);
        from = item->type;
    }
    expr = typing_cast(scope, item, to);
    expr->span = written->span;
    if (from.kind == TYPE_ERROR || to.kind == TYPE_ERROR) {
        expr->type = TYPE_OF(TYPE_ERROR);
    } else if (type_cast_row(from, to) < 0) {
        Diag *diag = diag_at(diags_of(scope), DIAG_TYPE_MISMATCH, written->span,
                             "a cast from `%s` to `%s` is not the same on every target",
                             typing_type(scope, from), typing_type(scope, to));
        diag_label(diag, "no portable cast");
        diag_help(diag, "compute it by functions, or in SQL of the target: `$$ ... $$`");
        expr->type = TYPE_OF(TYPE_ERROR);
    } else if (item->kind != EXPR_STRING &&
               (type_family(from) == FAMILY_TEXT || type_family(to) == FAMILY_TEXT) &&
               (type_family(from) == FAMILY_ENUM || strchr("dksz", type_letter(from)) != NULL ||
                strchr("dkszj", type_letter(to)) != NULL)) {
        typing_fixed(scope, written->span, false, "the cast depends on settings of the session");
    } else if (item->kind != EXPR_STRING && type_family(from) == FAMILY_TEXT &&
               type_family(to) == FAMILY_ENUM) {
        typing_fixed(scope, written->span, false, "the text of an enum value can be renamed");
    }
    return expr;
}

/* date '2026-01-31': a literal with its type. */
static Expr *build_typed(const TypingScope *scope, const AstExpr *written) {
    Type type = symbols_type(scope->symbols, written->type);
    Expr *item = typing_node(scope, EXPR_STRING, written->span, 0);
    Expr *expr;
    item->text = written->text;
    item->type = TYPE_OF(TYPE_TEXT);
    expr = typing_cast(scope, item, type);
    if (type.kind != TYPE_ERROR) {
        typing_read_string(scope, item, type);
    }
    if (item->type.kind == TYPE_ERROR) {
        expr->type = TYPE_OF(TYPE_ERROR);
    }
    return expr;
}

static void tell_field(const TypingScope *scope, const AstExpr *written) {
    TextSearch search = TEXT_SEARCH(name_text(written->text));
    Diag *diag = diag_at(diags_of(scope), DIAG_UNKNOWN_FUNCTION, written->span,
                         "`extract` knows no field `%s`", written->text->text);
    Buf buf = {0};
    const char *word;
    for (int i = 0; (word = type_field_word(i)) != NULL; i++) {
        text_search_offer(&search, text_of(word));
        buf_printf(&buf, "%s`%s`", i == 0 ? "" : ", ", word);
    }
    diag_label(diag, "no such field");
    if (search.nearest.data != NULL) {
        diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
        buf_free(&buf);
    } else {
        diag_help(diag, "the fields are %s", typing_kept(scope, &buf));
    }
}

static Expr *build_extract(const TypingScope *scope, const AstExpr *written) {
    Expr *expr = typing_node(scope, EXPR_EXTRACT, written->span, 1);
    int row = type_field_row(written->text);
    Type type;
    expr->called = written->text;
    expr->items[0] = build(scope, written->left);
    type = expr->items[0]->type;
    expr->type = TYPE_OF(TYPE_ERROR);
    if (row < 0) {
        tell_field(scope, written);
    } else if (type.kind == TYPE_ERROR) {
        return expr;
    } else if (strchr(type_field_of(row), type_letter(type)) == NULL) {
        Diag *diag = diag_at(diags_of(scope), DIAG_TYPE_MISMATCH, expr->items[0]->span,
                             "`%s` is extracted from %s, not from `%s`", written->text->text,
                             strchr(type_field_of(row), 'k') != NULL ? "a time or a timestamp"
                                                                     : "a date or a timestamp",
                             typing_type(scope, type));
        diag_label(diag, "this is `%s`", typing_type(scope, type));
        if (expr->items[0]->kind == EXPR_STRING) {
            diag_help(diag, "say what it is: `date '2026-01-31'`");
        }
    } else {
        expr->type = TYPE_OF(type_field_result(row));
    }
    return expr;
}

static Expr *build_verbatim(const TypingScope *scope, const AstExpr *written) {
    Expr *expr = typing_node(scope, EXPR_VERBATIM, written->span, 0);
    expr->text = written->text;
    expr->type = TYPE_OF(TYPE_NATIVE);
    if (!typing_is_narrowed(scope)) {
        Diag *diag = diag_at(diags_of(scope), DIAG_NEEDS_FOR, written->span,
                             "%s is SQL of one target, and is used for all of them", scope->place);
        diag_label(diag, "taken as it is");
        typing_help_for(scope, diag, "SQL in `$$`");
        expr->type = TYPE_OF(TYPE_ERROR);
    }
    return expr;
}

/* ---- the walk ---- */

static Expr *build_text(const TypingScope *scope, const AstExpr *written, ExprKind kind,
                        Type type) {
    Expr *expr = typing_node(scope, kind, written->span, 0);
    expr->text = written->text;
    expr->type = type;
    return expr;
}

static Expr *build_bool(const TypingScope *scope, const AstExpr *written, bool value) {
    Expr *expr = typing_node(scope, EXPR_BOOL, written->span, 0);
    expr->op = value;
    expr->type = TYPE_OF(TYPE_BOOL);
    return expr;
}

/* A written expression without a left side. */
static Expr *build_leaf(const TypingScope *scope, const AstExpr *written) {
    Expr *expr;
    switch ((AstExprKind)written->kind) {
    case AST_NUMBER:
        return build_text(scope, written, EXPR_NUMBER, typing_number(name_text(written->text)));
    case AST_STRING:
        return build_text(scope, written, EXPR_STRING, TYPE_OF(TYPE_TEXT));
    case AST_TRUE:
        return build_bool(scope, written, true);
    case AST_FALSE:
        return build_bool(scope, written, false);
    case AST_NULL:
        expr = typing_node(scope, EXPR_NULL, written->span, 0);
        expr->type = TYPE_OF(TYPE_NULL);
        return expr;
    case AST_NAME:
        return build_name(scope, written);
    case AST_CALL:
        return build_call(scope, written);
    case AST_UNARY:
        expr = typing_node(scope, EXPR_UNARY, written->span, 1);
        expr->op = written->op;
        expr->items[0] = build(scope, written->left);
        typing_unary(scope, expr);
        return expr;
    case AST_CASE:
        return build_case(scope, written);
    case AST_CAST:
        return build_cast(scope, written);
    case AST_TYPED:
        return build_typed(scope, written);
    case AST_EXTRACT:
        return build_extract(scope, written);
    case AST_GROUP:
        return build(scope, written->left);
    case AST_VERBATIM:
        return build_verbatim(scope, written);
    case AST_BINARY:
    case AST_IS_NULL:
    case AST_IN:
    case AST_BETWEEN:
    case AST_LIKE:
    case AST_WHEN:
    case AST_BROKEN:
        break;
    }
    return poisoned(scope, written->span);
}

static bool has_left_side(const AstExpr *written) {
    return written->kind == AST_BINARY || written->kind == AST_IS_NULL || written->kind == AST_IN ||
           written->kind == AST_BETWEEN || written->kind == AST_LIKE;
}

/* An operator whose left side is understood already. */
static Expr *build_over(const TypingScope *scope, const AstExpr *written, Expr *left) {
    Expr *expr;
    switch ((AstExprKind)written->kind) {
    case AST_BINARY:
        expr = typing_node(scope, EXPR_BINARY, written->span, 2);
        expr->op = written->op;
        expr->items[0] = left;
        expr->items[1] = build(scope, written->right);
        typing_binary(scope, expr);
        return expr;
    case AST_LIKE:
        expr = typing_node(scope, EXPR_LIKE, written->span, 2);
        expr->negated = written->negated;
        expr->items[0] = left;
        expr->items[1] = build(scope, written->right);
        typing_like(scope, expr);
        return expr;
    case AST_IN:
    case AST_BETWEEN:
        expr = typing_node(scope, written->kind == AST_IN ? EXPR_IN : EXPR_BETWEEN, written->span,
                           1 + list_length(written->items));
        expr->negated = written->negated;
        expr->items[0] = left;
        build_list(scope, written->items, expr->items + 1);
        if (written->kind == AST_IN) {
            typing_in(scope, expr);
        } else {
            typing_between(scope, expr);
        }
        return expr;
    case AST_IS_NULL:
        expr = typing_node(scope, EXPR_IS_NULL, written->span, 1);
        expr->negated = written->negated;
        expr->items[0] = left;
        expr->type = TYPE_OF(left->type.kind == TYPE_ERROR ? TYPE_ERROR : TYPE_BOOL);
        return expr;
    case AST_NUMBER:
    case AST_STRING:
    case AST_TRUE:
    case AST_FALSE:
    case AST_NULL:
    case AST_NAME:
    case AST_CALL:
    case AST_UNARY:
    case AST_CASE:
    case AST_WHEN:
    case AST_CAST:
    case AST_TYPED:
    case AST_EXTRACT:
    case AST_GROUP:
    case AST_VERBATIM:
    case AST_BROKEN:
        break;
    }
    return poisoned(scope, written->span);
}

/* Down the left side in a loop, EXPR_SPINE nodes at a time. */
static Expr *build_chain(const TypingScope *scope, const AstExpr *written) {
    const AstExpr *spine[EXPR_SPINE];
    unsigned depth = 0;
    Expr *expr;
    while (has_left_side(written) && depth < EXPR_SPINE) {
        spine[depth++] = written;
        written = written->left;
    }
    expr = has_left_side(written) ? build_chain(scope, written) : build_leaf(scope, written);
    while (depth > 0) {
        expr = build_over(scope, spine[--depth], expr);
    }
    return expr;
}

static Expr *build(const TypingScope *scope, const AstExpr *written) {
    uint32_t length = 0;
    for (const AstExpr *at = written; has_left_side(at); at = at->left) {
        length++;
    }
    if (length > EXPR_LONGEST_SPINE) {
        Diag *diag = diag_at(diags_of(scope), DIAG_NESTED_TOO_DEEPLY, written->span,
                             "an expression with %u operators in a row, and %u is the most", length,
                             EXPR_LONGEST_SPINE);
        diag_label(diag, "too long");
        return poisoned(scope, written->span);
    }
    return build_chain(scope, written);
}

/* ---- the place an expression stands in ---- */

static void tell_wrong_type(const TypingScope *scope, const Expr *expr, Type expected) {
    bool condition = expected.kind == TYPE_BOOL && !expected.is_array &&
                     scope->role != ROLE_DEFAULT && scope->role != ROLE_VALUE &&
                     scope->role != ROLE_GENERATED;
    Diag *diag;
    if (condition) {
        (void)typing_condition(scope, expr, scope->place);
        return;
    }
    diag = diag_at(diags_of(scope),
                   scope->role == ROLE_DEFAULT ? DIAG_WRONG_DEFAULT_TYPE : DIAG_TYPE_MISMATCH,
                   expr->span, "%s must be `%s`, and this is `%s`", scope->place,
                   typing_type(scope, expected), typing_type(scope, expr->type));
    diag_label(diag, "this is `%s`", typing_type(scope, expr->type));
    if (expr->kind == EXPR_STRING && type_family(expected) == FAMILY_NUMBER) {
        diag_help(diag, "a number is written without quotes");
    } else if (expr->kind == EXPR_NUMBER && expected.kind == TYPE_BOOL) {
        diag_help(diag, "write `true` or `false`");
    } else if (expr->kind == EXPR_NUMBER && type_family(expected) == FAMILY_TEXT) {
        diag_help(diag, "a text is written in quotes: `'%s'`", expr->text->text);
    } else if (expr->kind == EXPR_CALL && expected.kind == TYPE_DATE &&
               (expr->function == FUNCTION_NOW || expr->function == FUNCTION_CURRENT_TIMESTAMP)) {
        diag_help(diag, "write `current_date`");
    } else if (typing_is_integer(expected) && type_family(expr->type) == FAMILY_NUMBER) {
        diag_help(diag, "write `round(...)`");
    } else if (type_cast_row(expr->type, expected) >= 0) {
        diag_help(diag, "write `cast(... as %s)`", typing_type(scope, expected));
    }
}

/*
 * What is stored in a column of another kind of moment is converted here, in UTC, and not by the
 * target in the time zone of a session; `now` by taking the function that gives what is asked for.
 */
static Expr *convert_moment(const TypingScope *scope, Expr *expr, Type expected) {
    bool is_now = expr->kind == EXPR_CALL &&
                  (expr->function == FUNCTION_NOW || expr->function == FUNCTION_CURRENT_TIMESTAMP);
    if (expected.is_array || type_family(expected) != FAMILY_TIMESTAMP ||
        expected.kind == TYPE_NATIVE || type_cast_row(expr->type, expected) < 0 ||
        type_letter(expr->type) == 'x' || type_equal(expr->type, expected)) {
        return expr;
    }
    if (is_now && expected.kind == TYPE_TIMESTAMP) {
        expr->function = FUNCTION_LOCALTIMESTAMP;
        expr->type = expected;
        return expr;
    }
    return typing_cast(scope, expr, expected);
}

Expr *typing_expr(const TypingScope *scope, const AstExpr *written, Type expected) {
    expected = type_bare(expected);
    Expr *expr = build(scope, written);
    bool good;
    if (expected.kind == TYPE_ERROR || expr->type.kind == TYPE_ERROR) {
        return expr;
    }
    expr = typing_read_as(scope, expr, expected);
    if (expr->type.kind == TYPE_ERROR) {
        return expr;
    }
    if (typing_is_integer(expected) && typing_is_whole_literal(expr)) {
        good = typing_literal_fits(scope, expr, expected);
    } else if (!typing_assignable(expr->type, expected)) {
        tell_wrong_type(scope, expr, expected);
        good = false;
    } else {
        good = typing_literal_fits(scope, expr, expected);
    }
    if (!good) {
        expr->type = TYPE_OF(TYPE_ERROR);
        return expr;
    }
    return convert_moment(scope, expr, expected);
}

Expr *typing_literal(const TypingScope *scope, const AstExpr *written, Type expected) {
    return typing_expr(scope, written, expected);
}
