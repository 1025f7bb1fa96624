/*
 * expression_normal.h - expressions as the catalogs of MySQL and MariaDB give them back, as far as a
 * comparison needs it.
 *
 * takes:    an expression that stands in a column or a check, for one of these two targets
 * gives:    its normal text, which is equal to that of what the server prints (information_schema:
 *           generation_expression, check_clause, column_default) if the server has the same expression
 * promises: small letters, digits and `_.,+-*%/<>=!` only, so that it needs no quoting; false, and `out` as it
 *           was, where the server's text is not known; different expressions may have one text (brackets,
 *           quotes and capitals are left out), the same ones never two
 */
#ifndef MIGC_EMIT_EXPRESSION_NORMAL_H
#define MIGC_EMIT_EXPRESSION_NORMAL_H

#include "base/buf.h"
#include "schema/model.h"

/* What a generated column is computed from. */
bool expression_normal(Buf *out, const Expr *expr, const Table *table, Target target);

/* The condition of a check. */
bool expression_normal_condition(Buf *out, const Expr *expr, const Table *table, Target target);

/* The condition that keeps a column's type (typename_check). */
bool expression_normal_type(Buf *out, const Column *column, Target target);

/* A key of an index that is no column. */
bool expression_normal_key(Buf *out, const Expr *expr, const Table *table, Target target);

/* What follows DEFAULT. Not of a number, a bool or null, which the server writes as the column's type has
 * them. */
bool expression_normal_default(Buf *out, const Column *column, const Table *table, Target target);

/* The expression with the server's words, of which only brackets, quotes of names and capitals may be others than
 * it prints: what normal texts are made of. `is_condition`: that of a check. */
bool expression_printed(Buf *out, const Expr *expr, const Table *table, Target target,
                        bool is_condition);

/* The normal text of what a server prints. */
void expression_normal_text(Buf *out, Text printed);

/* The same in SQL: an expression of the server, `$` standing for the text. */
void expression_normal_sql(Buf *out, const char *text);

#endif
