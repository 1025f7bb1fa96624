/* test_text.c - comparison, edit distance, the nearest name. */
#include "unit.h"

static unsigned distance(const char *a, const char *b, unsigned limit) {
    unsigned there = text_edit_distance(text_of(a), text_of(b), limit);
    assert_int_equal(there, text_edit_distance(text_of(b), text_of(a), limit));
    return there;
}

static const char *nearest(const char *wanted, const char *const *names, size_t count) {
    TextSearch search = TEXT_SEARCH(text_of(wanted));
    const char *found = "";
    for (size_t i = 0; i < count; i++) {
        found = text_search_offer(&search, text_of(names[i])) ? names[i] : found;
    }
    return found;
}

static void slices_compare_by_bytes(void **state) {
    (void)state;
    assert_true(text_equal((Text){NULL, 0}, text_of("")));
    assert_true(text_is((Text){"abcdef", 3}, "abc"));
    assert_false(text_is((Text){"abcdef", 3}, "abd"));
    assert_false(text_is((Text){"abcdef", 3}, "ab"));
    assert_true(text_ends_with(text_of("a.mig"), ".mig"));
    assert_false(text_ends_with(text_of("mig"), ".mig"));
    assert_int_equal(text_precision((Text){"", SIZE_MAX}), INT32_MAX);
}

static void distances(void **state) {
    (void)state;
    assert_int_equal(distance("", "", 3), 0);
    assert_int_equal(distance("", "abc", 3), 3);
    assert_int_equal(distance("users", "users", 3), 0);
    assert_int_equal(distance("users", "USERS", 3), 0);
    assert_int_equal(distance("users", "user", 3), 1);
    assert_int_equal(distance("users", "usres", 3), 1);
    assert_int_equal(distance("kitten", "sitting", 3), 3);
    assert_int_equal(distance("kitten", "sitting", 2), 3);
    assert_int_equal(distance("ca", "abc", 5), 3); /* alignment: no edit inside a swap */
    assert_int_equal(distance("abcdefgh", "zzzzzzzz", 2), 3);
}

static void long_words_are_never_near(void **state) {
    (void)state;
    char word[200];
    memset(word, 'x', sizeof word);
    Text long_word = {word, sizeof word};
    assert_int_equal(text_edit_distance(long_word, long_word, 5), 6);
    assert_int_equal(text_edit_distance((Text){word, 64}, (Text){word, 64}, 5), 0);
    TextSearch search = TEXT_SEARCH(long_word);
    assert_false(text_search_offer(&search, (Text){word, 199}));
}

static void the_nearest_name_is_found(void **state) {
    (void)state;
    const char *const names[] = {"users", "orders", "order_lines", "tenants", "id", "a", "uses"};
    assert_string_equal(nearest("user", names, 7), "users");
    assert_string_equal(nearest("Orders", names, 7), "orders");
    assert_string_equal(nearest("odrers", names, 7), "orders");
    assert_string_equal(nearest("oder_line", names, 7), "order_lines");
    assert_string_equal(nearest("di", names, 7), "id");
    assert_string_equal(nearest("A", names, 7), "a");
    assert_string_equal(nearest("b", names, 7), "");
    assert_string_equal(nearest("xyz", names, 7), "");
    assert_string_equal(nearest("", names, 7), "");
    assert_string_equal(nearest("users", names, 0), "");
    /* equally near: the first; an exact one wins though it comes later */
    assert_string_equal(nearest("usersx", names, 7), "users");
    assert_string_equal(nearest("uses", names, 7), "uses");
}

static void a_search_reports_what_it_has(void **state) {
    (void)state;
    TextSearch search = TEXT_SEARCH(text_of("colum"));
    assert_null(search.nearest.data);
    assert_false(text_search_offer(&search, text_of("table")));
    assert_true(text_search_offer(&search, text_of("colums")));
    assert_false(text_search_offer(&search, text_of("column")));
    assert_true(text_is(search.nearest, "colums"));
    assert_true(text_search_offer(&search, text_of("COLUM")));
    assert_false(text_search_offer(&search, text_of("colum")));
    assert_true(text_is(search.nearest, "COLUM"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_compare_by_bytes),
        cmocka_unit_test(distances),
        cmocka_unit_test(long_words_are_never_near),
        cmocka_unit_test(the_nearest_name_is_found),
        cmocka_unit_test(a_search_reports_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
