/*
 * resolve_table.c - the shape of a table: its columns, primary key and unique keys.
 *
 * takes:    the items of the table, mixins expanded
 * gives:    arrays of exactly the right size; modifiers that contradict each other told
 * promises: linear (for tables with many columns, n log n); a duplicate is told with both places, the
 *           first one counts. Foreign keys, expressions and types that were left out come later.
 */
#include "schema/resolver.h"

#define MOST_CONSTRAINTS 60000u

/* ---- modifiers ---- */

#define MAY(kind) (1u << (kind))

static uint32_t allowed_modifiers(uint8_t item_kind) {
    switch ((AstItemKind)item_kind) {
    case AST_COLUMN:
        return MAY(AST_MOD_NULL) | MAY(AST_MOD_DEFAULT) | MAY(AST_MOD_IDENTITY) |
               MAY(AST_MOD_GENERATED) | MAY(AST_MOD_COLLATE) | MAY(AST_MOD_PRIMARY_KEY) |
               MAY(AST_MOD_UNIQUE) | MAY(AST_MOD_CHECK) | MAY(AST_MOD_REFERENCES) |
               MAY(AST_MOD_FORWARD) | MAY(AST_MOD_MATCH_FULL) | MAY(AST_MOD_ON_DELETE) |
               MAY(AST_MOD_ON_UPDATE) | MAY(AST_MOD_ON_UPDATE_NOW) | MAY(AST_MOD_FOR) |
               MAY(AST_MOD_CHARSET);
    case AST_FOREIGN_KEY:
        return MAY(AST_MOD_REFERENCES) | MAY(AST_MOD_FORWARD) | MAY(AST_MOD_MATCH_FULL) |
               MAY(AST_MOD_ON_DELETE) | MAY(AST_MOD_ON_UPDATE) | MAY(AST_MOD_DEFERRABLE) |
               MAY(AST_MOD_NOT_VALID) | MAY(AST_MOD_FOR);
    case AST_INDEX:
        return MAY(AST_MOD_WHERE) | MAY(AST_MOD_USING) | MAY(AST_MOD_INCLUDE) |
               MAY(AST_MOD_NULLS_SAME) | MAY(AST_MOD_WITH) | MAY(AST_MOD_FOR);
    case AST_EXCLUDE:
        return MAY(AST_MOD_USING) | MAY(AST_MOD_WHERE) | MAY(AST_MOD_DEFERRABLE) |
               MAY(AST_MOD_WITH) | MAY(AST_MOD_FOR);
    case AST_PRIMARY_KEY: return MAY(AST_MOD_INCLUDE) | MAY(AST_MOD_DEFERRABLE) | MAY(AST_MOD_FOR);
    case AST_UNIQUE:
        return MAY(AST_MOD_INCLUDE) | MAY(AST_MOD_NULLS_SAME) | MAY(AST_MOD_DEFERRABLE) |
               MAY(AST_MOD_FOR);
    case AST_CHECK: return MAY(AST_MOD_NOT_VALID) | MAY(AST_MOD_FOR);
    case AST_OPTIONS:
    case AST_PARTITION: return MAY(AST_MOD_FOR);
    case AST_INCLUDE: break;
    }
    return 0;
}

/* The item that a constraint behind a column could be instead. */
static AstItemKind item_of(const AstModifier *constraint) {
    return constraint->kind == AST_MOD_PRIMARY_KEY ? AST_PRIMARY_KEY
           : constraint->kind == AST_MOD_UNIQUE    ? AST_UNIQUE
           : constraint->kind == AST_MOD_CHECK     ? AST_CHECK
                                                   : AST_FOREIGN_KEY;
}

static const char *modifier_words(uint8_t kind) {
    switch ((AstModifierKind)kind) {
    case AST_MOD_NULL: return "null";
    case AST_MOD_DEFAULT: return "default";
    case AST_MOD_IDENTITY: return "identity";
    case AST_MOD_GENERATED: return "generated";
    case AST_MOD_COLLATE: return "collate";
    case AST_MOD_PRIMARY_KEY: return "primary key";
    case AST_MOD_UNIQUE: return "unique";
    case AST_MOD_CHECK: return "check";
    case AST_MOD_REFERENCES: return "references";
    case AST_MOD_FORWARD: return "forward";
    case AST_MOD_MATCH_FULL: return "match full";
    case AST_MOD_ON_DELETE: return "on delete";
    case AST_MOD_ON_UPDATE: return "on update";
    case AST_MOD_ON_UPDATE_NOW: return "on update now";
    case AST_MOD_WHERE: return "where";
    case AST_MOD_USING: return "using";
    case AST_MOD_INCLUDE: return "include";
    case AST_MOD_NULLS_SAME: return "nulls not distinct";
    case AST_MOD_DEFERRABLE: return "deferrable";
    case AST_MOD_NOT_VALID: return "not valid";
    case AST_MOD_FOR: return "for";
    case AST_MOD_CONCURRENTLY: return "concurrently";
    case AST_MOD_CHARSET: return "charset";
    case AST_MOD_WITH: return "with";
    }
    return "";
}

