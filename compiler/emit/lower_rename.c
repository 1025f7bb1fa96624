/*
 * lower_rename.c - takes a change, gives the steps that rename. See lower_parts.h.
 *
 * A name that somebody else is to get is given up first: its owner is called migc_new_... for a moment.
 * A dropped column whose name is used again is renamed away, too.
 */
#include "emit/ddl_partition.h"
#include "emit/lower_parts.h"
#include "emit/sql_makes.h"
#include "schema/derived.h"

/* The names of one kind of things that change, of a table or of the database. */
typedef struct Scope {
    NameMap given_up;
    NameMap wanted;
} Scope;

typedef struct Entry {
    Rename rename;
    const Op *op;
    const Table *before; /* NULL: an enum */
    const Table *after;
    Scope *scope; /* NULL: of a namespace */
    bool is_done;
} Entry;

typedef struct Renaming {
    Moving *moving;
    VEC(Entry) entries;
    Scope relations; /* of tables, their indexes and sequences, by qualified name */
    Scope types;     /* of enums */
} Renaming;

static Name qualified(const Renaming *renaming, Name space, Name name) {
    return name_qualified(renaming->moving->names, space, name);
}

static Name cut_name(const Moving *moving, const char *before, Name name) {
    Buf full = {0};
    Buf cut = {0};
    buf_text(&full, before);
    buf_name(&full, name);
    derived_name_write(&cut, buf_view(&full));
    Name found = names_intern(moving->names, cut.data, cut.length);
    buf_free(&full);
    buf_free(&cut);
    return found;
}

/* What a name is known by in its scope. */
static Name scoped(const Renaming *renaming, const Entry *entry, Name name) {
    Name space = entry->after ? entry->after->space : entry->rename.space;
    return entry->scope == &renaming->relations || entry->scope == &renaming->types
               ? qualified(renaming, space, name)
               : name;
}

static void collect(Renaming *renaming, Entry entry) {
    if (entry.rename.from == entry.rename.to) {
        return;
    }
    Arena *arena = renaming->moving->arena;
    if (entry.scope) {
        namemap_set(arena, &entry.scope->given_up, scoped(renaming, &entry, entry.rename.from),
                    renaming);
        namemap_set(arena, &entry.scope->wanted, scoped(renaming, &entry, entry.rename.to),
                    renaming);
    }
    vec_push(arena, &renaming->entries, entry);
}

/* `people_id_seq`, as the server names what an identity column takes its numbers from; NULL: too long to
 * be sure. */
static Name sequence_name(const Moving *moving, const Table *table, Name column) {
    if (table->name->length + column->length + 5 > LONGEST_NAME) {
        return NULL;
    }
    Buf text = {0};
    buf_name(&text, table->name);
    buf_char(&text, '_');
    buf_name(&text, column);
    buf_text(&text, "_seq");
    Name name = names_intern(moving->names, text.data, text.length);
    buf_free(&text);
    return name;
}

static void collect_columns(Renaming *renaming, const Op *op, const Altered *altered) {
    Moving *moving = renaming->moving;
    const TableChange *change = altered->change;
    const Table *before = change->before;
    Scope *scope = NEW(moving->arena, Scope);
    for (uint16_t i = 0; i < before->column_count; i++) {
        const Column *column = &before->columns[i];
        if (!is_for(moving->dialect, column->targets)) {
            continue;
        }
        collect(renaming, (Entry){.rename = {.kind = RENAME_COLUMN,
                                             .from = column->name,
                                             .to = altered->physical->columns[i].name},
                                  .op = op,
                                  .before = before,
                                  .after = change->after,
                                  .scope = scope});
        int32_t to = altered->gone[i] ? -1 : change->to[i];
        if (to < 0 || !(column->flags & COLUMN_IDENTITY) ||
            !(change->after->columns[to].flags & COLUMN_IDENTITY)) {
            continue;
        }
        Name from_name = sequence_name(moving, before, column->name);
        Name to_name = sequence_name(moving, change->after, change->after->columns[to].name);
        if (from_name && to_name) {
            collect(renaming,
                    (Entry){.rename = {.kind = RENAME_SEQUENCE, .from = from_name, .to = to_name},
                            .op = op,
                            .before = before,
                            .after = change->after,
                            .scope = &renaming->relations});
        }
    }
}

static void collect_constraint(Renaming *renaming, const Op *op, const Altered *altered,
                               RenameKind kind, Name from, Name to, Scope *scope) {
    collect(renaming, (Entry){.rename = {.kind = kind, .from = from, .to = to},
                              .op = op,
                              .before = altered->change->before,
                              .after = altered->change->after,
                              .scope = scope});
}

