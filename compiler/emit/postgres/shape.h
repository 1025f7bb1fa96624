/*
 * What a script for PostgreSQL that is guarded by shape alone needs besides.
 *
 * Takes a Script `by_shape`, writes: routines that are replaced, for tables may stand on them; columns that are
 * made ready for another type, or to number their rows no longer. The question before all of it is made.h's.
 */
#ifndef MIGC_EMIT_POSTGRES_SHAPE_H
#define MIGC_EMIT_POSTGRES_SHAPE_H

#include "emit/postgres/postgres.h"

/* What such a script does. */
const Ops *shape_ops(const Script *script);

/* What the operation makes (OP_CREATE_SQL) or undoes (OP_DROP_SQL), if it can be tried; or NULL. */
const SqlObject *shape_tried(const Script *script, const Op *op, OpKind kind);

/* The sql object of this name that the script undoes or makes; or NULL. */
const SqlObject *shape_find(const Script *script, OpKind kind, Name name);

/* Writes `*before` and the text as a string; `*before` is a comma then. */
void shape_statement(Buf *out, const Script *script, Name text, const char **before);

/* The comment of a routine that is replaced stays: writes what takes away one that is not said any more; false: nothing. */
bool shape_forgotten(Buf *out, const Script *script, const SqlObject *after);

/* Writes what tells how a database differs from what is to be made, or (is_after: false) changed: `migc_drift`, and
 * tables with the same columns that are of a type or of another table, which the comparison does not see. */
void shape_drift(Buf *out, const Script *script, bool is_after);

/* What undoes a sql object, which may be tables: they have to be empty. */
void shape_undo(Ddl *ddl, const Script *script, const SqlObject *sql);

/* What a routine, a domain or a collation was that is undone and comes again, under the same name and with the same
 * arguments; or NULL. */
const SqlObject *shape_came_before(const Script *script, const SqlObject *sql);

/* A routine that goes, and in whose place one of the same name with other arguments comes before the tables: a call may
 * mean either while both are there. `sql` is one of the two; or NULL. */
const SqlObject *shape_takes_place(const Script *script, const SqlObject *sql);

/* What takes away the comment of a routine that `sql` replaces, or nothing. */
void shape_forget(Ddl *ddl, const Script *script, const SqlObject *sql);

/* Columns of a STEP_ALTER_COLUMNS whose values may have no cast to their types. */
void shape_retype(Ddl *ddl, const Step *step);

#endif
