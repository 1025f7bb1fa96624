/* What a revision costs: grades of downgrades, hazards of upgrades, and which types hold which. */
#include "schema.h"

#include "change/grade.h"
#include "change/replay.h"

/* Two revisions of a chain, of which the second is graded. */
typedef struct Graded {
    Schema schema;
    Replay replay;
} Graded;

static void revision_read(Graded *graded, RevisionFiles *files, const char *name,
                          const char *text) {
    Schema *schema = &graded->schema;
    RevisionFile file = {.path = arena_printf(&schema->arena, "%s.mig", name)};
    file.file = sources_add_text(&schema->sources, &schema->diags, file.path, text_of(text));
    AstUnit unit = {0};
    parse_file(file.file, schema->names, &schema->diags, &schema->arena, &unit);
    file.decl = unit.first;
    vec_push(&schema->arena, files, file);
}

static void graded_read(Graded *graded, const char *first, const char *second) {
    *graded = (Graded){0};
    Schema *schema = &graded->schema;
    schema_read(schema, "");
    RevisionFiles files = {0};
    revision_read(graded, &files, "a", arena_printf(&schema->arena, "revision a {\n%s}\n", first));
    revision_read(graded, &files, "b",
                  arena_printf(&schema->arena, "revision b after a {\n%s}\n", second));
    Chain chain = chain_build(&files, NULL, NULL, schema->names, &schema->diags, &schema->arena);
    graded->replay = replay_chain(&chain, NULL, &schema->project, schema->names, &schema->diags,
                                  &schema->arena);
    schema_is_clean(schema, second);
}

/* Lines `grade: what (why)`. */
static void write_reasons(Buf *out, const GradeReasons *reasons) {
    for (uint32_t i = 0; i < reasons->count; i++) {
        const GradeReason *reason = &reasons->items[i];
        buf_printf(out, "%s: %s", grade_word(reason->grade), reason->what);
        if (reason->why != NULL) {
            buf_printf(out, " (%s)", reason->why->text);
        }
        buf_char(out, '\n');
    }
}

static const char before_text[] = "  create enum state { open, closed }\n"
                                  "  create table users {\n"
                                  "    id     bigint       identity primary key\n"
                                  "    name   text\n"
                                  "    mail   varchar(80)  null\n"
                                  "    age    int\n"
                                  "    state  state        default 'open'\n"
                                  "  }\n"
                                  "  create table old {\n"
                                  "    id  bigint  identity primary key\n"
                                  "  }\n";

/* Says that after `before_text` the revision `text` has this grade, these reasons and these hazards. */
static void grade_is(const char *text, Grade grade, const char *reasons, const char *hazards) {
    Graded graded;
    graded_read(&graded, before_text, text);
    const Changes *changes = &graded.replay.items[1].changes;
    GradeReasons found = {0};
    Buf out = {0};
    assert_int_equal(grade_downgrade(&graded.schema.arena, changes, TARGETS_ALL, &found), grade);
    assert_int_equal(grade_downgrade(&graded.schema.arena, changes, TARGETS_ALL, NULL), grade);
    write_reasons(&out, &found);
    unit_equal(buf_view(&out), reasons);
    buf_clear(&out);
    found.count = 0;
    hazards_of_upgrade(&graded.schema.arena, changes, &found);
    write_reasons(&out, &found);
    unit_equal(buf_view(&out), hazards);
    buf_free(&out);
    schema_release(&graded.schema);
}

static void names_and_constraints_lose_nothing(void **state) {
    (void)state;
    grade_is(
        "  rename table users to people\n"
        "  alter table people {\n"
        "    rename column name to full_name\n"
        "    add check people_age_check (age > 0)\n"
        "    add unique people_mail_key (mail)\n"
        "    add column name_length int generated (length(full_name))\n"
        "    alter column age bigint null\n"
        "  }\n",
        GRADE_LOSSY,
        "lossy: column `people.age` is cast from `bigint` to `int`, which does not hold every "
        "value\n"
        "may stop: column `people.age` becomes required, and rows without a value are in the way\n",
        "may stop: unique `people.people_mail_key` is new, and rows that break it are in the way\n"
        "may stop: check `people.people_age_check` is new, and rows that break it are in the "
        "way\n");
    grade_is("  rename table users to people\n"
             "  alter table people {\n"
             "    rename column name to full_name\n"
             "    add column name_length int generated (length(full_name))\n"
             "  }\n",
             GRADE_LOSSLESS, "", "");
}

