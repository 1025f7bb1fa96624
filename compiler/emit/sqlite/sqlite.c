/*
 * sqlite.c - takes a Script, gives the upgrade and the verification for SQLite. See sqlite.h.
 *
 * What the schema should be stands in an attached database in memory, made by the same statements, so
 * that SQLite itself describes both sides.
 */
#include "emit/sqlite/sqlite.h"

#include "emit/blocks.h"
#include "emit/expression.h"
#include "emit/quote.h"
#include "emit/script.h"
#include "schema/derived.h"

/* What stands before the name of something that is created, in the real and in the expected database. Both
 * are of one length, so that lines break alike. */
#define IF_ABSENT "IF NOT EXISTS "
#define EXPECTED "migc_expected."
#define LONG_STATEMENT 1024u /* more than most take: there are indexes beside tables */
_Static_assert(sizeof IF_ABSENT == sizeof EXPECTED, "one statement becomes the other");

static const char expected_title[] = "-- The same schema in memory: SQLite describes both.\n";

#define NOW "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"

const char sqlite_prologue[] = ".bail on\n.timeout 60000\n\n";
const char sqlite_tell_drift[] = "SELECT 'migc: ' || line FROM temp.migc_drift;\n";

/* ---- statements ---------------------------------------------------------------------------------- */

/* `id = NEW.id`: the row of a trigger; by rowid where there is no primary key. */
static void write_row_match(Buf *out, const Table *table) {
    if (!table->primary_key) {
        const char *rowid = sqlite_rowid(table);
        buf_printf(out, "%s = NEW.%s", rowid, rowid);
        return;
    }
    Columns key = table->primary_key->columns;
    for (uint16_t i = 0; i < key.count; i++) {
        Name name = table->columns[key.at[i]].name;
        buf_text(out, i == 0 ? "" : " AND ");
        quote_name(out, name, TARGET_SQLITE);
        buf_text(out, " = NEW.");
        quote_name(out, name, TARGET_SQLITE);
    }
}

void sqlite_touch_name(Buf *out, const Table *table, const Column *column) {
    Buf words = {0};
    Buf name = {0};
    buf_name(&words, table->name);
    buf_text(&words, "_set_");
    buf_name(&words, column->name);
    derived_name_write(&name, buf_view(&words));
    quote_text(out, buf_view(&name), TARGET_SQLITE);
    buf_free(&words);
    buf_free(&name);
}

/* An update that does not set the column itself sets it to now. That it is earlier ends the recursion
 * where recursive_triggers is on. */
void sqlite_touch(Ddl *ddl, const Table *table, const Column *column) {
    Buf *out = ddl->out;
    Buf *line = &ddl->scratch;
    Buf touched = {0};
    quote_name(&touched, column->name, TARGET_SQLITE);
    Text column_text = buf_view(&touched);
    bool may_be_null = (column->flags & COLUMN_NULLABLE) != 0;

    buf_text(out, "CREATE TRIGGER ");
    buf_text(out, ddl->if_absent);
    buf_text(out, ddl->schema);
    sqlite_touch_name(out, table, column);
    buf_text(out, "\n  AFTER UPDATE ON ");
    quote_name(out, table->name, TARGET_SQLITE);
    buf_char(out, '\n');
    buf_clear(line);
    buf_printf(line, "WHEN NEW.%.*s IS OLD.%.*s", TEXT_ARG(column_text), TEXT_ARG(column_text));
    sqlite_put_line(ddl, 2);
    buf_text(line, "AND ");
    if (may_be_null) {
        buf_printf(line, "(NEW.%.*s IS NULL OR ", TEXT_ARG(column_text));
    }
    buf_printf(line, "NEW.%.*s < ", TEXT_ARG(column_text));
    expression_write_now(line, column->type, TARGET_SQLITE);
    buf_text(line, may_be_null ? ")" : "");
    sqlite_put_line(ddl, 2);
    buf_text(out, "BEGIN\n");
    buf_text(line, "UPDATE ");
    quote_name(line, table->name, TARGET_SQLITE);
    buf_text(line, " SET ");
    buf_slice(line, column_text);
    buf_text(line, " = ");
    expression_write_now(line, column->type, TARGET_SQLITE);
    sqlite_put_line(ddl, 2);
    buf_text(line, "WHERE ");
    write_row_match(line, table);
    buf_char(line, ';');
    sqlite_put_line(ddl, 3);
    buf_text(out, "END;\n");
    buf_free(&touched);
}

