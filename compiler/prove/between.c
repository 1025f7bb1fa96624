/*
 * between.c - see between.h.
 *
 * What the script has to make is made from nothing too, by the same printers: both databases must then describe
 * themselves in the same words.
 */
#include "prove/between.h"

#include <ctype.h>
#include <string.h>

#include "emit/quote.h"
#include "emit/sqlite/sqlite.h"
#include "emit/sqlite/words.h"
#include "emit/transition.h"
#include "prove/excerpt.h"
#include "prove/prover.h"

/* Touched tables of a piece, and how many pieces are tried: every statement that renames a table makes SQLite read all
 * of them again. */
#define CROSSED 25u
#define PIECES 4u

typedef struct Crossing {
    Prover *prover;
    const Excerpt *excerpt;
    ScriptText before; /* makes the schema before */
    ScriptText after;  /* and this the one after */
    Buf before_is;     /* what SQLite says of them */
    Buf after_is;
} Crossing;

/* ---- what a database is ---------------------------------------------------------------------- */

/* Layout apart: the author's SQL may be indented otherwise in two files, and is the same. */
static void write_shape(Session *session, Buf *out) {
    Buf catalog = {0};
    session_catalog(session, &catalog, true);
    buf_clear(out);
    for (size_t i = 0; i < catalog.length; i++) {
        char c = catalog.data[i];
        if (c == '\n' || !isspace((unsigned char)c)) {
            buf_char(out, c);
        }
    }
    buf_free(&catalog);
}

static bool is_shape(Session *session, const Buf *expected) {
    Buf found = {0};
    write_shape(session, &found);
    bool is_same = text_equal(buf_view(&found), buf_view(expected));
    buf_free(&found);
    return is_same;
}

/* All rows of the tables. */
static void write_rows(Session *session, const Batch *schema, Buf *out) {
    Buf sql = {0};
    buf_clear(out);
    for (uint32_t i = 0; i < schema->table_count; i++) {
        buf_clear(&sql);
        buf_text(&sql, "SELECT * FROM main.");
        quote_name(&sql, schema->tables[i]->name, TARGET_SQLITE);
        buf_char(&sql, '\0');
        sqlite3_stmt *select = session_prepare(session, sql.data);
        while (select != NULL && sqlite3_step(select) == SQLITE_ROW) {
            for (int c = 0; c < sqlite3_column_count(select); c++) {
                int type = sqlite3_column_type(select, c);
                const void *data = sqlite3_column_blob(select, c);
                buf_uint(out, (uint64_t)type);
                buf_put(out, data != NULL ? data : "", (size_t)sqlite3_column_bytes(select, c));
                buf_char(out, '|');
            }
            buf_char(out, '\n');
        }
        sqlite3_finalize(select);
    }
    buf_free(&sql);
}

/* ---- the two schemas ------------------------------------------------------------------------- */

static ScriptText print_creation(Prover *prover, const Script *script) {
    Buf text = {0};
    sqlite_up(&text, script);
    ScriptText printed = prover_text(prover, buf_view(&text), script->up);
    buf_free(&text);
    return printed;
}

/* Makes a schema from nothing and notes what it is; false: SQLite cannot, which is told. */
static bool make(Crossing *crossing, const ScriptText *script, Buf *shape) {
    Prover *prover = crossing->prover;
    Failure failure;
    session_open(&prover->session, &prover->arena);
    bool is_made = session_run(&prover->session, script, &failure);
    write_shape(&prover->session, shape);
    if (!is_made) {
        const SqlObject *sql = failure.stretch != NULL ? failure.stretch->sql : NULL;
        diag_at(prover->diags, DIAG_UNPROVEN_SQL, sql != NULL ? sql->up_span : SPAN_NONE,
                "the script between the two schemas cannot be proven: %s", failure.message);
    }
    return is_made;
}

/* The schema of one side, as a script that creates it. */
static Script creation_of(const Crossing *crossing, bool is_after) {
    const Excerpt *excerpt = crossing->excerpt;
    Script creation = excerpt->state;
    creation.by_shape = false;
    creation.position = 1;
    creation.revision = is_after ? excerpt->script.revision : "before";
    creation.model = is_after ? excerpt->script.model : excerpt->script.before;
    creation.up = is_after ? &excerpt->head_up : &excerpt->state_up;
    return creation;
}

/* ---- the script ------------------------------------------------------------------------------ */

