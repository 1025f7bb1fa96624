/* loss.c - takes what a change destroys, gives the questions about it. See loss.h. */
#include "emit/postgres/loss.h"

#include "change/partitions.h"
#include "emit/alter.h"
#include "emit/ddl_partition.h"
#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/script.h"
#include "emit/typename.h"

#define LOSSES_NAMED 8 /* of more only the number is said */

/* ---- what is lost -------------------------------------------------------------------------------- */

/* `column IS NOT NULL`, or what of it would not be had again when the change is undone. */
static void write_dropped(Buf *out, Arena *arena, const Dialect *dialect, const TableChange *change,
                          uint16_t at) {
    const Table *before = change->before;
    const Column *column = &before->columns[at];
    const ColumnSource *back = &change->inverse->columns[at];
    const Expr *value = back->value ? alter_substitute(arena, dialect, change, back->value) : NULL;
    const Expr *where = back->where ? alter_substitute(arena, dialect, change, back->where) : NULL;
    if (!back->value && column->default_value && column->default_value->kind != EXPR_CALL) {
        value = alter_substitute(arena, dialect, change, column->default_value);
    }
    quote_name(out, column->name, TARGET_POSTGRES);
    buf_text(out, " IS NOT NULL");
    if (!value || (back->where && !where) || column->type.kind == TYPE_NATIVE) {
        return;
    }
    buf_text(out, where ? " AND ((" : " AND ");
    if (where) {
        expression_write(out, where, before, TARGET_POSTGRES);
        buf_text(out, ") IS NOT TRUE OR ");
    }
    quote_name(out, column->name, TARGET_POSTGRES);
    buf_text(out, " IS DISTINCT FROM CAST(");
    expression_write(out, value, before, TARGET_POSTGRES);
    buf_text(out, " AS ");
    typename_write(out, column->type, TARGET_POSTGRES);
    buf_text(out, where ? "))" : ")");
}

/* `column IS DISTINCT FROM` what is left of it after going there and back. */
static void write_converted(Buf *out, const TableChange *change, uint16_t from, Type into) {
    Column *column = &change->before->columns[from];
    Type to = type_bare(into); /* a domain may come with the change */
    Type was = type_bare(column->type);
    if (to.kind == TYPE_ENUM && type_family(column->type) == FAMILY_TEXT) { /* it may come with the change */
        quote_name(out, column->name, TARGET_POSTGRES);
        buf_text(out, " NOT IN (");
        for (uint32_t i = 0; i < to.enumeration->value_count; i++) {
            Name value = to.enumeration->values[i].name;
            buf_text(out, i == 0 ? "" : ", ");
            quote_string(out, value->text, value->length, TARGET_POSTGRES);
        }
        buf_char(out, ')');
        return;
    }
    Expr name = {.kind = EXPR_COLUMN, .column = from, .type = column->type};
    Expr *inner[] = {&name};
    Expr there = {.kind = EXPR_CAST, .count = 1, .type = to, .items = inner};
    Expr *outer[] = {&there};
    Expr back = {.kind = EXPR_CAST, .count = 1, .type = was, .items = outer};
    quote_name(out, column->name, TARGET_POSTGRES);
    buf_text(out, " IS DISTINCT FROM ");
    if (type_cast_row(was, to) >= 0 && type_cast_row(to, was) >= 0) {
        expression_write(out, &back, change->before, TARGET_POSTGRES);
        return;
    }
    quote_name(out, column->name, TARGET_POSTGRES);
    buf_text(out, "::text::");
    typename_write(out, to, TARGET_POSTGRES);
    buf_text(out, "::text::");
    typename_write(out, was, TARGET_POSTGRES);
}

typedef struct Loss {
    const Table *table;
    const Column *column; /* NULL: the table */
    const TableChange *change;
    uint16_t from;
    const Type *to; /* NULL: dropped */
} Loss;

typedef VEC(Loss) Losses;

typedef struct Losing {
    Arena *arena;
    const Dialect *dialect;
    const TableChange *change;
    Losses *losses;
} Losing;

