/*
 * lower_drop.c - takes a change, gives the steps for what goes: for good, or to make way for the change of
 * a column. See lower_parts.h.
 */
#include "emit/lower_parts.h"

enum { WEIGHT_FOREIGN = 6 };

/* The column before is dropped and made again, or for good: what stands on it goes with it. */
bool moving_is_remade(const Altered *altered, uint16_t column) {
    int32_t to = altered->change->to[column];
    return altered->gone[column] || (to >= 0 && (altered->deltas[to] & DELTA_REMADE) != 0);
}

static bool any_remade(const Altered *altered, Columns columns) {
    for (uint16_t i = 0; i < columns.count; i++) {
        if (moving_is_remade(altered, columns.at[i])) {
            return true;
        }
    }
    return false;
}

bool moving_key_goes(const Moving *moving, const Altered *altered, const Key *key, int32_t kept) {
    const Table *after = altered->change->after;
    const Key *to = kept < 0                                      ? NULL
                    : key == altered->change->before->primary_key ? after->primary_key
                                                                  : &after->uniques[kept];
    return !to || !is_for(moving->dialect, to->targets) || any_remade(altered, key->columns) ||
           any_remade(altered, key->include);
}

bool moving_check_goes(const Moving *moving, const Altered *altered, uint16_t check) {
    int32_t kept = altered->change->inverse->checks[check];
    return kept < 0 || !is_for(moving->dialect, altered->change->after->checks[kept].targets) ||
           expr_names_any(altered->change->before->checks[check].condition, altered->moved);
}

/* What a database can change of a constraint that is there: rows are looked at, and not the other way. */
static bool turns(uint8_t before, uint8_t after) {
    return (before & CONSTRAINT_NOT_VALID) || !(after & CONSTRAINT_NOT_VALID);
}

static bool same_and_free(Buf *one, Buf *other) {
    bool is_same = text_equal(buf_view(one), buf_view(other));
    buf_free(one);
    buf_free(other);
    return is_same;
}

bool moving_check_turns(const Moving *moving, const Altered *altered, uint16_t from, uint16_t to) {
    const TableChange *change = altered->change;
    Check before = change->renamed->checks[from];
    Check after = change->after->checks[to];
    if (change->inverse->checks[from] >= 0 || change->checks[to] >= 0 ||
        before.name != after.name || !turns(before.flags, after.flags) ||
        !is_for(moving->dialect, after.targets) ||
        expr_names_any(change->before->checks[from].condition, altered->moved)) {
        return false;
    }
    Buf texts[2] = {0};
    before.flags = after.flags;
    check_dump(&texts[0], change->renamed, &before);
    check_dump(&texts[1], change->after, &after);
    return same_and_free(&texts[0], &texts[1]);
}

/* The same of any check that goes. */
static bool check_turns(const Moving *moving, const Altered *altered, uint16_t from) {
    for (uint16_t i = 0; i < altered->change->after->check_count; i++) {
        if (moving_check_turns(moving, altered, from, i)) {
            return true;
        }
    }
    return false;
}

bool moving_index_goes(const Moving *moving, const Altered *altered, uint16_t index) {
    int32_t kept = altered->change->inverse->indexes[index];
    const Index *before = &altered->change->before->indexes[index];
    if (kept < 0 || !is_for(moving->dialect, altered->change->after->indexes[kept].targets) ||
        expr_names_any(before->where, altered->moved) || any_remade(altered, before->include)) {
        return true;
    }
    for (uint16_t k = 0; k < before->key_count; k++) {
        const Expr *key = before->keys[k].expr;
        if (key->kind == EXPR_COLUMN ? moving_is_remade(altered, key->column)
                                     : expr_names_any(key, altered->moved)) {
            return true;
        }
    }
    return false;
}

/* Whether a key of these columns goes. */
static bool referenced_goes(const Moving *moving, const Altered *altered, Columns columns) {
    const Table *before = altered->change->before;
    if (before->primary_key && columns_equal(before->primary_key->columns, columns) &&
        moving_key_goes(moving, altered, before->primary_key,
                        altered->change->inverse->primary_key)) {
        return true;
    }
    for (uint16_t i = 0; i < before->unique_count; i++) {
        if (columns_equal(before->uniques[i].columns, columns) &&
            moving_key_goes(moving, altered, &before->uniques[i],
                            altered->change->inverse->uniques[i])) {
            return true;
        }
    }
    return false;
}

static bool any_moved(const Altered *altered, Columns columns) {
    for (uint16_t i = 0; altered && i < columns.count; i++) {
        if (altered->moved[columns.at[i]]) {
            return true;
        }
    }
    return false;
}

/* A foreign key before that stays, but has to make way for a while. */
static bool foreign_key_makes_way(const Moving *moving, const Table *before,
                                  const ForeignKey *key) {
    const Altered *target = moving->altered[key->target->number];
    return any_moved(moving->altered[before->number], key->columns) ||
           any_moved(target, key->referenced) ||
           (target && referenced_goes(moving, target, key->referenced));
}

bool moving_foreign_key_goes(const Moving *moving, const Table *before, uint16_t index) {
    const Altered *altered = moving->altered[before->number];
    const ForeignKey *key = &before->foreign_keys[index];
    if (altered) {
        int32_t kept = altered->change->inverse->foreign_keys[index];
        if (kept < 0 ||
            !is_for(moving->dialect, altered->change->after->foreign_keys[kept].targets)) {
            return true;
        }
    }
    return foreign_key_makes_way(moving, before, key);
}

