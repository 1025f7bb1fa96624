/* made.c - takes a Script `by_shape`, writes the question whether all is made already. See made.h. */
#include "emit/postgres/made.h"

#include <string.h>

#include "emit/postgres/shape.h"
#include "emit/quote.h"
#include "emit/sql_undoing.h"

bool made_asks(const Script *script) {
    const Ops *ops = shape_ops(script);
    for (uint32_t i = 0; i < ops->count; i++) {
        if (shape_tried(script, &ops->items[i], OP_CREATE_SQL) ||
            shape_tried(script, &ops->items[i], OP_DROP_SQL)) {
            return true;
        }
    }
    return false;
}

/* ---- what goes ----------------------------------------------------------------------------------- */

/* Statements, as sql_undoing_key writes them: ` DROP INDEX i; ` -> not NULL. */
typedef struct Undone {
    Arena *arena;
    Names *names;
    NameMap statements;
} Undone;

static void add_statement(Undone *undone, const Buf *text) {
    namemap_set(undone->arena, &undone->statements,
                names_intern(undone->names, text->data, text->length), undone);
}

static void write_name(Buf *text, Name space, Name name) {
    if (space) {
        quote_name(text, space, TARGET_POSTGRES);
        buf_char(text, '.');
    }
    quote_name(text, name, TARGET_POSTGRES);
}

static void add_drop(Undone *undone, const char *words, Name space, Name name) {
    Buf text = {0};
    buf_text(&text, words);
    write_name(&text, space, name);
    buf_text(&text, "; ");
    add_statement(undone, &text);
    buf_free(&text);
}

static void add_constraint(Undone *undone, const Table *table, Name name) {
    Buf text = {0};
    buf_text(&text, " ALTER TABLE ");
    write_name(&text, table->space, table->name);
    buf_text(&text, " DROP CONSTRAINT ");
    quote_name(&text, name, TARGET_POSTGRES);
    buf_text(&text, "; ");
    add_statement(undone, &text);
    buf_free(&text);
}

static void add_touch(Undone *undone, const Table *table, const Column *column) {
    Buf name = {0};
    Buf text = {0};
    postgres_touch_name(&name, table, column);
    Name touch = names_intern(undone->names, name.data, name.length);
    buf_text(&text, " DROP TRIGGER ");
    quote_name(&text, touch, TARGET_POSTGRES);
    buf_text(&text, " ON ");
    write_name(&text, table->space, table->name);
    buf_text(&text, "; ");
    add_statement(undone, &text);
    buf_clear(&text);
    buf_text(&text, " DROP FUNCTION ");
    write_name(&text, table->space, touch);
    buf_text(&text, "(); ");
    add_statement(undone, &text);
    buf_free(&name);
    buf_free(&text);
}

#define RENAMES_SEQUENCE " ALTER SEQUENCE "

/* The sequence of an identity: whoever calls another one back what it was called would find this. */
static void add_numbers(Undone *undone, const Table *table, const Column *column) {
    Buf text = {0};
    buf_text(&text, RENAMES_SEQUENCE);
    write_name(&text, table->space,
               names_internf(undone->names, "%s_%s_seq", table->name->text, column->name->text));
    add_statement(undone, &text);
    buf_free(&text);
}

/* Whether the statement undoes something that comes. */
static bool undoes(const Undone *undone, Name statement) {
    const char *renames = strstr(statement->text, " RENAME TO ");
    if (renames && strncmp(statement->text, RENAMES_SEQUENCE, strlen(RENAMES_SEQUENCE)) == 0) {
        Name sequence = names_intern(undone->names, statement->text,
                                     (size_t)(renames - statement->text));
        return namemap_get(&undone->statements, sequence);
    }
    return namemap_get(&undone->statements, statement);
}

