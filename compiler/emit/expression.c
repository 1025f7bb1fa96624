/*
 * expression.c - see expression.h.
 *
 * One walk for all targets; what differs is a column of functions.def, casts.def and fields.def and
 * a Spelling record. Templates are explained in functions.def.
 */
#include "emit/expression.h"

#include "emit/expression_parts.h"
#include "emit/quote.h"
#include "emit/typename.h"
#include "schema/literal.h"
#include "syntax/operator.h"

static const Spelling POSTGRES = {
    .yes = "TRUE",
    .no = "FALSE",
    .exact = {"CAST(", " AS numeric)"},
    .joined = {"CAST(", " AS text)"},
    .utc = " AT TIME ZONE 'UTC'",
    .index_brackets = true,
};

static const Spelling SQLITE = {
    .yes = "1",
    .no = "0",
    .moment = {"julianday(", ")"},
    .ratio = {"CAST(", " AS REAL)"},
    .date_plus = "date($1, $2 || ' days')",
    .date_minus = "date($1, -@2 || ' days')",
    .date_distance = "CAST(julianday($1) - julianday($2) AS INTEGER)",
    .glob = true,
    .interval_modifiers = true,
    .default_brackets = true,
};

/* Halves of a binary float count as such only in an exact number; what is divided keeps 30 digits. */
#define MYSQL(collation)                                                                           \
    {                                                                                              \
        .yes = "TRUE", .no = "FALSE", .exact = {"CAST(", " AS DECIMAL(65, 30))"},                  \
        .exact_real = {"CAST(CONCAT(", ") AS DECIMAL(65, 30))"},                                   \
        .ratio = {"CAST(", " AS DECIMAL(65, 30))"}, .collated = {"", " COLLATE " collation},       \
        .date_plus = "DATE_ADD($1, INTERVAL $2 DAY)",                                              \
        .date_minus = "DATE_SUB($1, INTERVAL $2 DAY)", .date_distance = "DATEDIFF($1, $2)",        \
        .divide = "DIV", .default_brackets = true, .index_brackets = true, .call_brackets = true,  \
        .concat = true, .mysql = true,                                                             \
    }

static const Spelling MYSQL_8 = MYSQL("utf8mb4_0900_bin");
static const Spelling MARIADB = MYSQL("utf8mb4_nopad_bin");

typedef struct Templates {
    const char *postgres;
    const char *sqlite;
    const char *mysql;
    const char *mariadb; /* "": the same */
} Templates;

static const Templates FUNCTION_TEMPLATES[] = {
#define FUNCTION(enumerator, word, least, most, signature, postgres, sqlite, mysql, mariadb)       \
    [enumerator] = {postgres, sqlite, mysql, mariadb},
#include "schema/functions.def"
#undef FUNCTION
};

static const Templates CAST_TEMPLATES[] = {
#define CAST(from, to, postgres, sqlite, mysql) {postgres, sqlite, mysql, ""},
#include "schema/casts.def"
#undef CAST
};

static const Templates FIELD_TEMPLATES[] = {
#define FIELD(word, types, result, postgres, sqlite, mysql) {postgres, sqlite, mysql, ""},
#include "schema/fields.def"
#undef FIELD
};

static const Spelling *spelling_of(Target target) {
    switch (target) {
    case TARGET_POSTGRES: return &POSTGRES;
    case TARGET_SQLITE: return &SQLITE;
    case TARGET_MYSQL: return &MYSQL_8;
    case TARGET_MARIADB: return &MARIADB;
    case TARGET_COUNT: break;
    }
    return NULL;
}

static const char *template_of(const Writer *writer, const Templates *templates) {
    switch (writer->target) {
    case TARGET_POSTGRES: return templates->postgres;
    case TARGET_SQLITE: return templates->sqlite;
    case TARGET_MARIADB:
        if (*templates->mariadb != '\0') {
            return templates->mariadb;
        }
        return templates->mysql;
    case TARGET_MYSQL: return templates->mysql;
    case TARGET_COUNT: break;
    }
    return "";
}

static void write_list(const Writer *writer, const Expr *expr, uint32_t from, Wrap wrap) {
    for (uint32_t i = from; i < expr->count; i++) {
        if (i > from) {
            buf_text(writer->out, ", ");
        }
        if (wrap.open != NULL) {
            buf_text(writer->out, wrap.open);
        }
        expression_write_at(writer, expr->items[i], LEVEL_ANY);
        if (wrap.open != NULL) {
            buf_text(writer->out, wrap.close);
        }
    }
}

