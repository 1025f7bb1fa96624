/* test_buf.c - text in memory, text to a sink, a sink that fails. */
#include "unit.h"

#include "base/arena.h"

typedef struct Collected {
    char *text;
    size_t length;
    unsigned calls;
    unsigned fail_at; /* the call that fails, from 1; 0: none */
    size_t largest;
} Collected;

static bool collect(void *context, const char *data, size_t length) {
    Collected *collected = context;
    if (++collected->calls == collected->fail_at) {
        return false;
    }
    collected->text = realloc(collected->text, collected->length + length);
    memcpy(collected->text + collected->length, data, length);
    collected->length += length;
    collected->largest = length > collected->largest ? length : collected->largest;
    return true;
}

static void an_empty_buffer(void **state) {
    (void)state;
    Buf buf = {0};
    unit_equal(buf_view(&buf), "");
    buf_put(&buf, NULL, 0);
    buf_text(&buf, "");
    buf_spaces(&buf, 0);
    unit_equal(buf_view(&buf), "");
    assert_true(buf_flush(&buf));
    buf_free(&buf);
}

static void every_kind_of_text(void **state) {
    (void)state;
    Arena arena = {0};
    Names *names = names_new(&arena);
    Buf buf = {0};
    buf_char(&buf, '<');
    buf_text(&buf, "text ");
    buf_slice(&buf, (Text){"slice!", 5});
    buf_char(&buf, ' ');
    buf_name(&buf, names_of(names, "name"));
    buf_spaces(&buf, 3);
    buf_uint(&buf, 0);
    buf_char(&buf, ' ');
    buf_uint(&buf, UINT64_MAX);
    buf_char(&buf, ' ');
    buf_int(&buf, INT64_MIN);
    buf_char(&buf, ' ');
    buf_int(&buf, INT64_MAX);
    buf_printf(&buf, " %s=%d>", "x", -1);
    unit_equal(buf_view(&buf), "<text slice name   0 18446744073709551615 "
                               "-9223372036854775808 9223372036854775807 x=-1>");
    buf_clear(&buf);
    buf_text(&buf, "again");
    unit_equal(buf_view(&buf), "again");
    buf_free(&buf);
    buf_text(&buf, "free");
    unit_equal(buf_view(&buf), "free");
    buf_reserve(&buf, 100000);
    const char *place = buf.data;
    buf_spaces(&buf, 90000);
    assert_ptr_equal(buf.data, place);
    assert_int_equal(buf.length, 90004);
    buf_free(&buf);
    arena_release(&arena);
}

static void it_grows(void **state) {
    (void)state;
    Buf buf = {0};
    char long_text[2001];
    memset(long_text, 'y', 2000);
    long_text[2000] = '\0';
    for (int i = 0; i < 1000; i++) {
        buf_char(&buf, 'x');
        buf_printf(&buf, "%s", long_text);
        buf_spaces(&buf, 200);
    }
    assert_int_equal(buf.length, 1000 * 2201);
    for (size_t i = 0; i < buf.length; i++) {
        size_t place = i % 2201;
        assert_int_equal(buf.data[i], place == 0 ? 'x' : place <= 2000 ? 'y' : ' ');
    }
    buf_free(&buf);
}

static void a_sink_gets_everything_in_order(void **state) {
    (void)state;
    Collected collected = {0};
    Buf direct = {0};
    Buf buf = buf_to_sink(collect, &collected);
    static char large[200000];
    memset(large, 'L', sizeof large);
    for (unsigned i = 0; i < 100000; i++) {
        buf_uint(&buf, i);
        buf_uint(&direct, i);
        if (i % 20000 == 7) {
            buf_put(&buf, large, sizeof large);
            buf_put(&direct, large, sizeof large);
        }
        assert_true(buf.capacity <= BUF_PIECE);
    }
    assert_true(buf_flush(&buf));
    assert_int_equal(collected.length, direct.length);
    assert_memory_equal(collected.text, direct.data, direct.length);
    assert_true(collected.calls < 25);
    assert_int_equal(collected.largest, sizeof large);
    assert_int_equal(buf.length, 0);
    unsigned calls = collected.calls;
    assert_true(buf_flush(&buf));
    assert_int_equal(collected.calls, calls);
    buf_free(&buf);
    buf_free(&direct);
    free(collected.text);
}

static void after_a_failure_the_sink_is_left_alone(void **state) {
    (void)state;
    Collected collected = {.fail_at = 2};
    Buf buf = buf_to_sink(collect, &collected);
    for (int i = 0; i < 1000000; i++) {
        buf_text(&buf, "some text ");
    }
    assert_false(buf_flush(&buf));
    assert_true(buf.failed);
    assert_int_equal(collected.calls, 2);
    assert_true(collected.length <= BUF_PIECE);
    assert_true(buf.capacity <= BUF_PIECE);
    buf_free(&buf);
    free(collected.text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer),
        cmocka_unit_test(every_kind_of_text),
        cmocka_unit_test(it_grows),
        cmocka_unit_test(a_sink_gets_everything_in_order),
        cmocka_unit_test(after_a_failure_the_sink_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
