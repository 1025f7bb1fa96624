/* The document of a server's catalog: what is read of it, and what is said when it is none. */
#include "unit.h"

#include "import/json_reader.h"
#include "import/postgres_settled.h"

#define HEAD "{\"migc\":\"catalog\",\"format\":1,\"target\":\"postgres\""

typedef struct Read {
    Arena arena;
    Catalog catalog;
    const char *error;
} Read;

static bool read_bytes(Read *read, const char *bytes, size_t length) {
    *read = (Read){0};
    Names *names = names_new(&read->arena);
    /* a copy of exactly this length: reading beyond it would be seen */
    char *copy = malloc(length ? length : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, length);
    bool good = json_read(&read->arena, names, (Text){copy, length}, TARGET_POSTGRES,
                          &read->catalog, &read->error);
    free(copy);
    assert_true(good == (read->error == NULL));
    return good;
}

static void refused(const char *document, const char *error) {
    Read read;
    assert_false(read_bytes(&read, document, strlen(document)));
    assert_string_equal(read.error, error);
    assert_null(strchr(read.error, '\n'));
    arena_release(&read.arena);
}

static void refused_with(const char *fields, const char *error) {
    char document[4000];
    snprintf(document, sizeof document, HEAD ",%s}", fields);
    refused(document, error);
}

static void nothing_is_read_of_an_empty_database(void **state) {
    (void)state;
    Read read;
    assert_true(read_bytes(&read, HEAD "}", strlen(HEAD "}")));
    assert_int_equal(read.catalog.table_count, 0);
    assert_int_equal(read.catalog.object_count, 0);
    assert_int_equal(read.catalog.target, TARGET_POSTGRES);
    arena_release(&read.arena);
    const char *marked = "\n\xef\xbb\xbf " HEAD ",\"tables\":null}\r\n";
    assert_true(read_bytes(&read, marked, strlen(marked)));
    arena_release(&read.arena);
}

