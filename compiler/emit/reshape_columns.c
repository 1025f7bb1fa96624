/*
 * reshape_columns.c - takes the change of a table, says which columns keep their place and what is put
 * into the others. See reshape_parts.h.
 *
 * A column keeps its place if the server converts its values by itself, there and back, as the language
 * does. Otherwise the column before and the column after are two, which are both there for a while.
 */
#include "emit/alter.h"
#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/mysql/scan.h"
#include "emit/rebuild_parts.h"
#include "emit/reshape_parts.h"
#include "emit/sql_tokens.h"
#include "emit/typename.h"

#include <strings.h>

/* ---- expressions --------------------------------------------------------------------------------- */

static Expr *copy_with_items(Arena *arena, const Expr *expr) {
    Expr *copy = arena_copy(arena, expr, sizeof *expr);
    copy->items = NEW_ARRAY(arena, Expr *, expr->count);
    return copy;
}

const Expr *reshape_moved_expr(Arena *arena, const Expr *expr, const int32_t *places) {
    if (!expr) {
        return NULL;
    }
    if (expr->kind == EXPR_COLUMN) {
        Expr *copy = arena_copy(arena, expr, sizeof *expr);
        copy->column = (uint16_t)places[expr->column];
        return copy;
    }
    if (!expr_has_items(expr)) {
        return expr;
    }
    Expr *copy = copy_with_items(arena, expr);
    for (uint32_t i = 0; i < expr->count; i++) {
        copy->items[i] = (Expr *)reshape_moved_expr(arena, expr->items[i], places);
    }
    return copy;
}

/* Generated columns as what they are computed from: they are not there while values are moved. */
static const Expr *computed(Arena *arena, const Table *table, const Expr *expr) {
    if (!expr) {
        return NULL;
    }
    if (expr->kind == EXPR_COLUMN) {
        const Column *column = &table->columns[expr->column];
        return column->generated ? computed(arena, table, column->generated) : expr;
    }
    if (!expr_has_items(expr)) {
        return expr;
    }
    Expr *copy = copy_with_items(arena, expr);
    for (uint32_t i = 0; i < expr->count; i++) {
        copy->items[i] = (Expr *)computed(arena, table, expr->items[i]);
    }
    return copy;
}

/* ---- one UPDATE ---------------------------------------------------------------------------------- */

bool reshape_order(Arena *arena, const Expr *const *values, uint16_t count, Assignment *ordered,
                   uint32_t *ordered_count, uint16_t *cycle) {
    bool *pending = NEW_ARRAY(arena, bool, count);
    bool *one = NEW_ARRAY(arena, bool, count);
    uint32_t left = 0;
    *ordered_count = 0;
    for (uint16_t i = 0; i < count; i++) {
        pending[i] = values[i] != NULL;
        left += pending[i];
    }
    while (left > 0) {
        bool any = false;
        for (uint16_t i = 0; i < count; i++) {
            if (!pending[i]) {
                continue;
            }
            bool is_read = false;
            one[i] = true;
            for (uint16_t k = 0; k < count && !is_read; k++) {
                is_read = pending[k] && k != i && expr_names_any(values[k], one);
            }
            one[i] = false;
            *cycle = i;
            if (!is_read) {
                ordered[(*ordered_count)++] = (Assignment){i, values[i]};
                pending[i] = false;
                left--;
                any = true;
            }
        }
        if (!any) {
            return false;
        }
    }
    return true;
}

/* ---- in place ------------------------------------------------------------------------------------ */

static bool is_integer(Type type) {
    return type.kind == TYPE_SMALLINT || type.kind == TYPE_INT || type.kind == TYPE_BIGINT;
}

static bool is_exact(Type type) {
    return is_integer(type) || type.kind == TYPE_DECIMAL;
}

