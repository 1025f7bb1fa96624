/* apply.c - takes a model and operations, compares what comes of them with another model. See apply.h. */
#include "change/apply.h"

#include "change/match.h"

/* A model on which operations are carried out. */
typedef struct Applying {
    Arena scratch;
    const Model *model;
    const Ops *ops;
    const Table **altered; /* by the number of the table: what it becomes, or NULL */
    PtrMap types;          /* enums and domains that an operation alters -> Op */
    NameMap objects[OBJECT_KINDS]; /* what is there afterwards, by kind and key_of */
    Buf texts[2];
} Applying;

/* What an object is known by among those of its kind: namespace, name, targets; rows by the name that their table has
 * afterwards. */
static Name key_of(const Applying *applying, const Object *object, bool is_before) {
    Name space = object_space(object);
    Name name = object_name(object);
    const Table *becomes = is_before && object->kind == OBJECT_DATA
                               ? applying->altered[object->data->table->number]
                               : NULL;
    if (becomes) {
        space = becomes->space;
        name = becomes->name;
    }
    Names *names = applying->model->names;
    Name qualified = name_qualified(names, space, name);
    TargetSet targets = object_targets(object);
    return targets == TARGETS_ALL
               ? qualified
               : name_qualified(names, qualified, names_internf(names, "%u", targets));
}

/* `object`: what has the name of `like` from now on. */
static void put(Applying *applying, const Object *like, bool is_before, const Object *object) {
    namemap_set(&applying->scratch, &applying->objects[like->kind],
                key_of(applying, like, is_before), (void *)(uintptr_t)object);
}

/* What goes first, then what comes: it may take its name. */
static void apply(Applying *applying) {
    const Ops *ops = applying->ops;
    static const Object nothing = {0};
    const Model *model = applying->model;
    applying->altered = NEW_ARRAY(&applying->scratch, const Table *, model->table_count);
    for (uint32_t i = 0; i < ops->count; i++) {
        Op *op = &ops->items[i];
        if (op->kind == OP_ALTER_TABLE) {
            applying->altered[op->before->table->number] = op->after->table;
        } else if (op->kind == OP_ALTER_ENUM || op->kind == OP_ALTER_DOMAIN) {
            ptrmap_set(&applying->scratch, &applying->types, object_identity(op->before), op);
        }
    }
    namemap_reserve(&applying->scratch, &applying->objects[OBJECT_TABLE], model->table_count);
    for (uint32_t i = 0; i < model->object_count; i++) {
        put(applying, &model->objects[i], true, &model->objects[i]);
    }
    for (uint32_t i = 0; i < ops->count; i++) {
        if (ops->items[i].before) {
            put(applying, ops->items[i].before, true, &nothing);
        }
    }
    for (uint32_t i = 0; i < ops->count; i++) {
        if (ops->items[i].after) {
            put(applying, ops->items[i].after, false, ops->items[i].after);
        }
    }
}

/* A column of the table has a type that may have another name. */
static bool has_altered_type(const Applying *applying, const Table *table) {
    for (uint16_t c = 0; c < table->column_count; c++) {
        Type type = table->columns[c].type;
        if ((type.kind == TYPE_ENUM && ptrmap_get(&applying->types, type.enumeration)) ||
            ptrmap_get(&applying->types, type.domain)) {
            return true;
        }
    }
    return false;
}

/* What no operation is about may still name a table, columns or an enum that have other names. */
static bool names_altered(const Applying *applying, const Object *object) {
    if (object->kind == OBJECT_DATA) {
        return applying->altered[object->data->table->number] != NULL;
    }
    for (uint32_t i = 0; object->kind == OBJECT_SEQUENCE && i < applying->model->table_count; i++) {
        const Table *table = applying->model->tables[i];
        if (table->name == object->sequence->owner && table->space == object->sequence->owner_space) {
            return applying->altered[i] != NULL;
        }
    }
    for (uint16_t i = 0; object->kind == OBJECT_TABLE && i < object->table->foreign_key_count;
         i++) {
        if (applying->altered[object->table->foreign_keys[i].target->number]) {
            return true;
        }
    }
    if (object->kind == OBJECT_DOMAIN) {
        return has_altered_type(applying, object->domain->subject);
    }
    return object->kind == OBJECT_TABLE && has_altered_type(applying, object->table);
}

/* One says what the other says: the same object, one that was taken over, or one with the same text. */
static bool is_alike(Applying *applying, const Object *found, const Object *wanted) {
    if (object_identity(found) == object_identity(wanted) || names_altered(applying, found)) {
        return true;
    }
    if (found->kind == OBJECT_TABLE && (match_is_shared(found->table, wanted->table) ||
                                        match_is_shared(wanted->table, found->table))) {
        return true;
    }
    if (found->kind ==
        OBJECT_SQL) { /* what it needs is about order, its indentation about nothing */
        return found->sql->down_reason == wanted->sql->down_reason;
    }
    buf_clear(&applying->texts[0]);
    buf_clear(&applying->texts[1]);
    object_dump(&applying->texts[0], found);
    object_dump(&applying->texts[1], wanted);
    return text_equal(buf_view(&applying->texts[0]), buf_view(&applying->texts[1]));
}

static bool makes(Arena *arena, const Model *from, const Ops *ops, const Model *to,
                  const char **what) {
    Applying applying = {.model = from, .ops = ops};
    apply(&applying);
    bool holds = true;
    uint32_t left = from->object_count; /* how many there should be in the end */
    for (uint32_t i = 0; i < ops->count; i++) {
        left -= ops->items[i].before ? 1u : 0u;
        left += ops->items[i].after ? 1u : 0u;
    }
    for (uint32_t i = 0; holds && i < to->object_count; i++) {
        const Object *wanted = &to->objects[i];
        const Object *found = namemap_get(&applying.objects[wanted->kind],
                                          key_of(&applying, wanted, false));
        holds = found && object_identity(found) && is_alike(&applying, found, wanted);
        if (!holds) {
            *what = arena_printf(arena, "%s %s", object_kind(wanted), object_name(wanted)->text);
        }
    }
    if (holds && left != to->object_count) {
        holds = false;
        *what = "something that should have gone";
    }
    buf_free(&applying.texts[0]);
    buf_free(&applying.texts[1]);
    arena_release(&applying.scratch);
    return holds;
}

bool change_holds(Arena *arena, const Change *change, const char **what) {
    return makes(arena, change->before, &change->up, change->after, what) &&
           makes(arena, change->after, &change->down, change->before, what);
}
