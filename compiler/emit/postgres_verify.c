/*
 * postgres_verify.c - takes a Script, gives verify.sql for psql. See postgres.h.
 *
 * Each part builds its tables in a scratch schema, lets the server describe them and the real ones, and
 * undoes all of it. Tables of other parts that it references come as stand-ins with the keys it needs.
 */
#include "emit/blocks.h"
#include "emit/lower.h"
#include "emit/postgres.h"
#include "emit/quote.h"
#include "emit/script.h"
#include "emit/typename.h"

#define PRIMARY_KEY_BIT 63 /* of `needed`; bit n is unique n, further ones share the last */
#define LAST_UNIQUE_BIT 62
#define WHOLE_TABLE UINT64_MAX /* all columns, for the author's SQL */

typedef struct Verifying {
    Ddl ddl;
    const Script *script;
    Arena arena;
    Buf spaces;              /* postgres_space_list of the plan */
    uint32_t *part_of;       /* by the number of the table: the part that creates it, from 1 */
    uint64_t *needed;        /* by the number of the table: keys that this part references */
    const Table **stand_ins; /* of this part */
    uint32_t stand_in_count;
} Verifying;

static bool same_columns(Columns a, Columns b) {
    return a.count == b.count && memcmp(a.at, b.at, a.count * sizeof a.at[0]) == 0;
}

/* The bit of the key with these columns. */
static unsigned key_bit(const Table *table, Columns columns) {
    if (table->primary_key && same_columns(table->primary_key->columns, columns)) {
        return PRIMARY_KEY_BIT;
    }
    unsigned i = 0;
    while (i < table->unique_count && !same_columns(table->uniques[i].columns, columns)) {
        i++;
    }
    return i < LAST_UNIQUE_BIT ? i : LAST_UNIQUE_BIT;
}

static bool key_needed(uint64_t needed, uint32_t unique) {
    unsigned bit = unique < LAST_UNIQUE_BIT ? unique : LAST_UNIQUE_BIT;
    return (needed >> bit & 1) != 0;
}

/* Asks for a stand-in with some more keys, if the table is another part's. */
static void need(Verifying *verifying, uint32_t number, const Table *table, uint64_t keys) {
    if (verifying->part_of[table->number] != number) {
        if (verifying->needed[table->number] == 0) {
            verifying->stand_ins[verifying->stand_in_count++] = table;
        }
        verifying->needed[table->number] |= keys;
    }
}

/* Finds the tables of other parts that the tables and the author's SQL of this one refer to. */
static void find_stand_ins(Verifying *verifying, uint32_t number) {
    const Script *script = verifying->script;
    const Part *part = &script->up->parts[number - 1];
    verifying->stand_in_count = 0;
    for (uint32_t i = 0; i < part->count; i++) {
        const Step *step = &script->up->steps.items[part->first + i];
        const Table *table = step->table;
        for (uint16_t k = 0; step->kind == STEP_CREATE_TABLE && k < table->foreign_key_count; k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (is_for(script->dialect, key->targets)) {
                need(verifying, number, key->target,
                     UINT64_C(1) << key_bit(key->target, key->referenced));
            }
        }
        for (uint32_t n = 0; step->kind == STEP_RUN_SQL && n < step->sql->needs_count; n++) {
            if (step->sql->needs[n]->kind == OBJECT_TABLE) {
                need(verifying, number, step->sql->needs[n]->table, WHOLE_TABLE);
            }
        }
    }
}

static bool column_needed(const Table *table, uint64_t needed, uint16_t column) {
    if (needed == WHOLE_TABLE) {
        return true;
    }
    for (uint32_t i = 0; i <= table->unique_count; i++) {
        const Key *key = i == table->unique_count ? table->primary_key : &table->uniques[i];
        bool wanted = i == table->unique_count ? (needed >> PRIMARY_KEY_BIT & 1) != 0
                                               : key_needed(needed, i);
        for (uint16_t c = 0; wanted && c < key->columns.count; c++) {
            if (key->columns.at[c] == column) {
                return true;
            }
        }
    }
    return false;
}

static void write_stand_in(Verifying *verifying, const Table *table) {
    Ddl *ddl = &verifying->ddl;
    Buf *out = ddl->out;
    uint64_t needed = verifying->needed[table->number];
    ddl_indent(ddl, 0);
    buf_text(out, "CREATE TABLE ");
    ddl_table_name(out, table, TARGET_POSTGRES);
    const char *before = " (";
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (column_needed(table, needed, i) && is_for(ddl->dialect, table->columns[i].targets)) {
            buf_text(out, before);
            quote_name(out, table->columns[i].name, TARGET_POSTGRES);
            buf_char(out, ' ');
            typename_write(out, table->columns[i].type, TARGET_POSTGRES);
            before = ", ";
        }
    }
    for (uint32_t i = 0; i < table->unique_count; i++) {
        if (key_needed(needed, i) && is_for(ddl->dialect, table->uniques[i].targets)) {
            buf_text(out, ", UNIQUE ");
            ddl_column_list(out, table, table->uniques[i].columns, TARGET_POSTGRES);
        }
    }
    if (table->primary_key && (needed >> PRIMARY_KEY_BIT & 1) != 0) {
        buf_text(out, ", UNIQUE ");
        ddl_column_list(out, table, table->primary_key->columns, TARGET_POSTGRES);
    }
    buf_text(out, ");\n");
}

