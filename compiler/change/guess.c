/*
 * guess.c - see change/guess.h.
 *
 * Enums first, for the types of columns are compared; then tables, then the columns of the tables
 * that belong together. All of it is the same: what has no namesake on the other side, every pair
 * with a score, the best pair taken first.
 */
#include "change/guess.h"

#include <stdlib.h>

#include "base/vec.h"
#include "change/partitions.h"

/* Beyond so many pairs there is nothing to guess. */
#define MOST_PAIRS ((uint64_t)1 << 20)

/* Among the columns of one table or the values of one enum: names are compared letter by letter. */
#define MOST_NAME_PAIRS 10000u

/* Two names whose distance is this are not near. */
#define FAR 1000u

typedef struct Pair {
    uint32_t from;
    uint32_t to;
    uint32_t unlike;   /* how little they have in common: less is better */
    uint32_t distance; /* of their names */
} Pair;

typedef VEC(Pair) Pairs;

typedef struct Guessing {
    Arena *arena;
    Arena scratch;
    const Model *before;
    const Model *after;
    NameMap enums;   /* qualified name after -> Enum */
    NameMap tables;  /* qualified name after -> Table */
    NameMap taken;   /* qualified names before, of all that share their names with tables */
    NameMap renamed; /* qualified name of an enum before -> Enum after, if it was renamed */
    VEC(TableMapping) table_mappings;
    VEC(EnumMapping) enum_mappings;
    VEC(Guess) guesses;
} Guessing;

Mapping mapping_by_name(void) {
    return (Mapping){0};
}

/* ---- pairs ---- */

static int by_score(const void *a, const void *b) {
    const Pair *left = a;
    const Pair *right = b;
    const uint32_t keys[4][2] = {{left->unlike, right->unlike},
                                 {left->distance, right->distance},
                                 {left->from, right->from},
                                 {left->to, right->to}};
    for (unsigned i = 0; i < 4; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return 0;
}

/* Best first; those whose one side is in a better pair are left out. */
static void choose_pairs(Guessing *guessing, Pairs *pairs, uint32_t from_count, uint32_t to_count) {
    if (pairs->count == 0) {
        return;
    }
    qsort(pairs->items, pairs->count, sizeof *pairs->items, by_score);
    bool *from_taken = NEW_ARRAY(&guessing->scratch, bool, from_count);
    bool *to_taken = NEW_ARRAY(&guessing->scratch, bool, to_count);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < pairs->count; i++) {
        Pair pair = pairs->items[i];
        if (!from_taken[pair.from] && !to_taken[pair.to]) {
            from_taken[pair.from] = true;
            to_taken[pair.to] = true;
            pairs->items[kept++] = pair;
        }
    }
    pairs->count = kept;
}

/* `part` is `whole` without what is set apart by `_`: total, total_cents. */
static bool is_part(Text part, Text whole) {
    if (part.length < 3 || part.length >= whole.length) {
        return false;
    }
    size_t rest = whole.length - part.length;
    return (whole.data[part.length] == '_' && memcmp(part.data, whole.data, part.length) == 0) ||
           (whole.data[rest - 1] == '_' && memcmp(part.data, whole.data + rest, part.length) == 0);
}

/* How far apart two names are; FAR: they have nothing to do with each other. */
static uint32_t name_distance(Name a, Name b) {
    Text one = name_text(a);
    Text two = name_text(b);
    uint32_t longer = a->length > b->length ? a->length : b->length;
    uint32_t limit = longer < 3 ? longer / 2 : longer / 3;
    unsigned distance = text_edit_distance(one, two, limit);
    if (distance <= limit) {
        return distance;
    }
    return is_part(one, two) || is_part(two, one) ? limit + 1 : FAR;
}

static Name enum_key(const Guessing *guessing, const Enum *enumeration) {
    return name_qualified(guessing->after->names, enumeration->space, enumeration->name);
}

static Name table_key(const Guessing *guessing, const Table *table) {
    return name_qualified(guessing->after->names, table->space, table->name);
}

static void add_guess(Guessing *guessing, Guess guess) {
    vec_push(guessing->arena, &guessing->guesses, guess);
}

/* ---- enums ---- */

