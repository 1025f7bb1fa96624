/*
 * expr.c - what can be asked of an understood expression: equality, columns, levels, canonical
 * text.
 *
 * Every walk goes down the left side in a loop, EXPR_SPINE nodes at a time, so that a chain of
 * thousands of operators costs little stack (see expr_has_spine).
 */
#include "schema/expr.h"

#include <string.h>
#include <strings.h>

#include "schema/model.h"
#include "syntax/operator.h"

static const FunctionInfo FUNCTIONS[] = {
#define FUNCTION(enumerator, word, least, most, signature, postgres, sqlite, mysql, mariadb)       \
    [enumerator] = {word, signature, least, most},
#include "schema/functions.def"
#undef FUNCTION
};

const FunctionInfo *function_info(Function function) {
    return &FUNCTIONS[function];
}

bool function_is_volatile(Function function) {
    return function != FUNCTION_COUNT && FUNCTIONS[function].signature[0] == '!';
}

Function function_find(Name name, uint32_t count) {
    Function found = FUNCTION_COUNT;
    for (unsigned i = 0; i < FUNCTION_COUNT; i++) {
        if (name->length != strlen(FUNCTIONS[i].word) ||
            strncasecmp(name->text, FUNCTIONS[i].word, name->length) != 0) {
            continue; /* capitals were told already */
        }
        found = (Function)i;
        if (count >= FUNCTIONS[i].least && count <= FUNCTIONS[i].most) {
            break;
        }
    }
    return found;
}

const char *expr_operator(uint8_t op) {
    switch ((AstOperator)op) {
    case AST_OR:
        return "or";
    case AST_AND:
        return "and";
    case AST_NOT:
        return "not";
    case AST_EQUAL:
        return "=";
    case AST_NOT_EQUAL:
        return "<>";
    case AST_LESS:
        return "<";
    case AST_LESS_EQUAL:
        return "<=";
    case AST_GREATER:
        return ">";
    case AST_GREATER_EQUAL:
        return ">=";
    case AST_CONCAT:
        return "||";
    case AST_ADD:
        return "+";
    case AST_SUBTRACT:
        return "-";
    case AST_MULTIPLY:
        return "*";
    case AST_DIVIDE:
        return "/";
    case AST_MODULO:
        return "%";
    }
    return "?";
}

static ExprLevel operator_level(uint8_t op) {
    switch ((AstOperator)op) {
    case AST_OR:
        return LEVEL_OR;
    case AST_AND:
        return LEVEL_AND;
    case AST_NOT:
        return LEVEL_NOT;
    case AST_EQUAL:
    case AST_NOT_EQUAL:
    case AST_LESS:
    case AST_LESS_EQUAL:
    case AST_GREATER:
    case AST_GREATER_EQUAL:
        return LEVEL_PREDICATE;
    case AST_CONCAT:
        return LEVEL_CONCAT;
    case AST_ADD:
    case AST_SUBTRACT:
        return LEVEL_ADD;
    case AST_MULTIPLY:
    case AST_DIVIDE:
    case AST_MODULO:
        return LEVEL_MULTIPLY;
    }
    return LEVEL_ANY;
}

ExprLevel expr_level(const Expr *expr) {
    switch ((ExprKind)expr->kind) {
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_BOOL:
    case EXPR_NULL:
    case EXPR_COLUMN:
    case EXPR_CALL:
    case EXPR_CASE:
    case EXPR_CAST:
    case EXPR_EXTRACT:
        return LEVEL_PRIMARY;
    case EXPR_UNARY:
        return expr->op == AST_NOT ? LEVEL_NOT : LEVEL_SIGN;
    case EXPR_BINARY:
        return operator_level(expr->op);
    case EXPR_IS_NULL:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_LIKE:
        return LEVEL_PREDICATE;
    case EXPR_VERBATIM:
        return LEVEL_ANY; /* nobody knows what is in it */
    }
    return LEVEL_ANY;
}

ExprLevel expr_operand_level(const Expr *expr, uint32_t index) {
    ExprLevel level = expr_level(expr);
    if (expr->kind == EXPR_UNARY) {
        return LEVEL_PRIMARY; /* - -1 is a comment, and `not a = b` is read twice */
    }
    if (expr->kind == EXPR_IN && index > 0) {
        return LEVEL_ANY;
    }
    switch (level) {
    case LEVEL_OR:
    case LEVEL_AND:
        return index == 0 ? level : level + 1;
    case LEVEL_PREDICATE:
        return LEVEL_CONCAT;
    case LEVEL_CONCAT:
        return index == 0 ? LEVEL_CONCAT : LEVEL_PRIMARY;
    case LEVEL_ADD:
        return index == 0 ? level : LEVEL_MULTIPLY;
    case LEVEL_MULTIPLY:
        return index == 0 ? level : LEVEL_PRIMARY;
    case LEVEL_ANY:
    case LEVEL_NOT:
    case LEVEL_SIGN:
    case LEVEL_PRIMARY:
        break;
    }
    return LEVEL_ANY;
}

