/*
 * replay_enum.c - carries out `alter enum` on the tree of an enum. See replaying.h.
 *
 * takes:    the lines of the step, in order
 * gives:    the enum after them, and where its values come from
 * promises: a value that is renamed is renamed where columns of the enum are compared with it, have it
 *           as default, or as a value in rows; a value that is gone is told by resolve where it is used
 */
#include "change/replaying.h"

typedef struct ValueRenaming {
    Replaying *replaying;
    const AstDecl *enumeration;
    const AstDecl *table; /* whose expressions are looked at */
    Name from;
    Name to;
} ValueRenaming;

static bool is_of_enum(const ValueRenaming *renaming, Name column) {
    for (const AstItem *item = renaming->table->items; item; item = item->next) {
        if (item->kind == AST_COLUMN && item->name == column) {
            return item->type && item->type->word == renaming->enumeration->name.name &&
                   item->type->space == renaming->enumeration->name.space;
        }
    }
    return false;
}

static bool names_enum_column(const ValueRenaming *renaming, const AstExpr *expr) {
    while (expr && expr->kind == AST_GROUP) {
        expr = expr->left;
    }
    return expr && expr->kind == AST_NAME && is_of_enum(renaming, expr->text);
}

/* Renames in copies; `is_value`: a string here is a value of the enum. */
static AstExpr *rename_values(const ValueRenaming *renaming, const AstExpr *expr, bool is_value);

static AstExpr *rename_list(const ValueRenaming *renaming, const AstExpr *first, bool is_value) {
    AstExpr *head = NULL;
    AstExpr **tail = &head;
    for (const AstExpr *at = first; at; at = at->next) {
        *tail = rename_values(renaming, at, is_value);
        tail = &(*tail)->next;
    }
    return head;
}

static AstExpr *rename_values(const ValueRenaming *renaming, const AstExpr *expr, bool is_value) {
    AstExpr *copy = arena_copy(renaming->replaying->arena, expr, sizeof *expr);
    copy->next = NULL;
    switch ((AstExprKind)expr->kind) {
    case AST_STRING:
        if (is_value && expr->text == renaming->from) {
            copy->text = renaming->to;
        }
        break;
    case AST_GROUP: copy->left = rename_values(renaming, expr->left, is_value); break;
    case AST_BINARY:
    case AST_LIKE: {
        bool is_compared = expr->op >= AST_EQUAL && expr->op <= AST_GREATER_EQUAL &&
                           expr->kind == AST_BINARY;
        copy->left = rename_values(renaming, expr->left,
                                   is_compared && names_enum_column(renaming, expr->right));
        copy->right = rename_values(renaming, expr->right,
                                    is_compared && names_enum_column(renaming, expr->left));
        break;
    }
    case AST_IN:
    case AST_BETWEEN:
        copy->left = rename_values(renaming, expr->left, false);
        copy->items = rename_list(renaming, expr->items, names_enum_column(renaming, expr->left));
        break;
    case AST_CASE: {
        bool operand = names_enum_column(renaming, expr->left);
        copy->left = expr->left ? rename_values(renaming, expr->left, false) : NULL;
        AstExpr *head = NULL;
        AstExpr **tail = &head;
        for (const AstExpr *when = expr->items; when; when = when->next) {
            AstExpr *made = arena_copy(renaming->replaying->arena, when, sizeof *when);
            made->next = NULL;
            made->left = when->left ? rename_values(renaming, when->left, operand) : NULL;
            made->right = when->right ? rename_values(renaming, when->right, is_value) : NULL;
            *tail = made;
            tail = &made->next;
        }
        copy->items = head;
        break;
    }
    case AST_CALL: copy->items = rename_list(renaming, expr->items, is_value); break;
    case AST_UNARY:
    case AST_IS_NULL:
    case AST_EXTRACT:
    case AST_CAST: copy->left = rename_values(renaming, expr->left, false); break;
    case AST_NUMBER:
    case AST_TRUE:
    case AST_FALSE:
    case AST_NULL:
    case AST_NAME:
    case AST_WHEN:
    case AST_TYPED:
    case AST_VERBATIM:
    case AST_BROKEN: break;
    }
    return copy;
}