/* The statement of a step, if it defines something. */
static void write_definition(Ddl *ddl, const Step *step) {
    switch (step->kind) {
    case STEP_CREATE_TABLE: ddl_create_table(ddl, step->table); return;
    case STEP_CREATE_INDEX: ddl_create_index(ddl, step->table, step->index); return;
    case STEP_CREATE_TOUCH: sqlite_touch(ddl, step->table, step->column); return;
    case STEP_RUN_SQL:
    case STEP_PUT_ROWS:
    case STEP_CREATE_DOMAIN:
    case STEP_ALTER_DOMAIN:
    case STEP_ADD_RULES:
    case STEP_DROP_DOMAIN:
    case STEP_CREATE_SEQUENCE:
    case STEP_ALTER_SEQUENCE:
    case STEP_OWN_SEQUENCE:
    case STEP_DROP_SEQUENCE:
    case STEP_COMMENT_OBJECT:
    case STEP_CREATE_EXTENSION:
    case STEP_DROP_EXTENSION:
    case STEP_CREATE_NAMESPACE:
    case STEP_CREATE_ENUM:
    case STEP_COMMENT:
    case STEP_ADD_FOREIGN_KEY:
    case STEP_UNDO_SQL:
    case STEP_DROP_FOREIGN_KEY:
    case STEP_DROP_TABLE:
    case STEP_DROP_TOUCH:
    case STEP_DROP_ENUM:
    case STEP_DROP_NAMESPACE:
    case STEP_CONSENT:
    case STEP_REMOVE_ROWS:
    case STEP_REBUILD:
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
    case STEP_DROP_REPLACED:
    case STEP_RESHAPE:
    case STEP_MOVE_VALUES:
    case STEP_COUNT: return;
    }
}

/* Adds a statement that was written for the real database as it is for the expected one. */
static void add_expected(Buf *expected, Text statement) {
    const char *at = memmem(statement.data, statement.length, IF_ABSENT, strlen(IF_ABSENT));
    size_t before = (size_t)(at - statement.data);
    buf_put(expected, statement.data, before);
    buf_text(expected, EXPECTED);
    buf_put(expected, at + strlen(IF_ABSENT), statement.length - before - strlen(IF_ABSENT));
    buf_char(expected, '\n');
}

/* The schema's statements into the Ddl's text, or, as they are for the expected database, into
 * `expected`, or into both: what costs is to find out how they read. */
static void write_schema(Ddl *ddl, const Plan *plan, bool is_real, Buf *expected) {
    Buf *out = ddl->out;
    Buf statement = {0};
    ddl->out = &statement;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        buf_clear(&statement);
        write_definition(ddl, &plan->steps.items[i]);
        if (statement.length == 0) {
            continue;
        }
        if (is_real) {
            ddl->out = out;
            ddl_comment(ddl, &plan->steps.items[i]);
            ddl->out = &statement;
            buf_slice(out, buf_view(&statement));
            buf_char(out, '\n');
        }
        if (expected) {
            add_expected(expected, buf_view(&statement));
        }
    }
    ddl->out = out;
    buf_free(&statement);
}

void sqlite_schema(Ddl *ddl, const Plan *plan) {
    write_schema(ddl, plan, true, NULL);
}

/* ---- upgrade ------------------------------------------------------------------------------------- */

