/*
 * postgres.c - takes a Script, gives the upgrade and the downgrade for psql. See postgres.h.
 */
#include "emit/postgres/postgres.h"

#include <stdio.h>

#include "emit/blocks.h"
#include "emit/lower.h"
#include "emit/postgres/lend.h"
#include "emit/postgres/made.h"
#include "emit/postgres/names.h"
#include "emit/postgres/number.h"
#include "emit/postgres/shape.h"
#include "emit/quote.h"
#include "emit/script.h"

#define INDENT_PASS 4    /* statements inside the loop of the passes */
#define INDENT_GUARDED 6 /* and those that are done if their object is new */
#define ANCESTORS                                                                                  \
    8u /* revisions that a script knows; of more the size of a chain would be quadratic */

/* ---- lists of objects ---------------------------------------------------------------------------- */

/* The object that a step creates as the describing block names it; false: none of its own. */
static bool object_word(Buf *out, const Step *step) {
    if (!step->op) { /* it is made once more */
        return false;
    }
    if (step->kind == STEP_CREATE_TABLE) {
        postgres_word(out, step->table->space, step->table->name);
    } else if (step->kind == STEP_CREATE_ENUM) {
        postgres_word(out, step->enumeration->space, step->enumeration->name);
    } else if (step->kind == STEP_CREATE_DOMAIN) {
        postgres_word(out, step->domain->space, step->domain->name);
    } else if (step->kind == STEP_CREATE_SEQUENCE) {
        postgres_word(out, step->sequence->space, step->sequence->name);
    } else if (step->kind == STEP_CREATE_TOUCH) {
        postgres_word(out, step->table->space, NULL);
        postgres_touch_name(out, step->table, step->column);
        buf_text(out, "()");
    } else {
        return false;
    }
    return true;
}

static void list_text(Packing *packing, const Buf *word) {
    Buf quoted = {0};
    quote_string(&quoted, word->data, word->length, TARGET_POSTGRES);
    packing_add(packing, buf_view(&quoted));
    buf_free(&quoted);
}

void postgres_list_word(Packing *packing, Name space, Name name) {
    Buf word = {0};
    postgres_word(&word, space, name);
    list_text(packing, &word);
    buf_free(&word);
}

void postgres_list_table(Packing *packing, const Table *table, const NameMap *but, Names *names) {
    const Partitioning *of = table_partitioning(table, TARGET_POSTGRES);
    postgres_list_word(packing, table->space, table->name);
    for (uint32_t i = 0; of && i < of->count; i++) {
        if (!but || !namemap_get(but, name_qualified(names, table->space, of->items[i].name))) {
            postgres_list_word(packing, table->space, of->items[i].name);
        }
    }
}

void postgres_object_list(Buf *out, const Plan *plan, const Part *part, unsigned indent,
                          const NameMap *but, Names *names) {
    Packing packing = {.out = out, .indent = indent};
    Buf word = {0};
    for (uint32_t i = 0; i < part->count; i++) {
        const Step *step = &plan->steps.items[part->first + i];
        if (!object_word(&word, step) || (but && postgres_takes_name(but, names, step))) {
            continue;
        }
        if (step->kind == STEP_CREATE_TABLE) {
            postgres_list_table(&packing, step->table, but, names);
        } else {
            list_text(&packing, &word);
        }
    }
    buf_free(&word);
}

/* The namespace that a step's object is in. */
static Name step_space(const Step *step) {
    return step->kind == STEP_CREATE_TABLE || step->kind == STEP_DROP_TABLE ? step->table->space
           : step->kind == STEP_CREATE_ENUM || step->kind == STEP_DROP_ENUM
               ? step->enumeration->space
           : step->kind == STEP_CREATE_DOMAIN || step->kind == STEP_DROP_DOMAIN
               ? step->domain->space
           : step->kind == STEP_CREATE_SEQUENCE || step->kind == STEP_DROP_SEQUENCE
               ? step->sequence->space
               : NULL;
}

/* A word in an array literal, always in double quotes. */
void postgres_array_word(Buf *out, Name word) {
    buf_char(out, '"');
    for (uint32_t i = 0; i < word->length; i++) {
        if (word->text[i] == '"' || word->text[i] == '\\') {
            buf_char(out, '\\');
        }
        buf_char(out, word->text[i]);
    }
    buf_char(out, '"');
}

