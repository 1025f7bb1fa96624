/*
 * change.c - takes a Script whose revision changes what is there, gives its upgrade or its
 * downgrade for psql. See postgres.h.
 *
 * Blocks that look come first; then a block a part, whose steps stand one behind the other. Indexes that
 * are built beside running writers stand outside of blocks.
 */
#include <stdio.h>

#include "emit/alter.h"
#include "emit/blocks.h"
#include "emit/lower.h"
#include "emit/postgres/aside.h"
#include "emit/postgres/ask.h"
#include "emit/postgres/lock.h"
#include "emit/postgres/look.h"
#include "emit/postgres/loss.h"
#include "emit/postgres/made.h"
#include "emit/postgres/names.h"
#include "emit/postgres/number.h"
#include "emit/postgres/parts.h"
#include "emit/postgres/shape.h"
#include "emit/quote.h"
#include "emit/script.h"

#define INDENT 2

typedef struct Changing {
    Arena *arena;
    Ddl ddl;
    const Script *script;
    const Plan *plan;
    bool is_down;
    bool is_guarded; /* what is created may be there already, alike */
    uint32_t number; /* of the part in the history: the upgrade's */
    const Part *part;
    unsigned questions; /* of the part, so far */
    const Ops *ops;     /* of the change that the steps belong to */
    const Table *open;  /* the table whose IF is open, or NULL */
    NameMap before; /* names that objects had before the revision */
    Locks locks;    /* of the part, so far */
    Buf word;
} Changing;

/* ---- steps --------------------------------------------------------------------------------------- */

static void close_if(Changing *changing) {
    if (changing->open) {
        changing->ddl.indent = INDENT;
        buf_text(changing->ddl.out, "  END IF;\n\n");
        changing->open = NULL;
    }
}

static void open_if(Changing *changing, Name space, Name name) {
    Buf *out = changing->ddl.out;
    postgres_word(&changing->word, space, name);
    buf_text(out, "  IF ");
    quote_string(out, changing->word.data, changing->word.length, TARGET_POSTGRES);
    buf_text(out, " = ANY (migc_new) THEN\n");
    changing->ddl.indent = INDENT + 2;
}

/* The step belongs to the table whose IF is open. */
static bool is_inside(const Changing *changing, const Step *step) {
    return changing->open && changing->open == step->table &&
           (step->kind == STEP_CREATE_INDEX || step->kind == STEP_CREATE_TOUCH);
}

/* What is created by this revision, and not a part of a table that was there. */
static bool is_creation(const Step *step, OpKind kind) {
    return step->op && step->op->kind == kind;
}

static void write_consent(Changing *changing, const Step *step) {
    Buf refusals = {0};
    changing->ops = step->ops;
    loss_refuse_partitions(&refusals, changing->script, step->ops, NULL);
    if (refusals.length != 0) {
        buf_text(changing->ddl.out, "  -- Which rows belong in partitions that come?\n");
        buf_slice(changing->ddl.out, buf_view(&refusals));
        buf_char(changing->ddl.out, '\n');
    }
    buf_free(&refusals);
    if (!loss_any(changing->script, step, NULL)) {
        return;
    }
    changing->questions++;
    buf_text(changing->ddl.out, "  -- What would be lost?\n");
    loss_ask(&changing->ddl, changing->script, step, NULL,
             &(LossQuestion){changing->questions, changing->number, changing->plan->part_count,
                             changing->is_down});
    buf_char(changing->ddl.out, '\n');
}