static void collect_constraints(Renaming *renaming, const Op *op, const Altered *altered) {
    Moving *moving = renaming->moving;
    const Dialect *dialect = moving->dialect;
    const TableChange *change = altered->change;
    const TableChange *inverse = change->inverse;
    const Table *before = change->before;
    const Table *after = change->after;
    Scope *scope = NEW(moving->arena, Scope);
    if (before->primary_key && inverse->primary_key >= 0 && after->primary_key &&
        is_for(dialect, before->primary_key->targets) &&
        !moving_key_goes(moving, altered, before->primary_key, inverse->primary_key)) {
        collect_constraint(renaming, op, altered, RENAME_CONSTRAINT, before->primary_key->name,
                           after->primary_key->name, &renaming->relations);
    }
    for (uint16_t i = 0; i < before->unique_count; i++) {
        if (is_for(dialect, before->uniques[i].targets) &&
            !moving_key_goes(moving, altered, &before->uniques[i], inverse->uniques[i])) {
            collect_constraint(renaming, op, altered, RENAME_CONSTRAINT, before->uniques[i].name,
                               after->uniques[inverse->uniques[i]].name, &renaming->relations);
        }
    }
    for (uint16_t i = 0; i < before->foreign_key_count; i++) {
        if (is_for(dialect, before->foreign_keys[i].targets) &&
            !moving_foreign_key_goes(moving, before, i)) {
            collect_constraint(renaming, op, altered, RENAME_CONSTRAINT,
                               before->foreign_keys[i].name,
                               after->foreign_keys[inverse->foreign_keys[i]].name, scope);
        }
    }
    for (uint16_t i = 0; i < before->check_count; i++) {
        if (is_for(dialect, before->checks[i].targets) && !moving_check_goes(moving, altered, i)) {
            collect_constraint(renaming, op, altered, RENAME_CONSTRAINT, before->checks[i].name,
                               after->checks[inverse->checks[i]].name, scope);
        }
    }
    for (uint16_t i = 0; i < before->index_count; i++) {
        if (is_for(dialect, before->indexes[i].targets) && !moving_index_goes(moving, altered, i)) {
            collect_constraint(renaming, op, altered, RENAME_INDEX, before->indexes[i].name,
                               after->indexes[inverse->indexes[i]].name, &renaming->relations);
        }
    }
}

/* A table with another name and namespace. */
static const Table *called(const Moving *moving, const Table *table, Name space, Name name) {
    Table *copy = arena_copy(moving->arena, table, sizeof *table);
    copy->space = space;
    copy->name = name;
    return copy;
}

static void add_rename(const Renaming *renaming, const Entry *entry, Rename rename) {
    moving_add(renaming->moving,
               (Step){.kind = STEP_RENAME,
                      .weight = 1,
                      .op = entry->op,
                      .table = rename.table,
                      .rename = arena_copy(renaming->moving->arena, &rename, sizeof rename)});
}

/* Who stands in the way of another steps aside; tables last, for the others name them. */
static void step_aside(Renaming *renaming, bool tables) {
    for (uint32_t i = 0; i < renaming->entries.count; i++) {
        Entry *entry = &renaming->entries.items[i];
        RenameKind kind = entry->rename.kind;
        bool is_table = kind == RENAME_TABLE || kind == RENAME_ENUM;
        if (is_table != tables || !entry->scope ||
            !namemap_get(&entry->scope->wanted, scoped(renaming, entry, entry->rename.from))) {
            continue;
        }
        Rename aside = entry->rename;
        aside.table = entry->before;
        aside.space = entry->before ? entry->before->space : entry->rename.space;
        entry->is_done = !namemap_get(&entry->scope->given_up,
                                      scoped(renaming, entry, entry->rename.to));
        if (!entry->is_done) {
            aside.to = cut_name(renaming->moving, "migc_new_", entry->rename.to);
        }
        add_rename(renaming, entry, aside);
        entry->rename.from = aside.to;
    }
}

static void know_name(const Moving *moving, NameMap *names, bool with_space, Name space,
                      Name name) {
    if (name != NULL) {
        Name key = with_space ? name_qualified(moving->names, space, name) : name;
        namemap_set(moving->scratch, names, key, (void *)(uintptr_t)key);
    }
}

