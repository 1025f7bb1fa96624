/*
 * From operations to steps that a dialect can run.
 *
 * Takes operations in an order that can be carried out (emit/order), gives steps in that order: a
 * table with its indexes, triggers and comments, a forward foreign key as soon as both its tables are
 * there. What is for other targets is left out. Cost is linear.
 */
#ifndef MIGC_EMIT_LOWER_H
#define MIGC_EMIT_LOWER_H

#include "emit/plan.h"

/* The steps of operations for a dialect. `model`: the model whose tables the operations are about. */
Steps lower_ops(Arena *arena, const Dialect *dialect, const Model *model, const Ops *ops);

/* The same for some operations of a change: namespaces are the caller's. What `model` has and no operation
 * creates is there already. */
Steps lower_some(Arena *arena, const Dialect *dialect, const Model *model, const Ops *ops);

/* Steps for sequences that `ops` drop, and whose numbers tables of `model`, which is before the operations, take
 * besides the one that they go with, or whose column is an identity afterwards: they go with it no more. */
Steps lower_freed(Arena *arena, const Dialect *dialect, const Model *model, const Ops *ops);

/* Whether a foreign key stands in its table's CREATE TABLE (else it has a step of its own). */
bool lower_inlines(const Dialect *dialect, const ForeignKey *foreign_key);

/* Whether something with these targets is for the dialect. */
static inline bool is_for(const Dialect *dialect, TargetSet targets) {
    return (targets >> dialect->target & 1) != 0;
}

#endif