static AstExpr *rename_in_values(const ValueRenaming *renaming, const AstExpr *values,
                                 const AstIndexKey *key) {
    AstExpr *head = NULL;
    AstExpr **tail = &head;
    for (; values; values = values->next) {
        bool is_value = key && key->expr->kind == AST_NAME && is_of_enum(renaming, key->expr->text);
        *tail = arena_copy(renaming->replaying->arena, rename_values(renaming, values, is_value),
                           sizeof **tail);
        (*tail)->next = NULL;
        tail = &(*tail)->next;
        key = key && key->next ? key->next : key;
    }
    return head;
}

static void rename_in_partitions(const ValueRenaming *renaming, AstItem *item) {
    Arena *arena = renaming->replaying->arena;
    item->partitions = arena_copy(arena, item->partitions, sizeof *item->partitions);
    AstPartition **link = &item->partitions->first;
    for (; *link; link = &(*link)->next) {
        *link = arena_copy(arena, *link, sizeof **link);
        (*link)->from = rename_in_values(renaming, (*link)->from, item->keys);
        (*link)->to = rename_in_values(renaming, (*link)->to, item->keys);
    }
}

static void rename_in_item(const ValueRenaming *renaming, AstItem *item) {
    Replaying *replaying = renaming->replaying;
    if (item->kind == AST_CHECK && item->expr) {
        item->expr = rename_values(renaming, item->expr, false);
    } else if (item->kind == AST_INDEX || item->kind == AST_EXCLUDE) {
        AstIndexKey *head = NULL;
        AstIndexKey **tail = &head;
        for (const AstIndexKey *key = item->keys; key; key = key->next) {
            *tail = arena_copy(replaying->arena, key, sizeof *key);
            (*tail)->expr = rename_values(renaming, key->expr, false);
            tail = &(*tail)->next;
        }
        item->keys = head;
    } else if (item->kind == AST_PARTITION) {
        rename_in_partitions(renaming, item);
    }
    item->modifiers = replay_copy_modifiers(replaying, item->modifiers);
    for (AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        bool has_expr = modifier->kind == AST_MOD_DEFAULT || modifier->kind == AST_MOD_GENERATED ||
                        modifier->kind == AST_MOD_WHERE;
        if (has_expr && modifier->expr) {
            bool is_value = item->kind == AST_COLUMN && modifier->kind != AST_MOD_WHERE &&
                            is_of_enum(renaming, item->name);
            modifier->expr = rename_values(renaming, modifier->expr, is_value);
        }
    }
}

static void rename_in_rows(const ValueRenaming *renaming, Replayed *object) {
    AstDecl *data = replay_write(renaming->replaying, object);
    AstRow *head = NULL;
    AstRow **tail = &head;
    for (const AstRow *row = data->rows; row; row = row->next) {
        AstRow *copy = arena_copy(renaming->replaying->arena, row, sizeof *row);
        copy->next = NULL;
        AstExpr *values = NULL;
        AstExpr **last = &values;
        const AstName *column = data->columns;
        for (const AstExpr *value = row->values; value; value = value->next) {
            *last = rename_values(renaming, value, column && is_of_enum(renaming, column->name));
            last = &(*last)->next;
            column = column ? column->next : NULL;
        }
        copy->values = values;
        *tail = copy;
        tail = &copy->next;
    }
    data->rows = head;
}

static bool uses_enum(const AstDecl *table, const AstDecl *enumeration) {
    for (const AstItem *item = table->items; item; item = item->next) {
        if (item->kind == AST_COLUMN && item->type && item->type->word == enumeration->name.name &&
            item->type->space == enumeration->name.space) {
            return true;
        }
    }
    return false;
}

