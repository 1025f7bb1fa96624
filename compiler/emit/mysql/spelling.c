/* spelling.c - see spelling.h. */
#include "emit/mysql/spelling.h"

#include <string.h>

#include "emit/with.h"

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
        if (end == digits || (text.data[digits] == '0' && end > digits + 1)) {
            return at;
        }
    }
    return end < text.length && text.data[end] == ')' ? end + 1 : at;
}

static bool is_text(const char *word) {
    return strstr(word, "char") != NULL || strstr(word, "text") != NULL;
}

/* The word at the begin of the text, which is cut behind it and a blank. */
static Text cut_word(Text *text) {
    const char *blank = text->length > 0 ? memchr(text->data, ' ', text->length) : NULL;
    Text word = {text->data, blank ? (size_t)(blank - text->data) : text->length};
    size_t cut = word.length + (blank ? 1 : 0);
    *text = (Text){text->data + cut, text->length - cut};
    return word;
}

/* Of `character set latin1 collate latin1_bin`, without the blank before it, the collation, for utf8 only if it is
 * said: servers have several. False: it is not known, or something else stands there. */
static bool read_charset(Text rest, Target target, Text *collation) {
    Text charset = {"", 0};
    *collation = charset;
    while (rest.length > 0) {
        Text word = cut_word(&rest);
        if (text_is(word, "character") && text_is(cut_word(&rest), "set")) {
            charset = cut_word(&rest);
        } else if (text_is(word, "charset")) {
            charset = cut_word(&rest);
        } else if (text_is(word, "collate")) {
            *collation = cut_word(&rest);
        } else {
            return false;
        }
    }
    bool is_usual = charset.length >= 3 && memcmp(charset.data, "utf", 3) != 0;
    const char *usual = collation->length == 0 && is_usual ? charset_collation_of(charset, target)
                                                           : NULL;
    *collation = usual ? text_of(usual) : *collation;
    return collation->length > 0 && !text_is(*collation, "binary"); /* it has types of its own */
}

/* ---- one spelling of what has several -------------------------------------------------------- */

/* In small letters and without blanks that mean nothing, but for what stands between quotes. */
static void write_small(Buf *out, Text spelling) {
    char quote = '\0';
    for (size_t i = 0; i < spelling.length; i++) {
        char c = spelling.data[i];
        char last = out->length > 0 ? out->data[out->length - 1] : ' ';
        char next = i + 1 < spelling.length ? spelling.data[i + 1] : ' ';
        if (quote == '\0' && strchr(" \t\n", c)) {
            if (!strchr(" (,", last) && !strchr(" \t\n(),", next)) {
                buf_char(out, ' ');
            }
            continue;
        }
        bool is_quote = c == '\'' || c == '"';
        if (is_quote && (quote == '\0' || quote == c)) {
            quote = quote == '\0' ? c : '\0';
        }
        bool is_word = quote == '\0' && last == ')' && c != ',' && c != ')';
        buf_text(out, is_word ? " " : "");
        buf_char(out, quote == '\0' && c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
}

typedef struct Synonym {
    const char *said;
    const char *shown;
    const char *numbers; /* where none are said */
} Synonym;

/* The word, or words, that the text begins with; NULL: it is shown as it is. */
static const Synonym *find_synonym(Text text) {
    static const Synonym synonyms[] = {
        {"boolean", "tinyint", "(1)"},
        {"bool", "tinyint", "(1)"},
        {"int1", "tinyint", ""},
        {"int2", "smallint", ""},
        {"int3", "mediumint", ""},
        {"middleint", "mediumint", ""},
        {"int4", "int", ""},
        {"integer", "int", ""},
        {"int8", "bigint", ""},
        {"decimal", "decimal", "(10,0)"},
        {"numeric", "decimal", "(10,0)"},
        {"dec", "decimal", "(10,0)"},
        {"fixed", "decimal", "(10,0)"},
        {"float4", "float", ""},
        {"float8", "double", ""},
        {"double precision", "double", ""},
        {"real", "double", ""},
        {"bit", "bit", "(1)"},
        {"binary", "binary", "(1)"},
        {"char", "char", "(1)"},
        {"character varying", "varchar", ""},
        {"character", "char", "(1)"},
    };
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++) {
        size_t length = strlen(synonyms[i].said);
        if (text.length >= length && memcmp(text.data, synonyms[i].said, length) == 0 &&
            (text.length == length || strchr("( ", text.data[length]))) {
            return &synonyms[i];
        }
    }
    return NULL;
}

/* What stands behind a type's words: a number that goes without saying is not shown, or always. */
static void write_numbers(Buf *out, Text word, Text said, const char *usual, Text rest) {
    static const char *const moments[] = {"datetime", "timestamp", "time"};
    bool is_padded = text_ends_with(rest, "zerofill");
    bool is_int = text_ends_with(word, "int");
    bool is_flag = text_is(word, "tinyint") && rest.length == 0;
    bool is_hidden = (is_int && !is_padded && !(is_flag && text_is(said, "(1)"))) ||
                     text_is(word, "year");
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        is_hidden = is_hidden || (text_is(word, moments[i]) && text_is(said, "(0)"));
    }
    if (said.length == 0) {
        buf_text(out, usual);
    } else if (text_is(word, "decimal") && !memchr(said.data, ',', said.length)) {
        buf_printf(out, "%.*s,0)", (int)said.length - 1, said.data);
    } else if (!is_hidden) {
        buf_slice(out, said);
    }
}

