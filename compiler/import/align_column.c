/*
 * align_column.c - columns of a schema and of a database, made alike where they mean the same.
 */
#include <string.h>

#include "emit/mysql/spelling.h"
#include "emit/postgres/postgres.h"
#include "emit/typename.h"
#include "emit/with.h"
#include "import/aligning.h"

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

bool postgres_same_type(Text left, Text right) {
    Buf lower[2] = {0};
    Buf types[2] = {0};
    for (int side = 0; side < 2; side++) {
        write_lower(&lower[side], side == 0 ? left : right);
        write_server_type(&types[side], buf_view(&lower[side]));
    }
    bool is_same = text_equal(buf_view(&types[0]), buf_view(&types[1]));
    for (int side = 0; side < 2; side++) {
        buf_free(&lower[side]);
        buf_free(&types[side]);
    }
    return is_same;
}

/* All that a column's type is in the target: its name, `collation`, the check that keeps it. */
static void write_type(Buf *out, const Column *column, Text collation, Target target) {
    Buf name = {0};
    Buf lower = {0};
    typename_write(&name, column->type, target);
    if (collation.length > 0) {
        buf_text(&name, " collate ");
        buf_slice(&name, collation);
    }
    if (is_mysql(target)) {
        mysql_normal_spelling(&lower, buf_view(&name));
    } else {
        write_lower(&lower, buf_view(&name));
    }
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

/* The text without the words `before` and the one behind them, which is `word`; the whole text: they are not there. */
static Text cut_word(Buf *out, Text text, const char *before, Text *word) {
    const char *at = memmem(text.data, text.length, before, strlen(before));
    if (at == NULL) {
        return text;
    }
    const char *end = text.data + text.length;
    word->data = at + strlen(before);
    word->length = 0;
    while (word->data + word->length < end && strchr(" \n", word->data[word->length]) == NULL) {
        word->length++;
    }
    buf_put(out, text.data, (size_t)(at - text.data));
    buf_put(out, word->data + word->length, (size_t)(end - word->data) - word->length);
    return buf_view(out);
}

/* MySQL and MariaDB show of a character set only the collation that comes with it: utf8mb4_... of utf8mb4. */
static bool is_same_in_charset(Text expected, Text found) {
    Buf texts[2] = {0};
    Text charset = {"", 0};
    Text collation = {"", 0};
    Text rest = cut_word(&texts[0], expected, " character set ", &charset);
    rest = charset.length > 0 ? rest : cut_word(&texts[0], expected, " charset ", &charset);
    bool says_both = memmem(rest.data, rest.length, " collate ", strlen(" collate ")) != NULL;
    Text other = says_both ? found : cut_word(&texts[1], found, " collate ", &collation);
    charset = text_is(charset, "utf8") ? text_of("utf8mb3") : charset;
    bool is_of_it = says_both || (collation.length >= charset.length &&
                                  text_equal((Text){collation.data, charset.length}, charset));
    bool is_same = charset.length > 0 && is_of_it && text_equal(rest, other);
    for (int i = 0; i < 2; i++) {
        buf_free(&texts[i]);
    }
    return is_same;
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

/* PostgreSQL touches a column by a trigger, which is imported as one. */
static bool is_touched(Aligning *aligning, const Table *table, const Column *column) {
    Buf name = {0};
    postgres_touch_name(&name, table, column);
    Name trigger = names_intern(aligning->names, name.data, name.length);
    buf_free(&name);
    return aligning_makes(&aligning->strange, "trigger", trigger);
}

/* Whether both are of one type with the collations given. */
static bool is_same_type(const Column *expected, Text collation, const Column *found,
                         Text found_collation, Target target) {
    Buf texts[2] = {0};
    write_type(&texts[0], expected, collation, target);
    write_type(&texts[1], found, found_collation, target);
    bool is_same = text_equal(buf_view(&texts[0]), buf_view(&texts[1])) ||
                   (is_mysql(target) &&
                    is_same_in_charset(buf_view(&texts[0]), buf_view(&texts[1])));
    for (int i = 0; i < 2; i++) {
        buf_free(&texts[i]);
    }
    return is_same;
}

static Text said_collation(const Column *column) {
    return column->collation ? name_text(column->collation) : (Text){"", 0};
}

static void align_column(Aligning *aligning, const Table *expected_table, Column *expected,
                         const Table *found_table, Column *found) {
    Target target = aligning->target;
    if (is_mysql(target) &&
        is_same_type(expected, options_column_collation(expected_table, expected, target), found,
                     options_column_collation(found_table, found, target), target)) {
        found->type = expected->type;
        found->collation = expected->collation;
        found->charset = expected->charset;
    } else if (expected->charset == found->charset &&
               is_same_type(expected, said_collation(expected), found, said_collation(found),
                            target)) {
        found->type = expected->type;
        found->collation = expected->collation;
    } else {
        align_enum(aligning, expected, found);
    }
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
void align_columns(Aligning *aligning, Table *expected, Table *found) {
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
