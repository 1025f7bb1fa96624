/*
 * match.c - takes a table before and after, gives what has become of its parts. See match.h.
 *
 * Two constraints have the same meaning if their canonical texts, names apart, are the same once the
 * table before has the names of the table after.
 */
#include "change/match.h"

/* ---- the table before with the names after ---- */

/* The position after of each column before, in the arena; -1: dropped. */
static int32_t *follow_columns(Matcher *matcher, const Table *before, const Table *after,
                               const ColumnSource *columns) {
    int32_t *to = NEW_ARRAY(matcher->arena, int32_t, before->column_count);
    for (uint16_t i = 0; i < before->column_count; i++) {
        to[i] = -1;
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        if (columns[i].from >= 0) {
            to[columns[i].from] = i;
        }
    }
    return to;
}

static void rename_columns(Matcher *matcher, Table *renamed, const TableMapping *mapping) {
    uint16_t count = renamed->column_count;
    Column *columns = arena_copy(matcher->arena, renamed->columns, count * sizeof *columns);
    int32_t *to = follow_columns(matcher, mapping->before, mapping->after, mapping->columns);
    for (uint16_t i = 0; i < count; i++) {
        columns[i].name = to[i] >= 0 ? mapping->after->columns[to[i]].name
                                     : names_internf(matcher->names, "\x01%u", i);
    }
    renamed->columns = columns;
    table_index_columns(matcher->arena, renamed);
}

/* The enum under its other name, or NULL: after of one before; with `inverse`, before of one after. */
static const Enum *renamed_enum(const Matcher *matcher, Type type, bool inverse) {
    const EnumMapping *mapping = type.kind == TYPE_ENUM
                                     ? ptrmap_get(&matcher->enums[inverse], type.enumeration)
                                     : NULL;
    bool is_renamed = mapping && (mapping->after->name != mapping->before->name ||
                                  mapping->after->space != mapping->before->space);
    return !is_renamed ? NULL : inverse ? mapping->before : mapping->after;
}

/* The domain under its other name, or NULL, likewise. */
static const Domain *renamed_domain(const Matcher *matcher, Type type, bool inverse) {
    const ObjectMapping *mapping = ptrmap_get(&matcher->renamed_objects[inverse], type.domain);
    return !mapping ? NULL : inverse ? mapping->before : mapping->after;
}

/* Columns of an enum or a domain that has another name on the other side are of that one. */
static void rename_enums(Matcher *matcher, Table *renamed, bool inverse) {
    bool is_copied = false;
    for (uint16_t i = 0; i < renamed->column_count; i++) {
        const Enum *after = renamed_enum(matcher, renamed->columns[i].type, inverse);
        const Domain *domain = renamed_domain(matcher, renamed->columns[i].type, inverse);
        if (!after && !domain) {
            continue;
        }
        if (!is_copied) {
            renamed->columns = arena_copy(matcher->arena, renamed->columns,
                                          renamed->column_count * sizeof *renamed->columns);
            is_copied = true;
        }
        if (after) {
            renamed->columns[i].type.enumeration = after;
        }
        if (domain) {
            renamed->columns[i].type.domain = domain;
        }
    }
}

/* What a value of an enum is called on the other side. */
static Name renamed_value(const EnumMapping *mapping, Name value, bool inverse) {
    for (uint32_t i = 0; i < mapping->after->value_count; i++) {
        Name after = mapping->after->values[i].name;
        Name before = mapping->from[i] >= 0 ? mapping->before->values[mapping->from[i]].name : NULL;
        if (before && (inverse ? after : before) == value) {
            return inverse ? before : after;
        }
    }
    return value;
}

static Expr **rename_values(Matcher *matcher, Expr **values, uint32_t count, bool inverse) {
    Expr **renamed = arena_copy(matcher->arena, values, count * sizeof *values);
    for (uint32_t i = 0; i < count; i++) {
        const EnumMapping *mapping = NULL;
        if (values[i]->kind == EXPR_STRING && values[i]->type.kind == TYPE_ENUM) {
            mapping = ptrmap_get(&matcher->enums[inverse], values[i]->type.enumeration);
        }
        if (mapping) {
            renamed[i] = arena_copy(matcher->arena, values[i], sizeof *values[i]);
            renamed[i]->text = renamed_value(mapping, values[i]->text, inverse);
        }
    }
    return renamed;
}

