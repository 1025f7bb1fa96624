/*
 * lower.c - takes operations, gives a dialect's steps. See lower.h.
 *
 * Steps are produced twice: the first walk only counts, so that the array is of the right size.
 */
#include "emit/lower.h"

typedef struct Lowering {
    Arena *arena;
    const Dialect *dialect;
    Steps steps;       /* items NULL: counting */
    bool *created;     /* by the number of the table */
    uint32_t *waiting; /* by the number of the target: first of its waiting keys, + 1 */
    struct WaitingKey {
        const Op *op;
        const Table *table;
        const ForeignKey *foreign_key;
        uint32_t next; /* + 1 */
    } * keys;          /* forward foreign keys whose target is not there yet */
    uint32_t key_count;
    NameMap spaces; /* namespaces seen */
    Arena *scratch; /* for what only the walk needs */
    bool is_some;   /* namespaces are the caller's */
    Steps freed;    /* what is done before anything goes */
} Lowering;

bool lower_inlines(const Dialect *dialect, const ForeignKey *foreign_key) {
    /* where steps are counted, those that cannot stand there are taken out of the table: emit/reshape */
    return !dialect->has_add_constraint || !dialect->has_ddl_transactions ||
           (!foreign_key->is_forward && !(foreign_key->flags & CONSTRAINT_NOT_VALID));
}

/*
 * How many objects a transaction that creates or drops a table keeps locked, counted in pg_locks of
 * PostgreSQL 15; dropping takes more. Indexes, triggers and functions have steps of their own.
 */
enum {
    WEIGHT_TABLE = 5, /* its row type, the array of that, its TOAST table with an index */
    WEIGHT_KEY = 2,
    WEIGHT_FOREIGN_KEY = 6, /* the constraint, four triggers, the other table */
    WEIGHT_DEFAULT = 1,     /* also an identity's sequence, a generated column's expression */
    WEIGHT_CHECK = 1,
    WEIGHT_INDEX = 1,
    WEIGHT_TOUCH = 2, /* a trigger and its function */
    WEIGHT_ENUM = 2,
    WEIGHT_SEQUENCE = 1,
    WEIGHT_DOMAIN = 2
};

static uint32_t table_weight(const Dialect *dialect, const Table *table) {
    uint32_t weight = WEIGHT_TABLE + (table->primary_key ? (uint32_t)WEIGHT_KEY : 0u) +
                      WEIGHT_KEY * table->unique_count + WEIGHT_CHECK * table->check_count;
    for (uint32_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        bool computed = (column->flags & COLUMN_IDENTITY) || column->default_value ||
                        column->generated;
        weight += computed ? (uint32_t)WEIGHT_DEFAULT : 0u;
    }
    for (uint32_t i = 0; i < table->foreign_key_count; i++) {
        weight += is_for(dialect, table->foreign_keys[i].targets) ? (uint32_t)WEIGHT_FOREIGN_KEY
                                                                  : 0u;
    }
    return weight;
}

/* Of all partitions that are tables: each has keys and checks of its own. */
static uint32_t partitions_weight(const Dialect *dialect, const Table *table) {
    const Partitioning *of = dialect->has_partition_tables
                                 ? table_partitioning(table, dialect->target)
                                 : NULL;
    return of ? of->count * (table_weight(dialect, table) + WEIGHT_INDEX * table->index_count) : 0;
}

static void add(Lowering *lowering, Step step) {
    if (lowering->steps.items) {
        lowering->steps.items[lowering->steps.count] = step;
    }
    lowering->steps.count++;
}

static void add_foreign_key(Lowering *lowering, const Op *op, const Table *table,
                            const ForeignKey *key) {
    add(lowering, (Step){.kind = STEP_ADD_FOREIGN_KEY,
                         .weight = WEIGHT_FOREIGN_KEY,
                         .op = op,
                         .table = table,
                         .foreign_key = key});
}

