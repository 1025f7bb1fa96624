/* test_ptrmap.c - what is entered for pointers is found again, also when there are many. */
#include "unit.h"

#include "base/ptrmap.h"

static void an_empty_map_has_nothing(void **state) {
    (void)state;
    PtrMap map = {0};
    assert_null(ptrmap_get(&map, &map));
    assert_null(ptrmap_get(&map, NULL));
}

static void a_later_value_replaces_an_earlier_one(void **state) {
    (void)state;
    Arena arena = {0};
    PtrMap map = {0};
    int keys[2] = {0}, values[2] = {0};
    ptrmap_set(&arena, &map, &keys[0], &values[0]);
    ptrmap_set(&arena, &map, &keys[0], &values[1]);
    assert_ptr_equal(ptrmap_get(&map, &keys[0]), &values[1]);
    assert_null(ptrmap_get(&map, &keys[1]));
    assert_null(ptrmap_get(&map, NULL));
    assert_int_equal(map.count, 1);
    arena_release(&arena);
}

static void many_are_found(void **state) {
    (void)state;
    Arena arena = {0};
    PtrMap map = {0};
    int *keys = NEW_ARRAY(&arena, int, 10000);
    for (int i = 0; i < 10000; i++) {
        ptrmap_set(&arena, &map, &keys[i], &keys[9999 - i]);
    }
    for (int i = 0; i < 10000; i++) {
        assert_ptr_equal(ptrmap_get(&map, &keys[i]), &keys[9999 - i]);
    }
    assert_int_equal(map.count, 10000);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_has_nothing),
        cmocka_unit_test(a_later_value_replaces_an_earlier_one),
        cmocka_unit_test(many_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
