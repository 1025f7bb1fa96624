/*
 * typing_parts.h - what the files of typing share: making nodes, agreeing on types, telling mistakes.
 *
 * A node whose type is TYPE_ERROR was told about; whoever meets one gives TYPE_ERROR and says nothing.
 */
#ifndef MIGC_SCHEMA_TYPING_PARTS_H
#define MIGC_SCHEMA_TYPING_PARTS_H

#include "schema/typing.h"

/* A node with room for `count` items. */
Expr *typing_node(const TypingScope *scope, ExprKind kind, Span span, uint32_t count);

/* The spelling of a type, for messages; lives in the run's arena. */
const char *typing_type(const TypingScope *scope, Type type);

/* A string literal in quotes, long ones cut, for messages. */
const char *typing_quoted(const TypingScope *scope, Name text);

bool typing_is_integer(Type type);

/*
 * Reads string literals in `expr` (itself, the results of a case, the arguments of coalesce) as `want`,
 * when `want` is written as a string. Gives the expression to go on with: a case made of literals only
 * gets a cast, for nothing in it says its type. What cannot be read is told (invalid-literal,
 * unknown-enum-value) and has TYPE_ERROR.
 */
Expr *typing_read_as(const TypingScope *scope, Expr *expr, Type want);

/* The type that holds values of both. False: there is none. TYPE_ERROR and null agree with all. */
bool typing_join(Type a, Type b, Type *joined);

/*
 * Finds the type that items[from], items[from + step], ... below `to` have in common (a last item that
 * is out of step counts when `with_last`), reads literals as it, and tells type-mismatch about the first
 * that does not fit. `what`: "the results of `case`".
 */
Type typing_unify(const TypingScope *scope, Expr *expr, uint32_t from, uint32_t step, bool with_last,
                  const char *what);

/* Judges a comparison of items[a] and items[b] of `expr`; false: it was told, or is poisoned. */
bool typing_compare(const TypingScope *scope, Expr *expr, uint32_t a, uint32_t b);

/* Sets the type of an operator whose items are typed. `operand`: what the condition is for. */
void typing_unary(const TypingScope *scope, Expr *expr);
void typing_binary(const TypingScope *scope, Expr *expr);
void typing_in(const TypingScope *scope, Expr *expr);
void typing_between(const TypingScope *scope, Expr *expr);
void typing_like(const TypingScope *scope, Expr *expr);

/* `expr` must be true or false where it stands: "`and`", "a condition of `case`". */
bool typing_condition(const TypingScope *scope, const Expr *expr, const char *what);

/* Tells volatile-expression where the role asks for a value that stays the same. `strict` false: a
 * check may still depend on the session's settings. */
void typing_fixed(const TypingScope *scope, Span span, bool strict, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
