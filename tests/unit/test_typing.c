/*
 * What expressions mean: their types, read off the canonical text, and every mistake that is told.
 */
#include "schema.h"

#include "schema/typing.h"

#define HEAD                                                                                     \
    "project p {\n  targets postgres 15, sqlite 3.40\n}\n"                                       \
    "enum status { draft, placed, shipped }\n"                                                   \
    "type mail {\n  postgres citext\n  sqlite text collate nocase\n}\n"                          \
    "table orders {\n  id bigint primary key\n  n int\n  k smallint\n  d decimal(10, 2)\n"       \
    "  x double\n  s text null\n  code varchar(8)\n  paid bool\n  day date\n  at timestamptz\n"  \
    "  loc timestamp\n  tm time\n  u uuid\n  j json\n  raw bytes\n  st status\n  m mail\n"

/* One item of the table more; gives what was told, nothing if nothing was. */
static const char *told(Schema *schema, const char *item) {
    Buf text = {0};
    Buf out = {0};
    buf_printf(&text, HEAD "  %s\n}\n", item);
    buf_char(&text, '\0');
    schema_read(schema, text.data);
    schema_told(schema, &out);
    const char *result = arena_copy_text(&schema->arena, buf_view(&out).data, out.length);
    buf_free(&text);
    buf_free(&out);
    return result;
}

/* What a check says, canonically. */
static void check_means(const char *written, const char *expected) {
    Schema schema;
    Buf out = {0};
    char item[400];
    snprintf(item, sizeof item, "check (%s)", written);
    assert_string_equal(told(&schema, item), "");
    expr_write(&out, schema.model->tables[0]->checks[0].condition, schema.model->tables[0]);
    unit_equal(buf_view(&out), expected);
    buf_free(&out);
    schema_release(&schema);
}

static void tells(const char *item, const char *expected) {
    Schema schema;
    unit_equal(text_of(told(&schema, item)), expected);
    schema_release(&schema);
}

static void brackets_are_as_few_as_possible(void **state) {
    (void)state;
    check_means("((n > 1) and ((paid)))", "n > 1 and paid");
    check_means("(n > 1 or paid) and not (paid and n > 2)", "(n > 1 or paid) and not (paid and n > 2)");
    check_means("n > 1 or (paid and n > 2)", "n > 1 or paid and n > 2");
    check_means("paid and (paid and paid)", "paid and (paid and paid)");
    check_means("(n + 1) * 2 > n + (1 * 2)", "(n + 1) * 2 > n + 1 * 2");
    check_means("n - (n - 1) > - (-n)", "n - (n - 1) > -(-n)");
    check_means("(n > 1) = paid", "(n > 1) = paid");
    check_means("(n > 1) is not null", "(n > 1) is not null");
    check_means("s || (code || 'x') = ''", "s || (code || 'x') = ''");
    check_means("not paid", "not paid");
    check_means("n between 1 + 1 and 3", "n between 1 + 1 and 3");
    check_means("n not in (1, (2), 3)", "n not in (1, 2, 3)");
    check_means("case when paid then n else 2 end > 1", "case when paid then n else 2 end > 1");
    check_means("case n when 1 then paid end", "case n when 1 then paid end");
}

static void literals_are_read_and_made_canonical(void **state) {
    (void)state;
    check_means("tm < '09:00'", "tm < '09:00:00'");
    check_means("at > '2026-01-31 12:00:00+02:00'", "at > '2026-01-31T10:00:00Z'");
    check_means("at > '2026-01-01T01:30+03'", "at > '2025-12-31T22:30:00Z'");
    check_means("at > '2024-02-28T23:30-01'", "at > '2024-02-29T00:30:00Z'");
    check_means("loc = '2026-01-31T12:00:00.500'", "loc = '2026-01-31 12:00:00.5'");
    check_means("u = '0189AAAA-BBBB-4ccc-8ddd-0123456789ab'", "u = '0189aaaa-bbbb-4ccc-8ddd-0123456789ab'");
    check_means("raw = '\\x0AFF'", "raw = '\\x0aff'");
    check_means("day > date '2024-02-29'", "day > date '2024-02-29'");
    check_means("at + interval '2 weeks  1 day' > at", "at + interval '14 days 1 day' > at");
    check_means("st in ('draft', 'placed')", "st in ('draft', 'placed')");
    check_means("st = case when paid then 'draft' else 'placed' end",
                "st = case when paid then cast('draft' as status) else cast('placed' as status) end");
    check_means("coalesce(s, 'x') = m", "coalesce(s, 'x') = m");
}

