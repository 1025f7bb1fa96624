/*
 * The parts of the printer for MySQL and MariaDB among themselves; nobody else includes this.
 *
 * A script is a frame (frame.c) round numbered steps (steps.c). The frame asks where the
 * database is and what it looks like, and leaves the number of the step to go on with in `@migc_step`:
 * null if nothing is to be done. The steps do what is to be done and keep migc_history.step.
 */
#ifndef MIGC_EMIT_MYSQL_PARTS_H
#define MIGC_EMIT_MYSQL_PARTS_H

#include "emit/mysql/mysql.h"
#include "emit/mysql/words.h"
#include "emit/sql_facts.h"

/*
 * A table as the server holds it: with the index that a foreign key needs where no key or index begins
 * with its columns, called like the foreign key, and with the checks that keep the meaning of types.
 * Columns stay at their positions, those for other targets with their targets. In `arena`, names in
 * `names`.
 */
const Table *mysql_physical(Arena *arena, Names *names, const Dialect *dialect, const Table *table);

/* How a column that stays becomes what it is after: the clauses for it. */
typedef enum MysqlColumnChange {
    MYSQL_COLUMN_SAME,
    MYSQL_COLUMN_RENAMED,      /* RENAME COLUMN */
    MYSQL_COLUMN_DEFAULT,      /* ALTER COLUMN .. SET DEFAULT, which looks at nothing else */
    MYSQL_COLUMN_DEFINED_ANEW, /* MODIFY COLUMN or, under another name, CHANGE COLUMN */
} MysqlColumnChange;

MysqlColumnChange mysql_column_change(const Dialect *dialect, const TableChange *change,
                                      const Column *before, const Column *after);

/* Whether an index that stays is made again: the server may have made it for a foreign key, and would replace it by one
 * with another name when the next foreign key over its columns comes: when the first one goes, or the next one comes. */
bool mysql_remakes_index(const Dialect *dialect, const TableChange *change, uint16_t at);

/* An index as it stands in CREATE TABLE and behind ADD. */
void mysql_write_index(Buf *out, const Dialect *dialect, const Table *table, const Index *index);

/* `with (invisible)`, `with (ignored)`. */
bool mysql_index_is_hidden(const Dialect *dialect, const Index *index);

/*
 * Of an index that goes and one that comes under the same name over the same keys the server takes the one for the
 * other: dropped and added by one statement it stays as it is, whatever else is said of it.
 *
 * mysql_index_goes_on: only whether it is hidden is another, so that it stays: ` INVISIBLE`, what ALTER INDEX says
 * of it; NULL: that is not so. mysql_index_is_copied: more is another, so that it takes a copy of the table.
 */
const char *mysql_index_goes_on(const Dialect *dialect, const TableChange *change, Name name);
bool mysql_index_is_copied(const Dialect *dialect, const TableChange *change, Name name);

/* Whether the two states of a table are the same for the server. */
bool mysql_alters_nothing(const Dialect *dialect, const TableChange *change);

/* The ALTER TABLE that turns `change->before` into `change->after`, without a semicolon. */
void mysql_alter_table(Ddl *ddl, const TableChange *change);

/* `op` of the condition of a check that keeps a type, which is EXPR_VERBATIM: `column` is whose. */
enum { MYSQL_TYPE_CHECK = 1 };

/* Writes a condition that is true if the step is still to be done; nothing: it may always be done again.
 * Lines behind the first have `indent` and four more blanks before them. */
void mysql_lookup(Buf *out, const Dialect *dialect, const Step *step, unsigned indent);

/* The same of something that the author's SQL makes: true if it is there, or, without `exists`, if it is not. */
void mysql_lookup_fact(Buf *out, const Dialect *dialect, const SqlFact *fact, bool exists,
                       unsigned indent);

/* The statements of a step, each without its semicolon, in `arena`. With `prepares` each is to stand in a
 * string that is prepared, else in the body of a procedure. */
MysqlStatements mysql_statements_of_step(Arena *arena, const Dialect *dialect, const Step *step,
                                         unsigned indent, bool prepares);

