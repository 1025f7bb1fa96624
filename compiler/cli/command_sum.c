/*
 * command_sum.c - `migc sum`: the digests of the revisions, and what differs from migc.sum.
 *
 * Works as far as the files can be read: revisions that cannot be carried out have digests as well.
 */
#include "base/outputs.h"
#include "change/sum.h"
#include "cli/cli.h"
#include "cli/file_list.h"
#include "cli/position.h"

/* What was read. */
typedef struct Summing {
    Arena arena;
    Names *names;
    Sources sources;
    Diags diags;
    Workspace workspace;
    Project project;
    AstUnit schema;
    Chain chain;
    Sum sum;
} Summing;

/* Reads the project, its schema for what types mean, and its revisions. */
static int read_chain(Cli *cli, Summing *s) {
    const char *why = NULL;
    const char *help = NULL;
    s->names = names_new(&s->arena);
    s->sources = sources_new(&s->arena);
    s->diags = diags_new(&s->arena);
    if (!workspace_find(&s->arena, NULL, &s->workspace, &why, &help)) {
        return cli_fail(cli, "%s", why);
    }
    Digest *unused = digest_new(&s->arena);
    TokenSink sink = digest_sink(unused);
    Loading loading = {.arena = &s->arena,
                       .syntax = &s->arena,
                       .names = s->names,
                       .sources = &s->sources,
                       .diags = &s->diags,
                       .unit = &s->schema,
                       .sink = &sink};
    RevisionFiles files = {0};
    workspace_load_project(&s->workspace, &loading, &s->project);
    if (!workspace_load_schema(&s->workspace, &loading, &s->project, &why) ||
        !workspace_load_revisions(&s->workspace, &loading, &s->project, &files, &why)) {
        return cli_fail(cli, "%s", why);
    }
    bool is_read = !cli_has(cli, OPTION_UPDATE) || cli_operand(cli, 0) != NULL;
    if (is_read) {
        const SourceFile *file = NULL;
        s->sum = workspace_load_sum(&s->workspace, &loading, &file);
    }
    s->chain = chain_build(&files, &s->schema, &s->sum.by_name, s->names, &s->diags, &s->arena);
    if (!cli_has(cli, OPTION_UPDATE)) {
        sum_check(&s->chain, &s->sum, &s->diags);
    }
    return cli_status(&s->diags);
}

/* Writes the lines, all of them or what changes with the revision that is named. */
static int write_lines(Cli *cli, Summing *s, Buf *out) {
    const char *named = cli_operand(cli, 0);
    uint32_t position = 0;
    if (named == NULL) {
        sum_write(out, &s->chain);
        return STATUS_DONE;
    }
    if (!position_find(cli, &s->chain, named, POSITION_NONE, &position)) {
        return STATUS_FAILED;
    }
    if (position == 0) {
        return cli_fail(cli, "`%s` is the empty schema, and no revision", named);
    }
    return sum_write_one(out, &s->chain, &s->sum, &s->chain.items[position - 1], &s->diags)
               ? STATUS_DONE
               : STATUS_FINDINGS;
}

/* Writes the file, and says so. */
static int update(Cli *cli, Summing *s) {
    Outputs *outputs = outputs_new(&s->arena, OUTPUTS_WRITE);
    outputs_abandon_on_signal(outputs);
    Buf *out = outputs_open(outputs, workspace_sum(&s->arena, &s->workspace));
    int status = write_lines(cli, s, out);
    outputs_close_file(outputs, out);
    if (status != STATUS_DONE) {
        outputs_abandon(outputs);
        return status;
    }
    bool is_done = outputs_commit(outputs);
    const OutputFile *file = outputs_file(outputs, 0);
    if (!is_done) {
        return cli_fail(cli, "cannot write `%s`: %s", file->path, file->why);
    }
    FileList list = file_list_begin(cli, false);
    file_list_add(&list, file->state == OUTPUT_WRITTEN ? "wrote" : "unchanged", file->path);
    file_list_end(&list);
    return STATUS_DONE;
}

int command_sum(Cli *cli) {
    if (cli_operand(cli, 0) != NULL && !cli_has(cli, OPTION_UPDATE)) {
        return cli_fail(cli,
                        "a revision is named where its line is to be written\n"
                        "  help: write `migc sum --update %s`",
                        cli_operand(cli, 0));
    }
    Summing s = {0};
    int status = read_chain(cli, &s);
    bool is_readable = status != STATUS_FAILED && s.chain.is_whole;
    if (cli_has(cli, OPTION_UPDATE) && status == STATUS_DONE) {
        status = update(cli, &s);
    }
    cli_show(cli, &s.diags, &s.sources);
    if (!cli_has(cli, OPTION_UPDATE) && is_readable) {
        sum_write(cli->out, &s.chain);
    }
    arena_release(&s.arena);
    return status;
}
