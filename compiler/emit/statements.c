/* statements.c - see statements.h. */
#include "emit/statements.h"

#include <string.h>
#include <strings.h>

#include "emit/mysql/scan.h"

/* ---- words --------------------------------------------------------------------------------------- */

static bool is_word(Text text, const char *word) {
    return text.length == strlen(word) && strncasecmp(text.data, word, text.length) == 0;
}

static bool is_one_of(Text text, const char *const *words) {
    for (; *words; words++) {
        if (is_word(text, *words)) {
            return true;
        }
    }
    return false;
}

/* What a first word says of a statement that no step may contain. */
static const char *refusal_of(Text word, Text second) {
    static const struct {
        const char *word;
        const char *why;
    } REFUSALS[] = {
        {"start", "it begins a transaction, and a step is one already"},
        {"begin", "it begins a transaction, and a step is one already"},
        {"commit", "it ends the transaction in which a step and its count belong together"},
        {"rollback", "it undoes the transaction in which a step and its count belong together"},
        {"xa", "it takes part in a transaction of its own, and a step is one already"},
        {"use", "it leaves the database that the script is for"},
        {"delimiter", "it is a word of the client, and not of SQL"},
        {"source", "it is a word of the client, and not of SQL"},
        {"lock", "it commits, and no step may keep tables locked"},
        {"unlock", "it commits, and no step may keep tables locked"},
        {"prepare", "what it runs cannot be seen"},
        {"execute", "what it runs cannot be seen"},
        {"deallocate", "what it runs cannot be seen"},
        {"load", "it cannot run in a routine, nor be prepared"},
        {"handler", "it keeps a table open beyond its step"},
        {"shutdown", "it stops the server"},
        {"kill", "it ends a session"},
    };
    if (is_word(word, "set") && !(second.length > 0 && second.data[0] == '@' &&
                                  !(second.length > 1 && second.data[1] == '@'))) {
        return "it changes the session that the script has set up";
    }
    if (is_word(word, "rollback") && is_word(second, "to")) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof REFUSALS / sizeof REFUSALS[0]; i++) {
        if (is_word(word, REFUSALS[i].word)) {
            return REFUSALS[i].why;
        }
    }
    return NULL;
}

#define MOST_WORDS 12u

/* The first words of a statement, each whole; a quoted one, a number or a sign is one as well. */
typedef struct Words {
    Text at[MOST_WORDS];
    unsigned count;
} Words;

/* From the first word to the one at `last`. */
static Text words_until(const Words *words, unsigned last) {
    const char *first = words->at[0].data;
    return (Text){first, (size_t)(words->at[last].data + words->at[last].length - first)};
}

static void classify_definition(Statement *statement, const Words *words) {
    static const struct {
        const char *word;
        const char *thing;
    } ROUTINES[] = {{"trigger", "a trigger"},
                    {"procedure", "a procedure"},
                    {"function", "a function"},
                    {"event", "an event"},
                    {"package", "a package"}};
    static const char *const ends[] = {"table", "view", "index",    "database", "schema", "user",
                                       "role",  "as",   "sequence", "server",   NULL};
    statement->kind = STATEMENT_DEFINES;
    for (unsigned i = 1; i < words->count && !is_one_of(words->at[i], ends); i++) {
        for (size_t k = 0; k < sizeof ROUTINES / sizeof ROUTINES[0]; k++) {
            if (is_word(words->at[i], ROUTINES[k].word)) {
                statement->kind = is_word(words->at[0], "create") ? STATEMENT_ROUTINE
                                                                  : STATEMENT_DROPS_ROUTINE;
                statement->thing = ROUTINES[k].thing;
                statement->head = words_until(words, i);
                return;
            }
        }
    }
    for (unsigned i = 1; is_word(words->at[0], "alter") && i < words->count; i++) {
        if (is_word(words->at[i], "view")) {
            statement->kind = STATEMENT_ALTERS_VIEW;
            return;
        }
    }
}

