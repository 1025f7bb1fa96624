/*
 * lower_objects.c - takes a Change, gives the steps about what is no table: namespaces, enums, sequences, domains,
 * extensions. See lower_parts.h.
 */
#include "emit/domain.h"
#include "emit/lower_parts.h"
#include "emit/sql_makes.h"

/* ---- namespaces ---------------------------------------------------------------------------------- */

static void know_spaces(Arena *arena, const Dialect *dialect, const Model *model, NameMap *spaces) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        Name space = object_space(object);
        if (space && is_for(dialect, object_targets(object))) {
            namemap_put(arena, spaces, space, (void *)(uintptr_t)space);
        }
    }
}

/* Those that the author's SQL makes are not to go. */
static void know_made_spaces(Arena *arena, const Dialect *dialect, const Model *model,
                             NameMap *spaces) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        Text made = sql && is_for(dialect, sql->targets) ? sql_space_made(sql) : (Text){0};
        Name space = made.length ? names_find(model->names, made.data, made.length) : NULL;
        if (space) {
            namemap_put(arena, spaces, space, (void *)(uintptr_t)space);
        }
    }
}

/* Namespaces that objects of `model` are in and none of `other`. */
void lower_namespaces(Moving *moving, StepKind kind, const Model *model, const Model *other) {
    NameMap known = {0};
    know_spaces(moving->arena, moving->dialect, other, &known);
    if (kind == STEP_DROP_NAMESPACE) {
        know_made_spaces(moving->arena, moving->dialect, other, &known);
    }
    for (uint32_t i = 0; moving->dialect->has_namespaces && i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        Name space = object_space(object);
        if (space && is_for(moving->dialect, object_targets(object)) &&
            !namemap_put(moving->arena, &known, space, (void *)(uintptr_t)space)) {
            moving_add(moving, (Step){.kind = kind, .space = space});
        }
    }
}

/* ---- enums --------------------------------------------------------------------------------------- */

void lower_renamed_values(Moving *moving) {
    for (uint32_t i = 0; moving->dialect->has_enum_types && i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->kind != OP_ALTER_ENUM ||
            !is_for(moving->dialect, op->after->enumeration->targets)) {
            continue;
        }
        const EnumChange *change = op->enumeration;
        Enum *before = arena_copy(moving->arena, change->after, sizeof *change->after);
        before->values = arena_copy(moving->arena, change->after->values,
                                    change->after->value_count * sizeof change->after->values[0]);
        for (uint32_t v = 0; v < change->after->value_count; v++) {
            int32_t from = change->from[v];
            if (from >= 0) {
                before->values[v].name = change->before->values[from].name;
            }
        }
        for (uint32_t v = 0; v < change->after->value_count; v++) {
            if (before->values[v].name != change->after->values[v].name) {
                moving_add(moving, (Step){.kind = STEP_RENAME_VALUE,
                                          .weight = 1,
                                          .op = op,
                                          .values = {before, change->after, v}});
            }
        }
    }
}

/* ---- sequences ----------------------------------------------------------------------------------- */

static bool is_sequence_for(const Moving *moving, const Object *object) {
    return moving->dialect->has_sequences && object && object->kind == OBJECT_SEQUENCE &&
           is_for(moving->dialect, object->sequence->targets);
}

static bool same_owner(const Moving *moving, const Sequence *before, const Sequence *after) {
    if (!before->owner || !after->owner) {
        return before->owner == after->owner;
    }
    for (uint32_t t = 0; t < moving->before->table_count; t++) {
        const Table *table = moving->before->tables[t];
        if (table->name != before->owner || table->space != before->owner_space) {
            continue;
        }
        const Table *kept = moving->after_of[t];
        int from = table_column(table, before->owner_column);
        int to = kept && from >= 0 && moving->altered[t] ? moving->altered[t]->change->to[from]
                 : kept                                  ? from
                                                         : -1;
        return to >= 0 && kept->name == after->owner && kept->space == after->owner_space &&
               kept->columns[to].name == after->owner_column;
    }
    return false;
}

