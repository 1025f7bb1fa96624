/* mysql.c - takes a Script, gives the text of its files for MySQL or MariaDB. See mysql.h. */
#include "emit/mysql.h"

#include "emit/script.h"

void mysql_up(Buf *out, const Script *script) {
    script_head(out, script, "up", script_parent(script), script->revision);
}

void mysql_down(Buf *out, const Script *script) {
    script_head(out, script, "down", script->revision, script_parent(script));
}

void mysql_verify(Buf *out, const Script *script) {
    script_head(out, script, "verify", script->revision, NULL);
}

void mysql_upgrade(Buf *out, const Script *const *scripts, uint32_t count) {
    mysql_range(out, scripts, count, false);
}

void mysql_range(Buf *out, const Script *const *scripts, uint32_t count, bool down) {
    for (uint32_t i = 0; i < count; i++) {
        if (down) {
            mysql_down(out, scripts[count - 1 - i]);
        } else {
            mysql_up(out, scripts[i]);
        }
    }
}

void mysql_stamp(Buf *out, const Script *script) {
    script_head(out, script, "stamp", script->revision, NULL);
}

void mysql_status(Buf *out, const Script *const *scripts, uint32_t count) {
    script_head(out, scripts[count - 1], "status", scripts[count - 1]->revision, NULL);
}

void mysql_statements(Ddl *ddl, const Plan *plan) {
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        ddl_comment(ddl, &plan->steps.items[i]);
    }
}
