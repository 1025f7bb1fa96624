/* number.c - see number.h. */
#include "emit/postgres/number.h"

#include <string.h>

#include "emit/lower.h"
#include "emit/quote.h"
#include "schema/expr.h"

static const Ops *ops_at(const Script *script, bool is_down, uint32_t change) {
    return is_down ? &script->changes->items[change].down : &script->changes->items[change].up;
}

/* Whether a column that numbers its rows is altered so that it matters how. */
static bool is_concerned(const TableChange *change, uint16_t from) {
    const Column *column = &change->before->columns[from];
    const Column *after = change->to[from] < 0 ? NULL : &change->after->columns[change->to[from]];
    return after && (column->flags & COLUMN_IDENTITY) &&
           (!(after->flags & COLUMN_IDENTITY) || !type_equal(column->type, after->type));
}

typedef void Visit(void *context, const Table *table, const Column *column);

static bool needs_table(const SqlObject *sql, const Table *table) {
    bool needs = false;
    for (uint32_t i = 0; i < sql->needs_count; i++) {
        const Object *need = sql->needs[i];
        needs = needs || (need->kind == OBJECT_TABLE && need->table->name == table->name &&
                          need->table->space == table->space);
    }
    return needs;
}

/* Identity columns that the author's SQL alters. */
static void visit_sql(const Script *script, const SqlObject *sql, void *context, Visit *each) {
    bool says_generated = strstr(sql->up->text, "GENERATED") ||
                          strstr(sql->up->text, " SET INCREMENT BY ");
    for (uint32_t t = 0; says_generated && t < script->before->table_count; t++) {
        const Table *table = script->before->tables[t];
        for (uint16_t c = 0; needs_table(sql, table) && c < table->column_count; c++) {
            if (table->columns[c].flags & COLUMN_IDENTITY) {
                each(context, table, &table->columns[c]);
            }
        }
    }
}

static void visit(const Script *script, bool is_down, void *context, Visit *each) {
    for (uint32_t i = 0; i < script->changes->count; i++) {
        const Ops *ops = ops_at(script, is_down, i);
        for (uint32_t k = 0; k < ops->count; k++) {
            const Op *op = &ops->items[k];
            const TableChange *change = op->kind == OP_ALTER_TABLE ? op->table : NULL;
            if (op->kind == OP_CREATE_SQL && !is_down &&
                is_for(script->dialect, op->after->sql->targets)) {
                visit_sql(script, op->after->sql, context, each);
            }
            for (uint16_t c = 0; change && c < change->before->column_count; c++) {
                if (is_for(script->dialect, change->before->columns[c].targets) &&
                    is_concerned(change, c)) {
                    each(context, change->before, &change->before->columns[c]);
                }
            }
        }
    }
}

static void see(void *context, const Table *table, const Column *column) {
    (void)table;
    (void)column;
    *(bool *)context = true;
}

bool numbers_any(const Script *script, bool is_down) {
    bool found = false;
    visit(script, is_down, &found, see);
    return found;
}

static void write_call(Ddl *ddl, const char *function, const Buf *table, Name column) {
    ddl_indent(ddl, 0);
    buf_printf(ddl->out, "%s(", function);
    quote_string(ddl->out, table->data, table->length, TARGET_POSTGRES);
    if (column) {
        buf_text(ddl->out, ", ");
        quote_string(ddl->out, column->text, column->length, TARGET_POSTGRES);
    }
    buf_char(ddl->out, ')');
}

void numbers_column(Ddl *ddl, const Table *table, const Column *column) {
    Buf name = {0};
    ddl_table_name(&name, table, TARGET_POSTGRES);
    write_call(ddl, "PERFORM pg_temp.migc_number", &name, column->name);
    buf_text(ddl->out, ";\n");
    buf_free(&name);
}

static void number(void *context, const Table *table, const Column *column) {
    numbers_column(context, table, column);
}

void numbers_of_sql(Ddl *ddl, const Script *script, const SqlObject *sql) {
    visit_sql(script, sql, ddl, number);
}

void numbers_begin(Ddl *ddl, const Script *script, bool is_down) {
    visit(script, is_down, ddl, number);
    if (numbers_any(script, is_down)) {
        buf_char(ddl->out, '\n');
    }
}

/* A column that was an identity, and is not now: `after` of a table. */
typedef struct Unnumbered {
    const Table *table; /* NULL: there is none */
    const Column *column;
} Unnumbered;

typedef struct Asked {
    Name called;
    bool is_found;
} Asked;

static void ask(void *context, Text name) {
    Asked *asked = context;
    asked->is_found = asked->is_found || text_equal(name, name_text(asked->called));
}

static bool is_called_after(const Sequence *sequence, const Table *table, const Column *column) {
    Buf name = {0};
    buf_printf(&name, "%s_%s_seq", table->name->text, column->name->text);
    bool is = sequence->space == table->space &&
              text_equal(buf_view(&name), name_text(sequence->name));
    buf_free(&name);
    return is;
}

/* How much speaks for the sequence that the column takes its numbers from now: it goes with the column, the column asks it,
 * it is called as that of the column was. 0: nothing. */
