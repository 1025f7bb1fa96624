/*
 * reshape.c - takes the changes of a revision, gives pairs of counted steps. See reshape.h.
 *
 * Both directions are made at once: the order of the upgrade's steps is that of spec/order.md, and the
 * downgrade's steps stand in the same places, to be done from the last to the first.
 */
#include "emit/reshape.h"

#include "base/vec.h"
#include "emit/expression.h"
#include "emit/lower_parts.h"
#include "emit/mysql/parts.h"
#include "emit/with.h"
#include "emit/reshape_parts.h"
#include "emit/typename.h"

typedef struct Pair {
    Step up;
    Step down;
    bool has_up;
    bool has_down;
} Pair;

/* What is known while the changes of a revision are made into pairs. */
typedef struct Pairing {
    Arena *arena;  /* of the steps */
    Arena scratch; /* of what is only needed for one change */
    const Dialect *dialect;
    VEC(Pair) pairs;
    VEC(Step) late[2]; /* of the upgrade, of the downgrade */
    /* of the change that is worked on */
    const Change *change;
    Moving up;
    Moving down;
    Reshaping reshaping;
    const TableChange *
        *changes; /* by the number of the table before: what changes in it, or NULL */
    const TableChange **partings; /* likewise: with what becomes of its partitions, which comes last */
    const Columning **columnings;
    bool **gone_keys; /* likewise: of its foreign keys, which go */
} Pairing;

static void add_pair(Pairing *pairing, const Step *up, const Step *down) {
    Pair pair = {.has_up = up != NULL, .has_down = down != NULL};
    if (up) {
        pair.up = *up;
    }
    if (down) {
        pair.down = *down;
    }
    vec_push(pairing->arena, &pairing->pairs, pair);
}

static void add_up(Pairing *pairing, const Steps *steps) {
    for (uint32_t i = 0; i < steps->count; i++) {
        add_pair(pairing, &steps->items[i], NULL);
    }
}

/* The downgrade does them in the order given. */
static void add_down(Pairing *pairing, const Steps *steps) {
    for (uint32_t i = steps->count; i-- > 0;) {
        add_pair(pairing, NULL, &steps->items[i]);
    }
}

/* ---- the author's SQL ---------------------------------------------------------------------------- */

static void know_sql(Arena *arena, NameMap *known, const Steps *steps) {
    for (uint32_t i = 0; i < steps->count; i++) {
        namemap_set(arena, known, steps->items[i].sql->name, (void *)(uintptr_t)&steps->items[i]);
    }
}

/* Views that need what is late are late as well. What is needed comes first in a model. */
static const NameMap *find_late(Pairing *pairing, const Model *model) {
    NameMap *late = NEW(&pairing->scratch, NameMap);
    for (uint32_t n = 0; n < model->object_count && !pairing->dialect->has_guarded_triggers; n++) {
        const SqlObject *sql = model->objects[n].kind == OBJECT_SQL ? model->objects[n].sql : NULL;
        if (!sql || !is_for(pairing->dialect, sql->targets)) {
            continue;
        }
        MysqlMakes makes = mysql_makes(sql);
        bool is_late = mysql_stands_alone(makes);
        for (uint32_t i = 0; i < sql->needs_count && makes == MYSQL_MAKES_VIEW && !is_late; i++) {
            is_late = sql->needs[i]->kind == OBJECT_SQL &&
                      namemap_get(late, sql->needs[i]->sql->name) != NULL;
        }
        if (is_late) {
            namemap_set(&pairing->scratch, late, sql->name, (void *)(uintptr_t)sql);
        }
    }
    return late;
}

/* What is late is made behind the steps. Routines are also dropped there, as no routine may drop one. */
static void add_late(Pairing *pairing, const SqlObject *sql, bool comes) {
    Step runs = {.kind = STEP_RUN_SQL, .sql = sql};
    Step undoes = {.kind = STEP_UNDO_SQL, .sql = sql};
    vec_push(pairing->arena, &pairing->late[comes ? 0 : 1], runs);
    if (mysql_makes(sql) == MYSQL_MAKES_ROUTINE) {
        vec_push(pairing->arena, &pairing->late[comes ? 1 : 0], undoes);
    } else {
        add_pair(pairing, comes ? NULL : &undoes, comes ? &undoes : NULL);
    }
}