static bool same_values(const Enum *a, const Enum *b) {
    bool same = a->value_count == b->value_count && a->value_count > 0;
    for (uint32_t i = 0; same && i < a->value_count; i++) {
        same = a->values[i].name == b->values[i].name;
    }
    return same;
}

/* The positions of what has no namesake. */
typedef VEC(uint16_t) Positions;
typedef VEC(uint32_t) Values;

/* For every value after its position before, by name; the values that went and came. */
static void match_values(Guessing *guessing, EnumMapping *mapping, Values *went, Values *came) {
    NameMap known = {0};
    uint32_t *positions = NEW_ARRAY(&guessing->scratch, uint32_t, mapping->before->value_count);
    bool *found = NEW_ARRAY(&guessing->scratch, bool, mapping->before->value_count);
    for (uint32_t i = 0; i < mapping->before->value_count; i++) {
        positions[i] = i;
        namemap_put(&guessing->scratch, &known, mapping->before->values[i].name, &positions[i]);
    }
    mapping->from = NEW_ARRAY(guessing->arena, int32_t, mapping->after->value_count);
    for (uint32_t i = 0; i < mapping->after->value_count; i++) {
        const uint32_t *at = namemap_get(&known, mapping->after->values[i].name);
        mapping->from[i] = at ? (int32_t)*at : -1;
        if (at) {
            found[*at] = true;
        } else {
            vec_push(&guessing->scratch, came, i);
        }
    }
    for (uint32_t i = 0; i < mapping->before->value_count; i++) {
        if (!found[i]) {
            vec_push(&guessing->scratch, went, i);
        }
    }
}

static void guess_values(Guessing *guessing, const Enum *before, const Enum *after,
                         bool is_renamed) {
    EnumMapping mapping = {.before = before, .after = after};
    Values went = {0};
    Values came = {0};
    Pairs pairs = {0};
    match_values(guessing, &mapping, &went, &came);
    bool is_only = went.count == 1 && came.count == 1;
    bool is_few = (uint64_t)went.count * came.count <= MOST_NAME_PAIRS;
    for (uint32_t i = 0; i < went.count && is_few; i++) {
        for (uint32_t j = 0; j < came.count; j++) {
            uint32_t distance = name_distance(before->values[went.items[i]].name,
                                              after->values[came.items[j]].name);
            if (distance < FAR || is_only) {
                vec_push(&guessing->scratch, &pairs, (Pair){i, j, 0, distance});
            }
        }
    }
    choose_pairs(guessing, &pairs, went.count, came.count);
    for (uint32_t i = 0; i < pairs.count; i++) {
        uint32_t from = went.items[pairs.items[i].from];
        uint32_t to = came.items[pairs.items[i].to];
        mapping.from[to] = (int32_t)from;
        add_guess(guessing, (Guess){.kind = GUESS_VALUE,
                                    .enum_before = before,
                                    .enum_after = after,
                                    .from = from,
                                    .to = to});
    }
    if (pairs.count > 0 || is_renamed) {
        vec_push(guessing->arena, &guessing->enum_mappings, mapping);
    }
}

typedef VEC(const Enum *) EnumList;

static void pair_enums(Guessing *guessing, const EnumList *went, const EnumList *came) {
    Pairs pairs = {0};
    if ((uint64_t)went->count * came->count > MOST_PAIRS) {
        return;
    }
    for (uint32_t i = 0; i < went->count; i++) {
        for (uint32_t j = 0; j < came->count; j++) {
            if (same_values(went->items[i], came->items[j]) &&
                went->items[i]->targets == came->items[j]->targets) {
                vec_push(
                    &guessing->scratch, &pairs,
                    (Pair){i, j, 0, name_distance(went->items[i]->name, came->items[j]->name)});
            }
        }
    }
    choose_pairs(guessing, &pairs, went->count, came->count);
    for (uint32_t i = 0; i < pairs.count; i++) {
        const Enum *before = went->items[pairs.items[i].from];
        const Enum *after = came->items[pairs.items[i].to];
        add_guess(guessing,
                  (Guess){.kind = GUESS_ENUM, .enum_before = before, .enum_after = after});
        namemap_put(&guessing->scratch, &guessing->renamed, enum_key(guessing, before),
                    (void *)(uintptr_t)after);
        guess_values(guessing, before, after, true);
    }
}

