/* The chain of revisions: its order comes from `after`, and every way of not being one chain is told once. */
#include "unit.h"

#include "change/chain.h"
#include "change/sum.h"
#include "source/render.h"
#include "syntax/parse.h"

typedef struct Project {
    Arena arena;
    Names *names;
    Sources sources;
    Diags diags;
    AstUnit schema;
    RevisionFiles files;
    Chain chain;
} Project;

static void project_begin(Project *project) {
    *project = (Project){0};
    project->names = names_new(&project->arena);
    project->sources = sources_new(&project->arena);
    project->diags = diags_new(&project->arena);
}

static void project_schema(Project *project, const char *text) {
    SourceFile *file = sources_add_text(&project->sources, &project->diags, "schema.mig",
                                        text_of(text));
    parse_file(file, project->names, &project->diags, &project->arena, &project->schema);
}

/* A file of the folder of revisions: `name` is that of the file, without .mig. */
static void project_file(Project *project, const char *name, const char *text) {
    RevisionFile revision = {.path = arena_printf(&project->arena, "revisions/%s.mig", name)};
    revision.file = sources_add_text(&project->sources, &project->diags, revision.path,
                                     text_of(text));
    AstUnit unit = {0};
    Digest *digest = digest_new(&project->arena);
    TokenSink sink = digest_sink(digest);
    parse_file_seen(revision.file, project->names, &project->diags, &project->arena, &unit, &sink);
    digest_end(digest, revision.digest);
    revision.decl = unit.first;
    revision.is_broken = diags_errors(&project->diags) > 0;
    vec_push(&project->arena, &project->files, revision);
}

/* A revision with one step. */
static void project_revision(Project *project, const char *name, const char *after) {
    project_file(project, name,
                 arena_printf(&project->arena, "revision %s%s%s {\n  drop table gone\n}\n", name,
                              after != NULL ? " after " : "", after != NULL ? after : ""));
}

static void project_chain(Project *project) {
    project->chain = chain_build(&project->files, &project->schema, NULL, project->names,
                                 &project->diags, &project->arena);
}

/* Everything that was told, as `place name: message` lines in the order of the source. */
static void told_is(Project *project, const char *expected) {
    Buf told = {0};
    render_diags(&told, &project->arena, &project->diags, &project->sources,
                 (RenderOptions){.format = RENDER_SHORT});
    unit_equal(buf_view(&told), expected);
    buf_free(&told);
}

static void chain_is(const Project *project, const char *expected) {
    Buf found = {0};
    for (uint32_t i = 0; i < project->chain.count; i++) {
        const Revision *revision = &project->chain.items[i];
        assert_int_equal(revision->position, i + 1);
        assert_int_equal(revision->parent, (int)i - 1);
        assert_ptr_equal(chain_find(&project->chain, revision->name), revision);
        buf_printf(&found, "%s%s", i > 0 ? " " : "", revision->name->text);
    }
    unit_equal(buf_view(&found), expected);
    buf_free(&found);
}

static void helps_are(const Project *project, const char *expected) {
    Buf found = {0};
    for (uint32_t i = 0; i < project->diags.all.count; i++) {
        const Diag *diag = project->diags.all.items[i];
        for (uint32_t j = 0; j < diag->helps.count; j++) {
            buf_printf(&found, "%s\n", diag->helps.items[j]);
        }
    }
    unit_equal(buf_view(&found), expected);
    buf_free(&found);
}

static void project_end(Project *project) {
    arena_release(&project->arena);
}

/* ---- order ----------------------------------------------------------------------------------- */

static void the_order_is_that_of_after(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_revision(&project, "0001_c", "0003_b");
    project_revision(&project, "0002_a", NULL);
    project_revision(&project, "0003_b", "0002_a");
    project_chain(&project);
    told_is(&project, "");
    chain_is(&project, "0002_a 0003_b 0001_c");
    assert_true(project.chain.is_whole);
    assert_string_equal(chain_head(&project.chain)->name->text, "0001_c");
    project_end(&project);
}