static bool same_typename(const Dialect *dialect, Type a, Type b) {
    Buf texts[2] = {0};
    typename_write(&texts[0], a, dialect->target);
    typename_write(&texts[1], b, dialect->target);
    bool same = text_equal(buf_view(&texts[0]), buf_view(&texts[1]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

/* Whether the server converts values of one type to the other as the language does, and back: what does
 * not fit is an error, and nothing is made up. */
static bool converts(const Dialect *dialect, Type a, Type b) {
    if (same_typename(dialect, a, b) || (a.kind == TYPE_ENUM && b.kind == TYPE_ENUM)) {
        return true;
    }
    if (a.is_array || b.is_array) {
        return false;
    }
    if (a.kind == TYPE_NATIVE || b.kind == TYPE_NATIVE) {
        return type_family(a) == type_family(b);
    }
    return (is_exact(a) && is_exact(b)) ||
           (type_family(a) == FAMILY_TEXT && type_family(b) == FAMILY_TEXT) ||
           ((a.kind == TYPE_REAL || a.kind == TYPE_DOUBLE) &&
            (b.kind == TYPE_REAL || b.kind == TYPE_DOUBLE));
}

/* A cast to a shorter text cuts what is too long, where the server would refuse it. */
static bool may_cut(const Expr *cast) {
    Type from = cast->items[0]->type;
    return type_family(cast->type) == FAMILY_TEXT && cast->type.length > 0 &&
           (from.length == 0 || from.length > cast->type.length);
}

/* What the column after is without any UPDATE: the column before itself, converted. */
static bool is_column_itself(const Expr *value, int32_t from) {
    if (value && value->kind == EXPR_CAST && value->items[0]->kind == EXPR_COLUMN &&
        !may_cut(value)) {
        value = value->items[0];
    }
    return value && value->kind == EXPR_COLUMN && value->column == from;
}

static bool may_stay(const Reshaping *reshaping, const TableChange *change, uint16_t at,
                     const Expr *value, const Expr *const *back) {
    const Dialect *dialect = reshaping->dialect;
    const Column *after = &change->after->columns[at];
    int32_t from = alter_source(dialect, change, at);
    if (from < 0 || !is_for(dialect, after->targets)) {
        return false;
    }
    const Column *before = &change->before->columns[from];
    if (before->generated || after->generated) {
        return before->generated && after->generated &&
               ((before->flags ^ after->flags) & COLUMN_VIRTUAL) == 0;
    }
    if (!converts(dialect, before->type, after->type)) {
        return false;
    }
    bool is_filled = !is_column_itself(value, from) || !is_column_itself(back[from], at);
    return !is_filled || same_typename(dialect, before->type, after->type) ||
           (before->type.kind == TYPE_ENUM && after->type.kind == TYPE_ENUM);
}

static bool text_names(Arena *arena, const Dialect *dialect, Text sql, Name name) {
    SqlTokens tokens = sql_tokens(arena, sql, dialect->target);
    for (uint32_t i = 0; i < tokens.all.count; i++) {
        const SqlToken *token = &tokens.all.items[i];
        if ((token->kind == SQL_WORD || token->kind == SQL_NAME) &&
            sql_same_letters(token->text, name_text(name))) {
            return true;
        }
    }
    return false;
}

/* Whether the expression names the column, also in the author's own text. */
static bool names_column(Arena *arena, const Dialect *dialect, const Expr *expr, const Table *table,
                         uint16_t column) {
    if (expr->kind == EXPR_VERBATIM) {
        return text_names(arena, dialect, name_text(expr->text), table->columns[column].name);
    }
    if (expr->kind == EXPR_COLUMN || !expr_has_items(expr)) {
        return expr->kind == EXPR_COLUMN && expr->column == column;
    }
    for (uint32_t i = 0; i < expr->count; i++) {
        if (names_column(arena, dialect, expr->items[i], table, column)) {
            return true;
        }
    }
    return false;
}

static bool has_computed_default(const Dialect *dialect, const Table *table, const Column *column) {
    Buf text = {0};
    if (column->default_value) {
        expression_write_default(&text, column, table, dialect->target);
    }
    bool is_computed = text.length > 0 && text.data[0] == '(';
    buf_free(&text);
    return is_computed;
}

/* Whether a generated column is computed from one that is made anew, and that has to stand before it or is not there
 * while values are moved: another generated one, one with a computed default, or one that the server numbers.
 * `mate`: of every column of the table. */
static bool loses_ground(const Reshaping *reshaping, const Table *table, uint16_t at,
                         const int32_t *mate) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        bool is_anew = i != at && mate[i] < 0 && is_for(reshaping->dialect, column->targets) &&
                       (column->generated || (column->flags & COLUMN_IDENTITY) ||
                        has_computed_default(reshaping->dialect, table, column));
        if (is_anew && names_column(reshaping->arena, reshaping->dialect,
                                    table->columns[at].generated, table, i)) {
            return true;
        }
    }
    return false;
}

/* Generated columns over such do not stay either. */
static void part_groundless(const Reshaping *reshaping, Columning *columning) {
    const Table *before = columning->change->before;
    const Table *after = columning->change->after;
    for (bool again = true; again;) {
        again = false;
        for (uint16_t i = 0; i < after->column_count; i++) {
            int32_t from = columning->mate[i];
            if (from >= 0 && after->columns[i].generated &&
                (loses_ground(reshaping, after, i, columning->mate) ||
                 loses_ground(reshaping, before, (uint16_t)from, columning->after_of))) {
                columning->mate[i] = -1;
                columning->after_of[from] = -1;
                again = true;
            }
        }
    }
}

/* Whether the author's own text calls what MySQL refuses in the default of a column that is added. */
static bool calls_random(Text sql) {
    static const char *const words[] = {"current_user", "rand",    "random_bytes",
                                        "session_user", "sysdate", "system_user",
                                        "user",         "uuid",    "uuid_short"};
    bool is_broken = false;
    for (size_t at = 0; at < sql.length;) {
        size_t end = mysql_skip_comment(sql, at, &is_broken);
        if (end == at) {
            end = mysql_skip_token(sql, at, &is_broken);
            for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
                if (end - at == strlen(words[i]) &&
                    strncasecmp(sql.data + at, words[i], end - at) == 0) {
                    return true;
                }
            }
        }
        at = end;
    }
    return false;
}

