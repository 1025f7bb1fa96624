/*
 * revision.c - see revision.h.
 *
 * A revision may rightly refuse rows: those that are put are not chosen for the conditions that it
 * adds. A script that stops is therefore run again with fewer rows, if the revision asks anything of
 * them; only what stops in a schema without rows is a mistake then.
 */
#include "prove/revision.h"

#include <string.h>

#include "change/grade.h"
#include "emit/sqlite/sqlite.h"
#include "prove/prover.h"
#include "prove/readback.h"
#include "prove/survival.h"

/* Which tables get rows. */
typedef enum Filling {
    FILL_ALL,
    FILL_FITTING, /* those of whose rows the revision asks nothing */
    FILL_NONE
} Filling;

/* What the rows of a table were before the revision. */
typedef struct Snapshot {
    int32_t *kept_up;   /* the columns that the upgrade keeps; of the others -1 */
    int32_t *kept_back; /* those that the downgrade keeps as well */
    Text up;            /* the rows in these columns */
    Text back;
    int64_t counter;
    bool is_owned; /* it has rows that no data block put */
} Snapshot;

typedef struct Revising {
    Prover *prover;
    Excerpt *excerpt;
    Survivors survivors;
    Snapshot *snapshots; /* of each */
    Filling filling;
    bool writes_sql; /* the author's SQL may make and drop whatever it likes */
    ScriptText state;
    const Model *head;
    Idles idle; /* what does not work before the revision */
    Buf before; /* the catalog before and after the revision */
    Buf after;
    bool loses_up; /* rows would go that somebody put: the script must ask */
    bool loses_down;
} Revising;

static Text keep_text(Revising *r, Buf *buf) {
    Text text = {
        arena_copy_text(&r->prover->arena, buf->data != NULL ? buf->data : "", buf->length),
        buf->length};
    buf_clear(buf);
    return text;
}

/* ---- the state before ------------------------------------------------------------------------ */

/* Rows that are there may be why a script stops. */
static bool may_be_rows(const Revising *r, Phase phase, const Failure *failure) {
    bool is_down = phase == PHASE_DOWN || phase == PHASE_DOWN_AGAIN;
    bool any = failure->stretch != NULL;
    for (uint32_t i = 0; i < r->survivors.count; i++) {
        const Survivor *survivor = &r->survivors.items[i];
        any = any || (is_down ? survivor->may_stop_down : survivor->may_stop_up) ||
              survivor->is_free;
    }
    return any && failure->is_read && r->filling != FILL_NONE;
}

static Verdict run(Revising *r, Phase phase, const ScriptText *script) {
    Failure failure;
    if (session_run(&r->prover->session, script, &failure)) {
        return VERDICT_HOLDS;
    }
    return may_be_rows(r, phase, &failure) ? VERDICT_STOPPED
                                           : blame_failure(r->prover, phase, &failure);
}

/* What does not work here was told about the revision that made it. */
static Verdict make_state(Revising *r) {
    Failure failure;
    if (r->state.text == NULL || session_run(&r->prover->session, &r->state, &failure)) {
        return VERDICT_HOLDS;
    }
    if (failure.stretch != NULL) {
        r->prover->left_out = failure.stretch->sql;
        return VERDICT_AGAIN;
    }
    return r->prover->has_findings
               ? VERDICT_FINDINGS
               : tell_bug(r->prover, "the schema before the revision", failure.message,
                          (Text){failure.statement, failure.length});
}

static const Survivor *survivor_of(const Revising *r, const Table *table, bool before) {
    for (uint32_t i = 0; i < r->survivors.count; i++) {
        const Survivor *survivor = &r->survivors.items[i];
        if ((before ? survivor->before : survivor->after) == table) {
            return survivor;
        }
    }
    return NULL;
}

/* The tables of a schema that get rows; with `created` only those that the revision makes. */
static Batch tables_to_fill(Revising *r, const Batch *schema, bool created) {
    Batch batch = *schema;
    batch.tables = NEW_ARRAY(&r->prover->arena, const Table *, schema->table_count);
    batch.table_count = 0;
    for (uint32_t i = 0; i < schema->table_count && r->filling != FILL_NONE; i++) {
        const Survivor *survivor = survivor_of(r, schema->tables[i], !created);
        bool fits = survivor != NULL &&
                    (r->filling == FILL_ALL ||
                     (!survivor->may_stop_up && !survivor->may_stop_down && !survivor->is_free));
        if (fits && (!created || survivor->before == NULL)) {
            batch.tables[batch.table_count++] = schema->tables[i];
        }
    }
    return batch;
}

