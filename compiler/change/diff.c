/*
 * diff.c - takes two models, gives the operations between them. See diff.h.
 *
 * Two objects are alike if their canonical texts are: what the model cannot say cannot differ.
 */
#include "change/diff.h"

/* The name an object is known by, within its kind. */
static Name known_name(const Object *object, Names *names, Buf *scratch) {
    const Table *table = object->kind == OBJECT_TABLE  ? object->table
                         : object->kind == OBJECT_DATA ? object->data->table
                                                       : NULL;
    if (!table) {
        return object_name(object);
    }
    buf_clear(scratch);
    table_write_name(scratch, table);
    return names_intern(names, scratch->data, scratch->length);
}

typedef struct KnownObjects {
    NameMap kinds[OBJECT_SQL + 1];
} KnownObjects;

static KnownObjects know(Arena *arena, const Model *model, Names *names, Buf *scratch) {
    KnownObjects known = {0};
    for (uint32_t i = 0; model && i < model->object_count; i++) {
        Object *object = &model->objects[i];
        namemap_put(arena, &known.kinds[object->kind], known_name(object, names, scratch), object);
    }
    return known;
}

static bool object_equal(const Object *a, const Object *b, Buf texts[2]) {
    buf_clear(&texts[0]);
    buf_clear(&texts[1]);
    object_dump(&texts[0], a);
    object_dump(&texts[1], b);
    return texts[0].length == texts[1].length &&
           memcmp(texts[0].data, texts[1].data, texts[0].length) == 0;
}

static OpKind creation_of(ObjectKind kind) {
    switch (kind) {
    case OBJECT_EXTENSION: return OP_CREATE_EXTENSION;
    case OBJECT_TYPE: return OP_CREATE_TYPE;
    case OBJECT_ENUM: return OP_CREATE_ENUM;
    case OBJECT_TABLE: return OP_CREATE_TABLE;
    case OBJECT_DATA: return OP_PUT_DATA;
    case OBJECT_SQL: return OP_CREATE_SQL;
    }
    return OP_COUNT;
}

Ops diff_models(Arena *arena, const Model *from, const Model *to) {
    uint32_t from_count = from ? from->object_count : 0;
    uint32_t to_count = to ? to->object_count : 0;
    Ops ops = {.items = NEW_ARRAY(arena, Op, (size_t)from_count + to_count), .count = 0};
    if (from_count == 0) { /* everything is new: nothing to look up */
        for (uint32_t i = 0; i < to_count; i++) {
            const Object *after = &to->objects[i];
            ops.items[ops.count++] = (Op){.kind = creation_of(after->kind), .after = after};
        }
        return ops;
    }

    Names *names = from->names;
    Buf texts[2] = {0};
    KnownObjects old = know(arena, from, names, &texts[0]);
    KnownObjects new = know(arena, to, names, &texts[0]);
    for (uint32_t i = from_count; i-- > 0;) {
        const Object *before = &from->objects[i];
        const Object *after = namemap_get(&new.kinds[before->kind],
                                          known_name(before, names, &texts[0]));
        if (!after || !object_equal(before, after, texts)) {
            Op creation = {.kind = creation_of(before->kind), .after = before};
            ops.items[ops.count++] = op_invert(&creation);
        }
    }
    for (uint32_t i = 0; i < to_count; i++) {
        const Object *after = &to->objects[i];
        const Object *before = namemap_get(&old.kinds[after->kind],
                                           known_name(after, names, &texts[0]));
        if (!before || !object_equal(before, after, texts)) {
            ops.items[ops.count++] = (Op){.kind = creation_of(after->kind), .after = after};
        }
    }
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return ops;
}
