/*
 * fill.c - takes a table that is built anew, gives the statements that look at the old one: its
 * source, what keeps it from being copied, what would be lost. See change.h.
 */
#include <strings.h>

#include "emit/expression.h"
#include "emit/fold.h"
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/sqlite/change.h"

/* Ends a line: writes the scratch behind `more` blanks, on several lines if one does not hold it. */
static void put_line(Ddl *ddl, unsigned more) {
    buf_spaces(ddl->out, more);
    fold_list(ddl->out, buf_view(&ddl->scratch), more, more + 2);
    buf_clear(&ddl->scratch);
}

static bool has_column(const Ddl *ddl, const Table *table, Name name) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (is_for(ddl->dialect, table->columns[i].targets) &&
            strcasecmp(table->columns[i].name->text, name->text) == 0) {
            return true;
        }
    }
    return false;
}

/* `NATURAL LEFT JOIN (SELECT NULL AS fax)`: null where what has the name now has no such column; nothing
 * if it has them all. */
static void write_absent(Buf *out, const Ddl *ddl, const TableSource *source) {
    bool any = false;
    for (uint16_t i = 0; source->instead && i < source->table->column_count; i++) {
        const Column *column = &source->table->columns[i];
        if (is_for(ddl->dialect, column->targets) &&
            !has_column(ddl, source->instead, column->name)) {
            buf_text(out, any ? ", NULL AS " : "NATURAL LEFT JOIN (SELECT NULL AS ");
            quote_name(out, column->name, TARGET_SQLITE);
            any = true;
        }
    }
    buf_text(out, any ? ")" : "");
}

static void write_source_name(Buf *out, const TableSource *source) {
    Buf name = {0};
    buf_printf(&name, "%s%s", source->prefix, source->table->name->text);
    buf_text(out, "main.");
    quote_text(out, buf_view(&name), TARGET_SQLITE);
    buf_free(&name);
}

void sqlite_write_source(Changing *changing, const TableSource *source, unsigned indent) {
    Ddl *ddl = &changing->ddl;
    Buf *line = &ddl->scratch;
    buf_clear(line);
    buf_printf(line, "FROM temp.%s", source->state);
    put_line(ddl, indent + 1);
    buf_text(line, "CROSS JOIN ");
    write_source_name(line, source);
    buf_text(line, " AS ");
    quote_name(line, source->table->name, TARGET_SQLITE);
    buf_char(ddl->out, '\n');
    put_line(ddl, indent);
    write_absent(line, ddl, source);
    if (line->length > 0) {
        buf_char(ddl->out, '\n');
        put_line(ddl, indent);
    }
}

/* `what` and the column, as a string: 'users.fax'. */
static void write_subject(Buf *out, const char *before, const Table *table, const Column *column,
                          const char *behind) {
    Buf words = {0};
    buf_text(&words, before);
    buf_name(&words, table->name);
    if (column) {
        buf_char(&words, '.');
        buf_name(&words, column->name);
    }
    buf_text(&words, behind);
    quote_string(out, words.data, words.length, TARGET_SQLITE);
    buf_free(&words);
}

/* Begins a statement that tells a number of rows; what is in the scratch is what it tells. */
static void begin_count(Changing *changing, const char *into) {
    Ddl *ddl = &changing->ddl;
    Buf words = {0};
    buf_slice(&words, buf_view(&ddl->scratch));
    buf_printf(ddl->out, "INSERT INTO temp.%s\n", into);
    buf_clear(&ddl->scratch);
    buf_text(&ddl->scratch, "SELECT ");
    buf_slice(&ddl->scratch, buf_view(&words));
    put_line(ddl, 0);
    buf_text(ddl->out, "\n  FROM (SELECT count(*) AS migc_n\n");
    buf_free(&words);
}

/* Ends it; the scratch is the condition. */
static void end_count(Changing *changing) {
    Ddl *ddl = &changing->ddl;
    if (ddl->scratch.length > 0) {
        buf_text(ddl->out, "\n         WHERE ");
        fold_list(ddl->out, buf_view(&ddl->scratch), 15, 11);
        buf_clear(&ddl->scratch);
    }
    buf_text(ddl->out, ")\n WHERE migc_n > 0;\n");
}

/* ---- what keeps it from being copied ------------------------------------------------------------- */

static void write_expression(Buf *out, const Expr *expr, const Table *table, bool brackets) {
    brackets = brackets && expr->kind != EXPR_COLUMN;
    buf_text(out, brackets ? "(" : "");
    expression_write(out, expr, table, TARGET_SQLITE);
    buf_text(out, brackets ? ")" : "");
}

static const char *unfit_words(RebuildUnfit kind) {
    switch (kind) {
    case UNFIT_INTEGER: return " whose text is no integer";
    case UNFIT_NUMBER: return " whose text is no number";
    case UNFIT_MOMENT: return " whose text is no date or time";
    case UNFIT_MEMBER: return " with a value that the enum loses";
    case UNFIT_NULL: return " without a value, which it must have";
    case UNFIT_NO_VALUE: return " for which there is no value";
    }
    return "";
}