/* Writes text in double quotes, as a string that holds it. */
void mysql_string(Buf *out, Text text);

/* The highest number of a step, 0: there are none; the same in both directions. */
uint32_t mysql_step_count(const Script *script);

/*
 * The steps of a script: in a procedure that is made, called and dropped, or with `routines off` each as
 * statements that are prepared. Above it @migc_step is an expression to compare with: up, steps from it on
 * are done; down, steps up to it are undone; null: none.
 */
void mysql_steps(Ddl *ddl, const Script *script, bool is_down);

/*
 * What the author's SQL makes, as a comparison of everything looks at it: it has to be there, with its text as far as
 * that can be told (emit/mysql/made.h, emit/mysql/view.h); what nobody can know of, because his SQL may make anything, is
 * not looked at. Asks in between where the database is.
 */
void mysql_expect_made(Ddl *ddl, const Script *script);

/*
 * The same of what a script `by_shape` makes and drops: where that is not yet done the tables are not as they are
 * afterwards, whatever they are. What is there before is not looked at. Behind the question where the database is.
 */
void mysql_ask_made(Ddl *ddl, const Script *script);

/*
 * Triggers, routines and events, with the views that need them, as they are where the scripts end: those that any
 * of them makes or drops. `scripts` follow each other; nothing is written if there are none.
 */
void mysql_late(Ddl *ddl, const Script *const *scripts, uint32_t count, bool down);

/* The same of one plan, each with its comment. */
void mysql_late_statements(Ddl *ddl, const Plan *plan);

/*
 * Counts, before anything is done and only if @migc_fresh: what would be lost, into @migc_loss, and rows that
 * are in the way whatever anybody allows, into @migc_refused. Each is a text, `jobs: 3 rows, users.name: 2
 * values`, or null if there is nothing (and what would be lost is null if @migc_allow_data_loss is 1). False,
 * and nothing is written, if the script can neither lose nor be refused anything.
 */
bool mysql_loss(Ddl *ddl, const Script *script, bool is_down);

/* `-- DESTROYS DATA: drops a, b and c.` and how to consent, for the head of a file; nothing if nothing can be
 * lost. */
void mysql_loss_head(Buf *out, const Script *script, bool is_down);

/* How the server carries out an ALTER TABLE. */
typedef enum MysqlAlgorithm {
    MYSQL_INSTANT, /* the catalog only */
    MYSQL_INPLACE, /* the table may be read and written meanwhile */
    MYSQL_COPY     /* the table is copied, and may only be read meanwhile */
} MysqlAlgorithm;

/* The cheapest way in which every supported version of the dialect's server carries out the ALTER TABLE that
 * turns `change->before` into `change->after`, both by mysql_physical or states between two such. */
MysqlAlgorithm mysql_algorithm(const Dialect *dialect, const TableChange *change);

/* `ALGORITHM = INSTANT` or whatever the clause is, for the end of the ALTER TABLE; nothing where none is asked for. */
void mysql_algorithm_clause(Buf *out, const Dialect *dialect, const TableChange *change);

/* MariaDB's CREATE SEQUENCE, on lines of its own, without a semicolon. */
void mysql_create_sequence(Buf *out, const Dialect *dialect, const Sequence *sequence,
                           unsigned indent);

/* Gives the sequence its numbers; a count that is beyond them begins at the start. Statements of a routine, or
 * (`stands_alone`) one that can be prepared; on lines of their own, without a semicolon behind the last. */
void mysql_alter_sequence(Buf *out, const Dialect *dialect, const Sequence *sequence,
                          unsigned indent, bool stands_alone);

/* ALTER TABLE with the documentation of the sequence, without a semicolon. */
void mysql_comment_sequence(Buf *out, const Dialect *dialect, const Sequence *sequence,
                            unsigned indent);

/* Whether MariaDB counts alike in both. */
bool mysql_same_numbers(const Sequence *a, const Sequence *b);

/* `: sequence start 1 increment 1 ...`: what emit/sql/mariadb_sequences.sql says of it, behind its name. */
void mysql_sequence_line(Buf *out, const Sequence *sequence);

#endif
