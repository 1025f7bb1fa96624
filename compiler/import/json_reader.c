/*
 * json_reader.c - takes the document that a server printed, gives its catalog. See json_reader.h.
 *
 * What goes wrong most often is told first: there is no document, there is a server's error instead, it ends
 * in the middle.
 */
#include "import/json_reader.h"

#include <jansson.h>

#include "base/buf.h"
#include "emit/quote.h"
#include "import/json_fields.h"
#include "import/json_objects.h"
#include "import/mysql_table.h"
#include "import/serial.h"
#include "schema/type.h"

#define MOST_ITEMS 1000000u
#define MOST_IN_TABLE UINT16_MAX

/* ---- tables ---- */

static CatalogNames read_names(JsonFields *fields, const JsonPlace *place, const char *field) {
    uint32_t count;
    CatalogNames names = {.items = json_texts(fields, place, field, MOST_IN_TABLE, &count)};
    names.count = (uint16_t)count;
    return names;
}

/* Columns of which there is at least one. */
static CatalogNames read_key_columns(JsonFields *fields, const JsonPlace *place) {
    CatalogNames names = read_names(fields, place, "columns");
    if (names.count == 0) {
        json_complain(fields, place, "columns", "is empty, expected the names of columns");
    }
    return names;
}

static Name quoted(const JsonFields *fields, Name literal) {
    Buf text = {0};
    quote_string(&text, literal->text, literal->length, fields->target);
    Name sql = names_intern(fields->names, text.data, text.length);
    buf_free(&text);
    return sql;
}

static void read_column(JsonFields *fields, const JsonPlace *place, CatalogColumn *column) {
    column->name = json_needed(fields, place, "name");
    column->type = json_needed(fields, place, "type");
    column->type_space = json_text(fields, place, "type_space");
    column->default_text = json_sql(fields, place, "default");
    Name literal = json_text(fields, place, "literal");
    if (literal) {
        column->default_text = quoted(fields, literal);
    }
    column->generated = json_sql(fields, place, "generated");
    column->collation = json_text(fields, place, "collation");
    column->charset = json_text(fields, place, "charset");
    column->comment = json_text(fields, place, "comment");
    column->is_nullable = json_flag(fields, place, "nullable");
    column->is_virtual = json_flag(fields, place, "virtual");
    column->is_serial = json_flag(fields, place, "serial");
    column->sequence = json_text(fields, place, "sequence");
    column->not_serial = json_text(fields, place, "not_serial");
    if (column->not_serial && !serial_has_word(column->not_serial)) {
        json_complain(fields, place, "not_serial", "is no reason that there is");
    }
    column->is_touched = json_flag(fields, place, "touched");
    column->is_invisible = json_flag(fields, place, "invisible");
    Name identity = json_text(fields, place, "identity");
    column->is_always = identity && text_is(name_text(identity), "always");
    column->is_identity = identity != NULL;
    if (identity && !column->is_always && !text_is(name_text(identity), "default")) {
        json_complain(fields, place, "identity", "is neither `always` nor `default`");
    }
}

/* What a constraint says besides, as a set of ConstraintFlag. */
static uint8_t read_flags(JsonFields *fields, const JsonPlace *place) {
    unsigned flags = json_flag(fields, place, "deferrable") ? CONSTRAINT_DEFERRABLE : 0;
    flags |= json_flag(fields, place, "deferred") ? CONSTRAINT_DEFERRED : 0;
    flags |= json_flag(fields, place, "not_valid") ? CONSTRAINT_NOT_VALID : 0;
    flags |= json_flag(fields, place, "match_full") ? CONSTRAINT_MATCH_FULL : 0;
    flags |= json_flag(fields, place, "nulls_not_distinct") ? CONSTRAINT_NULLS_SAME : 0;
    return (uint8_t)flags;
}

static void read_key(JsonFields *fields, const JsonPlace *place, CatalogKey *key) {
    key->name = json_text(fields, place, "name");
    key->columns = read_key_columns(fields, place);
    key->include = read_names(fields, place, "include");
    key->flags = read_flags(fields, place);
}

