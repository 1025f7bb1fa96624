/*
 * replay_state.c - the declarations of the schema while a chain is replayed. See replaying.h.
 *
 * takes:    steps that create, drop, rename and restate whole objects
 * gives:    the schema after them; what is wrong told
 * promises: a rename is carried into everything that names the object
 */
#include <string.h>

#include "change/replaying.h"

static const char *kind_words(AstDeclKind kind) {
    switch (kind) {
    case AST_EXTENSION: return "extension";
    case AST_TYPE: return "type";
    case AST_ENUM: return "enum";
    case AST_TABLE: return "table";
    case AST_DATA: return "data block of table";
    case AST_SQL: return "sql object";
    case AST_DOMAIN: return "domain";
    case AST_SEQUENCE: return "sequence";
    case AST_PROJECT:
    case AST_MIXIN:
    case AST_REVISION: break;
    }
    return "";
}

/* ---- finding ---- */

static Name qualified(Replaying *replaying, const AstRef *name) {
    return name_qualified(replaying->names, name->space, name->name);
}

static bool is_name(const AstRef *ref, const AstRef *name) {
    return ref->name == name->name && ref->space == name->space;
}

static Replayed *find_data(Replaying *replaying, const AstRef *table) {
    const ReplayedList *users = replay_users(replaying, table);
    for (uint32_t i = 0; i < users->count; i++) {
        const AstDecl *decl = users->items[i]->decl;
        if (decl && decl->kind == AST_DATA && is_name(&decl->name, table)) {
            return users->items[i];
        }
    }
    return NULL;
}

static NameMap *map_of(Replaying *replaying, AstDeclKind kind) {
    return kind == AST_EXTENSION ? &replaying->extensions : &replaying->tables;
}

/* Whatever has the name now; dropped objects have no declaration any more. */
static Replayed *holder(Replaying *replaying, AstDeclKind kind, const AstRef *name) {
    Replayed *object = namemap_get(map_of(replaying, kind), qualified(replaying, name));
    return object && object->decl ? object : NULL;
}

/* Both lists have a target in common; NULL is all of them. */
static bool share_targets(const AstName *a, const AstName *b) {
    if (!a || !b) {
        return true;
    }
    for (; a; a = a->next) {
        for (const AstName *other = b; other; other = other->next) {
            if (a->name == other->name) {
                return true;
            }
        }
    }
    return false;
}

/* Sql objects of one name may be there for other targets. */
static Replayed *find_sql(Replaying *replaying, const AstRef *name, const AstName *targets) {
    const ReplayedList *users = replay_users(replaying, name);
    for (uint32_t i = 0; i < users->count; i++) {
        const AstDecl *decl = users->items[i]->decl;
        if (decl && decl->kind == AST_SQL && is_name(&decl->name, name) &&
            share_targets(decl->targets, targets)) {
            return users->items[i];
        }
    }
    return NULL;
}

Replayed *replay_find(Replaying *replaying, AstDeclKind kind, const AstRef *name) {
    if (kind == AST_DATA) {
        return find_data(replaying, name);
    }
    if (kind == AST_SQL) {
        return find_sql(replaying, name, NULL);
    }
    Replayed *object = holder(replaying, kind, name);
    return object && object->decl->kind == kind ? object : NULL;
}

