/* test_digraph.c - order, components, cycles; small graphs, random ones, and very deep ones. */
#include "unit.h"

#include "base/digraph.h"

typedef struct Pair {
    uint32_t from, to;
} Pair;

static Digraph graph_of(Arena *arena, uint32_t nodes, const Pair *pairs, uint32_t count) {
    Digraph graph = digraph_begin(arena, nodes);
    for (uint32_t i = 0; i < count; i++) {
        digraph_edge(&graph, pairs[i].from, pairs[i].to, i);
    }
    digraph_build(&graph);
    return graph;
}

static void an_empty_graph(void **state) {
    (void)state;
    Arena arena = {0};
    Digraph graph = graph_of(&arena, 0, NULL, 0);
    uint32_t order[1];
    assert_int_equal(digraph_order(&arena, &graph, order), 0);
    assert_int_equal(digraph_components(&arena, &graph).count, 0);
    arena_release(&arena);
}

static void without_edges_the_order_stays(void **state) {
    (void)state;
    Arena arena = {0};
    Digraph graph = graph_of(&arena, 5, NULL, 0);
    uint32_t order[5];
    assert_int_equal(digraph_order(&arena, &graph, order), 5);
    for (uint32_t i = 0; i < 5; i++) {
        assert_int_equal(order[i], i);
    }
    assert_int_equal(digraph_components(&arena, &graph).count, 5);
    arena_release(&arena);
}

static void only_what_must_move_moves(void **state) {
    (void)state;
    Arena arena = {0};
    const Pair pairs[] = {{4, 1}, {3, 1}, {5, 0}, {5, 0}};
    Digraph graph = graph_of(&arena, 6, pairs, 4);
    const uint32_t expected[] = {2, 3, 4, 1, 5, 0};
    uint32_t order[6];
    assert_int_equal(digraph_order(&arena, &graph, order), 6);
    assert_memory_equal(order, expected, sizeof expected);
    arena_release(&arena);
}

static void nodes_on_and_behind_cycles_are_left_out(void **state) {
    (void)state;
    Arena arena = {0};
    const Pair pairs[] = {{0, 1}, {1, 2}, {2, 1}, {2, 3}, {4, 4}};
    Digraph graph = graph_of(&arena, 6, pairs, 5);
    uint32_t order[6];
    assert_int_equal(digraph_order(&arena, &graph, order), 2);
    assert_int_equal(order[0], 0);
    assert_int_equal(order[1], 5);
    DigraphComponents components = digraph_components(&arena, &graph);
    assert_int_equal(components.count, 5);
    const uint32_t of[] = {0, 1, 1, 2, 3, 4};
    assert_memory_equal(components.of, of, sizeof of);
    assert_int_equal(components.rank[2], 1);
    assert_false(digraph_is_cyclic(&graph, &components, 0));
    assert_true(digraph_is_cyclic(&graph, &components, 1));
    assert_false(digraph_is_cyclic(&graph, &components, 2));
    assert_true(digraph_is_cyclic(&graph, &components, 3));
    assert_int_equal(digraph_shortest_cycle(&arena, &graph, &components, 0).count, 0);
    DigraphCycle self = digraph_shortest_cycle(&arena, &graph, &components, 3);
    assert_int_equal(self.count, 1);
    assert_int_equal(self.edges[0].tag, 4);
    arena_release(&arena);
}

static void a_shortest_cycle_with_its_tags(void **state) {
    (void)state;
    Arena arena = {0};
    /* a ring of 5, and a shortcut 3 -> 1 that makes 1 2 3 the shortest */
    const Pair pairs[] = {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 0}, {3, 1}, {2, 3}};
    Digraph graph = graph_of(&arena, 5, pairs, 7);
    DigraphComponents components = digraph_components(&arena, &graph);
    assert_int_equal(components.count, 1);
    DigraphCycle cycle = digraph_shortest_cycle(&arena, &graph, &components, 0);
    assert_int_equal(cycle.count, 3);
    const uint32_t tags[] = {1, 2, 5};
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(cycle.edges[i].tag, tags[i]);
    }
    arena_release(&arena);
}

