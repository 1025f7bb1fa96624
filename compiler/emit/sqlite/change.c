/*
 * change.c - takes a Script that changes what is there, gives the upgrade or the downgrade for
 * SQLite: where the database is, what its tables are, the steps, the record. See change.h.
 */
#include "emit/sqlite/change.h"

#include "emit/blocks.h"
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/script.h"
#include "emit/sqlite/words.h"

#define LOSSES_NAMED 8u /* of more only the number is said */
#define NOW "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"

/* The position of the first revision that the script is about. */
uint32_t sqlite_first_position(const Script *script) {
    return script->first != 0 ? script->first : script->position;
}

const char *sqlite_revision_at(const Script *script, uint32_t position) {
    return position == script->position ? script->revision : script->chain[position - 1];
}

static const char *checksum_at(const Script *script, uint32_t position) {
    return position == script->position ? script->checksum : script->checksums[position - 1];
}

/* ---- head ---------------------------------------------------------------------------------------- */

void sqlite_tell_loss(LossWords *losses, const char *head, Name table, Name column) {
    buf_text(&losses->words, losses->count == 0 ? "" : ", ");
    buf_text(&losses->words, head);
    quote_name(&losses->words, table, TARGET_SQLITE);
    if (column) {
        buf_char(&losses->words, '.');
        quote_name(&losses->words, column, TARGET_SQLITE);
    }
    losses->count++;
}

static void tell_losses(Changing *changing, LossWords *losses) {
    for (uint32_t i = 0; i < changing->plan->steps.count; i++) {
        const Step *step = &changing->plan->steps.items[i];
        if (step->kind == STEP_DROP_TABLE && changing->of_step[i]->first) {
            sqlite_tell_loss(losses, "", step->table->name, NULL);
        } else if (step->kind == STEP_REBUILD) {
            for (uint32_t k = 0; k < step->rebuild->loss_count; k++) {
                sqlite_tell_loss(losses, "", step->rebuild->before->name,
                                 step->rebuild->losses[k].column->name);
            }
        } else if (step->kind == STEP_UNDO_SQL) {
            sqlite_tell_carried(changing, step, losses);
            if (sqlite_loses_rows(changing, step)) {
                sqlite_tell_loss(losses, "", step->sql->name, NULL);
            }
        }
    }
}

/* `-- DESTROYS DATA: drops a, b.c.`; nothing if nothing is dropped. */
static void write_losses(Changing *changing) {
    Buf *out = changing->ddl.out;
    LossWords losses = {0};
    tell_losses(changing, &losses);
    if (losses.count > 0) {
        buf_text(out, "-- DESTROYS DATA: drops ");
        if (losses.count > LOSSES_NAMED) {
            buf_printf(out, "%u tables and columns", losses.count);
        } else {
            ddl_comment_text(out, buf_view(&losses.words));
        }
        buf_text(out, ". It refuses to lose a value, unless told to:\n"
                      "--   sqlite3 -cmd 'CREATE TEMP TABLE migc_allow_data_loss (x)' app.db < ");
        if (changing->script->by_shape) {
            buf_text(out, "script.sql\n--\n");
        } else {
            buf_printf(out, "%s.%s.sql\n--\n", changing->script->revision,
                       changing->down ? "down" : "up");
        }
    }
    buf_free(&losses.words);
}

static void write_head(Changing *changing) {
    const Script *script = changing->script;
    Buf *out = changing->ddl.out;
    if (changing->down) {
        script_head(out, script, ".down", script->revision, script_parent(script));
    } else {
        script_head(out, script, ".up", script_parent(script), script->revision);
    }
    if (changing->down) {
        script_grade(out, script);
        buf_text(out, "--\n");
    }
    write_losses(changing);
    buf_text(
        out,
        "-- One transaction: it happens as a whole or not at all. SQLite has no IF: run again, "
        "the script\n-- builds the tables once more out of themselves, which changes "
        "nothing.\n\n");
    buf_text(out, sqlite_prologue);
    buf_text(out, "PRAGMA foreign_keys = OFF;       -- ON, DROP TABLE would delete the rows that "
                  "refer to a table\n"
                  "PRAGMA legacy_alter_table = ON;  -- OFF, RENAME would redirect what refers to a "
                  "table\n\n");
}

