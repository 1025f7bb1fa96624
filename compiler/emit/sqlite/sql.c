/*
 * sql.c - takes the author's own SQL, gives what runs it so that it may run again. See sqlite.h.
 */
#include <string.h>

#include "emit/blocks.h"
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/sqlite/sqlite.h"
#include "emit/sqlite/tables.h"
#include "emit/sqlite/words.h"

static bool is_text_known(const SqlObject *sql) {
    Buf text = {0};
    const char *type;
    bool is_known = sqlite_write_kept(&text, sql, &type);
    buf_free(&text);
    return is_known;
}

/* As a string in small letters, as SQLite compares names. */
static void put_name(Buf *out, Name name) {
    Buf lower = {0};
    buf_lower(&lower, name_text(name));
    quote_string(out, lower.data, lower.length, TARGET_SQLITE);
    buf_free(&lower);
}

bool sqlite_makes_tables(const Model *model) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_TABLE
                ? object->table->statement != NULL
                : object->kind == OBJECT_SQL &&
                      is_for(dialect_of(TARGET_SQLITE), object->sql->targets) &&
                      sqlite_makes(object->sql) == SQLITE_MAKES_TABLE) {
            return true;
        }
    }
    return false;
}

const char *sqlite_orphans(Buf *before, const Model *model) {
    if (!sqlite_makes_tables(model)) {
        return "pragma_foreign_key_check";
    }
    buf_char(before, '\n');
    block_write(before, block_sqlite_sound);
    return SQLITE_SOUND_ORPHANS;
}

void sqlite_expect_sql(Buf *out, const Script *script) {
    Buf text = {0};
    const char *type;
    bool any = false;
    for (uint32_t i = 0; i < script->up->steps.count; i++) {
        const Step *step = &script->up->steps.items[i];
        if (step->kind != STEP_RUN_SQL || !sqlite_write_kept(&text, step->sql, &type)) {
            continue;
        }
        buf_text(out,
                 any ? ",\n"
                     : "\nUNION ALL\n"
                       "SELECT 'expected', 'migc_expected', column1, column2, column2, column3\n"
                       "  FROM (VALUES\n");
        any = true;
        buf_printf(out, "('%s', ", type);
        put_name(out, step->sql->name);
        buf_text(out, ", ");
        quote_string(out, text.data, text.length, TARGET_SQLITE);
        buf_char(out, ')');
        buf_clear(&text);
    }
    buf_text(out, any ? ")" : "");
    buf_free(&text);
}

void sqlite_missing_sql(Ddl *ddl, const Script *script) {
    bool any = false;
    for (uint32_t i = 0; i < script->up->steps.count; i++) {
        const Step *step = &script->up->steps.items[i];
        if (step->kind == STEP_RUN_SQL && sqlite_makes(step->sql) != SQLITE_MAKES_OTHER &&
            !is_text_known(step->sql)) {
            buf_text(ddl->out, any ? ", "
                                   : "INSERT INTO temp.migc_drift\n"
                                     "SELECT 'missing: sql ' || column1 FROM (VALUES ");
            any = true;
            buf_char(ddl->out, '(');
            quote_string(ddl->out, step->sql->name->text, step->sql->name->length, TARGET_SQLITE);
            buf_char(ddl->out, ')');
        }
    }
    if (any) {
        buf_text(
            ddl->out,
            ")\n WHERE lower(column1) NOT IN (SELECT lower(name) FROM main.sqlite_schema);\n\n");
    }
}

/* Tables in which virtual ones keep their rows: `docs_data` of `docs`. */
static void write_not_shadows(Buf *out, const Script *script, const char *column) {
    for (uint32_t i = 0; i < script->up->steps.count; i++) {
        const Step *step = &script->up->steps.items[i];
        if (step->kind != STEP_RUN_SQL || !sqlite_is_virtual(step->sql)) {
            continue;
        }
        Buf name = {0};
        for (uint32_t c = 0; c < step->sql->name->length; c++) {
            char letter = step->sql->name->text[c];
            if (strchr("!_%", letter)) {
                buf_char(&name, '!');
            }
            buf_char(&name, letter);
        }
        buf_text(&name, "!_%");
        buf_printf(out, "\n   AND (type <> 'table' OR %s NOT LIKE ", column);
        quote_string(out, name.data, name.length, TARGET_SQLITE);
        buf_printf(out,
                   " ESCAPE '!'\n"
                   "        OR lower(%s) IN (SELECT lower(name) FROM migc_expected.sqlite_schema))",
                   column);
        buf_free(&name);
    }
}

void sqlite_not_sql_objects(Buf *out, const Script *script, const char *column, bool all) {
    bool any = false;
    for (uint32_t i = 0; i < script->up->steps.count; i++) {
        const Step *step = &script->up->steps.items[i];
        if (step->kind == STEP_RUN_SQL && (all || !is_text_known(step->sql))) {
            if (!any) {
                buf_printf(out, "\n   AND lower(%s) NOT IN (", column);
            }
            buf_text(out, any ? ", " : "");
            put_name(out, step->sql->name);
            any = true;
        }
    }
    buf_text(out, any ? ")" : "");
    write_not_shadows(out, script, column);
}

/* Rows that the author's SQL would change are passed over when the revision is applied already: the
 * triggers are temporary and stand only round it. */
static void write_shields(Ddl *ddl, const SqlObject *sql, bool create) {
    static const char *const events[] = {"INSERT", "UPDATE", "DELETE"};
    for (uint32_t n = 0; n < sql->needs_count; n++) {
        if (sql->needs[n]->kind != OBJECT_TABLE) {
            continue;
        }
        for (size_t e = 0; e < 3; e++) {
            buf_printf(ddl->out,
                       create ? "CREATE TEMP TRIGGER migc_skip_%u_%zu BEFORE %s ON main."
                              : "DROP TRIGGER temp.migc_skip_%u_%zu;\n",
                       n, e, events[e]);
            if (create) {
                quote_name(ddl->out, sql->needs[n]->table->name, TARGET_SQLITE);
                buf_text(ddl->out,
                         "\n  WHEN (SELECT done FROM temp.migc) BEGIN SELECT RAISE(IGNORE); "
                         "END;\n");
            }
        }
    }
}

void sqlite_run_sql(Ddl *ddl, const Script *script) {
    for (uint32_t i = 0; i < script->up->steps.count; i++) {
        const Step *step = &script->up->steps.items[i];
        if (step->kind == STEP_RUN_SQL) {
            ddl_comment(ddl, step);
            write_shields(ddl, step->sql, true);
            buf_name(ddl->out, step->sql->up);
            buf_text(ddl->out, "\n;\n");
            write_shields(ddl, step->sql, false);
            buf_char(ddl->out, '\n');
        }
    }
}
