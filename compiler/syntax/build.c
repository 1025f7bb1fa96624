/*
 * build.c - see syntax/build.h.
 */
#include "syntax/build.h"

#include <string.h>

/* Without the quotes round it; inside, a doubled quote stands for one. */
static Name unquoted(Parser *p, Token token) {
    char quote = token.text[0];
    const char *text = token.text + 1;
    size_t length = token.length - 2;
    const char *found = memchr(text, quote, length);
    if (found == NULL) {
        return names_intern(p->names, text, length);
    }
    char *copy = arena_copy_text(p->arena, text, length);
    size_t to = 0;
    for (size_t from = 0; from < length; from++) {
        copy[to++] = text[from];
        from += text[from] == quote;
    }
    return names_intern(p->names, copy, to);
}

Name build_text(Parser *p, Token token) {
    char first = token.length > 0 ? token.text[0] : 'a';
    if (token.length >= 2 && (first == '"' || first == '\'' || first == '`')) {
        if (first == '"' && token.length == 2) {
            diag_at(p->diags, DIAG_SYNTAX_ERROR, token_span(token),
                    "expected a name between the quotes, found nothing");
        }
        return unquoted(p, token);
    }
    Name name = names_intern(p->names, token.text, token.length);
    bool is_number = first >= '0' && first <= '9';
    return name->is_plain || is_number ? name : names_lower(p->names, name); /* capitals were told */
}

AstName *build_name(Parser *p, Token token) {
    AstName *name = NEW(p->arena, AstName);
    name->name = build_text(p, token);
    name->span = token_span(token);
    return name;
}

AstRef build_ref(Token first, Name space, Name name, Token last) {
    return (AstRef){space, name, span_join(token_span(first), token_span(last))};
}

AstRef *build_ref_copy(Parser *p, AstRef ref) {
    return arena_copy(p->arena, &ref, sizeof ref);
}

Name build_dollar(Parser *p, Token token, Span *span) {
    const char *second = memchr(token.text + 1, '$', token.length - 1);
    uint32_t tag = (uint32_t)(second - token.text) + 1;
    *span = (Span){token.start + tag, token.length - 2 * tag};
    return names_intern(p->names, token.text + tag, token.length - 2 * tag);
}

AstType *build_type(Parser *p, Token first, Name space, Name word) {
    AstType *type = NEW(p->arena, AstType);
    type->space = space;
    type->word = word;
    type->span = token_span(first);
    return type;
}

uint32_t build_type_argument(Token number) {
    uint64_t value = 0;
    for (uint32_t i = 0; i < number.length; i++) {
        char digit = number.text[i];
        if (digit < '0' || digit > '9') {
            return UINT32_MAX;
        }
        value = value * 10 + (uint64_t)(digit - '0');
        if (value >= UINT32_MAX) {
            return UINT32_MAX;
        }
    }
    return (uint32_t)value;
}

AstExpr *build_leaf(Parser *p, AstExprKind kind, Token token) {
    AstExpr *expr = NEW(p->arena, AstExpr);
    expr->kind = (uint8_t)kind;
    expr->depth = 1;
    expr->span = token_span(token);
    if (kind == AST_VERBATIM) {
        Span between;
        expr->text = build_dollar(p, token, &between);
    } else if (kind == AST_NUMBER || kind == AST_STRING || kind == AST_NAME) {
        expr->text = build_text(p, token);
    }
    return expr;
}

static uint16_t deepest(uint16_t depth, const AstExpr *list) {
    for (; list != NULL; list = list->next) {
        depth = list->depth > depth ? list->depth : depth;
    }
    return depth;
}

/* A node over parts of that depth; a broken one, and a message, if that is too deep. */
static AstExpr *node_over(Parser *p, AstExprKind kind, Span span, uint16_t depth) {
    AstExpr *expr = NEW(p->arena, AstExpr);
    expr->kind = (uint8_t)kind;
    expr->span = span;
    expr->depth = (uint16_t)(depth + 1);
    if (expr->depth > AST_DEEPEST) {
        Diag *diag = diag_at(p->diags, DIAG_NESTED_TOO_DEEPLY, (Span){span.start, 1},
                             "this expression is nested deeper than %d levels", AST_DEEPEST);
        diag_help(diag, "a chain of operators has a level for each; use `in (...)`, or write the "
                        "expression as `$$ sql $$` for a target");
        expr->kind = AST_BROKEN;
        expr->depth = 1;
    }
    return expr;
}

