/*
 * arena.c - chunks that grow from 8 KiB to 2 MiB. The largest are the size of a huge page, lie like one and
 * are zeroed by the system: where it has huge pages, filling a chunk costs one page fault and not 512. The
 * others are zeroed a little ahead of what is asked for, since many an arena is released when it has hardly begun.
 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif

#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#define ARENA_GAP ((size_t)16)
#define POISON(at, size) ASAN_POISON_MEMORY_REGION((at), (size))
#define UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION((at), (size))
#else
#define ARENA_GAP ((size_t)0)
#define POISON(at, size) ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
#endif

#define FIRST_CHUNK ((size_t)8 * 1024)
#define LARGEST_CHUNK ((size_t)2 * 1024 * 1024)
#define ALIGNMENT ((size_t)8)
#define ZEROED_AHEAD ((size_t)2 * 1024)

/* The header of a chunk; the memory follows. Only large ones are linked both ways. */
struct ArenaChunk {
    ArenaChunk *older;
    ArenaChunk *newer;
    size_t size; /* with the header */
};

_Static_assert(sizeof(ArenaChunk) % ALIGNMENT == 0, "what follows a header is aligned");

void base_out_of_memory(void) {
    fputs("migc: out of memory\n", stderr);
    exit(2);
}

static size_t checked_sum(size_t a, size_t b) {
    if (a > SIZE_MAX - b) {
        base_out_of_memory();
    }
    return a + b;
}

static size_t rounded(size_t size) {
    return checked_sum(size, ALIGNMENT - 1 + ARENA_GAP) & ~(ALIGNMENT - 1);
}

void base_prefer_huge_pages(void *block, size_t size) {
    uintptr_t first = ((uintptr_t)block + LARGEST_CHUNK - 1) & ~(uintptr_t)(LARGEST_CHUNK - 1);
    uintptr_t end = ((uintptr_t)block + size) & ~(uintptr_t)(LARGEST_CHUNK - 1);
    if (end > first) {
        madvise((void *)first, end - first, MADV_HUGEPAGE); /* refused, the pages are small */
    }
}

#ifdef ARENA_POISONS

/* The leak checker looks for pointers only in what malloc gave. */
static ArenaChunk *huge_page_new(void) {
    return calloc(1, LARGEST_CHUNK);
}

static void huge_page_free(ArenaChunk *chunk) {
    free(chunk);
}

#else

/* A chunk of LARGEST_CHUNK bytes at a multiple of its size; NULL if there is none to be had. */
static ArenaChunk *huge_page_new(void) {
    char *room = mmap(NULL, 2 * LARGEST_CHUNK, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED) {
        return NULL;
    }
    size_t before = (size_t)(-(uintptr_t)room & (LARGEST_CHUNK - 1));
    if (before > 0) {
        munmap(room, before);
    }
    munmap(room + before + LARGEST_CHUNK, LARGEST_CHUNK - before);
    base_prefer_huge_pages(room + before, LARGEST_CHUNK);
    return (ArenaChunk *)(void *)(room + before);
}

static void huge_page_free(ArenaChunk *chunk) {
    munmap(chunk, LARGEST_CHUNK);
}

#endif

static ArenaChunk *chunk_counted(Arena *arena, ArenaChunk *chunk, size_t size) {
    if (chunk == NULL) {
        base_out_of_memory();
    }
    chunk->size = size;
    arena->bytes += size;
    return chunk;
}

static ArenaChunk *chunk_new(Arena *arena, size_t size) {
    return chunk_counted(arena, calloc(1, size), size);
}

/* Puts a large chunk, new or moved, at the head of the list. */
static void large_link(Arena *arena, ArenaChunk *chunk) {
    chunk->newer = NULL;
    chunk->older = arena->large;
    if (arena->large != NULL) {
        arena->large->newer = chunk;
    }
    arena->large = chunk;
}

static void large_unlink(Arena *arena, ArenaChunk *chunk) {
    if (chunk->newer != NULL) {
        chunk->newer->older = chunk->older;
    } else {
        arena->large = chunk->older;
    }
    if (chunk->older != NULL) {
        chunk->older->newer = chunk->newer;
    }
}

static void *alloc_large(Arena *arena, size_t size) {
    ArenaChunk *chunk = chunk_new(arena, checked_sum(size, sizeof(ArenaChunk)));
    base_prefer_huge_pages(chunk, chunk->size);
    large_link(arena, chunk);
    return chunk + 1;
}

void arena_expect(Arena *arena, size_t bytes) {
    if (arena->chunk_size == 0) {
        arena->chunk_size = FIRST_CHUNK;
    }
    while (arena->chunk_size < LARGEST_CHUNK && arena->chunk_size < bytes) {
        arena->chunk_size *= 2;
    }
}

