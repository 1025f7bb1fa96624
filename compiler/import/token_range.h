/*
 * token_range.h - what a statement says, from one token to another.
 *
 * promises: names are compared in any case, strings as they are; linear cost
 */
#ifndef MIGC_IMPORT_TOKEN_RANGE_H
#define MIGC_IMPORT_TOKEN_RANGE_H

#include "emit/sql_facts.h"

typedef struct Range {
    const SqlToken *at;
    const SqlToken *end; /* behind the last one */
} Range;

/* What stands behind the name in a statement. */
Range range_of(const SqlFact *fact);

/* `CREATE UNIQUE INDEX`, `CREATE UNLOGGED TABLE`: the word stands between CREATE and the name. */
bool fact_is_created(const SqlFact *fact, const char *word);

/* Its source; "" if there is nothing in it. */
Text range_text(Range range);

/* Moves behind the next token that is one of the two words; false: there is none. */
bool pass_to(Range *range, const char *one, const char *other);

bool has_word(Range range, const char *word);

bool is_name_token(const SqlToken *token);
bool same_text(Text left, Text right);
bool same_token(const SqlToken *left, const SqlToken *right);
bool same_tokens(Range left, Range right);

/* The blanks before a token. */
Text gap_before(const SqlToken *token);

#endif
