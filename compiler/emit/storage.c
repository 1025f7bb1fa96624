/* storage.c - see storage.h. */
#include "emit/storage.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define CHARACTER_BYTES 4u /* utf8mb4, which the tables have */
#define UUID_LENGTH 36u
#define LONGEST_BESIDE 12u /* of a long text, in the row: its length and where it is */

/* ---- spellings ----------------------------------------------------------------------------------- */

/* How a word that begins a spelling is stored. */
typedef enum Shape {
    SHAPE_FIXED,   /* `bytes` */
    SHAPE_MOMENT,  /* `bytes`, and those of the fraction: (n) */
    SHAPE_DECIMAL, /* (p, s) */
    SHAPE_CHAR,    /* (n) characters */
    SHAPE_VARCHAR,
    SHAPE_BINARY, /* (n) bytes */
    SHAPE_VARBINARY,
    SHAPE_ENDLESS /* `bytes` in the row */
} Shape;

static const struct {
    const char *word;
    Shape shape;
    uint32_t bytes;
} WORDS[] = {
    {"bool", SHAPE_FIXED, 1},          {"boolean", SHAPE_FIXED, 1},
    {"tinyint", SHAPE_FIXED, 1},       {"smallint", SHAPE_FIXED, 2},
    {"mediumint", SHAPE_FIXED, 3},     {"int", SHAPE_FIXED, 4},
    {"integer", SHAPE_FIXED, 4},       {"bigint", SHAPE_FIXED, 8},
    {"real", SHAPE_FIXED, 8},          {"double", SHAPE_FIXED, 8},
    {"date", SHAPE_FIXED, 3},          {"year", SHAPE_FIXED, 1},
    {"time", SHAPE_MOMENT, 3},         {"datetime", SHAPE_MOMENT, 5},
    {"timestamp", SHAPE_MOMENT, 4},    {"decimal", SHAPE_DECIMAL, 0},
    {"numeric", SHAPE_DECIMAL, 0},     {"dec", SHAPE_DECIMAL, 0},
    {"char", SHAPE_CHAR, 0},           {"varchar", SHAPE_VARCHAR, 0},
    {"binary", SHAPE_BINARY, 0},       {"varbinary", SHAPE_VARBINARY, 0},
    {"tinytext", SHAPE_ENDLESS, 9},    {"tinyblob", SHAPE_ENDLESS, 9},
    {"text", SHAPE_ENDLESS, 10},       {"blob", SHAPE_ENDLESS, 10},
    {"mediumtext", SHAPE_ENDLESS, 11}, {"mediumblob", SHAPE_ENDLESS, 11},
    {"longtext", SHAPE_ENDLESS, 12},   {"longblob", SHAPE_ENDLESS, 12},
    {"json", SHAPE_ENDLESS, 12},
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static Text word_at(const char *at) {
    size_t length = 0;
    while (is_letter(at[length])) {
        length++;
    }
    return (Text){at, length};
}

static bool is_word(Text text, const char *word) {
    return text.length == strlen(word) && strncasecmp(text.data, word, text.length) == 0;
}

/* The numbers in brackets behind the first word; how many there are. */
static unsigned numbers_of(const char *at, uint32_t numbers[2]) {
    unsigned count = 0;
    at += strspn(at, " ");
    if (*at++ != '(') {
        return 0;
    }
    while (count < 2) {
        char *end = NULL;
        unsigned long number = strtoul(at, &end, 10);
        if (end == at) {
            break;
        }
        numbers[count++] = (uint32_t)(number < 1000000 ? number : 1000000);
        at = end + strspn(end, " ");
        if (*at != ',') {
            break;
        }
        at++;
    }
    return count;
}

/* The word behind `collate`, or else behind `character set` or `charset`. */
static Text collation_in(const char *spelling) {
    Text set = {NULL, 0};
    for (const char *at = spelling; *at != '\0';) {
        Text word = word_at(at);
        if (word.length == 0) {
            at++;
            continue;
        }
        const char *next = at + word.length;
        next += strspn(next, " =");
        if (is_word(word, "collate")) {
            return word_at(next);
        }
        if (is_word(word, "charset") || is_word(word, "set")) {
            set = word_at(next);
        }
        at = next;
    }
    return set;
}

Text storage_first_word(Name spelling, Target target, bool *is_known) {
    /* types that are stored in ways that are not looked at here */
    static const char *const others[] = {"float",
                                         "bit",
                                         "enum",
                                         "set",
                                         "serial",
                                         "character",
                                         "national",
                                         "nchar",
                                         "nvarchar",
                                         "long",
                                         "fixed",
                                         "int1",
                                         "int2",
                                         "int3",
                                         "int4",
                                         "int8",
                                         "middleint",
                                         "float4",
                                         "float8",
                                         "geometry",
                                         "point",
                                         "linestring",
                                         "polygon",
                                         "multipoint",
                                         "multipolygon",
                                         "multilinestring",
                                         "geometrycollection",
                                         "vector",
                                         "geomcollection"};
    static const char *const mariadbs[] = {"uuid",     "inet4", "inet6", "number",
                                           "varchar2", "raw",   "clob",  "xmltype"};
    Text word = word_at(spelling->text + strspn(spelling->text, " "));
    *is_known = false;
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        *is_known = *is_known || is_word(word, WORDS[i].word);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        *is_known = *is_known || is_word(word, others[i]);
    }
    for (size_t i = 0; i < sizeof mariadbs / sizeof mariadbs[0]; i++) {
        *is_known = *is_known || (target == TARGET_MARIADB && is_word(word, mariadbs[i]));
    }
    return word;
}

