/*
 * resolve.c - from declarations to the model.
 *
 * takes:    the declarations of all files, the project's settings
 * gives:    the model; everything wrong that can be told without comparing objects with each other
 * promises: the model is complete whatever was wrong: what is broken is left out or poisoned. Linear.
 *           Everything that is only needed on the way lives in a scratch arena, released here.
 */
#include "schema/resolve.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "schema/resolver.h"

/* ---- targets ---- */

TargetSet resolve_missing(const Resolver *resolver, TargetSet set, TargetSet other) {
    return (TargetSet)(set & resolver->symbols.targets & ~other);
}

Diag *resolve_tell_missing(Resolver *resolver, Span span, TargetSet missing, const char *format,
                           ...) {
    Buf text = {0};
    targets_write(&text, missing);
    buf_char(&text, '\0');
    va_list arguments;
    va_start(arguments, format);
    char what[512];
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    Diag *diag = diag_at(resolver->symbols.diags, DIAG_NOT_IN_TARGET, span, "%s in %s", what,
                         text.data);
    buf_free(&text);
    return diag;
}

Target resolve_target(Resolver *resolver, Name name, Span span) {
    Target target = target_of(name);
    if (target == TARGET_COUNT) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_UNKNOWN_TARGET, span,
                             "there is no target `%s`", name->text);
        TextSearch search = TEXT_SEARCH(name_text(name));
        for (unsigned i = 0; i < TARGET_COUNT; i++) {
            text_search_offer(&search, text_of(target_name((Target)i)));
        }
        if (search.nearest.data) {
            diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
        } else {
            Buf known = {0};
            targets_write(&known, TARGETS_ALL);
            diag_help(diag, "the targets are %.*s", TEXT_ARG(buf_view(&known)));
            buf_free(&known);
        }
    }
    return target;
}

TargetSet resolve_targets(Resolver *resolver, const AstName *names, TargetSet parent,
                          const char *what) {
    if (!names) {
        return parent;
    }
    TargetSet set = 0;
    const AstName *last = names;
    for (const AstName *name = names; name; name = name->next) {
        last = name;
        Target target = resolve_target(resolver, name->name, name->span);
        if (target == TARGET_COUNT) {
            continue;
        }
        if (set & 1u << target) {
            diag_at(resolver->symbols.diags, DIAG_DUPLICATE_NAME, name->span,
                    "target `%s` is listed twice", name->name->text);
        }
        set = (TargetSet)(set | 1u << target);
    }
    if (set == 0) {
        return parent; /* told */
    }
    Span span = span_join(names->span, last->span);
    TargetSet missing = (TargetSet)(set & ~parent);
    if (missing) {
        Buf outside = {0};
        Buf inside = {0};
        targets_write(&outside, missing);
        targets_write(&inside, parent);
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_NOT_IN_TARGET, span,
                             "%s is for %.*s, and its table only for %.*s", what,
                             TEXT_ARG(buf_view(&outside)), TEXT_ARG(buf_view(&inside)));
        diag_help(diag, "the targets of a table are those behind its name: `table t for ...`");
        buf_free(&outside);
        buf_free(&inside);
        return set & parent ? (TargetSet)(set & parent) : parent;
    }
    if ((set & resolver->symbols.targets) == 0) {
        Buf built = {0};
        targets_write(&built, resolver->symbols.targets);
        diag_at(resolver->symbols.diags, DIAG_TARGET_NOT_BUILT, span,
                "%s is for none of the project's targets, which are %.*s", what,
                TEXT_ARG(buf_view(&built)));
        buf_free(&built);
    }
    return set;
}

/* ---- passes ---- */

static void each_table(Resolver *resolver, uint32_t pass,
                       void (*visit)(Resolver *resolver, Table *table)) {
    resolver->pass = pass;
    resolver->expanded = 0;
    for (uint32_t i = 0; i < resolver->model->table_count; i++) {
        Table *table = resolver->model->tables[i];
        if (!(table->flags & TABLE_SHARED)) {
            resolve_items(resolver, table);
            visit(resolver, table);
        }
    }
}

