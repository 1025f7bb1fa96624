/* emit.c - sends a Script to the printer of its dialect. See emit.h. */
#include "emit/emit.h"

#include <stdio.h>
#include <string.h>

#include "emit/postgres.h"
#include "emit/sqlite.h"

void emit_up(Buf *out, const Script *script)
{
    switch (script->dialect->target) {
    case TARGET_POSTGRES: postgres_up(out, script); return;
    case TARGET_SQLITE: sqlite_up(out, script); return;
    case TARGET_MYSQL:
    case TARGET_MARIADB:
    case TARGET_COUNT: return; /* there is no dialect of these: dialect_of */
    }
}

void emit_down(Buf *out, const Script *script)
{
    switch (script->dialect->target) {
    case TARGET_POSTGRES: postgres_down(out, script); return;
    case TARGET_SQLITE: sqlite_down(out, script); return;
    case TARGET_MYSQL:
    case TARGET_MARIADB:
    case TARGET_COUNT: return;
    }
}

void emit_verify(Buf *out, const Script *script)
{
    switch (script->dialect->target) {
    case TARGET_POSTGRES: postgres_verify(out, script); return;
    case TARGET_SQLITE: sqlite_verify(out, script); return;
    case TARGET_MYSQL:
    case TARGET_MARIADB:
    case TARGET_COUNT: return;
    }
}

static void postgres_statements(Ddl *ddl, const Plan *plan)
{
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        ddl_comment(ddl, &plan->steps.items[i]);
        postgres_statement(ddl, &plan->steps.items[i]);
        buf_char(ddl->out, '\n');
    }
}

void emit_statements(Buf *out, const Script *script)
{
    Ddl ddl = ddl_begin(out, script->dialect);
    switch (script->dialect->target) {
    case TARGET_POSTGRES: postgres_statements(&ddl, script->up); break;
    case TARGET_SQLITE: sqlite_schema(&ddl, script->up); break;
    case TARGET_MYSQL:
    case TARGET_MARIADB:
    case TARGET_COUNT: break;
    }
    ddl_end(&ddl);
}

unsigned script_tag_number(const Text *texts, uint32_t count)
{
    static const char *const words[] = {"migc", "sql", "body"};
    for (unsigned number = 0;; number++) {
        bool found = false;
        for (size_t w = 0; w < sizeof words / sizeof words[0] && !found; w++) {
            char tag[32];
            int length = number == 0 ? snprintf(tag, sizeof tag, "$%s$", words[w])
                                     : snprintf(tag, sizeof tag, "$%s%u$", words[w], number);
            for (uint32_t i = 0; i < count && !found; i++) {
                found = memmem(texts[i].data, texts[i].length, tag, (size_t)length) != NULL;
            }
        }
        if (!found) {
            return number;
        }
    }
}
