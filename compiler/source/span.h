/*
 * span.h - where something was written.
 *
 * A span is a range of bytes in one space of offsets over all loaded files (source.h); file, line
 * and column are computed when they are shown. Offset 0 belongs to no file, so a zeroed span is
 * "nowhere".
 */
#ifndef SOURCE_SPAN_H
#define SOURCE_SPAN_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Span {
    uint32_t start;
    uint32_t length;
} Span;

#define SPAN_NONE ((Span){0, 0})

static inline bool span_is_none(Span span) {
    return span.start == 0;
}

static inline uint32_t span_end(Span span) {
    return span.start + span.length;
}

/* From the start of `first` to the end of `last`, in one file; if one is nowhere, the other. */
static inline Span span_join(Span first, Span last) {
    if (span_is_none(first)) {
        return last;
    }
    if (span_is_none(last) || span_end(last) < first.start) {
        return first;
    }
    return (Span){first.start, span_end(last) - first.start};
}

#endif
