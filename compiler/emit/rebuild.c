/*
 * rebuild.c - takes changes, gives the steps of a dialect that builds tables anew. See rebuild.h.
 *
 * What has to be built anew is known by its text: two tables whose CREATE TABLE is the same are the
 * same table there, whatever the model says.
 */
#include "emit/rebuild.h"

#include "base/ptrmap.h"
#include "base/vec.h"
#include "emit/ddl.h"
#include "emit/lower.h"
#include "emit/rebuild_parts.h"
#include "emit/sqlite/words.h"

typedef struct Building {
    Arena *arena;  /* of the steps */
    Arena scratch; /* of what is only needed for one change */
    const Dialect *dialect;
    const Model *before;
    const Model *after;
    const Ops *ops;
    const TableChange **changes; /* by the number of the table after: its change, or NULL */
    const Op **change_ops;       /* likewise: the operation */
    bool *made;                  /* likewise: built anew or created */
    VEC(Step) steps;
} Building;

static void add(Building *building, Step step) {
    vec_push(building->arena, &building->steps, step);
}

static bool concerns(const Building *building, const Op *op) {
    bool is_free = op->kind == OP_RUN_UP || op->kind == OP_RUN_DOWN;
    return is_for(building->dialect, is_free ? op->run->targets : object_targets(op_object(op)));
}

/* ---- texts --------------------------------------------------------------------------------------- */

static void write_table(Buf *out, const Dialect *dialect, const Table *table) {
    Ddl ddl = ddl_begin(out, dialect);
    ddl_create_table(&ddl, table);
    ddl_end(&ddl);
}