static void no_files_are_a_chain_of_nothing(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_chain(&project);
    told_is(&project, "");
    assert_true(project.chain.is_whole);
    assert_null(chain_head(&project.chain));
    project_end(&project);
}

static void long_chains_are_read_in_linear_time(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    for (unsigned i = 20000; i > 0; i--) {
        const char *after = i > 1 ? arena_printf(&project.arena, "r%u", i - 1) : NULL;
        project_revision(&project, arena_printf(&project.arena, "r%u", i), after);
    }
    project_chain(&project);
    told_is(&project, "");
    assert_int_equal(project.chain.count, 20000);
    project_end(&project);
}

/* ---- what is no chain ------------------------------------------------------------------------ */

static void a_parent_that_is_not_there_names_the_nearest(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_revision(&project, "0001_initial", NULL);
    project_revision(&project, "0002_orders", "0001_inital");
    project_revision(&project, "0003_money", "0002_orders");
    project_chain(&project);
    told_is(&project, "revisions/0002_orders.mig:1:28: error[unknown-parent]: there is no revision "
                      "`0001_inital` in `revisions`\n");
    helps_are(&project, "did you mean `0001_initial`?\n");
    chain_is(&project, "0001_initial");
    assert_false(project.chain.is_whole);
    project_end(&project);
}

static void two_branches_are_two_heads(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_revision(&project, "0001_initial", NULL);
    project_revision(&project, "0002_orders", "0001_initial");
    project_revision(&project, "0003_more_orders", "0002_orders");
    project_revision(&project, "0002_users", "0001_initial");
    project_revision(&project, "0003_more_users", "0002_users");
    project_chain(&project);
    told_is(&project,
            "revisions/0002_users.mig:1:27: error[multiple-heads]: the chain has two heads, "
            "`0003_more_orders` and `0003_more_users`: it forks where `0002_orders` and "
            "`0002_users` both "
            "come after `0001_initial`\n");
    helps_are(&project, "let one branch follow the other, the one that no database has yet: `revision "
                        "0002_users after 0003_more_orders`\n");
    chain_is(&project, "0001_initial");
    project_end(&project);
}

static void who_follows_every_help_of_three_branches_has_one_chain(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_revision(&project, "a", NULL);
    project_revision(&project, "b", "a");
    project_revision(&project, "c", "a");
    project_revision(&project, "d", "c");
    project_revision(&project, "e", "c");
    project_revision(&project, "f", "a");
    project_chain(&project);
    helps_are(&project, "let one branch follow the other, the one that no database has yet: `revision c after b`\n"
                        "let one branch follow the other, the one that no database has yet: `revision f after e`\n"
                        "let one branch follow the other, the one that no database has yet: `revision e after d`\n");
    project_end(&project);
}

static void a_cycle_is_told_along_its_path(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_revision(&project, "a", NULL);
    project_revision(&project, "b", "d");
    project_revision(&project, "c", "b");
    project_revision(&project, "d", "c");
    project_revision(&project, "e", "d");
    project_revision(&project, "f", "f");
    project_chain(&project);
    told_is(&project,
            "revisions/b.mig:1:18: error[chain-cycle]: revisions come after each other: "
            "`b` after `d` after `c` after `b`\n"
            "revisions/f.mig:1:18: error[chain-cycle]: revision `f` comes after itself\n");
    chain_is(&project, "a");
    project_end(&project);
}

static void a_second_beginning_is_stray(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_revision(&project, "a", NULL);
    project_revision(&project, "b", NULL);
    project_revision(&project, "c", "b");
    project_revision(&project, "d", NULL);
    project_chain(&project);
    told_is(
        &project,
        "revisions/a.mig:1:10: error[stray-revision]: the chain does not reach revision `a`: it "
        "has no `after`, and `b` is the first\n"
        "revisions/d.mig:1:10: error[stray-revision]: the chain does not reach revision `d`: it "
        "has no `after`, and `b` is the first\n");
    helps_are(&project, "say which revision it follows, as in `revision a after c`\n"
                        "say which revision it follows, as in `revision d after a`\n");
    chain_is(&project, "b c");
    project_end(&project);
}

