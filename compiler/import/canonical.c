/*
 * canonical.c - see canonical.h.
 */
#include "import/canonical.h"

#include <string.h>

#include "import/mysql_expression.h"

/* Behind the type that begins at `at`: words, `(10, 2)`, `[]`, `space.name`. */
uint32_t canonical_skip_type(const SqlTokens *tokens, uint32_t at) {
    static const char *const more[] = {"precision", "varying", "with", "without", "time", "zone"};
    at++;
    while (SQL_IS_ANY(&tokens->all.items[at], more)) {
        at++;
    }
    if (sql_is_sign(&tokens->all.items[at], ".")) {
        at += 2;
    }
    if (sql_is_sign(&tokens->all.items[at], "(")) {
        uint32_t close = sql_close(tokens, at);
        at = tokens->all.items[close].kind == SQL_END ? close : close + 1;
    }
    while (sql_is_sign(&tokens->all.items[at], "[") &&
           sql_is_sign(&tokens->all.items[at + 1], "]")) {
        at += 2;
    }
    return at;
}

static SqlToken made(SqlTokenKind kind, const char *text) {
    return (SqlToken){.kind = kind, .text = text_of(text), .source = text_of(text)};
}

typedef VEC(SqlToken) TokenVec;

static bool is_comparison(const SqlToken *token) {
    static const char *const signs[] = {"=", "<>", "<", "<=", ">", ">="};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (sql_is_sign(token, signs[i])) {
            return true;
        }
    }
    return false;
}

/* A constant that begins `back` tokens before the end of `out` is all there is, or all that something is
 * compared with, also in a list: its type is that of the other side then, whatever the cast says. */
static bool stands_alone(const TokenVec *out, uint32_t back, const SqlToken *behind,
                         bool in_array) {
    bool is_last = behind->kind == SQL_END || sql_is_sign(behind, ")") ||
                   sql_is_word(behind, "and") || sql_is_word(behind, "or");
    const SqlToken *before = out->count > back ? &out->items[out->count - back - 1] : NULL;
    bool is_item = in_array && before && (sql_is_sign(before, "[") || sql_is_sign(before, ",")) &&
                   (sql_is_sign(behind, "]") || sql_is_sign(behind, ","));
    return is_item || (is_last && (!before || is_comparison(before)));
}

/* '9000000000' as a number: PostgreSQL prints it so if it is too large for an `integer`. */
static bool is_large(const SqlToken *token) {
    static const char most[] = "2147483647";
    bool is_number = token->kind == SQL_STRING && token->text.length + 1 >= sizeof most;
    for (size_t i = 0; i < token->text.length && is_number; i++) {
        is_number = token->text.data[i] >= '0' && token->text.data[i] <= '9';
    }
    return is_number && (token->text.length + 1 > sizeof most ||
                         memcmp(token->text.data, most, token->text.length) > 0);
}

/* `date '2000-01-01'`: the string alone says it beside a date. */
bool canonical_is_typed_string(const SqlToken *token) {
    static const char *const types[] = {"date", "time", "timestamp", "timestamptz", "interval"};
    return token[0].kind == SQL_WORD && token[1].kind == SQL_STRING && SQL_IS_ANY(token, types);
}

/* '-10' as a number: behind a minus, of digits and a point. */
static bool is_negative(const SqlToken *token) {
    bool is_number = token->kind == SQL_STRING && token->text.length > 1 &&
                     token->text.data[0] == '-';
    for (size_t i = 1; is_number && i < token->text.length; i++) {
        char c = token->text.data[i];
        is_number = (c >= '0' && c <= '9') || (c == '.' && i > 1);
    }
    return is_number;
}

/* The bracket in `out` that its last token closes and that is none of a call; UINT32_MAX: there is none. */
static uint32_t find_open(const TokenVec *out) {
    uint32_t depth = 0;
    for (uint32_t i = out->count; i-- > 0;) {
        depth += sql_is_sign(&out->items[i], ")") ? 1 : 0;
        depth -= sql_is_sign(&out->items[i], "(") ? 1 : 0;
        if (depth == 0) {
            return i > 0 && out->items[i - 1].kind == SQL_WORD ? UINT32_MAX : i;
        }
    }
    return UINT32_MAX;
}

/* `(x)::type` is CAST (x AS type). */
static void put_cast(Arena *arena, TokenVec *out, uint32_t open, const SqlToken *type,
                     uint32_t count) {
    (void)vec_pop(out);
    vec_push(arena, out, made(SQL_WORD, "as"));
    memmove(&out->items[open + 1], &out->items[open], (out->count - 1 - open) * sizeof *out->items);
    out->items[open] = made(SQL_WORD, "cast");
    vec_push(arena, out, made(SQL_WORD, "as"));
    for (uint32_t i = 0; i < count; i++) {
        vec_push(arena, out, type[i]);
    }
    vec_push(arena, out, made(SQL_SIGN, ")"));
}

