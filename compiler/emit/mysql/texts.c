/*
 * texts.c - takes a Script, gives what verify.sql has to know of what the author's SQL makes. See parts.h.
 */
#include <string.h>

#include "emit/blocks.h"
#include "emit/mysql/made.h"
#include "emit/mysql/parts.h"
#include "emit/mysql/view.h"
#include "emit/quote.h"
#include "emit/sqlite/words.h"

typedef struct Expecting {
    Ddl *ddl;
    const Script *script;
    Target target;
    Arena *arena;
    SqlFacts facts;
    bool has_texts; /* the statement that compares them is written */
    bool has_views; /* that one, too */
} Expecting;

static void put_string(Expecting *expecting, Text text) {
    quote_string(expecting->ddl->out, text.data, text.length, expecting->target);
}

/* As it was written. */
static Text name_of(const SqlFact *fact) {
    return fact->first[-1].text;
}

static bool is_sql(const Expecting *expecting, const Object *object) {
    return object->kind == OBJECT_SQL && (object->sql->targets >> expecting->target & 1) != 0;
}

/* It is made again behind it, or goes again; what differs in capitals may be another table. */
static bool is_passed(const Expecting *expecting, const SqlFact *fact) {
    const SqlFact *last = sql_facts_find(&expecting->facts, fact);
    return fact->is_gone || !last || (last != fact && text_equal(name_of(last), name_of(fact)));
}

/* ---- whether it is there ------------------------------------------------------------------------- */

static void expect(Expecting *expecting, const SqlFact *fact, const char *line) {
    Buf *out = expecting->ddl->out;
    buf_text(out, "INSERT INTO migc_shape (b, a, object, line) VALUES (1, 1, ");
    put_string(expecting, name_of(fact));
    buf_printf(out, ", '%s');\nINSERT IGNORE INTO migc_object VALUES (", line);
    put_string(expecting, name_of(fact));
    buf_text(out, ");\n");
}

static void pass_over(Expecting *expecting, Text name) {
    buf_text(expecting->ddl->out, "DELETE FROM migc_object WHERE name = ");
    put_string(expecting, name);
    buf_text(expecting->ddl->out, ";\n");
}

/* What its columns are the author alone knows. */
static void expect_table(Expecting *expecting, const SqlFact *fact) {
    Buf *out = expecting->ddl->out;
    buf_text(out, "INSERT INTO migc_shape (b, a, object, line) SELECT 1, 1, ");
    put_string(expecting, name_of(fact));
    buf_text(out, ", ': table' FROM DUAL\n"
                  " WHERE NOT EXISTS (SELECT * FROM information_schema.tables WHERE (table_schema, "
                  "table_name) = (DATABASE(), ");
    put_string(expecting, name_of(fact));
    buf_text(out, "));\n");
    pass_over(expecting, name_of(fact));
}

static void expect_fact(Expecting *expecting, const SqlFact *fact) {
    switch (fact->kind) {
    case FACT_VIEW: expect(expecting, fact, ": view"); break;
    case FACT_TRIGGER: expect(expecting, fact, ": trigger"); break;
    case FACT_FUNCTION: expect(expecting, fact, ": function"); break;
    case FACT_PROCEDURE: expect(expecting, fact, ": procedure"); break;
    case FACT_EVENT: expect(expecting, fact, ": event"); break;
    case FACT_TABLE: expect_table(expecting, fact); break;
    default: break; /* not looked for */
    }
}

/* Reads what the author's SQL makes. What may be called like SQL that makes nothing that can be known is not looked at. */
static void read_facts(Expecting *expecting) {
    const Model *model = expecting->script->model;
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        uint32_t before = expecting->facts.all.count;
        if (is_sql(expecting, object)) {
            sql_facts_read(expecting->arena, model->names, name_text(object->sql->up),
                           expecting->target, &expecting->facts);
            if (expecting->facts.all.count == before) {
                pass_over(expecting, name_text(object->sql->name));
            }
        }
    }
}

/* What is spoken of, as it is where something may make anything. */
static void pass_over_mentioned(Expecting *expecting) {
    const Model *model = expecting->script->model;
    Buf *out = expecting->ddl->out;
    NameMap seen = {0};
    Text word;
    bool any = false;
    for (uint32_t i = 0; expecting->facts.is_open && i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        Text rest = is_sql(expecting, object) ? name_text(object->sql->up) : (Text){"", 0};
        while (sqlite_next_word(&rest, &word)) {
            Name name = names_intern(model->names, word.data, word.length);
            Name lower = names_lower(model->names, name);
            bool is_sign = word.length == 1 && strchr("()*,;.=<>+-/%", *word.data) != NULL;
            if (!is_sign && namemap_get(&seen, lower) == NULL) {
                buf_text(out, any ? ", "
                                  : "DELETE FROM migc_object WHERE name NOT IN (SELECT object FROM "
                                    "migc_shape) AND LOWER(name) IN (");
                put_string(expecting, name_text(lower));
                namemap_set(expecting->arena, &seen, lower, expecting);
                any = true;
            }
        }
    }
    buf_text(out, any ? ");\n" : "");
}

