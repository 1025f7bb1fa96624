/*
 * command_stamp.c - `migc stamp REVISION`: a script that records a database as being at a revision, if it is.
 */
#include "cli/range.h"

int command_stamp(Cli *cli) {
    Range range = {0};
    uint32_t position = 0;
    int status = range_begin(cli, &range);
    if (status == STATUS_DONE &&
        !position_find(cli, &range.chain, cli_operand(cli, 0), POSITION_NONE, &position)) {
        status = STATUS_FAILED;
    }
    if (status == STATUS_DONE && position == 0) {
        status = cli_fail(cli, "a database at `base` has nothing to record");
    }
    if (status == STATUS_DONE) {
        emit_stamp(cli->out, range.build->scripts[position - 1]);
    }
    range_end(&range);
    return status;
}
