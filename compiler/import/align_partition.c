/*
 * align_partition.c - partitions of both sides in one order, their keys and values in one form. See aligning.h.
 */
#include <stdlib.h>
#include <string.h>

#include "import/aligning.h"

static int by_name(const void *a, const void *b) {
    const Partition *one = a;
    const Partition *other = b;
    return strcmp(one->name->text, other->name->text);
}

/* Where partitions are tables, or told by their values, their order means nothing. */
static void copy_items(Aligning *aligning, Partitioning *of) {
    of->keys = arena_copy(aligning->arena, of->keys, of->key_count * sizeof *of->keys);
    of->items = arena_copy(aligning->arena, of->items, of->count * sizeof *of->items);
    for (uint32_t i = 0; i < of->count; i++) {
        Partition *item = &of->items[i];
        item->from = arena_copy(aligning->arena, item->from, item->from_count * sizeof *item->from);
        item->to = arena_copy(aligning->arena, item->to, item->to_count * sizeof *item->to);
    }
    if (of->count > 1) {
        qsort(of->items, of->count, sizeof *of->items, by_name);
    }
}

void align_copy_partitions(Aligning *aligning, Table *table) {
    const Partitioning *of = table_partitioning(table, aligning->target);
    table->partitioning_count = of != NULL ? 1 : 0;
    table->partitionings = NULL;
    if (of != NULL) {
        table->partitionings = arena_copy(aligning->arena, of, sizeof *of);
        copy_items(aligning, table->partitionings);
    }
}

static void align_values(Aligning *aligning, Expr **expected, Table *expected_table, Expr **found,
                         Table *found_table, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (partition_end_word(expected[i]) == NULL && partition_end_word(found[i]) == NULL) {
            align_expr(aligning, &expected[i], expected_table, &found[i], found_table, PLACE_VALUE);
        }
    }
}

void align_partitions(Aligning *aligning, Table *expected, Table *found) {
    if (expected->partitioning_count == 0 || found->partitioning_count == 0) {
        return;
    }
    Partitioning *wanted = expected->partitionings;
    Partitioning *other = found->partitionings;
    other->targets = wanted->targets;
    for (uint16_t k = 0; k < wanted->key_count && k < other->key_count; k++) {
        if (wanted->keys[k].expr->kind != EXPR_COLUMN || other->keys[k].expr->kind != EXPR_COLUMN) {
            align_expr(aligning, &wanted->keys[k].expr, expected, &other->keys[k].expr, found,
                       PLACE_KEY);
        }
    }
    for (uint32_t i = 0, k = 0; i < wanted->count && k < other->count;) {
        Partition *one = &wanted->items[i];
        Partition *two = &other->items[k];
        int order = by_name(one, two);
        if (order == 0 && one->from_count == two->from_count && one->to_count == two->to_count) {
            align_values(aligning, one->from, expected, two->from, found, one->from_count);
            align_values(aligning, one->to, expected, two->to, found, one->to_count);
        }
        i += order <= 0 ? 1 : 0;
        k += order >= 0 ? 1 : 0;
    }
}
