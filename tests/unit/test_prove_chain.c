/* test_prove_chain.c - the proof of revisions: what holds, what is caught, what it costs. */
#include "schema.h"

#ifdef WITH_PG_QUERY
#include <pg_query.h>
#endif

#include "change/replay.h"
#include "emit/sqlite/sqlite.h"
#include "prove/chain.h"
#include "prove/revision.h"

/* ---- a chain, replayed and planned ------------------------------------------------------------ */

typedef struct Proven {
    Schema schema;
    RevisionFiles files;
    Replay replay;
    Script *scripts;
    const Script **all;
    const char **names;
    const char **checksums;
    ProofSummary summary;
} Proven;

static void revision_add(Proven *proven, const char *text) {
    Schema *schema = &proven->schema;
    uint32_t number = proven->files.count + 1;
    const char *after = number > 1 ? arena_printf(&schema->arena, " after r%u", number - 1) : "";
    const char *whole = arena_printf(&schema->arena, "revision r%u%s {\n%s}\n", number, after,
                                     text);
    RevisionFile file = {.path = arena_printf(&schema->arena, "r%u.mig", number)};
    file.file = sources_add_text(&schema->sources, &schema->diags, file.path, text_of(whole));
    AstUnit unit = {0};
    parse_file(file.file, schema->names, &schema->diags, &schema->arena, &unit);
    file.decl = unit.first;
    vec_push(&schema->arena, &proven->files, file);
}

static void chain_begin(Proven *proven, const char *target) {
    *proven = (Proven){0};
    char project[80];
    snprintf(project, sizeof project, "project shop {\n  targets %s\n}\n", target);
    schema_read(&proven->schema, project);
}

static Script script_for(Proven *proven, uint32_t at, Target target) {
    const ReplayedRevision *revision = &proven->replay.items[at];
    const Dialect *dialect = dialect_of(target);
    Plan *plans = NEW_ARRAY(&proven->schema.arena, Plan, 2);
    plan_changes(&proven->schema.arena, dialect, &revision->changes, &plans[0], &plans[1]);
    return (Script){.dialect = dialect,
                    .project = &proven->schema.project,
                    .model = revision->after,
                    .before = revision->before,
                    .changes = &revision->changes,
                    .up = &plans[0],
                    .down = &plans[1],
                    .revision = proven->names[at],
                    .parent = at > 0 ? proven->names[at - 1] : NULL,
                    .chain = proven->names,
                    .checksums = proven->checksums,
                    .checksum = proven->checksums[at],
                    .position = at + 1};
}

static void chain_plan(Proven *proven) {
    Schema *schema = &proven->schema;
    Arena *arena = &schema->arena;
    Chain chain = chain_build(&proven->files, NULL, NULL, schema->names, &schema->diags, arena);
    proven->replay = replay_chain(&chain, NULL, &schema->project, schema->names, &schema->diags,
                                  arena);
    schema_is_clean(schema, "the chain");
    uint32_t count = proven->replay.count;
    proven->scripts = NEW_ARRAY(arena, Script, count);
    proven->all = NEW_ARRAY(arena, const Script *, count);
    proven->names = NEW_ARRAY(arena, const char *, count);
    proven->checksums = NEW_ARRAY(arena, const char *, count);
    for (uint32_t i = 0; i < count; i++) {
        proven->names[i] = proven->replay.items[i].revision->name->text;
        proven->checksums[i] = arena_printf(arena, "%08x", i + 1);
        proven->scripts[i] = script_for(proven, i, TARGET_SQLITE);
        proven->all[i] = &proven->scripts[i];
    }
}

static void chain_read(Proven *proven, const char *first, const char *second) {
    chain_begin(proven, "sqlite 3.35");
    revision_add(proven, first);
    revision_add(proven, second);
    chain_plan(proven);
}

static void chain_end(Proven *proven) {
    schema_release(&proven->schema);
}

static ProofResult chain_prove(Proven *proven) {
    return prove_sqlite_chain(proven->all, proven->replay.count, &proven->schema.arena,
                              &proven->schema.sources, &proven->schema.diags, &proven->summary);
}