Replayed *replay_want(Replaying *replaying, AstDeclKind kind, const AstRef *name) {
    Replayed *object = replay_find(replaying, kind, name);
    if (object) {
        return object;
    }
    DiagKind what = kind == AST_TABLE || kind == AST_DATA  ? DIAG_UNKNOWN_TABLE
                    : kind == AST_ENUM || kind == AST_TYPE || kind == AST_DOMAIN ? DIAG_UNKNOWN_TYPE
                                                           : DIAG_UNKNOWN_OBJECT;
    Diag *diag = diag_at(replaying->diags, what, name->span, "there is no %s `%s%s%s` at `%s`",
                         kind_words(kind), QUALIFIED(name->space, name->name),
                         replaying->past.revision->text);
    const Fate *fate = kind == AST_TABLE
                           ? namemap_get(&replaying->past.tables, qualified(replaying, name))
                           : NULL;
    fate_note(diag, fate, "it");
    if (diag && !(fate && fate->kind == FATE_RENAMED)) {
        TextSearch search = TEXT_SEARCH(name_text(name->name));
        replay_sweep(replaying);
        for (uint32_t i = 0; i < replaying->objects.count; i++) {
            const AstDecl *decl = replaying->objects.items[i]->decl;
            if (decl->kind == kind) {
                text_search_offer(&search, name_text(decl->name.name));
            }
        }
        if (search.nearest.data) {
            diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
        }
    }
    return NULL;
}

/* ---- writing ---- */

AstName *replay_copy_names(Replaying *replaying, const AstName *names) {
    AstName *head = NULL;
    AstName **tail = &head;
    for (; names; names = names->next) {
        *tail = arena_copy(replaying->arena, names, sizeof *names);
        tail = &(*tail)->next;
    }
    return head;
}

AstModifier *replay_copy_modifiers(Replaying *replaying, const AstModifier *modifiers) {
    AstModifier *head = NULL;
    AstModifier **tail = &head;
    for (; modifiers; modifiers = modifiers->next) {
        *tail = arena_copy(replaying->arena, modifiers, sizeof *modifiers);
        tail = &(*tail)->next;
    }
    return head;
}

static AstItem *copy_items(Replaying *replaying, const AstItem *items) {
    AstItem *head = NULL;
    AstItem **tail = &head;
    for (; items; items = items->next) {
        *tail = arena_copy(replaying->arena, items, sizeof *items);
        tail = &(*tail)->next;
    }
    return head;
}

static AstOption *copy_options(Replaying *replaying, const AstOption *options) {
    AstOption *head = NULL;
    AstOption **tail = &head;
    for (; options; options = options->next) {
        *tail = arena_copy(replaying->arena, options, sizeof *options);
        tail = &(*tail)->next;
    }
    return head;
}

AstDecl *replay_write(Replaying *replaying, Replayed *object) {
    replaying->is_written = true;
    if (object->change == replaying->change) {
        return object->decl;
    }
    object->change = replaying->change;
    object->decl = arena_copy(replaying->arena, object->decl, sizeof *object->decl);
    AstDecl *decl = object->decl;
    if (decl->kind == AST_TABLE || decl->kind == AST_DOMAIN) {
        decl->items = copy_items(replaying, decl->items);
    } else if (decl->kind == AST_ENUM) {
        decl->values = replay_copy_names(replaying, decl->values);
    } else if (decl->kind == AST_DATA) {
        decl->key = replay_copy_names(replaying, decl->key);
        decl->columns = replay_copy_names(replaying, decl->columns);
    } else if (decl->kind == AST_SQL) {
        decl->needs = arena_copy(replaying->arena, decl->needs,
                                 decl->needs_count * sizeof *decl->needs);
    } else if (decl->kind == AST_SEQUENCE) {
        decl->options = copy_options(replaying, decl->options);
    }
    return decl;
}

/* ---- tracks ---- */

static TableTrack *begin_track(Replaying *replaying, const Replayed *table) {
    TableTrack *track = NEW(replaying->arena, TableTrack);
    track->before = table->started;
    track->number = table->number;
    int32_t origin = 0;
    for (const AstItem *item = table->started->items; item; item = item->next) {
        if (item->kind == AST_COLUMN) {
            vec_push(replaying->arena, &track->columns,
                     (ColumnTrack){.name = item->name,
                                   .origin = origin++,
                                   .type = item->type,
                                   .span = item->name_span});
        }
    }
    return track;
}

TableTrack *replay_track(Replaying *replaying, Replayed *table) {
    if (!table->table && table->started) {
        table->table = begin_track(replaying, table);
    }
    return table->table;
}

