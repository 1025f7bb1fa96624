/*
 * down.c - takes a Script, gives the downgrade for psql. See postgres.h.
 *
 * Parts are undone from the last to the first. With several parts, what would be lost is asked of all of
 * them before the first is undone.
 */
#include "emit/blocks.h"
#include "emit/postgres/postgres.h"
#include "emit/quote.h"
#include "emit/script.h"

typedef struct Downgrading {
    Ddl ddl;
    const Script *script;
    Arena arena;
    const Data **data; /* by the number of the table: its data block, or NULL */
} Downgrading;

/* The extensions that stay: others may use them by now. */
void postgres_stays(Buf *out, const Plan *up) {
    bool any = false;
    for (uint32_t i = 0; i < up->steps.count; i++) {
        if (up->steps.items[i].kind == STEP_CREATE_EXTENSION) {
            buf_text(out, any ? ", "
                              : "-- What stays: migc_history; extensions, which others may use: ");
            quote_name(out, up->steps.items[i].extension->name, TARGET_POSTGRES);
            any = true;
        }
    }
    buf_text(out, any ? ".\n" : "-- What stays: migc_history.\n");
}

static void quote_table_string(Buf *out, Buf *scratch, const Table *table) {
    buf_clear(scratch);
    ddl_table_name(scratch, table, TARGET_POSTGRES);
    quote_string(out, scratch->data, scratch->length, TARGET_POSTGRES);
}

/* The tables that a part drops, and the conditions on rows that do not count: those of data blocks that
 * are still as they were put. */
static void write_declarations(Downgrading *down, uint32_t number) {
    const Script *script = down->script;
    const Part *part = &script->down->parts[script->down->part_count - number];
    const Step *steps = &script->down->steps.items[part->first];
    Buf *out = down->ddl.out;
    Buf name = {0};
    Buf word = {0};
    Packing packing = {.out = out, .indent = 4};
    buf_text(out, "DECLARE\n  migc_tables  CONSTANT text[] := ARRAY[\n");
    for (uint32_t i = 0; i < part->count; i++) {
        if (steps[i].kind == STEP_DROP_TABLE) {
            buf_clear(&word);
            quote_table_string(&word, &name, steps[i].table);
            packing_add(&packing, buf_view(&word));
        }
    }
    buf_text(out, "]::text[];\n  migc_put     CONSTANT text[] := ARRAY[");
    const char *before = "\n    ";
    for (uint32_t i = 0; i < part->count; i++) {
        const Data *data = steps[i].kind == STEP_DROP_TABLE ? down->data[steps[i].table->number]
                                                            : NULL;
        if (data) {
            buf_text(out, before);
            before = ",\n    ";
            quote_table_string(out, &name, steps[i].table);
            buf_text(out, ", ");
            postgres_tag(out, script, "sql");
            buf_text(out, "(");
            ddl_row_condition(&down->ddl, data, 6);
            buf_text(out, ") IS NOT TRUE");
            postgres_tag(out, script, "sql");
        }
    }
    buf_text(out, "]::text[];\n");
    buf_free(&name);
    buf_free(&word);
}

/* PERFORM pg_temp.migc_consent(...) about the tables of a part. */
static void write_consent(Downgrading *down, uint32_t number, bool asking) {
    buf_printf(
        down->ddl.out, "  PERFORM pg_temp.migc_consent('%s', %u, %u, %s, migc_tables, migc_put);\n",
        down->script->revision, number, down->script->down->part_count, asking ? "true" : "false");
}

/* Asks about all parts before the first of several is undone. */
static void write_questions(Downgrading *down) {
    const Script *script = down->script;
    Buf *out = down->ddl.out;
    uint32_t parts = script->down->part_count;
    if (parts == 1) {
        return;
    }
    buf_char(out, '\n');
    ddl_rule(&down->ddl, "what would be lost, asked before anything is dropped");
    for (uint32_t number = parts; number >= 1; number--) {
        postgres_begin_block(out, script);
        write_declarations(down, number);
        postgres_settings(out, script);
        if (number == parts) {
            buf_printf(out, "  PERFORM pg_temp.migc_downgrading('%s', '%s', ", script->revision,
                       script->checksum);
            buf_printf(out, script->parent ? "'%s'" : "%s",
                       script->parent ? script->parent : "NULL");
            buf_printf(out, ", %u, %u);\n", number, parts);
        }
        write_consent(down, number, true);
        postgres_end_block(out, script);
    }
}

