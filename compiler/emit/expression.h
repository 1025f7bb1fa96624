/*
 * expression.h - understood expressions in a target's SQL.
 *
 * takes:    a typed expression, and the table whose columns it names (NULL if it names none)
 * gives:    the target's SQL, as few brackets as possible, keywords in upper case
 * promises: the same meaning on every target; what cannot be said is found by expression_supported
 *           before anything is written
 */
#ifndef MIGC_EMIT_EXPRESSION_H
#define MIGC_EMIT_EXPRESSION_H

#include "base/buf.h"
#include "schema/model.h"

/* Writes the expression, to stand between brackets or commas. */
void expression_write(Buf *out, const Expr *expr, const Table *table, Target target);

/* The same for a condition of its own (CHECK, WHERE): MySQL asks for a comparison, `paid <> 0`. */
void expression_write_condition(Buf *out, const Expr *expr, const Table *table, Target target);

/* Writes what follows DEFAULT in a column that has a default: in brackets where the target asks for them,
 * which may depend on the column's type. */
void expression_write_default(Buf *out, const Column *column, const Table *table, Target target);

/* MySQL: a default of these types has brackets even if it is a literal. */
bool expression_brackets_defaults(Type type, Target target);

/* now, current_timestamp, localtimestamp: what a column of a moment knows by itself. */
bool expression_is_now(const Expr *expr);

/* Writes a key of an index: a column, a call, or an expression in brackets. */
void expression_write_index_key(Buf *out, const Expr *expr, const Table *table, Target target);

/* Writes the present moment as a column of this type holds it: what `default now` and `on update now` put. */
void expression_write_now(Buf *out, Type type, Target target);

/*
 * True if the target can say it. If not, `*why` is a sentence for a label (static text) and
 * `*where` the part that is concerned; either may be NULL.
 */
bool expression_supported(const Expr *expr, const Table *table, Target target, const Expr **where,
                          const char **why);

#endif