static void lose_partition(void *context, const Partitioning *of, const Partition *partition,
                           bool comes) {
    const Losing *losing = context;
    if (!comes && is_for(losing->dialect, of->targets)) {
        Table *table = NEW(losing->arena, Table);
        *table = partition_table(losing->change->before, partition);
        vec_push(losing->arena, losing->losses, (Loss){.table = table});
    }
}

static void find_in_table(Arena *arena, const Script *script, const TableChange *change,
                          Losses *losses) {
    const Dialect *dialect = script->dialect;
    Altered altered = alter_table(arena, script->model->names, dialect, change);
    Losing losing = {arena, dialect, change, losses};
    partitions_between(change->renamed, change->after, lose_partition, &losing);
    for (uint16_t i = 0; i < change->before->column_count; i++) {
        const Column *column = &change->before->columns[i];
        if (altered.gone[i] && !column->generated) {
            vec_push(arena, losses, (Loss){change->before, column, change, i, NULL});
        }
    }
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        int32_t from = alter_source(dialect, change, i);
        const Column *after = &change->after->columns[i];
        if (from < 0 || !(altered.deltas[i] & DELTA_TYPE) || change->columns[i].value ||
            after->generated) {
            continue;
        }
        const Column *before = &change->before->columns[from];
        if (!before->type.is_array && !after->type.is_array && before->type.kind != TYPE_NATIVE &&
            after->type.kind != TYPE_NATIVE && alter_is_lossy(before->type, after->type)) {
            vec_push(arena, losses,
                     (Loss){change->before, before, change, (uint16_t)from, &after->type});
        }
    }
}

/* Whether an earlier change of the revision changes the table. */
static bool is_changed(const Script *script, const Op *op, const NameMap *changed) {
    return changed && op->before && op->before->kind == OBJECT_TABLE &&
           namemap_get(changed, name_qualified(script->model->names, op->before->table->space,
                                               op->before->table->name));
}

static Losses find_losses(Arena *arena, const Script *script, const Ops *ops,
                          const NameMap *changed) {
    Losses losses = {0};
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if (is_changed(script, op, changed)) {
            continue;
        }
        if (op->kind == OP_DROP_TABLE && is_for(script->dialect, op->before->table->targets)) {
            vec_push(arena, &losses, (Loss){.table = op->before->table});
        } else if (op->kind == OP_ALTER_TABLE &&
                   is_for(script->dialect, op->table->before->targets)) {
            find_in_table(arena, script, op->table, &losses);
        }
    }
    return losses;
}

/* ---- what cannot be asked ------------------------------------------------------------------------ */

/* Whether rows of a data block are removed from the table before it is altered. */
static bool rows_leave(const Ops *ops, const Table *before) {
    for (uint32_t i = 0; i < ops->count; i++) {
        if (ops->items[i].kind == OP_REMOVE_DATA && ops->items[i].before->data->table == before) {
            return true;
        }
    }
    return false;
}

/* Whether the column comes, must have a value, and nobody has said which. */
static bool lacks_value(const Dialect *dialect, const TableChange *change, uint16_t at) {
    const Column *column = &change->after->columns[at];
    return alter_source(dialect, change, at) < 0 && is_for(dialect, column->targets) &&
           !column->default_value && !column->generated && !change->columns[at].value &&
           !(column->flags & (COLUMN_NULLABLE | COLUMN_IDENTITY));
}

static bool any_lacks_value(const Dialect *dialect, const TableChange *change) {
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        if (lacks_value(dialect, change, i)) {
            return true;
        }
    }
    return false;
}

/* `a`, `a and b`, `a, b and c`. */
static void list_lacking(Buf *out, const Dialect *dialect, const TableChange *change) {
    const Column *last = NULL;
    const char *before = "";
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        if (!lacks_value(dialect, change, i)) {
            continue;
        }
        if (last) {
            buf_text(out, before);
            buf_name(out, last->name);
            before = ", ";
        }
        last = &change->after->columns[i];
    }
    buf_text(out, before[0] != '\0' ? " and " : "");
    buf_name(out, last->name);
}

