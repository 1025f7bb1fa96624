/* What a script for MySQL or MariaDB would destroy, and what is in its way: each kind of it once. */
#include "schema.h"

#include "change/change.h"
#include "emit/mysql/parts.h"

/* Reads a second schema with the names of the first: names are compared by their addresses. */
static void read_with(Schema *two, Names *names, const char *text) {
    *two = (Schema){.names = names};
    two->sources = sources_new(&two->arena);
    two->diags = diags_new(&two->arena);
    SourceFile *file = sources_add_text(&two->sources, &two->diags, "schema.mig", text_of(text));
    AstUnit unit = {0};
    parse_file(file, two->names, &two->diags, &two->arena, &unit);
    resolve_project(&unit, two->names, &two->diags, &two->arena, &two->project);
    two->model = resolve_model(&unit, &two->project, two->names, &two->diags, &two->arena);
    schema_is_clean(two, text);
}

/* The lines that count, without what is round them. */
static void write_counts(Buf *out, Target target, const Schema *one, const Schema *two,
                         Changes *changes, bool is_down) {
    Buf text = {0};
    Script script = {.dialect = dialect_of(target),
                     .model = two->model,
                     .before = one->model,
                     .changes = changes,
                     .revision = "0002_next"};
    Ddl ddl = ddl_begin(&text, script.dialect);
    if (!mysql_loss(&ddl, &script, is_down)) {
        buf_text(&text, "nothing\n");
    }
    ddl_end(&ddl);
    buf_char(&text, '\0');
    for (char *line = strtok(text.data, "\n"); line; line = strtok(NULL, "\n")) {
        char *cast = strstr(line, " <=> "); /* how values are cast is told by other tests */
        if (cast) {
            *cast = '\0';
        }
        if (strstr(line, "WHERE") || strstr(line, "UNION") || strstr(line, "SELECT '") ||
            strstr(line, "INTO @") || strcmp(line, "nothing") == 0 || strstr(line, " = '") ||
            strstr(line, " = NULL;")) {
            buf_printf(out, "%s\n", line + strspn(line, " "));
        }
    }
    buf_free(&text);
}

static void counts(Target target, const char *before, const char *after, bool is_down,
                   const char *expected) {
    Schema one;
    Schema two;
    Arena arena = {0};
    Buf found = {0};
    schema_read(&one, before);
    schema_is_clean(&one, before);
    read_with(&two, one.names, after);
    Change change = change_between(&arena, one.model, two.model, NULL);
    Changes changes = {&change, 1};
    write_counts(&found, target, &one, &two, &changes, is_down);
    unit_equal(buf_view(&found), expected);
    buf_free(&found);
    arena_release(&arena);
    schema_release(&two);
    schema_release(&one);
}

#define ID "  id int primary key\n"
#define T(columns) "table t {\n" ID columns "}\n"
#define COUNTED                                                                                    \
    "SET @migc_loss = 'could not be counted';\n"                                                   \
    "INTO @migc_loss FROM (\n"
#define REFUSED                                                                                    \
    "SET @migc_refused = 'could not be counted';\n"                                                \
    "INTO @migc_refused FROM (\n"
#define END_LOSS ") AS migc WHERE n > 0\", 'SET @migc_loss = NULL');\n"
#define END_REFUSED ") AS migc WHERE n > 0\", 'SET @migc_refused = NULL');\n"
#define NO_LOSS "SET @migc_loss = NULL;\n"
#define NO_REFUSAL "SET @migc_refused = NULL;\n"
#define LOST(what, unit, where)                                                                    \
    NO_REFUSAL COUNTED "SELECT '" what ": ' AS what, COUNT(*) AS n, ' " unit                       \
                       "' AS which FROM t\n" where END_LOSS
#define IN_THE_WAY(what, unit, where)                                                              \
    REFUSED "SELECT '" what ": ' AS what, COUNT(*) AS n, ' " unit                                  \
            "' AS which FROM t\n" where END_REFUSED NO_LOSS

/* Upwards, for both targets. */
static void up(const char *before, const char *after, const char *expected) {
    counts(TARGET_MYSQL, before, after, false, expected);
    counts(TARGET_MARIADB, before, after, false, expected);
}

static void nothing_is_counted_without_need(void **state) {
    (void)state;
    up(T("  a int\n"), T("  a int\n"), "nothing\n");
    up(T("  a int\n"), T("  a bigint\n  b int null\n  c int default 1\n"), "nothing\n");
    up(T("  a int\n  g int generated (a + 1)\n"), T("  a int\n"), "nothing\n");
    counts(TARGET_MYSQL, T("  a int for postgres\n"), T(""), false, "nothing\n");
}

