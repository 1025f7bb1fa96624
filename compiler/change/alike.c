/*
 * alike.c - see alike.h.
 */
#include "change/alike.h"

#include "schema/targets.h"

typedef struct Alike {
    Arena scratch;
    Names *names;
    NameMap replayed[OBJECT_KINDS]; /* by kind and qualified name; data by that of its table */
    TargetSet built;
    bool has_changed;
} Alike;

static void adopt(Alike *alike, TargetSet *said, TargetSet other) {
    if (*said != other && (*said & alike->built) == (other & alike->built)) {
        alike->has_changed = true;
        *said = other;
    }
}

/* ---- parts of a table ---------------------------------------------------------------------------- */

/* Those that only say what their table said say what it says now; those that the other table has, too, what they
 * say there. */
#define ADOPT_PARTS(alike, items, count, table, from, was)                                         \
    do {                                                                                           \
        NameMap by_name = {0};                                                                     \
        for (uint16_t at = 0; at < (from)->count; at++) {                                          \
            namemap_set(&(alike)->scratch, &by_name, (from)->items[at].name, &(from)->items[at]);  \
        }                                                                                          \
        for (uint16_t at = 0; at < (table)->count; at++) {                                         \
            __typeof__((table)->items) part = &(table)->items[at];                                 \
            __typeof__((table)->items) other = namemap_get(&by_name, part->name);                  \
            part->targets = part->targets == (was) ? (table)->targets : part->targets;             \
            if (other) {                                                                           \
                adopt(alike, &part->targets, other->targets);                                      \
            }                                                                                      \
        }                                                                                          \
    } while (0)

static void adopt_table(Alike *alike, Table *table, const Table *from) {
    TargetSet was = table->targets;
    if (targets_of_table(table).named == 0 && targets_of_table(from).named == 0) {
        return;
    }
    adopt(alike, &table->targets, from->targets);
    ADOPT_PARTS(alike, columns, column_count, table, from, was);
    ADOPT_PARTS(alike, uniques, unique_count, table, from, was);
    ADOPT_PARTS(alike, foreign_keys, foreign_key_count, table, from, was);
    ADOPT_PARTS(alike, checks, check_count, table, from, was);
    ADOPT_PARTS(alike, indexes, index_count, table, from, was);
    if (table->primary_key) {
        Key *key = table->primary_key;
        key->targets = key->targets == was ? table->targets : key->targets;
        if (from->primary_key) {
            adopt(alike, &key->targets, from->primary_key->targets);
        }
    }
}

/* ---- objects ------------------------------------------------------------------------------------- */

static Name key_of(const Alike *alike, const Object *object) {
    return object->kind == OBJECT_DATA
               ? name_qualified(alike->names, object->data->table->space, object->data->table->name)
               : name_qualified(alike->names, object_space(object), object_name(object));
}

static void adopt_object(Alike *alike, Object *object, const Object *from) {
    switch (object->kind) {
    case OBJECT_TABLE: adopt_table(alike, object->table, from->table); break;
    case OBJECT_ENUM:
        adopt(alike, &object->enumeration->targets, from->enumeration->targets);
        break;
    case OBJECT_DATA: adopt(alike, &object->data->targets, from->data->targets); break;
    case OBJECT_DOMAIN:
        adopt(alike, &object->domain->targets, from->domain->targets);
        adopt_table(alike, object->domain->subject, from->domain->subject);
        break;
    case OBJECT_SEQUENCE: adopt(alike, &object->sequence->targets, from->sequence->targets); break;
    case OBJECT_EXTENSION:
    case OBJECT_TYPE:
    case OBJECT_SQL: break; /* they are of the targets that they name */
    }
}

bool targets_made_alike(Model *declared, const Model *replayed, TargetSet built) {
    Alike alike = {.names = declared->names, .built = built};
    for (uint32_t i = 0; i < replayed->object_count; i++) {
        const Object *object = &replayed->objects[i];
        namemap_set(&alike.scratch, &alike.replayed[object->kind], key_of(&alike, object),
                    (void *)(uintptr_t)object);
    }
    for (uint32_t i = 0; replayed->object_count > 0 && i < declared->object_count; i++) {
        Object *object = &declared->objects[i];
        const Object *from = namemap_get(&alike.replayed[object->kind], key_of(&alike, object));
        if (from) {
            adopt_object(&alike, object, from);
        }
    }
    arena_release(&alike.scratch);
    return alike.has_changed;
}