static const char *last_message(const Proven *proven) {
    const Diags *diags = &proven->schema.diags;
    return diags->all.count > 0 ? vec_last(&diags->all)->message : "nothing";
}

static void chain_holds(Proven *proven) {
    if (chain_prove(proven) != PROOF_HOLDS) {
        fail_msg("%s", last_message(proven));
    }
}

/* ---- excerpts --------------------------------------------------------------------------------- */

static const char core[] = "  create enum state { draft, placed }\n"
                           "  create table countries {\n    code  char(2)  primary key\n  }\n"
                           "  create table users {\n"
                           "    id       bigint   identity primary key\n"
                           "    email    text     unique\n"
                           "    fax      text     null\n"
                           "    country  char(2)  references countries\n"
                           "  }\n"
                           "  create table notes {\n"
                           "    name  text  primary key\n"
                           "    body  text\n"
                           "  }\n"
                           "  create table orders {\n"
                           "    id       bigint  identity primary key\n"
                           "    user_id  bigint  references users on delete cascade\n"
                           "    note     text    null references notes\n"
                           "    state    state   default 'draft'\n"
                           "  }\n";

/* What no revision here is about. */
static const char around[] = "  create table lines {\n"
                             "    order_id  bigint  references orders on delete cascade\n"
                             "    number    int\n"
                             "    primary key (order_id, number)\n"
                             "  }\n"
                             "  create table far {\n    id  bigint  identity primary key\n  }\n";

static void revision_add_shop(Proven *proven) {
    revision_add(proven, arena_printf(&proven->schema.arena, "%s%s", core, around));
}

static void chain_read_shop(Proven *proven, const char *second) {
    chain_begin(proven, "sqlite 3.35");
    revision_add_shop(proven);
    revision_add(proven, second);
    chain_plan(proven);
}

static LeftOut no_left_out(Proven *proven) {
    return (LeftOut){.arena = &proven->schema.arena};
}

/* The names of the tables of a model, each with its foreign keys. */
static void model_is(const Model *model, const char *expected) {
    Buf text = {0};
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        assert_int_equal(table->number, i);
        buf_printf(&text, "%s(", table->name->text);
        for (uint16_t k = 0; k < table->foreign_key_count; k++) {
            assert_ptr_equal(table->foreign_keys[k].target,
                             model->tables[table->foreign_keys[k].target->number]);
            buf_printf(&text, "%s%s", k > 0 ? " " : "", table->foreign_keys[k].target->name->text);
        }
        buf_text(&text, ") ");
    }
    unit_equal(buf_view(&text), expected);
    buf_free(&text);
}

static void test_an_excerpt_has_what_the_revision_is_about(void **state) {
    (void)state;
    Proven proven;
    chain_read_shop(&proven, "  rename table users to people\n"
                             "  alter table people {\n    drop column fax lossy 'gone'\n  }\n");
    LeftOut left_out = no_left_out(&proven);
    Arena *arena = &proven.schema.arena;
    Words *words = words_new(arena, proven.schema.names);
    Excerpts *excerpts = excerpts_new(arena, proven.all[1], words, &left_out, 50, 100);
    Excerpt excerpt;
    assert_true(excerpts_next(excerpts, arena, &excerpt));
    /* orders is built anew as what it refers to gets another name; lines refers to orders */
    model_is(excerpt.script.before,
             "countries() users(countries) notes() orders(users notes) lines(orders) ");
    model_is(excerpt.script.model,
             "countries() people(countries) notes() orders(people notes) lines(orders) ");
    assert_string_equal(excerpt.state.revision, "r1");
    assert_int_equal(excerpt.state.position, 1);
    const Change *change = &excerpt.changes.items[0];
    assert_ptr_equal(change->before, excerpt.script.before);
    const TableChange *table = change->up.items[0].table;
    assert_ptr_equal(table->before, excerpt.script.before->tables[1]);
    assert_ptr_equal(table->inverse->after, table->before);
    assert_ptr_equal(table->inverse->inverse, table);
    assert_false(excerpts_next(excerpts, arena, &excerpt));
    chain_end(&proven);
}

