/*
 * ddl.c - takes model objects, gives defining statements as text. See ddl.h.
 */
#include "emit/ddl.h"

#include "emit/ddl_partition.h"
#include "emit/expression.h"
#include "emit/fold.h"
#include "emit/lower.h"
#include "emit/mysql/mysql.h"
#include "emit/with.h"
#include "emit/quote.h"
#include "emit/sqlite/tables.h"
#include "emit/typename.h"

#define LONG_ENUM 30u /* a type that is a list of values likewise */
#define LONG_NAME 40u /* a constraint's name that is longer does not push the others aside */

Ddl ddl_begin(Buf *out, const Dialect *dialect) {
    return (Ddl){.out = out, .dialect = dialect, .schema = "", .if_absent = ""};
}

void ddl_end(Ddl *ddl) {
    buf_free(&ddl->scratch);
    buf_free(&ddl->cells);
    arena_release(&ddl->arena);
}

void ddl_indent(Ddl *ddl, unsigned more) {
    buf_spaces(ddl->out, ddl->indent + more);
}

void ddl_rule(Ddl *ddl, const char *words) {
    size_t dashes = LINE_WIDTH - 1 - ddl->indent - strlen(words);
    ddl_indent(ddl, 0);
    for (size_t i = 0; i < dashes; i++) {
        buf_char(ddl->out, '-');
    }
    buf_char(ddl->out, ' ');
    buf_text(ddl->out, words);
    buf_char(ddl->out, '\n');
}

/* Whether a byte may be a control character or a dollar: eight of them are looked at at once. */
static bool may_be_harmful(Text text) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t found = 0; /* in the highest bit of a byte */
    for (size_t i = 0; i + 8 <= text.length; i += 8) {
        uint64_t bytes;
        memcpy(&bytes, text.data + i, 8);
        uint64_t dollars = bytes ^ ones * '$';
        uint64_t deletes = bytes ^ ones * 0x7f;
        found |= ((bytes - ones * ' ') & ~bytes) | ((dollars - ones) & ~dollars) |
                 ((deletes - ones) & ~deletes);
    }
    for (size_t i = text.length - text.length % 8; i < text.length; i++) {
        char c = text.data[i];
        found |= c < ' ' || c == '$' || c == 0x7f ? ones << 7 : 0;
    }
    return (found & ones << 7) != 0;
}

void ddl_comment_text(Buf *out, Text text) {
    if (!may_be_harmful(text)) {
        buf_slice(out, text);
        return;
    }
    const char *end = text.data + text.length;
    const char *done = text.data;
    for (const char *at = text.data; at < end; at++) {
        unsigned char c = (unsigned char)*at;
        if (c > '$' && c != 0x7f) {
            continue;
        }
        bool opens = c == '$' && at + 1 < end && at[1] == '{';
        bool is_harmful = c < ' ' || c == 0x7f; /* a blank stands in for it */
        if (opens || is_harmful) {
            buf_put(out, done, (size_t)(at - done));
            buf_text(out, opens ? "$ " : " "); /* script runners replace `${`, even in comments */
            done = at + 1;
        }
    }
    buf_put(out, done, (size_t)(end - done));
}

void ddl_comment(Ddl *ddl, const Step *step) {
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "-- ");
    buf_clear(&ddl->scratch);
    if (step->number != 0) {
        buf_uint(&ddl->scratch, step->number);
        buf_text(&ddl->scratch, ". ");
    }
    step_describe(&ddl->scratch, step);
    Name doc = NULL;
    if (step->kind == STEP_CREATE_TABLE) {
        doc = step->table->doc;
    } else if (step->kind == STEP_CREATE_ENUM) {
        doc = step->enumeration->doc;
    } else if (step->kind == STEP_RUN_SQL) {
        doc = step->sql->doc;
    }
    if (doc) {
        const char *end = memchr(doc->text, '\n', doc->length);
        size_t length = end ? (size_t)(end - doc->text) : doc->length;
        buf_text(&ddl->scratch, ": ");
        buf_put(&ddl->scratch, doc->text, length);
    }
    ddl_comment_text(ddl->out, buf_view(&ddl->scratch));
    buf_char(ddl->out, '\n');
}

