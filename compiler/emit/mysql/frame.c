/* frame.c - takes a Script, gives what stands round its steps. See frame.h. */
#include "emit/mysql/frame.h"

#include <ctype.h>

#include "emit/blocks.h"
#include "emit/expression.h"
#include "emit/expression_normal.h"
#include "emit/fold.h"
#include "emit/lower.h"
#include "emit/mysql/parts.h"
#include "emit/script.h"

#define ANCESTORS                                                                                  \
    8u /* revisions that a script knows; of more the size of a chain would be quadratic */

void mysql_rule(Ddl *ddl, const char *words) {
    size_t used = strlen("-- ") + 1 + strlen(words);
    buf_text(ddl->out, "-- ");
    for (size_t i = used; i < LINE_WIDTH; i++) {
        buf_char(ddl->out, '-');
    }
    buf_char(ddl->out, ' ');
    buf_text(ddl->out, words);
    buf_char(ddl->out, '\n');
}

/* ---- the whole script ---------------------------------------------------------------------------- */

/* Seconds; a lock that nobody waits for at all would be a fraction of one. */
static uint32_t lock_seconds(const Project *project) {
    return project->lock_timeout_ms / 1000 + (project->lock_timeout_ms % 1000 != 0);
}

/* A date whose month or day is none: 0000-00-00. What only looks like one does no harm. */
static bool has_zero_date(Text sql) {
    for (size_t i = 1; i + 3 < sql.length; i++) {
        if (memcmp(sql.data + i, "-00", 3) == 0 && isdigit((unsigned char)sql.data[i - 1]) &&
            !isdigit((unsigned char)sql.data[i + 3])) {
            return true;
        }
    }
    return false;
}

static bool table_has_zero_date(const Dialect *dialect, const Table *table) {
    bool found = false;
    Buf text = {0};
    for (uint16_t i = 0; is_for(dialect, table->targets) && i < table->column_count && !found;
         i++) {
        const Expr *value = table->columns[i].default_value;
        if (value) {
            buf_clear(&text);
            expression_write(&text, value, table, dialect->target);
            found = has_zero_date(buf_view(&text));
        }
    }
    buf_free(&text);
    return found;
}

static bool model_has_zero_date(const Dialect *dialect, const Model *model) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_TABLE
                ? table_has_zero_date(dialect, object->table)
                : object->kind == OBJECT_SQL && is_for(dialect, object->sql->targets) &&
                      object->sql->up && has_zero_date(name_text(object->sql->up))) {
            return true;
        }
    }
    return false;
}

/* A server that is told to take no such dates makes and alters no table with such a default. */
static bool takes_zero_dates(const Script *const *scripts, uint32_t count) {
    const Dialect *dialect = scripts[0]->dialect;
    bool takes = model_has_zero_date(dialect, scripts[0]->before);
    for (uint32_t i = 0; i < count && !takes; i++) {
        takes = model_has_zero_date(dialect, scripts[i]->model);
    }
    return takes;
}

static void write_settings(Buf *out, const Script *script, bool zero_dates) {
    uint32_t seconds = lock_seconds(script->project);
    buf_printf(out,
               "SET SESSION sql_mode = 'STRICT_ALL_TABLES,%s"
               "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';\n"
               "SET SESSION autocommit = 1, time_zone = '+00:00', group_concat_max_len = 1000000,\n"
               "            lock_wait_timeout = %u, innodb_lock_wait_timeout = %u;\n"
               "SET NAMES utf8mb4 COLLATE %s;\n",
               zero_dates ? "" : "NO_ZERO_DATE,NO_ZERO_IN_DATE,", seconds == 0 ? 1 : seconds,
               seconds == 0 ? 1 : seconds, mysql_collation(script->dialect));
}