/* ---- where is the database ----------------------------------------------------------------------- */

static void write_tables_of_guard(Changing *changing) {
    const Script *script = changing->script;
    Buf *out = changing->ddl.out;
    bool nothing = script->parent == NULL && !changing->down;
    ddl_rule(&changing->ddl, "where is this database?");
    buf_text(out,
             "\nATTACH ':memory:' AS migc_previous;\n"
             "ATTACH ':memory:' AS migc_expected;\n\n"
             "DROP VIEW IF EXISTS temp.migc_todo;\n"
             "DROP VIEW IF EXISTS temp.migc_done;\n"
             "DROP TABLE IF EXISTS temp.migc;\n"
             "CREATE TEMP TABLE migc (\n"
             "  revision      TEXT,     -- the last one applied\n"
             "  checksum      TEXT,     -- of this revision, if it is applied\n"
             "  done          INTEGER,  -- 1 if there is nothing left to do\n"
             "  foreign_keys  INTEGER,  -- as they are now\n"
             "  drift         INTEGER,  -- how many differences from what the tables should be\n"
             "  unfit         INTEGER,  -- how many kinds of values do not fit\n"
             "  loss          INTEGER,  -- how many kinds of values would be lost\n");
    buf_printf(out, "  CONSTRAINT \"migc: %s%s needs a database %s%s\"\n",
               changing->down ? "the downgrade of " : "", script->revision,
               nothing ? "without revisions" : "at ", nothing ? "" : changing->from);
    buf_printf(out,
               "    CHECK (revision IN ('%s', '%s')),\n"
               "  CONSTRAINT \"migc: %s was applied from another version of its script\"\n"
               "    CHECK (checksum = '%s'),\n"
               "  CONSTRAINT \"migc: foreign_keys is ON, is this inside a transaction?\"\n"
               "    CHECK (foreign_keys = 0),\n"
               "  CONSTRAINT \"migc: nothing was changed, the tables are not what %s left\"\n"
               "    CHECK (drift = 0),\n"
               "  CONSTRAINT \"migc: nothing was changed, there are values that do not fit\"\n"
               "    CHECK (unfit = 0),\n"
               "  CONSTRAINT \"migc: nothing was changed, data would be lost\"\n"
               "    CHECK (loss = 0)\n"
               ");\n",
               changing->from, changing->to, script->revision, script->checksum, changing->from);
    buf_text(
        out,
        "CREATE TEMP VIEW migc_todo AS SELECT 1 AS migc_todo FROM temp.migc WHERE drift = 0 AND "
        "NOT "
        "done;\n"
        "CREATE TEMP VIEW migc_done AS SELECT 1 AS migc_done FROM temp.migc WHERE drift = 0 AND "
        "done;\n"
        "DROP TABLE IF EXISTS temp.migc_drift;\n"
        "CREATE TEMP TABLE migc_drift (line TEXT);\n"
        "DROP TABLE IF EXISTS temp.migc_unfit;\n"
        "CREATE TEMP TABLE migc_unfit (line TEXT);\n"
        "DROP TABLE IF EXISTS temp.migc_loss;\n"
        "CREATE TEMP TABLE migc_loss (line TEXT);\n"
        "DROP TABLE IF EXISTS temp.migc_orphan;\n"
        "CREATE TEMP TABLE migc_orphan (line TEXT);  -- and a null when all rows were looked at\n"
        "DROP TABLE IF EXISTS temp.migc_result;\n"
        "CREATE TEMP TABLE migc_result (\n"
        "  guard    INTEGER,\n"
        "  orphans  INTEGER,\n"
        "  CONSTRAINT \"migc: nothing was changed, because of the error above\"\n"
        "    CHECK (guard = 1),\n"
        "  CONSTRAINT \"migc: nothing was changed, rows would refer to rows that do not exist\"\n"
        "    CHECK (orphans = 0)\n"
        ");\n\n");
}

