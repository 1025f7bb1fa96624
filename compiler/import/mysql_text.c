/*
 * mysql_text.c - see mysql_text.h.
 */
#include "import/mysql_text.h"

#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "emit/quote.h"

/* ---- as it was written ----------------------------------------------------------------------- */

static bool is_utf8(Text text) {
    for (size_t at = 0; at < text.length;) {
        utf8proc_int32_t character;
        utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                                                   (utf8proc_ssize_t)(text.length - at),
                                                   &character);
        if (length <= 0) {
            return false;
        }
        at += (size_t)length;
    }
    return true;
}

/* The bytes of a text that was UTF-8, was taken for Latin-1, and made UTF-8 again: MySQL does that to the
 * expressions of its catalog. Any other text as it is. */
static void write_once_encoded(Buf *out, Text text) {
    Buf bytes = {0};
    bool is_latin = true;
    for (size_t i = 0; is_latin && i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        is_latin = c < 0x80 || c == 0xc2 || c == 0xc3;
        if (is_latin && c >= 0x80 && i + 1 < text.length) {
            unsigned char low = (unsigned char)text.data[++i];
            c = (unsigned char)((unsigned)c << 6 | (low & 0x3fu));
        }
        buf_char(&bytes, (char)c);
    }
    buf_slice(out, is_latin && is_utf8(buf_view(&bytes)) ? buf_view(&bytes) : text);
    buf_free(&bytes);
}

static void unescape(Buf *out, Text sql) {
    Buf text = {0};
    for (size_t i = 0; i < sql.length; i++) {
        char c = sql.data[i];
        if (c == '\\' && i + 1 < sql.length) {
            c = sql.data[++i];
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'Z' ? '\032' : c;
        }
        buf_char(&text, c);
    }
    write_once_encoded(out, buf_view(&text));
    buf_free(&text);
}

/* ---- brackets that depend on how often a server has read its own text ------------------------ */

/* What joins the tokens between two brackets: 'a' for and, 'o' for or, 0 for anything else. */
static char joint_of(const SqlTokens *tokens, uint32_t from, uint32_t to) {
    uint32_t depth = 0;
    char joint = 0;
    for (uint32_t i = from; i < to; i++) {
        const SqlToken *token = &tokens->all.items[i];
        depth += sql_is_sign(token, "(") ? 1 : 0;
        depth -= sql_is_sign(token, ")") ? 1 : 0;
        if (depth == 0 && sql_is_word(token, "between")) {
            return 0;
        }
        if (depth == 0 && sql_is_word(token, "or")) {
            joint = 'o';
        } else if (depth == 0 && sql_is_word(token, "and") && joint == 0) {
            joint = 'a';
        }
    }
    return joint;
}

/* The brackets of `a and (b and c)`, which are there or not. */
static bool *loose_brackets(Arena *arena, const SqlTokens *tokens) {
    uint32_t count = tokens->all.count;
    bool *is_loose = NEW_ARRAY(arena, bool, count);
    const SqlToken *all = tokens->all.items;
    VEC(uint32_t) open = {0};
    for (uint32_t i = 0; i < count; i++) {
        if (sql_is_sign(&all[i], "(")) {
            vec_push(arena, &open, i);
        }
        if (!sql_is_sign(&all[i], ")") || open.count == 0) {
            continue;
        }
        uint32_t at = vec_pop(&open);
        uint32_t outer = open.count > 0 ? vec_last(&open) : UINT32_MAX;
        uint32_t first = outer == UINT32_MAX ? 0 : outer + 1;
        uint32_t last = outer == UINT32_MAX ? count - 1 : sql_close(tokens, outer);
        char joint = joint_of(tokens, at + 1, i);
        const char *word = joint == 'o' ? "or" : "and";
        bool is_before = at > first && sql_is_word(&all[at - 1], word);
        bool is_behind = i + 1 < last && sql_is_word(&all[i + 1], word);
        if (joint != 0 && joint_of(tokens, first, last) != 0 && (is_before || is_behind) &&
            (is_before || at == first) && (is_behind || i + 1 == last)) {
            is_loose[at] = true;
            is_loose[i] = true;
        }
    }
    return is_loose;
}

