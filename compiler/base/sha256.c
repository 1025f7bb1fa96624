/* sha256.c - FIPS 180-4, in C and in the instructions that some processors have for it. */
#include "base/sha256.h"

#include <stdbool.h>
#include <string.h>

/* The C library knows what the processor has: to ask the processor takes long where it is a virtual one. */
#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>)
#define HAS_INSTRUCTIONS 1
#include <immintrin.h>
#include <sys/platform/x86.h>
#endif

static const uint32_t ROUNDS[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotated(uint32_t word, unsigned by) {
    return word >> by | word << (32 - by);
}

static uint32_t big_endian(const uint8_t *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void mix_block(uint32_t state[8], const uint8_t *block) {
    uint32_t w[64];
    uint32_t s[8];
    memcpy(s, state, sizeof s);
    for (size_t i = 0; i < 64; i++) {
        if (i < 16) {
            w[i] = big_endian(block + 4 * i);
        } else {
            uint32_t a = w[i - 15];
            uint32_t b = w[i - 2];
            w[i] = w[i - 16] + (rotated(a, 7) ^ rotated(a, 18) ^ a >> 3) + w[i - 7] +
                   (rotated(b, 17) ^ rotated(b, 19) ^ b >> 10);
        }
        uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
        uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
        uint32_t first = s[7] + (rotated(s[4], 6) ^ rotated(s[4], 11) ^ rotated(s[4], 25)) +
                         choice + ROUNDS[i] + w[i];
        uint32_t second = (rotated(s[0], 2) ^ rotated(s[0], 13) ^ rotated(s[0], 22)) + majority;
        s[7] = s[6];
        s[6] = s[5];
        s[5] = s[4];
        s[4] = s[3] + first;
        s[3] = s[2];
        s[2] = s[1];
        s[1] = s[0];
        s[0] = first + second;
    }
    for (size_t i = 0; i < 8; i++) {
        state[i] += s[i];
    }
}

static void mix_blocks(uint32_t state[8], const uint8_t *blocks, size_t count) {
    for (; count > 0; count--, blocks += SHA256_BLOCK) {
        mix_block(state, blocks);
    }
}

#ifdef HAS_INSTRUCTIONS

#define INSTRUCTED __attribute__((target("sha,sse4.1,ssse3")))

INSTRUCTED static __m128i load(const void *at) {
    return _mm_loadu_si128((const __m128i *)at);
}

/* The instructions want the state as two halves of words (a, b, e, f) and (c, d, g, h), highest first. */
INSTRUCTED static void mix_instructed(uint32_t state[8], const uint8_t *blocks, size_t count) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i dcba = _mm_shuffle_epi32(load(state), 0xB1);
    __m128i hgfe = _mm_shuffle_epi32(load(state + 4), 0x1B);
    __m128i abef = _mm_alignr_epi8(dcba, hgfe, 8);
    __m128i cdgh = _mm_blend_epi16(hgfe, dcba, 0xF0);
    for (; count > 0; count--, blocks += SHA256_BLOCK) {
        __m128i abef_before = abef;
        __m128i cdgh_before = cdgh;
        __m128i w0 = _mm_shuffle_epi8(load(blocks), swap); /* the next four words */
        __m128i w1 = _mm_shuffle_epi8(load(blocks + 16), swap);
        __m128i w2 = _mm_shuffle_epi8(load(blocks + 32), swap);
        __m128i w3 = _mm_shuffle_epi8(load(blocks + 48), swap);
        for (size_t round = 0; round < 64; round += 4) {
            __m128i sum = _mm_add_epi32(w0, load(ROUNDS + round));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
            __m128i next = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));
            w0 = w1;
            w1 = w2;
            w2 = w3;
            w3 = _mm_sha256msg2_epu32(next, w3);
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
    __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

Sha256Mixer sha256_mixer(void) {
    bool has_all = CPU_FEATURE_ACTIVE(SHA) && CPU_FEATURE_ACTIVE(SSE4_1) &&
                   CPU_FEATURE_ACTIVE(SSSE3);
    return has_all ? mix_instructed : mix_blocks;
}

#else

Sha256Mixer sha256_mixer(void) {
    return mix_blocks;
}

#endif

Sha256Mixer sha256_mixer_of_any(void) {
    return mix_blocks;
}

void sha256_begin(Sha256 *sha, Sha256Mixer mixer) {
    *sha = (Sha256){.mix = mixer,
                    .state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                              0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void sha256_add(Sha256 *sha, const void *data, size_t length) {
    const uint8_t *at = data;
    size_t held = sha->length % SHA256_BLOCK;
    sha->length += length;
    if (held > 0) {
        size_t more = length < SHA256_BLOCK - held ? length : SHA256_BLOCK - held;
        if (more > 0) {
            memcpy(sha->rest + held, at, more);
            at += more;
        }
        length -= more;
        if (held + more < SHA256_BLOCK) {
            return;
        }
        sha->mix(sha->state, sha->rest, 1);
    }
    sha->mix(sha->state, at, length / SHA256_BLOCK);
    size_t rest = length % SHA256_BLOCK;
    if (rest > 0) {
        memcpy(sha->rest, at + (length - rest), rest);
    }
}

/* Behind the bytes: a one bit, zeroes up to the end of a block, and there how many bits they were. */
void sha256_end(Sha256 *sha, uint8_t hash[SHA256_SIZE]) {
    uint8_t end[2 * SHA256_BLOCK] = {0x80};
    size_t held = sha->length % SHA256_BLOCK;
    size_t size = (held < SHA256_BLOCK - 8 ? SHA256_BLOCK : 2 * SHA256_BLOCK) - held;
    uint64_t bits = sha->length * 8;
    for (size_t i = 0; i < 8; i++) {
        end[size - 1 - i] = (uint8_t)(bits >> 8 * i);
    }
    sha256_add(sha, end, size);
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        hash[i] = (uint8_t)(sha->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}
