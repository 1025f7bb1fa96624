/*
 * ddl_partition.c - see ddl_partition.h.
 */
#include "emit/ddl_partition.h"

#include "emit/expression.h"
#include "emit/fold.h"
#include "emit/quote.h"
#include "emit/with.h"

/* ---- values -------------------------------------------------------------------------------------- */

static void write_values(Buf *out, Expr *const *values, uint32_t count, const Table *table,
                         Target target) {
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i == 0 ? " (" : ", ");
        if (values[i]->kind == EXPR_VERBATIM) {
            buf_name(out, values[i]->text);
        } else {
            expression_write(out, values[i], table, target);
        }
    }
    buf_char(out, ')');
}

/* ` FOR VALUES FROM (1) TO (10)`. */
static void write_bounds(Buf *out, const Partition *partition, const Table *table) {
    switch ((PartitionKind)partition->kind) {
    case PARTITION_FROM_TO:
        buf_text(out, " FOR VALUES FROM");
        write_values(out, partition->from, partition->from_count, table, TARGET_POSTGRES);
        buf_text(out, " TO");
        write_values(out, partition->to, partition->to_count, table, TARGET_POSTGRES);
        return;
    case PARTITION_ANY_OF:
        buf_text(out, " FOR VALUES IN");
        write_values(out, partition->from, partition->from_count, table, TARGET_POSTGRES);
        return;
    case PARTITION_REMAINDER:
        buf_printf(out, " FOR VALUES WITH (MODULUS %u, REMAINDER %u)", partition->modulus,
                   partition->remainder);
        return;
    case PARTITION_ALL_OTHERS:
    case PARTITION_LESS_THAN: /* of other targets */ buf_text(out, " DEFAULT"); return;
    }
}

/* ---- keys ---------------------------------------------------------------------------------------- */

static void write_upper(Buf *out, const char *words) {
    for (; *words != '\0'; words++) {
        buf_char(out, *words >= 'a' && *words <= 'z' ? (char)(*words - 'a' + 'A') : *words);
    }
}

static void write_keys(Buf *out, const Partitioning *partitioning, const Table *table,
                       Target target) {
    for (uint16_t i = 0; i < partitioning->key_count; i++) {
        const IndexKey *key = &partitioning->keys[i];
        buf_text(out, i == 0 ? " (" : ", ");
        expression_write_index_key(out, key->expr, table, target);
        if (key->collation) {
            buf_text(out, " COLLATE ");
            quote_name(out, key->collation, target);
        }
        if (key->class) {
            buf_char(out, ' ');
            quote_name(out, key->class, target);
        }
    }
    buf_char(out, ')');
}

void ddl_partition_by(Buf *out, const Table *table, Target target) {
    const Partitioning *partitioning = table_partitioning(table, target);
    if (partitioning) {
        buf_text(out, " PARTITION BY ");
        write_upper(out, partition_method_words(partitioning->method));
        write_keys(out, partitioning, table, target);
    }
}

/* ---- statements ---------------------------------------------------------------------------------- */

Table partition_table(const Table *table, const Partition *partition) {
    return (Table){.space = table->space,
                   .name = partition->name,
                   .span = partition->span,
                   .targets = table->targets};
}

void ddl_create_partition(Ddl *ddl, const Table *table, const Partition *partition) {
    Table own = partition_table(table, partition);
    Buf *text = &ddl->scratch;
    buf_clear(text);
    ddl_indent(ddl, 0);
    buf_text(text, options_have(table, TARGET_POSTGRES, "unlogged") ? "CREATE UNLOGGED TABLE "
                                                                    : "CREATE TABLE ");
    ddl_table_name(text, &own, TARGET_POSTGRES);
    buf_text(text, " PARTITION OF ");
    ddl_table_name(text, table, TARGET_POSTGRES);
    size_t bounds = text->length;
    write_bounds(text, partition, table);
    if (fold_fits(buf_view(text), ddl->indent, 1)) {
        buf_slice(ddl->out, buf_view(text));
    } else {
        buf_put(ddl->out, text->data, bounds);
        buf_char(ddl->out, '\n');
        ddl_indent(ddl, 2);
        Text rest = {text->data + bounds + 1, text->length - bounds - 1};
        fold_list(ddl->out, rest, ddl->indent + 2, ddl->indent + 4);
    }
    buf_text(ddl->out, ";\n");
}

void ddl_create_partitions(Ddl *ddl, const Table *table) {
    const Partitioning *partitioning = table_partitioning(table, TARGET_POSTGRES);
    for (uint32_t i = 0; partitioning && i < partitioning->count; i++) {
        ddl_create_partition(ddl, table, &partitioning->items[i]);
    }
}
