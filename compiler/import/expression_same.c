/*
 * expression_same.c - takes two texts of an expression, one a server's and one migc's, gives whether they are the same.
 * See expression.h.
 */
#include <stdio.h>
#include <string.h>

#include "import/canonical.h"
#include "import/expression.h"
#include "schema/literal.h"

static bool same_token(const SqlToken *a, const SqlToken *b) {
    if (a->kind == b->kind) {
        bool has_case = a->kind == SQL_STRING || a->kind == SQL_NAME;
        return a->kind != SQL_ODD &&
               (has_case ? text_equal(a->text, b->text) : sql_same_letters(a->text, b->text));
    }
    bool is_name = (a->kind == SQL_NAME && b->kind == SQL_WORD) ||
                   (a->kind == SQL_WORD && b->kind == SQL_NAME);
    return is_name && !expression_is_keyword(a->text) && sql_same_letters(a->text, b->text);
}

/* Of each bracket that opens: how many tokens that are no brackets it holds. */
static uint32_t *count_held(Arena *arena, const SqlTokens *tokens) {
    uint32_t *held = NEW_ARRAY(arena, uint32_t, tokens->all.count);
    VEC(uint32_t) open = {0};
    uint32_t seen = 0;
    for (uint32_t i = 0; i < tokens->all.count; i++) {
        if (sql_is_sign(&tokens->all.items[i], "(")) {
            held[i] = seen;
            vec_push(arena, &open, i);
        } else if (sql_is_sign(&tokens->all.items[i], ")")) {
            if (open.count > 0) {
                uint32_t at = vec_pop(&open);
                held[at] = seen - held[at];
            }
        } else {
            seen++;
        }
    }
    return held;
}

bool expression_agrees(Arena *scratch, Text sql, Text emitted, Target target) {
    SqlTokens a = canonical_tokens(scratch, sql, target, true);
    SqlTokens b = canonical_tokens(scratch, emitted, target, true);
    const uint32_t *held_a = count_held(scratch, &a);
    const uint32_t *held_b = count_held(scratch, &b);
    VEC(bool) is_extra = {0};
    uint32_t j = 0;
    for (uint32_t i = 0; i < a.all.count; i++) {
        const SqlToken *token = &a.all.items[i];
        const SqlToken *other = &b.all.items[j];
        if (sql_is_sign(token, "(")) {
            bool extra = !sql_is_sign(other, "(") || held_a[i] != held_b[j];
            vec_push(scratch, &is_extra, extra);
            j += extra ? 0 : 1;
        } else if (sql_is_sign(token, ")") && is_extra.count > 0 && vec_pop(&is_extra)) {
            continue;
        } else if (!same_token(token, other)) {
            return false;
        } else if (token->kind == SQL_END) {
            return true;
        } else {
            j++;
        }
    }
    return false;
}

static bool same_tokens(const SqlTokens *a, const SqlTokens *b) {
    bool is_same = a->all.count == b->all.count;
    for (uint32_t i = 0; is_same && i < a->all.count; i++) {
        is_same = same_token(&a->all.items[i], &b->all.items[i]);
    }
    return is_same;
}

bool expression_is_same(Arena *scratch, Text sql, Text emitted, Target target) {
    SqlTokens a = canonical_spelled(scratch, sql, target);
    SqlTokens b = canonical_spelled(scratch, emitted, target);
    return same_tokens(&a, &b);
}

/* `1 day 02:30:00`, as PostgreSQL prints it, in words. */
static void write_interval(Buf *out, Arena *scratch, Text text) {
    int hours;
    int minutes;
    double seconds;
    size_t end = text.length;
    while (end > 0 && text.data[end - 1] != ' ') {
        end--;
    }
    const char *time = arena_copy_text(scratch, text.data + end, text.length - end);
    if (sscanf(time, "%d:%d:%lf", &hours, &minutes, &seconds) != 3) {
        buf_slice(out, text);
        return;
    }
    bool is_negative = time[0] == '-';
    buf_put(out, text.data, end);
    double amounts[] = {hours, is_negative ? -minutes : minutes, is_negative ? -seconds : seconds};
    for (int i = 0; i < 3; i++) {
        static const char *const units[] = {"hours", "minutes", "seconds"};
        if (amounts[i] > 0 || amounts[i] < 0) {
            buf_printf(out, "%.0f %s ", amounts[i], units[i]);
        }
    }
    while (out->length > 0 && out->data[out->length - 1] == ' ') {
        out->length--;
    }
}

/* A moment or an interval in the form that it has in the language, whatever it was printed in. */
static SqlToken settled(Arena *arena, SqlToken token) {
    static const TypeKind kinds[] = {TYPE_TIMESTAMPTZ, TYPE_INTERVAL};
    Buf words = {0};
    Buf canonical = {0};
    write_interval(&words, arena, token.text);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Text text = kinds[i] == TYPE_INTERVAL ? buf_view(&words) : token.text;
        buf_clear(&canonical);
        if (literal_read(&canonical, text, TYPE_OF(kinds[i])) == NULL) {
            token.text = (Text){arena_copy_text(arena, buf_view(&canonical).data, canonical.length),
                                canonical.length};
            break;
        }
    }
    buf_free(&words);
    buf_free(&canonical);
    return token;
}

/* The tokens without brackets and casts. */
static SqlTokens bare(Arena *arena, Text sql, Target target) {
    SqlTokens tokens = canonical_spelled(arena, sql, target);
    if (target == TARGET_POSTGRES) {
        tokens = canonical_lists(arena, &tokens);
    }
    SqlTokens out = {0};
    for (uint32_t i = 0; i < tokens.all.count; i++) {
        const SqlToken *token = &tokens.all.items[i];
        if (sql_is_sign(token, "::") || sql_is_word(token, "as")) {
            i = canonical_skip_type(&tokens, i + 1) - 1;
        } else if (token->kind == SQL_STRING && token->text.length > 0) {
            vec_push(arena, &out.all, settled(arena, *token));
        } else if ((sql_is_word(token, "cast") && sql_is_sign(&token[1], "(")) ||
                   canonical_is_typed_string(token)) {
            continue;
        } else if (!sql_is_sign(token, "(") && !sql_is_sign(token, ")")) {
            vec_push(arena, &out.all, *token);
        }
    }
    return out;
}

bool expression_resembles(Arena *scratch, Text a, Text b, Target target) {
    SqlTokens left = bare(scratch, a, target);
    SqlTokens right = bare(scratch, b, target);
    return same_tokens(&left, &right);
}
