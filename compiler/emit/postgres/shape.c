/* shape.c - takes a Script `by_shape`, writes what it needs besides. See shape.h. */
#include "emit/postgres/shape.h"

#include <string.h>

#include "emit/alter.h"
#include "emit/lower.h"
#include "emit/postgres/alter.h"
#include "emit/postgres/aside.h"
#include "emit/postgres/number.h"
#include "emit/quote.h"
#include "emit/sql_makes.h"
#include "emit/sql_undoing.h"
#include "emit/sqlite/words.h"
#include "emit/typename.h"

const Ops *shape_ops(const Script *script) {
    return &script->changes->items[0].up;
}

/* ---- the author's SQL ---------------------------------------------------------------------------- */

const SqlObject *shape_tried(const Script *script, const Op *op, OpKind kind) {
    const SqlObject *sql = op->kind == kind ? op_object(op)->sql : NULL;
    return sql && sql->down && is_for(script->dialect, sql->targets) ? sql : NULL;
}

const SqlObject *shape_find(const Script *script, OpKind kind, Name name) {
    const Op *op = namemap_get(&script->sql[kind == OP_CREATE_SQL], name);
    return op ? shape_tried(script, op, kind) : NULL;
}

void shape_statement(Buf *out, const Script *script, Name text, const char **before) {
    buf_text(out, *before);
    *before = ",\n    ";
    postgres_tag(out, script, "sql");
    buf_name(out, text);
    postgres_tag(out, script, "sql");
}

const SqlObject *shape_came_before(const Script *script, const SqlObject *sql) {
    const SqlObject *before = shape_find(script, OP_DROP_SQL, sql->name);
    const SqlObject *after = shape_find(script, OP_CREATE_SQL, sql->name);
    return before && after && aside_comes_again(before, after) ? before : NULL;
}

/* The operation of this kind on the sql object of this name, before the tables or behind them; or NULL. */
static const Op *find_ground(const Script *script, OpKind kind, Name name) {
    const Op *op = namemap_get(&script->sql[kind == OP_CREATE_SQL], name);
    return op && op->is_ground && shape_tried(script, op, kind) ? op : NULL;
}

const SqlObject *shape_takes_place(const Script *script, const SqlObject *sql) {
    const Op *gone = find_ground(script, OP_DROP_SQL, sql->name);
    const Op *made = find_ground(script, OP_CREATE_SQL, sql->name);
    bool takes = gone && made && aside_takes_place(gone->before->sql, made->after->sql);
    return takes ? gone->before->sql : NULL;
}

bool shape_forgotten(Buf *out, const Script *script, const SqlObject *after) {
    const SqlObject *before = shape_find(script, OP_DROP_SQL, after->name);
    return before && aside_forgotten(out, script, before, after);
}

void shape_forget(Ddl *ddl, const Script *script, const SqlObject *sql) {
    const SqlObject *before = shape_find(script, OP_DROP_SQL, sql->name);
    if (before) {
        aside_forget(ddl, script, before, sql);
    }
}

/* The names of tables that the author's SQL makes which goes, or comes. */
static NameMap tables_made(Arena *arena, const Script *script, OpKind op) {
    const Ops *ops = shape_ops(script);
    NameMap names = {0};
    for (uint32_t i = 0; script->by_shape && i < ops->count; i++) {
        const SqlObject *sql = shape_tried(script, &ops->items[i], op);
        SqlMade made = sql ? sql_made(sql) : (SqlMade){.kind = SQL_OTHER};
        if (made.kind == SQL_TABLE) {
            Name name = names_intern(script->model->names, made.name.data, made.name.length);
            namemap_set(arena, &names, name, (void *)(uintptr_t)sql);
        }
    }
    return names;
}

