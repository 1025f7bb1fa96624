/*
 * replay.c - carries out the revisions of a chain, one after the other. See replay.h.
 */
#include "change/replaying.h"
#include "schema/checks.h"

/* ---- what the chain will make ---- */

/* Tables that are created by some revision come later, until it is carried out. */
static void foresee(Replaying *replaying, const Chain *chain) {
    for (uint32_t i = 0; i < chain->count; i++) {
        for (const AstStep *step = chain->items[i].decl->steps; step; step = step->next) {
            const AstRef *name = NULL;
            if (step->kind == AST_STEP_CREATE && step->decl->kind == AST_TABLE) {
                name = &step->decl->name;
            } else if (step->kind == AST_STEP_RENAME && step->dropped == AST_TABLE) {
                name = &step->to;
            }
            if (!name || !name->name) {
                continue;
            }
            Fate *fate = NEW(replaying->arena, Fate);
            *fate = (Fate){
                .kind = FATE_LATER, .revision = chain->items[i].name, .span = name->span};
            namemap_put(replaying->arena, &replaying->past.tables,
                        name_qualified(replaying->names, name->space, name->name), fate);
        }
    }
}

/* ---- one change ---- */

static void begin_change(Replaying *replaying) {
    replaying->change++;
    replaying->is_written = false;
    replaying->dropped.count = 0;
    replaying->computed = (NameMap){0};
    replaying->renamed = (NameMap){0};
    uint32_t tables = 0;
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        Replayed *object = replaying->objects.items[i];
        object->started = object->decl;
        object->table = NULL;
        object->enumeration = NULL;
        if (object->decl->kind == AST_TABLE) {
            object->number = tables++;
        }
    }
}

typedef VEC(Change) ChangeList;

/* What was done since the change began becomes a Change, if it was anything. Its model is checked, also in the
 * middle of a revision: the next one takes over what it says of tables that stay as they are. */
static void end_change(Replaying *replaying, ChangeList *changes) {
    if (!replaying->is_written) {
        return;
    }
    Mapping mapping;
    replay_sweep(replaying);
    uint32_t errors = diags_errors(replaying->diags);
    const Model *model = replay_resolve(replaying, &mapping);
    Change change = {.before = replaying->model, .after = model};
    if (diags_errors(replaying->diags) == errors) {
        change = change_between(replaying->arena, replaying->model, model, &mapping);
    }
    vec_push(replaying->arena, changes, change);
    replaying->model = model;
    uint32_t found = diags_errors(replaying->diags);
    checks_run((Model *)(uintptr_t)model, replaying->project, replaying->diags);
    replaying->check_errors += diags_errors(replaying->diags) - found;
    begin_change(replaying);
}

/* ---- one revision ---- */

typedef bool (*OnString)(void *context, Name text);

/* Goes through the strings in an expression until one is found. */
static bool find_string(const AstExpr *expr, OnString on_string, void *context) {
    if (!expr) {
        return false;
    }
    if (expr->kind == AST_STRING) {
        return on_string(context, expr->text);
    }
    bool found = find_string(expr->left, on_string, context);
    bool has_items = expr->kind != AST_CAST && expr->kind != AST_TYPED;
    for (const AstExpr *item = has_items ? expr->items : NULL; item && !found; item = item->next) {
        found = find_string(item, on_string, context);
    }
    return found;
}

/* Goes through those that the step computes something of. */
static bool find_computed(const AstStep *step, OnString on_string, void *context) {
    for (const AstChange *change = step->changes; change; change = change->next) {
        if (find_string(change->expr, on_string, context) ||
            find_string(change->where, on_string, context) ||
            find_string(change->restore, on_string, context)) {
            return true;
        }
    }
    return false;
}

static bool is_text(void *context, Name text) {
    return context == text;
}

static bool was_renamed(void *context, Name text) {
    const Replaying *replaying = context;
    return namemap_get(&replaying->renamed, text) != NULL;
}

static bool note_computed(void *context, Name text) {
    Replaying *replaying = context;
    namemap_set(&replaying->scratch, &replaying->computed, text, (void *)(uintptr_t)text);
    return false;
}

/* A value that was computed since the change began is this string, or made of it. */
static bool was_computed_of(Replaying *replaying, Name text) {
    replay_sweep(replaying);
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        const TableTrack *table = replaying->objects.items[i]->table;
        for (uint32_t c = 0; table && c < table->columns.count; c++) {
            const ColumnTrack *column = &table->columns.items[c];
            void *context = (void *)(uintptr_t)text;
            if (find_string(column->value, is_text, context) ||
                find_string(column->restored, is_text, context)) {
                return true;
            }
        }
    }
    return false;
}

/* The step computes something of a value that has this name only since the change began. */
static bool computes_of_renamed(Replaying *replaying, const AstStep *step) {
    replay_sweep(replaying);
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        const Replayed *object = replaying->objects.items[i];
        const EnumTrack *track = object->enumeration;
        uint32_t at = 0;
        for (const AstName *value = track ? object->decl->values : NULL; value;
             value = value->next, at++) {
            const AstName *before = track->before->values;
            for (int32_t skip = track->origins.items[at]; before && skip > 0; skip--) {
                before = before->next;
            }
            if (track->origins.items[at] >= 0 && before->name != value->name &&
                find_computed(step, is_text, (void *)(uintptr_t)value->name)) {
                return true;
            }
        }
    }
    return false;
}

