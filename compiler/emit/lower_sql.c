/*
 * lower_sql.c - takes a change, gives the steps for sql objects: those that go, those that come, and those
 * that a table would not change under. See lower_parts.h.
 */
#include <string.h>

#include "emit/ground.h"
#include "emit/lower_parts.h"
#include "emit/mysql/words.h"
#include "emit/postgres/aside.h"
#include "emit/sql_loses.h"
#include "emit/sql_makes.h"
#include "schema/refs.h"

/* A table of which views would not let columns be changed. `retyped`: tables that have types which are made anew. */
static bool is_restless(const Moving *moving, const bool *retyped, const Table *table) {
    const Altered *altered = moving->altered[table->number];
    if (!moving->after_of[table->number] || retyped[table->number]) {
        return true;
    }
    for (uint16_t i = 0; altered && i < table->column_count; i++) {
        if (altered->moved[i]) {
            return true;
        }
    }
    return false;
}

/* Whether what is said of parts of the table is lost with them. */
static bool loses(const Moving *moving, const SqlObject *sql, const Table *table) {
    const Altered *altered = moving->altered[table->number];
    return moving->dialect->target == TARGET_POSTGRES && altered &&
           ((sql_made(sql).kind == SQL_OTHER && sql_loses_part(sql, altered->change)) ||
            sql_loses_partition(sql, altered->change));
}

/* The moment that an object's trigger runs at, where triggers run in the order in which they were made; or NULL. */
static Name moment_of(const Moving *moving, const Object *object) {
    Buf text = {0};
    Name moment = NULL;
    if (moving->dialect->triggers_have_order && object->kind == OBJECT_SQL &&
        is_for(moving->dialect, object->sql->targets) && mysql_trigger_moment(&text, object->sql)) {
        moment = names_intern(moving->names, text.data, text.length);
    }
    buf_free(&text);
    return moment;
}

/* By name, and by what undoes them, the operations that make sql objects of this dialect. */
static NameMap sql_that_comes(const Moving *moving) {
    NameMap comes = {0};
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->kind == OP_CREATE_SQL && is_for(moving->dialect, op->after->sql->targets)) {
            Name identity = ground_identity(moving->names, op->after->sql);
            namemap_set(moving->arena, &comes, op->after->sql->name, (void *)(uintptr_t)op);
            if (identity) {
                namemap_set(moving->arena, &comes, identity, (void *)(uintptr_t)op);
            }
        }
    }
    return comes;
}

/* By name, triggers behind one that comes, so that they are to be made again. */
static NameMap triggers_behind(const Moving *moving, const NameMap *created) {
    NameMap moments = {0};
    NameMap behind = {0};
    for (uint32_t i = 0; i < moving->after->object_count && created->count > 0; i++) {
        const Object *object = &moving->after->objects[i];
        Name moment = moment_of(moving, object);
        if (moment && namemap_get(created, object->sql->name)) {
            namemap_set(moving->arena, &moments, moment, (void *)(uintptr_t)object);
        } else if (moment && namemap_get(&moments, moment)) {
            namemap_set(moving->arena, &behind, object->sql->name, (void *)(uintptr_t)object);
        }
    }
    return behind;
}

/* Whether what goes may stay until the other is made in its place, for tables may use it. */
static bool may_stay(const Moving *moving, const SqlObject *sql, const SqlObject *other) {
    return moving->dialect->target == TARGET_POSTGRES && sql->down &&
           (sql_made_over(sql, other) || aside_makes_way(sql, other) ||
            aside_takes_over(sql, other) || aside_takes_place(sql, other));
}

/* The step that makes a sql object, perhaps in the place of another one. */
static void take_place(const Moving *moving, const NameMap *comes, Step *step) {
    const SqlObject *before = ground_find(moving->names, &moving->undone, step->sql);
    const Op *op = before ? ground_find(moving->names, comes, before) : NULL;
    bool is_its = before && (!op || op->after->sql == step->sql);
    step->partner = is_its && may_stay(moving, before, step->sql) ? before : NULL;
    if (step->op && step->op->is_replaced) {
        step->partner = namemap_get(&moving->replaced, step->sql->name);
    }
}

/* What becomes of objects, by name. */
typedef struct Undoing {
    NameMap dropped; /* sql objects that go: their operations */
    NameMap comes;   /* sql objects that come: likewise */
    NameMap
        gone; /* with their namespaces: enums, domains, sequences and sql objects that go for good, and what is said of them */
    bool *retyped; /* by the number of a table: it has columns of a type that goes */
} Undoing;

