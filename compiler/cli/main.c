/*
 * main.c - takes the arguments, runs the command, gives its status.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/console.h"

static int run(Cli *cli) {
    const Arguments *arguments = cli->arguments;
    const char *directory = arguments->values[OPTION_DIRECTORY];
    if (cli_has(cli, OPTION_VERSION)) {
        cli_write_version(cli->out);
        return STATUS_DONE;
    }
    if (cli_has(cli, OPTION_HELP)) {
        if (arguments->command == COMMAND_COUNT) {
            help_write_overview(cli->out);
        } else {
            help_write_command(cli->out, arguments->command);
        }
        return STATUS_DONE;
    }
    if (arguments->command == COMMAND_COUNT) {
        help_write_overview(cli->err);
        return STATUS_FAILED;
    }
    if (directory != NULL && chdir(directory) != 0) {
        return cli_fail(cli, "cannot work in `%s`: %s", directory, strerror(errno));
    }
    return command_info(arguments->command)->run(cli);
}

int main(int argc, char **argv) {
    console_prepare();
    Arena arena = {0};
    Console out;
    Console err;
    console_open(&out, STDOUT_FILENO);
    console_open(&err, STDERR_FILENO);
    Arguments arguments;
    Buf problem = {0};
    Cli cli = {.arena = &arena, .arguments = &arguments, .out = &out.buf, .err = &err.buf};
    int status = STATUS_FAILED;
    if (options_parse(&arena, argc, argv, &arguments, &problem)) {
        cli.color = console_wants_color(STDERR_FILENO, arguments.values[OPTION_COLOR]);
        status = run(&cli);
    } else {
        Text text = buf_view(&problem);
        cli_fail(&cli, "%.*s", TEXT_ARG(text));
    }
    if (!console_close(&out)) {
        status = STATUS_FAILED;
        if (out.error != EPIPE) { /* a reader that has seen enough needs no message */
            cli_fail(&cli, "cannot write to standard output: %s", strerror(out.error));
        }
    }
    if (!console_close(&err)) {
        status = status == STATUS_DONE ? STATUS_FAILED : status;
    }
    buf_free(&problem);
    arena_release(&arena);
    return status;
}
