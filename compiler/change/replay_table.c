/*
 * replay_table.c - carries out `alter table` on the tree of a table. See replaying.h.
 *
 * takes:    the lines of the step, in order
 * gives:    the table after them; what values its columns get, as expressions over the columns that were
 *           there when the change began (symbolic execution)
 * promises: constraints that were written behind a column are items of their own here, so that each can
 *           be dropped; dropping a column drops the constraints that are about it alone
 */
#include "change/replaying.h"

/* One table while its lines are carried out. */
typedef struct Altering {
    Replaying *replaying;
    Replayed *object;
    AstDecl *decl;     /* may be written to */
    TableTrack *track; /* NULL: the table was made by this change and has no rows */
} Altering;

/* ---- constraints behind columns ---- */

static bool is_constraint(uint8_t kind) {
    return kind == AST_MOD_PRIMARY_KEY || kind == AST_MOD_UNIQUE || kind == AST_MOD_CHECK ||
           kind == AST_MOD_REFERENCES;
}

static bool is_of_reference(uint8_t kind) {
    return kind == AST_MOD_FORWARD || kind == AST_MOD_ON_DELETE || kind == AST_MOD_ON_UPDATE;
}

static AstModifier *copy_modifier(Replaying *replaying, const AstModifier *modifier) {
    AstModifier *copy = arena_copy(replaying->arena, modifier, sizeof *modifier);
    copy->next = NULL;
    return copy;
}