/* Sequences that stay when the column goes that they went with. */
void lower_freed_sequences(Moving *moving) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->kind != OP_ALTER_SEQUENCE || !is_sequence_for(moving, op->after) ||
            !op->before->sequence->owner ||
            same_owner(moving, op->before->sequence, op->after->sequence)) {
            continue;
        }
        Sequence *nobodys = arena_copy(moving->arena, op->before->sequence, sizeof *nobodys);
        nobodys->owner = NULL;
        moving_add(moving,
                   (Step){.kind = STEP_OWN_SEQUENCE, .weight = 1, .op = op, .sequence = nobodys});
    }
}

static bool same_numbers(const Sequence *before, const Sequence *after) {
    return before->type.kind == after->type.kind && before->start == after->start &&
           before->increment == after->increment && before->least == after->least &&
           before->most == after->most && before->cache == after->cache &&
           before->cycles == after->cycles;
}

/* Sequences that come and change, under the names that they have after. */
void lower_changed_sequences(Moving *moving) {
    Ops created = moving_ops_of(moving, OP_CREATE_SEQUENCE);
    moving_add_lowered(moving, moving->after, &created);
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->kind != OP_ALTER_SEQUENCE || !is_sequence_for(moving, op->after)) {
            continue;
        }
        const Sequence *after = op->after->sequence;
        if (!same_numbers(op->before->sequence, after)) {
            moving_add(
                moving,
                (Step){.kind = STEP_ALTER_SEQUENCE, .weight = 1, .op = op, .sequence = after});
        }
        if (moving->dialect->has_comments && op->before->sequence->doc != after->doc) {
            moving_add(moving, (Step){.kind = STEP_COMMENT_OBJECT, .op = op, .object = op->after});
        }
    }
}

/* Whose they are, when the columns are there. */
void lower_owned_sequences(Moving *moving) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if ((op->kind != OP_ALTER_SEQUENCE && op->kind != OP_CREATE_SEQUENCE) ||
            !is_sequence_for(moving, op->after) || !op->after->sequence->owner ||
            (op->before && same_owner(moving, op->before->sequence, op->after->sequence))) {
            continue;
        }
        moving_add(moving, (Step){.kind = STEP_OWN_SEQUENCE,
                                  .weight = 1,
                                  .op = op,
                                  .sequence = op->after->sequence});
    }
}

/* ---- domains ------------------------------------------------------------------------------------- */

static bool is_domain_for(const Moving *moving, const Object *object) {
    return moving->dialect->has_domains && object && object->kind == OBJECT_DOMAIN &&
           is_for(moving->dialect, object->domain->targets);
}

/* A default may ask what the author's SQL makes first. */
static bool gets_default(const Op *op) {
    return op->after->domain->subject->columns[0].default_value &&
           !domain_same_default(op->before->domain, op->after->domain);
}

/* What goes of domains that change: before values are computed; before routines that a rule calls are other ones. */
void lower_changed_domains(Moving *moving, bool get_defaults) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->kind != OP_ALTER_DOMAIN || !is_domain_for(moving, op->after) ||
            gets_default(op) != get_defaults) {
            continue;
        }
        if (domain_loses(op->before->domain, op->after->domain)) {
            moving_add(moving, (Step){.kind = STEP_ALTER_DOMAIN,
                                      .weight = 2,
                                      .op = op,
                                      .domain = op->after->domain});
        }
        if (moving->dialect->has_comments && op->before->domain->doc != op->after->domain->doc) {
            moving_add(moving, (Step){.kind = STEP_COMMENT_OBJECT, .op = op, .object = op->after});
        }
    }
}

/* The domains whose values stand in arrays, or may stand in values of the author's types. */
typedef struct Inside {
    Moving *moving;
    NameMap domains; /* by their qualified names */
} Inside;

