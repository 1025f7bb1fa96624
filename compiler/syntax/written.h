/*
 * written.h - the small parts of a declaration in canonical form, for the canonical printer.
 *
 * takes:    nodes of the tree, and the file for names and literals as they were written
 * gives:    text with single blanks; a line is broken inside brackets where it was broken before
 * promises: what is written parses to the same node
 */
#ifndef MIGC_SYNTAX_WRITTEN_H
#define MIGC_SYNTAX_WRITTEN_H

#include "base/buf.h"
#include "source/source.h"
#include "syntax/ast.h"

/* Where is written, from what, and how deep the item is indented that is written. */
typedef struct Writing {
    Buf *out;
    const SourceFile *file;
    unsigned indent;
} Writing;

/* The text of a span of this file. */
Text written_text(const SourceFile *file, Span span);

/* There is a newline between the two offsets. */
bool written_apart(const SourceFile *file, uint32_t from, uint32_t to);

/* Only blanks stand before this offset in its line. */
bool written_begins_line(const SourceFile *file, uint32_t at);

/* The `$$ ... $$` or `$tag$ ... $tag$` with this span between its dollars. */
Text written_dollar(const SourceFile *file, Span between);

/* The tokens of the span without blanks between them, except behind a comma: types, `space.name`. */
void written_close(Writing w, Span span);

/* These words, then the token that the span ends with. */
void written_last_token(Writing w, Span span, const char *words);

/* `a, b` */
void written_names(Writing w, const AstName *names);

void written_expr(Writing w, const AstExpr *expr);
void written_modifier(Writing w, const AstModifier *modifier);

/* ` (EXPR)` */
void written_in_brackets(Writing w, const AstExpr *expr);

/* `primary key`, `index`, ... */
const char *written_item_words(AstItemKind kind);

/* An item that is not a column, without its modifiers. */
void written_item_head(Writing w, const AstItem *item);

/* `from`, `in`, `less than`, `modulus`, `default`: what a partition of the kind begins with. */
const char *written_partition_words(AstPartitionKind kind);

/* `NAME from (...) to (...)`. */
void written_partition(Writing w, const AstPartition *partition);

/* `using METHOD (KEY with 'OPERATOR', ...)` of an exclusion, which has a method. */
void written_exclusion(Writing w, const AstItem *item);

#endif
