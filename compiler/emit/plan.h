/*
 * Steps and their order: what a dialect runs to carry out operations.
 *
 * plan puts operations in order (spec/order.md: edges are law, the rest is source order), lower turns
 * each into steps the dialect can run, plan cuts them into parts, one transaction each. Constant once
 * made; lives in the target's arena. Printers walk the parts and print.
 */
#ifndef MIGC_EMIT_PLAN_H
#define MIGC_EMIT_PLAN_H

#include "base/arena.h"
#include "change/change.h"
#include "emit/dialect.h"

typedef enum StepKind {
#define STEP(enumerator, before, behind) enumerator,
#include "emit/steps.def"
#undef STEP
    STEP_COUNT
} StepKind;

typedef struct Step {
    StepKind kind;
    uint32_t weight;    /* objects that its transaction locks */
    const Op *op;       /* what it is done for */
    const Table *table; /* of all steps about a table or a part of one */
    union {
        const Extension *extension;
        Name space; /* STEP_CREATE_NAMESPACE, STEP_DROP_NAMESPACE */
        const Enum *enumeration;
        const Index *index;
        const ForeignKey *foreign_key;
        const Column *column; /* touch steps; a column's comment; NULL: the table's comment */
        const Data *data;
        const SqlObject *sql;
    };
} Step;

typedef struct Steps {
    Step *items;
    uint32_t count;
} Steps;

/* A run of steps that is one transaction: steps[first .. first + count). */
typedef struct Part {
    uint32_t first;
    uint32_t count;
} Part;

typedef struct Plan {
    Steps steps;
    Part *parts; /* at least one, also if there are no steps */
    uint32_t part_count;
} Plan;

/*
 * Operations in an order in which they can be carried out: what is needed comes first, ties keep the
 * order given. `model`: the model that the objects belong to. Only creations; their inverse, taken from
 * the result, is in order too.
 */
Ops plan_order(Arena *arena, const Model *model, const Ops *ops);

/* Cuts the steps into parts by the dialect's lock budget; a table and what belongs to it stay together. */
Plan plan_steps(Arena *arena, const Dialect *dialect, Steps steps);

/*
 * The plan that undoes `up`: the steps of the inverse operations, each in the part with the step that it
 * undoes, parts from the last to the first, so that an upgrade that is under way can be undone.
 */
Plan plan_undo(Arena *arena, const Model *model, const Plan *up, Steps steps);

/* A step in words: `create table users`. */
void step_describe(Buf *out, const Step *step);

/* The plan, one step a line, for `migc dump plan`. */
void plan_dump(Buf *out, const Plan *plan);

#endif