static void write_guard(Changing *changing) {
    const Script *script = changing->script;
    Buf *out = changing->ddl.out;
    write_tables_of_guard(changing);
    buf_text(out,
             "BEGIN;\n"
             "CREATE TABLE main.migc_lock (x);  -- takes the write lock: one deployer at a time\n"
             "DROP TABLE main.migc_lock;\n\n"
             "CREATE TABLE IF NOT EXISTS main.migc_history (\n"
             "  position    INTEGER  PRIMARY KEY,\n"
             "  revision    TEXT     NOT NULL UNIQUE,\n"
             "  checksum    TEXT     NOT NULL,\n"
             "  applied_at  TEXT     NOT NULL DEFAULT (" NOW ")\n"
             ");\n\n");
    if (script->by_shape) {
        buf_printf(out,
                   "INSERT INTO main.migc_history (position, revision, checksum) VALUES (0, '%s', "
                   "'');\n\n",
                   changing->from);
    }
    sqlite_write_next(out, script, changing->down);
    buf_printf(
        out,
        "INSERT INTO temp.migc (revision, checksum, done, foreign_keys)\n"
        "SELECT coalesce((SELECT revision FROM main.migc_history ORDER BY position DESC LIMIT 1), "
        "'nothing'),\n"
        "       coalesce((SELECT checksum FROM main.migc_history WHERE revision = '%s'),\n"
        "                '%s'),\n"
        "       %sEXISTS (SELECT * FROM main.migc_history WHERE revision = '%s'),\n"
        "       (SELECT foreign_keys FROM pragma_foreign_keys);\n\n",
        script->revision, script->checksum, changing->down ? "NOT " : "", script->revision);
}

/* ---- are the tables what they should be ---------------------------------------------------------- */

static void write_shape(Changing *changing, const char *schema, bool first) {
    changing->ddl.schema = schema;
    for (uint32_t i = 0; i < changing->lineages.count; i++) {
        const Lineage *lineage = changing->lineages.items[i];
        const Table *table = first ? lineage->first : lineage->last;
        if (table) {
            sqlite_write_table(&changing->ddl, table);
            sqlite_write_belongings(&changing->ddl, table);
            buf_char(changing->ddl.out, '\n');
        }
    }
    changing->ddl.schema = "";
}

/* Tables that may be there before they are created, or whose own text stays as it is. */
static bool stays(const Changing *changing, const Lineage *lineage) {
    const TableName *entry = lineage->last ? sqlite_table_name(changing, lineage->last->name)
                                           : NULL;
    return lineage->last && (lineage->is_small || !entry || !entry->is_parked);
}

/* `('a', 'b')`: names in lower case; `created`: only of those that the script creates. */
static void write_staying(Changing *changing, bool created) {
    Buf *line = &changing->ddl.scratch;
    bool any = false;
    buf_char(line, '(');
    for (uint32_t i = 0; i < changing->lineages.count; i++) {
        const Lineage *lineage = changing->lineages.items[i];
        if (stays(changing, lineage) && !(created && lineage->first)) {
            Name key = names_lower(changing->names, lineage->last->name);
            buf_text(line, any ? ", " : "");
            quote_string(line, key->text, key->length, TARGET_SQLITE);
            any = true;
        }
    }
    buf_char(line, ')');
}

/* The author's own SQL objects that may belong to the tables: `AND lower(name) NOT IN (...)`. */
static void write_not_sql(Changing *changing) {
    Buf *line = &changing->ddl.scratch;
    const Model *models[2] = {changing->before, changing->after};
    NameMap seen = {0};
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < models[side]->object_count; i++) {
            const Object *object = &models[side]->objects[i];
            if (object->kind != OBJECT_SQL ||
                !is_for(changing->ddl.dialect, object->sql->targets)) {
                continue;
            }
            SqliteMakes makes = sqlite_makes(object->sql);
            Name key = names_lower(changing->names, object->sql->name);
            bool counts = makes == SQLITE_MAKES_TRIGGER || makes == SQLITE_MAKES_INDEX;
            if (counts && !namemap_put(&changing->arena, &seen, key, changing)) {
                buf_text(line, line->length == 0
                                   ? "AND NOT (type IN ('index', 'trigger') AND lower(name) IN ("
                                   : ", ");
                quote_string(line, key->text, key->length, TARGET_SQLITE);
            }
        }
    }
    if (line->length > 0) {
        buf_text(line, "))");
        sqlite_put_line(&changing->ddl, 3);
    }
}

