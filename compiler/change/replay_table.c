/*
 * replay_table.c - carries out `alter table` on the tree of a table. See replaying.h.
 *
 * takes:    the lines of the step, in order
 * gives:    the table after them; what values its columns get, as expressions over the columns that were
 *           there when the change began (symbolic execution)
 * promises: constraints that were written behind a column are items of their own here, so that each can
 *           be dropped; dropping a column drops the constraints that are about it alone
 */
#include "change/altering.h"

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
        const AstItem *item = altering_column(altering, column->name);
        const AstModifier *value = item ? altering_modifier(item, AST_MOD_DEFAULT) : NULL;
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
bool altering_names_are_known(const Altering *altering, const AstExpr *expr) {
    if (!expr) {
        return true;
    }
    if (expr->kind == AST_NAME) {
        Function function = function_find(expr->text, 0);
        if (function != FUNCTION_COUNT && function_info(function)->least == 0 &&
            !altering_column(altering, expr->text)) {
            return true; /* now */
        }
        AstName written = {.name = expr->text, .span = expr->span};
        return altering_want_column(altering, &written) != NULL;
    }
    bool known = altering_names_are_known(altering, expr->left);
    if (expr->kind != AST_CAST && expr->kind != AST_TYPED) {
        for (const AstExpr *item = expr->items; item; item = item->next) {
            known = altering_names_are_known(altering, item) && known;
        }
    }
    return known;
}

static const AstExpr *over_before(Altering *altering, const AstExpr *expr) {
    return replay_substitute(altering->replaying, expr, held_value, altering);
}

typedef struct Meaning {
    Name name;
    const AstExpr *meaning;
} Meaning;

static const AstExpr *one_meaning(void *context, const AstExpr *name) {
    const Meaning *meaning = context;
    return name->text == meaning->name ? meaning->meaning : NULL;
}

