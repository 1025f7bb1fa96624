/* test_render.c - the five forms, whole texts; wide, broken, hidden and endless lines. */
#include "unit.h"

#include "source/diag.h"
#include "source/render.h"
#include "source/source.h"

typedef struct Fixture {
    Arena arena;
    Sources sources;
    Diags diags;
    SourceFile *file;
    Buf out;
} Fixture;

static Fixture *with_text(const char *path, const char *text) {
    Fixture *f = calloc(1, sizeof *f);
    f->sources = sources_new(&f->arena);
    f->diags = diags_new(&f->arena);
    sources_add_text(&f->sources, &f->diags, path, text_of(text));
    f->diags = diags_new(&f->arena); /* whatever was wrong with it is another test's matter */
    f->file = f->sources.files.items[0];
    return f;
}

static void done(Fixture *f) {
    buf_free(&f->out);
    arena_release(&f->arena);
    free(f);
}

/* The span of the nth (from 0) place where `what` stands in the file. */
static Span find(const Fixture *f, const char *what, unsigned nth) {
    const char *at = strstr(f->file->text.data, what);
    for (; nth > 0 && at != NULL; nth--) {
        at = strstr(at + 1, what);
    }
    assert_non_null(at);
    return source_span(f->file, at, strlen(what));
}

static Text render(Fixture *f, RenderOptions options) {
    buf_clear(&f->out);
    render_diags(&f->out, &f->arena, &f->diags, &f->sources, options);
    return buf_view(&f->out);
}

static const RenderOptions human = {.format = RENDER_HUMAN};

static Fixture *two_findings(void) {
    Fixture *f = with_text("schema.mig", "table users {\n"
                                         "  id bigint\n"
                                         "  team bigint references teams\n"
                                         "}\n"
                                         "\n\n\n\n\n"
                                         "table teams {}\n");
    Diag *warning = diag_at(&f->diags, DIAG_NEEDLESS_FORWARD, find(f, "teams", 1), "needless");
    diag_help(warning, "leave it out");
    Diag *error = diag_at(&f->diags, DIAG_FORWARD_FOREIGN_KEY, find(f, "teams", 0),
                          "`users` refers to `teams`, which is declared later");
    diag_label(error, "not there yet");
    diag_note(error, find(f, "teams", 1), "`teams` is declared here");
    diag_note(error, SPAN_NONE, "the order is that of the source");
    diag_help(error, "write `references teams forward`,\nor put `teams` first");
    return f;
}

static void the_human_form(void **state) {
    (void)state;
    Fixture *f = two_findings();
    unit_equal(render(f, (RenderOptions){.format = RENDER_HUMAN, .summary = true}),
               "error[forward-foreign-key]: `users` refers to `teams`, which is declared later\n"
               "  --> schema.mig:3:26\n"
               "   |\n"
               " 3 |   team bigint references teams\n"
               "   |                          ^^^^^ not there yet\n"
               "note: `teams` is declared here\n"
               "  --> schema.mig:10:7\n"
               "   |\n"
               "10 | table teams {}\n"
               "   |       -----\n"
               "   |\n"
               "   = note: the order is that of the source\n"
               "   = help: write `references teams forward`,\n"
               "           or put `teams` first\n"
               "\n"
               "warning[needless-forward]: needless\n"
               "  --> schema.mig:10:7\n"
               "   |\n"
               "10 | table teams {}\n"
               "   |       ^^^^^\n"
               "   |\n"
               "   = help: leave it out\n"
               "\n"
               "1 error, 1 warning\n");
    done(f);
}

static void colour_is_only_escape_codes(void **state) {
    (void)state;
    Fixture *f = two_findings();
    Text plain = render(f, human);
    char *kept = arena_copy_text(&f->arena, plain.data, plain.length);
    assert_null(strchr(kept, '\x1b'));
    Text coloured = render(f, (RenderOptions){.format = RENDER_HUMAN, .color = true});
    Buf stripped = {0};
    for (size_t i = 0; i < coloured.length; i++) {
        if (coloured.data[i] == '\x1b') {
            while (coloured.data[i] != 'm') {
                i++;
            }
        } else {
            buf_char(&stripped, coloured.data[i]);
        }
    }
    assert_true(coloured.length > strlen(kept) + 40);
    unit_equal(buf_view(&stripped), kept);
    buf_free(&stripped);
    done(f);
}

static void the_short_form(void **state) {
    (void)state;
    Fixture *f = two_findings();
    diag_at(&f->diags, DIAG_UNREADABLE_FILE, SPAN_NONE, "nowhere");
    unit_equal(render(f, (RenderOptions){.format = RENDER_SHORT}),
               "error[unreadable-file]: nowhere\n"
               "schema.mig:3:26: error[forward-foreign-key]: `users` refers to `teams`, "
               "which is declared later\n"
               "schema.mig:10:7: warning[needless-forward]: needless\n");
    done(f);
}

