/*
 * command_explain.c - `migc explain`: the page of a diagnostic, or the list of all.
 */
#include <string.h>

#include "cli/cli.h"
#include "cli/pages.h"

static void list_all(Buf *out) {
    size_t widest = 0;
    for (DiagKind kind = 0; kind < DIAG_KIND_COUNT; kind++) {
        size_t length = strlen(diag_info(kind)->name);
        widest = length > widest ? length : widest;
    }
    for (DiagKind kind = 0; kind < DIAG_KIND_COUNT; kind++) {
        buf_printf(out, "%-*s  %s\n", (int)widest, diag_info(kind)->name, diag_info(kind)->summary);
    }
}

static int tell_unknown(Cli *cli, const char *name) {
    const char *names[DIAG_KIND_COUNT];
    for (DiagKind kind = 0; kind < DIAG_KIND_COUNT; kind++) {
        names[kind] = diag_info(kind)->name;
    }
    Buf problem = {0};
    buf_printf(&problem, "there is no diagnostic `%s`", name);
    options_suggest(&problem, name, names, DIAG_KIND_COUNT);
    buf_text(&problem, "\n  help: `migc explain` lists all of them");
    Text text = buf_view(&problem);
    int status = cli_fail(cli, "%.*s", TEXT_ARG(text));
    buf_free(&problem);
    return status;
}

int command_explain(Cli *cli) {
    const char *name = cli_operand(cli, 0);
    if (name == NULL) {
        list_all(cli->out);
        return STATUS_DONE;
    }
    DiagKind kind;
    if (!diag_find(name, &kind)) {
        return tell_unknown(cli, name);
    }
    const Page *page = pages();
    while (page->name != NULL && strcmp(page->name, name) != 0) {
        page++;
    }
    if (page->name == NULL) {
        buf_printf(cli->out, "%s: %s\n", name, diag_info(kind)->summary);
        return STATUS_DONE;
    }
    for (size_t i = 0; page->lines[i] != NULL; i++) {
        buf_text(cli->out, page->lines[i]);
    }
    return STATUS_DONE;
}
