/*
 * postgres_agree.c - see postgres_agree.h.
 *
 * PostgreSQL keeps the bodies of routines. What it keeps of the rest it prints in words of its own, and a view altogether.
 * Of such a text it is told if it speaks of tables, columns and values that the author's does not, or has no values that
 * the author's has.
 */
#include "import/postgres_agree.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "import/aligning.h"
#include "import/canonical.h"
#include "import/expression.h"
#include "import/token_range.h"

/* ---- routines of PostgreSQL ---------------------------------------------------------------------- */

/* The text without its blanks at both ends, each row of them one. */
static void write_folded(Buf *out, Text text) {
    bool is_blank = false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool is_space = c == ' ' || (c >= '\t' && c <= '\r');
        if (!is_space && is_blank && out->length > 0) {
            buf_char(out, ' ');
        }
        if (!is_space) {
            buf_char(out, c);
        }
        is_blank = is_space;
    }
}

static bool same_folded(Text left, Text right) {
    Buf one = {0};
    Buf other = {0};
    write_folded(&one, left);
    write_folded(&other, right);
    bool is_same = text_equal(buf_view(&one), buf_view(&other));
    buf_free(&one);
    buf_free(&other);
    return is_same;
}

/* The string behind AS; false: the body is none. */
static bool find_body(Range range, Text *body) {
    while (pass_to(&range, "as", "as")) {
        if (range.at < range.end && range.at->kind == SQL_STRING) {
            *body = range.at->text;
            return true;
        }
    }
    return false;
}

static bool begins(Text text, const char *word) {
    return text.length >= strlen(word) && memcmp(text.data, word, strlen(word)) == 0;
}

/* `AS $function$`, `AS $procedure$`: it stands as PostgreSQL prints it. */
static bool is_printed_routine(Range range) {
    return pass_to(&range, "as", "as") && range.at < range.end &&
           (begins(range.at->source, "$function$") || begins(range.at->source, "$procedure$"));
}

static bool same_routine(Range author, Range found) {
    static const char *const words[] = {"immutable", "stable", "leakproof",  "definer",
                                        "safe",      "window", "restricted", "setof"};
    Text left;
    Text right;
    if (!find_body(author, &left) || !find_body(found, &right)) {
        return true;
    }
    bool is_same = same_folded(left, right);
    if (is_printed_routine(author) && is_printed_routine(found)) { /* the bodies stand last */
        return is_same &&
               same_tokens((Range){author.at, author.end - 1}, (Range){found.at, found.end - 1});
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        is_same = is_same && has_word(author, words[i]) == has_word(found, words[i]);
    }
    return is_same;
}

/* ---- triggers of PostgreSQL ---------------------------------------------------------------------- */

static int by_text(const void *a, const void *b) {
    Text left = *(const Text *)a;
    Text right = *(const Text *)b;
    size_t shorter = left.length < right.length ? left.length : right.length;
    int order = shorter == 0 ? 0 : strncasecmp(left.data, right.data, shorter);
    return order != 0 ? order : (left.length > right.length) - (left.length < right.length);
}

/* Behind the bracket that opens at `at`. */
static const SqlToken *behind_bracket(const SqlToken *at, const SqlToken *end) {
    uint32_t depth = 0;
    for (; at < end; at++) {
        depth += sql_is_sign(at, "(");
        if (sql_is_sign(at, ")") && --depth == 0) {
            return at + 1;
        }
    }
    return end;
}

typedef VEC(Text) Texts;

/* Its words and values but for those that may be left out, in order; the condition is left out. */
static Texts trigger_words(Arena *arena, Range range) {
    static const char *const passed[] = {"for",        "each",      "statement", "as",
                                         "procedure",  "function",  "not",       "initially",
                                         "deferrable", "immediate", "public"};
    Texts words = {0};
    while (range.at < range.end) {
        const SqlToken *token = range.at++;
        bool is_passed = token->kind == SQL_SIGN;
        for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) {
            is_passed = is_passed || sql_is_word(token, passed[i]);
        }
        if (!is_passed) {
            vec_push(arena, &words, token->text);
        }
        if (sql_is_word(token, "when")) {
            range.at = behind_bracket(range.at, range.end);
        }
    }
    if (words.count > 1) {
        qsort(words.items, words.count, sizeof *words.items, by_text);
    }
    return words;
}

