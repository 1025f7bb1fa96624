/*
 * names.h - interned names, and maps keyed by them.
 *
 * takes:    bytes of names (any bytes; a NUL inside is allowed)
 * gives:    one Name for equal bytes: afterwards equality is pointer equality
 * promises: a Name lives as long as the arena and never moves; its text is NUL-terminated;
 *           linear cost; under 24 bytes a name beyond its text
 *
 * The table is our own because the peak of memory is a stated goal: names lie packed at 4 bytes
 * in blocks, and the open-addressing table holds 32-bit references into them, not pointers. At
 * worst that costs 8 (length, hash) + 4 (NUL, padding) + 10.7 (table just after it doubled) a name; a
 * uthash handle alone is 56. It is also what every identifier of the source passes through.
 *
 * Hash order is never observable: neither table offers iteration.
 */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

typedef struct NameText {
    uint32_t length; /* bytes, without the NUL */
    uint32_t hash : 31;
    uint32_t is_plain : 1; /* nothing but a-z, 0-9 and _, no digit first: a word in any language */
    char text[];     /* NUL-terminated */
} NameText;

typedef const NameText *Name;

typedef struct Names Names;

/* An empty table; it and its names live in `arena`. */
Names *names_new(Arena *arena);

/* The one Name with these bytes. Names are shorter than 4 GiB. */
Name names_intern(Names *names, const char *data, size_t length);

/* The same for a NUL-terminated string, and for formatted text. */
Name names_of(Names *names, const char *string);
Name names_internf(Names *names, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The name with small letters for the capitals of ASCII, as databases compare names that tell no capitals. */
Name names_lower(Names *names, Name name);

/* The Name with these bytes, or NULL if nobody has interned them; adds nothing. */
Name names_find(const Names *names, const char *data, size_t length);

/* Forgets all names: they stay valid, but the same bytes have another Name from now on. For names of which
 * many come and only those that come together are compared. */
void names_forget(Names *names);

/* How many different names there are. */
size_t names_count(const Names *names);

static inline Text name_text(Name name) {
    return (Text){name->text, name->length};
}

/* Name -> pointer. `NameMap m = {0};` is an empty map. The fields are names.c's. */
typedef struct NameMapEntry {
    Name name; /* NULL: a free slot */
    void *value;
} NameMapEntry;

typedef struct NameMap {
    NameMapEntry *entries;
    uint32_t count;
    uint32_t capacity; /* 0 or a power of two */
} NameMap;

/* The value of `name`, or NULL if the map has none. */
void *namemap_get(const NameMap *map, Name name);

/*
 * Enters `value` (not NULL) if `name` is not there yet, and returns NULL; otherwise changes nothing
 * and returns the value that is there: what to do about a duplicate is the caller's to say.
 */
void *namemap_put(Arena *arena, NameMap *map, Name name, void *value);

/* Forgets all names; a map that is small keeps its memory, so that it may be filled again and again. */
void namemap_clear(NameMap *map);

/* Enters `value` (not NULL), replacing one that is there. */
void namemap_set(Arena *arena, NameMap *map, Name name, void *value);

/* Makes room for `count` names, so that a map of known size is allocated once. */
void namemap_reserve(Arena *arena, NameMap *map, size_t count);

#endif
