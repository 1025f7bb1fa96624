/*
 * literal.c - see literal.h. A Reader goes over the text from left to right; every reader function
 * takes what it knows or returns false.
 */
#include "schema/literal.h"

#include <string.h>

typedef struct Reader {
    const char *at;
    const char *end;
} Reader;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool take(Reader *reader, char c) {
    if (reader->at < reader->end && *reader->at == c) {
        reader->at++;
        return true;
    }
    return false;
}

static bool take_digits(Reader *reader, unsigned count, int *number) {
    int value = 0;
    for (unsigned i = 0; i < count; i++) {
        if (reader->at == reader->end || !is_digit(*reader->at)) {
            return false;
        }
        value = value * 10 + (*reader->at++ - '0');
    }
    *number = value;
    return true;
}

/* ---- dates and times ---- */

typedef struct Moment {
    int year, month, day, hour, minute, second;
    Text fraction; /* the digits after the point, up to 6, without zeros at the end */
    bool has_offset;
    int offset; /* minutes east of UTC */
} Moment;

static int days_of_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static const char *take_date(Reader *reader, Moment *moment) {
    if (!take_digits(reader, 4, &moment->year) || !take(reader, '-') ||
        !take_digits(reader, 2, &moment->month) || !take(reader, '-') ||
        !take_digits(reader, 2, &moment->day)) {
        return "a date is written `2026-01-31`";
    }
    if (moment->year == 0) {
        return "there is no year 0";
    }
    if (moment->month < 1 || moment->month > 12) {
        return "there is no such month";
    }
    if (moment->day < 1 || moment->day > days_of_month(moment->year, moment->month)) {
        return "there is no such day in that month";
    }
    return NULL;
}

static const char *take_time(Reader *reader, Moment *moment) {
    if (!take_digits(reader, 2, &moment->hour) || !take(reader, ':') ||
        !take_digits(reader, 2, &moment->minute)) {
        return "a time is written `12:30:00`";
    }
    if (take(reader, ':') && !take_digits(reader, 2, &moment->second)) {
        return "a time is written `12:30:00`";
    }
    if (moment->hour > 23 || moment->minute > 59 || moment->second > 59) {
        return "there is no such time of day";
    }
    if (take(reader, '.')) {
        moment->fraction.data = reader->at;
        while (reader->at < reader->end && is_digit(*reader->at)) {
            reader->at++;
        }
        moment->fraction.length = (size_t)(reader->at - moment->fraction.data);
        if (moment->fraction.length == 0 || moment->fraction.length > 6) {
            return "a fraction of a second has 1 to 6 digits";
        }
        while (moment->fraction.length > 0 &&
               moment->fraction.data[moment->fraction.length - 1] == '0') {
            moment->fraction.length--;
        }
    }
    return NULL;
}

static const char *take_offset(Reader *reader, Moment *moment) {
    int hours = 0;
    int minutes = 0;
    bool west = false;
    if (reader->at == reader->end) {
        return NULL;
    }
    moment->has_offset = true;
    if (take(reader, 'Z') || take(reader, 'z')) {
        return NULL;
    }
    west = *reader->at == '-';
    if (!(take(reader, '+') || take(reader, '-')) || !take_digits(reader, 2, &hours)) {
        return "an offset is written `Z` or `+02:00`";
    }
    (void)take(reader, ':');
    if (reader->at < reader->end && !take_digits(reader, 2, &minutes)) {
        return "an offset is written `Z` or `+02:00`";
    }
    if (hours > 14 || minutes > 59) {
        return "there is no such offset";
    }
    moment->offset = (hours * 60 + minutes) * (west ? -1 : 1);
    return NULL;
}

