/*
 * written.c - see syntax/written.h.
 */
#include "syntax/written.h"

#include "syntax/token.h"

/* What stands in a new line inside brackets is so deep: deeper than a wrapped modifier. */
enum { BRACKET_INDENT = 6 };

Text written_text(const SourceFile *file, Span span) {
    return (Text){file->text.data + (span.start - file->base), span.length};
}

bool written_apart(const SourceFile *file, uint32_t from, uint32_t to) {
    return to > from && memchr(file->text.data + (from - file->base), '\n', to - from) != NULL;
}

bool written_begins_line(const SourceFile *file, uint32_t at) {
    const char *start = file->text.data;
    const char *c = start + (at - file->base);
    while (c > start && (c[-1] == ' ' || c[-1] == '\t')) {
        c--;
    }
    return c == start || c[-1] == '\n';
}

Text written_dollar(const SourceFile *file, Span between) {
    Text text = written_text(file, between);
    size_t tag = 2;
    while (*(text.data - tag) != '$') {
        tag++;
    }
    return (Text){text.data - tag, text.length + 2 * tag};
}

void written_close(Buf *out, const SourceFile *file, Span span) {
    Lexer lexer;
    Token token;
    lexer_start_inside(&lexer, file, span.start);
    while (lexer_next(&lexer, &token) != 0 && token.start < span_end(span)) {
        buf_put(out, token.text, token.length);
        if (token.length == 1 && token.text[0] == ',') {
            buf_char(out, ' ');
        }
    }
}

void written_last_token(Buf *out, const SourceFile *file, Span span, const char *words) {
    Lexer lexer;
    Token token = {0};
    lexer_start_inside(&lexer, file, span.start);
    while (token.start + token.length < span_end(span)) {
        (void)lexer_next(&lexer, &token);
    }
    buf_text(out, words);
    buf_put(out, token.text, token.length);
}

/* Between two parts: a new line if they were apart, otherwise a blank. */
static void put_gap(Buf *out, const SourceFile *file, uint32_t from, uint32_t to) {
    if (written_apart(file, from, to)) {
        buf_char(out, '\n');
        buf_spaces(out, BRACKET_INDENT);
    } else {
        buf_char(out, ' ');
    }
}

void written_names(Buf *out, const SourceFile *file, const AstName *names) {
    for (const AstName *name = names; name != NULL; name = name->next) {
        buf_slice(out, written_text(file, name->span));
        if (name->next != NULL) {
            buf_char(out, ',');
            put_gap(out, file, span_end(name->span), name->next->span.start);
        }
    }
}

static void put_exprs(Buf *out, const SourceFile *file, const AstExpr *list) {
    for (; list != NULL; list = list->next) {
        written_expr(out, file, list);
        if (list->next != NULL) {
            buf_char(out, ',');
            put_gap(out, file, span_end(list->span), list->next->span.start);
        }
    }
}

static const char *sign_of(AstOperator op) {
    switch (op) {
    case AST_OR: return "or";
    case AST_AND: return "and";
    case AST_NOT: return "not";
    case AST_EQUAL: return "=";
    case AST_NOT_EQUAL: return "<>";
    case AST_LESS: return "<";
    case AST_LESS_EQUAL: return "<=";
    case AST_GREATER: return ">";
    case AST_GREATER_EQUAL: return ">=";
    case AST_CONCAT: return "||";
    case AST_ADD: return "+";
    case AST_SUBTRACT: return "-";
    case AST_MULTIPLY: return "*";
    case AST_DIVIDE: return "/";
    case AST_MODULO: return "%";
    }
    return "";
}

/* The token that is `skip` tokens behind an offset. */
static void put_token(Buf *out, const SourceFile *file, uint32_t at, int skip) {
    Lexer lexer;
    Token token;
    lexer_start_inside(&lexer, file, at);
    do {
        (void)lexer_next(&lexer, &token);
    } while (skip-- > 0);
    buf_put(out, token.text, token.length);
}

static void put_unary(Buf *out, const SourceFile *file, const AstExpr *expr) {
    bool sign = expr->op == AST_SUBTRACT;
    bool signs = sign && expr->left->kind == AST_UNARY; /* -- would be no operator */
    buf_text(out, sign_of((AstOperator)expr->op));
    buf_text(out, sign && !signs ? "" : " ");
    written_expr(out, file, expr->left);
}

