/*
 * lower_enum.c - takes what changes in enums, gives the steps. See lower_parts.h.
 *
 * Values can be added to a type, but neither taken away nor moved: then a new type takes its place, and
 * every column of the old one is converted. What speaks of such columns goes round that.
 */
#include "base/ptrmap.h"
#include "emit/lower_parts.h"
#include "emit/sql_makes.h"

bool enum_adds_values(const EnumChange *change) {
    for (uint32_t i = 0; i < change->after->value_count; i++) {
        if (change->from[i] < 0) {
            return true;
        }
    }
    return false;
}

bool enum_is_replaced(const EnumChange *change) {
    for (uint32_t i = 0; i < change->before->value_count; i++) {
        if (change->to[i] < 0) {
            return true;
        }
    }
    int32_t last = -1;
    for (uint32_t i = 0; i < change->after->value_count; i++) {
        if (change->from[i] >= 0) {
            if (change->from[i] < last) {
                return true;
            }
            last = change->from[i];
        }
    }
    return false;
}

static const EnumChange *enum_change_of(const Moving *moving, const Op *op) {
    return op->kind == OP_ALTER_ENUM && moving->dialect->has_enum_types &&
                   is_for(moving->dialect, op->after->enumeration->targets) &&
                   is_for(moving->dialect, op->before->enumeration->targets)
               ? op->enumeration
               : NULL;
}

/* The enum as it is while values come: as before, and those that have come so far. */
void lower_new_values(Moving *moving) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const EnumChange *change = enum_change_of(moving, &moving->ops->items[i]);
        if (!change) {
            continue;
        }
        Enum *known = arena_copy(moving->arena, change->after, sizeof *change->after);
        known->space = change->before->space;
        known->name = change->before->name;
        known->values = arena_copy(moving->arena, change->after->values,
                                   change->after->value_count * sizeof change->after->values[0]);
        for (uint32_t v = 0; v < known->value_count; v++) {
            if (change->from[v] >= 0) {
                known->values[v].name = change->before->values[change->from[v]].name;
            }
        }
        for (uint32_t v = 0; v < known->value_count; v++) {
            if (change->from[v] < 0) {
                moving_add(moving, (Step){.kind = STEP_ADD_VALUE,
                                          .weight = 1,
                                          .op = &moving->ops->items[i],
                                          .values = {change->before, known, v}});
            }
        }
    }
}

typedef struct Replacing {
    Moving *moving;
    PtrMap enums; /* as they are after: those that are replaced */
    bool **
        columns; /* by the number of the table after: its columns of enums that are replaced, or NULL */
    const Op **made; /* likewise: what has made it, if it is partitioned by such a column: it is made once more */
} Replacing;

static bool is_replaced(const Replacing *replacing, const Enum *enumeration) {
    return ptrmap_get(&replacing->enums, enumeration) != NULL;
}

static void find_columns(Replacing *replacing) {
    Moving *moving = replacing->moving;
    for (uint32_t t = 0; t < moving->after->table_count; t++) {
        const Table *table = moving->after->tables[t];
        for (uint16_t c = 0; is_for(moving->dialect, table->targets) && c < table->column_count;
             c++) {
            const Column *column = &table->columns[c];
            if (column->type.kind == TYPE_ENUM &&
                is_replaced(replacing, column->type.enumeration) &&
                is_for(moving->dialect, column->targets)) {
                if (!replacing->columns[t]) {
                    replacing->columns[t] = NEW_ARRAY(moving->arena, bool, table->column_count);
                }
                replacing->columns[t][c] = true;
            }
        }
    }
}

static bool index_names(const Index *index, const bool *columns) {
    bool found = expr_names_any(index->where, columns);
    for (uint16_t k = 0; k < index->key_count && !found; k++) {
        found = index->keys[k].expr->kind != EXPR_COLUMN &&
                expr_names_any(index->keys[k].expr, columns);
    }
    return found;
}

static bool foreign_key_names(const Replacing *replacing, const Table *table,
                              const ForeignKey *key) {
    if (replacing->made[table->number] || replacing->made[key->target->number]) {
        return !replacing->made[table->number];
    }
    for (uint16_t i = 0; i < key->columns.count; i++) {
        if (replacing->columns[table->number] &&
            replacing->columns[table->number][key->columns.at[i]]) {
            return true;
        }
    }
    return false;
}

