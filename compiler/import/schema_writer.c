/*
 * schema_writer.c - see schema_writer.h.
 */
#include "import/schema_writer.h"

#include <string.h>

#include "change/restate.h"
#include "emit/emit.h"
#include "emit/expression.h"
#include "emit/expression_normal.h"
#include "import/expression.h"
#include "import/schema_writing.h"
#include "schema/checks.h"
#include "schema/derived.h"
#include "schema/resolve.h"
#include "syntax/format.h"
#include "syntax/parse.h"

WrittenTable *writer_table(const Writer *writer, Name space, Name name) {
    return namemap_get(&writer->by_name, name_qualified(writer->names, space, name));
}

typedef enum ExprPlace { PLACE_DEFAULT, PLACE_CONDITION, PLACE_VALUE, PLACE_KEY } ExprPlace;

/* ---- preparing ------------------------------------------------------------------------------- */

/* SQLite compares the brackets that it keeps, but not those round a default. */
static bool keeps_text(Target target, ExprPlace place) {
    return target == TARGET_SQLITE && place != PLACE_DEFAULT;
}

static void add_slot(Writer *writer, const CatalogTable *table, Name sql, Name guess,
                     ExprPlace place) {
    Slot slot = {.guess = guess, .is_word = guess != NULL};
    Arena scratch = {0};
    Buf text = {0};
    if (keeps_text(writer->catalog->target, place)) {
        slot.sql = sql;
    } else {
        expression_write_bare(&text, &scratch, name_text(sql), writer->catalog->target);
        slot.sql = names_intern(writer->names, buf_view(&text).data, text.length);
    }
    buf_clear(&text);
    if (guess == NULL &&
        expression_read(&text, &scratch, table, name_text(sql), writer->catalog->target)) {
        slot.guess = names_intern(writer->names, text.data, text.length);
    }
    buf_free(&text);
    arena_release(&scratch);
    vec_push(writer->arena, &writer->slots, slot);
}

/* Whether `emitted` is the text of a default; clears it. */
static bool is_default(const Writer *writer, const CatalogColumn *column, Buf *emitted) {
    Arena scratch = {0};
    bool is_same = expression_agrees(&scratch, name_text(column->default_text), buf_view(emitted),
                                     writer->catalog->target);
    arena_release(&scratch);
    buf_clear(emitted);
    return is_same;
}

/* `nextval('ticks')`, which is all that the server says besides the type of the name; NULL: something else. */
static Name next_number(const Writer *writer, const CatalogColumn *column) {
    static const char begin[] = "nextval('";
    static const char end[] = "'::regclass)";
    Text text = name_text(column->default_text);
    if (writer->catalog->target != TARGET_POSTGRES || text.length < sizeof begin + sizeof end ||
        memcmp(text.data, begin, sizeof begin - 1) != 0 || !text_ends_with(text, end) ||
        memchr(text.data + sizeof begin - 1, '\'', text.length - sizeof begin - sizeof end + 2)) {
        return NULL;
    }
    return names_internf(writer->names, "%.*s')", (int)(text.length - sizeof end + 1), text.data);
}

static bool is_next_number(const Slot *slot) {
    return slot->is_word && slot->guess != NULL && strncmp(slot->guess->text, "nextval(", 8) == 0;
}

/* The servers that do not print what migc wrote, but the tree they have made of it. */
static bool has_own_words(Target target) {
    return target == TARGET_MYSQL || target == TARGET_MARIADB;
}

/* A type of a moment that MySQL spells like this. */
static bool is_moment(Name type) {
    return strncmp(type->text, "datetime", 8) == 0 || strncmp(type->text, "timestamp", 9) == 0;
}

