/*
 * Names that things of PostgreSQL take, and others give up.
 *
 * Takes models and a Script, gives names with their namespaces. What had a name before that something gets now has gone by then, or is
 * called otherwise: it is not what is to be made, and nothing asks for it. Linear cost.
 */
#ifndef MIGC_EMIT_POSTGRES_NAMES_H
#define MIGC_EMIT_POSTGRES_NAMES_H

#include "emit/script.h"

/* Those of the tables, partitions, enums, domains and sequences of a model. */
NameMap postgres_names_of(Arena *arena, const Model *model);

/* Likewise before a script, and those of what the author's SQL made that goes, and of numbers that a sequence takes over. */
NameMap postgres_names_given_up(Arena *arena, const Script *script, bool is_down);

/* Whether the step creates an object under one of the names, or a foreign key of such a table. */
bool postgres_takes_name(const NameMap *names, Names *all, const Step *step);

#endif
