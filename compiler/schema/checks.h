/*
 * The checks of a model: a table of them (checks.def), each with the checks that must hold before it
 * makes sense for the same object, and the order of declarations.
 *
 * Takes a resolved model, changes nothing but the order of its objects under `order dependency`.
 */
#ifndef MIGC_SCHEMA_CHECKS_H
#define MIGC_SCHEMA_CHECKS_H

#include "schema/model.h"
#include "schema/project.h"
#include "source/diag.h"

/* Runs every check over the whole model. */
void checks_run(Model *model, const Project *project, Diags *diags);

#endif
