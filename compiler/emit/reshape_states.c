/*
 * reshape_states.c - takes the change of a table, gives the states that it goes through. See
 * reshape_parts.h.
 *
 * A state is a table as the server has it at that moment. The columns of the state between stand in this
 * order: those before, at their places, then those after that do not come from one in place. What is not
 * in a state is for no target there.
 */
#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/mysql/parts.h"
#include "emit/reshape_parts.h"

typedef struct State {
    const Table *table;
    int32_t *columns; /* what identifies each column in all states */
    int32_t *uniques; /* likewise */
    int32_t *indexes;
    int32_t primary_key;
} State;

enum { SUPPORTING = 1 << 20 /* identities of indexes that only foreign keys need */ };

static bool is_there(const Stating *stating, TargetSet targets) {
    return is_for(stating->reshaping->dialect, targets);
}

/* ---- what stays ---------------------------------------------------------------------------------- */

static bool all_stay(const Stating *stating, Columns columns) {
    for (uint16_t i = 0; i < columns.count; i++) {
        if (stating->columning->after_of[columns.at[i]] < 0) {
            return false;
        }
    }
    return true;
}

static bool column_stays(const Stating *stating, uint16_t at) {
    return stating->columning->after_of[at] >= 0 && !stating->before->columns[at].generated &&
           stating->names[at] == stating->before->columns[at].name;
}

static bool expr_stays(const Stating *stating, const Expr *expr) {
    if (expr->kind == EXPR_VERBATIM && expr->op == MYSQL_TYPE_CHECK) {
        return column_stays(stating, expr->column);
    }
    bool *gone = NEW_ARRAY(stating->reshaping->arena, bool, stating->before->column_count);
    bool any = false;
    for (uint16_t i = 0; i < stating->before->column_count; i++) {
        gone[i] = is_there(stating, stating->before->columns[i].targets) &&
                  !column_stays(stating, i);
        any = any || gone[i];
    }
    /* nobody knows what the author's own text names */
    return expr_has_verbatim(expr) ? !any : !expr_names_any(expr, gone);
}

