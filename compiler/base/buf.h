/*
 * buf.h - text on its way out.
 *
 * takes:    bytes, strings, names, numbers
 * gives:    without a sink, the whole text in memory (buf_view); with a sink, the text handed on in
 *           pieces of 64 KiB, so that writing a file takes constant memory
 * promises: never NULL-terminates; a sink that fails sets `failed`, after which everything put is
 *           dropped quietly and may be asked about once, at the end
 *
 * All emitted text passes through here: buf_put and buf_char are one comparison and a copy.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/names.h"
#include "base/text.h"

/* Takes `length` bytes; returns false if it could not, and is then not called again. */
typedef bool (*BufSink)(void *context, const char *data, size_t length);

/* `Buf b = {0};` is an empty buffer in memory. Free it with buf_free. */
typedef struct Buf {
    char *data;
    size_t length;
    size_t capacity;
    BufSink sink;  /* NULL: keep everything in memory */
    void *context; /* the sink's */
    bool failed;   /* the sink has failed */
} Buf;

#define BUF_PIECE ((size_t)64 * 1024)

/* An empty buffer that hands its text to `sink`. */
Buf buf_to_sink(BufSink sink, void *context);

/* Makes room in memory for about so many bytes, so that they need not move when there are so many; room
 * that is not written to costs next to nothing. Of no use to a buffer with a sink. */
void buf_reserve(Buf *buf, size_t length);

/* The slow path of buf_put and buf_char: makes room by growing or by flushing, then adds. */
void buf_put_slowly(Buf *buf, const char *data, size_t length);

static inline void buf_put(Buf *buf, const char *data, size_t length) {
    if (length <= buf->capacity - buf->length && length > 0) {
        memcpy(buf->data + buf->length, data, length);
        buf->length += length;
    } else if (length > 0) {
        buf_put_slowly(buf, data, length);
    }
}

static inline void buf_char(Buf *buf, char c) {
    if (buf->length < buf->capacity) {
        buf->data[buf->length++] = c;
    } else {
        buf_put_slowly(buf, &c, 1);
    }
}

/* A NUL-terminated string; the length of a literal is computed by the compiler. */
static inline void buf_text(Buf *buf, const char *string) {
    buf_put(buf, string, strlen(string));
}

static inline void buf_slice(Buf *buf, Text text) {
    buf_put(buf, text.data, text.length);
}

/* With small letters for the capitals of ASCII. */
void buf_lower(Buf *buf, Text text);

static inline void buf_name(Buf *buf, Name name) {
    buf_put(buf, name->text, name->length);
}

/* Numbers in decimal. */
void buf_uint(Buf *buf, uint64_t number);
void buf_int(Buf *buf, int64_t number);

/* The slow path of buf_spaces: many, or hardly any room. */
void buf_spaces_slowly(Buf *buf, size_t count);

/* `count` spaces. */
static inline void buf_spaces(Buf *buf, size_t count) {
    enum { FEW = 32 };
    if (count <= FEW && buf->capacity - buf->length >= FEW) {
        memset(buf->data + buf->length, ' ', FEW); /* a known number of them is quickly written */
        buf->length += count;
    } else {
        buf_spaces_slowly(buf, count);
    }
}

/* Formatted text; not for hot paths. */
void buf_printf(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The text held now, valid until the next change; with a sink, only what is not yet flushed. */
static inline Text buf_view(const Buf *buf) {
    return (Text){buf->length > 0 ? buf->data : "", buf->length};
}

/* Forgets the text and keeps the memory. */
static inline void buf_clear(Buf *buf) {
    buf->length = 0;
}

/* Hands what is held to the sink. Returns false if the sink has ever failed; without a sink does
 * nothing and returns true. */
bool buf_flush(Buf *buf);

/* Gives the memory back, without flushing; the buffer is empty and usable again. */
void buf_free(Buf *buf);

#endif
