/*
 * steps.c - takes a plan, gives its steps as a script does them: each looked up and counted. See
 * parts.h and spec/sql-forms.md.
 *
 * A step is a list of statements. They stand in one procedure, where they can be read and left out; or,
 * with `routines off`, each in a string that is prepared, where no privilege and no DELIMITER is needed.
 */
#include "emit/mysql/parts.h"

#include <strings.h>

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

/* ---- statements ---------------------------------------------------------------------------------- */

static void look_up(Stepping *stepping) {
    buf_clear(&stepping->lookup);
    mysql_lookup(&stepping->lookup, stepping->dialect, stepping->step, stepping->ddl->indent);
}

void mysql_string(Buf *out, Text text) {
    buf_char(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\') {
            buf_char(out, text.data[i]);
        }
        buf_char(out, text.data[i]);
    }
    buf_char(out, '"');
}

/* A statement that is prepared: what is to be done is a string, or nothing. */
static void put_prepared(Stepping *stepping, Text statement) {
    Buf *out = stepping->ddl->out;
    buf_text(out, "SET @migc_sql = IF(");
    put_turn(stepping);
    if (stepping->lookup.length > 0) {
        buf_text(out, " AND ");
        buf_slice(out, buf_view(&stepping->lookup));
    }
    buf_text(out, memchr(statement.data, '\n', statement.length) ? ",\n" : ", ");
    mysql_string(out, statement);
    buf_text(out, ", \"DO 0\");\n"
                  "PREPARE migc_statement FROM @migc_sql;\n"
                  "EXECUTE migc_statement;\n"
                  "SET @migc_step = IF(@@error_count = 0, @migc_step, NULL);\n");
}

/* CAST(... AS CHAR(9) ARRAY), the key of a multi-valued index, which a procedure refuses. A word that only looks
 * like it does no harm. */
static bool is_refused_by_procedures(Text statement) {
    static const char word[] = " array";
    const char *end = statement.data + statement.length;
    for (const char *at = statement.data; (at = memchr(at, ')', (size_t)(end - at))); at++) {
        if ((size_t)(at - statement.data) >= strlen(word) &&
            strncasecmp(at - strlen(word), word, strlen(word)) == 0) {
            return true;
        }
    }
    return false;
}

/* A statement that the procedure prepares. */
static void put_hidden(Stepping *stepping, Text statement) {
    Ddl *ddl = stepping->ddl;
    while (statement.length > 0 && statement.data[0] == ' ') {
        statement = (Text){statement.data + 1, statement.length - 1};
    }
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "SET @migc_sql = ");
    mysql_string(ddl->out, statement);
    buf_text(ddl->out, ";\n");
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "PREPARE migc_statement FROM @migc_sql;\n");
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "EXECUTE migc_statement;\n");
}

static MysqlStatements statements_of(Stepping *stepping, unsigned indent) {
    return mysql_statements_of_step(&stepping->ddl->arena, stepping->dialect, stepping->step,
                                    indent, stepping->prepares);
}

static void put_statements(Stepping *stepping, MysqlStatements statements) {
    Ddl *ddl = stepping->ddl;
    for (uint32_t i = 0; i < statements.count; i++) {
        if (stepping->prepares) {
            put_prepared(stepping, statements.items[i]);
        } else if (is_refused_by_procedures(statements.items[i])) {
            put_hidden(stepping, statements.items[i]);
        } else {
            buf_slice(ddl->out, statements.items[i]);
            buf_text(ddl->out, ";\n");
        }
    }
}

/* ---- steps --------------------------------------------------------------------------------------- */

/* `-- 3. alter table users`, and what the server does for it. */
static void put_comment(Stepping *stepping) {
    Ddl *ddl = stepping->ddl;
    Buf note = {0};
    ddl_comment(ddl, stepping->step);
    if (stepping->step->kind == STEP_RESHAPE) {
        mysql_algorithm_note(&note, stepping->dialect, stepping->step->change);
    }
    ddl_note(ddl, buf_view(&note));
    buf_free(&note);
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
    look_up(stepping);
    bool looks = stepping->lookup.length > 0;
    MysqlStatements statements = statements_of(stepping, ddl->indent + (looks ? 2 : 0));
    looks = looks && statements.count > 0; /* an IF holds something */
    if (looks) {
        ddl_indent(ddl, 0);
        buf_text(out, "IF ");
        buf_slice(out, buf_view(&stepping->lookup));
        buf_text(out, " THEN\n");
        ddl->indent += 2;
    }
    put_statements(stepping, statements);
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
    buf_text(out, "END IF;\n");
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
    look_up(stepping);
    put_statements(stepping, statements_of(stepping, stepping->ddl->indent));
    if (with_work || !stepping->is_down) {
        put_count(stepping, stepping->is_down ? stepping->step->number : stepping->next);
    }
    if (with_work) {
        buf_text(out, "SET @migc_sql = IF(@migc_step IS NULL, \"DO 0\", \"COMMIT\");\n"
                      "PREPARE migc_statement FROM @migc_sql;\n"
                      "EXECUTE migc_statement;\n"
                      "ROLLBACK;\n");
    }
}

/* A downgrade that is through: what it leaves behind is not even begun. */
static void put_through(Stepping *stepping) {
    ddl_indent(stepping->ddl, 0);
    buf_text(stepping->ddl->out, "UPDATE migc_history SET step = 0 WHERE revision = ");
    put_revision(stepping);
    buf_text(stepping->ddl->out, " AND @migc_step IS NOT NULL;\n");
}

/* Numbers that only the script the other way has steps for. */
static void put_gap(Stepping *stepping, uint32_t from, uint32_t to) {
    Buf *out = stepping->ddl->out;
    if (from > to) {
        return;
    }
    ddl_indent(stepping->ddl, 0);
    buf_text(out, "-- ");
    buf_uint(out, stepping->is_down ? to : from);
    if (from < to) {
        buf_text(out, from + 1 == to ? " and " : " to ");
        buf_uint(out, stepping->is_down ? from : to);
    }
    buf_text(out, stepping->is_down ? ". there is nothing to undo\n"
                                    : ". only the downgrade has something to do\n");
}

static void put_each(Stepping *stepping, const Plan *plan) {
    uint32_t done = stepping->is_down ? mysql_step_count(stepping->script) + 1 : 0;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        uint32_t number = plan->steps.items[i].number;
        if (i > 0) {
            buf_char(stepping->ddl->out, '\n');
        }
        if (stepping->is_down) {
            put_gap(stepping, number + 1, done - 1);
        } else {
            put_gap(stepping, done + 1, number - 1);
        }
        done = number;
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
            buf_char(ddl->out, '\n');
            put_through(&stepping);
        }
        ddl->indent = 0;
        buf_text(ddl->out, "END //\n"
                           "DELIMITER ;\n\n"
                           "CALL migc_run();\n"
                           "DROP PROCEDURE migc_run;\n");
    }
    buf_free(&stepping.lookup);
}

/* ---- for the tests: statements without what guards them ------------------------------------------ */

void mysql_statements(Ddl *ddl, const Plan *plan) {
    Stepping stepping = {.ddl = ddl, .dialect = ddl->dialect};
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        stepping.step = &plan->steps.items[i];
        put_comment(&stepping);
        put_statements(&stepping, statements_of(&stepping, ddl->indent));
        buf_char(ddl->out, '\n');
    }
    mysql_late_statements(ddl, plan);
}
