/*
 * agree.c - takes two models that should be one, tells the steps between them. See agree.h.
 */
#include "change/agree.h"

#include "change/describe.h"

#define MOST_NOTES 100u

/* Those of one side; the first is where the finding itself is. */
typedef struct Side {
    const OpLine *first;
    uint32_t count;
} Side;

static Side side_of(const OpLines *lines, bool is_gone) {
    Side side = {0};
    for (uint32_t i = 0; i < lines->count; i++) {
        if (lines->items[i].is_gone == is_gone) {
            side.first = side.first ? side.first : &lines->items[i];
            side.count++;
        }
    }
    return side;
}

static void list_others(Diag *diag, const OpLines *lines, bool is_gone, const Side *side) {
    diag_label(diag, "%s", side->first->text);
    uint32_t shown = 0;
    for (const OpLine *line = side->first + 1; line < lines->items + lines->count; line++) {
        if (line->is_gone == is_gone && shown < MOST_NOTES) {
            diag_note(diag, line->span, "%s", line->text);
            shown++;
        }
    }
    if (side->count > shown + 1) {
        diag_note(diag, SPAN_NONE, "and %u more", side->count - shown - 1);
    }
}

bool chain_agrees(const Model *replayed, const Model *declared, Name head, Span head_span,
                  Diags *diags, Arena *arena) {
    Change change = change_between(arena, replayed, declared, NULL);
    OpLines lines = {0};
    for (uint32_t i = 0; i < change.up.count; i++) {
        op_lines(arena, &change.up.items[i], &lines);
    }
    Side missing = side_of(&lines, false);
    if (missing.count > 0) {
        Diag *diag = diag_at(diags, DIAG_SCHEMA_NOT_IN_REVISIONS, missing.first->span,
                             missing.count == 1 ? "the schema says something that no revision does"
                                                : "the schema says %u things that no revision does",
                             missing.count);
        list_others(diag, &lines, false, &missing);
        diag_help(diag, "draft the revision that does it: `migc new NAME`");
    }
    Side extra = side_of(&lines, true);
    if (extra.count > 0) {
        Diag *diag = diag_at(diags, DIAG_REVISION_NOT_IN_SCHEMA, extra.first->span,
                             extra.count == 1
                                 ? "the revisions make something that the schema does not say"
                                 : "the revisions make %u things that the schema does not say",
                             extra.count);
        list_others(diag, &lines, true, &extra);
        diag_note(diag, head_span, "the last revision is `%s`", head->text);
        diag_help(diag, "write it into the schema, or draft the revision that drops it: "
                        "`migc new NAME`");
    }
    return change.up.count == 0;
}