bool expr_has_spine(const Expr *expr) {
    switch ((ExprKind)expr->kind) {
    case EXPR_BINARY:
    case EXPR_IS_NULL:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_LIKE:
        return true;
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
    case EXPR_VERBATIM:
        break;
    }
    return false;
}

bool expr_has_items(const Expr *expr) {
    switch ((ExprKind)expr->kind) {
    case EXPR_CALL:
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_IS_NULL:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_LIKE:
    case EXPR_CASE:
    case EXPR_CAST:
    case EXPR_EXTRACT:
        return true;
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_BOOL:
    case EXPR_NULL:
    case EXPR_COLUMN:
    case EXPR_VERBATIM:
        break;
    }
    return false;
}

/* Everything but the items. */
static bool same_node(const Expr *a, const Expr *b) {
    if (a->kind != b->kind || a->op != b->op || a->negated != b->negated || a->count != b->count ||
        a->column != b->column || a->function != b->function || a->called != b->called ||
        !type_equal(a->type, b->type)) {
        return false;
    }
    return expr_has_items(a) || a->text == b->text;
}

bool expr_equal(const Expr *a, const Expr *b) {
    for (;;) {
        if (a == b) {
            return true;
        }
        if (a == NULL || b == NULL || !same_node(a, b)) {
            return false;
        }
        if (!expr_has_items(a) || a->count == 0) {
            return true;
        }
        for (uint32_t i = 1; i < a->count; i++) {
            if (!expr_equal(a->items[i], b->items[i])) {
                return false;
            }
        }
        a = a->items[0];
        b = b->items[0];
    }
}

void expr_columns(const Expr *expr, void (*visit)(void *context, uint16_t column), void *context) {
    const Expr *spine[EXPR_SPINE];
    unsigned depth = 0;
    while (expr_has_spine(expr) && depth < EXPR_SPINE) {
        spine[depth++] = expr;
        expr = expr->items[0];
    }
    if (expr_has_spine(expr)) {
        expr_columns(expr, visit, context);
    } else if (expr->kind == EXPR_COLUMN) {
        visit(context, expr->column);
    } else if (expr_has_items(expr)) {
        for (uint32_t i = 0; i < expr->count; i++) {
            expr_columns(expr->items[i], visit, context);
        }
    }
    while (depth > 0) {
        expr = spine[--depth];
        for (uint32_t i = 1; i < expr->count; i++) {
            expr_columns(expr->items[i], visit, context);
        }
    }
}

typedef struct Named {
    const bool *columns;
    bool found;
} Named;

static void visit_named(void *context, uint16_t column) {
    Named *named = context;
    named->found = named->found || named->columns[column];
}

bool expr_names_any(const Expr *expr, const bool *columns) {
    Named named = {.columns = columns};
    if (expr) {
        expr_columns(expr, visit_named, &named);
    }
    return named.found;
}

/* The names in a text of the author's own: `nextval('NAME'`, in MariaDB nextval(NAME) with its quotes. */
static void verbatim_sequences(Text text, void (*visit)(void *context, Text name), void *context) {
    static const char call[] = "nextval(";
    const char *end = text.data + text.length;
    const char *at = text.data;
    while ((at = memmem(at, (size_t)(end - at), call, sizeof call - 1)) != NULL) {
        at += sizeof call - 1;
        if (at == end || (*at != '\'' && *at != '`')) {
            continue;
        }
        const char *from = at + 1;
        const char *close = memchr(from, *at, (size_t)(end - from));
        if (close == NULL) {
            return;
        }
        visit(context, (Text){from, (size_t)(close - from)});
        at = close;
    }
}

void expr_sequences(const Expr *expr, void (*visit)(void *context, Text name), void *context) {
    for (;;) {
        if (expr->kind == EXPR_VERBATIM) {
            verbatim_sequences(name_text(expr->text), visit, context);
            return;
        }
        if (!expr_has_items(expr) || expr->count == 0) {
            return;
        }
        if (expr->kind == EXPR_CALL && expr->called && text_is(name_text(expr->called), "nextval") &&
            expr->items[0]->kind == EXPR_STRING) {
            visit(context, name_text(expr->items[0]->text));
        }
        for (uint32_t i = 1; i < expr->count; i++) {
            expr_sequences(expr->items[i], visit, context);
        }
        expr = expr->items[0];
    }
}

