/*
 * rebuild_rows.c - takes what becomes of a data block, gives the rows that go and those that come, in
 * the columns of the table after. See rebuild_parts.h.
 */
#include "emit/rebuild_parts.h"

const Table *rebuild_table_after(const Model *after, const Ops *ops, const Table *before) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if (op->kind == OP_DROP_TABLE && op->before->table == before) {
            return NULL;
        }
        if (op->kind == OP_ALTER_TABLE && op->before->table == before) {
            return op->after->table;
        }
    }
    for (uint32_t i = 0; i < after->table_count; i++) {
        if (after->tables[i]->name == before->name && after->tables[i]->space == before->space) {
            return after->tables[i];
        }
    }
    return NULL;
}

/* A value of a row as the column after has it. */
static Expr *moved_value(Arena *arena, const Ops *ops, Expr *value) {
    if (value->kind != EXPR_STRING || value->type.kind != TYPE_ENUM) {
        return value;
    }
    const EnumChange *change = rebuild_enum(ops, value->type.enumeration);
    for (uint32_t i = 0; change && i < change->before->value_count; i++) {
        if (change->before->values[i].name == value->text && change->to[i] >= 0) {
            Expr *moved = arena_copy(arena, value, sizeof *value);
            moved->text = change->after->values[change->to[i]].name;
            return moved;
        }
    }
    return value;
}

/* The rows of a block before, in the columns that are left after; without rows if a column of the key
 * is not. */
static Data moved_rows(Arena *arena, const Ops *ops, const Data *data, const TableChange *change,
                       const Table *after) {
    uint16_t *columns = NEW_ARRAY(arena, uint16_t, data->columns.count);
    uint16_t *key = NEW_ARRAY(arena, uint16_t, data->key.count);
    uint16_t *from = NEW_ARRAY(arena, uint16_t, data->columns.count);
    Data moved = {.table = (Table *)after, .span = data->span, .targets = data->targets};
    for (uint16_t i = 0; i < data->columns.count; i++) {
        uint16_t at = data->columns.at[i];
        int32_t to = change ? change->to[at] : at;
        if (to >= 0) {
            from[moved.columns.count] = i;
            columns[moved.columns.count++] = (uint16_t)to;
        }
    }
    for (uint16_t i = 0; i < data->key.count; i++) {
        int32_t to = change ? change->to[data->key.at[i]] : data->key.at[i];
        if (to < 0) {
            return moved;
        }
        key[moved.key.count++] = (uint16_t)to;
    }
    moved.columns.at = columns;
    moved.key.at = key;
    moved.row_count = data->row_count;
    moved.values = NEW_ARRAY(arena, Expr *, (size_t)data->row_count * moved.columns.count);
    for (uint32_t row = 0; row < data->row_count; row++) {
        for (uint16_t i = 0; i < moved.columns.count; i++) {
            Expr *value = data->values[(size_t)row * data->columns.count + from[i]];
            moved.values[(size_t)row * moved.columns.count + i] = moved_value(arena, ops, value);
        }
    }
    return moved;
}

/* The columns' values of a row, as one text. */
static void write_row(Buf *out, const Data *data, uint32_t row, Columns columns) {
    buf_clear(out);
    for (uint16_t i = 0; i < columns.count; i++) {
        for (uint16_t c = 0; c < data->columns.count; c++) {
            if (data->columns.at[c] == columns.at[i]) {
                expr_write(out, data->values[(size_t)row * data->columns.count + c], data->table);
                buf_char(out, '\n');
            }
        }
    }
}

/* Leaves only the rows for which `other` has none that is the same in `columns`. */
static void keep_what_differs(Arena *arena, Names *names, Data *data, const Data *other,
                              Columns columns) {
    NameMap known = {0};
    Buf text = {0};
    for (uint32_t row = 0; row < other->row_count; row++) {
        write_row(&text, other, row, columns);
        namemap_put(arena, &known, names_intern(names, text.data, text.length), data);
    }
    Expr **values = NEW_ARRAY(arena, Expr *, (size_t)data->row_count * data->columns.count);
    uint32_t left = 0;
    for (uint32_t row = 0; row < data->row_count; row++) {
        write_row(&text, data, row, columns);
        Name name = names_find(names, text.data, text.length);
        if (!name || !namemap_get(&known, name)) {
            for (uint16_t i = 0; i < data->columns.count; i++) {
                values[(size_t)left * data->columns.count + i] =
                    data->values[(size_t)row * data->columns.count + i];
            }
            left++;
        }
    }
    data->values = values;
    data->row_count = left;
    buf_free(&text);
}

static bool has_columns(const Data *data, Columns columns) {
    for (uint16_t i = 0; i < columns.count; i++) {
        if (!columns_contain(data->columns, columns.at[i])) {
            return false;
        }
    }
    return true;
}

RowChange rebuild_rows(Arena *arena, const Ops *ops, const Op *op, const TableChange *change,
                       const Table *after) {
    RowChange rows = {0};
    if (op->before) {
        rows.removed = moved_rows(arena, ops, op->before->data, change, after);
    }
    if (op->after) {
        rows.put = *op->after->data;
    }
    if (!op->before || !op->after || rows.removed.row_count == 0) {
        return rows;
    }
    Data before = rows.removed;
    Data put = rows.put;
    Arena scratch = {0};
    Names *names = names_new(&scratch);
    if (has_columns(&before, put.columns)) {
        keep_what_differs(arena, names, &rows.put, &before, put.columns);
    }
    if (has_columns(&put, before.key)) {
        keep_what_differs(arena, names, &rows.removed, &put, before.key);
    }
    arena_release(&scratch);
    return rows;
}
