/*
 * working.h - which views and triggers of a SQLite database do not work.
 *
 * takes:    a session
 * gives:    those that speak of what is not there, with SQLite's reasons
 * promises: the database is as it was. SQLite itself is asked: it reads all views and triggers when a table
 *           is renamed
 */
#ifndef MIGC_PROVE_WORKING_H
#define MIGC_PROVE_WORKING_H

#include "base/vec.h"
#include "prove/session.h"

typedef struct Idle {
    const char *name; /* of a view or a trigger */
    const char *why;  /* no such column: title */
} Idle;

typedef VEC(Idle) Idles;

/* All that do not work, in the session's arena. */
Idles session_find_idle(Session *session);

/* Whether one of this name is among them. */
bool idles_have(const Idles *idles, const char *name);

#endif
