/* ask.c - takes a plan of several parts, gives the questions before the first. See ask.h. */
#include "emit/postgres/ask.h"

#include "emit/lower.h"
#include "emit/lower_change.h"
#include "emit/postgres/loss.h"
#include "emit/quote.h"

typedef struct Asking {
    Ddl *ddl;
    const Script *script;
    Arena arena;
    NameMap changed; /* tables that an earlier change of the revision changes, by qualified name */
    Buf guards;      /* about values of enums that go, and rows of partitions that come */
    Buf questions;   /* about what would be lost, and columns without values */
} Asking;

static Name key_of(const Asking *asking, const Table *table) {
    return name_qualified(asking->script->model->names, table->space, table->name);
}

/* The values of the enum that go, as a list; none: it stays empty. */
static void write_gone_values(Buf *out, const EnumChange *change) {
    for (uint32_t i = 0; i < change->before->value_count; i++) {
        if (change->to[i] < 0) {
            Name name = change->before->values[i].name;
            buf_text(out, out->length == 0 ? "" : ", ");
            quote_string(out, name->text, name->length, TARGET_POSTGRES);
        }
    }
}

/* Rows that hold one of the values, in a column that is not given others. */
static void guard_column(Asking *asking, const EnumChange *change, const Buf *values,
                         const Table *table, const Column *column) {
    Buf *out = &asking->guards;
    Buf what = {0};
    ddl_table_name(&what, table, TARGET_POSTGRES);
    buf_text(out, "  IF EXISTS (SELECT FROM ");
    buf_slice(out, buf_view(&what));
    buf_text(out, " WHERE ");
    quote_name(out, column->name, TARGET_POSTGRES);
    buf_text(out, "::text IN (");
    buf_slice(out, buf_view(values));
    buf_text(out, ")) THEN\n"
                  "    RAISE EXCEPTION 'migc: rows of % hold values of enum % that go, nothing was "
                  "changed',\n      ");
    quote_string(out, what.data, what.length, TARGET_POSTGRES);
    buf_text(out, ", ");
    quote_string(out, change->before->name->text, change->before->name->length, TARGET_POSTGRES);
    buf_clear(&what);
    buf_name(&what, column->name);
    buf_text(&what, ": ");
    buf_slice(&what, buf_view(values));
    buf_text(out, " USING DETAIL = ");
    quote_string(out, what.data, what.length, TARGET_POSTGRES);
    buf_text(out, ";\n  END IF;\n");
    buf_free(&what);
}

/* Where the operations say what becomes of a table: NULL, it stays as it is. */
static const Op *op_of_table(const Ops *ops, const Table *table) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if ((op->kind == OP_ALTER_TABLE || op->kind == OP_DROP_TABLE) &&
            op->before->table == table) {
            return op;
        }
    }
    return NULL;
}

static void guard_enum(Asking *asking, const Ops *ops, const Model *model,
                       const EnumChange *change) {
    Buf values = {0};
    write_gone_values(&values, change);
    for (uint32_t t = 0; values.length != 0 && t < model->table_count; t++) {
        const Table *table = model->tables[t];
        if (!is_for(asking->script->dialect, table->targets) ||
            namemap_get(&asking->changed, key_of(asking, table))) {
            continue;
        }
        for (uint16_t c = 0; c < table->column_count; c++) {
            const Column *column = &table->columns[c];
            if (column->type.kind != TYPE_ENUM || column->type.enumeration != change->before ||
                column->type.is_array || !is_for(asking->script->dialect, column->targets)) {
                continue;
            }
            const Op *op = op_of_table(ops, table);
            int32_t to = op && op->kind == OP_ALTER_TABLE ? op->table->to[c] : op ? -1 : c;
            if (to < 0 || (op && (op->table->columns[to].value ||
                                  op->table->after->columns[to].type.kind != TYPE_ENUM))) {
                continue;
            }
            guard_column(asking, change, &values, table, column);
        }
    }
    buf_free(&values);
}

