/*
 * mysql_steps.c - takes a plan, gives its steps as a script does them: each looked up and counted. See
 * mysql_parts.h and spec/sql-forms.md.
 *
 * A step is a list of statements. They stand in one procedure, where they can be read and left out; or,
 * with `routines off`, each in a string that is prepared, where no privilege and no DELIMITER is needed.
 */
#include "emit/expression.h"
#include "emit/fold.h"
#include "emit/lower.h"
#include "emit/mysql_parts.h"
#include "emit/mysql_words.h"
#include "emit/quote.h"
#include "emit/reshape.h"
#include "emit/script.h"

/* What is known while the steps of a script are written. */
typedef struct Stepping {
    Ddl *ddl;
    const Script *script;
    const Dialect *dialect;
    bool is_down;
    bool prepares;    /* `routines off` */
    const Step *step; /* the one that is being written */
    uint32_t next;    /* what is counted when an upgrade's step is done */
    Buf lookup;       /* a condition that is true if the step is still to be done; empty: always */
    Buf statement;
} Stepping;

/* ---- how far a script is ------------------------------------------------------------------------- */

static uint32_t highest(const Plan *plan) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        most = plan->steps.items[i].number > most ? plan->steps.items[i].number : most;
    }
    return most;
}

uint32_t mysql_step_count(const Script *script) {
    uint32_t up = highest(script->up);
    uint32_t down = highest(script->down);
    return up > down ? up : down;
}

/* `'0001_initial'` */
static void put_revision(Stepping *stepping) {
    quote_string(stepping->ddl->out, stepping->script->revision, strlen(stepping->script->revision),
                 stepping->dialect->target);
}

/* `@migc_step <= 3`: whether the step is to be done, as far as it was counted. */
static void put_turn(Stepping *stepping) {
    Buf *out = stepping->ddl->out;
    bool counted_with_work = step_moves_rows(stepping->step);
    buf_text(out, "@migc_step ");
    buf_text(out, !stepping->is_down ? "<= " : counted_with_work ? "> " : ">= ");
    buf_uint(out, stepping->step->number);
}

static void put_count(Stepping *stepping, uint32_t count) {
    Buf *out = stepping->ddl->out;
    ddl_indent(stepping->ddl, 0);
    buf_text(out, "UPDATE migc_history SET step = ");
    buf_uint(out, count);
    buf_text(out, " WHERE revision = ");
    put_revision(stepping);
    if (stepping->prepares) {
        buf_text(out, " AND ");
        put_turn(stepping);
    }
    buf_text(out, ";\n");
}

/* ---- is it done? --------------------------------------------------------------------------------- */

/* A condition on one row of information_schema: VIEW's COLUMNS are (DATABASE(), names). */
static void look_up(Stepping *stepping, bool exists, const char *view, const char *columns,
                    Name first, Name second) {
    Buf *out = &stepping->lookup;
    Target target = stepping->dialect->target;
    buf_clear(out);
    buf_text(out, exists ? "EXISTS (SELECT * FROM information_schema."
                         : "NOT EXISTS (SELECT * FROM information_schema.");
    buf_text(out, view);
    buf_char(out, '\n');
    buf_spaces(out, stepping->ddl->indent + 4);
    buf_text(out, "WHERE (");
    buf_text(out, columns);
    buf_text(out, ") = (DATABASE(), ");
    quote_string(out, first->text, first->length, target);
    if (second) {
        buf_text(out, ", ");
        quote_string(out, second->text, second->length, target);
    }
    buf_text(out, "))");
}

static bool has_column(const Stepping *stepping, const Table *table, Name name) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].name == name &&
            is_for(stepping->dialect, table->columns[i].targets)) {
            return true;
        }
    }
    return false;
}

