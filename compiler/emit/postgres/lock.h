/*
 * Who waits for the steps of a script, and what for (spec/postgres-alter.md).
 *
 * Takes the steps of a part in their order; gives the lines that stand in the script above those that have
 * work with the rows of a table that was there before. Knows the locks that earlier steps of the part have taken: they
 * are held until its end.
 */
#ifndef MIGC_EMIT_POSTGRES_LOCK_H
#define MIGC_EMIT_POSTGRES_LOCK_H

#include "emit/postgres/postgres.h"

typedef struct Locks {
    const Dialect *dialect;
    uint8_t *held; /* by the number of the table before: who waits for it, see lock.c */
    uint32_t count;
} Locks;

/* For the plans of a script, up or down; in `arena`. */
Locks locks_begin(Arena *arena, const Script *script);

/* A part begins: nothing is held. */
void locks_release(Locks *locks);

/* The step is next: writes `--    rewrites the table: readers and writers wait`, a line, or nothing. */
void locks_note(Ddl *ddl, Locks *locks, const Step *step);

#endif
