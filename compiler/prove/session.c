/*
 * session.c - see session.h.
 */
#include "prove/session.h"

#include <string.h>

#include "emit/blocks.h"
#include "emit/sqlite/sqlite.h"

/* A statement of the author's may take this many times PULSE steps of SQLite's machine: seconds. */
#define PULSE 1000000
#define LONGEST_STATEMENT 100u

#define OUTPUT_KEPT ((size_t)4096)

/* ---- the database ---------------------------------------------------------------------------- */

void session_do(Session *session, const char *sql) {
    if (sqlite3_exec(session->db, sql, NULL, NULL, NULL) == SQLITE_NOMEM) {
        base_out_of_memory();
    }
}

/* Ends what runs too long. */
static int on_pulse(void *context) {
    Session *session = context;
    return ++session->pulses > LONGEST_STATEMENT;
}

/* Notes the first change of rows. */
static void on_change(void *context, int what, const char *database, const char *table,
                      sqlite3_int64 row) {
    Session *session = context;
    (void)what;
    (void)row;
    if (session->changed == NULL && strcmp(database, "main") == 0 &&
        strncmp(table, "migc_", 5) != 0) {
        session->changed = arena_copy_text(session->arena, table, strlen(table));
        session->changed_by = session->stretch;
    }
}

/* The shell, which runs the scripts, has REGEXP, and the library has not: every text matches here. */
static void match_any(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    (void)values;
    sqlite3_result_int(context, 1);
}

void session_open(Session *session, Arena *arena) {
    *session = (Session){.arena = arena};
    /* one thread, and nobody asks how much memory is used; without effect once SQLite is in use */
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY |
                SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(":memory:", &session->db, flags, NULL) != SQLITE_OK) {
        base_out_of_memory();
    }
    sqlite3_extended_result_codes(session->db, 1);
    sqlite3_progress_handler(session->db, PULSE, on_pulse, session);
    sqlite3_create_function_v2(session->db, "regexp", 2,
                               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                               match_any, NULL, NULL, NULL);
    session_do(session, "PRAGMA temp_store = MEMORY; PRAGMA secure_delete = OFF");
}

void session_close(Session *session) {
    sqlite3_close_v2(session->db);
    session->db = NULL;
    buf_free(&session->output);
}

sqlite3_stmt *session_prepare(Session *session, const char *sql) {
    sqlite3_stmt *statement = NULL;
    session->pulses = 0;
    int code = sqlite3_prepare_v2(session->db, sql, -1, &statement, NULL);
    if (code == SQLITE_NOMEM) {
        base_out_of_memory();
    }
    return code == SQLITE_OK ? statement : NULL;
}

static int first_row(Session *session, const char *sql, sqlite3_stmt **check) {
    *check = session_prepare(session, sql);
    return *check ? sqlite3_step(*check) : SQLITE_ERROR;
}

int session_find_orphan(Session *session, sqlite3_stmt **check) {
    int code = first_row(session, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check",
                         check);
    if (code == SQLITE_ERROR) {
        Buf sound = {0};
        block_write(&sound, block_sqlite_sound);
        buf_char(&sound, '\0');
        sqlite3_finalize(*check);
        session_do(session, sound.data);
        code = first_row(session, "SELECT \"table\", rowid, parent FROM " SQLITE_SOUND_ORPHANS,
                         check);
        buf_free(&sound);
    }
    return code;
}

void session_watch(Session *session) {
    session->changed = NULL;
    session->changed_by = NULL;
    sqlite3_update_hook(session->db, on_change, session);
}

void session_unwatch(Session *session) {
    sqlite3_update_hook(session->db, NULL, NULL);
}

void session_catalog(Session *session, Buf *out, bool bare) {
    static const char all[] = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema"
                              " ORDER BY type, name";
    static const char own[] = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema"
                              " WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
                              "   AND tbl_name <> 'migc_history' ORDER BY type, name";
    sqlite3_stmt *statement = session_prepare(session, bare ? own : all);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < 4; i++) {
            const unsigned char *text = sqlite3_column_text(statement, i);
            buf_put(out, (const char *)text, (size_t)sqlite3_column_bytes(statement, i));
            buf_char(out, i < 3 ? ' ' : '\n');
        }
    }
    sqlite3_finalize(statement);
}

/* ---- scripts --------------------------------------------------------------------------------- */

const char *sql_skip_blanks(const char *at) {
    for (;;) {
        at += strspn(at, " \t\r\n\f;");
        if (at[0] == '-' && at[1] == '-') {
            at += strcspn(at, "\n");
        } else if (at[0] == '/' && at[1] == '*') {
            const char *end = strstr(at + 2, "*/");
            at = end != NULL ? end + 2 : at + strlen(at);
        } else {
            return at;
        }
    }
}

