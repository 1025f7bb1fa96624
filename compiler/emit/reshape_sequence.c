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

void reshape_find_given_up(Reshaping *reshaping) {
    const Ops *ops = reshaping->up;
    for (uint32_t i = 0; i < ops->count; i++) {
        const Sequence *before = sequence_of(reshaping->dialect, ops->items[i].before);
        const Sequence *after = sequence_of(reshaping->dialect, ops->items[i].after);
        if (before && (after ? after->name != before->name : is_taken(reshaping, before->name))) {
            namemap_put(reshaping->arena, &reshaping->given_up,
                        sequence_called(reshaping->names, NULL, before->name),
                        (void *)(uintptr_t)before);
        }
    }
}

typedef struct Asking {
    const Reshaping *reshaping;
    bool is_found;
} Asking;

static void ask(void *context, Text name) {
    Asking *asking = context;
    Name key = names_find(asking->reshaping->names, name.data, name.length);
    asking->is_found = asking->is_found ||
                       (key && namemap_get(&asking->reshaping->given_up, key) != NULL);
}

const Table *reshape_without_numbers(Reshaping *reshaping, const Table *table) {
    Table *made = NULL;
    for (uint16_t i = 0; i < table->column_count && reshaping->given_up.count > 0; i++) {
        Asking asking = {.reshaping = reshaping};
        if (table->columns[i].default_value) {
            expr_sequences(table->columns[i].default_value, ask, &asking);
        }
        if (asking.is_found && !made) {
            made = arena_copy(reshaping->arena, table, sizeof *made);
            made->columns = NEW_ARRAY(reshaping->arena, Column, table->column_count);
            memcpy(made->columns, table->columns, table->column_count * sizeof *table->columns);
        }
        if (asking.is_found) {
            made->columns[i].default_value = NULL;
        }
    }
    return made ? made : table;
}