static void write_guard(Ddl *ddl, const Script *script) {
    const char *revision = script->revision;
    const char *parent = script->parent ? script->parent : "nothing";
    Buf *out = ddl->out;
    ddl_rule(ddl, "where is this database?");
    buf_text(out, "\nATTACH ':memory:' AS migc_expected;\n\n"
                  "DROP TABLE IF EXISTS temp.migc;\n"
                  "CREATE TEMP TABLE migc (\n"
                  "  revision  TEXT,     -- the last one applied\n"
                  "  checksum  TEXT,     -- of this revision, if it is applied\n"
                  "  done      INTEGER,  -- 1 if this revision is applied\n"
                  "  drift     INTEGER,  -- how many differences from what this revision makes\n");
    if (script->parent) {
        buf_printf(out, "  CONSTRAINT \"migc: %s needs a database at %s\"\n", revision, parent);
    } else {
        buf_printf(out, "  CONSTRAINT \"migc: %s needs a database without revisions\"\n", revision);
    }
    buf_printf(out,
               "    CHECK (revision IN ('%s', '%s')),\n"
               "  CONSTRAINT \"migc: %s was applied from another version of this script\"\n"
               "    CHECK (checksum = '%s'),\n"
               "  CONSTRAINT \"migc: nothing was changed, what exists is not what %s makes\"\n"
               "    CHECK (drift = 0)\n"
               ");\n",
               parent, revision, revision, script->checksum, revision);
    buf_text(
        out,
        "DROP TABLE IF EXISTS temp.migc_drift;\n"
        "CREATE TEMP TABLE migc_drift (line TEXT);\n"
        "DROP TABLE IF EXISTS temp.migc_result;\n"
        "CREATE TEMP TABLE migc_result (\n"
        "  guard  INTEGER,\n"
        "  CONSTRAINT \"migc: nothing was changed, because of the error above\" CHECK (guard = 1)\n"
        ");\n\n"
        "BEGIN;\n"
        "CREATE TABLE main.migc_lock (x);  -- takes the write lock: one deployer at a time\n"
        "DROP TABLE main.migc_lock;\n\n"
        "CREATE TABLE IF NOT EXISTS main.migc_history (\n"
        "  position    INTEGER  PRIMARY KEY,\n"
        "  revision    TEXT     NOT NULL UNIQUE,\n"
        "  checksum    TEXT     NOT NULL,\n"
        "  applied_at  TEXT     NOT NULL DEFAULT (" NOW ")\n"
        ");\n\n");
    sqlite_write_next(out, script, false);
    buf_printf(
        out,
        "INSERT INTO temp.migc (revision, checksum, done)\n"
        "SELECT coalesce((SELECT revision FROM main.migc_history ORDER BY position DESC LIMIT 1), "
        "'nothing'),\n"
        "       coalesce((SELECT checksum FROM main.migc_history WHERE revision = '%s'),\n"
        "                '%s'),\n"
        "       EXISTS (SELECT * FROM main.migc_history WHERE revision = '%s');\n\n",
        revision, script->checksum, revision);
    buf_text(out, "DROP TABLE IF EXISTS temp.migc_before;\n"
                  "CREATE TEMP TABLE migc_before AS\n"
                  "SELECT type, lower(name) AS name FROM main.sqlite_schema;\n\n");
}

/* The view of the objects of both sides, up to the condition on the real ones. */
static void write_object_view(Buf *out) {
    buf_text(out, "DROP VIEW IF EXISTS temp.migc_object;\n"
                  "CREATE TEMP VIEW migc_object AS\n"
                  "SELECT 'expected' AS side, 'migc_expected' AS schema, type,\n"
                  "       lower(name) AS name, lower(tbl_name) AS tbl, sql\n"
                  "  FROM migc_expected.sqlite_schema\n"
                  " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'\n"
                  "UNION ALL\n"
                  "SELECT 'actual', 'main', type, lower(name), lower(tbl_name), sql\n"
                  "  FROM main.sqlite_schema\n");
}

static void write_comparison(Ddl *ddl, const Script *script, Text expected) {
    Buf *out = ddl->out;
    ddl_rule(ddl, "is it what it should be?");
    buf_char(out, '\n');
    buf_text(out, expected_title);
    buf_slice(out, expected);
    buf_text(out,
             "-- What this revision made and somebody dropped since is not made again unasked.\n"
             "INSERT INTO temp.migc_drift\n"
             "SELECT 'missing: ' || type || ' ' || name\n"
             "  FROM migc_expected.sqlite_schema\n"
             " WHERE (SELECT done FROM temp.migc)\n"
             "   AND sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'\n"
             "   AND (type, lower(name)) NOT IN (SELECT type, name FROM temp.migc_before);\n\n");
    write_object_view(out);
    buf_text(out,
             " WHERE sql IS NOT NULL\n"
             "   AND (lower(tbl_name) IN (SELECT lower(tbl_name) FROM migc_expected.sqlite_schema\n"
             "                             WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!')\n"
             "        OR lower(name) IN (SELECT lower(name) FROM migc_expected.sqlite_schema\n"
             "                            WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'))");
    sqlite_not_sql_objects(out, script, "name", true);
    buf_text(out, ";\n\n");
    block_write(out, block_sqlite_compare);
    buf_text(out, sqlite_tell_drift);
    buf_text(out, "UPDATE temp.migc SET drift = (SELECT count(*) FROM temp.migc_drift);\n\n");
}