static Undoing undoing_begin(const Moving *moving) {
    Undoing undoing = {.comes = sql_that_comes(moving),
                       .retyped = NEW_ARRAY(moving->scratch, bool, moving->before->table_count)};
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        bool is_sql = op->kind == OP_DROP_SQL;
        if (is_sql && is_for(moving->dialect, op->before->sql->targets)) {
            namemap_set(moving->arena, &undoing.dropped, op->before->sql->name,
                        (void *)(uintptr_t)op);
        }
        if (op->kind == OP_DROP_ENUM || op->kind == OP_DROP_DOMAIN ||
            op->kind == OP_DROP_SEQUENCE ||
            (is_sql && !namemap_get(&undoing.comes, op->before->sql->name))) {
            namemap_set(
                moving->scratch, &undoing.gone,
                name_qualified(moving->names, object_space(op->before), object_name(op->before)),
                (void *)(uintptr_t)op);
        }
    }
    return undoing;
}

/* What is made in the place of what goes, which may be in use: itself when it comes back, or another; or NULL. */
static const SqlObject *partner_of(const Moving *moving, const Undoing *undoing,
                                   const SqlObject *sql) {
    const Op *op = ground_find(moving->names, &undoing->comes, sql);
    const SqlObject *other = op                                          ? op->after->sql
                             : namemap_get(&undoing->dropped, sql->name) ? NULL
                                                                         : sql;
    return other && may_stay(moving, sql, other) ? other : NULL;
}

/* Whether what is needed is undone before the tables change, and cannot stay: a type that stands aside goes while they do. */
static bool goes_before(const Moving *moving, const Undoing *undoing, const Object *need) {
    if (need->kind != OBJECT_SQL || !namemap_get(&moving->undone, need->sql->name)) {
        return false;
    }
    const SqlObject *partner = partner_of(moving, undoing, need->sql);
    return !partner || aside_takes_over(need->sql, partner);
}

/* Whether the sql object does not survive what becomes of something that it needs. */
static bool is_shaken(const Moving *moving, const Undoing *undoing, const SqlObject *sql,
                      const Object *need) {
    if (need->kind == OBJECT_TABLE) {
        return moving->dialect->has_alter_table &&
               (is_restless(moving, undoing->retyped, need->table) ||
                loses(moving, sql, need->table));
    }
    return (need->kind == OBJECT_SQL && namemap_get(&moving->undone, need->sql->name)) ||
           namemap_get(&undoing->gone,
                       name_qualified(moving->names, object_space(need), object_name(need)));
}

/* The objects of a model in an order in which each stands behind what it needs: a revision can say other needs where a sql object was
 * declared. */
static const uint32_t *standing_order(const Moving *moving, const Model *model) {
    uint32_t *order = NEW_ARRAY(moving->scratch, uint32_t, model->object_count);
    refs_object_order(model, order);
    return order;
}

/* The sql object at a place of the order that the dialect has, or NULL. */
static const Object *sql_at(const Moving *moving, const Model *model, uint32_t position) {
    const Object *object = &model->objects[position];
    return object->kind == OBJECT_SQL && is_for(moving->dialect, object->sql->targets) ? object
                                                                                       : NULL;
}

/* Adds the tables with columns of a type that goes. */
static void know_retyped(const Moving *moving, const SqlObject *sql, bool *retyped) {
    bool is_type = moving->dialect->target == TARGET_POSTGRES && sql_made(sql).kind == SQL_TYPE;
    for (uint32_t t = 0; is_type && t < moving->before->table_count; t++) {
        retyped[t] = retyped[t] || ground_is_type_of(sql, moving->before->tables[t]);
    }
}

/* Finds the sql objects that go, for good or round a change; those that go on the way are undone last
 * declared first. */
void lower_undone_sql(Moving *moving) {
    const Model *model = moving->before;
    Undoing undoing = undoing_begin(moving);
    NameMap behind = triggers_behind(moving, &undoing.comes);
    NameMap moments = {0}; /* of triggers that come back */
    const uint32_t *order = standing_order(moving, model);
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = sql_at(moving, model, order[i]);
        if (!object) {
            continue;
        }
        const SqlObject *sql = object->sql;
        const Op *drop = namemap_get(&undoing.dropped, sql->name);
        Name moment = moment_of(moving, object);
        bool goes = (drop && !drop->is_replaced && !drop->is_ground) ||
                    (sql->down && moment &&
                     (namemap_get(&behind, sql->name) || namemap_get(&moments, moment)));
        for (uint32_t n = 0; !goes && sql->down && n < sql->needs_count; n++) {
            goes = drop && drop->is_ground ? goes_before(moving, &undoing, sql->needs[n])
                                           : is_shaken(moving, &undoing, sql, sql->needs[n]);
        }
        if (drop && drop->is_replaced) {
            namemap_set(moving->arena, &moving->replaced, sql->name, (void *)(uintptr_t)sql);
        }
        if (goes) {
            Name identity = ground_identity(moving->names, sql);
            if (identity) {
                namemap_set(moving->arena, &moving->undone, identity, (void *)(uintptr_t)sql);
            }
            namemap_set(moving->arena, &moving->undone, sql->name, (void *)(uintptr_t)sql);
            know_retyped(moving, sql, undoing.retyped);
        }
        if (goes && moment && !drop) {
            namemap_set(moving->arena, &moments, moment, (void *)(uintptr_t)sql);
        }
    }
    for (uint32_t i = model->object_count; i-- > 0;) {
        const Object *object = sql_at(moving, model, order[i]);
        const SqlObject *sql = object ? object->sql : NULL;
        if (sql && namemap_get(&moving->undone, sql->name)) {
            const Op *drop = namemap_get(&undoing.dropped, sql->name);
            moving_add(moving, (Step){.kind = STEP_UNDO_SQL,
                                      .weight = 1,
                                      .partner = partner_of(moving, &undoing, sql),
                                      .op = drop,
                                      .sql = sql});
        }
    }
}

