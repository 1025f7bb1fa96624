/*
 * mysql_expression.c - see mysql_expression.h.
 *
 * The servers put brackets round every operation, so the tree can be read without knowing which operators bind
 * tighter: what stands between brackets or commas is translated word for word.
 */
#include "import/mysql_expression.h"

#include <string.h>
#include <strings.h>

#include "import/expression.h"
#include "import/mysql_text.h"
#include "import/schema_types.h"

/* ---- one word for what has several ----------------------------------------------------------- */

typedef struct Word {
    const char *from;
    const char *to;
    SqlTokenKind kind;
} Word;

static const Word WORDS[] = {
    {"lcase", "lower", SQL_WORD},
    {"ucase", "upper", SQL_WORD},
    {"length", "octet_length", SQL_WORD},
    {"substring", "substr", SQL_WORD},
    {"character_length", "char_length", SQL_WORD},
    {"mod", "%", SQL_SIGN},
    {"ceil", "ceiling", SQL_WORD},
};

static const Word COMPARED[] = {{"true", "1", SQL_NUMBER}, {"false", "0", SQL_NUMBER}};

static void rename_word(SqlToken *token, const Word *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (sql_is_word(token, words[i].from)) {
            token->kind = words[i].kind;
            token->text = text_of(words[i].to);
            return;
        }
    }
}

/* The comma between the two arguments of the call that begins at `at`; 0: there are not two. */
static uint32_t joint_of(const SqlTokens *tokens, uint32_t at) {
    uint32_t close = sql_close(tokens, at + 1);
    uint32_t joint = 0;
    for (uint32_t i = at + 2; i < close; i++) {
        if (sql_is_sign(&tokens->all.items[i], "(")) {
            i = sql_close(tokens, i);
        } else if (sql_is_sign(&tokens->all.items[i], ",")) {
            if (joint != 0) {
                return 0;
            }
            joint = i;
        }
    }
    return joint;
}

/* `doc->'$.a'` is json_extract(doc, '$.a'), and `->>` json_unquote of it: how many tokens this is; 0: it is not
 * that. */
static uint32_t put_path(Arena *arena, SqlTokens *out, const SqlToken *at) {
    bool is_column = at->kind == SQL_NAME || at->kind == SQL_WORD;
    bool unquotes = is_column && sql_is_sign(&at[1], "->>");
    if (!is_column || !(unquotes || sql_is_sign(&at[1], "->")) || at[2].kind != SQL_STRING) {
        return 0;
    }
    static const char *const calls[] = {"json_unquote", "json_extract"};
    SqlToken sign = {.kind = SQL_SIGN, .text = text_of("(")};
    for (int i = unquotes ? 0 : 1; i < 2; i++) {
        SqlToken call = {.kind = SQL_WORD, .text = text_of(calls[i])};
        vec_push(arena, &out->all, call);
        vec_push(arena, &out->all, sign);
    }
    vec_push(arena, &out->all, at[0]);
    sign.text = text_of(",");
    vec_push(arena, &out->all, sign);
    vec_push(arena, &out->all, at[2]);
    sign.text = text_of(")");
    for (int i = unquotes ? 0 : 1; i < 2; i++) {
        vec_push(arena, &out->all, sign);
    }
    return 3;
}

/* `a not like b` where a condition begins: MySQL shows `not(a like b)`. */
static bool is_not_like(const SqlTokens *tokens, uint32_t at) {
    static const char *const before[] = {"when", "then", "else", "and", "or"};
    const SqlToken *token = &tokens->all.items[at];
    bool begins = at == 0 || sql_is_sign(&token[-1], "(");
    for (size_t i = 0; !begins && i < sizeof before / sizeof *before; i++) {
        begins = sql_is_word(&token[-1], before[i]);
    }
    return begins && (token->kind == SQL_WORD || token->kind == SQL_NAME) &&
           sql_is_word(&token[1], "not") && sql_is_word(&token[2], "like");
}