/* Nobody looks at what goes whichever is there. */
static void write_not_turned(Changing *changing) {
    if (changing->turned.count > 0) {
        buf_text(&changing->ddl.scratch, "AND NOT (lower(name) IN ");
        sqlite_write_turned(changing, &changing->ddl.scratch);
        sqlite_put_line(&changing->ddl, 3);
        buf_text(changing->ddl.out,
                 "            AND (type = 'view' OR sql LIKE 'CREATE VIRTUAL %'))\n");
    }
}

static const char own_names[] = "sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'";

/* The revision does something about rows, and not about shapes only. */
static bool has_data_step(const Changing *changing) {
    for (uint32_t i = 0; i < changing->plan->steps.count; i++) {
        const Step *step = &changing->plan->steps.items[i];
        if (step->kind == STEP_PUT_ROWS || step->kind == STEP_REMOVE_ROWS ||
            ((step->kind == STEP_RUN_SQL || step->kind == STEP_UNDO_SQL) &&
             sqlite_makes(step->sql) == SQLITE_MAKES_OTHER)) {
            return true;
        }
        for (uint16_t c = 0; step->kind == STEP_REBUILD && c < step->rebuild->after->column_count;
             c++) {
            const Expr *value = step->rebuild->values[c];
            if (value && value->kind != EXPR_COLUMN) {
                return true;
            }
        }
    }
    return false;
}

/* What has the shape of afterwards already, word for word, is only recorded. */
static void write_recognition(Changing *changing) {
    if (changing->down || changing->script->by_shape || has_data_step(changing)) {
        return;
    }
    buf_printf(changing->ddl.out,
               "-- What is %s already, word for word, is only recorded.\n"
               "UPDATE temp.migc SET done = 1\n"
               " WHERE NOT done\n"
               "   AND NOT EXISTS (SELECT type, name, sql FROM migc_expected.sqlite_schema WHERE "
               "sql IS NOT NULL\n"
               "                   EXCEPT SELECT type, name, sql FROM main.sqlite_schema)\n"
               "   AND NOT EXISTS (SELECT type, name FROM migc_previous.sqlite_schema WHERE sql IS "
               "NOT NULL\n"
               "                   INTERSECT SELECT type, name FROM main.sqlite_schema\n"
               "                   EXCEPT SELECT type, name FROM migc_expected.sqlite_schema);\n\n",
               changing->to);
}

/* Tables that a script moves aside are called so, and nothing else may be. */
#define NAMES_ASIDE "name LIKE 'migc!_old!_%' ESCAPE '!' OR name LIKE 'migc!_prev!_%' ESCAPE '!'"