/* The author's SQL is compared too, if it can be run beside the real thing. */
static void write_sql_object(Verifying *verifying, const Step *step) {
    Ddl *ddl = &verifying->ddl;
    Buf *out = ddl->out;
    buf_text(out, "    BEGIN\n");
    ddl->indent = 6;
    postgres_execute(ddl, verifying->script, step->sql->up);
    ddl->indent = 4;
    buf_text(out, "    EXCEPTION WHEN OTHERS THEN\n"
                  "      RAISE INFO\n"
                  "        'migc: % cannot be built beside the real one, it is not compared: %',\n"
                  "        ");
    quote_string(out, step->sql->name->text, step->sql->name->length, TARGET_POSTGRES);
    buf_text(out, ", SQLERRM;\n    END;\n\n");
}

static void write_step(Verifying *verifying, const Step *step) {
    Ddl *ddl = &verifying->ddl;
    switch (step->kind) {
    case STEP_CREATE_ENUM:
    case STEP_CREATE_TABLE:
    case STEP_CREATE_INDEX:
    case STEP_CREATE_TOUCH:
    case STEP_COMMENT:
        postgres_statement(ddl, step);
        buf_char(ddl->out, '\n');
        return;
    case STEP_RUN_SQL: write_sql_object(verifying, step); return;
    case STEP_ADD_FOREIGN_KEY:  /* behind the tables of the part that its table is in */
    case STEP_CREATE_EXTENSION: /* before them */
    case STEP_CREATE_NAMESPACE:
    case STEP_PUT_ROWS:
    case STEP_UNDO_SQL:
    case STEP_DROP_FOREIGN_KEY:
    case STEP_DROP_TABLE:
    case STEP_DROP_TOUCH:
    case STEP_DROP_ENUM:
    case STEP_DROP_NAMESPACE:
    case STEP_CONSENT:
    case STEP_REMOVE_ROWS:
    case STEP_REBUILD:
    case STEP_DROP_CONSTRAINT:
    case STEP_DROP_INDEX:
    case STEP_REMOVE_TOUCH:
    case STEP_RENAME:
    case STEP_ADD_COLUMNS:
    case STEP_FILL_COLUMNS:
    case STEP_ALTER_COLUMNS:
    case STEP_DROP_GENERATED:
    case STEP_DROP_COLUMNS:
    case STEP_GENERATE_COLUMNS:
    case STEP_ADD_KEY:
    case STEP_ADD_CHECK:
    case STEP_BUILD_INDEX:
    case STEP_ADD_VALUE:
    case STEP_RENAME_VALUE:
    case STEP_REPLACE_ENUM:
    case STEP_RETYPE_COLUMNS:
    case STEP_DROP_REPLACED:
    case STEP_COUNT: return;
    }
}

/* The forward foreign keys of the part's tables: their targets are there, as they are or as stand-ins. */
static void write_forward_keys(Verifying *verifying, const Part *part) {
    const Script *script = verifying->script;
    for (uint32_t i = 0; i < part->count; i++) {
        const Step *step = &script->up->steps.items[part->first + i];
        const Table *table = step->table;
        for (uint16_t k = 0; step->kind == STEP_CREATE_TABLE && k < table->foreign_key_count; k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (is_for(script->dialect, key->targets) && !lower_inlines(script->dialect, key)) {
                ddl_add_foreign_key(&verifying->ddl, table, key);
                buf_char(verifying->ddl.out, '\n');
            }
        }
    }
}

