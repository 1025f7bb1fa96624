/* test_prove.c - the proof: what holds, what is caught, what it costs. */
#include "unit.h"

#ifdef WITH_PG_QUERY
#include <pg_query.h>
#endif

#include "cli/compile.h"
#include "emit/sqlite/sqlite.h"
#include "prove/prove.h"
#include "prove/sqlite.h"

/* ---- a schema, compiled ---------------------------------------------------------------------- */

typedef struct Proof {
    Compilation compilation;
    const Script *sqlite;
    const Script *postgres;
    ProofSummary summary;
    Arena arena;
} Proof;

static Proof *proof_begin(const char *schema) {
    static Proof proof;
    proof = (Proof){0};
    unit_enter_folder();
    unit_write("schema.mig", schema);
    CompileRequest request = {.file = "schema.mig", .until = UNTIL_PLANNED};
    if (!compile(&proof.compilation, &request)) {
        Diags *diags = &proof.compilation.diags;
        fail_msg("the schema does not compile: %s",
                 diags->all.count > 0 ? diags->all.items[0]->message : "?");
    }
    for (uint32_t i = 0; i < proof.compilation.target_count; i++) {
        const Script *script = proof.compilation.targets[i].head;
        proof.sqlite = script->dialect->target == TARGET_SQLITE ? script : proof.sqlite;
        proof.postgres = script->dialect->target == TARGET_POSTGRES ? script : proof.postgres;
    }
    return &proof;
}

static void proof_end(Proof *proof) {
    arena_release(&proof->arena);
    compile_release(&proof->compilation);
    unit_leave_folder();
}

static ProofResult proof_in_batches(Proof *proof, uint32_t size) {
    return prove_sqlite_batches(proof->sqlite, size, NULL, &proof->arena,
                                &proof->compilation.sources, &proof->compilation.diags,
                                &proof->summary);
}

/* The message of the last diagnostic. */
static const char *last_message(const Proof *proof) {
    const Diags *diags = &proof->compilation.diags;
    return diags->all.count > 0 ? vec_last(&diags->all)->message : "nothing";
}

static void proof_holds(Proof *proof, uint32_t size) {
    if (proof_in_batches(proof, size) != PROOF_HOLDS) {
        fail_msg("in batches of %u: %s", size, last_message(proof));
    }
}

/* ---- tampering ------------------------------------------------------------------------------- */

static const char shop[] = "enum state { draft, placed }\n"
                           "table users {\n"
                           "  id  bigint  identity primary key\n"
                           "  email  varchar(40)  unique\n"
                           "  boss_id  bigint  null references users on delete set null\n"
                           "  touched_at  timestamptz  default now on update now\n"
                           "}\n"
                           "table orders {\n"
                           "  user_id  bigint  references users on delete cascade\n"
                           "  number  int\n"
                           "  state  state  default 'draft'\n"
                           "  twice  int  generated (number * 2) stored\n"
                           "  primary key (user_id, number)\n"
                           "  check positive (number > 0)\n"
                           "  index orders_open (number desc) where (state = 'draft')\n"
                           "}\n"
                           "table currencies {\n"
                           "  code  char(3)  primary key\n"
                           "  name  text\n"
                           "}\n"
                           "data currencies key (code) {\n"
                           "  code  name\n"
                           "  'EUR'  'Euro'\n"
                           "}\n";

/* `text` with every `from` replaced, which must be there. */
static Text replaced(Arena *arena, Text text, const char *from, const char *to) {
    Buf out = {0};
    const char *at = text.data;
    const char *end = text.data + text.length;
    bool any = false;
    for (const char *hit; (hit = memmem(at, (size_t)(end - at), from, strlen(from))) != NULL;) {
        buf_put(&out, at, (size_t)(hit - at));
        buf_text(&out, to);
        at = hit + strlen(from);
        any = true;
    }
    buf_put(&out, at, (size_t)(end - at));
    if (!any) {
        fail_msg("`%s` is not in the script:\n%.*s", from, TEXT_ARG(text));
    }
    Text copy = {arena_copy_text(arena, out.data, out.length), out.length};
    buf_free(&out);
    return copy;
}

static Text emitted(Arena *arena, void (*emit)(Buf *out, const Script *script),
                    const Script *script) {
    Buf out = {0};
    emit(&out, script);
    Text copy = {arena_copy_text(arena, out.data, out.length), out.length};
    buf_free(&out);
    return copy;
}

