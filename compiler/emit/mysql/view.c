/*
 * view.c - see view.h.
 */
#include "emit/mysql/view.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

typedef int (*Order)(const void *a, const void *b);

static int by_text(const void *a, const void *b) {
    Text left = *(const Text *)a;
    Text right = *(const Text *)b;
    size_t shorter = left.length < right.length ? left.length : right.length;
    int order = shorter == 0 ? 0 : memcmp(left.data, right.data, shorter);
    return order != 0 ? order : (left.length > right.length) - (left.length < right.length);
}

/* The same for capitals and small letters. */
static int by_word(const void *a, const void *b) {
    Text left = *(const Text *)a;
    Text right = *(const Text *)b;
    size_t shorter = left.length < right.length ? left.length : right.length;
    int order = shorter == 0 ? 0 : strncasecmp(left.data, right.data, shorter);
    return order != 0 ? order : (left.length > right.length) - (left.length < right.length);
}

static void put_in_order(MysqlTexts *texts, Order order) {
    uint32_t count = 0;
    if (texts->count > 1) {
        qsort(texts->items, texts->count, sizeof *texts->items, order);
    }
    for (uint32_t i = 0; i < texts->count; i++) {
        if (count == 0 || order(&texts->items[count - 1], &texts->items[i]) != 0) {
            texts->items[count++] = texts->items[i];
        }
    }
    texts->count = count;
}

static bool is_among(const MysqlTexts *texts, Text text, Order order) {
    return texts->count > 0 &&
           bsearch(&text, texts->items, texts->count, sizeof text, order) != NULL;
}

static bool is_name(const SqlToken *token) {
    return token->kind == SQL_WORD || token->kind == SQL_NAME;
}

/* `5`, `2.50`, of `007` the `7`; false: `0`, which servers add, `.5` and `1e3`, which they may write otherwise. */
static bool plain_number(const SqlToken *token, Text *number) {
    *number = token->text;
    while (token->kind == SQL_NUMBER && number->length > 1 && *number->data == '0') {
        number->data++;
        number->length--;
    }
    bool is_plain = token->kind == SQL_NUMBER && *number->data >= '1' && *number->data <= '9' &&
                    number->data[number->length - 1] != '.';
    for (size_t i = 0; is_plain && i < number->length; i++) {
        char c = number->data[i];
        is_plain = (c >= '0' && c <= '9') || c == '.';
    }
    return is_plain;
}

/* `SELECT *`, `t.*`, `TABLE t`, `NATURAL JOIN`: columns are not named. */
static bool leaves_columns_out(const SqlToken *token) {
    if (sql_is_word(token, "table") || sql_is_word(token, "natural")) {
        return true;
    }
    return sql_is_sign(token, "*") && (sql_is_sign(token - 1, ".") || sql_is_sign(token - 1, ",") ||
                                       sql_is_word(token - 1, "select"));
}

/* `ORDER BY a, 2`: where its items are. */
typedef struct OrderList {
    uint32_t depth; /* of brackets */
    uint32_t at;    /* the depth of the list, from 1; 0: in none */
} OrderList;

/* A number that stands for a column, where servers print the column. */
static bool counts_column(OrderList *order, const SqlToken *token) {
    static const char *const ends[] = {"limit", "having", "union", "rows", "range", "separator"};
    order->depth += sql_is_sign(token, "(");
    order->depth -= order->depth > 0 && sql_is_sign(token, ")");
    if (sql_is_word(token, "by")) {
        order->at = order->depth + 1;
    } else if (order->depth + 1 < order->at ||
               (order->depth + 1 == order->at && SQL_IS_ANY(token, ends))) {
        order->at = 0;
    }
    return token->kind == SQL_NUMBER && order->at == order->depth + 1 &&
           (sql_is_word(token - 1, "by") || sql_is_sign(token - 1, ","));
}

/* `int(11)`: servers print how wide a number is shown. */
static bool is_width(const SqlToken *token) {
    static const char *const types[] = {"int", "bigint", "smallint", "mediumint", "tinyint"};
    return token->kind == SQL_NUMBER && sql_is_sign(token - 1, "(") && SQL_IS_ANY(token - 2, types);
}

