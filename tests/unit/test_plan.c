/* Order, transactions and undoing: steps of small schemas, cut by budgets that are smaller than any real one. */
#include "schema.h"

#include "change/change.h"
#include "emit/lower.h"
#include "emit/plan.h"

typedef struct Planned {
    Schema schema;
    Arena arena;
    Dialect dialect;
    Ops ops;
    Plan up;
    Plan down;
} Planned;

static void plan_read(Planned *planned, const char *text, Target target, uint32_t budget) {
    *planned = (Planned){0};
    schema_read(&planned->schema, text);
    schema_is_clean(&planned->schema, text);
    Arena *arena = &planned->arena;
    const Model *model = planned->schema.model;
    planned->dialect = *dialect_of(target);
    planned->dialect.lock_budget = budget;
    Model empty = {.names = planned->schema.names};
    Ops unordered = change_between(arena, &empty, model, NULL).up;
    planned->ops = plan_order(arena, model, &unordered);
    Ops inverse = ops_invert(arena, &planned->ops);
    planned->up = plan_steps(arena, &planned->dialect,
                             lower_ops(arena, &planned->dialect, model, &planned->ops));
    planned->down = plan_undo(arena, model, &planned->up,
                              lower_ops(arena, &planned->dialect, model, &inverse));
}

static void plan_release(Planned *planned) {
    arena_release(&planned->arena);
    schema_release(&planned->schema);
}

static void plan_is(const Plan *plan, const char *expected) {
    Buf found = {0};
    plan_dump(&found, plan);
    unit_equal(buf_view(&found), expected);
    buf_free(&found);
}

static const char two_tables[] = "enum state { open, closed }\n"
                                 "table users {\n"
                                 "  id bigint identity primary key\n"
                                 "  name text\n"
                                 "  changed timestamptz default now on update now\n"
                                 "  /// Whose guest.\n"
                                 "  host bigint null references users\n"
                                 "  last bigint null references tickets forward\n"
                                 "  index (name)\n"
                                 "}\n"
                                 "table tickets {\n"
                                 "  id bigint identity primary key\n"
                                 "  user_id bigint references users\n"
                                 "  state state\n"
                                 "}\n"
                                 "data users key (id) {\n  id name\n  1 'x'\n}\n";

static void what_belongs_to_a_table_follows_it(void **state) {
    (void)state;
    Planned planned;
    plan_read(&planned, two_tables, TARGET_POSTGRES, 4000);
    plan_is(&planned.up, "part 1 of 1\n"
                         "  create enum state\n"
                         "  create table users\n"
                         "  create index users_name_idx\n"
                         "  keep users.changed up to date\n"
                         "  comment on users.host\n"
                         "  create table tickets\n"
                         "  add foreign key users_last_fkey\n"
                         "  put rows into users\n");
    plan_is(&planned.down, "part 1 of 1\n"
                           "  drop foreign key users_last_fkey\n"
                           "  drop table tickets\n"
                           "  drop table users\n"
                           "  drop what kept users.changed up to date\n"
                           "  drop enum state\n");
    plan_release(&planned);
}

static void sqlite_has_fewer_steps(void **state) {
    (void)state;
    Planned planned;
    plan_read(&planned, two_tables, TARGET_SQLITE, 0);
    plan_is(&planned.up, "part 1 of 1\n"
                         "  create table users\n"
                         "  create index users_name_idx\n"
                         "  keep users.changed up to date\n"
                         "  create table tickets\n"
                         "  put rows into users\n");
    plan_is(&planned.down, "part 1 of 1\n"
                           "  drop table tickets\n"
                           "  drop table users\n");
    plan_release(&planned);
}

