/*
 * Columns of PostgreSQL that number their rows, and are to be altered.
 *
 * Takes a Script; writes what a column needs that may be an identity column or what `serial` makes, which for the
 * schema are the same: before it is altered it becomes the former. Where it is to take its numbers from a
 * sequence of the schema's instead, that one goes on where the column was.
 */
#ifndef MIGC_EMIT_POSTGRES_NUMBER_H
#define MIGC_EMIT_POSTGRES_NUMBER_H

#include "emit/postgres/postgres.h"

/* Whether the script alters such a column: it needs block_postgres_number. */
bool numbers_any(const Script *script, bool is_down);

/* Makes identity columns of them, of all of the script. */
void numbers_begin(Ddl *ddl, const Script *script, bool is_down);
void numbers_column(Ddl *ddl, const Table *table, const Column *column);

/* Likewise of those that were there before, and that this sql object alters. */
void numbers_of_sql(Ddl *ddl, const Script *script, const SqlObject *sql);

/* Adds to `names`, made by postgres_names_of, the sequences that come in place of an identity: what has their names before is not they. */
void numbers_names(Arena *arena, NameMap *names, const Script *script, bool is_down);

/* Writes the step if it creates such a sequence; false: it does not, nothing was written. */
bool numbers_create(Ddl *ddl, const Script *script, bool is_down, const Step *step);

/* Behind a step that drops a sequence: the identity that has come in its place gets the name that is its own, and
 * was taken until now. */
void numbers_drop(Ddl *ddl, const Script *script, bool is_down, const Step *step);

#endif
