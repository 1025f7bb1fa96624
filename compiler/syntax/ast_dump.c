/*
 * ast_dump.c - the tree, one node a line, children two blanks deeper, without places.
 * See syntax/format.h. Two files with the same dump mean the same.
 */
#include "syntax/format.h"

#include "syntax/written.h"

typedef struct Dump {
    Buf *out;
    uint32_t depth;
} Dump;

static void put_line(Dump *d, const char *word) {
    buf_spaces(d->out, 2 * (size_t)d->depth);
    buf_text(d->out, word);
}

static void put_quoted(Dump *d, Name text) {
    buf_char(d->out, '\'');
    for (uint32_t i = 0; i < text->length; i++) {
        char c = text->text[i];
        if (c == '\n') {
            buf_text(d->out, "\\n");
        } else if (c == '\\' || c == '\'') {
            buf_char(d->out, '\\');
            buf_char(d->out, c);
        } else {
            buf_char(d->out, c);
        }
    }
    buf_char(d->out, '\'');
}

static void put_name(Dump *d, Name name) {
    buf_char(d->out, ' ');
    if (name == NULL) {
        buf_char(d->out, '-');
    } else {
        buf_name(d->out, name);
    }
}

static void put_ref(Dump *d, Name space, Name name) {
    buf_char(d->out, ' ');
    if (space != NULL) {
        buf_name(d->out, space);
        buf_char(d->out, '.');
    }
    buf_name(d->out, name);
}

/* ` (a, b)` */
static void put_names(Dump *d, const AstName *names) {
    buf_text(d->out, " (");
    for (const AstName *name = names; name != NULL; name = name->next) {
        buf_text(d->out, name == names ? "" : ", ");
        buf_name(d->out, name->name);
    }
    buf_char(d->out, ')');
}

static void put_text(Dump *d, const char *word, Name text) {
    put_line(d, word);
    buf_char(d->out, ' ');
    put_quoted(d, text);
    buf_char(d->out, '\n');
}

static void put_targets(Dump *d, const AstName *targets) {
    if (targets != NULL) {
        put_line(d, "for");
        put_names(d, targets);
        buf_char(d->out, '\n');
    }
}

static void dump_type(Dump *d, const AstType *type) {
    put_line(d, "type");
    put_ref(d, type->space, type->word);
    for (unsigned i = 0; i < type->argument_count; i++) {
        buf_char(d->out, ' ');
        buf_uint(d->out, type->arguments[i]);
    }
    buf_text(d->out, type->is_unsigned ? " unsigned" : "");
    buf_text(d->out, type->is_array ? " []\n" : "\n");
}

