/* digraph.c - edges sorted by node (compressed rows), and three questions about them. */
#include "base/digraph.h"

#include <stdlib.h>
#include <string.h>

#define NO_NODE UINT32_MAX

Digraph digraph_begin(Arena *arena, uint32_t node_count) {
    return (Digraph){.arena = arena, .node_count = node_count};
}

void digraph_edge(Digraph *graph, uint32_t from, uint32_t to, uint32_t tag) {
    vec_push(graph->arena, &graph->added, (DigraphEdge){from, to, tag});
}

/* A stable counting sort of `edges` into `sorted` by one end; `first` says where rows begin. */
static void sort_by(bool by_from, const DigraphEdge *edges, uint32_t count, DigraphEdge *sorted,
                    uint32_t *first, uint32_t node_count) {
    memset(first, 0, ((size_t)node_count + 1) * sizeof *first);
    for (uint32_t i = 0; i < count; i++) {
        first[by_from ? edges[i].from : edges[i].to]++;
    }
    uint32_t sum = 0;
    for (uint32_t node = 0; node <= node_count; node++) {
        sum += first[node];
        first[node] = sum;
    }
    for (uint32_t i = count; i-- > 0;) {
        uint32_t end = by_from ? edges[i].from : edges[i].to;
        sorted[--first[end]] = edges[i];
    }
}

/* By `to`, then by `from`: within a node the edges are ascending, parallel ones as they came. */
void digraph_build(Digraph *graph) {
    uint32_t count = graph->added.count;
    graph->first = NEW_ARRAY(graph->arena, uint32_t, (size_t)graph->node_count + 1);
    graph->edges = NEW_ARRAY(graph->arena, DigraphEdge, count);
    DigraphEdge *by_to = NEW_ARRAY(graph->arena, DigraphEdge, count);
    sort_by(false, graph->added.items, count, by_to, graph->first, graph->node_count);
    sort_by(true, by_to, count, graph->edges, graph->first, graph->node_count);
    arena_discard(graph->arena, by_to, count * sizeof *by_to);
}

/* A min-heap of node numbers. */
typedef struct Heap {
    uint32_t *nodes;
    uint32_t count;
} Heap;

