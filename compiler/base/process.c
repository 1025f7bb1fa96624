/*
 * process.c - see process.h.
 *
 * All three streams are temporary files without names: nobody ever waits for a full pipe.
 */
#include "base/process.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

typedef struct Streams {
    FILE *files[3]; /* standard input, output, error */
} Streams;

static void close_streams(Streams *streams) {
    for (int i = 0; i < 3; i++) {
        if (streams->files[i] != NULL) {
            fclose(streams->files[i]);
        }
    }
}

static bool open_streams(Streams *streams, Text input) {
    for (int i = 0; i < 3; i++) {
        streams->files[i] = tmpfile();
        if (streams->files[i] == NULL) {
            return false;
        }
    }
    FILE *in = streams->files[0];
    return fwrite(input.data, 1, input.length, in) == input.length && fflush(in) == 0 &&
           lseek(fileno(in), 0, SEEK_SET) == 0;
}

/* Returns errno, or 0. */
static int spawn(const Streams *streams, const char *const *arguments, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) {
        return error;
    }
    for (int i = 0; i < 3 && error == 0; i++) {
        error = posix_spawn_file_actions_adddup2(&actions, fileno(streams->files[i]), i);
    }
    if (error == 0) {
        error = posix_spawnp(pid, arguments[0], &actions, NULL, (char *const *)(uintptr_t)arguments,
                             environ);
    }
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static bool read_stream(Arena *arena, FILE *file, Text *text) {
    struct stat info;
    if (fstat(fileno(file), &info) != 0 || lseek(fileno(file), 0, SEEK_SET) != 0) {
        return false;
    }
    size_t size = (size_t)info.st_size;
    char *data = arena_alloc(arena, size + 1);
    size_t at = 0;
    while (at < size) {
        ssize_t got = read(fileno(file), data + at, size - at);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        at += got > 0 ? (size_t)got : 0;
    }
    *text = (Text){data, size};
    return true;
}

static bool run(Arena *arena, Streams *streams, const char *const *arguments, Text input,
                ProcessResult *result) {
    pid_t pid = 0;
    if (!open_streams(streams, input)) {
        return false;
    }
    errno = spawn(streams, arguments, &pid);
    if (errno != 0) {
        return false;
    }
    int status = 0;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    result->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return read_stream(arena, streams->files[1], &result->out) &&
           read_stream(arena, streams->files[2], &result->err);
}

bool process_run(Arena *arena, const char *const *arguments, Text input, ProcessResult *result,
                 const char **why) {
    Streams streams = {{NULL, NULL, NULL}};
    *result = (ProcessResult){0};
    bool is_run = run(arena, &streams, arguments, input, result);
    if (!is_run) {
        *why = arena_printf(arena, "%s", strerror(errno));
    }
    close_streams(&streams);
    return is_run;
}
