/*
 * statement.c - takes a step, gives its statements. See parts.h.
 */
#include "base/vec.h"
#include "emit/expression.h"
#include "emit/fold.h"
#include "emit/lower.h"
#include "emit/mysql/parts.h"
#include "emit/quote.h"
#include "emit/reshape.h"

/* What is known while the statements of a step are written. */
typedef struct Stating {
    Arena *arena;
    const Dialect *dialect;
    unsigned indent; /* blanks before every line */
    bool prepares;   /* each will stand in a string of its own */
    Buf statement;   /* the one that is being written */
    VEC(Text) done;
} Stating;

/* The statement is whole. */
static void end_statement(Stating *stating) {
    Text text = buf_view(&stating->statement);
    vec_push(stating->arena, &stating->done,
             (Text){arena_copy_text(stating->arena, text.data, text.length), text.length});
    buf_clear(&stating->statement);
}

/* A Ddl that writes into the statement. */
static Ddl statement_ddl(Stating *stating) {
    Ddl ddl = ddl_begin(&stating->statement, stating->dialect);
    ddl.indent = stating->indent;
    return ddl;
}

/* Takes the `;` and the newline from the end of the statement. */
static void cut_end(Stating *stating) {
    Buf *out = &stating->statement;
    while (out->length > 0 &&
           (out->data[out->length - 1] == '\n' || out->data[out->length - 1] == ';')) {
        out->length--;
    }
}

static void begin_line(Stating *stating, const char *words) {
    buf_spaces(&stating->statement, stating->indent);
    buf_text(&stating->statement, words);
}

static void put_table(Stating *stating, const Table *table) {
    ddl_table_name(&stating->statement, table, stating->dialect->target);
}

static void create_table(Stating *stating, const Table *table) {
    Ddl ddl = statement_ddl(stating);
    ddl.if_absent = "IF NOT EXISTS ";
    ddl_create_table(&ddl, table);
    ddl_end(&ddl);
    cut_end(stating);
    end_statement(stating);
}

/* The rows that an UPDATE is about, if all its values are kept but for those: `CASE WHEN rows THEN value ELSE
 * the column itself END`; NULL: all rows. */
static const Expr *only_rows(const Fill *fill) {
    const Expr *rows = NULL;
    for (uint32_t i = 0; i < fill->count; i++) {
        const Expr *value = fill->items[i].value;
        if (value->kind != EXPR_CASE || value->op != 0 || value->count != 3 ||
            value->items[2]->kind != EXPR_COLUMN ||
            value->items[2]->column != fill->items[i].column ||
            (rows && !expr_equal(rows, value->items[0]))) {
            return NULL;
        }
        rows = value->items[0];
    }
    return rows;
}

