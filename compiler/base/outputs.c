/* outputs.c - temporary files beside their destinations, compared, then renamed together. */
#include "base/outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/names.h"
#include "base/vec.h"

/* One file. The list is linked by `next`, which a signal handler may follow at any time. */
typedef struct Output {
    OutputFile file;   /* first: what outputs_file gives */
    Buf buf;           /* second: outputs_close_file finds the Output from it */
    Outputs *set;
    const char *place; /* the destination, symbolic links followed */
    const char *temp;
    const char *backup;
    int fd;            /* the temporary file, or when comparing the present one; -1: none */
    volatile sig_atomic_t has_temp;
    bool present;      /* there was a file when this one was opened */
    bool changed;      /* commit: differs from what is there */
    bool backed_up;
    bool renamed;
    struct Output *next;
} Output;

/* A destination folder, locked while the set is open, under each path that leads to it. */
typedef struct LockedFolder {
    Name path;
    dev_t device;
    ino_t inode;
    int fd; /* -1: another path's entry holds the lock */
} LockedFolder;

typedef struct MadeFolder {
    const char *path;
    struct MadeFolder *older;
} MadeFolder;

struct Outputs {
    Arena *arena;
    OutputsMode mode;
    bool ended;
    Names *names;
    NameMap by_place; /* device, inode of the folder and name -> Output */
    VEC(Output *) files;
    VEC(LockedFolder) locks;
    Output *first; /* for the signal handler: appended to by one pointer store */
    Output *last;
    MadeFolder *made; /* innermost first */
};

/* The set that the signal handler cleans up: a handler has no other way to be told. */
static Outputs *volatile set_to_abandon;

Outputs *outputs_new(Arena *arena, OutputsMode mode) {
    Outputs *outputs = NEW(arena, Outputs);
    outputs->arena = arena;
    outputs->mode = mode;
    outputs->names = names_new(arena);
    return outputs;
}

static void fail_because(Output *output, const char *why) {
    if (output->file.state != OUTPUT_FAILED) {
        output->file.state = OUTPUT_FAILED;
        output->file.why = why;
    }
}

static void fail(Output *output, int error) {
    const char *text = strerror(error);
    fail_because(output, arena_copy_text(output->set->arena, text, strlen(text)));
}

static bool write_all(int fd, const char *data, size_t length) {
    while (length > 0) {
        ssize_t put = write(fd, data, length);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        if (put > 0) {
            data += put;
            length -= (size_t)put;
        }
    }
    return true;
}

static bool sink_to_temp(void *context, const char *data, size_t length) {
    Output *output = context;
    if (output->file.state == OUTPUT_FAILED) {
        return false;
    }
    if (!write_all(output->fd, data, length)) {
        fail(output, errno);
        return false;
    }
    return true;
}

/* Reads exactly `length` bytes if there are so many; returns how many, or -1. */
static ssize_t read_fully(int fd, char *data, size_t length) {
    size_t got = 0;
    while (got < length) {
        ssize_t more = read(fd, data + got, length - got);
        if (more == 0) {
            break;
        }
        if (more < 0 && errno != EINTR) {
            return -1;
        }
        got += more > 0 ? (size_t)more : 0;
    }
    return (ssize_t)got;
}

#define PIECE ((size_t)16 * 1024)

static bool sink_to_comparison(void *context, const char *data, size_t length) {
    Output *output = context;
    char present[PIECE];
    while (length > 0 && output->file.state == OUTPUT_OPEN) {
        size_t piece = length < PIECE ? length : PIECE;
        ssize_t got = read_fully(output->fd, present, piece);
        if (got < 0) {
            fail(output, errno);
        } else if ((size_t)got < piece || memcmp(present, data, piece) != 0) {
            output->file.state = OUTPUT_STALE;
        }
        data += piece;
        length -= piece;
    }
    return output->file.state == OUTPUT_OPEN;
}

static void open_comparison(Output *output) {
    output->fd = open(output->file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat about;
    if (output->fd < 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            output->file.state = OUTPUT_MISSING;
        } else {
            fail(output, errno);
        }
    } else if (fstat(output->fd, &about) != 0) {
        fail(output, errno);
    } else if (S_ISDIR(about.st_mode)) {
        fail(output, EISDIR);
    } else if (!S_ISREG(about.st_mode)) {
        fail_because(output, "Not a regular file");
    }
}

