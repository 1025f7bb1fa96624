/*
 * model.c - lookups in a model, and its canonical text.
 *
 * takes:    a model as resolve (or a replayed chain) made it
 * gives:    columns by name, what all objects have in common, one fact a line
 * promises: changes nothing (table_index_columns apart); two models with the same text are the same
 */
#include "schema/model.h"

#include <stdlib.h>

#include "base/buf.h"

/* Up to so many columns are looked through one by one. */
#define FEW_COLUMNS 12

TargetSet object_targets(const Object *object) {
    switch (object->kind) {
    case OBJECT_EXTENSION: return object->extension->targets;
    case OBJECT_TYPE: return object->type->targets;
    case OBJECT_ENUM: return object->enumeration->targets;
    case OBJECT_TABLE: return object->table->targets;
    case OBJECT_DATA: return object->data->targets;
    case OBJECT_SQL: return object->sql->targets;
    case OBJECT_DOMAIN: return object->domain->targets;
    case OBJECT_SEQUENCE: return object->sequence->targets;
    }
    return 0;
}

Span object_span(const Object *object) {
    switch (object->kind) {
    case OBJECT_EXTENSION: return object->extension->span;
    case OBJECT_TYPE: return object->type->span;
    case OBJECT_ENUM: return object->enumeration->span;
    case OBJECT_TABLE: return object->table->span;
    case OBJECT_DATA: return object->data->span;
    case OBJECT_SQL: return object->sql->span;
    case OBJECT_DOMAIN: return object->domain->span;
    case OBJECT_SEQUENCE: return object->sequence->span;
    }
    return SPAN_NONE;
}

Name object_name(const Object *object) {
    switch (object->kind) {
    case OBJECT_EXTENSION: return object->extension->name;
    case OBJECT_TYPE: return object->type->name;
    case OBJECT_ENUM: return object->enumeration->name;
    case OBJECT_TABLE: return object->table->name;
    case OBJECT_DATA: return object->data->table->name;
    case OBJECT_SQL: return object->sql->name;
    case OBJECT_DOMAIN: return object->domain->name;
    case OBJECT_SEQUENCE: return object->sequence->name;
    }
    return NULL;
}

Name object_space(const Object *object) {
    switch (object->kind) {
    case OBJECT_ENUM: return object->enumeration->space;
    case OBJECT_TABLE: return object->table->space;
    case OBJECT_DATA: return object->data->table->space;
    case OBJECT_DOMAIN: return object->domain->space;
    case OBJECT_SEQUENCE: return object->sequence->space;
    case OBJECT_EXTENSION:
    case OBJECT_TYPE:
    case OBJECT_SQL: break;
    }
    return NULL;
}

const char *object_kind(const Object *object) {
    switch (object->kind) {
    case OBJECT_EXTENSION: return "extension";
    case OBJECT_TYPE: return "type";
    case OBJECT_ENUM: return "enum";
    case OBJECT_TABLE: return "table";
    case OBJECT_DATA: return "data";
    case OBJECT_SQL: return "sql";
    case OBJECT_DOMAIN: return "domain";
    case OBJECT_SEQUENCE: return "sequence";
    }
    return "";
}

const void *object_identity(const Object *object) {
    switch (object->kind) {
    case OBJECT_EXTENSION: return object->extension;
    case OBJECT_TYPE: return object->type;
    case OBJECT_ENUM: return object->enumeration;
    case OBJECT_TABLE: return object->table;
    case OBJECT_DATA: return object->data;
    case OBJECT_SQL: return object->sql;
    case OBJECT_DOMAIN: return object->domain;
    case OBJECT_SEQUENCE: return object->sequence;
    }
    return NULL;
}

static int by_name_order(const void *a, const void *b, void *context) {
    const Column *columns = context;
    uint16_t left = *(const uint16_t *)a;
    uint16_t right = *(const uint16_t *)b;
    uintptr_t left_name = (uintptr_t)columns[left].name;
    uintptr_t right_name = (uintptr_t)columns[right].name;
    if (left_name != right_name) {
        return left_name < right_name ? -1 : 1;
    }
    return (left > right) - (left < right);
}

void table_index_columns(Arena *arena, Table *table) {
    table->by_name = NULL;
    if (table->column_count <= FEW_COLUMNS) {
        return;
    }
    table->by_name = NEW_ARRAY(arena, uint16_t, table->column_count);
    for (uint16_t i = 0; i < table->column_count; i++) {
        table->by_name[i] = i;
    }
    qsort_r(table->by_name, table->column_count, sizeof *table->by_name, by_name_order,
            table->columns);
}