static Verdict fill(Revising *r, const Batch *schema, bool created) {
    Batch batch = tables_to_fill(r, schema, created);
    RowsReport report = rows_put(&r->prover->session, &batch);
    r->prover->summary->tables_without_rows += r->filling == FILL_ALL ? report.without_rows : 0;
    return report.refused != NULL ? blame_rows(r->prover, &report) : VERDICT_HOLDS;
}

static bool has_data(const Model *model, const Table *table) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        if (model->objects[i].kind == OBJECT_DATA && model->objects[i].data->table == table) {
            return true;
        }
    }
    return false;
}

static void take_snapshots(Revising *r) {
    Session *session = &r->prover->session;
    Buf text = {0};
    r->snapshots = NEW_ARRAY(&r->prover->arena, Snapshot, r->survivors.count);
    for (uint32_t i = 0; i < r->survivors.count; i++) {
        const Survivor *survivor = &r->survivors.items[i];
        const Table *table = survivor->before;
        if (table != NULL) {
            Snapshot *snapshot = &r->snapshots[i];
            uint16_t count = table->column_count;
            snapshot->kept_up = NEW_ARRAY(&r->prover->arena, int32_t, count);
            snapshot->kept_back = NEW_ARRAY(&r->prover->arena, int32_t, count);
            for (uint16_t k = 0; k < count; k++) {
                snapshot->kept_up[k] = survivor->up[k] >= 0 ? k : -1;
                snapshot->kept_back[k] = survivor->back[k] >= 0 ? k : -1;
            }
            rows_write(&text, session, table, snapshot->kept_up, count, survivor->after);
            snapshot->up = keep_text(r, &text);
            rows_write(&text, session, table, snapshot->kept_back, count, survivor->after);
            snapshot->back = keep_text(r, &text);
            snapshot->counter = rows_counter(session, table);
            snapshot->is_owned = snapshot->up.length > 0 &&
                                 !has_data(r->excerpt->script.before, table);
            r->loses_up = r->loses_up ||
                          (survivor->after == NULL && snapshot->is_owned && !survivor->is_free);
        }
    }
    buf_free(&text);
    buf_clear(&r->before);
    session_catalog(session, &r->before, true);
}

/* Rows of tables that the revision creates are lost with them. */
static void look_at_created(Revising *r) {
    Buf text = {0};
    for (uint32_t i = 0; i < r->survivors.count; i++) {
        const Survivor *survivor = &r->survivors.items[i];
        if (survivor->before == NULL && !survivor->is_free) {
            rows_write(&text, &r->prover->session, survivor->after, NULL, 0, NULL);
        }
    }
    r->loses_down = text.length > 0;
    buf_free(&text);
}

/* ---- what must hold -------------------------------------------------------------------------- */

/* The first line of `a` that is not in the same place of `b`. */
static Text first_difference(Text a, Text b) {
    while (a.length > 0) {
        const char *end = memchr(a.data, '\n', a.length);
        size_t line = end != NULL ? (size_t)(end - a.data) : a.length;
        if (b.length < line || memcmp(a.data, b.data, line) != 0) {
            return (Text){a.data, line};
        }
        size_t step = line + 1 < a.length ? line + 1 : a.length;
        size_t other = line + 1 < b.length ? line + 1 : b.length;
        a = (Text){a.data + step, a.length - step};
        b = (Text){b.data + other, b.length - other};
    }
    return a;
}

static Verdict tell_rows(Revising *r, Phase phase, const Table *table, Text expected, Text found) {
    Text line = first_difference(expected, found);
    const char *why = arena_printf(
        &r->prover->arena, "rows of %s are not what they were: `%.*s` became `%.*s`",
        table->name->text, TEXT_ARG(line), TEXT_ARG(first_difference(found, expected)));
    return tell_bug(r->prover, phase_words(phase), why, (Text){0});
}