/* The first revision, which only creates: everything is created if it is absent, and compared. */
bool sqlite_only_creates(const Script *script) {
    bool creates = script->parent == NULL &&
                   (script->first == 0 || script->first == script->position);
    for (uint32_t i = 0; i < script->up->steps.count && creates; i++) {
        const Step *step = &script->up->steps.items[i];
        creates = step->kind == STEP_CREATE_TABLE || step->kind == STEP_CREATE_INDEX ||
                  step->kind == STEP_CREATE_TOUCH || step->kind == STEP_PUT_ROWS ||
                  (step->kind == STEP_RUN_SQL && step->sql->name);
    }
    return creates;
}

void sqlite_up(Buf *out, const Script *script) {
    if (!sqlite_only_creates(script)) {
        sqlite_change_script(out, script, false);
        return;
    }
    Ddl ddl = ddl_begin(out, script->dialect);
    script_head(out, script, ".up", script_parent(script), script->revision);
    buf_text(out,
             "-- One transaction: it happens as a whole or not at all. Running it again changes "
             "nothing.\n"
             "-- What exists already and is alike is kept; what exists and differs stops the "
             "script.\n\n");
    buf_text(out, sqlite_prologue);
    write_guard(&ddl, script);

    ddl_rule(&ddl, "upgrade");
    buf_char(out, '\n');
    Buf own = {0};
    Buf *expected = script->kept ? script->kept : &own;
    buf_clear(expected);
    buf_reserve(expected, (size_t)script->up->steps.count * LONG_STATEMENT);
    ddl.if_absent = IF_ABSENT;
    write_schema(&ddl, script->up, true, expected);
    write_comparison(&ddl, script, buf_view(expected));
    buf_free(&own);

    bool any = false;
    for (uint32_t i = 0; i < script->up->steps.count; i++) {
        const Step *step = &script->up->steps.items[i];
        if (step->kind == STEP_PUT_ROWS) {
            if (!any) {
                ddl_rule(&ddl, "data");
                buf_char(out, '\n');
            }
            any = true;
            sqlite_put_rows(&ddl, step);
        }
    }
    sqlite_run_sql(&ddl, script);

    ddl_rule(&ddl, "record");
    buf_printf(out,
               "\n"
               "-- If anything went wrong, this undoes everything.\n"
               "INSERT OR ROLLBACK INTO temp.migc_result\n"
               "SELECT EXISTS (SELECT * FROM temp.migc WHERE drift = 0)\n"
               "       AND NOT EXISTS (SELECT * FROM temp.migc_drift);\n\n"
               "INSERT OR IGNORE INTO main.migc_history (position, revision, checksum)\n"
               "SELECT %u, '%s', '%s' FROM temp.migc_result;\n\n"
               "COMMIT;\n"
               "DETACH migc_expected;\n",
               script->position, script->revision, script->checksum);
    buf_text(out,
             "SELECT 'migc: this database is at ' ||\n"
             "       coalesce((SELECT revision FROM migc_history ORDER BY position DESC LIMIT 1), "
             "'no revision');\n");
    ddl_end(&ddl);
}

/* ---- verification -------------------------------------------------------------------------------- */

void sqlite_compare_all(Ddl *ddl, const Script *script) {
    Buf *out = ddl->out;
    Buf words = {0};
    buf_printf(&words, "the schema of %s, in memory", script->revision);
    buf_char(&words, '\0');
    ddl_rule(ddl, words.data);
    buf_free(&words);
    buf_text(out, "\nATTACH ':memory:' AS migc_expected;\n\n");
    buf_text(out, expected_title);
    if (script->kept && script->kept->length > 0) {
        buf_slice(out, buf_view(script->kept));
    } else {
        ddl->if_absent = IF_ABSENT;
        write_schema(ddl, script->up, false, out);
        ddl->if_absent = "";
    }
    ddl_rule(ddl, "is it what it should be?");
    buf_text(out, "\nDROP TABLE IF EXISTS temp.migc_drift;\n"
                  "CREATE TEMP TABLE migc_drift (line TEXT);\n\n");
    write_object_view(out);
    buf_text(out, " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'\n"
                  "   AND tbl_name <> 'migc_history'");
    sqlite_not_sql_objects(out, script, "name", false);
    sqlite_expect_sql(out, script);
    buf_text(out, ";\n\n");
    sqlite_missing_sql(ddl, script);
    block_write(out, block_sqlite_compare);
    buf_text(out, sqlite_tell_drift);
    buf_char(out, '\n');
}

