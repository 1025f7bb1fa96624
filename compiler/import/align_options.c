/*
 * align_options.c - what is said of tables and the database does not keep. See aligning.h.
 */
#include <string.h>

#include "emit/with.h"
#include "import/aligning.h"

/* The bytes that a row of PostgreSQL may have for which it never needs a second table, and those before its values. */
enum { SHORT_ROW = 2032, ROW_HEAD = 24, MOST_OF_CHARACTER = 4 };

/* The bytes of a value at most, a multiple of eight; 0: there is no limit. */
static uint32_t longest_value(Type type) {
    if (type.is_array) {
        return 0;
    }
    switch ((TypeKind)type.kind) {
    case TYPE_BOOL:
    case TYPE_SMALLINT:
    case TYPE_INT:
    case TYPE_BIGINT:
    case TYPE_REAL:
    case TYPE_DOUBLE:
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_TIMESTAMP:
    case TYPE_TIMESTAMPTZ:
    case TYPE_ENUM: return 8;
    case TYPE_UUID:
    case TYPE_INTERVAL: return 16;
    case TYPE_DECIMAL: return type.length == 0 ? 0 : 24 + type.length;
    case TYPE_VARCHAR:
    case TYPE_CHAR: return (type.length + 3) * MOST_OF_CHARACTER;
    case TYPE_TEXT:
    case TYPE_BYTES:
    case TYPE_JSON:
    case TYPE_NATIVE:
    case TYPE_NULL:
    case TYPE_ERROR: break;
    }
    return 0;
}

static bool is_short(const Table *table) {
    uint32_t length = ROW_HEAD + table->column_count / 8u;
    for (uint16_t i = 0; i < table->column_count; i++) {
        uint32_t more = longest_value(table->columns[i].type);
        if (more == 0 || more > SHORT_ROW) {
            return false;
        }
        length += more;
    }
    return length <= SHORT_ROW;
}

static bool is_of_toast(const OptionWord *option) {
    return strncmp(option->name->text, "toast.", 6) == 0;
}

void align_forget_toast(const Aligning *aligning, Table *expected, const Table *found) {
    bool forgets = aligning->target == TARGET_POSTGRES && is_short(found);
    for (uint16_t i = 0; forgets && i < found->options.count; i++) {
        forgets = !is_of_toast(&found->options.items[i]);
    }
    uint16_t kept = 0;
    for (uint16_t i = 0; forgets && i < expected->options.count; i++) {
        if (!is_of_toast(&expected->options.items[i])) {
            expected->options.items[kept++] = expected->options.items[i];
        }
    }
    expected->options.count = forgets ? kept : expected->options.count;
}

static bool says_collation(const OptionWord *option) {
    return text_is(name_text(option->name), "charset") ||
           text_is(name_text(option->name), "collate");
}

static void forget(const Aligning *aligning, Table *table, bool (*goes)(const OptionWord *)) {
    uint16_t kept = 0;
    for (uint16_t i = 0; i < table->options.count; i++) {
        const OptionWord *option = &table->options.items[i];
        if (!IS_FOR(aligning, option->targets) || !goes(option)) {
            table->options.items[kept++] = *option;
        }
    }
    table->options.count = kept;
}

void align_mysql_options(const Aligning *aligning, Table *expected, Table *found) {
    if (!is_mysql(aligning->target)) {
        return;
    }
    forget(aligning, expected, option_is_usual);
    forget(aligning, found, option_is_usual);
    const Dialect *dialect = dialect_of(aligning->target);
    if (text_equal(options_collation(dialect, expected), options_collation(dialect, found))) {
        forget(aligning, expected, says_collation);
        forget(aligning, found, says_collation);
    }
}