bool expr_has_verbatim(const Expr *expr) {
    for (;;) {
        if (expr->kind == EXPR_VERBATIM) {
            return true;
        }
        if (!expr_has_items(expr) || expr->count == 0) {
            return false;
        }
        for (uint32_t i = 1; i < expr->count; i++) {
            if (expr_has_verbatim(expr->items[i])) {
                return true;
            }
        }
        expr = expr->items[0];
    }
}

bool expr_may_be_null(const Expr *expr, const Table *table) {
    for (;;) {
        bool any_of = true; /* null if one of its items is */
        switch ((ExprKind)expr->kind) {
        case EXPR_NUMBER:
        case EXPR_STRING:
        case EXPR_BOOL:
        case EXPR_IS_NULL:
            return false;
        case EXPR_COLUMN:
            return table == NULL || (table->columns[expr->column].flags & COLUMN_NULLABLE) != 0;
        case EXPR_NULL:
        case EXPR_CASE:
        case EXPR_VERBATIM:
            return true;
        case EXPR_CALL:
            if (expr->function == FUNCTION_NULLIF || expr->function == FUNCTION_COUNT) {
                return true;
            }
            any_of = expr->function != FUNCTION_COALESCE;
            break;
        case EXPR_UNARY:
        case EXPR_BINARY:
        case EXPR_IN:
        case EXPR_BETWEEN:
        case EXPR_LIKE:
        case EXPR_CAST:
        case EXPR_EXTRACT:
            break;
        }
        if (expr->count == 0) {
            return false;
        }
        for (uint32_t i = 1; i < expr->count; i++) {
            if (expr_may_be_null(expr->items[i], table) == any_of) {
                return any_of;
            }
        }
        expr = expr->items[0];
    }
}

/* ---- canonical text ---- */

/* Words that mean something else at the start of an expression. */
static bool is_expression_word(Text word) {
    static const char *const words[] = {"and",     "between", "case", "cast", "else", "end",
                                        "extract", "false",   "in",   "is",   "like", "not",
                                        "null",    "or",      "then", "true", "when"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_is(word, words[i])) {
            return true;
        }
    }
    return false;
}

