/*
 * readback.h - is the database what the model says?
 *
 * takes:    a database that a script has made, and the piece it was made from
 * gives:    nothing, or the first difference in words
 * promises: SQLite's own description (its pragmas) is compared with the model, not texts that migc
 *           wrote with themselves
 */
#ifndef MIGC_PROVE_READBACK_H
#define MIGC_PROVE_READBACK_H

#include "prove/batch.h"
#include "prove/session.h"

/* Writes the first difference; returns whether there is none. */
bool readback_is_model(Session *session, const Batch *batch, Buf *difference);

#endif
