/* Drafts of revisions: their text, and law L3: replayed, they make the schema. */
#include "drafting.h"

/* From one schema to the other by drafts; the second is left in `drafting`. Renames are guessed. */
static void draft(Drafting *drafting, const char *before, const char *after) {
    drafting_begin(drafting);
    if (before[0] != '\0') {
        drafting_law(drafting, before, true, 0);
    }
    drafting_law(drafting, after, true, 0);
}

/* The same, both ways, and what the draft says. */
static void draft_is(const char *before, const char *after, const char *expected) {
    Drafting drafting;
    draft(&drafting, before, after);
    unit_equal(buf_view(&drafting.text), expected);
    drafting_end(&drafting);
    if (before[0] != '\0') {
        draft(&drafting, after, before);
        drafting_end(&drafting);
    }
}

static const char shop[] =
    "extension citext for postgres\n"
    "/// Without case.\n"
    "type email {\n  postgres citext\n  sqlite text collate nocase\n}\n"
    "enum state { draft, placed, \"on its way\" }\n"
    "/// A shop.\n/// Or two.\n"
    "table tenants {\n"
    "  id bigint identity primary key\n"
    "  slug varchar(40) unique\n"
    "  /// Who pays.\n"
    "  owner_id bigint null references users forward on delete set null\n"
    "  at timestamptz default now on update now\n"
    "  check slug_long_enough (length(slug) >= 3)\n"
    "}\n"
    "table users {\n"
    "  id bigint identity primary key\n"
    "  tenant_id bigint references tenants on delete cascade\n"
    "  email email\n"
    "  \"Name\" text default 'it''s' collate \"C\" for postgres\n"
    "  \"primary\" int default -1\n"
    "  state state default 'draft'\n"
    "  tags json default '{}'\n"
    "  unique (tenant_id, email)\n"
    "  unique ids (tenant_id, id)\n"
    "  check (id > 0)\n"
    "  check (id < 1000)\n"
    "  index users_idx (lower(email) desc nulls last, tenant_id) where (state in ('draft'))\n"
    "}\n"
    "table lines {\n"
    "  tenant_id bigint\n"
    "  user_id bigint\n"
    "  n smallint\n"
    "  cents bigint\n"
    "  total bigint generated (cents * n) stored\n"
    "  primary key (tenant_id, user_id, n)\n"
    "  foreign key (tenant_id, user_id) references users (tenant_id, id) on update cascade\n"
    "}\n"
    "table audit.log without primary key for postgres {\n  what text\n  at date default "
    "current_date\n}\n"
    "table kinds {\n  code char(3) primary key\n  name text\n  n decimal(9, 2) default 1.5\n}\n"
    "data kinds key (code) {\n  code name n\n  'a' 'it''s' -1\n  'b' 'x' 2.5\n}\n"
    "sql labels for postgres\n  needs kinds\n"
    "  up $$ create view labels as select $f$a$f$ as a; $$\n  down $$ drop view labels; $$\n";

static void a_first_revision_is_the_whole_schema(void **state) {
    (void)state;
    draft_is(
        "", shop,
        "revision 0001_step {\n"
        "  create extension citext for postgres\n"
        "\n"
        "  /// Without case.\n"
        "  create type email {\n"
        "    postgres  citext\n"
        "    sqlite    text collate nocase\n"
        "  }\n"
        "\n"
        "  create enum state { draft, placed, 'on its way' }\n"
        "\n"
        "  /// A shop.\n"
        "  /// Or two.\n"
        "  create table tenants {\n"
        "    id        bigint       identity primary key\n"
        "    slug      varchar(40)  unique\n"
        "    /// Who pays.\n"
        "    owner_id  bigint       null references users forward on delete set null\n"
        "    at        timestamptz  default now on update now\n"
        "\n"
        "    check slug_long_enough (length(slug) >= 3)\n"
        "  }\n"
        "\n"
        "  create table users {\n"
        "    id         bigint  identity primary key\n"
        "    tenant_id  bigint  references tenants on delete cascade\n"
        "    email      email\n"
        "    \"Name\"     text    collate \"C\" default 'it''s' for postgres\n"
        "    \"primary\"  int     default -1\n"
        "    state      state   default 'draft'\n"
        "    tags       json    default '{}'\n"
        "\n"
        "    unique (tenant_id, email)\n"
        "    unique ids (tenant_id, id)\n"
        "    check (id > 0)\n"
        "    check users_id_check_2 (id < 1000)\n"
        "    index users_idx (lower(email) desc nulls last, tenant_id) where (state in ('draft'))\n"
        "  }\n"
        "\n"
        "  create table lines {\n"
        "    tenant_id  bigint\n"
        "    user_id    bigint\n"
        "    n          smallint\n"
        "    cents      bigint\n"
        "    total      bigint  generated (cents * n) stored\n"
        "\n"
        "    primary key (tenant_id, user_id, n)\n"
        "    foreign key (tenant_id, user_id) references users (tenant_id, id) on update cascade\n"
        "  }\n"
        "\n"
        "  create table audit.log without primary key for postgres {\n"
        "    what  text\n"
        "    at    date  default current_date\n"
        "  }\n"
        "\n"
        "  create table kinds {\n"
        "    code  char(3)        primary key\n"
        "    name  text\n"
        "    n     decimal(9, 2)  default 1.5\n"
        "  }\n"
        "\n"
        "  data kinds key (code) {\n"
        "    code  name     n\n"
        "    'a'   'it''s'  -1\n"
        "    'b'   'x'      2.5\n"
        "  }\n"
        "\n"
        "  sql labels for postgres\n"
        "    needs kinds\n"
        "    up $$ create view labels as select $f$a$f$ as a; $$\n"
        "    down $$ drop view labels; $$\n"
        "}\n");
}

