/* test_outputs.c - all files change or none: success, failure at every stage, signals, comparing. */
#include "unit.h"

#include <dirent.h>
#include <signal.h>
#include <sys/file.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/file.h"
#include "base/outputs.h"

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

static void put_file(Outputs *outputs, const char *path, const char *text) {
    Buf *buf = outputs_open(outputs, path);
    buf_text(buf, text);
    outputs_close_file(outputs, buf);
}

static OutputState state_of(const Outputs *outputs, size_t index) {
    return outputs_file(outputs, index)->state;
}

/* The entries of a folder, hidden ones included. */
static unsigned entries(const char *path) {
    DIR *stream = opendir(path);
    assert_non_null(stream);
    unsigned count = 0;
    while (readdir(stream) != NULL) {
        count++;
    }
    closedir(stream);
    return count - 2;
}

static void new_changed_and_unchanged_files(void **state) {
    (void)state;
    Arena arena = {0};
    assert_int_equal(mkdir("out", 0777), 0);
    unit_write("out/same", "same\n");
    unit_write("out/changed", "old\n");
    unit_write("out/longer", "same\nand more\n");
    assert_int_equal(chmod("out/changed", 0640), 0);
    struct stat before;
    struct stat after;
    assert_int_equal(stat("out/same", &before), 0);
    Outputs *outputs = outputs_new(&arena, OUTPUTS_WRITE);
    put_file(outputs, "out/same", "same\n");
    put_file(outputs, "out/changed", "new\n");
    put_file(outputs, "out/longer", "same\n");
    put_file(outputs, "out/deep/er/new", "fresh\n");
    put_file(outputs, "plain", "here\n");
    unit_file_is("out/changed", "old\n");
    assert_true(outputs_commit(outputs));
    assert_int_equal(outputs_count(outputs), 5);
    assert_int_equal(state_of(outputs, 0), OUTPUT_UNCHANGED);
    assert_int_equal(state_of(outputs, 1), OUTPUT_WRITTEN);
    assert_int_equal(state_of(outputs, 2), OUTPUT_WRITTEN);
    assert_int_equal(state_of(outputs, 3), OUTPUT_WRITTEN);
    assert_int_equal(state_of(outputs, 4), OUTPUT_WRITTEN);
    assert_string_equal(outputs_file(outputs, 3)->path, "out/deep/er/new");
    unit_file_is("out/same", "same\n");
    unit_file_is("out/changed", "new\n");
    unit_file_is("out/longer", "same\n");
    unit_file_is("out/deep/er/new", "fresh\n");
    unit_file_is("plain", "here\n");
    assert_int_equal(stat("out/same", &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(stat("out/changed", &after), 0);
    assert_int_equal(after.st_mode & 07777, 0640);
    assert_int_equal(entries("out"), 4);
    assert_int_equal(entries("."), 2);
    outputs_abandon(outputs);
    unit_file_is("plain", "here\n");
    arena_release(&arena);
}

static void a_large_file_streams(void **state) {
    (void)state;
    Arena arena = {0};
    Outputs *outputs = outputs_new(&arena, OUTPUTS_WRITE);
    Buf *buf = outputs_open(outputs, "large");
    for (int i = 0; i < 3000000; i++) {
        buf_text(buf, "0123456789");
        assert_true(buf->capacity <= BUF_PIECE);
    }
    assert_true(outputs_commit(outputs));
    struct stat about;
    assert_int_equal(stat("large", &about), 0);
    assert_int_equal(about.st_size, 30000000);
    assert_true(arena_bytes(&arena) < 200000);
    arena_release(&arena);
}

static void abandoning_leaves_nothing(void **state) {
    (void)state;
    Arena arena = {0};
    unit_write("old", "old");
    Outputs *outputs = outputs_new(&arena, OUTPUTS_WRITE);
    put_file(outputs, "old", "new");
    put_file(outputs, "a/b/c/new", "new");
    buf_text(outputs_open(outputs, "a/open"), "still open");
    assert_true(file_exists("a/b/c/.new.migc-tmp"));
    outputs_abandon(outputs);
    outputs_abandon(outputs);
    unit_file_is("old", "old");
    assert_int_equal(entries("."), 1);
    assert_int_equal(state_of(outputs, 0), OUTPUT_ABANDONED);
    assert_int_equal(state_of(outputs, 2), OUTPUT_ABANDONED);
    arena_release(&arena);
}

static void one_failure_keeps_all_back(void **state) {
    (void)state;
    Arena arena = {0};
    unit_write("old", "old");
    unit_write("file", "not a folder");
    assert_int_equal(mkdir("folder", 0777), 0);
    Outputs *outputs = outputs_new(&arena, OUTPUTS_WRITE);
    put_file(outputs, "old", "new");
    put_file(outputs, "file/below", "x");
    put_file(outputs, "folder", "x");
    put_file(outputs, "fresh/new", "x");
    put_file(outputs, "./fresh/../old", "x");
    assert_false(outputs_commit(outputs));
    assert_int_equal(state_of(outputs, 0), OUTPUT_ABANDONED);
    assert_int_equal(state_of(outputs, 1), OUTPUT_FAILED);
    assert_string_equal(outputs_file(outputs, 1)->why, "file: Not a directory");
    assert_int_equal(state_of(outputs, 2), OUTPUT_FAILED);
    assert_string_equal(outputs_file(outputs, 2)->why, "Is a directory");
    assert_int_equal(state_of(outputs, 3), OUTPUT_ABANDONED);
    assert_int_equal(state_of(outputs, 4), OUTPUT_FAILED);
    assert_string_equal(outputs_file(outputs, 4)->why, "two outputs have this path");
    unit_file_is("old", "old");
    assert_int_equal(entries("."), 3);
    arena_release(&arena);
}

/* Runs `body` in a child process and returns its wait status. */
static int in_child(void (*body)(void)) {
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        body();
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void write_beyond_the_limit(void) {
    Arena arena = {0};
    Outputs *outputs = outputs_new(&arena, OUTPUTS_WRITE);
    outputs_abandon_on_signal(outputs);
    struct rlimit limit = {100000, 100000};
    setrlimit(RLIMIT_FSIZE, &limit);
    put_file(outputs, "old", "new");
    Buf *buf = outputs_open(outputs, "new/large");
    for (int i = 0; i < 100000; i++) {
        buf_text(buf, "0123456789");
    }
    bool committed = outputs_commit(outputs);
    bool right = !committed && state_of(outputs, 0) == OUTPUT_ABANDONED &&
                 state_of(outputs, 1) == OUTPUT_FAILED &&
                 strcmp(outputs_file(outputs, 1)->why, "File too large") == 0;
    arena_release(&arena);
    _exit(right ? 7 : 8);
}

static void a_write_that_fails_in_the_middle(void **state) {
    (void)state;
    unit_write("old", "old");
    int status = in_child(write_beyond_the_limit);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
    unit_file_is("old", "old");
    assert_int_equal(entries("."), 1);
}

static void a_device_is_refused(void **state) {
    (void)state;
    Arena arena = {0};
    assert_int_equal(symlink("/dev/null", "null"), 0);
    Outputs *outputs = outputs_new(&arena, OUTPUTS_WRITE);
    put_file(outputs, "null", "x");
    assert_false(outputs_commit(outputs));
    assert_string_equal(outputs_file(outputs, 0)->why, "Not a regular file");
    arena_release(&arena);
}

static void a_rename_that_fails_takes_the_others_back(void **state) {
    (void)state;
    Arena arena = {0};
    assert_int_equal(mkdir("d", 0777), 0);
    unit_write("d/a", "old a");
    unit_write("d/b", "old b");
    Outputs *outputs = outputs_new(&arena, OUTPUTS_WRITE);
    put_file(outputs, "d/a", "new a");
    put_file(outputs, "d/fresh", "fresh");
    put_file(outputs, "d/b", "new b");
    put_file(outputs, "d/z", "new z");
    /* somebody takes the last temporary file away */
    assert_int_equal(unlink("d/.z.migc-tmp"), 0);
    assert_false(outputs_commit(outputs));
    unit_file_is("d/a", "old a");
    unit_file_is("d/b", "old b");
    assert_int_equal(entries("d"), 2);
    assert_int_equal(state_of(outputs, 0), OUTPUT_ABANDONED);
    assert_int_equal(state_of(outputs, 3), OUTPUT_FAILED);
    assert_string_equal(outputs_file(outputs, 3)->why, "No such file or directory");
    arena_release(&arena);
}

static void left_overs_of_a_killed_run_do_no_harm(void **state) {
    (void)state;
    Arena arena = {0};
    unit_write(".a.migc-tmp", "half");
    unit_write(".a.migc-old", "older");
    unit_write("a", "old");
    Outputs *outputs = outputs_new(&arena, OUTPUTS_WRITE);
    put_file(outputs, "a", "new");
    assert_true(outputs_commit(outputs));
    unit_file_is("a", "new");
    assert_int_equal(entries("."), 1);
    arena_release(&arena);
}

static void a_link_is_written_through(void **state) {
    (void)state;
    Arena arena = {0};
    assert_int_equal(mkdir("real", 0777), 0);
    unit_write("real/file", "old");
    assert_int_equal(symlink("real/file", "link"), 0);
    Outputs *outputs = outputs_new(&arena, OUTPUTS_WRITE);
    put_file(outputs, "link", "new");
    assert_true(outputs_commit(outputs));
    unit_file_is("real/file", "new");
    struct stat about;
    assert_int_equal(lstat("link", &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    arena_release(&arena);
}

static void a_second_writer_is_refused(void **state) {
    (void)state;
    Arena arena = {0};
    assert_int_equal(mkdir("out", 0777), 0);
    Outputs *first = outputs_new(&arena, OUTPUTS_WRITE);
    Outputs *second = outputs_new(&arena, OUTPUTS_WRITE);
    put_file(first, "out/a", "first");
    put_file(second, "out/a", "second");
    assert_false(outputs_commit(second));
    assert_string_equal(outputs_file(second, 0)->why, "another migc is writing to this folder");
    put_file(first, "./out/b", "first");
    assert_true(outputs_commit(first));
    unit_file_is("out/a", "first");
    Outputs *third = outputs_new(&arena, OUTPUTS_WRITE);
    put_file(third, "out/a", "third");
    assert_true(outputs_commit(third));
    unit_file_is("out/a", "third");
    arena_release(&arena);
}

static void stop_in_the_middle(void) {
    Arena arena = {0};
    Outputs *outputs = outputs_new(&arena, OUTPUTS_WRITE);
    outputs_abandon_on_signal(outputs);
    put_file(outputs, "old", "new");
    put_file(outputs, "x/y/new", "new");
    buf_text(outputs_open(outputs, "x/open"), "new");
    raise(SIGTERM);
    _exit(9);
}

static void a_signal_leaves_nothing_behind(void **state) {
    (void)state;
    unit_write("old", "old");
    int status = in_child(stop_in_the_middle);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGTERM);
    unit_file_is("old", "old");
    assert_int_equal(entries("."), 1);
}

static void stop_though_ignored(void) {
    Arena arena = {0};
    signal(SIGHUP, SIG_IGN);
    Outputs *outputs = outputs_new(&arena, OUTPUTS_WRITE);
    outputs_abandon_on_signal(outputs);
    put_file(outputs, "old", "new");
    raise(SIGHUP);
    bool committed = outputs_commit(outputs);
    arena_release(&arena);
    _exit(committed ? 7 : 8);
}

static void an_ignored_signal_stays_ignored(void **state) {
    (void)state;
    unit_write("old", "old");
    int status = in_child(stop_though_ignored);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
    unit_file_is("old", "new");
}

static void comparing(void **state) {
    (void)state;
    Arena arena = {0};
    unit_write("same", "same\n");
    unit_write("other", "sane\n");
    unit_write("shorter", "same");
    unit_write("longer", "same\n\n");
    unit_write("empty", "");
    assert_int_equal(mkdir("folder", 0777), 0);
    Outputs *outputs = outputs_new(&arena, OUTPUTS_COMPARE);
    put_file(outputs, "same", "same\n");
    put_file(outputs, "other", "same\n");
    put_file(outputs, "shorter", "same\n");
    put_file(outputs, "longer", "same\n");
    put_file(outputs, "no/such/file", "same\n");
    put_file(outputs, "empty", "");
    put_file(outputs, "folder", "x");
    assert_false(outputs_commit(outputs));
    const OutputState expected[] = {OUTPUT_CURRENT, OUTPUT_STALE,   OUTPUT_STALE, OUTPUT_STALE,
                                    OUTPUT_MISSING, OUTPUT_CURRENT, OUTPUT_FAILED};
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(state_of(outputs, i), expected[i]);
    }
    assert_int_equal(entries("."), 6);
    unit_file_is("other", "sane\n");
    Outputs *fine = outputs_new(&arena, OUTPUTS_COMPARE);
    buf_text(outputs_open(fine, "same"), "same\n"); /* closed by commit */
    assert_true(outputs_commit(fine));
    arena_release(&arena);
}

static void comparing_a_large_file(void **state) {
    (void)state;
    Arena arena = {0};
    for (unsigned changed = 0; changed <= 299999; changed += 299999 / 3) {
        Outputs *written = outputs_new(&arena, OUTPUTS_WRITE);
        Outputs *compared = outputs_new(&arena, OUTPUTS_COMPARE);
        Buf *buf = outputs_open(written, "large");
        for (unsigned i = 0; i < 300000; i++) {
            buf_uint(buf, i);
        }
        assert_true(outputs_commit(written));
        buf = outputs_open(compared, "large");
        for (unsigned i = 0; i < 300000; i++) {
            buf_uint(buf, changed > 0 && i == changed ? i - 1 : i);
        }
        assert_int_equal(outputs_commit(compared), changed == 0);
        assert_int_equal(state_of(compared, 0), changed == 0 ? OUTPUT_CURRENT : OUTPUT_STALE);
    }
    arena_release(&arena);
}

#define OUTPUT_TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void) {
    const struct CMUnitTest tests[] = {
        OUTPUT_TEST(new_changed_and_unchanged_files),
        OUTPUT_TEST(a_large_file_streams),
        OUTPUT_TEST(abandoning_leaves_nothing),
        OUTPUT_TEST(one_failure_keeps_all_back),
        OUTPUT_TEST(a_write_that_fails_in_the_middle),
        OUTPUT_TEST(a_device_is_refused),
        OUTPUT_TEST(a_rename_that_fails_takes_the_others_back),
        OUTPUT_TEST(left_overs_of_a_killed_run_do_no_harm),
        OUTPUT_TEST(a_link_is_written_through),
        OUTPUT_TEST(a_second_writer_is_refused),
        OUTPUT_TEST(a_signal_leaves_nothing_behind),
        OUTPUT_TEST(an_ignored_signal_stays_ignored),
        OUTPUT_TEST(comparing),
        OUTPUT_TEST(comparing_a_large_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
