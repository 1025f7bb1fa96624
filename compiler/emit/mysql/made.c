/*
 * made.c - see made.h.
 */
#include "emit/mysql/made.h"

#include <string.h>
#include <strings.h>

typedef struct Reading {
    const SqlToken *at;
    const SqlToken *end;
    Target target;
    Buf head;
    bool is_known;
} Reading;

static bool is_word(const Reading *reading, const char *word) {
    return reading->at < reading->end && sql_is_word(reading->at, word);
}

static bool is_sign(const Reading *reading, const char *sign) {
    return reading->at < reading->end && sql_is_sign(reading->at, sign);
}

static bool accept(Reading *reading, const char *word) {
    bool is_there = is_word(reading, word);
    reading->at += is_there;
    return is_there;
}

static bool accept_sign(Reading *reading, const char *sign) {
    bool is_there = is_sign(reading, sign);
    reading->at += is_there;
    return is_there;
}

/* Moves behind the word; false, and to the end: it is not there. */
static bool pass_to(Reading *reading, const char *word) {
    while (reading->at < reading->end) {
        if (accept(reading, word)) {
            return true;
        }
        reading->at++;
    }
    return false;
}

/* Passes over some tokens. */
static void skip(Reading *reading, uint32_t count) {
    uint32_t left = (uint32_t)(reading->end - reading->at);
    reading->at += count < left ? count : left;
}

static void put(Reading *reading, const char *before, Text text) {
    buf_text(&reading->head, before);
    buf_slice(&reading->head, text);
}

/* In small letters. */
static void put_lower(Reading *reading, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        buf_char(&reading->head, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
}

/* A name, without the database before it. */
static void put_name(Reading *reading, const char *before) {
    if (reading->at + 2 < reading->end && sql_is_sign(reading->at + 1, ".")) {
        reading->at += 2;
    }
    if (reading->at < reading->end) {
        put(reading, before, (reading->at++)->text);
    }
}

/* ---- types --------------------------------------------------------------------------------------- */

typedef enum Digits { DIGITS_NONE, DIGITS_ONE, DIGITS_TWO, DIGITS_OWN } Digits;

/* Behind the bracket that opens here, if one does; its source, with both. */
static Text pass_bracket(Reading *reading) {
    Text source = {"", 0};
    if (is_sign(reading, "(")) {
        const SqlToken *open = reading->at;
        uint32_t depth = 0;
        do {
            depth += is_sign(reading, "(");
            depth -= is_sign(reading, ")");
            reading->at++;
        } while (depth > 0 && reading->at < reading->end);
        source = sql_between(open, reading->at - 1);
    }
    return source;
}

/* `(10, 2)` without blanks; `(10)` as `(10,0)` if there have to be two. */
static void put_digits(Reading *reading, Text source, Digits digits) {
    bool is_one = source.length == 0 || !memchr(source.data, ',', source.length);
    if (source.length == 0 && digits != DIGITS_OWN) {
        buf_text(&reading->head, digits == DIGITS_TWO ? "(10,0)" : "(1)");
        return;
    }
    for (size_t i = 0; i + 1 < source.length; i++) {
        if (strchr(" \t\r\n", source.data[i]) == NULL) {
            buf_char(&reading->head, source.data[i]);
        }
    }
    buf_text(&reading->head, source.length == 0               ? ""
                             : digits == DIGITS_TWO && is_one ? ",0)"
                                                              : ")");
}

static void put_type(Reading *reading) {
    static const struct {
        const char *word;
        const char *shown;
        Digits digits;
    } types[] = {{"integer", "int", DIGITS_NONE},
                 {"bool", "tinyint", DIGITS_NONE},
                 {"boolean", "tinyint", DIGITS_NONE},
                 {"decimal", "decimal", DIGITS_TWO},
                 {"dec", "decimal", DIGITS_TWO},
                 {"numeric", "decimal", DIGITS_TWO},
                 {"fixed", "decimal", DIGITS_TWO},
                 {"real", "double", DIGITS_NONE},
                 {"char", "char", DIGITS_ONE},
                 {"character", "char", DIGITS_ONE},
                 {"varchar", "varchar", DIGITS_OWN},
                 {"binary", "binary", DIGITS_ONE},
                 {"bit", "bit", DIGITS_ONE},
                 {"varbinary", "varbinary", DIGITS_OWN},
                 {"time", "time", DIGITS_OWN},
                 {"datetime", "datetime", DIGITS_OWN},
                 {"timestamp", "timestamp", DIGITS_OWN}};
    static const char *const plain[] = {
        "int",      "tinyint",    "smallint", "mediumint", "bigint",   "float",
        "double",   "date",       "year",     "enum",      "set",      "json",
        "tinytext", "mediumtext", "longtext", "tinyblob",  "longblob", "mediumblob",
        "text",     "blob",       "geometry", "point"};
    Digits digits = DIGITS_NONE;
    const char *shown = NULL;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        shown = is_word(reading, plain[i]) ? plain[i] : shown;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        bool is_it = is_word(reading, types[i].word);
        shown = is_it ? types[i].shown : shown;
        digits = is_it ? types[i].digits : digits;
    }
    bool is_text = is_word(reading, "text") || is_word(reading, "blob");
    reading->is_known = reading->is_known && shown != NULL;
    skip(reading, 1);
    if (accept(reading, "varying")) {
        shown = "varchar";
        digits = DIGITS_OWN;
    }
    accept(reading, "precision");
    bool is_json = shown != NULL && strcmp(shown, "json") == 0;
    buf_text(&reading->head, shown == NULL                                  ? "?"
                             : is_json && reading->target == TARGET_MARIADB ? "longtext"
                                                                            : shown);
    Text source = pass_bracket(reading);
    reading->is_known = reading->is_known && !(is_text && source.length > 0);
    if (digits != DIGITS_NONE) {
        put_digits(reading, source, digits);
    }
    bool is_unsigned = false;
    for (bool goes_on = true; goes_on;) {
        bool is_it = accept(reading, "unsigned") || accept(reading, "zerofill");
        is_unsigned = is_unsigned || is_it;
        goes_on = is_it || accept(reading, "signed") || accept(reading, "binary");
        if (is_word(reading, "character") || is_word(reading, "charset") ||
            is_word(reading, "collate")) {
            skip(reading, is_word(reading, "character") ? 3 : 2);
            goes_on = true;
        }
    }
    buf_text(&reading->head, is_unsigned ? " unsigned" : "");
}