/* The forward keys of a new table that can be added now; the others wait for their target. */
static void add_forward_keys(Lowering *lowering, const Op *op, const Table *table) {
    for (uint32_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        if (lower_inlines(lowering->dialect, key) || !is_for(lowering->dialect, key->targets)) {
            continue;
        }
        if (lowering->created[key->target->number]) {
            add_foreign_key(lowering, op, table, key);
            continue;
        }
        uint32_t *list = &lowering->waiting[key->target->number];
        lowering->keys[lowering->key_count] = (struct WaitingKey){op, table, key, *list};
        *list = ++lowering->key_count;
    }
    /* keys that waited for this table, in source order: the list has the newest first */
    uint32_t reversed = 0;
    for (uint32_t at = lowering->waiting[table->number]; at != 0;) {
        struct WaitingKey *waiting = &lowering->keys[at - 1];
        uint32_t next = waiting->next;
        waiting->next = reversed;
        reversed = at;
        at = next;
    }
    for (uint32_t at = reversed; at != 0; at = lowering->keys[at - 1].next) {
        const struct WaitingKey *waiting = &lowering->keys[at - 1];
        add_foreign_key(lowering, waiting->op, waiting->table, waiting->foreign_key);
    }
    lowering->waiting[table->number] = 0;
}

static void create_namespace(Lowering *lowering, const Op *op, Name space) {
    if (space && !lowering->is_some &&
        !namemap_put(lowering->scratch, &lowering->spaces, space, (void *)space)) {
        add(lowering, (Step){.kind = STEP_CREATE_NAMESPACE, .op = op, .space = space});
    }
}

static void create_table(Lowering *lowering, const Op *op, const Table *table) {
    const Dialect *dialect = lowering->dialect;
    create_namespace(lowering, op, table->space);
    add(lowering, (Step){.kind = STEP_CREATE_TABLE,
                         .weight = table_weight(dialect, table) +
                                   partitions_weight(dialect, table),
                         .op = op,
                         .table = table});
    lowering->created[table->number] = true;
    for (uint32_t i = 0; i < table->index_count; i++) {
        if (is_for(dialect, table->indexes[i].targets)) {
            add(lowering, (Step){.kind = STEP_CREATE_INDEX,
                                 .weight = WEIGHT_INDEX,
                                 .op = op,
                                 .table = table,
                                 .index = &table->indexes[i]});
        }
    }
    for (uint32_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if ((column->flags & COLUMN_TOUCHED) && is_for(dialect, column->targets)) {
            add(lowering, (Step){.kind = STEP_CREATE_TOUCH,
                                 .weight = WEIGHT_TOUCH,
                                 .op = op,
                                 .table = table,
                                 .column = column});
        }
    }
    if (dialect->has_comments && table->doc) {
        add(lowering, (Step){.kind = STEP_COMMENT, .op = op, .table = table});
    }
    for (uint32_t i = 0; dialect->has_comments && i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (column->doc && is_for(dialect, column->targets)) {
            add(lowering, (Step){.kind = STEP_COMMENT, .op = op, .table = table, .column = column});
        }
    }
    add_forward_keys(lowering, op, table);
}

/* What keeps a table from being dropped while others are there: its forward keys, and theirs to it. */
static void drop_forward_keys(Lowering *lowering, const Ops *ops) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if (op->kind != OP_DROP_TABLE || !is_for(lowering->dialect, op->before->table->targets)) {
            continue;
        }
        const Table *table = op->before->table;
        for (uint32_t k = 0; k < table->foreign_key_count; k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (!lower_inlines(lowering->dialect, key) && is_for(lowering->dialect, key->targets)) {
                add(lowering, (Step){.kind = STEP_DROP_FOREIGN_KEY,
                                     .weight = WEIGHT_FOREIGN_KEY,
                                     .op = op,
                                     .table = table,
                                     .foreign_key = key});
            }
        }
    }
}

static void drop_table(Lowering *lowering, const Op *op, const Table *table) {
    const Dialect *dialect = lowering->dialect;
    uint32_t weight = table_weight(dialect, table) + WEIGHT_INDEX * table->index_count +
                      partitions_weight(dialect, table);
    add(lowering, (Step){.kind = STEP_DROP_TABLE, .weight = weight, .op = op, .table = table});
    for (uint32_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (dialect->touch_has_function && (column->flags & COLUMN_TOUCHED) &&
            is_for(dialect, column->targets)) {
            add(lowering, (Step){.kind = STEP_DROP_TOUCH,
                                 .weight = WEIGHT_TOUCH,
                                 .op = op,
                                 .table = table,
                                 .column = column});
        }
    }
}

