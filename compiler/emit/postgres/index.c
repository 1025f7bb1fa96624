/*
 * index.c - takes a part whose indexes are built beside running writers, gives what stands outside of
 * blocks. See parts.h.
 */
#include "emit/postgres/parts.h"

#include "emit/quote.h"

#define INDENT 2

typedef struct Building {
    Ddl *ddl;
    const Script *script;
    const Step *steps;
    uint32_t count;
    uint32_t number; /* of the part */
    uint32_t parts;
} Building;

/* The name of an index for to_regclass, always with its namespace. */
static void write_index_name(Buf *out, const Step *step) {
    if (step->table->space) {
        quote_name(out, step->table->space, TARGET_POSTGRES);
    } else {
        buf_text(out, "public");
    }
    buf_char(out, '.');
    quote_name(out, step->index->name, TARGET_POSTGRES);
}

static void quote_index_name(Buf *out, const Step *step) {
    Buf name = {0};
    write_index_name(&name, step);
    quote_string(out, name.data, name.length, TARGET_POSTGRES);
    buf_free(&name);
}

/* A revision that does nothing before its indexes is recorded as under way first. */
static void begin_indexes(Building *building) {
    const Script *script = building->script;
    Buf *out = building->ddl->out;
    postgres_begin_block(out, script);
    postgres_settings(out, script);
    postgres_guard(out, script, false, 1, building->parts);
    buf_text(out, "    RETURN;\n  END IF;\n");
    buf_printf(out,
               "  INSERT INTO migc_history (position, revision, checksum)\n"
               "  VALUES (%u, '%s', '%s') ON CONFLICT DO NOTHING;\n",
               script->position, script->revision, script->checksum);
    postgres_end_block(out, script);
}

static void build_index(Building *building, const Step *step) {
    const Script *script = building->script;
    Ddl *ddl = building->ddl;
    Buf *out = ddl->out;
    buf_char(out, '\n');
    ddl->indent = 0;
    ddl_comment(ddl, step);
    buf_printf(out,
               "SELECT EXISTS (SELECT FROM public.migc_history\n"
               "                WHERE revision = '%s' AND applied_at IS NULL AND step = %u) AS "
               "migc_now,\n"
               "       EXISTS (SELECT FROM pg_index\n"
               "                WHERE indexrelid = to_regclass(",
               script->revision, building->number - 1);
    quote_index_name(out, step);
    buf_text(out, ") AND NOT indisvalid) AS migc_leftover\n"
                  "\\gset\n"
                  "\\if :migc_now\n"
                  "  \\if :migc_leftover\n"
                  "    -- an earlier run was stopped while it built the index\n"
                  "    DROP INDEX CONCURRENTLY ");
    write_index_name(out, step);
    buf_text(out, ";\n"
                  "  \\endif\n"
                  "  SET search_path = public, pg_temp;\n");
    ddl->indent = 2;
    postgres_statement(ddl, step);
    ddl->indent = 0;
    buf_text(out, "  RESET search_path;\n\\endif\n");
}

/* Was it built, and is it this one and no other of its name? The server describes both. */
static void check_index(Building *building, const Step *step) {
    Ddl *ddl = building->ddl;
    Buf *out = ddl->out;
    Table aside = *step->table;
    aside.space = names_of(building->script->model->names, "migc_expected");
    ddl_comment(ddl, step);
    buf_text(out, "  BEGIN\n    CREATE SCHEMA migc_expected;\n    CREATE TABLE ");
    ddl_table_name(out, &aside, TARGET_POSTGRES);
    buf_text(out, " (LIKE ");
    if (!step->table->space) {
        buf_text(out, "public.");
    }
    ddl_table_name(out, step->table, TARGET_POSTGRES);
    buf_text(out, ");\n");
    ddl->indent = 4;
    ddl_create_index(ddl, &aside, step->index);
    ddl->indent = INDENT;
    buf_text(out,
             "    migc_found := (SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(");
    quote_index_name(out, step);
    buf_text(out, "))\n      AND pg_get_indexdef(to_regclass(");
    quote_index_name(out, step);
    buf_text(out, ")) =\n          replace(pg_get_indexdef(");
    Step scratch = *step;
    scratch.table = &aside;
    quote_index_name(out, &scratch);
    buf_text(out, "::regclass), 'migc_expected.', ");
    Buf space = {0};
    if (step->table->space) {
        quote_name(&space, step->table->space, TARGET_POSTGRES);
    } else {
        buf_text(&space, "public");
    }
    buf_char(&space, '.');
    quote_string(out, space.data, space.length, TARGET_POSTGRES);
    buf_free(&space);
    buf_text(out, ");\n"
                  "    RAISE SQLSTATE 'MIGC1';\n"
                  "  EXCEPTION WHEN SQLSTATE 'MIGC1' THEN\n"
                  "    IF migc_found IS NOT TRUE THEN\n"
                  "      RAISE EXCEPTION 'migc: there is another index of this name'\n"
                  "        USING DETAIL = coalesce(pg_get_indexdef(to_regclass(");
    quote_index_name(out, step);
    buf_text(out, ")), 'it was not built');\n    END IF;\n  END;\n\n");
}

void postgres_build_indexes(Ddl *ddl, const Script *script, const Part *part, uint32_t number) {
    Building building = {.ddl = ddl,
                         .script = script,
                         .steps = &script->up->steps.items[part->first],
                         .count = part->count,
                         .number = number,
                         .parts = script->up->part_count};
    Buf *out = ddl->out;
    if (number == 1) {
        begin_indexes(&building);
    }
    for (uint32_t i = 0; i < part->count; i++) {
        build_index(&building, &building.steps[i]);
    }
    postgres_begin_block(out, script);
    buf_text(out, "DECLARE\n  migc_found  boolean;\n");
    postgres_settings(out, script);
    postgres_guard(out, script, false, number, building.parts);
    buf_text(out, "    RETURN;\n  END IF;\n\n");
    ddl->indent = INDENT;
    for (uint32_t i = 0; i < part->count; i++) {
        check_index(&building, &building.steps[i]);
    }
    postgres_record(ddl, script, part, number, false);
    postgres_end_block(out, script);
    ddl->indent = 0;
}
