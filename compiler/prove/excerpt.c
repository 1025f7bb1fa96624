/*
 * excerpt.c - see excerpt.h.
 *
 * A table is marked in all models of the revision's trail at once: it may have another name and another
 * number in each.
 */
#include "prove/excerpt.h"

#include <string.h>

#include "emit/lower.h"
#include "prove/clone.h"

typedef enum Mark {
    MARK_NONE,
    MARK_NEAR,   /* it is there because another one is */
    MARK_TOUCHED /* it is there for its own sake */
} Mark;

/* A table by the first model that it is in. */
typedef struct Place {
    uint32_t model;
    uint32_t number;
} Place;

typedef struct OddTable {
    uint32_t model;
    const Table *table;
} OddTable;

struct Excerpts {
    Arena *arena;
    const Script *script;
    Words *words;
    LeftOut *left_out;
    uint32_t size;
    Trail trail;
    bool **touched;    /* touched[m][number] */
    VEC(Place) places; /* of the touched tables; those that the author's SQL names come first */
    uint32_t named;    /* how many of them it names */
    uint32_t from;     /* the present excerpt */
    uint32_t to;
    bool is_begun;
    bool has_sql;       /* the author's, for this target, in some model or as a free step */
    NameMap *by_name;   /* by model: name of a table in lower case -> Table *, if has_sql */
    VEC(OddTable) odd;  /* tables whose names are no words, of all models */
    NameMap *sql_named; /* by model: name of a sql object in lower case -> Object * */
};

typedef struct Choosing {
    Excerpts *excerpts;
    Arena *arena;
    uint8_t **marks; /* Mark, marks[m][number] */
    bool **tables;
    bool **objects; /* the sql objects among them */
} Choosing;

static bool for_sqlite(TargetSet targets) {
    return (targets >> TARGET_SQLITE & 1u) != 0;
}

static bool is_left_out(const Excerpts *excerpts, const SqlObject *sql) {
    return sql->up != NULL && namemap_get(&excerpts->left_out->texts, sql->up) != NULL;
}

/* ---- what is touched ------------------------------------------------------------------------- */

static void touch(Excerpts *excerpts, uint32_t model, uint32_t number) {
    if (excerpts->touched[model][number]) {
        return;
    }
    Place place = {model, number};
    for (uint32_t m = 0; m < excerpts->trail.count; m++) {
        int32_t at = trail_follow(&excerpts->trail, model, number, m);
        if (at >= 0) {
            excerpts->touched[m][at] = true;
            place = m < place.model ? (Place){m, (uint32_t)at} : place;
        }
    }
    vec_push(excerpts->arena, &excerpts->places, place);
}

static bool touch_table(Excerpts *excerpts, const Table *table) {
    for (uint32_t m = 0; table != NULL && m < excerpts->trail.count; m++) {
        const Model *model = excerpts->trail.models[m];
        if (table->number < model->table_count && model->tables[table->number] == table) {
            touch(excerpts, m, table->number);
            return true;
        }
    }
    return false;
}

static void touch_by_ops(Excerpts *excerpts, const Ops *ops) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const Object *object = op_object(&ops->items[i]);
        if (object != NULL && object->kind == OBJECT_TABLE) {
            touch_table(excerpts, object->table);
        } else if (object != NULL && object->kind == OBJECT_DATA) {
            touch_table(excerpts, object->data->table);
        }
    }
}

/* Also tables that no operation names are built anew: those of an enum that changes, those that refer to a
 * table that is renamed. */
static void touch_by_steps(Excerpts *excerpts, const Plan *plan) {
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        touch_table(excerpts, plan->steps.items[i].table);
    }
}

/* ---- what the author's SQL speaks of --------------------------------------------------------- */

static void know_names(Excerpts *excerpts) {
    const Trail *trail = &excerpts->trail;
    excerpts->by_name = NEW_ARRAY(excerpts->arena, NameMap, trail->count);
    excerpts->sql_named = NEW_ARRAY(excerpts->arena, NameMap, trail->count);
    for (uint32_t m = 0; m < trail->count; m++) {
        const Model *model = trail->models[m];
        for (uint32_t i = 0; i < model->table_count; i++) {
            Table *table = model->tables[i];
            namemap_set(excerpts->arena, &excerpts->by_name[m],
                        words_lower(excerpts->words, table->name), table);
            if (!words_are_one(table->name)) {
                vec_push(excerpts->arena, &excerpts->odd, (OddTable){m, table});
            }
        }
        for (uint32_t i = 0; i < model->object_count; i++) {
            Object *object = &model->objects[i];
            if (object->kind == OBJECT_SQL && for_sqlite(object->sql->targets)) {
                namemap_set(excerpts->arena, &excerpts->sql_named[m],
                            words_lower(excerpts->words, object->sql->name), object);
            }
        }
    }
}

