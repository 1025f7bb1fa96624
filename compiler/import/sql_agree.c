/*
 * sql_agree.c - compares what the author wrote with what a server keeps of it. See sql_agree.h.
 *
 * SQLite keeps the text. PostgreSQL keeps the bodies of routines, MySQL and MariaDB those of triggers and events too; what
 * they keep of the rest they print in words of their own, and a view altogether. Of such a text it is told if it speaks of
 * tables, columns and values that the author's does not, or has no values that the author's has.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "emit/mysql/made.h"
#include "emit/mysql/view.h"
#include "import/sql_agree.h"

typedef struct Range {
    const SqlToken *at;
    const SqlToken *end;
} Range;

static Range range_of(const SqlFact *fact) {
    return (Range){fact->first, fact->end};
}

static bool is_name(const SqlToken *token) {
    return token->kind == SQL_WORD || token->kind == SQL_NAME;
}

static bool same_text(Text left, Text right) {
    return left.length == right.length &&
           (left.length == 0 || strncasecmp(left.data, right.data, left.length) == 0);
}

static bool same_token(const SqlToken *left, const SqlToken *right) {
    if (is_name(left) && is_name(right)) {
        return same_text(left->text, right->text);
    }
    return left->kind == right->kind && text_equal(left->text, right->text);
}

static bool same_tokens(Range left, Range right) {
    while (left.at < left.end && right.at < right.end && same_token(left.at, right.at)) {
        left.at++;
        right.at++;
    }
    return left.at == left.end && right.at == right.end;
}

/* Moves behind the next token that is one of the two words; false: there is none. */
static bool pass_to(Range *range, const char *one, const char *other) {
    while (range->at < range->end) {
        const SqlToken *token = range->at++;
        if (sql_is_word(token, one) || sql_is_word(token, other)) {
            return true;
        }
    }
    return false;
}

static bool has_word(Range range, const char *word) {
    return pass_to(&range, word, word);
}

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

