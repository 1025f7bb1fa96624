/*
 * command_new.c - `migc new NAME`: drafts the revision that takes the chain to the schema.
 *
 * Before it is written the draft is carried out: it must make the schema, or it is a mistake of migc and
 * nothing is written.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/outputs.h"
#include "change/draft.h"
#include "cli/cli.h"
#include "cli/drafted.h"
#include "cli/file_list.h"

/* The longest name without its number. */
#define LONGEST_REVISION 100u

/* ---- the name -------------------------------------------------------------------------------- */

static int check_name(Cli *cli, const char *name) {
    static const char *const words[] = {"base", "head", "schema"};
    size_t length = strlen(name);
    if (length == 0 || length > LONGEST_REVISION ||
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != length) {
        return cli_fail(cli,
                        "`%s` is no name for a revision\n"
                        "  help: it consists of small letters, digits and `_`, at most %u of them",
                        name, LONGEST_REVISION);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(name, words[i]) == 0) {
            return cli_fail(cli, "`%s` is a word of the command line and no name for a revision",
                            name);
        }
    }
    return STATUS_DONE;
}

/* One more than the highest number that a revision begins with. */
static unsigned long long next_number(const Compilation *c) {
    unsigned long long highest = 0;
    for (uint32_t i = 0; i < c->chain.count; i++) {
        unsigned long long number = strtoull(c->chain.items[i].name->text, NULL, 10);
        highest = number > highest ? number : highest;
    }
    return highest + 1;
}

static const char *full_name(Compilation *c, const char *name) {
    switch (c->project.naming) {
    case NAMING_NUMBER: return arena_printf(&c->run, "%04llu_%s", next_number(c), name);
    case NAMING_TIMESTAMP: break;
    }
    time_t now = time(NULL);
    struct tm parts;
    char text[32] = "";
    if (gmtime_r(&now, &parts) != NULL) {
        strftime(text, sizeof text, "%Y%m%d%H%M%S", &parts);
    }
    return arena_printf(&c->run, "%s_%s", text, name);
}

/* ---- the draft ------------------------------------------------------------------------------- */

/* A revision to be written by hand. It says nothing yet, which is an error until it does. */
static int draft_nothing(const Compilation *c, Drafted *drafted) {
    buf_text(&drafted->steps, "  // sql for ");
    targets_write(&drafted->steps, c->project.targets);
    buf_text(&drafted->steps, "\n"
                              "  //   up $$\n"
                              "  //     update ... set ... where ...;\n"
                              "  //   $$\n"
                              "  //   down none 'why nothing can undo it'\n");
    return drafted_lay_out(c, drafted) ? STATUS_DONE : STATUS_BUG;
}

/* ---- the file -------------------------------------------------------------------------------- */

/* How often what is left open stands in the text, comments about renames apart. */
static uint32_t count_open(Text text) {
    static const char *const holes[] = {" = ...", " lossy '...'", "// values may not fit:"};
    uint32_t count = 0;
    for (size_t i = 0; i < sizeof holes / sizeof *holes; i++) {
        const char *end = text.data + text.length;
        const char *at = text.data;
        while ((at = memmem(at, (size_t)(end - at), holes[i], strlen(holes[i]))) != NULL) {
            const char *line = at;
            while (line > text.data && line[-1] != '\n') {
                line--;
            }
            count += holes[i][0] == '/' || line[strspn(line, " ")] != '/' ? 1u : 0u;
            at++;
        }
    }
    return count;
}

static int write_file(Cli *cli, const Drafted *drafted) {
    if (file_exists(drafted->path)) {
        return cli_fail(cli, "`%s` is there already", drafted->path);
    }
    Outputs *outputs = outputs_new(cli->arena, OUTPUTS_WRITE);
    outputs_abandon_on_signal(outputs);
    Buf *out = outputs_open(outputs, drafted->path);
    buf_slice(out, buf_view(&drafted->text));
    outputs_close_file(outputs, out);
    if (!outputs_commit(outputs)) {
        return cli_fail(cli, "cannot write `%s`: %s", drafted->path, outputs_file(outputs, 0)->why);
    }
    FileList list = file_list_begin(cli, false);
    file_list_add(&list, "wrote", drafted->path);
    file_list_end(&list);
    uint32_t open = count_open(buf_view(&drafted->text));
    if (open > 0) {
        buf_printf(cli->err, "migc: %u %s in it to be filled in: look for `...`\n", open,
                   open == 1 ? "place is" : "places are");
    }
    return STATUS_DONE;
}

static int draft_and_write(Cli *cli, Compilation *c, const char *name) {
    Drafted drafted = {.name = full_name(c, name)};
    const char *folder = workspace_revisions(&c->run, &c->workspace, &c->project);
    drafted.path = file_join(&c->run, folder, arena_printf(&c->run, "%s.mig", drafted.name));
    bool is_empty = cli_has(cli, OPTION_EMPTY);
    int status = is_empty ? draft_nothing(c, &drafted) : drafted_make(cli, c, &drafted);
    if (status == STATUS_DONE) {
        status = write_file(cli, &drafted);
    } else if (status == STATUS_FINDINGS) {
        buf_text(cli->err, has_chain(c)
                               ? "migc: nothing to do: the revisions make the schema as it is\n"
                               : "migc: nothing to do: the schema is empty\n");
        buf_text(cli->err, "  help: for a revision that changes data only, say `--empty`\n");
    }
    drafted_release(&drafted);
    return status;
}

int command_new(Cli *cli) {
    const char *name = cli_operand(cli, 0);
    int status = check_name(cli, name);
    if (status != STATUS_DONE) {
        return status;
    }
    Compilation compilation;
    status = cli_compile(cli, &compilation, NULL, UNTIL_MODEL, true);
    if (status == STATUS_DONE) {
        status = draft_and_write(cli, &compilation, name);
    }
    compile_release(&compilation);
    return status;
}