/* An action by the letter that catalogs have for it. */
static Action read_action(JsonFields *fields, const JsonPlace *place, const char *field) {
    static const char letters[] = {[ACTION_NONE] = 'a',
                                   [ACTION_RESTRICT] = 'r',
                                   [ACTION_CASCADE] = 'c',
                                   [ACTION_SET_NULL] = 'n',
                                   [ACTION_SET_DEFAULT] = 'd'};
    Name letter = json_text(fields, place, field);
    if (!letter) {
        return ACTION_NONE;
    }
    for (size_t i = 0; i < sizeof letters; i++) {
        if (letter->length == 1 && letter->text[0] == letters[i]) {
            return (Action)i;
        }
    }
    json_complain(fields, place, field, "is none of `a`, `r`, `c`, `n`, `d`");
    return ACTION_NONE;
}

static void read_foreign_key(JsonFields *fields, const JsonPlace *place, CatalogForeignKey *key) {
    key->name = json_text(fields, place, "name");
    key->columns = read_key_columns(fields, place);
    key->target_space = json_text(fields, place, "target_space");
    key->target = json_needed(fields, place, "target");
    key->referenced = read_names(fields, place, "referenced");
    key->on_delete = read_action(fields, place, "on_delete");
    key->on_update = read_action(fields, place, "on_update");
    key->flags = read_flags(fields, place);
    if (key->referenced.count != 0 && key->referenced.count != key->columns.count) {
        json_complain(fields, place, "referenced", "has %u names, expected %u, as `columns` has",
                      key->referenced.count, key->columns.count);
    }
}

static void read_index_key(JsonFields *fields, const JsonPlace *place, CatalogIndexKey *key) {
    key->column = json_text(fields, place, "column");
    key->expression = json_sql(fields, place, "expression");
    key->opclass = json_text(fields, place, "opclass");
    key->collation = json_text(fields, place, "collation");
    key->prefix = json_number(fields, place, "prefix");
    key->sign = json_text(fields, place, "operator");
    key->is_descending = json_flag(fields, place, "descending");
    if (!key->column == !key->expression) {
        json_complain(fields, place, "column", "and `expression`: expected one of them");
    }
    Name nulls = json_text(fields, place, "nulls");
    if (nulls && text_is(name_text(nulls), "first")) {
        key->nulls = 1;
    } else if (nulls && text_is(name_text(nulls), "last")) {
        key->nulls = 2;
    } else if (nulls) {
        json_complain(fields, place, "nulls", "is neither `first` nor `last`");
    }
}

/* `with`: objects with `name` and perhaps `value`. */
static CatalogOptions read_options(JsonFields *fields, const JsonPlace *place) {
    CatalogOptions options = {0};
    options.count = (uint16_t)json_count(fields, place, "with", MOST_IN_TABLE);
    options.items = NEW_ARRAY(fields->arena, CatalogOption, options.count);
    for (uint32_t i = 0; i < options.count; i++) {
        JsonPlace item = json_item(fields, place, "with", i);
        options.items[i].name = json_needed(fields, &item, "name");
        options.items[i].value = json_text(fields, &item, "value");
    }
    return options;
}

static void read_index(JsonFields *fields, const JsonPlace *place, CatalogIndex *index) {
    index->name = json_text(fields, place, "name");
    index->method = json_text(fields, place, "method");
    index->where = json_sql(fields, place, "where");
    index->is_unique = json_flag(fields, place, "unique");
    index->is_hidden = json_flag(fields, place, "hidden");
    index->comment = json_text(fields, place, "comment");
    index->options = read_options(fields, place);
    index->include = read_names(fields, place, "include");
    index->flags = read_flags(fields, place);
    index->key_count = (uint16_t)json_count(fields, place, "keys", MOST_IN_TABLE);
    index->keys = NEW_ARRAY(fields->arena, CatalogIndexKey, index->key_count);
    for (uint32_t i = 0; i < index->key_count; i++) {
        JsonPlace item = json_item(fields, place, "keys", i);
        read_index_key(fields, &item, &index->keys[i]);
    }
    if (index->key_count == 0) {
        json_complain(fields, place, "keys", "is empty, expected columns or expressions");
    }
}

static void read_check(JsonFields *fields, const JsonPlace *place, CatalogCheck *check) {
    check->name = json_text(fields, place, "name");
    check->condition = json_sql(fields, place, "condition");
    check->flags = read_flags(fields, place);
    if (!check->condition) {
        json_complain(fields, place, "condition", "is missing, expected a text");
    }
    check->is_not_enforced = json_flag(fields, place, "not_enforced");
}

