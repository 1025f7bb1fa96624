/*
 * batch.c - see batch.h.
 *
 * Everything is found by number: tables by theirs, the author's objects by their place in the plan,
 * so that a piece costs what is in it.
 */
#include "prove/batch.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define NOWHERE UINT32_MAX

/* What a piece is made of is collected in these. */
typedef VEC(uint32_t) Numbers;

typedef struct TableSteps {
    uint32_t up;      /* the first of its steps in the plan + 1; they follow each other by `next` */
    uint32_t down;    /* likewise */
    uint32_t sql;     /* the first of the author's objects that come with it + 1 */
    const Data *data; /* its rows, or NULL */
    uint32_t in_batch; /* the number of the piece that it is in */
} TableSteps;

typedef struct SqlSteps {
    const SqlObject *sql;
    uint32_t up;    /* position of the step in the plan */
    uint32_t down;  /* + 1 */
    uint32_t next;  /* the next of the same table + 1 */
    Numbers tables; /* that it needs or names */
    Numbers sqls;
    uint32_t in_batch;
    bool is_left_out;
} SqlSteps;

struct Batches {
    Arena *arena;
    const Script *script;
    uint32_t size;
    uint32_t number; /* of the piece, from 1 */
    uint32_t from;   /* its first table, in `order` */
    uint32_t to;
    TableSteps *tables; /* by the number of the table */
    Numbers order;      /* the numbers of the tables, as the plan creates them */
    uint32_t *up_next;  /* by step: the next of the same table + 1 */
    uint32_t *down_next;
    VEC(SqlSteps) sqls;
    uint32_t homeless;   /* the first of the author's objects without a table + 1 */
    NameMap table_names; /* name in lower case -> number + 1, filled if there are sqls */
    NameMap sql_names;
};

/* ---- what belongs to what -------------------------------------------------------------------- */

static void *as_pointer(uint32_t number) {
    return (void *)(uintptr_t)(number + 1);
}

static uint32_t as_number(const void *pointer) {
    return pointer != NULL ? (uint32_t)(uintptr_t)pointer - 1 : NOWHERE;
}

static Name lower_name(Names *names, Buf *word, const char *text, size_t length) {
    buf_clear(word);
    for (size_t i = 0; i < length; i++) {
        buf_char(word, (char)tolower((unsigned char)text[i]));
    }
    return names_find(names, word->data, word->length);
}

static void enter_name(Batches *batches, NameMap *map, Name name, uint32_t number) {
    Buf word = {0};
    lower_name(batches->script->model->names, &word, name->text, name->length);
    Name lower = names_intern(batches->script->model->names, word.data, word.length);
    namemap_put(batches->arena, map, lower, as_pointer(number));
    buf_free(&word);
}

/* Whatever in the text could be the name of a table or of an object is taken for one. */
static void collect_named(Batches *batches, SqlSteps *sql, Name text) {
    Buf word = {0};
    const char *at = text != NULL ? text->text : "";
    while (*at != '\0') {
        const char *start = at;
        while (isalnum((unsigned char)*at) || *at == '_' || *at == '$' || (*at & 0x80) != 0) {
            at++;
        }
        if (at == start) {
            at++;
            continue;
        }
        Name name = lower_name(batches->script->model->names, &word, start, (size_t)(at - start));
        uint32_t table = name != NULL ? as_number(namemap_get(&batches->table_names, name))
                                      : NOWHERE;
        uint32_t other = name != NULL ? as_number(namemap_get(&batches->sql_names, name)) : NOWHERE;
        if (table != NOWHERE) {
            vec_push(batches->arena, &sql->tables, table);
        }
        if (other != NOWHERE && batches->sqls.items[other].sql != sql->sql) {
            vec_push(batches->arena, &sql->sqls, other);
        }
    }
    buf_free(&word);
}

