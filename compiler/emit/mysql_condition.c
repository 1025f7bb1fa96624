/* mysql_condition.c - takes a condition, gives its words as the catalog has them. See mysql_condition.h. */
#include "emit/mysql_condition.h"

#include <string.h>
#include <strings.h>

typedef enum WordKind {
    WORD_END,
    WORD_COLUMN,
    WORD_NUMBER,
    WORD_STRING,
    WORD_KEYWORD,  /* AND, OR, IN, ... */
    WORD_OPERATOR, /* =, <=, +, ... */
    WORD_OPEN,
    WORD_CLOSE,
    WORD_COMMA,
    WORD_OTHER /* something that a server may write in another way */
} WordKind;

typedef struct Word {
    WordKind kind;
    Text text; /* without quotes */
} Word;

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_column(const Table *table, Text text) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (text_equal(name_text(table->columns[i].name), text)) {
            return true;
        }
    }
    return false;
}

static bool word_is(Text text, const char *word) {
    return text.length == strlen(word) && strncasecmp(text.data, word, text.length) == 0;
}

static bool is_keyword(Text text) {
    static const char *const words[] = {"and", "or", "in", "between", "is", "not", "null", "like"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (word_is(text, words[i])) {
            return true;
        }
    }
    return false;
}

/* A string of characters that no server writes in another way. */
static bool is_plain(Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (!is_letter(c) && !is_digit(c) && !strchr(" .@%:/-", c)) {
            return false;
        }
    }
    return text.length > 0;
}

/* The text up to the next `mark`, and `at` behind it. */
static Text until(const char **at, const char *end, char mark) {
    const char *from = *at;
    const char *to = memchr(from, mark, (size_t)(end - from));
    *at = to ? to + 1 : end;
    return (Text){from, (size_t)((to ? to : end) - from)};
}

static Word next_word(const Table *table, const char **at, const char *end) {
    while (*at < end && (**at == ' ' || **at == '\n')) {
        (*at)++;
    }
    if (*at == end) {
        return (Word){WORD_END, {*at, 0}};
    }
    const char *from = *at;
    char c = *(*at)++;
    Text text = {from, 1};
    if (is_letter(c)) {
        while (*at < end && (is_letter(**at) || is_digit(**at))) {
            (*at)++;
        }
        text.length = (size_t)(*at - from);
        return (Word){is_column(table, text) ? WORD_COLUMN
                      : is_keyword(text)     ? WORD_KEYWORD
                                             : WORD_OTHER,
                      text};
    }
    if (is_digit(c)) {
        while (*at < end && (is_digit(**at) || **at == '.')) {
            (*at)++;
        }
        text.length = (size_t)(*at - from);
        return (Word){*at < end && is_letter(**at) ? WORD_OTHER : WORD_NUMBER, text};
    }
    if (c == '`' || c == '\'') {
        text = until(at, end, c);
        bool is_whole = *at == end || **at != c;
        if (c == '`') {
            return (Word){is_whole && is_plain(text) && is_column(table, text) ? WORD_COLUMN
                                                                               : WORD_OTHER,
                          text};
        }
        return (Word){is_whole && is_plain(text) ? WORD_STRING : WORD_OTHER, text};
    }
    if ((c == '<' && *at < end && (**at == '>' || **at == '=')) ||
        (c == '>' && *at < end && **at == '=')) {
        (*at)++;
        text.length = 2;
    }
    switch (c) {
    case '(': return (Word){WORD_OPEN, text};
    case ')': return (Word){WORD_CLOSE, text};
    case ',': return (Word){WORD_COMMA, text};
    case '<':
    case '>':
    case '=':
    case '+':
    case '-':
    case '*': return (Word){WORD_OPERATOR, text};
    default: return (Word){WORD_OTHER, text};
    }
}

static void put_keyword(Buf *out, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        buf_char(out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
}

/* What must come behind some words: IN takes several values, for one becomes `=`; NOT stands before IN,
 * BETWEEN, LIKE and NULL only, elsewhere conditions are turned round. */
static bool may_follow(Word before, Word word) {
    if (before.kind == WORD_KEYWORD && word_is(before.text, "not")) {
        return word.kind == WORD_KEYWORD &&
               (word_is(word.text, "in") || word_is(word.text, "between") ||
                word_is(word.text, "like") || word_is(word.text, "null"));
    }
    bool is_sign = word.kind == WORD_OPERATOR && word.text.data[0] == '-';
    bool has_left = before.kind == WORD_COLUMN || before.kind == WORD_NUMBER ||
                    before.kind == WORD_STRING || before.kind == WORD_CLOSE;
    return word.kind != WORD_OPERATOR || has_left || is_sign;
}

bool mysql_condition(Buf *out, const Table *table, Text text) {
    const char *at = text.data;
    const char *end = at + text.length;
    Word before = {WORD_OPEN, {at, 0}};
    uint32_t values = 2; /* of the IN whose list is being read; 2: there is none, or enough */
    bool glued = true;   /* no blank is to be written */
    for (;;) {
        Word word = next_word(table, &at, end);
        if (word.kind == WORD_END) {
            return true;
        }
        bool has_left = before.kind == WORD_COLUMN || before.kind == WORD_NUMBER ||
                        before.kind == WORD_STRING || before.kind == WORD_CLOSE;
        bool is_sign = word.kind == WORD_OPERATOR && word.text.data[0] == '-' && !has_left;
        if (word.kind == WORD_OTHER || !may_follow(before, word)) {
            return false;
        }
        if (word.kind == WORD_KEYWORD && word_is(word.text, "in")) {
            values = 1;
        } else if (word.kind == WORD_COMMA) {
            values = 2;
        } else if (word.kind == WORD_CLOSE && values < 2) {
            return false;
        }
        if (word.kind != WORD_OPEN && word.kind != WORD_CLOSE) {
            buf_text(out, glued || word.kind == WORD_COMMA ? "" : " ");
            if (word.kind == WORD_KEYWORD) {
                put_keyword(out, word.text);
            } else {
                buf_slice(out, word.text);
            }
            glued = word.kind == WORD_COMMA || is_sign;
        }
        before = word;
    }
}