static bool same_table_text(const Dialect *dialect, const Table *a, const Table *b) {
    Buf texts[2] = {{0}, {0}};
    write_table(&texts[0], dialect, a);
    write_table(&texts[1], dialect, b);
    bool same = text_equal(buf_view(&texts[0]), buf_view(&texts[1]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

static bool same_index_text(const Dialect *dialect, const Table *table_a, const Index *a,
                            const Table *table_b, const Index *b) {
    Buf texts[2] = {{0}, {0}};
    Ddl ddl = ddl_begin(&texts[0], dialect);
    ddl_create_index(&ddl, table_a, a);
    ddl.out = &texts[1];
    ddl_create_index(&ddl, table_b, b);
    bool same = text_equal(buf_view(&texts[0]), buf_view(&texts[1]));
    ddl_end(&ddl);
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

/* ---- which tables -------------------------------------------------------------------------------- */

/* The change of a table that nobody altered, but whose enum, type or neighbour was. */
static const TableChange *same_columns(Arena *arena, const Table *before, const Table *after) {
    if (before->column_count != after->column_count) {
        return NULL;
    }
    TableChange *change = NEW(arena, TableChange);
    TableChange *inverse = NEW(arena, TableChange);
    *change = (TableChange){.before = before,
                            .after = after,
                            .inverse = inverse,
                            .columns = NEW_ARRAY(arena, ColumnSource, after->column_count),
                            .to = NEW_ARRAY(arena, int32_t, before->column_count),
                            .lossy = NEW_ARRAY(arena, Name, before->column_count)};
    for (uint16_t i = 0; i < after->column_count; i++) {
        change->columns[i].from = i;
        change->to[i] = i;
    }
    *inverse = *change;
    inverse->before = after;
    inverse->after = before;
    inverse->inverse = change;
    return change;
}

static bool has_other_names(const TableChange *change) {
    bool other = change->before->name != change->after->name;
    for (uint16_t i = 0; i < change->after->column_count && !other; i++) {
        int32_t from = change->columns[i].from;
        other = from >= 0 && change->before->columns[from].name != change->after->columns[i].name;
    }
    return other;
}

/* What the table says depends on something that changed. */
static bool is_concerned(const Building *building, const Table *after, const bool *other_names,
                         const NameMap *types) {
    for (uint16_t i = 0; i < after->column_count; i++) {
        Type type = after->columns[i].type;
        Name name = type.kind == TYPE_ENUM     ? type.enumeration->name
                    : type.kind == TYPE_NATIVE ? type.native->name
                                               : NULL;
        if (name && namemap_get(types, name)) {
            return true;
        }
    }
    for (uint16_t i = 0; i < after->foreign_key_count; i++) {
        const ForeignKey *key = &after->foreign_keys[i];
        if (is_for(building->dialect, key->targets) && other_names[key->target->number]) {
            return true;
        }
    }
    return false;
}

static void find_changes(Building *building) {
    Arena *arena = &building->scratch;
    bool *other_names = NEW_ARRAY(arena, bool, building->after->table_count);
    NameMap types = {0};
    const Op *reason = NULL; /* an operation that concerns tables it does not name */
    for (uint32_t i = 0; i < building->ops->count; i++) {
        const Op *op = &building->ops->items[i];
        if (op->kind == OP_ALTER_TABLE && concerns(building, op)) {
            building->changes[op->after->table->number] = op->table;
            building->change_ops[op->after->table->number] = op;
            if (has_other_names(op->table)) {
                other_names[op->after->table->number] = true;
                reason = op;
            }
        } else if (op->kind == OP_ALTER_ENUM || op->kind == OP_ALTER_TYPE) {
            namemap_set(arena, &types, object_name(op->after), (void *)op);
            reason = op;
        }
    }
    if (!reason) {
        return;
    }
    NameMap known = {0};
    for (uint32_t i = 0; i < building->before->table_count; i++) {
        const Table *table = building->before->tables[i];
        namemap_set(arena, &known, table->name, (void *)table);
    }
    for (uint32_t i = 0; i < building->after->table_count; i++) {
        const Table *after = building->after->tables[i];
        const Table *before = namemap_get(&known, after->name);
        if (!building->changes[i] && before && is_for(building->dialect, after->targets) &&
            !building->made[i] && is_concerned(building, after, other_names, &types)) {
            building->changes[i] = same_columns(building->arena, before, after);
            building->change_ops[i] = reason;
        }
    }
}

static const EnumChange *enum_change(const Building *building, const Enum *after) {
    for (uint32_t i = 0; i < building->ops->count; i++) {
        const Op *op = &building->ops->items[i];
        if (op->kind == OP_ALTER_ENUM && op->enumeration->after->name == after->name &&
            op->enumeration->after->space == after->space) {
            return op->enumeration;
        }
    }
    return NULL;
}

/* Whether what changes must be copied into a table that is new. */
static bool must_rebuild(const Building *building, const TableChange *change) {
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        const Column *column = &change->after->columns[i];
        const EnumChange *values = column->type.kind == TYPE_ENUM
                                       ? enum_change(building, column->type.enumeration)
                                       : NULL;
        if (is_for(building->dialect, column->targets) && change->columns[i].value) {
            return true;
        }
        for (uint32_t v = 0; values && v < values->after->value_count; v++) {
            int32_t from = values->from[v];
            if (from >= 0 && values->before->values[from].name != values->after->values[v].name) {
                return true;
            }
        }
    }
    return !same_table_text(building->dialect, change->before, change->after);
}

/* ---- what belongs to tables ---------------------------------------------------------------------- */

static bool is_touched(const Building *building, const Table *table, Name name) {
    int at = table_column(table, name);
    return at >= 0 && (table->columns[at].flags & COLUMN_TOUCHED) &&
           is_for(building->dialect, table->columns[at].targets);
}

static void add_touches(Building *building, const Op *op, const Table *table, const Table *but_of,
                        StepKind kind) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (is_touched(building, table, column->name) &&
            !(but_of && is_touched(building, but_of, column->name))) {
            add(building, (Step){.kind = kind, .op = op, .table = table, .column = column});
        }
    }
}

/* The indexes of `table` that `but_of` has not, or has another way. */
static void add_indexes(Building *building, const Op *op, const Table *table, const Table *but_of,
                        StepKind kind) {
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        bool stays = false;
        for (uint16_t k = 0; but_of && k < but_of->index_count && !stays; k++) {
            const Index *other = &but_of->indexes[k];
            stays = other->name == index->name && is_for(building->dialect, other->targets) &&
                    same_index_text(building->dialect, table, index, but_of, other);
        }
        if (!stays && is_for(building->dialect, index->targets)) {
            add(building, (Step){.kind = kind, .op = op, .table = table, .index = index});
        }
    }
}

/* What went with its table, or comes with it. */
static void add_belongings(Building *building, const Op *op, const Table *table) {
    add_indexes(building, op, table, NULL, STEP_CREATE_INDEX);
    add_touches(building, op, table, NULL, STEP_CREATE_TOUCH);
}

/* ---- the author's SQL ---------------------------------------------------------------------------- */

