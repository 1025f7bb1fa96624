/* virtual.c - takes sql objects that make virtual tables, gives what is in them. See virtual.h. */
#include "emit/sqlite/virtual.h"

#include <ctype.h>

#include "base/vec.h"
#include "emit/sqlite/statement.h"
#include "emit/sqlite/words.h"

typedef struct Reading {
    Arena *arena;
    Names *names;
    SqliteVirtual *found;
    VEC(Name) columns;
} Reading;

/* One argument: its words up to the comma or the bracket that ends it. */
typedef struct Argument {
    SqliteWord first; /* nothing: there is none */
    SqliteWord second;
    SqliteWord third;
    uint32_t words;
    char end;
} Argument;

static bool read_argument(Text *rest, Argument *argument) {
    SqliteWord word;
    *argument = (Argument){0};
    for (int depth = 0; sqlite_read_word(rest, &word);) {
        if (depth == 0 && (sqlite_word_says(word, ",") || sqlite_word_says(word, ")"))) {
            argument->end = word.text.data[0];
            return true;
        }
        SqliteWord *places[] = {&argument->first, &argument->second, &argument->third};
        if (argument->words < 3) {
            *places[argument->words] = word;
        }
        argument->words++;
        depth += sqlite_word_says(word, "(") - sqlite_word_says(word, ")");
    }
    return false;
}

static bool says_option(const Argument *argument, const char *name) {
    return sqlite_word_says(argument->first, name);
}

/* `content=''`, `tokenize=porter`; false: one that says what is not known here. */
static bool take_option(Reading *reading, const Argument *argument) {
    static const char *const known[] = {
        "tokenize",  "prefix",   "detail",     "columnsize",    "notindexed", "order",
        "matchinfo", "compress", "uncompress", "content_rowid", "locale",     "contentless_delete",
        "tokendata"};
    if (says_option(argument, "content")) {
        bool is_empty = argument->words < 3 || argument->third.text.length == 0;
        reading->found->rows = is_empty ? SQLITE_ROWS_NOWHERE : SQLITE_ROWS_ELSEWHERE;
        reading->found->content = is_empty ? NULL
                                           : sqlite_word_name(reading->names, argument->third);
        return argument->words <= 3;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (says_option(argument, known[i])) {
            return true;
        }
    }
    return false;
}

static bool is_name(SqliteWord word) {
    unsigned char first = word.text.length > 0 ? (unsigned char)word.text.data[0] : 0;
    return word.text.length > 0 &&
           (word.quote != 0 || isalnum(first) || first == '_' || (first & 0x80) != 0);
}

static bool take_fts(Reading *reading, const Argument *argument) {
    bool is_option = argument->words > 1 && sqlite_word_says(argument->second, "=");
    if (!reading->found->is_fts5 && says_option(argument, "tokenize")) {
        return true; /* tokenize porter */
    }
    if (is_option) {
        return take_option(reading, argument);
    }
    if (!is_name(argument->first)) {
        return false;
    }
    vec_push(reading->arena, &reading->columns, sqlite_word_name(reading->names, argument->first));
    return true;
}

/* Behind the boxes' sides columns with a plus may come. */
static bool take_rtree(Reading *reading, const Argument *argument) {
    bool is_plus = sqlite_word_says(argument->first, "+");
    SqliteWord name = is_plus ? argument->second : argument->first;
    if (!is_name(name)) {
        return false;
    }
    reading->found->coordinates += !is_plus && reading->columns.count > 0;
    vec_push(reading->arena, &reading->columns, sqlite_word_name(reading->names, name));
    return true;
}