int table_column(const Table *table, Name name) {
    if (!table->by_name) {
        for (uint16_t i = 0; i < table->column_count; i++) {
            if (table->columns[i].name == name) {
                return i;
            }
        }
        return -1;
    }
    uint32_t low = 0;
    uint32_t high = table->column_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if ((uintptr_t)table->columns[table->by_name[middle]].name < (uintptr_t)name) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < table->column_count && table->columns[table->by_name[low]].name == name) {
        return table->by_name[low];
    }
    return -1;
}

const OptionWord *options_find(const OptionWords *options, Target target, const char *name) {
    for (uint16_t i = 0; i < options->count; i++) {
        const OptionWord *option = &options->items[i];
        if ((option->targets & 1u << target) && text_is(name_text(option->name), name)) {
            return option;
        }
    }
    return NULL;
}

bool options_equal(const OptionWords *a, const OptionWords *b) {
    bool equal = a->count == b->count;
    for (uint16_t i = 0; equal && i < a->count; i++) {
        equal = a->items[i].name == b->items[i].name && a->items[i].value == b->items[i].value &&
                a->items[i].targets == b->items[i].targets;
    }
    return equal;
}

void name_write(Buf *out, Name name) {
    if (name->is_plain) {
        buf_name(out, name);
        return;
    }
    name_write_quoted(out, name);
}

void name_write_quoted(Buf *out, Name name) {
    buf_char(out, '"');
    for (uint32_t i = 0; i < name->length; i++) {
        if (name->text[i] == '"') {
            buf_char(out, '"');
        }
        buf_char(out, name->text[i]);
    }
    buf_char(out, '"');
}

Name name_qualified(Names *names, Name space, Name name) {
    if (!space) {
        return name;
    }
    Buf key = {0};
    buf_name(&key, space);
    buf_char(&key, '\0'); /* never part of a written name */
    buf_name(&key, name);
    Name qualified = names_intern(names, key.data, key.length);
    buf_free(&key);
    return qualified;
}

static void write_qualified(Buf *out, Name space, Name name) {
    if (space) {
        name_write(out, space);
        buf_char(out, '.');
    }
    name_write(out, name);
}

void table_write_name(Buf *out, const Table *table) {
    write_qualified(out, table->space, table->name);
}

void object_write_name(Buf *out, const Object *object) {
    write_qualified(out, object_space(object), object_name(object));
}

/* ---- dump ---- */

static void dump_targets(Buf *out, TargetSet targets) {
    if (targets != TARGETS_ALL) {
        buf_text(out, " for ");
        targets_write(out, targets);
    }
}

/* Free text, one line of it after the other, each behind the indent and a bar. */
static void dump_text(Buf *out, const char *what, Name text) {
    if (!text) {
        return;
    }
    buf_text(out, what);
    buf_char(out, '\n');
    const char *at = text->text;
    const char *end = at + text->length;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const char *line_end = stop ? stop : end;
        buf_text(out, line_end > at ? "    | " : "    |");
        buf_put(out, at, (size_t)(line_end - at));
        buf_char(out, '\n');
        at = stop ? stop + 1 : end;
    }
}

static void dump_columns(Buf *out, const Table *table, Columns columns) {
    buf_char(out, '(');
    for (uint16_t i = 0; i < columns.count; i++) {
        buf_text(out, i > 0 ? ", " : "");
        name_write(out, table->columns[columns.at[i]].name);
    }
    buf_char(out, ')');
}

void column_dump(Buf *out, const Table *table, const Column *column) {
    buf_text(out, "  column ");
    name_write(out, column->name);
    buf_char(out, ' ');
    type_write(out, column->type);
    if (column->type.domain) { /* a domain of another type, or collation, is another one */
        const Domain *domain = column->type.domain;
        buf_text(out, " of ");
        type_write(out, domain->subject->columns[0].type);
        if (domain_collation(domain)) {
            buf_text(out, " collated ");
            name_write(out, domain_collation(domain));
        }
    }
    buf_text(out, column->flags & COLUMN_NULLABLE ? " null" : "");
    buf_text(out, column->flags & COLUMN_IDENTITY ? " identity" : "");
    if (column->collation) {
        buf_text(out, " collate ");
        name_write(out, column->collation);
    }
    if (column->charset) {
        buf_text(out, " charset ");
        name_write(out, column->charset);
    }
    if (column->default_value) {
        buf_text(out, " default ");
        expr_write(out, column->default_value, table);
    }
    if (column->generated) {
        buf_text(out, " generated (");
        expr_write(out, column->generated, table);
        buf_text(out, column->flags & COLUMN_VIRTUAL ? ") virtual" : ") stored");
    }
    buf_text(out, column->flags & COLUMN_TOUCHED ? " on update now" : "");
    if (column->targets != table->targets) {
        dump_targets(out, column->targets);
    }
    buf_char(out, '\n');
    dump_text(out, "    doc", column->doc);
}

