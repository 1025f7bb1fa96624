/*
 * blame.c - takes what went wrong in a SQLite proof, tells whose mistake it is; see prover.h.
 *
 * The author's SQL is known by where it stands in the script. A statement of migc's own that fails
 * may still fail because of a verbatim expression or a row in it: these are tried by themselves.
 * What is left is migc's fault.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "emit/ddl.h"
#include "emit/quote.h"
#include "emit/sql_facts.h"
#include "prove/place.h"
#include "prove/prover.h"

#define STATEMENT_SHOWN ((size_t)300)

/* How SQLite begins to say that a function is missing. */
static const char no_function[] = "no such function: ";

const char *phase_words(Phase phase) {
    switch (phase) {
    case PHASE_UP: return "the upgrade";
    case PHASE_UP_AGAIN: return "the upgrade, run again,";
    case PHASE_VERIFY: return "the verification";
    case PHASE_DOWN: return "the downgrade";
    case PHASE_DOWN_AGAIN: return "the downgrade, run again,";
    case PHASE_UP_AFTER_DOWN: return "the upgrade after a downgrade";
    }
    return "the script";
}

/* ---- telling --------------------------------------------------------------------------------- */

Verdict tell_bug(Prover *prover, const char *what, const char *why, Text statement) {
    Diag *diag = diag_at(prover->diags, DIAG_PROOF_FAILED, SPAN_NONE,
                         "%s that migc wrote for SQLite does not hold: %s", what, why);
    if (statement.length > 0) {
        bool is_cut = statement.length > STATEMENT_SHOWN;
        Text shown = {statement.data, is_cut ? STATEMENT_SHOWN : statement.length};
        diag_note(diag, SPAN_NONE, "statement: %.*s%s", TEXT_ARG(shown), is_cut ? " ..." : "");
    }
    if (prover->session.output.length > 0) {
        Text output = buf_view(&prover->session.output);
        output.length -= 1; /* the newline */
        diag_note(diag, SPAN_NONE, "it said: %.*s", TEXT_ARG(output));
    }
    if (prover->changes != NULL) {
        diag_note(diag, SPAN_NONE, "revision: %s", prover->script->revision);
    }
    diag_help(diag, "this is a mistake in migc and not in the schema: please report it");
    diag_help(diag,
              "`--no-proof` writes the scripts nevertheless: try them before you rely on them");
    return VERDICT_BUG;
}

/* The project asks for a later SQLite than the one that is linked: it may know what this one does
 * not. */
static bool is_for_later(const Prover *prover) {
    return prover->script->project->version[TARGET_SQLITE] >
           (uint32_t)sqlite3_libversion_number() / 1000;
}

static void tell_unproven(Prover *prover, Span span, const char *text, const char *why) {
    Diag *diag = diag_at(prover->diags, DIAG_UNPROVEN_SQL, span, "this SQL cannot be proven: %s",
                         text);
    diag_note(diag, SPAN_NONE, "%s", why);
}

/* Tells something about the author's own SQL: as an error, or where it cannot be known as a
 * warning. */
static Diag *tell_sql(Prover *prover, DiagKind kind, Span span, const char *text) {
    if (is_for_later(prover)) {
        tell_unproven(prover, span, text,
                      "the project is for a later SQLite than the one that migc has in it");
        return NULL;
    }
    prover->has_findings = true;
    return diag_at(prover->diags, kind, span, "%s", text);
}

/* Leaves the object out of what is proven from here on. */
static Verdict leave_out(Prover *prover, const SqlObject *sql) {
    prover->left_out = sql;
    return VERDICT_AGAIN;
}

/* `sql object `x``; a free step has no name. */
static const char *sql_words(Prover *prover, const SqlObject *sql) {
    return sql->name != NULL ? arena_printf(&prover->arena, "sql object `%s`", sql->name->text)
                             : "this step";
}

/* ---- the author's own objects ---------------------------------------------------------------- */

static bool is_word_at(const char *at, const char *from, size_t length) {
    bool begins = at == from || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
    return begins && !(isalnum((unsigned char)at[length]) || at[length] == '_');
}

