/*
 * position.h - which revision a word of the command line means.
 *
 * takes:    the chain and a word
 * gives:    a position in the chain: 0 is before the first revision
 * promises: a word that means nothing, or several things, is told with what was perhaps meant
 *
 * `base` is the empty schema, `head` the last revision; a revision goes by its name, or by the beginning of its
 * name if no other begins like that; `-1` and `+1` are counted from another position.
 */
#ifndef CLI_POSITION_H
#define CLI_POSITION_H

#include "change/chain.h"
#include "cli/cli.h"

/* Nothing to count from: `-1` and `+1` are no positions then. */
#define POSITION_NONE UINT32_MAX

/* Finds what `word` means, counting from the position `from`. Returns false if it was told that there is none. */
bool position_find(Cli *cli, const Chain *chain, const char *word, uint32_t from,
                   uint32_t *position);

/* The name of a position: `base`, or that of a revision. */
const char *position_name(const Chain *chain, uint32_t position);

#endif