/* A column by which rows go to partitions keeps its type; false: there is none among those that get another one. */
static bool write_kept(Changing *changing, const Step *step) {
    const Partitioning *of = table_partitioning(step->table, TARGET_POSTGRES);
    Buf *out = changing->ddl.out;
    for (uint16_t k = 0; of && k < of->key_count; k++) {
        if (expr_names_any(of->keys[k].expr, step->retyped)) {
            Buf name = {0};
            ddl_table_name(&name, step->table, TARGET_POSTGRES);
            buf_text(out, "  RAISE EXCEPTION 'migc: % is partitioned by an enum that would lose values "
                          "or have them in another order, it stays as it is',\n    ");
            quote_string(out, name.data, name.length, TARGET_POSTGRES);
            buf_text(out, "\n    USING HINT = 'Make another table with another enum, move the rows to it, "
                          "drop this one and rename that one.';\n");
            buf_free(&name);
            return true;
        }
    }
    return false;
}

/* The numbers of a column that was there and is an identity now go on behind what it holds. */
static void write_sequences(Changing *changing, const Step *step) {
    const Table *after = step->change->after;
    for (uint16_t i = 0; i < after->column_count; i++) {
        unsigned delta = step->altered->deltas[i];
        if ((after->columns[i].flags & COLUMN_IDENTITY) &&
            ((delta & DELTA_IDENTITY) || ((delta & DELTA_NEW) && step->change->columns[i].value))) {
            postgres_sequence(&changing->ddl, after, &after->columns[i]);
        }
    }
}

static void write_undo(Changing *changing, const Step *step) {
    Ddl *ddl = &changing->ddl;
    if (step->sql->down && aside_undo_space(ddl, changing->script, step->sql)) {
        return;
    }
    if (step->sql->down && changing->script->by_shape) {
        shape_undo(ddl, changing->script, step->sql);
        return;
    }
    if (step->sql->down && step->partner) {
        aside_undo_for(ddl, changing->script, step->sql, step->partner);
        return;
    }
    if (step->sql->name && aside_loses_tables(step->sql)) {
        aside_undo_tables(ddl, changing->script, step->sql);
        return;
    }
    if (step->sql->down) {
        postgres_execute(ddl, changing->script, step->sql->down);
        return;
    }
    Name reason = step->sql->down_reason;
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "-- nothing to do: ");
    ddl_comment_text(ddl->out, reason ? name_text(reason) : text_of("it goes with what it needs"));
    buf_char(ddl->out, '\n');
}

static void drop_namespace(Changing *changing, const Step *step) {
    Buf *out = changing->ddl.out;
    buf_text(out, "  BEGIN\n    DROP SCHEMA ");
    quote_name(out, step->space, TARGET_POSTGRES);
    buf_text(out, ";\n  EXCEPTION WHEN dependent_objects_still_exist THEN\n"
                  "    RAISE INFO 'migc: a schema that holds other objects stays: %', ");
    quote_string(out, step->space->text, step->space->length, TARGET_POSTGRES);
    buf_text(out, ";\n  END;\n");
}

static void write_created(Changing *changing, const Step *step) {
    bool guarded = changing->is_guarded &&
                   !postgres_takes_name(&changing->before, changing->script->model->names, step);
    if (!is_inside(changing, step)) {
        close_if(changing);
    } else {
        buf_char(changing->ddl.out, '\n');
    }
    ddl_comment(&changing->ddl, step);
    if (guarded && (step->kind == STEP_CREATE_ENUM || step->kind == STEP_CREATE_SEQUENCE ||
                    step->kind == STEP_CREATE_DOMAIN)) {
        open_if(changing, object_space(step->op->after), object_name(step->op->after));
        postgres_statement(&changing->ddl, step);
        changing->ddl.indent = INDENT;
        buf_text(changing->ddl.out, "  END IF;\n\n");
        return;
    }
    if (guarded && step->kind == STEP_CREATE_TABLE) {
        open_if(changing, step->table->space, step->table->name);
        changing->open = step->table;
    }
    if (guarded && step->kind == STEP_ADD_FOREIGN_KEY) {
        open_if(changing, step->table->space, step->table->name);
        changing->open = step->table;
        postgres_statement(&changing->ddl, step);
        close_if(changing);
        return;
    }
    if (!numbers_create(&changing->ddl, changing->script, changing->is_down, step)) {
        postgres_statement(&changing->ddl, step);
    }
    if (!changing->open) {
        buf_char(changing->ddl.out, '\n');
    }
}