static void guess_enums(Guessing *guessing) {
    NameMap known = {0};
    EnumList went = {0};
    EnumList came = {0};
    for (uint32_t i = 0; i < guessing->before->object_count; i++) {
        const Object *object = &guessing->before->objects[i];
        if (object->kind != OBJECT_ENUM) {
            continue;
        }
        const Enum *before = object->enumeration;
        Name key = enum_key(guessing, before);
        const Enum *after = namemap_get(&guessing->enums, key);
        namemap_put(&guessing->scratch, &known, key, (void *)(uintptr_t)before);
        if (after) {
            guess_values(guessing, before, after, false);
        } else {
            vec_push(&guessing->scratch, &went, before);
        }
    }
    for (uint32_t i = 0; i < guessing->after->object_count; i++) {
        const Object *object = &guessing->after->objects[i];
        if (object->kind == OBJECT_ENUM &&
            !namemap_get(&guessing->taken, enum_key(guessing, object->enumeration))) {
            vec_push(&guessing->scratch, &came, object->enumeration);
        }
    }
    pair_enums(guessing, &went, &came);
}

/* ---- columns ---- */

static bool same_type(const Guessing *guessing, Type a, Type b) {
    if (a.kind != b.kind || a.is_array != b.is_array) {
        return false;
    }
    if (a.kind == TYPE_ENUM) {
        Name key = enum_key(guessing, a.enumeration);
        return namemap_get(&guessing->renamed, key) == (const void *)b.enumeration ||
               key == enum_key(guessing, b.enumeration);
    }
    if (a.kind == TYPE_NATIVE) {
        return a.native->name == b.native->name;
    }
    return a.length == b.length && a.scale == b.scale;
}

static bool is_in_primary_key(const Table *table, uint16_t column) {
    return table->primary_key && columns_contain(table->primary_key->columns, column);
}

/* What a column is that no rename changes. */
static bool same_properties(const Table *before, uint16_t from, const Table *after, uint16_t to) {
    const Column *old = &before->columns[from];
    const Column *new = &after->columns[to];
    const uint8_t flags = COLUMN_NULLABLE | COLUMN_IDENTITY;
    return (old->flags & flags) == (new->flags &flags) &&
           (old->generated == NULL) == (new->generated == NULL) &&
           old->targets == new->targets &&is_in_primary_key(before, from) ==
               is_in_primary_key(after, to);
}

/* What a column may be that is renamed and altered at once. */
static bool same_kind(const Column *old, const Column *new) {
    TypeFamily family = type_family(old->type);
    return family != FAMILY_NONE && family == type_family(new->type) &&
           old->type.is_array == new->type.is_array && !old->generated && !new->generated &&
           old->targets == new->targets;
}

/* The columns before and after it, if any, have namesakes that stand beside the other one. */
static bool same_place(const Table *before, uint16_t from, const Table *after, uint16_t to) {
    Name above[2] = {from > 0 ? before->columns[from - 1].name : NULL,
                     to > 0 ? after->columns[to - 1].name : NULL};
    Name below[2] = {
        from + 1 < before->column_count ? before->columns[from + 1].name : NULL,
        to + 1 < after->column_count ? after->columns[to + 1].name : NULL,
    };
    return above[0] == above[1] && below[0] == below[1];
}

/* The columns of `table` without a namesake in `other`. */
static void list_alone(Arena *scratch, const Table *table, const Table *other,
                       Positions *positions) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (table_column(other, table->columns[i].name) < 0) {
            vec_push(scratch, positions, i);
        }
    }
}

static void pair_columns(Guessing *guessing, const Table *before, const Table *after, Pairs *pairs,
                         const Positions *went, const Positions *came) {
    if (went->count * came->count > MOST_NAME_PAIRS) {
        return;
    }
    for (uint32_t i = 0; i < went->count; i++) {
        for (uint32_t j = 0; j < came->count; j++) {
            const Column *old = &before->columns[went->items[i]];
            const Column *new = &after->columns[came->items[j]];
            if (!same_type(guessing, old->type, new->type) ||
                !same_properties(before, went->items[i], after, came->items[j])) {
                continue;
            }
            uint32_t distance = name_distance(old->name, new->name);
            bool is_place = same_place(before, went->items[i], after, came->items[j]);
            if (distance < FAR || is_place) {
                vec_push(&guessing->scratch, pairs, (Pair){i, j, 0, distance});
            }
        }
    }
    choose_pairs(guessing, pairs, went->count, came->count);
}