/* Such columns can be added to an empty table only. `table`: as it is called now. */
static void write_refusal(Buf *out, const Dialect *dialect, const TableChange *change,
                          const Table *table) {
    Buf name = {0};
    Buf columns = {0};
    ddl_table_name(&name, table, TARGET_POSTGRES);
    list_lacking(&columns, dialect, change);
    buf_text(out, "  IF EXISTS (SELECT FROM ");
    buf_slice(out, buf_view(&name));
    buf_text(out, ") THEN\n"
                  "    RAISE EXCEPTION 'migc: % has rows, and nobody has said what % should "
                  "hold, nothing was changed',\n      ");
    quote_string(out, name.data, name.length, TARGET_POSTGRES);
    buf_text(out, ", ");
    quote_string(out, columns.data, columns.length, TARGET_POSTGRES);
    buf_text(out, ";\n  END IF;\n");
    buf_free(&name);
    buf_free(&columns);
}

/* Whether an operation adds such columns to a table that may have rows when the question is asked. */
static bool is_lacking(const Script *script, const Ops *ops, const Op *op, const NameMap *changed) {
    return op->kind == OP_ALTER_TABLE && is_for(script->dialect, op->table->before->targets) &&
           any_lacks_value(script->dialect, op->table) && !rows_leave(ops, op->table->before) &&
           !is_changed(script, op, changed);
}

static bool any_lacking(const Script *script, const Ops *ops, const NameMap *changed) {
    for (uint32_t i = 0; i < ops->count; i++) {
        if (is_lacking(script, ops, &ops->items[i], changed)) {
            return true;
        }
    }
    return false;
}

typedef struct Refusing {
    Buf *out;
    const Dialect *dialect;
    const TableChange *change;
    const Partition *others;
} Refusing;

/* A partition that comes takes no rows of that of all others. */
static void refuse_partition(void *context, const Partitioning *of, const Partition *partition,
                             bool comes) {
    const Refusing *refusing = context;
    const Table *before = refusing->change->before;
    Buf where = {0};
    if (!comes || !is_for(refusing->dialect, of->targets) ||
        !partition_condition(&where, partition, before)) {
        buf_free(&where);
        return;
    }
    Table others = partition_table(before, refusing->others);
    Table own = partition_table(refusing->change->after, partition);
    Buf name = {0};
    Buf own_name = {0};
    ddl_table_name(&name, &others, TARGET_POSTGRES);
    ddl_table_name(&own_name, &own, TARGET_POSTGRES);
    Text words[] = {buf_view(&name), buf_view(&where)};
    Buf *out = refusing->out;
    buf_text(out, "  IF EXISTS (SELECT FROM ");
    buf_slice(out, words[0]);
    buf_text(out, " WHERE ");
    buf_slice(out, words[1]);
    buf_text(out,
             ") THEN\n"
             "    RAISE EXCEPTION 'migc: rows of % belong in partition %, nothing was changed',\n"
             "      ");
    quote_string(out, name.data, name.length, TARGET_POSTGRES);
    buf_text(out, ", ");
    quote_string(out, own_name.data, own_name.length, TARGET_POSTGRES);
    buf_text(out, "\n      USING DETAIL = (SELECT format('%s: %s row%s', ");
    quote_string(out, name.data, name.length, TARGET_POSTGRES);
    buf_text(out, ", count(*), CASE WHEN count(*) > 1 THEN 's' END)\n"
                  "                        FROM ");
    buf_slice(out, words[0]);
    buf_text(out, " WHERE ");
    buf_slice(out, words[1]);
    buf_text(out, "),\n"
                  "            HINT = 'Take them out, run this again, and put them back.';\n"
                  "  END IF;\n");
    buf_free(&where);
    buf_free(&name);
    buf_free(&own_name);
}

void loss_refuse_partitions(Buf *out, const Script *script, const Ops *ops,
                            const NameMap *changed) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        const Partition *others = op->kind == OP_ALTER_TABLE
                                      ? partition_of_others(op->table->before)
                                      : NULL;
        const Partition *stays = others ? partition_of_others(op->table->after) : NULL;
        if (stays && stays->name == others->name && !rows_leave(ops, op->table->before) &&
            !is_changed(script, op, changed)) {
            Refusing refusing = {out, script->dialect, op->table, others};
            partitions_between(op->table->renamed, op->table->after, refuse_partition, &refusing);
        }
    }
}

