/*
 * sqlite.c - takes a script for SQLite, runs it; see prove.h and sqlite.h. spec/proof.md says what
 * is run in which order; whose fault a failure is, is found out in blame.c.
 */
#include "prove/sqlite.h"

#include <string.h>

#include "emit/quote.h"
#include "emit/sqlite/sqlite.h"
#include "prove/prover.h"
#include "prove/readback.h"

/* ---- texts ----------------------------------------------------------------------------------- */

/* Dot lines are the shell's: in memory the script runs without them. The text stays as long. */
ScriptText prover_text(Prover *prover, Text text, const Plan *plan) {
    char *copy = arena_copy_text(&prover->arena, text.data, text.length);
    char *dots = strstr(copy, sqlite_prologue);
    for (size_t i = 0; dots != NULL && sqlite_prologue[i] != '\0'; i++) {
        dots[i] = dots[i] == '\n' ? '\n' : ' ';
    }
    ScriptText script = {.text = copy};
    if (plan != NULL) {
        script.stretches = stretches_find(&prover->arena, (Text){copy, text.length}, plan);
    }
    return script;
}

void prover_print(Prover *prover, const Script *script, bool with_verify) {
    Buf buf = {0};
    sqlite_up(&buf, script);
    prover->up = prover_text(prover, buf_view(&buf), script->up);
    buf_clear(&buf);
    sqlite_down(&buf, script);
    prover->down = prover_text(prover, buf_view(&buf), script->down);
    buf_clear(&buf);
    prover->verify = (ScriptText){0};
    if (with_verify) {
        sqlite_verify(&buf, script);
        prover->verify = prover_text(prover, buf_view(&buf), NULL);
    }
    buf_free(&buf);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void mix(uint64_t *digest, const void *data, size_t length) {
    const unsigned char *at = data;
    for (size_t i = 0; i < length; i++) { /* FNV-1a */
        *digest = (*digest ^ at[i]) * 1099511628211u;
    }
}

static uint64_t table_digest(Session *session, const Table *table) {
    uint64_t digest = 14695981039346656037u;
    Buf sql = {0};
    buf_text(&sql, "SELECT * FROM main.");
    quote_name(&sql, table->name, TARGET_SQLITE);
    buf_char(&sql, '\0');
    sqlite3_stmt *select = session_prepare(session, sql.data);
    while (select != NULL && sqlite3_step(select) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(select); i++) {
            int type = sqlite3_column_type(select, i);
            const void *data = sqlite3_column_blob(select, i);
            mix(&digest, &type, sizeof type);
            mix(&digest, data, (size_t)sqlite3_column_bytes(select, i));
        }
    }
    sqlite3_finalize(select);
    buf_free(&sql);
    return digest;
}

/* Where the author's SQL may put rows back as they were, their content counts; else every touch. */
static uint64_t *rows_before(Prover *prover) {
    uint64_t *digests = NEW_ARRAY(&prover->arena, uint64_t, prover->batch.table_count);
    for (uint32_t i = 0; prover->batch.sql_count > 0 && i < prover->batch.table_count; i++) {
        digests[i] = table_digest(&prover->session, prover->batch.tables[i]);
    }
    session_watch(&prover->session);
    return digests;
}

static Verdict rows_are_untouched(Prover *prover, Phase phase, const uint64_t *digests) {
    Session *session = &prover->session;
    session_unwatch(session);
    if (session->changed != NULL && prover->batch.sql_count == 0) {
        return blame_change(prover, phase, session->changed, NULL);
    }
    for (uint32_t i = 0; session->changed != NULL && i < prover->batch.table_count; i++) {
        if (digests[i] != table_digest(session, prover->batch.tables[i])) {
            return blame_change(prover, phase, prover->batch.tables[i]->name->text,
                                session->changed_by);
        }
    }
    return VERDICT_HOLDS;
}

/* ---- phases ---------------------------------------------------------------------------------- */

static Verdict run(Prover *prover, Phase phase, const ScriptText *script) {
    Failure failure;
    return session_run(&prover->session, script, &failure) ? VERDICT_HOLDS
                                                           : blame_failure(prover, phase, &failure);
}