static bool has_index(const Stepping *stepping, const Table *table, Name name) {
    for (uint16_t i = 0; i < table->unique_count; i++) {
        if (table->uniques[i].name == name &&
            is_for(stepping->dialect, table->uniques[i].targets)) {
            return true;
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (table->indexes[i].name == name &&
            is_for(stepping->dialect, table->indexes[i].targets)) {
            return true;
        }
    }
    return false;
}

static bool has_constraint(const Stepping *stepping, const Table *table, Name name) {
    for (uint16_t i = 0; i < table->check_count; i++) {
        if (table->checks[i].name == name && is_for(stepping->dialect, table->checks[i].targets)) {
            return true;
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (table->foreign_keys[i].name == name &&
            is_for(stepping->dialect, table->foreign_keys[i].targets)) {
            return true;
        }
    }
    return false;
}

static Name lacking_column(const Stepping *stepping, const Table *of, const Table *in) {
    for (uint16_t i = 0; i < of->column_count; i++) {
        if (is_for(stepping->dialect, of->columns[i].targets) &&
            !has_column(stepping, in, of->columns[i].name)) {
            return of->columns[i].name;
        }
    }
    return NULL;
}

static Name lacking_index(const Stepping *stepping, const Table *of, const Table *in) {
    for (uint16_t i = 0; i < of->unique_count; i++) {
        if (is_for(stepping->dialect, of->uniques[i].targets) &&
            !has_index(stepping, in, of->uniques[i].name)) {
            return of->uniques[i].name;
        }
    }
    for (uint16_t i = 0; i < of->index_count; i++) {
        if (is_for(stepping->dialect, of->indexes[i].targets) &&
            !has_index(stepping, in, of->indexes[i].name)) {
            return of->indexes[i].name;
        }
    }
    return NULL;
}

static Name lacking_constraint(const Stepping *stepping, const Table *of, const Table *in) {
    for (uint16_t i = 0; i < of->check_count; i++) {
        if (is_for(stepping->dialect, of->checks[i].targets) &&
            !has_constraint(stepping, in, of->checks[i].name)) {
            return of->checks[i].name;
        }
    }
    for (uint16_t i = 0; i < of->foreign_key_count; i++) {
        if (is_for(stepping->dialect, of->foreign_keys[i].targets) &&
            !has_constraint(stepping, in, of->foreign_keys[i].name)) {
            return of->foreign_keys[i].name;
        }
    }
    return NULL;
}

static bool has_primary_key(const Stepping *stepping, const Table *table) {
    return table->primary_key && is_for(stepping->dialect, table->primary_key->targets);
}

static const char COLUMN_OF[] = "table_schema, table_name, column_name";
static const char INDEX_OF[] = "table_schema, table_name, index_name";
static const char CONSTRAINT_OF[] = "table_schema, table_name, constraint_name";

/* Something that only one of the two states has, by name: an ALTER TABLE is done as a whole. If there is
 * nothing of that kind, it can be done again without harm. */
static void look_up_state(Stepping *stepping, const TableChange *change) {
    const Table *before = change->before;
    const Table *after = change->after;
    const struct {
        const char *view;
        const char *columns;
        Name (*lacking)(const Stepping *, const Table *, const Table *);
    } kinds[] = {
        {"columns", COLUMN_OF, lacking_column},
        {"statistics", INDEX_OF, lacking_index},
        {"table_constraints", CONSTRAINT_OF, lacking_constraint},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        Name comes = kinds[i].lacking(stepping, after, before);
        Name goes = kinds[i].lacking(stepping, before, after);
        if (comes || goes) {
            look_up(stepping, !comes, kinds[i].view, kinds[i].columns, after->name,
                    comes ? comes : goes);
            return;
        }
    }
    if (has_primary_key(stepping, before) != has_primary_key(stepping, after)) {
        Name primary = names_intern(stepping->script->model->names, "PRIMARY", strlen("PRIMARY"));
        look_up(stepping, has_primary_key(stepping, before), "statistics", INDEX_OF, after->name,
                primary);
    }
}

static void look_up_sql(Stepping *stepping, const SqlObject *sql, bool exists) {
    switch (mysql_makes(sql)) {
    case MYSQL_MAKES_VIEW:
        look_up(stepping, exists, "views", "table_schema, table_name", sql->name, NULL);
        return;
    case MYSQL_MAKES_TRIGGER:
        look_up(stepping, exists, "triggers", "trigger_schema, trigger_name", sql->name, NULL);
        return;
    case MYSQL_MAKES_ROUTINE:
        look_up(stepping, exists, "routines", "routine_schema, routine_name", sql->name, NULL);
        return;
    case MYSQL_MAKES_EVENT:
        look_up(stepping, exists, "events", "event_schema, event_name", sql->name, NULL);
        return;
    case MYSQL_MAKES_TABLE:
        look_up(stepping, exists, "tables", "table_schema, table_name", sql->name, NULL);
        return;
    case MYSQL_MAKES_INDEX:
        look_up(stepping, exists, "statistics", "index_schema, index_name", sql->name, NULL);
        return;
    case MYSQL_MAKES_NOTHING: return;
    }
}

static void look_up_step(Stepping *stepping) {
    const Step *step = stepping->step;
    buf_clear(&stepping->lookup);
    if (step->kind == STEP_RESHAPE) {
        look_up_state(stepping, step->change);
    } else if (step->kind == STEP_RENAME) {
        look_up(stepping, false, "tables", "table_schema, table_name", step->rename->to, NULL);
    } else if (step->kind == STEP_ADD_FOREIGN_KEY || step->kind == STEP_DROP_FOREIGN_KEY) {
        look_up(stepping, step->kind == STEP_DROP_FOREIGN_KEY, "table_constraints", CONSTRAINT_OF,
                step->table->name, step->foreign_key->name);
    } else if (step->kind == STEP_RUN_SQL && step->sql->name) {
        look_up_sql(stepping, step->sql, false);
    } else if (step->kind == STEP_UNDO_SQL && step->sql->name) {
        look_up_sql(stepping, step->sql, true);
    }
}

/* ---- statements ---------------------------------------------------------------------------------- */

/* Writes text in double quotes, as a string that holds it. */
static void put_string(Buf *out, Text text) {
    buf_char(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\') {
            buf_char(out, text.data[i]);
        }
        buf_char(out, text.data[i]);
    }
    buf_char(out, '"');
}

/* Writes one statement of the step, which stands in `statement` without its semicolon. */
static void end_statement(Stepping *stepping) {
    Buf *out = stepping->ddl->out;
    if (!stepping->prepares) {
        buf_slice(out, buf_view(&stepping->statement));
        buf_text(out, ";\n");
        buf_clear(&stepping->statement);
        return;
    }
    buf_text(out, "SET @migc_sql = IF(");
    put_turn(stepping);
    if (stepping->lookup.length > 0) {
        buf_text(out, " AND ");
        buf_slice(out, buf_view(&stepping->lookup));
    }
    buf_text(out, ", ");
    put_string(out, buf_view(&stepping->statement));
    buf_text(out, ", \"DO 0\");\n"
                  "PREPARE migc_statement FROM @migc_sql;\n"
                  "EXECUTE migc_statement;\n"
                  "SET @migc_step = IF(@@error_count = 0, @migc_step, NULL);\n");
    buf_clear(&stepping->statement);
}

/* A Ddl that writes into the statement. */
static Ddl statement_ddl(Stepping *stepping) {
    Ddl ddl = ddl_begin(&stepping->statement, stepping->dialect);
    ddl.indent = stepping->ddl->indent;
    return ddl;
}

/* Takes the `;` and the newline from the end of the statement. */
static void cut_end(Stepping *stepping) {
    Buf *out = &stepping->statement;
    while (out->length > 0 &&
           (out->data[out->length - 1] == '\n' || out->data[out->length - 1] == ';')) {
        out->length--;
    }
}

static void begin_line(Stepping *stepping, const char *words) {
    buf_spaces(&stepping->statement, stepping->ddl->indent);
    buf_text(&stepping->statement, words);
}

static void put_table(Stepping *stepping, const Table *table) {
    ddl_table_name(&stepping->statement, table, stepping->dialect->target);
}

static void create_table(Stepping *stepping, const Table *table) {
    Ddl ddl = statement_ddl(stepping);
    ddl.if_absent = "IF NOT EXISTS ";
    ddl_create_table(&ddl, table);
    ddl_end(&ddl);
    cut_end(stepping);
    end_statement(stepping);
}

static void move_values(Stepping *stepping, const Fill *fill) {
    Target target = stepping->dialect->target;
    Buf *out = &stepping->statement;
    Buf cell = {0};
    begin_line(stepping, "UPDATE ");
    put_table(stepping, fill->table);
    buf_text(out, " SET");
    const char *before = "\n";
    bool *is_set = NEW_ARRAY(&stepping->ddl->arena, bool, fill->table->column_count);
    for (uint32_t i = 0; i < fill->count; i++) {
        const Column *column = &fill->table->columns[fill->items[i].column];
        is_set[fill->items[i].column] = true;
        buf_clear(&cell);
        quote_name(&cell, column->name, target);
        buf_text(&cell, " = ");
        expression_write(&cell, fill->items[i].value, fill->table, target);
        buf_text(out, before);
        buf_spaces(out, stepping->ddl->indent + 2);
        fold_list(out, buf_view(&cell), stepping->ddl->indent + 2, stepping->ddl->indent + 4);
        before = ",\n";
    }
    for (uint16_t i = 0; i < fill->table->column_count; i++) {
        const Column *column = &fill->table->columns[i];
        if (!is_set[i] && (column->flags & COLUMN_TOUCHED) &&
            is_for(stepping->dialect, column->targets)) {
            buf_text(out, ",\n"); /* it would be touched */
            buf_spaces(out, stepping->ddl->indent + 2);
            quote_name(out, column->name, target);
            buf_text(out, " = ");
            quote_name(out, column->name, target);
        }
    }
    buf_free(&cell);
    end_statement(stepping);
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static void column_names(Buf *out, const Data *data, Columns columns, const char *prefix,
                         Target target) {
    for (uint16_t i = 0; i < columns.count; i++) {
        buf_text(out, i == 0 ? "" : ", ");
        buf_text(out, prefix);
        quote_name(out, data->table->columns[columns.at[i]].name, target);
    }
}

static void rows_table(Stepping *stepping, const Data *data) {
    Target target = stepping->dialect->target;
    Buf *out = &stepping->statement;
    begin_line(stepping, "DROP TEMPORARY TABLE IF EXISTS migc_rows");
    end_statement(stepping);
    begin_line(stepping, "CREATE TEMPORARY TABLE migc_rows SELECT ");
    column_names(out, data, data->columns, "", target);
    buf_text(out, " FROM ");
    put_table(stepping, data->table);
    buf_text(out, " WHERE FALSE");
    end_statement(stepping);
    begin_line(stepping, "INSERT INTO migc_rows (");
    column_names(out, data, data->columns, "", target);
    buf_text(out, ") VALUES\n");
    Ddl ddl = statement_ddl(stepping);
    char *indent = arena_printf(&stepping->ddl->arena, "%*s", (int)stepping->ddl->indent + 2, "");
    ddl_rows(&ddl, data, indent);
    ddl_end(&ddl);
    end_statement(stepping);
}

/* `(t.code, t.day) = (r.code, r.day)` over the columns of the key. */
static void same_key(Buf *out, const Data *data, Target target) {
    bool one = data->key.count == 1;
    buf_text(out, one ? "" : "(");
    column_names(out, data, data->key, "t.", target);
    buf_text(out, one ? " = " : ") = (");
    column_names(out, data, data->key, "r.", target);
    buf_text(out, one ? "" : ")");
}

/* Goes on with a clause on a line of its own. */
static void next_line(Stepping *stepping, const char *words) {
    buf_char(&stepping->statement, '\n');
    buf_spaces(&stepping->statement, stepping->ddl->indent + 2);
    buf_text(&stepping->statement, words);
}

static void put_rows(Stepping *stepping, const Data *data) {
    Target target = stepping->dialect->target;
    Buf *out = &stepping->statement;
    if (data->columns.count > data->key.count) {
        begin_line(stepping, "UPDATE ");
        put_table(stepping, data->table);
        buf_text(out, " AS t JOIN migc_rows AS r ON ");
        same_key(out, data, target);
        next_line(stepping, "SET ");
        const char *before = "";
        for (uint16_t i = 0; i < data->columns.count; i++) {
            if (!columns_contain(data->key, data->columns.at[i])) {
                Name name = data->table->columns[data->columns.at[i]].name;
                buf_text(out, before);
                buf_text(out, "t.");
                quote_name(out, name, target);
                buf_text(out, " = r.");
                quote_name(out, name, target);
                before = ", ";
            }
        }
        end_statement(stepping);
    }
    begin_line(stepping, "INSERT INTO ");
    put_table(stepping, data->table);
    buf_text(out, " (");
    column_names(out, data, data->columns, "", target);
    buf_char(out, ')');
    next_line(stepping, "SELECT * FROM migc_rows AS r");
    next_line(stepping, "WHERE NOT EXISTS (SELECT * FROM ");
    put_table(stepping, data->table);
    buf_text(out, " AS t WHERE ");
    same_key(out, data, target);
    buf_char(out, ')');
    end_statement(stepping);
}

/* Rows that are still as they were put. */
static void remove_rows(Stepping *stepping, const Data *data) {
    Target target = stepping->dialect->target;
    Buf *out = &stepping->statement;
    begin_line(stepping, "DELETE t FROM ");
    put_table(stepping, data->table);
    buf_text(out, " AS t JOIN migc_rows AS r ON ");
    same_key(out, data, target);
    for (uint16_t i = 0; i < data->columns.count; i++) {
        if (!columns_contain(data->key, data->columns.at[i])) {
            Name name = data->table->columns[data->columns.at[i]].name;
            next_line(stepping, "AND t.");
            quote_name(out, name, target);
            buf_text(out, " <=> r.");
            quote_name(out, name, target);
        }
    }
    end_statement(stepping);
}

/* ---- the author's SQL ---------------------------------------------------------------------------- */

static void run_sql(Stepping *stepping, const SqlObject *sql, Name text) {
    bool is_whole = sql->name && mysql_stands_alone(mysql_makes(sql));
    MysqlStatements statements = mysql_statements_of(&stepping->ddl->arena, name_text(text),
                                                     is_whole);
    for (uint32_t i = 0; i < statements.count; i++) {
        if (is_whole && !stepping->prepares) { /* only MariaDB: it may not stand in a procedure */
            begin_line(stepping, "EXECUTE IMMEDIATE ");
            put_string(&stepping->statement, statements.items[i]);
        } else {
            buf_slice(&stepping->statement, statements.items[i]);
        }
        end_statement(stepping);
    }
}

/* ---- steps --------------------------------------------------------------------------------------- */

static void put_statements(Stepping *stepping) {
    const Step *step = stepping->step;
    Buf *out = &stepping->statement;
    Target target = stepping->dialect->target;
    Ddl ddl;
    switch (step->kind) {
    case STEP_CREATE_TABLE: create_table(stepping, step->table); return;
    case STEP_DROP_TABLE:
        begin_line(stepping, "DROP TABLE IF EXISTS ");
        put_table(stepping, step->table);
        end_statement(stepping);
        return;
    case STEP_RESHAPE:
        ddl = statement_ddl(stepping);
        mysql_alter_table(&ddl, step->change);
        ddl_end(&ddl);
        end_statement(stepping);
        return;
    case STEP_RENAME:
        begin_line(stepping, "RENAME TABLE ");
        quote_name(out, step->rename->from, target);
        buf_text(out, " TO ");
        quote_name(out, step->rename->to, target);
        end_statement(stepping);
        return;
    case STEP_ADD_FOREIGN_KEY:
        ddl = statement_ddl(stepping);
        ddl_add_foreign_key(&ddl, step->table, step->foreign_key);
        ddl_end(&ddl);
        cut_end(stepping);
        end_statement(stepping);
        return;
    case STEP_DROP_FOREIGN_KEY:
        begin_line(stepping, "ALTER TABLE ");
        put_table(stepping, step->table);
        buf_text(out, " DROP FOREIGN KEY ");
        quote_name(out, step->foreign_key->name, target);
        end_statement(stepping);
        return;
    case STEP_MOVE_VALUES: move_values(stepping, step->fill); return;
    case STEP_PUT_ROWS:
        rows_table(stepping, step->data);
        put_rows(stepping, step->data);
        return;
    case STEP_REMOVE_ROWS:
        rows_table(stepping, step->data);
        remove_rows(stepping, step->data);
        return;
    case STEP_RUN_SQL: run_sql(stepping, step->sql, step->sql->up); return;
    case STEP_UNDO_SQL:
        if (step->sql->down) {
            run_sql(stepping, step->sql, step->sql->down);
        }
        return;
    case STEP_CREATE_EXTENSION:
    case STEP_CREATE_NAMESPACE:
    case STEP_CREATE_ENUM:
    case STEP_CREATE_INDEX:
    case STEP_CREATE_TOUCH:
    case STEP_COMMENT:
    case STEP_DROP_TOUCH:
    case STEP_DROP_ENUM:
    case STEP_DROP_NAMESPACE:
    case STEP_CONSENT:
    case STEP_REBUILD:
    case STEP_DROP_CONSTRAINT:
    case STEP_DROP_INDEX:
    case STEP_REMOVE_TOUCH:
    case STEP_ADD_COLUMNS:
    case STEP_FILL_COLUMNS:
    case STEP_ALTER_COLUMNS:
    case STEP_DROP_GENERATED:
    case STEP_DROP_COLUMNS:
    case STEP_GENERATE_COLUMNS:
    case STEP_ADD_KEY:
    case STEP_ADD_CHECK:
    case STEP_BUILD_INDEX:
    case STEP_ADD_VALUE:
    case STEP_RENAME_VALUE:
    case STEP_REPLACE_ENUM:
    case STEP_RETYPE_COLUMNS:
    case STEP_DROP_EXTENSION:
    case STEP_DROP_REPLACED:
    case STEP_COUNT: return; /* emit/reshape makes none of these */
    }
}

/* `-- 3. alter table users`, and what the server does for it. */
static void put_comment(Stepping *stepping) {
    Ddl *ddl = stepping->ddl;
    const Step *step = stepping->step;
    Buf words = {0};
    size_t from = ddl->out->length;
    ddl_comment(ddl, step);
    buf_put(&words, ddl->out->data + from, ddl->out->length - from);
    ddl->out->length = from;
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "-- ");
    buf_uint(ddl->out, step->number);
    buf_text(ddl->out, ". ");
    buf_put(ddl->out, words.data + ddl->indent + 3, words.length - ddl->indent - 3);
    buf_clear(&words);
    if (step->kind == STEP_RESHAPE) {
        mysql_algorithm_note(&words, stepping->dialect, step->change);
    }
    if (words.length > 0) {
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "--    ");
        buf_slice(ddl->out, buf_view(&words));
        buf_char(ddl->out, '\n');
    }
    buf_free(&words);
}

