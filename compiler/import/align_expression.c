/*
 * align_expression.c - expressions and defaults of a schema and of a database, made one text where they agree.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "emit/expression.h"
#include "emit/mysql/spelling.h"
#include "emit/typename.h"
#include "import/aligning.h"
#include "import/expression.h"
#include "import/mysql_default.h"
#include "syntax/operator.h"

static Expr *verbatim(Aligning *aligning, const Expr *expr, Text text) {
    Expr *made = NEW(aligning->arena, Expr);
    made->kind = EXPR_VERBATIM;
    made->span = expr->span;
    made->type = expr->type;
    made->text = names_intern(aligning->names, text.data, text.length);
    return made;
}

static Expr *binary(Arena *arena, uint8_t op, Expr *left, Expr *right, const Expr *like) {
    Expr *expr = NEW(arena, Expr);
    *expr = (Expr){
        .kind = EXPR_BINARY, .op = op, .type = like->type, .span = like->span, .count = 2};
    expr->items = NEW_ARRAY(arena, Expr *, 2);
    expr->items[0] = left;
    expr->items[1] = right;
    return expr;
}

/* Servers keep `a in (b)` as `a = b`. */
static Expr *without_short_list(Arena *arena, Expr *expr) {
    if (expr->kind != EXPR_IN || expr->count != 2) {
        return expr;
    }
    return binary(arena, expr->negated ? AST_NOT_EQUAL : AST_EQUAL, expr->items[0], expr->items[1],
                  expr);
}

/* PostgreSQL keeps `a between b and c` as `a >= b and a <= c`. */
static Expr *unfold(Arena *arena, Expr *expr) {
    if (!expr_has_items(expr)) {
        return expr;
    }
    expr = without_short_list(arena, expr);
    Expr *copy = arena_copy(arena, expr, sizeof *expr);
    copy->items = NEW_ARRAY(arena, Expr *, expr->count);
    for (uint32_t i = 0; i < expr->count; i++) {
        copy->items[i] = unfold(arena, expr->items[i]);
    }
    if (expr->kind != EXPR_BETWEEN) {
        return copy;
    }
    Expr *low = binary(arena, expr->negated ? AST_LESS : AST_GREATER_EQUAL, copy->items[0],
                       copy->items[1], expr);
    Expr *high = binary(arena, expr->negated ? AST_GREATER : AST_LESS_EQUAL, copy->items[0],
                        copy->items[2], expr);
    return binary(arena, expr->negated ? AST_OR : AST_AND, low, high, expr);
}

/* MySQL and MariaDB keep `not (a or b)` as `not a and not b`: the expression, or with `negate` its opposite, with `not` in front
 * of nothing that has an opposite of its own. */
static Expr *push_not(Arena *arena, Expr *expr, bool negate) {
    expr = without_short_list(arena, expr);
    if (expr->kind == EXPR_UNARY && expr->op == AST_NOT) {
        return push_not(arena, expr->items[0], !negate);
    }
    Expr *copy = arena_copy(arena, expr, sizeof *expr);
    AstOperator op = operator_contrary((AstOperator)expr->op);
    bool has_flag = expr->kind == EXPR_IS_NULL || expr->kind == EXPR_IN ||
                    expr->kind == EXPR_BETWEEN || expr->kind == EXPR_LIKE;
    bool turns = has_flag || (expr->kind == EXPR_BINARY && op != (AstOperator)expr->op);
    bool is_joined = expr->kind == EXPR_BINARY && (expr->op == AST_AND || expr->op == AST_OR);
    if (expr_has_items(expr)) {
        copy->items = NEW_ARRAY(arena, Expr *, expr->count);
        for (uint32_t i = 0; i < expr->count; i++) {
            copy->items[i] = push_not(arena, expr->items[i], negate && is_joined);
        }
    }
    if (!negate) {
        return copy;
    }
    if (turns) {
        copy->negated = has_flag ? !expr->negated : expr->negated;
        copy->op = expr->kind == EXPR_BINARY ? (uint8_t)op : expr->op;
        return copy;
    }
    Expr *whole = NEW(arena, Expr);
    *whole = (Expr){
        .kind = EXPR_UNARY, .op = AST_NOT, .type = expr->type, .span = expr->span, .count = 1};
    whole->items = NEW_ARRAY(arena, Expr *, 1);
    whole->items[0] = copy;
    return whole;
}

/* As the target keeps it. */
static Expr *kept_form(const Aligning *aligning, Expr *expr) {
    return aligning->target == TARGET_POSTGRES ? unfold(aligning->arena, expr)
           : is_mysql(aligning->target)        ? push_not(aligning->arena, expr, false)
                                               : expr;
}