void mysql_frame_begin(Ddl *ddl, const Script *const *scripts, uint32_t count, MysqlFrame frame,
                       bool creates_history) {
    const Script *script = scripts[0];
    bool changes = frame == MYSQL_UPGRADING || frame == MYSQL_DOWNGRADING;
    Buf *out = ddl->out;
    write_settings(out, script, changes && takes_zero_dates(scripts, count));
    buf_char(out, '\n');
    mysql_rule(ddl, "the same in every script of migc");
    buf_char(out, '\n');
    buf_text(out,
             "-- A condition as it is compared: what differs between servers and versions is left "
             "out.\nSET @migc_normal = \"");
    expression_normal_sql(out, "$");
    buf_text(out, "\";\n\n");
    block_write(out, block_mysql_facts);
    block_write(out,
                script->dialect->has_column_checks ? block_mariadb_checks : block_mysql_checks);
    if (frame == MYSQL_VERIFYING || frame == MYSQL_STAMPING) {
        block_write(out, block_mysql_whole);
    }
    if (frame != MYSQL_ASKING) {
        block_write(out, block_mysql_guards);
    }
    if (creates_history) {
        block_write(out, block_mysql_history);
    }
    switch (frame) {
    case MYSQL_UPGRADING:
        block_write(out, block_mysql_upgrading);
        block_write(out, block_mysql_verdict);
        break;
    case MYSQL_DOWNGRADING:
        block_write(out, block_mysql_downgrading);
        block_write(out, block_mysql_verdict);
        break;
    case MYSQL_VERIFYING:
    case MYSQL_STAMPING: block_write(out, block_mysql_verifying); break;
    case MYSQL_ASKING: break;
    }
    buf_char(out, '\n');
    mysql_rule(ddl, "end of what is the same in every script");
}

void mysql_frame_end(Ddl *ddl, const Script *script) {
    buf_text(ddl->out, "\nEXECUTE migc_locate;\n");
    if (script->by_shape) {
        buf_text(ddl->out,
                 "SET @migc_sql = IF(@migc_row_done, 'DROP TABLE migc_history', 'DO 0');\n"
                 "PREPARE migc_sql FROM @migc_sql;\n"
                 "EXECUTE migc_sql;\n");
    } else {
        buf_text(ddl->out,
                 "SELECT CONCAT('migc: this database is at ', COALESCE(@migc_at, 'no revision'),\n"
                 "              IF(@migc_at_done, '', ' (under way)')) AS migc;\n");
    }
    buf_text(ddl->out, "DO RELEASE_LOCK(CONCAT('migc.', LEFT(SHA2(DATABASE(), 256), 40)));\n");
}

void mysql_frame_notes(Buf *out, const Script *script, bool is_down) {
    uint32_t steps = mysql_step_count(script);
    if (steps == 0) {
        buf_text(out, "-- Nothing is to be done here, it is only recorded.\n");
    } else {
        buf_printf(out,
                   steps == 1
                       ? "-- %u step, which commits by itself and is counted in migc_history: "
                         "stopped in between, the script\n"
                       : "-- %u steps. Each of them commits by itself, and migc_history "
                         "counts them: stopped in between, the script\n",
                   steps);
        buf_text(out, "-- is to be run again and goes on where it stopped");
        if (!script->by_shape) {
            buf_printf(out, "; %s.%s.sql goes back", script->revision, is_down ? "up" : "down");
        }
        buf_text(out, ". Run once more after\n-- that, it changes nothing.\n");
    }
    mysql_loss_head(out, script, is_down);
    if (is_down) {
        buf_text(out, "--\n");
        script_grade(out, script);
        buf_text(out, "-- What stays: migc_history.\n");
    }
}

/* ---- a revision ---------------------------------------------------------------------------------- */

/* `' - 0001_initial 0002_jobs '`: the nearest revisions before this one, `-` for none. */
static void write_ancestors(Buf *out, const Script *script) {
    uint32_t before = script->position - 1;
    uint32_t first = before > ANCESTORS ? before - ANCESTORS : 0;
    buf_text(out, first == 0 ? "' - " : "' ");
    for (uint32_t i = first; i < before; i++) {
        buf_text(out, script->chain ? script->chain[i] : script->parent);
        buf_char(out, ' ');
    }
    buf_char(out, '\'');
}

static void write_name(Buf *out, const char *before, const char *name) {
    buf_text(out, before);
    buf_printf(out, name ? "'%s'" : "%s", name ? name : "NULL");
}

