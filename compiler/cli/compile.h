/*
 * compile.h - the compiler as one function.
 *
 * takes:    the project around the working directory, or one file
 * gives:    the model, the chain of revisions replayed, and for each target and revision a plan: all
 *           that its scripts are printed from
 * promises: nothing is printed and nobody exits; everything told is in the diagnostics, all
 *           independent mistakes of a run at once; stages that mistakes would make meaningless
 *           are left out
 *
 * compile() reads as the pipeline: who looks for a stage starts there.
 */
#ifndef CLI_COMPILE_H
#define CLI_COMPILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/names.h"
#include "change/chain.h"
#include "change/digest.h"
#include "change/replay.h"
#include "change/sum.h"
#include "cli/workspace.h"
#include "emit/emit.h"
#include "emit/plan.h"
#include "schema/model.h"
#include "schema/project.h"
#include "source/diag.h"
#include "source/source.h"
#include "syntax/ast.h"

/* How far to go. */
typedef enum CompileUntil {
    UNTIL_PARSED, /* unit, project, chain; the tree is kept */
    UNTIL_MODEL,  /* model, replay; the tree is kept */
    UNTIL_PLANNED /* the revisions make the schema; targets */
} CompileUntil;

typedef struct CompileRequest {
    const char *file;  /* the whole schema, or NULL: the project around the working directory */
    TargetSet targets; /* only these, or 0: those of the project; of a file without a project block they
                          are what it is for */
    CompileUntil until;
    bool is_chain_alone; /* the revisions need not make the schema: for tests of chains without one */
} CompileRequest;

/* What the scripts of one revision are printed from; `script` points to the plans beside it. */
typedef struct RevisionBuild {
    Plan up;
    Plan down;
    Script script;
} RevisionBuild;

/* The revisions of a target, in the order of the chain; at least one. */
typedef struct TargetBuild {
    Target target;
    RevisionBuild *revisions;
    const Script **scripts; /* of the revisions */
    uint32_t count;
    const Script *head; /* the last of them */
    Buf kept;           /* the script's, if there is one revision only */
} TargetBuild;

/* Made by compile, ended by compile_release. */
typedef struct Compilation {
    Arena run;    /* lives as long as the compilation */
    Arena syntax; /* the tree of the schema: released when it has become a model */
    Names *names;
    Sources sources;
    Diags diags;
    const char *failure; /* why it could not begin, or NULL; */
    const char *help;    /* and how to mend that, or NULL */
    Workspace workspace;
    AstUnit unit;
    uint32_t unread; /* files that could not be read */
    Project project;
    RevisionFiles revision_files;
    Chain chain; /* without revisions: FIRST_REVISION makes the whole schema */
    Sum sum;
    const SourceFile *sum_file; /* NULL: there is none */
    Model *model;               /* as declared; NULL: not reached */
    Replay replay;              /* of the chain */
    const Model *head; /* the schema after the last revision of the chain; NULL: not reached */
    char checksum[DIGEST_SIZE]; /* of the schema */
    Changes implied;            /* those of FIRST_REVISION */
    TargetBuild targets[TARGET_COUNT];
    uint32_t target_count; /* 0: not reached */
} Compilation;

/* Compiles into `compilation`, which must not move afterwards. Returns true if everything up to
 * the stage asked for was made without an error. */
bool compile(Compilation *compilation, const CompileRequest *request);

/* Gives all memory back. */
void compile_release(Compilation *compilation);

/* Whether the project has revisions of its own. */
static inline bool has_chain(const Compilation *compilation) {
    return compilation->chain.count > 0;
}

/* The one revision that a schema without a chain makes. */
#define FIRST_REVISION "0001_initial"

/* The script that runs all revisions that a database has not got; written only where there are revisions. */
#define UPGRADE_FILE "upgrade.sql"

#endif
