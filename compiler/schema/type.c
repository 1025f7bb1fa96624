/*
 * type.c - the words, families and spellings of types and targets, read from types.def and
 * targets.def.
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
#define TARGET(enumerator, name, keys, indexes) [enumerator] = name,
#include "schema/targets.def"
#undef TARGET
    };
    return names[target];
}

Target target_of(Name name) {
    for (unsigned i = 0; i < TARGET_COUNT; i++) {
        if (text_is(name_text(name), target_name((Target)i))) {
            return (Target)i;
        }
    }
    return TARGET_COUNT;
}

bool targets_have_loose_keys(TargetSet set) {
    enum { KEYS_STRICT, KEYS_LOOSE };
    static const bool loose[] = {
#define TARGET(enumerator, name, keys, indexes) [enumerator] = (keys) == KEYS_LOOSE,
#include "schema/targets.def"
#undef TARGET
    };
    for (unsigned i = 0; i < TARGET_COUNT; i++) {
        if ((set & 1u << i) != 0 && !loose[i]) {
            return false;
        }
    }
    return set != 0;
}

TargetSet targets_with_shared_indexes(TargetSet set) {
    enum { INDEXES_OF_SPACE, INDEXES_OF_TABLE };
    static const bool shared[] = {
#define TARGET(enumerator, name, keys, indexes) [enumerator] = (indexes) == INDEXES_OF_SPACE,
#include "schema/targets.def"
#undef TARGET
    };
    TargetSet found = 0;
    for (unsigned i = 0; i < TARGET_COUNT; i++) {
        found = (TargetSet)(found | (shared[i] ? set & 1u << i : 0u));
    }
    return found;
}

void targets_write(Buf *out, TargetSet set) {
    bool first = true;
    for (unsigned i = 0; i < TARGET_COUNT; i++) {
        if ((set & 1u << i) != 0) {
            buf_text(out, first ? "" : ", ");
            buf_text(out, target_name((Target)i));
            first = false;
        }
    }
}

Type type_bare(Type type) {
    type.domain = NULL;
    return type;
}

/* A domain keeps its type and its collation: with others it is another one of this name. */
static bool same_domain(const Domain *a, const Domain *b) {
    return a == b || (a && b && a->name == b->name && a->space == b->space &&
                      domain_collation(a) == domain_collation(b));
}

bool type_equal(Type a, Type b) {
    if (!same_domain(a.domain, b.domain)) {
        return false;
    }
    if (a.kind != b.kind || a.is_array != b.is_array) {
        return false;
    }
    if (a.kind == TYPE_ENUM) {
        return a.enumeration->name == b.enumeration->name &&
               a.enumeration->space == b.enumeration->space;
    }
    if (a.kind == TYPE_NATIVE) { /* NULL: of a call that the language does not know */
        return a.native == b.native || (a.native && b.native && a.native->name == b.native->name);
    }
    return a.length == b.length && a.scale == b.scale && a.is_unsigned == b.is_unsigned;
}

TypeFamily type_family(Type type) {
    if (type.kind == TYPE_NATIVE) {
        return type.native == NULL ? FAMILY_NONE : (TypeFamily)type.native->family;
    }
    return (TypeFamily)TYPE_ROWS[type.kind].family;
}

TypeKind type_by_text(Text word) {
    for (unsigned i = TYPE_NULL + 1; i < TYPE_ENUM && word.length > 0; i++) {
        const char *spelled = TYPE_ROWS[i].word;
        if (spelled[0] == word.data[0] && text_is(word, spelled)) {
            return (TypeKind)i;
        }
    }
    return TYPE_ERROR;
}

TypeKind type_by_word(Name word) {
    return type_by_text(name_text(word));
}

void type_arguments(TypeKind kind, unsigned *least, unsigned *most) {
    *least = TYPE_ROWS[kind].least;
    *most = TYPE_ROWS[kind].most;
}

void type_write(Buf *out, Type type) {
    if (type.domain) {
        if (type.domain->space != NULL) {
            buf_name(out, type.domain->space);
            buf_char(out, '.');
        }
        buf_name(out, type.domain->name);
        buf_text(out, type.is_array && !domain_is_array(type.domain) ? "[]" : "");
        return;
    }
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
        buf_text(out, type.is_unsigned ? " unsigned" : "");
    }
    if (type.is_array) {
        buf_text(out, "[]");
    }
}

/* ---- casts and fields ---- */

char type_letter(Type type) {
    if (type.is_array) {
        return '?';
    }
    switch ((TypeKind)type.kind) {
    case TYPE_ERROR:
        return '?';
    case TYPE_NULL:
    case TYPE_NATIVE:
        return 'x';
    case TYPE_BOOL:
        return 'b';
    case TYPE_SMALLINT:
    case TYPE_INT:
    case TYPE_BIGINT:
        return 'i';
    case TYPE_REAL:
    case TYPE_DOUBLE:
        return 'f';
    case TYPE_DECIMAL:
        return type.length > 0 ? 'M' : 'm';
    case TYPE_TEXT:
        return 't';
    case TYPE_VARCHAR:
    case TYPE_CHAR:
        return type.length > 0 ? 'V' : 't';
    case TYPE_BYTES:
        return 'y';
    case TYPE_UUID:
        return 'u';
    case TYPE_DATE:
        return 'd';
    case TYPE_TIME:
        return 'k';
    case TYPE_TIMESTAMP:
        return 's';
    case TYPE_TIMESTAMPTZ:
        return 'z';
    case TYPE_INTERVAL:
        return 'v';
    case TYPE_JSON:
        return 'j';
    case TYPE_ENUM:
        return 'e';
    }
    return '?';
}

typedef struct CastRow {
    const char *from;
    const char *to;
} CastRow;

static const CastRow CAST_ROWS[] = {
#define CAST(from, to, postgres, sqlite, mysql) {from, to},
#include "schema/casts.def"
#undef CAST
};

int type_cast_row(Type from, Type to) {
    char letters[2] = {type_letter(from), type_letter(to)};
    for (size_t i = 0; i < sizeof CAST_ROWS / sizeof *CAST_ROWS; i++) {
        const CastRow *row = &CAST_ROWS[i];
        if (row->from[0] == '='
                ? type_equal(type_bare(from), type_bare(to))
                : strchr(row->from, letters[0]) != NULL && strchr(row->to, letters[1]) != NULL) {
            return (int)i;
        }
    }
    return -1;
}

typedef struct FieldRow {
    const char *word;
    const char *types;
    TypeKind result;
} FieldRow;

static const FieldRow FIELD_ROWS[] = {
#define FIELD(word, types, result, postgres, sqlite, mysql) {word, types, result},
#include "schema/fields.def"
#undef FIELD
};

int type_field_row(Name field) {
    for (size_t i = 0; i < sizeof FIELD_ROWS / sizeof *FIELD_ROWS; i++) {
        if (text_is(name_text(field), FIELD_ROWS[i].word)) {
            return (int)i;
        }
    }
    return -1;
}

const char *type_field_of(int row) {
    return FIELD_ROWS[row].types;
}

TypeKind type_field_result(int row) {
    return FIELD_ROWS[row].result;
}

const char *type_field_word(int row) {
    return (size_t)row < sizeof FIELD_ROWS / sizeof *FIELD_ROWS ? FIELD_ROWS[row].word : NULL;
}
