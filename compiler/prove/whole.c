/*
 * whole.c - see whole.h.
 */
#include "prove/whole.h"

#include "change/grade.h"
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/sqlite/sqlite.h"
#include "prove/prover.h"
#include "prove/readback.h"

typedef struct Whole {
    Prover *prover;
    const Script *const *scripts;
    uint32_t count;
    bool fills; /* tables get rows */
    Arena step; /* of one script */
} Whole;

/* ---- rows ------------------------------------------------------------------------------------ */

static bool *tables_with_data(Arena *arena, const Model *model) {
    bool *with_data = NEW_ARRAY(arena, bool, model->table_count);
    for (uint32_t i = 0; i < model->object_count; i++) {
        if (model->objects[i].kind == OBJECT_DATA) {
            with_data[model->objects[i].data->table->number] = true;
        }
    }
    return with_data;
}

static bool is_empty(Session *session, const Table *table) {
    Buf sql = {0};
    buf_text(&sql, "SELECT 1 FROM main.");
    quote_name(&sql, table->name, TARGET_SQLITE);
    buf_text(&sql, " LIMIT 1");
    buf_char(&sql, '\0');
    sqlite3_stmt *select = session_prepare(session, sql.data);
    bool empty = select != NULL && sqlite3_step(select) == SQLITE_DONE;
    sqlite3_finalize(select);
    buf_free(&sql);
    return empty;
}

/* A row for every table that has none. */
static void fill(Whole *whole, const Script *script) {
    Plan plan = plan_creation(&whole->step, script->dialect, script->model, NULL);
    Batch batch = {.script = *script, .up = plan};
    batch.tables = NEW_ARRAY(&whole->step, const Table *, plan.steps.count);
    for (uint32_t i = 0; i < plan.steps.count; i++) {
        const Step *step = &plan.steps.items[i];
        if (step->kind == STEP_CREATE_TABLE && is_empty(&whole->prover->session, step->table)) {
            batch.tables[batch.table_count++] = step->table;
        }
    }
    if (whole->fills) {
        rows_put(&whole->prover->session, &batch);
    }
}

