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

/* A sql object that is changed is dropped and created again: the other one of the two, or NULL. */
static const Op *other_half(const Ops *ops, const Op *op) {
    if (op->kind != OP_CREATE_SQL && op->kind != OP_DROP_SQL) {
        return NULL;
    }
    const SqlObject *sql = op_object(op)->sql;
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *other = &ops->items[i];
        bool is_sql = other->kind == OP_CREATE_SQL || other->kind == OP_DROP_SQL;
        if (is_sql && other->kind != op->kind && op_object(other)->sql->name == sql->name &&
            op_object(other)->sql->targets == sql->targets) {
            return other;
        }
    }
    return NULL;
}

bool chain_agrees(const Model *replayed, const Model *declared, Name head, Span head_span,
                  Diags *diags, Arena *arena) {
    Change change = change_between(arena, replayed, declared, NULL);
    OpLines lines = {0};
    for (uint32_t i = 0; i < change.up.count; i++) {
        const Op *op = &change.up.items[i];
        const Op *other = other_half(&change.up, op);
        if (!other) {
            op_lines(arena, op, &lines);
        } else if (op->kind == OP_CREATE_SQL) { /* it is there and says something else */
            OpLine line = {
                .span = op->after->sql->span,
                .text = arena_printf(arena, "change sql %s", op->after->sql->name->text)};
            vec_push(arena, &lines, line);
        }
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