/* ---- views that a server prints ------------------------------------------------------------------ */

/* `AS`, a line that begins with ` SELECT`, and one with `   FROM`: it stands as PostgreSQL prints it. */
static bool is_printed(Range range) {
    if (!pass_to(&range, "as", "as") || range.at == range.end) {
        return false;
    }
    bool is_so = text_is(gap_before(range.at), "\n ") &&
                 (text_is(range.at->source, "SELECT") || text_is(range.at->source, "WITH"));
    return is_so &&
           (!pass_to(&range, "from", "from") || text_ends_with(gap_before(range.at - 1), "\n   ") ||
            gap_before(range.at - 1).length > 4);
}

/* Behind the type of a cast: `character varying(5)[]`. */
static const SqlToken *behind_type(const SqlToken *at, const SqlToken *end) {
    static const char *const words[] = {"varying", "precision", "without", "with", "time", "zone"};
    bool goes_on = true;
    at += at < end;
    while (at < end && goes_on) {
        goes_on = sql_is_sign(at, "[") || sql_is_sign(at, "]") || sql_is_sign(at, "(");
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            goes_on = goes_on || sql_is_word(at, words[i]);
        }
        if (goes_on) {
            at = sql_is_sign(at, "(") ? behind_bracket(at, end) : at + 1;
        }
    }
    return at;
}

static Text without_sign(Text text) {
    bool is_signed = text.length > 1 && *text.data == '-';
    return is_signed ? (Text){text.data + 1, text.length - 1} : text;
}

/* All words, names and values of a statement, in order. */
static Texts all_words(Arena *arena, Range range) {
    Texts words = {0};
    for (; range.at < range.end; range.at++) {
        if (range.at->kind != SQL_SIGN) {
            vec_push(arena, &words, without_sign(range.at->text));
        }
    }
    if (words.count > 1) {
        qsort(words.items, words.count, sizeof *words.items, by_text);
    }
    return words;
}

static bool is_among(const Texts *words, Text text) {
    text = without_sign(text);
    return words->count > 0 &&
           bsearch(&text, words->items, words->count, sizeof text, by_text) != NULL;
}

/* `SELECT *`, `t.*`: the columns are not named. */
static bool has_star(Range range) {
    for (const SqlToken *token = range.at + 1; token < range.end; token++) {
        if (sql_is_sign(token, "*") &&
            (sql_is_sign(token - 1, ".") || sql_is_sign(token - 1, ",") ||
             sql_is_word(token - 1, "select"))) {
            return true;
        }
    }
    return false;
}

/* `ORDER BY 1`. */
static bool counts_columns(Range range) {
    while (pass_to(&range, "by", "by")) {
        if (range.at < range.end && range.at->kind == SQL_NUMBER) {
            return true;
        }
    }
    return false;
}

/* Every column, table and value that is printed stands in the author's text. */
static bool says_nothing_new(const Texts *known, Range author, Range found) {
    bool names_columns = !has_star(author);
    for (const SqlToken *token = found.at + 1; token < found.end; token++) {
        const SqlToken *before = token - 1;
        if (sql_is_sign(before, "::")) {
            token = behind_type(token, found.end) - 1;
            continue;
        }
        bool is_cast = token + 1 < found.end && sql_is_sign(token + 1, "::");
        bool is_table = sql_is_word(before, "from") || sql_is_word(before, "join");
        bool is_column = names_columns && sql_is_sign(before, ".");
        bool is_value = token->kind == SQL_NUMBER && !text_is(token->text, "0");
        bool is_string = token->kind == SQL_STRING &&
                         (!is_cast || (token + 2 < found.end && sql_is_word(token + 2, "text")));
        bool is_told = is_value || is_string || (is_name_token(token) && (is_table || is_column));
        if (is_told && !is_among(known, token->text)) {
            return false;
        }
    }
    return true;
}