/* What may be a rename of a column that is altered as well, or of the only one to another name in another
 * place: neither side is in a pair yet. */
static void doubt_columns(Guessing *guessing, const Table *before, const Table *after,
                          const Pairs *sure, const Positions *went, const Positions *came) {
    Pairs pairs = {0};
    if (went->count * came->count > MOST_NAME_PAIRS) {
        return;
    }
    bool is_only = went->count == 1 && came->count == 1;
    bool *is_from = NEW_ARRAY(&guessing->scratch, bool, went->count);
    bool *is_to = NEW_ARRAY(&guessing->scratch, bool, came->count);
    for (uint32_t i = 0; i < sure->count; i++) {
        is_from[sure->items[i].from] = true;
        is_to[sure->items[i].to] = true;
    }
    for (uint32_t i = 0; i < went->count; i++) {
        for (uint32_t j = 0; j < came->count; j++) {
            const Column *old = &before->columns[went->items[i]];
            const Column *new = &after->columns[came->items[j]];
            uint32_t distance = name_distance(old->name, new->name);
            bool is_near = distance < FAR || is_only ||
                           same_place(before, went->items[i], after, came->items[j]);
            if (is_near && !is_from[i] && !is_to[j] && same_kind(old, new)) {
                vec_push(&guessing->scratch, &pairs, (Pair){i, j, 0, distance});
            }
        }
    }
    choose_pairs(guessing, &pairs, went->count, came->count);
    for (uint32_t i = 0; i < pairs.count; i++) {
        add_guess(guessing, (Guess){.kind = GUESS_COLUMN,
                                    .table_before = before,
                                    .table_after = after,
                                    .from = went->items[pairs.items[i].from],
                                    .to = came->items[pairs.items[i].to],
                                    .is_doubtful = true});
    }
}

static TableMapping mapping_of_names(Arena *arena, const Table *before, const Table *after) {
    TableMapping mapping = {.before = before, .after = after};
    mapping.columns = NEW_ARRAY(arena, ColumnSource, after->column_count);
    mapping.restored = NEW_ARRAY(arena, ColumnSource, before->column_count);
    mapping.lossy = NEW_ARRAY(arena, Name, before->column_count);
    mapping.concurrently = NEW_ARRAY(arena, bool, after->index_count);
    for (uint16_t i = 0; i < before->column_count; i++) {
        mapping.restored[i].from = -1;
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        int from = table_column(before, after->columns[i].name);
        bool same = from >= 0 && before->columns[from].targets == after->columns[i].targets;
        mapping.columns[i].from = same ? from : -1;
        if (same) {
            mapping.restored[from].from = i;
        }
    }
    return mapping;
}

static void guess_columns(Guessing *guessing, const Table *before, const Table *after,
                          bool is_renamed) {
    Positions went = {0};
    Positions came = {0};
    Pairs pairs = {0};
    list_alone(&guessing->scratch, before, after, &went);
    list_alone(&guessing->scratch, after, before, &came);
    pair_columns(guessing, before, after, &pairs, &went, &came);
    doubt_columns(guessing, before, after, &pairs, &went, &came);
    if (pairs.count == 0 && !is_renamed) {
        return;
    }
    TableMapping mapping = mapping_of_names(guessing->arena, before, after);
    for (uint32_t i = 0; i < pairs.count; i++) {
        uint16_t from = went.items[pairs.items[i].from];
        uint16_t to = came.items[pairs.items[i].to];
        mapping.columns[to].from = from;
        mapping.restored[from].from = to;
    }
    if (!partitions_keep(before, after, mapping.columns)) {
        return; /* it is another table */
    }
    for (uint32_t i = 0; i < pairs.count; i++) {
        uint16_t from = went.items[pairs.items[i].from];
        uint16_t to = came.items[pairs.items[i].to];
        add_guess(guessing, (Guess){.kind = GUESS_COLUMN,
                                    .table_before = before,
                                    .table_after = after,
                                    .from = from,
                                    .to = to});
    }
    vec_push(guessing->arena, &guessing->table_mappings, mapping);
}

/* ---- tables ---- */

typedef VEC(const Table *) TableList;