/* A missing extension is told; in what is undone it is created, so that its types are known. */
static void write_extensions(Verifying *verifying) {
    const Script *script = verifying->script;
    Buf *out = verifying->ddl.out;
    Buf list = {0};
    for (uint32_t i = 0; i < script->up->steps.count; i++) {
        const Step *step = &script->up->steps.items[i];
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
    const Plan *plan = script->up;
    const Part *part = &plan->parts[number - 1];
    Ddl *ddl = &verifying->ddl;
    Buf *out = ddl->out;
    find_stand_ins(verifying, number);

    ddl->indent = 0;
    if (plan->part_count > 1) {
        postgres_part_rule(ddl, number, plan->part_count + 1);
    }
    postgres_begin_block(out, script);
    buf_text(out, "DECLARE\n  migc_spaces     CONSTANT text[] := ");
    buf_slice(out, buf_view(&verifying->spaces));
    buf_text(out, ";\n  migc_stand_ins  CONSTANT text[] := ");
    Packing packing = {.out = out, .indent = 4};
    Buf name = {0};
    Buf word = {0};
    buf_text(out, verifying->stand_in_count == 0 ? "'{}'" : "ARRAY[\n");
    for (uint32_t i = 0; i < verifying->stand_in_count; i++) {
        buf_clear(&word);
        postgres_word(&name, verifying->stand_ins[i]->space, verifying->stand_ins[i]->name);
        quote_string(&word, name.data, name.length, TARGET_POSTGRES);
        packing_add(&packing, buf_view(&word));
    }
    buf_text(out, verifying->stand_in_count == 0 ? "" : "]");
    buf_text(out, ";\n"
                  "  migc_objects    text[];\n"
                  "  migc_drift      text;\n");
    postgres_settings(out, script);
    buf_text(out, "  BEGIN\n");
    if (number == 1) {
        write_extensions(verifying);
    }
    buf_text(out, "    PERFORM pg_temp.migc_begin(1, migc_spaces);\n\n");
    ddl->indent = 4;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        if (plan->steps.items[i].kind == STEP_CREATE_EXTENSION) {
            postgres_statement(ddl, &plan->steps.items[i]);
        }
    }
    buf_clear(&word);
    buf_printf(&word, "the schema of %s", script->revision);
    buf_char(&word, '\0');
    ddl_rule(ddl, word.data);
    buf_char(out, '\n');
    for (uint32_t i = 0; i < verifying->stand_in_count; i++) {
        write_stand_in(verifying, verifying->stand_ins[i]);
        verifying->needed[verifying->stand_ins[i]->number] = 0;
    }
    buf_text(out, verifying->stand_in_count == 0 ? "" : "\n");
    for (uint32_t i = 0; i < part->count; i++) {
        write_step(verifying, &plan->steps.items[part->first + i]);
    }
    write_forward_keys(verifying, part);
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
        "    PERFORM pg_temp.migc_note(%u, migc_drift, migc_objects);\n"
        "  END;\n",
        number);
    postgres_end_block(out, script);
    buf_free(&name);
    buf_free(&word);
}

static void write_head(Buf *out, const Script *script) {
    Buf question = {0};
    buf_printf(&question, "is this database what %s says?", script->revision);
    buf_char(&question, '\0');
    script_head(out, script, "verify", question.data, NULL);
    buf_free(&question);
    buf_text(out, "-- Builds the expected schema in a scratch schema, lets PostgreSQL describe it "
                  "and the real\n"
                  "-- one, compares the descriptions line by line, and undoes all of it: the "
                  "database is only\n"
                  "-- looked at.\n");
    if (script->up->part_count > 1) {
        buf_printf(
            out,
            "-- %u transactions: one alone would need more locks than the server's lock table\n"
            "-- holds by default (max_locks_per_transaction = 64). Tables of other parts come as\n"
            "-- stand-ins with their key columns.\n",
            script->up->part_count + 1);
    }
    buf_char(out, '\n');
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

void postgres_verify(Buf *out, const Script *script) {
    const Plan *plan = script->up;
    uint32_t tables = script->model->table_count;
    Verifying verifying = {.ddl = ddl_begin(out, script->dialect), .script = script};
    verifying.part_of = postgres_table_parts(&verifying.arena, script);
    verifying.needed = NEW_ARRAY(&verifying.arena, uint64_t, tables);
    verifying.stand_ins = NEW_ARRAY(&verifying.arena, const Table *, tables);

    write_head(out, script);
    block_write(out, block_postgres_lock);
    block_write(out, block_postgres_describe);
    block_write(out, block_postgres_verifying);
    postgres_end_blocks(&verifying.ddl);
    postgres_space_list(&verifying.spaces, plan);
    Buf call = {0};
    buf_printf(&call, "pg_temp.migc_verify('%s', '%s');", script->revision, script->checksum);
    buf_char(&call, '\0');
    write_call(out, script, call.data);
    for (uint32_t number = 1; number <= plan->part_count; number++) {
        write_part(&verifying, number);
    }
    if (plan->part_count > 1) {
        verifying.ddl.indent = 0;
        postgres_part_rule(&verifying.ddl, plan->part_count + 1, plan->part_count + 1);
    }
    buf_clear(&call);
    buf_printf(&call, "pg_temp.migc_verdict('%s', %u, ", script->revision, plan->part_count + 1);
    buf_slice(&call, buf_view(&verifying.spaces));
    buf_text(&call, ");");
    buf_char(&call, '\0');
    write_call(out, script, call.data);
    buf_free(&call);
    buf_free(&verifying.spaces);
    ddl_end(&verifying.ddl);
    arena_release(&verifying.arena);
}