/* A small generator, so that every run sees the same graphs. */
static uint32_t next_random(uint64_t *seed) {
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

enum { SMALL = 9 };

/* reach[a][b]: the length of a shortest path of at least one edge, or 99. */
static void all_distances(const Pair *pairs, uint32_t count, uint32_t reach[SMALL][SMALL]) {
    for (int a = 0; a < SMALL; a++) {
        for (int b = 0; b < SMALL; b++) {
            reach[a][b] = 99;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        reach[pairs[i].from][pairs[i].to] = 1;
    }
    for (int m = 0; m < SMALL; m++) {
        for (int a = 0; a < SMALL; a++) {
            for (int b = 0; b < SMALL; b++) {
                uint32_t by_m = reach[a][m] + reach[m][b];
                reach[a][b] = by_m < reach[a][b] ? by_m : reach[a][b];
            }
        }
    }
}

static void check_cycle(const DigraphCycle *cycle, uint32_t expected) {
    assert_int_equal(cycle->count, expected == 99 ? 0 : expected);
    for (uint32_t i = 0; i < cycle->count; i++) {
        const DigraphEdge *next = &cycle->edges[(i + 1) % cycle->count];
        assert_int_equal(cycle->edges[i].to, next->from);
        assert_true(cycle->edges[0].from <= cycle->edges[i].from);
    }
}

static void random_graphs_agree_with_a_plain_computation(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < 3000; round++) {
        Arena arena = {0};
        Pair pairs[20];
        uint32_t count = next_random(&seed) % 20;
        for (uint32_t i = 0; i < count; i++) {
            pairs[i] = (Pair){next_random(&seed) % SMALL, next_random(&seed) % SMALL};
        }
        uint32_t reach[SMALL][SMALL];
        all_distances(pairs, count, reach);
        Digraph graph = graph_of(&arena, SMALL, pairs, count);

        uint32_t order[SMALL];
        uint32_t ordered = digraph_order(&arena, &graph, order);
        uint32_t place[SMALL];
        memset(place, 0xff, sizeof place);
        for (uint32_t i = 0; i < ordered; i++) {
            place[order[i]] = i;
        }
        for (uint32_t i = 0; i < count; i++) {
            if (place[pairs[i].to] != UINT32_MAX) {
                assert_true(place[pairs[i].from] < place[pairs[i].to]);
            }
        }
        for (uint32_t a = 0; a < SMALL; a++) {
            bool behind_cycle = false;
            for (uint32_t b = 0; b < SMALL; b++) {
                behind_cycle |= reach[b][b] < 99 && (a == b || reach[b][a] < 99);
            }
            assert_int_equal(place[a] == UINT32_MAX, behind_cycle);
        }

        DigraphComponents components = digraph_components(&arena, &graph);
        for (uint32_t a = 0; a < SMALL; a++) {
            uint32_t shortest = 99;
            for (uint32_t b = 0; b < SMALL; b++) {
                bool same = a == b || (reach[a][b] < 99 && reach[b][a] < 99);
                assert_int_equal(components.of[a] == components.of[b], same);
                if (same && reach[b][b] < shortest) {
                    shortest = reach[b][b];
                }
            }
            DigraphCycle best =
                digraph_shortest_cycle(&arena, &graph, &components, components.of[a]);
            check_cycle(&best, shortest);
        }
        arena_release(&arena);
    }
}

static void the_order_of_adding_does_not_matter(void **state) {
    (void)state;
    Arena arena = {0};
    const Pair pairs[] = {{0, 2}, {2, 1}, {1, 0}, {1, 3}, {3, 0}, {2, 3}};
    Digraph forwards = digraph_begin(&arena, 4);
    Digraph backwards = digraph_begin(&arena, 4);
    for (uint32_t i = 0; i < 6; i++) {
        digraph_edge(&forwards, pairs[i].from, pairs[i].to, i);
        digraph_edge(&backwards, pairs[5 - i].from, pairs[5 - i].to, 5 - i);
    }
    digraph_build(&forwards);
    digraph_build(&backwards);
    assert_memory_equal(forwards.edges, backwards.edges, 6 * sizeof(DigraphEdge));
    arena_release(&arena);
}

static void depth_and_size_do_no_harm(void **state) {
    (void)state;
    enum { MANY = 300000 };
    Arena arena = {0};
    Digraph graph = digraph_begin(&arena, MANY);
    for (uint32_t i = 0; i < MANY; i++) { /* one ring, against the source order */
        digraph_edge(&graph, (i + 1) % MANY, i, i);
    }
    digraph_build(&graph);
    uint32_t *order = NEW_ARRAY(&arena, uint32_t, MANY);
    assert_int_equal(digraph_order(&arena, &graph, order), 0);
    DigraphComponents components = digraph_components(&arena, &graph);
    assert_int_equal(components.count, 1);
    assert_int_equal(digraph_shortest_cycle(&arena, &graph, &components, 0).count, MANY);
    arena_release(&arena);

    graph = digraph_begin(&arena, MANY);
    for (uint32_t i = 0; i + 1 < MANY; i++) {
        digraph_edge(&graph, i + 1, i, i);
    }
    digraph_build(&graph);
    order = NEW_ARRAY(&arena, uint32_t, MANY);
    assert_int_equal(digraph_order(&arena, &graph, order), MANY);
    assert_int_equal(order[0], MANY - 1);
    assert_int_equal(digraph_components(&arena, &graph).count, MANY);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_graph),
        cmocka_unit_test(without_edges_the_order_stays),
        cmocka_unit_test(only_what_must_move_moves),
        cmocka_unit_test(nodes_on_and_behind_cycles_are_left_out),
        cmocka_unit_test(a_shortest_cycle_with_its_tags),
        cmocka_unit_test(random_graphs_agree_with_a_plain_computation),
        cmocka_unit_test(the_order_of_adding_does_not_matter),
        cmocka_unit_test(depth_and_size_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