static void write_comparison(Changing *changing) {
    Ddl *ddl = &changing->ddl;
    Buf *out = ddl->out;
    ddl_rule(ddl, "are the tables what they should be?");
    buf_printf(out, "\n-- As they are before, %s, in memory: SQLite describes both sides.\n",
               changing->from);
    write_shape(changing, "migc_previous.", true);
    buf_printf(out, "-- As they are afterwards, %s.\n", changing->to);
    write_shape(changing, "migc_expected.", false);
    write_recognition(changing);
    buf_printf(out,
               "DROP VIEW IF EXISTS temp.migc_object;\n"
               "CREATE TEMP VIEW migc_object AS\n"
               "SELECT 'expected' AS side, 'migc_previous' AS schema, type,\n"
               "       lower(name) AS name, lower(tbl_name) AS tbl, sql\n"
               "  FROM migc_previous.sqlite_schema\n"
               " WHERE %s AND NOT (SELECT done FROM temp.migc)\n"
               "UNION ALL\n"
               "SELECT 'expected', 'migc_expected', type, lower(name), lower(tbl_name), sql\n"
               "  FROM migc_expected.sqlite_schema\n"
               " WHERE %s\n",
               own_names, own_names);
    buf_clear(&ddl->scratch);
    buf_text(&ddl->scratch, "AND ((SELECT done FROM temp.migc) OR lower(tbl_name) IN ");
    write_staying(changing, true);
    sqlite_put_line(ddl, 3);
    buf_printf(out,
               "        AND lower(tbl_name) IN (SELECT lower(name) FROM main.sqlite_schema%s))\n"
               "UNION ALL\n"
               "SELECT 'actual', 'main', type, lower(name), lower(tbl_name), sql\n"
               "  FROM main.sqlite_schema\n"
               " WHERE %s\n",
               changing->turned.count > 0 || changing->has_namesakes
                   ? " WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'"
                   : "",
               own_names);
    write_not_sql(changing);
    write_not_turned(changing);
    buf_text(out,
             "   AND (lower(tbl_name) IN (SELECT lower(tbl_name) FROM migc_previous.sqlite_schema\n"
             "                            UNION SELECT lower(tbl_name) FROM "
             "migc_expected.sqlite_schema)\n"
             "        OR lower(name) IN (SELECT lower(name) FROM migc_previous.sqlite_schema\n"
             "                           UNION SELECT lower(name) FROM "
             "migc_expected.sqlite_schema))\n"
             "    OR " NAMES_ASIDE ";\n\n");
    if (changing->script->by_shape) {
        buf_text(out, "-- Is it what it shall be already? Then nothing is to be done.\n"
                      "UPDATE temp.migc SET done = 1;\n\n");
        block_write(out, block_sqlite_compare);
        buf_text(out, "UPDATE temp.migc SET done = NOT EXISTS (SELECT * FROM temp.migc_drift);\n"
                      "DELETE FROM temp.migc_drift;\n\n"
                      "-- If not, is it what is to be changed?\n");
    }
    block_write(out, block_sqlite_compare);
    buf_text(out, sqlite_tell_drift);
    if (!changing->down && !changing->script->by_shape) {
        buf_printf(out,
                   "SELECT 'migc: undo what was done by hand, which migc drift lists, or if it "
                   "should be recorded as it is: migc stamp %s'\n"
                   " WHERE EXISTS (SELECT * FROM temp.migc_drift);\n",
                   changing->to);
    }
    buf_text(out,
             "UPDATE temp.migc SET drift = (SELECT count(*) FROM temp.migc_drift), unfit = 0;\n"
             "DROP VIEW temp.migc_object;  -- every RENAME reads all views\n\n");
}

/* ---- record -------------------------------------------------------------------------------------- */

static void write_history(Changing *changing) {
    const Script *script = changing->script;
    Buf *out = changing->ddl.out;
    uint32_t first = sqlite_first_position(script);
    if (changing->down) {
        buf_text(out, "DELETE FROM main.migc_history\n WHERE revision IN (");
        for (uint32_t i = first; i <= script->position; i++) {
            buf_printf(out, "%s'%s'", i == first ? "" : ",\n                    ",
                       sqlite_revision_at(script, i));
        }
        buf_text(out, ")\n   AND EXISTS (SELECT * FROM temp.migc_result);\n\n");
        return;
    }
    buf_text(out, "INSERT OR IGNORE INTO main.migc_history (position, revision, checksum)\n");
    if (first == script->position) {
        buf_printf(out, "SELECT %u, '%s', '%s' FROM temp.migc_result;\n\n", script->position,
                   script->revision, script->checksum);
        return;
    }
    buf_text(out, "SELECT column1, column2, column3\n  FROM temp.migc_result, (VALUES\n");
    for (uint32_t i = first; i <= script->position; i++) {
        buf_printf(out, "    (%u, '%s', '%s')%s\n", i, sqlite_revision_at(script, i),
                   checksum_at(script, i), i < script->position ? "," : ");\n");
    }
}