static void columns_come_change_and_go(void **state) {
    (void)state;
    draft_is("table t {\n"
             "  id bigint primary key\n"
             "  size int null\n"
             "  old text\n"
             "  kept text\n"
             "}\n",
             "table t {\n"
             "  id bigint primary key\n"
             "  size bigint default 1\n"
             "  kept text null\n"
             "  /// Why.\n"
             "  why text\n"
             "  at timestamptz default now\n"
             "}\n",
             "revision 0002_step after 0001_step {\n"
             "  alter table t {\n"
             "    /// Why.\n"
             "    add column why     text\n"
             "    backfill why = ...\n"
             "    add column at      timestamptz  default now\n"
             "    alter column size  bigint       default 1\n"
             "    backfill size = 1 where (size is null)\n"
             "    alter column kept  text         null\n"
             "    drop column old lossy '...'\n"
             "  }\n"
             "}\n");
}

static void a_rename_has_beneath_it_what_it_would_be_otherwise(void **state) {
    (void)state;
    draft_is("enum state { draft, canceled }\n"
             "table purchases {\n"
             "  id bigint primary key\n"
             "  no int\n"
             "  mail text unique\n"
             "  state state\n"
             "}\n",
             "enum state { draft, cancelled }\n"
             "table orders {\n"
             "  id bigint primary key\n"
             "  no int\n"
             "  email text unique\n"
             "  state state\n"
             "}\n",
             "revision 0002_step after 0001_step {\n"
             "  rename table purchases to orders\n"
             "  // or, if it is another table:\n"
             "  //   drop table purchases lossy '...'\n"
             "  //   create table orders {\n"
             "  //     id bigint primary key\n"
             "  //     no int\n"
             "  //     email text unique\n"
             "  //     state state\n"
             "  //   }\n"
             "\n"
             "  alter enum state {\n"
             "    rename value canceled to cancelled\n"
             "    // or, if it is another value:\n"
             "    //   drop value canceled\n"
             "    //   add value cancelled\n"
             "  }\n"
             "\n"
             "  alter table orders {\n"
             "    rename column mail to email\n"
             "    // or, if it is another column:\n"
             "    //   drop column mail lossy '...'\n"
             "    //   add column email text unique\n"
             "  }\n"
             "}\n");
}