static const AstModifier *find_modifier(const AstItem *item, AstModifierKind kind) {
    for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        if (modifier->kind == kind) {
            return modifier;
        }
    }
    return NULL;
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
    for (const AstModifier *modifier = column->modifiers; modifier; modifier = modifier->next) {
        bool goes_along = modifier->kind == AST_MOD_FOR ||
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
    bool has_reference = find_modifier(column, AST_MOD_REFERENCES) != NULL;
    for (const AstModifier *modifier = column->modifiers; modifier; modifier = modifier->next) {
        if (is_constraint(modifier->kind)) {
            *tail = item_of(replaying, column, modifier);
            tail = &(*tail)->next;
        } else if (!(has_reference && is_of_reference(modifier->kind))) {
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

/* ---- finding ---- */

static AstItem *find_column(const Altering *altering, Name name) {
    for (AstItem *item = altering->decl->items; item; item = item->next) {
        if (item->kind == AST_COLUMN && item->name == name) {
            return item;
        }
    }
    return NULL;
}

/* The same; an unknown one is told. */
static AstItem *want_column(const Altering *altering, const AstName *written) {
    AstItem *item = find_column(altering, written->name);
    if (item) {
        return item;
    }
    Replaying *replaying = altering->replaying;
    const AstRef *table = &altering->decl->name;
    Diag *diag = diag_at(replaying->diags, DIAG_UNKNOWN_COLUMN, written->span,
                         "table `%s%s%s` has no column `%s` at `%s`",
                         QUALIFIED(table->space, table->name), written->name->text,
                         replaying->past.revision->text);
    const Fate *fate = namemap_get(
        &replaying->past.columns,
        past_column(replaying->names, table->space, table->name, written->name));
    fate_note(diag, fate, "it");
    if (diag && !(fate && fate->kind == FATE_RENAMED)) {
        TextSearch search = TEXT_SEARCH(name_text(written->name));
        for (AstItem *other = altering->decl->items; other; other = other->next) {
            if (other->kind == AST_COLUMN && other->name) {
                text_search_offer(&search, name_text(other->name));
            }
        }
        if (search.nearest.data) {
            diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
        }
    }
    return NULL;
}

static bool same_names(const AstName *a, const AstName *b) {
    for (; a && b && a->name == b->name; a = a->next, b = b->next) {
    }
    return !a && !b;
}

/* The columns of an index, if it is of nothing but columns. */
static bool index_is_of(const AstItem *index, const AstName *columns) {
    const AstIndexKey *key = index->keys;
    for (; key && columns; key = key->next, columns = columns->next) {
        if (key->expr->kind != AST_NAME || key->expr->text != columns->name) {
            return false;
        }
    }
    return !key && !columns;
}

static const char *part_words(uint8_t kind) {
    switch ((AstItemKind)kind) {
    case AST_COLUMN: return "column";
    case AST_PRIMARY_KEY: return "primary key";
    case AST_UNIQUE: return "unique key";
    case AST_FOREIGN_KEY: return "foreign key";
    case AST_CHECK: return "check";
    case AST_INDEX: return "index";
    case AST_INCLUDE: break;
    }
    return "";
}

static Name name_of(const Altering *altering, const AstItem *item) {
    return item->name ? item->name : replay_derived_name(altering->replaying, altering->decl, item);
}

/* The constraint or index that a line is about; an unknown one is told. */
static AstItem *want_part(const Altering *altering, const AstChange *change) {
    for (AstItem *item = altering->decl->items; item; item = item->next) {
        if (item->kind != change->part) {
            continue;
        }
        bool found = change->name       ? name_of(altering, item) == change->name->name
                     : !change->columns ? true /* the primary key */
                     : item->kind == AST_INDEX
                         ? index_is_of(item, change->columns)
                         : item->kind != AST_CHECK && same_names(item->columns, change->columns);
        if (found) {
            return item;
        }
    }
    Replaying *replaying = altering->replaying;
    const AstRef *table = &altering->decl->name;
    Span span = change->name      ? change->name->span
                : change->columns ? change->columns->span
                                  : change->span;
    Diag *diag = diag_at(replaying->diags, DIAG_UNKNOWN_PART, span,
                         "table `%s%s%s` has no such %s at `%s`",
                         QUALIFIED(table->space, table->name), part_words(change->part),
                         replaying->past.revision->text);
    TextSearch search = TEXT_SEARCH(change->name ? name_text(change->name->name) : text_of(""));
    for (AstItem *item = altering->decl->items; diag && item; item = item->next) {
        if (item->kind == change->part && change->name) {
            text_search_offer(&search, name_text(name_of(altering, item)));
        }
    }
    if (search.nearest.data) {
        diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
    }
    return NULL;
}

static void unlink_item(AstDecl *decl, const AstItem *item) {
    AstItem **link = &decl->items;
    while (*link != item) {
        link = &(*link)->next;
    }
    *link = item->next;
}

static void append_items(AstDecl *decl, AstItem *items) {
    AstItem **link = &decl->items;
    while (*link) {
        link = &(*link)->next;
    }
    *link = items;
}

/* ---- values ---- */

/* What a column holds, over the columns when the change began. */
static const AstExpr *value_of(Altering *altering, const ColumnTrack *column) {
    Replaying *replaying = altering->replaying;
    const AstExpr *held = NULL;
    if (column->origin >= 0) {
        int32_t at = 0;
        for (const AstItem *item = altering->track->before->items; item; item = item->next) {
            if (item->kind == AST_COLUMN && at++ == column->origin) {
                held = replay_name_expr(replaying, item->name, column->span);
            }
        }
    } else {
        const AstItem *item = find_column(altering, column->name);
        const AstModifier *value = item ? find_modifier(item, AST_MOD_DEFAULT) : NULL;
        held = value && value->expr ? value->expr : replay_null_expr(replaying, column->span);
    }
    if (!column->value) {
        return held;
    }
    return column->where ? replay_case_expr(replaying, column->where, column->value, held)
                         : column->value;
}

static const AstExpr *held_value(void *context, const AstExpr *name) {
    Altering *altering = context;
    const ColumnTrack *column = replay_column(altering->track, name->text);
    return column ? value_of(altering, column) : NULL;
}

/* Names of columns that are not there are told, since what they stand for is looked up here. */
static bool names_are_known(const Altering *altering, const AstExpr *expr) {
    if (!expr) {
        return true;
    }
    if (expr->kind == AST_NAME) {
        Function function = function_find(expr->text, 0);
        if (function != FUNCTION_COUNT && function_info(function)->least == 0 &&
            !find_column(altering, expr->text)) {
            return true; /* now */
        }
        AstName written = {.name = expr->text, .span = expr->span};
        return want_column(altering, &written) != NULL;
    }
    bool known = names_are_known(altering, expr->left);
    if (expr->kind != AST_CAST && expr->kind != AST_TYPED) {
        for (const AstExpr *item = expr->items; item; item = item->next) {
            known = names_are_known(altering, item) && known;
        }
    }
    return known;
}

static const AstExpr *over_before(Altering *altering, const AstExpr *expr) {
    return replay_substitute(altering->replaying, expr, held_value, altering);
}

/* Every pending restore in which a column is named: the name stands for `meaning` from now on. */
static void restores_follow(Altering *altering, Name name, const AstExpr *meaning);

typedef struct Meaning {
    Name name;
    const AstExpr *meaning;
} Meaning;

static const AstExpr *one_meaning(void *context, const AstExpr *name) {
    const Meaning *meaning = context;
    return name->text == meaning->name ? meaning->meaning : NULL;
}

static void restores_follow(Altering *altering, Name name, const AstExpr *meaning) {
    Meaning context = {name, meaning};
    for (uint32_t i = 0; altering->track && i < altering->track->columns.count; i++) {
        ColumnTrack *column = &altering->track->columns.items[i];
        if (column->restored && replay_mentions(column->restored, name)) {
            column->restored = replay_substitute(altering->replaying, column->restored, one_meaning,
                                                 &context);
        }
    }
}

/* ---- adding ---- */

static void add_item(Altering *altering, const AstItem *written) {
    Replaying *replaying = altering->replaying;
    if (written->kind == AST_INCLUDE) {
        Diag *diag = diag_at(replaying->diags, DIAG_MISPLACED_DECLARATION, written->span,
                             "a revision cannot include a mixin");
        diag_help(diag, "add its columns, as `migc new` does");
        return;
    }
    AstItem alone = *written;
    alone.next = NULL;
    if (written->kind == AST_COLUMN && written->name) {
        const AstItem *first = find_column(altering, written->name);
        if (first) {
            Diag *diag = diag_at(replaying->diags, DIAG_DUPLICATE_NAME, written->name_span,
                                 "table `%s%s%s` has a column `%s` already",
                                 QUALIFIED(altering->decl->name.space, altering->decl->name.name),
                                 written->name->text);
            diag_note(diag, first->name_span, "it comes from here");
            return;
        }
        if (altering->track) {
            vec_push(
                replaying->arena, &altering->track->columns,
                (ColumnTrack){.name = written->name, .origin = -1, .span = written->name_span});
        }
    }
    AstItem *items = replay_hoist(replaying, &alone);
    for (const AstItem *item = items; item; item = item->next) {
        if (item->kind == AST_PRIMARY_KEY) {
            altering->decl->without_primary_key = false;
        }
    }
    if (items->kind == AST_INDEX && find_modifier(items, AST_MOD_CONCURRENTLY)) {
        AstModifier **link = &items->modifiers;
        *link = replay_copy_modifiers(replaying, *link);
        while (*link) {
            if ((*link)->kind == AST_MOD_CONCURRENTLY) {
                *link = (*link)->next;
            } else {
                link = &(*link)->next;
            }
        }
        if (altering->track) {
            vec_push(replaying->arena, &altering->track->concurrently, items);
        }
    }
    append_items(altering->decl, items);
}

/* ---- dropping ---- */

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
        break;
    case AST_CHECK: return replay_mentions(item->expr, column) ? 2 : 0;
    case AST_INDEX:
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
            for (const AstName *name = modifier->kind == AST_MOD_INCLUDE ? modifier->columns : NULL;
                 name; name = name->next) {
                *(name->name == column ? &own : &others) = 1;
            }
        }
        break;
    case AST_COLUMN:
        for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
            if (item->name != column && modifier->kind == AST_MOD_GENERATED &&
                replay_mentions(modifier->expr, column)) {
                return 2;
            }
        }
        return 0;
    case AST_INCLUDE: return 0;
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
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        const AstDecl *decl = replaying->objects.items[i]->decl;
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
            const AstModifier *reference = find_modifier(item, AST_MOD_REFERENCES);
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
                      item->kind == AST_COLUMN ? "a generated column" : part_words(item->kind));
            return false;
        }
    }
    if (is_used_elsewhere(altering, column)) {
        return false;
    }
    for (const AstItem *item = altering->decl->items, *next; item; item = next) {
        next = item->next;
        if (mentions_column(item, column->name) != 0) {
            unlink_item(altering->decl, item);
        }
    }
    return true;
}