AstExpr *build_node(Parser *p, AstExprKind kind, Span span, AstExpr *left, AstExpr *right) {
    uint16_t depth = deepest(left != NULL ? left->depth : 0, right);
    AstExpr *expr = node_over(p, kind, span, depth);
    if (expr->kind != AST_BROKEN) {
        expr->left = left;
        expr->right = right;
    }
    return expr;
}

AstExpr *build_operation(Parser *p, AstOperator op, Span span, AstExpr *left, AstExpr *right) {
    AstExpr *expr = build_node(p, right != NULL ? AST_BINARY : AST_UNARY, span, left, right);
    expr->op = (uint8_t)op;
    return expr;
}

AstExpr *build_negated(AstExpr *expr, bool negated) {
    expr->negated = negated;
    return expr;
}

AstExpr *build_call(Parser *p, Token name, AstExpr *arguments, Token last) {
    Span span = span_join(token_span(name), token_span(last));
    AstExpr *expr = build_node(p, AST_CALL, span, NULL, arguments);
    expr->text = build_text(p, name);
    return expr;
}

AstExpr *build_typed(Parser *p, AstExprKind kind, Span span, AstType *type, AstExpr *left) {
    AstExpr *expr = node_over(p, kind, span, left != NULL ? left->depth : 0);
    if (expr->kind != AST_BROKEN) {
        expr->left = left;
        expr->type = type;
    }
    return expr;
}

static Span to_here(const Parser *p, Token first) {
    return span_join(token_span(first), token_span(p->previous));
}

AstModifier *build_modifier(Parser *p, AstModifierKind kind, Token first) {
    AstModifier *modifier = NEW(p->arena, AstModifier);
    modifier->kind = (uint8_t)kind;
    modifier->span = to_here(p, first);
    return modifier;
}

AstModifier *build_modifier_expr(Parser *p, AstModifierKind kind, Token first, AstName *name,
                                 AstExpr *expr) {
    AstModifier *modifier = build_modifier(p, kind, first);
    modifier->name = name;
    modifier->expr = expr;
    return modifier;
}

AstModifier *build_modifier_name(Parser *p, AstModifierKind kind, Token first, AstName *name) {
    AstModifier *modifier = build_modifier(p, kind, first);
    modifier->name = name;
    return modifier;
}

AstModifier *build_modifier_action(Parser *p, AstModifierKind kind, Token first,
                                   AstAction action) {
    AstModifier *modifier = build_modifier(p, kind, first);
    modifier->action = (uint8_t)action;
    return modifier;
}

AstModifier *build_references(Parser *p, Token first, AstRef ref, AstName *columns) {
    AstModifier *modifier = build_modifier(p, AST_MOD_REFERENCES, first);
    modifier->ref = build_ref_copy(p, ref);
    modifier->columns = columns;
    return modifier;
}

AstIndexKey *build_key(Parser *p, AstExpr *expr) {
    AstIndexKey *key = NEW(p->arena, AstIndexKey);
    key->expr = expr;
    return key;
}

/* A clause of a key that is said once. */
static void set_once(Parser *p, AstName **place, Token token, const char *words) {
    if (*place != NULL) {
        Diag *diag = diag_at(p->diags, DIAG_DUPLICATE_MODIFIER, token_span(token),
                             "`%s` is said twice", words);
        diag_note(diag, (*place)->span, "the first time is here");
    }
    *place = build_name(p, token);
}

void build_key_collation(Parser *p, AstIndexKey *key, Token name) {
    set_once(p, &key->collation, name, "collate");
}

void build_key_class(Parser *p, AstIndexKey *key, Token name) {
    set_once(p, &key->class, name, "opclass");
}

void build_key_prefix(Parser *p, AstIndexKey *key, Token number) {
    set_once(p, &key->prefix, number, "prefix");
    key->length = build_type_argument(number);
}

