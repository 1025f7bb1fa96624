/*
 * sql_tokens.h - the words of a text in a target's SQL.
 *
 * takes:    text as a database keeps it
 * gives:    its tokens without blanks and comments, names and strings decoded
 * promises: linear cost; what has no end, or is no token, is one token TOKEN_ODD
 */
#ifndef MIGC_EMIT_SQL_TOKENS_H
#define MIGC_EMIT_SQL_TOKENS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/vec.h"
#include "schema/type.h"

typedef enum SqlTokenKind {
    SQL_END,    /* behind the last one */
    SQL_WORD,   /* name, NULL, check */
    SQL_NAME,   /* "name", `name`, [name]: decoded */
    SQL_STRING, /* 'it''s': decoded; $tag$ it's $tag$ of PostgreSQL */
    SQL_BYTES,  /* x'0aff': the digits */
    SQL_NUMBER,
    SQL_SIGN, /* ( ) , = <> :: ... */
    SQL_ODD
} SqlTokenKind;

typedef struct SqlToken {
    SqlTokenKind kind;
    Text text;   /* decoded */
    Text source; /* as it stands there */
} SqlToken;

typedef struct SqlTokens {
    VEC(SqlToken) all; /* the last one is SQL_END */
} SqlTokens;

/* All tokens of a text. Decoded texts are in `arena`, the others point into `sql`. */
SqlTokens sql_tokens(Arena *arena, Text sql, Target target);

/* The token is this word, in any case, or this sign. */
bool sql_is_word(const SqlToken *token, const char *word);
bool sql_is_sign(const SqlToken *token, const char *sign);

/* The token is one of these words. */
bool sql_is_any_word(const SqlToken *token, const char *const *words, size_t count);
#define SQL_IS_ANY(token, words) sql_is_any_word(token, words, sizeof(words) / sizeof *(words))

/* The same but for the case of letters. */
bool sql_same_letters(Text a, Text b);

/* Where the bracket that opens at `at` is closed; the place of SQL_END if it is not. */
uint32_t sql_close(const SqlTokens *tokens, uint32_t at);

/* The source from one token to another, both included. */
Text sql_between(const SqlToken *first, const SqlToken *last);

#endif
