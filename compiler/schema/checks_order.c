/*
 * checks_order.c - who must be there before whom.
 *
 * takes:    the graphs of schema/refs
 * gives:    cycles as paths, edge by edge; references to tables that are declared later
 * promises: one message a cycle, and none about the order of its edges; a bounded number of rounds over
 *           the graph, however many cycles there are
 */
#include "base/buf.h"
#include "schema/checker.h"
#include "schema/refs.h"

#define LONGEST_PATH 20u
#define MOST_ROUNDS 16u

static bool may_be_null(const Table *table, const ForeignKey *key) {
    for (uint16_t i = 0; i < key->columns.count; i++) {
        if (!(table->columns[key->columns.at[i]].flags & COLUMN_NULLABLE)) {
            return false;
        }
    }
    return true;
}

static bool is_in_primary_key(const Table *table, const ForeignKey *key) {
    for (uint16_t i = 0; table->primary_key && i < table->primary_key->columns.count; i++) {
        for (uint16_t j = 0; j < key->columns.count; j++) {
            if (table->primary_key->columns.at[i] == key->columns.at[j]) {
                return true;
            }
        }
    }
    return false;
}

/* The edge to mark `forward`: one whose columns may be null, if possible one that refers to a table that
 * is declared later. */
static uint32_t choose(const Checker *checker, const DigraphCycle *cycle) {
    uint32_t best = 0;
    int best_score = -1;
    for (uint32_t i = 0; i < cycle->count; i++) {
        const DigraphEdge *edge = &cycle->edges[i];
        const ForeignKey *key = refs_foreign_key(checker->model, edge);
        int score = 2 * may_be_null(checker->model->tables[edge->to], key) + (edge->from > edge->to);
        if (score > best_score) {
            best = i;
            best_score = score;
        }
    }
    return best;
}

/* The edges lead from what is referred to; the path is told the way the references go. */
static void tell_cycle(Checker *checker, const DigraphCycle *cycle, uint32_t chosen) {
    const Model *model = checker->model;
    Buf path = {0};
    for (uint32_t i = cycle->count; i > 0; i--) {
        if (cycle->count - i >= LONGEST_PATH) {
            buf_text(&path, "... -> ");
            break;
        }
        table_write_name(&path, model->tables[cycle->edges[i - 1].to]);
        buf_text(&path, " -> ");
    }
    table_write_name(&path, model->tables[cycle->edges[cycle->count - 1].to]);
    const ForeignKey *first = refs_foreign_key(model, &cycle->edges[cycle->count - 1]);
    Diag *diag = diag_at(checker->diags, DIAG_FOREIGN_KEY_CYCLE, first->target_span,
                         "tables need each other and none can come first: %.*s",
                         TEXT_ARG(buf_view(&path)));
    diag_label(diag, "`%s%s%s` refers to `%s%s%s` here",
               TABLE_SHOWN(model->tables[cycle->edges[cycle->count - 1].to]),
               TABLE_SHOWN(first->target));
    for (uint32_t i = cycle->count - 1; i > 0 && cycle->count - i < LONGEST_PATH; i--) {
        const DigraphEdge *edge = &cycle->edges[i - 1];
        const ForeignKey *key = refs_foreign_key(model, edge);
        diag_note(diag, key->target_span, "`%s%s%s` refers to `%s%s%s` here",
                  TABLE_SHOWN(model->tables[edge->to]), TABLE_SHOWN(key->target));
    }
    const DigraphEdge *edge = &cycle->edges[chosen];
    const ForeignKey *key = refs_foreign_key(model, edge);
    const Table *table = model->tables[edge->to];
    const char *column = table->columns[key->columns.at[0]].name->text;
    diag_help(diag, "let one of them be added when both tables exist: in table `%s%s%s` write "
                    "`references %s%s%s forward`", TABLE_SHOWN(table), TABLE_SHOWN(key->target));
    if (!may_be_null(table, key) && !is_in_primary_key(table, key)) {
        diag_help(diag, "and let `%s` be `null`, or no row can ever be the first", column);
    }
    buf_free(&path);
}

/* One round: a cycle of each component is told and the edge that should be `forward` taken out. Returns
 * whether there was one. */
static bool one_round(Checker *checker, bool *taken_out, const uint32_t *first_edge) {
    Arena scratch = {0};
    const Model *model = checker->model;
    Digraph whole = refs_tables(&scratch, model, false);
    Digraph graph = digraph_begin(&scratch, model->table_count);
    for (uint32_t i = 0; i < whole.first[model->table_count]; i++) {
        DigraphEdge edge = whole.edges[i];
        if (!taken_out[first_edge[edge.to] + edge.tag]) {
            digraph_edge(&graph, edge.from, edge.to, edge.tag);
        }
    }
    digraph_build(&graph);
    DigraphComponents components = digraph_components(&scratch, &graph);
    bool found = false;
    for (uint32_t c = 0; c < components.count; c++) {
        if (digraph_is_cyclic(&graph, &components, c)) {
            found = true;
            DigraphCycle cycle = digraph_shortest_cycle(&scratch, &graph, &components, c);
            uint32_t chosen = choose(checker, &cycle);
            tell_cycle(checker, &cycle, chosen);
            taken_out[first_edge[cycle.edges[chosen].to] + cycle.edges[chosen].tag] = true;
        }
    }
    arena_release(&scratch);
    return found;
}