void postgres_space_list(Buf *out, const Plan *plan) {
    postgres_spaces(out, plan, NULL, 0);
}

static void add_space(Arena *arena, NameMap *seen, Buf *list, Name space) {
    if (space && !namemap_put(arena, seen, space, (void *)(uintptr_t)space)) {
        buf_text(list, seen->count == 1 ? "" : ",");
        postgres_array_word(list, space);
    }
}

void postgres_spaces(Buf *out, const Plan *plan, const Table *const *tables, uint32_t count) {
    Arena arena = {0};
    NameMap seen = {0};
    Buf list = {0};
    buf_char(&list, '{');
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        add_space(&arena, &seen, &list, step_space(&plan->steps.items[i]));
    }
    for (uint32_t i = 0; i < count; i++) {
        add_space(&arena, &seen, &list, tables[i]->space);
    }
    buf_char(&list, '}');
    quote_string(out, list.data, list.length, TARGET_POSTGRES);
    buf_free(&list);
    arena_release(&arena);
}

uint32_t *postgres_table_parts(Arena *arena, const Plan *plan, const Model *model) {
    uint32_t *part_of = NEW_ARRAY(arena, uint32_t, model->table_count);
    for (uint32_t p = 0; p < plan->part_count; p++) {
        for (uint32_t i = 0; i < plan->parts[p].count; i++) {
            const Step *step = &plan->steps.items[plan->parts[p].first + i];
            if (step->kind == STEP_CREATE_TABLE) {
                part_of[step->table->number] = p + 1;
            }
        }
    }
    return part_of;
}

/* ---- blocks -------------------------------------------------------------------------------------- */

void postgres_begin_block(Buf *out, const Script *script) {
    buf_text(out, "\nDO ");
    postgres_tag(out, script, "migc");
    buf_text(out, "\n#variable_conflict use_column\n");
}

void postgres_end_blocks(Ddl *ddl) {
    buf_char(ddl->out, '\n');
    ddl_rule(ddl, "end of what is the same in every script");
}

void postgres_settings(Buf *out, const Script *script) {
    buf_text(out, "BEGIN\n"
                  "  SET LOCAL search_path = public, pg_temp;\n"
                  "  SET LOCAL lock_timeout = '");
    buf_uint(out, script->project->lock_timeout_ms);
    buf_text(out, "ms';\n"
                  "  SET LOCAL client_min_messages = warning;\n");
    if (script->defers) {
        /* a table with checks that are put off cannot be altered until they are done */
        buf_text(out, "  SET CONSTRAINTS ALL IMMEDIATE;\n");
    }
}

void postgres_end_block(Buf *out, const Script *script) {
    buf_text(out, "END\n");
    postgres_tag(out, script, "migc");
    buf_text(out, ";\n");
}

/* `position, '{ancestors}'`: the nearest revisions before this one. */
static void write_ancestors(Buf *out, const Script *script) {
    uint32_t before = script->position - 1;
    uint32_t first = before > ANCESTORS ? before - ANCESTORS : 0;
    Buf list = {0};
    buf_char(&list, '{');
    for (uint32_t i = first; i < before; i++) {
        buf_text(&list, i == first ? "" : ",");
        buf_text(&list, script->chain ? script->chain[i] : script->parent);
    }
    buf_char(&list, '}');
    buf_printf(out, ", %u, ", script->position);
    quote_string(out, list.data, list.length, TARGET_POSTGRES);
    buf_free(&list);
}

/* Whether the table that counts the parts comes with the first of them: a script that is guarded by shape, and stops
 * before, leaves nothing. */
static bool is_counted_later(const Script *script) {
    return script->by_shape && script->up->part_count > 1;
}

bool postgres_make_history(Buf *out, const Script *script, const char *blanks) {
    bool is_made = is_counted_later(script);
    if (is_made) {
        buf_printf(out, "%sPERFORM pg_temp.migc_make_history();\n", blanks);
    }
    return is_made;
}

