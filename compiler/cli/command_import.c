/*
 * command_import.c - `migc import FILE`: a database as a schema in the language.
 */
#include <string.h>

#include "base/outputs.h"
#include "cli/cli.h"
#include "cli/file_list.h"
#include "cli/read_catalog.h"
#include "import/schema_writer.h"

/* `/` has no place in the name of a file. */
static const char *file_of(Cli *cli, const char *folder, const char *stem) {
    char *path = arena_printf(cli->arena, "%s/%s.mig", folder, stem);
    for (char *c = path + strlen(folder) + 1; *c != '\0'; c++) {
        *c = *c == '/' ? '_' : *c;
    }
    return path;
}

static void put_file(Outputs *outputs, const char *path, Text text) {
    Buf *out = outputs_open(outputs, path);
    buf_slice(out, text);
    outputs_close_file(outputs, out);
}

/* Puts the files into place and lists those that changed. */
static int write_files(Cli *cli, const Imported *imported) {
    const char *folder = cli->arguments->values[OPTION_IMPORT_OUT];
    Outputs *outputs = outputs_new(cli->arena, OUTPUTS_WRITE);
    outputs_abandon_on_signal(outputs);
    if (!cli_has(cli, OPTION_SPLIT)) {
        put_file(outputs, file_of(cli, folder, "schema"), imported->text);
    }
    for (uint32_t i = 0; cli_has(cli, OPTION_SPLIT) && i < imported->part_count; i++) {
        put_file(outputs, file_of(cli, folder, imported->parts[i].stem), imported->parts[i].text);
    }
    outputs_commit(outputs);
    int status = STATUS_DONE;
    FileList list = file_list_begin(cli, false);
    for (size_t i = 0; i < outputs_count(outputs); i++) {
        const OutputFile *file = outputs_file(outputs, i);
        if (file->state == OUTPUT_FAILED) {
            status = cli_fail(cli, "cannot write `%s`: %s", file->path, file->why);
        } else if (file->state == OUTPUT_WRITTEN) {
            file_list_add(&list, "wrote", file->path);
        }
    }
    file_list_end(&list);
    return status;
}

static int deliver(Cli *cli, const Imported *imported) {
    if (imported->is_broken) {
        return catalog_makes_no_schema(cli, cli_operand(cli, 0), imported);
    }
    cli_show(cli, &imported->told, &imported->sources);
    if (cli_has(cli, OPTION_IMPORT_OUT)) {
        return write_files(cli, imported);
    }
    buf_slice(cli->out, imported->text);
    return STATUS_DONE;
}

int command_import(Cli *cli) {
    const char *path = cli_operand(cli, 0);
    Catalog catalog = {0};
    Imported imported;
    if (cli_has(cli, OPTION_SPLIT) && !cli_has(cli, OPTION_IMPORT_OUT)) {
        return cli_fail(cli, "`--split` needs `--out DIR`");
    }
    Names *names = names_new(cli->arena);
    int status = read_catalog(cli, path, names, &catalog);
    if (status != STATUS_DONE) {
        return status;
    }
    schema_import(&imported, &catalog, names, cli->arena);
    return deliver(cli, &imported);
}
