/*
 * written.c - see syntax/written.h.
 */
#include "syntax/written.h"

#include "syntax/token.h"

/* What stands in a new line inside brackets is so much deeper than its item, deeper than a wrapped
 * modifier. */
enum { BRACKET_INDENT = 4 };

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

void written_close(Writing w, Span span) {
    Lexer lexer;
    Token token;
    lexer_start_inside(&lexer, w.file, span.start);
    bool is_behind_word = false; /* as `unsigned` is */
    while (lexer_next(&lexer, &token) != 0 && token.start < span_end(span)) {
        bool is_word = token.text[0] == '"' || token.text[0] == '_' ||
                       (token.text[0] >= 'a' && token.text[0] <= 'z');
        buf_text(w.out, is_word && is_behind_word ? " " : "");
        buf_put(w.out, token.text, token.length);
        if (token.length == 1 && token.text[0] == ',') {
            buf_char(w.out, ' ');
        }
        is_behind_word = is_word;
    }
}

void written_last_token(Writing w, Span span, const char *words) {
    Lexer lexer;
    Token token = {0};
    lexer_start_inside(&lexer, w.file, span.start);
    while (token.start + token.length < span_end(span)) {
        (void)lexer_next(&lexer, &token);
    }
    buf_text(w.out, words);
    buf_put(w.out, token.text, token.length);
}

/* Between two parts: a new line if they were apart, otherwise a blank. */
static void put_gap(Writing w, uint32_t from, uint32_t to) {
    if (written_apart(w.file, from, to)) {
        buf_char(w.out, '\n');
        buf_spaces(w.out, w.indent + BRACKET_INDENT);
    } else {
        buf_char(w.out, ' ');
    }
}

void written_names(Writing w, const AstName *names) {
    for (const AstName *name = names; name != NULL; name = name->next) {
        buf_slice(w.out, written_text(w.file, name->span));
        if (name->next != NULL) {
            buf_char(w.out, ',');
            put_gap(w, span_end(name->span), name->next->span.start);
        }
    }
}

