/*
 * verify.c - takes a Script, gives verify.sql for psql. See postgres.h.
 *
 * Each part builds its tables in a scratch schema, lets the server describe them and the real ones, and
 * undoes all of it. Tables of other parts that it references come as stand-ins with the keys it needs.
 */
#include "emit/blocks.h"
#include "emit/postgres/scratch.h"
#include "emit/quote.h"
#include "emit/script.h"

typedef struct Verifying {
    Ddl ddl;
    const Script *script;
    Arena arena;
    Plan plan; /* that creates the model */
    Scratch scratch;
    Buf spaces; /* postgres_space_list of the plan */
} Verifying;

/* A missing extension is told; in what is undone it is created, so that its types are known. */
static void write_extensions(Verifying *verifying) {
    Buf *out = verifying->ddl.out;
    Buf list = {0};
    for (uint32_t i = 0; i < verifying->plan.steps.count; i++) {
        const Step *step = &verifying->plan.steps.items[i];
        if (step->kind == STEP_CREATE_EXTENSION) {
            buf_text(&list, list.length == 0 ? "{" : ",");
            postgres_array_word(&list, step->extension->name);
        }
    }
    if (list.length != 0) {
        buf_char(&list, '}');
        buf_text(out,
                 "    SELECT string_agg('missing: extension ' || name, E'\\n') INTO migc_drift\n"
                 "      FROM unnest(");
        quote_string(out, list.data, list.length, TARGET_POSTGRES);
        buf_text(out, "::text[]) AS name\n"
                      "     WHERE name NOT IN (SELECT extname FROM pg_extension);\n");
    }
    buf_free(&list);
}

static void write_part(Verifying *verifying, uint32_t number) {
    const Script *script = verifying->script;
    const Plan *plan = &verifying->plan;
    Ddl *ddl = &verifying->ddl;
    Buf *out = ddl->out;
    scratch_find(&verifying->scratch, number);

    ddl->indent = 0;
    if (plan->part_count > 1) {
        postgres_part_rule(ddl, number, plan->part_count + 1);
    }
    postgres_begin_block(out, script);
    buf_text(out, "DECLARE\n  migc_spaces     CONSTANT text[] := ");
    buf_slice(out, buf_view(&verifying->spaces));
    buf_text(out, ";\n");
    scratch_declare(&verifying->scratch);
    buf_text(out, "  migc_objects    text[];\n"
                  "  migc_drift      text;\n");
    postgres_settings(out, script);
    buf_text(out, "  BEGIN\n");
    if (number == 1) {
        write_extensions(verifying);
    }
    buf_text(out, "    PERFORM pg_temp.migc_begin(1, migc_spaces);\n\n");
    ddl->indent = 4;
    scratch_extensions(&verifying->scratch);
    Buf word = {0};
    buf_printf(&word, "the schema of %s", script->revision);
    buf_char(&word, '\0');
    ddl_rule(ddl, word.data);
    buf_char(out, '\n');
    scratch_write(&verifying->scratch, number);
    ddl_rule(ddl, "the comparison");
    buf_printf(
        out,
        "\n"
        "    migc_objects := ARRAY(SELECT object\n"
        "                            FROM pg_temp.migc_describe('{migc_expected}' || migc_spaces, "
        "NULL)\n"
        "                          EXCEPT SELECT unnest(migc_stand_ins));\n"
        "    migc_drift := concat_ws(E'\\n', migc_drift,\n"
        "                            pg_temp.migc_compare(migc_objects, migc_spaces, true));\n"
        "    RAISE SQLSTATE 'MIGC1';\n"
        "  EXCEPTION WHEN SQLSTATE 'MIGC1' THEN\n"
        "    PERFORM pg_temp.migc_note(%u, migc_drift, migc_objects%s);\n"
        "  END;\n",
        number, verifying->scratch.makes_elsewhere ? ", migc_made" : "");
    postgres_end_block(out, script);
    buf_free(&word);
}

static void write_about(Buf *out, uint32_t parts) {
    buf_text(out, "-- Builds the expected schema in a scratch schema, lets PostgreSQL describe it "
                  "and the real\n"
                  "-- one, compares the descriptions line by line, and undoes all of it: the "
                  "database is only\n"
                  "-- looked at.\n");
    if (parts > 1) {
        buf_printf(
            out,
            "-- %u transactions: one alone would need more locks than the server's lock table\n"
            "-- holds by default (max_locks_per_transaction = 64). Tables of other parts come as\n"
            "-- stand-ins with their key columns.\n",
            parts + 1);
    }
}