static void the_json_form(void **state) {
    (void)state;
    Fixture *f = two_findings();
    diag_at(&f->diags, DIAG_UNREADABLE_FILE, SPAN_NONE, "no \"where\"");
    unit_equal(
        render(f, (RenderOptions){.format = RENDER_JSON}),
        "[\n"
        "{\"severity\":\"error\",\"name\":\"unreadable-file\",\"message\":\"no \\\"where\\\"\","
        "\"file\":null,\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null,"
        "\"label\":null,\"notes\":[],\"help\":[]},\n"
        "{\"severity\":\"error\",\"name\":\"forward-foreign-key\","
        "\"message\":\"`users` refers to `teams`, which is declared later\","
        "\"file\":\"schema.mig\",\"line\":3,\"column\":26,\"end_line\":3,\"end_column\":31,"
        "\"label\":\"not there yet\",\"notes\":[{\"message\":\"`teams` is declared here\","
        "\"file\":\"schema.mig\",\"line\":10,\"column\":7,\"end_line\":10,\"end_column\":12},"
        "{\"message\":\"the order is that of the source\","
        "\"file\":null,\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null}],"
        "\"help\":[\"write `references teams forward`,\\nor put `teams` first\"]},\n"
        "{\"severity\":\"warning\",\"name\":\"needless-forward\",\"message\":\"needless\","
        "\"file\":\"schema.mig\",\"line\":10,\"column\":7,\"end_line\":10,\"end_column\":12,"
        "\"label\":null,\"notes\":[],\"help\":[\"leave it out\"]}\n"
        "]\n");
    done(f);
}

static void the_sarif_form(void **state) {
    (void)state;
    Fixture *f = with_text("my schema/\xc3\xa4.mig", "table a {}\n");
    Diag *diag = diag_at(&f->diags, DIAG_DUPLICATE_NAME, find(f, "a {", 0), "twice");
    diag_note(diag, find(f, "table", 0), "first");
    diag_note(diag, SPAN_NONE, "nowhere");
    diag_help(diag, "rename it");
    diag_at(&f->diags, DIAG_UNREADABLE_FILE, SPAN_NONE, "x");
    unit_equal(render(f, (RenderOptions){.format = RENDER_SARIF}),
               "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
               "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"migc\","
               "\"rules\":[\n"
               "{\"id\":\"unreadable-file\","
               "\"shortDescription\":{\"text\":\"a file cannot be read\"}},\n"
               "{\"id\":\"duplicate-name\",\"shortDescription\":"
               "{\"text\":\"two things that need different names have the same one\"}}]}},"
               "\"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
               "{\"ruleId\":\"unreadable-file\",\"ruleIndex\":0,\"level\":\"error\","
               "\"message\":{\"text\":\"x\"}},\n"
               "{\"ruleId\":\"duplicate-name\",\"ruleIndex\":1,\"level\":\"error\","
               "\"message\":{\"text\":\"twice\\nhelp: rename it\"},"
               "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":"
               "{\"uri\":\"my%20schema/%C3%A4.mig\"},\"region\":{\"startLine\":1,"
               "\"startColumn\":7,\"endLine\":1,\"endColumn\":10}}}],"
               "\"relatedLocations\":[{\"physicalLocation\":{\"artifactLocation\":"
               "{\"uri\":\"my%20schema/%C3%A4.mig\"},\"region\":{\"startLine\":1,"
               "\"startColumn\":1,\"endLine\":1,\"endColumn\":6}},"
               "\"message\":{\"text\":\"first\"}}]}]}]}\n");
    done(f);
}

static void the_github_form(void **state) {
    (void)state;
    Fixture *f = with_text("a,b:c%.mig", "table a\n{}\n");
    Diag *diag = diag_at(&f->diags, DIAG_DUPLICATE_NAME, find(f, "a\n{", 0), "100%%: a, b\nc");
    diag_help(diag, "rename it");
    diag_at(&f->diags, DIAG_NEEDLESS_FORWARD, SPAN_NONE, "x");
    unit_equal(render(f, (RenderOptions){.format = RENDER_GITHUB}),
               "::warning title=needless-forward::x\n"
               "::error file=a%2Cb%3Ac%25.mig,line=1,endLine=2,col=7,endColumn=2,"
               "title=duplicate-name::100%25: a, b%0Ac%0Ahelp: rename it\n");
    done(f);
}

