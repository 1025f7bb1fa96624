/*
 * readback.c - see readback.h.
 */
#include "prove/readback.h"

#include <ctype.h>
#include <string.h>

#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/typename.h"
#include "schema/derived.h"

typedef struct Reading {
    Session *session;
    const Batch *batch;
    Buf *difference;
    sqlite3_stmt *columns;
    sqlite3_stmt *indexes;
    sqlite3_stmt *index_columns;
    sqlite3_stmt *foreign_keys;
    sqlite3_stmt *object;
    const Table *table;
    Buf found;    /* scratch */
    Buf expected; /* scratch */
} Reading;

static bool for_sqlite(TargetSet targets) {
    return (targets >> TARGET_SQLITE & 1u) != 0;
}

static Text column_text(sqlite3_stmt *statement, int at) {
    const char *text = (const char *)sqlite3_column_text(statement, at);
    return text != NULL ? (Text){text, (size_t)sqlite3_column_bytes(statement, at)} : (Text){"", 0};
}

/* Begins a query about something of that name. */
static sqlite3_stmt *ask(sqlite3_stmt *statement, Text name) {
    sqlite3_reset(statement);
    sqlite3_bind_text64(statement, 1, name.data, name.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    return statement;
}

static bool differs(Reading *reading, const char *what, Text name, Text found, Text expected) {
    buf_printf(reading->difference, "%s of table %s, %.*s: found `%.*s`, expected `%.*s`", what,
               reading->table->name->text, TEXT_ARG(name), TEXT_ARG(found), TEXT_ARG(expected));
    return false;
}

static bool same(Reading *reading, const char *what, Text name) {
    Text found = buf_view(&reading->found);
    Text expected = buf_view(&reading->expected);
    return text_equal(found, expected) || differs(reading, what, name, found, expected);
}

/* ---- columns --------------------------------------------------------------------------------- */

static int key_position(const Table *table, uint16_t column) {
    for (uint16_t i = 0; table->primary_key != NULL && i < table->primary_key->columns.count; i++) {
        if (table->primary_key->columns.at[i] == column) {
            return i + 1;
        }
    }
    return 0;
}

/* Layout is no difference: blanks are left out on both sides. */
static void put_squeezed(Buf *out, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        if (!isspace((unsigned char)text.data[i])) {
            buf_char(out, text.data[i]);
        }
    }
}

/* `INTEGER NOT NULL pk 1 generated 0 default 'a'` */
static void describe_column(Reading *reading, uint16_t at) {
    const Column *column = &reading->table->columns[at];
    Buf *out = &reading->expected;
    buf_clear(out);
    buf_name(out, column->name);
    buf_char(out, ' ');
    if (column->type.kind == TYPE_NATIVE) {
        buf_char(out, '?'); /* it may say more than the type */
    } else {
        typename_write(out, column->type, TARGET_SQLITE);
    }
    int hidden = column->generated == NULL ? 0 : (column->flags & COLUMN_VIRTUAL) != 0 ? 2 : 3;
    buf_printf(out, " %s pk %d generated %d default ",
               (column->flags & COLUMN_NULLABLE) != 0 ? "NULL" : "NOT NULL",
               key_position(reading->table, at), hidden);
    if (column->default_value != NULL) {
        Buf text = {0};
        expression_write_default(&text, column, reading->table, TARGET_SQLITE);
        Text view = buf_view(&text);
        if (view.data[0] == '(' && view.data[view.length - 1] == ')') { /* SQLite takes them off */
            view = (Text){view.data + 1, view.length - 2};
        }
        put_squeezed(out, view);
        buf_free(&text);
    }
}