/* What one direction takes away, the other one brings back, whether it would have to or not: it may be
 * stopped in between. `comes`: objects of the model after, which the upgrade makes. */
static void add_sql(Pairing *pairing, const Model *model, const Steps *undone, const Steps *run,
                    bool comes) {
    NameMap known = {0};
    const NameMap *late = find_late(pairing, model);
    know_sql(&pairing->scratch, &known, undone);
    know_sql(&pairing->scratch, &known, run);
    for (uint32_t n = 0; n < model->object_count; n++) {
        const Object *object = &model->objects[comes ? n : model->object_count - 1 - n];
        if (object->kind != OBJECT_SQL || !is_for(pairing->dialect, object->sql->targets) ||
            !namemap_get(&known, object->sql->name)) {
            continue;
        }
        Step runs = {.kind = STEP_RUN_SQL, .sql = object->sql};
        Step undoes = {.kind = STEP_UNDO_SQL, .sql = object->sql};
        if (namemap_get(late, object->sql->name)) {
            add_late(pairing, object->sql, comes);
            continue;
        }
        add_pair(pairing, comes ? &runs : &undoes, comes ? &undoes : &runs);
    }
}

/* ---- tables that come and go --------------------------------------------------------------------- */

static Ops creations(const Pairing *pairing, const Ops *ops, OpKind kind) {
    Ops found = {.items = NEW_ARRAY(pairing->arena, Op, ops->count)};
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if (op->kind == kind && is_for(pairing->dialect, object_targets(op_object(op)))) {
            found.items[found.count++] = (Op){.kind = OP_CREATE_TABLE, .after = op_object(op)};
        }
    }
    return found;
}

/* Tables of one model in the order in which they can be created; foreign keys to tables that come later
 * in it are left out, and found in `late`. */
static Steps ordered_tables(Pairing *pairing, const Model *model, const Ops *unordered,
                            Steps *late) {
    Arena *arena = pairing->arena;
    Ops ops = plan_order(arena, model, unordered);
    bool *is_late = NEW_ARRAY(arena, bool, model->table_count);
    Steps steps = {.items = NEW_ARRAY(arena, Step, ops.count)};
    uint32_t key_count = 0;
    for (uint32_t i = 0; i < ops.count; i++) {
        is_late[ops.items[i].after->table->number] = true;
        key_count += ops.items[i].after->table->foreign_key_count;
    }
    late->items = NEW_ARRAY(arena, Step, key_count);
    for (uint32_t i = 0; i < ops.count; i++) {
        const Table *table = ops.items[i].after->table;
        is_late[table->number] = false;
        Table *made = arena_copy(
            arena, mysql_physical(arena, model->names, pairing->dialect, table), sizeof *made);
        made->foreign_keys = NEW_ARRAY(arena, ForeignKey, table->foreign_key_count);
        made->foreign_key_count = 0;
        for (uint16_t k = 0; k < table->foreign_key_count; k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (!is_late[key->target->number]) {
                made->foreign_keys[made->foreign_key_count++] = *key;
            } else if (is_for(pairing->dialect, key->targets)) {
                late->items[late->count++] = (Step){.table = table, .foreign_key = key};
            }
        }
        steps.items[steps.count++] = (Step){.table = made};
    }
    return steps;
}

static void add_of_kinds(Pairing *pairing, Step step, StepKind up, StepKind down) {
    Step undo = step;
    step.kind = up;
    undo.kind = down;
    add_pair(pairing, &step, &undo);
}

static void add_dropped_tables(Pairing *pairing) {
    Ops ops = creations(pairing, pairing->up.ops, OP_DROP_TABLE);
    Steps late = {0};
    Steps tables = ordered_tables(pairing, pairing->change->before, &ops, &late);
    for (uint32_t i = late.count; i-- > 0;) {
        add_of_kinds(pairing, late.items[i], STEP_DROP_FOREIGN_KEY, STEP_ADD_FOREIGN_KEY);
    }
    for (uint32_t i = tables.count; i-- > 0;) {
        add_of_kinds(pairing, tables.items[i], STEP_DROP_TABLE, STEP_CREATE_TABLE);
    }
}