Text storage_collation_in(Name spelling) {
    for (const char *at = spelling->text; *at != '\0';) {
        Text word = word_at(at);
        at += word.length > 0 ? word.length : 1;
        if (is_word(word, "collate")) {
            return word_at(at + strspn(at, " ="));
        }
    }
    return (Text){NULL, 0};
}

/* The bytes of a character at most, by the beginning of a collation's name, or of a character set. */
static uint32_t character_bytes(Text collation) {
    static const struct {
        const char *set;
        uint32_t bytes;
    } SETS[] = {
        {"utf8mb4", 4}, {"uca1400", 4}, {"utf8mb3", 3}, {"utf8", 3},    {"utf16", 4},
        {"utf32", 4},   {"gb18030", 4}, {"ucs2", 2},    {"latin", 1},   {"ascii", 1},
        {"binary", 1},  {"cp", 1},      {"koi8", 1},    {"armscii", 1}, {"dec8", 1},
    };
    for (size_t i = 0; i < sizeof SETS / sizeof SETS[0]; i++) {
        size_t length = strlen(SETS[i].set);
        if (collation.length >= length && strncasecmp(collation.data, SETS[i].set, length) == 0) {
            return SETS[i].bytes;
        }
    }
    return CHARACTER_BYTES;
}

Text storage_collation(const Column *column, Target target) {
    if (column->collation) {
        return name_text(column->collation);
    }
    if (column->type.kind == TYPE_NATIVE && column->type.native &&
        column->type.native->spelling[target]) {
        Text found = collation_in(column->type.native->spelling[target]->text);
        return found.data ? found : (Text){"", 0};
    }
    return (Text){"", 0};
}

/* ---- bytes --------------------------------------------------------------------------------------- */

static Storage fixed(uint32_t bytes) {
    return (Storage){.is_known = true, .key = bytes, .row = bytes, .page = bytes};
}

/* What stands beside the page leaves 40 bytes in it (MySQL), or 20 (MariaDB, which keeps up to 255 there). */
static uint32_t in_page(uint32_t bytes, Target target) {
    if (target == TARGET_MARIADB) {
        return bytes <= 255 ? bytes + 1 : 21;
    }
    return bytes < 40 ? bytes + 1 : 41;
}

static Storage endless(uint32_t row, Target target) {
    return (Storage){
        .is_known = true, .is_endless = true, .row = row, .page = in_page(65535, target)};
}

static Storage varying(uint32_t bytes, Target target) {
    return (Storage){.is_known = true,
                     .key = bytes,
                     .row = bytes + (bytes <= 255 ? 1 : 2),
                     .page = in_page(bytes, target)};
}

static Storage characters(uint32_t length, uint32_t bytes, Target target) {
    Storage storage = fixed(length * bytes);
    storage.is_char = true;
    if (bytes > 1) { /* InnoDB stores it as it is long */
        storage.page = in_page(length * bytes, target);
    }
    return storage;
}

