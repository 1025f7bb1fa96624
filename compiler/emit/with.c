/*
 * with.c - takes the words of `with (...)`, gives what targets make of them. See with.h.
 */
#include "emit/with.h"

#include <string.h>
#include <strings.h>

#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/storage.h"

/* ---- what there is ------------------------------------------------------------------------------- */

typedef enum OptionPlace { TABLE, INDEX } OptionPlace;

typedef struct OptionRow {
    TargetSet targets;
    OptionPlace place;
    OptionKnown info;
} OptionRow;

enum {
    P = 1 << TARGET_POSTGRES,
    S = 1 << TARGET_SQLITE,
    M = 1 << TARGET_MYSQL,
    A = 1 << TARGET_MARIADB
};

static const OptionRow ROWS[] = {
#define OPTION(targets, place, word, value, sql)                                                   \
    {(targets), (place), {(word), (sql), OPTION_##value}},
#include "emit/with.def"
#undef OPTION
};

/* The word of the row for an index begins with its method. */
static bool is_of_method(const char *word, const char *method, const char *name) {
    size_t length = strlen(method);
    return strncmp(word, method, length) == 0 && word[length] == ' ' &&
           strcmp(word + length + 1, name) == 0;
}

const OptionKnown *option_known(Target target, Name word, const Index *index, bool *is_foreign) {
    const char *method = index && index->method ? index->method->text : "btree";
    const char *name = word->text;
    bool is_known = target != TARGET_POSTGRES || !index;
    if (target == TARGET_POSTGRES && !index && strncmp(name, "toast.", 6) == 0) {
        name += 6;
    }
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const OptionRow *row = &ROWS[i];
        if (!(row->targets & 1u << target) || row->place != (index ? INDEX : TABLE)) {
            continue;
        }
        bool is_by_method = target == TARGET_POSTGRES && index;
        if (is_by_method ? is_of_method(row->info.word, method, name)
                         : strcmp(row->info.word, name) == 0) {
            return &row->info;
        }
        is_known = is_known || (strncmp(row->info.word, method, strlen(method)) == 0 &&
                                row->info.word[strlen(method)] == ' ');
    }
    *is_foreign = !is_known;
    return NULL;
}

bool options_have(const Table *table, Target target, const char *word) {
    return options_find(&table->options, target, word) != NULL;
}

/* The row of a word that was let through. */
static const OptionKnown *known_of(Target target, const OptionWord *option, const Index *index) {
    bool is_foreign;
    return option_known(target, option->name, index, &is_foreign);
}

static bool is_for_target(const OptionWord *option, Target target) {
    return (option->targets & 1u << target) != 0;
}

/* ---- PostgreSQL ---------------------------------------------------------------------------------- */

static bool is_parameter(const OptionWord *option) {
    return is_for_target(option, TARGET_POSTGRES) && !text_is(name_text(option->name), "unlogged");
}

static void write_parameter_name(Buf *out, Name name) {
    const char *dot = memchr(name->text, '.', name->length);
    if (dot) {
        size_t length = (size_t)(dot - name->text);
        quote_text(out, (Text){name->text, length}, TARGET_POSTGRES);
        buf_char(out, '.');
        quote_text(out, (Text){dot + 1, name->length - length - 1}, TARGET_POSTGRES);
    } else {
        quote_name(out, name, TARGET_POSTGRES);
    }
}

/* Numbers and words stand as they are. */
static void write_parameter_value(Buf *out, Name value) {
    bool is_plain = value->length > 0;
    for (uint32_t i = 0; i < value->length && is_plain; i++) {
        char c = value->text[i];
        is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
                   (c == '.' && i > 0) || (c == '-' && i == 0);
    }
    bool is_word = is_plain && value->text[0] >= 'a';
    if (is_word && quote_is_needed(name_text(value), TARGET_POSTGRES)) {
        is_plain = text_is(name_text(value), "true") || text_is(name_text(value), "false") ||
                   text_is(name_text(value), "on");
    }
    if (is_plain) {
        buf_name(out, value);
    } else {
        quote_string(out, value->text, value->length, TARGET_POSTGRES);
    }
}

static bool write_parameters(Buf *out, const OptionWords *options, const OptionWords *others) {
    bool any = false;
    for (uint16_t i = 0; i < options->count; i++) {
        const OptionWord *option = &options->items[i];
        const OptionWord *other = others ? options_find(others, TARGET_POSTGRES, option->name->text)
                                         : NULL;
        if (!is_parameter(option) || (other && other->value == option->value)) {
            continue;
        }
        if (out) {
            buf_text(out, any ? ", " : "(");
            write_parameter_name(out, option->name);
            if (option->value) {
                buf_text(out, " = ");
                write_parameter_value(out, option->value);
            }
        }
        any = true;
    }
    if (out && any) {
        buf_char(out, ')');
    }
    return any;
}

bool options_write_parameters(Buf *out, const OptionWords *options) {
    if (!write_parameters(NULL, options, NULL)) {
        return false;
    }
    buf_text(out, "WITH ");
    return write_parameters(out, options, NULL);
}

static bool alter_logging(Buf *out, const Table *before, const Table *after) {
    bool is = options_have(after, TARGET_POSTGRES, "unlogged");
    if (options_have(before, TARGET_POSTGRES, "unlogged") == is) {
        return false;
    }
    buf_text(out, is ? "SET UNLOGGED" : "SET LOGGED");
    return true;
}

static bool set_parameters(Buf *out, const Table *before, const Table *after) {
    if (!write_parameters(NULL, &after->options, &before->options)) {
        return false;
    }
    buf_text(out, "SET ");
    return write_parameters(out, &after->options, &before->options);
}

static bool reset_parameters(Buf *out, const Table *before, const Table *after) {
    bool any = false;
    for (uint16_t i = 0; i < before->options.count; i++) {
        const OptionWord *option = &before->options.items[i];
        if (is_parameter(option) &&
            !options_find(&after->options, TARGET_POSTGRES, option->name->text)) {
            buf_text(out, any ? ", " : "RESET (");
            write_parameter_name(out, option->name);
            any = true;
        }
    }
    buf_text(out, any ? ")" : "");
    return any;
}

bool options_alter_postgres(Buf *out, const Table *before, const Table *after, unsigned clause) {
    switch (clause) {
    case 0: return alter_logging(out, before, after);
    case 1: return set_parameters(out, before, after);
    case 2: return reset_parameters(out, before, after);
    default: return false;
    }
}

bool options_unlog(const Table *before, const Table *after) {
    return !options_have(before, TARGET_POSTGRES, "unlogged") &&
           options_have(after, TARGET_POSTGRES, "unlogged");
}

bool options_differ_in_postgres(const Table *before, const Table *after) {
    Buf text = {0};
    bool differ = false;
    for (unsigned clause = 0; clause < OPTION_CLAUSES; clause++) {
        differ = options_alter_postgres(&text, before, after, clause) || differ;
    }
    buf_free(&text);
    return differ;
}

/* ---- SQLite -------------------------------------------------------------------------------------- */

void options_write_sqlite(Buf *out, const Table *table) {
    bool any = false;
    for (uint16_t i = 0; i < table->options.count; i++) {
        const OptionWord *option = &table->options.items[i];
        const OptionKnown *known = is_for_target(option, TARGET_SQLITE)
                                       ? known_of(TARGET_SQLITE, option, NULL)
                                       : NULL;
        if (known) {
            buf_text(out, any ? ", " : " ");
            buf_text(out, known->sql);
            any = true;
        }
    }
}

/* ---- MySQL and MariaDB --------------------------------------------------------------------------- */

static bool is_one_of(Name name, const char *const *words) {
    for (; *words; words++) {
        if (text_is(name_text(name), *words)) {
            return true;
        }
    }
    return false;
}

/* What is always said. */
static const char *const SAID[] = {"engine", "charset", "collate", NULL};

static void write_upper(Buf *out, Name word) {
    for (uint32_t i = 0; i < word->length; i++) {
        char c = word->text[i];
        buf_char(out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

static void write_mysql_option(Buf *out, Target target, const OptionKnown *known, Name value) {
    buf_text(out, known->sql);
    buf_text(out, " = ");
    if (known->value == OPTION_TEXT) {
        quote_string(out, value->text, value->length, target);
    } else {
        write_upper(out, value);
    }
}

Name options_engine(const Table *table, Target target) {
    const OptionWord *engine = options_find(&table->options, target, "engine");
    bool is_said = engine && engine->value && !text_is(name_text(engine->value), "innodb");
    return is_said ? engine->value : NULL;
}

bool option_is_usual(const OptionWord *option) {
    static const char *const zeros[] = {"checksum", "delay_key_write", "max_rows",
                                        "min_rows", "avg_row_length",  NULL};
    static const char *const ones[] = {"page_checksum", "transactional", NULL};
    const char *value = option->value ? option->value->text : "default";
    return strcmp(value, "default") == 0 ||
           (strcmp(value, "0") == 0 && is_one_of(option->name, zeros)) ||
           (strcmp(value, "1") == 0 && is_one_of(option->name, ones));
}

void options_write_key_method(Buf *out, const Table *table, Target target) {
    Name engine = options_engine(table, target);
    buf_text(out, engine && text_is(name_text(engine), "memory") ? " USING BTREE" : "");
}

static void write_engine(Buf *out, Target target, const Table *table) {
    Name engine = options_engine(table, target);
    buf_text(out, "ENGINE = ");
    buf_text(out, engine ? engine->text : "InnoDB");
}

/* The character set of a collation is what stands before the first `_`. */
static Text set_of(Text collation) {
    const char *end = memchr(collation.data, '_', collation.length);
    Text set = {collation.data, end ? (size_t)(end - collation.data) : collation.length};
    return text_is(set, "uca1400") ? text_of("utf8mb4") : set;
}

static void write_collation(Buf *out, const Dialect *dialect, const Table *table) {
    Text collation = options_collation(dialect, table);
    buf_text(out, "DEFAULT CHARACTER SET ");
    buf_slice(out, set_of(collation));
    buf_text(out, " COLLATE ");
    buf_slice(out, collation);
}

void options_write_mysql(Buf *out, const Dialect *dialect, const Table *table) {
    write_engine(out, dialect->target, table);
    buf_char(out, ' ');
    write_collation(out, dialect, table);
}

bool options_write_mysql_more(Buf *out, const Dialect *dialect, const Table *table) {
    bool any = false;
    for (uint16_t i = 0; i < table->options.count; i++) {
        const OptionWord *option = &table->options.items[i];
        const OptionKnown *known = is_for_target(option, dialect->target)
                                       ? known_of(dialect->target, option, NULL)
                                       : NULL;
        if (known && option->value && !is_one_of(option->name, SAID)) {
            buf_text(out, any ? " " : "");
            write_mysql_option(out, dialect->target, known, option->value);
            any = true;
        }
    }
    return any;
}

/* What an option is when it is not said. */
static const char *unsaid(Name word) {
    static const char *const defaults[] = {"row_format",        "stats_persistent",
                                           "stats_auto_recalc", "stats_sample_pages",
                                           "pack_keys",         "transactional",
                                           "encrypted",         "page_compression_level",
                                           "encryption_key_id", NULL};
    if (text_is(name_text(word), "compression")) {
        return "'NONE'";
    }
    if (text_is(name_text(word), "encryption")) {
        return "'N'";
    }
    if (text_is(name_text(word), "page_checksum")) { /* DEFAULT leaves it as it is */
        return "1";
    }
    return is_one_of(word, defaults) ? "DEFAULT" : "0";
}

static void alter_option(Buf *out, bool *any, Target target, const OptionWord *before,
                         const OptionWord *after) {
    const OptionWord *option = after ? after : before;
    const OptionKnown *known = known_of(target, option, NULL);
    if (!known || is_one_of(option->name, SAID) ||
        (before && after && before->value == after->value)) {
        return;
    }
    if (out) {
        buf_text(out, *any ? " " : "");
        if (after) {
            write_mysql_option(out, target, known, after->value);
        } else {
            buf_printf(out, "%s = %s", known->sql, unsaid(option->name));
        }
    }
    *any = true;
}

bool options_alter_mysql(Buf *out, const Dialect *dialect, const Table *before,
                         const Table *after) {
    Target target = dialect->target;
    bool any = false;
    if (options_engine(before, target) != options_engine(after, target)) {
        if (out) {
            write_engine(out, target, after);
        }
        any = true;
    }
    if (!text_equal(options_collation(dialect, before), options_collation(dialect, after))) {
        if (out) {
            buf_text(out, any ? " " : "");
            write_collation(out, dialect, after);
        }
        any = true;
    }
    for (uint16_t i = 0; i < after->options.count; i++) {
        const OptionWord *option = &after->options.items[i];
        if (is_for_target(option, target)) {
            alter_option(out, &any, target,
                         options_find(&before->options, target, option->name->text), option);
        }
    }
    for (uint16_t i = 0; i < before->options.count; i++) {
        const OptionWord *option = &before->options.items[i];
        if (is_for_target(option, target) &&
            !options_find(&after->options, target, option->name->text)) {
            alter_option(out, &any, target, option, NULL);
        }
    }
    return any;
}

void options_write_mysql_index(Buf *out, const Dialect *dialect, const Index *index) {
    for (uint16_t i = 0; i < index->options.count; i++) {
        const OptionWord *option = &index->options.items[i];
        const OptionKnown *known = known_of(dialect->target, option, index);
        if (!known) {
            continue;
        }
        buf_char(out, ' ');
        buf_text(out, known->sql);
        if (option->value && known->value == OPTION_NUMBER) {
            buf_text(out, " = ");
            buf_name(out, option->value);
        } else if (option->value && known->value == OPTION_TEXT) {
            buf_char(out, ' ');
            quote_string(out, option->value->text, option->value->length, dialect->target);
        } else if (option->value) {
            buf_char(out, ' ');
            quote_name(out, option->value, dialect->target);
        }
    }
}

/* ---- character sets ------------------------------------------------------------------------------ */

typedef struct CharsetRow {
    const char *name;
    const char *collation;
    uint32_t bytes;
} CharsetRow;

static const CharsetRow CHARSETS[] = {
#define CHARSET(name, collation, bytes) {name, collation, bytes},
#include "emit/charsets.def"
#undef CHARSET
};

static const CharsetRow *charset_row(Text name) {
    for (size_t i = 0; i < sizeof CHARSETS / sizeof *CHARSETS; i++) {
        if (text_is(name, CHARSETS[i].name)) {
            return &CHARSETS[i];
        }
    }
    return NULL;
}

const char *charset_collation_of(Text charset, Target target) {
    const CharsetRow *row = charset_row(charset);
    if (row && target == TARGET_MYSQL && text_is(charset, "utf8mb4")) {
        return "utf8mb4_0900_ai_ci";
    }
    return row ? row->collation : NULL;
}

const char *charset_collation(Name charset, Target target) {
    return charset_collation_of(name_text(charset), target);
}

bool charset_has(Name charset, Name collation) {
    const CharsetRow *wanted = charset_row(name_text(charset));
    const CharsetRow *found = charset_row(set_of(name_text(collation)));
    return wanted && found && (wanted == found || strcmp(wanted->collation, found->collation) == 0);
}

/* ---- tables and columns -------------------------------------------------------------------------- */

static const OptionWord *said_of_text(const Table *table, Target target, const char *word) {
    const OptionWord *option = options_find(&table->options, target, word);
    return option && option->value ? option : NULL;
}

Text options_said_collation(const Table *table, Target target) {
    const OptionWord *collate = said_of_text(table, target, "collate");
    const OptionWord *charset = said_of_text(table, target, "charset");
    const char *collation = NULL;
    if (collate) {
        return name_text(collate->value);
    }
    if (charset) {
        collation = charset_collation(charset->value, target);
    }
    return collation ? text_of(collation) : (Text){"", 0};
}

Text options_collation(const Dialect *dialect, const Table *table) {
    Text said = options_said_collation(table, dialect->target);
    return said.length > 0 ? said : text_of(dialect->collation);
}

/* A type that is spelled for the target, holds characters, and does not say of which set. */
static bool is_spelled_text(const Column *column, Target target) {
    static const char *const words[] = {"char",       "varchar",  "tinytext", "text",
                                        "mediumtext", "longtext", "enum",     "set"};
    bool is_known;
    if (column->type.kind != TYPE_NATIVE || !column->type.native ||
        !column->type.native->spelling[target] || storage_collation(column, target).length > 0) {
        return false;
    }
    Text word = storage_first_word(column->type.native->spelling[target], target, &is_known);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (word.length == strlen(words[i]) && strncasecmp(word.data, words[i], word.length) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_characters(const Column *column, Target target) {
    return type_has_collation(column->type) || is_spelled_text(column, target);
}

bool type_has_collation(Type type) {
    return type.kind == TYPE_TEXT || type.kind == TYPE_VARCHAR || type.kind == TYPE_CHAR ||
           type.kind == TYPE_UUID || type.kind == TYPE_ENUM;
}

Text options_column_collation(const Table *table, const Column *column, Target target) {
    if (column->collation) {
        return name_text(column->collation);
    }
    if (column->charset) {
        const char *collation = charset_collation(column->charset, target);
        return text_of(collation ? collation : "");
    }
    return has_characters(column, target) ? options_said_collation(table, target) : (Text){"", 0};
}

Text options_kept_collation(const Dialect *dialect, const Table *table, const Column *column) {
    Text said = options_column_collation(table, column, dialect->target);
    return said.length == 0 && has_characters(column, dialect->target) ? text_of(dialect->collation)
                                                                       : said;
}

/* Whether a column of the table has a collation by what the table or the column says of character sets. */
static bool says_collation(const Dialect *dialect, const Table *table) {
    bool is_said = options_said_collation(table, dialect->target).length > 0;
    for (uint16_t i = 0; i < table->column_count && !is_said; i++) {
        is_said = table->columns[i].charset && is_for(dialect, table->columns[i].targets);
    }
    return is_said;
}

static const Table *collated(Arena *arena, Names *names, const Dialect *dialect,
                             const Table *table) {
    Table *made = arena_copy(arena, table, sizeof *table);
    size_t size = table->column_count * sizeof *table->columns;
    made->flags |= TABLE_COLLATED;
    made->columns = arena_copy(arena, table->columns, size);
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        Text text = options_kept_collation(dialect, table, column);
        if (text.length > 0) {
            made->columns[i].collation = names_intern(names, text.data, text.length);
        }
    }
    return made;
}

const Table *options_collated(Arena *arena, Names *names, const Dialect *dialect,
                              const Table *table) {
    bool is_needed = !(table->flags & TABLE_COLLATED) && says_collation(dialect, table);
    return is_needed ? collated(arena, names, dialect, table) : table;
}

const TableChange *options_collated_change(Arena *arena, Names *names, const Dialect *dialect,
                                           const TableChange *change) {
    if (!says_collation(dialect, change->before) && !says_collation(dialect, change->after)) {
        return change;
    }
    TableChange *made = arena_copy(arena, change, sizeof *change);
    TableChange *inverse = arena_copy(arena, change->inverse, sizeof *inverse);
    made->before = collated(arena, names, dialect, change->before);
    made->after = collated(arena, names, dialect, change->after);
    inverse->before = made->after;
    inverse->after = made->before;
    made->inverse = inverse;
    inverse->inverse = made;
    return made;
}

Text options_collate_clause(const Dialect *dialect, const Table *table, const Column *column) {
    Text own = column->collation ? name_text(column->collation) : (Text){"", 0};
    bool has_it = (table->flags & TABLE_COLLATED) &&
                  text_equal(own, options_collation(dialect, table));
    return has_it ? (Text){"", 0} : own;
}
