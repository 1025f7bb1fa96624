/* scan.c - see scan.h. */
#include "emit/mysql/scan.h"

bool mysql_is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool mysql_is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || ((unsigned char)c & 0x80) != 0;
}

static char at_or_end(Text sql, size_t at) {
    return at < sql.length ? sql.data[at] : '\0';
}

size_t mysql_skip_comment(Text sql, size_t at, bool *is_broken) {
    char c = at_or_end(sql, at);
    char next = at_or_end(sql, at + 1);
    if (c == '#' || (c == '-' && next == '-' &&
                     (at + 2 >= sql.length || (unsigned char)sql.data[at + 2] <= ' '))) {
        while (at < sql.length && sql.data[at] != '\n') {
            at++;
        }
        return at;
    }
    if (c == '*' && next == '/') {
        return at + 2;
    }
    if (c != '/' || next != '*') {
        return at;
    }
    size_t body = at + 2;
    if (at_or_end(sql, body) == 'M' && at_or_end(sql, body + 1) == '!') {
        body++;
    }
    if (at_or_end(sql, body) == '!') {
        do {
            body++;
        } while (at_or_end(sql, body) >= '0' && at_or_end(sql, body) <= '9');
        return body;
    }
    while (body + 1 < sql.length && !(sql.data[body] == '*' && sql.data[body + 1] == '/')) {
        body++;
    }
    *is_broken = *is_broken || body + 1 >= sql.length;
    return body + 1 < sql.length ? body + 2 : sql.length;
}

/* Behind the string or quoted name that begins at `at`. */
static size_t skip_quoted(Text sql, size_t at, bool *is_broken) {
    char quote = sql.data[at++];
    while (at < sql.length) {
        if (sql.data[at] == '\\' && quote != '`') {
            at += 2;
        } else if (sql.data[at] != quote) {
            at++;
        } else if (at_or_end(sql, at + 1) == quote) {
            at += 2;
        } else {
            return at + 1;
        }
    }
    *is_broken = true;
    return sql.length;
}

size_t mysql_skip_token(Text sql, size_t at, bool *is_broken) {
    char c = sql.data[at];
    if (c == '\'' || c == '"' || c == '`') {
        return skip_quoted(sql, at, is_broken);
    }
    size_t end = at;
    while (end < sql.length &&
           (mysql_is_letter(sql.data[end]) || (c == '@' && sql.data[end] == '@'))) {
        end++;
    }
    return end > at ? end : at + 1;
}