static bool take_module(Reading *reading, SqliteWord word) {
    static const struct {
        const char *name;
        SqliteModule module;
    } modules[] = {{"fts3", SQLITE_MODULE_FTS},
                   {"fts4", SQLITE_MODULE_FTS},
                   {"fts5", SQLITE_MODULE_FTS},
                   {"rtree", SQLITE_MODULE_RTREE},
                   {"rtree_i32", SQLITE_MODULE_RTREE_I32}};
    reading->found->is_fts5 = sqlite_word_says(word, "fts5");
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        if (sqlite_word_says(word, modules[i].name)) {
            reading->found->module = modules[i].module;
            return true;
        }
    }
    return false;
}

/* Only a `;` may come behind it. */
static bool is_at_end(Text rest) {
    SqliteWord word;
    bool has_more = sqlite_read_word(&rest, &word);
    return !has_more || (sqlite_word_says(word, ";") && !sqlite_read_word(&rest, &word));
}

/* DROP TABLE [IF EXISTS] [main.] name. */
static bool only_drops(const SqlObject *sql) {
    Text rest = sql->down ? name_text(sql->down) : (Text){"", 0};
    SqliteWord word = {0};
    bool drops = sqlite_read_word(&rest, &word) && sqlite_word_says(word, "drop") &&
                 sqlite_read_word(&rest, &word) && sqlite_word_says(word, "table") &&
                 sqlite_read_word(&rest, &word);
    if (drops && sqlite_word_says(word, "if")) {
        drops = sqlite_read_word(&rest, &word) && sqlite_word_says(word, "exists") &&
                sqlite_read_word(&rest, &word);
    }
    Text behind = rest;
    SqliteWord dot;
    if (drops && sqlite_word_says(word, "main") && sqlite_read_word(&behind, &dot) &&
        sqlite_word_says(dot, ".")) {
        rest = behind;
        drops = sqlite_read_word(&rest, &word);
    }
    return drops && sqlite_word_is(word.text, name_text(sql->name)) && is_at_end(rest);
}

/* What is behind USING, with the module's name; false: it is no virtual table. */
static bool find_module(const SqlObject *sql, Text *rest, SqliteWord *module, Text *behind) {
    SqliteWord word;
    bool is_unique;
    *rest = sql->up ? name_text(sql->up) : (Text){"", 0};
    if (!sql->name || !sqlite_skip_head(rest, "virtual", &is_unique) || is_unique ||
        !sqlite_read_word(rest, &word)) {
        return false;
    }
    sqlite_skip_blank(rest);
    *behind = *rest;
    return sqlite_read_word(rest, &word) && sqlite_word_says(word, "using") &&
           sqlite_read_word(rest, module);
}

bool sqlite_only_shows(const SqlObject *sql) {
    static const char *const modules[] = {"fts5vocab", "fts4aux", "fts3tokenize"};
    Text rest;
    Text behind;
    SqliteWord module;
    bool found = false;
    if (find_module(sql, &rest, &module, &behind)) {
        for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
            found = found || sqlite_word_says(module, modules[i]);
        }
    }
    return found;
}

bool sqlite_read_virtual(Arena *arena, Names *names, const SqlObject *sql, SqliteVirtual *found) {
    Reading reading = {.arena = arena, .names = names, .found = found};
    Text rest;
    SqliteWord word;
    *found = (SqliteVirtual){.rows = SQLITE_ROWS_OWN};
    if (!find_module(sql, &rest, &word, &found->behind) ||
        sqlite_makes(sql) != SQLITE_MAKES_TABLE || !take_module(&reading, word) ||
        !sqlite_read_word(&rest, &word) || !sqlite_word_says(word, "(") || !only_drops(sql)) {
        return false;
    }
    Argument argument = {.end = ','};
    while (argument.end == ',') {
        if (!read_argument(&rest, &argument) || argument.words == 0 ||
            !(found->module == SQLITE_MODULE_FTS ? take_fts(&reading, &argument)
                                                 : take_rtree(&reading, &argument))) {
            return false;
        }
    }
    found->behind.length = (size_t)(rest.data - found->behind.data);
    found->columns = reading.columns.items;
    found->column_count = reading.columns.count;
    return found->column_count > 0 && is_at_end(rest);
}
