/*
 * Types and targets: small values, compared by content.
 *
 * A Type is what a column or an expression is made of; it is copied, never shared. TYPE_ERROR is
 * the poisoned type: a mistake was told already, and every check stays quiet about it.
 */
#ifndef MIGC_SCHEMA_TYPE_H
#define MIGC_SCHEMA_TYPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/names.h"

typedef enum Target {
#define TARGET(enumerator, name, keys, indexes) enumerator,
#include "schema/targets.def"
#undef TARGET
    TARGET_COUNT
} Target;

/* A set of targets: bit 1 << Target. */
typedef uint8_t TargetSet;
#define TARGETS_ALL ((TargetSet)((1u << TARGET_COUNT) - 1))

/* The name of a target in the language. */
const char *target_name(Target target);

/* The target of that name; TARGET_COUNT if there is none. */
Target target_of(Name name);

/* Whether each of these targets lets a primary key take null, and a foreign key have another type than what it
 * refers to. False of no target. */
bool targets_have_loose_keys(TargetSet set);

/* Those of the targets in which tables and indexes share the names of a namespace; in the others an index has a name
 * among those of its table. */
TargetSet targets_with_shared_indexes(TargetSet set);

/* Writes the names of a set, as `for` lists them: `postgres, sqlite`. */
void targets_write(Buf *out, TargetSet set);

typedef enum TypeFamily {
    FAMILY_NONE, /* TYPE_ERROR, TYPE_NULL, TYPE_NATIVE without a known family: agrees with
                    everything */
    FAMILY_BOOL,
    FAMILY_NUMBER,
    FAMILY_TEXT,
    FAMILY_BYTES,
    FAMILY_UUID,
    FAMILY_DATE,
    FAMILY_TIME,
    FAMILY_TIMESTAMP,
    FAMILY_INTERVAL,
    FAMILY_JSON,
    FAMILY_ENUM
} TypeFamily;

typedef enum TypeKind {
    TYPE_ERROR, /* poisoned */
    TYPE_NULL,  /* of the literal null */
#define TYPE(enumerator, word, family, least, most) enumerator,
#include "schema/types.def"
#undef TYPE
    TYPE_ENUM,  /* `enumeration` */
    TYPE_NATIVE /* a type with a spelling per target: `native` */
} TypeKind;

struct Enum;
struct NativeType;
struct Domain;

typedef struct Type {
    uint8_t kind; /* TypeKind */
    bool is_array;
    bool is_unsigned; /* of integers */
    uint16_t scale;   /* decimal(p, s): s */
    uint32_t length;  /* varchar(n), char(n): n; decimal(p, s): p; 0: not stated */
    union {
        const struct Enum *enumeration;
        const struct NativeType *native;
    };
    const struct Domain *domain; /* whose values are of this type, or NULL */
} Type;

#define TYPE_OF(enumerator) ((Type){.kind = (uint8_t)(enumerator)})

/* The same type, be it of two models: enums and native types are known by their
 * names, domains by their names and types. */
bool type_equal(Type a, Type b);
/* The type that the values of a domain are of; any other type itself. */
Type type_bare(Type type);
TypeFamily type_family(Type type);

/* The type word of types.def by its name; TYPE_ERROR if there is none. */
TypeKind type_by_word(Name word);
TypeKind type_by_text(Text word);

/* The bounds of what stands behind `varchar`, `char` and `decimal`, such that every target has it. */
#define TYPE_LONGEST_TEXT 65535u
#define TYPE_LONGEST_CHAR 255u
#define TYPE_MOST_DIGITS 65u
#define TYPE_MOST_DECIMALS 30u

/* Least and most arguments of a scalar type's word. */
void type_arguments(TypeKind kind, unsigned *least, unsigned *most);

/* The letter of a type in casts.def and fields.def; '?' for the poisoned type and for arrays. */
char type_letter(Type type);

/* The row of casts.def, counted from 0, that casts one type to another; -1: there is none. */
int type_cast_row(Type from, Type to);

/* The row of fields.def for a field of extract, counted from 0; -1: there is none. */
int type_field_row(Name field);

/* The letters of the types that a field can be taken of, and the type of the field. */
const char *type_field_of(int row);
TypeKind type_field_result(int row);

/* The field's word; NULL behind the last row. */
const char *type_field_word(int row);

/* Writes a type as the language spells it: `decimal(10, 2)`, `text[]`, `order_status`. */
void type_write(Buf *out, Type type);

#endif
