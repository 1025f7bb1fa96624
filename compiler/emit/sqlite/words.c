/* words.c - takes the author's own SQL, gives its words. See words.h. */
#include "emit/sqlite/words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "emit/sqlite/statement.h"

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || ((unsigned char)c & 0x80) != 0;
}

/* A quote that is doubled is one of the name. */
static bool is_doubled(Text rest, size_t at, char end) {
    return end != ']' && at + 1 < rest.length && rest.data[at + 1] == end;
}

bool sqlite_next_word(Text *rest, Text *word) {
    while (rest->length != 0 && isspace((unsigned char)*rest->data)) {
        rest->data++;
        rest->length--;
    }
    if (rest->length == 0) {
        return false;
    }
    static const char quotes[] = "\"`['";
    size_t length = 1;
    *word = *rest;
    if (memchr(quotes, *rest->data, sizeof quotes - 1) != NULL) {
        char end = *rest->data == '[' ? ']' : *rest->data;
        while (length < rest->length &&
               (rest->data[length] != end || is_doubled(*rest, length, end))) {
            length += rest->data[length] == end ? 2 : 1;
        }
        *word = (Text){rest->data + 1, length - 1};
        length += length < rest->length;
    } else {
        while (is_word(*rest->data) && length < rest->length && is_word(rest->data[length])) {
            length++;
        }
        word->length = length;
    }
    rest->data += length;
    rest->length -= length;
    return true;
}

void sqlite_word_lower(Buf *out, Text word) {
    for (size_t i = 0; i < word.length; i++) {
        char c = word.data[i];
        buf_char(out, (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
        i += (c == '"' || c == '`') && is_doubled(word, i, c);
    }
}

/* The same for a word with quotes inside of it. */
static bool is_quoted(Text word, Text name) {
    Buf once = {0};
    Buf lower = {0};
    sqlite_word_lower(&once, word);
    buf_lower(&lower, name);
    bool same = once.length == lower.length && memcmp(once.data, lower.data, lower.length) == 0;
    buf_free(&once);
    buf_free(&lower);
    return same;
}

bool sqlite_word_is(Text word, Text name) {
    return word.length == name.length
               ? strncasecmp(word.data, name.data, name.length) == 0
               : word.length > name.length && name.length > 0 &&
                     (memchr(word.data, '"', word.length) || memchr(word.data, '`', word.length)) &&
                     is_quoted(word, name);
}

void *sqlite_next_mentioned(const Names *names, const NameMap *map, Text *rest) {
    Buf lower = {0};
    Text word;
    void *found = NULL;
    while (!found && sqlite_next_word(rest, &word)) {
        buf_clear(&lower);
        sqlite_word_lower(&lower, word);
        Name name = names_find(names, lower.data, lower.length);
        found = name ? namemap_get(map, name) : NULL;
    }
    buf_free(&lower);
    return found;
}

bool sqlite_mentions(Name sql, Name name) {
    Text rest = sql ? name_text(sql) : (Text){"", 0};
    Text word;
    while (sqlite_next_word(&rest, &word)) {
        if (sqlite_word_is(word, name_text(name))) {
            return true;
        }
    }
    return false;
}

SqliteMakes sqlite_makes(const SqlObject *sql) {
    static const char *const passed[] = {"unique", "virtual", "if", "not", "exists", "main", "."};
    static const struct {
        const char *word;
        SqliteMakes makes;
    } kinds[] = {{"view", SQLITE_MAKES_VIEW},
                 {"trigger", SQLITE_MAKES_TRIGGER},
                 {"index", SQLITE_MAKES_INDEX},
                 {"table", SQLITE_MAKES_TABLE}};
    if (!sql->name || !sql->up) {
        return SQLITE_MAKES_OTHER;
    }
    Text rest = name_text(sql->up);
    Text word;
    bool in_create = false;
    SqliteMakes found = SQLITE_MAKES_OTHER;
    for (sqlite_skip_blank(&rest); sqlite_next_word(&rest, &word); sqlite_skip_blank(&rest)) {
        bool passes = false;
        for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) {
            passes = passes || sqlite_word_is(word, text_of(passed[i]));
        }
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            if (in_create && !passes && found == SQLITE_MAKES_OTHER &&
                sqlite_word_is(word, text_of(kinds[i].word))) {
                found = kinds[i].makes;
                passes = true;
            }
        }
        if (in_create && found != SQLITE_MAKES_OTHER && !passes &&
            sqlite_word_is(word, name_text(sql->name))) {
            return found;
        }
        if (!passes) {
            in_create = sqlite_word_is(word, text_of("create"));
            found = SQLITE_MAKES_OTHER;
        }
    }
    return SQLITE_MAKES_OTHER;
}

bool sqlite_is_virtual(const SqlObject *sql) {
    Text rest = sql->up ? name_text(sql->up) : (Text){"", 0};
    bool is_unique;
    return sqlite_makes(sql) == SQLITE_MAKES_TABLE &&
           sqlite_skip_head(&rest, "virtual", &is_unique);
}