static bool is_integer(Type type) {
    return type.kind == TYPE_SMALLINT || type.kind == TYPE_INT || type.kind == TYPE_BIGINT;
}

static bool is_float(Type type) {
    return type.kind == TYPE_REAL || type.kind == TYPE_DOUBLE;
}

/* ---- collations ---- */

/* Behind the first of the items that are compared with each other, if no column gives a collation. */
static Wrap collation_between(const Writer *writer, Expr *const *items, uint32_t count) {
    const Wrap none = {NULL, NULL};
    return writer->spelling->collated.open != NULL &&
                   expression_mysql_lacks_collation((const Expr *const *)items, count)
               ? writer->spelling->collated
               : none;
}

/* The same for functions that compare their arguments. */
static Wrap collation_of(const Writer *writer, const Expr *expr) {
    bool compares = expr->kind == EXPR_CALL &&
                    (expr->function == FUNCTION_NULLIF || expr->function == FUNCTION_STRPOS ||
                     expr->function == FUNCTION_STARTS_WITH);
    return compares ? collation_between(writer, expr->items, expr->count) : (Wrap){NULL, NULL};
}

/* ---- templates ---- */

/* The items of `expr` fill the places; $T, $N and $S are about the expression's type. */
static void write_template(const Writer *writer, const char *template, const char *end,
                           const Expr *expr) {
    Buf *out = writer->out;
    for (const char *at = template; at < end; at++) {
        const Expr *item;
        size_t words = strcspn(at, "$@#&");
        words = words < (size_t)(end - at) ? words : (size_t)(end - at);
        buf_put(out, at, words);
        at += words;
        if (at >= end - 1) {
            buf_put(out, at, (size_t)(end - at));
            return;
        }
        switch (at[1]) {
        case '*':
            write_list(writer, expr, 0, (Wrap){NULL, NULL});
            at++;
            continue;
        case 'T':
            typename_write(out, expr->type, writer->target);
            at++;
            continue;
        case 'C':
            typename_write_cast(out, expr->type, writer->target);
            at++;
            continue;
        case 'N':
            buf_uint(out, expr->type.length);
            at++;
            continue;
        case 'S':
            buf_uint(out, expr->type.scale);
            at++;
            continue;
        default: /* a digit, or not a place at all */ break;
        }
        if (at[1] < '1' || at[1] > '9' || (uint32_t)(at[1] - '1') >= expr->count) {
            buf_char(out, *at);
            continue;
        }
        item = expr->items[at[1] - '1'];
        if (*at == '#' && is_float(item->type) && writer->spelling->exact.open != NULL) {
            bool is_real = item->type.kind == TYPE_REAL &&
                           writer->spelling->exact_real.open != NULL;
            Wrap exact = is_real ? writer->spelling->exact_real : writer->spelling->exact;
            buf_text(out, exact.open);
            expression_write_at(writer, item, LEVEL_ANY);
            buf_text(out, exact.close);
        } else if (*at == '&' && item->type.kind == TYPE_TIMESTAMPTZ &&
                   writer->spelling->utc != NULL) {
            expression_write_at(writer, item, LEVEL_PRIMARY);
            buf_text(out, writer->spelling->utc);
        } else if (strncmp(at + 2, " REGEXP ", strlen(" REGEXP ")) == 0) {
            expression_mysql_subject(writer, item);
        } else {
            Wrap wrap = at[1] == '1' ? collation_of(writer, expr) : (Wrap){NULL, NULL};
            expression_write_at(writer, item, *at == '@' ? LEVEL_PRIMARY : LEVEL_ANY);
            buf_text(out, wrap.close != NULL ? wrap.close : "");
        }
        at++;
    }
}

static void write_whole_template(const Writer *writer, const char *template, const Expr *expr) {
    write_template(writer, template, template + strlen(template), expr);
}

static void write_call(const Writer *writer, const Expr *expr) {
    const char *template;
    const char *other;
    if (expr->function == FUNCTION_COUNT) {
        if (expression_mysql_sequence(writer, expr)) {
            return;
        }
        if (writer->spelling->mysql && expr->called->is_plain) {
            buf_name(writer->out,
                     expr->called); /* in quotes it would be a function of the schema */
        } else {
            quote_text(writer->out, name_text(expr->called), writer->target);
        }
        buf_char(writer->out, '(');
        write_list(writer, expr, 0, (Wrap){NULL, NULL});
        buf_char(writer->out, ')');
        return;
    }
    if (writer->spelling->mysql && expression_mysql_call(writer, expr)) {
        return;
    }
    template = template_of(writer, &FUNCTION_TEMPLATES[expr->function]);
    other = strstr(template, "??");
    if (other == NULL) {
        write_whole_template(writer, template, expr);
    } else if (expr_may_be_null(expr, writer->table)) {
        write_whole_template(writer, other + 2, expr);
    } else {
        write_template(writer, template, other, expr);
    }
}