static const char *action_words(uint8_t action) {
    switch ((Action)action) {
    case ACTION_NONE: return NULL;
    case ACTION_RESTRICT: return "restrict";
    case ACTION_CASCADE: return "cascade";
    case ACTION_SET_NULL: return "set null";
    case ACTION_SET_DEFAULT: return "set default";
    }
    return NULL;
}

void constraint_write_timing(Buf *out, uint8_t flags) {
    buf_text(out, flags & CONSTRAINT_DEFERRABLE ? " deferrable" : "");
    buf_text(out, flags & CONSTRAINT_DEFERRED ? " initially deferred" : "");
    buf_text(out, flags & CONSTRAINT_NOT_VALID ? " not valid" : "");
}

static void dump_constraint_end(Buf *out, const Table *table, TargetSet targets) {
    if (targets != table->targets) {
        dump_targets(out, targets);
    }
    buf_char(out, '\n');
}

void key_dump(Buf *out, const char *words, const Table *table, const Key *key) {
    buf_text(out, words);
    name_write(out, key->name);
    buf_char(out, ' ');
    dump_columns(out, table, key->columns);
    if (key->include.count > 0) {
        buf_text(out, " include ");
        dump_columns(out, table, key->include);
    }
    buf_text(out, key->flags & CONSTRAINT_NULLS_SAME ? " nulls not distinct" : "");
    constraint_write_timing(out, key->flags);
    dump_constraint_end(out, table, key->targets);
}

void foreign_key_dump(Buf *out, const Table *table, const ForeignKey *key) {
    buf_text(out, "  foreign key ");
    name_write(out, key->name);
    buf_char(out, ' ');
    dump_columns(out, table, key->columns);
    buf_text(out, " references ");
    table_write_name(out, key->target);
    buf_char(out, ' ');
    dump_columns(out, key->target, key->referenced);
    buf_text(out, key->is_forward ? " forward" : "");
    buf_text(out, key->flags & CONSTRAINT_MATCH_FULL ? " match full" : "");
    if (key->on_delete != ACTION_NONE) {
        buf_text(out, " on delete ");
        buf_text(out, action_words(key->on_delete));
    }
    if (key->on_update != ACTION_NONE) {
        buf_text(out, " on update ");
        buf_text(out, action_words(key->on_update));
    }
    constraint_write_timing(out, key->flags);
    dump_constraint_end(out, table, key->targets);
}

void check_dump(Buf *out, const Table *table, const Check *check) {
    buf_text(out, "  check ");
    name_write(out, check->name);
    buf_text(out, " (");
    expr_write(out, check->condition, table);
    buf_char(out, ')');
    constraint_write_timing(out, check->flags);
    dump_constraint_end(out, table, check->targets);
}

static void dump_option(Buf *out, const OptionWord *option) {
    name_write(out, option->name);
    if (option->value) {
        buf_text(out, " = ");
        name_write_quoted(out, option->value);
    }
}