/* Servers show `a regexp b` as regexp_like(a, b), and date_add(a, interval 1 day) as `a + interval 1 day`: what stands between
 * the arguments of such a call; NULL: it is none. */
static const SqlToken *operator_of(const SqlToken *call) {
    static const struct {
        const char *call;
        SqlToken joining;
    } calls[] = {{"regexp_like", {.kind = SQL_WORD, .text = {"regexp", 6}}},
                 {"date_add", {.kind = SQL_SIGN, .text = {"+", 1}}},
                 {"date_sub", {.kind = SQL_SIGN, .text = {"-", 1}}}};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (sql_is_word(call, calls[i].call)) {
            return &calls[i].joining;
        }
    }
    return NULL;
}

/* `current_date` and `curdate()`. */
static bool is_day(const SqlTokens *tokens, uint32_t at) {
    const SqlToken *token = &tokens->all.items[at];
    return sql_is_word(token, "current_date") ||
           (sql_is_word(token, "curdate") && sql_is_sign(&token[1], "(") &&
            sql_is_sign(&token[2], ")"));
}

SqlTokens mysql_canonical(Arena *arena, const SqlTokens *tokens, Target target, bool is_compared) {
    SqlTokens out = {0};
    const SqlToken **joints = NEW_ARRAY(arena, const SqlToken *, tokens->all.count);
    for (uint32_t i = 0; i < tokens->all.count; i++) {
        SqlToken token = tokens->all.items[i];
        if (mysql_is_charset(&tokens->all.items[i], target)) {
            continue;
        }
        if (is_compared && target == TARGET_MYSQL && is_not_like(tokens, i)) {
            vec_push(arena, &out.all, tokens->all.items[i + 1]);
            vec_push(arena, &out.all, token);
            i++;
            continue;
        }
        uint32_t path = put_path(arena, &out, &tokens->all.items[i]);
        if (path > 0) {
            i += path - 1;
            continue;
        }
        if (sql_is_word(&token, "charset") && i + 1 < tokens->all.count &&
            sql_is_word(&tokens->all.items[i + 1], "utf8mb4")) {
            i += sql_is_word(&tokens->all.items[i + 2], "binary") ? 2 : 1;
            continue;
        }
        if (sql_is_word(&token, "current_timestamp") &&
            sql_is_sign(&tokens->all.items[i + 1], "(") &&
            sql_is_sign(&tokens->all.items[i + 2], ")")) {
            i += 2; /* MariaDB shows a call */
        }
        const SqlToken *joining = is_compared ? operator_of(&token) : NULL;
        if (joining && sql_is_sign(&tokens->all.items[i + 1], "(")) {
            uint32_t joint = joint_of(tokens, i);
            if (joint != 0) {
                joints[joint] = joining;
                continue;
            }
        }
        token = joints[i] ? *joints[i] : token;
        bool is_mod = sql_is_word(&token, "mod") && sql_is_sign(&tokens->all.items[i + 1], "(");
        if (!is_mod) {
            rename_word(&token, WORDS, sizeof WORDS / sizeof *WORDS);
        }
        bool is_typed = sql_is_word(&token, "date") || sql_is_word(&token, "time") ||
                        sql_is_word(&token, "timestamp");
        if (is_compared && is_typed && tokens->all.items[i + 1].kind == SQL_STRING) {
            continue; /* beside a date the string is one anyway */
        }
        if (is_compared && is_day(tokens, i)) {
            token = (SqlToken){.kind = SQL_WORD, .text = text_of("current_date")};
            i += sql_is_sign(&tokens->all.items[i + 1], "(") ? 2 : 0;
        }
        if (is_compared) {
            rename_word(&token, COMPARED, sizeof COMPARED / sizeof *COMPARED);
        }
        if (token.kind == SQL_NUMBER && token.text.length > 2 && token.text.data[0] == '0' &&
            (token.text.data[1] == 'x' || token.text.data[1] == 'X')) {
            token.kind = SQL_BYTES;
            token.text = (Text){token.text.data + 2, token.text.length - 2};
        }
        vec_push(arena, &out.all, token);
    }
    return out;
}