static void constraints_go_under_their_old_names_and_come_under_their_new_ones(void **state) {
    (void)state;
    draft_is("table t {\n"
             "  id bigint primary key\n"
             "  a int\n"
             "  b int\n"
             "  c int\n"
             "  unique (a, b)\n"
             "  check (a > 0)\n"
             "  check (a < 9)\n"
             "  check positive (b > 0)\n"
             "  index (a)\n"
             "  index t_c (c)\n"
             "}\n",
             "table u {\n"
             "  id bigint primary key\n"
             "  a int\n"
             "  b int\n"
             "  c int\n"
             "  unique (b, c)\n"
             "  check (a < 9)\n"
             "  check b_positive (b > 0)\n"
             "  unique index (a)\n"
             "  index (c)\n"
             "}\n",
             "revision 0002_step after 0001_step {\n"
             "  alter table t {\n"
             "    drop index t_a_idx\n"
             "    drop check t_a_check_2\n"
             "    drop check t_a_check\n"
             "    drop unique t_a_b_key\n"
             "  }\n"
             "\n"
             "  rename table t to u\n"
             "  // or, if it is another table:\n"
             "  //   drop table t lossy '...'\n"
             "  //   create table u {\n"
             "  //     id bigint primary key\n"
             "  //     a int\n"
             "  //     b int\n"
             "  //     c int\n"
             "  //\n"
             "  //     unique (b, c)\n"
             "  //     check (a < 9)\n"
             "  //     check b_positive (b > 0)\n"
             "  //     unique index (a)\n"
             "  //     index (c)\n"
             "  //   }\n"
             "\n"
             "  alter table u {\n"
             "    rename check positive to b_positive\n"
             "    rename index t_c to u_c_idx\n"
             "    add unique (b, c)\n"
             "    add check (a < 9)\n"
             "    add unique index (a)\n"
             "  }\n"
             "}\n");
}

static void what_is_needed_comes_first(void **state) {
    (void)state;
    draft_is("table a {\n"
             "  id bigint primary key\n"
             "}\n"
             "table z {\n"
             "  id bigint primary key\n"
             "}\n",
             "table n {\n"
             "  id bigint primary key\n"
             "}\n"
             "table z {\n"
             "  id bigint primary key\n"
             "  code text unique\n"
             "}\n"
             "table a {\n"
             "  id bigint primary key\n"
             "  n_id bigint references n\n"
             "  code text references z (code)\n"
             "}\n"
             "table m {\n"
             "  id bigint primary key\n"
             "  a_id bigint references a\n"
             "}\n",
             "revision 0002_step after 0001_step {\n"
             "  create table n {\n"
             "    id  bigint  primary key\n"
             "  }\n"
             "\n"
             "  alter table z {\n"
             "    add column code  text  unique\n"
             "    backfill code = ...\n"
             "  }\n"
             "\n"
             "  alter table a {\n"
             "    add column n_id  bigint  references n\n"
             "    backfill n_id = ...\n"
             "    add column code  text    references z (code)\n"
             "    backfill code = ...\n"
             "  }\n"
             "\n"
             "  create table m {\n"
             "    id    bigint  primary key\n"
             "    a_id  bigint  references a\n"
             "  }\n"
             "}\n");
}

static void tables_that_come_to_need_each_other_are_joined_at_the_end(void **state) {
    (void)state;
    draft_is("table a {\n"
             "  id bigint primary key\n"
             "}\n"
             "table b {\n"
             "  id bigint primary key\n"
             "}\n",
             "table a {\n"
             "  id bigint primary key\n"
             "  code text unique\n"
             "  b_code text null references b (code) forward\n"
             "}\n"
             "table b {\n"
             "  id bigint primary key\n"
             "  code text unique\n"
             "  a_code text null references a (code)\n"
             "  n_id bigint null references n forward\n"
             "}\n"
             "table n {\n"
             "  id bigint primary key\n"
             "  a_code text references a (code)\n"
             "  o_id bigint null references o forward\n"
             "}\n"
             "table o {\n"
             "  id bigint primary key\n"
             "  n_id bigint references n\n"
             "}\n",
             "revision 0002_step after 0001_step {\n"
             "  alter table a {\n"
             "    add column code    text  unique\n"
             "    backfill code = ...\n"
             "    add column b_code  text  null\n"
             "  }\n"
             "\n"
             "  alter table b {\n"
             "    add column code    text    unique\n"
             "    backfill code = ...\n"
             "    add column a_code  text    null\n"
             "    add column n_id    bigint  null\n"
             "  }\n"
             "\n"
             "  create table n {\n"
             "    id      bigint  primary key\n"
             "    a_code  text    references a (code)\n"
             "    o_id    bigint  null references o forward\n"
             "  }\n"
             "\n"
             "  create table o {\n"
             "    id    bigint  primary key\n"
             "    n_id  bigint  references n\n"
             "  }\n"
             "\n"
             "  alter table a {\n"
             "    add foreign key (b_code) references b (code)\n"
             "  }\n"
             "\n"
             "  alter table b {\n"
             "    add foreign key (a_code) references a (code)\n"
             "    add foreign key (n_id) references n\n"
             "  }\n"
             "}\n");
}