static ProofTexts texts_of(Proof *proof) {
    return (ProofTexts){.up = emitted(&proof->arena, sqlite_up, proof->sqlite),
                        .down = emitted(&proof->arena, sqlite_down, proof->sqlite),
                        .verify = emitted(&proof->arena, sqlite_verify, proof->sqlite)};
}

static ProofResult prove_texts(Proof *proof, const ProofTexts *texts) {
    return prove_sqlite_texts(proof->sqlite, texts, &proof->arena, &proof->compilation.sources,
                              &proof->compilation.diags, &proof->summary);
}

typedef struct Tampering {
    char file; /* u, d, v; U: up and verify, so that they agree with each other */
    const char *from;
    const char *to;
    const char *caught; /* part of what is told */
} Tampering;

static const Tampering tamperings[] = {
    {'U', "CHECK (number > 0)", "CHECK (number > -1)", "check of table orders"},
    {'U', " AUTOINCREMENT", "", "identity of table users"},
    {'U', "ON DELETE SET NULL", "ON DELETE CASCADE", "foreign key of table users"},
    {'U', "(number DESC)", "(number)", "index of table orders"},
    {'u', "CREATE INDEX IF NOT EXISTS orders_open", "CREATE UNIQUE INDEX IF NOT EXISTS orders_open",
     "what exists is not what"},
    {'U', "UNIQUE (email)", "UNIQUE (email, id)", "unique constraint of table users"},
    {'U', "PRIMARY KEY (user_id, number)", "PRIMARY KEY (number, user_id)",
     "column of table orders"},
    {'U', ") STORED", ") VIRTUAL", "column of table orders"},
    {'U', " DEFAULT 'draft'", "", "column of table orders"},
    {'U', "IN ('draft', 'placed')", "IN ('draft')", "condition of the type of table orders"},
    {'u', "CREATE TABLE IF NOT EXISTS currencies", "CREATE TABLE IF NOT EXISTS monies",
     "what exists is not what"},
    {'u', "COMMIT;", "", "locked"},
    {'u', "COMMIT;", "COMMIT; CREATE TABLE extra (x);", "found"},
    {'u', "CREATE INDEX IF NOT EXISTS", "CREATE INDEX", "already exists"},
    {'u', "CREATE TABLE IF NOT EXISTS orders", "CREATE TABEL IF NOT EXISTS orders", "syntax error"},
    {'u', "COMMIT;", "UPDATE users SET email = 'other'; COMMIT;", "changed rows of users"},
    {'d', "DROP TABLE IF EXISTS main.orders;", "", "could not be dropped"},
    {'d', "DROP TABLE IF EXISTS main.orders;", "DROP TABLE main.orders_;", "no such table"},
    {'d', "WHERE n IS NOT 0 AND NOT EXISTS (", "WHERE n IS NOT 0 AND EXISTS (",
     "destroyed rows without consent"},
    {'d', "CHECK (loss = 0)", "CHECK (loss >= 0)", "because of the error above"},
    {'v', "CHECK (revision = '0001_initial')", "CHECK (revision = '0002_next')", "verification"},
    {'v', "boss_id", "chief_id", "verification"},
    {'v', "-- The same schema in memory", "CREATE TABLE migc_expected.more (x);--", "verification"},
};

static void test_a_script_that_is_wrong_is_caught(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof tamperings / sizeof tamperings[0]; i++) {
        const Tampering *tampering = &tamperings[i];
        Proof *proof = proof_begin(shop);
        ProofTexts texts = texts_of(proof);
        Text *file = tampering->file == 'd'   ? &texts.down
                     : tampering->file == 'v' ? &texts.verify
                                              : &texts.up;
        *file = replaced(&proof->arena, *file, tampering->from, tampering->to);
        if (tampering->file == 'U') { /* the copy in memory says the same */
            texts.verify = replaced(&proof->arena, texts.verify, tampering->from, tampering->to);
        }
        ProofResult result = prove_texts(proof, &texts);
        const char *told = last_message(proof);
        if (result != PROOF_BUG || strstr(told, tampering->caught) == NULL) {
            fail_msg("`%s` for `%s`: result %d, %s", tampering->to, tampering->from, (int)result,
                     told);
        }
        proof_end(proof);
    }
}