/* In MySQL and MariaDB all of these have names. */
static void check_names(JsonFields *fields, const JsonPlace *place, const CatalogTable *table) {
    static const char what[] = "has an entry without a name";
    for (uint16_t i = 0; i < table->unique_count; i++) {
        if (!table->uniques[i].name) {
            json_complain(fields, place, "uniques", what);
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (!table->indexes[i].name) {
            json_complain(fields, place, "indexes", what);
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (!table->foreign_keys[i].name) {
            json_complain(fields, place, "foreign_keys", what);
        }
    }
}

/* ---- columns that are spoken of ---- */

/* The columns of a table by their names; servers other than PostgreSQL do not tell capitals. */
typedef struct Known {
    JsonFields *fields;
    const JsonPlace *table;
    NameMap columns;
} Known;

static Name known_as(const Known *known, Name name) {
    return known->fields->target == TARGET_POSTGRES ? name
                                                    : names_lower(known->fields->names, name);
}

static bool knows(const Known *known, Name name) {
    return namemap_get(&known->columns, known_as(known, name)) != NULL;
}

/* Tells of a column in `field` of an entry of `list` that the table does not have. */
static void check_columns(const Known *known, JsonPlace place, const char *field,
                          CatalogNames names) {
    place.outer = known->table;
    for (uint16_t i = 0; i < names.count; i++) {
        if (!knows(known, names.items[i])) {
            json_complain(known->fields, &place, field, "has `%.80s`, which is no column of it",
                          names.items[i]->text);
        }
    }
}

static void check_index_keys(const Known *known, JsonPlace place, const CatalogIndexKey *keys,
                             uint16_t count) {
    place.outer = known->table;
    for (uint16_t i = 0; i < count; i++) {
        if (keys[i].column && !knows(known, keys[i].column)) {
            json_complain(known->fields, &place, "keys", "has `%.80s`, which is no column of it",
                          keys[i].column->text);
        }
    }
}

/* Every column has a name of its own, and keys are of columns that are there. */
static void check_parts(JsonFields *fields, const JsonPlace *place, const CatalogTable *table) {
    Known known = {.fields = fields, .table = place};
    for (uint16_t i = 0; i < table->column_count; i++) {
        Name name = table->columns[i].name;
        if (namemap_put(fields->arena, &known.columns, known_as(&known, name), (void *)name)) {
            json_complain(fields, place, "columns", "has `%.80s` twice", name->text);
        }
    }
    if (table->primary_key) {
        JsonPlace key = {.list = "primary_key", .is_single = true};
        check_columns(&known, key, "columns", table->primary_key->columns);
        check_columns(&known, key, "include", table->primary_key->include);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        JsonPlace key = {.list = "uniques", .index = i};
        check_columns(&known, key, "columns", table->uniques[i].columns);
        check_columns(&known, key, "include", table->uniques[i].include);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        JsonPlace key = {.list = "foreign_keys", .index = i};
        check_columns(&known, key, "columns", table->foreign_keys[i].columns);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        JsonPlace index = {.list = "indexes", .index = i};
        check_index_keys(&known, index, table->indexes[i].keys, table->indexes[i].key_count);
        check_columns(&known, index, "include", table->indexes[i].include);
    }
    if (table->partitioning) {
        JsonPlace partitioning = {.list = "partitioning", .is_single = true};
        check_index_keys(&known, partitioning, table->partitioning->keys,
                         table->partitioning->key_count);
    }
}

/* ---- a table ---- */

static CatalogPartitioning *read_partitioning(JsonFields *fields, const JsonPlace *table) {
    const json_t *value = json_object_get(table->value, "partitioning");
    if (!value || json_is_null(value)) {
        return NULL;
    }
    JsonPlace place = {.outer = table, .list = "partitioning", .is_single = true, .value = value};
    if (!json_is_object(value)) {
        json_complain(fields, table, "partitioning", "is no object");
        return NULL;
    }
    CatalogPartitioning *of = NEW(fields->arena, CatalogPartitioning);
    of->method = json_needed(fields, &place, "method");
    of->number = json_number(fields, &place, "number");
    of->key_count = (uint16_t)json_count(fields, &place, "keys", MOST_IN_TABLE);
    of->keys = NEW_ARRAY(fields->arena, CatalogIndexKey, of->key_count);
    for (uint32_t i = 0; i < of->key_count; i++) {
        JsonPlace item = json_item(fields, &place, "keys", i);
        read_index_key(fields, &item, &of->keys[i]);
    }
    of->count = json_count(fields, &place, "items", MOST_ITEMS);
    of->items = NEW_ARRAY(fields->arena, CatalogPartition, of->count);
    for (uint32_t i = 0; i < of->count; i++) {
        JsonPlace item = json_item(fields, &place, "items", i);
        of->items[i].name = json_needed(fields, &item, "name");
        of->items[i].bounds = json_needed(fields, &item, "bounds");
    }
    return of;
}

static void read_table(JsonFields *fields, const JsonPlace *place, CatalogTable *table) {
    Arena *arena = fields->arena;
    table->space = json_text(fields, place, "space");
    table->name = json_needed(fields, place, "name");
    table->is_domain = json_flag(fields, place, "domain");
    table->comment = json_text(fields, place, "comment");
    table->collation = json_text(fields, place, "collation");
    table->engine = json_text(fields, place, "engine");
    table->clauses = json_text(fields, place, "options");
    table->partitions = json_sql(fields, place, "partitions");
    table->column_count = (uint16_t)json_count(fields, place, "columns", MOST_IN_TABLE);
    table->columns = NEW_ARRAY(arena, CatalogColumn, table->column_count);
    for (uint32_t i = 0; i < table->column_count; i++) {
        JsonPlace item = json_item(fields, place, "columns", i);
        read_column(fields, &item, &table->columns[i]);
    }
    if (table->is_domain && table->column_count != 1 && !fields->error) {
        json_complain(fields, place, "columns", "is not the one value of a domain");
    }
    const json_t *key = json_object_get(place->value, "primary_key");
    if (key && !json_is_null(key)) {
        JsonPlace item = {.outer = place, .list = "primary_key", .is_single = true, .value = key};
        if (!json_is_object(key)) {
            json_complain(fields, place, "primary_key", "is no object");
        }
        table->primary_key = NEW(arena, CatalogKey);
        read_key(fields, &item, table->primary_key);
    }
    table->unique_count = (uint16_t)json_count(fields, place, "uniques", MOST_IN_TABLE);
    table->uniques = NEW_ARRAY(arena, CatalogKey, table->unique_count);
    for (uint32_t i = 0; i < table->unique_count; i++) {
        JsonPlace item = json_item(fields, place, "uniques", i);
        read_key(fields, &item, &table->uniques[i]);
    }
    table->foreign_key_count = (uint16_t)json_count(fields, place, "foreign_keys", MOST_IN_TABLE);
    table->foreign_keys = NEW_ARRAY(arena, CatalogForeignKey, table->foreign_key_count);
    for (uint32_t i = 0; i < table->foreign_key_count; i++) {
        JsonPlace item = json_item(fields, place, "foreign_keys", i);
        read_foreign_key(fields, &item, &table->foreign_keys[i]);
    }
    table->check_count = (uint16_t)json_count(fields, place, "checks", MOST_IN_TABLE);
    table->checks = NEW_ARRAY(arena, CatalogCheck, table->check_count);
    for (uint32_t i = 0; i < table->check_count; i++) {
        JsonPlace item = json_item(fields, place, "checks", i);
        read_check(fields, &item, &table->checks[i]);
    }
    table->options = read_options(fields, place);
    table->partitioning = read_partitioning(fields, place);
    table->index_count = (uint16_t)json_count(fields, place, "indexes", MOST_IN_TABLE);
    table->indexes = NEW_ARRAY(arena, CatalogIndex, table->index_count);
    for (uint32_t i = 0; i < table->index_count; i++) {
        JsonPlace item = json_item(fields, place, "indexes", i);
        read_index(fields, &item, &table->indexes[i]);
    }
    if (fields->target != TARGET_POSTGRES) {
        check_names(fields, place, table);
    }
    if (!fields->error) {
        check_parts(fields, place, table);
    }
    if (fields->target != TARGET_POSTGRES && !fields->error) {
        mysql_table_finish(fields->arena, fields->names, fields->target, table);
    }
}

/* ---- the document ---- */

static void read_enum(JsonFields *fields, const JsonPlace *place, CatalogEnum *enumeration) {
    enumeration->space = json_text(fields, place, "space");
    enumeration->name = json_needed(fields, place, "name");
    enumeration->comment = json_text(fields, place, "comment");
    enumeration->values = json_texts(fields, place, "values", MOST_ITEMS,
                                     &enumeration->value_count);
}

static void read_catalog(JsonFields *fields, const JsonPlace *document, Catalog *catalog) {
    Arena *arena = fields->arena;
    catalog->extensions = json_texts(fields, document, "extensions", MOST_ITEMS,
                                     &catalog->extension_count);
    catalog->enum_count = json_count(fields, document, "enums", MOST_ITEMS);
    catalog->enums = NEW_ARRAY(arena, CatalogEnum, catalog->enum_count);
    for (uint32_t i = 0; i < catalog->enum_count; i++) {
        JsonPlace item = json_item(fields, document, "enums", i);
        read_enum(fields, &item, &catalog->enums[i]);
    }
    catalog->table_count = json_count(fields, document, "tables", MOST_ITEMS);
    catalog->tables = NEW_ARRAY(arena, CatalogTable, catalog->table_count);
    for (uint32_t i = 0; i < catalog->table_count; i++) {
        JsonPlace item = json_item(fields, document, "tables", i);
        read_table(fields, &item, &catalog->tables[i]);
    }
    catalog->rest_count = json_count(fields, document, "rest", MOST_ITEMS);
    catalog->rest = NEW_ARRAY(arena, CatalogRest, catalog->rest_count);
    for (uint32_t i = 0; i < catalog->rest_count; i++) {
        JsonPlace item = json_item(fields, document, "rest", i);
        catalog->rest[i] = (CatalogRest){.what = json_needed(fields, &item, "what")->text,
                                         .name = json_needed(fields, &item, "name"),
                                         .help = json_text(fields, &item, "help")};
    }
    json_read_objects(fields, document, catalog);
}

/* Whether it is the document of the query, for this target, in words that are known here. */
static void check_head(JsonFields *fields, const JsonPlace *document, Target target) {
    const char *query = arena_printf(fields->arena, "`migc import-sql --target %s`",
                                     target_name(target));
    const json_t *tool = json_object_get(document->value, "migc");
    const json_t *format = json_object_get(document->value, "format");
    const json_t *for_target = json_object_get(document->value, "target");
    if (!json_is_string(tool) || strcmp(json_string_value(tool), "catalog") != 0) {
        fields->error = arena_printf(
            fields->arena, "this JSON is not a catalog: expected what %s makes the server print",
            query);
    } else if (!json_is_integer(format)) {
        fields->error = arena_printf(fields->arena,
                                     "the document does not say its format, a number");
    } else if (json_integer_value(format) != CATALOG_FORMAT) {
        fields->error = arena_printf(fields->arena,
                                     "the document has format %" JSON_INTEGER_FORMAT
                                     ", expected %d: ask the server again with %s",
                                     json_integer_value(format), CATALOG_FORMAT, query);
    } else if (!json_is_string(for_target)) {
        fields->error = arena_printf(fields->arena, "the document does not say its target");
    } else if (strcmp(json_string_value(for_target), target_name(target)) != 0) {
        fields->error = arena_printf(fields->arena,
                                     "the document is of target `%.40s`, expected `%s`",
                                     json_string_value(for_target), target_name(target));
    }
}

/* The line of an error that a client printed in place of the document; length 0: none. */
static Text error_line(Text document) {
    static const char *const words[] = {"ERROR", "FATAL:", "error:", "psql:"};
    for (size_t from = 0; from < document.length && from < 4000;) {
        const char *start = document.data + from;
        const char *end = memchr(start, '\n', document.length - from);
        Text line = {start, end ? (size_t)(end - start) : document.length - from};
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            if (memmem(line.data, line.length, words[i], strlen(words[i]))) {
                return line;
            }
        }
        from += line.length + 1;
    }
    return (Text){"", 0};
}

/* The line without what would break a terminal, at most 200 bytes, in backquotes. */
static const char *shown_line(Arena *arena, Text line) {
    size_t length = line.length < 200 ? line.length : 200;
    while (length < line.length && length > 0 &&
           ((unsigned char)line.data[length] & 0xc0) == 0x80) {
        length--;
    }
    char *copy = arena_copy_text(arena, line.data, length);
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)copy[i] < ' ' || copy[i] == 0x7f || copy[i] == '`') {
            copy[i] = copy[i] == '`' ? '\'' : ' ';
        }
    }
    return copy;
}

