/* What is taken for a rename, and what is not. */
#include "drafting.h"

/* The guesses between two schemas, one a line. */
static void guesses_are(const char *before, const char *after, const char *expected) {
    Drafting drafting;
    drafting_begin(&drafting);
    const Model *models[2] = {drafting_model(&drafting, before), drafting_model(&drafting, after)};
    mapping_guess(&drafting.arena, models[0], models[1], &drafting.guesses);
    Buf found = {0};
    for (uint32_t i = 0; i < drafting.guesses.count; i++) {
        const Guess *guess = &drafting.guesses.items[i];
        switch (guess->kind) {
        case GUESS_TABLE:
            buf_printf(&found, "table %s is %s\n", guess->table_before->name->text,
                       guess->table_after->name->text);
            break;
        case GUESS_COLUMN:
            buf_printf(&found, "column %s.%s %s %s\n", guess->table_before->name->text,
                       guess->table_before->columns[guess->from].name->text,
                       guess->is_doubtful ? "may be" : "is",
                       guess->table_after->columns[guess->to].name->text);
            break;
        case GUESS_ENUM:
            buf_printf(&found, "enum %s is %s\n", guess->enum_before->name->text,
                       guess->enum_after->name->text);
            break;
        case GUESS_VALUE:
            buf_printf(&found, "value %s.%s is %s\n", guess->enum_before->name->text,
                       guess->enum_before->values[guess->from].name->text,
                       guess->enum_after->values[guess->to].name->text);
            break;
        }
    }
    unit_equal(buf_view(&found), expected);
    buf_free(&found);
    drafting_end(&drafting);
}

#define TABLE(name, columns) "table " name " {\n  id bigint primary key\n" columns "}\n"

static void a_near_name_of_the_same_type_is_a_rename(void **state) {
    (void)state;
    guesses_are(TABLE("t", "  mail text\n  x int\n  y int\n"),
                TABLE("t", "  x int\n  email text\n  y int\n"), "column t.mail is email\n");
    guesses_are(TABLE("t", "  total int\n  x int\n  y int\n"),
                TABLE("t", "  x int\n  total_cents int\n  y int\n"),
                "column t.total is total_cents\n");
}

static void the_same_place_is_a_rename(void **state) {
    (void)state;
    guesses_are(TABLE("t", "  x int\n  fax text\n  y int\n"),
                TABLE("t", "  x int\n  phone text\n  y int\n"), "column t.fax is phone\n");
}

static void another_name_in_another_place_is_none_unless_it_is_the_only_one(void **state) {
    (void)state;
    guesses_are(TABLE("t", "  fax text\n  x int\n  y int\n"),
                TABLE("t", "  x int\n  y int\n  nickname text\n"),
                "column t.fax may be nickname\n");
    guesses_are(TABLE("t", "  fax text\n  x int\n  y int\n"),
                TABLE("t", "  x int\n  y int\n  nickname text\n  born text\n"), "");
}

static void another_type_or_property_is_doubtful(void **state) {
    (void)state;
    guesses_are(TABLE("t", "  mail text\n"), TABLE("t", "  email varchar(20)\n"),
                "column t.mail may be email\n");
    guesses_are(TABLE("t", "  mail text\n"), TABLE("t", "  email text null\n"),
                "column t.mail may be email\n");
    guesses_are(TABLE("t", "  mail text\n  fax text\n  x int\n"),
                TABLE("t", "  email varchar(20)\n  fax_no text\n  x int\n"),
                "column t.mail may be email\ncolumn t.fax is fax_no\n");
    guesses_are(TABLE("t", "  size text\n"), TABLE("t", "  sizes int\n"), "");
    guesses_are(TABLE("t", "  size int\n"), TABLE("t", "  sizes int generated (id + 1) stored\n"),
                "");
}

