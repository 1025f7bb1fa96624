/*
 * process.h - running another program to its end.
 *
 * takes:    its arguments, and text for its standard input
 * gives:    what it wrote to standard output and standard error, and its exit status
 * promises: no shell; neither of the two waits for the other, however much is written; a program that
 *           is not there is told apart from one that fails
 */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

typedef struct ProcessResult {
    int status; /* of exit; 128 and the signal if one ended it */
    Text out;
    Text err;
} ProcessResult;

/*
 * Runs arguments[0], which is looked up in PATH, with the arguments (ended by NULL) and waits for its
 * end. Texts are in `arena` and end in a NUL byte. Returns false, with *why in the system's words, if it
 * could not be run.
 */
bool process_run(Arena *arena, const char *const *arguments, Text input, ProcessResult *result,
                 const char **why);

#endif