ColumnTrack *replay_column(TableTrack *track, Name name) {
    for (uint32_t i = 0; track && i < track->columns.count; i++) {
        if (!track->columns.items[i].is_gone && track->columns.items[i].name == name) {
            return &track->columns.items[i];
        }
    }
    return NULL;
}

/* ---- fates ---- */

static void set_fate(Replaying *replaying, const AstRef *name, FateKind kind, Span span, Name to) {
    Fate *fate = NEW(replaying->arena, Fate);
    *fate = (Fate){.kind = kind, .revision = replaying->past.revision, .span = span, .to = to};
    namemap_set(replaying->arena, &replaying->past.tables, qualified(replaying, name), fate);
}

/* ---- creating ---- */

static void tell_taken(Replaying *replaying, const AstDecl *decl, const Replayed *object) {
    Diag *diag;
    if (decl->kind == (uint8_t)object->decl->kind) {
        diag = diag_at(replaying->diags, DIAG_DUPLICATE_NAME, decl->name.span,
                       "%s `%s%s%s` is already created by `%s`", kind_words(decl->kind),
                       QUALIFIED(decl->name.space, decl->name.name), object->revision->text);
    } else {
        diag = diag_at(replaying->diags, DIAG_DUPLICATE_NAME, decl->name.span,
                       "`%s%s%s` is the name of a %s already, created by `%s`",
                       QUALIFIED(decl->name.space, decl->name.name), kind_words(object->decl->kind),
                       object->revision->text);
    }
    diag_label(diag, "created a second time");
    diag_note(diag, object->span, "the first time is here");
    if (decl->kind == AST_TABLE && object->decl->kind == AST_TABLE) {
        diag_help(diag, "to change it, say `alter table %s%s%s { ... }`",
                  QUALIFIED(decl->name.space, decl->name.name));
    }
}

/* A table that this revision creates behind the step that is carried out. */
static const AstRef *created_later(const Replaying *replaying, const AstRef *name) {
    for (const AstStep *step = replaying->step->next; step; step = step->next) {
        if (step->kind == AST_STEP_CREATE && step->decl->kind == AST_TABLE &&
            step->decl->name.name == name->name && step->decl->name.space == name->space) {
            return &step->decl->name;
        }
    }
    return NULL;
}

static void check_forward(Replaying *replaying, const AstDecl *table) {
    for (const AstItem *item = table->items; item; item = item->next) {
        const AstRef *target = NULL;
        bool is_forward = false;
        for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
            target = modifier->kind == AST_MOD_REFERENCES ? modifier->ref : target;
            is_forward = is_forward || modifier->kind == AST_MOD_FORWARD;
        }
        if (!target || is_forward || replay_find(replaying, AST_TABLE, target)) {
            continue;
        }
        const AstRef *later = created_later(replaying, target);
        if (later) {
            Diag *diag = diag_at(
                replaying->diags, DIAG_FORWARD_FOREIGN_KEY, target->span,
                "table `%s%s%s` refers to `%s%s%s`, which this revision creates later",
                QUALIFIED(table->name.space, table->name.name),
                QUALIFIED(target->space, target->name));
            diag_label(diag, "not there yet");
            diag_note(diag, later->span, "it is created here");
            diag_help(diag, "create it first, or write `forward` behind the foreign key");
        }
    }
}

static void refuse_mixins(Replaying *replaying, const AstDecl *table) {
    for (const AstItem *item = table->items; item; item = item->next) {
        if (item->kind == AST_INCLUDE) {
            Diag *diag = diag_at(replaying->diags, DIAG_MISPLACED_DECLARATION, item->span,
                                 "a revision cannot include a mixin");
            diag_label(diag, "a mixin that changes later would change this revision");
            diag_help(diag, "write its columns out, as `migc new` does");
        }
    }
}

static AstItem *without_includes(AstItem *items) {
    AstItem **link = &items;
    while (*link) {
        if ((*link)->kind == AST_INCLUDE) {
            *link = (*link)->next;
        } else {
            link = &(*link)->next;
        }
    }
    return items;
}