/* Takes back the rows of all tables that have none of a data block. */
static void clear(Whole *whole, const Model *model) {
    Session *session = &whole->prover->session;
    Buf sql = {0};
    const bool *with_data = tables_with_data(&whole->step, model);
    sqlite3_db_config(session->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
    session_do(session, "PRAGMA foreign_keys = OFF");
    for (uint32_t i = 0; i < model->table_count; i++) {
        if (!with_data[i] && (model->tables[i]->targets >> TARGET_SQLITE & 1u) != 0) {
            buf_clear(&sql);
            buf_text(&sql, "DELETE FROM main.");
            quote_name(&sql, model->tables[i]->name, TARGET_SQLITE);
            buf_char(&sql, '\0');
            session_do(session, sql.data);
        }
    }
    sqlite3_db_config(session->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, (int *)NULL);
    buf_free(&sql);
}

/* ---- scripts --------------------------------------------------------------------------------- */

static Verdict run(Whole *whole, const Script *script, bool down) {
    Prover *prover = whole->prover;
    Failure failure;
    Buf text = {0};
    Script one = *script;
    one.kept = NULL;
    (down ? sqlite_down : sqlite_up)(&text, &one);
    ScriptText *ready = down ? &prover->down : &prover->up;
    *ready = prover_text(prover, buf_view(&text), down ? script->down : script->up);
    buf_free(&text);
    bool is_done = session_run(&prover->session, ready, &failure);
    if (!is_done && whole->fills) { /* each revision may refuse rows */
        clear(whole, down ? script->model : script->before);
        is_done = session_run(&prover->session, ready, &failure);
    }
    if (is_done) {
        return VERDICT_HOLDS;
    }
    if (whole->fills) {
        return VERDICT_STOPPED;
    }
    if (down && failure.is_read &&
        grade_downgrade(&whole->step, script->changes, 1u << TARGET_SQLITE, NULL) ==
            GRADE_REFUSED) {
        return VERDICT_REFUSED;
    }
    prover->script = script;
    prover->changes = script->changes;
    if (failure.stretch != NULL) {
        return blame_failure(prover, down ? PHASE_DOWN : PHASE_UP, &failure);
    }
    const char *what = arena_printf(&prover->arena, "the %s of `%s`, run in the whole chain,",
                                    down ? "downgrade" : "upgrade", script->revision);
    return tell_bug(prover, what, failure.message, (Text){failure.statement, failure.length});
}

static bool any_sql(const Whole *whole) {
    for (uint32_t i = 0; i < whole->count; i++) {
        const Steps *steps = &whole->scripts[i]->up->steps;
        for (uint32_t k = 0; k < steps->count; k++) {
            if (steps->items[k].kind == STEP_RUN_SQL) {
                return true;
            }
        }
    }
    return false;
}

static Verdict head_is_model(Whole *whole, bool has_sql) {
    const Script *head = whole->scripts[whole->count - 1];
    Plan plan = plan_creation(&whole->step, head->dialect, head->model, NULL);
    Batch batch = {.script = *head, .up = plan, .sql_count = has_sql};
    batch.tables = NEW_ARRAY(&whole->step, const Table *, plan.steps.count);
    for (uint32_t i = 0; i < plan.steps.count; i++) {
        if (plan.steps.items[i].kind == STEP_CREATE_TABLE) {
            batch.tables[batch.table_count++] = plan.steps.items[i].table;
        }
    }
    Buf difference = {0};
    Verdict verdict = VERDICT_HOLDS;
    if (!readback_is_model(&whole->prover->session, &batch, &difference)) {
        buf_char(&difference, '\0');
        verdict = tell_bug(whole->prover, "the whole chain", difference.data, (Text){0});
    }
    buf_free(&difference);
    return verdict;
}

static Verdict nothing_is_left(Whole *whole) {
    Buf left = {0};
    session_catalog(&whole->prover->session, &left, true);
    buf_char(&left, '\0');
    Verdict verdict = left.length == 1
                          ? VERDICT_HOLDS
                          : tell_bug(whole->prover, "the downgrade of the whole chain",
                                     arena_printf(&whole->prover->arena, "it leaves %s", left.data),
                                     (Text){0});
    buf_free(&left);
    return verdict;
}

static Verdict there_and_back(Whole *whole) {
    Verdict verdict = VERDICT_HOLDS;
    bool has_sql = any_sql(whole);
    session_do(&whole->prover->session, "CREATE TEMP TABLE migc_allow_data_loss (x)");
    for (uint32_t i = 0; i < whole->count && verdict == VERDICT_HOLDS; i++) {
        verdict = run(whole, whole->scripts[i], false);
        if (verdict == VERDICT_HOLDS) {
            fill(whole, whole->scripts[i]);
        }
        arena_release(&whole->step);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = head_is_model(whole, has_sql);
    }
    for (uint32_t i = whole->count; i > 0 && verdict == VERDICT_HOLDS; i--) {
        verdict = run(whole, whole->scripts[i - 1], true);
        arena_release(&whole->step);
    }
    return verdict == VERDICT_HOLDS && !has_sql ? nothing_is_left(whole) : verdict;
}

ProofResult prove_whole(ChainProof *proof, const Script *const *scripts, uint32_t count) {
    Prover prover = {.script = scripts[count - 1],
                     .sources = proof->sources,
                     .diags = proof->diags,
                     .summary = proof->summary};
    Whole whole = {.prover = &prover, .scripts = scripts, .count = count, .fills = true};
    Verdict verdict = VERDICT_STOPPED;
    while (verdict == VERDICT_STOPPED) {
        session_open(&prover.session, &prover.arena);
        verdict = there_and_back(&whole);
        proof->summary->statements += prover.session.statements;
        session_close(&prover.session);
        whole.fills = false;
    }
    arena_release(&prover.arena);
    proof->has_findings = proof->has_findings || prover.has_findings;
    return verdict == VERDICT_BUG ? PROOF_BUG : prover.has_findings ? PROOF_FINDINGS : PROOF_HOLDS;
}
