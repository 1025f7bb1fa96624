/*
 * schema_types.c - see schema_types.h.
 */
#include "import/schema_types.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "emit/expression_normal.h"
#include "emit/foreign.h"
#include "emit/sql_tokens.h"
#include "emit/typename.h"
#include "import/expression.h"
#include "schema/derived.h"

/* A target's word for a type where it is not the one that migc writes, or not in small letters. */
typedef struct TypeWord {
    Target target;
    const char *word;
    const char *mine;
    bool has_length; /* only with a length behind it */
} TypeWord;

static const TypeWord WORDS[] = {
    {TARGET_POSTGRES, "boolean", "bool", false},
    {TARGET_POSTGRES, "smallint", "smallint", false},
    {TARGET_POSTGRES, "integer", "int", false},
    {TARGET_POSTGRES, "bigint", "bigint", false},
    {TARGET_POSTGRES, "real", "real", false},
    {TARGET_POSTGRES, "double precision", "double", false},
    {TARGET_POSTGRES, "numeric", "decimal", false},
    {TARGET_POSTGRES, "text", "text", false},
    {TARGET_POSTGRES, "character varying", "varchar", true},
    {TARGET_POSTGRES, "character", "char", true},
    {TARGET_POSTGRES, "bytea", "bytes", false},
    {TARGET_POSTGRES, "uuid", "uuid", false},
    {TARGET_POSTGRES, "date", "date", false},
    {TARGET_POSTGRES, "time without time zone", "time", false},
    {TARGET_POSTGRES, "timestamp without time zone", "timestamp", false},
    {TARGET_POSTGRES, "timestamp with time zone", "timestamptz", false},
    {TARGET_POSTGRES, "interval", "interval", false},
    {TARGET_POSTGRES, "jsonb", "json", false},
    {TARGET_SQLITE, "integer", "bigint", false},
    {TARGET_SQLITE, "real", "double", false},
    {TARGET_SQLITE, "numeric", "decimal", false},
    {TARGET_SQLITE, "text", "text", false},
    {TARGET_SQLITE, "blob", "bytes", false},
};

/* The types that a check keeps, where the database's own type is wider. */
static const TypeKind CHECKED[] = {TYPE_BOOL, TYPE_VARCHAR,   TYPE_UUID,        TYPE_DATE,
                                   TYPE_TIME, TYPE_TIMESTAMP, TYPE_TIMESTAMPTZ, TYPE_JSON};

static Name small_letters(SchemaTypes *types, Text text) {
    char *copy = arena_copy_text(types->arena, text.data, text.length);
    for (size_t i = 0; i < text.length; i++) {
        copy[i] = (char)tolower((unsigned char)copy[i]);
    }
    return names_intern(types->names, copy, text.length);
}

static void take(SchemaTypes *types, Name name) {
    Name small = small_letters(types, name_text(name));
    namemap_set(types->arena, &types->taken, small, types);
}

SchemaTypes schema_types_begin(Arena *arena, Names *names, const Catalog *catalog) {
    SchemaTypes types = {.arena = arena, .names = names, .catalog = catalog};
    for (uint32_t i = 0; i < catalog->table_count; i++) {
        take(&types, catalog->tables[i].name);
    }
    for (uint32_t i = 0; i < catalog->extension_count; i++) {
        take(&types, catalog->extensions[i]);
    }
    for (uint32_t i = 0; i < catalog->object_count; i++) {
        take(&types, catalog->objects[i].name);
    }
    for (uint32_t i = 0; i < catalog->enum_count; i++) {
        take(&types, catalog->enums[i].name);
        vec_push(arena, &types.enums, catalog->enums[i]);
    }
    return types;
}

/* The name as short as names are. */
static Name short_name(SchemaTypes *types, Name name) {
    Buf text = {0};
    derived_name_write(&text, name_text(name));
    Name cut = names_intern(types->names, text.data, text.length);
    buf_free(&text);
    return cut;
}