static const char *operator_sign(AstOperator op) {
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

static void dump_expr(Dump *d, const AstExpr *expr);

static void dump_exprs(Dump *d, const AstExpr *list) {
    for (; list != NULL; list = list->next) {
        dump_expr(d, list);
    }
}

/* A node of that word, its text or sign behind it, then what it holds. */
static void dump_expr(Dump *d, const AstExpr *expr) {
    const AstExpr *items = NULL;
    put_line(d, "");
    switch ((AstExprKind)expr->kind) {
    case AST_NUMBER: buf_text(d->out, "number"); break;
    case AST_STRING: buf_text(d->out, "string"); break;
    case AST_TRUE: buf_text(d->out, "true"); break;
    case AST_FALSE: buf_text(d->out, "false"); break;
    case AST_NULL: buf_text(d->out, "null"); break;
    case AST_NAME: buf_text(d->out, "name"); break;
    case AST_CALL: buf_text(d->out, "call"); items = expr->items; break;
    case AST_UNARY: buf_text(d->out, operator_sign((AstOperator)expr->op)); break;
    case AST_BINARY:
        buf_text(d->out, operator_sign((AstOperator)expr->op));
        items = expr->right;
        break;
    case AST_IS_NULL: buf_text(d->out, "is null"); break;
    case AST_IN: buf_text(d->out, "in"); items = expr->items; break;
    case AST_BETWEEN: buf_text(d->out, "between"); items = expr->items; break;
    case AST_LIKE: buf_text(d->out, "like"); items = expr->right; break;
    case AST_CASE: buf_text(d->out, expr->left != NULL ? "case of" : "case"); items = expr->items; break;
    case AST_WHEN: buf_text(d->out, expr->left != NULL ? "when" : "else"); items = expr->right; break;
    case AST_CAST: buf_text(d->out, "cast"); break;
    case AST_TYPED: buf_text(d->out, "typed"); break;
    case AST_EXTRACT: buf_text(d->out, "extract"); break;
    case AST_GROUP: buf_text(d->out, "group"); break;
    case AST_VERBATIM: buf_text(d->out, "verbatim"); break;
    case AST_BROKEN: buf_text(d->out, "broken"); break;
    }
    if (expr->negated) {
        buf_text(d->out, " negated");
    }
    if (expr->text != NULL) {
        buf_char(d->out, ' ');
        put_quoted(d, expr->text);
    }
    buf_char(d->out, '\n');
    d->depth++;
    if (expr->left != NULL) {
        dump_expr(d, expr->left);
    }
    if ((expr->kind == AST_CAST || expr->kind == AST_TYPED) && expr->type != NULL) {
        dump_type(d, expr->type);
    }
    dump_exprs(d, items);
    d->depth--;
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

static void dump_expr_modifier(Dump *d, const char *word, const AstModifier *modifier) {
    put_line(d, word);
    if (modifier->name != NULL) {
        put_name(d, modifier->name->name);
    }
    buf_text(d->out, modifier->is_virtual ? " virtual\n" : "\n");
    d->depth++;
    dump_expr(d, modifier->expr);
    d->depth--;
}

static void dump_options(Dump *d, const AstWord *option) {
    d->depth++;
    for (; option != NULL; option = option->next) {
        put_line(d, "option");
        put_name(d, option->name);
        if (option->value != NULL) {
            buf_char(d->out, ' ');
            put_quoted(d, option->value);
        }
        buf_char(d->out, '\n');
    }
    d->depth--;
}

static void dump_modifier(Dump *d, const AstModifier *modifier) {
    switch ((AstModifierKind)modifier->kind) {
    case AST_MOD_NULL: put_line(d, "null\n"); break;
    case AST_MOD_DEFAULT: dump_expr_modifier(d, "default", modifier); break;
    case AST_MOD_IDENTITY: put_line(d, "identity\n"); break;
    case AST_MOD_GENERATED: dump_expr_modifier(d, "generated", modifier); break;
    case AST_MOD_COLLATE:
    case AST_MOD_CHARSET:
    case AST_MOD_USING:
        put_line(d, modifier->kind == AST_MOD_USING     ? "using"
                    : modifier->kind == AST_MOD_CHARSET ? "charset"
                                                        : "collate");
        put_name(d, modifier->name->name);
        buf_char(d->out, '\n');
        break;
    case AST_MOD_PRIMARY_KEY: put_line(d, "primary key\n"); break;
    case AST_MOD_UNIQUE: put_line(d, "unique\n"); break;
    case AST_MOD_CHECK: dump_expr_modifier(d, "check", modifier); break;
    case AST_MOD_REFERENCES:
        put_line(d, "references");
        put_ref(d, modifier->ref->space, modifier->ref->name);
        if (modifier->columns != NULL) {
            put_names(d, modifier->columns);
        }
        buf_char(d->out, '\n');
        break;
    case AST_MOD_FORWARD: put_line(d, "forward\n"); break;
    case AST_MOD_MATCH_FULL: put_line(d, "match full\n"); break;
    case AST_MOD_ON_DELETE:
    case AST_MOD_ON_UPDATE:
        put_line(d, modifier->kind == AST_MOD_ON_DELETE ? "on delete " : "on update ");
        buf_text(d->out, action_words((AstAction)modifier->action));
        buf_char(d->out, '\n');
        break;
    case AST_MOD_ON_UPDATE_NOW: put_line(d, "on update now\n"); break;
    case AST_MOD_WHERE: dump_expr_modifier(d, "where", modifier); break;
    case AST_MOD_INCLUDE:
        put_line(d, "include");
        put_names(d, modifier->columns);
        buf_char(d->out, '\n');
        break;
    case AST_MOD_NULLS_SAME: put_line(d, "nulls not distinct\n"); break;
    case AST_MOD_DEFERRABLE:
        put_line(d, "deferrable");
        buf_text(d->out, modifier->is_deferred ? " initially deferred\n" : "\n");
        break;
    case AST_MOD_NOT_VALID: put_line(d, "not valid\n"); break;
    case AST_MOD_FOR: put_targets(d, modifier->targets); break;
    case AST_MOD_CONCURRENTLY: put_line(d, "concurrently\n"); break;
    case AST_MOD_WITH:
        put_line(d, "with\n");
        dump_options(d, modifier->options);
        break;
    }
}

static void put_clause(Dump *d, const char *word, const AstName *name) {
    if (name != NULL) {
        buf_text(d->out, word);
        put_name(d, name->name);
    }
}

static void dump_keys(Dump *d, const AstIndexKey *key) {
    for (; key != NULL; key = key->next) {
        put_line(d, "key");
        put_clause(d, " collate", key->collation);
        put_clause(d, " opclass", key->class);
        put_clause(d, " prefix", key->prefix);
        buf_text(d->out, key->descending ? " desc" : "");
        buf_text(d->out, key->nulls == 1 ? " nulls first" : key->nulls == 2 ? " nulls last" : "");
        if (key->sign != NULL) {
            buf_text(d->out, " with ");
            put_quoted(d, key->sign->name);
        }
        buf_char(d->out, '\n');
        d->depth++;
        dump_expr(d, key->expr);
        d->depth--;
    }
}

static void dump_partition(Dump *d, const AstPartition *partition) {
    put_line(d, "partition");
    put_name(d, partition->name);
    buf_text(d->out, " ");
    buf_text(d->out, written_partition_words((AstPartitionKind)partition->kind));
    put_clause(d, " modulus", partition->modulus);
    put_clause(d, " remainder", partition->remainder);
    buf_char(d->out, '\n');
    const AstExpr *const sides[] = {partition->from, partition->to};
    d->depth++;
    for (size_t i = 0; i < 2; i++) {
        if (sides[i] != NULL) {
            put_line(d, i == 0 ? "values\n" : "end\n");
            d->depth++;
            for (const AstExpr *expr = sides[i]; expr != NULL; expr = expr->next) {
                dump_expr(d, expr);
            }
            d->depth--;
        }
    }
    d->depth--;
}

static void dump_partitions(Dump *d, const AstItem *item) {
    put_line(d, "method");
    put_name(d, item->partitions->method->name);
    put_clause(d, " partitions", item->partitions->number);
    buf_char(d->out, '\n');
    dump_keys(d, item->keys);
    for (const AstPartition *at = item->partitions->first; at != NULL; at = at->next) {
        dump_partition(d, at);
    }
}

static void dump_item(Dump *d, const AstItem *item) {
    put_line(d, item->kind == AST_INDEX && item->is_unique ? "unique " : "");
    buf_text(d->out, written_item_words((AstItemKind)item->kind));
    put_name(d, item->name);
    if (item->kind == AST_PRIMARY_KEY || item->kind == AST_UNIQUE ||
        item->kind == AST_FOREIGN_KEY) {
        put_names(d, item->columns);
    }
    buf_char(d->out, '\n');
    d->depth++;
    if (item->doc != NULL) {
        put_text(d, "doc", item->doc);
    }
    if (item->kind == AST_COLUMN && item->type != NULL) {
        dump_type(d, item->type);
    } else if (item->kind == AST_CHECK) {
        dump_expr(d, item->expr);
    } else if (item->kind == AST_INDEX || item->kind == AST_EXCLUDE) {
        dump_keys(d, item->keys);
    } else if (item->kind == AST_OPTIONS) {
        dump_options(d, item->options);
    } else if (item->kind == AST_PARTITION) {
        dump_partitions(d, item);
    }
    for (const AstModifier *m = item->modifiers; m != NULL; m = m->next) {
        dump_modifier(d, m);
    }
    d->depth--;
}

static void dump_items(Dump *d, const AstItem *items) {
    for (; items != NULL; items = items->next) {
        dump_item(d, items);
    }
}

static void dump_settings(Dump *d, const AstSetting *setting) {
    for (; setting != NULL; setting = setting->next) {
        put_line(d, "setting");
        put_name(d, setting->name);
        for (const AstValue *value = setting->values; value != NULL; value = value->next) {
            buf_char(d->out, ' ');
            if (value->kind == AST_STRING) {
                put_quoted(d, value->text);
            } else {
                buf_name(d->out, value->text);
            }
            if (value->version != NULL) {
                buf_char(d->out, '/');
                buf_name(d->out, value->version);
            }
        }
        buf_char(d->out, '\n');
    }
}

static void dump_data(Dump *d, const AstDecl *decl) {
    put_line(d, "key");
    put_names(d, decl->key);
    buf_char(d->out, '\n');
    put_line(d, "columns");
    put_names(d, decl->columns);
    buf_char(d->out, '\n');
    for (const AstRow *row = decl->rows; row != NULL; row = row->next) {
        put_line(d, "row\n");
        d->depth++;
        dump_exprs(d, row->values);
        d->depth--;
    }
}

static void dump_sql(Dump *d, const AstDecl *decl) {
    for (uint32_t i = 0; i < decl->needs_count; i++) {
        put_line(d, "needs");
        put_ref(d, decl->needs[i].space, decl->needs[i].name);
        buf_char(d->out, '\n');
    }
    put_text(d, "up", decl->up);
    if (decl->down != NULL) {
        put_text(d, "down", decl->down);
    }
    if (decl->down_reason != NULL) {
        put_text(d, "down none", decl->down_reason);
    }
}

static void dump_option(Dump *d, const AstOption *option) {
    static const char *const words[] = {
        [AST_OPTION_START] = "start",    [AST_OPTION_INCREMENT] = "increment",
        [AST_OPTION_LEAST] = "minvalue", [AST_OPTION_MOST] = "maxvalue",
        [AST_OPTION_CACHE] = "cache",    [AST_OPTION_CYCLE] = "cycle",
        [AST_OPTION_OWNER] = "owned by",
    };
    put_line(d, words[option->kind]);
    if (option->number != NULL) {
        put_name(d, option->number);
    } else if (option->column != NULL) {
        put_ref(d, option->table.space, option->table.name);
        put_name(d, option->column->name);
    }
    buf_char(d->out, '\n');
}

/* In the order in which they are laid out. */
static void dump_sequence(Dump *d, const AstDecl *decl) {
    if (decl->base != NULL) {
        dump_type(d, decl->base);
    }
    for (AstOptionKind kind = AST_OPTION_START; kind <= AST_OPTION_OWNER; kind++) {
        for (const AstOption *option = decl->options; option != NULL; option = option->next) {
            if (option->kind == kind) {
                dump_option(d, option);
            }
        }
    }
}

static const char *decl_word(AstDeclKind kind) {
    switch (kind) {
    case AST_PROJECT: return "project";
    case AST_EXTENSION: return "extension";
    case AST_TYPE: return "type";
    case AST_ENUM: return "enum";
    case AST_MIXIN: return "mixin";
    case AST_TABLE: return "table";
    case AST_DATA: return "data";
    case AST_SQL: return "sql";
    case AST_DOMAIN: return "domain";
    case AST_SEQUENCE: return "sequence";
    case AST_REVISION: return "revision";
    }
    return "";
}

static void dump_decl(Dump *d, const AstDecl *decl);

/* A line of that word with an expression below it; nothing if there is none. */
static void dump_said(Dump *d, const char *word, const AstExpr *expr) {
    if (expr != NULL) {
        put_line(d, word);
        buf_char(d->out, '\n');
        d->depth++;
        dump_expr(d, expr);
        d->depth--;
    }
}

static void put_change_head(Dump *d, const AstChange *change) {
    switch ((AstChangeKind)change->kind) {
    case AST_ADD_ITEM: put_line(d, "add"); return;
    case AST_ALTER_COLUMN: put_line(d, "alter"); return;
    case AST_DROP_ITEM:
    case AST_RENAME_ITEM:
        put_line(d, change->kind == AST_DROP_ITEM ? "drop " : "rename ");
        buf_text(d->out, written_item_words((AstItemKind)change->part));
        break;
    case AST_BACKFILL: put_line(d, "backfill"); break;
    case AST_BACKFILL_OPEN: put_line(d, "backfill open"); break;
    case AST_SET_OPTIONS: put_line(d, "state"); return;
    case AST_SET_COMMENT:
        put_line(d, "comment ");
        if (change->text != NULL) {
            put_quoted(d, change->text);
        } else {
            buf_text(d->out, "none");
        }
        return;
    case AST_ADD_PARTITION: put_line(d, "add partition"); break;
    case AST_DROP_PARTITION: put_line(d, "drop partition"); break;
    case AST_SET_PARTITIONS: put_line(d, "partitions"); break;
    case AST_ADD_VALUE: put_line(d, "add value"); break;
    case AST_DROP_VALUE: put_line(d, "drop value"); break;
    case AST_RENAME_VALUE: put_line(d, "rename value"); break;
    }
    put_name(d, change->name != NULL ? change->name->name : NULL);
    if (change->columns != NULL) {
        put_names(d, change->columns);
    }
    if (change->to != NULL) {
        buf_text(d->out, change->kind != AST_ADD_VALUE ? " to"
                         : change->is_before           ? " before"
                                                       : " after");
        put_name(d, change->to->name);
    }
}

static void dump_changes(Dump *d, const AstChange *change) {
    for (; change != NULL; change = change->next) {
        put_change_head(d, change);
        buf_char(d->out, '\n');
        d->depth++;
        if (change->item != NULL) {
            dump_item(d, change->item);
        }
        dump_said(d, change->kind == AST_ALTER_COLUMN ? "using" : "value", change->expr);
        dump_said(d, "where", change->where);
        dump_said(d, "restore", change->restore);
        if (change->lossy != NULL) {
            put_text(d, "lossy", change->lossy);
        }
        d->depth--;
    }
}

static void dump_step(Dump *d, const AstStep *step) {
    switch ((AstStepKind)step->kind) {
    case AST_STEP_CREATE:
    case AST_STEP_RUN:
    case AST_STEP_ALTER_TYPE:
        put_line(d, step->kind == AST_STEP_CREATE ? "create\n"
                    : step->kind == AST_STEP_RUN  ? "run\n"
                                                  : "alter\n");
        d->depth++;
        dump_decl(d, step->decl);
        d->depth--;
        return;
    case AST_STEP_DROP: put_line(d, "drop "); break;
    case AST_STEP_RENAME: put_line(d, "rename "); break;
    case AST_STEP_ALTER_TABLE: put_line(d, "alter table"); break;
    case AST_STEP_ALTER_ENUM: put_line(d, "alter enum"); break;
    }
    if (step->kind == AST_STEP_DROP || step->kind == AST_STEP_RENAME) {
        buf_text(d->out, decl_word((AstDeclKind)step->dropped));
    }
    put_ref(d, step->name.space, step->name.name);
    if (step->kind == AST_STEP_RENAME) {
        buf_text(d->out, " to");
        put_ref(d, step->to.space, step->to.name);
    }
    buf_char(d->out, '\n');
    d->depth++;
    if (step->doc != NULL) {
        put_text(d, "doc", step->doc);
    }
    if (step->lossy != NULL) {
        put_text(d, "lossy", step->lossy);
    }
    dump_changes(d, step->changes);
    d->depth--;
}

static void dump_revision(Dump *d, const AstDecl *decl) {
    put_line(d, "after");
    put_name(d, decl->after);
    buf_char(d->out, '\n');
    for (const AstStep *step = decl->steps; step != NULL; step = step->next) {
        dump_step(d, step);
    }
}

static void dump_decl(Dump *d, const AstDecl *decl) {
    put_line(d, decl_word((AstDeclKind)decl->kind));
    if (decl->name.name != NULL) {
        put_ref(d, decl->name.space, decl->name.name);
    }
    buf_text(d->out, decl->without_primary_key ? " without primary key\n" : "\n");
    d->depth++;
    if (decl->doc != NULL) {
        put_text(d, "doc", decl->doc);
    }
    put_targets(d, decl->targets);
    switch ((AstDeclKind)decl->kind) {
    case AST_PROJECT: dump_settings(d, decl->settings); break;
    case AST_EXTENSION: break;
    case AST_TYPE:
        if (decl->type != NULL) {
            dump_type(d, decl->type);
        }
        for (const AstSpelling *s = decl->spellings; s != NULL; s = s->next) {
            put_line(d, "spelling");
            put_name(d, s->target);
            buf_char(d->out, ' ');
            put_quoted(d, s->text);
            buf_char(d->out, '\n');
        }
        break;
    case AST_ENUM:
        for (const AstName *value = decl->values; value != NULL; value = value->next) {
            put_text(d, "value", value->name);
        }
        break;
    case AST_DOMAIN:
    case AST_MIXIN: dump_items(d, decl->items); break;
    case AST_TABLE: dump_items(d, decl->items); break;
    case AST_DATA: dump_data(d, decl); break;
    case AST_SQL: dump_sql(d, decl); break;
    case AST_SEQUENCE: dump_sequence(d, decl); break;
    case AST_REVISION: dump_revision(d, decl); break;
    }
    d->depth--;
}

void ast_dump(Buf *out, const AstUnit *unit) {
    Dump dump = {out, 0};
    for (const AstDecl *decl = unit->first; decl != NULL; decl = decl->next) {
        dump_decl(&dump, decl);
    }
}
