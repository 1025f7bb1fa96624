/*
 * lower_change.c - takes a Change, gives the steps of one direction in the phases of spec/order.md. See
 * lower_change.h.
 */
#include "emit/domain.h"
#include "emit/ground.h"
#include "emit/lower_parts.h"
#include "emit/with.h"

enum { /* locks beyond those of a table that is altered anyway, see lower.c */
       WEIGHT_ALTER = 3,
       WEIGHT_REWRITE = 6,
       WEIGHT_FOREIGN = 6
};

void moving_add(Moving *moving, Step step) {
    vec_push(moving->arena, &moving->steps, step);
}

Steps moving_take(Moving *moving) {
    Steps steps = {moving->steps.items, moving->steps.count};
    moving->steps = (StepVec){0};
    return steps;
}

void moving_add_lowered(Moving *moving, const Model *model, const Ops *ops) {
    Steps steps = lower_some(moving->arena, moving->dialect, model, ops);
    for (uint32_t i = 0; i < steps.count; i++) {
        moving_add(moving, steps.items[i]);
    }
}

Ops moving_ops_of(const Moving *moving, OpKind kind) {
    Ops chosen = {.items = NEW_ARRAY(moving->arena, Op, moving->ops->count)};
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        if (moving->ops->items[i].kind == kind) {
            chosen.items[chosen.count++] = moving->ops->items[i];
        }
    }
    return chosen;
}

/* ---- columns ------------------------------------------------------------------------------------- */

static bool any_delta(const Altered *altered, unsigned deltas) {
    for (uint16_t i = 0; i < altered->change->after->column_count; i++) {
        if ((altered->deltas[i] & deltas) != 0) {
            return true;
        }
    }
    return false;
}

/* Whether a column is dropped in a step of its own kind: generated ones before types change. */
static bool any_dropped(const Altered *altered, bool generated) {
    const Table *before = altered->change->before;
    for (uint16_t i = 0; i < before->column_count; i++) {
        if ((before->columns[i].generated != NULL) == generated && moving_is_remade(altered, i)) {
            return true;
        }
    }
    return false;
}

static bool adds_columns(const Altered *altered) {
    const Table *after = altered->change->after;
    for (uint16_t i = 0; i < after->column_count; i++) {
        unsigned delta = altered->deltas[i];
        if (((delta & DELTA_NEW) && !after->columns[i].generated) || (delta & DELTA_PLAIN) ||
            ((delta & DELTA_NULLABLE) && (after->columns[i].flags & COLUMN_NULLABLE)) ||
            ((delta & DELTA_IDENTITY) && !(after->columns[i].flags & COLUMN_IDENTITY))) {
            return true;
        }
    }
    return false;
}

/* A new column does not get all of itself when it is added: its values come first. */
static bool is_finished_later(const Column *column, const ColumnSource *source) {
    bool is_whole = !source->value || (source->where && column->default_value);
    return !is_whole && (column->default_value || !(column->flags & COLUMN_NULLABLE) ||
                         (column->type.domain && domain_wants_values(column->type.domain)));
}

static bool alters_columns(const Altered *altered) {
    const TableChange *change = altered->change;
    if (altered->fills_by_type) {
        return true;
    }
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        unsigned delta = altered->deltas[i];
        const Column *column = &change->after->columns[i];
        if ((delta & DELTA_REMADE) || column->generated) {
            continue;
        }
        if ((delta & (DELTA_TYPE | DELTA_DEFAULT)) ||
            ((delta & DELTA_NULLABLE) && !(column->flags & COLUMN_NULLABLE)) ||
            ((delta & DELTA_IDENTITY) && (column->flags & COLUMN_IDENTITY)) ||
            ((delta & DELTA_NEW) && is_finished_later(column, &change->columns[i]))) {
            return true;
        }
    }
    return false;
}

static bool generates_columns(const Altered *altered) {
    const Table *after = altered->change->after;
    for (uint16_t i = 0; i < after->column_count; i++) {
        if ((altered->deltas[i] & DELTA_REMADE) ||
            ((altered->deltas[i] & DELTA_NEW) && after->columns[i].generated)) {
            return true;
        }
    }
    return false;
}

