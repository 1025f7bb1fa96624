/*
 * down.c - takes a Script, gives the downgrade for SQLite. See sqlite.h.
 *
 * The rows decide: nothing is dropped that holds rows, unless that was agreed to. Stand-ins make every
 * statement valid when the revision is not applied.
 */
#include "emit/quote.h"
#include "emit/script.h"
#include "emit/sqlite/sqlite.h"

typedef struct Downgrading {
    Ddl ddl;
    const Script *script;
    Arena arena;
    const Data **data;    /* by the number of the table: its data block, or NULL */
    const Table **tables; /* in the order in which they are dropped */
    uint32_t table_count;
} Downgrading;

static void write_head(const Downgrading *down) {
    const Script *script = down->script;
    Buf *out = down->ddl.out;
    script_head(out, script, ".down", script->revision, script_parent(script));
    buf_text(out,
             "-- One transaction: it happens as a whole or not at all. Running it again changes "
             "nothing.\n");
    if (script_losses(out, script)) {
        buf_printf(
            out,
            "-- It refuses to lose a row, unless told to:\n"
            "--   sqlite3 -cmd 'CREATE TEMP TABLE migc_allow_data_loss (x)' app.db < %s.down.sql\n",
            script->revision);
    }
    buf_char(out, '\n');
    buf_text(out, sqlite_prologue);
    buf_text(out,
             "PRAGMA foreign_keys = OFF;  -- ON, DROP TABLE would delete the rows that refer to a "
             "table\n\n");
}

static void quote_table_string(Buf *out, const Table *table) {
    quote_string(out, table->name->text, table->name->length, TARGET_SQLITE);
}

static void write_guard(Downgrading *down) {
    const Script *script = down->script;
    const char *revision = script->revision;
    const char *parent = script->parent ? script->parent : "nothing";
    Buf *out = down->ddl.out;
    ddl_rule(&down->ddl, "where is this database?");
    buf_text(out,
             "\nDROP TABLE IF EXISTS temp.migc;\n"
             "CREATE TEMP TABLE migc (\n"
             "  revision      TEXT,     -- the last one applied\n"
             "  checksum      TEXT,     -- of this revision, if it is applied\n"
             "  foreign_keys  INTEGER,  -- as they are now\n"
             "  found         INTEGER,  -- how many of the tables exist\n"
             "  loss          INTEGER,  -- how many tables would lose rows\n"
             "  CONSTRAINT \"migc: the database has no migc_history, nothing was ever applied\"\n"
             "    CHECK (revision <> 'no history'),\n");
    buf_printf(out,
               "  CONSTRAINT \"migc: the downgrade of %s needs a database at %s\"\n"
               "    CHECK (revision IN ('%s', '%s')),\n"
               "  CONSTRAINT \"migc: %s was applied from another version of this script\"\n"
               "    CHECK (checksum = '%s'),\n"
               "  CONSTRAINT \"migc: foreign_keys is ON, is this inside a transaction?\"\n"
               "    CHECK (foreign_keys = 0),\n"
               "  CONSTRAINT \"migc: %s is not applied, but tables of its names exist\"\n"
               "    CHECK (revision = '%s' OR found = 0),\n"
               "  CONSTRAINT \"migc: nothing was changed, data would be lost\"\n"
               "    CHECK (loss = 0)\n"
               ");\n",
               revision, revision, revision, parent, revision, script->checksum, revision,
               revision);
    buf_text(out,
             "DROP TABLE IF EXISTS temp.migc_drift;\n"
             "CREATE TEMP TABLE migc_drift (line TEXT);\n"
             "DROP TABLE IF EXISTS temp.migc_loss;\n"
             "CREATE TEMP TABLE migc_loss (name TEXT PRIMARY KEY, n INTEGER);  -- n is null until "
             "counted\n");
    if (down->table_count != 0) {
        buf_text(out, "INSERT INTO temp.migc_loss (name) VALUES\n");
        for (uint32_t i = 0; i < down->table_count; i++) {
            buf_text(out, "  (");
            quote_table_string(out, down->tables[i]);
            buf_text(out, i + 1 == down->table_count ? ");\n" : "),\n");
        }
    }
    buf_text(
        out,
        "DROP TABLE IF EXISTS temp.migc_result;\n"
        "CREATE TEMP TABLE migc_result (\n"
        "  guard    INTEGER,\n"
        "  remains  INTEGER,\n"
        "  orphans  INTEGER,\n"
        "  CONSTRAINT \"migc: nothing was changed, because of the error above\"\n"
        "    CHECK (guard = 1),\n"
        "  CONSTRAINT \"migc: nothing was changed, a table could not be dropped\"\n"
        "    CHECK (remains = 0),\n"
        "  CONSTRAINT \"migc: nothing was changed, rows would refer to rows that do not exist\"\n"
        "    CHECK (orphans = 0)\n"
        ");\n\n"
        "BEGIN;\n"
        "CREATE TABLE main.migc_lock (x);  -- takes the write lock: one deployer at a time\n"
        "DROP TABLE main.migc_lock;\n\n"
        "INSERT INTO temp.migc (revision, checksum, foreign_keys, found)\n"
        "SELECT 'no history', '', 0, 0\n"
        " WHERE NOT EXISTS (SELECT * FROM main.sqlite_schema WHERE name = 'migc_history');\n");
    sqlite_write_next(out, script, true);
    buf_printf(
        out,
        "INSERT INTO temp.migc (revision, checksum, foreign_keys, found)\n"
        "SELECT coalesce((SELECT revision FROM main.migc_history ORDER BY position DESC LIMIT 1), "
        "'nothing'),\n"
        "       coalesce((SELECT checksum FROM main.migc_history WHERE revision = '%s'),\n"
        "                '%s'),\n"
        "       (SELECT foreign_keys FROM pragma_foreign_keys),\n"
        "       (SELECT count(*) FROM main.sqlite_schema\n"
        "         WHERE lower(name) IN (SELECT lower(name) FROM temp.migc_loss));\n\n",
        revision, script->checksum);
}

