/*
 * clone.h - some tables of a revision, as a revision of their own.
 *
 * takes:    what a revision does, and which tables and objects of its models are to be there
 * gives:    models of those alone and the changes between them
 * promises: a foreign key to a table that is not there is left out, on both sides of a change; all the
 *           rest of a table that is there is the same, and shared; tables are numbered anew
 */
#ifndef MIGC_PROVE_CLONE_H
#define MIGC_PROVE_CLONE_H

#include "prove/trail.h"

/* What is to be there. */
typedef struct CloneChoice {
    const Trail *trail;
    bool *const *tables;  /* tables[m][number]: of models[m] of the trail */
    bool *const *objects; /* objects[m][position]: its sql objects; of others it does not count */
    bool with_free_steps;
    bool (*keeps)(void *context, const SqlObject *run); /* which of the free steps */
    void *context;
} CloneChoice;

typedef struct Clone {
    const Model *before;
    const Model *after;
    Changes changes;
} Clone;

/* In `arena`; points into the originals. */
Clone clone_of(Arena *arena, const Changes *changes, const CloneChoice *choice);

#endif
