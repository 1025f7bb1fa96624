/*
 * restate.c - see change/restate.h.
 */
#include "change/restate.h"

#include "schema/derived.h"
#include "syntax/operator.h"

/* ---- words ---- */

/* Words that begin something else where a name, a type or a modifier can stand. */
static bool is_taken_word(Text word) {
    static const char *const words[] = {
        "null",    "true",     "false",   "and",     "or",         "not",         "primary",
        "unique",  "foreign",  "check",   "index",   "include",    "using",       "where",
        "default", "identity", "collate", "forward", "references", "generated",   "on",
        "for",     "lossy",    "restore", "without", "needs",      "up",          "down",
        "column",  "between",  "case",    "cast",    "else",       "end",         "extract",
        "in",      "is",       "like",    "then",    "when",       "none",        "now",
        "asc",     "desc",     "nulls",   "stored",  "virtual",    "concurrently",
        "start",   "increment", "minvalue", "maxvalue", "cache",    "cycle",       "owned",
        "with",    "charset",  "unsigned", "opclass", "prefix",    "exclude", "deferrable", "match"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_is(word, words[i])) {
            return true;
        }
    }
    return false;
}

void restate_name(Buf *out, Name name) {
    if (is_taken_word(name_text(name))) {
        name_write_quoted(out, name);
    } else {
        name_write(out, name);
    }
}

void restate_qualified(Buf *out, Name space, Name name) {
    if (space) {
        restate_name(out, space);
        buf_char(out, '.');
    }
    restate_name(out, name);
}

void restate_value(Buf *out, Name value) {
    if (value->is_plain && !is_taken_word(name_text(value))) {
        buf_name(out, value);
    } else {
        restate_string(out, name_text(value));
    }
}

void restate_string(Buf *out, Text text) {
    buf_char(out, '\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\'') {
            buf_char(out, '\'');
        }
        buf_char(out, text.data[i]);
    }
    buf_char(out, '\'');
}

void restate_type(Buf *out, Type type) {
    if (type.domain) {
        restate_qualified(out, type.domain->space, type.domain->name);
        buf_text(out, type.is_array && !domain_is_array(type.domain) ? "[]" : "");
        return;
    }
    if (type.kind == TYPE_ENUM) {
        restate_qualified(out, type.enumeration->space, type.enumeration->name);
        buf_text(out, type.is_array ? "[]" : "");
    } else if (type.kind == TYPE_NATIVE) {
        restate_name(out, type.native->name);
        buf_text(out, type.is_array ? "[]" : "");
    } else {
        type_write(out, type);
    }
}

void restate_targets(Buf *out, TargetSet targets, TargetSet around) {
    if (targets != around) {
        buf_text(out, " for ");
        targets_write(out, targets);
    }
}

void restate_doc(Buf *out, Name doc, unsigned indent) {
    if (!doc) {
        return;
    }
    const char *at = doc->text;
    const char *end = at + doc->length;
    for (;;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const char *line_end = stop ? stop : end;
        buf_spaces(out, indent);
        buf_text(out, line_end > at ? "/// " : "///");
        buf_put(out, at, (size_t)(line_end - at));
        buf_char(out, '\n');
        if (!stop) {
            return;
        }
        at = stop + 1;
    }
}

/* Between dollars with a tag that the text does not have. */
static void put_verbatim(Buf *out, Name text) {
    for (unsigned number = 0;; number++) {
        Buf tag = {0};
        Buf closed = {0};
        if (number == 0) {
            buf_text(&tag, "$$");
        } else {
            buf_printf(&tag, "$sql%u$", number);
        }
        buf_name(&closed, text);
        buf_slice(&closed, buf_view(&tag));
        const char *found = memmem(closed.data, closed.length, tag.data, tag.length);
        bool is_free = found == closed.data + text->length;
        if (is_free) {
            buf_slice(out, buf_view(&tag));
            buf_slice(out, buf_view(&closed));
        }
        buf_free(&tag);
        buf_free(&closed);
        if (is_free) {
            return;
        }
    }
}

void restate_comment(Buf *out, Name doc) {
    buf_text(out, "comment ");
    if (!doc) {
        buf_text(out, "none");
    } else if (memchr(doc->text, '\n', doc->length)) {
        put_verbatim(out, doc);
    } else {
        restate_string(out, name_text(doc));
    }
    buf_char(out, '\n');
}