static const char *item_words(uint8_t kind) {
    switch ((AstItemKind)kind) {
    case AST_COLUMN: return "a column";
    case AST_INCLUDE: return "an include";
    case AST_PRIMARY_KEY: return "a primary key";
    case AST_UNIQUE: return "a unique key";
    case AST_FOREIGN_KEY: return "a foreign key";
    case AST_CHECK: return "a check";
    case AST_INDEX: return "an index";
    case AST_OPTIONS: return "an option";
    case AST_EXCLUDE: return "an exclusion";
    case AST_PARTITION: return "a partitioning";
    }
    return "";
}

const AstModifier *resolve_modifier(const AstItem *item, AstModifierKind kind) {
    for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        if (modifier->kind == kind) {
            return modifier;
        }
    }
    return NULL;
}

const AstModifier *resolve_clause(const AstItem *item, const AstModifier *constraint,
                                  AstModifierKind kind) {
    for (const AstModifier *modifier = constraint ? constraint->next : item->modifiers; modifier;
         modifier = modifier->next) {
        if (modifier->kind == kind) {
            return modifier;
        }
        if (constraint && ast_is_constraint(modifier->kind)) {
            break;
        }
    }
    return NULL;
}

uint8_t resolve_constraint_flags(const AstItem *item, const AstModifier *constraint) {
    uint8_t flags = 0;
    const AstModifier *deferrable = resolve_clause(item, constraint, AST_MOD_DEFERRABLE);
    if (deferrable) {
        flags |= CONSTRAINT_DEFERRABLE;
        flags |= deferrable->is_deferred ? CONSTRAINT_DEFERRED : 0;
    }
    flags |= resolve_clause(item, constraint, AST_MOD_NOT_VALID) ? CONSTRAINT_NOT_VALID : 0;
    flags |= resolve_clause(item, constraint, AST_MOD_NULLS_SAME) ? CONSTRAINT_NULLS_SAME : 0;
    return flags;
}

/* Pairs that contradict each other on one column. */
static const struct {
    uint8_t one;
    uint8_t other;
    const char *why;
} contradictions[] = {
    {AST_MOD_IDENTITY, AST_MOD_DEFAULT, "the database numbers an identity column"},
    {AST_MOD_IDENTITY, AST_MOD_GENERATED, "the database numbers an identity column"},
    {AST_MOD_IDENTITY, AST_MOD_NULL, "an identity column always has a value"},
    {AST_MOD_GENERATED, AST_MOD_DEFAULT, "a generated column is always computed"},
    {AST_MOD_GENERATED, AST_MOD_ON_UPDATE_NOW, "a generated column is always computed"},
};