static void rename_everywhere(Replaying *replaying, const AstDecl *enumeration, Name from,
                              Name to) {
    const ReplayedList *users = replay_users(replaying, &enumeration->name);
    for (uint32_t i = 0; i < users->count; i++) {
        Replayed *object = users->items[i];
        if (!object->decl || object->decl->kind != AST_TABLE ||
            !uses_enum(object->decl, enumeration)) {
            continue;
        }
        const AstDecl *table = replay_write(replaying, object);
        ValueRenaming renaming = {replaying, enumeration, table, from, to};
        for (AstItem *item = object->decl->items; item; item = item->next) {
            rename_in_item(&renaming, item);
        }
        const ReplayedList *others = replay_users(replaying, &table->name);
        for (uint32_t k = 0; k < others->count; k++) {
            const AstDecl *data = others->items[k]->decl;
            if (data && data->kind == AST_DATA && data->name.name == table->name.name &&
                data->name.space == table->name.space) {
                rename_in_rows(&renaming, others->items[k]);
            }
        }
    }
}

/* ---- the step ---- */

EnumTrack *replay_track_enum(Replaying *replaying, Replayed *object) {
    if (!object->enumeration && object->started) {
        object->enumeration = NEW(replaying->arena, EnumTrack);
        object->enumeration->before = object->started;
        int32_t at = 0;
        for (const AstName *value = object->started->values; value; value = value->next) {
            vec_push(replaying->arena, &object->enumeration->origins, at++);
        }
    }
    return object->enumeration;
}

/* The place of a value in the list, or -1; told if it is wanted. */
static int32_t find_value(Replaying *replaying, const AstDecl *decl, const AstName *written,
                          bool is_wanted) {
    int32_t at = 0;
    for (const AstName *value = decl->values; value; value = value->next, at++) {
        if (value->name == written->name) {
            return at;
        }
    }
    if (is_wanted) {
        Diag *diag = diag_at(replaying->diags, DIAG_UNKNOWN_PART, written->span,
                             "enum `%s%s%s` has no value `%s` at `%s`",
                             QUALIFIED(decl->name.space, decl->name.name), written->name->text,
                             replaying->past.revision->text);
        TextSearch search = TEXT_SEARCH(name_text(written->name));
        for (const AstName *value = decl->values; diag && value; value = value->next) {
            text_search_offer(&search, name_text(value->name));
        }
        if (search.nearest.data) {
            diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
        }
    }
    return -1;
}

static void tell_value_taken(Replaying *replaying, const AstDecl *decl, const AstName *written,
                             int32_t at) {
    const AstName *first = decl->values;
    for (; at > 0; at--) {
        first = first->next;
    }
    Diag *diag = diag_at(replaying->diags, DIAG_DUPLICATE_NAME, written->span,
                         "enum `%s%s%s` has a value `%s` already",
                         QUALIFIED(decl->name.space, decl->name.name), written->name->text);
    diag_note(diag, first->span, "it comes from here");
}

static AstName **link_at(AstDecl *decl, int32_t at) {
    AstName **link = &decl->values;
    for (; at > 0; at--) {
        link = &(*link)->next;
    }
    return link;
}

/* Where a value comes from that is added: it may have been dropped before, then it is moved. */
static int32_t take_gone(EnumTrack *track, Name name) {
    for (uint32_t i = 0; i < track->gone.count; i++) {
        if (track->gone.items[i].name == name) {
            int32_t origin = track->gone.items[i].origin;
            track->gone.items[i] = track->gone.items[--track->gone.count];
            return origin;
        }
    }
    return -1;
}

static void insert_origin(Replaying *replaying, EnumTrack *track, uint32_t at, int32_t origin) {
    vec_push(replaying->arena, &track->origins, -1);
    for (uint32_t i = track->origins.count - 1; i > at; i--) {
        track->origins.items[i] = track->origins.items[i - 1];
    }
    track->origins.items[at] = origin;
}

static void add_value(Replaying *replaying, AstDecl *decl, EnumTrack *track,
                      const AstChange *change) {
    int32_t taken = find_value(replaying, decl, change->name, false);
    if (taken >= 0) {
        tell_value_taken(replaying, decl, change->name, taken);
        return;
    }
    int32_t at = 0;
    if (change->to) {
        at = find_value(replaying, decl, change->to, true);
        if (at < 0) {
            return;
        }
        at += change->is_before ? 0 : 1;
    } else {
        for (const AstName *value = decl->values; value; value = value->next) {
            at++;
        }
    }
    AstName *value = arena_copy(replaying->arena, change->name, sizeof *change->name);
    AstName **link = link_at(decl, at);
    value->next = *link;
    *link = value;
    if (track) {
        insert_origin(replaying, track, (uint32_t)at, take_gone(track, change->name->name));
    }
}

