/*
 * sql_facts.c - reads what the author's SQL makes. See sql_facts.h.
 */
#include "emit/sql_facts.h"

#include <string.h>
#include <strings.h>

const char *fact_word(FactKind kind) {
    static const char *const words[] = {
#define FACT(member, text) text,
#include "emit/sql_facts.def"
#undef FACT
    };
    return words[kind];
}

typedef struct Reader {
    Arena *arena;
    Names *names;
    Target target;
    const SqlTokens *tokens;
    uint32_t at;
    uint32_t end; /* of the statement */
    SqlFacts *facts;
} Reader;

static const SqlToken *token_at(const Reader *reader, uint32_t at) {
    return &reader->tokens->all.items[at < reader->end ? at : reader->end];
}

static bool is_word(const Reader *reader, uint32_t at, const char *word) {
    return at < reader->end && sql_is_word(token_at(reader, at), word);
}

static bool accept(Reader *reader, const char *word) {
    bool is_there = is_word(reader, reader->at, word);
    reader->at += is_there;
    return is_there;
}

static bool is_name(const SqlToken *token) {
    return token->kind == SQL_WORD || token->kind == SQL_NAME;
}

/* A name as it is compared: in small letters, but for one in quotes of PostgreSQL. */
static Name name_of(const Reader *reader, const SqlToken *token) {
    if (token->kind == SQL_NAME && reader->target == TARGET_POSTGRES) {
        return names_intern(reader->names, token->text.data, token->text.length);
    }
    char *copy = arena_copy_text(reader->arena, token->text.data, token->text.length);
    for (size_t i = 0; i < token->text.length; i++) {
        bool is_capital = copy[i] >= 'A' && copy[i] <= 'Z';
        copy[i] = (char)(is_capital ? copy[i] - 'A' + 'a' : copy[i]);
    }
    return names_intern(reader->names, copy, token->text.length);
}

/* `space.name` or `name`; false: there is none. */
static bool read_name(Reader *reader, Name *space, Name *name) {
    if (reader->at >= reader->end || !is_name(token_at(reader, reader->at))) {
        return false;
    }
    *space = NULL;
    *name = name_of(reader, token_at(reader, reader->at++));
    while (sql_is_sign(token_at(reader, reader->at), ".") && reader->at + 1 < reader->end &&
           is_name(token_at(reader, reader->at + 1))) {
        *space = *name;
        *name = name_of(reader, token_at(reader, reader->at + 1));
        reader->at += 2;
    }
    bool is_default = *space != NULL &&
                      (reader->target != TARGET_POSTGRES || text_is(name_text(*space), "public"));
    *space = is_default ? NULL : *space;
    return true;
}

/* `(a int, b numeric(3, 1))`: how many there are. */
static uint32_t count_arguments(const Reader *reader) {
    uint32_t depth = 0;
    uint32_t count = 0;
    for (uint32_t at = reader->at; at < reader->end; at++) {
        const SqlToken *token = token_at(reader, at);
        if (sql_is_sign(token, "(") || sql_is_sign(token, "[")) {
            depth++;
        } else if (sql_is_sign(token, ")") || sql_is_sign(token, "]")) {
            if (--depth == 0) {
                return count;
            }
        } else if (depth == 0) {
            return count;
        }
        count += (depth == 1 && sql_is_sign(token, ",")) ||
                 (count == 0 && !sql_is_sign(token, "("));
    }
    return count;
}

static Name key_of(const Reader *reader, const SqlFact *fact) {
    return names_internf(reader->names, "%u %s %s %s %u", (unsigned)fact->kind,
                         fact->space ? fact->space->text : "", fact->name->text,
                         fact->on ? fact->on->text : "", (unsigned)fact->arguments);
}

static void add(Reader *reader, SqlFact from) {
    SqlFact *fact = arena_copy(reader->arena, &from, sizeof from);
    fact->first = token_at(reader, reader->at);
    fact->end = token_at(reader, reader->end);
    fact->key = key_of(reader, fact);
    vec_push(reader->arena, &reader->facts->all, fact);
    namemap_set(reader->arena, &reader->facts->by_key, fact->key, fact);
}

