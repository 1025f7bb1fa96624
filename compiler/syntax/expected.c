/*
 * expected.c - what is said about a token that the grammar has no place for.
 *
 * takes:    the token, and the grammar's own tables for what could have stood there
 * gives:    one syntax-error: what was expected in words, what was found, and for the slips that
 *           come with the habit of another language, how it is written here
 * promises: a token that is broken by itself was told by the lexer and is not told again
 */
#include "grammar/parser.h"
#include "syntax/build.h"
#include "syntax/habits.h"

/* The parts of the language that a message names as a whole. */
enum {
    DECLARATION = 1 << 0,
    ITEM = 1 << 1,
    TYPE = 1 << 2,
    MODIFIER = 1 << 3,
    LITERAL = 1 << 4,
    EXPRESSION = 1 << 5,
    OPERATOR = 1 << 6,
    SPELLING = 1 << 7,
    CONSTRAINT = 1 << 8,
    STEP = 1 << 9,
    CHANGE = 1 << 10
};

typedef struct Part {
    int token; /* the whole part may stand where this may */
    unsigned bit;
    const char *words;
} Part;

static const Part parts[] = {
    {TOKEN_A_DECLARATION, DECLARATION, "a declaration"},
    {TOKEN_A_STEP, STEP, "a step"},
    {TOKEN_A_CHANGE, CHANGE, "a change"},
    {TOKEN_AN_ITEM, ITEM, "a column"},
    {TOKEN_A_CONSTRAINT, CONSTRAINT, "a constraint"},
    {TOKEN_A_TYPE, TYPE, "a type"},
    {TOKEN_A_LITERAL, LITERAL, "a value"},
    {TOKEN_AN_EXPRESSION, EXPRESSION, "an expression"},
    {TOKEN_COLONS, SPELLING, "the type in the words of that target"},
    {TOKEN_CONCAT, OPERATOR, "an operator"},
    {TOKEN_A_MODIFIER, MODIFIER, "a modifier"},
};

enum { PART_COUNT = sizeof parts / sizeof *parts };

/* The parts that begin with this token, or consist of it: naming the part says enough. */
static unsigned parts_of(int kind) {
    switch (kind) {
    case TOKEN_PROJECT: case TOKEN_EXTENSION: case TOKEN_TYPE: case TOKEN_ENUM: case TOKEN_MIXIN:
    case TOKEN_TABLE: case TOKEN_REVISION: case TOKEN_SEQUENCE:
    case TOKEN_DOMAIN:
        return DECLARATION;
    case TOKEN_DATA: case TOKEN_SQL:
        return DECLARATION | STEP;
    case TOKEN_CREATE:
        return STEP;
    case TOKEN_ALTER: case TOKEN_DROP: case TOKEN_RENAME:
        return STEP | CHANGE;
    case TOKEN_ADD: case TOKEN_BACKFILL: case TOKEN_COMMENT_WORD: case TOKEN_PARTITIONS:
        return CHANGE;
    case TOKEN_DOC:
        return DECLARATION | ITEM | STEP | CHANGE;
    case TOKEN_INCLUDE:
        return ITEM | MODIFIER;
    case TOKEN_WITH:
        return ITEM | MODIFIER | CHANGE;
    case TOKEN_PRIMARY: case TOKEN_UNIQUE: case TOKEN_CHECK:
        return CONSTRAINT | MODIFIER;
    case TOKEN_FOREIGN:
    case TOKEN_INDEX:
    case TOKEN_PARTITION:
    case TOKEN_EXCLUDE: return CONSTRAINT;
    case TOKEN_ID:
        return ITEM | TYPE | EXPRESSION | SPELLING;
    case TOKEN_NUMBER: case TOKEN_TRUE: case TOKEN_FALSE:
        return LITERAL | EXPRESSION | SPELLING;
    case TOKEN_STRING:
        return LITERAL | EXPRESSION | SPELLING | OPERATOR | MODIFIER;
    case TOKEN_MINUS:
        return LITERAL | EXPRESSION | SPELLING | OPERATOR;
    case TOKEN_NULL:
        return LITERAL | EXPRESSION | SPELLING | MODIFIER;
    case TOKEN_NOT: return EXPRESSION | SPELLING | MODIFIER;
    case TOKEN_LP:
        return EXPRESSION | SPELLING | OPERATOR | MODIFIER;
    case TOKEN_CASE: case TOKEN_CAST: case TOKEN_EXTRACT: case TOKEN_DOLLAR:
    case TOKEN_ELLIPSIS:
        return EXPRESSION;
    case TOKEN_OR: case TOKEN_AND: case TOKEN_IS: case TOKEN_IN: case TOKEN_BETWEEN:
    case TOKEN_LIKE: case TOKEN_NOT_FOLLOWED: case TOKEN_EQ: case TOKEN_NE: case TOKEN_LT:
    case TOKEN_LE: case TOKEN_GT: case TOKEN_GE: case TOKEN_PLUS: case TOKEN_STAR:
    case TOKEN_SLASH: case TOKEN_PERCENT:
        return OPERATOR | SPELLING;
    case TOKEN_LS:
        return SPELLING | MODIFIER;
    case TOKEN_RP: case TOKEN_RS: case TOKEN_COMMA: case TOKEN_DOT:
        return SPELLING;
    case TOKEN_LOSSY: case TOKEN_RESTORE: /* where there is a type already */
        return TYPE;
    case TOKEN_DEFAULT: case TOKEN_IDENTITY: case TOKEN_GENERATED: case TOKEN_COLLATE:
    case TOKEN_REFERENCES: case TOKEN_FORWARD: case TOKEN_ON: case TOKEN_WHERE: case TOKEN_USING:
    case TOKEN_FOR:
    case TOKEN_CONCURRENTLY:
    case TOKEN_MATCH:
    case TOKEN_DEFERRABLE:
    case TOKEN_CHARSET:
    case TOKEN_UNSIGNED:
    case TOKEN_NULLS: return MODIFIER;
    default:
        return 0;
    }
}