static void add_string(Arena *arena, MysqlView *view, const SqlToken *token, const SqlToken *end) {
    vec_push(arena, &view->strings, token->text);
    Buf all = {0};
    buf_slice(&all, token->text);
    while (token + 1 < end && token[1].kind == SQL_STRING) {
        buf_slice(&all, (++token)->text);
    }
    if (all.length > vec_last(&view->strings).length) {
        Text text = buf_view(&all);
        vec_push(arena, &view->strings,
                 (Text){arena_copy_text(arena, text.data, text.length), text.length});
    }
    buf_free(&all);
}

/* ---- what its columns are called ----------------------------------------------------------------- */

static bool is_one_of(const SqlToken *token, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (sql_is_word(token, words[i])) {
            return true;
        }
    }
    return false;
}

/* Behind SELECT and before its columns. */
static bool is_manner(const SqlToken *token) {
    static const char *const words[] = {
        "all",          "distinct",         "distinctrow",        "high_priority",
        "sql_no_cache", "sql_small_result", "sql_big_result",     "sql_buffer_result",
        "sql_cache",    "straight_join",    "sql_calc_found_rows"};
    return is_one_of(token, words, sizeof words / sizeof *words);
}

/* Behind the columns. */
static bool ends_columns(const SqlToken *token) {
    static const char *const words[] = {
        "from",   "where",     "group", "having", "order", "limit",     "union",  "window",
        "except", "intersect", "with",  "for",    "into",  "procedure", "offset", "fetch"};
    return is_one_of(token, words, sizeof words / sizeof *words) && !sql_is_sign(token - 1, ".") &&
           !sql_is_word(token - 1, "as");
}

/* `t.a b`, `count(*) n`, `5 five`: a name behind what can stand alone. */
static bool is_alias(const SqlToken *first, const SqlToken *last) {
    static const char *const none[] = {"null", "true", "false", "unknown", "end"};
    static const char *const operators[] = {"not",      "binary", "exists",  "case",
                                            "interval", "next",   "previous"};
    if (last == first || !is_name(last) || *last->source.data == '"' ||
        is_one_of(last, none, sizeof none / sizeof *none)) {
        return false;
    }
    const SqlToken *before = last - 1;
    bool is_column = is_name(before) && (before == first || sql_is_sign(before - 1, ".")) &&
                     !is_one_of(before, operators, sizeof operators / sizeof *operators) &&
                     *before->source.data != '_';
    return is_column || sql_is_sign(before, ")") || (before == first && before->kind == SQL_NUMBER);
}

/* What the column from `first` to `last` is called, or nothing. */
static Text output_of(const SqlToken *first, const SqlToken *last) {
    bool is_column = is_name(last) && *last->source.data != '"';
    for (const SqlToken *token = last; is_column && token > first; token -= 2) {
        is_column = sql_is_sign(token - 1, ".") && token - 1 > first && is_name(token - 2);
    }
    static const char *const values[] = {"null", "true", "false"};
    bool is_value = first == last && last->kind == SQL_WORD &&
                    (is_one_of(last, values, sizeof values / sizeof *values) ||
                     strncasecmp(last->source.data, "current_", strlen("current_")) == 0);
    bool is_named = last > first && sql_is_word(last - 1, "as") &&
                    (is_name(last) || last->kind == SQL_STRING);
    return (is_column && !is_value) || is_named || is_alias(first, last) ? last->text
                                                                         : (Text){"", 0};
}

/* `v (a, b) AS`. */
static void add_listed(Arena *arena, MysqlView *view, const SqlToken *token, const SqlToken *end) {
    while (token < end && !sql_is_sign(token, ")")) {
        if (!sql_is_sign(token, ",")) {
            vec_push(arena, &view->outputs, token->text);
        }
        token++;
    }
    view->has_outputs = true;
}

static void add_outputs(Arena *arena, MysqlView *view, const SqlFact *fact) {
    const SqlToken *token = fact->first;
    if (token < fact->end && sql_is_sign(token, "(")) {
        add_listed(arena, view, token + 1, fact->end);
        return;
    }
    if (token + 1 >= fact->end || !sql_is_word(token, "as") || !sql_is_word(token + 1, "select")) {
        return;
    }
    for (token += 2; token < fact->end && is_manner(token); token++) {
    }
    const SqlToken *first = token;
    uint32_t depth = 0;
    view->has_outputs = true;
    for (;; token++) {
        bool is_end = token >= fact->end ||
                      (depth == 0 && (ends_columns(token) || sql_is_sign(token, ";")));
        if (is_end || (depth == 0 && sql_is_sign(token, ","))) {
            bool is_star_column = token > first && sql_is_sign(token - 1, "*");
            view->has_outputs = view->has_outputs && token > first && !is_star_column;
            if (view->has_outputs) {
                vec_push(arena, &view->outputs, output_of(first, token - 1));
            }
            first = token + 1;
        }
        if (is_end) {
            return;
        }
        depth += sql_is_sign(token, "(");
        depth -= depth > 0 && sql_is_sign(token, ")");
    }
}

