/*
 * postgres.c - takes a script for PostgreSQL, parses its statements with PostgreSQL's own grammar;
 * see prove.h.
 *
 * A DO block is one string to that parser, so the statements are printed by themselves. Some tens
 * of KiB of them are parsed at once; only if that fails, one by one, to find the one to blame. What
 * the author wrote verbatim is parsed by itself before.
 */
#include "prove/prove.h"

#ifdef WITH_PG_QUERY

#include <pg_query.h>
#include <stdlib.h>
#include <string.h>

#include "emit/postgres/postgres.h"
#include "emit/sql_tokens.h"
#include "prove/place.h"

#define PARSED_AT_ONCE ((size_t)64 * 1024)
#define STATEMENT_SHOWN ((size_t)300)

bool prove_has_postgres_grammar(void) {
    return true;
}

typedef struct Parsing {
    const Script *script;
    Arena *arena;
    const Sources *sources;
    Diags *diags;
    Buf text;           /* statements that wait */
    NameMap good_types; /* spellings that were looked at */
    NameMap bad_types;
    NameMap tables; /* of the plan, that were looked into: -> this, or if one is wrong -> &tables */
    VEC(Span) told; /* places in the author's SQL: several revisions may come to one */
    VEC(size_t) starts; /* where each of them begins */
    bool has_findings;
    bool has_bug;
} Parsing;

/* Parses NUL-terminated text. Returns NULL, or PostgreSQL's words, in the arena; `at` is then the
 * place, in bytes. */
static const char *refusal(Parsing *parsing, const char *text, size_t *at) {
    PgQuerySplitResult result = pg_query_split_with_parser(text);
    const char *words = NULL;
    *at = 0;
    if (result.error != NULL) {
        words = arena_copy_text(parsing->arena, result.error->message,
                                strlen(result.error->message));
        int characters = result.error->cursorpos; /* from 1; 0: it does not say */
        while (text[*at] != '\0' && characters > 1) {
            do {
                ++*at;
            } while (((unsigned char)text[*at] & 0xc0) == 0x80);
            characters--;
        }
    }
    pg_query_free_split_result(result);
    return words;
}

/* ---- what migc wrote ------------------------------------------------------------------------- */

static void tell_bug(Parsing *parsing, const char *statement, const char *words) {
    size_t length = strlen(statement);
    Text shown = {statement, length > STATEMENT_SHOWN ? STATEMENT_SHOWN : length};
    Diag *diag = diag_at(parsing->diags, DIAG_PROOF_FAILED, SPAN_NONE,
                         "a statement that migc wrote for PostgreSQL is not valid: %s", words);
    diag_note(diag, SPAN_NONE, "statement: %.*s%s", TEXT_ARG(shown),
              length > STATEMENT_SHOWN ? " ..." : "");
    diag_help(diag, "this is a mistake in migc and not in the schema: please report it");
    diag_help(diag,
              "`--no-proof` writes the scripts nevertheless: try them before you rely on them");
    parsing->has_bug = true;
}

/* Generated columns that are not stored are of a later PostgreSQL than the grammar: their last word is another. */
static void say_stored(Buf *text) {
    static const char later[] = ") VIRTUAL";
    const char *end = text->data + text->length;
    char *at = text->data;
    while ((at = memmem(at, (size_t)(end - at), later, sizeof later - 1)) != NULL) {
        memcpy(at, ") STORED ", sizeof later - 1);
    }
}

/* Parses what waits. */
static void parse_waiting(Parsing *parsing) {
    size_t at = 0;
    buf_char(&parsing->text, '\0');
    say_stored(&parsing->text);
    const char *words = refusal(parsing, parsing->text.data, &at);
    for (uint32_t i = 0; words != NULL && !parsing->has_bug && i < parsing->starts.count; i++) {
        size_t start = parsing->starts.items[i];
        size_t end = i + 1 < parsing->starts.count ? parsing->starts.items[i + 1]
                                                   : parsing->text.length - 1;
        char *one = arena_copy_text(parsing->arena, parsing->text.data + start, end - start);
        const char *why = refusal(parsing, one, &at);
        if (why != NULL) {
            tell_bug(parsing, one, why);
        } else if (i + 1 == parsing->starts.count) {
            tell_bug(parsing, parsing->text.data, words); /* only together are they wrong */
        }
    }
    buf_clear(&parsing->text);
    parsing->starts.count = 0;
}

/* ---- what the author wrote ------------------------------------------------------------------- */