/* ---- what stands before a body ------------------------------------------------------------------- */

/* `BEFORE INSERT ON t FOR EACH ROW FOLLOWS g`. */
static void read_trigger(Reading *reading) {
    for (int i = 0; i < 2 && reading->at < reading->end; i++) {
        put_lower(reading, (reading->at++)->text);
        buf_char(&reading->head, ' ');
    }
    reading->is_known = accept(reading, "on");
    put_name(reading, "on ");
    reading->is_known = pass_to(reading, "row") && reading->is_known;
    if (accept(reading, "follows") || accept(reading, "precedes")) {
        skip(reading, 1);
    }
}

static void read_parameters(Reading *reading, bool is_procedure) {
    bool is_first = true;
    reading->is_known = accept_sign(reading, "(");
    buf_char(&reading->head, '(');
    while (reading->at < reading->end && !accept_sign(reading, ")")) {
        buf_text(&reading->head, is_first ? "" : ", ");
        is_first = false;
        static const char *const modes[] = {"in", "out", "inout"};
        const char *mode = "in";
        for (size_t i = 0; i < 3; i++) {
            bool is_mode = is_word(reading, modes[i]) && reading->at + 2 < reading->end &&
                           reading->at[2].kind == SQL_WORD;
            mode = is_mode ? modes[i] : mode;
            reading->at += is_mode;
        }
        buf_printf(&reading->head, "%s%s", is_procedure ? mode : "", is_procedure ? " " : "");
        put_name(reading, "");
        buf_char(&reading->head, ' ');
        put_type(reading);
        if (!accept_sign(reading, ",") && !is_sign(reading, ")")) {
            reading->is_known = false; /* `DEFAULT 1` of MariaDB */
            while (reading->at < reading->end && !is_sign(reading, ",") && !is_sign(reading, ")")) {
                reading->at++;
            }
        }
    }
    buf_char(&reading->head, ')');
}