void postgres_guard(Buf *out, const Script *script, bool is_down, uint32_t part, uint32_t parts) {
    bool is_asked = part == 0 && is_counted_later(script);
    buf_text(out,
             is_asked ? "  IF to_regclass('public.migc_history') IS NOT NULL AND NOT" : "  IF NOT");
    buf_printf(out, " pg_temp.%s(\n       '%s', '%s'",
               is_down ? "migc_downgrading" : "migc_upgrading", script->revision, script->checksum);
    if (is_down) {
        buf_printf(out, script->parent ? ", '%s'" : ", %s",
                   script->parent ? script->parent : "NULL");
    } else {
        write_ancestors(out, script);
    }
    buf_printf(out, ", %u, %u) THEN\n", part, parts);
}

void postgres_part_rule(Ddl *ddl, uint32_t part, uint32_t parts) {
    if (parts > 1) {
        char words[64];
        snprintf(words, sizeof words, "part %u of %u", part, parts);
        buf_char(ddl->out, '\n');
        ddl_rule(ddl, words);
    }
}

void postgres_transactions(Buf *out, const Script *script, uint32_t parts, const char *back) {
    if (parts == 1) {
        buf_text(out, "-- One transaction: it happens as a whole or not at all.\n");
        return;
    }
    buf_printf(
        out,
        "-- %u transactions: one alone would need more locks than the server's lock table\n"
        "-- holds by default (max_locks_per_transaction = 64). migc_history.step counts the\n"
        "-- parts that are done. If it is stopped between two parts, run it again to go on",
        parts);
    if (script->by_shape) {
        buf_text(out, ".\n");
    } else {
        buf_printf(out, ",\n-- or %s.%s.sql to go back.\n", script->revision, back);
    }
}

/* The author's SQL, run from a string: it may be several statements, and may be a SELECT. */
void postgres_execute(Ddl *ddl, const Script *script, Name text) {
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "EXECUTE ");
    postgres_tag(ddl->out, script, "sql");
    buf_name(ddl->out, text);
    postgres_tag(ddl->out, script, "sql");
    buf_text(ddl->out, ";\n");
}

/* ---- upgrade ------------------------------------------------------------------------------------- */

typedef struct Upgrading {
    Ddl ddl;
    const Script *script;
    const Part *part;
    Buf spaces;        /* postgres_space_list of the plan */
    const Table *open; /* the table whose IF is open, or NULL */
    bool later;        /* the IF of what runs in pass 2 only is open */
    Arena arena;
    uint32_t *part_of;  /* by the number of the table: the part that creates it, from 1 */
    Lending lending;
    uint32_t *stood_in; /* by the number of the table: the last part that it has a stand-in in */
    uint32_t number;    /* of the part */
    Buf word;
} Upgrading;

static void close_ifs(Upgrading *up) {
    if (up->open || up->later) {
        up->ddl.indent = INDENT_PASS;
        ddl_indent(&up->ddl, 0);
        buf_text(up->ddl.out, "END IF;\n\n");
        up->open = NULL;
        up->later = false;
    }
}

/* `IF 'users' = ANY (migc_new) THEN`: the object of the step is to be created. */
static void open_if_new(Upgrading *up, const Step *step) {
    object_word(&up->word, step);
    ddl_indent(&up->ddl, 0);
    buf_text(up->ddl.out, "IF ");
    quote_string(up->ddl.out, up->word.data, up->word.length, TARGET_POSTGRES);
    buf_text(up->ddl.out, " = ANY (migc_new) THEN\n");
    up->ddl.indent = INDENT_GUARDED;
}

static void open_later(Upgrading *up) {
    if (up->later) {
        buf_char(up->ddl.out, '\n');
        return;
    }
    close_ifs(up);
    ddl_indent(&up->ddl, 0);
    buf_text(up->ddl.out, "IF migc_pass = 2 THEN\n");
    up->ddl.indent = INDENT_GUARDED;
    up->later = true;
}