/* ---- whether it is the same ---------------------------------------------------------------------- */

/* The block, once. */
static void begin(Expecting *expecting, bool *is_written, const char *const *block) {
    if (!*is_written) {
        block_write(expecting->ddl->out, block);
        *is_written = true;
    }
}

static void compare_made(Expecting *expecting, const SqlFact *fact) {
    Buf *out = expecting->ddl->out;
    MysqlMade made = mysql_made(expecting->arena, fact, expecting->target);
    Buf text = {0};
    buf_slice(&text, made.head);
    buf_char(&text, ' ');
    if (made.is_known && mysql_made_shown(&text, fact, made.body, expecting->target)) {
        begin(expecting, &expecting->has_texts, block_mysql_texts);
        buf_printf(out, "SET @migc_kind = '%s', @migc_name = ", fact_word(fact->kind));
        put_string(expecting, name_of(fact));
        buf_text(out, ", @migc_text = ");
        mysql_string(out, buf_view(&text));
        buf_text(out, ";\nEXECUTE migc_text;\n");
    }
    buf_free(&text);
}

/* So that it stands for itself in a regular expression. */
static void put_literal(Buf *out, char c) {
    bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '_' || c == ' ' || ((unsigned char)c & 0x80) != 0;
    if (!is_plain) {
        buf_char(out, '\\');
    }
    buf_char(out, c);
}

/* `one|other`; what is between quotes as servers print it. `quote`: ', `, or 0 for neither. */
static void put_choice(Buf *out, const MysqlTexts *texts, const char *first, char quote) {
    static const char special[] = "\\'\n\r\032";
    static const char letters[] = "\\'nrZ";
    buf_text(out, first);
    for (uint32_t i = 0; i < texts->count; i++) {
        Text text = texts->items[i];
        buf_text(out, i > 0 || *first != '\0' ? "|" : "");
        for (size_t c = 0; c < text.length; c++) {
            const char *at = text.data[c] == '\0' ? NULL : strchr(special, text.data[c]);
            if (quote == '\'' && (at != NULL || text.data[c] == '\0')) {
                put_literal(out, '\\');
                put_literal(out, at != NULL ? letters[at - special] : '0');
            } else {
                buf_text(out, quote == '`' && text.data[c] == '`' ? "\\`" : "");
                put_literal(out, text.data[c]);
            }
        }
    }
}

static void set_pattern(Expecting *expecting, const char *variable, Buf *pattern) {
    buf_printf(expecting->ddl->out, ",\n    @migc_%s = ", variable);
    mysql_string(expecting->ddl->out, buf_view(pattern));
    buf_clear(pattern);
}

static void compare_view(Expecting *expecting, const SqlFact *fact) {
    Buf *out = expecting->ddl->out;
    MysqlView view = mysql_view(expecting->arena, fact);
    Buf pattern = {0};
    begin(expecting, &expecting->has_views, block_mysql_views);
    buf_text(out, "SET @migc_name = ");
    put_string(expecting, name_of(fact));
    buf_printf(out, ", @migc_columns = %d, @migc_checked = '%s', @migc_rights = '%s'",
               view.names_columns ? 1 : 0, view.checked, view.is_invokers ? "INVOKER" : "DEFINER");
    put_choice(&pattern, &view.words, "", '`');
    set_pattern(expecting, "words", &pattern);
    buf_text(&pattern, "'(?:");
    put_choice(&pattern, &view.strings, ",", '\'');
    buf_text(&pattern, ")'");
    set_pattern(expecting, "strings", &pattern);
    /* MySQL shows WITH ROLLUP with a number for each column */
    put_choice(&pattern, &view.numbers, mysql_view_has(&view, "rollup") ? "10|[0-9]" : "10", 0);
    set_pattern(expecting, "numbers", &pattern);
    buf_char(&pattern, '^');
    for (uint32_t i = 0; view.has_numbers && i < view.numbers.count; i++) {
        MysqlTexts one = {.items = &view.numbers.items[i], .count = 1};
        buf_text(&pattern, "(?=.*(?<![[:alnum:]_.])");
        put_choice(&pattern, &one, "", 0);
        buf_text(&pattern, "(?![[:alnum:]_.]))");
    }
    set_pattern(expecting, "needed", &pattern);
    buf_char(&pattern, '^');
    for (uint32_t i = 0; view.has_outputs && i < view.outputs.count; i++) {
        MysqlTexts one = {.items = &view.outputs.items[i], .count = 1};
        buf_text(&pattern, i > 0 ? "\\n" : "");
        if (one.items->length > 0) {
            put_choice(&pattern, &one, "", 0);
        } else {
            buf_text(&pattern, "[^\\n]*");
        }
    }
    buf_text(&pattern, view.has_outputs ? "$" : "");
    set_pattern(expecting, "outputs", &pattern);
    buf_text(out, ";\nEXECUTE migc_view;\n");
    buf_free(&pattern);
}