/* ---- a guess --------------------------------------------------------------------------------- */

typedef struct Reading {
    Buf *out;
    const CatalogTable *table;
    const SqlToken *all;
    unsigned depth;
} Reading;

#define DEEPEST 200u

static bool put_range(Reading *reading, uint32_t from, uint32_t to);

static const CatalogColumn *find_column(const Reading *reading, const SqlToken *token) {
    for (uint16_t i = 0; token->kind == SQL_NAME && i < reading->table->column_count; i++) {
        Name name = reading->table->columns[i].name;
        if (name->length == token->text.length &&
            strncasecmp(name->text, token->text.data, name->length) == 0) {
            return &reading->table->columns[i];
        }
    }
    return NULL;
}

static void put_blank(Reading *reading) {
    if (reading->out->length > 0 && reading->out->data[reading->out->length - 1] != '(') {
        buf_char(reading->out, ' ');
    }
}

static void put_text(Reading *reading, const char *text) {
    put_blank(reading);
    buf_text(reading->out, text);
}

static bool put_string(Reading *reading, Text text, const char *before) {
    put_blank(reading);
    buf_printf(reading->out, "'%s", before);
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if ((unsigned char)c < ' ') {
            return false;
        }
        buf_text(reading->out, c == '\'' ? "'" : "");
        buf_char(reading->out, *before != '\0' && c >= 'A' && c <= 'F' ? (char)(c + 'a' - 'A') : c);
    }
    buf_char(reading->out, '\'');
    return true;
}

/* Where the bracket that opens at `at` is closed. */
static uint32_t close_of(const Reading *reading, uint32_t at, uint32_t to) {
    uint32_t depth = 0;
    for (; at < to; at++) {
        depth += sql_is_sign(&reading->all[at], "(") ? 1 : 0;
        if (sql_is_sign(&reading->all[at], ")") && --depth == 0) {
            return at;
        }
    }
    return to;
}

/* The next comma between `at` and `to` that no bracket holds, or `to`. */
static uint32_t comma_of(const Reading *reading, uint32_t at, uint32_t to) {
    uint32_t depth = 0;
    for (; at < to; at++) {
        depth += sql_is_sign(&reading->all[at], "(") ? 1 : 0;
        depth -= sql_is_sign(&reading->all[at], ")") ? 1 : 0;
        if (depth == 0 && sql_is_sign(&reading->all[at], ",")) {
            return at;
        }
    }
    return to;
}

#define MOST_ARGUMENTS 100u

typedef struct Arguments {
    uint32_t from[MOST_ARGUMENTS];
    uint32_t to[MOST_ARGUMENTS];
    uint32_t count;
} Arguments;

static bool put_bracketed(Reading *reading, uint32_t from, uint32_t to) {
    put_text(reading, "(");
    bool is_good = put_range(reading, from, to);
    buf_char(reading->out, ')');
    return is_good;
}

static bool put_arguments(Reading *reading, const Arguments *arguments, uint32_t first,
                          uint32_t behind, const char *between) {
    bool is_good = true;
    for (uint32_t i = first; is_good && i < behind; i++) {
        buf_text(reading->out, i == first ? "" : between);
        is_good = put_range(reading, arguments->from[i], arguments->to[i]);
    }
    return is_good;
}

static bool is_zero(const Reading *reading, const Arguments *arguments, uint32_t at) {
    return at < arguments->count && arguments->to[at] == arguments->from[at] + 1 &&
           text_is(reading->all[arguments->from[at]].text, "0");
}