/* ---- literals ---- */

/* timestamptz literals as `now` writes them, with three digits of fraction, so that texts compare.
 */
static void write_sqlite_moment(Buf *out, Name text) {
    uint32_t length = text->length - 1; /* without the Z */
    const char *point = memchr(text->text, '.', length);
    uint32_t digits = point == NULL ? 0 : length - (uint32_t)(point - text->text) - 1;
    buf_char(out, '\'');
    buf_put(out, text->text, length);
    if (point == NULL) {
        buf_char(out, '.');
    }
    for (; digits < 3; digits++) {
        buf_char(out, '0');
    }
    buf_text(out, "Z'");
}

static void write_string(const Writer *writer, const Expr *expr) {
    if (writer->spelling->mysql) {
        expression_mysql_string(writer, expr, false);
        return;
    }
    if (writer->target == TARGET_SQLITE && !expr->type.is_array) {
        if (expr->type.kind == TYPE_BYTES && expr->text->length >= 2) {
            buf_text(writer->out, "x'");
            buf_put(writer->out, expr->text->text + 2, expr->text->length - 2);
            buf_char(writer->out, '\'');
            return;
        }
        if (expr->type.kind == TYPE_TIMESTAMPTZ && expr->text->length > 0) {
            write_sqlite_moment(writer->out, expr->text);
            return;
        }
    }
    quote_string(writer->out, expr->text->text, expr->text->length, writer->target);
}

/* A LIKE pattern as one for GLOB: % is *, _ is ?, what GLOB would read as more is put in [ ]. */
static void write_glob(const Writer *writer, Name pattern) {
    Buf glob = {0};
    for (uint32_t i = 0; i < pattern->length; i++) {
        char c = pattern->text[i];
        if (c == '%' || c == '_') {
            buf_char(&glob, c == '%' ? '*' : '?');
            continue;
        }
        if (c == '\\' && i + 1 < pattern->length) {
            c = pattern->text[++i];
        }
        if (c == '*' || c == '?' || c == '[') {
            buf_char(&glob, '[');
            buf_char(&glob, c);
            buf_char(&glob, ']');
        } else {
            buf_char(&glob, c);
        }
    }
    quote_string(writer->out, buf_view(&glob).data, glob.length, writer->target);
    buf_free(&glob);
}

/* ---- dates ---- */

/* strftime(form, moment, '+1 days', '-2 hours'). */
static void write_modified(const Writer *writer, const Expr *expr) {
    const Expr *interval = expr->items[1];
    Text rest;
    IntervalPart part;
    if (interval->kind == EXPR_CAST) {
        interval = interval->items[0];
    }
    buf_text(writer->out, expr->type.kind == TYPE_TIMESTAMPTZ ? "strftime('%Y-%m-%dT%H:%M:%fZ', "
                                                              : "strftime('%Y-%m-%d %H:%M:%f', ");
    expression_write_at(writer, expr->items[0], LEVEL_ANY);
    rest = name_text(interval->text);
    while (literal_interval_part(&rest, &part)) {
        int64_t amount = expr->op == AST_ADD ? part.amount : -part.amount;
        buf_text(writer->out, amount < 0 ? ", '" : ", '+");
        buf_int(writer->out, amount);
        buf_char(writer->out, ' ');
        buf_text(writer->out, literal_interval_unit(part.unit));
        buf_text(writer->out, amount == 1 || amount == -1 ? "'" : "s'");
    }
    buf_char(writer->out, ')');
}

/* Date arithmetic that the target writes as a call; false: it does not, or this is something else.
 */
static bool is_date_call(const Writer *writer, const Expr *expr) {
    if (expr->kind != EXPR_BINARY || (expr->op != AST_ADD && expr->op != AST_SUBTRACT)) {
        return false;
    }
    return ((writer->spelling->interval_modifiers || writer->spelling->mysql) &&
            expression_adds_interval(expr) && expression_is_interval(expr->items[1])) ||
           (writer->spelling->date_plus != NULL &&
            (expression_is_date(expr->items[0]->type) || expression_is_date(expr->items[1]->type)));
}

