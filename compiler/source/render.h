/*
 * render.h - shows diagnostics.
 *
 * takes:    collected diagnostics and the sources they point into
 * gives:    text, sorted by place, in one of five forms
 * promises: the same input gives the same bytes; nothing from the source reaches a terminal as a
 *           control character; a line of any length is shown in a window of bounded width; linear
 *           cost
 */
#ifndef SOURCE_RENDER_H
#define SOURCE_RENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "source/diag.h"
#include "source/source.h"

typedef enum RenderFormat {
    RENDER_HUMAN,  /* message, source line, carets, notes, help */
    RENDER_SHORT,  /* path:line:column: error[name]: message */
    RENDER_JSON,   /* one array of objects */
    RENDER_SARIF,  /* SARIF 2.1.0, for code scanning */
    RENDER_GITHUB, /* ::error file=...:: lines, for annotations */
} RenderFormat;

typedef struct RenderOptions {
    RenderFormat format;
    bool color;     /* human only: ANSI colours */
    bool summary;   /* human only: a last line such as "3 errors, 1 warning" */
    uint32_t limit; /* human only: show so many and count the rest; 0 is RENDER_LIMIT */
} RenderOptions;

#define RENDER_LIMIT 100

/* Finds the format called `name` (human, short, json, sarif, github); false if there is none. */
bool render_format_find(const char *name, RenderFormat *format);

/* Renders all diagnostics. `scratch` is used for working memory. An empty collection gives nothing
 * in the line formats, and an empty array or run in json and sarif. */
void render_diags(Buf *out, Arena *scratch, const Diags *diags, const Sources *sources,
                  RenderOptions options);

/* "3 errors, 1 warning", without a newline; nothing if there are none. */
void render_summary(Buf *out, const Diags *diags);

/* A JSON string with its quotes; invalid UTF-8 becomes U+FFFD. */
void render_json_string(Buf *out, const char *string);

#endif