static void write_forward_key(Upgrading *up, const Step *step) {
    Ddl *ddl = &up->ddl;
    close_ifs(up);
    ddl_comment(ddl, step);
    ddl_indent(ddl, 0);
    Buf name = {0};
    ddl_table_name(&name, step->table, TARGET_POSTGRES);
    if (up->part_of[step->table->number] == up->number) {
        postgres_word(&up->word, step->table->space, step->table->name);
        buf_text(ddl->out, "IF ");
        quote_string(ddl->out, up->word.data, up->word.length, TARGET_POSTGRES);
        buf_text(ddl->out, " = ANY (migc_new) THEN\n");
    } else { /* the table is an earlier part's */
        buf_text(ddl->out, "IF migc_pass = 2 AND NOT EXISTS (SELECT FROM pg_constraint\n");
        ddl_indent(ddl, 2);
        buf_text(ddl->out, "WHERE conrelid = to_regclass(");
        quote_string(ddl->out, name.data, name.length, TARGET_POSTGRES);
        buf_text(ddl->out, ")\n");
        ddl_indent(ddl, 4);
        buf_text(ddl->out, "AND conname = ");
        quote_string(ddl->out, step->foreign_key->name->text, step->foreign_key->name->length,
                     TARGET_POSTGRES);
        buf_text(ddl->out, ") THEN\n");
    }
    buf_free(&name);
    ddl->indent = INDENT_GUARDED;
    ddl_add_foreign_key(ddl, step->table, step->foreign_key);
    up->open = step->table;
    close_ifs(up);
}

/* The part creates the sequence and the table that it goes with: pass 1 has both of them aside. */
static bool owns_here(const Upgrading *up, const Sequence *sequence) {
    const Step *steps = up->script->up->steps.items + up->part->first;
    unsigned found = 0;
    for (uint32_t i = 0; i < up->part->count; i++) {
        found += steps[i].kind == STEP_CREATE_SEQUENCE && steps[i].sequence == sequence;
        found += steps[i].kind == STEP_CREATE_TABLE && steps[i].table->name == sequence->owner &&
                 steps[i].table->space == sequence->owner_space;
    }
    return found == 2;
}

static void write_up_step(Upgrading *up, const Step *step) {
    Ddl *ddl = &up->ddl;
    switch (step->kind) {
    case STEP_CREATE_NAMESPACE: return; /* migc_begin has */
    case STEP_CREATE_EXTENSION: return; /* before the passes */
    case STEP_CREATE_DOMAIN:
    case STEP_CREATE_SEQUENCE:
    case STEP_CREATE_ENUM:
        close_ifs(up);
        ddl_comment(ddl, step);
        open_if_new(up, step);
        postgres_statement(ddl, step);
        up->later = true;
        close_ifs(up);
        return;
    case STEP_CREATE_TABLE:
        close_ifs(up);
        ddl_comment(ddl, step);
        open_if_new(up, step);
        up->open = step->table;
        postgres_statement(ddl, step);
        return;
    case STEP_CREATE_INDEX:
    case STEP_CREATE_TOUCH:
        buf_char(ddl->out, '\n');
        ddl_comment(ddl, step);
        postgres_statement(ddl, step);
        return;
    case STEP_COMMENT:
    case STEP_COMMENT_OBJECT:
        close_ifs(up);
        postgres_statement(ddl, step);
        if (step + 1 == up->script->up->steps.items + up->part->first + up->part->count ||
            step[1].kind != step->kind) {
            buf_char(ddl->out, '\n');
        }
        return;
    case STEP_ADD_FOREIGN_KEY: write_forward_key(up, step); return;
    case STEP_PUT_ROWS:
        open_later(up);
        ddl_comment(ddl, step);
        postgres_statement(ddl, step);
        postgres_sequences(ddl, step->data);
        return;
    case STEP_RUN_SQL:
        open_later(up);
        ddl_comment(ddl, step);
        numbers_of_sql(ddl, up->script, step->sql);
        postgres_execute(ddl, up->script, step->sql->up);
        return;
    case STEP_OWN_SEQUENCE:
        if (owns_here(up, step->sequence)) {
            close_ifs(up);
        } else {
            open_later(up);
        }
        ddl_comment(ddl, step);
        postgres_statement(ddl, step);
        buf_text(ddl->out, up->later ? "" : "\n");
        return;
    case STEP_UNDO_SQL:
    case STEP_DROP_FOREIGN_KEY:
    case STEP_DROP_TABLE:
    case STEP_DROP_TOUCH:
    case STEP_DROP_DOMAIN:
    case STEP_ALTER_DOMAIN:
    case STEP_ADD_RULES:
    case STEP_DROP_SEQUENCE:
    case STEP_ALTER_SEQUENCE:
    case STEP_DROP_ENUM:
    case STEP_DROP_NAMESPACE:
    case STEP_DROP_EXTENSION:
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
    case STEP_SET_OPTIONS:
    case STEP_DROP_PARTITION:
    case STEP_ADD_PARTITION:
    case STEP_ADD_KEY:
    case STEP_ADD_CHECK:
    case STEP_ALTER_FOREIGN_KEY:
    case STEP_VALIDATE:
    case STEP_BUILD_INDEX:
    case STEP_ADD_VALUE:
    case STEP_RENAME_VALUE:
    case STEP_REPLACE_ENUM:
    case STEP_RETYPE_COLUMNS:
    case STEP_DROP_REPLACED:
    case STEP_RESHAPE:
    case STEP_MOVE_VALUES:
    case STEP_COUNT: return; /* an upgrade that only creates has none of these */
    }
}

