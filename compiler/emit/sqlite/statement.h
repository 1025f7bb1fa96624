/*
 * statement.h - the words of one statement of SQLite, without its blanks and comments.
 *
 * takes:    SQL as the author wrote it
 * gives:    one word after the other
 * promises: nothing is allocated but names; linear cost
 */
#ifndef MIGC_EMIT_SQLITE_STATEMENT_H
#define MIGC_EMIT_SQLITE_STATEMENT_H

#include <stdbool.h>

#include "base/names.h"
#include "base/text.h"

typedef struct SqliteWord {
    Text text;  /* a name without its outer quotes */
    char quote; /* what it is in, or 0 */
} SqliteWord;

/* Passes over blanks and comments. */
void sqlite_skip_blank(Text *rest);

/* The next word, name or string in quotes, or single other character; false at the end. */
bool sqlite_read_word(Text *rest, SqliteWord *word);

/* Whether it is this word, in any capitals, and not in quotes. */
bool sqlite_word_says(SqliteWord word, const char *what);

/* What it is called: quotes inside of it once. */
Name sqlite_word_name(Names *names, SqliteWord word);

/* Passes over CREATE [UNIQUE] `kind` [IF NOT EXISTS] [main.], kind: `table`, `index`, `virtual` for virtual tables;
 * what is left begins with the name. False if it is another statement. */
bool sqlite_skip_head(Text *rest, const char *kind, bool *is_unique);

#endif
