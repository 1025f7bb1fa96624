/*
 * compile.h - the compiler as one function.
 *
 * takes:    the project around the working directory, or one file
 * gives:    the model, the operations, and for each target a plan: all that its scripts are printed
 *           from
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
#include "change/digest.h"
#include "change/op.h"
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
    UNTIL_PARSED, /* unit, project; the tree is kept */
    UNTIL_MODEL,  /* model */
    UNTIL_PLANNED /* operations, targets */
} CompileUntil;

typedef struct CompileRequest {
    const char *file;  /* the whole schema, or NULL: the project around the working directory */
    TargetSet targets; /* only these, or 0: those of the project */
    CompileUntil until;
} CompileRequest;

/* What a target's scripts are printed from; `script` points to `up` and `down` beside it. */
typedef struct TargetBuild {
    Target target;
    Plan up;
    Plan down;
    Buf kept; /* the script's */
    Script script;
} TargetBuild;

/* Made by compile, ended by compile_release. */
typedef struct Compilation {
    Arena run;     /* lives as long as the compilation */
    Arena syntax;  /* the tree: released when the model is made */
    Names *names;
    Sources sources;
    Diags diags;
    const char *failure; /* why it could not begin, or NULL; */
    const char *help;    /* and how to mend that, or NULL */
    Workspace workspace;
    AstUnit unit;
    uint32_t unread; /* files that could not be read */
    Project project;
    Model *model; /* NULL: not reached */
    char checksum[DIGEST_SIZE];
    Ops up;
    Ops down;
    TargetBuild targets[TARGET_COUNT];
    uint32_t target_count; /* 0: not reached */
} Compilation;

/* Compiles into `compilation`, which must not move afterwards. Returns true if everything up to
 * the stage asked for was made without an error. */
bool compile(Compilation *compilation, const CompileRequest *request);

/* Gives all memory back. */
void compile_release(Compilation *compilation);

/* The one revision that a schema without a chain makes. */
#define FIRST_REVISION "0001_initial"

#endif