static void nothing_to_show(void **state) {
    (void)state;
    Fixture *f = with_text("a", "");
    unit_equal(render(f, (RenderOptions){.format = RENDER_HUMAN, .summary = true}), "");
    unit_equal(render(f, (RenderOptions){.format = RENDER_SHORT}), "");
    unit_equal(render(f, (RenderOptions){.format = RENDER_GITHUB}), "");
    unit_equal(render(f, (RenderOptions){.format = RENDER_JSON}), "[]\n");
    unit_equal(render(f, (RenderOptions){.format = RENDER_SARIF}),
               "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
               "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"migc\","
               "\"rules\":[]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[]}]}\n");
    done(f);
}

static void a_file_that_was_not_read_has_no_line(void **state) {
    (void)state;
    Fixture *f = with_text("a", "");
    assert_null(sources_load(&f->sources, &f->diags, "/no/such", "no/such.mig"));
    unit_equal(render(f, human),
               "error[unreadable-file]: cannot read `no/such.mig`: No such file or directory\n"
               " --> no/such.mig\n"
               "\n");
    unit_equal(render(f, (RenderOptions){.format = RENDER_SHORT}),
               "no/such.mig: error[unreadable-file]: cannot read `no/such.mig`: "
               "No such file or directory\n");
    done(f);
}

static void tabs_and_wide_characters_keep_the_carets_in_place(void **state) {
    (void)state;
    Fixture *f = with_text("a", "\tx\t\xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81 here\r\n");
    diag_at(&f->diags, DIAG_SYNTAX_ERROR, find(f, "here", 0), "ascii");
    diag_at(&f->diags, DIAG_SYNTAX_ERROR, find(f, "\xe6\xbc\xa2\xe5\xad\x97", 0), "wide");
    unit_equal(render(f, human),
               "error[syntax-error]: wide\n"
               " --> a:1:4\n"
               "  |\n"
               "1 |     x    \xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81 here\n"
               "  |          ^^^^\n"
               "\n"
               "error[syntax-error]: ascii\n"
               " --> a:1:10\n"
               "  |\n"
               "1 |     x    \xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81 here\n"
               "  |                 ^^^^\n"
               "\n");
    done(f);
}

static void nothing_acts_on_the_terminal(void **state) {
    (void)state;
    /* an escape, a right-to-left override, a broken byte */
    Fixture *f = with_text("a\x1b", "x \x1b[31m \xe2\x80\xae y \xff z\n");
    Diag *diag = diag_at(&f->diags, DIAG_SYNTAX_ERROR, find(f, "z", 0), "found `\x1b[31m`\n\xff");
    diag_label(diag, "\xe2\x80\xae");
    unit_equal(render(f, human),
               "error[syntax-error]: found `\\u{1b}[31m`\\u{a}\xef\xbf\xbd\n"
               " --> a\\u{1b}:1:15\n"
               "  |\n"
               "1 | x \xef\xbf\xbd[31m \xef\xbf\xbd y \xef\xbf\xbd z\n"
               "  |               ^ \\u{202e}\n"
               "\n");
    unit_equal(render(f, (RenderOptions){.format = RENDER_GITHUB}),
               "::error file=a%1B,line=1,endLine=1,col=15,endColumn=16,title=syntax-error::"
               "found `%1B[31m`%0A\xff\n");
    done(f);
}

static void the_end_of_a_file_and_of_a_line(void **state) {
    (void)state;
    Fixture *f = with_text("a", "abc\n");
    Span end = {f->file->base + 4, 0};
    diag_at(&f->diags, DIAG_SYNTAX_ERROR, (Span){f->file->base + 3, 1}, "newline");
    diag_at(&f->diags, DIAG_SYNTAX_ERROR, end, "end");
    unit_equal(render(f, human), "error[syntax-error]: newline\n"
                                 " --> a:1:4\n"
                                 "  |\n"
                                 "1 | abc\n"
                                 "  |    ^\n"
                                 "\n"
                                 "error[syntax-error]: end\n"
                                 " --> a:2:1\n"
                                 "  |\n"
                                 "2 |\n"
                                 "  | ^\n"
                                 "\n");
    done(f);
}

static void of_several_lines_the_first_is_shown(void **state) {
    (void)state;
    Fixture *f = with_text("a", "one two\nthree\nfour\n");
    diag_label(diag_at(&f->diags, DIAG_SYNTAX_ERROR, find(f, "two\nthree\nfo", 0), "x"), "all");
    unit_equal(render(f, human), "error[syntax-error]: x\n"
                                 " --> a:1:5\n"
                                 "  |\n"
                                 "1 | one two\n"
                                 "  |     ^^^ all\n"
                                 "\n");
    done(f);
}

/* The longest line of the rendered text, in bytes. */
static size_t longest_line(Text text) {
    size_t longest = 0;
    size_t start = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n') {
            longest = i - start > longest ? i - start : longest;
            start = i + 1;
        }
    }
    return longest;
}