/* ---- rows that refer to nothing ------------------------------------------------------------------ */

static bool refers_to(Changing *changing, const Table *table, const NameMap *touched) {
    bool refers = namemap_get(touched, names_lower(changing->names, table->name)) != NULL;
    for (uint16_t i = 0; i < table->foreign_key_count && !refers; i++) {
        Name target = names_lower(changing->names, table->foreign_keys[i].target->name);
        refers = is_for(changing->ddl.dialect, table->foreign_keys[i].targets) &&
                 namemap_get(touched, target) != NULL;
    }
    return refers;
}

static void add_value(Buf *out, Name key, bool *any) {
    buf_text(out, *any ? ", (" : "VALUES (");
    quote_string(out, key->text, key->length, TARGET_SQLITE);
    buf_char(out, ')');
    *any = true;
}

/* Looks at one table after the other, those of the language; false if there is none to be looked at. */
static bool write_each_child(Changing *changing, const NameMap *touched) {
    Ddl *ddl = &changing->ddl;
    bool any = false;
    buf_clear(&ddl->scratch);
    buf_text(&ddl->scratch, "CROSS JOIN (");
    for (uint32_t i = 0; i < changing->after->table_count; i++) {
        const Table *table = changing->after->tables[i];
        if (!table->statement && is_for(ddl->dialect, table->targets) &&
            refers_to(changing, table, touched)) {
            add_value(&ddl->scratch, names_lower(changing->names, table->name), &any);
        }
    }
    if (!any) {
        return false;
    }
    buf_text(&ddl->scratch, ") AS t");
    buf_text(ddl->out, "  FROM temp.migc_todo\n");
    sqlite_put_line(ddl, 7);
    buf_text(ddl->out, "       CROSS JOIN pragma_foreign_key_check(t.column1)\n");
    return true;
}

static void write_orphans(Changing *changing) {
    Ddl *ddl = &changing->ddl;
    NameMap touched = {0};
    Buf names = {0};
    bool any = false;
    for (uint32_t i = 0; i < changing->lineages.count; i++) {
        const Lineage *lineage = changing->lineages.items[i];
        const Table *tables[2] = {lineage->first, lineage->last};
        for (int k = 0; k < 2; k++) {
            if (tables[k] && (k == 0 || !tables[0] || tables[0]->name != tables[1]->name)) {
                Name key = names_lower(changing->names, tables[k]->name);
                add_value(&names, key, &any);
                namemap_set(&changing->arena, &touched, key, (void *)(uintptr_t)key);
            }
        }
    }
    buf_text(
        ddl->out,
        "INSERT INTO temp.migc_orphan\n"
        "SELECT NULL UNION ALL\n"
        "SELECT \"table\" || ' row ' || ifnull(rowid, '?') || ' refers to a row of ' || parent ||\n"
        "       ' that does not exist'\n");
    bool one_by_one = any && (sqlite_makes_tables(changing->before) ||
                              sqlite_makes_tables(changing->after));
    any = any && (!one_by_one || write_each_child(changing, &touched));
    if (!one_by_one || !any) {
        buf_text(ddl->out, "  FROM temp.migc_todo CROSS JOIN pragma_foreign_key_check\n");
    }
    buf_clear(&ddl->scratch);
    buf_text(&ddl->scratch, any ? "WHERE EXISTS (SELECT * FROM (" : "WHERE 0;");
    if (any) {
        buf_slice(&ddl->scratch, buf_view(&names));
        buf_text(&ddl->scratch, ") WHERE column1 IN (lower(\"table\"), lower(parent)));");
    }
    buf_free(&names);
    sqlite_put_line(ddl, 1);
}

