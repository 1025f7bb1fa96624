/*
 * scan.h - what MySQL and MariaDB pass over as one: blanks, comments, strings, quoted names, words.
 *
 * takes:    the author's SQL and a place in it
 * gives:    the place behind what stands there
 * promises: as the servers read it, with backslashes in strings, and the comments that are carried out taken for
 *           their words; nothing is allocated
 */
#ifndef MIGC_EMIT_MYSQL_SCAN_H
#define MIGC_EMIT_MYSQL_SCAN_H

#include "base/text.h"

/* A blank or the end of a line. */
bool mysql_is_blank(char c);

/* A letter, digit or sign of a word. */
bool mysql_is_letter(char c);

/* Behind the comment that begins at `at`; `at` itself: there is none. Of one that servers carry out only the words
 * are left over: its begin and its end are comments. *is_broken is set if it has no end. */
size_t mysql_skip_comment(Text sql, size_t at, bool *is_broken);

/* Behind the word, sign, string or quoted name that begins at `at`; *is_broken is set if it has no end. */
size_t mysql_skip_token(Text sql, size_t at, bool *is_broken);

#endif
