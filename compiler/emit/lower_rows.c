/*
 * lower_rows.c - takes what changes in data blocks, gives the rows that leave and those that come. See
 * lower_parts.h.
 *
 * Rows are compared as SQL text: `(code) = ('EUR')` is the same row before and after, `name = 'Euro'` the
 * same value.
 */
#include "emit/expression.h"
#include "emit/lower_parts.h"

/* Columns and values of a row as text: those of the key, or the others. */
static Name row_text(const Moving *moving, const Data *data, uint32_t row, bool of_key, Buf *text) {
    Target target = moving->dialect->target;
    buf_clear(text);
    for (uint16_t i = 0; i < data->columns.count; i++) {
        uint16_t at = data->columns.at[i];
        if (columns_contain(data->key, at) == of_key) {
            name_write_quoted(text, data->table->columns[at].name);
            buf_char(text, '=');
            expression_write(text, data->values[(size_t)row * data->columns.count + i], data->table,
                             target);
            buf_char(text, ',');
        }
    }
    return names_intern(moving->names, text->data ? text->data : "", text->length);
}

/* The rows of `data` that `other` (NULL: it has none) has not: not under their keys, or, if `values`
 * count, not with these values. NULL: there are none. */
static const Data *rows_missing(const Moving *moving, const Data *data, const Data *other,
                                bool values) {
    if (!other) {
        return data->row_count == 0 ? NULL : data;
    }
    Buf text = {0};
    NameMap rows = {0};
    for (uint32_t row = 0; row < other->row_count; row++) {
        Name key = row_text(moving, other, row, true, &text);
        Name rest = row_text(moving, other, row, false, &text);
        namemap_set(moving->arena, &rows, key, (void *)(uintptr_t)rest);
    }
    Data *missing = arena_copy(moving->arena, data, sizeof *data);
    missing->values = NEW_ARRAY(moving->arena, Expr *,
                                (size_t)data->row_count * data->columns.count);
    missing->row_count = 0;
    for (uint32_t row = 0; row < data->row_count; row++) {
        Name key = row_text(moving, data, row, true, &text);
        const void *found = namemap_get(&rows, key);
        if (found && (!values || found == row_text(moving, data, row, false, &text))) {
            continue;
        }
        for (uint16_t i = 0; i < data->columns.count; i++) {
            missing->values[(size_t)missing->row_count * data->columns.count + i] =
                data->values[(size_t)row * data->columns.count + i];
        }
        missing->row_count++;
    }
    buf_free(&text);
    return missing->row_count == 0 ? NULL : missing;
}

static void add_rows(Moving *moving, StepKind kind, const Op *op, const Data *data) {
    if (data) {
        moving_add(moving,
                   (Step){.kind = kind, .weight = 1, .op = op, .table = data->table, .data = data});
    }
}

void lower_leaving_rows(Moving *moving) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if ((op->kind != OP_REMOVE_DATA && op->kind != OP_CHANGE_DATA) ||
            !is_for(moving->dialect, op->before->data->targets)) {
            continue;
        }
        const Data *data = op->before->data;
        if (!moving->after_of[data->table->number]) {
            continue; /* they go with their table */
        }
        const Data *after = op->kind == OP_CHANGE_DATA &&
                                    is_for(moving->dialect, op->after->data->targets)
                                ? op->after->data
                                : NULL;
        add_rows(moving, STEP_REMOVE_ROWS, op, rows_missing(moving, data, after, false));
    }
}

void lower_coming_rows(Moving *moving) {
    for (uint32_t i = 0; i < moving->ops->count; i++) {
        const Op *op = &moving->ops->items[i];
        if ((op->kind != OP_PUT_DATA && op->kind != OP_CHANGE_DATA) ||
            !is_for(moving->dialect, op->after->data->targets)) {
            continue;
        }
        const Data *before = op->kind == OP_CHANGE_DATA &&
                                     is_for(moving->dialect, op->before->data->targets)
                                 ? op->before->data
                                 : NULL;
        add_rows(moving, STEP_PUT_ROWS, op, rows_missing(moving, op->after->data, before, true));
    }
}
