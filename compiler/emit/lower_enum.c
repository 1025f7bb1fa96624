/*
 * lower_enum.c - takes what changes in enums, gives the steps. See lower_parts.h.
 *
 * Values can be added to a type, but neither taken away nor moved: then a new type takes its place, and
 * every column of the old one is converted. What speaks of such columns goes round that.
 */
#include "emit/lower_parts.h"

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
    bool **
        columns; /* by the number of the table after: its columns of enums that are replaced, or NULL */
} Replacing;

static void find_columns(Replacing *replacing, const Enum *enumeration) {
    Moving *moving = replacing->moving;
    for (uint32_t t = 0; t < moving->after->table_count; t++) {
        const Table *table = moving->after->tables[t];
        for (uint16_t c = 0; is_for(moving->dialect, table->targets) && c < table->column_count;
             c++) {
            const Column *column = &table->columns[c];
            if (column->type.kind == TYPE_ENUM && column->type.enumeration == enumeration &&
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
        const bool *columns = replacing->columns[t];
        for (uint16_t k = 0; columns && k < table->foreign_key_count && !again; k++) {
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
        for (uint16_t k = 0; replacing->columns[t] && k < table->foreign_key_count; k++) {
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

static bool is_replaced(const Moving *moving, const Enum *enumeration) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const EnumChange *change = enum_change_of(moving, &moving->ops->items[i]);
        if (change && change->after == enumeration && enum_is_replaced(change)) {
            return true;
        }
    }
    return false;
}

/* sql objects that need a table with such columns, such an enum, or such an object: they are undone, and made again. */
static void go_round_sql(Replacing *replacing, bool again) {
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
                          (need->kind == OBJECT_ENUM && is_replaced(moving, need->enumeration)) ||
                          (need->kind == OBJECT_SQL && namemap_get(&found, need->sql->name));
        }
        if (is_round[i]) {
            namemap_set(moving->arena, &found, sql->name, replacing);
        }
    }
    for (uint32_t n = 0; n < model->object_count; n++) {
        uint32_t i = again ? n : model->object_count - 1 - n;
        if (is_round[i]) {
            moving_add(moving, (Step){.kind = again ? STEP_RUN_SQL : STEP_UNDO_SQL,
                                      .weight = 1,
                                      .sql = model->objects[i].sql});
        }
    }
}

void lower_replaced_enums(Moving *moving) {
    Replacing replacing = {.moving = moving,
                           .columns = NEW_ARRAY(moving->arena, bool *, moving->after->table_count)};
    bool any = false;
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const EnumChange *change = enum_change_of(moving, &moving->ops->items[i]);
        if (change && enum_is_replaced(change)) {
            find_columns(&replacing, change->after);
            any = true;
        }
    }
    if (!any) {
        return;
    }
    go_round_sql(&replacing, false);
    go_round(&replacing, false);
    for (int pass = 0; pass < 3; pass++) { /* the new types, the columns, the old types */
        for (uint32_t i = 0; i < moving->ops->count; i++) {
            const EnumChange *change = enum_change_of(moving, &moving->ops->items[i]);
            if (pass != 1 && change && enum_is_replaced(change)) {
                moving_add(moving,
                           (Step){.kind = pass == 0 ? STEP_REPLACE_ENUM : STEP_DROP_REPLACED,
                                  .weight = 4,
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
            if (replacing.columns[t]) {
                moving_add(moving, (Step){.kind = STEP_RETYPE_COLUMNS,
                                          .weight = 8,
                                          .table = moving->after->tables[t],
                                          .retyped = replacing.columns[t]});
            }
        }
    }
    go_round(&replacing, true);
    go_round_sql(&replacing, true);
}