/* Functions of the language that have the servers' name and arguments, and those with another name. */
static const char *name_of(const SqlToken *word) {
    static const struct {
        const char *theirs;
        const char *mine;
    } calls[] = {{"char_length", "length"},
                 {"octet_length", "octet_length"},
                 {"lower", "lower"},
                 {"upper", "upper"},
                 {"trim", "trim"},
                 {"ltrim", "ltrim"},
                 {"rtrim", "rtrim"},
                 {"replace", "replace"},
                 {"substr", "substr"},
                 {"left", "left"},
                 {"right", "right"},
                 {"hex", "hex"},
                 {"abs", "abs"},
                 {"sign", "sign"},
                 {"floor", "floor"},
                 {"ceiling", "ceil"},
                 {"mod", "mod"},
                 {"coalesce", "coalesce"},
                 {"nullif", "nullif"},
                 {"greatest", "greatest"},
                 {"least", "least"}};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (sql_is_word(word, calls[i].theirs)) {
            return calls[i].mine;
        }
    }
    return NULL;
}

/* CAST(x AS SIGNED). */
static bool put_cast(Reading *reading, uint32_t from, uint32_t to) {
    static const struct {
        const char *theirs;
        const char *mine;
    } types[] = {{"signed", "bigint"},  {"double", "double"}, {"char", "text"},
                 {"date", "date"},      {"binary", "bytes"},  {"json", "json"},
                 {"decimal", "decimal"}};
    uint32_t as = to;
    for (uint32_t i = from, depth = 0; i < to; i++) {
        depth += sql_is_sign(&reading->all[i], "(") ? 1 : 0;
        depth -= sql_is_sign(&reading->all[i], ")") ? 1 : 0;
        as = depth == 0 && sql_is_word(&reading->all[i], "as") ? i : as;
    }
    if (as + 1 >= to) {
        return false;
    }
    const SqlToken *type = &reading->all[as + 1];
    uint32_t behind = as + 2;
    const char *mine = NULL;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        mine = sql_is_word(type, types[i].theirs) ? types[i].mine : mine;
    }
    if (sql_is_word(type, "json") && as == from + 1 && reading->all[from].kind == SQL_STRING) {
        return put_range(reading, from, as); /* a literal */
    }
    if (sql_is_word(type, "datetime")) {
        mine = "timestamp";
        behind = to;
    } else if (sql_is_word(type, "time")) {
        mine = "time";
        behind = to;
    }
    if (mine == NULL || (behind < to && !sql_is_word(type, "decimal"))) {
        return false;
    }
    put_text(reading, "cast(");
    bool is_good = put_range(reading, from, as);
    buf_printf(reading->out, " as %s", mine);
    for (uint32_t i = behind; i < to; i++) {
        buf_slice(reading->out, reading->all[i].text);
    }
    buf_char(reading->out, ')');
    return is_good;
}