void index_dump(Buf *out, const Table *table, const Index *index) {
    buf_text(out, index->is_exclusion ? "  exclude "
                  : index->is_unique  ? "  unique index "
                                      : "  index ");
    name_write(out, index->name);
    buf_text(out, " (");
    for (uint16_t i = 0; i < index->key_count; i++) {
        buf_text(out, i > 0 ? ", " : "");
        expr_write(out, index->keys[i].expr, table);
        if (index->keys[i].collation) {
            buf_text(out, " collate ");
            name_write(out, index->keys[i].collation);
        }
        if (index->keys[i].class) {
            buf_text(out, " opclass ");
            name_write(out, index->keys[i].class);
        }
        if (index->keys[i].prefix) {
            buf_text(out, " prefix ");
            buf_uint(out, index->keys[i].prefix);
        }
        buf_text(out, index->keys[i].descending ? " desc" : "");
        buf_text(out, index->keys[i].nulls == 1   ? " nulls first"
                      : index->keys[i].nulls == 2 ? " nulls last"
                                                  : "");
        if (index->keys[i].sign) {
            buf_text(out, " with ");
            buf_name(out, index->keys[i].sign);
        }
    }
    buf_char(out, ')');
    if (index->method) {
        buf_text(out, " using ");
        name_write(out, index->method);
    }
    if (index->include.count > 0) {
        buf_text(out, " include ");
        dump_columns(out, table, index->include);
    }
    buf_text(out, index->flags & CONSTRAINT_NULLS_SAME ? " nulls not distinct" : "");
    if (index->where) {
        buf_text(out, " where (");
        expr_write(out, index->where, table);
        buf_char(out, ')');
    }
    for (uint16_t i = 0; i < index->options.count; i++) {
        buf_text(out, i == 0 ? " with (" : ", ");
        dump_option(out, &index->options.items[i]);
    }
    buf_text(out, index->options.count > 0 ? ")" : "");
    constraint_write_timing(out, index->flags);
    dump_constraint_end(out, table, index->targets);
    dump_text(out, "    statement", index->statement);
}

static void dump_partitioning(Buf *out, const Table *table, const Partitioning *partitioning) {
    buf_text(out, "  partition by");
    partitioning_write(out, partitioning, table);
    dump_constraint_end(out, table, partitioning->targets);
    for (uint32_t i = 0; i < partitioning->count; i++) {
        buf_text(out, "    partition ");
        name_write(out, partitioning->items[i].name);
        partition_write(out, &partitioning->items[i], table);
        buf_char(out, '\n');
    }
}

static void dump_table(Buf *out, const Table *table) {
    table_write_name(out, table);
    buf_text(out, table->flags & TABLE_WITHOUT_KEY ? " without primary key" : "");
    dump_targets(out, table->targets);
    buf_char(out, '\n');
    dump_text(out, "  doc", table->doc);
    dump_text(out, "  statement", table->statement);
    for (uint16_t i = 0; i < table->options.count; i++) {
        buf_text(out, "  with ");
        dump_option(out, &table->options.items[i]);
        dump_constraint_end(out, table, table->options.items[i].targets);
    }
    for (uint16_t i = 0; i < table->column_count; i++) {
        column_dump(out, table, &table->columns[i]);
    }
    if (table->primary_key) {
        key_dump(out, "  primary key ", table, table->primary_key);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        key_dump(out, "  unique ", table, &table->uniques[i]);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        foreign_key_dump(out, table, &table->foreign_keys[i]);
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        check_dump(out, table, &table->checks[i]);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        index_dump(out, table, &table->indexes[i]);
    }
    for (uint16_t i = 0; i < table->partitioning_count; i++) {
        dump_partitioning(out, table, &table->partitionings[i]);
    }
}

static void dump_type(Buf *out, const NativeType *type) {
    name_write(out, type->name);
    dump_targets(out, type->targets);
    buf_char(out, '\n');
    dump_text(out, "  doc", type->doc);
    for (unsigned target = 0; target < TARGET_COUNT; target++) {
        if (type->spelling[target]) {
            buf_text(out, "  ");
            buf_text(out, target_name((Target)target));
            buf_char(out, ' ');
            buf_name(out, type->spelling[target]);
            buf_char(out, '\n');
        }
    }
}

static void dump_enum(Buf *out, const Enum *enumeration) {
    write_qualified(out, enumeration->space, enumeration->name);
    dump_targets(out, enumeration->targets);
    buf_char(out, '\n');
    dump_text(out, "  doc", enumeration->doc);
    for (uint32_t i = 0; i < enumeration->value_count; i++) {
        buf_text(out, "  value ");
        name_write(out, enumeration->values[i].name);
        buf_char(out, '\n');
    }
}

static void dump_data(Buf *out, const Data *data) {
    table_write_name(out, data->table);
    buf_text(out, " key ");
    dump_columns(out, data->table, data->key);
    buf_text(out, " columns ");
    dump_columns(out, data->table, data->columns);
    dump_targets(out, data->targets);
    buf_char(out, '\n');
    for (uint32_t row = 0; row < data->row_count; row++) {
        buf_text(out, "  row ");
        for (uint16_t i = 0; i < data->columns.count; i++) {
            buf_text(out, i > 0 ? ", " : "");
            expr_write(out, data->values[(size_t)row * data->columns.count + i], data->table);
        }
        buf_char(out, '\n');
    }
}

