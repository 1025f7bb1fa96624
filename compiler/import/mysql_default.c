/* mysql_default.c - see mysql_default.h. */
#include "import/mysql_default.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "emit/sql_tokens.h"

/* How values of a type are read. */
typedef enum Reading {
    READ_NOTHING,
    READ_MOMENT,
    READ_TIME,
    READ_BITS,
    READ_BYTES,
    READ_NUMBER
} Reading;

static Reading reading_of(Text type) {
    static const struct {
        const char *word;
        Reading reading;
    } readings[] = {
        {"datetime", READ_MOMENT},  {"timestamp", READ_MOMENT}, {"time", READ_TIME},
        {"bit", READ_BITS},         {"binary", READ_BYTES},     {"varbinary", READ_BYTES},
        {"year", READ_NUMBER},      {"tinyint", READ_NUMBER},   {"smallint", READ_NUMBER},
        {"mediumint", READ_NUMBER}, {"int", READ_NUMBER},       {"bigint", READ_NUMBER},
        {"decimal", READ_NUMBER},   {"float", READ_NUMBER},     {"double", READ_NUMBER},
    };
    size_t length = 0;
    while (length < type.length && !strchr("( ", type.data[length])) {
        length++;
    }
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        if (text_is((Text){type.data, length}, readings[i].word)) {
            return readings[i].reading;
        }
    }
    return READ_NOTHING;
}

/* The only token of the text; NULL: there are others. */
static const SqlToken *only_token(Arena *scratch, Text sql, Target target) {
    SqlTokens tokens = sql_tokens(scratch, sql, target);
    const SqlToken *first = &tokens.all.items[0];
    return first->kind != SQL_END && first[1].kind == SQL_END ? first : NULL;
}

/* `2020-01-31 10:00:00.5`: nothing left out in front of the fraction, and no zeros at its end. */
static bool write_moment(Buf *out, const SqlToken *token, bool has_day) {
    if (token->kind != SQL_STRING || memchr(token->text.data, '\\', token->text.length)) {
        return false;
    }
    size_t day = has_day ? strlen("2020-01-31") : 0;
    for (size_t i = 0; i < token->text.length; i++) {
        char c = token->text.data[i];
        buf_char(out, i == day && c == 'T' ? ' ' : c);
    }
    buf_text(out, has_day && out->length == day ? " 00:00:00" : "");
    bool has_fraction = out->length > 0 && memchr(out->data, '.', out->length);
    while (has_fraction && out->data[out->length - 1] == '0') {
        out->length--;
    }
    out->length -= has_fraction && out->data[out->length - 1] == '.';
    return true;
}

/* b'0101', x'05', 5. */
static bool write_bits(Buf *out, const SqlToken *token) {
    bool is_bits = token->kind == SQL_ODD && (token->source.data[0] | 0x20) == 'b';
    int base = is_bits ? 2 : token->kind == SQL_BYTES ? 16 : token->kind == SQL_NUMBER ? 10 : 0;
    Buf digits = {0};
    buf_slice(&digits, token->text);
    buf_char(&digits, '\0');
    char *end = digits.data;
    unsigned long long bits = base != 0 ? strtoull(digits.data, &end, base) : 0;
    bool is_good = end > digits.data && *end == '\0';
    buf_printf(out, "%llu", bits);
    buf_free(&digits);
    return is_good;
}

static bool write_number(Buf *out, const SqlToken *token) {
    bool is_good = token->kind == SQL_NUMBER || token->kind == SQL_STRING;
    Buf digits = {0};
    buf_slice(&digits, token->text);
    buf_char(&digits, '\0');
    char *end = digits.data;
    double number = is_good ? strtod(digits.data, &end) : 0;
    is_good = end > digits.data && *end == '\0';
    buf_printf(out, "%.17g", number);
    buf_free(&digits);
    return is_good;
}

/* The digits of all bytes but the zeros that fill a `binary`. */
static bool write_bytes(Buf *out, const SqlToken *token, bool is_filled) {
    for (size_t i = 0; i < token->text.length; i++) {
        char c = token->text.data[i];
        if (token->kind == SQL_BYTES) {
            buf_char(out, c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c);
        } else {
            buf_printf(out, "%02x", (unsigned char)c);
        }
    }
    while (is_filled && out->length >= 2 && memcmp(out->data + out->length - 2, "00", 2) == 0) {
        out->length -= 2;
    }
    return token->kind == SQL_BYTES || token->kind == SQL_STRING;
}

static bool write_value(Buf *out, Arena *scratch, Text sql, Text type, Target target) {
    const SqlToken *token = only_token(scratch, sql, target);
    Reading reading = token ? reading_of(type) : READ_NOTHING;
    switch (reading) {
    case READ_MOMENT:
    case READ_TIME: return write_moment(out, token, reading == READ_MOMENT);
    case READ_BITS: return write_bits(out, token);
    case READ_BYTES: return write_bytes(out, token, type.data[0] == 'b');
    case READ_NUMBER: return write_number(out, token);
    case READ_NOTHING: break;
    }
    return false;
}

bool mysql_same_default(Arena *scratch, Text expected, Text found, Text type, Target target) {
    Buf values[2] = {0};
    bool are_same = write_value(&values[0], scratch, expected, type, target) &&
                    write_value(&values[1], scratch, found, type, target) &&
                    text_equal(buf_view(&values[0]), buf_view(&values[1]));
    for (int i = 0; i < 2; i++) {
        buf_free(&values[i]);
    }
    return are_same;
}