/* What begins at `open` and ends before `end` is everything, brackets apart. */
static bool is_whole(const TokenVec *out, uint32_t open, const SqlTokens *tokens, uint32_t end) {
    bool is = true;
    for (uint32_t i = 0; i < open && is; i++) {
        is = sql_is_sign(&out->items[i], "(");
    }
    for (uint32_t i = end; i < tokens->all.count && is; i++) {
        is = sql_is_sign(&tokens->all.items[i], ")") || tokens->all.items[i].kind == SQL_END;
    }
    return is;
}

/* The cast at `at`, whose operand ends `out`. Returns the place behind it, or `at` if it is left there. `in_array`: the
 * operand stands in one. */
static uint32_t drop_cast(Arena *arena, TokenVec *out, const SqlTokens *tokens, uint32_t at,
                          bool in_array) {
    static const char *const texts[] = {"text", "character", "bpchar"};
    static const char *const numbers[] = {"integer", "bigint", "smallint",
                                          "numeric", "real",   "double"};
    const SqlToken *type = &tokens->all.items[at + 1];
    uint32_t end = canonical_skip_type(tokens, at + 1);
    const SqlToken *behind = &tokens->all.items[end];
    SqlToken last = vec_last(out);
    if (is_negative(&last) && SQL_IS_ANY(type, numbers)) {
        SqlToken digits = {.kind = SQL_STRING, .text = {last.text.data + 1, last.text.length - 1}};
        bool is_own = sql_is_word(type, "integer") ||
                      (sql_is_word(type, "bigint") && is_large(&digits));
        if (!is_own && !stands_alone(out, 1, behind, in_array)) {
            return at;
        }
        (void)vec_pop(out);
        vec_push(arena, out, made(SQL_SIGN, "-"));
        last.kind = SQL_NUMBER;
        last.text = (Text){last.text.data + 1, last.text.length - 1};
        vec_push(arena, out, last);
        return end;
    }
    if (is_large(&last) && sql_is_word(type, "bigint")) {
        vec_last(out).kind = SQL_NUMBER;
        return end;
    }
    uint32_t open = sql_is_sign(&last, ")") ? find_open(out) : UINT32_MAX;
    bool is_all = open != UINT32_MAX && is_whole(out, open, tokens, end);
    if (last.kind == SQL_STRING || (SQL_IS_ANY(type, texts) && !is_all)) {
        return end;
    }
    if (open == UINT32_MAX) {
        return at;
    }
    if (open + 3 == out->count && out->items[open + 1].kind == SQL_NUMBER &&
        SQL_IS_ANY(type, numbers) && stands_alone(out, 3, behind, in_array)) {
        out->items[open] = out->items[open + 1];
        out->count = open + 1;
        return end;
    }
    put_cast(arena, out, open, type, end - at - 1);
    return end;
}

/* PostgreSQL: `'x'::text` is 'x', a text column that is compared is (c)::text, -10 is '-10'::integer. */
static SqlTokens without_casts(Arena *arena, const SqlTokens *tokens) {
    TokenVec out = {0};
    VEC(bool) open = {0}; /* brackets: whether they are those of an array */
    for (uint32_t i = 0; i < tokens->all.count; i++) {
        const SqlToken *token = &tokens->all.items[i];
        bool in_array = open.count > 0 && vec_last(&open);
        uint32_t end = sql_is_sign(token, "::") && out.count > 0
                           ? drop_cast(arena, &out, tokens, i, in_array)
                           : i;
        if (sql_is_sign(token, "(") || sql_is_sign(token, "[")) {
            vec_push(arena, &open,
                     sql_is_sign(token, "[") && i > 0 && sql_is_word(&token[-1], "array"));
        } else if ((sql_is_sign(token, ")") || sql_is_sign(token, "]")) && open.count > 0) {
            (void)vec_pop(&open);
        }
        if (end > i) {
            i = end - 1;
        } else if (canonical_is_typed_string(token)) {
            continue;
        } else if (sql_is_sign(token, "~~")) {
            vec_push(arena, &out, made(SQL_WORD, "like"));
        } else if (sql_is_sign(token, "!~~")) {
            vec_push(arena, &out, made(SQL_WORD, "not"));
            vec_push(arena, &out, made(SQL_WORD, "like"));
        } else {
            vec_push(arena, &out, *token);
        }
    }
    SqlTokens done = {0};
    done.all.items = out.items;
    done.all.count = out.count;
    return done;
}

