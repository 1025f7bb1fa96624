/*
 * command_dump.c - `migc dump`: what each stage of the compiler made, canonically.
 */
#include <string.h>

#include "change/describe.h"
#include "cli/cli.h"
#include "emit/dialect.h"
#include "syntax/format.h"
#include "syntax/parse.h"
#include "syntax/token.h"

static void dump_tokens(Buf *out, const Sources *sources) {
    for (uint32_t i = 0; i < sources->files.count; i++) {
        const SourceFile *file = sources->files.items[i];
        if (sources->files.count > 1) {
            buf_printf(out, "file %s\n", file->path);
        }
        if (file->text.data != NULL) {
            tokens_dump(out, file);
        }
    }
}

static void dump_graph(Buf *out, const Model *model) {
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        table_write_name(out, table);
        buf_char(out, '\n');
        for (uint16_t j = 0; j < table->foreign_key_count; j++) {
            const ForeignKey *key = &table->foreign_keys[j];
            buf_text(out, "  -> ");
            table_write_name(out, key->target);
            buf_printf(out, "  %s%s\n", key->name->text, key->is_forward ? "  forward" : "");
        }
    }
}

static void dump_ops(Buf *out, const char *title, const Ops *ops) {
    Arena scratch = {0};
    OpLines lines = {0};
    buf_printf(out, "%s\n", title);
    for (uint32_t i = 0; i < ops->count; i++) {
        op_lines(&scratch, &ops->items[i], &lines);
    }
    for (uint32_t i = 0; i < lines.count; i++) {
        buf_printf(out, "  %s\n", lines.items[i].text);
    }
    arena_release(&scratch);
}

/* Of a chain every revision is told apart. */
static void dump_revision(Buf *out, const Compilation *compilation, const char *name) {
    if (has_chain(compilation)) {
        buf_printf(out, "revision %s\n", name);
    }
}

/* The changes of one revision. */
static void dump_revision_changes(Buf *out, const Changes *changes) {
    for (uint32_t i = 0; i < changes->count; i++) {
        dump_ops(out, "up", &changes->items[i].up);
        dump_ops(out, "down", &changes->items[i].down);
    }
}

static void dump_changes(Buf *out, const Compilation *compilation) {
    for (uint32_t i = 0; i < compilation->replay.count; i++) {
        const ReplayedRevision *revision = &compilation->replay.items[i];
        dump_revision(out, compilation, revision->revision->name->text);
        dump_revision_changes(out, &revision->changes);
    }
    if (!has_chain(compilation)) {
        dump_revision_changes(out, &compilation->implied);
    }
}

static void dump_plans(Buf *out, const Compilation *compilation) {
    for (uint32_t i = 0; i < compilation->target_count; i++) {
        const TargetBuild *build = &compilation->targets[i];
        const char *target = target_name(build->target);
        for (uint32_t k = 0; k < build->count; k++) {
            dump_revision(out, compilation, build->scripts[k]->revision);
            buf_printf(out, "%s up\n", target);
            plan_dump(out, build->scripts[k]->up);
            buf_printf(out, "%s down\n", target);
            plan_dump(out, build->scripts[k]->down);
        }
    }
}

static void dump_statements(Buf *out, const Compilation *compilation) {
    for (uint32_t i = 0; i < compilation->target_count; i++) {
        if (compilation->target_count > 1) {
            buf_printf(out, "%s-- ===== %s =====\n\n", i == 0 ? "" : "\n",
                       target_name(compilation->targets[i].target));
        }
        const TargetBuild *build = &compilation->targets[i];
        for (uint32_t k = 0; k < build->count; k++) {
            dump_revision(out, compilation, build->scripts[k]->revision);
            emit_statements(out, build->scripts[k]);
        }
    }
}