static void write_step(Changing *changing, const Step *step) {
    Ddl *ddl = &changing->ddl;
    if (is_creation(step, OP_CREATE_TABLE) || is_creation(step, OP_CREATE_ENUM) ||
        is_creation(step, OP_CREATE_SEQUENCE) || is_creation(step, OP_CREATE_DOMAIN)) {
        if (step->kind != STEP_COMMENT && step->kind != STEP_COMMENT_OBJECT &&
            step->kind != STEP_OWN_SEQUENCE && step->kind != STEP_CREATE_NAMESPACE) {
            write_created(changing, step);
            return;
        }
    }
    Buf note = {0};
    close_if(changing);
    if (step->kind == STEP_CONSENT) {
        write_consent(changing, step);
        return;
    }
    if (step->kind != STEP_COMMENT && step->kind != STEP_COMMENT_OBJECT) {
        ddl_comment(ddl, step);
        locks_note(&note, &changing->locks, step);
        ddl_note(ddl, buf_view(&note));
        buf_free(&note);
    }
    bool by_shape = changing->script->by_shape;
    if (aside_before(ddl, changing->script, changing->plan, step)) {
        buf_char(ddl->out, '\n');
        return;
    }
    if (step->kind == STEP_RUN_SQL) {
        postgres_execute(ddl, changing->script, step->sql->up);
        if (by_shape && step->op && step->op->is_replaced) {
            shape_forget(ddl, changing->script, step->sql);
        } else if (step->op && step->op->is_replaced) {
            aside_forget(ddl, changing->script, step->partner, step->sql);
        }
    } else if (step->kind == STEP_UNDO_SQL) {
        write_undo(changing, step);
    } else if (step->kind == STEP_CREATE_NAMESPACE) {
        buf_text(ddl->out, "  CREATE SCHEMA IF NOT EXISTS ");
        quote_name(ddl->out, step->space, TARGET_POSTGRES);
        buf_text(ddl->out, ";\n");
    } else if (step->kind == STEP_DROP_NAMESPACE) {
        drop_namespace(changing, step);
    } else {
        if (step->kind == STEP_ADD_COLUMNS) {
            loss_refuse_late(ddl->out, changing->script->dialect, changing->ops, step);
        } else if (by_shape && step->kind == STEP_ALTER_COLUMNS) {
            shape_retype(ddl, step);
        }
        if (step->kind == STEP_RETYPE_COLUMNS && write_kept(changing, step)) {
            /* it stops there */
        } else if (step->kind == STEP_ALTER_SEQUENCE) {
            postgres_alter_sequence(ddl, step->op->before->sequence, step->sequence);
        } else {
            postgres_statement(ddl, step);
        }
    }
    if (step->kind == STEP_PUT_ROWS) {
        postgres_sequences(ddl, step->data);
    } else if (step->kind == STEP_ALTER_COLUMNS) {
        write_sequences(changing, step);
    } else if (step->kind == STEP_DROP_SEQUENCE) {
        numbers_drop(ddl, changing->script, changing->is_down, step);
    }
    aside_behind(ddl, changing->script, changing->plan, step);
    buf_char(ddl->out, '\n');
}

/* ---- parts --------------------------------------------------------------------------------------- */

static const Step *part_steps(const Changing *changing) {
    return &changing->plan->steps.items[changing->part->first];
}

static bool any_question_here(const Changing *changing) {
    const Step *steps = part_steps(changing);
    for (uint32_t i = 0; i < changing->part->count; i++) {
        if (steps[i].kind == STEP_CONSENT && loss_any(changing->script, &steps[i], NULL)) {
            return true;
        }
    }
    return false;
}

/* Whether the part drops what the upgrade built beside running writers: nothing else stands in it. */
static bool undoes_indexes(const Changing *changing) {
    return changing->is_down && changing->part->kind == PART_INDEXES;
}