static void describe_found_column(Reading *reading, const Column *column) {
    sqlite3_stmt *row = reading->columns;
    Buf *out = &reading->found;
    buf_clear(out);
    buf_slice(out, column_text(row, 0));
    buf_char(out, ' ');
    if (column->type.kind == TYPE_NATIVE) {
        buf_char(out, '?');
    } else {
        Text type = column_text(row, 1);
        /* SQLite keeps these words in the type of a computed column */
        static const char always[] = " GENERATED ALWAYS";
        buf_slice(out, text_ends_with(type, always)
                           ? (Text){type.data, type.length - strlen(always)}
                           : type);
    }
    buf_printf(out, " %s pk %d generated %d default ",
               sqlite3_column_int(row, 2) != 0 ? "NOT NULL" : "NULL", sqlite3_column_int(row, 4),
               sqlite3_column_int(row, 5));
    if (sqlite3_column_type(row, 3) != SQLITE_NULL) {
        put_squeezed(out, column_text(row, 3));
    }
}

static bool same_columns(Reading *reading) {
    const Table *table = reading->table;
    sqlite3_stmt *row = ask(reading->columns, name_text(table->name));
    uint16_t at = 0;
    while (sqlite3_step(row) == SQLITE_ROW) {
        while (at < table->column_count && !for_sqlite(table->columns[at].targets)) {
            at++;
        }
        if (at == table->column_count) {
            return differs(reading, "column", column_text(row, 0), text_of("it"), text_of("none"));
        }
        describe_column(reading, at);
        describe_found_column(reading, &table->columns[at]);
        if (!same(reading, "column", name_text(table->columns[at].name))) {
            return false;
        }
        at++;
    }
    for (; at < table->column_count; at++) {
        if (for_sqlite(table->columns[at].targets)) {
            return differs(reading, "column", name_text(table->columns[at].name), text_of("none"),
                           text_of("it"));
        }
    }
    return true;
}

/* ---- keys and indexes ------------------------------------------------------------------------ */

static void list_columns(Buf *out, const Table *table, Columns columns) {
    for (uint16_t i = 0; i < columns.count; i++) {
        buf_name(out, table->columns[columns.at[i]].name);
        buf_char(out, ',');
    }
}

/* Looks for the columns in `found` among keys; `seen` marks which were found. */
static bool mark_key(Reading *reading, bool *seen) {
    const Table *table = reading->table;
    bool any = false;
    for (uint16_t i = 0; i < table->unique_count; i++) {
        buf_clear(&reading->expected);
        list_columns(&reading->expected, table, table->uniques[i].columns);
        if (for_sqlite(table->uniques[i].targets) &&
            text_equal(buf_view(&reading->found), buf_view(&reading->expected))) {
            seen[i] = true;
            any = true;
        }
    }
    return any;
}

static void describe_index(Reading *reading, const Index *index) {
    Buf *out = &reading->expected;
    buf_clear(out);
    buf_printf(out, "unique %d partial %d ", index->is_unique, index->where != NULL);
    for (uint16_t i = 0; i < index->key_count; i++) {
        const Expr *expr = index->keys[i].expr;
        if (expr->kind == EXPR_COLUMN) {
            buf_name(out, reading->table->columns[expr->column].name);
        } else {
            buf_char(out, expr->kind == EXPR_VERBATIM ? '?' : '*');
        }
        buf_text(out, index->keys[i].descending ? " desc," : ",");
    }
}

/* The columns of an index as SQLite tells them; `index` NULL: names only. */
static void describe_found_keys(Reading *reading, Text name, const Index *index) {
    Buf *out = &reading->found;
    sqlite3_stmt *row = ask(reading->index_columns, name);
    for (uint16_t i = 0; sqlite3_step(row) == SQLITE_ROW; i++) {
        bool is_verbatim = index != NULL && i < index->key_count &&
                           index->keys[i].expr->kind == EXPR_VERBATIM;
        if (is_verbatim) {
            buf_char(out, '?');
        } else if (sqlite3_column_int(row, 0) == -2) {
            buf_char(out, '*');
        } else {
            buf_slice(out, column_text(row, 1));
        }
        buf_text(out, index != NULL && sqlite3_column_int(row, 2) != 0 ? " desc," : ",");
    }
}

static const Index *index_named(const Table *table, Text name, uint16_t *at) {
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (for_sqlite(table->indexes[i].targets) &&
            text_equal(name_text(table->indexes[i].name), name)) {
            *at = i;
            return &table->indexes[i];
        }
    }
    return NULL;
}

