/*
 * From what was written to what it means: AST -> project settings and model.
 *
 * The only stage of a schema build that sees both. Everything that is wrong is told in one run; the
 * model is complete even then (broken parts are left out or poisoned), so that later checks can go on.
 */
#ifndef MIGC_SCHEMA_RESOLVE_H
#define MIGC_SCHEMA_RESOLVE_H

#include "schema/model.h"
#include "schema/project.h"
#include "schema/symbols.h"
#include "source/diag.h"
#include "syntax/ast.h"

/* Reads the project block, if the unit has one, over the defaults. False if it has errors. */
bool resolve_project(const AstUnit *unit, Names *names, Diags *diags, Arena *arena, Project *project);

/* Names, types, expressions, mixins, derived names; duplicate and unknown names; forward references are
 * resolved whatever the order (schema/checks judges the order). */
Model *resolve_model(const AstUnit *unit, const Project *project, Names *names, Diags *diags,
                     Arena *arena);

/* The schema at a revision of a chain, as change/replay keeps it. */
typedef struct ReplayedSchema {
    const AstDecl *const *decls;
    uint32_t decl_count;
    const Object *const *reused; /* of each declaration the object of the model before, if it, and what
                                    it depends on, has not changed since; or NULL */
    const Past *past;
    /* Called when all is resolved, while names can still be looked up; may be NULL. */
    void (*finish)(void *context, Symbols *symbols, const Model *model);
    void *context;
} ReplayedSchema;

/* The same for a revision. The declarations stand in an order in which they were made; a foreign key to
 * a table that was made later is `forward` in the model, whatever was written. */
Model *resolve_replayed(const ReplayedSchema *schema, const Project *project, Names *names,
                        Diags *diags, Arena *arena);

/* A free `sql` step of a revision: its texts and targets; it has no name. */
const SqlObject *resolve_free_sql(const AstDecl *decl, const Project *project, Names *names,
                                  Diags *diags, Arena *arena);

#endif