bool reshape_is_random(const Expr *expr) {
    if (expr && expr->kind == EXPR_VERBATIM) {
        return calls_random(name_text(expr->text));
    }
    if (!expr || !expr_has_items(expr)) {
        return false;
    }
    if (expr->kind == EXPR_CALL && function_is_volatile((Function)expr->function) &&
        type_family(expr->type) != FAMILY_TIMESTAMP && type_family(expr->type) != FAMILY_DATE &&
        type_family(expr->type) != FAMILY_TIME) {
        return true;
    }
    for (uint32_t i = 0; i < expr->count; i++) {
        if (reshape_is_random(expr->items[i])) {
            return true;
        }
    }
    return false;
}

static Expr *make(Arena *arena, ExprKind kind, Type type, uint32_t count) {
    Expr *expr = NEW(arena, Expr);
    *expr = (Expr){.kind = (uint8_t)kind, .type = type, .count = count};
    if (count > 0) {
        expr->items = NEW_ARRAY(arena, Expr *, count);
    }
    return expr;
}

/* CASE text WHEN 'true' THEN true WHEN 'false' THEN false END: what a cast to text made of it. */
static const Expr *read_bool(Reshaping *reshaping, const Expr *text) {
    static const char *const words[] = {"true", "false"};
    Arena *arena = reshaping->arena;
    Expr *choice = make(arena, EXPR_CASE, TYPE_OF(TYPE_BOOL), 5);
    choice->op = 1;
    choice->items[0] = (Expr *)text;
    for (uint32_t i = 0; i < 2; i++) {
        Expr *word = make(arena, EXPR_STRING, text->type, 0);
        word->text = names_intern(reshaping->names, words[i], strlen(words[i]));
        choice->items[1 + 2 * i] = word;
        choice->items[2 + 2 * i] = make(arena, EXPR_BOOL, TYPE_OF(TYPE_BOOL), 0);
        choice->items[2 + 2 * i]->op = i == 0;
    }
    return choice;
}

/* The value of a column whose type no cast leads to; NULL: nobody knows any. */
static const Expr *converted(Reshaping *reshaping, const Expr *value, const Column *column) {
    bool is_known = value->kind != EXPR_COLUMN ||
                    converts(reshaping->dialect, value->type, column->type) ||
                    type_family(value->type) == type_family(column->type) ||
                    type_family(value->type) == FAMILY_ENUM ||
                    type_family(column->type) == FAMILY_ENUM ||
                    type_family(column->type) == FAMILY_TEXT ||
                    type_family(value->type) == FAMILY_NONE ||
                    type_family(column->type) == FAMILY_NONE ||
                    type_cast_row(value->type, column->type) >= 0;
    if (is_known) {
        return value;
    }
    return type_family(value->type) == FAMILY_TEXT && column->type.kind == TYPE_BOOL
               ? read_bool(reshaping, value)
               : NULL;
}

