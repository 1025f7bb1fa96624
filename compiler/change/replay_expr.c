/*
 * replay_expr.c - expressions in which names stand for something else. See replaying.h.
 *
 * takes:    trees of at most AST_DEEPEST levels
 * gives:    copies; what was given stays as it is
 * promises: a result is never deeper than AST_DEEPEST nor larger than MOST_NODES: what would be is told
 *           and is AST_BROKEN
 */
#include "change/replaying.h"

/* A value that is computed from values that were computed ... may have so many nodes. */
#define MOST_NODES 20000u

typedef struct Mapper {
    Arena *arena;
    ReplayReplace replace;
    void *context;
    bool is_broken; /* something that a name stands for was told already */
} Mapper;

static AstExpr *copy_node(Arena *arena, const AstExpr *expr) {
    return arena_copy(arena, expr, sizeof *expr);
}

static uint16_t deeper(uint16_t depth, const AstExpr *part) {
    return part && part->depth > depth ? part->depth : depth;
}

static AstExpr *map(Mapper *mapper, const AstExpr *expr);

static AstExpr *map_list(Mapper *mapper, const AstExpr *first) {
    AstExpr *head = NULL;
    AstExpr **tail = &head;
    for (const AstExpr *at = first; at; at = at->next) {
        *tail = map(mapper, at);
        tail = &(*tail)->next;
    }
    return head;
}

/* What a name stands for, in brackets unless it is a single word. */
static AstExpr *replaced(Mapper *mapper, const AstExpr *name, const AstExpr *meaning) {
    mapper->is_broken = mapper->is_broken || meaning->kind == AST_BROKEN;
    if (!meaning->left && meaning->kind != AST_CALL && meaning->kind != AST_CASE) {
        AstExpr *leaf = copy_node(mapper->arena, meaning);
        leaf->next = NULL;
        leaf->span = name->span; /* what is wrong there is told where it is used */
        return leaf;
    }
    AstExpr *group = NEW(mapper->arena, AstExpr);
    group->kind = AST_GROUP;
    group->span = name->span;
    AstExpr *inner = copy_node(mapper->arena, meaning);
    inner->next = NULL;
    group->left = inner;
    group->depth = (uint16_t)(inner->depth + 1 > UINT16_MAX / 2 ? UINT16_MAX / 2
                                                                : inner->depth + 1);
    return group;
}

static AstExpr *map(Mapper *mapper, const AstExpr *expr) {
    if (expr->kind == AST_NAME) {
        const AstExpr *meaning = mapper->replace(mapper->context, expr);
        if (meaning) {
            return replaced(mapper, expr, meaning);
        }
    }
    AstExpr *copy = copy_node(mapper->arena, expr);
    copy->next = NULL;
    uint16_t depth = 0;
    if (expr->left) {
        copy->left = map(mapper, expr->left);
        depth = deeper(depth, copy->left);
    }
    switch ((AstExprKind)expr->kind) {
    case AST_BINARY:
    case AST_LIKE:
    case AST_WHEN:
    case AST_CALL:
    case AST_IN:
    case AST_BETWEEN:
    case AST_CASE:
        copy->items = map_list(mapper, expr->items);
        for (const AstExpr *item = copy->items; item; item = item->next) {
            depth = deeper(depth, item);
        }
        break;
    case AST_NUMBER:
    case AST_STRING:
    case AST_TRUE:
    case AST_FALSE:
    case AST_NULL:
    case AST_NAME:
    case AST_UNARY:
    case AST_IS_NULL:
    case AST_CAST:
    case AST_TYPED:
    case AST_EXTRACT:
    case AST_GROUP:
    case AST_VERBATIM:
    case AST_BROKEN: break;
    }
    copy->depth = (uint16_t)(depth + 1);
    return copy;
}

static bool has_items(const AstExpr *expr) {
    return expr->kind != AST_CAST && expr->kind != AST_TYPED;
}

/* Counts nodes, up to `most`. */
static uint32_t count_nodes(const AstExpr *expr, uint32_t most) {
    uint32_t count = 1;
    if (expr->left) {
        count += count_nodes(expr->left, most);
    }
    for (const AstExpr *item = has_items(expr) ? expr->items : NULL; item && count < most;
         item = item->next) {
        count += count_nodes(item, most - count);
    }
    return count < most ? count : most;
}