bool moving_foreign_key_turns(const Moving *moving, const Altered *altered, uint16_t from,
                              uint16_t to) {
    const TableChange *change = altered->change;
    ForeignKey before = change->renamed->foreign_keys[from];
    ForeignKey after = change->after->foreign_keys[to];
    if (change->inverse->foreign_keys[from] >= 0 || change->foreign_keys[to] >= 0 ||
        before.name != after.name || !turns(before.flags, after.flags) ||
        !is_for(moving->dialect, after.targets) ||
        foreign_key_makes_way(moving, change->before, &change->before->foreign_keys[from])) {
        return false;
    }
    Buf texts[2] = {0};
    const uint8_t fixed = CONSTRAINT_MATCH_FULL;
    before.flags &= fixed;
    after.flags &= fixed;
    before.is_forward = after.is_forward;
    foreign_key_dump(&texts[0], change->renamed, &before);
    foreign_key_dump(&texts[1], change->after, &after);
    return same_and_free(&texts[0], &texts[1]);
}

/* The same of any foreign key that goes. */
static bool foreign_key_turns(const Moving *moving, const Altered *altered, uint16_t from) {
    for (uint16_t i = 0; altered && i < altered->change->after->foreign_key_count; i++) {
        if (moving_foreign_key_turns(moving, altered, from, i)) {
            return true;
        }
    }
    return false;
}

void lower_dropped_keys(Moving *moving) {
    const Model *model = moving->before;
    for (uint32_t t = model->table_count; t-- > 0;) {
        const Table *table = model->tables[t];
        for (uint16_t k = 0; moving->after_of[t] && is_for(moving->dialect, table->targets) &&
                             k < table->foreign_key_count;
             k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (is_for(moving->dialect, key->targets) &&
                moving_foreign_key_goes(moving, table, k) &&
                !foreign_key_turns(moving, moving->altered[t], k)) {
                moving_add(moving, (Step){.kind = STEP_DROP_FOREIGN_KEY,
                                          .weight = WEIGHT_FOREIGN,
                                          .op = moving->by_before[t],
                                          .table = table,
                                          .foreign_key = key});
            }
        }
    }
}

static void drop_constraint(Moving *moving, const Op *op, const Table *table, Name name) {
    moving_add(moving, (Step){.kind = STEP_DROP_CONSTRAINT,
                              .weight = 2,
                              .op = op,
                              .table = table,
                              .constraint = name});
}

static void drop_partition(void *context, const Partitioning *of, const Partition *partition,
                           bool comes) {
    const PartitionSteps *steps = context;
    if (!comes && is_for(steps->moving->dialect, of->targets)) {
        moving_add(steps->moving, (Step){.kind = STEP_DROP_PARTITION,
                                         .weight = WEIGHT_PARTITION,
                                         .op = steps->op,
                                         .table = steps->op->table->before,
                                         .partition = partition});
    }
}

/* Partitions, touch triggers, checks, indexes and keys of one table that go. */
void lower_dropped_parts(Moving *moving, const Op *op, const Altered *altered) {
    const Dialect *dialect = moving->dialect;
    const Table *table = altered->change->before;
    PartitionSteps partitions = {moving, op};
    partitions_between(altered->change->renamed, altered->change->after, drop_partition,
                       &partitions);
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        int32_t to = altered->gone[i] ? -1 : altered->change->to[i];
        if ((column->flags & COLUMN_TOUCHED) && is_for(dialect, column->targets) &&
            (to < 0 || (altered->deltas[to] & (DELTA_TOUCH | DELTA_REMADE)) != 0)) {
            moving_add(moving, (Step){.kind = STEP_REMOVE_TOUCH,
                                      .weight = 2,
                                      .op = op,
                                      .table = table,
                                      .column = column});
        }
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        if (is_for(dialect, table->checks[i].targets) && moving_check_goes(moving, altered, i) &&
            !check_turns(moving, altered, i)) {
            drop_constraint(moving, op, table, table->checks[i].name);
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const bool *beside = altered->change->inverse->concurrently;
        if (is_for(dialect, table->indexes[i].targets) && moving_index_goes(moving, altered, i) &&
            !(moving->is_down && moving_is_beside(moving, table, beside, i))) {
            moving_add(moving, (Step){.kind = STEP_DROP_INDEX,
                                      .weight = 1,
                                      .op = op,
                                      .table = table,
                                      .index = &table->indexes[i]});
        }
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        if (is_for(dialect, table->uniques[i].targets) &&
            moving_key_goes(moving, altered, &table->uniques[i],
                            altered->change->inverse->uniques[i])) {
            drop_constraint(moving, op, table, table->uniques[i].name);
        }
    }
    if (table->primary_key && is_for(dialect, table->primary_key->targets) &&
        moving_key_goes(moving, altered, table->primary_key,
                        altered->change->inverse->primary_key)) {
        drop_constraint(moving, op, table, table->primary_key->name);
    }
}

/* down: what was built beside running writers. */
void lower_unbuilt_parts(Moving *moving, const Op *op, const Altered *altered) {
    const Table *table = altered->change->before;
    const bool *beside = altered->change->inverse->concurrently;
    for (uint16_t i = 0; beside && i < table->index_count; i++) {
        if (moving_is_beside(moving, table, beside, i) &&
            is_for(moving->dialect, table->indexes[i].targets) &&
            moving_index_goes(moving, altered, i)) {
            moving_add(moving, (Step){.kind = STEP_DROP_INDEX,
                                      .weight = 1,
                                      .op = op,
                                      .table = table,
                                      .index = &table->indexes[i]});
        }
    }
}