static void compare_fact(Expecting *expecting, const SqlFact *fact) {
    switch (fact->kind) {
    case FACT_VIEW: compare_view(expecting, fact); break;
    case FACT_TRIGGER:
    case FACT_FUNCTION:
    case FACT_PROCEDURE:
    case FACT_EVENT: compare_made(expecting, fact); break;
    default: break; /* that it is there is enough */
    }
}

/* ---- what a script makes ------------------------------------------------------------------------- */

/* Whether it is there, or is not; in the body of a statement that asks. */
static void ask_whether(Expecting *expecting, const SqlFact *fact, bool comes) {
    Buf *out = expecting->ddl->out;
    Buf line = {0};
    buf_printf(&line, "%s ", fact_word(fact->kind));
    buf_slice(&line, name_of(fact));
    buf_text(out, "INSERT INTO migc_shape (b, a, object, line, seen) SELECT NULL, 0, '', ");
    mysql_string(out, buf_view(&line));
    buf_text(out, ", 1 FROM DUAL\n WHERE @migc_looking AND ");
    mysql_lookup_fact(out, expecting->script->dialect, fact, !comes, 2);
    buf_text(out, ";\n");
    buf_free(&line);
}

static bool is_looked_for(const SqlFact *fact) {
    switch (fact->kind) {
    case FACT_VIEW:
    case FACT_TRIGGER:
    case FACT_FUNCTION:
    case FACT_PROCEDURE:
    case FACT_EVENT:
    case FACT_TABLE: return true;
    default: return false;
    }
}

/* What the author's SQL makes that comes; of that which goes also what undoes it. */
static void read_ops(Expecting *expecting, OpKind kind, SqlFacts *facts) {
    const Script *script = expecting->script;
    const Ops *ops = &script->changes->items[0].up;
    Names *names = script->model->names;
    for (uint32_t i = 0; i < ops->count; i++) {
        const Object *object = ops->items[i].kind == kind ? op_object(&ops->items[i]) : NULL;
        if (!object || !is_sql(expecting, object)) {
            continue;
        }
        const SqlObject *sql = object->sql;
        sql_facts_read(expecting->arena, names, name_text(sql->up), expecting->target, facts);
        if (kind == OP_DROP_SQL && sql->down) {
            sql_facts_read(expecting->arena, names, name_text(sql->down), expecting->target, facts);
        }
    }
}

/* It is dropped, and nothing of its name and kind comes: of the author's, or a table of the language. */
static bool goes(const Expecting *expecting, const SqlFact *fact) {
    const Model *model = expecting->script->model;
    bool is_gone = fact->is_gone && !sql_facts_find(&expecting->facts, fact);
    for (uint32_t i = 0; is_gone && fact->kind == FACT_TABLE && i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        is_gone = object->kind != OBJECT_TABLE ||
                  !sql_same_letters(name_text(object->table->name), name_of(fact));
    }
    return is_gone;
}

void mysql_ask_made(Ddl *ddl, const Script *script) {
    Expecting expecting = {
        .ddl = ddl, .script = script, .target = script->dialect->target, .arena = &ddl->arena};
    SqlFacts gone = {0};
    read_ops(&expecting, OP_CREATE_SQL, &expecting.facts);
    read_ops(&expecting, OP_DROP_SQL, &gone);
    for (uint32_t i = 0; i < gone.all.count; i++) {
        if (is_looked_for(gone.all.items[i]) && goes(&expecting, gone.all.items[i])) {
            ask_whether(&expecting, gone.all.items[i], false);
        }
    }
    for (uint32_t i = 0; i < expecting.facts.all.count; i++) {
        const SqlFact *fact = expecting.facts.all.items[i];
        if (is_looked_for(fact) && !is_passed(&expecting, fact)) {
            ask_whether(&expecting, fact, true);
            compare_fact(&expecting, fact);
        }
    }
    if (expecting.has_texts || expecting.has_views) {
        buf_text(ddl->out,
                 "UPDATE migc_shape SET b = NULL, line = CONCAT(object, line), object = ''\n"
                 " WHERE line LIKE ': % with another text';\n");
    }
}

void mysql_expect_made(Ddl *ddl, const Script *script) {
    Expecting expecting = {
        .ddl = ddl, .script = script, .target = script->dialect->target, .arena = &ddl->arena};
    read_facts(&expecting);
    for (uint32_t i = 0; i < expecting.facts.all.count; i++) {
        if (!is_passed(&expecting, expecting.facts.all.items[i])) {
            expect_fact(&expecting, expecting.facts.all.items[i]);
        }
    }
    pass_over_mentioned(&expecting);
    buf_text(ddl->out, "EXECUTE migc_locate;\n"
                       "EXECUTE migc_place;\n");
    for (uint32_t i = 0; i < expecting.facts.all.count; i++) {
        if (!is_passed(&expecting, expecting.facts.all.items[i])) {
            compare_fact(&expecting, expecting.facts.all.items[i]);
        }
    }
    buf_text(ddl->out, expecting.has_texts || expecting.has_views ? "\n" : "");
}