static bool same_text(const Stating *stating, const Expr *a, const Table *of_a, const Expr *b,
                      const Table *of_b) {
    Buf texts[2] = {0};
    expression_write(&texts[0], a, of_a, stating->reshaping->dialect->target);
    expression_write(&texts[1], b, of_b, stating->reshaping->dialect->target);
    bool same = text_equal(buf_view(&texts[0]), buf_view(&texts[1]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

/* The unique constraint after that a unique constraint before is, or -1. */
static int32_t unique_stays(const Stating *stating, uint16_t at) {
    int32_t to = stating->columning->change->inverse->uniques[at];
    const Key *key = &stating->before->uniques[at];
    return to >= 0 && is_there(stating, key->targets) &&
                   is_there(stating, stating->after->uniques[to].targets) &&
                   all_stay(stating, key->columns)
               ? to
               : -1;
}

/* The index likewise. */
static int32_t index_stays(const Stating *stating, uint16_t at) {
    int32_t to = stating->columning->change->inverse->indexes[at];
    const Index *index = &stating->before->indexes[at];
    if (to < 0 || !is_there(stating, index->targets) ||
        !is_there(stating, stating->after->indexes[to].targets)) {
        return -1;
    }
    for (uint16_t i = 0; i < index->key_count; i++) {
        const Expr *key = index->keys[i].expr;
        bool stays = key->kind == EXPR_COLUMN ? stating->columning->after_of[key->column] >= 0
                                              : expr_stays(stating, key);
        if (!stays) {
            return -1;
        }
    }
    return to;
}

static bool check_stays(const Stating *stating, const Check *check) {
    if (!is_there(stating, check->targets) || !expr_stays(stating, check->condition)) {
        return false;
    }
    for (uint16_t i = 0; i < stating->after->check_count; i++) {
        const Check *other = &stating->after->checks[i];
        if (other->name == check->name && is_there(stating, other->targets)) {
            return same_text(stating, check->condition, stating->before, other->condition,
                             stating->after);
        }
    }
    return false;
}

static bool primary_key_stays(const Stating *stating) {
    const Key *key = stating->before->primary_key;
    return key && stating->after->primary_key && stating->columning->change->primary_key >= 0 &&
           is_there(stating, key->targets) &&
           is_there(stating, stating->after->primary_key->targets) &&
           all_stay(stating, key->columns);
}

/* Numbers are given only to columns that lead a key: a column whose key is not there does without. */
static void unnumber(const Stating *stating, Table *table) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (!(table->columns[i].flags & COLUMN_IDENTITY) ||
            !is_there(stating, table->columns[i].targets)) {
            continue;
        }
        bool leads = table->primary_key && table->primary_key->columns.at[0] == i;
        for (uint16_t k = 0; k < table->unique_count && !leads; k++) {
            leads = table->uniques[k].columns.at[0] == i;
        }
        for (uint16_t k = 0; k < table->index_count && !leads; k++) {
            const Expr *key = table->indexes[k].keys[0].expr;
            leads = key->kind == EXPR_COLUMN && key->column == i;
        }
        if (!leads) {
            table->columns[i].flags &= (uint8_t)~COLUMN_IDENTITY;
        }
    }
}

/* ---- states -------------------------------------------------------------------------------------- */

static int32_t column_identity(const Stating *stating, uint16_t after) {
    int32_t mate = stating->columning->mate[after];
    return mate >= 0 ? mate : stating->before->column_count + after;
}

/* With the indexes that foreign keys need. In the state between they may depend on the primary key only if
 * that is the same in all states. */
static const Table *supported(const Stating *stating, const Table *table, bool with_primary_key) {
    Arena *arena = stating->reshaping->arena;
    const Dialect *dialect = stating->reshaping->dialect;
    if (with_primary_key) {
        return mysql_supported(arena, dialect, table);
    }
    Table *without = arena_copy(arena, table, sizeof *table);
    without->primary_key = NULL;
    Table *made = arena_copy(arena, mysql_supported(arena, dialect, without), sizeof *made);
    made->primary_key = table->primary_key;
    return made;
}

/* The identities of a state's indexes: of the first `count`, those given; then the supporting ones, by the
 * names of their foreign keys. */
static int32_t *index_identities(const Stating *stating, const Table *table, const int32_t *known,
                                 uint16_t count) {
    int32_t *found = NEW_ARRAY(stating->reshaping->arena, int32_t, table->index_count);
    for (uint16_t i = 0; i < table->index_count; i++) {
        found[i] = i < count ? known[i] : SUPPORTING;
        for (uint16_t k = 0; i >= count && k < stating->before->foreign_key_count; k++) {
            found[i] = stating->before->foreign_keys[k].name == table->indexes[i].name
                           ? SUPPORTING + 1 + k
                           : found[i];
        }
    }
    return found;
}

static Table *with_keys(const Stating *stating, const Table *table, const bool *without) {
    Arena *arena = stating->reshaping->arena;
    Table *copy = arena_copy(arena, table, sizeof *table);
    copy->by_name = NULL;
    copy->foreign_keys = NEW_ARRAY(arena, ForeignKey, table->foreign_key_count);
    copy->foreign_key_count = 0;
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (!without || !without[i]) {
            copy->foreign_keys[copy->foreign_key_count++] = table->foreign_keys[i];
        }
    }
    return copy;
}

/* The table before, `without` some foreign keys; called as it is after, if it is `renamed`. */
static State state_before(const Stating *stating, const bool *without, bool renamed) {
    Arena *arena = stating->reshaping->arena;
    const Table *before = stating->before;
    Table *table = with_keys(stating, before, without);
    if (renamed) {
        table->space = stating->after->space;
        table->name = stating->after->name;
    }
    State state = {.columns = NEW_ARRAY(arena, int32_t, before->column_count),
                   .uniques = NEW_ARRAY(arena, int32_t, before->unique_count),
                   .primary_key = 1};
    int32_t *indexes = NEW_ARRAY(arena, int32_t, before->index_count);
    for (uint16_t i = 0; i < before->column_count; i++) {
        state.columns[i] = i;
    }
    for (uint16_t i = 0; i < before->unique_count; i++) {
        state.uniques[i] = i;
    }
    for (uint16_t i = 0; i < before->index_count; i++) {
        indexes[i] = i;
    }
    state.table = supported(stating, table, true);
    state.indexes = index_identities(stating, state.table, indexes, before->index_count);
    return state;
}