static void rows_go(void **state) {
    (void)state;
    up(T("") "table u {\n" ID "}\n", "table u {\n" ID "}\n", LOST("t", "rows", ""));
    up(T("  s text\n") "data t key (id) {\n  id s\n  1 'it''s'\n}\n", "",
       LOST("t", "rows", "WHERE (\nid = 1 AND s = 'it''s') IS NOT TRUE\n"));
}

static void values_go(void **state) {
    (void)state;
    up(T("  a int null\n"), T(""), LOST("t.a", "values", "WHERE a IS NOT NULL\n"));
    up(T("  a int default 7\n"), T(""), LOST("t.a", "values", "WHERE a <> 7\n"));
    up(T("  a int null default 7\n"), T(""), LOST("t.a", "values", "WHERE a <> 7\n"));
    up(T("  a real default 0.1\n"), T(""),
       LOST("t.a", "values", "WHERE a <> CAST(0.1 AS FLOAT)\n"));
    up(T("  a timestamptz default now\n"), T(""), LOST("t.a", "values", "WHERE a IS NOT NULL\n"));
    counts(TARGET_MYSQL, T(""), T("  a int null\n"), true,
           LOST("t.a", "values", "WHERE a IS NOT NULL\n"));
    counts(TARGET_MYSQL, T("  a json default '{}'\n"), T(""), false,
           LOST("t.a", "values", "WHERE a <> CAST('{}' AS JSON)\n"));
}

static void values_are_converted(void **state) {
    (void)state;
    up(T("  a date\n"), T("  a timestamp\n"), "nothing\n");
    up(T("  a text\n"), T("  a date\n"),
       REFUSED "SELECT 't.a: ' AS what, COUNT(*) AS n, ' rows whose text is no date or time' AS "
               "which FROM t\n"
               "WHERE a IS NOT NULL AND CAST(a AS DATE) IS NULL\n" END_REFUSED COUNTED
               "SELECT 't.a: ' AS what, COUNT(*) AS n, ' values' AS which FROM t\n"
               "WHERE NOT (a\n" END_LOSS);
}

static void values_are_in_the_way(void **state) {
    (void)state;
    up(T("  a int null\n"), T("  a int\n"),
       IN_THE_WAY("t.a", "rows without a value, which it must have", "WHERE a IS NULL\n"));
    up(T(""), T("  a int\n"), IN_THE_WAY("t.a", "rows for which there is no value", ""));
    up(T("  a int\n"), T("  a smallint\n"),
       IN_THE_WAY("t.a", "values out of range", "WHERE a NOT BETWEEN -32768 AND 32767\n"));
    up(T("  a text\n"), T("  a varchar(20)\n"),
       IN_THE_WAY("t.a", "values too long for it", "WHERE CHAR_LENGTH(a) > 20\n"));
    up(T("  a decimal(8, 2)\n"), T("  a decimal(6, 2)\n"),
       IN_THE_WAY("t.a", "values out of range", "WHERE ABS(ROUND(a, 2)) >= 1e4\n"));
    up("enum e { x, y, z }\n" T("  a e\n  b e null\n"), "enum e { x }\n" T("  a e\n  b e null\n"),
       REFUSED "SELECT 't.a: ' AS what, COUNT(*) AS n, ' rows with a value that the enum loses' AS "
               "which FROM t\n"
               "WHERE a IN ('y', 'z')\n"
               "UNION ALL SELECT 't.b: ', COUNT(*), ' rows with a value that the enum loses' FROM "
               "t\n"
               "WHERE b IN ('y', 'z')\n" END_REFUSED NO_LOSS);
}

/* A cast that the language has no words for is the server's; it makes nothing null. */
static void casts_are_left_to_the_server(void **state) {
    (void)state;
    up(T("  a bool null\n"), T("  a text\n"),
       IN_THE_WAY("t.a", "rows without a value, which it must have", "WHERE a IS NULL\n"));
    up("enum e { x, y }\n" T("  a text\n"), "enum e { x, y }\n" T("  a e\n"),
       IN_THE_WAY("t.a", "rows whose text is no value of the enum", "WHERE a NOT IN ('x', 'y')\n"));
}

/* A prepared text is a string in a string. */
static void texts_are_quoted(void **state) {
    (void)state;
    up(T("  a text default 'it''s \"q\" \\ x'\n"), T(""),
       LOST("t.a", "values", "WHERE a <> 'it''s \\\"q\\\" \\\\\\\\ x'\n"));
    up("table \"a b\" {\n" ID "}\n", "",
       NO_REFUSAL COUNTED "SELECT '\\\"a b\\\": ' AS what, COUNT(*) AS n, ' rows' AS which FROM "
                          "`a b`\n" END_LOSS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_counted_without_need),
        cmocka_unit_test(rows_go),
        cmocka_unit_test(values_go),
        cmocka_unit_test(values_are_converted),
        cmocka_unit_test(values_are_in_the_way),
        cmocka_unit_test(casts_are_left_to_the_server),
        cmocka_unit_test(texts_are_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