/* date(d, '+7 days') */
static void write_shifted_date(const Writer *writer, const Expr *date, const Expr *days,
                               bool back) {
    buf_text(writer->out, "date(");
    expression_write_at(writer, date, LEVEL_ANY);
    buf_text(writer->out, back ? ", '-" : ", '+");
    buf_name(writer->out, days->text);
    buf_text(writer->out, " days')");
}

static void write_date_call(const Writer *writer, const Expr *expr) {
    const Spelling *spelling = writer->spelling;
    if (expression_adds_interval(expr)) {
        if (spelling->mysql) {
            expression_mysql_shifted(writer, expr);
        } else {
            write_modified(writer, expr);
        }
    } else if (spelling->interval_modifiers && expr->items[1]->kind == EXPR_NUMBER) {
        write_shifted_date(writer, expr->items[0], expr->items[1], expr->op == AST_SUBTRACT);
    } else if (expr->op == AST_SUBTRACT) {
        write_whole_template(writer,
                             expression_is_date(expr->items[1]->type) ? spelling->date_distance
                                                                      : spelling->date_minus,
                             expr);
    } else if (expression_is_date(expr->items[0]->type)) {
        write_whole_template(writer, spelling->date_plus, expr);
    } else { /* number + date */
        Expr *items[2] = {expr->items[1], expr->items[0]};
        Expr turned = *expr;
        turned.items = items;
        write_whole_template(writer, spelling->date_plus, &turned);
    }
}

/* ---- the walk ---- */

/* a || b, where it is CONCAT(a, b). */
static bool is_concat_call(const Writer *writer, const Expr *expr) {
    return writer->spelling->concat && expr->kind == EXPR_BINARY && expr->op == AST_CONCAT;
}

/* An operator that the target writes as a call. */
static bool is_call_there(const Writer *writer, const Expr *expr) {
    return is_concat_call(writer, expr) || is_date_call(writer, expr);
}

/* case x when y: neither x nor any y is text of a column. */
static bool is_collated_case(const Writer *writer, const Expr *expr) {
    for (uint32_t i = 1; i + 1 < expr->count; i += 2) {
        Expr *sides[2] = {expr->items[0], expr->items[i]};
        if (collation_between(writer, sides, 2).open == NULL) {
            return false;
        }
    }
    return true;
}

static void write_case(const Writer *writer, const Expr *expr) {
    Buf *out = writer->out;
    uint32_t i = 0;
    buf_text(out, "CASE");
    if (expr->op == 1) {
        buf_char(out, ' ');
        expression_write_at(writer, expr->items[i++], LEVEL_ANY);
        if (is_collated_case(writer, expr)) {
            buf_text(out, writer->spelling->collated.close);
        }
    }
    for (; i + 1 < expr->count; i += 2) {
        buf_text(out, " WHEN ");
        expression_write_at(writer, expr->items[i], LEVEL_ANY);
        buf_text(out, " THEN ");
        expression_write_at(writer, expr->items[i + 1], LEVEL_ANY);
    }
    if (i < expr->count) {
        buf_text(out, " ELSE ");
        expression_write_at(writer, expr->items[i], LEVEL_ANY);
    }
    buf_text(out, " END");
}

static const char *cast_template(const Writer *writer, const Expr *expr) {
    int row = type_cast_row(expr->items[0]->type, expr->type);
    return row < 0 ? "CAST($1 AS $T)" : template_of(writer, &CAST_TEMPLATES[row]);
}

static void write_cast(const Writer *writer, const Expr *expr) {
    const Expr *item = expr->items[0];
    if (item->kind == EXPR_STRING && type_equal(item->type, expr->type)) {
        if (writer->target == TARGET_SQLITE || writer->spelling->mysql) {
            write_string(writer, item);
            return;
        }
        if (type_letter(expr->type) != 'e' && type_letter(expr->type) != 'x' &&
            !expr->type.is_array) { /* date '2026-01-31' */
            typename_write(writer->out, expr->type, writer->target);
            buf_char(writer->out, ' ');
            write_string(writer, item);
            return;
        }
    }
    write_whole_template(writer, cast_template(writer, expr), expr);
}

const Expr *expression_bare(const Writer *writer, const Expr *expr) {
    while (expr->kind == EXPR_CAST && strcmp(cast_template(writer, expr), "@1") == 0) {
        expr = expr->items[0];
    }
    return expr;
}

