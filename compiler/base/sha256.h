/*
 * sha256.h - the SHA-256 of bytes that come piece by piece.
 *
 * takes:    bytes, any number of pieces of any length
 * gives:    their 32 bytes of hash (FIPS 180-4)
 * promises: no allocation; the same hash whether or not the processor has instructions for it, which are
 *           used where they are: every byte of every source file passes through here
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_BLOCK ((size_t)64)
#define SHA256_SIZE ((size_t)32)

/* Mixes whole blocks into the state. */
typedef void (*Sha256Mixer)(uint32_t state[8], const uint8_t *blocks, size_t count);

/* The fields are sha256.c's. */
typedef struct Sha256 {
    Sha256Mixer mix;
    uint32_t state[8];
    uint64_t length;            /* of all bytes so far */
    uint8_t rest[SHA256_BLOCK]; /* bytes that do not make a block yet */
} Sha256;

/* How blocks are mixed on this processor, and how they are on any. */
Sha256Mixer sha256_mixer(void);
Sha256Mixer sha256_mixer_of_any(void);

/* Begins the hash of no bytes. */
void sha256_begin(Sha256 *sha, Sha256Mixer mixer);

/* Adds `length` bytes (`data` may be NULL if there are none). */
void sha256_add(Sha256 *sha, const void *data, size_t length);

/* Gives the hash of all bytes added; the next use is sha256_begin. */
void sha256_end(Sha256 *sha, uint8_t hash[SHA256_SIZE]);

#endif