static void test_neighbours_have_no_neighbours(void **state) {
    (void)state;
    Proven proven;
    chain_read_shop(&proven, "  alter table users {\n    add column age  int  null\n  }\n");
    LeftOut left_out = no_left_out(&proven);
    Arena *arena = &proven.schema.arena;
    Excerpts *excerpts = excerpts_new(arena, proven.all[1], words_new(arena, proven.schema.names),
                                      &left_out, 50, 100);
    Excerpt excerpt;
    assert_true(excerpts_next(excerpts, arena, &excerpt));
    model_is(excerpt.script.before, "countries() users(countries) orders(users) ");
    model_is(excerpt.script.model, "countries() users(countries) orders(users) ");
    chain_end(&proven);
}

/* ---- tampering -------------------------------------------------------------------------------- */

static const char edit[] = "  alter table users {\n"
                           "    rename column email to mail\n"
                           "    drop column fax lossy 'gone'\n"
                           "    add column age  int  default 7\n"
                           "    add index (age)\n"
                           "  }\n"
                           "  alter table notes {\n"
                           "    add column size  int  null\n"
                           "    alter column body  text  null\n"
                           "  }\n"
                           "  create table tags {\n    id  bigint  identity primary key\n  }\n";

typedef struct Tampering {
    char file; /* u, d, v */
    const char *from;
    const char *to;
    const char *caught; /* part of what is told; NULL: nothing */
} Tampering;

static const Tampering tamperings[] = {
    {'u', "COMMIT;", "COMMIT; ", NULL},
    {'u', "SELECT id, email,", "SELECT id, email || '!',", "rows of users are not what they were"},
    {'u', "COMMIT;", "DELETE FROM main.users; COMMIT;", "refers to a row of users that is not"},
    {'u', "COMMIT;", "DELETE FROM main.orders; COMMIT;", "rows of orders are not what they were"},
    {'u', "COMMIT;", "UPDATE main.notes SET rowid = rowid + 5; COMMIT;",
     "rows of notes are not what they were"},
    {'u', "COMMIT;", "UPDATE main.sqlite_sequence SET seq = 1; COMMIT;", "give numbers"},
    {'u', "COMMIT;", "CREATE TABLE more (x); COMMIT;", "found"},
    {'u', "COMMIT;", "DROP INDEX users_age_idx; COMMIT;", "found"},
    {'u', "CHECK (loss = 0)", "CHECK (loss >= 0)", "because of the error above"},
    {'u', "DROP TABLE main.migc_lock;", "DROP TABLE main.migc_loc;", "no such table"},
    {'d', "COMMIT;", "DELETE FROM main.orders; COMMIT;", "rows of orders are not what they were"},
    {'d', "COMMIT;", "UPDATE main.sqlite_sequence SET seq = 1; COMMIT;", "give numbers"},
    {'d', "COMMIT;", "DROP TABLE main.notes; COMMIT;", "found"},
    {'d', "COMMIT;", "CREATE VIEW v AS SELECT 1; COMMIT;", "found"},
    {'v', "CHECK (revision = 'r2')", "CHECK (revision = 'r3')", "verification"},
};

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

static ProofResult prove_texts(Proven *proven, const ProofTexts *texts) {
    Arena *arena = &proven->schema.arena;
    ChainProof proof = {.arena = arena,
                        .sources = &proven->schema.sources,
                        .diags = &proven->schema.diags,
                        .words = words_new(arena, proven->schema.names),
                        .left_out = {.arena = arena},
                        .summary = &proven->summary,
                        .head = proven->all[1]};
    return prove_revision_texts(&proof, proven->all[1], texts);
}

