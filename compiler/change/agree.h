/*
 * agree.h - do the revisions make the schema?
 *
 * takes:    the schema after the last revision, and the one that was declared
 * gives:    nothing, or schema-not-in-revisions and revision-not-in-schema with every step that is missing
 * promises: the order of declarations and columns does not matter, nor how names and types were spelled
 */
#ifndef MIGC_CHANGE_AGREE_H
#define MIGC_CHANGE_AGREE_H

#include "change/change.h"
#include "source/diag.h"

/* Tells what differs; false if something does. `head`: the name of the last revision. */
bool chain_agrees(const Model *replayed, const Model *declared, Name head, Span head_span,
                  Diags *diags, Arena *arena);

#endif
