/*
 * console.h - standard output and standard error.
 *
 * takes:    text, through one Buf each
 * gives:    why standard output failed, if it did
 * promises: a reader that went away or a full disk is an error to be told at the end, never a
 *           signal; a closed descriptor is never taken by a file that is opened later
 */
#ifndef CLI_CONSOLE_H
#define CLI_CONSOLE_H

#include <stdbool.h>

#include "base/buf.h"

typedef struct Console {
    int fd;
    int error; /* errno of the first write that failed; 0: none did */
    Buf buf;
} Console;

/* To be called first of all: sees to the three standard descriptors, and turns off SIGPIPE. */
void console_prepare(void);

/* Opens the console in place (it must not move) over a descriptor. */
void console_open(Console *console, int fd);

/* Writes what is held. Returns false if any write has failed. */
bool console_close(Console *console);

/* Whether diagnostics on `fd` should be in colour: `when` is auto (or NULL), always or never. */
bool console_wants_color(int fd, const char *when);

#endif