static void enter(Replaying *replaying, AstDecl *decl) {
    Replayed *object = NEW(replaying->arena, Replayed);
    *object = (Replayed){.decl = decl,
                         .change = replaying->change,
                         .revision = replaying->past.revision,
                         .span = decl->name.span};
    replaying->is_written = true;
    vec_push(replaying->arena, &replaying->objects, object);
    replay_note(replaying, object);
    if (decl->kind != AST_DATA) {
        namemap_set(replaying->arena, map_of(replaying, decl->kind),
                    qualified(replaying, &decl->name), object);
    }
}

void replay_create(Replaying *replaying, AstDecl *written) {
    if (!written->name.name) {
        return; /* a syntax error */
    }
    const Replayed *taken = written->kind == AST_DATA
                                ? NULL
                                : holder(replaying, written->kind, &written->name);
    bool both_sql = taken && written->kind == AST_SQL && taken->decl->kind == AST_SQL;
    if (taken && !both_sql) {
        tell_taken(replaying, written, taken);
        return;
    }
    AstDecl *decl = arena_copy(replaying->arena, written, sizeof *written);
    decl->next = NULL;
    if (decl->kind == AST_TABLE) {
        refuse_mixins(replaying, decl);
        decl->items = without_includes(replay_hoist(replaying, decl->items));
    }
    enter(replaying, decl);
    if (decl->kind == AST_TABLE) {
        set_fate(replaying, &decl->name, FATE_THERE, decl->name.span, NULL);
        check_forward(replaying, decl);
    }
}

/* ---- restating ---- */

static bool same_targets(const AstName *a, const AstName *b) {
    for (; a && b && a->name == b->name; a = a->next, b = b->next) {
    }
    return !a && !b;
}

/* Data blocks and sql objects take the place of what has their name, and are created if nothing has; a
 * type must be there. */
void replay_restate(Replaying *replaying, AstDecl *decl) {
    Replayed *object = NULL;
    if (decl->kind == AST_DATA) {
        replay_want(replaying, AST_TABLE, &decl->name);
        const ReplayedList *users = replay_users(replaying, &decl->name);
        for (uint32_t i = 0; i < users->count && !object; i++) {
            const AstDecl *other = users->items[i]->decl;
            bool same = other && other->kind == AST_DATA && is_name(&other->name, &decl->name) &&
                        same_targets(other->targets, decl->targets);
            object = same ? users->items[i] : NULL;
        }
    } else if (decl->kind == AST_SQL) {
        object = find_sql(replaying, &decl->name, decl->targets);
    } else {
        object = replay_want(replaying, decl->kind, &decl->name);
        if (!object) {
            return;
        }
    }
    if (!object) {
        replay_create(replaying, decl);
        return;
    }
    replaying->is_written = true;
    object->decl = arena_copy(replaying->arena, decl, sizeof *decl);
    object->decl->next = NULL;
    object->change = replaying->change;
    replay_note(replaying, object);
}

/* ---- dropping ---- */

static bool refers_to(const AstItem *item, const AstRef *table) {
    for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        if (modifier->kind == AST_MOD_REFERENCES && is_name(modifier->ref, table)) {
            return true;
        }
    }
    return false;
}