static State state_after(const Stating *stating, const bool *without) {
    Arena *arena = stating->reshaping->arena;
    const Table *after = stating->after;
    const TableChange *change = stating->columning->change;
    State state = {.columns = NEW_ARRAY(arena, int32_t, after->column_count),
                   .uniques = NEW_ARRAY(arena, int32_t, after->unique_count),
                   .primary_key = primary_key_stays(stating) ? 1 : 2};
    int32_t *indexes = NEW_ARRAY(arena, int32_t, after->index_count);
    for (uint16_t i = 0; i < after->column_count; i++) {
        state.columns[i] = column_identity(stating, i);
    }
    for (uint16_t i = 0; i < after->unique_count; i++) {
        int32_t from = change->uniques[i];
        state.uniques[i] = from >= 0 && unique_stays(stating, (uint16_t)from) == i
                               ? from
                               : stating->before->unique_count + i;
    }
    for (uint16_t i = 0; i < after->index_count; i++) {
        int32_t from = change->indexes[i];
        indexes[i] = from >= 0 && index_stays(stating, (uint16_t)from) == i
                         ? from
                         : stating->before->index_count + i;
    }
    state.table = supported(stating, with_keys(stating, after, without), true);
    state.indexes = index_identities(stating, state.table, indexes, after->index_count);
    return state;
}

static Columns moved_columns(const Stating *stating, Columns columns) {
    Columns moved = {NEW_ARRAY(stating->reshaping->arena, uint16_t, columns.count), columns.count};
    for (uint16_t i = 0; i < columns.count; i++) {
        moved.at[i] = (uint16_t)stating->places[columns.at[i]];
    }
    return moved;
}

/* The keys, checks and indexes that are there all the time, called as they are after. */
static void put_parts(const Stating *stating, Table *table, State *state, int32_t *indexes,
                      bool is_down) {
    Arena *arena = stating->reshaping->arena;
    const Table *before = stating->before;
    const Table *after = stating->after;
    table->uniques = NEW_ARRAY(arena, Key, before->unique_count);
    table->checks = NEW_ARRAY(arena, Check, before->check_count);
    table->indexes = NEW_ARRAY(arena, Index, before->index_count);
    table->unique_count = table->check_count = table->index_count = 0;
    for (uint16_t i = 0; i < before->unique_count; i++) {
        int32_t to = unique_stays(stating, i);
        if (to >= 0) {
            table->uniques[table->unique_count] = before->uniques[i];
            table->uniques[table->unique_count].name = after->uniques[to].name;
            state->uniques[table->unique_count++] = i;
        }
    }
    for (uint16_t i = 0; i < before->check_count; i++) {
        if (check_stays(stating, &before->checks[i])) {
            table->checks[table->check_count++] = before->checks[i];
        }
    }
    for (uint16_t i = 0; i < before->index_count; i++) {
        int32_t to = index_stays(stating, i);
        if (to >= 0) {
            table->indexes[table->index_count] = before->indexes[i];
            table->indexes[table->index_count].name = after->indexes[to].name;
            indexes[table->index_count++] = i;
        }
    }
    table->primary_key = NULL;
    if (primary_key_stays(stating)) {
        table->primary_key = before->primary_key;
        state->primary_key = 1;
    } else if (stating->has_two_keys) {
        /* one of two: of the side that the script comes from */
        table->primary_key = arena_copy(arena, is_down ? after->primary_key : before->primary_key,
                                        sizeof(Key));
        if (is_down) {
            table->primary_key->columns = moved_columns(stating, after->primary_key->columns);
        }
        state->primary_key = is_down ? 2 : 1;
    }
}

