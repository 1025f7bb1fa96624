/* diag.c - the table of kinds, and collecting. */
#include "source/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const DiagInfo infos[] = {
#define DIAG(kind, name, severity, summary) [kind] = {name, summary, severity},
#include "source/diags.def"
#undef DIAG
};

const DiagInfo *diag_info(DiagKind kind) {
    return &infos[kind];
}

bool diag_find(const char *name, DiagKind *kind) {
    for (unsigned i = 0; i < DIAG_KIND_COUNT; i++) {
        if (strcmp(infos[i].name, name) == 0) {
            *kind = (DiagKind)i;
            return true;
        }
    }
    return false;
}

Diags diags_new(Arena *arena) {
    return (Diags){.arena = arena};
}

static char *format_text(Arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0) {
        base_out_of_memory();
    }
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

/* Where there is no span the message tells two findings apart. */
static bool same_finding(const Diag *a, const Diag *b) {
    return a->kind == b->kind && a->span.start == b->span.start &&
           a->span.length == b->span.length &&
           (!span_is_none(a->span) || strcmp(a->message, b->message) == 0);
}

static uint32_t hash_finding(const Diag *diag) {
    uint64_t hash = ((uint64_t)diag->span.start << 32 | diag->span.length) + (uint64_t)diag->kind;
    if (span_is_none(diag->span)) {
        for (const char *c = diag->message; *c != '\0'; c++) {
            hash = hash * 31 + (unsigned char)*c;
        }
    }
    hash *= UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(hash >> 32);
}

/* The slot of this finding, or the free one where it belongs. */
static Diag **find_seen(const Diags *diags, const Diag *diag) {
    uint32_t mask = diags->seen_capacity - 1;
    uint32_t slot = hash_finding(diag) & mask;
    while (diags->seen[slot] != NULL && !same_finding(diags->seen[slot], diag)) {
        slot = (slot + 1) & mask;
    }
    return &diags->seen[slot];
}

static void make_room(Diags *diags) {
    if (diags->all.count < diags->seen_capacity / 2) {
        return;
    }
    arena_discard(diags->arena, diags->seen, diags->seen_capacity * sizeof *diags->seen);
    diags->seen_capacity = diags->seen_capacity == 0 ? 32 : diags->seen_capacity * 2;
    diags->seen = NEW_ARRAY(diags->arena, Diag *, diags->seen_capacity);
    for (uint32_t i = 0; i < diags->all.count; i++) {
        *find_seen(diags, diags->all.items[i]) = diags->all.items[i];
    }
}

static void count(Diags *diags, DiagKind kind) {
    switch (infos[kind].severity) {
    case SEVERITY_ERROR:
        diags->errors++;
        break;
    case SEVERITY_WARNING:
        diags->warnings++;
        break;
    case SEVERITY_NOTE:
        break;
    }
}

Diag *diag_at(Diags *diags, DiagKind kind, Span span, const char *format, ...) {
    if (diags->all.count == DIAGS_KEPT) {
        count(diags, kind);
        return NULL;
    }
    Diag *diag = NEW(diags->arena, Diag);
    diag->kind = kind;
    diag->span = span;
    diag->arena = diags->arena;
    va_list arguments;
    va_start(arguments, format);
    diag->message = format_text(diags->arena, format, arguments);
    va_end(arguments);

    make_room(diags);
    Diag **seen = find_seen(diags, diag);
    if (*seen != NULL) {
        return NULL;
    }
    *seen = diag;
    vec_push(diags->arena, &diags->all, diag);
    count(diags, kind);
    return diag;
}

void diag_take_back(Diags *diags, DiagKind kind, uint32_t start) {
    Diag *last = diags->all.count > 0 ? diags->all.items[diags->all.count - 1] : NULL;
    if (last == NULL || diags->all.count == DIAGS_KEPT || last->kind != kind ||
        last->span.start != start || infos[kind].severity != SEVERITY_ERROR) {
        return;
    }
    diags->all.count--;
    diags->errors--;
    uint32_t mask = diags->seen_capacity - 1;
    uint32_t slot = (uint32_t)(find_seen(diags, last) - diags->seen);
    diags->seen[slot] = NULL;
    for (slot = (slot + 1) & mask; diags->seen[slot] != NULL; slot = (slot + 1) & mask) {
        Diag *moved = diags->seen[slot]; /* its slot may be the one that is free now */
        diags->seen[slot] = NULL;
        *find_seen(diags, moved) = moved;
    }
}

void diag_label(Diag *diag, const char *format, ...) {
    if (diag != NULL) {
        va_list arguments;
        va_start(arguments, format);
        diag->label = format_text(diag->arena, format, arguments);
        va_end(arguments);
    }
}

void diag_note(Diag *diag, Span span, const char *format, ...) {
    if (diag != NULL) {
        va_list arguments;
        va_start(arguments, format);
        const char *text = format_text(diag->arena, format, arguments);
        vec_push(diag->arena, &diag->notes, (DiagNote){span, text});
        va_end(arguments);
    }
}

void diag_help(Diag *diag, const char *format, ...) {
    if (diag != NULL) {
        va_list arguments;
        va_start(arguments, format);
        const char *text = format_text(diag->arena, format, arguments);
        vec_push(diag->arena, &diag->helps, text);
        va_end(arguments);
    }
}

uint32_t diags_errors(const Diags *diags) {
    return diags->errors;
}

uint32_t diags_warnings(const Diags *diags) {
    return diags->warnings;
}

typedef struct Ranked {
    const Diag *diag;
    uint32_t reported;
} Ranked;

static int compare_ranked(const void *a, const void *b) {
    const Ranked *x = a;
    const Ranked *y = b;
    if (x->diag->span.start != y->diag->span.start) {
        return x->diag->span.start < y->diag->span.start ? -1 : 1;
    }
    return (x->reported > y->reported) - (x->reported < y->reported);
}

const Diag **diags_sorted(Arena *arena, const Diags *diags, uint32_t *sorted_count) {
    uint32_t n = diags->all.count;
    *sorted_count = n;
    Ranked *ranked = NEW_ARRAY(arena, Ranked, n);
    for (uint32_t i = 0; i < n; i++) {
        ranked[i] = (Ranked){diags->all.items[i], i};
    }
    if (n > 0) {
        qsort(ranked, n, sizeof *ranked, compare_ranked);
    }
    const Diag **sorted = NEW_ARRAY(arena, const Diag *, n);
    for (uint32_t i = 0; i < n; i++) {
        sorted[i] = ranked[i].diag;
    }
    return sorted;
}