static void add_created_tables(Pairing *pairing) {
    Ops ops = creations(pairing, pairing->up.ops, OP_CREATE_TABLE);
    Steps late = {0};
    Steps tables = ordered_tables(pairing, pairing->change->after, &ops, &late);
    for (uint32_t i = 0; i < tables.count; i++) {
        add_of_kinds(pairing, tables.items[i], STEP_CREATE_TABLE, STEP_DROP_TABLE);
    }
    for (uint32_t i = 0; i < late.count; i++) {
        add_of_kinds(pairing, late.items[i], STEP_ADD_FOREIGN_KEY, STEP_DROP_FOREIGN_KEY);
    }
}

/* ---- tables that stay ---------------------------------------------------------------------------- */

static int32_t *counted(Arena *arena, uint16_t count) {
    int32_t *found = NEW_ARRAY(arena, int32_t, count);
    for (uint16_t i = 0; i < count; i++) {
        found[i] = i;
    }
    return found;
}

static TableChange *unchanged_half(Arena *arena, const Table *before, const Table *after) {
    TableChange *change = NEW(arena, TableChange);
    *change = (TableChange){.before = before,
                            .after = after,
                            .renamed = before,
                            .columns = NEW_ARRAY(arena, ColumnSource, after->column_count),
                            .to = counted(arena, before->column_count),
                            .lossy = NEW_ARRAY(arena, Name, before->column_count),
                            .primary_key = before->primary_key ? 0 : -1,
                            .uniques = counted(arena, after->unique_count),
                            .foreign_keys = counted(arena, after->foreign_key_count),
                            .checks = counted(arena, after->check_count),
                            .indexes = counted(arena, after->index_count)};
    for (uint16_t i = 0; i < after->column_count; i++) {
        change->columns[i].from = i;
    }
    return change;
}

/* The change of a table of which nothing was altered, but whose enum, type or neighbour was. */
static const TableChange *unchanged(Arena *arena, const Table *before, const Table *after) {
    TableChange *change = unchanged_half(arena, before, after);
    TableChange *inverse = unchanged_half(arena, after, before);
    change->inverse = inverse;
    inverse->inverse = change;
    return change;
}

