/*
 * rebuild.c - takes the steps of a script that changes what is there, gives their statements:
 * tables moved aside, built anew, filled, dropped. See change.h.
 *
 * SQLite undoes a transaction by itself when the disk is full, and a client that does not stop at
 * errors goes on outside of it. SAVEPOINT, which nests in a transaction and begins one where there is
 * none, stands before everything that destroys: the end of the script then undoes that as well.
 */
#include <strings.h>

#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/sqlite/change.h"
#include "emit/sqlite/words.h"
#include "emit/typename.h"

static const char todo[] = "migc_todo";
static const char done[] = "migc_done";
static const char previous[] = "migc_prev_";

void sqlite_write_table(Ddl *ddl, const Table *table) {
    ddl_create_table(ddl, table);
}

void sqlite_write_belongings(Ddl *ddl, const Table *table) {
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (is_for(ddl->dialect, table->indexes[i].targets)) {
            ddl_create_index(ddl, table, &table->indexes[i]);
        }
    }
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if ((column->flags & COLUMN_TOUCHED) && is_for(ddl->dialect, column->targets)) {
            sqlite_touch(ddl, table, column);
        }
    }
}

static bool is_parked(const Changing *changing, const Table *table) {
    const TableName *entry = table ? sqlite_table_name(changing, table->name) : NULL;
    return entry && entry->is_parked;
}

/* ---- filling ------------------------------------------------------------------------------------- */

/* A single column of the primary key that SQLite keeps as the row's number. */
static bool has_numbered_rows(const Table *table) {
    if (!table->primary_key || table->primary_key->columns.count != 1) {
        return false;
    }
    Buf type = {0};
    typename_write(&type, table->columns[table->primary_key->columns.at[0]].type, TARGET_SQLITE);
    bool numbered = type.length == strlen("integer") &&
                    strncasecmp(type.data, "integer", type.length) == 0;
    buf_free(&type);
    return numbered;
}

bool sqlite_counts_rows(const Table *table) {
    return table->primary_key && table->primary_key->columns.count == 1 &&
           (table->columns[table->primary_key->columns.at[0]].flags & COLUMN_IDENTITY);
}

/* How the name of a table that was moved aside is spelled: that of the other side may differ in capitals. */
static Name spelled_aside(const Changing *changing, const TableSource *source) {
    const TableName *entry = sqlite_table_name(changing, source->table->name);
    bool is_aside = source->prefix[0] != '\0' && entry && entry->first;
    return is_aside ? entry->first->first->name : source->table->name;
}

/* The number that AUTOINCREMENT goes on from. Copying no rows counts as well, so it comes last. */
static void copy_sequence(Changing *changing, const TableSource *source, const Table *table) {
    if (!sqlite_counts_rows(source->table) || !sqlite_counts_rows(table)) {
        return;
    }
    Buf *line = &changing->ddl.scratch;
    Buf name = {0};
    buf_printf(&name, "%s%s", source->prefix, spelled_aside(changing, source)->text);
    buf_clear(line);
    buf_text(line, "DELETE FROM main.sqlite_sequence WHERE name = ");
    quote_string(line, table->name->text, table->name->length, TARGET_SQLITE);
    buf_printf(line, " AND (seq = 0 OR EXISTS (SELECT * FROM temp.%s));", source->state);
    sqlite_put_line(&changing->ddl, 0);
    buf_text(line, "INSERT INTO main.sqlite_sequence (name, seq)");
    sqlite_put_line(&changing->ddl, 0);
    buf_text(line, "SELECT ");
    quote_string(line, table->name->text, table->name->length, TARGET_SQLITE);
    buf_printf(line, ", seq FROM main.sqlite_sequence, temp.%s WHERE name = ", source->state);
    quote_string(line, name.data, name.length, TARGET_SQLITE);
    buf_char(line, ';');
    sqlite_put_line(&changing->ddl, 0);
    buf_free(&name);
}

/* A client that goes on after errors must not lose the rows of a copy that failed. */
static void check_copy(Changing *changing, const TableSource *source, const Table *table) {
    Buf *line = &changing->ddl.scratch;
    Buf words = {0};
    buf_printf(&words, "not copied: %s", table->name->text);
    buf_text(line, "INSERT INTO temp.migc_drift SELECT ");
    quote_string(line, words.data, words.length, TARGET_SQLITE);
    buf_printf(line, " FROM temp.%s", source->state);
    sqlite_put_line(&changing->ddl, 0);
    buf_text(line, "WHERE (SELECT count(*) FROM ");
    sqlite_write_main(line, "", table->name);
    buf_text(line, ") <> (SELECT count(*) FROM ");
    sqlite_write_main(line, source->prefix, source->table->name);
    buf_text(line, ");");
    sqlite_put_line(&changing->ddl, 1);
    buf_free(&words);
}