static void tables_go_after_what_refers_to_them(void **state) {
    (void)state;
    draft_is("enum kind { a, b }\n"
             "table a {\n"
             "  id bigint primary key\n"
             "  b_id bigint null references b forward\n"
             "}\n"
             "table b {\n"
             "  id bigint primary key\n"
             "  a_id bigint null references a\n"
             "  kind kind\n"
             "}\n"
             "table c {\n"
             "  id bigint primary key\n"
             "  b_id bigint references b\n"
             "}\n",
             "table c {\n"
             "  id bigint primary key\n"
             "}\n",
             "revision 0002_step after 0001_step {\n"
             "  alter table a {\n"
             "    drop foreign key a_b_id_fkey\n"
             "  }\n"
             "\n"
             "  alter table c {\n"
             "    drop column b_id lossy '...'\n"
             "  }\n"
             "\n"
             "  drop table b lossy '...'\n"
             "\n"
             "  drop table a lossy '...'\n"
             "\n"
             "  drop enum kind\n"
             "}\n");
}

static void what_takes_a_name_over_waits_until_it_is_free(void **state) {
    (void)state;
    draft_is("enum kind { a, b }\n"
             "table t {\n"
             "  id bigint primary key\n"
             "  kind kind\n"
             "  n int for postgres\n"
             "}\n",
             "table kind {\n"
             "  id bigint primary key\n"
             "  what text\n"
             "}\n"
             "table t {\n"
             "  id bigint primary key\n"
             "  kind int\n"
             "  n int for sqlite\n"
             "}\n",
             "revision 0002_step after 0001_step {\n"
             "  rename enum kind to kind_old\n"
             "\n"
             "  create table kind {\n"
             "    id    bigint  primary key\n"
             "    what  text\n"
             "  }\n"
             "\n"
             "  alter table t {\n"
             "    rename column n to n_old\n"
             "    add column n       int  for sqlite\n"
             "    backfill n = ...\n"
             "    alter column kind  int\n"
             "    // values may not fit: add `using (...)`, with functions or SQL of the target\n"
             "    drop column n_old lossy '...'\n"
             "  }\n"
             "\n"
             "  drop enum kind_old\n"
             "}\n");
}

static void a_narrower_type_asks_for_one_expression_that_says_all(void **state) {
    (void)state;
    draft_is("table t {\n"
             "  id bigint primary key\n"
             "  phone text null\n"
             "  rank int null\n"
             "  owed decimal(10, 2) null\n"
             "  seen bigint\n"
             "  code bigint\n"
             "}\n",
             "table t {\n"
             "  id bigint primary key\n"
             "  phone varchar(10)\n"
             "  rank smallint default 3\n"
             "  owed int\n"
             "  seen int\n"
             "  code uuid\n"
             "}\n",
             "revision 0002_step after 0001_step {\n"
             "  alter table t {\n"
             "    alter column phone  varchar(10)\n"
             "    // values may not fit: add `using (...)`, such as using (coalesce(phone, ...)), which stops at one that "
             "does not\n"
             "    alter column rank   smallint  default 3\n"
             "    // values may not fit: add `using (...)`, such as using (coalesce(rank, 3)), which stops at one that does "
             "not\n"
             "    alter column owed   int\n"
             "    // values may not fit: add `using (...)`, such as using (coalesce(cast(owed as int), ...))\n"
             "    alter column seen   int\n"
             "    // values may not fit: add `using (...)`, such as using (seen), which stops at one that does not\n"
             "    alter column code   uuid\n"
             "    // values may not fit: add `using (...)`, with functions or SQL of the target\n"
             "  }\n"
             "}\n");
}

static void values_of_an_enum_come_move_and_go(void **state) {
    (void)state;
    draft_is("enum state { a, b, c, d }\n"
             "table t {\n"
             "  id bigint primary key\n"
             "  s state\n"
             "}\n",
             "enum state { x, c, b, d, y }\n"
             "table t {\n"
             "  id bigint primary key\n"
             "  s state\n"
             "}\n",
             "revision 0002_step after 0001_step {\n"
             "  alter enum state {\n"
             "    drop value a\n"
             "    drop value c\n"
             "    add value x before b\n"
             "    add value c after x\n"
             "    add value y after d\n"
             "  }\n"
             "}\n");
}

