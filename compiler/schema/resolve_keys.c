/*
 * resolve_keys.c - foreign keys, and the types of columns that take theirs from a key.
 *
 * takes:    tables whose columns and keys are known
 * gives:    foreign keys with both ends resolved, in the order written; types that were left out
 * promises: `references t` is the primary key of t, whatever its place in the source; chains of columns
 *           without types are followed without recursion, a ring of them is told
 */
#include "schema/resolver.h"

static uint8_t action_of(const AstModifier *modifier) {
    if (!modifier) {
        return ACTION_NONE;
    }
    switch ((AstAction)modifier->action) {
    case AST_NO_ACTION: return ACTION_NONE;
    case AST_RESTRICT: return ACTION_RESTRICT;
    case AST_CASCADE: return ACTION_CASCADE;
    case AST_SET_NULL: return ACTION_SET_NULL;
    case AST_SET_DEFAULT: return ACTION_SET_DEFAULT;
    }
    return ACTION_NONE;
}

/* The columns that a foreign key refers to; false if that cannot be said. */
static bool find_referenced(Resolver *resolver, const AstModifier *references, ForeignKey *key) {
    const Table *target = key->target;
    if (references->columns) {
        return resolve_columns(resolver, target, references->columns, MOST_KEY_COLUMNS,
                               &key->referenced);
    }
    if (target->primary_key) {
        key->referenced = target->primary_key->columns;
        return true;
    }
    if (target->flags & TABLE_WITHOUT_KEY) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_FK_TARGET_NOT_UNIQUE, key->target_span,
                             "table `%s%s%s` has no primary key to refer to", TABLE_SHOWN(target));
        diag_note(diag, target->span, "it is declared `without primary key` here");
        diag_help(diag, "name the columns of one of its unique keys: `references %s (...)`",
                  target->name->text);
    }
    return false; /* otherwise its missing key is told by itself */
}

/* Columns of the key whose types were left out take them from it. */
static void feed_pending(Resolver *resolver, const Table *table, const ForeignKey *key) {
    for (uint16_t i = 0; i < key->columns.count; i++) {
        const Column *column = &table->columns[key->columns.at[i]];
        if (column->type.kind != TYPE_ERROR || column->type.length == 0) {
            continue;
        }
        Pending *pending = &resolver->pending.items[column->type.length - 1];
        if (!pending->target && i < key->referenced.count) {
            pending->target = key->target;
            pending->target_column = key->referenced.at[i];
        }
    }
}

static void add_foreign_key(Resolver *resolver, Table *table, const AstItem *item, ForeignKey key) {
    const AstModifier *references = resolve_modifier(item, AST_MOD_REFERENCES);
    key.on_delete = action_of(resolve_modifier(item, AST_MOD_ON_DELETE));
    key.on_update = action_of(resolve_modifier(item, AST_MOD_ON_UPDATE));
    key.is_forward = resolve_modifier(item, AST_MOD_FORWARD) != NULL;
    key.flags = resolve_constraint_flags(item, item->kind == AST_COLUMN ? references : NULL);
    key.flags |= resolve_modifier(item, AST_MOD_MATCH_FULL) ? CONSTRAINT_MATCH_FULL : 0;
    key.target_span = references->ref->span;
    key.target = symbols_find_table(&resolver->symbols, references->ref);
    bool good = key.target && find_referenced(resolver, references, &key);
    feed_pending(resolver, table, &key);
    if (!good || key.columns.count == 0 || table->foreign_key_count == UINT16_MAX) {
        return;
    }
    TargetSet missing = resolve_missing(resolver, key.targets, key.target->targets);
    if (missing) {
        Diag *diag = resolve_tell_missing(resolver, key.target_span, missing,
                                          "the foreign key refers to table `%s%s%s`, which is not there",
                                          TABLE_SHOWN(key.target));
        diag_note(diag, key.target->span, "`%s%s%s` is declared here", TABLE_SHOWN(key.target));
        diag_help(diag, "restrict the foreign key with `for`");
    } else {
        resolve_column_targets(resolver, key.target, key.referenced, key.targets, key.target_span,
                               "the key that is referred to");
    }
    if (!key.name) {
        key.name = names_of_columns(resolver, table, key.columns, "fkey");
    }
    table->foreign_keys[table->foreign_key_count++] = key;
}

