/*
 * literal.h - the text of a '...' literal read as a value of a type.
 *
 * takes:    the decoded text, and the type it is read as
 * gives:    its canonical text (dates and times checked against the calendar, timestamptz in UTC,
 * uuid in lower case), or what is wrong with it promises: the same meaning on every target; linear
 * cost, no recursion
 */
#ifndef MIGC_SCHEMA_LITERAL_H
#define MIGC_SCHEMA_LITERAL_H

#include "base/buf.h"
#include "base/text.h"
#include "schema/type.h"

/* Writes the canonical text and returns NULL, or returns the reason why it is not one, for the
 * label of a diagnostic. For the types whose values are not written as strings the reason says so.
 */
const char *literal_read(Buf *canonical, Text text, Type type);

/* Characters (code points) of UTF-8 text. */
size_t literal_characters(Text text);

/* A number `text` (digits, perhaps a point and an exponent), negative or not, stored as `type`:
 * NULL, or the reason why it cannot be. */
const char *literal_number_fits(Text text, bool negative, Type type);

/* One part of an interval literal. */
typedef enum IntervalUnit {
    INTERVAL_YEAR,
    INTERVAL_MONTH,
    INTERVAL_DAY,
    INTERVAL_HOUR,
    INTERVAL_MINUTE,
    INTERVAL_SECOND
} IntervalUnit;

typedef struct IntervalPart {
    int64_t amount;
    IntervalUnit unit;
} IntervalPart;

/* Takes the next part off the front of a canonical interval (`1 day -2 hour`); false at its end. */
bool literal_interval_part(Text *interval, IntervalPart *part);

/* The unit's word in the singular. */
const char *literal_interval_unit(IntervalUnit unit);

#endif
