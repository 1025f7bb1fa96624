/*
 * refuse.c - takes what changes, gives the values that are in its way. See count.h.
 *
 * The server would stop at them, in strict mode, but half way, and speak of one row only.
 */
#include "emit/alter.h"
#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/mysql/count.h"
#include "emit/quote.h"
#include "syntax/operator.h"

/* ---- expressions --------------------------------------------------------------------------------- */

static bool any_may_be_null(const Expr *expr, const Table *table) {
    for (uint32_t i = 0; expr_has_items(expr) && i < expr->count; i++) {
        if (expr->items[i] && mysql_may_be_null(expr->items[i], table)) {
            return true;
        }
    }
    return false;
}

static bool case_may_be_null(const Expr *expr, const Table *table) {
    uint32_t first = expr->op ? 1 : 0; /* CASE x WHEN ... */
    for (uint32_t i = first + 1; i < expr->count; i += 2) {
        if (mysql_may_be_null(expr->items[i], table)) {
            return true;
        }
    }
    bool has_else = (expr->count - first) % 2 != 0;
    return !has_else || mysql_may_be_null(expr->items[expr->count - 1], table);
}

bool mysql_may_be_null(const Expr *expr, const Table *table) {
    if (expr->kind == EXPR_COLUMN) {
        return (table->columns[expr->column].flags & COLUMN_NULLABLE) != 0;
    }
    if (expr->kind == EXPR_CASE) {
        return case_may_be_null(expr, table);
    }
    if (expr->kind == EXPR_CALL && expr->function == FUNCTION_COALESCE && expr->count > 0) {
        return mysql_may_be_null(expr->items[expr->count - 1], table);
    }
    return expr->kind == EXPR_NULL || expr->kind == EXPR_VERBATIM || any_may_be_null(expr, table);
}

static const Expr *without_casts(Arena *arena, const Expr *expr) {
    if (expr->kind == EXPR_CAST && type_cast_row(expr->items[0]->type, expr->type) < 0) {
        return without_casts(arena, expr->items[0]);
    }
    if (!expr_has_items(expr)) {
        return expr;
    }
    Expr *copy = arena_copy(arena, expr, sizeof *expr);
    copy->items = NEW_ARRAY(arena, Expr *, expr->count);
    for (uint32_t i = 0; i < expr->count; i++) {
        copy->items[i] = expr->items[i] ? (Expr *)without_casts(arena, expr->items[i]) : NULL;
    }
    return copy;
}

const Expr *mysql_said(Counting *counting, const Expr *expr, const Table *table) {
    const Expr *said = expr ? without_casts(&counting->arena, expr) : NULL;
    return said && expression_supported(said, table, counting->target, NULL, NULL) ? said : NULL;
}

static void write_name(Buf *out, const Counting *counting, const Column *column) {
    quote_name(out, column->name, counting->target);
}

/* ---- what is in the way -------------------------------------------------------------------------- */

static void refuse(Counting *counting, const Table *table, const Column *column, const char *what,
                   Buf *where) {
    mysql_count_add(counting, &counting->refusals, table, column, what, where, false);
}

/* In brackets unless it is a name or a literal. */
static void write_operand(Buf *out, const Counting *counting, const Table *table,
                          const Expr *expr) {
    buf_text(out, expr_has_items(expr) ? "(" : "");
    expression_write(out, expr, table, counting->target);
    buf_text(out, expr_has_items(expr) ? ")" : "");
}

/* The column after that a value is for, or the text that is cast, out of `table`. */
typedef struct Fit {
    const Table *table;
    const Column *column; /* before, by whose name the rows are told; NULL: `after` */
    const Column *after;
    const Expr *where;
} Fit;

static bool is_plain_type(Type type) {
    return !type.is_array && type.kind != TYPE_NATIVE;
}

static bool is_integer(Type type) {
    return !type.is_array &&
           (type.kind == TYPE_SMALLINT || type.kind == TYPE_INT || type.kind == TYPE_BIGINT);
}

static bool is_moment(Type type) {
    TypeFamily family = type_family(type);
    return is_plain_type(type) &&
           (family == FAMILY_DATE || family == FAMILY_TIME || family == FAMILY_TIMESTAMP);
}

static void write_members(Buf *out, const Enum *of, Target target) {
    buf_text(out, " NOT IN (");
    for (uint32_t i = 0; i < of->value_count; i++) {
        Name name = of->values[i].name;
        buf_text(out, i == 0 ? "" : ", ");
        quote_string(out, name->text, name->length, target);
    }
    buf_char(out, ')');
}

