/*
 * partitions.c - see change/partitions.h.
 */
#include "change/partitions.h"

static bool same_text(const Expr *a, const Table *of_a, const Expr *b, const Table *of_b) {
    Buf texts[2] = {0};
    expr_write(&texts[0], a, of_a);
    expr_write(&texts[1], b, of_b);
    bool same = text_equal(buf_view(&texts[0]), buf_view(&texts[1]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

static bool same_key(const IndexKey *old, const Table *before, const IndexKey *new,
                     const Table *after, const ColumnSource *columns) {
    if (old->collation != new->collation || old->class != new->class ||
        old->expr->kind != new->expr->kind) {
        return false;
    }
    if (new->expr->kind != EXPR_COLUMN) {
        return same_text(old->expr, before, new->expr, after);
    }
    const Column *column = &after->columns[new->expr->column];
    int from = columns ? columns[new->expr->column].from : table_column(before, column->name);
    return from == old->expr->column && type_equal(before->columns[from].type, column->type) &&
           before->columns[from].collation == column->collation;
}

static const Partitioning *same_targets(const Table *table, const Partitioning *wanted) {
    for (uint16_t i = 0; i < table->partitioning_count; i++) {
        if (table->partitionings[i].targets == wanted->targets) {
            return &table->partitionings[i];
        }
    }
    return NULL;
}

bool partitions_keep(const Table *before, const Table *after, const ColumnSource *columns) {
    bool keeps = before->partitioning_count == after->partitioning_count;
    for (uint16_t i = 0; keeps && i < after->partitioning_count; i++) {
        const Partitioning *new = &after->partitionings[i];
        const Partitioning *old = same_targets(before, new);
        keeps = old && old->method == new->method && old->key_count == new->key_count;
        for (uint16_t k = 0; keeps && k < new->key_count; k++) {
            keeps = same_key(&old->keys[k], before, &new->keys[k], after, columns);
        }
    }
    return keeps;
}

/* Whether the enum after has all values of the one before, in their order. */
static bool keeps_values(const Enum *before, const Enum *after) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < before->value_count; i++) {
        while (at < after->value_count && after->values[at].name != before->values[i].name) {
            at++;
        }
        at++;
    }
    return at <= after->value_count;
}

static bool is_mapped(const Mapping *mapping, const Enum *enumeration) {
    for (uint32_t i = 0; mapping && i < mapping->enum_count; i++) {
        if (mapping->enums[i].before == enumeration) {
            return true;
        }
    }
    return false;
}

static bool keeps_key(const Expr *key, const Table *before, const Table *after,
                      const Mapping *mapping) {
    const Column *was = key->kind == EXPR_COLUMN ? &before->columns[key->column] : NULL;
    int to = was && was->type.kind == TYPE_ENUM ? table_column(after, was->name) : -1;
    const Column *is = to >= 0 ? &after->columns[to] : NULL;
    return !is || is->type.kind != TYPE_ENUM || is_mapped(mapping, was->type.enumeration) ||
           keeps_values(was->type.enumeration, is->type.enumeration);
}

bool partitions_keep_values(const Table *before, const Table *after, const Mapping *mapping) {
    for (uint16_t i = 0; i < before->partitioning_count; i++) {
        const Partitioning *of = &before->partitionings[i];
        for (uint16_t k = 0; k < of->key_count; k++) {
            if (!keeps_key(of->keys[k].expr, before, after, mapping)) {
                return false;
            }
        }
    }
    return true;
}

/* Those of `table` that `other` has not, or has for other rows. */
static void visit_lone(const Table *table, const Table *other, bool comes, PartitionVisit visit,
                       void *context) {
    for (uint16_t i = 0; i < table->partitioning_count; i++) {
        const Partitioning *own = &table->partitionings[i];
        const Partitioning *others = same_targets(other, own);
        uint32_t at = 0; /* where the next one is, if they are in one order */
        for (uint32_t k = 0; k < own->count; k++) {
            const Partition *partition = &own->items[k];
            const Partition *found = NULL;
            if (others && at < others->count && others->items[at].name == partition->name) {
                found = &others->items[at];
            } else {
                found = others ? partition_find(others, partition->name) : NULL;
            }
            at = found ? (uint32_t)(found - others->items) + 1 : at;
            if (!found || !partition_alike(partition, found, table)) {
                visit(context, own, partition, comes);
            }
        }
    }
}

void partitions_counted(const Table *before, const Table *after, PartitioningVisit visit,
                        void *context) {
    for (uint16_t i = 0; i < after->partitioning_count; i++) {
        const Partitioning *old = same_targets(before, &after->partitionings[i]);
        if (old && old->number != after->partitionings[i].number) {
            visit(context, &after->partitionings[i]);
        }
    }
}

void partitions_between(const Table *before, const Table *after, PartitionVisit visit,
                        void *context) {
    visit_lone(before, after, false, visit, context);
    visit_lone(after, before, true, visit, context);
}
