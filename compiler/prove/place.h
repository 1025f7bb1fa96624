/*
 * place.h - where in the source the author's own SQL is wrong.
 *
 * takes:    a place in verbatim text, or a table with expressions
 * gives:    the span of the offending word; each expression that only the target can judge: verbatim
 *           text between dollars, calls of functions that the language does not know
 * promises: offsets in bytes; nothing is told
 */
#ifndef MIGC_PROVE_PLACE_H
#define MIGC_PROVE_PLACE_H

#include "base/vec.h"
#include "change/change.h"
#include "source/source.h"

/* Where such an expression stands. */
typedef enum LeafRole {
    LEAF_TYPE, /* the spelling of a type for the target */
    LEAF_CHECK,
    LEAF_DEFAULT,
    LEAF_GENERATED,
    LEAF_INDEX_KEY,
    LEAF_INDEX_WHERE,
    LEAF_VALUE /* of a column that a revision fills, over the table as it was */
} LeafRole;

/* An expression of a table that only the target can judge, or the spelling of a column's type. */
typedef struct Leaf {
    LeafRole role;
    const Table *table;
    Name text;
    Span span;     /* of what was written, without its dollars */
    bool is_whole; /* it is the whole key, check, ...; not an operand */
} Leaf;

typedef VEC(Leaf) Leaves;

/* Adds those of a table that are for the target, and the spellings of its types. `names` is the
 * model's. */
void leaves_of_table(Arena *arena, Names *names, const Table *table, Target target,
                     const Sources *sources, Leaves *leaves);

/* Adds those of the values that a change gives to columns: `using`, `backfill`, `restore`. */
void leaves_of_change(Arena *arena, Names *names, const TableChange *change, Target target,
                      const Sources *sources, Leaves *leaves);

/* The word at `offset` in the text of `span`; at its end, the last one. */
Span place_word(const Sources *sources, Span span, size_t offset);

/* The first line of the text of `span` at or behind `offset` that is not empty. */
Span place_line(const Sources *sources, Span span, size_t offset);

#endif
