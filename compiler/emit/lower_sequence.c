/*
 * lower_sequence.c - sequences that go, and whose numbers others than their owners take. See lower.h.
 */
#include "emit/lower.h"
#include "schema/expr.h"

/* A sequence that goes, and whether it must not be its column's any more before: a table that is not its owner
 * takes numbers from it, or the column gets another one. */
typedef struct Going {
    const Op *op;
    bool is_freed;
} Going;

typedef struct Asking {
    const Model *model;
    NameMap going; /* as `nextval` calls it -> Going */
    const Table *table;
} Asking;

static void ask(void *context, Text name) {
    const Asking *asking = context;
    Name key = names_find(asking->model->names, name.data, name.length);
    Going *found = key ? namemap_get(&asking->going, key) : NULL;
    if (found) {
        const Sequence *sequence = found->op->before->sequence;
        found->is_freed = found->is_freed || sequence->owner != asking->table->name ||
                          sequence->owner_space != asking->table->space;
    }
}

static void ask_tables(Asking *asking) {
    for (uint32_t t = 0; t < asking->model->table_count; t++) {
        asking->table = asking->model->tables[t];
        for (uint16_t i = 0; i < asking->table->column_count; i++) {
            if (asking->table->columns[i].default_value) {
                expr_sequences(asking->table->columns[i].default_value, ask, asking);
            }
        }
    }
}

/* Whether the column that the sequence goes with numbers its rows by itself afterwards. */
static bool becomes_identity(const Ops *ops, const Sequence *sequence) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const TableChange *change = ops->items[i].kind == OP_ALTER_TABLE ? ops->items[i].table
                                                                         : NULL;
        if (change && change->before->name == sequence->owner &&
            change->before->space == sequence->owner_space) {
            int column = table_column(change->before, sequence->owner_column);
            int32_t to = column < 0 ? -1 : change->to[column];
            return to >= 0 && (change->after->columns[to].flags & COLUMN_IDENTITY) != 0;
        }
    }
    return false;
}

Steps lower_freed(Arena *arena, const Dialect *dialect, const Model *model, const Ops *ops) {
    Asking asking = {.model = model};
    Steps steps = {0};
    for (uint32_t i = 0; dialect->has_sequences && i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if (op->kind == OP_DROP_SEQUENCE && op->before->sequence->owner &&
            is_for(dialect, op->before->sequence->targets)) {
            const Sequence *sequence = op->before->sequence;
            Going *going = NEW(arena, Going);
            going->op = op;
            going->is_freed = becomes_identity(ops, sequence);
            namemap_set(arena, &asking.going,
                        sequence_called(model->names, sequence->space, sequence->name), going);
        }
    }
    if (asking.going.count == 0) {
        return steps;
    }
    ask_tables(&asking);
    steps.items = NEW_ARRAY(arena, Step, asking.going.count);
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        const Sequence *sequence = op->kind == OP_DROP_SEQUENCE ? op->before->sequence : NULL;
        Going *going = sequence ? namemap_get(&asking.going,
                                              sequence_called(model->names, sequence->space,
                                                              sequence->name))
                                : NULL;
        if (going && going->is_freed) {
            Sequence *nobodys = arena_copy(arena, sequence, sizeof *nobodys);
            nobodys->owner = NULL;
            steps.items[steps.count++] = (Step){
                .kind = STEP_OWN_SEQUENCE, .weight = 1, .op = op, .sequence = nobodys};
        }
    }
    return steps;
}
