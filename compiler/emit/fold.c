/* fold.c - breaks long lines. See fold.h. */
#include "emit/fold.h"

/* Eight bytes at a time, the last of them over those before. */
bool fold_is_ascii(Text text) {
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t all = 0;
    uint64_t bytes = 0;
    if (text.length >= 8) {
        for (size_t i = 0; i < text.length - 8; i += 8) {
            memcpy(&bytes, text.data + i, 8);
            all |= bytes;
        }
        memcpy(&bytes, text.data + text.length - 8, 8);
        return ((all | bytes) & high) == 0;
    }
    for (size_t i = 0; i < text.length; i++) {
        all |= (unsigned char)text.data[i];
    }
    return (all & high) == 0;
}

size_t fold_width(Text text) {
    size_t width = text.length;
    if (fold_is_ascii(text)) {
        return width;
    }
    for (size_t i = 0; i < text.length; i++) {
        width -= ((unsigned char)text.data[i] & 0xC0) == 0x80;
    }
    return width;
}

bool fold_fits(Text text, size_t column, size_t behind) {
    return column + text.length + behind <= LINE_WIDTH ||
           column + fold_width(text) + behind <= LINE_WIDTH;
}

/* Nothing but words, plain strings, names in quotes and brackets: no newline, no comment, no dollar quote,
 * no E'...' outside of quotes. */
static bool is_foldable(Text text) {
    static const bool is_telling[256] = {
        ['\n'] = true, ['\''] = true, ['"'] = true, ['$'] = true,
        ['-'] = true,  ['/'] = true,  ['E'] = true, ['e'] = true,
    };
    char quote = '\0';
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (!is_telling[(unsigned char)c]) {
            continue;
        }
        char next = i + 1 < text.length ? text.data[i + 1] : ' ';
        if (c == '\n') {
            return false;
        } else if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '$' || (c == '-' && next == '-') || (c == '/' && next == '*') ||
                   ((c == 'E' || c == 'e') && next == '\'')) {
            return false;
        }
    }
    return true;
}

static bool word_at(Text text, size_t at, const char *word) {
    size_t length = strlen(word);
    return at + length < text.length && memcmp(text.data + at, word, length) == 0 &&
           text.data[at + length] == ' ';
}

/* Walks over a text from blank to blank. */
typedef struct Walk {
    Text text;
    size_t at;
    unsigned depth;  /* of brackets and CASE ... END */
    bool in_between; /* the next AND belongs to a BETWEEN */
} Walk;

/* Moves behind the next blank outside of quotes, or to the end. */
static void walk_word(Walk *walk) {
    char quote = '\0';
    size_t start = walk->at;
    const char *at = walk->text.data + start;
    const char *end = walk->text.data + walk->text.length;
    while (at < end) {
        char c = *at++;
        if (c > ')') { /* all that tell something come before */
            continue;
        }
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '(') {
            walk->depth++;
        } else if (c == ')') {
            walk->depth--;
        } else if (c == ' ') {
            break;
        }
    }
    walk->at = (size_t)(at - walk->text.data);
    if (word_at(walk->text, start, "CASE")) {
        walk->depth++;
    } else if (walk->at - start >= 3 && memcmp(walk->text.data + start, "END", 3) == 0 &&
               (walk->at - start == 3 || memchr(" ),", walk->text.data[start + 3], 3))) {
        walk->depth--;
    } else if (walk->depth == 0 && word_at(walk->text, start, "BETWEEN")) {
        walk->in_between = true;
    }
}

static Text slice(Text text, size_t from, size_t to) {
    while (to > from && text.data[to - 1] == ' ') {
        to--;
    }
    return (Text){text.data + from, to - from};
}

static void new_line(Buf *out, unsigned indent) {
    buf_char(out, '\n');
    buf_spaces(out, indent);
}

/* A further part of a CASE, which begins here; the first WHEN stays behind its CASE. */
static bool is_part_of_case(const Walk *walk) {
    bool is_first = walk->at >= 5 && memcmp(walk->text.data + walk->at - 5, "CASE ", 5) == 0;
    return (word_at(walk->text, walk->at, "WHEN") && !is_first) ||
           word_at(walk->text, walk->at, "THEN") || word_at(walk->text, walk->at, "ELSE");
}

/* Whether a line may end where the walk stands, at the beginning of a word. */
static bool may_break(const Walk *walk) {
    return walk->text.data[walk->at - 2] == ',' || word_at(walk->text, walk->at, "||") ||
           word_at(walk->text, walk->at, "AND") || word_at(walk->text, walk->at, "OR") ||
           word_at(walk->text, walk->at, "IS") || word_at(walk->text, walk->at, "ON") ||
           is_part_of_case(walk);
}

/* How far inside the walk stands: WHEN and THEN belong together more than two of them. */
static unsigned rank_of(const Walk *walk) {
    return walk->depth + word_at(walk->text, walk->at, "THEN");
}

/* Where the line that begins at `start` ends: at its last place outside of most brackets; at the first
 * there is if none is near enough; at the end of the text if the rest fits. */
static Walk end_of_line(Walk start, size_t column) {
    Walk best = start;
    for (Walk walk = start; walk.at < walk.text.length;) {
        walk_word(&walk);
        bool ends = walk.at == walk.text.length;
        if (!ends && !may_break(&walk)) {
            continue;
        }
        bool fits = fold_fits(slice(walk.text, start.at, walk.at), column, 1);
        if (best.at == start.at || (fits && (ends || rank_of(&walk) <= rank_of(&best)))) {
            best = walk;
        }
        if (!fits) {
            break;
        }
    }
    return best;
}

void fold_list(Buf *out, Text text, size_t column, unsigned indent) {
    if (fold_fits(text, column, 1) || !is_foldable(text)) {
        buf_slice(out, text);
        return;
    }
    Walk walk = {.text = text};
    while (walk.at < text.length) {
        if (walk.at != 0) {
            new_line(out, indent);
            column = indent;
        }
        Walk end = end_of_line(walk, column);
        buf_slice(out, slice(text, walk.at, end.at));
        walk = end;
    }
}

void fold_condition(Buf *out, Text text, unsigned indent) {
    buf_spaces(out, indent);
    if (!is_foldable(text)) {
        buf_slice(out, text);
        return;
    }
    Walk walk = {.text = text};
    size_t start = 0;
    while (walk.at < text.length) {
        walk_word(&walk);
        bool is_and = walk.depth == 0 && word_at(text, walk.at, "AND");
        bool ends = walk.at == text.length || (is_and && !walk.in_between) ||
                    (walk.depth == 0 && word_at(text, walk.at, "OR"));
        walk.in_between = walk.in_between && !is_and;
        if (ends) {
            if (start != 0) {
                new_line(out, indent);
            }
            fold_list(out, slice(text, start, walk.at), indent, indent + 2);
            start = walk.at;
        }
    }
}
