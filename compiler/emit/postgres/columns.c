/*
 * columns.c - takes a step about the columns of a table, gives its ALTER TABLE or UPDATE. See
 * alter.h.
 */
#include "emit/alter.h"
#include "emit/domain.h"
#include "emit/expression.h"
#include "emit/fold.h"
#include "emit/lower.h"
#include "emit/postgres/alter.h"
#include "emit/quote.h"
#include "emit/typename.h"
#include "schema/expr.h"

/* ---- clauses of one ALTER TABLE ------------------------------------------------------------------ */

/* Writes the clause that waits, on the line of ALTER TABLE if it is `alone` and there is room. */
static void flush_clause(Alteration *alteration, bool alone) {
    Ddl *ddl = alteration->ddl;
    Buf *out = ddl->out;
    Buf begin = {0};
    Text clause = buf_view(&alteration->waiting);
    if (!alteration->any) {
        buf_text(&begin, "ALTER TABLE ");
        ddl_table_name(&begin, alteration->step->table, TARGET_POSTGRES);
        ddl_indent(ddl, 0);
        buf_slice(out, buf_view(&begin));
    }
    if (alone && fold_fits(clause, ddl->indent + fold_width(buf_view(&begin)) + 1, 1)) {
        buf_char(out, ' ');
        buf_slice(out, clause);
    } else {
        buf_text(out, alteration->any ? ",\n" : "\n");
        ddl_indent(ddl, 2);
        fold_list(out, clause, ddl->indent + 2, ddl->indent + 4);
    }
    alteration->any = true;
    buf_clear(&alteration->waiting);
    buf_free(&begin);
}

/* What follows belongs to a statement of its own. */
static void end_statement(Alteration *alteration) {
    if (alteration->waiting.length != 0) {
        flush_clause(alteration, !alteration->any);
    }
    if (alteration->any) {
        buf_text(alteration->ddl->out, ";\n");
    }
    alteration->any = false;
}

void alteration_end(Alteration *alteration) {
    end_statement(alteration);
    buf_free(&alteration->line);
    buf_free(&alteration->waiting);
}

/* What was put into `line` is a clause of the statement. */
void alteration_put(Alteration *alteration) {
    if (alteration->waiting.length != 0) {
        flush_clause(alteration, false);
    }
    buf_slice(&alteration->waiting, buf_view(&alteration->line));
    buf_clear(&alteration->line);
}

/* `ALTER COLUMN name` and what follows it. */
void alteration_begin(Alteration *alteration, const Column *column, const char *words) {
    buf_text(&alteration->line, "ALTER COLUMN ");
    quote_name(&alteration->line, column->name, TARGET_POSTGRES);
    buf_text(&alteration->line, words);
}

void alteration_put_column(Alteration *alteration, const Column *column, const char *words) {
    alteration_begin(alteration, column, words);
    alteration_put(alteration);
}

/* ---- values -------------------------------------------------------------------------------------- */

/* A column before as a value of another type, as the language converts it. */
void alteration_cast(Buf *out, const Table *physical, uint16_t from, Type to) {
    const Column *column = &physical->columns[from];
    if (to.domain || column->type.domain) {
        bool is_enum = to.kind == TYPE_ENUM; /* of one name with another that was replaced */
        quote_name(out, column->name, TARGET_POSTGRES);
        buf_text(out, is_enum ? to.is_array ? "::text[]" : "::text" : "");
        if (!is_enum || !to.domain) {
            buf_text(out, "::");
            typename_write(out, type_bare(to), TARGET_POSTGRES);
        }
        if (to.domain) {
            buf_text(out, "::");
            typename_write(out, to, TARGET_POSTGRES);
        }
        return;
    }
    bool simple = !column->type.is_array && !to.is_array && column->type.kind != TYPE_NATIVE &&
                  to.kind != TYPE_NATIVE;
    if (simple && type_cast_row(column->type, to) >= 0 && to.kind != TYPE_ENUM) {
        Expr name = {.kind = EXPR_COLUMN, .column = from, .type = column->type};
        Expr *items[] = {&name};
        Expr cast = {.kind = EXPR_CAST, .count = 1, .type = to, .items = items};
        expression_write(out, &cast, physical, TARGET_POSTGRES);
        return;
    }
    quote_name(out, column->name, TARGET_POSTGRES);
    if (to.kind == TYPE_ENUM || simple) {
        buf_text(out, to.is_array ? "::text[]" : "::text");
    }
    buf_text(out, "::");
    typename_write(out, to, TARGET_POSTGRES);
}

