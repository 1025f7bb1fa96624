/*
 * refs.c - what refers to what.
 *
 * takes:    a model
 * gives:    graphs over its tables and objects, and the order they ask for
 * promises: near-linear cost; stable: source order wherever the edges leave a choice
 */
#include "schema/refs.h"

#include <stdlib.h>
#include <string.h>

Digraph refs_tables(Arena *arena, const Model *model, bool with_forward) {
    Digraph graph = digraph_begin(arena, model->table_count);
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        for (uint16_t j = 0; j < table->foreign_key_count; j++) {
            const ForeignKey *key = &table->foreign_keys[j];
            if (key->target != table && (with_forward || !key->is_forward)) {
                digraph_edge(&graph, key->target->number, table->number, j);
            }
        }
    }
    digraph_build(&graph);
    return graph;
}

bool refs_lead_back(const Model *model) {
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        for (uint16_t j = 0; j < table->foreign_key_count; j++) {
            const ForeignKey *key = &table->foreign_keys[j];
            if (key->is_forward || key->target->number > table->number) {
                return false;
            }
        }
    }
    return true;
}

const ForeignKey *refs_foreign_key(const Model *model, const DigraphEdge *edge) {
    return &model->tables[edge->to]->foreign_keys[edge->tag];
}

/* Where an object stands, found by what it is. */
typedef struct Position {
    const void *identity;
    uint32_t at;
} Position;

static int by_identity(const void *a, const void *b) {
    uintptr_t left = (uintptr_t)((const Position *)a)->identity;
    uintptr_t right = (uintptr_t)((const Position *)b)->identity;
    return (left > right) - (left < right);
}

typedef struct Builder {
    const Model *model;
    Digraph graph;
    Position *positions; /* NULL until one is asked for: foreign keys know theirs */
    uint32_t *tables; /* table number -> position of the table */
    uint32_t *data;   /* table number -> 1 + position of its data; 0: none */
    NameMap sequences; /* as `nextval` names them -> Sequence */
} Builder;

/* Whose sequences are looked for. */
typedef struct Needing {
    Builder *builder;
    uint32_t to;
} Needing;

static void know_positions(Builder *builder) {
    uint32_t count = builder->model->object_count;
    builder->positions = NEW_ARRAY(builder->graph.arena, Position, count);
    for (uint32_t i = 0; i < count; i++) {
        builder->positions[i] = (Position){object_identity(&builder->model->objects[i]), i};
    }
    qsort(builder->positions, count, sizeof *builder->positions, by_identity);
}

static void edge_from(Builder *builder, const void *identity, uint32_t to) {
    if (!builder->positions) {
        know_positions(builder);
    }
    Position wanted = {.identity = identity};
    const Position *found = bsearch(&wanted, builder->positions, builder->model->object_count,
                                    sizeof wanted, by_identity);
    if (found) {
        digraph_edge(&builder->graph, found->at, to, 0);
    }
}

/* `nextval('a.b')`: the sequence must be there before the table. */
static void need_sequence(void *context, Text name) {
    Needing *needing = context;
    Builder *builder = needing->builder;
    Name key = names_find(builder->model->names, name.data, name.length);
    const Sequence *found = key ? namemap_get(&builder->sequences, key) : NULL;
    if (found) {
        edge_from(builder, found, needing->to);
    }
}

static void sequence_edges(Builder *builder, const Table *table, uint32_t at) {
    Needing needing = {builder, at};
    for (uint16_t i = 0; builder->sequences.count > 0 && i < table->column_count; i++) {
        if (table->columns[i].default_value) {
            expr_sequences(table->columns[i].default_value, need_sequence, &needing);
        }
    }
}

static void table_edges(Builder *builder, const Table *table, uint32_t at) {
    const void *last = NULL; /* columns of one type often follow each other */
    for (uint16_t i = 0; i < table->column_count; i++) {
        Type type = table->columns[i].type;
        const void *used = type.domain                ? (const void *)type.domain
                           : type.kind == TYPE_ENUM     ? (const void *)type.enumeration
                           : type.kind == TYPE_NATIVE ? (const void *)type.native
                                                      : NULL;
        if (used && used != last) {
            edge_from(builder, used, at);
            last = used;
        }
    }
    sequence_edges(builder, table, at);
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        if (key->target != table && !key->is_forward) {
            digraph_edge(&builder->graph, builder->tables[key->target->number], at, 0);
        }
    }
}

