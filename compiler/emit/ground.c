/*
 * ground.c - see ground.h.
 */
#include "emit/ground.h"

#include <string.h>

#include "base/vec.h"
#include "emit/postgres/aside.h"
#include "emit/sql_makes.h"
#include "schema/refs.h"

/* ---- names in texts ------------------------------------------------------------------------------ */

/* What has a name: routines of one name may have other arguments. */
typedef struct Made {
    VEC(uint32_t) positions; /* of the sql objects */
    bool is_named;           /* in a text that was searched */
} Made;

typedef struct Search {
    Arena scratch;
    const Model *model;
    NameMap made;      /* by the first words of names, in small letters */
    VEC(Made *) found; /* in the object that was searched last */
} Search;

static Search search_begin(const Model *model) {
    return (Search){.model = model};
}

/* Names are known by their first words: a text has them in quotes, or not. */
static void search_for(Search *search, uint32_t position) {
    Names *names = search->model->names;
    Text name = sql_made(search->model->objects[position].sql).name;
    Buf word = {0};
    if (sql_next_run(&name, &word)) {
        Name key = names_intern(names, word.data, word.length);
        Made *made = namemap_get(&search->made, key);
        if (!made) {
            made = NEW(&search->scratch, Made);
            namemap_set(&search->scratch, &search->made, key, made);
        }
        vec_push(&search->scratch, &made->positions, position);
    }
    buf_free(&word);
}

void ground_say(Buf *out, const Object *object) {
    const Table *table = object->kind == OBJECT_TABLE    ? object->table
                         : object->kind == OBJECT_DOMAIN ? object->domain->subject
                                                         : NULL;
    if (!table) {
        return;
    }
    object_dump(out, object);
    for (uint16_t i = 0; i < table->column_count; i++) {
        Type type = table->columns[i].type;
        if (type.kind == TYPE_NATIVE && type.native->spelling[TARGET_POSTGRES]) {
            buf_name(out, type.native->spelling[TARGET_POSTGRES]);
            buf_char(out, '\n');
        }
    }
}

static void search_object(Search *search, const Object *object) {
    Buf said = {0};
    Buf word = {0};
    if (search->made.count != 0) {
        ground_say(&said, object);
    }
    Text rest = buf_view(&said);
    while (sql_next_run(&rest, &word)) {
        Name name = names_find(search->model->names, word.data, word.length);
        Made *made = name ? namemap_get(&search->made, name) : NULL;
        if (made && !made->is_named) {
            made->is_named = true;
            vec_push(&search->scratch, &search->found, made);
        }
    }
    buf_free(&word);
    buf_free(&said);
}

/* What was found since the last call is not found any more. */
static void search_again(Search *search) {
    for (uint32_t i = 0; i < search->found.count; i++) {
        search->found.items[i]->is_named = false;
    }
    search->found.count = 0;
}

static bool is_ground(const Object *object) {
    return object->kind == OBJECT_SQL && (object->sql->targets >> TARGET_POSTGRES & 1) != 0 &&
           sql_is_ground(object->sql);
}

/* ---- a revision ---------------------------------------------------------------------------------- */

/* The objects of an operation on the one side: what comes is after it, what goes was before. */
static const Object *on_side(const Op *op, bool comes) {
    return comes ? op->after : op->before;
}

Name ground_identity(Names *names, const SqlObject *sql) {
    Buf text = {0};
    Name identity = NULL;
    if (sql->down) {
        buf_text(&text, "undo ");
        sql_identity(&text, sql);
        identity = names_intern(names, text.data, text.length);
    }
    buf_free(&text);
    return identity;
}

void *ground_find(Names *names, const NameMap *found, const SqlObject *sql) {
    Name identity = found->count != 0 ? ground_identity(names, sql) : NULL;
    void *same = identity ? namemap_get(found, identity) : NULL;
    return same ? same : namemap_get(found, sql->name);
}

/* What makes the same on the other side, or a sql object of this name, if both cannot be there at once, or a call may mean
 * either; or NULL. */
static const SqlObject *in_the_way(Names *names, const NameMap *others, const SqlObject *sql) {
    const Op *op = ground_find(names, others, sql);
    const SqlObject *other = op ? op_object(op)->sql : NULL;
    return other && (!sql_beside(sql, other) || aside_takes_place(sql, other)) ? other : NULL;
}

/* By name, and by what undoes them, the operations of a kind on sql objects for PostgreSQL. */
static NameMap ops_on_sql(Arena *scratch, Names *names, const Ops *ops, OpKind kind) {
    NameMap found = {0};
    for (uint32_t i = 0; i < ops->count; i++) {
        Op *op = &ops->items[i];
        const Object *object = op->kind == kind ? op_object(op) : NULL;
        if (object && (object->sql->targets >> TARGET_POSTGRES & 1) != 0) {
            Name identity = ground_identity(names, object->sql);
            namemap_set(scratch, &found, object->sql->name, op);
            if (identity) {
                namemap_set(scratch, &found, identity, op);
            }
        }
    }
    return found;
}

