/* test_syntax.c - the newline rule, precedence, what is said about mistakes, the canonical layout. */
#include "syntax.h"

static void newlines_end_items(void **state) {
    (void)state;
    says("table t { a int\n b\n int }\n",
         "input.mig:2:3: error[syntax-error]: expected a type or `references`, found the end of the "
         "line\n"
         "input.mig:3:6: error[syntax-error]: expected a type or `references`, found `}`\n");
    tree_is("table t { a char( // inside brackets\n  3\n) }", "table t\n"
                                                             "  column a\n"
                                                             "    type char 3\n");
}

static void continuation_lines(void **state) {
    (void)state;
    const char *one = "table t\n"
                      "  column a\n"
                      "    type int\n"
                      "    null\n"
                      "    default\n"
                      "      number '1'\n";
    tree_is("table t {\n  a int null default 1\n}\n", one);
    tree_is("table t {\n  a int\n    null\n    // why\n\n    default 1\n}", one);
    tree_is("table t {\r\n\ta int\r\n\t\tnull default 1\r\n}\r\n", one);
    tree_is("table t { a int null default 1 }", one);
    says("table t {\n  a int\n  null\n}\n",
         "input.mig:3:3: error[syntax-error]: expected a column, a constraint or `}`, found `null`\n");
}

static void words_are_names(void **state) {
    (void)state;
    tree_is("table table {\n  type type\n  key int\n  end text null\n  up up default end\n}\n",
            "table table\n"
            "  column type\n"
            "    type type\n"
            "  column key\n"
            "    type int\n"
            "  column end\n"
            "    type text\n"
            "    null\n"
            "  column up\n"
            "    type up\n"
            "    default\n"
            "      name 'end'\n");
}

static void precedence(void **state) {
    (void)state;
    tree_is("mixin m {\n  check (a or b and not c = d || e + f * -g is null)\n}\n",
            "mixin m\n"
            "  check -\n"
            "    or\n"
            "      name 'a'\n"
            "      and\n"
            "        name 'b'\n"
            "        not\n"
            "          is null\n"
            "            =\n"
            "              name 'c'\n"
            "              ||\n"
            "                name 'd'\n"
            "                +\n"
            "                  name 'e'\n"
            "                  *\n"
            "                    name 'f'\n"
            "                    -\n"
            "                      name 'g'\n");
    tree_is("mixin m {\n  check (a = b not in (1) and x not between 1 and 2 and y)\n}\n",
            "mixin m\n"
            "  check -\n"
            "    and\n"
            "      and\n"
            "        =\n"
            "          name 'a'\n"
            "          in negated\n"
            "            name 'b'\n"
            "            number '1'\n"
            "        between negated\n"
            "          name 'x'\n"
            "          number '1'\n"
            "          number '2'\n"
            "      name 'y'\n");
}

static void documentation(void **state) {
    (void)state;
    tree_is("///  two\n///\n/// lines\nenum e { a } /// no\n",
            "enum e\n  doc ' two\\n\\nlines'\n  value 'a'\n");
    says("/// nothing follows\n",
         "input.mig:2:1: error[syntax-error]: expected a declaration, found the end of the file\n");
    says("enum e {\n  /// a\n  a\n}\n", "input.mig:2:3: error[syntax-error]: expected a name, `}` or "
                                       "a string, found documentation\n");
}

static void quotes(void **state) {
    (void)state;
    tree_is("enum \"My \"\"E\" { 'it''s', b }\n", "enum My \"E\n  value 'it\\'s'\n  value 'b'\n");
    tree_is("sql s up $t$ $$ ; ' $t$ down $$x$$\n", "sql s\n  up ' $$ ; \\' '\n  down 'x'\n");
    says("enum e { 'a\n}\n",
         "input.mig:1:10: error[unterminated-string]: the string has no end in its line\n");
    says("enum \"e { a }\n",
         "input.mig:1:6: error[unterminated-name]: the quoted name has no end in its line\n");
    says("sql s up $a$ x $b$\n", "input.mig:1:10: error[unterminated-sql]: expected `$a$` at the end "
                                 "of this text, found the end of the file\n");
    says("enum \"\" { a }\n",
         "input.mig:1:6: error[syntax-error]: expected a name between the quotes, found nothing\n");
}

static void one_message_a_mistake(void **state) {
    (void)state;
    says("table a {\n"
         "  id bigint,\n"
         "  b int not null\n"
         "  c\n"
         "  check (x > 1\n"
         "  d int\n"
         "  e int == 2\n"
         "  12 int\n"
         "  13 int\n"
         "}\n"
         "tabel b {\n"
         "  id bigint here is another\n"
         "}\n"
         "table c {\n"
         "  id bigint\n"
         "table d {\n"
         "  id x y\n"
         "}\n",
         "input.mig:2:12: error[syntax-error]: expected the end of the line, found `,`\n"
         "input.mig:3:9: error[syntax-error]: expected a modifier, found `not null`\n"
         "input.mig:4:4: error[syntax-error]: expected a type or `references`, found the end of the "
         "line\n"
         "input.mig:6:3: error[syntax-error]: expected an operator or `)`, found `d`\n"
         "input.mig:7:9: error[syntax-error]: expected an operator, found `==`\n"
         "input.mig:8:3: error[syntax-error]: expected a column, a constraint or `}`, found `12`\n"
         "input.mig:9:3: error[syntax-error]: expected a column, a constraint or `}`, found `13`\n"
         "input.mig:11:1: error[syntax-error]: expected a declaration, found `tabel`\n"
         "input.mig:16:1: error[syntax-error]: expected `}`, found the declaration of another thing\n"
         "input.mig:17:8: error[syntax-error]: expected a modifier or the end of the line, found `y`\n");
}