static Verdict catalog_is(Prover *prover, const char *what, const Buf *expected) {
    Buf found = {0};
    session_catalog(&prover->session, &found, false);
    bool is_same = text_equal(buf_view(&found), buf_view(expected));
    buf_free(&found);
    return is_same ? VERDICT_HOLDS
                   : tell_bug(prover, what, "the schema is not the one that the first upgrade made",
                              (Text){0});
}

/* Fresh: the schema is the model, its rows refer to rows. */
static Verdict prove_up(Prover *prover, Buf *catalog) {
    Verdict verdict = run(prover, PHASE_UP, &prover->up);
    if (verdict == VERDICT_HOLDS) {
        verdict = blame_orphans(prover);
    }
    Buf difference = {0};
    if (verdict == VERDICT_HOLDS &&
        !readback_is_model(&prover->session, &prover->batch, &difference)) {
        buf_char(&difference, '\0');
        verdict = tell_bug(prover, phase_words(PHASE_UP), difference.data, (Text){0});
    }
    buf_free(&difference);
    session_catalog(&prover->session, catalog, false);
    return verdict;
}

/* SQLite makes views of what is not there, too. */
static void look_for_idle(Prover *prover) {
    Idles idle = session_find_idle(&prover->session);
    for (uint32_t i = 0; i < idle.count; i++) {
        tell_idle(prover, &idle.items[i], prover->head);
    }
}

/* Again, with rows: nothing changes. The database is what verify.sql asks for. */
static Verdict prove_again(Prover *prover, const Buf *catalog) {
    uint64_t *before = rows_before(prover);
    Verdict verdict = run(prover, PHASE_UP_AGAIN, &prover->up);
    if (verdict == VERDICT_HOLDS) {
        verdict = rows_are_untouched(prover, PHASE_UP_AGAIN, before);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = catalog_is(prover, phase_words(PHASE_UP_AGAIN), catalog);
    }
    return verdict == VERDICT_HOLDS ? run(prover, PHASE_VERIFY, &prover->verify) : verdict;
}

/* Rows are not destroyed without consent. */
static Verdict prove_refusal(Prover *prover, const Buf *catalog) {
    Failure failure;
    session_watch(&prover->session);
    bool is_done = session_run(&prover->session, &prover->down, &failure);
    session_unwatch(&prover->session);
    if (is_done) {
        return tell_bug(prover, phase_words(PHASE_DOWN), "it destroyed rows without consent",
                        (Text){0});
    }
    if (strstr(failure.message, "data would be lost") == NULL) {
        return blame_failure(prover, PHASE_DOWN, &failure);
    }
    if (prover->session.changed != NULL) {
        return blame_change(prover, PHASE_DOWN, prover->session.changed, NULL);
    }
    return catalog_is(prover, phase_words(PHASE_DOWN), catalog);
}

/* With consent: nothing is left, and nothing happens the second time. */
static Verdict prove_down(Prover *prover) {
    Session *session = &prover->session;
    session_do(session, "CREATE TEMP TABLE migc_allow_data_loss (x)");
    Verdict verdict = run(prover, PHASE_DOWN, &prover->down);
    if (verdict != VERDICT_HOLDS) {
        return verdict;
    }
    sqlite3_stmt *rest = session_prepare(
        session, "SELECT type, name FROM main.sqlite_schema"
                 " WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' AND tbl_name <> 'migc_history'"
                 " ORDER BY type, name");
    while (verdict == VERDICT_HOLDS && sqlite3_step(rest) == SQLITE_ROW) {
        verdict = blame_remains(prover, (const char *)sqlite3_column_text(rest, 0),
                                (const char *)sqlite3_column_text(rest, 1));
    }
    sqlite3_finalize(rest);
    if (verdict == VERDICT_HOLDS) {
        verdict = run(prover, PHASE_DOWN_AGAIN, &prover->down);
    }
    session_do(session, "DROP TABLE temp.migc_allow_data_loss");
    return verdict;
}

