/*
 * Lines that would be too long, broken where a reader would break them.
 *
 * Takes SQL as it was printed on one line, gives the same words on several. Only blanks outside of
 * quotes become newlines. Text that holds a newline, a comment or a dollar already (the author wrote it)
 * is left as it is.
 */
#ifndef MIGC_EMIT_FOLD_H
#define MIGC_EMIT_FOLD_H

#include "base/buf.h"

#define LINE_WIDTH 100u

/* Whether a text is nothing but ASCII, as nearly all are: each byte takes a column. */
bool fold_is_ascii(Text text);

/* How many columns a text takes: its characters. */
size_t fold_width(Text text);

/* Whether the text, begun at `column`, with `behind` more bytes after it, stays on its line. */
bool fold_fits(Text text, size_t column, size_t behind);

/* Writes text that begins at `column`, as much on each line as it holds; lines are broken behind commas
 * and before ||, AND, OR and the parts of a CASE, and go on behind `indent` blanks. */
void fold_list(Buf *out, Text text, size_t column, unsigned indent);

/* Writes a condition on lines of its own, each behind `indent` blanks: one for each operand of its
 * outermost ANDs and ORs, which come first on their lines. What is still too long is folded as a list. */
void fold_condition(Buf *out, Text text, unsigned indent);

#endif
