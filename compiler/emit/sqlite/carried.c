/*
 * carried.c - takes the virtual tables that a script undoes and makes again, gives the statements that let them
 * stand aside meanwhile and bring their rows back. See change.h.
 *
 * All of it is right whether there is something to do or not: columns that are not there are null, and what cannot be
 * brought back is brought back if it was made by the statement of afterwards.
 */
#include "emit/quote.h"
#include "emit/sqlite/change.h"
#include "emit/sqlite/words.h"

/* ---- which ones ---------------------------------------------------------------------------------- */

static bool same_name(Name a, Name b) {
    return sqlite_word_is(name_text(a), name_text(b));
}

static bool has_column(const SqliteVirtual *table, Name name) {
    for (uint32_t i = 0; i < table->column_count; i++) {
        if (same_name(table->columns[i], name)) {
            return true;
        }
    }
    return false;
}

/* What it is an index of must be there, with its columns, when it is made. */
static bool finds_content(const SqlObject *sql, const SqliteVirtual *table) {
    for (uint32_t n = 0; n < sql->needs_count; n++) {
        const Object *need = sql->needs[n];
        Name name = need->kind == OBJECT_TABLE ? need->table->name
                    : need->kind == OBJECT_SQL ? need->sql->name
                                               : NULL;
        if (!name || !same_name(name, table->content)) {
            continue;
        }
        uint32_t found = 0;
        for (uint16_t i = 0; need->kind == OBJECT_TABLE && i < need->table->column_count; i++) {
            found += has_column(table, need->table->columns[i].name);
        }
        return need->kind == OBJECT_SQL || found == table->column_count;
    }
    return false;
}

static bool is_understood(Changing *changing, Carried *carried) {
    return sqlite_read_virtual(&changing->arena, changing->names, carried->undo->sql,
                               &carried->before) &&
           sqlite_read_virtual(&changing->arena, changing->names, carried->run->sql,
                               &carried->after) &&
           (carried->after.rows != SQLITE_ROWS_ELSEWHERE ||
            finds_content(carried->run->sql, &carried->after));
}

void sqlite_find_carried(Changing *changing) {
    NameMap known = {0}; /* lower case -> its number and one */
    uint32_t kept = 0;
    for (uint32_t i = 0; i < changing->plan->steps.count; i++) {
        const Step *step = &changing->plan->steps.items[i];
        if ((step->kind != STEP_RUN_SQL && step->kind != STEP_UNDO_SQL) || !step->sql->name ||
            !sqlite_is_virtual(step->sql) || sqlite_is_turned(changing, step->sql)) {
            continue;
        }
        Name key = names_lower(changing->names, step->sql->name);
        uintptr_t at = (uintptr_t)namemap_get(&known, key);
        if (at == 0) {
            vec_push(&changing->arena, &changing->carried, (Carried){0});
            at = changing->carried.count;
            namemap_set(&changing->arena, &known, key, (void *)at);
            changing->carried.items[at - 1].undo = step->kind == STEP_UNDO_SQL ? step : NULL;
        }
        changing->carried.items[at - 1].run = step->kind == STEP_RUN_SQL ? step : NULL;
    }
    for (uint32_t i = 0; i < changing->carried.count; i++) {
        Carried *carried = &changing->carried.items[i];
        if (carried->undo && carried->run && is_understood(changing, carried)) {
            changing->carried.items[kept++] = *carried;
        }
    }
    changing->carried.count = kept;
}

/* Other tables have the rows. */
static bool has_no_rows(Changing *changing, const SqlObject *sql) {
    SqliteVirtual table;
    return sqlite_only_shows(sql) ||
           (sqlite_read_virtual(&changing->arena, changing->names, sql, &table) &&
            table.rows == SQLITE_ROWS_ELSEWHERE);
}

bool sqlite_loses_rows(Changing *changing, const Step *undo) {
    if (sqlite_is_turned(changing, undo->sql)) {
        return sqlite_is_virtual(undo->sql);
    }
    for (uint32_t i = 0; i < changing->carried.count; i++) {
        if (changing->carried.items[i].undo == undo) {
            return false;
        }
    }
    return changing->script->by_shape && sqlite_makes(undo->sql) == SQLITE_MAKES_TABLE &&
           !has_no_rows(changing, undo->sql);
}

/* ---- aside --------------------------------------------------------------------------------------- */