/* The name, or with a number behind it if it is taken. */
static Name free_name(SchemaTypes *types, Text wanted) {
    Name name = short_name(types, small_letters(types, wanted));
    for (unsigned number = 2; namemap_get(&types->taken, name) != NULL; number++) {
        name = short_name(types, names_internf(types->names, "%.*s_%u", TEXT_ARG(wanted), number));
    }
    take(types, name);
    return name;
}

/* ---- types of the target's own --------------------------------------------------------------- */

/* `VARCHAR(40)` is declared as varchar_40. Words of the language are in small letters; so are types of
 * SQL, unless they are in quotes. */
static ColumnType native_type(SchemaTypes *types, Name written) {
    bool is_quoted = strpbrk(written->text, "\"'") != NULL;
    Name spelling = is_quoted ? written : small_letters(types, name_text(written));
    ColumnType found = {.is_native = true, .check = -1};
    for (uint32_t i = 0; i < types->natives.count; i++) {
        if (types->natives.items[i].spelling == spelling) {
            found.text = types->natives.items[i].name;
            return found;
        }
    }
    Buf slug = {0};
    for (size_t i = 0; i < spelling->length; i++) {
        unsigned char c = (unsigned char)spelling->text[i];
        if (isalnum(c) || c == '_') {
            buf_char(&slug, (char)tolower(c));
        } else if (slug.length > 0 && slug.data[slug.length - 1] != '_') {
            buf_char(&slug, '_');
        }
    }
    while (slug.length > 0 && slug.data[slug.length - 1] == '_') {
        slug.length--;
    }
    Name word = names_intern(types->names, buf_view(&slug).data, slug.length);
    if (slug.length == 0 || isdigit((unsigned char)slug.data[0]) ||
        type_by_word(word) != TYPE_ERROR) {
        word = names_internf(types->names, "%s_%s", target_name(types->catalog->target),
                             word->text);
    }
    buf_free(&slug);
    found.text = free_name(types, name_text(word));
    vec_push(types->arena, &types->natives, (ImportedType){found.text, spelling});
    return found;
}

/* ---- enums ----------------------------------------------------------------------------------- */

static void write_qualified(Buf *out, Name space, Name name) {
    if (space != NULL) {
        name_write(out, space);
        buf_char(out, '.');
    }
    name_write(out, name);
}

static Name text_of_enum(SchemaTypes *types, const CatalogEnum *of, bool is_array) {
    Buf text = {0};
    write_qualified(&text, of->space, of->name);
    buf_text(&text, is_array ? "[]" : "");
    Name name = names_intern(types->names, text.data, text.length);
    buf_free(&text);
    return name;
}

static bool same_values(const CatalogEnum *a, const CatalogEnum *b) {
    bool is_same = a->value_count == b->value_count;
    for (uint32_t i = 0; is_same && i < a->value_count; i++) {
        is_same = a->values[i] == b->values[i];
    }
    return is_same;
}

/* The values of `c IN ('a', 'b')`, all of it. */
static bool read_values(SchemaTypes *types, const CatalogColumn *column, Name condition,
                        CatalogEnum *values) {
    SqlTokens tokens = sql_tokens(types->arena, name_text(condition), types->catalog->target);
    const SqlToken *all = tokens.all.items;
    VEC(Name) found = {0};
    bool is_list = (all[0].kind == SQL_WORD || all[0].kind == SQL_NAME) &&
                   text_equal(all[0].text, name_text(column->name)) && sql_is_word(&all[1], "in") &&
                   sql_is_sign(&all[2], "(");
    uint32_t at = 3;
    for (bool more = is_list; more; at++) {
        is_list = all[at].kind == SQL_STRING;
        if (is_list) {
            Name value = names_intern(types->names, all[at].text.data, all[at].text.length);
            vec_push(types->arena, &found, value);
            at++;
        }
        more = is_list && sql_is_sign(&all[at], ",");
    }
    values->values = found.items;
    values->value_count = found.count;
    return is_list && sql_is_sign(&all[at - 1], ")") && all[at].kind == SQL_END;
}