/* Copies rows; `values`: over the columns of the source, NULL: the columns as they are. */
static void copy_rows(Changing *changing, const TableSource *source, const Table *table,
                      const Expr *const *values) {
    Ddl *ddl = &changing->ddl;
    Buf *line = &ddl->scratch;
    const char *rowid = has_numbered_rows(table) ? NULL : sqlite_rowid(table);
    bool has_old = rowid && (!source->instead || sqlite_rowid(source->instead));
    const char *old_rowid = has_old ? sqlite_rowid(source->table) : NULL;
    buf_clear(line);
    buf_text(line, "INSERT INTO ");
    sqlite_write_main(line, "", table->name);
    buf_text(line, " (");
    Buf selected = {0};
    bool any = false;
    if (old_rowid) {
        buf_text(line, rowid);
        quote_name(&selected, source->table->name, TARGET_SQLITE);
        buf_printf(&selected, ".%s", old_rowid);
        any = true;
    }
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (!is_for(ddl->dialect, column->targets) || column->generated || (values && !values[i])) {
            continue;
        }
        buf_text(line, any ? ", " : "");
        buf_text(&selected, any ? ", " : "");
        any = true;
        quote_name(line, column->name, TARGET_SQLITE);
        if (values) {
            expression_write(&selected, values[i], source->table, TARGET_SQLITE);
        } else {
            quote_name(&selected, column->name, TARGET_SQLITE);
        }
    }
    if (!any) { /* as many rows, of what goes without saying */
        const char *number = sqlite_rowid(table);
        buf_text(line, number ? number : "");
        if (!number) {
            quote_name(line, table->columns[0].name, TARGET_SQLITE);
        }
        buf_text(&selected, "NULL");
    }
    buf_char(line, ')');
    sqlite_put_line(ddl, 0);
    buf_text(line, "SELECT ");
    buf_slice(line, buf_view(&selected));
    sqlite_put_line(ddl, 0);
    sqlite_write_source(changing, source, 1);
    buf_text(ddl->out, ";\n");
    buf_free(&selected);
    check_copy(changing, source, table);
    copy_sequence(changing, source, table);
}

/* What a table is filled from while there is something to do: as it stands, or moved aside. */
static TableSource source_of(const Changing *changing, const Lineage *lineage, const Table *table,
                             const char *made_prefix) {
    if (lineage->is_made || !is_parked(changing, table)) {
        return (TableSource){.state = todo, .prefix = made_prefix, .table = table};
    }
    const TableName *entry = sqlite_table_name(changing, table->name);
    return (TableSource){.state = todo,
                         .prefix = SQLITE_OLD,
                         .table = table,
                         .instead = entry->last ? entry->last->last : NULL};
}

/* The last shape is filled from what is there when there is nothing left to do. */
static void copy_back(Changing *changing, const Lineage *lineage, uint32_t at) {
    if (lineage->last_step != at || !lineage->last || !is_parked(changing, lineage->last)) {
        return;
    }
    const TableName *entry = sqlite_table_name(changing, lineage->last->name);
    TableSource source = {.state = done,
                          .prefix = SQLITE_OLD,
                          .table = lineage->last,
                          .instead = entry->first ? entry->first->first : NULL};
    buf_text(changing->ddl.out, "-- If there is nothing left to do: the rows as they are.\n");
    copy_rows(changing, &source, lineage->last, NULL);
}

/* ---- a group of tables --------------------------------------------------------------------------- */

static bool has_verbatim(const Rebuild *rebuild) {
    for (uint16_t i = 0; i < rebuild->after->column_count; i++) {
        if (rebuild->values[i] && expr_has_verbatim(rebuild->values[i])) {
            return true;
        }
    }
    return false;
}