/* Calls `visit` for every table of models[m] that a sql object or a free step needs or names. */
typedef void (*TableVisit)(void *context, uint32_t model, const Table *table);

static void visit_words(Excerpts *excerpts, uint32_t m, Name text, TableVisit visit,
                        void *context) {
    const WordList *words = words_of(excerpts->words, text);
    for (uint32_t i = 0; i < words->count; i++) {
        const Table *table = namemap_get(&excerpts->by_name[m], words->items[i]);
        if (table != NULL) {
            visit(context, m, table);
        }
    }
    for (uint32_t i = 0; text != NULL && i < excerpts->odd.count; i++) {
        const OddTable *odd = &excerpts->odd.items[i];
        if (odd->model == m && strcasestr(text->text, odd->table->name->text) != NULL) {
            visit(context, m, odd->table);
        }
    }
}

static void visit_tables(Excerpts *excerpts, uint32_t m, const SqlObject *sql, TableVisit visit,
                         void *context) {
    for (uint32_t i = 0; i < sql->needs_count; i++) {
        const Object *need = sql->needs[i];
        const Table *table = need->kind == OBJECT_TABLE  ? need->table
                             : need->kind == OBJECT_DATA ? need->data->table
                                                         : NULL;
        table = table != NULL
                    ? namemap_get(&excerpts->by_name[m], words_lower(excerpts->words, table->name))
                    : NULL;
        if (table != NULL) {
            visit(context, m, table);
        }
    }
    visit_words(excerpts, m, sql->up, visit, context);
    visit_words(excerpts, m, sql->down, visit, context);
}

static void touch_visited(void *context, uint32_t model, const Table *table) {
    touch(context, model, table->number);
}

/* Free steps, and objects that come or go: what they speak of, in the schemas on both sides. */
static void touch_by_sql(Excerpts *excerpts) {
    const Changes *changes = excerpts->script->changes;
    uint32_t at = 0;
    for (uint32_t i = 0; i < changes->count; i++) {
        const Change *change = &changes->items[i];
        for (uint32_t k = 0; k < change->up.count; k++) {
            const Op *op = &change->up.items[k];
            if (op->kind == OP_RUN_UP && for_sqlite(op->run->targets)) {
                visit_tables(excerpts, at, op->run, touch_visited, excerpts);
            } else if (op->kind == OP_CREATE_SQL && for_sqlite(op->after->sql->targets)) {
                visit_tables(excerpts, at + 1, op->after->sql, touch_visited, excerpts);
            } else if (op->kind == OP_DROP_SQL && for_sqlite(op->before->sql->targets)) {
                visit_tables(excerpts, at, op->before->sql, touch_visited, excerpts);
            }
        }
        at += !trail_is_free_step(change);
    }
}

static bool any_sql(const Excerpts *excerpts) {
    for (uint32_t m = 0; m < excerpts->trail.count; m++) {
        const Model *model = excerpts->trail.models[m];
        for (uint32_t i = 0; i < model->object_count; i++) {
            if (model->objects[i].kind == OBJECT_SQL &&
                for_sqlite(model->objects[i].sql->targets)) {
                return true;
            }
        }
    }
    const Changes *changes = excerpts->script->changes;
    for (uint32_t i = 0; i < changes->count; i++) {
        if (trail_is_free_step(&changes->items[i])) {
            return true;
        }
    }
    return false;
}

Excerpts *excerpts_new(Arena *arena, const Script *script, Words *words, LeftOut *left_out,
                       uint32_t size, uint32_t whole) {
    Excerpts *excerpts = NEW(arena, Excerpts);
    *excerpts = (Excerpts){
        .arena = arena, .script = script, .words = words, .left_out = left_out, .size = size};
    excerpts->trail = trail_of(arena, script->changes, script->before);
    excerpts->touched = NEW_ARRAY(arena, bool *, excerpts->trail.count);
    for (uint32_t m = 0; m < excerpts->trail.count; m++) {
        excerpts->touched[m] = NEW_ARRAY(arena, bool, excerpts->trail.models[m]->table_count);
    }
    excerpts->has_sql = any_sql(excerpts);
    if (excerpts->has_sql) {
        know_names(excerpts);
        touch_by_sql(excerpts);
        excerpts->named = excerpts->places.count;
    }
    for (uint32_t i = 0; i < script->changes->count; i++) {
        touch_by_ops(excerpts, &script->changes->items[i].up);
    }
    touch_by_steps(excerpts, script->up);
    touch_by_steps(excerpts, script->down);
    if (excerpts->places.count <= whole) {
        excerpts->size = excerpts->places.count;
    }
    return excerpts;
}