static void step_in_procedure(Stepping *stepping) {
    Ddl *ddl = stepping->ddl;
    Buf *out = ddl->out;
    bool with_work = step_moves_rows(stepping->step);
    put_comment(stepping);
    ddl_indent(ddl, 0);
    buf_text(out, "IF ");
    put_turn(stepping);
    buf_text(out, " THEN\n");
    ddl->indent += 2;
    if (with_work) {
        ddl_indent(ddl, 0);
        buf_text(out, "START TRANSACTION;\n");
    } else if (stepping->is_down) {
        put_count(stepping, stepping->step->number);
    }
    look_up_step(stepping);
    bool looks = stepping->lookup.length > 0;
    if (looks) {
        ddl_indent(ddl, 0);
        buf_text(out, "IF ");
        buf_slice(out, buf_view(&stepping->lookup));
        buf_text(out, " THEN\n");
        ddl->indent += 2;
    }
    put_statements(stepping);
    if (looks) {
        ddl->indent -= 2;
        ddl_indent(ddl, 0);
        buf_text(out, "END IF;\n");
    }
    if (with_work || !stepping->is_down) {
        put_count(stepping, stepping->is_down ? stepping->step->number : stepping->next);
    }
    if (with_work) {
        ddl_indent(ddl, 0);
        buf_text(out, "COMMIT;\n");
    }
    ddl->indent -= 2;
    ddl_indent(ddl, 0);
    buf_text(out, "END IF;\n\n");
}