/* `no such column: u.male`: SQLite does not always say where; the word in the statement, or NULL. */
static const char *word_of_failure(const Failure *failure) {
    static const char lead[] = "no such ";
    const char *colon = strncmp(failure->message, lead, strlen(lead)) == 0
                            ? strstr(failure->message, ": ")
                            : NULL;
    const char *word = colon != NULL ? colon + 2 : "";
    const char *dot = strrchr(word, '.');
    word = dot != NULL ? dot + 1 : word;
    size_t length = strlen(word);
    const char *end = failure->statement + failure->length;
    for (const char *at = failure->statement;
         length > 0 && (at = memmem(at, (size_t)(end - at), word, length)) != NULL; at++) {
        if (is_word_at(at, failure->statement, length)) {
            return at;
        }
    }
    return NULL;
}

static Span failure_span(Prover *prover, const Failure *failure) {
    const Stretch *stretch = failure->stretch;
    const ScriptText *script = stretch->is_down ? &prover->down : &prover->up;
    const char *start = script->text + stretch->start;
    Span span = stretch->is_down ? stretch->sql->down_span : stretch->sql->up_span;
    const char *at = failure->at != NULL ? failure->at : word_of_failure(failure);
    return at != NULL ? place_word(prover->sources, span, (size_t)(at - start))
                      : place_line(prover->sources, span, (size_t)(failure->statement - start));
}

static Verdict blame_sql(Prover *prover, Phase phase, const Failure *failure) {
    const SqlObject *sql = failure->stretch->sql;
    const char *word = failure->stretch->is_down ? "down" : "up";
    Span span = failure_span(prover, failure);
    switch (phase) {
    case PHASE_UP_AGAIN:
    case PHASE_DOWN_AGAIN: {
        const char *text = arena_printf(&prover->arena, "the `%s` of %s cannot run twice: %s", word,
                                        sql_words(prover, sql), failure->message);
        Diag *diag = tell_sql(prover, DIAG_NOT_REPEATABLE, span, text);
        diag_note(diag, SPAN_NONE,
                  "scripts are run again to make sure: what is done already must be passed over");
        diag_help(diag, failure->stretch->is_down ? "write `drop ... if exists`"
                                                  : "write `create ... if not exists`");
        break;
    }
    case PHASE_UP_AFTER_DOWN: {
        const char *text = arena_printf(&prover->arena,
                                        "%s cannot be made again after its `down`: %s",
                                        sql_words(prover, sql), failure->message);
        tell_sql(prover, DIAG_NOT_UNDONE, span, text);
        break;
    }
    case PHASE_UP:
    case PHASE_VERIFY:
    case PHASE_DOWN: {
        const char *text = arena_printf(&prover->arena, "SQLite refuses the `%s` of %s: %s", word,
                                        sql_words(prover, sql), failure->message);
        tell_sql(prover, DIAG_INVALID_SQL, span, text);
        break;
    }
    }
    return leave_out(prover, sql);
}

/* The first of the author's objects that speaks of `word`; NULL: none does. */
static const SqlObject *object_that_names(const Prover *prover, const char *word) {
    for (uint32_t i = 0; i < prover->batch.sql_count; i++) {
        Name up = prover->batch.sqls[i]->up;
        if (up != NULL && strcasestr(up->text, word) != NULL) {
            return prover->batch.sqls[i];
        }
    }
    return NULL;
}

/* The same for a table that SQLite refuses rows of with `message`: what makes a trigger of it, and of such what
 * speaks of what the message ends with (`no such table: main.log`), rather than anything else that names the table. */
static const SqlObject *object_that_refuses(Prover *prover, const char *table,
                                            const char *message) {
    const char *end = message + strlen(message);
    const char *word = end;
    while (word > message && (isalnum((unsigned char)word[-1]) || word[-1] == '_')) {
        word--;
    }
    const SqlObject *best = NULL;
    int most = -1;
    for (uint32_t i = 0; i < prover->batch.sql_count; i++) {
        const SqlObject *sql = prover->batch.sqls[i];
        SqlFacts facts = {0};
        if (sql->up == NULL || strcasestr(sql->up->text, table) == NULL) {
            continue;
        }
        sql_facts_read(&prover->arena, prover->script->model->names, name_text(sql->up),
                       TARGET_SQLITE, &facts);
        int fits = word < end && strcasestr(sql->up->text, word) != NULL;
        for (uint32_t k = 0; k < facts.all.count; k++) {
            if (facts.all.items[k]->kind == FACT_TRIGGER) {
                fits += 2;
                break;
            }
        }
        if (fits > most) {
            best = sql;
            most = fits;
        }
    }
    return best;
}

