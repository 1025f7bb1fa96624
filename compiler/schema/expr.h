/*
 * Expressions that are understood: names are columns, functions are rows of functions.def, every
 * node has a type. Built by schema/typing from an AstExpr; rendered for a target by
 * emit/expression.
 */
#ifndef MIGC_SCHEMA_EXPR_H
#define MIGC_SCHEMA_EXPR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "schema/type.h"
#include "source/span.h"

typedef enum ExprKind {
    EXPR_NUMBER, /* text                            */
    EXPR_STRING, /* text, decoded; `type` is what it was read as: text, date, uuid, an enum, ... */
    EXPR_BOOL,   /* op: 0 or 1                      */
    EXPR_NULL,
    EXPR_COLUMN,  /* column: position in the table   */
    EXPR_CALL,    /* function, items                 */
    EXPR_UNARY,   /* op (AST_NOT, AST_SUBTRACT), items[0] */
    EXPR_BINARY,  /* op, items[0], items[1]          */
    EXPR_IS_NULL, /* negated, items[0]               */
    EXPR_IN,      /* negated, items[0] in items[1..] */
    EXPR_BETWEEN, /* negated, items[0] between items[1] and items[2] */
    EXPR_LIKE,    /* negated, items[0] like items[1] */
    EXPR_CASE,    /* items: condition, result, ..., [else]; op 1: items[0] is the operand */
    EXPR_CAST,    /* items[0], to `type`             */
    EXPR_EXTRACT, /* called: the field; items[0]     */
    EXPR_VERBATIM /* text, as the author wrote it    */
} ExprKind;

/* A row of functions.def; see there. */
typedef enum Function {
#define FUNCTION(enumerator, word, least, most, signature, postgres, sqlite, mysql, mariadb) enumerator,
#include "schema/functions.def"
#undef FUNCTION
    FUNCTION_COUNT
} Function;

struct Table;

typedef struct Expr Expr;
struct Expr {
    uint8_t kind; /* ExprKind */
    uint8_t op;   /* AstOperator, see syntax/operator.h */
    bool negated;
    uint16_t column;   /* EXPR_COLUMN */
    uint16_t function; /* EXPR_CALL: Function, or FUNCTION_COUNT: `called`, which is not portable */
    uint32_t count;    /* of items; 0 where the kind has `text` */
    Type type;
    Span span;
    union {
        Name text;
        Expr **items;
    };
    Name called; /* EXPR_CALL of a function that is not in the table; EXPR_EXTRACT: the field */
};

/*
 * How tightly an expression holds together. The same order for the language and for every target:
 * what the targets order differently (|| and arithmetic, comparisons among themselves) stands in
 * brackets.
 */
typedef enum ExprLevel {
    LEVEL_ANY, /* between brackets or commas */
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_PREDICATE, /* = < is null in between like: not chained without brackets */
    LEVEL_CONCAT,
    LEVEL_ADD,
    LEVEL_MULTIPLY,
    LEVEL_SIGN,
    LEVEL_PRIMARY
} ExprLevel;

ExprLevel expr_level(const Expr *expr);

/* The least level an operand must have to stand without brackets: items[index] of `expr`, which is
 * one of the kinds that have operands (unary, binary, is null, in, between, like). */
ExprLevel expr_operand_level(const Expr *expr, uint32_t index);

/*
 * Expressions grow long on their left: `a and b and c ...` has its first word at the bottom. True
 * for the kinds whose items[0] is that left side; whoever walks an expression goes down it in a
 * loop (EXPR_SPINE nodes at a time) and recurses only for what stands in brackets.
 */
bool expr_has_spine(const Expr *expr);
#define EXPR_SPINE 32

/* The longest left side that typing lets through. */
#define EXPR_LONGEST_SPINE 10000

/* The operator as the language and SQL spell it, in lower case: `and`, `<>`, `||`. */
const char *expr_operator(uint8_t op);

/* A row of functions.def without its templates. */
typedef struct FunctionInfo {
    const char *word;
    const char *signature;
    uint16_t least;
    uint16_t most;
} FunctionInfo;

const FunctionInfo *function_info(Function function);

/* Gives another value at every call (now, uuid). */
bool function_is_volatile(Function function);

/* The function of that name that takes `count` arguments; if it takes another number of them, any
 * row with that name; FUNCTION_COUNT if there is none. */
Function function_find(Name name, uint32_t count);

/* The expression can be null, as far as can be seen: a nullable column, `null`, a case, ... */
bool expr_may_be_null(const Expr *expr, const struct Table *table);

/* The expression has `items`, not `text`. */
bool expr_has_items(const Expr *expr);

/* Two expressions say the same (spans apart). */
bool expr_equal(const Expr *a, const Expr *b);

/* Writes an expression in the language's own spelling, fully determined by its meaning (dump,
 * describe). */
void expr_write(Buf *out, const Expr *expr, const struct Table *table);

/* Calls visit for every column of the table that the expression names, in order of appearance. */
void expr_columns(const Expr *expr, void (*visit)(void *context, uint16_t column), void *context);

/* Whether it names a column that is in the set; NULL names none. */
bool expr_names_any(const Expr *expr, const bool *columns);

/* Calls visit for the name of every sequence that it takes numbers from: what stands between the quotes of
 * `nextval('...')`, understood or verbatim. */
void expr_sequences(const Expr *expr, void (*visit)(void *context, Text name), void *context);

/* The expression contains $$ verbatim text. */
bool expr_has_verbatim(const Expr *expr);

#endif