/* Foreign keys that name a table that is to go; they are told in the order of their tables. */
static bool is_needed(Replaying *replaying, const Replayed *dropped, const AstStep *step) {
    bool needed = false;
    const ReplayedList *users = replay_users(replaying, &step->name);
    for (uint32_t i = 0; i < users->count && !needed; i++) {
        const AstDecl *decl = users->items[i]->decl;
        bool may_refer = decl && decl->kind == AST_TABLE && users->items[i] != dropped;
        for (const AstItem *item = may_refer ? decl->items : NULL; item; item = item->next) {
            needed = needed || refers_to(item, &step->name);
        }
    }
    if (!needed) {
        return false;
    }
    replay_sweep(replaying);
    for (uint32_t i = 0; i < replaying->objects.count; i++) {
        const Replayed *object = replaying->objects.items[i];
        if (object == dropped) {
            continue;
        }
        const AstDecl *decl = object->decl;
        for (const AstItem *item = decl->kind == AST_TABLE ? decl->items : NULL; item;
             item = item->next) {
            for (const AstModifier *modifier = item->modifiers; modifier;
                 modifier = modifier->next) {
                if (modifier->kind == AST_MOD_REFERENCES && is_name(modifier->ref, &step->name)) {
                    Diag *diag = diag_at(replaying->diags, DIAG_STILL_USED, step->name.span,
                                         "table `%s%s%s` is referenced by `%s%s%s`",
                                         QUALIFIED(step->name.space, step->name.name),
                                         QUALIFIED(decl->name.space, decl->name.name));
                    diag_note(diag, modifier->span, "this foreign key");
                    diag_help(diag, "drop the foreign key before, or its table");
                }
            }
        }
    }
    return true;
}

/* Types are not looked for here: what still uses one is told as unknown-type. */
static void remove_object(Replaying *replaying, Replayed *object) {
    object->decl = NULL;
    replaying->has_dropped = true;
    replaying->is_written = true;
}

void replay_sweep(Replaying *replaying) {
    ReplayedList *objects = &replaying->objects;
    uint32_t kept = replaying->has_dropped ? 0 : objects->count;
    for (uint32_t i = kept; i < objects->count; i++) {
        if (objects->items[i]->decl) {
            objects->items[kept++] = objects->items[i];
        }
    }
    objects->count = kept;
    replaying->has_dropped = false;
}

static bool is_reason(const AstStep *step) {
    return step->lossy && !text_is(name_text(step->lossy), "...");
}

static void drop_table(Replaying *replaying, Replayed *object, const AstStep *step) {
    if (!is_reason(step)) {
        Diag *diag = diag_at(replaying->diags, DIAG_DROP_WITHOUT_REASON,
                             step->lossy ? step->lossy_span : step->name.span,
                             step->lossy
                                 ? "the reason why the rows of `%s%s%s` may go is still to be "
                                   "written"
                                 : "dropping table `%s%s%s` destroys its rows",
                             QUALIFIED(step->name.space, step->name.name));
        diag_help(diag, "say why they may go: `drop table %s%s%s lossy 'why'`",
                  QUALIFIED(step->name.space, step->name.name));
    }
    if (is_needed(replaying, object, step)) {
        return;
    }
    for (Replayed *data; (data = find_data(replaying, &step->name)) != NULL;) {
        remove_object(replaying, data);
    }
    if (object->started) {
        vec_push(replaying->arena, &replaying->dropped,
                 (DroppedTable){.number = object->number, .lossy = step->lossy});
    }
    set_fate(replaying, &step->name, FATE_DROPPED, step->span, NULL);
    remove_object(replaying, object);
}

void replay_drop(Replaying *replaying, const AstStep *step) {
    Replayed *object = replay_want(replaying, step->dropped, &step->name);
    if (!object) {
        return;
    }
    if (step->dropped == AST_TABLE) {
        drop_table(replaying, object, step);
        return;
    }
    if (step->dropped == AST_SEQUENCE && replay_sequence_is_used(replaying, step)) {
        return;
    }
    for (; object; object = replay_find(replaying, step->dropped, &step->name)) {
        remove_object(replaying, object); /* a sql object for every target */
    }
}

/* ---- renaming ---- */

static void set_name(AstRef *ref, const AstRef *to) {
    ref->space = to->space;
    ref->name = to->name;
}

static bool is_of_type(const AstItem *item, const AstRef *type) {
    return item->kind == AST_COLUMN && item->type && item->type->word == type->name &&
           item->type->space == type->space;
}