static void what_is_right_is_kept(void **state) {
    (void)state;
    Parsed parsed;
    Buf dump = {0};
    parsed_of(&parsed, text_of("table a {\n  b int\n  ?\n  c int, \n}\n} \ntable d { e int }"));
    ast_dump(&dump, &parsed.unit);
    unit_equal(buf_view(&dump), "table a\n"
                                "  column b\n"
                                "    type int\n"
                                "  column c\n"
                                "    type int\n"
                                "table d\n"
                                "  column e\n"
                                "    type int\n");
    assert_int_equal(diags_errors(&parsed.diags), 3);
    buf_free(&dump);
    parsed_free(&parsed);
}

static void layout(void **state) {
    (void)state;
    prints("table   t{id int primary   key\n// c\n\n\nlong_name varchar( 3 ) // d\n\n\n"
           "check(id>1   and  id<2)for sqlite\nunique(id)for sqlite}//e",
           "table t {\n"
           "  id         int  primary key\n"
           "  // c\n"
           "\n"
           "  long_name  varchar(3)  // d\n"
           "\n"
           "  check (id > 1 and id < 2)  for sqlite\n"
           "  unique (id)                for sqlite\n"
           "}  //e\n");
    prints("enum a{x,y}\nenum b{\nx,y,}\nenum c{x // why\ny}\n",
           "enum a { x, y }\n"
           "enum b {\n  x\n  y\n}\n"
           "enum c {\n  x  // why\n  y\n}\n");
    prints("type t int // x\n// y\n\n\n// z\n", "type t int  // x\n// y\n\n// z\n");
}

static void long_lines(void **state) {
    (void)state;
    prints("table some_table {\n"
           "  foreign key (a_rather_long_column_name, another_rather_long_name) references "
           "another_table (c, d) on delete cascade\n"
           "}\n",
           "table some_table {\n"
           "  foreign key (a_rather_long_column_name, another_rather_long_name)\n"
           "    references another_table (c, d) on delete cascade\n"
           "}\n");
}

/* What is left out after a mistake is known: the rest is not taken for the whole. */
static void what_is_lost(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool has_lost;
        bool has_incomplete;
        bool is_incomplete; /* the last declaration */
    } rows[] = {
        {"table t {\n  id int\n}\n", false, false, false},
        {"table t {\n  id\n}\n", false, true, true},
        {"tabel t {\n}\ntable u {\n}\n", true, false, false},
        {"revision r {\n  drop table t\n}\n", false, false, false},
        {"revision r {\n  drop tabel t\n}\n", true, false, true},
        {"revision r {\n  create table t {\n    id\n  }\n}\n", true, false, true},
        {"revision r {\n  alter table t {\n    drop\n  }\n}\n", true, false, true},
        {"revision 1 {\n}\nrevision r {\n}\n", true, false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Parsed parsed;
        parsed_of(&parsed, text_of(rows[i].text));
        assert_non_null(parsed.unit.last);
        assert_int_equal(parsed.unit.has_lost, rows[i].has_lost);
        assert_int_equal(parsed.unit.has_incomplete, rows[i].has_incomplete);
        assert_int_equal(parsed.unit.last->is_incomplete, rows[i].is_incomplete);
        parsed_free(&parsed);
    }
}

static void sample_keeps_its_tree(void **state) {
    (void)state;
    Parsed parsed;
    parsed_of(&parsed, text_of(sample_revision));
    said_is(&parsed, "");
    law_of_printing(&parsed);
    parsed_free(&parsed);
    parsed_of(&parsed, text_of(sample));
    said_is(&parsed, "");
    law_of_printing(&parsed);
    parsed_free(&parsed);
}

/* Declarations in another order take their comments along; the head of the file stays. */
static void reordered(void **state) {
    (void)state;
    Parsed parsed;
    Buf out = {0};
    parsed_of(&parsed, text_of("// head\n\n// of a\nenum a { x } // a\nenum b { y }\n// last\n"));
    AstDecl *order[] = {parsed.unit.last, parsed.unit.first};
    format_file(&out, parsed.file, &parsed.unit, order, 2);
    unit_equal(buf_view(&out), "// head\n\nenum b { y }\n\n// of a\nenum a { x }  // a\n// last\n");
    buf_free(&out);
    parsed_free(&parsed);
}

static void tokens(void **state) {
    (void)state;
    Parsed parsed;
    Buf out = {0};
    parsed_of(&parsed, text_of("table a { // c\n  b int\n    null\n}\n"));
    tokens_dump(&out, parsed.file);
    unit_equal(buf_view(&out), "1:1 word table\n1:7 name a\n1:9 sign {\n2:3 name b\n2:5 name int\n"
                               "3:5 word null\n3:9 newline\n4:1 sign }\n4:2 newline\n");
    buf_free(&out);
    parsed_free(&parsed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newlines_end_items),
        cmocka_unit_test(continuation_lines),
        cmocka_unit_test(words_are_names),
        cmocka_unit_test(precedence),
        cmocka_unit_test(documentation),
        cmocka_unit_test(quotes),
        cmocka_unit_test(one_message_a_mistake),
        cmocka_unit_test(what_is_right_is_kept),
        cmocka_unit_test(layout),
        cmocka_unit_test(long_lines),
        cmocka_unit_test(what_is_lost),
        cmocka_unit_test(sample_keeps_its_tree),
        cmocka_unit_test(reordered),
        cmocka_unit_test(tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
