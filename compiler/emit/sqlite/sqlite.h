/*
 * SQLite: one transaction a script, everything in it safe to be repeated (spec/sql-forms.md).
 *
 * Takes a Script, gives the three files.
 */
#ifndef MIGC_EMIT_SQLITE_H
#define MIGC_EMIT_SQLITE_H

#include "emit/ddl.h"
#include "emit/emit.h"

void sqlite_up(Buf *out, const Script *script);
void sqlite_down(Buf *out, const Script *script);
void sqlite_verify(Buf *out, const Script *script);

/* upgrade.sql; `migc stamp`; `migc status-sql`: see emit.h. */
void sqlite_upgrade(Buf *out, const Script *const *scripts, uint32_t count);
void sqlite_stamp(Buf *out, const Script *script);
void sqlite_status(Buf *out, const Script *const *scripts, uint32_t count);

/* The position of the first revision that a script is about; the name of one of them or before them. */
uint32_t sqlite_first_position(const Script *script);
const char *sqlite_revision_at(const Script *script, uint32_t position);

/* Tells as drift where a database is that is neither where the script begins nor where it ends, and which
 * script comes next there. */
void sqlite_write_next(Buf *out, const Script *script, bool down);

/* The script as if its revision created the whole schema; what it needs for that lives in `arena`. */
Script sqlite_creation(Arena *arena, const Script *script);

/* The whole schema in memory, compared with the database: temp.migc_drift has the differences.
 * `script`: by sqlite_creation. */
void sqlite_compare_all(Ddl *ddl, const Script *script);

/* The schema's statements, each with its comment; `ddl` says into which database. The author's own SQL
 * and rows are left out. */
void sqlite_schema(Ddl *ddl, const Plan *plan);

/* The author's SQL, each object with its comment; rows that it would change a second time are passed over. */
void sqlite_run_sql(Ddl *ddl, const Script *script);

/* Tells as drift which views, triggers, indexes and tables of the author's SQL are gone, of which no text is known. */
void sqlite_missing_sql(Ddl *ddl, const Script *script);

/* The rows of migc_object for what the author's SQL makes of which the text is known: ` UNION ALL SELECT ...`. */
void sqlite_expect_sql(Buf *out, const Script *script);

/* Whether SQL of the author's makes a table: it may have foreign keys that SQLite cannot look at. */
bool sqlite_makes_tables(const Model *model);

/* What to select rows from that refer to nothing; what that asks for is written `before` the statement. */
const char *sqlite_orphans(Buf *before, const Model *model);

/* The same behind block_sqlite_sound, whatever the tables. */
#define SQLITE_SOUND_ORPHANS                                                                       \
    "temp.migc_sound AS s CROSS JOIN pragma_foreign_key_check(s.name, 'main')"

/* Ends a line: writes the Ddl's scratch behind `more` blanks, on several lines if one does not hold it,
 * and clears it. */
void sqlite_put_line(Ddl *ddl, unsigned more);

/* `on update now`: the trigger that keeps a column up to date, and its name. */
void sqlite_touch(Ddl *ddl, const Table *table, const Column *column);
void sqlite_touch_name(Buf *out, const Table *table, const Column *column);

/* The scripts of a revision that changes what is there (emit/sqlite/change.c). */
void sqlite_change_script(Buf *out, const Script *script, bool down);

/* Whether the script's revision is the first and creates things only: its scripts are simpler then. */
bool sqlite_only_creates(const Script *script);

/* A name of a table's rowid that none of its columns has; NULL if they have them all, or there is no rowid. */
const char *sqlite_rowid(const Table *table);

/* Rows are put by key, now if this revision is not applied; what is not there then is told as drift. */
void sqlite_put_rows(Ddl *ddl, const Step *step);

/* A temporary table with the rows of a data block: migc_data_{table}. */
void sqlite_data_table(Ddl *ddl, const Data *data);

/* `d.code = t.code AND d.x = t.x` for the key's columns. */
void sqlite_same_key(Buf *out, const Data *data);

/* ` AND (d.name, d.digits) IS (t.name, t.digits)` for the others; nothing if there are none. */
void sqlite_same_values(Buf *out, const Data *data);

/* The data block's temporary table, with its database: temp.migc_data_currencies. */
void sqlite_data_name(Buf *out, const Data *data);

/* A condition that keeps out the names of the author's own SQL objects, ` AND column NOT IN (...)`: of all, or of those
 * that sqlite_expect_sql does not know. */
void sqlite_not_sql_objects(Buf *out, const Script *script, const char *column, bool all);

/* The lines that every script begins with, below its head. */
extern const char sqlite_prologue[];

/* Prints what the comparison found. */
extern const char sqlite_tell_drift[];

#endif
