/*
 * Expressions, types and names in the SQL of each target, and what a target cannot say.
 */
#include "schema.h"

#include "emit/expression.h"
#include "emit/quote.h"
#include "emit/typename.h"

#define HEAD                                                                                     \
    "project p {\n  targets postgres 15, sqlite 3.40\n}\n"                                       \
    "enum status { draft, placed, shipped }\n"                                                   \
    "table orders {\n  id bigint primary key\n  n int\n  m int null\n  d decimal(10, 2)\n"       \
    "  x double\n  s text\n  paid bool\n  day date\n  at timestamptz\n  loc timestamp\n"         \
    "  u uuid\n  raw bytes null\n  st status\n  \"order\" int\n"

static const Expr *read_check(Schema *schema, const char *written) {
    Buf text = {0};
    buf_printf(&text, HEAD "  check (%s)\n}\n", written);
    buf_char(&text, '\0');
    schema_read(schema, text.data);
    schema_is_clean(schema, written);
    buf_free(&text);
    return schema->model->tables[0]->checks[0].condition;
}

static void writes(const char *written, const char *postgres, const char *sqlite) {
    Schema schema;
    Buf out = {0};
    const Expr *expr = read_check(&schema, written);
    assert_true(expression_supported(expr, schema.model->tables[0], TARGET_SQLITE, NULL, NULL));
    expression_write(&out, expr, schema.model->tables[0], TARGET_POSTGRES);
    unit_equal(buf_view(&out), postgres);
    buf_clear(&out);
    expression_write(&out, expr, schema.model->tables[0], TARGET_SQLITE);
    unit_equal(buf_view(&out), sqlite);
    buf_free(&out);
    schema_release(&schema);
}

static void refuses(const char *written, const char *reason) {
    Schema schema;
    const Expr *expr = read_check(&schema, written);
    const Expr *where = NULL;
    const char *why = NULL;
    assert_true(expression_supported(expr, schema.model->tables[0], TARGET_POSTGRES, NULL, NULL));
    assert_false(expression_supported(expr, schema.model->tables[0], TARGET_SQLITE, &where, &why));
    assert_non_null(where);
    assert_string_equal(why, reason);
    schema_release(&schema);
}

static void operators_are_sql(void **state) {
    (void)state;
    writes("st in ('draft', 'placed')", "st IN ('draft', 'placed')", "st IN ('draft', 'placed')");
    writes("(n > 1) and (paid or not paid)", "n > 1 AND (paid OR NOT paid)", "n > 1 AND (paid OR NOT paid)");
    writes("paid = true", "paid = TRUE", "paid = 1");
    writes("\"order\" <> 1", "\"order\" <> 1", "\"order\" <> 1");
    writes("n - (-5) > 0", "n - -5 > 0", "n - -5 > 0");
    writes("m is not null", "m IS NOT NULL", "m IS NOT NULL");
    writes("n not between 1 and 2", "n NOT BETWEEN 1 AND 2", "n NOT BETWEEN 1 AND 2");
    writes("s || '-' || n = ''", "s || '-' || CAST(n AS text) = ''", "s || '-' || n = ''");
    writes("raw = '\\x0aFF'", "raw = '\\x0aff'", "raw = x'0aff'");
    writes("case n when 1 then paid else false end", "CASE n WHEN 1 THEN paid ELSE FALSE END",
           "CASE n WHEN 1 THEN paid ELSE 0 END");
}

static void division_keeps_its_meaning(void **state) {
    (void)state;
    writes("n / 2 > 1", "n / 2 > 1", "n / 2 > 1");
    writes("d / 2 > 1", "d / 2 > 1", "CAST(d AS REAL) / 2 > 1");
    writes("d / 2 / 2 > 1", "d / 2 / 2 > 1", "CAST(d AS REAL) / 2 / 2 > 1");
    writes("n / 4.0 > 1", "n / 4.0 > 1", "n / 4.0 > 1");
    writes("nullif(n, d) / 2 > 1", "nullif(n, d) / 2 > 1", "CAST(nullif(n, d) AS REAL) / 2 > 1");
    writes("x / 2 > 1", "x / 2 > 1", "x / 2 > 1");
}