static bool same_column_type(const Pairing *pairing, const Column *a, const Column *b) {
    if (a->collation != b->collation) {
        return false;
    }
    Buf texts[2] = {0};
    typename_write(&texts[0], a->type, pairing->dialect->target);
    typename_write(&texts[1], b->type, pairing->dialect->target);
    bool same = text_equal(buf_view(&texts[0]), buf_view(&texts[1]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

static bool has_other_types(const Pairing *pairing, const Table *before, const Table *after) {
    if (before == after ||
        (after->flags & before->flags & TABLE_SHARED && before->columns == after->columns)) {
        return false;
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        const Column *column = &after->columns[i];
        bool may = column->type.kind == TYPE_ENUM || column->type.kind == TYPE_NATIVE;
        if (may && is_for(pairing->dialect, column->targets) &&
            !same_column_type(pairing, &before->columns[i], column)) {
            return true;
        }
    }
    return false;
}

static bool may_change_types(const Ops *ops) {
    for (uint32_t i = 0; i < ops->count; i++) {
        if (ops->items[i].kind == OP_ALTER_ENUM || ops->items[i].kind == OP_ALTER_TYPE) {
            return true;
        }
    }
    return false;
}

/* ---- partitions ---------------------------------------------------------------------------------- */

static bool is_gone(const Partition *partition, const Partitioning *after, const Table *table) {
    const Partition *found = partition_find(after, partition->name);
    return !found || !partition_alike(partition, found, table);
}

/* The table after, its partitions those before; with `kept`, only those that stay. NULL: they do not change. */
static Table *with_partitions(const Pairing *pairing, const TableChange *change, bool kept) {
    Target target = pairing->dialect->target;
    const Partitioning *before = table_partitioning(change->renamed, target);
    const Partitioning *after = table_partitioning(change->after, target);
    if (!before || !after || partitionings_alike(change->renamed, change->after, true)) {
        return NULL;
    }
    Table *table = arena_copy(pairing->arena, change->after, sizeof *table);
    Partitioning *of = arena_copy(pairing->arena, after, sizeof *of);
    of->items = NEW_ARRAY(pairing->arena, Partition, before->count);
    of->count = 0;
    of->number = before->number;
    for (uint32_t i = 0; i < before->count; i++) {
        if (!kept || !is_gone(&before->items[i], after, change->after)) {
            of->items[of->count++] = before->items[i];
        }
    }
    table->partitionings = of;
    table->partitioning_count = 1;
    return table;
}

/* The same change, after which the partitions are still those before. */
static const TableChange *put_off_partitions(const Pairing *pairing, const TableChange *change) {
    Table *after = with_partitions(pairing, change, false);
    if (!after) {
        return change;
    }
    TableChange *made = arena_copy(pairing->arena, change, sizeof *made);
    TableChange *inverse = arena_copy(pairing->arena, change->inverse, sizeof *inverse);
    made->after = after;
    made->inverse = inverse;
    inverse->before = after;
    inverse->inverse = made;
    return made;
}

static void find_changes(Pairing *pairing) {
    Arena *arena = pairing->arena;
    const Model *before = pairing->change->before;
    const Ops *ops = pairing->up.ops;
    Arena *scratch = &pairing->scratch;
    pairing->changes = NEW_ARRAY(scratch, const TableChange *, before->table_count);
    pairing->partings = NEW_ARRAY(scratch, const TableChange *, before->table_count);
    pairing->columnings = NEW_ARRAY(scratch, const Columning *, before->table_count);
    pairing->gone_keys = NEW_ARRAY(scratch, bool *, before->table_count);
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if (op->kind == OP_ALTER_TABLE && is_for(pairing->dialect, object_targets(op->after))) {
            const TableChange *change = options_collated_change(arena, before->names,
                                                                pairing->dialect, op->table);
            pairing->partings[op->table->before->number] = change;
            pairing->changes[op->table->before->number] = put_off_partitions(pairing, change);
        }
    }
    bool types = may_change_types(ops);
    for (uint32_t t = 0; t < before->table_count; t++) {
        const Table *after = pairing->up.after_of[t];
        if (types && !pairing->changes[t] && after && is_for(pairing->dialect, after->targets) &&
            has_other_types(pairing, before->tables[t], after)) {
            pairing->changes[t] = unchanged(arena, before->tables[t], after);
        }
        if (pairing->changes[t]) {
            Columning columning = reshape_columns(&pairing->reshaping, pairing->changes[t]);
            pairing->columnings[t] = arena_copy(arena, &columning, sizeof columning);
        }
    }
}

/* ---- foreign keys -------------------------------------------------------------------------------- */

/* Whether a foreign key over these columns cannot stay while the table changes. */
static bool columns_move(const Pairing *pairing, uint32_t number, Columns columns) {
    const Columning *columning = pairing->columnings[number];
    for (uint16_t i = 0; columning && i < columns.count; i++) {
        const Column *before = &columning->change->before->columns[columns.at[i]];
        int32_t to = columning->after_of[columns.at[i]];
        const Column *after = to < 0 ? NULL : &columning->change->after->columns[to];
        if (!after || !same_column_type(pairing, before, after) ||
            ((before->flags ^ after->flags) & COLUMN_IDENTITY) != 0) { /* error 1833 */
            return true;
        }
    }
    return false;
}

/* Whether the key that is referenced is made anew. */
static bool referenced_moves(const Pairing *pairing, const ForeignKey *key) {
    const TableChange *change = pairing->changes[key->target->number];
    if (!change) {
        return false;
    }
    if (columns_move(pairing, key->target->number, key->referenced)) {
        return true;
    }
    const Table *before = change->before;
    if (before->primary_key && columns_equal(before->primary_key->columns, key->referenced)) {
        return change->inverse->primary_key < 0;
    }
    for (uint16_t i = 0; i < before->unique_count; i++) {
        if (columns_equal(before->uniques[i].columns, key->referenced)) {
            return change->inverse->uniques[i] < 0;
        }
    }
    return false;
}

static bool key_goes(const Pairing *pairing, const Table *table, uint16_t at) {
    const ForeignKey *key = &table->foreign_keys[at];
    const TableChange *change = pairing->changes[table->number];
    if (!is_for(pairing->dialect, key->targets)) {
        return false;
    }
    if (change) {
        int32_t to = change->inverse->foreign_keys[at];
        if (to < 0 || change->after->foreign_keys[to].name != key->name ||
            !is_for(pairing->dialect, change->after->foreign_keys[to].targets) ||
            reshape_key_is_renamed(table, change->after, key)) {
            return true;
        }
    }
    return columns_move(pairing, table->number, key->columns) || referenced_moves(pairing, key);
}

static void find_keys(Pairing *pairing) {
    const Model *model = pairing->change->before;
    bool any = false;
    for (uint32_t t = 0; t < model->table_count; t++) {
        any = any || pairing->changes[t];
    }
    for (uint32_t t = 0; any && t < model->table_count; t++) {
        const Table *table = model->tables[t];
        const Table *after = pairing->up.after_of[t];
        if (!after || !is_for(pairing->dialect, table->targets) ||
            !is_for(pairing->dialect, after->targets)) {
            continue;
        }
        bool *gone = NULL;
        for (uint16_t k = 0; k < table->foreign_key_count; k++) {
            if (key_goes(pairing, table, k)) {
                gone = gone ? gone : NEW_ARRAY(pairing->arena, bool, table->foreign_key_count);
                gone[k] = true;
            }
        }
        if (gone && !pairing->changes[t]) {
            pairing->changes[t] = unchanged(pairing->arena, table, after);
            Columning columning = reshape_columns(&pairing->reshaping, pairing->changes[t]);
            pairing->columnings[t] = arena_copy(pairing->arena, &columning, sizeof columning);
        }
        pairing->gone_keys[t] = gone ? gone
                                     : NEW_ARRAY(pairing->arena, bool, table->foreign_key_count);
    }
}

static bool *new_keys(const Pairing *pairing, const TableChange *change) {
    const Table *after = change->after;
    const bool *gone = pairing->gone_keys[change->before->number];
    bool *found = NEW_ARRAY(pairing->arena, bool, after->foreign_key_count);
    for (uint16_t k = 0; k < after->foreign_key_count; k++) {
        int32_t from = change->foreign_keys[k];
        found[k] = is_for(pairing->dialect, after->foreign_keys[k].targets) &&
                   (from < 0 || gone[from] ||
                    !is_for(pairing->dialect, change->before->foreign_keys[from].targets));
    }
    return found;
}

/* ---- sequences ----------------------------------------------------------------------------------- */

static void add_sequences(Pairing *pairing, SequenceMoment moment) {
    StepPairs pairs = reshape_sequences(&pairing->reshaping, moment);
    for (uint32_t i = 0; i < pairs.count; i++) {
        add_pair(pairing, &pairs.items[i].up, &pairs.items[i].down);
    }
}

static void add_rename(Pairing *pairing, const Rename *rename) {
    Rename *does = arena_copy(pairing->arena, rename, sizeof *does);
    Rename *undoes = arena_copy(pairing->arena, rename, sizeof *undoes);
    undoes->from = rename->to;
    undoes->to = rename->from;
    add_pair(pairing, &(Step){.kind = STEP_RENAME, .table = rename->table, .rename = does},
             &(Step){.kind = STEP_RENAME, .table = rename->table, .rename = undoes});
}

/* ---- states -------------------------------------------------------------------------------------- */

static void add_reshape(Pairing *pairing, const TableChange *up, const TableChange *down) {
    bool is_needed = !mysql_alters_nothing(pairing->dialect, up);
    bool is_needed_back = !mysql_alters_nothing(pairing->dialect, down);
    Step does = {.kind = STEP_RESHAPE, .table = up->after, .change = up};
    Step undoes = {.kind = STEP_RESHAPE, .table = down->after, .change = down};
    if (is_needed || is_needed_back) {
        add_pair(pairing, is_needed ? &does : NULL, is_needed_back ? &undoes : NULL);
    }
}

static void add_fills(Pairing *pairing, const TableStates *states) {
    Step does = {.kind = STEP_MOVE_VALUES, .fill = states->fill};
    Step undoes = {.kind = STEP_MOVE_VALUES, .fill = states->refill};
    if (states->fill) {
        does.table = states->fill->table;
    }
    if (states->refill) {
        undoes.table = states->refill->table;
    }
    if (states->fill || states->refill) {
        add_pair(pairing, states->fill ? &does : NULL, states->refill ? &undoes : NULL);
    }
}

/* Tables that get another name, in an order in which each name is free when it is taken. */
static void add_renames(Pairing *pairing) {
    const Model *model = pairing->change->before;
    NameMap held = {0};
    VEC(Rename) left = {0};
    for (uint32_t t = 0; t < model->table_count; t++) {
        const TableChange *change = pairing->changes[t];
        if (change && change->before->name != change->after->name) {
            Rename rename = {.kind = RENAME_TABLE,
                             .table = change->after,
                             .from = change->before->name,
                             .to = change->after->name};
            vec_push(pairing->arena, &left, rename);
            namemap_set(pairing->arena, &held, rename.from, (void *)(uintptr_t)change);
        }
    }
    Renames sequences = reshape_renamed_sequences(&pairing->reshaping);
    for (uint32_t i = 0; i < sequences.count; i++) {
        vec_push(pairing->arena, &left, sequences.items[i]);
        namemap_set(pairing->arena, &held, sequences.items[i].from, &sequences.items[i]);
    }
    while (left.count > 0) {
        uint32_t at = 0;
        while (at < left.count && namemap_get(&held, left.items[at].to)) {
            at++;
        }
        Rename *rename = arena_copy(pairing->arena, &left.items[at < left.count ? at : 0],
                                    sizeof *rename);
        if (at == left.count) { /* a circle: one steps aside */
            Buf aside = {0};
            buf_text(&aside, "migc_new_");
            buf_put(&aside, rename->to->text, rename->to->length < 54 ? rename->to->length : 54);
            rename->to = names_intern(model->names, aside.data, aside.length);
            buf_free(&aside);
            left.items[0].from = rename->to;
        } else {
            for (uint32_t i = at + 1; i < left.count; i++) {
                left.items[i - 1] = left.items[i];
            }
            left.count--;
        }
        namemap_set(pairing->arena, &held, rename->from, NULL);
        add_rename(pairing, rename);
    }
}

/* ---- a change ------------------------------------------------------------------------------------ */

/* Partitions go in a step of their own, and come in another one. `last`: what else of the table changes. */
static void add_partitions(Pairing *pairing, uint32_t number, const TableChange *last) {
    const TableChange *change = pairing->partings[number];
    const Table *kept = change ? with_partitions(pairing, change, true) : NULL;
    if (!kept) {
        return;
    }
    Arena *arena = pairing->arena;
    const Partitioning *sides[] = {kept->partitionings,
                                   table_partitioning(change->after, pairing->dialect->target)};
    const Table *from = last->after;
    for (int i = 0; i < 2; i++) {
        bool is_whole = i == 1;
        if (!is_whole && sides[0]->count == 0) {
            continue; /* a table has at least one */
        }
        Table *to = arena_copy(arena, from, sizeof *to);
        to->partitionings = arena_copy(arena, sides[i], sizeof *sides[i]);
        to->partitioning_count = 1;
        const TableChange *step = unchanged(arena, from, to);
        add_reshape(pairing, step, step->inverse);
        from = to;
    }
}

static void add_tables(Pairing *pairing) {
    const Model *model = pairing->change->before;
    TableStates *states = NEW_ARRAY(&pairing->scratch, TableStates, model->table_count);
    reshape_find_lost_checks(&pairing->reshaping, pairing->changes, model->table_count);
    for (uint32_t t = 0; t < model->table_count; t++) {
        const TableChange *change = pairing->changes[t];
        if (change) {
            states[t] = reshape_states(&pairing->reshaping, pairing->columnings[t],
                                       pairing->gone_keys[t], new_keys(pairing, change));
        }
        if (states[t].without_keys) {
            add_reshape(pairing, states[t].without_keys, states[t].without_keys->inverse);
        }
    }
    add_dropped_tables(pairing);
    add_sequences(pairing, SEQUENCES_GO_EARLY);
    add_renames(pairing);
    add_sequences(pairing, SEQUENCES_COME);
    for (uint32_t t = 0; t < model->table_count; t++) {
        if (states[t].first) {
            add_reshape(pairing, states[t].first, states[t].unfirst);
            add_fills(pairing, &states[t]);
        }
        if (states[t].second) {
            add_reshape(pairing, states[t].second, states[t].unsecond);
        }
        if (states[t].first) {
            add_partitions(pairing, t, states[t].second ? states[t].second : states[t].first);
        }
    }
    add_created_tables(pairing);
    add_sequences(pairing, SEQUENCES_CHANGE);
    add_sequences(pairing, SEQUENCES_GO);
    Steps coming;
    Steps leaving;
    lower_coming_rows(&pairing->up);
    coming = moving_take(&pairing->up);
    lower_leaving_rows(&pairing->down);
    leaving = moving_take(&pairing->down);
    add_down(pairing, &leaving);
    add_up(pairing, &coming);
    for (uint32_t t = 0; t < model->table_count; t++) {
        if (states[t].with_keys) {
            add_reshape(pairing, states[t].with_keys, states[t].with_keys->inverse);
        }
    }
}

static void add_change(Pairing *pairing, const Change *change) {
    Arena *arena = pairing->arena;
    pairing->change = change;
    pairing->up = moving_begin(arena, &pairing->scratch, pairing->dialect, change->before,
                               change->after, &change->up, false);
    pairing->down = moving_begin(arena, &pairing->scratch, pairing->dialect, change->after,
                                 change->before, &change->down, true);
    pairing->reshaping = (Reshaping){.arena = arena,
                                     .dialect = pairing->dialect,
                                     .names = change->after->names,
                                     .up = pairing->up.ops,
                                     .down = pairing->down.ops};
    reshape_find_given_up(&pairing->reshaping);
    find_changes(pairing);
    find_keys(pairing);
    lower_undone_sql(&pairing->up);
    Steps undone = moving_take(&pairing->up);
    lower_run_sql(&pairing->up);
    Steps run = moving_take(&pairing->up);
    lower_undone_sql(&pairing->down);
    Steps undone_back = moving_take(&pairing->down);
    lower_run_sql(&pairing->down);
    Steps run_back = moving_take(&pairing->down);
    add_sql(pairing, change->before, &undone, &run_back, false);
    lower_leaving_rows(&pairing->up);
    Steps leaving = moving_take(&pairing->up);
    lower_coming_rows(&pairing->down);
    Steps coming = moving_take(&pairing->down);
    add_down(pairing, &coming);
    add_up(pairing, &leaving);
    add_tables(pairing);
    add_sql(pairing, change->after, &undone_back, &run, true);
    arena_release(&pairing->scratch);
}

static void add_free_step(Pairing *pairing, const Change *change) {
    const SqlObject *sql = change->up.items[0].run;
    if (is_for(pairing->dialect, sql->targets)) {
        Step step = {.op = &change->up.items[0], .sql = sql};
        add_of_kinds(pairing, step, STEP_RUN_SQL, STEP_UNDO_SQL);
    }
}

bool step_moves_rows(const Step *step) {
    return step->kind == STEP_MOVE_VALUES || step->kind == STEP_PUT_ROWS ||
           step->kind == STEP_REMOVE_ROWS ||
           ((step->kind == STEP_RUN_SQL || step->kind == STEP_UNDO_SQL) &&
            (!step->sql->name || mysql_makes(step->sql) == MYSQL_MAKES_NOTHING));
}

static Plan one_part(Arena *arena, uint32_t most) {
    Plan plan = {.steps = {.items = NEW_ARRAY(arena, Step, most)},
                 .parts = NEW(arena, Part),
                 .part_count = 1};
    return plan;
}

static void append(Plan *plan, Step step, uint32_t number) {
    step.number = number;
    plan->steps.items[plan->steps.count++] = step;
    plan->parts[0].count++;
}

void reshape_plan(Arena *arena, const Dialect *dialect, const Changes *changes, Plan *up,
                  Plan *down) {
    Pairing pairing = {.arena = arena, .dialect = dialect};
    for (uint32_t i = 0; i < changes->count; i++) {
        const Change *change = &changes->items[i];
        if (change->up.count == 1 && change->up.items[0].kind == OP_RUN_UP) {
            add_free_step(&pairing, change);
        } else {
            add_change(&pairing, change);
        }
    }
    uint32_t count = pairing.pairs.count;
    *up = one_part(arena, count);
    *down = one_part(arena, count);
    up->late = (Steps){pairing.late[0].items, pairing.late[0].count};
    down->late = (Steps){pairing.late[1].items, pairing.late[1].count};
    for (uint32_t i = 0; i < count; i++) {
        if (pairing.pairs.items[i].has_up) {
            append(up, pairing.pairs.items[i].up, i + 1);
        }
    }
    for (uint32_t i = count; i-- > 0;) {
        if (pairing.pairs.items[i].has_down) {
            append(down, pairing.pairs.items[i].down, i + 1);
        }
    }
}