/* Why jansson does not take it. */
static const char *parse_error(Arena *arena, const json_error_t *found) {
    const char *what = "is not JSON";
    switch (json_error_code(found)) {
    case json_error_premature_end_of_input: what = "ends in the middle"; break;
    case json_error_end_of_input_expected: what = "goes on behind its end"; break;
    case json_error_stack_overflow: what = "is nested too deeply"; break;
    case json_error_null_character:
    case json_error_null_byte_in_key: what = "has a NUL in a text"; break;
    case json_error_invalid_utf8: what = "is not valid UTF-8"; break;
    case json_error_numeric_overflow: what = "has a number that is too large"; break;
    case json_error_duplicate_key: what = "has a field twice"; break;
    case json_error_unknown:
    case json_error_out_of_memory:
    case json_error_cannot_open_file:
    case json_error_invalid_argument:
    case json_error_invalid_syntax:
    case json_error_invalid_format:
    case json_error_wrong_type:
    case json_error_null_value:
    case json_error_item_not_found:
    case json_error_index_out_of_range: break;
    }
    return arena_printf(arena, "the document %s, at byte %d", what, found->position);
}

static size_t leading_blanks(Text document) {
    size_t at = 0;
    while (at < document.length && strchr(" \t\r\n", document.data[at]) && document.data[at]) {
        at++;
    }
    return at;
}