static void collect_needs(Batches *batches, SqlSteps *sql) {
    for (uint32_t i = 0; i < sql->sql->needs_count; i++) {
        const Object *need = sql->sql->needs[i];
        if (need->kind == OBJECT_TABLE) {
            vec_push(batches->arena, &sql->tables, need->table->number);
        } else if (need->kind == OBJECT_DATA) {
            vec_push(batches->arena, &sql->tables, need->data->table->number);
        } else if (need->kind == OBJECT_SQL) {
            Buf word = {0};
            Name name = lower_name(batches->script->model->names, &word, need->sql->name->text,
                                   need->sql->name->length);
            uint32_t other = name != NULL ? as_number(namemap_get(&batches->sql_names, name))
                                          : NOWHERE;
            if (other != NOWHERE) {
                vec_push(batches->arena, &sql->sqls, other);
            }
            buf_free(&word);
        }
    }
    collect_named(batches, sql, sql->sql->up);
    collect_named(batches, sql, sql->sql->down);
}

/* An object comes with the last table that it or what it needs speaks of. */
static void settle_sqls(Batches *batches) {
    uint32_t *place = NEW_ARRAY(batches->arena, uint32_t, batches->script->model->table_count);
    for (uint32_t i = 0; i < batches->order.count; i++) {
        place[batches->order.items[i]] = i + 1;
    }
    uint32_t *homes = NEW_ARRAY(batches->arena, uint32_t, batches->sqls.count);
    for (uint32_t i = 0; i < batches->sqls.count; i++) {
        SqlSteps *sql = &batches->sqls.items[i];
        collect_needs(batches, sql);
        for (uint32_t j = 0; j < sql->tables.count; j++) {
            uint32_t at = place[sql->tables.items[j]];
            homes[i] = at > homes[i] ? at : homes[i];
        }
        for (uint32_t j = 0; j < sql->sqls.count; j++) {
            uint32_t at = homes[sql->sqls.items[j]];
            homes[i] = at > homes[i] ? at : homes[i];
        }
    }
    for (uint32_t i = batches->sqls.count; i-- > 0;) {
        uint32_t *first = homes[i] > 0 ? &batches->tables[batches->order.items[homes[i] - 1]].sql
                                       : &batches->homeless;
        batches->sqls.items[i].next = *first;
        *first = i + 1;
    }
}

static void read_up(Batches *batches, const Plan *plan) {
    batches->up_next = NEW_ARRAY(batches->arena, uint32_t, plan->steps.count);
    for (uint32_t i = plan->steps.count; i-- > 0;) {
        const Step *step = &plan->steps.items[i];
        if (step->table != NULL) {
            TableSteps *table = &batches->tables[step->table->number];
            batches->up_next[i] = table->up;
            table->up = i + 1;
            table->data = step->kind == STEP_PUT_ROWS ? step->data : table->data;
        }
    }
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        if (step->kind == STEP_CREATE_TABLE) {
            vec_push(batches->arena, &batches->order, step->table->number);
        } else if (step->kind == STEP_RUN_SQL) {
            enter_name(batches, &batches->sql_names, step->sql->name, batches->sqls.count);
            vec_push(batches->arena, &batches->sqls, (SqlSteps){.sql = step->sql, .up = i});
        }
    }
}

static void read_down(Batches *batches, const Plan *plan) {
    batches->down_next = NEW_ARRAY(batches->arena, uint32_t, plan->steps.count);
    Buf word = {0};
    for (uint32_t i = plan->steps.count; i-- > 0;) {
        const Step *step = &plan->steps.items[i];
        if (step->table != NULL) {
            TableSteps *table = &batches->tables[step->table->number];
            batches->down_next[i] = table->down;
            table->down = i + 1;
        } else if (step->kind == STEP_UNDO_SQL) {
            Name name = lower_name(batches->script->model->names, &word, step->sql->name->text,
                                   step->sql->name->length);
            uint32_t sql = name != NULL ? as_number(namemap_get(&batches->sql_names, name))
                                        : NOWHERE;
            if (sql != NOWHERE) {
                batches->sqls.items[sql].down = i + 1;
            }
        }
    }
    buf_free(&word);
}

