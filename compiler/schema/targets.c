/*
 * targets.c - see schema/targets.h.
 */
#include "schema/targets.h"

#include <string.h>

/* What is done with the targets of each part. */
typedef void Visit(void *context, TargetSet *targets);

static void each_option(OptionWords *options, Visit *visit, void *context) {
    for (uint16_t i = 0; i < options->count; i++) {
        visit(context, &options->items[i].targets);
    }
}

static void each_of_table(Table *table, Visit *visit, void *context) {
    visit(context, &table->targets);
    each_option(&table->options, visit, context);
    for (uint16_t i = 0; i < table->column_count; i++) {
        visit(context, &table->columns[i].targets);
    }
    if (table->primary_key) {
        visit(context, &table->primary_key->targets);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        visit(context, &table->uniques[i].targets);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        visit(context, &table->foreign_keys[i].targets);
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        visit(context, &table->checks[i].targets);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        visit(context, &table->indexes[i].targets);
        each_option(&table->indexes[i].options, visit, context);
    }
    for (uint16_t i = 0; i < table->partitioning_count; i++) {
        visit(context, &table->partitionings[i].targets);
    }
}

static void each_of_object(const Object *object, Visit *visit, void *context) {
    switch (object->kind) {
    case OBJECT_EXTENSION: visit(context, &object->extension->targets); break;
    case OBJECT_TYPE: visit(context, &object->type->targets); break;
    case OBJECT_ENUM: visit(context, &object->enumeration->targets); break;
    case OBJECT_TABLE: each_of_table(object->table, visit, context); break;
    case OBJECT_DATA: visit(context, &object->data->targets); break;
    case OBJECT_SQL: visit(context, &object->sql->targets); break;
    case OBJECT_DOMAIN:
        visit(context, &object->domain->targets);
        each_of_table(object->domain->subject, visit, context);
        break;
    case OBJECT_SEQUENCE: visit(context, &object->sequence->targets); break;
    }
}

/* ---- what is said ---- */

static void add_said(void *context, TargetSet *targets) {
    TargetsSaid *said = context;
    said->named = (TargetSet)(said->named | (*targets == TARGETS_ALL ? 0 : *targets));
    said->shared &= *targets;
}

TargetsSaid targets_of_table(const Table *table) {
    TargetsSaid said = {.shared = TARGETS_ALL};
    Object object = {.kind = OBJECT_TABLE, .table = (Table *)(uintptr_t)table};
    each_of_object(&object, add_said, &said); /* which only reads */
    return said;
}

TargetsSaid targets_of_model(const Model *model) {
    TargetsSaid said = {.shared = TARGETS_ALL};
    for (uint32_t i = 0; i < model->object_count; i++) {
        each_of_object(&model->objects[i], add_said, &said);
    }
    return said;
}

/* ---- one target ---- */

static void narrow(void *context, TargetSet *targets) {
    const TargetSet *one = context;
    *targets = *targets & *one ? *one : *targets;
}

/* Options are compared all at once: those of other targets go, the rest is sorted by name. */
static void narrow_options(OptionWords *options, TargetSet one) {
    uint16_t kept = 0;
    for (uint16_t i = 0; i < options->count; i++) {
        OptionWord option = options->items[i];
        if (!(option.targets & one)) {
            continue;
        }
        uint16_t at = kept++;
        for (; at > 0 && strcmp(options->items[at - 1].name->text, option.name->text) > 0; at--) {
            options->items[at] = options->items[at - 1];
        }
        options->items[at] = option;
    }
    options->count = kept;
}

static void narrow_all_options(Table *table, TargetSet one) {
    narrow_options(&table->options, one);
    for (uint16_t i = 0; i < table->index_count; i++) {
        narrow_options(&table->indexes[i].options, one);
    }
}

void model_narrow(Model *model, Target target) {
    TargetSet one = (TargetSet)(1u << target);
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        each_of_object(object, narrow, &one);
        if (object->kind == OBJECT_TABLE) {
            narrow_all_options(object->table, one);
        } else if (object->kind == OBJECT_DOMAIN) {
            narrow_all_options(object->domain->subject, one);
        }
    }
}
