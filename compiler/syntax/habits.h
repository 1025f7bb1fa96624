/*
 * habits.h - how that is written here which somebody wrote as in SQL.
 *
 * takes:    the token that the grammar has no place for
 * gives:    one line of help, from the table habits.def
 * promises: looks at nothing but the text of the item and at what the grammar would have taken
 */
#ifndef MIGC_SYNTAX_HABITS_H
#define MIGC_SYNTAX_HABITS_H

#include "syntax/build.h"

/* The help for a token at which parse_error was called; NULL if it is no habit of SQL. */
const char *habit_help(const Parser *p, Token token);

#endif
