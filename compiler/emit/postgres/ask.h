/*
 * What is asked before the first of several parts is done.
 *
 * Takes a Script and one of its plans; writes a block that stops, while nothing is changed yet, if rows or
 * values would be lost in a later part without consent, or hold values of an enum that go.
 */
#ifndef MIGC_EMIT_POSTGRES_ASK_H
#define MIGC_EMIT_POSTGRES_ASK_H

#include "emit/postgres/postgres.h"

/* Nothing if the plan has one part, which asks by itself, or there is nothing to ask. */
void ask_first(Ddl *ddl, const Script *script, const Plan *plan, bool is_down);

#endif
