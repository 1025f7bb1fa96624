/* aside.c - takes a step, writes what makes way for it, and what comes back. See aside.h. */
#include "emit/postgres/aside.h"

#include <string.h>

#include "emit/lower.h"
#include "emit/postgres/shape.h"
#include "emit/quote.h"
#include "emit/sql_makes.h"
#include "emit/sql_undoing.h"

/* What a statement that undoes something says: `DROP FUNCTION f(integer);`. */
typedef struct Undoing {
    const char *
        kind; /* FUNCTION, TYPE, COLLATION, OPERATOR, CONFIGURATION; NULL: it is of another kind, or there are several */
    Text name;
} Undoing;

static Undoing undoing_of(const SqlObject *sql) {
    static const struct {
        const char *words;
        const char *kind;
    } rows[] = {
        {"DROP FUNCTION ", "FUNCTION"}, {"DROP TYPE ", "TYPE"},
        {"DROP DOMAIN ", "TYPE"},       {"DROP COLLATION ", "COLLATION"},
        {"DROP OPERATOR ", "OPERATOR"}, {"DROP TEXT SEARCH CONFIGURATION ", "CONFIGURATION"}};
    for (size_t i = 0; sql->down && i < sizeof rows / sizeof rows[0]; i++) {
        Text name = sql_undoing_named(sql->down, rows[i].words);
        if (name.length != 0) {
            return (Undoing){rows[i].kind, name};
        }
    }
    return (Undoing){0};
}

/* Whether the author's SQL makes something that is no composite or range type: these stand aside. */
static bool is_put_aside(const SqlObject *sql) {
    SqlKind kind = sql_made(sql).kind;
    return kind == SQL_ROUTINE ||
           (kind == SQL_GROUND && (strstr(sql->down->text, "DROP OPERATOR ") ||
                                   strstr(sql->down->text, "DROP TEXT SEARCH CONFIGURATION "))) ||
           (kind == SQL_TYPE && (strstr(sql->down->text, "DROP DOMAIN ") ||
                                 strstr(sql->down->text, "DROP COLLATION ")));
}

bool aside_comes_again(const SqlObject *before, const SqlObject *after) {
    return is_put_aside(before) && is_put_aside(after) &&
           (sql_made(after).kind == SQL_ROUTINE ? sql_same_arguments(before, after)
                                                : before->down == after->down);
}

bool aside_makes_way(const SqlObject *before, const SqlObject *after) {
    return before->down && after->down && aside_comes_again(before, after) &&
           undoing_of(before).kind != NULL;
}

bool aside_takes_place(const SqlObject *before, const SqlObject *after) {
    SqlMade gone = sql_made(before);
    SqlMade made = sql_made(after);
    return gone.kind == SQL_ROUTINE && made.kind == SQL_ROUTINE && before->down && after->down &&
           text_equal(gone.name, made.name) && !sql_same_arguments(before, after) &&
           undoing_of(before).kind != NULL;
}

bool aside_takes_over(const SqlObject *before, const SqlObject *after) {
    return before->down && after->down && sql_made(after).kind == SQL_TYPE &&
           sql_undoing_named(before->down, "DROP TYPE ").length != 0;
}

static void write_way(Ddl *ddl, const char *kind, Text name) {
    ddl_indent(ddl, 0);
    buf_printf(ddl->out, "PERFORM pg_temp.migc_make_way('%s', ", kind);
    quote_string(ddl->out, name.data, name.length, TARGET_POSTGRES);
    buf_text(ddl->out, ", ");
}

/* The author's object goes, and what stands on it makes way; false: nobody knows what that is. */
static bool undo(Ddl *ddl, const Script *script, const SqlObject *sql) {
    Undoing undoing = undoing_of(sql);
    if (undoing.kind) {
        write_way(ddl, undoing.kind, undoing.name);
        postgres_tag(ddl->out, script, "sql");
        buf_name(ddl->out, sql->down);
        postgres_tag(ddl->out, script, "sql");
        buf_text(ddl->out, ");\n");
    }
    return undoing.kind != NULL;
}

/* ---- steps --------------------------------------------------------------------------------------- */

/* What an object of the author's is made in place of in a script between two schemas. */
static const SqlObject *came_before(const Script *script, const Step *step, bool *is_replaced) {
    const SqlObject *before = shape_came_before(script, step->sql);
    *is_replaced = step->op->is_replaced || (before && sql_made(before).kind == SQL_ROUTINE &&
                                             sql_same_header(before, step->sql));
    return before ? before : shape_takes_place(script, step->sql);
}

