/*
 * command_script.c - `migc script FROM TO`: one script between two revisions, either way, or between two
 * schemas that are files.
 */
#include <string.h>

#include "base/file.h"
#include "cli/range.h"
#include "cli/schema_file.h"
#include "emit/transition.h"
#include "prove/prove.h"
#include "schema/targets.h"

/* ---- two schemas --------------------------------------------------------------------------------- */

/* What a file is called in the script: its name without the folder, as it can stand in any string. */
static const char *shown_name(Cli *cli, const char *path) {
    char *name = arena_printf(cli->arena, "%s", strcmp(path, "-") == 0 ? "stdin" : file_name(path));
    for (char *c = name; *c != '\0'; c++) {
        if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-", *c) ==
            NULL) {
            *c = '_';
        }
    }
    return name;
}

static int choose_target(Cli *cli, Target *target) {
    TargetSet chosen = 0;
    if (!cli_targets(cli, &chosen)) {
        return STATUS_FAILED;
    }
    for (*target = 0; *target < TARGET_COUNT; (*target)++) {
        if (chosen == 1u << *target) {
            return STATUS_DONE;
        }
    }
    return cli_fail(cli, "a script between two schemas is for one target\n"
                         "  help: choose it with `--target`");
}

static unsigned tag_number(const Compilation *c) {
    const Sources *sources = &c->sources;
    Text texts[2] = {{0}};
    for (uint32_t i = 0; i < sources->files.count && i < 2; i++) {
        texts[i] = sources->files.items[i]->text;
    }
    return script_tag_number(texts, 2);
}

/* Whether the script does what it is to do, as far as that can be tried here. */
static bool prove(Cli *cli, Compilation *c, const Script *script) {
    Arena arena = {0};
    bool holds = cli_has(cli, OPTION_NO_PROOF) ||
                 prove_transition(script, &arena, &c->sources, &c->diags) != PROOF_BUG;
    arena_release(&arena);
    return holds;
}

static int write_transition(Cli *cli, Compilation *c, const char *const paths[2], Target target) {
    TargetSet one = (TargetSet)(1u << target);
    Digest *digest = digest_new(&c->run);
    Model *models[2];
    for (int i = 0; i < 2; i++) {
        models[i] = schema_file_read(c, paths[i], one, &c->project, digest);
    }
    digest_end(digest, c->checksum);
    for (int i = 0; i < 2 && diags_errors(&c->diags) == 0; i++) {
        portability_check(models[i], &c->project, one, &c->diags);
        model_narrow(models[i], target);
    }
    if (diags_errors(&c->diags) > 0) {
        cli_show(cli, &c->diags, &c->sources);
        return cli_status(&c->diags);
    }
    partitions_take_order(&c->run, models[0], models[1]);
    const char *from = shown_name(cli, paths[0]);
    const char *to = shown_name(cli, paths[1]);
    bool alike = strcmp(from, to) == 0;
    Transition transition = {.target = target,
                             .project = &c->project,
                             .before = models[0],
                             .after = models[1],
                             .from = alike ? "before" : from,
                             .to = alike ? "after" : to,
                             .checksum = c->checksum,
                             .tag_number = tag_number(c)};
    const Script *script = transition_make(&c->run, &transition);
    bool is_proven = script->changes->items[0].up.count == 0 || prove(cli, c, script);
    cli_show(cli, &c->diags, &c->sources);
    if (!is_proven) {
        return STATUS_BUG;
    }
    if (diags_errors(&c->diags) > 0) {
        return cli_status(&c->diags);
    }
    if (script->changes->items[0].up.count == 0) {
        buf_printf(cli->err, "migc: nothing to do: `%s` and `%s` are the same schema\n", paths[0],
                   paths[1]);
        return STATUS_DONE;
    }
    transition_emit(cli->out, script);
    return STATUS_DONE;
}

static int script_between_files(Cli *cli, const char *const paths[2]) {
    Target target;
    int status = choose_target(cli, &target);
    if (status == STATUS_DONE) {
        Compilation compilation;
        schema_file_begin(&compilation);
        status = write_transition(cli, &compilation, paths, target);
        compile_release(&compilation);
    }
    return status;
}

/* ---- two revisions ------------------------------------------------------------------------------- */

static int script_between_revisions(Cli *cli, const char *const operands[2]) {
    Range range = {0};
    uint32_t from = 0;
    uint32_t to = 0;
    int status = range_begin(cli, &range);
    if (status == STATUS_DONE &&
        (!position_find(cli, &range.chain, operands[0], POSITION_NONE, &from) ||
         !position_find(cli, &range.chain, operands[1], from, &to))) {
        status = STATUS_FAILED;
    }
    if (status == STATUS_DONE && from == to) {
        cli_fail(cli, "there is nothing to do between `%s` and itself",
                 position_name(&range.chain, from));
        status = STATUS_FINDINGS;
    }
    if (status == STATUS_DONE) {
        uint32_t first = from < to ? from : to;
        uint32_t last = from < to ? to : from;
        emit_range(cli->out, range.build->scripts + first, last - first, to < from);
    }
    range_end(&range);
    return status;
}

int command_script(Cli *cli) {
    const char *operands[2] = {cli_operand(cli, 0), cli_operand(cli, 1)};
    int files = schema_file_is_named(operands[0]) + schema_file_is_named(operands[1]);
    if (files == 1) {
        return cli_fail(cli,
                        "`%s` is a file, and `%s` is none\n"
                        "  help: a script is between two revisions, or between two files",
                        operands[schema_file_is_named(operands[0]) ? 0 : 1],
                        operands[schema_file_is_named(operands[0]) ? 1 : 0]);
    }
    return files == 2 ? script_between_files(cli, operands)
                      : script_between_revisions(cli, operands);
}
