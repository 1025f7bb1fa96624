/*
 * outputs.h - a set of output files that change all together or not at all.
 *
 * takes:    text for any number of paths, through one Buf each
 * gives:    after outputs_commit, every file new or every file as it was; what became of each
 * promises: until commit nothing but temporary files (".NAME.migc-tmp" beside the destination) and
 *           missing folders is made; both are removed again by abandon. Files whose bytes stay
 *           the same are not touched. Constant memory a file, whatever its size. An error at any
 *           time (full disk, file too large) is kept and makes commit refuse.
 *
 * In OUTPUTS_COMPARE nothing is written: the text is compared with the files as it streams by.
 *
 * Two processes at once: the first locks the destination folder, the second's files fail. A kill
 * that cannot be caught, in the instant of the renames, can leave some files new and some old,
 * each whole; the next run mends it.
 */
#ifndef BASE_OUTPUTS_H
#define BASE_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

typedef enum OutputsMode {
    OUTPUTS_WRITE,
    OUTPUTS_COMPARE,
} OutputsMode;

typedef enum OutputState {
    OUTPUT_OPEN,      /* being written */
    OUTPUT_READY,     /* closed, waiting for commit */
    OUTPUT_WRITTEN,   /* commit: new or changed */
    OUTPUT_UNCHANGED, /* commit: had these bytes already */
    OUTPUT_ABANDONED, /* not committed, though nothing was wrong with it */
    OUTPUT_FAILED,    /* could not be written or compared: see `why` */
    OUTPUT_CURRENT,   /* compare: the file has these bytes */
    OUTPUT_STALE,     /* compare: the file has others */
    OUTPUT_MISSING,   /* compare: there is no such file */
} OutputState;

typedef struct OutputFile {
    const char *path; /* as given to outputs_open */
    OutputState state;
    const char *why;  /* OUTPUT_FAILED only, in the system's words */
} OutputFile;

typedef struct Outputs Outputs;

/* An empty set, which lives in `arena`; end it with outputs_commit or outputs_abandon. */
Outputs *outputs_new(Arena *arena, OutputsMode mode);

/*
 * Begins the file `path` and returns the buffer to write it to, which is the set's. Never NULL:
 * what goes wrong is kept in the file's state and the text is dropped. Folders are made as needed.
 * A file that is being written already, by this or another path, fails.
 */
Buf *outputs_open(Outputs *outputs, const char *path);

/* Ends the file that `buf` came from; nothing more may be put there. */
void outputs_close_file(Outputs *outputs, Buf *buf);

/*
 * Closes what is still open and puts all files into place. Returns true if every file is
 * OUTPUT_WRITTEN or OUTPUT_UNCHANGED; otherwise nothing has changed, at least one is
 * OUTPUT_FAILED and the others are OUTPUT_ABANDONED. When comparing, returns true if every
 * file is OUTPUT_CURRENT.
 */
bool outputs_commit(Outputs *outputs);

/* Removes the temporary files and the folders made. Does nothing after a commit. */
void outputs_abandon(Outputs *outputs);

/* The files in the order they were opened. */
size_t outputs_count(const Outputs *outputs);
const OutputFile *outputs_file(const Outputs *outputs, size_t index);

/*
 * From now on SIGINT, SIGTERM and SIGHUP (those that are not ignored) remove the set's temporary
 * files before they end the process, and a file beyond the size limit is an error and not SIGXFSZ.
 * One set at a time; ends with commit or abandon.
 */
void outputs_abandon_on_signal(Outputs *outputs);

#endif