/* What an object of the author's is made in place of, and may be in use still; or NULL. A routine that gives the
 * same as before is replaced. */
static const SqlObject *in_the_way(const Script *script, const Step *step) {
    if (step->kind != STEP_RUN_SQL || (script->by_shape && !step->op)) {
        return NULL;
    }
    const SqlObject *before = step->partner;
    bool is_replaced = before && sql_made_over(before, step->sql);
    if (script->by_shape) {
        before = came_before(script, step, &is_replaced);
    } else if (before && aside_takes_over(before, step->sql)) {
        return NULL;
    }
    return before && !is_replaced && undoing_of(before).kind ? before : NULL;
}

/* A type of the author's that goes, and in whose place another thing comes: it stands aside, or goes then. */
static bool turns_aside(const Step *step) {
    return step->kind == STEP_UNDO_SQL && step->op && (step->makes_way || step->comes_back);
}

/* The type that stands aside for the step, which undoes it or is behind what comes in its place; or NULL. */
static const SqlObject *type_aside(const Step *step, bool is_undone) {
    bool turns = turns_aside(step);
    if (is_undone ? step->kind != STEP_UNDO_SQL || (turns && !step->makes_way)
                  : step->kind != STEP_RUN_SQL && !(turns && step->comes_back)) {
        return NULL;
    }
    const SqlObject *before = turns || is_undone ? step->sql : step->partner;
    const SqlObject *after = is_undone ? step->partner : step->sql;
    bool stands = turns ? undoing_of(before).kind != NULL
                        : before && after && aside_takes_over(before, after);
    return stands ? before : NULL;
}

bool aside_types(const Plan *plan) {
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        if (type_aside(&plan->steps.items[i], true)) {
            return true;
        }
    }
    return false;
}

static bool set_aside(Ddl *ddl, const Script *script, const Step *step) {
    const SqlObject *type = type_aside(step, true);
    if (type) {
        Text name = undoing_of(type).name;
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "PERFORM pg_temp.migc_set_aside(");
        quote_string(ddl->out, name.data, name.length, TARGET_POSTGRES);
        buf_text(ddl->out, ", ");
        postgres_tag(ddl->out, script, "sql");
        buf_name(ddl->out, type->down);
        postgres_tag(ddl->out, script, "sql");
        buf_text(ddl->out, ");\n");
    }
    return type != NULL;
}

/* The last one of the plan takes away all that stands aside. */
static bool take_over(Ddl *ddl, const Plan *plan, const Step *step) {
    const SqlObject *type = type_aside(step, false);
    if (type) {
        Text name = undoing_of(type).name;
        const Step *end = plan->steps.items + plan->steps.count;
        const Step *next = step + 1;
        while (next < end && !type_aside(next, false)) {
            next++;
        }
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "PERFORM pg_temp.migc_take_over(");
        quote_string(ddl->out, name.data, name.length, TARGET_POSTGRES);
        buf_text(ddl->out, next == end ? ", true);\n" : ", false);\n");
    }
    return type != NULL;
}

bool aside_any(const Script *script, const Plan *plan) {
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        if (((step->makes_way || step->comes_back) && !turns_aside(step)) ||
            in_the_way(script, step)) {
            return true;
        }
    }
    return false;
}

bool aside_before(Ddl *ddl, const Script *script, const Plan *plan, const Step *step) {
    Buf name = {0};
    if (set_aside(ddl, script, step) || (turns_aside(step) && take_over(ddl, plan, step))) {
        return true;
    }
    if (step->makes_way && step->kind == STEP_ADD_RULES) {
        postgres_type_name(&name, step->domain->space, step->domain->name);
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "PERFORM pg_temp.migc_free_domain(");
        quote_string(ddl->out, name.data, name.length, TARGET_POSTGRES);
        buf_text(ddl->out, ");\n");
    } else if (step->makes_way && step->kind == STEP_REPLACE_ENUM) {
        postgres_type_name(&name, step->values.to->space, step->values.to->name);
        write_way(ddl, "TYPE", buf_view(&name));
        buf_text(ddl->out, "NULL);\n");
    } else if (in_the_way(script, step)) {
        (void)undo(ddl, script, in_the_way(script, step));
    }
    buf_free(&name);
    return step->makes_way && step->kind == STEP_UNDO_SQL && undo(ddl, script, step->sql);
}