static void put_columns(Buf *out, const Table *table, Columns columns) {
    buf_char(out, '(');
    for (uint16_t i = 0; i < columns.count; i++) {
        buf_text(out, i > 0 ? ", " : "");
        restate_name(out, table->columns[columns.at[i]].name);
    }
    buf_char(out, ')');
}

static void put_in_brackets(Buf *out, const Expr *expr, const Table *table) {
    buf_char(out, '(');
    expr_write(out, expr, table);
    buf_char(out, ')');
}

/* ---- names that are derived ---- */

static bool is_name(Buf *text, Name name) {
    bool is = text_equal(buf_view(text), name_text(name));
    buf_free(text);
    return is;
}

bool restate_is_derived(const Table *table, Columns columns, const char *suffix, Name name) {
    Buf text = {0};
    derived_of_columns(&text, table, columns, suffix);
    return is_name(&text, name);
}

bool restate_is_derived_primary_key(const Table *table) {
    Buf text = {0};
    derived_primary_key(&text, table);
    return is_name(&text, table->primary_key->name);
}

bool restate_is_derived_check(const Table *table, const Check *check) {
    Buf text = {0};
    derived_check(&text, table, check->condition, 1);
    return is_name(&text, check->name);
}

bool restate_is_derived_index(const Table *table, const Index *index) {
    Buf text = {0};
    derived_index(&text, table, index->keys, index->key_count);
    return is_name(&text, index->name);
}

/* ---- columns ---- */

void restate_single(Buf *out, const Expr *expr, const Table *table) {
    bool is_negative = expr->kind == EXPR_UNARY && expr->op == AST_SUBTRACT &&
                       expr->items[0]->kind == EXPR_NUMBER;
    if (expr->kind == EXPR_CALL && expr->count == 0 && expr->function != FUNCTION_COUNT) {
        buf_text(out, function_info((Function)expr->function)->word);
    } else if (is_negative || expr_level(expr) == LEVEL_PRIMARY || expr->kind == EXPR_VERBATIM) {
        expr_write(out, expr, table);
    } else {
        put_in_brackets(out, expr, table);
    }
}

static void put_action(Buf *out, const char *words, uint8_t action) {
    const char *said = NULL;
    switch ((Action)action) {
    case ACTION_NONE: return;
    case ACTION_RESTRICT: said = "restrict"; break;
    case ACTION_CASCADE: said = "cascade"; break;
    case ACTION_SET_NULL: said = "set null"; break;
    case ACTION_SET_DEFAULT: said = "set default"; break;
    }
    buf_text(out, words);
    buf_text(out, said);
}

static bool is_primary_key_of(const ForeignKey *key) {
    const Key *primary = key->target->primary_key;
    bool is = primary && primary->columns.count == key->referenced.count;
    for (uint16_t i = 0; is && i < key->referenced.count; i++) {
        is = primary->columns.at[i] == key->referenced.at[i];
    }
    return is;
}

static void put_references(Buf *out, const ForeignKey *key, KeyPlace place) {
    buf_text(out, " references ");
    restate_qualified(out, key->target->space, key->target->name);
    if (!is_primary_key_of(key)) {
        buf_char(out, ' ');
        put_columns(out, key->target, key->referenced);
    }
    buf_text(out, place == KEY_FORWARD ? " forward" : "");
    buf_text(out, key->flags & CONSTRAINT_MATCH_FULL ? " match full" : "");
    put_action(out, " on delete ", key->on_delete);
    put_action(out, " on update ", key->on_update);
    constraint_write_timing(out, key->flags);
}

bool restate_is_modifier(const Table *table, const Key *key, const char *suffix) {
    return key->columns.count == 1 && key->targets == table->columns[key->columns.at[0]].targets &&
           (key == table->primary_key ? restate_is_derived_primary_key(table)
                                      : restate_is_derived(table, key->columns, suffix, key->name));
}

bool restate_is_reference(const Table *table, const ForeignKey *key) {
    return key->columns.count == 1 && key->targets == table->columns[key->columns.at[0]].targets &&
           restate_is_derived(table, key->columns, "fkey", key->name);
}

static void put_included(Buf *out, const Table *table, Columns include) {
    if (include.count > 0) {
        buf_text(out, " include ");
        put_columns(out, table, include);
    }
}

/* What a key says besides its columns. */
static void put_key_clauses(Buf *out, const Table *table, const Key *key) {
    put_included(out, table, key->include);
    buf_text(out, key->flags & CONSTRAINT_NULLS_SAME ? " nulls not distinct" : "");
    constraint_write_timing(out, key->flags);
}

