/*
 * align.c - see align.h.
 *
 * Both models are copied, and then the copies are made alike part by part. An expression that both have in the
 * target's SQL becomes one verbatim text in both: where the columns of a table stand makes no difference then.
 */
#include "import/align.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/vec.h"
#include "emit/expression.h"
#include "emit/postgres.h"
#include "emit/sqlite_words.h"
#include "emit/typename.h"
#include "import/expression.h"
#include "syntax/operator.h"

typedef VEC(Object) Objects;
typedef VEC(const SqlObject *) SqlObjects;

typedef struct Aligning {
    Arena *arena;
    Names *names;
    Target target;
    Objects sides[2];   /* what is compared: expected, found */
    NameMap tables[2];  /* by qualified name, of both copies */
    SqlObjects author;  /* what the schema says in the author's SQL */
    SqlObjects strange; /* what was imported as SQL */
    NameMap
        enums; /* where the target has none: of the schema, by name, those that were found as others */
} Aligning;

static bool keeps_names(Target target) {
    return target != TARGET_SQLITE;
}

static bool keeps_comments(Target target) {
    return target != TARGET_SQLITE;
}

static bool has_enums(Target target) {
    return target == TARGET_POSTGRES;
}

static bool has_key_names(Target target) {
    return target == TARGET_POSTGRES;
}

/* RESTRICT and NO ACTION are one there. */
static bool is_mysql(Target target) {
    return target == TARGET_MYSQL || target == TARGET_MARIADB;
}

/* ---- copies ---------------------------------------------------------------------------------- */

#define IS_FOR(aligning, set) (((unsigned)(set) >> (aligning)->target & 1u) != 0)

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

