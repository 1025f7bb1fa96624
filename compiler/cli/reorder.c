/*
 * reorder.c - see reorder.h.
 */
#include "cli/reorder.h"

#include <stdbool.h>

#include "base/digraph.h"
#include "base/vec.h"

/* Mixins may include mixins; those that include each other are not followed for ever. */
#define DEEPEST_MIXIN 64

/* A declaration and its place in the file. */
typedef struct Declared {
    const AstDecl *decl;
    uint32_t index;
} Declared;

typedef struct Edge {
    uint32_t from;
    uint32_t to;
} Edge;

typedef struct Reordering {
    Arena *arena;
    Names *names;
    NameMap tables; /* Name (qualified) -> Declared */
    NameMap types;  /* types and enums */
    NameMap mixins;
    NameMap others; /* extensions, sequences and sql objects */
    NameMap data;   /* Name of the table -> Declared, of its first data block */
    VEC(Edge) edges;
} Reordering;

static Name qualified(Reordering *r, Name space, Name name) {
    return space == NULL || name == NULL
               ? name
               : names_internf(r->names, "%s.%s", space->text, name->text);
}

static void need(Reordering *r, const NameMap *map, Name name, uint32_t who) {
    const Declared *needed = name != NULL ? namemap_get(map, name) : NULL;
    if (needed != NULL && needed->index != who) {
        vec_push(r->arena, &r->edges, (Edge){needed->index, who});
    }
}

static void need_type(Reordering *r, const AstType *type, uint32_t who) {
    if (type != NULL && type->word != NULL) {
        need(r, &r->types, qualified(r, type->space, type->word), who);
    }
}

/* What is in `map` for the tables that the modifiers reference. */
static void need_references(Reordering *r, const NameMap *map, const AstModifier *modifiers,
                            uint32_t who) {
    for (const AstModifier *modifier = modifiers; modifier != NULL; modifier = modifier->next) {
        if (modifier->kind == AST_MOD_FORWARD) {
            return;
        }
    }
    for (const AstModifier *modifier = modifiers; modifier != NULL; modifier = modifier->next) {
        if (modifier->kind == AST_MOD_REFERENCES && modifier->ref != NULL) {
            need(r, map, qualified(r, modifier->ref->space, modifier->ref->name), who);
        }
    }
}

/* What the items of a body need, those of included mixins too. `map`: where what they reference is
 * looked up, or NULL: nowhere, for a mixin, since that must be there when a table includes it. */
static void need_items(Reordering *r, const NameMap *map, const AstItem *items, uint32_t who,
                       unsigned depth) {
    for (const AstItem *item = items; item != NULL && depth < DEEPEST_MIXIN; item = item->next) {
        if (item->kind == AST_COLUMN) {
            need_type(r, item->type, who);
        }
        if (item->kind == AST_INCLUDE && item->name != NULL) {
            need(r, &r->mixins, item->name, who);
            const Declared *mixin = namemap_get(&r->mixins, item->name);
            if (mixin != NULL && map != NULL) {
                need_items(r, map, mixin->decl->items, who, depth + 1);
            }
        } else if (map != NULL) {
            need_references(r, map, item->modifiers, who);
        }
    }
}

/* Rows need their table, and the rows that they refer to. */
static void need_rows(Reordering *r, const AstDecl *decl, uint32_t who) {
    Name name = qualified(r, decl->name.space, decl->name.name);
    need(r, &r->tables, name, who);
    const Declared *table = name != NULL ? namemap_get(&r->tables, name) : NULL;
    if (table != NULL) {
        need_items(r, &r->data, table->decl->items, who, 0);
    }
}

/* Sequences that defaults take numbers from. */
static void need_sequences(Reordering *r, const AstItem *items, uint32_t who) {
    for (const AstItem *item = items; item != NULL; item = item->next) {
        for (const AstModifier *modifier = item->modifiers; modifier != NULL;
             modifier = modifier->next) {
            const AstExpr *expr = modifier->kind == AST_MOD_DEFAULT ? modifier->expr : NULL;
            while (expr != NULL && expr->kind == AST_GROUP) {
                expr = expr->left;
            }
            if (expr != NULL && expr->kind == AST_CALL && expr->items != NULL &&
                expr->items->kind == AST_STRING) {
                need(r, &r->others, expr->items->text, who);
            }
        }
    }
}