/* Namespaces that the dropped objects were in, the last one entered first. */
static void drop_namespaces(Lowering *lowering, const Ops *ops) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        bool goes = op->kind == OP_DROP_TABLE || op->kind == OP_DROP_ENUM ||
                    op->kind == OP_DROP_SEQUENCE || op->kind == OP_DROP_DOMAIN;
        Name space = goes ? object_space(op->before) : NULL;
        if (space && is_for(lowering->dialect, object_targets(op->before)) &&
            !namemap_put(lowering->scratch, &lowering->spaces, space, (void *)space)) {
            add(lowering, (Step){.kind = STEP_DROP_NAMESPACE, .op = op, .space = space});
        }
    }
}

/* The documentation of an enum, a domain or a sequence. */
static void add_comment(Lowering *lowering, const Op *op, const Object *object, Name doc) {
    if (lowering->dialect->has_comments && doc) {
        add(lowering, (Step){.kind = STEP_COMMENT_OBJECT, .op = op, .object = object});
    }
}

/* Sequences that go with a column, when the tables are there. */
static void own_sequences(Lowering *lowering, const Ops *ops) {
    for (uint32_t i = 0; lowering->dialect->has_sequences && i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if (op->kind == OP_CREATE_SEQUENCE && op->after->sequence->owner &&
            is_for(lowering->dialect, op->after->sequence->targets)) {
            add(lowering, (Step){.kind = STEP_OWN_SEQUENCE,
                                 .weight = 1,
                                 .op = op,
                                 .sequence = op->after->sequence});
        }
    }
}

static void lower_op(Lowering *lowering, const Op *op) {
    const Dialect *dialect = lowering->dialect;
    const Object *object = op_object(op);
    if (!is_for(dialect, object_targets(object))) {
        return;
    }
    switch (op->kind) {
    case OP_CREATE_EXTENSION:
        add(lowering,
            (Step){.kind = STEP_CREATE_EXTENSION, .op = op, .extension = object->extension});
        return;
    case OP_CREATE_ENUM:
        if (dialect->has_enum_types) {
            create_namespace(lowering, op, object->enumeration->space);
            add(lowering, (Step){.kind = STEP_CREATE_ENUM,
                                 .weight = WEIGHT_ENUM,
                                 .op = op,
                                 .enumeration = object->enumeration});
            add_comment(lowering, op, object, object->enumeration->doc);
        }
        return;
    case OP_CREATE_DOMAIN:
    case OP_DROP_DOMAIN:
        if (dialect->has_domains) {
            bool comes = op->kind == OP_CREATE_DOMAIN;
            if (comes) {
                create_namespace(lowering, op, object->domain->space);
            }
            add(lowering, (Step){.kind = comes ? STEP_CREATE_DOMAIN : STEP_DROP_DOMAIN,
                                 .weight = WEIGHT_DOMAIN + object->domain->subject->check_count,
                                 .op = op,
                                 .domain = object->domain});
            add_comment(lowering, op, object, comes ? object->domain->doc : NULL);
        }
        return;
    case OP_CREATE_SEQUENCE:
    case OP_DROP_SEQUENCE:
        if (dialect->has_sequences) {
            bool comes = op->kind == OP_CREATE_SEQUENCE;
            if (comes) {
                create_namespace(lowering, op, object->sequence->space);
            }
            add(lowering, (Step){.kind = comes ? STEP_CREATE_SEQUENCE : STEP_DROP_SEQUENCE,
                                 .weight = WEIGHT_SEQUENCE,
                                 .op = op,
                                 .sequence = object->sequence});
            add_comment(lowering, op, object, comes ? object->sequence->doc : NULL);
        }
        return;
    case OP_CREATE_TABLE: create_table(lowering, op, object->table); return;
    case OP_PUT_DATA:
        if (object->data->row_count == 0) {
            return;
        }
        add(lowering, (Step){.kind = STEP_PUT_ROWS,
                             .weight = 1,
                             .op = op,
                             .table = object->data->table,
                             .data = object->data});
        return;
    case OP_CREATE_SQL:
        add(lowering, (Step){.kind = STEP_RUN_SQL, .weight = 1, .op = op, .sql = object->sql});
        return;
    case OP_DROP_SQL:
        add(lowering, (Step){.kind = STEP_UNDO_SQL, .weight = 1, .op = op, .sql = object->sql});
        return;
    case OP_DROP_TABLE: drop_table(lowering, op, object->table); return;
    case OP_DROP_ENUM:
        if (dialect->has_enum_types) {
            add(lowering, (Step){.kind = STEP_DROP_ENUM,
                                 .weight = WEIGHT_ENUM,
                                 .op = op,
                                 .enumeration = object->enumeration});
        }
        return;
    case OP_CREATE_TYPE: /* spelled out where it is used: the database has no such object */
    case OP_DROP_TYPE:
    case OP_DROP_EXTENSION: /* others may use it by now: it stays */
    case OP_REMOVE_DATA:    /* the rows go with their table */
    case OP_ALTER_TABLE:    /* what changes is lower_change's */
    case OP_ALTER_ENUM:
    case OP_ALTER_TYPE:
    case OP_ALTER_DOMAIN:
    case OP_ALTER_SEQUENCE:
    case OP_CHANGE_DATA:
    case OP_RUN_UP:
    case OP_RUN_DOWN:
    case OP_COUNT: return;
    }
}

