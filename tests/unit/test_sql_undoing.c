/* What undoes the author's SQL of PostgreSQL, in the words of an import. */
#include "unit.h"

#include "emit/sql_undoing.h"

static void spells(const char *down, const char *expected) {
    Arena arena = {0};
    Names *names = names_new(&arena);
    SqlObject sql = {.down = names_of(names, down)};
    Object object = {.kind = OBJECT_SQL, .sql = &sql};
    Model model = {.names = names, .objects = &object, .object_count = 1};
    sql_undoing_spell(&model);
    assert_string_equal(sql.down->text, expected);
    sql_undoing_spell(&model);
    assert_string_equal(sql.down->text, expected);
    arena_release(&arena);
}

static void stays(const char *down) {
    spells(down, down);
}

static void has_key(const char *down, const char *expected) {
    Arena arena = {0};
    Names *names = names_new(&arena);
    assert_string_equal(sql_undoing_key(names, names_of(names, down))->text, expected);
    arena_release(&arena);
}

static void capitals_blanks_and_quotes_are_those_of_an_import(void **state) {
    (void)state;
    stays(" DROP VIEW \"B c\"; ");
    spells("drop  view if exists public.A, \"b\" cascade", " DROP VIEW IF EXISTS public.a, b CASCADE; ");
    spells("drop table t restrict;", " DROP TABLE t; ");
    spells("drop trigger x on \"T\" -- the old one", " DROP TRIGGER x ON \"T\"; ");
    spells("alter table t\n  drop constraint if exists C;",
           " ALTER TABLE t DROP CONSTRAINT IF EXISTS c; ");
    spells("alter sequence p rename to \"q\"", " ALTER SEQUENCE p RENAME TO q; ");
    spells("select 1; drop view V; x", "select 1; DROP VIEW v; x");
}

static void types_of_arguments_are_spelled_as_postgres_prints_them(void **state) {
    (void)state;
    stays(" DROP FUNCTION s.f(a integer, OUT b text[], VARIADIC c double precision[]); ");
    spells("drop function f(int, in b varchar, timestamp)",
           " DROP FUNCTION f(integer, b character varying, timestamp without time zone); ");
    spells("drop procedure f(pg_catalog.timestamptz, public.P)",
           " DROP PROCEDURE f(timestamp with time zone, public.p); ");
}

static void what_may_be_in_use_takes_nothing_along(void **state) {
    (void)state;
    spells("drop type if exists p cascade", " DROP TYPE p; ");
    spells("DROP FUNCTION IF EXISTS f() CASCADE;", " DROP FUNCTION f(); ");
}

static void a_key_is_the_same_for_what_undoes_one_thing(void **state) {
    (void)state;
    has_key("drop index if exists public.I cascade", " DROP INDEX i; ");
    has_key("alter table if exists t drop constraint if exists c",
            " ALTER TABLE t DROP CONSTRAINT c; ");
}

static void what_is_not_understood_stays(void **state) {
    (void)state;
    static const char *const texts[] = {"",
                                        "drop",
                                        "drop view",
                                        "drop view if exists",
                                        "drop type a.",
                                        "drop view \"",
                                        "drop view 'a'",
                                        "drop index concurrently i",
                                        "drop function f(",
                                        "drop function f(int,)",
                                        "drop function f(numeric(10, 2))",
                                        "drop trigger x on",
                                        "alter table t add column a int"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        stays(texts[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capitals_blanks_and_quotes_are_those_of_an_import),
        cmocka_unit_test(types_of_arguments_are_spelled_as_postgres_prints_them),
        cmocka_unit_test(what_may_be_in_use_takes_nothing_along),
        cmocka_unit_test(a_key_is_the_same_for_what_undoes_one_thing),
        cmocka_unit_test(what_is_not_understood_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
