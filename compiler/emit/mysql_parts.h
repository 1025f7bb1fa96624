/*
 * The parts of the printer for MySQL and MariaDB among themselves; nobody else includes this.
 *
 * A script is a frame (mysql_frame.c) round numbered steps (mysql_steps.c). The frame asks where the
 * database is and what it looks like, and leaves the number of the step to go on with in `@migc_step`:
 * null if nothing is to be done. The steps do what is to be done and keep migc_history.step.
 */
#ifndef MIGC_EMIT_MYSQL_PARTS_H
#define MIGC_EMIT_MYSQL_PARTS_H

#include "emit/mysql.h"

/*
 * A table as the server holds it: the parts of it that are for this dialect, and the index that a foreign
 * key needs where no key or index begins with its columns, called like the foreign key. Positions of
 * columns are those of `table`: columns for other targets stay, with their targets. In `arena`.
 */
const Table *mysql_physical(Arena *arena, const Dialect *dialect, const Table *table);

/* The highest number of a step, 0: there are none; the same in both directions. */
uint32_t mysql_step_count(const Script *script);

/*
 * The steps of a script: in a procedure that is made, called and dropped, or with `routines off` each as
 * statements that are prepared. Above it @migc_step is an expression to compare with: up, steps from it on
 * are done; down, steps up to it are undone; null: none.
 */
void mysql_steps(Ddl *ddl, const Script *script, bool is_down);

/* What would be lost: leaves it in @migc_loss, a text, or null if nothing would be. Writes nothing, and gives
 * false, if the script can lose nothing. Only asked if @migc_fresh. */
bool mysql_loss(Ddl *ddl, const Script *script, bool is_down);

/* How the server carries out an ALTER TABLE. */
typedef enum MysqlAlgorithm {
    MYSQL_INSTANT, /* the catalog only */
    MYSQL_INPLACE, /* the table may be read and written meanwhile */
    MYSQL_COPY     /* the table is copied, and may only be read meanwhile */
} MysqlAlgorithm;

/* The cheapest way in which every supported version of the dialect's server carries out the ALTER TABLE that
 * turns `change->before` into `change->after`, both by mysql_physical or states between two such. */
MysqlAlgorithm mysql_algorithm(const Dialect *dialect, const TableChange *change);

/* `, ALGORITHM = INSTANT` or whatever the clause is, for the end of the ALTER TABLE; and for its comment, what
 * the server does: a rewrite of the table, writers that wait, ... Nothing where there is nothing to say. */
void mysql_algorithm_clause(Buf *out, const Dialect *dialect, const TableChange *change);
void mysql_algorithm_note(Buf *out, const Dialect *dialect, const TableChange *change);

#endif