/* The column that AUTOINCREMENT counts in is there all the time, with its values. */
static bool keeps_numbers(const Survivor *survivor, const Snapshot *snapshot, bool is_down) {
    int32_t before = rows_number_column(survivor->before);
    int32_t after = rows_number_column(survivor->after);
    return before >= 0 && after >= 0 && survivor->up[before] == after &&
           (survivor->after->columns[after].flags & COLUMN_IDENTITY) != 0 &&
           (!is_down || snapshot->kept_back[before] >= 0);
}

/* Rows, their values and the counters are there, in the schema after or in the one before again. */
static Verdict rows_survived(Revising *r, Phase phase) {
    Session *session = &r->prover->session;
    Verdict verdict = VERDICT_HOLDS;
    bool is_down = phase == PHASE_DOWN;
    Buf text = {0};
    for (uint32_t i = 0; i < r->survivors.count && verdict == VERDICT_HOLDS; i++) {
        const Survivor *survivor = &r->survivors.items[i];
        const Snapshot *snapshot = &r->snapshots[i];
        if (survivor->before == NULL || survivor->after == NULL || survivor->is_free) {
            continue;
        }
        const Table *table = is_down ? survivor->before : survivor->after;
        const Table *other = is_down ? survivor->after : survivor->before;
        Text expected = is_down ? snapshot->back : snapshot->up;
        buf_clear(&text);
        rows_write(&text, session, table, is_down ? snapshot->kept_back : survivor->up,
                   survivor->before->column_count, other);
        if (!text_equal(buf_view(&text), expected)) {
            verdict = tell_rows(r, phase, table, expected, buf_view(&text));
        } else if (snapshot->counter > 0 && keeps_numbers(survivor, snapshot, is_down) &&
                   rows_counter(session, table) != snapshot->counter) {
            const char *why = arena_printf(&r->prover->arena,
                                           "%s would give numbers that it has given before",
                                           table->name->text);
            verdict = tell_bug(r->prover, phase_words(phase), why, (Text){0});
        }
    }
    buf_free(&text);
    return verdict;
}

/* All rows of all tables, for comparing. */
static Text all_rows(Revising *r, const Batch *schema) {
    Buf text = {0};
    for (uint32_t i = 0; i < schema->table_count; i++) {
        buf_name(&text, schema->tables[i]->name);
        buf_char(&text, '\n');
        rows_write(&text, &r->prover->session, schema->tables[i], NULL, 0, NULL);
    }
    Text kept = keep_text(r, &text);
    buf_free(&text);
    return kept;
}

static Verdict rows_are(Revising *r, Phase phase, const Batch *schema, Text expected) {
    Text found = all_rows(r, schema);
    if (text_equal(found, expected)) {
        return VERDICT_HOLDS;
    }
    const char *table = ""; /* whose rows are the first that differ */
    for (uint32_t i = 0; i < schema->table_count; i++) {
        Name name = schema->tables[i]->name;
        const char *at = memmem(found.data, found.length, name->text, name->length);
        size_t length = at != NULL ? (size_t)(at - found.data) : 0;
        if (at != NULL && length <= expected.length &&
            memcmp(found.data, expected.data, length) == 0) {
            table = name->text;
        }
    }
    return blame_change(r->prover, phase, table, NULL);
}

static Verdict catalog_is(Revising *r, Phase phase, const Buf *expected, const char *why) {
    Buf found = {0};
    session_catalog(&r->prover->session, &found, true);
    bool is_same = text_equal(buf_view(&found), buf_view(expected));
    Text line = first_difference(buf_view(&found), buf_view(expected));
    Verdict verdict = is_same
                          ? VERDICT_HOLDS
                          : tell_bug(r->prover, phase_words(phase),
                                     line.length > 0 ? arena_printf(&r->prover->arena, "%s: %.*s",
                                                                    why, TEXT_ARG(line))
                                                     : why,
                                     (Text){0});
    buf_free(&found);
    return verdict;
}

