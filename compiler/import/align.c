/*
 * align.c - see align.h.
 */
#include "import/align.h"

#include <string.h>

#include "emit/sql_makes.h"
#include "emit/sqlite/words.h"
#include "import/aligning.h"
#include "import/mysql_text.h"
#include "schema/targets.h"

/* ---- copies ---------------------------------------------------------------------------------- */

/* A copy of an array without what is for other targets. */
#define COPY_PARTS(aligning, table, items, count)                                                  \
    do {                                                                                           \
        uint16_t kept = 0;                                                                         \
        (table)->items = arena_copy((aligning)->arena, (table)->items,                             \
                                    (table)->count * sizeof *(table)->items);                      \
        for (uint16_t part = 0; part < (table)->count; part++) {                                   \
            if (IS_FOR(aligning, (table)->items[part].targets)) {                                  \
                (table)->items[kept++] = (table)->items[part];                                     \
            }                                                                                      \
        }                                                                                          \
        (table)->count = kept;                                                                     \
    } while (0)

static OptionWords copy_options(const Aligning *aligning, OptionWords options) {
    options.items = arena_copy(aligning->arena, options.items,
                               options.count * sizeof *options.items);
    return options;
}

static Table *copy_table(Aligning *aligning, const Table *from) {
    Table *table = NEW(aligning->arena, Table);
    *table = *from;
    table->flags = (uint8_t)(table->flags & TABLE_WITHOUT_KEY);
    table->columns = arena_copy(aligning->arena, table->columns,
                                table->column_count * sizeof *table->columns);
    table->options = copy_options(aligning, table->options);
    COPY_PARTS(aligning, table, uniques, unique_count);
    COPY_PARTS(aligning, table, foreign_keys, foreign_key_count);
    COPY_PARTS(aligning, table, checks, check_count);
    COPY_PARTS(aligning, table, indexes, index_count);
    for (uint16_t i = 0; i < table->index_count; i++) {
        Index *index = &table->indexes[i];
        index->keys = arena_copy(aligning->arena, index->keys,
                                 index->key_count * sizeof *index->keys);
        index->options = copy_options(aligning, index->options);
    }
    align_copy_partitions(aligning, table);
    if (table->primary_key != NULL && !IS_FOR(aligning, table->primary_key->targets)) {
        table->primary_key = NULL;
        table->flags |= TABLE_WITHOUT_KEY;
    }
    if (table->primary_key != NULL) {
        table->primary_key = arena_copy(aligning->arena, table->primary_key,
                                        sizeof *table->primary_key);
    }
    return table;
}

static Name qualified(const Aligning *aligning, const Object *object) {
    return name_qualified(aligning->names, object_space(object), object_name(object));
}

/* What can be compared of a model; the author's SQL is kept apart. */
static void copy_model(Aligning *aligning, int side, const Model *model, SqlObjects *sql) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        Object object = model->objects[i];
        if (!IS_FOR(aligning, object_targets(&object))) {
            continue;
        }
        switch (object.kind) {
        case OBJECT_TABLE: object.table = copy_table(aligning, object.table); break;
        case OBJECT_ENUM:
            object.enumeration = arena_copy(aligning->arena, object.enumeration,
                                            sizeof *object.enumeration);
            break;
        case OBJECT_EXTENSION:
            object.extension = arena_copy(aligning->arena, object.extension,
                                          sizeof *object.extension);
            break;
        case OBJECT_SEQUENCE:
            object.sequence = arena_copy(aligning->arena, object.sequence, sizeof *object.sequence);
            if (aligning->target == TARGET_MARIADB) {
                mysql_settle_sequence(object.sequence);
            }
            break;
        case OBJECT_DOMAIN:
            object.domain = arena_copy(aligning->arena, object.domain, sizeof *object.domain);
            object.domain->subject = copy_table(aligning, object.domain->subject);
            break;
        case OBJECT_SQL: vec_push(aligning->arena, sql, object.sql); continue;
        case OBJECT_TYPE:
        case OBJECT_DATA: continue;
        }
        vec_push(aligning->arena, &aligning->sides[side], object);
    }
}

