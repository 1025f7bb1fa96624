/*
 * sql_facts.h - what the author's SQL makes, statement by statement.
 *
 * takes:    SQL of the schema, or of what was imported, in the words of its target
 * gives:    views, routines, triggers, events and tables that its statements create, in PostgreSQL also what they say
 *           of a table's parts, and their texts
 * promises: no parser: a statement is known by its first words. What is made otherwise - in a block, by a routine -
 *           is not found, and `is_open` says so. Linear cost
 */
#ifndef MIGC_EMIT_SQL_FACTS_H
#define MIGC_EMIT_SQL_FACTS_H

#include "base/names.h"
#include "emit/sql_tokens.h"

typedef enum FactKind {
#define FACT(member, words) member,
#include "emit/sql_facts.def"
#undef FACT
    FACT_KIND_COUNT
} FactKind;

typedef struct SqlFact {
    FactKind kind;
    Name space; /* NULL: the default namespace */
    Name name;
    Name on;               /* the table of a PostgreSQL trigger, constraint or column, or NULL */
    uint32_t arguments;    /* of a PostgreSQL routine */
    const SqlToken *first; /* of the statement, behind its name; `end` if there is nothing */
    const SqlToken *end;   /* behind the statement */
    Name key;              /* of kind, names and arguments together */
    bool is_gone;          /* dropped again */
} SqlFact;

typedef struct SqlFacts {
    VEC(SqlFact *) all;
    NameMap by_key;
    NameMap
        loose; /* PostgreSQL: tables that have constraints, indexes or columns without a statement of their own */
    bool is_open; /* some statements may make anything */
} SqlFacts;

/* In words: `view`. */
const char *fact_word(FactKind kind);

/* Adds what the statements of `sql` make. */
void sql_facts_read(Arena *arena, Names *names, Text sql, Target target, SqlFacts *facts);

/* The fact of the same kind and name; NULL: there is none. */
const SqlFact *sql_facts_find(const SqlFacts *facts, const SqlFact *wanted);

#endif