static bool is_part(int kind) {
    for (int i = 0; i < PART_COUNT; i++) {
        if (parts[i].token == kind) {
            return true;
        }
    }
    return false;
}

/* Collects words as "a, b or c". */
typedef struct Phrase {
    Arena *arena;
    const char *last; /* not yet in the text */
    const char *text; /* NULL: only one word so far, or none */
} Phrase;

static void phrase_add(Phrase *phrase, const char *words) {
    if (phrase->last != NULL) {
        phrase->text = phrase->text == NULL
                           ? phrase->last
                           : arena_printf(phrase->arena, "%s, %s", phrase->text, phrase->last);
    }
    phrase->last = words;
}

static const char *phrase_text(const Phrase *phrase) {
    if (phrase->text == NULL) {
        return phrase->last != NULL ? phrase->last : "nothing more";
    }
    return arena_printf(phrase->arena, "%s or %s", phrase->text, phrase->last);
}

static const char *words_for(Parser *p, int kind) {
    switch (kind) {
    case 0:
        return "the end of the file";
    case TOKEN_NEWLINE:
        return "the end of the line";
    case TOKEN_ID:
        return "a name";
    case TOKEN_NUMBER:
        return "a number";
    case TOKEN_STRING:
        return "a string";
    case TOKEN_DOLLAR:
        return "`$$`";
    default:
        return arena_printf(p->arena, "`%s`", token_word(kind));
    }
}

/* What could have stood in place of the token fed last. */
static const char *expected(Parser *p) {
    Phrase phrase = {.arena = p->arena};
    unsigned whole = 0;
    for (int i = 0; i < PART_COUNT; i++) {
        whole |= grammar_accepted(p, parts[i].token) ? parts[i].bit : 0;
    }
    if ((whole & SPELLING) != 0) {
        whole = SPELLING;
    }
    for (int i = 0; i < PART_COUNT; i++) {
        if ((whole & parts[i].bit) == 0) {
            continue;
        }
        bool untyped = parts[i].bit == MODIFIER && (whole & TYPE) != 0;
        phrase_add(&phrase, untyped ? "`references`" : parts[i].words);
    }
    for (int kind = 1; kind < grammar_token_count(); kind++) {
        bool last = kind == TOKEN_NEWLINE || (kind == TOKEN_DOT && phrase.last != NULL);
        bool same = kind == TOKEN_NUMBERED; /* a name can stand there as well */
        if (!last && !same && !is_part(kind) && (parts_of(kind) & whole) == 0 &&
            grammar_accepted(p, kind)) {
            phrase_add(&phrase, words_for(p, kind));
        }
    }
    if (grammar_accepted(p, TOKEN_NEWLINE)) {
        phrase_add(&phrase, words_for(p, TOKEN_NEWLINE));
    }
    return phrase_text(&phrase);
}