/* A type of the author's in whose place another thing comes: it goes when nothing is of it any more. */
static bool stands_aside(Moving *moving, const Op *op) {
    const SqlObject *sql = op->kind == OP_DROP_SQL && op->is_ground ? op->before->sql : NULL;
    SqlMade made = sql ? sql_made(sql) : (SqlMade){.kind = SQL_OTHER};
    Name name = made.kind == SQL_TYPE ? names_find(moving->names, made.name.data, made.name.length)
                                      : NULL;
    bool is_type = name && (strstr(sql->down->text, "DROP TYPE ") ||
                            strstr(sql->down->text, "DROP DOMAIN "));
    if (!is_type || !is_for(moving->dialect, sql->targets)) {
        return false;
    }
    const TakenNames *taken = moving_names_after(moving, false);
    return namemap_get(&taken->types, name) || namemap_get(&taken->relations, name);
}

void lower_types_aside(Moving *moving) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (stands_aside(moving, op)) {
            moving_add(moving, (Step){.kind = STEP_UNDO_SQL,
                                      .weight = 2,
                                      .makes_way = true,
                                      .op = op,
                                      .sql = op->before->sql});
        }
    }
}

/* Sql objects that are new, or were undone on the way. */
void lower_run_sql(Moving *moving) {
    const Model *model = moving->after;
    NameMap created = sql_that_comes(moving);
    const uint32_t *order = standing_order(moving, model);
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = sql_at(moving, model, order[i]);
        if (!object) {
            continue;
        }
        const SqlObject *sql = object->sql;
        const Op *create = namemap_get(&created, sql->name);
        if (create ? !create->is_ground : namemap_get(&moving->undone, sql->name) != NULL) {
            Step step = {.kind = STEP_RUN_SQL, .weight = 1, .op = create, .sql = sql};
            take_place(moving, &created, &step);
            moving_add(moving, step);
        }
    }
}

/* Those of the ground that come: domains and sql objects, in an order in which each stands on what is there. */
void lower_coming_ground(Moving *moving) {
    Ops unordered = {.items = NEW_ARRAY(moving->arena, Op, moving->ops->count)};
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->kind == OP_CREATE_DOMAIN || (op->kind == OP_CREATE_SQL && op->is_ground)) {
            unordered.items[unordered.count++] = *op;
        }
    }
    Ops ordered = plan_order(moving->arena, moving->after, &unordered);
    Steps steps = lower_some(moving->arena, moving->dialect, moving->after, &ordered);
    NameMap comes = sql_that_comes(moving);
    for (uint32_t i = 0; i < steps.count; i++) {
        if (steps.items[i].kind == STEP_RUN_SQL) {
            take_place(moving, &comes, &steps.items[i]);
        }
        moving_add(moving, steps.items[i]);
    }
}

/* A domain in whose place another one has come was renamed. */
static void drop_domain(Moving *moving, const Op *op) {
    Domain *aside = arena_copy(moving->arena, op->before->domain, sizeof *aside);
    aside->name = moving_aside_name(moving, op->before);
    moving_add(moving, (Step){.kind = STEP_DROP_DOMAIN, .weight = 2, .op = op, .domain = aside});
}

void lower_leaving_ground(Moving *moving) {
    Ops unordered = {.items = NEW_ARRAY(moving->arena, Op, moving->ops->count)};
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if ((op->kind == OP_DROP_SQL && op->is_ground) ||
            (op->kind == OP_DROP_DOMAIN && moving->dialect->has_domains)) {
            unordered.items[unordered.count++] = *op;
        }
    }
    Ops ordered = plan_order(moving->arena, moving->before, &unordered);
    const Op *ops = ordered.items;
    for (uint32_t i = ordered.count; i-- > 0;) {
        if (!is_for(moving->dialect, object_targets(ops[i].before)) ||
            (ops[i].kind == OP_DROP_SQL &&
             namemap_get(&moving->undone,
                         ops[i].before->sql->name))) { /* it went with what it needs */
            continue;
        }
        if (ops[i].kind == OP_DROP_DOMAIN) {
            drop_domain(moving, &ops[i]);
        } else {
            moving_add(moving, (Step){.kind = STEP_UNDO_SQL,
                                      .weight = 1,
                                      .comes_back = stands_aside(moving, &ops[i]),
                                      .op = &ops[i],
                                      .sql = ops[i].before->sql});
        }
    }
}
