/*
 * values.c - see values.h.
 */
#include "prove/values.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_TEXT 20000

static void add(Arena *arena, Values *values, Value value) {
    if (values->count < VALUES_MOST) {
        vec_push(arena, values, value);
    }
}

static void add_integer(Arena *arena, Values *values, sqlite3_int64 integer) {
    add(arena, values, (Value){.kind = VALUE_INTEGER, .integer = integer});
}

/* Adds the text unless the column's type is too short for it. */
static void add_text(Arena *arena, Values *values, const Column *column, const char *data,
                     size_t length) {
    size_t most = column->type.kind == TYPE_VARCHAR || column->type.kind == TYPE_CHAR
                      ? column->type.length
                      : 0;
    if (most == 0 || length <= most) {
        add(arena, values,
            (Value){.kind = VALUE_TEXT, .text = {arena_copy_text(arena, data, length), length}});
    }
}

static void add_word(Arena *arena, Values *values, const Column *column, const char *word) {
    add_text(arena, values, column, word, strlen(word));
}

static void add_words(Arena *arena, Values *values, const Column *column,
                      const char *const *words) {
    for (; *words != NULL; words++) {
        add_word(arena, values, column, *words);
    }
}

static void add_numbers(Arena *arena, Values *values) {
    static const int numbers[] = {1, 0, 2, 10, 100, 1000, -1};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        add_integer(arena, values, numbers[i]);
    }
}

static const char *const texts[] = {"a", "abc", "A", "1", "", "a@b.co", "https://a.b/c", NULL};
static const char *const uuids[] = {"00000000-0000-4000-8000-000000000001",
                                    "00000000-0000-4000-8000-000000000002", NULL};
static const char *const dates[] = {"2024-01-15", "1970-01-01", "9000-01-01",
                                    "9999-12-31", "0001-01-01", NULL};
static const char *const times[] = {"12:00:00", "00:00:00", "23:59:59", NULL};
static const char *const moments[] = {"2024-01-15 12:00:00", "1970-01-01 00:00:00",
                                      "9000-01-01 00:00:00", "9999-12-31 23:59:59", NULL};
static const char *const zoned[] = {"2024-01-15T12:00:00.000Z", "1970-01-01T00:00:00.000Z",
                                    "9000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.000Z", NULL};
static const char *const intervals[] = {"1 day", NULL};
static const char *const documents[] = {"{}", "[]", "1", "\"a\"", "null", NULL};

void values_of_type(Arena *arena, const Column *column, Values *values) {
    switch (type_family(column->type)) {
    case FAMILY_BOOL:
        add_integer(arena, values, 1);
        add_integer(arena, values, 0);
        break;
    case FAMILY_NUMBER:
        add_numbers(arena, values);
        if (column->type.kind == TYPE_REAL || column->type.kind == TYPE_DOUBLE ||
            (column->type.kind == TYPE_DECIMAL &&
             (column->type.length == 0 || column->type.scale > 0))) {
            add(arena, values, (Value){.kind = VALUE_REAL, .real = 0.5});
        }
        break;
    case FAMILY_TEXT: add_words(arena, values, column, texts); break;
    case FAMILY_BYTES:
        add(arena, values, (Value){.kind = VALUE_BLOB, .text = {"a", 1}});
        add(arena, values, (Value){.kind = VALUE_BLOB, .text = {"", 0}});
        break;
    case FAMILY_UUID: add_words(arena, values, column, uuids); break;
    case FAMILY_DATE: add_words(arena, values, column, dates); break;
    case FAMILY_TIME: add_words(arena, values, column, times); break;
    case FAMILY_TIMESTAMP:
        add_words(arena, values, column, column->type.kind == TYPE_TIMESTAMP ? moments : zoned);
        break;
    case FAMILY_INTERVAL: add_words(arena, values, column, intervals); break;
    case FAMILY_JSON: add_words(arena, values, column, documents); break;
    case FAMILY_ENUM:
        for (uint32_t i = 0; i < column->type.enumeration->value_count; i++) {
            Name name = column->type.enumeration->values[i].name;
            add_text(arena, values, column, name->text, name->length);
        }
        break;
    case FAMILY_NONE:
        add_word(arena, values, column, "a");
        add_integer(arena, values, 1);
        break;
    }
    if ((column->flags & COLUMN_NULLABLE) != 0) {
        add(arena, values, (Value){0});
    }
}

