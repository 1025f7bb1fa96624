/*
 * mysql_expression.h - expressions as MySQL and MariaDB print them.
 *
 * takes:    tokens of texts of their catalogs (import/mysql_text)
 * gives:    the same without what is only spelling; what it may be in the language, which is a guess
 * promises: a guess is compared with what migc writes for it (import/expression), and may be wrong
 */
#ifndef MIGC_IMPORT_MYSQL_EXPRESSION_H
#define MIGC_IMPORT_MYSQL_EXPRESSION_H

#include "base/buf.h"
#include "emit/sql_tokens.h"
#include "import/catalog.h"

/* The tokens with one word for what has several. `is_compared`: also where the language has two. */
SqlTokens mysql_canonical(Arena *arena, const SqlTokens *tokens, Target target, bool is_compared);

/* Writes canonical tokens as the language may say them; false: it has no words for them, and then what was
 * written is of no use. */
bool mysql_expression_read(Buf *out, const CatalogTable *table, const SqlTokens *tokens);

#endif
