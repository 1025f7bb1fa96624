/*
 * plan.c - takes operations and steps, gives their order and their transactions. See plan.h.
 */
#include "emit/plan.h"

#include "emit/ground.h"
#include "schema/refs.h"

/* What stands before and behind the subject of a step. */
static const char *const step_words[STEP_COUNT][2] = {
#define STEP(enumerator, before, behind) [enumerator] = {before, behind},
#include "emit/steps.def"
#undef STEP
};

typedef struct Ordering {
    const Model *model;
    const uint32_t *at;
} Ordering;

static void add_ground(void *context, Digraph *graph) {
    const Ordering *ordering = context;
    ground_edges(ordering->model, ordering->at, graph);
}

Ops plan_order(Arena *arena, const Model *model, const Ops *ops) {
    if (ops->count < 2) {
        return *ops;
    }
    /* where the operation on each object of the model stands in `ops`, + 1 */
    uint32_t *at = NEW_ARRAY(arena, uint32_t, model->object_count);
    for (uint32_t i = 0; i < ops->count; i++) {
        at[op_object(&ops->items[i]) - model->objects] = i + 1;
    }
    uint32_t *order = NEW_ARRAY(arena, uint32_t, model->object_count);
    Ordering ordering = {model, at};
    refs_object_order_with(model, add_ground, &ordering, order);
    Ops ordered = {.items = NEW_ARRAY(arena, Op, ops->count), .count = 0};
    for (uint32_t i = 0; i < model->object_count; i++) {
        if (at[order[i]] != 0) {
            ordered.items[ordered.count++] = ops->items[at[order[i]] - 1];
        }
    }
    return ordered;
}

/* The step belongs to the one before it: both are in one part, so that a table is whole or absent. */
static bool step_continues(const Step *step) {
    return step->kind == STEP_CREATE_INDEX || step->kind == STEP_CREATE_TOUCH ||
           step->kind == STEP_COMMENT || step->kind == STEP_COMMENT_OBJECT ||
           step->kind == STEP_ADD_FOREIGN_KEY || step->kind == STEP_DROP_TOUCH;
}

/* Where the group of steps that begins at `first` ends, and what it weighs. */
static uint32_t group_end(const Steps *steps, uint32_t first, uint32_t *weight) {
    uint32_t end = first;
    *weight = 0;
    do {
        *weight += steps->items[end++].weight;
    } while (end < steps->count && step_continues(&steps->items[end]));
    return end;
}

