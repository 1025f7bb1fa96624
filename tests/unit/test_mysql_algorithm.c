/* How MySQL and MariaDB carry out an ALTER TABLE: every kind of clause, and what goes together. What the
 * servers make of the clauses is asked by tests/run/alters.py. */
#include "schema.h"

#include "change/change.h"
#include "emit/mysql/parts.h"

/* Reads a second schema with the names of the first: names are compared by their addresses. */
static void read_with(Schema *two, Names *names, const char *text) {
    *two = (Schema){.names = names};
    two->sources = sources_new(&two->arena);
    two->diags = diags_new(&two->arena);
    SourceFile *file = sources_add_text(&two->sources, &two->diags, "schema.mig", text_of(text));
    AstUnit unit = {0};
    parse_file(file, two->names, &two->diags, &two->arena, &unit);
    resolve_project(&unit, two->names, &two->diags, &two->arena, &two->project);
    two->model = resolve_model(&unit, &two->project, two->names, &two->diags, &two->arena);
    schema_is_clean(two, text);
}

static const Table *table_of(const Schema *schema) {
    return schema->model->tables[schema->model->table_count - 1];
}

/* The column of the other table that is called so, `renamed` being the same as `was`. */
static int32_t column_in(const Schema *schema, const Table *other, Name name, const char *was,
                         const char *renamed) {
    if (renamed && strcmp(name->text, was) == 0) {
        name = names_intern(schema->names, renamed, strlen(renamed));
    }
    return table_column(other, name);
}

static TableMapping map_columns(Arena *arena, const Schema *schema, const Table *before,
                                const Table *after, const char *was, const char *is) {
    TableMapping mapping = {.before = before,
                            .after = after,
                            .columns = NEW_ARRAY(arena, ColumnSource, after->column_count),
                            .restored = NEW_ARRAY(arena, ColumnSource, before->column_count),
                            .lossy = NEW_ARRAY(arena, Name, before->column_count),
                            .concurrently = NEW_ARRAY(arena, bool, after->index_count + 1)};
    for (uint16_t i = 0; i < after->column_count; i++) {
        mapping.columns[i].from = column_in(schema, before, after->columns[i].name, is ? is : "",
                                            was);
    }
    for (uint16_t i = 0; i < before->column_count; i++) {
        mapping.restored[i].from = column_in(schema, after, before->columns[i].name, was ? was : "",
                                             is);
    }
    return mapping;
}

static const TableChange *table_change(const Change *change) {
    for (uint32_t i = 0; i < change->up.count; i++) {
        if (change->up.items[i].kind == OP_ALTER_TABLE) {
            return change->up.items[i].table;
        }
    }
    return NULL;
}

static void write_answer(Buf *out, Target target, const TableChange *change) {
    static const char *const words[] = {"instant", "inplace", "copy"};
    const Dialect *dialect = dialect_of(target);
    buf_printf(out, "%s: %s: ", target_name(target), words[mysql_algorithm(dialect, change)]);
    mysql_algorithm_clause(out, dialect, change);
    Buf note = {0};
    mysql_algorithm_note(&note, dialect, change);
    if (note.length != 0) {
        buf_printf(out, "; %.*s", TEXT_ARG(buf_view(&note)));
    }
    buf_free(&note);
    buf_char(out, '\n');
}

/* What the last table of the two texts goes through; `was` is called `is` afterwards, or both are NULL. */
static void renames_to(const char *before, const char *after, const char *was, const char *is,
                       const char *expected) {
    Schema one;
    Schema two;
    Arena arena = {0};
    Buf found = {0};
    schema_read(&one, before);
    schema_is_clean(&one, before);
    read_with(&two, one.names, after);
    TableMapping table = map_columns(&arena, &one, table_of(&one), table_of(&two), was, is);
    Mapping mapping = {.tables = &table, .table_count = 1};
    Change change = change_between(&arena, one.model, two.model, &mapping);
    const TableChange *changed = table_change(&change);
    assert_non_null(changed);
    write_answer(&found, TARGET_MYSQL, changed);
    write_answer(&found, TARGET_MARIADB, changed);
    unit_equal(buf_view(&found), expected);
    buf_free(&found);
    arena_release(&arena);
    schema_release(&two);
    schema_release(&one);
}

#define INSTANT "instant: ALGORITHM = INSTANT\n"
#define INPLACE "inplace: ALGORITHM = INPLACE, LOCK = NONE"
#define COPY "copy: ; copies the table: writers wait\n"
#define REWRITES "; rewrites the table while it is read and written"
#define BUILDS "; builds an index while the table is read and written\n"

#define ENUMS "enum few { a, b }\nenum more { a, b, c }\nenum other { b, a, c }\n"
#define OTHER "table p {\n  id int primary key\n}\n"
#define BEGIN ENUMS OTHER "table t {\n  id int primary key\n  a int\n  n int null\n"

