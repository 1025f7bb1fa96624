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
        buf_text(out, i == 0 ? " (" : ", ");
        ddl_index_key(out, &partitioning->keys[i], table, target);
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

/* ---- rows ---------------------------------------------------------------------------------------- */

const Partition *partition_of_others(const Table *table) {
    const Partitioning *of = table_partitioning(table, TARGET_POSTGRES);
    for (uint32_t i = 0; of && i < of->count; i++) {
        if (of->items[i].kind == PARTITION_ALL_OTHERS) {
            return &of->items[i];
        }
    }
    return NULL;
}

static void write_key(Buf *out, const Expr *key, const Table *table) {
    buf_text(out, key->kind == EXPR_COLUMN ? "" : "(");
    expression_write(out, key, table, TARGET_POSTGRES);
    buf_text(out, key->kind == EXPR_COLUMN ? "" : ")");
}

/* ` AND (a, b) >= (1, 2)`; of the values those before `minvalue` or `maxvalue`. */
static void write_side(Buf *out, const Partitioning *of, Expr *const *values, uint32_t count,
                       bool is_from, const Table *table) {
    uint32_t said = 0;
    while (said < count && !partition_end_word(values[said])) {
        said++;
    }
    bool is_beyond = said < count && partition_end_word(values[said])[1] == 'a';
    for (uint32_t i = 0; i < said; i++) {
        buf_text(out, i == 0 ? " AND (" : ", ");
        expression_write(out, of->keys[i].expr, table, TARGET_POSTGRES);
    }
    if (said > 0) {
        buf_text(out, is_from ? (is_beyond ? ") >" : ") >=") : is_beyond ? ") <=" : ") <");
        write_values(out, values, said, table, TARGET_POSTGRES);
    }
}

/* `a IN ('x', 'y') OR a IS NULL`; the values of an enum may come with the partition. */
static void write_any_of(Buf *out, const Partition *partition, const Expr *key,
                         const Table *table) {
    bool has_null = false;
    uint32_t count = 0;
    for (uint32_t i = 0; i < partition->from_count; i++) {
        has_null |= partition->from[i]->kind == EXPR_NULL;
    }
    for (uint32_t i = 0; i < partition->from_count; i++) {
        if (partition->from[i]->kind != EXPR_NULL) {
            if (count++ == 0) {
                write_key(out, key, table);
                buf_text(out, type_bare(key->type).kind == TYPE_ENUM ? "::text IN" : " IN");
            }
            buf_text(out, count == 1 ? " (" : ", ");
            expression_write(out, partition->from[i], table, TARGET_POSTGRES);
        }
    }
    buf_text(out, count > 0 ? ")" : "");
    if (has_null) {
        buf_text(out, count > 0 ? " OR " : "");
        write_key(out, key, table);
        buf_text(out, " IS NULL");
    }
}

bool partition_condition(Buf *out, const Partition *partition, const Table *table) {
    const Partitioning *of = table_partitioning(table, TARGET_POSTGRES);
    for (uint16_t i = 0; i < of->key_count; i++) {
        const IndexKey *key = &of->keys[i];
        if (key->collation || key->class ||
            (partition->kind == PARTITION_FROM_TO &&
             type_bare(key->expr->type).kind == TYPE_ENUM)) {
            return false;
        }
    }
    if (partition->kind == PARTITION_ANY_OF) {
        write_any_of(out, partition, of->keys[0].expr, table);
        return true;
    }
    if (partition->kind != PARTITION_FROM_TO) {
        return false;
    }
    for (uint16_t i = 0; i < of->key_count; i++) {
        buf_text(out, i == 0 ? "" : " AND ");
        write_key(out, of->keys[i].expr, table);
        buf_text(out, " IS NOT NULL");
    }
    write_side(out, of, partition->from, partition->from_count, true, table);
    write_side(out, of, partition->to, partition->to_count, false, table);
    return true;
}

/* ---- MySQL and MariaDB --------------------------------------------------------------------------- */

/* Moments as strings: the type is that of the key. */
static void write_value(Buf *out, const Expr *value, const Table *table, Target target) {
    if (value->kind == EXPR_VERBATIM) {
        buf_name(out, value->text);
    } else if (value->kind == EXPR_STRING) {
        quote_string(out, value->text->text, value->text->length, target);
    } else {
        expression_write(out, value, table, target);
    }
}

void partition_write_described(Buf *out, const Partition *partition, const Table *table,
                               Target target) {
    bool is_list = partition->kind == PARTITION_ANY_OF;
    const Partitioning *of = table_partitioning(table, target);
    bool null_comes_first = of && of->method == METHOD_LIST; /* as the server has it */
    uint32_t count = is_list ? partition->from_count : partition->to_count;
    buf_text(out, partition->kind == PARTITION_ALL_OTHERS ? "DEFAULT" : "");
    const char *separator = "";
    for (uint32_t i = 0; i < 2 * count; i++) {
        const Expr *value = is_list ? partition->from[i % count] : partition->to[i % count];
        bool comes_first = null_comes_first && value->kind == EXPR_NULL;
        if (comes_first == (i < count)) {
            buf_text(out, separator);
            separator = ",";
            write_value(out, value, table, target);
        }
    }
}

void partition_write_list(Buf *out, const Partition *const *items, uint32_t count,
                          const Table *table, Target target, unsigned indent) {
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i == 0 ? "(\n" : ",\n");
        buf_spaces(out, indent);
        buf_text(out, "PARTITION ");
        quote_name(out, items[i]->name, target);
        switch ((PartitionKind)items[i]->kind) {
        case PARTITION_ANY_OF: buf_text(out, " VALUES IN ("); break;
        case PARTITION_LESS_THAN: buf_text(out, " VALUES LESS THAN ("); break;
        case PARTITION_FROM_TO:
        case PARTITION_REMAINDER:
        case PARTITION_ALL_OTHERS: buf_text(out, " "); break;
        }
        partition_write_described(out, items[i], table, target);
        buf_text(out, items[i]->kind == PARTITION_ALL_OTHERS ? "" : ")");
    }
    buf_char(out, ')');
}

void partition_write_mysql(Buf *out, const Partitioning *of, const Table *table, Target target,
                           unsigned indent) {
    buf_text(out, "PARTITION BY ");
    write_upper(out, partition_method_words(of->method));
    for (uint16_t i = 0; i < of->key_count; i++) {
        buf_text(out, i == 0 ? " (" : ", ");
        expression_write(out, of->keys[i].expr, table, target);
    }
    buf_char(out, ')');
    if (of->number > 0) {
        buf_printf(out, " PARTITIONS %u", of->number);
    }
    if (of->count > 0) {
        Arena arena = {0};
        const Partition **items = NEW_ARRAY(&arena, const Partition *, of->count);
        for (uint32_t i = 0; i < of->count; i++) {
            items[i] = &of->items[i];
        }
        buf_char(out, ' ');
        partition_write_list(out, items, of->count, table, target, indent);
        arena_release(&arena);
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
