/*
 * late.c - takes scripts, gives the plain statements behind their steps that make triggers, routines and
 * events. See parts.h.
 *
 * MySQL makes none of them in a routine, and prepares none. So nothing can ask whether they are needed: they stand
 * at the end of a script, behind a question whether the database is where the script leads, and bear to be run again.
 */
#include <string.h>

#include "emit/lower.h"
#include "emit/mysql/frame.h"
#include "emit/mysql/parts.h"
#include "emit/quote.h"

/* With a delimiter of its own where it has semicolons in it. */
static void put_statement(Buf *out, Text statement) {
    if (!memchr(statement.data, ';', statement.length)) {
        buf_slice(out, statement);
        buf_text(out, ";\n");
        return;
    }
    static const char *const marks[] = {"//", "$$", "migc//"};
    const char *mark = marks[0];
    for (size_t i = 1; i < sizeof marks / sizeof *marks &&
                       memmem(statement.data, statement.length, mark, strlen(mark));
         i++) {
        mark = marks[i];
    }
    buf_printf(out, "DELIMITER %s\n", mark);
    buf_slice(out, statement);
    buf_printf(out, " %s\nDELIMITER ;\n", mark);
}

static void put_drop(Ddl *ddl, const SqlObject *sql) {
    MysqlStatements statements = mysql_statements_of(&ddl->arena, name_text(sql->down), false);
    for (uint32_t i = 0; i < statements.count; i++) {
        put_statement(ddl->out, statements.items[i]);
    }
}

static void put_creation(Ddl *ddl, const SqlObject *sql) {
    MysqlMakes makes = mysql_makes(sql);
    bool is_whole = mysql_stands_alone(makes);
    if (makes == MYSQL_MAKES_ROUTINE) {
        put_drop(ddl, sql);
    }
    MysqlStatements statements = mysql_statements_of(&ddl->arena, name_text(sql->up), is_whole);
    for (uint32_t i = 0; i < statements.count; i++) {
        Buf text = {0};
        if (is_whole) {
            mysql_write_unless_there(&text, statements.items[i]);
        } else {
            buf_slice(&text, statements.items[i]);
        }
        put_statement(ddl->out, buf_view(&text));
        buf_free(&text);
    }
}

/* By name, what any of the scripts makes or drops; false: nothing. */
static bool find_touched(Arena *arena, const Script *const *scripts, uint32_t count, bool down,
                         NameMap *touched, Steps *dropped) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++) {
        most += (down ? scripts[i]->down : scripts[i]->up)->late.count;
    }
    dropped->items = NEW_ARRAY(arena, Step, most);
    for (uint32_t i = 0; i < count; i++) {
        const Script *script = scripts[down ? count - 1 - i : i];
        const Steps *late = &(down ? script->down : script->up)->late;
        for (uint32_t n = 0; n < late->count; n++) {
            const Step *step = &late->items[n];
            namemap_set(arena, touched, step->sql->name, (void *)(uintptr_t)step->sql);
            if (step->kind == STEP_UNDO_SQL) {
                dropped->items[dropped->count++] = *step;
            }
        }
    }
    return most > 0;
}

/* `'0002_more'`, or NULL for no revision. */
static void put_revision(Buf *out, const char *revision, Target target) {
    if (revision) {
        quote_string(out, revision, strlen(revision), target);
    } else {
        buf_text(out, "NULL");
    }
}

static void put_question(Buf *out, const Script *last, bool down) {
    const char *where = down ? last->parent : last->revision;
    buf_text(out, "EXECUTE migc_locate;\n"
                  "SET @migc_fault = IF(@migc_at <=> ");
    put_revision(out, where, last->dialect->target);
    buf_text(out,
             " AND @migc_at_done, 0, 2), @migc_note = NULL, @migc_wrong = NULL;\n"
             "SET @migc_wrong = IF(@migc_fault = 0, NULL,\n"
             "  CONCAT('triggers and routines are made where the last revision is ', COALESCE(");
    put_revision(out, where, last->dialect->target);
    buf_text(
        out,
        ", 'none'), ', this database is at ', COALESCE(@migc_at, 'no revision'),\n"
        "         IF(@migc_at_done, '; run the upgrade.sql that leads there: it makes those that "
        "are not there', ' (under way)')));\n"
        "DELETE FROM migc_guard;\n"
        "EXECUTE migc_tell;\n"
        "EXECUTE migc_judge;\n");
}

/* The only way to keep a client that goes on after errors from what nothing guards. */
static void put_end(Buf *out, const char *may) {
    buf_printf(
        out,
        "SET @migc_sql = IF(%s, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));  -- with --force\n"
        "PREPARE migc_sql FROM @migc_sql;\n"
        "EXECUTE migc_sql;\n",
        may);
}

/* `anew`: in an order that is theirs again, whichever are there. */
static void put_objects(Ddl *ddl, const Model *model, const NameMap *touched, const Steps *dropped,
                        bool anew) {
    NameMap stands = {0};
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_SQL && is_for(ddl->dialect, object->sql->targets)) {
            namemap_set(&ddl->arena, &stands, object->sql->name, object->sql);
        }
    }
    for (uint32_t i = 0; i < dropped->count; i++) {
        const SqlObject *gone = dropped->items[i].sql;
        const SqlObject *stays = namemap_get(&stands, gone->name);
        /* a procedure, in whose place a function comes, is not undone by what undoes that */
        bool is_other = stays && mysql_makes(gone) == MYSQL_MAKES_ROUTINE &&
                        gone->down != stays->down;
        if (!stays || is_other) {
            put_drop(ddl, gone);
        }
    }
    for (uint32_t i = model->object_count; anew && i-- > 0;) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_SQL && is_for(ddl->dialect, object->sql->targets) &&
            namemap_get(touched, object->sql->name) && object->sql->down &&
            mysql_makes(object->sql) != MYSQL_MAKES_ROUTINE) {
            put_drop(ddl, object->sql);
        }
    }
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_SQL && is_for(ddl->dialect, object->sql->targets) &&
            namemap_get(touched, object->sql->name)) {
            put_creation(ddl, object->sql);
        }
    }
}

void mysql_late(Ddl *ddl, const Script *const *scripts, uint32_t count, bool down) {
    NameMap touched = {0};
    Steps dropped = {0};
    if (!find_touched(&ddl->arena, scripts, count, down, &touched, &dropped)) {
        return;
    }
    const Script *last = scripts[down ? 0 : count - 1];
    buf_char(ddl->out, '\n');
    mysql_rule(ddl, "triggers, routines and events");
    buf_text(ddl->out, "\n-- Plain statements, for MySQL makes these in no routine.");
    buf_text(ddl->out, last->by_shape ? "\n"
                                      : " A trigger or an event that is there\n-- is left "
                                        "alone, routines are made anew.\n");
    if (last->by_shape) { /* both questions were answered well */
        put_end(ddl->out, "(SELECT COUNT(*) FROM migc_guard) = 2");
    } else {
        put_question(ddl->out, last, down);
        put_end(ddl->out, "EXISTS (SELECT * FROM migc_guard)");
    }
    put_objects(ddl, down ? last->before : last->model, &touched, &dropped, last->by_shape);
}

void mysql_late_statements(Ddl *ddl, const Plan *plan) {
    for (uint32_t i = 0; i < plan->late.count; i++) {
        const Step *step = &plan->late.items[i];
        ddl_comment(ddl, step);
        if (step->kind == STEP_UNDO_SQL) {
            put_drop(ddl, step->sql);
        } else {
            put_creation(ddl, step->sql);
        }
        buf_char(ddl->out, '\n');
    }
}
