/*
 * replay_sequence.c - sequences that are dropped or get another name, and what names them. See replaying.h.
 *
 * takes:    a sequence, or a table or column that one goes with
 * gives:    the schema in which everything that names them has the new names
 */
#include "change/replaying.h"

/* ---- defaults ---- */

/* The expression with another name between the quotes of `nextval('...')`; itself if it has none. */
static const AstExpr *rename_in(Replaying *replaying, const AstExpr *expr, Name from, Name to) {
    bool is_call = expr->kind == AST_CALL && text_is(name_text(expr->text), "nextval") &&
                   expr->items && expr->items->kind == AST_STRING && expr->items->text == from;
    bool is_text = expr->kind == AST_VERBATIM;
    if (is_call) {
        AstExpr *name = arena_copy(replaying->arena, expr->items, sizeof *expr->items);
        AstExpr *call = arena_copy(replaying->arena, expr, sizeof *expr);
        name->text = to;
        call->items = name;
        return call;
    }
    for (const char *quote = "'`"; is_text && *quote; quote++) {
        Name before = names_internf(replaying->names, "nextval(%c%s%c", *quote, from->text, *quote);
        const char *found = memmem(expr->text->text, expr->text->length, before->text,
                                   before->length);
        if (found) {
            AstExpr *text = arena_copy(replaying->arena, expr, sizeof *expr);
            text->text = names_internf(replaying->names, "%.*snextval(%c%s%c%s",
                                       (int)(found - expr->text->text), expr->text->text, *quote,
                                       to->text, *quote, found + before->length);
            return text;
        }
    }
    if (expr->left && (expr->kind == AST_GROUP || expr->kind == AST_CAST)) {
        const AstExpr *inside = rename_in(replaying, expr->left, from, to);
        if (inside != expr->left) {
            AstExpr *copy = arena_copy(replaying->arena, expr, sizeof *expr);
            copy->left = (AstExpr *)(uintptr_t)inside;
            return copy;
        }
    }
    return expr;
}

static Name called(Replaying *replaying, const AstRef *name) {
    return sequence_called(replaying->names, name->space, name->name);
}

/* The default of an item that names the sequence, or NULL. */
static const AstModifier *default_of(Replaying *replaying, const AstItem *item, Name name) {
    for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        if (modifier->kind == AST_MOD_DEFAULT && modifier->expr &&
            rename_in(replaying, modifier->expr, name, names_of(replaying->names, "")) !=
                modifier->expr) {
            return modifier;
        }
    }
    return NULL;
}

bool replay_sequence_is_used(Replaying *replaying, const AstStep *step) {
    Name name = called(replaying, &step->name);
    replay_sweep(replaying);
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        const AstDecl *decl = replaying->objects.items[i]->decl;
        for (const AstItem *item = decl->kind == AST_TABLE ? decl->items : NULL; item;
             item = item->next) {
            const AstModifier *modifier = default_of(replaying, item, name);
            if (modifier) {
                Diag *diag = diag_at(replaying->diags, DIAG_STILL_USED, step->name.span,
                                     "sequence `%s%s%s` is used by the default of `%s`",
                                     QUALIFIED(step->name.space, step->name.name),
                                     item->name->text);
                diag_note(diag, modifier->span, "this default");
                diag_help(diag, "drop the column or its default before");
                return true;
            }
        }
    }
    return false;
}

void replay_rename_sequence(Replaying *replaying, const AstRef *from, const AstRef *to) {
    Name name = called(replaying, from);
    Name after = called(replaying, to);
    replay_sweep(replaying);
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        Replayed *object = replaying->objects.items[i];
        bool uses = false;
        for (const AstItem *item = object->decl->kind == AST_TABLE ? object->decl->items : NULL;
             item; item = item->next) {
            uses = uses || default_of(replaying, item, name);
        }
        for (AstItem *item = uses ? replay_write(replaying, object)->items : NULL; item;
             item = item->next) {
            item->modifiers = replay_copy_modifiers(replaying, item->modifiers);
            for (AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
                if (modifier->kind == AST_MOD_DEFAULT && modifier->expr) {
                    modifier->expr = (AstExpr *)(uintptr_t)rename_in(replaying, modifier->expr,
                                                                     name, after);
                }
            }
        }
    }
}

/* ---- owners ---- */

static bool is_owner(const AstOption *option, const AstRef *table, Name column) {
    return option->kind == AST_OPTION_OWNER && option->table.name == table->name &&
           option->table.space == table->space && (!column || option->column->name == column);
}

void replay_rename_owner(Replaying *replaying, const AstRef *table, const AstRef *to, Name from,
                         Name column) {
    const ReplayedList *users = replay_users(replaying, table);
    for (uint32_t i = 0; i < users->count; i++) {
        Replayed *object = users->items[i];
        bool is_sequence = object->decl && object->decl->kind == AST_SEQUENCE;
        bool owns = false;
        for (const AstOption *option = is_sequence ? object->decl->options : NULL; option;
             option = option->next) {
            owns = owns || is_owner(option, table, from);
        }
        for (AstOption *option = owns ? replay_write(replaying, object)->options : NULL; option;
             option = option->next) {
            if (is_owner(option, table, from)) {
                option->table.space = to->space;
                option->table.name = to->name;
                option->column = replay_copy_names(replaying, option->column);
                option->column->name = column ? column : option->column->name;
            }
        }
    }
}
