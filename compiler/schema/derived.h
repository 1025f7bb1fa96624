/*
 * Names that migc makes: at most 63 bytes, the longest that every target takes.
 */
#ifndef MIGC_SCHEMA_DERIVED_H
#define MIGC_SCHEMA_DERIVED_H

#include "base/buf.h"
#include "base/text.h"
#include "schema/model.h"

#define LONGEST_NAME 63u

/* Writes `full`; if it is longer than 63 bytes it is cut, between characters, and ends in `_` and eight
 * digits of a hash of the whole name. The same name gives the same result. */
void derived_name_write(Buf *out, Text full);

/* The names of constraints and indexes that were not named, cut if need be. */
void derived_primary_key(Buf *out, const Table *table);
void derived_of_columns(Buf *out, const Table *table, Columns columns, const char *suffix);
void derived_index(Buf *out, const Table *table, const IndexKey *keys, uint16_t count);

/* The check is the `number`th unnamed one over the same columns of its table, from 1. */
void derived_check(Buf *out, const Table *table, const Expr *condition, uint32_t number);

/* The check that keeps the type of a column where the target has none like it. */
void derived_type_check(Buf *out, Name table, Name column);

#endif
