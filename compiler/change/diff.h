/*
 * The difference between two models, as operations.
 *
 * diff(A, B) turns A into B; diff(A, A) is empty. It knows no dialect. The order of the operations is
 * that of B's objects, what A alone has comes first, last declared first dropped.
 */
#ifndef MIGC_CHANGE_DIFF_H
#define MIGC_CHANGE_DIFF_H

#include "change/op.h"

/* Operations that turn `from` (NULL: the empty schema) into `to` (NULL: likewise). Objects of one kind
 * and name are the same object; one that differs is dropped and created again. Cost is linear. */
Ops diff_models(Arena *arena, const Model *from, const Model *to);

#endif
