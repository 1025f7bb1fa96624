/* Other programs: what they say, how they end, and that they are not there. */
#include "unit.h"

#include "base/process.h"

static void both_streams_and_the_status_come_back(void **state) {
    (void)state;
    Arena arena = {0};
    ProcessResult result;
    const char *why = NULL;
    const char *const arguments[] = {"sh", "-c", "cat; echo two >&2; exit 3", NULL};
    assert_true(process_run(&arena, arguments, text_of("one"), &result, &why));
    assert_int_equal(result.status, 3);
    unit_equal(result.out, "one");
    unit_equal(result.err, "two\n");
    arena_release(&arena);
}

static void much_text_blocks_nobody(void **state) {
    (void)state;
    Arena arena = {0};
    ProcessResult result;
    const char *why = NULL;
    const char *const arguments[] = {"cat", NULL};
    Text text = {arena_alloc(&arena, 3000000), 3000000};
    assert_true(process_run(&arena, arguments, text, &result, &why));
    assert_int_equal(result.status, 0);
    assert_true(text_equal(result.out, text));
    arena_release(&arena);
}

static void a_program_that_is_not_there_is_told(void **state) {
    (void)state;
    Arena arena = {0};
    ProcessResult result;
    const char *why = NULL;
    const char *const arguments[] = {"no-such-program", NULL};
    assert_false(process_run(&arena, arguments, text_of(""), &result, &why));
    assert_string_equal(why, "No such file or directory");
    arena_release(&arena);
}

static void a_signal_is_a_status(void **state) {
    (void)state;
    Arena arena = {0};
    ProcessResult result;
    const char *why = NULL;
    const char *const arguments[] = {"sh", "-c", "kill -TERM $$", NULL};
    assert_true(process_run(&arena, arguments, text_of(""), &result, &why));
    assert_int_equal(result.status, 128 + 15);
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_streams_and_the_status_come_back),
        cmocka_unit_test(much_text_blocks_nobody),
        cmocka_unit_test(a_program_that_is_not_there_is_told),
        cmocka_unit_test(a_signal_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
