/*
 * typename.c - see typename.h: one row a type, one column a target.
 */
#include "emit/typename.h"

#include "emit/quote.h"

/* How a target spells a type, `$` standing for the arguments. */
typedef struct TypeSpelling {
    const char *postgres;
    const char *sqlite;
    const char *mysql; /* and MariaDB */
} TypeSpelling;

static const TypeSpelling SPELLINGS[] = {
    [TYPE_ERROR] = {"text", "TEXT", "LONGTEXT"},
    [TYPE_NULL] = {"text", "TEXT", "LONGTEXT"},
    [TYPE_BOOL] = {"boolean", "INTEGER", "TINYINT(1)"},
    [TYPE_SMALLINT] = {"smallint", "INTEGER", "SMALLINT"},
    [TYPE_INT] = {"integer", "INTEGER", "INT"},
    [TYPE_BIGINT] = {"bigint", "INTEGER", "BIGINT"},
    [TYPE_REAL] = {"real", "REAL", "FLOAT"},
    [TYPE_DOUBLE] = {"double precision", "REAL", "DOUBLE"},
    [TYPE_DECIMAL] = {"numeric$", "NUMERIC", "DECIMAL$"},
    [TYPE_TEXT] = {"text", "TEXT", "LONGTEXT"},
    [TYPE_VARCHAR] = {"varchar$", "TEXT", "VARCHAR$"},
    [TYPE_CHAR] = {"char$", "TEXT", "CHAR$"},
    [TYPE_BYTES] = {"bytea", "BLOB", "LONGBLOB"},
    [TYPE_UUID] = {"uuid", "TEXT", "CHAR(36)"},
    [TYPE_DATE] = {"date", "TEXT", "DATE"},
    [TYPE_TIME] = {"time", "TEXT", "TIME(6)"},
    [TYPE_TIMESTAMP] = {"timestamp", "TEXT", "DATETIME(6)"},
    [TYPE_TIMESTAMPTZ] = {"timestamptz", "TEXT", "DATETIME(6)"},
    [TYPE_INTERVAL] = {"interval", "TEXT", "LONGTEXT"},
    [TYPE_JSON] = {"jsonb", "TEXT", "JSON"},
    [TYPE_ENUM] = {NULL, "TEXT", NULL}, /* PostgreSQL: its name; MySQL: its values */
    [TYPE_NATIVE] = {NULL, NULL, NULL}, /* as spelled for the target */
};

/* The longest MySQL takes; a row has 65535 bytes, and a character up to four. */
#define MYSQL_LONGEST_VARCHAR 16383

static const char *mysql_spelling(Type type) {
    bool is_long = type.kind == TYPE_VARCHAR && type.length > MYSQL_LONGEST_VARCHAR;
    return type.is_array || is_long ? "LONGTEXT" : SPELLINGS[type.kind].mysql;
}

