/*
 * with.c - takes `with (...)` of tables and indexes, tells what the dialect has not got of it.
 * See parts.h.
 */
#include <string.h>

#include "emit/lower.h"
#include "emit/with.h"
#include "emit/portability/parts.h"
#include "emit/typename.h"

/* ---- words and values ---------------------------------------------------------------------------- */

static bool is_number(Name value) {
    uint32_t at = value->text[0] == '-' ? 1 : 0;
    bool is = at < value->length;
    for (; at < value->length && is; at++) {
        char c = value->text[at];
        bool is_exponent = at > 0 && (c == 'e' || c == '-' || c == '+');
        is = (c >= '0' && c <= '9') || c == '.' || is_exponent;
    }
    return is;
}

static bool is_truth(Name value) {
    static const char *const words[] = {"on", "off", "true", "false", "1", "0", "yes", "no"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_is(name_text(value), words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_word(Name value) {
    bool is = value->length > 0;
    for (uint32_t i = 0; i < value->length && is; i++) {
        char c = value->text[i];
        is = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    return is;
}

static const char *wanted(OptionValue kind) {
    switch (kind) {
    case OPTION_NOTHING: return "no value";
    case OPTION_NUMBER: return "a number";
    case OPTION_TRUTH: return "`on` or `off`";
    case OPTION_WORD: return "a word";
    case OPTION_TEXT: return "a string";
    }
    return "";
}

static bool is_good(OptionValue kind, Name value) {
    if (!value) {
        return kind == OPTION_NOTHING || kind == OPTION_TRUTH;
    }
    switch (kind) {
    case OPTION_NOTHING: return false;
    case OPTION_NUMBER: return is_number(value);
    case OPTION_TRUTH: return is_truth(value);
    case OPTION_WORD: return is_word(value);
    case OPTION_TEXT: return true;
    }
    return false;
}

/* Tells of each word what is wrong with it. */
static void check_words(Portability *p, const OptionWords *options, const Index *index) {
    for (uint16_t i = 0; i < options->count; i++) {
        const OptionWord *option = &options->items[i];
        bool is_foreign = false;
        if (!is_for(p->dialect, option->targets)) {
            continue;
        }
        const OptionKnown *info = option_known(p->dialect->target, option->name, index,
                                               &is_foreign);
        if (!info && !is_foreign) {
            portability_refuse(p, option->span, option->targets, "`%s` of %s", option->name->text,
                               index ? "an index" : "a table");
        } else if (info && !is_good(info->value, option->value)) {
            Diag *diag = diag_at(
                p->diags, DIAG_NOT_PORTABLE, option->span, "`%s` in %s takes %s, found %s%s%s",
                option->name->text, p->dialect->title, wanted(info->value),
                option->value ? "`" : "nothing", option->value ? option->value->text : "",
                option->value ? "`" : "");
            diag_help(diag, info->value == OPTION_NOTHING ? "write `%s` alone" : "write `%s = ...`",
                      option->name->text);
        }
    }
}

void portability_index_options(Portability *p, const Index *index) {
    check_words(p, &index->options, index);
    const OptionWord *said = options_find(&index->options, p->dialect->target, "comment");
    if (said && said->value) {
        portability_doc(p, said->value, said->span, p->dialect->column_comment);
    }
}

/* ---- SQLite -------------------------------------------------------------------------------------- */

/* A table that is strict has columns of six types. */
static void check_strict(Portability *p, const Table *table, const OptionWord *strict) {
    static const char *const types[] = {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"};
    if (p->project->version[TARGET_SQLITE] < STRICT_SINCE &&
        !span_is_none(p->project->version_span[TARGET_SQLITE])) {
        Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, strict->span,
                             "`strict` cannot be had before SQLite 3.37");
        diag_help(diag, "write `sqlite 3.37` in `targets` of the project");
    }
    Buf text = {0};
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (!is_for(p->dialect, column->targets) || column->type.kind == TYPE_ERROR) {
            continue;
        }
        buf_clear(&text);
        typename_write(&text, column->type, TARGET_SQLITE);
        bool is_taken = false;
        for (size_t k = 0; k < sizeof types / sizeof *types; k++) {
            is_taken = is_taken || (text.length == strlen(types[k]) &&
                                    strncasecmp(text.data, types[k], text.length) == 0);
        }
        if (!is_taken) {
            Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, column->span,
                                 "a strict table of SQLite has no column of type `%.*s`",
                                 TEXT_ARG(buf_view(&text)));
            diag_note(diag, strict->span, "`strict` is said here");
            diag_help(diag, "its types are `INTEGER`, `REAL`, `TEXT`, `BLOB` and `ANY`: give the "
                            "column one of them, by a `type` if need be");
        }
    }
    buf_free(&text);
}

/* SQLite makes such columns required by itself. */
static void check_key_takes_null(Portability *p, const Table *table, const OptionWord *option,
                                 const char *shown) {
    const Key *key = table->primary_key;
    for (uint16_t i = 0; key && is_for(p->dialect, key->targets) && i < key->columns.count; i++) {
        const Column *column = &table->columns[key->columns.at[i]];
        if (column->flags & COLUMN_NULLABLE) {
            Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, column->span,
                                 "no column of the primary key of a table of SQLite that is `%s` "
                                 "takes null",
                                 shown);
            diag_note(diag, option->span, "`%s` is said here", shown);
            diag_help(diag, "leave `null` out");
        }
    }
}

static void check_rowid(Portability *p, const Table *table, const OptionWord *without) {
    const Key *key = table->primary_key;
    if (!key || !is_for(p->dialect, key->targets)) {
        Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, without->span,
                             "a table of SQLite without a rowid needs a primary key");
        diag_note(diag, table->span, "`%s` has none", table->name->text);
        return;
    }
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if ((column->flags & COLUMN_IDENTITY) && is_for(p->dialect, column->targets)) {
            Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, column->span,
                                 "a table of SQLite without a rowid has no identity column");
            diag_note(diag, without->span, "`without_rowid` is said here");
        }
    }
}

