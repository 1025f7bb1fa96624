/*
 * expression_normal.c - see expression_normal.h.
 *
 * The servers print the tree they have made of an expression: with all brackets, other names of functions,
 * and `not` pushed down to the comparisons. Here the same tree is written; then everything that is only
 * spelling is taken out of both texts.
 */
#include "emit/expression_normal.h"

#include <string.h>
#include <strings.h>

#include "emit/expression.h"
#include "emit/expression_parts.h"
#include "emit/typename.h"
#include "schema/literal.h"
#include "syntax/operator.h"

/* ---- what is only spelling ---- */

typedef struct Synonym {
    const char *from;
    const char *to;
} Synonym;

/* One after the other, in both texts. */
static const Synonym SYNONYMS[] = {
    {"_utf8mb4", ""},       {"charsetutf8mb4binary", ""},
    {"charsetutf8mb4", ""}, {"lcase", "lower"},
    {"ucase", "upper"},     {"octet_length", "length"},
    {"mod", "%"},           {"true", "1"},
    {"false", "0"},         {"0x", "x"},
};

#define SYNONYM_COUNT (sizeof SYNONYMS / sizeof *SYNONYMS)

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_kept(char c) {
    static const bool is_kept_sign[128] = {
        ['_'] = true, ['.'] = true, [','] = true, ['+'] = true, ['*'] = true, ['%'] = true,
        ['/'] = true, ['<'] = true, ['>'] = true, ['='] = true, ['!'] = true, ['-'] = true,
    };
    return is_word(c) || (c > 0 && is_kept_sign[(int)c]);
}

/* Where a synonym stands in a text; NULL: nowhere. Texts are short: memmem would be longer at getting ready. */
static const char *find(Text text, const char *word, size_t length) {
    const char *end = text.data + text.length;
    for (const char *at = text.data; (at = memchr(at, word[0], (size_t)(end - at))); at++) {
        if ((size_t)(end - at) < length) {
            return NULL;
        }
        if (memcmp(at, word, length) == 0) {
            return at;
        }
    }
    return NULL;
}

/* Puts the text with the synonym replaced behind `first`, where the word was found first. */
static void replace(Buf *out, Text rest, const char *first, const Synonym *synonym) {
    size_t length = strlen(synonym->from);
    for (const char *at = first; at != NULL; at = find(rest, synonym->from, length)) {
        size_t before = (size_t)(at - rest.data);
        buf_put(out, rest.data, before);
        buf_text(out, synonym->to);
        rest.data += before + length;
        rest.length -= before + length;
    }
    buf_slice(out, rest);
}

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* `date '2000-01-01'` is a string where a date is meant: the length of the word and of what is between it and the
 * first digit; 0: no such literal begins there. */
static size_t typed_literal(Text text) {
    static const char *const words[] = {"date", "timestamp", "time"};
    char first = text.length > 1 ? small(text.data[0]) : ' ';
    if ((first != 'd' || small(text.data[1]) != 'a') &&
        (first != 't' || small(text.data[1]) != 'i')) {
        return 0;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        size_t at = length;
        if (text.length < length || strncasecmp(text.data, words[i], length) != 0) {
            continue;
        }
        while (at < text.length && !is_kept(small(text.data[at])) &&
               strchr("()`", text.data[at]) == NULL) {
            at++;
        }
        if (at > length && at < text.length &&
            (text.data[at] == '-' || (text.data[at] >= '0' && text.data[at] <= '9'))) {
            return at;
        }
    }
    return 0;
}

static const char *const CHARSETS[] = {
#define CHARSET(name, collation, bytes) name,
#include "emit/charsets.def"
#undef CHARSET
};

enum { CHARSET_COUNT = sizeof CHARSETS / sizeof *CHARSETS };

/* `_latin1'a'`: the length of the word, which MySQL has before a string beside a column of that character set as soon
 * as the table is altered; 0: there is none at `at`. */
static size_t introducer(Text text, size_t at) {
    char before = at > 0 ? small(text.data[at - 1]) : ' ';
    if (text.data[at] != '_' || before == '_' || before == '\'' || is_word(before)) {
        return 0;
    }
    for (size_t i = 0; i < CHARSET_COUNT; i++) {
        size_t length = strlen(CHARSETS[i]);
        size_t end = at + 1 + length;
        if (end >= text.length || strncasecmp(text.data + at + 1, CHARSETS[i], length) != 0) {
            continue;
        }
        end += end + 1 < text.length && text.data[end] == '\\';
        if (text.data[end] == '\'') {
            return length + 1;
        }
    }
    return 0;
}