static void check_modifiers(Resolver *resolver, const AstItem *item) {
    Diags *diags = resolver->symbols.diags;
    const AstModifier *first[AST_MOD_WITH + 1] = {0};
    const uint32_t allowed = allowed_modifiers(item->kind);
    const AstModifier *constraint = NULL; /* behind a column: the last one */
    for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        uint8_t kind = modifier->kind;
        AstItemKind what = (AstItemKind)item->kind;
        if (what == AST_COLUMN && ast_is_constraint(kind)) {
            constraint = modifier;
            first[AST_MOD_INCLUDE] = NULL;
            first[AST_MOD_NULLS_SAME] = NULL;
            first[AST_MOD_DEFERRABLE] = NULL;
            first[AST_MOD_NOT_VALID] = NULL;
        } else if (constraint && ast_is_clause(kind)) {
            what = item_of(constraint);
        }
        if (!(allowed_modifiers((uint8_t)what) & MAY(kind))) {
            Diag *diag = diag_at(diags, DIAG_MISPLACED_MODIFIER, modifier->span,
                                 "`%s` means nothing on %s", modifier_words(kind),
                                 item_words((uint8_t)what));
            if (what == AST_UNIQUE && kind == AST_MOD_WHERE) {
                diag_help(diag, "write `unique index (...) where (...)`");
            }
        } else if (first[modifier->kind] && modifier->kind != AST_MOD_CHECK) {
            Diag *diag = diag_at(diags, DIAG_DUPLICATE_MODIFIER, modifier->span, "`%s` is said twice",
                                 modifier_words(modifier->kind));
            diag_note(diag, first[modifier->kind]->span, "the first time is here");
        } else if (!first[modifier->kind]) {
            first[modifier->kind] = modifier;
        }
    }
    if (allowed & MAY(AST_MOD_REFERENCES)) {
        for (unsigned kind = AST_MOD_FORWARD; kind <= AST_MOD_ON_UPDATE; kind++) {
            if (first[kind] && !first[AST_MOD_REFERENCES]) {
                Diag *diag = diag_at(diags, DIAG_MISSING_REFERENCES, first[kind]->span,
                                     "`%s` without `references`", modifier_words((uint8_t)kind));
                diag_help(diag, "name the table: `references users`");
            }
        }
    }
    if (item->kind != AST_COLUMN) {
        return;
    }
    for (size_t i = 0; i < sizeof contradictions / sizeof *contradictions; i++) {
        const AstModifier *one = first[contradictions[i].one];
        const AstModifier *other = first[contradictions[i].other];
        if (one && other) {
            Diag *diag = diag_at(diags, DIAG_CONFLICTING_MODIFIERS, other->span,
                                 "column `%s` is `%s` and `%s` at once", item->name->text,
                                 modifier_words(one->kind), modifier_words(other->kind));
            diag_label(diag, "%s", contradictions[i].why);
            diag_note(diag, one->span, "`%s` is here", modifier_words(one->kind));
            diag_help(diag, "take one of them out");
        }
    }
    const AstModifier *value = first[AST_MOD_DEFAULT];
    if (value && value->expr && value->expr->kind == AST_NULL && !first[AST_MOD_NULL]) {
        Diag *diag = diag_at(diags, DIAG_CONFLICTING_MODIFIERS, value->span,
                             "the default of `%s` is null, and the column cannot be null",
                             item->name->text);
        diag_help(diag, "write `null` behind the type, which has that default by itself");
    }
}

/* ---- counting ---- */

typedef struct Counts {
    uint32_t columns;
    uint32_t primary_keys;
    uint32_t uniques;
    uint32_t foreign_keys;
    uint32_t checks;
    uint32_t indexes;
} Counts;

static void count_modifiers(Counts *counts, const AstItem *item) {
    for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        counts->primary_keys += modifier->kind == AST_MOD_PRIMARY_KEY;
        counts->uniques += modifier->kind == AST_MOD_UNIQUE;
        counts->foreign_keys += modifier->kind == AST_MOD_REFERENCES;
        counts->checks += modifier->kind == AST_MOD_CHECK;
    }
}

static Counts count_items(const Resolver *resolver) {
    Counts counts = {0};
    for (uint32_t i = 0; i < resolver->items.count; i++) {
        const AstItem *item = resolver->items.items[i];
        switch ((AstItemKind)item->kind) {
        case AST_COLUMN:
            counts.columns++;
            count_modifiers(&counts, item);
            break;
        case AST_INCLUDE: break;
        case AST_PRIMARY_KEY: counts.primary_keys++; break;
        case AST_UNIQUE: counts.uniques++; break;
        case AST_FOREIGN_KEY: counts.foreign_keys++; break;
        case AST_CHECK: counts.checks++; break;
        case AST_INDEX:
        case AST_EXCLUDE: counts.indexes++; break;
        case AST_OPTIONS:
        case AST_PARTITION: break;
        }
    }
    return counts;
}

static void refuse_constraints(Resolver *resolver, Table *table, uint32_t count, const char *what) {
    if (count > MOST_CONSTRAINTS) {
        diag_at(resolver->symbols.diags, DIAG_TOO_MANY_CONSTRAINTS, table->span,
                "table `%s%s%s` has %u %s, and %u is the most", TABLE_SHOWN(table), count, what,
                MOST_CONSTRAINTS);
    }
}

