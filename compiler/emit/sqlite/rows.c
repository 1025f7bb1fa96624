/*
 * rows.c - takes a data block, gives what puts its rows and what finds them again. See sqlite.h.
 *
 * A table with the rows stands in the temporary database: it is put by one statement, compared by
 * another.
 */
#include <strings.h>

#include "emit/fold.h"
#include "emit/quote.h"
#include "emit/sqlite/sqlite.h"
#include "emit/typename.h"
#include "emit/with.h"

#define ROWS_PER_STATEMENT 500 /* a statement has at most 1,000,000 bytes (SQLITE_MAX_SQL_LENGTH) */

const char *sqlite_rowid(const Table *table) {
    static const char *const names[] = {"rowid", "_rowid_", "oid"};
    if (options_have(table, TARGET_SQLITE, "without_rowid")) {
        return NULL;
    }
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        bool taken = false;
        for (uint16_t i = 0; i < table->column_count && !taken; i++) {
            taken = strcasecmp(table->columns[i].name->text, names[n]) == 0;
        }
        if (!taken) {
            return names[n];
        }
    }
    return NULL;
}

void sqlite_put_line(Ddl *ddl, unsigned more) {
    buf_spaces(ddl->out, more);
    fold_list(ddl->out, buf_view(&ddl->scratch), more, more + 2);
    buf_char(ddl->out, '\n');
    buf_clear(&ddl->scratch);
}

void sqlite_data_name(Buf *out, const Data *data) {
    Buf name = {0};
    buf_text(&name, "migc_data_");
    buf_name(&name, data->table->name);
    quote_text(out, buf_view(&name), TARGET_SQLITE);
    buf_free(&name);
}

void sqlite_data_table(Ddl *ddl, const Data *data) {
    Buf *line = &ddl->scratch;
    const Table *table = data->table;
    buf_clear(line);
    buf_text(line, "DROP TABLE IF EXISTS temp.");
    sqlite_data_name(line, data);
    buf_char(line, ';');
    sqlite_put_line(ddl, 0);
    buf_text(line, "CREATE TEMP TABLE ");
    sqlite_data_name(line, data);
    buf_text(line, " (");
    for (uint16_t i = 0; i < data->columns.count; i++) {
        const Column *column = &table->columns[data->columns.at[i]];
        quote_name(line, column->name, TARGET_SQLITE);
        buf_char(line, ' ');
        typename_write(line, column->type, TARGET_SQLITE);
        buf_text(line, ", ");
    }
    buf_text(line, "PRIMARY KEY ");
    ddl_column_list(line, table, data->key, TARGET_SQLITE);
    buf_text(line, ");");
    sqlite_put_line(ddl, 0);
    for (uint32_t row = 0; row < data->row_count; row += ROWS_PER_STATEMENT) {
        uint32_t rest = data->row_count - row;
        Data some = *data;
        some.values = data->values + (size_t)row * data->columns.count;
        some.row_count = rest < ROWS_PER_STATEMENT ? rest : ROWS_PER_STATEMENT;
        buf_text(line, "INSERT INTO temp.");
        sqlite_data_name(line, data);
        buf_text(line, " VALUES");
        sqlite_put_line(ddl, 0);
        ddl_rows(ddl, &some, "  ");
        buf_text(ddl->out, ";\n");
    }
}

void sqlite_same_key(Buf *out, const Data *data) {
    for (uint16_t i = 0; i < data->key.count; i++) {
        Name name = data->table->columns[data->key.at[i]].name;
        buf_text(out, i == 0 ? "d." : " AND d.");
        quote_name(out, name, TARGET_SQLITE);
        buf_text(out, " = t.");
        quote_name(out, name, TARGET_SQLITE);
    }
}

void sqlite_same_values(Buf *out, const Data *data) {
    if (data->columns.count != data->key.count) {
        buf_text(out, " AND ");
        ddl_value_row(out, data, "d.", TARGET_SQLITE);
        buf_text(out, " IS ");
        ddl_value_row(out, data, "t.", TARGET_SQLITE);
    }
}

/* ` || quote(a) || ', ' || quote(b)`: the key in words. */
static void write_key_words(Buf *out, const Data *data) {
    for (uint16_t i = 0; i < data->key.count; i++) {
        buf_text(out, i == 0 ? " || quote(" : " || ', ' || quote(");
        quote_name(out, data->table->columns[data->key.at[i]].name, TARGET_SQLITE);
        buf_char(out, ')');
    }
}

static void write_missing_rows(Ddl *ddl, const Data *data, const char *now) {
    Buf *line = &ddl->scratch;
    Buf words = {0};
    buf_text(&words, "missing: ");
    buf_name(&words, data->table->name);
    buf_text(&words, " row ");
    buf_text(ddl->out, "INSERT INTO temp.migc_drift\n");
    buf_text(line, "SELECT ");
    quote_string(line, words.data, words.length, TARGET_SQLITE);
    write_key_words(line, data);
    sqlite_put_line(ddl, 0);
    buf_free(&words);
    buf_text(line, "FROM temp.");
    sqlite_data_name(line, data);
    buf_text(line, " AS d");
    sqlite_put_line(ddl, 2);
    buf_text(line, "WHERE ");
    buf_text(line, now);
    sqlite_put_line(ddl, 1);
    buf_text(line, "AND NOT EXISTS (SELECT * FROM main.");
    quote_name(line, data->table->name, TARGET_SQLITE);
    buf_text(line, " AS t");
    sqlite_put_line(ddl, 3);
    buf_text(line, "WHERE ");
    sqlite_same_key(line, data);
    sqlite_same_values(line, data);
    buf_text(line, ");");
    sqlite_put_line(ddl, 20);
}

void sqlite_put_rows(Ddl *ddl, const Step *step) {
    static const char now[] = "EXISTS (SELECT * FROM temp.migc WHERE drift = 0 AND NOT done)";
    Buf *line = &ddl->scratch;
    const Data *data = step->data;
    const Table *table = data->table;
    ddl_comment(ddl, step);
    sqlite_data_table(ddl, data);
    buf_text(line, "INSERT INTO main.");
    quote_name(line, table->name, TARGET_SQLITE);
    buf_char(line, ' ');
    ddl_column_list(line, table, data->columns, TARGET_SQLITE);
    sqlite_put_line(ddl, 0);
    buf_text(line, "SELECT * FROM temp.");
    sqlite_data_name(line, data);
    sqlite_put_line(ddl, 0);
    buf_text(line, "WHERE ");
    buf_text(line, now);
    sqlite_put_line(ddl, 1);
    buf_text(line, "ON CONFLICT ");
    ddl_column_list(line, table, data->key, TARGET_SQLITE);
    if (data->columns.count == data->key.count) {
        buf_text(line, " DO NOTHING;");
        sqlite_put_line(ddl, 0);
    } else {
        buf_text(line, " DO UPDATE SET ");
        ddl_assignments(line, data, "excluded.", TARGET_SQLITE);
        sqlite_put_line(ddl, 0);
        buf_text(line, "WHERE ");
        ddl_value_row(line, data, "", TARGET_SQLITE);
        buf_text(line, " IS NOT ");
        ddl_value_row(line, data, "excluded.", TARGET_SQLITE);
        buf_char(line, ';');
        sqlite_put_line(ddl, 1);
    }
    write_missing_rows(ddl, data, now);
    buf_char(ddl->out, '\n');
}
