/* upgrade.c - the script that runs the scripts of a chain. See emit.h. */
#include "emit/emit.h"

void emit_upgrade(Buf *out, const Script *const *scripts, uint32_t count) {
    buf_text(out, "\\set ON_ERROR_STOP on\n\n");
    for (uint32_t i = 0; i < count; i++) {
        buf_printf(out, "\\ir %s.up.sql\n", scripts[i]->revision);
    }
}
