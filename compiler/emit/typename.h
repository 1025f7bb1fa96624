/*
 * typename.h - types in a target's SQL. The table is spec/types.md.
 */
#ifndef MIGC_EMIT_TYPENAME_H
#define MIGC_EMIT_TYPENAME_H

#include <stdbool.h>

#include "base/buf.h"
#include "schema/model.h"

/* Writes a type's name: `numeric(10, 2)`, `audit.severity`, `text[]`; in SQLite `NUMERIC`, in MySQL
 * `DECIMAL(10, 2)`, `ENUM('draft', 'placed')`. */
void typename_write(Buf *out, Type type, Target target);

/* Writes the name that CAST(... AS name) wants, which in MySQL and MariaDB is another: `SIGNED`, `CHAR`. */
void typename_write_cast(Buf *out, Type type, Target target);

/*
 * Writes the condition (without CHECK and its brackets) that keeps the meaning of a column's type
 * where the target's own type does not: in SQLite `status IN ('draft', 'placed')`, `length(slug) <=
 * 40`. NULL passes it. Returns false, and writes nothing, if the type needs none.
 */
bool typename_check(Buf *out, const Column *column, Target target);

/* Whether the type needs such a condition. */
bool typename_has_check(Type type, Target target);

#endif