/* Partitions of values of an enum follow the names of the values. */
static void rename_partitions(Matcher *matcher, Table *renamed, bool inverse) {
    if (!matcher->mapping || matcher->mapping->enum_count == 0 ||
        renamed->partitioning_count == 0) {
        return;
    }
    renamed->partitionings = arena_copy(matcher->arena, renamed->partitionings,
                                        renamed->partitioning_count *
                                            sizeof *renamed->partitionings);
    for (uint16_t i = 0; i < renamed->partitioning_count; i++) {
        Partitioning *of = &renamed->partitionings[i];
        of->items = arena_copy(matcher->arena, of->items, of->count * sizeof *of->items);
        for (uint32_t k = 0; k < of->count; k++) {
            Partition *partition = &of->items[k];
            partition->from = rename_values(matcher, partition->from, partition->from_count,
                                            inverse);
            partition->to = rename_values(matcher, partition->to, partition->to_count, inverse);
        }
    }
}

bool match_is_shared(const Table *before, const Table *after) {
    return (after->flags & TABLE_SHARED) && before->columns == after->columns;
}

/* Every table that it refers to is there after, too: one that is made anew under its name is another one. */
static bool targets_stay(const Matcher *matcher, const Table *table) {
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (matcher->after_of[table->foreign_keys[i].target->number] < 0) {
            return false;
        }
    }
    return true;
}

void match_rename(Matcher *matcher) {
    const Model *before = matcher->before;
    matcher->renamed = NEW_ARRAY(&matcher->scratch, Table *, before->table_count);
    for (uint32_t i = 0; i < before->table_count; i++) {
        bool is_shared = matcher->after_of[i] >= 0 && !matcher->mapped[i] &&
                         targets_stay(matcher, before->tables[i]) &&
                         match_is_shared(before->tables[i],
                                         matcher->after->tables[matcher->after_of[i]]);
        matcher->renamed[i] = is_shared ? before->tables[i] : NEW(matcher->arena, Table);
    }
    for (uint32_t i = 0; i < before->table_count; i++) {
        Table *renamed = matcher->renamed[i];
        if (renamed == before->tables[i]) {
            continue;
        }
        *renamed = *before->tables[i];
        if (matcher->after_of[i] >= 0) {
            renamed->space = matcher->after->tables[matcher->after_of[i]]->space;
            renamed->name = matcher->after->tables[matcher->after_of[i]]->name;
        } else {
            renamed->name = names_internf(matcher->names, "\x01%u", i);
        }
        if (matcher->mapped[i] && matcher->mapped[i]->columns) {
            rename_columns(matcher, renamed, matcher->mapped[i]);
        }
        rename_enums(matcher, renamed, false);
        rename_partitions(matcher, renamed, false);
        ForeignKey *keys = NEW_ARRAY(matcher->arena, ForeignKey, renamed->foreign_key_count);
        for (uint16_t k = 0; k < renamed->foreign_key_count; k++) {
            keys[k] = renamed->foreign_keys[k];
            keys[k].target = matcher->renamed[keys[k].target->number];
        }
        renamed->foreign_keys = keys;
    }
}

/* ---- constraints ---- */

typedef enum PartKind { PART_UNIQUE, PART_FOREIGN_KEY, PART_CHECK, PART_INDEX } PartKind;

static uint16_t part_count(const Table *table, PartKind kind) {
    switch (kind) {
    case PART_UNIQUE: return table->unique_count;
    case PART_FOREIGN_KEY: return table->foreign_key_count;
    case PART_CHECK: return table->check_count;
    case PART_INDEX: return table->index_count;
    }
    return 0;
}

static Name part_name(const Table *table, PartKind kind, uint16_t at) {
    switch (kind) {
    case PART_UNIQUE: return table->uniques[at].name;
    case PART_FOREIGN_KEY: return table->foreign_keys[at].name;
    case PART_CHECK: return table->checks[at].name;
    case PART_INDEX: return table->indexes[at].name;
    }
    return NULL;
}

/* What it says, its name apart, as a name for looking up. */
static Name part_meaning(Matcher *matcher, const Table *table, PartKind kind, uint16_t at) {
    Name none = names_of(matcher->names, "");
    Buf *text = &matcher->texts[0];
    buf_clear(text);
    switch (kind) {
    case PART_UNIQUE: {
        Key key = table->uniques[at];
        key.name = none;
        key_dump(text, "unique ", table, &key);
        break;
    }
    case PART_FOREIGN_KEY: {
        ForeignKey key = table->foreign_keys[at];
        key.name = none;
        key.is_forward = false;
        foreign_key_dump(text, table, &key);
        break;
    }
    case PART_CHECK: {
        Check check = table->checks[at];
        check.name = none;
        check_dump(text, table, &check);
        break;
    }
    case PART_INDEX: {
        Index index = table->indexes[at];
        index.name = none;
        index_dump(text, table, &index);
        break;
    }
    }
    return names_intern(matcher->names, text->data, text->length);
}

/* Parts of one meaning, in order. */
typedef struct Alike Alike;
struct Alike {
    Name name;
    uint16_t at;
    bool is_taken;
    Alike *next;
};

