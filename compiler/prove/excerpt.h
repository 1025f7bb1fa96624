/*
 * excerpt.h - the part of a schema that a revision is about.
 *
 * takes:    the SQLite script of a revision
 * gives:    the same revision in a schema that has only the tables it touches, those they refer to,
 *           some of those that refer to them, and the author's SQL objects that speak of them;
 *           if it touches many tables, several such excerpts, each touched table in one
 * promises: an excerpt costs what is in it, apart from a walk over the models; its statements are
 *           made by the same lowering and printers as the revision's
 */
#ifndef MIGC_PROVE_EXCERPT_H
#define MIGC_PROVE_EXCERPT_H

#include "emit/emit.h"
#include "prove/batch.h"
#include "prove/trail.h"
#include "prove/words.h"

/* Of the tables that refer to a touched one, and are not touched, so many a kind of action on delete. */
#define EXCERPT_CHILDREN 3u

typedef struct Excerpt {
    Script script; /* of the revision, in the excerpt */
    Changes changes;
    Plan up;
    Plan down;
    Trail trail; /* of the changes */
    Script
        state; /* what makes the schema before from nothing; its revision is the parent, or NULL */
    Plan state_up;
    Plan state_down;
    Changes state_changes;
    Plan head_up; /* what would make the schema after */
    Batch before; /* both schemas, for reading back and for rows */
    Batch after;
    Batch all; /* the schema after with all of the author's SQL, for blame */
} Excerpt;

typedef struct Excerpts Excerpts;

/* What has been found wrong and is left out from now on: texts of `up`. */
typedef struct LeftOut {
    Arena *arena;
    NameMap texts;
} LeftOut;

/* Readies the excerpts of `script`, of about `size` touched tables each; a revision that touches no more
 * than `whole` has one. They live in `arena`. */
Excerpts *excerpts_new(Arena *arena, const Script *script, Words *words, LeftOut *left_out,
                       uint32_t size, uint32_t whole);

/* The next one, made in `scratch`; false: there is none. There is one at least. */
bool excerpts_next(Excerpts *excerpts, Arena *scratch, Excerpt *excerpt);

/* The same once more, without what was left out since. */
void excerpts_again(Excerpts *excerpts, Arena *scratch, Excerpt *excerpt);

#endif
