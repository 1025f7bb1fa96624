/*
 * command_help.c - `migc help`, and the reference of the command line for spec/cli.md: options.def
 * as text.
 */
#include <string.h>

#include "cli/cli.h"

/* `-q, --quiet`, `--out DIR`. */
static void write_spelling(Buf *out, const OptionInfo *info) {
    if (info->letter != NULL) {
        buf_text(out, info->letter);
    }
    if (info->name != NULL) {
        buf_printf(out, "%s%s", info->letter != NULL ? ", " : "", info->name);
    }
    if (info->value != NULL) {
        buf_printf(out, " %s", info->value);
    }
}

#define OPTION_WIDTH 28

static void write_option(Buf *out, Option option) {
    Buf spelling = {0};
    write_spelling(&spelling, option_info(option));
    Text text = buf_view(&spelling);
    buf_text(out, "  ");
    buf_slice(out, text);
    if (text.length > OPTION_WIDTH - 2) { /* too long to stand beside its help */
        buf_char(out, '\n');
        buf_spaces(out, OPTION_WIDTH + 2);
    } else {
        buf_spaces(out, OPTION_WIDTH - text.length);
    }
    buf_printf(out, "%s\n", option_info(option)->help);
    buf_free(&spelling);
}

static void write_common_options(Buf *out) {
    for (Option option = 0; option < OPTION_COUNT; option++) {
        if (option_is_everywhere(option)) {
            write_option(out, option);
        }
    }
}

void help_write_overview(Buf *out) {
    buf_text(out, "migc compiles a declarative schema into SQL scripts that upgrade, downgrade\n"
                  "and verify a database.\n\n"
                  "usage: migc COMMAND [OPTION...] [OPERAND...]\n\n");
    for (Command command = 0; command < COMMAND_COUNT; command++) {
        const CommandInfo *info = command_info(command);
        int width = 18 - (int)strlen(info->name) - 1;
        buf_printf(out, "  %s %-*s  %s\n", info->name, width, info->operands, info->summary);
    }
    buf_text(out, "\noptions of every command:\n");
    write_common_options(out);
    buf_text(out, "\nThe project is the nearest folder, from here upwards, with `project.mig`,\n"
                  "`schema.mig` or .mig files in `schema`. `migc help COMMAND` tells more about a\n"
                  "command.\n\n"
                  "exit status: 0 done, 1 findings, 2 could not do it, 3 a bug in migc\n");
}

static void write_stages(Buf *out) {
    buf_text(out, "\nstages:\n");
    for (Stage stage = 0; stage < STAGE_COUNT; stage++) {
        buf_printf(out, "  %-10s  %s\n", stage_info(stage)->name, stage_info(stage)->what);
    }
}

void help_write_command(Buf *out, Command command) {
    const CommandInfo *info = command_info(command);
    buf_printf(out, "usage: migc %s [OPTION...]%s%s\n\n%s", info->name,
               info->operands[0] != '\0' ? " " : "", info->operands, info->more);
    bool has_options = false;
    for (Option option = 0; option < OPTION_COUNT; option++) {
        if (!option_is_everywhere(option) && (option_info(option)->commands >> command & 1u) != 0) {
            buf_text(out, has_options ? "" : "\noptions:\n");
            write_option(out, option);
            has_options = true;
        }
    }
    buf_text(out, "\noptions of every command:\n");
    write_common_options(out);
    if (command == COMMAND_DUMP) {
        write_stages(out);
    }
    buf_printf(out, "\nexample:\n  %s\n", info->example);
}

/* A table cell: a bar would end it. */
static void write_cell(Buf *out, const char *text) {
    for (; *text != '\0'; text++) {
        if (*text == '|') {
            buf_char(out, '\\');
        }
        buf_char(out, *text);
    }
}

static void write_option_row(Buf *out, Option option) {
    Buf spelling = {0};
    write_spelling(&spelling, option_info(option));
    buf_char(&spelling, '\0');
    buf_text(out, "| `");
    write_cell(out, buf_view(&spelling).data);
    buf_text(out, "` | ");
    write_cell(out, option_info(option)->help);
    buf_text(out, " |\n");
    buf_free(&spelling);
}

void help_write_reference(Buf *out) {
    for (Command command = 0; command < COMMAND_COUNT; command++) {
        const CommandInfo *info = command_info(command);
        buf_printf(out, "### migc %s%s%s\n\n%s.\n", info->name,
                   info->operands[0] != '\0' ? " " : "", info->operands, info->summary);
        buf_printf(out, "%s\n    %s\n", info->more, info->example);
        bool has_options = false;
        for (Option option = 0; option < OPTION_COUNT; option++) {
            if (!option_is_everywhere(option) &&
                (option_info(option)->commands >> command & 1u) != 0) {
                buf_text(out, has_options ? "" : "\n| option | |\n|---|---|\n");
                write_option_row(out, option);
                has_options = true;
            }
        }
        if (command == COMMAND_DUMP) {
            buf_text(out, "\n| stage | |\n|---|---|\n");
            for (Stage stage = 0; stage < STAGE_COUNT; stage++) {
                const StageInfo *row = stage_info(stage);
                buf_printf(out, "| `%s` | %s |\n", row->name, row->what);
            }
        }
        buf_char(out, '\n');
    }
    buf_text(out, "### Options of every command\n\n| option | |\n|---|---|\n");
    for (Option option = 0; option < OPTION_COUNT; option++) {
        if (option_is_everywhere(option)) {
            write_option_row(out, option);
        }
    }
}

int command_help(Cli *cli) {
    const char *name = cli_operand(cli, 0);
    if (name == NULL) {
        help_write_overview(cli->out);
        return STATUS_DONE;
    }
    Command command = command_find(name);
    if (command != COMMAND_COUNT) {
        help_write_command(cli->out, command);
        return STATUS_DONE;
    }
    const char *names[COMMAND_COUNT];
    for (Command other = 0; other < COMMAND_COUNT; other++) {
        names[other] = command_info(other)->name;
    }
    Buf problem = {0};
    buf_printf(&problem, "there is no command `%s`", name);
    options_suggest(&problem, name, names, COMMAND_COUNT);
    DiagKind kind;
    if (diag_find(name, &kind)) {
        buf_printf(&problem, "\n  help: it is a diagnostic: `migc explain %s`", name);
    }
    Text text = buf_view(&problem);
    int status = cli_fail(cli, "%.*s", TEXT_ARG(text));
    buf_free(&problem);
    return status;
}