static void put_keys(Buf *out, const Table *table, uint16_t position, const KeyPlace *places) {
    const Key *primary = table->primary_key;
    if (primary && primary->columns.at[0] == position && restate_is_modifier(table, primary, "")) {
        buf_text(out, " primary key");
        put_key_clauses(out, table, primary);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        const Key *key = &table->uniques[i];
        if (key->columns.at[0] == position && restate_is_modifier(table, key, "key")) {
            buf_text(out, " unique");
            put_key_clauses(out, table, key);
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        if (places[i] != KEY_LATER && key->columns.at[0] == position &&
            restate_is_reference(table, key)) {
            put_references(out, key, places[i]);
        }
    }
}

void restate_column(Buf *out, const Table *table, uint16_t position, const KeyPlace *places) {
    const Column *column = &table->columns[position];
    restate_name(out, column->name);
    buf_char(out, ' ');
    restate_type(out, column->type);
    buf_text(out, column->flags & COLUMN_NULLABLE ? " null" : "");
    buf_text(out, column->flags & COLUMN_IDENTITY ? " identity" : "");
    if (column->collation) {
        buf_text(out, " collate ");
        restate_name(out, column->collation);
    }
    if (column->charset) {
        buf_text(out, " charset ");
        restate_name(out, column->charset);
    }
    if (column->default_value) {
        buf_text(out, " default ");
        restate_single(out, column->default_value, table);
    }
    if (column->generated) {
        buf_text(out, " generated ");
        put_in_brackets(out, column->generated, table);
        buf_text(out, column->flags & COLUMN_VIRTUAL ? " virtual" : " stored");
    }
    buf_text(out, column->flags & COLUMN_TOUCHED ? " on update now" : "");
    if (places) {
        put_keys(out, table, position, places);
    }
    restate_targets(out, column->targets, table->targets);
}

/* ---- other items ---- */

static void put_part_name(Buf *out, Name name, bool is_left_out) {
    if (!is_left_out) {
        buf_char(out, ' ');
        restate_name(out, name);
    }
    buf_char(out, ' ');
}

void restate_primary_key(Buf *out, const Table *table) {
    buf_text(out, "primary key");
    put_part_name(out, table->primary_key->name, restate_is_derived_primary_key(table));
    put_columns(out, table, table->primary_key->columns);
    put_key_clauses(out, table, table->primary_key);
    restate_targets(out, table->primary_key->targets, table->targets);
}

void restate_unique(Buf *out, const Table *table, const Key *key) {
    buf_text(out, "unique");
    put_part_name(out, key->name, restate_is_derived(table, key->columns, "key", key->name));
    put_columns(out, table, key->columns);
    put_key_clauses(out, table, key);
    restate_targets(out, key->targets, table->targets);
}

void restate_foreign_key(Buf *out, const Table *table, const ForeignKey *key, KeyPlace place) {
    buf_text(out, "foreign key");
    put_part_name(out, key->name, restate_is_derived(table, key->columns, "fkey", key->name));
    put_columns(out, table, key->columns);
    put_references(out, key, place);
    restate_targets(out, key->targets, table->targets);
}

void restate_check(Buf *out, const Table *table, const Check *check) {
    buf_text(out, "check");
    put_part_name(out, check->name, restate_is_derived_check(table, check));
    put_in_brackets(out, check->condition, table);
    constraint_write_timing(out, check->flags);
    restate_targets(out, check->targets, table->targets);
}

void restate_index(Buf *out, const Table *table, const Index *index) {
    buf_text(out, index->is_exclusion ? "exclude" : index->is_unique ? "unique index" : "index");
    put_part_name(out, index->name, restate_is_derived_index(table, index));
    if (index->method) {
        buf_text(out, "using ");
        restate_name(out, index->method);
        buf_char(out, ' ');
    }
    buf_char(out, '(');
    for (uint16_t i = 0; i < index->key_count; i++) {
        buf_text(out, i > 0 ? ", " : "");
        restate_index_key(out, &index->keys[i], table);
        buf_text(out, index->keys[i].descending ? " desc" : "");
        buf_text(out, index->keys[i].nulls == 1   ? " nulls first"
                      : index->keys[i].nulls == 2 ? " nulls last"
                                                  : "");
        if (index->keys[i].sign) {
            buf_text(out, " with ");
            restate_string(out, name_text(index->keys[i].sign));
        }
    }
    buf_char(out, ')');
    put_included(out, table, index->include);
    buf_text(out, index->flags & CONSTRAINT_NULLS_SAME ? " nulls not distinct" : "");
    if (index->where) {
        buf_text(out, " where ");
        put_in_brackets(out, index->where, table);
    }
    if (index->options.count > 0) {
        buf_text(out, " with ");
        restate_options(out, index->options.items, index->options.count);
    }
    constraint_write_timing(out, index->flags);
    restate_targets(out, index->targets, table->targets);
}

/* ---- objects ---- */

static void begin_item(Buf *out, unsigned indent) {
    buf_spaces(out, indent + 2);
}

static void end_item(Buf *out) {
    buf_char(out, '\n');
}

static void end_block(Buf *out, unsigned indent) {
    buf_spaces(out, indent);
    buf_text(out, "}\n");
}

static void put_table(Buf *out, const Table *table, unsigned indent, const KeyPlace *places) {
    buf_text(out, "table ");
    restate_qualified(out, table->space, table->name);
    buf_text(out, table->flags & TABLE_WITHOUT_KEY ? " without primary key" : "");
    restate_targets(out, table->targets, TARGETS_ALL);
    buf_text(out, " {\n");
    for (uint16_t i = 0; i < table->column_count; i++) {
        restate_doc(out, table->columns[i].doc, indent + 2);
        begin_item(out, indent);
        restate_column(out, table, i, places);
        end_item(out);
    }
    uint32_t columns_end = (uint32_t)out->length;
    buf_char(out, '\n');
    if (table->primary_key && !restate_is_modifier(table, table->primary_key, "")) {
        begin_item(out, indent);
        restate_primary_key(out, table);
        end_item(out);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        if (!restate_is_modifier(table, &table->uniques[i], "key")) {
            begin_item(out, indent);
            restate_unique(out, table, &table->uniques[i]);
            end_item(out);
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (places[i] != KEY_LATER && !restate_is_reference(table, &table->foreign_keys[i])) {
            begin_item(out, indent);
            restate_foreign_key(out, table, &table->foreign_keys[i], places[i]);
            end_item(out);
        }
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        begin_item(out, indent);
        restate_check(out, table, &table->checks[i]);
        end_item(out);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        begin_item(out, indent);
        restate_index(out, table, &table->indexes[i]);
        end_item(out);
    }
    const OptionWords *options = &table->options;
    for (uint16_t i = 0, next; i < options->count; i = next) {
        next = restate_next_options(options, i);
        begin_item(out, indent);
        buf_text(out, "with ");
        restate_options(out, &options->items[i], (uint16_t)(next - i));
        restate_targets(out, options->items[i].targets, table->targets);
        end_item(out);
    }
    for (uint16_t i = 0; i < table->partitioning_count; i++) {
        begin_item(out, indent);
        restate_partitioning(out, &table->partitionings[i], table, indent + 2);
        end_item(out);
    }
    if (out->length == columns_end + 1) {
        out->length--; /* nothing but columns: no empty line behind them */
    }
    end_block(out, indent);
}

static void put_enum(Buf *out, const Enum *enumeration, unsigned indent) {
    buf_text(out, "enum ");
    restate_qualified(out, enumeration->space, enumeration->name);
    restate_targets(out, enumeration->targets, TARGETS_ALL);
    buf_text(out, " {");
    for (uint32_t i = 0; i < enumeration->value_count; i++) {
        if (enumeration->value_count > 6) {
            buf_char(out, '\n');
            begin_item(out, indent);
        } else {
            buf_text(out, i > 0 ? ", " : " ");
        }
        restate_value(out, enumeration->values[i].name);
    }
    if (enumeration->value_count > 6) {
        buf_char(out, '\n');
        end_block(out, indent);
    } else {
        buf_text(out, " }\n");
    }
}

static void put_type(Buf *out, const NativeType *type, unsigned indent) {
    buf_text(out, "type ");
    restate_name(out, type->name);
    restate_targets(out, type->targets, TARGETS_ALL);
    buf_text(out, " {\n");
    for (unsigned target = 0; target < TARGET_COUNT; target++) {
        if (type->spelling[target]) {
            begin_item(out, indent);
            buf_text(out, target_name((Target)target));
            buf_char(out, ' ');
            buf_name(out, type->spelling[target]);
            end_item(out);
        }
    }
    end_block(out, indent);
}

static void put_data(Buf *out, const Data *data, unsigned indent) {
    buf_text(out, "data ");
    restate_qualified(out, data->table->space, data->table->name);
    buf_text(out, " key ");
    put_columns(out, data->table, data->key);
    restate_targets(out, data->targets, data->table->targets);
    buf_text(out, " {\n");
    begin_item(out, indent);
    for (uint16_t i = 0; i < data->columns.count; i++) {
        buf_text(out, i > 0 ? " " : "");
        restate_name(out, data->table->columns[data->columns.at[i]].name);
    }
    end_item(out);
    for (uint32_t row = 0; row < data->row_count; row++) {
        begin_item(out, indent);
        for (uint16_t i = 0; i < data->columns.count; i++) {
            buf_text(out, i > 0 ? " " : "");
            expr_write(out, data->values[(size_t)row * data->columns.count + i], data->table);
        }
        end_item(out);
    }
    end_block(out, indent);
}

static void put_sql(Buf *out, const SqlObject *sql, unsigned indent) {
    buf_text(out, "sql ");
    restate_name(out, sql->name);
    restate_targets(out, sql->targets, TARGETS_ALL);
    buf_char(out, '\n');
    if (sql->needs_count > 0) {
        begin_item(out, indent);
        buf_text(out, "needs ");
        for (uint32_t i = 0; i < sql->needs_count; i++) {
            buf_text(out, i > 0 ? ", " : "");
            restate_qualified(out, object_space(sql->needs[i]), object_name(sql->needs[i]));
        }
        buf_char(out, '\n');
    }
    begin_item(out, indent);
    buf_text(out, "up ");
    put_verbatim(out, sql->up);
    if (sql->down) {
        buf_char(out, '\n');
        begin_item(out, indent);
        buf_text(out, "down ");
        put_verbatim(out, sql->down);
    } else if (sql->down_reason) {
        buf_char(out, '\n');
        begin_item(out, indent);
        buf_text(out, "down none ");
        restate_string(out, name_text(sql->down_reason));
    }
    buf_char(out, '\n');
}

static void put_domain(Buf *out, const Domain *domain) {
    const Table *subject = domain->subject;
    const Column *value = &subject->columns[0];
    buf_text(out, "domain ");
    restate_qualified(out, domain->space, domain->name);
    buf_char(out, ' ');
    restate_type(out, value->type);
    buf_text(out, value->flags & COLUMN_NULLABLE ? " null" : "");
    if (value->collation) {
        buf_text(out, " collate ");
        restate_name(out, value->collation);
    }
    if (value->default_value) {
        buf_text(out, " default ");
        restate_single(out, value->default_value, subject);
    }
    for (uint16_t i = 0; i < subject->check_count; i++) {
        buf_text(out, " check");
        put_part_name(out, subject->checks[i].name,
                      restate_is_derived_check(subject, &subject->checks[i]));
        put_in_brackets(out, subject->checks[i].condition, subject);
    }
    restate_targets(out, domain->targets, TARGETS_ALL);
    buf_char(out, '\n');
}

static Name doc_of(const Object *object) {
    switch (object->kind) {
    case OBJECT_TYPE: return object->type->doc;
    case OBJECT_ENUM: return object->enumeration->doc;
    case OBJECT_TABLE: return object->table->doc;
    case OBJECT_SQL: return object->sql->doc;
    case OBJECT_DOMAIN: return object->domain->doc;
    case OBJECT_SEQUENCE: return object->sequence->doc;
    case OBJECT_EXTENSION:
    case OBJECT_DATA: break;
    }
    return NULL;
}

void restate_object(Buf *out, const Object *object, const char *words, unsigned indent,
                    const KeyPlace *places) {
    restate_doc(out, doc_of(object), indent);
    buf_spaces(out, indent);
    buf_text(out, words);
    switch (object->kind) {
    case OBJECT_EXTENSION:
        buf_text(out, "extension ");
        restate_name(out, object->extension->name);
        restate_targets(out, object->extension->targets, TARGETS_ALL);
        buf_char(out, '\n');
        break;
    case OBJECT_TYPE: put_type(out, object->type, indent); break;
    case OBJECT_ENUM: put_enum(out, object->enumeration, indent); break;
    case OBJECT_TABLE: put_table(out, object->table, indent, places); break;
    case OBJECT_DATA: put_data(out, object->data, indent); break;
    case OBJECT_SQL: put_sql(out, object->sql, indent); break;
    case OBJECT_DOMAIN: put_domain(out, object->domain); break;
    case OBJECT_SEQUENCE:
        buf_text(out, "sequence ");
        restate_qualified(out, object->sequence->space, object->sequence->name);
        sequence_write(out, object->sequence, restate_name);
        restate_targets(out, object->sequence->targets, TARGETS_ALL);
        buf_char(out, '\n');
        break;
    }
}
