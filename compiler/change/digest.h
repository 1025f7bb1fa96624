/*
 * digest.h - the checksum of what was written.
 *
 * takes:    loaded files, in their order
 * gives:    the first half of SHA-256 over the significant tokens and the documentation, in hexadecimal
 * promises: layout, comments, paths, how declarations are spread over files, and the
 *           project block (which says how scripts are made, not what the schema is) do not matter;
 *           a name means the same with needless quotes; linear cost, constant memory
 */
#ifndef MIGC_CHANGE_DIGEST_H
#define MIGC_CHANGE_DIGEST_H

#include "source/source.h"

#define DIGEST_SIZE 33

/* Writes 32 hexadecimal digits and a NUL. The files must be free of syntax errors. */
void digest_files(const Sources *sources, char hex[DIGEST_SIZE]);

#endif
