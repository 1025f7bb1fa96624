/*
 * plan.c - takes operations and steps, gives their order and their transactions. See plan.h.
 */
#include "emit/plan.h"

#include "schema/refs.h"

static const char *const step_words[STEP_COUNT] = {
#define STEP(enumerator, words) [enumerator] = words,
#include "emit/steps.def"
#undef STEP
};

Ops plan_order(Arena *arena, const Model *model, const Ops *ops)
{
    /* where the operation on each object of the model stands in `ops`, + 1 */
    uint32_t *at = NEW_ARRAY(arena, uint32_t, model->object_count);
    for (uint32_t i = 0; i < ops->count; i++) {
        at[op_object(&ops->items[i]) - model->objects] = i + 1;
    }
    uint32_t *order = NEW_ARRAY(arena, uint32_t, model->object_count);
    refs_object_order(arena, model, order);
    Ops ordered = {.items = NEW_ARRAY(arena, Op, ops->count), .count = 0};
    for (uint32_t i = 0; i < model->object_count; i++) {
        if (at[order[i]] != 0) {
            ordered.items[ordered.count++] = ops->items[at[order[i]] - 1];
        }
    }
    return ordered;
}

/* The step belongs to the one before it: both are in one part, so that a table is whole or absent. */
static bool step_continues(const Step *step)
{
    switch (step->kind) {
    case STEP_CREATE_INDEX:
    case STEP_CREATE_TOUCH:
    case STEP_COMMENT:
    case STEP_DROP_TOUCH: return true;
    case STEP_CREATE_EXTENSION:
    case STEP_CREATE_NAMESPACE:
    case STEP_CREATE_ENUM:
    case STEP_CREATE_TABLE:
    case STEP_ADD_FOREIGN_KEY:
    case STEP_PUT_ROWS:
    case STEP_RUN_SQL:
    case STEP_UNDO_SQL:
    case STEP_DROP_FOREIGN_KEY:
    case STEP_DROP_TABLE:
    case STEP_DROP_ENUM:
    case STEP_DROP_NAMESPACE:
    case STEP_COUNT: return false;
    }
    return false;
}

/* Where the group of steps that begins at `first` ends, and what it weighs. */
static uint32_t group_end(const Steps *steps, uint32_t first, uint32_t *weight)
{
    uint32_t end = first;
    *weight = 0;
    do {
        *weight += steps->items[end++].weight;
    } while (end < steps->count && step_continues(&steps->items[end]));
    return end;
}

Plan plan_steps(Arena *arena, const Dialect *dialect, Steps steps)
{
    Plan plan = {.steps = steps, .part_count = 1};
    for (int pass = 0; pass < 2; pass++) { /* the first pass counts the parts */
        uint32_t part = 0;
        uint32_t part_weight = 0;
        uint32_t weight = 0;
        for (uint32_t at = 0, end; at < steps.count; at = end) {
            end = group_end(&steps, at, &weight);
            if (dialect->lock_budget != 0 && part_weight != 0 &&
                part_weight + weight > dialect->lock_budget) {
                part++;
                part_weight = 0;
                if (plan.parts) {
                    plan.parts[part].first = at;
                }
            }
            part_weight += weight;
            if (plan.parts) {
                plan.parts[part].count += end - at;
            }
        }
        if (pass == 0) {
            plan.part_count = part + 1;
            plan.parts = NEW_ARRAY(arena, Part, plan.part_count);
        }
    }
    return plan;
}

/* The name of the thing that a step is about. */
static void write_subject(Buf *out, const Step *step)
{
    switch (step->kind) {
    case STEP_CREATE_EXTENSION: buf_name(out, step->extension->name); return;
    case STEP_CREATE_NAMESPACE:
    case STEP_DROP_NAMESPACE: buf_name(out, step->space); return;
    case STEP_CREATE_ENUM:
    case STEP_DROP_ENUM: buf_name(out, step->enumeration->name); return;
    case STEP_CREATE_INDEX: buf_name(out, step->index->name); return;
    case STEP_ADD_FOREIGN_KEY:
    case STEP_DROP_FOREIGN_KEY: buf_name(out, step->foreign_key->name); return;
    case STEP_RUN_SQL:
    case STEP_UNDO_SQL: buf_name(out, step->sql->name); return;
    case STEP_CREATE_TOUCH:
    case STEP_DROP_TOUCH:
    case STEP_COMMENT:
        table_write_name(out, step->table);
        if (step->column) {
            buf_char(out, '.');
            buf_name(out, step->column->name);
        }
        return;
    case STEP_CREATE_TABLE:
    case STEP_DROP_TABLE:
    case STEP_PUT_ROWS:
    case STEP_COUNT: table_write_name(out, step->table); return;
    }
}

void step_describe(Buf *out, const Step *step)
{
    buf_text(out, step_words[step->kind]);
    buf_char(out, ' ');
    write_subject(out, step);
}

void plan_dump(Buf *out, const Plan *plan)
{
    for (uint32_t p = 0; p < plan->part_count; p++) {
        const Part *part = &plan->parts[p];
        buf_printf(out, "part %u of %u\n", p + 1, plan->part_count);
        for (uint32_t i = 0; i < part->count; i++) {
            buf_text(out, "  ");
            step_describe(out, &plan->steps.items[part->first + i]);
            buf_char(out, '\n');
        }
    }
}
