/*
 * checks_keys.c - foreign keys, each by itself.
 *
 * takes:    a table and one of its foreign keys
 * gives:    what a database would refuse, or accept and fail on later
 * promises: quiet about columns whose type or key was told to be wrong
 */
#include "base/buf.h"
#include "schema/checker.h"

static void put_columns(Buf *out, const Table *table, Columns columns) {
    for (uint16_t i = 0; i < columns.count; i++) {
        buf_text(out, i > 0 ? ", " : "");
        name_write(out, table->columns[columns.at[i]].name);
    }
    buf_char(out, '\0');
}

bool check_arity(Checker *checker, const Subject *subject) {
    const ForeignKey *key = subject->key;
    if (key->columns.count == key->referenced.count) {
        return true;
    }
    Diag *diag = diag_at(checker->diags, DIAG_FK_ARITY, key->target_span,
                         "a foreign key of %u column%s refers to a key of %u", key->columns.count,
                         key->columns.count == 1 ? "" : "s", key->referenced.count);
    Buf names = {0};
    put_columns(&names, key->target, key->referenced);
    diag_label(diag, "refers to (%s)", names.data);
    buf_free(&names);
    if (key->target->primary_key && key->referenced.at == key->target->primary_key->columns.at) {
        diag_note(diag, key->target->primary_key->span, "the primary key of `%s%s%s` is here",
                  TABLE_SHOWN(key->target));
    }
    if (key->columns.count == 1) {
        diag_help(diag, "a foreign key of several columns is a line of its own: "
                        "`foreign key (a, b) references %s`", key->target->name->text);
    }
    return false;
}

/* A value of `from` is a value of the key's type `to` and is compared as it, in every database. */
static bool types_agree(Type from, Type to) {
    from = type_bare(from);
    to = type_bare(to);
    if (from.kind == TYPE_ERROR || to.kind == TYPE_ERROR) {
        return true;
    }
    if (from.kind != to.kind || from.is_array != to.is_array) {
        return false;
    }
    if (from.kind == TYPE_VARCHAR) {
        return from.length >= to.length;
    }
    return type_equal(from, to);
}

static char *shown_type(Checker *checker, Type type) {
    Buf text = {0};
    type_write(&text, type);
    char *shown = arena_copy_text(&checker->scratch, text.data, text.length);
    buf_free(&text);
    return shown;
}

/* Where it is only for targets that do not ask. */
static bool is_loose(const Checker *checker, const Table *table, const ForeignKey *key) {
    return targets_have_loose_keys(table->targets & key->targets & key->target->targets &
                                   checker->project->targets);
}

bool check_key_types(Checker *checker, const Subject *subject) {
    const ForeignKey *key = subject->key;
    bool good = true;
    for (uint16_t i = 0; i < key->columns.count; i++) {
        const Column *from = &subject->table->columns[key->columns.at[i]];
        const Column *to = &key->target->columns[key->referenced.at[i]];
        if (types_agree(from->type, to->type) || is_loose(checker, subject->table, key)) {
            continue;
        }
        good = false;
        const char *found = shown_type(checker, from->type);
        const char *wanted = shown_type(checker, to->type);
        Diag *diag = diag_at(checker->diags, DIAG_FK_TYPE_MISMATCH, from->span,
                             "`%s` is `%s`, and the key it refers to, `%s%s%s.%s`, is `%s`",
                             from->name->text, found, TABLE_SHOWN(key->target), to->name->text,
                             wanted);
        diag_label(diag, "`%s`", found);
        diag_note(diag, to->span, "`%s` is `%s` here", to->name->text, wanted);
        if (span_end(key->span) < from->span.start || key->span.start > from->span.start + 200) {
            diag_note(diag, key->span, "the foreign key is here");
        }
        diag_help(diag, "give both the same type; `%s` without a type has that of the key",
                  from->name->text);
    }
    return good;
}

static bool in_this_order(Columns a, Columns b) {
    if (a.count != b.count) {
        return false;
    }
    for (uint16_t i = 0; i < a.count; i++) {
        if (a.at[i] != b.at[i]) {
            return false;
        }
    }
    return true;
}

static bool in_any_order(Columns a, Columns b) {
    bool found = a.count == b.count;
    for (uint16_t i = 0; i < a.count && found; i++) {
        found = false;
        for (uint16_t j = 0; j < b.count; j++) {
            found |= a.at[i] == b.at[j];
        }
    }
    return found;
}

/* Another collation than the column's, or a part of it, is another key. */
static bool index_has(const Table *table, const Index *index, Columns columns) {
    if (!index->is_unique || index->key_count != columns.count) {
        return false;
    }
    for (uint16_t i = 0; i < columns.count; i++) {
        const IndexKey *key = &index->keys[i];
        if (key->expr->kind != EXPR_COLUMN || key->expr->column != columns.at[i] ||
            key->prefix > 0 ||
            (key->collation && key->collation != table->columns[columns.at[i]].collation)) {
            return false;
        }
    }
    return true;
}

