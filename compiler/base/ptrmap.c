/*
 * ptrmap.c - open addressing, at most half full. See ptrmap.h.
 */
#include "base/ptrmap.h"

static PtrMapEntry *find_entry(const PtrMap *map, const void *key) {
    uint64_t hash = (uint64_t)(uintptr_t)key * 0x9E3779B97F4A7C15u;
    uint32_t at = (uint32_t)(hash >> 32);
    PtrMapEntry *entry = &map->entries[at & (map->capacity - 1)];
    while (entry->key && entry->key != key) {
        entry = &map->entries[++at & (map->capacity - 1)];
    }
    return entry;
}

static void grow(Arena *arena, PtrMap *map) {
    if (map->capacity > UINT32_MAX / 2) {
        base_out_of_memory();
    }
    PtrMap larger = {.count = map->count, .capacity = map->capacity == 0 ? 8 : 2 * map->capacity};
    larger.entries = NEW_ARRAY(arena, PtrMapEntry, larger.capacity);
    for (uint32_t i = 0; i < map->capacity; i++) {
        if (map->entries[i].key) {
            *find_entry(&larger, map->entries[i].key) = map->entries[i];
        }
    }
    arena_discard(arena, map->entries, map->capacity * sizeof *map->entries);
    *map = larger;
}

void *ptrmap_get(const PtrMap *map, const void *key) {
    return map->capacity == 0 || !key ? NULL : find_entry(map, key)->value;
}

void ptrmap_set(Arena *arena, PtrMap *map, const void *key, void *value) {
    if (map->count >= map->capacity / 2) {
        grow(arena, map);
    }
    PtrMapEntry *entry = find_entry(map, key);
    map->count += entry->key ? 0 : 1;
    *entry = (PtrMapEntry){key, value};
}