/* With `--force` the client goes on after an error: then @migc_step is null, nothing is counted, and what a
 * transaction has not committed is undone. */
static void step_prepared(Stepping *stepping) {
    Buf *out = stepping->ddl->out;
    bool with_work = step_moves_rows(stepping->step);
    put_comment(stepping);
    if (with_work) {
        buf_text(out, "START TRANSACTION;\n");
    } else if (stepping->is_down) {
        put_count(stepping, stepping->step->number);
    }
    look_up_step(stepping);
    put_statements(stepping);
    if (with_work || !stepping->is_down) {
        put_count(stepping, stepping->is_down ? stepping->step->number : stepping->next);
    }
    if (with_work) {
        buf_text(out, "SET @migc_sql = IF(@migc_step IS NULL, \"DO 0\", \"COMMIT\");\n"
                      "PREPARE migc_statement FROM @migc_sql;\n"
                      "EXECUTE migc_statement;\n"
                      "ROLLBACK;\n");
    }
    buf_char(out, '\n');
}

/* A downgrade that is through: what it leaves behind is not even begun. */
static void put_through(Stepping *stepping) {
    ddl_indent(stepping->ddl, 0);
    buf_text(stepping->ddl->out, "UPDATE migc_history SET step = 0 WHERE revision = ");
    put_revision(stepping);
    buf_text(stepping->ddl->out, " AND @migc_step IS NOT NULL;\n");
}