bool mysql_is_charset(const SqlToken *token, Target target) {
    if (sql_is_word(token, "_utf8mb4")) {
        return token[1].kind == SQL_STRING || token[1].kind == SQL_BYTES;
    }
    return target == TARGET_MYSQL && token->kind == SQL_WORD && token->text.length > 1 &&
           *token->text.data == '_' && token[1].kind == SQL_STRING &&
           !sql_is_word(token, "_binary");
}

static bool has_odd(const SqlTokens *tokens) {
    for (uint32_t i = 0; i < tokens->all.count; i++) {
        const SqlToken *token = &tokens->all.items[i];
        if (token->kind == SQL_ODD || memchr(token->text.data ? token->text.data : "", '\0',
                                             token->text.data ? token->text.length : 0)) {
            return true;
        }
    }
    return false;
}

Name mysql_settled(Names *names, Name sql, Target target) {
    if (!sql) {
        return NULL;
    }
    Arena scratch = {0};
    Buf plain = {0};
    Buf out = {0};
    if (target == TARGET_MYSQL) {
        unescape(&plain, name_text(sql));
    } else {
        buf_name(&plain, sql);
    }
    Text text = buf_view(&plain);
    SqlTokens tokens = sql_tokens(&scratch, text, target);
    const char *at = text.data;
    const bool *is_loose = loose_brackets(&scratch, &tokens);
    bool is_plain = !has_odd(&tokens);
    for (uint32_t i = 0; is_plain && i < tokens.all.count; i++) {
        const SqlToken *token = &tokens.all.items[i];
        buf_put(&out, at, (size_t)(token->source.data - at));
        at = token->source.data + token->source.length;
        if (token->kind == SQL_STRING) {
            quote_string(&out, token->text.data, token->text.length, target);
        } else if (!mysql_is_charset(token, target) && !is_loose[i]) {
            buf_slice(&out, token->source);
        }
    }
    text = out.length > 0 ? buf_view(&out) : text;
    Name settled = names_intern(names, text.data, text.length);
    buf_free(&plain);
    buf_free(&out);
    arena_release(&scratch);
    return settled;
}

/* ---- in whatever database -------------------------------------------------------------------- */

/* Of `rollup_group_item(a, 0)` and `rollup_sum_switcher(b)` all but `a` and `b`: MySQL shows its own way to work out WITH
 * ROLLUP, and reads no such thing. */
static bool *rollup_parts(Arena *arena, const SqlTokens *tokens) {
    bool *is_part = NEW_ARRAY(arena, bool, tokens->all.count);
    for (uint32_t i = 0; i + 1 < tokens->all.count; i++) {
        const SqlToken *token = &tokens->all.items[i];
        bool is_item = sql_is_word(token, "rollup_group_item");
        uint32_t close = sql_is_sign(&token[1], "(") ? sql_close(tokens, i + 1) : 0;
        if ((is_item || sql_is_word(token, "rollup_sum_switcher")) && close > i + 3) {
            is_part[i] = true;
            is_part[i + 1] = true;
            is_part[close - 2] = is_item || is_part[close - 2];
            is_part[close - 1] = is_item || is_part[close - 1];
            is_part[close] = true;
        }
    }
    return is_part;
}

typedef struct ListBrackets {
    uint32_t *opened; /* as many before a token */
    bool *is_closed;  /* one behind it */
} ListBrackets;

/* The brackets of `from a, b, c`, which the servers show as `from a join b join c`, and as `from ((a join b) join c)` once
 * that text has been run. There is ON only within the brackets that they show, so a list has none. */
static void bracket_list(Arena *arena, const SqlTokens *tokens, uint32_t from,
                         ListBrackets *brackets) {
    static const char *const behind[] = {"where",  "group", "having",    "order", "limit",
                                         "window", "union", "intersect", "except"};
    static const char *const others[] = {"on", "using", "for", "straight_join"};
    const SqlToken *all = tokens->all.items;
    VEC(uint32_t) ends = {0}; /* of what is listed: the word behind each */
    uint32_t at = from + 1;
    while (all[at].kind != SQL_END && !sql_is_sign(&all[at], ")") &&
           !SQL_IS_ANY(&all[at], behind)) {
        if (SQL_IS_ANY(&all[at], others)) {
            return;
        }
        if (sql_is_word(&all[at], "join")) {
            vec_push(arena, &ends, at);
        }
        at = sql_is_sign(&all[at], "(") ? sql_close(tokens, at) : at;
        at += all[at].kind == SQL_END ? 0 : 1;
    }
    vec_push(arena, &ends, at);
    brackets->opened[from + 1] = ends.count - 1;
    for (uint32_t i = 1; i < ends.count; i++) {
        brackets->is_closed[ends.items[i] - 1] = true;
    }
}

