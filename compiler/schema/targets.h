/*
 * targets.h - which targets a schema and its parts are for, whatever a project builds for.
 *
 * takes:    a model
 * gives:    the targets that it names; the model as one target has it
 * promises: linear in the size of the model
 */
#ifndef MIGC_SCHEMA_TARGETS_H
#define MIGC_SCHEMA_TARGETS_H

#include "schema/model.h"

/* What the parts of something say about their targets (spec/language.md, clause 13). */
typedef struct TargetsSaid {
    TargetSet named;  /* those that some part is restricted to; 0: no part is restricted */
    TargetSet shared; /* those that every part is for; TARGETS_ALL: no part is restricted */
} TargetsSaid;

TargetsSaid targets_of_table(const Table *table);
TargetsSaid targets_of_model(const Model *model);

/* What is for `target` is for nothing else from now on: what of two such models is for it can be compared
 * whatever else it is for. Options for other targets are gone. */
void model_narrow(Model *model, Target target);

#endif
