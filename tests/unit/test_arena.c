/* test_arena.c - memory is zeroed, aligned, kept apart, grown, counted and given back. */
#include "unit.h"

#include "base/arena.h"
#include "base/vec.h"

static bool is_zero(const char *data, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (data[i] != 0) {
            return false;
        }
    }
    return true;
}

static void blocks_are_zeroed_aligned_and_apart(void **state) {
    (void)state;
    Arena arena = {0};
    unsigned char *blocks[2000];
    for (size_t i = 0; i < 2000; i++) {
        size_t size = i % 97 + 1;
        blocks[i] = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)blocks[i] % 8, 0);
        assert_true(is_zero((char *)blocks[i], size));
        memset(blocks[i], (int)(i % 251) + 1, size);
    }
    for (size_t i = 0; i < 2000; i++) {
        for (size_t j = 0; j < i % 97 + 1; j++) {
            assert_int_equal(blocks[i][j], i % 251 + 1);
        }
    }
    arena_release(&arena);
    assert_int_equal(arena_bytes(&arena), 0);
}

static void chunks_grow_and_are_counted(void **state) {
    (void)state;
    Arena arena = {0};
    assert_int_equal(arena_bytes(&arena), 0);
    arena_alloc(&arena, 1);
    assert_int_equal(arena_bytes(&arena), 8 * 1024);
    for (int i = 0; i < 10000; i++) {
        arena_alloc(&arena, 1000);
    }
    assert_true(arena_bytes(&arena) > 10000000);
    assert_true(arena_bytes(&arena) < 12500000);
    arena_release(&arena);
}

static void what_is_expected_comes_in_large_chunks(void **state) {
    (void)state;
    Arena arena = {0};
    arena_expect(&arena, 1000);
    assert_int_equal(arena_bytes(&arena), 0);
    arena_alloc(&arena, 1);
    assert_int_equal(arena_bytes(&arena), 8 * 1024);
    arena_expect(&arena, 1000000);
    for (int i = 0; i < 1000; i++) {
        assert_true(is_zero(arena_alloc(&arena, 1000), 1000));
    }
    assert_int_equal(arena_bytes(&arena), (8 + 1024) * 1024);
    arena_release(&arena);
    arena_expect(&arena, SIZE_MAX);
    arena_alloc(&arena, 100000);
    assert_int_equal(arena_bytes(&arena), 2 * 1024 * 1024);
    arena_release(&arena);
}

static void a_block_larger_than_a_chunk_finds_room(void **state) {
    (void)state;
    Arena arena = {0};
    assert_true(is_zero(arena_alloc(&arena, ARENA_LARGE - 1), ARENA_LARGE - 1));
    assert_true(arena_bytes(&arena) > ARENA_LARGE);
    arena_release(&arena);
}

static void a_large_block_has_its_own_chunk_and_can_be_discarded(void **state) {
    (void)state;
    Arena arena = {0};
    arena_alloc(&arena, 1);
    size_t before = arena_bytes(&arena);
    char *a = arena_alloc(&arena, 5000000);
    char *b = arena_alloc(&arena, 6000000);
    char *c = arena_alloc(&arena, 7000000);
    assert_true(is_zero(b, 6000000));
    arena_discard(&arena, b, 6000000);
    arena_discard(&arena, c, 7000000);
    arena_discard(&arena, a, 5000000);
    assert_int_equal(arena_bytes(&arena), before);
    arena_discard(&arena, NULL, 0);
    arena_release(&arena);
}

static void copies_are_equal_and_terminated(void **state) {
    (void)state;
    Arena arena = {0};
    assert_memory_equal(arena_copy(&arena, "abc", 3), "abc", 3);
    assert_non_null(arena_copy(&arena, NULL, 0));
    assert_string_equal(arena_copy_text(&arena, "abcdef", 3), "abc");
    assert_string_equal(arena_copy_text(&arena, NULL, 0), "");
    assert_string_equal(arena_printf(&arena, "%d-%s", 7, "x"), "7-x");
    arena_release(&arena);
}

static void growing_keeps_the_old_and_zeroes_the_new(void **state) {
    (void)state;
    Arena arena = {0};
    size_t size = 0;
    unsigned char *block = NULL;
    unsigned char *other = NULL;
    while (size < 3000000) {
        size_t larger = size * 2 + 3;
        block = arena_grow(&arena, block, size, larger);
        for (size_t i = 0; i < size; i++) {
            assert_true(block[i] == (unsigned char)(i * 7 + 1));
        }
        assert_true(is_zero((char *)block + size, larger - size));
        for (size_t i = 0; i < larger; i++) {
            block[i] = (unsigned char)(i * 7 + 1);
        }
        size = larger;
        if (size > 1000) {
            other = arena_alloc(&arena, 24); /* so that the block cannot grow in place */
            memset(other, 0xee, 24);
        }
    }
    assert_ptr_equal(arena_grow(&arena, block, size, size), block);
    assert_int_equal(other[23], 0xee);
    arena_release(&arena);
}

static void the_newest_block_grows_in_place(void **state) {
    (void)state;
    Arena arena = {0};
    char *block = arena_alloc(&arena, 16);
    memset(block, 'x', 16);
    char *grown = arena_grow(&arena, block, 16, 4000);
    assert_ptr_equal(grown, block);
    assert_true(is_zero(grown + 16, 4000 - 16));
    arena_alloc(&arena, 1);
    assert_ptr_not_equal(arena_grow(&arena, grown, 4000, 5000), grown);
    arena_release(&arena);
}

static void a_vector_holds_what_is_pushed(void **state) {
    (void)state;
    Arena arena = {0};
    typedef struct Pair {
        int a, b;
    } Pair;
    VEC(Pair) pairs = {0};
    for (int i = 0; i < 100000; i++) {
        vec_push(&arena, &pairs, (Pair){i, -i});
    }
    assert_int_equal(pairs.count, 100000);
    for (int i = 0; i < 100000; i++) {
        assert_int_equal(pairs.items[i].a, i);
        assert_int_equal(pairs.items[i].b, -i);
    }
    assert_int_equal(vec_last(&pairs).a, 99999);
    assert_int_equal(vec_pop(&pairs).a, 99999);
    assert_int_equal(pairs.count, 99999);
    VEC(char) letters = {0};
    vec_reserve(&arena, &letters, 1000);
    assert_int_equal(letters.capacity, 1000);
    const char *items = letters.items;
    for (int i = 0; i < 1000; i++) {
        vec_push(&arena, &letters, 'x');
    }
    assert_ptr_equal(letters.items, items);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_zeroed_aligned_and_apart),
        cmocka_unit_test(chunks_grow_and_are_counted),
        cmocka_unit_test(what_is_expected_comes_in_large_chunks),
        cmocka_unit_test(a_block_larger_than_a_chunk_finds_room),
        cmocka_unit_test(a_large_block_has_its_own_chunk_and_can_be_discarded),
        cmocka_unit_test(copies_are_equal_and_terminated),
        cmocka_unit_test(growing_keeps_the_old_and_zeroes_the_new),
        cmocka_unit_test(the_newest_block_grows_in_place),
        cmocka_unit_test(a_vector_holds_what_is_pushed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