const AstExpr *replay_substitute(Replaying *replaying, const AstExpr *expr, ReplayReplace replace,
                                 void *context) {
    Mapper mapper = {.arena = replaying->arena, .replace = replace, .context = context};
    AstExpr *result = map(&mapper, expr);
    bool is_too_large = result->depth > AST_DEEPEST ||
                        count_nodes(result, MOST_NODES) == MOST_NODES;
    if (is_too_large && !mapper.is_broken) {
        Diag *diag = diag_at(replaying->diags, DIAG_NESTED_TOO_DEEPLY, expr->span,
                             "this value is computed from others that are computed themselves, too "
                             "many times over");
        diag_help(diag, "write a free `sql` step between them, or a second revision");
    }
    if (is_too_large || mapper.is_broken) {
        result->kind = AST_BROKEN;
        result->left = NULL;
        result->items = NULL;
        result->depth = 1;
    }
    return result;
}

bool replay_mentions(const AstExpr *expr, Name column) {
    if (!expr) {
        return false;
    }
    if (expr->kind == AST_NAME) {
        return expr->text == column;
    }
    if (replay_mentions(expr->left, column)) {
        return true;
    }
    for (const AstExpr *item = has_items(expr) ? expr->items : NULL; item; item = item->next) {
        if (replay_mentions(item, column)) {
            return true;
        }
    }
    return false;
}

typedef struct Renaming {
    Replaying *replaying;
    Name from;
    Name to;
} Renaming;

static const AstExpr *other_name(void *context, const AstExpr *name) {
    const Renaming *renaming = context;
    return name->text == renaming->from
               ? replay_name_expr(renaming->replaying, renaming->to, name->span)
               : NULL;
}

const AstExpr *replay_rename_in(Replaying *replaying, const AstExpr *expr, Name from, Name to) {
    if (!replay_mentions(expr, from)) {
        return expr;
    }
    Renaming renaming = {replaying, from, to};
    return replay_substitute(replaying, expr, other_name, &renaming);
}

/* ---- nodes ---- */

static AstExpr *node(Replaying *replaying, AstExprKind kind, Span span) {
    AstExpr *expr = NEW(replaying->arena, AstExpr);
    expr->kind = (uint8_t)kind;
    expr->span = span;
    expr->depth = 1;
    return expr;
}

const AstExpr *replay_name_expr(Replaying *replaying, Name name, Span span) {
    AstExpr *expr = node(replaying, AST_NAME, span);
    expr->text = name;
    return expr;
}

const AstExpr *replay_null_expr(Replaying *replaying, Span span) {
    return node(replaying, AST_NULL, span);
}

/* A part of a new node: a copy, since it may stand in another list. */
static AstExpr *part(Replaying *replaying, const AstExpr *expr) {
    AstExpr *copy = copy_node(replaying->arena, expr);
    copy->next = NULL;
    return copy;
}

const AstExpr *replay_cast_expr(Replaying *replaying, const AstExpr *expr, const AstType *type) {
    AstExpr *cast = node(replaying, AST_CAST, expr->span);
    cast->left = part(replaying, expr);
    cast->type = (AstType *)(uintptr_t)type;
    cast->depth = (uint16_t)(expr->depth + 1);
    return cast;
}

const AstExpr *replay_case_expr(Replaying *replaying, const AstExpr *where, const AstExpr *value,
                                const AstExpr *other) {
    AstExpr *when = node(replaying, AST_WHEN, value->span);
    when->left = part(replaying, where);
    when->right = part(replaying, value);
    when->depth = (uint16_t)(deeper(where->depth, value) + 1);
    AstExpr *otherwise = node(replaying, AST_WHEN, value->span);
    otherwise->right = part(replaying, other);
    otherwise->depth = (uint16_t)(other->depth + 1);
    when->next = otherwise;
    AstExpr *expr = node(replaying, AST_CASE, value->span);
    expr->items = when;
    expr->depth = (uint16_t)(deeper(when->depth, otherwise) + 1);
    return expr;
}
