/*
 * replay_mapping.c - from the tree at the end of a change to a model, and to what belongs together in it
 * and in the model at its beginning. See replaying.h.
 *
 * takes:    the tracks of the tables and enums that were altered
 * gives:    the model, and the mapping with every value typed
 * promises: what needs a value and has none, and what may lose values without saying so, is told
 */
#include <stdio.h>
#include <string.h>

#include "base/digraph.h"
#include "change/grade.h"
#include "change/replaying.h"
#include "schema/typing.h"

typedef struct Finish {
    Replaying *replaying;
    Mapping *mapping;
} Finish;

static bool is_renamed_object(const Replayed *object) {
    return (object->decl->kind == AST_SEQUENCE || object->decl->kind == AST_DOMAIN) &&
           object->started &&
           (object->started->name.name != object->decl->name.name ||
            object->started->name.space != object->decl->name.space);
}

static void count_mapped(const Replaying *replaying, Mapping *mapping) {
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        mapping->table_count += replaying->objects.items[i]->table != NULL;
        mapping->enum_count += replaying->objects.items[i]->enumeration != NULL;
        mapping->renamed_count += is_renamed_object(replaying->objects.items[i]);
    }
}

/* ---- values ---- */

static Expr *type_value(Replaying *replaying, Symbols *symbols, const Table *table,
                        const AstExpr *written, const Column *column, TargetSet targets) {
    char place[160];
    snprintf(place, sizeof place, "the value of `%.100s`", column->name->text);
    TypingScope scope = {.symbols = symbols,
                         .table = table,
                         .targets = targets,
                         .place = arena_copy_text(replaying->arena, place, strlen(place)),
                         .role = ROLE_VALUE};
    return typing_expr(&scope, written, column->type);
}

static Expr *type_condition(Symbols *symbols, const Table *table, const AstExpr *written,
                            TargetSet targets) {
    TypingScope scope = {.symbols = symbols,
                         .table = table,
                         .targets = targets,
                         .place = "the condition of a backfill",
                         .role = ROLE_VALUE};
    return typing_expr(&scope, written, TYPE_OF(TYPE_BOOL));
}

/* ---- what is missing ---- */

/* A new column that must have a value, and the rows that are there have none. */
static void check_required(Replaying *replaying, const Table *table, const Column *column,
                           const ColumnTrack *track) {
    bool has_value = (column->flags & (COLUMN_NULLABLE | COLUMN_IDENTITY)) ||
                     column->default_value || column->generated || track->value;
    if (track->origin >= 0 || has_value || column->type.kind == TYPE_ERROR) {
        return;
    }
    Diag *diag = diag_at(
        replaying->diags, DIAG_NOT_NULL_WITHOUT_VALUE, track->span,
        "column `%s` is required, and the rows of `%s%s%s` that are there have no value "
        "for it",
        column->name->text, TABLE_SHOWN(table));
    diag_help(diag, "say what they get: `backfill %s = ...`", column->name->text);
    diag_help(diag, "or give it a default, or let it be `null`");
}

/* The same enum under another name. */
static bool is_renamed_enum(Replaying *replaying, Type before, Type after) {
    if (before.kind != TYPE_ENUM || after.kind != TYPE_ENUM || before.is_array != after.is_array) {
        return false;
    }
    AstRef name = {.space = after.enumeration->space, .name = after.enumeration->name};
    const Replayed *object = replay_find(replaying, AST_ENUM, &name);
    return object && object->started && object->started->name.name == before.enumeration->name &&
           object->started->name.space == before.enumeration->space;
}