static void write_verification(Buf *out, const Script *script) {
    const char *revision = script->revision;
    Ddl ddl = ddl_begin(out, script->dialect);
    Buf words = {0};
    buf_printf(&words, "is this database what %s says?", revision);
    buf_char(&words, '\0');
    script_head(out, script, "verify", words.data, NULL);
    buf_free(&words);
    buf_text(out, "-- Builds the expected schema in memory and compares it with the real one. The "
                  "database is\n-- only looked at.\n\n");
    buf_text(out, sqlite_prologue);
    sqlite_compare_all(&ddl, script);
    ddl_rule(&ddl, "rows, file, revision");
    buf_printf(out,
               "\n"
               "DROP TABLE IF EXISTS temp.migc_result;\n"
               "CREATE TEMP TABLE migc_result (\n"
               "  history   INTEGER,\n"
               "  revision  TEXT,\n"
               "  checksum  TEXT,\n"
               "  drift     INTEGER,\n"
               "  CONSTRAINT \"migc: the database has no migc_history, nothing was ever applied\"\n"
               "    CHECK (history = 1),\n"
               "  CONSTRAINT \"migc: the database is not at %s\"\n"
               "    CHECK (revision = '%s'),\n"
               "  CONSTRAINT \"migc: %s was applied from another version of its script\"\n"
               "    CHECK (checksum = '%s'),\n"
               "  CONSTRAINT \"migc: the database is not what %s says\"\n"
               "    CHECK (drift = 0)\n"
               ");\n",
               revision, revision, revision, script->checksum, revision);
    const char *orphans = sqlite_orphans(out, script->model);
    buf_printf(
        out,
        "INSERT INTO temp.migc_drift\n"
        "SELECT 'orphan: ' || \"table\" || ' row ' || ifnull(rowid, '?') || ' refers to a row of ' "
        "||\n       parent || ' that does not exist'\n"
        "  FROM %s\n",
        orphans);
    buf_text(out, "UNION ALL\n"
                  "SELECT 'integrity_check: ' || integrity_check\n"
                  "  FROM pragma_integrity_check WHERE integrity_check <> 'ok';\n"
                  "SELECT 'migc: ' || line FROM temp.migc_drift\n"
                  " WHERE line LIKE 'orphan: %' OR line LIKE 'integrity_check: %';\n\n"
                  "INSERT INTO temp.migc_result (history)\n"
                  "SELECT EXISTS (SELECT * FROM main.sqlite_schema WHERE type = 'table' AND name = "
                  "'migc_history');\n");
    buf_printf(
        out,
        "INSERT INTO temp.migc_result\n"
        "SELECT 1,\n"
        "       coalesce((SELECT revision FROM main.migc_history ORDER BY position DESC LIMIT 1), "
        "'nothing'),\n"
        "       coalesce((SELECT checksum FROM main.migc_history WHERE revision = '%s'),\n"
        "                '%s'),\n"
        "       (SELECT count(*) FROM temp.migc_drift);\n\n"
        "DETACH migc_expected;\n"
        "SELECT 'migc: this database is what %s says' FROM temp.migc_result WHERE drift = 0;\n",
        revision, script->checksum, revision);
    ddl_end(&ddl);
}

Script sqlite_creation(Arena *arena, const Script *script) {
    Script creation = *script;
    if (!sqlite_only_creates(script)) { /* what the schema is, and not what the revision does */
        Plan *whole = NEW(arena, Plan);
        *whole = plan_creation(arena, script->dialect, script->model, NULL);
        creation.up = whole;
        creation.kept = NULL;
    }
    return creation;
}

void sqlite_verify(Buf *out, const Script *script) {
    Arena arena = {0};
    Script creation = sqlite_creation(&arena, script);
    write_verification(out, &creation);
    arena_release(&arena);
}
