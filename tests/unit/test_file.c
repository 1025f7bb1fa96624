/* test_file.c - reading, listing, paths, folders. */
#include "unit.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"

static int enter(void **state) {
    (void)state;
    unit_enter_folder();
    return 0;
}

static int leave(void **state) {
    (void)state;
    unit_leave_folder();
    return 0;
}

static void a_file_is_read_with_a_sentinel(void **state) {
    (void)state;
    Arena arena = {0};
    Text text;
    const char *why = NULL;
    unit_write("some", "contents\n");
    assert_int_equal(file_read(&arena, "some", 100, &text, &why), FILE_OK);
    unit_equal(text, "contents\n");
    assert_int_equal(text.data[text.length], 0);
    unit_write("empty", "");
    assert_int_equal(file_read(&arena, "empty", 0, &text, &why), FILE_OK);
    unit_equal(text, "");
    assert_int_equal(text.data[0], 0);
    arena_release(&arena);
}

static void what_cannot_be_read_says_why(void **state) {
    (void)state;
    Arena arena = {0};
    Text text;
    const char *why = NULL;
    assert_int_equal(file_read(&arena, "missing", 100, &text, &why), FILE_UNREADABLE);
    assert_string_equal(why, "No such file or directory");
    assert_int_equal(file_read(&arena, ".", 100, &text, &why), FILE_UNREADABLE);
    assert_string_equal(why, "Is a directory");
    unit_write("file", "x");
    assert_int_equal(file_read(&arena, "file/below", 100, &text, &why), FILE_UNREADABLE);
    assert_string_equal(why, "Not a directory");
    assert_int_equal(file_read(&arena, "", 100, &text, &why), FILE_UNREADABLE);
    arena_release(&arena);
}

static void the_limit_is_exact(void **state) {
    (void)state;
    Arena arena = {0};
    Text text;
    const char *why = NULL;
    unit_write("ten", "0123456789");
    assert_int_equal(file_read(&arena, "ten", 10, &text, &why), FILE_OK);
    assert_int_equal(file_read(&arena, "ten", 9, &text, &why), FILE_TOO_LARGE);
    assert_int_equal(file_read(&arena, "/dev/zero", 1000000, &text, &why), FILE_TOO_LARGE);
    assert_string_equal(why, "File too large");
    arena_release(&arena);
}

/* Reads standard input, which for now is a pipe that `command` writes to. */
static Text read_from(Arena *arena, const char *command) {
    FILE *pipe_in = popen(command, "r");
    assert_non_null(pipe_in);
    int saved = dup(STDIN_FILENO);
    dup2(fileno(pipe_in), STDIN_FILENO);
    Text text;
    const char *why = NULL;
    assert_int_equal(file_read(arena, "-", 10000000, &text, &why), FILE_OK);
    dup2(saved, STDIN_FILENO);
    close(saved);
    pclose(pipe_in);
    return text;
}

static void pipes_are_read_to_their_end(void **state) {
    (void)state;
    Arena arena = {0};
    unit_equal(read_from(&arena, "printf a; sleep 0.05; printf b"), "ab");
    unit_equal(read_from(&arena, "true"), "");
    Text text = read_from(&arena, "head -c 3000000 /dev/zero | tr '\\0' x");
    assert_int_equal(text.length, 3000000);
    assert_int_equal(text.data[0], 'x');
    assert_int_equal(text.data[2999999], 'x');
    assert_int_equal(text.data[3000000], 0);
    arena_release(&arena);
}

static void existence(void **state) {
    (void)state;
    unit_write("file", "");
    assert_true(file_exists("file"));
    assert_true(file_exists("."));
    assert_false(file_exists("missing"));
    assert_true(file_is_directory("."));
    assert_false(file_is_directory("file"));
    assert_false(file_is_directory("missing"));
}

static void assert_paths(const FilePaths *paths, const char *const *expected, uint32_t count) {
    assert_int_equal(paths->count, count);
    for (uint32_t i = 0; i < count; i++) {
        assert_string_equal(paths->items[i], expected[i]);
    }
}