/* Where both are known. */
static bool same_outputs(const MysqlView *view, const MysqlView *other) {
    if (!view->has_outputs || !other->has_outputs) {
        return true;
    }
    bool is_same = view->outputs.count == other->outputs.count;
    for (uint32_t i = 0; is_same && i < view->outputs.count; i++) {
        is_same = view->outputs.items[i].length == 0 || other->outputs.items[i].length == 0 ||
                  by_word(&view->outputs.items[i], &other->outputs.items[i]) == 0;
    }
    return is_same;
}

/* ---- the whole ----------------------------------------------------------------------------------- */

/* `SQL SECURITY INVOKER VIEW v`, of which the fact begins behind the name. */
static bool is_invokers(const SqlFact *fact) {
    const SqlToken *token = fact->first - 1;
    while (!sql_is_word(token, "view")) {
        token--;
    }
    return sql_is_word(token - 1, "invoker");
}

MysqlView mysql_view(Arena *arena, const SqlFact *fact) {
    MysqlView view = {.names_columns = true,
                      .has_numbers = true,
                      .is_invokers = is_invokers(fact),
                      .checked = "NONE"};
    OrderList order = {0};
    for (const SqlToken *token = fact->first; token < fact->end; token++) {
        if (is_name(token)) {
            vec_push(arena, &view.words, token->text);
        }
        bool is_string = token->kind == SQL_NAME && *token->source.data == '"';
        if (token->kind == SQL_STRING || is_string) {
            add_string(arena, &view, token, fact->end);
        }
        Text number;
        if (plain_number(token, &number) && !is_width(token)) {
            vec_push(arena, &view.numbers, number);
        }
        view.names_columns = view.names_columns && !leaves_columns_out(token);
        view.has_numbers = !counts_column(&order, token) && view.has_numbers;
        if (sql_is_word(token, "option") && sql_is_word(token - 1, "check")) {
            view.checked = sql_is_word(token - 2, "local") ? "LOCAL" : "CASCADED";
        }
    }
    add_outputs(arena, &view, fact);
    put_in_order(&view.words, by_word);
    put_in_order(&view.strings, by_text);
    put_in_order(&view.numbers, by_text);
    return view;
}

/* It names no table, column or value that is not among those of the author's. */
static bool says_nothing_new(const MysqlView *view, const SqlFact *other) {
    bool is_table = false; /* behind FROM or JOIN and brackets */
    for (const SqlToken *token = other->first; token < other->end; token++) {
        bool is_column = view->names_columns && sql_is_sign(token - 1, ".");
        if (is_name(token) && (is_table || is_column) &&
            !is_among(&view->words, token->text, by_word)) {
            return false;
        }
        bool is_separator = token->kind == SQL_STRING && text_is(token->text, ",");
        if (token->kind == SQL_STRING && !is_separator &&
            !is_among(&view->strings, token->text, by_text)) {
            return false;
        }
        Text number;
        if (plain_number(token, &number) && !text_is(number, "10") && !is_width(token) &&
            !is_among(&view->numbers, number, by_text)) {
            return false;
        }
        is_table = sql_is_word(token, "from") || sql_is_word(token, "join") ||
                   (is_table && sql_is_sign(token, "("));
    }
    return true;
}

bool mysql_view_has(const MysqlView *view, const char *word) {
    return is_among(&view->words, text_of(word), by_word);
}

bool mysql_view_may_be(Arena *arena, const MysqlView *view, const SqlFact *other) {
    if (!says_nothing_new(view, other)) {
        return false;
    }
    MysqlView printed = mysql_view(arena, other);
    if (!same_outputs(view, &printed) || strcmp(view->checked, printed.checked) != 0 ||
        view->is_invokers != printed.is_invokers) {
        return false;
    }
    for (uint32_t i = 0; view->has_numbers && i < view->numbers.count; i++) {
        if (!is_among(&printed.numbers, view->numbers.items[i], by_text)) {
            return false;
        }
    }
    return true;
}
