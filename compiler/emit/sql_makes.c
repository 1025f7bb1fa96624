/* sql_makes.c - takes a sql object, gives what it makes. See sql_makes.h. */
#include "emit/sql_makes.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/ptrmap.h"
#include "emit/sql_tokens.h"
#include "emit/sqlite/words.h"

static const char language[] = "\n LANGUAGE";

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

/* The last word of `a.b.c`, also behind `if not exists`, and behind the second word of `materialized view` and `foreign table`. */
static Text last_word(Text first, Text rest) {
    Text name = {0};
    Text word;
    if ((word_is(first, "materialized") || word_is(first, "foreign")) &&
        (!sqlite_next_word(&rest, &word) || word_is(word, "data"))) {
        return name;
    }
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
                made.replaces = made.replaces || word_is(word, "replace");
            }
            made.kind = kind_of(word);
            made.name = made.kind == SQL_OTHER || made.kind == SQL_GROUND ? (Text){0}
                                                                          : last_word(word, rest);
            return made;
        }
        if (begins && !word_is(word, "set")) {
            return made;
        }
        begins = word_is(word, ";");
    }
    return made;
}

static bool is_of_run(char c) {
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c > 0x7f;
}

/* A name as the server keeps it. */
static Name name_at(Names *names, const SqlToken *token) {
    Name name = names_intern(names, token->text.data, token->text.length);
    return token->kind == SQL_WORD ? names_lower(names, name) : name;
}

/* What is behind `CREATE`: the name of a table, a view, a type or a sequence; NULL: it creates something else. */
static const SqlToken *created_at(const SqlToken *at, const SqlToken *end) {
    static const char *const before[] = {"or",        "replace",  "temp",         "temporary",
                                         "recursive", "unlogged", "materialized", "foreign"};
    static const char *const kinds[] = {"table", "view", "type", "domain", "sequence"};
    static const char *const unless[] = {"if", "not", "exists"};
    while (at < end && SQL_IS_ANY(at, before)) {
        at++;
    }
    if (at == end || !SQL_IS_ANY(at, kinds)) {
        return NULL;
    }
    for (at++; at < end && SQL_IS_ANY(at, unless); at++) {
    }
    return at < end ? at : NULL;
}

void sql_names_made(Arena *arena, NameMap *map, Names *names, const SqlObject *sql) {
    Arena scratch = {0};
    SqlTokens tokens = sql_tokens(&scratch, name_text(sql->up), TARGET_POSTGRES);
    const SqlToken *end = &tokens.all.items[tokens.all.count - 1];
    for (const SqlToken *at = tokens.all.items; at < end; at++) {
        const SqlToken *first = sql_is_word(at, "create") ? created_at(at + 1, end) : NULL;
        if (!first) {
            continue;
        }
        bool is_qualified = first + 2 < end && sql_is_sign(first + 1, ".");
        Name space = is_qualified ? name_at(names, first) : NULL;
        Name name = name_at(names, is_qualified ? first + 2 : first);
        bool is_default = space && text_is(name_text(space), "public");
        namemap_put(arena, map, name_qualified(names, is_default ? NULL : space, name),
                    (void *)(uintptr_t)sql);
    }
    arena_release(&scratch);
}

bool sql_next_run(Text *rest, Buf *run) {
    size_t at = 0;
    buf_clear(run);
    while (at < rest->length && !is_of_run(rest->data[at])) {
        at++;
    }
    for (; at < rest->length && is_of_run(rest->data[at]); at++) {
        buf_char(run, (char)tolower((unsigned char)rest->data[at]));
    }
    *rest = (Text){rest->data + at, rest->length - at};
    return run->length != 0;
}

/* The words of a routine before its language: its name, its arguments and what it gives; or nothing. */
static Text header_of(const SqlObject *sql) {
    const char *end = strstr(sql->up->text, language);
    return end ? (Text){sql->up->text, (size_t)(end - sql->up->text)} : (Text){0};
}

static bool is_window(const SqlObject *sql) {
    const char *words = strstr(sql->up->text, language);
    const char *line = words ? strchr(words + 1, '\n') : NULL;
    return line && strncmp(line, "\n WINDOW", sizeof "\n WINDOW" - 1) == 0;
}

bool sql_same_header(const SqlObject *routine, const SqlObject *other) {
    Text header = header_of(routine);
    return header.length != 0 && text_equal(header, header_of(other)) &&
           is_window(routine) == is_window(other);
}

static Text without(Text text, const char *begin) {
    size_t length = strlen(begin);
    bool has = text.length >= length && memcmp(text.data, begin, length) == 0;
    return has ? (Text){text.data + length, text.length - length} : text;
}

/* Takes what stands before a comma or a bracket, gives it without `IN`. */
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
    return without(without(without(argument, "IN "), "INOUT "), "VARIADIC ");
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

