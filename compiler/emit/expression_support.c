/*
 * expression_support.c - what a target cannot say, found before anything is written.
 */
#include "emit/expression.h"

#include "emit/expression_parts.h"
#include "schema/literal.h"
#include "syntax/operator.h"

bool expression_is_interval(const Expr *expr) {
    if (expr->kind == EXPR_CAST) {
        expr = expr->items[0];
    }
    return expr->kind == EXPR_STRING && expr->type.kind == TYPE_INTERVAL;
}

bool expression_is_moment(Type type) {
    return !type.is_array && type_family(type) == FAMILY_TIMESTAMP;
}

bool expression_is_date(Type type) {
    return type.kind == TYPE_DATE && !type.is_array;
}

bool expression_adds_interval(const Expr *expr) {
    return expr->kind == EXPR_BINARY && (expr->op == AST_ADD || expr->op == AST_SUBTRACT) &&
           expr->items[1]->type.kind == TYPE_INTERVAL &&
           (expression_is_moment(expr->items[0]->type) || expression_is_date(expr->items[0]->type));
}

/* SQLite refuses expressions that are deeper than 1000; what migc puts round them takes some of it.
 */
#define SQLITE_DEEPEST 900

/* Its parser has a stack of 100, of which CREATE TABLE and the templates of calls take some. */
#define SQLITE_STACK 80

/*
 * What fits into the stack of a thread, 288 kB in MariaDB: from about 450 operators in a row the servers
 * refuse an expression, from some thousands they crash. In tenths, because and, or and || in a row are one
 * operator there.
 */
#define MYSQL_DEEPEST 2000

/* How much of SQLite's parser stack is taken when items[index] is read. */
static unsigned sqlite_stack(const Expr *expr, uint32_t index) {
    switch ((ExprKind)expr->kind) {
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_BOOL:
    case EXPR_NULL:
    case EXPR_COLUMN:
    case EXPR_VERBATIM: break;
    case EXPR_UNARY: return 2; /* NOT ( */
    case EXPR_BINARY:
    case EXPR_IS_NULL:
    case EXPR_LIKE:
    case EXPR_IN:
    case EXPR_BETWEEN:
        if (index == 0) {
            return expr_level(expr->items[0]) < expr_operand_level(expr, 0); /* ( */
        }
        return expr->kind == EXPR_IN || index == 2 ? 5 : 3; /* a AND (, a BETWEEN b AND ( */
    case EXPR_CAST:
    case EXPR_EXTRACT:
    case EXPR_CASE: return 6;
    case EXPR_CALL: return 8;
    }
    return 0;
}

static bool has_months(Text interval) {
    IntervalPart part;
    while (literal_interval_part(&interval, &part)) {
        if (part.unit == INTERVAL_YEAR || part.unit == INTERVAL_MONTH) {
            return true;
        }
    }
    return false;
}

static bool is_enum(const Expr *expr) {
    return expr->type.kind == TYPE_ENUM && !expr->type.is_array;
}

/* Why SQLite cannot say this node, whatever its operands are; NULL if it can. */
static const char *sqlite_refusal(const Expr *expr) {
    bool ordered = expr->kind == EXPR_BETWEEN ||
                   (expr->kind == EXPR_BINARY && expr->op >= AST_LESS &&
                    expr->op <= AST_GREATER_EQUAL);
    if (expr->type.is_array) {
        return "SQLite has no arrays";
    }
    if (expr->kind == EXPR_LIKE && expr->items[1]->kind != EXPR_STRING) {
        return "SQLite's LIKE does not tell capitals apart; only a pattern that is a literal can "
               "be "
               "written as GLOB";
    }
    if (ordered && (is_enum(expr->items[0]) || is_enum(expr->items[1]))) {
        return "SQLite keeps an enum as text, which has another order";
    }
    if (expression_adds_interval(expr)) {
        const Expr *interval = expr->items[1];
        if (!expression_is_interval(interval)) {
            return "SQLite has no intervals; only a literal one can be added to a date";
        }
        interval = interval->kind == EXPR_CAST ? interval->items[0] : interval;
        return has_months(name_text(interval->text))
                   ? "SQLite adds a month to 31 January and comes to March"
                   : NULL;
    }
    return expr->type.kind == TYPE_INTERVAL ? "SQLite has no intervals" : NULL;
}

typedef struct Refusal {
    const Expr *where;
    const char *why;
} Refusal;

static bool sqlite_supported(const Expr *expr, unsigned depth, unsigned stack, Refusal *refusal) {
    for (;;) {
        if (expr->type.kind == TYPE_ERROR) {
            return true; /* told already */
        }
        refusal->why = depth > SQLITE_DEEPEST ? "SQLite does not follow so many operators in a row"
                       : stack > SQLITE_STACK ? "SQLite does not follow so many brackets"
                                              : sqlite_refusal(expr);
        refusal->where = expr;
        if (refusal->why != NULL) {
            return false;
        }
        if (!expr_has_items(expr) || expr->count == 0) {
            return true;
        }
        for (uint32_t i = 1; i < expr->count; i++) {
            if (!(i == 1 && expression_adds_interval(expr)) &&
                !sqlite_supported(expr->items[i], depth + 1, stack + sqlite_stack(expr, i),
                                  refusal)) {
                return false;
            }
        }
        stack += sqlite_stack(expr, 0);
        expr = expr->items[0];
        depth++;
    }
}

static unsigned mysql_depth(const Expr *expr, uint32_t index) {
    const Expr *item = expr->items[index];
    if (expr->kind == EXPR_BINARY) {
        bool joins = expr->op == AST_AND || expr->op == AST_OR || expr->op == AST_CONCAT;
        return index == 0 && joins && item->kind == EXPR_BINARY && item->op == expr->op ? 1 : 10;
    }
    return expr->kind == EXPR_CALL || expr->kind == EXPR_CAST ? 20 : 10;
}

static bool mysql_supported(const Expr *expr, unsigned depth, Refusal *refusal) {
    for (;;) {
        if (expr->type.kind == TYPE_ERROR) {
            return true; /* told already */
        }
        refusal->why = depth > MYSQL_DEEPEST
                           ? "MySQL and MariaDB do not follow so many operators in a row"
                           : expression_mysql_refusal(expr);
        refusal->where = expr;
        if (refusal->why != NULL) {
            return false;
        }
        if (!expr_has_items(expr) || expr->count == 0) {
            return true;
        }
        for (uint32_t i = 1; i < expr->count; i++) {
            if (!(i == 1 && expression_adds_interval(expr)) &&
                !mysql_supported(expr->items[i], depth + mysql_depth(expr, i), refusal)) {
                return false;
            }
        }
        depth += mysql_depth(expr, 0);
        expr = expr->items[0];
    }
}

bool expression_supported(const Expr *expr, const Table *table, Target target, const Expr **where,
                          const char **why) {
    Refusal refusal = {NULL, NULL};
    bool supported = true;
    (void)table;
    switch (target) {
    case TARGET_SQLITE: supported = sqlite_supported(expr, 0, 0, &refusal); break;
    case TARGET_MYSQL:
    case TARGET_MARIADB: supported = mysql_supported(expr, 0, &refusal); break;
    case TARGET_POSTGRES:
    case TARGET_COUNT: break;
    }
    if (!supported && where != NULL) {
        *where = refusal.where;
    }
    if (!supported && why != NULL) {
        *why = refusal.why;
    }
    return supported;
}