static void change_columns(Moving *moving, const Op *op, const Altered *altered) {
    Step step = {.op = op,
                 .table = altered->change->after,
                 .change = altered->change,
                 .physical = altered->physical,
                 .altered = altered};
    const struct {
        bool is_needed;
        StepKind kind;
        uint32_t weight;
    } rows[] = {
        {adds_columns(altered), STEP_ADD_COLUMNS, WEIGHT_ALTER},
        {altered->fills && !altered->fills_by_type, STEP_FILL_COLUMNS, 1},
        {any_dropped(altered, true), STEP_DROP_GENERATED, 1},
        {alters_columns(altered), STEP_ALTER_COLUMNS,
         any_delta(altered, DELTA_TYPE) ? WEIGHT_REWRITE + op->table->after->index_count
                                        : WEIGHT_ALTER},
        {any_dropped(altered, false), STEP_DROP_COLUMNS, WEIGHT_ALTER},
        {generates_columns(altered), STEP_GENERATE_COLUMNS, WEIGHT_REWRITE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].is_needed) {
            step.kind = rows[i].kind;
            step.weight = rows[i].weight;
            moving_add(moving, step);
        }
    }
}

/* ---- what comes ---------------------------------------------------------------------------------- */

/* A check that becomes this one without going; false: there is none. */
static bool validate_check(Moving *moving, const Op *op, const Altered *altered, uint16_t check) {
    const Table *before = altered->change->before;
    for (uint16_t i = 0; i < before->check_count; i++) {
        if (is_for(moving->dialect, before->checks[i].targets) &&
            moving_check_turns(moving, altered, i, check)) {
            moving_add(moving, (Step){.kind = STEP_VALIDATE,
                                      .weight = 1,
                                      .op = op,
                                      .table = altered->change->after,
                                      .constraint = before->checks[i].name});
            return true;
        }
    }
    return false;
}

/* A foreign key that becomes this one without going; false: there is none. */
static bool alter_foreign_key(Moving *moving, const Op *op, const Altered *altered, uint16_t key) {
    const Table *before = altered->change->before;
    const Table *after = altered->change->after;
    const uint8_t timing = CONSTRAINT_DEFERRABLE | CONSTRAINT_DEFERRED;
    for (uint16_t i = 0; i < before->foreign_key_count; i++) {
        const ForeignKey *from = &before->foreign_keys[i];
        const ForeignKey *to = &after->foreign_keys[key];
        if (!is_for(moving->dialect, from->targets) ||
            !moving_foreign_key_turns(moving, altered, i, key)) {
            continue;
        }
        Step step = {.weight = WEIGHT_FOREIGN, .op = op, .table = after};
        if ((from->flags & timing) != (to->flags & timing)) {
            step.kind = STEP_ALTER_FOREIGN_KEY;
            step.foreign_key = to;
            moving_add(moving, step);
        }
        if ((from->flags & CONSTRAINT_NOT_VALID) && !(to->flags & CONSTRAINT_NOT_VALID)) {
            step.kind = STEP_VALIDATE;
            step.constraint = to->name;
            moving_add(moving, step);
        }
        return true;
    }
    return false;
}

/* Keys, checks and indexes of one table that are new, or had to make way. */
static void add_parts(Moving *moving, const Op *op, const Altered *altered, bool beside) {
    const Dialect *dialect = moving->dialect;
    const TableChange *change = altered->change;
    const Table *before = change->before;
    const Table *after = change->after;
    for (int32_t i = -1; !beside && i < (int32_t)after->unique_count; i++) {
        const Key *key = i < 0 ? after->primary_key : &after->uniques[i];
        int32_t from = i < 0 ? change->primary_key : change->uniques[i];
        const Key *was = from < 0 ? NULL : i < 0 ? before->primary_key : &before->uniques[from];
        int32_t kept = i < 0 ? 0 : i;
        if (key && is_for(dialect, key->targets) &&
            (!was || !is_for(dialect, was->targets) ||
             moving_key_goes(moving, altered, was, kept))) {
            moving_add(
                moving,
                (Step){.kind = STEP_ADD_KEY, .weight = 2, .op = op, .table = after, .key = key});
        }
    }
    for (uint16_t i = 0; !beside && i < after->check_count; i++) {
        int32_t from = change->checks[i];
        if (is_for(dialect, after->checks[i].targets) &&
            (from < 0 || !is_for(dialect, before->checks[from].targets) ||
             moving_check_goes(moving, altered, (uint16_t)from)) &&
            !validate_check(moving, op, altered, i)) {
            moving_add(moving, (Step){.kind = STEP_ADD_CHECK,
                                      .weight = 1,
                                      .op = op,
                                      .table = after,
                                      .check = &after->checks[i]});
        }
    }
    for (uint16_t i = 0; i < after->index_count; i++) {
        int32_t from = change->indexes[i];
        bool is_new = from < 0 || !is_for(dialect, before->indexes[from].targets);
        bool is_beside = is_new && !moving->is_down &&
                         moving_is_beside(moving, after, change->concurrently, i);
        if (is_for(dialect, after->indexes[i].targets) && is_beside == beside &&
            (is_new || moving_index_goes(moving, altered, (uint16_t)from))) {
            moving_add(moving, (Step){.kind = beside ? STEP_BUILD_INDEX : STEP_CREATE_INDEX,
                                      .weight = 1,
                                      .op = op,
                                      .table = after,
                                      .index = &after->indexes[i]});
        }
    }
}

