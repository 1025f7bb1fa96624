/*
 * resolve_domain.c - domains.
 *
 * takes:    their declarations, each as a column called `value`
 * gives:    their types, defaults and checks, in a table of that one column
 * promises: what means nothing on a domain is told; a domain is of a type that is declared before it
 */
#include "schema/resolver.h"

static bool means_something(uint8_t kind) {
    return kind == AST_MOD_NULL || kind == AST_MOD_DEFAULT || kind == AST_MOD_COLLATE ||
           kind == AST_MOD_CHECK;
}

/* The column without what means nothing on a domain, which is told. */
static AstItem *column_of(Resolver *resolver, const AstDecl *decl) {
    AstItem *item = arena_copy(&resolver->scratch, decl->items, sizeof *decl->items);
    AstModifier **tail = &item->modifiers;
    for (const AstModifier *modifier = decl->items->modifiers; modifier;
         modifier = modifier->next) {
        if (!means_something(modifier->kind)) {
            Diag *diag = diag_at(resolver->symbols.diags, DIAG_MISPLACED_MODIFIER, modifier->span,
                                 "this means nothing on a domain");
            diag_help(diag, "a domain has a type, `null`, a default, a collation and checks");
            continue;
        }
        *tail = arena_copy(&resolver->scratch, modifier, sizeof *modifier);
        tail = &(*tail)->next;
    }
    *tail = NULL;
    return item;
}

static void resolve_domain(Resolver *resolver, const AstDecl *decl, Domain *domain) {
    Table *subject = NEW(resolver->symbols.arena, Table);
    subject->space = domain->space;
    subject->name = domain->name;
    subject->span = domain->span;
    subject->targets = domain->targets;
    subject->flags = TABLE_WITHOUT_KEY | TABLE_DOMAIN;
    const AstType *base = decl->items->type;
    const Symbol *made_of = base && base->word
                                ? namemap_get(&resolver->symbols.types,
                                              symbols_qualified(&resolver->symbols, base->space,
                                                                base->word))
                                : NULL;
    if (made_of && made_of->kind == SYMBOL_DOMAIN && made_of->type.kind == TYPE_ERROR) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_UNKNOWN_TYPE, base->span,
                             "domain `%s%s%s` is not there yet", QUALIFIED(base->space, base->word));
        diag_note(diag, made_of->decl->name.span, "it is declared here");
        diag_help(diag, "declare it before");
    }
    resolver->items.count = 0;
    vec_push(&resolver->scratch, &resolver->items, column_of(resolver, decl));
    resolve_shape(resolver, subject);
    resolver->pending.count = 0; /* a domain without a type was told by the parser */
    resolve_expressions(resolver, subject);
    domain->subject = subject;
}

void resolve_domains(Resolver *resolver) {
    const Model *model = resolver->model;
    uint32_t at = 0; /* declarations and objects stand in one order */
    for (uint32_t i = 0; i < model->object_count; i++) {
        Domain *domain = model->objects[i].kind == OBJECT_DOMAIN ? model->objects[i].domain : NULL;
        if (!domain || domain->subject) {
            continue;
        }
        while (resolver->decls[at]->kind != AST_DOMAIN ||
               resolver->decls[at]->name.span.start != domain->span.start) {
            at++;
        }
        resolve_domain(resolver, resolver->decls[at], domain);
        Symbol *symbol = namemap_get(&resolver->symbols.types,
                                     symbols_qualified(&resolver->symbols, domain->space,
                                                       domain->name));
        symbol->type = domain->subject->columns[0].type;
        symbol->type.domain = domain;
    }
}