/* Takes `DROP FUNCTION x(` or `DROP PROCEDURE x(` and gives the `x(`; or nothing. */
static Text take_name(Text *rest) {
    Text text = without(without(*rest, "DROP FUNCTION "), "DROP PROCEDURE ");
    const char *bracket = text.length == 0 ? NULL : memchr(text.data, '(', text.length);
    size_t length = bracket ? (size_t)(bracket - text.data) + 1 : 0;
    *rest = (Text){text.data + length, text.length - length};
    return (Text){text.data, length};
}

/* Writes the name and the types of the arguments by which a routine is known: what a function gives is not among
 * them. Nothing if it has no name. */
static void write_known(Buf *out, const SqlObject *routine) {
    bool is_function = strstr(routine->down->text, "DROP FUNCTION ") != NULL;
    Text rest = without(name_text(routine->down), " ");
    Text name = take_name(&rest);
    const char *end = name.length == 0 ? NULL : memchr(rest.data, ')', rest.length);
    rest.length = end ? (size_t)(end - rest.data) : 0;
    buf_put(out, name.data, name.length);
    while (rest.length != 0) {
        Text argument = next_argument(&rest);
        if (!is_function || without(argument, "OUT ").length == argument.length) {
            Text type = without_name(argument);
            buf_put(out, type.data, type.length);
            buf_char(out, ',');
        }
    }
}

bool sql_same_arguments(const SqlObject *routine, const SqlObject *other) {
    if (!routine->down || !other->down || routine->down == other->down) {
        return routine->down == other->down;
    }
    Buf one = {0};
    Buf two = {0};
    write_known(&one, routine);
    write_known(&two, other);
    bool same = one.length != 0 && text_equal(buf_view(&one), buf_view(&two));
    buf_free(&one);
    buf_free(&two);
    return same;
}

bool sql_beside(const SqlObject *one, const SqlObject *other) {
    return sql_made(one).kind == SQL_ROUTINE && sql_made(other).kind == SQL_ROUTINE &&
           !sql_same_arguments(one, other);
}

/* Whether the words are the same up to what the routine is written in: its name, its arguments and what it gives. */
static bool begins_alike(const SqlObject *one, const SqlObject *other) {
    Text left = name_text(one->up);
    Text right = name_text(other->up);
    Text word;
    Text same;
    while (sqlite_next_word(&left, &word) && sqlite_next_word(&right, &same)) {
        if (word.length != same.length || strncasecmp(word.data, same.data, word.length) != 0) {
            return false;
        }
        if (word_is(word, "language") || word_is(word, "as")) {
            return true;
        }
    }
    return false;
}

bool sql_made_over(const SqlObject *before, const SqlObject *after) {
    SqlMade made = sql_made(after);
    return made.kind == SQL_ROUTINE && made.replaces && sql_made(before).kind == SQL_ROUTINE &&
           sql_same_arguments(before, after) && begins_alike(before, after);
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

/* What the first RETURNS of a routine says. */
static bool is_for_triggers(const SqlObject *routine) {
    Text rest = name_text(routine->up);
    Text word;
    while (sqlite_next_word(&rest, &word)) {
        if (word_is(word, "returns")) {
            return sqlite_next_word(&rest, &word) &&
                   (word_is(word, "trigger") || word_is(word, "event_trigger"));
        }
    }
    return false;
}

Text sql_space_made(const SqlObject *sql) {
    return strcasestr(sql->up->text, "create schema ") ? sql_made(sql).name : (Text){0};
}

bool sql_same_space(const SqlObject *before, const SqlObject *after) {
    Text space = sql_space_made(before);
    return space.length != 0 && text_equal(space, sql_space_made(after)) &&
           strcasestr(after->up->text, "create schema if not exists ") &&
           (strstr(after->up->text, "COMMENT ON ") || !strstr(before->up->text, "COMMENT ON ") ||
            strstr(before->up->text, "\nCOMMENT ON ")); /* which aside_forgotten undoes */
}

/* Whether it and all that it needs is what tables may stand on. `seen`: what was looked at, each once, for many may need one. */
static bool is_ground(Arena *arena, PtrMap *seen, const SqlObject *sql) {
    SqlKind kind = sql_made(sql).kind;
    bool stands = kind == SQL_TYPE || kind == SQL_GROUND ||
                  (kind == SQL_ROUTINE && !is_for_triggers(sql));
    stands = stands && sql->down != NULL;
    for (uint32_t i = 0; i < sql->needs_count && stands; i++) {
        const Object *need = sql->needs[i];
        stands = need->kind != OBJECT_TABLE && need->kind != OBJECT_DATA;
        if (need->kind == OBJECT_SQL && !ptrmap_get(seen, need->sql)) {
            ptrmap_set(arena, seen, need->sql, seen);
            stands = is_ground(arena, seen, need->sql);
        }
    }
    return stands;
}

bool sql_is_ground(const SqlObject *sql) {
    Arena arena = {0};
    PtrMap seen = {0};
    bool stands = is_ground(&arena, &seen, sql);
    arena_release(&arena);
    return stands;
}
