/*
 * layout.c - see syntax/layout.h.
 */
#include "syntax/layout.h"

/* Columns that are kept; pieces wider than COLUMN_WIDEST do not move the others. */
enum { COLUMNS = 64, COLUMN_WIDEST = 48 };

Layout layout_new(Arena *arena, unsigned indent) {
    return (Layout){.arena = arena, .indent = indent};
}

void layout_free(Layout *layout) {
    buf_free(&layout->text);
}

void layout_line(Layout *layout, bool blank_before) {
    Line line = {.blank_before = blank_before, .first = layout->pieces.count};
    vec_push(layout->arena, &layout->lines, line);
}

/* The piece at hand ends where the text ends now. */
static void end_piece(Layout *layout) {
    if (layout->pieces.count > 0) {
        vec_last(&layout->pieces).end = layout->text.length;
    }
}

void layout_piece(Layout *layout, unsigned flags) {
    end_piece(layout);
    vec_push(layout->arena, &layout->pieces, (Piece){layout->text.length, 0, flags});
    vec_last(&layout->lines).count++;
}

void layout_comment(Layout *layout, Text comment) {
    vec_last(&layout->lines).comment = comment;
}

static Text piece_text(const Layout *layout, const Piece *piece) {
    return (Text){buf_view(&layout->text).data + piece->start, piece->end - piece->start};
}

/* Characters, not bytes. */
static size_t width_of(Text text) {
    size_t width = 0;
    for (size_t i = 0; i < text.length; i++) {
        width += ((unsigned char)text.data[i] & 0xc0) != 0x80;
    }
    return width;
}

static Text first_line(Text text) {
    const char *newline = memchr(text.data, '\n', text.length);
    return newline != NULL ? (Text){text.data, (size_t)(newline - text.data)} : text;
}

/* The column after text that begins in `column`. */
static size_t column_after(size_t column, Text text) {
    const char *newline = memrchr(text.data, '\n', text.length);
    if (newline == NULL) {
        return column + width_of(text);
    }
    size_t passed = (size_t)(newline + 1 - text.data);
    return width_of((Text){newline + 1, text.length - passed});
}

/* Where the columns begin: each behind the widest piece that has a neighbour to its right. */
static void find_columns(const Layout *layout, size_t columns[COLUMNS]) {
    size_t widths[COLUMNS] = {0};
    for (uint32_t i = 0; i < layout->lines.count; i++) {
        const Line *line = &layout->lines.items[i];
        const Piece *pieces = layout->pieces.items + line->first;
        for (uint32_t k = 0; k + 1 < line->count && k + 1 < COLUMNS; k++) {
            size_t width = width_of(piece_text(layout, &pieces[k]));
            if ((pieces[k + 1].flags & PIECE_ALIGNED) == 0) {
                break;
            }
            if (width > widths[k] && width <= COLUMN_WIDEST) {
                widths[k] = width;
            }
        }
    }
    columns[0] = layout->indent;
    for (int k = 1; k < COLUMNS; k++) {
        columns[k] = columns[k - 1] + widths[k - 1] + 2;
    }
}

/* The blanks before a piece that stays in its line. */
static size_t blanks_before(const Line *line, const Piece *piece, uint32_t k, size_t column,
                            const size_t columns[COLUMNS]) {
    size_t blanks = (piece->flags & PIECE_APART) != 0 ? 2 : 1;
    size_t wanted = 0;
    if ((piece->flags & PIECE_ALIGNED) != 0) {
        blanks = 2;
        wanted = k < COLUMNS ? columns[k] : 0;
    } else if ((piece->flags & PIECE_LEVEL) != 0) {
        wanted = line->level;
    }
    return wanted > column + blanks ? wanted - column : blanks;
}

/* Whether this piece, with those behind it that cannot begin a line, goes beyond the width. */
static bool overflows(const Layout *layout, const Line *line, uint32_t k, size_t column) {
    const Piece *pieces = layout->pieces.items + line->first;
    for (uint32_t i = k; i < line->count; i++) {
        if (i > k && (pieces[i].flags & (PIECE_MAY_BREAK | PIECE_BREAKS)) != 0) {
            return false;
        }
        Text text = piece_text(layout, &pieces[i]);
        Text first = first_line(text);
        column += (i > k) + width_of(first);
        if (column > LAYOUT_WIDTH) {
            return true;
        }
        if (first.length < text.length) {
            return false;
        }
    }
    return false;
}

/* A piece that does not fit into its column begins a new line, and the columns are made without it:
 * laid out again, it comes that way. */
static void break_columns(Layout *layout, const size_t columns[COLUMNS]) {
    for (uint32_t i = 0; i < layout->lines.count; i++) {
        const Line *line = &layout->lines.items[i];
        Piece *pieces = layout->pieces.items + line->first;
        size_t column = layout->indent + width_of(piece_text(layout, &pieces[0]));
        for (uint32_t k = 1; k < line->count && (pieces[k].flags & PIECE_ALIGNED) != 0; k++) {
            column += blanks_before(line, &pieces[k], k, column, columns);
            if ((pieces[k].flags & (PIECE_MAY_BREAK | PIECE_CLINGS)) != 0 &&
                overflows(layout, line, k, column)) {
                pieces[k].flags = (pieces[k].flags & ~(unsigned)PIECE_ALIGNED) | PIECE_BREAKS;
            }
            column += width_of(piece_text(layout, &pieces[k]));
        }
    }
}

