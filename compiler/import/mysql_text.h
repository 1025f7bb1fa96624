/*
 * mysql_text.h - texts of MySQL's and MariaDB's catalogs as they can be run.
 *
 * takes:    an expression or the text of a view as a catalog has it
 * gives:    the same, to be run in any database
 * promises: the text of what is made with it is the same again
 */
#ifndef MIGC_IMPORT_MYSQL_TEXT_H
#define MIGC_IMPORT_MYSQL_TEXT_H

#include "base/names.h"
#include "base/vec.h"
#include "emit/sql_tokens.h"
#include "schema/model.h"

typedef VEC(Name) MysqlNames;

/* An expression as it can stand in a statement: strings in one spelling, without the character set of a
 * connection, and without brackets round what `and` or `or` join anyway; NULL for NULL. MySQL's catalog has a
 * backslash before quotes and backslashes. */
Name mysql_settled(Names *names, Name sql, Target target);

/* The text without `space` before the names in it; adds those names to `used`, in `arena`, and functions as
 * `name()`. Of tables that are listed the brackets come that the server shows once the text has been run. */
Name mysql_unqualified(Arena *arena, Names *names, Name sql, Name space, Target target,
                       MysqlNames *used);

/* The text of a trigger, a routine or an event as the servers show it, which is with one backslash in a string where
 * two were written; there are no other escapes in it. */
Name mysql_routine(Names *names, Name shown);

/* The outermost numbers that MariaDB counts to stand for the outermost there are; it keeps one number or none alike. */
void mysql_settle_sequence(Sequence *sequence);

/* `_utf8mb4` before a string; of MySQL any other but `_binary`, too: it makes `_latin1'a'` of a string beside a column of
 * latin1 as soon as the table is altered, and shows the string in utf8. */
bool mysql_is_charset(const SqlToken *token, Target target);

#endif
