/*
 * test_syntax_hostile.c - whatever the text, the parser comes to an end with a message. Worth most
 * under `make SANITIZE=1`.
 */
#include "syntax.h"

static void parse_any(const char *text, size_t length) {
    Parsed parsed;
    parsed_of(&parsed, (Text){text, length});
    if (diags_errors(&parsed.diags) == 0) {
        law_of_printing(&parsed);
    }
    parsed_free(&parsed);
}

static void cut_at_every_byte(void **state) {
    (void)state;
    for (size_t length = 0; length <= sizeof sample - 1; length++) {
        parse_any(sample, length);
    }
    for (size_t length = 0; length <= sizeof sample_revision - 1; length++) {
        parse_any(sample_revision, length);
    }
}

static uint32_t random_next(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void change_at_random(const char *sound, size_t length) {
    static const char bytes[] = "{}()[],.;'\"`$/-*+=<>|&%:# \n\tabcxyz019AZ\xc3\xa4";
    uint32_t seed = 1;
    char *text = malloc(length);
    assert_non_null(text);
    for (int round = 0; round < 1000; round++) {
        memcpy(text, sound, length);
        for (uint32_t changes = random_next(&seed) % 5 + 1; changes > 0; changes--) {
            text[random_next(&seed) % length] = bytes[random_next(&seed) % (sizeof bytes - 1)];
        }
        parse_any(text, length);
    }
    free(text);
}

static void random_changes(void **state) {
    (void)state;
    change_at_random(sample, sizeof sample - 1);
    change_at_random(sample_revision, sizeof sample_revision - 1);
}

/* The text without one of its lines. */
static void without_a_line(void **state) {
    (void)state;
    size_t length = sizeof sample_revision - 1;
    char *text = malloc(length);
    assert_non_null(text);
    for (const char *line = sample_revision; *line != '\0';) {
        const char *next = strchr(line, '\n') + 1;
        size_t before = (size_t)(line - sample_revision);
        size_t after = length - (size_t)(next - sample_revision);
        memcpy(text, sample_revision, before);
        memcpy(text + before, next, after);
        parse_any(text, before + after);
        line = next;
    }
    free(text);
}

static void random_bytes(void **state) {
    (void)state;
    uint32_t seed = 2;
    char text[300];
    for (int round = 0; round < 1000; round++) {
        for (size_t i = 0; i < sizeof text; i++) {
            text[i] = (char)(random_next(&seed) % 96 + 32);
            text[i] = text[i] == 127 ? '\n' : text[i];
        }
        parse_any(text, sizeof text);
    }
}

/* before, middle so many times, after: gives the errors by name, in short form, at most 300 bytes */
static void repeated(const char *before, const char *middle, size_t times, const char *after,
                     const char *expected) {
    size_t length = strlen(before) + strlen(middle) * times + strlen(after);
    char *text = malloc(length + 1);
    assert_non_null(text);
    char *at = stpcpy(text, before);
    for (size_t i = 0; i < times; i++) {
        at = stpcpy(at, middle);
    }
    strcpy(at, after);
    Parsed parsed;
    parsed_of(&parsed, (Text){text, length});
    Buf said = {0};
    for (uint32_t i = 0; i < parsed.diags.all.count; i++) {
        buf_text(&said, diag_info(parsed.diags.all.items[i]->kind)->name);
        buf_char(&said, '\n');
    }
    unit_equal(buf_view(&said), expected);
    if (diags_errors(&parsed.diags) == 0) {
        law_of_printing(&parsed);
    }
    buf_free(&said);
    parsed_free(&parsed);
    free(text);
}

static void deep_nesting(void **state) {
    (void)state;
    const char *deep = "nested-too-deeply\n";
    repeated("table t {\n check (", "(", 300, "", "syntax-error\n");
    repeated("table t {\n check (", "(", 1000000, "", deep);
    repeated("table t {\n check (", "not ", 1000000, "a)\n}\n", deep);
    repeated("table t {\n check (", "- ", 1000000, "a)\n}\n", deep);
    repeated("table t {\n check (", "case ", 1000000, "a)\n}\n", deep);
    repeated("table t {\n check (", "f(", 1000000, "a)\n}\n", deep);
    repeated("table t {\n check (a", " + a", 100000, ")\n}\n", deep);
    repeated("table t {\n check (a", " and a", 100000, ")\n}\n", deep);
    repeated("table t {\n check (a", " and a", 998, ")\n}\n", "");
    repeated("table t {\n check (not (not (not (a", ") and a", 3, "))\n}\n", "syntax-error\n");
    repeated("table t {\n a int default ", "(", 500, "", "syntax-error\n");
}

static void after_nesting_too_deep(void **state) {
    (void)state;
    Parsed parsed;
    Buf text = {0};
    buf_text(&text, "table a {\n  check (");
    for (int i = 0; i < 5000; i++) {
        buf_char(&text, '(');
    }
    buf_text(&text, "\n}\ntable b {\n  id\n}\ntable c {\n  id int\n}\n");
    parsed_of(&parsed, buf_view(&text));
    assert_int_equal(diags_errors(&parsed.diags), 2);
    assert_non_null(parsed.unit.last);
    assert_string_equal(parsed.unit.last->name.name->text, "c");
    buf_free(&text);
    parsed_free(&parsed);
}

static void braces(void **state) {
    (void)state;
    repeated("", "{", 100000, "", "syntax-error\n");
    repeated("table t ", "{", 100000, "", "syntax-error\n");
    repeated("", "}\n", 10, "", "syntax-error\nsyntax-error\nsyntax-error\nsyntax-error\nsyntax-error\n"
                                "syntax-error\nsyntax-error\nsyntax-error\nsyntax-error\nsyntax-error\n");
}

static void long_revisions(void **state) {
    (void)state;
    size_t many = 100000;
    const char *alter = "revision r {\nalter table t {\n";
    repeated(alter, "drop index i\n", many, "}\n}\n", "");
    repeated(alter, "drop column a ", 1, "restore (", "syntax-error\n");
    repeated("revision r {\nalter table t {\nalter column a int", " null", many, "\n}\n}\n", "");
    repeated("revision r {\n", "alter table t {\n", 3, "", "syntax-error\nsyntax-error\nsyntax-error\n");
    repeated("revision r {\nalter table t ", "{", many, "", "syntax-error\n");
    repeated("revision r {\nsql", " up", many, "\n}\n", "syntax-error\n");
    repeated("revision ", "0", many, "_a { }\n", "");
    repeated("revision r {\nalter table t {\nbackfill a = ", "(", many, "", "nested-too-deeply\n");
    repeated("revision r {\n", "drop table t\n", many, "}\n", "");
}

static void long_lines(void **state) {
    (void)state;
    size_t ten_million = 10000000;
    repeated("enum e { '", "a", ten_million, "' }\n", "");
    repeated("enum e { ", "a", ten_million, " }\n", "");
    repeated("enum e { ", "A", ten_million, " }\n", "name-needs-quotes\n");
    repeated("enum e { '", "a", ten_million, "\n}\n", "unterminated-string\n");
    repeated("// ", "a", ten_million, "\n", "");
    repeated("/// ", "a", ten_million, "\nenum e { a }\n", "");
    repeated("enum e { ", "a, ", ten_million / 3, "}\n", "");
    repeated("table t {\n check (a in (1", ", 1", ten_million / 3, "))\n}\n", "");
    repeated("enum e { a }", " ", ten_million, "\n", "");
    repeated("", "$", ten_million / 10, "", "syntax-error\n");
    repeated("sql s up $a", "$", ten_million / 10, "", "unterminated-sql\n");
    repeated("table t {\n  a int ", "?", ten_million / 10, "\n}\n", "unexpected-character\n");
}

static void not_text(void **state) {
    (void)state;
    parse_any("", 0);
    parse_any("table \0 t", 9);
    parse_any("\xff\xfe", 2);
    parse_any("table t { \xc3\xa4 int }\n", 19);
    says("table t { gr\xc3\xb6\xc3\x9f" "e int }\n",
         "input.mig:1:11: error[name-needs-quotes]: `gr\xc3\xb6\xc3\x9f" "e` is not written in small "
         "letters\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_at_every_byte), cmocka_unit_test(random_changes),
        cmocka_unit_test(random_bytes),      cmocka_unit_test(deep_nesting),
        cmocka_unit_test(after_nesting_too_deep), cmocka_unit_test(braces),
        cmocka_unit_test(long_lines),        cmocka_unit_test(not_text),
        cmocka_unit_test(without_a_line),    cmocka_unit_test(long_revisions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
