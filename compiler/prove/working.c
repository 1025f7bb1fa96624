/*
 * working.c - see working.h.
 */
#include "prove/working.h"

#include <string.h>

#include "emit/quote.h"

static const char probe[] = "CREATE TABLE main.migc_probe (x);"
                            "ALTER TABLE main.migc_probe RENAME TO migc_probed;";

/* `error in trigger t after rename: no such column: new.a`: the type, the name, and the reason behind them. The name may be
 * anything, so it is looked up. */
static bool read_message(Session *session, const char *message, const char **type, Idle *idle) {
    sqlite3_stmt *all = session_prepare(
        session, "SELECT type, name FROM main.sqlite_schema WHERE type IN ('view', 'trigger')"
                 " ORDER BY length(name) DESC");
    bool is_found = false;
    while (!is_found && sqlite3_step(all) == SQLITE_ROW) {
        const char *lead = arena_printf(session->arena, "error in %s %s",
                                        sqlite3_column_text(all, 0), sqlite3_column_text(all, 1));
        size_t length = strlen(lead);
        is_found = strncmp(message, lead, length) == 0 &&
                   (message[length] == ':' || message[length] == ' ');
        if (is_found) {
            const char *why = strstr(message + length, ": ");
            *type = arena_printf(session->arena, "%s", sqlite3_column_text(all, 0));
            idle->name = arena_printf(session->arena, "%s", sqlite3_column_text(all, 1));
            idle->why = arena_printf(session->arena, "%s", why != NULL ? why + 2 : message);
        }
    }
    sqlite3_finalize(all);
    return is_found;
}

/* One is told at a time, and taken away to find the next. */
Idles session_find_idle(Session *session) {
    Idles idles = {0};
    Buf drop = {0};
    const char *type = NULL;
    Idle idle;
    session_do(session, "SAVEPOINT migc_probe");
    session_do(session, "PRAGMA legacy_alter_table = OFF");
    while (sqlite3_exec(session->db, probe, NULL, NULL, NULL) != SQLITE_OK &&
           read_message(session, sqlite3_errmsg(session->db), &type, &idle)) {
        vec_push(session->arena, &idles, idle);
        buf_clear(&drop);
        buf_printf(&drop, "DROP TABLE IF EXISTS main.migc_probe; DROP %s main.", type);
        quote_text(&drop, text_of(idle.name), TARGET_SQLITE);
        buf_char(&drop, '\0');
        session_do(session, drop.data);
    }
    session_do(session, "ROLLBACK TO migc_probe; RELEASE migc_probe");
    buf_free(&drop);
    return idles;
}

bool idles_have(const Idles *idles, const char *name) {
    for (uint32_t i = 0; i < idles->count; i++) {
        if (strcmp(idles->items[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}