static void names_are_columns_first(void **state) {
    (void)state;
    Schema schema;
    assert_string_equal(told(&schema, "now int\n  check (now > 1)"), "");
    assert_int_equal(schema.model->tables[0]->checks[0].condition->items[0]->kind, EXPR_COLUMN);
    schema_release(&schema);
    tells("check (at < now)", "volatile-expression: `now` gives another value every time, and a check must not");
    tells("z timestamptz default now", "");
    tells("z uuid default uuid()", "");
}

static void types_that_do_not_mix_are_told(void **state) {
    (void)state;
    tells("check (s > n)", "type-mismatch: `text > int`: these types are not compared");
    tells("check (n = '5')", "type-mismatch: `int = text`: these types are not compared");
    tells("check (paid = 1)", "type-mismatch: `bool = int`: these types are not compared");
    tells("check (j = '{}')", "type-mismatch: `json = json`: json values are not compared");
    tells("check (u = n)", "type-mismatch: `uuid = int`: these types are not compared");
    tells("check (st = s)", "type-mismatch: `status = text`: these types are not compared");
    tells("check (s = null)", "type-mismatch: a comparison with `null` is never true");
    tells("check (s + 'x' = 'y')", "type-mismatch: `text + text`: texts are joined by `||`");
    tells("check (n || k = 'y')",
          "type-mismatch: `int || smallint`: one side must be text, the other text, a whole number, "
          "a uuid or an enum");
    tells("check (d % 2 = 0)", "type-mismatch: `decimal(10, 2) % int`: a remainder is taken of whole numbers");
    tells("check (-s = 1)", "type-mismatch: `-` takes a number, and this is `text`");
    tells("check (n like 'a%')", "type-mismatch: `like` compares texts, and this is `int`");
    tells("check (day + d > day)", "type-mismatch: `date + decimal(10, 2)`: these types are not computed with");
    tells("check (coalesce(n, s) = 1)",
          "type-mismatch: the arguments of `coalesce` must have one type, and these are `int` and `text`");
    tells("check (case when paid then 1 else s end = 1)",
          "type-mismatch: the results of `case` must have one type, and these are `int` and `text`");
    tells("check (cast(paid as text) = 'x')",
          "type-mismatch: a cast from `bool` to `text` is not the same on every target");
    tells("check (extract(hour from day) = 1)",
          "type-mismatch: `hour` is extracted from a time or a timestamp, not from `date`");
    tells("g int generated (d * 2) stored",
          "type-mismatch: the value of `g` must be `int`, and this is `decimal`");
    tells("g bigint generated (round(d * 100)) stored", "");
    tells("check (m = 'x' and m = s and m like 'a%')", "");
}

static void conditions_are_true_or_false(void **state) {
    (void)state;
    tells("check (n)", "not-boolean: a check must be true or false, and this is `int`");
    tells("check (n and paid or s)",
          "not-boolean: an operand of `and` must be true or false, and this is `int`\n"
          "not-boolean: an operand of `or` must be true or false, and this is `text`");
    tells("check (not n)", "not-boolean: what `not` turns round must be true or false, and this is `int`");
    tells("index i (n) where (n + 1)",
          "not-boolean: the condition of an index must be true or false, and this is `int`");
    tells("check (case when n then paid end)",
          "not-boolean: a condition of `case` must be true or false, and this is `int`");
}