static uint32_t decimal_bytes(uint32_t digits, uint32_t scale) {
    static const uint8_t rest[] = {0, 1, 1, 2, 2, 3, 3, 4, 4};
    uint32_t whole = digits - scale;
    return whole / 9 * 4 + rest[whole % 9] + scale / 9 * 4 + rest[scale % 9];
}

static Storage spelled(const Column *column, Target target) {
    Name spelling = column->type.native ? column->type.native->spelling[target] : NULL;
    if (!spelling) {
        return (Storage){0};
    }
    const char *text = spelling->text + strspn(spelling->text, " ");
    Text word = word_at(text);
    uint32_t numbers[2] = {0, 0};
    unsigned count = numbers_of(text + word.length, numbers);
    uint32_t bytes = character_bytes(storage_collation(column, target));
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (!is_word(word, WORDS[i].word)) {
            continue;
        }
        switch (WORDS[i].shape) {
        case SHAPE_FIXED: return fixed(WORDS[i].bytes);
        case SHAPE_MOMENT: return fixed(WORDS[i].bytes + (numbers[0] + 1) / 2);
        case SHAPE_DECIMAL:
            return fixed(decimal_bytes(count > 0 ? numbers[0] : 10,
                                       numbers[1] <= numbers[0] ? numbers[1] : 0));
        case SHAPE_CHAR: return characters(count > 0 ? numbers[0] : 1, bytes, target);
        case SHAPE_VARCHAR: return varying(numbers[0] * bytes, target);
        case SHAPE_BINARY: return fixed(count > 0 ? numbers[0] : 1);
        case SHAPE_VARBINARY: return varying(numbers[0], target);
        case SHAPE_ENDLESS: return endless(WORDS[i].bytes, target);
        }
    }
    return (Storage){0};
}

Storage storage_of(const Column *column, Target target) {
    Type type = column->type;
    uint32_t bytes = column->collation ? character_bytes(name_text(column->collation))
                                       : CHARACTER_BYTES;
    if (type.is_array) {
        return (Storage){0};
    }
    switch ((TypeKind)type.kind) {
    case TYPE_BOOL: return fixed(1);
    case TYPE_SMALLINT: return fixed(2);
    case TYPE_INT:
    case TYPE_REAL: return fixed(4);
    case TYPE_BIGINT:
    case TYPE_DOUBLE:
    case TYPE_TIMESTAMP:
    case TYPE_TIMESTAMPTZ: return fixed(8);
    case TYPE_DATE: return fixed(3);
    case TYPE_TIME: return fixed(6);
    case TYPE_DECIMAL: return fixed(decimal_bytes(type.length, type.scale));
    case TYPE_VARCHAR: return varying(type.length * bytes, target);
    case TYPE_CHAR: return characters(type.length > 0 ? type.length : 1, bytes, target);
    case TYPE_UUID: return characters(UUID_LENGTH, bytes, target);
    case TYPE_TEXT:
    case TYPE_BYTES:
    case TYPE_JSON: return endless(LONGEST_BESIDE, target);
    case TYPE_ENUM: return fixed(type.enumeration && type.enumeration->value_count > 255 ? 2 : 1);
    case TYPE_NATIVE: return spelled(column, target);
    case TYPE_INTERVAL:
    case TYPE_ERROR:
    case TYPE_NULL: break;
    }
    return (Storage){0};
}

/* ---- expressions --------------------------------------------------------------------------------- */

