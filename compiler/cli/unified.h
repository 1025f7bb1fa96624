/*
 * unified.h - the difference between two texts, in the form that diff -u and patch know.
 *
 * takes:    a text before and after
 * gives:    the hunks, three lines of context each; nothing if the texts are equal
 * promises: a shortest difference up to UNIFIED_LIMIT changed lines, beyond that one that is right
 *           but longer; so cost and memory stay bounded
 */
#ifndef CLI_UNIFIED_H
#define CLI_UNIFIED_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

#define UNIFIED_LIMIT 1000

/* Writes the difference under the name `path`. `scratch` is used for working memory. */
void unified_write(Buf *out, Arena *scratch, const char *path, Text before, Text after);

#endif
