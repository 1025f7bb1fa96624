/*
 * expression_parts.h - questions about dates that writing and judging expressions share.
 */
#ifndef MIGC_EMIT_EXPRESSION_PARTS_H
#define MIGC_EMIT_EXPRESSION_PARTS_H

#include "schema/expr.h"

/* An interval literal, with or without the cast that says so. */
bool expression_is_interval(const Expr *expr);

/* A timestamp or timestamptz; a date. */
bool expression_is_moment(Type type);
bool expression_is_date(Type type);

/* A date or a moment plus or minus an interval. */
bool expression_adds_interval(const Expr *expr);

#endif