static void put_each(Stepping *stepping, const Plan *plan) {
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        stepping->step = &plan->steps.items[i];
        stepping->next = i + 1 < plan->steps.count ? plan->steps.items[i + 1].number
                                                   : mysql_step_count(stepping->script) + 1;
        (stepping->prepares ? step_prepared : step_in_procedure)(stepping);
    }
}

void mysql_steps(Ddl *ddl, const Script *script, bool is_down) {
    const Plan *plan = is_down ? script->down : script->up;
    Stepping stepping = {.ddl = ddl,
                         .script = script,
                         .dialect = script->dialect,
                         .is_down = is_down,
                         .prepares = script->project->routines_off};
    if (stepping.prepares || plan->steps.count == 0) {
        put_each(&stepping, plan);
        if (is_down) {
            put_through(&stepping);
        } else if (plan->steps.count == 0) {
            ddl_indent(ddl, 0);
            buf_text(ddl->out, "UPDATE migc_history SET step = ");
            buf_uint(ddl->out, mysql_step_count(script) + 1);
            buf_text(ddl->out, " WHERE revision = ");
            put_revision(&stepping);
            buf_text(ddl->out, " AND @migc_step IS NOT NULL;\n");
        }
    } else {
        buf_text(ddl->out,
                 "DROP PROCEDURE IF EXISTS migc_run;\n"
                 "DELIMITER //\n"
                 "CREATE PROCEDURE migc_run()\n"
                 "BEGIN\n"
                 "  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;\n\n");
        ddl->indent = 2;
        put_each(&stepping, plan);
        if (is_down) {
            put_through(&stepping);
        } else {
            ddl->out->length--; /* the empty line below the last step */
        }
        ddl->indent = 0;
        buf_text(ddl->out, "END //\n"
                           "DELIMITER ;\n\n"
                           "CALL migc_run();\n"
                           "DROP PROCEDURE migc_run;\n");
    }
    buf_free(&stepping.lookup);
    buf_free(&stepping.statement);
}

/* ---- for the tests: statements without what guards them ------------------------------------------ */

void mysql_statements(Ddl *ddl, const Plan *plan) {
    Stepping stepping = {.ddl = ddl, .dialect = ddl->dialect};
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        stepping.step = &plan->steps.items[i];
        put_comment(&stepping);
        put_statements(&stepping);
        buf_char(ddl->out, '\n');
    }
    buf_free(&stepping.statement);
}
