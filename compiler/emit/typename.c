/*
 * typename.c - see typename.h: one row a type, one column a target.
 */
#include "emit/typename.h"

#include "emit/quote.h"

/* How a target spells a type, `$` standing for the arguments. */
typedef struct TypeSpelling {
    const char *postgres;
    const char *sqlite;
} TypeSpelling;

static const TypeSpelling SPELLINGS[] = {
    [TYPE_ERROR] = {"text", "TEXT"},
    [TYPE_NULL] = {"text", "TEXT"},
    [TYPE_BOOL] = {"boolean", "INTEGER"},
    [TYPE_SMALLINT] = {"smallint", "INTEGER"},
    [TYPE_INT] = {"integer", "INTEGER"},
    [TYPE_BIGINT] = {"bigint", "INTEGER"},
    [TYPE_REAL] = {"real", "REAL"},
    [TYPE_DOUBLE] = {"double precision", "REAL"},
    [TYPE_DECIMAL] = {"numeric$", "NUMERIC"},
    [TYPE_TEXT] = {"text", "TEXT"},
    [TYPE_VARCHAR] = {"varchar$", "TEXT"},
    [TYPE_CHAR] = {"char$", "TEXT"},
    [TYPE_BYTES] = {"bytea", "BLOB"},
    [TYPE_UUID] = {"uuid", "TEXT"},
    [TYPE_DATE] = {"date", "TEXT"},
    [TYPE_TIME] = {"time", "TEXT"},
    [TYPE_TIMESTAMP] = {"timestamp", "TEXT"},
    [TYPE_TIMESTAMPTZ] = {"timestamptz", "TEXT"},
    [TYPE_INTERVAL] = {"interval", "TEXT"},
    [TYPE_JSON] = {"jsonb", "TEXT"},
    [TYPE_ENUM] = {NULL, "TEXT"}, /* PostgreSQL: its name */
    [TYPE_NATIVE] = {NULL, NULL}, /* as spelled for the target */
};

static const char *spelling_of(Type type, Target target) {
    switch (target) {
    case TARGET_POSTGRES: return SPELLINGS[type.kind].postgres;
    case TARGET_SQLITE: return type.is_array ? "TEXT" : SPELLINGS[type.kind].sqlite;
    case TARGET_MYSQL:
    case TARGET_MARIADB:
    case TARGET_COUNT: break;
    }
    return NULL;
}

static void write_arguments(Buf *out, Type type) {
    if (type.length == 0) {
        return;
    }
    buf_char(out, '(');
    buf_uint(out, type.length);
    if (type.kind == TYPE_DECIMAL) {
        buf_text(out, ", ");
        buf_uint(out, type.scale);
    }
    buf_char(out, ')');
}

void typename_write(Buf *out, Type type, Target target) {
    const char *spelling = spelling_of(type, target);
    if (spelling != NULL) {
        size_t length = strcspn(spelling, "$");
        buf_put(out, spelling, length);
        if (spelling[length] == '$') {
            write_arguments(out, type);
        }
    } else if (type.kind == TYPE_ENUM) {
        if (type.enumeration->space != NULL) {
            quote_name(out, type.enumeration->space, target);
            buf_char(out, '.');
        }
        quote_type_name(out, type.enumeration->name, target);
    } else if (type.kind == TYPE_NATIVE && type.native != NULL) {
        Name native = type.native->spelling[target];
        if (native != NULL) {
            buf_name(out, native);
        } else {
            quote_type_name(out, type.native->name, target);
        }
    }
    if (type.is_array && target == TARGET_POSTGRES) {
        buf_text(out, "[]");
    }
}

/* ---- conditions that SQLite's types do not have ---- */

/* Text with `$` for the column and `#` for the length. */
static void write_condition(Buf *out, const char *condition, const Column *column) {
    for (;;) {
        size_t length = strcspn(condition, "$#");
        buf_put(out, condition, length);
        if (condition[length] == '\0') {
            return;
        }
        if (condition[length] == '$') {
            quote_name(out, column->name, TARGET_SQLITE);
        } else {
            buf_uint(out, column->type.length);
        }
        condition += length + 1;
    }
}