static void functions_are_known_and_called_right(void **state) {
    (void)state;
    tells("check (lowr(s) = 'x')", "unknown-function: there is no portable function `lowr`");
    tells("check (LOWER(s) = 'x')", "name-needs-quotes: `LOWER` is not written in small letters");
    tells("check (similarity(s, 'x') > 1) for postgres", "");
    tells("check (substr(s) = 'x')", "wrong-argument-count: `substr` takes 2 or 3 arguments, not 1");
    tells("check (round(d, 1, 2) = 1)", "wrong-argument-count: `round` takes 1 or 2 arguments, not 3");
    tells("check (substr(s, -2) = 'x')", "invalid-literal: `substr` takes no negative number");
    tells("check (uuid(1) = u)", "wrong-argument-count: `uuid` takes no arguments, not 1");
    tells("check (coalesce(n) = 1)", "wrong-argument-count: `coalesce` takes 2 or more arguments, not 1");
    tells("check (lower(n) = 'x')", "type-mismatch: `lower` takes text, not `int`");
    tells("check (length(j) = 1)", "type-mismatch: `length` takes text or bytes, not `json`");
    tells("check (greatest(s, 'a') = 'x')", "type-mismatch: `greatest` takes numbers or dates, not `text`");
    tells("check (left(s, id) = 'x')", "type-mismatch: `left` takes an int, not `bigint`");
    tells("check (extract(yaer from day) = 1)", "unknown-function: `extract` knows no field `yaer`");
    tells("check ($$ true $$)", "needs-for: a check is SQL of one target, and is used for all of them");
    tells("check ($$ true $$) for postgres", "");
    tells("index i (uuid)", "volatile-expression: `uuid` gives another value every time, and an index key must not");
    tells("g text generated ('' || now()) stored",
          "type-mismatch: `text || timestamptz`: one side must be text, the other text, a whole number, "
          "a uuid or an enum\n"
          "volatile-expression: `now` gives another value every time, and the value of `g` must not");
    tells("check (at + interval '1 day' > loc)", "");
    tells("index i (at + interval '1 day')",
          "volatile-expression: the sum depends on the time zone, and an index key must not");
}

static void defaults_have_the_type_of_their_column(void **state) {
    (void)state;
    tells("z int default 'x'", "wrong-default-type: the default of `z` must be `int`, and this is `text`");
    tells("z int default 1.5", "wrong-default-type: the default of `z` must be `int`, and this is `decimal`");
    tells("z text default 5", "wrong-default-type: the default of `z` must be `text`, and this is `int`");
    tells("z bool default 0", "wrong-default-type: the default of `z` must be `bool`, and this is `int`");
    tells("z date default now", "wrong-default-type: the default of `z` must be `date`, and this is `timestamptz`");
    tells("z date default current_date", "");
    tells("z status default 'drft'", "unknown-enum-value: enum `status` has no value `'drft'`");
    tells("z status default draft", "unknown-column: `draft` is a name, and the default of `z` cannot name a column");
    tells("z int default n", "unknown-column: `n` is a name, and the default of `z` cannot name a column");
    tells("z int null default null", "");
    tells("z double default 1", "");
    tells("z decimal(4, 2) default 12", "");
    tells("z text[] default '{}'", "");
    tells("z text[] default 'x'", "invalid-literal: `'x'` cannot be read as `text[]`");
}

static void literals_that_are_none_are_told(void **state) {
    (void)state;
    tells("z date default '2026-02-30'", "invalid-literal: `'2026-02-30'` cannot be read as `date`");
    tells("z date default '2026-02-28 12:00'", "invalid-literal: `'2026-02-28 12:00'` cannot be read as `date`");
    tells("z timestamp default '2026-01-01 12:00:00Z'",
          "invalid-literal: `'2026-01-01 12:00:00Z'` cannot be read as `timestamp`");
    tells("z timestamptz default '2026-01-01 25:00:00'",
          "invalid-literal: `'2026-01-01 25:00:00'` cannot be read as `timestamptz`");
    tells("z uuid default 'abc'", "invalid-literal: `'abc'` cannot be read as `uuid`");
    tells("z json default '{'", "invalid-literal: `'{'` cannot be read as `json`");
    tells("z json default '{\"a\": [1, -2.5e3, \"x\\u0041\", {\"b\": null}], \"c\": true}'", "");
    tells("z json default '[1 2]'", "invalid-literal: `'[1 2]'` cannot be read as `json`");
    tells("z json default '[1,]'", "invalid-literal: `'[1,]'` cannot be read as `json`");
    tells("z json default '01'", "invalid-literal: `'01'` cannot be read as `json`");
    tells("z bytes default '\\x0'", "invalid-literal: `'\\x0'` cannot be read as `bytes`");
    tells("z smallint default 32768", "invalid-literal: `32768` does not fit in `smallint`");
    tells("z smallint default -32768", "");
    tells("z int default 2147483648", "invalid-literal: `2147483648` does not fit in `int`");
    tells("z int default -2147483648", "");
    tells("z bigint default -9223372036854775808", "");
    tells("z bigint default 9223372036854775808", "invalid-literal: `9223372036854775808` does not fit in `bigint`");
    tells("z decimal(4, 2) default 123", "invalid-literal: `123` does not fit in `decimal(4, 2)`");
    tells("z decimal(4, 2) default 1.234", "invalid-literal: `1.234` does not fit in `decimal(4, 2)`");
    tells("z decimal(4, 2) default 1.2300", "");
    tells("z varchar(3) default 'abcd'", "invalid-literal: `'abcd'` does not fit in `varchar(3)`");
    tells("z varchar(3) default '\xc3\xa4\xc3\xb6\xc3\xbc'", "");
    tells("check (s like 'a\\')", "invalid-literal: a pattern of `like` cannot end with a single `\\`");
    tells("check (s like 'a\\\\')", "");
    tells("check (at - interval 'soon' > loc)", "invalid-literal: `'soon'` cannot be read as `interval`");
}