/* An expression over the table before, as a value of a column. */
static void write_value(Buf *out, const Step *step, const Expr *value, Type type) {
    TypeFamily family = type_family(type);
    bool untyped = (value->kind == EXPR_CASE || value->kind == EXPR_CALL) &&
                   family != FAMILY_NUMBER && family != FAMILY_TEXT && family != FAMILY_BOOL &&
                   family != FAMILY_NONE;
    buf_text(out, untyped ? "CAST(" : "");
    expression_write(out, value, step->physical, TARGET_POSTGRES);
    if (untyped) {
        buf_text(out, " AS ");
        typename_write(out, type, TARGET_POSTGRES);
        buf_char(out, ')');
    }
}

/* What a column holds afterwards, where only some rows get its value. */
static void write_source(Buf *out, const Step *step, const Altered *altered, uint16_t at,
                         bool with_where, const Dialect *dialect) {
    const ColumnSource *source = &step->change->columns[at];
    const Column *column = &step->change->after->columns[at];
    if (!source->where || !with_where) {
        write_value(out, step, source->value, column->type);
        return;
    }
    int32_t from = alter_source(dialect, step->change, at);
    buf_text(out, "CASE WHEN ");
    expression_write(out, source->where, step->physical, TARGET_POSTGRES);
    buf_text(out, " THEN ");
    write_value(out, step, source->value, column->type);
    buf_text(out, " ELSE ");
    if (from >= 0 && (altered->deltas[at] & DELTA_TYPE)) {
        alteration_cast(out, step->physical, (uint16_t)from, column->type);
    } else {
        quote_name(out, column->name, TARGET_POSTGRES);
    }
    buf_text(out, " END");
}

/* ---- columns ------------------------------------------------------------------------------------- */

/* A new column that is filled has its type behind its values: the type may not take a null. */
static bool gets_type_later(const Column *column, const ColumnSource *source) {
    return source->value && !(source->where && column->default_value) && column->type.domain &&
           domain_wants_values(column->type.domain);
}

static bool is_required(const Column *column) {
    return !(column->flags & COLUMN_NULLABLE);
}

/* The default of a new column gives it values at once, or comes behind them. */
static bool default_comes_first(const ColumnSource *source) {
    return !source->value || source->where;
}

/* Before PostgreSQL 17 a table with partitions gets no identity column; one that takes its numbers from a sequence
 * of its own is as good, and every row gets one. */
static bool add_serial(Alteration *alteration, const Column *column) {
    Buf *line = &alteration->line;
    if (!(column->flags & COLUMN_IDENTITY) ||
        !table_partitioning(alteration->step->change->after, TARGET_POSTGRES)) {
        return false;
    }
    quote_name(line, column->name, TARGET_POSTGRES);
    buf_text(line, column->type.kind == TYPE_BIGINT     ? " bigserial"
                   : column->type.kind == TYPE_SMALLINT ? " smallserial"
                                                        : " serial");
    return true;
}

Column alteration_first(const Step *step, uint16_t at) {
    const ColumnSource *source = &step->change->columns[at];
    Column column = step->change->after->columns[at];
    if (source->value && !(source->where && column.default_value)) {
        column.flags |= COLUMN_NULLABLE;
    }
    if (!default_comes_first(source)) {
        column.default_value = NULL;
    }
    if (gets_type_later(&column, source)) {
        column.type = type_bare(column.type);
    }
    return column;
}

/* Makes generated columns that are to keep their values anew, as such that are stored. */
static void store_columns(Alteration *alteration) {
    const Step *step = alteration->step;
    for (uint16_t i = 0; i < step->change->after->column_count; i++) {
        if (step->altered->deltas[i] & DELTA_STORED) {
            int32_t from = alter_source(alteration->ddl->dialect, step->change, i);
            Column stored = step->physical->columns[from];
            stored.flags = (uint8_t)(stored.flags & ~(unsigned)COLUMN_VIRTUAL);
            buf_text(&alteration->line, "DROP COLUMN ");
            quote_name(&alteration->line, stored.name, TARGET_POSTGRES);
            alteration_put(alteration);
            buf_text(&alteration->line, "ADD COLUMN ");
            ddl_column(alteration->ddl, &alteration->line, step->physical, &stored);
            alteration_put(alteration);
        }
    }
    end_statement(alteration);
}

