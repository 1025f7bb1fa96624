/*
 * What belongs together in two models when nobody says it: the mapping that a revision would give.
 *
 * Takes two models with one table of names; gives a Mapping for change/diff and, one by one, what in it
 * is a guess, so that a draft can say so. Same names belong together always. Deterministic: ties go by
 * the order of the source.
 */
#ifndef MIGC_CHANGE_GUESS_H
#define MIGC_CHANGE_GUESS_H

#include "change/change.h"

typedef enum GuessKind {
    GUESS_TABLE,  /* a table was renamed */
    GUESS_COLUMN, /* a column was renamed */
    GUESS_ENUM,   /* an enum was renamed */
    GUESS_VALUE   /* a value of an enum was renamed */
} GuessKind;

/* One guess: what was `before` is `after`, under another name. */
typedef struct Guess {
    GuessKind kind;
    union {
        const Table *table_before; /* GUESS_TABLE, GUESS_COLUMN */
        const Enum *enum_before;   /* GUESS_ENUM, GUESS_VALUE */
    };
    union {
        const Table *table_after;
        const Enum *enum_after;
    };
    uint32_t from; /* GUESS_COLUMN, GUESS_VALUE: the position before */
    uint32_t to;   /* and after */
    bool is_doubtful; /* GUESS_COLUMN: more than the name differs; no part of the mapping */
} Guess;

typedef struct Guesses {
    Guess *items; /* enums first, then tables, each followed by its columns or values */
    uint32_t count;
} Guesses;

/* Only same names belong together, which is what an empty mapping says. */
Mapping mapping_by_name(void);

/*
 * Same names, and what was likely renamed:
 *   an enum   that went, and one that came with the same values
 *   a value   that went from an enum, and one that came with a name much like it; or the only ones
 *   a table   that went, and one that came with at least two thirds of their columns by name and type, or one if the
 *             names differ in capitals only
 *   a column  that went from a table, and one that came of the same type and properties, with a name
 *             much like it or in the same place; doubtful: of another type of the same family, or with
 *             other properties, or the only one that went and the only one that came
 * Each is in one pair at most; of several the nearest names belong together. In `arena`; the guesses
 * go to *guesses. Of more than a million possible pairs none is a rename: that is another schema.
 */
Mapping mapping_guess(Arena *arena, const Model *before, const Model *after, Guesses *guesses);

#endif