static bool same_view(Arena *arena, Range author, Range found) {
    if (same_tokens(author, found)) {
        return true;
    }
    if (is_printed(author)) {
        return false;
    }
    (void)pass_to(&author, "as", "as");
    (void)pass_to(&found, "as", "as");
    Texts known = all_words(arena, author);
    if (!says_nothing_new(&known, author, found)) {
        return false;
    }
    Texts printed = all_words(arena, found);
    bool is_counted = counts_columns(author);
    for (const SqlToken *token = author.at; token < author.end; token++) {
        if (!is_counted && token->kind == SQL_NUMBER && !is_among(&printed, token->text)) {
            return false;
        }
    }
    return true;
}

/* ---- what is printed in the author's words, or nearly so --------------------------------------------- */

/* PostgreSQL has other words for it: of `a between 1 and 2` it keeps two comparisons. */
static bool is_reworded(Range author) {
    static const char *const words[] = {"between",   "like",    "ilike",    "similar", "cast",
                                        "some",      "isnull",  "notnull",  "row",     "select",
                                        "substring", "overlay", "position", "trim"};
    bool has_case = false;
    bool has_else = false;
    for (; author.at < author.end; author.at++) {
        has_case = has_case || sql_is_word(author.at, "case");
        has_else = has_else || sql_is_word(author.at, "else");
        bool is_string = author.at + 1 < author.end && author.at[1].kind == SQL_STRING;
        if (SQL_IS_ANY(author.at, words) || (is_string && canonical_is_typed_string(author.at))) {
            return true;
        }
    }
    return has_case && !has_else;
}

/* Brackets and casts apart. */
static bool same_print(Arena *arena, Range author, Range found) {
    if (same_tokens(author, found)) {
        return true;
    }
    if (is_reworded(author)) {
        Texts known = all_words(arena, author);
        return author.at < author.end && found.at < found.end &&
               says_nothing_new(&known, author, found);
    }
    return expression_resembles(arena, range_text(author), range_text(found), TARGET_POSTGRES) ||
           expression_agrees(arena, range_text(found), range_text(author), TARGET_POSTGRES);
}

/* What stands in the bracket behind the word; empty: it is not there. */
static Range bracket_behind(Range range, const char *word) {
    Range none = {range.end, range.end};
    if (!pass_to(&range, word, word) || range.at == range.end || !sql_is_sign(range.at, "(")) {
        return none;
    }
    return (Range){range.at + 1, behind_bracket(range.at, range.end) - 1};
}

static bool same_bracket(Arena *arena, Range author, Range found, const char *word) {
    Range left = bracket_behind(author, word);
    Range right = bracket_behind(found, word);
    return (left.at == left.end) == (right.at == right.end) && same_print(arena, left, right);
}

static bool same_texts(const Texts *left, const Texts *right) {
    bool is_same = left->count == right->count;
    for (uint32_t i = 0; is_same && i < left->count; i++) {
        is_same = by_text(&left->items[i], &right->items[i]) == 0;
    }
    return is_same;
}

static bool same_trigger(Arena *arena, Range author, Range found) {
    Texts left = trigger_words(arena, author);
    Texts right = trigger_words(arena, found);
    return same_texts(&left, &right) && same_bracket(arena, author, found, "when");
}

/* The word behind FOR; NULL: all of them. */
static const SqlToken *policy_command(Range range) {
    bool has_one = pass_to(&range, "for", "using") && sql_is_word(range.at - 1, "for") &&
                   range.at < range.end && !sql_is_word(range.at, "all");
    return has_one ? range.at : NULL;
}

/* Behind TO; none: everybody. */
static Texts policy_roles(Arena *arena, Range range) {
    Range roles = range;
    if (!pass_to(&roles, "to", "using") || !sql_is_word(roles.at - 1, "to")) {
        return (Texts){0};
    }
    Range behind = roles;
    if (pass_to(&behind, "using", "with")) {
        roles.end = behind.at - 1;
    }
    bool is_public = roles.at < roles.end && sql_is_word(roles.at, "public");
    return is_public ? (Texts){0} : all_words(arena, roles);
}

