/*
 * transition.h - one script that takes a database from one schema to another, without revisions.
 *
 * takes:    two models, narrowed to one target; for SQLite they change: tables that a statement makes are tables
 * gives:    a Script `by_shape`, and its text
 * promises: things belong together by their names, renames are not guessed. What a revision would have to say
 *           in words, why rows and values may go and what a new column holds, is counted in the database
 *           that the script runs on, and stops it only if rows are concerned. Nothing is kept of it there
 */
#ifndef MIGC_EMIT_TRANSITION_H
#define MIGC_EMIT_TRANSITION_H

#include "emit/emit.h"

typedef struct Transition {
    Target target;
    const Project *project;
    Model *before;
    Model *after;
    const char
        *from; /* what the two are called in messages: letters, digits and `_.-`; not the same */
    const char *to;
    const char *checksum; /* of both, in hexadecimal */
    unsigned tag_number;  /* script_tag_number of both */
} Transition;

/* The script, in `arena`; it points into the models. changes->items[0].up.count is 0 if there is nothing to
 * do. */
Script *transition_make(Arena *arena, const Transition *transition);

/* Its text. */
void transition_emit(Buf *out, const Script *script);

#endif
