/*
 * A look at the database before a revision changes it.
 *
 * Takes a Script whose revision changes what is there; writes blocks that build the tables it alters or drops
 * as they were left (and, if that can help, everything it touches as it will be) in a scratch schema, compare
 * them with the real ones, and decide: go on, stop, or only record the revision.
 */
#ifndef MIGC_EMIT_POSTGRES_LOOK_H
#define MIGC_EMIT_POSTGRES_LOOK_H

#include "emit/postgres/scratch.h"

typedef struct Look {
    const Script *script;
    bool is_down;
    bool creates;       /* the upgrade creates objects: those that are there already are compared */
    bool is_recordable; /* nothing but the shape is changed */
    Plan before;        /* what is to be changed, as it should be */
    Plan after;         /* the upgrade: what comes of it; no steps: not asked for */
    uint32_t blocks;    /* how many blocks there will be */
} Look;

/* Lives in `arena`. */
Look look_begin(Arena *arena, const Script *script, bool is_down);

/* Writes the blocks, if there are any. The last one decides, but for a script that asks for the author's SQL besides
 * (made_asks): there made_ask does. */
void look_write(const Look *look, Ddl *ddl);

/* Writes the call that decides: whether what was looked at is what the schema after says, if `recordable`, words of SQL,
 * is true; it stops where that is neither so nor what is to be changed. */
void look_ask(const Look *look, const char *recordable, Buf *out);

#endif
