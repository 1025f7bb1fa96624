/*
 * chain.c - takes the scripts of a chain, gives those that are about several revisions: upgrade.sql
 * and `migc script`. See mysql.h.
 *
 * The guards once, then the revisions one behind the other: each leaves alone what is done.
 */
#include "emit/mysql/mysql.h"
#include "emit/mysql/frame.h"
#include "emit/mysql/parts.h"
#include "emit/script.h"

static void write_revisions(Ddl *ddl, const Script *const *scripts, uint32_t count, bool down) {
    int64_t floor = count > 1 ? (int64_t)scripts[0]->position - 1 : -1;
    for (uint32_t i = 0; i < count; i++) {
        const Script *script = scripts[down ? count - 1 - i : i];
        buf_char(ddl->out, '\n');
        mysql_rule(ddl, script->revision);
        mysql_revision(ddl, script, down, floor);
    }
}

static void write_chain(Buf *out, const Script *const *scripts, uint32_t count, bool down) {
    Ddl ddl = ddl_begin(out, scripts[0]->dialect);
    mysql_frame_begin(&ddl, scripts, count, down ? MYSQL_DOWNGRADING : MYSQL_UPGRADING,
                      !down && scripts[0]->position == 1);
    write_revisions(&ddl, scripts, count, down);
    mysql_late(&ddl, scripts, count, down);
    mysql_frame_end(&ddl, scripts[count - 1]);
    ddl_end(&ddl);
}

void mysql_upgrade(Buf *out, const Script *const *scripts, uint32_t count) {
    const Script *head = scripts[count - 1];
    script_head(out, head, "upgrade", "any revision", head->revision);
    buf_text(out,
             "-- The upgrades one behind the other; each leaves alone what is done. Stopped in "
             "between, it is to be run\n-- again.\n\n");
    write_chain(out, scripts, count, false);
}

void mysql_range(Buf *out, const Script *const *scripts, uint32_t count, bool down) {
    const Script *first = scripts[0];
    const Script *last = scripts[count - 1];
    const char *parent = script_parent(first);
    script_head(out, last, "script", down ? last->revision : parent,
                down ? parent : last->revision);
    buf_text(out, down ? "-- The downgrades, the last one first; those that are done are passed "
                         "over.\n"
                       : "-- The upgrades one behind the other; each leaves alone what is done.\n");
    buf_text(out, "-- Stopped in between, it is to be run again.\n");
    for (uint32_t i = 0; i < count; i++) {
        mysql_loss_head(out, scripts[down ? count - 1 - i : i], down);
    }
    buf_char(out, '\n');
    write_chain(out, scripts, count, down);
}
