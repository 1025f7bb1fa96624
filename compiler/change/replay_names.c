/*
 * replay_names.c - the names of constraints and indexes that were written without one.
 *
 * takes:    a table as a tree and one of its items
 * gives:    the name that schema/resolve_names gives it once the tree is resolved
 */
#include "base/buf.h"
#include "change/replaying.h"
#include "schema/derived.h"

#define MOST_IN_NAME 64

typedef struct Collected {
    Buf text;
    const AstDecl *table;
    Name seen[MOST_IN_NAME];
    unsigned count;
} Collected;

static bool is_column(const AstDecl *table, Name name) {
    for (const AstItem *item = table->items; item; item = item->next) {
        if (item->kind == AST_COLUMN && item->name == name) {
            return true;
        }
    }
    return false;
}

static void collect_name(Collected *collected, Name name) {
    for (unsigned i = 0; i < collected->count; i++) {
        if (collected->seen[i] == name) {
            return;
        }
    }
    if (collected->count < MOST_IN_NAME && is_column(collected->table, name)) {
        collected->seen[collected->count++] = name;
        buf_char(&collected->text, '_');
        buf_name(&collected->text, name);
    }
}

static void collect_expr(Collected *collected, const AstExpr *expr) {
    if (!expr) {
        return;
    }
    if (expr->kind == AST_NAME) {
        collect_name(collected, expr->text);
        return;
    }
    collect_expr(collected, expr->left);
    if (expr->kind != AST_CAST && expr->kind != AST_TYPED) {
        for (const AstExpr *item = expr->items; item; item = item->next) {
            collect_expr(collected, item);
        }
    }
}

/* The name without a number behind it, uncut. */
static void collect(Collected *collected, const AstItem *item) {
    buf_clear(&collected->text);
    collected->count = 0;
    buf_name(&collected->text, collected->table->name.name);
    const char *suffix = "_idx";
    switch ((AstItemKind)item->kind) {
    case AST_PRIMARY_KEY: suffix = "_pkey"; break;
    case AST_UNIQUE: suffix = "_key"; break;
    case AST_FOREIGN_KEY: suffix = "_fkey"; break;
    case AST_CHECK: suffix = "_check"; break;
    case AST_EXCLUDE: suffix = "_excl"; break;
    case AST_INDEX:
    case AST_COLUMN:
    case AST_OPTIONS:
    case AST_PARTITION:
    case AST_INCLUDE: break;
    }
    if (item->kind == AST_CHECK) {
        collect_expr(collected, item->expr);
    } else if (item->kind == AST_INDEX || item->kind == AST_EXCLUDE) {
        for (const AstIndexKey *key = item->keys; key; key = key->next) {
            collect_expr(collected, key->expr);
        }
    } else if (item->kind != AST_PRIMARY_KEY && item->kind != AST_OPTIONS &&
               item->kind != AST_PARTITION) {
        for (const AstName *name = item->columns; name; name = name->next) {
            buf_char(&collected->text, '_');
            buf_name(&collected->text, name->name);
        }
    }
    buf_text(&collected->text, suffix);
}

Name replay_derived_name(Replaying *replaying, const AstDecl *table, const AstItem *item) {
    Collected collected = {.table = table};
    uint32_t number = 1; /* of unnamed checks over the same columns */
    collect(&collected, item);
    Name name = names_intern(replaying->names, collected.text.data, collected.text.length);
    for (const AstItem *other = table->items; item->kind == AST_CHECK && other != item;
         other = other->next) {
        if (other->kind == AST_CHECK && !other->name) {
            collect(&collected, other);
            number += text_equal(buf_view(&collected.text), name_text(name)) ? 1u : 0u;
        }
    }
    buf_clear(&collected.text);
    buf_name(&collected.text, name);
    if (number > 1) {
        buf_char(&collected.text, '_');
        buf_uint(&collected.text, number);
    }
    Buf cut = {0};
    derived_name_write(&cut, buf_view(&collected.text));
    name = names_intern(replaying->names, cut.data, cut.length);
    buf_free(&cut);
    buf_free(&collected.text);
    return name;
}
