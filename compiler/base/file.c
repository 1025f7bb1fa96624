/* file.c - reading files, listing folders, taking paths apart. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *error_text(Arena *arena, int error) {
    const char *text = strerror(error);
    return arena_copy_text(arena, text, strlen(text));
}

/* Reads until the end or until one byte more than the limit is there; 0 or an errno. */
static int read_all(Arena *arena, int fd, size_t expected, size_t limit, Text *text) {
    size_t capacity = expected + 1;
    char *data = arena_alloc(arena, capacity + 1);
    size_t length = 0;
    while (length <= limit) {
        if (length == capacity) {
            size_t larger = capacity < 64 * 1024 ? 64 * 1024 : capacity * 2;
            data = arena_grow(arena, data, capacity + 1, larger + 1);
            capacity = larger;
        }
        ssize_t got = read(fd, data + length, capacity - length);
        if (got == 0) {
            break;
        }
        if (got < 0 && errno != EINTR) {
            int error = errno;
            arena_discard(arena, data, capacity + 1);
            return error;
        }
        length += got > 0 ? (size_t)got : 0;
    }
    if (length > limit) {
        arena_discard(arena, data, capacity + 1);
        return EFBIG;
    }
    data[length] = '\0';
    *text = (Text){data, length};
    return 0;
}

static int read_descriptor(Arena *arena, int fd, size_t limit, Text *text) {
    struct stat about;
    if (fstat(fd, &about) != 0) {
        return errno;
    }
    if (S_ISDIR(about.st_mode)) {
        return EISDIR;
    }
    size_t expected = 0;
    if (S_ISREG(about.st_mode)) {
        if ((uintmax_t)about.st_size > limit) {
            return EFBIG;
        }
        expected = (size_t)about.st_size;
    }
    return read_all(arena, fd, expected, limit, text);
}

FileStatus file_read(Arena *arena, const char *path, size_t limit, Text *text, const char **why) {
    bool standard_input = strcmp(path, "-") == 0;
    int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    int error = fd < 0 ? errno : read_descriptor(arena, fd, limit, text);
    if (fd >= 0 && !standard_input) {
        close(fd);
    }
    if (error == 0) {
        return FILE_OK;
    }
    *why = error_text(arena, error);
    return error == EFBIG ? FILE_TOO_LARGE : FILE_UNREADABLE;
}

bool file_exists(const char *path) {
    struct stat about;
    return stat(path, &about) == 0;
}

bool file_is_directory(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool file_is_same(const char *a, const char *b) {
    struct stat first;
    struct stat second;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

const char *file_real_path(Arena *arena, const char *path) {
    char text[PATH_MAX];
    if (realpath(path, text) != NULL) {
        return arena_copy_text(arena, text, strlen(text));
    }
    return realpath(file_directory(arena, path), text) != NULL
               ? file_join(arena, arena_copy_text(arena, text, strlen(text)), file_name(path))
               : NULL;
}

static int compare_paths(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorts what one folder has into files to give and folders to look into. */
static bool list_one(Arena *arena, const char *directory, const char *suffix, FilePaths *files,
                     FilePaths *folders) {
    DIR *stream = opendir(directory);
    if (stream == NULL) {
        return false;
    }
    struct dirent *entry;
    for (errno = 0; (entry = readdir(stream)) != NULL; errno = 0) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        const char *path = file_join(arena, directory, entry->d_name);
        struct stat about;
        if (lstat(path, &about) == 0 && S_ISDIR(about.st_mode)) {
            vec_push(arena, folders, path);
        } else if (text_ends_with(text_of(path), suffix) && !file_is_directory(path)) {
            vec_push(arena, files, path);
        }
    }
    int error = errno;
    closedir(stream);
    errno = error;
    return error == 0;
}

bool file_list(Arena *arena, const char *directory, const char *suffix, bool recursive,
               FilePaths *paths, const char **why) {
    FilePaths files = {0};
    FilePaths folders = {0};
    vec_push(arena, &folders, directory);
    for (uint32_t i = 0; i < folders.count && (i == 0 || recursive); i++) {
        if (!list_one(arena, folders.items[i], suffix, &files, &folders)) {
            *why = arena_printf(arena, "%s: %s", folders.items[i], strerror(errno));
            return false;
        }
    }
    if (files.count > 0) {
        qsort(files.items, files.count, sizeof *files.items, compare_paths);
    }
    for (uint32_t i = 0; i < files.count; i++) {
        vec_push(arena, paths, files.items[i]);
    }
    return true;
}

const char *file_join(Arena *arena, const char *directory, const char *name) {
    size_t length = strlen(directory);
    if (name[0] == '/' || length == 0 || strcmp(directory, ".") == 0) {
        return arena_copy_text(arena, name, strlen(name));
    }
    const char *slash = directory[length - 1] == '/' ? "" : "/";
    return arena_printf(arena, "%s%s%s", directory, slash, name);
}

const char *file_directory(Arena *arena, const char *path) {
    size_t length = (size_t)(file_name(path) - path);
    if (length == 0) {
        return ".";
    }
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    return arena_copy_text(arena, path, length);
}

const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

bool file_make_directories(Arena *arena, const char *directory, FilePaths *made,
                           const char **why) {
    size_t length = strlen(directory);
    char *path = arena_copy_text(arena, directory, length);
    for (size_t i = 1; i <= length; i++) {
        if ((i < length && path[i] != '/') || path[i - 1] == '/') {
            continue;
        }
        path[i] = '\0';
        if (mkdir(path, 0777) == 0) {
            if (made != NULL) {
                vec_push(arena, made, arena_copy_text(arena, path, i));
            }
        } else {
            int error = errno == EEXIST ? ENOTDIR : errno;
            if (!file_is_directory(path)) {
                *why = arena_printf(arena, "%s: %s", path, strerror(error));
                return false;
            }
        }
        path[i] = directory[i];
    }
    return true;
}
