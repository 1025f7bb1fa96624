/*
 * scratch.c - takes a plan that creates, gives it built aside. See scratch.h.
 */
#include "emit/postgres/scratch.h"

#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/script.h"
#include "emit/sql_makes.h"
#include "emit/sql_tokens.h"
#include "emit/typename.h"

#define PRIMARY_KEY_BIT 63 /* of `needed`; bit n is unique n, further ones share the last */
#define LAST_UNIQUE_BIT 62
#define WHOLE_TABLE UINT64_MAX /* all but its foreign keys, for the author's SQL */

/* The bit of the key with these columns. */
static unsigned key_bit(const Table *table, Columns columns) {
    if (table->primary_key && columns_equal(table->primary_key->columns, columns)) {
        return PRIMARY_KEY_BIT;
    }
    unsigned i = 0;
    while (i < table->unique_count && !columns_equal(table->uniques[i].columns, columns)) {
        i++;
    }
    return i < LAST_UNIQUE_BIT ? i : LAST_UNIQUE_BIT;
}

static bool key_needed(uint64_t needed, uint32_t unique) {
    unsigned bit = unique < LAST_UNIQUE_BIT ? unique : LAST_UNIQUE_BIT;
    return (needed >> bit & 1) != 0;
}

/* Asks for a stand-in with some more keys, if the table is another part's. */
static void need(Scratch *scratch, uint32_t number, const Table *table, uint64_t keys) {
    if (scratch->part_of[table->number] != number) {
        if (scratch->needed[table->number] == 0) {
            scratch->stand_ins[scratch->stand_in_count++] = table;
        }
        scratch->needed[table->number] |= keys;
    }
}

/* How many stand-ins are tables that another part compares. */
static uint32_t compared_stand_ins(const Scratch *scratch) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < scratch->stand_in_count; i++) {
        count += scratch->part_of[scratch->stand_ins[i]->number] != 0;
    }
    return count;
}

/* By their qualified names, the tables of the model, if a sequence of the plan goes with one. */
static NameMap owning_tables(Arena *arena, const Model *model, const Plan *plan) {
    NameMap tables = {0};
    bool any = false;
    for (uint32_t i = 0; i < plan->steps.count && !any; i++) {
        any = plan->steps.items[i].kind == STEP_CREATE_SEQUENCE &&
              plan->steps.items[i].sequence->owner;
    }
    for (uint32_t i = 0; any && i < model->table_count; i++) {
        Table *table = model->tables[i];
        namemap_set(arena, &tables, name_qualified(model->names, table->space, table->name), table);
    }
    return tables;
}

/* The table that the sequence of a step goes with; or NULL. */
static const Table *owner_of(const Scratch *scratch, const Step *step) {
    if (step->kind != STEP_CREATE_SEQUENCE || !step->sequence->owner) {
        return NULL;
    }
    return namemap_get(&scratch->owning,
                       name_qualified(scratch->script->model->names, step->sequence->owner_space,
                                      step->sequence->owner));
}

/* Finds the tables of other parts that the tables, the sequences and the author's SQL of this one refer to. */
void scratch_find(Scratch *scratch, uint32_t number) {
    const Script *script = scratch->script;
    const Part *part = &scratch->plan->parts[number - 1];
    scratch->stand_in_count = 0;
    bool runs_sql = false;
    for (uint32_t i = 0; i < part->count; i++) {
        const Step *step = &scratch->plan->steps.items[part->first + i];
        const Table *table = step->table;
        runs_sql = runs_sql || step->kind == STEP_RUN_SQL;
        for (uint16_t k = 0; step->kind == STEP_CREATE_TABLE && k < table->foreign_key_count; k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (is_for(script->dialect, key->targets)) {
                need(scratch, number, key->target,
                     UINT64_C(1) << key_bit(key->target, key->referenced));
            }
        }
        for (uint32_t n = 0; step->kind == STEP_RUN_SQL && n < step->sql->needs_count; n++) {
            if (step->sql->needs[n]->kind == OBJECT_TABLE) {
                need(scratch, number, step->sql->needs[n]->table, WHOLE_TABLE);
            }
        }
        const Table *owner = owner_of(scratch, step);
        if (owner) {
            need(scratch, number, owner, WHOLE_TABLE);
        }
    }
    scratch->makes_elsewhere = runs_sql && compared_stand_ins(scratch) > 0;
    lending_find(&scratch->lending, number, scratch->stand_ins, scratch->stand_in_count);
}

