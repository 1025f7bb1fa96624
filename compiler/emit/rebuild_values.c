/*
 * rebuild_values.c - takes the change of a table, gives the SELECT that fills the new one: a value for
 * every column, what must not be there, what is lost. See rebuild.h.
 *
 * Everything is an expression over the table before, so that a printer has nothing to decide.
 */
#include "base/vec.h"
#include "emit/lower.h"
#include "emit/rebuild_parts.h"
#include "syntax/operator.h"

typedef struct Filling {
    Arena *arena;
    const Dialect *dialect;
    const Ops *ops;
    const TableChange *change;
    Rebuild *rebuild;
    VEC(RebuildCheck) checks;
    VEC(RebuildLoss) losses;
    uint16_t column; /* the one after that is worked on */
    const Expr *where;
} Filling;

/* ---- making expressions -------------------------------------------------------------------------- */

static Expr *make(Arena *arena, ExprKind kind, Type type, uint32_t count) {
    Expr *expr = NEW(arena, Expr);
    *expr = (Expr){.kind = (uint8_t)kind, .type = type, .count = count};
    if (count > 0) {
        expr->items = NEW_ARRAY(arena, Expr *, count);
    }
    return expr;
}

static Expr *make_column(Arena *arena, const Table *table, uint16_t at) {
    Expr *expr = make(arena, EXPR_COLUMN, table->columns[at].type, 0);
    expr->column = at;
    return expr;
}

static Expr *make_string(Arena *arena, Name text, Type type) {
    Expr *expr = make(arena, EXPR_STRING, type, 0);
    expr->text = text;
    return expr;
}

static Expr *make_is_null(Arena *arena, const Expr *item, bool negated) {
    Expr *expr = make(arena, EXPR_IS_NULL, TYPE_OF(TYPE_BOOL), 1);
    expr->items[0] = (Expr *)item;
    expr->negated = negated;
    return expr;
}

/* CASE WHEN condition THEN value ELSE other END */
static Expr *make_choice(Arena *arena, const Expr *condition, const Expr *value,
                         const Expr *other) {
    Expr *expr = make(arena, EXPR_CASE, value->type, 3);
    expr->items[0] = (Expr *)condition;
    expr->items[1] = (Expr *)value;
    expr->items[2] = (Expr *)other;
    return expr;
}

static bool is_volatile(const Expr *expr) {
    if (expr->kind == EXPR_VERBATIM ||
        (expr->kind == EXPR_CALL &&
         (expr->function == FUNCTION_COUNT || function_is_volatile((Function)expr->function)))) {
        return true;
    }
    for (uint32_t i = 0; expr_has_items(expr) && i < expr->count; i++) {
        if (is_volatile(expr->items[i])) {
            return true;
        }
    }
    return false;
}

/* ---- values that do not fit ---------------------------------------------------------------------- */

static void add_check(Filling *filling, RebuildUnfit kind, const Expr *subject) {
    vec_push(filling->arena, &filling->checks,
             (RebuildCheck){.kind = kind,
                            .column = &filling->change->after->columns[filling->column],
                            .subject = subject,
                            .where = filling->where});
}

static bool is_number(Type type) {
    return !type.is_array && type_family(type) == FAMILY_NUMBER && type.kind != TYPE_NATIVE;
}

static bool is_integer(Type type) {
    return !type.is_array &&
           (type.kind == TYPE_SMALLINT || type.kind == TYPE_INT || type.kind == TYPE_BIGINT);
}

static bool is_moment(Type type) {
    TypeFamily family = type_family(type);
    return !type.is_array && type.kind != TYPE_NATIVE &&
           (family == FAMILY_DATE || family == FAMILY_TIME || family == FAMILY_TIMESTAMP);
}

/* Text that another type cannot hold is an error in PostgreSQL; SQLite makes 0 or null of it. Casts that
 * are carried out for some rows only, within a case, are left to the author. */
static void check_casts(Filling *filling, const Expr *expr) {
    bool is_lazy = expr->kind == EXPR_CASE ||
                   (expr->kind == EXPR_CALL && expr->function == FUNCTION_COALESCE) ||
                   (expr->kind == EXPR_BINARY && (expr->op == AST_AND || expr->op == AST_OR));
    if (is_lazy || !expr_has_items(expr) || expr->count == 0) {
        return;
    }
    const Expr *item = expr->items[0];
    if (expr->kind == EXPR_CAST && type_family(item->type) == FAMILY_TEXT &&
        item->kind != EXPR_STRING) {
        if (is_integer(expr->type)) {
            add_check(filling, UNFIT_INTEGER, item);
        } else if (is_number(expr->type)) {
            add_check(filling, UNFIT_NUMBER, item);
        } else if (is_moment(expr->type)) {
            Expr *both = make(filling->arena, EXPR_BINARY, TYPE_OF(TYPE_BOOL), 2);
            both->op = AST_AND;
            both->items[0] = make_is_null(filling->arena, expr, false);
            both->items[1] = make_is_null(filling->arena, item, true);
            add_check(filling, UNFIT_MOMENT, both);
        }
    }
    for (uint32_t i = 0; i < expr->count; i++) {
        check_casts(filling, expr->items[i]);
    }
}

