/*
 * resolve_mixin.c - mixins and the items of tables.
 *
 * takes:    the declared mixins; a table
 * gives:    cycles told; the table's items in order, includes replaced by what they stand for
 * promises: a mixin is expanded once a table (a second time is told); the depth and the whole number of
 *           expanded items are bounded
 */
#include "base/digraph.h"
#include "schema/resolver.h"

static Mixin *find_mixin(Resolver *resolver, const AstItem *include) {
    Mixin *mixin = namemap_get(&resolver->mixins, include->name);
    if (mixin || resolver->pass > 1) {
        return mixin;
    }
    Diag *diag = diag_at(resolver->symbols.diags, DIAG_UNKNOWN_MIXIN, include->name_span,
                         "there is no mixin `%s`", include->name->text);
    if (diag && symbols_may_suggest(&resolver->symbols, resolver->mixin_list.count)) {
        TextSearch search = TEXT_SEARCH(name_text(include->name));
        for (uint32_t i = 0; i < resolver->mixin_list.count; i++) {
            text_search_offer(&search, name_text(resolver->mixin_list.items[i]->decl->name.name));
        }
        if (search.nearest.data) {
            diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
        }
    }
    return NULL;
}

static void tell_cycle(Resolver *resolver, const DigraphCycle *cycle) {
    const Mixin *first = resolver->mixin_list.items[cycle->edges[0].from];
    Diag *diag = diag_at(resolver->symbols.diags, DIAG_MIXIN_CYCLE, first->decl->name.span,
                         "mixin `%s` includes itself", first->decl->name.name->text);
    for (uint32_t i = 0; i < cycle->count && i < 20; i++) {
        const Mixin *from = resolver->mixin_list.items[cycle->edges[i].from];
        const Mixin *to = resolver->mixin_list.items[cycle->edges[i].to];
        const AstItem *include = from->decl->items;
        while (include->kind != AST_INCLUDE || include->name != to->decl->name.name) {
            include = include->next;
        }
        diag_note(diag, include->name_span, "`%s` includes `%s` here", from->decl->name.name->text,
                  to->decl->name.name->text);
    }
    diag_help(diag, "take one of the `include` lines out");
}

void resolve_mixins(Resolver *resolver) {
    if (resolver->mixin_list.count == 0) {
        return;
    }
    Digraph graph = digraph_begin(&resolver->scratch, resolver->mixin_list.count);
    resolver->pass = 1;
    for (uint32_t i = 0; i < resolver->mixin_list.count; i++) {
        for (const AstItem *item = resolver->mixin_list.items[i]->decl->items; item;
             item = item->next) {
            Mixin *other = item->kind == AST_INCLUDE && item->name ? find_mixin(resolver, item) : NULL;
            if (other) {
                other->is_used = true;
                digraph_edge(&graph, i, other->number, 0);
            }
        }
    }
    digraph_build(&graph);
    DigraphComponents components = digraph_components(&resolver->scratch, &graph);
    for (uint32_t c = 0; c < components.count; c++) {
        if (!digraph_is_cyclic(&graph, &components, c)) {
            continue;
        }
        DigraphCycle cycle = digraph_shortest_cycle(&resolver->scratch, &graph, &components, c);
        tell_cycle(resolver, &cycle);
        for (uint32_t i = components.first[c]; i < components.first[c + 1]; i++) {
            resolver->mixin_list.items[components.members[i]]->is_cyclic = true;
        }
    }
}

static void too_large(Resolver *resolver, Table *table, const AstItem *include, const char *format,
                      uint32_t limit) {
    table->flags |= TABLE_INCOMPLETE;
    if (resolver->pass == 1) {
        diag_at(resolver->symbols.diags, DIAG_EXPANSION_TOO_LARGE, include->name_span, format, limit);
    }
}

/* The items of a table lie one behind the other, with what they say between them: in a large schema none of it is
 * in the cache, and those a little further on are asked for in time. */
#define ITEMS_AHEAD 768

static void add_items(Resolver *resolver, Table *table, const AstItem *item, unsigned depth) {
    for (; item; item = item->next) {
        __builtin_prefetch((const char *)item + ITEMS_AHEAD);
        resolver->expanded += depth > 0 ? 1 : 0;
        if (item->kind != AST_INCLUDE) {
            vec_push(&resolver->scratch, &resolver->items, item);
            continue;
        }
        Mixin *mixin = item->name ? find_mixin(resolver, item) : NULL;
        if (!mixin || mixin->is_cyclic) {
            table->flags |= TABLE_INCOMPLETE; /* told */
            continue;
        }
        mixin->is_used = true;
        if (mixin->decl->is_incomplete) {
            table->flags |= TABLE_INCOMPLETE;
        }
        uint32_t stamp = table->number * 4 + resolver->pass;
        if (mixin->seen_by == stamp) {
            if (resolver->pass == 1) {
                diag_at(resolver->symbols.diags, DIAG_DUPLICATE_NAME, item->name_span,
                        "mixin `%s` is included twice in table `%s%s%s`", item->name->text,
                        TABLE_SHOWN(table));
            }
            continue;
        }
        mixin->seen_by = stamp;
        if (depth == DEEPEST_MIXIN) {
            too_large(resolver, table, item, "mixins are nested more than %u deep", DEEPEST_MIXIN);
            continue;
        }
        if (resolver->expanded >= MOST_EXPANDED) {
            too_large(resolver, table, item, "mixins add more than %u items to the schema",
                      MOST_EXPANDED);
            continue;
        }
        add_items(resolver, table, mixin->decl->items, depth + 1);
    }
}

void resolve_items(Resolver *resolver, Table *table) {
    resolver->items.count = 0;
    const AstDecl *decl = resolver->table_decls[table->number];
    if (decl->is_incomplete) {
        table->flags |= TABLE_INCOMPLETE;
    }
    add_items(resolver, table, decl->items, 0);
}
