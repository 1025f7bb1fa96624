/* number.c - see number.h. */
#include "emit/postgres/number.h"

#include "emit/lower.h"
#include "emit/quote.h"

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

static void visit(const Script *script, bool is_down, void *context,
                  void (*each)(void *context, const Table *table, const Column *column)) {
    for (uint32_t i = 0; i < script->changes->count; i++) {
        const Ops *ops = ops_at(script, is_down, i);
        for (uint32_t k = 0; k < ops->count; k++) {
            const Op *op = &ops->items[k];
            const TableChange *change = op->kind == OP_ALTER_TABLE ? op->table : NULL;
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

void numbers_begin(Ddl *ddl, const Script *script, bool is_down) {
    visit(script, is_down, ddl, number);
    if (numbers_any(script, is_down)) {
        buf_char(ddl->out, '\n');
    }
}

/* Whether a column was an identity, and is not now, that the sequence goes with. */
static bool replaces(const TableChange *change, const Sequence *sequence) {
    if (change->after->name != sequence->owner || change->after->space != sequence->owner_space) {
        return false;
    }
    for (uint16_t c = 0; c < change->before->column_count; c++) {
        const Column *after = change->to[c] < 0 ? NULL : &change->after->columns[change->to[c]];
        if (after && after->name == sequence->owner_column &&
            (change->before->columns[c].flags & COLUMN_IDENTITY)) {
            return !(after->flags & COLUMN_IDENTITY);
        }
    }
    return false;
}

static bool is_replacing(const Ops *ops, const Sequence *sequence) {
    for (uint32_t i = 0; sequence->owner && i < ops->count; i++) {
        if (ops->items[i].kind == OP_ALTER_TABLE && replaces(ops->items[i].table, sequence)) {
            return true;
        }
    }
    return false;
}

void numbers_names(Arena *arena, NameMap *names, const Script *script, bool is_down) {
    uint32_t count = numbers_any(script, is_down) ? script->changes->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const Ops *ops = ops_at(script, is_down, i);
        for (uint32_t k = 0; k < ops->count; k++) {
            const Object *object = ops->items[k].kind == OP_CREATE_SEQUENCE ? ops->items[k].after
                                                                            : NULL;
            if (object && is_replacing(ops, object->sequence)) {
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
    bool found = false;
    for (uint32_t i = 0; sequence && !found && i < script->changes->count; i++) {
        found = is_replacing(ops_at(script, is_down, i), sequence);
    }
    if (found) {
        Buf name = {0};
        write_owner(&name, sequence->owner_space, sequence->owner);
        write_call(ddl, "IF pg_temp.migc_unnumber", &name, sequence->owner_column);
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
    return found;
}