static void data_edges(Builder *builder, const Table *table, uint32_t at) {
    digraph_edge(&builder->graph, builder->tables[table->number], at, 0);
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        uint32_t rows = builder->data[key->target->number];
        if (rows > 0 && rows - 1 != at && key->target != table && !key->is_forward) {
            digraph_edge(&builder->graph, rows - 1, at, 0);
        }
    }
}

static void object_edges(Builder *builder, const Object *object, uint32_t at) {
    switch (object->kind) {
    case OBJECT_EXTENSION:
    case OBJECT_TYPE:
    case OBJECT_SEQUENCE:
    case OBJECT_ENUM: break;
    case OBJECT_DOMAIN: table_edges(builder, object->domain->subject, at); break;
    case OBJECT_TABLE: table_edges(builder, object->table, at); break;
    case OBJECT_DATA: data_edges(builder, object->data->table, at); break;
    case OBJECT_SQL:
        for (uint32_t i = 0; i < object->sql->needs_count; i++) {
            edge_from(builder, object_identity(object->sql->needs[i]), at);
        }
        break;
    }
}

/* The edges, unsorted. */
static Digraph object_graph(Arena *arena, const Model *model) {
    uint32_t count = model->object_count;
    Builder builder = {.model = model, .graph = digraph_begin(arena, count)};
    vec_reserve(arena, &builder.graph.added, model->table_count);
    builder.tables = NEW_ARRAY(arena, uint32_t, model->table_count);
    builder.data = NEW_ARRAY(arena, uint32_t, model->table_count);
    for (uint32_t i = 0; i < count; i++) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_TABLE) {
            builder.tables[object->table->number] = i;
        } else if (object->kind == OBJECT_DATA) {
            builder.data[object->data->table->number] = i + 1;
        } else if (object->kind == OBJECT_SEQUENCE) {
            Sequence *sequence = object->sequence;
            namemap_put(arena, &builder.sequences, sequence_called(model->names, sequence->space, sequence->name),
                        sequence);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        object_edges(&builder, &model->objects[i], i);
    }
    return builder.graph;
}

Digraph refs_objects(Arena *arena, const Model *model) {
    Digraph graph = object_graph(arena, model);
    digraph_build(&graph);
    return graph;
}

/* Sorts the nodes as digraph_order does; quickly, if they are sorted already. */
static uint32_t sort_nodes(Arena *scratch, Digraph *graph, uint32_t *sorted) {
    bool is_sorted = true;
    for (uint32_t i = 0; i < graph->added.count && is_sorted; i++) {
        is_sorted = graph->added.items[i].from < graph->added.items[i].to;
    }
    if (!is_sorted) {
        digraph_build(graph);
        return digraph_order(scratch, graph, sorted);
    }
    for (uint32_t i = 0; i < graph->node_count; i++) {
        sorted[i] = i;
    }
    return graph->node_count;
}

bool refs_object_order(const Model *model, uint32_t *order) {
    return refs_object_order_with(model, NULL, NULL, order);
}

bool refs_object_order_with(const Model *model, RefsMore *more, void *context, uint32_t *order) {
    Arena scratch = {0};
    uint32_t count = model->object_count;
    Digraph graph = object_graph(&scratch, model);
    if (more) {
        more(context, &graph);
    }
    uint32_t *sorted = NEW_ARRAY(&scratch, uint32_t, count);
    uint32_t found = sort_nodes(&scratch, &graph, sorted);
    bool *placed = NEW_ARRAY(&scratch, bool, count);
    uint32_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (model->objects[i].kind == OBJECT_EXTENSION) {
            order[at++] = i;
            placed[i] = true;
        }
    }
    for (uint32_t i = 0; i < found; i++) {
        if (!placed[sorted[i]]) {
            order[at++] = sorted[i];
            placed[sorted[i]] = true;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!placed[i]) {
            order[at++] = i;
        }
    }
    arena_release(&scratch);
    return found == count;
}

void refs_sort(Model *model) {
    Arena scratch = {0};
    uint32_t count = model->object_count;
    uint32_t *order = NEW_ARRAY(&scratch, uint32_t, count);
    refs_object_order(model, order);
    Object *objects = arena_copy(&scratch, model->objects, count * sizeof *objects);
    uint32_t tables = 0;
    for (uint32_t i = 0; i < count; i++) {
        model->objects[i] = objects[order[i]];
        if (model->objects[i].kind == OBJECT_TABLE) {
            model->objects[i].table->number = tables;
            model->tables[tables++] = model->objects[i].table;
        }
    }
    arena_release(&scratch);
}