/* A table that gets the lines `before`, turned into one that has the lines `after` in their place. */
#define ALTERS(before, after, mysql, mariadb)                                                      \
    renames_to(BEGIN before "}\n", BEGIN after "}\n", NULL, NULL,                                  \
               "mysql: " mysql "mariadb: " mariadb)
#define BOTH(before, after, both) ALTERS(before, after, both, both)

static void columns_come(void **state) {
    (void)state;
    BOTH("", "  b int null\n", INSTANT);
    BOTH("", "  b int default 5\n", INSTANT);
    BOTH("", "  b timestamptz default now\n", INSTANT);
    ALTERS("", "  b text default 'x'\n", COPY, INSTANT);
    BOTH("", "  b uuid default uuid\n", COPY);
    BOTH("  z text\n", "  b int null\n  z text\n", INSTANT);
    ALTERS("", "  b int null\n  index (b)\n", INPLACE REWRITES "\n", INPLACE REWRITES "\n");
    BOTH("", "  b int null\n  check (b > 0)\n", COPY);
    BOTH("", "  b int null references p\n", COPY);
}

static void columns_go(void **state) {
    (void)state;
    ALTERS("  b int\n", "", "inplace: LOCK = NONE" REWRITES "; instant from MySQL 8.0.29 on\n",
           INSTANT);
    ALTERS("  b int\n  index (b)\n", "", INPLACE REWRITES "\n", INPLACE "\n");
}

static void columns_are_renamed(void **state) {
    (void)state;
    renames_to(BEGIN "  b int\n}\n", BEGIN "  c int\n}\n", "b", "c",
               "mysql: inplace: LOCK = NONE\nmariadb: " INSTANT);
    renames_to(BEGIN "  b int\n}\n", BEGIN "  c bigint\n}\n", "b", "c",
               "mysql: " COPY "mariadb: " COPY);
}

static void columns_change(void **state) {
    (void)state;
    BOTH("  b int default 1\n", "  b int default 2\n", INSTANT);
    BOTH("  b int default 1\n", "  b int\n", INSTANT);
    BOTH("  b timestamptz default now\n", "  b timestamptz default now on update now\n", INSTANT);
    BOTH("  b int\n", "  /// about b\n  b int\n", INSTANT);
    BOTH("  b int\n", "  b bigint\n", COPY);
    BOTH("  b int\n", "  b int null\n", INPLACE REWRITES "\n");
    BOTH("  b int null\n", "  b int\n", INPLACE REWRITES "\n");
    BOTH("  b few\n", "  b more\n", INSTANT);
    BOTH("  b more\n", "  b few\n", COPY);
    BOTH("  b few\n", "  b other\n", COPY);
    BOTH("  b few\n", "  b more null\n", INPLACE REWRITES "\n");
    ALTERS("  b varchar(20)\n", "  b varchar(63)\n", INPLACE "\n", INSTANT);
    ALTERS("  b varchar(20)\n", "  b varchar(64)\n", COPY, INSTANT);
    BOTH("  b varchar(32)\n", "  b varchar(64)\n", COPY);
    ALTERS("  b varchar(64)\n", "  b varchar(128)\n", INPLACE "\n", INSTANT);
    BOTH("  b varchar(64)\n", "  b varchar(63)\n", COPY);
    BOTH("  b varchar(100)\n", "  b varchar(20000)\n", COPY);
    BOTH("  b varchar(100)\n", "  b text\n", COPY);
}

static void generated_columns(void **state) {
    (void)state;
    BOTH("", "  b int generated (a + 1) virtual\n", INSTANT);
    BOTH("  b int generated (a + 1) virtual\n", "", INSTANT);
    BOTH("", "  b int generated (a + 1)\n", COPY);
    BOTH("  b int generated (a + 1)\n", "  b int generated (a + 2)\n", COPY);
    BOTH("", "  b int null\n  c int generated (a + 1) virtual\n", COPY);
    ALTERS("  b int\n  c int generated (a + 1) virtual\n", "  c int generated (a + 1) virtual\n",
           "inplace: LOCK = NONE" REWRITES "; instant from MySQL 8.0.29 on\n", INSTANT);
    ALTERS("  b int\n  c int generated (a + 1) virtual\n  check (a > 0)\n",
           "  c int generated (a + 1) virtual\n",
           "inplace: LOCK = NONE" REWRITES "; instant from MySQL 8.0.29 on\n", COPY);
    ALTERS("  b int null\n  c int generated (a + 1)\n", "  b int\n  c int generated (a + 1)\n",
           INPLACE REWRITES "\n", COPY);
}