/* `(IN a INT) RETURNS INT DETERMINISTIC READS SQL DATA`. */
static void read_routine(Reading *reading, bool is_procedure) {
    bool is_deterministic = false;
    const char *security = "definer";
    const char *access = "contains sql";
    const SqlToken *comment = NULL;
    read_parameters(reading, is_procedure);
    if (accept(reading, "returns")) {
        buf_text(&reading->head, " returns ");
        put_type(reading);
    }
    for (bool goes_on = true; goes_on;) {
        goes_on = true;
        if (accept(reading, "not")) {
            accept(reading, "deterministic");
        } else if (accept(reading, "deterministic")) {
            is_deterministic = true;
        } else if (accept(reading, "no")) {
            access = "no sql";
            accept(reading, "sql");
        } else if (accept(reading, "contains") || accept(reading, "reads") ||
                   accept(reading, "modifies")) {
            access = sql_is_word(reading->at - 1, "reads")      ? "reads sql data"
                     : sql_is_word(reading->at - 1, "modifies") ? "modifies sql data"
                                                                : "contains sql";
            accept(reading, "sql");
            accept(reading, "data");
        } else if (accept(reading, "sql")) {
            accept(reading, "security");
            security = accept(reading, "invoker") ? "invoker" : "definer";
            accept(reading, "definer");
        } else if (accept(reading, "language")) {
            reading->is_known = reading->is_known && is_word(reading, "sql");
            skip(reading, 1);
        } else if (accept(reading, "comment")) {
            comment = reading->at;
            skip(reading, 1);
        } else {
            goes_on = false;
        }
    }
    buf_printf(&reading->head, "%s %s %s", is_deterministic ? " deterministic" : "", access,
               security);
    if (comment != NULL && comment < reading->end && comment->text.length > 0) {
        put(reading, " comment ", comment->text);
    }
}

/* `ON SCHEDULE EVERY 1 DAY STARTS '...' ON COMPLETION PRESERVE DISABLE COMMENT '...' DO`. */
static void read_event(Reading *reading) {
    const SqlToken *begin = reading->at;
    bool is_once = false;
    bool is_preserved = false;
    bool is_disabled = false;
    reading->is_known = accept(reading, "on") && accept(reading, "schedule");
    if (accept(reading, "every") && reading->at + 1 < reading->end) {
        const SqlToken *value = reading->at++;
        bool is_simple = value->kind == SQL_NUMBER || value->kind == SQL_STRING;
        reading->is_known = reading->is_known && is_simple && reading->at->kind == SQL_WORD;
        put(reading, "every ", value->text);
        buf_char(&reading->head, ' ');
        put_lower(reading, reading->at->text);
    } else {
        is_once = true;
        buf_text(&reading->head, "at");
    }
    uint32_t depth = 0;
    for (; reading->at < reading->end && !(depth == 0 && is_word(reading, "do")); reading->at++) {
        depth += is_sign(reading, "(");
        depth -= depth > 0 && is_sign(reading, ")");
        is_once = is_once || is_word(reading, "ends");
        is_disabled = is_disabled || is_word(reading, "disable");
        is_preserved = is_preserved || (is_word(reading, "preserve") && reading->at > begin &&
                                        sql_is_word(reading->at - 1, "completion"));
    }
    reading->is_known = accept(reading, "do") && reading->is_known;
    buf_printf(&reading->head, "%s%s", is_preserved ? " preserve" : "",
               is_disabled && !is_once ? " disabled" : "");
}

