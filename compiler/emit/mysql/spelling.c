/* spelling.c - see spelling.h. */
#include "emit/mysql/spelling.h"

/* Behind digits between brackets, at most `most` numbers of them; `at` itself: there are none. */
static size_t behind_numbers(Text text, size_t at, unsigned most) {
    size_t end = at;
    if (end >= text.length || text.data[end] != '(') {
        return at;
    }
    for (unsigned i = 0; i < most && end < text.length && (i == 0 || text.data[end] == ','); i++) {
        size_t digits = ++end;
        while (end < text.length && text.data[end] >= '0' && text.data[end] <= '9') {
            end++;
        }
        if (end == digits || text.data[digits] == '0') {
            return at;
        }
    }
    return end < text.length && text.data[end] == ')' ? end + 1 : at;
}

bool mysql_shown_spelling(Buf *out, const Column *column, Target target) {
    static const struct {
        const char *word;
        unsigned least; /* numbers between brackets */
        unsigned most;
        bool is_number;    /* `unsigned` may stand behind it */
        bool has_literals; /* a default is shown, which nobody reads here */
    } words[] = {
        {"tinyint", 0, 1, true, true},      {"mediumint", 0, 1, true, false},
        {"decimal", 2, 2, true, true},      {"float", 0, 0, true, false},
        {"double", 0, 0, true, false},      {"datetime", 0, 1, false, false},
        {"timestamp", 0, 1, false, false},  {"time", 0, 1, false, false},
        {"bit", 1, 1, false, false},        {"binary", 1, 1, false, false},
        {"varbinary", 1, 1, false, false},  {"tinyblob", 0, 0, false, false},
        {"blob", 0, 0, false, false},       {"mediumblob", 0, 0, false, false},
        {"tinytext", 0, 0, false, false},   {"text", 0, 0, false, false},
        {"mediumtext", 0, 0, false, false},
    };
    if (!column->type.native || !column->type.native->spelling[target]) {
        return false;
    }
    Buf small = {0};
    Text spelling = name_text(column->type.native->spelling[target]);
    for (size_t i = 0; i < spelling.length; i++) {
        char c = spelling.data[i];
        buf_char(&small, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    Text text = buf_view(&small);
    bool is_known = false;
    for (size_t i = 0; i < sizeof words / sizeof *words && !is_known; i++) {
        size_t length = strlen(words[i].word);
        if (text.length < length || memcmp(text.data, words[i].word, length) != 0) {
            continue;
        }
        size_t end = behind_numbers(text, length, words[i].most);
        bool is_width = words[i].is_number && words[i].most == 1; /* facts have none */
        Text rest = {text.data + end, text.length - end};
        is_known = (end > length || words[i].least == 0) &&
                   (rest.length == 0 || (words[i].is_number && text_is(rest, " unsigned"))) &&
                   !(words[i].has_literals && column->default_value);
        if (is_known) {
            buf_put(out, text.data, is_width ? length : end);
            buf_slice(out, rest);
        }
    }
    buf_free(&small);
    return is_known;
}