Plan plan_steps(Arena *arena, const Dialect *dialect, Steps steps) {
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

/* The part, from 0, in which what `step` undoes was done. A forward foreign key was added with the later
 * one of its tables; what a sequence goes with was said last. */
static uint32_t undone_part(const Model *model, const Plan *up, const uint32_t *part_of,
                            const uint32_t *table_part, const Step *step) {
    if (step->kind == STEP_DROP_FOREIGN_KEY) {
        uint32_t from = table_part[step->table->number];
        uint32_t to = table_part[step->foreign_key->target->number];
        return from > to ? from : to;
    }
    if (step->kind == STEP_OWN_SEQUENCE) {
        return up->part_count - 1;
    }
    return part_of[step->op->before - model->objects];
}

Plan plan_undo(Arena *arena, const Model *model, const Plan *up, Steps steps) {
    uint32_t *part_of = NEW_ARRAY(arena, uint32_t, model->object_count);
    uint32_t *table_part = NEW_ARRAY(arena, uint32_t, model->table_count);
    for (uint32_t p = 0; p < up->part_count; p++) {
        for (uint32_t i = 0; i < up->parts[p].count; i++) {
            const Step *step = &up->steps.items[up->parts[p].first + i];
            if (step->kind == STEP_ADD_FOREIGN_KEY || step->kind == STEP_OWN_SEQUENCE) {
                continue; /* its operation is the table's, which may be an earlier part's */
            }
            part_of[step->op->after - model->objects] = p;
            if (step->kind == STEP_CREATE_TABLE) {
                table_part[step->table->number] = p;
            }
        }
    }

    Plan plan = {.steps = {.items = NEW_ARRAY(arena, Step, steps.count), .count = steps.count},
                 .parts = NEW_ARRAY(arena, Part, up->part_count),
                 .part_count = up->part_count};
    uint32_t *next = NEW_ARRAY(arena, uint32_t, up->part_count);
    for (uint32_t i = 0; i < steps.count; i++) {
        next[undone_part(model, up, part_of, table_part, &steps.items[i])]++;
    }
    uint32_t first = 0;
    for (uint32_t p = up->part_count; p-- > 0;) { /* counts become places, the last part first */
        plan.parts[up->part_count - 1 - p] = (Part){.first = first, .count = next[p]};
        uint32_t count = next[p];
        next[p] = first;
        first += count;
    }
    for (uint32_t i = 0; i < steps.count; i++) {
        uint32_t part = undone_part(model, up, part_of, table_part, &steps.items[i]);
        plan.steps.items[next[part]++] = steps.items[i];
    }
    return plan;
}

static void write_in_table(Buf *out, const Step *step, Name name) {
    name_write(out, name);
    buf_text(out, " of ");
    table_write_name(out, step->table);
}

bool rename_moves(const Rename *rename) {
    return rename->kind == RENAME_SPACE || rename->kind == RENAME_ENUM_SPACE ||
           rename->kind == RENAME_SEQUENCE_SPACE || rename->kind == RENAME_DOMAIN_SPACE;
}

static void write_rename(Buf *out, const Rename *rename) {
    static const char *const words[] = {
        [RENAME_TABLE] = "table ",
        [RENAME_SPACE] = "table ",
        [RENAME_COLUMN] = "column ",
        [RENAME_CONSTRAINT] = "constraint ",
        [RENAME_INDEX] = "index ",
        [RENAME_SEQUENCE] = "sequence ",
        [RENAME_ENUM] = "enum ",
        [RENAME_ENUM_SPACE] = "enum ",
        [RENAME_SEQUENCE_SPACE] = "sequence ",
        [RENAME_DOMAIN] = "domain ",
        [RENAME_DOMAIN_SPACE] = "domain ",
    };
    buf_text(out, words[rename->kind]);
    if (rename_moves(rename)) {
        name_write(out, rename->kind == RENAME_SPACE ? rename->table->name : rename->space);
        buf_text(out, rename->to ? " into namespace " : " into the default namespace");
        if (rename->to) {
            name_write(out, rename->to);
        }
        return;
    }
    if (rename->kind == RENAME_COLUMN) {
        table_write_name(out, rename->table);
        buf_char(out, '.');
    }
    if (rename->from) {
        name_write(out, rename->from);
    }
    if (rename->to) {
        buf_text(out, " to ");
        name_write(out, rename->to);
    }
}

/* The name of the thing that a step is about. */
static void write_subject(Buf *out, const Step *step) {
    switch (step->kind) {
    case STEP_CREATE_EXTENSION:
    case STEP_DROP_EXTENSION: name_write(out, step->extension->name); return;
    case STEP_CREATE_NAMESPACE:
    case STEP_DROP_NAMESPACE: name_write(out, step->space); return;
    case STEP_CREATE_ENUM:
    case STEP_DROP_ENUM: name_write(out, step->enumeration->name); return;
    case STEP_CREATE_DOMAIN:
    case STEP_ALTER_DOMAIN:
    case STEP_ADD_RULES:
    case STEP_DROP_DOMAIN: name_write(out, step->domain->name); return;
    case STEP_CREATE_SEQUENCE:
    case STEP_OWN_SEQUENCE:
    case STEP_ALTER_SEQUENCE:
    case STEP_DROP_SEQUENCE: name_write(out, step->sequence->name); return;
    case STEP_COMMENT_OBJECT:
        buf_text(out, object_kind(step->object));
        buf_char(out, ' ');
        name_write(out, object_name(step->object));
        return;
    case STEP_CREATE_INDEX:
    case STEP_BUILD_INDEX:
    case STEP_DROP_INDEX: name_write(out, step->index->name); return;
    case STEP_ADD_FOREIGN_KEY:
    case STEP_DROP_FOREIGN_KEY: name_write(out, step->foreign_key->name); return;
    case STEP_RUN_SQL:
    case STEP_UNDO_SQL:
        if (step->sql->name) {
            name_write(out, step->sql->name);
        } else {
            buf_text(out, "of the revision");
        }
        return;
    case STEP_CREATE_TOUCH:
    case STEP_DROP_TOUCH:
    case STEP_REMOVE_TOUCH:
    case STEP_COMMENT:
        table_write_name(out, step->table);
        if (step->column) {
            buf_char(out, '.');
            name_write(out, step->column->name);
        }
        return;
    case STEP_VALIDATE:
    case STEP_DROP_CONSTRAINT: write_in_table(out, step, step->constraint); return;
    case STEP_ADD_PARTITION:
    case STEP_DROP_PARTITION: write_in_table(out, step, step->partition->name); return;
    case STEP_ADD_KEY: write_in_table(out, step, step->key->name); return;
    case STEP_ADD_CHECK: write_in_table(out, step, step->check->name); return;
    case STEP_ALTER_FOREIGN_KEY: write_in_table(out, step, step->foreign_key->name); return;
    case STEP_CONSENT: return;
    case STEP_RENAME: write_rename(out, step->rename); return;
    case STEP_ADD_VALUE:
        name_write(out, step->values.to->values[step->values.value].name);
        buf_text(out, " to enum ");
        name_write(out, step->values.to->name);
        return;
    case STEP_RENAME_VALUE:
        name_write(out, step->values.from->values[step->values.value].name);
        buf_text(out, " to ");
        name_write(out, step->values.to->values[step->values.value].name);
        buf_text(out, " of enum ");
        name_write(out, step->values.to->name);
        return;
    case STEP_REPLACE_ENUM:
    case STEP_DROP_REPLACED: name_write(out, step->values.to->name); return;
    case STEP_CREATE_TABLE:
    case STEP_DROP_TABLE:
    case STEP_PUT_ROWS:
    case STEP_REMOVE_ROWS:
    case STEP_REBUILD:
    case STEP_ADD_COLUMNS:
    case STEP_FILL_COLUMNS:
    case STEP_SET_OPTIONS:
    case STEP_ALTER_COLUMNS:
    case STEP_DROP_GENERATED:
    case STEP_DROP_COLUMNS:
    case STEP_GENERATE_COLUMNS:
    case STEP_RETYPE_COLUMNS:
    case STEP_RESHAPE:
    case STEP_MOVE_VALUES:
    case STEP_COUNT: table_write_name(out, step->table); return;
    }
}

void step_describe(Buf *out, const Step *step) {
    bool is_index = step->kind == STEP_CREATE_INDEX || step->kind == STEP_DROP_INDEX;
    if (is_index && step->index->is_exclusion) {
        buf_text(out, step->kind == STEP_CREATE_INDEX ? "add exclusion " : "drop exclusion ");
        write_subject(out, step);
        return;
    }
    bool moves = step->kind == STEP_RENAME && rename_moves(step->rename);
    buf_text(out, moves ? "move " : step_words[step->kind][0]);
    write_subject(out, step);
    buf_text(out, step_words[step->kind][1]);
}

void plan_dump(Buf *out, const Plan *plan) {
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
