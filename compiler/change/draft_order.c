/*
 * draft_order.c - in which order tables are created and altered, for change/draft.
 *
 * What a foreign key refers to is made before it. Where altered tables need each other, their foreign keys
 * come later, in steps of their own; between created tables `forward` is said where the schema says it.
 */
#include "base/digraph.h"
#include "change/draft_parts.h"

static bool is_created(const Op *op) {
    return op->kind == OP_CREATE_TABLE;
}

/* The foreign key cannot be made before its target is altered. */
static bool needs_alteration(const Op *target, const ForeignKey *key) {
    const TableChange *change = target->table;
    bool needs = change->after->primary_key && change->primary_key < 0;
    for (uint16_t i = 0; !needs && i < change->after->unique_count; i++) {
        needs = change->uniques[i] < 0;
    }
    for (uint16_t i = 0; !needs && i < key->referenced.count; i++) {
        needs = change->columns[key->referenced.at[i]].from < 0;
    }
    return needs;
}

static bool is_edge(const Draft *draft, const TableSteps *steps, const Table *table, uint16_t at) {
    const ForeignKey *key = &table->foreign_keys[at];
    const Op *op = steps->of[table->number];
    const Op *target = steps->of[key->target->number];
    if (key->target == table || !target || draft->places[table->number][at] == KEY_LATER ||
        (!is_created(op) && !draft_is_new_key(op->table, at))) {
        return false;
    }
    if (is_created(target)) {
        return !is_created(op) || !key->is_forward;
    }
    return needs_alteration(target, key);
}

static Digraph table_graph(Draft *draft, const TableSteps *steps) {
    const Model *model = draft->change->after;
    Digraph graph = digraph_begin(&draft->scratch, model->table_count);
    for (uint32_t i = 0; i < model->table_count; i++) {
        for (uint16_t k = 0; steps->of[i] && k < model->tables[i]->foreign_key_count; k++) {
            if (is_edge(draft, steps, model->tables[i], k)) {
                digraph_edge(&graph, model->tables[i]->foreign_keys[k].target->number, i, k);
            }
        }
    }
    digraph_build(&graph);
    return graph;
}

/* Foreign keys that are added to altered tables and are part of a circle come later. */
static void put_off(Draft *draft, const TableSteps *steps) {
    Digraph graph = table_graph(draft, steps);
    DigraphComponents components = digraph_components(&draft->scratch, &graph);
    for (uint32_t i = 0; i < graph.first[graph.node_count]; i++) {
        const DigraphEdge *edge = &graph.edges[i];
        if (components.of[edge->from] == components.of[edge->to] &&
            !is_created(steps->of[edge->to])) {
            draft->places[edge->to][edge->tag] = KEY_LATER;
        }
    }
}

static void order_tables(Draft *draft, TableSteps *steps) {
    const Model *model = draft->change->after;
    steps->order = NEW_ARRAY(&draft->scratch, uint32_t, model->table_count);
    steps->position = NEW_ARRAY(&draft->scratch, uint32_t, model->table_count);
    put_off(draft, steps);
    Digraph graph = table_graph(draft, steps);
    steps->count = digraph_order(&draft->scratch, &graph, steps->order);
    for (uint32_t i = 0; i < steps->count; i++) {
        steps->position[steps->order[i]] = i;
    }
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        for (uint16_t k = 0;
             steps->of[i] && is_created(steps->of[i]) && k < table->foreign_key_count; k++) {
            const Op *target = steps->of[table->foreign_keys[k].target->number];
            if (target && is_created(target) &&
                steps->position[table->foreign_keys[k].target->number] > steps->position[i]) {
                draft->places[i][k] = KEY_FORWARD;
            }
        }
    }
}