static void a_file_that_is_called_otherwise_is_told_alone(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_revision(&project, "0001_initial", NULL);
    project_file(&project, "0002_orders",
                 "revision 0002_order after 0001_initial {\n  drop table gone\n}\n");
    project_revision(&project, "0003_money", "0002_orders");
    project_chain(&project);
    told_is(&project,
            "revisions/0002_orders.mig:1:10: error[stray-revision]: revision `0002_order` "
            "stands in `0002_orders.mig`, and a file is named after its revision\n");
    project_end(&project);
}

static void a_file_without_a_revision_is_stray(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_file(&project, "notes", "// for later\n");
    project_file(&project, "nothing", "");
    project_chain(&project);
    told_is(&project, "revisions/notes.mig:1:1: error[stray-revision]: this file is among the "
                      "revisions and has none\n"
                      "revisions/nothing.mig:1:1: error[stray-revision]: this file is among the "
                      "revisions and has none\n");
    project_end(&project);
}

static void a_revision_without_steps_is_empty(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_file(&project, "a", "revision a {\n}\n");
    project_revision(&project, "b", "a");
    project_chain(&project);
    told_is(&project, "revisions/a.mig:1:10: error[empty-revision]: revision `a` does nothing\n");
    project_end(&project);
}

static void a_file_with_a_syntax_error_hides_nothing_and_adds_nothing(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_file(&project, "a", "revision a { creat }\n");
    project_file(&project, "b", "revison b after a { }\n");
    project_revision(&project, "c", "b");
    uint32_t before = diags_errors(&project.diags);
    assert_int_not_equal(before, 0);
    project_chain(&project);
    assert_int_equal(diags_errors(&project.diags), before);
    assert_false(project.chain.is_whole);
    project_end(&project);
}

static void two_revisions_of_one_name_are_shown_both(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_revision(&project, "a", NULL);
    project_revision(&project, "b", "a");
    project_revision(&project, "b", "a");
    project_chain(&project);
    told_is(&project, "revisions/b.mig:1:10: error[duplicate-name]: there are two revisions `b`\n");
    project_end(&project);
}

static void words_of_the_command_line_are_no_names(void **state) {
    (void)state;
    Project project;
    project_begin(&project);
    project_revision(&project, "base", NULL);
    project_revision(&project, "\"../b\"", "base");
    project_chain(&project);
    told_is(
        &project,
        "revisions/base.mig:1:10: error[reserved-name]: no revision can be called `base`\n"
        "revisions/\"../b\".mig:1:10: error[reserved-name]: `../b` cannot be the name of a file\n");
    project_end(&project);
}

/* ---- digests --------------------------------------------------------------------------------- */

/* The digest of the last revision of a chain of two. */
static void digest_of(const char *schema, const char *first, const char *second,
                      char digest[DIGEST_SIZE]) {
    Project project;
    project_begin(&project);
    project_schema(&project, schema);
    project_file(&project, "a", first);
    project_file(&project, "b", second);
    project_chain(&project);
    told_is(&project, "");
    memcpy(digest, chain_head(&project.chain)->digest, DIGEST_SIZE);
    project_end(&project);
}

static const char types[] = "type user_id key_id\ntype key_id bigint\ntype other int\n";
static const char first_text[] = "revision a { drop table gone }\n";
static const char second_text[] = "revision b after a { create table t { id user_id } }\n";

static void digests_are_equal(bool expected, const char *schema, const char *first,
                              const char *second) {
    char one[DIGEST_SIZE];
    char two[DIGEST_SIZE];
    digest_of(types, first_text, second_text, one);
    digest_of(schema, first, second, two);
    assert_int_equal(strcmp(one, two) == 0, expected);
}