void ddl_note(Ddl *ddl, Text note) {
    if (note.length > 0) {
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "--    ");
        ddl_comment_text(ddl->out, note);
        buf_char(ddl->out, '\n');
    }
}

void ddl_table_name(Buf *out, const Table *table, Target target) {
    if (table->space) {
        quote_name(out, table->space, target);
        buf_char(out, '.');
    }
    quote_name(out, table->name, target);
}

void ddl_column_list(Buf *out, const Table *table, Columns columns, Target target) {
    for (uint16_t i = 0; i < columns.count; i++) {
        buf_text(out, i == 0 ? "(" : ", ");
        quote_name(out, table->columns[columns.at[i]].name, target);
    }
    buf_char(out, ')');
}

/* ---- tables -------------------------------------------------------------------------------------- */

static Text cell_text(const Ddl *ddl, const DdlRow *row, unsigned index) {
    return (Text){ddl->cells.data + row->cells[index], row->cells[index + 1] - row->cells[index]};
}

/* `widest`: cells that are wider are not aligned with. */
static void begin_rows(Ddl *ddl, size_t widest) {
    ddl->widest = widest;
    buf_clear(&ddl->cells);
    ddl->rows.count = 0;
    ddl->widths[0] = 0;
    ddl->widths[1] = 0;
}

static void begin_row(Ddl *ddl) {
    vec_push(&ddl->arena, &ddl->rows, (DdlRow){.cells = {ddl->cells.length}});
}

/* What was added to the cells since the cell before it is the newest row's cell `index`. */
static void end_cell(Ddl *ddl, unsigned index) {
    vec_last(&ddl->rows).cells[index + 1] = ddl->cells.length;
}

/* Finds how wide the first `count` cells of the rows are, which are all there. */
static void measure(Ddl *ddl, unsigned count) {
    bool is_ascii = fold_is_ascii(buf_view(&ddl->cells));
    for (uint32_t i = 0; i < ddl->rows.count; i++) {
        DdlRow *row = &ddl->rows.items[i];
        for (unsigned index = 0; index < count; index++) {
            Text text = cell_text(ddl, row, index);
            size_t width = is_ascii ? text.length : fold_width(text);
            row->widths[index] = width;
            if (width > ddl->widths[index] && width <= ddl->widest) {
                ddl->widths[index] = width;
            }
        }
    }
}

static void put_cell(Ddl *ddl, const DdlRow *row, unsigned index) {
    buf_slice(ddl->out, cell_text(ddl, row, index));
}

/* How many columns a cell takes that is padded to the widest one and two blanks. */
static size_t padded_width(const Ddl *ddl, const DdlRow *row, unsigned index) {
    size_t width = row->widths[index];
    return (width > ddl->widths[index] ? width : ddl->widths[index]) + 2;
}

/* What is put behind a cell to pad it. */
static void put_padding(Ddl *ddl, const DdlRow *row, unsigned index) {
    buf_spaces(ddl->out, padded_width(ddl, row, index) - row->widths[index]);
}

static void put_line(Ddl *ddl, unsigned more) {
    buf_char(ddl->out, '\n');
    ddl_indent(ddl, more);
}

static bool has_identity(const Table *table, const Key *key) {
    return key->columns.count == 1 &&
           (table->columns[key->columns.at[0]].flags & COLUMN_IDENTITY) != 0;
}