TableSteps draft_order_tables(Draft *draft) {
    const Model *model = draft->change->after;
    TableSteps steps = {.of = NEW_ARRAY(&draft->scratch, const Op *, model->table_count)};
    draft->places = NEW_ARRAY(&draft->scratch, KeyPlace *, model->table_count);
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind == OP_CREATE_TABLE || op->kind == OP_ALTER_TABLE) {
            const Table *table = op->after->table;
            steps.of[table->number] = op;
            draft->places[table->number] = NEW_ARRAY(&draft->scratch, KeyPlace,
                                                     table->foreign_key_count);
        }
    }
    order_tables(draft, &steps);
    return steps;
}

void draft_tables(Draft *draft, const TableSteps *steps) {
    for (uint32_t i = 0; i < steps->count; i++) {
        const Op *op = steps->of[steps->order[i]];
        if (op && is_created(op)) {
            draft_begin(draft);
            restate_object(draft->out, op->after, "create ", 2, draft->places[steps->order[i]]);
        } else if (op) {
            draft_table(draft, op->table);
        }
    }
    for (uint32_t i = 0; i < steps->count; i++) {
        const Op *op = steps->of[steps->order[i]];
        if (op && !is_created(op)) {
            draft_table_keys(draft, op->table);
        }
    }
}

/* ---- everything ---- */

void draft_everything(Draft *draft) {
    const Ops *ops = &draft->change->up;
    const Model *model = draft->change->after;
    uint32_t *made = NEW_ARRAY(&draft->scratch, uint32_t, model->table_count);
    for (uint32_t i = 0; i < ops->count; i++) {
        if (is_created(&ops->items[i])) {
            made[ops->items[i].after->table->number] = i;
        }
    }
    for (uint32_t i = 0; i < ops->count; i++) {
        const Object *object = ops->items[i].after;
        const Table *table = object->kind == OBJECT_TABLE ? object->table : NULL;
        KeyPlace *places =
            table ? NEW_ARRAY(&draft->scratch, KeyPlace, table->foreign_key_count) : NULL;
        for (uint16_t k = 0; table && k < table->foreign_key_count; k++) {
            bool is_later = made[table->foreign_keys[k].target->number] > i;
            places[k] = is_later ? KEY_FORWARD : KEY_HERE;
        }
        bool is_bare = object->kind == OBJECT_DATA || object->kind == OBJECT_SQL;
        draft_begin(draft);
        restate_object(draft->out, object, is_bare ? "" : "create ", 2, places);
    }
}

/* ---- keys that are no longer primary ---- */

/* A foreign key that stays and refers to what was the primary key of its table: if it was written without
 * columns it would mean the new one. */
static bool is_stranded(const TableSteps *steps, const ForeignKey *key) {
    const Op *op = steps->of[key->target->number];
    if (!op || is_created(op) || op->table->primary_key >= 0) {
        return false;
    }
    const Key *primary = op->table->before->primary_key;
    bool is = primary && primary->columns.count == key->referenced.count;
    for (uint16_t i = 0; is && i < key->referenced.count; i++) {
        is = op->table->to[primary->columns.at[i]] == key->referenced.at[i];
    }
    return is;
}

void draft_stranded_keys(Draft *draft, const TableSteps *steps) {
    const Model *model = draft->change->after;
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        const Op *op = steps->of[i];
        bool is_open = false;
        for (uint16_t k = 0; k < table->foreign_key_count; k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            bool is_new = op && (is_created(op) || draft_is_new_key(op->table, k));
            if (is_new || !is_stranded(steps, key)) {
                continue;
            }
            if (!is_open) {
                draft_begin(draft);
                buf_text(draft->out, "  alter table ");
                restate_qualified(draft->out, table->space, table->name);
                buf_text(draft->out, " {\n");
                is_open = true;
            }
            buf_text(draft->out, "    drop foreign key ");
            restate_name(draft->out, key->name);
            buf_text(draft->out, "\n    add ");
            restate_foreign_key(draft->out, table, key, KEY_HERE);
            buf_char(draft->out, '\n');
        }
        buf_text(draft->out, is_open ? "  }\n" : "");
    }
}
