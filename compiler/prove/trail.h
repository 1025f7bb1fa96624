/*
 * trail.h - the tables of a revision from the schema before it to the one after it.
 *
 * takes:    what a revision does: changes one behind the other
 * gives:    the models in between, and for every table of one which table it is in the next
 * promises: linear in the tables of the models; nothing is changed
 */
#ifndef MIGC_PROVE_TRAIL_H
#define MIGC_PROVE_TRAIL_H

#include "change/change.h"

/* What the change from one model to the next does to its tables; -1: it is not there. */
typedef struct TrailLink {
    const Change *change;
    int32_t *next;               /* by the number of a table before: its number after */
    int32_t *back;               /* by the number of a table after: its number before */
    const TableChange **altered; /* by the number of a table after: its change, or NULL */
} TrailLink;

typedef struct Trail {
    const Model **models; /* models[0] before the revision, vec_last after it */
    uint32_t count;       /* of the models; at least one */
    TrailLink *links;     /* links[m] leads from models[m] to models[m + 1] */
} Trail;

/* `before`: the schema before the first change. */
Trail trail_of(Arena *arena, const Changes *changes, const Model *before);

/* The number that a table of models[from] has in models[to]; -1: it is not there. */
int32_t trail_follow(const Trail *trail, uint32_t from, uint32_t number, uint32_t to);

/* A free step in the author's own SQL: it leads from no model to another. */
bool trail_is_free_step(const Change *change);

#endif
