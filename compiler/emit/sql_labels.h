/*
 * sql_labels.h - gives sql objects of two schemas one name if they make the same thing.
 *
 * takes:    two models, narrowed to PostgreSQL, whose sql objects say what undoes them
 * gives:    the same models: what is undone by the same words is called alike in both
 * promises: names of sql objects are labels only; no two objects of a model come under one name by it
 */
#ifndef MIGC_EMIT_SQL_LABELS_H
#define MIGC_EMIT_SQL_LABELS_H

#include "schema/model.h"

/* An import calls routines of one name, and things of one name, by what else is there. Scratch memory is taken
 * from `arena`. */
void sql_labels_join(Arena *arena, Model *before, Model *after);

#endif