/* The model before the change, in the direction of the plan, that the operations belong to. */
static const Model *model_before(const Script *script, const Ops *ops, bool is_down) {
    for (uint32_t i = 0; i < script->changes->count; i++) {
        const Change *change = &script->changes->items[i];
        const Model *before = is_down ? change->after : change->before;
        const Object *object = NULL;
        for (uint32_t k = 0; k < ops->count && !object; k++) {
            object = ops->items[k].before;
        }
        if (object && before->object_count != 0 && object >= before->objects &&
            object < before->objects + before->object_count) {
            return before;
        }
    }
    return NULL;
}

static void guard_enums(Asking *asking, const Ops *ops, bool is_down) {
    const Model *model = model_before(asking->script, ops, is_down);
    for (uint32_t i = 0; model && i < ops->count; i++) {
        if (ops->items[i].kind == OP_ALTER_ENUM) {
            guard_enum(asking, ops, model, ops->items[i].enumeration);
        }
    }
}

/* What later changes of the revision are about is called otherwise by then, or is not the same. */
static void remember(Asking *asking, const Ops *ops) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const Object *sides[] = {ops->items[i].before, ops->items[i].after};
        for (int side = 0; side < 2; side++) {
            if (sides[side] && sides[side]->kind == OBJECT_TABLE) {
                namemap_set(&asking->arena, &asking->changed, key_of(asking, sides[side]->table),
                            asking);
            }
        }
    }
}

/* The author's own SQL as a step of the revision. */
static bool is_free_sql(const Step *step) {
    return (step->kind == STEP_RUN_SQL || step->kind == STEP_UNDO_SQL) && !step->sql->name &&
           (step->kind == STEP_RUN_SQL ? step->sql->up : step->sql->down) != NULL;
}

void ask_first(Ddl *ddl, const Script *script, const Plan *plan, bool is_down) {
    Asking asking = {.ddl = ddl, .script = script};
    Buf declarations = {0};
    Buf *out = ddl->out;
    unsigned number = 0;
    ddl->out = &declarations;
    for (uint32_t i = 0; i < plan->steps.count && plan->part_count > 1; i++) {
        const Step *step = &plan->steps.items[i];
        if (is_free_sql(step)) {
            break; /* nobody knows what it makes of the rows */
        }
        if (step->kind != STEP_CONSENT) {
            continue;
        }
        if (loss_any(script, step, &asking.changed)) {
            loss_declare(ddl, script, step, &asking.changed, ++number);
            ddl->out = &asking.questions;
            loss_ask(ddl, script, step, &asking.changed, &(LossQuestion){number, 1, 1, is_down});
            ddl->out = &declarations;
        }
        guard_enums(&asking, step->ops, is_down);
        loss_refuse_partitions(&asking.guards, script, step->ops, &asking.changed);
        remember(&asking, step->ops);
    }
    ddl->out = out;
    if (number != 0 || asking.guards.length != 0) {
        buf_char(out, '\n');
        ddl_rule(ddl, "what would be lost, asked before anything is done");
        postgres_begin_block(out, script);
        buf_text(out, number != 0 ? "DECLARE\n" : "");
        buf_slice(out, buf_view(&declarations));
        postgres_settings(out, script);
        postgres_guard(out, script, is_down, 0, plan->part_count);
        buf_text(out, "    RETURN;\n  END IF;\n");
        buf_slice(out, buf_view(&asking.guards));
        bool is_lent = number != 0 &&
                       postgres_make_history(out, script, "  "); /* the questions name it */
        buf_slice(out, buf_view(&asking.questions));
        buf_text(out, is_lent ? "  DROP TABLE public.migc_history;\n" : "");
        postgres_end_block(out, script);
    }
    buf_free(&declarations);
    buf_free(&asking.guards);
    buf_free(&asking.questions);
    arena_release(&asking.arena);
}
