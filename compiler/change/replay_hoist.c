/*
 * replay_hoist.c - takes the constraints out of the columns that they stand behind. See replaying.h.
 *
 * takes:    the items of a table as written
 * gives:    the same table, every constraint an item of its own behind its column
 * promises: names that would be derived, and targets, stay what they were
 */
#include "change/altering.h"

static bool is_of_reference(uint8_t kind) {
    return kind == AST_MOD_FORWARD || kind == AST_MOD_MATCH_FULL || kind == AST_MOD_ON_DELETE ||
           kind == AST_MOD_ON_UPDATE;
}

static AstModifier *copy_modifier(Replaying *replaying, const AstModifier *modifier) {
    AstModifier *copy = arena_copy(replaying->arena, modifier, sizeof *modifier);
    copy->next = NULL;
    return copy;
}

/* The item that a constraint behind a column stands for. */
static AstItem *item_of(Replaying *replaying, const AstItem *column,
                        const AstModifier *constraint) {
    AstItem *item = NEW(replaying->arena, AstItem);
    item->span = constraint->span;
    item->name_span = constraint->span;
    AstModifier **tail = &item->modifiers;
    if (constraint->kind == AST_MOD_CHECK) {
        item->kind = AST_CHECK;
        item->name = constraint->name ? constraint->name->name : NULL;
        item->name_span = constraint->name ? constraint->name->span : constraint->span;
        item->expr = constraint->expr;
    } else {
        item->kind = constraint->kind == AST_MOD_PRIMARY_KEY ? AST_PRIMARY_KEY
                     : constraint->kind == AST_MOD_UNIQUE    ? AST_UNIQUE
                                                             : AST_FOREIGN_KEY;
        item->columns = NEW(replaying->arena, AstName);
        *item->columns = (AstName){.name = column->name, .span = column->name_span};
    }
    const AstModifier *owner = NULL;
    for (const AstModifier *modifier = column->modifiers; modifier; modifier = modifier->next) {
        owner = ast_is_constraint(modifier->kind) ? modifier : owner;
        bool goes_along = modifier->kind == AST_MOD_FOR ||
                          (owner == constraint && ast_is_clause(modifier->kind)) ||
                          (constraint->kind == AST_MOD_REFERENCES &&
                           (modifier == constraint || is_of_reference(modifier->kind)));
        if (goes_along) {
            *tail = copy_modifier(replaying, modifier);
            tail = &(*tail)->next;
        }
    }
    return item;
}

/* Appends a copy of a column without its constraints, and these behind it. Returns the new end. */
static AstItem **hoist_column(Replaying *replaying, AstItem **tail, const AstItem *column) {
    AstItem *copy = arena_copy(replaying->arena, column, sizeof *column);
    copy->next = NULL;
    copy->modifiers = NULL;
    *tail = copy;
    tail = &copy->next;
    AstModifier **last = &copy->modifiers;
    bool has_reference = altering_modifier(column, AST_MOD_REFERENCES) != NULL;
    bool has_constraint = false;
    for (const AstModifier *modifier = column->modifiers; modifier; modifier = modifier->next) {
        if (ast_is_constraint(modifier->kind)) {
            has_constraint = true;
            *tail = item_of(replaying, column, modifier);
            tail = &(*tail)->next;
        } else if (!(has_reference && is_of_reference(modifier->kind)) &&
                   !(has_constraint && ast_is_clause(modifier->kind))) {
            *last = copy_modifier(replaying, modifier);
            last = &(*last)->next;
        }
    }
    return tail;
}

AstItem *replay_hoist(Replaying *replaying, const AstItem *items) {
    AstItem *head = NULL;
    AstItem **tail = &head;
    for (const AstItem *item = items; item; item = item->next) {
        if (item->kind == AST_COLUMN && item->name) {
            tail = hoist_column(replaying, tail, item);
        } else {
            *tail = arena_copy(replaying->arena, item, sizeof *item);
            (*tail)->next = NULL;
            tail = &(*tail)->next;
        }
    }
    return head;
}
