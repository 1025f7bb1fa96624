/*
 * layout.h - lines whose parts are aligned.
 *
 * takes:    the lines of a block, each a row of pieces, and comments
 * gives:    them indented, their leading pieces in columns, long ones wrapped, comments at their
 *           ends
 * promises: knows nothing of the language; laying out what was laid out changes nothing
 */
#ifndef MIGC_SYNTAX_LAYOUT_H
#define MIGC_SYNTAX_LAYOUT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

/* Lines longer than this are wrapped where they may be. */
#define LAYOUT_WIDTH 100

typedef enum PieceFlags {
    PIECE_ALIGNED = 1,   /* begins in a column; the first piece of a line need not say so */
    PIECE_MAY_BREAK = 2, /* may begin a new line */
    PIECE_BREAKS = 4,    /* does */
    PIECE_APART = 8,     /* two blanks before it */
    PIECE_CLINGS = 32,   /* may begin a new line if it does not fit behind the one before it */
    PIECE_LEVEL = 16     /* the last piece: begins below the last piece of the line above */
} PieceFlags;

typedef struct Piece {
    size_t start; /* in the layout's text; it ends where the next piece starts */
    size_t end;
    unsigned flags;
} Piece;

typedef struct Line {
    bool blank_before;
    uint32_t first; /* piece */
    uint32_t count;
    size_t level;   /* the column of a PIECE_LEVEL, or 0 */
    Text comment;   /* at the end of the line; empty: none */
} Line;

typedef struct Layout {
    Arena *arena;
    unsigned indent;
    Buf text;
    VEC(Piece) pieces;
    VEC(Line) lines;
} Layout;

/* An empty layout; give it back with layout_free. */
Layout layout_new(Arena *arena, unsigned indent);
void layout_free(Layout *layout);

/* Begins a line; its pieces and their text (put into layout->text) follow. */
void layout_line(Layout *layout, bool blank_before);
void layout_piece(Layout *layout, unsigned flags);

/* Says that the line at hand ends with this comment. */
void layout_comment(Layout *layout, Text comment);

/* Writes the lines, each with its newline. */
void layout_print(Layout *layout, Buf *out);

#endif
