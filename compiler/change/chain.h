/*
 * chain.h - the revisions in the order in which they are carried out.
 *
 * takes:    the revision files of a project, parsed, and the tree of its schema
 * gives:    the revisions from the first to the head, each with the digest of all that leads to it
 * promises: what keeps them from being one chain is told, one message a mistake: unknown-parent,
 *           chain-cycle, stray-revision, multiple-heads, duplicate-name, empty-revision; the order
 *           comes from `after` alone, that of messages from the paths; linear cost
 */
#ifndef MIGC_CHANGE_CHAIN_H
#define MIGC_CHANGE_CHAIN_H

#include "base/arena.h"
#include "base/names.h"
#include "base/vec.h"
#include "change/digest.h"
#include "source/diag.h"
#include "source/source.h"
#include "syntax/ast.h"

/* One file of the folder of revisions, as cli/workspace reads it. */
typedef struct RevisionFile {
    const char *path;
    const SourceFile *file;   /* NULL: it could not be read */
    const AstDecl *decl;      /* its revision; NULL: it has none */
    bool is_broken;           /* it could not be read, or has a mistake that was told */
    char digest[DIGEST_SIZE]; /* of its tokens */
} RevisionFile;

typedef VEC(RevisionFile) RevisionFiles;

/* One revision of the chain. */
typedef struct Revision {
    const AstDecl *decl; /* its name is decl->name, its documentation decl->doc */
    Name name;
    int32_t parent;    /* index into the chain; -1: it begins at the empty schema */
    uint32_t position; /* in the chain, from 1 */
    const SourceFile *file;
    char own[DIGEST_SIZE];    /* of what it says */
    char digest[DIGEST_SIZE]; /* of `own` and of its parent's digest: its checksum */
} Revision;

typedef struct Chain {
    Revision *items; /* the first is at 0, the head is the last */
    uint32_t count;
    bool is_whole;   /* false: a mistake was told, and these are the revisions before it, if any */
    NameMap by_name; /* Name -> Revision * */
} Chain;

/*
 * Puts the revisions of `files` (in the order of their paths) into their order, in `arena`. What the
 * one-word types of `schema` (may be NULL) mean where a revision uses them goes into its digest.
 * `built` (may be NULL): the names of revisions that were built once, for what is told of one that is gone.
 * Points into the trees, which must live as long.
 */
Chain chain_build(const RevisionFiles *files, const AstUnit *schema, const NameMap *built,
                  Names *names, Diags *diags, Arena *arena);

/* The revision of that name, or NULL. */
const Revision *chain_find(const Chain *chain, Name name);

/* The last revision, or NULL if there is none. */
const Revision *chain_head(const Chain *chain);

/* The digest of a revision that says `own` behind a parent with the digest `parent` (NULL: behind
 * nothing). */
void chain_digest(Arena *scratch, const char *parent, const char *own, char digest[DIGEST_SIZE]);

#endif