/* Two data blocks for one table would fill it twice. */
static void check_one_block(Resolver *resolver, Data **blocks, Data *data) {
    Data *first = blocks[data->table->number];
    if (first && (first->targets & data->targets)) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_DUPLICATE_NAME, data->span,
                             "table `%s%s%s` has two data blocks", TABLE_SHOWN(data->table));
        diag_note(diag, first->span, "the first one is here");
        diag_help(diag, "write all rows in one block");
        return;
    }
    if (!first) {
        blocks[data->table->number] = data;
    }
}

/* The declaration of an object; `at` is where to look from, since both stand in one order. */
static const AstDecl *declaration_of(const Resolver *resolver, const Object *object, uint32_t *at) {
    while (!resolver->decls[*at]->name.name ||
           resolver->decls[*at]->name.span.start != object_span(object).start) {
        ++*at;
    }
    return resolver->decls[*at];
}

/* Data blocks and sql objects. Blocks whose table is unknown are taken out of the model. */
static void resolve_contents(Resolver *resolver) {
    Model *model = resolver->model;
    Data **blocks = NEW_ARRAY(&resolver->scratch, Data *, model->table_count);
    uint32_t kept = 0;
    uint32_t at = 0;
    for (uint32_t i = 0; i < model->object_count; i++) {
        Object object = model->objects[i];
        const AstDecl *decl = declaration_of(resolver, &object, &at);
        if (object.kind == OBJECT_DATA && object.data->table) { /* taken over */
            object.data->table = symbols_table(&resolver->symbols, decl->name.space,
                                               decl->name.name);
            blocks[object.data->table->number] = object.data;
        } else if (object.kind == OBJECT_DATA) {
            Data *data = object.data;
            data->targets = TARGETS_ALL;
            data->table = symbols_find_table(&resolver->symbols, &decl->name);
            if (!data->table) {
                continue;
            }
            data->targets = resolve_targets(resolver, decl->targets, data->table->targets,
                                            "the data block");
            check_one_block(resolver, blocks, data);
            resolve_data(resolver, decl, data);
        }
        model->objects[kept++] = object;
    }
    model->object_count = kept;
    at = 0;
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        const AstDecl *decl = declaration_of(resolver, object, &at);
        if (object->kind == OBJECT_SQL) {
            resolve_sql(resolver, decl, object->sql);
        } else if (object->kind == OBJECT_SEQUENCE) {
            resolve_owner(resolver, decl, object->sequence);
        }
    }
}

/* Also those that nobody uses must stand for something. */
static void follow_aliases(Resolver *resolver) {
    for (uint32_t i = 0; i < resolver->symbols.type_list.count; i++) {
        const Symbol *symbol = resolver->symbols.type_list.items[i];
        if (symbol->kind == SYMBOL_ALIAS) {
            symbols_type(&resolver->symbols, symbol->decl->type);
        }
    }
}

static void tell_unused(Resolver *resolver) {
    Diags *diags = resolver->symbols.diags;
    for (uint32_t i = 0; i < resolver->mixin_list.count; i++) {
        const Mixin *mixin = resolver->mixin_list.items[i];
        if (!mixin->is_used && !mixin->is_cyclic) {
            diag_at(diags, DIAG_UNUSED_MIXIN, mixin->decl->name.span,
                    "no table includes mixin `%s`", mixin->decl->name.name->text);
        }
    }
    for (uint32_t i = 0; i < resolver->symbols.type_list.count; i++) {
        const Symbol *symbol = resolver->symbols.type_list.items[i];
        if (!symbol->is_used) {
            const AstRef *name = &symbol->decl->name;
            diag_at(diags, DIAG_UNUSED_TYPE, name->span, "nothing has the type `%s%s%s`",
                    QUALIFIED(name->space, name->name));
        }
    }
}