static void rows_that_came_since_may_stop_what_loses_nothing(void **state) {
    (void)state;
    grade_is("  alter enum state {\n    add value paused\n  }\n", GRADE_STOPS,
             "may stop: value `state.paused` goes, and rows that have it are in the way\n", "");
    grade_is("  alter table users {\n    alter column name text null\n  }\n", GRADE_STOPS,
             "may stop: column `users.name` becomes required, and rows without a value are in the "
             "way\n",
             "");
    grade_is("  alter table users {\n    add column phone text null unique\n  }\n", GRADE_LOSSY,
             "lossy: column `users.phone` goes with its values\n", "");
}

static void what_is_made_goes_with_what_it_holds(void **state) {
    (void)state;
    grade_is("  create table orders {\n    id  bigint  identity primary key\n  }\n"
             "  alter table users {\n    add column phone text null\n  }\n"
             "  alter enum state {\n    add value paused\n  }\n",
             GRADE_LOSSY,
             "lossy: column `users.phone` goes with its values\n"
             "lossy: table `orders` goes with its rows\n"
             "may stop: value `state.paused` goes, and rows that have it are in the way\n",
             "");
}

static void what_is_dropped_comes_back_without_what_it_held(void **state) {
    (void)state;
    grade_is("  alter table users {\n"
             "    drop column mail lossy 'nobody writes'\n"
             "  }\n"
             "  drop table old lossy 'it was'\n",
             GRADE_LOSSY,
             "lossy: table `old` comes back without its rows (it was)\n"
             "lossy: column `users.mail` comes back without its values (nobody writes)\n",
             "lossy: table `old` goes with its rows (it was)\n"
             "lossy: column `users.mail` goes with its values (nobody writes)\n");
}

static void what_must_have_a_value_is_refused_unless_it_is_restored(void **state) {
    (void)state;
    grade_is(
        "  alter table users {\n    drop column age lossy 'nobody asks'\n  }\n", GRADE_REFUSED,
        "refused: column `users.age` comes back required, and has no value for the rows that are "
        "there (nobody asks)\n",
        "lossy: column `users.age` goes with its values (nobody asks)\n");
    grade_is("  alter table users {\n    drop column age restore (18)\n  }\n", GRADE_LOSSLESS, "",
             "");
}

static void values_that_are_replaced_are_lost_unless_they_are_restored(void **state) {
    (void)state;
    grade_is("  alter table users {\n    alter column name text using (lower(name))\n  }\n",
             GRADE_LOSSY, "lossy: column `users.name` keeps the values that the upgrade gives it\n",
             "lossy: column `users.name` gets other values, and its own go\n");
    grade_is(
        "  alter table users {\n"
        "    alter column age smallint using (age / 10) lossy 'tens will do'\n"
        "  }\n",
        GRADE_LOSSY,
        "lossy: column `users.age` keeps the values that the upgrade gives it (tens will do)\n",
        "lossy: column `users.age` gets other values, and its own go (tens will do)\n");
    grade_is("  alter table users {\n"
             "    alter column age smallint using (age / 10) restore (age * 10)\n"
             "  }\n",
             GRADE_LOSSLESS, "", "");
}

static void nulls_that_are_filled_and_casts_to_more_lose_nothing(void **state) {
    (void)state;
    const char *keeps = "lossy: column `users.mail` keeps the values that the upgrade gives it\n";
    grade_is("  alter table users {\n    alter column mail varchar(80) null using (coalesce(mail, "
             "name))\n  }\n",
             GRADE_LOSSY, keeps, "");
    grade_is("  alter table users {\n    backfill mail = name where (mail is null)\n  }\n",
             GRADE_LOSSY, keeps, "");
    grade_is("  alter table users {\n    backfill mail = name where (age > 9)\n  }\n", GRADE_LOSSY,
             keeps, "lossy: column `users.mail` gets other values, and its own go\n");
    grade_is("  alter table users {\n"
             "    alter column age bigint using (cast(age as bigint))\n"
             "  }\n",
             GRADE_LOSSY, "lossy: column `users.age` keeps the values that the upgrade gives it\n",
             "");
}

