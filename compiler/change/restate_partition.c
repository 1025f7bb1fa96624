/*
 * restate_partition.c - takes how a table is partitioned, gives it as it is written. See restate.h.
 */
#include "change/restate.h"

void restate_partition(Buf *out, const Partition *partition, const Table *table) {
    restate_name(out, partition->name);
    partition_write(out, partition, table);
}

void restate_partitioning(Buf *out, const Partitioning *partitioning, const Table *table,
                          unsigned indent) {
    buf_text(out, "partition by");
    partitioning_write(out, partitioning, table);
    restate_targets(out, partitioning->targets, table->targets);
    if (partitioning->count > 0) {
        buf_text(out, " {\n");
        for (uint32_t i = 0; i < partitioning->count; i++) {
            buf_spaces(out, indent + 2);
            restate_partition(out, &partitioning->items[i], table);
            buf_char(out, '\n');
        }
        buf_spaces(out, indent);
        buf_char(out, '}');
    }
}