static int claim(const Script *script, const TableChange *change, uint16_t c,
                 const Sequence *sequence) {
    const Column *before = &change->before->columns[c];
    const Column *after = change->to[c] < 0 ? NULL : &change->after->columns[change->to[c]];
    if (!after || !(before->flags & COLUMN_IDENTITY) || (after->flags & COLUMN_IDENTITY)) {
        return 0;
    }
    if (change->after->name == sequence->owner && change->after->space == sequence->owner_space &&
        after->name == sequence->owner_column) {
        return 3;
    }
    Asked asked = {sequence_called(script->model->names, sequence->space, sequence->name), false};
    if (after->default_value) {
        expr_sequences(after->default_value, ask, &asked);
    }
    return asked.is_found ? 2 : is_called_after(sequence, change->before, before) ? 1 : 0;
}

/* The sequence that comes in place of the column's: of those for which most speaks the first. */
static const Sequence *successor(const Script *script, const Ops *ops, const TableChange *change,
                                 uint16_t c) {
    const Sequence *best = NULL;
    int most = 0;
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        const Sequence *sequence = op->kind == OP_CREATE_SEQUENCE ? op->after->sequence : NULL;
        int speaks = sequence ? claim(script, change, c, sequence) : 0;
        if (speaks > most) {
            most = speaks;
            best = sequence;
        }
    }
    return best;
}

/* The column that the sequence comes in place of the numbers of. */
static Unnumbered replaced_by(const Script *script, const Ops *ops, const Sequence *sequence) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const TableChange *change = ops->items[i].kind == OP_ALTER_TABLE ? ops->items[i].table
                                                                         : NULL;
        for (uint16_t c = 0; change && c < change->before->column_count; c++) {
            if (claim(script, change, c, sequence) > 0 &&
                successor(script, ops, change, c) == sequence) {
                return (Unnumbered){change->after, &change->after->columns[change->to[c]]};
            }
        }
    }
    return (Unnumbered){0};
}

void numbers_names(Arena *arena, NameMap *names, const Script *script, bool is_down) {
    uint32_t count = numbers_any(script, is_down) ? script->changes->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const Ops *ops = ops_at(script, is_down, i);
        for (uint32_t k = 0; k < ops->count; k++) {
            const Object *object = ops->items[k].kind == OP_CREATE_SEQUENCE ? ops->items[k].after
                                                                            : NULL;
            if (object && replaced_by(script, ops, object->sequence).table) {
                namemap_put(arena, names,
                            name_qualified(script->model->names, object->sequence->space,
                                           object->sequence->name),
                            (void *)(uintptr_t)object);
            }
        }
    }
}

static void write_owner(Buf *out, Name space, Name name) {
    buf_clear(out);
    if (space) {
        quote_name(out, space, TARGET_POSTGRES);
        buf_char(out, '.');
    }
    quote_name(out, name, TARGET_POSTGRES);
}

bool numbers_create(Ddl *ddl, const Script *script, bool is_down, const Step *step) {
    const Sequence *sequence = step->kind == STEP_CREATE_SEQUENCE ? step->sequence : NULL;
    Unnumbered found = {0};
    for (uint32_t i = 0; sequence && !found.table && i < script->changes->count; i++) {
        found = replaced_by(script, ops_at(script, is_down, i), sequence);
    }
    if (found.table) {
        Buf name = {0};
        write_owner(&name, found.table->space, found.table->name);
        write_call(ddl, "IF pg_temp.migc_unnumber", &name, found.column->name);
        buf_text(ddl->out, " THEN\n");
        ddl->indent += 2;
        postgres_statement(ddl, step);
        write_owner(&name, sequence->space, sequence->name);
        write_call(ddl, "PERFORM pg_temp.migc_go_on", &name, NULL);
        buf_text(ddl->out, ";\n");
        ddl->indent -= 2;
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "END IF;\n");
        buf_free(&name);
    }
    return found.table != NULL;
}

/* The column that numbers its rows from now on, and whose numbers are called as the sequence was. */
static Unnumbered renumbered_by(const Script *script, const Ops *ops, const Sequence *sequence) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const TableChange *change = ops->items[i].kind == OP_ALTER_TABLE ? ops->items[i].table
                                                                         : NULL;
        for (uint16_t c = 0; change && c < change->before->column_count; c++) {
            const Column *after = change->to[c] < 0 ? NULL : &change->after->columns[change->to[c]];
            if (after && is_for(script->dialect, after->targets) &&
                (after->flags & ~change->before->columns[c].flags & COLUMN_IDENTITY) &&
                is_called_after(sequence, change->after, after)) {
                return (Unnumbered){change->after, after};
            }
        }
    }
    return (Unnumbered){0};
}

void numbers_drop(Ddl *ddl, const Script *script, bool is_down, const Step *step) {
    Unnumbered found = {0};
    for (uint32_t i = 0; !found.table && i < script->changes->count; i++) {
        found = renumbered_by(script, ops_at(script, is_down, i), step->sequence);
    }
    if (!found.table) {
        return;
    }
    Buf name = {0};
    write_owner(&name, step->sequence->space, step->sequence->name);
    write_call(ddl, "IF to_regclass", &name, NULL);
    buf_text(ddl->out, " IS NULL THEN\n");
    ddl->indent += 2;
    write_owner(&name, found.table->space, found.table->name);
    write_call(ddl, "EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', pg_get_serial_sequence",
               &name, found.column->name);
    buf_text(ddl->out, ", ");
    quote_string(ddl->out, step->sequence->name->text, step->sequence->name->length,
                 TARGET_POSTGRES);
    buf_text(ddl->out, ");\n");
    ddl->indent -= 2;
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "END IF;\n");
    buf_free(&name);
}