AstWord *build_word(Parser *p, AstRef name, const Token *sign, const Token *value) {
    AstWord *option = NEW(p->arena, AstWord);
    option->name = name.space == NULL
                       ? name.name
                       : names_internf(p->names, "%s.%s", name.space->text, name.name->text);
    option->span = value != NULL ? span_join(name.span, token_span(*value)) : name.span;
    if (value != NULL) {
        Name text = build_text(p, *value);
        option->value = sign != NULL ? names_internf(p->names, "-%s", text->text) : text;
    }
    return option;
}

AstItem *build_item(Parser *p, AstItemKind kind, Token first, Token keyword, AstName *name,
                    AstModifier *modifiers) {
    AstItem *item = NEW(p->arena, AstItem);
    item->kind = (uint8_t)kind;
    item->span = to_here(p, first);
    item->name = name != NULL ? name->name : NULL;
    item->name_span =
        name != NULL ? name->span : span_join(token_span(first), token_span(keyword));
    item->modifiers = modifiers;
    return item;
}

AstItem *build_index(Parser *p, Token first, AstName *name, AstModifier *using, AstIndexKey *keys,
                     AstModifier *modifiers) {
    if (using != NULL) {
        using->next = modifiers;
    }
    AstItem *item = build_item(p, AST_INDEX, first, first, name, using != NULL ? using : modifiers);
    item->keys = keys;
    return item;
}

/* A column has no type, and this stands in its place. */
static void tell_untyped(Parser *p, uint32_t start) {
    Text found = {p->lexer.file->text.data + (start - p->lexer.file->base), 0};
    while (found.data[found.length] >= 'a' && found.data[found.length] <= 'z') {
        found.length++;
    }
    Diag *diag = diag_at(p->diags, DIAG_SYNTAX_ERROR, (Span){start, (uint32_t)found.length},
                         "expected a type or `references`, found `%.*s`", TEXT_ARG(found));
    diag_help(diag, "a column is written NAME TYPE MODIFIERS; one that references a key may leave "
                    "its type out");
}

static AstItem *new_column(Parser *p, Token name, AstType *type, AstModifier *modifiers) {
    AstItem *item = NEW(p->arena, AstItem);
    item->kind = AST_COLUMN;
    item->span = to_here(p, name);
    item->name = build_text(p, name);
    item->name_span = token_span(name);
    item->type = type;
    item->modifiers = modifiers;
    return item;
}

static bool is_typed(const AstItem *column) {
    const AstModifier *modifier = column->modifiers;
    while (modifier != NULL && modifier->kind != AST_MOD_REFERENCES) {
        modifier = modifier->next;
    }
    return column->type != NULL || modifier != NULL;
}

AstItem *build_column(Parser *p, Token name, AstType *type, AstModifier *modifiers) {
    AstItem *item = new_column(p, name, type, modifiers);
    if (!is_typed(item)) {
        tell_untyped(p, modifiers->span.start);
    }
    return item;
}

/* A line of documentation without its slashes and one blank; *at goes to the next. */
static Text doc_line(const char **at, const char *end) {
    const char *start = *at;
    const char *newline = memchr(start, '\n', (size_t)(end - start));
    const char *stop = newline != NULL ? newline : end;
    *at = newline != NULL ? newline + 1 : end;
    while (*start != '/') {
        start++;
    }
    start += 3;
    start += start < stop && *start == ' ';
    while (stop > start && (stop[-1] == ' ' || stop[-1] == '\t' || stop[-1] == '\r')) {
        stop--;
    }
    return (Text){start, (size_t)(stop - start)};
}

/* The lines of documentation joined by newlines. */
static Name doc_text(Parser *p, Token doc) {
    if (doc.length == 0) {
        return NULL;
    }
    const char *at = doc.text;
    const char *end = doc.text + doc.length;
    Text line = doc_line(&at, end);
    if (at == end) {
        return names_intern(p->names, line.data, line.length);
    }
    char *text = arena_alloc(p->arena, doc.length);
    size_t length = line.length;
    memcpy(text, line.data, length);
    while (at < end) {
        line = doc_line(&at, end);
        text[length++] = '\n';
        memcpy(text + length, line.data, line.length);
        length += line.length;
    }
    return names_intern(p->names, text, length);
}

