/*
 * align.h - a schema and an imported database, brought to where they can be compared.
 *
 * takes:    the model of a schema, the model of what was imported from a database, and its target
 * gives:    copies of both that differ only in what is another thing in that target
 * promises: what is written otherwise and means the same there is the same in both: types with one spelling,
 *           expressions that the target has in one form, enums where there are none, names and comments
 *           that it does not keep. What is for other targets, rows, and the author's own SQL with what it
 *           makes are in neither: what it makes is compared by itself. So is what stands in a namespace that the
 *           schema does not speak of.
 */
#ifndef MIGC_IMPORT_ALIGN_H
#define MIGC_IMPORT_ALIGN_H

#include "base/arena.h"
#include "base/vec.h"
#include "import/catalog.h"
#include "schema/model.h"

typedef struct Aligned {
    Model *expected;
    Model *found;
} Aligned;

/* Something that SQL makes, and that is otherwise in the database. */
typedef struct SqlDrift {
    const char
        *change; /* `create`: nobody said it; `drop`: it is not there; `alter`: it is another one */
    const char *kind; /* `view`, `function`, ... */
    const char *name;
} SqlDrift;

typedef VEC(SqlDrift) SqlDrifts;

/*
 * Views, routines, triggers, events and tables that the author's SQL of `schema` makes, against those that were found:
 * what is in `database` as SQL, and in `catalog`, which it was imported from, as a rest. In the order of the schema,
 * what nobody said behind it. A text is only compared as far as it can be told what the server makes of it: import/sql_agree.
 */
SqlDrifts align_sql(Arena *arena, const Model *schema, const Model *database,
                    const Catalog *catalog);

/* The names of both models are of one Names. The copies are in `arena` and point into the models. */
Aligned align_models(Arena *arena, const Model *schema, const Model *database, Target target);

#endif