static void check_narrowing(Replaying *replaying, const Column *before, const Column *after,
                            const ColumnTrack *track) {
    bool says_all = track->value && !track->where;
    if (track->origin < 0 || says_all || type_takes(after->type, before->type) ||
        is_renamed_enum(replaying, before->type, after->type)) {
        return;
    }
    Buf types[2] = {0};
    type_write(&types[0], before->type);
    type_write(&types[1], after->type);
    Diag *diag = diag_at(replaying->diags, DIAG_NARROWING_WITHOUT_USING, track->span,
                         "`%s` is %.*s and becomes %.*s, which may not hold its values",
                         after->name->text, TEXT_ARG(buf_view(&types[0])),
                         TEXT_ARG(buf_view(&types[1])));
    if (track->where) {
        diag_note(diag, track->where->span, "the backfill says it of these rows only");
        diag_help(diag, "say it of all rows, in place of the backfill: `using (...)`, such as "
                        "`using (case when ... then ... else %s end)`",
                  after->name->text);
    } else {
        diag_help(diag, "say how a value becomes the new one: `using (...)`");
    }
    buf_free(&types[0]);
    buf_free(&types[1]);
}

/* ---- mapping ---- */

static bool is_concurrent(const TableTrack *track, const AstDecl *decl, uint16_t index) {
    uint16_t at = 0;
    for (const AstItem *item = decl->items; item; item = item->next) {
        bool is_index = item->kind == AST_INDEX || item->kind == AST_EXCLUDE;
        if (is_index && at++ == index) {
            for (uint32_t i = 0; i < track->concurrently.count; i++) {
                if (track->concurrently.items[i]->name_span.start == item->name_span.start) {
                    return true;
                }
            }
        }
    }
    return false;
}

static void map_table(Finish *finish, Symbols *symbols, const Replayed *object, const Table *after,
                      TableMapping *mapping) {
    Replaying *replaying = finish->replaying;
    Arena *arena = replaying->arena;
    const TableTrack *track = object->table;
    const Table *before = replaying->model->tables[track->number];
    *mapping = (TableMapping){
        .before = before,
        .after = after,
        .columns = NEW_ARRAY(arena, ColumnSource, after->column_count),
        .restored = NEW_ARRAY(arena, ColumnSource, before->column_count),
        .lossy = NEW_ARRAY(arena, Name, before->column_count),
        .concurrently = NEW_ARRAY(arena, bool, after->index_count),
    };
    for (uint16_t i = 0; i < after->column_count; i++) {
        mapping->columns[i].from = -1;
    }
    for (uint32_t i = 0; i < track->columns.count; i++) {
        const ColumnTrack *column = &track->columns.items[i];
        int position = column->is_gone ? -1 : table_column(after, column->name);
        if (column->origin >= before->column_count) {
            continue; /* an error was told */
        }
        if (position >= 0) {
            const Column *made = &after->columns[position];
            ColumnSource *source = &mapping->columns[position];
            source->from = column->origin;
            TargetSet targets = made->targets;
            if (column->value && column->value->kind != AST_BROKEN) {
                source->value = type_value(replaying, symbols, before, column->value, made,
                                           targets);
                if (column->where) {
                    source->where = type_condition(symbols, before, column->where, targets);
                }
            }
            check_required(replaying, after, made, column);
            if (column->origin >= 0) {
                check_narrowing(replaying, &before->columns[column->origin], made, column);
            }
        }
        if (column->origin >= 0) {
            mapping->lossy[column->origin] = column->lossy;
            if (column->restored && column->restored->kind != AST_BROKEN) {
                const Column *old = &before->columns[column->origin];
                mapping->restored[column->origin].value = type_value(
                    replaying, symbols, after, column->restored, old, old->targets);
            }
        }
    }
    for (uint16_t i = 0; i < after->index_count; i++) {
        mapping->concurrently[i] = is_concurrent(track, object->decl, i);
    }
}

/* The object of the model that a declaration was made into, by the places of what is declared now. Both are in
 * one order; a data block may be left out of the model after a mistake. */
static const Object **objects_made(Replaying *replaying, const Model *model) {
    uint32_t count = replaying->objects.count;
    const Object **made = NEW_ARRAY(&replaying->scratch, const Object *, count);
    for (uint32_t i = 0, at = 0; i < count; i++) {
        bool is_there = at < model->object_count &&
                        object_span(&model->objects[at]).start ==
                            replaying->objects.items[i]->decl->name.span.start;
        made[i] = is_there ? &model->objects[at++] : NULL;
    }
    return made;
}

