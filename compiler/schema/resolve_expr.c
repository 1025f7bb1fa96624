/*
 * resolve_expr.c - what is said in expressions: defaults, generated columns, checks, indexes.
 *
 * takes:    a table whose columns have their types
 * gives:    typed expressions, checks and indexes in the order written, named
 * promises: what is wrong inside an expression is told by schema/typing, once
 */
#include "schema/resolver.h"

/* "the default of `total`", in a buffer that the next call overwrites. */
static const char *place_of(Resolver *resolver, const char *what, Name name) {
    size_t room = sizeof resolver->place - 2;
    size_t length = strlen(what);
    memcpy(resolver->place, what, length);
    size_t shown = name->length < room - length ? name->length : room - length;
    memcpy(resolver->place + length, name->text, shown);
    resolver->place[length + shown] = '`';
    resolver->place[length + shown + 1] = '\0';
    return resolver->place;
}

static TypingScope scope_of(Resolver *resolver, const Table *table, TargetSet targets,
                            const char *place) {
    return (TypingScope){.symbols = &resolver->symbols, .table = table, .targets = targets,
                         .place = place};
}

typedef struct Used {
    Resolver *resolver;
    const Table *table;
    TargetSet targets;
    Span span;
    const char *what;
    bool told;
} Used;

static void check_used(void *context, uint16_t position) {
    Used *used = context;
    const Column *column = &used->table->columns[position];
    TargetSet missing = resolve_missing(used->resolver, used->targets, column->targets);
    if (missing && !used->told) {
        used->told = true;
        Diag *diag = resolve_tell_missing(used->resolver, used->span, missing,
                                          "%s names column `%s`, which is not there", used->what,
                                          column->name->text);
        diag_note(diag, column->span, "`%s` is declared here", column->name->text);
    }
}

/* The columns that an expression names must be there for all its targets. */
static void check_expr_targets(Resolver *resolver, const Table *table, const Expr *expr,
                               TargetSet targets, const char *what) {
    Used used = {resolver, table, targets, expr->span, what, false};
    expr_columns(expr, check_used, &used);
}

/* ---- columns ---- */

static void resolve_column_exprs(Resolver *resolver, Table *table, Column *column,
                                 const AstItem *item) {
    const AstModifier *value = resolve_modifier(item, AST_MOD_DEFAULT);
    if (value && value->expr) {
        TypingScope scope = scope_of(resolver, NULL, column->targets,
                                     place_of(resolver, "the default of `", column->name));
        scope.role = ROLE_DEFAULT;
        column->default_value = typing_expr(&scope, value->expr, column->type);
    }
    const AstModifier *generated = resolve_modifier(item, AST_MOD_GENERATED);
    if (generated && generated->expr) {
        TypingScope scope = scope_of(resolver, table, column->targets,
                                     place_of(resolver, "the value of `", column->name));
        scope.role = ROLE_GENERATED;
        column->generated = typing_expr(&scope, generated->expr, column->type);
        check_expr_targets(resolver, table, column->generated, column->targets, "the expression");
    }
    TypeFamily family = type_family(column->type);
    if (column->collation && column->type.kind != TYPE_ERROR && family != FAMILY_TEXT &&
        family != FAMILY_NONE) {
        diag_at(resolver->symbols.diags, DIAG_TYPE_MISMATCH,
                resolve_modifier(item, AST_MOD_COLLATE)->span,
                "column `%s` has a collation and is not text", column->name->text);
    }
    if ((column->flags & COLUMN_TOUCHED) && family != FAMILY_TIMESTAMP && family != FAMILY_DATE &&
        family != FAMILY_NONE) {
        diag_at(resolver->symbols.diags, DIAG_TYPE_MISMATCH,
                resolve_modifier(item, AST_MOD_ON_UPDATE_NOW)->span,
                "column `%s` is set to the time of each update and is no timestamp",
                column->name->text);
    }
}

/* ---- checks ---- */

static void add_check(Resolver *resolver, Table *table, Name name, Span span,
                      const AstExpr *written, TargetSet targets, uint8_t flags) {
    if (!written || table->check_count == UINT16_MAX) {
        return;
    }
    TypingScope scope = scope_of(resolver, table, targets, "a check");
    scope.role = ROLE_CHECK;
    Check check = {.name = name, .span = span, .targets = targets, .flags = flags};
    check.condition = typing_expr(&scope, written, TYPE_OF(TYPE_BOOL));
    check_expr_targets(resolver, table, check.condition, targets, "the check");
    if (!check.name) {
        check.name = names_check(resolver, table, check.condition);
    }
    table->checks[table->check_count++] = check;
}

static void column_checks(Resolver *resolver, Table *table, const Column *column,
                          const AstItem *item) {
    for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        if (modifier->kind == AST_MOD_CHECK) {
            const AstName *name = modifier->name;
            add_check(resolver, table, name ? name->name : NULL, name ? name->span : modifier->span,
                      modifier->expr, column->targets, resolve_constraint_flags(item, modifier));
        }
    }
}

/* ---- indexes ---- */

#define LONGEST_PREFIX 65535u

/* The operator of a key of an exclusion, or NULL: of an index, or told. */
static Name operator_of(Resolver *resolver, const AstName *written) {
    static const char signs[] = "+-*/<>=~!@#%^&|`?";
    if (!written) {
        return NULL;
    }
    const char *text = written->name->text;
    if (text[0] == '\0' || strspn(text, signs) != written->name->length || strstr(text, "--") ||
        strstr(text, "/*")) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_INVALID_SQL, written->span,
                             "`%s` is no operator", text);
        diag_help(diag, "write one of PostgreSQL's, such as `with '='` or `with '&&'`");
    }
    return written->name;
}