static void write_call(Buf *out, const Script *script, const char *call) {
    buf_text(out, "\nDO ");
    postgres_tag(out, script, "migc");
    buf_text(out, "\nBEGIN\n  PERFORM ");
    buf_text(out, call);
    buf_text(out, "\nEND\n");
    postgres_tag(out, script, "migc");
    buf_text(out, ";\n");
}

static Verifying begin_verifying(Buf *out, const Script *script) {
    Verifying verifying = {.ddl = ddl_begin(out, script->dialect), .script = script};
    bool is_first = script->before->object_count == 0 && plan_only_creates(script->changes);
    verifying.plan = is_first
                         ? *script->up /* that creates all there is */
                         : plan_creation(&verifying.arena, script->dialect, script->model, NULL);
    return verifying;
}

/* The parts, and the call that ends them: the verdict, and what `then` says (may be ""). */
static void write_parts(Verifying *verifying, const char *then) {
    const Script *script = verifying->script;
    const Plan *plan = &verifying->plan;
    Buf *out = verifying->ddl.out;
    verifying->scratch = scratch_begin(&verifying->arena, &verifying->ddl, script, script->model,
                                       plan);
    postgres_space_list(&verifying->spaces, plan);
    for (uint32_t number = 1; number <= plan->part_count; number++) {
        write_part(verifying, number);
    }
    if (plan->part_count > 1) {
        verifying->ddl.indent = 0;
        postgres_part_rule(&verifying->ddl, plan->part_count + 1, plan->part_count + 1);
    }
    Buf call = {0};
    buf_printf(&call, "pg_temp.migc_verdict('%s', %u, ", script->revision, plan->part_count + 1);
    buf_slice(&call, buf_view(&verifying->spaces));
    buf_text(&call, ");");
    buf_text(&call, then);
    buf_char(&call, '\0');
    write_call(out, script, call.data);
    buf_text(out, "\n\\set SHOW_CONTEXT :migc_show_context\n\\unset migc_show_context\n");
    buf_free(&call);
}

static void end_verifying(Verifying *verifying) {
    buf_free(&verifying->spaces);
    ddl_end(&verifying->ddl);
    arena_release(&verifying->arena);
}

void postgres_verify(Buf *out, const Script *script) {
    Verifying verifying = begin_verifying(out, script);
    Buf text = {0};
    buf_printf(&text, "is this database what %s says?", script->revision);
    buf_char(&text, '\0');
    script_head(out, script, "verify", text.data, NULL);
    write_about(out, verifying.plan.part_count);
    buf_char(out, '\n');
    block_write(out, block_postgres_lock);
    block_write(out, block_postgres_describe);
    block_write(out, block_postgres_verifying);
    postgres_end_blocks(&verifying.ddl);
    buf_clear(&text);
    buf_printf(&text, "pg_temp.migc_verify('%s', '%s');", script->revision, script->checksum);
    buf_char(&text, '\0');
    write_call(out, script, text.data);
    write_parts(&verifying, "");
    buf_free(&text);
    end_verifying(&verifying);
}

/* The revisions up to this one, or their checksums, as an array. */
static void write_chain(Buf *out, const Script *script, bool of_checksums) {
    const char *const *words = of_checksums ? script->checksums : script->chain;
    Packing packing = {.out = out, .indent = 4};
    Buf word = {0};
    buf_text(out, "ARRAY[\n");
    for (uint32_t i = 0; i < script->position; i++) {
        const char *text = words ? words[i] : of_checksums ? script->checksum : script->revision;
        buf_clear(&word);
        quote_string(&word, text, strlen(text), TARGET_POSTGRES);
        packing_add(&packing, buf_view(&word));
    }
    buf_char(out, ']');
    buf_free(&word);
}

void postgres_stamp(Buf *out, const Script *script) {
    Verifying verifying = begin_verifying(out, script);
    Buf then = {0};
    script_head(out, script, ".stamp", "a database made by hand", script->revision);
    buf_text(
        out,
        "-- Only if it is: it is compared with the whole schema of the revision first. The tables "
        "are not\n-- changed.\n--\n");
    write_about(out, verifying.plan.part_count);
    buf_char(out, '\n');
    block_write(out, block_postgres_lock);
    block_write(out, block_postgres_history);
    block_write(out, block_postgres_describe);
    block_write(out, block_postgres_verifying);
    block_write(out, block_postgres_stamping);
    postgres_end_blocks(&verifying.ddl);
    write_call(out, script, "pg_temp.migc_note(0, NULL, NULL);");
    buf_text(&then, "\n  PERFORM pg_temp.migc_stamp(");
    write_chain(&then, script, false);
    buf_text(&then, ", ");
    write_chain(&then, script, true);
    buf_text(&then, ");");
    buf_char(&then, '\0');
    write_parts(&verifying, then.data);
    buf_free(&then);
    end_verifying(&verifying);
}