/* What triggers and indexes of the author's go with, by names in small letters. */
typedef struct Holders {
    NameMap tables; /* that are new by now */
    NameMap sql;    /* views and tables that the author's SQL makes: the last operation that does */
    PtrMap created; /* sql objects */
} Holders;

static void find_holders(Building *building, Holders *holders) {
    Names *names = building->after->names;
    for (uint32_t i = 0; i < building->after->table_count; i++) {
        if (building->made[i]) {
            const Table *table = building->after->tables[i];
            namemap_set(&building->scratch, &holders->tables, names_lower(names, table->name),
                        holders);
        }
    }
    for (uint32_t i = 0; i < building->ops->count; i++) {
        Op *op = &building->ops->items[i];
        if (op->kind != OP_CREATE_SQL) {
            continue;
        }
        ptrmap_set(&building->scratch, &holders->created, op->after->sql, op);
        SqliteMakes made = sqlite_makes(op->after->sql);
        if (concerns(building, op) && (made == SQLITE_MAKES_VIEW || made == SQLITE_MAKES_TABLE)) {
            namemap_set(&building->scratch, &holders->sql, names_lower(names, op->after->sql->name),
                        op);
        }
    }
}

/* The last operation that makes a view or a table of the author's which the SQL speaks of, or NULL. */
static const Op *last_holder(const Building *building, const Holders *holders, Name sql) {
    const Op *last = NULL;
    const Op *op;
    Text rest = name_text(sql);
    while ((op = sqlite_next_mentioned(building->after->names, &holders->sql, &rest)) != NULL) {
        last = !last || op > last ? op : last;
    }
    return last;
}

static bool speaks_of_made(const Building *building, const Holders *holders, Name sql) {
    Text rest = name_text(sql);
    return sqlite_next_mentioned(building->after->names, &holders->tables, &rest) != NULL;
}

/* Triggers and indexes that stay what they are, and went with what they are of: `behind` those views and tables that the
 * author's SQL makes again, or before them. */
static void add_sql_again(Building *building, const Holders *holders, bool behind) {
    const Op *reason = NULL;
    for (uint32_t i = 0; i < building->after->table_count; i++) {
        reason = building->made[i] && building->change_ops[i] ? building->change_ops[i] : reason;
    }
    for (uint32_t i = 0; (behind || reason) && i < building->after->object_count; i++) {
        const Object *object = &building->after->objects[i];
        if (object->kind != OBJECT_SQL || !is_for(building->dialect, object->sql->targets)) {
            continue;
        }
        SqliteMakes makes = sqlite_makes(object->sql);
        if ((makes != SQLITE_MAKES_TRIGGER && makes != SQLITE_MAKES_INDEX) ||
            ptrmap_get(&holders->created, object->sql)) {
            continue;
        }
        const Op *made = last_holder(building, holders, object->sql->up);
        if (behind ? made != NULL : !made && speaks_of_made(building, holders, object->sql->up)) {
            add(building,
                (Step){.kind = STEP_RUN_SQL, .op = made ? made : reason, .sql = object->sql});
        }
    }
}

/* ---- a change ------------------------------------------------------------------------------------ */

static void add_each(Building *building, OpKind kind) {
    for (uint32_t i = 0; i < building->ops->count; i++) {
        const Op *op = &building->ops->items[i];
        if (op->kind != kind || !concerns(building, op)) {
            continue;
        }
        if (kind == OP_DROP_SQL) {
            add(building, (Step){.kind = STEP_UNDO_SQL, .op = op, .sql = op->before->sql});
        } else if (kind == OP_CREATE_SQL) {
            add(building, (Step){.kind = STEP_RUN_SQL, .op = op, .sql = op->after->sql});
        } else if (kind == OP_DROP_TABLE) {
            add(building, (Step){.kind = STEP_DROP_TABLE, .op = op, .table = op->before->table});
        } else if (kind == OP_CREATE_TABLE) {
            add(building, (Step){.kind = STEP_CREATE_TABLE, .op = op, .table = op->after->table});
            building->made[op->after->table->number] = true;
            building->change_ops[op->after->table->number] = op;
        } else if (kind == OP_RUN_UP && op->run->up) {
            add(building, (Step){.kind = STEP_RUN_SQL, .op = op, .sql = op->run});
        } else if (kind == OP_RUN_DOWN && op->run->down) {
            add(building, (Step){.kind = STEP_UNDO_SQL, .op = op, .sql = op->run});
        }
    }
}

