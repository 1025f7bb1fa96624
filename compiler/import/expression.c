/*
 * expression.c - see expression.h.
 *
 * A guess may be wrong: what migc makes of it is compared with what was there. That is sound because
 * migc writes no brackets that are not needed in the target: brackets that only the database's text has
 * stand round what is one part in both.
 */
#include "import/expression.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "emit/sql_tokens.h"
#include "import/mysql_expression.h"
#include "schema/literal.h"

/* ---- what servers add ------------------------------------------------------------------------ */

static bool is_any_word(const SqlToken *token, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (sql_is_word(token, words[i])) {
            return true;
        }
    }
    return false;
}

#define IS_ANY(token, words) is_any_word(token, words, sizeof(words) / sizeof *(words))

/* Behind the type that begins at `at`: words, `(10, 2)`, `[]`, `space.name`. */
static uint32_t skip_type(const SqlTokens *tokens, uint32_t at) {
    static const char *const more[] = {"precision", "varying", "with", "without", "time", "zone"};
    at++;
    while (IS_ANY(&tokens->all.items[at], more)) {
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
static bool stands_alone(const TokenVec *out, uint32_t back, const SqlToken *behind, bool in_array) {
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
static bool is_type_of_string(const SqlToken *token) {
    static const char *const types[] = {"date", "time", "timestamp", "timestamptz", "interval"};
    return token[0].kind == SQL_WORD && token[1].kind == SQL_STRING && IS_ANY(token, types);
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
    uint32_t end = skip_type(tokens, at + 1);
    const SqlToken *behind = &tokens->all.items[end];
    SqlToken last = vec_last(out);
    if (is_negative(&last) && IS_ANY(type, numbers)) {
        SqlToken digits = {.kind = SQL_STRING,
                           .text = {last.text.data + 1, last.text.length - 1}};
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
    if (last.kind == SQL_STRING || (IS_ANY(type, texts) && !is_all)) {
        return end;
    }
    if (open == UINT32_MAX) {
        return at;
    }
    if (open + 3 == out->count && out->items[open + 1].kind == SQL_NUMBER &&
        IS_ANY(type, numbers) && stands_alone(out, 3, behind, in_array)) {
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
            vec_push(arena, &open, sql_is_sign(token, "[") && i > 0 && sql_is_word(&token[-1], "array"));
        } else if ((sql_is_sign(token, ")") || sql_is_sign(token, "]")) && open.count > 0) {
            (void)vec_pop(&open);
        }
        if (end > i) {
            i = end - 1;
        } else if (is_type_of_string(token)) {
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

/* Where the elements of `ANY ((ARRAY[` begin, and how many brackets are open; 0: it is not that. */
static uint32_t find_elements(const SqlTokens *tokens, uint32_t at, uint32_t *open) {
    *open = 0;
    while (sql_is_sign(&tokens->all.items[at], "(")) {
        at++;
        ++*open;
    }
    bool is_array = *open > 0 && sql_is_word(&tokens->all.items[at], "array") &&
                    sql_is_sign(&tokens->all.items[at + 1], "[");
    return is_array ? at + 2 : 0;
}

/* PostgreSQL: `= ANY (ARRAY[a, b])` is IN (a, b), `<> ALL (ARRAY[a, b])` NOT IN. */
static SqlTokens with_in(Arena *arena, const SqlTokens *tokens) {
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

static SqlTokens without_outer(SqlTokens tokens) {
    while (tokens.all.count > 3 && sql_is_sign(&tokens.all.items[0], "(") &&
           sql_close(&tokens, 0) == tokens.all.count - 2) {
        tokens.all.items++;
        tokens.all.count -= 2;
        tokens.all.items[tokens.all.count - 1] = (SqlToken){.kind = SQL_END};
    }
    return tokens;
}

static bool is_mysql(Target target) {
    return target == TARGET_MYSQL || target == TARGET_MARIADB;
}

/* With one spelling of what has two. */
static SqlTokens spelled(Arena *arena, Text sql, Target target) {
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

static SqlTokens canonical(Arena *arena, Text sql, Target target, bool is_compared) {
    SqlTokens tokens = spelled(arena, sql, target);
    if (target == TARGET_POSTGRES) {
        tokens = without_casts(arena, &tokens);
        tokens = with_in(arena, &tokens);
    }
    if (is_mysql(target)) {
        tokens = mysql_canonical(arena, &tokens, target, is_compared);
    }
    return without_outer(tokens);
}

void expression_write_bare(Buf *out, Arena *scratch, Text sql, Target target) {
    SqlTokens tokens = sql_tokens(scratch, sql, target);
    uint32_t count = tokens.all.count;
    tokens = without_outer(tokens);
    bool is_whole = tokens.all.count == count || tokens.all.count < 2;
    buf_slice(
        out, is_whole ? sql
                      : sql_between(&tokens.all.items[0], &tokens.all.items[tokens.all.count - 2]));
}

/* ---- whether two texts are the same ---------------------------------------------------------- */

bool expression_is_keyword(Text text) {
    static const char *const words[] = {"and",     "or",      "not",  "null", "true", "false",
                                        "case",    "when",    "then", "else", "end",  "is",
                                        "in",      "like",    "cast", "as",   "from", "extract",
                                        "between", "default", "now",  "uuid"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text.length == strlen(words[i]) && strncasecmp(text.data, words[i], text.length) == 0) {
            return true;
        }
    }
    return false;
}

static bool equal_without_case(Text a, Text b) {
    return a.length == b.length && (a.length == 0 || strncasecmp(a.data, b.data, a.length) == 0);
}

static bool same_token(const SqlToken *a, const SqlToken *b) {
    if (a->kind == b->kind) {
        bool has_case = a->kind == SQL_STRING || a->kind == SQL_NAME;
        return a->kind != SQL_ODD &&
               (has_case ? text_equal(a->text, b->text) : equal_without_case(a->text, b->text));
    }
    bool is_name = (a->kind == SQL_NAME && b->kind == SQL_WORD) ||
                   (a->kind == SQL_WORD && b->kind == SQL_NAME);
    return is_name && !expression_is_keyword(a->text) && equal_without_case(a->text, b->text);
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
    SqlTokens a = canonical(scratch, sql, target, true);
    SqlTokens b = canonical(scratch, emitted, target, true);
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

bool expression_is_same(Arena *scratch, Text sql, Text emitted, Target target) {
    SqlTokens a = spelled(scratch, sql, target);
    SqlTokens b = spelled(scratch, emitted, target);
    bool is_same = a.all.count == b.all.count;
    for (uint32_t i = 0; is_same && i < a.all.count; i++) {
        is_same = same_token(&a.all.items[i], &b.all.items[i]);
    }
    return is_same;
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
    SqlTokens tokens = spelled(arena, sql, target);
    if (target == TARGET_POSTGRES) {
        tokens = with_in(arena, &tokens);
    }
    SqlTokens out = {0};
    for (uint32_t i = 0; i < tokens.all.count; i++) {
        const SqlToken *token = &tokens.all.items[i];
        if (sql_is_sign(token, "::") || sql_is_word(token, "as")) {
            i = skip_type(&tokens, i + 1) - 1;
        } else if (token->kind == SQL_STRING && token->text.length > 0) {
            vec_push(arena, &out.all, settled(arena, *token));
        } else if ((sql_is_word(token, "cast") && sql_is_sign(&token[1], "(")) ||
                   is_type_of_string(token)) {
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
    bool is_same = left.all.count == right.all.count;
    for (uint32_t i = 0; is_same && i < left.all.count; i++) {
        is_same = same_token(&left.all.items[i], &right.all.items[i]);
    }
    return is_same;
}

/* ---- a guess --------------------------------------------------------------------------------- */

typedef struct Guess {
    Buf *out;
    const CatalogTable *table;
    Target target;
    SqlTokens tokens;
} Guess;

static Name find_column(const Guess *guess, const SqlToken *token) {
    for (uint16_t i = 0; i < guess->table->column_count; i++) {
        Name name = guess->table->columns[i].name;
        if (guess->target == TARGET_POSTGRES && token->kind == SQL_NAME
                ? text_equal(name_text(name), token->text)
                : equal_without_case(name_text(name), token->text)) {
            return name;
        }
    }
    return NULL;
}

static void put_blank(Guess *guess) {
    if (guess->out->length > 0) {
        buf_char(guess->out, ' ');
    }
}

static void put_column(Guess *guess, Name name) {
    if (expression_is_keyword(name_text(name))) {
        name_write_quoted(guess->out, name);
    } else {
        name_write(guess->out, name);
    }
}

/* GLOB 'a*' is what LIKE 'a%' becomes in SQLite. Its pattern as that of a LIKE. */
static bool put_pattern(Guess *guess, Text glob) {
    buf_char(guess->out, '\'');
    for (size_t i = 0; i < glob.length; i++) {
        char c = glob.data[i];
        if (c == '[' && i + 2 < glob.length && glob.data[i + 2] == ']') {
            buf_char(guess->out, glob.data[i + 1]);
            i += 2;
        } else if (c == '*') {
            buf_char(guess->out, '%');
        } else if (c == '?') {
            buf_char(guess->out, '_');
        } else if (c == '%' || c == '_' || c == '\\') {
            buf_printf(guess->out, "\\%c", c);
        } else if (c == '\n' || c == '[') {
            return false;
        } else {
            if (c == '\'') {
                buf_char(guess->out, c);
            }
            buf_char(guess->out, c);
        }
    }
    buf_char(guess->out, '\'');
    return true;
}

/* The language's words for functions and types of the targets that have others. */
static const char *other_word(const SqlToken *token, bool is_call, bool is_type, Target target) {
    static const struct {
        const char *word;
        const char *mine;
    } calls[] = {{"max", "greatest"}, {"min", "least"}, {"instr", "strpos"}},
      types[] = {{"integer", "bigint"}, {"numeric", "decimal"}, {"blob", "bytes"}},
      names[] = {{"integer", "int"}, {"numeric", "decimal"}, {"boolean", "bool"}};
    for (size_t i = 0; is_type && target == TARGET_POSTGRES && i < sizeof names / sizeof *names;
         i++) {
        if (sql_is_word(token, names[i].word)) {
            return names[i].mine;
        }
    }
    if (target != TARGET_SQLITE) {
        return NULL;
    }
    for (size_t i = 0; is_call && i < sizeof calls / sizeof *calls; i++) {
        if (sql_is_word(token, calls[i].word)) {
            return calls[i].mine;
        }
    }
    for (size_t i = 0; is_type && i < sizeof types / sizeof *types; i++) {
        if (sql_is_word(token, types[i].word)) {
            return types[i].mine;
        }
    }
    return NULL;
}

static void put_lower(Buf *out, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        buf_char(out, c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c);
    }
}

static bool put_word(Guess *guess, uint32_t at) {
    static const char *const now[] = {"now", "current_timestamp", "current_date", "localtimestamp"};
    const SqlToken *token = &guess->tokens.all.items[at];
    bool is_call = token->kind == SQL_WORD && sql_is_sign(&token[1], "(");
    bool is_type = at > 0 && sql_is_word(&token[-1], "as");
    const char *other = other_word(token, is_call, is_type, guess->target);
    Name column = is_call || is_type ? NULL : find_column(guess, token);
    bool is_key = token->kind == SQL_WORD && expression_is_keyword(token->text);
    put_blank(guess);
    if (other != NULL) {
        buf_text(guess->out, other);
    } else if (is_key || is_call || is_type) {
        put_lower(guess->out, token->text);
    } else if (column != NULL) {
        put_column(guess, column);
    } else if (IS_ANY(token, now)) {
        put_lower(guess->out, token->text);
    } else {
        return false;
    }
    return true;
}

static bool put_string(Guess *guess, const SqlToken *token, bool is_bytes) {
    put_blank(guess);
    buf_text(guess->out, is_bytes ? "'\\x" : "'");
    for (size_t i = 0; i < token->text.length; i++) {
        char c = token->text.data[i];
        if (c == '\n' || c == '\r') {
            return false;
        }
        if (c == '\'') {
            buf_char(guess->out, c);
        }
        buf_char(guess->out, is_bytes && c >= 'A' && c <= 'F' ? (char)(c + 'a' - 'A') : c);
    }
    buf_char(guess->out, '\'');
    return true;
}

static bool put_number(Guess *guess, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        if (strchr("0123456789.eE+-", text.data[i]) == NULL) {
            return false;
        }
    }
    if (text.data[0] == '.' || text.data[text.length - 1] == '.') {
        return false;
    }
    put_blank(guess);
    buf_slice(guess->out, text);
    return true;
}

static bool put_sign(Guess *guess, const SqlToken *token) {
    static const char *const signs[] = {"(",  ")",  ",", "=", "<>", "<", "<=", ">",
                                        ">=", "||", "+", "-", "*",  "/", "%"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (text_is(token->text, signs[i])) {
            bool is_close = i == 1 || i == 2;
            bool follows_call = i == 0 && token != guess->tokens.all.items &&
                                token[-1].kind == SQL_WORD &&
                                !expression_is_keyword(token[-1].text);
            if (!is_close && !follows_call) {
                put_blank(guess);
            }
            buf_text(guess->out, signs[i]);
            return true;
        }
    }
    return false;
}

/* Which tokens of a guess are left out: julianday(a) is a, a moment that is compared. */
static bool is_julianday(const Guess *guess, uint32_t at) {
    const SqlToken *token = &guess->tokens.all.items[at];
    return guess->target == TARGET_SQLITE && sql_is_word(token, "julianday") &&
           sql_is_sign(&token[1], "(");
}

static bool put_token(Guess *guess, uint32_t *at) {
    const SqlToken *token = &guess->tokens.all.items[*at];
    if (is_julianday(guess, *at)) {
        return true;
    }
    if (guess->target == TARGET_SQLITE && sql_is_word(token, "glob") &&
        token[1].kind == SQL_STRING) {
        put_blank(guess);
        buf_text(guess->out, "like ");
        ++*at;
        return put_pattern(guess, token[1].text);
    }
    switch (token->kind) {
    case SQL_WORD:
    case SQL_NAME: return put_word(guess, *at);
    case SQL_STRING: return put_string(guess, token, false);
    case SQL_BYTES: return put_string(guess, token, true);
    case SQL_NUMBER: return put_number(guess, token->text);
    case SQL_SIGN: return put_sign(guess, token);
    case SQL_ODD:
    case SQL_END: return false;
    }
    return false;
}

bool expression_read(Buf *out, Arena *scratch, const CatalogTable *table, Text sql, Target target) {
    Buf text = {0};
    Guess guess = {&text, table, target, canonical(scratch, sql, target, false)};
    bool is_good = guess.tokens.all.count > 1;
    if (is_good && is_mysql(target)) {
        is_good = mysql_expression_read(&text, table, &guess.tokens);
    }
    for (uint32_t i = 0; is_good && !is_mysql(target) && guess.tokens.all.items[i].kind != SQL_END;
         i++) {
        is_good = put_token(&guess, &i);
    }
    if (is_good) {
        buf_slice(out, buf_view(&text));
    }
    buf_free(&text);
    return is_good;
}
