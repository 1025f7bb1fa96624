/* test_names.c - one Name for equal bytes, little memory, and maps. */
#include "unit.h"

#include "base/arena.h"
#include "base/names.h"

static void equal_bytes_are_one_name(void **state) {
    (void)state;
    Arena arena = {0};
    Names *names = names_new(&arena);
    Name users = names_of(names, "users");
    assert_ptr_equal(users, names_intern(names, "users and more", 5));
    assert_ptr_equal(users, names_internf(names, "%s%c", "user", 's'));
    assert_ptr_not_equal(users, names_of(names, "user"));
    assert_string_equal(users->text, "users");
    assert_int_equal(users->length, 5);
    assert_true(text_is(name_text(users), "users"));
    assert_int_equal(names_count(names), 2);
    assert_ptr_equal(names_find(names, "users", 5), users);
    assert_null(names_find(names, "nobody", 6));
    assert_int_equal(names_count(names), 2);
    arena_release(&arena);
}

static void odd_names(void **state) {
    (void)state;
    Arena arena = {0};
    Names *names = names_new(&arena);
    Name empty = names_intern(names, NULL, 0);
    assert_ptr_equal(empty, names_of(names, ""));
    assert_string_equal(empty->text, "");
    Name with_nul = names_intern(names, "a\0b", 3);
    assert_ptr_not_equal(with_nul, names_of(names, "a"));
    assert_memory_equal(with_nul->text, "a\0b", 4);
    for (size_t length = 1; length < 40; length++) { /* every way the hash reads */
        char text[40];
        memset(text, 'q', sizeof text);
        Name name = names_intern(names, text, length);
        text[length - 1] = 'r';
        assert_ptr_not_equal(name, names_intern(names, text, length));
        text[length - 1] = 'q';
        text[0] = 'r';
        Name other = names_intern(names, text, length);
        assert_ptr_not_equal(name, other);
        assert_int_equal(other->length, length);
    }
    arena_release(&arena);
}

static void long_names(void **state) {
    (void)state;
    Arena arena = {0};
    Names *names = names_new(&arena);
    static char text[10000000];
    memset(text, 'n', sizeof text);
    for (size_t length = 8000; length < sizeof text; length *= 3) {
        Name name = names_intern(names, text, length);
        assert_int_equal(name->length, length);
        assert_int_equal(name->text[length], 0);
        assert_memory_equal(name->text, text, length);
        assert_ptr_equal(name, names_intern(names, text, length));
        assert_string_equal(names_of(names, "small")->text, "small");
    }
    text[1000] = '\0';
    assert_int_equal(names_internf(names, "%s", text)->length, 1000);
    arena_release(&arena);
}

static void many_names_cost_little(void **state) {
    (void)state;
    for (uint32_t count = 1000; count <= 300000; count *= 10) {
        Arena arena = {0};
        Names *names = names_new(&arena);
        Name *all = malloc(count * sizeof *all);
        size_t text = 0;
        for (uint32_t i = 0; i < count; i++) {
            all[i] = names_internf(names, "column_%u", i);
            text += all[i]->length;
        }
        for (uint32_t i = 0; i < count; i++) {
            assert_ptr_equal(names_internf(names, "column_%u", i), all[i]);
        }
        assert_int_equal(names_count(names), count);
        size_t last_chunk = 2 * 1024 * 1024;
        assert_true(arena_bytes(&arena) < text + count * 24 + last_chunk);
        free(all);
        arena_release(&arena);
    }
}

static void a_map_keeps_the_first_and_can_replace(void **state) {
    (void)state;
    Arena arena = {0};
    Names *names = names_new(&arena);
    NameMap map = {0};
    int one = 1;
    int two = 2;
    Name a = names_of(names, "a");
    Name b = names_of(names, "b");
    assert_null(namemap_get(&map, a));
    assert_null(namemap_put(&arena, &map, a, &one));
    assert_ptr_equal(namemap_put(&arena, &map, a, &two), &one);
    assert_ptr_equal(namemap_get(&map, a), &one);
    assert_null(namemap_get(&map, b));
    namemap_set(&arena, &map, a, &two);
    namemap_set(&arena, &map, b, &one);
    assert_ptr_equal(namemap_get(&map, a), &two);
    assert_ptr_equal(namemap_get(&map, b), &one);
    assert_int_equal(map.count, 2);
    arena_release(&arena);
}

