/*
 * session.h - one SQLite database in memory, and scripts that run in it.
 *
 * takes:    the text of a script, and where in it the author's own SQL stands
 * gives:    that it ran to its end, or which statement failed, where and why
 * promises: statements run one by one, so that a failure has a place; nothing outside memory is
 *           touched, whatever the author's SQL asks for; after a failure no transaction is open
 */
#ifndef MIGC_PROVE_SESSION_H
#define MIGC_PROVE_SESSION_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "emit/plan.h"

/* The author's own SQL in the text of a script: text[start .. end). */
typedef struct Stretch {
    size_t start;
    size_t end;
    const SqlObject *sql;
    bool is_down;
} Stretch;

typedef struct Stretches {
    Stretch *items; /* ascending */
    uint32_t count;
} Stretches;

/* A script as text. */
typedef struct ScriptText {
    const char *text; /* NUL-terminated */
    Stretches stretches;
} ScriptText;

/* The statement that failed. */
typedef struct Failure {
    const char *statement;  /* where it begins in the script's text, behind blanks and comments */
    size_t length;          /* of the statement */
    const char *at;         /* the offending word, in the script's text, or NULL */
    const Stretch *stretch; /* the author's own SQL that it is from, or NULL */
    const char *message;    /* SQLite's words, in the session's arena */
    bool is_read;           /* SQLite could read it: it failed while it ran */
} Failure;

typedef struct Session {
    Arena *arena;
    sqlite3 *db;
    Buf output;             /* the lines of the last script that ran, one `migc: ...` a line */
    uint64_t statements;    /* how many have run */
    uint32_t pulses;        /* of the statement that runs, see LONGEST_STATEMENT */
    const Stretch *stretch; /* what runs is from here, or NULL */
    bool is_watching;       /* note changes of rows */
    const char *changed;    /* the first table of main whose rows changed, or NULL */
    const Stretch *changed_by;
} Session;

/* Opens an empty database; what it says goes to `arena`. Running out of memory ends the process.
 * The session must not move. */
void session_open(Session *session, Arena *arena);
void session_close(Session *session);

/* Runs a script to its end. If a statement fails, undoes what is not committed, fills `failure` and
 * returns false. Dot lines must have been taken out. */
bool session_run(Session *session, const ScriptText *script, Failure *failure);

/* Runs statements of the proof's own; what they are for shows whether they did it. */
void session_do(Session *session, const char *sql);

/* Prepares one statement; NULL if SQLite refuses it, `sqlite3_errmsg` says why. */
sqlite3_stmt *session_prepare(Session *session, const char *sql);

/* Prepares `*check` and looks for a row that refers to nothing: its table, its rowid, the table that it refers to. Passes over
 * tables of which SQLite cannot tell. Gives SQLITE_ROW, SQLITE_DONE or what went wrong. */
int session_find_orphan(Session *session, sqlite3_stmt **check);

/* From now on the first change of a row in a table of main that is not migc's own is noted. */
void session_watch(Session *session);
void session_unwatch(Session *session);

/* The text of all objects in main, but SQLite's and migc's own if `bare`. */
void session_catalog(Session *session, Buf *out, bool bare);

/* Where the author's SQL of the plan's steps stands in a script's text. */
Stretches stretches_find(Arena *arena, Text script, const Plan *plan);

/* Skips blanks, comments and semicolons. */
const char *sql_skip_blanks(const char *at);

#endif