static Name qualified(const Reader *reader, Name space, Name name) {
    return space ? names_internf(reader->names, "%s.%s", space->text, name->text) : name;
}

/* The table behind ON, or of a rule behind TO. */
static Name read_on(Reader *reader, const char *word) {
    Name space;
    Name table = NULL;
    uint32_t before = reader->at;
    while (reader->at < reader->end && !accept(reader, word)) {
        reader->at++;
    }
    accept(reader, "only");
    table = read_name(reader, &space, &table) ? qualified(reader, space, table) : NULL;
    reader->at = before;
    return table;
}

static bool read_kind(Reader *reader, FactKind *kind) {
    static const struct {
        const char *word;
        FactKind kind;
    } kinds[] = {{"view", FACT_VIEW},           {"function", FACT_FUNCTION},
                 {"procedure", FACT_PROCEDURE}, {"trigger", FACT_TRIGGER},
                 {"event", FACT_EVENT},         {"table", FACT_TABLE},
                 {"type", FACT_TYPE},           {"policy", FACT_POLICY},
                 {"rule", FACT_RULE},           {"index", FACT_INDEX}};
    bool is_materialized = accept(reader, "materialized");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        bool is_other = kinds[i].kind == FACT_EVENT && reader->target == TARGET_POSTGRES;
        if (!is_other && accept(reader, kinds[i].word)) {
            *kind = is_materialized ? FACT_MATERIALIZED : kinds[i].kind;
            return true;
        }
    }
    return false;
}

/* What the author says of the table in words that are no statement of its own. */
static void loosen(Reader *reader, Name table) {
    if (table != NULL) {
        namemap_set(reader->arena, &reader->facts->loose, table, reader);
    }
}

/* Whether the rest of the statement says what `migc import` would say behind it. */
static bool says_parts(const Reader *reader) {
    static const char *const words[] = {"constraint", "primary",   "unique",     "check",
                                        "references", "exclude",   "like",       "select",
                                        "serial",     "bigserial", "smallserial"};
    bool says = false;
    for (uint32_t at = reader->at; at < reader->end; at++) {
        says = says || SQL_IS_ANY(token_at(reader, at), words);
    }
    return says;
}

/* What may stand between CREATE and what is created. */
static void pass_words(Reader *reader) {
    static const char *const words[] = {
        "or",        "replace", "temp",      "temporary",  "recursive", "sql",
        "security",  "invoker", "aggregate", "constraint", "undefined", "merge",
        "temptable", "foreign", "unlogged",  "virtual",    "unique"};
    for (;;) {
        bool is_passed = false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            is_passed = is_passed || accept(reader, words[i]);
        }
        if (is_word(reader, reader->at, "definer") || is_word(reader, reader->at, "algorithm")) {
            bool is_set = sql_is_sign(token_at(reader, reader->at + 1), "=");
            reader->at += is_set ? 3 : 1; /* SQL SECURITY DEFINER */
            while (is_set && sql_is_sign(token_at(reader, reader->at), "@")) {
                reader->at += 2;
            }
            is_passed = true;
        }
        if (!is_passed) {
            return;
        }
    }
}

/* What is created or dropped; false: something else. */
static bool read_thing(Reader *reader, SqlFact *fact) {
    if (!read_kind(reader, &fact->kind)) {
        return false;
    }
    bool is_index = reader->target == TARGET_POSTGRES && fact->kind == FACT_INDEX;
    if (is_index) {
        accept(reader, "concurrently");
    }
    if (accept(reader, "if")) {
        accept(reader, "not");
        accept(reader, "exists");
    }
    if (is_index && is_word(reader, reader->at, "on")) { /* it has no name */
        loosen(reader, read_on(reader, "on"));
        return false;
    }
    if (!read_name(reader, &fact->space, &fact->name)) {
        return false;
    }
    if (reader->target == TARGET_POSTGRES) {
        bool is_routine = fact->kind == FACT_FUNCTION || fact->kind == FACT_PROCEDURE;
        fact->arguments = is_routine ? count_arguments(reader) : 0;
        bool is_of_table = fact->kind == FACT_TRIGGER || fact->kind == FACT_POLICY ||
                           fact->kind == FACT_INDEX;
        fact->on = is_of_table               ? read_on(reader, "on")
                   : fact->kind == FACT_RULE ? read_on(reader, "to")
                                             : NULL;
    }
    return true;
}