static Verdict schema_is(Revising *r, Phase phase, const Batch *schema) {
    Buf difference = {0};
    Batch expected = *schema;
    expected.sql_count += r->writes_sql; /* what else is there may be the author's */
    Verdict verdict = VERDICT_HOLDS;
    if (!readback_is_model(&r->prover->session, &expected, &difference)) {
        buf_char(&difference, '\0');
        verdict = tell_bug(r->prover, phase_words(phase), difference.data, (Text){0});
    }
    buf_free(&difference);
    return verdict;
}

/* ---- phases ---------------------------------------------------------------------------------- */

static void consent(Revising *r, bool given) {
    session_do(&r->prover->session, given ? "CREATE TEMP TABLE migc_allow_data_loss (x)"
                                          : "DROP TABLE temp.migc_allow_data_loss");
}

/* Runs a script without consent first: if it refuses, nothing is changed; if it does not, nothing was to
 * be lost. */
static Verdict run_with_consent(Revising *r, Phase phase, const ScriptText *script, bool loses,
                                const Batch *schema, const Buf *catalog) {
    Failure failure;
    Text rows = all_rows(r, schema);
    if (session_run(&r->prover->session, script, &failure)) {
        return loses ? tell_bug(r->prover, phase_words(phase), "it destroyed rows without consent",
                                (Text){0})
                     : VERDICT_HOLDS;
    }
    if (strstr(failure.message, "data would be lost") == NULL) {
        if (phase == PHASE_DOWN && r->filling == FILL_NONE && failure.is_read &&
            grade_downgrade(&r->prover->arena, r->prover->changes, 1u << TARGET_SQLITE, NULL) ==
                GRADE_REFUSED) {
            return VERDICT_REFUSED;
        }
        return may_be_rows(r, phase, &failure) ? VERDICT_STOPPED
                                               : blame_failure(r->prover, phase, &failure);
    }
    Verdict verdict = rows_are(r, phase, schema, rows);
    if (verdict == VERDICT_HOLDS) {
        verdict = catalog_is(r, phase, catalog, "it refused and changed something");
    }
    if (verdict == VERDICT_HOLDS) {
        consent(r, true);
        verdict = run(r, phase, script);
        consent(r, false);
    }
    return verdict;
}

/* What of the author's SQL worked before the revision works behind it. */
static Verdict nothing_fell_idle(Revising *r) {
    Idles idle = session_find_idle(&r->prover->session);
    Verdict verdict = VERDICT_HOLDS;
    for (uint32_t i = 0; verdict == VERDICT_HOLDS && i < idle.count; i++) {
        if (!idles_have(&r->idle, idle.items[i].name)) {
            verdict = blame_idle(r->prover, &idle.items[i], r->head);
        }
    }
    return verdict;
}

static Verdict prove_up(Revising *r) {
    const Excerpt *excerpt = r->excerpt;
    Verdict verdict = run_with_consent(r, PHASE_UP, &r->prover->up, r->loses_up, &excerpt->before,
                                       &r->before);
    if (verdict == VERDICT_HOLDS) {
        verdict = blame_orphans(r->prover);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = schema_is(r, PHASE_UP, &excerpt->after);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = nothing_fell_idle(r);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = rows_survived(r, PHASE_UP);
    }
    buf_clear(&r->after);
    session_catalog(&r->prover->session, &r->after, true);
    return verdict;
}

static Verdict prove_again(Revising *r, Phase phase, const ScriptText *script, const Batch *schema,
                           const Buf *catalog) {
    Text rows = all_rows(r, schema);
    Verdict verdict = run(r, phase, script);
    if (verdict == VERDICT_HOLDS) {
        verdict = rows_are(r, phase, schema, rows);
    }
    return verdict == VERDICT_HOLDS
               ? catalog_is(r, phase, catalog, "the schema is not the one that the first run made")
               : verdict;
}

static Verdict prove_down(Revising *r) {
    const Excerpt *excerpt = r->excerpt;
    Verdict verdict = run_with_consent(r, PHASE_DOWN, &r->prover->down, r->loses_down,
                                       &excerpt->after, &r->after);
    if (verdict == VERDICT_HOLDS) {
        verdict = schema_is(r, PHASE_DOWN, &excerpt->before);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = rows_survived(r, PHASE_DOWN);
    }
    if (verdict == VERDICT_HOLDS && !r->writes_sql && r->state.text != NULL) {
        verdict = catalog_is(r, PHASE_DOWN, &r->before,
                             "the schema is not the one before the upgrade");
    }
    return verdict;
}