/* A call whose name is at `at`, its brackets at at + 1 and `close`. */
static bool put_call(Reading *reading, uint32_t at, uint32_t close) {
    const SqlToken *word = &reading->all[at];
    Arguments arguments = {.count = 0};
    for (uint32_t from = at + 2; from < close;) {
        uint32_t to = comma_of(reading, from, close);
        if (arguments.count == MOST_ARGUMENTS) {
            return false;
        }
        arguments.from[arguments.count] = from;
        arguments.to[arguments.count++] = to;
        from = to + 1;
    }
    uint32_t count = arguments.count;
    if (sql_is_word(word, "cast")) {
        return put_cast(reading, at + 2, close);
    }
    if (sql_is_word(word, "concat") && count > 1) {
        put_text(reading, "(");
        bool is_good = put_arguments(reading, &arguments, 0, count, " ||");
        buf_char(reading->out, ')');
        return is_good;
    }
    if (sql_is_word(word, "concat")) { /* a number or an enum as text */
        put_text(reading, "cast(");
        bool is_good = put_arguments(reading, &arguments, 0, count, ",");
        buf_text(reading->out, " as text)");
        return is_good;
    }
    if (sql_is_word(word, "locate") && count == 2) {
        put_text(reading, "strpos(");
        bool is_good = put_arguments(reading, &arguments, 1, 2, ",");
        buf_char(reading->out, ',');
        is_good = is_good && put_arguments(reading, &arguments, 0, 1, ",");
        buf_char(reading->out, ')');
        return is_good;
    }
    if (sql_is_word(word, "round") || sql_is_word(word, "truncate")) {
        bool is_whole = is_zero(reading, &arguments, 1);
        if (count != 2 || (sql_is_word(word, "truncate") && !is_whole)) {
            return false;
        }
        put_text(reading, sql_is_word(word, "round") ? "round(" : "trunc(");
        bool is_good = put_arguments(reading, &arguments, 0, is_whole ? 1 : 2, ",");
        buf_char(reading->out, ')');
        return is_good;
    }
    if (sql_is_word(word, "to_days") && count == 1) {
        return put_arguments(reading, &arguments, 0, 1, ",");
    }
    if (sql_is_word(word, "extract")) {
        put_text(reading, "extract(");
        bool is_field = close > at + 4 && sql_is_word(&reading->all[at + 3], "from");
        buf_slice(reading->out, reading->all[at + 2].text);
        buf_text(reading->out, " from");
        bool is_good = is_field && put_range(reading, at + 4, close);
        buf_char(reading->out, ')');
        return is_good;
    }
    if (sql_is_word(word, "trim") && sql_is_word(&reading->all[at + 2], "both") &&
        reading->all[at + 3].kind == SQL_STRING && sql_is_word(&reading->all[at + 4], "from")) {
        put_text(reading, "trim(");
        bool is_good = put_range(reading, at + 5, close);
        buf_char(reading->out, ',');
        is_good = is_good && put_string(reading, reading->all[at + 3].text, "");
        buf_char(reading->out, ')');
        return is_good;
    }
    const char *mine = name_of(word);
    if (mine == NULL || count == 0) {
        return false;
    }
    put_text(reading, mine);
    buf_char(reading->out, '(');
    bool is_good = put_arguments(reading, &arguments, 0, count, ",");
    buf_char(reading->out, ')');
    return is_good;
}

/* A bool of migc: of such a type, and kept by a check. */
static bool is_flag(const Reading *reading, uint32_t at, uint32_t to) {
    const CatalogColumn *column = at < to ? find_column(reading, &reading->all[at]) : NULL;
    const CatalogTable *table = reading->table;
    return column != NULL && text_is(name_text(column->type), "tinyint(1)") &&
           schema_type_check(table, column) >= 0;
}

/* `0 <> (case ... end)`, `0 <> coalesce(done, ...)` in MySQL, where these are conditions. */
static bool is_choice(const Reading *reading, uint32_t at, uint32_t to) {
    const SqlToken *token = &reading->all[at];
    bool is_compared = at + 4 < to && token->kind == SQL_NUMBER && text_is(token->text, "0") &&
                       (sql_is_sign(&token[1], "<>") || sql_is_sign(&token[1], "="));
    return is_compared && ((sql_is_sign(&token[2], "(") && sql_is_word(&token[3], "case")) ||
                           (sql_is_word(&token[2], "coalesce") && is_flag(reading, at + 4, to)));
}

/* `0 <> done`, `0 = done` in MySQL; `done <> 0`, `!done` in MariaDB: true for a bool. Returns the place behind
 * it, or `at`. */
static uint32_t put_flag(Reading *reading, uint32_t at, uint32_t to) {
    const SqlToken *token = &reading->all[at];
    bool is_front = at + 2 < to && token->kind == SQL_NUMBER && text_is(token->text, "0") &&
                    is_flag(reading, at + 2, to);
    bool is_back = at + 2 < to && is_flag(reading, at, to) &&
                   reading->all[at + 2].kind == SQL_NUMBER &&
                   text_is(reading->all[at + 2].text, "0");
    if (sql_is_sign(token, "!")) {
        put_text(reading, "not");
        return at + 1;
    }
    if (is_choice(reading, at, to)) {
        put_text(reading, sql_is_sign(&token[1], "=") ? "not" : "");
        return at + 2;
    }
    if (!is_front && !is_back) {
        return at;
    }
    bool is_not = sql_is_sign(&token[1], "=");
    if (!is_not && !sql_is_sign(&token[1], "<>")) {
        return at;
    }
    put_text(reading, is_not ? "not " : "");
    name_write_quoted(reading->out, find_column(reading, is_front ? &token[2] : token)->name);
    return at + 3;
}