/* What PostgreSQL 16 to 18 read and the grammar of 15 does not; "" is any word. */
static const char *const LATER_WORDS[][3] = {
    {"enforced"},
    {"virtual"},
    {"without", "overlaps"},
    {"period"},
    {"set", "expression"},
    {"constraint", "", "not"},
    {"add", "not"},
    {"by", "source"},
    {"by", "target"},
    {"merge"},
    {"returning", "with"},
    {"is", "json"},
    {"is", "not", "json"},
    {"json_exists"},
    {"json_value"},
    {"json_query"},
    {"json_table"},
    {"json_scalar"},
    {"json_serialize"},
    {"json_object"},
    {"json_objectagg"},
    {"json_array"},
    {"json_arrayagg"},
    {"at", "local"},
    {"storage"},
    {"statistics", "on"},
};

/* Whether SQL has words of a later PostgreSQL. */
static bool has_later_words(Parsing *parsing, Name text) {
    SqlTokens tokens = sql_tokens(parsing->arena, name_text(text), TARGET_POSTGRES);
    for (uint32_t at = 0; at < tokens.all.count; at++) {
        for (size_t i = 0; i < sizeof LATER_WORDS / sizeof *LATER_WORDS; i++) {
            uint32_t n = 0;
            while (n < 3 && LATER_WORDS[i][n] != NULL && at + n < tokens.all.count &&
                   (*LATER_WORDS[i][n] == '\0' ||
                    sql_is_word(&tokens.all.items[at + n], LATER_WORDS[i][n]))) {
                n++;
            }
            if (n == 3 || LATER_WORDS[i][n] == NULL) {
                return true;
            }
        }
    }
    return false;
}

/* The SQL may be for a later PostgreSQL than the grammar that is built in: the project says so, or it says
 * no version, and the words are of a later one. */
static bool is_for_later(Parsing *parsing, Name text) {
    const Project *project = parsing->script->project;
    return project->version[TARGET_POSTGRES] / 1000 > strtoul(PG_MAJORVERSION, NULL, 10) ||
           (span_is_none(project->version_span[TARGET_POSTGRES]) && has_later_words(parsing, text));
}

static void tell_author(Parsing *parsing, Name text, Span span, const char *what,
                        const char *words) {
    for (uint32_t i = 0; i < parsing->told.count; i++) {
        if (parsing->told.items[i].start == span.start) {
            return;
        }
    }
    vec_push(parsing->arena, &parsing->told, span);
    if (is_for_later(parsing, text)) {
        Diag *diag = diag_at(parsing->diags, DIAG_UNPROVEN_SQL, span,
                             "this SQL cannot be proven: %s", words);
        diag_note(diag, SPAN_NONE,
                  "the grammar that is built in is PostgreSQL %s's, the %s for a later one",
                  PG_MAJORVERSION,
                  span_is_none(parsing->script->project->version_span[TARGET_POSTGRES])
                      ? "words may be"
                      : "project is");
        return;
    }
    diag_at(parsing->diags, DIAG_INVALID_SQL, span, "PostgreSQL refuses %s: %s", what, words);
    parsing->has_findings = true;
}

/* Parses `before` TEXT `after`, TEXT being what stands at `span`. Returns whether it is valid. */
static bool author_is_read(Parsing *parsing, const char *before, Name text, const char *after,
                           Span span, const char *what) {
    Buf sql = {0};
    size_t at = 0;
    size_t lead = strlen(before);
    buf_text(&sql, before);
    buf_name(&sql, text);
    buf_text(&sql, after);
    buf_char(&sql, '\0');
    const char *words = refusal(parsing, sql.data, &at);
    buf_free(&sql);
    if (words != NULL) {
        tell_author(parsing, text, place_word(parsing->sources, span, at > lead ? at - lead : 0),
                    what, words);
    }
    return words == NULL;
}

/* The spelling of a type; looked at once, however many columns have it. */
static bool type_is_read(Parsing *parsing, const Leaf *leaf) {
    if (namemap_get(&parsing->good_types, leaf->text) != NULL ||
        namemap_get(&parsing->bad_types, leaf->text) != NULL) {
        return namemap_get(&parsing->good_types, leaf->text) != NULL;
    }
    bool is_read = author_is_read(parsing, "CREATE TABLE t (c ", leaf->text, ")", leaf->span,
                                  "this type");
    namemap_put(parsing->arena, is_read ? &parsing->good_types : &parsing->bad_types, leaf->text,
                parsing);
    return is_read;
}

/* A verbatim expression where it stands: an index key may name an operator class behind it. */
static bool leaf_is_read(Parsing *parsing, const Leaf *leaf) {
    if (leaf->role == LEAF_TYPE) {
        return type_is_read(parsing, leaf);
    }
    bool is_key = leaf->role == LEAF_INDEX_KEY && leaf->is_whole;
    return author_is_read(parsing, is_key ? "CREATE INDEX ON t (" : "SELECT (", leaf->text, "\n)",
                          leaf->span, "this expression");
}

