/*
 * align.h - a schema and an imported database, brought to where they can be compared.
 *
 * takes:    the model of a schema, the model of what was imported from a database, and its target
 * gives:    copies of both that differ only in what is another thing in that target
 * promises: what is written otherwise and means the same there is the same in both: types with one spelling,
 *           expressions that the target has in one form, enums where there are none, names and comments
 *           that it does not keep. What is for other targets, rows, and the author's own SQL with what it
 *           makes are in neither.
 */
#ifndef MIGC_IMPORT_ALIGN_H
#define MIGC_IMPORT_ALIGN_H

#include "base/arena.h"
#include "schema/model.h"

typedef struct Aligned {
    Model *expected;
    Model *found;
} Aligned;

/* The names of both models are of one Names. The copies are in `arena` and point into the models. */
Aligned align_models(Arena *arena, const Model *schema, const Model *database, Target target);

#endif
