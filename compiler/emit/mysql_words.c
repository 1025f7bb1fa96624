/* mysql_words.c - takes the author's SQL, gives its statements and what they make. See mysql_words.h. */
#include "emit/mysql_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/vec.h"

/* Behind a comment or a quoted text that begins at `at`; `at` itself if none does. */
static const char *skip_opaque(const char *at, const char *end) {
    if (*at == '\'' || *at == '"' || *at == '`') {
        char mark = *at++;
        while (at < end && *at != mark) {
            at += *at == '\\' && mark != '`' && at + 1 < end ? 2 : 1;
        }
        return at < end ? at + 1 : end;
    }
    bool dashes = end - at >= 2 && at[0] == '-' && at[1] == '-' &&
                  (end - at == 2 || isspace((unsigned char)at[2]));
    if (*at == '#' || dashes) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        return line ? line + 1 : end;
    }
    if (end - at >= 2 && at[0] == '/' && at[1] == '*') {
        const char *close = memmem(at + 2, (size_t)(end - at - 2), "*/", 2);
        return close ? close + 2 : end;
    }
    return at;
}

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* The next bare word at or behind `*at`, which is moved behind it; empty at the end. */
static Text next_word(const char **at, const char *end) {
    while (*at < end) {
        const char *behind = skip_opaque(*at, end);
        if (behind != *at) {
            *at = behind;
        } else if (is_word(**at)) {
            const char *from = *at;
            while (*at < end && is_word(**at)) {
                (*at)++;
            }
            return (Text){from, (size_t)(*at - from)};
        } else {
            (*at)++;
        }
    }
    return (Text){end, 0};
}

static bool word_is(Text word, const char *other) {
    return word.length == strlen(other) && strncasecmp(word.data, other, word.length) == 0;
}

MysqlMakes mysql_makes(const SqlObject *sql) {
    static const struct {
        const char *word;
        MysqlMakes makes;
    } words[] = {
        {"view", MYSQL_MAKES_VIEW},        {"trigger", MYSQL_MAKES_TRIGGER},
        {"function", MYSQL_MAKES_ROUTINE}, {"procedure", MYSQL_MAKES_ROUTINE},
        {"event", MYSQL_MAKES_EVENT},      {"table", MYSQL_MAKES_TABLE},
        {"index", MYSQL_MAKES_INDEX},
    };
    const char *at = sql->up->text;
    const char *end = at + sql->up->length;
    Text word = next_word(&at, end);
    while (word.length > 0 && !word_is(word, "create")) {
        word = next_word(&at, end);
    }
    /* CREATE OR REPLACE ALGORITHM = MERGE DEFINER = x SQL SECURITY INVOKER VIEW: some words may come between */
    for (unsigned n = 0; n < 12 && word.length > 0; n++) {
        word = next_word(&at, end);
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            if (word_is(word, words[i].word)) {
                return words[i].makes;
            }
        }
    }
    return MYSQL_MAKES_NOTHING;
}

bool mysql_stands_alone(MysqlMakes makes) {
    return makes == MYSQL_MAKES_TRIGGER || makes == MYSQL_MAKES_ROUTINE ||
           makes == MYSQL_MAKES_EVENT;
}

/* Without blanks and semicolons at its ends. */
static Text trimmed(const char *from, const char *to) {
    while (from < to && isspace((unsigned char)*from)) {
        from++;
    }
    while (from < to && (isspace((unsigned char)to[-1]) || to[-1] == ';')) {
        to--;
    }
    return (Text){from, (size_t)(to - from)};
}

/* Whether there is anything but comments. */
static bool says_something(Text text) {
    const char *at = text.data;
    return next_word(&at, text.data + text.length).length > 0;
}

MysqlStatements mysql_statements_of(Arena *arena, Text text, bool is_whole) {
    VEC(Text) found = {0};
    const char *end = text.data + text.length;
    const char *from = text.data;
    for (const char *at = text.data; at <= end; at++) {
        const char *behind = at < end && !is_whole ? skip_opaque(at, end) : at;
        if (behind != at) {
            at = behind - 1;
        } else if (at == end || (!is_whole && *at == ';')) {
            Text statement = trimmed(from, at);
            if (says_something(statement)) {
                vec_push(arena, &found, statement);
            }
            from = at + 1;
        }
    }
    return (MysqlStatements){found.items, found.count};
}

static bool is_on_lines(Text statement) {
    const char *end = statement.data + statement.length;
    for (const char *at = statement.data; at < end;) {
        const char *behind = skip_opaque(at, end);
        bool is_line_comment = *at == '#' || *at == '-';
        if (behind > at && !is_line_comment && memchr(at, '\n', (size_t)(behind - at))) {
            return false;
        }
        at = behind > at ? behind : at + 1;
    }
    return true;
}

/* How many blanks all lines behind the first begin with. */
static size_t common_blanks(Text statement) {
    size_t least = SIZE_MAX;
    const char *end = statement.data + statement.length;
    const char *at = statement.data;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        const char *from = ++at;
        while (at < end && *at == ' ') {
            at++;
        }
        if (at < end && *at != '\n' && (size_t)(at - from) < least) {
            least = (size_t)(at - from);
        }
    }
    return least;
}

void mysql_write_indented(Buf *out, Text statement, unsigned indent) {
    if (!is_on_lines(statement)) {
        buf_slice(out, statement);
        return;
    }
    size_t drop = common_blanks(statement);
    const char *end = statement.data + statement.length;
    for (const char *at = statement.data; at < end;) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        const char *behind = line ? line + 1 : end;
        size_t skip = 0;
        while (at > statement.data && skip < drop && at + skip < behind && at[skip] == ' ') {
            skip++;
        }
        bool is_empty = line == at + skip;
        buf_spaces(out, is_empty ? 0 : indent + (at > statement.data ? 2 : 0));
        buf_put(out, at + skip, (size_t)(behind - at) - skip);
        at = behind;
    }
}

void mysql_write_unless_there(Buf *out, Text statement) {
    const char *at = statement.data;
    const char *end = statement.data + statement.length;
    Text word = next_word(&at, end);
    const char *guard = NULL;
    for (unsigned n = 0; n < 12 && word.length > 0 && !guard; n++) {
        word = next_word(&at, end);
        guard = word_is(word, "trigger") ? " /*!80029 IF NOT EXISTS */"
                : word_is(word, "event") ? " IF NOT EXISTS"
                                         : NULL;
    }
    const char *behind = at;
    if (!guard || word_is(next_word(&behind, end), "if")) {
        buf_slice(out, statement);
        return;
    }
    buf_put(out, statement.data, (size_t)(at - statement.data));
    buf_text(out, guard);
    buf_put(out, at, (size_t)(end - at));
}
