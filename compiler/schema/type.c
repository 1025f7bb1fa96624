/*
 * type.c - the words, families and spellings of types and targets, read from types.def and targets.def.
 */
#include "schema/type.h"

#include <string.h>

#include "schema/model.h"

typedef struct TypeRow {
    const char *word;
    uint8_t family;
    uint8_t least;
    uint8_t most;
} TypeRow;

static const TypeRow TYPE_ROWS[] = {
    [TYPE_ERROR] = {"?", FAMILY_NONE, 0, 0},
    [TYPE_NULL] = {"null", FAMILY_NONE, 0, 0},
#define TYPE(enumerator, word, family, least, most) [enumerator] = {word, family, least, most},
#include "schema/types.def"
#undef TYPE
    [TYPE_ENUM] = {"enum", FAMILY_ENUM, 0, 0},
    [TYPE_NATIVE] = {"native", FAMILY_NONE, 0, 0},
};

const char *target_name(Target target) {
    static const char *const names[] = {
#define TARGET(enumerator, name, title) [enumerator] = name,
#include "schema/targets.def"
#undef TARGET
    };
    return names[target];
}

const char *target_title(Target target) {
    static const char *const titles[] = {
#define TARGET(enumerator, name, title) [enumerator] = title,
#include "schema/targets.def"
#undef TARGET
    };
    return titles[target];
}

Target target_of(Name name) {
    for (unsigned i = 0; i < TARGET_COUNT; i++) {
        if (text_is(name_text(name), target_name((Target)i))) {
            return (Target)i;
        }
    }
    return TARGET_COUNT;
}

void targets_write(Buf *out, TargetSet set) {
    bool first = true;
    for (unsigned i = 0; i < TARGET_COUNT; i++) {
        if ((set >> i & 1u) != 0) {
            buf_text(out, first ? "" : ", ");
            buf_text(out, target_name((Target)i));
            first = false;
        }
    }
}

bool type_equal(Type a, Type b) {
    if (a.kind != b.kind || a.is_array != b.is_array) {
        return false;
    }
    if (a.kind == TYPE_ENUM) {
        return a.enumeration == b.enumeration;
    }
    if (a.kind == TYPE_NATIVE) {
        return a.native == b.native;
    }
    return a.length == b.length && a.scale == b.scale;
}

TypeFamily type_family(Type type) {
    if (type.kind == TYPE_NATIVE) {
        return type.native == NULL ? FAMILY_NONE : (TypeFamily)type.native->family;
    }
    return (TypeFamily)TYPE_ROWS[type.kind].family;
}

TypeKind type_by_word(Name word) {
    for (unsigned i = TYPE_NULL + 1; i < TYPE_ENUM; i++) {
        if (text_is(name_text(word), TYPE_ROWS[i].word)) {
            return (TypeKind)i;
        }
    }
    return TYPE_ERROR;
}

void type_arguments(TypeKind kind, unsigned *least, unsigned *most) {
    *least = TYPE_ROWS[kind].least;
    *most = TYPE_ROWS[kind].most;
}

void type_write(Buf *out, Type type) {
    if (type.kind == TYPE_ENUM) {
        if (type.enumeration->space != NULL) {
            buf_name(out, type.enumeration->space);
            buf_char(out, '.');
        }
        buf_name(out, type.enumeration->name);
    } else if (type.kind == TYPE_NATIVE && type.native != NULL) {
        buf_name(out, type.native->name);
    } else {
        buf_text(out, TYPE_ROWS[type.kind].word);
        if (type.length > 0) {
            buf_char(out, '(');
            buf_uint(out, type.length);
            if (type.kind == TYPE_DECIMAL && type.scale > 0) {
                buf_text(out, ", ");
                buf_uint(out, type.scale);
            }
            buf_char(out, ')');
        }
    }
    if (type.is_array) {
        buf_text(out, "[]");
    }
}
