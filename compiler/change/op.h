/*
 * Operations: what changes, as data. No dialect, no order.
 *
 * Made by change/diff (later also from the statements of a revision); constant; they point into the
 * models they were made from, which must outlive them. Lowered for a target by emit/lower.
 */
#ifndef MIGC_CHANGE_OP_H
#define MIGC_CHANGE_OP_H

#include "base/buf.h"
#include "schema/model.h"

typedef enum OpKind {
#define OP(enumerator, words, inverse) enumerator,
#include "change/ops.def"
#undef OP
    OP_COUNT
} OpKind;

typedef struct Op {
    OpKind kind;
    const Object *before; /* NULL: it did not exist */
    const Object *after;  /* NULL: it no longer exists */
} Op;

typedef struct Ops {
    Op *items;
    uint32_t count;
} Ops;

/* The object that an operation is about: `after`, or `before` if it is dropped. */
const Object *op_object(const Op *op);

/* The operation that undoes `op`. */
Op op_invert(const Op *op);

/* All of them undone, last first, in `arena`. */
Ops ops_invert(Arena *arena, const Ops *ops);

/* Writes it in words, for comments, dump and log: `create table users`. */
void op_describe(Buf *out, const Op *op);

#endif
