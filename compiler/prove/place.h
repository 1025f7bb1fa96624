/*
 * place.h - where in the source the author's own SQL is wrong.
 *
 * takes:    a place in verbatim text, or a table with verbatim expressions
 * gives:    the span of the offending word; each verbatim expression with the text between its
 *           dollars
 * promises: offsets in bytes; nothing is told
 */
#ifndef MIGC_PROVE_PLACE_H
#define MIGC_PROVE_PLACE_H

#include "base/vec.h"
#include "schema/model.h"
#include "source/source.h"

/* Where a verbatim expression stands. */
typedef enum LeafRole {
    LEAF_TYPE, /* the spelling of a type for the target */
    LEAF_CHECK,
    LEAF_DEFAULT,
    LEAF_GENERATED,
    LEAF_INDEX_KEY,
    LEAF_INDEX_WHERE
} LeafRole;

/* A verbatim expression of a table, or the spelling of a column's type. */
typedef struct Leaf {
    LeafRole role;
    const Table *table;
    Name text;
    Span span;     /* of the text, without its dollars */
    bool is_whole; /* it is the whole key, check, ...; not an operand */
} Leaf;

typedef VEC(Leaf) Leaves;

/* Adds the verbatim expressions of a table, and the spellings of its types, that are for the
 * target. */
void leaves_of_table(Arena *arena, const Table *table, Target target, const Sources *sources,
                     Leaves *leaves);

/* The word at `offset` in the text of `span`; at its end, the last one. */
Span place_word(const Sources *sources, Span span, size_t offset);

/* The first line of the text of `span` at or behind `offset` that is not empty. */
Span place_line(const Sources *sources, Span span, size_t offset);

#endif