static bool has_forward_keys(const Batch *batch) {
    for (uint32_t i = 0; i < batch->table_count; i++) {
        for (uint16_t k = 0; k < batch->tables[i]->foreign_key_count; k++) {
            if (batch->tables[i]->foreign_keys[k].is_forward) {
                return true;
            }
        }
    }
    return false;
}

/* Drivers turn foreign keys on before they run anything. Rows whose keys point at each other cannot
 * be put then, so such schemas are applied without. */
static Verdict prove_up_after_down(Prover *prover, const Buf *catalog) {
    if (!has_forward_keys(&prover->batch)) {
        session_do(&prover->session, "PRAGMA foreign_keys = ON");
    }
    Verdict verdict = run(prover, PHASE_UP_AFTER_DOWN, &prover->up);
    return verdict == VERDICT_HOLDS ? catalog_is(prover, phase_words(PHASE_UP_AFTER_DOWN), catalog)
                                    : verdict;
}

static Verdict prove_piece(Prover *prover) {
    Buf catalog = {0};
    RowsReport report = {0};
    Verdict verdict = prove_up(prover, &catalog);
    if (verdict == VERDICT_HOLDS) {
        report = rows_put(&prover->session, &prover->batch);
        verdict = report.refused != NULL ? blame_rows(prover, &report) : VERDICT_HOLDS;
    }
    if (verdict == VERDICT_HOLDS && prover->head != NULL && prover->batch.sql_count > 0) {
        look_for_idle(prover);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = prove_again(prover, &catalog);
    }
    if (verdict == VERDICT_HOLDS && report.added > 0) {
        verdict = prove_refusal(prover, &catalog);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = prove_down(prover);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = prove_up_after_down(prover, &catalog);
    }
    buf_free(&catalog);
    prover->summary->statements += prover->session.statements;
    if (verdict == VERDICT_HOLDS) {
        prover->summary->batches++;
        prover->summary->tables += prover->batch.table_count;
        prover->summary->stand_ins += prover->batch.stand_in_count;
        prover->summary->tables_without_rows += report.without_rows;
    }
    return verdict;
}

/* ---- all pieces ------------------------------------------------------------------------------ */

static ProofResult prove_pieces(Prover *prover, const ProofTexts *texts) {
    bool has_bug = false;
    bool again = false;
    while (!has_bug && (again || batches_next(prover->batches, &prover->arena, &prover->batch))) {
        if (texts != NULL) {
            prover->up = prover_text(prover, texts->up, prover->script->up);
            prover->down = prover_text(prover, texts->down, prover->script->down);
            prover->verify = prover_text(prover, texts->verify, NULL);
        } else {
            prover_print(prover, &prover->batch.script, true);
        }
        session_open(&prover->session, &prover->arena);
        Verdict verdict = prove_piece(prover);
        session_close(&prover->session);
        arena_release(&prover->arena);
        again = verdict == VERDICT_AGAIN && texts == NULL;
        has_bug = verdict == VERDICT_BUG;
        if (again) {
            batches_leave_out(prover->batches, prover->left_out);
            batches_again(prover->batches, &prover->arena, &prover->batch);
        }
    }
    arena_release(&prover->arena);
    return has_bug ? PROOF_BUG : prover->has_findings ? PROOF_FINDINGS : PROOF_HOLDS;
}

ProofResult prove_sqlite_batches(const Script *script, uint32_t size, const Model *head,
                                 Arena *arena, const Sources *sources, Diags *diags,
                                 ProofSummary *summary) {
    *summary = (ProofSummary){0};
    Prover prover = {.script = script,
                     .head = head,
                     .sources = sources,
                     .diags = diags,
                     .summary = summary,
                     .batches = batches_new(arena, script, size)};
    return prove_pieces(&prover, NULL);
}

ProofResult prove_sqlite_texts(const Script *script, const ProofTexts *texts, Arena *arena,
                               const Sources *sources, Diags *diags, ProofSummary *summary) {
    *summary = (ProofSummary){0};
    Prover prover = {.script = script,
                     .sources = sources,
                     .diags = diags,
                     .summary = summary,
                     .batches = batches_new(arena, script, UINT32_MAX)};
    return prove_pieces(&prover, texts);
}