/* Writes where the real table is in pass 1: its namespace is set aside. */
static void write_found_table(Buf *out, const Table *table) {
    if (table->space) {
        Buf space = {0};
        buf_text(&space, "migc_found_");
        buf_name(&space, table->space);
        quote_text(out, buf_view(&space), TARGET_POSTGRES);
        buf_free(&space);
    } else {
        buf_text(out, "public");
    }
    buf_char(out, '.');
    quote_name(out, table->name, TARGET_POSTGRES);
}

/* Pass 1 has the tables of earlier parts in public, but not those whose namespace is set aside. */
static void write_stand_ins(Upgrading *up) {
    Ddl *ddl = &up->ddl;
    const Step *steps = up->script->up->steps.items + up->part->first;
    lending_find(&up->lending, up->number, NULL, 0);
    bool any = up->lending.steps.count != 0;
    if (any) {
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "-- stand-ins for what earlier parts made\n");
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "IF migc_pass = 1 THEN\n");
        ddl->indent += 2;
        for (uint32_t i = 0; i < up->lending.steps.count; i++) {
            postgres_statement(ddl, up->lending.steps.items[i]);
        }
        ddl->indent -= 2;
    }
    for (uint32_t i = 0; i < up->part->count; i++) {
        const Table *table = steps[i].table;
        for (uint16_t k = 0; steps[i].kind == STEP_CREATE_TABLE && k < table->foreign_key_count;
             k++) {
            const Table *target = table->foreign_keys[k].target;
            if (!target->space || up->part_of[target->number] >= up->number ||
                up->stood_in[target->number] == up->number) {
                continue;
            }
            up->stood_in[target->number] = up->number;
            if (!any) {
                ddl_indent(ddl, 0);
                buf_text(ddl->out, "-- stand-ins for tables of earlier parts\n");
                ddl_indent(ddl, 0);
                buf_text(ddl->out, "IF migc_pass = 1 THEN\n");
            }
            any = true;
            ddl_indent(ddl, 2);
            buf_text(ddl->out, "CREATE TABLE ");
            ddl_table_name(ddl->out, target, TARGET_POSTGRES);
            buf_text(ddl->out, " (LIKE ");
            write_found_table(ddl->out, target);
            buf_text(ddl->out, " INCLUDING INDEXES);\n");
        }
    }
    if (any) {
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "END IF;\n\n");
    }
}

/* A foreign key that a later part adds: if it is there already it is compared with the rest of its table,
 * and the table it refers to is there, too, and is not in the scratch schema. */
static void write_later_key(Upgrading *up, const Table *table, const ForeignKey *key) {
    Ddl *ddl = &up->ddl;
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "-- compare foreign key ");
    buf_clear(&up->word);
    name_write(&up->word, key->name);
    ddl_comment_text(ddl->out, buf_view(&up->word));
    buf_text(ddl->out, " if it is there already: a later part adds it\n");
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "IF migc_pass = 1 AND EXISTS (SELECT FROM pg_constraint\n");
    ddl_indent(ddl, 2);
    buf_text(ddl->out, "WHERE conrelid = to_regclass(");
    buf_clear(&up->word);
    write_found_table(&up->word, table);
    quote_string(ddl->out, up->word.data, up->word.length, TARGET_POSTGRES);
    buf_text(ddl->out, ")\n");
    ddl_indent(ddl, 4);
    buf_text(ddl->out, "AND conname = ");
    quote_string(ddl->out, key->name->text, key->name->length, TARGET_POSTGRES);
    buf_text(ddl->out, ") THEN\n");
    Table target = *key->target;
    if (target.space) {
        buf_clear(&up->word);
        buf_text(&up->word, "migc_found_");
        buf_name(&up->word, target.space);
        target.space = names_intern(up->script->model->names, up->word.data, up->word.length);
    }
    ForeignKey found = *key;
    found.target = &target;
    ddl->indent = INDENT_GUARDED;
    ddl_add_foreign_key(ddl, table, &found);
    ddl->indent = INDENT_PASS;
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "END IF;\n\n");
}

