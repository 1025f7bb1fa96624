/*
 * sum.h - migc.sum: the revisions as they were when they were built, one line each.
 *
 *     0001_initial 5f1d6c0be3a1b8d7c2e4f60917283a4b
 *
 * takes:    the file and the chain
 * gives:    which revisions have changed since, and the lines that are to be added
 * promises: a line that is there is only replaced by sum_write (`migc sum --update`); one message a
 *           mistake: bad-sum-file, edited-revision, missing-revision; linear cost
 */
#ifndef MIGC_CHANGE_SUM_H
#define MIGC_CHANGE_SUM_H

#include "base/buf.h"
#include "change/chain.h"

#define SUM_FILE "migc.sum"

typedef struct SumLine {
    Name name;
    Span span; /* of the line */
    char digest[DIGEST_SIZE];
} SumLine;

/* A zeroed one is an empty file. */
typedef struct Sum {
    VEC(SumLine *) lines;
    NameMap by_name; /* Name -> SumLine * */
    bool is_broken;  /* a line cannot be read: told */
} Sum;

/* Reads the lines of the file, in `arena`. Bad ones and conflict markers are told as bad-sum-file. */
Sum sum_read(const SourceFile *file, Names *names, Diags *diags, Arena *arena);

/* Compares. Tells edited-revision, missing-revision, and lines that are out of order or left out.
 * Quiet where the chain or the file has mistakes that were told. */
void sum_check(const Chain *chain, const Sum *sum, Diags *diags);

/* Writes the line of every revision, in order. */
void sum_write(Buf *out, const Chain *chain);

/* Writes the file with the line of one revision, and what follows from it in the lines behind, as they are now;
 * other lines stay. Returns false where that cannot be: the file has other mistakes than edited revisions, or one
 * behind this one was edited, too. Those are told. */
bool sum_write_one(Buf *out, const Chain *chain, const Sum *sum, const Revision *one, Diags *diags);

/* Writes the file as it is (`text`), and behind it the lines of the revisions that have none. Returns how many
 * those were. */
uint32_t sum_append(Buf *out, Text text, const Chain *chain, const Sum *sum);

#endif
