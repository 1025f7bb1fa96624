/* names.c - names packed into blocks, a table of references to them, and maps keyed by them. */
#include "base/names.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/vec.h"

/*
 * A reference is a block's number and a place in the block, counted in units of 4 bytes; 0 means a
 * free slot, so the first unit of the first block stays empty. A name too long for a block has
 * a block to itself.
 */
#define UNIT ((size_t)4)
#define BLOCK_SIZE ((size_t)64 * 1024)
#define PLACE_BITS 14u
#define PLACE_MASK ((1u << PLACE_BITS) - 1)
#define MOST_BLOCKS (1u << (32 - PLACE_BITS))

_Static_assert(BLOCK_SIZE / UNIT == (size_t)1 << PLACE_BITS, "a place fits its bits");
_Static_assert(offsetof(NameText, text) == 8, "a name's header is two words of 4 bytes");

struct Names {
    Arena *arena;
    uint32_t *slots;
    uint32_t slot_count; /* a power of two */
    uint32_t count;
    VEC(char *) blocks;
    uint32_t open_block; /* the block that small names go to */
    size_t open_used;    /* bytes used of it */
    size_t open_size;
};

#define FIRST_SLOTS 256u
#define SMALL_MAP 64u
#define FIRST_BLOCK ((size_t)8 * 1024)