static State state_between(const Stating *stating, const bool *without, bool is_down) {
    Arena *arena = stating->reshaping->arena;
    const Table *before = stating->before;
    const Table *after = stating->after;
    Table *table = with_keys(stating, before, without);
    table->space = after->space;
    table->name = after->name;
    table->doc = is_down ? after->doc : before->doc;
    table->options = is_down ? after->options : before->options;
    table->columns = reshape_columns_between(stating, is_down);
    State state = {
        .columns = NEW_ARRAY(arena, int32_t, (size_t)before->column_count + after->column_count),
        .uniques = NEW_ARRAY(arena, int32_t, before->unique_count)};
    for (uint16_t i = 0; i < before->column_count; i++) {
        state.columns[i] = i;
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        if (stating->columning->mate[i] < 0) {
            uint16_t place = (uint16_t)stating->places[i];
            state.columns[place] = before->column_count + i;
            table->column_count = place >= table->column_count ? (uint16_t)(place + 1)
                                                               : table->column_count;
        }
    }
    int32_t *indexes = NEW_ARRAY(arena, int32_t, before->index_count);
    put_parts(stating, table, &state, indexes, is_down);
    uint16_t count = table->index_count;
    unnumber(stating, table);
    state.table = supported(stating, table, primary_key_stays(stating));
    state.indexes = index_identities(stating, state.table, indexes, count);
    return state;
}

/* ---- from state to state ------------------------------------------------------------------------- */

static int32_t find(const int32_t *identities, uint16_t count, int32_t identity) {
    for (uint16_t i = 0; i < count; i++) {
        if (identities[i] == identity) {
            return i;
        }
    }
    return -1;
}

static TableChange *half(const Stating *stating, const State *from, const State *to) {
    Arena *arena = stating->reshaping->arena;
    const Table *a = from->table;
    const Table *b = to->table;
    TableChange *change = NEW(arena, TableChange);
    *change = (TableChange){.before = a,
                            .after = b,
                            .renamed = a,
                            .columns = NEW_ARRAY(arena, ColumnSource, b->column_count),
                            .to = NEW_ARRAY(arena, int32_t, a->column_count),
                            .lossy = NEW_ARRAY(arena, Name, a->column_count),
                            .primary_key = a->primary_key && b->primary_key &&
                                                   from->primary_key == to->primary_key
                                               ? 0
                                               : -1,
                            .uniques = NEW_ARRAY(arena, int32_t, b->unique_count),
                            .foreign_keys = NEW_ARRAY(arena, int32_t, b->foreign_key_count),
                            .checks = NEW_ARRAY(arena, int32_t, b->check_count),
                            .indexes = NEW_ARRAY(arena, int32_t, b->index_count)};
    /* a column that only one of two states has is for no target in the other */
    for (uint16_t i = 0; i < a->column_count; i++) {
        int32_t at = find(to->columns, b->column_count, from->columns[i]);
        change->to[i] = at >= 0 && is_there(stating, b->columns[at].targets) ? at : -1;
    }
    for (uint16_t i = 0; i < b->column_count; i++) {
        int32_t at = find(from->columns, a->column_count, to->columns[i]);
        change->columns[i].from = at >= 0 && is_there(stating, a->columns[at].targets) ? at : -1;
    }
    for (uint16_t i = 0; i < b->unique_count; i++) {
        change->uniques[i] = find(from->uniques, a->unique_count, to->uniques[i]);
    }
    for (uint16_t i = 0; i < b->index_count; i++) {
        change->indexes[i] = find(from->indexes, a->index_count, to->indexes[i]);
    }
    for (uint16_t i = 0; i < b->foreign_key_count; i++) {
        change->foreign_keys[i] = -1;
        for (uint16_t k = 0; k < a->foreign_key_count; k++) {
            if (a->foreign_keys[k].name == b->foreign_keys[i].name) {
                change->foreign_keys[i] = k;
            }
        }
    }
    for (uint16_t i = 0; i < b->check_count; i++) {
        change->checks[i] = -1;
        for (uint16_t k = 0; k < a->check_count; k++) {
            if (a->checks[k].name == b->checks[i].name &&
                is_there(stating, a->checks[k].targets) ==
                    is_there(stating, b->checks[i].targets) &&
                same_text(stating, a->checks[k].condition, a, b->checks[i].condition, b)) {
                change->checks[i] = k;
            }
        }
    }
    return change;
}