/* Writes a line without its comment; returns the column where it ends. */
static size_t put_line(const Layout *layout, const Line *line, const size_t columns[COLUMNS],
                       Buf *out) {
    size_t column = layout->indent;
    buf_spaces(out, column);
    for (uint32_t k = 0; k < line->count; k++) {
        const Piece *piece = &layout->pieces.items[line->first + k];
        Text text = piece_text(layout, piece);
        if (k > 0) {
            size_t blanks = blanks_before(line, piece, k, column, columns);
            bool breaks = (piece->flags & PIECE_BREAKS) != 0 ||
                          ((piece->flags & (PIECE_MAY_BREAK | PIECE_CLINGS)) != 0 &&
                           overflows(layout, line, k, column + blanks));
            if (breaks) {
                buf_char(out, '\n');
                column = layout->indent + 2;
                blanks = column;
            } else {
                column += blanks;
            }
            buf_spaces(out, blanks);
        }
        buf_slice(out, text);
        column = column_after(column, text);
    }
    return column;
}

/* The column behind the pieces before a PIECE_LEVEL at the end of the line; 0 if it has none. */
static size_t level_of(const Layout *layout, const Line *line, const size_t columns[COLUMNS]) {
    if (line->count < 2) {
        return 0;
    }
    const Piece *pieces = layout->pieces.items + line->first;
    const Piece *last = &pieces[line->count - 1];
    if ((last->flags & PIECE_LEVEL) == 0 || (last->flags & PIECE_BREAKS) != 0) {
        return 0;
    }
    size_t column = layout->indent;
    for (uint32_t k = 0; k + 1 < line->count; k++) {
        Text text = piece_text(layout, &pieces[k]);
        if ((pieces[k].flags & PIECE_BREAKS) != 0 || first_line(text).length < text.length) {
            return 0;
        }
        column += k > 0 ? blanks_before(line, &pieces[k], k, column, columns) : 0;
        column += width_of(text);
    }
    return column + 2 + width_of(piece_text(layout, last)) <= LAYOUT_WIDTH ? column : 0;
}

/* In each run of neighbouring lines, puts the pieces that want to be level into one column. */
static void find_levels(Layout *layout, const size_t columns[COLUMNS]) {
    for (uint32_t i = 0; i < layout->lines.count;) {
        size_t level = 0;
        uint32_t end = i;
        for (; end < layout->lines.count; end++) {
            const Line *line = &layout->lines.items[end];
            size_t own = level_of(layout, line, columns);
            if (own == 0 || (end > i && line->blank_before)) {
                break;
            }
            level = own > level ? own : level;
        }
        for (uint32_t k = i; k < end; k++) {
            Line *line = &layout->lines.items[k];
            const Piece *last = &layout->pieces.items[line->first + line->count - 1];
            size_t width = level + 2 + width_of(piece_text(layout, last));
            line->level = end - i > 1 && width <= LAYOUT_WIDTH ? level + 2 : 0;
        }
        i = end > i ? end : i + 1;
    }
}

/* Where the comments of the run of lines that begins with line `i` stand: behind the longest. */
static size_t comment_column(const Layout *layout, uint32_t i, const size_t *widths) {
    size_t column = 0;
    for (uint32_t k = i; k < layout->lines.count; k++) {
        const Line *line = &layout->lines.items[k];
        if (line->comment.length == 0 || (k > i && line->blank_before)) {
            break;
        }
        column = widths[k] > column ? widths[k] : column;
    }
    return column + 2;
}

void layout_print(Layout *layout, Buf *out) {
    size_t columns[COLUMNS];
    end_piece(layout);
    find_columns(layout, columns);
    break_columns(layout, columns);
    find_columns(layout, columns);
    find_levels(layout, columns);
    size_t *widths = NEW_ARRAY(layout->arena, size_t, layout->lines.count);
    size_t *ends = NEW_ARRAY(layout->arena, size_t, layout->lines.count);
    Buf text = {0};
    for (uint32_t i = 0; i < layout->lines.count; i++) {
        widths[i] = put_line(layout, &layout->lines.items[i], columns, &text);
        ends[i] = text.length;
    }
    size_t start = 0;
    size_t column = 0;
    bool in_run = false;
    for (uint32_t i = 0; i < layout->lines.count; i++) {
        const Line *line = &layout->lines.items[i];
        if (line->blank_before) {
            buf_char(out, '\n');
        }
        buf_put(out, buf_view(&text).data + start, ends[i] - start);
        start = ends[i];
        if (line->comment.length > 0) {
            if (!in_run || line->blank_before) {
                column = comment_column(layout, i, widths);
            }
            buf_spaces(out, column - widths[i]);
            buf_slice(out, line->comment);
        }
        in_run = line->comment.length > 0;
        buf_char(out, '\n');
    }
    buf_free(&text);
}