static bool same_routine(Range author, Range found) {
    static const char *const words[] = {"immutable", "stable", "leakproof",  "definer",
                                        "safe",      "window", "restricted", "setof"};
    Text left;
    Text right;
    if (!find_body(author, &left) || !find_body(found, &right)) {
        return true;
    }
    bool is_same = same_folded(left, right);
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

static bool same_trigger(Arena *arena, Range author, Range found) {
    Texts left = trigger_words(arena, author);
    Texts right = trigger_words(arena, found);
    bool is_same = left.count == right.count;
    for (uint32_t i = 0; is_same && i < left.count; i++) {
        is_same = by_text(&left.items[i], &right.items[i]) == 0;
    }
    return is_same;
}

/* ---- views that a server prints ------------------------------------------------------------------ */

/* The blanks before a token. */
static Text gap_before(const SqlToken *token) {
    const char *begin = token->source.data;
    while (begin[-1] == ' ' || begin[-1] == '\n') {
        begin--;
    }
    return (Text){begin, (size_t)(token->source.data - begin)};
}

/* `AS`, a line that begins with ` SELECT`, and one with `   FROM`: it stands as PostgreSQL prints it. */
static bool is_printed(Range range) {
    if (!pass_to(&range, "as", "as") || range.at == range.end) {
        return false;
    }
    bool begins = text_is(gap_before(range.at), "\n ") &&
                  (text_is(range.at->source, "SELECT") || text_is(range.at->source, "WITH"));
    return begins &&
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
        bool is_told = is_value || is_string || (is_name(token) && (is_table || is_column));
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

/* ---- policies -------------------------------------------------------------------------------------- */

typedef struct Policy {
    bool is_restrictive;
    const SqlToken *command; /* NULL: all */
    Range roles;             /* empty: all */
    Range using;             /* between its brackets; empty: there is none */
    Range check;
} Policy;

static Policy read_policy(Range range) {
    Policy policy = {0};
    for (const SqlToken *at = range.at; at + 1 < range.end; at++) {
        Range *condition = sql_is_word(at, "using")   ? &policy.using
                           : sql_is_word(at, "check") ? &policy.check
                                                      : NULL;
        if (condition != NULL && sql_is_sign(at + 1, "(")) {
            const SqlToken *end = behind_bracket(at + 1, range.end);
            *condition = (Range){at + 2, end - 1};
            at = end - 1;
        } else if (sql_is_word(at, "for")) {
            policy.command = at + 1;
        } else if (sql_is_word(at, "to")) {
            policy.roles = (Range){at + 1, at + 1};
            while (policy.roles.end < range.end && !sql_is_word(policy.roles.end, "using") &&
                   !sql_is_word(policy.roles.end, "with")) {
                policy.roles.end++;
            }
        }
        policy.is_restrictive = policy.is_restrictive || sql_is_word(at, "restrictive");
    }
    return policy;
}

/* A word, or brackets round all of it: as PostgreSQL prints a condition. */
static bool is_printed_condition(Range range) {
    return range.end - range.at < 2 ||
           (sql_is_sign(range.at, "(") && behind_bracket(range.at, range.end) == range.end);
}

/* Who is meant is the same: `current_user` is told by nobody. */
static bool same_roles(Arena *arena, Range author, Range found) {
    Texts left = all_words(arena, author);
    Texts right = all_words(arena, found);
    bool is_same = left.count == right.count;
    if (left.count == 0) {
        return right.count == 1 && sql_is_word(found.at, "public");
    }
    for (uint32_t i = 0; is_same && i < left.count; i++) {
        is_same = by_text(&left.items[i], &right.items[i]) == 0;
    }
    return is_same || has_word(author, "current_user") || has_word(author, "session_user") ||
           has_word(author, "current_role");
}

/* The server's says for whom it is, and for what. */
static bool same_policy(Arena *arena, Range author, Range found) {
    Policy left = read_policy(author);
    Policy right = read_policy(found);
    if (right.command == NULL) { /* nothing that the import would write */
        return same_view(arena, author, found);
    }
    bool is_all = left.command == NULL || sql_is_word(left.command, "all");
    if (left.is_restrictive != right.is_restrictive ||
        !(is_all ? sql_is_word(right.command, "all") : same_token(left.command, right.command)) ||
        !same_roles(arena, left.roles, right.roles) ||
        (left.using.at == NULL) != (right.using.at == NULL) ||
        (left.check.at == NULL) != (right.check.at == NULL)) {
        return false;
    }
    bool is_printed_here = left.command != NULL && left.roles.at != NULL &&
                           is_printed_condition(left.using) && is_printed_condition(left.check);
    return is_printed_here ? same_tokens(author, found) : same_view(arena, author, found);
}

/* Names behind an opening bracket and its commas: `(a integer, b numeric(4, 2))`. */
static bool same_attributes(Range author, Range found) {
    Range sides[2] = {author, found};
    uint32_t depths[2] = {0};
    for (;;) {
        const SqlToken *names[2] = {NULL, NULL};
        for (int side = 0; side < 2; side++) {
            Range *range = &sides[side];
            while (range->at + 1 < range->end && names[side] == NULL) {
                const SqlToken *token = range->at++;
                depths[side] += sql_is_sign(token, "(");
                depths[side] -= depths[side] > 0 && sql_is_sign(token, ")");
                bool begins = sql_is_sign(token, "(") || sql_is_sign(token, ",");
                names[side] = begins && depths[side] == 1 ? range->at : NULL;
            }
        }
        if (names[0] == NULL || names[1] == NULL) {
            return names[0] == names[1];
        }
        if (!same_token(names[0], names[1])) {
            return false;
        }
    }
}

/* ---- bodies of MySQL and MariaDB ----------------------------------------------------------------- */

static bool same_made(Arena *arena, const SqlFact *author, const SqlFact *found, Target target) {
    MysqlMade left = mysql_made(arena, author, target);
    MysqlMade right = mysql_made(arena, found, target);
    return !left.is_known || !right.is_known ||
           (same_text(left.head, right.head) &&
            same_tokens((Range){left.body, author->end}, (Range){right.body, found->end}));
}

static bool same_mysql_view(Arena *arena, const SqlFact *author, const SqlFact *found) {
    MysqlView view = mysql_view(arena, author);
    return mysql_view_may_be(arena, &view, found);
}

/* ---- tables of MySQL and MariaDB ------------------------------------------------------------------ */

/* A key or a constraint. */
static bool begins_key(const SqlToken *token) {
    static const char *const words[] = {"primary", "unique",     "key",   "fulltext",
                                        "spatial", "constraint", "check", "period"};
    bool is_key = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        is_key = is_key || sql_is_word(token, words[i]);
    }
    return is_key;
}

/* A line an item, columns with their names in quotes or whether they may be null, and `)` with options on one of its own:
 * as import/mysql_table writes it, or as servers show it. */
static bool is_by_lines(Range range, Range *options) {
    bool is_so = true;
    bool is_said = true;
    uint32_t depth = 0;
    for (const SqlToken *token = range.at; token + 2 < range.end; token++) {
        bool opens = sql_is_sign(token, "(");
        bool closes = sql_is_sign(token, ")");
        bool ends_item = depth == 1 && (closes || sql_is_sign(token, ","));
        is_so = is_so && (is_said || !ends_item);
        if (ends_item && closes) {
            *options = (Range){token + 1, range.end};
            return is_so && text_is(gap_before(token), "\n") && sql_is_sign(token + 2, "=");
        }
        if (ends_item || (opens && depth == 0)) {
            is_so = is_so && text_is(gap_before(token + 1), "\n  ");
            is_said = token[1].kind == SQL_NAME || begins_key(token + 1);
        }
        is_said = is_said || sql_is_word(token, "null") || sql_is_word(token, "generated");
        depth = depth + opens - closes;
    }
    return false;
}

static bool is_for_innodb(Range options) {
    return sql_is_word(options.at, "engine") && sql_is_word(options.at + 2, "innodb");
}

/* Has a period, or versions of its rows: only servers can show it. */
static bool is_shown(Range range) {
    return pass_to(&range, "period", "versioning");
}

/* Told only of two statements in one form, as the import left them: what an author writes may be shown in other words. */
static bool same_table(Range author, Range found) {
    Range options[2];
    if (!is_by_lines(author, &options[0]) || !is_by_lines(found, &options[1])) {
        return true;
    }
    bool is_one_form = has_word(options[0], "charset") == has_word(options[1], "charset") &&
                       is_for_innodb(options[0]) == is_for_innodb(options[1]);
    return (!is_one_form && is_shown(author) == is_shown(found)) || same_tokens(author, found);
}

/* ---- all of them --------------------------------------------------------------------------------- */

static bool agree_in_postgres(Arena *arena, FactKind kind, Range author, Range found) {
    switch (kind) {
    case FACT_VIEW:
    case FACT_MATERIALIZED: return same_view(arena, author, found);
    case FACT_FUNCTION:
    case FACT_PROCEDURE: return same_routine(author, found);
    case FACT_TRIGGER: return same_trigger(arena, author, found);
    case FACT_TRIGGER_STATE: return same_tokens(author, found);
    case FACT_POLICY: return same_policy(arena, author, found);
    case FACT_TYPE: return same_attributes(author, found);
    case FACT_RULE:
    case FACT_INDEX:
    case FACT_ROW_SECURITY:
    case FACT_ALWAYS:
    case FACT_EVENT:
    case FACT_TABLE:
    case FACT_KIND_COUNT: break;
    }
    return true;
}

static bool agree_in_mysql(Arena *arena, const SqlFact *author, const SqlFact *found,
                           Target target) {
    switch (author->kind) {
    case FACT_VIEW: return same_mysql_view(arena, author, found);
    case FACT_FUNCTION:
    case FACT_PROCEDURE:
    case FACT_TRIGGER:
    case FACT_EVENT: return same_made(arena, author, found, target);
    case FACT_TABLE: return same_table(range_of(author), range_of(found));
    case FACT_MATERIALIZED:
    case FACT_TYPE:
    case FACT_POLICY:
    case FACT_RULE:
    case FACT_INDEX:
    case FACT_ROW_SECURITY:
    case FACT_TRIGGER_STATE:
    case FACT_ALWAYS:
    case FACT_KIND_COUNT: break;
    }
    return true;
}

/* `CREATE TABLE t AS SELECT ...`: SQLite keeps the columns that came of it. */
static bool is_made_of_query(const SqlFact *fact) {
    return fact->kind == FACT_TABLE && fact->first < fact->end && sql_is_word(fact->first, "as");
}

/* `CREATE UNIQUE INDEX`: it stands before the name. */
static bool is_unique(const SqlFact *fact) {
    const SqlToken *token = fact->first - 1;
    while (fact->kind == FACT_INDEX && !sql_is_word(token, "create") &&
           !sql_is_word(token, "unique")) {
        token--;
    }
    return sql_is_word(token, "unique");
}

bool sql_facts_agree(Arena *arena, const SqlFact *author, const SqlFact *found, Target target) {
    Range left = range_of(author);
    Range right = range_of(found);
    switch (target) {
    case TARGET_SQLITE:
        return is_made_of_query(author) ||
               (is_unique(author) == is_unique(found) && same_tokens(left, right));
    case TARGET_POSTGRES: return agree_in_postgres(arena, author->kind, left, right);
    case TARGET_MYSQL:
    case TARGET_MARIADB: return agree_in_mysql(arena, author, found, target);
    case TARGET_COUNT: break;
    }
    return true;
}