void loss_refuse_late(Buf *out, const Dialect *dialect, const Ops *ops, const Step *step) {
    if (any_lacks_value(dialect, step->change) && rows_leave(ops, step->change->before)) {
        write_refusal(out, dialect, step->change, step->table);
    }
}

bool loss_any(const Script *script, const Step *step, const NameMap *changed) {
    Arena arena = {0};
    Losses losses = find_losses(&arena, script, step->ops, changed);
    bool any = losses.count != 0;
    arena_release(&arena);
    return any || any_lacking(script, step->ops, changed);
}

/* ---- the question -------------------------------------------------------------------------------- */

static void quote_buf(Buf *out, const Buf *text) {
    Text view = buf_view(text);
    quote_string(out, view.data, view.length, TARGET_POSTGRES);
}

static void declare_tables(Ddl *ddl, const Losses *losses, unsigned number) {
    Packing packing = {.out = ddl->out, .indent = 4};
    Buf name = {0};
    Buf word = {0};
    buf_printf(ddl->out, "  migc_tables%u  CONSTANT text[] := ARRAY[\n", number);
    for (uint32_t i = 0; i < losses->count; i++) {
        if (!losses->items[i].column) {
            buf_clear(&name);
            buf_clear(&word);
            ddl_table_name(&name, losses->items[i].table, TARGET_POSTGRES);
            quote_buf(&word, &name);
            packing_add(&packing, buf_view(&word));
        }
    }
    buf_text(ddl->out, "]::text[];\n");
    buf_free(&name);
    buf_free(&word);
}

/* Rows of data blocks that are still as they were put do not count. */
static void declare_put(Ddl *ddl, const Script *script, const Ops *ops, unsigned number) {
    Buf name = {0};
    const char *before = "\n    ";
    buf_printf(ddl->out, "  migc_put%u     CONSTANT text[] := ARRAY[", number);
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if (op->kind != OP_REMOVE_DATA || !is_for(script->dialect, op->before->data->targets) ||
            op->before->data->row_count == 0) {
            continue;
        }
        buf_clear(&name);
        ddl_table_name(&name, op->before->data->table, TARGET_POSTGRES);
        buf_text(ddl->out, before);
        before = ",\n    ";
        quote_buf(ddl->out, &name);
        buf_text(ddl->out, ", ");
        postgres_tag(ddl->out, script, "sql");
        buf_char(ddl->out, '(');
        ddl_row_condition(ddl, op->before->data, 6);
        buf_text(ddl->out, ") IS NOT TRUE");
        postgres_tag(ddl->out, script, "sql");
    }
    buf_text(ddl->out, "]::text[];\n");
    buf_free(&name);
}

static void declare_values(Ddl *ddl, const Script *script, Arena *arena, const Losses *losses,
                           unsigned number) {
    Buf name = {0};
    Buf text = {0};
    const char *before = "\n    ";
    buf_printf(ddl->out, "  migc_values%u  CONSTANT text[] := ARRAY[", number);
    for (uint32_t i = 0; i < losses->count; i++) {
        const Loss *loss = &losses->items[i];
        if (!loss->column) {
            continue;
        }
        buf_clear(&name);
        ddl_table_name(&name, loss->table, TARGET_POSTGRES);
        buf_text(ddl->out, before);
        before = ",\n    ";
        quote_buf(ddl->out, &name);
        buf_text(ddl->out, ", ");
        buf_clear(&text);
        for (size_t c = 0; c < name.length; c++) { /* it goes into a format */
            buf_text(&text, name.data[c] == '%' ? "%" : "");
            buf_char(&text, name.data[c]);
        }
        buf_char(&text, '.');
        for (uint32_t c = 0; c < loss->column->name->length; c++) {
            buf_text(&text, loss->column->name->text[c] == '%' ? "%" : "");
            buf_char(&text, loss->column->name->text[c]);
        }
        quote_buf(ddl->out, &text);
        buf_text(ddl->out, ",\n      ");
        postgres_tag(ddl->out, script, "sql");
        if (loss->to) {
            write_converted(ddl->out, loss->change, loss->from, *loss->to);
        } else {
            write_dropped(ddl->out, arena, script->dialect, loss->change, loss->from);
        }
        postgres_tag(ddl->out, script, "sql");
    }
    buf_text(ddl->out, "]::text[];\n");
    buf_free(&name);
    buf_free(&text);
}