static const char *spelling_of(Type type, Target target) {
    switch (target) {
    case TARGET_POSTGRES: return SPELLINGS[type.kind].postgres;
    case TARGET_SQLITE: return type.is_array ? "TEXT" : SPELLINGS[type.kind].sqlite;
    case TARGET_MYSQL:
    case TARGET_MARIADB: return mysql_spelling(type);
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

/* ENUM('draft', 'placed'), or what follows IN. */
static void write_members(Buf *out, const Enum *enumeration, Target target) {
    buf_char(out, '(');
    for (uint32_t i = 0; i < enumeration->value_count; i++) {
        Name value = enumeration->values[i].name;
        buf_text(out, i == 0 ? "" : ", ");
        quote_string(out, value->text, value->length, target);
    }
    buf_char(out, ')');
}

void typename_write(Buf *out, Type type, Target target) {
    if (type.domain && target == TARGET_POSTGRES) {
        if (type.domain->space != NULL) {
            quote_name(out, type.domain->space, target);
            buf_char(out, '.');
        }
        quote_type_name(out, type.domain->name, target);
        buf_text(out, type.is_array && !domain_is_array(type.domain) ? "[]" : "");
        return;
    }
    const char *spelling = spelling_of(type, target);
    if (spelling != NULL) {
        size_t length = strcspn(spelling, "$");
        buf_put(out, spelling, length);
        if (spelling[length] == '$') {
            write_arguments(out, type);
        }
        bool is_mysql = target == TARGET_MYSQL || target == TARGET_MARIADB;
        buf_text(out, type.is_unsigned && is_mysql ? " UNSIGNED" : "");
    } else if (type.kind == TYPE_ENUM && target != TARGET_POSTGRES) {
        buf_text(out, "ENUM");
        write_members(out, type.enumeration, target);
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

/* ---- the name in a cast ---- */

void typename_write_cast(Buf *out, Type type, Target target) {
    const char *name = NULL;
    if (target != TARGET_MYSQL && target != TARGET_MARIADB) {
        typename_write(out, type, target);
        return;
    }
    switch ((TypeKind)type.kind) {
    case TYPE_BOOL:
    case TYPE_SMALLINT:
    case TYPE_INT:
    case TYPE_BIGINT: name = type.is_unsigned ? "UNSIGNED" : "SIGNED"; break;
    case TYPE_REAL:
    case TYPE_DOUBLE: name = "DOUBLE"; break;
    case TYPE_DECIMAL: name = type.length == 0 ? "DECIMAL(65, 30)" : "DECIMAL"; break;
    case TYPE_BYTES: name = "BINARY"; break;
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_TIMESTAMP:
    case TYPE_TIMESTAMPTZ: name = SPELLINGS[type.kind].mysql; break;
    case TYPE_VARCHAR:
    case TYPE_CHAR:
    case TYPE_ERROR:
    case TYPE_NULL:
    case TYPE_TEXT:
    case TYPE_UUID:
    case TYPE_INTERVAL:
    case TYPE_JSON:
    case TYPE_ENUM:
    case TYPE_NATIVE: name = "CHAR"; break;
    }
    buf_text(out, name);
    if (type.kind == TYPE_DECIMAL || type.kind == TYPE_VARCHAR || type.kind == TYPE_CHAR) {
        write_arguments(out, type);
    }
}

/* ---- conditions that a target's types do not have ---- */

/* Text with `$` for the column and `#` for the length. */
static void write_condition(Buf *out, const char *condition, const Column *column, Target target) {
    for (;;) {
        size_t length = strcspn(condition, "$#");
        buf_put(out, condition, length);
        if (condition[length] == '\0') {
            return;
        }
        if (condition[length] == '$') {
            quote_name(out, column->name, target);
        } else {
            buf_uint(out, column->type.length);
        }
        condition += length + 1;
    }
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

/*
 * The same for MySQL and MariaDB. The digits of a uuid have to be small ones, because text is compared
 * by its bytes; the pattern needs no end, as the column is no longer. A TIME there goes from -838 hours to 838.
 */
static const char *mysql_condition(Type type) {
    switch ((TypeKind)type.kind) {
    case TYPE_BOOL: return "$ IN (0, 1)";
    case TYPE_VARCHAR: return type.length > MYSQL_LONGEST_VARCHAR ? "CHAR_LENGTH($) <= #" : NULL;
    case TYPE_UUID:
        return "$ REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'";
    case TYPE_TIME: return "$ BETWEEN TIME '00:00:00' AND TIME '23:59:59.999999'";
    case TYPE_ERROR:
    case TYPE_NULL:
    case TYPE_SMALLINT:
    case TYPE_INT:
    case TYPE_BIGINT:
    case TYPE_REAL:
    case TYPE_DOUBLE:
    case TYPE_DECIMAL:
    case TYPE_TEXT:
    case TYPE_CHAR:
    case TYPE_BYTES:
    case TYPE_DATE:
    case TYPE_TIMESTAMP:
    case TYPE_TIMESTAMPTZ:
    case TYPE_INTERVAL:
    case TYPE_JSON:
    case TYPE_ENUM:
    case TYPE_NATIVE: break;
    }
    return NULL;
}

static const char *condition_of(Type type, Target target) {
    if (type.is_array) {
        return NULL;
    }
    switch (target) {
    case TARGET_SQLITE: return sqlite_condition(type);
    case TARGET_MYSQL:
    case TARGET_MARIADB: return mysql_condition(type);
    case TARGET_POSTGRES:
    case TARGET_COUNT: break;
    }
    return NULL;
}

/* SQLite has no enums. */
static bool has_members(Type type, Target target) {
    return target == TARGET_SQLITE && type.kind == TYPE_ENUM && !type.is_array;
}

bool typename_has_check(Type type, Target target) {
    return has_members(type, target) || condition_of(type, target) != NULL;
}

bool typename_check(Buf *out, const Column *column, Target target) {
    const char *condition;
    if (has_members(column->type, target)) {
        quote_name(out, column->name, target);
        buf_text(out, " IN ");
        write_members(out, column->type.enumeration, target);
        return true;
    }
    condition = condition_of(column->type, target);
    if (condition == NULL) {
        return false;
    }
    if (*condition == '|') {
        condition++;
        if ((column->flags & COLUMN_NULLABLE) != 0) {
            write_condition(out, "$ IS NULL OR ", column, target);
        }
    }
    write_condition(out, condition, column, target);
    return true;
}
