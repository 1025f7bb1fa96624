/*
 * What targets make of `with (...)`, and of character sets.
 *
 * Takes the words of tables and indexes as the model keeps them; knows which target has which (with.def,
 * charsets.def), and how they are written in SQL. Words that a target does not have are told by portability.
 */
#ifndef MIGC_EMIT_WITH_H
#define MIGC_EMIT_WITH_H

#include "base/arena.h"
#include "change/change.h"
#include "emit/dialect.h"
#include "schema/model.h"

#define STRICT_SINCE 3037u /* the version of SQLite that has strict tables */

typedef enum OptionValue {
    OPTION_NOTHING, /* the word alone */
    OPTION_NUMBER,
    OPTION_TRUTH, /* on, off, true, false, 1, 0 */
    OPTION_WORD,
    OPTION_TEXT /* a string */
} OptionValue;

typedef struct OptionKnown {
    const char *word;
    const char *sql;
    OptionValue value;
} OptionKnown;

/* What the target knows of the word of a table, or, with `index`, of an index; NULL: nothing. Words of
 * PostgreSQL's other access methods are known to their extensions: *is_foreign is set. */
const OptionKnown *option_known(Target target, Name word, const Index *index, bool *is_foreign);

/* Whether a table has the word, which has no value. */
bool options_have(const Table *table, Target target, const char *word);

/* `WITH (a = 1)` of PostgreSQL, without `unlogged`; false: there is none. */
bool options_write_parameters(Buf *out, const OptionWords *options);

/* What stands behind the bracket of CREATE TABLE in SQLite: ` STRICT, WITHOUT ROWID`. */
void options_write_sqlite(Buf *out, const Table *table);

/* A clause of ALTER TABLE, one of OPTION_CLAUSES, that takes PostgreSQL's table from the options before to
 * those after; false: there is nothing to do by it. */
#define OPTION_CLAUSES 3u
bool options_alter_postgres(Buf *out, const Table *before, const Table *after, unsigned clause);

/* Whether one of them has something to do. */
bool options_differ_in_postgres(const Table *before, const Table *after);

/* Whether PostgreSQL's table stops being logged. */
bool options_unlog(const Table *before, const Table *after);

/* The options of a table of MySQL or MariaDB: ENGINE and character set; and the others, if there are any. */
void options_write_mysql(Buf *out, const Dialect *dialect, const Table *table);
bool options_write_mysql_more(Buf *out, const Dialect *dialect, const Table *table);

/* The same as ALTER TABLE has it: what is not said any more goes back to what it is without; false: nothing
 * is different. `out` NULL: only asks. */
bool options_alter_mysql(Buf *out, const Dialect *dialect, const Table *before, const Table *after);

/* The engine of a table of MySQL or MariaDB; NULL: InnoDB. */
Name options_engine(const Table *table, Target target);

/* Whether the word is what tables of MySQL or MariaDB are without it: their catalogs do not show it. */
bool option_is_usual(const OptionWord *option);

/* ` USING BTREE` behind the columns of a key or an index where the engine would make a hash: what is compared is the
 * order of its columns. */
void options_write_key_method(Buf *out, const Table *table, Target target);

/* Those of an index of MySQL or MariaDB, each with a blank before it. */
void options_write_mysql_index(Buf *out, const Dialect *dialect, const Index *index);

/* ---- character sets ---- */

/* The collation of a character set if none is said; NULL: no such character set is known. */
const char *charset_collation(Name charset, Target target);
const char *charset_collation_of(Text charset, Target target);

/* Whether a collation is one of a character set. */
bool charset_has(Name charset, Name collation);

/* The collation that text columns of a table have if they say nothing: what its options say, or the
 * dialect's; and without the dialect's, empty if they say none. */
Text options_collation(const Dialect *dialect, const Table *table);
Text options_said_collation(const Table *table, Target target);

/* The collation of a column, in the end; empty: the dialect's, that of its spelling, or none. */
Text options_column_collation(const Table *table, const Column *column, Target target);

/* The collation that the text of a column is kept by: where neither it nor its table says one, that of the dialect.
   Empty: it is no text, or its type has a collation of its own. */
Text options_kept_collation(const Dialect *dialect, const Table *table, const Column *column);

/* Whether values of the type are characters in MySQL and MariaDB. */
bool type_has_collation(Type type);

/* The table with the collation of every column said, and TABLE_COLLATED; the table itself if neither it nor a
 * column says a character set or collation that others would have from it. In `arena`. */
const Table *options_collated(Arena *arena, Names *names, const Dialect *dialect,
                              const Table *table);

/* The same of both sides of a change, if one of them needs it. */
const TableChange *options_collated_change(Arena *arena, Names *names, const Dialect *dialect,
                                           const TableChange *change);

/* What COLLATE says of a column of a table of MySQL or MariaDB as options_collated gives it; empty: it is not
 * said, for the table has it. */
Text options_collate_clause(const Dialect *dialect, const Table *table, const Column *column);

#endif