/* Arrays for everything, zeroed; how much of them is used, the passes count. */
static void make_room(Resolver *resolver, Table *table, const Counts *counts) {
    if (counts->columns > MOST_COLUMNS) {
        diag_at(resolver->symbols.diags, DIAG_TOO_MANY_COLUMNS, table->span,
                "table `%s%s%s` has %u columns, and %u is the most", TABLE_SHOWN(table),
                counts->columns, MOST_COLUMNS);
        table->flags |= TABLE_INCOMPLETE;
    }
    refuse_constraints(resolver, table, counts->uniques, "unique keys");
    refuse_constraints(resolver, table, counts->foreign_keys, "foreign keys");
    refuse_constraints(resolver, table, counts->checks, "checks");
    refuse_constraints(resolver, table, counts->indexes, "indexes");
    Arena *arena = resolver->symbols.arena;
    uint32_t columns = counts->columns < MOST_COLUMNS ? counts->columns : MOST_COLUMNS;
    table->columns = columns ? NEW_ARRAY(arena, Column, columns) : NULL;
    table->uniques = counts->uniques ? NEW_ARRAY(arena, Key, counts->uniques) : NULL;
    table->foreign_keys =
        counts->foreign_keys ? NEW_ARRAY(arena, ForeignKey, counts->foreign_keys) : NULL;
    table->checks = counts->checks ? NEW_ARRAY(arena, Check, counts->checks) : NULL;
    table->indexes = counts->indexes ? NEW_ARRAY(arena, Index, counts->indexes) : NULL;
}

/* ---- columns ---- */

/* What is wrong with a column's type for its targets: an enum or a native type that is not there. */
static void check_type_targets(Resolver *resolver, const Column *column, Span span) {
    const Domain *domain = column->type.domain;
    TargetSet elsewhere = domain ? resolve_missing(resolver, column->targets, domain->targets) : 0;
    if (elsewhere) {
        Diag *diag = resolve_tell_missing(resolver, span, elsewhere, "domain `%s` is not there",
                                          domain->name->text);
        diag_note(diag, domain->span, "it is declared here");
        return;
    }
    if (column->type.kind == TYPE_ENUM) {
        TargetSet missing =
            resolve_missing(resolver, column->targets, column->type.enumeration->targets);
        if (missing) {
            Diag *diag = resolve_tell_missing(resolver, span, missing, "enum `%s` is not there",
                                              column->type.enumeration->name->text);
            diag_note(diag, column->type.enumeration->span, "it is declared here");
        }
    } else if (column->type.kind == TYPE_NATIVE) {
        TargetSet spelled = 0;
        for (unsigned target = 0; target < TARGET_COUNT; target++) {
            if (column->type.native->spelling[target]) {
                spelled = (TargetSet)(spelled | 1u << target);
            }
        }
        spelled &= column->type.native->targets;
        TargetSet missing = resolve_missing(resolver, column->targets, spelled);
        if (missing) {
            Diag *diag = resolve_tell_missing(resolver, span, missing, "type `%s` has no spelling",
                                              column->type.native->name->text);
            diag_note(diag, column->type.native->span, "it is declared here");
            diag_help(diag, "add a line to the type, or restrict the column with `for`");
        }
    }
}

static void add_pending(Resolver *resolver, Table *table, Column *column) {
    Pending pending = {.table = table, .span = column->name ? column->span : SPAN_NONE,
                       .column = table->column_count};
    vec_push(&resolver->scratch, &resolver->pending, pending);
    column->type = TYPE_OF(TYPE_ERROR);
    column->type.length = resolver->pending.count;
}

/* `constraint NAME check (...)`, SQL's order, reads as a column of the type NAME, which there is not. */
static void tell_constraint(Resolver *resolver, const AstItem *item) {
    const AstModifier *check = item->modifiers;
    if (!text_is(name_text(item->name), "constraint") || !check || check->kind != AST_MOD_CHECK) {
        return;
    }
    diag_take_back(resolver->symbols.diags, DIAG_UNKNOWN_TYPE, item->type->span.start);
    Diag *diag = diag_at(resolver->symbols.diags, DIAG_SYNTAX_ERROR, item->name_span,
                         "expected a column or a constraint, found `constraint`");
    diag_help(diag, "the name stands behind the word: `check %s (...)`", item->type->word->text);
}