static bool same_policy(Arena *arena, Range author, Range found) {
    const SqlToken *left = policy_command(author);
    const SqlToken *right = policy_command(found);
    Texts roles = policy_roles(arena, author);
    Texts found_roles = policy_roles(arena, found);
    bool is_known = !has_word(author, "current_user") && !has_word(author, "session_user") &&
                    !has_word(author, "current_role");
    return (left == NULL) == (right == NULL) && (left == NULL || same_token(left, right)) &&
           has_word(author, "restrictive") == has_word(found, "restrictive") &&
           (!is_known || same_texts(&roles, &found_roles)) &&
           same_bracket(arena, author, found, "using") &&
           same_bracket(arena, author, found, "check");
}

/* `ON`, a line of its own: it stands as PostgreSQL prints it. */
static bool is_printed_rule(Range range) {
    return range.at + 1 < range.end && text_is(gap_before(range.at + 1), "\n    ");
}

/* `ON UPDATE TO`: the word behind ON. */
static bool same_event(Range author, Range found) {
    return !pass_to(&author, "on", "on") || !pass_to(&found, "on", "on") ||
           author.at == author.end || found.at == found.end || same_token(author.at, found.at);
}

static bool same_rule(Range author, Range found) {
    return is_printed_rule(author) ? same_tokens(author, found)
                                   : same_event(author, found) &&
                                         has_word(author, "instead") == has_word(found, "instead");
}

/* ---- parts of tables -------------------------------------------------------------------------------- */

/* From the bracket of the keys on. */
static Range index_keys(Range range) {
    while (range.at < range.end && !sql_is_sign(range.at, "(")) {
        range.at++;
    }
    return range;
}

static const SqlToken *index_method(Range range) {
    Range head = {range.at, index_keys(range).at};
    return pass_to(&head, "using", "using") && head.at < head.end && !sql_is_word(head.at, "btree")
               ? head.at
               : NULL;
}

/* `WITH (fillfactor = 70)`, `(n ASC)`: the server has other words for it. */
static bool is_reworded_index(Range author) {
    Range rest = author;
    return has_word(author, "asc") || has_word(author, "nulls") ||
           (pass_to(&rest, "with", "with") && rest.at + 3 < rest.end &&
            rest.at[3].kind != SQL_STRING);
}

static bool same_index(Arena *arena, const SqlFact *author, const SqlFact *found) {
    Range left = range_of(author);
    Range right = range_of(found);
    const SqlToken *method = index_method(left);
    const SqlToken *found_method = index_method(right);
    if (fact_is_created(author, "unique") != fact_is_created(found, "unique") ||
        (method == NULL) != (found_method == NULL) ||
        (method && !same_token(method, found_method))) {
        return false;
    }
    return is_reworded_index(left) || same_print(arena, index_keys(left), index_keys(right));
}

/* `REFERENCES t`, `EXCLUDE (a WITH =)`, `UNIQUE USING INDEX i`: the server says more, or something else. */
static bool is_reworded_key(Range author) {
    static const char *const words[] = {"index", "action", "restrict", "simple", "immediate"};
    bool is = has_word(author, "exclude") && !has_word(author, "using");
    Range target = author;
    if (pass_to(&target, "references", "references") && target.at < target.end) {
        target.at++;
        bool is_spaced = target.at + 1 < target.end && sql_is_sign(target.at, ".");
        target.at += is_spaced ? 2 : 0;
        is = is || target.at == target.end || !sql_is_sign(target.at, "(");
    }
    for (; author.at < author.end; author.at++) {
        is = is || (SQL_IS_ANY(author.at, words) && !sql_is_sign(author.at + 1, "("));
    }
    return is;
}

static bool same_constraint(Arena *arena, Range author, Range found) {
    return author.at < author.end && found.at < found.end && same_token(author.at, found.at) &&
           (is_reworded_key(author) || same_print(arena, author, found));
}

