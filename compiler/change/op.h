/*
 * Operations: what changes, as data. No dialect, no order.
 *
 * Made by change/diff; constant; they point into the models they were made from, which must outlive
 * them. Lowered for a target by emit/lower.
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

typedef struct TableChange TableChange; /* change/change.h */
typedef struct EnumChange EnumChange;

typedef struct Op {
    OpKind kind;
    const Object *before; /* NULL: it did not exist; OP_RUN_UP, OP_RUN_DOWN: both NULL */
    const Object *after;  /* NULL: it no longer exists */
    union {
        const TableChange *table;      /* OP_ALTER_TABLE */
        const EnumChange *enumeration; /* OP_ALTER_ENUM */
        const SqlObject *run;          /* OP_RUN_UP, OP_RUN_DOWN: a free step; it has no name */
        Name lossy;                    /* OP_DROP_TABLE: why its rows may go, or NULL */
    };
    bool is_ground; /* OP_CREATE_SQL, OP_DROP_SQL: it comes before the tables, and goes behind them */
    bool
        is_replaced; /* both of one routine or namespace: nothing goes, its text is replaced where it stands */
} Op;

typedef struct Ops {
    Op *items;
    uint32_t count;
} Ops;

/* The object that an operation is about: `after`, or `before` if it is dropped; NULL: a free step. */
const Object *op_object(const Op *op);

/* The operation that undoes `op`. */
Op op_invert(const Op *op);

/* All of them undone, last first, in `arena`. */
Ops ops_invert(Arena *arena, const Ops *ops);

/* Writes it in words, for comments, dump and log: `create table users`. */
void op_describe(Buf *out, const Op *op);

#endif