static void layout_and_comments_do_not_count(void **state) {
    (void)state;
    digests_are_equal(true, types, "revision a {\n\n  drop  table gone // at last\n}\n",
                      second_text);
}

static void what_is_said_counts_and_what_the_parent_says_too(void **state) {
    (void)state;
    digests_are_equal(false, types, first_text,
                      "revision b after a { create table t { id int } }\n");
    digests_are_equal(false, types, "revision a { drop table away }\n", second_text);
}

static void what_its_words_mean_counts(void **state) {
    (void)state;
    digests_are_equal(true, "type key_id bigint\ntype user_id key_id\ntype other uuid\n",
                      first_text, second_text);
    digests_are_equal(false, "type user_id key_id\ntype key_id uuid\ntype other int\n", first_text,
                      second_text);
    digests_are_equal(false, "type user_id bigint\n", first_text, second_text);
    digests_are_equal(false, "", first_text, second_text);
}

static void words_that_go_round_in_a_circle_have_an_end(void **state) {
    (void)state;
    digests_are_equal(false, "type user_id key_id\ntype key_id user_id\n", first_text, second_text);
}

/* ---- migc.sum -------------------------------------------------------------------------------- */

static Sum sum_of(Project *project, const char *text) {
    SourceFile *file = sources_add_text(&project->sources, &project->diags, SUM_FILE,
                                        text_of(text));
    return sum_read(file, project->names, &project->diags, &project->arena);
}

/* A chain of three, the second of which is said to drop `what`. */
static void three(Project *project, const char *what) {
    project_begin(project);
    project_revision(project, "a", NULL);
    project_file(project, "b",
                 arena_printf(&project->arena, "revision b after a { drop table %s }\n", what));
    project_revision(project, "c", "b");
    project_chain(project);
}

static const char *lines_of_three(Arena *arena) {
    Project project;
    Buf lines = {0};
    three(&project, "gone");
    sum_write(&lines, &project.chain);
    Text text = buf_view(&lines);
    const char *copy = arena_copy_text(arena, text.data, text.length);
    buf_free(&lines);
    project_end(&project);
    return copy;
}

static void what_was_written_is_read_and_agrees(void **state) {
    (void)state;
    Project project;
    three(&project, "gone");
    const char *lines = lines_of_three(&project.arena);
    assert_int_equal(strlen(lines), 3 * (2 + DIGEST_SIZE));
    Sum sum = sum_of(&project, lines);
    assert_int_equal(sum.lines.count, 3);
    sum_check(&project.chain, &sum, &project.diags);
    told_is(&project, "");
    Buf appended = {0};
    assert_int_equal(sum_append(&appended, text_of(lines), &project.chain, &sum), 0);
    unit_equal(buf_view(&appended), lines);
    buf_free(&appended);
    project_end(&project);
}

static void only_the_revision_that_was_edited_is_told(void **state) {
    (void)state;
    Project project;
    three(&project, "away");
    Sum sum = sum_of(&project, lines_of_three(&project.arena));
    sum_check(&project.chain, &sum, &project.diags);
    told_is(&project, "revisions/b.mig:1:10: error[edited-revision]: revision `b` is not as it was "
                      "when it was built\n");
    project_end(&project);
}

static void new_revisions_are_appended_and_lines_stay(void **state) {
    (void)state;
    Project project;
    three(&project, "gone");
    const char *lines = lines_of_three(&project.arena);
    const char *first = arena_copy_text(&project.arena, lines, DIGEST_SIZE + 1); /* no newline */
    Sum sum = sum_of(&project, first);
    sum_check(&project.chain, &sum, &project.diags);
    told_is(&project, "");
    Buf appended = {0};
    assert_int_equal(sum_append(&appended, text_of(first), &project.chain, &sum), 2);
    unit_equal(buf_view(&appended), lines);
    buf_free(&appended);
    project_end(&project);
}