/* `--   new: a, b; dropped: c; renamed: d to e`, as far as there is any. */
static void write_column_comments(Changing *changing, const TableChange *change) {
    Buf words = {0};
    const Dialect *dialect = changing->ddl.dialect;
    for (int kind = 0; kind < 3; kind++) {
        static const char *const titles[] = {"new: ", "dropped: ", "renamed: "};
        const Table *table = kind == 1 ? change->before : change->after;
        const char *before = titles[kind];
        for (uint16_t i = 0; i < table->column_count; i++) {
            const Column *column = &table->columns[i];
            int32_t from = kind == 1 ? change->to[i] : change->columns[i].from;
            Name from_name = kind == 2 && from >= 0 ? change->before->columns[from].name : NULL;
            bool told = kind < 2 ? from < 0 : from_name && from_name != column->name;
            if (!told || !is_for(dialect, column->targets)) {
                continue;
            }
            buf_text(&words, before == titles[kind] && words.length > 0 ? "; " : "");
            buf_text(&words, before);
            before = ", ";
            if (from_name) {
                buf_name(&words, from_name);
                buf_text(&words, " to ");
            }
            buf_name(&words, column->name);
        }
    }
    if (words.length > 0) {
        buf_text(changing->ddl.out, "--   ");
        ddl_comment_text(changing->ddl.out, buf_view(&words));
        buf_char(changing->ddl.out, '\n');
    }
    buf_free(&words);
}

static void write_rebuild(Changing *changing, uint32_t at) {
    const Step *step = &changing->plan->steps.items[at];
    const Rebuild *rebuild = step->rebuild;
    Lineage *lineage = changing->of_step[at];
    Ddl *ddl = &changing->ddl;
    TableSource source = source_of(changing, lineage, rebuild->before, previous);
    ddl_comment(ddl, step);
    write_column_comments(changing, step->change);
    sqlite_write_checks(changing, rebuild, &source);
    sqlite_write_losses(changing, rebuild, &source);
    sqlite_write_table(ddl, rebuild->after);
    copy_rows(changing, &source, rebuild->after, rebuild->values);
    copy_back(changing, lineage, at);
    buf_char(ddl->out, '\n');
}

static void write_creation(Changing *changing, uint32_t at) {
    const Step *step = &changing->plan->steps.items[at];
    Lineage *lineage = changing->of_step[at];
    Ddl *ddl = &changing->ddl;
    bool is_plain = !is_parked(changing, step->table) && lineage->last && !lineage->is_rebuilt;
    ddl_comment(ddl, step);
    ddl->if_absent = is_plain ? "IF NOT EXISTS " : "";
    sqlite_write_table(ddl, step->table);
    ddl->if_absent = "";
    copy_back(changing, lineage, at);
    lineage->is_made = true;
    buf_char(ddl->out, '\n');
}

static void write_drop(Changing *changing, uint32_t at) {
    const Step *step = &changing->plan->steps.items[at];
    Lineage *lineage = changing->of_step[at];
    Buf *out = changing->ddl.out;
    ddl_comment(&changing->ddl, step);
    if (lineage->first) {
        TableSource source = source_of(changing, lineage, step->table, "");
        sqlite_write_table_loss(changing, step, &source);
    }
    if (lineage->is_made || !is_parked(changing, step->table)) {
        buf_text(out, "DROP TABLE ");
        sqlite_write_main(out, "", step->table->name);
        buf_text(out, ";\n");
    }
    lineage->is_made = false;
    buf_char(out, '\n');
}

static void write_group(Changing *changing, uint32_t first, uint32_t end) {
    const Step *steps = changing->plan->steps.items;
    Buf *out = changing->ddl.out;
    buf_text(out, "SAVEPOINT migc;\n\n");
    for (uint32_t i = first; i < end; i++) {
        if (steps[i].kind == STEP_DROP_TABLE) {
            write_drop(changing, i);
        }
    }
    bool any = false;
    for (uint32_t i = first; i < end; i++) {
        if (steps[i].kind == STEP_REBUILD && changing->of_step[i]->is_made) {
            sqlite_rename_aside(changing, previous, steps[i].rebuild->before, NULL);
            any = true;
        }
    }
    buf_text(out, any ? "\n" : "");
    for (int pass = 0; pass < 2; pass++) { /* the author's expressions may look at other tables */
        for (uint32_t i = first; i < end; i++) {
            if (steps[i].kind == STEP_REBUILD && has_verbatim(steps[i].rebuild) == (pass == 1)) {
                write_rebuild(changing, i);
            }
        }
    }
    for (uint32_t i = first; i < end; i++) {
        if (steps[i].kind == STEP_CREATE_TABLE) {
            write_creation(changing, i);
        }
    }
    any = false;
    for (uint32_t i = first; i < end; i++) {
        if (steps[i].kind == STEP_REBUILD) {
            if (changing->of_step[i]->is_made) {
                sqlite_drop_aside(changing, previous, steps[i].rebuild->before, NULL);
                any = true;
            }
            changing->of_step[i]->is_made = true;
        }
    }
    for (uint32_t i = 0; i < changing->table_names.count; i++) {
        TableName *entry = changing->table_names.items[i];
        if (entry->is_parked && !entry->is_gone && entry->last_use < end) {
            entry->is_gone = true;
            any = true;
            sqlite_drop_aside(changing, SQLITE_OLD, entry->first ? entry->first->first : NULL,
                              entry->last ? entry->last->last : NULL);
        }
    }
    buf_text(out, any ? "\n" : "");
}