static void write_declarations(Changing *changing) {
    Buf *out = changing->ddl.out;
    const Step *steps = part_steps(changing);
    unsigned number = 0;
    if (undoes_indexes(changing)) {
        buf_text(out, "DECLARE\n  migc_begun  boolean := false;\n");
        return;
    }
    if (!changing->is_guarded && !any_question_here(changing)) {
        return;
    }
    buf_text(out, "DECLARE\n");
    for (uint32_t i = 0; i < changing->part->count; i++) {
        if (steps[i].kind == STEP_CONSENT && loss_any(changing->script, &steps[i], NULL)) {
            loss_declare(&changing->ddl, changing->script, &steps[i], NULL, ++number);
        }
    }
    if (changing->is_guarded) {
        buf_text(out, "  migc_objects  CONSTANT text[] := ARRAY[\n");
        postgres_object_list(out, changing->plan, changing->part, 4, &changing->before,
                             changing->script->model->names);
        buf_text(out, "]::text[];\n  migc_spaces   CONSTANT text[] := ");
        postgres_space_list(out, changing->plan);
        buf_text(out, ";\n  migc_new      text[];\n");
    }
}

void postgres_record(Ddl *ddl, const Script *script, const Part *part, uint32_t number,
                     bool is_down) {
    Buf *out = ddl->out;
    uint32_t parts = script->up->part_count;
    ddl_rule(ddl, "record");
    buf_char(out, '\n');
    if (is_down && number == 1) {
        buf_printf(out,
                   "  DELETE FROM migc_history WHERE revision = '%s';\n"
                   "  RAISE INFO 'migc: %s undone';\n",
                   script->revision, script->revision);
        return;
    }
    const char *applied_at = !is_down && number == parts ? "now()" : "NULL";
    if (number == 1 && part->kind != PART_INDEXES) {
        buf_printf(out,
                   "  INSERT INTO migc_history (position, revision, checksum, step, applied_at)\n"
                   "  VALUES (%u, '%s', '%s', 1, %s);\n",
                   script->position, script->revision, script->checksum, applied_at);
    } else {
        buf_printf(out,
                   "  UPDATE migc_history SET step = %u, applied_at = %s WHERE revision = '%s';\n",
                   is_down ? number - 1 : number, applied_at, script->revision);
    }
    if (!is_down && number == parts) {
        buf_printf(out, "  RAISE INFO 'migc: %s applied';\n", script->revision);
    }
}

/* Was the upgrade stopped in this part? The guard may forget it. */
static void ask_if_begun(Changing *changing) {
    buf_printf(changing->ddl.out,
               "  IF to_regclass('public.migc_history') IS NOT NULL THEN\n"
               "    migc_begun := EXISTS (SELECT FROM public.migc_history\n"
               "                           WHERE revision = '%s' AND applied_at IS NULL AND step = "
               "%u);\n"
               "  END IF;\n",
               changing->script->revision, changing->number - 1);
}

static void put_relation(Buf *out, Buf *scratch, Name space, Name name) {
    buf_clear(scratch);
    if (space) {
        quote_name(scratch, space, TARGET_POSTGRES);
        buf_char(scratch, '.');
    }
    quote_name(scratch, name, TARGET_POSTGRES);
    buf_text(out, "to_regclass(");
    quote_string(out, scratch->data, scratch->length, TARGET_POSTGRES);
    buf_char(out, ')');
}

/* An upgrade that was stopped while it built an index leaves one that is not valid, or one that is but has
 * not been recorded: it goes, too. */
static void drop_leftovers(Changing *changing) {
    Buf *out = changing->ddl.out;
    const Step *steps = part_steps(changing);
    Buf name = {0};
    for (uint32_t i = 0; i < changing->part->count; i++) {
        buf_text(out, "    IF EXISTS (SELECT FROM pg_index WHERE indrelid = ");
        put_relation(out, &name, steps[i].table->space, steps[i].table->name);
        buf_text(out, "\n                  AND indexrelid = ");
        put_relation(out, &name, steps[i].table->space, steps[i].index->name);
        buf_text(out, " AND (migc_begun OR NOT indisvalid)) THEN\n      DROP INDEX ");
        buf_slice(out, buf_view(&name));
        buf_text(out, ";\n    END IF;\n");
    }
    buf_free(&name);
}