static void add_columns(Alteration *alteration) {
    const Step *step = alteration->step;
    const Table *after = step->change->after;
    store_columns(alteration);
    for (uint16_t i = 0; i < after->column_count; i++) {
        unsigned delta = alteration->altered->deltas[i];
        const Column *column = &after->columns[i];
        if ((delta & DELTA_NEW) && !column->generated) {
            Column first = alteration_first(step, i);
            buf_text(&alteration->line, "ADD COLUMN ");
            if (!add_serial(alteration, &first)) {
                ddl_column(alteration->ddl, &alteration->line, after, &first);
            }
            alteration_put(alteration);
        }
        if (delta & DELTA_PLAIN) {
            alteration_put_column(alteration, column, " DROP EXPRESSION");
        }
        if ((delta & DELTA_IDENTITY) && !(column->flags & COLUMN_IDENTITY)) {
            alteration_put_column(alteration, column, " DROP IDENTITY IF EXISTS");
        }
        if ((delta & DELTA_NULLABLE) && !is_required(column) && !(delta & DELTA_REMADE)) {
            alteration_put_column(alteration, column, " DROP NOT NULL");
        }
    }
}

static void set_default(Alteration *alteration, const Column *column) {
    if (column->default_value) {
        alteration_begin(alteration, column, " SET DEFAULT ");
        expression_write_default(&alteration->line, column, alteration->step->change->after,
                                 TARGET_POSTGRES);
        alteration_put(alteration);
    }
}

static void set_type(Alteration *alteration, uint16_t at, int32_t from) {
    const Step *step = alteration->step;
    const Column *column = &step->change->after->columns[at];
    const ColumnSource *source = &step->change->columns[at];
    Buf *line = &alteration->line;
    alteration_begin(alteration, column, " TYPE ");
    typename_write(line, column->type, TARGET_POSTGRES);
    if (column->collation) {
        buf_text(line, " COLLATE ");
        quote_name(line, column->collation, TARGET_POSTGRES);
    }
    if (source->value &&
        (from >= 0 || alteration->altered->fills_by_type)) { /* else it has been filled */
        buf_text(line, " USING ");
        write_source(line, step, alteration->altered, at, true, alteration->ddl->dialect);
    } else if (from >= 0 &&
               !alter_is_assignable(step->physical->columns[from].type, column->type)) {
        buf_text(line, " USING ");
        alteration_cast(line, step->physical, (uint16_t)from, column->type);
    }
    alteration_put(alteration);
}

bool alteration_retypes(const Step *step, uint16_t at) {
    const ColumnSource *source = &step->change->columns[at];
    unsigned delta = step->altered->deltas[at];
    return (delta & DELTA_TYPE) != 0 || (step->altered->fills_by_type && source->value) ||
           ((delta & DELTA_NEW) && gets_type_later(&step->change->after->columns[at], source));
}

bool alteration_requires(const Step *step, uint16_t at, int32_t from) {
    const Column *column = &step->change->after->columns[at];
    const ColumnSource *source = &step->change->columns[at];
    bool was_required = (step->altered->deltas[at] & DELTA_NEW)
                            ? !source->value || (source->where && column->default_value)
                            : is_required(&step->physical->columns[from]);
    return is_required(column) && !was_required;
}

static void alter_column(Alteration *alteration, uint16_t at) {
    const Step *step = alteration->step;
    const Column *column = &step->change->after->columns[at];
    const ColumnSource *source = &step->change->columns[at];
    unsigned delta = alteration->altered->deltas[at];
    int32_t from = alter_source(alteration->ddl->dialect, step->change, at);
    bool is_new = (delta & DELTA_NEW) != 0;
    bool retyped = alteration_retypes(step, at);
    const Expr *had = is_new ? default_comes_first(source) ? column->default_value : NULL
                      : step->physical->columns[from].generated
                          ? NULL
                          : step->physical->columns[from].default_value;
    bool other = (delta & DELTA_DEFAULT) != 0 || (is_new && had != column->default_value);
    if (had && (retyped || (other && !column->default_value))) {
        alteration_put_column(alteration, column, " DROP DEFAULT");
    }
    if (retyped) {
        set_type(alteration, at, from);
    }
    if (other || (had && retyped)) {
        set_default(alteration, column);
    }
    if (alteration_requires(step, at, from)) {
        alteration_put_column(alteration, column, " SET NOT NULL");
    }
    if ((delta & DELTA_IDENTITY) && (column->flags & COLUMN_IDENTITY)) {
        alteration_put_column(alteration, column, " ADD GENERATED BY DEFAULT AS IDENTITY");
    }
}

