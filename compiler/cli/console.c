/*
 * console.c - see console.h.
 */
#include "cli/console.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void console_prepare(void) {
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF) {
            (void)open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY); /* using it is an error */
        }
    }
    signal(SIGPIPE, SIG_IGN);
}

static bool write_all(void *context, const char *data, size_t length) {
    Console *console = context;
    while (length > 0) {
        ssize_t written = write(console->fd, data, length);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            console->error = errno;
            return false;
        }
        data += written;
        length -= (size_t)written;
    }
    return true;
}

void console_open(Console *console, int fd) {
    *console = (Console){.fd = fd};
    console->buf = buf_to_sink(write_all, console);
}

bool console_close(Console *console) {
    bool is_done = buf_flush(&console->buf);
    buf_free(&console->buf);
    return is_done;
}

bool console_wants_color(int fd, const char *when) {
    if (when != NULL && strcmp(when, "auto") != 0) {
        return strcmp(when, "always") == 0;
    }
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    return (no_color == NULL || no_color[0] == '\0') && term != NULL && strcmp(term, "dumb") != 0 &&
           isatty(fd) == 1;
}
