/*
 * partition.c - partitions of tables: looked up, written and compared. See schema/model.h.
 */
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

bool partition_alike(const Partition *a, const Partition *b, const Table *table) {
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
