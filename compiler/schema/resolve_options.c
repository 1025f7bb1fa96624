/*
 * resolve_options.c - what `with (...)` says of tables and indexes.
 *
 * takes:    the options as they were written, and the targets that they are for
 * gives:    OptionWords as the model keeps them: by targets, then by name
 * promises: a word that is said twice for a target is told with both places, the first one counts;
 *           whether a target has the word is asked later. n log n.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/resolver.h"

static int by_name(const void *a, const void *b) {
    const OptionWord *one = a;
    const OptionWord *other = b;
    if (one->targets != other->targets) {
        unsigned first = one->targets & -(unsigned)one->targets;
        unsigned second = other->targets & -(unsigned)other->targets;
        return first < second ? -1 : 1; /* disjoint sets: the least target of one is the less */
    }
    return strcmp(one->name->text, other->name->text);
}

/* The targets that have the same words as `target`, it among them. */
static TargetSet companions(const OptionWord *options, uint32_t count, Target target) {
    TargetSet set = TARGETS_ALL;
    for (uint32_t i = 0; i < count; i++) {
        TargetSet targets = options[i].targets;
        set = (TargetSet)(set & (targets & 1u << target ? targets : (unsigned)~targets));
    }
    return set;
}

OptionWords resolve_options(Resolver *resolver, const OptionVec *written) {
    OptionWords options = {0};
    uint32_t count = written->count;
    if (count == 0) {
        return options;
    }
    options.items = NEW_ARRAY(resolver->symbols.arena, OptionWord, count * TARGET_COUNT);
    TargetSet done = 0;
    for (unsigned target = 0; target < TARGET_COUNT; target++) {
        if (done & 1u << target) {
            continue;
        }
        TargetSet set = companions(written->items, count, (Target)target);
        done |= set;
        for (uint32_t i = 0; i < count; i++) {
            if (written->items[i].targets & 1u << target) {
                options.items[options.count] = written->items[i];
                options.items[options.count++].targets = set;
            }
        }
    }
    qsort(options.items, options.count, sizeof *options.items, by_name);
    return options;
}

void resolve_add_options(Resolver *resolver, const AstWord *option, TargetSet targets,
                         OptionVec *written) {
    for (; option; option = option->next) {
        OptionWord made = {option->name, option->value, option->span, targets};
        for (uint32_t i = 0; i < written->count; i++) {
            const OptionWord *first = &written->items[i];
            if (first->name == made.name && (first->targets & made.targets)) {
                Diag *diag = diag_at(resolver->symbols.diags, DIAG_DUPLICATE_MODIFIER, made.span,
                                     "`%s` is said twice", made.name->text);
                diag_note(diag, first->span, "the first time is here");
                made.targets = (TargetSet)(made.targets & ~first->targets);
            }
        }
        if (made.targets && written->count < MOST_OPTIONS) {
            vec_push(&resolver->scratch, written, made);
        }
    }
}

void resolve_table_options(Resolver *resolver, Table *table) {
    OptionVec written = {0};
    for (uint32_t i = 0; i < resolver->items.count; i++) {
        const AstItem *item = resolver->items.items[i];
        if (item->kind == AST_OPTIONS) {
            const AstModifier *restriction = resolve_modifier(item, AST_MOD_FOR);
            TargetSet targets = resolve_targets(resolver, restriction ? restriction->targets : NULL,
                                                table->targets, "the option");
            resolve_add_options(resolver, item->options, targets, &written);
        }
    }
    table->options = resolve_options(resolver, &written);
}
