/*
 * range.h - what the commands share that print a script for one target and some revisions.
 *
 * takes:    the command line
 * gives:    a project that was compiled, its one target, positions in its chain
 * promises: what is wrong is told; a schema without revisions counts as a chain of the one that it implies
 */
#ifndef MIGC_CLI_RANGE_H
#define MIGC_CLI_RANGE_H

#include "cli/cli.h"
#include "cli/position.h"

/* Made by range_begin, ended by range_end. */
typedef struct Range {
    Compilation compilation;
    Chain chain;
    const TargetBuild *build;
} Range;

/* Compiles and proves for the target of --target, which may be left out if there is only one. Returns
 * STATUS_DONE, or what to exit with. Ended by range_end whatever is returned. */
int range_begin(Cli *cli, Range *range);
void range_end(Range *range);

#endif