static bool moves_rows(const Step *step) {
    switch (step->kind) {
    case STEP_PUT_ROWS:
    case STEP_REMOVE_ROWS:
    case STEP_RUN_SQL:
    case STEP_UNDO_SQL:
    case STEP_FILL_COLUMNS:
    case STEP_MOVE_VALUES: return true;
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
    case STEP_CREATE_NAMESPACE:
    case STEP_CREATE_ENUM:
    case STEP_CREATE_TABLE:
    case STEP_CREATE_INDEX:
    case STEP_CREATE_TOUCH:
    case STEP_COMMENT:
    case STEP_ADD_FOREIGN_KEY:
    case STEP_DROP_FOREIGN_KEY:
    case STEP_DROP_TABLE:
    case STEP_DROP_TOUCH:
    case STEP_DROP_ENUM:
    case STEP_DROP_NAMESPACE:
    case STEP_DROP_EXTENSION:
    case STEP_CONSENT:
    case STEP_REBUILD:
    case STEP_DROP_CONSTRAINT:
    case STEP_DROP_INDEX:
    case STEP_REMOVE_TOUCH:
    case STEP_RENAME:
    case STEP_ADD_COLUMNS:
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
    case STEP_COUNT: break;
    }
    return false;
}

/* Tables that already are as they shall be are only recorded, if nothing has to be done about rows. */
static bool is_recordable(const Plan *plan) {
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        if (moves_rows(&plan->steps.items[i])) {
            return false;
        }
    }
    return true;
}

void mysql_expect(Ddl *ddl, const Script *script, const Shape *shape) {
    Buf *out = ddl->out;
    buf_printf(out,
               "SET @migc_step = NULL, @migc_revision = '%s', @migc_checksum = '%s', "
               "@migc_position = %u;\n",
               script->revision, script->checksum, script->position);
    buf_text(out, "SET @migc_fault = 7, @migc_wrong = NULL, @migc_note = NULL, @migc_next = NULL, "
                  "@migc_looking = 0, @migc_at_done = 0,\n"
                  "    @migc_before = NULL, @migc_after = NULL, @migc_loss = NULL, @migc_refused = "
                  "NULL, @migc_fresh = 0, @migc_own = ");
    shape_write_own(shape, out);
    buf_text(out, ";\n"
                  "DELETE FROM migc_shape;\n"
                  "DELETE FROM migc_object;\n"
                  "DELETE FROM migc_guard;\n");
    shape_write(shape, out);
}

void mysql_make_history(Buf *out) {
    buf_text(out, "SET @migc_history = @migc_history OR @migc_step IS NOT NULL;\n"
                  "SET @migc_sql = IF(@migc_step IS NULL, 'DO 0', @migc_make_history);\n"
                  "PREPARE migc_sql FROM @migc_sql;\n"
                  "EXECUTE migc_sql;\n"
                  "PREPARE migc_locate FROM @migc_locate;\n");
}

/* What the guards have to know of this revision. */
static void write_variables(Buf *out, const Script *script, bool is_down, int64_t floor) {
    uint32_t steps = mysql_step_count(script);
    buf_printf(out, "SET @migc_steps = %u, @migc_end = %u, @migc_recordable = %d, ", steps,
               is_down ? 0 : steps + 1,
               script->by_shape || is_recordable(is_down ? script->down : script->up) ? 1 : 0);
    write_name(out, "@migc_parent = ", script->by_shape ? NULL : script->parent);
    write_name(out, ",\n    @migc_from = ", is_down ? script->revision : script->parent);
    write_name(out, ", @migc_to = ", is_down ? script->parent : script->revision);
    if (is_down) {
        buf_text(out, ", @migc_floor = ");
        buf_printf(out, floor >= 0 ? "%lld" : "NULL", (long long)floor);
    } else {
        buf_text(out, ", @migc_chain = ");
        write_ancestors(out, script);
    }
    buf_text(out, ";\n");
}