static void write_string(Buf *out, const char *head, Name name, const char *tail, Name column) {
    Buf words = {0};
    buf_text(&words, head);
    buf_name(&words, name);
    buf_text(&words, tail);
    if (column) {
        buf_name(&words, column);
    }
    quote_string(out, words.data, words.length, TARGET_SQLITE);
    buf_free(&words);
}

static void write_lower(Buf *out, const char *prefix, Name name) {
    Buf lower = {0};
    buf_text(&lower, prefix);
    buf_lower(&lower, name_text(name));
    quote_string(out, lower.data, lower.length, TARGET_SQLITE);
    buf_free(&lower);
}

/* Columns that neither side knows would be lost without a word. */
static void write_unexpected(Changing *changing, const Carried *carried) {
    Ddl *ddl = &changing->ddl;
    Buf *line = &ddl->scratch;
    Name name = carried->undo->sql->name;
    buf_text(ddl->out, "INSERT INTO temp.migc_drift\nSELECT ");
    write_string(ddl->out, "unexpected: ", name, ".", NULL);
    buf_text(ddl->out, " || name FROM pragma_table_info(");
    quote_string(ddl->out, name->text, name->length, TARGET_SQLITE);
    buf_text(ddl->out, ", 'main')\n");
    buf_clear(line);
    buf_text(line, "WHERE lower(name) NOT IN (");
    const SqliteVirtual *sides[2] = {&carried->before, &carried->after};
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < sides[side]->column_count; i++) {
            if (side == 0 || !has_column(sides[0], sides[1]->columns[i])) {
                buf_text(line, side == 0 && i == 0 ? "" : ", ");
                write_lower(line, "", sides[side]->columns[i]);
            }
        }
    }
    buf_text(line, ");");
    sqlite_put_line(ddl, 1);
}

bool sqlite_put_aside(Changing *changing, const Step *step) {
    const Carried *carried = NULL;
    for (uint32_t i = 0; i < changing->carried.count; i++) {
        carried = changing->carried.items[i].undo == step ? &changing->carried.items[i] : carried;
    }
    if (!carried) {
        return false;
    }
    Buf *out = changing->ddl.out;
    Buf words = {0};
    buf_text(out, "-- It stands aside, with its rows; a stand-in, if there is none.\n");
    write_unexpected(changing, carried);
    buf_text(out, "CREATE TABLE IF NOT EXISTS ");
    sqlite_write_main(out, "", step->sql->name);
    buf_text(out, " (migc);\nSAVEPOINT migc;\nALTER TABLE ");
    sqlite_write_main(out, "", step->sql->name);
    buf_text(out, " RENAME TO ");
    buf_text(&words, SQLITE_OLD);
    buf_name(&words, step->sql->name);
    quote_text(out, buf_view(&words), TARGET_SQLITE);
    buf_text(out, ";\n\n");
    buf_free(&words);
    return true;
}

/* ---- and back ------------------------------------------------------------------------------------ */

/* Rows of the one can be rows of the other: what must have a value has one. */
static bool carries_rows(const Carried *carried) {
    const SqliteVirtual *before = &carried->before;
    const SqliteVirtual *after = &carried->after;
    bool is_fts = after->module == SQLITE_MODULE_FTS;
    bool any = false;
    for (uint32_t i = 0; i < after->column_count; i++) {
        bool is_there = has_column(before, after->columns[i]);
        any = any || is_there;
        if (!is_fts && i <= after->coordinates && !is_there) {
            return false;
        }
    }
    return any && before->rows == SQLITE_ROWS_OWN && after->rows == SQLITE_ROWS_OWN &&
           before->module == after->module &&
           (is_fts || same_name(before->columns[0], after->columns[0]));
}

/* `EXISTS (...)`: what stands aside was made by this statement. */
static void write_made_by(Buf *out, const Carried *carried, const SqliteVirtual *table) {
    buf_text(out, "EXISTS (SELECT * FROM main.sqlite_schema WHERE lower(name) = ");
    write_lower(out, SQLITE_OLD, carried->undo->sql->name);
    buf_text(out, " AND substr(sql, -length(");
    quote_string(out, table->behind.data, table->behind.length, TARGET_SQLITE);
    buf_text(out, ")) = ");
    quote_string(out, table->behind.data, table->behind.length, TARGET_SQLITE);
    buf_char(out, ')');
}

