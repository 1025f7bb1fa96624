/*
 * replay_users.c - which declarations name which, so that a step looks at those that are concerned. See
 * replaying.h.
 *
 * takes:    declarations as they are made and changed
 * gives:    those that may name an object
 * promises: whoever names it is among them; some may name it no more, or be gone
 */
#include "change/replaying.h"

ReplayedList *replay_users(Replaying *replaying, const AstRef *name) {
    Name called = name_qualified(replaying->names, name->space, name->name);
    ReplayedList *users = namemap_get(&replaying->users, called);
    if (!users) {
        users = NEW(replaying->arena, ReplayedList);
        namemap_set(replaying->arena, &replaying->users, called, users);
    }
    return users;
}

static void note(Replaying *replaying, Replayed *object, const AstRef *name) {
    ReplayedList *users = name->name ? replay_users(replaying, name) : NULL;
    if (users && (users->count == 0 || vec_last(users) != object)) {
        vec_push(replaying->arena, users, object);
    }
}

void replay_note_items(Replaying *replaying, Replayed *object, const AstItem *items) {
    for (const AstItem *item = items; item; item = item->next) {
        if (item->kind == AST_COLUMN && item->type) {
            AstRef type = {.space = item->type->space, .name = item->type->word};
            note(replaying, object, &type);
        }
        for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
            if (modifier->kind == AST_MOD_REFERENCES) {
                note(replaying, object, modifier->ref);
            }
        }
    }
}

void replay_note(Replaying *replaying, Replayed *object) {
    const AstDecl *decl = object->decl;
    if (decl->kind == AST_DATA || decl->kind == AST_SQL) {
        note(replaying, object, &decl->name);
    }
    if (decl->kind == AST_TABLE || decl->kind == AST_DOMAIN) {
        replay_note_items(replaying, object, decl->items);
    }
    for (uint32_t i = 0; decl->kind == AST_SQL && i < decl->needs_count; i++) {
        note(replaying, object, &decl->needs[i]);
    }
    for (const AstOption *option = decl->kind == AST_SEQUENCE ? decl->options : NULL; option;
         option = option->next) {
        if (option->kind == AST_OPTION_OWNER) {
            note(replaying, object, &option->table);
        }
    }
}

void replay_move_users(Replaying *replaying, const AstRef *from, const AstRef *to) {
    ReplayedList *users = replay_users(replaying, from);
    ReplayedList *moved = replay_users(replaying, to);
    for (uint32_t i = 0; i < users->count; i++) {
        if (moved->count == 0 || vec_last(moved) != users->items[i]) {
            vec_push(replaying->arena, moved, users->items[i]);
        }
    }
    users->count = 0;
}
