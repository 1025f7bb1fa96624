/*
 * sql_loses.c - see sql_loses.h.
 */
#include "emit/sql_loses.h"

#include <string.h>

#include "change/partitions.h"

/* Whether the sql object speaks of a constraint or index that goes, or is a foreign key that may lean on it. */
static bool speaks_of(const SqlObject *sql, Name part, bool is_key) {
    return (part && memmem(sql->up->text, sql->up->length, part->text, part->length) != NULL) ||
           (is_key && strstr(sql->up->text, " FOREIGN KEY ") != NULL);
}

typedef struct Lost {
    const SqlObject *sql;
    bool is_found;
} Lost;

static void find_lost(void *context, const Partitioning *of, const Partition *partition,
                      bool comes) {
    Lost *lost = context;
    lost->is_found = lost->is_found || (!comes && (of->targets >> TARGET_POSTGRES & 1) != 0 &&
                                        speaks_of(lost->sql, partition->name, false));
}

bool sql_loses_partition(const SqlObject *sql, const TableChange *change) {
    Lost lost = {.sql = sql};
    partitions_between(change->renamed, change->after, find_lost, &lost);
    return lost.is_found;
}

bool sql_loses_part(const SqlObject *sql, const TableChange *change) {
    const Table *before = change->before;
    const TableChange *back = change->inverse;
    bool loses = before->primary_key && back->primary_key < 0 &&
                 speaks_of(sql, before->primary_key->name, true);
    for (uint16_t i = 0; !loses && i < before->unique_count; i++) {
        loses = back->uniques[i] < 0 && speaks_of(sql, before->uniques[i].name, true);
    }
    for (uint16_t i = 0; !loses && i < before->index_count; i++) {
        loses = back->indexes[i] < 0 && speaks_of(sql, before->indexes[i].name, true);
    }
    for (uint16_t i = 0; !loses && i < before->check_count; i++) {
        loses = back->checks[i] < 0 && speaks_of(sql, before->checks[i].name, false);
    }
    for (uint16_t i = 0; !loses && i < before->foreign_key_count; i++) {
        loses = back->foreign_keys[i] < 0 && speaks_of(sql, before->foreign_keys[i].name, false);
    }
    for (uint16_t i = 0; !loses && i < before->column_count; i++) {
        bool numbers = change->to[i] >= 0 &&
                       (change->after->columns[change->to[i]].flags & COLUMN_IDENTITY);
        bool numbered = before->columns[i].flags & COLUMN_IDENTITY;
        loses = numbers != numbered && strstr(sql->up->text, " ON SEQUENCE ");
    }
    return loses;
}
