/*
 * expression.h - expressions of a database as expressions of the language.
 *
 * takes:    the text of a default, a condition, a computed column or a key, as a database keeps it
 * gives:    what it may be in the language, which is a guess; and whether the guess is right
 * promises: expression_agrees is true only if both texts mean the same in the target: they are the same
 *           tokens but for case, quotes and brackets that are not needed
 */
#ifndef MIGC_IMPORT_EXPRESSION_H
#define MIGC_IMPORT_EXPRESSION_H

#include "base/arena.h"
#include "base/buf.h"
#include "import/catalog.h"

/* Writes the expression as the language may say it; the columns are those of `table`. Returns false, and
 * writes nothing, if it has no words for it. */
bool expression_read(Buf *out, Arena *scratch, const CatalogTable *table, Text sql, Target target);

/* Whether `emitted`, which migc wrote for the guess, means what `sql` does. */
bool expression_agrees(Arena *scratch, Text sql, Text emitted, Target target);

/* Whether both are the same tokens, brackets and all: what SQLite, which keeps the text, is asked for. */
bool expression_is_same(Arena *scratch, Text sql, Text emitted, Target target);

/* A word of the language that no expression can have as a name without quotes. */
bool expression_is_keyword(Text text);

/* Whether both are the same tokens but for brackets and casts: a server may have put them there. */
bool expression_resembles(Arena *scratch, Text a, Text b, Target target);

/* Writes the text without the brackets round all of it. */
void expression_write_bare(Buf *out, Arena *scratch, Text sql, Target target);

#endif
