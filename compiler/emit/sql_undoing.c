/* sql_undoing.c - takes what undoes sql objects, gives it in the words of an import. See sql_undoing.h. */
#include "emit/sql_undoing.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "emit/quote.h"
#include "emit/sql_tokens.h"

/* A statement while it is spelled. */
typedef struct Spelling {
    const SqlToken *at;
    const SqlToken *end; /* `;` or the end of the text */
    bool is_key;
    Buf *out;
} Spelling;

/* The first ones are of what may be in use while another comes in its place: a script sees to that itself. */
enum { MAY_BE_IN_USE = 5 };
static const char *const HEADS[] = {"DROP TYPE",
                                    "DROP DOMAIN",
                                    "DROP FUNCTION",
                                    "DROP COLLATION",
                                    "DROP PROCEDURE",
                                    "DROP VIEW",
                                    "DROP MATERIALIZED VIEW",
                                    "DROP TABLE",
                                    "DROP INDEX",
                                    "DROP SCHEMA",
                                    "DROP FOREIGN TABLE",
                                    "DROP SEQUENCE",
                                    "DROP TRIGGER",
                                    "DROP RULE",
                                    "DROP POLICY",
                                    "DROP STATISTICS",
                                    "ALTER TABLE",
                                    "ALTER SEQUENCE"};

/* Takes these words, if they are next, and writes them. */
static bool take(Spelling *spelling, const char *words, bool is_written) {
    const SqlToken *at = spelling->at;
    for (const char *word = words; *word != '\0'; at++) {
        char one[16] = {0};
        memcpy(one, word, strcspn(word, " "));
        if (at == spelling->end || !sql_is_word(at, one)) {
            return false;
        }
        word += strlen(one);
        word += *word == ' ';
    }
    spelling->at = at;
    if (is_written) {
        buf_text(spelling->out, words);
        buf_char(spelling->out, ' ');
    }
    return true;
}

static bool take_sign(Spelling *spelling, const char *sign) {
    bool is_next = spelling->at != spelling->end && sql_is_sign(spelling->at, sign);
    spelling->at += is_next;
    return is_next;
}

static void put_small(Buf *out, Text word) {
    for (size_t i = 0; i < word.length; i++) {
        buf_char(out, (char)tolower((unsigned char)word.data[i]));
    }
}

/* `a.b`; a key without the namespace in which a script looks: `public.upper` may be hidden by another one. */
static bool take_name(Spelling *spelling) {
    Buf small = {0};
    bool more = true;
    while (more && spelling->at != spelling->end &&
           (spelling->at->kind == SQL_WORD || spelling->at->kind == SQL_NAME)) {
        const SqlToken *token = spelling->at++;
        Text name = token->text;
        if (token->kind == SQL_WORD) {
            buf_clear(&small);
            put_small(&small, name);
            name = buf_view(&small);
        }
        more = take_sign(spelling, ".");
        if (!more || !spelling->is_key || !text_is(name, "public")) {
            quote_text(spelling->out, name, TARGET_POSTGRES);
            buf_text(spelling->out, more ? "." : "");
        }
    }
    buf_free(&small);
    return !more;
}

/* A word of an argument, in the words in which PostgreSQL prints types where it is the last one. */
static void put_word(Buf *out, Text word, bool is_last) {
    static const char *const words[][2] = {{"int", "integer"},
                                           {"int4", "integer"},
                                           {"int8", "bigint"},
                                           {"int2", "smallint"},
                                           {"bool", "boolean"},
                                           {"varchar", "character varying"},
                                           {"char", "character"},
                                           {"bpchar", "character"},
                                           {"decimal", "numeric"},
                                           {"float", "double precision"},
                                           {"float8", "double precision"},
                                           {"float4", "real"},
                                           {"timestamptz", "timestamp with time zone"},
                                           {"timestamp", "timestamp without time zone"},
                                           {"timetz", "time with time zone"},
                                           {"time", "time without time zone"}};
    for (size_t i = 0; is_last && i < sizeof words / sizeof *words; i++) {
        if (sql_same_letters(word, text_of(words[i][0]))) {
            buf_text(out, words[i][1]);
            return;
        }
    }
    put_small(out, word);
}

/* `a integer`, `OUT b text[]`, up to a comma or the bracket that closes. */
static bool take_argument(Spelling *spelling) {
    static const char *const modes[] = {"OUT", "INOUT", "VARIADIC"};
    take(spelling, "IN", false);
    for (size_t i = 0; i < sizeof modes / sizeof *modes && !take(spelling, modes[i], true); i++) {
    }
    const SqlToken *first = spelling->at;
    for (; spelling->at != spelling->end; spelling->at++) {
        const SqlToken *token = spelling->at;
        const SqlToken *next = token + 1;
        bool is_word = token->kind == SQL_WORD || token->kind == SQL_NAME;
        if (sql_is_sign(token, ",") || sql_is_sign(token, ")")) {
            return token != first;
        }
        if (is_word && token != first && !sql_is_sign(token - 1, ".")) {
            buf_char(spelling->out, ' ');
        }
        if (sql_is_word(token, "pg_catalog") && sql_is_sign(next, ".")) {
            spelling->at++;
        } else if (token->kind == SQL_WORD) {
            put_word(spelling->out, token->text,
                     next->kind != SQL_WORD && next->kind != SQL_NAME && !sql_is_sign(next, "."));
        } else if (token->kind == SQL_NAME) {
            quote_text(spelling->out, token->text, TARGET_POSTGRES);
        } else if (sql_is_sign(token, ".") || sql_is_sign(token, "[") || sql_is_sign(token, "]")) {
            buf_put(spelling->out, token->text.data, token->text.length);
        } else {
            return false;
        }
    }
    return false;
}