/* ---- what is chosen -------------------------------------------------------------------------- */

static void mark(Choosing *choosing, uint32_t model, uint32_t number, Mark mark_as) {
    const Trail *trail = &choosing->excerpts->trail;
    for (uint32_t m = 0; m < trail->count && choosing->marks[model][number] < mark_as; m++) {
        int32_t at = m != model ? trail_follow(trail, model, number, m) : -1;
        if (at >= 0 && choosing->marks[m][at] < mark_as) {
            choosing->marks[m][at] = (uint8_t)mark_as;
        }
    }
    if (choosing->marks[model][number] < mark_as) {
        choosing->marks[model][number] = (uint8_t)mark_as;
    }
}

/* What touched tables refer to, and some of what refers to them. */
static void mark_neighbours(Choosing *choosing, uint32_t m) {
    const Model *model = choosing->excerpts->trail.models[m];
    uint32_t *children = NEW_ARRAY(choosing->arena, uint32_t,
                                   (size_t)model->table_count * (ACTION_SET_DEFAULT + 1));
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        bool is_touched = choosing->marks[m][i] == MARK_TOUCHED;
        for (uint16_t k = 0; k < table->foreign_key_count; k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (!for_sqlite(key->targets)) {
                continue;
            }
            if (is_touched) {
                mark(choosing, m, key->target->number, MARK_NEAR);
            } else if (choosing->marks[m][key->target->number] == MARK_TOUCHED) {
                uint32_t *count =
                    &children[key->target->number * (ACTION_SET_DEFAULT + 1) + key->on_delete];
                if (++*count <= EXCERPT_CHILDREN) {
                    mark(choosing, m, i, MARK_NEAR);
                }
            }
        }
    }
}

static void mark_visited(void *context, uint32_t model, const Table *table) {
    mark(context, model, table->number, MARK_NEAR);
}

typedef struct Finding {
    Choosing *choosing;
    bool found;
} Finding;

static void find_touched(void *context, uint32_t model, const Table *table) {
    Finding *finding = context;
    finding->found = finding->found ||
                     finding->choosing->marks[model][table->number] == MARK_TOUCHED;
}

static bool choose_sql(Choosing *choosing, uint32_t m, const Object *object) {
    uint32_t at = (uint32_t)(object - choosing->excerpts->trail.models[m]->objects);
    if (choosing->objects[m][at] || is_left_out(choosing->excerpts, object->sql)) {
        return false;
    }
    choosing->objects[m][at] = true;
    visit_tables(choosing->excerpts, m, object->sql, mark_visited, choosing);
    return true;
}

/* The objects that one needs or names. Returns whether it does not need one that is left out. */
static void choose_needed(Choosing *choosing, uint32_t m, const SqlObject *sql) {
    const Name texts[] = {sql->up, sql->down};
    for (size_t t = 0; t < 2; t++) {
        const WordList *words = words_of(choosing->excerpts->words, texts[t]);
        for (uint32_t i = 0; i < words->count; i++) {
            const Object *other = namemap_get(&choosing->excerpts->sql_named[m], words->items[i]);
            if (other != NULL && choose_sql(choosing, m, other)) {
                choose_needed(choosing, m, other->sql);
            }
        }
    }
    for (uint32_t i = 0; i < sql->needs_count; i++) {
        const Object *other = sql->needs[i]->kind == OBJECT_SQL
                                  ? namemap_get(&choosing->excerpts->sql_named[m],
                                                words_lower(choosing->excerpts->words,
                                                            sql->needs[i]->sql->name))
                                  : NULL;
        if (other != NULL && choose_sql(choosing, m, other)) {
            choose_needed(choosing, m, other->sql);
        }
    }
}

