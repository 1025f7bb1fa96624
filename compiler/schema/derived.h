/*
 * Names that migc makes: at most 63 bytes, the longest that every target takes.
 */
#ifndef MIGC_SCHEMA_DERIVED_H
#define MIGC_SCHEMA_DERIVED_H

#include "base/buf.h"
#include "base/text.h"

#define LONGEST_NAME 63u

/* Writes `full`; if it is longer than 63 bytes it is cut, between characters, and ends in `_` and eight
 * digits of a hash of the whole name. The same name gives the same result. */
void derived_name_write(Buf *out, Text full);

#endif