static void dump_sql(Buf *out, const SqlObject *sql) {
    name_write(out, sql->name);
    dump_targets(out, sql->targets);
    buf_char(out, '\n');
    dump_text(out, "  doc", sql->doc);
    for (uint32_t i = 0; i < sql->needs_count; i++) {
        buf_text(out, "  needs ");
        buf_text(out, object_kind(sql->needs[i]));
        buf_char(out, ' ');
        write_qualified(out, object_space(sql->needs[i]), object_name(sql->needs[i]));
        buf_char(out, '\n');
    }
    dump_text(out, "  up", sql->up);
    dump_text(out, "  down", sql->down);
    dump_text(out, "  down none", sql->down_reason);
}

/* ---- sequences ---- */

static int64_t type_most(Type type) {
    return type.kind == TYPE_SMALLINT ? INT16_MAX : type.kind == TYPE_INT ? INT32_MAX : INT64_MAX;
}

int64_t sequence_least(const Sequence *sequence) {
    return sequence->increment > 0 ? 1 : -type_most(sequence->type) - 1;
}

int64_t sequence_most(const Sequence *sequence) {
    return sequence->increment > 0 ? type_most(sequence->type) : -1;
}

int64_t sequence_start(const Sequence *sequence) {
    return sequence->increment > 0 ? sequence->least : sequence->most;
}

Name sequence_called(Names *names, Name space, Name name) {
    Buf text = {0};
    write_qualified(&text, space, name);
    Name called = names_intern(names, text.data, text.length);
    buf_free(&text);
    return called;
}

static void write_number(Buf *out, const char *words, int64_t number, int64_t usual) {
    if (number != usual) {
        buf_printf(out, "%s%lld", words, (long long)number);
    }
}

void sequence_write(Buf *out, const Sequence *sequence, void (*write)(Buf *out, Name name)) {
    if (sequence->type.kind != TYPE_BIGINT) {
        buf_char(out, ' ');
        type_write(out, sequence->type);
    }
    write_number(out, " start ", sequence->start, sequence_start(sequence));
    write_number(out, " increment ", sequence->increment, 1);
    write_number(out, " minvalue ", sequence->least, sequence_least(sequence));
    write_number(out, " maxvalue ", sequence->most, sequence_most(sequence));
    write_number(out, " cache ", sequence->cache, 1);
    buf_text(out, sequence->cycles ? " cycle" : "");
    if (sequence->owner) {
        buf_text(out, " owned by ");
        if (sequence->owner_space) {
            write(out, sequence->owner_space);
            buf_char(out, '.');
        }
        write(out, sequence->owner);
        buf_char(out, '.');
        write(out, sequence->owner_column);
    }
}

static void dump_sequence(Buf *out, const Sequence *sequence) {
    write_qualified(out, sequence->space, sequence->name);
    sequence_write(out, sequence, name_write);
    dump_targets(out, sequence->targets);
    buf_char(out, '\n');
    dump_text(out, "  doc", sequence->doc);
}

static void dump_domain(Buf *out, const Domain *domain) {
    write_qualified(out, domain->space, domain->name);
    dump_targets(out, domain->targets);
    buf_char(out, '\n');
    dump_text(out, "  doc", domain->doc);
    column_dump(out, domain->subject, &domain->subject->columns[0]);
    for (uint16_t i = 0; i < domain->subject->check_count; i++) {
        check_dump(out, domain->subject, &domain->subject->checks[i]);
    }
}

void object_dump(Buf *out, const Object *object) {
    buf_text(out, object_kind(object));
    buf_char(out, ' ');
    switch (object->kind) {
    case OBJECT_EXTENSION:
        name_write(out, object->extension->name);
        dump_targets(out, object->extension->targets);
        buf_char(out, '\n');
        break;
    case OBJECT_TYPE: dump_type(out, object->type); break;
    case OBJECT_ENUM: dump_enum(out, object->enumeration); break;
    case OBJECT_TABLE: dump_table(out, object->table); break;
    case OBJECT_DATA: dump_data(out, object->data); break;
    case OBJECT_SQL: dump_sql(out, object->sql); break;
    case OBJECT_DOMAIN: dump_domain(out, object->domain); break;
    case OBJECT_SEQUENCE: dump_sequence(out, object->sequence); break;
    }
}

void model_dump(Buf *out, const Model *model) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        object_dump(out, &model->objects[i]);
    }
}