/* What follows the type of a column: COLLATE, NOT NULL, DEFAULT, GENERATED, each with a blank before. */
static void column_tail(Ddl *ddl, const Table *table, const Column *column) {
    Target target = ddl->dialect->target;
    Buf *tail = &ddl->cells;
    if (!ddl->dialect->has_ddl_transactions) {
        mysql_column_tail(tail, ddl->dialect, table, column);
        return;
    }
    if (column->collation) {
        buf_text(tail, " COLLATE ");
        quote_name(tail, column->collation, target);
    }
    bool identity_clause = (column->flags & COLUMN_IDENTITY) &&
                           !ddl->dialect->identity_is_primary_key;
    if (!(column->flags & COLUMN_NULLABLE) && !identity_clause) {
        buf_text(tail, " NOT NULL");
    }
    if (identity_clause) {
        buf_text(tail, " GENERATED BY DEFAULT AS IDENTITY");
    }
    if (column->generated) {
        buf_text(tail, " GENERATED ALWAYS AS (");
        expression_write(tail, column->generated, table, target);
        buf_text(tail, column->flags & COLUMN_VIRTUAL ? ") VIRTUAL" : ") STORED");
    }
    if (column->default_value) {
        buf_text(tail, " DEFAULT ");
        expression_write_default(tail, column, table, target);
    }
}

void ddl_column(Ddl *ddl, Buf *out, const Table *table, const Column *column) {
    quote_name(out, column->name, ddl->dialect->target);
    buf_char(out, ' ');
    typename_write(out, column->type, ddl->dialect->target);
    buf_clear(&ddl->cells);
    column_tail(ddl, table, column);
    buf_slice(out, buf_view(&ddl->cells));
}

/* Writes the type, begun at `column`, and what follows it: what is too long has its expression on the
 * next line. */
static void put_type(Ddl *ddl, const DdlRow *row, size_t column) {
    static const char *const expressions[] = {" GENERATED ALWAYS", " DEFAULT ", " COMMENT "};
    Text tail = cell_text(ddl, row, 2);
    put_cell(ddl, row, 1);
    column += padded_width(ddl, row, 1);
    if (tail.length == 0) {
        return;
    }
    const char *at = NULL;
    for (size_t i = 0; i < 3 && !at && !fold_fits(tail, column - 1, 1); i++) {
        at = memmem(tail.data, tail.length, expressions[i], strlen(expressions[i]));
    }
    if (at != tail.data) {
        put_padding(ddl, row, 1);
    }
    if (at) {
        size_t before = (size_t)(at - tail.data);
        buf_put(ddl->out, tail.data + 1, before == 0 ? 0 : before - 1);
        put_line(ddl, 4);
        column = ddl->indent + 4;
        tail = (Text){at, tail.length - before};
    }
    fold_list(ddl->out, (Text){tail.data + 1, tail.length - 1}, column, ddl->indent + 6);
}

static void write_columns(Ddl *ddl, const Table *table) {
    Target target = ddl->dialect->target;
    begin_rows(ddl, ddl->dialect->has_enum_types || ddl->dialect->has_ddl_transactions ? SIZE_MAX
                                                                                       : LONG_ENUM);
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (is_for(ddl->dialect, column->targets)) {
            begin_row(ddl);
            quote_name(&ddl->cells, column->name, target);
            end_cell(ddl, 0);
            typename_write(&ddl->cells, column->type, target);
            end_cell(ddl, 1);
            column_tail(ddl, table, column);
            end_cell(ddl, 2);
        }
    }
    measure(ddl, 2);
    for (uint32_t i = 0; i < ddl->rows.count; i++) {
        const DdlRow *row = &ddl->rows.items[i];
        buf_text(ddl->out, i == 0 ? "" : ",\n");
        ddl_indent(ddl, 2);
        put_cell(ddl, row, 0);
        put_padding(ddl, row, 0);
        put_type(ddl, row, ddl->indent + 2 + padded_width(ddl, row, 0));
    }
}

static void write_timing(Buf *out, uint8_t flags) {
    buf_text(out, flags & CONSTRAINT_DEFERRABLE ? " DEFERRABLE" : "");
    buf_text(out, flags & CONSTRAINT_DEFERRED ? " INITIALLY DEFERRED" : "");
    buf_text(out, flags & CONSTRAINT_NOT_VALID ? " NOT VALID" : "");
}

