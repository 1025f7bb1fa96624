/*
 * unified.c - see unified.h. The algorithm is Myers' (An O(ND) Difference Algorithm, 1986) over
 * interned lines.
 */
#include "cli/unified.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "base/vec.h"

#define CONTEXT 3

typedef VEC(Name) Lines;

typedef struct Comparison {
    Lines before;
    Lines after;
    bool *deleted;  /* by line of `before` */
    bool *inserted; /* by line of `after` */
} Comparison;

/* Lines have their newline, so that a last line without one is another line. */
static Lines split(Arena *arena, Names *names, Text text) {
    Lines lines = {0};
    const char *end = text.data + text.length;
    for (const char *at = text.data; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *next = newline != NULL ? newline + 1 : end;
        vec_push(arena, &lines, names_intern(names, at, (size_t)(next - at)));
        at = next;
    }
    return lines;
}

/* The furthest line of `before` reached on each diagonal, after so many edits. */
typedef struct Reach {
    int32_t *at; /* of diagonal k: at[k], k from -edits to edits */
} Reach;

static bool comes_from_above(const Reach *reach, int32_t k, int32_t edits) {
    return k == -edits || (k != edits && reach->at[k - 1] < reach->at[k + 1]);
}

/* Marks the changed lines between `start` and the ends; false if there are more than the limit. */
static bool mark_shortest(Arena *arena, Comparison *c, int32_t start, int32_t before_end,
                          int32_t after_end) {
    int32_t n = before_end - start;
    int32_t m = after_end - start;
    const Name *before = c->before.items + start;
    const Name *after = c->after.items + start;
    Reach *reaches = NEW_ARRAY(arena, Reach, UNIFIED_LIMIT + 2);
    int32_t edits = 0;
    bool is_found = false;
    reaches[0].at = NEW_ARRAY(arena, int32_t, 3) + 1;
    for (; edits <= UNIFIED_LIMIT && !is_found; edits++) {
        int32_t *now = NEW_ARRAY(arena, int32_t, (size_t)(2 * edits + 3)) + edits + 1;
        const Reach *last = &reaches[edits > 0 ? edits - 1 : 0];
        for (int32_t k = -edits; k <= edits && !is_found; k += 2) {
            int32_t x = 0;
            if (edits > 0) {
                x = comes_from_above(last, k, edits) ? last->at[k + 1] : last->at[k - 1] + 1;
            }
            while (x < n && x - k < m && before[x] == after[x - k]) {
                x++;
            }
            now[k] = x;
            is_found = x >= n && x - k >= m;
        }
        reaches[edits].at = now;
    }
    if (!is_found) {
        return false;
    }
    int32_t x = n;
    int32_t y = m;
    for (edits--; edits > 0; edits--) {
        const Reach *last = &reaches[edits - 1];
        int32_t k = x - y;
        bool is_insertion = comes_from_above(last, k, edits);
        int32_t from_k = is_insertion ? k + 1 : k - 1;
        x = last->at[from_k];
        y = x - from_k;
        if (is_insertion) {
            c->inserted[start + y] = true;
        } else {
            c->deleted[start + x] = true;
        }
    }
    return true;
}

static void mark_changes(Arena *arena, Comparison *c) {
    int32_t start = 0;
    int32_t before_end = (int32_t)c->before.count;
    int32_t after_end = (int32_t)c->after.count;
    while (start < before_end && start < after_end &&
           c->before.items[start] == c->after.items[start]) {
        start++;
    }
    while (before_end > start && after_end > start &&
           c->before.items[before_end - 1] == c->after.items[after_end - 1]) {
        before_end--;
        after_end--;
    }
    if (!mark_shortest(arena, c, start, before_end, after_end)) {
        for (int32_t i = start; i < before_end; i++) {
            c->deleted[i] = true;
        }
        for (int32_t i = start; i < after_end; i++) {
            c->inserted[i] = true;
        }
    }
}

static void write_line(Buf *out, char mark, Name line) {
    buf_char(out, mark);
    buf_name(out, line);
    if (line->text[line->length - 1] != '\n') {
        buf_text(out, "\n\\ No newline at end of file\n");
    }
}

/* A place in both texts. */
typedef struct At {
    uint32_t before;
    uint32_t after;
} At;

static bool is_changed(const Comparison *c, At at) {
    return (at.before < c->before.count && c->deleted[at.before]) ||
           (at.after < c->after.count && c->inserted[at.after]);
}

static bool is_end(const Comparison *c, At at) {
    return at.before >= c->before.count && at.after >= c->after.count;
}

/* One step on: a deleted line, an inserted line, or one that both have. */
static At step(const Comparison *c, At at, Buf *out) {
    char mark = ' ';
    if (at.before < c->before.count && c->deleted[at.before]) {
        mark = '-';
    } else if (at.after < c->after.count && c->inserted[at.after]) {
        mark = '+';
    }
    if (out != NULL) {
        write_line(out, mark,
                   mark == '+' ? c->after.items[at.after] : c->before.items[at.before]);
    }
    at.before += mark != '+';
    at.after += mark != '-';
    return at;
}

/* The end of the hunk that begins at `at`: changes with at most 2 * CONTEXT equal lines between. */
static At hunk_end(const Comparison *c, At at) {
    uint32_t equal = 0;
    At end = at;
    while (!is_end(c, at) && equal <= 2 * CONTEXT) {
        bool is_change = is_changed(c, at);
        at = step(c, at, NULL);
        equal = is_change ? 0 : equal + 1;
        if (is_change || equal <= CONTEXT) {
            end = at;
        }
    }
    return end;
}

static void write_range(Buf *out, char mark, uint32_t from, uint32_t count) {
    buf_printf(out, "%c%u", mark, (unsigned)(count == 0 ? from : from + 1));
    if (count != 1) {
        buf_printf(out, ",%u", (unsigned)count);
    }
}

void unified_write(Buf *out, Arena *scratch, const char *path, Text before, Text after) {
    if (text_equal(before, after)) {
        return;
    }
    Names *names = names_new(scratch);
    Comparison c = {.before = split(scratch, names, before), .after = split(scratch, names, after)};
    c.deleted = NEW_ARRAY(scratch, bool, (size_t)c.before.count + 1);
    c.inserted = NEW_ARRAY(scratch, bool, (size_t)c.after.count + 1);
    mark_changes(scratch, &c);
    buf_printf(out, "--- %s\n+++ %s\n", path, path);
    for (At at = {0, 0}; !is_end(&c, at);) {
        At first = at;
        while (!is_end(&c, first) && !is_changed(&c, first)) {
            first = step(&c, first, NULL);
        }
        if (is_end(&c, first)) {
            return;
        }
        uint32_t context = first.before - at.before < CONTEXT ? first.before - at.before : CONTEXT;
        At from = {first.before - context, first.after - context};
        At end = hunk_end(&c, first);
        buf_text(out, "@@ ");
        write_range(out, '-', from.before, end.before - from.before);
        buf_char(out, ' ');
        write_range(out, '+', from.after, end.after - from.after);
        buf_text(out, " @@\n");
        for (at = from; at.before != end.before || at.after != end.after;) {
            at = step(&c, at, out);
        }
    }
}