static void keys_and_indexes(void **state) {
    (void)state;
    BOTH("", "  index (a)\n", INPLACE BUILDS);
    BOTH("", "  unique (a)\n", INPLACE BUILDS);
    BOTH("  index (a)\n", "", INPLACE "\n");
    BOTH("  unique (a)\n", "", INPLACE "\n");
    ALTERS("  index t_x (a)\n", "  index t_y (a)\n", INPLACE "\n", INSTANT);
    BOTH("  index t_x (a)\n", "  index t_x (a, n)\n", INPLACE BUILDS);
    renames_to(OTHER "table t {\n  a int\n  b int\n  primary key (a)\n}\n",
               OTHER "table t {\n  a int\n  b int\n  primary key (b)\n}\n", NULL, NULL,
               "mysql: " INPLACE REWRITES "\nmariadb: " INPLACE REWRITES "\n");
    renames_to(OTHER "table t {\n  a int\n  primary key (a)\n}\n",
               OTHER "table t without primary key {\n  a int\n}\n", NULL, NULL,
               "mysql: " COPY "mariadb: " COPY);
    ALTERS("  c text\n  index t_x (lower(c))\n", "  c text\n", INPLACE "\n", INPLACE "\n");
    ALTERS("  c text\n  index t_x (lower(c))\n", "  c text\n  b int null\n", COPY, INPLACE "\n");
    ALTERS("  c text\n  index t_x (lower(c))\n",
           "  c text\n  index t_x (lower(c))\n  b int generated (a + 1) virtual\n", COPY, INSTANT);
    ALTERS("", "  index t_x (lower('x'))\n", "copy: ; builds an index: writers wait\n",
           "copy: ; builds an index: writers wait\n");
}

static void constraints(void **state) {
    (void)state;
    BOTH("", "  check (a > 0)\n", COPY);
    BOTH("  check (a > 0)\n", "", INSTANT);
    BOTH("  check t_x (a > 0)\n", "  check t_y (a > 0)\n", COPY);
    BOTH("", "  foreign key (a) references p\n", COPY);
    ALTERS("  foreign key (a) references p\n", "", INPLACE "\n", INSTANT);
}

static void what_goes_together(void **state) {
    (void)state;
    ALTERS("  foreign key (a) references p\n", "  b int null\n", INPLACE REWRITES "\n", INSTANT);
    BOTH("  b int default 1\n  check (a > 0)\n", "  b int default 2\n  c int null\n", INSTANT);
    ALTERS("  b varchar(20)\n", "  b varchar(30)\n  c int null\n", INPLACE REWRITES "\n", INSTANT);
    renames_to(BEGIN "}\n",
               ENUMS OTHER
               "/// what it is\ntable t {\n  id int primary key\n  a int\n  n int null\n}\n",
               NULL, NULL, "mysql: " INPLACE "\nmariadb: " INSTANT);
    renames_to(
        BEGIN "}\n",
        ENUMS OTHER
        "/// what it is\ntable t {\n  id int primary key\n  a int\n  n int null\n  b int null\n}\n",
        NULL, NULL, "mysql: " INPLACE REWRITES "\nmariadb: " INPLACE "\n");
}

/* MySQL asks a check again that names a column of certain types, whatever column is modified. */
static void checks_that_are_asked_again(void **state) {
    (void)state;
    ALTERS("  b int default 1\n  check (a > 0)\n", "  b int default 2\n  check (a > 0)\n", INSTANT,
           INSTANT);
    ALTERS("  b int default 1\n  c text\n  check (c <> 'x')\n",
           "  b int default 2\n  c text\n  check (c <> 'x')\n", INSTANT, INSTANT);
    ALTERS("  b int\n  c few\n  check (c <> 'a')\n", "  b int null\n  c few\n  check (c <> 'a')\n",
           COPY, INPLACE REWRITES "\n");
    ALTERS("  c date\n  check (c <> '2024-01-01')\n",
           "  c date\n  check (c <> '2024-01-01')\n  b int null\n", INSTANT, INSTANT);
    renames_to(BEGIN "  b int\n  d timestamp\n  check (d > '2024-01-01 00:00:00')\n}\n",
               BEGIN "  c int\n  d timestamp\n  check (d > '2024-01-01 00:00:00')\n}\n", "b", "c",
               "mysql: " COPY "mariadb: " INSTANT);
}

/* What is for other targets is not there. */
static void other_targets(void **state) {
    (void)state;
    ALTERS("  b int\n", "  b int\n  index t_x (a) for postgres, mysql\n  c int null\n",
           INPLACE REWRITES "\n", INSTANT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_come),        cmocka_unit_test(columns_go),
        cmocka_unit_test(columns_are_renamed), cmocka_unit_test(columns_change),
        cmocka_unit_test(generated_columns),   cmocka_unit_test(keys_and_indexes),
        cmocka_unit_test(constraints),         cmocka_unit_test(what_goes_together),
        cmocka_unit_test(other_targets),       cmocka_unit_test(checks_that_are_asked_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
