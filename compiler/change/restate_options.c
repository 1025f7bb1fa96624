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

static void put_value(Buf *out, Name value) {
    Text text = name_text(value);
    if (is_number(text) || text_is(text, "true") || text_is(text, "false") || text_is(text, "on")) {
        buf_slice(out, text);
    } else {
        restate_value(out, value);
    }
}

/* `toast.autovacuum_enabled` is two names. */
static void put_name(Buf *out, Name name) {
    const char *dot = memchr(name->text, '.', name->length);
    bool is_plain = dot && dot > name->text && dot + 1 < name->text + name->length;
    for (uint32_t i = 0; is_plain && i < name->length; i++) {
        char c = name->text[i];
        is_plain = (c >= 'a' && c <= 'z') || c == '_' || &name->text[i] == dot ||
                   (is_digit(c) && i > 0 && name->text[i - 1] != '.');
    }
    if (is_plain) {
        buf_name(out, name);
    } else {
        restate_name(out, name);
    }
}

void restate_options(Buf *out, const OptionWord *options, uint16_t count) {
    for (uint16_t i = 0; i < count; i++) {
        buf_text(out, i == 0 ? "(" : ", ");
        put_name(out, options[i].name);
        if (options[i].value) {
            buf_text(out, " = ");
            put_value(out, options[i].value);
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