void expression_normal_text(Buf *out, Text printed) {
    Buf texts[2] = {{0}, {0}};
    unsigned now = 0;
    for (size_t i = 0; i < printed.length; i++) {
        i += typed_literal((Text){printed.data + i, printed.length - i});
        size_t word = i < printed.length ? introducer(printed, i) : 0;
        char c = i + word < printed.length ? small(printed.data[i + word]) : ' ';
        i += word;
        if (is_kept(c)) {
            buf_char(&texts[0], c);
        }
    }
    for (size_t i = 0; i < SYNONYM_COUNT; i++) {
        Text text = buf_view(&texts[now]);
        const char *first = find(text, SYNONYMS[i].from, strlen(SYNONYMS[i].from));
        if (first != NULL) {
            buf_clear(&texts[1 - now]);
            replace(&texts[1 - now], text, first, &SYNONYMS[i]);
            now = 1 - now;
        }
    }
    buf_slice(out, buf_view(&texts[now]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
}

void expression_normal_sql(Buf *out, const char *text) {
    for (size_t i = 0; i < SYNONYM_COUNT; i++) {
        buf_text(out, "REPLACE(");
    }
    buf_printf(out,
               "REGEXP_REPLACE(REGEXP_REPLACE(LOWER(%s), "
               "'(date|timestamp|time)[^a-z0-9_.,+*%%/<>=!()`-]+(?=[0-9-])"
               "|(?<![a-z0-9_''])_(",
               text);
    for (size_t i = 0; i < CHARSET_COUNT; i++) {
        buf_text(out, i == 0 ? "" : "|");
        buf_text(out, CHARSETS[i]);
    }
    buf_text(out, ")(?=[^a-z0-9_., ()]?'')', ''), '[^a-z0-9_.,+*%/<>=!-]', '')");
    for (size_t i = 0; i < SYNONYM_COUNT; i++) {
        buf_printf(out, ", '%s', '%s')", SYNONYMS[i].from, SYNONYMS[i].to);
    }
}

/* ---- the tree ---- */

static void write_plain(const Writer *writer, const Expr *expr) {
    expression_write_at(writer, expr, LEVEL_ANY);
}

static void write_word(const Writer *writer, const char *word) {
    buf_text(writer->out, word);
}

/* A value that is taken for a condition, or for the contrary of one. */
static void write_flag(const Writer *writer, const Expr *expr, bool contrary) {
    const char *compared = contrary ? " = " : " <> ";
    if (expr->kind == EXPR_BOOL || expr->kind == EXPR_NULL || expr->kind == EXPR_VERBATIM) {
        writer->normal->unknown = true; /* the servers compute it */
    }
    if (writer->target == TARGET_MYSQL) {
        buf_printf(writer->out, "0%s", compared);
        write_plain(writer, expr);
    } else if (expr->kind == EXPR_COLUMN) {
        write_plain(writer, expr);
        buf_printf(writer->out, "%s0", compared);
    } else {
        write_word(writer, contrary ? "!" : "");
        write_plain(writer, expr);
    }
}

/* An operand of and, or, not: the comparison itself, or its contrary. */
static void write_condition(const Writer *writer, const Expr *expr, bool contrary) {
    Expr turned = *expr;
    if (expr->kind == EXPR_UNARY && expr->op == AST_NOT) {
        write_condition(writer, expr->items[0], !contrary);
        return;
    }
    if (!expression_mysql_is_condition(expr)) {
        write_flag(writer, expr, contrary);
        return;
    }
    if (contrary) {
        switch ((ExprKind)expr->kind) {
        case EXPR_BINARY: turned.op = (uint8_t)operator_contrary((AstOperator)expr->op); break;
        case EXPR_IS_NULL:
        case EXPR_IN:
        case EXPR_BETWEEN:
        case EXPR_LIKE: turned.negated = !expr->negated; break;
        case EXPR_NUMBER:
        case EXPR_STRING:
        case EXPR_BOOL:
        case EXPR_NULL:
        case EXPR_COLUMN:
        case EXPR_CALL:
        case EXPR_UNARY:
        case EXPR_CASE:
        case EXPR_CAST:
        case EXPR_EXTRACT:
        case EXPR_VERBATIM: writer->normal->unknown = true; break; /* a comparison in a template */
        }
    }
    if (expr->kind == EXPR_BINARY && (expr->op == AST_AND || expr->op == AST_OR)) {
        write_condition(writer, expr->items[0], contrary);
        write_word(writer, turned.op == AST_AND ? " and " : " or ");
        write_condition(writer, expr->items[1], contrary);
    } else {
        write_plain(writer, &turned);
    }
}

static void write_item(const Writer *writer, const Expr *expr, uint32_t index) {
    const char *open = NULL;
    const char *close = NULL;
    expression_wrap(writer, expr, index, &open, &close);
    write_word(writer, open != NULL ? open : "");
    write_plain(writer, expr->items[index]);
    write_word(writer, close != NULL ? close : "");
}

static void write_days(const Writer *writer, const Expr *expr) {
    write_word(writer, "to_days(");
    write_plain(writer, expr);
    write_word(writer, ")");
}

static void write_arithmetic(const Writer *writer, const Expr *expr) {
    bool dates = expression_is_date(expr->items[0]->type) ||
                 expression_is_date(expr->items[1]->type);
    const char *word = expr_operator(expr->op);
    if (dates && expr->op == AST_SUBTRACT && expression_is_date(expr->items[1]->type)) {
        write_days(writer, expr->items[0]);
        write_word(writer, " - ");
        write_days(writer, expr->items[1]);
    } else if (dates && (expr->op == AST_ADD || expr->op == AST_SUBTRACT)) {
        bool turned = expression_is_date(expr->items[1]->type);
        write_plain(writer, expr->items[turned ? 1 : 0]);
        buf_printf(writer->out, " %s interval ", word);
        write_plain(writer, expr->items[turned ? 0 : 1]);
        write_word(writer, " day");
    } else {
        bool divides = expr->op == AST_DIVIDE &&
                       (expr->type.kind == TYPE_SMALLINT || expr->type.kind == TYPE_INT ||
                        expr->type.kind == TYPE_BIGINT);
        write_item(writer, expr, 0);
        buf_printf(writer->out, " %s ", divides ? "div" : word);
        write_item(writer, expr, 1);
    }
}

static void write_in(const Writer *writer, const Expr *expr) {
    write_item(writer, expr, 0);
    if (expr->count == 2) {
        write_word(writer, expr->negated ? " <> " : " = ");
    } else {
        write_word(writer, expr->negated ? " not in " : " in ");
    }
    for (uint32_t i = 1; i < expr->count; i++) {
        write_word(writer, i > 1 ? ", " : "");
        write_plain(writer, expr->items[i]);
    }
}

static void write_like(const Writer *writer, const Expr *expr) {
    bool in_front = expr->negated && writer->target == TARGET_MYSQL;
    write_word(writer, in_front ? "not " : "");
    write_item(writer, expr, 0);
    write_word(writer, expr->negated && !in_front ? " not like " : " like ");
    write_plain(writer, expr->items[1]);
}

void expression_normal_at(const Writer *writer, const Expr *expr) {
    switch ((ExprKind)expr->kind) {
    case EXPR_BINARY:
        if (expr->op == AST_AND || expr->op == AST_OR) {
            write_condition(writer, expr, false);
        } else if (expr->op == AST_CONCAT) {
            expression_mysql_concat(writer, expr);
        } else if (expression_adds_interval(expr)) {
            expression_mysql_shifted(writer, expr);
        } else {
            write_arithmetic(writer, expr);
        }
        return;
    case EXPR_IS_NULL:
        write_plain(writer, expr->items[0]);
        write_word(writer, expr->negated ? " is not null" : " is null");
        return;
    case EXPR_IN: write_in(writer, expr); return;
    case EXPR_BETWEEN:
        write_item(writer, expr, 0);
        write_word(writer, expr->negated ? " not between " : " between ");
        write_plain(writer, expr->items[1]);
        write_word(writer, " and ");
        write_plain(writer, expr->items[2]);
        return;
    case EXPR_LIKE: write_like(writer, expr); return;
    case EXPR_UNARY:
        if (expr->op == AST_NOT) {
            write_condition(writer, expr->items[0], true);
        } else {
            const Expr *item = expr->items[0];
            if (item->kind == EXPR_NUMBER && strspn(item->text->text, "0.") == item->text->length) {
                writer->normal->unknown = true; /* -0 */
            }
            write_word(writer, "-");
            write_plain(writer, item);
        }
        return;
    case EXPR_CALL:
    case EXPR_VERBATIM:
        if (expr->kind == EXPR_VERBATIM || expr->function == FUNCTION_COUNT) {
            writer->normal->unknown = true; /* nobody knows what the server makes of it */
        }
        break;
    case EXPR_CAST: /* a pattern, which has another form in MySQL */
        if (type_family(expr->items[0]->type) == FAMILY_TEXT && writer->target == TARGET_MYSQL &&
            (expr->type.kind == TYPE_REAL || expr->type.kind == TYPE_DOUBLE ||
             expr->type.kind == TYPE_DECIMAL)) {
            writer->normal->unknown = true;
        }
        break;
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_BOOL:
    case EXPR_NULL:
    case EXPR_COLUMN:
    case EXPR_CASE:
    case EXPR_EXTRACT: break;
    }
    expression_write_leaf(writer, expr);
}

/* ---- the whole ---- */

/* A line feed is written as \n by the server, and its backslash left out. */
static void spell_controls(Buf *text) {
    for (size_t i = 0; i < text->length; i++) {
        char *c = &text->data[i];
        *c = *c == '\n' ? 'n' : *c == '\r' ? 'r' : *c == '\x1a' ? 'z' : *c;
    }
}

static bool finish(Buf *out, Buf *text, bool known) {
    if (known) {
        spell_controls(text);
        expression_normal_text(out, buf_view(text));
    }
    buf_free(text);
    return known;
}

bool expression_printed(Buf *out, const Expr *expr, const Table *table, Target target,
                        bool is_condition) {
    Normal normal = {false};
    Writer writer = expression_writer(out, table, target);
    writer.normal = &normal;
    size_t length = out->length;
    write_plain(&writer, expr);
    if (is_condition && !expression_mysql_is_condition(expr)) {
        write_word(&writer, " <> 0");
    }
    out->length = normal.unknown ? length : out->length;
    return !normal.unknown;
}

bool expression_normal(Buf *out, const Expr *expr, const Table *table, Target target) {
    Buf text = {0};
    Normal normal = {false};
    Writer writer = expression_writer(&text, table, target);
    writer.normal = &normal;
    if (expr->kind == EXPR_STRING) {
        expression_mysql_string(&writer, expr, true);
    } else {
        write_plain(&writer, expr);
    }
    return finish(out, &text, !normal.unknown);
}

bool expression_normal_key(Buf *out, const Expr *expr, const Table *table, Target target) {
    Buf text = {0};
    Normal normal = {false};
    Writer writer = expression_writer(&text, table, target);
    writer.normal = &normal;
    writer.is_key = true;
    if (expression_casts_key(&writer, expr)) {
        return false;
    }
    write_plain(&writer, expr);
    return finish(out, &text, !normal.unknown);
}

bool expression_normal_condition(Buf *out, const Expr *expr, const Table *table, Target target) {
    Buf text = {0};
    Normal normal = {false};
    Writer writer = expression_writer(&text, table, target);
    writer.normal = &normal;
    write_plain(&writer, expr);
    if (!expression_mysql_is_condition(expr)) {
        write_word(&writer, " <> 0");
    }
    return finish(out, &text, !normal.unknown);
}

bool expression_normal_type(Buf *out, const Column *column, Target target) {
    Buf text = {0};
    bool known = typename_check(&text, column, target);
    if (known && column->type.kind == TYPE_UUID && target == TARGET_MYSQL) {
        const char *like = " REGEXP ";
        Buf turned = {0};
        buf_char(&text, '\0');
        const char *at = strstr(text.data, like);
        buf_text(&turned, "regexp_like(");
        buf_put(&turned, text.data, (size_t)(at - text.data));
        buf_char(&turned, ',');
        buf_text(&turned, at + strlen(like));
        buf_free(&text);
        text = turned;
    }
    return finish(out, &text, known);
}

/* 2026-01-31 12:30:00 is printed with all six digits of its fraction. */
static void pad_moment(Buf *text, Type type) {
    const char *point;
    size_t digits;
    if (type.kind == TYPE_DATE) {
        return;
    }
    buf_char(text, '\0');
    text->length--;
    point = strchr(text->data, '.');
    digits = point == NULL ? 0 : text->length - (size_t)(point - text->data) - 1;
    buf_text(text, point == NULL ? "." : "");
    for (; digits < 6; digits++) {
        buf_char(text, '0');
    }
}

bool expression_normal_default(Buf *out, const Column *column, const Table *table, Target target) {
    const Expr *expr = column->default_value;
    const Expr *inner = expr->kind == EXPR_UNARY && expr->op == AST_SUBTRACT ? expr->items[0]
                                                                             : expr;
    TypeFamily family = type_family(column->type);
    Buf text = {0};
    if (expression_is_now(expr) && expression_is_moment(column->type)) {
        buf_text(out, "current_timestamp6");
        return true;
    }
    if (inner->kind == EXPR_NUMBER || inner->kind == EXPR_NULL || inner->kind == EXPR_BOOL) {
        return false;
    }
    if (expr->kind == EXPR_STRING &&
        (family == FAMILY_DATE || family == FAMILY_TIME || family == FAMILY_TIMESTAMP)) {
        expression_write(&text, expr, table, target);
        for (size_t i = 0; i < text.length; i++) {
            text.data[i] = text.data[i] == '\'' ? ' ' : text.data[i];
        }
        while (text.length > 0 && text.data[text.length - 1] == ' ') {
            text.length--;
        }
        pad_moment(&text, column->type);
        return finish(out, &text, true);
    }
    buf_free(&text);
    return expression_normal(out, expr, table, target);
}