static void put_exprs(Writing w, const AstExpr *list) {
    for (; list != NULL; list = list->next) {
        written_expr(w, list);
        if (list->next != NULL) {
            buf_char(w.out, ',');
            put_gap(w, span_end(list->span), list->next->span.start);
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
static void put_token(Writing w, uint32_t at, int skip) {
    Lexer lexer;
    Token token;
    lexer_start_inside(&lexer, w.file, at);
    do {
        (void)lexer_next(&lexer, &token);
    } while (skip-- > 0);
    buf_put(w.out, token.text, token.length);
}

static void put_unary(Writing w, const AstExpr *expr) {
    bool sign = expr->op == AST_SUBTRACT;
    bool signs = sign && expr->left->kind == AST_UNARY; /* -- would be no operator */
    buf_text(w.out, sign_of((AstOperator)expr->op));
    buf_text(w.out, sign && !signs ? "" : " ");
    written_expr(w, expr->left);
}

static void put_case(Writing w, const AstExpr *expr) {
    uint32_t end = expr->span.start;
    buf_text(w.out, "case");
    if (expr->left != NULL) {
        buf_char(w.out, ' ');
        written_expr(w, expr->left);
        end = span_end(expr->left->span);
    }
    for (const AstExpr *when = expr->items; when != NULL; when = when->next) {
        put_gap(w, end, when->span.start);
        if (when->left != NULL) {
            buf_text(w.out, "when ");
            written_expr(w, when->left);
            buf_text(w.out, " then ");
        } else {
            buf_text(w.out, "else ");
        }
        written_expr(w, when->right);
        end = span_end(when->span);
    }
    put_gap(w, end, span_end(expr->span));
    buf_text(w.out, "end");
}

void written_expr(Writing w, const AstExpr *expr) {
    switch ((AstExprKind)expr->kind) {
    case AST_NUMBER:
    case AST_STRING:
    case AST_TRUE:
    case AST_FALSE:
    case AST_NULL:
    case AST_NAME:
    case AST_VERBATIM:
    case AST_BROKEN:
        buf_slice(w.out, written_text(w.file, expr->span));
        return;
    case AST_CALL:
        put_token(w, expr->span.start, 0);
        buf_char(w.out, '(');
        put_exprs(w, expr->items);
        buf_char(w.out, ')');
        return;
    case AST_UNARY:
        put_unary(w, expr);
        return;
    case AST_BINARY:
        written_expr(w, expr->left);
        put_gap(w, span_end(expr->left->span), expr->right->span.start);
        buf_text(w.out, sign_of((AstOperator)expr->op));
        buf_char(w.out, ' ');
        written_expr(w, expr->right);
        return;
    case AST_IS_NULL:
        written_expr(w, expr->left);
        buf_text(w.out, expr->negated ? " is not null" : " is null");
        return;
    case AST_IN:
        written_expr(w, expr->left);
        buf_text(w.out, expr->negated ? " not in (" : " in (");
        put_exprs(w, expr->items);
        buf_char(w.out, ')');
        return;
    case AST_BETWEEN:
        written_expr(w, expr->left);
        buf_text(w.out, expr->negated ? " not between " : " between ");
        written_expr(w, expr->items);
        buf_text(w.out, " and ");
        written_expr(w, expr->items->next);
        return;
    case AST_LIKE:
        written_expr(w, expr->left);
        buf_text(w.out, expr->negated ? " not like " : " like ");
        written_expr(w, expr->right);
        return;
    case AST_CASE:
        put_case(w, expr);
        return;
    case AST_WHEN: /* written by the case it belongs to */
        return;
    case AST_CAST:
        buf_text(w.out, "cast(");
        written_expr(w, expr->left);
        buf_text(w.out, " as ");
        written_close(w, expr->type->span);
        buf_char(w.out, ')');
        return;
    case AST_TYPED:
        put_token(w, expr->span.start, 0);
        buf_char(w.out, ' ');
        put_token(w, expr->span.start, 1);
        return;
    case AST_EXTRACT:
        buf_text(w.out, "extract(");
        put_token(w, expr->span.start, 2);
        buf_text(w.out, " from ");
        written_expr(w, expr->left);
        buf_char(w.out, ')');
        return;
    case AST_GROUP:
        buf_char(w.out, '(');
        written_expr(w, expr->left);
        buf_char(w.out, ')');
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

void written_in_brackets(Writing w, const AstExpr *expr) {
    buf_text(w.out, " (");
    written_expr(w, expr);
    buf_char(w.out, ')');
}

/* The tokens of an option, with a blank on each side of `=`. */
static void put_option(Writing w, const AstWord *option) {
    Lexer lexer;
    Token token;
    lexer_start_inside(&lexer, w.file, option->span.start);
    while (lexer_next(&lexer, &token) != 0 && token.start < span_end(option->span)) {
        bool is_equal = token.length == 1 && token.text[0] == '=';
        buf_text(w.out, is_equal ? " " : "");
        buf_put(w.out, token.text, token.length);
        buf_text(w.out, is_equal ? " " : "");
    }
}

static void put_name(Writing w, const AstName *name) {
    if (name != NULL) {
        buf_char(w.out, ' ');
        buf_slice(w.out, written_text(w.file, name->span));
    }
}

static void put_options(Writing w, const AstWord *option) {
    buf_text(w.out, " (");
    for (; option != NULL; option = option->next) {
        put_option(w, option);
        if (option->next != NULL) {
            buf_char(w.out, ',');
            put_gap(w, span_end(option->span), option->next->span.start);
        }
    }
    buf_char(w.out, ')');
}

void written_modifier(Writing w, const AstModifier *modifier) {
    switch ((AstModifierKind)modifier->kind) {
    case AST_MOD_NULL:
        buf_text(w.out, "null");
        return;
    case AST_MOD_DEFAULT:
        buf_text(w.out, "default ");
        written_expr(w, modifier->expr);
        return;
    case AST_MOD_IDENTITY:
        buf_text(w.out, "identity");
        return;
    case AST_MOD_GENERATED:
        buf_text(w.out, "generated");
        written_in_brackets(w, modifier->expr);
        buf_text(w.out, modifier->is_virtual ? " virtual" : " stored");
        return;
    case AST_MOD_COLLATE:
        buf_text(w.out, "collate");
        put_name(w, modifier->name);
        return;
    case AST_MOD_PRIMARY_KEY:
        buf_text(w.out, "primary key");
        return;
    case AST_MOD_UNIQUE:
        buf_text(w.out, "unique");
        return;
    case AST_MOD_CHECK:
        buf_text(w.out, "check");
        put_name(w, modifier->name);
        written_in_brackets(w, modifier->expr);
        return;
    case AST_MOD_REFERENCES:
        buf_text(w.out, "references ");
        written_close(w, modifier->ref->span);
        if (modifier->columns != NULL) {
            buf_text(w.out, " (");
            written_names(w, modifier->columns);
            buf_char(w.out, ')');
        }
        return;
    case AST_MOD_FORWARD:
        buf_text(w.out, "forward");
        return;
    case AST_MOD_MATCH_FULL: buf_text(w.out, "match full"); return;
    case AST_MOD_ON_DELETE:
        buf_text(w.out, "on delete ");
        buf_text(w.out, action_words((AstAction)modifier->action));
        return;
    case AST_MOD_ON_UPDATE:
        buf_text(w.out, "on update ");
        buf_text(w.out, action_words((AstAction)modifier->action));
        return;
    case AST_MOD_ON_UPDATE_NOW:
        buf_text(w.out, "on update now");
        return;
    case AST_MOD_WHERE:
        buf_text(w.out, "where");
        written_in_brackets(w, modifier->expr);
        return;
    case AST_MOD_USING:
        buf_text(w.out, "using");
        put_name(w, modifier->name);
        return;
    case AST_MOD_INCLUDE:
        buf_text(w.out, "include (");
        written_names(w, modifier->columns);
        buf_char(w.out, ')');
        return;
    case AST_MOD_NULLS_SAME: buf_text(w.out, "nulls not distinct"); return;
    case AST_MOD_DEFERRABLE:
        buf_text(w.out, "deferrable");
        buf_text(w.out, modifier->is_deferred ? " initially deferred" : "");
        return;
    case AST_MOD_NOT_VALID: buf_text(w.out, "not valid"); return;
    case AST_MOD_FOR:
        buf_text(w.out, "for ");
        written_names(w, modifier->targets);
        return;
    case AST_MOD_CONCURRENTLY:
        buf_text(w.out, "concurrently");
        return;
    case AST_MOD_CHARSET:
        buf_text(w.out, "charset");
        put_name(w, modifier->name);
        return;
    case AST_MOD_WITH:
        buf_text(w.out, "with");
        put_options(w, modifier->options);
        return;
    }
}

static void put_keys(Writing w, const AstIndexKey *key) {
    for (; key != NULL; key = key->next) {
        const AstName *const clauses[] = {key->collation, key->class, key->prefix};
        static const char *const words[] = {" collate", " opclass", " prefix"};
        uint32_t end = span_end(key->expr->span);
        written_expr(w, key->expr);
        for (size_t i = 0; i < 3; i++) {
            if (clauses[i] != NULL) {
                buf_text(w.out, words[i]);
                put_name(w, clauses[i]);
                end = span_end(clauses[i]->span) > end ? span_end(clauses[i]->span) : end;
            }
        }
        buf_text(w.out, key->descending ? " desc" : "");
        buf_text(w.out, key->nulls == 1 ? " nulls first" : key->nulls == 2 ? " nulls last" : "");
        if (key->sign != NULL) {
            buf_text(w.out, " with ");
            buf_slice(w.out, written_text(w.file, key->sign->span));
            end = span_end(key->sign->span);
        }
        if (key->next != NULL) {
            buf_char(w.out, ',');
            put_gap(w, end, key->next->expr->span.start);
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
    case AST_OPTIONS: return "with";
    case AST_EXCLUDE: return "exclude";
    case AST_PARTITION: return "partition";
    }
    return "";
}

void written_item_head(Writing w, const AstItem *item) {
    const AstName *columns = item->columns;
    buf_text(w.out, item->kind == AST_INDEX && item->is_unique ? "unique " : "");
    buf_text(w.out, written_item_words((AstItemKind)item->kind));
    if (item->name != NULL) {
        buf_char(w.out, ' ');
        buf_slice(w.out, written_text(w.file, item->name_span));
    }
    switch ((AstItemKind)item->kind) {
    case AST_COLUMN:
    case AST_INCLUDE:
    case AST_EXCLUDE: /* its keys stand behind its method */ return;
    case AST_PRIMARY_KEY:
    case AST_UNIQUE:
    case AST_FOREIGN_KEY:
        buf_text(w.out, " (");
        written_names(w, columns);
        buf_char(w.out, ')');
        return;
    case AST_CHECK:
        written_in_brackets(w, item->expr);
        return;
    case AST_INDEX:
        buf_text(w.out, " (");
        put_keys(w, item->keys);
        buf_char(w.out, ')');
        return;
    case AST_OPTIONS:
        if (item->options == NULL) {
            buf_text(w.out, " none");
        } else {
            put_options(w, item->options);
        }
        return;
    case AST_PARTITION:
        buf_text(w.out, " by ");
        buf_name(w.out, item->partitions->method->name);
        buf_text(w.out, " (");
        put_keys(w, item->keys);
        buf_char(w.out, ')');
        if (item->partitions->number != NULL) {
            buf_text(w.out, " partitions ");
            buf_name(w.out, item->partitions->number->name);
        }
        return;
    }
}

const char *written_partition_words(AstPartitionKind kind) {
    switch (kind) {
    case AST_FROM_TO: return "from";
    case AST_ANY_OF: return "in";
    case AST_LESS_THAN: return "less than";
    case AST_REMAINDER: return "modulus";
    case AST_ALL_OTHERS: return "default";
    }
    return "";
}

static void put_bounds(Writing w, const AstExpr *expr) {
    buf_text(w.out, " (");
    for (; expr != NULL; expr = expr->next) {
        written_expr(w, expr);
        if (expr->next != NULL) {
            buf_char(w.out, ',');
            put_gap(w, span_end(expr->span), expr->next->span.start);
        }
    }
    buf_char(w.out, ')');
}

static bool is_maxvalue(const AstExpr *expr) {
    return expr->next == NULL && expr->kind == AST_NAME && text_is(name_text(expr->text), "maxvalue");
}

void written_partition(Writing w, const AstPartition *partition) {
    buf_slice(w.out, written_text(w.file, partition->name_span));
    buf_char(w.out, ' ');
    buf_text(w.out, written_partition_words((AstPartitionKind)partition->kind));
    switch ((AstPartitionKind)partition->kind) {
    case AST_FROM_TO:
        put_bounds(w, partition->from);
        buf_text(w.out, " to");
        put_bounds(w, partition->to);
        return;
    case AST_ANY_OF: put_bounds(w, partition->from); return;
    case AST_LESS_THAN:
        if (is_maxvalue(partition->to)) {
            buf_text(w.out, " maxvalue");
        } else {
            put_bounds(w, partition->to);
        }
        return;
    case AST_REMAINDER:
        put_name(w, partition->modulus);
        buf_text(w.out, " remainder");
        put_name(w, partition->remainder);
        return;
    case AST_ALL_OTHERS: return;
    }
}

void written_exclusion(Writing w, const AstItem *item) {
    written_modifier(w, item->modifiers);
    buf_text(w.out, " (");
    put_keys(w, item->keys);
    buf_char(w.out, ')');
}