static const char integer_pattern[] = "'^[[:space:]]*[-+]?[0-9]+[[:space:]]*$'";
static const char number_pattern[] =
    "'^[[:space:]]*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)?[[:space:]]*$'";

/* Text that is cast, and cannot be. */
static void refuse_text(Counting *counting, const Fit *fit, const Expr *cast) {
    const Expr *where = mysql_said(counting, fit->where, fit->table);
    const Expr *item = mysql_said(counting, cast->items[0], fit->table);
    const char *what = NULL;
    Buf text = {0};
    if (!item || !where != !fit->where) {
        return;
    }
    if (where) {
        buf_char(&text, '(');
        expression_write(&text, where, fit->table, counting->target);
        buf_text(&text, ") AND ");
    }
    write_operand(&text, counting, fit->table, item);
    if (is_plain_type(cast->type) && type_family(cast->type) == FAMILY_NUMBER) {
        buf_text(&text, " NOT REGEXP ");
        buf_text(&text, is_integer(cast->type) ? integer_pattern : number_pattern);
        what = is_integer(cast->type) ? " rows whose text is no integer"
                                      : " rows whose text is no number";
    } else if (cast->type.kind == TYPE_ENUM && !cast->type.is_array) {
        write_members(&text, cast->type.enumeration, counting->target);
        what = " rows whose text is no value of the enum";
    } else if (is_moment(cast->type) && mysql_said(counting, cast, fit->table)) {
        buf_text(&text, " IS NOT NULL AND ");
        expression_write(&text, mysql_said(counting, cast, fit->table), fit->table,
                         counting->target);
        buf_text(&text, " IS NULL");
        what = " rows whose text is no date or time";
    }
    if (what) {
        refuse(counting, fit->table, fit->after, what, &text);
    }
    buf_free(&text);
}

/* Texts that are cast. Casts that are carried out for some rows only, within a case, are left
 * to the author. */
static void refuse_texts(Counting *counting, const Fit *fit, const Expr *expr) {
    bool is_lazy = expr->kind == EXPR_CASE ||
                   (expr->kind == EXPR_CALL && expr->function == FUNCTION_COALESCE) ||
                   (expr->kind == EXPR_BINARY && (expr->op == AST_AND || expr->op == AST_OR));
    if (is_lazy || !expr_has_items(expr) || expr->count == 0) {
        return;
    }
    const Expr *item = expr->items[0];
    if (expr->kind == EXPR_CAST && type_family(item->type) == FAMILY_TEXT &&
        item->type.kind != TYPE_NATIVE && item->kind != EXPR_STRING) {
        refuse_text(counting, fit, expr);
    }
    for (uint32_t i = 0; i < expr->count; i++) {
        if (expr->items[i]) {
            refuse_texts(counting, fit, expr->items[i]);
        }
    }
}

/* Values that a narrower type of the same kind does not hold. */
static void refuse_wide(Counting *counting, const Fit *fit, Type from, Type to) {
    Buf text = {0};
    write_name(&text, counting, fit->column);
    bool is_number = type_family(from) == FAMILY_NUMBER;
    if (is_number && is_integer(to) && (!is_integer(from) || from.kind > to.kind)) {
        buf_text(&text, to.kind == TYPE_SMALLINT ? " NOT BETWEEN -32768 AND 32767"
                        : to.kind == TYPE_INT    ? " NOT BETWEEN -2147483648 AND 2147483647"
                                                 : " NOT BETWEEN -9223372036854775808 AND "
                                                   "9223372036854775807");
        refuse(counting, fit->table, fit->column, " values out of range", &text);
    } else if (is_number && to.kind == TYPE_DECIMAL && to.length != 0 &&
               !(from.kind == TYPE_DECIMAL && from.length != 0 &&
                 from.length - from.scale <= to.length - to.scale)) {
        Buf rounded = {0};
        buf_printf(&rounded, "ABS(ROUND(%.*s, %u)) >= 1e%u", TEXT_ARG(buf_view(&text)),
                   (unsigned)to.scale, (unsigned)(to.length - to.scale));
        buf_free(&text);
        refuse(counting, fit->table, fit->column, " values out of range", &rounded);
    } else if (type_family(from) == FAMILY_TEXT &&
               (to.kind == TYPE_VARCHAR || to.kind == TYPE_CHAR) &&
               (from.kind == TYPE_TEXT || from.length > to.length)) {
        Buf length = {0};
        buf_printf(&length, "CHAR_LENGTH(%.*s) > %u", TEXT_ARG(buf_view(&text)),
                   (unsigned)to.length);
        buf_free(&text);
        refuse(counting, fit->table, fit->column, " values too long for it", &length);
    } else {
        buf_free(&text);
    }
}

