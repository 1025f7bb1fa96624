/*
 * The canonical layout of the language: `migc fmt`.
 *
 * Takes one parsed file and its text (for the comments, which the tree does not have), gives the
 * file in canonical layout: comments and single blank lines kept, columns aligned, one item a line,
 * long items wrapped before a continuation word. Printing is idempotent and parses to the same
 * tree.
 */
#ifndef MIGC_SYNTAX_FORMAT_H
#define MIGC_SYNTAX_FORMAT_H

#include "base/buf.h"
#include "source/source.h"
#include "syntax/ast.h"

/* Writes the file. `order`: NULL, or the declarations of the unit in the order to write them
 * (`fmt --reorder`), comments move along with the declaration they stand above. */
void format_file(Buf *out, const SourceFile *file, const AstUnit *unit, AstDecl *const *order,
                 uint32_t order_count);

/* The tree, canonically and completely, one node a line, without spans: for dump and for comparing. */
void ast_dump(Buf *out, const AstUnit *unit);

#endif
