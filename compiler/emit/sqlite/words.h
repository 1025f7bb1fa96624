/*
 * The words of the author's own SQL, as far as scripts have to know them: what it creates, and what
 * it speaks of. No parser: a word is taken for a name wherever it stands.
 *
 * Takes SQL as it was written, changes nothing, allocates nothing.
 */
#ifndef MIGC_EMIT_SQLITE_WORDS_H
#define MIGC_EMIT_SQLITE_WORDS_H

#include <stdbool.h>

#include "base/buf.h"
#include "schema/model.h"

/* What an object's SQL creates under the object's own name; others stand for something else: rows,
 * several objects. */
typedef enum SqliteMakes {
    SQLITE_MAKES_OTHER,
    SQLITE_MAKES_VIEW,
    SQLITE_MAKES_TRIGGER,
    SQLITE_MAKES_INDEX,
    SQLITE_MAKES_TABLE
} SqliteMakes;

SqliteMakes sqlite_makes(const SqlObject *sql);

/* Whether it makes a virtual table, which may keep its rows in tables of its own: NAME_... */
bool sqlite_is_virtual(const SqlObject *sql);

/* The next word, name in quotes or other character of `rest`, without its quotes, and `rest` what is
 * behind it; false at the end. */
bool sqlite_next_word(Text *rest, Text *word);

/* Whether the word is this name; capitals do not matter, as in SQLite, and quotes inside of it may be doubled. */
bool sqlite_word_is(Text word, Text name);

/* Adds the name that a word of a statement is, in small letters, quotes inside of it once. */
void sqlite_word_lower(Buf *out, Text word);

/* What the map has, by names in small letters, for the next of the words that it has something for, and `rest` what
 * is behind it; NULL: for none. */
void *sqlite_next_mentioned(const Names *names, const NameMap *map, Text *rest);

/* Whether one of the words is this name. */
bool sqlite_mentions(Name sql, Name name);

#endif
