/*
 * cli.c - what commands have in common; see cli.h.
 */
#include "change/apply.h"
#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "prove/prove.h"

int cli_fail(Cli *cli, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = NULL;
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length >= 0) {
        text = arena_alloc(cli->arena, (size_t)length + 1);
        va_start(arguments, format);
        vsnprintf(text, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    buf_printf(cli->err, "migc: %s\n", text != NULL ? text : format);
    return STATUS_FAILED;
}

/* ---- targets --------------------------------------------------------------------------------- */

static void tell_unknown_target(Cli *cli, Text word) {
    Buf problem = {0};
    TextSearch search = TEXT_SEARCH(word);
    buf_printf(&problem, "migc: there is no target `%.*s`; there are", TEXT_ARG(word));
    const char *before = " ";
    for (Target target = 0; target < TARGET_COUNT; target++) {
        buf_printf(&problem, "%s`%s`", before, target_name(target));
        before = ", ";
        text_search_offer(&search, text_of(target_name(target)));
    }
    if (search.nearest.data != NULL) {
        buf_printf(&problem, "\n  help: did you mean `%.*s`?", TEXT_ARG(search.nearest));
    }
    buf_char(&problem, '\n');
    buf_slice(cli->err, buf_view(&problem));
    buf_free(&problem);
}

/* What --target says, of whichever command; NULL: nothing. */
static const char *targets_said(const Cli *cli) {
    static const Option spelled[] = {OPTION_TARGET, OPTION_ONE_TARGET, OPTION_SERVER};
    const char *said = NULL;
    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++) {
        const char *value = cli->arguments->values[spelled[i]];
        said = value != NULL ? value : said;
    }
    return said;
}

bool cli_targets(Cli *cli, TargetSet *targets) {
    *targets = 0;
    const char *at = targets_said(cli);
    while (at != NULL) {
        const char *comma = strchr(at, ',');
        Text word = {at, comma != NULL ? (size_t)(comma - at) : strlen(at)};
        Target target = 0;
        while (target < TARGET_COUNT && !text_is(word, target_name(target))) {
            target++;
        }
        if (target == TARGET_COUNT) {
            tell_unknown_target(cli, word);
            return false;
        }
        *targets = (TargetSet)(*targets | 1u << target);
        at = comma != NULL ? comma + 1 : NULL;
    }
    return true;
}

/* A target of --target that the project does not build for is a mistake of whoever asked. */
static bool targets_are_the_projects(Cli *cli, const Compilation *compilation, TargetSet wanted) {
    TargetSet missing = (TargetSet)(wanted & ~compilation->project.targets);
    if (missing == 0) {
        return true;
    }
    Buf names = {0};
    targets_write(&names, missing);
    Text text = buf_view(&names);
    cli_fail(cli,
             "the project does not build for %.*s\n"
             "  help: add it to `targets` in the project block",
             TEXT_ARG(text));
    buf_free(&names);
    return false;
}

/* ---- compiling ------------------------------------------------------------------------------- */

void cli_show(Cli *cli, const Diags *diags, const Sources *sources) {
    RenderOptions options = {.format = RENDER_HUMAN, .color = cli->color, .summary = true};
    const char *format = cli->arguments->values[OPTION_FORMAT];
    if (format != NULL) {
        render_format_find(format, &options.format);
    }
    Arena scratch = {0};
    render_diags(cli->err, &scratch, diags, sources, options);
    arena_release(&scratch);
}

/* Whether a file could not be read, which is another thing than a mistake in it. */
static bool has_unreadable_file(const Diags *diags) {
    for (uint32_t i = 0; i < diags->all.count; i++) {
        if (diags->all.items[i]->kind == DIAG_UNREADABLE_FILE ||
            diags->all.items[i]->kind == DIAG_FILE_TOO_LARGE) {
            return true;
        }
    }
    return false;
}

int cli_status(const Diags *diags) {
    return has_unreadable_file(diags) ? STATUS_FAILED
           : diags_errors(diags) > 0  ? STATUS_FINDINGS
                                      : STATUS_DONE;
}

int cli_compile(Cli *cli, Compilation *compilation, const char *file, CompileUntil until,
                bool show) {
    CompileRequest request = {.file = file, .until = until};
    if (!cli_targets(cli, &request.targets)) {
        *compilation = (Compilation){0};
        return STATUS_FAILED;
    }
    bool is_made = compile(compilation, &request);
    if (compilation->failure != NULL) {
        cli_show(cli, &compilation->diags, &compilation->sources);
        return compilation->help != NULL
                   ? cli_fail(cli, "%s\n  help: %s", compilation->failure, compilation->help)
                   : cli_fail(cli, "%s", compilation->failure);
    }
    if (show || !is_made) {
        cli_show(cli, &compilation->diags, &compilation->sources);
    }
    if (!is_made) {
        return cli_status(&compilation->diags);
    }
    if (!targets_are_the_projects(cli, compilation, request.targets)) {
        return STATUS_FAILED;
    }
    return STATUS_DONE;
}

/* Every revision's operations make the schema after it of the one before, and the other way round. */
static ProofResult prove_changes(Compilation *compilation) {
    for (uint32_t i = 0; i < compilation->replay.count; i++) {
        const ReplayedRevision *revision = &compilation->replay.items[i];
        for (uint32_t k = 0; k < revision->changes.count; k++) {
            const char *what = NULL;
            if (!change_holds(&compilation->run, &revision->changes.items[k], &what)) {
                diag_at(&compilation->diags, DIAG_PROOF_FAILED, revision->revision->decl->name.span,
                        "the operations of `%s` do not make, or do not undo, what it says: %s",
                        revision->revision->name->text, what);
                return PROOF_BUG;
            }
        }
    }
    return PROOF_HOLDS;
}

int cli_prove(Cli *cli, Compilation *compilation) {
    ProofResult worst = prove_changes(compilation);
    for (uint32_t i = 0; i < compilation->target_count && !cli_has(cli, OPTION_NO_PROOF); i++) {
        const TargetBuild *build = &compilation->targets[i];
        Arena arena = {0};
        ProofResult result = prove_chain(build->scripts, build->count, &arena,
                                         &compilation->sources, &compilation->diags);
        arena_release(&arena);
        worst = result > worst ? result : worst;
    }
    switch (worst) {
    case PROOF_HOLDS: return STATUS_DONE;
    case PROOF_FINDINGS: return STATUS_FINDINGS;
    case PROOF_BUG: return STATUS_BUG;
    }
    return STATUS_BUG;
}

void cli_write_version(Buf *out) {
    buf_text(out, "migc " MIGC_VERSION "\n");
    buf_printf(out, "PostgreSQL's grammar: %s\n",
               prove_has_postgres_grammar() ? "built in" : "not built in");
}