/* The sql objects of a model that tables may stand on, by name. */
static NameMap ground_of(Arena *scratch, const Model *model) {
    NameMap found = {0};
    for (uint32_t i = 0; i < model->object_count; i++) {
        if (is_ground(&model->objects[i])) {
            namemap_set(scratch, &found, model->objects[i].sql->name, &model->objects[i]);
        }
    }
    return found;
}

static bool needs_any(const SqlObject *sql, const NameMap *names) {
    for (uint32_t n = 0; n < sql->needs_count; n++) {
        const Object *need = sql->needs[n];
        if (need->kind == OBJECT_SQL && namemap_get(names, need->sql->name)) {
            return true;
        }
    }
    return false;
}

/* Whether something that the sql object needs goes for good. */
static bool loses_need(const SqlObject *sql, const NameMap *dropped, const NameMap *created) {
    for (uint32_t n = 0; n < sql->needs_count; n++) {
        const Object *need = sql->needs[n];
        if (need->kind == OBJECT_SQL && namemap_get(dropped, need->sql->name) &&
            !namemap_get(created, need->sql->name)) {
            return true;
        }
    }
    return false;
}

/* Finds what is undone and made anew in its place, and is no routine that is made over while all that it needs stays, and all that
 * needs it, for which it adds operations: names of sql objects, before and after. */
static NameMap remake(Arena *arena, Arena *scratch, const Model *before, const Model *after,
                      Ops *ops) {
    Names *names = before->names;
    NameMap dropped = ops_on_sql(scratch, names, ops, OP_DROP_SQL);
    NameMap created = ops_on_sql(scratch, names, ops, OP_CREATE_SQL);
    NameMap stays = dropped.count && created.count ? ground_of(scratch, after) : (NameMap){0};
    NameMap remade = {0};
    VEC(Op) all = {0};
    uint32_t *order = NEW_ARRAY(scratch, uint32_t, before->object_count);
    refs_object_order(before, order);
    for (uint32_t i = 0; i < before->object_count && stays.count != 0; i++) {
        const Object *object = &before->objects[order[i]];
        if (!is_ground(object)) {
            continue;
        }
        const Object *other = namemap_get(&stays, object->sql->name);
        bool goes = namemap_get(&dropped, object->sql->name) != NULL;
        const SqlObject *made = goes ? in_the_way(names, &created, object->sql) : NULL;
        bool changes = made && !sql_same_space(object->sql, made) &&
                       (!sql_made_over(object->sql, made) ||
                        loses_need(object->sql, &dropped, &created));
        if (!changes && (goes || !other || !needs_any(object->sql, &remade))) {
            continue;
        }
        namemap_set(scratch, &remade, object->sql->name, (void *)(uintptr_t)object);
        if (changes) {
            namemap_set(scratch, &remade, made->name, (void *)(uintptr_t)object);
        } else {
            vec_push(scratch, &all, ((Op){.kind = OP_DROP_SQL, .before = object}));
            vec_push(scratch, &all, ((Op){.kind = OP_CREATE_SQL, .after = other}));
        }
    }
    if (all.count != 0) {
        Op *items = NEW_ARRAY(arena, Op, ops->count + all.count);
        for (uint32_t i = 0; i < ops->count + all.count; i++) {
            items[i] = i < ops->count ? ops->items[i] : all.items[i - ops->count];
        }
        *ops = (Ops){items, ops->count + all.count};
    }
    return remade;
}

/* The operations of one side while they are marked: all by name; those that were looked at; what makes sql objects of the
 * same names on the other side. */
typedef struct Marking {
    Arena *scratch;
    Names *names;
    bool comes;
    NameMap on_sql;
    NameMap seen;
    NameMap others;
} Marking;

/* An operation on what tables stand on, and those on what that needs. */
static void mark_with_needs(Marking *marking, Op *op) {
    const Object *object = on_side(op, marking->comes);
    if (!is_ground(object) ||
        namemap_put(marking->scratch, &marking->seen, object->sql->name, op)) {
        return;
    }
    op->is_ground = op->is_ground || !in_the_way(marking->names, &marking->others, object->sql);
    for (uint32_t n = 0; n < object->sql->needs_count; n++) {
        const Object *need = object->sql->needs[n];
        Op *needed = need->kind == OBJECT_SQL ? namemap_get(&marking->on_sql, need->sql->name)
                                              : NULL;
        if (needed) {
            mark_with_needs(marking, needed);
        }
    }
}