/* ---- MySQL and MariaDB --------------------------------------------------------------------------- */

static void check_pair(Portability *p, const OptionWord *charset, const OptionWord *collate) {
    if (charset && charset->value && !charset_collation(charset->value, p->dialect->target)) {
        portability_refuse(p, charset->span, charset->targets, "the character set `%s`",
                           charset->value->text);
    } else if (charset && charset->value && collate && collate->value &&
               !charset_has(charset->value, collate->value)) {
        diag_at(p->diags, DIAG_NOT_PORTABLE, collate->span,
                "`%s` is no collation of the character set `%s`", collate->value->text,
                charset->value->text);
    }
    if (collate && collate->value && !portability_has_collation(p, name_text(collate->value))) {
        portability_refuse(p, collate->span, collate->targets, "the collation `%s`",
                           collate->value->text);
    }
}

/* Only InnoDB has foreign keys; the other engines say nothing, and have none. */
static void check_engine(Portability *p, const Table *table, const OptionWord *engine) {
    if (!engine || !engine->value || text_is(name_text(engine->value), "innodb")) {
        return;
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (is_for(p->dialect, table->foreign_keys[i].targets)) {
            Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, table->foreign_keys[i].span,
                                 "`%s` of %s has no foreign keys", engine->value->text,
                                 p->dialect->title);
            diag_note(diag, engine->span, "the engine is said here");
        }
    }
}

void portability_charset(Portability *p, const Column *column) {
    if (!column->charset) {
        return;
    }
    bool is_mysql = p->dialect->collation != NULL;
    if (!is_mysql || !charset_collation(column->charset, p->dialect->target)) {
        portability_refuse(p, column->span, column->targets, "the character set `%s`",
                           column->charset->text);
    } else if (column->collation && !charset_has(column->charset, column->collation)) {
        diag_at(p->diags, DIAG_NOT_PORTABLE, column->span,
                "`%s` is no collation of the character set `%s`", column->collation->text,
                column->charset->text);
    } else if (!type_has_collation(column->type) && column->type.kind != TYPE_NATIVE) {
        diag_at(p->diags, DIAG_NOT_PORTABLE, column->span,
                "a character set means nothing on a column that holds no text");
    }
}

/* ---- tables -------------------------------------------------------------------------------------- */

static const OptionWord *find(const Portability *p, const Table *table, const char *word) {
    return options_find(&table->options, p->dialect->target, word);
}

void portability_table_options(Portability *p, const Table *table) {
    check_words(p, &table->options, NULL);
    switch (p->dialect->target) {
    case TARGET_POSTGRES: return;
    case TARGET_SQLITE: {
        const OptionWord *strict = find(p, table, "strict");
        const OptionWord *without = find(p, table, "without_rowid");
        if (strict) {
            check_strict(p, table, strict);
            check_key_takes_null(p, table, strict, "strict");
        }
        if (without) {
            check_rowid(p, table, without);
            check_key_takes_null(p, table, without, "without_rowid");
        }
        return;
    }
    case TARGET_MYSQL:
    case TARGET_MARIADB:
        check_pair(p, find(p, table, "charset"), find(p, table, "collate"));
        check_engine(p, table, find(p, table, "engine"));
        return;
    case TARGET_COUNT: return;
    }
}

void portability_logged(Portability *p, const Table *table, const ForeignKey *key) {
    const OptionWord *unlogged = options_find(&key->target->options, TARGET_POSTGRES, "unlogged");
    if (p->dialect->target == TARGET_POSTGRES && unlogged &&
        !options_have(table, TARGET_POSTGRES, "unlogged")) {
        Diag *diag = diag_at(
            p->diags, DIAG_NOT_PORTABLE, key->span,
            "in PostgreSQL a table that is logged cannot refer to one that is not");
        diag_note(diag, unlogged->span, "`%s` is not logged", key->target->name->text);
    }
}