/* ---- values -------------------------------------------------------------------------------------- */

const EnumChange *rebuild_enum(const Ops *ops, const Enum *before) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if (op->kind == OP_ALTER_ENUM && op->enumeration->before->name == before->name &&
            op->enumeration->before->space == before->space) {
            return op->enumeration;
        }
    }
    return NULL;
}

/* The value of an enum with the names that its values have after. */
static const Expr *renamed_member(Filling *filling, const Expr *value, const EnumChange *change,
                                  Type type) {
    uint32_t renamed = 0;
    for (uint32_t i = 0; i < change->before->value_count; i++) {
        int32_t to = change->to[i];
        renamed += to >= 0 && change->before->values[i].name != change->after->values[to].name;
    }
    if (renamed == 0) {
        return value;
    }
    Expr *choice = make(filling->arena, EXPR_CASE, type, 2 * renamed + 2);
    uint32_t at = 0;
    choice->op = 1;
    choice->items[at++] = (Expr *)value;
    for (uint32_t i = 0; i < change->before->value_count; i++) {
        int32_t to = change->to[i];
        if (to >= 0 && change->before->values[i].name != change->after->values[to].name) {
            choice->items[at++] = make_string(filling->arena, change->before->values[i].name, type);
            choice->items[at++] = make_string(filling->arena, change->after->values[to].name, type);
        }
    }
    choice->items[at] = (Expr *)value;
    return choice;
}

static void check_members(Filling *filling, const Expr *value, const EnumChange *change) {
    uint32_t gone = 0;
    for (uint32_t i = 0; i < change->before->value_count; i++) {
        gone += change->to[i] < 0;
    }
    if (gone == 0) {
        return;
    }
    Expr *in = make(filling->arena, EXPR_IN, TYPE_OF(TYPE_BOOL), gone + 1);
    uint32_t at = 0;
    in->items[at++] = (Expr *)value;
    for (uint32_t i = 0; i < change->before->value_count; i++) {
        if (change->to[i] < 0) {
            in->items[at++] = make_string(filling->arena, change->before->values[i].name,
                                          value->type);
        }
    }
    add_check(filling, UNFIT_MEMBER, in);
}

/* What SQLite stores of one type and of the other is the same text or number. */
static bool stores_alike(Type before, Type after) {
    TypeFamily family = type_family(before);
    return before.is_array || after.is_array || before.kind == TYPE_NATIVE ||
           after.kind == TYPE_NATIVE || type_equal(before, after) ||
           (is_integer(before) && is_integer(after)) ||
           (family == FAMILY_TEXT && type_family(after) == FAMILY_TEXT) ||
           (family == FAMILY_ENUM && type_family(after) == FAMILY_TEXT) ||
           (family == FAMILY_TEXT && type_family(after) == FAMILY_ENUM);
}

/* A value of a column before as the column after holds it. */
static const Expr *kept(Filling *filling, const Expr *value, Type type, bool checks) {
    if (value->type.kind == TYPE_ENUM && type.kind == TYPE_ENUM && !type.is_array) {
        const EnumChange *change = rebuild_enum(filling->ops, value->type.enumeration);
        if (!change || change->after->name != type.enumeration->name) {
            return value;
        }
        if (checks) {
            check_members(filling, value, change);
        }
        return renamed_member(filling, value, change, type);
    }
    if (stores_alike(value->type, type) || type_cast_row(value->type, type) < 0) {
        return value;
    }
    Expr *cast = make(filling->arena, EXPR_CAST, type, 1);
    cast->items[0] = (Expr *)value;
    if (checks) {
        check_casts(filling, cast);
    }
    return cast;
}

