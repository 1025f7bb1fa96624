/*
 * What tables that are built in one part of a plan use of its earlier parts, in namespaces that are set aside meanwhile.
 *
 * Takes a plan that creates; gives, of each part, the steps that create the enums, domains and sequences to be made
 * once more beside the real ones. What has no namespace is found in public.
 */
#ifndef MIGC_EMIT_POSTGRES_LEND_H
#define MIGC_EMIT_POSTGRES_LEND_H

#include "base/vec.h"
#include "emit/plan.h"

typedef struct Lending {
    Arena *arena;
    Names *names;
    const Plan *plan;
    NameMap types;           /* by qualified name -> const Step */
    NameMap sequences;       /* as `nextval` calls them -> const Step */
    uint32_t *lent_to;       /* by step: the last part that it was lent to */
    uint32_t number;         /* of the part */
    VEC(const Step *) steps; /* of that part: what is needed comes first */
} Lending;

/* Lives in `arena`. */
Lending lending_begin(Arena *arena, Names *names, const Plan *plan);

/* Finds the steps of a part, from 1, and of tables of other parts that are to be built with it. */
void lending_find(Lending *lending, uint32_t number, const Table **others, uint32_t other_count);

/* The namespace and the name of what such a step creates. */
Name lending_space(const Step *step);
Name lending_name(const Step *step);

#endif