static void read_create(Reader *reader) {
    SqlFact fact = {0};
    uint32_t begin = reader->at;
    pass_words(reader);
    bool is_temporary = false;
    for (uint32_t at = begin; at < reader->at; at++) {
        is_temporary = is_temporary || is_word(reader, at, "temp") ||
                       is_word(reader, at, "temporary");
    }
    if (!is_temporary && read_thing(reader, &fact)) {
        add(reader, fact);
        if (fact.kind == FACT_TABLE && says_parts(reader)) {
            loosen(reader, qualified(reader, fact.space, fact.name));
        }
    }
}

/* What was made before, and goes again. */
static void read_drop(Reader *reader) {
    SqlFact fact = {0};
    SqlFact *found = read_thing(reader, &fact)
                         ? namemap_get(&reader->facts->by_key, key_of(reader, &fact))
                         : NULL;
    if (found != NULL) {
        found->is_gone = true;
    }
}

/* The comma behind the action that begins here, or the end of the statement. */
static uint32_t end_of_action(const Reader *reader, uint32_t end) {
    uint32_t depth = 0;
    for (uint32_t at = reader->at; at < end; at++) {
        const SqlToken *token = &reader->tokens->all.items[at];
        depth += sql_is_sign(token, "(") || sql_is_sign(token, "[");
        depth -= depth > 0 && (sql_is_sign(token, ")") || sql_is_sign(token, "]"));
        if (depth == 0 && sql_is_sign(token, ",")) {
            return at;
        }
    }
    return end;
}

/* `ENABLE ROW LEVEL SECURITY`, `DISABLE TRIGGER g`, `ENABLE ALWAYS RULE r`. */
static void read_state(Reader *reader, SqlFact fact) {
    uint32_t state = reader->at;
    bool is_forced = accept(reader, "force");
    if ((is_forced || is_word(reader, state, "enable")) && is_word(reader, state + 1, "row")) {
        fact.kind = FACT_ROW_SECURITY;
        fact.name = names_of(reader->names, is_forced ? "forced" : "enabled");
        add(reader, fact);
        return;
    }
    bool is_usual = accept(reader, "enable") && !accept(reader, "always") &&
                    !accept(reader, "replica");
    accept(reader, "disable");
    bool is_rule = is_word(reader, reader->at, "rule");
    if ((accept(reader, "trigger") || accept(reader, "rule")) &&
        read_name(reader, &fact.space, &fact.name) && !is_usual) {
        fact.kind = is_rule ? FACT_RULE_STATE : FACT_TRIGGER_STATE;
        reader->at = state;
        add(reader, fact);
    }
}

/* `ALTER COLUMN c SET GENERATED ALWAYS`, `... SET DEFAULT 3`, `... DROP DEFAULT`, `... SET NOT NULL`. */
static void read_column(Reader *reader, SqlFact fact) {
    accept(reader, "column");
    if (!read_name(reader, &fact.space, &fact.name)) {
        return;
    }
    bool is_set = is_word(reader, reader->at, "set");
    bool is_dropped = is_word(reader, reader->at, "drop");
    uint32_t what = reader->at + 1;
    if (is_word(reader, what, "generated") && is_word(reader, what + 1, "always")) {
        fact.kind = FACT_ALWAYS;
        add(reader, fact);
    } else if ((is_set || is_dropped) && is_word(reader, what, "default")) {
        fact.kind = FACT_DEFAULT;
        add(reader, fact);
    } else if (is_set && is_word(reader, what, "not")) {
        fact.kind = FACT_NOT_NULL;
        add(reader, fact);
    }
}