bool alteration_alters(const Dialect *dialect, const Step *step, uint16_t at) {
    const Column *column = &step->change->after->columns[at];
    bool is_new = (step->altered->deltas[at] & DELTA_NEW) != 0;
    return is_for(dialect, column->targets) && !column->generated &&
           (!is_new || step->change->columns[at].value);
}

static void alter_columns(Alteration *alteration) {
    const Table *after = alteration->step->change->after;
    for (uint16_t i = 0; i < after->column_count; i++) {
        if (alteration_alters(alteration->ddl->dialect, alteration->step, i)) {
            alter_column(alteration, i);
        }
    }
}

static void drop_columns(Alteration *alteration, bool generated) {
    const Step *step = alteration->step;
    const Table *before = step->change->before;
    for (uint16_t i = 0; i < before->column_count; i++) {
        int32_t to = step->change->to[i];
        bool goes = alteration->altered->gone[i] ||
                    (to >= 0 && (alteration->altered->deltas[to] & DELTA_REMADE) != 0);
        if (goes && is_for(alteration->ddl->dialect, before->columns[i].targets) &&
            (before->columns[i].generated != NULL) == generated) {
            buf_text(&alteration->line, "DROP COLUMN ");
            quote_name(&alteration->line, step->physical->columns[i].name, TARGET_POSTGRES);
            alteration_put(alteration);
        }
    }
}

static void generate_columns(Alteration *alteration) {
    const Table *after = alteration->step->change->after;
    for (uint16_t i = 0; i < after->column_count; i++) {
        unsigned delta = alteration->altered->deltas[i];
        if (after->columns[i].generated && (delta & (DELTA_NEW | DELTA_REMADE)) != 0) {
            buf_text(&alteration->line, "ADD COLUMN ");
            ddl_column(alteration->ddl, &alteration->line, after, &after->columns[i]);
            alteration_put(alteration);
        }
    }
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static void put_line(Ddl *ddl, Buf *line, unsigned more) {
    ddl_indent(ddl, more);
    fold_list(ddl->out, buf_view(line), ddl->indent + more, ddl->indent + more + 2);
    buf_clear(line);
}

/* The triggers that keep columns up to date are not asked: nobody has changed these rows. */
static void switch_touches(Alteration *alteration, const char *words) {
    const Step *step = alteration->step;
    const Table *after = step->change->after;
    Ddl *ddl = alteration->ddl;
    for (uint16_t i = 0; i < after->column_count; i++) {
        if (!(after->columns[i].flags & COLUMN_TOUCHED) ||
            (alteration->altered->deltas[i] & (DELTA_TOUCH | DELTA_REMADE)) != 0 ||
            !is_for(ddl->dialect, after->columns[i].targets)) {
            continue;
        }
        Buf name = {0};
        postgres_touch_name(&name, after, &after->columns[i]);
        ddl_indent(ddl, 0);
        buf_text(ddl->out, "ALTER TABLE ");
        ddl_table_name(ddl->out, step->table, TARGET_POSTGRES);
        buf_text(ddl->out, words);
        quote_text(ddl->out, buf_view(&name), TARGET_POSTGRES);
        buf_text(ddl->out, ";\n");
        buf_free(&name);
    }
}

/* What all columns that are filled have in common. */
typedef struct Filling {
    const Expr *where; /* of all of them; NULL: none, or each its own */
    bool same_where;
    bool all_some; /* each is filled in some rows only */
    bool compares; /* none is new, all can be compared */
    uint32_t count;
} Filling;

/* Whether the condition is that the column is null: then what is filled differs from what it holds. */
static bool is_null_of(const Expr *where, const Table *table, const Column *column) {
    return where->kind == EXPR_IS_NULL && !where->negated && where->items[0]->kind == EXPR_COLUMN &&
           table->columns[where->items[0]->column].name == column->name;
}

static Filling find_filling(const Alteration *alteration) {
    const TableChange *change = alteration->step->change;
    Filling filling = {.same_where = true, .all_some = true, .compares = true};
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        const ColumnSource *source = &change->columns[i];
        const Column *column = &change->after->columns[i];
        if (!source->value || column->generated ||
            !is_for(alteration->ddl->dialect, column->targets)) {
            continue;
        }
        if (filling.count == 0) {
            filling.where = source->where;
        } else if (source->where != filling.where && (!source->where || !filling.where ||
                                                      !expr_equal(source->where, filling.where))) {
            filling.same_where = false;
        }
        filling.all_some = filling.all_some && source->where;
        filling.count++;
        filling.compares = filling.compares && !(alteration->altered->deltas[i] & DELTA_NEW) &&
                           column->type.kind != TYPE_NATIVE &&
                           !(source->where &&
                             is_null_of(source->where, alteration->step->physical, column));
    }
    if (!filling.same_where) {
        filling.where = NULL;
        filling.compares = false;
    }
    return filling;
}

