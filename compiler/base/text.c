/* text.c - comparison of slices, and the nearest of several names. */
#include "base/text.h"

#include <limits.h>

bool text_ends_with(Text text, const char *suffix) {
    size_t length = strlen(suffix);
    return text.length >= length &&
           memcmp(text.data + (text.length - length), suffix, length) == 0;
}

int text_precision(Text text) {
    return text.length > INT_MAX ? INT_MAX : (int)text.length;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

/*
 * Optimal string alignment: three rows of the table of distances between the beginnings of the
 * words; a row whose smallest entry is beyond the limit ends it.
 */
unsigned text_edit_distance(Text a, Text b, unsigned limit) {
    size_t difference = a.length > b.length ? a.length - b.length : b.length - a.length;
    if (a.length > TEXT_LONGEST_WORD || b.length > TEXT_LONGEST_WORD || difference > limit) {
        return limit + 1;
    }
    unsigned rows[3][TEXT_LONGEST_WORD + 1] = {{0}};
    unsigned *before = rows[0];
    unsigned *above = rows[1];
    unsigned *row = rows[2];
    for (unsigned j = 0; j <= b.length; j++) {
        above[j] = j;
    }
    for (unsigned i = 1; i <= a.length; i++) {
        unsigned smallest = row[0] = i;
        for (unsigned j = 1; j <= b.length; j++) {
            bool same = lower(a.data[i - 1]) == lower(b.data[j - 1]);
            unsigned best = least(above[j - 1] + (same ? 0 : 1), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && lower(a.data[i - 1]) == lower(b.data[j - 2]) &&
                lower(a.data[i - 2]) == lower(b.data[j - 1])) {
                best = least(best, before[j - 2] + 1);
            }
            row[j] = best;
            smallest = least(smallest, best);
        }
        if (smallest > limit) {
            return limit + 1;
        }
        unsigned *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return least(above[b.length], limit + 1);
}

static unsigned allowed_distance(Text a, Text b) {
    size_t longer = a.length > b.length ? a.length : b.length;
    if (longer > TEXT_LONGEST_WORD) {
        return 0;
    }
    return longer == 2 ? 1 : (unsigned)longer / 3;
}

bool text_search_offer(TextSearch *search, Text candidate) {
    unsigned limit = allowed_distance(search->wanted, candidate);
    if (search->nearest.data != NULL) {
        if (search->distance == 0) {
            return false;
        }
        limit = least(limit, search->distance - 1);
    }
    unsigned distance = text_edit_distance(search->wanted, candidate, limit);
    if (distance > limit) {
        return false;
    }
    search->nearest = candidate;
    search->distance = distance;
    return true;
}