AstItem *build_documented(Parser *p, AstItem *item, Token doc) {
    item->doc = doc_text(p, doc);
    return item;
}

AstSetting *build_setting(Parser *p, Token name, AstValue *values) {
    AstSetting *setting = NEW(p->arena, AstSetting);
    setting->name = build_text(p, name);
    setting->span = token_span(name);
    setting->values = values;
    return setting;
}

AstValue *build_value(Parser *p, AstExprKind kind, Token token, Name version) {
    AstValue *value = NEW(p->arena, AstValue);
    value->kind = (uint8_t)kind;
    value->text = build_text(p, token);
    value->version = version;
    value->span = to_here(p, token);
    return value;
}

/* Appends a token, one blank before it if anything was between it and the one before. */
void build_raw(Parser *p, Token token) {
    if (p->raw.count > 0 && token.text > p->raw_end) {
        vec_push(p->arena, &p->raw, ' ');
    }
    p->raw_end = token.text + token.length;
    for (uint32_t i = 0; i < token.length; i++) {
        vec_push(p->arena, &p->raw, token.text[i]);
    }
}

AstSpelling *build_spelling(Parser *p, Token target, Token first) {
    AstSpelling *spelling = NEW(p->arena, AstSpelling);
    spelling->target = build_text(p, target);
    spelling->target_span = token_span(target);
    spelling->text = names_intern(p->names, p->raw.items, p->raw.count);
    spelling->span = to_here(p, first);
    p->raw.count = 0;
    return spelling;
}

AstRow *build_row(Parser *p, AstExpr *values) {
    AstRow *row = NEW(p->arena, AstRow);
    row->values = values;
    row->span = (Span){values->span.start,
                       p->previous.start + p->previous.length - values->span.start};
    return row;
}

AstDecl *build_decl(Parser *p, AstDeclKind kind, Token first, AstRef name, AstName *targets) {
    AstDecl *decl = NEW(p->arena, AstDecl);
    decl->kind = (uint8_t)kind;
    decl->span = to_here(p, first);
    decl->name = name;
    decl->targets = targets;
    return decl;
}

AstDecl *build_sql(Parser *p, Token first, AstRef name, AstName *targets, Token up) {
    AstDecl *decl = build_decl(p, AST_SQL, first, name, targets);
    decl->needs = arena_copy(p->arena, p->needs.items, p->needs.count * sizeof(AstRef));
    decl->needs_count = p->needs.count;
    p->needs.count = 0;
    decl->up = build_dollar(p, up, &decl->up_span);
    return decl;
}

void build_sql_down(Parser *p, AstDecl *decl, Token down) {
    decl->down = build_dollar(p, down, &decl->down_span);
    decl->span = span_join(decl->span, token_span(down));
}

void build_sql_down_none(Parser *p, AstDecl *decl, Token reason) {
    decl->down_reason = build_text(p, reason);
    decl->span = span_join(decl->span, token_span(reason));
}

AstDecl *build_revision(Parser *p, Token first, Token name, AstName *parent, AstStep *steps) {
    AstRef ref = build_ref(name, NULL, build_text(p, name), name);
    AstDecl *decl = build_decl(p, AST_REVISION, first, ref, NULL);
    decl->steps = steps;
    if (parent != NULL) {
        decl->after = parent->name;
        decl->after_span = parent->span;
    }
    return decl;
}

static AstOption *new_option(Parser *p, AstOptionKind kind, Span span) {
    AstOption *option = NEW(p->arena, AstOption);
    option->kind = (uint8_t)kind;
    option->span = span;
    return option;
}

AstOption *build_option(Parser *p, AstOptionKind kind, Token sign, Token last) {
    Token first = sign.length > 0 ? sign : last;
    AstOption *option = new_option(p, kind, span_join(token_span(first), token_span(last)));
    if (kind != AST_OPTION_CYCLE) {
        const char *minus = sign.length > 0 ? "-" : "";
        option->number = names_internf(p->names, "%s%.*s", minus, (int)last.length, last.text);
    }
    return option;
}

