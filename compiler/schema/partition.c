/*
 * partition.c - partitions of tables: looked up, written and compared. See schema/model.h.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/model.h"

static const char *const method_words[PARTITION_METHODS] = {
    [METHOD_RANGE] = "range",
    [METHOD_LIST] = "list",
    [METHOD_HASH] = "hash",
    [METHOD_KEY] = "key",
    [METHOD_RANGE_COLUMNS] = "range columns",
    [METHOD_LIST_COLUMNS] = "list columns",
    [METHOD_LINEAR_HASH] = "linear hash",
    [METHOD_LINEAR_KEY] = "linear key",
};

const char *partition_method_words(uint8_t method) {
    return method_words[method];
}

unsigned partition_method(Text words) {
    unsigned method = 0;
    while (method < PARTITION_METHODS && !text_is(words, method_words[method])) {
        method++;
    }
    return method;
}

const Partitioning *table_partitioning(const Table *table, Target target) {
    for (uint16_t i = 0; i < table->partitioning_count; i++) {
        if (table->partitionings[i].targets & 1u << target) {
            return &table->partitionings[i];
        }
    }
    return NULL;
}

const Partition *partition_find(const Partitioning *partitioning, Name name) {
    for (uint32_t i = 0; partitioning && i < partitioning->count; i++) {
        if (partitioning->items[i].name == name) {
            return &partitioning->items[i];
        }
    }
    return NULL;
}

const char *partition_end_word(const Expr *value) {
    if (value->kind != EXPR_VERBATIM) {
        return NULL;
    }
    Text text = name_text(value->text);
    return text_is(text, "MINVALUE") ? "minvalue" : text_is(text, "MAXVALUE") ? "maxvalue" : NULL;
}

/* ---- writing ---- */

static void write_keys(Buf *out, const Partitioning *partitioning, const Table *table) {
    buf_text(out, " (");
    for (uint16_t i = 0; i < partitioning->key_count; i++) {
        const IndexKey *key = &partitioning->keys[i];
        buf_text(out, i > 0 ? ", " : "");
        expr_write(out, key->expr, table);
        if (key->collation) {
            buf_text(out, " collate ");
            name_write(out, key->collation);
        }
        if (key->class) {
            buf_text(out, " opclass ");
            name_write(out, key->class);
        }
    }
    buf_char(out, ')');
}

void partitioning_write(Buf *out, const Partitioning *partitioning, const Table *table) {
    buf_char(out, ' ');
    buf_text(out, method_words[partitioning->method]);
    write_keys(out, partitioning, table);
    if (partitioning->number > 0) {
        buf_text(out, " partitions ");
        buf_uint(out, partitioning->number);
    }
}

static void write_values(Buf *out, Expr *const *values, uint32_t count, const Table *table) {
    buf_text(out, " (");
    for (uint32_t i = 0; i < count; i++) {
        const char *word = partition_end_word(values[i]);
        buf_text(out, i > 0 ? ", " : "");
        if (word) {
            buf_text(out, word);
        } else {
            expr_write(out, values[i], table);
        }
    }
    buf_char(out, ')');
}

void partition_write(Buf *out, const Partition *partition, const Table *table) {
    switch ((PartitionKind)partition->kind) {
    case PARTITION_FROM_TO:
        buf_text(out, " from");
        write_values(out, partition->from, partition->from_count, table);
        buf_text(out, " to");
        write_values(out, partition->to, partition->to_count, table);
        return;
    case PARTITION_ANY_OF:
        buf_text(out, " in");
        write_values(out, partition->from, partition->from_count, table);
        return;
    case PARTITION_LESS_THAN:
        buf_text(out, " less than");
        if (partition->to_count == 1 && partition_end_word(partition->to[0])) {
            buf_char(out, ' ');
            buf_text(out, partition_end_word(partition->to[0]));
        } else {
            write_values(out, partition->to, partition->to_count, table);
        }
        return;
    case PARTITION_REMAINDER:
        buf_text(out, " modulus ");
        buf_uint(out, partition->modulus);
        buf_text(out, " remainder ");
        buf_uint(out, partition->remainder);
        return;
    case PARTITION_ALL_OTHERS: buf_text(out, " default"); return;
    }
}

/* ---- comparing ---- */

static bool same_halves(const Buf *text, size_t middle) {
    return text->length == 2 * middle &&
           (middle == 0 || memcmp(text->data, text->data + middle, middle) == 0);
}

bool partitioning_alike(const Partitioning *a, const Table *of_a, const Partitioning *b,
                        const Table *of_b) {
    if (a->method != b->method || a->targets != b->targets) {
        return false;
    }
    Buf text = {0};
    write_keys(&text, a, of_a);
    size_t middle = text.length;
    write_keys(&text, b, of_b);
    bool alike = same_halves(&text, middle);
    buf_free(&text);
    return alike;
}