/* ---- other steps --------------------------------------------------------------------------------- */

static void write_removal(Changing *changing, const Step *step) {
    Ddl *ddl = &changing->ddl;
    Buf *line = &ddl->scratch;
    ddl_comment(ddl, step);
    buf_text(ddl->out, "-- Only those that are still as they were put there.\n");
    sqlite_data_table(ddl, step->data);
    buf_clear(line);
    buf_text(line, "DELETE FROM ");
    sqlite_write_main(line, "", step->table->name);
    buf_text(line, " AS t");
    sqlite_put_line(ddl, 0);
    buf_text(line, "WHERE EXISTS (SELECT * FROM temp.migc_todo)");
    sqlite_put_line(ddl, 1);
    buf_text(line, "AND EXISTS (SELECT * FROM temp.");
    sqlite_data_name(line, step->data);
    buf_text(line, " AS d WHERE ");
    sqlite_same_key(line, step->data);
    sqlite_same_values(line, step->data);
    buf_text(line, ");");
    sqlite_put_line(ddl, 3);
    buf_char(ddl->out, '\n');
}

/* Between two schemas a table that a statement made is made anew, and must have no rows then. One that is not
 * there yet, or any more, is made for the question. */
static void count_rows_of_sql(Ddl *ddl, Name table) {
    buf_text(ddl->out, "CREATE TABLE IF NOT EXISTS ");
    sqlite_write_main(ddl->out, "", table);
    buf_text(ddl->out, " (migc);\nINSERT INTO temp.migc_loss SELECT ");
    Buf what = {0};
    buf_text(&what, "rows of ");
    buf_name(&what, table);
    quote_string(ddl->out, what.data, what.length, TARGET_SQLITE);
    buf_free(&what);
    buf_text(ddl->out, " WHERE EXISTS (SELECT * FROM ");
    sqlite_write_main(ddl->out, "", table);
    buf_text(ddl->out, ");\n");
}

static void write_sql(Changing *changing, const Step *step) {
    Ddl *ddl = &changing->ddl;
    bool undoes = step->kind == STEP_UNDO_SQL;
    Name text = undoes ? step->sql->down : step->sql->up;
    if (undoes && sqlite_is_turned(changing, step->sql)) {
        return; /* it is gone */
    }
    static const char *const kinds[] = {[SQLITE_MAKES_VIEW] = "VIEW",
                                        [SQLITE_MAKES_TRIGGER] = "TRIGGER",
                                        [SQLITE_MAKES_INDEX] = "INDEX"};
    SqliteMakes makes = sqlite_makes(step->sql);
    ddl_comment(ddl, step);
    if (undoes && sqlite_put_aside(changing, step)) {
        return;
    }
    if (undoes && sqlite_loses_rows(changing, step)) {
        count_rows_of_sql(ddl, step->sql->name);
    }
    if (text) {
        buf_text(ddl->out, "SAVEPOINT migc;\n");
        sqlite_write_free_sql(changing, step, text);
    } else if (makes == SQLITE_MAKES_VIEW || makes == SQLITE_MAKES_TRIGGER ||
               makes == SQLITE_MAKES_INDEX) {
        buf_printf(ddl->out, "DROP %s IF EXISTS ", kinds[makes]);
        sqlite_write_main(ddl->out, "", step->sql->name);
        buf_text(ddl->out, ";\n");
    }
    if (!undoes) {
        sqlite_bring_back(changing, step);
    }
    buf_char(ddl->out, '\n');
}

