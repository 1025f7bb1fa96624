/*
 * command_script.c - `migc script FROM TO`: one script between two revisions, either way.
 */
#include "cli/range.h"

int command_script(Cli *cli) {
    Range range = {0};
    uint32_t from = 0;
    uint32_t to = 0;
    int status = range_begin(cli, &range);
    if (status == STATUS_DONE &&
        (!position_find(cli, &range.chain, cli_operand(cli, 0), POSITION_NONE, &from) ||
         !position_find(cli, &range.chain, cli_operand(cli, 1), from, &to))) {
        status = STATUS_FAILED;
    }
    if (status == STATUS_DONE && from == to) {
        cli_fail(cli, "there is nothing to do between `%s` and itself",
                 position_name(&range.chain, from));
        status = STATUS_FINDINGS;
    }
    if (status == STATUS_DONE) {
        uint32_t first = from < to ? from : to;
        uint32_t last = from < to ? to : from;
        emit_range(cli->out, range.build->scripts + first, last - first, to < from);
    }
    range_end(&range);
    return status;
}