/* Drivers turn foreign keys on before they run anything. */
static Verdict prove_up_after_down(Revising *r) {
    session_do(&r->prover->session, "PRAGMA foreign_keys = ON");
    consent(r, true);
    Verdict verdict = run(r, PHASE_UP_AFTER_DOWN, &r->prover->up);
    consent(r, false);
    return verdict == VERDICT_HOLDS && !r->writes_sql
               ? catalog_is(r, PHASE_UP_AFTER_DOWN, &r->after,
                            "the schema is not the one that the first upgrade made")
               : verdict;
}

static Verdict prove_filled(Revising *r) {
    const Excerpt *excerpt = r->excerpt;
    r->loses_up = false;
    r->loses_down = false;
    Verdict verdict = make_state(r);
    if (verdict == VERDICT_HOLDS) {
        verdict = fill(r, &excerpt->before, false);
    }
    if (verdict == VERDICT_HOLDS) {
        rows_advance_counters(&r->prover->session);
        take_snapshots(r);
        r->idle = session_find_idle(&r->prover->session);
        verdict = prove_up(r);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = fill(r, &excerpt->after, true);
        look_at_created(r);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = prove_again(r, PHASE_UP_AGAIN, &r->prover->up, &excerpt->after, &r->after);
    }
    if (verdict == VERDICT_HOLDS && r->prover->verify.text != NULL) {
        verdict = run(r, PHASE_VERIFY, &r->prover->verify);
    }
    if (verdict == VERDICT_HOLDS) {
        verdict = prove_down(r);
    }
    if (verdict == VERDICT_HOLDS) {
        Buf catalog = {0};
        session_catalog(&r->prover->session, &catalog, true);
        verdict = prove_again(r, PHASE_DOWN_AGAIN, &r->prover->down, &excerpt->before, &catalog);
        buf_free(&catalog);
    }
    return verdict == VERDICT_HOLDS ? prove_up_after_down(r) : verdict;
}

/* ---- excerpts -------------------------------------------------------------------------------- */

static bool writes_sql(const Plan *plan) {
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        StepKind kind = plan->steps.items[i].kind;
        if (kind == STEP_RUN_SQL || kind == STEP_UNDO_SQL) {
            return true;
        }
    }
    return false;
}

static bool only_defines(const Plan *plan) {
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        StepKind kind = plan->steps.items[i].kind;
        if (kind == STEP_PUT_ROWS || kind == STEP_RUN_SQL) {
            return false;
        }
    }
    return true;
}

/* What the revision before leaves. Rows and the author's SQL need what a script has round them; else the
 * statements alone make the same. */
static void print_state(Revising *r) {
    const Script *state = &r->excerpt->state;
    Buf text = {0};
    if (state->revision == NULL) {
        return;
    }
    if (only_defines(state->up)) {
        Ddl ddl = ddl_begin(&text, state->dialect);
        ddl.if_absent = "IF NOT EXISTS "; /* lines break as they do in scripts */
        buf_text(&text, "BEGIN;\n");
        sqlite_schema(&ddl, state->up);
        buf_printf(&text,
                   "CREATE TABLE migc_history (position INTEGER PRIMARY KEY,"
                   " revision TEXT NOT NULL UNIQUE, checksum TEXT NOT NULL, applied_at TEXT);\n"
                   "INSERT INTO migc_history (position, revision, checksum)"
                   " VALUES (%u, '%s', '%s');\nCOMMIT;\n",
                   state->position, state->revision, state->checksum);
        ddl_end(&ddl);
    } else {
        sqlite_up(&text, state);
    }
    r->state = prover_text(r->prover, buf_view(&text), state->up);
    buf_free(&text);
}

