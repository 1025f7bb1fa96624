/*
 * sql_tokens.c - see sql_tokens.h.
 */
#include "emit/sql_tokens.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

typedef struct Scanner {
    Arena *arena;
    const char *at;
    const char *end;
    Target target;
} Scanner;

static bool is_letter(char c) {
    return isalpha((unsigned char)c) || c == '_' || ((unsigned char)c & 0x80) != 0;
}

static bool begins(const Scanner *scanner, const char *sign) {
    size_t length = strlen(sign);
    return (size_t)(scanner->end - scanner->at) >= length && memcmp(scanner->at, sign, length) == 0;
}

static bool is_mysql(const Scanner *scanner) {
    return scanner->target == TARGET_MYSQL || scanner->target == TARGET_MARIADB;
}

static void skip_blanks(Scanner *scanner) {
    while (scanner->at < scanner->end) {
        if (isspace((unsigned char)*scanner->at)) {
            scanner->at++;
        } else if (begins(scanner, "--") || (begins(scanner, "#") && is_mysql(scanner))) {
            const char *line = memchr(scanner->at, '\n', (size_t)(scanner->end - scanner->at));
            scanner->at = line != NULL ? line : scanner->end;
        } else if (begins(scanner, "/*")) {
            const char *close = memmem(scanner->at + 2, (size_t)(scanner->end - scanner->at) - 2,
                                       "*/", 2);
            scanner->at = close != NULL ? close + 2 : scanner->end;
        } else {
            return;
        }
    }
}

/* What stands for a character behind a backslash in MySQL; '%' and '_' keep the backslash. */
static void put_escaped(Buf *out, char c) {
    switch (c) {
    case 'n': buf_char(out, '\n'); break;
    case 't': buf_char(out, '\t'); break;
    case 'r': buf_char(out, '\r'); break;
    case 'b': buf_char(out, '\b'); break;
    case '0': buf_char(out, '\0'); break;
    case 'Z': buf_char(out, '\032'); break;
    case '%':
    case '_':
        buf_char(out, '\\');
        buf_char(out, c);
        break;
    default: buf_char(out, c); break;
    }
}

/* What stands between quotes, a doubled one being one; the scanner is at the first. */
static bool quoted(Scanner *scanner, char close, Text *text) {
    Buf out = {0};
    bool is_closed = false;
    bool has_escapes = (close == '\'' || close == '"') && is_mysql(scanner);
    scanner->at++;
    while (scanner->at < scanner->end && !is_closed) {
        char c = *scanner->at++;
        if (c == '\\' && has_escapes && scanner->at < scanner->end) {
            put_escaped(&out, *scanner->at++);
        } else if (c != close) {
            buf_char(&out, c);
        } else if (close != ']' && scanner->at < scanner->end && *scanner->at == close) {
            buf_char(&out, c);
            scanner->at++;
        } else {
            is_closed = true;
        }
    }
    text->length = out.length;
    text->data = arena_copy_text(scanner->arena, buf_view(&out).data, out.length);
    buf_free(&out);
    return is_closed;
}

static SqlTokenKind scan_word(Scanner *scanner, Text *text) {
    const char *from = scanner->at;
    while (
        scanner->at < scanner->end &&
        (is_letter(*scanner->at) || isdigit((unsigned char)*scanner->at) || *scanner->at == '$')) {
        scanner->at++;
    }
    *text = (Text){from, (size_t)(scanner->at - from)};
    bool is_prefix = text->length == 1 && scanner->at < scanner->end && *scanner->at == '\'';
    if (is_prefix && (*from == 'x' || *from == 'X')) {
        return quoted(scanner, '\'', text) ? SQL_BYTES : SQL_ODD;
    }
    if (is_prefix) { /* E'', B'', N'' */
        bool is_mysql = scanner->target == TARGET_MYSQL || scanner->target == TARGET_MARIADB;
        bool is_national = is_mysql && (*from == 'n' || *from == 'N');
        return quoted(scanner, '\'', text) && is_national ? SQL_STRING : SQL_ODD;
    }
    return SQL_WORD;
}

static SqlTokenKind scan_number(Scanner *scanner, Text *text) {
    const char *from = scanner->at;
    while (scanner->at < scanner->end &&
           (isalnum((unsigned char)*scanner->at) || *scanner->at == '.' ||
            ((*scanner->at == '+' || *scanner->at == '-') &&
             (scanner->at[-1] == 'e' || scanner->at[-1] == 'E')))) {
        scanner->at++;
    }
    *text = (Text){from, (size_t)(scanner->at - from)};
    return SQL_NUMBER;
}

