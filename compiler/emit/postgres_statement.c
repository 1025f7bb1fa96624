/*
 * postgres_statement.c - takes a step, gives its statement as it stands in a script. See postgres.h.
 */
#include "emit/expression.h"
#include "emit/fold.h"
#include "emit/postgres.h"
#include "emit/quote.h"
#include "schema/derived.h"

/* ---- names --------------------------------------------------------------------------------------- */

void postgres_tag(Buf *out, const Script *script, const char *word) {
    buf_char(out, '$');
    buf_text(out, word);
    if (script->tag_number != 0) {
        buf_uint(out, script->tag_number);
    }
    buf_char(out, '$');
}

void postgres_touch_name(Buf *out, const Table *table, const Column *column) {
    Buf full = {0};
    buf_name(&full, table->name);
    buf_text(&full, "_set_");
    buf_name(&full, column->name);
    derived_name_write(out, buf_view(&full));
    buf_free(&full);
}

void postgres_cut_name(Buf *out, Text full) {
    Buf cut = {0};
    derived_name_write(&cut, full);
    quote_text(out, buf_view(&cut), TARGET_POSTGRES);
    buf_free(&cut);
}

/* The touch function's or trigger's name in SQL, with the table's namespace if `spaced`. */
static void quote_touch_name(Buf *out, const Table *table, const Column *column, bool spaced) {
    if (spaced && table->space) {
        quote_name(out, table->space, TARGET_POSTGRES);
        buf_char(out, '.');
    }
    Buf name = {0};
    postgres_touch_name(&name, table, column);
    quote_text(out, buf_view(&name), TARGET_POSTGRES);
    buf_free(&name);
}

/* A name with its namespace as the describing block writes it: never quoted. */
void postgres_word(Buf *out, Name space, Name name) {
    buf_clear(out);
    if (space) {
        buf_name(out, space);
        buf_char(out, '.');
    }
    if (name) {
        buf_name(out, name);
    }
}

/* ---- statements ---------------------------------------------------------------------------------- */

/* Writes the scratch as a statement, or a clause of one, behind `more` blanks, on lines short enough. */
static void put_folded(Ddl *ddl, unsigned more) {
    ddl_indent(ddl, more);
    fold_list(ddl->out, buf_view(&ddl->scratch), ddl->indent + more, ddl->indent + more + 2);
    buf_char(ddl->out, '\n');
}

void postgres_create_enum(Ddl *ddl, const Enum *enumeration) {
    Buf *line = &ddl->scratch;
    buf_clear(line);
    buf_text(line, "CREATE TYPE ");
    if (enumeration->space) {
        quote_name(line, enumeration->space, TARGET_POSTGRES);
        buf_char(line, '.');
    }
    quote_type_name(line, enumeration->name, TARGET_POSTGRES);
    for (uint32_t i = 0; i < enumeration->value_count; i++) {
        Name name = enumeration->values[i].name;
        buf_text(line, i == 0 ? " AS ENUM (" : ", ");
        quote_string(line, name->text, name->length, TARGET_POSTGRES);
    }
    buf_text(line, ");");
    put_folded(ddl, 0);
}

/* An update of any column sets this one: a function and a trigger that calls it. The function may be
 * there already, alike: that was compared. */