/* The object of the schema that makes the view or trigger of this name; NULL: there is none. */
static const SqlObject *object_that_makes(Prover *prover, const Model *model, const char *name) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        SqlFacts facts = {0};
        if (sql == NULL || (sql->targets >> TARGET_SQLITE & 1u) == 0 || sql->up == NULL) {
            continue;
        }
        sql_facts_read(&prover->arena, model->names, name_text(sql->up), TARGET_SQLITE, &facts);
        for (uint32_t k = 0; k < facts.all.count; k++) {
            if (strcasecmp(facts.all.items[k]->name->text, name) == 0) {
                return sql;
            }
        }
    }
    return NULL;
}

/* The object that makes the view or trigger, if the schema `head` still has it in these words; else NULL. */
static const SqlObject *object_until(Prover *prover, const Idle *idle, const Model *head) {
    const SqlObject *sql = object_that_makes(prover, prover->script->model, idle->name);
    const SqlObject *last = sql != NULL ? object_that_makes(prover, head, idle->name) : NULL;
    return last != NULL && last->up == sql->up ? sql : NULL;
}

void tell_idle(Prover *prover, const Idle *idle, const Model *head) {
    const SqlObject *sql = object_until(prover, idle, head);
    if (sql != NULL) {
        Diag *diag = diag_at(prover->diags, DIAG_STALE_SQL,
                             place_line(prover->sources, sql->up_span, 0), "%s does not work: %s",
                             sql_words(prover, sql), idle->why);
        diag_help(diag,
                  "SQLite makes views and triggers of what is not there, and refuses to use them");
    }
}

Verdict blame_idle(Prover *prover, const Idle *idle, const Model *head) {
    const SqlObject *sql = object_until(prover, idle, head);
    if (sql == NULL) {
        return VERDICT_HOLDS;
    }
    const char *text = arena_printf(&prover->arena, "after revision `%s` %s does not work: %s",
                                    prover->script->revision, sql_words(prover, sql), idle->why);
    Diag *diag = tell_sql(prover, DIAG_INVALID_SQL, place_line(prover->sources, sql->up_span, 0),
                          text);
    if (diag != NULL) {
        diag_help(diag, "write it into the schema with the names that there are now, and into this "
                        "revision or a later one, which `migc new NAME` drafts");
    }
    return leave_out(prover, sql);
}

/* What is found at the front of a line of differences: `unexpected: trigger a: ...` -> a. */
static const char *word_of_line(Arena *arena, const char *line) {
    static const char *const kinds[] = {"table ", "index ", "trigger ", "view "};
    const char *at = strchr(line, ':');
    at = at != NULL ? at + 1 + strspn(at + 1, " ") : line;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strncmp(at, kinds[i], strlen(kinds[i])) == 0) {
            at += strlen(kinds[i]);
            break;
        }
    }
    return arena_copy_text(arena, at, strcspn(at, ":. \n"));
}

/* The database is not what was declared, and the author's SQL may have made it so. */
static Verdict blame_drift(Prover *prover) {
    Buf *output = &prover->session.output;
    buf_char(output, '\0');
    const char *lead = "migc: unexpected: ";
    const char *line = strstr(output->data, lead);
    if (line == NULL) {
        lead = "migc: missing: ";
        line = strstr(output->data, lead);
    }
    output->length--;
    if (line == NULL) {
        return VERDICT_HOLDS;
    }
    line += strlen("migc: ");
    const SqlObject *sql = object_that_names(prover, word_of_line(&prover->arena, line));
    sql = sql != NULL ? sql : prover->batch.sqls[prover->batch.sql_count - 1];
    const char *text = arena_printf(&prover->arena,
                                    "`verify.sql` does not accept what %s makes: %.*s",
                                    sql_words(prover, sql), (int)strcspn(line, "\n"), line);
    Diag *diag = tell_sql(prover, DIAG_UNDECLARED_OBJECT, sql->span, text);
    diag_help(diag, "declare what the language can say; let each sql object make one thing, which "
                    "has its name");
    return leave_out(prover, sql);
}

