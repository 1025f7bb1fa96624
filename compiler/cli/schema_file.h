/*
 * schema_file.h - files that are a whole schema, outside of any project.
 *
 * takes:    the path of a .mig file, `-` for standard input
 * gives:    its model
 * promises: what is wrong in it is in the diagnostics of the compilation
 */
#ifndef MIGC_CLI_SCHEMA_FILE_H
#define MIGC_CLI_SCHEMA_FILE_H

#include "cli/compile.h"

/* A compilation without a project, for files alone. Ended by compile_release. */
void schema_file_begin(Compilation *compilation);

/* Whether an operand names such a file: it ends in .mig, or is `-`. */
bool schema_file_is_named(const char *operand);

/* Reads and checks the file. `targets`: what it is to be for, whatever it says itself; 0: what its project block
 * says, without one the targets that it names, and where it names none those of a project that says nothing. Never NULL. `project`: filled with its settings; may be NULL. `digest`: of what was read; may be NULL. */
Model *schema_file_read(Compilation *compilation, const char *path, TargetSet targets,
                        Project *project, Digest *digest);

#endif