static void write_touch(Ddl *ddl, const Table *table, const Column *column) {
    Buf *out = ddl->out;
    static const char returns[] = "RETURNS trigger LANGUAGE plpgsql AS $body$";
    Buf *head = &ddl->scratch;
    buf_clear(head);
    buf_text(head, "CREATE OR REPLACE FUNCTION ");
    quote_touch_name(head, table, column, true);
    buf_text(head, "()");
    ddl_indent(ddl, 0);
    buf_slice(out, buf_view(head));
    if (fold_fits(buf_view(head), ddl->indent, 1 + strlen(returns))) {
        buf_char(out, ' ');
    } else {
        buf_char(out, '\n');
        ddl_indent(ddl, 2);
    }
    buf_text(out, returns);
    buf_char(out, '\n');
    ddl_indent(ddl, 0);
    buf_text(out, "BEGIN\n");
    ddl_indent(ddl, 2);
    buf_text(out, "NEW.");
    quote_name(out, column->name, TARGET_POSTGRES);
    buf_text(out, " := ");
    expression_write_now(out, column->type, TARGET_POSTGRES);
    buf_text(out, ";\n");
    ddl_indent(ddl, 2);
    buf_text(out, "RETURN NEW;\n");
    ddl_indent(ddl, 0);
    buf_text(out, "END\n");
    ddl_indent(ddl, 0);
    buf_text(out, "$body$;\n\n");

    ddl_indent(ddl, 0);
    buf_text(out, "CREATE TRIGGER ");
    quote_touch_name(out, table, column, false);
    buf_char(out, '\n');
    ddl_indent(ddl, 2);
    buf_text(out, "BEFORE UPDATE ON ");
    ddl_table_name(out, table, TARGET_POSTGRES);
    buf_char(out, '\n');
    ddl_indent(ddl, 2);
    buf_text(out, "FOR EACH ROW EXECUTE FUNCTION ");
    quote_touch_name(out, table, column, true);
    buf_text(out, "();\n");
}

/* Rows are put by key; a row that is there and says something else is set right. */
static void write_rows(Ddl *ddl, const Data *data) {
    Buf *line = &ddl->scratch;
    const Table *table = data->table;
    buf_clear(line);
    buf_text(line, "INSERT INTO ");
    ddl_table_name(line, table, TARGET_POSTGRES);
    buf_text(line, " AS migc_row ");
    ddl_column_list(line, table, data->columns, TARGET_POSTGRES);
    buf_text(line, " VALUES");
    put_folded(ddl, 0);
    Buf lead = {0};
    buf_spaces(&lead, ddl->indent + 2);
    buf_char(&lead, '\0');
    ddl_rows(ddl, data, lead.data);
    buf_free(&lead);
    buf_char(ddl->out, '\n');

    buf_clear(line);
    buf_text(line, "ON CONFLICT ");
    ddl_column_list(line, table, data->key, TARGET_POSTGRES);
    if (data->columns.count == data->key.count) {
        buf_text(line, " DO NOTHING;");
        put_folded(ddl, 0);
        return;
    }
    buf_text(line, " DO UPDATE SET ");
    ddl_assignments(line, data, "EXCLUDED.", TARGET_POSTGRES);
    put_folded(ddl, 0);
    buf_clear(line);
    buf_text(line, "WHERE ");
    ddl_value_row(line, data, "migc_row.", TARGET_POSTGRES);
    buf_text(line, " IS DISTINCT FROM ");
    ddl_value_row(line, data, "EXCLUDED.", TARGET_POSTGRES);
    buf_char(line, ';');
    put_folded(ddl, 2);
}

void postgres_sequence(Ddl *ddl, const Table *table, const Column *column) {
    Buf name = {0};
    Buf sequence = {0};
    ddl_table_name(&name, table, TARGET_POSTGRES);
    buf_text(&sequence, "pg_get_serial_sequence(");
    quote_string(&sequence, name.data, name.length, TARGET_POSTGRES);
    buf_text(&sequence, ", ");
    quote_string(&sequence, column->name->text, column->name->length, TARGET_POSTGRES);
    buf_char(&sequence, ')');
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "PERFORM setval(");
    buf_slice(ddl->out, buf_view(&sequence));
    buf_text(ddl->out, ",\n");
    ddl_indent(ddl, 2);
    buf_text(ddl->out, "greatest(nextval(");
    buf_slice(ddl->out, buf_view(&sequence));
    buf_text(ddl->out, "),\n");
    ddl_indent(ddl, 4);
    buf_text(ddl->out, "(SELECT max(");
    quote_name(ddl->out, column->name, TARGET_POSTGRES);
    buf_text(ddl->out, ") FROM ");
    buf_slice(ddl->out, buf_view(&name));
    buf_text(ddl->out, ")));\n");
    buf_free(&name);
    buf_free(&sequence);
}

void postgres_sequences(Ddl *ddl, const Data *data) {
    for (uint16_t i = 0; i < data->columns.count; i++) {
        const Column *column = &data->table->columns[data->columns.at[i]];
        if (column->flags & COLUMN_IDENTITY) {
            postgres_sequence(ddl, data->table, column);
        }
    }
}

