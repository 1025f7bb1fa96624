/*
 * rows.c - see rows.h.
 *
 * A row begins with the most ordinary value in each column, defaults where there are any, and the
 * keys of rows that are there already. SQLite names the constraint that refuses it, the constraints
 * are judged in the order in which they were written: so the columns that the constraint speaks of
 * are varied until a later one is reached, or none.
 */
#include "prove/rows.h"

#include <ctype.h>
#include <string.h>

#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/typename.h"
#include "prove/values.h"

#define TRIALS 6000u         /* for one table */
#define TRIALS_AT_ONCE 2500u /* for one constraint */
#define TRIALS_IN_ALL 60000u /* for all tables of a piece */
#define VARIED 6u            /* columns varied together */
#define LEVEL_ACCEPTED INT32_MAX
#define LEVEL_NONE (-1) /* judged before the conditions are, or nothing that a value could mend */

/* A column of the row. */
typedef struct Cell {
    const Column *column;
    Values values; /* to try */
    Value value;
    struct Cell *same; /* has the value of that one: a row that refers to itself; or NULL */
    bool is_written;   /* for this target, and not computed */
    bool has_default;
    bool is_settled; /* by a foreign key */
} Cell;

/* A condition of the table, in the order in which SQLite judges them. */
typedef struct Condition {
    Text name;
    Text text;
    const Column *type_of; /* it is the type's own condition of this column; or NULL */
} Condition;

typedef struct Row {
    Session *session;
    Arena *arena; /* the session's */
    const Table *table;
    Cell *cells;
    VEC(Condition) conditions;
    sqlite3_stmt *insert;
    bool gives_all; /* defaults are not used any more */
    uint32_t trials;
    uint32_t most;         /* trials */
    int32_t level;         /* of the last trial: the condition that refused it, or above */
    VEC(Cell *) concerned; /* the cells that refused it */
} Row;

/* ---- the statement --------------------------------------------------------------------------- */

static bool is_given(const Row *row, const Cell *cell) {
    return cell->is_written && (row->gives_all || !cell->has_default || cell->is_settled);
}

/* Prepares the INSERT. Returns false if SQLite cannot read it. */
static bool prepare_insert(Row *row) {
    Buf sql = {0};
    Buf marks = {0};
    buf_text(&sql, "INSERT INTO main.");
    quote_name(&sql, row->table->name, TARGET_SQLITE);
    for (uint16_t i = 0; i < row->table->column_count; i++) {
        if (is_given(row, &row->cells[i])) {
            buf_text(&sql, marks.length == 0 ? " (" : ", ");
            buf_text(&marks, marks.length == 0 ? "?" : ", ?");
            quote_name(&sql, row->cells[i].column->name, TARGET_SQLITE);
        }
    }
    if (marks.length == 0) {
        buf_text(&sql, " DEFAULT VALUES");
    } else {
        buf_text(&sql, ") VALUES (");
        buf_slice(&sql, buf_view(&marks));
        buf_char(&sql, ')');
    }
    buf_char(&sql, '\0');
    sqlite3_finalize(row->insert);
    row->insert = session_prepare(row->session, sql.data);
    buf_free(&sql);
    buf_free(&marks);
    return row->insert != NULL;
}

static Cell *cell_named(Row *row, Text name) {
    for (uint16_t i = 0; i < row->table->column_count; i++) {
        if (text_equal(name_text(row->table->columns[i].name), name)) {
            return &row->cells[i];
        }
    }
    return NULL;
}

static void concern(Row *row, Cell *cell) {
    for (uint32_t i = 0; i < row->concerned.count; i++) {
        if (row->concerned.items[i] == cell) {
            return;
        }
    }
    if (cell->is_written && row->concerned.count < VARIED) {
        vec_push(row->arena, &row->concerned, cell);
    }
}

static void concern_named(Row *row, Text text, bool settled);

/* A cell that is named; for a computed one those that it is computed from. */
static void concern_cell(Row *row, Cell *cell, bool settled) {
    if (cell->column->generated != NULL) {
        Buf text = {0};
        expression_write(&text, cell->column->generated, row->table, TARGET_SQLITE);
        concern_named(row, buf_view(&text), settled); /* no computed column is made from another */
        buf_free(&text);
    } else if (cell->is_settled == settled) {
        concern(row, cell);
    }
}