/* Foreign keys that are new, or had to make way. */
static void add_foreign_keys(Moving *moving) {
    const Model *model = moving->before;
    for (uint32_t t = 0; t < model->table_count; t++) {
        const Table *before = model->tables[t];
        const Table *after = moving->after_of[t];
        const Altered *altered = moving->altered[t];
        for (uint16_t k = 0;
             after && is_for(moving->dialect, before->targets) && k < after->foreign_key_count;
             k++) {
            const ForeignKey *key = &after->foreign_keys[k];
            int32_t from = altered ? altered->change->foreign_keys[k] : k;
            if (is_for(moving->dialect, key->targets) &&
                (from < 0 || !is_for(moving->dialect, before->foreign_keys[from].targets) ||
                 moving_foreign_key_goes(moving, before, (uint16_t)from)) &&
                !(altered && alter_foreign_key(moving, moving->by_before[t], altered, k))) {
                moving_add(moving, (Step){.kind = STEP_ADD_FOREIGN_KEY,
                                          .weight = WEIGHT_FOREIGN,
                                          .op = moving->by_before[t],
                                          .table = after,
                                          .foreign_key = key});
            }
        }
    }
}

/* Touch triggers and comments of one table that are new or other ones. */
static void add_touches(Moving *moving, const Op *op, const Altered *altered) {
    const Table *after = altered->change->after;
    for (uint16_t i = 0; i < after->column_count; i++) {
        const Column *column = &after->columns[i];
        if ((column->flags & COLUMN_TOUCHED) &&
            (altered->deltas[i] & (DELTA_TOUCH | DELTA_REMADE)) != 0) {
            moving_add(moving, (Step){.kind = STEP_CREATE_TOUCH,
                                      .weight = 2,
                                      .op = op,
                                      .table = after,
                                      .column = column});
        }
    }
    if (altered->change->before->doc != after->doc) {
        moving_add(moving, (Step){.kind = STEP_COMMENT, .op = op, .table = after});
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        const Column *column = &after->columns[i];
        if ((altered->deltas[i] & DELTA_COMMENT) ||
            ((altered->deltas[i] & DELTA_REMADE) && column->doc)) {
            moving_add(moving,
                       (Step){.kind = STEP_COMMENT, .op = op, .table = after, .column = column});
        }
    }
}

/* ---- the phases ---------------------------------------------------------------------------------- */

static void each_altered(Moving *moving, void (*visit)(Moving *, const Op *, const Altered *)) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->kind == OP_ALTER_TABLE && moving->altered[op->table->before->number]) {
            visit(moving, op, moving->altered[op->table->before->number]);
        }
    }
}

static void add_partition(void *context, const Partitioning *of, const Partition *partition,
                          bool comes) {
    const PartitionSteps *steps = context;
    if (comes && is_for(steps->moving->dialect, of->targets)) {
        moving_add(steps->moving, (Step){.kind = STEP_ADD_PARTITION,
                                         .weight = WEIGHT_PARTITION,
                                         .op = steps->op,
                                         .table = steps->op->table->after,
                                         .partition = partition});
    }
}

static void add_partitions(Moving *moving, const Op *op, const Altered *altered) {
    PartitionSteps partitions = {moving, op};
    partitions_between(altered->change->renamed, altered->change->after, add_partition,
                       &partitions);
}

static void add_parts_now(Moving *moving, const Op *op, const Altered *altered) {
    add_parts(moving, op, altered, false);
}

