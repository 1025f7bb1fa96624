/* test_diag.c - the table of kinds, collecting, counting, sorting. */
#include "unit.h"

#include "source/diag.h"

static void the_table_is_well_formed(void **state) {
    (void)state;
    for (unsigned i = 0; i < DIAG_KIND_COUNT; i++) {
        const DiagInfo *info = diag_info((DiagKind)i);
        assert_non_null(info->name);
        assert_true(strspn(info->name, "abcdefghijklmnopqrstuvwxyz0123456789-") ==
                    strlen(info->name));
        assert_true(strlen(info->summary) > 10);
        assert_true(info->summary[strlen(info->summary) - 1] != '.');
        DiagKind found;
        assert_true(diag_find(info->name, &found));
        assert_int_equal(found, i); /* so no name is there twice */
    }
    DiagKind kind;
    assert_true(diag_find("forward-foreign-key", &kind));
    assert_int_equal(kind, DIAG_FORWARD_FOREIGN_KEY);
    assert_int_equal(diag_info(kind)->severity, SEVERITY_ERROR);
    assert_int_equal(diag_info(DIAG_NEEDLESS_FORWARD)->severity, SEVERITY_WARNING);
    assert_false(diag_find("no-such-name", &kind));
    assert_false(diag_find("", &kind));
}

static void everything_said_is_kept(void **state) {
    (void)state;
    Arena arena = {0};
    Diags diags = diags_new(&arena);
    Diag *diag = diag_at(&diags, DIAG_UNKNOWN_COLUMN, (Span){5, 2}, "no column `%s`", "x");
    diag_label(diag, "not %s", "here");
    diag_note(diag, (Span){1, 1}, "table %d", 1);
    diag_note(diag, SPAN_NONE, "a remark");
    diag_help(diag, "did you mean `%c`?", 'y');
    diag_help(diag, "or not");
    diag_at(&diags, DIAG_NEEDLESS_FORWARD, (Span){5, 2}, "needless");
    assert_int_equal(diags_errors(&diags), 1);
    assert_int_equal(diags_warnings(&diags), 1);
    assert_string_equal(diag->message, "no column `x`");
    assert_string_equal(diag->label, "not here");
    assert_int_equal(diag->notes.count, 2);
    assert_string_equal(diag->notes.items[0].text, "table 1");
    assert_int_equal(diag->notes.items[0].span.start, 1);
    assert_true(span_is_none(diag->notes.items[1].span));
    assert_int_equal(diag->helps.count, 2);
    assert_string_equal(diag->helps.items[0], "did you mean `y`?");
    arena_release(&arena);
}

static void the_same_finding_is_kept_once(void **state) {
    (void)state;
    Arena arena = {0};
    Diags diags = diags_new(&arena);
    assert_non_null(diag_at(&diags, DIAG_UNKNOWN_TABLE, (Span){5, 2}, "first"));
    Diag *again = diag_at(&diags, DIAG_UNKNOWN_TABLE, (Span){5, 2}, "second");
    assert_null(again);
    diag_label(again, "quiet");
    diag_note(again, SPAN_NONE, "quiet");
    diag_help(again, "quiet");
    assert_non_null(diag_at(&diags, DIAG_UNKNOWN_TABLE, (Span){5, 3}, "longer"));
    assert_non_null(diag_at(&diags, DIAG_UNKNOWN_COLUMN, (Span){5, 2}, "another kind"));
    assert_non_null(diag_at(&diags, DIAG_UNKNOWN_TABLE, SPAN_NONE, "nowhere"));
    assert_non_null(diag_at(&diags, DIAG_UNKNOWN_TABLE, SPAN_NONE, "nowhere else"));
    assert_null(diag_at(&diags, DIAG_UNKNOWN_TABLE, SPAN_NONE, "nowhere"));
    assert_int_equal(diags_errors(&diags), 5);
    assert_int_equal(diags.all.count, 5);
    arena_release(&arena);
}

static void they_are_sorted_by_place_and_then_by_report(void **state) {
    (void)state;
    Arena arena = {0};
    Diags diags = diags_new(&arena);
    uint32_t count;
    assert_non_null(diags_sorted(&arena, &diags, &count));
    assert_int_equal(count, 0);
    diag_at(&diags, DIAG_UNKNOWN_TABLE, (Span){30, 1}, "e");
    diag_at(&diags, DIAG_UNKNOWN_COLUMN, (Span){7, 2}, "c");
    diag_at(&diags, DIAG_UNKNOWN_TABLE, (Span){7, 1}, "d");
    diag_at(&diags, DIAG_UNKNOWN_TABLE, SPAN_NONE, "a");
    diag_at(&diags, DIAG_UNKNOWN_TABLE, (Span){1, 1}, "b");
    const Diag **sorted = diags_sorted(&arena, &diags, &count);
    assert_int_equal(count, 5);
    for (uint32_t i = 0; i < 5; i++) {
        assert_int_equal(sorted[i]->message[0], "abcde"[i]);
    }
    arena_release(&arena);
}

static void a_flood_is_counted_and_not_kept(void **state) {
    (void)state;
    Arena arena = {0};
    Diags diags = diags_new(&arena);
    for (uint32_t i = 0; i < DIAGS_KEPT + 1000; i++) {
        diag_at(&diags, DIAG_SYNTAX_ERROR, (Span){DIAGS_KEPT * 2 - i, 1}, "x");
    }
    assert_int_equal(diags_errors(&diags), DIAGS_KEPT + 1000);
    assert_int_equal(diags.all.count, DIAGS_KEPT);
    assert_true(arena_bytes(&arena) < DIAGS_KEPT * 300);
    uint32_t count;
    const Diag **sorted = diags_sorted(&arena, &diags, &count);
    assert_int_equal(count, DIAGS_KEPT);
    for (uint32_t i = 1; i < count; i++) {
        assert_true(sorted[i - 1]->span.start < sorted[i]->span.start);
    }
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_well_formed),
        cmocka_unit_test(everything_said_is_kept),
        cmocka_unit_test(the_same_finding_is_kept_once),
        cmocka_unit_test(they_are_sorted_by_place_and_then_by_report),
        cmocka_unit_test(a_flood_is_counted_and_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