static void like_tells_capitals_apart(void **state) {
    (void)state;
    writes("s like 'a%'", "s LIKE 'a%'", "s GLOB 'a*'");
    writes("s not like '_*[x]?\\%'", "s NOT LIKE '_*[x]?\\%'", "s NOT GLOB '?[*][[]x][?]%'");
    refuses("s like lower(s)",
            "SQLite's LIKE does not tell capitals apart; only a pattern that is a literal can be "
            "written as GLOB");
}

static void moments_are_compared_as_moments(void **state) {
    (void)state;
    writes("at > '2026-01-31'", "at > '2026-01-31T00:00:00Z'", "julianday(at) > julianday('2026-01-31T00:00:00.000Z')");
    writes("day > '2026-01-31'", "day > '2026-01-31'", "day > '2026-01-31'");
    writes("day + 7 > day", "day + 7 > day", "date(day, '+7 days') > day");
    writes("day - n > day", "day - n > day", "date(day, -n || ' days') > day");
    writes("day - day = 0", "day - day = 0", "CAST(julianday(day) - julianday(day) AS INTEGER) = 0");
    writes("at + interval '1 day -2 hours' > at", "at + interval '1 day -2 hours' > at",
           "julianday(strftime('%Y-%m-%dT%H:%M:%fZ', at, '+1 day', '-2 hours')) > julianday(at)");
    writes("extract(year from at) > 2000", "CAST(extract(year FROM at AT TIME ZONE 'UTC') AS integer) > 2000",
           "CAST(strftime('%Y', at) AS INTEGER) > 2000");
    refuses("at + interval '1 month' > at", "SQLite adds a month to 31 January and comes to March");
    refuses("at - at > interval '1 day'", "SQLite has no intervals");
    refuses("st < 'shipped'", "SQLite keeps an enum as text, which has another order");
}

static void functions_follow_their_templates(void **state) {
    (void)state;
    writes("right(s, 2) = 'x'", "right(s, 2) = 'x'", "substr(s, -2, 2) = 'x'");
    writes("right(s, n + 1) = 'x'", "right(s, n + 1) = 'x'", "substr(s, -(n + 1), n + 1) = 'x'");
    writes("round(x) > 1", "round(CAST(x AS numeric)) > 1", "round(x) > 1");
    writes("round(d, 1) > 1", "round(d, 1) > 1", "round(d, 1) > 1");
    writes("greatest(n, 2) > 1", "greatest(n, 2) > 1", "max(n, 2) > 1");
    writes("greatest(n, m) > 1", "CASE WHEN num_nulls(n, m) = 0 THEN greatest(n, m) END > 1", "max(n, m) > 1");
    writes("mod(n, 3) = 1", "mod(n, 3) = 1", "(n % 3) = 1");
    writes("cast(d as int) = 1", "CAST(d AS integer) = 1", "CAST(round(d) AS INTEGER) = 1");
}

static void too_deep_for_sqlite_is_refused(void **state) {
    char text[4000] = "paid";
    (void)state;
    for (unsigned i = 0; i < 45; i++) {
        strcat(text, " and (paid or paid");
    }
    for (unsigned i = 0; i < 45; i++) {
        strcat(text, ")");
    }
    refuses(text, "SQLite does not follow so many brackets");
}

