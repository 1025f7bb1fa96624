/* Text of scripts: lines that are broken, comments that no script runner obeys, lists, dollar quotes. */
#include "unit.h"

#include "emit/ddl.h"
#include "emit/emit.h"
#include "emit/fold.h"
#include "emit/script.h"

static void list_is(const char *text, size_t column, unsigned indent, const char *expected) {
    Buf out = {0};
    fold_list(&out, text_of(text), column, indent);
    unit_equal(buf_view(&out), expected);
    buf_free(&out);
}

static void condition_is(const char *text, unsigned indent, const char *expected) {
    Buf out = {0};
    fold_condition(&out, text_of(text), indent);
    unit_equal(buf_view(&out), expected);
    buf_free(&out);
}

static void short_lines_stay_whole(void **state) {
    (void)state;
    list_is("a, b AND c", 0, 2, "a, b AND c");
    list_is("a, b AND c", 89, 2, "a, b AND c"); /* the comma behind it has column 100 */
    list_is("a, b AND c", 90, 2, "a, b\n  AND c");
}

static void lines_are_broken_outside_of_most_brackets(void **state) {
    (void)state;
    list_is("f(aaaaaaaaaa, bbbbbbbbbb) IS g(cccccccccc, dddddddddd)", 60, 4,
            "f(aaaaaaaaaa, bbbbbbbbbb)\n    IS g(cccccccccc, dddddddddd)");
    list_is("f(aaaaaaaaaa, bbbbbbbbbb, cccccccccc, dddddddddd)", 60, 4,
            "f(aaaaaaaaaa, bbbbbbbbbb, cccccccccc,\n    dddddddddd)");
}

static void strings_and_quoted_names_are_never_broken(void **state) {
    (void)state;
    list_is("'a, b AND c || d, it''s, ('", 90, 2, "'a, b AND c || d, it''s, ('");
    list_is("\"a, b\"\"), c\" AND 'x, y'", 90, 2, "\"a, b\"\"), c\"\n  AND 'x, y'");
}

static void what_the_author_laid_out_stays(void **state) {
    (void)state;
    list_is("a,\nb, c", 98, 2, "a,\nb, c");
    list_is("a, -- b, c", 98, 2, "a, -- b, c");
    list_is("a /* b, c */, d", 98, 2, "a /* b, c */, d");
    list_is("$$ a, b $$", 98, 2, "$$ a, b $$");
    list_is("E'\\', b, c', d", 98, 2, "E'\\', b, c', d");
    list_is("'e', '--', '$', '/*'", 98, 2, "'e',\n  '--', '$', '/*'");
}

static void a_word_too_long_for_any_line_stands_alone(void **state) {
    (void)state;
    char text[200];
    memset(text, 'x', sizeof text);
    memcpy(text + 120, ", yy", 5);
    Buf expected = {0};
    buf_put(&expected, text, 121);
    buf_text(&expected, "\n  yy");
    buf_char(&expected, '\0');
    list_is(text, 10, 2, expected.data);
    buf_free(&expected);
}

static void operands_of_the_outermost_words_have_lines_of_their_own(void **state) {
    (void)state;
    condition_is("a IS NULL OR (b AND c) AND d)", 2, "  a IS NULL\n  OR (b AND c)\n  AND d)");
    condition_is("a BETWEEN 1 AND 2 AND b", 2, "  a BETWEEN 1 AND 2\n  AND b");
    condition_is("a BETWEEN (1) AND (2) OR b NOT BETWEEN 3 AND 4", 2,
                 "  a BETWEEN (1) AND (2)\n  OR b NOT BETWEEN 3 AND 4");
    condition_is("CASE WHEN a AND b THEN c OR d ELSE e END AND f", 2,
                 "  CASE WHEN a AND b THEN c OR d ELSE e END\n  AND f");
    condition_is("'x AND y' = a OR \"b OR c\" AND ENDING", 2,
                 "  'x AND y' = a\n  OR \"b OR c\"\n  AND ENDING");
}

static void characters_are_counted_and_not_bytes(void **state) {
    (void)state;
    assert_int_equal(fold_width(text_of("Größe €")), 7);
    list_is("ÄÄÄÄÄÄÄÄÄÄ, b", 86, 2, "ÄÄÄÄÄÄÄÄÄÄ, b");
}

static void nothing_in_a_comment_ends_it_or_is_replaced(void **state) {
    (void)state;
    Buf out = {0};
    ddl_comment_text(&out, text_of("a\nb\r\tc ${d} $e $$ \x7f ${"));
    unit_equal(buf_view(&out), "a b  c $ {d} $e $$   $ {");
    buf_free(&out);
}

static void words_are_packed_into_lines(void **state) {
    (void)state;
    Buf out = {0};
    Packing packing = {.out = &out, .indent = 4};
    char word[41];
    memset(word, 'w', 40);
    word[40] = '\0';
    for (int i = 0; i < 5; i++) {
        packing_add(&packing, text_of(word));
    }
    size_t longest = 0;
    size_t lines = 1;
    size_t start = 0;
    for (size_t i = 0; i <= out.length; i++) {
        if (i == out.length || out.data[i] == '\n') {
            longest = i - start > longest ? i - start : longest;
            lines += i < out.length;
            start = i + 1;
        }
    }
    assert_int_equal(lines, 3);
    assert_int_equal(longest, 4 + 40 + 2 + 40 + 1);
    buf_free(&out);
}

static void dollar_quotes_are_those_that_no_text_holds(void **state) {
    (void)state;
    Text texts[] = {text_of("table t {}"), text_of("$body$ $sq $l$"), text_of("$migc1$ $sql2$")};
    assert_int_equal(script_tag_number(texts, 0), 0);
    assert_int_equal(script_tag_number(texts, 1), 0);
    assert_int_equal(script_tag_number(texts, 2), 1);
    assert_int_equal(script_tag_number(texts, 3), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_lines_stay_whole),
        cmocka_unit_test(lines_are_broken_outside_of_most_brackets),
        cmocka_unit_test(strings_and_quoted_names_are_never_broken),
        cmocka_unit_test(what_the_author_laid_out_stays),
        cmocka_unit_test(a_word_too_long_for_any_line_stands_alone),
        cmocka_unit_test(operands_of_the_outermost_words_have_lines_of_their_own),
        cmocka_unit_test(characters_are_counted_and_not_bytes),
        cmocka_unit_test(nothing_in_a_comment_ends_it_or_is_replaced),
        cmocka_unit_test(words_are_packed_into_lines),
        cmocka_unit_test(dollar_quotes_are_those_that_no_text_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
