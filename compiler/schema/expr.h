/*
 * Expressions that are understood: names are columns, functions are rows of functions.def, every node
 * has a type. Built by schema/typing from an AstExpr; rendered for a target by emit/expression.
 */
#ifndef MIGC_SCHEMA_EXPR_H
#define MIGC_SCHEMA_EXPR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "schema/type.h"
#include "source/span.h"

typedef enum ExprKind {
    EXPR_NUMBER,   /* text                            */
    EXPR_STRING,   /* text, decoded; `type` is what it was read as: text, date, uuid, an enum, ... */
    EXPR_BOOL,     /* op: 0 or 1                      */
    EXPR_NULL,
    EXPR_COLUMN,   /* column: position in the table   */
    EXPR_CALL,     /* function, items                 */
    EXPR_UNARY,    /* op (AST_NOT, AST_SUBTRACT), items[0] */
    EXPR_BINARY,   /* op, items[0], items[1]          */
    EXPR_IS_NULL,  /* negated, items[0]               */
    EXPR_IN,       /* negated, items[0] in items[1..] */
    EXPR_BETWEEN,  /* negated, items[0] between items[1] and items[2] */
    EXPR_LIKE,     /* negated, items[0] like items[1] */
    EXPR_CASE,     /* items: condition, result, ..., [else]; op 1: items[0] is the operand */
    EXPR_CAST,     /* items[0], to `type`             */
    EXPR_EXTRACT,  /* text: the field; items[0]       */
    EXPR_VERBATIM  /* text, as the author wrote it    */
} ExprKind;

/* A row of functions.def; see there. */
typedef enum Function {
#define FUNCTION(enumerator, word, least, most, signature, postgres, sqlite) enumerator,
#include "schema/functions.def"
#undef FUNCTION
    FUNCTION_COUNT
} Function;

typedef struct Expr Expr;
struct Expr {
    uint8_t kind;      /* ExprKind */
    uint8_t op;        /* AstOperator, as spelled in syntax/ast.h */
    bool negated;
    uint16_t count;    /* of items */
    uint16_t column;   /* EXPR_COLUMN */
    uint16_t function; /* EXPR_CALL: Function, or FUNCTION_COUNT: the one called `text`, not portable */
    Type type;
    Span span;
    union {
        Name text;
        Expr **items;
    };
    Name called; /* EXPR_CALL of a function that is not in the table; EXPR_EXTRACT: the field */
};

/* Two expressions say the same (spans apart). */
bool expr_equal(const Expr *a, const Expr *b);

struct Table;

/* Writes an expression in the language's own spelling, fully determined by its meaning (dump, describe). */
void expr_write(Buf *out, const Expr *expr, const struct Table *table);

/* Calls visit for every column of the table that the expression names, in order of appearance. */
void expr_columns(const Expr *expr, void (*visit)(void *context, uint16_t column), void *context);

/* The expression contains $$ verbatim text. */
bool expr_has_verbatim(const Expr *expr);

#endif
