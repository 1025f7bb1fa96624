/*
 * digest.c - see digest.h.
 */
#include "change/digest.h"

#include <sha2.h>
#include <string.h>

#include "base/text.h"
#include "grammar/parser.h"
#include "syntax/token.h"

/* The hash, with a buffer before it: tokens are short. */
typedef struct Digest {
    SHA2_CTX sha;
    uint8_t held[4096];
    size_t count;
} Digest;

static void digest_put(Digest *digest, const char *data, size_t length) {
    if (length > sizeof digest->held - digest->count) {
        SHA256Update(&digest->sha, digest->held, digest->count);
        digest->count = 0;
    }
    if (length > sizeof digest->held) {
        SHA256Update(&digest->sha, (const uint8_t *)data, length);
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
    digest_put(digest, token.data, token.length);
    /* only strings and $$ bodies have newlines inside, and their quotes tell where they end */
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

/* Walks over one file; a project block at its top level is passed over. */
static void digest_file(Digest *digest, const SourceFile *file) {
    Lexer lexer;
    Token token;
    uint32_t depth = 0;
    bool is_fresh = true; /* a declaration may begin here */
    bool is_project = false;
    lexer_start(&lexer, file, NULL);
    for (int kind = lexer_next(&lexer, &token); kind != 0; kind = lexer_next(&lexer, &token)) {
        Text text = {token.text, token.length};
        if (!token_is_significant(kind)) {
            is_fresh = true;
            if (kind == TOKEN_DOC && (!is_project || depth == 0)) {
                digest_documentation(digest, text);
            }
            continue;
        }
        if (depth == 0 && is_fresh) {
            is_project = text_is(text, "project");
        }
        is_fresh = text_is(text, "}");
        depth += text_is(text, "{");
        depth -= is_fresh && depth > 0;
        if (!is_project) {
            digest_token(digest, text);
        }
    }
}

void digest_files(const Sources *sources, char hex[DIGEST_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    Digest digest;
    digest.count = 0;
    SHA256Init(&digest.sha);
    for (uint32_t i = 0; i < sources->files.count; i++) {
        if (sources->files.items[i]->text.data != NULL) {
            digest_file(&digest, sources->files.items[i]);
        }
    }
    SHA256Update(&digest.sha, digest.held, digest.count);
    uint8_t bytes[SHA256_DIGEST_LENGTH];
    SHA256Final(bytes, &digest.sha);
    for (size_t i = 0; i < (DIGEST_SIZE - 1) / 2; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[DIGEST_SIZE - 1] = '\0';
}
