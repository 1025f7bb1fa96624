/*
 * expression_mysql.c - what MySQL and MariaDB say in other words than SQL's.
 *
 * takes:    a typed expression, and the Writer
 * gives:    their SQL for it, or why there is none
 * promises: no sql_mode but NO_BACKSLASH_ESCAPES changes what is written
 */
#include "emit/expression_parts.h"

#include <string.h>

#include "emit/expression.h"
#include "emit/quote.h"
#include "schema/literal.h"
#include "syntax/operator.h"

/* The most digits of a DECIMAL. */
#define MYSQL_DIGITS 65

/* ---- literals ---- */

/* 2026-01-31T12:30:00Z without its T and Z: a DATETIME is in UTC. */
static void write_moment(const Writer *writer, Name text) {
    char plain[64];
    uint32_t length = 0;
    for (uint32_t i = 0; i < text->length && length < sizeof plain; i++) {
        char c = text->text[i];
        if (c != 'Z') {
            plain[length++] = c == 'T' ? ' ' : c;
        }
    }
    quote_string(writer->out, plain, length, writer->target);
}

void expression_mysql_string(const Writer *writer, const Expr *expr, bool bare) {
    Name text = expr->text;
    const char *word = NULL;
    if (expr->type.is_array) {
        quote_string(writer->out, text->text, text->length, writer->target);
        return;
    }
    if (expr->type.kind == TYPE_BYTES && text->length >= 2) {
        buf_text(writer->out, "x'");
        buf_put(writer->out, text->text + 2, text->length - 2);
        buf_char(writer->out, '\'');
        return;
    }
    if (expr->type.kind == TYPE_JSON && writer->target == TARGET_MYSQL && !bare) {
        buf_text(writer->out, "CAST(");
        quote_string(writer->out, text->text, text->length, writer->target);
        buf_text(writer->out, " AS JSON)"); /* else it is a text beside JSON */
        return;
    }
    word = expr->type.kind == TYPE_DATE       ? "DATE "
           : expr->type.kind == TYPE_TIME     ? "TIME "
           : expression_is_moment(expr->type) ? "TIMESTAMP "
                                              : NULL;
    if (word != NULL && !bare) {
        buf_text(writer->out, word);
    }
    if (expression_is_moment(expr->type)) {
        write_moment(writer, text);
    } else {
        quote_string(writer->out, text->text, text->length, writer->target);
    }
}

void expression_mysql_number(const Writer *writer, Name digits) {
    Text text = name_text(digits);
    char found[MYSQL_DIGITS];
    size_t count = 0;
    size_t at = 0;
    long point = -1; /* digits before the point */
    long exponent = 0;
    for (; at < text.length && text.data[at] != 'e' && text.data[at] != 'E'; at++) {
        if (text.data[at] == '.') {
            point = (long)count;
        } else if (count < sizeof found) {
            found[count++] = text.data[at];
        }
    }
    if (at < text.length) {
        bool negative = text.data[at + 1] == '-';
        for (at++; at < text.length; at++) {
            if (text.data[at] >= '0' && text.data[at] <= '9' && exponent < MYSQL_DIGITS) {
                exponent = exponent * 10 + (text.data[at] - '0');
            }
        }
        exponent = negative ? -exponent : exponent;
    }
    point = (point < 0 ? (long)count : point) + exponent;
    if (exponent == 0 || point > MYSQL_DIGITS || (long)count - point > MYSQL_DIGITS) {
        buf_slice(writer->out, text); /* no exponent, or more digits than there are */
        return;
    }
    while (point > 1 && count > 0 && found[0] == '0') { /* 0.5e3: not 0500 */
        point--;
        memmove(found, found + 1, --count);
    }
    if (count == 0) {
        point = 1;
    }
    if (point <= 0) {
        buf_text(writer->out, "0.");
        for (long i = point; i < 0; i++) {
            buf_char(writer->out, '0');
        }
    }
    for (long i = 0; i < (long)count || i < point; i++) {
        if (i > 0 && i == point) {
            buf_char(writer->out, '.');
        }
        buf_char(writer->out, i < (long)count ? found[i] : '0');
    }
}

/* ---- text ---- */