static void endless_lines_are_cropped(void **state) {
    (void)state;
    const char *const pieces[] = {"x", "\xe6\xbc\xa2", "e\xcc\x81", "\xcc\x81", "\t", "\x1b"};
    for (size_t p = 0; p < 6; p++) {
        Buf buf = {0};
        while (buf.length < 3000000) {
            buf_text(&buf, pieces[p]);
        }
        buf_text(&buf, "HERE");
        while (buf.length < 6000000) {
            buf_text(&buf, pieces[p]);
        }
        buf_char(&buf, '\0');
        Fixture *f = with_text("long", buf.data);
        diag_at(&f->diags, DIAG_SYNTAX_ERROR, find(f, "HERE", 0), "x");
        diag_at(&f->diags, DIAG_SYNTAX_ERROR, (Span){f->file->base, 5999000}, "all of it");
        diag_at(&f->diags, DIAG_SYNTAX_ERROR, (Span){f->file->base + 5999990, 1}, "near the end");
        Text text = render(f, human);
        assert_true(longest_line(text) < 9000);
        assert_non_null(memmem(text.data, text.length, "HERE", 4));
        assert_non_null(memmem(text.data, text.length, " | ...", 6));
        done(f);
        buf_free(&buf);
    }
}

static void a_cropped_line_in_full(void **state) {
    (void)state;
    Buf buf = {0};
    for (unsigned i = 100; i < 200; i++) {
        buf_uint(&buf, i);
        buf_char(&buf, ' ');
    }
    buf_char(&buf, '\0');
    Fixture *f = with_text("a", buf.data);
    diag_at(&f->diags, DIAG_SYNTAX_ERROR, find(f, "150", 0), "x");
    unit_equal(render(f, human),
               "error[syntax-error]: x\n"
               " --> a:1:201\n"
               "  |\n"
               "1 | ...140 141 142 143 144 145 146 147 148 149 150 151 152 153 154 155 156 157 "
               "158 159 160 161 162 163 164 165 166 167 168 169 170 171 172 173 174 ...\n"
               "  |                                            ^^^\n"
               "\n");
    done(f);
    buf_free(&buf);
}

static void beyond_the_limit_they_are_counted(void **state) {
    (void)state;
    Fixture *f = with_text("a", "xxxxxxxxxx\n");
    for (uint32_t i = 0; i < 5; i++) {
        diag_at(&f->diags, DIAG_SYNTAX_ERROR, (Span){f->file->base + i, 1}, "x");
    }
    unit_equal(render(f, (RenderOptions){.format = RENDER_HUMAN, .summary = true, .limit = 1}),
               "error[syntax-error]: x\n"
               " --> a:1:1\n"
               "  |\n"
               "1 | xxxxxxxxxx\n"
               "  | ^\n"
               "\n"
               "and 4 more\n"
               "5 errors\n");
    done(f);
}

static void formats_have_names(void **state) {
    (void)state;
    RenderFormat format;
    assert_true(render_format_find("sarif", &format));
    assert_int_equal(format, RENDER_SARIF);
    assert_true(render_format_find("human", &format));
    assert_int_equal(format, RENDER_HUMAN);
    assert_false(render_format_find("xml", &format));
}

static void json_strings_are_escaped(void **state) {
    (void)state;
    Buf buf = {0};
    render_json_string(&buf, "a\"\\/\n\t\x01\x7f\xc3\xa4\xff");
    unit_equal(buf_view(&buf),
               "\"a\\\"\\\\/\\n\\u0009\\u0001\\u007f\xc3\xa4\xef\xbf\xbd\"");
    buf_free(&buf);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_human_form),
        cmocka_unit_test(colour_is_only_escape_codes),
        cmocka_unit_test(the_short_form),
        cmocka_unit_test(the_json_form),
        cmocka_unit_test(the_sarif_form),
        cmocka_unit_test(the_github_form),
        cmocka_unit_test(nothing_to_show),
        cmocka_unit_test(a_file_that_was_not_read_has_no_line),
        cmocka_unit_test(tabs_and_wide_characters_keep_the_carets_in_place),
        cmocka_unit_test(nothing_acts_on_the_terminal),
        cmocka_unit_test(the_end_of_a_file_and_of_a_line),
        cmocka_unit_test(of_several_lines_the_first_is_shown),
        cmocka_unit_test(endless_lines_are_cropped),
        cmocka_unit_test(a_cropped_line_in_full),
        cmocka_unit_test(beyond_the_limit_they_are_counted),
        cmocka_unit_test(formats_have_names),
        cmocka_unit_test(json_strings_are_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