/* Foreign keys of tables that were taken over lead into this model. */
static void follow_references(Resolver *resolver) {
    for (uint32_t i = 0; i < resolver->model->table_count; i++) {
        Table *table = resolver->model->tables[i];
        if (!(table->flags & TABLE_SHARED) || table->foreign_key_count == 0) {
            continue;
        }
        table->foreign_keys = arena_copy(resolver->symbols.arena, table->foreign_keys,
                                         table->foreign_key_count * sizeof *table->foreign_keys);
        for (uint16_t k = 0; k < table->foreign_key_count; k++) {
            ForeignKey *key = &table->foreign_keys[k];
            key->target = symbols_table(&resolver->symbols, key->target->space, key->target->name);
        }
    }
}

/* A foreign key to a table that was made later was added to its table later. */
static void mark_forward(Model *model) {
    for (uint32_t i = 0; i < model->table_count; i++) {
        Table *table = model->tables[i];
        for (uint16_t k = 0; k < table->foreign_key_count; k++) {
            table->foreign_keys[k].is_forward = table->foreign_keys[k].target->number > i;
        }
    }
}

static Resolver *resolver_new(const Project *project, Names *names, Diags *diags, Arena *arena) {
    Arena scratch = {0};
    Resolver *resolver = NEW(&scratch, Resolver);
    resolver->scratch = scratch; /* which it lives in */
    resolver->symbols.arena = arena;
    resolver->symbols.scratch = &resolver->scratch;
    resolver->symbols.names = names;
    resolver->symbols.diags = diags;
    resolver->symbols.targets = project->targets;
    resolver->symbols.suggestions_left = SYMBOLS_SUGGESTIONS;
    resolver->model = NEW(arena, Model);
    resolver->model->arena = arena;
    resolver->model->names = names;
    return resolver;
}

/* Gives everything back but the model. */
static Model *resolver_end(Resolver *resolver) {
    Model *model = resolver->model;
    Arena scratch = resolver->scratch;
    arena_release(&scratch);
    return model;
}

static void resolve(Resolver *resolver) {
    resolve_declare(resolver);
    resolve_domains(resolver);
    follow_references(resolver);
    resolve_mixins(resolver);
    each_table(resolver, 1, resolve_shape);
    each_table(resolver, 2, resolve_foreign_keys);
    resolve_pending_types(resolver);
    each_table(resolver, 3, resolve_expressions);
    resolve_contents(resolver);
    follow_aliases(resolver);
}

Model *resolve_model(const AstUnit *unit, const Project *project, Names *names, Diags *diags,
                     Arena *arena) {
    Resolver *resolver = resolver_new(project, names, diags, arena);
    VEC(const AstDecl *) decls = {0};
    for (const AstDecl *decl = unit->first; decl; decl = decl->next) {
        vec_push(&resolver->scratch, &decls, decl);
    }
    resolver->decls = decls.items;
    resolver->decl_count = decls.count;
    resolve(resolver);
    if (!unit->has_incomplete) { /* else what was left out may have used it */
        tell_unused(resolver);
    }
    return resolver_end(resolver);
}

Model *resolve_replayed(const ReplayedSchema *schema, const Project *project, Names *names,
                        Diags *diags, Arena *arena) {
    Resolver *resolver = resolver_new(project, names, diags, arena);
    resolver->decls = schema->decls;
    resolver->decl_count = schema->decl_count;
    resolver->reused = schema->reused;
    resolver->symbols.past = schema->past;
    resolve(resolver);
    resolver->model->is_replayed = true;
    mark_forward(resolver->model);
    if (schema->finish) {
        schema->finish(schema->context, &resolver->symbols, resolver->model);
    }
    return resolver_end(resolver);
}

const SqlObject *resolve_free_sql(const AstDecl *decl, const Project *project, Names *names,
                                  Diags *diags, Arena *arena) {
    Resolver *resolver = resolver_new(project, names, diags, arena);
    SqlObject *sql = NEW(arena, SqlObject);
    sql->span = decl->span;
    sql->doc = decl->doc;
    sql->targets = resolve_targets(resolver, decl->targets, TARGETS_ALL, "the step");
    resolve_sql(resolver, decl, sql);
    resolver_end(resolver);
    return sql;
}
