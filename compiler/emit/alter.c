/* alter.c - takes a TableChange, gives what a dialect has to do about it. See alter.h. */
#include "emit/alter.h"

#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/typename.h"
#include "schema/derived.h"

int32_t alter_source(const Dialect *dialect, const TableChange *change, uint16_t after) {
    int32_t from = change->columns[after].from;
    return from >= 0 && is_for(dialect, change->before->columns[from].targets) &&
                   is_for(dialect, change->before->targets)
               ? from
               : -1;
}

static bool same_name(Name a, Name b) {
    return a == b;
}

/* Whether two texts that are written one behind the other are the same. */
static bool same_halves(const Buf *text, size_t middle) {
    return text->length == 2 * middle && memcmp(text->data, text->data + middle, middle) == 0;
}

static bool same_type(Type a, Type b, Target target) {
    if (a.domain && b.domain &&
        (!type_equal(type_bare(a), type_bare(b)) ||
         domain_collation(a.domain) != domain_collation(b.domain))) {
        return false; /* a domain of another type, or collation, under the same name */
    }
    if (target == TARGET_POSTGRES &&
        (!a.domain != !b.domain || (a.kind == TYPE_ENUM) != (b.kind == TYPE_ENUM))) {
        return false; /* an enum, a domain or another type under the same name */
    }
    Buf text = {0};
    typename_write(&text, a, target);
    size_t middle = text.length;
    typename_write(&text, b, target);
    bool same = same_halves(&text, middle);
    buf_free(&text);
    return same;
}

/* Whether two expressions, each over its own table, have the same text. */
static bool same_expression(const Expr *a, const Table *of_a, const Expr *b, const Table *of_b,
                            Target target) {
    if (!a || !b) {
        return a == b;
    }
    Buf text = {0};
    expression_write(&text, a, of_a, target);
    size_t middle = text.length;
    expression_write(&text, b, of_b, target);
    bool same = same_halves(&text, middle);
    buf_free(&text);
    return same;
}

/* The table before with the names that it has when its columns are worked on. */
static const Table *physical_table(Arena *arena, Names *names, const TableChange *change,
                                   const bool *gone) {
    const Table *before = change->before;
    const Table *after = change->after;
    Table *physical = arena_copy(arena, before, sizeof *before);
    physical->space = after->space;
    physical->name = after->name;
    physical->by_name = NULL;
    physical->columns = arena_copy(arena, before->columns,
                                   before->column_count * sizeof before->columns[0]);
    Buf text = {0};
    Buf cut = {0};
    for (uint16_t i = 0; i < before->column_count; i++) {
        Column *column = &physical->columns[i];
        if (!gone[i] && change->to[i] >= 0) {
            column->name = after->columns[change->to[i]].name;
        } else if (table_column(after, column->name) >= 0) {
            buf_clear(&text);
            buf_clear(&cut);
            buf_text(&text, "migc_old_");
            buf_name(&text, column->name);
            derived_name_write(&cut, buf_view(&text));
            column->name = names_intern(names, cut.data, cut.length);
        }
    }
    buf_free(&text);
    buf_free(&cut);
    return physical;
}

static uint16_t touch_delta(const TableChange *change, const Column *before, const Column *after,
                            bool same) {
    bool was = (before->flags & COLUMN_TOUCHED) != 0;
    bool is = (after->flags & COLUMN_TOUCHED) != 0;
    bool renamed = !same_name(before->name, after->name) ||
                   !same_name(change->before->name, change->after->name) ||
                   !same_name(change->before->space, change->after->space);
    return was != is || (is && (renamed || !same)) ? (uint16_t)DELTA_TOUCH : (uint16_t)0;
}

static uint16_t column_delta(const Altered *altered, uint16_t from, uint16_t to, Target target) {
    const TableChange *change = altered->change;
    const Column *before = &change->before->columns[from];
    const Column *after = &change->after->columns[to];
    bool same = same_type(before->type, after->type, target) &&
                before->collation == after->collation;
    unsigned delta = same ? 0 : DELTA_TYPE;
    if (!same_expression(before->default_value, altered->physical, after->default_value,
                         change->after, target)) {
        delta |= DELTA_DEFAULT;
    }
    if ((before->flags ^ after->flags) & COLUMN_NULLABLE) {
        delta |= DELTA_NULLABLE;
    }
    if ((before->flags ^ after->flags) & COLUMN_IDENTITY) {
        delta |= DELTA_IDENTITY;
    }
    if (before->doc != after->doc) {
        delta |= DELTA_COMMENT;
    }
    if (before->generated && !after->generated) {
        delta |= DELTA_PLAIN;
    } else if (after->generated &&
               (!same || ((before->flags ^ after->flags) & COLUMN_VIRTUAL) != 0 ||
                !same_expression(before->generated, altered->physical, after->generated,
                                 change->after, target))) {
        delta |= DELTA_REMADE;
    }
    return (uint16_t)(delta | touch_delta(change, before, after, same));
}

