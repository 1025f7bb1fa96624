/*
 * plan_changes.c - takes what a revision changes, gives the plans of its two scripts. See plan.h.
 *
 * The steps of both directions are made of the same pieces; a piece is undone by the piece at the same
 * place. Pieces that can share a transaction are put together, so that the parts of both plans are
 * cut at the same places.
 */
#include "base/vec.h"
#include "emit/lower_change.h"
#include "emit/plan.h"
#include "emit/rebuild.h"
#include "emit/reshape.h"

typedef struct Piece {
    PartKind kind;
    Steps up;
    Steps down;
} Piece;

typedef VEC(Piece) Pieces;

static bool only_creates(const Change *change) {
    bool *created = NULL;
    Arena arena = {0};
    bool only = true;
    created = NEW_ARRAY(&arena, bool, change->after->table_count);
    for (uint32_t i = 0; i < change->up.count; i++) {
        const Op *op = &change->up.items[i];
        if (op->kind == OP_CREATE_TABLE) {
            created[op->after->table->number] = true;
        }
    }
    for (uint32_t i = 0; i < change->up.count && only; i++) {
        const Op *op = &change->up.items[i];
        only = op->kind == OP_CREATE_EXTENSION || op->kind == OP_CREATE_TYPE ||
               op->kind == OP_CREATE_ENUM || op->kind == OP_CREATE_SEQUENCE ||
               op->kind == OP_CREATE_DOMAIN ||
               op->kind == OP_CREATE_TABLE ||
               op->kind == OP_CREATE_SQL ||
               (op->kind == OP_PUT_DATA && created[op->after->data->table->number]);
    }
    arena_release(&arena);
    return only;
}

bool plan_only_creates(const Changes *changes) {
    return changes->count == 0 || (changes->count == 1 && only_creates(&changes->items[0]));
}

static OpKind creation_of(const Object *object) {
    switch (object->kind) {
    case OBJECT_EXTENSION: return OP_CREATE_EXTENSION;
    case OBJECT_TYPE: return OP_CREATE_TYPE;
    case OBJECT_ENUM: return OP_CREATE_ENUM;
    case OBJECT_TABLE: return OP_CREATE_TABLE;
    case OBJECT_DATA: return OP_PUT_DATA;
    case OBJECT_SQL: return OP_CREATE_SQL;
    case OBJECT_DOMAIN: return OP_CREATE_DOMAIN;
    case OBJECT_SEQUENCE: return OP_CREATE_SEQUENCE;
    }
    return OP_COUNT;
}

Plan plan_creation(Arena *arena, const Dialect *dialect, const Model *model, const bool *chosen) {
    Ops ops = {.items = NEW_ARRAY(arena, Op, model->object_count)};
    for (uint32_t i = 0; i < model->object_count; i++) {
        if (!chosen || chosen[i]) {
            ops.items[ops.count++] = (Op){.kind = creation_of(&model->objects[i]),
                                          .after = &model->objects[i]};
        }
    }
    Ops ordered = plan_order(arena, model, &ops);
    return plan_steps(arena, dialect, lower_ops(arena, dialect, model, &ordered));
}

/* Creations only: their parts are cut wherever the budget asks for it. */
static void plan_creations(Arena *arena, const Dialect *dialect, const Change *change, Plan *up,
                           Plan *down) {
    Ops ordered = plan_order(arena, change->after, &change->up);
    Ops inverse = ops_invert(arena, &ordered);
    *up = plan_steps(arena, dialect, lower_ops(arena, dialect, change->after, &ordered));
    *down = plan_undo(arena, change->after, up, lower_ops(arena, dialect, change->after, &inverse));
}

static void add_piece(Arena *arena, Pieces *pieces, PartKind kind, Steps up, Steps down,
                      bool is_needed) {
    if (is_needed || up.count != 0 || down.count != 0) {
        vec_push(arena, pieces, (Piece){.kind = kind, .up = up, .down = down});
    }
}

static bool is_free_step(const Change *change) {
    return change->up.count == 1 && change->up.items[0].kind == OP_RUN_UP;
}

static void add_free_step(Arena *arena, const Dialect *dialect, Pieces *pieces,
                          const Change *change) {
    const SqlObject *sql = change->up.items[0].run;
    if (!is_for(dialect, sql->targets)) {
        return;
    }
    Step *steps = NEW_ARRAY(arena, Step, 2);
    steps[0] = (Step){.kind = STEP_RUN_SQL, .weight = 1, .op = &change->up.items[0], .sql = sql};
    steps[1] = (Step){.kind = STEP_UNDO_SQL,
                      .weight = 1,
                      .op = change->down.count ? &change->down.items[0] : NULL,
                      .sql = sql};
    add_piece(arena, pieces, PART_STEPS, (Steps){&steps[0], 1}, (Steps){&steps[1], 1}, true);
}

