/*
 * clone.c - see clone.h.
 *
 * Extensions, types and enums speak of no table and are taken over as they are.
 */
#include "prove/clone.h"

#include "schema/refs.h"

/* A model of the trail and what stands for it. */
typedef struct Side {
    const Model *original;
    Model *model;
    const bool *has_table; /* by number */
    const bool *has_sql;   /* by position */
    Table **tables;        /* by the number there: the clone, or NULL */
    uint32_t *objects;     /* by the position there: the position in the clone + 1 */
    NameMap sqls;          /* up -> clone, while it is made */
} Side;

typedef struct Cloning {
    Arena *arena;
    const CloneChoice *choice;
    Side *sides; /* as many as the trail has models */
} Cloning;

/* ---- models ---------------------------------------------------------------------------------- */

static bool has_key(const Side *side, const ForeignKey *key) {
    return side->has_table[key->target->number];
}

static void clone_keys(Cloning *cloning, Side *side, const Table *of, Table *table) {
    table->foreign_keys = NEW_ARRAY(cloning->arena, ForeignKey, of->foreign_key_count);
    table->foreign_key_count = 0;
    for (uint16_t k = 0; k < of->foreign_key_count; k++) {
        if (has_key(side, &of->foreign_keys[k])) {
            ForeignKey *key = &table->foreign_keys[table->foreign_key_count++];
            *key = of->foreign_keys[k];
            key->target = side->tables[key->target->number];
        }
    }
}

static void clone_tables(Cloning *cloning, Side *side) {
    const Model *of = side->original;
    side->tables = NEW_ARRAY(cloning->arena, Table *, of->table_count);
    side->model->tables = NEW_ARRAY(cloning->arena, Table *, of->table_count);
    for (uint32_t i = 0; i < of->table_count; i++) {
        if (side->has_table[i]) {
            Table *table = arena_copy(cloning->arena, of->tables[i], sizeof *table);
            table->number = side->model->table_count;
            side->tables[i] = table;
            side->model->tables[side->model->table_count++] = table;
        }
    }
    for (uint32_t i = 0; i < of->table_count; i++) {
        if (side->tables[i] != NULL) {
            clone_keys(cloning, side, of->tables[i], side->tables[i]);
        }
    }
}

static bool is_there(const Side *side, uint32_t position) {
    const Object *object = &side->original->objects[position];
    switch (object->kind) {
    case OBJECT_EXTENSION:
    case OBJECT_TYPE:
    case OBJECT_DOMAIN:
    case OBJECT_SEQUENCE:
    case OBJECT_ENUM: return true;
    case OBJECT_TABLE: return side->has_table[object->table->number];
    case OBJECT_DATA: return side->has_table[object->data->table->number];
    case OBJECT_SQL: return side->has_sql[position];
    }
    return false;
}

static Data *clone_data(Cloning *cloning, const Side *side, const Data *of) {
    Data *data = arena_copy(cloning->arena, of, sizeof *data);
    data->table = side->tables[of->table->number];
    return data;
}

/* What it needs and is there; of an object that comes later nothing is known yet, and nobody needs it. */
static Object **clone_needs(Cloning *cloning, Side *side, const SqlObject *of, uint32_t *count) {
    Object **needs = NEW_ARRAY(cloning->arena, Object *, of->needs_count);
    *count = 0;
    for (uint32_t i = 0; i < of->needs_count; i++) {
        Object need = *of->needs[i];
        bool keep = true;
        switch (need.kind) {
        case OBJECT_EXTENSION:
        case OBJECT_TYPE:
        case OBJECT_DOMAIN:
    case OBJECT_SEQUENCE:
        case OBJECT_ENUM: break;
        case OBJECT_TABLE:
            need.table = side->tables[need.table->number];
            keep = need.table != NULL;
            break;
        case OBJECT_DATA: { /* as good: the rows come right behind their table */
            Table *table = side->tables[need.data->table->number];
            need = (Object){.kind = OBJECT_TABLE, .table = table};
            keep = table != NULL;
            break;
        }
        case OBJECT_SQL:
            need.sql = namemap_get(&side->sqls, need.sql->name);
            keep = need.sql != NULL;
            break;
        }
        if (keep) {
            needs[(*count)++] = arena_copy(cloning->arena, &need, sizeof need);
        }
    }
    return needs;
}

