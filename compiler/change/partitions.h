/*
 * Partitions of a table before and after a change.
 *
 * How rows go to partitions does not change while a table stays: what is partitioned otherwise is another
 * table. Those that are only counted may become more or fewer: no row is lost by it. Partitions belong together by name; one that takes other rows goes and comes anew. Linear where
 * most stay in their order.
 */
#ifndef MIGC_CHANGE_PARTITIONS_H
#define MIGC_CHANGE_PARTITIONS_H

#include "change/change.h"

/* Whether the table can stay: its rows go to partitions in the same way. `columns`: where the columns after
 * come from; NULL: by name. */
bool partitions_keep(const Table *before, const Table *after, const ColumnSource *columns);

/* Whether the enums by which the table is partitioned keep their values; of one that `mapping` (or NULL) speaks of,
 * who made it has told. */
bool partitions_keep_values(const Table *before, const Table *after, const Mapping *mapping);

/* Calls visit for every partition that goes, and with `comes` for every one that is new. */
typedef void (*PartitionVisit)(void *context, const Partitioning *of, const Partition *partition,
                               bool comes);
void partitions_between(const Table *before, const Table *after, PartitionVisit visit,
                        void *context);

/* Calls visit for every partitioning after of which there are more or fewer than before, where they are counted. */
typedef void (*PartitioningVisit)(void *context, const Partitioning *of);
void partitions_counted(const Table *before, const Table *after, PartitioningVisit visit,
                        void *context);

#endif
