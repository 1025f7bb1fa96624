/*
 * Scripts: the text that database clients run.
 *
 * Takes a Script (what the scripts of one revision for one target need to know), writes the three kinds
 * of files. Text only: order and parts are the plan's, spellings the dialect's. spec/sql-forms.md.
 */
#ifndef MIGC_EMIT_EMIT_H
#define MIGC_EMIT_EMIT_H

#include "change/change.h"
#include "emit/plan.h"
#include "schema/project.h"
#include "source/diag.h"

typedef struct Script {
    const Dialect *dialect;
    const Project *project;
    const Model *model;  /* the schema after the revision */
    const Model *before; /* the schema before it; without objects for the first revision */
    const Changes *changes;
    const Plan *up;
    const Plan *down;
    const char *revision;     /* `0001_initial` */
    const char *parent;       /* NULL: the empty database */
    const char *const *chain; /* the revisions up to this one, chain[position - 1]; NULL: only it */
    const char *const *checksums; /* of those revisions; NULL: only of this one */
    uint32_t position;            /* in the chain, from 1 */
    uint32_t first; /* of several revisions in one script, the position of the first; 0: one only */
    const char *checksum; /* hexadecimal digest of the revision */
    bool defers;   /* constraints of either schema are put off to the end of a transaction: script_defers */
    bool by_shape; /* there are no revisions: `parent` and `revision` are two schemas, and whether
                      something is to be done is told by what is there: emit/transition.h */
    NameMap sql
        [2]; /* likewise in PostgreSQL, by name: the Op that drops the author's SQL, and that creates it */
    unsigned tag_number;  /* put behind the words of dollar quotes, so that no text of the schema
                               ends one: see script_tag_number */
    Buf *kept; /* text of one of the scripts that another one has too: what emit_up leaves
                               there, emit_verify takes. Empty at first; NULL: nothing is kept */
} Script;

/* The least number N for which the texts hold none of the dollar quotes that scripts use, with N behind
 * their words (none for 0): `$migc$`, `$sql$`. */
unsigned script_tag_number(const Text *texts, uint32_t count);

/* Whether a constraint of either model is put off to the end of a transaction, where the dialect has that
 * of keys, too. Looks at every table. */
bool script_defers(const Dialect *dialect, const Model *before, const Model *after);

/* 0001_initial.up.sql */
void emit_up(Buf *out, const Script *script);

/* 0001_initial.down.sql */
void emit_down(Buf *out, const Script *script);

/* The plain statements of the upgrade, each with its comment and without what guards it. SQLite: those
 * that define something; rows and the author's own SQL are nothing but guards there. */
void emit_statements(Buf *out, const Script *script);

/* Who waits for the upgrade: a line for each step of it that has work with rows of a table that was there,
 * `alter columns of users: rewrites the table: readers and writers wait`, with two blanks before it. Nothing for
 * SQLite, whose scripts have the database to themselves. */
void emit_waits(Buf *out, const Dialect *dialect, Names *names, const Plan *up);

/* verify.sql: compares a database with the model, changes nothing. */
void emit_verify(Buf *out, const Script *script);

/* One script that carries out all of these revisions, which follow each other, or with `down` undoes them. */
void emit_range(Buf *out, const Script *const *scripts, uint32_t count, bool down);

/* upgrade.sql: brings a database at any of these revisions, or an empty one, to the last of them by running
 * their files, which stand beside it. */
void emit_upgrade(Buf *out, const Script *const *scripts, uint32_t count);

/* REV.stamp.sql: compares a database with the model, and records the revisions up to this one only if it is
 * what the model says. */
void emit_stamp(Buf *out, const Script *script);

/* Tells where a database is in the chain of these revisions: by its history, or without one by its shape. It
 * only reads. */
void emit_status(Buf *out, const Script *const *scripts, uint32_t count);

/* Everything of the model that the dialects of `targets` cannot hold, told as not-portable or as the
 * diagnostic that fits better: once for all of them, with the `for ...` that mends it. Tables that are
 * TABLE_SHARED were told of before. False if something was told. */
bool portability_check(const Model *model, const Project *project, TargetSet targets,
                       Diags *diags);

/* Tells what is a table of the language on the one side of a revision, and on the other one that the author's SQL makes in
 * SQLite. */
void portability_turned(const Changes *changes, TargetSet targets, Diags *diags);

/* Tells the author's SQL that a revision leaves as it was, and that the last schema `head` still has, though it speaks of
 * columns or tables that the revision renames or drops. */
void portability_stale(const Changes *changes, const Model *head, const Project *project,
                       TargetSet targets, Diags *diags);

/* portability_check for the free steps of a revision in the author's own SQL. */
bool portability_steps(const Changes *changes, const Project *project, TargetSet targets,
                       Diags *diags);

#endif
