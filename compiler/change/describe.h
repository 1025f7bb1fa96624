/*
 * describe.h - operations in words, line by line.
 *
 * takes:    an operation
 * gives:    one line for each thing that it does, with the place where that was written: of what is new or
 *           other where it is declared after, of what goes where it was declared before
 * promises: no dialect; the order is that of the parts of a table; no line for nothing
 */
#ifndef MIGC_CHANGE_DESCRIBE_H
#define MIGC_CHANGE_DESCRIBE_H

#include "base/vec.h"
#include "change/change.h"

typedef struct OpLine {
    Span span;
    const char *text; /* `alter column users.email: text -> varchar(320), required` */
    bool is_gone;     /* it is about something that is there before and not after */
} OpLine;

typedef VEC(OpLine) OpLines;

/* Appends the lines of an operation; their texts live in `arena`. */
void op_lines(Arena *arena, const Op *op, OpLines *lines);

#endif
