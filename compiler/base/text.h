/*
 * text.h - slices of text: a pointer and a length, not NUL-terminated, owned by somebody else.
 *
 * takes:    bytes; nothing here looks at the encoding except text_edit_distance, which counts bytes
 * gives:    comparison, and the nearest of several names for "did you mean"
 * promises: no allocation, no failure
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct Text {
    const char *data;
    size_t length;
} Text;

/* The two arguments of a "%.*s"; texts beyond INT_MAX bytes are shown cut. */
#define TEXT_ARG(t) text_precision(t), (t).data

/* The slice over a NUL-terminated string, without its NUL. */
static inline Text text_of(const char *string) {
    return (Text){string, strlen(string)};
}

static inline bool text_equal(Text a, Text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

static inline bool text_is(Text text, const char *string) {
    return text_equal(text, text_of(string));
}

bool text_ends_with(Text text, const char *suffix);

/* The length as the int that "%.*s" wants. */
int text_precision(Text text);

/* Words longer than this are never near anything: it bounds the cost of a comparison. */
#define TEXT_LONGEST_WORD 64

/*
 * How many bytes must be put in, left out, replaced or swapped with their neighbour to make `b` out
 * of `a`, ASCII letters compared without case. Returns limit + 1 when it is more than `limit`, or
 * when a word is longer than TEXT_LONGEST_WORD.
 */
unsigned text_edit_distance(Text a, Text b, unsigned limit);

/*
 * The nearest of several names. Begin with TEXT_SEARCH(wanted), offer every candidate, read .nearest
 * (data NULL: none is near): at most a third of the longer word may differ (one byte in words of two;
 * a word of one byte only in its case). Equally near ones: the first.
 */
typedef struct TextSearch {
    Text wanted;
    Text nearest;
    unsigned distance; /* of nearest; meaningless while there is none */
} TextSearch;

#define TEXT_SEARCH(wanted_text) ((TextSearch){.wanted = (wanted_text)})

/* Returns true when the candidate is nearer than all before it. */
bool text_search_offer(TextSearch *search, Text candidate);

#endif