static void know_relations(const Moving *moving, TakenNames *taken, bool with_space,
                           const Table *table) {
    NameMap *names = &taken->relations;
    if (table->primary_key) {
        know_name(moving, names, with_space, table->space, table->primary_key->name);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        know_name(moving, names, with_space, table->space, table->uniques[i].name);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        know_name(moving, names, with_space, table->space, table->indexes[i].name);
    }
    const Partitioning *of = moving->dialect->has_partition_tables
                                 ? table_partitioning(table, moving->dialect->target)
                                 : NULL;
    for (uint32_t i = 0; of && i < of->count; i++) {
        know_name(moving, &taken->types, with_space, table->space, of->items[i].name);
    }
}

static void know_authors(const Moving *moving, TakenNames *taken) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        SqlMade made = op->kind == OP_CREATE_SQL && op->is_ground ? sql_made(op->after->sql)
                                                                  : (SqlMade){.kind = SQL_OTHER};
        if (made.kind == SQL_TYPE) {
            know_name(moving, &taken->authors, false, NULL,
                      names_find(moving->names, made.name.data, made.name.length));
        }
    }
}

const TakenNames *moving_names_after(Moving *moving, bool with_space) {
    TakenNames *taken = &moving->taken[with_space];
    if (taken->is_known) {
        return taken;
    }
    know_authors(moving, taken);
    for (uint32_t i = 0; i < moving->after->object_count; i++) {
        const Object *object = &moving->after->objects[i];
        bool has_type = object->kind == OBJECT_TABLE || object->kind == OBJECT_ENUM ||
                        object->kind == OBJECT_DOMAIN || object->kind == OBJECT_SEQUENCE;
        if (!has_type || !is_for(moving->dialect, object_targets(object))) {
            continue;
        }
        know_name(moving, &taken->types, with_space, object_space(object), object_name(object));
        if (object->kind == OBJECT_TABLE) {
            know_relations(moving, taken, with_space, object->table);
        }
    }
    taken->is_known = true;
    return taken;
}

Name moving_aside_name(Moving *moving, const Object *dropped) {
    bool is_sequence = dropped->kind == OBJECT_SEQUENCE;
    if (is_sequence && dropped->sequence->owner) { /* it goes with its column */
        return object_name(dropped);
    }
    const TakenNames *taken = moving_names_after(moving, true);
    Name name = name_qualified(moving->names, object_space(dropped), object_name(dropped));
    bool is_taken = namemap_get(&taken->types, name) ||
                    (is_sequence && namemap_get(&taken->relations, name)) ||
                    namemap_get(&taken->authors, object_name(dropped));
    return is_taken ? cut_name(moving, "migc_old_", object_name(dropped)) : object_name(dropped);
}

/* An enum or a sequence that goes, where another thing comes under its name. */
static void collect_dropped(Renaming *renaming, const Op *op) {
    Moving *moving = renaming->moving;
    bool is_enum = op->before->kind == OBJECT_ENUM;
    if (moving->dialect->target != TARGET_POSTGRES ||
        !is_for(moving->dialect, object_targets(op->before))) {
        return;
    }
    collect(renaming, (Entry){.rename = {.kind = is_enum ? RENAME_ENUM : RENAME_SEQUENCE,
                                         .space = object_space(op->before),
                                         .from = object_name(op->before),
                                         .to = moving_aside_name(moving, op->before)},
                              .op = op,
                              .scope = is_enum ? &renaming->types : &renaming->relations});
}

static void collect_domain(Renaming *renaming, const Op *op) {
    Moving *moving = renaming->moving;
    bool goes = op->kind == OP_DROP_DOMAIN;
    const Domain *before = op->before->domain;
    if (!moving->dialect->has_domains || !is_for(moving->dialect, before->targets)) {
        return;
    }
    Name to = goes ? moving_aside_name(moving, op->before) : op->after->domain->name;
    Name space = goes ? before->space : op->after->domain->space;
    if (before->space != space) {
        vec_push(moving->arena, &renaming->entries,
                 (Entry){.rename = {.kind = RENAME_DOMAIN_SPACE,
                                    .space = before->name,
                                    .from = before->space,
                                    .to = space},
                         .op = op});
    }
    collect(
        renaming,
        (Entry){.rename = {.kind = RENAME_DOMAIN, .space = space, .from = before->name, .to = to},
                .op = op,
                .scope = &renaming->types});
}

/* Partitions that are tables go to another namespace with theirs. */
static void move_partitions(Renaming *renaming, const Op *op) {
    Moving *moving = renaming->moving;
    const Table *before = op->table->before;
    const Table *after = op->table->after;
    const Partitioning *of = moving->dialect->has_partition_tables
                                 ? table_partitioning(before, moving->dialect->target)
                                 : NULL;
    for (uint32_t i = 0; of && i < of->count; i++) {
        const Partition *partition = &of->items[i];
        if (!partition_find(table_partitioning(after, moving->dialect->target), partition->name)) {
            continue; /* it has gone */
        }
        Table *from = NEW(moving->arena, Table);
        Table *to = NEW(moving->arena, Table);
        *from = partition_table(before, partition);
        *to = partition_table(after, partition);
        vec_push(
            moving->arena, &renaming->entries,
            (Entry){.rename = {.kind = RENAME_SPACE, .from = before->space, .to = after->space},
                    .op = op,
                    .before = from,
                    .after = to});
    }
}

