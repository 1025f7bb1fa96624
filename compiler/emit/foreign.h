/*
 * foreign.h - what the actions of foreign keys do to the columns of their own table.
 *
 * takes:    tables of a resolved model
 * gives:    which columns are written, and what the dialect minds about that
 * promises: pure questions
 */
#ifndef MIGC_EMIT_FOREIGN_H
#define MIGC_EMIT_FOREIGN_H

#include "emit/dialect.h"
#include "schema/model.h"

/* An action of the key writes its columns: set null, set default, on update cascade. */
bool foreign_key_writes(const ForeignKey *key);

/* A foreign key of the table, for the dialect, that writes the column; NULL: there is none. Where the
 * dialect's checks may not name such a column (checks_written), its type has no check either: a value comes
 * from the key that it refers to, which has one. */
const ForeignKey *foreign_key_writing(const Dialect *dialect, const Table *table, uint16_t column);

/* The table has a key or an index, for the dialect, that begins with these columns, none of them descending:
 * a foreign key needs no index of its own. */
bool foreign_key_is_covered(const Dialect *dialect, const Table *table, Columns columns);

#endif
