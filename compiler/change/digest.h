/*
 * digest.h - the checksum of what was written.
 *
 * takes:    the tokens of files without a syntax error, file after file, as the parser passes them
 * gives:    the first half of SHA-256 over the significant tokens and the documentation, in hexadecimal
 * promises: layout, comments, paths, how declarations are spread over files, and the
 *           project block (which says how scripts are made, not what the schema is) do not matter;
 *           a name means the same with needless quotes; linear cost, constant memory
 */
#ifndef MIGC_CHANGE_DIGEST_H
#define MIGC_CHANGE_DIGEST_H

#include "base/arena.h"
#include "syntax/parse.h"

#define DIGEST_SIZE 33

typedef struct Digest Digest;

/* A digest of nothing yet, in `arena`. */
Digest *digest_new(Arena *arena);

/* What takes the tokens: give it to parse_file_seen. */
TokenSink digest_sink(Digest *digest);

/* Adds what stands in no file and counts all the same: the digest before this one, what a word means. */
void digest_add(Digest *digest, Text text);

/* Writes 32 hexadecimal digits and a NUL. The digest is one of nothing again. */
void digest_end(Digest *digest, char hex[DIGEST_SIZE]);

#endif