static const char *found(Parser *p, int kind, Token token) {
    switch (kind) {
    case TOKEN_NEWLINE:
        if (p->lexer.scanned == TOKEN_RB) {
            return "`}`";
        }
        return p->lexer.scanned == 0 ? "the end of the file" : "the end of the line";
    case 0:
        return "the end of the file";
    case TOKEN_DOC:
        return "documentation";
    case TOKEN_DOLLAR:
        return "`$$`";
    default: {
        Text text = {token.text, token.length};
        if (text.length <= 40) {
            return arena_printf(p->arena, "`%.*s`", TEXT_ARG(text));
        }
        text.length = 40;
        while (text.length > 0 && ((unsigned char)text.data[text.length] & 0xc0) == 0x80) {
            text.length--;
        }
        return arena_printf(p->arena, "`%.*s...`", TEXT_ARG(text));
    }
    }
}

static void offer_nearest(Diag *diag, const TextSearch *search) {
    if (search->nearest.data != NULL) {
        diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search->nearest));
    }
}

/* A declaration that does not begin with a word for one. */
static void help_declaration(Diag *diag, Token token) {
    Text written = {token.text, token.length};
    TextSearch search = TEXT_SEARCH(written);
    for (int kind = 1; kind < grammar_token_count(); kind++) {
        if (token_begins_declaration(kind)) {
            text_search_offer(&search, text_of(token_word(kind)));
        }
    }
    offer_nearest(diag, &search);
}

/* A step that does not begin with a word for one. */
static void help_step(Diag *diag, int kind, Token token) {
    Text written = {token.text, token.length};
    if (kind == TOKEN_DOC) {
        diag_help(diag, "documentation stands above a step; a comment is written `//`");
    } else if (kind == TOKEN_MIXIN) {
        diag_help(diag, "a revision has no mixins: write their items out");
    } else if (token_begins_declaration(kind) && kind != TOKEN_PROJECT && kind != TOKEN_REVISION) {
        diag_help(diag, "write `create %.*s`", TEXT_ARG(written));
    } else {
        TextSearch search = TEXT_SEARCH(written);
        for (int word = 1; word < grammar_token_count(); word++) {
            if (token_begins_step(word)) {
                text_search_offer(&search, text_of(token_word(word)));
            }
        }
        offer_nearest(diag, &search);
    }
}

/* A word where only words of the language may stand, some of which could be meant. */
static void help_word(const Parser *p, Diag *diag, Token token) {
    TextSearch search = TEXT_SEARCH(((Text){token.text, token.length}));
    for (int kind = 1; kind < grammar_token_count(); kind++) {
        const char *word = token_word(kind);
        bool is_word = token_is_spelled(kind) && word[0] >= 'a' && word[0] <= 'z';
        if (is_word && !is_part(kind) && grammar_accepted(p, kind)) {
            text_search_offer(&search, text_of(word));
        }
    }
    if (search.nearest.data != NULL) {
        offer_nearest(diag, &search);
    } else if (grammar_accepted(p, TOKEN_COLUMN) || grammar_accepted(p, TOKEN_VALUE)) {
        diag_help(diag, "write `%.*s %s %.*s`", (int)p->lexer.item.length, p->lexer.item.text,
                  grammar_accepted(p, TOKEN_COLUMN) ? "column" : "value", (int)token.length,
                  token.text);
    }
}