/* Are they several? PostgreSQL keeps `in` of one as `=`. */
static bool are_several(const SqlTokens *tokens, uint32_t at) {
    uint32_t depth = 0;
    for (; tokens->all.items[at].kind != SQL_END; at++) {
        const SqlToken *token = &tokens->all.items[at];
        if (depth == 0 && (sql_is_sign(token, ",") || sql_is_sign(token, "]"))) {
            return sql_is_sign(token, ",");
        }
        depth += sql_is_sign(token, "(") || sql_is_sign(token, "[");
        depth -= sql_is_sign(token, ")") || sql_is_sign(token, "]");
    }
    return false;
}

/* Where the elements of `ANY ((ARRAY[` begin, and how many brackets are open; 0: it is not that. */
static uint32_t find_elements(const SqlTokens *tokens, uint32_t at, uint32_t *open) {
    *open = 0;
    while (sql_is_sign(&tokens->all.items[at], "(")) {
        at++;
        ++*open;
    }
    bool is_array = *open > 0 && sql_is_word(&tokens->all.items[at], "array") &&
                    sql_is_sign(&tokens->all.items[at + 1], "[") && are_several(tokens, at + 2);
    return is_array ? at + 2 : 0;
}

/* PostgreSQL: `= ANY (ARRAY[a, b])` is IN (a, b), `<> ALL (ARRAY[a, b])` NOT IN. */
SqlTokens canonical_lists(Arena *arena, const SqlTokens *tokens) {
    SqlTokens out = {0};
    for (uint32_t i = 0; i < tokens->all.count; i++) {
        const SqlToken *token = &tokens->all.items[i];
        uint32_t open = 0;
        bool is_any = sql_is_sign(token, "=") && sql_is_word(&token[1], "any");
        bool is_all = sql_is_sign(token, "<>") && sql_is_word(&token[1], "all");
        uint32_t at = is_any || is_all ? find_elements(tokens, i + 2, &open) : 0;
        if (at == 0) {
            vec_push(arena, &out.all, *token);
            continue;
        }
        if (is_all) {
            vec_push(arena, &out.all, made(SQL_WORD, "not"));
        }
        vec_push(arena, &out.all, made(SQL_WORD, "in"));
        vec_push(arena, &out.all, made(SQL_SIGN, "("));
        while (tokens->all.items[at].kind != SQL_END && !sql_is_sign(&tokens->all.items[at], "]")) {
            vec_push(arena, &out.all, tokens->all.items[at++]);
        }
        vec_push(arena, &out.all, made(SQL_SIGN, ")"));
        bool is_closed = sql_is_sign(&tokens->all.items[at], "]");
        for (uint32_t k = 1; is_closed && k <= open; k++) {
            is_closed = sql_is_sign(&tokens->all.items[at + k], ")");
        }
        if (!is_closed) {
            return *tokens;
        }
        i = at + open;
    }
    return out;
}

SqlTokens canonical_without_outer(SqlTokens tokens) {
    while (tokens.all.count > 3 && sql_is_sign(&tokens.all.items[0], "(") &&
           sql_close(&tokens, 0) == tokens.all.count - 2) {
        tokens.all.items++;
        tokens.all.count -= 2;
        tokens.all.items[tokens.all.count - 1] = (SqlToken){.kind = SQL_END};
    }
    return tokens;
}

/* With one spelling of what has two. */
SqlTokens canonical_spelled(Arena *arena, Text sql, Target target) {
    SqlTokens tokens = sql_tokens(arena, sql, target);
    for (uint32_t i = 0; i < tokens.all.count; i++) {
        SqlToken *token = &tokens.all.items[i];
        if (sql_is_sign(token, "==")) {
            *token = made(SQL_SIGN, "=");
        } else if (sql_is_sign(token, "!=")) {
            *token = made(SQL_SIGN, "<>");
        }
    }
    return tokens;
}

SqlTokens canonical_tokens(Arena *arena, Text sql, Target target, bool is_compared) {
    SqlTokens tokens = canonical_spelled(arena, sql, target);
    if (target == TARGET_POSTGRES) {
        tokens = without_casts(arena, &tokens);
        tokens = canonical_lists(arena, &tokens);
    }
    if (target == TARGET_MYSQL || target == TARGET_MARIADB) {
        tokens = mysql_canonical(arena, &tokens, target, is_compared);
    }
    return canonical_without_outer(tokens);
}
