/*
 * statements.h - the statements of the author's SQL for MySQL and MariaDB, one after the other.
 *
 * takes:    the text of a `sql` block
 * gives:    each statement without its `;`, and what kind of work it does, told from its words
 * promises: one pass; strings, quoted names and comments are passed over as the servers do, backslashes and
 *           the comments that are carried out included. It is no parser: what a statement says is not checked
 */
#ifndef MIGC_EMIT_STATEMENTS_H
#define MIGC_EMIT_STATEMENTS_H

#include "base/text.h"

typedef enum StatementKind {
    STATEMENT_ROWS,    /* changes or reads rows: part of a transaction */
    STATEMENT_DEFINES, /* commits by itself: create, alter, drop, grant, truncate, ... */
    STATEMENT_ROUTINE, /* creates a trigger, a routine or an event: the rest of the text is its body */
    STATEMENT_DROPS_ROUTINE, /* drops or alters one */
    STATEMENT_ALTERS_VIEW,
    STATEMENT_REFUSED, /* no step of a script may do it: `why` */
    STATEMENT_BROKEN   /* a string, a quoted name or a comment has no end */
} StatementKind;

typedef struct Statement {
    StatementKind kind;
    Text text;       /* a slice of what was given, without blanks and comments round it */
    Text head;       /* as far as its words say what it is */
    const char *why; /* STATEMENT_REFUSED: static text */
    bool is_guarded; /* says `if exists`, `if not exists` or `or replace` */
    bool repeats;    /* STATEMENT_DEFINES: may run twice as it is: truncate, analyze, grant, ... */
    const char *thing; /* STATEMENT_ROUTINE, STATEMENT_DROPS_ROUTINE: `a trigger`, ... */
} Statement;

/* The next statement of `sql` behind `*at`, which begins at 0 and is moved; false: there is none. */
bool statement_next(Text sql, size_t *at, Statement *statement);

/* What keeps a part of a statement (an expression) from standing in brackets: static text; NULL: nothing
 * that can be seen. */
const char *fragment_fault(Text sql);

#endif