void shape_drift(Buf *out, const Script *script, bool is_after) {
    const Ops *ops = shape_ops(script);
    Buf names = {0};
    Arena scratch = {0};
    NameMap made = tables_made(&scratch, script, is_after ? OP_DROP_SQL : OP_CREATE_SQL);
    for (uint32_t i = 0; made.count != 0 && i < ops->count; i++) {
        const Op *op = &ops->items[i];
        const Object *table = op->kind == OP_CREATE_TABLE && is_after  ? op->after
                              : op->kind == OP_DROP_TABLE && !is_after ? op->before
                                                                       : NULL;
        if (table && namemap_get(&made, object_name(table))) {
            Buf word = {0};
            buf_text(&word, object_space(table) ? "" : "public.");
            ddl_table_name(&word, table->table, TARGET_POSTGRES);
            buf_text(&names, names.length == 0 ? "" : ", ");
            quote_string(&names, word.data, word.length, TARGET_POSTGRES);
            buf_free(&word);
        }
    }
    if (names.length == 0) {
        buf_text(out, "migc_drift");
    } else {
        buf_text(out,
                 "\n      concat_ws(E'\\n', nullif(migc_drift, ''), (SELECT "
                 "string_agg(format('unexpected: table %s of a "
                 "type or of another table', oid::regclass), E'\\n')\n"
                 "        FROM pg_class WHERE oid IN (SELECT to_regclass(t) FROM unnest(ARRAY[");
        buf_slice(out, buf_view(&names));
        buf_text(
            out,
            "]::text[]) AS t)\n"
            "         AND (reloftype <> 0 OR EXISTS (SELECT FROM pg_inherits WHERE inhrelid = oid "
            "AND NOT relispartition))))");
    }
    arena_release(&scratch);
    buf_free(&names);
}

/* ---- what goes ------------------------------------------------------------------------------------ */

void shape_undo(Ddl *ddl, const Script *script, const SqlObject *sql) {
    if (shape_takes_place(script, sql) == sql) {
        aside_undo_unless(ddl, script, sql, "dependent_objects_still_exist OR undefined_function",
                          "NULL; -- it makes way for another one, or has done so");
        return;
    }
    if (shape_came_before(script, sql)) { /* tables may use it: then it is replaced */
        aside_undo_unless_used(ddl, script, sql, "NULL; -- it is replaced");
        return;
    }
    if (!strcasestr(sql->down->text, "table")) {
        postgres_execute(ddl, script, sql->down);
        return;
    }
    aside_undo_tables(ddl, script, sql);
}

/* ---- columns ------------------------------------------------------------------------------------- */

static void write_string(Buf *out, const char *before, const Buf *text) {
    buf_text(out, before);
    quote_string(out, text->data, text->length, TARGET_POSTGRES);
}

void shape_retype(Ddl *ddl, const Step *step) {
    const TableChange *change = step->change;
    Buf table = {0};
    Buf words = {0};
    ddl_table_name(&table, step->table, TARGET_POSTGRES);
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        const Column *column = &change->after->columns[i];
        int32_t from = alter_source(ddl->dialect, change, i);
        if (from < 0 || !(step->altered->deltas[i] & DELTA_TYPE) || change->columns[i].value ||
            column->generated || !is_for(ddl->dialect, column->targets)) {
            continue;
        }
        Type was = step->physical->columns[from].type;
        bool known = !was.is_array && !column->type.is_array && was.kind != TYPE_NATIVE &&
                     column->type.kind != TYPE_NATIVE && type_cast_row(was, column->type) >= 0;
        if (known || alter_is_assignable(was, column->type)) {
            continue;
        }
        ddl_indent(ddl, 0);
        write_string(ddl->out, "PERFORM pg_temp.migc_retype(", &table);
        buf_text(ddl->out, ", ");
        quote_string(ddl->out, column->name->text, column->name->length, TARGET_POSTGRES);
        buf_clear(&words);
        typename_write(&words, column->type, TARGET_POSTGRES);
        write_string(ddl->out, ", ", &words);
        buf_clear(&words);
        alteration_cast(&words, step->physical, (uint16_t)from, column->type);
        write_string(ddl->out, ", ", &words);
        buf_text(ddl->out, ");\n");
    }
    buf_free(&table);
    buf_free(&words);
}