/* Moves a moment to UTC. */
static void to_utc(Moment *moment) {
    int minutes = moment->hour * 60 + moment->minute - moment->offset;
    if (minutes < 0) {
        minutes += 24 * 60;
        if (--moment->day == 0) {
            if (--moment->month == 0) {
                moment->month = 12;
                moment->year--;
            }
            moment->day = days_of_month(moment->year, moment->month);
        }
    } else if (minutes >= 24 * 60) {
        minutes -= 24 * 60;
        if (++moment->day > days_of_month(moment->year, moment->month)) {
            moment->day = 1;
            if (++moment->month > 12) {
                moment->month = 1;
                moment->year++;
            }
        }
    }
    moment->hour = minutes / 60;
    moment->minute = minutes % 60;
}

static void put_digits(Buf *out, int number, unsigned count) {
    char digits[4];
    for (unsigned i = count; i > 0; i--) {
        digits[i - 1] = (char)('0' + number % 10);
        number /= 10;
    }
    buf_put(out, digits, count);
}

static void put_date(Buf *out, const Moment *moment) {
    put_digits(out, moment->year, 4);
    buf_char(out, '-');
    put_digits(out, moment->month, 2);
    buf_char(out, '-');
    put_digits(out, moment->day, 2);
}

static void put_time(Buf *out, const Moment *moment) {
    put_digits(out, moment->hour, 2);
    buf_char(out, ':');
    put_digits(out, moment->minute, 2);
    buf_char(out, ':');
    put_digits(out, moment->second, 2);
    if (moment->fraction.length > 0) {
        buf_char(out, '.');
        buf_slice(out, moment->fraction);
    }
}

static const char *read_date(Buf *out, Reader *reader) {
    Moment moment = {0};
    const char *reason = take_date(reader, &moment);
    if (reason == NULL && reader->at < reader->end) {
        reason = "a date is written `2026-01-31`, without a time";
    }
    if (reason == NULL) {
        put_date(out, &moment);
    }
    return reason;
}

static const char *read_time(Buf *out, Reader *reader) {
    Moment moment = {0};
    const char *reason = take_time(reader, &moment);
    if (reason == NULL && reader->at < reader->end) {
        reason = "a time is written `12:30:00`";
    }
    if (reason == NULL) {
        put_time(out, &moment);
    }
    return reason;
}

static const char *read_timestamp(Buf *out, Reader *reader, bool with_zone) {
    Moment moment = {0};
    const char *reason = take_date(reader, &moment);
    if (reason == NULL && reader->at < reader->end) {
        if (!take(reader, ' ') && !take(reader, 'T') && !take(reader, 't')) {
            reason = "a timestamp is written `2026-01-31 12:30:00`";
        } else {
            reason = take_time(reader, &moment);
        }
        if (reason == NULL) {
            reason = take_offset(reader, &moment);
        }
        if (reason == NULL && reader->at < reader->end) {
            reason = "a timestamp is written `2026-01-31 12:30:00`";
        }
        if (reason == NULL && moment.has_offset && !with_zone) {
            reason = "a `timestamp` has no offset; a `timestamptz` has";
        }
    }
    if (reason != NULL) {
        return reason;
    }
    if (with_zone) {
        to_utc(&moment);
        if (moment.year < 1 || moment.year > 9999) {
            return "the year has more than four digits in UTC";
        }
    }
    put_date(out, &moment);
    buf_char(out, with_zone ? 'T' : ' ');
    put_time(out, &moment);
    if (with_zone) {
        buf_char(out, 'Z');
    }
    return NULL;
}

/* ---- intervals ---- */

static const char *const INTERVAL_WORDS[] = {
    [INTERVAL_YEAR] = "year", [INTERVAL_MONTH] = "month",   [INTERVAL_DAY] = "day",
    [INTERVAL_HOUR] = "hour", [INTERVAL_MINUTE] = "minute", [INTERVAL_SECOND] = "second",
};

const char *literal_interval_unit(IntervalUnit unit) {
    return INTERVAL_WORDS[unit];
}

static void skip_blanks(Reader *reader) {
    while (take(reader, ' ')) {
    }
}

