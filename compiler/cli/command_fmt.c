/*
 * command_fmt.c - `migc fmt`: schema files in canonical layout.
 *
 * Before a file is replaced, its new text is parsed and its tree compared with the old one: a
 * printer with a bug must not change what a schema means.
 */
#include <string.h>

#include "base/file.h"
#include "base/outputs.h"
#include "cli/cli.h"
#include "cli/file_list.h"
#include "cli/reorder.h"
#include "cli/unified.h"
#include "syntax/format.h"
#include "syntax/parse.h"

typedef struct Formatting {
    Cli *cli;
    Names *names;
    Sources sources;
    Diags diags;
    Outputs *outputs; /* NULL: nothing is written or compared */
    FileList list;    /* those that are written, or with --check would be */
    bool has_bug;
    bool has_changes;
} Formatting;

/* Whether `text` parses to what `unit` is, declarations in the order of `order` if there is one. */
static bool means_the_same(Formatting *f, Arena *scratch, const SourceFile *file, Text text,
                           const AstUnit *unit, AstDecl *const *order, uint32_t count) {
    Sources sources = sources_new(scratch);
    Diags diags = diags_new(scratch);
    AstUnit again = {0};
    const SourceFile *copy = sources_add_text(&sources, &diags, file->path, text);
    if (copy != NULL) {
        parse_file(copy, f->names, &diags, scratch, &again);
    }
    AstUnit expected = *unit;
    if (order != NULL && count > 0) {
        for (uint32_t i = 0; i < count; i++) {
            order[i]->next = i + 1 < count ? order[i + 1] : NULL;
        }
        expected = (AstUnit){.first = order[0], .last = order[count - 1]};
    }
    Buf before = {0};
    Buf after = {0};
    ast_dump(&before, &expected);
    ast_dump(&after, &again);
    bool is_same = diags_errors(&diags) == 0 && text_equal(buf_view(&before), buf_view(&after));
    buf_free(&before);
    buf_free(&after);
    return is_same;
}

/* What becomes of the formatted text. */
static void deliver(Formatting *f, Arena *scratch, const char *path, const SourceFile *file,
                    Text text) {
    Cli *cli = f->cli;
    bool is_changed = !text_equal(file->text, text);
    f->has_changes = f->has_changes || is_changed;
    if (cli_has(cli, OPTION_DIFF)) {
        unified_write(cli->out, scratch, file->path, file->text, text);
    } else if (cli_has(cli, OPTION_FMT_CHECK)) {
        if (is_changed) {
            file_list_add(&f->list, "stale", file->path);
        }
    } else if (f->outputs == NULL) {
        buf_slice(cli->out, text);
    } else {
        Buf *out = outputs_open(f->outputs, path);
        buf_slice(out, text);
        outputs_close_file(f->outputs, out);
    }
}

static void format_path(Formatting *f, const char *path) {
    const char *shown = strcmp(path, "-") == 0 ? "stdin" : path;
    const SourceFile *file = sources_load(&f->sources, &f->diags, path, shown);
    if (file == NULL) {
        return;
    }
    Arena scratch = {0};
    AstUnit unit = {0};
    uint32_t errors = diags_errors(&f->diags);
    parse_file(file, f->names, &f->diags, &scratch, &unit);
    if (diags_errors(&f->diags) == errors) {
        uint32_t count = 0;
        AstDecl **order = cli_has(f->cli, OPTION_REORDER)
                              ? reorder_declarations(&scratch, f->names, &unit, &count)
                              : NULL;
        Buf text = {0};
        format_file(&text, file, &unit, order, count);
        if (means_the_same(f, &scratch, file, buf_view(&text), &unit, order, count)) {
            deliver(f, &scratch, path, file, buf_view(&text));
        } else {
            cli_fail(f->cli,
                     "this is a bug in migc: the canonical layout of `%s` means something else,\n"
                     "  so the file was left alone",
                     shown);
            f->has_bug = true;
        }
        buf_free(&text);
    }
    arena_release(&scratch);
}

/* Puts the files into place and lists those that changed. */
static int finish_files(Formatting *f) {
    Cli *cli = f->cli;
    outputs_commit(f->outputs);
    int status = STATUS_DONE;
    for (size_t i = 0; i < outputs_count(f->outputs); i++) {
        const OutputFile *file = outputs_file(f->outputs, i);
        if (file->state == OUTPUT_FAILED) {
            status = cli_fail(cli, "cannot write `%s`: %s", file->path, file->why);
        } else if (file->state == OUTPUT_WRITTEN) {
            file_list_add(&f->list, "wrote", file->path);
        }
    }
    return status;
}

static int format_all(Cli *cli, const char *const *paths, uint32_t count) {
    Arena arena = {0};
    Formatting f = {.cli = cli, .names = names_new(&arena)};
    f.sources = sources_new(&arena);
    f.diags = diags_new(&arena);
    bool is_stdin = count == 1 && strcmp(paths[0], "-") == 0;
    if (!is_stdin && !cli_has(cli, OPTION_FMT_CHECK) && !cli_has(cli, OPTION_DIFF)) {
        f.outputs = outputs_new(&arena, OUTPUTS_WRITE);
        outputs_abandon_on_signal(f.outputs);
    }
    bool is_check = cli_has(cli, OPTION_FMT_CHECK) && !cli_has(cli, OPTION_DIFF);
    if (f.outputs != NULL || is_check) {
        f.list = file_list_begin(cli, is_check);
        f.list.is_bare = is_check;
    }
    for (uint32_t i = 0; i < count; i++) {
        format_path(&f, paths[i]);
    }
    cli_show(cli, &f.diags, &f.sources);
    int status = cli_status(&f.diags);
    if (f.outputs != NULL) {
        int written = finish_files(&f);
        status = written > status ? written : status;
    }
    file_list_end(&f.list);
    if (cli_has(cli, OPTION_FMT_CHECK) && f.has_changes && status == STATUS_DONE) {
        status = STATUS_FINDINGS;
    }
    arena_release(&arena);
    return f.has_bug ? STATUS_BUG : status;
}

/* The files of the project around the working directory. */
static int format_project(Cli *cli) {
    Compilation compilation;
    compile(&compilation, &(CompileRequest){.until = UNTIL_PARSED});
    int status = STATUS_FAILED;
    if (compilation.failure != NULL) {
        cli_fail(cli, "%s\n  help: name a file, as in `migc fmt FILE.mig`", compilation.failure);
    } else {
        uint32_t count = compilation.sources.files.count;
        const char **paths = NEW_ARRAY(cli->arena, const char *, count);
        uint32_t found = 0;
        for (uint32_t i = 0; i < count; i++) {
            const char *path = compilation.sources.files.items[i]->path;
            if (strcmp(file_name(path), SUM_FILE) != 0) {
                paths[found++] = arena_printf(cli->arena, "%s", path);
            }
        }
        status = format_all(cli, paths, found);
    }
    compile_release(&compilation);
    return status;
}

int command_fmt(Cli *cli) {
    const Arguments *arguments = cli->arguments;
    for (int i = 0; i < arguments->operand_count; i++) {
        if (strcmp(arguments->operands[i], "-") == 0 && arguments->operand_count > 1) {
            return cli_fail(cli, "`-` is standard input and goes with no other file");
        }
    }
    return arguments->operand_count == 0
               ? format_project(cli)
               : format_all(cli, arguments->operands, (uint32_t)arguments->operand_count);
}