/* Takes the one of that name, or else the first that is left; with `named`, only the former. */
static int32_t take(Alike *list, Name name, bool named) {
    for (Alike *alike = list; alike; alike = alike->next) {
        if (!alike->is_taken && (!named || alike->name == name)) {
            alike->is_taken = true;
            return alike->at;
        }
    }
    return -1;
}

/* For each part after, the one before with the same meaning. */
static int32_t *match_parts(Matcher *matcher, const Table *before, const Table *after,
                            PartKind kind) {
    uint16_t count = part_count(after, kind);
    int32_t *found = NEW_ARRAY(matcher->arena, int32_t, count);
    NameMap known = {0};
    for (uint16_t i = part_count(before, kind); i-- > 0;) {
        Name meaning = part_meaning(matcher, before, kind, i);
        Alike *alike = NEW(&matcher->scratch, Alike);
        *alike = (Alike){.name = part_name(before, kind, i), .at = i};
        alike->next = namemap_get(&known, meaning);
        namemap_set(&matcher->scratch, &known, meaning, alike);
    }
    Name *meanings = NEW_ARRAY(&matcher->scratch, Name, count);
    for (uint16_t i = 0; i < count; i++) { /* those that keep their names first */
        meanings[i] = part_meaning(matcher, after, kind, i);
        found[i] = take(namemap_get(&known, meanings[i]), part_name(after, kind, i), true);
    }
    for (uint16_t i = 0; i < count; i++) {
        if (found[i] < 0) {
            found[i] = take(namemap_get(&known, meanings[i]), NULL, false);
        }
    }
    return found;
}

static int32_t match_primary_key(Matcher *matcher, const Table *before, const Table *after) {
    if (!before->primary_key || !after->primary_key) {
        return -1;
    }
    Name none = names_of(matcher->names, "");
    const Table *tables[2] = {before, after};
    for (int side = 0; side < 2; side++) {
        Key key = *tables[side]->primary_key;
        key.name = none;
        buf_clear(&matcher->texts[side]);
        key_dump(&matcher->texts[side], "", tables[side], &key);
    }
    return text_equal(buf_view(&matcher->texts[0]), buf_view(&matcher->texts[1])) ? 0 : -1;
}

static int32_t *invert(Matcher *matcher, const int32_t *from, uint16_t count,
                       uint16_t inverse_count) {
    int32_t *to = NEW_ARRAY(matcher->arena, int32_t, inverse_count);
    for (uint16_t i = 0; i < inverse_count; i++) {
        to[i] = -1;
    }
    for (uint16_t i = 0; i < count; i++) {
        if (from[i] >= 0) {
            to[from[i]] = i;
        }
    }
    return to;
}

/* ---- the change of a table ---- */

/* Columns belong together by name, if they are for the same targets. */
static ColumnSource *columns_by_name(Matcher *matcher, const Table *before, const Table *after) {
    ColumnSource *columns = NEW_ARRAY(matcher->arena, ColumnSource, after->column_count);
    for (uint16_t i = 0; i < after->column_count; i++) {
        columns[i].from = table_column(before, after->columns[i].name);
        if (columns[i].from >= 0 &&
            before->columns[columns[i].from].targets != after->columns[i].targets) {
            columns[i].from = -1;
        }
    }
    return columns;
}

bool column_equal(const TableChange *change, uint16_t after) {
    if (change->columns[after].from < 0) {
        return false;
    }
    Buf texts[2] = {0};
    Column before = change->renamed->columns[change->columns[after].from];
    before.name = change->after->columns[after].name;
    column_dump(&texts[0], change->renamed, &before);
    column_dump(&texts[1], change->after, &change->after->columns[after]);
    bool equal = text_equal(buf_view(&texts[0]), buf_view(&texts[1])) &&
                 before.type.kind == change->after->columns[after].type.kind;
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return equal;
}

/* All parts after come from parts before, and none is left over, nor has another name. */
static bool parts_stay(const TableChange *change, PartKind kind, const int32_t *from) {
    uint16_t count = part_count(change->after, kind);
    if (count != part_count(change->before, kind)) {
        return false;
    }
    for (uint16_t i = 0; i < count; i++) {
        if (from[i] < 0 || part_name(change->before, kind, (uint16_t)from[i]) !=
                               part_name(change->after, kind, i)) {
            return false;
        }
    }
    return true;
}