static void put_case(Buf *out, const SourceFile *file, const AstExpr *expr) {
    uint32_t end = expr->span.start;
    buf_text(out, "case");
    if (expr->left != NULL) {
        buf_char(out, ' ');
        written_expr(out, file, expr->left);
        end = span_end(expr->left->span);
    }
    for (const AstExpr *when = expr->items; when != NULL; when = when->next) {
        put_gap(out, file, end, when->span.start);
        if (when->left != NULL) {
            buf_text(out, "when ");
            written_expr(out, file, when->left);
            buf_text(out, " then ");
        } else {
            buf_text(out, "else ");
        }
        written_expr(out, file, when->right);
        end = span_end(when->span);
    }
    put_gap(out, file, end, span_end(expr->span));
    buf_text(out, "end");
}

void written_expr(Buf *out, const SourceFile *file, const AstExpr *expr) {
    switch ((AstExprKind)expr->kind) {
    case AST_NUMBER:
    case AST_STRING:
    case AST_TRUE:
    case AST_FALSE:
    case AST_NULL:
    case AST_NAME:
    case AST_VERBATIM:
    case AST_BROKEN:
        buf_slice(out, written_text(file, expr->span));
        return;
    case AST_CALL:
        put_token(out, file, expr->span.start, 0);
        buf_char(out, '(');
        put_exprs(out, file, expr->items);
        buf_char(out, ')');
        return;
    case AST_UNARY:
        put_unary(out, file, expr);
        return;
    case AST_BINARY:
        written_expr(out, file, expr->left);
        put_gap(out, file, span_end(expr->left->span), expr->right->span.start);
        buf_text(out, sign_of((AstOperator)expr->op));
        buf_char(out, ' ');
        written_expr(out, file, expr->right);
        return;
    case AST_IS_NULL:
        written_expr(out, file, expr->left);
        buf_text(out, expr->negated ? " is not null" : " is null");
        return;
    case AST_IN:
        written_expr(out, file, expr->left);
        buf_text(out, expr->negated ? " not in (" : " in (");
        put_exprs(out, file, expr->items);
        buf_char(out, ')');
        return;
    case AST_BETWEEN:
        written_expr(out, file, expr->left);
        buf_text(out, expr->negated ? " not between " : " between ");
        written_expr(out, file, expr->items);
        buf_text(out, " and ");
        written_expr(out, file, expr->items->next);
        return;
    case AST_LIKE:
        written_expr(out, file, expr->left);
        buf_text(out, expr->negated ? " not like " : " like ");
        written_expr(out, file, expr->right);
        return;
    case AST_CASE:
        put_case(out, file, expr);
        return;
    case AST_WHEN: /* written by the case it belongs to */
        return;
    case AST_CAST:
        buf_text(out, "cast(");
        written_expr(out, file, expr->left);
        buf_text(out, " as ");
        written_close(out, file, expr->type->span);
        buf_char(out, ')');
        return;
    case AST_TYPED:
        put_token(out, file, expr->span.start, 0);
        buf_char(out, ' ');
        put_token(out, file, expr->span.start, 1);
        return;
    case AST_EXTRACT:
        buf_text(out, "extract(");
        put_token(out, file, expr->span.start, 2);
        buf_text(out, " from ");
        written_expr(out, file, expr->left);
        buf_char(out, ')');
        return;
    case AST_GROUP:
        buf_char(out, '(');
        written_expr(out, file, expr->left);
        buf_char(out, ')');
        return;
    }
}

static const char *action_words(AstAction action) {
    switch (action) {
    case AST_NO_ACTION: return "no action";
    case AST_RESTRICT: return "restrict";
    case AST_CASCADE: return "cascade";
    case AST_SET_NULL: return "set null";
    case AST_SET_DEFAULT: return "set default";
    }
    return "";
}

void written_in_brackets(Buf *out, const SourceFile *file, const AstExpr *expr) {
    buf_text(out, " (");
    written_expr(out, file, expr);
    buf_char(out, ')');
}

static void put_name(Buf *out, const SourceFile *file, const AstName *name) {
    if (name != NULL) {
        buf_char(out, ' ');
        buf_slice(out, written_text(file, name->span));
    }
}