static bool is_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool has_word(Text text, Text word) {
    const char *end = text.data + text.length;
    const char *at = text.data;
    while ((at = memmem(at, (size_t)(end - at), word.data, word.length)) != NULL) {
        const char *behind = at + word.length;
        if ((at == text.data || !is_of_word(at[-1])) && (behind == end || !is_of_word(*behind))) {
            return true;
        }
        at++;
    }
    return false;
}

bool alter_may_name(const Expr *expr, const Table *table, uint16_t column) {
    return expr->kind == EXPR_VERBATIM &&
           has_word(name_text(expr->text), name_text(table->columns[column].name));
}

/* PostgreSQL alters no column that a generated one is computed from: if the author's own text may name it, it does. */
static bool may_name_any(const Expr *expr, const Table *table, const bool *columns, Target target) {
    bool found = false;
    for (uint16_t i = 0; target == TARGET_POSTGRES && expr && i < table->column_count && !found;
         i++) {
        found = columns[i] && alter_may_name(expr, table, i);
    }
    return found;
}

/* A generated column whose columns get another type, or are remade, is remade. */
static void find_remade(Altered *altered, const Dialect *dialect) {
    const TableChange *change = altered->change;
    bool again = true;
    while (again) { /* generated columns do not name generated ones: twice at most */
        again = false;
        for (uint16_t i = 0; i < change->after->column_count; i++) {
            int32_t from = alter_source(dialect, change, i);
            if (from < 0 || !change->after->columns[i].generated ||
                (altered->deltas[i] & DELTA_REMADE) != 0) {
                continue;
            }
            const Expr *expr = change->before->columns[from].generated;
            if (expr_names_any(expr, altered->moved) ||
                may_name_any(expr, change->before, altered->moved, dialect->target)) {
                altered->deltas[i] |= DELTA_REMADE;
                altered->moved[from] = true;
                again = true;
            }
        }
    }
}

/* PostgreSQL keeps no values of a generated column that is not stored: it is made again as one that is before it becomes
 * an ordinary one. */
static bool is_stored_first(const Column *before, uint16_t delta, Target target) {
    return target == TARGET_POSTGRES && (delta & DELTA_PLAIN) && (before->flags & COLUMN_VIRTUAL);
}

Altered alter_table(Arena *arena, Names *names, const Dialect *dialect, const TableChange *change) {
    const Table *before = change->before;
    const Table *after = change->after;
    Altered altered = {.change = change,
                       .deltas = NEW_ARRAY(arena, uint16_t, after->column_count),
                       .gone = NEW_ARRAY(arena, bool, before->column_count),
                       .moved = NEW_ARRAY(arena, bool, before->column_count)};
    for (uint16_t i = 0; i < before->column_count; i++) {
        altered.gone[i] = is_for(dialect, before->columns[i].targets) &&
                          (change->to[i] < 0 ||
                           !is_for(dialect, after->columns[change->to[i]].targets));
    }
    altered.physical = physical_table(arena, names, change, altered.gone);
    for (uint16_t i = 0; i < after->column_count; i++) {
        const Column *column = &after->columns[i];
        int32_t from = alter_source(dialect, change, i);
        if (!is_for(dialect, column->targets)) {
            continue;
        }
        altered.deltas[i] = from < 0
                                ? (uint16_t)(DELTA_NEW | (column->doc ? DELTA_COMMENT : 0) |
                                             (column->flags & COLUMN_TOUCHED ? DELTA_TOUCH : 0))
                                : column_delta(&altered, (uint16_t)from, i, dialect->target);
        if (from >= 0 && (altered.deltas[i] & (DELTA_TYPE | DELTA_REMADE)) != 0) {
            altered.moved[from] = true;
        }
        if (from >= 0 &&
            is_stored_first(&before->columns[from], altered.deltas[i], dialect->target)) {
            altered.deltas[i] |= column->doc ? DELTA_STORED | DELTA_COMMENT : DELTA_STORED;
            altered.moved[from] = true;
        }
        if (change->columns[i].value && !column->generated) {
            altered.fills = true;
            altered.fills_by_type = altered.fills_by_type || (altered.deltas[i] & DELTA_TYPE) != 0;
        }
    }
    for (uint16_t i = 0; i < before->column_count; i++) {
        altered.moved[i] = altered.moved[i] || altered.gone[i];
    }
    find_remade(&altered, dialect);
    return altered;
}

/* ---- conversions --------------------------------------------------------------------------------- */

static int number_rank(Type type) {
    return type.kind == TYPE_SMALLINT  ? 1
           : type.kind == TYPE_INT     ? 2
           : type.kind == TYPE_BIGINT  ? 3
           : type.kind == TYPE_DECIMAL ? 4
           : type.kind == TYPE_REAL    ? 5
                                       : 6;
}