static bool is_written_reason(Name lossy) {
    return lossy && !text_is(name_text(lossy), "...");
}

static bool same_type(const AstType *a, const AstType *b) {
    return a && b && a->word == b->word && a->space == b->space && a->is_array == b->is_array &&
           a->argument_count == b->argument_count && a->arguments[0] == b->arguments[0] &&
           a->arguments[1] == b->arguments[1];
}

/* A column of that type that the step adds, without a value of its own: the dropped one renamed? */
static const AstItem *added_alike(const Altering *altering, const AstItem *column) {
    const AstStep *step = altering->replaying->step;
    for (const AstChange *change = step->changes; change; change = change->next) {
        if (change->kind == AST_ADD_ITEM && change->item->kind == AST_COLUMN &&
            change->item->name && same_type(change->item->type, column->type)) {
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

static void set_column_fate(const Altering *altering, Name column, FateKind kind, Span span,
                            Name to) {
    Replaying *replaying = altering->replaying;
    Fate *fate = NEW(replaying->arena, Fate);
    *fate = (Fate){.kind = kind, .revision = replaying->past.revision, .span = span, .to = to};
    const AstRef *table = &altering->decl->name;
    namemap_set(replaying->arena, &replaying->past.columns,
                past_column(replaying->names, table->space, table->name, column), fate);
}

static void drop_column(Altering *altering, const AstChange *change) {
    AstItem *column = want_column(altering, change->name);
    if (!column) {
        return;
    }
    check_reason(altering, change, column);
    if (!drop_parts_of(altering, change->name)) {
        return;
    }
    unlink_item(altering->decl, column);
    set_column_fate(altering, column->name, FATE_DROPPED, change->span, NULL);
    ColumnTrack *track = replay_column(altering->track, column->name);
    if (!track) {
        return;
    }
    if (change->restore && !names_are_known(altering, change->restore)) {
        return;
    }
    track->is_gone = true;
    track->lossy = change->lossy;
    const AstExpr *gone = change->restore ? change->restore
                                          : replay_null_expr(altering->replaying, change->span);
    restores_follow(altering, column->name, gone);
    track->restored = change->restore ? (track->restored ? track->restored : change->restore)
                                      : NULL;
}

static void drop_item(Altering *altering, const AstChange *change) {
    if (change->part == AST_COLUMN) {
        drop_column(altering, change);
        return;
    }
    const AstItem *item = want_part(altering, change);
    if (item) {
        unlink_item(altering->decl, item);
        if (item->kind == AST_PRIMARY_KEY) {
            altering->decl->without_primary_key = true;
        }
    }
}

/* ---- renaming ---- */

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
    } else if (item->kind == AST_INDEX) {
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
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        Replayed *object = replaying->objects.items[i];
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
            const AstModifier *reference = find_modifier(item, AST_MOD_REFERENCES);
            refers = refers ||
                     (reference && reference->ref->name == table->name &&
                      reference->ref->space == table->space && has_name(reference->columns, from));
        }
        if (!refers) {
            continue;
        }
        for (AstItem *item = replay_write(replaying, object)->items; item; item = item->next) {
            const AstModifier *reference = find_modifier(item, AST_MOD_REFERENCES);
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
    AstItem *column = want_column(altering, change->name);
    const AstItem *taken = find_column(altering, change->to->name);
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
    set_column_fate(altering, from, FATE_RENAMED, change->span, to);
    restores_follow(altering, from, replay_name_expr(replaying, to, change->to->span));
    ColumnTrack *track = replay_column(altering->track, from);
    if (track) {
        track->name = to;
    }
}

static void rename_item(Altering *altering, const AstChange *change) {
    if (change->part == AST_COLUMN) {
        rename_column(altering, change);
        return;
    }
    AstItem *item = want_part(altering, change);
    if (item) {
        item->name = change->to->name;
        item->name_span = change->to->span;
    }
}

/* ---- restating ---- */

/* The table has this constraint already. */
static bool has_constraint(const Altering *altering, const AstItem *wanted) {
    for (const AstItem *item = altering->decl->items; item; item = item->next) {
        if (item->kind == wanted->kind &&
            (item->kind == AST_CHECK
                 ? replay_derived_name(altering->replaying, altering->decl, item) ==
                       replay_derived_name(altering->replaying, altering->decl, wanted)
                 : same_names(item->columns, wanted->columns))) {
            return true;
        }
    }
    return false;
}

/* What the column held is put back from what it holds now. */
static void track_restated(Altering *altering, ColumnTrack *track, const AstChange *change,
                           const AstItem *before) {
    Replaying *replaying = altering->replaying;
    if (change->expr) {
        if (names_are_known(altering, change->expr)) {
            const AstExpr *value = over_before(altering, change->expr);
            track->value = value;
            track->where = NULL;
        }
    } else if (track->value && change->item->type && !same_type(change->item->type, before->type)) {
        track->value = replay_cast_expr(replaying, value_of(altering, track), change->item->type);
        track->where = NULL;
    }
    track->span = change->item->name_span;
    if (change->restore && names_are_known(altering, change->restore)) {
        restores_follow(altering, track->name, change->restore);
        if (!track->restored) {
            track->restored = change->restore;
        }
    }
    if (change->lossy) {
        track->lossy = change->lossy;
    }
}

static void alter_column(Altering *altering, const AstChange *change) {
    Replaying *replaying = altering->replaying;
    AstName written = {.name = change->item->name, .span = change->item->name_span};
    AstItem *column = written.name ? want_column(altering, &written) : NULL;
    if (!column) {
        return;
    }
    ColumnTrack *track = replay_column(altering->track, column->name);
    if (track) {
        track_restated(altering, track, change, column);
    }
    AstItem alone = *change->item;
    alone.next = NULL;
    AstItem *items = replay_hoist(replaying, &alone);
    AstItem *rest = column->next;
    AstItem *constraints = items->next;
    *column = *items;
    column->next = rest;
    for (AstItem *item = constraints, *next; item; item = next) {
        next = item->next;
        item->next = NULL;
        if (!has_constraint(altering, item)) {
            append_items(altering->decl, item);
        }
    }
}

/* ---- backfilling ---- */

static void backfill(Altering *altering, const AstChange *change) {
    Replaying *replaying = altering->replaying;
    const AstItem *column = want_column(altering, change->name);
    if (!column) {
        return;
    }
    if (change->kind == AST_BACKFILL_OPEN) {
        Diag *diag = diag_at(replaying->diags, DIAG_NOT_NULL_WITHOUT_VALUE, change->span,
                             "the value of `%s` for the rows that are there is still to be written",
                             change->name->name->text);
        diag_help(diag, "write an expression over the columns of the table in place of `...`");
    }
    if (find_modifier(column, AST_MOD_GENERATED)) {
        diag_at(replaying->diags, DIAG_DATA_GENERATED_COLUMN, change->name->span,
                "column `%s` is generated: it cannot be backfilled", change->name->name->text);
        return;
    }
    ColumnTrack *track = replay_column(altering->track, change->name->name);
    if (!track) {
        return;
    }
    if (change->kind == AST_BACKFILL_OPEN) {
        track->value = NEW(replaying->arena, AstExpr);
        *(AstExpr *)(uintptr_t)track->value = (AstExpr){
            .kind = AST_BROKEN, .depth = 1, .span = change->span};
        return;
    }
    bool known = names_are_known(altering, change->expr);
    known = names_are_known(altering, change->where) && known;
    if (!known) {
        return;
    }
    const AstExpr *value = over_before(altering, change->expr);
    const AstExpr *where = change->where ? over_before(altering, change->where) : NULL;
    if (where && track->value) {
        value = replay_case_expr(replaying, where, value, value_of(altering, track));
        where = NULL;
    }
    track->value = value;
    track->where = where;
}

/* ---- the step ---- */

void replay_alter_table(Replaying *replaying, const AstStep *step) {
    Replayed *object = replay_want(replaying, AST_TABLE, &step->name);
    if (!object) {
        return;
    }
    Altering altering = {.replaying = replaying, .object = object};
    altering.track = replay_track(replaying, object);
    altering.decl = replay_write(replaying, object);
    for (const AstChange *change = step->changes; change; change = change->next) {
        switch ((AstChangeKind)change->kind) {
        case AST_ADD_ITEM: add_item(&altering, change->item); break;
        case AST_ALTER_COLUMN: alter_column(&altering, change); break;
        case AST_DROP_ITEM: drop_item(&altering, change); break;
        case AST_RENAME_ITEM: rename_item(&altering, change); break;
        case AST_BACKFILL:
        case AST_BACKFILL_OPEN: backfill(&altering, change); break;
        case AST_SET_COMMENT: altering.decl->doc = change->text; break;
        case AST_ADD_VALUE:
        case AST_DROP_VALUE:
        case AST_RENAME_VALUE: break; /* the grammar has them for enums only */
        }
    }
}