static void write_reference(Buf *out, const ForeignKey *key, Target target) {
    static const char *const words[] = {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL",
                                        "SET DEFAULT"};
    buf_text(out, "REFERENCES ");
    ddl_table_name(out, key->target, target);
    buf_char(out, ' ');
    ddl_column_list(out, key->target, key->referenced, target);
    buf_text(out, key->flags & CONSTRAINT_MATCH_FULL ? " MATCH FULL" : "");
    if (key->on_delete != ACTION_NONE) {
        buf_text(out, " ON DELETE ");
        buf_text(out, words[key->on_delete]);
    }
    if (key->on_update != ACTION_NONE) {
        buf_text(out, " ON UPDATE ");
        buf_text(out, words[key->on_update]);
    }
    write_timing(out, key->flags);
}

void ddl_foreign_key(Buf *out, const Table *table, const ForeignKey *key, Target target) {
    buf_text(out, "FOREIGN KEY ");
    ddl_column_list(out, table, key->columns, target);
    buf_char(out, ' ');
    write_reference(out, key, target);
}

/* The second and third cell of a foreign key: who references, and what. */
static void foreign_key_cells(Ddl *ddl, const Table *table, const ForeignKey *key) {
    Target target = ddl->dialect->target;
    buf_text(&ddl->cells, "FOREIGN KEY ");
    ddl_column_list(&ddl->cells, table, key->columns, target);
    end_cell(ddl, 1);
    write_reference(&ddl->cells, key, target);
    end_cell(ddl, 2);
}

/* Writes a foreign key that begins at `column`, on two lines if one does not hold it. */
static void put_foreign_key(Ddl *ddl, const DdlRow *row, size_t column) {
    Text who = cell_text(ddl, row, 1);
    Text what = cell_text(ddl, row, 2);
    buf_slice(ddl->out, who);
    if (fold_fits(what, column + fold_width(who) + 1, 1)) {
        buf_char(ddl->out, ' ');
        buf_slice(ddl->out, what);
    } else {
        put_line(ddl, 4);
        fold_list(ddl->out, what, ddl->indent + 4, ddl->indent + 6);
    }
}

void ddl_key(Buf *out, const Table *table, const Key *key, Target target) {
    buf_text(out, key == table->primary_key            ? "PRIMARY KEY "
                  : key->flags & CONSTRAINT_NULLS_SAME ? "UNIQUE NULLS NOT DISTINCT "
                                                       : "UNIQUE ");
    ddl_column_list(out, table, key->columns, target);
    options_write_key_method(out, table, target);
    if (key->include.count > 0) {
        buf_text(out, " INCLUDE ");
        ddl_column_list(out, table, key->include, target);
    }
    write_timing(out, key->flags);
}

/* PostgreSQL leaves out a key that is another one of the same table but for its name, if both come with the table. */
static bool is_left_out(const Dialect *dialect, const Table *table, const Key *key) {
    bool is_found = false;
    for (int i = -1; dialect->target == TARGET_POSTGRES && !is_found && i < table->unique_count;
         i++) {
        const Key *other = i < 0 ? table->primary_key : &table->uniques[i];
        if (other == key) {
            return false; /* the first one */
        }
        is_found = other && is_for(dialect, other->targets) && other->flags == key->flags &&
                   columns_equal(other->columns, key->columns) &&
                   columns_equal(other->include, key->include);
    }
    return is_found;
}

