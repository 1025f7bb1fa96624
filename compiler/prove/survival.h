/*
 * survival.h - what must become of rows when a revision is done and undone.
 *
 * takes:    the trail of a revision, and what runs of the author's own SQL
 * gives:    for each table which columns keep their values, and whether rows may stop the scripts
 * promises: where nothing can be said, nothing is asked
 */
#ifndef MIGC_PROVE_SURVIVAL_H
#define MIGC_PROVE_SURVIVAL_H

#include "prove/session.h"
#include "prove/trail.h"
#include "prove/words.h"

/* A table on its way through a revision. */
typedef struct Survivor {
    const Table *before; /* NULL: the revision creates it */
    const Table *after;  /* NULL: it drops it */
    int32_t *up;         /* of every column before: the one after with the same values, or -1 */
    int32_t *back;       /* the same, if the downgrade keeps them as well; else -1 */
    bool may_stop_up;    /* its rows may be such that the upgrade refuses them, rightly */
    bool may_stop_down;
    bool is_free; /* rows of data or the author's SQL may change it */
} Survivor;

typedef struct Survivors {
    Survivor *items; /* the tables before in their order, then those that are created */
    uint32_t count;
} Survivors;

/* Of the tables that are for SQLite. `up`, `down`: the steps of the revision. */
Survivors survivors_of(Arena *arena, const Trail *trail, const Plan *up, const Plan *down,
                       Words *words);

/* The rows of a table as SQLite has them, a line each, sorted: those of the columns `at` (NULL: all of
 * them), -1 being passed over, and the rowid. `shape`: the other table whose rows it is compared with,
 * or NULL: rowids count only if both have them. */
void rows_write(Buf *out, Session *session, const Table *table, const int32_t *at, uint16_t count,
                const Table *shape);

/* The column that SQLite keeps as the row's number; -1: there is none. */
int32_t rows_number_column(const Table *table);

/* The number that AUTOINCREMENT goes on from in a table; -1: it counts nothing. */
int64_t rows_counter(Session *session, const Table *table);

/* Sets the counters of all tables a little forward, so that it shows if one is lost. */
void rows_advance_counters(Session *session);

#endif