/* Blanks at the ends of lines, and lines of blanks at the end, are none. */
static void write_comment(Buf *out, Range range) {
    size_t kept = 0;
    if (range.at == range.end || range.end[-1].kind != SQL_STRING) {
        return;
    }
    Text text = range.end[-1].text;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n') {
            out->length = kept;
        }
        buf_char(out, text.data[i]);
        kept = strchr(" \t\r\n", text.data[i]) ? kept : out->length;
        kept = text.data[i] == '\n' ? out->length : kept;
    }
    while (out->length > 0 && strchr(" \t\r\n", out->data[out->length - 1])) {
        out->length--;
    }
}

/* PostgreSQL writes E'...' only for backslashes, which are the only ones that it doubles. */
static bool is_reworded_string(Text source) {
    bool is = *source.data != 'E';
    for (size_t i = 0; i + 1 < source.length; i++) {
        is = is || (source.data[i] == '\\' && source.data[i + 1] != '\\');
        i += source.data[i] == '\\';
    }
    return is;
}

static bool same_comment(Range author, Range found) {
    bool is_decoded = author.end - author.at == 1 && author.at->kind == SQL_STRING &&
                      found.end - found.at == 1 && found.at->kind == SQL_STRING;
    if (!is_decoded) { /* E'...' */
        bool is_odd = author.end - author.at == 1 && author.at->kind == SQL_ODD &&
                      found.end - found.at == 1 && found.at->kind == SQL_ODD;
        return !is_odd || is_reworded_string(author.at->source) ||
               text_equal(author.at->source, found.at->source);
    }
    Buf texts[2] = {0};
    write_comment(&texts[0], author);
    write_comment(&texts[1], found);
    bool is_same = text_equal(buf_view(&texts[0]), buf_view(&texts[1]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return is_same;
}

/* ---- columns of tables and attributes of types -------------------------------------------------------- */

/* Behind the item of a list that begins at `at`: its comma, or the bracket that closes the list. */
static const SqlToken *behind_item(const SqlToken *at, const SqlToken *end) {
    while (at < end && !sql_is_sign(at, ",") && !sql_is_sign(at, ")")) {
        at = sql_is_sign(at, "(") ? behind_bracket(at, end) : at + 1;
    }
    return at;
}

/* Behind the type of a column that begins at `at`. */
static const SqlToken *behind_column_type(Range item) {
    static const char *const words[] = {"collate", "default",   "not",
                                        "null",    "generated", "options"};
    while (item.at < item.end && !SQL_IS_ANY(item.at, words)) {
        item.at++;
    }
    return item.at;
}

/* `NOT NULL` may stand before the default or behind it. */
static bool take_not_null(Range *range) {
    bool is_last = range->end - range->at >= 2 && sql_is_word(range->end - 2, "not");
    bool is_first = !is_last && range->end - range->at >= 2 && sql_is_word(range->at, "not");
    range->end -= is_last ? 2 : 0;
    range->at += is_first ? 2 : 0;
    return is_first || is_last;
}

/* A name, a type, and what is said of it: `a numeric(4,2) DEFAULT 1`; `subtype = int4`. */
static bool same_item(Arena *arena, Range author, Range found) {
    if (author.at == author.end || found.at == found.end) {
        return author.at == author.end && found.at == found.end;
    }
    if (!same_token(author.at++, found.at++)) {
        return false;
    }
    Range types[2] = {author, found};
    for (int side = 0; side < 2; side++) {
        types[side].at += types[side].at < types[side].end && sql_is_sign(types[side].at, "=");
        types[side].end = behind_column_type(types[side]);
    }
    Range rests[2] = {{types[0].end, author.end}, {types[1].end, found.end}};
    bool is_required = take_not_null(&rests[0]);
    return postgres_same_type(range_text(types[0]), range_text(types[1])) &&
           is_required == take_not_null(&rests[1]) && same_print(arena, rests[0], rests[1]);
}

/* `(a int, b text) INHERITS (t)`; `OF t`; `AS ENUM ('a')`. */
static bool same_declared(Arena *arena, Range author, Range found) {
    while (author.at < author.end && found.at < found.end && !sql_is_sign(author.at, "(") &&
           same_token(author.at, found.at)) {
        author.at++;
        found.at++;
    }
    if (author.at == author.end || found.at == found.end || !sql_is_sign(author.at, "(") ||
        !sql_is_sign(found.at, "(")) {
        return author.at == author.end && found.at == found.end;
    }
    bool goes_on = true;
    while (goes_on) {
        Range items[2] = {{author.at + 1, behind_item(author.at + 1, author.end)},
                          {found.at + 1, behind_item(found.at + 1, found.end)}};
        author.at = items[0].end;
        found.at = items[1].end;
        if (author.at == author.end || found.at == found.end || !same_token(author.at, found.at) ||
            !same_item(arena, items[0], items[1])) {
            return false;
        }
        goes_on = sql_is_sign(author.at, ",");
    }
    return same_print(arena, author, found);
}

/* The author says parts of it in between, or the server shows them in words that are not the author's. */
static bool is_reworded_table(const SqlFact *author) {
    static const char *const words[] = {"constraint",  "primary", "unique", "check",  "references",
                                        "exclude",     "like",    "select", "serial", "bigserial",
                                        "smallserial", "with",    "float",  "char",   "decimal"};
    bool is = false;
    for (const SqlToken *token = author->first; token < author->end; token++) {
        is = is || SQL_IS_ANY(token, words);
    }
    return is;
}

static bool same_table(Arena *arena, const SqlFact *author, const SqlFact *found) {
    return fact_is_created(author, "unlogged") == fact_is_created(found, "unlogged") &&
           (same_tokens(range_of(author), range_of(found)) || is_reworded_table(author) ||
            same_declared(arena, range_of(author), range_of(found)));
}

bool postgres_is_beyond_language(const SqlFact *author) {
    const SqlToken *token = author->first;
    if (author->kind == FACT_TABLE) {
        static const char *const words[] = {"partition", "of", "inherits"};
        bool has_columns = token + 1 < author->end && !sql_is_sign(token + 1, ")");
        for (uint32_t depth = 0; token < author->end; token++) {
            depth += sql_is_sign(token, "(");
            depth -= depth > 0 && sql_is_sign(token, ")");
            bool is_divided = sql_is_word(token, "partition") && sql_is_word(token + 1, "by");
            has_columns = has_columns && (depth > 0 || is_divided || !SQL_IS_ANY(token, words));
        }
        return !has_columns;
    }
    bool is_key = sql_is_word(token, "foreign");
    return author->kind == FACT_CONSTRAINT &&
           (has_word(range_of(author), "inherit") ||
            (is_key && author->end - token > 2 && sql_is_sign(author->end - 1, ")") &&
             has_word(range_of(author), "set")));
}

/* ---- all of them --------------------------------------------------------------------------------------- */

bool postgres_agree(Arena *arena, const SqlFact *author, const SqlFact *found) {
    Range left = range_of(author);
    Range right = range_of(found);
    switch (author->kind) {
    case FACT_VIEW:
    case FACT_MATERIALIZED: return same_view(arena, left, right);
    case FACT_FUNCTION:
    case FACT_PROCEDURE: return same_routine(left, right);
    case FACT_TRIGGER: return same_trigger(arena, left, right);
    case FACT_TRIGGER_STATE:
    case FACT_RULE_STATE: return same_tokens(left, right);
    case FACT_POLICY: return same_policy(arena, left, right);
    case FACT_RULE: return same_rule(left, right);
    case FACT_TYPE: return same_declared(arena, left, right);
    case FACT_TABLE: return same_table(arena, author, found);
    case FACT_INDEX: return same_index(arena, author, found);
    case FACT_CONSTRAINT: return same_constraint(arena, left, right);
    case FACT_DEFAULT: return same_print(arena, left, right);
    case FACT_OPTIONS: {
        Texts words = all_words(arena, left);
        Texts found_words = all_words(arena, right);
        return same_texts(&words, &found_words);
    }
    case FACT_COMMENT: return same_comment(left, right);
    case FACT_NOT_NULL:
    case FACT_ROW_SECURITY:
    case FACT_ALWAYS:
    case FACT_EVENT:
    case FACT_KIND_COUNT: break;
    }
    return true;
}
