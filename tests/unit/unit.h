/*
 * unit.h - what every unit test includes: cmocka, and a folder of its own to write in.
 */
#ifndef TESTS_UNIT_UNIT_H
#define TESTS_UNIT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/text.h"

static inline void unit_equal(Text found, const char *expected) {
    if (!text_is(found, expected)) {
        fail_msg("\n--- expected\n%s\n--- found\n%.*s\n---", expected, TEXT_ARG(found));
    }
}

/* Makes an empty folder and goes there. */
static inline void unit_enter_folder(void) {
    char path[] = "/tmp/migc-unit-XXXXXX";
    if (mkdtemp(path) == NULL || chdir(path) != 0) {
        fail_msg("cannot make a folder for the test");
    }
}

/* Removes the folder that unit_enter_folder made, which is the present one. */
static inline void unit_leave_folder(void) {
    char path[4096];
    if (getcwd(path, sizeof path) == NULL || strncmp(path, "/tmp/migc-unit-", 15) != 0 ||
        chdir("/") != 0) {
        fail_msg("not in the folder of the test");
    }
    char command[4200];
    snprintf(command, sizeof command, "rm -rf '%s'", path);
    assert_int_equal(system(command), 0);
}

static inline void unit_write(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* Fails unless the file has exactly this text. */
static inline void unit_file_is(const char *path, const char *expected) {
    char text[4096];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    unit_equal((Text){text, length}, expected);
}

#endif
