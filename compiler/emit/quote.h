/*
 * quote.h - names and strings in a target's SQL.
 *
 * takes:    a name or a string as it is meant
 * gives:    its spelling: a name in quotes only where the target needs them (its reserved words,
 * case, other characters), a string always promises: no allocation; a name costs one pass over its
 * bytes, for it is written very often
 */
#ifndef MIGC_EMIT_QUOTE_H
#define MIGC_EMIT_QUOTE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/names.h"
#include "base/text.h"
#include "schema/type.h"

/* A table, column, constraint, index, ... */
void quote_name(Buf *out, Name name, Target target);

/* The same for a name that is not interned. */
void quote_text(Buf *out, Text name, Target target);

/* The name of a type: some words of PostgreSQL that may name a column may not name a type. */
void quote_type_name(Buf *out, Name name, Target target);

/* A string literal with its quotes. */
void quote_string(Buf *out, const char *data, size_t length, Target target);

/* The name cannot stand without quotes. */
bool quote_is_needed(Text name, Target target);

#endif
