/*
 * command_import_sql.c - `migc import-sql`: the query that tells `migc import` what is in a database.
 */
#include "cli/cli.h"
#include "emit/blocks.h"

int command_import_sql(Cli *cli) {
    TargetSet targets;
    if (!cli_targets(cli, &targets)) {
        return STATUS_FAILED;
    }
    if (targets == 0) {
        return cli_fail(cli, "a query is for one target\n  help: say `--target postgres`");
    }
    if (targets != 1u << TARGET_POSTGRES) {
        return cli_fail(cli, "the query of a catalog is for `postgres`\n"
                             "  help: a file of SQLite is imported as it is, with `migc import FILE`");
    }
    block_write(cli->out, block_postgres_catalog);
    return STATUS_DONE;
}
