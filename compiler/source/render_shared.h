/*
 * render_shared.h - what the renderers share; not for others.
 *
 * takes:    spans and texts that may contain anything
 * gives:    places, and characters that are safe to show
 * promises: decoding never fails: a broken sequence is one U+FFFD
 */
#ifndef SOURCE_RENDER_SHARED_H
#define SOURCE_RENDER_SHARED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "source/diag.h"
#include "source/render.h"
#include "source/source.h"

/* Both ends of a span; the end is the place just behind it. */
typedef struct Where {
    const SourceFile *file; /* NULL: nowhere */
    bool has_line;          /* false: about a file that could not be read */
    Place start;
    Place end;
} Where;

Where render_where(const Sources *sources, Span span);

/* "error" or "warning". */
const char *render_severity(DiagKind kind);

/* Decodes the character at `at`, returns its bytes (at least 1). Broken bytes give U+FFFD. */
uint32_t render_decode(const char *at, const char *end, int32_t *character);

/* Whether a character would act on a terminal, or hide, instead of being seen. */
bool render_is_unseen(int32_t character);

/* Puts text with unseen characters written as \u{1b}. */
void render_clean(Buf *out, const char *string);

/* The renderers; `sorted` has `count` entries. */
void render_human(Buf *out, const Diag *const *sorted, uint32_t count, const Diags *diags,
                  const Sources *sources, RenderOptions options);
void render_short(Buf *out, const Diag *const *sorted, uint32_t count, const Sources *sources);
void render_json(Buf *out, const Diag *const *sorted, uint32_t count, const Sources *sources);
void render_sarif(Buf *out, const Diag *const *sorted, uint32_t count, const Sources *sources);
void render_github(Buf *out, const Diag *const *sorted, uint32_t count, const Sources *sources);

#endif
