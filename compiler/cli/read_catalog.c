/*
 * read_catalog.c - see read_catalog.h.
 */
#include "cli/read_catalog.h"

#include <string.h>

#include "import/json_reader.h"
#include "import/sqlite_reader.h"

/* What the query of a server's catalog gave. */
static int read_document(Cli *cli, const char *path, Names *names, Catalog *catalog) {
    Sources sources = sources_new(cli->arena);
    Diags diags = diags_new(cli->arena);
    const char *shown = strcmp(path, "-") == 0 ? "stdin" : path;
    const char *why = NULL;
    Target target;
    if (!cli_catalog_target(cli, &target)) {
        return STATUS_FAILED;
    }
    const SourceFile *file = sources_load(&sources, &diags, path, shown);
    if (file == NULL) {
        cli_show(cli, &diags, &sources);
        return STATUS_FAILED;
    }
    if (!json_read(cli->arena, names, file->text, target, catalog, &why)) {
        return cli_fail(cli, "cannot read the catalog in `%s`: %s", shown, why);
    }
    return STATUS_DONE;
}

static int read_file(Cli *cli, const char *path, Names *names, Catalog *catalog) {
    const char *why = NULL;
    if (strcmp(path, "-") == 0) {
        return cli_fail(cli, "a SQLite database is a file\n"
                             "  help: the catalog of a server is read with `--target postgres -`");
    }
    return sqlite_read(cli->arena, names, path, catalog, &why)
               ? STATUS_DONE
               : cli_fail(cli, "cannot read `%s`: %s", path, why);
}

int read_catalog(Cli *cli, const char *path, Names *names, Catalog *catalog) {
    return cli_has(cli, OPTION_SERVER) ? read_document(cli, path, names, catalog)
                                       : read_file(cli, path, names, catalog);
}

int catalog_makes_no_schema(Cli *cli, const char *path, const Imported *imported) {
    if (cli_has(cli, OPTION_SERVER)) {
        return cli_fail(
            cli,
            "the catalog in `%s` contradicts itself: %s\n"
            "  help: if it is what the server printed, this is a mistake in migc: please report it",
            strcmp(path, "-") == 0 ? "stdin" : path, imported->broken);
    }
    cli_show(cli, &imported->told, &imported->sources);
    cli_fail(cli,
             "this is a bug in migc: the schema that it made of the database does not compile,\n"
             "  so nothing was written");
    return STATUS_BUG;
}
