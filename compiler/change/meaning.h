/*
 * meaning.h - what a revision says by words that are explained elsewhere.
 *
 * takes:    the one-word types of a schema (`type user_id bigint`), and revisions
 * gives:    for the digest of a revision, what each such word in it stands for
 * promises: a word that means something else changes the digest of the revisions that use it, and
 *           of no other; linear cost
 */
#ifndef MIGC_CHANGE_MEANING_H
#define MIGC_CHANGE_MEANING_H

#include "base/arena.h"
#include "base/names.h"
#include "change/digest.h"
#include "syntax/ast.h"

typedef struct Meanings Meanings;

/* The one-word types of the schema (NULL: none), in `arena`. */
Meanings *meanings_of(const AstUnit *schema, Names *names, Arena *arena);

/* Adds what the words of the revision mean, in the order in which they stand there. */
void meanings_digest(const Meanings *meanings, const AstDecl *revision, Digest *digest);

#endif