/* Defaults that have a word: `now` and its kind; `true` where the database has 1. */
static Name default_word(const Writer *writer, const CatalogColumn *column, ColumnType type) {
    static const char *const words[] = {"now", "uuid", "current_date", "localtimestamp"};
    Target target = writer->catalog->target;
    Buf text = {0};
    Name found = NULL;
    if (type.is_bool && target != TARGET_POSTGRES) {
        bool is_false = text_is(name_text(column->default_text), "0");
        bool is_true = text_is(name_text(column->default_text), "1");
        return is_false || is_true ? names_of(writer->names, is_true ? "true" : "false") : NULL;
    }
    if (type.type.kind == TYPE_TIMESTAMPTZ || type.type.kind == TYPE_TIMESTAMP) {
        expression_write_now(&text, type.type, target);
        found = is_default(writer, column, &text) ? names_of(writer->names, "now") : NULL;
    }
    if (type.is_native && has_own_words(target) && is_moment(column->type)) {
        const char *digits = strchr(column->type->text, '(');
        buf_printf(&text, "CURRENT_TIMESTAMP%s", digits != NULL ? digits : "");
        found = is_default(writer, column, &text) ? names_of(writer->names, "now") : NULL;
    }
    for (size_t i = 0; found == NULL && i < sizeof words / sizeof *words; i++) {
        Name word = names_of(writer->names, words[i]);
        Expr call = {.kind = EXPR_CALL, .function = (uint16_t)function_find(word, 0)};
        if (call.function != FUNCTION_COUNT) {
            expression_write(&text, &call, NULL, target);
            found = is_default(writer, column, &text) ? word : NULL;
        }
    }
    buf_free(&text);
    return found;
}

static void prepare_indexes(Writer *writer, const CatalogTable *table) {
    for (uint16_t i = 0; i < table->index_count; i++) {
        const CatalogIndex *index = &table->indexes[i];
        for (uint16_t k = 0; k < index->key_count; k++) {
            const CatalogIndexKey *key = &index->keys[k];
            if (key->column == NULL) {
                add_slot(writer, table, key->expression, NULL, PLACE_KEY);
            }
        }
        if (index->where != NULL) {
            add_slot(writer, table, index->where, NULL, PLACE_CONDITION);
        }
    }
}

static void prepare_table(Writer *writer, WrittenTable *written, const CatalogTable *table) {
    *written = (WrittenTable){
        .table = table, .first_slot = writer->slots.count, .is_object = table->is_whole};
    written->types = NEW_ARRAY(writer->arena, ColumnType, table->column_count);
    written->check_is_named = NEW_ARRAY(writer->arena, bool, table->check_count);
    written->is_type_check = NEW_ARRAY(writer->arena, bool, table->check_count);
    written->index_is_named = NEW_ARRAY(writer->arena, bool, table->index_count);
    written->is_forward = NEW_ARRAY(writer->arena, bool, table->foreign_key_count);
    for (uint16_t i = 0; i < table->column_count; i++) {
        const CatalogColumn *column = &table->columns[i];
        ColumnType type = schema_types_column(&writer->types, table, column);
        written->types[i] = type;
        written->is_narrow = written->is_narrow || type.is_native || type.type.is_unsigned ||
                             column->collation != NULL || column->charset != NULL;
        if (type.check >= 0) {
            written->is_type_check[type.check] = true;
        }
        if (column->default_text != NULL) {
            Name next = next_number(writer, column);
            add_slot(writer, table, column->default_text,
                     next != NULL ? next : default_word(writer, column, type), PLACE_DEFAULT);
            written->is_narrow = written->is_narrow || next != NULL;
        }
        if (column->generated != NULL) {
            add_slot(writer, table, column->generated, NULL, PLACE_VALUE);
        }
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        written->check_is_named[i] = table->checks[i].name != NULL;
        if (!written->is_type_check[i]) {
            add_slot(writer, table, table->checks[i].condition, NULL, PLACE_CONDITION);
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        written->index_is_named[i] = true;
    }
    prepare_indexes(writer, table);
    namemap_set(writer->arena, &writer->by_name,
                name_qualified(writer->names, table->space, table->name), written);
}

/* ---- the order ------------------------------------------------------------------------------- */

typedef enum VisitState { VISIT_NEVER, VISIT_BEGUN, VISIT_ENDED } VisitState;

/* Depth first: what something needs is written before it. Who is met again while begun is on a cycle. */
typedef struct Ordering {
    Writer *writer;
    uint8_t *tables;  /* VisitState, of each */
    uint8_t *objects; /* likewise */
} Ordering;

static void visit_table(Ordering *ordering, WrittenTable *table);

static void visit_object(Ordering *ordering, const CatalogObject *object);

static void visit_needs(Ordering *ordering, const Name *needs, uint32_t count) {
    Writer *writer = ordering->writer;
    for (uint32_t i = 0; i < count; i++) {
        const CatalogObject *object = namemap_get(&writer->objects_by_name, needs[i]);
        WrittenTable *table = namemap_get(&writer->by_name, needs[i]);
        const char *dot = strchr(needs[i]->text, '.');
        if (table == NULL && dot != NULL) {
            Name space = names_intern(writer->names, needs[i]->text,
                                      (size_t)(dot - needs[i]->text));
            table = writer_table(writer, space, names_of(writer->names, dot + 1));
        }
        if (table != NULL) {
            visit_table(ordering, table);
        } else if (object != NULL) {
            visit_object(ordering, object);
        }
    }
}

static void visit_object(Ordering *ordering, const CatalogObject *object) {
    Writer *writer = ordering->writer;
    uint8_t *state = &ordering->objects[object - writer->catalog->objects];
    if (*state == VISIT_NEVER) {
        *state = VISIT_BEGUN;
        visit_needs(ordering, object->needs, object->needs_count);
        vec_push(writer->arena, &writer->order, (WrittenItem){NULL, object});
        *state = VISIT_ENDED;
    }
}

static void visit_table(Ordering *ordering, WrittenTable *written) {
    Writer *writer = ordering->writer;
    const CatalogTable *table = written->table;
    uint8_t *state = &ordering->tables[written - writer->tables];
    if (*state != VISIT_NEVER) {
        return;
    }
    *state = VISIT_BEGUN;
    if (table->is_domain) {
        const CatalogColumn *value = &table->columns[0];
        WrittenTable *base = writer_table(writer, value->type_space, value->type);
        if (base != NULL && base->table->is_domain) {
            visit_table(ordering, base);
        }
    }
    visit_needs(ordering, table->needs, table->needs_count);
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const CatalogForeignKey *key = &table->foreign_keys[i];
        WrittenTable *target = writer_table(writer, key->target_space, key->target);
        if (target != NULL && target != written) {
            visit_table(ordering, target);
            written->is_forward[i] = ordering->tables[target - writer->tables] == VISIT_BEGUN;
        }
    }
    written->order = writer->order.count;
    vec_push(writer->arena, &writer->order, (WrittenItem){written, NULL});
    *state = VISIT_ENDED;
}