static SqlTokenKind scan_sign(Scanner *scanner, Text *text) {
    static const char *const signs[] = {
        "!~~", "->>", "::", "<>", "!=", "<=", ">=", "==", "||", "<<", ">>", "->", "~~", "<"};
    size_t length = 1;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (begins(scanner, signs[i])) {
            length = strlen(signs[i]);
            break;
        }
    }
    *text = (Text){scanner->at, length};
    scanner->at += length;
    return SQL_SIGN;
}

/* `$tag$ ... $tag$`, which is at the scanner; false: it has no end, or is none. */
static bool dollar_quoted(Scanner *scanner, Text *text) {
    const char *tag = scanner->at + 1;
    while (tag < scanner->end && (is_letter(*tag) || isdigit((unsigned char)*tag))) {
        tag++;
    }
    if (tag == scanner->end || *tag != '$') {
        return false;
    }
    size_t length = (size_t)(tag + 1 - scanner->at);
    const char *close = memmem(tag + 1, (size_t)(scanner->end - tag) - 1, scanner->at, length);
    if (close == NULL) {
        return false;
    }
    *text = (Text){tag + 1, (size_t)(close - tag) - 1};
    scanner->at = close + length;
    return true;
}

static SqlTokenKind scan(Scanner *scanner, Text *text) {
    char c = *scanner->at;
    if (c == '$' && scanner->target == TARGET_POSTGRES && dollar_quoted(scanner, text)) {
        return SQL_STRING;
    }
    if (c == '\'') {
        return quoted(scanner, '\'', text) ? SQL_STRING : SQL_ODD;
    }
    if (c == '"' || (c == '`' && scanner->target != TARGET_POSTGRES)) {
        return quoted(scanner, c, text) ? SQL_NAME : SQL_ODD;
    }
    if (c == '[' && scanner->target == TARGET_SQLITE) {
        return quoted(scanner, ']', text) ? SQL_NAME : SQL_ODD;
    }
    if (is_letter(c)) {
        return scan_word(scanner, text);
    }
    bool is_number = isdigit((unsigned char)c) || (c == '.' && scanner->at + 1 < scanner->end &&
                                                   isdigit((unsigned char)scanner->at[1]));
    return is_number ? scan_number(scanner, text) : scan_sign(scanner, text);
}

SqlTokens sql_tokens(Arena *arena, Text sql, Target target) {
    SqlTokens tokens = {0};
    Scanner scanner = {arena, sql.data, sql.data + sql.length, target};
    for (;;) {
        skip_blanks(&scanner);
        SqlToken token = {.source = {scanner.at, 0}};
        if (scanner.at < scanner.end) {
            token.kind = scan(&scanner, &token.text);
            token.source.length = (size_t)(scanner.at - token.source.data);
        }
        vec_push(arena, &tokens.all, token);
        if (token.kind == SQL_END) {
            return tokens;
        }
    }
}

bool sql_is_word(const SqlToken *token, const char *word) {
    return token->kind == SQL_WORD && token->text.length == strlen(word) &&
           strncasecmp(token->text.data, word, token->text.length) == 0;
}

bool sql_is_sign(const SqlToken *token, const char *sign) {
    return token->kind == SQL_SIGN && text_is(token->text, sign);
}

bool sql_is_any_word(const SqlToken *token, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (sql_is_word(token, words[i])) {
            return true;
        }
    }
    return false;
}

bool sql_same_letters(Text a, Text b) {
    return a.length == b.length && (a.length == 0 || strncasecmp(a.data, b.data, a.length) == 0);
}

uint32_t sql_close(const SqlTokens *tokens, uint32_t at) {
    uint32_t depth = 0;
    for (; tokens->all.items[at].kind != SQL_END; at++) {
        const SqlToken *token = &tokens->all.items[at];
        if (sql_is_sign(token, "(")) {
            depth++;
        } else if (sql_is_sign(token, ")") && --depth == 0) {
            return at;
        }
    }
    return at;
}

Text sql_between(const SqlToken *first, const SqlToken *last) {
    const char *end = last->source.data + last->source.length;
    return (Text){first->source.data, (size_t)(end - first->source.data)};
}
