/*
 * parts.h - the lines of a block, and what stands above and behind them, for the canonical printer.
 *
 * takes:    nodes of the tree, and the file, for names and literals as they were written and for its
 *           comments
 * gives:    lines in a Layout
 * promises: comments are written once, where the walk passes them; one that stands inside an item
 *           moves above it
 *
 * Known to syntax/format.c alone.
 */
#ifndef MIGC_SYNTAX_PARTS_H
#define MIGC_SYNTAX_PARTS_H

#include "base/vec.h"
#include "syntax/ast.h"
#include "syntax/layout.h"
#include "syntax/written.h"

typedef struct Comment {
    uint32_t start;
    Text text;
} Comment;

typedef struct Format {
    Arena arena;     /* the file's: released at the end of format_file */
    Arena scratch;   /* the lines of one declaration, released when they are handed over */
    Buf *out;        /* one declaration */
    unsigned indent; /* of the declaration or step at hand */
    const SourceFile *file;
    VEC(Comment) comments; /* by place */
    uint32_t next;         /* the first comment that is not yet written */
    bool fresh;            /* nothing is written yet of the file, or of the block */
    unsigned deeper;       /* blanks before what stands in a block within an item */
} Format;

/* Finds the comments of the file. */
void parts_collect_comments(Format *f);

/* The comment behind `end` in the same line, with only blanks or a comma between, which counts as
 * written then; or nothing. */
Text parts_take_trailing(Format *f, uint32_t end);

/* There is an empty line above the line that begins with what stands at `at`, its documentation
 * included. */
bool parts_blank_above(const Format *f, uint32_t at);

/* Comments in lines of their own, up to an offset. *blank: an empty line comes first; false
 * afterwards if anything was written. */
void parts_comments(Format *f, Layout *layout, uint32_t before, bool *blank);

/* What stands above a thing that begins at `start` and whose comments until `end` cannot stay in it.
 * *blank: an empty line is wanted before all of it; afterwards, before the thing itself. */
void parts_above(Format *f, Layout *layout, uint32_t start, uint32_t end, Name doc, bool *blank);

/* The lines of the blocks: of a table or mixin, a project, a type, an enum, a data block, and of a
 * table or enum that is altered. */
void parts_items(Format *f, Layout *layout, const AstItem *item);
void parts_settings(Format *f, Layout *layout, const AstSetting *setting);
void parts_spellings(Format *f, Layout *layout, const AstSpelling *spelling);
void parts_members(Format *f, Layout *layout, const AstName *value);
void parts_rows(Format *f, Layout *layout, const AstDecl *decl);
void parts_changes(Format *f, Layout *layout, const AstChange *change);

#endif
