/*
 * replay_rename.c - carries out the lines of `alter table` that rename. See altering.h.
 *
 * takes:    a column, constraint or index, and its new name
 * gives:    the schema in which everything that names a column has the new one
 */
#include "change/altering.h"

static void rename_in_names(AstName *names, Name from, Name to) {
    for (; names; names = names->next) {
        if (names->name == from) {
            names->name = to;
        }
    }
}

static bool has_name(const AstName *names, Name wanted) {
    for (; names; names = names->next) {
        if (names->name == wanted) {
            return true;
        }
    }
    return false;
}

static void rename_in_item(Replaying *replaying, AstItem *item, Name from, Name to) {
    if (item->kind == AST_PRIMARY_KEY || item->kind == AST_UNIQUE ||
        item->kind == AST_FOREIGN_KEY) {
        item->columns = replay_copy_names(replaying, item->columns);
        rename_in_names(item->columns, from, to);
    } else if (item->kind == AST_CHECK && item->expr) {
        item->expr = (AstExpr *)(uintptr_t)replay_rename_in(replaying, item->expr, from, to);
    } else if (item->kind == AST_INDEX || item->kind == AST_EXCLUDE ||
               item->kind == AST_PARTITION) {
        AstIndexKey *head = NULL;
        AstIndexKey **tail = &head;
        for (const AstIndexKey *key = item->keys; key; key = key->next) {
            *tail = arena_copy(replaying->arena, key, sizeof *key);
            AstExpr *expr = (AstExpr *)(uintptr_t)replay_rename_in(replaying, key->expr, from, to);
            (*tail)->expr = expr;
            tail = &(*tail)->next;
        }
        item->keys = head;
    }
    item->modifiers = replay_copy_modifiers(replaying, item->modifiers);
    for (AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        if ((modifier->kind == AST_MOD_GENERATED || modifier->kind == AST_MOD_WHERE) &&
            modifier->expr) {
            modifier->expr = (AstExpr *)(uintptr_t)replay_rename_in(replaying, modifier->expr, from,
                                                                    to);
        } else if (modifier->kind == AST_MOD_INCLUDE) {
            modifier->columns = replay_copy_names(replaying, modifier->columns);
            rename_in_names(modifier->columns, from, to);
        }
    }
}

/* Foreign keys that refer to the column by name, and data blocks of the table. */
static void rename_elsewhere(const Altering *altering, Name from, Name to) {
    Replaying *replaying = altering->replaying;
    const AstRef *table = &altering->decl->name;
    const ReplayedList *users = replay_users(replaying, table);
    for (uint32_t i = 0; i < users->count; i++) {
        Replayed *object = users->items[i];
        if (!object->decl) {
            continue;
        }
        if (object->decl->kind == AST_DATA && object->decl->name.name == table->name &&
            object->decl->name.space == table->space && has_name(object->decl->columns, from)) {
            AstDecl *data = replay_write(replaying, object);
            data->key = replay_copy_names(replaying, data->key);
            data->columns = replay_copy_names(replaying, data->columns);
            rename_in_names(data->key, from, to);
            rename_in_names(data->columns, from, to);
        }
        bool refers = false;
        for (const AstItem *item = object->decl->kind == AST_TABLE ? object->decl->items : NULL;
             item; item = item->next) {
            const AstModifier *reference = altering_modifier(item, AST_MOD_REFERENCES);
            refers = refers ||
                     (reference && reference->ref->name == table->name &&
                      reference->ref->space == table->space && has_name(reference->columns, from));
        }
        if (!refers) {
            continue;
        }
        for (AstItem *item = replay_write(replaying, object)->items; item; item = item->next) {
            const AstModifier *reference = altering_modifier(item, AST_MOD_REFERENCES);
            if (reference && reference->ref->name == table->name &&
                reference->ref->space == table->space && has_name(reference->columns, from)) {
                item->modifiers = replay_copy_modifiers(replaying, item->modifiers);
                for (AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
                    if (modifier->kind == AST_MOD_REFERENCES) {
                        modifier->columns = replay_copy_names(replaying, modifier->columns);
                        rename_in_names(modifier->columns, from, to);
                    }
                }
            }
        }
    }
}

static void rename_column(Altering *altering, const AstChange *change) {
    Replaying *replaying = altering->replaying;
    AstItem *column = altering_want_column(altering, change->name);
    const AstItem *taken = altering_column(altering, change->to->name);
    if (column && taken) {
        Diag *diag = diag_at(replaying->diags, DIAG_DUPLICATE_NAME, change->to->span,
                             "table `%s%s%s` has a column `%s` already",
                             QUALIFIED(altering->decl->name.space, altering->decl->name.name),
                             change->to->name->text);
        diag_note(diag, taken->name_span, "it comes from here");
        return;
    }
    if (!column) {
        return;
    }
    Name from = change->name->name;
    Name to = change->to->name;
    column->name = to;
    column->name_span = change->to->span;
    for (AstItem *item = altering->decl->items; item; item = item->next) {
        rename_in_item(replaying, item, from, to);
    }
    rename_elsewhere(altering, from, to);
    replay_rename_owner(replaying, &altering->decl->name, &altering->decl->name, from, to);
    altering_set_fate(altering, from, FATE_RENAMED, change->span, to);
    altering_restores_follow(altering, from, replay_name_expr(replaying, to, change->to->span));
    ColumnTrack *track = replay_column(altering->track, from);
    if (track) {
        track->name = to;
    }
}

void altering_rename(Altering *altering, const AstChange *change) {
    if (change->part == AST_COLUMN) {
        rename_column(altering, change);
        return;
    }
    AstItem *item = altering_want_part(altering, change);
    if (item) {
        item->name = change->to->name;
        item->name_span = change->to->span;
    }
}