static uint32_t greater(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

/* The longest of some items, 0 if one of them has no limit. */
static uint32_t text_of_items(const Expr *expr, uint32_t first, uint32_t step, const Table *table,
                              Target target) {
    uint32_t longest = 0;
    for (uint32_t i = first; i < expr->count; i += step) {
        uint32_t length = expr->items[i]->kind == EXPR_NULL
                              ? 1
                              : storage_text(expr->items[i], table, target);
        if (length == 0) {
            return 0;
        }
        longest = greater(longest, length);
    }
    return longest;
}

static uint32_t longest_call(const Expr *expr, const Table *table, Target target) {
    static const Function keeping[] = {FUNCTION_LOWER, FUNCTION_UPPER, FUNCTION_TRIM,
                                       FUNCTION_BTRIM, FUNCTION_LTRIM, FUNCTION_RTRIM,
                                       FUNCTION_NULLIF};
    for (size_t i = 0; i < sizeof keeping / sizeof keeping[0]; i++) {
        if (expr->function == keeping[i]) {
            return storage_text(expr->items[0], table, target);
        }
    }
    bool cuts = expr->function == FUNCTION_LEFT || expr->function == FUNCTION_RIGHT;
    bool cuts_out = expr->function == FUNCTION_SUBSTR || expr->function == FUNCTION_SUBSTRING;
    if ((cuts && expr->count == 2) || (cuts_out && expr->count == 3)) {
        const Expr *length = expr->items[expr->count - 1];
        uint32_t number = length->kind == EXPR_NUMBER
                              ? (uint32_t)strtoul(length->text->text, NULL, 10)
                              : 0;
        uint32_t whole = storage_text(expr->items[0], table, target);
        return whole != 0 && whole < number ? whole : number;
    }
    return expr->function == FUNCTION_COALESCE ? text_of_items(expr, 0, 1, table, target) : 0;
}

/* Of a || b || ...: the sum. */
static uint32_t longest_chain(const Expr *expr, const Table *table, Target target) {
    uint32_t sum = 0;
    for (;; expr = expr->items[0]) {
        bool goes_on = expr->kind == EXPR_BINARY;
        uint32_t length = storage_text(goes_on ? expr->items[1] : expr, table, target);
        if (length == 0) {
            return 0;
        }
        sum += length;
        if (!goes_on) {
            return sum;
        }
    }
}

uint32_t storage_text(const Expr *expr, const Table *table, Target target) {
    switch ((ExprKind)expr->kind) {
    case EXPR_STRING: return greater(expr->text->length, 1);
    case EXPR_COLUMN: {
        const Column *column = &table->columns[expr->column];
        Storage storage = storage_of(column, target);
        bool is_text = column->type.kind == TYPE_VARCHAR || column->type.kind == TYPE_CHAR ||
                       column->type.kind == TYPE_UUID;
        return column->type.kind == TYPE_ENUM ? 63
               : storage.is_known && !storage.is_endless
                   ? (is_text ? storage.key / CHARACTER_BYTES : greater(storage.key, 1))
                   : 0;
    }
    case EXPR_CALL: return longest_call(expr, table, target);
    case EXPR_BINARY:
        return type_family(expr->type) == FAMILY_TEXT ? longest_chain(expr, table, target) : 0;
    case EXPR_CASE: {
        /* [operand] condition, result, ..., [else] */
        uint32_t first = expr->op == 1 ? 1 : 0;
        uint32_t results = text_of_items(expr, first + 1, 2, table, target);
        bool has_else = (expr->count - first) % 2 == 1;
        uint32_t rest = has_else ? storage_text(expr->items[expr->count - 1], table, target) : 1;
        return results == 0 || rest == 0 ? 0 : greater(results, rest);
    }
    case EXPR_CAST: return type_family(expr->type) == FAMILY_TEXT ? expr->type.length : 0;
    case EXPR_NUMBER:
    case EXPR_BOOL:
    case EXPR_NULL:
    case EXPR_UNARY:
    case EXPR_IS_NULL:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_LIKE:
    case EXPR_EXTRACT:
    case EXPR_VERBATIM: break;
    }
    return 0;
}

Storage storage_of_expression(const Expr *expr, const Table *table, Target target) {
    if (expr->kind == EXPR_COLUMN) {
        return storage_of(&table->columns[expr->column], target);
    }
    if (expr->kind == EXPR_VERBATIM || expr->type.is_array) {
        return (Storage){0};
    }
    switch (type_family(expr->type)) {
    case FAMILY_TEXT:
    case FAMILY_BYTES: {
        uint32_t length = storage_text(expr, table, target);
        bool is_short = length != 0 && length <= STORAGE_LONGEST_TEXT;
        Storage storage = fixed((is_short ? length : STORAGE_HEAD) * CHARACTER_BYTES);
        storage.is_endless = !is_short;
        return storage;
    }
    case FAMILY_JSON: return endless(LONGEST_BESIDE, target);
    case FAMILY_NUMBER: return fixed(expr->type.kind == TYPE_DECIMAL ? 30 : 8);
    case FAMILY_UUID: return fixed(UUID_LENGTH * CHARACTER_BYTES);
    case FAMILY_BOOL:
    case FAMILY_DATE:
    case FAMILY_TIME:
    case FAMILY_TIMESTAMP:
    case FAMILY_ENUM: return fixed(8);
    case FAMILY_INTERVAL:
    case FAMILY_NONE: break;
    }
    return (Storage){0};
}
