/*
 * values.h - values to try in a column.
 *
 * takes:    a column, and the text of a condition that it must satisfy
 * gives:    values that are likely: those of its type, and those that the condition speaks of
 * promises: the same ones every time; not more than a few dozen
 */
#ifndef MIGC_PROVE_VALUES_H
#define MIGC_PROVE_VALUES_H

#include <sqlite3.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/vec.h"
#include "schema/model.h"

typedef enum ValueKind { VALUE_NULL, VALUE_INTEGER, VALUE_REAL, VALUE_TEXT, VALUE_BLOB } ValueKind;

typedef struct Value {
    ValueKind kind;
    sqlite3_int64 integer;
    double real;
    Text text; /* of VALUE_TEXT and VALUE_BLOB, in an arena */
} Value;

typedef VEC(Value) Values;

/* Nothing is added to so many. */
#define VALUES_MOST 48u

/* Adds the values of the column's type, the most ordinary first; null last, if it may be. */
void values_of_type(Arena *arena, const Column *column, Values *values);

/* Adds values that a condition of that text speaks of: its numbers and strings and those beside
 * them. */
void values_of_condition(Arena *arena, const Column *column, Text condition, Values *values);

/* A copy of a result's column. */
Value value_read(Arena *arena, sqlite3_stmt *statement, int at);

/* Sets a parameter. */
void value_bind(sqlite3_stmt *statement, int at, const Value *value);

#endif
