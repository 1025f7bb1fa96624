/*
 * source.h - the loaded files and the places in them.
 *
 * takes:    paths or text
 * gives:    text that is safe to lex (valid UTF-8, no NUL, a NUL sentinel behind it, no byte order
 *           mark), and file, line and column of any offset
 * promises: what is wrong with a file is a diagnostic; a file that was refused stays in the list,
 *           so that the diagnostic can show it. An offset is looked up in O(log files) plus a
 *           constant, however long the lines are.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/vec.h"
#include "source/span.h"

typedef struct Diags Diags;
typedef struct SourceMark SourceMark;

typedef struct SourceFile {
    const char *path;  /* as shown to the user */
    Text text;         /* data[length] is a NUL byte; data is NULL if the file was not read */
    uint32_t base;     /* the offset of text.data[0]; base + length is the end of the file */
    SourceMark *marks; /* source.c's: lines and characters counted so far, every few KiB */
} SourceFile;

typedef struct Sources {
    Arena *arena;
    VEC(SourceFile *) files; /* in the order they were added, bases ascending */
    uint32_t next_base;
} Sources;

/* Offsets are 32 bits; what is left above the total is for files that are refused. */
#define SOURCE_LARGEST_FILE ((size_t)256 * 1024 * 1024)
#define SOURCE_LARGEST_TOTAL ((size_t)4064 * 1024 * 1024)

/* An empty list, which lives in `arena` with all its text. */
Sources sources_new(Arena *arena);

/*
 * Reads the file at `path` ("-": standard input), which diagnostics call `shown_path`. Returns NULL
 * if it must not be lexed; the diagnostics say why: unreadable-file, file-too-large, nul-byte,
 * invalid-utf8.
 */
SourceFile *sources_load(Sources *sources, Diags *diags, const char *path, const char *shown_path);

/* The same for text that is already there; it is copied. */
SourceFile *sources_add_text(Sources *sources, Diags *diags, const char *shown_path, Text text);

/* Whether these bytes can be in a source: UTF-8, without NUL. */
bool source_is_text(Text text);

/* The span of `length` bytes at `at`, which points into the file's text. */
static inline Span source_span(const SourceFile *file, const char *at, size_t length) {
    return (Span){file->base + (uint32_t)(at - file->text.data), (uint32_t)length};
}

/* The file that an offset belongs to; NULL for SPAN_NONE's. */
SourceFile *sources_file(const Sources *sources, uint32_t offset);

/* The text of a span. */
Text sources_text(const Sources *sources, Span span);

typedef struct Place {
    const SourceFile *file;
    uint32_t line;       /* from 1 */
    uint32_t column;     /* from 1, in characters (code points) */
    uint32_t line_start; /* where the line begins, in bytes of file->text */
} Place;

/* The place of an offset. file is NULL for an offset that belongs to no file. */
Place sources_place(const Sources *sources, uint32_t offset);

#endif