/* How many columns of both have one name and type. */
static uint32_t common_columns(const Guessing *guessing, const Table *before, const Table *after) {
    uint32_t count = 0;
    for (uint16_t i = 0; i < before->column_count; i++) {
        int at = table_column(after, before->columns[i].name);
        count += at >= 0 && same_type(guessing, before->columns[i].type, after->columns[at].type);
    }
    return count;
}

static void pair_tables(Guessing *guessing, const TableList *went, const TableList *came) {
    Pairs pairs = {0};
    if ((uint64_t)went->count * came->count > MOST_PAIRS) {
        return;
    }
    for (uint32_t i = 0; i < went->count; i++) {
        for (uint32_t j = 0; j < came->count; j++) {
            const Table *before = went->items[i];
            const Table *after = came->items[j];
            uint32_t most = before->column_count > after->column_count ? before->column_count
                                                                       : after->column_count;
            uint32_t common = common_columns(guessing, before, after);
            uint32_t distance = name_distance(before->name, after->name); /* 0: but for capitals */
            bool is_like = common > 0 && (distance == 0 || 3 * common >= 2 * most);
            bool keeps_place = before->space == after->space || before->name == after->name;
            if (is_like && before->targets == after->targets && keeps_place &&
                partitions_keep(before, after, NULL)) {
                uint32_t unlike = (most - common) * 1000 / most;
                vec_push(&guessing->scratch, &pairs, (Pair){i, j, unlike, distance});
            }
        }
    }
    choose_pairs(guessing, &pairs, went->count, came->count);
    for (uint32_t i = 0; i < pairs.count; i++) {
        const Table *before = went->items[pairs.items[i].from];
        const Table *after = came->items[pairs.items[i].to];
        add_guess(guessing,
                  (Guess){.kind = GUESS_TABLE, .table_before = before, .table_after = after});
        guess_columns(guessing, before, after, true);
    }
}

static void guess_tables(Guessing *guessing) {
    TableList went = {0};
    TableList came = {0};
    for (uint32_t i = 0; i < guessing->before->table_count; i++) {
        const Table *before = guessing->before->tables[i];
        if (!namemap_get(&guessing->tables, table_key(guessing, before))) {
            vec_push(&guessing->scratch, &went, before);
        }
    }
    for (uint32_t i = 0; i < guessing->after->table_count; i++) {
        const Table *after = guessing->after->tables[i];
        if (!namemap_get(&guessing->taken, table_key(guessing, after))) {
            vec_push(&guessing->scratch, &came, after);
        }
    }
    pair_tables(guessing, &went, &came);
    for (uint32_t i = 0; i < guessing->before->table_count; i++) {
        const Table *before = guessing->before->tables[i];
        const Table *after = namemap_get(&guessing->tables, table_key(guessing, before));
        if (after) {
            guess_columns(guessing, before, after, false);
        }
    }
}

static void know_names(Guessing *guessing) {
    for (uint32_t i = 0; i < guessing->before->object_count; i++) {
        Object *object = &guessing->before->objects[i];
        if (object->kind != OBJECT_DATA && object->kind != OBJECT_EXTENSION) {
            namemap_put(
                &guessing->scratch, &guessing->taken,
                name_qualified(guessing->after->names, object_space(object), object_name(object)),
                object);
        }
    }
    for (uint32_t i = 0; i < guessing->after->object_count; i++) {
        const Object *object = &guessing->after->objects[i];
        if (object->kind == OBJECT_ENUM) {
            namemap_put(&guessing->scratch, &guessing->enums,
                        enum_key(guessing, object->enumeration), object->enumeration);
        } else if (object->kind == OBJECT_TABLE) {
            namemap_put(&guessing->scratch, &guessing->tables, table_key(guessing, object->table),
                        object->table);
        }
    }
}

Mapping mapping_guess(Arena *arena, const Model *before, const Model *after, Guesses *guesses) {
    Guessing guessing = {.arena = arena, .before = before, .after = after};
    know_names(&guessing);
    guess_enums(&guessing);
    guess_tables(&guessing);
    arena_release(&guessing.scratch);
    *guesses = (Guesses){guessing.guesses.items, guessing.guesses.count};
    return (Mapping){.tables = guessing.table_mappings.items,
                     .table_count = guessing.table_mappings.count,
                     .enums = guessing.enum_mappings.items,
                     .enum_count = guessing.enum_mappings.count};
}