static bool same_index(Reading *reading, bool *keys, bool *indexes) {
    sqlite3_stmt *row = reading->indexes;
    Text name = column_text(row, 0);
    Text origin = column_text(row, 1);
    buf_clear(&reading->found);
    if (text_is(origin, "pk")) { /* its columns stand with the columns; a unique one may share it */
        describe_found_keys(reading, name, NULL);
        mark_key(reading, keys);
        return true;
    }
    if (text_is(origin, "u")) {
        describe_found_keys(reading, name, NULL);
        return mark_key(reading, keys) || differs(reading, "unique constraint", name,
                                                  buf_view(&reading->found), text_of("none"));
    }
    uint16_t at = 0;
    const Index *index = index_named(reading->table, name, &at);
    if (index == NULL) {
        return reading->batch->sql_count > 0 || /* it may be the author's */
               differs(reading, "index", name, text_of("it"), text_of("none"));
    }
    indexes[at] = true;
    buf_printf(&reading->found, "unique %d partial %d ", sqlite3_column_int(row, 2),
               sqlite3_column_int(row, 3));
    describe_found_keys(reading, name, index);
    describe_index(reading, index);
    return same(reading, "index", name);
}

/* An INTEGER PRIMARY KEY has no index: a unique constraint on it has none either. */
static bool is_row_number(const Table *table, Columns columns) {
    return columns.count == 1 && key_position(table, columns.at[0]) == 1 &&
           table->primary_key->columns.count == 1;
}

static bool same_indexes(Reading *reading) {
    const Table *table = reading->table;
    bool *keys = NEW_ARRAY(reading->session->arena, bool, table->unique_count);
    bool *indexes = NEW_ARRAY(reading->session->arena, bool, table->index_count);
    sqlite3_stmt *row = ask(reading->indexes, name_text(table->name));
    while (sqlite3_step(row) == SQLITE_ROW) {
        if (!same_index(reading, keys, indexes)) {
            return false;
        }
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        const Key *key = &table->uniques[i];
        if (!keys[i] && for_sqlite(key->targets) && !is_row_number(table, key->columns)) {
            return differs(reading, "unique constraint", name_text(key->name), text_of("none"),
                           text_of("it"));
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (!indexes[i] && for_sqlite(table->indexes[i].targets)) {
            return differs(reading, "index", name_text(table->indexes[i].name), text_of("none"),
                           text_of("it"));
        }
    }
    return true;
}

/* ---- foreign keys ---------------------------------------------------------------------------- */

static const char *const actions[] = {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL",
                                      "SET DEFAULT"};

/* `users (tenant_id->tenant_id,user_id->id,) CASCADE NO ACTION` */
static void describe_key(Reading *reading, const ForeignKey *key) {
    Buf *out = &reading->expected;
    buf_clear(out);
    buf_name(out, key->target->name);
    buf_text(out, " (");
    for (uint16_t i = 0; i < key->columns.count; i++) {
        buf_printf(out, "%s->%s,", reading->table->columns[key->columns.at[i]].name->text,
                   key->target->columns[key->referenced.at[i]].name->text);
    }
    buf_printf(out, ") %s %s", actions[key->on_delete], actions[key->on_update]);
}

/* Marks the key that was read into `found`; false if there is none. */
static bool mark_foreign_key(Reading *reading, bool *seen) {
    const Table *table = reading->table;
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (!seen[i] && for_sqlite(table->foreign_keys[i].targets)) {
            describe_key(reading, &table->foreign_keys[i]);
            if (text_equal(buf_view(&reading->found), buf_view(&reading->expected))) {
                seen[i] = true;
                return true;
            }
        }
    }
    return differs(reading, "foreign key", text_of("one"), buf_view(&reading->found),
                   text_of("none"));
}