static void move_values(Stating *stating, const Fill *fill) {
    Target target = stating->dialect->target;
    Buf *out = &stating->statement;
    Buf cell = {0};
    begin_line(stating, "UPDATE ");
    put_table(stating, fill->table);
    buf_text(out, " SET");
    const char *before = "\n";
    const Expr *rows = only_rows(fill);
    bool *is_set = NEW_ARRAY(stating->arena, bool, fill->table->column_count);
    for (uint32_t i = 0; i < fill->count; i++) {
        const Column *column = &fill->table->columns[fill->items[i].column];
        is_set[fill->items[i].column] = true;
        buf_clear(&cell);
        quote_name(&cell, column->name, target);
        buf_text(&cell, " = ");
        expression_write(&cell, rows ? fill->items[i].value->items[1] : fill->items[i].value,
                         fill->table, target);
        buf_text(out, before);
        buf_spaces(out, stating->indent + 2);
        fold_list(out, buf_view(&cell), stating->indent + 2, stating->indent + 4);
        before = ",\n";
    }
    for (uint16_t i = 0; i < fill->table->column_count; i++) {
        const Column *column = &fill->table->columns[i];
        if (!is_set[i] && (column->flags & COLUMN_TOUCHED) &&
            is_for(stating->dialect, column->targets)) {
            buf_text(out, ",\n"); /* it would be touched */
            buf_spaces(out, stating->indent + 2);
            quote_name(out, column->name, target);
            buf_text(out, " = ");
            quote_name(out, column->name, target);
        }
    }
    if (rows) {
        buf_clear(&cell);
        buf_text(&cell, "WHERE ");
        expression_write(&cell, rows, fill->table, target);
        buf_char(out, '\n');
        buf_spaces(out, stating->indent + 1);
        fold_list(out, buf_view(&cell), stating->indent + 1, stating->indent + 4);
    }
    buf_free(&cell);
    end_statement(stating);
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

static void rows_table(Stating *stating, const Data *data) {
    Target target = stating->dialect->target;
    Buf *out = &stating->statement;
    begin_line(stating, "DROP TEMPORARY TABLE IF EXISTS migc_rows");
    end_statement(stating);
    begin_line(stating, "CREATE TEMPORARY TABLE migc_rows SELECT ");
    column_names(out, data, data->columns, "", target);
    buf_text(out, " FROM ");
    put_table(stating, data->table);
    buf_text(out, " WHERE FALSE");
    end_statement(stating);
    begin_line(stating, "INSERT INTO migc_rows (");
    column_names(out, data, data->columns, "", target);
    buf_text(out, ") VALUES\n");
    Ddl ddl = statement_ddl(stating);
    char *indent = arena_printf(stating->arena, "%*s", (int)stating->indent + 2, "");
    ddl_rows(&ddl, data, indent);
    ddl_end(&ddl);
    end_statement(stating);
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
static void next_line(Stating *stating, const char *words) {
    buf_char(&stating->statement, '\n');
    buf_spaces(&stating->statement, stating->indent + 2);
    buf_text(&stating->statement, words);
}

static void put_rows(Stating *stating, const Data *data) {
    Target target = stating->dialect->target;
    Buf *out = &stating->statement;
    if (data->columns.count > data->key.count) {
        begin_line(stating, "UPDATE ");
        put_table(stating, data->table);
        buf_text(out, " AS t JOIN migc_rows AS r ON ");
        same_key(out, data, target);
        next_line(stating, "SET ");
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
        end_statement(stating);
    }
    begin_line(stating, "INSERT INTO ");
    put_table(stating, data->table);
    buf_text(out, " (");
    column_names(out, data, data->columns, "", target);
    buf_char(out, ')');
    next_line(stating, "SELECT * FROM migc_rows AS r");
    next_line(stating, "WHERE NOT EXISTS (SELECT * FROM ");
    put_table(stating, data->table);
    buf_text(out, " AS t WHERE ");
    same_key(out, data, target);
    buf_char(out, ')');
    end_statement(stating);
}

/* Rows that are still as they were put. */
static void remove_rows(Stating *stating, const Data *data) {
    Target target = stating->dialect->target;
    Buf *out = &stating->statement;
    begin_line(stating, "DELETE t FROM ");
    put_table(stating, data->table);
    buf_text(out, " AS t JOIN migc_rows AS r ON ");
    same_key(out, data, target);
    for (uint16_t i = 0; i < data->columns.count; i++) {
        if (!columns_contain(data->key, data->columns.at[i])) {
            Name name = data->table->columns[data->columns.at[i]].name;
            next_line(stating, "AND t.");
            quote_name(out, name, target);
            buf_text(out, " <=> r.");
            quote_name(out, name, target);
        }
    }
    end_statement(stating);
}

/* ---- the author's SQL ---------------------------------------------------------------------------- */

static void run_sql(Stating *stating, const SqlObject *sql, Name text) {
    bool is_whole = sql->name && mysql_stands_alone(mysql_makes(sql)) &&
                    stating->dialect->has_guarded_triggers; /* else it only drops: see mysql_late */
    MysqlStatements statements = mysql_statements_of(stating->arena, name_text(text), is_whole);
    for (uint32_t i = 0; i < statements.count; i++) {
        if (is_whole && !stating->prepares) { /* only MariaDB: it may not stand in a procedure */
            begin_line(stating, "EXECUTE IMMEDIATE ");
            mysql_string(&stating->statement, statements.items[i]);
        } else {
            mysql_write_indented(&stating->statement, statements.items[i], stating->indent);
        }
        end_statement(stating);
    }
}

/* `op`: of the direction in which the sequence becomes what the step says. */
static void alter_sequence(Stating *stating, const Step *step) {
    const Sequence *before = step->op->before->sequence;
    if (!mysql_same_numbers(before, step->sequence)) {
        mysql_alter_sequence(&stating->statement, stating->dialect, step->sequence, stating->indent,
                             stating->prepares);
        end_statement(stating);
    }
    if (before->doc != step->sequence->doc) {
        mysql_comment_sequence(&stating->statement, stating->dialect, step->sequence,
                               stating->indent);
        end_statement(stating);
    }
}

static void put_statements(Stating *stating, const Step *step) {
    Buf *out = &stating->statement;
    Target target = stating->dialect->target;
    Ddl ddl;
    switch (step->kind) {
    case STEP_CREATE_TABLE: create_table(stating, step->table); return;
    case STEP_DROP_TABLE:
        begin_line(stating, "DROP TABLE IF EXISTS ");
        put_table(stating, step->table);
        end_statement(stating);
        return;
    case STEP_CREATE_SEQUENCE:
        mysql_create_sequence(out, stating->dialect, step->sequence, stating->indent);
        end_statement(stating);
        return;
    case STEP_ALTER_SEQUENCE: alter_sequence(stating, step); return;
    case STEP_DROP_SEQUENCE:
        begin_line(stating, "DROP SEQUENCE IF EXISTS ");
        quote_name(out, step->sequence->name, target);
        end_statement(stating);
        return;
    case STEP_RESHAPE:
        ddl = statement_ddl(stating);
        mysql_alter_table(&ddl, step->change);
        ddl_end(&ddl);
        end_statement(stating);
        return;
    case STEP_RENAME:
        begin_line(stating, "RENAME TABLE ");
        quote_name(out, step->rename->from, target);
        buf_text(out, " TO ");
        quote_name(out, step->rename->to, target);
        end_statement(stating);
        return;
    case STEP_ADD_FOREIGN_KEY:
        ddl = statement_ddl(stating);
        ddl_add_foreign_key(&ddl, step->table, step->foreign_key);
        ddl_end(&ddl);
        cut_end(stating);
        end_statement(stating);
        return;
    case STEP_DROP_FOREIGN_KEY:
        begin_line(stating, "ALTER TABLE ");
        put_table(stating, step->table);
        buf_text(out, " DROP FOREIGN KEY ");
        quote_name(out, step->foreign_key->name, target);
        end_statement(stating);
        return;
    case STEP_MOVE_VALUES: move_values(stating, step->fill); return;
    case STEP_PUT_ROWS:
        rows_table(stating, step->data);
        put_rows(stating, step->data);
        return;
    case STEP_REMOVE_ROWS:
        rows_table(stating, step->data);
        remove_rows(stating, step->data);
        return;
    case STEP_RUN_SQL: run_sql(stating, step->sql, step->sql->up); return;
    case STEP_UNDO_SQL:
        if (step->sql->down) {
            run_sql(stating, step->sql, step->sql->down);
        }
        return;
    case STEP_CREATE_DOMAIN:
    case STEP_ALTER_DOMAIN:
    case STEP_ADD_RULES:
    case STEP_DROP_DOMAIN:
    case STEP_OWN_SEQUENCE:
    case STEP_COMMENT_OBJECT:
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
    case STEP_SET_OPTIONS:
    case STEP_DROP_PARTITION:
    case STEP_ADD_PARTITION:
    case STEP_ADD_KEY:
    case STEP_ADD_CHECK:
    case STEP_ALTER_FOREIGN_KEY:
    case STEP_VALIDATE:
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

MysqlStatements mysql_statements_of_step(Arena *arena, const Dialect *dialect, const Step *step,
                                         unsigned indent, bool prepares) {
    Stating stating = {.arena = arena, .dialect = dialect, .indent = indent, .prepares = prepares};
    put_statements(&stating, step);
    buf_free(&stating.statement);
    return (MysqlStatements){stating.done.items, stating.done.count};
}