static void write_later_keys(Upgrading *up) {
    const Step *steps = up->script->up->steps.items + up->part->first;
    for (uint32_t i = 0; i < up->part->count; i++) {
        const Table *table = steps[i].table;
        for (uint16_t k = 0; steps[i].kind == STEP_CREATE_TABLE && k < table->foreign_key_count;
             k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (is_for(up->script->dialect, key->targets) && key->is_forward &&
                up->part_of[key->target->number] > up->number) {
                write_later_key(up, table, key);
            }
        }
    }
}

static void write_extensions(Ddl *ddl, const Plan *plan, const Part *part) {
    bool any = false;
    ddl->indent = 2;
    for (uint32_t i = 0; i < part->count; i++) {
        const Step *step = &plan->steps.items[part->first + i];
        if (step->kind == STEP_CREATE_EXTENSION) {
            buf_text(ddl->out, any ? "" : "\n");
            any = true;
            ddl_comment(ddl, step);
            postgres_statement(ddl, step);
        }
    }
}

static bool runs_sql(const Plan *plan, const Part *part) {
    for (uint32_t i = 0; i < part->count; i++) {
        if (plan->steps.items[part->first + i].kind == STEP_RUN_SQL) {
            return true;
        }
    }
    return false;
}

/* What pass 1 found ends the script; so does the author's SQL, which is not compared, if what it makes is there. */
static void write_stops(Buf *out, const Script *script, bool has_sql) {
    const char *revision = script->revision;
    buf_printf(
        out,
        "    IF migc_pass = 1 THEN\n"
        "      migc_drift := pg_temp.migc_compare(migc_objects, migc_spaces, false);\n"
        "      RAISE SQLSTATE 'MIGC1';\n"
        "    END IF;\n"
        "  EXCEPTION WHEN SQLSTATE 'MIGC1' THEN\n"
        "    IF migc_drift IS NOT NULL THEN\n"
        "      RAISE EXCEPTION\n"
        "        'migc: what this database has is not what %s creates, nothing was changed'\n"
        "        USING DETAIL = migc_drift,\n"
        "              HINT = 'if it should be recorded as it is: migc stamp %s';\n"
        "    END IF;\n",
        revision, revision);
    if (has_sql) {
        buf_printf(out,
                   "  WHEN OTHERS THEN -- what is there already, or what a table needs and pass 1 "
                   "does not run\n"
                   "    IF SQLSTATE ~ '^(40|42501|53|55P03|57)' -- a lock, a right, the server: "
                   "not what is there\n"
                   "       OR migc_pass = 2 AND SQLSTATE NOT IN ('42P07', '42710', '42723') THEN\n"
                   "      RAISE;\n"
                   "    END IF;\n"
                   "    GET STACKED DIAGNOSTICS migc_drift = PG_EXCEPTION_CONTEXT;\n"
                   "    RAISE EXCEPTION\n"
                   "      'migc: what this database has cannot be compared with what %s creates, "
                   "nothing was changed'\n"
                   "      USING DETAIL = concat_ws(E'\\n', SQLERRM, migc_drift),\n"
                   "            HINT = 'if it should be recorded as it is: migc stamp %s';\n",
                   revision, revision);
    }
}