/* ---- what a condition speaks of -------------------------------------------------------------- */

/* A text that matches a pattern of LIKE: nothing for `%`, a letter for `_`. */
static void add_match(Arena *arena, Values *values, const Column *column, Text pattern, bool full) {
    Buf match = {0};
    for (size_t i = 0; i < pattern.length; i++) {
        char c = pattern.data[i];
        if (c == '_' || (c == '%' && full)) {
            buf_char(&match, 'a');
        } else if (c != '%') {
            buf_char(&match, c);
        }
    }
    add_text(arena, values, column, match.data, match.length);
    buf_free(&match);
}

static void add_repeated(Arena *arena, Values *values, const Column *column, char c,
                         sqlite3_int64 length) {
    if (length >= 0 && length <= LONGEST_TEXT) {
        char *text = arena_alloc(arena, (size_t)length + 1);
        memset(text, c, (size_t)length);
        add_text(arena, values, column, text, (size_t)length);
    }
}

/* Texts of about that length, which a condition on length() may ask for. */
static void add_lengths(Arena *arena, Values *values, const Column *column, sqlite3_int64 length) {
    for (sqlite3_int64 n = length - 1; n <= length + 1; n++) {
        add_repeated(arena, values, column, 'a', n);
    }
    add_repeated(arena, values, column, 'A', length);
    add_repeated(arena, values, column, '1', length);
}

static void add_number(Arena *arena, Values *values, const Column *column, const char *digits) {
    char *end = NULL;
    sqlite3_int64 integer = strtoll(digits, &end, 10);
    bool whole = *end != '.' && *end != 'e' && *end != 'E';
    switch (type_family(column->type)) {
    case FAMILY_NUMBER:
    case FAMILY_NONE:
        if (!whole) {
            add(arena, values, (Value){.kind = VALUE_REAL, .real = strtod(digits, NULL)});
        }
        add_integer(arena, values, integer);
        if (integer < INT64_MAX) {
            add_integer(arena, values, integer + 1);
        }
        add_integer(arena, values, integer - 1);
        add_integer(arena, values, -integer);
        break;
    case FAMILY_TEXT: add_lengths(arena, values, column, integer); break;
    case FAMILY_BYTES:
        if (integer <= LONGEST_TEXT) {
            char *zeros = arena_alloc(arena, (size_t)integer + 1);
            add(arena, values, (Value){.kind = VALUE_BLOB, .text = {zeros, (size_t)integer}});
        }
        break;
    case FAMILY_BOOL:
    case FAMILY_UUID:
    case FAMILY_DATE:
    case FAMILY_TIME:
    case FAMILY_TIMESTAMP:
    case FAMILY_INTERVAL:
    case FAMILY_JSON:
    case FAMILY_ENUM: break;
    }
}

/* A day or a second before and after, if that is as simple as another digit. */
static void add_neighbours(Arena *arena, Values *values, const Column *column, Text string,
                           size_t at) {
    if (string.length > at && isdigit((unsigned char)string.data[at])) {
        char *copy = arena_copy_text(arena, string.data, string.length);
        for (int step = 1; step >= -1; step -= 2) {
            copy[at] = (char)(string.data[at] + step);
            if (isdigit((unsigned char)copy[at])) {
                add_text(arena, values, column, copy, string.length);
            }
        }
    }
}

