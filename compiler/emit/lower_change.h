/*
 * From a change to steps, in one direction.
 *
 * Takes the operations of a Change and the models on both sides, gives the steps for a dialect in the
 * phases of spec/order.md. What cannot share a transaction with the rest stands apart; the steps that
 * undo it stand at the same place in the other direction. Linear cost.
 */
#ifndef MIGC_EMIT_LOWER_CHANGE_H
#define MIGC_EMIT_LOWER_CHANGE_H

#include "emit/alter.h"
#include "emit/lower.h"

/* The steps of a direction, in this order. */
typedef struct ChangeSteps {
    Steps unbuilt; /* down: indexes that were built beside running writers go */
    Steps values;  /* enum values that come */
    Steps rest;
    Steps built;    /* up: indexes that are built beside running writers */
    Steps replaced; /* enums that lose values or get another order, and what that needs */
    bool adds_values;
    bool replaces;
} ChangeSteps;

/* `ops` turns `before` into `after`; they are the downgrade's if `is_down`. */
ChangeSteps lower_change(Arena *arena, const Dialect *dialect, const Model *before,
                         const Model *after, const Ops *ops, bool is_down);

#endif
