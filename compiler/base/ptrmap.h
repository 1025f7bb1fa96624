/*
 * ptrmap.h - maps keyed by pointers: what is known of something that exists once.
 *
 * takes:    pointers, which are not followed
 * gives:    what was entered for them
 * promises: linear cost; the order of the memory is never observable: there is no iteration
 */
#ifndef BASE_PTRMAP_H
#define BASE_PTRMAP_H

#include <stdint.h>

#include "base/arena.h"

/* Pointer -> pointer. `PtrMap m = {0};` is an empty map. The fields are ptrmap.c's. */
typedef struct PtrMapEntry {
    const void *key; /* NULL: a free slot */
    void *value;
} PtrMapEntry;

typedef struct PtrMap {
    PtrMapEntry *entries;
    uint32_t count;
    uint32_t capacity; /* 0 or a power of two */
} PtrMap;

/* The value of `key`, or NULL if the map has none; NULL has none. */
void *ptrmap_get(const PtrMap *map, const void *key);

/* Enters `value` for `key` (not NULL), replacing one that is there. */
void ptrmap_set(Arena *arena, PtrMap *map, const void *key, void *value);

#endif