/* `mysql -N` writes a backslash as two, unless it is told not to: the document says one, and how it came. It is
 * one line then, and in those behind it a line end and a tab are escaped as well. */
static Text without_escapes(Arena *arena, Text document) {
    static const char doubled[] = "\"backslash\":\"\\\\\\\\\"";
    size_t head = document.length < 200 ? document.length : 200;
    if (!memmem(document.data, head, doubled, sizeof doubled - 1)) {
        return document;
    }
    char *plain = arena_alloc(arena, document.length + 1);
    size_t length = 0;
    bool is_behind = false;
    for (size_t i = 0; i < document.length; i++) {
        bool escaped = document.data[i] == '\\' && i + 1 < document.length;
        i += escaped;
        char c = document.data[i];
        is_behind = is_behind || (c == '\n' && length > 0 && plain[length - 1] == '}');
        plain[length++] = !escaped || !is_behind ? c : c == 'n' ? '\n' : c == 't' ? '\t' : c;
    }
    return (Text){plain, length};
}

/* What stands at `from` and behind it, but for blanks round it. */
static Text without_blanks(Text document, size_t from) {
    Text text = {document.data + from, document.length - from};
    size_t blanks = leading_blanks(text);
    text = (Text){text.data + blanks, text.length - blanks};
    while (text.length > 0 && strchr(" \t\r\n", text.data[text.length - 1])) {
        text.length--;
    }
    return text;
}