/* `ADD CONSTRAINT c CHECK (...)`, `ALTER COLUMN c ...`, `SET (...)`, and what states are set. */
static void read_action(Reader *reader, SqlFact fact) {
    static const char *const makes[] = {"add", "drop", "rename", "inherit", "no", "attach"};
    if (is_word(reader, reader->at, "add") && is_word(reader, reader->at + 1, "constraint")) {
        reader->at += 2;
        fact.kind = FACT_CONSTRAINT;
        if (read_name(reader, &fact.space, &fact.name)) {
            add(reader, fact);
        }
    } else if (SQL_IS_ANY(token_at(reader, reader->at), makes)) {
        loosen(reader, fact.on);
    } else if (accept(reader, "alter")) {
        read_column(reader, fact);
    } else if (is_word(reader, reader->at, "set") &&
               sql_is_sign(token_at(reader, reader->at + 1), "(")) {
        fact.kind = FACT_OPTIONS;
        add(reader, fact);
    } else {
        read_state(reader, fact);
    }
}

/* What is said of a table, a view or one of its parts: `ALTER TABLE t ...`. */
static void read_alter(Reader *reader) {
    SqlFact fact = {0};
    accept(reader, "foreign");
    accept(reader, "materialized");
    if (!accept(reader, "table") && !accept(reader, "view")) {
        return;
    }
    if (accept(reader, "if")) {
        accept(reader, "exists");
    }
    accept(reader, "only");
    if (!read_name(reader, &fact.space, &fact.name)) {
        return;
    }
    fact.on = qualified(reader, fact.space, fact.name);
    fact.space = NULL;
    uint32_t end = reader->end;
    while (reader->at < end) {
        reader->end = end_of_action(reader, end);
        read_action(reader, fact);
        reader->at = reader->end + 1;
        reader->end = end;
    }
}

/* `space.table.column`, without `public` in front; NULL: there is no name. */
static Name read_path(Reader *reader) {
    Name path = NULL;
    bool goes_on = true;
    while (goes_on && reader->at < reader->end && is_name(token_at(reader, reader->at))) {
        Name name = name_of(reader, token_at(reader, reader->at++));
        goes_on = sql_is_sign(token_at(reader, reader->at), ".");
        bool is_default = goes_on && !path && text_is(name_text(name), "public");
        path = is_default ? NULL : qualified(reader, path, name);
        reader->at += goes_on;
    }
    return path;
}

/* `COMMENT ON COLUMN t.a IS 'what it is'`: by the words before IS, arguments of routines by their number. */
static void read_comment(Reader *reader) {
    static const char *const kinds[] = {"table",    "column",     "view",      "type",    "domain",
                                        "sequence", "function",   "procedure", "routine", "index",
                                        "trigger",  "constraint", "rule",      "policy"};
    SqlFact fact = {.kind = FACT_COMMENT};
    accept(reader, "on");
    accept(reader, "foreign");
    accept(reader, "materialized");
    const SqlToken *kind = token_at(reader, reader->at++);
    Name part = SQL_IS_ANY(kind, kinds) ? read_path(reader) : NULL;
    if (part == NULL) {
        return;
    }
    bool is_routine = sql_is_sign(token_at(reader, reader->at), "(");
    fact.arguments = is_routine ? count_arguments(reader) : 0;
    if (accept(reader, "on")) {
        bool is_domain = accept(reader, "domain");
        fact.on = read_path(reader);
        fact.on = is_domain && fact.on ? names_internf(reader->names, "domain %s", fact.on->text)
                                       : fact.on;
    }
    fact.name = names_internf(reader->names, "on %s %s", name_of(reader, kind)->text, part->text);
    while (reader->at < reader->end && !accept(reader, "is")) {
        reader->at++;
    }
    fact.is_gone = is_word(reader, reader->at, "null");
    add(reader, fact);
}

/* Words of statements that make nothing, or what the language and its comparison know. */
static bool is_closed(const Reader *reader) {
    static const char *const words[] = {"set",    "comment", "grant", "revoke", "insert",
                                        "update", "delete",  "drop",  "alter",  "create"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is_word(reader, reader->at, words[i])) {
            return true;
        }
    }
    return is_word(reader, reader->at, "select") && is_word(reader, reader->at + 1, "setval");
}

static void read_statement(Reader *reader) {
    if (reader->at == reader->end) {
        return;
    }
    reader->facts->is_open = reader->facts->is_open || !is_closed(reader);
    if (accept(reader, "create")) {
        read_create(reader);
    } else if (accept(reader, "drop")) {
        read_drop(reader);
    } else if (reader->target == TARGET_POSTGRES && accept(reader, "alter")) {
        read_alter(reader);
    } else if (reader->target == TARGET_POSTGRES && accept(reader, "comment")) {
        read_comment(reader);
    }
}