/* `+ interval 36 hour` is + interval '36 hours'; a date plus days is a date plus a number. */
static uint32_t put_interval(Reading *reading, uint32_t at, uint32_t to) {
    const SqlToken *token = &reading->all[at];
    bool is_negative = at + 1 < to && sql_is_sign(&token[1], "-");
    uint32_t number = is_negative ? 2 : 1;
    if (!sql_is_word(token, "interval") || at + number + 1 >= to ||
        token[number].kind != SQL_NUMBER || token[number + 1].kind != SQL_WORD) {
        return at;
    }
    put_blank(reading);
    buf_printf(reading->out, "interval '%s%.*s %.*ss'", is_negative ? "-" : "",
               TEXT_ARG(token[number].text), TEXT_ARG(token[number + 1].text));
    return at + number + 2;
}

static bool put_word(Reading *reading, const SqlToken *token, bool is_before_string) {
    static const char *const kept[] = {"and",  "or",   "not",  "is",    "null",
                                       "in",   "like", "case", "when",  "then",
                                       "else", "end",  "true", "false", "between"};
    static const char *const dropped[] = {"date", "time", "timestamp"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        if (sql_is_word(token, kept[i])) {
            put_text(reading, kept[i]);
            return true;
        }
    }
    for (size_t i = 0; is_before_string && i < sizeof dropped / sizeof *dropped; i++) {
        if (sql_is_word(token, dropped[i])) {
            return true;
        }
    }
    if (sql_is_word(token, "div")) {
        put_text(reading, "/");
        return true;
    }
    return false;
}

static bool put_sign(Reading *reading, const SqlToken *token) {
    static const char *const signs[] = {",",  "=", "<>", "<", "<=", ">",
                                        ">=", "+", "-",  "*", "/",  "%"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (text_is(token->text, signs[i])) {
            put_text(reading, signs[i]);
            return true;
        }
    }
    return false;
}

static bool put_number(Reading *reading, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        if (memchr("0123456789.eE+-", text.data[i], 15) == NULL) {
            return false;
        }
    }
    if (text.data[0] == '.' || text.data[text.length - 1] == '.') {
        return false;
    }
    put_blank(reading);
    buf_slice(reading->out, text);
    return true;
}

/* What begins at `*at`; the place behind it. */
static bool put_next(Reading *reading, uint32_t *at, uint32_t to) {
    const SqlToken *token = &reading->all[*at];
    bool has_next = *at + 1 < to;
    uint32_t behind = put_flag(reading, *at, to);
    behind = behind == *at ? put_interval(reading, *at, to) : behind;
    if (behind > *at) {
        *at = behind;
        return true;
    }
    if (sql_is_sign(token, "(")) {
        uint32_t close = close_of(reading, *at, to);
        uint32_t from = *at + 1;
        *at = close + 1;
        return close < to && put_bracketed(reading, from, close);
    }
    if (token->kind == SQL_WORD && has_next && sql_is_sign(&token[1], "(") &&
        !expression_is_keyword(token->text)) {
        uint32_t close = close_of(reading, *at + 1, to);
        uint32_t from = *at;
        *at = close + 1;
        return close < to && put_call(reading, from, close);
    }
    if (sql_is_word(token, "cast") || sql_is_word(token, "extract")) {
        uint32_t close = has_next ? close_of(reading, *at + 1, to) : to;
        uint32_t from = *at;
        *at = close + 1;
        return close < to && put_call(reading, from, close);
    }
    ++*at;
    switch (token->kind) {
    case SQL_WORD: return put_word(reading, token, has_next && token[1].kind == SQL_STRING);
    case SQL_NAME: {
        const CatalogColumn *column = find_column(reading, token);
        put_blank(reading);
        if (column != NULL) {
            name_write_quoted(reading->out, column->name);
        }
        return column != NULL;
    }
    case SQL_STRING: return put_string(reading, token->text, "");
    case SQL_BYTES: return put_string(reading, token->text, "\\x");
    case SQL_NUMBER: return put_number(reading, token->text);
    case SQL_SIGN: return put_sign(reading, token);
    case SQL_ODD:
    case SQL_END: break;
    }
    return false;
}

