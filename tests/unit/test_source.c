/* test_source.c - loading, bad characters, lines and columns; spans. */
#include "unit.h"

#include "source/diag.h"
#include "source/source.h"

typedef struct Fixture {
    Arena arena;
    Sources sources;
    Diags diags;
} Fixture;

static Fixture *fixture_new(void) {
    Fixture *f = calloc(1, sizeof *f);
    f->sources = sources_new(&f->arena);
    f->diags = diags_new(&f->arena);
    return f;
}

static void fixture_free(Fixture *f) {
    arena_release(&f->arena);
    free(f);
}

static SourceFile *add(Fixture *f, const char *path, const char *data, size_t length) {
    return sources_add_text(&f->sources, &f->diags, path, (Text){data, length});
}

static void assert_place(const Fixture *f, uint32_t offset, uint32_t line, uint32_t column) {
    Place place = sources_place(&f->sources, offset);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
}

static void good_text_is_kept_with_a_sentinel(void **state) {
    (void)state;
    Fixture *f = fixture_new();
    SourceFile *file = add(f, "a.mig", "table t {}\n", 11);
    assert_non_null(file);
    unit_equal(file->text, "table t {}\n");
    assert_int_equal(file->text.data[11], 0);
    assert_string_equal(file->path, "a.mig");
    SourceFile *empty = add(f, "b.mig", NULL, 0);
    assert_non_null(empty);
    assert_int_equal(empty->text.data[0], 0);
    SourceFile *marked = add(f, "c.mig", "\xef\xbb\xbfx", 4);
    unit_equal(marked->text, "x");
    assert_place(f, marked->base, 1, 1);
    assert_int_equal(diags_errors(&f->diags), 0);
    fixture_free(f);
}

static void offsets_belong_to_files(void **state) {
    (void)state;
    Fixture *f = fixture_new();
    SourceFile *files[50];
    for (int i = 0; i < 50; i++) {
        files[i] = add(f, "x", "abcdefghij", (size_t)i % 11);
    }
    assert_null(sources_file(&f->sources, 0));
    for (int i = 0; i < 50; i++) {
        uint32_t length = (uint32_t)files[i]->text.length;
        assert_true(files[i]->base > 0);
        assert_ptr_equal(sources_file(&f->sources, files[i]->base), files[i]);
        assert_ptr_equal(sources_file(&f->sources, files[i]->base + length), files[i]);
    }
    assert_null(sources_file(&f->sources, f->sources.next_base));
    assert_null(sources_file(&f->sources, UINT32_MAX));
    Span span = source_span(files[10], files[10]->text.data + 3, 4);
    unit_equal(sources_text(&f->sources, span), "defg");
    span.length = 100;
    unit_equal(sources_text(&f->sources, span), "defghij");
    unit_equal(sources_text(&f->sources, SPAN_NONE), "");
    fixture_free(f);
}

static void lines_and_columns_count_characters(void **state) {
    (void)state;
    Fixture *f = fixture_new();
    add(f, "before", "x\ny\n", 4);
    const char *text = "ab\n\tc\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80z\n\nend";
    SourceFile *file = add(f, "a", text, strlen(text));
    assert_non_null(file);
    uint32_t base = file->base;
    assert_place(f, base, 1, 1);
    assert_place(f, base + 2, 1, 3);  /* the newline */
    assert_place(f, base + 3, 2, 1);  /* the tab is one character */
    assert_place(f, base + 5, 2, 3);  /* a umlaut */
    assert_place(f, base + 6, 2, 3);  /* its second byte */
    assert_place(f, base + 7, 2, 4);  /* euro */
    assert_place(f, base + 10, 2, 5); /* emoji */
    assert_place(f, base + 13, 2, 5);
    assert_place(f, base + 14, 2, 6); /* z */
    assert_place(f, base + 16, 3, 1);
    assert_place(f, base + 17, 4, 1);
    assert_place(f, base + 20, 4, 4); /* the end */
    assert_int_equal(sources_place(&f->sources, base + 18).line_start, 17);
    assert_null(sources_place(&f->sources, 0).file);
    fixture_free(f);
}

static void places_agree_with_counting(void **state) {
    (void)state;
    Fixture *f = fixture_new();
    Buf buf = {0};
    for (unsigned i = 0; i < 6000; i++) { /* lines of many lengths, over several marks */
        buf_text(&buf, i % 3 == 0 ? "\xe2\x82\xac" : "ab");
        if (i * 7919 % 13 == 0 && (i < 2000 || i > 5000)) {
            buf_char(&buf, '\n');
        }
    }
    SourceFile *file = add(f, "a", buf.data, buf.length);
    assert_non_null(file);
    uint32_t line = 1;
    uint32_t column = 1;
    for (uint32_t i = 0; i < buf.length; i++) {
        if (((unsigned char)buf.data[i] & 0xc0) != 0x80) {
            assert_place(f, file->base + i, line, column);
            column++;
        }
        if (buf.data[i] == '\n') {
            line++;
            column = 1;
        }
    }
    buf_free(&buf);
    fixture_free(f);
}

static void a_very_long_line_is_looked_up_quickly(void **state) {
    (void)state;
    enum { LENGTH = 20000000 };
    Fixture *f = fixture_new();
    char *text = malloc(LENGTH);
    memset(text, 'x', LENGTH);
    SourceFile *file = add(f, "long", text, LENGTH);
    free(text);
    assert_non_null(file);
    for (uint32_t i = 0; i < 10000; i++) { /* with a scan of the line each: minutes */
        assert_place(f, file->base + LENGTH - i, 1, LENGTH - i + 1);
    }
    fixture_free(f);
}