static CompileUntil stage_needs(Stage stage) {
    switch (stage) {
    case STAGE_TOKENS:
    case STAGE_AST:
    case STAGE_DIALECTS:
    case STAGE_CLI:
    case STAGE_COUNT:
        return UNTIL_PARSED;
    case STAGE_MODEL:
    case STAGE_GRAPH:
        return UNTIL_MODEL;
    case STAGE_OPS:
    case STAGE_PLAN:
    case STAGE_STATEMENTS:
        return UNTIL_PLANNED;
    }
    return UNTIL_PARSED;
}

static void dump_stage(Buf *out, Stage stage, const Compilation *compilation) {
    switch (stage) {
    case STAGE_TOKENS:
        dump_tokens(out, &compilation->sources);
        break;
    case STAGE_AST:
        ast_dump(out, &compilation->unit);
        break;
    case STAGE_MODEL:
        model_dump(out, compilation->model);
        break;
    case STAGE_GRAPH:
        dump_graph(out, compilation->model);
        break;
    case STAGE_OPS:
        dump_changes(out, compilation);
        break;
    case STAGE_PLAN:
        dump_plans(out, compilation);
        break;
    case STAGE_STATEMENTS:
        dump_statements(out, compilation);
        break;
    case STAGE_DIALECTS:
    case STAGE_CLI:
    case STAGE_COUNT:
        break;
    }
}

static int tell_unknown_stage(Cli *cli, const char *name) {
    const char *names[STAGE_COUNT];
    Buf problem = {0};
    buf_printf(&problem, "there is no stage `%s`; there are", name);
    for (Stage stage = 0; stage < STAGE_COUNT; stage++) {
        names[stage] = stage_info(stage)->name;
        buf_printf(&problem, "%s `%s`", stage == 0 ? "" : ",", names[stage]);
    }
    options_suggest(&problem, name, names, STAGE_COUNT);
    Text text = buf_view(&problem);
    int status = cli_fail(cli, "%.*s", TEXT_ARG(text));
    buf_free(&problem);
    return status;
}

/* The tokens or the tree of one file, be it a schema or a revision: nothing else is read. */
static int dump_file(Cli *cli, Stage stage, const char *path) {
    Arena arena = {0};
    AstUnit unit = {0};
    Names *names = names_new(&arena);
    Sources sources = sources_new(&arena);
    Diags diags = diags_new(&arena);
    const char *shown = strcmp(path, "-") == 0 ? "stdin" : path;
    const SourceFile *file = sources_load(&sources, &diags, path, shown);
    if (file != NULL) {
        parse_file(file, names, &diags, &arena, &unit);
    }
    cli_show(cli, &diags, &sources);
    if (file != NULL && stage == STAGE_TOKENS) {
        tokens_dump(cli->out, file);
    } else if (diags_errors(&diags) == 0) {
        ast_dump(cli->out, &unit);
    }
    int status = cli_status(&diags);
    arena_release(&arena);
    return status;
}

int command_dump(Cli *cli) {
    const char *name = cli_operand(cli, 0);
    Stage stage = stage_find(name);
    if (stage == STAGE_COUNT) {
        return tell_unknown_stage(cli, name);
    }
    if (stage == STAGE_DIALECTS || stage == STAGE_CLI) {
        if (cli_operand(cli, 1) != NULL) {
            return cli_fail(cli, "`migc dump %s` reads no file, but `%s` was given", name,
                            cli_operand(cli, 1));
        }
        if (stage == STAGE_DIALECTS) {
            dialects_write(cli->out);
        } else {
            help_write_reference(cli->out);
        }
        return STATUS_DONE;
    }
    if (cli_operand(cli, 1) != NULL && stage_needs(stage) == UNTIL_PARSED) {
        return dump_file(cli, stage, cli_operand(cli, 1));
    }
    Compilation compilation;
    int status = cli_compile(cli, &compilation, cli_operand(cli, 1), stage_needs(stage), true);
    if (status == STATUS_DONE || (stage == STAGE_TOKENS && compilation.failure == NULL)) {
        dump_stage(cli->out, stage, &compilation);
    }
    compile_release(&compilation);
    return status;
}