static void one_mistake_is_told_once(void **state) {
    (void)state;
    tells("check (nope > 1 and lower(nope) = 'x' || nope)",
          "unknown-column: table `orders` has no column `nope`\n"
          "unknown-column: table `orders` has no column `nope`\n"
          "unknown-column: table `orders` has no column `nope`");
    tells("check (lower(upper(trim(n))) = 'x' and paid)", "type-mismatch: `trim` takes text, not `int`");
    tells("check (st in ('draft', 'xx'))", "unknown-enum-value: enum `status` has no value `'xx'`");
    tells("check ((nope + 1) * 2 between n and -nope)",
          "unknown-column: table `orders` has no column `nope`\n"
          "unknown-column: table `orders` has no column `nope`");
}

static Type type_of(TypeKind kind, uint32_t length, uint16_t scale) {
    return (Type){.kind = (uint8_t)kind, .length = length, .scale = scale};
}

static void what_may_be_stored_where(void **state) {
    (void)state;
    assert_true(typing_assignable(TYPE_OF(TYPE_INT), TYPE_OF(TYPE_BIGINT)));
    assert_true(typing_assignable(TYPE_OF(TYPE_INT), type_of(TYPE_DECIMAL, 10, 2)));
    assert_true(typing_assignable(type_of(TYPE_DECIMAL, 38, 0), TYPE_OF(TYPE_BIGINT)));
    assert_true(typing_assignable(TYPE_OF(TYPE_TEXT), type_of(TYPE_VARCHAR, 3, 0)));
    assert_true(typing_assignable(TYPE_OF(TYPE_DATE), TYPE_OF(TYPE_TIMESTAMP)));
    assert_true(typing_assignable(TYPE_OF(TYPE_NULL), TYPE_OF(TYPE_JSON)));
    assert_true(typing_assignable(TYPE_OF(TYPE_ERROR), TYPE_OF(TYPE_JSON)));
    assert_false(typing_assignable(type_of(TYPE_DECIMAL, 10, 2), TYPE_OF(TYPE_BIGINT)));
    assert_false(typing_assignable(TYPE_OF(TYPE_DOUBLE), TYPE_OF(TYPE_INT)));
    assert_false(typing_assignable(TYPE_OF(TYPE_TIMESTAMPTZ), TYPE_OF(TYPE_DATE)));
    assert_false(typing_assignable(TYPE_OF(TYPE_INT), TYPE_OF(TYPE_BOOL)));
    assert_false(typing_assignable(TYPE_OF(TYPE_INT), TYPE_OF(TYPE_TEXT)));
    assert_false(typing_assignable(TYPE_OF(TYPE_TEXT), TYPE_OF(TYPE_UUID)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brackets_are_as_few_as_possible),
        cmocka_unit_test(literals_are_read_and_made_canonical),
        cmocka_unit_test(names_are_columns_first),
        cmocka_unit_test(types_that_do_not_mix_are_told),
        cmocka_unit_test(conditions_are_true_or_false),
        cmocka_unit_test(functions_are_known_and_called_right),
        cmocka_unit_test(defaults_have_the_type_of_their_column),
        cmocka_unit_test(literals_that_are_none_are_told),
        cmocka_unit_test(one_mistake_is_told_once),
        cmocka_unit_test(what_may_be_stored_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
