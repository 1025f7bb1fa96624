/*
 * restate_options.c - takes options and keys of indexes, gives them as they are written. See restate.h.
 */
#include "change/restate.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Whether the text is a number of the language, perhaps with a minus before it. */
static bool is_number(Text text) {
    size_t at = text.length > 0 && text.data[0] == '-' ? 1 : 0;
    size_t start = at;
    while (at < text.length && is_digit(text.data[at])) {
        at++;
    }
    if (at > start && at + 1 < text.length && text.data[at] == '.') {
        start = ++at;
        while (at < text.length && is_digit(text.data[at])) {
            at++;
        }
    }
    return at > start && at == text.length;
}

/* Words of the language are names here, but for those that are names nowhere. */
static bool is_bare(Text word) {
    static const char *const words[] = {"null", "and", "or", "not"};
    bool is = word.length > 0 && !is_digit(word.data[0]);
    for (size_t i = 0; i < word.length && is; i++) {
        char c = word.data[i];
        is = (c >= 'a' && c <= 'z') || c == '_' || is_digit(c);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words && is; i++) {
        is = !text_is(word, words[i]);
    }
    return is;
}

/* What somebody says in his own words is a string, though it be one word. */
static void put_value(Buf *out, Name option, Name value) {
    Text text = name_text(value);
    if (!text_is(name_text(option), "comment") && (is_number(text) || is_bare(text))) {
        buf_slice(out, text);
    } else {
        restate_string(out, text);
    }
}

/* `toast.autovacuum_enabled` is two names. */
static void put_name(Buf *out, Name name) {
    const char *dot = memchr(name->text, '.', name->length);
    Text first = {name->text, dot ? (size_t)(dot - name->text) : name->length};
    Text second = {dot ? dot + 1 : "x", dot ? name->length - first.length - 1 : 1};
    bool is_value = text_is(first, "true") || text_is(first, "false") || text_is(second, "true") ||
                    text_is(second, "false");
    if (is_bare(first) && is_bare(second) && !is_value) {
        buf_name(out, name);
    } else {
        name_write_quoted(out, name);
    }
}

void restate_options(Buf *out, const OptionWord *options, uint16_t count) {
    for (uint16_t i = 0; i < count; i++) {
        buf_text(out, i == 0 ? "(" : ", ");
        put_name(out, options[i].name);
        if (options[i].value) {
            buf_text(out, " = ");
            put_value(out, options[i].name, options[i].value);
        }
    }
    buf_char(out, ')');
}

uint16_t restate_next_options(const OptionWords *options, uint16_t first) {
    uint16_t next = first;
    while (next < options->count && options->items[next].targets == options->items[first].targets) {
        next++;
    }
    return next;
}

void restate_index_key(Buf *out, const IndexKey *key, const Table *table) {
    expr_write(out, key->expr, table);
    if (key->collation) {
        buf_text(out, " collate ");
        restate_name(out, key->collation);
    }
    if (key->class) {
        buf_text(out, " opclass ");
        restate_name(out, key->class);
    }
    if (key->prefix) {
        buf_text(out, " prefix ");
        buf_uint(out, key->prefix);
    }
}