/* The value is what it is without one: the column, cast. */
static bool is_said_alike(const Expr *value, int32_t from) {
    const Expr *item = value && value->kind == EXPR_CAST ? value->items[0] : value;
    return !item || (item->kind == EXPR_COLUMN && item->column == from);
}

/* Rows that the column after cannot hold, or for which nobody said what it holds. */
static void refuse_column(Counting *counting, const TableChange *change, uint16_t at) {
    Arena *arena = &counting->arena;
    const Table *before = change->before;
    const Column *after = &change->after->columns[at];
    const ColumnSource *source = &change->columns[at];
    int32_t from = alter_source(counting->dialect, change, at);
    bool is_required = !(after->flags & COLUMN_NULLABLE);
    bool is_free = (after->flags & COLUMN_IDENTITY) || after->default_value;
    Fit fit = {.table = before,
               .column = from >= 0 ? &before->columns[from] : NULL,
               .after = after,
               .where = source->where};
    if (source->value) {
        refuse_texts(counting, &fit, source->value);
    } else if (from < 0) {
        if (is_required && !is_free) {
            Buf text = {0};
            refuse(counting, before, after, " rows for which there is no value", &text);
        }
        return;
    }
    Expr itself = {.kind = EXPR_COLUMN, .column = at, .type = after->type};
    const Expr *value = alter_substitute(arena, counting->dialect, change, &itself);
    if (!value || (from >= 0 && before->columns[from].generated && !source->value)) {
        return;
    }
    if (!source->value) {
        refuse_texts(counting, &fit, value);
    }
    if (from >= 0 && !source->where && is_said_alike(source->value, from)) {
        Type was = before->columns[from].type;
        bool is_number = type_family(was) == FAMILY_NUMBER; /* a cast to a shorter text cuts */
        if (is_plain_type(was) && is_plain_type(after->type) && (is_number || !source->value)) {
            refuse_wide(counting, &fit, was, after->type);
        }
    }
    bool is_cast = value->kind == EXPR_CAST && !source->value;
    const Expr *asked = mysql_said(counting, is_cast ? value->items[0] : value, before);
    if (is_required && asked && mysql_may_be_null(asked, before)) {
        Buf text = {0};
        write_operand(&text, counting, before, asked);
        buf_text(&text, " IS NULL");
        refuse(counting, before, after, " rows without a value, which it must have", &text);
    }
}

void mysql_refuse_table(Counting *counting, const TableChange *change) {
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        const Column *column = &change->after->columns[i];
        if (is_for(counting->dialect, column->targets) && !column->generated) {
            refuse_column(counting, change, i);
        }
    }
}

/* The column of the table before that has the values of one after, as they are; NULL: there is none. */
static const Column *column_as_is(const Counting *counting, const TableChange *change,
                                  uint16_t at) {
    int32_t from = alter_source(counting->dialect, change, at);
    return from >= 0 && !change->columns[at].value ? &change->before->columns[from] : NULL;
}

/* Likewise of the table that a foreign key refers to; texts of two collations cannot be compared. */
static const Column *key_as_is(const Counting *counting, const Table *target, uint16_t at) {
    const Op *op = ptrmap_get(&counting->coming, target);
    const Column *column = op ? column_as_is(counting, op->table, at) : &target->columns[at];
    return column && is_plain_type(column->type) && type_family(column->type) != FAMILY_TEXT
               ? column
               : NULL;
}

/* The table before that becomes one after, within the change at hand; NULL: it comes, without rows. */
static const Table *table_before(const Counting *counting, const Table *after) {
    const Op *op = ptrmap_get(&counting->coming, after);
    const Table *before = !op ? after : op->kind == OP_ALTER_TABLE ? op->table->before : NULL;
    return before && is_for(counting->dialect, before->targets) ? before : NULL;
}

/* A foreign key before already says of these columns which rows they refer to. */
static bool was_said(const Counting *counting, const TableChange *change, const ForeignKey *key,
                     const Table *target) {
    const Table *before = change->before;
    for (uint16_t k = 0; k < before->foreign_key_count; k++) {
        const ForeignKey *old = &before->foreign_keys[k];
        bool is_same = is_for(counting->dialect, old->targets) &&
                       old->columns.count == key->columns.count &&
                       old->target->name == target->name;
        for (uint16_t i = 0; is_same && i < key->columns.count; i++) {
            const Column *column = column_as_is(counting, change, key->columns.at[i]);
            const Column *found = key_as_is(counting, key->target, key->referenced.at[i]);
            is_same = column == &before->columns[old->columns.at[i]] && found &&
                      found->name == old->target->columns[old->referenced.at[i]].name;
        }
        if (is_same) {
            return true;
        }
    }
    return false;
}