MysqlMade mysql_made(Arena *arena, const SqlFact *fact, Target target) {
    Reading reading = {.at = fact->first, .end = fact->end, .target = target, .is_known = true};
    switch (fact->kind) {
    case FACT_TRIGGER: read_trigger(&reading); break;
    case FACT_FUNCTION:
    case FACT_PROCEDURE: read_routine(&reading, fact->kind == FACT_PROCEDURE); break;
    case FACT_EVENT: read_event(&reading); break;
    default: break; /* it has no body */
    }
    Text head = buf_view(&reading.head);
    MysqlMade made = {{arena_copy_text(arena, head.data, head.length), head.length},
                      reading.at < fact->end ? reading.at : fact->end,
                      reading.is_known && reading.at < fact->end};
    buf_free(&reading.head);
    return made;
}

/* ---- bodies -------------------------------------------------------------------------------------- */

/* What MySQL shows of an escape, or what MariaDB makes of it before it shows it; '%' and '_' keep the backslash. */
static char meant_by(char c) {
    switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'b': return '\b';
    case '0': return '\0';
    case 'Z': return '\032';
    default: return c;
    }
}

static void put_shown(Buf *out, char c, char quote, Target target) {
    static const struct {
        char c;
        char letter;
    } escaped[] = {{'\n', 'n'}, {'\t', 't'}, {'\r', 'r'}, {'\0', '0'}, {'\032', 'Z'}};
    for (size_t i = 0; target == TARGET_MARIADB && i < sizeof escaped / sizeof *escaped; i++) {
        if (escaped[i].c == c) {
            buf_char(out, '\\');
            buf_char(out, escaped[i].letter);
            return;
        }
    }
    if (c == quote && target == TARGET_MARIADB) {
        buf_char(out, c);
    }
    buf_char(out, c);
}

/* A string with its quotes; *has_quotes is set if there are such in it. */
static void write_string(Buf *out, Text source, Target target, bool *has_quotes) {
    char quote = *source.data;
    buf_char(out, quote);
    for (size_t i = 1; i + 1 < source.length; i++) {
        char c = source.data[i];
        bool is_escape = c == '\\' && i + 2 < source.length;
        bool is_double = c == quote && source.data[i + 1] == quote && i + 2 < source.length;
        i += is_escape || is_double;
        char next = source.data[i];
        if (is_escape && (next == '%' || next == '_')) {
            buf_char(out, '\\');
            c = next;
        } else if (is_escape) {
            c = meant_by(next);
        }
        *has_quotes = *has_quotes || c == '\'' || c == '"';
        put_shown(out, c, quote, target);
    }
    buf_char(out, quote);
}

static bool is_string(const SqlToken *token) {
    bool is_quoted = token->source.length >= 2 &&
                     (*token->source.data == '\'' || *token->source.data == '"');
    return is_quoted && (token->kind == SQL_STRING || token->kind == SQL_NAME);
}

static bool has_text(Text text, const char *part) {
    return text.length > 0 && memmem(text.data, text.length, part, strlen(part)) != NULL;
}

bool mysql_made_shown(Buf *out, const SqlFact *fact, const SqlToken *body, Target target) {
    bool has_quotes = false;
    bool has_comments = false;
    bool is_odd = body == fact->end;
    for (const SqlToken *token = body; token < fact->end; token++) {
        if (token > body) {
            const char *from = token[-1].source.data + token[-1].source.length;
            Text gap = {from, (size_t)(token->source.data - from)};
            has_comments = has_comments || has_text(gap, "--") || has_text(gap, "/*") ||
                           has_text(gap, "#");
            is_odd = is_odd || has_text(gap, "/*!") || has_text(gap, "/*M");
            buf_slice(out, gap);
        }
        bool is_set = *token->source.data == '_' && token + 1 < fact->end && is_string(token + 1);
        is_odd = is_odd || token->kind == SQL_ODD || is_set;
        if (is_string(token)) {
            write_string(out, token->source, target, &has_quotes);
        } else {
            buf_slice(out, token->source);
        }
    }
    is_odd = is_odd || (out->length > 0 && memchr(out->data, '\0', out->length) != NULL);
    return !is_odd && !(has_comments && has_quotes && target == TARGET_MYSQL);
}