static void write_operands(const Writer *writer, const Expr *expr) {
    const Expr *spine[EXPR_SPINE];
    unsigned depth = 0;
    for (; expr->kind == EXPR_BINARY && expr->op == AST_CONCAT && depth < EXPR_SPINE; depth++) {
        spine[depth] = expr;
        expr = expr->items[0];
    }
    if (expr->kind == EXPR_BINARY && expr->op == AST_CONCAT) {
        write_operands(writer, expr);
    } else {
        expression_write_at(writer, expr, LEVEL_ANY);
    }
    while (depth > 0) {
        buf_text(writer->out, ", ");
        expression_write_at(writer, spine[--depth]->items[1], LEVEL_ANY);
    }
}

void expression_mysql_concat(const Writer *writer, const Expr *expr) {
    buf_text(writer->out, "CONCAT(");
    write_operands(writer, expr);
    buf_char(writer->out, ')');
}

/* The characters as a class of a regular expression, each that is not a letter or digit escaped. */
static void put_class(Buf *pattern, Name characters) {
    buf_char(pattern, '[');
    for (uint32_t i = 0; i < characters->length; i++) {
        unsigned char c = (unsigned char)characters->text[i];
        bool plain = c >= 0x80 || c <= ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                     (c >= 'a' && c <= 'z');
        if (!plain) {
            buf_char(pattern, '\\');
        }
        buf_char(pattern, (char)c);
    }
    buf_text(pattern, "]+");
}

void expression_mysql_subject(const Writer *writer, const Expr *expr) {
    const Expr *bare = expression_bare(writer, expr);
    bool is_plain = writer->is_key && writer->target == TARGET_MYSQL && bare->kind == EXPR_COLUMN &&
                    bare->type.kind != TYPE_TEXT;
    buf_text(writer->out, is_plain ? "CONCAT(" : "");
    expression_write_at(writer, expr, LEVEL_ANY);
    buf_text(writer->out, is_plain ? ")" : "");
}

/* Or none at all. */
static bool is_one_character(Name characters) {
    return literal_characters(name_text(characters)) <= 1;
}

/* TRIM(BOTH 'x' FROM a) takes a text, not characters; more than one of them are a pattern. */
static void write_trim(const Writer *writer, const Expr *expr) {
    Name characters = expr->items[1]->text;
    bool left = expr->function != FUNCTION_RTRIM;
    bool right = expr->function != FUNCTION_LTRIM;
    Buf pattern = {0};
    if (is_one_character(characters)) {
        buf_text(writer->out, left && right ? "TRIM(BOTH "
                              : left        ? "TRIM(LEADING "
                                            : "TRIM(TRAILING ");
        quote_string(writer->out, characters->text, characters->length, writer->target);
        buf_text(writer->out, " FROM ");
        expression_write_at(writer, expr->items[0], LEVEL_ANY);
        buf_char(writer->out, ')');
        return;
    }
    buf_text(&pattern, "(?-i)");
    if (left) {
        buf_char(&pattern, '^');
        put_class(&pattern, characters);
    }
    if (right) {
        buf_text(&pattern, left ? "|" : "");
        put_class(&pattern, characters);
        buf_text(&pattern, "\\z");
    }
    buf_text(writer->out, "REGEXP_REPLACE(");
    expression_mysql_subject(writer, expr->items[0]);
    buf_text(writer->out, ", ");
    quote_string(writer->out, buf_view(&pattern).data, pattern.length, writer->target);
    buf_text(writer->out, ", '')");
    buf_free(&pattern);
}

static bool is_from_one(const Expr *expr) {
    return expr->kind == EXPR_NUMBER && expr->text->text[0] != '0';
}

/* SUBSTR(a, 0) is empty; in SQL text begins at 1, and a place before it is counted along. */
static void write_substr(const Writer *writer, const Expr *expr) {
    const Expr *from = expr->items[1];
    buf_text(writer->out, "SUBSTR(");
    expression_write_at(writer, expr->items[0], LEVEL_ANY);
    buf_text(writer->out, ", GREATEST(");
    expression_write_at(writer, from, LEVEL_ANY);
    buf_text(writer->out, ", 1)");
    if (expr->count > 2) {
        buf_text(writer->out, ", ");
        expression_write_at(writer, expr->items[2], LEVEL_ADD);
        buf_text(writer->out, " + LEAST(");
        expression_write_at(writer, from, LEVEL_ADD);
        buf_text(writer->out, " - 1, 0)");
    }
    buf_char(writer->out, ')');
}