AstOption *build_owner(Parser *p, Token first, AstRef table, Token column) {
    AstOption *option = new_option(p, AST_OPTION_OWNER,
                                   span_join(token_span(first), token_span(column)));
    option->table = table;
    option->column = build_name(p, column);
    return option;
}

AstDecl *build_domain(Parser *p, Token first, AstRef name, AstType *base, AstModifier *modifiers) {
    AstDecl *decl = build_decl(p, AST_DOMAIN, first, name, NULL);
    AstItem *item = NEW(p->arena, AstItem);
    item->kind = AST_COLUMN;
    item->span = decl->span;
    item->name = names_of(p->names, "value");
    item->name_span = name.span;
    item->type = base;
    item->modifiers = modifiers;
    for (AstModifier **link = &item->modifiers; *link != NULL;) {
        if ((*link)->kind == AST_MOD_FOR && decl->targets == NULL) {
            decl->targets = (*link)->targets;
            *link = (*link)->next;
        } else {
            link = &(*link)->next;
        }
    }
    decl->items = item;
    return decl;
}

AstDecl *build_sequence(Parser *p, Token first, AstRef name, AstType *base, AstOption *options,
                        AstName *targets) {
    AstDecl *decl = build_decl(p, AST_SEQUENCE, first, name, targets);
    decl->base = base;
    decl->options = options;
    return decl;
}

void build_declare(Parser *p, AstDecl *decl, Token doc) {
    if (decl == NULL) {
        return;
    }
    decl->doc = doc_text(p, doc);
    if (p->item_lost) {
        bool is_list = decl->kind == AST_TABLE || decl->kind == AST_MIXIN;
        decl->is_incomplete = is_list || decl->kind == AST_REVISION;
        p->unit->has_incomplete |= is_list;
        p->unit->has_lost |= !is_list;
        p->item_lost = false;
    }
    if (p->unit->last != NULL) {
        p->unit->last->next = decl;
    } else {
        p->unit->first = decl;
    }
    p->unit->last = decl;
}

/* ---------- steps and changes ---------- */

AstChange *build_options(Parser *p, AstItem *item) {
    AstChange *change = NEW(p->arena, AstChange);
    change->kind = AST_SET_OPTIONS;
    change->span = item->span;
    change->item = item;
    return change;
}

AstStep *build_step(Parser *p, AstStepKind kind, Token first, AstRef name) {
    AstStep *step = NEW(p->arena, AstStep);
    step->kind = (uint8_t)kind;
    step->span = to_here(p, first);
    step->name = name;
    return step;
}

AstStep *build_decl_step(Parser *p, AstStepKind kind, Token first, AstDecl *decl) {
    AstStep *step = NEW(p->arena, AstStep);
    step->kind = (uint8_t)kind;
    step->span = first.length > 0 ? span_join(token_span(first), decl->span) : decl->span;
    step->name = decl->name;
    step->decl = decl;
    return step;
}

AstStep *build_drop_step(Parser *p, Token first, AstDeclKind dropped, AstRef name,
                         const AstChange *said) {
    AstStep *step = build_step(p, AST_STEP_DROP, first, name);
    step->dropped = (uint8_t)dropped;
    if (said != NULL) {
        step->lossy = said->lossy;
        step->lossy_span = said->lossy_span;
    }
    return step;
}

AstStep *build_rename_step(Parser *p, Token first, AstDeclKind renamed, AstRef name, AstRef to) {
    AstStep *step = build_step(p, AST_STEP_RENAME, first, name);
    step->dropped = (uint8_t)renamed;
    step->to = to;
    return step;
}

AstStep *build_documented_step(Parser *p, AstStep *step, Token doc) {
    step->doc = doc_text(p, doc);
    if (step->decl != NULL) {
        step->decl->doc = step->doc;
    }
    return step;
}

AstChange *build_change(Parser *p, AstChangeKind kind, Token first, AstName *name) {
    AstChange *change = NEW(p->arena, AstChange);
    change->kind = (uint8_t)kind;
    change->span = to_here(p, first);
    change->name = name;
    return change;
}