static void find_order(Writer *writer) {
    const Catalog *catalog = writer->catalog;
    Ordering ordering = {.writer = writer};
    ordering.tables = NEW_ARRAY(writer->arena, uint8_t, catalog->table_count);
    ordering.objects = NEW_ARRAY(writer->arena, uint8_t, catalog->object_count);
    for (uint32_t i = 0; i < catalog->object_count; i++) {
        const CatalogObject *object = &catalog->objects[i];
        Name name = object->sequence && object->space
                        ? names_internf(writer->names, "%s.%s", object->space->text,
                                        object->name->text)
                        : object->name;
        namemap_set(writer->arena, &writer->objects_by_name, name, (void *)(uintptr_t)object);
    }
    for (int pass = 0; pass < 2; pass++) { /* domains, then tables */
        for (uint32_t i = 0; i < catalog->table_count; i++) {
            if (catalog->tables[i].is_domain == (pass == 0)) {
                visit_table(&ordering, &writer->tables[i]);
            }
        }
    }
    for (uint32_t i = 0; i < catalog->object_count; i++) {
        visit_object(&ordering, &catalog->objects[i]);
    }
}

/* ---- what follows from what was taken back --------------------------------------------------- */

/* A verbatim default or computed column is for this target only, and so is its table. */
static bool has_verbatim_column(const Writer *writer, const WrittenTable *written) {
    uint32_t at = written->first_slot;
    bool found = false;
    for (uint16_t i = 0; i < written->table->column_count; i++) {
        const CatalogColumn *column = &written->table->columns[i];
        uint32_t count = (column->default_text != NULL ? 1u : 0u) + (column->generated != NULL);
        for (uint32_t k = 0; k < count; k++) {
            found = found || writer->slots.items[at++].guess == NULL;
        }
    }
    return found;
}