bool check_target_unique(Checker *checker, const Subject *subject) {
    const ForeignKey *key = subject->key;
    const Table *target = key->target;
    TargetSet needed = key->targets & checker->project->targets & target->targets;
    if (target->flags & (TABLE_KEY_BROKEN | TABLE_INCOMPLETE)) {
        return true;
    }
    const Key *near = NULL;
    const Key *narrow = NULL;
    const Key *deferrable = NULL;
    for (uint16_t i = 0; i <= target->unique_count; i++) {
        const Key *candidate = i < target->unique_count ? &target->uniques[i] : target->primary_key;
        if (!candidate) {
            continue;
        }
        if (in_this_order(candidate->columns, key->referenced) &&
            (candidate->flags & CONSTRAINT_DEFERRABLE)) {
            deferrable = candidate;
        } else if (in_this_order(candidate->columns, key->referenced)) {
            if ((needed & ~candidate->targets) == 0) {
                return true;
            }
            narrow = candidate;
        } else if (in_any_order(candidate->columns, key->referenced)) {
            near = candidate;
        }
    }
    const Index *partial = NULL;
    for (uint16_t i = 0; i < target->index_count; i++) {
        const Index *index = &target->indexes[i];
        if (index_has(target, index, key->referenced)) {
            if (!index->where && (needed & ~index->targets) == 0) {
                return true;
            }
            partial = index;
        }
    }
    if (deferrable) {
        Diag *diag = diag_at(checker->diags, DIAG_FK_TARGET_NOT_UNIQUE, key->target_span,
                             "the key of table `%s%s%s` that is referred to is deferrable",
                             TABLE_SHOWN(target));
        diag_note(diag, deferrable->span, "the key is here");
        diag_help(diag, "take `deferrable` out of it, or add a `unique index` with its columns");
        return false;
    }
    Buf names = {0};
    put_columns(&names, target, key->referenced);
    Diag *diag = diag_at(checker->diags, DIAG_FK_TARGET_NOT_UNIQUE, key->target_span,
                         "(%s) is not a key of table `%s%s%s`", names.data, TABLE_SHOWN(target));
    if (narrow) {
        diag_note(diag, narrow->span, "this key is not there for all targets of the foreign key");
    } else if (near) {
        Buf order = {0};
        put_columns(&order, target, near->columns);
        diag_note(diag, near->span, "this key has the columns in another order");
        diag_help(diag, "refer to them in the order of the key: (%s)", order.data);
        buf_free(&order);
    } else if (partial) {
        diag_note(diag, partial->span, partial->where
                                           ? "this unique index has a condition and is no key"
                                           : "this index is not there for all targets of the "
                                             "foreign key");
    }
    if (!narrow && !near) {
        diag_help(diag, "add `unique (%s)` to table `%s%s%s`", names.data, TABLE_SHOWN(target));
    }
    buf_free(&names);
    return false;
}

bool check_set_null(Checker *checker, const Subject *subject) {
    const ForeignKey *key = subject->key;
    if ((key->on_delete != ACTION_SET_NULL && key->on_update != ACTION_SET_NULL) ||
        is_loose(checker, subject->table, key)) {
        return true;
    }
    for (uint16_t i = 0; i < key->columns.count; i++) {
        const Column *column = &subject->table->columns[key->columns.at[i]];
        if (!(column->flags & COLUMN_NULLABLE)) {
            Diag *diag = diag_at(checker->diags, DIAG_SET_NULL_ON_NOT_NULL, key->span,
                                 "`set null` for `%s`, which cannot be null", column->name->text);
            diag_note(diag, column->span, "`%s` is declared without `null`", column->name->text);
            diag_help(diag, "write `null` behind the type of `%s`, or choose another action",
                      column->name->text);
            return false;
        }
    }
    return true;
}

bool check_set_default(Checker *checker, const Subject *subject) {
    const ForeignKey *key = subject->key;
    if ((key->on_delete != ACTION_SET_DEFAULT && key->on_update != ACTION_SET_DEFAULT) ||
        is_loose(checker, subject->table, key)) {
        return true;
    }
    for (uint16_t i = 0; i < key->columns.count; i++) {
        const Column *column = &subject->table->columns[key->columns.at[i]];
        if (!column->default_value) {
            Diag *diag = diag_at(checker->diags, DIAG_SET_DEFAULT_WITHOUT_DEFAULT, key->span,
                                 "`set default` for `%s`, which has no default",
                                 column->name->text);
            diag_note(diag, column->span, "`%s` is declared here", column->name->text);
            diag_help(diag, "give `%s` a default, or choose another action", column->name->text);
            return false;
        }
    }
    return true;
}