/* A value of a list and its place there. */
typedef struct Listed {
    const char *text;
    Expr *value;
    uint32_t place;
} Listed;

static int by_text(const void *a, const void *b) {
    return strcmp(((const Listed *)a)->text, ((const Listed *)b)->text);
}

/* The values of a list in the order of their texts. */
static Listed *listed(Arena *arena, const Partition *partition, const Table *table) {
    Listed *values = NEW_ARRAY(arena, Listed, partition->from_count);
    Buf text = {0};
    for (uint32_t i = 0; i < partition->from_count; i++) {
        buf_clear(&text);
        expr_write(&text, partition->from[i], table);
        values[i] = (Listed){.text = arena_copy_text(arena, text.data, text.length),
                             .value = partition->from[i],
                             .place = i};
    }
    qsort(values, partition->from_count, sizeof *values, by_text);
    buf_free(&text);
    return values;
}

static bool is_list(const Partition *partition) {
    return partition->kind == PARTITION_ANY_OF && partition->from_count > 0;
}

static bool lists_alike(const Partition *a, const Partition *b, const Table *table) {
    Arena arena = {0};
    bool alike = a->from_count == b->from_count;
    if (alike) {
        const Listed *one = listed(&arena, a, table);
        const Listed *other = listed(&arena, b, table);
        for (uint32_t i = 0; alike && i < a->from_count; i++) {
            alike = strcmp(one[i].text, other[i].text) == 0;
        }
    }
    arena_release(&arena);
    return alike;
}

/* The values of an alike list, in the order of another one. */
static void take_order(Arena *arena, Partition *partition, const Partition *other,
                       const Table *table) {
    const Listed *own = listed(arena, partition, table);
    const Listed *others = listed(arena, other, table);
    for (uint32_t i = 0; i < partition->from_count; i++) {
        partition->from[others[i].place] = own[i].value;
    }
}

void partitions_take_order(Arena *arena, const Model *before, Model *after) {
    NameMap tables = {0};
    for (uint32_t i = 0; i < before->table_count; i++) {
        Table *table = before->tables[i];
        Name name = name_qualified(before->names, table->space, table->name);
        namemap_set(arena, &tables, name, table);
    }
    for (uint32_t i = 0; i < after->table_count; i++) {
        Table *table = after->tables[i];
        const Table *was = namemap_get(&tables,
                                       name_qualified(after->names, table->space, table->name));
        for (uint16_t k = 0; was && k < table->partitioning_count; k++) {
            Partitioning *own = &table->partitionings[k];
            const Partitioning *others = partitioning_same(was, own, table);
            for (uint32_t p = 0; others && p < own->count; p++) {
                const Partition *other = partition_find(others, own->items[p].name);
                if (other && is_list(other) && partition_alike(&own->items[p], other, table)) {
                    take_order(arena, &own->items[p], other, table);
                }
            }
        }
    }
}

bool partition_alike(const Partition *a, const Partition *b, const Table *table) {
    if (is_list(a) && is_list(b)) {
        return lists_alike(a, b, table);
    }
    Buf text = {0};
    partition_write(&text, a, table);
    size_t middle = text.length;
    partition_write(&text, b, table);
    bool alike = same_halves(&text, middle);
    buf_free(&text);
    return alike;
}

const Partitioning *partitioning_same(const Table *table, const Partitioning *wanted,
                                      const Table *of) {
    for (uint16_t i = 0; i < table->partitioning_count; i++) {
        if (partitioning_alike(&table->partitionings[i], table, wanted, of)) {
            return &table->partitionings[i];
        }
    }
    return NULL;
}

/* The same partitions, in whatever order. */
static bool same_items(const Partitioning *a, const Partitioning *b, const Table *table) {
    bool same = a->count == b->count && a->number == b->number;
    for (uint32_t i = 0; same && i < a->count; i++) {
        const Partition *other = b->items[i].name == a->items[i].name
                                     ? &b->items[i]
                                     : partition_find(b, a->items[i].name);
        same = other && partition_alike(&a->items[i], other, table);
    }
    return same;
}

bool partitionings_alike(const Table *a, const Table *b, bool whole) {
    bool alike = a->partitioning_count == b->partitioning_count;
    for (uint16_t i = 0; alike && i < a->partitioning_count; i++) {
        const Partitioning *other = partitioning_same(b, &a->partitionings[i], a);
        alike = other && (!whole || same_items(&a->partitionings[i], other, a));
    }
    return alike;
}