/* Who refers to a table that is narrow, or written with a statement, is so as well. */
static bool spread_over(const Writer *writer, WrittenTable *written) {
    bool is_narrow = written->is_narrow || has_verbatim_column(writer, written);
    bool is_object = written->is_object;
    for (uint16_t i = 0; i < written->table->foreign_key_count; i++) {
        const CatalogForeignKey *key = &written->table->foreign_keys[i];
        const WrittenTable *target = writer_table(writer, key->target_space, key->target);
        is_narrow = is_narrow || (target != NULL && target->is_narrow);
        is_object = is_object ||
                    (target != NULL && target->is_object && written->table->statement != NULL);
    }
    bool has_changed = is_narrow != written->is_narrow || is_object != written->is_object;
    written->is_narrow = is_narrow;
    written->is_object = is_object;
    return has_changed;
}

static void spread(Writer *writer) {
    bool has_changed = true;
    while (has_changed) {
        has_changed = false;
        for (uint32_t i = 0; i < writer->order.count; i++) {
            WrittenTable *written = writer->order.items[i].table;
            has_changed = (written != NULL && spread_over(writer, written)) || has_changed;
        }
    }
}

/* ---- writing --------------------------------------------------------------------------------- */

static void write_all(Writer *writer) {
    buf_clear(&writer->out);
    writer->written.count = 0;
    writer->ends.count = 0;
    writer_put_types(writer);
    vec_push(writer->arena, &writer->ends, (uint32_t)writer->out.length);
    for (uint32_t i = 0; i < writer->order.count; i++) {
        WrittenItem item = writer->order.items[i];
        if (item.table != NULL && item.table->table->is_domain) {
            writer_put_domain(writer, item.table);
        } else if (item.table != NULL && !item.table->is_object) {
            writer_put_table(writer, item.table);
        } else if (item.table != NULL) {
            writer_put_statement(writer, item.table);
        } else {
            writer_put_object(writer, item.object);
        }
        vec_push(writer->arena, &writer->ends, (uint32_t)writer->out.length);
    }
}

/* ---- what was wrong -------------------------------------------------------------------------- */

/* A compiled text. */
typedef struct Trial {
    Sources sources;
    Diags diags;
    const SourceFile *file;
    Model *model;
} Trial;