static void add_key(Ddl *ddl, const Table *table, const Key *key) {
    Target target = ddl->dialect->target;
    if (!is_for(ddl->dialect, key->targets) || is_left_out(ddl->dialect, table, key)) {
        return;
    }
    begin_row(ddl);
    quote_name(&ddl->cells, key->name, target);
    end_cell(ddl, 0);
    if (key == table->primary_key && ddl->dialect->identity_is_primary_key &&
        has_identity(table, key)) {
        buf_text(&ddl->cells, "PRIMARY KEY (");
        quote_name(&ddl->cells, table->columns[key->columns.at[0]].name, target);
        buf_text(&ddl->cells, " AUTOINCREMENT)");
    } else {
        ddl_key(&ddl->cells, table, key, target);
    }
    end_cell(ddl, 1);
    end_cell(ddl, 2);
}

static void add_foreign_key(Ddl *ddl, const Table *table, const ForeignKey *key) {
    if (is_for(ddl->dialect, key->targets) && lower_inlines(ddl->dialect, key)) {
        begin_row(ddl);
        quote_name(&ddl->cells, key->name, ddl->dialect->target);
        end_cell(ddl, 0);
        foreign_key_cells(ddl, table, key);
    }
}

void ddl_check(Buf *out, const Table *table, const Check *check, Target target) {
    buf_text(out, "CHECK (");
    expression_write_condition(out, check->condition, table, target);
    buf_char(out, ')');
    write_timing(out, check->flags);
}

static void add_check(Ddl *ddl, const Table *table, const Check *check) {
    Target target = ddl->dialect->target;
    if (is_for(ddl->dialect, check->targets) && !(check->flags & CONSTRAINT_NOT_VALID) &&
        !mysql_holds_check(ddl->dialect, table, check)) {
        begin_row(ddl);
        quote_name(&ddl->cells, check->name, target);
        end_cell(ddl, 0);
        ddl_check(&ddl->cells, table, check, target);
        end_cell(ddl, 1);
        end_cell(ddl, 2);
    }
}

/* What keeps the meaning of a type that the target does not have, as a check of its own. */
static void add_type_check(Ddl *ddl, const Table *table, const Column *column) {
    Target target = ddl->dialect->target;
    if (is_for(ddl->dialect, column->targets) && typename_has_check(column->type, target)) {
        begin_row(ddl);
        buf_clear(&ddl->scratch);
        buf_name(&ddl->scratch, table->name);
        buf_char(&ddl->scratch, '_');
        buf_name(&ddl->scratch, column->name);
        buf_text(&ddl->scratch, "_type");
        quote_text(&ddl->cells, buf_view(&ddl->scratch), target);
        end_cell(ddl, 0);
        buf_text(&ddl->cells, "CHECK (");
        typename_check(&ddl->cells, column, target);
        buf_char(&ddl->cells, ')');
        end_cell(ddl, 1);
        end_cell(ddl, 2);
    }
}

static bool is_check(Text body) {
    static const char check[] = "CHECK (";
    return body.length > strlen(check) && memcmp(body.data, check, strlen(check)) == 0;
}

/* Writes a check that one line does not hold, begun in the line of its name. */
static void put_long_check(Ddl *ddl, Text body) {
    static const char check[] = "CHECK (";
    buf_text(ddl->out, "CHECK (\n");
    fold_condition(ddl->out, (Text){body.data + strlen(check), body.length - strlen(check)},
                   ddl->indent + 4);
}

/* `name  BODY`, the body on lines of its own where it is too long. */
static void put_constraint(Ddl *ddl, const DdlRow *row) {
    Text body = cell_text(ddl, row, 1);
    bool is_foreign = cell_text(ddl, row, 2).length != 0;
    size_t column = ddl->indent + 2 + strlen("CONSTRAINT ") + padded_width(ddl, row, 0);
    bool fits = fold_fits(body, column, is_foreign ? 0 : 1);
    put_cell(ddl, row, 0);
    if (fits || is_check(body)) {
        put_padding(ddl, row, 0);
    } else {
        put_line(ddl, 4);
        column = ddl->indent + 4;
    }
    if (is_foreign) {
        put_foreign_key(ddl, row, column);
    } else if (is_check(body) && !fits) {
        put_long_check(ddl, body);
    } else {
        fold_list(ddl->out, body, column, ddl->indent + 6);
    }
}