/* Columns with the same values have the same enum, named for the first of them. */
static Name checked_enum(SchemaTypes *types, const CatalogTable *table, const CatalogColumn *column,
                         CatalogEnum values) {
    for (uint32_t i = 0; i < types->enums.count; i++) {
        if (same_values(&types->enums.items[i], &values)) {
            return text_of_enum(types, &types->enums.items[i], false);
        }
    }
    values.name = free_name(types, name_text(names_internf(types->names, "%s_%s", table->name->text,
                                                           column->name->text)));
    vec_push(types->arena, &types->enums, values);
    return text_of_enum(types, &values, false);
}

/* ---- types that a check keeps ---------------------------------------------------------------- */

int schema_type_check(const CatalogTable *table, const CatalogColumn *column) {
    Buf full = {0}; /* as SQLite has it: no name is too long for it */
    Buf cut = {0};
    int found = -1;
    buf_printf(&full, "%s_%s_type", table->name->text, column->name->text);
    derived_type_check(&cut, table->name, column->name);
    for (uint16_t i = 0; i < table->check_count; i++) {
        const CatalogCheck *check = &table->checks[i];
        if (check->name != NULL && (text_equal(name_text(check->name), buf_view(&full)) ||
                                    text_equal(name_text(check->name), buf_view(&cut)))) {
            found = i;
        }
    }
    buf_free(&full);
    buf_free(&cut);
    return found;
}

/* The number behind the last `<=`. */
static uint32_t length_in(Name condition) {
    const char *at = strrchr(condition->text, '=');
    return at != NULL ? (uint32_t)strtoul(at + 1, NULL, 10) : 0;
}

static bool spelled_as(SchemaTypes *types, Type type, Name spelling) {
    Buf text = {0};
    typename_write(&text, type, types->catalog->target);
    Name word = small_letters(types, buf_view(&text));
    buf_free(&text);
    return word == small_letters(types, name_text(spelling));
}

static Name write_type(SchemaTypes *types, Type type) {
    Buf text = {0};
    type_write(&text, type);
    Name name = names_intern(types->names, text.data, text.length);
    buf_free(&text);
    return name;
}

/* Whether the condition is the one that migc writes, as the target prints it. */
static bool keeps_type(SchemaTypes *types, const Column *column, Name condition, Text emitted) {
    Target target = types->catalog->target;
    if (expression_agrees(types->arena, name_text(condition), emitted, target)) {
        return true;
    }
    Buf printed = {0};
    Buf normal = {0};
    bool is_same = (target == TARGET_MYSQL || target == TARGET_MARIADB) &&
                   expression_normal_type(&normal, column, target);
    expression_normal_text(&printed, name_text(condition));
    is_same = is_same && text_equal(buf_view(&printed), buf_view(&normal));
    buf_free(&printed);
    buf_free(&normal);
    return is_same;
}

static bool checked_type(SchemaTypes *types, const CatalogTable *table, const CatalogColumn *column,
                         ColumnType *found) {
    int at = schema_type_check(table, column);
    if (at < 0) {
        return false;
    }
    Target target = types->catalog->target;
    Name condition = table->checks[at].condition;
    Column made = {.name = column->name, .flags = column->is_nullable ? COLUMN_NULLABLE : 0};
    CatalogEnum values = {0};
    found->check = at;
    Buf text = {0};
    for (size_t i = 0; i < sizeof CHECKED / sizeof *CHECKED; i++) {
        made.type = TYPE_OF(CHECKED[i]);
        made.type.length = CHECKED[i] == TYPE_VARCHAR ? length_in(condition) : 0;
        buf_clear(&text);
        if (spelled_as(types, made.type, column->type) && typename_check(&text, &made, target) &&
            keeps_type(types, &made, condition, buf_view(&text))) {
            buf_free(&text);
            found->text = write_type(types, made.type);
            found->is_bool = CHECKED[i] == TYPE_BOOL;
            found->type = made.type;
            return true;
        }
    }
    buf_free(&text);
    if (spelled_as(types, TYPE_OF(TYPE_TEXT), column->type) && target == TARGET_SQLITE &&
        read_values(types, column, condition, &values)) {
        found->text = checked_enum(types, table, column, values);
        return true;
    }
    found->check = -1;
    return false;
}

