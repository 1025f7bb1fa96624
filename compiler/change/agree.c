/*
 * agree.c - takes two models that should be one, tells the steps between them. See agree.h.
 */
#include "change/agree.h"

#include "change/describe.h"

#define MOST_NOTES 100u

static void list(Diag *diag, const OpLines *lines, bool is_gone) {
    uint32_t shown = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < lines->count; i++) {
        if (lines->items[i].is_gone == is_gone) {
            count++;
            if (shown < MOST_NOTES) {
                diag_note(diag, lines->items[i].span, "%s", lines->items[i].text);
                shown++;
            }
        }
    }
    if (count > shown) {
        diag_note(diag, SPAN_NONE, "and %u more", count - shown);
    }
}

static uint32_t count_of(const OpLines *lines, bool is_gone, Span *first) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < lines->count; i++) {
        if (lines->items[i].is_gone == is_gone) {
            *first = count++ == 0 ? lines->items[i].span : *first;
        }
    }
    return count;
}

bool chain_agrees(const Model *replayed, const Model *declared, Name head, Span head_span,
                  Diags *diags, Arena *arena) {
    Change change = change_between(arena, replayed, declared, NULL);
    OpLines lines = {0};
    for (uint32_t i = 0; i < change.up.count; i++) {
        op_lines(arena, &change.up.items[i], &lines);
    }
    Span first = SPAN_NONE;
    uint32_t missing = count_of(&lines, false, &first);
    if (missing > 0) {
        Diag *diag = diag_at(diags, DIAG_SCHEMA_NOT_IN_REVISIONS, first,
                             missing == 1 ? "the schema says something that no revision does"
                                          : "the schema says %u things that no revision does",
                             missing);
        diag_label(diag, "missing: %s", missing == 1 ? "a step" : "the first of the steps");
        list(diag, &lines, false);
        diag_help(diag, "draft the revision that does it: `migc new NAME`");
    }
    uint32_t extra = count_of(&lines, true, &first);
    if (extra > 0) {
        Diag *diag = diag_at(diags, DIAG_REVISION_NOT_IN_SCHEMA, first,
                             extra == 1
                                 ? "the revisions make something that the schema does not say"
                                 : "the revisions make %u things that the schema does not say",
                             extra);
        list(diag, &lines, true);
        diag_note(diag, head_span, "the last revision is `%s`", head->text);
        diag_help(diag,
                  "write it into the schema, or draft the revision that drops it: `migc new NAME`");
    }
    return change.up.count == 0;
}
