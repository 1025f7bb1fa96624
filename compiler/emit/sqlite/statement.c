/* statement.c - takes a statement that the author wrote, gives its words. See statement.h. */
#include "emit/sqlite/statement.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

/* ---- words --------------------------------------------------------------------------------------- */

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '$' || ((unsigned char)c & 0x80) != 0;
}

void sqlite_skip_blank(Text *rest) {
    for (;;) {
        size_t skip = 0;
        if (rest->length > 0 && isspace((unsigned char)rest->data[0])) {
            skip = 1;
        } else if (rest->length > 1 && memcmp(rest->data, "--", 2) == 0) {
            const char *end = memchr(rest->data, '\n', rest->length);
            skip = end ? (size_t)(end - rest->data) : rest->length;
        } else if (rest->length > 1 && memcmp(rest->data, "/*", 2) == 0) {
            const char *end = memmem(rest->data + 2, rest->length - 2, "*/", 2);
            skip = end ? (size_t)(end + 2 - rest->data) : rest->length;
        }
        if (skip == 0) {
            return;
        }
        rest->data += skip;
        rest->length -= skip;
    }
}

/* How long the text in quotes at the beginning is; a quote that is doubled is one of them. */
static size_t quoted_length(Text rest, char end) {
    size_t at = 1;
    while (at < rest.length) {
        if (rest.data[at] != end) {
            at++;
        } else if (end != ']' && at + 1 < rest.length && rest.data[at + 1] == end) {
            at += 2;
        } else {
            return at + 1;
        }
    }
    return at;
}

bool sqlite_read_word(Text *rest, SqliteWord *word) {
    sqlite_skip_blank(rest);
    if (rest->length == 0) {
        return false;
    }
    char first = rest->data[0];
    size_t length = 1;
    *word = (SqliteWord){0};
    if (first == '"' || first == '`' || first == '[' || first == '\'') {
        length = quoted_length(*rest, first == '[' ? ']' : first);
        word->quote = first;
        word->text = (Text){rest->data + 1, length - (length > 1 ? 2 : 1)};
    } else {
        while (is_word(first) && length < rest->length && is_word(rest->data[length])) {
            length++;
        }
        word->text = (Text){rest->data, length};
    }
    rest->data += length;
    rest->length -= length;
    return true;
}

bool sqlite_word_says(SqliteWord word, const char *what) {
    return word.quote == 0 && word.text.length == strlen(what) &&
           strncasecmp(word.text.data, what, word.text.length) == 0;
}

Name sqlite_word_name(Names *names, SqliteWord word) {
    Buf name = {0};
    for (size_t i = 0; i < word.text.length; i++) {
        buf_char(&name, word.text.data[i]);
        if (word.text.data[i] == word.quote && word.quote != '[') {
            i++; /* it stands there twice */
        }
    }
    Name found = names_intern(names, name.data, name.length);
    buf_free(&name);
    return found;
}

/* ---- a statement --------------------------------------------------------------------------------- */

bool sqlite_skip_head(Text *rest, const char *kind, bool *is_unique) {
    SqliteWord word;
    if (!sqlite_read_word(rest, &word) || !sqlite_word_says(word, "create") ||
        !sqlite_read_word(rest, &word)) {
        return false;
    }
    *is_unique = sqlite_word_says(word, "unique");
    if ((*is_unique && !sqlite_read_word(rest, &word)) || !sqlite_word_says(word, kind)) {
        return false;
    }
    if (sqlite_word_says(word, "virtual") &&
        (!sqlite_read_word(rest, &word) || !sqlite_word_says(word, "table"))) {
        return false;
    }
    Text behind = *rest;
    if (sqlite_read_word(&behind, &word) && sqlite_word_says(word, "if") &&
        sqlite_read_word(&behind, &word) && sqlite_word_says(word, "not") &&
        sqlite_read_word(&behind, &word) && sqlite_word_says(word, "exists")) {
        *rest = behind;
    }
    behind = *rest;
    SqliteWord dot;
    if (sqlite_read_word(&behind, &word) && sqlite_read_word(&behind, &dot) &&
        sqlite_word_says(dot, ".")) {
        if (!sqlite_word_says(word, "main")) {
            return false;
        }
        *rest = behind;
    }
    sqlite_skip_blank(rest);
    return rest->length > 0;
}