static void write_down_step(Downgrading *down, const Step *step) {
    Ddl *ddl = &down->ddl;
    if (step->kind == STEP_UNDO_SQL) {
        ddl_comment(ddl, step);
        if (step->sql->down) {
            postgres_execute(ddl, down->script, step->sql->down);
        } else {
            buf_text(ddl->out, "  -- nothing to do: ");
            Name reason = step->sql->down_reason;
            ddl_comment_text(ddl->out,
                             reason ? name_text(reason) : text_of("it goes with what it needs"));
            buf_char(ddl->out, '\n');
        }
    } else if (step->kind == STEP_DROP_NAMESPACE) {
        ddl_comment(ddl, step);
        buf_text(ddl->out, "  BEGIN\n    DROP SCHEMA ");
        quote_name(ddl->out, step->space, TARGET_POSTGRES);
        buf_text(ddl->out, ";\n  EXCEPTION WHEN dependent_objects_still_exist THEN\n"
                           "    RAISE INFO 'migc: a schema that holds other objects stays: %', ");
        quote_string(ddl->out, step->space->text, step->space->length, TARGET_POSTGRES);
        buf_text(ddl->out, ";\n  END;\n");
    } else {
        ddl_comment(ddl, step);
        postgres_statement(ddl, step);
    }
}

static void write_down_part(Downgrading *down, uint32_t number) {
    const Script *script = down->script;
    Buf *out = down->ddl.out;
    uint32_t parts = script->down->part_count;
    const Part *part = &script->down->parts[parts - number];

    down->ddl.indent = 0;
    postgres_part_rule(&down->ddl, number, parts);
    postgres_begin_block(out, script);
    write_declarations(down, number);
    postgres_settings(out, script);
    postgres_guard(out, script, true, number, parts);
    buf_text(out, "    RETURN;\n  END IF;\n");
    buf_text(out,
             "\n  -- What would be lost? Rows of data blocks that are still as they were put do "
             "not count.\n");
    write_consent(down, number, false);
    down->ddl.indent = 2;
    buf_char(out, '\n');
    ddl_rule(&down->ddl, "downgrade");
    buf_char(out, '\n');
    for (uint32_t i = 0; i < part->count; i++) {
        write_down_step(down, &script->down->steps.items[part->first + i]);
    }
    buf_char(out, '\n');
    ddl_rule(&down->ddl, "record");
    buf_char(out, '\n');
    if (number == 1) {
        buf_printf(out,
                   "  DELETE FROM migc_history WHERE revision = '%s';\n"
                   "  RAISE INFO 'migc: %s undone';\n",
                   script->revision, script->revision);
    } else {
        buf_printf(
            out, "  UPDATE migc_history SET step = %u, applied_at = NULL WHERE revision = '%s';\n",
            number - 1, script->revision);
    }
    postgres_end_block(out, script);
}

void postgres_down(Buf *out, const Script *script) {
    if (!plan_only_creates(script->changes)) {
        postgres_change(out, script, true);
        return;
    }
    Downgrading down = {.ddl = ddl_begin(out, script->dialect), .script = script};
    down.data = script_data(&down.arena, script);
    script_head(out, script, ".down", script->revision, script_parent(script));
    postgres_transactions(out, script, script->down->part_count, "up");
    buf_text(out, "-- Running it again is harmless.\n");
    if (script_losses(out, script)) {
        buf_text(out, "-- It refuses to drop a table that holds rows, unless told to:\n"
                      "--   PGOPTIONS='-c migc.allow_data_loss=on' psql -f ...\n");
    }
    postgres_stays(out, script->up);
    buf_char(out, '\n');
    block_write(out, block_postgres_lock);
    block_write(out, block_postgres_downgrading);
    block_write(out, block_postgres_consent);
    postgres_end_blocks(&down.ddl);
    write_questions(&down);
    for (uint32_t number = script->down->part_count; number >= 1; number--) {
        write_down_part(&down, number);
    }
    ddl_end(&down.ddl);
    arena_release(&down.arena);
}
