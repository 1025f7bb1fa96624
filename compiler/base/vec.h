/*
 * vec.h - typed arrays that grow, in an arena.
 *
 * takes:    items by value
 * gives:    .items[0 .. .count - 1], contiguous; they may move when something is pushed
 * promises: linear cost; 16 bytes for an array that is empty
 *
 *     typedef struct Table { VEC(Column *) columns; } Table;
 *     vec_push(arena, &table->columns, column);
 *     for (uint32_t i = 0; i < table->columns.count; i++) use(table->columns.items[i]);
 *
 * To pass one between functions, name its type: typedef VEC(Column *) ColumnVec;
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stdint.h>

#include "base/arena.h"

/* A zeroed one is an empty array. */
#define VEC(Type)          \
    struct {               \
        Type *items;       \
        uint32_t count;    \
        uint32_t capacity; \
    }

/* Appends a value (commas are fine: a compound literal may be given). `vec` is evaluated often. */
#define vec_push(arena, vec, ...)                                                              \
    ((void)((vec)->count < (vec)->capacity ||                                                  \
            ((vec)->items = vec_grown((arena), (vec)->items, &(vec)->capacity,                 \
                                      sizeof *(vec)->items, (uint64_t)(vec)->count + 1))),     \
     (void)((vec)->items[(vec)->count++] = (__VA_ARGS__)))

/* Makes room for `n` items in all. */
#define vec_reserve(arena, vec, n)                                                             \
    ((void)((n) <= (vec)->capacity ||                                                          \
            ((vec)->items = vec_grown((arena), (vec)->items, &(vec)->capacity,                 \
                                      sizeof *(vec)->items, (n)))))

/* The last item; there must be one. */
#define vec_last(vec) ((vec)->items[(vec)->count - 1])

/* Takes the last item off and gives it; there must be one. */
#define vec_pop(vec) ((vec)->items[--(vec)->count])

/* For the macros: the items with room for at least `needed`, at least twice the capacity before. */
void *vec_grown(Arena *arena, void *items, uint32_t *capacity, size_t item_size, uint64_t needed);

#endif