static void defaults_and_index_keys_have_their_brackets(void **state) {
    static const struct {
        const char *written, *postgres, *sqlite;
    } rows[] = {
        {"z int default -5", "-5", "-5"},
        {"z text default 'it''s'", "'it''s'", "'it''s'"},
        {"z bool default true", "TRUE", "1"},
        {"z timestamptz default now", "now()", "(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"},
        {"z timestamp default now", "(now() AT TIME ZONE 'UTC')", "(strftime('%Y-%m-%d %H:%M:%f', 'now'))"},
        {"z int default (1 + 2)", "(1 + 2)", "(1 + 2)"},
        {"z date default '2026-01-31'", "'2026-01-31'", "'2026-01-31'"},
        {"z timestamptz default '2026-01-31'", "'2026-01-31T00:00:00Z'", "'2026-01-31T00:00:00.000Z'"},
    };
    static const struct {
        const char *written, *postgres, *sqlite;
    } keys[] = {
        {"\"order\"", "\"order\"", "\"order\""},
        {"lower(s)", "lower(s)", "lower(s)"},
        {"n + 1", "(n + 1)", "n + 1"},
        {"sign(n)", "(CAST(sign(n) AS integer))", "sign(n)"},
        {"greatest(n, 1)", "(greatest(n, 1))", "max(n, 1)"},
    };
    Schema schema;
    Buf text = {0};
    Buf out = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_clear(&text);
        buf_printf(&text, HEAD "  %s\n}\n", rows[i].written);
        buf_char(&text, '\0');
        schema_read(&schema, text.data);
        schema_is_clean(&schema, rows[i].written);
        const Table *table = schema.model->tables[0];
        const Column *column = &table->columns[table->column_count - 1];
        buf_clear(&out);
        expression_write_default(&out, column, table, TARGET_POSTGRES);
        unit_equal(buf_view(&out), rows[i].postgres);
        buf_clear(&out);
        expression_write_default(&out, column, table, TARGET_SQLITE);
        unit_equal(buf_view(&out), rows[i].sqlite);
        schema_release(&schema);
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        buf_clear(&text);
        buf_printf(&text, HEAD "  index i (%s)\n}\n", keys[i].written);
        buf_char(&text, '\0');
        schema_read(&schema, text.data);
        schema_is_clean(&schema, keys[i].written);
        const Table *table = schema.model->tables[0];
        buf_clear(&out);
        expression_write_index_key(&out, table->indexes[0].keys[0].expr, table, TARGET_POSTGRES);
        unit_equal(buf_view(&out), keys[i].postgres);
        buf_clear(&out);
        expression_write_index_key(&out, table->indexes[0].keys[0].expr, table, TARGET_SQLITE);
        unit_equal(buf_view(&out), keys[i].sqlite);
        schema_release(&schema);
    }
    buf_free(&text);
    buf_free(&out);
}

static void types_have_their_spellings(void **state) {
    static const struct {
        const char *type, *postgres, *sqlite, *check;
    } rows[] = {
        {"bool", "boolean", "INTEGER", "c IN (0, 1)"},
        {"smallint", "smallint", "INTEGER", ""},
        {"int", "integer", "INTEGER", ""},
        {"double", "double precision", "REAL", ""},
        {"decimal", "numeric", "NUMERIC", ""},
        {"decimal(10, 2)", "numeric(10, 2)", "NUMERIC", ""},
        {"text", "text", "TEXT", ""},
        {"varchar(40)", "varchar(40)", "TEXT", "length(c) <= 40"},
        {"char(3)", "char(3)", "TEXT", "length(c) <= 3"},
        {"bytes", "bytea", "BLOB", ""},
        {"date", "date", "TEXT", "c IS date(c, '+0 days')"},
        {"json", "jsonb", "TEXT", "json_valid(c)"},
        {"json null", "jsonb", "TEXT", "c IS NULL OR json_valid(c)"},
        {"position", "\"position\"", "TEXT", "c IN ('a', 'it''s')"},
    };
    Schema schema;
    Buf text = {0};
    Buf out = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_clear(&text);
        buf_printf(&text, "enum position { a, \"it's\" }\ntable t {\n  c %s\n}\n", rows[i].type);
        buf_char(&text, '\0');
        schema_read(&schema, text.data);
        schema_is_clean(&schema, rows[i].type);
        const Column *column = &schema.model->tables[0]->columns[0];
        buf_clear(&out);
        typename_write(&out, column->type, TARGET_POSTGRES);
        unit_equal(buf_view(&out), rows[i].postgres);
        buf_clear(&out);
        typename_write(&out, column->type, TARGET_SQLITE);
        unit_equal(buf_view(&out), rows[i].sqlite);
        buf_clear(&out);
        assert_int_equal(typename_check(&out, column, TARGET_SQLITE), *rows[i].check != '\0');
        unit_equal(buf_view(&out), rows[i].check);
        assert_false(typename_check(&out, column, TARGET_POSTGRES));
        schema_release(&schema);
    }
    buf_free(&text);
    buf_free(&out);
}

