/*
 * sqlite.h - the proof of SQLite scripts, as its own tests see it.
 *
 * takes:    a script; or a script and texts that claim to be its files
 * gives:    the result, what was told about the author's own SQL, and what the proof amounted to
 * promises: linear in the number of tables; see prove.h
 */
#ifndef MIGC_PROVE_SQLITE_H
#define MIGC_PROVE_SQLITE_H

#include "prove/prove.h"

/* Tables proven in one database: with more, SQLite's cost grows with their square; with fewer, that
 * of the constant parts of the scripts and of stand-ins outweighs (measured: spec/proof.md). A
 * schema that is not larger than PROOF_WHOLE is proven whole. */
#define PROOF_BATCH 50u
#define PROOF_WHOLE 100u

/* What the proof amounted to. */
typedef struct ProofSummary {
    uint32_t batches;
    uint32_t tables; /* proven, those counted twice that two batches needed */
    uint32_t stand_ins;
    uint32_t tables_without_rows; /* no row was found that their conditions accept */
    uint32_t stops;               /* of revisions by rows that were put: tried with fewer */
    uint64_t statements;          /* run */
} ProofSummary;

/* The three files of a script. */
typedef struct ProofTexts {
    Text up;
    Text down;
    Text verify;
} ProofTexts;

/* The proof of a script that only creates, in batches of `size` tables, with a summary. `head`, the schema that its chain
 * leads to, is given if it is one batch: views and triggers are looked at then that do not work. Else NULL. */
ProofResult prove_sqlite_batches(const Script *script, uint32_t size, const Model *head,
                                 Arena *arena, const Sources *sources, Diags *diags,
                                 ProofSummary *summary);

/* Proves texts that somebody else wrote for the script, in one database. */
ProofResult prove_sqlite_texts(const Script *script, const ProofTexts *texts, Arena *arena,
                               const Sources *sources, Diags *diags, ProofSummary *summary);

#endif