static void a_table_is_read(void **state) {
    (void)state;
    static const char document[] = HEAD
        ",\"extensions\":[\"citext\"],"
        "\"enums\":[{\"id\":\"e\",\"space\":\"a\",\"name\":\"state\",\"values\":[\"on\",\"it's\"]}]"
        ","
        "\"tables\":[{\"id\":\"t\",\"space\":\"a\",\"name\":\"T\",\"comment\":\"c\",\"needs\":["
        "\"f\",\"e\"],"
        "\"columns\":[{\"name\":\"x\",\"type\":\"integer\",\"nullable\":true,\"identity\":"
        "\"always\"},"
        "{\"name\":\"y\",\"type\":\"state[]\",\"type_space\":\"a\",\"default\":\"'{}'\","
        "\"nullable\":false},"
        "{\"name\":\"z\",\"type\":\"integer\",\"nullable\":false}],"
        "\"primary_key\":{\"name\":\"p\",\"columns\":[\"x\",\"y\"],\"include\":[\"z\"]},"
        "\"foreign_keys\":[{\"name\":\"k\",\"columns\":[\"x\"],\"target\":\"u\",\"referenced\":["
        "\"z\"],"
        "\"on_delete\":\"n\",\"on_update\":\"a\",\"deferrable\":true,\"match_full\":true}],"
        "\"checks\":[{\"name\":\"c\",\"condition\":\"(x > 1)\",\"not_valid\":true}],"
        "\"indexes\":[{\"name\":\"i\",\"unique\":true,\"keys\":[{\"column\":\"x\",\"descending\":"
        "true,"
        "\"opclass\":\"o\",\"collation\":\"C\",\"nulls\":\"last\"},{\"expression\":\"lower(y)\"}],"
        "\"include\":[\"y\"],\"where\":\"(x > "
        "2)\",\"with\":[{\"name\":\"fillfactor\",\"value\":\"70\"}]}],"
        "\"with\":[{\"name\":\"unlogged\"}]}],"
        "\"objects\":[{\"id\":\"f\",\"kind\":\"function\",\"name\":\"f\",\"up\":\"u\",\"down\":"
        "\"d\",\"needs\":[]}],"
        "\"rest\":[{\"what\":\"an aggregate\",\"name\":\"g(text)\"}]}";
    Read read;
    if (!read_bytes(&read, document, sizeof document - 1)) {
        fail_msg("%s", read.error);
    }
    const Catalog *catalog = &read.catalog;
    assert_string_equal(catalog->extensions[0]->text, "citext");
    assert_string_equal(catalog->enums[0].values[1]->text, "it's");
    assert_string_equal(catalog->rest[0].what, "an aggregate");
    const CatalogTable *table = &catalog->tables[0];
    assert_string_equal(table->space->text, "a");
    assert_string_equal(table->name->text, "T");
    assert_int_equal(table->column_count, 3);
    assert_true(table->columns[0].is_identity && table->columns[0].is_always);
    assert_true(table->columns[0].is_nullable && !table->columns[1].is_nullable);
    assert_string_equal(table->columns[1].type_space->text, "a");
    assert_null(table->columns[0].default_text);
    assert_int_equal(table->primary_key->columns.count, 2);
    assert_int_equal(table->foreign_keys[0].on_delete, ACTION_SET_NULL);
    assert_int_equal(table->foreign_keys[0].on_update, ACTION_NONE);
    assert_int_equal(table->foreign_keys[0].flags, CONSTRAINT_DEFERRABLE | CONSTRAINT_MATCH_FULL);
    assert_int_equal(table->primary_key->flags, 0);
    assert_string_equal(table->primary_key->include.items[0]->text, "z");
    assert_int_equal(table->checks[0].flags, CONSTRAINT_NOT_VALID);
    assert_string_equal(table->checks[0].condition->text, "(x > 1)");
    assert_int_equal(table->indexes[0].keys[0].nulls, 2);
    assert_null(table->indexes[0].keys[1].column);
    assert_true(table->indexes[0].is_unique);
    assert_string_equal(table->indexes[0].include.items[0]->text, "y");
    assert_string_equal(table->indexes[0].keys[0].opclass->text, "o");
    assert_string_equal(table->indexes[0].keys[0].collation->text, "C");
    assert_string_equal(table->indexes[0].options.items[0].value->text, "70");
    assert_int_equal(table->options.count, 1);
    assert_string_equal(table->options.items[0].name->text, "unlogged");
    assert_null(table->options.items[0].value);
    assert_int_equal(table->needs_count, 1); /* of objects only */
    assert_string_equal(table->needs[0]->text, "f");
    arena_release(&read.arena);
}

#define OBJECT(id, kind, name, needs)                                                              \
    "{\"id\":\"" id "\",\"kind\":\"" kind "\",\"name\":\"" name                                    \
    "\",\"up\":\"u\",\"down\":\"d\",\"needs\":[" needs "]}"

static void objects_have_names_of_their_own_and_an_order(void **state) {
    (void)state;
    static const char document[] = HEAD
        ",\"tables\":[{\"id\":\"t\",\"name\":\"Orders\",\"columns\":[]}],"
        "\"objects\":[" OBJECT("1", "view", "last", "\"5\",\"t\"") "," OBJECT(
            "2", "function", "f",
            "") "," OBJECT("3", "function", "F",
                           "\"2\"") "," OBJECT("4", "function", "f",
                                               "") "," OBJECT("5", "materialized view", "orders",
                                                              "") "," OBJECT("6", "view", "migc_x",
                                                                             "") "]}";
    Read read;
    if (!read_bytes(&read, document, sizeof document - 1)) {
        fail_msg("%s", read.error);
    }
    static const char *const expected[] = {
        "f", "F_function", "f_function_2", "orders_materialized_view", "last", "of_migc_x"};
    assert_int_equal(read.catalog.object_count, 6);
    for (uint32_t i = 0; i < 6; i++) {
        assert_string_equal(read.catalog.objects[i].name->text, expected[i]);
    }
    const CatalogObject *last = &read.catalog.objects[4];
    assert_int_equal(last->needs_count, 2);
    assert_string_equal(last->needs[0]->text, "orders_materialized_view");
    assert_string_equal(last->needs[1]->text, "Orders");
    arena_release(&read.arena);
}