static void test_the_scripts_as_they_are_hold(void **state) {
    (void)state;
    Proof *proof = proof_begin(shop);
    ProofTexts texts = texts_of(proof);
    assert_int_equal(prove_texts(proof, &texts), PROOF_HOLDS);
    assert_int_equal(proof->summary.tables, 3);
    assert_int_equal(proof->summary.tables_without_rows, 0);
    assert_int_equal(prove_script(proof->sqlite, &proof->arena, &proof->compilation.sources,
                                  &proof->compilation.diags),
                     PROOF_HOLDS);
    assert_int_equal(prove_script(proof->postgres, &proof->arena, &proof->compilation.sources,
                                  &proof->compilation.diags),
                     PROOF_HOLDS);
    assert_int_equal(proof->compilation.diags.all.count, 0);
    proof_end(proof);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void test_rows_are_found_for_tricky_checks(void **state) {
    (void)state;
    Proof *proof = proof_begin("enum kind { a, b, c }\n"
                               "table things {\n"
                               "  id  bigint  identity primary key\n"
                               "  low  int\n"
                               "  high  int\n"
                               "  sum  int  generated (low + high) stored\n"
                               "  kind  kind\n"
                               "  other  kind\n"
                               "  mail  text\n"
                               "  code  char(3)  unique\n"
                               "  since  date\n"
                               "  until  date\n"
                               "  share  decimal(5, 2)\n"
                               "  hash  bytes\n"
                               "  next  bigint  references things\n"
                               "  note  varchar(9)  default 'zz'\n"
                               "  check (low < high)\n"
                               "  check (low > 17)\n"
                               "  check (high between 40 and 50)\n"
                               "  check (sum > 60)\n"
                               "  check (kind <> other)\n"
                               "  check (other = 'c')\n"
                               "  check (mail like '%_@_%.__%')\n"
                               "  check (code = upper(code) and length(code) = 3)\n"
                               "  check (since > '2030-01-01')\n"
                               "  check (until > since)\n"
                               "  check (share > 0 and share < 1)\n"
                               "  check (octet_length(hash) = 16)\n"
                               "  check (note in ('x', 'y'))\n"
                               "}\n"
                               "table never {\n"
                               "  id  int  primary key\n"
                               "  check (id > 5 and id < 3)\n"
                               "}\n"
                               "table full {\n"
                               "  flag  bool  primary key\n"
                               "}\n"
                               "data full key (flag) {\n"
                               "  flag\n"
                               "  true\n"
                               "  false\n"
                               "}\n");
    proof_holds(proof, 10);
    assert_int_equal(proof->summary.tables, 3);
    assert_int_equal(proof->summary.tables_without_rows, 1); /* never */
    proof_end(proof);
}

/* ---- batches --------------------------------------------------------------------------------- */

static void test_batches_of_any_size_hold(void **state) {
    (void)state;
    static const char schema[] =
        "table a {\n"
        "  tenant  bigint\n"
        "  id  uuid  default uuid\n"
        "  b_id  bigint  references b forward\n" /* a -> b -> c -> a, and none may be null */
        "  primary key (tenant, id)\n"
        "  unique (id)\n"
        "}\n"
        "table c {\n"
        "  id  bigint  identity primary key\n"
        "  a_tenant  bigint\n"
        "  a_id  uuid\n"
        "  only_id  uuid  null references a (id)\n"
        "  c_id  bigint  null references c\n"
        "  foreign key (a_tenant, a_id) references a on delete cascade\n"
        "}\n"
        "table b {\n"
        "  id  bigint  identity primary key\n"
        "  c_id  bigint  references c\n"
        "  self_id  bigint  references b\n"
        "}\n"
        "table codes {\n  code  char(2)  primary key\n}\n"
        "table names {\n  code  char(2)  references codes primary key\n  text  text\n}\n"
        "data codes key (code) {\n  code\n  'de'\n}\n"
        "data names key (code) {\n  code  text\n  'de'  'German'\n}\n"
        "sql pairs for sqlite\n  needs a, b\n"
        "  up $$ create view if not exists pairs as select a.id, b.c_id from a, b; $$\n"
        "  down $$ drop view if exists pairs; $$\n"
        "sql pairs_too for sqlite\n  needs pairs\n"
        "  up $$ create view if not exists pairs_too as select * from pairs; $$\n"
        "  down $$ drop view if exists pairs_too; $$\n"
        "sql touched for sqlite\n"
        "  up $$ create trigger if not exists touched after insert on codes\n"
        "        begin update names set text = text where false; end; $$\n"
        "  down $$ drop trigger if exists touched; $$\n";
    for (uint32_t size = 1; size <= 6; size++) {
        Proof *proof = proof_begin(schema);
        proof_holds(proof, size);
        assert_int_equal(proof->summary.batches, (5 + size - 1) / size);
        assert_true(proof->summary.tables >= 5);
        assert_int_equal(proof->summary.tables_without_rows, 0);
        proof_end(proof);
    }
}

static void test_no_tables_are_one_batch(void **state) {
    (void)state;
    Proof *proof = proof_begin("sql one for sqlite\n"
                               "  up $$ create view if not exists one as select 1; $$\n"
                               "  down $$ drop view if exists one; $$\n");
    proof_holds(proof, 10);
    assert_int_equal(proof->summary.batches, 1);
    proof_end(proof);
}

/* `count` tables, each with a key to one of the thirty before it. */
static uint64_t statements_for(unsigned count) {
    Buf schema = {0};
    for (unsigned i = 0; i < count; i++) {
        buf_printf(&schema, "table t%u {\n  id  int  primary key\n", i);
        if (i > 0) {
            buf_printf(&schema, "  other  int  references t%u\n", i > 30 ? i - 1 - i * 7 % 30 : 0);
        }
        buf_text(&schema, "}\n");
    }
    buf_char(&schema, '\0');
    Proof *proof = proof_begin(schema.data);
    buf_free(&schema);
    proof_holds(proof, PROOF_BATCH);
    uint64_t statements = proof->summary.statements;
    assert_int_equal(proof->summary.tables, count);
    proof_end(proof);
    return statements;
}

static void test_the_number_of_statements_is_linear(void **state) {
    (void)state;
    uint64_t few = statements_for(250);
    uint64_t many = statements_for(2000);
    assert_in_range(many, few * 7, few * 9);
}

/* ---- PostgreSQL ------------------------------------------------------------------------------ */

#ifdef WITH_PG_QUERY

/* Lines that begin with a backslash are psql's. */
static void parses(const char *what, Text text) {
    for (char *at = strstr(text.data, "\n\\"); at != NULL; at = strstr(at + 1, "\n\\")) {
        memset(at + 1, ' ', strcspn(at + 1, "\n"));
    }
    PgQuerySplitResult split = pg_query_split_with_parser(text.data);
    if (split.error != NULL) {
        fail_msg("%s: %s at %d", what, split.error->message, split.error->cursorpos);
    }
    pg_query_free_split_result(split);
    PgQueryPlpgsqlParseResult blocks = pg_query_parse_plpgsql(text.data);
    if (blocks.error != NULL) {
        fail_msg("%s, in a block: %s at %d", what, blocks.error->message, blocks.error->cursorpos);
    }
    pg_query_free_plpgsql_parse_result(blocks);
}

/* The proof of a build leaves out what is the same in every script: here it is parsed. */
static void test_whole_postgres_scripts_are_valid(void **state) {
    (void)state;
    Proof *proof = proof_begin(shop);
    parses("up", emitted(&proof->arena, emit_up, proof->postgres));
    parses("down", emitted(&proof->arena, emit_down, proof->postgres));
    parses("verify", emitted(&proof->arena, emit_verify, proof->postgres));
    proof_end(proof);
}

/* A model that no printer can print rightly: the proof says which statement is wrong. */
static void test_a_wrong_postgres_statement_is_caught(void **state) {
    (void)state;
    Proof *proof = proof_begin(shop);
    const Table *users = proof->compilation.model->tables[0];
    users->columns[1].type.kind = TYPE_NATIVE;
    users->columns[1].type.native = &(NativeType){
        .name = users->name, .spelling = {names_of(proof->compilation.names, "text not")}};
    ProofResult result = prove_postgres(&proof->postgres, 1, &proof->arena,
                                        &proof->compilation.sources, &proof->compilation.diags);
    assert_int_equal(result, PROOF_FINDINGS);

    users->columns[1].type = TYPE_OF(TYPE_TEXT);
    users->columns[1].generated = users->columns[0].default_value;
    ForeignKey *key = &users->foreign_keys[0];
    key->columns.count = 0;
    result = prove_postgres(&proof->postgres, 1, &proof->arena, &proof->compilation.sources,
                            &proof->compilation.diags);
    assert_int_equal(result, PROOF_BUG);
    assert_non_null(
        strstr(last_message(proof), "a statement that migc wrote for PostgreSQL is not valid"));
    proof_end(proof);
}

#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_scripts_as_they_are_hold),
        cmocka_unit_test(test_a_script_that_is_wrong_is_caught),
        cmocka_unit_test(test_rows_are_found_for_tricky_checks),
        cmocka_unit_test(test_batches_of_any_size_hold),
        cmocka_unit_test(test_no_tables_are_one_batch),
        cmocka_unit_test(test_the_number_of_statements_is_linear),
#ifdef WITH_PG_QUERY
        cmocka_unit_test(test_whole_postgres_scripts_are_valid),
        cmocka_unit_test(test_a_wrong_postgres_statement_is_caught),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