static void write_record(Changing *changing) {
    Ddl *ddl = &changing->ddl;
    Buf *out = ddl->out;
    ddl_rule(ddl, "check and record");
    buf_text(out, "\n"
                  "SELECT 'migc: would be lost: ' || line FROM temp.migc_loss;\n"
                  "UPDATE temp.migc SET loss = (\n"
                  "  SELECT count(*) FROM temp.migc_loss WHERE NOT EXISTS (\n"
                  "    SELECT * FROM sqlite_temp_schema WHERE name = 'migc_allow_data_loss'));\n\n"
                  "INSERT INTO temp.migc_drift\n"
                  "SELECT 'not done: ' || type || ' ' || name\n"
                  "  FROM migc_expected.sqlite_schema AS e\n");
    buf_printf(out,
               " WHERE %s\n"
               "   AND NOT EXISTS (SELECT * FROM main.sqlite_schema AS m\n"
               "                    WHERE (m.type, lower(m.name)) = (e.type, lower(e.name))\n",
               own_names);
    buf_clear(&ddl->scratch);
    buf_text(&ddl->scratch, "AND (m.sql = e.sql OR lower(e.tbl_name) IN ");
    write_staying(changing, false);
    buf_text(&ddl->scratch, "));");
    sqlite_put_line(ddl, 22);
    buf_text(out, "INSERT INTO temp.migc_drift\n"
                  "SELECT 'not done: ' || name || ' is there still'\n"
                  "  FROM main.sqlite_schema\n"
                  " WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'\n"
                  "   AND (" NAMES_ASIDE "\n"
                  "        OR lower(name) IN (SELECT lower(name) FROM migc_previous.sqlite_schema\n"
                  "                           EXCEPT SELECT lower(name) FROM "
                  "migc_expected.sqlite_schema))");
    buf_text(out,
             changing->turned.count > 0 ? "\n   AND sql NOT LIKE 'CREATE VIRTUAL %';\n" : ";\n");
    write_orphans(changing);
    buf_text(out,
             "SELECT 'migc: ' || line FROM temp.migc_drift\n"
             "UNION ALL\n"
             "SELECT 'migc: orphan: ' || line FROM temp.migc_orphan WHERE line IS NOT NULL;\n\n"
             "-- If anything went wrong, this undoes everything.\n"
             "INSERT OR ROLLBACK INTO temp.migc_result\n"
             "SELECT EXISTS (SELECT * FROM temp.migc WHERE drift = 0 AND unfit = 0 AND loss = 0)\n"
             "       AND NOT EXISTS (SELECT * FROM temp.migc_drift)\n"
             "       AND NOT EXISTS (SELECT * FROM temp.migc_unfit)\n"
             "       AND EXISTS (SELECT * FROM temp.migc_orphan WHERE line IS NULL),\n"
             "       (SELECT count(line) FROM temp.migc_orphan);\n\n");
    write_history(changing);
    buf_text(
        out,
        "COMMIT;\n"
        "DETACH migc_previous;\n"
        "DETACH migc_expected;\n"
        "PRAGMA legacy_alter_table = OFF;\n"
        "SELECT 'migc: this database is at ' ||\n"
        "       coalesce((SELECT revision FROM main.migc_history ORDER BY position DESC LIMIT 1), "
        "'no revision');\n");
}

void sqlite_change_script(Buf *out, const Script *script, bool down) {
    Changing changing = {.ddl = ddl_begin(out, script->dialect),
                         .script = script,
                         .down = down,
                         .plan = down ? script->down : script->up,
                         .before = down ? script->model : script->before,
                         .after = down ? script->before : script->model,
                         .from = script->parent ? script->parent : "nothing",
                         .names = script->model->names,
                         .to = script->revision};
    if (down) {
        changing.to = changing.from;
        changing.from = script->revision;
    }
    sqlite_follow_tables(&changing);
    sqlite_find_turned(&changing);
    sqlite_find_carried(&changing);
    write_head(&changing);
    write_guard(&changing);
    write_comparison(&changing);
    ddl_rule(&changing.ddl, down ? "downgrade" : "upgrade");
    buf_char(out, '\n');
    sqlite_write_steps(&changing);
    write_record(&changing);
    ddl_end(&changing.ddl);
    arena_release(&changing.arena);
}