static bool make_folder(Output *output, const char *folder) {
    Outputs *set = output->set;
    FilePaths made = {0};
    const char *why = NULL;
    bool there = file_make_directories(set->arena, folder, &made, &why);
    for (uint32_t i = 0; i < made.count; i++) {
        MadeFolder *link = NEW(set->arena, MadeFolder);
        *link = (MadeFolder){made.items[i], set->made};
        set->made = link;
    }
    if (!there) {
        fail_because(output, why);
    }
    return there;
}

/* Locks the folder, unless the set holds its lock by another path. */
static bool lock_folder(Output *output, const char *folder, LockedFolder *locked) {
    const Outputs *set = output->set;
    struct stat about;
    locked->fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (locked->fd < 0 || fstat(locked->fd, &about) != 0) {
        fail(output, errno);
        return false;
    }
    locked->device = about.st_dev;
    locked->inode = about.st_ino;
    for (uint32_t i = 0; i < set->locks.count; i++) {
        if (set->locks.items[i].device == about.st_dev &&
            set->locks.items[i].inode == about.st_ino) {
            close(locked->fd);
            locked->fd = -1;
            return true;
        }
    }
    if (flock(locked->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        close(locked->fd);
        fail_because(output, "another migc is writing to this folder");
        return false;
    }
    return true;
}

/* The folder, made and locked, both once for a set; NULL if that failed. */
static const LockedFolder *take_folder(Output *output, const char *folder) {
    Outputs *set = output->set;
    LockedFolder locked = {.path = names_of(set->names, folder)};
    for (uint32_t i = 0; i < set->locks.count; i++) {
        if (set->locks.items[i].path == locked.path) {
            return &set->locks.items[i];
        }
    }
    if (!make_folder(output, folder) || !lock_folder(output, folder, &locked)) {
        return NULL;
    }
    vec_push(set->arena, &set->locks, locked);
    return &vec_last(&set->locks);
}

/* Whether no other file of the set goes to the same place, however its path is written. */
static bool is_only_one(Output *output, const LockedFolder *folder) {
    Outputs *set = output->set;
    Name name = names_internf(set->names, "%ju:%ju/%s", (uintmax_t)folder->device,
                              (uintmax_t)folder->inode, file_name(output->place));
    if (namemap_put(set->arena, &set->by_place, name, output) != NULL) {
        fail_because(output, "two outputs have this path");
        return false;
    }
    return true;
}

/* Finds the place, and whether a file is there: `about` tells of it then. A link is written through: the file that it
 * names is replaced, not the link. */
static void find_place(Output *output, struct stat *about) {
    output->place = output->file.path;
    output->present = lstat(output->place, about) == 0;
    if (!output->present || !S_ISLNK(about->st_mode)) {
        return;
    }
    char *real = realpath(output->place, NULL);
    if (real != NULL) {
        output->place = arena_copy_text(output->set->arena, real, strlen(real));
        free(real);
    }
    output->present = stat(output->place, about) == 0;
}

static const char *beside(Arena *arena, const char *place, const char *suffix) {
    const char *name = file_name(place);
    return arena_printf(arena, "%.*s.%s%s", (int)(name - place), place, name, suffix);
}

/* One that a killed run left behind is ours now: the folder is locked. */
static int create_temp(const char *path) {
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    int fd = open(path, flags, 0666);
    return fd < 0 && errno == EEXIST && unlink(path) == 0 ? open(path, flags, 0666) : fd;
}

static void open_temp(Output *output) {
    Arena *arena = output->set->arena;
    struct stat about;
    find_place(output, &about);
    output->temp = beside(arena, output->place, ".migc-tmp");
    output->backup = beside(arena, output->place, ".migc-old");
    const LockedFolder *folder = take_folder(output, file_directory(arena, output->place));
    if (folder == NULL || !is_only_one(output, folder)) {
        return;
    }
    if (output->present && !S_ISREG(about.st_mode)) {
        fail_because(output, S_ISDIR(about.st_mode) ? "Is a directory" : "Not a regular file");
        return;
    }
    output->has_temp = 1;
    output->fd = create_temp(output->temp);
    if (output->fd < 0) {
        output->has_temp = 0;
        fail(output, errno);
    } else if (output->present && fchmod(output->fd, about.st_mode & 07777) != 0) {
        fail(output, errno);
    }
}

Buf *outputs_open(Outputs *outputs, const char *path) {
    Arena *arena = outputs->arena;
    Output *output = NEW(arena, Output);
    *output = (Output){
        .file = {.path = arena_copy_text(arena, path, strlen(path)), .state = OUTPUT_OPEN},
        .set = outputs,
        .fd = -1,
    };
    bool writing = outputs->mode == OUTPUTS_WRITE;
    output->buf = buf_to_sink(writing ? sink_to_temp : sink_to_comparison, output);
    vec_push(arena, &outputs->files, output);
    if (outputs->last == NULL) {
        outputs->first = output;
    } else {
        outputs->last->next = output;
    }
    outputs->last = output;

    if (writing) {
        open_temp(output);
    } else {
        open_comparison(output);
    }
    return &output->buf;
}

static void close_descriptor(Output *output) {
    if (output->fd >= 0 && close(output->fd) != 0 && errno != EINTR) {
        fail(output, errno);
    }
    output->fd = -1;
}

/* May be called again. */
static void end_file(Output *output) {
    buf_flush(&output->buf);
    buf_free(&output->buf);
    if (output->file.state == OUTPUT_OPEN && output->set->mode == OUTPUTS_COMPARE) {
        char more;
        ssize_t got = read_fully(output->fd, &more, 1);
        if (got < 0) {
            fail(output, errno);
        } else {
            output->file.state = got == 0 ? OUTPUT_CURRENT : OUTPUT_STALE;
        }
    }
    close_descriptor(output);
    if (output->file.state == OUTPUT_OPEN) {
        output->file.state = OUTPUT_READY;
    }
}

void outputs_close_file(Outputs *outputs, Buf *buf) {
    (void)outputs;
    end_file(buf->context);
}

/* Whether both files have the same bytes; -1 and errno if they cannot be read. */
static int same_bytes(const char *a, const char *b) {
    int result = -1;
    int fd_a = open(a, O_RDONLY | O_CLOEXEC);
    int fd_b = open(b, O_RDONLY | O_CLOEXEC);
    if (fd_a < 0 || fd_b < 0) {
        goto end;
    }
    struct stat about_a;
    struct stat about_b;
    if (fstat(fd_a, &about_a) != 0 || fstat(fd_b, &about_b) != 0) {
        goto end;
    }
    if (about_a.st_size != about_b.st_size) {
        result = 0;
        goto end;
    }
    for (;;) {
        char piece_a[PIECE];
        char piece_b[PIECE];
        ssize_t got_a = read_fully(fd_a, piece_a, PIECE);
        ssize_t got_b = read_fully(fd_b, piece_b, PIECE);
        if (got_a < 0 || got_b < 0) {
            goto end;
        }
        if (got_a != got_b || memcmp(piece_a, piece_b, (size_t)got_a) != 0) {
            result = 0;
            goto end;
        }
        if ((size_t)got_a < PIECE) {
            result = 1;
            goto end;
        }
    }
end:;
    int error = errno;
    if (fd_a >= 0) {
        close(fd_a);
    }
    if (fd_b >= 0) {
        close(fd_b);
    }
    errno = error;
    return result;
}

static bool any_failed(const Outputs *outputs) {
    for (uint32_t i = 0; i < outputs->files.count; i++) {
        if (outputs->files.items[i]->file.state == OUTPUT_FAILED) {
            return true;
        }
    }
    return false;
}

/* Finds out which files differ from what is there. */
static void compare_all(Outputs *outputs) {
    for (uint32_t i = 0; i < outputs->files.count; i++) {
        Output *output = outputs->files.items[i];
        if (output->file.state != OUTPUT_READY) {
            continue;
        }
        bool compares = output->present && file_exists(output->place);
        int same = compares ? same_bytes(output->temp, output->place) : 0;
        if (same < 0) {
            fail(output, errno);
        }
        output->changed = same == 0;
    }
}

/* Keeps the present file under another name. Where there are no hard links it is moved. */
static bool back_up(Output *output) {
    bool linked = link(output->place, output->backup) == 0;
    if (!linked && errno == EEXIST) { /* of a run that was killed */
        unlink(output->backup);
        linked = link(output->place, output->backup) == 0;
    }
    if (linked) {
        output->backed_up = true;
    } else if (errno != ENOENT) {
        output->backed_up = rename(output->place, output->backup) == 0;
        return output->backed_up;
    }
    return true;
}

static bool put_into_place(Output *output) {
    if (!back_up(output) || rename(output->temp, output->place) != 0) {
        fail(output, errno);
        return false;
    }
    output->has_temp = 0;
    output->renamed = true;
    return true;
}

static void take_back(Output *output) {
    if (output->backed_up) {
        /* A failed rename may leave two links to one file, which rename would leave alone. */
        if (rename(output->backup, output->place) == 0) {
            unlink(output->backup);
            output->backed_up = false;
        } else {
            output->file.why = arena_printf(output->set->arena, "the old file is now %s: %s",
                                            output->backup, strerror(errno));
            output->file.state = OUTPUT_FAILED;
        }
    } else if (output->renamed) {
        unlink(output->place);
    }
    output->renamed = false;
}

/* The signals that end a run from outside. */
static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP};
#define ENDING_SIGNALS (sizeof ending_signals / sizeof ending_signals[0])