static void resolve_column(Resolver *resolver, Table *table, const AstItem *item) {
    Column *column = &table->columns[table->column_count];
    column->name = item->name;
    column->span = item->name_span;
    column->doc = item->doc;
    const AstModifier *restriction = resolve_modifier(item, AST_MOD_FOR);
    column->targets = resolve_targets(resolver, restriction ? restriction->targets : NULL,
                                      table->targets, "the column");
    for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        switch ((AstModifierKind)modifier->kind) {
        case AST_MOD_NULL: column->flags |= COLUMN_NULLABLE; break;
        case AST_MOD_IDENTITY: column->flags |= COLUMN_IDENTITY; break;
        case AST_MOD_GENERATED: column->flags |= modifier->is_virtual ? COLUMN_VIRTUAL : 0; break;
        case AST_MOD_COLLATE: column->collation = modifier->name ? modifier->name->name : NULL; break;
        case AST_MOD_CHARSET: column->charset = modifier->name ? modifier->name->name : NULL; break;
        case AST_MOD_ON_UPDATE_NOW: column->flags |= COLUMN_TOUCHED; break;
        case AST_MOD_DEFAULT:
        case AST_MOD_PRIMARY_KEY:
        case AST_MOD_UNIQUE:
        case AST_MOD_CHECK:
        case AST_MOD_REFERENCES:
        case AST_MOD_FORWARD:
        case AST_MOD_MATCH_FULL:
        case AST_MOD_ON_DELETE:
        case AST_MOD_ON_UPDATE:
        case AST_MOD_WHERE:
        case AST_MOD_USING:
        case AST_MOD_INCLUDE:
        case AST_MOD_NULLS_SAME:
        case AST_MOD_DEFERRABLE:
        case AST_MOD_NOT_VALID:
        case AST_MOD_FOR:
        case AST_MOD_WITH:
        case AST_MOD_CONCURRENTLY: break;
        }
    }
    if (item->type && item->type->word) {
        column->type = symbols_type(&resolver->symbols, item->type);
        if (column->type.kind == TYPE_ERROR) {
            tell_constraint(resolver, item);
        }
        check_type_targets(resolver, column, item->type->span);
    } else {
        add_pending(resolver, table, column);
    }
}

/* Columns whose name is taken; the first one is what the name means. */
static void tell_duplicates(Resolver *resolver, Table *table) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        int first = table_column(table, column->name);
        if (first != i) {
            Diag *diag = diag_at(resolver->symbols.diags, DIAG_DUPLICATE_NAME, column->span,
                                 "table `%s%s%s` has two columns `%s`", TABLE_SHOWN(table),
                                 column->name->text);
            diag_note(diag, table->columns[first].span, "the first one is here");
        }
    }
}

/* ---- keys ---- */

bool resolve_columns(Resolver *resolver, const Table *table, const AstName *written, uint32_t most,
                     Columns *columns) {
    uint32_t count = 0;
    for (const AstName *name = written; name; name = name->next) {
        count++;
    }
    if (count > most) {
        diag_at(resolver->symbols.diags, DIAG_TOO_MANY_COLUMNS, written->span,
                "a list of %u columns, and %u is the most", count, most);
        return false;
    }
    bool good = count > 0;
    uint16_t at[MOST_COLUMNS];
    uint16_t found = 0;
    resolver->mark++;
    for (const AstName *name = written; name; name = name->next) {
        int position = symbols_find_column(&resolver->symbols, table, name);
        if (position < 0) {
            good = false;
        } else if (resolver->marks[position] == resolver->mark) {
            diag_at(resolver->symbols.diags, DIAG_DUPLICATE_NAME, name->span,
                    "column `%s` is listed twice", name->name->text);
            good = false;
        } else {
            resolver->marks[position] = resolver->mark;
            at[found++] = (uint16_t)position;
        }
    }
    if (good) {
        columns->at = arena_copy(resolver->symbols.arena, at, found * sizeof *at);
        columns->count = found;
    }
    return good;
}

void resolve_column_targets(Resolver *resolver, const Table *table, Columns columns,
                            TargetSet targets, Span span, const char *what) {
    for (uint16_t i = 0; i < columns.count; i++) {
        const Column *column = &table->columns[columns.at[i]];
        TargetSet missing = resolve_missing(resolver, targets, column->targets);
        if (missing) {
            Diag *diag = resolve_tell_missing(resolver, span, missing,
                                              "%s has column `%s`, which is not there", what,
                                              column->name->text);
            diag_note(diag, column->span, "`%s` is declared here", column->name->text);
            return;
        }
    }
}

static Columns single_column(Resolver *resolver, uint16_t column) {
    Columns columns = {NEW(resolver->symbols.arena, uint16_t), 1};
    columns.at[0] = column;
    return columns;
}