/* A unit's word, singular or plural; weeks are 7 days. */
static bool take_unit(Reader *reader, IntervalPart *part) {
    const char *start = reader->at;
    Text word;
    while (reader->at < reader->end && *reader->at >= 'a' && *reader->at <= 'z') {
        reader->at++;
    }
    word = (Text){start, (size_t)(reader->at - start)};
    if (word.length > 1 && word.data[word.length - 1] == 's') {
        word.length--;
    }
    if (text_is(word, "week")) {
        part->unit = INTERVAL_DAY;
        part->amount *= 7;
        return true;
    }
    for (unsigned i = 0; i <= INTERVAL_SECOND; i++) {
        if (text_is(word, INTERVAL_WORDS[i])) {
            part->unit = (IntervalUnit)i;
            return true;
        }
    }
    return false;
}

static bool take_part(Reader *reader, IntervalPart *part) {
    bool negative = take(reader, '-');
    const char *start = reader->at;
    if (!negative) {
        (void)take(reader, '+');
        start = reader->at;
    }
    part->amount = 0;
    while (reader->at < reader->end && is_digit(*reader->at) && reader->at - start < 9) {
        part->amount = part->amount * 10 + (*reader->at++ - '0');
    }
    if (reader->at == start) {
        return false;
    }
    if (negative) {
        part->amount = -part->amount;
    }
    skip_blanks(reader);
    return take_unit(reader, part);
}

static const char *read_interval(Buf *out, Reader *reader) {
    bool first = true;
    skip_blanks(reader);
    do {
        IntervalPart part;
        if (!take_part(reader, &part)) {
            return "an interval is written `1 year 2 months 3 weeks 4 days 5 hours 6 minutes`";
        }
        if (!first) {
            buf_char(out, ' ');
        }
        buf_int(out, part.amount);
        buf_char(out, ' ');
        buf_text(out, INTERVAL_WORDS[part.unit]);
        if (part.amount != 1 && part.amount != -1) {
            buf_char(out, 's');
        }
        first = false;
        skip_blanks(reader);
    } while (reader->at < reader->end);
    return NULL;
}

bool literal_interval_part(Text *interval, IntervalPart *part) {
    Reader reader = {interval->data, interval->data + interval->length};
    skip_blanks(&reader);
    if (reader.at == reader.end || !take_part(&reader, part)) {
        return false;
    }
    *interval = (Text){reader.at, (size_t)(reader.end - reader.at)};
    return true;
}

/* ---- uuid and bytes ---- */

static const char *read_uuid(Buf *out, Text text) {
    static const char *const reason =
        "a uuid is 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, with `-` between them";
    if (text.length != 36) {
        return reason;
    }
    for (size_t i = 0; i < text.length; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text.data[i] != '-' : !is_hex(text.data[i])) {
            return reason;
        }
        buf_char(out, to_lower(text.data[i]));
    }
    return NULL;
}

static const char *read_bytes(Buf *out, Text text) {
    static const char *const reason = "bytes are written `'\\x0aff'`, two hexadecimal digits each";
    if (text.length < 2 || text.data[0] != '\\' || text.data[1] != 'x' || text.length % 2 != 0) {
        return reason;
    }
    buf_text(out, "\\x");
    for (size_t i = 2; i < text.length; i++) {
        if (!is_hex(text.data[i])) {
            return reason;
        }
        buf_char(out, to_lower(text.data[i]));
    }
    return NULL;
}

/* ---- json ---- */

#define JSON_DEEPEST 500

static void skip_json_space(Reader *reader) {
    while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\t' ||
                                        *reader->at == '\n' || *reader->at == '\r')) {
        reader->at++;
    }
}

static bool take_json_string(Reader *reader) {
    if (!take(reader, '"')) {
        return false;
    }
    while (reader->at < reader->end) {
        char c = *reader->at++;
        if (c == '"') {
            return true;
        }
        if ((unsigned char)c < 0x20) {
            return false;
        }
        if (c != '\\') {
            continue;
        }
        if (reader->at == reader->end) {
            return false;
        }
        c = *reader->at++;
        if (c == 'u') {
            bool zero = true;
            for (unsigned i = 0; i < 4; i++) {
                if (reader->at == reader->end || !is_hex(*reader->at)) {
                    return false;
                }
                zero = zero && *reader->at == '0';
                reader->at++;
            }
            if (zero) {
                return false; /* \u0000 is no character of a database's text */
            }
        } else if (strchr("\"\\/bfnrt", c) == NULL) {
            return false;
        }
    }
    return false;
}