/* The cells whose names stand in the text. */
static void concern_named(Row *row, Text text, bool settled) {
    const char *end = text.data + text.length;
    for (const char *at = text.data; at < end;) {
        const char *start = at;
        while (at < end && (isalnum((unsigned char)*at) || *at == '_' || (*at & 0x80) != 0)) {
            at++;
        }
        Cell *cell = at > start ? cell_named(row, (Text){start, (size_t)(at - start)}) : NULL;
        if (cell != NULL) {
            concern_cell(row, cell, settled);
        }
        at += at == start;
    }
}

/* Those that a key has settled come last. */
static void concern_text(Row *row, Text text) {
    concern_named(row, text, false);
    concern_named(row, text, true);
}

/* Finds out which condition refused the row, and which cells that concerns. */
static void read_refusal(Row *row) {
    const char *message = sqlite3_errmsg(row->session->db);
    const char *colon = strstr(message, ": ");
    Text rest = text_of(colon != NULL ? colon + 2 : "");
    row->concerned.count = 0;
    row->level = LEVEL_NONE;
    switch (sqlite3_extended_errcode(row->session->db)) {
    case SQLITE_CONSTRAINT_CHECK:
        for (uint32_t i = 0; i < row->conditions.count; i++) {
            const Condition *condition = &row->conditions.items[i];
            if (text_equal(condition->name, rest)) {
                row->level = (int32_t)i;
                if (condition->type_of != NULL) {
                    concern(row, &row->cells[condition->type_of - row->table->columns]);
                } else {
                    concern_text(row, condition->text);
                }
                return;
            }
        }
        return;
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: /* `t.a, t.b` */
        row->level = (int32_t)row->conditions.count;
        concern_text(row, rest);
        return;
    case SQLITE_CONSTRAINT_NOTNULL: { /* `t.a` */
        const char *dot = strrchr(message, '.');
        Cell *cell = dot != NULL ? cell_named(row, text_of(dot + 1)) : NULL;
        if (cell != NULL) {
            concern_cell(row, cell, false);
            concern_cell(row, cell, true);
        }
        return;
    }
    default: return;
    }
}

/* One trial. Returns whether the row was accepted. */
static bool try_row(Row *row) {
    int at = 0;
    row->trials++;
    for (uint16_t i = 0; i < row->table->column_count; i++) {
        const Cell *cell = &row->cells[i];
        if (is_given(row, cell)) {
            value_bind(row->insert, ++at, cell->same != NULL ? &cell->same->value : &cell->value);
        }
    }
    row->session->pulses = 0;
    int code = sqlite3_step(row->insert);
    while (code == SQLITE_ROW) {
        code = sqlite3_step(row->insert);
    }
    if (code == SQLITE_DONE) {
        row->level = LEVEL_ACCEPTED;
    } else {
        read_refusal(row);
    }
    sqlite3_reset(row->insert);
    return code == SQLITE_DONE;
}

/* ---- values ---------------------------------------------------------------------------------- */

/* What may stand in a cell under the condition: what it speaks of first. */
static void collect_values(Row *row, Cell *cell, const Condition *condition, Values *values) {
    vec_push(row->arena, values, cell->value);
    if (cell->is_settled) {
        if ((cell->column->flags & COLUMN_NULLABLE) != 0) {
            vec_push(row->arena, values, (Value){0});
        }
        return;
    }
    if (condition != NULL && condition->type_of == NULL) {
        values_of_condition(row->arena, cell->column, condition->text, values);
    }
    for (uint32_t i = 0; i < row->conditions.count && values->count < VALUES_MOST; i++) {
        /* what else must hold */
        const Condition *other = &row->conditions.items[i];
        Name name = cell->column->name;
        if (other != condition && other->type_of == NULL &&
            memmem(other->text.data, other->text.length, name->text, name->length) != NULL) {
            values_of_condition(row->arena, cell->column, other->text, values);
        }
    }
    for (uint32_t i = 0; i < cell->values.count; i++) {
        vec_push(row->arena, values, cell->values.items[i]);
    }
}

/* Varies the cells that are concerned until a later condition is reached than the one that refuses
 * the row now. Returns false, with the row as it was, if that does not happen. */
