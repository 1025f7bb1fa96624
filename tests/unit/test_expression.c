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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
