/*
 * replay_partition.c - carries out the lines of `alter table` that are about partitions. See altering.h.
 *
 * takes:    a partition that comes or goes
 * gives:    the table with it or without it, for the targets that the line says, or all that it has
 *           partitions for
 * promises: a table keeps how it is partitioned: what would change that is told
 */
#include "change/altering.h"

void altering_refuse_partitioning(const Altering *altering, const AstItem *item) {
    const AstRef *table = &altering->decl->name;
    Diag *diag = diag_at(
        altering->replaying->diags, DIAG_BAD_PARTITION, item->name_span,
        "how table `%s%s%s` is partitioned does not change: its rows would have to move",
        QUALIFIED(table->space, table->name));
    diag_help(diag,
              "create a partitioned table under another name, move the rows with `sql up`, drop "
              "this one and rename that one");
}

static bool names_target(const AstName *names, Name wanted) {
    while (names && names->name != wanted) {
        names = names->next;
    }
    return names != NULL;
}

/* Whether the line is about this partitioning. */
static bool is_meant(const AstItem *item, const AstName *targets) {
    const AstModifier *restriction = altering_modifier(item, AST_MOD_FOR);
    if (item->kind != AST_PARTITION) {
        return false;
    }
    bool is_meant = !targets || !restriction;
    for (const AstName *name = restriction ? restriction->targets : NULL; name; name = name->next) {
        is_meant = is_meant || names_target(targets, name->name);
    }
    return is_meant;
}

/* A copy of the partitions of an item, which then may be written to. */
static void write_partitions(Replaying *replaying, AstItem *item) {
    item->partitions = arena_copy(replaying->arena, item->partitions, sizeof *item->partitions);
    AstPartition **tail = &item->partitions->first;
    while (*tail) {
        *tail = arena_copy(replaying->arena, *tail, sizeof **tail);
        tail = &(*tail)->next;
    }
}

static void tell_none(const Altering *altering, const AstChange *change, Span span) {
    const AstRef *table = &altering->decl->name;
    diag_at(altering->replaying->diags, DIAG_UNKNOWN_PART, span,
            change->kind != AST_DROP_PARTITION ? "table `%s%s%s` is not partitioned at `%s`"
                                              : "table `%s%s%s` has no such partition at `%s`",
            QUALIFIED(table->space, table->name), altering->replaying->past.revision->text);
}

void altering_add_partition(Altering *altering, const AstChange *change) {
    Replaying *replaying = altering->replaying;
    bool found = false;
    for (AstItem *item = altering->decl->items; item; item = item->next) {
        if (is_meant(item, change->columns)) {
            found = true;
            write_partitions(replaying, item);
            AstPartition **tail = &item->partitions->first;
            while (*tail) {
                tail = &(*tail)->next;
            }
            *tail = arena_copy(replaying->arena, change->partition, sizeof *change->partition);
            (*tail)->next = NULL;
        }
    }
    if (!found) {
        tell_none(altering, change, change->partition->name_span);
    }
}

void altering_set_partitions(Altering *altering, const AstChange *change) {
    bool found = false;
    for (AstItem *item = altering->decl->items; item; item = item->next) {
        if (is_meant(item, change->columns)) {
            found = true;
            write_partitions(altering->replaying, item);
            item->partitions->number = change->name;
        }
    }
    if (!found) {
        tell_none(altering, change, change->name->span);
    }
}

void altering_drop_partition(Altering *altering, const AstChange *change) {
    Replaying *replaying = altering->replaying;
    bool found = false;
    if (altering->track && (!change->lossy || text_is(name_text(change->lossy), "..."))) {
        const char *name = change->name->name->text;
        Diag *diag = diag_at(replaying->diags, DIAG_DROP_WITHOUT_REASON,
                             change->lossy ? change->lossy_span : change->name->span,
                             change->lossy
                                 ? "the reason why the rows of `%s` may go is still to be written"
                                 : "dropping partition `%s` destroys its rows",
                             name);
        diag_help(diag, "say why they may go: `drop partition %s lossy 'why'`", name);
    }
    if (change->restore) {
        diag_at(replaying->diags, DIAG_BAD_PARTITION, change->restore_span,
                "the rows of a partition are not put back");
    }
    for (AstItem *item = altering->decl->items; item; item = item->next) {
        if (!is_meant(item, change->columns)) {
            continue;
        }
        write_partitions(replaying, item);
        AstPartition **link = &item->partitions->first;
        while (*link && (*link)->name != change->name->name) {
            link = &(*link)->next;
        }
        if (*link) {
            found = true;
            *link = (*link)->next;
        }
    }
    if (!found) {
        tell_none(altering, change, change->name->span);
    }
}

bool altering_is_partitioned_by(const Altering *altering, Name column) {
    for (const AstItem *item = altering->decl->items; item; item = item->next) {
        for (const AstIndexKey *key = item->kind == AST_PARTITION ? item->keys : NULL; key;
             key = key->next) {
            if (replay_mentions(key->expr, column)) {
                return true;
            }
        }
    }
    return false;
}