static void a_line_of_no_revision_is_told(void **state) {
    (void)state;
    Project project;
    three(&project, "gone");
    Sum sum = sum_of(&project,
                     arena_printf(&project.arena, "%sd 0123456789abcdef0123456789abcdef\n",
                                  lines_of_three(&project.arena)));
    sum_check(&project.chain, &sum, &project.diags);
    told_is(&project, "migc.sum:4:1: error[missing-revision]: revision `d` was built, and is not "
                      "there any more\n");
    project_end(&project);
}

static void lines_in_another_order_are_told(void **state) {
    (void)state;
    Project project;
    three(&project, "gone");
    const char *lines = lines_of_three(&project.arena);
    size_t length = 2 + DIGEST_SIZE;
    Sum sum = sum_of(
        &project, arena_printf(&project.arena, "%.*s%s", (int)length, lines, lines + 2 * length));
    sum_check(&project.chain, &sum, &project.diags);
    told_is(&project, "migc.sum:2:1: error[bad-sum-file]: expected the line of `b`, which comes "
                      "before `c` in the chain\n");
    project_end(&project);
}

static void lines_that_cannot_be_read_are_told(void **state) {
    (void)state;
    Project project;
    three(&project, "gone");
    Sum sum = sum_of(&project, "a\n\nb 0123\nc 0123456789ABCDEF0123456789abcdef\n"
                               "d 0123456789abcdef0123456789abcdef\r\n"
                               "d 0123456789abcdef0123456789abcdef\n"
                               "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> branch\n");
    sum_check(&project.chain, &sum, &project.diags);
    told_is(
        &project,
        "migc.sum:1:1: error[bad-sum-file]: expected the name of a revision and its digest of 32 "
        "digits\n"
        "migc.sum:3:1: error[bad-sum-file]: expected the name of a revision and its digest of 32 "
        "digits\n"
        "migc.sum:4:1: error[bad-sum-file]: expected the name of a revision and its digest of 32 "
        "digits\n"
        "migc.sum:6:1: error[bad-sum-file]: there is a line for `d` already\n"
        "migc.sum:7:1: error[bad-sum-file]: two branches met here and were not merged\n");
    project_end(&project);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_is_that_of_after),
        cmocka_unit_test(no_files_are_a_chain_of_nothing),
        cmocka_unit_test(long_chains_are_read_in_linear_time),
        cmocka_unit_test(a_parent_that_is_not_there_names_the_nearest),
        cmocka_unit_test(two_branches_are_two_heads),
        cmocka_unit_test(who_follows_every_help_of_three_branches_has_one_chain),
        cmocka_unit_test(a_cycle_is_told_along_its_path),
        cmocka_unit_test(a_second_beginning_is_stray),
        cmocka_unit_test(a_file_that_is_called_otherwise_is_told_alone),
        cmocka_unit_test(a_file_without_a_revision_is_stray),
        cmocka_unit_test(a_revision_without_steps_is_empty),
        cmocka_unit_test(a_file_with_a_syntax_error_hides_nothing_and_adds_nothing),
        cmocka_unit_test(two_revisions_of_one_name_are_shown_both),
        cmocka_unit_test(words_of_the_command_line_are_no_names),
        cmocka_unit_test(layout_and_comments_do_not_count),
        cmocka_unit_test(what_is_said_counts_and_what_the_parent_says_too),
        cmocka_unit_test(what_its_words_mean_counts),
        cmocka_unit_test(words_that_go_round_in_a_circle_have_an_end),
        cmocka_unit_test(what_was_written_is_read_and_agrees),
        cmocka_unit_test(only_the_revision_that_was_edited_is_told),
        cmocka_unit_test(new_revisions_are_appended_and_lines_stay),
        cmocka_unit_test(a_line_of_no_revision_is_told),
        cmocka_unit_test(lines_in_another_order_are_told),
        cmocka_unit_test(lines_that_cannot_be_read_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
