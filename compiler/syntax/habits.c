/*
 * habits.c - see habits.h.
 */
#include "syntax/habits.h"

#include <ctype.h>
#include <strings.h>

#include "grammar/parser.h"

typedef struct Habit {
    const char *found, *behind, *within;
    int place;
    const char *help;
} Habit;

static const Habit habits[] = {
#define HABIT(found, behind, within, place, help) {found, behind, within, place, help},
#include "syntax/habits.def"
#undef HABIT
};

static bool goes_on(unsigned char c) {
    return isalnum(c) || c == '_';
}

/* Whether these words stand at the beginning of the text, which a NUL ends, parted by blanks. */
static bool begins_with_words(const char *text, const char *words, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (words[i] == ' ') {
            while (*text == ' ' || *text == '\t') {
                text++;
            }
        } else if (tolower((unsigned char)*text) != words[i]) {
            return false;
        } else {
            text++;
        }
    }
    return !goes_on((unsigned char)words[length - 1]) || !goes_on((unsigned char)*text);
}

/* Whether one of the alternatives begins the text; "" always does. */
static bool fits(const char *text, const char *alternatives) {
    const char *words = alternatives;
    while (*words != '\0') {
        size_t length = strcspn(words, "|");
        if (begins_with_words(text, words, length)) {
            return true;
        }
        words += length + (words[length] == '|');
    }
    return words == alternatives;
}

/* The word before the innermost bracket that is open at this token; the token's own text if there is none. */
static const char *called(const Parser *p, Token token) {
    const char *start = p->lexer.item.text;
    const char *at = token.text;
    int closed = 0;
    while (at > start && (at[-1] != '(' || closed > 0)) {
        at--;
        closed += (*at == ')') - (*at == '(');
    }
    if (at <= start) {
        return token.text;
    }
    at--;
    while (at > start && at[-1] == ' ') {
        at--;
    }
    while (at > start && goes_on((unsigned char)at[-1])) {
        at--;
    }
    return at;
}

const char *habit_help(const Parser *p, Token token) {
    if (token.text == NULL || p->lexer.item.text == NULL) {
        return NULL; /* it stands in for a bracket that is missing, or the file begins with it */
    }
    const char *call = p->lexer.brackets > 0 ? called(p, token) : token.text;
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++) {
        const Habit *habit = &habits[i];
        bool is_behind = *habit->behind == '\0' ||
                         (p->previous.text != NULL && fits(p->previous.text, habit->behind));
        bool is_within = fits(p->lexer.item.text, habit->within) ||
                         (call != token.text && fits(call, habit->within));
        if (is_behind && is_within && fits(token.text, habit->found) &&
            (habit->place == 0 || grammar_accepted(p, habit->place))) {
            return habit->help;
        }
    }
    return NULL;
}
