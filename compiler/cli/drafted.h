/*
 * drafted.h - the revision that takes a chain to its schema.
 *
 * takes:    a compilation: the schema, and what the chain makes
 * gives:    the text of a revision
 * promises: the draft was carried out and makes the schema, or what the language cannot change is told, or a mistake of migc
 */
#ifndef CLI_DRAFTED_H
#define CLI_DRAFTED_H

#include "cli/cli.h"

/* The caller says `name` and `path`, and ends it with drafted_release. */
typedef struct Drafted {
    const char *name; /* 0007_orders */
    const char *path; /* of its file */
    Buf steps;
    Buf text;
    Chain chain; /* drafted_make: the revisions with this one behind them */
} Drafted;

/* Drafts until the replayed draft is the schema; renames are guessed once. Needs a compilation up to
 * UNTIL_MODEL without mistakes. Returns STATUS_FINDINGS if there is nothing to do. */
int drafted_make(Cli *cli, Compilation *c, Drafted *drafted);

/* Writes the text from the steps; false if they cannot be parsed. */
bool drafted_lay_out(const Compilation *c, Drafted *drafted);

void drafted_release(Drafted *drafted);

#endif