static void names_are_quoted_where_needed(void **state) {
    static const struct {
        const char *name;
        bool postgres, sqlite;
    } rows[] = {
        {"users", false, false},   {"user", true, false},     {"order", true, true},
        {"values", false, true},   {"position", false, false}, {"left", true, true},
        {"Users", true, false},    {"ORDER", true, true},     {"_x1", false, false},
        {"1st", true, true},       {"a-b", true, true},       {"", true, true},
        {"na\xc3\xafve", true, true}, {"key", false, false},  {"index", false, true},
        {"current_timestamp", true, true}, {"zone", false, false}, {"all", true, true},
    };
    Buf out = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(quote_is_needed(text_of(rows[i].name), TARGET_POSTGRES), rows[i].postgres);
        assert_int_equal(quote_is_needed(text_of(rows[i].name), TARGET_SQLITE), rows[i].sqlite);
    }
    quote_text(&out, text_of("a\"b"), TARGET_POSTGRES);
    quote_string(&out, "it's \\ ''", 9, TARGET_SQLITE);
    unit_equal(buf_view(&out), "\"a\"\"b\"'it''s \\ '''''");
    buf_free(&out);
}

/* The table of first letters in quote.c agrees with keywords.def: every word is found. */
static void every_keyword_is_found(void **state) {
    static const struct {
        const char *word;
        int postgres, sqlite, mysql;
    } words[] = {
#define KEYWORD(word, postgres, sqlite, mysql) {word, postgres, sqlite, mysql},
#include "emit/keywords.def"
#undef KEYWORD
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_true(i == 0 || strcmp(words[i - 1].word, words[i].word) < 0);
        assert_int_equal(quote_is_needed(text_of(words[i].word), TARGET_POSTGRES), words[i].postgres == 2);
        assert_int_equal(quote_is_needed(text_of(words[i].word), TARGET_SQLITE), words[i].sqlite == 2);
        assert_int_equal(quote_is_needed(text_of(words[i].word), TARGET_MYSQL), words[i].mysql == 2);
        assert_int_equal(quote_is_needed(text_of(words[i].word), TARGET_MARIADB), words[i].mysql == 2);
    }
}

/* ---- MySQL and MariaDB ---- */

#define BOTH "project p {\n  targets mysql 8.0, mariadb 10.6\n}\n"

/* `written` as a check of the table of HEAD; `mariadb` NULL: as MySQL. */
static void writes_there(const char *written, const char *mysql, const char *mariadb) {
    Schema schema;
    Buf out = {0};
    const Expr *expr = read_check(&schema, written);
    const Table *table = schema.model->tables[0];
    const char *why = NULL;
    if (!expression_supported(expr, table, TARGET_MYSQL, NULL, &why)) {
        fail_msg("%s: %s", written, why);
    }
    expression_write_condition(&out, expr, table, TARGET_MYSQL);
    unit_equal(buf_view(&out), mysql);
    buf_clear(&out);
    expression_write_condition(&out, expr, table, TARGET_MARIADB);
    unit_equal(buf_view(&out), mariadb != NULL ? mariadb : mysql);
    buf_free(&out);
    schema_release(&schema);
}

static void refuses_there(const char *written, const char *reason) {
    Schema schema;
    const Expr *expr = read_check(&schema, written);
    const Expr *where = NULL;
    const char *why = NULL;
    assert_false(expression_supported(expr, schema.model->tables[0], TARGET_MYSQL, &where, &why));
    assert_non_null(where);
    assert_string_equal(why, reason);
    assert_false(expression_supported(expr, schema.model->tables[0], TARGET_MARIADB, NULL, NULL));
    schema_release(&schema);
}

