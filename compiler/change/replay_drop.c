/*
 * replay_drop.c - carries out the lines of `alter table` that drop. See altering.h.
 *
 * takes:    a column, constraint or index that is to go
 * gives:    the table without it; what a downgrade puts into the column
 * promises: what is about the column alone goes with it; what is about others too keeps it, which is told
 */
#include "change/altering.h"

static void count_included(const AstItem *item, Name column, int *own, int *others) {
    const AstModifier *include = altering_modifier(item, AST_MOD_INCLUDE);
    for (const AstName *name = include ? include->columns : NULL; name; name = name->next) {
        *(name->name == column ? own : others) = 1;
    }
}

/* A part is about this column: 1, and about others too: 2. */
static int mentions_column(const AstItem *item, Name column) {
    int own = 0;
    int others = 0;
    switch ((AstItemKind)item->kind) {
    case AST_PRIMARY_KEY:
    case AST_UNIQUE:
    case AST_FOREIGN_KEY:
        for (const AstName *name = item->columns; name; name = name->next) {
            *(name->name == column ? &own : &others) = 1;
        }
        count_included(item, column, &own, &others);
        break;
    case AST_CHECK: return replay_mentions(item->expr, column) ? 2 : 0;
    case AST_INDEX:
    case AST_EXCLUDE:
        for (const AstIndexKey *key = item->keys; key; key = key->next) {
            bool is_plain = key->expr->kind == AST_NAME;
            *(is_plain && key->expr->text == column ? &own : &others) = 1;
            if (!is_plain && replay_mentions(key->expr, column)) {
                return 2;
            }
        }
        for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
            if (modifier->kind == AST_MOD_WHERE && replay_mentions(modifier->expr, column)) {
                return 2;
            }
        }
        count_included(item, column, &own, &others);
        break;
    case AST_PARTITION:
        for (const AstIndexKey *key = item->keys; key; key = key->next) {
            if (replay_mentions(key->expr, column)) {
                return 2;
            }
        }
        return 0;
    case AST_COLUMN:
        for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
            if (item->name != column && modifier->kind == AST_MOD_GENERATED &&
                replay_mentions(modifier->expr, column)) {
                return 2;
            }
        }
        return 0;
    case AST_INCLUDE:
    case AST_OPTIONS: return 0;
    }
    return own == 0 ? 0 : others == 0 ? 1 : 2;
}

/* A check that names no other column goes with its column. */
static bool check_is_about(const Altering *altering, const AstItem *check, Name column) {
    for (const AstItem *item = altering->decl->items; item; item = item->next) {
        if (item->kind == AST_COLUMN && item->name && item->name != column &&
            replay_mentions(check->expr, item->name)) {
            return false;
        }
    }
    return true;
}

static void tell_used(const Altering *altering, const AstName *column, Span user,
                      const char *what) {
    Diag *diag = diag_at(altering->replaying->diags, DIAG_STILL_USED, column->span,
                         "column `%s` is used by %s", column->name->text, what);
    diag_note(diag, user, "here");
    diag_help(diag, "drop that before");
}

/* Foreign keys of other tables, and data blocks, that name the column. */
static bool is_used_elsewhere(const Altering *altering, const AstName *column) {
    Replaying *replaying = altering->replaying;
    const AstRef *table = &altering->decl->name;
    const ReplayedList *users = replay_users(replaying, table);
    for (uint32_t i = 0; i < users->count; i++) {
        const AstDecl *decl = users->items[i]->decl;
        if (!decl) {
            continue;
        }
        if (decl->kind == AST_DATA && decl->name.name == table->name &&
            decl->name.space == table->space) {
            for (const AstName *name = decl->columns; name; name = name->next) {
                if (name->name == column->name) {
                    tell_used(altering, column, name->span, "a data block: restate it without");
                    return true;
                }
            }
        }
        for (const AstItem *item = decl->kind == AST_TABLE ? decl->items : NULL; item;
             item = item->next) {
            const AstModifier *reference = altering_modifier(item, AST_MOD_REFERENCES);
            if (!reference || reference->ref->name != table->name ||
                reference->ref->space != table->space) {
                continue;
            }
            for (const AstName *name = reference->columns; name; name = name->next) {
                if (name->name == column->name) {
                    tell_used(altering, column, reference->span, "a foreign key");
                    return true;
                }
            }
        }
    }
    return false;
}