static void a_circle_leaves_nothing_out(void **state) {
    (void)state;
    static const char document[] = HEAD ",\"objects\":[" OBJECT(
        "1", "view", "a", "\"2\"") "," OBJECT("2", "view", "b", "\"1\"") "]}";
    Read read;
    assert_true(read_bytes(&read, document, sizeof document - 1));
    assert_int_equal(read.catalog.object_count, 2);
    assert_int_equal(read.catalog.objects[0].needs_count, 1);
    arena_release(&read.arena);
}

static void what_is_no_document_is_told(void **state) {
    (void)state;
    static const char nothing[] = "there is no document: expected what `migc import-sql --target "
                                  "postgres` makes the server print";
    refused("", nothing);
    refused(" \n\t", nothing);
    refused("psql:x.sql:3: ERROR:  permission denied for table pg_user\nLINE 1: ...",
            "the server's client tells an error: `psql:x.sql:3: ERROR:  permission denied for "
            "table pg_user`");
    refused("\npsql: error: connection to server failed: \x1b[1mno `such` file\n",
            "the server's client tells an error: `psql: error: connection to server failed:  [1mno "
            "'such' file`");
    refused("ERROR 1045 (28000): Access denied",
            "the server's client tells an error: `ERROR 1045 (28000): Access denied`");
    refused("CREATE TABLE t (a int);", "the document is not JSON, at byte 6");
    refused("{\"migc\": \"catalog\",\n oops}", "the document is not JSON, at byte 25");
    refused(HEAD ",\"tables\":[{\"id\":", "the document ends in the middle, at byte 65");
    refused(HEAD "} {}", "the document goes on behind its end, at byte 51");
    refused(HEAD ",\"rest\":[\"\xff\"]}", "the document is not valid UTF-8, at byte 58");
    refused(HEAD ",\"rest\":[\"\\u0000\"]}", "the document has a NUL in a text, at byte 65");
    refused(HEAD ",\"rest\":[1e999]}", "the document has a number that is too large, at byte 62");
    refused(HEAD ",\"rest\":[99999999999999999999]}",
            "the document has a number that is too large, at byte 77");
    refused(HEAD ",\"rest\":[],\"rest\":[]}", "the document has a field twice, at byte 65");
}

static void a_document_of_something_else_is_told(void **state) {
    (void)state;
    static const char other[] =
        "this JSON is not a catalog: expected what `migc import-sql --target postgres` "
        "makes the server print";
    refused("{}", other);
    refused("[1, 2]", other);
    refused("{\"migc\":1}", other);
    refused("{\"openapi\":\"3.0.0\"}", other);
    refused("{\"migc\":\"catalog\",\"format\":2,\"target\":\"postgres\"}",
            "the document has format 2, expected 1: ask the server again with `migc import-sql "
            "--target postgres`");
    refused("{\"migc\":\"catalog\",\"format\":\"1\"}",
            "the document does not say its format, a number");
    refused("{\"migc\":\"catalog\",\"format\":1}", "the document does not say its target");
    refused("{\"migc\":\"catalog\",\"format\":1,\"target\":\"mysql\"}",
            "the document is of target `mysql`, expected `postgres`");
}