static void need_declaration(Reordering *r, const AstDecl *decl, uint32_t who) {
    switch ((AstDeclKind)decl->kind) {
    case AST_PROJECT:
    case AST_EXTENSION:
    case AST_ENUM:
    case AST_SEQUENCE:
    case AST_REVISION: /* a chain has its own order */
        break;
    case AST_TYPE:
        need_type(r, decl->type, who);
        break;
    case AST_MIXIN:
    case AST_DOMAIN:
    case AST_TABLE:
        need_items(r, decl->kind == AST_TABLE ? &r->tables : NULL, decl->items, who, 0);
        need_sequences(r, decl->items, who);
        break;
    case AST_DATA:
        need_rows(r, decl, who);
        break;
    case AST_SQL:
        for (uint32_t i = 0; i < decl->needs_count; i++) {
            Name name = qualified(r, decl->needs[i].space, decl->needs[i].name);
            need(r, &r->tables, name, who);
            need(r, &r->types, name, who);
            need(r, &r->others, name, who);
        }
        break;
    }
}

static void enter(Reordering *r, const AstDecl *decl, uint32_t index) {
    NameMap *map = NULL;
    switch ((AstDeclKind)decl->kind) {
    case AST_TABLE:
        map = &r->tables;
        break;
    case AST_TYPE:
    case AST_DOMAIN:
    case AST_ENUM:
        map = &r->types;
        break;
    case AST_MIXIN:
        map = &r->mixins;
        break;
    case AST_EXTENSION:
    case AST_SEQUENCE:
    case AST_SQL:
        map = &r->others;
        break;
    case AST_DATA:
        map = &r->data;
        break;
    case AST_PROJECT:
    case AST_REVISION:
        return;
    }
    Declared *declared = NEW(r->arena, Declared);
    *declared = (Declared){decl, index};
    if (decl->name.name != NULL) {
        namemap_put(r->arena, map, qualified(r, decl->name.space, decl->name.name), declared);
    }
}

/* The order that the edges ask for, those inside a cycle left out: no order can keep them. */
static uint32_t *sort(Reordering *r, uint32_t count) {
    Digraph whole = digraph_begin(r->arena, count);
    for (uint32_t i = 0; i < r->edges.count; i++) {
        digraph_edge(&whole, r->edges.items[i].from, r->edges.items[i].to, 0);
    }
    digraph_build(&whole);
    DigraphComponents components = digraph_components(r->arena, &whole);
    Digraph acyclic = digraph_begin(r->arena, count);
    for (uint32_t i = 0; i < r->edges.count; i++) {
        Edge edge = r->edges.items[i];
        if (components.of[edge.from] != components.of[edge.to]) {
            digraph_edge(&acyclic, edge.from, edge.to, 0);
        }
    }
    digraph_build(&acyclic);
    uint32_t *order = NEW_ARRAY(r->arena, uint32_t, count);
    digraph_order(r->arena, &acyclic, order);
    return order;
}

AstDecl **reorder_declarations(Arena *arena, Names *names, const AstUnit *unit, uint32_t *count) {
    Reordering r = {.arena = arena, .names = names};
    VEC(AstDecl *) decls = {0};
    for (AstDecl *decl = unit->first; decl != NULL; decl = decl->next) {
        enter(&r, decl, decls.count);
        vec_push(arena, &decls, decl);
    }
    for (uint32_t i = 0; i < decls.count; i++) {
        need_declaration(&r, decls.items[i], i);
    }
    uint32_t *order = sort(&r, decls.count);
    AstDecl **ordered = NEW_ARRAY(arena, AstDecl *, decls.count);
    for (uint32_t i = 0; i < decls.count; i++) {
        ordered[i] = decls.items[order[i]];
    }
    *count = decls.count;
    return ordered;
}
