/*
 * diag.h - what the compiler has to say about the source.
 *
 * takes:    findings from every stage, in any order
 * gives:    the list of them, counted
 * promises: nobody exits: stages collect. The same kind at the same span is kept once.
 *
 *     Diag *diag = diag_at(diags, DIAG_UNKNOWN_COLUMN, span, "table `%s` has no column `%s`", ...);
 *     diag_label(diag, "no such column");
 *     diag_note(diag, table->span, "`%s` is declared here", ...);
 *     diag_help(diag, "did you mean `%s`?", ...);
 *
 * Wording: lower case, no full stop, backticks round source text; the message says what was found
 * and what was expected, the help says how to mend it.
 */
#ifndef SOURCE_DIAG_H
#define SOURCE_DIAG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "source/span.h"

typedef enum Severity {
    SEVERITY_ERROR,
    SEVERITY_WARNING,
    SEVERITY_NOTE, /* worth knowing, and nothing to mend: not counted */
} Severity;

/* One member for each row of diags.def. */
typedef enum DiagKind {
#define DIAG(kind, name, severity, summary) kind,
#include "source/diags.def"
#undef DIAG
    DIAG_KIND_COUNT
} DiagKind;

typedef struct DiagInfo {
    const char *name;    /* forward-foreign-key */
    const char *summary; /* one line for lists */
    Severity severity;
} DiagInfo;

/* The row of a kind. */
const DiagInfo *diag_info(DiagKind kind);

/* Finds the kind with this name; returns false if there is none. */
bool diag_find(const char *name, DiagKind *kind);

typedef struct DiagNote {
    Span span; /* SPAN_NONE: a remark without a place */
    const char *text;
} DiagNote;

typedef struct Diag {
    DiagKind kind;
    Span span;
    const char *message;
    const char *label; /* text beside the caret, or NULL */
    VEC(DiagNote) notes;
    VEC(const char *) helps;
    Arena *arena;
} Diag;

/* The fields are diag.c's, except that others may read all[0 .. count-1] in order of reporting. */
typedef struct Diags {
    Arena *arena;
    VEC(Diag *) all;
    uint32_t errors;
    uint32_t warnings;
    Diag **seen; /* open addressing over kind and span */
    uint32_t seen_capacity;
} Diags;

/* Findings beyond so many are counted and not kept: hostile input must not eat the memory. */
#define DIAGS_KEPT 100000u

/* An empty collection, which lives in `arena` with all its texts. */
Diags diags_new(Arena *arena);

/*
 * Reports a finding at `span` (SPAN_NONE: about nothing that was written; such findings are the
 * same only if their messages are). Returns it, to be added to, or NULL if it was reported before; the
 * functions below do nothing with NULL.
 */
Diag *diag_at(Diags *diags, DiagKind kind, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Takes the last finding back if it is an error of this kind that begins there: what is told next says it better. */
void diag_take_back(Diags *diags, DiagKind kind, uint32_t start);

/* Sets the text beside the caret. */
void diag_label(Diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds another place that is concerned, or a remark. Notes are shown in the order added. */
void diag_note(Diag *diag, Span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a way to mend it. */
void diag_help(Diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* How many were reported, counted once each. */
uint32_t diags_errors(const Diags *diags);
uint32_t diags_warnings(const Diags *diags);

/* The diagnostics by place: those without one first, then by offset, ties in the order reported.
 * `count` entries in `arena`, *count being set. */
const Diag **diags_sorted(Arena *arena, const Diags *diags, uint32_t *count);

#endif
