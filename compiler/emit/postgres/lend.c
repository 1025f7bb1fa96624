/* lend.c - takes a plan that creates, gives what its parts use of earlier ones. See lend.h. */
#include "emit/postgres/lend.h"

Name lending_space(const Step *step) {
    return step->kind == STEP_CREATE_ENUM     ? step->enumeration->space
           : step->kind == STEP_CREATE_DOMAIN ? step->domain->space
                                              : step->sequence->space;
}

Name lending_name(const Step *step) {
    return step->kind == STEP_CREATE_ENUM     ? step->enumeration->name
           : step->kind == STEP_CREATE_DOMAIN ? step->domain->name
                                              : step->sequence->name;
}

Lending lending_begin(Arena *arena, Names *names, const Plan *plan) {
    Lending lending = {.arena = arena,
                       .names = names,
                       .plan = plan,
                       .lent_to = NEW_ARRAY(arena, uint32_t, plan->steps.count)};
    for (uint32_t i = 0; plan->part_count > 1 && i < plan->steps.count; i++) {
        Step *step = &plan->steps.items[i];
        bool is_type = step->kind == STEP_CREATE_ENUM || step->kind == STEP_CREATE_DOMAIN;
        if ((!is_type && step->kind != STEP_CREATE_SEQUENCE) || !lending_space(step)) {
            continue;
        }
        Name space = lending_space(step);
        Name name = lending_name(step);
        namemap_set(arena, is_type ? &lending.types : &lending.sequences,
                    is_type ? name_qualified(names, space, name)
                            : sequence_called(names, space, name),
                    step);
    }
    return lending;
}

static void lend_table(Lending *lending, const Table *table);

static void lend(Lending *lending, const NameMap *map, Name name) {
    const Step *step = name ? namemap_get(map, name) : NULL;
    uint32_t at = step ? (uint32_t)(step - lending->plan->steps.items) : 0;
    if (!step || at >= lending->plan->parts[lending->number - 1].first ||
        lending->lent_to[at] == lending->number) {
        return;
    }
    lending->lent_to[at] = lending->number;
    if (step->kind == STEP_CREATE_DOMAIN) {
        lend_table(lending, step->domain->subject);
    }
    vec_push(lending->arena, &lending->steps, step);
}

static void lend_sequence(void *context, Text called) {
    Lending *lending = context;
    lend(lending, &lending->sequences, names_find(lending->names, called.data, called.length));
}

static void lend_table(Lending *lending, const Table *table) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        Type type = column->type;
        if (type.domain) {
            lend(lending, &lending->types,
                 name_qualified(lending->names, type.domain->space, type.domain->name));
        } else if (type.kind == TYPE_ENUM) {
            lend(lending, &lending->types,
                 name_qualified(lending->names, type.enumeration->space, type.enumeration->name));
        }
        if (column->default_value) {
            expr_sequences(column->default_value, lend_sequence, lending);
        }
    }
}

void lending_find(Lending *lending, uint32_t number, const Table **others, uint32_t other_count) {
    const Part *part = &lending->plan->parts[number - 1];
    lending->number = number;
    lending->steps.count = 0;
    for (uint32_t i = 0; number > 1 && i < part->count; i++) {
        const Step *step = &lending->plan->steps.items[part->first + i];
        if (step->kind == STEP_CREATE_TABLE) {
            lend_table(lending, step->table);
        } else if (step->kind == STEP_CREATE_DOMAIN) {
            lend_table(lending, step->domain->subject);
        }
    }
    for (uint32_t i = 0; number > 1 && i < other_count; i++) {
        lend_table(lending, others[i]);
    }
}
