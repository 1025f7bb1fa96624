/* sql_makes.c - takes a sql object, gives what it makes. See sql_makes.h. */
#include "emit/sql_makes.h"

#include <string.h>
#include <strings.h>

#include "emit/sqlite_words.h"

static bool word_is(Text word, const char *what) {
    return word.length == strlen(what) && strncasecmp(word.data, what, word.length) == 0;
}

static bool is_passed(Text word) {
    static const char *const passed[] = {"or", "replace", "temp", "temporary", "recursive",
                                         "unlogged"};
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) {
        if (word_is(word, passed[i])) {
            return true;
        }
    }
    return false;
}

static SqlKind kind_of(Text word) {
    static const struct {
        const char *word;
        SqlKind kind;
    } kinds[] = {{"view", SQL_VIEW},         {"materialized", SQL_VIEW}, {"rule", SQL_VIEW},
                 {"function", SQL_ROUTINE},  {"procedure", SQL_ROUTINE}, {"type", SQL_TYPE},
                 {"domain", SQL_TYPE},       {"collation", SQL_TYPE},    {"schema", SQL_TYPE},
                 {"extension", SQL_TYPE},    {"sequence", SQL_TYPE},     {"table", SQL_TABLE},
                 {"foreign", SQL_TABLE}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (word_is(word, kinds[i].word)) {
            return kinds[i].kind;
        }
    }
    return SQL_OTHER;
}

/* The last word of `a.b.c`. */
static Text last_word(Text rest) {
    Text name = {0};
    Text word;
    while (sqlite_next_word(&rest, &word)) {
        name = word;
        Text behind = rest;
        if (!sqlite_next_word(&behind, &word) || !word_is(word, ".")) {
            break;
        }
        rest = behind;
    }
    return name;
}

SqlMade sql_made(const SqlObject *sql) {
    SqlMade made = {.kind = SQL_OTHER};
    Text rest = name_text(sql->up);
    Text word;
    bool begins = true; /* a statement */
    while (sqlite_next_word(&rest, &word)) {
        if (begins && word_is(word, "create")) {
            while (sqlite_next_word(&rest, &word) && is_passed(word)) {
            }
            made.kind = kind_of(word);
            made.name = made.kind == SQL_OTHER ? (Text){0} : last_word(rest);
            return made;
        }
        if (begins && !word_is(word, "set")) {
            return made;
        }
        begins = word_is(word, ";");
    }
    return made;
}

bool sql_is_ground(const SqlObject *sql) {
    SqlKind kind = sql_made(sql).kind;
    bool stands = (kind == SQL_ROUTINE || kind == SQL_TYPE) && sql->down != NULL &&
                  strstr(sql->up->text, "\n RETURNS trigger\n") == NULL;
    for (uint32_t i = 0; i < sql->needs_count && stands; i++) {
        const Object *need = sql->needs[i];
        stands = need->kind != OBJECT_TABLE && need->kind != OBJECT_DATA &&
                 (need->kind != OBJECT_SQL || sql_is_ground(need->sql));
    }
    return stands;
}
