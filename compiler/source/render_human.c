/*
 * render_human.c - diagnostics for people, in the shape that rustc has made familiar:
 *
 *     error[unknown-column]: table `users` has no column `mail`
 *       --> schema.mig:12:11
 *        |
 *     12 |   unique (mail)
 *        |           ^^^^ no such column
 *        |
 *        = help: did you mean `email`?
 */
#include <string.h>
#include <utf8proc.h>

#include "source/render_shared.h"

/* A line is shown whole if the span begins within COLUMNS_BEFORE and it ends within COLUMNS_SHOWN.
 * The numbers of bytes bound the cost where characters have no width. */
#define COLUMNS_BEFORE 100
#define COLUMNS_KEPT 40
#define COLUMNS_SHOWN 140
#define BYTES_BEFORE 400
#define BYTES_SHOWN 2000
#define TAB_COLUMNS 4

static const char plain[] = "\x1b[0m";
static const char bold[] = "\x1b[1m";
static const char red[] = "\x1b[1;31m";
static const char yellow[] = "\x1b[1;33m";
static const char blue[] = "\x1b[1;34m";
static const char cyan[] = "\x1b[1;36m";
static const char green[] = "\x1b[1;32m";

/* Where the text goes, and how wide the column of line numbers is. */
typedef struct Page {
    Buf *out;
    const Sources *sources;
    bool color;
    uint32_t gutter;
} Page;

static void paint(const Page *page, const char *color) {
    if (page->color) {
        buf_text(page->out, color);
    }
}

static void put_painted(const Page *page, const char *color, const char *text) {
    paint(page, color);
    buf_text(page->out, text);
    paint(page, plain);
}

static const char *severity_color(DiagKind kind) {
    switch (diag_info(kind)->severity) {
    case SEVERITY_ERROR:
        return red;
    case SEVERITY_WARNING:
        return yellow;
    case SEVERITY_NOTE:
        return cyan;
    }
    return plain;
}

static uint32_t digits(uint32_t number) {
    uint32_t count = 1;
    while (number >= 10) {
        number /= 10;
        count++;
    }
    return count;
}

static uint32_t line_digits(const Sources *sources, Span span) {
    return digits(sources_place(sources, span.start).line);
}