static bool vary(Row *row) {
    Cell *cells[VARIED];
    Values values[VARIED] = {{0}};
    Value before[VARIED];
    uint32_t at[VARIED] = {0};
    uint32_t count = row->concerned.count;
    int32_t level = row->level;
    const Condition *condition = level >= 0 && level < (int32_t)row->conditions.count
                                     ? &row->conditions.items[level]
                                     : NULL;
    bool needs_all = false;
    for (uint32_t i = 0; i < count; i++) {
        cells[i] = row->concerned.items[i];
        before[i] = cells[i]->value;
        needs_all = needs_all || !is_given(row, cells[i]);
        collect_values(row, cells[i], condition, &values[i]);
    }
    if (needs_all) {
        row->gives_all = true;
        if (!prepare_insert(row)) {
            return false;
        }
        if (try_row(row) || row->level > level) {
            return true;
        }
    }
    for (uint32_t trial = 0; count > 0 && trial < TRIALS_AT_ONCE && row->trials < row->most;
         trial++) {
        uint32_t i = 0;
        while (i < count && ++at[i] == values[i].count) {
            at[i++] = 0;
        }
        if (i == count) {
            break; /* all of them were tried */
        }
        for (i = 0; i < count; i++) {
            cells[i]->value = values[i].items[at[i]];
        }
        if (try_row(row) || row->level > level) {
            return true;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        cells[i]->value = before[i];
    }
    return false;
}

/* Adds the cells that earlier conditions tie to those that are concerned. Returns whether there
 * are. */
static bool widen(Row *row, int32_t level) {
    uint32_t count = row->concerned.count;
    for (uint32_t i = 0; i < count; i++) {
        Name name = row->concerned.items[i]->column->name;
        for (int32_t c = 0; c < level && c < (int32_t)row->conditions.count; c++) {
            const Condition *condition = &row->conditions.items[c];
            if (condition->type_of == NULL && memmem(condition->text.data, condition->text.length,
                                                     name->text, name->length) != NULL) {
                concern_text(row, condition->text);
            }
        }
    }
    return row->concerned.count > count;
}

/* Gets the row past the condition that refuses it. Returns false if no value was found. */
static bool advance(Row *row) {
    int32_t level = row->level;
    uint32_t count = row->concerned.count;
    Cell *concerned[VARIED];
    for (uint32_t i = 0; i < count; i++) {
        concerned[i] = row->concerned.items[i];
    }
    if (vary(row)) {
        return true;
    }
    row->concerned.count = 0;
    for (uint32_t i = 0; i < count; i++) {
        concern(row, concerned[i]);
    }
    row->level = level;
    return widen(row, level) && vary(row);
}

/* ---- keys ------------------------------------------------------------------------------------ */

/* The key of a row that is there already and has the values that are settled. */
static bool settle_from_row(Row *row, const ForeignKey *key) {
    Buf sql = {0};
    buf_text(&sql, "SELECT ");
    for (uint16_t i = 0; i < key->columns.count; i++) {
        buf_text(&sql, i == 0 ? "" : ", ");
        quote_name(&sql, key->target->columns[key->referenced.at[i]].name, TARGET_SQLITE);
    }
    buf_text(&sql, " FROM main.");
    quote_name(&sql, key->target->name, TARGET_SQLITE);
    const char *lead = " WHERE ";
    for (uint16_t i = 0; i < key->columns.count; i++) {
        if (row->cells[key->columns.at[i]].is_settled) {
            buf_text(&sql, lead);
            quote_name(&sql, key->target->columns[key->referenced.at[i]].name, TARGET_SQLITE);
            buf_text(&sql, " = ?");
            lead = " AND ";
        }
    }
    buf_text(&sql, " LIMIT 1");
    buf_char(&sql, '\0');
    sqlite3_stmt *select = session_prepare(row->session, sql.data);
    buf_free(&sql);
    int at = 0;
    for (uint16_t i = 0; select != NULL && i < key->columns.count; i++) {
        const Cell *cell = &row->cells[key->columns.at[i]];
        if (cell->is_settled) {
            value_bind(select, ++at, &cell->value);
        }
    }
    bool found = select != NULL && sqlite3_step(select) == SQLITE_ROW;
    for (uint16_t i = 0; found && i < key->columns.count; i++) {
        Cell *cell = &row->cells[key->columns.at[i]];
        cell->value = value_read(row->arena, select, i);
        cell->is_settled = true;
    }
    sqlite3_finalize(select);
    return found;
}

/* Makes the key refer to nothing, if one of its columns may be null. */
static bool settle_as_null(Row *row, const ForeignKey *key) {
    for (uint16_t i = 0; i < key->columns.count; i++) {
        Cell *cell = &row->cells[key->columns.at[i]];
        if ((cell->column->flags & COLUMN_NULLABLE) != 0 && !cell->is_settled) {
            cell->value = (Value){0};
            cell->is_settled = true;
            return true;
        }
    }
    return false;
}

static void settle_key(Row *row, const ForeignKey *key) {
    if (key->target != row->table) {
        if (!settle_from_row(row, key)) {
            settle_as_null(row, key); /* or leave the ordinary value: the row may still come */
        }
        return;
    }
    if (settle_as_null(row, key) || settle_from_row(row, key)) {
        return;
    }
    for (uint16_t i = 0; i < key->columns.count; i++) { /* the row refers to itself */
        Cell *cell = &row->cells[key->columns.at[i]];
        Cell *referenced = &row->cells[key->referenced.at[i]];
        if (cell != referenced && !cell->is_settled && referenced->same == NULL) {
            cell->same = referenced;
            cell->is_settled = true;
            referenced->has_default = false;
            referenced->is_settled = true;
        }
    }
}

/* The widest keys first: a narrower one that shares a column finds its row by it. */
static void settle_keys(Row *row) {
    for (uint32_t width = UINT16_MAX; width > 0;) {
        uint32_t next = 0;
        for (uint16_t k = 0; k < row->table->foreign_key_count; k++) {
            const ForeignKey *key = &row->table->foreign_keys[k];
            if ((key->targets >> TARGET_SQLITE & 1u) == 0) {
                continue;
            }
            if (key->columns.count == width) {
                settle_key(row, key);
            } else if (key->columns.count < width && key->columns.count > next) {
                next = key->columns.count;
            }
        }
        width = next;
    }
}

/* ---- one table ------------------------------------------------------------------------------- */

static bool for_sqlite(TargetSet targets) {
    return (targets >> TARGET_SQLITE & 1u) != 0;
}

static void read_conditions(Row *row) {
    Buf text = {0};
    for (uint16_t i = 0; i < row->table->check_count; i++) {
        const Check *check = &row->table->checks[i];
        if (for_sqlite(check->targets)) {
            buf_clear(&text);
            expression_write(&text, check->condition, row->table, TARGET_SQLITE);
            Text copy = {arena_copy_text(row->arena, text.data, text.length), text.length};
            vec_push(row->arena, &row->conditions,
                     (Condition){.name = name_text(check->name), .text = copy});
        }
    }
    for (uint16_t i = 0; i < row->table->column_count; i++) {
        const Column *column = &row->table->columns[i];
        buf_clear(&text);
        if (for_sqlite(column->targets)) {
            typename_check(&text, column, TARGET_SQLITE);
        }
        if (text.length > 0) {
            const char *name = arena_printf(row->arena, "%s_%s_type", row->table->name->text,
                                            column->name->text);
            vec_push(row->arena, &row->conditions,
                     (Condition){.name = text_of(name), .type_of = column});
        }
    }
    buf_free(&text);
}

static void begin_cells(Row *row) {
    row->cells = NEW_ARRAY(row->arena, Cell, row->table->column_count);
    for (uint16_t i = 0; i < row->table->column_count; i++) {
        const Column *column = &row->table->columns[i];
        Cell *cell = &row->cells[i];
        cell->column = column;
        cell->is_written = for_sqlite(column->targets) && column->generated == NULL;
        cell->has_default = column->default_value != NULL || (column->flags & COLUMN_IDENTITY) != 0;
        if (cell->is_written) {
            values_of_type(row->arena, column, &cell->values);
        }
        if (cell->values.count > 0) {
            cell->value = cell->values.items[0];
        }
    }
}

/* `now` and `uuid` are written by migc: they have the type of their column, or migc is wrong. */
static const Column *bad_default(const Row *row) {
    if (row->gives_all || row->level < 0 || row->level >= (int32_t)row->conditions.count) {
        return NULL;
    }
    const Column *column = row->conditions.items[row->level].type_of;
    const Expr *expr = column != NULL ? column->default_value : NULL;
    return expr != NULL && expr->kind == EXPR_CALL && expr->function != FUNCTION_COUNT &&
                   expr->count == 0
               ? column
               : NULL;
}

static bool fill_table(Session *session, const Table *table, RowsReport *report) {
    uint32_t left = report->trials < TRIALS_IN_ALL ? TRIALS_IN_ALL - report->trials : 1;
    Row row = {.session = session,
               .arena = session->arena,
               .table = table,
               .most = left < TRIALS ? left : TRIALS};
    begin_cells(&row);
    settle_keys(&row);
    bool is_readable = prepare_insert(&row);
    bool is_accepted = is_readable && try_row(&row);
    if (!is_accepted && is_readable) {
        read_conditions(&row); /* only now are they worth their cost */
        read_refusal(&row);
    }
    while (!is_accepted && is_readable && row.trials < row.most && report->bad_default == NULL) {
        report->bad_default = bad_default(&row);
        if (!advance(&row)) {
            break;
        }
        is_accepted = row.level == LEVEL_ACCEPTED;
    }
    if (!is_readable || report->bad_default != NULL) {
        report->refused = table;
        const char *message = sqlite3_errmsg(session->db);
        report->message = arena_copy_text(session->arena, message, strlen(message));
    }
    sqlite3_finalize(row.insert);
    report->trials += row.trials;
    return is_accepted;
}

/* ---- all of them ----------------------------------------------------------------------------- */

static uint64_t count_rows(Session *session, const Table *table) {
    Buf sql = {0};
    buf_text(&sql, "SELECT count(*) FROM main.");
    quote_name(&sql, table->name, TARGET_SQLITE);
    buf_char(&sql, '\0');
    sqlite3_stmt *select = session_prepare(session, sql.data);
    bool found = select != NULL && sqlite3_step(select) == SQLITE_ROW;
    uint64_t count = found ? (uint64_t)sqlite3_column_int64(select, 0) : 0;
    sqlite3_finalize(select);
    buf_free(&sql);
    return count;
}

/* The tables of the piece, one by one: first those that it only refers to. */
static const Table *table_at(const Batch *batch, uint32_t i) {
    return i < batch->stand_in_count ? batch->stand_ins[i]
                                     : batch->tables[i - batch->stand_in_count];
}

/* Takes back a row that refers to nothing. Returns whether there was one. */
static bool take_back_orphan(Session *session) {
    sqlite3_stmt *check = NULL;
    int code = session_find_orphan(session, &check);
    while (code == SQLITE_ROW && sqlite3_column_type(check, 1) == SQLITE_NULL) {
        code = sqlite3_step(check); /* a table without rowids */
    }
    bool found = code == SQLITE_ROW;
    bool is_gone = false;
    if (found) {
        char *sql = sqlite3_mprintf("DELETE FROM main.\"%w\" WHERE rowid = %lld",
                                    sqlite3_column_text(check, 0), sqlite3_column_int64(check, 1));
        sqlite3_reset(check);
        is_gone = sqlite3_exec(session->db, sql, NULL, NULL, NULL) == SQLITE_OK &&
                  sqlite3_changes(session->db) > 0;
        sqlite3_free(sql);
    }
    sqlite3_finalize(check);
    return is_gone;
}

RowsReport rows_put(Session *session, const Batch *batch) {
    RowsReport report = {0};
    uint32_t count = batch->stand_in_count + batch->table_count;
    uint32_t filled = 0;
    uint64_t *before = NEW_ARRAY(session->arena, uint64_t, count);
    for (uint32_t i = 0; i < count && report.refused == NULL; i++) {
        before[i] = count_rows(session, table_at(batch, i));
        filled += fill_table(session, table_at(batch, i), &report);
    }
    while (report.refused == NULL && filled > 0 && take_back_orphan(session)) {
        filled--;
    }
    for (uint32_t i = 0; i < count && report.refused == NULL; i++) {
        uint64_t rows = count_rows(session,
                                   table_at(batch, i)); /* triggers may have taken some away */
        report.added += rows > before[i];
        report.without_rows += rows == 0;
    }
    return report;
}