/* A chunk with room for a block of `least` bytes, which is not a large one. */
static void shared_chunk_new(Arena *arena, size_t least) {
    size_t size = arena->chunk_size == 0 ? FIRST_CHUNK : arena->chunk_size;
    while (size < sizeof(ArenaChunk) + least) {
        size *= 2;
    }
    bool is_huge = size == LARGEST_CHUNK;
    ArenaChunk *chunk = chunk_counted(arena, is_huge ? huge_page_new() : malloc(size), size);
    chunk->older = arena->chunks;
    arena->chunks = chunk;
    arena->chunk_size = is_huge ? LARGEST_CHUNK : size * 2;
    arena->next = (char *)(chunk + 1);
    arena->limit = (char *)chunk + size;
    arena->end = is_huge ? arena->limit : arena->next;
    POISON(arena->next, (size_t)(arena->limit - arena->next));
}

/* Whether the newest chunk has room for `size` bytes from `from` on, which are zeroed then. */
static bool make_room(Arena *arena, const char *from, size_t size) {
    if (size <= (size_t)(arena->end - from)) {
        return true;
    }
    if (size > (size_t)(arena->limit - from)) {
        return false;
    }
    size_t missing = size - (size_t)(arena->end - from);
    size_t room = (size_t)(arena->limit - arena->end);
    size_t zeroed = missing > ZEROED_AHEAD ? missing : ZEROED_AHEAD < room ? ZEROED_AHEAD : room;
    UNPOISON(arena->end, zeroed);
    memset(arena->end, 0, zeroed);
    POISON(arena->end, zeroed);
    arena->end += zeroed;
    return true;
}

void *arena_alloc(Arena *arena, size_t size) {
    if (size >= ARENA_LARGE) {
        return alloc_large(arena, size);
    }
    size_t taken = rounded(size);
    if (taken > (size_t)(arena->end - arena->next) || arena->next == NULL) {
        if (arena->next == NULL || !make_room(arena, arena->next, taken)) {
            shared_chunk_new(arena, taken);
            make_room(arena, arena->next, taken);
        }
    }
    char *block = arena->next;
    arena->next += taken;
    UNPOISON(block, size);
    return block;
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) {
        base_out_of_memory();
    }
    return arena_alloc(arena, count * size);
}

void *arena_copy(Arena *arena, const void *from, size_t size) {
    void *copy = arena_alloc(arena, size);
    if (size > 0) {
        memcpy(copy, from, size);
    }
    return copy;
}

char *arena_copy_text(Arena *arena, const char *from, size_t length) {
    char *copy = arena_alloc(arena, checked_sum(length, 1));
    if (length > 0) {
        memcpy(copy, from, length);
    }
    return copy;
}

char *arena_printf(Arena *arena, const char *format, ...) {
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) {
        base_out_of_memory();
    }
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

static void *grow_large(Arena *arena, void *block, size_t old_size, size_t new_size) {
    ArenaChunk *chunk = (ArenaChunk *)block - 1;
    large_unlink(arena, chunk);
    size_t size = checked_sum(new_size, sizeof(ArenaChunk));
    ArenaChunk *moved = realloc(chunk, size);
    if (moved == NULL) {
        base_out_of_memory();
    }
    base_prefer_huge_pages(moved, size);
    memset((char *)(moved + 1) + old_size, 0, new_size - old_size);
    arena->bytes += new_size - old_size;
    moved->size = size;
    large_link(arena, moved);
    return moved + 1;
}

void *arena_grow(Arena *arena, void *block, size_t old_size, size_t new_size) {
    if (new_size <= old_size) {
        return block;
    }
    if (block == NULL) {
        return arena_alloc(arena, new_size);
    }
    if (old_size >= ARENA_LARGE) {
        return grow_large(arena, block, old_size, new_size);
    }
    /* The newest block of the shared chunk grows where it is. */
    if (new_size < ARENA_LARGE && (char *)block + rounded(old_size) == arena->next &&
        make_room(arena, block, rounded(new_size))) {
        arena->next = (char *)block + rounded(new_size);
        UNPOISON(block, new_size);
        return block;
    }
    void *moved = arena_alloc(arena, new_size);
    memcpy(moved, block, old_size);
    arena_discard(arena, block, old_size);
    return moved;
}

void arena_discard(Arena *arena, void *block, size_t size) {
    if (size >= ARENA_LARGE) {
        ArenaChunk *chunk = (ArenaChunk *)block - 1;
        large_unlink(arena, chunk);
        arena->bytes -= chunk->size;
        free(chunk);
    } else if (block != NULL) {
        POISON(block, size);
    }
}

void arena_release(Arena *arena) {
    for (ArenaChunk *chunk = arena->chunks, *older; chunk != NULL; chunk = older) {
        older = chunk->older;
        if (chunk->size == LARGEST_CHUNK) {
            huge_page_free(chunk);
        } else {
            free(chunk);
        }
    }
    for (ArenaChunk *chunk = arena->large, *older; chunk != NULL; chunk = older) {
        older = chunk->older;
        free(chunk);
    }
    *arena = (Arena){0};
}

size_t arena_bytes(const Arena *arena) {
    return arena->bytes;
}