static uint32_t gutter_of(const Sources *sources, const Diag *diag) {
    uint32_t widest = line_digits(sources, diag->span);
    for (uint32_t i = 0; i < diag->notes.count; i++) {
        uint32_t width = line_digits(sources, diag->notes.items[i].span);
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* How many columns a character takes as put_character shows it. */
static uint32_t columns(int32_t character) {
    if (character == '\t') {
        return TAB_COLUMNS;
    }
    if (render_is_unseen(character) || character == 0xfffd) {
        return 1;
    }
    int width = utf8proc_charwidth(character);
    return width < 0 ? 1 : (uint32_t)width;
}

static void put_character(Buf *out, const char *at, uint32_t length, int32_t character) {
    if (character == '\t') {
        buf_spaces(out, TAB_COLUMNS);
    } else if (render_is_unseen(character) || character == 0xfffd) {
        buf_text(out, "\xef\xbf\xbd");
    } else {
        buf_put(out, at, length);
    }
}

/* The part of a line that is shown. */
typedef struct Window {
    const char *begin;
    const char *end;
    bool cut_before;
    bool cut_after;
} Window;

/* Back from `at` until `most` columns are passed or the line begins. */
static const char *columns_back(const char *at, const char *line, uint32_t most) {
    const char *begin = at;
    uint32_t passed = 0;
    while (begin > line && at - begin < BYTES_BEFORE) {
        const char *previous = begin - 1;
        while (previous > line && begin - previous < 4 &&
               ((unsigned char)*previous & 0xc0) == 0x80) {
            previous--;
        }
        int32_t character;
        if (render_decode(previous, begin, &character) != (uint32_t)(begin - previous)) {
            previous = begin - 1; /* not UTF-8: one byte at a time */
            character = 0xfffd;
        }
        passed += columns(character);
        if (passed > most) {
            break;
        }
        begin = previous;
    }
    return begin;
}

static Window window_of(const SourceFile *file, Place place, uint32_t at) {
    const char *line = file->text.data + place.line_start;
    const char *start = file->text.data + at;
    const char *end = file->text.data + file->text.length;
    Window window = {.begin = columns_back(start, line, COLUMNS_BEFORE)};
    if (window.begin > line) {
        window.begin = columns_back(start, line, COLUMNS_KEPT);
        window.cut_before = true;
    }
    uint32_t shown = 0;
    const char *c = window.begin;
    while (c < end && *c != '\n' && !(*c == '\r' && c + 1 < end && c[1] == '\n')) {
        int32_t character;
        uint32_t length = render_decode(c, end, &character);
        shown += columns(character);
        if (shown > COLUMNS_SHOWN && c > start) {
            window.cut_after = true;
            break;
        }
        if (c - window.begin > BYTES_SHOWN) {
            window.cut_after = true;
            break;
        }
        c += length;
    }
    window.end = c;
    return window;
}

static void put_bar(const Page *page) {
    buf_spaces(page->out, page->gutter + 1);
    put_painted(page, blue, "|");
}

static void put_source_line(const Page *page, const Window *window, uint32_t line) {
    Buf *out = page->out;
    paint(page, blue);
    buf_spaces(out, page->gutter - digits(line));
    buf_uint(out, line);
    buf_text(out, " |");
    paint(page, plain);
    if (window->begin < window->end || window->cut_before) {
        buf_char(out, ' ');
    }
    buf_text(out, window->cut_before ? "..." : "");
    for (const char *c = window->begin; c < window->end;) {
        int32_t character;
        uint32_t length = render_decode(c, window->end, &character);
        put_character(out, c, length, character);
        c += length;
    }
    buf_text(out, window->cut_after ? "...\n" : "\n");
}

/* The columns between two places of the shown line. */
static uint32_t width_between(const char *from, const char *to) {
    uint32_t width = 0;
    while (from < to) {
        int32_t character;
        from += render_decode(from, to, &character);
        width += columns(character);
    }
    return width;
}

/* The source line of a span with `mark` under it. */
static void put_excerpt(const Page *page, const Where *where, Span span, char mark,
                        const char *color, const char *label) {
    Buf *out = page->out;
    const SourceFile *file = where->file;
    uint32_t at = span.start - file->base;
    Window window = window_of(file, where->start, at);
    const char *start = file->text.data + at;
    const char *end = start + sources_text(page->sources, span).length;
    if (end > window.end) {
        end = window.end; /* goes on in the next line, or beyond what is shown */
    }
    if (start > window.end) {
        start = window.end;
    }

    put_bar(page);
    buf_char(out, '\n');
    put_source_line(page, &window, where->start.line);
    put_bar(page);
    buf_spaces(out, (window.cut_before ? 4u : 1u) + width_between(window.begin, start));
    uint32_t width = width_between(start, end);
    paint(page, color);
    for (uint32_t i = 0; i < (width == 0 ? 1 : width); i++) {
        buf_char(out, mark);
    }
    if (label != NULL) {
        buf_char(out, ' ');
        render_clean(out, label);
    }
    paint(page, plain);
    buf_char(out, '\n');
}

static void put_place(const Page *page, const Where *where) {
    buf_spaces(page->out, page->gutter);
    put_painted(page, blue, "--> ");
    render_clean(page->out, where->file->path);
    if (where->has_line) {
        buf_char(page->out, ':');
        buf_uint(page->out, where->start.line);
        buf_char(page->out, ':');
        buf_uint(page->out, where->start.column);
    }
    buf_char(page->out, '\n');
}

/* A remark under the excerpt; its second and further lines stand under its first. */
static void put_remark(const Page *page, const char *word, const char *color, const char *text) {
    buf_spaces(page->out, page->gutter + 1);
    put_painted(page, blue, "= ");
    paint(page, color);
    buf_text(page->out, word);
    buf_char(page->out, ':');
    paint(page, plain);
    buf_char(page->out, ' ');
    for (const char *line = text;;) {
        const char *end = strchr(line, '\n');
        if (end == NULL) {
            render_clean(page->out, line);
            break;
        }
        Arena scratch = {0};
        render_clean(page->out, arena_copy_text(&scratch, line, (size_t)(end - line)));
        arena_release(&scratch);
        buf_char(page->out, '\n');
        line = end + 1;
        if (*line != '\n') {
            buf_spaces(page->out, page->gutter + 1 + strlen("= : ") + strlen(word));
        }
    }
    buf_char(page->out, '\n');
}

static void put_note_with_place(const Page *page, const DiagNote *note) {
    Where where = render_where(page->sources, note->span);
    put_painted(page, green, "note:");
    buf_char(page->out, ' ');
    render_clean(page->out, note->text);
    buf_char(page->out, '\n');
    put_place(page, &where);
    if (where.has_line) {
        put_excerpt(page, &where, note->span, '-', blue, NULL);
    }
}

static void put_headline(const Page *page, const Diag *diag) {
    paint(page, severity_color(diag->kind));
    buf_text(page->out, render_severity(diag->kind));
    buf_char(page->out, '[');
    buf_text(page->out, diag_info(diag->kind)->name);
    buf_char(page->out, ']');
    paint(page, plain);
    paint(page, bold);
    buf_text(page->out, ": ");
    render_clean(page->out, diag->message);
    paint(page, plain);
    buf_char(page->out, '\n');
}

static bool has_place(const Page *page, Span span) {
    return sources_file(page->sources, span.start) != NULL;
}

static void put_remarks(const Page *page, const Diag *diag) {
    for (uint32_t i = 0; i < diag->notes.count; i++) {
        if (!has_place(page, diag->notes.items[i].span)) {
            put_remark(page, "note", green, diag->notes.items[i].text);
        }
    }
    for (uint32_t i = 0; i < diag->helps.count; i++) {
        put_remark(page, "help", cyan, diag->helps.items[i]);
    }
}

static bool has_remarks(const Page *page, const Diag *diag) {
    for (uint32_t i = 0; i < diag->notes.count; i++) {
        if (!has_place(page, diag->notes.items[i].span)) {
            return true;
        }
    }
    return diag->helps.count > 0;
}

static void put_diag(const Page *page, const Diag *diag) {
    Where where = render_where(page->sources, diag->span);
    put_headline(page, diag);
    bool excerpt = where.has_line;
    if (where.file != NULL) {
        put_place(page, &where);
    }
    if (where.has_line) {
        put_excerpt(page, &where, diag->span, '^', severity_color(diag->kind), diag->label);
    }
    for (uint32_t i = 0; i < diag->notes.count; i++) {
        if (has_place(page, diag->notes.items[i].span)) {
            put_note_with_place(page, &diag->notes.items[i]);
            excerpt = true;
        }
    }
    if (excerpt && has_remarks(page, diag)) {
        put_bar(page);
        buf_char(page->out, '\n');
    }
    put_remarks(page, diag);
    buf_char(page->out, '\n');
}

void render_human(Buf *out, const Diag *const *sorted, uint32_t count, const Diags *diags,
                  const Sources *sources, RenderOptions options) {
    uint32_t limit = options.limit == 0 ? RENDER_LIMIT : options.limit;
    uint32_t shown = count < limit ? count : limit;
    for (uint32_t i = 0; i < shown; i++) {
        Page page = {out, sources, options.color, gutter_of(sources, sorted[i])};
        put_diag(&page, sorted[i]);
    }
    uint64_t all = (uint64_t)diags_errors(diags) + diags_warnings(diags);
    if (all > shown) {
        buf_text(out, "and ");
        buf_uint(out, all - shown);
        buf_text(out, " more\n");
    }
    if (options.summary && all > 0) {
        render_summary(out, diags);
        buf_char(out, '\n');
    }
}