static ListBrackets list_brackets(Arena *arena, const SqlTokens *tokens) {
    uint32_t count = tokens->all.count;
    ListBrackets brackets = {NEW_ARRAY(arena, uint32_t, count), NEW_ARRAY(arena, bool, count)};
    for (uint32_t i = 0; i + 1 < count; i++) {
        if (sql_is_word(&tokens->all.items[i], "from")) {
            bracket_list(arena, tokens, i, &brackets);
        }
    }
    return brackets;
}

Name mysql_unqualified(Arena *arena, Names *names, Name sql, Name space, Target target,
                       MysqlNames *used) {
    Arena scratch = {0};
    SqlTokens tokens = sql_tokens(&scratch, name_text(sql), target);
    const bool *is_left_out = rollup_parts(&scratch, &tokens);
    ListBrackets lists = list_brackets(&scratch, &tokens);
    Buf out = {0};
    const char *at = sql->text;
    for (uint32_t i = 0; i < tokens.all.count; i++) {
        const SqlToken *token = &tokens.all.items[i];
        buf_put(&out, at, (size_t)(token->source.data - at));
        at = token->source.data + token->source.length;
        for (uint32_t k = 0; k < lists.opened[i]; k++) {
            buf_char(&out, '(');
        }
        if (is_left_out[i]) {
            continue;
        }
        if (token->kind == SQL_NAME && text_equal(token->text, name_text(space)) &&
            sql_is_sign(&token[1], ".") && token[2].kind == SQL_NAME) {
            vec_push(arena, used, names_intern(names, token[2].text.data, token[2].text.length));
            at = token[2].source.data;
            i++;
            continue;
        }
        buf_slice(&out, token->source);
        if (lists.is_closed[i]) {
            buf_char(&out, ')');
        }
        if (token->kind == SQL_NAME && sql_is_sign(&token[1], "(")) {
            vec_push(arena, used, names_internf(names, "%.*s()", TEXT_ARG(token->text)));
        }
    }
    Name text = names_intern(names, out.data, out.length);
    buf_free(&out);
    arena_release(&scratch);
    return text;
}

/* ---- routines -------------------------------------------------------------------------------- */

/* Behind a comment that begins at `at`, or `at`. */
static const char *behind_comment(const char *at) {
    if (*at == '#' || (at[0] == '-' && at[1] == '-')) {
        return at + strcspn(at, "\n");
    }
    if (at[0] == '/' && at[1] == '*') {
        const char *end = strstr(at + 2, "*/");
        return end != NULL ? end + 2 : at + strlen(at);
    }
    return at;
}

Name mysql_routine(Names *names, Name shown) {
    Buf out = {0};
    char quote = '\0';
    for (const char *at = shown->text; *at != '\0';) {
        const char *behind = quote == '\0' ? behind_comment(at) : at;
        if (behind > at) {
            buf_put(&out, at, (size_t)(behind - at));
            at = behind;
            continue;
        }
        if (quote == '\0' && (*at == '\'' || *at == '"' || *at == '`')) {
            quote = *at;
        } else if (*at == quote) { /* a doubled one opens it again */
            quote = '\0';
        } else if (*at == '\\' && quote != '\0' && quote != '`') {
            buf_char(&out, '\\');
        }
        buf_char(&out, *at++);
    }
    Name text = names_intern(names, out.data, out.length);
    buf_free(&out);
    return text;
}

static int64_t widest(int64_t number) {
    return number == INT64_MAX - 1 ? INT64_MAX : number == -INT64_MAX ? INT64_MIN : number;
}

void mysql_settle_sequence(Sequence *sequence) {
    sequence->start = widest(sequence->start);
    sequence->least = widest(sequence->least);
    sequence->most = widest(sequence->most);
    sequence->cache = sequence->cache > 1 ? sequence->cache : 1;
}