static void compile_text(Writer *writer, Trial *trial, Arena *arena) {
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
        Slot *slot = diag_info(diag->kind)->severity == SEVERITY_ERROR && !span_is_none(diag->span)
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
static bool is_of_loose_keys(DiagKind kind) {
    return kind == DIAG_FK_TYPE_MISMATCH || kind == DIAG_NULLABLE_PRIMARY_KEY ||
           kind == DIAG_SET_NULL_ON_NOT_NULL || kind == DIAG_SET_DEFAULT_WITHOUT_DEFAULT;
}

/* The table that was told of, or NULL. */
static WrittenTable *table_told(const Writer *writer, const Trial *trial, const Diag *diag) {
    bool is_error = diag_info(diag->kind)->severity == SEVERITY_ERROR && !span_is_none(diag->span);
    return is_error ? table_at(writer, diag->span.start - trial->file->base) : NULL;
}

/* Tables with keys that only this target takes are for it alone. */
static bool narrow_tables(Writer *writer, const Trial *trial) {
    bool has_changed = false;
    bool is_loose = targets_have_loose_keys((TargetSet)(1u << writer->catalog->target));
    for (uint32_t i = 0; is_loose && i < trial->diags.all.count; i++) {
        const Diag *diag = trial->diags.all.items[i];
        WrittenTable *written = is_of_loose_keys(diag->kind) ? table_told(writer, trial, diag)
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
    if (has_own_words(writer->catalog->target)) {
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
        if (has_own_words(target)) {
            expression_write_index_key(&text, expr, comparing->table, target);
            break;
        }
        expression_write(&text, expr, comparing->table, target);
        break;
    case PLACE_VALUE: expression_write(&text, expr, comparing->table, target); break;
    }
    Arena scratch = {0};
    bool is_same = expression_agrees(&scratch, name_text(slot->sql), buf_view(&text), target);
    if (!is_same && has_own_words(target)) {
        buf_clear(&text);
        is_same = expression_printed(&text, expr, comparing->table, target,
                                     place == PLACE_CONDITION) &&
                  expression_agrees(&scratch, name_text(slot->sql), buf_view(&text), target);
    }
    if (keeps_text(target, place)) {
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

/* ---- names that are left out ----------------------------------------------------------------- */

static bool is_name(Name name, Buf *derived) {
    bool is_same = name != NULL && text_equal(name_text(name), buf_view(derived));
    buf_clear(derived);
    return is_same;
}

/* A check without a name counts those before it over the same columns. */
static void leave_out_checks(const WrittenTable *written, const Table *table, Buf *derived,
                             Buf *other) {
    const CatalogTable *from = written->table;
    uint16_t at = 0;
    for (uint16_t i = 0; i < from->check_count; i++) {
        if (written->is_type_check[i] || at == table->check_count) {
            continue;
        }
        uint32_t number = 1;
        uint16_t before = 0;
        derived_check(other, table, table->checks[at].condition, 1);
        for (uint16_t k = 0; k < i; k++) {
            if (written->is_type_check[k]) {
                continue;
            }
            derived_check(derived, table, table->checks[before++].condition, 1);
            number += !written->check_is_named[k] && text_equal(buf_view(derived), buf_view(other));
            buf_clear(derived);
        }
        buf_clear(other);
        derived_check(derived, table, table->checks[at++].condition, number);
        written->check_is_named[i] = from->checks[i].name != NULL &&
                                     !is_name(from->checks[i].name, derived);
        buf_clear(derived);
    }
}

static void leave_out_indexes(const WrittenTable *written, const Table *table, Buf *derived) {
    uint16_t at = 0;
    for (uint16_t i = 0; i < written->table->index_count && at < table->index_count; i++) {
        if (!written->table->indexes[i].is_constraint_only) {
            const Index *index = &table->indexes[at++];
            derived_index(derived, table, index->keys, index->key_count);
            written->index_is_named[i] = !is_name(written->table->indexes[i].name, derived);
        }
    }
}

static void leave_out_names(Writer *writer, const Model *model) {
    Buf derived = {0};
    Buf other = {0};
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        const WrittenTable *written = writer_table(writer, table->space, table->name);
        leave_out_checks(written, table, &derived, &other);
        leave_out_indexes(written, table, &derived);
    }
    buf_free(&derived);
    buf_free(&other);
}

static void name_all(Writer *writer) {
    for (uint32_t i = 0; i < writer->catalog->table_count; i++) {
        WrittenTable *written = &writer->tables[i];
        for (uint16_t k = 0; k < written->table->check_count; k++) {
            written->check_is_named[k] = written->table->checks[k].name != NULL;
        }
        for (uint16_t k = 0; k < written->table->index_count; k++) {
            written->index_is_named[k] = true;
        }
    }
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* Compiles what stands there now. Returns whether something was taken back. */
static bool try_once(Writer *writer, bool *leaves_out) {
    Arena arena = {0};
    Trial trial = {0};
    spread(writer);
    write_all(writer);
    compile_text(writer, &trial, &arena);
    bool is_good = diags_errors(&trial.diags) == 0;
    bool has_changed = false;
    if (*leaves_out && !is_good) { /* a name that was left out is in the way of another */
        name_all(writer);
        write_all(writer);
    } else {
        has_changed = take_back_told(writer, &trial) ||
                      (is_good ? take_back_different(writer, &trial)
                               : narrow_tables(writer, &trial) || take_back_tables(writer, &trial));
    }
    if (is_good && !has_changed && !*leaves_out) {
        leave_out_names(writer, trial.model);
        *leaves_out = true;
        has_changed = true;
    }
    arena_release(&arena);
    return has_changed;
}

/* Until nothing is wrong any more. */
static void settle(Writer *writer) {
    bool leaves_out = false;
    while (try_once(writer, &leaves_out)) {
    }
}

static Text lay_out(Writer *writer, Imported *imported, Text text, const char *name, Arena *arena) {
    AstUnit unit = {0};
    Buf out = {0};
    Sources sources = sources_new(writer->arena);
    const SourceFile *file = sources_add_text(&sources, &imported->told, name, text);
    if (file != NULL) {
        parse_file(file, writer->names, &imported->told, writer->arena, &unit);
        format_file(&out, file, &unit, NULL, 0);
    }
    Text laid_out = {arena_copy_text(arena, buf_view(&out).data, out.length), out.length};
    buf_free(&out);
    return laid_out;
}

/* The types, each table, the objects, as files of their own. */
static void make_parts(Writer *writer, Imported *imported, Arena *arena) {
    Buf objects = {0};
    Text all = buf_view(&writer->out);
    imported->parts = NEW_ARRAY(arena, ImportedPart, writer->ends.count + 1);
    if (writer->ends.items[0] > 0) {
        Text text = {all.data, writer->ends.items[0]};
        imported->parts[imported->part_count++] = (ImportedPart){
            "types", lay_out(writer, imported, text, "types", arena)};
    }
    for (uint32_t i = 0; i < writer->order.count; i++) {
        const WrittenTable *written = writer->order.items[i].table;
        Text text = {all.data + writer->ends.items[i],
                     writer->ends.items[i + 1] - writer->ends.items[i]};
        if (written == NULL || written->is_object || written->table->is_domain) {
            buf_slice(&objects, text);
            continue;
        }
        const CatalogTable *table = written->table;
        const char *stem = table->space != NULL
                               ? arena_printf(arena, "%s.%s", table->space->text, table->name->text)
                               : table->name->text;
        imported->parts[imported->part_count++] = (ImportedPart){
            stem, lay_out(writer, imported, text, stem, arena)};
    }
    if (objects.length > 0) {
        imported->parts[imported->part_count++] = (ImportedPart){
            "objects", lay_out(writer, imported, buf_view(&objects), "objects", arena)};
    }
    buf_free(&objects);
}

static int position_of(const CatalogTable *table, Name column) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].name == column) {
            return i;
        }
    }
    return -1;
}