bool check_cycles(Checker *checker, const Subject *subject) {
    (void)subject;
    const Model *model = checker->model;
    if (refs_lead_back(model)) {
        return true;
    }
    Arena scratch = {0};
    uint32_t *first_edge = NEW_ARRAY(&scratch, uint32_t, model->table_count);
    uint32_t edges = 0;
    for (uint32_t i = 0; i < model->table_count; i++) {
        first_edge[i] = edges;
        edges += model->tables[i]->foreign_key_count;
    }
    bool *taken_out = NEW_ARRAY(&scratch, bool, edges);
    uint32_t round = 0;
    while (round < MOST_ROUNDS && one_round(checker, taken_out, first_edge)) {
        round++;
    }
    arena_release(&scratch);
    return round == 0;
}

static void tell_later(Checker *checker, const Table *table, const ForeignKey *key) {
    Diag *diag = diag_at(checker->diags, DIAG_FORWARD_FOREIGN_KEY, key->target_span,
                         "table `%s%s%s` refers to `%s%s%s`, which is declared later",
                         TABLE_SHOWN(table), TABLE_SHOWN(key->target));
    diag_label(diag, "not there yet");
    diag_note(diag, key->target->span, "`%s%s%s` is declared here", TABLE_SHOWN(key->target));
    diag_help(diag, "declare `%s%s%s` first, which `migc fmt --reorder` does",
              TABLE_SHOWN(key->target));
    diag_help(diag, "or write `order dependency` in the project block");
}

static void tell_needless(Checker *checker, const Table *table, const ForeignKey *key) {
    Diag *diag = diag_at(checker->diags, DIAG_NEEDLESS_FORWARD, key->span,
                         key->target == table
                             ? "a table that refers to itself needs no `forward`"
                             : "`forward` is not needed: `%s%s%s` comes first",
                         TABLE_SHOWN(key->target));
    if (key->target != table) {
        diag_note(diag, key->target->span, "`%s%s%s` is declared here", TABLE_SHOWN(key->target));
    }
    diag_help(diag, "take `forward` out");
}

bool check_forward(Checker *checker, const Subject *subject) {
    (void)subject;
    const Model *model = checker->model;
    if (model->is_replayed || refs_lead_back(model)) {
        return true; /* in a chain a foreign key was added when it could be */
    }
    bool sorts = checker->project->order_dependency;
    bool good = true;
    Arena scratch = {0};
    Digraph graph = refs_tables(&scratch, model, false);
    DigraphComponents components = digraph_components(&scratch, &graph);
    Digraph with_forward = refs_tables(&scratch, model, true);
    DigraphComponents loops = digraph_components(&scratch, &with_forward);
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        for (uint16_t j = 0; j < table->foreign_key_count; j++) {
            const ForeignKey *key = &table->foreign_keys[j];
            uint32_t target = key->target->number;
            bool is_later = target > i;
            bool in_loop = target != i && loops.of[target] == loops.of[i];
            if (!key->is_forward && is_later && !sorts && components.of[target] != components.of[i]) {
                tell_later(checker, table, key);
                good = false;
            } else if (key->is_forward && !(sorts ? in_loop : is_later)) {
                tell_needless(checker, table, key);
            }
        }
    }
    arena_release(&scratch);
    return good;
}

/* ---- sql objects ---- */

static void tell_needs(Checker *checker, const DigraphCycle *cycle) {
    const Model *model = checker->model;
    const Object *first = &model->objects[cycle->edges[0].from];
    Buf path = {0};
    for (uint32_t i = cycle->count; i > 0 && cycle->count - i < LONGEST_PATH; i--) {
        name_write(&path, object_name(&model->objects[cycle->edges[i - 1].to]));
        buf_text(&path, " -> ");
    }
    name_write(&path, object_name(&model->objects[cycle->edges[cycle->count - 1].to]));
    Diag *diag = diag_at(checker->diags, DIAG_NEEDS_CYCLE, object_span(first),
                         "sql objects need each other and none can come first: %.*s",
                         TEXT_ARG(buf_view(&path)));
    for (uint32_t i = 1; i < cycle->count && i < LONGEST_PATH; i++) {
        const Object *object = &model->objects[cycle->edges[i].from];
        diag_note(diag, object_span(object), "`%s` is declared here", object_name(object)->text);
    }
    diag_help(diag, "take one name out of `needs`");
    buf_free(&path);
}

/* A sql object needs another one. */
static bool any_needed(const Model *model) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        for (uint32_t n = 0; sql && n < sql->needs_count; n++) {
            if (sql->needs[n]->kind == OBJECT_SQL) {
                return true;
            }
        }
    }
    return false;
}

/* A cycle of the graph of objects that is not one of tables goes through sql objects only. */
bool check_needs(Checker *checker, const Subject *subject) {
    (void)subject;
    const Model *model = checker->model;
    if (!any_needed(model)) {
        return true;
    }
    Arena scratch = {0};
    Digraph graph = refs_objects(&scratch, model);
    DigraphComponents components = digraph_components(&scratch, &graph);
    bool good = true;
    for (uint32_t c = 0; c < components.count; c++) {
        bool is_sql = model->objects[components.members[components.first[c]]].kind == OBJECT_SQL;
        if (is_sql && digraph_is_cyclic(&graph, &components, c)) {
            DigraphCycle cycle = digraph_shortest_cycle(&scratch, &graph, &components, c);
            tell_needs(checker, &cycle);
            good = false;
        }
    }
    arena_release(&scratch);
    return good;
}