static void help(Parser *p, Diag *diag, int kind, Token token) {
    bool name = grammar_accepted(p, TOKEN_ID);
    bool string = grammar_accepted(p, TOKEN_STRING);
    const char *habit = habit_help(p, token);
    if (habit != NULL) {
        diag_help(diag, "%s", habit);
    } else if (kind == TOKEN_RB && grammar_accepted(p, TOKEN_A_DECLARATION)) {
        diag_help(diag, "leave it out: no block is open here");
    } else if (grammar_accepted(p, TOKEN_A_DECLARATION)) {
        help_declaration(diag, token);
    } else if (grammar_accepted(p, TOKEN_A_STEP)) {
        help_step(diag, kind, token);
    } else if ((kind == TOKEN_MIXIN && grammar_accepted(p, TOKEN_TABLE)) ||
               (kind == TOKEN_INCLUDE && grammar_accepted(p, TOKEN_COLUMN))) {
        diag_help(diag, "a revision has no mixins: write their items out");
    } else if (kind == TOKEN_NUMBER && grammar_accepted(p, TOKEN_NUMBERED)) {
        diag_help(diag, "write `%.*s_` and what the revision changes", (int)token.length, token.text);
    } else if (parts_of(kind) & CHANGE && grammar_accepted(p, TOKEN_LB)) {
        diag_help(diag, "the changes of a table stand between `{` and `}`, a line each");
    } else if (kind == TOKEN_ID && token.text[0] == '"' && string && !name) {
        diag_help(diag, "a string is written in single quotes");
    } else if (kind == TOKEN_STRING && name && !string) {
        diag_help(diag, "a name is written without quotes, or in double quotes");
    } else if (kind == TOKEN_LS) {
        diag_help(diag, "a name with other characters than a-z, 0-9 and _ is put in double quotes");
    } else if (kind == TOKEN_COLONS) {
        diag_help(diag, "a conversion is written `cast(x as type)`");
    } else if (kind == TOKEN_LP && grammar_accepted(p, TOKEN_LB)) {
        diag_help(diag, "the items of a block stand between `{` and `}`");
    } else if (kind == TOKEN_DOC) {
        diag_help(diag, "documentation stands above a declaration or an item of a table; a comment "
                        "is written `//`");
    } else if (kind == TOKEN_ID && !name) {
        help_word(p, diag, token);
    }
}

/* A word that may begin a change of a table begins a step: this token is what is changed. */
static bool is_object(int kind) {
    return token_begins_declaration(kind) && kind != TOKEN_MIXIN && kind != TOKEN_PROJECT;
}

/* How many blocks were left open before the item at hand, which begins as a declaration or a step
 * does; 0: none, the item itself is wrong. */
static uint32_t braces_missing(const Parser *p, int kind) {
    const Lexer *lexer = &p->lexer;
    uint32_t level = lexer->braces - (kind == TOKEN_LB);
    int begin = lexer->item_kind;
    if (level == 0 || kind == TOKEN_NEWLINE) {
        return 0;
    }
    if (lexer_block(lexer, 1)->item_kind != TOKEN_REVISION) {
        bool outside = kind == TOKEN_LB || lexer->item_indent == 0;
        return token_begins_declaration(begin) && outside ? level : 0;
    }
    if (token_begins_declaration(begin) && !token_begins_step(begin) && lexer->item_indent == 0) {
        return level;
    }
    const LexerBlock *block = lexer_block(lexer, level);
    bool is_change = block->item_kind == TOKEN_ALTER &&
                     (begin == TOKEN_ALTER || begin == TOKEN_DROP || begin == TOKEN_RENAME);
    bool outside = lexer->item_indent <= block->indent && (!is_change || is_object(kind));
    return level > 1 && token_begins_step(begin) && outside ? 1 : 0;
}

void parse_error(Parser *p, int kind, Token token) {
    p->recovering = true;
    if (kind == TOKEN_BROKEN) {
        return;
    }
    diag_take_back(p->diags, DIAG_NAME_NEEDS_QUOTES, token.start); /* in small letters it would be wrong, too */
    p->braces_missing = braces_missing(p, kind);
    if (p->braces_missing > 0) {
        uint32_t level = p->lexer.braces - (kind == TOKEN_LB);
        bool is_step = p->braces_missing < level;
        Diag *diag = diag_at(p->diags, DIAG_SYNTAX_ERROR, token_span(p->lexer.item),
                             is_step ? "expected `}`, found another step"
                                     : "expected `}`, found the declaration of another thing");
        diag_note(diag, lexer_block(&p->lexer, level)->brace, "this block is still open");
        return;
    }
    Span span = token_span(token);
    if (kind == TOKEN_NEWLINE && p->lexer.scanned == TOKEN_RB) {
        span = source_span(p->lexer.file, (const char *)p->lexer.scanned_start, 1);
    }
    Diag *diag = diag_at(p->diags, DIAG_SYNTAX_ERROR, span, "expected %s, found %s",
                         expected(p), found(p, kind, token));
    bool closes = grammar_accepted(p, TOKEN_RP) || grammar_accepted(p, TOKEN_RS);
    bool opened = p->lexer.bracket.length > 0;
    if (closes && opened && (kind == TOKEN_NEWLINE || (p->lexer.first_in_line && p->lexer.brackets > 0))) {
        diag_note(diag, p->lexer.bracket, "this bracket is still open");
    }
    help(p, diag, kind, token);
}
