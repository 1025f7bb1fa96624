/*
 * workspace.h - which files make up the schema, and where the scripts go.
 *
 * takes:    the working directory, or one file named on the command line
 * gives:    the files of a project, parsed into one unit, and the settings of its project block
 * promises: files come in the order of their paths, or of the list in the project block; what is
 *           wrong with one of them is a diagnostic; no file is read twice
 *
 * A project is the nearest folder, from the working directory upwards, that holds project.mig,
 * schema.mig or a folder `schema` with .mig files. The project block stands in project.mig, or at
 * the top of a schema that is one file. A path of its `schema` setting names a file, or stands
 * for PATH.mig and every .mig file in the folder PATH. The folder of its `revisions` setting holds one
 * file for each revision, and beside the schema nothing of it is read.
 */
#ifndef CLI_WORKSPACE_H
#define CLI_WORKSPACE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/names.h"
#include "change/chain.h"
#include "change/sum.h"
#include "schema/project.h"
#include "source/diag.h"
#include "source/source.h"
#include "syntax/ast.h"
#include "syntax/parse.h"

typedef struct Workspace {
    const char *root; /* the project's folder, relative to the working directory: `.`, `..`, ... */
    const char *main; /* the file that may have the project block, or NULL */
    bool is_project;  /* `main` is a project.mig: it declares nothing else */
    bool is_file;     /* the one file is the whole schema, with no project around it */
} Workspace;

/* The workspace of `file` (NULL: the project around the working directory). Returns false if there
 * is none; *why then says so in one line and *help how to get one. Texts live in `arena`. */
bool workspace_find(Arena *arena, const char *file, Workspace *workspace, const char **why,
                    const char **help);

/* Where parsed text goes. */
typedef struct Loading {
    Arena *arena;  /* sources, settings, the trees of the revisions */
    Arena *syntax; /* the tree of the schema */
    Names *names;
    Sources *sources;
    Diags *diags;
    AstUnit *unit;
    const TokenSink *sink; /* sees the tokens of all files */
    uint32_t unread;       /* files that could not be read */
} Loading;

/* Reads the main file, if there is one, and its project block over the defaults. */
void workspace_load_project(const Workspace *workspace, Loading *loading, Project *project);

/* Reads the other files of the schema. Returns false, with *why, if there are none at all. */
bool workspace_load_schema(const Workspace *workspace, Loading *loading, const Project *project,
                           const char **why);

/*
 * Reads the files of the folder of revisions, in the order of their paths, and appends them to
 * `files`; each has a tree of its own, which stays (in `loading->arena`), and `loading->unit` and
 * `sink` are left alone. What does not belong into such a file is told. A project without the folder
 * has none, and a file without a project neither. Returns false, with *why, if the folder cannot be
 * read.
 */
bool workspace_load_revisions(const Workspace *workspace, Loading *loading, const Project *project,
                              RevisionFiles *files, const char **why);

/* The folder of the revisions, and the file migc.sum beside the project. */
const char *workspace_revisions(Arena *arena, const Workspace *workspace, const Project *project);
const char *workspace_sum(Arena *arena, const Workspace *workspace);

/* Reads migc.sum; an empty Sum if there is none. *file is then NULL. */
Sum workspace_load_sum(const Workspace *workspace, Loading *loading, const SourceFile **file);

/* The folder that a target's scripts go to; `out` is that of --out, or NULL. */
const char *workspace_out(Arena *arena, const Workspace *workspace, const Project *project,
                          const char *out, Target target);

#endif