static void mysql_has_words_of_its_own(void **state) {
    (void)state;
    writes_there("s || '-' || n || st = ''", "CONCAT(s, '-', n, st) = ''", NULL);
    writes_there("s || (s || 'a') = ''", "CONCAT(s, CONCAT(s, 'a')) = ''", NULL);
    writes_there("n / 2 * 2 > 1", "n DIV 2 * 2 > 1", NULL);
    writes_there("d / 2 / 2 > 1", "CAST(d AS DECIMAL(65, 30)) / 2 / 2 > 1", NULL);
    writes_there("n / 4.0 > 1", "CAST(n AS DECIMAL(65, 30)) / 4.0 > 1", NULL);
    writes_there("x / 2 > 1", "x / 2 > 1", NULL);
    writes_there("s like 'a\\%'", "s LIKE 'a\\\\%'", NULL);
    writes_there("s like lower(s)", "s LIKE LOWER(s)", NULL);
    writes_there("raw = '\\x0aFF'", "raw = x'0aff'", NULL);
    writes_there("\"order\" > 1e3", "`order` > 1000", NULL);
    writes_there("d > 1.25e-3", "d > 0.00125", NULL);
    writes_there("d > 0.05e4", "d > 500", NULL);
    writes_there("d > 1.2345e2", "d > 123.45", NULL);
    writes_there("d > 0e5", "d > 0", NULL);
    writes_there("round(x) > 1", "ROUND(CAST(x AS DECIMAL(65, 30)), 0) > 1", NULL);
    writes_there("cast(s as int) = 1", "CAST(s AS SIGNED) = 1", NULL);
    writes_there("round(cast(n as real), 1) = 1", "ROUND(CAST(CONCAT(CAST(n AS DOUBLE)) AS DECIMAL(65, 30)), 1) = 1",
                 NULL);
    writes_there("cast(x as decimal(9, 1)) = 1", "CAST(CAST(x AS DECIMAL(65, 30)) AS DECIMAL(9, 1)) = 1", NULL);
    writes_there("nullif(json '{}', '[]') is null", "NULLIF(CAST('{}' AS JSON), CAST('[]' AS JSON)) IS NULL",
                 "NULLIF('{}', '[]') IS NULL");
    writes_there("cast(st as varchar(2)) = 'a'", "LEFT(st, 2) = 'a'", NULL);
}

static void mysql_wants_conditions(void **state) {
    (void)state;
    writes_there("paid", "paid <> 0", NULL);
    writes_there("not paid", "NOT paid", NULL);
    writes_there("coalesce(paid, true)", "COALESCE(paid, TRUE) <> 0", NULL);
    writes_there("case when paid then n > 1 else false end", "CASE WHEN paid THEN n > 1 ELSE FALSE END <> 0",
                 NULL);
    writes_there("cast(n as bool)", "(n <> 0)", NULL);
    writes_there("starts_with(s, 'a')", "(LEFT(s, CHAR_LENGTH('a')) = 'a')", NULL);
}

static void mysql_moments_have_their_types(void **state) {
    (void)state;
    writes_there("at > '2026-01-31T12:00:00+02:00'", "at > TIMESTAMP '2026-01-31 10:00:00'", NULL);
    writes_there("day in ('2026-01-31')", "day IN (DATE '2026-01-31')", NULL);
    writes_there("day + 7 > day", "DATE_ADD(day, INTERVAL 7 DAY) > day", NULL);
    writes_there("day - n > day", "DATE_SUB(day, INTERVAL n DAY) > day", NULL);
    writes_there("day - date '2026-01-31' = 0", "DATEDIFF(day, DATE '2026-01-31') = 0", NULL);
    writes_there("at + interval '1 year -2 months 3 hours' > at",
                 "DATE_ADD(DATE_ADD(at, INTERVAL 10 MONTH), INTERVAL 10800 SECOND) > at", NULL);
    writes_there("day - interval '1 day' > loc", "DATE_SUB(CAST(day AS DATETIME(6)), INTERVAL 1 DAY) > loc",
                 NULL);
    refuses_there("at - at > interval '1 day'", "MySQL and MariaDB have no intervals");
}

static void mysql_compares_text_by_its_bytes(void **state) {
    (void)state;
    writes_there("s = 'a'", "s = 'a'", NULL);
    writes_there("'n' || n = 'n1'", "CONCAT('n', n) COLLATE utf8mb4_0900_bin = 'n1'",
                 "CONCAT('n', n) COLLATE utf8mb4_nopad_bin = 'n1'");
    writes_there("hex(raw) in ('AB')", "HEX(raw) COLLATE utf8mb4_0900_bin IN ('AB')",
                 "HEX(raw) COLLATE utf8mb4_nopad_bin IN ('AB')");
    writes_there("case when s = 'x' then 'a' else 'b' end = 'A'",
                 "CASE WHEN s = 'x' THEN 'a' ELSE 'b' END COLLATE utf8mb4_0900_bin = 'A'",
                 "CASE WHEN s = 'x' THEN 'a' ELSE 'b' END COLLATE utf8mb4_nopad_bin = 'A'");
    writes_there("strpos(s || n, 'a') = 1", "LOCATE('a', CONCAT(s, n)) = 1", NULL);
    writes_there("strpos('a' || n, 'A') = 1", "LOCATE('A', CONCAT('a', n) COLLATE utf8mb4_0900_bin) = 1",
                 "LOCATE('A', CONCAT('a', n) COLLATE utf8mb4_nopad_bin) = 1");
    refuses_there("st < 'shipped'", "MySQL and MariaDB compare an enum by its text, which has another order");
}

