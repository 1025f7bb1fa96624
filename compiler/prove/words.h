/*
 * words.h - which words stand in the author's own SQL.
 *
 * takes:    verbatim text, interned
 * gives:    its words in lower case, each once: whatever could be the name of a table or an object
 * promises: a text is read once, however many revisions have it
 */
#ifndef MIGC_PROVE_WORDS_H
#define MIGC_PROVE_WORDS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/names.h"
#include "base/vec.h"

typedef struct WordList {
    Name *items;
    uint32_t count;
    uint32_t capacity;
} WordList;

typedef struct Words {
    Arena *arena;
    Names *names;
    NameMap texts; /* text -> WordList */
} Words;

/* Both live in `arena`, names in `names`. */
Words *words_new(Arena *arena, Names *names);

/* The words of a text; of NULL none. */
const WordList *words_of(Words *words, Name text);

/* Whether a name is one word: it could stand in such a list. */
bool words_are_one(Name name);

/* A name in lower case. */
Name words_lower(Words *words, Name name);

#endif
