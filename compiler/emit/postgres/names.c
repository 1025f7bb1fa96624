/* names.c - takes models and a Script, gives the names that things have. See names.h. */
#include "emit/postgres/names.h"

#include "emit/lower.h"
#include "emit/postgres/number.h"
#include "emit/sql_makes.h"

NameMap postgres_names_of(Arena *arena, const Model *model) {
    NameMap names = {0};
    for (uint32_t i = 0; i < model->object_count; i++) {
        Object *object = &model->objects[i];
        if (object->kind == OBJECT_TABLE || object->kind == OBJECT_ENUM ||
            object->kind == OBJECT_DOMAIN || object->kind == OBJECT_SEQUENCE) {
            namemap_put(arena, &names,
                        name_qualified(model->names, object_space(object), object_name(object)),
                        object);
            const Partitioning *of = object->kind == OBJECT_TABLE
                                         ? table_partitioning(object->table, TARGET_POSTGRES)
                                         : NULL;
            for (uint32_t k = 0; of && k < of->count; k++) {
                namemap_put(arena, &names,
                            name_qualified(model->names, object_space(object), of->items[k].name),
                            object);
            }
        }
    }
    return names;
}

NameMap postgres_names_given_up(Arena *arena, const Script *script, bool is_down) {
    NameMap names = postgres_names_of(arena, script->before);
    for (uint32_t i = 0; i < script->changes->count; i++) {
        const Change *change = &script->changes->items[i];
        const Ops *ops = is_down ? &change->down : &change->up;
        for (uint32_t k = 0; k < ops->count; k++) {
            const Op *op = &ops->items[k];
            if (op->kind == OP_DROP_SQL && is_for(script->dialect, op->before->sql->targets)) {
                sql_names_made(arena, &names, script->model->names, op->before->sql);
            }
        }
    }
    numbers_names(arena, &names, script, is_down);
    return names;
}

bool postgres_takes_name(const NameMap *names, Names *all, const Step *step) {
    bool creates = step->kind == STEP_CREATE_TABLE || step->kind == STEP_CREATE_ENUM ||
                   step->kind == STEP_CREATE_DOMAIN || step->kind == STEP_CREATE_SEQUENCE ||
                   (step->kind == STEP_ADD_FOREIGN_KEY && step->op &&
                    step->op->kind == OP_CREATE_TABLE);
    const Object *object = creates && step->op ? step->op->after : NULL;
    return object && namemap_get(names, name_qualified(all, object_space(object),
                                                       object_name(object))) != NULL;
}