/* The domain, and what it rests on. */
static void put_inside(Inside *inside, const Domain *domain) {
    for (; domain; domain = domain->subject->columns[0].type.domain) {
        namemap_set(inside->moving->scratch, &inside->domains,
                    name_qualified(inside->moving->names, domain->space, domain->name), inside);
    }
}

static void look_inside(Inside *inside, const Table *table) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].type.is_array) {
            put_inside(inside, table->columns[i].type.domain);
        }
    }
}

static void find_inside(Inside *inside, const Model *model) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_TABLE) {
            look_inside(inside, object->table);
        } else if (object->kind == OBJECT_DOMAIN) {
            look_inside(inside, object->domain->subject);
        } else if (object->kind == OBJECT_SQL && sql_made(object->sql).kind == SQL_TYPE) {
            for (uint32_t n = 0; n < object->sql->needs_count; n++) {
                if (object->sql->needs[n]->kind == OBJECT_DOMAIN) {
                    put_inside(inside, object->sql->needs[n]->domain);
                }
            }
        }
    }
}

/* What comes to domains that change: the values are there. */
void lower_domain_rules(Moving *moving) {
    Inside inside = {0};
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->kind == OP_ALTER_DOMAIN && is_domain_for(moving, op->after) &&
            domain_gains(op->before->domain, op->after->domain)) {
            if (!inside.moving) {
                inside.moving = moving;
                find_inside(&inside, moving->before);
                find_inside(&inside, moving->after);
            }
            const Domain *domain = op->after->domain;
            bool is_inside = namemap_get(&inside.domains,
                                         name_qualified(moving->names, domain->space,
                                                        domain->name)) != NULL;
            moving_add(moving, (Step){.kind = STEP_ADD_RULES,
                                      .weight = 2,
                                      .makes_way = is_inside,
                                      .comes_back = is_inside,
                                      .op = op,
                                      .domain = domain});
        }
    }
}

/* Enums and sequences: one in whose place another thing has come was renamed. */
void lower_dropped_objects(Moving *moving, OpKind kind) {
    Ops gone = moving_ops_of(moving, kind);
    uint32_t first = moving->steps.count;
    moving_add_lowered(moving, moving->before, &gone);
    for (uint32_t i = first; i < moving->steps.count; i++) {
        Step *step = &moving->steps.items[i];
        Name name = moving->dialect->target == TARGET_POSTGRES
                        ? moving_aside_name(moving, step->op->before)
                        : object_name(step->op->before);
        if (name == object_name(step->op->before)) {
            continue;
        }
        if (step->kind == STEP_DROP_ENUM) {
            Enum *aside = arena_copy(moving->arena, step->enumeration, sizeof *aside);
            aside->name = name;
            step->enumeration = aside;
        } else if (step->kind == STEP_DROP_SEQUENCE) {
            Sequence *aside = arena_copy(moving->arena, step->sequence, sizeof *aside);
            aside->name = name;
            step->sequence = aside;
        }
    }
}

void lower_enum_comments(Moving *moving) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->kind == OP_ALTER_ENUM && moving->dialect->has_enum_types &&
            moving->dialect->has_comments &&
            is_for(moving->dialect, op->after->enumeration->targets) &&
            op->enumeration->before->doc != op->enumeration->after->doc &&
            !enum_is_replaced(op->enumeration)) {
            moving_add(moving, (Step){.kind = STEP_COMMENT_OBJECT, .op = op, .object = op->after});
        }
    }
}

/* A revision that drops an extension says so; when one that created it is undone, others may use it. */
void lower_dropped_extensions(Moving *moving) {
    Ops dropped = moving_ops_of(moving, OP_DROP_EXTENSION);
    for (uint32_t i = 0; i < dropped.count && !moving->is_down; i++) {
        const Extension *extension = dropped.items[i].before->extension;
        if (moving->dialect->has_extensions && is_for(moving->dialect, extension->targets)) {
            moving_add(moving, (Step){.kind = STEP_DROP_EXTENSION,
                                      .op = &dropped.items[i],
                                      .extension = extension});
        }
    }
}