Verdict blame_remains(Prover *prover, const char *type, const char *name) {
    const SqlObject *sql = object_that_names(prover, name);
    if (sql == NULL) {
        const char *why = arena_printf(&prover->arena, "%s %s is still there", type, name);
        return tell_bug(prover, phase_words(PHASE_DOWN), why, (Text){0});
    }
    if (sql->down == NULL) { /* the author said why it stays */
        return VERDICT_HOLDS;
    }
    const char *text = arena_printf(&prover->arena, "the `down` of %s leaves %s `%s`",
                                    sql_words(prover, sql), type, name);
    Diag *diag = tell_sql(prover, DIAG_NOT_UNDONE, place_line(prover->sources, sql->down_span, 0),
                          text);
    diag_note(diag, sql->up_span, "it is made here");
    diag_help(diag, "drop it, or say why it stays: `down none '...'`");
    return leave_out(prover, sql);
}

Verdict blame_change(Prover *prover, Phase phase, const char *table, const Stretch *stretch) {
    const SqlObject *sql = stretch != NULL ? stretch->sql : object_that_names(prover, table);
    if (sql == NULL) {
        const char *why = arena_printf(&prover->arena, "it changed rows of %s", table);
        return tell_bug(prover, phase_words(phase), why, (Text){0});
    }
    const char *text = arena_printf(&prover->arena,
                                    "the `up` of %s changes rows of `%s` each time it runs",
                                    sql_words(prover, sql), table);
    Diag *diag = tell_sql(prover, DIAG_NOT_REPEATABLE, place_line(prover->sources, sql->up_span, 0),
                          text);
    diag_help(diag, "say that it `needs %s`: then the rows are changed once", table);
    return leave_out(prover, sql);
}

/* ---- verbatim expressions -------------------------------------------------------------------- */

/* `a, b`: the table's columns and nothing else that could be wrong. */
static void write_plain_columns(Buf *out, const Table *table) {
    const char *comma = "";
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if ((column->targets >> TARGET_SQLITE & 1u) != 0) {
            buf_text(out, comma);
            quote_name(out, column->name, TARGET_SQLITE);
            comma = ", ";
        }
    }
}

/* Tries `before` TEXT `after`. Returns whether SQLite reads it; tells if not. */
static bool try_leaf(Prover *prover, const Leaf *leaf, const char *before, const Buf *columns,
                     const char *middle, const char *after) {
    Buf sql = {0};
    buf_text(&sql, before);
    buf_slice(&sql, buf_view(columns));
    buf_text(&sql, middle);
    size_t start = sql.length;
    buf_name(&sql, leaf->text);
    buf_char(&sql, '\n');
    buf_text(&sql, after);
    buf_char(&sql, '\0');
    sqlite3_stmt *statement = session_prepare(&prover->session, sql.data);
    if (statement == NULL) {
        int offset = sqlite3_error_offset(prover->session.db);
        Span span = offset >= (int)start
                        ? place_word(prover->sources, leaf->span, (size_t)offset - start)
                        : place_line(prover->sources, leaf->span, 0);
        const char *text = arena_printf(&prover->arena, "SQLite refuses this %s: %s",
                                        leaf->role == LEAF_TYPE ? "type" : "expression",
                                        sqlite3_errmsg(prover->session.db));
        tell_sql(prover, DIAG_INVALID_SQL, span, text);
    }
    sqlite3_finalize(statement);
    buf_free(&sql);
    return statement != NULL;
}

