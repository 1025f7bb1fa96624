/*
 * between.h - the proof of a script between two schemas, for SQLite.
 *
 * takes:    a Script `by_shape`
 * gives:    PROOF_HOLDS, or PROOF_BUG and a diagnostic `proof-failed`; where a schema cannot be made in memory, a
 *           warning and PROOF_HOLDS: there is nothing to compare with
 * promises: each excerpt (prove/excerpt.h) runs in a database of its own that has the shape before, with rows and
 *           without: spec/proof.md, "Between two schemas"
 */
#ifndef MIGC_PROVE_BETWEEN_H
#define MIGC_PROVE_BETWEEN_H

#include "prove/sqlite.h"

ProofResult prove_sqlite_between(const Script *script, Arena *arena, const Sources *sources,
                                 Diags *diags);

#endif
