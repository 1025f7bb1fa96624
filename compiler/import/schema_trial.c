/*
 * schema_trial.c - compiles what was written, and takes back what was wrong or means something else.
 */
#include <string.h>

#include "change/restate.h"
#include "emit/emit.h"
#include "emit/expression.h"
#include "emit/expression_normal.h"
#include "import/expression.h"
#include "import/schema_writing.h"
#include "schema/checks.h"
#include "schema/resolve.h"
#include "syntax/parse.h"

/* SQLite compares the brackets that it keeps, but not those round a default. */
bool writer_keeps_text(Target target, ExprPlace place) {
    return target == TARGET_SQLITE && place != PLACE_DEFAULT;
}

bool target_has_own_words(Target target) {
    return target == TARGET_MYSQL || target == TARGET_MARIADB;
}

static bool is_next_number(const Slot *slot) {
    return slot->is_word && slot->guess != NULL && strncmp(slot->guess->text, "nextval(", 8) == 0;
}

/* ---- what was wrong -------------------------------------------------------------------------- */

void trial_compile(Writer *writer, Trial *trial, Arena *arena) {
    AstUnit unit = {0};
    AstUnit none = {0};
    Project project;
    trial->sources = sources_new(arena);
    trial->diags = diags_new(arena);
    trial->file = sources_add_text(&trial->sources, &trial->diags, "the imported schema",
                                   buf_view(&writer->out));
    if (trial->file != NULL) {
        parse_file(trial->file, writer->names, &trial->diags, arena, &unit);
    }
    resolve_project(&none, writer->names, &trial->diags, arena, &project);
    project.targets = TARGETS_ALL; /* whatever is of one target has to say so */
    trial->model = resolve_model(&unit, &project, writer->names, &trial->diags, arena);
    checks_run(trial->model, &project, &trial->diags);
    portability_check(trial->model, &project, (TargetSet)(1u << writer->catalog->target),
                      &trial->diags);
}