static const void *identity(const Object *object) {
    return object ? object_identity(object) : NULL;
}

static void finish_mapping(void *context, Symbols *symbols, const Model *model) {
    Finish *finish = context;
    Replaying *replaying = finish->replaying;
    Mapping *mapping = finish->mapping;
    Arena *arena = replaying->arena;
    const Object **after = objects_made(replaying, model);
    count_mapped(replaying, mapping);
    mapping->tables = NEW_ARRAY(arena, TableMapping, mapping->table_count);
    mapping->enums = NEW_ARRAY(arena, EnumMapping, mapping->enum_count);
    uint32_t tables = 0;
    uint32_t enums = 0;
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        const Replayed *object = replaying->objects.items[i];
        if (object->table) {
            const Table *table = symbols_table(symbols, object->decl->name.space,
                                               object->decl->name.name);
            map_table(finish, symbols, object, table, &mapping->tables[tables++]);
        }
        if (object->enumeration) {
            EnumMapping *made = &mapping->enums[enums++];
            made->from = object->enumeration->origins.items;
            made->before = identity(object->object);
            made->after = identity(after[i]);
        }
    }
    mapping->renamed = NEW_ARRAY(arena, ObjectMapping, mapping->renamed_count);
    for (uint32_t i = 0, at = 0; i < replaying->objects.count; i++) {
        const Replayed *object = replaying->objects.items[i];
        if (is_renamed_object(object)) {
            mapping->renamed[at++] = (ObjectMapping){.before = identity(object->object),
                                                     .after = identity(after[i])};
        }
    }
    mapping->dropped_count = replaying->dropped.count;
    mapping->dropped = NEW_ARRAY(arena, const Table *, mapping->dropped_count);
    mapping->reasons = NEW_ARRAY(arena, Name, mapping->dropped_count);
    for (uint32_t i = 0; i < mapping->dropped_count; i++) {
        mapping->dropped[i] = replaying->model->tables[replaying->dropped.items[i].number];
        mapping->reasons[i] = replaying->dropped.items[i].lossy;
    }
}

/* ---- what can be taken over ---- */

static bool is_kept(const Replayed *object) {
    return object->object && object->resolved == object->decl;
}

/* A type was made, changed or dropped: any table or domain may be about it. */
static bool types_changed(const Replaying *replaying) {
    uint32_t types = 0;
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        const Replayed *object = replaying->objects.items[i];
        bool is_type = object->decl->kind == AST_ENUM || object->decl->kind == AST_TYPE ||
                       object->decl->kind == AST_DOMAIN;
        if (is_type && !is_kept(object)) {
            return true;
        }
        types += is_type;
    }
    uint32_t before = 0;
    for (uint32_t i = 0; i < replaying->model->object_count; i++) {
        ObjectKind kind = replaying->model->objects[i].kind;
        before += kind == OBJECT_ENUM || kind == OBJECT_TYPE || kind == OBJECT_DOMAIN;
    }
    return types != before;
}

/* A column takes its type from the key that it refers to. */
static bool has_open_type(const AstDecl *table) {
    for (const AstItem *item = table->items; item; item = item->next) {
        if (item->kind == AST_COLUMN && !(item->type && item->type->word)) {
            return true;
        }
    }
    return false;
}

/* Adds an edge from each table that this one refers to. False: one of them is not there. */
static bool add_references(Replaying *replaying, const Replayed *table, Digraph *graph) {
    bool all_there = true;
    for (const AstItem *item = table->decl->items; item; item = item->next) {
        for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
            if (modifier->kind == AST_MOD_REFERENCES) {
                const Replayed *target = replay_find(replaying, AST_TABLE, modifier->ref);
                all_there = all_there && target;
                if (target) {
                    digraph_edge(graph, target->place, table->place, 0);
                }
            }
        }
    }
    return all_there;
}