/* The same columns and constraints under the same names. */
static bool table_stays(const TableChange *change) {
    const Table *before = change->before;
    const Table *after = change->after;
    if (before->column_count != after->column_count || before->doc != after->doc ||
        before->statement != after->statement ||
        !options_equal(&before->options, &after->options) ||
        !partitionings_alike(change->renamed, after, true) ||
        (before->flags ^ after->flags) & TABLE_WITHOUT_KEY ||
        !before->primary_key != !after->primary_key ||
        (after->primary_key && change->primary_key < 0)) {
        return false;
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        const ColumnSource *source = &change->columns[i];
        if (source->from < 0 || source->value || !column_equal(change, i) ||
            before->columns[source->from].name != after->columns[i].name) {
            return false;
        }
    }
    if (before->name != after->name || before->space != after->space ||
        (after->primary_key && before->primary_key->name != after->primary_key->name)) {
        return false;
    }
    return parts_stay(change, PART_UNIQUE, change->uniques) &&
           parts_stay(change, PART_FOREIGN_KEY, change->foreign_keys) &&
           parts_stay(change, PART_CHECK, change->checks) &&
           parts_stay(change, PART_INDEX, change->indexes);
}

/* The same object of the two models, each named as it is: nothing to look into. */
static bool same_text(Matcher *matcher, const Table *before, const Table *after) {
    const Table *tables[2] = {before, after};
    for (int side = 0; side < 2; side++) {
        Object object = {.kind = OBJECT_TABLE, .table = (Table *)(uintptr_t)tables[side]};
        buf_clear(&matcher->texts[side]);
        object_dump(&matcher->texts[side], &object);
    }
    bool same = text_equal(buf_view(&matcher->texts[0]), buf_view(&matcher->texts[1]));
    for (uint16_t i = 0; same && i < after->column_count; i++) {
        same = before->columns[i].type.kind == after->columns[i].type.kind; /* an enum, or a type called like it */
    }
    return same;
}

static TableChange *inverse_of(Matcher *matcher, const TableChange *change,
                               const TableMapping *mapping) {
    const Table *after = change->before;
    TableChange *inverse = NEW(matcher->arena, TableChange);
    inverse->before = change->after;
    inverse->after = change->before;
    inverse->inverse = change;
    if (mapping && mapping->restored) {
        inverse->columns = mapping->restored;
    } else {
        inverse->columns = NEW_ARRAY(matcher->arena, ColumnSource, after->column_count);
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        inverse->columns[i].from = change->to[i];
    }
    inverse->to = follow_columns(matcher, inverse->before, inverse->after, inverse->columns);
    inverse->lossy = NEW_ARRAY(matcher->arena, Name, inverse->before->column_count);
    inverse->concurrently = NEW_ARRAY(matcher->arena, bool, after->index_count);
    inverse->primary_key = change->primary_key;
    inverse->uniques = invert(matcher, change->uniques, inverse->before->unique_count,
                              after->unique_count);
    inverse->foreign_keys = invert(matcher, change->foreign_keys,
                                   inverse->before->foreign_key_count, after->foreign_key_count);
    inverse->checks = invert(matcher, change->checks, inverse->before->check_count,
                             after->check_count);
    inverse->indexes = invert(matcher, change->indexes, inverse->before->index_count,
                              after->index_count);
    /* the table after with the names of before: the columns' names are all that differs there */
    Table *renamed = NEW(matcher->arena, Table);
    *renamed = *inverse->before;
    renamed->name = after->name;
    renamed->space = after->space;
    TableMapping back = {.before = inverse->before, .after = after, .columns = inverse->columns};
    rename_columns(matcher, renamed, &back);
    rename_enums(matcher, renamed, true);
    rename_partitions(matcher, renamed, true);
    inverse->renamed = renamed;
    return inverse;
}

const TableChange *match_table(Matcher *matcher, const Table *before, const Table *after) {
    const TableMapping *mapping = matcher->mapped[before->number];
    if (!mapping && targets_stay(matcher, before) &&
        (match_is_shared(before, after) || same_text(matcher, before, after))) {
        return NULL;
    }
    const Table *renamed = matcher->renamed[before->number];
    TableChange *change = NEW(matcher->arena, TableChange);
    change->before = before;
    change->after = after;
    change->renamed = renamed;
    change->columns = mapping && mapping->columns ? mapping->columns
                                                  : columns_by_name(matcher, before, after);
    change->to = follow_columns(matcher, before, after, change->columns);
    change->lossy = mapping && mapping->lossy
                        ? mapping->lossy
                        : NEW_ARRAY(matcher->arena, Name, before->column_count);
    change->concurrently = mapping && mapping->concurrently
                               ? mapping->concurrently
                               : NEW_ARRAY(matcher->arena, bool, after->index_count);
    change->primary_key = match_primary_key(matcher, renamed, after);
    change->uniques = match_parts(matcher, renamed, after, PART_UNIQUE);
    change->foreign_keys = match_parts(matcher, renamed, after, PART_FOREIGN_KEY);
    change->checks = match_parts(matcher, renamed, after, PART_CHECK);
    change->indexes = match_parts(matcher, renamed, after, PART_INDEX);
    if (table_stays(change)) {
        return NULL;
    }
    change->inverse = inverse_of(matcher, change, mapping);
    return change;
}
