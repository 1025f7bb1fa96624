/*
 * Who waits for the steps of a script, and what for (spec/postgres-alter.md).
 *
 * Takes the steps of a part in their order; says of those that have work with the rows of a table that was there
 * before what the server does, and who waits meanwhile. Knows the locks that earlier steps of the part have taken: they
 * are held until its end.
 */
#ifndef MIGC_EMIT_POSTGRES_LOCK_H
#define MIGC_EMIT_POSTGRES_LOCK_H

#include "emit/postgres/postgres.h"

typedef struct Locks {
    const Dialect *dialect;
    Names *names;
    Arena *arena;
    NameMap held; /* by the name that a table has by then: who waits for it, see lock.c */
} Locks;

/* Nothing is held: a part begins. What is remembered goes into `arena`. */
Locks locks_begin(Arena *arena, const Dialect *dialect, Names *names);

/* The step is next: writes `rewrites the table: readers and writers wait`, or nothing. */
void locks_note(Buf *out, Locks *locks, const Step *step);

#endif
