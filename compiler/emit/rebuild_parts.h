/*
 * The parts of emit/rebuild among themselves; nobody else includes this.
 */
#ifndef MIGC_EMIT_REBUILD_PARTS_H
#define MIGC_EMIT_REBUILD_PARTS_H

#include "emit/rebuild.h"

/* Where the values of a table that is built anew come from. `ops`: of the whole change. */
const Rebuild *rebuild_plan(Arena *arena, const Dialect *dialect, const Ops *ops,
                            const TableChange *change);

/* What a table before is after; NULL: it is dropped. */
const Table *rebuild_table_after(const Model *after, const Ops *ops, const Table *before);

/* Rows of a data block, as the table after has them. */
typedef struct RowChange {
    Data removed; /* row_count 0: none */
    Data put;
} RowChange;

/* What an operation on a data block takes away and what it puts: rows that it does not change are in
 * neither. `change`: of the block's table, or NULL; `after`: that table after the change. */
RowChange rebuild_rows(Arena *arena, const Ops *ops, const Op *op, const TableChange *change,
                       const Table *after);

/* The change of the enum that is called so before; NULL: it stays as it is. */
const EnumChange *rebuild_enum(const Ops *ops, const Enum *before);

#endif
