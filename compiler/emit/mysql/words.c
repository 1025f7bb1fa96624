/* words.c - takes the author's SQL, gives its statements and what they make. See words.h. */
#include "emit/mysql/words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/vec.h"
#include "emit/mysql/scan.h"
#include "emit/statements.h"

/* The next bare word at or behind `*at`, which is moved behind it; empty at the end. */
static Text next_word(Text sql, size_t *at) {
    bool is_broken = false;
    while (*at < sql.length) {
        size_t from = *at;
        size_t behind = mysql_skip_comment(sql, from, &is_broken);
        *at = behind > from ? behind : mysql_skip_token(sql, from, &is_broken);
        if (behind == from && mysql_is_letter(sql.data[from])) {
            return (Text){sql.data + from, *at - from};
        }
    }
    return (Text){sql.data + sql.length, 0};
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
    Text text = name_text(sql->up);
    size_t at = 0;
    Text word = next_word(text, &at);
    while (word.length > 0 && !word_is(word, "create")) {
        word = next_word(text, &at);
    }
    /* CREATE OR REPLACE ALGORITHM = MERGE DEFINER = x SQL SECURITY INVOKER VIEW: some words may come between */
    for (unsigned n = 0; n < 12 && word.length > 0; n++) {
        word = next_word(text, &at);
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            if (word_is(word, words[i].word)) {
                return words[i].makes;
            }
        }
    }
    return MYSQL_MAKES_NOTHING;
}

/* The next sign or word, without quotes and comments. */
static Text next_token(Text sql, size_t *at) {
    bool is_broken = false;
    while (*at < sql.length) {
        size_t from = *at;
        size_t behind = mysql_skip_comment(sql, from, &is_broken);
        *at = behind > from ? behind : mysql_skip_token(sql, from, &is_broken);
        bool is_quoted = sql.data[from] == '`' && *at > from + 1;
        if (behind == from && !isspace((unsigned char)sql.data[from])) {
            return is_quoted ? (Text){sql.data + from + 1, *at - from - 2}
                             : (Text){sql.data + from, *at - from};
        }
    }
    return (Text){sql.data + sql.length, 0};
}

static void put_small(Buf *out, Text word) {
    for (size_t i = 0; i < word.length; i++) {
        buf_char(out, (char)tolower((unsigned char)word.data[i]));
    }
}

bool mysql_trigger_moment(Buf *out, const SqlObject *sql) {
    Text text = name_text(sql->up);
    size_t at = 0;
    if (mysql_makes(sql) != MYSQL_MAKES_TRIGGER) {
        return false;
    }
    Text time = next_word(text, &at);
    while (time.length > 0 && !word_is(time, "before") && !word_is(time, "after")) {
        time = next_word(text, &at);
    }
    Text event = next_word(text, &at);
    Text on = next_word(text, &at);
    Text table = next_token(text, &at);
    size_t behind = at;
    if (word_is(next_token(text, &behind), ".")) {
        table = next_token(text, &behind);
    }
    if (table.length == 0 || !word_is(on, "on")) {
        return false;
    }
    put_small(out, time);
    buf_char(out, ' ');
    put_small(out, event);
    buf_char(out, ' ');
    put_small(out, table);
    return true;
}

bool mysql_stands_alone(MysqlMakes makes) {
    return makes == MYSQL_MAKES_TRIGGER || makes == MYSQL_MAKES_ROUTINE ||
           makes == MYSQL_MAKES_EVENT;
}

/* Without blanks and semicolons at its ends. */
static Text trimmed(const char *from, const char *to) {
    while (from < to && (isspace((unsigned char)*from) || *from == ';')) {
        from++;
    }
    while (from < to && (isspace((unsigned char)to[-1]) || to[-1] == ';')) {
        to--;
    }
    return (Text){from, (size_t)(to - from)};
}

/* Whether what is behind a statement ends in a comment that goes on to the end of its line: in front of a `;` that
 * is not to be in it. */
static bool ends_in_line_comment(const char *from, const char *to) {
    Text tail = {from, from < to ? (size_t)(to - from) : 0};
    bool is_broken = false;
    bool is_found = false;
    for (size_t at = 0; at < tail.length;) {
        size_t behind = mysql_skip_comment(tail, at, &is_broken);
        is_found = behind > at && behind == tail.length && tail.data[at] != '/';
        at = behind > at ? behind : at + 1;
    }
    return is_found;
}

MysqlStatements mysql_statements_of(Arena *arena, Text text, bool is_whole) {
    VEC(Text) found = {0};
    Statement statement;
    size_t from = 0;
    size_t at = 0;
    while (statement_next(text, &at, &statement)) {
        at = is_whole ? text.length : at;
        Text slice = trimmed(text.data + from, text.data + at); /* with the comments before it */
        const char *behind = statement.text.data + statement.text.length;
        if (ends_in_line_comment(behind, slice.data + slice.length)) {
            slice.length = (size_t)(behind - slice.data);
        }
        vec_push(arena, &found, slice);
        from = at;
    }
    return (MysqlStatements){found.items, found.count};
}

static bool is_on_lines(Text statement) {
    bool is_broken = false;
    for (size_t at = 0; at < statement.length;) {
        char c = statement.data[at];
        size_t behind = mysql_skip_comment(statement, at, &is_broken);
        bool is_line_comment = behind > at && (c == '#' || c == '-');
        behind = behind > at ? behind : mysql_skip_token(statement, at, &is_broken);
        if (!is_line_comment && behind > at + 1 && memchr(statement.data + at, '\n', behind - at)) {
            return false;
        }
        at = behind;
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
    size_t at = 0;
    Text word = next_word(statement, &at);
    const char *guard = NULL;
    for (unsigned n = 0; n < 12 && word.length > 0 && !guard; n++) {
        word = next_word(statement, &at);
        guard = word_is(word, "trigger") ? " /*!80029 IF NOT EXISTS */"
                : word_is(word, "event") ? " IF NOT EXISTS"
                                         : NULL;
    }
    size_t behind = at;
    if (!guard || word_is(next_word(statement, &behind), "if")) {
        buf_slice(out, statement);
        return;
    }
    buf_put(out, statement.data, at);
    buf_text(out, guard);
    buf_put(out, statement.data + at, statement.length - at);
}