/* An expression without a left side, or one that becomes a call. */
void expression_write_leaf(const Writer *writer, const Expr *expr) {
    Buf *out = writer->out;
    int row;
    switch ((ExprKind)expr->kind) {
    case EXPR_NUMBER:
        if (writer->spelling->mysql) {
            expression_mysql_number(writer, expr->text);
        } else {
            buf_name(out, expr->text);
        }
        break;
    case EXPR_STRING: write_string(writer, expr); break;
    case EXPR_BOOL: buf_text(out, expr->op ? writer->spelling->yes : writer->spelling->no); break;
    case EXPR_NULL: buf_text(out, "NULL"); break;
    case EXPR_COLUMN:
        quote_name(out, writer->table->columns[expr->column].name, writer->target);
        break;
    case EXPR_CALL: write_call(writer, expr); break;
    case EXPR_UNARY:
        buf_text(out, expr->op == AST_NOT ? "NOT " : "-");
        expression_write_at(writer, expr->items[0], expr_operand_level(expr, 0));
        break;
    case EXPR_CASE: write_case(writer, expr); break;
    case EXPR_CAST: write_cast(writer, expr); break;
    case EXPR_EXTRACT:
        row = type_field_row(expr->called);
        if (row >= 0) {
            write_whole_template(writer, template_of(writer, &FIELD_TEMPLATES[row]), expr);
        }
        break;
    case EXPR_VERBATIM: buf_name(out, expr->text); break;
    case EXPR_BINARY:
    case EXPR_IS_NULL:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_LIKE:
        if (is_concat_call(writer, expr)) {
            expression_mysql_concat(writer, expr);
        } else {
            write_date_call(writer, expr);
        }
        break;
    }
}

static bool is_comparison(uint8_t op) {
    return op >= AST_EQUAL && op <= AST_GREATER_EQUAL;
}

/* A number that the target computes with as a fraction by itself. */
static bool is_surely_fraction(const Expr *expr) {
    if (expr->kind == EXPR_NUMBER) {
        return memchr(expr->text->text, '.', expr->text->length) != NULL;
    }
    return (expr->kind == EXPR_COLUMN && is_float(expr->type)) ||
           (expr->kind == EXPR_CAST && type_letter(expr->type) != 'i') ||
           (expr->kind == EXPR_BINARY && expr->op == AST_DIVIDE && !is_integer(expr->type));
}

/* The left side of a division needs more digits, or to be a fraction at all. */
static bool is_ratio(const Writer *writer, const Expr *expr) {
    const Expr *left = expr->items[0];
    if (expr->op != AST_DIVIDE || type_family(expr->type) != FAMILY_NUMBER ||
        is_integer(expr->type)) {
        return false;
    }
    if (writer->spelling->mysql) { /* the quotient has the digits of the left side and four more */
        bool divides = left->kind == EXPR_BINARY && left->op == AST_DIVIDE &&
                       !is_integer(left->type);
        return !is_float(expr->type) && !divides;
    }
    return !is_surely_fraction(left) && !is_surely_fraction(expr->items[1]);
}

/* What goes round items[index] because of what it is used for. */
static Wrap wrap_of(const Writer *writer, const Expr *expr, uint32_t index) {
    const Wrap none = {NULL, NULL};
    bool compares = expr->kind == EXPR_IN || expr->kind == EXPR_BETWEEN ||
                    (expr->kind == EXPR_BINARY && is_comparison(expr->op));
    if ((compares || expr->kind == EXPR_LIKE) && writer->spelling->collated.open != NULL) {
        return index == 0 ? collation_between(writer, expr->items, expr->count) : none;
    }
    if (compares && writer->spelling->moment.open != NULL) {
        for (uint32_t i = 0; i < expr->count && i < 3; i++) {
            if (expression_is_moment(expr->items[i]->type)) {
                return writer->spelling->moment;
            }
        }
        return none;
    }
    if (expr->kind != EXPR_BINARY) {
        return none;
    }
    if (index == 0 && is_ratio(writer, expr)) {
        return writer->spelling->ratio;
    }
    if (expr->op == AST_CONCAT && type_family(expr->items[index]->type) != FAMILY_TEXT &&
        type_family(expr->items[index]->type) != FAMILY_NONE) {
        return writer->spelling->joined;
    }
    return none;
}