/* Whether a later change of the revision is about one of the tables that the steps are about. */
static bool is_changed_later(const Changes *changes, uint32_t index, const Steps *steps) {
    for (uint32_t c = index + 1; c < changes->count; c++) {
        const Ops *ops = &changes->items[c].up;
        for (uint32_t i = 0; i < ops->count; i++) {
            const Object *before = ops->items[i].before;
            for (uint32_t s = 0; before && before->kind == OBJECT_TABLE && s < steps->count; s++) {
                if (before->table->name == steps->items[s].table->name &&
                    before->table->space == steps->items[s].table->space) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* `last`: pieces that come behind all others. */
static void add_change(Arena *arena, const Dialect *dialect, Pieces *pieces, Pieces *last,
                       const Changes *changes, uint32_t index) {
    const Change *change = &changes->items[index];
    ChangeSteps up = lower_change(arena, dialect, change->before, change->after, &change->up,
                                  false);
    ChangeSteps down = lower_change(arena, dialect, change->after, change->before, &change->down,
                                    true);
    /* a value that comes is undone by replacing its enum, and the other way round */
    add_piece(arena, pieces, PART_VALUES, up.values, down.replaced,
              dialect->has_enum_types && up.adds_values);
    add_piece(arena, pieces, PART_STEPS, up.rest, down.rest, false);
    add_piece(arena, is_changed_later(changes, index, &up.built) || up.replaces ? pieces : last,
              PART_INDEXES, up.built, down.unbuilt, false);
    add_piece(arena, pieces, PART_VALUES, up.replaced, down.values, up.replaces);
}

static uint32_t weight_of(const Steps *steps) {
    uint32_t weight = 0;
    for (uint32_t i = 0; i < steps->count; i++) {
        weight += steps->items[i].weight;
    }
    return weight;
}

/* The number of the part, from 0, of every piece. */
static uint32_t cut_pieces(const Dialect *dialect, const Pieces *pieces, uint32_t *part_of) {
    uint32_t part = 0;
    uint32_t up = 0;
    uint32_t down = 0;
    for (uint32_t i = 0; i < pieces->count; i++) {
        const Piece *piece = &pieces->items[i];
        uint32_t more_up = weight_of(&piece->up);
        uint32_t more_down = weight_of(&piece->down);
        bool alone = i != 0 &&
                     (piece->kind != PART_STEPS || pieces->items[i - 1].kind != PART_STEPS);
        bool full = dialect->lock_budget != 0 && up + down != 0 &&
                    (up + more_up > dialect->lock_budget ||
                     down + more_down > dialect->lock_budget);
        if (alone || full) {
            part++;
            up = 0;
            down = 0;
        }
        up += more_up;
        down += more_down;
        part_of[i] = part;
    }
    return part + 1;
}

static void append(Plan *plan, uint32_t part, PartKind kind, const Steps *steps) {
    plan->parts[part].kind = kind;
    for (uint32_t i = 0; i < steps->count; i++) {
        plan->steps.items[plan->steps.count++] = steps->items[i];
        plan->parts[part].count++;
    }
}

static Plan begin_plan(Arena *arena, uint32_t parts, uint32_t steps) {
    return (Plan){.steps = {.items = NEW_ARRAY(arena, Step, steps)},
                  .parts = NEW_ARRAY(arena, Part, parts),
                  .part_count = parts};
}

void plan_changes(Arena *arena, const Dialect *dialect, const Changes *changes, Plan *up,
                  Plan *down) {
    if (!dialect->has_ddl_transactions) {
        reshape_plan(arena, dialect, changes, up, down);
        return;
    }
    if (changes->count == 1 && only_creates(&changes->items[0])) {
        plan_creations(arena, dialect, &changes->items[0], up, down);
        return;
    }
    if (!dialect->has_alter_table) {
        *up = plan_steps(arena, dialect, rebuild_steps(arena, dialect, changes, false));
        *down = plan_steps(arena, dialect, rebuild_steps(arena, dialect, changes, true));
        return;
    }
    Pieces pieces = {0};
    Pieces last = {0};
    for (uint32_t i = 0; i < changes->count; i++) {
        if (is_free_step(&changes->items[i])) {
            add_free_step(arena, dialect, &pieces, &changes->items[i]);
        } else {
            add_change(arena, dialect, &pieces, &last, changes, i);
        }
    }
    for (uint32_t i = 0; i < last.count; i++) {
        vec_push(arena, &pieces, last.items[i]);
    }
    uint32_t *part_of = NEW_ARRAY(arena, uint32_t, pieces.count);
    uint32_t parts = cut_pieces(dialect, &pieces, part_of);
    uint32_t up_steps = 0;
    uint32_t down_steps = 0;
    for (uint32_t i = 0; i < pieces.count; i++) {
        up_steps += pieces.items[i].up.count;
        down_steps += pieces.items[i].down.count;
    }
    *up = begin_plan(arena, parts, up_steps);
    *down = begin_plan(arena, parts, down_steps);
    for (uint32_t i = 0; i < pieces.count; i++) {
        append(up, part_of[i], pieces.items[i].kind, &pieces.items[i].up);
    }
    for (uint32_t i = pieces.count; i-- > 0;) {
        append(down, parts - 1 - part_of[i], pieces.items[i].kind, &pieces.items[i].down);
    }
    for (uint32_t p = 1; p < parts; p++) {
        up->parts[p].first = up->parts[p - 1].first + up->parts[p - 1].count;
        down->parts[p].first = down->parts[p - 1].first + down->parts[p - 1].count;
    }
}
