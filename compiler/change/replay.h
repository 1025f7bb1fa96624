/*
 * replay.h - the schema at every revision of a chain.
 *
 * takes:    the chain, and the one-word types of the schema
 * gives:    for each revision the model before and after it, and the changes between
 * promises: steps are carried out in the order written, each against the schema as it is at that point;
 *           what is wrong with one is told, with the revision that made, renamed or dropped what it is
 *           about, and the step left out; every check of a schema runs at every revision, and what stays
 *           wrong is told once. Linear in what the revisions say and in revisions times tables.
 *
 * The schema is replayed as a tree: a step changes declarations, and these are resolved at the end of
 * each change. Everything that a written schema can say is therefore understood alike here.
 */
#ifndef MIGC_CHANGE_REPLAY_H
#define MIGC_CHANGE_REPLAY_H

#include "change/chain.h"
#include "change/change.h"
#include "schema/project.h"

typedef struct ReplayedRevision {
    const Revision *revision;
    const Model *before; /* of the first revision: without objects */
    const Model *after;
    Changes changes;
} ReplayedRevision;

typedef struct Replay {
    ReplayedRevision *items; /* one a revision of the chain, in its order */
    uint32_t count;
} Replay;

/* What is in `arena` points into the trees of the revisions only by names and spans. `schema` may be
 * NULL. After errors (see diags) what the result holds must not be made scripts of. */
Replay replay_chain(const Chain *chain, const AstUnit *schema, const Project *project, Names *names,
                    Diags *diags, Arena *arena);

/* The schema after the last revision; without objects if there is none. */
const Model *replay_head(const Replay *replay, Names *names, Arena *arena);

#endif
