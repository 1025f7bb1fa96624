/*
 * arena.h - memory that lives and dies together.
 *
 * takes:    requests for memory, any number, any size
 * gives:    zeroed memory aligned to 8 bytes, valid until arena_release
 * promises: nothing is freed one by one; running out of memory is a message and exit code 2,
 *           so no caller ever sees NULL
 *
 * Name arenas by lifetime (`run`, `target`) and release them where a reader can see it. Under
 * AddressSanitizer every allocation has a poisoned gap behind it.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct ArenaChunk ArenaChunk;

/* `Arena a = {0};` is an empty arena. The fields are arena.c's. */
typedef struct Arena {
    char *next; /* the free part of the newest shared chunk that is zeroed */
    char *end;
    char *limit;        /* where the chunk ends; what is behind `end` is zeroed when it is needed */
    ArenaChunk *chunks; /* shared chunks, newest first */
    ArenaChunk *large;  /* blocks that have a chunk to themselves */
    size_t chunk_size;  /* of the next shared chunk */
    size_t bytes;       /* obtained from the system */
} Arena;

/* Requests of at least this many bytes get a chunk to themselves. */
#define ARENA_LARGE ((size_t)128 * 1024)

/* Returns `size` zeroed bytes; a size of 0 gives a pointer that must not be read. */
void *arena_alloc(Arena *arena, size_t size);

/* Returns `count * size` zeroed bytes; an overflow counts as out of memory. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size);

/* Returns a copy of `size` bytes at `from` (which may be NULL if size is 0). */
void *arena_copy(Arena *arena, const void *from, size_t size);

/* Returns a NUL-terminated copy of `length` bytes at `from`. */
char *arena_copy_text(Arena *arena, const char *from, size_t length);

/* Returns formatted text, NUL-terminated. */
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Says that about so many more bytes will be asked for: what would come in many small chunks then comes in
 * few large ones.
 */
void arena_expect(Arena *arena, size_t bytes);

/*
 * Makes `block` (`old_size` bytes from this arena, or NULL and 0) `new_size` bytes long and returns
 * where it is now; the new part is zeroed. Large blocks move without a second copy in memory.
 */
void *arena_grow(Arena *arena, void *block, size_t old_size, size_t new_size);

/*
 * Says that `block` of `size` bytes will not be used again. A large block goes back to the system
 * at once, a small one waits for arena_release. For tables that are replaced by larger ones.
 */
void arena_discard(Arena *arena, void *block, size_t size);

/* Gives everything back to the system and leaves an empty arena, which may be used again. */
void arena_release(Arena *arena);

/* How many bytes the arena holds from the system, its own headers included. */
size_t arena_bytes(const Arena *arena);

/* Wishes that a block of malloc's lie on huge pages, where it is large enough for them. */
void base_prefer_huge_pages(void *block, size_t size);

#define NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define NEW_ARRAY(arena, Type, n) ((Type *)arena_alloc_array((arena), (n), sizeof(Type)))

/* Prints `migc: out of memory` and exits with code 2. */
_Noreturn void base_out_of_memory(void);

#endif