/* What speaks of the columns, one step for each: dropped, or made again. */
static void go_round(Replacing *replacing, bool again) {
    Moving *moving = replacing->moving;
    const Dialect *dialect = moving->dialect;
    const Model *model = moving->after;
    for (uint32_t t = 0; t < model->table_count; t++) {
        const Table *table = model->tables[t];
        const bool *columns = replacing->made[t] ? NULL : replacing->columns[t];
        for (uint16_t k = 0; k < table->foreign_key_count && !again; k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (is_for(dialect, key->targets) && foreign_key_names(replacing, table, key)) {
                moving_add(moving, (Step){.kind = STEP_DROP_FOREIGN_KEY,
                                          .weight = 2,
                                          .table = table,
                                          .foreign_key = key});
            }
        }
        for (uint16_t k = 0; columns && k < table->check_count; k++) {
            const Check *check = &table->checks[k];
            if (is_for(dialect, check->targets) && expr_names_any(check->condition, columns)) {
                Step step = {.weight = 1, .table = table};
                if (again) {
                    step.kind = STEP_ADD_CHECK;
                    step.check = check;
                } else {
                    step.kind = STEP_DROP_CONSTRAINT;
                    step.constraint = check->name;
                }
                moving_add(moving, step);
            }
        }
        for (uint16_t k = 0; columns && k < table->index_count; k++) {
            const Index *index = &table->indexes[k];
            if (is_for(dialect, index->targets) && index_names(index, columns)) {
                moving_add(moving, (Step){.kind = again ? STEP_CREATE_INDEX : STEP_DROP_INDEX,
                                          .weight = 1,
                                          .table = table,
                                          .index = index});
            }
        }
    }
    for (uint32_t t = 0; t < model->table_count && again; t++) {
        const Table *table = model->tables[t];
        for (uint16_t k = 0; k < table->foreign_key_count; k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (is_for(dialect, key->targets) && foreign_key_names(replacing, table, key)) {
                moving_add(moving, (Step){.kind = STEP_ADD_FOREIGN_KEY,
                                          .weight = 6,
                                          .table = table,
                                          .foreign_key = key});
            }
        }
    }
}

/* The domain's values are of an enum that is replaced. */
static bool is_over_replaced(const Replacing *replacing, const Domain *domain) {
    const Type type = domain->subject->columns[0].type;
    return type.kind == TYPE_ENUM && is_replaced(replacing, type.enumeration);
}

/* sql objects that need a table with such columns, such an enum or a domain over one, or such an object: they are undone,
 * and made again. What tables may stand on (`ground`) goes last and comes first; whether there was any. */
static bool go_round_sql(Replacing *replacing, bool again, bool ground) {
    Moving *moving = replacing->moving;
    NameMap found = {0};
    const Model *model = moving->after;
    bool *is_round = NEW_ARRAY(moving->arena, bool, model->object_count);
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        for (uint32_t n = 0; sql && sql->down && is_for(moving->dialect, sql->targets) &&
                             n < sql->needs_count && !is_round[i];
             n++) {
            const Object *need = sql->needs[n];
            is_round[i] = (need->kind == OBJECT_TABLE && replacing->columns[need->table->number]) ||
                          (need->kind == OBJECT_ENUM &&
                           is_replaced(replacing, need->enumeration)) ||
                          (need->kind == OBJECT_DOMAIN &&
                           is_over_replaced(replacing, need->domain)) ||
                          (need->kind == OBJECT_SQL && namemap_get(&found, need->sql->name));
        }
        if (is_round[i]) {
            namemap_set(moving->arena, &found, sql->name, replacing);
        }
    }
    bool any = false;
    for (uint32_t n = 0; n < model->object_count; n++) {
        uint32_t i = again ? n : model->object_count - 1 - n;
        if (is_round[i] && sql_is_ground(model->objects[i].sql) == ground) {
            moving_add(moving, (Step){.kind = again ? STEP_RUN_SQL : STEP_UNDO_SQL,
                                      .weight = 1,
                                      .makes_way = ground && !again,
                                      .sql = model->objects[i].sql});
            any = true;
        }
    }
    return any;
}

/* Columns that are computed, and those of domains, make way: no step gives them the new type. Whether others are left. */
static bool leave_out(Replacing *replacing, const Table *table, bool *retyped, bool *makes_way) {
    bool any = false;
    for (uint16_t c = 0; c < table->column_count; c++) {
        const Column *column = &table->columns[c];
        bool is_plain = !column->generated && !column->type.domain;
        retyped[c] = replacing->columns[table->number][c] && is_plain;
        any = any || retyped[c];
        *makes_way = *makes_way || (replacing->columns[table->number][c] && !is_plain);
    }
    return any;
}

/* Whether rows go to partitions by one of the columns. */
static bool is_partitioned_by(const Table *table, Target target, const bool *columns) {
    const Partitioning *of = table_partitioning(table, target);
    bool found = false;
    for (uint16_t k = 0; of && k < of->key_count; k++) {
        found = found || expr_names_any(of->keys[k].expr, columns);
    }
    return found;
}