static void set_options(Moving *moving, const Op *op, bool unlogs) {
    const TableChange *change = op->table;
    bool is_here = is_for(moving->dialect, change->before->targets) &&
                   is_for(moving->dialect, change->after->targets) &&
                   options_differ_in_postgres(change->before, change->after);
    if (is_here && options_unlog(change->before, change->after) == unlogs) {
        moving_add(moving, (Step){.kind = STEP_SET_OPTIONS,
                                  .weight = 1,
                                  .op = op,
                                  .table = change->after,
                                  .change = change});
    }
}

/* A table that is logged refers to none that is not: what becomes logged does so before those that refer to it,
 * and what does not stay so after them. */
static void set_all_options(Moving *moving) {
    const Ops *ops = moving->ops;
    for (uint32_t i = 0; i < ops->count; i++) {
        if (ops->items[i].kind == OP_ALTER_TABLE) {
            set_options(moving, &ops->items[i], false);
        }
    }
    for (uint32_t i = ops->count; i-- > 0;) {
        if (ops->items[i].kind == OP_ALTER_TABLE) {
            set_options(moving, &ops->items[i], true);
        }
    }
}

static void add_parts_beside(Moving *moving, const Op *op, const Altered *altered) {
    add_parts(moving, op, altered, true);
}

static void rebuild(Moving *moving, const Op *op, const Altered *altered) {
    moving_add(moving, (Step){.kind = STEP_REBUILD,
                              .weight = 1,
                              .op = op,
                              .table = altered->change->after,
                              .change = altered->change,
                              .physical = altered->physical,
                              .altered = altered});
}

/* ---- all of them --------------------------------------------------------------------------------- */

static void lower_rest(Moving *moving) {
    const Dialect *dialect = moving->dialect;
    moving_add(moving, (Step){.kind = STEP_CONSENT, .ops = moving->ops});
    Ops extensions = moving_ops_of(moving, OP_CREATE_EXTENSION);
    moving_add_lowered(moving, moving->after, &extensions);
    lower_undone_sql(moving);
    lower_types_aside(moving);
    lower_leaving_rows(moving);
    lower_freed_sequences(moving);
    Steps freed = lower_freed(moving->arena, dialect, moving->before, moving->ops);
    for (uint32_t i = 0; i < freed.count; i++) {
        moving_add(moving, freed.items[i]);
    }
    if (dialect->has_alter_table) {
        lower_dropped_keys(moving);
    }
    Ops drops = moving_ops_of(moving, OP_DROP_TABLE);
    moving_add_lowered(moving, moving->before, &drops);
    if (dialect->has_alter_table) {
        each_altered(moving, lower_dropped_parts);
    }
    lower_namespaces(moving, STEP_CREATE_NAMESPACE, moving->after, moving->before);
    if (dialect->has_alter_table) {
        lower_renames(moving);
    }
    lower_renamed_values(moving);
    Ops enums = moving_ops_of(moving, OP_CREATE_ENUM);
    moving_add_lowered(moving, moving->after, &enums);
    lower_enum_comments(moving);
    lower_changed_sequences(moving);
    lower_changed_domains(moving, false);
    lower_coming_ground(moving);
    lower_changed_domains(moving, true);
    each_altered(moving, dialect->has_alter_table ? change_columns : rebuild);
    if (dialect->has_alter_table) {
        if (dialect->target == TARGET_POSTGRES) {
            set_all_options(moving);
        }
        each_altered(moving, add_partitions);
        each_altered(moving, add_parts_now);
    }
    lower_domain_rules(moving);
    Ops unordered = moving_ops_of(moving, OP_CREATE_TABLE);
    Ops tables = plan_order(moving->arena, moving->after, &unordered);
    moving_add_lowered(moving, moving->after, &tables);
    lower_owned_sequences(moving);
    lower_coming_rows(moving);
    if (dialect->has_alter_table) {
        add_foreign_keys(moving);
        each_altered(moving, add_touches);
    }
    lower_leaving_ground(moving);
    lower_dropped_objects(moving, OP_DROP_ENUM);
    lower_dropped_objects(moving, OP_DROP_SEQUENCE);
    lower_namespaces(moving, STEP_DROP_NAMESPACE, moving->before, moving->after);
    lower_dropped_extensions(moving);
    lower_run_sql(moving);
    if (moving->steps.count == 1) { /* nothing to ask for */
        moving->steps.count = 0;
    }
}