/* ---- types that the column of a foreign key has from another ---------------------------------- */

static bool is_written(const CatalogForeignKey *key) {
    ForeignKey actions = {.on_delete = (uint8_t)key->on_delete,
                          .on_update = (uint8_t)key->on_update};
    return foreign_key_writes(&actions);
}

static const CatalogTable *table_called(const Catalog *catalog, Name name) {
    for (uint32_t i = 0; i < catalog->table_count; i++) {
        if (catalog->tables[i].name == name) {
            return &catalog->tables[i];
        }
    }
    return NULL;
}

static const CatalogColumn *column_called(const CatalogTable *table, Name name) {
    for (uint16_t i = 0; table && i < table->column_count; i++) {
        if (table->columns[i].name == name) {
            return &table->columns[i];
        }
    }
    return NULL;
}

/* The column that a foreign key, which writes this one, refers to; *table becomes its table. NULL: none. */
static const CatalogColumn *source_of(const Catalog *catalog, const CatalogTable **table,
                                      const CatalogColumn *column) {
    for (uint16_t i = 0; i < (*table)->foreign_key_count; i++) {
        const CatalogForeignKey *key = &(*table)->foreign_keys[i];
        for (uint16_t k = 0; is_written(key) && !key->target_space && k < key->columns.count; k++) {
            if (key->columns.items[k] == column->name && k < key->referenced.count) {
                *table = table_called(catalog, key->target);
                return column_called(*table, key->referenced.items[k]);
            }
        }
    }
    return NULL;
}

/* MySQL and MariaDB have no check over a column that a foreign key writes: the check of the column that it refers to
 * is that of both. */
static bool referred_type(SchemaTypes *types, const CatalogTable *table,
                          const CatalogColumn *column, ColumnType *found) {
    enum { FURTHEST = 8 }; /* keys that refer to foreign keys */
    bool may_be = false;
    for (size_t i = 0; i < sizeof CHECKED / sizeof *CHECKED && !may_be; i++) {
        may_be = CHECKED[i] != TYPE_VARCHAR && spelled_as(types, TYPE_OF(CHECKED[i]), column->type);
    }
    const CatalogColumn *at = column;
    for (int i = 0; may_be && i < FURTHEST; i++) {
        at = source_of(types->catalog, &table, at);
        if (!at || at->type != column->type || at->collation != column->collation) {
            return false;
        }
        if (checked_type(types, table, at, found)) {
            found->check = -1;
            return true;
        }
    }
    return false;
}

/* ---- all of them ----------------------------------------------------------------------------- */

/* Whether the language has the type with these numbers behind it, `(p, s)`. */
static bool may_stand_behind(TypeKind kind, Text arguments) {
    if (arguments.length == 0 ||
        (kind != TYPE_DECIMAL && kind != TYPE_VARCHAR && kind != TYPE_CHAR)) {
        return true;
    }
    char *end;
    long first = strtol(arguments.data + 1, &end, 10);
    long second = *end == ',' ? strtol(end + 1, NULL, 10) : 0;
    if (kind == TYPE_DECIMAL) {
        return first <= (long)TYPE_MOST_DIGITS && second >= 0 && second <= first &&
               second <= (long)TYPE_MOST_DECIMALS;
    }
    return first <= (long)(kind == TYPE_CHAR ? TYPE_LONGEST_CHAR : TYPE_LONGEST_TEXT);
}