/* The values that have to be put, over the columns on the other side. */
static const Expr **put_values(Reshaping *reshaping, const Table *from, const Table *to,
                               const int32_t *mate, const Expr *const *values, bool *any) {
    const Expr **found = NEW_ARRAY(reshaping->arena, const Expr *, to->column_count);
    for (uint16_t i = 0; i < to->column_count; i++) {
        if (values[i] && is_for(reshaping->dialect, to->columns[i].targets) &&
            !to->columns[i].generated && !(mate[i] >= 0 && is_column_itself(values[i], mate[i]))) {
            const Expr *value = converted(reshaping, values[i], &to->columns[i]);
            found[i] = computed(reshaping->arena, from, value);
            *any = true;
        } else if (mate[i] < 0 && !values[i] &&
                   is_for(reshaping->dialect, to->columns[i].targets) &&
                   reshape_is_random(to->columns[i].default_value)) {
            found[i] = to->columns[i].default_value;
            *any = true;
        }
    }
    return found;
}

/* MySQL adds no column with a default in the statement that gives another one a default like `uuid()` (error 1674). */
static bool adds_beside_random(const Reshaping *reshaping, const Table *from, const Table *to,
                               const int32_t *mate) {
    bool adds = false;
    bool randomizes = false;
    for (uint16_t i = 0; i < to->column_count; i++) {
        const Column *column = &to->columns[i];
        const Column *was = mate[i] >= 0 ? &from->columns[mate[i]] : NULL;
        bool has_default = column->default_value && is_for(reshaping->dialect, column->targets);
        adds = adds || (has_default && !was);
        randomizes = randomizes ||
                     (has_default && was && reshape_is_random(column->default_value) &&
                      !(was->default_value && reshape_is_random(was->default_value)));
    }
    return adds && randomizes;
}

/* Whether the values that are written in place can be written one after the other; if not, `*at` is a column
 * of the circle, by its place on the side that is overwritten. */
static bool can_be_ordered(Arena *arena, const Expr *const *values, const int32_t *mate,
                           uint16_t count, uint16_t places, uint16_t *at) {
    const Expr **placed = NEW_ARRAY(arena, const Expr *, places);
    Assignment *ordered = NEW_ARRAY(arena, Assignment, places);
    uint32_t ordered_count;
    for (uint16_t i = 0; i < count; i++) {
        if (values[i] && mate[i] >= 0) {
            placed[mate[i]] = values[i];
        }
    }
    return reshape_order(arena, placed, places, ordered, &ordered_count, at);
}

Columning reshape_columns(Reshaping *reshaping, const TableChange *change) {
    Arena *arena = reshaping->arena;
    const Table *before = change->before;
    const Table *after = change->after;
    const Rebuild *up = rebuild_plan(arena, reshaping->dialect, reshaping->up, change);
    const Rebuild *down = rebuild_plan(arena, reshaping->dialect, reshaping->down, change->inverse);
    Columning columning = {.change = change,
                           .mate = NEW_ARRAY(arena, int32_t, after->column_count),
                           .after_of = NEW_ARRAY(arena, int32_t, before->column_count)};
    for (uint16_t i = 0; i < before->column_count; i++) {
        columning.after_of[i] = -1;
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        int32_t from = alter_source(reshaping->dialect, change, i);
        columning.mate[i] = -1;
        if (from >= 0 && may_stay(reshaping, change, i, up->values[i], down->values)) {
            columning.mate[i] = from;
            columning.after_of[from] = i;
        }
    }
    part_groundless(reshaping, &columning);
    for (bool again = true; again;) {
        columning.moves = false;
        columning.fills = put_values(reshaping, before, after, columning.mate, up->values,
                                     &columning.moves);
        columning.refills = put_values(reshaping, after, before, columning.after_of, down->values,
                                       &columning.moves);
        uint16_t at = 0;
        again = !can_be_ordered(arena, columning.fills, columning.mate, after->column_count,
                                before->column_count, &at);
        if (!again) {
            again = !can_be_ordered(arena, columning.refills, columning.after_of,
                                    before->column_count, after->column_count, &at);
            at = again ? (uint16_t)columning.mate[at] : at;
        }
        if (again) { /* one of the circle is two columns for a while */
            columning.mate[columning.after_of[at]] = -1;
            columning.after_of[at] = -1;
        }
    }
    columning.moves = columning.moves ||
                      adds_beside_random(reshaping, before, after, columning.mate) ||
                      adds_beside_random(reshaping, after, before, columning.after_of);
    return columning;
}
