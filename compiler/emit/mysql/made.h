/*
 * made.h - of triggers, routines and events of MySQL and MariaDB, what both the statement and the catalog tell.
 *
 * takes:    the statement, as the author wrote it or as it was imported
 * gives:    what stands before the body in one form of words, and the body as the catalog shows it
 * promises: sql/mysql_texts.sql writes of the catalog the same: what differs is another thing. What the catalog does
 *           not tell in a form that can be known is told to be so
 */
#ifndef MIGC_EMIT_MYSQL_MADE_H
#define MIGC_EMIT_MYSQL_MADE_H

#include "base/buf.h"
#include "emit/sql_facts.h"

typedef struct MysqlMade {
    Text
        head; /* `before insert on t`; `(in a int) deterministic contains sql definer`; `every 1 day` */
    const SqlToken *body; /* its first token; the fact's end if there is none */
    bool is_known;        /* of the head; false: something in it is not simple enough */
} MysqlMade;

/* Of a trigger, a function, a procedure or an event; the head is in `arena`. */
MysqlMade mysql_made(Arena *arena, const SqlFact *fact, Target target);

/* Writes the body as information_schema shows it, where strings have lost their backslashes; false: it has comments
 * that are carried out, strings of another character set, or in MySQL quotes in strings beside comments, and cannot be told. */
bool mysql_made_shown(Buf *out, const SqlFact *fact, const SqlToken *body, Target target);

#endif