static void what_the_author_does_not_undo_stays(void **state) {
    (void)state;
    grade_is("  sql\n"
             "    up $$ delete from old; $$\n"
             "    down none 'they were empty'\n",
             GRADE_LOSSY, "lossy: a sql step is not undone (they were empty)\n", "");
    grade_is("  sql\n"
             "    up $$ delete from old; $$\n"
             "    down $$ insert into old values (1); $$\n",
             GRADE_LOSSLESS, "", "");
}

/* ---- types ----------------------------------------------------------------------------------- */

static Type decimal(uint32_t precision, uint16_t scale) {
    return (Type){.kind = TYPE_DECIMAL, .length = precision, .scale = scale};
}

static Type text_type(TypeKind kind, uint32_t length) {
    return (Type){.kind = (uint8_t)kind, .length = length};
}

static void a_type_holds_another_if_no_value_changes(void **state) {
    (void)state;
    assert_true(type_holds(TYPE_OF(TYPE_INT), TYPE_OF(TYPE_INT)));
    assert_true(type_holds(TYPE_OF(TYPE_BIGINT), TYPE_OF(TYPE_SMALLINT)));
    assert_false(type_holds(TYPE_OF(TYPE_SMALLINT), TYPE_OF(TYPE_INT)));
    assert_true(type_holds(TYPE_OF(TYPE_DOUBLE), TYPE_OF(TYPE_INT)));
    assert_false(type_holds(TYPE_OF(TYPE_DOUBLE), TYPE_OF(TYPE_BIGINT)));
    assert_false(type_holds(TYPE_OF(TYPE_REAL), TYPE_OF(TYPE_INT)));
    assert_true(type_holds(decimal(0, 0), decimal(9, 2)));
    assert_true(type_holds(decimal(12, 2), TYPE_OF(TYPE_INT)));
    assert_false(type_holds(decimal(11, 2), TYPE_OF(TYPE_INT)));
    assert_true(type_holds(decimal(10, 3), decimal(9, 2)));
    assert_false(type_holds(decimal(10, 1), decimal(9, 2)));
    assert_false(type_holds(decimal(9, 2), decimal(0, 0)));
    assert_true(type_holds(TYPE_OF(TYPE_TEXT), TYPE_OF(TYPE_UUID)));
    assert_false(type_holds(TYPE_OF(TYPE_TEXT), TYPE_OF(TYPE_INT)));
    assert_true(type_holds(text_type(TYPE_VARCHAR, 9), text_type(TYPE_VARCHAR, 8)));
    assert_false(type_holds(text_type(TYPE_VARCHAR, 8), text_type(TYPE_VARCHAR, 9)));
    assert_false(type_holds(text_type(TYPE_VARCHAR, 9), TYPE_OF(TYPE_TEXT)));
    assert_false(type_holds(TYPE_OF(TYPE_DATE), TYPE_OF(TYPE_TIMESTAMP)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_constraints_lose_nothing),
        cmocka_unit_test(rows_that_came_since_may_stop_what_loses_nothing),
        cmocka_unit_test(what_is_made_goes_with_what_it_holds),
        cmocka_unit_test(what_is_dropped_comes_back_without_what_it_held),
        cmocka_unit_test(what_must_have_a_value_is_refused_unless_it_is_restored),
        cmocka_unit_test(values_that_are_replaced_are_lost_unless_they_are_restored),
        cmocka_unit_test(nulls_that_are_filled_and_casts_to_more_lose_nothing),
        cmocka_unit_test(what_the_author_does_not_undo_stays),
        cmocka_unit_test(a_type_holds_another_if_no_value_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