void aside_behind(Ddl *ddl, const Script *script, const Plan *plan, const Step *step) {
    if (take_over(ddl, plan, step)) {
        return;
    }
    if (step->comes_back || in_the_way(script, step)) {
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "PERFORM pg_temp.migc_come_back();\n");
    }
}

/* ---- what may stay -------------------------------------------------------------------------------- */

bool aside_forgotten(Buf *out, const Script *script, const SqlObject *before,
                     const SqlObject *after) {
    const char *comment = strstr(before->up->text, "\nCOMMENT ON ");
    const char *end = comment ? strstr(comment, " IS '") : NULL;
    if (!end || strstr(after->up->text, "\nCOMMENT ON ")) {
        return false;
    }
    postgres_tag(out, script, "sql");
    buf_put(out, comment + 1, (size_t)(end - comment - 1));
    buf_text(out, " IS NULL;");
    postgres_tag(out, script, "sql");
    return true;
}

void aside_forget(Ddl *ddl, const Script *script, const SqlObject *before, const SqlObject *after) {
    Buf words = {0};
    if (aside_forgotten(&words, script, before, after)) {
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "EXECUTE ");
        buf_put(ddl->out, words.data, words.length);
        buf_text(ddl->out, ";\n");
    }
    buf_free(&words);
}

void aside_undo_unless(Ddl *ddl, const Script *script, const SqlObject *sql, const char *conditions,
                       const char *otherwise) {
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "BEGIN\n");
    ddl->indent += 2;
    postgres_execute(ddl, script, sql->down);
    ddl->indent -= 2;
    ddl_indent(ddl, 0);
    buf_printf(ddl->out, "EXCEPTION WHEN %s THEN\n", conditions);
    ddl_indent(ddl, 2);
    buf_text(ddl->out, otherwise);
    buf_char(ddl->out, '\n');
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "END;\n");
}

void aside_undo_unless_used(Ddl *ddl, const Script *script, const SqlObject *sql,
                            const char *otherwise) {
    aside_undo_unless(ddl, script, sql, "dependent_objects_still_exist", otherwise);
}

void aside_undo_for(Ddl *ddl, const Script *script, const SqlObject *sql, const SqlObject *other) {
    Buf otherwise = {0};
    Buf words = {0};
    if (aside_forgotten(&words, script, sql, other)) {
        buf_printf(&otherwise, "EXECUTE %.*s;", TEXT_ARG(buf_view(&words)));
    } else {
        buf_text(&otherwise, "NULL;");
    }
    buf_text(&otherwise, " -- it is replaced");
    buf_char(&otherwise, '\0');
    aside_undo_unless_used(ddl, script, sql, otherwise.data);
    buf_free(&words);
    buf_free(&otherwise);
}

bool aside_undo_space(Ddl *ddl, const Script *script, const SqlObject *sql) {
    static const char drops[] = "DROP SCHEMA IF EXISTS ";
    if (!strstr(sql->down->text, "DROP SCHEMA")) {
        return false;
    }
    const char *name = strstr(sql->down->text, drops);
    const char *end = name ? strchr(name, ';') : NULL;
    Buf otherwise = {0};
    buf_text(&otherwise, "RAISE INFO 'migc: a schema that holds other objects stays';");
    if (end && strstr(sql->up->text, "COMMENT ON SCHEMA ")) {
        name += sizeof drops - 1;
        buf_text(&otherwise, " COMMENT ON SCHEMA ");
        buf_put(&otherwise, name, (size_t)(end - name));
        buf_text(&otherwise, " IS NULL;");
    }
    buf_char(&otherwise, '\0');
    aside_undo_unless_used(ddl, script, sql, otherwise.data);
    buf_free(&otherwise);
    return true;
}

bool aside_loses_tables(const SqlObject *sql) {
    return sql->down && strcasestr(sql->down->text, "drop table");
}

void aside_undo_tables(Ddl *ddl, const Script *script, const SqlObject *sql) {
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "PERFORM pg_temp.migc_undo(");
    postgres_tag(ddl->out, script, "sql");
    buf_name(ddl->out, sql->down);
    postgres_tag(ddl->out, script, "sql");
    buf_text(ddl->out, ");\n");
}