static void small_letters(void **state) {
    (void)state;
    Arena arena = {0};
    Names *names = names_new(&arena);
    Name plain = names_of(names, "user_items2");
    assert_ptr_equal(names_lower(names, plain), plain);
    assert_ptr_equal(names_lower(names, names_of(names, "User_ITEMS2")), plain);
    Name other = names_of(names, "zwei \xc3\x84pfel [@`{");
    assert_ptr_equal(names_lower(names, other), other);
    assert_ptr_equal(names_lower(names, names_of(names, "Zwei \xc3\x84PFEL [@`{")), other);
    assert_ptr_equal(names_lower(names, names_of(names, "")), names_of(names, ""));
    arena_release(&arena);
}

static void what_is_forgotten_stays_valid(void **state) {
    (void)state;
    Arena arena = {0};
    Names *names = names_new(&arena);
    for (uint32_t count = 1; count < 2000; count *= 10) {
        Name first = names_of(names, "first");
        for (uint32_t i = 0; i < count; i++) {
            names_internf(names, "name_%u", i);
        }
        assert_ptr_equal(names_of(names, "first"), first);
        names_forget(names);
        assert_int_equal(names_count(names), 0);
        assert_null(names_find(names, "first", 5));
        assert_ptr_not_equal(names_of(names, "first"), first);
        unit_equal(name_text(first), "first");
        names_forget(names);
    }
    arena_release(&arena);
}

static void a_map_is_cleared_and_filled_again(void **state) {
    (void)state;
    Arena arena = {0};
    Names *names = names_new(&arena);
    NameMap map = {0};
    int one = 1;
    namemap_clear(&map);
    for (uint32_t count = 1; count < 1000; count *= 3) {
        for (uint32_t i = 0; i < count; i++) {
            assert_null(namemap_put(&arena, &map, names_internf(names, "n%u", i), &one));
        }
        assert_int_equal(map.count, count);
        namemap_clear(&map);
        assert_int_equal(map.count, 0);
        assert_null(namemap_get(&map, names_of(names, "n0")));
    }
    arena_release(&arena);
}

static void a_map_grows(void **state) {
    (void)state;
    enum { COUNT = 100000 };
    Arena arena = {0};
    Names *names = names_new(&arena);
    NameMap map = {0};
    NameMap reserved = {0};
    namemap_reserve(&arena, &reserved, COUNT);
    const NameMapEntry *entries = reserved.entries;
    Name *all = arena_alloc(&arena, COUNT * sizeof *all);
    for (uint32_t i = 0; i < COUNT; i++) {
        all[i] = names_internf(names, "%u", i);
        assert_null(namemap_put(&arena, &map, all[i], &all[i]));
        assert_null(namemap_put(&arena, &reserved, all[i], &all[i]));
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_ptr_equal(namemap_get(&map, all[i]), &all[i]);
        assert_ptr_equal(namemap_get(&reserved, all[i]), &all[i]);
    }
    assert_null(namemap_get(&map, names_of(names, "x")));
    assert_ptr_equal(reserved.entries, entries);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_bytes_are_one_name),
        cmocka_unit_test(odd_names),
        cmocka_unit_test(long_names),
        cmocka_unit_test(many_names_cost_little),
        cmocka_unit_test(a_map_keeps_the_first_and_can_replace),
        cmocka_unit_test(small_letters),
        cmocka_unit_test(what_is_forgotten_stays_valid),
        cmocka_unit_test(a_map_is_cleared_and_filled_again),
        cmocka_unit_test(a_map_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