static void write_constraints(Ddl *ddl, const Table *table) {
    begin_rows(ddl, LONG_NAME);
    if (table->primary_key) {
        add_key(ddl, table, table->primary_key);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        add_key(ddl, table, &table->uniques[i]);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        add_foreign_key(ddl, table, &table->foreign_keys[i]);
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        add_check(ddl, table, &table->checks[i]);
    }
    for (uint16_t i = 0; ddl->dialect->has_ddl_transactions && i < table->column_count; i++) {
        add_type_check(ddl, table, &table->columns[i]);
    }
    measure(ddl, 1);
    for (uint32_t i = 0; i < ddl->rows.count; i++) {
        buf_text(ddl->out, ",\n");
        ddl_indent(ddl, 2);
        buf_text(ddl->out, "CONSTRAINT ");
        put_constraint(ddl, &ddl->rows.items[i]);
    }
}

/* Begins what adds a constraint behind its table; its body is to follow. */
static void begin_later(Ddl *ddl, const Table *table, Name constraint) {
    Buf *name = &ddl->scratch;
    buf_clear(name);
    buf_clear(&ddl->cells);
    quote_name(name, constraint, ddl->dialect->target);
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "ALTER TABLE ");
    ddl_table_name(ddl->out, table, ddl->dialect->target);
    put_line(ddl, 2);
    buf_text(ddl->out, "ADD CONSTRAINT ");
    buf_slice(ddl->out, buf_view(name));
    buf_char(ddl->out, ' ');
}

static void add_later_key(Ddl *ddl, const Table *table, const Key *key) {
    Buf *body = &ddl->cells;
    begin_later(ddl, table, key->name);
    ddl_key(body, table, key, ddl->dialect->target);
    fold_list(ddl->out, buf_view(body), ddl->indent + 18 + fold_width(buf_view(&ddl->scratch)),
              ddl->indent + 4);
    buf_text(ddl->out, ";\n");
}

/* A check that is not valid: one that a table is made with is. */
static void add_later_check(Ddl *ddl, const Table *table, const Check *check) {
    Buf *name = &ddl->scratch;
    Buf *body = &ddl->cells;
    begin_later(ddl, table, check->name);
    ddl_check(body, table, check, ddl->dialect->target);
    if (fold_fits(buf_view(body), ddl->indent + 18 + fold_width(buf_view(name)), 1)) {
        buf_slice(ddl->out, buf_view(body));
    } else {
        put_long_check(ddl, buf_view(body));
    }
    buf_text(ddl->out, ";\n");
}

/* What stands behind the bracket, with a blank before it. */
static void write_table_end(Ddl *ddl, const Table *table) {
    if (ddl->dialect->has_alter_table) {
        buf_clear(&ddl->scratch);
        ddl_partition_by(&ddl->scratch, table, ddl->dialect->target);
        fold_list(ddl->out, buf_view(&ddl->scratch), ddl->indent + 1, ddl->indent + 2);
        buf_clear(&ddl->scratch);
        if (options_write_parameters(&ddl->scratch, &table->options)) {
            buf_char(ddl->out, ' ');
            fold_list(ddl->out, buf_view(&ddl->scratch), ddl->indent + 2, ddl->indent + 2);
        }
    } else {
        options_write_sqlite(ddl->out, table);
    }
}

