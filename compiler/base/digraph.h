/*
 * digraph.h - directed graphs over the nodes 0 .. n-1.
 *
 * takes:    edges in any order; `from` comes before `to`. A node may have an edge to itself and
 *           two nodes several edges. Each edge carries a tag, so that a cycle can be told edge by
 *           edge.
 * gives:    a stable topological order, the strongly connected components, a short cycle
 * promises: O((n + e) log n) for the order, O(n + e) for the rest; no recursion, so no depth is too
 *           deep; the same graph gives the same answers, whatever the order the edges came in,
 *           except that of parallel edges the one added first is shown
 */
#ifndef BASE_DIGRAPH_H
#define BASE_DIGRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"

typedef struct DigraphEdge {
    uint32_t from;
    uint32_t to;
    uint32_t tag;
} DigraphEdge;

/* begin, edge ..., build, then questions. The edges of node i are edges[first[i] .. first[i+1]-1],
 * by `to`. */
typedef struct Digraph {
    Arena *arena;
    uint32_t node_count;
    VEC(DigraphEdge) added;
    uint32_t *first;
    DigraphEdge *edges;
} Digraph;

/* A graph without edges. It lives in `arena`. */
Digraph digraph_begin(Arena *arena, uint32_t node_count);

/* Adds an edge; both nodes must be below node_count. */
void digraph_edge(Digraph *graph, uint32_t from, uint32_t to, uint32_t tag);

/* Sorts the edges; to be called once, after the last edge and before any question. */
void digraph_build(Digraph *graph);

/*
 * Writes the nodes in an order that every edge agrees with into `order` (room for node_count);
 * where the edges leave a choice the smallest number comes first. Returns how many were ordered:
 * fewer than node_count if there are cycles, the nodes on and behind cycles being left out.
 * `scratch` is used for working memory.
 */
uint32_t digraph_order(Arena *scratch, const Digraph *graph, uint32_t *order);

/* The strongly connected components, numbered by their smallest node. */
typedef struct DigraphComponents {
    uint32_t count;
    uint32_t *of;      /* node -> component */
    uint32_t *rank;    /* node -> its place among the members of its component */
    uint32_t *first;   /* component -> where its members begin; count + 1 entries */
    uint32_t *members; /* nodes, ascending within each component */
} DigraphComponents;

DigraphComponents digraph_components(Arena *arena, const Digraph *graph);

/* Whether the component has a cycle: several members, or one with an edge to itself. */
bool digraph_is_cyclic(const Digraph *graph, const DigraphComponents *components,
                       uint32_t component);

/* A cycle: edges[i].to is edges[i + 1].from, and the last leads back to the first. It begins at its
 * smallest node. count 0: there is none. */
typedef struct DigraphCycle {
    uint32_t count;
    DigraphEdge *edges;
} DigraphCycle;

/*
 * A shortest cycle of the component; of several, the one through the smallest node. Beyond
 * DIGRAPH_TRIES members only the cycles through that many of them are compared: still a
 * cycle, perhaps not the very shortest, at linear cost.
 */
#define DIGRAPH_TRIES 64
DigraphCycle digraph_shortest_cycle(Arena *arena, const Digraph *graph,
                                    const DigraphComponents *components, uint32_t component);

#endif