AstChange *build_add(Parser *p, Token first, AstItem *item) {
    AstChange *change = build_change(p, AST_ADD_ITEM, first, NULL);
    change->item = item;
    return change;
}

/* Puts what is said besides into the change. */
static void say(AstChange *change, const AstChange *said) {
    if (said != NULL) {
        change->expr = said->expr;
        change->expr_span = said->expr_span;
        change->restore = said->restore;
        change->restore_span = said->restore_span;
        change->lossy = said->lossy;
        change->lossy_span = said->lossy_span;
    }
}

AstChange *build_alter(Parser *p, Token first, Token name, AstType *type, AlteredList altered) {
    AstChange *change = build_change(p, AST_ALTER_COLUMN, first, build_name(p, name));
    change->item = new_column(p, name, type, altered.first);
    if (!is_typed(change->item)) {
        Text rest = {name.text + name.length, 0};
        while (strchr(" \t\r\n", rest.data[rest.length]) != NULL) {
            rest.length++;
        }
        tell_untyped(p, name.start + name.length + (uint32_t)rest.length);
    }
    say(change, altered.said);
    return change;
}

AstChange *build_drop(Parser *p, Token first, AstItemKind part, AstName *name, AstName *columns) {
    AstChange *change = build_change(p, AST_DROP_ITEM, first, name);
    change->part = (uint8_t)part;
    change->columns = columns;
    return change;
}

AstChange *build_drop_column(Parser *p, Token first, Token name, const AstChange *said) {
    AstChange *change = build_drop(p, first, AST_COLUMN, build_name(p, name), NULL);
    say(change, said);
    return change;
}

AstChange *build_rename(Parser *p, Token first, AstItemKind part, AstName *name, Token to) {
    AstChange *change = build_change(p, AST_RENAME_ITEM, first, name);
    change->part = (uint8_t)part;
    change->to = build_name(p, to);
    return change;
}

AstChange *build_documented_change(Parser *p, AstChange *change, Token doc) {
    if (doc.length == 0) {
        return change;
    }
    if (change->item != NULL) {
        change->item->doc = doc_text(p, doc);
        return change;
    }
    Diag *diag = diag_at(p->diags, DIAG_SYNTAX_ERROR, token_span(doc),
                         "expected something that is added or altered below this documentation");
    diag_note(diag, change->span, "this has none");
    diag_help(diag, "a comment is written `//`");
    return change;
}

AstChange *build_using(Parser *p, Token first, AstExpr *expr) {
    AstChange *said = NEW(p->arena, AstChange);
    said->expr = expr;
    said->span = said->expr_span = to_here(p, first);
    return said;
}

AstChange *build_restore(Parser *p, Token first, AstExpr *expr) {
    AstChange *said = NEW(p->arena, AstChange);
    said->restore = expr;
    said->span = said->restore_span = to_here(p, first);
    return said;
}

AstChange *build_lossy(Parser *p, Token first, Token why) {
    AstChange *said = NEW(p->arena, AstChange);
    said->lossy = build_text(p, why);
    said->span = said->lossy_span = span_join(token_span(first), token_span(why));
    return said;
}

static void tell_twice(Parser *p, const char *word, Span first, Span second) {
    Diag *diag = diag_at(p->diags, DIAG_DUPLICATE_MODIFIER, second, "`%s` is said twice", word);
    diag_note(diag, first, "it is said here first");
}

AstChange *build_said(Parser *p, AstChange *said, AstChange *more) {
    if (said == NULL) {
        return more;
    }
    if (more->expr != NULL) {
        if (said->expr != NULL) {
            tell_twice(p, "using", said->expr_span, more->span);
        }
        said->expr = more->expr;
        said->expr_span = more->span;
    } else if (more->restore != NULL) {
        if (said->restore != NULL) {
            tell_twice(p, "restore", said->restore_span, more->span);
        }
        said->restore = more->restore;
        said->restore_span = more->span;
    } else {
        if (said->lossy != NULL) {
            tell_twice(p, "lossy", said->lossy_span, more->span);
        }
        said->lossy = more->lossy;
        said->lossy_span = more->span;
    }
    return said;
}