static void test_a_script_that_is_wrong_is_caught(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof tamperings / sizeof tamperings[0]; i++) {
        const Tampering *tampering = &tamperings[i];
        Proven proven;
        chain_read(&proven, core, edit);
        Arena *arena = &proven.schema.arena;
        ProofTexts texts = {.up = emitted(arena, sqlite_up, proven.all[1]),
                            .down = emitted(arena, sqlite_down, proven.all[1]),
                            .verify = emitted(arena, sqlite_verify, proven.all[1])};
        Text *file = tampering->file == 'u'   ? &texts.up
                     : tampering->file == 'd' ? &texts.down
                                              : &texts.verify;
        *file = replaced(arena, *file, tampering->from, tampering->to);
        ProofResult result = prove_texts(&proven, &texts);
        bool expected = tampering->caught == NULL
                            ? result == PROOF_HOLDS
                            : result == PROOF_BUG &&
                                  strstr(last_message(&proven), tampering->caught) != NULL;
        if (!expected) {
            fail_msg("`%s` for `%s`: result %d, %s", tampering->to, tampering->from, (int)result,
                     last_message(&proven));
        }
        chain_end(&proven);
    }
}

/* ---- the author's own -------------------------------------------------------------------------- */

typedef struct Mistake {
    const char *revision;
    DiagKind kind;
    const char *at; /* the text at its place */
} Mistake;

static const Mistake mistakes[] = {
    {"  sql\n    up $$ update users set male = 1; $$\n    down $$ select 1; $$\n", DIAG_INVALID_SQL,
     "male"},
    {"  sql\n    up $$ update users set fax = 'x'; $$\n    down $$ updat users set fax = ''; $$\n",
     DIAG_INVALID_SQL, "updat"},
    {"  sql\n    up $$ create table odd (x); $$\n    down $$ drop table odd; $$\n",
     DIAG_NOT_REPEATABLE, "odd"},
    {"  sql seen for sqlite\n    needs users\n"
     "    up $$ create view if not exists seen as selec 1; $$\n"
     "    down $$ drop view if exists seen; $$\n",
     DIAG_INVALID_SQL, "selec"},
    {"  alter table users {\n    add column age  int\n    backfill age = $$ length(male) $$\n  }\n",
     DIAG_INVALID_SQL, "male"},
    {"  alter table users {\n    alter column email  text  using ($$ nothing(email) $$)\n  }\n",
     DIAG_INVALID_SQL, "nothing"},
    {"  alter table users {\n    drop column fax restore ($$ nothing(email) $$)\n  }\n",
     DIAG_INVALID_SQL, "nothing"},
    {"  alter table users {\n    add check odd ($$ nothing(email) $$)\n  }\n", DIAG_INVALID_SQL,
     "nothing"},
};

static void test_mistakes_of_the_author_are_told_at_their_place(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        const Mistake *mistake = &mistakes[i];
        Proven proven;
        chain_read_shop(&proven, mistake->revision);
        ProofResult result = chain_prove(&proven);
        const Diags *diags = &proven.schema.diags;
        if (result != PROOF_FINDINGS || diags->all.count != 1 ||
            diags->all.items[0]->kind != mistake->kind) {
            fail_msg("%s\nresult %d, %u told: %s", mistake->revision, (int)result, diags->all.count,
                     last_message(&proven));
        }
        Text at = sources_text(&proven.schema.sources, diags->all.items[0]->span);
        if (!text_is(at, mistake->at)) {
            fail_msg("%s\nat `%.*s`: %s", mistake->revision, TEXT_ARG(at), last_message(&proven));
        }
        chain_end(&proven);
    }
}

static void test_a_mistake_is_told_once_in_a_chain(void **state) {
    (void)state;
    Proven proven;
    chain_begin(&proven, "sqlite 3.35");
    revision_add_shop(&proven);
    revision_add(&proven, "  sql seen for sqlite\n    needs users\n"
                          "    up $$ create view if not exists seen as selec 1; $$\n"
                          "    down $$ drop view if exists seen; $$\n");
    revision_add(&proven, "  alter table users {\n    add column age  int  null\n  }\n");
    revision_add(&proven, "  drop sql seen\n");
    chain_plan(&proven);
    assert_int_equal(chain_prove(&proven), PROOF_FINDINGS);
    assert_int_equal(proven.schema.diags.all.count, 1);
    chain_end(&proven);
}

/* ---- rows that may stop a revision -------------------------------------------------------------- */