/* `main.migc_old_f AS migc NATURAL LEFT JOIN (SELECT NULL AS title)`: with the columns that it may not have. */
static void write_old(Buf *out, const Carried *carried, const SqliteVirtual *table, Name only) {
    sqlite_write_main(out, SQLITE_OLD, carried->undo->sql->name);
    buf_text(out, " AS migc NATURAL LEFT JOIN (SELECT ");
    for (uint32_t i = 0; i < (only ? 1 : table->column_count); i++) {
        buf_text(out, i == 0 ? "NULL AS " : ", NULL AS ");
        quote_name(out, only ? only : table->columns[i], TARGET_SQLITE);
    }
    buf_char(out, ')');
}

/* Where fts5 keeps them: `notes_config`; and fts4: `notes_stat`. */
static Name settings_of(Changing *changing, const Carried *carried) {
    return names_internf(changing->names, "%s_%s", carried->undo->sql->name->text,
                         carried->after.is_fts5 ? "config" : "stat");
}

static void write_columns(Buf *out, const SqliteVirtual *table, const char *rowid) {
    bool any = table->module == SQLITE_MODULE_FTS;
    buf_text(out, any ? rowid : "");
    for (uint32_t i = 0; i < table->column_count; i++) {
        buf_text(out, any ? ", " : "");
        quote_name(out, table->columns[i], TARGET_SQLITE);
        any = true;
    }
}

/* `rank`, `automerge`: what was set by INSERT INTO t (t, rank), of fts4 by INSERT INTO t (t). What stands aside may be a
 * stand-in, or of another module. */
static void copy_settings(Changing *changing, const Carried *carried) {
    Buf *out = changing->ddl.out;
    Name name = carried->run->sql->name;
    Name settings = settings_of(changing, carried);
    buf_text(out, "CREATE TABLE IF NOT EXISTS ");
    sqlite_write_main(out, SQLITE_OLD, settings);
    bool is_fts5 = carried->after.is_fts5;
    buf_text(out, is_fts5 ? " (k, v);\nINSERT INTO " : " (id, value);\nINSERT INTO ");
    sqlite_write_main(out, "", name);
    buf_text(out, " (");
    quote_name(out, name, TARGET_SQLITE);
    buf_text(out, is_fts5 ? ", rank)\nSELECT k, v FROM " : ")\nSELECT 'automerge=' || value FROM ");
    sqlite_write_main(out, SQLITE_OLD, settings);
    buf_text(out, is_fts5 ? " WHERE k <> 'version';\n" : " WHERE id = 2;\n");
}

static void copy_rows(Changing *changing, const Carried *carried, bool carries) {
    Ddl *ddl = &changing->ddl;
    Buf *line = &ddl->scratch;
    Name name = carried->run->sql->name;
    buf_clear(line);
    buf_text(line, "INSERT INTO ");
    sqlite_write_main(line, "", name);
    buf_text(line, " (");
    write_columns(line, &carried->after, "rowid");
    buf_char(line, ')');
    sqlite_put_line(ddl, 0);
    buf_text(line, "SELECT ");
    write_columns(line, &carried->after, "migc.rowid");
    sqlite_put_line(ddl, 0);
    buf_text(line, "FROM ");
    if (!carries) {
        buf_text(line, "(SELECT 1 AS migc_same WHERE ");
        write_made_by(line, carried, &carried->after);
        buf_text(line, ") CROSS JOIN ");
    }
    write_old(line, carried, &carried->after, NULL);
    buf_char(line, ';');
    sqlite_put_line(ddl, 1);
    buf_text(line, "INSERT INTO temp.migc_drift SELECT ");
    write_string(line, "not copied: ", name, "", NULL);
    buf_text(line, " WHERE ");
    if (!carries) {
        buf_text(line, "CASE WHEN ");
        write_made_by(line, carried, &carried->after);
        buf_text(line, " THEN ");
    }
    buf_text(line, "(SELECT count(*) FROM ");
    sqlite_write_main(line, "", name);
    buf_text(line, ") <> (SELECT count(*) FROM ");
    sqlite_write_main(line, SQLITE_OLD, carried->undo->sql->name);
    buf_text(line, carries ? ");" : ") END;");
    sqlite_put_line(ddl, 0);
}