/* ---- steps ----------------------------------------------------------------------------------- */

/* Whether the verbatim expressions of a table are valid, and those of the values that its change gives to
 * columns (NULL: it is new); tells those that are not. */
static bool leaves_are_read(Parsing *parsing, const Table *table, const TableChange *change) {
    Leaves leaves = {0};
    bool all = true;
    leaves_of_table(parsing->arena, parsing->script->model->names, table, TARGET_POSTGRES,
                    parsing->sources, &leaves);
    if (change != NULL) {
        leaves_of_change(parsing->arena, parsing->script->model->names, change, TARGET_POSTGRES,
                         parsing->sources, &leaves);
    }
    for (uint32_t i = 0; i < leaves.count; i++) {
        all = leaf_is_read(parsing, &leaves.items[i]) && all;
    }
    return all;
}

/* Looks into a table the first time that a step of the plan creates or changes it. Returns whether its
 * expressions are valid: if not, nothing more is to be said about it. */
static bool table_is_read(Parsing *parsing, const Step *step) {
    const TableChange *change = step->op != NULL && step->op->kind == OP_ALTER_TABLE
                                    ? step->op->table
                                    : NULL;
    if (step->table == NULL) {
        return true;
    }
    Name name = name_qualified(parsing->script->model->names, step->table->space,
                               step->table->name);
    if ((change != NULL || step->kind == STEP_CREATE_TABLE) &&
        namemap_get(&parsing->tables, name) == NULL) {
        bool is_read = leaves_are_read(parsing, change != NULL ? change->after : step->table,
                                       change);
        namemap_set(parsing->arena, &parsing->tables, name,
                    is_read ? (void *)parsing : &parsing->tables);
    }
    return namemap_get(&parsing->tables, name) != &parsing->tables;
}

static void parse_sql(Parsing *parsing, const SqlObject *sql, bool is_up) {
    Name text = is_up ? sql->up : sql->down;
    const char *words = is_up ? "up" : "down";
    if (text != NULL) {
        const char *what = sql->name != NULL
                               ? arena_printf(parsing->arena, "the `%s` of sql object `%s`", words,
                                              sql->name->text)
                               : arena_printf(parsing->arena, "the `%s` of this step", words);
        author_is_read(parsing, "", text, "", is_up ? sql->up_span : sql->down_span, what);
    }
}

static void parse_step(Parsing *parsing, Ddl *ddl, const Step *step) {
    if (step->kind == STEP_RUN_SQL || step->kind == STEP_UNDO_SQL) {
        parse_sql(parsing, step->sql, step->kind == STEP_RUN_SQL);
        return;
    }
    if (!table_is_read(parsing, step)) {
        return; /* told */
    }
    vec_push(parsing->arena, &parsing->starts, parsing->text.length);
    postgres_statement(ddl, step);
    if (parsing->text.length >= PARSED_AT_ONCE) {
        parse_waiting(parsing);
    }
}

static void parse_plan(Parsing *parsing, const Plan *plan) {
    Ddl ddl = ddl_begin(&parsing->text, parsing->script->dialect);
    parsing->tables = (NameMap){0};
    for (uint32_t i = 0; i < plan->steps.count && !parsing->has_bug; i++) {
        parse_step(parsing, &ddl, &plan->steps.items[i]);
    }
    if (!parsing->has_bug) {
        parse_waiting(parsing);
    }
    ddl_end(&ddl);
}

ProofResult prove_postgres(const Script *const *scripts, uint32_t count, Arena *arena,
                           const Sources *sources, Diags *diags) {
    Parsing parsing = {.arena = arena, .sources = sources, .diags = diags};
    for (uint32_t i = 0; i < count && !parsing.has_bug; i++) {
        parsing.script = scripts[i];
        parse_plan(&parsing, scripts[i]->up);
        if (!parsing.has_bug) {
            parse_plan(&parsing, scripts[i]->down);
        }
    }
    buf_free(&parsing.text);
    return parsing.has_bug ? PROOF_BUG : parsing.has_findings ? PROOF_FINDINGS : PROOF_HOLDS;
}

#else

bool prove_has_postgres_grammar(void) {
    return false;
}

ProofResult prove_postgres(const Script *const *scripts, uint32_t count, Arena *arena,
                           const Sources *sources, Diags *diags) {
    (void)scripts;
    (void)count;
    (void)arena;
    (void)sources;
    (void)diags;
    return PROOF_HOLDS;
}

#endif
