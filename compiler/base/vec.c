/* vec.c - growing an array. */
#include "base/vec.h"

void *vec_grown(Arena *arena, void *items, uint32_t *capacity, size_t item_size, uint64_t needed) {
    uint64_t larger = *capacity == 0 ? 4 : (uint64_t)*capacity * 2;
    if (larger < needed) {
        larger = needed;
    }
    if (needed > UINT32_MAX || larger > SIZE_MAX / item_size) {
        base_out_of_memory();
    }
    if (larger > UINT32_MAX) {
        larger = UINT32_MAX;
    }
    items = arena_grow(arena, items, *capacity * item_size, (size_t)larger * item_size);
    *capacity = (uint32_t)larger;
    return items;
}