static void fields_that_are_wrong_are_named(void **state) {
    (void)state;
    refused_with("\"tables\":7", "`tables` of the document is a number, expected a list");
    refused_with("\"tables\":[true]",
                 "`tables[0]` of the document is true or false, expected an object");
    refused_with("\"tables\":[{\"id\":\"t\"}]",
                 "`tables[0].name` of the document is missing, expected a text");
    refused_with("\"tables\":[{\"id\":\"t\",\"name\":\"\"}]",
                 "`tables[0].name` of the document is empty, expected a text");
    refused_with("\"tables\":[{\"name\":\"t\",\"columns\":[{\"name\":\"a\",\"type\":{}}]}]",
                 "`tables[0].columns[0].type` of the document (`t`) is an object, expected a text");
    refused_with(
        "\"tables\":[{\"name\":\"t\",\"columns\":[{\"name\":\"a\",\"type\":\"b\",\"nullable\":1}]}"
        "]",
        "`tables[0].columns[0].nullable` of the document (`t`) is a number, expected true or "
        "false");
    refused_with("\"tables\":[{\"name\":\"t\",\"primary_key\":[]}]",
                 "`tables[0].primary_key` of the document (`t`) is no object");
    refused_with("\"tables\":[{\"name\":\"t\",\"uniques\":[{\"columns\":[]}]}]",
                 "`tables[0].uniques[0].columns` of the document (`t`) is empty, expected the "
                 "names of columns");
    refused_with(
        "\"tables\":[{\"name\":\"t\",\"indexes\":[{\"keys\":[{}]}]}]",
        "`tables[0].indexes[0].keys[0].column` of the document (`t`) and `expression`: expected "
        "one of them");
    refused_with("\"tables\":[{\"name\":\"t\",\"with\":[{}]}]",
                 "`tables[0].with[0].name` of the document (`t`) is missing, expected a text");
    refused_with(
        "\"tables\":[{\"name\":\"t\",\"foreign_keys\":[{\"columns\":[\"a\"],\"target\":\"u\",\"on_"
        "delete\":\"cascade\"}]}]",
        "`tables[0].foreign_keys[0].on_delete` of the document (`t`) is none of `a`, `r`, `c`, "
        "`n`, `d`");
    refused_with("\"enums\":[{\"name\":\"e\",\"values\":[null]}]",
                 "`enums[0].values[0]` of the document (`e`) is null, expected a text");
    refused_with(
        "\"objects\":[" OBJECT("1", "view", "a", "\"x\"") "]",
        "`objects[0].needs` of the document (`a`) has an entry that is the `id` of nothing: `x`");
    refused_with("\"objects\":[" OBJECT("1", "view", "a", "") "," OBJECT("1", "view", "b", "") "]",
                 "`objects[1].id` of the document (`b`) is there twice");
}

static void depth_is_no_danger(void **state) {
    (void)state;
    enum { DEPTH = 200000 };
    char *deep = malloc(DEPTH + 100);
    assert_non_null(deep);
    size_t length = (size_t)snprintf(deep, 100, HEAD ",\"rest\":");
    memset(deep + length, '[', DEPTH);
    Read read;
    assert_false(read_bytes(&read, deep, length + DEPTH));
    assert_non_null(strstr(read.error, "the document is nested too deeply"));
    arena_release(&read.arena);
    free(deep);
}

/* Every document that is cut, or has one byte changed, is read or refused. */
static void no_byte_is_a_danger(void **state) {
    (void)state;
    static const char document[] = HEAD
        ",\"tables\":[{\"id\":\"t\",\"name\":\"T\",\"columns\":[{\"name\":\"x\",\"type\":"
        "\"integer\"}],"
        "\"indexes\":[{\"name\":\"i\",\"keys\":[{\"column\":\"x\"}]}]}],"
        "\"objects\":[" OBJECT("1", "view", "a",
                               "\"t\"") "],\"rest\":[{\"what\":\"w\",\"name\":\"n\"}]}";
    static const char bytes[] = {'\0', '"',  '{',    '[', ']', '}', ',',
                                 '0',  '\\', '\xff', ' ', ':', '-'};
    Read read;
    for (size_t length = 0; length < sizeof document - 1; length++) {
        assert_false(read_bytes(&read, document, length));
        arena_release(&read.arena);
    }
    char changed[sizeof document];
    for (size_t at = 0; at < sizeof document - 1; at++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            memcpy(changed, document, sizeof document);
            changed[at] = bytes[i];
            read_bytes(&read, changed, sizeof document - 1);
            arena_release(&read.arena);
        }
    }
}