/* Marks what tables of this side stand on, what is made anew, and what was declared before it, which may have a part in it. */
static void mark_side(Arena *scratch, const Model *model, Ops *ops, const NameMap *remade,
                      bool comes) {
    OpKind kind = comes ? OP_CREATE_SQL : OP_DROP_SQL;
    Marking marking = {.scratch = scratch, .names = model->names, .comes = comes};
    uint32_t end = 0;
    Search search = search_begin(model);
    if (!comes) {
        marking.others = ops_on_sql(scratch, model->names, ops, OP_CREATE_SQL);
    }
    for (uint32_t i = 0; i < ops->count; i++) {
        const Object *object = ops->items[i].kind == kind ? on_side(&ops->items[i], comes) : NULL;
        if (object && is_ground(object)) {
            uint32_t position = (uint32_t)(object - model->objects);
            bool is_nameless = sql_made(object->sql).kind == SQL_GROUND;
            if ((is_nameless || namemap_get(remade, object->sql->name)) && position >= end) {
                end = position + 1;
            }
            if (!in_the_way(model->names, &marking.others, object->sql)) {
                search_for(&search, position);
            }
        }
    }
    for (uint32_t i = 0; i < ops->count; i++) {
        const Object *object = on_side(&ops->items[i], comes);
        if (object) {
            search_object(&search, object);
        }
    }
    for (uint32_t i = 0; i < search.found.count; i++) {
        const Made *made = search.found.items[i];
        for (uint32_t k = 0; k < made->positions.count; k++) {
            uint32_t behind = made->positions.items[k] + 1;
            end = behind > end ? behind : end;
        }
    }
    marking.on_sql = end > 0 ? ops_on_sql(scratch, model->names, ops, kind) : (NameMap){0};
    for (uint32_t i = 0; i < ops->count && end > 0; i++) {
        Op *op = &ops->items[i];
        const Object *object = op->kind == kind ? on_side(op, comes) : NULL;
        if (object && object - model->objects < end) {
            mark_with_needs(&marking, op);
        }
    }
    arena_release(&search.scratch);
}

/* A namespace that the author's SQL makes stays where another text makes it: what is in it need not go. */
static void mark_spaces(Arena *scratch, Ops *ops) {
    NameMap gone = {0};
    for (int comes = 0; comes <= 1; comes++) {
        for (uint32_t i = 0; i < ops->count; i++) {
            Op *op = &ops->items[i];
            if (!comes && op->kind == OP_DROP_SQL) {
                namemap_set(scratch, &gone, op->before->sql->name, op);
            } else if (comes && op->kind == OP_CREATE_SQL) {
                Op *drop = namemap_get(&gone, op->after->sql->name);
                if (drop && sql_same_space(drop->before->sql, op->after->sql)) {
                    drop->is_replaced = true;
                    op->is_replaced = true;
                }
            }
        }
    }
}

void ground_mark(Arena *arena, const Dialect *dialect, const Model *before, const Model *after,
                 Ops *ops) {
    if (dialect->target == TARGET_POSTGRES) {
        Arena scratch = {0};
        NameMap remade = remake(arena, &scratch, before, after, ops);
        mark_side(&scratch, after, ops, &remade, true);
        mark_side(&scratch, before, ops, &remade, false);
        mark_spaces(&scratch, ops);
        arena_release(&scratch);
    }
}

bool ground_is_type_of(const SqlObject *type, const Table *table) {
    Text made = sql_made(type).name;
    for (uint16_t c = 0; made.length != 0 && c < table->column_count; c++) {
        Type of = table->columns[c].type;
        Name words = of.kind == TYPE_NATIVE ? of.native->spelling[TARGET_POSTGRES] : NULL;
        if (words && memmem(words->text, words->length, made.data, made.length)) {
            return true;
        }
    }
    return false;
}

/* ---- what is made -------------------------------------------------------------------------------- */

void ground_edges(const Model *model, const uint32_t *chosen, Digraph *graph) {
    Search search = search_begin(model);
    uint32_t last = 0;
    for (uint32_t i = 0; i < model->object_count; i++) {
        if (chosen[i] != 0 && is_ground(&model->objects[i])) {
            search_for(&search, i);
            last = i;
        }
    }
    for (uint32_t i = 0; i < last; i++) { /* what stands behind all of them needs no edge */
        if (chosen[i] == 0) {
            continue;
        }
        search_object(&search, &model->objects[i]);
        for (uint32_t f = 0; f < search.found.count; f++) {
            const Made *made = search.found.items[f];
            for (uint32_t k = 0; k < made->positions.count; k++) {
                digraph_edge(graph, made->positions.items[k], i, 0);
            }
        }
        search_again(&search);
    }
    arena_release(&search.scratch);
}