void resolve_foreign_keys(Resolver *resolver, Table *table) {
    for (uint32_t i = 0; i < resolver->items.count; i++) {
        const AstItem *item = resolver->items.items[i];
        const AstModifier *references = resolve_modifier(item, AST_MOD_REFERENCES);
        if (!references || !references->ref) {
            continue;
        }
        if (item->kind == AST_COLUMN && item->name) {
            int position = table_column(table, item->name);
            if (position < 0 || table->columns[position].span.start != item->name_span.start) {
                continue;
            }
            ForeignKey key = {.span = references->span, .targets = table->columns[position].targets};
            key.columns = (Columns){NEW(resolver->symbols.arena, uint16_t), 1};
            key.columns.at[0] = (uint16_t)position;
            add_foreign_key(resolver, table, item, key);
        } else if (item->kind == AST_FOREIGN_KEY) {
            ForeignKey key = {.name = item->name, .span = item->name_span};
            const AstModifier *restriction = resolve_modifier(item, AST_MOD_FOR);
            key.targets = resolve_targets(resolver, restriction ? restriction->targets : NULL,
                                          table->targets, "the foreign key");
            resolve_columns(resolver, table, item->columns, MOST_KEY_COLUMNS, &key.columns);
            resolve_column_targets(resolver, table, key.columns, key.targets, key.span,
                                   "the foreign key");
            add_foreign_key(resolver, table, item, key);
        }
    }
}

/* ---- types that were left out ---- */

static void tell_ring(Resolver *resolver, const Pending *first) {
    Diag *diag = diag_at(resolver->symbols.diags, DIAG_TYPE_CYCLE, first->span,
                         "the type of `%s` is taken from itself",
                         first->table->columns[first->column].name->text);
    const Pending *at = first;
    for (unsigned shown = 0; shown < 20; shown++) {
        const Column *next = &at->target->columns[at->target_column];
        diag_note(diag, at->span, "`%s%s%s.%s` has the type of `%s%s%s.%s`", TABLE_SHOWN(at->table),
                  at->table->columns[at->column].name->text, TABLE_SHOWN(at->target),
                  next->name->text);
        at = &resolver->pending.items[next->type.length - 1];
        if (at == first) {
            break;
        }
    }
    diag_help(diag, "write the type of one of them");
}

static Pending *pending_of(Resolver *resolver, Type type) {
    return type.kind == TYPE_ERROR && type.length > 0 ? &resolver->pending.items[type.length - 1]
                                                      : NULL;
}

/* Walks from a waiting column to one that has a type, then back, giving it to all on the way. */
static void settle(Resolver *resolver, uint32_t start, uint32_t *path) {
    uint32_t length = 0;
    Pending *at = &resolver->pending.items[start];
    Type type = TYPE_OF(TYPE_ERROR);
    while (at && at->state == SYMBOL_UNSEEN) {
        at->state = SYMBOL_BEING_FOLLOWED;
        path[length++] = (uint32_t)(at - resolver->pending.items);
        if (!at->target) {
            break; /* why it has no key was told */
        }
        Type found = at->target->columns[at->target_column].type;
        at = pending_of(resolver, found);
        if (!at) {
            type = found;
        } else if (at->state == SYMBOL_BEING_FOLLOWED) {
            tell_ring(resolver, at);
        }
    }
    while (length > 0) {
        Pending *known = &resolver->pending.items[path[--length]];
        known->state = SYMBOL_KNOWN;
        known->table->columns[known->column].type = type;
    }
}

void resolve_pending_types(Resolver *resolver) {
    uint32_t count = resolver->pending.count;
    if (count == 0) {
        return;
    }
    uint32_t *path = NEW_ARRAY(&resolver->scratch, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        settle(resolver, i, path);
    }
}
