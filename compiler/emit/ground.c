/*
 * ground.c - see ground.h.
 */
#include "emit/ground.h"

#include "base/vec.h"
#include "emit/sql_makes.h"

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

/* What makes a sql object of this name on the other side, if both cannot be there at once. */
static bool is_in_the_way(const NameMap *others, const SqlObject *sql) {
    const Op *other = namemap_get(others, sql->name);
    return other && !sql_beside(sql, op_object(other)->sql);
}

/* Marks what tables of this side stand on, and what was declared before it, which may have a part in it. */
static void mark_side(Arena *scratch, const Model *model, Ops *ops, bool comes) {
    OpKind kind = comes ? OP_CREATE_SQL : OP_DROP_SQL;
    NameMap others = {0};
    Search search = search_begin(model);
    for (uint32_t i = 0; i < ops->count && !comes; i++) {
        if (ops->items[i].kind == OP_CREATE_SQL) {
            namemap_set(scratch, &others, ops->items[i].after->sql->name, &ops->items[i]);
        }
    }
    for (uint32_t i = 0; i < ops->count; i++) {
        const Object *object = ops->items[i].kind == kind ? on_side(&ops->items[i], comes) : NULL;
        if (object && is_ground(object) && !is_in_the_way(&others, object->sql)) {
            search_for(&search, (uint32_t)(object - model->objects));
        }
    }
    for (uint32_t i = 0; i < ops->count; i++) {
        const Object *object = on_side(&ops->items[i], comes);
        if (object) {
            search_object(&search, object);
        }
    }
    uint32_t end = 0;
    for (uint32_t i = 0; i < search.found.count; i++) {
        const Made *made = search.found.items[i];
        for (uint32_t k = 0; k < made->positions.count; k++) {
            uint32_t behind = made->positions.items[k] + 1;
            end = behind > end ? behind : end;
        }
    }
    for (uint32_t i = 0; i < ops->count && end > 0; i++) {
        Op *op = &ops->items[i];
        const Object *object = op->kind == kind ? on_side(op, comes) : NULL;
        op->is_ground = op->is_ground ||
                        (object && object - model->objects < end && is_ground(object) &&
                         !is_in_the_way(&others, object->sql));
    }
    arena_release(&search.scratch);
}

void ground_mark(const Dialect *dialect, const Model *before, const Model *after, Ops *ops) {
    if (dialect->target == TARGET_POSTGRES) {
        Arena scratch = {0};
        mark_side(&scratch, after, ops, true);
        mark_side(&scratch, before, ops, false);
        arena_release(&scratch);
    }
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
