/* upgrade.c - takes the scripts of a chain, gives upgrade.sql. See postgres.h. */
#include "emit/postgres/postgres.h"
#include "emit/script.h"

void postgres_upgrade(Buf *out, const Script *const *scripts, uint32_t count) {
    const Script *head = scripts[count - 1];
    script_head(out, head, "upgrade", "any revision", head->revision);
    buf_text(
        out,
        "-- Each script leaves alone what migc_history lists, so this brings a database at any "
        "revision, or\n-- an empty one, to the last one.\n\n"
        "\\set ON_ERROR_STOP on\n\n");
    for (uint32_t i = 0; i < count; i++) {
        buf_printf(out, "\\ir %s.up.sql\n", scripts[i]->revision);
    }
}
