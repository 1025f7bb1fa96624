/*
 * canonical.h - what a database keeps of an expression, without what its server has added.
 *
 * takes:    the text of an expression
 * gives:    its tokens in one form: casts that say nothing, brackets round all of it, second spellings are gone
 * promises: the tokens mean what the text does in the target; linear cost
 */
#ifndef MIGC_IMPORT_CANONICAL_H
#define MIGC_IMPORT_CANONICAL_H

#include "base/arena.h"
#include "emit/sql_tokens.h"

/* The tokens without what servers add. `is_compared`: it is compared, and not read. */
SqlTokens canonical_tokens(Arena *arena, Text sql, Target target, bool is_compared);

/* All tokens, with one spelling of what has two. */
SqlTokens canonical_spelled(Arena *arena, Text sql, Target target);

/* `= ANY (ARRAY[1, 2])` as IN (1, 2). */
SqlTokens canonical_lists(Arena *arena, const SqlTokens *tokens);

/* Without brackets round all of it. */
SqlTokens canonical_without_outer(SqlTokens tokens);

/* Behind the type that begins at `at`: words, `(10, 2)`, `[]`, `space.name`. */
uint32_t canonical_skip_type(const SqlTokens *tokens, uint32_t at);

/* `date '2026-01-01'`: a type in front of a string, which is the next token. */
bool canonical_is_typed_string(const SqlToken *token);

#endif
