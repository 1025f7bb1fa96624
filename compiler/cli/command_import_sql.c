/*
 * command_import_sql.c - `migc import-sql`: the query that tells `migc import` what is in a database.
 */
#include "cli/cli.h"
#include "import/catalog_query.h"

bool cli_catalog_target(Cli *cli, Target *target) {
    TargetSet targets;
    if (!cli_targets(cli, &targets)) {
        return false;
    }
    for (*target = 0; *target < TARGET_COUNT; ++*target) {
        if (targets == 1u << *target && catalog_query_is_there(*target)) {
            return true;
        }
    }
    cli_fail(cli,
             "a catalog is asked of one server\n"
             "  help: say `--target postgres`, `mysql` or `mariadb`; a SQLite database is a file, `migc import FILE`");
    return false;
}

int command_import_sql(Cli *cli) {
    Target target;
    if (!cli_catalog_target(cli, &target)) {
        return STATUS_FAILED;
    }
    catalog_query_write(cli->out, target);
    return STATUS_DONE;
}
