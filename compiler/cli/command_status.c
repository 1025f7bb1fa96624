/*
 * command_status.c - `migc status-sql`: a query that tells which revision a database is at.
 */
#include "cli/range.h"

int command_status(Cli *cli) {
    Range range = {0};
    int status = range_begin(cli, &range);
    if (status == STATUS_DONE) {
        emit_status(cli->out, range.build->scripts, range.build->count);
    }
    range_end(&range);
    return status;
}
