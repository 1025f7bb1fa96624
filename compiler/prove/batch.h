/*
 * batch.h - a schema cut into pieces that SQLite can prove in linear time.
 *
 * takes:    a script for a target that has no steps but tables with what belongs to them, rows and
 *           the author's own SQL
 * gives:    scripts of the same kind for some of the tables each, every table in one at least
 * promises: a piece can be carried out by itself: tables that it only refers to are in it as small
 *           stand-ins, data blocks bring those they refer to, the author's SQL what it needs and
 *           names. The statements are printed by the same printers from the same objects.
 */
#ifndef MIGC_PROVE_BATCH_H
#define MIGC_PROVE_BATCH_H

#include "emit/emit.h"

/* A piece of the script. Lives in the arena given to batches_next. */
typedef struct Batch {
    Script script; /* the whole one's, but up and down */
    Plan up;
    Plan down;
    const Table **tables; /* in the order of the plan, without the stand-ins */
    uint32_t table_count;
    const Table **stand_ins;
    uint32_t stand_in_count;
    const SqlObject **sqls; /* in the order of the plan */
    uint32_t sql_count;
} Batch;

typedef struct Batches Batches;

/* Readies the pieces of `script`, `size` tables each; they live in `arena`. */
Batches *batches_new(Arena *arena, const Script *script, uint32_t size);

/* The next piece, made in `scratch`; false: there is none. There is one at least. */
bool batches_next(Batches *batches, Arena *scratch, Batch *batch);

/* The same piece once more, without the objects left out since. `batch` may be the one before. */
void batches_again(Batches *batches, Arena *scratch, Batch *batch);

/* From now on leaves out an object and those that need it. */
void batches_leave_out(Batches *batches, const SqlObject *sql);

#endif