Batches *batches_new(Arena *arena, const Script *script, uint32_t size) {
    Batches *batches = NEW(arena, Batches);
    batches->arena = arena;
    batches->script = script;
    batches->size = size;
    batches->tables = NEW_ARRAY(arena, TableSteps, script->model->table_count);
    read_up(batches, script->up);
    read_down(batches, script->down);
    if (batches->sqls.count > 0) {
        for (uint32_t i = 0; i < batches->order.count; i++) {
            uint32_t number = batches->order.items[i];
            enter_name(batches, &batches->table_names, script->model->tables[number]->name, number);
        }
        settle_sqls(batches);
    }
    return batches;
}

/* ---- one piece ------------------------------------------------------------------------------- */

/* What is being collected; both lists grow while they are walked. */
typedef struct Making {
    Batches *batches;
    Arena *arena;
    Numbers tables;
    Numbers sqls;
} Making;

static void add_table(Making *making, uint32_t number) {
    TableSteps *table = &making->batches->tables[number];
    if (table->up != 0 && table->in_batch != making->batches->number) {
        table->in_batch = making->batches->number;
        vec_push(making->arena, &making->tables, number);
    }
}

static void add_sql(Making *making, uint32_t number) {
    SqlSteps *sql = &making->batches->sqls.items[number];
    if (sql->in_batch != making->batches->number && !sql->is_left_out) {
        sql->in_batch = making->batches->number;
        vec_push(making->arena, &making->sqls, number);
    }
}

static bool for_target(const Batches *batches, TargetSet targets) {
    return (targets & 1u << batches->script->dialect->target) != 0;
}

/* Tables and objects until nothing is missing that must be there as it is. */
static void close_over(Making *making) {
    Batches *batches = making->batches;
    for (uint32_t i = 0; i < making->sqls.count; i++) {
        const SqlSteps *sql = &batches->sqls.items[making->sqls.items[i]];
        for (uint32_t j = 0; j < sql->tables.count; j++) {
            add_table(making, sql->tables.items[j]);
        }
        for (uint32_t j = 0; j < sql->sqls.count; j++) {
            add_sql(making, sql->sqls.items[j]);
        }
    }
    for (uint32_t i = 0; i < making->tables.count; i++) { /* rows refer to rows */
        const Data *data = batches->tables[making->tables.items[i]].data;
        for (uint32_t k = 0; data != NULL && k < data->table->foreign_key_count; k++) {
            if (for_target(batches, data->table->foreign_keys[k].targets)) {
                add_table(making, data->table->foreign_keys[k].target->number);
            }
        }
    }
}