static void classify(Statement *statement, const Words *words) {
    static const char *const repeating[] = {"truncate", "analyze", "optimize", "repair", "check",
                                            "grant",    "flush",   "revoke",   "cache",  NULL};
    static const char *const defining[] = {"create", "alter", "drop", "rename", "comment", NULL};
    Text first = words->at[0];
    statement->head = first;
    Text second = words->count > 1 ? words->at[1] : (Text){"", 0};
    statement->why = refusal_of(first, second);
    for (unsigned i = 0; i + 1 < words->count; i++) {
        statement->is_guarded =
            statement->is_guarded ||
            (is_word(words->at[i], "or") && is_word(words->at[i + 1], "replace")) ||
            (is_word(words->at[i], "if") &&
             (is_word(words->at[i + 1], "exists") || is_word(words->at[i + 1], "not")));
    }
    if (statement->why) {
        statement->kind = STATEMENT_REFUSED;
    } else if (is_one_of(first, repeating)) {
        statement->kind = STATEMENT_DEFINES;
        statement->repeats = true;
    } else if (is_one_of(first, defining)) {
        classify_definition(statement, words);
    } else {
        statement->kind = STATEMENT_ROWS;
    }
}

/* ---- statements ---------------------------------------------------------------------------------- */

bool statement_next(Text sql, size_t *at, Statement *statement) {
    *statement = (Statement){.kind = STATEMENT_ROWS};
    Words words = {.count = 0};
    bool is_broken = false;
    size_t first = 0;
    size_t last = 0; /* behind the last token */
    while (*at < sql.length) {
        if (mysql_is_blank(sql.data[*at])) {
            ++*at;
            continue;
        }
        size_t behind = mysql_skip_comment(sql, *at, &is_broken);
        if (behind > *at) {
            if (is_broken && words.count == 0) {
                first = *at;
            }
            *at = behind;
            continue;
        }
        if (sql.data[*at] == ';') {
            ++*at;
            if (words.count == 0) {
                continue;
            }
            if (words.count > 0 && words.count < MOST_WORDS) {
                classify(statement, &words);
            }
            if (statement->kind != STATEMENT_ROUTINE) {
                break;
            }
            continue;
        }
        size_t begin = *at;
        *at = mysql_skip_token(sql, begin, &is_broken);
        last = *at;
        if (words.count == 0) {
            first = begin;
        }
        if (words.count < MOST_WORDS) {
            words.at[words.count++] = (Text){sql.data + begin, *at - begin};
            if (words.count == MOST_WORDS) {
                classify(statement, &words);
            }
        }
    }
    if (words.count == 0 && !is_broken) {
        return false;
    }
    if (words.count < MOST_WORDS && words.count > 0) {
        classify(statement, &words);
    }
    if (is_broken) {
        statement->kind = STATEMENT_BROKEN;
        last = sql.length;
    }
    statement->text = (Text){sql.data + first, last - first};
    return true;
}

const char *fragment_fault(Text sql) {
    bool is_broken = false;
    bool is_empty = true;
    unsigned depth = 0;
    for (size_t at = 0; at < sql.length;) {
        size_t behind = mysql_skip_comment(sql, at, &is_broken);
        if (behind > at) {
            if (behind == sql.length && sql.data[at] != '/' && sql.data[at] != '*') {
                return "the comment at its end has no end";
            }
            at = behind;
            continue;
        }
        char c = sql.data[at];
        if (mysql_is_blank(c)) {
            at++;
            continue;
        }
        if (c == ';') {
            return "`;` ends a statement";
        }
        if (c == ')' && depth == 0) {
            return "a `)` in it closes nothing";
        }
        depth += c == '(';
        depth -= c == ')';
        is_empty = false;
        at = mysql_skip_token(sql, at, &is_broken);
    }
    return is_broken   ? "a comment or a string in it has no end"
           : depth > 0 ? "a `(` in it is not closed"
           : is_empty  ? "there is nothing in it"
                       : NULL;
}