static bool put_range(Reading *reading, uint32_t from, uint32_t to) {
    bool is_good = reading->depth < DEEPEST && from < to;
    reading->depth++;
    while (is_good && from < to) {
        is_good = put_next(reading, &from, to);
    }
    reading->depth--;
    return is_good;
}

/* MySQL wants a limit for text without one: CAST(LEFT(x, 255) AS CHAR(255)) is what migc makes of a key x. */
static bool is_limited(const SqlTokens *tokens, uint32_t *from, uint32_t *to) {
    static const char *const before[] = {"cast", "(", "left", "("};
    static const char *const behind[] = {",", "255", ")", "as", "char", "(", "255", ")", ")"};
    uint32_t count = tokens->all.count - 1;
    bool is_so = count > 13;
    for (uint32_t i = 0; is_so && i < 4; i++) {
        is_so = sql_is_word(&tokens->all.items[i], before[i]) ||
                sql_is_sign(&tokens->all.items[i], before[i]);
    }
    for (uint32_t i = 0; is_so && i < 9; i++) {
        const SqlToken *token = &tokens->all.items[count - 9 + i];
        is_so = token->text.length == strlen(behind[i]) &&
                strncasecmp(token->text.data, behind[i], token->text.length) == 0;
    }
    *from = 4;
    *to = count - 9;
    return is_so;
}

/* Whether what may be the result of a choice is true or false: begins with it, or compares. */
static bool is_truth(const Reading *reading, uint32_t at, uint32_t to) {
    static const char *const words[] = {"true", "false", "is", "in", "like", "between", "not"};
    static const char *const signs[] = {"=", "<>", "<", "<=", ">", ">="};
    static const char *const ends[] = {"when", "then", "else", "end"};
    bool found = is_flag(reading, at, to);
    for (; !found && at < to && !sql_is_any_word(&reading->all[at], ends, 4); at++) {
        found = sql_is_any_word(&reading->all[at], words, sizeof words / sizeof *words);
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            found = found || sql_is_sign(&reading->all[at], signs[i]);
        }
    }
    return found;
}

/* `(case ... end) <> 0` as a whole, of a choice that is a condition: where the choice ends, else `to`. */
static uint32_t end_of_choice(const Reading *reading, uint32_t from, uint32_t to) {
    const SqlToken *all = reading->all;
    uint32_t first = from + (from < to && sql_is_sign(&all[from], "(") ? 1u : 0u);
    bool is_compared = first + 4 < to && sql_is_word(&all[first], "case") &&
                       sql_is_sign(&all[to - 2], "<>") && text_is(all[to - 1].text, "0") &&
                       (first == from ? sql_is_word(&all[to - 3], "end")
                                      : close_of(reading, from, to) == to - 3);
    for (uint32_t i = first; is_compared && i + 1 < to; i++) {
        bool is_result = sql_is_word(&all[i], "then") || sql_is_word(&all[i], "else");
        if (is_result && is_truth(reading, i + 1, to)) {
            return to - 2;
        }
    }
    return to;
}

bool mysql_expression_read(Buf *out, const CatalogTable *table, const SqlTokens *tokens) {
    Reading reading = {.out = out, .table = table, .all = tokens->all.items};
    uint32_t from = 0;
    uint32_t to = 0;
    if (!is_limited(tokens, &from, &to)) {
        from = 0;
        to = tokens->all.count - 1;
    }
    return put_range(&reading, from, end_of_choice(&reading, from, to));
}