/* A table that refers to one that changed is made again, and so is, if its own columns take their types from there,
 * what refers to it. */
static void make_again(Replaying *replaying, bool *kept) {
    uint32_t count = replaying->objects.count;
    Digraph graph = digraph_begin(&replaying->scratch, count);
    uint32_t *changed = NEW_ARRAY(&replaying->scratch, uint32_t, count); /* still to be followed */
    uint32_t changed_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        const Replayed *object = replaying->objects.items[i];
        bool was_kept = kept[i];
        if (object->decl->kind == AST_TABLE) {
            kept[i] = add_references(replaying, object, &graph) && kept[i];
        }
        if (!was_kept || (!kept[i] && has_open_type(object->decl))) {
            changed[changed_count++] = i;
        }
    }
    digraph_build(&graph);
    while (changed_count > 0) {
        uint32_t from = changed[--changed_count];
        for (uint32_t e = graph.first[from]; e < graph.first[from + 1]; e++) {
            uint32_t to = graph.edges[e].to;
            if (kept[to]) {
                kept[to] = false;
                if (has_open_type(replaying->objects.items[to]->decl)) {
                    changed[changed_count++] = to;
                }
            }
        }
    }
}

/* The objects of the model when the change began that stay as they are, by the places of what is declared
 * now. */
static const Object **find_reused(Replaying *replaying) {
    uint32_t count = replaying->objects.count;
    const Object **reused = NEW_ARRAY(&replaying->scratch, const Object *, count);
    bool *kept = NEW_ARRAY(&replaying->scratch, bool, count);
    bool all_types = !types_changed(replaying);
    for (uint32_t i = 0; i < count; i++) {
        Replayed *object = replaying->objects.items[i];
        object->place = i;
        bool has_types = object->decl->kind == AST_TABLE || object->decl->kind == AST_DOMAIN;
        kept[i] = is_kept(object) && (all_types || !has_types);
    }
    make_again(replaying, kept);
    for (uint32_t i = 0; i < count; i++) {
        const AstDecl *decl = replaying->objects.items[i]->decl;
        const Replayed *table = decl->kind == AST_DATA
                                    ? replay_find(replaying, AST_TABLE, &decl->name)
                                    : NULL;
        bool stays = kept[i] && decl->kind != AST_SQL &&
                     (decl->kind != AST_DATA || (table && kept[table->place]));
        reused[i] = stays ? replaying->objects.items[i]->object : NULL;
    }
    return reused;
}

static void remember_objects(Replaying *replaying, const Model *model) {
    const Object **made = objects_made(replaying, model);
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        Replayed *object = replaying->objects.items[i];
        object->object = made[i];
        object->resolved = object->decl;
    }
}

const Model *replay_resolve(Replaying *replaying, Mapping *mapping) {
    Finish finish = {.replaying = replaying, .mapping = mapping};
    uint32_t aliases = replaying->aliases.count;
    uint32_t count = aliases + replaying->objects.count;
    const AstDecl **decls = NEW_ARRAY(&replaying->scratch, const AstDecl *, count);
    const Object **reused = NEW_ARRAY(&replaying->scratch, const Object *, count);
    const Object **found = find_reused(replaying);
    for (uint32_t i = 0; i < count; i++) {
        decls[i] = i < aliases ? replaying->aliases.items[i]
                               : replaying->objects.items[i - aliases]->decl;
        reused[i] = i < aliases ? NULL : found[i - aliases];
    }
    ReplayedSchema schema = {.decls = decls,
                             .decl_count = count,
                             .reused = reused,
                             .past = &replaying->past,
                             .finish = finish_mapping,
                             .context = &finish};
    *mapping = (Mapping){0};
    const Model *model = resolve_replayed(&schema, replaying->project, replaying->names,
                                          replaying->diags, replaying->arena);
    remember_objects(replaying, model);
    arena_release(&replaying->scratch);
    return model;
}