/* The rows that get a value in any column. */
static void write_any_where(const Alteration *alteration, Buf *line) {
    const TableChange *change = alteration->step->change;
    const char *before = "WHERE (";
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        const Column *column = &change->after->columns[i];
        if (change->columns[i].value && !column->generated &&
            is_for(alteration->ddl->dialect, column->targets)) {
            buf_text(line, before);
            before = " OR (";
            expression_write(line, change->columns[i].where, alteration->step->physical,
                             TARGET_POSTGRES);
            buf_char(line, ')');
        }
    }
}

/* One UPDATE: every expression sees the rows as they were. */
static void fill_columns(Alteration *alteration) {
    const Step *step = alteration->step;
    const TableChange *change = step->change;
    Ddl *ddl = alteration->ddl;
    Buf *line = &alteration->line;
    Filling filling = find_filling(alteration);
    Buf names = {0};
    Buf values = {0};
    switch_touches(alteration, " DISABLE TRIGGER ");
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "UPDATE ");
    ddl_table_name(ddl->out, step->table, TARGET_POSTGRES);
    buf_char(ddl->out, '\n');
    bool first = true;
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        const Column *column = &change->after->columns[i];
        if (!change->columns[i].value || column->generated ||
            !is_for(ddl->dialect, column->targets)) {
            continue;
        }
        buf_text(&names, names.length == 0 ? "" : ", ");
        buf_text(&values, values.length == 0 ? "" : ", ");
        quote_name(&names, column->name, TARGET_POSTGRES);
        write_source(&values, step, alteration->altered, i, false, ddl->dialect);
        buf_text(ddl->out, first ? "" : ",\n");
        buf_text(line, first ? "SET " : "");
        quote_name(line, column->name, TARGET_POSTGRES);
        buf_text(line, " = ");
        write_source(line, step, alteration->altered, i, !filling.same_where, ddl->dialect);
        put_line(ddl, line, first ? 2 : 6);
        first = false;
    }
    if (!filling.same_where && filling.all_some) {
        buf_char(ddl->out, '\n');
        write_any_where(alteration, line);
        put_line(ddl, line, 2);
    }
    if (filling.where || filling.compares) {
        buf_text(ddl->out, "\n");
        buf_text(line, "WHERE ");
        if (filling.where) {
            buf_text(line, filling.compares ? "(" : "");
            expression_write(line, filling.where, step->physical, TARGET_POSTGRES);
            buf_text(line, filling.compares ? ") AND " : "");
        }
        if (filling.compares) {
            buf_text(line, "(");
            buf_slice(line, buf_view(&names));
            buf_text(line, ") IS DISTINCT FROM (");
            buf_slice(line, buf_view(&values));
            buf_text(line, ")");
        }
        put_line(ddl, line, 2);
    }
    buf_text(ddl->out, ";\n");
    switch_touches(alteration, " ENABLE TRIGGER ");
    buf_free(&names);
    buf_free(&values);
}

void alteration_of_columns(Alteration *alteration) {
    StepKind kind = alteration->step->kind;
    if (kind == STEP_ADD_COLUMNS) {
        add_columns(alteration);
    } else if (kind == STEP_FILL_COLUMNS) {
        fill_columns(alteration);
    } else if (kind == STEP_ALTER_COLUMNS) {
        alter_columns(alteration);
    } else if (kind == STEP_GENERATE_COLUMNS) {
        generate_columns(alteration);
    } else {
        drop_columns(alteration, kind == STEP_DROP_GENERATED);
    }
}