/* The type by its spelling: word, arguments, [], in this order and nothing else. */
static bool worded_type(SchemaTypes *types, Name spelling, ColumnType *found) {
    Text text = name_text(small_letters(types, name_text(spelling)));
    bool is_array = text_ends_with(text, "[]");
    text.length -= is_array ? 2 : 0;
    const char *open = memchr(text.data, '(', text.length);
    Text word = {text.data, open != NULL ? (size_t)(open - text.data) : text.length};
    Text arguments = {text.data + word.length, text.length - word.length};
    while (word.length > 0 && word.data[word.length - 1] == ' ') {
        word.length--;
    }
    Target target = types->catalog->target;
    bool may_have = target != TARGET_SQLITE &&
                    (arguments.length == 0 || arguments.data[arguments.length - 1] == ')');
    if (!may_have && arguments.length > 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        const TypeWord *row = &WORDS[i];
        if (row->target != target || !text_is(word, row->word) ||
            (row->has_length && arguments.length == 0)) {
            continue;
        }
        TypeKind kind = type_by_word(names_of(types->names, row->mine));
        unsigned least = 0;
        unsigned most = 0;
        type_arguments(kind, &least, &most);
        if ((arguments.length > 0 && most == 0) || !may_stand_behind(kind, arguments)) {
            return false;
        }
        found->text = names_internf(types->names, "%s%.*s%s", row->mine, TEXT_ARG(arguments),
                                    is_array ? "[]" : "");
        found->is_bool = kind == TYPE_BOOL && !is_array;
        found->type = TYPE_OF(kind);
        found->type.is_array = is_array;
        return true;
    }
    return false;
}

/* Whether the values of a domain are arrays: the language has no arrays of such. */
static bool is_of_arrays(const SchemaTypes *types, const CatalogTable *domain) {
    const CatalogColumn *value = domain->column_count > 0 ? &domain->columns[0] : NULL;
    if (value == NULL || text_ends_with(name_text(value->type), "[]")) {
        return value != NULL;
    }
    for (uint32_t i = 0; i < types->catalog->table_count; i++) {
        const CatalogTable *of = &types->catalog->tables[i];
        if (of->is_domain && of != domain && of->space == value->type_space &&
            of->name == value->type) {
            return is_of_arrays(types, of);
        }
    }
    return false;
}

static bool enum_type(SchemaTypes *types, const CatalogColumn *column, ColumnType *found) {
    Text text = name_text(column->type);
    bool is_array = text_ends_with(text, "[]");
    text.length -= is_array ? 2 : 0;
    for (uint32_t i = 0; i < types->catalog->enum_count; i++) {
        const CatalogEnum *of = &types->catalog->enums[i];
        if (of->space == column->type_space && text_equal(name_text(of->name), text)) {
            found->text = text_of_enum(types, of, is_array);
            return true;
        }
    }
    for (uint32_t i = 0; i < types->catalog->table_count; i++) {
        const CatalogTable *of = &types->catalog->tables[i];
        if (of->is_domain && of->space == column->type_space &&
            text_equal(name_text(of->name), text) && !(is_array && is_of_arrays(types, of))) {
            CatalogEnum called = {.space = of->space, .name = of->name};
            found->text = text_of_enum(types, &called, is_array);
            found->is_native = true;
            return true;
        }
    }
    return false;
}

/* The values of `enum('a','b')`; false: some are none in the language. */
static bool listed_enum(SchemaTypes *types, const CatalogTable *table, const CatalogColumn *column,
                        ColumnType *found) {
    SqlTokens tokens = sql_tokens(types->arena, name_text(column->type), types->catalog->target);
    const SqlToken *all = tokens.all.items;
    VEC(Name) values = {0};
    if (column->collation != NULL || !sql_is_word(&all[0], "enum") || !sql_is_sign(&all[1], "(")) {
        return false;
    }
    uint32_t at = 2;
    while (all[at].kind == SQL_STRING) {
        Text value = all[at].text;
        if (value.length == 0 || value.length > LONGEST_NAME ||
            memchr(value.data, '\0', value.length)) {
            return false;
        }
        vec_push(types->arena, &values,
                 names_intern(types->names, all[at].text.data, all[at].text.length));
        at += sql_is_sign(&all[at + 1], ",") ? 2 : 1;
    }
    if (!sql_is_sign(&all[at], ")") || all[at + 1].kind != SQL_END) {
        return false;
    }
    CatalogEnum of = {.values = values.items, .value_count = values.count};
    found->text = checked_enum(types, table, column, of);
    return true;
}