bool json_read(Arena *arena, Names *names, Text document, Target target, Catalog *catalog,
               const char **error) {
    JsonFields fields = {.arena = arena, .names = names, .target = target};
    *catalog = (Catalog){.target = target};
    size_t blanks = leading_blanks(document);
    if (document.length - blanks >= 3 && memcmp(document.data + blanks, "\xef\xbb\xbf", 3) == 0) {
        document = (Text){document.data + blanks + 3, document.length - blanks - 3};
        blanks = leading_blanks(document);
    }
    document = without_escapes(arena, document);
    json_t *root = NULL;
    if (blanks == document.length) {
        fields.error = arena_printf(
            arena,
            "there is no document: expected what `migc import-sql --target %s` "
            "makes the server print",
            target_name(target));
    } else {
        json_error_t found;
        root = json_loadb(document.data, document.length,
                          JSON_REJECT_DUPLICATES |
                              (target == TARGET_POSTGRES ? 0 : JSON_DISABLE_EOF_CHECK),
                          &found);
        if (root && target != TARGET_POSTGRES) {
            fields.behind = without_blanks(document, (size_t)found.position);
        }
        if (!root) {
            Text line = document.data[blanks] == '{' ? (Text){"", 0} : error_line(document);
            fields.error = line.length == 0
                               ? parse_error(arena, &found)
                               : arena_printf(arena, "the server's client tells an error: `%s`",
                                              shown_line(arena, line));
        }
    }
    if (root) {
        JsonPlace place = {.value = root};
        check_head(&fields, &place, target);
        if (!fields.error) {
            read_catalog(&fields, &place, catalog);
        }
        json_decref(root);
    }
    *error = fields.error;
    return !fields.error;
}