static void a_table_and_what_belongs_to_it_are_never_cut_apart(void **state) {
    (void)state;
    Planned planned;
    plan_read(&planned, two_tables, TARGET_POSTGRES, 1);
    plan_is(&planned.up, "part 1 of 4\n"
                         "  create enum state\n"
                         "part 2 of 4\n"
                         "  create table users\n"
                         "  create index users_name_idx\n"
                         "  keep users.changed up to date\n"
                         "  comment on users.host\n"
                         "part 3 of 4\n"
                         "  create table tickets\n"
                         "  add foreign key users_last_fkey\n"
                         "part 4 of 4\n"
                         "  put rows into users\n");
    /* the key came with the later one of its tables, and goes with it */
    plan_is(&planned.down, "part 1 of 4\n"
                           "part 2 of 4\n"
                           "  drop foreign key users_last_fkey\n"
                           "  drop table tickets\n"
                           "part 3 of 4\n"
                           "  drop table users\n"
                           "  drop what kept users.changed up to date\n"
                           "part 4 of 4\n"
                           "  drop enum state\n");
    plan_release(&planned);
}

static void no_part_weighs_more_than_the_budget_unless_it_is_one_table(void **state) {
    (void)state;
    Buf text = {0};
    for (int i = 0; i < 50; i++) {
        buf_printf(&text, "table t%d {\n  id bigint identity primary key\n  name text unique\n", i);
        if (i > 0) {
            buf_printf(&text, "  before bigint references t%d\n", i - 1);
        }
        buf_text(&text, "  index (name, id)\n}\n");
    }
    buf_char(&text, '\0');
    for (uint32_t budget = 1; budget < 200; budget += 13) {
        Planned planned;
        plan_read(&planned, text.data, TARGET_POSTGRES, budget);
        uint32_t steps = 0;
        for (uint32_t p = 0; p < planned.up.part_count; p++) {
            const Part *part = &planned.up.parts[p];
            uint32_t weight = 0;
            uint32_t tables = 0;
            assert_int_equal(part->first, steps);
            for (uint32_t i = 0; i < part->count; i++) {
                weight += planned.up.steps.items[part->first + i].weight;
                tables += planned.up.steps.items[part->first + i].kind == STEP_CREATE_TABLE;
            }
            assert_true(weight <= budget || tables == 1);
            assert_int_equal(planned.down.parts[planned.up.part_count - 1 - p].count, tables);
            steps += part->count;
        }
        assert_int_equal(steps, planned.up.steps.count);
        plan_release(&planned);
    }
    buf_free(&text);
}

static void rows_come_behind_the_tables_and_rows_they_refer_to(void **state) {
    (void)state;
    Planned planned;
    plan_read(&planned,
              "project app {\n  targets postgres 13\n  order dependency\n}\n"
              "data child key (id) {\n  id parent\n  1 2\n}\n"
              "table child {\n  id int primary key\n  parent int references parent\n}\n"
              "sql seen for postgres\n  needs child\n  up $$ create view seen as select 1; $$\n"
              "  down $$ drop view seen; $$\n"
              "data parent key (id) {\n  id\n  2\n}\n"
              "table parent {\n  id int primary key\n}\n",
              TARGET_POSTGRES, 0);
    plan_is(&planned.up, "part 1 of 1\n"
                         "  create table parent\n"
                         "  create table child\n"
                         "  run sql seen\n"
                         "  put rows into parent\n"
                         "  put rows into child\n");
    plan_release(&planned);
}

static void nothing_is_one_part(void **state) {
    (void)state;
    Planned planned;
    plan_read(&planned, "table t for sqlite {\n  id int primary key\n}\n", TARGET_POSTGRES, 10);
    plan_is(&planned.up, "part 1 of 1\n");
    plan_is(&planned.down, "part 1 of 1\n");
    plan_release(&planned);
}

static void rows_of_no_row_are_no_step(void **state) {
    (void)state;
    Planned planned;
    plan_read(&planned, "table t {\n  id int primary key\n}\ndata t key (id) {\n  id\n}\n",
              TARGET_POSTGRES, 0);
    plan_is(&planned.up, "part 1 of 1\n  create table t\n");
    plan_release(&planned);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_belongs_to_a_table_follows_it),
        cmocka_unit_test(sqlite_has_fewer_steps),
        cmocka_unit_test(a_table_and_what_belongs_to_it_are_never_cut_apart),
        cmocka_unit_test(no_part_weighs_more_than_the_budget_unless_it_is_one_table),
        cmocka_unit_test(rows_come_behind_the_tables_and_rows_they_refer_to),
        cmocka_unit_test(nothing_is_one_part),
        cmocka_unit_test(rows_of_no_row_are_no_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