static void test_rows_that_a_revision_refuses_are_no_mistake(void **state) {
    (void)state;
    Proven proven;
    chain_read_shop(
        &proven, "  alter table users {\n"
                 "    alter column fax  text\n" /* it may be null, and the downgrade allows that */
                 "    add check long_mail (length(email) > 900)\n"
                 "  }\n");
    chain_holds(&proven);
    assert_true(proven.summary.stops > 0);
    chain_end(&proven);
}

static void test_rows_live_through_everything(void **state) {
    (void)state;
    Proven proven;
    chain_begin(&proven, "sqlite 3.35");
    revision_add_shop(&proven);
    revision_add(&proven, edit);
    revision_add(&proven,
                 "  alter enum state { rename value draft to open }\n"
                 "  rename table orders to purchases\n"
                 "  sql\n    up $$ update notes set body = '?'; $$\n    down none 'no'\n"
                 "  alter table purchases {\n    add column seen  bool  default false\n  }\n");
    revision_add(&proven, "  drop table lines lossy 'gone'\n"
                          "  create table lines {\n    id  bigint  identity primary key\n  }\n");
    revision_add(&proven,
                 "  data countries key (code) {\n    code\n    'de'\n  }\n"
                 "  sql people for sqlite\n    needs users\n"
                 "    up $$ create view if not exists people as select mail from users; $$\n"
                 "    down $$ drop view if exists people; $$\n");
    revision_add(&proven, "  alter table users {\n    add column nick  text  null\n  }\n"
                          "  data countries key (code) {\n    code\n    'de'\n    'fr'\n  }\n");
    chain_plan(&proven);
    chain_holds(&proven);
    assert_int_equal(proven.summary.stops, 0);
    chain_end(&proven);
}

/* ---- cost -------------------------------------------------------------------------------------- */

/* `count` tables, and revisions that each give one of them a column. */
static void chain_of(Proven *proven, unsigned count, unsigned revisions) {
    Buf text = {0};
    chain_begin(proven, "sqlite 3.35");
    for (unsigned i = 0; i < count; i++) {
        buf_printf(&text, "  create table t%u {\n    id  int  primary key\n", i);
        if (i > 0) {
            buf_printf(&text, "    other  int  references t%u\n",
                       i > 30 ? i - 1 - i * 7 % 30 : i - 1);
        }
        buf_text(&text, "  }\n");
    }
    buf_char(&text, '\0');
    revision_add(proven, arena_printf(&proven->schema.arena, "%s", text.data));
    for (unsigned i = 0; i < revisions; i++) {
        revision_add(proven,
                     arena_printf(&proven->schema.arena,
                                  "  alter table t%u {\n    add column c%u  int  default 1\n"
                                  "    add check (c%u > 0)\n  }\n",
                                  40 + i % 50, i, i));
    }
    buf_free(&text);
    chain_plan(proven);
}

static uint64_t statements_of_revisions(unsigned count, unsigned revisions) {
    Proven proven;
    chain_of(&proven, count, revisions);
    chain_holds(&proven);
    uint64_t all = proven.summary.statements;
    chain_end(&proven);
    chain_of(&proven, count, 0);
    chain_holds(&proven);
    all -= proven.summary.statements;
    chain_end(&proven);
    return all;
}

static void test_the_number_of_statements_is_linear(void **state) {
    (void)state;
    uint64_t few = statements_of_revisions(600, 10);
    uint64_t many = statements_of_revisions(600, 40);
    assert_in_range(many, few * 3, few * 5);
    uint64_t in_more = statements_of_revisions(1200, 10);
    assert_in_range(in_more, few * 9 / 10, few * 11 / 10);
}

static void test_a_revision_of_many_tables_goes_in_pieces(void **state) {
    (void)state;
    Proven proven;
    chain_of(&proven, 130, 0);
    Buf text = {0};
    for (unsigned i = 0; i < 130; i++) {
        buf_printf(&text, "  alter table t%u {\n    rename column id to number\n  }\n", i);
    }
    buf_char(&text, '\0');
    revision_add(&proven, text.data);
    buf_free(&text);
    chain_plan(&proven);
    LeftOut left_out = no_left_out(&proven);
    Arena *arena = &proven.schema.arena;
    Words *words = words_new(arena, proven.schema.names);
    ChainProof proof = {.arena = arena,
                        .sources = &proven.schema.sources,
                        .diags = &proven.schema.diags,
                        .words = words,
                        .left_out = left_out,
                        .summary = &proven.summary,
                        .head = proven.all[1]};
    if (prove_revision(&proof, proven.all[1], 50, 100) != PROOF_HOLDS) {
        fail_msg("%s", last_message(&proven));
    }
    assert_int_equal(proven.summary.batches, 3);
    assert_true(proven.summary.tables > 130);
    chain_end(&proven);
}