/* Objects that speak of a touched table, those that come or go, and what they need. */
static void choose_sqls(Choosing *choosing) {
    Excerpts *excerpts = choosing->excerpts;
    for (uint32_t m = 0; m < excerpts->trail.count; m++) {
        const Model *model = excerpts->trail.models[m];
        for (uint32_t i = 0; i < model->object_count; i++) {
            const Object *object = &model->objects[i];
            if (object->kind != OBJECT_SQL || !for_sqlite(object->sql->targets)) {
                continue;
            }
            Finding finding = {.choosing = choosing};
            visit_tables(excerpts, m, object->sql, find_touched, &finding);
            if (finding.found && choose_sql(choosing, m, object)) {
                choose_needed(choosing, m, object->sql);
            }
        }
    }
    const Changes *changes = excerpts->script->changes;
    uint32_t at = 0;
    for (uint32_t i = 0; i < changes->count; i++) {
        const Ops *ops = &changes->items[i].up;
        for (uint32_t k = 0; k < ops->count; k++) {
            const Op *op = &ops->items[k];
            bool creates = op->kind == OP_CREATE_SQL;
            const Object *object = creates                   ? op->after
                                   : op->kind == OP_DROP_SQL ? op->before
                                                             : NULL;
            uint32_t m = at + creates;
            if (object != NULL && for_sqlite(object->sql->targets) &&
                choose_sql(choosing, m, object)) {
                choose_needed(choosing, m, object->sql);
            }
            if (op->kind == OP_RUN_UP && for_sqlite(op->run->targets) &&
                !is_left_out(excerpts, op->run)) {
                choose_needed(choosing, at, op->run);
            }
        }
        at += !trail_is_free_step(&changes->items[i]);
    }
}

/* An object that is there before and after a change, and that no operation names, is there in both. */
static void follow_sqls(Choosing *choosing) {
    const Trail *trail = &choosing->excerpts->trail;
    for (uint32_t step = 0; step + 1 < 2 * trail->count; step++) { /* there and back */
        uint32_t m = step < trail->count ? step : 2 * trail->count - 2 - step;
        const Model *model = trail->models[m];
        for (uint32_t i = 0; i < model->object_count; i++) {
            if (!choosing->objects[m][i]) {
                continue;
            }
            Name name = words_lower(choosing->excerpts->words, model->objects[i].sql->name);
            for (uint32_t side = 0; side < 2; side++) {
                uint32_t other = side == 0 ? m + 1 : m - 1;
                const Object *object = other < trail->count
                                           ? namemap_get(&choosing->excerpts->sql_named[other],
                                                         name)
                                           : NULL;
                if (object != NULL && choose_sql(choosing, other, object)) {
                    choose_needed(choosing, other, object->sql);
                }
            }
        }
    }
}

/* ---- an excerpt ------------------------------------------------------------------------------ */

static bool keeps_free_step(void *context, const SqlObject *run) {
    return for_sqlite(run->targets) && !is_left_out(context, run);
}

static Clone choose(Excerpts *excerpts, Arena *scratch) {
    const Trail *trail = &excerpts->trail;
    Choosing choosing = {.excerpts = excerpts,
                         .arena = scratch,
                         .marks = NEW_ARRAY(scratch, uint8_t *, trail->count),
                         .tables = NEW_ARRAY(scratch, bool *, trail->count),
                         .objects = NEW_ARRAY(scratch, bool *, trail->count)};
    for (uint32_t m = 0; m < trail->count; m++) {
        choosing.marks[m] = NEW_ARRAY(scratch, uint8_t, trail->models[m]->table_count);
        choosing.tables[m] = NEW_ARRAY(scratch, bool, trail->models[m]->table_count);
        choosing.objects[m] = NEW_ARRAY(scratch, bool, trail->models[m]->object_count);
    }
    bool is_first = excerpts->from == 0;
    for (uint32_t i = excerpts->from; i < excerpts->to; i++) {
        mark(&choosing, excerpts->places.items[i].model, excerpts->places.items[i].number,
             MARK_TOUCHED);
    }
    for (uint32_t m = 0; m < trail->count; m++) {
        mark_neighbours(&choosing, m);
    }
    if (is_first && excerpts->has_sql) {
        choose_sqls(&choosing);
        follow_sqls(&choosing);
    }
    for (uint32_t m = 0; m < trail->count; m++) {
        for (uint32_t i = 0; i < trail->models[m]->table_count; i++) {
            choosing.tables[m][i] = choosing.marks[m][i] != MARK_NONE;
        }
    }
    CloneChoice choice = {.trail = trail,
                          .tables = (bool *const *)choosing.tables,
                          .objects = (bool *const *)choosing.objects,
                          .with_free_steps = is_first,
                          .keeps = keeps_free_step,
                          .context = excerpts};
    return clone_of(scratch, excerpts->script->changes, &choice);
}

