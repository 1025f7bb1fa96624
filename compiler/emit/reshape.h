/*
 * From changes to counted steps, for a dialect in which every DDL statement commits.
 *
 * Takes the changes of a revision, gives the steps of its upgrade and of its downgrade. They come in
 * pairs with one number: the step of the downgrade undoes the step of the upgrade, so a script that was
 * stopped anywhere can be gone on with in either direction. One of a pair may be missing.
 *
 * A table that changes goes through at most three steps: to a state in which the columns before and
 * after are both there and nothing is required that is not filled yet; the values; to the table after.
 * Without values to be moved it is one step. Foreign keys that are in the way are dropped before, in a
 * step of their own, and added behind. spec/order.md, "Where every statement commits". Linear cost.
 */
#ifndef MIGC_EMIT_RESHAPE_H
#define MIGC_EMIT_RESHAPE_H

#include "emit/plan.h"

/* A value that an UPDATE puts into a column. */
typedef struct Assignment {
    uint16_t column;   /* position in Fill.table */
    const Expr *value; /* over the columns of Fill.table */
} Assignment;

/* One UPDATE of a whole table, in an order in which no value reads what was written before it. */
typedef struct Fill {
    const Table *table; /* as it is while values are moved */
    Assignment *items;
    uint32_t count;
} Fill;

/* The plans of both scripts, each one part. */
void reshape_plan(Arena *arena, const Dialect *dialect, const Changes *changes, Plan *up,
                  Plan *down);

/* Whether the step is counted together with what it does: rows and values, in one transaction. */
bool step_moves_rows(const Step *step);

#endif