static void write_step(Changing *changing, const Step *step) {
    Ddl *ddl = &changing->ddl;
    if (step->kind == STEP_RUN_SQL || step->kind == STEP_UNDO_SQL) {
        write_sql(changing, step);
    } else if (step->kind == STEP_PUT_ROWS) {
        sqlite_put_rows(ddl, step);
    } else if (step->kind == STEP_REMOVE_ROWS) {
        write_removal(changing, step);
    } else if (step->kind == STEP_CREATE_INDEX || step->kind == STEP_CREATE_TOUCH) {
        ddl_comment(ddl, step);
        ddl->if_absent = "IF NOT EXISTS ";
        if (step->kind == STEP_CREATE_INDEX) {
            ddl_create_index(ddl, step->table, step->index);
        } else {
            sqlite_touch(ddl, step->table, step->column);
        }
        ddl->if_absent = "";
        buf_char(ddl->out, '\n');
    } else if (step->kind == STEP_DROP_INDEX) {
        ddl_comment(ddl, step);
        buf_text(ddl->out, "DROP INDEX IF EXISTS ");
        sqlite_write_main(ddl->out, "", step->index->name);
        buf_text(ddl->out, ";\n\n");
    } else if (step->kind == STEP_REMOVE_TOUCH) {
        ddl_comment(ddl, step);
        buf_text(ddl->out, "DROP TRIGGER IF EXISTS main.");
        sqlite_touch_name(ddl->out, step->table, step->column);
        buf_text(ddl->out, ";\n\n");
    }
}

/* ---- the beginning ------------------------------------------------------------------------------- */

/* The shape that a table begins with, under its own name: for what uses it before it changes. */
static void write_start(Changing *changing, Lineage *lineage) {
    Ddl *ddl = &changing->ddl;
    TableSource source = source_of(changing, lineage, lineage->first, SQLITE_OLD);
    buf_text(ddl->out, "-- ");
    buf_name(ddl->out, lineage->first->name);
    buf_text(ddl->out, " as it begins, for what uses it before it changes\n");
    sqlite_write_table(ddl, lineage->first);
    copy_rows(changing, &source, lineage->first, NULL);
    sqlite_write_belongings(ddl, lineage->first);
    for (uint32_t i = 0; i < changing->before->object_count; i++) {
        const Object *object = &changing->before->objects[i];
        if (object->kind == OBJECT_SQL && is_for(ddl->dialect, object->sql->targets) &&
            sqlite_makes(object->sql) == SQLITE_MAKES_TRIGGER &&
            sqlite_mentions(object->sql->up, lineage->first->name)) {
            buf_name(ddl->out, object->sql->up);
            buf_text(ddl->out, "\n;\n");
        }
    }
    lineage->is_made = true;
    buf_char(ddl->out, '\n');
}

static void write_beginning(Changing *changing) {
    Buf *out = changing->ddl.out;
    sqlite_take_turned(changing);
    sqlite_move_aside(changing);
    for (uint32_t i = 0; i < changing->lineages.count; i++) {
        Lineage *lineage = changing->lineages.items[i];
        if (lineage->is_small || !lineage->first) {
            continue;
        }
        if (is_parked(changing, lineage->first)) {
            if (lineage->starts) {
                write_start(changing, lineage);
            }
        } else if (!lineage->last) { /* dropped further down, if it is there still */
            changing->ddl.if_absent = "IF NOT EXISTS ";
            buf_text(out, "-- a stand-in, if it is gone already\n");
            sqlite_write_table(&changing->ddl, lineage->first);
            changing->ddl.if_absent = "";
            buf_char(out, '\n');
        }
    }
}

void sqlite_write_steps(Changing *changing) {
    const Steps *steps = &changing->plan->steps;
    write_beginning(changing);
    uint32_t change = 0;
    for (uint32_t i = 0; i < steps->count; i++) {
        change = sqlite_change_of(changing, &steps->items[i], change);
        if (!sqlite_is_structural(&steps->items[i])) {
            write_step(changing, &steps->items[i]);
            continue;
        }
        uint32_t end = i + 1;
        while (end < steps->count && sqlite_is_structural(&steps->items[end]) &&
               sqlite_change_of(changing, &steps->items[end], change) == change) {
            end++;
        }
        write_group(changing, i, end);
        i = end - 1;
    }
}