static SqlObject *clone_sql(Cloning *cloning, Side *side, const SqlObject *of) {
    SqlObject *sql = arena_copy(cloning->arena, of, sizeof *sql);
    sql->needs = clone_needs(cloning, side, of, &sql->needs_count);
    return sql;
}

static void add_object(Side *side, uint32_t position, Object object) {
    side->model->objects[side->model->object_count++] = object;
    side->objects[position] = side->model->object_count;
}

/* Sql objects are made in an order in which what one needs is there before it. */
static void clone_sqls(Cloning *cloning, Side *side) {
    const Model *of = side->original;
    bool any = false;
    for (uint32_t i = 0; i < of->object_count; i++) {
        any = any || (of->objects[i].kind == OBJECT_SQL && side->has_sql[i]);
    }
    if (!any) {
        return;
    }
    uint32_t *order = NEW_ARRAY(cloning->arena, uint32_t, of->object_count);
    refs_object_order(of, order);
    for (uint32_t i = 0; i < of->object_count; i++) {
        const Object *object = &of->objects[order[i]];
        if (object->kind == OBJECT_SQL && side->has_sql[order[i]]) {
            SqlObject *sql = clone_sql(cloning, side, object->sql);
            namemap_set(cloning->arena, &side->sqls, sql->name, sql);
            add_object(side, order[i], (Object){.kind = OBJECT_SQL, .sql = sql});
        }
    }
}

static void clone_model(Cloning *cloning, Side *side) {
    const Model *of = side->original;
    side->model = NEW(cloning->arena, Model);
    *side->model = (Model){.arena = cloning->arena,
                           .names = of->names,
                           .objects = NEW_ARRAY(cloning->arena, Object, of->object_count),
                           .is_replayed = of->is_replayed};
    side->objects = NEW_ARRAY(cloning->arena, uint32_t, of->object_count);
    clone_tables(cloning, side);
    for (uint32_t i = 0; i < of->object_count; i++) {
        Object object = of->objects[i];
        if (object.kind == OBJECT_SQL || !is_there(side, i)) {
            continue;
        }
        if (object.kind == OBJECT_TABLE) {
            object.table = side->tables[object.table->number];
        } else if (object.kind == OBJECT_DATA) {
            object.data = clone_data(cloning, side, object.data);
        }
        add_object(side, i, object);
    }
    clone_sqls(cloning, side);
}

/* ---- changes --------------------------------------------------------------------------------- */

/* Positions of foreign keys after -> before, without those that are left out. */
static int32_t *clone_key_map(Cloning *cloning, const Side *before, const Side *after,
                              const TableChange *of) {
    int32_t *place = NEW_ARRAY(cloning->arena, int32_t, of->before->foreign_key_count);
    int32_t count = 0;
    for (uint16_t k = 0; k < of->before->foreign_key_count; k++) {
        place[k] = has_key(before, &of->before->foreign_keys[k]) ? count++ : -1;
    }
    int32_t *map = NEW_ARRAY(cloning->arena, int32_t, of->after->foreign_key_count);
    count = 0;
    for (uint16_t k = 0; k < of->after->foreign_key_count; k++) {
        if (has_key(after, &of->after->foreign_keys[k])) {
            int32_t from = of->foreign_keys[k];
            map[count++] = from >= 0 ? place[from] : -1;
        }
    }
    return map;
}