static void add_rebuilds(Building *building) {
    for (uint32_t i = 0; i < building->after->table_count; i++) {
        if (building->changes[i] && building->made[i]) {
            const TableChange *change = building->changes[i];
            add(building, (Step){.kind = STEP_REBUILD,
                                 .op = building->change_ops[i],
                                 .table = change->after,
                                 .change = change,
                                 .rebuild = rebuild_plan(building->arena, building->dialect,
                                                         building->ops, change)});
        }
    }
}

/* Tables that stay where they are, and lose or get an index or a trigger. */
static void add_small(Building *building, bool makes) {
    for (uint32_t i = 0; i < building->after->table_count; i++) {
        const TableChange *change = building->changes[i];
        const Op *op = building->change_ops[i];
        if (change && !building->made[i] && makes) {
            add_indexes(building, op, change->after, change->before, STEP_CREATE_INDEX);
            add_touches(building, op, change->after, change->before, STEP_CREATE_TOUCH);
        } else if (change && !building->made[i]) {
            add_indexes(building, op, change->before, change->after, STEP_DROP_INDEX);
            add_touches(building, op, change->before, change->after, STEP_REMOVE_TOUCH);
        }
    }
}

static void add_rows(Building *building) {
    for (uint32_t i = 0; i < building->ops->count; i++) {
        const Op *op = &building->ops->items[i];
        bool is_rows = op->kind == OP_PUT_DATA || op->kind == OP_REMOVE_DATA ||
                       op->kind == OP_CHANGE_DATA;
        if (!is_rows || !concerns(building, op)) {
            continue;
        }
        const Table *after = op->after ? op->after->data->table
                                       : rebuild_table_after(building->after, building->ops,
                                                             op->before->data->table);
        if (!after) {
            continue; /* the rows go with their table */
        }
        const TableChange *change = building->changes[after->number];
        RowChange rows = rebuild_rows(building->arena, building->ops, op, change, after);
        if (rows.removed.row_count > 0) {
            add(building, (Step){.kind = STEP_REMOVE_ROWS,
                                 .op = op,
                                 .table = after,
                                 .data = arena_copy(building->arena, &rows.removed, sizeof(Data))});
        }
        if (rows.put.row_count > 0) {
            add(building, (Step){.kind = STEP_PUT_ROWS,
                                 .op = op,
                                 .table = after,
                                 .data = arena_copy(building->arena, &rows.put, sizeof(Data))});
        }
    }
}

static void add_change(Building *building) {
    Arena *arena = &building->scratch;
    building->changes = NEW_ARRAY(arena, const TableChange *, building->after->table_count);
    building->change_ops = NEW_ARRAY(arena, const Op *, building->after->table_count);
    building->made = NEW_ARRAY(arena, bool, building->after->table_count);
    add_each(building, OP_RUN_UP);
    add_each(building, OP_RUN_DOWN);
    find_changes(building);
    for (uint32_t i = 0; i < building->after->table_count; i++) {
        building->made[i] = building->changes[i] && must_rebuild(building, building->changes[i]);
    }
    add_each(building, OP_DROP_SQL);
    add_small(building, false);
    add_each(building, OP_DROP_TABLE);
    add_rebuilds(building);
    add_each(building, OP_CREATE_TABLE);
    for (uint32_t i = 0; i < building->after->table_count; i++) {
        if (building->made[i]) {
            add_belongings(building, building->change_ops[i], building->after->tables[i]);
        }
    }
    add_small(building, true);
    add_rows(building);
    Holders holders = {0};
    find_holders(building, &holders);
    add_sql_again(building, &holders, false);
    add_each(building, OP_CREATE_SQL);
    add_sql_again(building, &holders, true);
    arena_release(&building->scratch);
}

Steps rebuild_steps(Arena *arena, const Dialect *dialect, const Changes *changes, bool down) {
    Building building = {.arena = arena, .dialect = dialect};
    for (uint32_t i = 0; i < changes->count; i++) {
        const Change *change = &changes->items[down ? changes->count - 1 - i : i];
        building.before = down ? change->after : change->before;
        building.after = down ? change->before : change->after;
        building.ops = down ? &change->down : &change->up;
        add_change(&building);
    }
    return (Steps){.items = building.steps.items, .count = building.steps.count};
}
