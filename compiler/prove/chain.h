/*
 * chain.h - the proof of a chain of revisions for SQLite, as its own tests see it.
 *
 * takes:    the scripts of all revisions
 * gives:    the result, and what the proof amounted to
 * promises: linear in the length of the chain and in the size of the schema
 */
#ifndef MIGC_PROVE_CHAIN_H
#define MIGC_PROVE_CHAIN_H

#include "prove/sqlite.h"

/* A chain that has no more tables times revisions runs as a whole in one database, too: each script costs
 * SQLite as much as there are tables then (measured: spec/proof.md). */
#define PROOF_WHOLE_CHAIN 1500u

ProofResult prove_sqlite_chain(const Script *const *scripts, uint32_t count, Arena *arena,
                               const Sources *sources, Diags *diags, ProofSummary *summary);

#endif