/* Tries it where it stands. Returns whether SQLite reads it. */
static bool leaf_is_read(Prover *prover, const Leaf *leaf) {
    Buf columns = {0};
    Buf none = {0};
    bool is_read = true;
    switch (leaf->role) {
    case LEAF_TYPE: /* it may say how texts are compared */
        is_read = try_leaf(prover, leaf, "CREATE TABLE temp.migc_leaf (x ", &none, "",
                           ", UNIQUE (x))");
        break;
    case LEAF_CHECK:
        write_plain_columns(&columns, leaf->table);
        is_read = try_leaf(prover, leaf, "CREATE TABLE temp.migc_leaf (", &columns, ", CHECK (",
                           "))");
        break;
    case LEAF_GENERATED:
        write_plain_columns(&columns, leaf->table);
        is_read = try_leaf(prover, leaf, "CREATE TABLE temp.migc_leaf (", &columns,
                           ", migc_leaf AS (", "))");
        break;
    case LEAF_DEFAULT:
        is_read = try_leaf(prover, leaf, "CREATE TABLE temp.migc_leaf (x DEFAULT (", &none, "",
                           "))") &&
                  try_leaf(prover, leaf, "SELECT (", &none, "", ")");
        break;
    case LEAF_VALUE:
        buf_text(&columns, "DROP TABLE IF EXISTS temp.migc_leaf; CREATE TEMP TABLE migc_leaf (");
        write_plain_columns(&columns, leaf->table);
        buf_text(&columns, ")");
        buf_char(&columns, '\0');
        session_do(&prover->session, columns.data);
        is_read = try_leaf(prover, leaf, "SELECT (", &none, "", ") FROM temp.migc_leaf");
        session_do(&prover->session, "DROP TABLE temp.migc_leaf");
        break;
    case LEAF_INDEX_KEY:
    case LEAF_INDEX_WHERE: {
        buf_text(&columns, "DROP TABLE IF EXISTS temp.migc_leaf; CREATE TABLE temp.migc_leaf (");
        write_plain_columns(&columns, leaf->table);
        buf_text(&columns, ", migc_x)");
        buf_char(&columns, '\0');
        session_do(&prover->session, columns.data);
        bool is_key = leaf->role == LEAF_INDEX_KEY;
        is_read = try_leaf(prover, leaf, "CREATE INDEX temp.migc_leaf_x ON migc_leaf (", &none,
                           !is_key          ? "migc_x) WHERE ("
                           : leaf->is_whole ? ""
                                            : "(",
                           is_key && !leaf->is_whole ? "))" : ")");
        session_do(&prover->session, "DROP TABLE temp.migc_leaf");
        break;
    }
    }
    buf_free(&columns);
    return is_read;
}

static bool tell_leaves(Prover *prover, const Leaves *leaves) {
    bool any = false;
    for (uint32_t i = 0; i < leaves->count; i++) {
        any = !leaf_is_read(prover, &leaves->items[i]) || any;
    }
    return any;
}

/* Tells every verbatim expression of the table that SQLite does not read; whether there are any. */
static bool blame_leaves(Prover *prover, const Table *table) {
    Leaves leaves = {0};
    leaves_of_table(&prover->arena, prover->script->model->names, table, TARGET_SQLITE,
                    prover->sources, &leaves);
    return tell_leaves(prover, &leaves);
}

