/*
 * Types and targets: words, spellings, families, casts, and the reading of literals.
 */
#include "unit.h"

#include "schema/expr.h"
#include "schema/literal.h"
#include "schema/model.h"
#include "schema/type.h"

static void spelled(Type type, const char *expected) {
    Buf out = {0};
    type_write(&out, type);
    unit_equal(buf_view(&out), expected);
    buf_free(&out);
}

static void types_are_spelled_as_written(void **state) {
    (void)state;
    spelled(TYPE_OF(TYPE_TIMESTAMPTZ), "timestamptz");
    spelled((Type){.kind = TYPE_VARCHAR, .length = 40}, "varchar(40)");
    spelled((Type){.kind = TYPE_DECIMAL, .length = 10, .scale = 2}, "decimal(10, 2)");
    spelled((Type){.kind = TYPE_DECIMAL, .length = 10}, "decimal(10)");
    spelled((Type){.kind = TYPE_TEXT, .is_array = true}, "text[]");
}

static void words_lead_to_types_and_back(void **state) {
    Arena arena = {0};
    Names *names = names_new(&arena);
    unsigned least;
    unsigned most;
    (void)state;
    assert_int_equal(type_by_word(names_of(names, "bigint")), TYPE_BIGINT);
    assert_int_equal(type_by_word(names_of(names, "json")), TYPE_JSON);
    assert_int_equal(type_by_word(names_of(names, "null")), TYPE_ERROR);
    assert_int_equal(type_by_word(names_of(names, "integer")), TYPE_ERROR);
    type_arguments(TYPE_DECIMAL, &least, &most);
    assert_int_equal(least, 0);
    assert_int_equal(most, 2);
    assert_int_equal(target_of(names_of(names, "sqlite")), TARGET_SQLITE);
    assert_int_equal(target_of(names_of(names, "oracle")), TARGET_COUNT);
    arena_release(&arena);
}

static void equality_is_by_content(void **state) {
    Arena arena = {0};
    Names *names = names_new(&arena);
    Enum a = {.name = names_of(names, "a")};
    Enum b = {.name = names_of(names, "b")};
    Enum later = {.name = names_of(names, "a")}; /* of another model */
    (void)state;
    assert_true(type_equal((Type){.kind = TYPE_VARCHAR, .length = 4}, (Type){.kind = TYPE_VARCHAR, .length = 4}));
    assert_false(type_equal((Type){.kind = TYPE_VARCHAR, .length = 4}, (Type){.kind = TYPE_VARCHAR, .length = 5}));
    assert_false(type_equal((Type){.kind = TYPE_TEXT, .is_array = true}, TYPE_OF(TYPE_TEXT)));
    assert_false(type_equal((Type){.kind = TYPE_ENUM, .enumeration = &a}, (Type){.kind = TYPE_ENUM, .enumeration = &b}));
    assert_true(type_equal((Type){.kind = TYPE_ENUM, .enumeration = &a}, (Type){.kind = TYPE_ENUM, .enumeration = &a}));
    assert_true(type_equal((Type){.kind = TYPE_ENUM, .enumeration = &a}, (Type){.kind = TYPE_ENUM, .enumeration = &later}));
    arena_release(&arena);
}

static void targets_are_listed_in_their_order(void **state) {
    Buf out = {0};
    (void)state;
    targets_write(&out, 1u << TARGET_SQLITE | 1u << TARGET_POSTGRES);
    unit_equal(buf_view(&out), "postgres, sqlite");
    buf_free(&out);
}

static void casts_without_a_row_are_refused(void **state) {
    (void)state;
    assert_true(type_cast_row(TYPE_OF(TYPE_INT), TYPE_OF(TYPE_TEXT)) >= 0);
    assert_true(type_cast_row(TYPE_OF(TYPE_JSON), TYPE_OF(TYPE_JSON)) >= 0);
    assert_int_equal(type_cast_row(TYPE_OF(TYPE_DECIMAL), TYPE_OF(TYPE_TEXT)), -1);
    assert_int_equal(type_cast_row(TYPE_OF(TYPE_BOOL), TYPE_OF(TYPE_TEXT)), -1);
    assert_int_equal(type_cast_row(TYPE_OF(TYPE_UUID), TYPE_OF(TYPE_INT)), -1);
    assert_int_equal(type_cast_row(TYPE_OF(TYPE_ERROR), TYPE_OF(TYPE_INT)), -1);
}

static void reads(TypeKind kind, const char *text, const char *expected) {
    Buf out = {0};
    const char *reason = literal_read(&out, text_of(text), TYPE_OF(kind));
    if (expected == NULL) {
        assert_non_null(reason);
    } else {
        assert_null(reason);
        unit_equal(buf_view(&out), expected);
    }
    buf_free(&out);
}