static void add_string(Arena *arena, Values *values, const Column *column, Text string) {
    TypeFamily family = type_family(column->type);
    if (family == FAMILY_BOOL || family == FAMILY_NUMBER || family == FAMILY_BYTES) {
        return;
    }
    add_text(arena, values, column, string.data, string.length);
    if (family == FAMILY_DATE || family == FAMILY_TIMESTAMP) {
        add_neighbours(arena, values, column, string, strlen("2024-01-1"));
    } else if (family == FAMILY_TIME) {
        add_neighbours(arena, values, column, string, strlen("12:00:0"));
    } else if (family == FAMILY_TEXT && memchr(string.data, '%', string.length) != NULL) {
        add_match(arena, values, column, string, true);
        add_match(arena, values, column, string, false);
    } else if (family == FAMILY_TEXT && memchr(string.data, '_', string.length) != NULL) {
        add_match(arena, values, column, string, true);
    } else if (family == FAMILY_TEXT) {
        Buf longer = {0};
        buf_printf(&longer, "a%.*sa", TEXT_ARG(string));
        add_text(arena, values, column, longer.data, longer.length);
        buf_free(&longer);
    }
}

void values_of_condition(Arena *arena, const Column *column, Text condition, Values *values) {
    Buf string = {0};
    const char *end = condition.data + condition.length;
    for (const char *at = condition.data; at < end;) {
        if (*at == '\'') {
            buf_clear(&string);
            for (at++; at < end && (*at != '\'' || (at + 1 < end && at[1] == '\'')); at++) {
                buf_char(&string, *at);
                at += *at == '\'';
            }
            at++;
            add_string(arena, values, column, buf_view(&string));
        } else if (isdigit((unsigned char)*at)) {
            Buf digits = {0};
            while (at < end && (isalnum((unsigned char)*at) || *at == '.')) {
                buf_char(&digits, *at++);
            }
            buf_char(&digits, '\0');
            add_number(arena, values, column, digits.data);
            buf_free(&digits);
        } else if (isalpha((unsigned char)*at) || *at == '_') {
            while (at < end && (isalnum((unsigned char)*at) || *at == '_')) {
                at++;
            }
        } else {
            at++;
        }
    }
    buf_free(&string);
}

/* ---- SQLite's side --------------------------------------------------------------------------- */

Value value_read(Arena *arena, sqlite3_stmt *statement, int at) {
    Value value = {0};
    switch (sqlite3_column_type(statement, at)) {
    case SQLITE_INTEGER:
        value = (Value){.kind = VALUE_INTEGER, .integer = sqlite3_column_int64(statement, at)};
        break;
    case SQLITE_FLOAT:
        value = (Value){.kind = VALUE_REAL, .real = sqlite3_column_double(statement, at)};
        break;
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
        value.kind = sqlite3_column_type(statement, at) == SQLITE_TEXT ? VALUE_TEXT : VALUE_BLOB;
        const char *data = sqlite3_column_blob(statement, at);
        size_t length = (size_t)sqlite3_column_bytes(statement, at);
        value.text = (Text){arena_copy_text(arena, data != NULL ? data : "", length), length};
        break;
    }
    default: /* SQLITE_NULL */ break;
    }
    return value;
}

void value_bind(sqlite3_stmt *statement, int at, const Value *value) {
    switch (value->kind) {
    case VALUE_NULL: sqlite3_bind_null(statement, at); break;
    case VALUE_INTEGER: sqlite3_bind_int64(statement, at, value->integer); break;
    case VALUE_REAL: sqlite3_bind_double(statement, at, value->real); break;
    case VALUE_TEXT:
        sqlite3_bind_text64(statement, at, value->text.data, value->text.length, SQLITE_STATIC,
                            SQLITE_UTF8);
        break;
    case VALUE_BLOB:
        sqlite3_bind_blob64(statement, at, value->text.data, value->text.length, SQLITE_STATIC);
        break;
    }
}