static bool same_foreign_keys(Reading *reading) {
    const Table *table = reading->table;
    bool *seen = NEW_ARRAY(reading->session->arena, bool, table->foreign_key_count);
    Buf rest = {0}; /* the actions, which stand behind the columns */
    int id = -1;
    sqlite3_stmt *row = ask(reading->foreign_keys, name_text(table->name));
    bool is_same = true;
    while (is_same && sqlite3_step(row) == SQLITE_ROW) {
        if (sqlite3_column_int(row, 0) != id) {
            if (id >= 0) {
                buf_slice(&reading->found, buf_view(&rest));
                is_same = mark_foreign_key(reading, seen);
            }
            id = sqlite3_column_int(row, 0);
            buf_clear(&reading->found);
            buf_printf(&reading->found, "%s (", sqlite3_column_text(row, 1));
            buf_clear(&rest);
            buf_printf(&rest, ") %s %s", sqlite3_column_text(row, 4), sqlite3_column_text(row, 5));
        }
        Text from = column_text(row, 2);
        Text to = column_text(row, 3);
        buf_printf(&reading->found, "%.*s->%.*s,", TEXT_ARG(from), TEXT_ARG(to));
    }
    if (is_same && id >= 0) {
        buf_slice(&reading->found, buf_view(&rest));
        is_same = mark_foreign_key(reading, seen);
    }
    buf_free(&rest);
    for (uint16_t i = 0; is_same && i < table->foreign_key_count; i++) {
        if (!seen[i] && for_sqlite(table->foreign_keys[i].targets)) {
            return differs(reading, "foreign key", name_text(table->foreign_keys[i].name),
                           text_of("none"), text_of("it"));
        }
    }
    return is_same;
}

/* ---- what no pragma tells -------------------------------------------------------------------- */

/* The stored text of an object; `owner`: the name of its table. */
static bool find_object(Reading *reading, const char *type, Text name, Text *sql) {
    sqlite3_stmt *row = ask(reading->object, name);
    sqlite3_bind_text(row, 2, type, -1, SQLITE_STATIC);
    bool found = sqlite3_step(row) == SQLITE_ROW &&
                 text_equal(column_text(row, 1), name_text(reading->table->name));
    *sql = found ? column_text(row, 0) : (Text){"", 0};
    return found;
}

/* Whether the text, which is squeezed, holds `lead` with the name or text behind it. */
static bool holds(Text squeezed, const char *lead, Text text, bool is_name) {
    Buf words = {0};
    Buf needle = {0};
    buf_text(&words, lead);
    if (is_name) {
        quote_text(&words, text, TARGET_SQLITE);
    } else {
        buf_slice(&words, text);
    }
    put_squeezed(&needle, buf_view(&words));
    bool found = memmem(squeezed.data, squeezed.length, needle.data, needle.length) != NULL;
    buf_free(&words);
    buf_free(&needle);
    return found;
}

static bool same_conditions(Reading *reading, Text sql) {
    const Table *table = reading->table;
    for (uint16_t i = 0; i < table->check_count; i++) {
        const Check *check = &table->checks[i];
        buf_clear(&reading->expected);
        buf_text(&reading->expected, "CHECK (");
        expression_write(&reading->expected, check->condition, table, TARGET_SQLITE);
        if (for_sqlite(check->targets) &&
            (!holds(sql, "CONSTRAINT ", name_text(check->name), true) ||
             !holds(sql, "", buf_view(&reading->expected), false))) {
            return differs(reading, "check", name_text(check->name), text_of("none"),
                           buf_view(&reading->expected));
        }
    }
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        buf_clear(&reading->expected);
        buf_text(&reading->expected, "CHECK (");
        size_t lead = reading->expected.length;
        typename_check(&reading->expected, column, TARGET_SQLITE);
        if (for_sqlite(column->targets) && reading->expected.length > lead &&
            !holds(sql, "", buf_view(&reading->expected), false)) {
            return differs(reading, "condition of the type", name_text(column->name),
                           text_of("none"), buf_view(&reading->expected));
        }
        if (column->collation != NULL && for_sqlite(column->targets) &&
            !holds(sql, "COLLATE ", name_text(column->collation), true)) {
            return differs(reading, "collation", name_text(column->name), text_of("none"),
                           name_text(column->collation));
        }
        if ((column->flags & COLUMN_IDENTITY) != 0 &&
            !holds(sql, "AUTOINCREMENT", text_of(""), false)) {
            return differs(reading, "identity", name_text(column->name), text_of("none"),
                           text_of("AUTOINCREMENT"));
        }
    }
    return true;
}