static char next_letter(Text text, size_t *at) {
    while (*at < text.length && text.data[*at] == ' ') {
        ++*at;
    }
    return *at < text.length ? (char)tolower((unsigned char)text.data[(*at)++]) : '\0';
}

/* The same but for blanks and capitals. */
static bool same_spelling(Text made, Text spelling) {
    size_t at = 0;
    size_t other = 0;
    for (;;) {
        char letter = next_letter(made, &at);
        if (letter != next_letter(spelling, &other)) {
            return false;
        }
        if (letter == '\0') {
            return true;
        }
    }
}

/* The type that MySQL or MariaDB spells like this; a moment is a timestamp, for there is one of them only. */
static bool mysql_type(SchemaTypes *types, const CatalogTable *table, const CatalogColumn *column,
                       ColumnType *found) {
    static const TypeKind kinds[] = {
        TYPE_SMALLINT, TYPE_INT,  TYPE_BIGINT, TYPE_REAL, TYPE_DOUBLE,    TYPE_DECIMAL, TYPE_TEXT,
        TYPE_VARCHAR,  TYPE_CHAR, TYPE_BYTES,  TYPE_DATE, TYPE_TIMESTAMP, TYPE_JSON};
    if (listed_enum(types, table, column, found)) {
        return true;
    }
    const char *open = strchr(column->type->text, '(');
    Buf text = {0};
    bool is_same = false;
    for (size_t i = 0; !is_same && i < sizeof kinds / sizeof *kinds; i++) {
        Type type = TYPE_OF(kinds[i]);
        unsigned least = 0;
        unsigned most = 0;
        type_arguments(kinds[i], &least, &most);
        if (open != NULL && most > 0) {
            char *rest = NULL;
            type.length = (uint32_t)strtoul(open + 1, &rest, 10);
            type.scale = *rest == ',' ? (uint16_t)strtoul(rest + 1, NULL, 10) : 0;
        }
        type.is_unsigned = (kinds[i] == TYPE_SMALLINT || kinds[i] == TYPE_INT ||
                            kinds[i] == TYPE_BIGINT) &&
                           text_ends_with(name_text(column->type), " unsigned");
        buf_clear(&text);
        typename_write(&text, type, types->catalog->target);
        is_same = same_spelling(buf_view(&text), name_text(column->type)) &&
                  (most == 0 || open != NULL);
        if (is_same) {
            found->text = write_type(types, type);
            found->type = type;
        }
    }
    buf_free(&text);
    return is_same;
}

ColumnType schema_types_column(SchemaTypes *types, const CatalogTable *table,
                               const CatalogColumn *column) {
    ColumnType found = {.check = -1};
    Target target = types->catalog->target;
    if (target == TARGET_MYSQL || target == TARGET_MARIADB) {
        return checked_type(types, table, column, &found) ||
                       referred_type(types, table, column, &found) ||
                       mysql_type(types, table, column, &found)
                   ? found
                   : native_type(types, column->type);
    }
    if (checked_type(types, table, column, &found) || enum_type(types, column, &found) ||
        (column->type_space == NULL && worded_type(types, column->type, &found))) {
        return found;
    }
    return native_type(types, column->type_space == NULL
                                  ? column->type
                                  : names_internf(types->names, "%s.%s", column->type_space->text,
                                                  column->type->text));
}