static bool take_json_number(Reader *reader) {
    (void)take(reader, '-');
    if (!take(reader, '0')) {
        const char *start = reader->at;
        while (reader->at < reader->end && is_digit(*reader->at)) {
            reader->at++;
        }
        if (reader->at == start) {
            return false;
        }
    }
    if (take(reader, '.')) {
        const char *start = reader->at;
        while (reader->at < reader->end && is_digit(*reader->at)) {
            reader->at++;
        }
        if (reader->at == start) {
            return false;
        }
    }
    if (take(reader, 'e') || take(reader, 'E')) {
        const char *start;
        if (!take(reader, '+')) {
            (void)take(reader, '-');
        }
        start = reader->at;
        while (reader->at < reader->end && is_digit(*reader->at)) {
            reader->at++;
        }
        if (reader->at == start) {
            return false;
        }
    }
    return true;
}

static bool take_word(Reader *reader, const char *word) {
    size_t length = strlen(word);
    if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, word, length) != 0) {
        return false;
    }
    reader->at += length;
    return true;
}

static bool take_json_scalar(Reader *reader) {
    if (reader->at == reader->end) {
        return false;
    }
    switch (*reader->at) {
    case '"':
        return take_json_string(reader);
    case 't':
        return take_word(reader, "true");
    case 'f':
        return take_word(reader, "false");
    case 'n':
        return take_word(reader, "null");
    default: /* every other character: a number, or nothing */
        return take_json_number(reader);
    }
}

/* `"key" :` */
static bool take_json_key(Reader *reader) {
    skip_json_space(reader);
    if (!take_json_string(reader)) {
        return false;
    }
    skip_json_space(reader);
    return take(reader, ':');
}

static const char *check_json(Reader *reader) {
    static const char *const reason = "this is not JSON";
    char open[JSON_DEEPEST]; /* the brackets that are open: { or [ */
    unsigned depth = 0;
    for (;;) { /* at a value */
        skip_json_space(reader);
        if (reader->at < reader->end && (*reader->at == '{' || *reader->at == '[')) {
            char bracket = *reader->at++;
            if (depth == JSON_DEEPEST) {
                return "the brackets of this JSON are nested too deeply";
            }
            open[depth++] = bracket;
            skip_json_space(reader);
            if (!take(reader, bracket == '{' ? '}' : ']')) {
                if (bracket == '{' && !take_json_key(reader)) {
                    return reason;
                }
                continue;
            }
            depth--;
        } else if (!take_json_scalar(reader)) {
            return reason;
        }
        for (;;) { /* behind a value */
            skip_json_space(reader);
            if (depth == 0) {
                return reader->at == reader->end ? NULL : reason;
            }
            if (take(reader, ',')) {
                if (open[depth - 1] == '{' && !take_json_key(reader)) {
                    return reason;
                }
                break;
            }
            if (!take(reader, open[depth - 1] == '{' ? '}' : ']')) {
                return reason;
            }
            depth--;
        }
    }
}

/* ---- all of them ---- */

const char *literal_read(Buf *canonical, Text text, Type type) {
    Reader reader = {text.data, text.data + text.length};
    const char *reason = NULL;
    if (type.is_array) {
        if (text.length < 2 || text.data[0] != '{' || text.data[text.length - 1] != '}') {
            return "an array is written `'{a, b}'`";
        }
        buf_slice(canonical, text);
        return NULL;
    }
    switch (type_family(type)) {
    case FAMILY_NONE:
    case FAMILY_TEXT:
    case FAMILY_ENUM:
        buf_slice(canonical, text);
        return NULL;
    case FAMILY_BOOL:
        return "it is written `true` or `false`";
    case FAMILY_NUMBER:
        return "a number is written without quotes";
    case FAMILY_BYTES:
        return read_bytes(canonical, text);
    case FAMILY_UUID:
        return read_uuid(canonical, text);
    case FAMILY_DATE:
        return read_date(canonical, &reader);
    case FAMILY_TIME:
        return read_time(canonical, &reader);
    case FAMILY_TIMESTAMP:
        return read_timestamp(canonical, &reader, type.kind != TYPE_TIMESTAMP);
    case FAMILY_INTERVAL:
        return read_interval(canonical, &reader);
    case FAMILY_JSON:
        reason = check_json(&reader);
        buf_slice(canonical, text);
        return reason;
    }
    return NULL;
}

