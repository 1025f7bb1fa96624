/* Differences between models: nothing for the same (L2), creations and drops in an order that is the source's. */
#include "schema.h"

#include "change/diff.h"

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
    Ops ops = diff_models(&arena, from, to);
    for (uint32_t i = 0; i < ops.count; i++) {
        op_describe(&found, &ops.items[i]);
        buf_char(&found, '\n');
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

static void what_differs_is_dropped_and_created(void **state) {
    (void)state;
    Schema one;
    Schema two;
    read_both(&one, &two, old_text, new_text);
    diff_is(one.model, two.model, "drop sql seen\nremove data users\ndrop table gone\n"
                                  "drop table users\ncreate table first\ncreate table users\n"
                                  "put data users\n");
    schema_release(&one);
    schema_release(&two);
}

static void inverting_twice_gives_the_operations_back(void **state) {
    (void)state;
    Schema schema;
    Arena arena = {0};
    schema_read(&schema, old_text);
    Ops ops = diff_models(&arena, NULL, schema.model);
    Ops undone = ops_invert(&arena, &ops);
    Ops again = ops_invert(&arena, &undone);
    assert_int_equal(ops.count, 6);
    assert_int_equal(again.count, ops.count);
    for (uint32_t i = 0; i < ops.count; i++) {
        assert_int_equal(again.items[i].kind, ops.items[i].kind);
        assert_ptr_equal(again.items[i].after, ops.items[i].after);
        assert_ptr_equal(undone.items[ops.count - 1 - i].before, ops.items[i].after);
        assert_null(undone.items[i].after);
    }
    arena_release(&arena);
    schema_release(&schema);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_does_not_differ_from_itself),
        cmocka_unit_test(layout_and_comments_are_no_difference),
        cmocka_unit_test(everything_is_created_and_dropped),
        cmocka_unit_test(what_differs_is_dropped_and_created),
        cmocka_unit_test(inverting_twice_gives_the_operations_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