static TableChange *clone_change_half(Cloning *cloning, const Side *before, const Side *after,
                                      const TableChange *of) {
    TableChange *change = arena_copy(cloning->arena, of, sizeof *change);
    change->before = before->tables[of->before->number];
    change->after = after->tables[of->after->number];
    change->foreign_keys = clone_key_map(cloning, before, after, of);
    return change;
}

static const Object *clone_object(const Side *side, const Object *of) {
    return of != NULL ? &side->model->objects[side->objects[of - side->original->objects] - 1]
                      : NULL;
}

static bool op_is_there(const Side *before, const Side *after, const Op *op) {
    return op->after != NULL ? is_there(after, (uint32_t)(op->after - after->original->objects))
                             : is_there(before, (uint32_t)(op->before - before->original->objects));
}

static Ops clone_ops(Cloning *cloning, const Side *before, const Side *after, const Ops *of,
                     const TableChange *const *changes, bool is_down) {
    Ops ops = {.items = NEW_ARRAY(cloning->arena, Op, of->count)};
    for (uint32_t i = 0; i < of->count; i++) {
        Op op = of->items[i];
        if (!op_is_there(before, after, &op)) {
            continue;
        }
        if (op.kind == OP_ALTER_TABLE) {
            const Table *known = is_down ? op.before->table : op.after->table;
            const TableChange *change = changes[known->number];
            op.table = is_down ? change->inverse : change;
        }
        op.before = clone_object(before, op.before);
        op.after = clone_object(after, op.after);
        ops.items[ops.count++] = op;
    }
    return ops;
}

static Change clone_change(Cloning *cloning, const TrailLink *link, const Side *before,
                           const Side *after) {
    uint32_t count = after->original->table_count;
    const TableChange **changes = NEW_ARRAY(cloning->arena, const TableChange *, count);
    for (uint32_t i = 0; i < count; i++) {
        const TableChange *of = link->altered[i];
        if (of != NULL && after->tables[i] != NULL) {
            TableChange *change = clone_change_half(cloning, before, after, of);
            TableChange *inverse = clone_change_half(cloning, after, before, of->inverse);
            change->inverse = inverse;
            inverse->inverse = change;
            changes[i] = change;
        }
    }
    return (Change){.before = before->model,
                    .after = after->model,
                    .up = clone_ops(cloning, before, after, &link->change->up, changes, false),
                    .down = clone_ops(cloning, after, before, &link->change->down, changes, true)};
}

static void add_free_step(Cloning *cloning, Changes *out, Side *side, const Change *of) {
    const CloneChoice *choice = cloning->choice;
    const SqlObject *run = of->up.items[0].run;
    if (choice->with_free_steps && choice->keeps(choice->context, run)) {
        out->items[out->count++] = change_free_step(cloning->arena, side->model,
                                                    clone_sql(cloning, side, run));
    }
}

Clone clone_of(Arena *arena, const Changes *changes, const CloneChoice *choice) {
    const Trail *trail = choice->trail;
    Cloning cloning = {
        .arena = arena, .choice = choice, .sides = NEW_ARRAY(arena, Side, trail->count)};
    for (uint32_t m = 0; m < trail->count; m++) {
        cloning.sides[m] = (Side){.original = trail->models[m],
                                  .has_table = choice->tables[m],
                                  .has_sql = choice->objects[m]};
        clone_model(&cloning, &cloning.sides[m]);
    }
    Clone clone = {.before = cloning.sides[0].model,
                   .after = cloning.sides[trail->count - 1].model,
                   .changes = {.items = NEW_ARRAY(arena, Change, changes->count)}};
    uint32_t at = 0; /* the model that the change begins with */
    for (uint32_t i = 0; i < changes->count; i++) {
        if (trail_is_free_step(&changes->items[i])) {
            add_free_step(&cloning, &clone.changes, &cloning.sides[at], &changes->items[i]);
            continue;
        }
        clone.changes.items[clone.changes.count++] = clone_change(
            &cloning, &trail->links[at], &cloning.sides[at], &cloning.sides[at + 1]);
        at++;
    }
    return clone;
}