static void write_condition(Buf *out, const RebuildCheck *check, const Table *before) {
    switch (check->kind) {
    case UNFIT_INTEGER:
    case UNFIT_NUMBER: /* compared as numbers, text that is none stays text, and is another value */
        buf_text(out, "CAST(");
        write_expression(out, check->subject, before, false);
        buf_text(out,
                 check->kind == UNFIT_INTEGER ? " AS INTEGER) IS NOT " : " AS NUMERIC) IS NOT ");
        write_expression(out, check->subject, before, true);
        break;
    case UNFIT_MOMENT:
    case UNFIT_MEMBER:
    case UNFIT_NULL: write_expression(out, check->subject, before, check->where != NULL); break;
    case UNFIT_NO_VALUE: break;
    }
    if (check->where) {
        buf_text(out, out->length > 0 ? " AND " : "");
        write_expression(out, check->where, before, true);
    }
}

void sqlite_write_checks(Changing *changing, const Rebuild *rebuild, const TableSource *source) {
    Ddl *ddl = &changing->ddl;
    for (uint32_t i = 0; i < rebuild->check_count; i++) {
        const RebuildCheck *check = &rebuild->checks[i];
        buf_clear(&ddl->scratch);
        write_subject(&ddl->scratch, "", rebuild->after, check->column, ": ");
        buf_printf(&ddl->scratch, " || " SQLITE_COUNTED("row") " || '%s'",
                   unfit_words(check->kind));
        begin_count(changing, "migc_unfit");
        sqlite_write_source(changing, source, 10);
        write_condition(&ddl->scratch, check, rebuild->before);
        end_count(changing);
    }
    if (rebuild->check_count > 0) {
        buf_text(ddl->out,
                 "SELECT 'migc: ' || line FROM temp.migc_unfit;\n"
                 "UPDATE temp.migc SET unfit = (SELECT count(*) FROM temp.migc_unfit);\n");
    }
}

/* ---- what would be lost -------------------------------------------------------------------------- */

void sqlite_write_losses(Changing *changing, const Rebuild *rebuild, const TableSource *source) {
    Ddl *ddl = &changing->ddl;
    for (uint32_t i = 0; i < rebuild->loss_count; i++) {
        const RebuildLoss *loss = &rebuild->losses[i];
        buf_clear(&ddl->scratch);
        buf_text(&ddl->scratch, SQLITE_COUNTED("value") " || ");
        write_subject(&ddl->scratch, " of ", rebuild->before, loss->column, "");
        begin_count(changing, "migc_loss");
        sqlite_write_source(changing, source, 10);
        quote_name(&ddl->scratch, loss->column->name, TARGET_SQLITE);
        buf_text(&ddl->scratch, " IS NOT NULL");
        if (loss->back && loss->back->kind != EXPR_NULL) {
            buf_text(&ddl->scratch, " AND ");
            quote_name(&ddl->scratch, loss->column->name, TARGET_SQLITE);
            buf_text(&ddl->scratch, " IS NOT ");
            write_expression(&ddl->scratch, loss->back, rebuild->before, true);
        }
        end_count(changing);
    }
}

/* The rows that the revision itself put there, as long as it stands; NULL: none. */
static const Data *data_of(const Changing *changing, const Table *table) {
    const Changes *changes = changing->script->changes;
    for (uint32_t c = 0; c < changes->count; c++) {
        const Model *model = changing->down ? changes->items[c].after : changes->items[c].before;
        bool has_table = table->number < model->table_count &&
                         model->tables[table->number] == table;
        for (uint32_t i = 0; has_table && i < model->object_count; i++) {
            const Object *object = &model->objects[i];
            if (object->kind == OBJECT_DATA && object->data->table == table &&
                object->data->row_count > 0 &&
                is_for(changing->ddl.dialect, object->data->targets)) {
                return object->data;
            }
        }
    }
    return NULL;
}

void sqlite_write_table_loss(Changing *changing, const Step *step, const TableSource *source) {
    Ddl *ddl = &changing->ddl;
    const Data *data = data_of(changing, step->table);
    if (data) {
        buf_text(ddl->out, "-- Rows that are still as they were put there do not count.\n");
        sqlite_data_table(ddl, data);
    }
    buf_clear(&ddl->scratch);
    buf_text(&ddl->scratch, SQLITE_COUNTED("row") " || ");
    write_subject(&ddl->scratch, " of ", step->table, NULL, "");
    begin_count(changing, "migc_loss");
    if (data) { /* called t, as the conditions call it */
        buf_clear(&ddl->scratch);
        buf_printf(ddl->out, "          FROM temp.%s\n", source->state);
        buf_text(&ddl->scratch, "CROSS JOIN (SELECT * FROM ");
        write_source_name(&ddl->scratch, source);
        buf_char(&ddl->scratch, ' ');
        write_absent(&ddl->scratch, ddl, source);
        buf_text(&ddl->scratch, ") AS t");
        put_line(ddl, 9);
        buf_text(&ddl->scratch, "NOT EXISTS (SELECT * FROM temp.");
        sqlite_data_name(&ddl->scratch, data);
        buf_text(&ddl->scratch, " AS d WHERE ");
        sqlite_same_key(&ddl->scratch, data);
        sqlite_same_values(&ddl->scratch, data);
        buf_char(&ddl->scratch, ')');
    } else {
        TableSource rows = *source;
        rows.instead = NULL; /* no column is read */
        sqlite_write_source(changing, &rows, 10);
    }
    end_count(changing);
}
