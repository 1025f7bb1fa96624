/*
 * file.h - reading files, listing folders, taking paths apart.
 *
 * takes:    paths, absolute or relative to the working directory; "-" is standard input
 * gives:    contents and lists in an arena; why something failed, in the system's words
 * promises: each file is opened and read exactly once; lists are sorted bytewise by path
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/vec.h"

typedef enum FileStatus {
    FILE_OK,
    FILE_UNREADABLE,
    FILE_TOO_LARGE, /* more than the limit */
} FileStatus;

/*
 * Reads at most `limit` bytes of `path` into the arena. On FILE_OK `*text` is the contents and
 * text->data[text->length] is a NUL byte. Otherwise `*why` says in a few words what was wrong
 * ("Is a directory"); it lives in the arena.
 */
FileStatus file_read(Arena *arena, const char *path, size_t limit, Text *text, const char **why);

/* Whether there is something at the path, and whether it is a folder; links are followed. */
bool file_exists(const char *path);
bool file_is_directory(const char *path);

/* Whether both paths lead to one file that is there. */
bool file_is_same(const char *a, const char *b);

/* The whole path, links followed; that of its folder and its name if nothing is there yet; NULL if the
 * system does not tell. */
const char *file_real_path(Arena *arena, const char *path);

typedef VEC(const char *) FilePaths;

/*
 * Appends to `paths` every file in `directory` whose name ends in `suffix`, as directory/name,
 * sorted bytewise; with `recursive` also those in folders below. Names that begin with a dot are
 * passed over, and links to folders are not followed. Returns false, with `*why`, if a folder could
 * not be read; `paths` is then unchanged.
 */
bool file_list(Arena *arena, const char *directory, const char *suffix, bool recursive,
               FilePaths *paths, const char **why);

/* `directory`/`name`; just `name` if it is absolute or `directory` is "" or ".". */
const char *file_join(Arena *arena, const char *directory, const char *name);

/* The path without its last part: "a/b.mig" -> "a", "b.mig" -> ".", "/b.mig" -> "/". */
const char *file_directory(Arena *arena, const char *path);

/* The last part of the path, a slice of it: "a/b.mig" -> "b.mig". */
const char *file_name(const char *path);

/*
 * Makes `directory` and the folders above it that are missing, and appends to `made` (may be NULL)
 * those that it made, outermost first, also when it fails. Returns false with `*why`.
 */
bool file_make_directories(Arena *arena, const char *directory, FilePaths *made, const char **why);

#endif