static void know_tables(Aligning *aligning, int side) {
    for (uint32_t i = 0; i < aligning->sides[side].count; i++) {
        const Object *object = &aligning->sides[side].items[i];
        if (object->kind == OBJECT_TABLE) {
            namemap_set(aligning->arena, &aligning->tables[side], qualified(aligning, object),
                        object->table);
        }
    }
}

/* Tables that were imported as SQL are compared by their statements (align_sql.c). In PostgreSQL they have no statement that
 * a table of the language could have. */
static void leave_out_stated(Aligning *aligning) {
    NameMap stated = {0}; /* in small letters */
    uint32_t kept = 0;
    for (uint32_t i = 0; i < aligning->strange.count && aligning->target != TARGET_POSTGRES; i++) {
        SqlMade made = sql_made(aligning->strange.items[i]);
        if (made.kind == SQL_TABLE && made.name.length > 0) {
            Name name = names_intern(aligning->names, made.name.data, made.name.length);
            namemap_set(aligning->arena, &stated, names_lower(aligning->names, name), aligning);
        }
    }
    for (uint32_t i = 0; i < aligning->sides[0].count; i++) {
        const Object *object = &aligning->sides[0].items[i];
        bool is_stated = object->kind == OBJECT_TABLE &&
                         namemap_get(&stated, names_lower(aligning->names, object_name(object))) &&
                         !namemap_get(&aligning->tables[1], qualified(aligning, object));
        if (!is_stated) {
            aligning->sides[0].items[kept++] = *object;
        }
    }
    aligning->sides[0].count = kept;
}

/* Foreign keys lead to the copies; what leads elsewhere is left out. */
static void follow_keys(Aligning *aligning, int side, Table *table) {
    uint16_t kept = 0;
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        ForeignKey key = table->foreign_keys[i];
        key.target = namemap_get(
            &aligning->tables[side],
            name_qualified(aligning->names, key.target->space, key.target->name));
        if (key.target != NULL) {
            table->foreign_keys[kept++] = key;
        }
    }
    table->foreign_key_count = kept;
}

/* ---- what the author's SQL makes ------------------------------------------------------------- */

static bool is_mentioned(const SqlObjects *objects, Name name) {
    for (uint32_t i = 0; i < objects->count; i++) {
        if (sqlite_mentions(objects->items[i]->up, name)) {
            return true;
        }
    }
    return false;
}

/* Tables, enums and sequences that the schema does not declare and its author's SQL speaks of are on
 * neither side; nor is what stands in namespaces that it does not speak of. */
static void leave_out_authors(Aligning *aligning) {
    Objects *found = &aligning->sides[1];
    NameMap declared[OBJECT_KINDS] = {0};
    NameMap spaces = {0};
    uint32_t kept = 0;
    for (uint32_t i = 0; i < aligning->sides[0].count; i++) {
        Object *object = &aligning->sides[0].items[i];
        namemap_set(aligning->arena, &declared[object->kind], qualified(aligning, object), object);
        if (object_space(object) != NULL) {
            namemap_set(aligning->arena, &spaces, object_space(object), object);
        }
    }
    for (uint32_t i = 0; i < found->count; i++) {
        Object object = found->items[i];
        bool is_extra = namemap_get(&declared[object.kind], qualified(aligning, &object)) == NULL;
        if (object_space(&object) != NULL && namemap_get(&spaces, object_space(&object)) == NULL) {
            continue;
        }
        if (!is_extra || (object.kind != OBJECT_EXTENSION &&
                          !is_mentioned(&aligning->author, object_name(&object)))) {
            found->items[kept++] = object;
        }
    }
    found->count = kept;
}

#define HAS_NAME(result, items, count, wanted)                                                     \
    do {                                                                                           \
        for (uint16_t part = 0; part < (count); part++) {                                          \
            (result) = (result) || (items)[part].name == (wanted);                                 \
        }                                                                                          \
    } while (0)

