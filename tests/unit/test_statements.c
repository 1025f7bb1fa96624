/* The author's SQL for MySQL and MariaDB: where statements end, and what kind of work they do. */
#include "unit.h"

#include "emit/mysql/words.h"
#include "emit/statements.h"

/* The kinds of the statements, a letter each. */
static void kinds_are(const char *sql, const char *expected) {
    static const char letters[] = {
        [STATEMENT_ROWS] = 'r',          [STATEMENT_DEFINES] = 'd',     [STATEMENT_ROUTINE] = 'c',
        [STATEMENT_DROPS_ROUTINE] = 'x', [STATEMENT_ALTERS_VIEW] = 'v', [STATEMENT_REFUSED] = '!',
        [STATEMENT_BROKEN] = '?',
    };
    char found[20] = "";
    size_t at = 0;
    size_t count = 0;
    Statement statement;
    while (count < sizeof found - 1 && statement_next(text_of(sql), &at, &statement)) {
        found[count++] = letters[statement.kind];
    }
    assert_string_equal(found, expected);
}

static void first_is(const char *sql, const char *expected) {
    size_t at = 0;
    Statement statement;
    assert_true(statement_next(text_of(sql), &at, &statement));
    unit_equal(statement.text, expected);
}

static void statements_end_at_semicolons(void **state) {
    (void)state;
    kinds_are("", "");
    kinds_are(" ; ;; \n", "");
    kinds_are("select 1", "r");
    kinds_are("select 1; update t set a = 1;", "rr");
    first_is("  select 1 ; select 2", "select 1");
    first_is("/* a */ select 1 -- b\n", "select 1");
}

static void what_is_quoted_ends_nothing(void **state) {
    (void)state;
    kinds_are("select ';', \";\", `;`", "r");
    kinds_are("select 'it''s ; it', 'a\\';', \"\"\";\"", "r");
    kinds_are("select `a``;\\`; commit", "r!");
    kinds_are("select 1 -- ;\n; # commit;\n select 2 /* ; commit */", "rr");
    kinds_are("select 2--1; select 3", "rr"); /* two signs, no comment */
}

static void what_has_no_end_is_broken(void **state) {
    (void)state;
    kinds_are("select 'a", "?");
    kinds_are("select `a", "?");
    kinds_are("select 1 /* a", "?");
    kinds_are("/* a", "?");
    kinds_are("select 'a\\'", "?");
}

static void comments_that_servers_carry_out_are_read(void **state) {
    (void)state;
    kinds_are("/*! commit */", "!");
    kinds_are("/*!50003 create table t (a int) */;", "d");
    kinds_are("/*M!100100 rollback */", "!");
    kinds_are("select 1 /*! , 2 */", "r");
}

static void the_first_words_say_what_a_statement_does(void **state) {
    (void)state;
    kinds_are("with a as (select 1) select * from a; replace into t values (1); (select 1)", "rrr");
    kinds_are("CREATE TABLE t (a int); Drop View v; rename table a to b; truncate t", "dddd");
    kinds_are("alter view v as select 1; alter algorithm = merge view v as select 1", "vv");
    kinds_are("set @a = 1; set @@sql_mode = ''; set names latin1; set autocommit = 0", "r!!!");
    kinds_are("start transaction; begin; rollback to s; rollback; use b; unlock tables", "!!r!!!");
    kinds_are("create view trigger_list as select 1; create table function_calls (a int)", "dd");
    kinds_are("drop function if exists f; drop trigger t; alter event e disable", "xxx");
}

static void a_routine_goes_on_to_the_end(void **state) {
    (void)state;
    kinds_are(
        "create trigger t before insert on a for each row begin set new.b = 1; commit; end; x",
        "c");
    kinds_are("create or replace definer = 'a'@'b' procedure p() select 1", "c");
    kinds_are("select 1; create function f() returns int return 1; commit", "rc");
    kinds_are("create definer = current_user sql security invoker view v as select 1; select 1",
              "dr");
}

static void a_guard_is_seen(void **state) {
    (void)state;
    static const struct {
        const char *sql;
        bool is_guarded;
    } cases[] = {{"create table t (a int)", false},
                 {"create table if not exists t (a int)", true},
                 {"create or replace view v as select 1", true},
                 {"drop view if exists v", true},
                 {"drop view v", false},
                 {"alter table t add column if not exists a int", true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t at = 0;
        Statement statement;
        assert_true(statement_next(text_of(cases[i].sql), &at, &statement));
        assert_int_equal(statement.is_guarded, cases[i].is_guarded);
    }
}

static void an_expression_is_whole_in_itself(void **state) {
    (void)state;
    static const char *const whole[] = {
        "a", "(a + 1) * 2", "')'", "`a)b`", "a -- )\n + 1", "a /* ) ; */", "f('it''s \\')')"};
    static const char *const cut[] = {"",   " ",     "/* a */", "a -- b", "a # b", "(a",
                                      "a)", "a) (b", "'a",      "a /* b", "a; b",  "`a"};
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        assert_null(fragment_fault(text_of(whole[i])));
    }
    for (size_t i = 0; i < sizeof cut / sizeof cut[0]; i++) {
        assert_non_null(fragment_fault(text_of(cut[i])));
    }
}

static void steps_are_cut_where_statements_end(void **state) {
    (void)state;
    Arena arena = {0};
    MysqlStatements found = mysql_statements_of(
        &arena, text_of("-- one\nselect ';'; ; /* two */ select 2 -- ;\n; # nothing\n"), false);
    assert_int_equal(found.count, 2);
    unit_equal(found.items[0], "-- one\nselect ';'");
    unit_equal(found.items[1], "/* two */ select 2");
    found = mysql_statements_of(&arena,
                                text_of("drop trigger t; create trigger t before insert on a for "
                                        "each row begin set @a = 1; end;"),
                                false);
    assert_int_equal(found.count, 2);
    unit_equal(found.items[1],
               "create trigger t before insert on a for each row begin set @a = 1; end");
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_cut_where_statements_end),
        cmocka_unit_test(statements_end_at_semicolons),
        cmocka_unit_test(what_is_quoted_ends_nothing),
        cmocka_unit_test(what_has_no_end_is_broken),
        cmocka_unit_test(comments_that_servers_carry_out_are_read),
        cmocka_unit_test(the_first_words_say_what_a_statement_does),
        cmocka_unit_test(a_routine_goes_on_to_the_end),
        cmocka_unit_test(a_guard_is_seen),
        cmocka_unit_test(an_expression_is_whole_in_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