static Verdict prove_excerpt(ChainProof *proof, Prover *prover, Excerpt *excerpt, bool is_head,
                             const ProofTexts *texts) {
    Revising r = {.prover = prover, .excerpt = excerpt, .head = proof->head->model};
    prover->batch = excerpt->all;
    prover->changes = &excerpt->changes;
    prover->script = &excerpt->script;
    r.survivors = survivors_of(&prover->arena, &excerpt->trail, &excerpt->up, &excerpt->down,
                               proof->words);
    r.writes_sql = writes_sql(&excerpt->up) || writes_sql(&excerpt->down);
    if (texts != NULL) {
        prover->up = prover_text(prover, texts->up, &excerpt->up);
        prover->down = prover_text(prover, texts->down, &excerpt->down);
        prover->verify = prover_text(prover, texts->verify, NULL);
    } else {
        prover_print(prover, &excerpt->script, is_head);
    }
    print_state(&r);
    Verdict verdict = VERDICT_STOPPED;
    for (; verdict == VERDICT_STOPPED; r.filling++) {
        session_open(&prover->session, &prover->arena);
        verdict = prove_filled(&r);
        prover->summary->statements += prover->session.statements;
        session_close(&prover->session);
        prover->summary->stops += verdict == VERDICT_STOPPED;
    }
    if (verdict == VERDICT_REFUSED) {
        verdict = VERDICT_HOLDS;
    }
    if (verdict == VERDICT_HOLDS) {
        prover->summary->batches++;
        prover->summary->tables += r.survivors.count;
    }
    buf_free(&r.before);
    buf_free(&r.after);
    return verdict;
}

/* Leaves out an object, and those that cannot be without it. */
static void leave_out(ChainProof *proof, const Excerpt *excerpt, const SqlObject *left_out) {
    LeftOut *out = &proof->left_out;
    namemap_set(out->arena, &out->texts, left_out->up, out);
    const Model *models[] = {excerpt->script.before, excerpt->script.model};
    for (size_t m = 0; m < 2; m++) {
        for (uint32_t i = 0; i < models[m]->object_count; i++) {
            const Object *object = &models[m]->objects[i];
            if (object->kind != OBJECT_SQL || object->sql->up == NULL) {
                continue;
            }
            bool needs = false;
            for (uint32_t n = 0; n < object->sql->needs_count; n++) {
                const Object *need = object->sql->needs[n];
                needs = needs || (need->kind == OBJECT_SQL && need->sql->up != NULL &&
                                  namemap_get(&out->texts, need->sql->up) != NULL);
            }
            if (needs) {
                namemap_set(out->arena, &out->texts, object->sql->up, out);
            }
        }
    }
}

static ProofResult prove_excerpts(ChainProof *proof, const Script *script, uint32_t size,
                                  uint32_t whole, const ProofTexts *texts) {
    Arena arena = {0};
    Excerpts *excerpts = excerpts_new(&arena, script, proof->words, &proof->left_out, size, whole);
    Prover prover = {.sources = proof->sources,
                     .diags = proof->diags,
                     .summary = proof->summary,
                     .has_findings = proof->has_findings};
    Excerpt excerpt;
    Verdict verdict = VERDICT_HOLDS;
    bool found = false; /* something was told, and the rest of this revision means nothing */
    while (verdict != VERDICT_BUG && !found &&
           (verdict == VERDICT_AGAIN || excerpts_next(excerpts, &prover.arena, &excerpt))) {
        if (verdict == VERDICT_AGAIN) {
            excerpts_again(excerpts, &prover.arena, &excerpt);
        }
        verdict = prove_excerpt(proof, &prover, &excerpt, script == proof->head, texts);
        if (verdict == VERDICT_AGAIN) {
            leave_out(proof, &excerpt, prover.left_out);
            found = prover.left_out->name == NULL || texts != NULL;
        }
        found = found || verdict == VERDICT_FINDINGS;
        arena_release(&prover.arena);
    }
    arena_release(&arena);
    bool has_more = prover.has_findings && !proof->has_findings;
    proof->has_findings = prover.has_findings;
    return verdict == VERDICT_BUG ? PROOF_BUG : has_more ? PROOF_FINDINGS : PROOF_HOLDS;
}

ProofResult prove_revision(ChainProof *proof, const Script *script, uint32_t size, uint32_t whole) {
    return prove_excerpts(proof, script, size, whole, NULL);
}

ProofResult prove_revision_texts(ChainProof *proof, const Script *script, const ProofTexts *texts) {
    return prove_excerpts(proof, script, UINT32_MAX, UINT32_MAX, texts);
}