static void rows_are_restated_before_their_columns_go(void **state) {
    (void)state;
    draft_is("table t {\n"
             "  id bigint primary key\n"
             "  old int\n"
             "}\n"
             "data t key (id) {\n"
             "  id old\n"
             "  1 2\n"
             "}\n"
             "sql v for postgres\n"
             "  needs t\n"
             "  up $$ create view v as select 1 as a; $$\n"
             "  down $$ drop view v; $$\n",
             "table t {\n"
             "  id bigint primary key\n"
             "  fresh text\n"
             "}\n"
             "data t key (id) {\n"
             "  id fresh\n"
             "  1 'x'\n"
             "}\n"
             "sql v for postgres\n"
             "  up $q$ create view v as select $$a$$ as a; $q$\n"
             "  down none 'it stays'\n",
             "revision 0002_step after 0001_step {\n"
             "  alter table t {\n"
             "    add column fresh  text\n"
             "    backfill fresh = ...\n"
             "  }\n"
             "\n"
             "  data t key (id) {\n"
             "    id  fresh\n"
             "    1   'x'\n"
             "  }\n"
             "\n"
             "  sql v for postgres\n"
             "    up $sql1$ create view v as select $$a$$ as a; $sql1$\n"
             "    down none 'it stays'\n"
             "\n"
             "  alter table t {\n"
             "    drop column old lossy '...'\n"
             "  }\n"
             "}\n");
}

static void a_key_that_is_no_longer_primary_keeps_what_refers_to_it(void **state) {
    (void)state;
    draft_is("table t {\n"
             "  id bigint primary key\n"
             "  code text unique\n"
             "}\n"
             "table r {\n"
             "  id bigint primary key\n"
             "  t_id bigint references t\n"
             "}\n",
             "table t {\n"
             "  id bigint unique\n"
             "  code text primary key\n"
             "}\n"
             "table r {\n"
             "  id bigint primary key\n"
             "  t_id bigint references t (id)\n"
             "}\n",
             "revision 0002_step after 0001_step {\n"
             "  alter table t {\n"
             "    drop unique t_code_key\n"
             "    drop primary key\n"
             "    add primary key (code)\n"
             "    add unique (id)\n"
             "  }\n"
             "\n"
             "  alter table r {\n"
             "    drop foreign key r_t_id_fkey\n"
             "    add foreign key (t_id) references t (id)\n"
             "  }\n"
             "}\n");
}

static void documentation_is_restated(void **state) {
    (void)state;
    draft_is("/// One.\n"
             "table t {\n"
             "  id bigint primary key\n"
             "}\n"
             "/// A kind.\n"
             "enum k { a }\n"
             "table u {\n"
             "  id bigint primary key\n"
             "  k k\n"
             "}\n",
             "/// One,\n"
             "/// or $$two$$.\n"
             "table t {\n"
             "  /// The key.\n"
             "  id bigint primary key\n"
             "}\n"
             "enum k { a }\n"
             "/// It's new.\n"
             "table u {\n"
             "  id bigint primary key\n"
             "  k k\n"
             "}\n",
             "revision 0002_step after 0001_step {\n"
             "  alter enum k {\n"
             "    comment none\n"
             "  }\n"
             "\n"
             "  alter table t {\n"
             "    comment $sql1$One,\n"
             "or $$two$$.$sql1$\n"
             "    /// The key.\n"
             "    alter column id  bigint\n"
             "  }\n"
             "\n"
             "  alter table u {\n"
             "    comment 'It''s new.'\n"
             "  }\n"
             "}\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_revision_is_the_whole_schema),
        cmocka_unit_test(columns_come_change_and_go),
        cmocka_unit_test(a_rename_has_beneath_it_what_it_would_be_otherwise),
        cmocka_unit_test(constraints_go_under_their_old_names_and_come_under_their_new_ones),
        cmocka_unit_test(what_is_needed_comes_first),
        cmocka_unit_test(tables_that_come_to_need_each_other_are_joined_at_the_end),
        cmocka_unit_test(tables_go_after_what_refers_to_them),
        cmocka_unit_test(what_takes_a_name_over_waits_until_it_is_free),
        cmocka_unit_test(a_narrower_type_asks_for_one_expression_that_says_all),
        cmocka_unit_test(values_of_an_enum_come_move_and_go),
        cmocka_unit_test(rows_are_restated_before_their_columns_go),
        cmocka_unit_test(a_key_that_is_no_longer_primary_keeps_what_refers_to_it),
        cmocka_unit_test(documentation_is_restated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
