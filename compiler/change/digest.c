/*
 * digest.c - see digest.h.
 */
#include "change/digest.h"

#include <nettle/sha2.h>
#include <string.h>

#include "base/text.h"
#include "grammar/parser.h"

/* The hash, with a buffer before it: tokens are short. */
struct Digest {
    struct sha256_ctx sha;
    uint32_t depth;  /* of braces */
    bool is_fresh;   /* a declaration may begin here */
    bool is_project; /* inside a project block */
    size_t count;
    char held[4096];
};

static void digest_put(Digest *digest, const char *data, size_t length) {
    if (length > sizeof digest->held - digest->count) {
        sha256_update(&digest->sha, digest->count, (const uint8_t *)digest->held);
        digest->count = 0;
    }
    if (length > sizeof digest->held) {
        sha256_update(&digest->sha, length, (const uint8_t *)data);
    } else if (length > 0) {
        memcpy(digest->held + digest->count, data, length);
        digest->count += length;
    }
}

/* Whether a name needs no quotes. */
static bool is_plain(Text name) {
    for (size_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        bool is_letter = (c >= 'a' && c <= 'z') || c == '_';
        if (!is_letter && !(i > 0 && c >= '0' && c <= '9')) {
            return false;
        }
    }
    return name.length > 0;
}

static void digest_token(Digest *digest, Text token) {
    if (token.length > 2 && token.data[0] == '"') {
        Text inner = {token.data + 1, token.length - 2};
        token = is_plain(inner) ? inner : token;
    }
    /* only strings and $$ bodies have newlines inside, and their quotes tell where they end */
    if (token.length > 0 && token.length < sizeof digest->held - digest->count) {
        char *at = digest->held + digest->count;
        memcpy(at, token.data, token.length);
        at[token.length] = '\n';
        digest->count += token.length + 1;
        return;
    }
    digest_put(digest, token.data, token.length);
    digest_put(digest, "\n", 1);
}

/* Documentation becomes comments in the database, so it counts: the words of each line, not where the line
 * begins or ends. */
static void digest_documentation(Digest *digest, Text text) {
    while (text.length > 0) {
        const char *end = memchr(text.data, '\n', text.length);
        size_t length = end ? (size_t)(end - text.data) : text.length;
        const char *from = text.data;
        const char *to = from + length;
        while (from < to && (*from == ' ' || *from == '\t' || *from == '/')) {
            from++;
        }
        while (to > from && (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\r')) {
            to--;
        }
        digest_token(digest, (Text){from, (size_t)(to - from)});
        length += end ? 1 : 0;
        text.data += length;
        text.length -= length;
    }
}

/* One token of a file; a project block at its top level is passed over. */
static void digest_take(void *context, int kind, Token token) {
    Digest *digest = context;
    Text text = {token.text, token.length};
    if (kind == 0) {
        digest->depth = 0;
        digest->is_fresh = true;
        digest->is_project = false;
        return;
    }
    if (!token_is_significant(kind)) {
        digest->is_fresh = true;
        if (kind == TOKEN_DOC && (!digest->is_project || digest->depth == 0)) {
            digest_documentation(digest, text);
        }
        return;
    }
    if (digest->depth == 0 && digest->is_fresh) {
        digest->is_project = kind == TOKEN_PROJECT;
    }
    digest->is_fresh = kind == TOKEN_RB;
    digest->depth += kind == TOKEN_LB;
    digest->depth -= kind == TOKEN_RB && digest->depth > 0;
    if (!digest->is_project) {
        digest_token(digest, text);
    }
}

static void digest_begin(Digest *digest) {
    digest->depth = 0;
    digest->is_fresh = true;
    digest->is_project = false;
    digest->count = 0;
    sha256_init(&digest->sha);
}

Digest *digest_new(Arena *arena) {
    Digest *digest = NEW(arena, Digest);
    digest_begin(digest);
    return digest;
}

TokenSink digest_sink(Digest *digest) {
    return (TokenSink){.take = digest_take, .context = digest};
}

/* No file has a NUL: what is added is never taken for a token. */
void digest_add(Digest *digest, Text text) {
    digest_put(digest, "", 1);
    digest_put(digest, text.data, text.length);
    digest_put(digest, "\n", 1);
}

void digest_end(Digest *digest, char hex[DIGEST_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    sha256_update(&digest->sha, digest->count, (const uint8_t *)digest->held);
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(&digest->sha, sizeof bytes, bytes);
    for (size_t i = 0; i < (DIGEST_SIZE - 1) / 2; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[DIGEST_SIZE - 1] = '\0';
    digest_begin(digest);
}