static sigset_t block_signals(void) {
    sigset_t ending;
    sigset_t before;
    sigemptyset(&ending);
    for (size_t i = 0; i < ENDING_SIGNALS; i++) {
        sigaddset(&ending, ending_signals[i]);
    }
    sigprocmask(SIG_BLOCK, &ending, &before);
    return before;
}

/* All renames, or none. */
static bool rename_all(Outputs *outputs) {
    sigset_t before = block_signals();
    bool ok = true;
    for (uint32_t i = 0; i < outputs->files.count && ok; i++) {
        Output *output = outputs->files.items[i];
        ok = !output->changed || put_into_place(output);
    }
    for (uint32_t i = outputs->files.count; i-- > 0;) {
        Output *output = outputs->files.items[i];
        if (!ok) {
            take_back(output);
        } else if (output->backed_up) {
            unlink(output->backup);
        }
    }
    if (ok) {
        outputs->made = NULL;
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return ok;
}

/* Removes what the set has made. Async-signal-safe. */
static void clean_up(Outputs *outputs) {
    for (Output *output = outputs->first; output != NULL; output = output->next) {
        if (output->has_temp) {
            unlink(output->temp);
            output->has_temp = 0;
        }
    }
    for (MadeFolder *made = outputs->made; made != NULL; made = made->older) {
        rmdir(made->path);
    }
}

static void end_set(Outputs *outputs) {
    clean_up(outputs);
    outputs->made = NULL;
    for (uint32_t i = 0; i < outputs->locks.count; i++) {
        if (outputs->locks.items[i].fd >= 0) {
            close(outputs->locks.items[i].fd);
        }
    }
    outputs->locks.count = 0;
    outputs->ended = true;
    if (set_to_abandon == outputs) {
        set_to_abandon = NULL;
    }
}

void outputs_abandon(Outputs *outputs) {
    if (outputs->ended) {
        return;
    }
    for (uint32_t i = 0; i < outputs->files.count; i++) {
        Output *output = outputs->files.items[i];
        buf_free(&output->buf);
        close_descriptor(output);
        if (output->file.state == OUTPUT_OPEN || output->file.state == OUTPUT_READY) {
            output->file.state = OUTPUT_ABANDONED;
        }
    }
    end_set(outputs);
}

static bool all_current(const Outputs *outputs) {
    for (uint32_t i = 0; i < outputs->files.count; i++) {
        if (outputs->files.items[i]->file.state != OUTPUT_CURRENT) {
            return false;
        }
    }
    return true;
}

bool outputs_commit(Outputs *outputs) {
    for (uint32_t i = 0; i < outputs->files.count; i++) {
        end_file(outputs->files.items[i]);
    }
    if (outputs->mode == OUTPUTS_COMPARE) {
        end_set(outputs);
        return all_current(outputs);
    }
    compare_all(outputs);
    if (any_failed(outputs) || !rename_all(outputs)) {
        outputs_abandon(outputs);
        return false;
    }
    for (uint32_t i = 0; i < outputs->files.count; i++) {
        Output *output = outputs->files.items[i];
        output->file.state = output->changed ? OUTPUT_WRITTEN : OUTPUT_UNCHANGED;
    }
    end_set(outputs);
    return true;
}

size_t outputs_count(const Outputs *outputs) {
    return outputs->files.count;
}

const OutputFile *outputs_file(const Outputs *outputs, size_t index) {
    return &outputs->files.items[index]->file;
}

static void abandon_and_end(int signal_number) {
    Outputs *outputs = set_to_abandon;
    if (outputs != NULL) {
        clean_up(outputs);
    }
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

void outputs_abandon_on_signal(Outputs *outputs) {
    set_to_abandon = outputs;
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < ENDING_SIGNALS; i++) {
        struct sigaction before;
        struct sigaction action = {.sa_handler = abandon_and_end};
        sigemptyset(&action.sa_mask);
        if (sigaction(ending_signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
            sigaction(ending_signals[i], &action, NULL);
        }
    }
}
