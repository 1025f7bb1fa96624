/*
 * postgres_settled.c - see postgres_settled.h.
 */
#include "import/postgres_settled.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/vec.h"

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

/* Behind a string, or a NULL. */
static const char *behind_constant(const char *at, const char *end) {
    return begins(at, end, "NULL") ? at + strlen("NULL") : behind_string(at, end);
}

static const char first[] = "ARRAY[";
static const char cast[] = "::character varying";

/* Behind the constants of the array that begins at `at`, each cast to varchar; NULL if it holds anything else. */
static const char *behind_elements(const char *at, const char *end) {
    at += strlen(first);
    for (;;) {
        at = behind_constant(at, end);
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

/* Writes the array with every constant cast to text by itself. */
static void write_elements(Buf *out, const char *at, const char *end, bool in_brackets) {
    buf_text(out, first);
    at += strlen(first);
    while (at < end) {
        const char *behind = behind_constant(at, end) + strlen(cast);
        buf_text(out, in_brackets ? "(" : "");
        buf_put(out, at, (size_t)(behind - at));
        buf_text(out, in_brackets ? ")::text" : "::text");
        buf_text(out, behind < end ? ", " : "]");
        at = behind < end ? behind + strlen(", ") : end;
    }
}

/* Behind what is quoted by '..', "..", or $word$..$word$; NULL if nothing is, or it does not end. */
static const char *behind_quoted(const char *at, const char *end) {
    if (*at == '\'' || *at == '"') {
        const char *next = memchr(at + 1, *at, (size_t)(end - at) - 1);
        return next ? next + 1 : NULL; /* a doubled quote begins another one */
    }
    const char *tag = at;
    if (*at == '$') {
        for (tag++; tag < end && (*tag == '_' || isalnum((unsigned char)*tag)); tag++) {
        }
    }
    if (tag == at || tag == end || *tag != '$' || isdigit((unsigned char)at[1])) {
        return NULL;
    }
    size_t length = (size_t)(tag + 1 - at);
    const char *close = memmem(tag + 1, (size_t)(end - tag - 1), at, length);
    return close ? close + length : NULL;
}

static void settle_arrays(Buf *out, const char *text, const char *end) {
    for (const char *at = text; at < end;) {
        const char *behind = begins(at, end, first) ? behind_elements(at, end) : NULL;
        const char *quoted = behind_quoted(at, end);
        if (quoted) {
            buf_put(out, at, (size_t)(quoted - at));
            at = quoted;
        } else if (behind && at > text && at[-1] == '(' && begins(behind, end, "])::text[]")) {
            out->length--; /* the bracket round the array goes with its cast */
            write_elements(out, at, behind, true);
            at = behind + strlen("])::text[]");
        } else if (behind && begins(behind, end, "]::text[]")) {
            write_elements(out, at, behind, false);
            at = behind + strlen("]::text[]");
        } else {
            buf_char(out, *at++);
        }
    }
}

/* ---- chains ------------------------------------------------------------------------------------- */

typedef struct Bracket {
    size_t at;
    bool is_first;    /* nothing stands before it, or nothing but another bracket */
    const char *link; /* what the parts in it are linked by; NULL: nothing */
} Bracket;

typedef VEC(Bracket) Brackets;

static const char *link_at(const char *at, const char *end) {
    return begins(at, end, " AND ") ? " AND " : begins(at, end, " OR ") ? " OR " : NULL;
}

/* Marks the bracket that closes, and the one that opened it, if what they hold begins a chain of the same. */
static void close_bracket(Brackets *open, bool *marks, const char *text, const char *at,
                          const char *end) {
    if (open->count == 0) {
        return;
    }
    Bracket bracket = vec_pop(open);
    const char *link = link_at(at + 1, end);
    if (link && bracket.link && bracket.is_first && strcmp(link, bracket.link) == 0) {
        marks[bracket.at] = true;
        marks[at - text] = true;
    }
}

static void settle_chains(Buf *out, const char *text, const char *end) {
    Arena arena = {0};
    Brackets open = {0};
    bool *marks = NEW_ARRAY(&arena, bool, (size_t)(end - text));
    for (const char *at = text; at < end;) {
        const char *behind = behind_quoted(at, end);
        const char *link = link_at(at, end);
        if (*at == '(') {
            Bracket bracket = {.at = (size_t)(at - text), .is_first = at == text || at[-1] == '('};
            vec_push(&arena, &open, bracket);
        } else if (*at == ')') {
            close_bracket(&open, marks, text, at, end);
        } else if (link && open.count != 0) {
            vec_last(&open).link = link;
        }
        at = behind ? behind : at + 1;
    }
    for (const char *at = text; at < end; at++) {
        if (!marks[at - text]) {
            buf_char(out, *at);
        }
    }
    arena_release(&arena);
}

/* ---- constants that are called like their type ---------------------------------------------------- */

static bool is_in_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

/* Behind a type as it is printed, such as `numeric(10,2)` or `shop."Mood"[]`; a type of many words ends before `AS`. */
static const char *behind_type(const char *at, const char *end) {
    while (at < end && !begins(at, end, " AS ")) {
        if (*at == '"') {
            const char *close = memchr(at + 1, '"', (size_t)(end - at) - 1);
            at = close ? close + 1 : end;
        } else if (*at == '(') {
            const char *close = memchr(at, ')', (size_t)(end - at));
            at = close ? close + 1 : end;
        } else if (is_in_word(*at) || strchr(" .[]", *at)) {
            at++;
        } else {
            return at;
        }
    }
    return at;
}

/* Writes what PostgreSQL calls a constant of the type that no name is given to. */
static void write_type_name(Buf *out, const char *type, const char *end) {
    static const struct {
        const char *printed, *own;
    } names[] = {{"bigint", "int8"},      {"bit varying", "varbit"},
                 {"boolean", "bool"},     {"character varying", "varchar"},
                 {"character", "bpchar"}, {"double precision", "float8"},
                 {"integer", "int4"},     {"real", "float4"},
                 {"smallint", "int2"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i].printed);
        if (begins(type, end, names[i].printed) &&
            (type + length == end || !is_in_word(type[length]))) {
            buf_text(out, names[i].own);
            return;
        }
    }
    for (const char *at = type; at < end && !strchr(" ([", *at); at++) {
        if (*at == '.') {
            buf_clear(out);
        } else if (*at != '"') {
            buf_char(out, *at);
        }
    }
    buf_text(out, memmem(type, (size_t)(end - type), " with time zone", 15) ? "tz" : "");
}

/* Behind the name that a constant gets, whose cast begins at `at`, if it is that of its type; NULL: it has no such name. */
static const char *behind_type_name(const char *at, const char *end, const char **behind_cast) {
    if (!begins(at, end, "::")) {
        return NULL;
    }
    const char *type = at + strlen("::");
    *behind_cast = behind_type(type, end);
    if (!begins(*behind_cast, end, " AS ")) {
        return NULL;
    }
    const char *name = *behind_cast + strlen(" AS ");
    const char *close = name < end && *name == '"' ? memchr(name + 1, '"', (size_t)(end - name) - 1)
                                                   : NULL;
    const char *behind = close ? close + 1 : name;
    while (!close && behind < end && is_in_word(*behind)) {
        behind++;
    }
    Buf own = {0};
    write_type_name(&own, type, *behind_cast);
    size_t length = (size_t)(close ? close - name - 1 : behind - name);
    bool is_own = length == own.length && memcmp(name + (close ? 1 : 0), own.data, length) == 0;
    buf_free(&own);
    return is_own ? behind : NULL;
}

static void settle_names(Buf *out, const char *text, const char *end) {
    for (const char *at = text; at < end;) {
        bool is_null = begins(at, end, "NULL::") && (at == text || !is_in_word(at[-1]));
        const char *constant = is_null ? at + strlen("NULL") : behind_string(at, end);
        const char *behind_cast = NULL;
        const char *named = constant ? behind_type_name(constant, end, &behind_cast) : NULL;
        const char *next = named ? behind_cast : constant ? constant : behind_quoted(at, end);
        next = next ? next : at + 1;
        buf_put(out, at, (size_t)(next - at));
        at = named ? named : next;
    }
}

/* What is extracted is printed as it was said, and read in small letters. */
static void settle_fields(Buf *out, const char *text, const char *end) {
    static const char extract[] = "EXTRACT(";
    for (const char *at = text; at < end;) {
        bool extracts = begins(at, end, extract) && (at == text || !is_in_word(at[-1]));
        const char *quoted = behind_quoted(at, end);
        const char *next = extracts ? at + strlen(extract) : quoted ? quoted : at + 1;
        buf_put(out, at, (size_t)(next - at));
        for (at = next; extracts && at < end && is_in_word(*at); at++) {
            buf_char(out, (char)tolower((unsigned char)*at));
        }
    }
}

Name postgres_settled(Names *names, Name sql) {
    if (!sql || (!strstr(sql->text, "EXTRACT(") && !strstr(sql->text, first) &&
                 !strstr(sql->text, ") AND ") && !strstr(sql->text, ") OR ") &&
                 !strstr(sql->text, " AS "))) {
        return sql;
    }
    Buf arrays = {0};
    Buf chains = {0};
    Buf named = {0};
    Buf out = {0};
    settle_arrays(&arrays, sql->text, sql->text + sql->length);
    settle_chains(&chains, arrays.data, arrays.data + arrays.length);
    settle_names(&named, chains.data, chains.data + chains.length);
    settle_fields(&out, named.data, named.data + named.length);
    Name settled = names_intern(names, out.data, out.length);
    buf_free(&arrays);
    buf_free(&chains);
    buf_free(&named);
    buf_free(&out);
    return settled;
}
