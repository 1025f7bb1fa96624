/*
 * The text of a revision that makes a change.
 *
 * Takes a Change between two models; gives steps in the language that, replayed on the first model, make
 * the second. What nobody knows is left open and is an error until it is filled in: `backfill c = ...`
 * where a column needs a value, `lossy '...'` where rows or values go without a reason. Where a rename was
 * guessed, what it would be otherwise stands beneath it as a comment.
 */
#ifndef MIGC_CHANGE_DRAFT_H
#define MIGC_CHANGE_DRAFT_H

#include "base/buf.h"
#include "change/change.h"
#include "change/guess.h"
#include "source/diag.h"

/* Whether what is told is only that something a draft leaves open was not filled in yet. */
bool draft_is_open(DiagKind kind);

/* The same for all errors that were told; true if there are none. */
bool draft_errors_are_open(const Diags *diags);

/* What a draft says where a reason is to be written. */
#define DRAFT_REASON "..."

/* Writes the steps, two blanks deep, an empty line between them; nothing if nothing changes. `guesses`
 * may be NULL. From nothing: everything in the order of the schema. Else: sql objects and data that go, renames, types, tables as they need each
 * other, data, sql objects, tables that go, types that go. */
void draft_steps(Buf *out, const Change *change, const Guesses *guesses);

/* Writes `revision NAME after PARENT { steps }` in canonical layout. `parent` may be NULL. Returns false,
 * and writes the steps as they are, if they cannot be parsed. */
bool draft_revision(Buf *out, const char *name, const char *parent, Text steps);

/* Writes steps in canonical layout, as they stand in a revision; nothing if there are none. */
void draft_layout(Buf *out, Text steps);

#endif