#define LEAVE_OUT_PARTS(aligning, expected, found, items, count, is_loose)                         \
    do {                                                                                           \
        uint16_t kept = 0;                                                                         \
        for (uint16_t at = 0; at < (found)->count; at++) {                                         \
            bool is_declared = false;                                                              \
            HAS_NAME(is_declared, (expected)->items, (expected)->count, (found)->items[at].name);  \
            if (is_declared ||                                                                     \
                !((is_loose) || is_mentioned(&(aligning)->author, (found)->items[at].name))) {     \
                (found)->items[kept++] = (found)->items[at];                                       \
            }                                                                                      \
        }                                                                                          \
        (found)->count = kept;                                                                     \
    } while (0)

/* Whether `KIND NAME` stands in one of them, perhaps with the namespace in front of the name. */
bool aligning_makes(const SqlObjects *objects, const char *kind, Name name) {
    for (uint32_t i = 0; i < objects->count; i++) {
        Text rest = name_text(objects->items[i]->up);
        Text word;
        Text before[3] = {{"", 0}, {"", 0}, {"", 0}}; /* the last one first */
        while (sqlite_next_word(&rest, &word)) {
            bool is_spaced = text_is(before[0], ".");
            if (sqlite_word_is(word, name_text(name)) &&
                sqlite_word_is(before[is_spaced ? 2 : 0], text_of(kind))) {
                return true;
            }
            before[2] = before[1];
            before[1] = before[0];
            before[0] = word;
        }
    }
    return false;
}

/* What the table was found without, but stands in SQL that was imported: it is there, in words that the
 * language does not have. */
#define LEAVE_OUT_STRANGE(aligning, expected, found, items, count, kind)                           \
    do {                                                                                           \
        uint16_t kept = 0;                                                                         \
        for (uint16_t at = 0; at < (expected)->count; at++) {                                      \
            bool is_found = false;                                                                 \
            HAS_NAME(is_found, (found)->items, (found)->count, (expected)->items[at].name);        \
            if (is_found ||                                                                        \
                !aligning_makes(&(aligning)->strange, kind, (expected)->items[at].name)) {         \
                (expected)->items[kept++] = (expected)->items[at];                                 \
            }                                                                                      \
        }                                                                                          \
        (expected)->count = kept;                                                                  \
    } while (0)

/* ---- all of it ------------------------------------------------------------------------------- */

static void align_table(Aligning *aligning, Table *expected, Table *found) {
    if (!keeps_comments(aligning->target)) {
        found->doc = expected->doc;
    }
    found->targets = expected->targets;
    bool is_loose = namemap_get(&aligning->facts.loose,
                                name_qualified(aligning->names, found->space, found->name)) != NULL;
    LEAVE_OUT_PARTS(aligning, expected, found, uniques, unique_count, is_loose);
    LEAVE_OUT_PARTS(aligning, expected, found, foreign_keys, foreign_key_count, is_loose);
    LEAVE_OUT_PARTS(aligning, expected, found, checks, check_count, is_loose);
    LEAVE_OUT_PARTS(aligning, expected, found, indexes, index_count, is_loose);
    if (is_loose && expected->primary_key == NULL) {
        found->primary_key = NULL;
        found->flags |= TABLE_WITHOUT_KEY;
    }
    LEAVE_OUT_STRANGE(aligning, expected, found, uniques, unique_count, "constraint");
    LEAVE_OUT_STRANGE(aligning, expected, found, foreign_keys, foreign_key_count, "constraint");
    LEAVE_OUT_STRANGE(aligning, expected, found, checks, check_count, "constraint");
    LEAVE_OUT_STRANGE(aligning, expected, found, indexes, index_count, "index");
    align_forget_toast(aligning, expected, found);
    align_columns(aligning, expected, found);
    align_checks(aligning, expected, found);
    align_indexes(aligning, expected, found);
    align_own_indexes(aligning, expected, found);
    align_partitions(aligning, expected, found);
    align_make_keys(aligning, expected);
    align_make_keys(aligning, found);
    align_forget_restrict(aligning, expected);
    align_forget_restrict(aligning, found);
    align_key_names(aligning, expected, found);
    align_mysql_options(aligning, expected, found);
}

