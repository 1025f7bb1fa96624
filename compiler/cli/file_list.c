/*
 * file_list.c - see file_list.h.
 */
#include "cli/file_list.h"

#include <string.h>

FileList file_list_begin(Cli *cli, bool is_asked) {
    const char *format = cli->arguments->values[OPTION_FORMAT];
    FileList list = {.out = is_asked || !cli_has(cli, OPTION_QUIET) ? cli->out : NULL,
                     .is_json = format != NULL && strcmp(format, "json") == 0};
    if (list.out != NULL && list.is_json) {
        buf_char(list.out, '[');
    }
    return list;
}

void file_list_add(FileList *list, const char *state, const char *path) {
    if (list->out == NULL) {
        return;
    }
    if (list->is_json) {
        buf_text(list->out, list->any ? ",\n  {\"state\": " : "\n  {\"state\": ");
        render_json_string(list->out, state);
        buf_text(list->out, ", \"file\": ");
        render_json_string(list->out, path);
        buf_char(list->out, '}');
    } else if (list->is_bare) {
        buf_printf(list->out, "%s\n", path);
    } else {
        buf_printf(list->out, "%-9s  %s\n", state, path);
    }
    list->any = true;
}

void file_list_end(FileList *list) {
    if (list->out != NULL && list->is_json) {
        buf_text(list->out, list->any ? "\n]\n" : "]\n");
    }
}
