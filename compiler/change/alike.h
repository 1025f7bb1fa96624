/*
 * alike.h - what is for the same of a project's targets, however that was said.
 *
 * takes:    the schema as the revisions make it, as it was declared, and the targets that the project builds for; or
 *           any two schemas, and the targets that all of both is for
 * gives:    the declared one, in which whatever has the same name and is for the same of these targets says so in
 *           the words of the other: in a project for PostgreSQL alone `table t` and `table t for postgres` are one
 * promises: nothing changes for the targets of the project. What has no counterpart keeps its words, but for what
 *           only said what its table says. Linear
 */
#ifndef MIGC_CHANGE_ALIKE_H
#define MIGC_CHANGE_ALIKE_H

#include "schema/model.h"

/* Returns whether it had been said in other words. */
bool targets_made_alike(Model *declared, const Model *replayed, TargetSet built);

#endif
