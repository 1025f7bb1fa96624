/*
 * What the scripts of all dialects have in common: heads and lists.
 */
#ifndef MIGC_EMIT_SCRIPT_H
#define MIGC_EMIT_SCRIPT_H

#include "emit/ddl.h"
#include "emit/emit.h"

/*
 * The first lines: `-- FILE    WHAT`, and what wrote it for whom and how it is run.
 * `file`: 0001_initial.up.sql; what happens is `from` -> `to`, or with `to` NULL, `from` alone.
 */
void script_head(Buf *out, const Script *script, const char *suffix, const char *from,
                 const char *to);

/* The parent's name for people: `empty` if there is none. */
const char *script_parent(const Script *script);

/*
 * `-- DESTROYS DATA: drops a, b and c.` with an empty comment line above it; of many tables only the
 * number is said. Nothing, and false, if the downgrade drops none.
 */
bool script_losses(Buf *out, const Script *script);

/* `-- This downgrade is lossy:`, and why, a line each. */
void script_grade(Buf *out, const Script *script);

/* By the number of the table, the data block that the upgrade puts into it, or NULL. In `arena`. */
const Data **script_data(Arena *arena, const Script *script);

/* Packs words into lines of at most 100 columns: `begin` once for each word after it is in `cell`. */
typedef struct Packing {
    Buf *out;
    unsigned indent;
    size_t column;
    bool any;
} Packing;

/* Adds the word; a comma goes between two. */
void packing_add(Packing *packing, Text word);

#endif