/* The expression that was written round this offset, or NULL. */
static Slot *slot_at(const Writer *writer, uint32_t offset) {
    uint32_t low = 0;
    uint32_t high = writer->written.count;
    while (low < high) { /* the first that ends behind the offset */
        uint32_t middle = low + (high - low) / 2;
        if (writer->slots.items[writer->written.items[middle]].to <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Slot *slot = low < writer->written.count ? &writer->slots.items[writer->written.items[low]]
                                             : NULL;
    return slot != NULL && slot->from <= offset ? slot : NULL;
}

static WrittenTable *table_at(const Writer *writer, uint32_t offset) {
    for (uint32_t i = 0; i < writer->order.count; i++) {
        WrittenTable *written = writer->order.items[i].table;
        if (written != NULL && written->from <= offset && offset < written->to) {
            return written;
        }
    }
    return NULL;
}

/* Expressions that were told of become verbatim. */
static bool take_back_told(Writer *writer, const Trial *trial) {
    bool has_changed = false;
    for (uint32_t i = 0; i < trial->diags.all.count; i++) {
        const Diag *diag = trial->diags.all.items[i];
        Slot *slot = diag_info(diag->kind)->severity == SEVERITY_ERROR &&
                             !span_is_none(diag->span) && trial->file != NULL
                         ? slot_at(writer, diag->span.start - trial->file->base)
                         : NULL;
        if (slot != NULL && slot->guess != NULL) {
            slot->guess = NULL;
            has_changed = true;
        }
    }
    return has_changed;
}

/* What this target takes, but not all. */
static bool is_of_target(const Writer *writer, DiagKind kind) {
    TargetSet target = (TargetSet)(1u << writer->catalog->target);
    if (kind == DIAG_DUPLICATE_NAME) { /* of an index, perhaps; the next trial tells */
        return targets_with_shared_indexes(target) == 0;
    }
    return targets_have_loose_keys(target) &&
           (kind == DIAG_FK_TYPE_MISMATCH || kind == DIAG_NULLABLE_PRIMARY_KEY ||
            kind == DIAG_SET_NULL_ON_NOT_NULL || kind == DIAG_SET_DEFAULT_WITHOUT_DEFAULT);
}

/* The table that was told of, or NULL. */
static WrittenTable *table_told(const Writer *writer, const Trial *trial, const Diag *diag) {
    bool is_error = diag_info(diag->kind)->severity == SEVERITY_ERROR &&
                    !span_is_none(diag->span) && trial->file != NULL;
    return is_error ? table_at(writer, diag->span.start - trial->file->base) : NULL;
}

/* Tables with keys, or names of indexes, that only this target takes are for it alone. */
static bool narrow_tables(Writer *writer, const Trial *trial) {
    bool has_changed = false;
    for (uint32_t i = 0; i < trial->diags.all.count; i++) {
        const Diag *diag = trial->diags.all.items[i];
        WrittenTable *written = is_of_target(writer, diag->kind) ? table_told(writer, trial, diag)
                                                                 : NULL;
        if (written != NULL && !written->is_narrow) {
            written->is_narrow = true;
            has_changed = true;
        }
    }
    return has_changed;
}

/* Tables that were told of are written with their statements, if there are any. */
static bool take_back_tables(Writer *writer, const Trial *trial) {
    bool has_changed = false;
    for (uint32_t i = 0; i < trial->diags.all.count; i++) {
        const Diag *diag = trial->diags.all.items[i];
        WrittenTable *written = table_told(writer, trial, diag);
        if (written != NULL && !written->is_object && written->table->statement != NULL) {
            written->is_object = true;
            has_changed = true;
        }
    }
    return has_changed;
}

/* ---- whether it means the same --------------------------------------------------------------- */

/* Functions that migc does not know: what servers add to their arguments is not known either. */
static bool has_foreign_call(const Expr *expr) {
    if (expr->kind == EXPR_CALL && expr->function == FUNCTION_COUNT) {
        return true;
    }
    for (uint32_t i = 0; expr_has_items(expr) && i < expr->count; i++) {
        if (has_foreign_call(expr->items[i])) {
            return true;
        }
    }
    return false;
}

typedef struct Comparing {
    Writer *writer;
    const Trial *trial;
    const Table *table;
    bool has_changed;
} Comparing;

/* The guess without brackets that are not needed, as migc wrote it. */
static Name read_again(const Writer *writer, Arena *scratch, const Slot *slot, const Expr *expr,
                       const Table *table, Text emitted) {
    Buf text = {0};
    Name guess = slot->guess;
    const CatalogTable *from = writer_table(writer, table->space, table->name)->table;
    if (target_has_own_words(writer->catalog->target)) {
        Buf restated = {0};
        restate_single(&restated, expr, table);
        expression_write_bare(&text, scratch, buf_view(&restated), TARGET_POSTGRES);
        buf_free(&restated);
        guess = slot->is_word ? guess : names_intern(writer->names, text.data, text.length);
    } else if (!slot->is_word &&
               expression_read(&text, scratch, from, emitted, writer->catalog->target)) {
        guess = names_intern(writer->names, text.data, text.length);
    }
    buf_free(&text);
    return guess;
}

/* Takes the guess back if migc writes something else for it. `column`: whose default it is. */
static void compare(Comparing *comparing, const Expr *expr, ExprPlace place, const Column *column) {
    Writer *writer = comparing->writer;
    Target target = writer->catalog->target;
    Slot *slot = expr != NULL ? slot_at(writer, expr->span.start - comparing->trial->file->base)
                              : NULL;
    if (slot == NULL || slot->guess == NULL || is_next_number(slot)) {
        return;
    }
    Buf text = {0};
    switch (place) {
    case PLACE_DEFAULT: expression_write_default(&text, column, comparing->table, target); break;
    case PLACE_CONDITION: expression_write_condition(&text, expr, comparing->table, target); break;
    case PLACE_KEY:
        if (target_has_own_words(target)) {
            expression_write_index_key(&text, expr, comparing->table, target);
            break;
        }
        expression_write(&text, expr, comparing->table, target);
        break;
    case PLACE_VALUE: expression_write(&text, expr, comparing->table, target); break;
    }
    Arena scratch = {0};
    bool is_same = expression_agrees(&scratch, name_text(slot->sql), buf_view(&text), target);
    if (!is_same && target_has_own_words(target)) {
        buf_clear(&text);
        is_same = expression_printed(&text, expr, comparing->table, target,
                                     place == PLACE_CONDITION) &&
                  expression_agrees(&scratch, name_text(slot->sql), buf_view(&text), target);
    }
    if (writer_keeps_text(target, place)) {
        is_same = is_same &&
                  expression_is_same(&scratch, name_text(slot->sql), buf_view(&text), target);
    }
    if (!is_same || (target != TARGET_SQLITE && has_foreign_call(expr))) {
        slot->guess = NULL;
        comparing->has_changed = true;
    } else {
        Name guess = read_again(writer, &scratch, slot, expr, comparing->table, buf_view(&text));
        comparing->has_changed = comparing->has_changed || guess != slot->guess;
        slot->guess = guess;
    }
    arena_release(&scratch);
    buf_free(&text);
}

static void compare_domain(Comparing *comparing, const Domain *domain) {
    comparing->table = domain->subject;
    compare(comparing, domain->subject->columns[0].default_value, PLACE_DEFAULT,
            &domain->subject->columns[0]);
    for (uint16_t k = 0; k < domain->subject->check_count; k++) {
        compare(comparing, domain->subject->checks[k].condition, PLACE_CONDITION, NULL);
    }
}

static bool take_back_different(Writer *writer, const Trial *trial) {
    Comparing comparing = {.writer = writer, .trial = trial};
    for (uint32_t i = 0; i < trial->model->object_count; i++) {
        if (trial->model->objects[i].kind == OBJECT_DOMAIN) {
            compare_domain(&comparing, trial->model->objects[i].domain);
        }
    }
    for (uint32_t i = 0; i < trial->model->table_count; i++) {
        const Table *table = trial->model->tables[i];
        comparing.table = table;
        for (uint16_t k = 0; k < table->column_count; k++) {
            const Column *column = &table->columns[k];
            compare(&comparing, column->default_value, PLACE_DEFAULT, column);
            compare(&comparing, column->generated, PLACE_VALUE, NULL);
        }
        for (uint16_t k = 0; k < table->check_count; k++) {
            compare(&comparing, table->checks[k].condition, PLACE_CONDITION, NULL);
        }
        for (uint16_t k = 0; k < table->index_count; k++) {
            const Index *index = &table->indexes[k];
            for (uint16_t n = 0; n < index->key_count; n++) {
                compare(&comparing, index->keys[n].expr, PLACE_KEY, NULL);
            }
            compare(&comparing, index->where, PLACE_CONDITION, NULL);
        }
    }
    return comparing.has_changed;
}

/* ---- all of it ------------------------------------------------------------------------------- */

bool trial_take_back(Writer *writer, const Trial *trial) {
    return take_back_told(writer, trial) ||
           (diags_errors(&trial->diags) == 0
                ? take_back_different(writer, trial)
                : narrow_tables(writer, trial) || take_back_tables(writer, trial));
}
