/*
 * What the author's SQL makes, as far as its words tell.
 *
 * takes:    a sql object
 * gives:    the kind and the name behind its first CREATE
 * promises: linear cost; nothing is guessed of texts that begin otherwise
 */
#ifndef MIGC_EMIT_SQL_MAKES_H
#define MIGC_EMIT_SQL_MAKES_H

#include "base/buf.h"
#include "schema/model.h"

typedef enum SqlKind {
    SQL_VIEW,    /* of every kind, and rules: PostgreSQL ties them to the columns that they name */
    SQL_ROUTINE, /* a function or a procedure: its text can be replaced while others use it */
    SQL_TYPE,    /* a type, domain, collation or sequence, a schema or an extension */
    SQL_TABLE,   /* of any kind */
    SQL_GROUND,  /* an aggregate, an operator, a cast, what text search is made of: expressions may stand on it */
    SQL_OTHER,
} SqlKind;

typedef struct SqlMade {
    SqlKind kind;
    Text
        name; /* without its namespace and quotes; empty: none was found. It points into the text */
    bool replaces; /* `create or replace` */
} SqlMade;

SqlMade sql_made(const SqlObject *sql);

/* Adds the names of all tables, views, types, domains and sequences that a sql object of PostgreSQL creates, with their namespaces,
 * to a map: name -> the sql object. */
void sql_names_made(Arena *arena, NameMap *map, Names *names, const SqlObject *sql);

/* The next run of letters, digits and `_` of `rest`, in small letters, and `rest` what is behind it; false: there is none. The
 * text may be of any kind, and in quotes. */
bool sql_next_run(Text *rest, Buf *run);

/* Whether a routine can be replaced by another: name, arguments and what they give are the same words, and both or
 * neither are window functions. */
bool sql_same_header(const SqlObject *routine, const SqlObject *other);

/* Whether what undoes two routines names one: the names of arguments do not count. */
bool sql_same_arguments(const SqlObject *routine, const SqlObject *other);

/* Whether both can be there at once: routines of one name that take other arguments. */
bool sql_beside(const SqlObject *one, const SqlObject *other);

/* Whether a routine can be made over where it stands: `create or replace` of the same name, arguments and result. */
bool sql_made_over(const SqlObject *before, const SqlObject *after);

/* The namespace that it makes; empty: it makes none. */
Text sql_space_made(const SqlObject *sql);

/* Whether both make one namespace, which may stay: a comment that is not said any more can be taken away. */
bool sql_same_space(const SqlObject *before, const SqlObject *after);

/* Appends what undoes it, without the names of a routine's arguments: the same for what cannot be there twice. */
void sql_identity(Buf *out, const SqlObject *sql);

/* Whether tables and views may stand on it: a routine, a type or the like that needs no table, and nothing that needs one; what triggers
 * call is nothing that a table could use. */
bool sql_is_ground(const SqlObject *sql);

#endif
