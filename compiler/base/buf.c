/* buf.c - the slow paths: growing, flushing, numbers. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

Buf buf_to_sink(BufSink sink, void *context) {
    return (Buf){.sink = sink, .context = context};
}

/* Makes the capacity at least `needed`, at least doubling it. */
static void grow(Buf *buf, size_t needed) {
    size_t capacity = buf->capacity == 0 ? 256 : buf->capacity;
    if (buf->sink != NULL) {
        capacity = BUF_PIECE;
    }
    while (capacity < needed) {
        if (capacity > SIZE_MAX / 2) {
            base_out_of_memory();
        }
        capacity *= 2;
    }
    char *data = realloc(buf->data, capacity);
    if (data == NULL) {
        base_out_of_memory();
    }
    base_prefer_huge_pages(data, capacity);
    buf->data = data;
    buf->capacity = capacity;
}

void buf_reserve(Buf *buf, size_t length) {
    if (buf->sink == NULL && length > buf->capacity) {
        grow(buf, length);
    }
}

static void hand_on(Buf *buf, const char *data, size_t length) {
    if (!buf->failed && length > 0 && !buf->sink(buf->context, data, length)) {
        buf->failed = true;
    }
}

bool buf_flush(Buf *buf) {
    if (buf->sink != NULL) {
        hand_on(buf, buf->data, buf->length);
        buf->length = 0;
    }
    return !buf->failed;
}

void buf_put_slowly(Buf *buf, const char *data, size_t length) {
    if (buf->sink == NULL) {
        if (length > SIZE_MAX - buf->length) {
            base_out_of_memory();
        }
        grow(buf, buf->length + length);
    } else {
        buf_flush(buf);
        if (length >= BUF_PIECE) {
            hand_on(buf, data, length);
            return;
        }
        if (buf->capacity == 0) {
            grow(buf, BUF_PIECE);
        }
    }
    memcpy(buf->data + buf->length, data, length);
    buf->length += length;
}

void buf_uint(Buf *buf, uint64_t number) {
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    buf_put(buf, digits + at, sizeof digits - at);
}

void buf_int(Buf *buf, int64_t number) {
    if (number < 0) {
        buf_char(buf, '-');
        buf_uint(buf, 0 - (uint64_t)number);
    } else {
        buf_uint(buf, (uint64_t)number);
    }
}

void buf_spaces_slowly(Buf *buf, size_t count) {
    static const char spaces[] = "                                                                ";
    while (count > sizeof spaces - 1) {
        buf_put(buf, spaces, sizeof spaces - 1);
        count -= sizeof spaces - 1;
    }
    buf_put(buf, spaces, count);
}

void buf_lower(Buf *buf, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        buf_char(buf, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
}

void buf_printf(Buf *buf, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        base_out_of_memory();
    }
    if ((size_t)length < sizeof text) {
        buf_put(buf, text, (size_t)length);
    } else {
        Arena arena = {0};
        char *long_text = arena_alloc(&arena, (size_t)length + 1);
        vsnprintf(long_text, (size_t)length + 1, format, again);
        buf_put(buf, long_text, (size_t)length);
        arena_release(&arena);
    }
    va_end(again);
}

void buf_free(Buf *buf) {
    free(buf->data);
    *buf = (Buf){.sink = buf->sink, .context = buf->context};
}
