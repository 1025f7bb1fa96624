/*
 * tables.h - tables that a statement makes, as tables: a script between two schemas copies their rows.
 *
 * takes:    a model that nobody else reads
 * gives:    of each sql object that is one CREATE TABLE under its own name, a table in its place: with the names of
 *           its columns, whether they may be null and have a default or are computed, and the statement; its
 *           indexes with theirs
 * promises: linear cost. A statement that is not understood stays a sql object: virtual tables, CREATE TABLE ... AS
 *           SELECT, several statements in one
 */
#ifndef MIGC_EMIT_SQLITE_TABLES_H
#define MIGC_EMIT_SQLITE_TABLES_H

#include "base/buf.h"
#include "schema/model.h"

void sqlite_tables_of_sql(Arena *arena, Model *model);

/* Writes such a statement, with `if_absent` before the name and the namespace `schema`. */
void sqlite_write_statement(Buf *out, Name statement, const char *if_absent, const char *schema);

/* Writes what SQLite keeps of a statement that makes a view, a trigger or an index under the object's own name, and
 * says which; false: it makes something else, or there is more than this one statement. */
bool sqlite_write_kept(Buf *out, const SqlObject *sql, const char **type);

#endif
