/*
 * sqlite_sql.c - takes the author's own SQL, gives what runs it so that it may run again. See sqlite.h.
 */
#include <ctype.h>
#include <strings.h>

#include "emit/quote.h"
#include "emit/sqlite.h"

/* ---- names --------------------------------------------------------------------------------------- */

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || ((unsigned char)c & 0x80) != 0;
}

/* The next word, name in quotes or other character of `rest`, without its quotes; empty at the end. */
static Text next_token(Text *rest) {
    while (rest->length != 0 && isspace((unsigned char)*rest->data)) {
        rest->data++;
        rest->length--;
    }
    static const char quotes[] = "\"`['";
    const char *quote = rest->length == 0 ? NULL : strchr(quotes, *rest->data);
    size_t length = rest->length != 0;
    Text token = *rest;
    if (length != 0 && quote && *quote) {
        char end = *quote == '[' ? ']' : *quote;
        while (length < rest->length && rest->data[length] != end) {
            length++;
        }
        token = (Text){rest->data + 1, length - 1};
        length += length < rest->length;
    } else {
        while (length != 0 && is_word(*rest->data) && length < rest->length &&
               is_word(rest->data[length])) {
            length++;
        }
        token.length = length;
    }
    rest->data += length;
    rest->length -= length;
    return token;
}

static bool token_is(Text token, const char *word) {
    return token.length == strlen(word) && strncasecmp(token.data, word, token.length) == 0;
}

/* Whether the SQL says CREATE VIEW, TRIGGER, INDEX or TABLE of the object's name. Others stand for
 * something else: rows, several objects. */
static bool creates_its_name(const SqlObject *sql) {
    static const char *const passed[] = {"unique", "if", "not", "exists", "main", "."};
    static const char *const kinds[] = {"view", "trigger", "index", "table"};
    Text rest = name_text(sql->up);
    bool in_create = false;
    bool has_kind = false;
    for (Text token = next_token(&rest); token.data != rest.data; token = next_token(&rest)) {
        bool passes = false;
        for (size_t i = 0; i < sizeof passed / sizeof passed[0]; i++) {
            passes = passes || token_is(token, passed[i]);
        }
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && in_create && !has_kind && !passes;
             i++) {
            has_kind = token_is(token, kinds[i]);
            passes = has_kind;
        }
        if (in_create && has_kind && token_is(token, sql->name->text)) {
            return true;
        }
        if (!passes) {
            in_create = token_is(token, "create");
            has_kind = false;
        }
        if (rest.length == 0) {
            break;
        }
    }
    return false;
}

void sqlite_missing_sql(Ddl *ddl, const Script *script) {
    bool any = false;
    for (uint32_t i = 0; i < script->up->steps.count; i++) {
        const Step *step = &script->up->steps.items[i];
        if (step->kind == STEP_RUN_SQL && creates_its_name(step->sql)) {
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

void sqlite_not_sql_objects(Buf *out, const Script *script, const char *column) {
    Buf name = {0};
    bool any = false;
    for (uint32_t i = 0; i < script->up->steps.count; i++) {
        const Step *step = &script->up->steps.items[i];
        if (step->kind == STEP_RUN_SQL) {
            if (!any) {
                buf_printf(out, "\n   AND lower(%s) NOT IN (", column);
            }
            buf_text(out, any ? ", " : "");
            buf_clear(&name);
            for (uint32_t c = 0; c < step->sql->name->length; c++) {
                char letter = step->sql->name->text[c];
                buf_char(&name,
                         letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter);
            }
            quote_string(out, name.data, name.length, TARGET_SQLITE);
            any = true;
        }
    }
    buf_text(out, any ? ")" : "");
    buf_free(&name);
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
