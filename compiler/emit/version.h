/*
 * The oldest version of a server that has what a schema uses.
 *
 * Most of the language is for the oldest versions that migc writes for; what is younger has its version in the
 * record of the dialect. Scripts say it in their heads, and new projects in their targets.
 */
#ifndef MIGC_EMIT_VERSION_H
#define MIGC_EMIT_VERSION_H

#include "emit/dialect.h"
#include "schema/model.h"

/* The oldest version that has all that the model uses for the target; 0: any. Looks at every table. */
uint32_t version_needed(const Dialect *dialect, const Model *model);

#endif