/* The value of the column after that is worked on; NULL: nothing is put there. */
static const Expr *value_of(Filling *filling, const Column *column, const ColumnSource *source) {
    const Table *before = filling->change->before;
    bool has_from = source->from >= 0 &&
                    is_for(filling->dialect, before->columns[source->from].targets);
    const Expr *held = NULL;
    filling->where = NULL;
    if (column->generated) {
        return NULL;
    }
    if (has_from && (!source->value || source->where)) {
        const Expr *from = make_column(filling->arena, before, (uint16_t)source->from);
        held = kept(filling, from, column->type, !source->value);
        bool may_be_null = (before->columns[source->from].flags & COLUMN_NULLABLE) != 0;
        if (!source->value && may_be_null && !(column->flags & COLUMN_NULLABLE)) {
            add_check(filling, UNFIT_NULL, make_is_null(filling->arena, from, false));
        }
    }
    if (!source->value) {
        bool is_free = (column->flags & (COLUMN_NULLABLE | COLUMN_IDENTITY)) ||
                       column->default_value;
        if (!held && !is_free) {
            add_check(filling, UNFIT_NO_VALUE, NULL);
        }
        return held;
    }
    filling->where = source->where;
    const Expr *value = source->value;
    check_casts(filling, value);
    if (value->kind == EXPR_COLUMN) {
        value = kept(filling, value, column->type, true);
    }
    if (!source->where) {
        return value;
    }
    const Expr *other = held                    ? held
                        : column->default_value ? column->default_value
                                                : make(filling->arena, EXPR_NULL, column->type, 0);
    return make_choice(filling->arena, source->where, value, other);
}

/* ---- losses -------------------------------------------------------------------------------------- */

/* An expression over the columns after as one over those before; NULL: it cannot be said. */
static const Expr *brought_back(Filling *filling, const Expr *expr) {
    const Table *after = filling->change->after;
    if (expr->kind == EXPR_COLUMN) {
        const Column *column = &after->columns[expr->column];
        const Expr *value = filling->rebuild->values[expr->column];
        if (value) {
            return is_volatile(value) ? NULL : value;
        }
        const Expr *computed = column->generated ? column->generated : column->default_value;
        if (!computed) {
            return make(filling->arena, EXPR_NULL, column->type, 0);
        }
        return brought_back(filling, computed);
    }
    if (!expr_has_items(expr)) {
        return is_volatile(expr) ? NULL : expr;
    }
    if (expr->kind == EXPR_CALL && is_volatile(expr)) {
        return NULL;
    }
    Expr *copy = NEW(filling->arena, Expr);
    *copy = *expr;
    copy->items = NEW_ARRAY(filling->arena, Expr *, expr->count);
    for (uint32_t i = 0; i < expr->count; i++) {
        copy->items[i] = (Expr *)brought_back(filling, expr->items[i]);
        if (!copy->items[i]) {
            return NULL;
        }
    }
    return copy;
}

static void add_loss(Filling *filling, uint16_t at) {
    const Column *column = &filling->change->before->columns[at];
    const ColumnSource *source = &filling->change->inverse->columns[at];
    const Expr *value = source->value ? source->value : column->default_value;
    const Expr *back = value ? brought_back(filling, value) : NULL;
    if (back && source->value && source->where) {
        const Expr *condition = brought_back(filling, source->where);
        const Expr *other = column->default_value
                                ? brought_back(filling, column->default_value)
                                : make(filling->arena, EXPR_NULL, column->type, 0);
        back = condition && other ? make_choice(filling->arena, condition, back, other) : NULL;
    }
    vec_push(filling->arena, &filling->losses, (RebuildLoss){.column = column, .back = back});
}

const Rebuild *rebuild_plan(Arena *arena, const Dialect *dialect, const Ops *ops,
                            const TableChange *change) {
    Rebuild *rebuild = NEW(arena, Rebuild);
    *rebuild = (Rebuild){.before = change->before,
                         .after = change->after,
                         .values = NEW_ARRAY(arena, const Expr *, change->after->column_count)};
    Filling filling = {
        .arena = arena, .dialect = dialect, .ops = ops, .change = change, .rebuild = rebuild};
    bool *is_kept = NEW_ARRAY(arena, bool, change->before->column_count);
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        const Column *column = &change->after->columns[i];
        if (is_for(dialect, column->targets)) {
            filling.column = i;
            rebuild->values[i] = value_of(&filling, column, &change->columns[i]);
            if (change->columns[i].from >= 0 && !column->generated) {
                is_kept[change->columns[i].from] = true;
            }
        }
    }
    for (uint16_t i = 0; i < change->before->column_count; i++) {
        const Column *column = &change->before->columns[i];
        if (is_for(dialect, column->targets) && !is_kept[i] && !column->generated) {
            add_loss(&filling, i);
        }
    }
    rebuild->checks = filling.checks.items;
    rebuild->check_count = filling.checks.count;
    rebuild->losses = filling.losses.items;
    rebuild->loss_count = filling.losses.count;
    return rebuild;
}
