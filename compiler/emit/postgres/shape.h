/*
 * What a script for PostgreSQL that is guarded by shape alone needs besides.
 *
 * Takes a Script `by_shape`, writes: the question whether the author's SQL of the schema after it is there
 * already; routines that are replaced, for tables may stand on them; columns that are made ready for another
 * type, or to number their rows no longer.
 */
#ifndef MIGC_EMIT_POSTGRES_SHAPE_H
#define MIGC_EMIT_POSTGRES_SHAPE_H

#include "emit/postgres/postgres.h"
#include "emit/postgres/look.h"

/* Whether the script makes or undoes SQL of the author's that it can ask for. */
bool shape_asks(const Script *script);

/* Writes the block that asks, and remembers the answer for the session. `recorded`: if everything is there the
 * script is done; `look`: the looks at the tables, NULL if there were none: what they have said counts, too. */
void shape_ask(Ddl *ddl, const Script *script, bool recorded, const Look *look);

/* Writes the tables that come where something of the author's goes, between the words, or nothing: false. What is
 * found under their names is not they. */
bool shape_replaced(Buf *out, const Script *script, const char *begin, const char *end);

/* Writes what tells how a database differs from what is to be made, or (is_after: false) changed: `migc_drift`, and
 * tables with the same columns that are of a type or of another table, which the comparison does not see. */
void shape_drift(Buf *out, const Script *script, bool is_after);

/* `IF NOT current_setting(...) THEN`: what the author's SQL makes is not there. */
void shape_open(Ddl *ddl);

/* Whether types are made anew, which columns may have: the script needs block_postgres_types. */
bool shape_types(const Script *script);

/* Behind what makes a sql object: if it is such a type, the columns that have it get the new one. */
void shape_take_over(Ddl *ddl, const Script *script, const SqlObject *sql);

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

/* Whether a sql object of the schema after makes this namespace, so that it stays. */
bool shape_keeps(const Script *script, Name space);

/* Columns that number their rows, and that the author's SQL alters, become identity columns; the second one: those
 * that `sql` alters. */
void shape_number(Ddl *ddl, const Script *script);
void shape_number_of(Ddl *ddl, const Script *script, const SqlObject *sql);

/* Columns of a STEP_ALTER_COLUMNS whose values may have no cast to their types. */
void shape_retype(Ddl *ddl, const Step *step);

#endif