static void set_primary_key(Resolver *resolver, Table *table, Key key, Span *first) {
    if (!span_is_none(*first)) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_DUPLICATE_NAME, key.span,
                             "table `%s%s%s` has two primary keys", TABLE_SHOWN(table));
        diag_note(diag, *first, "the first one is here");
        diag_help(diag, "a key of several columns is a line of its own: `primary key (a, b)`");
        return;
    }
    *first = key.span;
    if (table->flags & TABLE_WITHOUT_KEY) {
        diag_at(resolver->symbols.diags, DIAG_CONFLICTING_MODIFIERS, key.span,
                "table `%s%s%s` says `without primary key` and has one", TABLE_SHOWN(table));
    }
    if (key.columns.count == 0) {
        table->flags |= TABLE_KEY_BROKEN;
        return;
    }
    if (!key.name) {
        key.name = names_primary_key(resolver, table);
    }
    table->primary_key = NEW(resolver->symbols.arena, Key);
    *table->primary_key = key;
}

static void add_unique(Resolver *resolver, Table *table, Key key) {
    if (key.columns.count == 0 || table->unique_count >= MOST_CONSTRAINTS) {
        return;
    }
    if (!key.name) {
        key.name = names_of_columns(resolver, table, key.columns, "key");
    }
    table->uniques[table->unique_count++] = key;
}

/* What a key says besides its columns. */
static void add_clauses(Resolver *resolver, const Table *table, const AstItem *item,
                        const AstModifier *constraint, const char *what, Key *key) {
    const AstModifier *include = resolve_clause(item, constraint, AST_MOD_INCLUDE);
    key->flags = resolve_constraint_flags(item, constraint);
    if (include) {
        resolve_columns(resolver, table, include->columns, MOST_KEY_COLUMNS, &key->include);
        resolve_column_targets(resolver, table, key->include, key->targets, include->span, what);
    }
}

static void column_keys(Resolver *resolver, Table *table, const AstItem *item, uint16_t position,
                        Span *primary) {
    bool is_unique = false;
    bool is_primary = false;
    for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        Key key = {.span = modifier->span, .targets = table->columns[position].targets};
        if (modifier->kind == AST_MOD_PRIMARY_KEY && !is_primary) {
            is_primary = true;
            key.columns = single_column(resolver, position);
            add_clauses(resolver, table, item, modifier, "the primary key", &key);
            set_primary_key(resolver, table, key, primary);
        } else if (modifier->kind == AST_MOD_UNIQUE && !is_unique) {
            is_unique = true;
            key.columns = single_column(resolver, position);
            add_clauses(resolver, table, item, modifier, "the unique key", &key);
            add_unique(resolver, table, key);
        }
    }
}

static void resolve_key(Resolver *resolver, Table *table, const AstItem *item, Span *primary) {
    const AstModifier *restriction = resolve_modifier(item, AST_MOD_FOR);
    const char *what = item->kind == AST_PRIMARY_KEY ? "the primary key" : "the unique key";
    Key key = {.name = item->name, .span = item->name_span};
    key.targets = resolve_targets(resolver, restriction ? restriction->targets : NULL, table->targets,
                                  what);
    resolve_columns(resolver, table, item->columns, MOST_KEY_COLUMNS, &key.columns);
    resolve_column_targets(resolver, table, key.columns, key.targets, key.span, what);
    add_clauses(resolver, table, item, NULL, what, &key);
    if (item->kind == AST_PRIMARY_KEY) {
        set_primary_key(resolver, table, key, primary);
    } else {
        add_unique(resolver, table, key);
    }
}

void resolve_shape(Resolver *resolver, Table *table) {
    Counts counts = count_items(resolver);
    make_room(resolver, table, &counts);
    for (uint32_t i = 0; i < resolver->items.count; i++) {
        const AstItem *item = resolver->items.items[i];
        check_modifiers(resolver, item);
        if (item->kind == AST_COLUMN && item->name && table->column_count < MOST_COLUMNS) {
            resolve_column(resolver, table, item);
            table->column_count++;
        }
    }
    resolve_table_options(resolver, table);
    table_index_columns(resolver->symbols.arena, table);
    tell_duplicates(resolver, table);
    Span primary = SPAN_NONE;
    for (uint32_t i = 0; i < resolver->items.count; i++) {
        const AstItem *item = resolver->items.items[i];
        if (item->kind == AST_COLUMN && item->name) {
            int position = table_column(table, item->name);
            if (position >= 0 && table->columns[position].span.start == item->name_span.start) {
                column_keys(resolver, table, item, (uint16_t)position, &primary);
            }
        } else if (item->kind == AST_PRIMARY_KEY || item->kind == AST_UNIQUE) {
            resolve_key(resolver, table, item, &primary);
        }
    }
}