static void count_values(Changing *changing, const Carried *carried, Name column) {
    Ddl *ddl = &changing->ddl;
    Buf *line = &ddl->scratch;
    buf_clear(line);
    buf_text(line, "INSERT INTO temp.migc_loss SELECT " SQLITE_COUNTED("value") " || ");
    write_string(line, " of ", carried->undo->sql->name, ".", column);
    sqlite_put_line(ddl, 0);
    buf_text(line, "FROM (SELECT count(*) AS migc_n FROM ");
    write_old(line, carried, NULL, column);
    buf_text(line, " WHERE ");
    quote_name(line, column, TARGET_SQLITE);
    buf_text(line, " IS NOT NULL)");
    sqlite_put_line(ddl, 1);
    buf_text(line, "WHERE migc_n > 0;");
    sqlite_put_line(ddl, 1);
}

/* Nothing can be brought back, but if it is what it shall be already. */
static void count_rows(Changing *changing, const Carried *carried) {
    Ddl *ddl = &changing->ddl;
    Buf *line = &ddl->scratch;
    Name name = carried->undo->sql->name;
    bool is_elsewhere = carried->before.rows == SQLITE_ROWS_ELSEWHERE;
    buf_clear(line);
    buf_printf(line, "INSERT INTO temp.migc_%s SELECT ", is_elsewhere ? "drift" : "loss");
    write_string(line, is_elsewhere ? "another one: " : "rows of ", name, "", NULL);
    sqlite_put_line(ddl, 0);
    buf_text(line, "WHERE ");
    if (is_elsewhere) { /* its rows are in another table, if it is the one */
        buf_text(line, "NOT ");
        write_made_by(line, carried, &carried->before);
        buf_text(line, " AND ");
    }
    if (carried->after.rows != SQLITE_ROWS_NOWHERE) {
        buf_text(line, "NOT ");
        write_made_by(line, carried, &carried->after);
        buf_text(line, " AND ");
    }
    buf_text(line, "EXISTS (SELECT * FROM ");
    sqlite_write_main(line, SQLITE_OLD, name);
    buf_text(line, ");");
    sqlite_put_line(ddl, 1);
}

void sqlite_tell_carried(const Changing *changing, const Step *undo, LossWords *losses) {
    for (uint32_t i = 0; i < changing->carried.count; i++) {
        const Carried *carried = &changing->carried.items[i];
        if (carried->undo != undo || carried->before.rows == SQLITE_ROWS_ELSEWHERE) {
            continue;
        }
        bool carries = carries_rows(carried);
        if (!carries) {
            sqlite_tell_loss(losses, "the rows of ", undo->sql->name, NULL);
        }
        for (uint32_t c = 0; carries && c < carried->before.column_count; c++) {
            if (!has_column(&carried->after, carried->before.columns[c])) {
                sqlite_tell_loss(losses, "", undo->sql->name, carried->before.columns[c]);
            }
        }
    }
}

void sqlite_bring_back(Changing *changing, const Step *step) {
    const Carried *carried = NULL;
    for (uint32_t i = 0; i < changing->carried.count; i++) {
        carried = changing->carried.items[i].run == step ? &changing->carried.items[i] : carried;
    }
    if (!carried) {
        return;
    }
    Buf *out = changing->ddl.out;
    Name name = step->sql->name;
    bool carries = carries_rows(carried);
    bool has_settings = carried->after.module == SQLITE_MODULE_FTS;
    if (has_settings) {
        copy_settings(changing, carried);
    }
    if (carried->after.rows == SQLITE_ROWS_OWN) {
        copy_rows(changing, carried, carries);
    } else if (carried->after.rows == SQLITE_ROWS_ELSEWHERE) {
        buf_text(out, "INSERT INTO ");
        sqlite_write_main(out, "", name);
        buf_text(out, " (");
        quote_name(out, name, TARGET_SQLITE);
        buf_text(out, ") VALUES ('rebuild');\n");
    }
    for (uint32_t i = 0; carries && i < carried->before.column_count; i++) {
        if (!has_column(&carried->after, carried->before.columns[i])) {
            count_values(changing, carried, carried->before.columns[i]);
        }
    }
    bool is_index = carried->before.rows == SQLITE_ROWS_ELSEWHERE &&
                    carried->after.rows == SQLITE_ROWS_ELSEWHERE;
    if (!carries && !is_index) {
        count_rows(changing, carried);
    }
    buf_text(out, "DROP TABLE ");
    sqlite_write_main(out, SQLITE_OLD, carried->undo->sql->name);
    buf_text(out, ";\n");
    if (has_settings) {
        buf_text(out, "DROP TABLE IF EXISTS ");
        sqlite_write_main(out, SQLITE_OLD, settings_of(changing, carried));
        buf_text(out, ";\n");
    }
}