static void heap_push(Heap *heap, uint32_t node) {
    uint32_t at = heap->count++;
    while (at > 0 && heap->nodes[(at - 1) / 2] > node) {
        heap->nodes[at] = heap->nodes[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->nodes[at] = node;
}

static uint32_t heap_pop(Heap *heap) {
    uint32_t smallest = heap->nodes[0];
    uint32_t moved = heap->nodes[--heap->count];
    uint64_t at = 0;
    for (;;) {
        uint64_t child = 2 * at + 1;
        if (child >= heap->count) {
            break;
        }
        if (child + 1 < heap->count && heap->nodes[child + 1] < heap->nodes[child]) {
            child++;
        }
        if (heap->nodes[child] >= moved) {
            break;
        }
        heap->nodes[at] = heap->nodes[child];
        at = child;
    }
    heap->nodes[at] = moved;
    return smallest;
}

uint32_t digraph_order(Arena *scratch, const Digraph *graph, uint32_t *order) {
    uint32_t *waits_for = NEW_ARRAY(scratch, uint32_t, graph->node_count);
    Heap heap = {.nodes = NEW_ARRAY(scratch, uint32_t, graph->node_count)};
    for (uint32_t i = 0; i < graph->added.count; i++) {
        waits_for[graph->edges[i].to]++;
    }
    for (uint32_t node = 0; node < graph->node_count; node++) {
        if (waits_for[node] == 0) {
            heap_push(&heap, node);
        }
    }
    uint32_t ordered = 0;
    while (heap.count > 0) {
        uint32_t node = heap_pop(&heap);
        order[ordered++] = node;
        for (uint32_t i = graph->first[node]; i < graph->first[node + 1]; i++) {
            if (--waits_for[graph->edges[i].to] == 0) {
                heap_push(&heap, graph->edges[i].to);
            }
        }
    }
    arena_discard(scratch, heap.nodes, graph->node_count * sizeof *heap.nodes);
    arena_discard(scratch, waits_for, graph->node_count * sizeof *waits_for);
    return ordered;
}

/* Tarjan's algorithm without recursion: `path` is the call stack, `next_edge` the locals. */
typedef struct Tarjan {
    const Digraph *graph;
    uint32_t *number;    /* order of discovery, from 1; 0: not seen */
    uint32_t *low;       /* the lowest number reachable */
    uint32_t *next_edge;
    uint32_t *path;
    uint32_t *open;      /* nodes whose component is not complete */
    uint32_t path_count;
    uint32_t open_count;
    uint32_t numbered;
    uint32_t components;
    uint32_t *of;        /* node -> component, NO_NODE while it is open */
} Tarjan;

static void enter(Tarjan *t, uint32_t node) {
    t->number[node] = t->low[node] = ++t->numbered;
    t->next_edge[node] = t->graph->first[node];
    t->path[t->path_count++] = node;
    t->open[t->open_count++] = node;
}

static void leave(Tarjan *t, uint32_t node) {
    t->path_count--;
    if (t->path_count > 0) {
        uint32_t caller = t->path[t->path_count - 1];
        if (t->low[node] < t->low[caller]) {
            t->low[caller] = t->low[node];
        }
    }
    if (t->low[node] == t->number[node]) {
        uint32_t member;
        do {
            member = t->open[--t->open_count];
            t->of[member] = t->components;
        } while (member != node);
        t->components++;
    }
}

static void visit_from(Tarjan *t, uint32_t root) {
    enter(t, root);
    while (t->path_count > 0) {
        uint32_t node = t->path[t->path_count - 1];
        if (t->next_edge[node] == t->graph->first[node + 1]) {
            leave(t, node);
            continue;
        }
        uint32_t to = t->graph->edges[t->next_edge[node]++].to;
        if (t->number[to] == 0) {
            enter(t, to);
        } else if (t->of[to] == NO_NODE && t->number[to] < t->low[node]) {
            t->low[node] = t->number[to];
        }
    }
}

DigraphComponents digraph_components(Arena *arena, const Digraph *graph) {
    uint32_t n = graph->node_count;
    Arena scratch = {0};
    Tarjan t = {
        .graph = graph,
        .number = NEW_ARRAY(&scratch, uint32_t, n),
        .low = NEW_ARRAY(&scratch, uint32_t, n),
        .next_edge = NEW_ARRAY(&scratch, uint32_t, n),
        .path = NEW_ARRAY(&scratch, uint32_t, n),
        .open = NEW_ARRAY(&scratch, uint32_t, n),
        .of = NEW_ARRAY(arena, uint32_t, n),
    };
    memset(t.of, 0xff, n * sizeof *t.of);
    for (uint32_t node = 0; node < n; node++) {
        if (t.number[node] == 0) {
            visit_from(&t, node);
        }
    }

    /* Number the components by their smallest node, then list the members of each. */
    DigraphComponents result = {
        .count = t.components,
        .of = t.of,
        .rank = NEW_ARRAY(arena, uint32_t, n),
        .first = NEW_ARRAY(arena, uint32_t, (size_t)t.components + 1),
        .members = NEW_ARRAY(arena, uint32_t, n),
    };
    uint32_t *renumbered = NEW_ARRAY(&scratch, uint32_t, t.components);
    memset(renumbered, 0xff, t.components * sizeof *renumbered);
    uint32_t seen = 0;
    for (uint32_t node = 0; node < n; node++) {
        uint32_t *number = &renumbered[t.of[node]];
        if (*number == NO_NODE) {
            *number = seen++;
        }
        result.of[node] = *number;
        result.rank[node] = result.first[*number + 1]++; /* for now the size of the component */
    }
    for (uint32_t c = 0; c < result.count; c++) {
        result.first[c + 1] += result.first[c];
    }
    for (uint32_t node = 0; node < n; node++) {
        result.members[result.first[result.of[node]] + result.rank[node]] = node;
    }
    arena_release(&scratch);
    return result;
}

static uint32_t component_size(const DigraphComponents *components, uint32_t component) {
    return components->first[component + 1] - components->first[component];
}

bool digraph_is_cyclic(const Digraph *graph, const DigraphComponents *components,
                       uint32_t component) {
    if (component_size(components, component) > 1) {
        return true;
    }
    uint32_t node = components->members[components->first[component]];
    for (uint32_t i = graph->first[node]; i < graph->first[node + 1]; i++) {
        if (graph->edges[i].to == node) {
            return true;
        }
    }
    return false;
}

/* Breadth-first search inside one component; arrays are indexed by rank. */
typedef struct Search {
    const Digraph *graph;
    const DigraphComponents *components;
    uint32_t *round;   /* the search that last reached the node: nothing needs clearing between */
    uint32_t *came_by; /* the edge that reached it */
    uint32_t *queue;
    uint32_t rounds;
} Search;

static Search search_new(Arena *scratch, const Digraph *graph, const DigraphComponents *components,
                         uint32_t component) {
    uint32_t size = component_size(components, component);
    return (Search){
        .graph = graph,
        .components = components,
        .round = NEW_ARRAY(scratch, uint32_t, size),
        .came_by = NEW_ARRAY(scratch, uint32_t, size),
        .queue = NEW_ARRAY(scratch, uint32_t, size),
    };
}

/* Returns the edge that closes a shortest cycle through `start`, or NO_NODE. */
static uint32_t search_from(Search *s, uint32_t start) {
    const Digraph *graph = s->graph;
    const DigraphComponents *components = s->components;
    uint32_t head = 0;
    uint32_t tail = 0;
    s->rounds++;
    s->queue[tail++] = start;
    while (head < tail) {
        uint32_t node = s->queue[head++];
        for (uint32_t i = graph->first[node]; i < graph->first[node + 1]; i++) {
            uint32_t to = graph->edges[i].to;
            if (to == start) {
                return i;
            }
            if (components->of[to] != components->of[start] ||
                s->round[components->rank[to]] == s->rounds) {
                continue;
            }
            s->round[components->rank[to]] = s->rounds;
            s->came_by[components->rank[to]] = i;
            s->queue[tail++] = to;
        }
    }
    return NO_NODE;
}

static uint32_t cycle_length(const Search *s, uint32_t start, uint32_t closing) {
    uint32_t length = 1;
    for (uint32_t node = s->graph->edges[closing].from; node != start; length++) {
        node = s->graph->edges[s->came_by[s->components->rank[node]]].from;
    }
    return length;
}

/* Writes the cycle down, beginning with its smallest node. */
static DigraphCycle cycle_of(Arena *arena, const Search *s, uint32_t start, uint32_t closing) {
    uint32_t count = cycle_length(s, start, closing);
    DigraphEdge *found = NEW_ARRAY(arena, DigraphEdge, count);
    uint32_t edge = closing;
    for (uint32_t i = count; i-- > 0;) {
        found[i] = s->graph->edges[edge];
        if (i > 0) {
            edge = s->came_by[s->components->rank[found[i].from]];
        }
    }
    uint32_t smallest = 0;
    for (uint32_t i = 1; i < count; i++) {
        if (found[i].from < found[smallest].from) {
            smallest = i;
        }
    }
    DigraphEdge *turned = NEW_ARRAY(arena, DigraphEdge, count);
    for (uint32_t i = 0; i < count; i++) {
        turned[i] = found[(smallest + i) % count];
    }
    arena_discard(arena, found, count * sizeof *found);
    return (DigraphCycle){count, turned};
}

DigraphCycle digraph_shortest_cycle(Arena *arena, const Digraph *graph,
                                    const DigraphComponents *components, uint32_t component) {
    if (!digraph_is_cyclic(graph, components, component)) {
        return (DigraphCycle){0};
    }
    const uint32_t *members = components->members + components->first[component];
    uint32_t tries = component_size(components, component);
    if (tries > DIGRAPH_TRIES) {
        tries = DIGRAPH_TRIES;
    }
    Arena scratch = {0};
    Search search = search_new(&scratch, graph, components, component);
    uint32_t best = members[0];
    uint32_t best_length = UINT32_MAX;
    for (uint32_t i = 0; i < tries && best_length > 1; i++) {
        uint32_t length = cycle_length(&search, members[i], search_from(&search, members[i]));
        if (length < best_length) {
            best = members[i];
            best_length = length;
        }
    }
    DigraphCycle cycle = cycle_of(arena, &search, best, search_from(&search, best));
    arena_release(&scratch);
    return cycle;
}