/* New tables that are partitioned by an enum which is replaced behind them. */
static void find_made(Replacing *replacing) {
    Moving *moving = replacing->moving;
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        const Table *table = op->kind == OP_CREATE_TABLE ? op->after->table : NULL;
        const bool *columns = table ? replacing->columns[table->number] : NULL;
        if (columns && is_partitioned_by(table, moving->dialect->target, columns)) {
            replacing->made[table->number] = op;
        }
    }
}

static void make_once_more(Replacing *replacing, bool again) {
    Moving *moving = replacing->moving;
    for (uint32_t t = 0; t < moving->after->table_count; t++) {
        if (replacing->made[t]) {
            const Op *op = replacing->made[t];
            Op *one = NEW(moving->arena, Op);
            *one = again ? *op : (Op){.kind = OP_DROP_TABLE, .before = op->after};
            Ops ops = {.items = one, .count = 1};
            Steps steps = lower_some(moving->arena, moving->dialect, moving->after, &ops);
            for (uint32_t i = 0; i < steps.count; i++) {
                steps.items[i].op = NULL; /* what is there is not compared once more */
                moving_add(moving, steps.items[i]);
            }
        }
    }
}

/* Whether a domain stands on such an enum. */
static bool any_domain(const Replacing *replacing) {
    const Moving *moving = replacing->moving;
    for (uint32_t i = 0; i < moving->after->object_count; i++) {
        const Object *object = &moving->after->objects[i];
        if (object->kind == OBJECT_DOMAIN && is_for(moving->dialect, object->domain->targets) &&
            is_over_replaced(replacing, object->domain)) {
            return true;
        }
    }
    return false;
}

void lower_replaced_enums(Moving *moving) {
    Replacing replacing = {.moving = moving};
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const EnumChange *change = enum_change_of(moving, &moving->ops->items[i]);
        if (change && enum_is_replaced(change)) {
            ptrmap_set(moving->scratch, &replacing.enums, change->after, moving);
        }
    }
    if (replacing.enums.count == 0) {
        return;
    }
    uint32_t tables = moving->after->table_count;
    replacing.columns = NEW_ARRAY(moving->scratch, bool *, tables);
    replacing.made = NEW_ARRAY(moving->scratch, const Op *, tables);
    find_columns(&replacing);
    find_made(&replacing);
    bool makes_way = any_domain(&replacing);
    bool **retyped = NEW_ARRAY(moving->arena, bool *, moving->after->table_count);
    for (uint32_t t = 0; t < moving->after->table_count; t++) {
        const Table *table = moving->after->tables[t];
        bool *some = replacing.columns[t] ? NEW_ARRAY(moving->arena, bool, table->column_count)
                                          : NULL;
        retyped[t] = some && !replacing.made[t] && leave_out(&replacing, table, some, &makes_way) ? some : NULL;
    }
    (void)go_round_sql(&replacing, false, false);
    go_round(&replacing, false);
    make_once_more(&replacing, false);
    makes_way = go_round_sql(&replacing, false, true) || makes_way;
    for (int pass = 0; pass < 3; pass++) { /* the new types, the columns, the old types */
        for (uint32_t i = 0; i < moving->ops->count; i++) {
            const EnumChange *change = enum_change_of(moving, &moving->ops->items[i]);
            if (pass != 1 && change && enum_is_replaced(change)) {
                moving_add(moving,
                           (Step){.kind = pass == 0 ? STEP_REPLACE_ENUM : STEP_DROP_REPLACED,
                                  .weight = 4,
                                  .makes_way = makes_way && pass == 0,
                                  .op = &moving->ops->items[i],
                                  .values = {change->before, change->after, 0}});
                if (pass == 0 && moving->dialect->has_comments && change->after->doc) {
                    moving_add(moving, (Step){.kind = STEP_COMMENT_OBJECT,
                                              .op = &moving->ops->items[i],
                                              .object = moving->ops->items[i].after});
                }
            }
        }
        for (uint32_t t = 0; pass == 1 && t < moving->after->table_count; t++) {
            if (retyped[t]) {
                moving_add(moving, (Step){.kind = STEP_RETYPE_COLUMNS,
                                          .weight = 8,
                                          .makes_way = makes_way,
                                          .table = moving->after->tables[t],
                                          .retyped = retyped[t]});
            }
        }
    }
    (void)go_round_sql(&replacing, true, true);
    make_once_more(&replacing, true);
    moving->steps.items[moving->steps.count - 1].comes_back = makes_way;
    go_round(&replacing, true);
    (void)go_round_sql(&replacing, true, false);
}