static void write_up_part(Upgrading *up, uint32_t number) {
    const Script *script = up->script;
    const Plan *plan = script->up;
    Buf *out = up->ddl.out;
    uint32_t parts = plan->part_count;
    up->part = &plan->parts[number - 1];
    up->number = number;

    up->ddl.indent = 0;
    postgres_part_rule(&up->ddl, number, parts);
    postgres_begin_block(out, script);
    buf_text(out, "DECLARE\n  migc_objects  CONSTANT text[] := ARRAY[\n");
    postgres_object_list(out, plan, up->part, 4, NULL, NULL);
    buf_text(out, "]::text[];\n  migc_spaces   CONSTANT text[] := ");
    buf_slice(out, buf_view(&up->spaces));
    buf_text(out, ";\n"
                  "  migc_found    text[];\n"
                  "  migc_new      text[];\n"
                  "  migc_drift    text;\n");
    postgres_settings(out, script);
    postgres_guard(out, script, false, number, parts);
    buf_text(out, "    RETURN;\n  END IF;\n");
    write_extensions(&up->ddl, plan, up->part);
    buf_text(out, "\n"
                  "  migc_found := ARRAY(SELECT DISTINCT object\n"
                  "                        FROM pg_temp.migc_describe('{public}' || migc_spaces, "
                  "migc_objects));\n"
                  "  FOR migc_pass IN CASE migc_found WHEN '{}' THEN 2 ELSE 1 END .. 2 LOOP\n"
                  "  BEGIN\n"
                  "    PERFORM pg_temp.migc_begin(migc_pass, migc_spaces);\n"
                  "    migc_new := ARRAY(SELECT unnest(migc_objects) EXCEPT\n"
                  "                      SELECT unnest(migc_found) WHERE migc_pass = 2);\n\n");
    up->ddl.indent = INDENT_PASS;
    ddl_rule(&up->ddl, "upgrade");
    buf_char(out, '\n');
    write_stand_ins(up);
    for (uint32_t i = 0; i < up->part->count; i++) {
        write_up_step(up, &plan->steps.items[up->part->first + i]);
    }
    close_ifs(up);
    write_later_keys(up);
    ddl_rule(&up->ddl, "compare, record");
    buf_char(out, '\n');
    write_stops(out, script, runs_sql(plan, up->part));
    buf_text(out, "  END;\n"
                  "  END LOOP;\n\n");
    const char *applied_at = number == parts ? "now()" : "NULL";
    if (number == 1) {
        buf_printf(out,
                   "  INSERT INTO migc_history (position, revision, checksum, step, applied_at)\n"
                   "  VALUES (%u, '%s', '%s', 1, %s);\n",
                   script->position, script->revision, script->checksum, applied_at);
    } else {
        buf_printf(out,
                   "  UPDATE migc_history SET step = %u, applied_at = %s WHERE revision = '%s';\n",
                   number, applied_at, script->revision);
    }
    if (number == parts) {
        buf_printf(out, "  RAISE INFO 'migc: %s applied';\n", script->revision);
    }
    postgres_end_block(out, script);
}

void postgres_up(Buf *out, const Script *script) {
    if (script->by_shape || !plan_only_creates(script->changes)) {
        postgres_change(out, script, false);
        return;
    }
    script_head(out, script, ".up", script_parent(script), script->revision);
    postgres_transactions(out, script, script->up->part_count, "down");
    buf_text(
        out,
        "-- Running it again is harmless: a revision that migc_history lists is left alone. What\n"
        "-- is there already is compared first (pass 1, undone): alike is kept, different stops\n"
        "-- the script, absent is created.\n\n");
    block_write(out, block_postgres_lock);
    block_write(out, block_postgres_history);
    block_write(out, block_postgres_describe);
    block_write(out, block_postgres_upgrading);
    Upgrading up = {.ddl = ddl_begin(out, script->dialect), .script = script};
    up.part_of = postgres_table_parts(&up.arena, script->up, script->model);
    up.stood_in = NEW_ARRAY(&up.arena, uint32_t, script->model->table_count);
    up.lending = lending_begin(&up.arena, script->model->names, script->up);
    if (numbers_any(script, false)) {
        block_write(out, block_postgres_number);
    }
    postgres_end_blocks(&up.ddl);
    postgres_space_list(&up.spaces, script->up);
    for (uint32_t part = 1; part <= script->up->part_count; part++) {
        write_up_part(&up, part);
    }
    buf_free(&up.word);
    buf_free(&up.spaces);
    ddl_end(&up.ddl);
    arena_release(&up.arena);
}