/* ---- PostgreSQL -------------------------------------------------------------------------------- */

#ifdef WITH_PG_QUERY

/* Lines that begin with a backslash are psql's. */
static void parses(const char *what, Text text) {
    for (char *at = strstr(text.data, "\n\\"); at != NULL; at = strstr(at + 1, "\n\\")) {
        memset(at + 1, ' ', strcspn(at + 1, "\n"));
    }
    PgQuerySplitResult split = pg_query_split_with_parser(text.data);
    if (split.error != NULL) {
        fail_msg("%s: %s at %d\n%.*s", what, split.error->message, split.error->cursorpos,
                 TEXT_ARG(text));
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
    Proven proven;
    chain_read_shop(&proven, edit);
    Arena *arena = &proven.schema.arena;
    Script script = script_for(&proven, 1, TARGET_POSTGRES);
    const Script *one = &script;
    assert_int_equal(prove_chain(&one, 1, arena, &proven.schema.sources, &proven.schema.diags),
                     PROOF_HOLDS);
    parses("up", emitted(arena, emit_up, &script));
    parses("down", emitted(arena, emit_down, &script));
    parses("verify", emitted(arena, emit_verify, &script));
    chain_end(&proven);
}

static void test_mistakes_for_postgres_are_told_once(void **state) {
    (void)state;
    static const char *const revisions[] = {
        "  sql\n    up $$ updat users set fax = ''; $$\n    down none 'no'\n",
        "  alter table users {\n    add column age  int\n    backfill age = $$ 1 + $$\n  }\n",
        "  alter table users {\n    add check odd ($$ 1 + $$)\n  }\n",
    };
    for (size_t i = 0; i < sizeof revisions / sizeof revisions[0]; i++) {
        Proven proven;
        chain_begin(&proven, "postgres 13");
        revision_add_shop(&proven);
        revision_add(&proven, revisions[i]);
        revision_add(&proven, "  alter table users {\n    drop column fax lossy 'no'\n  }\n");
        chain_plan(&proven);
        Script scripts[] = {script_for(&proven, 0, TARGET_POSTGRES),
                            script_for(&proven, 1, TARGET_POSTGRES),
                            script_for(&proven, 2, TARGET_POSTGRES)};
        const Script *all[] = {&scripts[0], &scripts[1], &scripts[2]};
        ProofResult result = prove_chain(all, 3, &proven.schema.arena, &proven.schema.sources,
                                         &proven.schema.diags);
        if (result != PROOF_FINDINGS || proven.schema.diags.all.count != 1) {
            fail_msg("%s\nresult %d, %u told: %s", revisions[i], (int)result,
                     proven.schema.diags.all.count, last_message(&proven));
        }
        chain_end(&proven);
    }
}

#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_excerpt_has_what_the_revision_is_about),
        cmocka_unit_test(test_neighbours_have_no_neighbours),
        cmocka_unit_test(test_a_script_that_is_wrong_is_caught),
        cmocka_unit_test(test_mistakes_of_the_author_are_told_at_their_place),
        cmocka_unit_test(test_a_mistake_is_told_once_in_a_chain),
        cmocka_unit_test(test_rows_that_a_revision_refuses_are_no_mistake),
        cmocka_unit_test(test_rows_live_through_everything),
        cmocka_unit_test(test_the_number_of_statements_is_linear),
        cmocka_unit_test(test_a_revision_of_many_tables_goes_in_pieces),
#ifdef WITH_PG_QUERY
        cmocka_unit_test(test_whole_postgres_scripts_are_valid),
        cmocka_unit_test(test_mistakes_for_postgres_are_told_once),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
