/*
 * finding.c - takes what dialects refuse, tells it once for all of them. See parts.h.
 *
 * Findings of one place come together: the `for` that mends it leaves out every dialect that refuses
 * anything there.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emit/portability/parts.h"

static const char *printed(Arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = arena_alloc(arena, (size_t)(length > 0 ? length : 0) + 1);
    if (length > 0) {
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    return text;
}

Finding *portability_refuse(Portability *p, Span span, TargetSet targets, const char *format, ...) {
    Finding *finding = NEW(&p->arena, Finding);
    va_list arguments;
    va_start(arguments, format);
    finding->what = printed(&p->arena, format, arguments);
    va_end(arguments);
    finding->span = span;
    finding->targets = targets;
    finding->refused = (TargetSet)(1u << p->dialect->target);
    finding->number = p->findings.count;
    finding->arena = &p->arena;
    vec_push(&p->arena, &p->findings, finding);
    return finding;
}

void finding_label(Finding *finding, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    finding->label = printed(finding->arena, format, arguments);
    va_end(arguments);
}

void finding_note(Finding *finding, Span span, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = printed(finding->arena, format, arguments);
    va_end(arguments);
    vec_push(finding->arena, &finding->notes, (DiagNote){.span = span, .text = text});
}

void finding_help(Finding *finding, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vec_push(finding->arena, &finding->helps, printed(finding->arena, format, arguments));
    va_end(arguments);
}

/* ---- telling ------------------------------------------------------------------------------------- */

static int by_place(const void *left, const void *right) {
    const Finding *a = *(const Finding *const *)left;
    const Finding *b = *(const Finding *const *)right;
    if (a->span.start != b->span.start) {
        return a->span.start < b->span.start ? -1 : 1;
    }
    if (a->span.length != b->span.length) {
        return a->span.length < b->span.length ? -1 : 1;
    }
    return a->number < b->number ? -1 : a->number > b->number;
}

static bool same_place(const Finding *a, const Finding *b) {
    return a->span.start == b->span.start && a->span.length == b->span.length;
}

/* `SQLite`, `SQLite and MySQL`, `SQLite, MySQL and MariaDB`. */
static void write_titles(Buf *out, TargetSet set) {
    const char *before = "";
    for (Target target = 0; target < TARGET_COUNT; target++) {
        if (set >> target & 1) {
            bool is_last = (set >> target) == 1;
            buf_text(out, before[0] == '\0' ? "" : is_last ? " and " : before);
            buf_text(out, dialect_of(target)->title);
            before = ", ";
        }
    }
}

/* ``sqlite`, `mysql` and `mariadb``, each in backticks. */
static void write_names(Buf *out, TargetSet set) {
    const char *before = "";
    for (Target target = 0; target < TARGET_COUNT; target++) {
        if (set >> target & 1) {
            bool is_last = (set >> target) == 1;
            buf_text(out, before[0] == '\0' ? "" : is_last ? " and " : before);
            buf_printf(out, "`%s`", target_name(target));
            before = ", ";
        }
    }
}

static const char *text_in(Portability *p) {
    buf_char(&p->scratch, '\0');
    return p->scratch.data;
}

/* `first`: the first finding of a place, which is told; `all`: the dialects that refuse anything there. */
static void tell(Portability *p, const Finding *first, TargetSet all) {
    buf_clear(&p->scratch);
    write_titles(&p->scratch, first->refused);
    Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, first->span, "%s cannot be had in %s",
                         first->what, text_in(p));
    if (first->label) {
        diag_label(diag, "%s", first->label);
    }
    for (uint32_t i = 0; i < first->notes.count; i++) {
        diag_note(diag, first->notes.items[i].span, "%s", first->notes.items[i].text);
    }
    TargetSet others = (TargetSet)(p->project->targets & first->targets & ~all);
    buf_clear(&p->scratch);
    if (others != 0) {
        targets_write(&p->scratch, others);
        diag_help(diag, "say where it can: `for %s`", text_in(p));
    } else if (first->targets != 0) {
        write_names(&p->scratch, all);
        diag_help(diag, "leave it out, or leave %s out of the project's targets", text_in(p));
    }
    for (uint32_t i = 0; i < first->helps.count; i++) {
        diag_help(diag, "%s", first->helps.items[i]);
    }
}

void portability_tell(Portability *p) {
    if (p->findings.count == 0) {
        return;
    }
    Finding **items = p->findings.items;
    qsort(items, p->findings.count, sizeof *items, by_place);
    for (uint32_t i = 0; i < p->findings.count;) {
        Finding *first = items[i];
        TargetSet all = 0;
        for (; i < p->findings.count && same_place(first, items[i]); i++) {
            all = (TargetSet)(all | items[i]->refused);
            if (strcmp(first->what, items[i]->what) == 0) {
                first->refused = (TargetSet)(first->refused | items[i]->refused);
            }
        }
        tell(p, first, all);
    }
}