static void rename_in_item(Replaying *replaying, AstItem *item, const AstRef *from,
                           const AstRef *to, bool is_type) {
    if (is_type && is_of_type(item, from)) {
        item->type = arena_copy(replaying->arena, item->type, sizeof(AstType));
        item->type->word = to->name;
        item->type->space = to->space;
    }
    if (!refers_to(item, from)) {
        return;
    }
    item->modifiers = replay_copy_modifiers(replaying, item->modifiers);
    for (AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        if (modifier->kind == AST_MOD_REFERENCES && is_name(modifier->ref, from)) {
            modifier->ref = arena_copy(replaying->arena, modifier->ref, sizeof(AstRef));
            set_name(modifier->ref, to);
        }
    }
}

static bool names(const AstDecl *decl, const AstRef *name, bool is_type) {
    for (uint32_t i = 0; decl->kind == AST_SQL && i < decl->needs_count; i++) {
        if (is_name(&decl->needs[i], name)) {
            return true;
        }
    }
    bool has_items = decl->kind == AST_TABLE || decl->kind == AST_DOMAIN;
    for (const AstItem *item = has_items ? decl->items : NULL; item; item = item->next) {
        if (refers_to(item, name) || (is_type && is_of_type(item, name))) {
            return true;
        }
    }
    return decl->kind == AST_DATA && is_name(&decl->name, name);
}

/* `references` in the tables, `needs` of sql objects, tables of data blocks; and types of columns, if it `is_type`: a
 * table may be called like one of the language, `date`. */
static void rename_uses(Replaying *replaying, const AstRef *from, const AstRef *to, bool is_type) {
    const ReplayedList *users = replay_users(replaying, from);
    for (uint32_t i = 0; i < users->count; i++) {
        if (!users->items[i]->decl || !names(users->items[i]->decl, from, is_type)) {
            continue;
        }
        AstDecl *decl = replay_write(replaying, users->items[i]);
        if (decl->kind == AST_DATA) {
            set_name(&decl->name, to);
        }
        for (uint32_t n = 0; decl->kind == AST_SQL && n < decl->needs_count; n++) {
            if (is_name(&decl->needs[n], from)) {
                set_name(&decl->needs[n], to);
            }
        }
        bool has_items = decl->kind == AST_TABLE || decl->kind == AST_DOMAIN;
        for (AstItem *item = has_items ? decl->items : NULL; item; item = item->next) {
            rename_in_item(replaying, item, from, to, is_type);
        }
    }
}

void replay_rename(Replaying *replaying, const AstStep *step) {
    Replayed *object = replay_want(replaying, step->dropped, &step->name);
    if (!object) {
        return;
    }
    AstDecl wanted = *object->decl;
    wanted.name = step->to;
    const Replayed *taken = holder(replaying, step->dropped, &step->to);
    if (taken) {
        tell_taken(replaying, &wanted, taken);
        return;
    }
    if (step->dropped == AST_TABLE) {
        replay_track(replaying, object);
    } else if (step->dropped == AST_ENUM) {
        replay_track_enum(replaying, object);
    }
    AstDecl *decl = replay_write(replaying, object);
    decl->name = step->to;
    Replayed *moved = NEW(replaying->arena, Replayed); /* what stays under the old name: nothing */
    namemap_set(replaying->arena, &replaying->tables, qualified(replaying, &step->name), moved);
    namemap_set(replaying->arena, &replaying->tables, qualified(replaying, &step->to), object);
    if (step->dropped == AST_TABLE) {
        set_fate(replaying, &step->name, FATE_RENAMED, step->span, step->to.name);
        set_fate(replaying, &step->to, FATE_THERE, step->to.span, NULL);
        replay_rename_owner(replaying, &step->name, &step->to, NULL, NULL);
    } else if (step->dropped == AST_SEQUENCE) {
        replay_rename_sequence(replaying, &step->name, &step->to);
    }
    rename_uses(replaying, &step->name, &step->to,
                step->dropped != AST_TABLE && step->dropped != AST_SEQUENCE);
    replay_move_users(replaying, &step->name, &step->to);
}
