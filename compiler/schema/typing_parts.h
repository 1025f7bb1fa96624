/*
 * typing_parts.h - what the files of typing share: making nodes, agreeing on types, telling
 * mistakes.
 *
 * A node whose type is TYPE_ERROR was told about; whoever meets one gives TYPE_ERROR and says
 * nothing.
 */
#ifndef MIGC_SCHEMA_TYPING_PARTS_H
#define MIGC_SCHEMA_TYPING_PARTS_H

#include "schema/typing.h"

/* A node with room for `count` items. */
Expr *typing_node(const TypingScope *scope, ExprKind kind, Span span, uint32_t count);

/* The spelling of a type, for messages; lives in the run's arena. */
const char *typing_type(const TypingScope *scope, Type type);

/* The text of a buffer, which is freed; it lives in the run's arena. */
const char *typing_kept(const TypingScope *scope, Buf *buf);

/* A string literal in quotes, long ones cut, for messages. */
const char *typing_quoted(const TypingScope *scope, Name text);

bool typing_is_integer(Type type);

/*
 * Reads string literals in `expr` (itself, the results of a case, the arguments of coalesce) as
 * `want`, when `want` is written as a string. Gives the expression to go on with: a case made of
 * literals only gets a cast, for nothing in it says its type. What cannot be read is told
 * (invalid-literal, unknown-enum-value) and has TYPE_ERROR.
 */
Expr *typing_read_as(const TypingScope *scope, Expr *expr, Type want);

/* The type that holds values of both. False: there is none. TYPE_ERROR and null agree with all. */
bool typing_join(Type a, Type b, Type *joined);

/* Reads the string literal `expr` as `want`; tells what cannot be read. */
void typing_read_string(const TypingScope *scope, Expr *expr, Type want);

/* The type of a number literal: int, bigint or decimal. */
Type typing_number(Text digits);

/* A cast of `expr` to `type`, at its span. */
Expr *typing_cast(const TypingScope *scope, Expr *expr, Type type);

/* The literal `expr`, if it is one, can be stored in `type` (range, digits, characters); tells if
 * not. */
bool typing_literal_fits(const TypingScope *scope, const Expr *expr, Type type);

/* A number without a point, perhaps with a sign. */
bool typing_is_whole_literal(const Expr *expr);

/*
 * Finds the type that items[from], items[from + step], ... below `to` have in common (a last item
 * that is out of step counts when `with_last`), reads literals as it, and tells type-mismatch about
 * the first that does not fit. `what`: "the results of `case`".
 */
Type typing_unify(const TypingScope *scope, Expr *expr, uint32_t from, uint32_t step,
                  bool with_last, const char *what);

/* Judges a comparison of items[a] and items[b] of `expr`; false: it was told, or is poisoned. */
bool typing_compare(const TypingScope *scope, Expr *expr, uint32_t a, uint32_t b);

/* What is typed is for fewer targets than the project has, or there is only one target anyway: it
 * may use what only that target has. */
bool typing_is_narrowed(const TypingScope *scope);

/* The help for what may not: "WHAT needs a `for`, such as `for postgres`". */
void typing_help_for(const TypingScope *scope, Diag *diag, const char *what);

/* Judges the arguments of a function of the table, and sets the type of the call. */
void typing_call(const TypingScope *scope, Expr *expr, Function function);

/* Tells a function that gives another value every time, where the place does not allow it. */
void typing_check_volatile(const TypingScope *scope, Function function, Span span);

/* The name of a call, for the caret. */
Span typing_name_span(const AstExpr *call);

/* Tell wrong-argument-count and unknown-function. */
void typing_tell_count(const TypingScope *scope, const AstExpr *written, uint32_t count);
void typing_tell_function(const TypingScope *scope, const AstExpr *written);

/* Set the type of an operator whose items are typed. */
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
