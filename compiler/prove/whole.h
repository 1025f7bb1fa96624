/*
 * whole.h - a whole chain in one database: from nothing to the head and back.
 *
 * takes:    the scripts of all revisions, which hold each by itself
 * gives:    the result
 * promises: each table has a row as soon as it is there, where one was found; a revision that refuses
 *           rows that are there is run without them
 */
#ifndef MIGC_PROVE_WHOLE_H
#define MIGC_PROVE_WHOLE_H

#include "prove/revision.h"

ProofResult prove_whole(ChainProof *proof, const Script *const *scripts, uint32_t count);

#endif
