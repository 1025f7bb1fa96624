/*
 * file_list.h - the list of files that a command wrote or compared, as --format and --quiet say.
 *
 * takes:    the state of each file in a word, and its path
 * gives:    a line for each on standard output, or one JSON document
 */
#ifndef CLI_FILE_LIST_H
#define CLI_FILE_LIST_H

#include "cli/cli.h"

typedef struct FileList {
    Buf *out; /* NULL: none is wanted */
    bool is_json;
    bool is_bare; /* lines have no state: it is the same of all */
    bool any;
} FileList;

/* `is_asked`: the list is what the command was run for, so that --quiet does not silence it. */
FileList file_list_begin(Cli *cli, bool is_asked);

/* `state`: wrote, unchanged, stale ... */
void file_list_add(FileList *list, const char *state, const char *path);

void file_list_end(FileList *list);

#endif
