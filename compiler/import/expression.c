/*
 * expression.c - takes the text of an expression, gives what it may be in the language. See expression.h.
 *
 * A guess may be wrong: what migc makes of it is compared with what was there (expression_same.c). That is sound because
 * migc writes no brackets that are not needed in the target: brackets that only the database's text has
 * stand round what is one part in both.
 */
#include "import/expression.h"

#include <string.h>
#include <strings.h>

#include "import/canonical.h"
#include "import/mysql_expression.h"

void expression_write_bare(Buf *out, Arena *scratch, Text sql, Target target) {
    SqlTokens tokens = sql_tokens(scratch, sql, target);
    uint32_t count = tokens.all.count;
    tokens = canonical_without_outer(tokens);
    bool is_whole = tokens.all.count == count || tokens.all.count < 2;
    buf_slice(
        out, is_whole ? sql
                      : sql_between(&tokens.all.items[0], &tokens.all.items[tokens.all.count - 2]));
}

bool expression_is_keyword(Text text) {
    static const char *const words[] = {"and",     "or",      "not",  "null", "true", "false",
                                        "case",    "when",    "then", "else", "end",  "is",
                                        "in",      "like",    "cast", "as",   "from", "extract",
                                        "between", "default", "now",  "uuid"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text.length == strlen(words[i]) && strncasecmp(text.data, words[i], text.length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_mysql(Target target) {
    return target == TARGET_MYSQL || target == TARGET_MARIADB;
}

typedef struct Guess {
    Buf *out;
    const CatalogTable *table;
    Target target;
    SqlTokens tokens;
} Guess;

static Name find_column(const Guess *guess, const SqlToken *token) {
    for (uint16_t i = 0; i < guess->table->column_count; i++) {
        Name name = guess->table->columns[i].name;
        if (guess->target == TARGET_POSTGRES && token->kind == SQL_NAME
                ? text_equal(name_text(name), token->text)
                : sql_same_letters(name_text(name), token->text)) {
            return name;
        }
    }
    return NULL;
}

static void put_blank(Guess *guess) {
    if (guess->out->length > 0) {
        buf_char(guess->out, ' ');
    }
}

static void put_column(Guess *guess, Name name) {
    if (expression_is_keyword(name_text(name))) {
        name_write_quoted(guess->out, name);
    } else {
        name_write(guess->out, name);
    }
}

/* GLOB 'a*' is what LIKE 'a%' becomes in SQLite. Its pattern as that of a LIKE. */
static bool put_pattern(Guess *guess, Text glob) {
    buf_char(guess->out, '\'');
    for (size_t i = 0; i < glob.length; i++) {
        char c = glob.data[i];
        if (c == '[' && i + 2 < glob.length && glob.data[i + 2] == ']') {
            buf_char(guess->out, glob.data[i + 1]);
            i += 2;
        } else if (c == '*') {
            buf_char(guess->out, '%');
        } else if (c == '?') {
            buf_char(guess->out, '_');
        } else if (c == '%' || c == '_' || c == '\\') {
            buf_printf(guess->out, "\\%c", c);
        } else if (c == '\n' || c == '[') {
            return false;
        } else {
            if (c == '\'') {
                buf_char(guess->out, c);
            }
            buf_char(guess->out, c);
        }
    }
    buf_char(guess->out, '\'');
    return true;
}

/* The language's words for functions and types of the targets that have others. */
static const char *other_word(const SqlToken *token, bool is_call, bool is_type, Target target) {
    static const struct {
        const char *word;
        const char *mine;
    } calls[] = {{"max", "greatest"}, {"min", "least"}, {"instr", "strpos"}},
      types[] = {{"integer", "bigint"}, {"numeric", "decimal"}, {"blob", "bytes"}},
      names[] = {{"integer", "int"}, {"numeric", "decimal"}, {"boolean", "bool"}};
    for (size_t i = 0; is_type && target == TARGET_POSTGRES && i < sizeof names / sizeof *names;
         i++) {
        if (sql_is_word(token, names[i].word)) {
            return names[i].mine;
        }
    }
    if (target != TARGET_SQLITE) {
        return NULL;
    }
    for (size_t i = 0; is_call && i < sizeof calls / sizeof *calls; i++) {
        if (sql_is_word(token, calls[i].word)) {
            return calls[i].mine;
        }
    }
    for (size_t i = 0; is_type && i < sizeof types / sizeof *types; i++) {
        if (sql_is_word(token, types[i].word)) {
            return types[i].mine;
        }
    }
    return NULL;
}

static void put_lower(Buf *out, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        buf_char(out, c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c);
    }
}

static bool put_word(Guess *guess, uint32_t at) {
    static const char *const now[] = {"now", "current_timestamp", "current_date", "localtimestamp"};
    const SqlToken *token = &guess->tokens.all.items[at];
    bool is_call = token->kind == SQL_WORD && sql_is_sign(&token[1], "(");
    bool is_type = at > 0 && sql_is_word(&token[-1], "as");
    const char *other = other_word(token, is_call, is_type, guess->target);
    Name column = is_call || is_type ? NULL : find_column(guess, token);
    bool is_key = token->kind == SQL_WORD && expression_is_keyword(token->text);
    put_blank(guess);
    if (other != NULL) {
        buf_text(guess->out, other);
    } else if (is_key || is_call || is_type) {
        put_lower(guess->out, token->text);
    } else if (column != NULL) {
        put_column(guess, column);
    } else if (SQL_IS_ANY(token, now)) {
        put_lower(guess->out, token->text);
    } else {
        return false;
    }
    return true;
}

static bool put_string(Guess *guess, const SqlToken *token, bool is_bytes) {
    put_blank(guess);
    buf_text(guess->out, is_bytes ? "'\\x" : "'");
    for (size_t i = 0; i < token->text.length; i++) {
        char c = token->text.data[i];
        if (c == '\n' || c == '\r') {
            return false;
        }
        if (c == '\'') {
            buf_char(guess->out, c);
        }
        buf_char(guess->out, is_bytes && c >= 'A' && c <= 'F' ? (char)(c + 'a' - 'A') : c);
    }
    buf_char(guess->out, '\'');
    return true;
}

static bool put_number(Guess *guess, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        if (strchr("0123456789.eE+-", text.data[i]) == NULL) {
            return false;
        }
    }
    if (text.data[0] == '.' || text.data[text.length - 1] == '.') {
        return false;
    }
    put_blank(guess);
    buf_slice(guess->out, text);
    return true;
}

static bool put_sign(Guess *guess, const SqlToken *token) {
    static const char *const signs[] = {"(",  ")",  ",", "=", "<>", "<", "<=", ">",
                                        ">=", "||", "+", "-", "*",  "/", "%"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (text_is(token->text, signs[i])) {
            bool is_close = i == 1 || i == 2;
            bool follows_call = i == 0 && token != guess->tokens.all.items &&
                                token[-1].kind == SQL_WORD &&
                                !expression_is_keyword(token[-1].text);
            if (!is_close && !follows_call) {
                put_blank(guess);
            }
            buf_text(guess->out, signs[i]);
            return true;
        }
    }
    return false;
}

/* Which tokens of a guess are left out: julianday(a) is a, a moment that is compared. */
static bool is_julianday(const Guess *guess, uint32_t at) {
    const SqlToken *token = &guess->tokens.all.items[at];
    return guess->target == TARGET_SQLITE && sql_is_word(token, "julianday") &&
           sql_is_sign(&token[1], "(");
}

static bool put_token(Guess *guess, uint32_t *at) {
    const SqlToken *token = &guess->tokens.all.items[*at];
    if (is_julianday(guess, *at)) {
        return true;
    }
    if (guess->target == TARGET_SQLITE && sql_is_word(token, "glob") &&
        token[1].kind == SQL_STRING) {
        put_blank(guess);
        buf_text(guess->out, "like ");
        ++*at;
        return put_pattern(guess, token[1].text);
    }
    switch (token->kind) {
    case SQL_WORD:
    case SQL_NAME: return put_word(guess, *at);
    case SQL_STRING: return put_string(guess, token, false);
    case SQL_BYTES: return put_string(guess, token, true);
    case SQL_NUMBER: return put_number(guess, token->text);
    case SQL_SIGN: return put_sign(guess, token);
    case SQL_ODD:
    case SQL_END: return false;
    }
    return false;
}

bool expression_read(Buf *out, Arena *scratch, const CatalogTable *table, Text sql, Target target) {
    Buf text = {0};
    Guess guess = {&text, table, target, canonical_tokens(scratch, sql, target, false)};
    bool is_good = guess.tokens.all.count > 1;
    if (is_good && is_mysql(target)) {
        is_good = mysql_expression_read(&text, table, &guess.tokens);
    }
    for (uint32_t i = 0; is_good && !is_mysql(target) && guess.tokens.all.items[i].kind != SQL_END;
         i++) {
        is_good = put_token(&guess, &i);
    }
    if (is_good) {
        buf_slice(out, buf_view(&text));
    }
    buf_free(&text);
    return is_good;
}
