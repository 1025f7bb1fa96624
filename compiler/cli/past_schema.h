/*
 * past_schema.h - the schema as it was at a revision of git.
 *
 * takes:    what git calls a revision, and the folder of the project
 * gives:    the model of the schema files at that revision
 * promises: the working tree is left alone: git is asked for the list of files and then for all their
 *           contents at once. The rules about which files are the schema are those of workspace.h, with the
 *           project block of that revision
 */
#ifndef CLI_PAST_SCHEMA_H
#define CLI_PAST_SCHEMA_H

#include "cli/cli.h"

/* Adds the files to the sources of the compilation, as `REV:path`, and resolves them. `root`: of the
 * project. Returns NULL if git could not give them, which is then told; mistakes in them are in the
 * diagnostics. */
Model *past_schema(Cli *cli, Compilation *compilation, const char *root, const char *revision);

#endif