static void write_questions(Ddl *ddl, const Script *script, const Shape *shape, bool is_down) {
    Buf *out = ddl->out;
    Buf text = {0};
    Ddl loss = ddl_begin(&text, script->dialect);
    shape_write_sequences(shape, out);
    buf_text(out, "EXECUTE migc_locate;\n"
                  "EXECUTE migc_place;\n");
    shape_write_look(shape, out);
    if (script->by_shape) {
        mysql_ask_made(ddl, script);
    }
    buf_text(out, "EXECUTE migc_weigh;\n");
    if (mysql_loss(&loss, script, is_down)) {
        buf_text(out,
                 "SET @migc_fresh = @migc_looking AND @migc_fault = 0 AND @migc_before = 0;\n");
        buf_slice(out, buf_view(&text));
    }
    buf_text(out, "EXECUTE migc_verdict;\n"
                  "EXECUTE migc_tell;\n"
                  "EXECUTE migc_judge;\n");
    if (script->by_shape) {
        buf_text(out, "SET @migc_is_done = @migc_before <> 0 AND @migc_after = 0;\n"
                      "SET @migc_next = IF(@migc_is_done, @migc_end, @migc_next);\n");
    }
    buf_text(out, "SELECT @migc_next INTO @migc_step FROM migc_guard;\n");
    ddl_end(&loss);
    buf_free(&text);
}

static void write_first_record(Buf *out, const Script *script, bool is_down) {
    if (is_down) {
        buf_printf(out,
                   "UPDATE migc_history SET applied_at = NULL, step = @migc_step\n"
                   " WHERE revision = '%s' AND @migc_step IS NOT NULL;\n",
                   script->revision);
        return;
    }
    if (script->position == 1) {
        mysql_make_history(out);
    }
    buf_printf(out,
               "INSERT INTO migc_history (position, revision, checksum, step, applied_by)\n"
               "SELECT %u, '%s', '%s', %s, CURRENT_USER() FROM DUAL WHERE %s AND "
               "@migc_row_step IS NULL;\n",
               script->position, script->revision, script->checksum,
               script->by_shape ? "@migc_step" : "1",
               script->by_shape ? "@migc_step IS NOT NULL" : "@migc_step = 1");
}

static void write_last_record(Ddl *ddl, const Script *script, const Shape *shape, bool is_down) {
    Buf *out = ddl->out;
    mysql_rule(ddl, "check and record");
    buf_text(out, "\n"
                  "EXECUTE migc_locate;\n"
                  "EXECUTE migc_look_back;\n");
    shape_write_look(shape, out);
    buf_text(out, "EXECUTE migc_weigh;\n"
                  "EXECUTE migc_verdict_back;\n"
                  "EXECUTE migc_tell;\n"
                  "EXECUTE migc_judge;\n");
    if (is_down) {
        buf_printf(out,
                   "DELETE FROM migc_history WHERE revision = '%s' AND @migc_step IS NOT NULL AND "
                   "@migc_fault = 0;\n"
                   "SELECT 'migc: %s undone' AS migc FROM DUAL WHERE @migc_step IS NOT NULL AND "
                   "@migc_fault = 0;\n",
                   script->revision, script->revision);
    } else {
        buf_printf(
            out,
            "UPDATE migc_history SET applied_at = NOW(6) WHERE revision = '%s' AND @migc_step IS "
            "NOT NULL AND @migc_fault = 0;\n"
            "SELECT 'migc: %s applied' AS migc FROM DUAL WHERE @migc_step IS NOT NULL AND "
            "@migc_fault = 0%s;\n",
            script->revision, script->revision, script->by_shape ? " AND NOT @migc_is_done" : "");
    }
}

void mysql_revision(Ddl *ddl, const Script *script, bool is_down, int64_t floor) {
    Arena arena = {0};
    Buf *out = ddl->out;
    Shape shape = shape_of_script(&arena, script, is_down);
    buf_char(out, '\n');
    mysql_rule(ddl, is_down ? "is the database what is to be undone?"
                            : "is the database what is to be changed?");
    buf_char(out, '\n');
    buf_text(out, "-- What its tables have before (first column) and after (second column).\n");
    mysql_expect(ddl, script, &shape);
    write_variables(out, script, is_down, floor);
    write_questions(ddl, script, &shape, is_down);
    write_first_record(out, script, is_down);
    buf_char(out, '\n');
    mysql_rule(ddl, is_down ? "downgrade" : "upgrade");
    buf_char(out, '\n');
    mysql_steps(ddl, script, is_down);
    buf_char(out, '\n');
    write_last_record(ddl, script, &shape, is_down);
    shape_end(&shape);
    arena_release(&arena);
}