/* A table that is gone already has no rows: an empty one stands in for it. */
static void write_stand_in(Downgrading *down, const Table *table) {
    Buf *out = down->ddl.out;
    const Data *data = down->data[table->number];
    buf_text(out, "CREATE TABLE IF NOT EXISTS main.");
    quote_name(out, table->name, TARGET_SQLITE);
    buf_char(out, ' ');
    if (data) {
        ddl_column_list(out, table, data->columns, TARGET_SQLITE);
        buf_text(out, ";\n");
    } else {
        buf_text(out, "(stand_in);\n");
    }
}

static void write_count(Downgrading *down, const Table *table) {
    Buf *out = down->ddl.out;
    const Data *data = down->data[table->number];
    if (data) {
        buf_text(out, "\n-- Rows that are still as this revision put them do not count.\n");
        sqlite_data_table(&down->ddl, data);
    }
    buf_text(out, "UPDATE temp.migc_loss SET n = (SELECT count(*) FROM main.");
    quote_name(out, table->name, TARGET_SQLITE);
    if (data) {
        buf_text(out, " AS t\n  WHERE NOT EXISTS (SELECT * FROM temp.");
        sqlite_data_name(out, data);
        buf_text(out, " AS d\n                     WHERE ");
        sqlite_same_key(out, data);
        sqlite_same_values(out, data);
        buf_char(out, ')');
    }
    buf_text(out, ") WHERE name = ");
    quote_table_string(out, table);
    buf_text(out, ";\n");
}

static void write_loss(Downgrading *down) {
    Buf *out = down->ddl.out;
    ddl_rule(&down->ddl, "what would be lost?");
    buf_text(out, "\n-- Stand-ins, so that a table that is gone already has no rows.\n");
    for (uint32_t i = 0; i < down->table_count; i++) {
        write_stand_in(down, down->tables[i]);
    }
    buf_char(out, '\n');
    for (uint32_t i = 0; i < down->table_count; i++) {
        write_count(down, down->tables[i]);
    }
    buf_text(
        out,
        "\n"
        "SELECT 'migc: would be lost: ' || ifnull(n, 'unknown') || iif(n = 1, ' row', ' rows')\n"
        "       || ' of ' || name\n"
        "  FROM temp.migc_loss WHERE n IS NOT 0;\n"
        "UPDATE temp.migc SET loss = (\n"
        "  SELECT count(*) FROM temp.migc_loss WHERE n IS NOT 0 AND NOT EXISTS (\n"
        "    SELECT * FROM sqlite_temp_schema WHERE name = 'migc_allow_data_loss'));\n\n");
}

static void write_drops(Downgrading *down) {
    Ddl *ddl = &down->ddl;
    const Plan *plan = down->script->down;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        if (step->kind == STEP_DROP_TABLE) {
            ddl_comment(ddl, step);
            buf_text(ddl->out, "DROP TABLE IF EXISTS main.");
            quote_name(ddl->out, step->table->name, TARGET_SQLITE);
            buf_text(ddl->out, ";\n");
        } else if (step->kind == STEP_UNDO_SQL && step->sql->down) {
            ddl_comment(ddl, step);
            buf_name(ddl->out, step->sql->down);
            buf_text(ddl->out, "\n;\n");
        }
    }
    buf_char(ddl->out, '\n');
}

void sqlite_down(Buf *out, const Script *script) {
    if (!sqlite_only_creates(script)) {
        sqlite_change_script(out, script, true);
        return;
    }
    Downgrading down = {.ddl = ddl_begin(out, script->dialect), .script = script};
    down.data = script_data(&down.arena, script);
    down.tables = NEW_ARRAY(&down.arena, const Table *, script->model->table_count);
    for (uint32_t i = 0; i < script->down->steps.count; i++) {
        const Step *step = &script->down->steps.items[i];
        if (step->kind == STEP_DROP_TABLE) {
            down.tables[down.table_count++] = step->table;
        }
    }
    write_head(&down);
    write_guard(&down);
    write_loss(&down);
    ddl_rule(&down.ddl, "downgrade");
    buf_char(out, '\n');
    write_drops(&down);
    ddl_rule(&down.ddl, "record");
    const char *orphans = sqlite_orphans(out, script->model);
    buf_text(out, "\n"
                  "-- If anything went wrong, this undoes everything.\n"
                  "INSERT OR ROLLBACK INTO temp.migc_result\n"
                  "SELECT (SELECT count(*) FROM temp.migc WHERE loss = 0),\n"
                  "       (SELECT count(*) FROM main.sqlite_schema\n"
                  "         WHERE lower(name) IN (SELECT lower(name) FROM temp.migc_loss)),\n");
    buf_printf(out,
               "       (SELECT count(*) FROM %s\n"
               "         WHERE lower(parent) IN (SELECT lower(name) FROM temp.migc_loss));\n\n",
               orphans);
    buf_printf(out,
               "DELETE FROM main.migc_history\n"
               " WHERE revision = '%s' AND EXISTS (SELECT * FROM temp.migc_result);\n\n"
               "COMMIT;\n",
               script->revision);
    buf_text(out, "SELECT 'migc: this database is at ' ||\n"
                  "       coalesce((SELECT revision FROM main.migc_history ORDER BY position DESC "
                  "LIMIT 1), 'no revision');\n");
    ddl_end(&down.ddl);
    arena_release(&down.arena);
}
