/*
 * What a database should look like, built in a scratch schema and undone again.
 *
 * Takes a plan that creates (the whole model, or some objects of it), writes the statements that build one
 * part of it aside, so that the server itself can describe both sides. Tables that are not of the part
 * come as stand-ins with the keys that are referenced: nothing in the scratch schema refers to a real
 * table.
 */
#ifndef MIGC_EMIT_POSTGRES_SCRATCH_H
#define MIGC_EMIT_POSTGRES_SCRATCH_H

#include "base/vec.h"
#include "emit/postgres/postgres.h"
#include "emit/postgres/lend.h"

typedef struct Scratch {
    Ddl *ddl;
    const Script *script;
    const Plan *plan;
    uint32_t *part_of;       /* by the number of the table: the part that creates it, from 1 */
    uint64_t *needed;        /* by the number of the table: keys that this part references */
    const Table **stand_ins; /* of this part */
    uint32_t stand_in_count;
    bool makes_elsewhere; /* the author's SQL of this part may make something for a stand-in: migc_made */
    NameMap owning;       /* tables by their names, if sequences go with them */
    NameMap routines;     /* of the author's SQL that this part has built aside so far */
    Lending lending;
    VEC(const Step *) extensions; /* the steps of the plan that create them */
} Scratch;

/* `plan`: plan_creation's of `model`. Lives in `arena`. */
Scratch scratch_begin(Arena *arena, Ddl *ddl, const Script *script, const Model *model,
                      const Plan *plan);

/* Finds the stand-ins of a part, from 1; to be called before the two below. */
void scratch_find(Scratch *scratch, uint32_t number);

/* The declarations of migc_stand_ins, which are in the scratch schema and not to be compared, and of migc_made, what
 * the author's SQL makes for them: only if it may. */
void scratch_declare(Scratch *scratch);

/* The statements, at indentation 4. */
void scratch_write(Scratch *scratch, uint32_t number);

/* CREATE EXTENSION for all extensions of the plan. */
void scratch_extensions(Scratch *scratch);

#endif