/* MySQL and MariaDB have no checks of columns that a foreign key sets to null, and so nothing that would keep
 * their types: these are those of the key that is referenced. Tables in order: those come first. */
static void follow_keys(Writer *writer) {
    bool has_no_checks = writer->catalog->target == TARGET_MYSQL ||
                         writer->catalog->target == TARGET_MARIADB;
    for (uint32_t t = 0; has_no_checks && t < writer->order.count; t++) {
        WrittenTable *from = writer->order.items[t].table;
        for (uint16_t k = 0; from != NULL && k < from->table->foreign_key_count; k++) {
            const CatalogForeignKey *key = &from->table->foreign_keys[k];
            WrittenTable *to = writer_table(writer, key->target_space, key->target);
            bool sets_null = key->on_delete == ACTION_SET_NULL || key->on_update == ACTION_SET_NULL;
            for (uint16_t i = 0; sets_null && to != NULL && i < key->referenced.count; i++) {
                int at = position_of(from->table, key->columns.items[i]);
                int there = position_of(to->table, key->referenced.items[i]);
                if (at >= 0 && there >= 0 && from->types[at].check < 0 &&
                    from->table->columns[at].type == to->table->columns[there].type) {
                    from->types[at] = to->types[there];
                    from->types[at].check = -1;
                }
            }
        }
    }
}

void schema_import(Imported *imported, const Catalog *catalog, Names *names, Arena *arena) {
    Writer writer = {.catalog = catalog, .arena = arena, .names = names};
    *imported = (Imported){.sources = sources_new(arena), .told = diags_new(arena)};
    writer.types = schema_types_begin(arena, names, catalog);
    writer.tables = NEW_ARRAY(arena, WrittenTable, catalog->table_count);
    for (uint32_t i = 0; i < catalog->table_count; i++) {
        prepare_table(&writer, &writer.tables[i], &catalog->tables[i]);
    }
    find_order(&writer);
    follow_keys(&writer);
    settle(&writer);
    Trial last = {0};
    compile_text(&writer, &last, arena);
    imported->is_broken = diags_errors(&last.diags) > 0;
    imported->model = last.model;
    if (imported->is_broken) {
        imported->sources = last.sources;
        imported->told = last.diags;
    } else {
        imported->text = lay_out(&writer, imported, buf_view(&writer.out), "schema", arena);
        make_parts(&writer, imported, arena);
        for (uint32_t i = 0; i < catalog->rest_count; i++) {
            const WrittenTable *written = writer_table(&writer, NULL, catalog->rest[i].name);
            if (written != NULL && written->is_object) {
                continue; /* its statement says it */
            }
            diag_at(&imported->told, DIAG_NOT_IMPORTED, SPAN_NONE, "%s `%s` was left out",
                    catalog->rest[i].what, catalog->rest[i].name->text);
        }
    }
    buf_free(&writer.out);
}