static void write_table_statement(Ddl *ddl, const char *words, const Table *table) {
    ddl_indent(ddl, 0);
    buf_text(ddl->out, words);
    ddl_table_name(ddl->out, table, TARGET_POSTGRES);
}

void postgres_statement(Ddl *ddl, const Step *step) {
    Buf *out = ddl->out;
    switch (step->kind) {
    case STEP_CREATE_EXTENSION:
        ddl_indent(ddl, 0);
        buf_text(out, "CREATE EXTENSION IF NOT EXISTS ");
        quote_name(out, step->extension->name, TARGET_POSTGRES);
        buf_text(out, ";\n");
        return;
    case STEP_DROP_EXTENSION:
        ddl_indent(ddl, 0);
        buf_text(out, "DROP EXTENSION IF EXISTS ");
        quote_name(out, step->extension->name, TARGET_POSTGRES);
        buf_text(out, ";\n");
        return;
    case STEP_CREATE_ENUM: postgres_create_enum(ddl, step->enumeration); return;
    case STEP_CREATE_TABLE: ddl_create_table(ddl, step->table); return;
    case STEP_CREATE_INDEX: ddl_create_index(ddl, step->table, step->index); return;
    case STEP_CREATE_TOUCH: write_touch(ddl, step->table, step->column); return;
    case STEP_COMMENT: ddl_set_comment(ddl, step->table, step->column); return;
    case STEP_ADD_FOREIGN_KEY: ddl_add_foreign_key(ddl, step->table, step->foreign_key); return;
    case STEP_PUT_ROWS: write_rows(ddl, step->data); return;
    case STEP_RUN_SQL: buf_name(out, step->sql->up); return;
    case STEP_UNDO_SQL: buf_name(out, step->sql->down); return;
    case STEP_DROP_FOREIGN_KEY:
        write_table_statement(ddl, "ALTER TABLE ", step->table);
        buf_text(out, " DROP CONSTRAINT ");
        quote_name(out, step->foreign_key->name, TARGET_POSTGRES);
        buf_text(out, ";\n");
        return;
    case STEP_DROP_TABLE:
        write_table_statement(ddl, "DROP TABLE ", step->table);
        buf_text(out, ";\n");
        return;
    case STEP_DROP_TOUCH:
        ddl_indent(ddl, 0);
        buf_text(out, "DROP FUNCTION ");
        quote_touch_name(out, step->table, step->column, true);
        buf_text(out, "();\n");
        return;
    case STEP_DROP_ENUM:
        ddl_indent(ddl, 0);
        buf_text(out, "DROP TYPE ");
        if (step->enumeration->space) {
            quote_name(out, step->enumeration->space, TARGET_POSTGRES);
            buf_char(out, '.');
        }
        quote_type_name(out, step->enumeration->name, TARGET_POSTGRES);
        buf_text(out, ";\n");
        return;
    case STEP_CREATE_NAMESPACE:
    case STEP_DROP_NAMESPACE:
    case STEP_CONSENT:
    case STEP_REBUILD:
    case STEP_COUNT: return;
    case STEP_REMOVE_ROWS:
    case STEP_DROP_CONSTRAINT:
    case STEP_DROP_INDEX:
    case STEP_REMOVE_TOUCH:
    case STEP_RENAME:
    case STEP_ADD_COLUMNS:
    case STEP_FILL_COLUMNS:
    case STEP_ALTER_COLUMNS:
    case STEP_DROP_GENERATED:
    case STEP_DROP_COLUMNS:
    case STEP_GENERATE_COLUMNS:
    case STEP_ADD_KEY:
    case STEP_ADD_CHECK:
    case STEP_ALTER_FOREIGN_KEY:
    case STEP_VALIDATE:
    case STEP_BUILD_INDEX:
    case STEP_ADD_VALUE:
    case STEP_RENAME_VALUE:
    case STEP_REPLACE_ENUM:
    case STEP_RETYPE_COLUMNS:
    case STEP_RESHAPE:
    case STEP_MOVE_VALUES:
    case STEP_DROP_REPLACED: postgres_alter_statement(ddl, step); return;
    }
}