void altering_restores_follow(Altering *altering, Name name, const AstExpr *meaning) {
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
    if (written->kind == AST_PARTITION && altering->track) {
        altering_refuse_partitioning(altering, written);
        return;
    }
    AstItem alone = *written;
    alone.next = NULL;
    if (written->kind == AST_COLUMN && written->name) {
        const AstItem *first = altering_column(altering, written->name);
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
    if (items->kind == AST_INDEX && altering_modifier(items, AST_MOD_CONCURRENTLY)) {
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
    altering_append(altering->decl, items);
}

/* ---- restating ---- */

/* The table has this constraint already. */
static bool has_constraint(const Altering *altering, const AstItem *wanted) {
    for (const AstItem *item = altering->decl->items; item; item = item->next) {
        if (item->kind == wanted->kind &&
            (item->kind == AST_CHECK
                 ? replay_derived_name(altering->replaying, altering->decl, item) ==
                       replay_derived_name(altering->replaying, altering->decl, wanted)
                 : altering_same_names(item->columns, wanted->columns))) {
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
        if (altering_names_are_known(altering, change->expr)) {
            const AstExpr *value = over_before(altering, change->expr);
            track->value = value;
            track->where = NULL;
        }
    } else if (track->value && change->item->type &&
               !altering_same_type(change->item->type, before->type)) {
        track->value = replay_cast_expr(replaying, value_of(altering, track), change->item->type);
        track->where = NULL;
    }
    track->span = change->item->name_span;
    if (change->restore && altering_names_are_known(altering, change->restore)) {
        altering_restores_follow(altering, track->name, change->restore);
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
    AstItem *column = written.name ? altering_want_column(altering, &written) : NULL;
    if (!column) {
        return;
    }
    ColumnTrack *track = replay_column(altering->track, column->name);
    if (track) {
        track_restated(altering, track, change, column);
    }
    if (altering->track && !altering_same_type(change->item->type, column->type) &&
        altering_is_partitioned_by(altering, column->name)) {
        Diag *diag = diag_at(replaying->diags, DIAG_STILL_USED, written.span,
                             "the table is partitioned by column `%s`, which keeps its type",
                             column->name->text);
        diag_help(diag, "create a table with the other type under another name, move the rows with "
                        "`sql up`, drop this one and rename that one");
        return;
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
            altering_append(altering->decl, item);
        }
    }
}

/* ---- options ---- */

static bool has_name(const AstName *names, const char *word) {
    while (names && !text_is(name_text(names->name), word)) {
        names = names->next;
    }
    return names != NULL;
}

/* `for` the targets of the item that are not among `taken`; NULL: none is left. */
static AstModifier *targets_left(Altering *altering, const AstItem *item, const AstName *taken) {
    Replaying *replaying = altering->replaying;
    const AstModifier *restriction = altering_modifier(item, AST_MOD_FOR);
    const AstName *targets = restriction ? restriction->targets : altering->decl->targets;
    AstModifier *left = NEW(replaying->arena, AstModifier);
    *left = (AstModifier){.kind = AST_MOD_FOR,
                          .span = restriction ? restriction->span : item->name_span};
    AstName **tail = &left->targets;
    for (unsigned target = 0; taken && target < TARGET_COUNT; target++) {
        const char *word = target_name((Target)target);
        if ((!targets || has_name(targets, word)) && !has_name(taken, word)) {
            *tail = NEW(replaying->arena, AstName);
            **tail = (AstName){.name = names_of(replaying->names, word), .span = left->span};
            tail = &(*tail)->next;
        }
    }
    return left->targets ? left : NULL;
}

/* What is said holds for its targets instead of what was said; for others that stays. */
static void state_options(Altering *altering, const AstItem *written) {
    const AstModifier *restriction = altering_modifier(written, AST_MOD_FOR);
    const AstName *taken = restriction ? restriction->targets : NULL;
    AstItem **link = &altering->decl->items;
    while (*link) {
        AstItem *item = *link;
        AstModifier *left = item->kind == AST_OPTIONS ? targets_left(altering, item, taken) : NULL;
        if (item->kind == AST_OPTIONS && !left) {
            *link = item->next;
            continue;
        }
        if (left) {
            item->modifiers = left;
        }
        link = &item->next;
    }
    if (written->options) {
        AstItem *item = arena_copy(altering->replaying->arena, written, sizeof *written);
        item->next = NULL;
        altering_append(altering->decl, item);
    }
}

/* ---- backfilling ---- */

static void backfill(Altering *altering, const AstChange *change) {
    Replaying *replaying = altering->replaying;
    const AstItem *column = altering_want_column(altering, change->name);
    if (!column) {
        return;
    }
    if (change->kind == AST_BACKFILL_OPEN) {
        Diag *diag = diag_at(replaying->diags, DIAG_NOT_NULL_WITHOUT_VALUE, change->span,
                             "the value of `%s` for the rows that are there is still to be written",
                             change->name->name->text);
        diag_help(diag, "write an expression over the columns of the table in place of `...`");
    }
    if (altering_modifier(column, AST_MOD_GENERATED)) {
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
    bool known = altering_names_are_known(altering, change->expr);
    known = altering_names_are_known(altering, change->where) && known;
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
    Altering altering = {.replaying = replaying};
    altering.track = replay_track(replaying, object);
    altering.decl = replay_write(replaying, object);
    for (const AstChange *change = step->changes; change; change = change->next) {
        replay_note_items(replaying, object, change->item);
        switch ((AstChangeKind)change->kind) {
        case AST_ADD_ITEM: add_item(&altering, change->item); break;
        case AST_ALTER_COLUMN: alter_column(&altering, change); break;
        case AST_DROP_ITEM: altering_drop(&altering, change); break;
        case AST_RENAME_ITEM: altering_rename(&altering, change); break;
        case AST_BACKFILL:
        case AST_BACKFILL_OPEN: backfill(&altering, change); break;
        case AST_ADD_PARTITION: altering_add_partition(&altering, change); break;
        case AST_DROP_PARTITION: altering_drop_partition(&altering, change); break;
        case AST_SET_PARTITIONS: altering_set_partitions(&altering, change); break;
        case AST_SET_OPTIONS: state_options(&altering, change->item); break;
        case AST_SET_COMMENT: altering.decl->doc = change->text; break;
        case AST_ADD_VALUE:
        case AST_DROP_VALUE:
        case AST_RENAME_VALUE: break; /* the grammar has them for enums only */
        }
    }
}
