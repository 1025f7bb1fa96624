/*
 * schema_prepare.c - what is known of a catalog before the first try: the types of its columns, a guess for each
 * expression, and the order in which its tables and objects are written.
 */
#include <string.h>

#include "emit/expression.h"
#include "import/expression.h"
#include "import/schema_writing.h"

/* ---- preparing ------------------------------------------------------------------------------- */

static void add_slot(Writer *writer, const CatalogTable *table, Name sql, Name guess,
                     ExprPlace place) {
    Slot slot = {.guess = guess, .is_word = guess != NULL};
    Arena scratch = {0};
    Buf text = {0};
    if (writer_keeps_text(writer->catalog->target, place)) {
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
    if (writer->catalog->target == TARGET_MARIADB && text_ends_with(text, "')") &&
        memmem(text.data, text.length, begin, sizeof begin - 1) == text.data) {
        return column->default_text; /* so it was read */
    }
    if (writer->catalog->target != TARGET_POSTGRES || text.length < sizeof begin + sizeof end ||
        memcmp(text.data, begin, sizeof begin - 1) != 0 || !text_ends_with(text, end) ||
        memchr(text.data + sizeof begin - 1, '\'', text.length - sizeof begin - sizeof end + 2)) {
        return NULL;
    }
    return names_internf(writer->names, "%.*s')", (int)(text.length - sizeof end + 1), text.data);
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
    if (type.is_native && target_has_own_words(target) && is_moment(column->type)) {
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

/* ---- types that follow from keys ------------------------------------------------------------- */

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

void writer_prepare(Writer *writer) {
    const Catalog *catalog = writer->catalog;
    writer->types = schema_types_begin(writer->arena, writer->names, catalog);
    writer->tables = NEW_ARRAY(writer->arena, WrittenTable, catalog->table_count);
    for (uint32_t i = 0; i < catalog->table_count; i++) {
        prepare_table(writer, &writer->tables[i], &catalog->tables[i]);
    }
    find_order(writer);
    follow_keys(writer);
}