size_t literal_characters(Text text) {
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    }
    return count;
}

static bool is_integer_within(Text digits, uint64_t limit) {
    uint64_t value = 0;
    for (size_t i = 0; i < digits.length; i++) {
        uint64_t digit = (uint64_t)(digits.data[i] - '0');
        if (value > (limit - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    return true;
}

static bool is_zero(Text digits) {
    for (size_t i = 0; i < digits.length; i++) {
        if (digits.data[i] != '0') {
            return false;
        }
    }
    return true;
}

static const char *unsigned_fits(Text digits, bool negative, Type type) {
    bool is_small = type.kind == TYPE_SMALLINT;
    uint64_t limit = is_small ? UINT16_MAX : type.kind == TYPE_INT ? UINT32_MAX : UINT64_MAX;
    if (negative ? is_zero(digits) : is_integer_within(digits, limit)) {
        return NULL;
    }
    return is_small                ? "a `smallint unsigned` goes from 0 to 65535"
           : type.kind == TYPE_INT ? "an `int unsigned` goes from 0 to 4294967295"
                                   : "a `bigint unsigned` goes from 0 to 18446744073709551615";
}

const char *literal_number_fits(Text text, bool negative, Type type) {
    size_t point = 0;
    size_t zeros = 0;
    size_t fraction;
    while (point < text.length && is_digit(text.data[point])) {
        point++;
    }
    if (type.is_unsigned) {
        return unsigned_fits((Text){text.data, point}, negative, type);
    }
    switch ((TypeKind)type.kind) {
    case TYPE_SMALLINT:
        return is_integer_within((Text){text.data, point}, INT16_MAX + (uint64_t)negative)
                   ? NULL
                   : "a `smallint` goes from -32768 to 32767";
    case TYPE_INT:
        return is_integer_within((Text){text.data, point}, INT32_MAX + (uint64_t)negative)
                   ? NULL
                   : "an `int` goes from -2147483648 to 2147483647";
    case TYPE_BIGINT:
        return is_integer_within((Text){text.data, point}, INT64_MAX + (uint64_t)negative)
                   ? NULL
                   : "a `bigint` goes from -9223372036854775808 to 9223372036854775807";
    case TYPE_DECIMAL:
        if (type.length == 0 || memchr(text.data, 'e', text.length) != NULL ||
            memchr(text.data, 'E', text.length) != NULL) {
            return NULL;
        }
        while (zeros < point && text.data[zeros] == '0') {
            zeros++;
        }
        if (point - zeros > type.length - type.scale) {
            return "it has more digits before the point than its type";
        }
        fraction = text.length > point ? text.length - point - 1 : 0;
        while (fraction > 0 && text.data[point + fraction] == '0') {
            fraction--;
        }
        return fraction > type.scale ? "it has more digits after the point than its type" : NULL;
    case TYPE_ERROR:
    case TYPE_NULL:
    case TYPE_BOOL:
    case TYPE_REAL:
    case TYPE_DOUBLE:
    case TYPE_TEXT:
    case TYPE_VARCHAR:
    case TYPE_CHAR:
    case TYPE_BYTES:
    case TYPE_UUID:
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_TIMESTAMP:
    case TYPE_TIMESTAMPTZ:
    case TYPE_INTERVAL:
    case TYPE_JSON:
    case TYPE_ENUM:
    case TYPE_NATIVE:
        break;
    }
    return NULL;
}