static bool trims_characters(const Expr *expr) {
    bool trims = expr->function == FUNCTION_TRIM || expr->function == FUNCTION_BTRIM ||
                 expr->function == FUNCTION_LTRIM || expr->function == FUNCTION_RTRIM;
    return trims && expr->count == 2 && expr->items[1]->kind == EXPR_STRING;
}

static bool computes_place(const Expr *expr) {
    return (expr->function == FUNCTION_SUBSTR || expr->function == FUNCTION_SUBSTRING) &&
           !is_from_one(expr->items[1]);
}

bool expression_mysql_call(const Writer *writer, const Expr *expr) {
    if (trims_characters(expr)) {
        write_trim(writer, expr);
        return true;
    }
    if (computes_place(expr)) {
        write_substr(writer, expr);
        return true;
    }
    return false;
}

bool expression_mysql_hides_length(const Expr *expr) {
    bool hides = expr->kind == EXPR_CALL &&
                 (computes_place(expr) ||
                  (trims_characters(expr) && !is_one_character(expr->items[1]->text)));
    for (uint32_t i = 0; !hides && expr_has_items(expr) && i < expr->count; i++) {
        hides = expression_mysql_hides_length(expr->items[i]);
    }
    return hides;
}

/* ---- dates ---- */

static void write_part(Buf *out, const char *before, int64_t amount, const char *unit,
                       const char *behind) {
    buf_text(out, before);
    buf_text(out, "INTERVAL ");
    buf_int(out, amount);
    buf_char(out, ' ');
    buf_text(out, unit);
    buf_text(out, behind);
}

/* SQL adds the months of an interval first, then the days, then the rest. */
void expression_mysql_shifted(const Writer *writer, const Expr *expr) {
    static const char *const units[] = {"MONTH", "DAY", "SECOND"};
    const Expr *interval = expr->items[1];
    int64_t amounts[3] = {0, 0, 0};
    const char *verb = expr->op == AST_ADD ? "DATE_ADD(" : "DATE_SUB(";
    Text rest;
    IntervalPart part;
    unsigned calls = 0;
    if (interval->kind == EXPR_CAST) {
        interval = interval->items[0];
    }
    rest = name_text(interval->text);
    while (literal_interval_part(&rest, &part)) {
        switch (part.unit) {
        case INTERVAL_YEAR: amounts[0] += part.amount * 12; break;
        case INTERVAL_MONTH: amounts[0] += part.amount; break;
        case INTERVAL_DAY: amounts[1] += part.amount; break;
        case INTERVAL_HOUR: amounts[2] += part.amount * 3600; break;
        case INTERVAL_MINUTE: amounts[2] += part.amount * 60; break;
        case INTERVAL_SECOND: amounts[2] += part.amount; break;
        }
    }
    for (unsigned i = 0; i < 3; i++) {
        calls += amounts[i] != 0;
    }
    calls += calls == 0; /* interval '0 days' */
    for (unsigned i = 0; i < calls && writer->normal == NULL; i++) {
        buf_text(writer->out, verb);
    }
    /* a date becomes a moment */
    if (expression_is_date(expr->items[0]->type)) {
        buf_text(writer->out, "CAST(");
        expression_write_at(writer, expr->items[0], LEVEL_ANY);
        buf_text(writer->out, " AS DATETIME(6))");
    } else {
        expression_write_at(writer, expr->items[0], LEVEL_ANY);
    }
    for (unsigned i = 0; i < 3; i++) {
        if (amounts[i] != 0 || (i == 2 && amounts[0] == 0 && amounts[1] == 0)) {
            if (writer->normal != NULL) {
                write_part(writer->out, expr->op == AST_ADD ? " + " : " - ", amounts[i], units[i],
                           "");
            } else {
                write_part(writer->out, ", ", amounts[i], units[i], ")");
            }
        }
    }
}

/* ---- sequences ---- */

bool expression_mysql_sequence(const Writer *writer, const Expr *expr) {
    if (writer->target != TARGET_MARIADB || expr->count != 1 ||
        expr->items[0]->kind != EXPR_STRING || !text_is(name_text(expr->called), "nextval")) {
        return false;
    }
    Text name = name_text(expr->items[0]->text);
    bool is_quoted = name.length > 1 && name.data[0] == '"' && name.data[name.length - 1] == '"';
    Buf plain = {0};
    for (size_t i = is_quoted; i < name.length - is_quoted; i++) {
        buf_char(&plain, name.data[i]);
        i += is_quoted && name.data[i] == '"'; /* it is doubled */
    }
    buf_text(writer->out, "nextval(");
    quote_text(writer->out, buf_view(&plain), writer->target);
    buf_char(writer->out, ')');
    buf_free(&plain);
    return true;
}