static void moments_are_read_in_utc(void **state) {
    (void)state;
    reads(TYPE_TIMESTAMPTZ, "2024-02-29 23:30:00-01:00", "2024-03-01T00:30:00Z");
    reads(TYPE_TIMESTAMPTZ, "2023-12-31T23:59:59.250-00:30", "2024-01-01T00:29:59.25Z");
    reads(TYPE_TIMESTAMPTZ, "2024-01-01 00:00+14", "2023-12-31T10:00:00Z");
    reads(TYPE_TIMESTAMPTZ, "0001-01-01 00:00+01", NULL);
    reads(TYPE_TIMESTAMPTZ, "2024-01-01 00:00+2:00", NULL);
    reads(TYPE_TIMESTAMPTZ, "2024-01-01 00:00:00 ", NULL);
    reads(TYPE_TIMESTAMP, "2024-01-01", "2024-01-01 00:00:00");
    reads(TYPE_DATE, "1900-02-29", NULL);
    reads(TYPE_DATE, "2000-02-29", "2000-02-29");
    reads(TYPE_DATE, "0000-01-01", NULL);
    reads(TYPE_TIME, "24:00", NULL);
    reads(TYPE_TIME, "23:59:59.1234567", NULL);
    reads(TYPE_TIME, "23:59:59.120000", "23:59:59.12");
}

static void intervals_are_parts(void **state) {
    Text rest = text_of("1 year -2 months 10 seconds");
    IntervalPart part;
    (void)state;
    reads(TYPE_INTERVAL, "1 year 2 month 3 weeks", "1 year 2 months 21 days");
    reads(TYPE_INTERVAL, "-1 day +2 hours", "-1 day 2 hours");
    reads(TYPE_INTERVAL, "", NULL);
    reads(TYPE_INTERVAL, "1", NULL);
    reads(TYPE_INTERVAL, "1 fortnight", NULL);
    reads(TYPE_INTERVAL, "12345678901234567890 days", NULL);
    assert_true(literal_interval_part(&rest, &part));
    assert_int_equal(part.unit, INTERVAL_YEAR);
    assert_true(literal_interval_part(&rest, &part));
    assert_int_equal(part.amount, -2);
    assert_true(literal_interval_part(&rest, &part));
    assert_int_equal(part.unit, INTERVAL_SECOND);
    assert_false(literal_interval_part(&rest, &part));
}

static void json_is_checked_without_recursion(void **state) {
    char deep[1200];
    (void)state;
    reads(TYPE_JSON, " {\"a\": [1, {\"b\": \"\\u00e4\\n\"}], \"c\": -1.5E+3} ", " {\"a\": [1, {\"b\": \"\\u00e4\\n\"}], \"c\": -1.5E+3} ");
    reads(TYPE_JSON, "", NULL);
    reads(TYPE_JSON, "{\"a\": 1,}", NULL);
    reads(TYPE_JSON, "{\"a\"}", NULL);
    reads(TYPE_JSON, "[1}", NULL);
    reads(TYPE_JSON, "[1] x", NULL);
    reads(TYPE_JSON, "\"\\u0000\"", NULL);
    reads(TYPE_JSON, "\"a\nb\"", NULL);
    reads(TYPE_JSON, "-", NULL);
    reads(TYPE_JSON, "1.", NULL);
    memset(deep, '[', 1000);
    deep[1000] = '\0';
    reads(TYPE_JSON, deep, NULL);
}

static void functions_are_found_by_name_and_count(void **state) {
    Arena arena = {0};
    Names *names = names_new(&arena);
    (void)state;
    assert_int_equal(function_find(names_of(names, "round"), 1), FUNCTION_ROUND);
    assert_int_equal(function_find(names_of(names, "round"), 2), FUNCTION_ROUND_TO);
    assert_int_equal(function_find(names_of(names, "roun"), 1), FUNCTION_COUNT);
    for (unsigned i = 0; i < FUNCTION_COUNT; i++) {
        const FunctionInfo *info = function_info((Function)i);
        const char *colon = strchr(info->signature, ':');
        assert_non_null(colon);
        assert_int_equal(strlen(colon), 2);
        assert_true(info->least <= info->most);
        assert_int_equal(function_find(names_of(names, info->word), info->least), i);
    }
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_spelled_as_written),
        cmocka_unit_test(words_lead_to_types_and_back),
        cmocka_unit_test(equality_is_by_content),
        cmocka_unit_test(targets_are_listed_in_their_order),
        cmocka_unit_test(casts_without_a_row_are_refused),
        cmocka_unit_test(moments_are_read_in_utc),
        cmocka_unit_test(intervals_are_parts),
        cmocka_unit_test(json_is_checked_without_recursion),
        cmocka_unit_test(functions_are_found_by_name_and_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