void mysql_normal_spelling(Buf *out, Text spelling) {
    Buf small = {0};
    write_small(&small, spelling);
    Text text = buf_view(&small);
    const Synonym *synonym = find_synonym(text);
    size_t length = 0;
    if (synonym) {
        length = strlen(synonym->said);
    } else {
        while (length < text.length && !strchr("( ", text.data[length])) {
            length++;
        }
    }
    Text word = synonym ? text_of(synonym->shown) : (Text){text.data, length};
    size_t end = behind_numbers(text, length, 2);
    Text rest = {text.data + end, text.length - end};
    bool is_padded = text_is(rest, " zerofill");
    buf_slice(out, word);
    write_numbers(out, word, (Text){text.data + length, end - length},
                  synonym ? synonym->numbers : "", rest);
    buf_text(out, is_padded ? " unsigned" : "");
    buf_slice(out, rest);
    buf_free(&small);
}

static bool read_spelling(Buf *normal, const Column *column, Target target) {
    if (!column->type.native || !column->type.native->spelling[target]) {
        return false;
    }
    mysql_normal_spelling(normal, name_text(column->type.native->spelling[target]));
    return true;
}

/* ---- what is shown ----------------------------------------------------------------------------- */

static bool write_plain(Buf *out, const Column *column, const Dialect *dialect, bool has_default) {
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
        {"mediumtext", 0, 0, false, false}, {"longtext", 0, 0, false, false},
        {"varchar", 1, 1, false, true},     {"char", 1, 1, false, true},
    };
    Buf small = {0};
    bool is_known = false;
    (void)read_spelling(&small, column, dialect->target);
    Text text = buf_view(&small);
    for (size_t i = 0; i < sizeof words / sizeof *words && !is_known; i++) {
        size_t length = strlen(words[i].word);
        if (text.length < length || memcmp(text.data, words[i].word, length) != 0) {
            continue;
        }
        size_t end = behind_numbers(text, length, words[i].most);
        bool is_width = words[i].is_number && words[i].most == 1; /* facts have none */
        Text rest = {text.data + end, text.length - end};
        Text collation = {"", 0};
        bool has_charset = rest.length > 1 && !words[i].is_number && is_text(words[i].word) &&
                           read_charset((Text){rest.data + 1, rest.length - 1}, dialect->target,
                                        &collation);
        is_known = (end > length || words[i].least == 0) &&
                   (rest.length == 0 || has_charset ||
                    (words[i].is_number && text_is(rest, " unsigned"))) &&
                   !(words[i].has_literals && has_default);
        if (is_known) {
            buf_put(out, text.data, is_width ? length : end);
            buf_slice(out, has_charset ? (Text){"", 0} : rest);
        }
        if (is_known && collation.length > 0 && !column->collation &&
            !text_is(collation, dialect->collation)) {
            buf_text(out, " collate ");
            buf_slice(out, collation);
        }
    }
    buf_free(&small);
    return is_known;
}

bool mysql_shown_spelling(Buf *out, const Column *column, const Dialect *dialect) {
    return write_plain(out, column, dialect, column->default_value != NULL);
}

/* `set('a','b')`: strings between commas, without blanks. */
static bool is_set(Text text) {
    size_t at = strlen("set(");
    if (text.length < at || memcmp(text.data, "set(", at) != 0) {
        return false;
    }
    while (at < text.length && text.data[at] == '\'') {
        for (at++; at < text.length && (text.data[at] != '\'' || text.data[at + 1] == '\''); at++) {
            if (text.data[at] == '\\') {
                return false;
            }
            at += text.data[at] == '\'';
        }
        at++;
        if (at < text.length && text.data[at] == ',') {
            at++;
        } else {
            return at + 1 == text.length && text.data[at] == ')';
        }
    }
    return false;
}

/* `int(4) unsigned zerofill`. */
static bool is_padded(Text text) {
    size_t open = text.length > 0 ? strcspn(text.data, "(") : 0;
    size_t end = behind_numbers(text, open, 1);
    return open >= 3 && end > open && memcmp(text.data + open - 3, "int", 3) == 0 &&
           text_is((Text){text.data + end, text.length - end}, " unsigned zerofill");
}

/* A place, with or without what it is measured in. */
static bool is_place(Text text, Target target) {
    static const char *const words[] = {"geometry",   "point",           "linestring",  "polygon",
                                        "multipoint", "multilinestring", "multipolygon"};
    Text word = cut_word(&text);
    bool is_known = text.length == 0 ||
                    (target == TARGET_MYSQL && text_is(cut_word(&text), "srid"));
    for (size_t i = 0; i < sizeof words / sizeof *words && is_known; i++) {
        if (text_is(word, words[i])) {
            return true;
        }
    }
    return false;
}

bool mysql_own_spelling(Buf *out, const Column *column, const Dialect *dialect) {
    static const char *const words[] = {"tinyint(1)", "year", "uuid", "inet6", "inet4"};
    Buf small = {0};
    bool is_known = read_spelling(&small, column, dialect->target);
    buf_char(&small, '\0');
    Text text = {small.data, small.length - 1};
    bool is_word = is_set(text) || is_padded(text) || is_place(text, dialect->target);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        is_word = is_word || text_is(text, words[i]);
    }
    is_known = is_known && is_word;
    buf_slice(out, is_known ? text : (Text){"", 0});
    buf_free(&small);
    return is_known || write_plain(out, column, dialect, false);
}
