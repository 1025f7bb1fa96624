/*
 * trail.c - see trail.h.
 */
#include "prove/trail.h"

bool trail_is_free_step(const Change *change) {
    return change->up.count == 1 && change->up.items[0].kind == OP_RUN_UP;
}

static int32_t *nowhere(Arena *arena, uint32_t count) {
    int32_t *numbers = NEW_ARRAY(arena, int32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        numbers[i] = -1;
    }
    return numbers;
}

/* What no operation names is the same table if it has the same name. */
static void link_by_name(Arena *arena, TrailLink *link, const bool *gone) {
    const Model *before = link->change->before;
    const Model *after = link->change->after;
    NameMap left = {0};
    for (uint32_t i = 0; i < after->table_count; i++) {
        if (link->back[i] == -1) {
            namemap_set(
                arena, &left,
                name_qualified(after->names, after->tables[i]->space, after->tables[i]->name),
                after->tables[i]);
        }
    }
    for (uint32_t i = 0; i < before->table_count; i++) {
        const Table *table = before->tables[i];
        const Table *same = link->next[i] == -1 && !gone[i]
                                ? namemap_get(&left, name_qualified(before->names, table->space,
                                                                    table->name))
                                : NULL;
        if (same != NULL) {
            link->next[i] = (int32_t)same->number;
            link->back[same->number] = (int32_t)i;
        }
    }
}

static TrailLink link_of(Arena *arena, const Change *change) {
    const Model *before = change->before;
    const Model *after = change->after;
    TrailLink link = {.change = change,
                      .next = nowhere(arena, before->table_count),
                      .back = nowhere(arena, after->table_count),
                      .altered = NEW_ARRAY(arena, const TableChange *, after->table_count)};
    bool *gone = NEW_ARRAY(arena, bool, before->table_count);
    Ops created = {.items = NEW_ARRAY(arena, Op, change->up.count)};
    for (uint32_t i = 0; i < change->up.count; i++) {
        const Op *op = &change->up.items[i];
        if (op->kind == OP_ALTER_TABLE) {
            link.next[op->before->table->number] = (int32_t)op->after->table->number;
            link.back[op->after->table->number] = (int32_t)op->before->table->number;
            link.altered[op->after->table->number] = op->table;
        } else if (op->kind == OP_DROP_TABLE) {
            gone[op->before->table->number] = true;
        } else if (op->kind == OP_CREATE_TABLE) {
            created.items[created.count++] = *op;
            link.back[op->after->table->number] = INT32_MAX; /* has no table before */
        }
    }
    link_by_name(arena, &link, gone);
    for (uint32_t i = 0; i < created.count; i++) {
        link.back[created.items[i].after->table->number] = -1;
    }
    return link;
}

Trail trail_of(Arena *arena, const Changes *changes, const Model *before) {
    Trail trail = {.models = NEW_ARRAY(arena, const Model *, changes->count + 1),
                   .count = 1,
                   .links = NEW_ARRAY(arena, TrailLink, changes->count)};
    trail.models[0] = before;
    for (uint32_t i = 0; i < changes->count; i++) {
        if (!trail_is_free_step(&changes->items[i])) {
            trail.links[trail.count - 1] = link_of(arena, &changes->items[i]);
            trail.models[trail.count++] = changes->items[i].after;
        }
    }
    return trail;
}

int32_t trail_follow(const Trail *trail, uint32_t from, uint32_t number, uint32_t to) {
    int32_t at = (int32_t)number;
    for (; from < to && at >= 0; from++) {
        at = trail->links[from].next[at];
    }
    for (; from > to && at >= 0; from--) {
        at = trail->links[from - 1].back[at];
    }
    return at;
}