/* The same for the values that a revision gives to columns, there and back. */
static bool blame_values(Prover *prover) {
    Leaves leaves = {0};
    for (uint32_t i = 0; prover->changes != NULL && i < prover->changes->count; i++) {
        const Ops *ops = &prover->changes->items[i].up;
        for (uint32_t k = 0; k < ops->count; k++) {
            if (ops->items[k].kind == OP_ALTER_TABLE) {
                const TableChange *change = ops->items[k].table;
                leaves_of_change(&prover->arena, prover->script->model->names, change,
                                 TARGET_SQLITE, prover->sources, &leaves);
                leaves_of_change(&prover->arena, prover->script->model->names, change->inverse,
                                 TARGET_SQLITE, prover->sources, &leaves);
            }
        }
    }
    return tell_leaves(prover, &leaves);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const Data *data_of(const Prover *prover, const Table *table) {
    for (uint32_t i = 0; i < prover->batch.up.steps.count; i++) {
        const Step *step = &prover->batch.up.steps.items[i];
        if (step->kind == STEP_PUT_ROWS && step->table == table) {
            return step->data;
        }
    }
    return NULL;
}

static Span row_span(const Data *data, uint32_t row) {
    const Expr *const *values = (const Expr *const *)data->values +
                                (size_t)row * data->columns.count;
    return span_join(values[0]->span, values[data->columns.count - 1]->span);
}

/* Puts the rows of a data block one by one into a table of their own, and tells those that it
 * refuses. */
static bool blame_data(Prover *prover, const Data *data) {
    Session session;
    Buf sql = {0};
    bool any = false;
    session_open(&session, &prover->arena);
    Ddl ddl = ddl_begin(&sql, prover->script->dialect);
    ddl_create_table(&ddl, data->table);
    buf_char(&sql, '\0');
    bool is_made = sqlite3_exec(session.db, sql.data, NULL, NULL, NULL) == SQLITE_OK;
    for (uint32_t row = 0; is_made && row < data->row_count; row++) {
        Data one = *data;
        one.values += (size_t)row * data->columns.count;
        one.row_count = 1;
        buf_clear(&sql);
        buf_text(&sql, "INSERT INTO main.");
        quote_name(&sql, data->table->name, TARGET_SQLITE);
        buf_char(&sql, ' ');
        ddl_column_list(&sql, data->table, data->columns, TARGET_SQLITE);
        buf_text(&sql, " VALUES ");
        ddl_rows(&ddl, &one, "");
        buf_char(&sql, '\0');
        if (sqlite3_exec(session.db, sql.data, NULL, NULL, NULL) != SQLITE_OK) {
            diag_at(prover->diags, DIAG_DATA_REFUSED, row_span(data, row),
                    "table `%s` does not accept this row: %s", data->table->name->text,
                    sqlite3_errmsg(session.db));
            any = true;
        }
    }
    ddl_end(&ddl);
    buf_free(&sql);
    session_close(&session);
    prover->has_findings = prover->has_findings || any;
    return any;
}

/* A value of the row for a column of the table; NULL: the block does not give it. */
static const Expr *data_value(const Data *data, uint32_t row, uint16_t column) {
    for (uint16_t i = 0; i < data->columns.count; i++) {
        if (data->columns.at[i] == column) {
            return data->values[(size_t)row * data->columns.count + i];
        }
    }
    return NULL;
}

static bool row_refers_to(const Data *data, uint32_t row, const ForeignKey *key, const Data *target,
                          uint32_t target_row) {
    for (uint16_t i = 0; i < key->columns.count; i++) {
        const Expr *value = data_value(data, row, key->columns.at[i]);
        const Expr *referenced = data_value(target, target_row, key->referenced.at[i]);
        if (value == NULL || value->kind == EXPR_NULL || referenced == NULL ||
            expr_equal(value, referenced)) {
            continue;
        }
        return false;
    }
    return true;
}

static bool refers_to_nothing(const Data *data, uint32_t row, const ForeignKey *key,
                              const Data *target) {
    for (uint16_t i = 0; i < key->columns.count; i++) {
        const Expr *value = data_value(data, row, key->columns.at[i]);
        if (value == NULL || value->kind == EXPR_NULL) {
            return false;
        }
    }
    for (uint32_t i = 0; target != NULL && i < target->row_count; i++) {
        if (row_refers_to(data, row, key, target, i)) {
            return false;
        }
    }
    return true;
}

/* Tells the rows of the block that refer to rows that no block puts. */
static bool blame_references(Prover *prover, const Data *data) {
    bool any = false;
    for (uint16_t k = 0; k < data->table->foreign_key_count; k++) {
        const ForeignKey *key = &data->table->foreign_keys[k];
        const Data *target = data_of(prover, key->target);
        for (uint32_t row = 0; row < data->row_count; row++) {
            if ((key->targets >> TARGET_SQLITE & 1u) != 0 &&
                refers_to_nothing(data, row, key, target)) {
                Diag *diag = diag_at(prover->diags, DIAG_DATA_REFUSED, row_span(data, row),
                                     "this row of `%s` refers to a row of `%s` that is not there",
                                     data->table->name->text, key->target->name->text);
                diag_note(diag, key->span, "this key refers to it");
                any = true;
            }
        }
    }
    prover->has_findings = prover->has_findings || any;
    return any;
}

Verdict blame_orphans(Prover *prover) {
    sqlite3_stmt *check = NULL;
    int code = session_find_orphan(&prover->session, &check);
    const char *why = NULL;
    const char *table = NULL;
    if (code == SQLITE_ROW) {
        table = arena_printf(&prover->arena, "%s", sqlite3_column_text(check, 0));
        why = arena_printf(&prover->arena, "a row of %s refers to a row of %s that is not there",
                           table, sqlite3_column_text(check, 2));
    } else if (code != SQLITE_DONE) {
        why = arena_printf(&prover->arena, "%s", sqlite3_errmsg(prover->session.db));
    }
    sqlite3_finalize(check);
    if (why == NULL) {
        return VERDICT_HOLDS;
    }
    bool any = false;
    for (uint32_t i = 0; i < prover->batch.up.steps.count; i++) {
        const Step *step = &prover->batch.up.steps.items[i];
        any = (step->kind == STEP_PUT_ROWS && blame_references(prover, step->data)) || any;
    }
    const SqlObject *sql = table != NULL && !any ? object_that_names(prover, table) : NULL;
    if (sql != NULL) {
        const char *text = arena_printf(&prover->arena, "after the `up` of %s %s",
                                        sql_words(prover, sql), why);
        tell_sql(prover, DIAG_INVALID_SQL, place_line(prover->sources, sql->up_span, 0), text);
        return leave_out(prover, sql);
    }
    return any ? VERDICT_FINDINGS : tell_bug(prover, phase_words(PHASE_UP), why, (Text){0});
}

Verdict blame_rows(Prover *prover, const RowsReport *report) {
    const Table *table = report->refused;
    if (report->bad_default != NULL) {
        const char *why = arena_printf(
            &prover->arena, "the default of %s.%s is not of its type: %s", table->name->text,
            report->bad_default->name->text, report->message);
        return tell_bug(prover, phase_words(PHASE_UP), why, (Text){0});
    }
    if (blame_leaves(prover, table)) {
        return VERDICT_FINDINGS;
    }
    const SqlObject *sql = object_that_refuses(prover, table->name->text, report->message);
    const char *why = arena_printf(&prover->arena, "no row can be put into `%s`: %s",
                                   table->name->text, report->message);
    if (sql == NULL) {
        return tell_bug(prover, phase_words(PHASE_UP), why, (Text){0});
    }
    const char *text = arena_printf(&prover->arena, "after the `up` of %s %s",
                                    sql_words(prover, sql), why);
    Span place = place_line(prover->sources, sql->up_span, 0);
    if (strncmp(report->message, no_function, strlen(no_function)) == 0) {
        tell_unproven(prover, place, text,
                      "an application may bring functions of its own, which migc has not got");
    } else {
        tell_sql(prover, DIAG_INVALID_SQL, place, text);
    }
    return leave_out(prover, sql);
}

/* ---- statements of migc's own ---------------------------------------------------------------- */

static bool begins_with(const char *text, const Buf *lead) {
    return strncmp(text, lead->data, lead->length) == 0;
}

/* The data block whose rows the statement puts; NULL: it puts none. */
static const Data *data_put_by(const Prover *prover, const char *statement) {
    const Data *found = NULL;
    Buf lead = {0};
    for (uint32_t i = 0; found == NULL && i < prover->batch.up.steps.count; i++) {
        const Step *step = &prover->batch.up.steps.items[i];
        if (step->kind == STEP_PUT_ROWS) {
            buf_clear(&lead);
            buf_text(&lead, "INSERT INTO main.");
            quote_name(&lead, step->table->name, TARGET_SQLITE);
            buf_char(&lead, ' ');
            found = begins_with(statement, &lead) ? step->data : NULL;
        }
    }
    buf_free(&lead);
    return found;
}

Verdict blame_failure(Prover *prover, Phase phase, const Failure *failure) {
    if (failure->stretch != NULL) {
        return blame_sql(prover, phase, failure);
    }
    if (prover->batch.sql_count > 0 && prover->session.output.length > 0) {
        Verdict verdict = blame_drift(prover);
        if (verdict != VERDICT_HOLDS) {
            return verdict;
        }
    }
    const Data *data = data_put_by(prover, failure->statement);
    bool any = data != NULL && blame_data(prover, data);
    for (uint32_t i = 0; data == NULL && i < prover->batch.table_count; i++) {
        any = blame_leaves(prover, prover->batch.tables[i]) || any;
    }
    any = blame_values(prover) || any;
    for (uint32_t i = 0; prover->changes != NULL && !any && i < prover->batch.up.steps.count; i++) {
        const Step *step = &prover->batch.up.steps.items[i];
        any = step->kind == STEP_PUT_ROWS && blame_data(prover, step->data);
    }
    if (any) {
        return VERDICT_FINDINGS;
    }
    return tell_bug(prover, phase_words(phase), failure->message,
                    (Text){failure->statement, failure->length});
}
