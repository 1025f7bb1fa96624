/*
 * lower_sql.c - takes a change, gives the steps for sql objects: those that go, those that come, and those
 * that a table would not change under. See lower_parts.h.
 */
#include "emit/lower_parts.h"

/* A table of which views would not let columns be changed. */
static bool is_restless(const Moving *moving, const Table *table) {
    const Altered *altered = moving->altered[table->number];
    if (!moving->after_of[table->number]) {
        return true;
    }
    for (uint16_t i = 0; altered && i < table->column_count; i++) {
        if (altered->moved[i]) {
            return true;
        }
    }
    return false;
}

/* Finds the sql objects that go, for good or round a change; those that go on the way are undone last
 * declared first. */
void lower_undone_sql(Moving *moving) {
    const Model *model = moving->before;
    NameMap dropped = {0};
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        if (moving->ops->items[i].kind == OP_DROP_SQL && !moving->ops->items[i].is_ground &&
            is_for(moving->dialect, moving->ops->items[i].before->sql->targets)) {
            const SqlObject *sql = moving->ops->items[i].before->sql;
            namemap_set(moving->arena, &dropped, sql->name, (void *)&moving->ops->items[i]);
        }
    }
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (!sql || !is_for(moving->dialect, sql->targets)) {
            continue;
        }
        bool goes = namemap_get(&dropped, sql->name) != NULL;
        for (uint32_t n = 0; !goes && sql->down && n < sql->needs_count; n++) {
            const Object *need = sql->needs[n];
            goes = (need->kind == OBJECT_TABLE && is_restless(moving, need->table) &&
                    moving->dialect->has_alter_table) ||
                   (need->kind == OBJECT_SQL && namemap_get(&moving->undone, need->sql->name));
        }
        if (goes) {
            namemap_set(moving->arena, &moving->undone, sql->name, (void *)(uintptr_t)sql);
        }
    }
    for (uint32_t i = model->object_count; i-- > 0;) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (sql && is_for(moving->dialect, sql->targets) &&
            namemap_get(&moving->undone, sql->name)) {
            moving_add(moving, (Step){.kind = STEP_UNDO_SQL,
                                      .weight = 1,
                                      .op = namemap_get(&dropped, sql->name),
                                      .sql = sql});
        }
    }
}

/* Sql objects that are new, or were undone on the way. */
void lower_run_sql(Moving *moving) {
    const Model *model = moving->after;
    NameMap created = {0};
    NameMap ground = {0}; /* was made before the tables */
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        if (moving->ops->items[i].kind == OP_CREATE_SQL) {
            namemap_set(moving->arena, moving->ops->items[i].is_ground ? &ground : &created,
                        moving->ops->items[i].after->sql->name, (void *)&moving->ops->items[i]);
        }
    }
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (sql && is_for(moving->dialect, sql->targets) && !namemap_get(&ground, sql->name) &&
            (namemap_get(&created, sql->name) || namemap_get(&moving->undone, sql->name))) {
            moving_add(moving, (Step){.kind = STEP_RUN_SQL,
                                      .weight = 1,
                                      .op = namemap_get(&created, sql->name),
                                      .sql = sql});
        }
    }
}

void lower_ground_sql(Moving *moving, bool comes) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->is_ground && op->kind == (comes ? OP_CREATE_SQL : OP_DROP_SQL) &&
            is_for(moving->dialect, op_object(op)->sql->targets)) {
            moving_add(moving, (Step){.kind = comes ? STEP_RUN_SQL : STEP_UNDO_SQL,
                                      .weight = 1,
                                      .op = op,
                                      .sql = op_object(op)->sql});
        }
    }
}