static bool column_needed(const Table *table, uint64_t needed, uint16_t column) {
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

/* The author's SQL may inherit from it, refer to its keys and name whatever it has. */
static void write_whole(Ddl *ddl, const Table *table) {
    Table alone = *table;
    alone.foreign_key_count = 0;
    ddl_create_table(ddl, &alone);
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (is_for(ddl->dialect, table->indexes[i].targets)) {
            ddl_create_index(ddl, table, &table->indexes[i]);
        }
    }
}

static void write_stand_in(Scratch *scratch, const Table *table) {
    Ddl *ddl = scratch->ddl;
    Buf *out = ddl->out;
    uint64_t needed = scratch->needed[table->number];
    if (needed == WHOLE_TABLE) {
        write_whole(ddl, table);
        return;
    }
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

/* What stands for `public.` in the author's SQL that is built aside. Nothing, for names are found in the scratch schema
 * first; but routines, operators and types may be called like PostgreSQL's own, which come before them: a routine that was
 * built aside is told by that schema, and so is what the same SQL makes (`own`: all but operators); another operator is the real one. */
static const char *space_aside(const Scratch *scratch, const NameMap *own, const SqlToken *first,
                               const SqlToken *space) {
    static const char aside[] = "migc_expected.";
    if (space - first >= 2 && sql_is_sign(space - 1, "(") && sql_is_word(space - 2, "operator")) {
        return "public.";
    }
    const SqlToken *name = space + 2;
    if (name->kind != SQL_WORD && name->kind != SQL_NAME) {
        bool makes_operator = sql_is_word(first, "create") && sql_is_word(first + 1, "operator");
        return makes_operator && space > first && sql_is_word(space - 1, "operator") ? aside : "";
    }
    Name found = names_find(scratch->lending.names, name->text.data, name->text.length);
    bool is_aside = found && (namemap_get(own, found) || (sql_is_sign(name + 1, "(") &&
                                                          namemap_get(&scratch->routines, found)));
    return is_aside ? aside : "";
}

static Name without_public(const Scratch *scratch, const SqlObject *object) {
    Arena arena = {0};
    Name sql = object->up;
    NameMap own = {0};
    SqlMade made = sql_made(object);
    sql_names_made(&arena, &own, scratch->lending.names, object);
    if (made.kind == SQL_ROUTINE) {
        namemap_set(&arena, &own,
                    names_intern(scratch->lending.names, made.name.data, made.name.length),
                    scratch->lending.names);
    }
    Buf text = {0};
    const char *from = sql->text;
    SqlTokens tokens = sql_tokens(&arena, name_text(sql), TARGET_POSTGRES);
    for (const SqlToken *token = tokens.all.items; token->kind != SQL_END; token++) {
        bool is_public = sql_is_word(token, "public") ||
                         (token->kind == SQL_NAME && text_is(token->text, "public"));
        bool is_inner = token > tokens.all.items && sql_is_sign(token - 1, ".");
        if (is_public && !is_inner && sql_is_sign(token + 1, ".")) {
            buf_put(&text, from, (size_t)(token->source.data - from));
            buf_text(&text, space_aside(scratch, &own, tokens.all.items, token));
            token++;
            from = token->source.data + token->source.length;
        }
    }
    Name bare = sql;
    if (from != sql->text) {
        buf_put(&text, from, sql->length - (size_t)(from - sql->text));
        bare = names_intern(scratch->lending.names, text.data, text.length);
    }
    buf_free(&text);
    arena_release(&arena);
    return bare;
}

/* The author's SQL is compared too, if it can be run beside the real thing. */
static void write_sql_object(Scratch *scratch, const Step *step) {
    Ddl *ddl = scratch->ddl;
    Buf *out = ddl->out;
    buf_text(out, "    BEGIN\n");
    ddl->indent = 6;
    postgres_execute(ddl, scratch->script, without_public(scratch, step->sql));
    ddl->indent = 4;
    buf_text(out, "    EXCEPTION WHEN OTHERS THEN\n"
                  "      RAISE INFO\n"
                  "        'migc: % cannot be built beside the real one, it is not compared: %',\n"
                  "        ");
    quote_string(out, step->sql->name->text, step->sql->name->length, TARGET_POSTGRES);
    buf_text(out, ", SQLERRM;\n    END;\n\n");
    SqlMade made = sql_made(step->sql);
    if (made.kind == SQL_ROUTINE) {
        Names *names = scratch->lending.names;
        namemap_set(scratch->lending.arena, &scratch->routines,
                    names_intern(names, made.name.data, made.name.length), scratch);
    }
}

static void write_step(Scratch *scratch, const Step *step) {
    Ddl *ddl = scratch->ddl;
    if (step->kind == STEP_CREATE_ENUM || step->kind == STEP_CREATE_SEQUENCE ||
        step->kind == STEP_CREATE_DOMAIN || step->kind == STEP_COMMENT_OBJECT ||
        step->kind == STEP_CREATE_TABLE || step->kind == STEP_CREATE_INDEX ||
        step->kind == STEP_CREATE_TOUCH || step->kind == STEP_COMMENT) {
        postgres_statement(ddl, step);
        buf_char(ddl->out, '\n');
    } else if (step->kind == STEP_RUN_SQL) {
        write_sql_object(scratch, step);
    }
}

/* The forward foreign keys of the part's tables: their targets are there, as they are or as stand-ins. */
static void write_forward_keys(Scratch *scratch, const Part *part) {
    const Script *script = scratch->script;
    for (uint32_t i = 0; i < part->count; i++) {
        const Step *step = &scratch->plan->steps.items[part->first + i];
        const Table *table = step->table;
        for (uint16_t k = 0; step->kind == STEP_CREATE_TABLE && k < table->foreign_key_count; k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (is_for(script->dialect, key->targets) && !lower_inlines(script->dialect, key)) {
                ddl_add_foreign_key(scratch->ddl, table, key);
                buf_char(scratch->ddl->out, '\n');
            }
        }
    }
}

/* Whose the sequences of the part are: a column that takes its numbers from one that goes with it is described as an
 * identity. */
static void write_owners(Scratch *scratch, const Part *part) {
    const Step *steps = &scratch->plan->steps.items[part->first];
    for (uint32_t i = 0; i < part->count; i++) {
        const Sequence *sequence = steps[i].kind == STEP_CREATE_SEQUENCE ? steps[i].sequence : NULL;
        if (sequence && sequence->owner) {
            Step own = {.kind = STEP_OWN_SEQUENCE, .sequence = sequence};
            postgres_statement(scratch->ddl, &own);
            buf_char(scratch->ddl->out, '\n');
        }
    }
}

Scratch scratch_begin(Arena *arena, Ddl *ddl, const Script *script, const Model *model,
                      const Plan *plan) {
    Scratch scratch = {.ddl = ddl,
                       .script = script,
                       .owning = owning_tables(arena, model, plan),
                       .plan = plan,
                       .part_of = postgres_table_parts(arena, plan, model),
                       .needed = NEW_ARRAY(arena, uint64_t, model->table_count),
                       .stand_ins = NEW_ARRAY(arena, const Table *, model->table_count),
                       .lending = lending_begin(arena, model->names, plan)};
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        if (plan->steps.items[i].kind == STEP_CREATE_EXTENSION) {
            vec_push(arena, &scratch.extensions, &plan->steps.items[i]);
        }
    }
    return scratch;
}