/* A schema as it is made: tables and objects of the author's in the order of the plan. */
static Batch batch_of(Arena *arena, const Script *script, const Plan *plan) {
    Batch batch = {.script = *script, .up = *plan};
    batch.tables = NEW_ARRAY(arena, const Table *, plan->steps.count);
    batch.sqls = NEW_ARRAY(arena, const SqlObject *, plan->steps.count);
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        if (step->kind == STEP_CREATE_TABLE) {
            batch.tables[batch.table_count++] = step->table;
        } else if (step->kind == STEP_RUN_SQL) {
            batch.sqls[batch.sql_count++] = step->sql;
        }
    }
    return batch;
}

/* What blame may have to look at: the schema after, and all of the author's SQL. */
static Batch batch_of_all(Arena *arena, const Excerpt *excerpt) {
    const Steps *steps = &excerpt->up.steps;
    Batch all = excerpt->after;
    all.sqls = NEW_ARRAY(arena, const SqlObject *,
                         excerpt->after.sql_count + excerpt->before.sql_count + steps->count);
    all.sql_count = 0;
    for (uint32_t i = 0; i < excerpt->after.sql_count; i++) {
        all.sqls[all.sql_count++] = excerpt->after.sqls[i];
    }
    for (uint32_t i = 0; i < steps->count; i++) {
        if (steps->items[i].kind == STEP_RUN_SQL && steps->items[i].sql->name == NULL) {
            all.sqls[all.sql_count++] = steps->items[i].sql;
        }
    }
    for (uint32_t i = 0; i < excerpt->before.sql_count; i++) {
        all.sqls[all.sql_count++] = excerpt->before.sqls[i];
    }
    return all;
}

/* The revision before, as far as it matters here: its schema and its name. */
static void make_state(Arena *arena, Excerpt *excerpt, const Script *of) {
    uint32_t first = of->first != 0 ? of->first : of->position;
    excerpt->state = *of;
    excerpt->state.kept = NULL;
    excerpt->state.first = 0;
    excerpt->state.model = excerpt->script.before;
    Model *empty = NEW(arena, Model);
    *empty = (Model){.arena = arena, .names = of->model->names};
    excerpt->state.before = empty;
    excerpt->state.changes = &excerpt->state_changes;
    excerpt->state.up = &excerpt->state_up;
    excerpt->state.down = &excerpt->state_down;
    excerpt->state.revision = of->parent;
    excerpt->state.parent = NULL;
    excerpt->state.position = first - 1;
    if (of->parent != NULL && of->checksums != NULL) {
        excerpt->state.checksum = of->checksums[first - 2];
    }
}

void excerpts_again(Excerpts *excerpts, Arena *scratch, Excerpt *excerpt) {
    const Script *script = excerpts->script;
    Clone clone = choose(excerpts, scratch);
    *excerpt = (Excerpt){.script = *script, .changes = clone.changes};
    excerpt->script.kept = NULL;
    excerpt->script.before = clone.before;
    excerpt->script.model = clone.after;
    excerpt->script.changes = &excerpt->changes;
    plan_changes(scratch, script->dialect, &excerpt->changes, &excerpt->up, &excerpt->down);
    excerpt->script.up = &excerpt->up;
    excerpt->script.down = &excerpt->down;
    excerpt->trail = trail_of(scratch, &excerpt->changes, clone.before);
    excerpt->state_up = plan_creation(scratch, script->dialect, clone.before, NULL);
    excerpt->head_up = plan_creation(scratch, script->dialect, clone.after, NULL);
    make_state(scratch, excerpt, script);
    excerpt->before = batch_of(scratch, &excerpt->state, &excerpt->state_up);
    excerpt->after = batch_of(scratch, &excerpt->script, &excerpt->head_up);
    excerpt->all = batch_of_all(scratch, excerpt);
}

bool excerpts_next(Excerpts *excerpts, Arena *scratch, Excerpt *excerpt) {
    uint32_t count = excerpts->places.count;
    if (excerpts->is_begun && excerpts->to == count) {
        return false;
    }
    uint32_t size = !excerpts->is_begun && excerpts->named > excerpts->size ? excerpts->named
                                                                            : excerpts->size;
    excerpts->is_begun = true;
    excerpts->from = excerpts->to;
    excerpts->to = count - excerpts->from > size ? excerpts->from + size : count;
    excerpts_again(excerpts, scratch, excerpt);
    return true;
}
