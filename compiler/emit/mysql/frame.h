/*
 * The frame of MySQL's and MariaDB's scripts: what stands round their steps.
 *
 * Takes scripts, gives settings, the guards that are the same everywhere, and for each revision where the
 * database has to be, what its tables have to look like, and the record of it. Plain statements only: no
 * routine, nothing that is the client's.
 */
#ifndef MIGC_EMIT_MYSQL_FRAME_H
#define MIGC_EMIT_MYSQL_FRAME_H

#include "emit/ddl.h"
#include "emit/emit.h"
#include "emit/mysql/shape.h"

/* What a script is for. */
typedef enum MysqlFrame {
    MYSQL_UPGRADING,
    MYSQL_DOWNGRADING,
    MYSQL_VERIFYING,
    MYSQL_STAMPING,
    MYSQL_ASKING /* where the database is */
} MysqlFrame;

/* A rule that ends in `words`, as a comment for this target. */
void mysql_rule(Ddl *ddl, const char *words);

/* What a script begins with that carries out the revisions of these, behind its head. `creates_history`: it may be the
 * first on a database. */
void mysql_frame_begin(Ddl *ddl, const Script *const *scripts, uint32_t count, MysqlFrame frame,
                       bool creates_history);

/* Where the database is in the end, or what was counted `by_shape` forgotten, and the lock. */
void mysql_frame_end(Ddl *ddl, const Script *script);

/* How many steps, and how to consent: comments for the head of a script of one revision. */
void mysql_frame_notes(Buf *out, const Script *script, bool is_down);

/* What is asked and done for a revision. `floor`: of several downgrades, the position they go back to; those
 * that are done are passed over. -1: it is the only one. */
void mysql_revision(Ddl *ddl, const Script *script, bool is_down, int64_t floor);

/* `SET @migc_step = NULL, @migc_revision = ..., @migc_own = ...` with the shape, and its table filled. */
void mysql_expect(Ddl *ddl, const Script *script, const Shape *shape);

/* Makes migc_history if it is not there, once @migc_step says that nothing is wrong. */
void mysql_make_history(Buf *out);

#endif
