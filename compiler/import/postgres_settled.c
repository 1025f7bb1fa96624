/*
 * postgres_settled.c - see postgres_settled.h.
 */
#include "import/postgres_settled.h"

#include "base/buf.h"

static bool begins(const char *at, const char *end, const char *word) {
    size_t length = strlen(word);
    return (size_t)(end - at) >= length && memcmp(at, word, length) == 0;
}

/* Behind a string 'x' that begins at `at`; NULL if there is none. */
static const char *behind_string(const char *at, const char *end) {
    if (at == end || *at != '\'') {
        return NULL;
    }
    for (at++; at < end; at++) {
        if (*at == '\'' && (at + 1 == end || at[1] != '\'')) {
            return at + 1;
        }
        at += *at == '\'';
    }
    return NULL;
}

static const char first[] = "ARRAY[";
static const char cast[] = "::character varying";

/* Behind the strings of the array that begins at `at`, each cast to varchar; NULL if it holds anything else. */
static const char *behind_elements(const char *at, const char *end) {
    at += strlen(first);
    for (;;) {
        at = behind_string(at, end);
        if (!at || !begins(at, end, cast)) {
            return NULL;
        }
        at += strlen(cast);
        if (!begins(at, end, ", ")) {
            return at;
        }
        at += strlen(", ");
    }
}

/* Writes the array with every string cast to text by itself. */
static void write_elements(Buf *out, const char *at, const char *end, bool in_brackets) {
    buf_text(out, first);
    at += strlen(first);
    while (at < end) {
        const char *behind = behind_string(at, end) + strlen(cast);
        buf_text(out, in_brackets ? "(" : "");
        buf_put(out, at, (size_t)(behind - at));
        buf_text(out, in_brackets ? ")::text" : "::text");
        buf_text(out, behind < end ? ", " : "]");
        at = behind < end ? behind + strlen(", ") : end;
    }
}

Name postgres_settled(Names *names, Name sql) {
    if (!sql || !strstr(sql->text, "ARRAY['")) {
        return sql;
    }
    Buf out = {0};
    const char *end = sql->text + sql->length;
    for (const char *at = sql->text; at < end;) {
        const char *behind = begins(at, end, "ARRAY['") ? behind_elements(at, end) : NULL;
        if (behind && at > sql->text && at[-1] == '(' && begins(behind, end, "])::text[]")) {
            out.length--; /* the bracket round the array goes with its cast */
            write_elements(&out, at, behind, true);
            at = behind + strlen("])::text[]");
        } else if (behind && begins(behind, end, "]::text[]")) {
            write_elements(&out, at, behind, false);
            at = behind + strlen("]::text[]");
        } else {
            buf_char(&out, *at++);
        }
    }
    Text text = buf_view(&out);
    Name settled = names_intern(names, text.data, text.length);
    buf_free(&out);
    return settled;
}