static void declare_lacking(Ddl *ddl, const Script *script, const Ops *ops, const NameMap *changed,
                            unsigned number) {
    Buf text = {0};
    const char *before = "\n    ";
    buf_printf(ddl->out, "  migc_lacking%u CONSTANT text[] := ARRAY[", number);
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if (!is_lacking(script, ops, op, changed)) {
            continue;
        }
        buf_text(ddl->out, before);
        before = ",\n    ";
        buf_clear(&text);
        ddl_table_name(&text, op->table->before, TARGET_POSTGRES);
        quote_buf(ddl->out, &text);
        buf_text(ddl->out, ", ");
        buf_clear(&text);
        list_lacking(&text, script->dialect, op->table);
        quote_buf(ddl->out, &text);
    }
    buf_text(ddl->out, "]::text[];\n");
    buf_free(&text);
}

void loss_declare(Ddl *ddl, const Script *script, const Step *step, const NameMap *changed,
                  unsigned number) {
    Arena arena = {0};
    Losses losses = find_losses(&arena, script, step->ops, changed);
    declare_tables(ddl, &losses, number);
    declare_put(ddl, script, step->ops, number);
    declare_values(ddl, script, &arena, &losses, number);
    if (any_lacking(script, step->ops, changed)) {
        declare_lacking(ddl, script, step->ops, changed, number);
    }
    arena_release(&arena);
}

void loss_ask(Ddl *ddl, const Script *script, const Step *step, const NameMap *changed,
              const LossQuestion *question) {
    unsigned number = question->number;
    buf_printf(ddl->out,
               "  PERFORM pg_temp.migc_consent('%s', %u, %u, false, migc_tables%u, migc_put%u, "
               "migc_values%u, %s",
               script->revision, question->part, question->parts, number, number, number,
               question->is_down ? "true" : "false");
    if (any_lacking(script, step->ops, changed)) {
        buf_printf(ddl->out, ", migc_lacking%u", number);
    }
    buf_text(ddl->out, ");\n");
}

/* ---- the head ------------------------------------------------------------------------------------ */

static void write_loss(Buf *out, const Loss *loss) {
    Buf text = {0};
    ddl_table_name(&text, loss->table, TARGET_POSTGRES);
    if (loss->column) {
        buf_char(&text, '.');
        quote_name(&text, loss->column->name, TARGET_POSTGRES);
    }
    ddl_comment_text(out, buf_view(&text));
    buf_free(&text);
}

/* Writes those losses that are conversions, or the others. Returns how many there are. */
static uint32_t write_losses(Buf *out, const Losses *losses, bool converted, const char *words) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < losses->count; i++) {
        count += (losses->items[i].to != NULL) == converted ? 1u : 0u;
    }
    if (count == 0) {
        return 0;
    }
    buf_text(out, words);
    if (count > LOSSES_NAMED) {
        buf_printf(out, "%u tables and columns", count);
        return count;
    }
    uint32_t written = 0;
    for (uint32_t i = 0; i < losses->count; i++) {
        if ((losses->items[i].to != NULL) == converted) {
            buf_text(out, written == 0 ? "" : written + 1 == count ? " and " : ", ");
            write_loss(out, &losses->items[i]);
            written++;
        }
    }
    return count;
}

void loss_head(Buf *out, const Script *script, const Plan *plan) {
    Arena arena = {0};
    Losses all = {0};
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        if (plan->steps.items[i].kind == STEP_CONSENT) {
            Losses losses = find_losses(&arena, script, plan->steps.items[i].ops, NULL);
            for (uint32_t k = 0; k < losses.count; k++) {
                vec_push(&arena, &all, losses.items[k]);
            }
        }
    }
    if (all.count != 0) {
        buf_text(out, "--\n-- DESTROYS DATA: ");
        uint32_t dropped = write_losses(out, &all, false, "drops ");
        write_losses(out, &all, true, dropped == 0 ? "converts " : "; converts ");
        buf_text(out, ".\n-- It refuses to lose a row or a value that is there, unless told to:\n"
                      "--   PGOPTIONS='-c migc.allow_data_loss=on' psql -f ...\n");
    }
    arena_release(&arena);
}