/* The partitioning of a table by a column of the enum, or NULL. */
static const AstItem *find_partitioning(Replaying *replaying, const AstDecl *enumeration) {
    const ReplayedList *users = replay_users(replaying, &enumeration->name);
    for (uint32_t i = 0; i < users->count; i++) {
        const AstDecl *table = users->items[i]->decl;
        ValueRenaming of = {.replaying = replaying, .table = table, .enumeration = enumeration};
        for (const AstItem *item = table && table->kind == AST_TABLE ? table->items : NULL; item;
             item = item->next) {
            for (const AstIndexKey *key = item->kind == AST_PARTITION ? item->keys : NULL; key;
                 key = key->next) {
                if (names_enum_column(&of, key->expr)) {
                    return item;
                }
            }
        }
    }
    return NULL;
}

static void drop_value(Replaying *replaying, AstDecl *decl, EnumTrack *track,
                       const AstChange *change) {
    int32_t at = find_value(replaying, decl, change->name, true);
    if (at < 0) {
        return;
    }
    const AstItem *partitioning = find_partitioning(replaying, decl);
    if (partitioning) {
        Diag *diag = diag_at(replaying->diags, DIAG_STILL_USED, change->name->span,
                             "a table is partitioned by enum `%s`, which keeps its values",
                             decl->name.name->text);
        diag_note(diag, partitioning->name_span, "here");
        diag_help(diag, "create a table with another enum under another name, move the rows with "
                        "`sql up`, drop this one and rename that one");
        return;
    }
    AstName **link = link_at(decl, at);
    *link = (*link)->next;
    if (track) {
        EnumValueGone gone = {change->name->name, track->origins.items[at]};
        if (gone.origin >= 0) {
            vec_push(replaying->arena, &track->gone, gone);
        }
        track->origins.count--;
        for (uint32_t i = (uint32_t)at; i < track->origins.count; i++) {
            track->origins.items[i] = track->origins.items[i + 1];
        }
    }
}

static void rename_value(Replaying *replaying, AstDecl *decl, const AstChange *change) {
    int32_t at = find_value(replaying, decl, change->name, true);
    int32_t taken = find_value(replaying, decl, change->to, false);
    if (taken >= 0) {
        tell_value_taken(replaying, decl, change->to, taken);
        return;
    }
    if (at < 0) {
        return;
    }
    AstName *value = *link_at(decl, at);
    value->name = change->to->name;
    value->span = change->to->span;
    rename_everywhere(replaying, decl, change->name->name, change->to->name);
}

void replay_alter_enum(Replaying *replaying, const AstStep *step) {
    Replayed *object = replay_want(replaying, AST_ENUM, &step->name);
    if (!object) {
        return;
    }
    EnumTrack *track = replay_track_enum(replaying, object);
    AstDecl *decl = replay_write(replaying, object);
    for (const AstChange *change = step->changes; change; change = change->next) {
        switch ((AstChangeKind)change->kind) {
        case AST_ADD_VALUE: add_value(replaying, decl, track, change); break;
        case AST_DROP_VALUE: drop_value(replaying, decl, track, change); break;
        case AST_RENAME_VALUE: rename_value(replaying, decl, change); break;
        case AST_ADD_PARTITION:
        case AST_DROP_PARTITION:
        case AST_SET_PARTITIONS:
        case AST_SET_OPTIONS: break; /* the grammar has them for tables only */
        case AST_SET_COMMENT: decl->doc = change->text; break;
        case AST_ADD_ITEM:
        case AST_ALTER_COLUMN:
        case AST_DROP_ITEM:
        case AST_RENAME_ITEM:
        case AST_BACKFILL:
        case AST_BACKFILL_OPEN: break; /* the grammar has them for tables only */
        }
    }
}
