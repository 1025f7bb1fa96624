/*
 * Partitions as a target writes them.
 *
 * Takes how a table is partitioned; gives what stands behind the columns of CREATE TABLE, and the statements that
 * make and drop partitions where they are tables of their own (PostgreSQL).
 */
#ifndef MIGC_EMIT_DDL_PARTITION_H
#define MIGC_EMIT_DDL_PARTITION_H

#include "emit/ddl.h"

/* `PARTITION BY RANGE (day)` with a blank before it; nothing for a table that is not partitioned there. */
void ddl_partition_by(Buf *out, const Table *table, Target target);

/* `CREATE TABLE p PARTITION OF t FOR VALUES ...;`: of one partition, and of all of a table. */
void ddl_create_partition(Ddl *ddl, const Table *table, const Partition *partition);
void ddl_create_partitions(Ddl *ddl, const Table *table);

/* MySQL and MariaDB: what stands behind CREATE TABLE and ALTER TABLE, `PARTITION BY HASH (id) PARTITIONS 4`, its
 * partitions a line each behind `indent` blanks; `(PARTITION p VALUES IN (1), ...)` of some partitions; and what
 * the catalog says of one: `10`, `'a','b'`. */
void partition_write_mysql(Buf *out, const Partitioning *of, const Table *table, Target target,
                           unsigned indent);
void partition_write_list(Buf *out, const Partition *const *items, uint32_t count,
                          const Table *table, Target target, unsigned indent);
void partition_write_described(Buf *out, const Partition *partition, const Table *table,
                               Target target);

/* PostgreSQL: the partition that has all rows which no other one takes, or NULL; and what is true of the rows of `table`
 * that belong to a partition which it may not have yet. False: no words for it, nothing is written. */
const Partition *partition_of_others(const Table *table);
bool partition_condition(Buf *out, const Partition *partition, const Table *table);

/* A partition as the table that it is where partitions are tables: its names. */
Table partition_table(const Table *table, const Partition *partition);

#endif
