/*
 * postgres_agree.h - whether what PostgreSQL prints of a statement may be what the author wrote.
 *
 * takes:    what a statement of the author's makes, and what was imported of the same kind and name
 * gives:    false only if it is another thing. What stands as PostgreSQL prints it, as `migc import` leaves it, is compared
 *           as a whole; of what it prints in other words only what can be told is
 * promises: linear cost
 */
#ifndef MIGC_IMPORT_POSTGRES_AGREE_H
#define MIGC_IMPORT_POSTGRES_AGREE_H

#include "emit/sql_facts.h"

/* Both are of one kind. Scratch memory is taken from `arena`. */
bool postgres_agree(Arena *arena, const SqlFact *author, const SqlFact *found);

/* A table or a constraint that the language has no words for: one that was imported in words of the language is another. */
bool postgres_is_beyond_language(const SqlFact *author);

#endif