static void assert_refused(const char *data, size_t length, DiagKind kind, uint32_t at,
                           uint32_t span_length) {
    Fixture *f = fixture_new();
    assert_null(add(f, "bad.mig", data, length));
    assert_int_equal(f->diags.all.count, 1);
    const Diag *diag = f->diags.all.items[0];
    assert_int_equal(diag->kind, kind);
    assert_int_equal(diag->span.start - f->sources.files.items[0]->base, at);
    assert_int_equal(diag->span.length, span_length);
    fixture_free(f);
}

static void bad_characters_are_found_exactly(void **state) {
    (void)state;
    assert_refused("ab\0cd", 5, DIAG_NUL_BYTE, 2, 1);
    assert_refused("0123456789abcdef\0", 17, DIAG_NUL_BYTE, 16, 1);
    assert_refused("0123456\0", 8, DIAG_NUL_BYTE, 7, 1);
    assert_refused("caf\xe9 au lait", 12, DIAG_INVALID_UTF8, 3, 1);
    assert_refused("\x80", 1, DIAG_INVALID_UTF8, 0, 1);
    assert_refused("ab\xc3", 3, DIAG_INVALID_UTF8, 2, 1);
    assert_refused("ab\xe2\x82", 4, DIAG_INVALID_UTF8, 2, 2);
    assert_refused("ab\xf0\x9f\x98", 5, DIAG_INVALID_UTF8, 2, 3);
    assert_refused("\xc0\xaf", 2, DIAG_INVALID_UTF8, 0, 2);             /* too long a form */
    assert_refused("\xed\xa0\x80", 3, DIAG_INVALID_UTF8, 0, 3);         /* a surrogate */
    assert_refused("\xf4\x90\x80\x80", 4, DIAG_INVALID_UTF8, 0, 4);     /* beyond U+10FFFF */
    assert_refused("\xff\xfe" "a", 3, DIAG_INVALID_UTF8, 0, 1);
}

static void every_place_of_a_fault_is_seen(void **state) {
    (void)state;
    char text[40];
    for (uint32_t i = 0; i < 40; i++) {
        memset(text, 'x', sizeof text);
        text[i] = '\0';
        assert_refused(text, sizeof text, DIAG_NUL_BYTE, i, 1);
        text[i] = (char)0xff;
        assert_refused(text, sizeof text, DIAG_INVALID_UTF8, i, 1);
    }
}

static void many_faults_are_one_message(void **state) {
    (void)state;
    Fixture *f = fixture_new();
    assert_null(add(f, "bad.mig", "a\0b\0c\xff\xff\xff", 8));
    assert_int_equal(diags_errors(&f->diags), 2);
    const Diag *nul = f->diags.all.items[0];
    assert_string_equal(nul->message, "expected text, found a NUL byte");
    assert_string_equal(nul->notes.items[0].text, "1 more in this file");
    const Diag *invalid = f->diags.all.items[1];
    assert_string_equal(invalid->message, "expected UTF-8, found the byte ff");
    assert_string_equal(invalid->notes.items[0].text, "2 more in this file");
    fixture_free(f);
}

static void files_that_cannot_be_read_are_told(void **state) {
    (void)state;
    unit_enter_folder();
    Fixture *f = fixture_new();
    unit_write("good.mig", "x");
    SourceFile *good = sources_load(&f->sources, &f->diags, "good.mig", "shown/good.mig");
    assert_non_null(good);
    assert_string_equal(good->path, "shown/good.mig");
    assert_null(sources_load(&f->sources, &f->diags, "missing.mig", "missing.mig"));
    assert_null(sources_load(&f->sources, &f->diags, "missing2.mig", "missing2.mig"));
    assert_null(sources_load(&f->sources, &f->diags, ".", "."));
    assert_null(sources_load(&f->sources, &f->diags, "/dev/zero", "/dev/zero"));
    assert_int_equal(diags_errors(&f->diags), 4);
    const Diag *missing = f->diags.all.items[0];
    assert_int_equal(missing->kind, DIAG_UNREADABLE_FILE);
    assert_string_equal(missing->message, "cannot read `missing.mig`: No such file or directory");
    assert_string_equal(sources_place(&f->sources, missing->span.start).file->path, "missing.mig");
    assert_string_equal(f->diags.all.items[2]->message, "cannot read `.`: Is a directory");
    assert_int_equal(f->diags.all.items[3]->kind, DIAG_FILE_TOO_LARGE);
    assert_string_equal(f->diags.all.items[3]->message, "`/dev/zero` is larger than 256 MiB");
    fixture_free(f);
    unit_leave_folder();
}

static void spans_join(void **state) {
    (void)state;
    Span joined = span_join((Span){10, 2}, (Span){20, 5});
    assert_int_equal(joined.start, 10);
    assert_int_equal(joined.length, 15);
    assert_int_equal(span_join(SPAN_NONE, (Span){20, 5}).start, 20);
    assert_int_equal(span_join((Span){10, 2}, SPAN_NONE).length, 2);
    assert_int_equal(span_join((Span){10, 2}, (Span){3, 1}).start, 10);
    assert_true(span_is_none(SPAN_NONE));
    assert_false(span_is_none((Span){1, 0}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_text_is_kept_with_a_sentinel),
        cmocka_unit_test(offsets_belong_to_files),
        cmocka_unit_test(lines_and_columns_count_characters),
        cmocka_unit_test(places_agree_with_counting),
        cmocka_unit_test(a_very_long_line_is_looked_up_quickly),
        cmocka_unit_test(bad_characters_are_found_exactly),
        cmocka_unit_test(every_place_of_a_fault_is_seen),
        cmocka_unit_test(many_faults_are_one_message),
        cmocka_unit_test(files_that_cannot_be_read_are_told),
        cmocka_unit_test(spans_join),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