static void walk(Lowering *lowering, const Ops *ops) {
    for (uint32_t i = 0; i < lowering->freed.count; i++) {
        add(lowering, lowering->freed.items[i]);
    }
    drop_forward_keys(lowering, ops);
    for (uint32_t i = 0; i < ops->count; i++) {
        lower_op(lowering, &ops->items[i]);
    }
    if (!lowering->is_some) {
        own_sequences(lowering, ops);
        drop_namespaces(lowering, ops);
    }
}

/* By the number of the table: it is there before any of the operations. */
static bool *there_already(Arena *arena, const Model *model, const Ops *ops) {
    bool *there = NEW_ARRAY(arena, bool, model->table_count);
    for (uint32_t t = 0; t < model->table_count; t++) {
        there[t] = true;
    }
    for (uint32_t i = 0; i < ops->count; i++) {
        if (ops->items[i].kind == OP_CREATE_TABLE) {
            there[ops->items[i].after->table->number] = false;
        }
    }
    return there;
}

/* How many foreign keys of the tables that are created may have to wait for their targets. */
static uint32_t forward_keys(const Dialect *dialect, const Ops *ops) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < ops->count; i++) {
        const Table *table = ops->items[i].kind == OP_CREATE_TABLE ? ops->items[i].after->table
                                                                   : NULL;
        for (uint32_t k = 0; table && k < table->foreign_key_count; k++) {
            count += !lower_inlines(dialect, &table->foreign_keys[k]);
        }
    }
    return count;
}

static Steps lower_all(Arena *arena, const Dialect *dialect, const Model *model, const Ops *ops,
                       bool is_some) {
    Arena scratch = {0};
    uint32_t forward = forward_keys(dialect, ops);
    Steps freed = is_some ? (Steps){0} : lower_freed(arena, dialect, model, ops);
    Step *items = NULL;
    Lowering lowering = {0};
    for (int pass = 0; pass < 2; pass++) {
        lowering = (Lowering){
            .arena = arena,
            .dialect = dialect,
            .steps = {.items = items},
            .created = there_already(&scratch, model, ops),
            .is_some = is_some,
            .freed = freed,
            .waiting = NEW_ARRAY(&scratch, uint32_t, model->table_count),
            .keys = NEW_ARRAY(&scratch, struct WaitingKey, forward),
            .scratch = &scratch,
        };
        walk(&lowering, ops);
        if (pass == 0) {
            items = NEW_ARRAY(arena, Step, lowering.steps.count);
        }
    }
    arena_release(&scratch);
    return lowering.steps;
}

Steps lower_ops(Arena *arena, const Dialect *dialect, const Model *model, const Ops *ops) {
    return lower_all(arena, dialect, model, ops, false);
}

Steps lower_some(Arena *arena, const Dialect *dialect, const Model *model, const Ops *ops) {
    return lower_all(arena, dialect, model, ops, true);
}
