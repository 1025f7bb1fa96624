/*
 * stale.c - takes the changes of a revision, tells the author's SQL that still speaks of columns and tables by names that are gone.
 * See emit.h.
 *
 * No server but SQLite reads a view or a routine again when a table changes, and none does so in a proof: names are looked for
 * among the words of the text.
 */
#include <string.h>

#include "emit/lower.h"
#include "emit/portability/parts.h"
#include "emit/sql_tokens.h"

typedef struct Reading {
    Portability *p;
    const TableChange *change; /* of a table that the object needs */
    const SqlObject *sql;
    bool is_told;
} Reading;

static bool has_column(const Table *table, Text name) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (sql_same_letters(name_text(table->columns[i].name), name)) {
            return true;
        }
    }
    return false;
}

/* The name means something else that the object needs. */
static bool is_known(const SqlObject *sql, Text name) {
    for (uint32_t i = 0; i < sql->needs_count; i++) {
        const Object *need = sql->needs[i];
        if (sql_same_letters(name_text(object_name(need)), name) ||
            (need->kind == OBJECT_TABLE && has_column(need->table, name))) {
            return true;
        }
    }
    return false;
}

static void tell(Reading *reading, const SqlToken *token, Text text, const char *what, Name after,
                 Span place) {
    const SqlObject *sql = reading->sql;
    Span span = {sql->up_span.start + (uint32_t)(token->source.data - text.data),
                 (uint32_t)token->source.length};
    Diag *diag = diag_at(reading->p->diags, DIAG_STALE_SQL, span,
                         "sql object `%s` speaks of %s `%.*s`, which is %s", sql->name->text, what,
                         TEXT_ARG(token->text), after ? "called otherwise now" : "gone");
    if (after) {
        diag_note(diag, place, "it is `%s` from here on", after->text);
    }
    diag_help(diag, "write it into the schema with the names that there are now: `migc new NAME` "
                    "drafts the revision that makes it anew");
    reading->is_told = true;
}

static void look_at(Reading *reading, const SqlToken *token, Text text) {
    const TableChange *change = reading->change;
    bool is_renamed = change->before->name != change->after->name;
    if (is_known(reading->sql, token->text)) {
        return;
    }
    if (is_renamed && sql_same_letters(name_text(change->before->name), token->text)) {
        tell(reading, token, text, "table", change->after->name, change->after->span);
        return;
    }
    for (uint16_t i = 0; i < change->before->column_count; i++) {
        const Column *column = &change->before->columns[i];
        if (sql_same_letters(name_text(column->name), token->text)) {
            const Column *after = change->to[i] >= 0 ? &change->after->columns[change->to[i]]
                                                     : NULL;
            tell(reading, token, text, "column", after ? after->name : NULL,
                 after ? after->span : column->span);
            return;
        }
    }
}

/* The words of a text, and of what stands between dollars in it: the body of a routine. An alias says nothing. */
static void read_words(Reading *reading, Text part, Text text) {
    SqlTokens tokens = sql_tokens(&reading->p->arena, part, reading->p->dialect->target);
    for (uint32_t i = 0; i + 1 < tokens.all.count && !reading->is_told; i++) {
        const SqlToken *token = &tokens.all.items[i];
        bool is_alias = i > 0 && sql_is_word(token - 1, "as");
        if (token->kind == SQL_STRING && *token->source.data == '$') {
            const char *body = memchr(token->source.data + 1, '$', token->source.length - 1);
            read_words(reading, (Text){body + 1, token->text.length}, text);
        } else if ((token->kind == SQL_WORD || token->kind == SQL_NAME) && !is_alias) {
            look_at(reading, token, text);
        }
    }
}

/* The same SQL is there before the change, and in the last revision. */
static bool stays(const Model *model, const SqlObject *sql) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_SQL && object->sql->name == sql->name &&
            object->sql->up == sql->up) {
            return true;
        }
    }
    return false;
}

/* Whether something was told. */
static bool check_object(Portability *p, const SqlObject *sql, const TableChange **changes,
                         const Change *change, const Model *head) {
    Reading reading = {.p = p, .sql = sql};
    for (uint32_t i = 0; i < sql->needs_count && !reading.is_told; i++) {
        const Object *need = sql->needs[i];
        reading.change = need->kind == OBJECT_TABLE ? changes[need->table->number] : NULL;
        if (reading.change && sql->up && stays(change->before, sql) && stays(head, sql)) {
            read_words(&reading, name_text(sql->up), name_text(sql->up));
        }
    }
    return reading.is_told;
}

/* What SQLite makes of it is proven. */
static bool is_asked(const Portability *p, TargetSet targets) {
    return is_for(p->dialect, targets) && p->dialect->target != TARGET_SQLITE;
}

void portability_stale(const Changes *changes, const Model *head, const Project *project,
                       TargetSet targets, Diags *diags) {
    Portability p = {.project = project, .diags = diags};
    for (uint32_t i = 0; i < changes->count; i++) {
        const Change *change = &changes->items[i];
        const TableChange **altered = NEW_ARRAY(&p.arena, const TableChange *,
                                                change->after->table_count);
        bool any = false;
        for (uint32_t k = 0; k < change->up.count; k++) {
            if (change->up.items[k].kind == OP_ALTER_TABLE) {
                altered[change->up.items[k].table->after->number] = change->up.items[k].table;
                any = true;
            }
        }
        for (uint32_t k = 0; any && k < change->after->object_count; k++) {
            const Object *object = &change->after->objects[k];
            bool is_told = false;
            for (Target target = 0; target < TARGET_COUNT && object->kind == OBJECT_SQL && !is_told;
                 target++) {
                p.dialect = dialect_of(target);
                is_told = is_asked(&p, (TargetSet)(targets & object->sql->targets)) &&
                          check_object(&p, object->sql, altered, change, head);
            }
        }
    }
    arena_release(&p.arena);
}