static void write_members(Buf *out, const Column *column) {
    const Enum *enumeration = column->type.enumeration;
    quote_name(out, column->name, TARGET_SQLITE);
    buf_text(out, " IN (");
    for (uint32_t i = 0; i < enumeration->value_count; i++) {
        Name value = enumeration->values[i].name;
        buf_text(out, i == 0 ? "" : ", ");
        quote_string(out, value->text, value->length, TARGET_SQLITE);
    }
    buf_char(out, ')');
}

/*
 * The condition of a scalar type; NULL: it needs none. `|` in front: a null must be let through by
 * itself, if the column may have one. Dates and times are compared with what SQLite makes of them,
 * so that 2026-02-30 is refused (only with a modifier does it compute); IS, not =, because garbage
 * gives NULL, and NULL passes a CHECK. A moment has T or a blank in the middle and perhaps a
 * fraction, and an offset only where the type has one; date and rest are judged apart because
 * 23:59:59.9999 of the last day there is would be rounded beyond it.
 */
static const char *sqlite_condition(Type type) {
    switch ((TypeKind)type.kind) {
    case TYPE_BOOL: return "$ IN (0, 1)";
    case TYPE_VARCHAR:
    case TYPE_CHAR: return type.length > 0 ? "length($) <= #" : NULL;
    case TYPE_UUID:
        return "|$ LIKE '________-____-____-____-____________' AND "
               "length(replace($, '-', '')) = 32 AND "
               "replace($, '-', '') NOT GLOB '*[^0-9A-Fa-f]*'";
    case TYPE_DATE: return "$ IS date($, '+0 days')";
    case TYPE_TIME:
        return "|time(substr($, 1, 8), '+0 days') IS substr($, 1, 8) AND "
               "time('00:00:00' || substr($, 9)) IS NOT NULL AND "
               "substr($, 9) NOT GLOB '*[^.0-9]*'";
    case TYPE_TIMESTAMP:
        return "|datetime(substr($, 1, 19), '+0 days') IS replace(substr($, 1, 19), 'T', ' ') AND "
               "datetime('2000-01-01 00:00:00' || substr($, 20)) IS NOT NULL AND "
               "substr($, 20) NOT GLOB '*[^.0-9]*'";
    case TYPE_TIMESTAMPTZ:
        return "|datetime(substr($, 1, 19), '+0 days') IS replace(substr($, 1, 19), 'T', ' ') AND "
               "datetime('2000-01-01 00:00:00' || substr($, 20)) IS NOT NULL";
    case TYPE_JSON: return "|json_valid($)";
    case TYPE_ERROR:
    case TYPE_NULL:
    case TYPE_SMALLINT:
    case TYPE_INT:
    case TYPE_BIGINT:
    case TYPE_REAL:
    case TYPE_DOUBLE:
    case TYPE_DECIMAL:
    case TYPE_TEXT:
    case TYPE_BYTES:
    case TYPE_INTERVAL:
    case TYPE_ENUM:
    case TYPE_NATIVE: break;
    }
    return NULL;
}

bool typename_has_check(Type type, Target target) {
    return target == TARGET_SQLITE && !type.is_array &&
           (type.kind == TYPE_ENUM || sqlite_condition(type) != NULL);
}

bool typename_check(Buf *out, const Column *column, Target target) {
    if (!typename_has_check(column->type, target)) {
        return false;
    }
    if (column->type.kind == TYPE_ENUM) {
        write_members(out, column);
        return true;
    }
    const char *condition = sqlite_condition(column->type);
    if (*condition == '|') {
        condition++;
        if ((column->flags & COLUMN_NULLABLE) != 0) {
            write_condition(out, "$ IS NULL OR ", column);
        }
    }
    write_condition(out, condition, column);
    return true;
}