void ddl_create_table(Ddl *ddl, const Table *table) {
    Target target = ddl->dialect->target;
    if (table->statement) {
        sqlite_write_statement(ddl->out, table->statement, ddl->if_absent, ddl->schema);
        return;
    }
    ddl_indent(ddl, 0);
    bool is_unlogged = target == TARGET_POSTGRES && options_have(table, target, "unlogged");
    buf_text(ddl->out, is_unlogged ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ");
    buf_text(ddl->out, ddl->if_absent);
    buf_text(ddl->out, ddl->schema);
    ddl_table_name(ddl->out, table, ddl->dialect->target);
    buf_text(ddl->out, " (\n");
    write_columns(ddl, table);
    write_constraints(ddl, table);
    if (ddl->dialect->has_ddl_transactions) {
        buf_char(ddl->out, '\n');
        ddl_indent(ddl, 0);
        buf_char(ddl->out, ')');
        write_table_end(ddl, table);
    } else { /* a table by mysql_physical */
        mysql_table_end(ddl, table);
    }
    buf_text(ddl->out, ";\n");
    for (uint16_t i = 0; i < table->unique_count; i++) {
        const Key *key = &table->uniques[i];
        if (is_for(ddl->dialect, key->targets) && is_left_out(ddl->dialect, table, key)) {
            add_later_key(ddl, table, key);
        }
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        const Check *check = &table->checks[i];
        if (is_for(ddl->dialect, check->targets) && (check->flags & CONSTRAINT_NOT_VALID)) {
            add_later_check(ddl, table, check);
        }
    }
    if (ddl->dialect->has_partition_tables) {
        ddl_create_partitions(ddl, table);
    }
}

/* ---- what belongs to tables ---------------------------------------------------------------------- */

/* Begins a clause of a statement: each is a row that has nothing but its beginning. */
static void begin_clause(Ddl *ddl) {
    if (ddl->rows.count != 0) {
        buf_char(&ddl->cells, ' ');
    }
    begin_row(ddl);
}

/* Writes the clauses on one line if it holds them, else each on its own. */
static void put_clauses(Ddl *ddl) {
    bool fits = fold_fits(buf_view(&ddl->cells), ddl->indent, 1);
    for (uint32_t i = 0; i < ddl->rows.count; i++) {
        bool last = i + 1 == ddl->rows.count;
        size_t from = ddl->rows.items[i].cells[0];
        size_t to = last ? ddl->cells.length : ddl->rows.items[i + 1].cells[0] - 1;
        Text clause = {ddl->cells.data + from, to - from};
        if (i == 0) {
            ddl_indent(ddl, 0);
            buf_slice(ddl->out, clause);
        } else if (fits) {
            buf_char(ddl->out, ' ');
            buf_slice(ddl->out, clause);
        } else {
            put_line(ddl, 2);
            fold_list(ddl->out, clause, ddl->indent + 2, ddl->indent + 4);
        }
    }
    buf_text(ddl->out, ";\n");
}

void ddl_index_key(Buf *out, const IndexKey *key, const Table *table, Target target) {
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

/* The keys of an index or of an exclusion, in brackets. */
static void write_keys(Buf *out, const Table *table, const Index *index, Target target) {
    for (uint16_t i = 0; i < index->key_count; i++) {
        const IndexKey *key = &index->keys[i];
        buf_text(out, i == 0 ? " (" : ", ");
        ddl_index_key(out, key, table, target);
        buf_text(out, key->descending ? " DESC" : "");
        buf_text(out, key->nulls == 0 ? "" : key->nulls == 1 ? " NULLS FIRST" : " NULLS LAST");
        if (key->sign) {
            buf_text(out, " WITH ");
            buf_name(out, key->sign);
        }
    }
    buf_char(out, ')');
}

/* A constraint that is kept by an index. */
static void add_exclusion(Ddl *ddl, const Table *table, const Index *index) {
    Buf *cells = &ddl->cells;
    Target target = ddl->dialect->target;
    begin_rows(ddl, SIZE_MAX);
    begin_clause(ddl);
    buf_text(cells, "ALTER TABLE ");
    ddl_table_name(cells, table, target);
    begin_clause(ddl);
    buf_text(cells, "ADD CONSTRAINT ");
    quote_name(cells, index->name, target);
    begin_clause(ddl);
    buf_text(cells, "EXCLUDE USING ");
    quote_name(cells, index->method, target);
    write_keys(cells, table, index, target);
    if (index->options.count != 0) {
        begin_clause(ddl);
        options_write_parameters(cells, &index->options);
    }
    if (index->where) {
        begin_clause(ddl);
        buf_text(cells, "WHERE (");
        expression_write(cells, index->where, table, target);
        buf_char(cells, ')');
    }
    if (index->flags & CONSTRAINT_DEFERRABLE) {
        begin_clause(ddl);
        buf_text(cells, index->flags & CONSTRAINT_DEFERRED ? "DEFERRABLE INITIALLY DEFERRED"
                                                           : "DEFERRABLE");
    }
    put_clauses(ddl);
}

void ddl_create_index(Ddl *ddl, const Table *table, const Index *index) {
    Buf *cells = &ddl->cells;
    Target target = ddl->dialect->target;
    if (index->is_exclusion) {
        add_exclusion(ddl, table, index);
        return;
    }
    if (index->statement) {
        sqlite_write_statement(ddl->out, index->statement, ddl->if_absent, ddl->schema);
        return;
    }
    begin_rows(ddl, SIZE_MAX);
    begin_clause(ddl);
    buf_text(cells, index->is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    buf_text(cells, ddl->if_absent);
    buf_text(cells, ddl->schema);
    quote_name(cells, index->name, target);
    begin_clause(ddl);
    buf_text(cells, "ON ");
    ddl_table_name(cells, table, target);
    if (index->method) {
        buf_text(cells, " USING ");
        quote_name(cells, index->method, target);
    }
    write_keys(cells, table, index, target);
    if (index->include.count != 0) {
        begin_clause(ddl);
        buf_text(cells, "INCLUDE ");
        ddl_column_list(cells, table, index->include, target);
    }
    if (index->flags & CONSTRAINT_NULLS_SAME) {
        begin_clause(ddl);
        buf_text(cells, "NULLS NOT DISTINCT");
    }
    if (index->options.count != 0) {
        begin_clause(ddl);
        options_write_parameters(cells, &index->options);
    }
    if (index->where) {
        begin_clause(ddl);
        buf_text(cells, "WHERE ");
        expression_write(cells, index->where, table, target);
    }
    put_clauses(ddl);
}

void ddl_add_foreign_key(Ddl *ddl, const Table *table, const ForeignKey *key) {
    Target target = ddl->dialect->target;
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "ALTER TABLE ");
    ddl_table_name(ddl->out, table, target);
    buf_char(ddl->out, '\n');
    ddl_indent(ddl, 2);
    buf_text(ddl->out, "ADD CONSTRAINT ");
    begin_rows(ddl, SIZE_MAX);
    begin_row(ddl);
    quote_name(&ddl->cells, key->name, target);
    end_cell(ddl, 0);
    foreign_key_cells(ddl, table, key);
    measure(ddl, 1);
    put_cell(ddl, ddl->rows.items, 0);
    buf_char(ddl->out, ' ');
    put_foreign_key(ddl, ddl->rows.items,
                    ddl->indent + 2 + strlen("ADD CONSTRAINT ") + ddl->widths[0] + 1);
    buf_text(ddl->out, ";\n");
}

void ddl_set_comment(Ddl *ddl, const Table *table, const Column *column) {
    Target target = ddl->dialect->target;
    ddl_indent(ddl, 0);
    buf_text(ddl->out, column ? "COMMENT ON COLUMN " : "COMMENT ON TABLE ");
    ddl_table_name(ddl->out, table, target);
    if (column) {
        buf_char(ddl->out, '.');
        quote_name(ddl->out, column->name, target);
    }
    buf_text(ddl->out, " IS ");
    Name doc = column ? column->doc : table->doc;
    if (doc) {
        quote_string(ddl->out, doc->text, doc->length, target);
    } else {
        buf_text(ddl->out, "NULL");
    }
    buf_text(ddl->out, ";\n");
}
