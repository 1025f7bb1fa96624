/*
 * The checks among themselves; nobody else includes this. See checks.h and checks.def.
 *
 * A check looks at one subject (a foreign key of a table, a table, or the model), tells what is wrong, and
 * returns whether it holds. What it needs on the way it takes from `scratch`.
 */
#ifndef MIGC_SCHEMA_CHECKER_H
#define MIGC_SCHEMA_CHECKER_H

#include "schema/checks.h"
#include "schema/symbols.h"

/* One constraint or index of a table, for finding those that say the same. */
typedef struct Work {
    uint32_t hash;
    uint32_t start; /* of the span: the first of two is the one written first */
    const void *what;
    uint8_t kind;
} Work;

typedef struct Checker {
    Arena scratch;
    const Model *model;
    const Project *project;
    Diags *diags;
    VEC(Work) works;       /* of one table */
    Name system_columns[6]; /* NULL: a name that the schema does not have */
} Checker;

typedef struct Subject {
    const Table *table;    /* SCOPE_TABLE, SCOPE_FOREIGN_KEY */
    const ForeignKey *key; /* SCOPE_FOREIGN_KEY */
} Subject;

#define CHECK(enumerator, scope, function, prerequisites) \
    bool function(Checker *checker, const Subject *subject);
#include "schema/checks.def"
#undef CHECK

#endif
