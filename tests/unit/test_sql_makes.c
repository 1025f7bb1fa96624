/* What the author's SQL makes, by its words, and whether tables may stand on it. */
#include "unit.h"

#include "emit/sql_makes.h"

static SqlObject object_of(Names *names, const char *up) {
    return (SqlObject){.up = names_of(names, up), .down = names_of(names, "DROP x;")};
}

static void makes(const char *up, SqlKind kind, const char *name) {
    Arena arena = {0};
    SqlObject sql = object_of(names_new(&arena), up);
    SqlMade made = sql_made(&sql);
    assert_int_equal(made.kind, kind);
    unit_equal(made.name, name);
    arena_release(&arena);
}

static bool is_ground(const char *up) {
    Arena arena = {0};
    SqlObject sql = object_of(names_new(&arena), up);
    bool is = sql_is_ground(&sql);
    arena_release(&arena);
    return is;
}

static void the_first_create_says_what_is_made(void **state) {
    (void)state;
    makes("CREATE OR REPLACE FUNCTION app.f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
          SQL_ROUTINE, "f");
    makes("create materialized view if not exists v as select 1", SQL_VIEW, "v");
    makes("SET LOCAL x = 1; CREATE UNLOGGED TABLE \"of two\" (a int);", SQL_TABLE, "of two");
    makes("CREATE TYPE app.mood AS ENUM ('a');", SQL_TYPE, "mood");
    makes("CREATE CAST (a AS b) WITHOUT FUNCTION;", SQL_GROUND, "");
    makes("GRANT SELECT ON t TO r; CREATE VIEW v AS SELECT 1;", SQL_OTHER, "");
}

static void tables_stand_on_types_and_on_what_they_can_call(void **state) {
    (void)state;
    assert_true(is_ground("CREATE TYPE mood AS ENUM ('a');"));
    assert_true(is_ground("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"));
    assert_true(is_ground("CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';"));
    assert_false(is_ground("CREATE VIEW v AS SELECT 1;"));
}

static void tables_do_not_stand_on_what_triggers_call(void **state) {
    (void)state;
    assert_false(is_ground("CREATE FUNCTION f()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $$x$$"));
    assert_false(is_ground("create function f() returns Trigger as 'x' language plpgsql;"));
    assert_false(is_ground("create function f() returns event_trigger as 'x' language plpgsql;"));
    assert_true(is_ground("create function f() returns triggers as 'x' language plpgsql;"));
    assert_true(is_ground("create function f() returns text language sql as 'returns trigger';"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_create_says_what_is_made),
        cmocka_unit_test(tables_stand_on_types_and_on_what_they_can_call),
        cmocka_unit_test(tables_do_not_stand_on_what_triggers_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