static void mysql_trims_and_cuts_text(void **state) {
    (void)state;
    writes_there("trim(s) = ''", "TRIM(s) = ''", NULL);
    writes_there("ltrim(s, '.') = ''", "TRIM(LEADING '.' FROM s) = ''", NULL);
    writes_there("trim(s, 'a]\\') = ''", "REGEXP_REPLACE(s, '(?-i)^[a\\\\]\\\\\\\\]+|[a\\\\]\\\\\\\\]+\\\\z', '') = ''",
                 NULL);
    writes_there("substr(s, 2, n) = ''", "SUBSTR(s, 2, n) = ''", NULL);
    writes_there("substr(s, n, 3) = ''", "SUBSTR(s, GREATEST(n, 1), 3 + LEAST(n - 1, 0)) = ''", NULL);
    refuses_there("trim(s, s) = ''", "MySQL and MariaDB trim a whole text, not characters; only characters that "
                                     "are a literal can be written as a pattern");
}

static void too_deep_for_mysql_is_refused(void **state) {
    char text[8000] = "n";
    Schema schema;
    (void)state;
    for (unsigned i = 0; i < 300; i++) {
        strcat(text, " + 1");
    }
    strcat(text, " > 0");
    refuses_there(text, "MySQL and MariaDB do not follow so many operators in a row");
    strcpy(text, "n > 0");
    for (unsigned i = 0; i < 300; i++) {
        strcat(text, " or n = 5");
    }
    const Expr *expr = read_check(&schema, text);
    assert_true(expression_supported(expr, schema.model->tables[0], TARGET_MYSQL, NULL, NULL));
    schema_release(&schema);
}