void resolve_index_key(Resolver *resolver, const TypingScope *scope, const AstIndexKey *key,
                       IndexKey *made) {
    made->expr = typing_expr(scope, key->expr, TYPE_OF(TYPE_ERROR));
    made->descending = key->descending;
    made->nulls = key->nulls;
    made->collation = key->collation ? key->collation->name : NULL;
    made->class = key->class ? key->class->name : NULL;
    made->prefix = key->length;
    if (key->prefix && (key->length == 0 || key->length > LONGEST_PREFIX)) {
        diag_at(resolver->symbols.diags, DIAG_BAD_TYPE_ARGUMENTS, key->prefix->span,
                "the length of a prefix is 1 to %u", LONGEST_PREFIX);
        made->prefix = 1;
    }
    made->sign = operator_of(resolver, key->sign);
}

static void add_index(Resolver *resolver, Table *table, const AstItem *item) {
    if (table->index_count == UINT16_MAX) {
        return;
    }
    const AstModifier *restriction = resolve_modifier(item, AST_MOD_FOR);
    const AstModifier *where = resolve_modifier(item, AST_MOD_WHERE);
    const AstModifier *method = resolve_modifier(item, AST_MOD_USING);
    const AstModifier *include = resolve_modifier(item, AST_MOD_INCLUDE);
    Index index = {.name = item->name, .span = item->name_span, .is_unique = item->is_unique};
    const AstModifier *same = resolve_modifier(item, AST_MOD_NULLS_SAME);
    if (same && !item->is_unique) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_MISPLACED_MODIFIER, same->span,
                             "`nulls not distinct` means nothing on an index that is not unique");
        diag_help(diag, "write `unique index`, or leave it out");
    }
    index.flags = resolve_constraint_flags(item, NULL);
    index.is_exclusion = item->kind == AST_EXCLUDE;
    const char *what = index.is_exclusion ? "the exclusion" : "the index";
    index.targets = resolve_targets(resolver, restriction ? restriction->targets : NULL,
                                    table->targets, what);
    index.method = method && method->name ? method->name->name : NULL;
    uint32_t count = 0;
    for (const AstIndexKey *key = item->keys; key; key = key->next) {
        count++;
    }
    if (count > MOST_KEY_COLUMNS) {
        diag_at(resolver->symbols.diags, DIAG_TOO_MANY_COLUMNS, index.span,
                "an index of %u keys, and %u is the most", count, MOST_KEY_COLUMNS);
        return;
    }
    TypingScope scope = scope_of(resolver, table, index.targets, "an index key");
    scope.role = ROLE_INDEX;
    index.keys = NEW_ARRAY(resolver->symbols.arena, IndexKey, count);
    for (const AstIndexKey *key = item->keys; key; key = key->next) {
        IndexKey *made = &index.keys[index.key_count++];
        resolve_index_key(resolver, &scope, key, made);
        check_expr_targets(resolver, table, made->expr, index.targets, what);
    }
    if (where && where->expr) {
        scope.place = "the condition of an index";
        index.where = typing_expr(&scope, where->expr, TYPE_OF(TYPE_BOOL));
        check_expr_targets(resolver, table, index.where, index.targets, what);
    }
    if (include) {
        resolve_columns(resolver, table, include->columns, MOST_KEY_COLUMNS, &index.include);
        resolve_column_targets(resolver, table, index.include, index.targets, include->span,
                               "the index");
    }
    const AstModifier *with = resolve_modifier(item, AST_MOD_WITH);
    if (with) {
        OptionVec written = {0};
        resolve_add_options(resolver, with->options, index.targets, &written);
        index.options = resolve_options(resolver, &written);
    }
    if (!index.name) {
        index.name = names_index(resolver, table, index.keys, index.key_count);
    }
    table->indexes[table->index_count++] = index;
}

void resolve_expressions(Resolver *resolver, Table *table) {
    for (uint32_t i = 0; i < resolver->items.count; i++) {
        const AstItem *item = resolver->items.items[i];
        switch ((AstItemKind)item->kind) {
        case AST_COLUMN: {
            int position = item->name ? table_column(table, item->name) : -1;
            if (position >= 0 && table->columns[position].span.start == item->name_span.start) {
                resolve_column_exprs(resolver, table, &table->columns[position], item);
                column_checks(resolver, table, &table->columns[position], item);
            }
            break;
        }
        case AST_CHECK: {
            const AstModifier *restriction = resolve_modifier(item, AST_MOD_FOR);
            TargetSet targets = resolve_targets(resolver, restriction ? restriction->targets : NULL,
                                                table->targets, "the check");
            add_check(resolver, table, item->name, item->name_span, item->expr, targets,
                      resolve_constraint_flags(item, NULL));
            break;
        }
        case AST_INDEX:
        case AST_EXCLUDE: add_index(resolver, table, item); break;
        case AST_INCLUDE:
        case AST_PARTITION: /* resolve_partitions */
        case AST_OPTIONS:
        case AST_PRIMARY_KEY:
        case AST_UNIQUE:
        case AST_FOREIGN_KEY: break;
        }
    }
    resolve_partitions(resolver, table);
}