static const Table *same_table(const Moving *moving, const NameMap *tables, const Table *before) {
    return namemap_get(tables, name_qualified(moving->names, before->space, before->name));
}

/* Operations on tables that only one side has for this dialect create or drop them. */
static Ops normal_ops(Moving *moving, const Ops *ops) {
    Ops normal = {.items = NEW_ARRAY(moving->arena, Op, ops->count)};
    for (uint32_t i = 0; i < ops->count; i++) {
        Op op = ops->items[i];
        if (op.kind == OP_ALTER_TABLE) {
            bool was = is_for(moving->dialect, op.before->table->targets);
            bool is = is_for(moving->dialect, op.after->table->targets);
            if (was != is) {
                op = (Op){.kind = is ? OP_CREATE_TABLE : OP_DROP_TABLE,
                          .before = is ? NULL : op.before,
                          .after = is ? op.after : NULL};
            }
        }
        normal.items[normal.count++] = op;
    }
    return normal;
}

static void know_tables(Moving *moving) {
    Arena *arena = moving->scratch;
    uint32_t count = moving->before->table_count;
    NameMap tables = {0};
    namemap_reserve(arena, &tables, moving->after->table_count);
    for (uint32_t t = 0; t < moving->after->table_count; t++) {
        Table *table = moving->after->tables[t];
        namemap_set(arena, &tables, name_qualified(moving->names, table->space, table->name),
                    table);
    }
    moving->by_before = NEW_ARRAY(arena, const Op *, count);
    moving->altered = NEW_ARRAY(arena, Altered *, count);
    moving->after_of = NEW_ARRAY(arena, const Table *, count);
    for (uint32_t t = 0; t < count; t++) {
        moving->after_of[t] = same_table(moving, &tables, moving->before->tables[t]);
    }
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->kind == OP_DROP_TABLE) {
            moving->by_before[op->before->table->number] = op;
            moving->after_of[op->before->table->number] = NULL;
        } else if (op->kind == OP_ALTER_TABLE) {
            uint32_t number = op->table->before->number;
            moving->by_before[number] = op;
            moving->after_of[number] = op->table->after;
            if (is_for(moving->dialect, op->table->before->targets)) {
                Altered altered = alter_table(moving->arena, moving->names, moving->dialect,
                                              op->table);
                moving->altered[number] = arena_copy(moving->arena, &altered, sizeof altered);
            }
        }
    }
}

Moving moving_begin(Arena *arena, Arena *scratch, const Dialect *dialect, const Model *before,
                    const Model *after, const Ops *ops, bool is_down) {
    Moving moving = {.arena = arena,
                     .scratch = scratch,
                     .dialect = dialect,
                     .names = after->names,
                     .before = before,
                     .after = after,
                     .is_down = is_down};
    Ops *normal = NEW(arena, Ops);
    *normal = normal_ops(&moving, ops);
    ground_mark(arena, dialect, before, after, normal);
    moving.ops = normal;
    know_tables(&moving);
    return moving;
}

ChangeSteps lower_change(Arena *arena, const Dialect *dialect, const Model *before,
                         const Model *after, const Ops *ops, bool is_down) {
    Arena scratch = {0};
    Moving moving = moving_begin(arena, &scratch, dialect, before, after, ops, is_down);
    const Ops *normal = moving.ops;
    ChangeSteps steps = {0};
    for (uint32_t i = 0; i < normal->count; i++) {
        const Op *op = &normal->items[i];
        if (op->kind == OP_ALTER_ENUM && dialect->has_enum_types &&
            is_for(dialect, op->after->enumeration->targets)) {
            steps.adds_values = steps.adds_values || enum_adds_values(op->enumeration);
            steps.replaces = steps.replaces || enum_is_replaced(op->enumeration);
        }
    }
    if (is_down && dialect->has_alter_table) {
        each_altered(&moving, lower_unbuilt_parts);
        steps.unbuilt = moving_take(&moving);
    }
    if (dialect->has_enum_types) {
        lower_new_values(&moving);
        steps.values = moving_take(&moving);
    }
    lower_rest(&moving);
    steps.rest = moving_take(&moving);
    if (!is_down && dialect->has_alter_table) {
        each_altered(&moving, add_parts_beside);
        steps.built = moving_take(&moving);
    }
    if (dialect->has_enum_types) {
        lower_replaced_enums(&moving);
        steps.replaced = moving_take(&moving);
    }
    arena_release(&scratch);
    return steps;
}