static bool may_be_rows(const char *message) {
    static const char *const words[] = {"data would be lost",
                                        "values that do not fit",
                                        "refer to rows that do not exist",
                                        "constraint failed",
                                        "datatype mismatch",
                                        "cannot store",
                                        "malformed JSON",
                                        "JSON path",
                                        "JSON cannot hold",
                                        "integer overflow",
                                        "ESCAPE expression"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(message, words[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* An object that makes something under another name than its own, of which no script can know; NULL: none. */
static const SqlObject *undeclared_object(const Model *model) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (sql != NULL && sql->name != NULL && sql->up != NULL &&
            (sql->targets & (1u << TARGET_SQLITE)) != 0 &&
            strcasestr(sql->up->text, "create") != NULL &&
            sqlite_makes(sql) == SQLITE_MAKES_OTHER) {
            return sql;
        }
    }
    return NULL;
}

/* It does not hold: because of the author's SQL, or migc's. */
static Verdict tell_failure(Crossing *crossing, const char *what, const char *why, Text statement) {
    const Script *script = &crossing->excerpt->script;
    const SqlObject *sql = undeclared_object(script->before);
    sql = sql != NULL ? sql : undeclared_object(script->model);
    if (sql == NULL) {
        return tell_bug(crossing->prover, what, why, statement);
    }
    Diag *diag = diag_at(crossing->prover->diags, DIAG_UNDECLARED_OBJECT, sql->span,
                         "the script cannot know what sql object `%s` makes", sql->name->text);
    diag_help(diag, "declare what the language can say; let each sql object make one thing, which "
                    "has its name");
    return VERDICT_FINDINGS;
}

/* Runs it; a script that stops because of rows has changed nothing, and may go on with consent. */
static Verdict cross(Crossing *crossing, bool has_rows) {
    Prover *prover = crossing->prover;
    Session *session = &prover->session;
    Failure failure;
    if (session_run(session, &prover->up, &failure)) {
        return VERDICT_HOLDS;
    }
    if (!has_rows || !failure.is_read || !may_be_rows(failure.message)) {
        return tell_failure(crossing, "the script", failure.message,
                            (Text){failure.statement, failure.length});
    }
    if (!is_shape(session, &crossing->before_is)) {
        return tell_failure(crossing, "the script", "it refused and changed something", (Text){0});
    }
    session_do(session, "CREATE TEMP TABLE migc_allow_data_loss (x)");
    bool goes = session_run(session, &prover->up, &failure);
    session_do(session, "DROP TABLE temp.migc_allow_data_loss");
    return goes ? VERDICT_HOLDS : VERDICT_STOPPED;
}

static Verdict prove_again(Crossing *crossing) {
    Prover *prover = crossing->prover;
    Session *session = &prover->session;
    Failure failure;
    Buf rows = {0};
    Buf found = {0};
    Verdict verdict = VERDICT_HOLDS;
    write_rows(session, &crossing->excerpt->after, &rows);
    if (!session_run(session, &prover->up, &failure)) {
        verdict = strstr(failure.message, "data would be lost") != NULL && rows.length > 0
                      ? VERDICT_HOLDS /* of a virtual table nobody knows whose rows they are */
                      : tell_failure(crossing, "the script, run again,", failure.message,
                                     (Text){failure.statement, failure.length});
    }
    write_rows(session, &crossing->excerpt->after, &found);
    if (verdict == VERDICT_HOLDS && !text_equal(buf_view(&rows), buf_view(&found))) {
        verdict = tell_failure(crossing, "the script, run again,", "it changed rows", (Text){0});
    }
    if (verdict == VERDICT_HOLDS && !is_shape(session, &crossing->after_is)) {
        verdict = tell_failure(crossing, "the script, run again,", "it changed the schema",
                               (Text){0});
    }
    buf_free(&rows);
    buf_free(&found);
    return verdict;
}

/* From the shape before, with rows or without. */
static Verdict prove_crossing(Crossing *crossing, bool has_rows) {
    Prover *prover = crossing->prover;
    Verdict verdict = VERDICT_HOLDS;
    if (!make(crossing, &crossing->before, &crossing->before_is)) {
        verdict = VERDICT_FINDINGS;
    } else if (has_rows) {
        rows_put(&prover->session, &crossing->excerpt->before);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = cross(crossing, has_rows);
    }
    if (verdict == VERDICT_HOLDS && !is_shape(&prover->session, &crossing->after_is)) {
        verdict = tell_failure(crossing, "the script",
                               "the schema is not the one that it shall make", (Text){0});
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = prove_again(crossing);
    }
    session_close(&prover->session);
    return verdict;
}

static Verdict prove_excerpt(Prover *prover, const Excerpt *excerpt) {
    Crossing crossing = {.prover = prover, .excerpt = excerpt};
    Script before = creation_of(&crossing, false);
    Script after = creation_of(&crossing, true);
    Buf text = {0};
    transition_emit(&text, &excerpt->script);
    prover->script = &excerpt->script;
    prover->up = prover_text(prover, buf_view(&text), &excerpt->up);
    buf_free(&text);
    crossing.before = print_creation(prover, &before);
    crossing.after = print_creation(prover, &after);
    Verdict verdict = make(&crossing, &crossing.after, &crossing.after_is) ? VERDICT_HOLDS
                                                                           : VERDICT_FINDINGS;
    session_close(&prover->session);
    bool has_tables = excerpt->before.table_count > 0;
    if (verdict == VERDICT_HOLDS) {
        verdict = prove_crossing(&crossing, has_tables);
    }
    if (verdict == VERDICT_STOPPED && has_tables) { /* rightly, perhaps */
        verdict = prove_crossing(&crossing, false);
    }
    buf_free(&crossing.before_is);
    buf_free(&crossing.after_is);
    return verdict;
}

ProofResult prove_sqlite_between(const Script *script, Arena *arena, const Sources *sources,
                                 Diags *diags) {
    ProofSummary summary = {0};
    LeftOut left_out = {.arena = arena};
    Words *words = words_new(arena, script->model->names);
    Excerpts *excerpts = excerpts_new(arena, script, words, &left_out, CROSSED, CROSSED);
    Prover prover = {.sources = sources, .diags = diags, .summary = &summary};
    Excerpt excerpt;
    Verdict verdict = VERDICT_HOLDS;
    for (uint32_t i = 0;
         i < PIECES && verdict == VERDICT_HOLDS && excerpts_next(excerpts, &prover.arena, &excerpt);
         i++) {
        verdict = prove_excerpt(&prover, &excerpt);
        arena_release(&prover.arena);
    }
    return verdict == VERDICT_BUG ? PROOF_BUG : PROOF_HOLDS;
}
