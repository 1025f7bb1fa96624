/*
 * range.c - see range.h.
 */
#include "cli/range.h"

/* The chain, or that of the one revision which a schema by itself implies. */
static Chain chain_of(Compilation *compilation) {
    if (has_chain(compilation)) {
        return compilation->chain;
    }
    Revision *implied = NEW(&compilation->run, Revision);
    implied->name = names_of(compilation->names, FIRST_REVISION);
    implied->parent = -1;
    implied->position = 1;
    Chain chain = {.items = implied, .count = 1, .is_whole = true};
    namemap_put(&compilation->run, &chain.by_name, implied->name, implied);
    return chain;
}

static int choose_target(Cli *cli, Range *range) {
    Compilation *compilation = &range->compilation;
    if (compilation->target_count != 1) {
        Buf names = {0};
        targets_write(&names, compilation->project.targets);
        cli_fail(cli,
                 "a script is for one target, and the project has several: %.*s\n"
                 "  help: choose one with `--target`",
                 TEXT_ARG(buf_view(&names)));
        buf_free(&names);
        return STATUS_FAILED;
    }
    range->build = &compilation->targets[0];
    range->chain = chain_of(compilation);
    return STATUS_DONE;
}

int range_begin(Cli *cli, Range *range) {
    int status = cli_compile(cli, &range->compilation, NULL, UNTIL_PLANNED, false);
    if (status == STATUS_DONE) {
        status = choose_target(cli, range);
    }
    if (status == STATUS_DONE) {
        status = cli_prove(cli, &range->compilation);
        cli_show(cli, &range->compilation.diags, &range->compilation.sources);
    }
    return status;
}

void range_end(Range *range) {
    compile_release(&range->compilation);
}