static const TableChange *between(const Stating *stating, const State *from, const State *to) {
    TableChange *change = half(stating, from, to);
    TableChange *inverse = half(stating, to, from);
    change->inverse = inverse;
    inverse->inverse = change;
    return change;
}

static const Fill *fill(const Stating *stating, const State *state, const Expr *const *values,
                        bool is_down) {
    Arena *arena = stating->reshaping->arena;
    uint16_t count = state->table->column_count;
    const Expr **placed = NEW_ARRAY(arena, const Expr *, count);
    const Table *side = is_down ? stating->before : stating->after;
    bool any = false;
    for (uint16_t i = 0; i < side->column_count; i++) {
        if (values[i] && is_down) {
            placed[i] = reshape_moved_expr(arena, values[i], stating->places);
        } else if (values[i]) {
            placed[stating->places[i]] = values[i];
        }
        any = any || values[i];
    }
    if (!any) {
        return NULL;
    }
    Fill *made = NEW(arena, Fill);
    *made = (Fill){.table = state->table, .items = NEW_ARRAY(arena, Assignment, count)};
    uint16_t cycle;
    (void)reshape_order(arena, placed, count, made->items, &made->count, &cycle);
    return made;
}

static bool any_of(const bool *set, uint16_t count) {
    for (uint16_t i = 0; i < count; i++) {
        if (set[i]) {
            return true;
        }
    }
    return false;
}

TableStates reshape_states(Reshaping *reshaping, const Columning *columning, const bool *gone_keys,
                           const bool *new_keys) {
    Arena *arena = reshaping->arena;
    const TableChange *change = columning->change;
    uint32_t most = (uint32_t)change->before->column_count + change->after->column_count;
    Stating stating = {.reshaping = reshaping,
                       .columning = columning,
                       .before = reshape_with_type_checks(reshaping, change->before),
                       .after = reshape_with_type_checks(reshaping, change->after),
                       .places = NEW_ARRAY(arena, int32_t, change->after->column_count),
                       .is_read = NEW_ARRAY(arena, bool, most),
                       .names = NEW_ARRAY(arena, Name, most)};
    int32_t next = change->before->column_count;
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        stating.places[i] = columning->mate[i] >= 0 ? columning->mate[i] : next++;
    }
    reshape_find_reads(&stating);
    reshape_name_columns(&stating);
    TableStates states = {0};
    State whole = state_before(&stating, NULL, false);
    const Table *entire = stating.before;
    stating.before = reshape_without_lost_checks(
        reshaping, reshape_without_numbers(reshaping, entire), change->before);
    State start = state_before(&stating, gone_keys, false);
    State renamed = state_before(&stating, gone_keys, true);
    State end = state_after(&stating, new_keys);
    State keyed = state_after(&stating, NULL);
    if (any_of(gone_keys, change->before->foreign_key_count) || stating.before != entire) {
        states.without_keys = between(&stating, &whole, &start);
    }
    if (any_of(new_keys, change->after->foreign_key_count)) {
        states.with_keys = between(&stating, &end, &keyed);
    }
    if (!columning->moves && !stating.aside) {
        states.first = between(&stating, &renamed, &end);
        states.unfirst = states.first->inverse;
        return states;
    }
    State up = state_between(&stating, gone_keys, false);
    State down = state_between(&stating, gone_keys, true);
    states.first = between(&stating, &renamed, &up);
    states.second = between(&stating, &up, &end);
    states.unsecond = between(&stating, &end, &down);
    states.unfirst = between(&stating, &down, &renamed);
    states.fill = fill(&stating, &up, columning->fills, false);
    states.refill = fill(&stating, &down, columning->refills, true);
    return states;
}
