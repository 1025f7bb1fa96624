/*
 * MySQL and MariaDB: every statement commits, so a script is a list of steps, each looked up before it
 * is done and counted when it is (spec/sql-forms.md).
 *
 * Takes a Script for one of the two targets, gives its files. One printer: what differs between the two
 * is asked of the script's dialect.
 */
#ifndef MIGC_EMIT_MYSQL_H
#define MIGC_EMIT_MYSQL_H

#include "emit/ddl.h"
#include "emit/emit.h"

void mysql_up(Buf *out, const Script *script);
void mysql_down(Buf *out, const Script *script);
void mysql_verify(Buf *out, const Script *script);

/* upgrade.sql: the upgrades of the chain, one behind the other. */
void mysql_upgrade(Buf *out, const Script *const *scripts, uint32_t count);

/* `migc script`: the same of some revisions, or their downgrades, the last one first. */
void mysql_range(Buf *out, const Script *const *scripts, uint32_t count, bool down);

/* `migc stamp`: compares like verify, and only then writes the history. */
void mysql_stamp(Buf *out, const Script *script);

/* `migc status-sql`: tells where a database is, by its history or by its shape. */
void mysql_status(Buf *out, const Script *const *scripts, uint32_t count);

/* MariaDB keeps a check that is called like a column in the definition of that column: such a one of a column,
 * or NULL; and whether a check of the table is such a one. */
const Check *mysql_held_check(const Dialect *dialect, const Table *table, const Column *column);
bool mysql_holds_check(const Dialect *dialect, const Table *table, const Check *check);

/* A table with the index that a foreign key needs where no key or index begins with its columns; its checks are as they
 * were. */
const Table *mysql_supported(Arena *arena, const Dialect *dialect, const Table *table);

/* What follows the type of a column in its definition, each with a blank before. */
void mysql_column_tail(Buf *out, const Dialect *dialect, const Table *table, const Column *column);

/* The end of CREATE TABLE: indexes, what the table is stored as, its comment. */
void mysql_table_end(Ddl *ddl, const Table *table);

/* What the server does for the ALTER TABLE of a STEP_RESHAPE: `copies the table: writers wait`; nothing where it is
 * done at once (spec/mysql-alter.md). */
void mysql_algorithm_note(Buf *out, const Dialect *dialect, const TableChange *change);

/* The plain statements of a plan, each with its comment and without what guards it. */
void mysql_statements(Ddl *ddl, const Plan *plan);

#endif
