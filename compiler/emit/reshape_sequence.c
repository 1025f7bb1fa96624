/*
 * reshape_sequence.c - takes what becomes of sequences, gives pairs of counted steps. See reshape_parts.h.
 */
#include "emit/lower.h"
#include "emit/reshape_parts.h"
#include "schema/expr.h"

/* The sequence on that side of the operation, if the dialect has it; or NULL. */
static const Sequence *sequence_of(const Dialect *dialect, const Object *object) {
    bool is_one = dialect->has_sequences && object && object->kind == OBJECT_SEQUENCE &&
                  is_for(dialect, object->sequence->targets);
    return is_one ? object->sequence : NULL;
}

/* Whether something else gets the name that the sequence gives up. */
static bool is_taken(const Reshaping *reshaping, Name name) {
    for (uint32_t i = 0; i < reshaping->up->count; i++) {
        const Op *op = &reshaping->up->items[i];
        bool is_named = op->after &&
                        (op->after->kind == OBJECT_TABLE || op->after->kind == OBJECT_SEQUENCE);
        if (is_named && object_name(op->after) == name &&
            (!op->before || object_name(op->before) != name)) {
            return true;
        }
    }
    return false;
}

static Step step_of(StepKind kind, const Op *op, const Sequence *sequence) {
    return (Step){.kind = kind, .weight = 1, .op = op, .sequence = sequence};
}

/* Both ways under the name that it has after. */
static StepPair alter(Reshaping *reshaping, const Op *op, const Sequence *before,
                      const Sequence *after) {
    Op back = op_invert(op);
    Sequence *old = arena_copy(reshaping->arena, before, sizeof *old);
    old->name = after->name;
    return (StepPair){
        step_of(STEP_ALTER_SEQUENCE, op, after),
        step_of(STEP_ALTER_SEQUENCE, arena_copy(reshaping->arena, &back, sizeof back), old)};
}

static bool differs(const Sequence *before, const Sequence *after) {
    return !mysql_same_numbers(before, after) || before->doc != after->doc;
}

StepPairs reshape_sequences(Reshaping *reshaping, SequenceMoment moment) {
    const Ops *ops = reshaping->up;
    StepPairs pairs = {.items = NEW_ARRAY(reshaping->arena, StepPair, ops->count)};
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        const Sequence *before = sequence_of(reshaping->dialect, op->before);
        const Sequence *after = sequence_of(reshaping->dialect, op->after);
        if (before && after) {
            if (moment == SEQUENCES_CHANGE && differs(before, after)) {
                pairs.items[pairs.count++] = alter(reshaping, op, before, after);
            }
        } else if (after && moment == SEQUENCES_COME) {
            pairs.items[pairs.count++] = (StepPair){step_of(STEP_CREATE_SEQUENCE, op, after),
                                                    step_of(STEP_DROP_SEQUENCE, op, after)};
        } else if (before && moment == (is_taken(reshaping, before->name) ? SEQUENCES_GO_EARLY
                                                                          : SEQUENCES_GO)) {
            pairs.items[pairs.count++] = (StepPair){step_of(STEP_DROP_SEQUENCE, op, before),
                                                    step_of(STEP_CREATE_SEQUENCE, op, before)};
        }
    }
    return pairs;
}

/* ---- other names --------------------------------------------------------------------------------- */

typedef struct Asking {
    Name name;
    bool is_named;
} Asking;

static void ask(void *context, Text name) {
    Asking *asking = context;
    asking->is_named = asking->is_named || text_equal(name, name_text(asking->name));
}

/* Whether a table takes numbers from it. */
static bool is_used(const Dialect *dialect, const Model *model, Name name) {
    Asking asking = {.name = sequence_called(model->names, NULL, name)};
    for (uint32_t t = 0; t < model->table_count && !asking.is_named; t++) {
        const Table *table = model->tables[t];
        for (uint16_t i = 0; i < table->column_count && is_for(dialect, table->targets); i++) {
            if (table->columns[i].default_value) {
                expr_sequences(table->columns[i].default_value, ask, &asking);
            }
        }
    }
    return asking.is_named;
}

Renames reshape_renamed_sequences(Reshaping *reshaping) {
    const Ops *ops = reshaping->up;
    Renames renames = {.items = NEW_ARRAY(reshaping->arena, Rename, ops->count)};
    for (uint32_t i = 0; i < ops->count; i++) {
        const Sequence *before = sequence_of(reshaping->dialect, ops->items[i].before);
        const Sequence *after = sequence_of(reshaping->dialect, ops->items[i].after);
        if (before && after && before->name != after->name) {
            renames.items[renames.count++] = (Rename){
                .kind = RENAME_SEQUENCE, .from = before->name, .to = after->name};
        }
    }
    return renames;
}

bool reshape_renames_again(Reshaping *reshaping, const Model *before, const Rename *rename,
                           const Renames *all) {
    if (rename->kind != RENAME_SEQUENCE || !is_used(reshaping->dialect, before, rename->from)) {
        return false;
    }
    for (uint32_t i = 0; i < all->count; i++) {
        if (all->items[i].to == rename->from || all->items[i].from == rename->to) {
            return false;
        }
    }
    return !is_taken(reshaping, rename->from);
}