static bool same_triggers(Reading *reading) {
    Buf name = {0};
    Buf cut = {0};
    Text sql;
    bool is_same = true;
    for (uint16_t i = 0; is_same && i < reading->table->column_count; i++) {
        const Column *column = &reading->table->columns[i];
        if ((column->flags & COLUMN_TOUCHED) != 0 && for_sqlite(column->targets)) {
            buf_clear(&name);
            buf_clear(&cut);
            buf_printf(&name, "%s_set_%s", reading->table->name->text, column->name->text);
            derived_name_write(&cut, buf_view(&name));
            is_same = find_object(reading, "trigger", buf_view(&cut), &sql) ||
                      differs(reading, "trigger", buf_view(&cut), text_of("none"), text_of("it"));
        }
    }
    buf_free(&name);
    buf_free(&cut);
    return is_same;
}

static bool same_table(Reading *reading, const Table *table) {
    Text sql;
    reading->table = table;
    if (!find_object(reading, "table", name_text(table->name), &sql)) {
        return differs(reading, "text", name_text(table->name), text_of("none"), text_of("it"));
    }
    Buf squeezed = {0};
    put_squeezed(&squeezed, sql);
    bool is_same = same_conditions(reading, buf_view(&squeezed));
    buf_free(&squeezed);
    return is_same && same_columns(reading) && same_indexes(reading) &&
           same_foreign_keys(reading) && same_triggers(reading);
}

/* ---- all of them ----------------------------------------------------------------------------- */

/* Nothing is there that the plan did not make. */
static bool same_number(Reading *reading) {
    uint32_t expected = 0;
    for (uint32_t i = 0; i < reading->batch->up.steps.count; i++) {
        StepKind kind = reading->batch->up.steps.items[i].kind;
        expected += kind == STEP_CREATE_TABLE || kind == STEP_CREATE_INDEX ||
                    kind == STEP_CREATE_TOUCH;
    }
    sqlite3_stmt *count = session_prepare(
        reading->session,
        "SELECT count(*) FROM main.sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND tbl_name <> 'migc_history'");
    uint32_t found = sqlite3_step(count) == SQLITE_ROW ? (uint32_t)sqlite3_column_int(count, 0) : 0;
    sqlite3_finalize(count);
    if (reading->batch->sql_count == 0 && found != expected) {
        buf_printf(reading->difference, "found %u objects, expected %u", found, expected);
        return false;
    }
    return true;
}

bool readback_is_model(Session *session, const Batch *batch, Buf *difference) {
    Reading reading = {.session = session, .batch = batch, .difference = difference};
    reading.columns = session_prepare(
        session,
        "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?)");
    reading.indexes = session_prepare(
        session, "SELECT name, origin, \"unique\", partial FROM pragma_index_list(?)");
    reading.index_columns = session_prepare(
        session,
        "SELECT cid, name, \"desc\" FROM pragma_index_xinfo(?) WHERE \"key\" ORDER BY seqno");
    reading.foreign_keys = session_prepare(
        session, "SELECT id, \"table\", \"from\", \"to\", on_delete, on_update"
                 " FROM pragma_foreign_key_list(?) ORDER BY id, seq");
    reading.object = session_prepare(
        session, "SELECT sql, tbl_name FROM main.sqlite_schema WHERE name = ? AND type = ?");
    bool is_same = same_number(&reading);
    for (uint32_t i = 0; is_same && i < batch->table_count; i++) {
        is_same = same_table(&reading, batch->tables[i]);
    }
    sqlite3_finalize(reading.columns);
    sqlite3_finalize(reading.indexes);
    sqlite3_finalize(reading.index_columns);
    sqlite3_finalize(reading.foreign_keys);
    sqlite3_finalize(reading.object);
    buf_free(&reading.found);
    buf_free(&reading.expected);
    return is_same;
}