/* Where the target has no enums, those that differ are on both sides, and no others. */
static void settle_enums(Aligning *aligning) {
    Objects expected = {0};
    Objects found = {0};
    for (uint32_t i = 0; i < aligning->sides[1].count; i++) {
        if (aligning->sides[1].items[i].kind != OBJECT_ENUM) {
            vec_push(aligning->arena, &found, aligning->sides[1].items[i]);
        }
    }
    for (uint32_t i = 0; i < aligning->sides[0].count; i++) {
        Object object = aligning->sides[0].items[i];
        Enum *other = object.kind == OBJECT_ENUM
                          ? namemap_get(&aligning->enums, qualified(aligning, &object))
                          : NULL;
        if (object.kind != OBJECT_ENUM || other != NULL) {
            vec_push(aligning->arena, &expected, object);
        }
        if (other != NULL) {
            object.enumeration = other;
            vec_push(aligning->arena, &found, object);
        }
    }
    aligning->sides[0] = expected;
    aligning->sides[1] = found;
}

/* Domains are compared like tables of one column. One that was imported as SQL is there. */
static void align_domains(Aligning *aligning) {
    NameMap found = {0};
    uint32_t kept = 0;
    for (uint32_t i = 0; i < aligning->sides[1].count; i++) {
        Object *object = &aligning->sides[1].items[i];
        if (object->kind == OBJECT_DOMAIN) {
            namemap_set(aligning->arena, &found, qualified(aligning, object), object->domain);
        }
    }
    for (uint32_t i = 0; i < aligning->sides[0].count; i++) {
        Object object = aligning->sides[0].items[i];
        Domain *other = object.kind == OBJECT_DOMAIN
                            ? namemap_get(&found, qualified(aligning, &object))
                            : NULL;
        if (other != NULL) {
            align_table(aligning, object.domain->subject, other->subject);
        }
        if (object.kind != OBJECT_DOMAIN || other != NULL ||
            !aligning_makes(&aligning->strange, "domain", object.domain->name)) {
            aligning->sides[0].items[kept++] = object;
        }
    }
    aligning->sides[0].count = kept;
}

static Model *make_model(Aligning *aligning, int side) {
    Model *model = NEW(aligning->arena, Model);
    const Objects *objects = &aligning->sides[side];
    *model = (Model){.arena = aligning->arena, .names = aligning->names};
    model->objects = objects->items;
    model->object_count = objects->count;
    model->tables = NEW_ARRAY(aligning->arena, Table *, objects->count);
    for (uint32_t i = 0; i < objects->count; i++) {
        if (objects->items[i].kind == OBJECT_TABLE) {
            Table *table = objects->items[i].table;
            table->number = model->table_count;
            model->tables[model->table_count++] = table;
        }
    }
    model_narrow(model, aligning->target);
    return model;
}

Aligned align_models(Arena *arena, const Model *schema, const Model *database, Target target) {
    Aligning aligning = {.arena = arena, .names = schema->names, .target = target};
    copy_model(&aligning, 0, schema, &aligning.author);
    copy_model(&aligning, 1, database, &aligning.strange);
    for (uint32_t i = 0; i < aligning.author.count; i++) {
        sql_facts_read(arena, aligning.names, name_text(aligning.author.items[i]->up), target,
                       &aligning.facts);
    }
    leave_out_authors(&aligning);
    know_tables(&aligning, 1);
    leave_out_stated(&aligning);
    know_tables(&aligning, 0);
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < aligning.sides[side].count; i++) {
            if (aligning.sides[side].items[i].kind == OBJECT_TABLE) {
                follow_keys(&aligning, side, aligning.sides[side].items[i].table);
            }
        }
    }
    for (uint32_t i = 0; i < aligning.sides[0].count; i++) {
        const Object *object = &aligning.sides[0].items[i];
        Table *found = object->kind == OBJECT_TABLE
                           ? namemap_get(&aligning.tables[1], qualified(&aligning, object))
                           : NULL;
        if (found != NULL) {
            align_table(&aligning, object->table, found);
        }
    }
    align_domains(&aligning);
    if (!has_enums(target)) {
        settle_enums(&aligning);
    }
    return (Aligned){make_model(&aligning, 0), make_model(&aligning, 1)};
}