void scratch_declare(Scratch *scratch) {
    Buf *out = scratch->ddl->out;
    Packing packing = {.out = out, .indent = 4};
    buf_text(out, "  migc_stand_ins  CONSTANT text[] := ");
    bool any = scratch->stand_in_count + scratch->lending.steps.count != 0;
    buf_text(out, any ? "ARRAY[\n" : "'{}'");
    for (uint32_t i = 0; i < scratch->lending.steps.count; i++) {
        const Step *step = scratch->lending.steps.items[i];
        postgres_list_word(&packing, lending_space(step), lending_name(step));
    }
    for (uint32_t i = 0; i < scratch->stand_in_count; i++) {
        postgres_list_table(&packing, scratch->stand_ins[i], NULL, NULL);
    }
    buf_text(out, any ? "];\n" : ";\n");
    buf_text(out, scratch->makes_elsewhere ? "  migc_made       text[];\n" : "");
}

void scratch_extensions(Scratch *scratch) {
    for (uint32_t i = 0; i < scratch->extensions.count; i++) {
        postgres_statement(scratch->ddl, scratch->extensions.items[i]);
    }
}

/* What earlier parts make in namespaces that are set aside, or the author's SQL of a schema, and tables stand on. */
static void write_lent(Scratch *scratch, const Part *part) {
    for (uint32_t i = 0; scratch->script->by_shape && i < part->first; i++) {
        const Step *step = &scratch->plan->steps.items[i];
        if (step->kind == STEP_RUN_SQL && sql_is_ground(step->sql)) {
            write_sql_object(scratch, step);
        }
    }
    for (uint32_t i = 0; i < scratch->lending.steps.count; i++) {
        postgres_statement(scratch->ddl, scratch->lending.steps.items[i]);
        buf_char(scratch->ddl->out, '\n');
    }
}