static void write_block(Changing *changing) {
    const Script *script = changing->script;
    Buf *out = changing->ddl.out;
    const Step *steps = part_steps(changing);
    changing->ddl.indent = 0;
    changing->questions = 0;
    changing->locks = locks_begin(changing->arena, script->dialect, script->model->names);
    postgres_begin_block(out, script);
    write_declarations(changing);
    postgres_settings(out, script);
    if (undoes_indexes(changing)) {
        ask_if_begun(changing);
    }
    postgres_guard(out, script, changing->is_down, changing->number, changing->plan->part_count);
    if (undoes_indexes(changing)) {
        drop_leftovers(changing);
    }
    buf_text(out, "    RETURN;\n  END IF;\n");
    if (changing->is_guarded) {
        buf_text(out, "  migc_new := ARRAY(SELECT unnest(migc_objects) EXCEPT\n"
                      "                    SELECT object FROM pg_temp.migc_describe('{public}' || "
                      "migc_spaces, migc_objects));\n");
    }
    changing->ddl.indent = INDENT;
    buf_char(out, '\n');
    ddl_rule(&changing->ddl, changing->is_down ? "downgrade" : "upgrade");
    buf_char(out, '\n');
    if (steps == changing->plan->steps.items) {
        numbers_begin(&changing->ddl, script, changing->is_down);
    }
    for (uint32_t i = 0; i < changing->part->count; i++) {
        write_step(changing, &steps[i]);
    }
    close_if(changing);
    postgres_record(&changing->ddl, script, changing->part, changing->number, changing->is_down);
    postgres_end_block(out, script);
}

/* ---- the script ---------------------------------------------------------------------------------- */