static void mysql_types_and_defaults(void **state) {
    static const struct {
        const char *column, *type, *check, *mysql, *mariadb;
    } rows[] = {
        {"bool default true", "TINYINT(1)", "c IN (0, 1)", "TRUE", NULL},
        {"int default -5", "INT", "", "-5", NULL},
        {"real default 0.5", "FLOAT", "", "0.5", NULL},
        {"decimal(10, 2) default (1 / 4.0)", "DECIMAL(10, 2)", "", "(CAST(1 AS DECIMAL(65, 30)) / 4.0)", NULL},
        {"text default 'it''s \\'", "LONGTEXT", "", "('it''s \\\\')", "'it''s \\\\'"},
        {"text null default null", "LONGTEXT", "", "NULL", NULL},
        {"varchar(40) default 'x'", "VARCHAR(40)", "", "'x'", NULL},
        {"varchar(20000) default 'x'", "LONGTEXT", "CHAR_LENGTH(c) <= 20000", "('x')", "'x'"},
        {"char(3) default 'EUR'", "CHAR(3)", "", "'EUR'", NULL},
        {"bytes default '\\x00'", "LONGBLOB", "", "(x'00')", "x'00'"},
        {"json default '{}'", "JSON", "", "('{}')", "'{}'"},
        {"date default '2026-01-31'", "DATE", "", "'2026-01-31'", NULL},
        {"time default '12:30'", "TIME(6)", "c BETWEEN TIME '00:00:00' AND TIME '23:59:59.999999'", "'12:30:00'",
         NULL},
        {"timestamptz default '2026-01-31'", "DATETIME(6)", "", "'2026-01-31 00:00:00'", NULL},
        {"timestamp default now", "DATETIME(6)", "", "CURRENT_TIMESTAMP(6)", NULL},
        {"timestamptz default (now + interval '1 day')", "DATETIME(6)", "",
         "(DATE_ADD(UTC_TIMESTAMP(6), INTERVAL 1 DAY))", NULL},
        {"date default current_date", "DATE", "", "(UTC_DATE())", NULL},
        {"uuid default uuid", "CHAR(36)", "c REGEXP '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'",
         "(INSERT(INSERT(INSERT(INSERT(LOWER(HEX(RANDOM_BYTES(16))), 21, 0, '-'), 17, 1, '-a'), 13, 1, '-4'), "
         "9, 0, '-'))",
         "(INSERT(INSERT(INSERT(INSERT(MD5(CONCAT(UUID(), RAND())), 21, 0, '-'), 17, 1, '-a'), 13, 1, '-4'), "
         "9, 0, '-'))"},
        {"position default 'a'", "ENUM('a', 'it''s')", "", "'a'", NULL},
        {"email default 'x'", "tinytext", "", "('x')", "'x'"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Schema schema;
        Buf text = {0};
        Buf out = {0};
        buf_printf(&text, BOTH "enum position { a, \"it's\" }\ntype email {\n  mysql tinytext\n  mariadb tinytext\n}\n"
                               "table t {\n  c %s\n}\n", rows[i].column);
        buf_char(&text, '\0');
        schema_read(&schema, text.data);
        schema_is_clean(&schema, rows[i].column);
        const Table *table = schema.model->tables[0];
        const Column *column = &table->columns[0];
        for (Target target = TARGET_MYSQL; target <= TARGET_MARIADB; target++) {
            const char *wanted = target == TARGET_MARIADB ? rows[i].mariadb : NULL;
            buf_clear(&out);
            typename_write(&out, column->type, target);
            unit_equal(buf_view(&out), rows[i].type);
            buf_clear(&out);
            assert_int_equal(typename_check(&out, column, target), *rows[i].check != '\0');
            assert_int_equal(typename_has_check(column->type, target), *rows[i].check != '\0');
            unit_equal(buf_view(&out), rows[i].check);
            buf_clear(&out);
            expression_write_default(&out, column, table, target);
            unit_equal(buf_view(&out), wanted != NULL ? wanted : rows[i].mysql);
        }
        schema_release(&schema);
        buf_free(&text);
        buf_free(&out);
    }
}

static void mysql_names_and_strings(void **state) {
    static const struct {
        const char *name;
        bool quoted;
    } rows[] = {
        {"users", false}, {"groups", true}, {"rank", true},   {"ROW_NUMBER", true}, {"Users", false}, {"user", false},
        {"offset", true}, {"a-b", true},    {"1st", true},    {"qualify", true},    {"status", false}, {"key", true},
    };
    Buf out = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(quote_is_needed(text_of(rows[i].name), TARGET_MYSQL), rows[i].quoted);
        assert_int_equal(quote_is_needed(text_of(rows[i].name), TARGET_MARIADB), rows[i].quoted);
    }
    quote_text(&out, text_of("a`b\\"), TARGET_MYSQL);
    quote_string(&out, "it's \\ ''\\", 10, TARGET_MARIADB);
    unit_equal(buf_view(&out), "`a``b\\`'it''s \\\\ ''''\\\\'");
    buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_are_sql),
        cmocka_unit_test(division_keeps_its_meaning),
        cmocka_unit_test(like_tells_capitals_apart),
        cmocka_unit_test(moments_are_compared_as_moments),
        cmocka_unit_test(functions_follow_their_templates),
        cmocka_unit_test(too_deep_for_sqlite_is_refused),
        cmocka_unit_test(defaults_and_index_keys_have_their_brackets),
        cmocka_unit_test(types_have_their_spellings),
        cmocka_unit_test(names_are_quoted_where_needed),
        cmocka_unit_test(every_keyword_is_found),
        cmocka_unit_test(mysql_has_words_of_its_own),
        cmocka_unit_test(mysql_wants_conditions),
        cmocka_unit_test(mysql_moments_have_their_types),
        cmocka_unit_test(mysql_compares_text_by_its_bytes),
        cmocka_unit_test(mysql_trims_and_cuts_text),
        cmocka_unit_test(too_deep_for_mysql_is_refused),
        cmocka_unit_test(mysql_types_and_defaults),
        cmocka_unit_test(mysql_names_and_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