void written_modifier(Buf *out, const SourceFile *file, const AstModifier *modifier) {
    switch ((AstModifierKind)modifier->kind) {
    case AST_MOD_NULL:
        buf_text(out, "null");
        return;
    case AST_MOD_DEFAULT:
        buf_text(out, "default ");
        written_expr(out, file, modifier->expr);
        return;
    case AST_MOD_IDENTITY:
        buf_text(out, "identity");
        return;
    case AST_MOD_GENERATED:
        buf_text(out, "generated");
        written_in_brackets(out, file, modifier->expr);
        buf_text(out, modifier->is_virtual ? " virtual" : " stored");
        return;
    case AST_MOD_COLLATE:
        buf_text(out, "collate");
        put_name(out, file, modifier->name);
        return;
    case AST_MOD_PRIMARY_KEY:
        buf_text(out, "primary key");
        return;
    case AST_MOD_UNIQUE:
        buf_text(out, "unique");
        return;
    case AST_MOD_CHECK:
        buf_text(out, "check");
        put_name(out, file, modifier->name);
        written_in_brackets(out, file, modifier->expr);
        return;
    case AST_MOD_REFERENCES:
        buf_text(out, "references ");
        written_close(out, file, modifier->ref->span);
        if (modifier->columns != NULL) {
            buf_text(out, " (");
            written_names(out, file, modifier->columns);
            buf_char(out, ')');
        }
        return;
    case AST_MOD_FORWARD:
        buf_text(out, "forward");
        return;
    case AST_MOD_ON_DELETE:
        buf_text(out, "on delete ");
        buf_text(out, action_words((AstAction)modifier->action));
        return;
    case AST_MOD_ON_UPDATE:
        buf_text(out, "on update ");
        buf_text(out, action_words((AstAction)modifier->action));
        return;
    case AST_MOD_ON_UPDATE_NOW:
        buf_text(out, "on update now");
        return;
    case AST_MOD_WHERE:
        buf_text(out, "where");
        written_in_brackets(out, file, modifier->expr);
        return;
    case AST_MOD_USING:
        buf_text(out, "using");
        put_name(out, file, modifier->name);
        return;
    case AST_MOD_INCLUDE:
        buf_text(out, "include (");
        written_names(out, file, modifier->columns);
        buf_char(out, ')');
        return;
    case AST_MOD_FOR:
        buf_text(out, "for ");
        written_names(out, file, modifier->targets);
        return;
    case AST_MOD_CONCURRENTLY:
        buf_text(out, "concurrently");
        return;
    }
}

static void put_keys(Buf *out, const SourceFile *file, const AstIndexKey *key) {
    for (; key != NULL; key = key->next) {
        written_expr(out, file, key->expr);
        buf_text(out, key->descending ? " desc" : "");
        buf_text(out, key->nulls == 1 ? " nulls first" : key->nulls == 2 ? " nulls last" : "");
        if (key->next != NULL) {
            buf_char(out, ',');
            put_gap(out, file, span_end(key->expr->span), key->next->expr->span.start);
        }
    }
}

const char *written_item_words(AstItemKind kind) {
    switch (kind) {
    case AST_COLUMN: return "column";
    case AST_INCLUDE: return "include";
    case AST_PRIMARY_KEY: return "primary key";
    case AST_UNIQUE: return "unique";
    case AST_FOREIGN_KEY: return "foreign key";
    case AST_CHECK: return "check";
    case AST_INDEX: return "index";
    }
    return "";
}

void written_item_head(Buf *out, const SourceFile *file, const AstItem *item) {
    const AstName *columns = item->columns;
    buf_text(out, item->kind == AST_INDEX && item->is_unique ? "unique " : "");
    buf_text(out, written_item_words((AstItemKind)item->kind));
    if (item->name != NULL) {
        buf_char(out, ' ');
        buf_slice(out, written_text(file, item->name_span));
    }
    switch ((AstItemKind)item->kind) {
    case AST_COLUMN:
    case AST_INCLUDE:
        return;
    case AST_PRIMARY_KEY:
    case AST_UNIQUE:
    case AST_FOREIGN_KEY:
        buf_text(out, " (");
        written_names(out, file, columns);
        buf_char(out, ')');
        return;
    case AST_CHECK:
        written_in_brackets(out, file, item->expr);
        return;
    case AST_INDEX:
        buf_text(out, " (");
        put_keys(out, file, item->keys);
        buf_char(out, ')');
        return;
    }
}