static void write_expr(Buf *out, const Expr *expr, const Table *table, Place place, Target target) {
    switch (place) {
    case PLACE_VALUE: expression_write(out, expr, table, target); break;
    case PLACE_CONDITION: expression_write_condition(out, expr, table, target); break;
    case PLACE_KEY: expression_write_index_key(out, expr, table, target); break;
    }
}

/* -1e100 may be printed with all its digits. */
static bool same_number(Arena *scratch, Text expected, Text found) {
    Text texts[2] = {expected, found};
    double values[2] = {0};
    bool are_numbers = true;
    for (int i = 0; i < 2; i++) {
        const char *digits = arena_copy_text(scratch, texts[i].data, texts[i].length);
        char *end;
        values[i] = strtod(digits, &end);
        are_numbers = are_numbers && texts[i].length > 0 && *end == '\0';
    }
    return are_numbers && values[0] >= values[1] && values[0] <= values[1];
}

static bool texts_agree(Text expected, Text found, bool is_loose, Target target) {
    Arena scratch = {0};
    bool agree = same_number(&scratch, expected, found) ||
                 expression_agrees(&scratch, found, expected, target) ||
                 expression_agrees(&scratch, expected, found, target) ||
                 (is_loose && expression_resembles(&scratch, expected, found, target));
    arena_release(&scratch);
    return agree;
}

/* It has something that migc does not understand, or that servers print in a way of their own. */
static bool is_foreign(const Expr *expr) {
    TypeFamily family = type_family(expr->type);
    bool found = expr->kind == EXPR_VERBATIM || expr->kind == EXPR_CAST ||
                 (expr->kind == EXPR_CALL && expr->function == FUNCTION_COUNT) ||
                 (expr->kind == EXPR_STRING &&
                  (family == FAMILY_TIMESTAMP || family == FAMILY_INTERVAL));
    for (uint32_t i = 0; !found && expr_has_items(expr) && i < expr->count; i++) {
        found = is_foreign(expr->items[i]);
    }
    return found;
}

/* What a server makes of such SQL is not known to the last bracket. */
static bool is_loose(const Aligning *aligning, const Expr *expected, const Expr *found) {
    return aligning->target != TARGET_SQLITE && (is_foreign(expected) || is_foreign(found));
}

/* Whether both say the same; then both become one text. Either may be NULL. */
bool align_expr(Aligning *aligning, Expr **expected, const Table *expected_table, Expr **found,
                const Table *found_table, Place place) {
    if (*expected == NULL || *found == NULL) {
        return *expected == *found;
    }
    Buf texts[2] = {0};
    write_expr(&texts[0], kept_form(aligning, *expected), expected_table, place, aligning->target);
    Expr *other = is_mysql(aligning->target) ? kept_form(aligning, *found) : *found;
    write_expr(&texts[1], other, found_table, place, aligning->target);
    bool agree = texts_agree(buf_view(&texts[0]), buf_view(&texts[1]),
                             is_loose(aligning, *expected, *found), aligning->target);
    if (agree) {
        *expected = verbatim(aligning, *expected, buf_view(&texts[0]));
        *found = *expected;
    }
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return agree;
}

/* Whether two texts behind DEFAULT are one value of the column's type. */
static bool same_value(const Column *column, Text expected, Text found, Target target) {
    Buf name = {0};
    Buf type = {0};
    Arena scratch = {0};
    typename_write(&name, column->type, target);
    mysql_normal_spelling(&type, buf_view(&name));
    bool is_same = mysql_same_default(&scratch, expected, found, buf_view(&type), target);
    arena_release(&scratch);
    buf_free(&name);
    buf_free(&type);
    return is_same;
}

void align_default(Aligning *aligning, Column *expected, const Table *expected_table, Column *found,
                   const Table *found_table) {
    Buf texts[2] = {0};
    Column *columns[2] = {expected, found};
    const Table *tables[2] = {expected_table, found_table};
    for (int i = 0; i < 2; i++) {
        if (columns[i]->default_value != NULL) {
            expression_write_default(&texts[i], columns[i], tables[i], aligning->target);
            if (strncasecmp(buf_view(&texts[i]).data, "NULL", texts[i].length) == 0 &&
                texts[i].length == strlen("NULL")) {
                columns[i]->default_value = NULL;
            }
        }
    }
    if (expected->default_value != NULL && found->default_value != NULL &&
        (texts_agree(buf_view(&texts[0]), buf_view(&texts[1]),
                     is_loose(aligning, expected->default_value, found->default_value),
                     aligning->target) ||
         (is_mysql(aligning->target) &&
          same_value(expected, buf_view(&texts[0]), buf_view(&texts[1]), aligning->target)))) {
        expected->default_value = verbatim(aligning, expected->default_value, buf_view(&texts[0]));
        found->default_value = expected->default_value;
    }
    buf_free(&texts[0]);
    buf_free(&texts[1]);
}