static Table *copy_table(Aligning *aligning, const Table *from) {
    Table *table = NEW(aligning->arena, Table);
    *table = *from;
    table->flags = (uint8_t)(table->flags & TABLE_WITHOUT_KEY);
    table->columns = arena_copy(aligning->arena, table->columns,
                                table->column_count * sizeof *table->columns);
    COPY_PARTS(aligning, table, uniques, unique_count);
    COPY_PARTS(aligning, table, foreign_keys, foreign_key_count);
    COPY_PARTS(aligning, table, checks, check_count);
    COPY_PARTS(aligning, table, indexes, index_count);
    for (uint16_t i = 0; i < table->index_count; i++) {
        Index *index = &table->indexes[i];
        index->keys = arena_copy(aligning->arena, index->keys,
                                 index->key_count * sizeof *index->keys);
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
 * neither side. */
static void leave_out_authors(Aligning *aligning) {
    Objects *found = &aligning->sides[1];
    NameMap declared[OBJECT_KINDS] = {0};
    uint32_t kept = 0;
    for (uint32_t i = 0; i < aligning->sides[0].count; i++) {
        Object *object = &aligning->sides[0].items[i];
        namemap_set(aligning->arena, &declared[object->kind], qualified(aligning, object), object);
    }
    for (uint32_t i = 0; i < found->count; i++) {
        Object object = found->items[i];
        bool is_extra = namemap_get(&declared[object.kind], qualified(aligning, &object)) == NULL;
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

#define LEAVE_OUT_PARTS(aligning, expected, found, items, count)                                   \
    do {                                                                                           \
        uint16_t kept = 0;                                                                         \
        for (uint16_t at = 0; at < (found)->count; at++) {                                         \
            bool is_declared = false;                                                              \
            HAS_NAME(is_declared, (expected)->items, (expected)->count, (found)->items[at].name);  \
            if (is_declared || !is_mentioned(&(aligning)->author, (found)->items[at].name)) {      \
                (found)->items[kept++] = (found)->items[at];                                       \
            }                                                                                      \
        }                                                                                          \
        (found)->count = kept;                                                                     \
    } while (0)

/* ---- expressions ----------------------------------------------------------------------------- */

static Expr *verbatim(Aligning *aligning, const Expr *expr, Text text) {
    Expr *made = NEW(aligning->arena, Expr);
    made->kind = EXPR_VERBATIM;
    made->span = expr->span;
    made->type = expr->type;
    made->text = names_intern(aligning->names, text.data, text.length);
    return made;
}

/* What an expression is in the database. */
typedef enum Place { PLACE_VALUE, PLACE_CONDITION, PLACE_KEY } Place;

static Expr *binary(Arena *arena, uint8_t op, Expr *left, Expr *right, const Expr *like) {
    Expr *expr = NEW(arena, Expr);
    *expr = (Expr){
        .kind = EXPR_BINARY, .op = op, .type = like->type, .span = like->span, .count = 2};
    expr->items = NEW_ARRAY(arena, Expr *, 2);
    expr->items[0] = left;
    expr->items[1] = right;
    return expr;
}

/* PostgreSQL keeps `a between b and c` as `a >= b and a <= c`. */
static Expr *unfold(Arena *arena, Expr *expr) {
    if (!expr_has_items(expr)) {
        return expr;
    }
    Expr *copy = arena_copy(arena, expr, sizeof *expr);
    copy->items = NEW_ARRAY(arena, Expr *, expr->count);
    for (uint32_t i = 0; i < expr->count; i++) {
        copy->items[i] = unfold(arena, expr->items[i]);
    }
    if (expr->kind != EXPR_BETWEEN) {
        return copy;
    }
    Expr *low = binary(arena, expr->negated ? AST_LESS : AST_GREATER_EQUAL, copy->items[0],
                       copy->items[1], expr);
    Expr *high = binary(arena, expr->negated ? AST_GREATER : AST_LESS_EQUAL, copy->items[0],
                        copy->items[2], expr);
    return binary(arena, expr->negated ? AST_OR : AST_AND, low, high, expr);
}

static void write_expr(Buf *out, const Expr *expr, const Table *table, Place place, Target target) {
    switch (place) {
    case PLACE_VALUE: expression_write(out, expr, table, target); break;
    case PLACE_CONDITION: expression_write_condition(out, expr, table, target); break;
    case PLACE_KEY: expression_write_index_key(out, expr, table, target); break;
    }
}

/* -1e100 may be printed with all its digits. */
static bool same_number(Arena *scratch, Text expected, Text found) {
    Text texts[2] = {expected, found};
    double values[2] = {0};
    bool are_numbers = true;
    for (int i = 0; i < 2; i++) {
        const char *digits = arena_copy_text(scratch, texts[i].data, texts[i].length);
        char *end;
        values[i] = strtod(digits, &end);
        are_numbers = are_numbers && texts[i].length > 0 && *end == '\0';
    }
    return are_numbers && values[0] >= values[1] && values[0] <= values[1];
}

static bool texts_agree(Text expected, Text found, bool is_loose, Target target) {
    Arena scratch = {0};
    bool agree = same_number(&scratch, expected, found) ||
                 expression_agrees(&scratch, found, expected, target) ||
                 expression_agrees(&scratch, expected, found, target) ||
                 (is_loose && expression_resembles(&scratch, expected, found, target));
    arena_release(&scratch);
    return agree;
}

/* It has something that migc does not understand, or that servers print in a way of their own. */
static bool is_foreign(const Expr *expr) {
    TypeFamily family = type_family(expr->type);
    bool found = expr->kind == EXPR_VERBATIM || expr->kind == EXPR_CAST ||
                 (expr->kind == EXPR_CALL && expr->function == FUNCTION_COUNT) ||
                 (expr->kind == EXPR_STRING &&
                  (family == FAMILY_TIMESTAMP || family == FAMILY_INTERVAL));
    for (uint32_t i = 0; !found && expr_has_items(expr) && i < expr->count; i++) {
        found = is_foreign(expr->items[i]);
    }
    return found;
}

/* What a server makes of such SQL is not known to the last bracket. */
static bool is_loose(const Aligning *aligning, const Expr *expected, const Expr *found) {
    return aligning->target != TARGET_SQLITE && (is_foreign(expected) || is_foreign(found));
}

/* Whether both say the same; then both become one text. Either may be NULL. */
static bool align_expr(Aligning *aligning, Expr **expected, const Table *expected_table,
                       Expr **found, const Table *found_table, Place place) {
    if (*expected == NULL || *found == NULL) {
        return *expected == *found;
    }
    Buf texts[2] = {0};
    Expr *kept = aligning->target == TARGET_POSTGRES ? unfold(aligning->arena, *expected)
                                                     : *expected;
    write_expr(&texts[0], kept, expected_table, place, aligning->target);
    write_expr(&texts[1], *found, found_table, place, aligning->target);
    bool agree = texts_agree(buf_view(&texts[0]), buf_view(&texts[1]),
                             is_loose(aligning, *expected, *found), aligning->target);
    if (agree) {
        *expected = verbatim(aligning, *expected, buf_view(&texts[0]));
        *found = *expected;
    }
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return agree;
}

/* ---- columns --------------------------------------------------------------------------------- */

static void write_lower(Buf *out, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool is_blank = c == ' ' &&
                        (i + 1 == text.length || text.data[i + 1] == '(' ||
                         (i > 0 && (text.data[i - 1] == ',' || text.data[i - 1] == ' ')));
        if (!is_blank && c != '"') {
            buf_char(out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
        }
    }
}

/* Names that PostgreSQL has for one type, as format_type prints it. */
static void write_server_type(Buf *out, Text text) {
    static const struct {
        const char *word;
        const char *mine;
    } words[] = {{"int", "integer"},
                 {"int4", "integer"},
                 {"int8", "bigint"},
                 {"int2", "smallint"},
                 {"bool", "boolean"},
                 {"float4", "real"},
                 {"float8", "double precision"},
                 {"float", "double precision"},
                 {"decimal", "numeric"},
                 {"varchar", "character varying"},
                 {"char", "character"},
                 {"varbit", "bit varying"},
                 {"timestamp", "timestamp without time zone"},
                 {"timestamptz", "timestamp with time zone"},
                 {"time", "time without time zone"},
                 {"timetz", "time with time zone"}};
    size_t length = 0;
    while (length < text.length && text.data[length] != '(' && text.data[length] != '[' &&
           text.data[length] != ' ') {
        length++;
    }
    bool is_whole = length == text.length || text.data[length] != ' ';
    for (size_t i = 0; is_whole && i < sizeof words / sizeof *words; i++) {
        if (text_equal((Text){text.data, length}, text_of(words[i].word))) {
            const char *behind = strchr(words[i].mine, ' ');
            const char *arguments = memchr(text.data, ')', text.length);
            bool is_time = behind != NULL && arguments != NULL && words[i].mine[0] == 't';
            size_t first = is_time ? (size_t)(behind - words[i].mine) : strlen(words[i].mine);
            size_t end = is_time ? (size_t)(arguments - text.data) + 1 : length;
            buf_put(out, words[i].mine, first);
            buf_put(out, text.data + length, end - length);
            buf_text(out, words[i].mine + first);
            buf_put(out, text.data + end, text.length - end);
            return;
        }
    }
    buf_slice(out, text);
}

/* All that a column's type is in the target: its name, its collation, the check that keeps it. */
static void write_type(Buf *out, const Column *column, Target target) {
    Buf name = {0};
    Buf lower = {0};
    typename_write(&name, column->type, target);
    if (column->collation != NULL) {
        buf_text(&name, " collate ");
        buf_name(&name, column->collation);
    }
    write_lower(&lower, buf_view(&name));
    if (target == TARGET_POSTGRES) {
        write_server_type(out, buf_view(&lower));
    } else {
        buf_slice(out, buf_view(&lower));
    }
    buf_char(out, '\n');
    typename_check(out, column, target);
    buf_free(&name);
    buf_free(&lower);
}

/* An enum of the schema that was found with other values: in a target without enums it is found under the name of
 * its column. One that is another for another column is told as another type. */
static void align_enum(Aligning *aligning, const Column *expected, Column *found) {
    if (has_enums(aligning->target) || expected->type.kind != TYPE_ENUM ||
        found->type.kind != TYPE_ENUM) {
        return;
    }
    const Enum *declared = expected->type.enumeration;
    const Enum *other = found->type.enumeration;
    Name name = name_qualified(aligning->names, declared->space, declared->name);
    Enum *same = namemap_get(&aligning->enums, name);
    if (same == NULL) {
        same = arena_copy(aligning->arena, other, sizeof *other);
        same->space = declared->space;
        same->name = declared->name;
        same->doc = declared->doc;
        namemap_set(aligning->arena, &aligning->enums, name, same);
    }
    bool is_same = same->value_count == other->value_count;
    for (uint32_t i = 0; is_same && i < other->value_count; i++) {
        is_same = same->values[i].name == other->values[i].name;
    }
    if (is_same) {
        found->type.enumeration = same;
    }
}

static void align_default(Aligning *aligning, Column *expected, const Table *expected_table,
                          Column *found, const Table *found_table) {
    Buf texts[2] = {0};
    Column *columns[2] = {expected, found};
    const Table *tables[2] = {expected_table, found_table};
    for (int i = 0; i < 2; i++) {
        if (columns[i]->default_value != NULL) {
            expression_write_default(&texts[i], columns[i], tables[i], aligning->target);
            if (strncasecmp(buf_view(&texts[i]).data, "NULL", texts[i].length) == 0 &&
                texts[i].length == strlen("NULL")) {
                columns[i]->default_value = NULL;
            }
        }
    }
    if (expected->default_value != NULL && found->default_value != NULL &&
        texts_agree(buf_view(&texts[0]), buf_view(&texts[1]),
                    is_loose(aligning, expected->default_value, found->default_value),
                    aligning->target)) {
        expected->default_value = verbatim(aligning, expected->default_value, buf_view(&texts[0]));
        found->default_value = expected->default_value;
    }
    buf_free(&texts[0]);
    buf_free(&texts[1]);
}

/* Whether `KIND NAME` stands in one of them, perhaps with the namespace in front of the name. */
static bool makes(const SqlObjects *objects, const char *kind, Name name) {
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

/* PostgreSQL touches a column by a trigger, which is imported as one. */
static bool is_touched(Aligning *aligning, const Table *table, const Column *column) {
    Buf name = {0};
    postgres_touch_name(&name, table, column);
    Name trigger = names_intern(aligning->names, name.data, name.length);
    buf_free(&name);
    return makes(&aligning->strange, "trigger", trigger);
}

static void align_column(Aligning *aligning, const Table *expected_table, Column *expected,
                         const Table *found_table, Column *found) {
    Buf texts[2] = {0};
    write_type(&texts[0], expected, aligning->target);
    write_type(&texts[1], found, aligning->target);
    if (text_equal(buf_view(&texts[0]), buf_view(&texts[1]))) {
        found->type = expected->type;
        found->collation = expected->collation;
    } else {
        align_enum(aligning, expected, found);
    }
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    align_default(aligning, expected, expected_table, found, found_table);
    align_expr(aligning, &expected->generated, expected_table, &found->generated, found_table,
               PLACE_VALUE);
    if (is_mysql(aligning->target) && expected->generated && found->generated) {
        /* MariaDB does not keep whether what is computed may be null */
        found->flags = (uint8_t)((found->flags & ~COLUMN_NULLABLE) |
                                 (expected->flags & COLUMN_NULLABLE));
    }
    if (aligning->target == TARGET_POSTGRES && (expected->flags & COLUMN_TOUCHED) != 0 &&
        is_touched(aligning, found_table, found)) {
        found->flags |= COLUMN_TOUCHED;
    }
    if (!keeps_comments(aligning->target)) {
        found->doc = expected->doc;
    }
}

/* Columns for other targets are taken for there; the others by their names. */
static void align_columns(Aligning *aligning, Table *expected, Table *found) {
    for (uint16_t i = 0; i < expected->column_count; i++) {
        Column *column = &expected->columns[i];
        int at = table_column(found, column->name);
        if (at >= 0 && IS_FOR(aligning, column->targets)) {
            align_column(aligning, expected, column, found, &found->columns[at]);
        } else if (!IS_FOR(aligning, column->targets)) {
            Column *columns = NEW_ARRAY(aligning->arena, Column, found->column_count + 1u);
            memcpy(columns, found->columns, found->column_count * sizeof *columns);
            columns[found->column_count++] = *column;
            found->columns = columns;
            table_index_columns(aligning->arena, found);
        }
    }
}

/* ---- constraints ----------------------------------------------------------------------------- */

static bool same_columns(const Table *a, Columns columns, const Table *b, Columns others) {
    bool is_same = columns.count == others.count;
    for (uint16_t i = 0; is_same && i < columns.count; i++) {
        is_same = a->columns[columns.at[i]].name == b->columns[others.at[i]].name;
    }
    return is_same;
}

static bool same_key(const Table *a, const ForeignKey *key, const Table *b,
                     const ForeignKey *other) {
    return key->target->name == other->target->name && key->target->space == other->target->space &&
           same_columns(a, key->columns, b, other->columns) &&
           same_columns(key->target, key->referenced, other->target, other->referenced) &&
           key->on_delete == other->on_delete && key->on_update == other->on_update;
}

/* Names of constraints that the target does not keep, or that mean nothing there. */
static void align_key_names(Aligning *aligning, Table *expected, Table *found) {
    bool has_both = expected->primary_key != NULL && found->primary_key != NULL;
    if (has_both && !has_key_names(aligning->target) &&
        same_columns(expected, expected->primary_key->columns, found,
                     found->primary_key->columns)) {
        found->primary_key->name = expected->primary_key->name;
    }
    if (keeps_names(aligning->target)) {
        return;
    }
    bool *is_taken = NEW_ARRAY(aligning->arena, bool, found->unique_count);
    for (uint16_t i = 0; i < expected->unique_count; i++) {
        for (uint16_t k = 0; k < found->unique_count; k++) {
            if (!is_taken[k] && same_columns(expected, expected->uniques[i].columns, found,
                                             found->uniques[k].columns)) {
                is_taken[k] = true;
                found->uniques[k].name = expected->uniques[i].name;
                break;
            }
        }
    }
    is_taken = NEW_ARRAY(aligning->arena, bool, found->foreign_key_count);
    for (uint16_t i = 0; i < expected->foreign_key_count; i++) {
        for (uint16_t k = 0; k < found->foreign_key_count; k++) {
            if (!is_taken[k] &&
                same_key(expected, &expected->foreign_keys[i], found, &found->foreign_keys[k])) {
                is_taken[k] = true;
                found->foreign_keys[k].name = expected->foreign_keys[i].name;
                break;
            }
        }
    }
}

static void forget_restrict(Aligning *aligning, Table *table) {
    for (uint16_t i = 0; is_mysql(aligning->target) && i < table->foreign_key_count; i++) {
        ForeignKey *key = &table->foreign_keys[i];
        key->on_delete = key->on_delete == ACTION_RESTRICT ? ACTION_NONE : key->on_delete;
        key->on_update = key->on_update == ACTION_RESTRICT ? ACTION_NONE : key->on_update;
    }
}

/* Those of one name first, then those of one text. */
static void align_checks(Aligning *aligning, Table *expected, Table *found) {
    bool *is_taken = NEW_ARRAY(aligning->arena, bool, found->check_count);
    bool *is_done = NEW_ARRAY(aligning->arena, bool, expected->check_count);
    for (int pass = keeps_names(aligning->target) ? 0 : 1; pass < 2; pass++) {
        for (uint16_t i = 0; i < expected->check_count; i++) {
            for (uint16_t k = 0; !is_done[i] && k < found->check_count; k++) {
                bool is_candidate = !is_taken[k] && (pass == 1 || expected->checks[i].name ==
                                                                      found->checks[k].name);
                if (is_candidate &&
                    align_expr(aligning, &expected->checks[i].condition, expected,
                               &found->checks[k].condition, found, PLACE_CONDITION)) {
                    is_taken[k] = true;
                    is_done[i] = true;
                    found->checks[k].name = keeps_names(aligning->target)
                                                ? found->checks[k].name
                                                : expected->checks[i].name;
                }
            }
        }
    }
}

/* ---- indexes --------------------------------------------------------------------------------- */

/* What goes without saying. */
static void settle_index(Aligning *aligning, Index *index) {
    if (index->method != NULL && strcmp(index->method->text, "btree") == 0) {
        index->method = NULL;
    }
    for (uint16_t k = 0; k < index->key_count; k++) {
        IndexKey *key = &index->keys[k];
        uint8_t usual = aligning->target != TARGET_POSTGRES ? 0 : key->descending ? 1 : 2;
        key->nulls = key->nulls == usual ? 0 : key->nulls;
    }
}

/* A plain column is the same under the same name; anything else is compared as text. */
static void align_index(Aligning *aligning, Table *expected, Index *index, Table *found,
                        Index *other) {
    for (uint16_t k = 0; k < index->key_count && k < other->key_count; k++) {
        if (index->keys[k].expr->kind != EXPR_COLUMN || other->keys[k].expr->kind != EXPR_COLUMN) {
            align_expr(aligning, &index->keys[k].expr, expected, &other->keys[k].expr, found,
                       PLACE_KEY);
        }
    }
    align_expr(aligning, &index->where, expected, &other->where, found, PLACE_CONDITION);
}

static void align_indexes(Aligning *aligning, Table *expected, Table *found) {
    NameMap by_name = {0};
    for (uint16_t i = 0; i < found->index_count; i++) {
        settle_index(aligning, &found->indexes[i]);
        namemap_set(aligning->arena, &by_name, found->indexes[i].name, &found->indexes[i]);
    }
    for (uint16_t i = 0; i < expected->index_count; i++) {
        settle_index(aligning, &expected->indexes[i]);
        Index *other = namemap_get(&by_name, expected->indexes[i].name);
        if (other != NULL) {
            align_index(aligning, expected, &expected->indexes[i], found, other);
        }
    }
}

/* What the table was found without, but stands in SQL that was imported: it is there, in words that the
 * language does not have. */
#define LEAVE_OUT_STRANGE(aligning, expected, found, items, count, kind)                           \
    do {                                                                                           \
        uint16_t kept = 0;                                                                         \
        for (uint16_t at = 0; at < (expected)->count; at++) {                                      \
            bool is_found = false;                                                                 \
            HAS_NAME(is_found, (found)->items, (found)->count, (expected)->items[at].name);        \
            if (is_found || !makes(&(aligning)->strange, kind, (expected)->items[at].name)) {      \
                (expected)->items[kept++] = (expected)->items[at];                                 \
            }                                                                                      \
        }                                                                                          \
        (expected)->count = kept;                                                                  \
    } while (0)

/* MySQL has no unique keys but unique indexes. */
static void make_keys(Aligning *aligning, Table *table) {
    uint16_t kept = 0;
    for (uint16_t i = 0; is_mysql(aligning->target) && i < table->index_count; i++) {
        Index *index = &table->indexes[i];
        bool is_key = index->is_unique && index->where == NULL && index->method == NULL;
        for (uint16_t k = 0; k < index->key_count; k++) {
            is_key = is_key && index->keys[k].expr->kind == EXPR_COLUMN &&
                     !index->keys[k].descending;
        }
        if (!is_key) {
            table->indexes[kept++] = *index;
            continue;
        }
        Key *keys = NEW_ARRAY(aligning->arena, Key, table->unique_count + 1u);
        memcpy(keys, table->uniques, table->unique_count * sizeof *keys);
        Key *key = &keys[table->unique_count++];
        *key = (Key){.name = index->name, .span = index->span, .targets = index->targets};
        key->columns.at = NEW_ARRAY(aligning->arena, uint16_t, index->key_count);
        for (uint16_t k = 0; k < index->key_count; k++) {
            key->columns.at[key->columns.count++] = index->keys[k].expr->column;
        }
        table->uniques = keys;
    }
    table->index_count = is_mysql(aligning->target) ? kept : table->index_count;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void align_table(Aligning *aligning, Table *expected, Table *found) {
    if (!keeps_comments(aligning->target)) {
        found->doc = expected->doc;
    }
    found->targets = expected->targets;
    LEAVE_OUT_PARTS(aligning, expected, found, uniques, unique_count);
    LEAVE_OUT_PARTS(aligning, expected, found, foreign_keys, foreign_key_count);
    LEAVE_OUT_PARTS(aligning, expected, found, checks, check_count);
    LEAVE_OUT_PARTS(aligning, expected, found, indexes, index_count);
    LEAVE_OUT_STRANGE(aligning, expected, found, uniques, unique_count, "constraint");
    LEAVE_OUT_STRANGE(aligning, expected, found, foreign_keys, foreign_key_count, "constraint");
    LEAVE_OUT_STRANGE(aligning, expected, found, checks, check_count, "constraint");
    LEAVE_OUT_STRANGE(aligning, expected, found, indexes, index_count, "index");
    align_columns(aligning, expected, found);
    align_checks(aligning, expected, found);
    align_indexes(aligning, expected, found);
    make_keys(aligning, expected);
    make_keys(aligning, found);
    forget_restrict(aligning, expected);
    forget_restrict(aligning, found);
    align_key_names(aligning, expected, found);
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
            !makes(&aligning->strange, "domain", object.domain->name)) {
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
    leave_out_authors(&aligning);
    know_tables(&aligning, 0);
    know_tables(&aligning, 1);
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