void expression_wrap(const Writer *writer, const Expr *expr, uint32_t index, const char **open,
                     const char **close) {
    Wrap wrap = wrap_of(writer, expr, index);
    *open = wrap.open;
    *close = wrap.close;
}

static void write_item(const Writer *writer, const Expr *expr, uint32_t index) {
    Wrap wrap = wrap_of(writer, expr, index);
    if (wrap.open == NULL) {
        expression_write_at(writer, expr->items[index], expr_operand_level(expr, index));
        return;
    }
    buf_text(writer->out, wrap.open);
    expression_write_at(writer, expr->items[index], LEVEL_ANY);
    buf_text(writer->out, wrap.close);
}

static const char *operator_of(const Writer *writer, const Expr *expr) {
    if (expr->op == AST_DIVIDE && writer->spelling->divide != NULL && is_integer(expr->type)) {
        return writer->spelling->divide;
    }
    return expr->op == AST_AND ? "AND" : expr->op == AST_OR ? "OR" : expr_operator(expr->op);
}

/* What follows the left side. */
static void write_rest(const Writer *writer, const Expr *expr) {
    Buf *out = writer->out;
    const char *not = expr->negated ? " NOT" : "";
    switch ((ExprKind)expr->kind) {
    case EXPR_BINARY:
        buf_char(out, ' ');
        buf_text(out, operator_of(writer, expr));
        buf_char(out, ' ');
        write_item(writer, expr, 1);
        break;
    case EXPR_IS_NULL: buf_text(out, expr->negated ? " IS NOT NULL" : " IS NULL"); break;
    case EXPR_IN:
        buf_text(out, not );
        buf_text(out, " IN (");
        write_list(writer, expr, 1, wrap_of(writer, expr, 1));
        buf_char(out, ')');
        break;
    case EXPR_BETWEEN:
        buf_text(out, not );
        buf_text(out, " BETWEEN ");
        write_item(writer, expr, 1);
        buf_text(out, " AND ");
        write_item(writer, expr, 2);
        break;
    case EXPR_LIKE:
        buf_text(out, not );
        if (writer->spelling->glob && expr->items[1]->kind == EXPR_STRING) {
            buf_text(out, " GLOB ");
            write_glob(writer, expr->items[1]->text);
        } else {
            buf_text(out, " LIKE ");
            write_item(writer, expr, 1);
        }
        break;
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
    case EXPR_VERBATIM: break;
    }
}

/* The expression is written by going down its left side. */
static bool has_left_side(const Writer *writer, const Expr *expr) {
    return expr_has_spine(expr) && !is_call_there(writer, expr);
}

typedef struct Level {
    const Expr *expr;
    Wrap wrap; /* of its left side */
    bool brackets;
} Level;

void expression_write_at(const Writer *writer, const Expr *expr, ExprLevel least) {
    Level spine[EXPR_SPINE];
    unsigned depth = 0;
    if (writer->normal != NULL) {
        expression_normal_at(writer, expr);
        return;
    }
    for (; has_left_side(writer, expr) && depth < EXPR_SPINE; depth++) {
        Level *level = &spine[depth];
        level->expr = expr;
        level->wrap = wrap_of(writer, expr, 0);
        level->brackets = expr_level(expr) < least;
        if (level->brackets) {
            buf_char(writer->out, '(');
        }
        least = expr_operand_level(expr, 0);
        if (level->wrap.open != NULL) {
            buf_text(writer->out, level->wrap.open);
            least = LEVEL_ANY;
        }
        expr = expr->items[0];
    }
    if (has_left_side(writer, expr)) {
        expression_write_at(writer, expr, least);
    } else {
        bool brackets = expr_level(expr) < least && !is_call_there(writer, expr);
        if (brackets) {
            buf_char(writer->out, '(');
        }
        expression_write_leaf(writer, expr);
        if (brackets) {
            buf_char(writer->out, ')');
        }
    }
    while (depth > 0) {
        const Level *level = &spine[--depth];
        if (level->wrap.open != NULL) {
            buf_text(writer->out, level->wrap.close);
        }
        write_rest(writer, level->expr);
        if (level->brackets) {
            buf_char(writer->out, ')');
        }
    }
}

Writer expression_writer(Buf *out, const Table *table, Target target) {
    return (Writer){out, table, spelling_of(target), target, NULL, false};
}

const char *expression_call_template(const Writer *writer, const Expr *expr) {
    return template_of(writer, &FUNCTION_TEMPLATES[expr->function]);
}