/* `AND NOT EXISTS (...)`: a row that has what the foreign key says; false: nobody knows before. */
static bool write_not_found(Buf *out, const Counting *counting, const TableChange *change,
                            const ForeignKey *key, const Table *target) {
    buf_text(out, " AND NOT EXISTS (SELECT * FROM ");
    ddl_table_name(out, target, counting->target);
    buf_text(out, " AS migc_key WHERE ");
    for (uint16_t i = 0; i < key->columns.count; i++) {
        const Column *column = column_as_is(counting, change, key->columns.at[i]);
        const Column *found = key_as_is(counting, key->target, key->referenced.at[i]);
        Type type = change->after->columns[key->columns.at[i]].type;
        if (!found ||
            !(type_equal(column->type, type) || (is_integer(column->type) && is_integer(type)))) {
            return false;
        }
        buf_text(out, i == 0 ? "migc_key." : " AND migc_key.");
        write_name(out, counting, found);
        buf_text(out, " = ");
        ddl_table_name(out, change->before, counting->target);
        buf_char(out, '.');
        write_name(out, counting, column);
    }
    buf_char(out, ')');
    return true;
}

static void refuse_orphans_of(Counting *counting, const TableChange *change,
                              const ForeignKey *key) {
    const Table *before = table_before(counting, key->target);
    const Table *target = before ? mysql_table_then(counting, before) : NULL;
    const Column *first = NULL;
    Buf text = {0};
    bool is_known = !ptrmap_get(&counting->filled, key->target);
    for (uint16_t i = 0; is_known && i < key->columns.count; i++) {
        const Column *column = column_as_is(counting, change, key->columns.at[i]);
        is_known = column != NULL;
        if (is_known) {
            buf_text(&text, i == 0 ? "" : " AND ");
            write_name(&text, counting, column);
            buf_text(&text, " IS NOT NULL");
            first = first ? first : column;
        }
    }
    is_known = is_known &&
               (!target || (target == before && !was_said(counting, change, key, target) &&
                            write_not_found(&text, counting, change, key, target)));
    if (is_known) {
        Buf what = {0};
        buf_text(&what, " rows for which ");
        table_write_name(&what, key->target);
        buf_text(&what, " has none");
        const char *words = arena_copy_text(&counting->arena, what.data, what.length);
        refuse(counting, change->before, key->columns.count == 1 ? first : NULL, words, &text);
        buf_free(&what);
    }
    buf_free(&text);
}

void mysql_refuse_orphans(Counting *counting, const TableChange *change) {
    for (uint16_t i = 0; i < change->after->foreign_key_count; i++) {
        const ForeignKey *key = &change->after->foreign_keys[i];
        if (change->foreign_keys[i] < 0 && is_for(counting->dialect, key->targets) &&
            is_for(counting->dialect, key->target->targets)) {
            refuse_orphans_of(counting, change, key);
        }
    }
}

/* `('a', 'b')`: the values of the enum that go; false: none does. */
static bool write_gone_values(Buf *out, const EnumChange *change, Target target) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < change->before->value_count; i++) {
        if (change->to[i] < 0) {
            Name name = change->before->values[i].name;
            buf_text(out, count++ == 0 ? "(" : ", ");
            quote_string(out, name->text, name->length, target);
        }
    }
    buf_text(out, count == 0 ? "" : ")");
    return count != 0;
}

/* Whether the values of the column stay, in a column of the enum. */
static bool keeps_values(const Counting *counting, const Op *op, uint16_t at) {
    if (!op || op->kind == OP_DROP_TABLE) {
        return !op;
    }
    int32_t to = op->table->to[at];
    return to >= 0 && is_for(counting->dialect, op->table->after->columns[to].targets) &&
           !op->table->columns[to].value && op->table->after->columns[to].type.kind == TYPE_ENUM;
}

void mysql_refuse_members(Counting *counting, const Op *op, const Table *table,
                          const EnumChange *change) {
    Buf values = {0};
    bool any = write_gone_values(&values, change, counting->target);
    for (uint16_t c = 0; any && c < table->column_count; c++) {
        const Column *column = &table->columns[c];
        if (column->type.kind == TYPE_ENUM && column->type.enumeration == change->before &&
            !column->type.is_array && is_for(counting->dialect, column->targets) &&
            keeps_values(counting, op, c)) {
            Buf text = {0};
            write_name(&text, counting, column);
            buf_text(&text, " IN ");
            buf_slice(&text, buf_view(&values));
            refuse(counting, table, column, " rows with a value that the enum loses", &text);
        }
    }
    buf_free(&values);
}