static void lists_are_sorted_by_bytes(void **state) {
    (void)state;
    Arena arena = {0};
    const char *why = NULL;
    assert_true(file_make_directories(&arena, "s/sub/deep", NULL, &why));
    assert_true(file_make_directories(&arena, "s/folder.mig", NULL, &why));
    unit_write("s/b.mig", "");
    unit_write("s/B.mig", "");
    unit_write("s/sub/a.mig", "");
    unit_write("s/sub-x.mig", "");
    unit_write("s/sub/deep/z.mig", "");
    unit_write("s/.hidden.mig", "");
    unit_write("s/note.txt", "");
    assert_int_equal(symlink("b.mig", "s/link.mig"), 0);
    assert_int_equal(symlink("..", "s/sub/up"), 0);
    FilePaths flat = {0};
    assert_true(file_list(&arena, "s", ".mig", false, &flat, &why));
    const char *const expected_flat[] = {"s/B.mig", "s/b.mig", "s/link.mig", "s/sub-x.mig"};
    assert_paths(&flat, expected_flat, 4);
    FilePaths deep = {0};
    assert_true(file_list(&arena, "s", ".mig", true, &deep, &why));
    const char *const expected_deep[] = {"s/B.mig",     "s/b.mig",     "s/link.mig",
                                         "s/sub-x.mig", "s/sub/a.mig", "s/sub/deep/z.mig"};
    assert_paths(&deep, expected_deep, 6);
    assert_false(file_list(&arena, "missing", ".mig", true, &deep, &why));
    assert_string_equal(why, "missing: No such file or directory");
    assert_int_equal(deep.count, 6);
    arena_release(&arena);
}

static void paths_are_taken_apart_and_joined(void **state) {
    (void)state;
    Arena arena = {0};
    assert_string_equal(file_join(&arena, "a", "b"), "a/b");
    assert_string_equal(file_join(&arena, "a/", "b"), "a/b");
    assert_string_equal(file_join(&arena, "", "b"), "b");
    assert_string_equal(file_join(&arena, ".", "b"), "b");
    assert_string_equal(file_join(&arena, "/", "b"), "/b");
    assert_string_equal(file_join(&arena, "a", "/b"), "/b");
    assert_string_equal(file_directory(&arena, "a/b.mig"), "a");
    assert_string_equal(file_directory(&arena, "a/b/c"), "a/b");
    assert_string_equal(file_directory(&arena, "a//c"), "a");
    assert_string_equal(file_directory(&arena, "b.mig"), ".");
    assert_string_equal(file_directory(&arena, "/b.mig"), "/");
    assert_string_equal(file_name("a/b.mig"), "b.mig");
    assert_string_equal(file_name("b.mig"), "b.mig");
    arena_release(&arena);
}

static void folders_are_made_and_told(void **state) {
    (void)state;
    Arena arena = {0};
    const char *why = NULL;
    FilePaths made = {0};
    assert_true(file_make_directories(&arena, "x", &made, &why));
    assert_true(file_make_directories(&arena, "x//y/z/", &made, &why));
    assert_true(file_make_directories(&arena, "x/y", &made, &why));
    assert_true(file_make_directories(&arena, ".", &made, &why));
    assert_int_equal(made.count, 3);
    assert_string_equal(made.items[0], "x");
    assert_true(file_is_directory("x/y/z"));
    unit_write("file", "");
    assert_false(file_make_directories(&arena, "file/below", &made, &why));
    assert_string_equal(why, "file: Not a directory");
    char here[3000];
    char absolute[4000];
    assert_non_null(getcwd(here, sizeof here));
    snprintf(absolute, sizeof absolute, "%s/abs/olute", here);
    assert_true(file_make_directories(&arena, absolute, NULL, &why));
    assert_true(file_is_directory("abs/olute"));
    arena_release(&arena);
}

#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void) {
    const struct CMUnitTest tests[] = {
        FILE_TEST(a_file_is_read_with_a_sentinel),
        FILE_TEST(what_cannot_be_read_says_why),
        FILE_TEST(the_limit_is_exact),
        FILE_TEST(pipes_are_read_to_their_end),
        FILE_TEST(existence),
        FILE_TEST(lists_are_sorted_by_bytes),
        FILE_TEST(paths_are_taken_apart_and_joined),
        FILE_TEST(folders_are_made_and_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