/* Eight bytes at a time: multiply, and fold the high half of the product into the low one. */
static uint64_t mixed(uint64_t a, uint64_t b) {
    __extension__ typedef unsigned __int128 Wide;
    Wide product = (Wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load(const char *data, size_t length) {
    uint64_t word = 0;
    memcpy(&word, data, length);
    return word;
}

/* The last word read may overlap the one before it. */
static uint32_t hash_bytes(const char *data, size_t length) {
    const uint64_t key = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t hash = (uint64_t)length ^ UINT64_C(0xa0761d6478bd642f);
    uint64_t last = 0;
    if (length >= 8) {
        const char *last_word = data + (length - 8);
        for (; data < last_word; data += 8) {
            hash = mixed(hash ^ load(data, 8), key);
        }
        last = load(last_word, 8);
    } else if (length >= 4) {
        last = load(data, 4) << 32 | load(data + (length - 4), 4);
    } else {
        for (size_t i = 0; i < length; i++) {
            last = last << 8 | (unsigned char)data[i];
        }
    }
    hash = mixed(hash ^ last, key);
    return (uint32_t)(hash ^ hash >> 32) & INT32_MAX;
}

static bool is_plain(const char *data, size_t length) {
    for (size_t i = 0; i < length; i++) {
        char c = data[i];
        if (!((c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9' && i > 0))) {
            return false;
        }
    }
    return length > 0;
}

Names *names_new(Arena *arena) {
    Names *names = NEW(arena, Names);
    names->arena = arena;
    names->slots = NEW_ARRAY(arena, uint32_t, FIRST_SLOTS);
    names->slot_count = FIRST_SLOTS;
    return names;
}

static NameText *name_at(const Names *names, uint32_t reference) {
    char *block = names->blocks.items[reference >> PLACE_BITS];
    return (NameText *)(void *)(block + (size_t)(reference & PLACE_MASK) * UNIT);
}

/* The slot of the name with these bytes, or the free slot where it belongs. */
static uint32_t find_slot(const Names *names, const char *data, size_t length, uint32_t hash) {
    uint32_t mask = names->slot_count - 1;
    uint32_t slot = hash & mask;
    while (names->slots[slot] != 0) {
        const NameText *name = name_at(names, names->slots[slot]);
        if (name->hash == hash && name->length == length &&
            memcmp(name->text, data, length) == 0) {
            return slot;
        }
        slot = (slot + 1) & mask;
    }
    return slot;
}

static void double_slots(Names *names) {
    if (names->slot_count > UINT32_MAX / 2) {
        base_out_of_memory();
    }
    uint32_t *old_slots = names->slots;
    uint32_t old_count = names->slot_count;
    uint32_t mask = old_count * 2 - 1;
    names->slots = NEW_ARRAY(names->arena, uint32_t, (size_t)old_count * 2);
    names->slot_count = old_count * 2;
    for (uint32_t i = 0; i < old_count; i++) {
        if (old_slots[i] != 0) {
            uint32_t slot = name_at(names, old_slots[i])->hash & mask;
            while (names->slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            names->slots[slot] = old_slots[i];
        }
    }
    arena_discard(names->arena, old_slots, old_count * sizeof *old_slots);
}

static uint32_t block_new(Names *names, size_t size) {
    if (names->blocks.count == MOST_BLOCKS) {
        base_out_of_memory();
    }
    char *block = arena_alloc(names->arena, size);
    vec_push(names->arena, &names->blocks, block);
    return names->blocks.count - 1;
}

/* Room for a name of `size` bytes; a multiple of UNIT. */
static uint32_t reserve(Names *names, size_t size) {
    if (names->blocks.count == 0) {
        names->open_block = block_new(names, FIRST_BLOCK);
        names->open_size = FIRST_BLOCK;
        names->open_used = UNIT;
    }
    if (size > BLOCK_SIZE / 8) {
        return block_new(names, size) << PLACE_BITS;
    }
    if (size > names->open_size - names->open_used) {
        names->open_block = block_new(names, BLOCK_SIZE);
        names->open_size = BLOCK_SIZE;
        names->open_used = 0;
    }
    uint32_t place = (uint32_t)(names->open_used / UNIT);
    names->open_used += size;
    return names->open_block << PLACE_BITS | place;
}

Name names_intern(Names *names, const char *data, size_t length) {
    if (length >= UINT32_MAX - 64) {
        base_out_of_memory();
    }
    uint32_t hash = hash_bytes(data, length);
    uint32_t slot = find_slot(names, data, length, hash);
    if (names->slots[slot] != 0) {
        return name_at(names, names->slots[slot]);
    }
    if (names->count >= names->slot_count / 4 * 3) {
        double_slots(names);
        slot = find_slot(names, data, length, hash);
    }
    size_t size = (sizeof(NameText) + length + 1 + UNIT - 1) & ~(UNIT - 1);
    uint32_t reference = reserve(names, size);
    NameText *name = name_at(names, reference);
    name->length = (uint32_t)length;
    name->hash = hash & INT32_MAX;
    name->is_plain = is_plain(data, length);
    if (length > 0) {
        memcpy(name->text, data, length);
    }
    names->slots[slot] = reference;
    names->count++;
    return name;
}

Name names_of(Names *names, const char *string) {
    return names_intern(names, string, strlen(string));
}

Name names_lower(Names *names, Name name) {
    uint32_t capital = name->is_plain ? name->length : 0;
    while (capital < name->length && !(name->text[capital] >= 'A' && name->text[capital] <= 'Z')) {
        capital++;
    }
    if (capital == name->length) {
        return name;
    }
    Buf lower = {0};
    buf_lower(&lower, name_text(name));
    Name found = names_intern(names, lower.data, lower.length);
    buf_free(&lower);
    return found;
}

Name names_internf(Names *names, const char *format, ...) {
    char text[256];
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        base_out_of_memory();
    }
    Name name;
    if ((size_t)length < sizeof text) {
        name = names_intern(names, text, (size_t)length);
    } else {
        Arena arena = {0};
        char *long_text = arena_alloc(&arena, (size_t)length + 1);
        vsnprintf(long_text, (size_t)length + 1, format, again);
        name = names_intern(names, long_text, (size_t)length);
        arena_release(&arena);
    }
    va_end(again);
    return name;
}

Name names_find(const Names *names, const char *data, size_t length) {
    uint32_t slot = find_slot(names, data, length, hash_bytes(data, length));
    return names->slots[slot] == 0 ? NULL : name_at(names, names->slots[slot]);
}

void names_forget(Names *names) {
    if (names->slot_count > FIRST_SLOTS) {
        arena_discard(names->arena, names->slots, names->slot_count * sizeof *names->slots);
        names->slots = NEW_ARRAY(names->arena, uint32_t, FIRST_SLOTS);
        names->slot_count = FIRST_SLOTS;
    } else {
        memset(names->slots, 0, names->slot_count * sizeof *names->slots);
    }
    names->count = 0;
}

size_t names_count(const Names *names) {
    return names->count;
}

/* The entry of `name`, or the free one where it belongs; the map has a free entry. */
static NameMapEntry *find_entry(const NameMap *map, Name name) {
    uint32_t mask = map->capacity - 1;
    uint32_t slot = name->hash & mask;
    while (map->entries[slot].name != NULL && map->entries[slot].name != name) {
        slot = (slot + 1) & mask;
    }
    return &map->entries[slot];
}

static bool has_room(uint32_t capacity, size_t count) {
    return count <= capacity / 4 * 3;
}

void namemap_reserve(Arena *arena, NameMap *map, size_t count) {
    if (has_room(map->capacity, count)) {
        return;
    }
    NameMap larger = {.count = map->count, .capacity = map->capacity == 0 ? 8 : map->capacity};
    while (!has_room(larger.capacity, count)) {
        if (larger.capacity > UINT32_MAX / 2) {
            base_out_of_memory();
        }
        larger.capacity *= 2;
    }
    larger.entries = NEW_ARRAY(arena, NameMapEntry, larger.capacity);
    for (uint32_t i = 0; i < map->capacity; i++) {
        if (map->entries[i].name != NULL) {
            *find_entry(&larger, map->entries[i].name) = map->entries[i];
        }
    }
    arena_discard(arena, map->entries, map->capacity * sizeof *map->entries);
    *map = larger;
}

void *namemap_get(const NameMap *map, Name name) {
    return map->capacity == 0 ? NULL : find_entry(map, name)->value;
}

void *namemap_put(Arena *arena, NameMap *map, Name name, void *value) {
    namemap_reserve(arena, map, (size_t)map->count + 1);
    NameMapEntry *entry = find_entry(map, name);
    if (entry->name != NULL) {
        return entry->value;
    }
    *entry = (NameMapEntry){name, value};
    map->count++;
    return NULL;
}

void namemap_clear(NameMap *map) {
    if (map->capacity > SMALL_MAP) {
        *map = (NameMap){0};
    } else if (map->count > 0) {
        memset(map->entries, 0, map->capacity * sizeof *map->entries);
        map->count = 0;
    }
}

void namemap_set(Arena *arena, NameMap *map, Name name, void *value) {
    if (namemap_put(arena, map, name, value) != NULL) {
        find_entry(map, name)->value = value;
    }
}