/* What columns of stand-ins may be of or take numbers from, and what such types stand on. */
static bool is_before_stand_ins(const Scratch *scratch, const Step *step) {
    return scratch->stand_in_count > 0 &&
           (step->kind == STEP_CREATE_ENUM || step->kind == STEP_CREATE_DOMAIN ||
            step->kind == STEP_CREATE_SEQUENCE ||
            (step->kind == STEP_RUN_SQL && sql_is_ground(step->sql)));
}

static void write_steps(Scratch *scratch, const Part *part, bool before_stand_ins) {
    for (uint32_t i = 0; i < part->count; i++) {
        const Step *step = &scratch->plan->steps.items[part->first + i];
        if (is_before_stand_ins(scratch, step) == before_stand_ins) {
            write_step(scratch, step);
        }
    }
}

/* Remembers what the stand-ins are that other parts compare; behind the author's SQL: what that has made of them. */
static void write_made(Scratch *scratch, const char *behind) {
    Buf *out = scratch->ddl->out;
    Packing packing = {.out = out, .indent = 6};
    if (!scratch->makes_elsewhere) {
        return;
    }
    bool all = compared_stand_ins(scratch) == scratch->stand_in_count;
    buf_text(out, "    migc_made := pg_temp.migc_made(");
    buf_text(out, all ? "migc_stand_ins" : "ARRAY[\n");
    for (uint32_t i = 0; !all && i < scratch->stand_in_count; i++) {
        if (scratch->part_of[scratch->stand_ins[i]->number] != 0) {
            postgres_list_table(&packing, scratch->stand_ins[i], NULL, NULL);
        }
    }
    buf_text(out, all ? "" : "]");
    buf_text(out, behind);
}

void scratch_write(Scratch *scratch, uint32_t number) {
    const Part *part = &scratch->plan->parts[number - 1];
    scratch->routines = (NameMap){0};
    write_lent(scratch, part);
    write_steps(scratch, part, true);
    for (uint32_t i = 0; i < scratch->stand_in_count; i++) {
        write_stand_in(scratch, scratch->stand_ins[i]);
        scratch->needed[scratch->stand_ins[i]->number] = 0;
    }
    buf_text(scratch->ddl->out, scratch->stand_in_count == 0 ? "" : "\n");
    write_made(scratch, ", migc_spaces);\n\n");
    write_steps(scratch, part, false);
    write_owners(scratch, part);
    write_forward_keys(scratch, part);
    write_made(scratch, ", migc_spaces, migc_made);\n\n");
}