/* What would undo the table, or a part of it. */
static void add_table(Undone *undone, const Table *table) {
    add_drop(undone, " DROP TABLE ", table->space, table->name);
    const Partitioning *of = table_partitioning(table, TARGET_POSTGRES);
    for (uint32_t i = 0; of && i < of->count; i++) {
        add_drop(undone, " DROP TABLE ", table->space, of->items[i].name);
    }
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].flags & COLUMN_TOUCHED) {
            add_touch(undone, table, &table->columns[i]);
        }
        if (table->columns[i].flags & COLUMN_IDENTITY) {
            add_numbers(undone, table, &table->columns[i]);
        }
    }
    if (table->primary_key) {
        add_constraint(undone, table, table->primary_key->name);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        add_constraint(undone, table, table->uniques[i].name);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        add_constraint(undone, table, table->foreign_keys[i].name);
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        add_constraint(undone, table, table->checks[i].name);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        if (index->is_exclusion) {
            add_constraint(undone, table, index->name);
        } else {
            add_drop(undone, " DROP INDEX ", table->space, index->name);
        }
    }
}

/* What comes, or is altered, and the looks compare: it may have the name of what goes. */
static void add_object(Undone *undone, const Object *object) {
    Name space = object_space(object);
    if (object->kind == OBJECT_TABLE) {
        add_table(undone, object->table);
    } else if (object->kind == OBJECT_SEQUENCE) {
        add_drop(undone, " DROP SEQUENCE ", space, object_name(object));
    } else if (object->kind == OBJECT_ENUM || object->kind == OBJECT_DOMAIN) {
        add_drop(undone, " DROP TYPE ", space, object_name(object)); /* which drops domains, too */
        add_drop(undone, " DROP DOMAIN ", space, object_name(object));
    }
}

/* Whether it gives a partition the default of its table back, which that table does not have any more: the looks compare
 * both. */
static bool gives_back(const Script *script, const SqlObject *sql) {
    const Ops *ops = shape_ops(script);
    bool is_of_altered = false;
    for (uint32_t i = 0; i < ops->count && strstr(sql->down->text, " SET DEFAULT "); i++) {
        const Op *op = &ops->items[i];
        for (uint32_t n = 0; op->kind == OP_ALTER_TABLE && n < sql->needs_count; n++) {
            const Object *need = sql->needs[n];
            is_of_altered = is_of_altered || (need->kind == OBJECT_TABLE &&
                                              need->table->name == op->table->before->name &&
                                              need->table->space == op->table->before->space);
        }
    }
    return is_of_altered;
}

/* What goes, and nothing that comes is undone by the same words. */
static void declare_gone(Buf *out, const Script *script) {
    const Ops *ops = shape_ops(script);
    const char *before = "\n    ";
    Arena scratch = {0};
    Undone undone = {.arena = &scratch, .names = script->model->names};
    for (uint32_t i = 0; i < ops->count; i++) {
        const SqlObject *sql = shape_tried(script, &ops->items[i], OP_CREATE_SQL);
        if (sql) {
            namemap_set(&scratch, &undone.statements, sql_undoing_key(undone.names, sql->down),
                        &undone);
        } else if (ops->items[i].after) {
            add_object(&undone, ops->items[i].after);
        }
    }
    buf_text(out, "DECLARE\n  migc_gone  CONSTANT text[] := ARRAY[");
    for (uint32_t i = 0; i < ops->count; i++) {
        const SqlObject *sql = shape_tried(script, &ops->items[i], OP_DROP_SQL);
        if (sql && !shape_find(script, OP_CREATE_SQL, sql->name) && !gives_back(script, sql) &&
            !undoes(&undone, sql_undoing_key(undone.names, sql->down))) {
            shape_statement(out, script, sql->down, &before);
        }
    }
    buf_text(out, "]::text[];\n");
    arena_release(&scratch);
}

/* ---- what comes ---------------------------------------------------------------------------------- */

/* What undoes, or makes, each. */
static void declare_made(Buf *out, const Script *script, bool undo) {
    const Ops *ops = shape_ops(script);
    const char *before = "\n    ";
    buf_printf(out, "  migc_%s  CONSTANT text[] := ARRAY[", undo ? "undo" : "make");
    for (uint32_t i = 0; i < ops->count; i++) {
        const SqlObject *sql = shape_tried(script, &ops->items[i], OP_CREATE_SQL);
        if (sql && undo && ops->items[i].is_replaced) {
            buf_text(out, before);
            buf_text(out, shape_forgotten(out, script, sql) ? "" : "''");
            before = ",\n    ";
        } else if (sql) {
            shape_statement(out, script, undo ? sql->down : sql->up, &before);
        }
    }
    buf_text(out, "]::text[];\n");
}

