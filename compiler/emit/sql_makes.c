/* sql_makes.c - takes a sql object, gives what it makes. See sql_makes.h. */
#include "emit/sql_makes.h"

#include <string.h>
#include <strings.h>

#include "emit/sqlite/words.h"

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
                 {"foreign", SQL_TABLE},     {"aggregate", SQL_GROUND},  {"operator", SQL_GROUND},
                 {"cast", SQL_GROUND},       {"text", SQL_GROUND}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (word_is(word, kinds[i].word)) {
            return kinds[i].kind;
        }
    }
    return SQL_OTHER;
}

/* The last word of `a.b.c`, also behind `if not exists`. */
static Text last_word(Text rest) {
    Text name = {0};
    Text word;
    Text behind_if = rest;
    if (sqlite_next_word(&behind_if, &word) && word_is(word, "if") &&
        sqlite_next_word(&behind_if, &word) && word_is(word, "not") &&
        sqlite_next_word(&behind_if, &word)) {
        rest = behind_if;
    }
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
            made.name = made.kind == SQL_OTHER || made.kind == SQL_GROUND ? (Text){0} : last_word(rest);
            return made;
        }
        if (begins && !word_is(word, "set")) {
            return made;
        }
        begins = word_is(word, ";");
    }
    return made;
}

Text sql_header(const SqlObject *sql) {
    Text text = name_text(sql->up);
    const char *end = strstr(text.data, "\n LANGUAGE");
    return end ? (Text){text.data, (size_t)(end - text.data)} : (Text){0};
}

/* Takes what stands before a comma or a bracket. */
static Text next_argument(Text *rest) {
    size_t length = 0;
    while (length < rest->length && !strchr(",)", rest->data[length])) {
        length++;
    }
    Text argument = {rest->data, length};
    while (argument.length != 0 && *argument.data == ' ') {
        argument = (Text){argument.data + 1, argument.length - 1};
    }
    length += length < rest->length;
    *rest = (Text){rest->data + length, rest->length - length};
    return argument;
}

/* `x integer` without its first word; a type of several words that has no name before it: itself. */
static Text without_name(Text argument) {
    static const char *const later[] = {"varying", "precision", "with", "without"};
    const char *blank = argument.length == 0 ? NULL : memchr(argument.data, ' ', argument.length);
    size_t length = blank ? (size_t)(blank - argument.data) + 1 : 0;
    Text type = {argument.data + length, argument.length - length};
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        if (type.length >= strlen(later[i]) &&
            memcmp(type.data, later[i], strlen(later[i])) == 0) {
            return argument;
        }
    }
    return type;
}

bool sql_same_arguments(const SqlObject *routine, const SqlObject *other) {
    if (!routine->down || !other->down || routine->down == other->down) {
        return routine->down == other->down;
    }
    Text rest = name_text(routine->down);
    Text others = name_text(other->down);
    bool is_first = true; /* behind the name there is a bracket that opens */
    while (rest.length != 0 && others.length != 0) {
        Text one = next_argument(&rest);
        Text two = next_argument(&others);
        const char *bracket = is_first && one.length != 0 ? memchr(one.data, '(', one.length) : NULL;
        size_t name = bracket ? (size_t)(bracket - one.data) + 1 : 0;
        if (is_first && (name == 0 || two.length < name || memcmp(one.data, two.data, name) != 0)) {
            return false;
        }
        one = (Text){one.data + name, one.length - name};
        two = (Text){two.data + name, two.length - name};
        is_first = false;
        if (!text_equal(one, two) && !text_equal(without_name(one), without_name(two))) {
            return false;
        }
    }
    return rest.length == others.length;
}

void sql_identity(Buf *out, const SqlObject *sql) {
    Text rest = name_text(sql->down);
    const char *bracket = memchr(rest.data, '(', rest.length);
    if (sql_made(sql).kind != SQL_ROUTINE || !bracket) {
        buf_put(out, rest.data, rest.length);
        return;
    }
    size_t name = (size_t)(bracket - rest.data) + 1;
    buf_put(out, rest.data, name);
    rest = (Text){rest.data + name, rest.length - name};
    while (rest.length != 0) {
        Text argument = without_name(next_argument(&rest));
        buf_put(out, argument.data, argument.length);
        buf_char(out, ',');
    }
}

bool sql_is_ground(const SqlObject *sql) {
    SqlKind kind = sql_made(sql).kind;
    bool stands = (kind == SQL_ROUTINE || kind == SQL_TYPE || kind == SQL_GROUND) && sql->down != NULL &&
                  strstr(sql->up->text, "\n RETURNS trigger\n") == NULL;
    for (uint32_t i = 0; i < sql->needs_count && stands; i++) {
        const Object *need = sql->needs[i];
        stands = need->kind != OBJECT_TABLE && need->kind != OBJECT_DATA &&
                 (need->kind != OBJECT_SQL || sql_is_ground(need->sql));
    }
    return stands;
}