/* ---- collations and conditions ---- */

static bool is_text_of_column(const Expr *expr) {
    TypeFamily family = type_family(expr->type);
    bool is_text = family == FAMILY_TEXT || family == FAMILY_ENUM || family == FAMILY_UUID ||
                   family == FAMILY_NONE;
    if (!is_text || expr->type.is_array) {
        return false;
    }
    if (expr->kind == EXPR_COLUMN || expr->kind == EXPR_VERBATIM ||
        (expr->kind == EXPR_CALL && expr->function == FUNCTION_COUNT)) {
        return true; /* or nobody knows */
    }
    if (!expr_has_items(expr)) {
        return false;
    }
    for (uint32_t i = 0; i < expr->count; i++) {
        bool counts = expr->kind != EXPR_CASE || i + 1 == expr->count ||
                      (i >= expr->op && (i - expr->op) % 2 == 1);
        if (counts && is_text_of_column(expr->items[i])) {
            return true;
        }
    }
    return false;
}

bool expression_mysql_lacks_collation(const Expr *const *items, uint32_t count) {
    bool any_text = false;
    for (uint32_t i = 0; i < count; i++) {
        if (is_text_of_column(items[i])) {
            return false;
        }
        any_text = any_text || type_family(items[i]->type) == FAMILY_TEXT;
    }
    return any_text;
}

bool expression_mysql_is_condition(const Expr *expr) {
    switch ((ExprKind)expr->kind) {
    case EXPR_BINARY:
    case EXPR_IS_NULL:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_LIKE:
    case EXPR_VERBATIM: return true;
    case EXPR_UNARY: return expr->op == AST_NOT;
    case EXPR_CALL: return expr->function == FUNCTION_STARTS_WITH;
    case EXPR_CAST:
        return type_letter(expr->items[0]->type) == 'i' ||
               (expr->items[0]->type.kind == TYPE_BOOL &&
                expression_mysql_is_condition(expr->items[0]));
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_BOOL:
    case EXPR_NULL:
    case EXPR_COLUMN:
    case EXPR_CASE:
    case EXPR_EXTRACT: break;
    }
    return false;
}

bool expression_is_now(const Expr *expr) {
    return expr->kind == EXPR_CALL &&
           (expr->function == FUNCTION_NOW || expr->function == FUNCTION_CURRENT_TIMESTAMP ||
            expr->function == FUNCTION_LOCALTIMESTAMP);
}

/* ---- what they cannot say ---- */

static bool is_enum(const Expr *expr) {
    return expr->type.kind == TYPE_ENUM && !expr->type.is_array;
}

const char *expression_mysql_refusal(const Expr *expr) {
    bool ordered = expr->kind == EXPR_BETWEEN ||
                   (expr->kind == EXPR_BINARY && expr->op >= AST_LESS &&
                    expr->op <= AST_GREATER_EQUAL);
    if (expr->type.is_array) {
        return "MySQL and MariaDB have no arrays";
    }
    if (ordered && (is_enum(expr->items[0]) || is_enum(expr->items[1]))) {
        return "MySQL and MariaDB compare an enum by its text, which has another order";
    }
    if (expression_adds_interval(expr)) {
        return expression_is_interval(expr->items[1]) ? NULL
                                                      : "MySQL and MariaDB have no intervals; only "
                                                        "a literal one can be added to a date";
    }
    if (expr->type.kind == TYPE_INTERVAL) {
        return "MySQL and MariaDB have no intervals";
    }
    if (expr->kind == EXPR_CALL && expr->count == 2 && expr->items[1]->kind != EXPR_STRING &&
        (expr->function == FUNCTION_TRIM || expr->function == FUNCTION_BTRIM ||
         expr->function == FUNCTION_LTRIM || expr->function == FUNCTION_RTRIM)) {
        return "MySQL and MariaDB trim a whole text, not characters; only characters that are a "
               "literal "
               "can be written as a pattern";
    }
    return NULL;
}