/* Drops what is about the column alone; false, and told, if something else needs it. */
static bool drop_parts_of(Altering *altering, const AstName *column) {
    for (const AstItem *item = altering->decl->items; item; item = item->next) {
        int mentioned = mentions_column(item, column->name);
        if (mentioned == 2 &&
            !(item->kind == AST_CHECK && check_is_about(altering, item, column->name))) {
            tell_used(altering, column, item->span,
                      item->kind == AST_COLUMN ? "a generated column"
                                               : altering_part_words(item->kind));
            return false;
        }
    }
    if (is_used_elsewhere(altering, column)) {
        return false;
    }
    for (const AstItem *item = altering->decl->items, *next; item; item = next) {
        next = item->next;
        if (mentions_column(item, column->name) != 0) {
            altering_unlink(altering->decl, item);
        }
    }
    return true;
}

static bool is_written_reason(Name lossy) {
    return lossy && !text_is(name_text(lossy), "...");
}

/* A column of that type that the step adds, without a value of its own: the dropped one renamed? */
static const AstItem *added_alike(const Altering *altering, const AstItem *column) {
    const AstStep *step = altering->replaying->step;
    for (const AstChange *change = step->changes; change; change = change->next) {
        if (change->kind == AST_ADD_ITEM && change->item->kind == AST_COLUMN &&
            change->item->name && altering_same_type(change->item->type, column->type)) {
            return change->item;
        }
    }
    return NULL;
}

static void check_reason(const Altering *altering, const AstChange *change, const AstItem *column) {
    if (change->restore || is_written_reason(change->lossy) || !altering->track) {
        return;
    }
    Diags *diags = altering->replaying->diags;
    const char *name = column->name->text;
    const AstItem *alike = change->lossy ? NULL : added_alike(altering, column);
    if (alike) {
        Diag *diag = diag_at(diags, DIAG_RENAME_AMBIGUOUS, change->name->span,
                             "`%s` is dropped and `%s`, of the same type, is added", name,
                             alike->name->text);
        diag_note(diag, alike->name_span, "it is added here");
        diag_help(diag, "to keep the values, say `rename column %s to %s`", name,
                  alike->name->text);
        diag_help(diag, "to let them go, say `drop column %s lossy 'why'`", name);
        return;
    }
    Diag *diag = diag_at(
        diags, DIAG_DROP_WITHOUT_REASON, change->lossy ? change->lossy_span : change->name->span,
        change->lossy ? "the reason why the values of `%s` may go is still to be written"
                      : "dropping column `%s` destroys its values",
        name);
    diag_help(diag, "say why they may go: `drop column %s lossy 'why'`", name);
    diag_help(diag, "or what a downgrade puts there: `drop column %s restore (...)`", name);
}

static void drop_column(Altering *altering, const AstChange *change) {
    AstItem *column = altering_want_column(altering, change->name);
    if (!column) {
        return;
    }
    check_reason(altering, change, column);
    if (!drop_parts_of(altering, change->name)) {
        return;
    }
    altering_unlink(altering->decl, column);
    altering_set_fate(altering, column->name, FATE_DROPPED, change->span, NULL);
    ColumnTrack *track = replay_column(altering->track, column->name);
    if (!track) {
        return;
    }
    if (change->restore && !altering_names_are_known(altering, change->restore)) {
        return;
    }
    track->is_gone = true;
    track->lossy = change->lossy;
    const AstExpr *gone = change->restore ? change->restore
                                          : replay_null_expr(altering->replaying, change->span);
    altering_restores_follow(altering, column->name, gone);
    track->restored = change->restore ? (track->restored ? track->restored : change->restore)
                                      : NULL;
}

void altering_drop(Altering *altering, const AstChange *change) {
    if (change->part == AST_COLUMN) {
        drop_column(altering, change);
        return;
    }
    const AstItem *item = altering_want_part(altering, change);
    if (item) {
        altering_unlink(altering->decl, item);
        if (item->kind == AST_PRIMARY_KEY) {
            altering->decl->without_primary_key = true;
        }
    }
}
