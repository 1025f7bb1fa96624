/* Differences between models: nothing for the same (L2), in an order that can be carried out. */
#include "schema.h"

#include "change/change.h"
#include "change/describe.h"

/* Reads two schemas with one table of names: names are compared by their addresses. */
static void read_both(Schema *one, Schema *two, const char *first, const char *second) {
    schema_read(one, first);
    schema_is_clean(one, first);
    *two = (Schema){.names = one->names};
    two->sources = sources_new(&two->arena);
    two->diags = diags_new(&two->arena);
    SourceFile *file = sources_add_text(&two->sources, &two->diags, "schema.mig", text_of(second));
    AstUnit unit = {0};
    parse_file(file, two->names, &two->diags, &two->arena, &unit);
    resolve_project(&unit, two->names, &two->diags, &two->arena, &two->project);
    two->model = resolve_model(&unit, &two->project, two->names, &two->diags, &two->arena);
    schema_is_clean(two, second);
}

static void diff_is(const Model *from, const Model *to, const char *expected) {
    Arena arena = {0};
    Buf found = {0};
    Model empty = {0};
    empty.names = from ? from->names : to ? to->names : names_new(&arena);
    Change change = change_between(&arena, from ? from : &empty, to ? to : &empty, NULL);
    OpLines lines = {0};
    for (uint32_t i = 0; i < change.up.count; i++) {
        op_lines(&arena, &change.up.items[i], &lines);
    }
    for (uint32_t i = 0; i < lines.count; i++) {
        buf_printf(&found, "%s\n", lines.items[i].text);
    }
    unit_equal(buf_view(&found), expected);
    buf_free(&found);
    arena_release(&arena);
}

static const char old_text[] = "enum state { open, closed }\n"
                               "type mail {\n  postgres citext\n  sqlite text\n}\n"
                               "table users {\n  id int primary key\n  mail mail\n}\n"
                               "table gone {\n  id int primary key\n  state state\n}\n"
                               "data users key (id) {\n  id mail\n  1 'x'\n}\n"
                               "sql seen for postgres\n  needs users\n"
                               "  up $$ create view seen as select 1; $$\n  down $$ drop view seen; $$\n";
static const char new_text[] = "table first {\n  id int primary key\n}\n"
                               "enum state { open, closed }\n"
                               "type mail {\n  postgres citext\n  sqlite text\n}\n"
                               "table users {\n  id int primary key\n  mail mail\n  name text\n}\n"
                               "data users key (id) {\n  id mail name\n  1 'x' 'n'\n}\n";

static void a_model_does_not_differ_from_itself(void **state) {
    (void)state;
    Schema one;
    Schema two;
    read_both(&one, &two, old_text, old_text);
    diff_is(one.model, one.model, "");
    diff_is(one.model, two.model, "");
    diff_is(NULL, NULL, "");
    schema_release(&one);
    schema_release(&two);
}

static void layout_and_comments_are_no_difference(void **state) {
    (void)state;
    Schema one;
    Schema two;
    read_both(&one, &two, "table t {\n  id int primary key\n  n text default 'x' null\n}\n",
              "// a comment\n\n\ntable t {\n  id   int   primary key\n\n  n text\n    null\n"
              "    default 'x'\n}\n");
    diff_is(one.model, two.model, "");
    schema_release(&one);
    schema_release(&two);
}

static void everything_is_created_and_dropped(void **state) {
    (void)state;
    Schema schema;
    schema_read(&schema, old_text);
    diff_is(NULL, schema.model, "create enum state\ncreate type mail\ncreate table users\n"
                                "create table gone\nput data users\ncreate sql seen\n");
    diff_is(schema.model, NULL, "drop sql seen\nremove data users\ndrop table gone\n"
                                "drop table users\ndrop type mail\ndrop enum state\n");
    schema_release(&schema);
}

static void what_differs_is_altered(void **state) {
    (void)state;
    Schema one;
    Schema two;
    read_both(&one, &two, old_text, new_text);
    diff_is(one.model, two.model, "drop sql seen\ndrop table gone\nadd column users.name\n"
                                  "change data users\ncreate table first\n");
    diff_is(two.model, one.model, "drop table first\ndrop column users.name\nchange data users\n"
                                  "create table gone\ncreate sql seen\n");
    schema_release(&one);
    schema_release(&two);
}

static void parts_are_known_by_what_they_mean(void **state) {
    (void)state;
    Schema one;
    Schema two;
    read_both(&one, &two,
              "enum e { a, b, c }\n"
              "table t {\n  id int primary key\n  n int null default 1\n  e e\n  unique u (n)\n"
              "  check c1 (n > 0)\n  check c2 (n < 9)\n  index i1 (n)\n}\n",
              "enum e { a, x, c }\n"
              "table t {\n  n bigint default 2\n  e e\n  id int primary key\n  unique v (n)\n"
              "  check c2 (n < 9)\n  check c3 (n > 1)\n  index i2 (n desc)\n}\n");
    diff_is(one.model, two.model,
            "drop value b of enum e\nadd value x of enum e\n"
            "alter column t.n: int -> bigint, required, default 2\n"
            "rename unique key u to v\ndrop check c1 of t\nadd check c3 to t\n"
            "drop index i1 of t\nadd index i2 to t\n");
    schema_release(&one);
    schema_release(&two);
}

/* The operations of the way back name each other's objects, the other way round. */
static void a_change_and_its_inverse_know_each_other(void **state) {
    (void)state;
    Schema one;
    Schema two;
    Arena arena = {0};
    read_both(&one, &two, old_text, new_text);
    Change change = change_between(&arena, one.model, two.model, NULL);
    assert_int_equal(change.up.count, change.down.count);
    for (uint32_t i = 0; i < change.up.count; i++) {
        const Op *op = &change.up.items[i];
        uint32_t found = 0;
        for (uint32_t k = 0; k < change.down.count; k++) {
            const Op *undone = &change.down.items[k];
            found += undone->before == op->after && undone->after == op->before;
        }
        assert_int_equal(found, 1);
        if (op->kind == OP_ALTER_TABLE) {
            assert_ptr_equal(op->table->inverse->inverse, op->table);
            assert_ptr_equal(op->table->inverse->before, op->table->after);
        }
    }
    arena_release(&arena);
    schema_release(&one);
    schema_release(&two);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_does_not_differ_from_itself),
        cmocka_unit_test(layout_and_comments_are_no_difference),
        cmocka_unit_test(everything_is_created_and_dropped),
        cmocka_unit_test(what_differs_is_altered),
        cmocka_unit_test(parts_are_known_by_what_they_mean),
        cmocka_unit_test(a_change_and_its_inverse_know_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