static void write_name(Buf *out, Name name) {
    bool plain = name->length > 0 && !(name->text[0] >= '0' && name->text[0] <= '9');
    for (uint32_t i = 0; plain && i < name->length; i++) {
        char c = name->text[i];
        plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
    if (plain && !is_expression_word(name_text(name))) {
        buf_name(out, name);
        return;
    }
    name_write_quoted(out, name);
}

static void write_string(Buf *out, Name text) {
    buf_char(out, '\'');
    for (uint32_t i = 0; i < text->length; i++) {
        if (text->text[i] == '\'') {
            buf_char(out, '\'');
        }
        buf_char(out, text->text[i]);
    }
    buf_char(out, '\'');
}

static void write_at(Buf *out, const Expr *expr, const Table *table, ExprLevel least);

static void write_list(Buf *out, const Expr *expr, uint32_t from, const Table *table) {
    for (uint32_t i = from; i < expr->count; i++) {
        if (i > from) {
            buf_text(out, ", ");
        }
        write_at(out, expr->items[i], table, LEVEL_ANY);
    }
}

static void write_case(Buf *out, const Expr *expr, const Table *table) {
    uint32_t i = 0;
    buf_text(out, "case");
    if (expr->op == 1) {
        buf_char(out, ' ');
        write_at(out, expr->items[i++], table, LEVEL_ANY);
    }
    for (; i + 1 < expr->count; i += 2) {
        buf_text(out, " when ");
        write_at(out, expr->items[i], table, LEVEL_ANY);
        buf_text(out, " then ");
        write_at(out, expr->items[i + 1], table, LEVEL_ANY);
    }
    if (i < expr->count) {
        buf_text(out, " else ");
        write_at(out, expr->items[i], table, LEVEL_ANY);
    }
    buf_text(out, " end");
}

/* An expression that has no spine. */
static void write_leaf(Buf *out, const Expr *expr, const Table *table) {
    switch ((ExprKind)expr->kind) {
    case EXPR_NUMBER:
        buf_name(out, expr->text);
        break;
    case EXPR_STRING:
        write_string(out, expr->text);
        break;
    case EXPR_BOOL:
        buf_text(out, expr->op ? "true" : "false");
        break;
    case EXPR_NULL:
        buf_text(out, "null");
        break;
    case EXPR_COLUMN:
        write_name(out, table->columns[expr->column].name);
        break;
    case EXPR_CALL:
        if (expr->function == FUNCTION_COUNT) {
            write_name(out, expr->called);
        } else {
            buf_text(out, FUNCTIONS[expr->function].word);
        }
        buf_char(out, '(');
        write_list(out, expr, 0, table);
        buf_char(out, ')');
        break;
    case EXPR_UNARY:
        buf_text(out, expr->op == AST_NOT ? "not " : "-");
        write_at(out, expr->items[0], table, expr_operand_level(expr, 0));
        break;
    case EXPR_CASE:
        write_case(out, expr, table);
        break;
    case EXPR_CAST:
        if (expr->items[0]->kind == EXPR_STRING && type_equal(expr->items[0]->type, expr->type) &&
            expr->type.kind > TYPE_NULL && expr->type.kind < TYPE_ENUM && expr->type.length == 0 &&
            !expr->type.is_array) {
            type_write(out, expr->type);
            buf_char(out, ' ');
            write_string(out, expr->items[0]->text);
            break;
        }
        buf_text(out, "cast(");
        write_at(out, expr->items[0], table, LEVEL_ANY);
        buf_text(out, " as ");
        type_write(out, expr->type);
        buf_char(out, ')');
        break;
    case EXPR_EXTRACT:
        buf_text(out, "extract(");
        buf_name(out, expr->called);
        buf_text(out, " from ");
        write_at(out, expr->items[0], table, LEVEL_ANY);
        buf_char(out, ')');
        break;
    case EXPR_VERBATIM:
        buf_text(out, "$$");
        buf_name(out, expr->text);
        buf_text(out, "$$");
        break;
    case EXPR_BINARY:
    case EXPR_IS_NULL:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_LIKE:
        break;
    }
}

/* What follows items[0] of an expression with a spine. */
static void write_rest(Buf *out, const Expr *expr, const Table *table) {
    const char *not = expr->negated ? " not" : "";
    switch ((ExprKind)expr->kind) {
    case EXPR_BINARY:
        buf_char(out, ' ');
        buf_text(out, expr_operator(expr->op));
        buf_char(out, ' ');
        write_at(out, expr->items[1], table, expr_operand_level(expr, 1));
        break;
    case EXPR_IS_NULL:
        buf_text(out, expr->negated ? " is not null" : " is null");
        break;
    case EXPR_IN:
        buf_text(out, not );
        buf_text(out, " in (");
        write_list(out, expr, 1, table);
        buf_char(out, ')');
        break;
    case EXPR_BETWEEN:
        buf_text(out, not );
        buf_text(out, " between ");
        write_at(out, expr->items[1], table, expr_operand_level(expr, 1));
        buf_text(out, " and ");
        write_at(out, expr->items[2], table, expr_operand_level(expr, 2));
        break;
    case EXPR_LIKE:
        buf_text(out, not );
        buf_text(out, " like ");
        write_at(out, expr->items[1], table, expr_operand_level(expr, 1));
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
    case EXPR_VERBATIM:
        break;
    }
}

static void write_at(Buf *out, const Expr *expr, const Table *table, ExprLevel least) {
    const Expr *spine[EXPR_SPINE];
    bool brackets[EXPR_SPINE];
    unsigned depth = 0;
    for (; expr_has_spine(expr) && depth < EXPR_SPINE; depth++) {
        spine[depth] = expr;
        brackets[depth] = expr_level(expr) < least;
        if (brackets[depth]) {
            buf_char(out, '(');
        }
        least = expr_operand_level(expr, 0);
        expr = expr->items[0];
    }
    if (expr_has_spine(expr)) {
        write_at(out, expr, table, least);
    } else {
        bool wrap = expr_level(expr) < least && expr->kind != EXPR_VERBATIM;
        if (wrap) {
            buf_char(out, '(');
        }
        write_leaf(out, expr, table);
        if (wrap) {
            buf_char(out, ')');
        }
    }
    while (depth > 0) {
        depth--;
        write_rest(out, spine[depth], table);
        if (brackets[depth]) {
            buf_char(out, ')');
        }
    }
}

void expr_write(Buf *out, const Expr *expr, const Table *table) {
    write_at(out, expr, table, LEVEL_ANY);
}
