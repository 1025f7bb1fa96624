/*
 * command_check.c - `migc check`: everything that build does, but nothing is written.
 */
#include "cli/cli.h"

int command_check(Cli *cli) {
    Compilation compilation;
    int status = cli_compile(cli, &compilation, cli_operand(cli, 0), UNTIL_PLANNED, false);
    if (status == STATUS_DONE) {
        status = cli_prove(cli, &compilation);
        cli_show(cli, &compilation.diags, &compilation.sources);
    }
    compile_release(&compilation);
    return status;
}