/* An expression names the values of an enum as they are called when it is written. What is computed of a
 * value before and after it is renamed is therefore computed in two changes. */
static bool must_part(Replaying *replaying, const AstStep *step) {
    if (step->kind == AST_STEP_ALTER_TABLE) {
        return find_computed(step, was_renamed, replaying) && computes_of_renamed(replaying, step);
    }
    for (const AstChange *change = step->kind == AST_STEP_ALTER_ENUM ? step->changes : NULL; change;
         change = change->next) {
        if (change->kind == AST_RENAME_VALUE &&
            namemap_get(&replaying->computed, change->name->name) &&
            was_computed_of(replaying, change->name->name)) {
            return true;
        }
    }
    return false;
}

/* Remembers the strings that `must_part` asks for. */
static void note_strings(Replaying *replaying, const AstStep *step) {
    if (step->kind == AST_STEP_ALTER_TABLE) {
        find_computed(step, note_computed, replaying);
    }
    for (const AstChange *change = step->kind == AST_STEP_ALTER_ENUM ? step->changes : NULL; change;
         change = change->next) {
        if (change->kind == AST_RENAME_VALUE) {
            namemap_set(&replaying->scratch, &replaying->renamed, change->to->name,
                        (void *)(uintptr_t)change->to->name);
        }
    }
}

static void run_free_step(Replaying *replaying, ChangeList *changes, const AstStep *step) {
    end_change(replaying, changes);
    const SqlObject *run = resolve_free_sql(step->decl, replaying->project, replaying->names,
                                            replaying->diags, replaying->arena);
    vec_push(replaying->arena, changes, change_free_step(replaying->arena, replaying->model, run));
}

static void run_step(Replaying *replaying, ChangeList *changes, const AstStep *step) {
    replaying->step = step;
    if (must_part(replaying, step)) {
        end_change(replaying, changes);
    }
    note_strings(replaying, step);
    switch ((AstStepKind)step->kind) {
    case AST_STEP_CREATE:
        if (step->decl->kind == AST_SQL || step->decl->kind == AST_DATA) {
            replay_restate(replaying, step->decl);
        } else {
            replay_create(replaying, step->decl);
        }
        return;
    case AST_STEP_DROP: replay_drop(replaying, step); return;
    case AST_STEP_RENAME: replay_rename(replaying, step); return;
    case AST_STEP_ALTER_TABLE: replay_alter_table(replaying, step); return;
    case AST_STEP_ALTER_ENUM: replay_alter_enum(replaying, step); return;
    case AST_STEP_ALTER_TYPE: replay_restate(replaying, step->decl); return;
    case AST_STEP_RUN: run_free_step(replaying, changes, step); return;
    }
}

/* Carries out one revision. False if a step could not be: what follows would be guesses. */
static bool run_revision(Replaying *replaying, const Revision *revision,
                         ReplayedRevision *replayed) {
    uint32_t errors = diags_errors(replaying->diags) - replaying->check_errors;
    replaying->past.revision = revision->name;
    replayed->revision = revision;
    replayed->before = replaying->model;
    ChangeList changes = {0};
    for (const AstStep *step = revision->decl->steps; step; step = step->next) {
        run_step(replaying, &changes, step);
    }
    bool good = diags_errors(replaying->diags) - replaying->check_errors == errors;
    end_change(replaying, &changes);
    replayed->after = replaying->model;
    replayed->changes = (Changes){changes.items, changes.count};
    return good;
}

/* ---- the chain ---- */

static void take_aliases(Replaying *replaying, const AstUnit *schema) {
    for (const AstDecl *decl = schema ? schema->first : NULL; decl; decl = decl->next) {
        if (decl->kind == AST_TYPE && decl->type && decl->name.name) {
            vec_push(replaying->arena, &replaying->aliases, decl);
        }
    }
}

static const Model *empty_model(Names *names, Arena *arena) {
    Model *model = NEW(arena, Model);
    model->arena = arena;
    model->names = names;
    return model;
}

Replay replay_chain(const Chain *chain, const AstUnit *schema, const Project *project, Names *names,
                    Diags *diags, Arena *arena) {
    Replaying replaying = {.arena = arena,
                           .names = names,
                           .diags = diags,
                           .project = project,
                           .model = empty_model(names, arena)};
    take_aliases(&replaying, schema);
    foresee(&replaying, chain);
    begin_change(&replaying);
    Replay replay = {.items = NEW_ARRAY(arena, ReplayedRevision, chain->count)};
    bool good = true;
    while (good && replay.count < chain->count) {
        good = run_revision(&replaying, &chain->items[replay.count], &replay.items[replay.count]);
        replay.count++;
    }
    arena_release(&replaying.scratch);
    return replay;
}

const Model *replay_head(const Replay *replay, Names *names, Arena *arena) {
    return replay->count > 0 ? replay->items[replay->count - 1].after : empty_model(names, arena);
}