static void of_several_the_nearest_name_is_taken(void **state) {
    (void)state;
    guesses_are(TABLE("t", "  address text\n  x int\n  y int\n"),
                TABLE("t", "  x int\n  addresses_old text\n  y int\n  addresss text\n"),
                "column t.address is addresss\n");
    guesses_are(TABLE("t", "  name1 text\n  x int\n  name2 text\n  y int\n"),
                TABLE("t", "  x int\n  name_2 text\n  y int\n  name_1 text\n"),
                "column t.name1 is name_1\ncolumn t.name2 is name_2\n");
}

static void a_table_with_most_of_the_columns_is_a_rename(void **state) {
    (void)state;
    guesses_are(TABLE("purchases", "  total int\n  no int\n"),
                TABLE("orders", "  total int\n  number int\n"),
                "table purchases is orders\ncolumn purchases.no is number\n");
    guesses_are(TABLE("purchases", "  total int\n  no int\n  at date\n"),
                TABLE("orders", "  total int\n  number int\n  day text\n"), "");
    guesses_are(TABLE("parts", "  label text\n"), TABLE("\"Parts\"", "  mark int\n  weight int\n"),
                "table parts is Parts\n");
    guesses_are("table parts {\n  id bigint primary key\n}\n",
                "table \"Parts\" {\n  code text primary key\n}\n", "");
}

static void columns_of_renamed_tables_are_looked_at(void **state) {
    (void)state;
    guesses_are(TABLE("purchases", "  total int\n  a int\n  no_of int\n"),
                TABLE("orders", "  total int\n  a int\n  no_off int\n"),
                "table purchases is orders\ncolumn purchases.no_of is no_off\n");
}

static void of_several_tables_the_most_alike_is_taken(void **state) {
    (void)state;
    guesses_are(TABLE("one", "  a int\n  b int\n  c int\n"),
                TABLE("two", "  a int\n  b int\n") TABLE("three", "  a int\n  b int\n  c int\n"),
                "table one is three\n");
    guesses_are(TABLE("line", "  a int\n"), TABLE("rows", "  a int\n") TABLE("lines", "  a int\n"),
                "table line is lines\n");
}

static void the_only_value_or_a_near_one_is_a_rename(void **state) {
    (void)state;
    guesses_are("enum s { a, b }\n" TABLE("t", "  s s\n"),
                "enum s { a, xyz }\n" TABLE("t", "  s s\n"), "value s.b is xyz\n");
    guesses_are("enum s { canceled, b, sent }\n" TABLE("t", "  s s\n"),
                "enum s { gone, cancelled, b }\n" TABLE("t", "  s s\n"),
                "value s.canceled is cancelled\n");
}

static void an_enum_with_the_same_values_is_a_rename(void **state) {
    (void)state;
    guesses_are("enum s { a, b }\n" TABLE("t", "  s s\n  what s\n"),
                "enum state { a, b }\n" TABLE("t", "  s state\n  whats state\n"),
                "enum s is state\ncolumn t.what is whats\n");
    guesses_are("enum s { a, b }\n" TABLE("t", "  s s\n"),
                "enum state { b, a }\n" TABLE("t", "  s state\n"), "");
}

static void nothing_is_renamed_to_a_name_that_was_there(void **state) {
    (void)state;
    guesses_are("enum x { a }\n" TABLE("t", "  x x\n"), TABLE("x", "  x int\n"), "");
    guesses_are(TABLE("t", "  a int\n  b int\n"), TABLE("t", "  b int\n"), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_near_name_of_the_same_type_is_a_rename),
        cmocka_unit_test(the_same_place_is_a_rename),
        cmocka_unit_test(another_name_in_another_place_is_none_unless_it_is_the_only_one),
        cmocka_unit_test(another_type_or_property_is_doubtful),
        cmocka_unit_test(of_several_the_nearest_name_is_taken),
        cmocka_unit_test(a_table_with_most_of_the_columns_is_a_rename),
        cmocka_unit_test(columns_of_renamed_tables_are_looked_at),
        cmocka_unit_test(of_several_tables_the_most_alike_is_taken),
        cmocka_unit_test(the_only_value_or_a_near_one_is_a_rename),
        cmocka_unit_test(an_enum_with_the_same_values_is_a_rename),
        cmocka_unit_test(nothing_is_renamed_to_a_name_that_was_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
