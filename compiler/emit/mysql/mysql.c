/* mysql.c - takes a Script, gives the upgrade and the downgrade for MySQL or MariaDB. See mysql.h. */
#include "emit/mysql/mysql.h"

#include "emit/mysql/frame.h"
#include "emit/mysql/parts.h"
#include "emit/script.h"

static void write_script(Buf *out, const Script *script, bool is_down) {
    Ddl ddl = ddl_begin(out, script->dialect);
    const char *parent = script_parent(script);
    script_head(out, script, is_down ? ".down" : ".up", is_down ? script->revision : parent,
                is_down ? parent : script->revision);
    mysql_frame_notes(out, script, is_down);
    buf_char(out, '\n');
    mysql_frame_begin(&ddl, &script, 1, is_down ? MYSQL_DOWNGRADING : MYSQL_UPGRADING,
                      !is_down && script->position == 1);
    mysql_revision(&ddl, script, is_down, -1);
    mysql_late(&ddl, &script, 1, is_down);
    mysql_frame_end(&ddl, script);
    ddl_end(&ddl);
}

void mysql_up(Buf *out, const Script *script) {
    write_script(out, script, false);
}

void mysql_down(Buf *out, const Script *script) {
    write_script(out, script, true);
}