static int by_number(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static void sort_numbers(Numbers *numbers) {
    if (numbers->count > 0) {
        qsort(numbers->items, numbers->count, sizeof *numbers->items, by_number);
    }
}

/* ---- stand-ins ------------------------------------------------------------------------------- */

/* A small table with the columns that others refer to. */
typedef struct StandIn {
    const Table *of;
    bool *used; /* by column */
    VEC(Columns) keys;
} StandIn;

typedef VEC(StandIn) StandIns;

static void stand_in_key(Making *making, StandIn *stand_in, Columns columns) {
    for (uint16_t i = 0; i < columns.count; i++) {
        stand_in->used[columns.at[i]] = true;
    }
    for (uint32_t i = 0; i < stand_in->keys.count; i++) {
        if (columns_equal(stand_in->keys.items[i], columns)) {
            return;
        }
    }
    vec_push(making->arena, &stand_in->keys, columns);
}

static void find_stand_ins(Making *making, StandIns *found) {
    Batches *batches = making->batches;
    uint32_t *at = NEW_ARRAY(making->arena, uint32_t, batches->script->model->table_count);
    for (uint32_t i = 0; i < making->tables.count; i++) {
        const Table *table = batches->script->model->tables[making->tables.items[i]];
        for (uint32_t k = 0; k < table->foreign_key_count; k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            TableSteps *target = &batches->tables[key->target->number];
            if (!for_target(batches, key->targets) || target->in_batch == batches->number) {
                continue;
            }
            if (at[key->target->number] == 0) {
                bool *used = NEW_ARRAY(making->arena, bool, key->target->column_count);
                vec_push(making->arena, found, (StandIn){.of = key->target, .used = used});
                at[key->target->number] = found->count;
            }
            stand_in_key(making, &found->items[at[key->target->number] - 1], key->referenced);
        }
    }
}

static const Table *make_stand_in(Making *making, const StandIn *stand_in) {
    Arena *arena = making->arena;
    Names *names = making->batches->script->model->names;
    const Table *of = stand_in->of;
    Table *table = NEW(arena, Table);
    *table = (Table){.space = of->space,
                     .name = of->name,
                     .targets = TARGETS_ALL,
                     .number = of->number,
                     .columns = NEW_ARRAY(arena, Column, of->column_count),
                     .uniques = NEW_ARRAY(arena, Key, stand_in->keys.count)};
    uint16_t *place = NEW_ARRAY(arena, uint16_t, of->column_count);
    for (uint16_t i = 0; i < of->column_count; i++) {
        if (stand_in->used[i]) {
            place[i] = table->column_count;
            table->columns[table->column_count++] = (Column){.name = of->columns[i].name,
                                                             .type = of->columns[i].type,
                                                             .collation = of->columns[i].collation,
                                                             .targets = TARGETS_ALL};
        }
    }
    for (uint32_t i = 0; i < stand_in->keys.count; i++) {
        Columns columns = {.at = NEW_ARRAY(arena, uint16_t, stand_in->keys.items[i].count)};
        for (; columns.count < stand_in->keys.items[i].count; columns.count++) {
            columns.at[columns.count] = place[stand_in->keys.items[i].at[columns.count]];
        }
        Key key = {.name = names_internf(names, "migc_key_%u", i),
                   .columns = columns,
                   .targets = TARGETS_ALL};
        if (i == 0) { /* of one integer it is the row's number: no index to make */
            table->primary_key = arena_copy(arena, &key, sizeof key);
        } else {
            table->uniques[table->unique_count++] = key;
        }
    }
    return table;
}

/* ---- plans ----------------------------------------------------------------------------------- */

static Plan plan_of(Arena *arena, const Step *steps, uint32_t count) {
    Plan plan = {.part_count = 1, .parts = NEW_ARRAY(arena, Part, 1)};
    plan.steps = (Steps){.items = arena_copy(arena, steps, count * sizeof *steps), .count = count};
    plan.parts[0].count = count;
    return plan;
}

typedef VEC(Step) StepVec;

static void add_steps(Arena *arena, StepVec *out, const Plan *plan, Numbers *positions) {
    sort_numbers(positions);
    for (uint32_t i = 0; i < positions->count; i++) {
        vec_push(arena, out, plan->steps.items[positions->items[i]]);
    }
}

static void make_plans(Making *making, Batch *batch) {
    Batches *batches = making->batches;
    Numbers up = {0};
    Numbers down = {0};
    for (uint32_t i = 0; i < making->tables.count; i++) {
        const TableSteps *table = &batches->tables[making->tables.items[i]];
        for (uint32_t at = table->up; at != 0; at = batches->up_next[at - 1]) {
            vec_push(making->arena, &up, at - 1);
        }
        for (uint32_t at = table->down; at != 0; at = batches->down_next[at - 1]) {
            vec_push(making->arena, &down, at - 1);
        }
    }
    for (uint32_t i = 0; i < making->sqls.count; i++) {
        const SqlSteps *sql = &batches->sqls.items[making->sqls.items[i]];
        vec_push(making->arena, &up, sql->up);
        if (sql->down != 0) {
            vec_push(making->arena, &down, sql->down - 1);
        }
    }
    StepVec up_steps = {0};
    StepVec down_steps = {0};
    for (uint32_t i = 0; i < batch->stand_in_count; i++) {
        vec_push(making->arena, &up_steps,
                 (Step){.kind = STEP_CREATE_TABLE, .table = batch->stand_ins[i]});
    }
    add_steps(making->arena, &up_steps, batches->script->up, &up);
    add_steps(making->arena, &down_steps, batches->script->down, &down);
    for (uint32_t i = 0; i < batch->stand_in_count; i++) {
        vec_push(making->arena, &down_steps,
                 (Step){.kind = STEP_DROP_TABLE, .table = batch->stand_ins[i]});
    }
    batch->up = plan_of(making->arena, up_steps.items, up_steps.count);
    batch->down = plan_of(making->arena, down_steps.items, down_steps.count);
}

static void make_batch(Making *making, Batch *batch) {
    Batches *batches = making->batches;
    Arena *arena = making->arena;
    *batch = (Batch){.script = *batches->script};
    batch->script.kept = NULL; /* that is of the whole script */
    StandIns stand_ins = {0};
    find_stand_ins(making, &stand_ins);
    batch->stand_ins = NEW_ARRAY(arena, const Table *, stand_ins.count);
    for (uint32_t i = 0; i < stand_ins.count; i++) {
        batch->stand_ins[batch->stand_in_count++] = make_stand_in(making, &stand_ins.items[i]);
    }
    make_plans(making, batch);
    batch->tables = NEW_ARRAY(arena, const Table *, making->tables.count);
    batch->sqls = NEW_ARRAY(arena, const SqlObject *, making->sqls.count);
    for (uint32_t i = 0; i < batch->up.steps.count; i++) {
        const Step *step = &batch->up.steps.items[i];
        if (step->kind == STEP_CREATE_TABLE && i >= batch->stand_in_count) {
            batch->tables[batch->table_count++] = step->table;
        } else if (step->kind == STEP_RUN_SQL) {
            batch->sqls[batch->sql_count++] = step->sql;
        }
    }
    batch->script.up = &batch->up;
    batch->script.down = &batch->down;
}

void batches_again(Batches *batches, Arena *scratch, Batch *batch) {
    Making making = {.batches = batches, .arena = scratch};
    batches->number++;
    for (uint32_t i = batches->from; i < batches->to; i++) {
        add_table(&making, batches->order.items[i]);
        for (uint32_t sql = batches->tables[batches->order.items[i]].sql; sql != 0;
             sql = batches->sqls.items[sql - 1].next) {
            add_sql(&making, sql - 1);
        }
    }
    for (uint32_t sql = batches->from == 0 ? batches->homeless : 0; sql != 0;
         sql = batches->sqls.items[sql - 1].next) {
        add_sql(&making, sql - 1);
    }
    close_over(&making);
    make_batch(&making, batch);
}

bool batches_next(Batches *batches, Arena *scratch, Batch *batch) {
    if (batches->number > 0 && batches->to == batches->order.count) {
        return false;
    }
    batches->from = batches->to;
    batches->to = batches->order.count - batches->from > batches->size
                      ? batches->from + batches->size
                      : batches->order.count;
    batches_again(batches, scratch, batch);
    return true;
}

void batches_leave_out(Batches *batches, const SqlObject *left_out) {
    for (uint32_t i = 0; i < batches->sqls.count; i++) { /* what is needed comes first */
        SqlSteps *sql = &batches->sqls.items[i];
        for (uint32_t j = 0; j < sql->sqls.count && !sql->is_left_out; j++) {
            sql->is_left_out = batches->sqls.items[sql->sqls.items[j]].is_left_out;
        }
        sql->is_left_out = sql->is_left_out || sql->sql == left_out;
    }
}