static bool any_part(const Plan *plan, PartKind kind) {
    for (uint32_t i = 0; i < plan->part_count; i++) {
        if (plan->parts[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static void write_transactions(Buf *out, const Changing *changing) {
    const Plan *plan = changing->plan;
    if (plan->part_count == 1 && plan->parts[0].kind != PART_INDEXES) {
        buf_text(out, "-- One transaction: it happens as a whole or not at all.\n");
        return;
    }
    bool is_one = plan->part_count == 1;
    if (is_one) {
        buf_text(out, "-- One part");
    } else {
        buf_printf(out, "-- %u parts, a transaction each", plan->part_count);
    }
    if (any_part(plan, PART_VALUES)) {
        buf_text(out, ": a value of an enum can be used when the transaction that adds it is done");
    } else if (any_part(plan, PART_INDEXES)) {
        buf_text(out, ": an index that lets writers go on is built outside of transactions");
    }
    buf_printf(out,
               ".\n"
               "-- migc_history.step counts the parts that are done. If it is stopped %s, run it\n"
               "-- again to go on",
               is_one ? "in between" : "between two parts");
    if (changing->script->by_shape) {
        buf_text(out, ".\n");
    } else {
        buf_printf(out, ", or %s.%s.sql to go back.\n", changing->script->revision,
                   changing->is_down ? "up" : "down");
    }
}

static bool any_question(const Changing *changing) {
    for (uint32_t i = 0; i < changing->plan->steps.count; i++) {
        const Step *step = &changing->plan->steps.items[i];
        if (step->kind == STEP_CONSENT && loss_any(changing->script, step, NULL)) {
            return true;
        }
    }
    return false;
}

/* Whether the part creates objects that may be there already: only an upgrade's look has compared them. */
static bool is_guarded(const Changing *changing) {
    const Step *steps = part_steps(changing);
    for (uint32_t i = 0; i < changing->part->count && !changing->is_down; i++) {
        if (is_creation(&steps[i], OP_CREATE_TABLE) || is_creation(&steps[i], OP_CREATE_ENUM) ||
            is_creation(&steps[i], OP_CREATE_SEQUENCE) ||
            is_creation(&steps[i], OP_CREATE_DOMAIN)) {
            return true;
        }
    }
    return false;
}

static void write_head(Changing *changing, const Look *look) {
    const Script *script = changing->script;
    Buf *out = changing->ddl.out;
    if (changing->is_down) {
        script_head(out, script, ".down", script->revision, script_parent(script));
    } else {
        script_head(out, script, ".up", script_parent(script), script->revision);
    }
    write_transactions(out, changing);
    buf_text(out, "-- Running it again is harmless");
    buf_text(out,
             changing->is_down || script->by_shape
                 ? ".\n"
                 : ": a revision that migc_history lists is left alone.\n");
    if (look->before.steps.count != 0) {
        buf_text(out,
                 "-- What it changes is compared first; if it is not what it should be, the script "
                 "stops.\n");
    }
    loss_head(out, script, changing->plan);
    if (changing->is_down) {
        buf_text(out, "--\n");
        script_grade(out, script);
        postgres_stays(out, script->up);
    }
    buf_char(out, '\n');
}

static bool any_lost_tables(const Plan *plan) {
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        if (step->kind == STEP_UNDO_SQL && step->sql->name && aside_loses_tables(step->sql)) {
            return true;
        }
    }
    return false;
}

void postgres_change(Buf *out, const Script *script, bool is_down) {
    Arena arena = {0};
    Changing changing = {.arena = &arena,
                         .ddl = ddl_begin(out, script->dialect),
                         .script = script,
                         .plan = is_down ? script->down : script->up,
                         .is_down = is_down};
    changing.before = postgres_names_given_up(&arena, script, is_down);
    Look look = look_begin(&arena, script, is_down);
    uint32_t parts = changing.plan->part_count;
    write_head(&changing, &look);
    block_write(out, block_postgres_lock);
    if (!is_down) {
        block_write(out, block_postgres_history);
    }
    if (look.blocks != 0 || look.creates) {
        block_write(out, block_postgres_describe);
    }
    if (look.blocks != 0) {
        block_write(out, block_postgres_looking);
    }
    block_write(out, is_down ? block_postgres_downgrading : block_postgres_upgrading);
    if (any_question(&changing)) {
        block_write(out, block_postgres_consent);
    }
    if (script->by_shape) {
        block_write(out, block_postgres_shape);
    }
    if (script->by_shape || any_lost_tables(changing.plan)) {
        block_write(out, block_postgres_undo);
    }
    if (aside_types(changing.plan)) {
        block_write(out, block_postgres_types);
    }
    if (script->by_shape || numbers_any(script, is_down)) {
        block_write(out, block_postgres_number);
    }
    if (aside_types(changing.plan) || aside_any(script, changing.plan)) {
        block_write(out, block_postgres_aside);
    }
    postgres_end_blocks(&changing.ddl);
    look_write(&look, &changing.ddl);
    if (script->by_shape && made_asks(script)) {
        made_ask(&changing.ddl, script, true, &look);
    }
    ask_first(&changing.ddl, script, changing.plan, is_down);
    for (uint32_t p = 0; p < parts; p++) {
        changing.part = &changing.plan->parts[p];
        changing.number = is_down ? parts - p : p + 1;
        changing.is_guarded = is_guarded(&changing);
        changing.ddl.indent = 0;
        postgres_part_rule(&changing.ddl, changing.number, parts);
        if (changing.part->kind == PART_INDEXES && !is_down) {
            postgres_build_indexes(&changing.ddl, script, changing.part, changing.number);
        } else {
            write_block(&changing);
        }
    }
    buf_free(&changing.word);
    ddl_end(&changing.ddl);
    arena_release(&arena);
}
