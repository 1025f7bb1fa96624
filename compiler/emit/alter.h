/*
 * What changes in a table, for one dialect.
 *
 * Takes a TableChange, which speaks of all targets, and says what of it a dialect has to do: a column
 * that is for other targets does not exist, two types with one spelling are the same type. Asked by
 * lower, which makes the steps, and by the printers, which write them. Linear in the size of the table.
 */
#ifndef MIGC_EMIT_ALTER_H
#define MIGC_EMIT_ALTER_H

#include "change/change.h"
#include "emit/dialect.h"
#include "emit/plan.h"

/* What is different of a column after. */
typedef enum ColumnDelta {
    DELTA_NEW = 1, /* it was not there */
    DELTA_TYPE = 2,
    DELTA_DEFAULT = 4,
    DELTA_NULLABLE = 8,
    DELTA_IDENTITY = 16,
    DELTA_REMADE = 32, /* it is dropped and added again: what it is computed from changed */
    DELTA_PLAIN = 64,  /* it was generated, and is an ordinary column with these values now */
    DELTA_COMMENT = 128,
    DELTA_TOUCH = 256, /* what keeps it up to date, or its name */
    DELTA_STORED = 512 /* with DELTA_PLAIN: first it becomes a generated one that is stored */
} ColumnDelta;

struct Altered {
    const TableChange *change;
    const Table
        *physical;      /* before, as it is called when its columns are worked on: with the names of
                              after, what is dropped under a name of its own */
    uint16_t *deltas;   /* of every column after: a set of ColumnDelta */
    bool *gone;         /* of every column before: it is dropped */
    bool *moved;        /* of every column before: its values are rewritten by a new type, or it is
                              dropped or remade: what names it must go round that */
    bool fills;         /* an UPDATE gives columns their values */
    bool fills_by_type; /* they are given by ALTER COLUMN ... TYPE ... USING, all at once: some type
                              changes together with its values */
};

/* In `arena`; new names are interned in `names`. */
Altered alter_table(Arena *arena, Names *names, const Dialect *dialect, const TableChange *change);

/* The column before that a column after comes from, or -1, for this dialect. */
int32_t alter_source(const Dialect *dialect, const TableChange *change, uint16_t after);

/* Whether a change of type may change values in silence: going there and back may not give them back. */
bool alter_is_lossy(Type from, Type to);

/* Whether PostgreSQL converts values by itself, and as the language does, when the type of a column
 * changes. */
bool alter_is_assignable(Type from, Type to);

/* Whether an expression in the author's own SQL, over a table, has the name of a column among its words. */
bool alter_may_name(const Expr *expr, const Table *table, uint16_t column);

/* `expr` of `inverse`, which is over the columns after, over those before; NULL if that cannot be said. */
const Expr *alter_substitute(Arena *arena, const Dialect *dialect, const TableChange *change,
                             const Expr *expr);

#endif