static void collect_all(Renaming *renaming) {
    Moving *moving = renaming->moving;
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if (op->kind == OP_ALTER_ENUM && is_for(moving->dialect, op->after->enumeration->targets)) {
            const Enum *before = op->enumeration->before;
            const Enum *after = op->enumeration->after;
            if (before->space != after->space) {
                vec_push(moving->arena, &renaming->entries,
                         (Entry){.rename = {.kind = RENAME_ENUM_SPACE,
                                            .space = before->name,
                                            .from = before->space,
                                            .to = after->space},
                                 .op = op});
            }
            collect(renaming, (Entry){.rename = {.kind = RENAME_ENUM,
                                                 .space = after->space,
                                                 .from = before->name,
                                                 .to = after->name},
                                      .op = op,
                                      .scope = &renaming->types});
        }
        if (op->kind == OP_ALTER_DOMAIN || op->kind == OP_DROP_DOMAIN) {
            collect_domain(renaming, op);
        }
        if (op->kind == OP_DROP_ENUM || op->kind == OP_DROP_SEQUENCE) {
            collect_dropped(renaming, op);
        }
        if (op->kind == OP_ALTER_SEQUENCE && moving->dialect->has_sequences &&
            is_for(moving->dialect, op->after->sequence->targets)) {
            const Sequence *before = op->before->sequence;
            const Sequence *after = op->after->sequence;
            if (before->space != after->space) {
                vec_push(moving->arena, &renaming->entries,
                         (Entry){.rename = {.kind = RENAME_SEQUENCE_SPACE,
                                            .space = before->name,
                                            .from = before->space,
                                            .to = after->space},
                                 .op = op});
            }
            collect(renaming, (Entry){.rename = {.kind = RENAME_SEQUENCE,
                                                 .space = after->space,
                                                 .from = before->name,
                                                 .to = after->name},
                                      .op = op,
                                      .scope = &renaming->relations});
        }
        if (op->kind != OP_ALTER_TABLE || !moving->altered[op->table->before->number]) {
            continue; /* a table of other targets */
        }
        const Altered *altered = moving->altered[op->table->before->number];
        const Table *before = op->table->before;
        const Table *after = op->table->after;
        if (before->space != after->space) {
            vec_push(
                moving->arena, &renaming->entries,
                (Entry){.rename = {.kind = RENAME_SPACE, .from = before->space, .to = after->space},
                        .op = op,
                        .before = before,
                        .after = after});
            move_partitions(renaming, op);
        }
        collect(renaming,
                (Entry){.rename = {.kind = RENAME_TABLE, .from = before->name, .to = after->name},
                        .op = op,
                        .before = before,
                        .after = after,
                        .scope = &renaming->relations});
        collect_columns(renaming, op, altered);
        collect_constraints(renaming, op, altered);
    }
}

void lower_renames(Moving *moving) {
    static const RenameKind kinds[] = {
        RENAME_ENUM_SPACE, RENAME_SPACE,          RENAME_ENUM,    RENAME_TABLE,
        RENAME_COLUMN,     RENAME_CONSTRAINT,     RENAME_INDEX,   RENAME_DOMAIN_SPACE,
        RENAME_DOMAIN,     RENAME_SEQUENCE_SPACE, RENAME_SEQUENCE};
    Renaming renaming = {.moving = moving};
    collect_all(&renaming);
    step_aside(&renaming, false);
    step_aside(&renaming, true);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        for (uint32_t i = 0; i < renaming.entries.count; i++) {
            Entry *entry = &renaming.entries.items[i];
            if (entry->rename.kind != kinds[k] || entry->is_done) {
                continue;
            }
            Rename rename = entry->rename;
            if (entry->before) {
                Name name = kinds[k] == RENAME_SPACE   ? entry->before->name
                            : kinds[k] == RENAME_TABLE ? rename.from
                                                       : entry->after->name;
                Name space = kinds[k] == RENAME_SPACE ? entry->before->space : entry->after->space;
                rename.table = called(moving, entry->after, space, name);
                rename.space = entry->after->space;
            }
            add_rename(&renaming, entry, rename);
        }
    }
}