bool alter_is_lossy(Type from, Type to) {
    TypeFamily a = type_family(from);
    TypeFamily b = type_family(to);
    if (a == FAMILY_TEXT && b == FAMILY_TEXT) {
        return false; /* what does not fit is an error */
    }
    if (a == FAMILY_NUMBER && b == FAMILY_NUMBER) {
        int rank_from = number_rank(from);
        int rank_to = number_rank(to);
        if (rank_from == 4 && rank_to == 4) {
            return to.length != 0 && (from.length == 0 || to.scale < from.scale);
        }
        /* integers into smaller ones: an error if it does not fit; int into double is exact */
        return !(rank_from <= 3 && rank_to <= 4) && !(rank_from <= 2 && rank_to == 6) &&
               !(rank_from == 5 && rank_to == 6);
    }
    if (from.kind == TYPE_DATE && (to.kind == TYPE_TIMESTAMP || to.kind == TYPE_TIMESTAMPTZ)) {
        return false;
    }
    if (a == FAMILY_TIMESTAMP && b == FAMILY_TIMESTAMP) {
        return false;
    }
    return b != FAMILY_TEXT && a != b;
}

bool alter_is_assignable(Type from, Type to) {
    TypeFamily a = type_family(from);
    TypeFamily b = type_family(to);
    if (from.is_array || to.is_array || from.kind == TYPE_NATIVE || to.kind == TYPE_NATIVE) {
        return from.is_array == to.is_array && a == FAMILY_TEXT && b == FAMILY_TEXT;
    }
    return (a == FAMILY_TEXT && b == FAMILY_TEXT) ||
           (a == FAMILY_NUMBER && b == FAMILY_NUMBER &&
            !(number_rank(from) >= 5 && number_rank(to) <= 3));
}

/* ---- expressions over the table before ----------------------------------------------------------- */

/* A column before as an expression, of the type that it has after. */
static const Expr *column_before(Arena *arena, const Dialect *dialect, const TableChange *change,
                                 uint16_t from, Type to, Span span) {
    Expr *found = NEW(arena, Expr);
    *found = (Expr){.kind = EXPR_COLUMN,
                    .column = from,
                    .type = change->before->columns[from].type,
                    .span = span};
    if (same_type(found->type, to, dialect->target)) {
        return found;
    }
    Expr *cast = NEW(arena, Expr);
    *cast = (Expr){.kind = EXPR_CAST,
                   .count = 1,
                   .type = to,
                   .span = span,
                   .items = NEW_ARRAY(arena, Expr *, 1)};
    cast->items[0] = found;
    return cast;
}

/* CASE WHEN where THEN value ELSE what it is otherwise END. */
static const Expr *value_of_some(Arena *arena, const Dialect *dialect, const TableChange *change,
                                 uint16_t at) {
    const ColumnSource *source = &change->columns[at];
    const Column *column = &change->after->columns[at];
    int32_t from = alter_source(dialect, change, at);
    const Expr *rest = from >= 0 ? column_before(arena, dialect, change, (uint16_t)from,
                                                 column->type, source->value->span)
                                 : column->default_value;
    if (expr_has_verbatim(source->where)) {
        return NULL;
    }
    Expr *some = NEW(arena, Expr);
    *some = (Expr){.kind = EXPR_CASE,
                   .count = rest ? 3 : 2,
                   .type = column->type,
                   .span = source->value->span,
                   .items = NEW_ARRAY(arena, Expr *, 3)};
    some->items[0] = arena_copy(arena, source->where, sizeof *source->where);
    some->items[1] = arena_copy(arena, source->value, sizeof *source->value);
    some->items[2] = rest ? arena_copy(arena, rest, sizeof *rest) : NULL;
    return some;
}

const Expr *alter_substitute(Arena *arena, const Dialect *dialect, const TableChange *change,
                             const Expr *expr) {
    if (expr->kind == EXPR_VERBATIM) {
        return NULL;
    }
    if (expr->kind == EXPR_CALL && expr->function < FUNCTION_COUNT &&
        function_is_volatile((Function)expr->function)) {
        return NULL;
    }
    if (expr->kind == EXPR_COLUMN) {
        const ColumnSource *source = &change->columns[expr->column];
        int32_t from = alter_source(dialect, change, expr->column);
        const Column *column = &change->after->columns[expr->column];
        if (source->value && expr_has_verbatim(source->value)) {
            return NULL;
        }
        if (source->value && source->where) {
            return value_of_some(arena, dialect, change, expr->column);
        }
        if (source->value) {
            return source->value;
        }
        if (from < 0) {
            return column->generated ? NULL : column->default_value;
        }
        return column_before(arena, dialect, change, (uint16_t)from, column->type, expr->span);
    }
    if (!expr_has_items(expr)) {
        return expr;
    }
    Expr *copy = arena_copy(arena, expr, sizeof *expr);
    copy->items = NEW_ARRAY(arena, Expr *, expr->count);
    for (uint32_t i = 0; i < expr->count; i++) {
        const Expr *item = expr->items[i] ? alter_substitute(arena, dialect, change, expr->items[i])
                                          : NULL;
        if (expr->items[i] && !item) {
            return NULL;
        }
        copy->items[i] = item ? arena_copy(arena, item, sizeof *item) : NULL;
    }
    return copy;
}
