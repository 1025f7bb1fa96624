/*
 * sql_loses.h - what the author's SQL says of parts of a table that do not stay: comments on an index, what a table is known by in
 * replication.
 *
 * takes:    a sql object of PostgreSQL, a change of a table that it needs
 * gives:    whether what it says goes with a part, so that it is to be said again of what comes in its place
 * promises: a name in its text is taken for the part of that name
 */
#ifndef MIGC_EMIT_SQL_LOSES_H
#define MIGC_EMIT_SQL_LOSES_H

#include "change/change.h"

/* Whether it speaks of a part of the table that goes, or is made anew. */
bool sql_loses_part(const SqlObject *sql, const TableChange *change);

/* Whether it speaks of a partition of the table that goes, or is made anew. */
bool sql_loses_partition(const SqlObject *sql, const TableChange *change);

#endif
