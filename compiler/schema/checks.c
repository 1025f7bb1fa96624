/*
 * checks.c - runs the checks of checks.def. See checks.h.
 */
#include "schema/checks.h"

#include "schema/checker.h"
#include "schema/refs.h"

typedef enum CheckKind {
#define CHECK(enumerator, scope, function, prerequisites) enumerator,
#include "schema/checks.def"
#undef CHECK
    CHECK_COUNT
} CheckKind;

typedef enum Scope {
    SCOPE_MODEL,
    SCOPE_TABLE,
    SCOPE_FOREIGN_KEY
} Scope;

#define AFTER(check) (1u << (check))

static const struct {
    Scope scope;
    bool (*holds)(Checker *checker, const Subject *subject);
    uint32_t prerequisites;
} checks[CHECK_COUNT] = {
#define CHECK(enumerator, scope, function, prerequisites) {scope, function, prerequisites},
#include "schema/checks.def"
#undef CHECK
};

static void run(Checker *checker, Scope scope, const Subject *subject) {
    uint32_t failed = 0;
    for (unsigned kind = 0; kind < CHECK_COUNT; kind++) {
        if (checks[kind].scope != scope) {
            continue;
        }
        if ((checks[kind].prerequisites & failed) || !checks[kind].holds(checker, subject)) {
            failed |= AFTER(kind);
        }
    }
}

void checks_run(Model *model, const Project *project, Diags *diags) {
    Checker checker = {.model = model, .project = project, .diags = diags};
    run(&checker, SCOPE_MODEL, &(Subject){0});
    for (uint32_t i = 0; i < model->table_count; i++) {
        Subject subject = {.table = model->tables[i]};
        if (subject.table->flags & TABLE_SHARED) {
            continue;
        }
        run(&checker, SCOPE_TABLE, &subject);
        for (uint16_t j = 0; j < subject.table->foreign_key_count; j++) {
            subject.key = &subject.table->foreign_keys[j];
            run(&checker, SCOPE_FOREIGN_KEY, &subject);
        }
    }
    arena_release(&checker.scratch);
    if (project->order_dependency && !model->is_replayed) {
        refs_sort(model);
    }
}
