/*
 * revision.h - the proof of a revision that changes what is there, for SQLite.
 *
 * takes:    the script of one revision, any of a chain
 * gives:    the result, and what was told about the author's own SQL
 * promises: each excerpt of the revision (prove/excerpt.h) runs in a database of its own, from the
 *           state before it: up, up, down, down, up; spec/proof.md
 */
#ifndef MIGC_PROVE_REVISION_H
#define MIGC_PROVE_REVISION_H

#include "prove/excerpt.h"
#include "prove/sqlite.h"

/* What the proofs of the revisions of a chain share. */
typedef struct ChainProof {
    Arena *arena;
    const Sources *sources;
    Diags *diags;
    Words *words;
    LeftOut left_out;
    ProofSummary *summary;
    const Script *head; /* the last revision: it has a verification */
    bool has_findings;  /* errors were told */
} ChainProof;

/* Proves a revision in excerpts of about `size` touched tables; all of them at once if there are no more
 * than `whole`. */
ProofResult prove_revision(ChainProof *proof, const Script *script, uint32_t size, uint32_t whole);

/* Proves texts that somebody else wrote for the revision: the schemas before and after are those of the
 * script, whole. */
ProofResult prove_revision_texts(ChainProof *proof, const Script *script, const ProofTexts *texts);

#endif
