/*
 * The question of a script for PostgreSQL that is guarded by shape alone: is what the author's SQL of the schema
 * after it makes there already, and nothing of what only the schema before has? The server tries it (migc_is_made).
 *
 * Takes a Script `by_shape` and the looks at its tables, writes the block that asks and decides.
 */
#ifndef MIGC_EMIT_POSTGRES_MADE_H
#define MIGC_EMIT_POSTGRES_MADE_H

#include "emit/postgres/look.h"

/* Whether the script makes or undoes SQL of the author's that it can ask for. */
bool made_asks(const Script *script);

/* Writes the block that asks, and remembers the answer for the session. `recorded`: if everything is there the
 * script is done; `look`: the looks at the tables, NULL if there were none: what they have said counts, too. */
void made_ask(Ddl *ddl, const Script *script, bool recorded, const Look *look);

#endif
