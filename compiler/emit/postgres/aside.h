/*
 * What stands in the way while something is made anew in PostgreSQL, and comes back (block_postgres_aside).
 *
 * Takes the steps of a plan; writes the calls that put aside what stands on a function, a type, a domain or a
 * collation, before and behind a step. What that is only the database knows.
 */
#ifndef MIGC_EMIT_POSTGRES_ASIDE_H
#define MIGC_EMIT_POSTGRES_ASIDE_H

#include "emit/postgres/postgres.h"

/* Whether the one is made in place of the other under its name: a routine that takes the same, or what has the same `down`. */
bool aside_comes_again(const SqlObject *before, const SqlObject *after);

/* Whether what stands on the one can step aside while the other is made in its place. */
bool aside_makes_way(const SqlObject *before, const SqlObject *after);

/* Whether the one is a routine that goes, and the other one of the same name with other arguments: a call may mean either while
 * both are there. */
bool aside_takes_place(const SqlObject *before, const SqlObject *after);

/* Whether the one is a type that columns may have, and the other is made in its place: it stands aside until they have that. */
bool aside_takes_over(const SqlObject *before, const SqlObject *after);

/* Whether the plan has such a step: the script needs block_postgres_aside. */
bool aside_any(const Script *script, const Plan *plan);

/* Whether types of the author's stand aside: the script needs block_postgres_types. */
bool aside_types(const Plan *plan);

/* What makes way before a step of the plan, or for it; true: that is all there is to do. */
bool aside_before(Ddl *ddl, const Script *script, const Plan *plan, const Step *step);

/* What comes back behind it. */
void aside_behind(Ddl *ddl, const Script *script, const Plan *plan, const Step *step);

/* Undoes a sql object; where that fails with one of `conditions` (`a OR b`), `otherwise` is done: a statement. */
void aside_undo_unless(Ddl *ddl, const Script *script, const SqlObject *sql, const char *conditions,
                       const char *otherwise);

/* The same where other things stand on it. */
void aside_undo_unless_used(Ddl *ddl, const Script *script, const SqlObject *sql,
                            const char *otherwise);

/* Writes the statement, as a string, that takes away the comment that the one has and the other has not; false: there is none. */
bool aside_forgotten(Buf *out, const Script *script, const SqlObject *before,
                     const SqlObject *after);

/* Executes it, if there is one. */
void aside_forget(Ddl *ddl, const Script *script, const SqlObject *before, const SqlObject *after);

/* Undoes a sql object that makes a namespace, which stays if it holds other things, and has no comment any more then, unless another
 * object of the author's says it behind; false: it makes none. */
bool aside_undo_space(Ddl *ddl, const Script *script, const SqlObject *sql);

/* Whether what undoes it drops tables. Undoes what may be tables: unless it is told to, the script stops where they hold rows
 * (block_postgres_undo). */
bool aside_loses_tables(const SqlObject *sql);
void aside_undo_tables(Ddl *ddl, const Script *script, const SqlObject *sql);

/* Undoes a sql object for what comes behind it in its place, which finds it there. */
void aside_undo_for(Ddl *ddl, const Script *script, const SqlObject *sql, const SqlObject *other);

#endif