static void declare(Buf *out, const Script *script) {
    const Ops *ops = shape_ops(script);
    const char *before = "\n    ";
    declare_gone(out, script);
    declare_made(out, script, true);
    declare_made(out, script, false);
    buf_text(out, "  migc_was   CONSTANT text[] := ARRAY[");
    before = "\n    ";
    for (uint32_t i = 0; i < ops->count; i++) {
        const SqlObject *sql = shape_tried(script, &ops->items[i], OP_CREATE_SQL);
        const SqlObject *was = sql ? shape_find(script, OP_DROP_SQL, sql->name) : NULL;
        if (was && was->down != sql->down && !gives_back(script, was)) {
            shape_statement(out, script, was->down, &before);
        }
    }
    buf_text(out, "]::text[];\n");
    buf_text(out, "  migc_new   CONSTANT boolean[] := '{");
    before = "";
    for (uint32_t i = 0; i < ops->count; i++) {
        const SqlObject *sql = shape_tried(script, &ops->items[i], OP_CREATE_SQL);
        if (sql) {
            buf_printf(out, "%s%s", before,
                       shape_find(script, OP_DROP_SQL, sql->name) ? "false" : "true");
            before = ",";
        }
    }
    buf_text(out, "}';\n  migc_made  boolean;\n");
}

/* Whether something goes that a look at what was there has compared. */
static bool drops(const Script *script) {
    const Ops *ops = shape_ops(script);
    for (uint32_t i = 0; i < ops->count; i++) {
        OpKind kind = ops->items[i].kind;
        if (kind == OP_DROP_TABLE || kind == OP_DROP_ENUM || kind == OP_DROP_DOMAIN ||
            kind == OP_DROP_SEQUENCE) {
            return true;
        }
    }
    return false;
}

void made_ask(Ddl *ddl, const Script *script, bool recorded, const Look *look) {
    Buf *out = ddl->out;
    ddl->indent = 0;
    buf_char(out, '\n');
    ddl_rule(ddl, "is what is to be made there already?");
    buf_char(out, '\n');
    postgres_begin_block(out, script);
    declare(out, script);
    postgres_settings(out, script);
    buf_text(out, "  PERFORM set_config('migc.made', '', false);\n");
    postgres_guard(out, script, false, 0, script->up->part_count);
    buf_text(out, "    RETURN;\n  END IF;\n  migc_made := ");
    if (look && look->blocks != 0) {
        buf_text(out, "current_setting('migc.after') = '' AND ");
    }
    if (look && look->before.steps.count != 0 && drops(script)) { /* it is there still? */
        buf_text(out, "current_setting('migc.before') <> '' AND ");
    }
    buf_text(out, "pg_temp.migc_is_made(migc_gone, migc_was, migc_undo, migc_make, migc_new);\n"
                  "  IF migc_made");
    if (look && look->blocks != 0) { /* what cannot be asked for is as the looks say */
        buf_text(out, " OR ");
        look_ask(look, "migc_made IS NULL", out);
    }
    buf_text(out, " THEN\n");
    if (recorded) {
        (void)postgres_make_history(out, script, "    ");
        buf_printf(out,
                   "    INSERT INTO migc_history (position, revision, checksum, step, applied_at)\n"
                   "    VALUES (%u, '%s', '%s', %u, now());\n"
                   "    RAISE INFO 'migc: everything is what %s says already';\n",
                   script->position, script->revision, script->checksum, script->up->part_count,
                   script->revision);
    } else {
        buf_text(out, "    PERFORM set_config('migc.made', 'true', false);\n");
    }
    buf_text(out, "  END IF;\n");
    postgres_end_block(out, script);
}