/* Whether the statement that begins here goes on behind semicolons, as far as END or as the text. */
static bool has_body(const Reader *reader, uint32_t at, uint32_t end) {
    bool is_routine = false;
    for (uint32_t i = at; i < end && i < at + 12; i++) {
        const SqlToken *token = &reader->tokens->all.items[i];
        is_routine = is_routine || sql_is_word(token, "trigger") ||
                     sql_is_word(token, "function") || sql_is_word(token, "procedure") ||
                     sql_is_word(token, "event");
        if (sql_is_sign(token, "(") || sql_is_word(token, "on")) {
            break;
        }
    }
    bool begins = false;
    for (uint32_t i = at; i < end; i++) {
        begins = begins || sql_is_word(&reader->tokens->all.items[i], "begin");
    }
    return is_routine && begins && sql_is_word(&reader->tokens->all.items[at], "create");
}

/* Whether a word that is BEGIN or END in other places is a name here: of a parameter, a variable, a column. */
static bool is_name_here(const SqlToken *items, uint32_t at, uint32_t first) {
    static const char *const before_operands[] = {
        "and", "as", "between", "by",     "case",   "declare", "in",   "inout", "not",
        "on",  "or", "out",     "return", "select", "set",     "when", "where"};
    const SqlToken *before = at > first ? &items[at - 1] : NULL;
    bool follows_sign = before && before->kind == SQL_SIGN && !sql_is_sign(before, ";") &&
                        !sql_is_sign(before, ")") && !sql_is_sign(before, ":");
    return follows_sign || (before && SQL_IS_ANY(before, before_operands));
}

/* By how much the word changes the depth of blocks: BEGIN and CASE open one, their END closes it; that of IF and of
 * loops is another. */
static int block_step(const SqlToken *items, uint32_t at, uint32_t first) {
    static const char *const others[] = {"if", "loop", "while", "repeat"};
    bool ends = at > first && sql_is_word(&items[at - 1], "end");
    if (sql_is_word(&items[at], "case")) {
        return ends ? 0 : 1;
    }
    bool begins = sql_is_word(&items[at], "begin");
    if ((!begins && !sql_is_word(&items[at], "end")) || is_name_here(items, at, first)) {
        return 0;
    }
    if (begins) {
        return 1;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (sql_is_word(&items[at + 1], others[i])) {
            return 0;
        }
    }
    return -1;
}

/* The semicolon behind the statement that begins at `at`, or the end. */
static uint32_t end_of(const Reader *reader, uint32_t at) {
    const SqlToken *items = reader->tokens->all.items;
    uint32_t end = at;
    int depth = 0;
    bool is_in_body = false;
    for (; items[end].kind != SQL_END; end++) {
        depth += block_step(items, end, at);
        if (!sql_is_sign(&items[end], ";")) {
            continue;
        }
        is_in_body = is_in_body || has_body(reader, at, end);
        if (!is_in_body || (depth == 0 && reader->target != TARGET_MARIADB)) {
            return end;
        }
    }
    while (is_in_body && end > at && sql_is_sign(&items[end - 1], ";")) {
        end--;
    }
    return end;
}

void sql_facts_read(Arena *arena, Names *names, Text sql, Target target, SqlFacts *facts) {
    SqlTokens *tokens = NEW(arena, SqlTokens);
    *tokens = sql_tokens(arena, sql, target);
    Reader reader = {arena, names, target, tokens, 0, 0, facts};
    for (uint32_t at = 0; tokens->all.items[at].kind != SQL_END;) {
        reader.at = at;
        reader.end = end_of(&reader, at);
        read_statement(&reader);
        at = reader.end;
        while (sql_is_sign(&tokens->all.items[at], ";")) {
            at++;
        }
    }
}

const SqlFact *sql_facts_find(const SqlFacts *facts, const SqlFact *wanted) {
    return namemap_get(&facts->by_key, wanted->key);
}
