/* Operations as data: takes an Op, gives its inverse and its words. See op.h. */
#include "change/op.h"

static const struct {
    const char *words;
    OpKind inverse;
} op_rows[OP_COUNT] = {
#define OP(enumerator, words, inverse) [enumerator] = {words, inverse},
#include "change/ops.def"
#undef OP
};

const Object *op_object(const Op *op) {
    return op->after ? op->after : op->before;
}

Op op_invert(const Op *op) {
    return (Op){.kind = op_rows[op->kind].inverse, .before = op->after, .after = op->before};
}

Ops ops_invert(Arena *arena, const Ops *ops) {
    Ops inverse = {.items = NEW_ARRAY(arena, Op, ops->count), .count = ops->count};
    for (uint32_t i = 0; i < ops->count; i++) {
        inverse.items[ops->count - 1 - i] = op_invert(&ops->items[i]);
    }
    return inverse;
}

void op_describe(Buf *out, const Op *op) {
    buf_text(out, op_rows[op->kind].words);
    const Object *object = op_object(op);
    if (!object) {
        return; /* a free step has no name */
    }
    buf_char(out, ' ');
    if (object->kind == OBJECT_TABLE || object->kind == OBJECT_SEQUENCE ||
        object->kind == OBJECT_DOMAIN ||
        (object->kind == OBJECT_ENUM && object->enumeration->space)) {
        object_write_name(out, object);
    } else {
        buf_name(out, object_name(object));
    }
}