static void settled(const char *sql, const char *expected) {
    Arena arena = {0};
    Names *names = names_new(&arena);
    Name name = postgres_settled(names, names_of(names, sql));
    assert_string_equal(name->text, expected);
    assert_ptr_equal(postgres_settled(names, name), name);
    arena_release(&arena);
}

static void expressions_are_settled(void **state) {
    (void)state;
    settled("(a = 1)", "(a = 1)");
    settled(
        "(x)::text = ANY ((ARRAY['a'::character varying, 'it''s]'::character varying])::text[])",
        "(x)::text = ANY (ARRAY[('a'::character varying)::text, ('it''s]'::character "
        "varying)::text])");
    settled("x::text = ANY (ARRAY['a'::character varying]::text[]) or b",
            "x::text = ANY (ARRAY['a'::character varying::text]) or b");
    settled("ANY ((ARRAY['a'::text, 'b'::text])::text[])",
            "ANY ((ARRAY['a'::text, 'b'::text])::text[])");
    settled("ANY ((ARRAY['a'::character varying, b])::text[])",
            "ANY ((ARRAY['a'::character varying, b])::text[])");
    settled("ARRAY['a'::character varying", "ARRAY['a'::character varying");
    settled("ARRAY['a", "ARRAY['a");
    settled("ARRAY['", "ARRAY['");
    settled("'a'::text AS text, NULL::integer AS int4", "'a'::text, NULL::integer");
    settled("'a'::text AS kind, 'AS'::text", "'a'::text AS kind, 'AS'::text");
    settled("'-1'::integer AS int, a::text AS text", "'-1'::integer AS int, a::text AS text");
    settled("NULL::timestamp(3) with time zone AS timestamptz",
            "NULL::timestamp(3) with time zone");
    settled("'{}'::character varying(4)[] AS \"varchar\"", "'{}'::character varying(4)[]");
    settled("'x'::shop.\"Mood\" AS \"Mood\"", "'x'::shop.\"Mood\"");
    settled("'x'::shop.mood AS \"mood", "'x'::shop.mood AS \"mood");
    settled("$$ 'a'::text AS text $$", "$$ 'a'::text AS text $$");
    settled("'x'::text AS ", "'x'::text AS ");
    settled("NULL::\" AS ", "NULL::\" AS ");
    settled("ANY ((ARRAY[NULL::character varying, 'a'::character varying])::text[])",
            "ANY (ARRAY[(NULL::character varying)::text, ('a'::character varying)::text])");
    settled("ANY ((ARRAY[NULLS])::text[])", "ANY ((ARRAY[NULLS])::text[])");
    settled("EXTRACT(YEAR FROM now())", "EXTRACT(year FROM now())");
    settled("(MY_EXTRACT(A) + EXTRACT(", "(MY_EXTRACT(A) + EXTRACT(");
    settled("'EXTRACT(YEAR'", "'EXTRACT(YEAR'");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_read_of_an_empty_database),
        cmocka_unit_test(a_table_is_read),
        cmocka_unit_test(objects_have_names_of_their_own_and_an_order),
        cmocka_unit_test(a_circle_leaves_nothing_out),
        cmocka_unit_test(what_is_no_document_is_told),
        cmocka_unit_test(a_document_of_something_else_is_told),
        cmocka_unit_test(fields_that_are_wrong_are_named),
        cmocka_unit_test(depth_is_no_danger),
        cmocka_unit_test(no_byte_is_a_danger),
        cmocka_unit_test(expressions_are_settled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