static bool take_arguments(Spelling *spelling) {
    buf_char(spelling->out, '(');
    if (!take_sign(spelling, ")")) {
        bool more = true;
        while (more) {
            if (!take_argument(spelling)) {
                return false;
            }
            more = take_sign(spelling, ",");
            buf_text(spelling->out, more ? ", " : "");
        }
        if (!take_sign(spelling, ")")) {
            return false;
        }
    }
    buf_char(spelling->out, ')');
    return true;
}

/* What follows the names of ALTER TABLE and ALTER SEQUENCE, or of what belongs to a table. */
static bool take_tail(Spelling *spelling) {
    if (spelling->at == spelling->end) {
        return true;
    }
    buf_char(spelling->out, ' ');
    if (take(spelling, "DROP CONSTRAINT", true)) {
        take(spelling, "IF EXISTS", !spelling->is_key);
    } else if (!take(spelling, "RENAME TO", true) && !take(spelling, "ON", true)) {
        return false;
    }
    return take_name(spelling);
}

/* Writes the statement without the sign behind it; false: it is another one than those that are known. */
static bool spell(Spelling *spelling) {
    size_t head = 0;
    while (head < sizeof HEADS / sizeof *HEADS && !take(spelling, HEADS[head], true)) {
        head++;
    }
    if (head == sizeof HEADS / sizeof *HEADS) {
        return false;
    }
    const bool is_plain = spelling->is_key || head < MAY_BE_IN_USE;
    take(spelling, "IF EXISTS", !is_plain);
    const SqlToken *last = spelling->end - 1;
    bool takes_along = last > spelling->at && sql_is_word(last, "cascade");
    if (takes_along || (last > spelling->at && sql_is_word(last, "restrict"))) {
        spelling->end = last;
    }
    bool more = true;
    while (more) {
        if (!take_name(spelling) || (take_sign(spelling, "(") && !take_arguments(spelling))) {
            return false;
        }
        more = take_sign(spelling, ",");
        buf_text(spelling->out, more ? ", " : "");
    }
    bool is_known = take_tail(spelling) && spelling->at == spelling->end;
    buf_text(spelling->out, takes_along && !is_plain ? " CASCADE" : "");
    return is_known;
}

/* All statements of a text; where there is one only, with a blank on either side of it. */
static Name spelled(Names *names, Name down, bool is_key) {
    Arena scratch = {0};
    Buf text = {0};
    Buf statement = {0};
    SqlTokens tokens = sql_tokens(&scratch, name_text(down), TARGET_POSTGRES);
    const SqlToken *last = &tokens.all.items[tokens.all.count - 1];
    const char *from = down->text;
    bool is_one = false;
    for (const SqlToken *at = tokens.all.items; at < last;) {
        const SqlToken *end = at;
        while (end < last && !sql_is_sign(end, ";")) {
            end++;
        }
        buf_clear(&statement);
        Spelling spelling = {.at = at, .end = end, .is_key = is_key, .out = &statement};
        if (end != at && spell(&spelling)) {
            is_one = at == tokens.all.items && end + 1 >= last;
            buf_put(&text, from, (size_t)(at->source.data - from));
            buf_put(&text, statement.data, statement.length);
            from = end[-1].source.data + end[-1].source.length;
        }
        at = end + (end < last);
    }
    buf_put(&text, from, (size_t)(down->text + down->length - from));
    Name found = text.length == 0 ? down
                 : is_one         ? names_internf(names, " %.*s; ", TEXT_ARG(buf_view(&statement)))
                                  : names_intern(names, text.data, text.length);
    buf_free(&statement);
    buf_free(&text);
    arena_release(&scratch);
    return found;
}

void sql_undoing_spell(Model *model) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (sql && sql->down) {
            sql->down = spelled(model->names, sql->down, false);
        }
    }
}

Name sql_undoing_key(Names *names, Name down) {
    return spelled(names, down, true);
}

static bool begins_with(Text text, const char *words) {
    return text.length >= strlen(words) && strncasecmp(text.data, words, strlen(words)) == 0;
}

Text sql_undoing_named(Name down, const char *words) {
    size_t blanks = strspn(down->text, " \n");
    Text text = {down->text + blanks, down->length - blanks};
    const char *end = memchr(text.data, ';', text.length);
    if (!end || end[1 + strspn(end + 1, " \n")] != '\0' || !begins_with(text, words)) {
        return (Text){0};
    }
    text = (Text){text.data + strlen(words), (size_t)(end - text.data) - strlen(words)};
    return begins_with(text, "if exists ") ? (Text){0} : text;
}