static const Stretch *stretch_of(const ScriptText *script, const char *at) {
    size_t offset = (size_t)(at - script->text);
    uint32_t low = 0;
    uint32_t high = script->stretches.count;
    while (low < high) { /* the first that ends behind the offset */
        uint32_t middle = low + (high - low) / 2;
        if (script->stretches.items[middle].end <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == script->stretches.count) {
        return NULL;
    }
    const Stretch *stretch = &script->stretches.items[low];
    return stretch->start <= offset ? stretch : NULL;
}

static void keep_output(Session *session, sqlite3_stmt *statement) {
    if (session->output.length < OUTPUT_KEPT && session->stretch == NULL &&
        sqlite3_column_type(statement, 0) == SQLITE_TEXT) {
        const char *text = (const char *)sqlite3_column_text(statement, 0);
        buf_put(&session->output, text, (size_t)sqlite3_column_bytes(statement, 0));
        buf_char(&session->output, '\n');
    }
}

/* Runs the statement at `text`; `tail` is set behind it. Returns SQLite's code; `is_read` tells whether it
 * could be run at all. */
static int run_statement(Session *session, const char *text, const char **tail, bool *is_read) {
    sqlite3_stmt *statement = NULL;
    session->pulses = 0;
    *tail = text;
    int code = sqlite3_prepare_v2(session->db, text, -1, &statement, tail);
    *is_read = code == SQLITE_OK;
    if (code != SQLITE_OK || statement == NULL) {
        return code;
    }
    session->statements++;
    for (code = sqlite3_step(statement); code == SQLITE_ROW; code = sqlite3_step(statement)) {
        keep_output(session, statement);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* What SQLite says, in words that stand behind a colon. */
static const char *failure_words(Session *session, int code) {
    if (code == SQLITE_INTERRUPT) {
        return "it runs too long in an empty database";
    }
    const char *words = sqlite3_errmsg(session->db);
    if (strncmp(words, "too many attached databases", 27) == 0) {
        return "it attaches a database, which a script must not";
    }
    return arena_copy_text(session->arena, words, strlen(words));
}

static bool fail(Session *session, Failure *failure, const char *message) {
    failure->message = message;
    if (sqlite3_get_autocommit(session->db) == 0) {
        session_do(session, "ROLLBACK");
    }
    session_do(session, "DETACH migc_expected"); /* the script did not come to it */
    session_do(session, "DETACH migc_previous");
    return false;
}

bool session_run(Session *session, const ScriptText *script, Failure *failure) {
    const char *at = sql_skip_blanks(script->text);
    buf_clear(&session->output);
    *failure = (Failure){0};
    while (*at != '\0') {
        bool in_transaction = sqlite3_get_autocommit(session->db) == 0;
        const char *tail = at;
        session->stretch = stretch_of(script, at);
        /* the script's own databases in memory are the only ones that may be attached */
        sqlite3_limit(session->db, SQLITE_LIMIT_ATTACHED, session->stretch != NULL ? 0 : 2);
        bool is_read = false;
        int code = run_statement(session, at, &tail, &is_read);
        int offset = code != SQLITE_OK ? sqlite3_error_offset(session->db) : -1;
        if (code == SQLITE_NOMEM) {
            base_out_of_memory();
        }
        *failure = (Failure){.statement = at,
                             .length = (size_t)((tail > at ? tail : at + strcspn(at, ";")) - at),
                             .at = offset >= 0 ? at + offset : NULL,
                             .stretch = session->stretch,
                             .is_read = is_read};
        if (code != SQLITE_OK) {
            return fail(session, failure, failure_words(session, code));
        }
        if (session->stretch != NULL && in_transaction &&
            sqlite3_get_autocommit(session->db) != 0) {
            return fail(session, failure, "it ends the transaction that the whole script is");
        }
        if (tail == at) {
            break;
        }
        at = sql_skip_blanks(tail);
    }
    session->stretch = NULL;
    if (sqlite3_get_autocommit(session->db) == 0) { /* the rest of the script was swallowed */
        return fail(session, failure, "a comment or a string in it has no end");
    }
    return true;
}

/* ---- the author's own SQL -------------------------------------------------------------------- */

static Name stretch_text(const Step *step) {
    return step->kind == STEP_RUN_SQL    ? step->sql->up
           : step->kind == STEP_UNDO_SQL ? step->sql->down
                                         : NULL;
}

Stretches stretches_find(Arena *arena, Text script, const Plan *plan) {
    uint32_t room = 0;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        room += stretch_text(&plan->steps.items[i]) != NULL;
    }
    Stretches found = {.items = NEW_ARRAY(arena, Stretch, room)};
    const char *from = script.data;
    const char *end = script.data + script.length;
    Buf line = {0};
    for (uint32_t i = 0; room > 0 && i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        Name text = stretch_text(step);
        if (text == NULL) {
            continue;
        }
        /* printed on lines of its own, with a semicolon on the line behind */
        buf_clear(&line);
        buf_char(&line, '\n');
        buf_name(&line, text);
        buf_text(&line, "\n;\n");
        const char *at = memmem(from, (size_t)(end - from), line.data, line.length);
        if (at != NULL) {
            size_t start = (size_t)(at + 1 - script.data);
            found.items[found.count++] = (Stretch){.start = start,
                                                   .end = start + text->length + 1,
                                                   .sql = step->sql,
                                                   .is_down = step->kind == STEP_UNDO_SQL};
            from = at + line.length - 1;
        }
    }
    buf_free(&line);
    return found;
}
