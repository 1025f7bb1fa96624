/*
 * token.h - from characters to tokens, one at a time.
 *
 * takes:    a source file that was loaded (valid UTF-8, a NUL behind it)
 * gives:    tokens by pulling; their codes are the TOKEN_... of the grammar (grammar/parser.h, made
 *           by lemon), 0 at the end of the file
 * promises: no memory is taken; the end of the file is reached whatever the text is; what is wrong
 *           with a character is told to `diags` and comes out as TOKEN_BROKEN, or as the token that
 *           was meant
 *
 * The newline rule lives here: a newline is a token where it ends an item, and nothing inside round
 * or square brackets, in an empty line, after `{`, or before a deeper line that begins with a
 * continuation word. `}` and the end of the file always have a newline before them, so the grammar
 * may say that every item ends with one. Clauses: spec/language.md, chapter 2.
 */
#ifndef MIGC_SYNTAX_TOKEN_H
#define MIGC_SYNTAX_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "source/diag.h"
#include "source/source.h"
#include "source/span.h"

/* A slice of the file. */
typedef struct Token {
    const char *text; /* not NUL-terminated; quotes and dollars are still there */
    uint32_t length;
    uint32_t start; /* its offset, as in a span */
} Token;

/* Comes only from a lexer whose `comments` is set; never reaches the grammar. */
#define TOKEN_COMMENT 255

/* An open `{`. */
typedef struct LexerBlock {
    Span brace;
    int item_kind;   /* the token that the item begins with whose block it is */
    uint32_t indent; /* of that item */
} LexerBlock;

/* So many blocks are remembered: the grammar nests them no deeper than two. */
enum { LEXER_BLOCKS = 3 };

typedef struct Lexer {
    const SourceFile *file;
    Diags *diags;  /* NULL: nothing is told */
    bool comments; /* set it after lexer_start to be given comments too */
    bool recovering; /* inside brackets, a line that is not deeper than the item ends it as well */

    const unsigned char *cursor; /* the next character */
    const unsigned char *line;   /* the first character of its line */
    const unsigned char *end;    /* behind the token given last */
    int last;                    /* its code, or TOKEN_NEWLINE at the start */
    uint32_t indent;             /* of the line: columns before its first token */
    bool line_begins;            /* no token of this line was given yet */
    bool first_in_line;          /* the token given last is the first of its line */
    bool newline;                /* a newline was passed that may end the item */

    int scanned; /* the code of a token that was scanned but not given, or -1 */
    const unsigned char *scanned_start;
    const unsigned char *scanned_end;

    uint32_t brackets; /* open ( and [ */
    uint32_t braces;   /* open { */
    Span bracket;      /* the outermost that is open */
    LexerBlock blocks[LEXER_BLOCKS]; /* that are open, the outermost first */

    int item_kind; /* the token that the current item begins with, and where that is */
    Token item;
    const unsigned char *item_line;
    uint32_t item_indent;
} Lexer;

/* Begins at the start of the file. */
void lexer_start(Lexer *lexer, const SourceFile *file, Diags *diags);

/* Begins at an offset of the file, inside an item: newlines mean nothing. Nothing is told. */
void lexer_start_inside(Lexer *lexer, const SourceFile *file, uint32_t offset);

/* The next token, or 0 at the end of the file (and again whenever asked). */
int lexer_next(Lexer *lexer, Token *token);

/* Goes back to the token that the current item begins with, as if a newline had just been given. */
void lexer_back_to_item(Lexer *lexer);

/* Goes back to the token given last, which was the first of its line, and makes it begin an item. */
void lexer_begin_item(Lexer *lexer, Token token);

/* The block that is open at this level, 1 being the outermost; of deeper ones the deepest known. */
const LexerBlock *lexer_block(const Lexer *lexer, uint32_t level);

/* Tells that this token, which begins as a number does, is none. */
void lexer_tell_number(const Lexer *lexer, Token token);

/* The word or sign that a token code stands for, `table`, `<=`, or what it is: `name`, `number`. */
const char *token_word(int kind);

/* The token is a word of the language with that spelling, or a sign. */
bool token_is_spelled(int kind);

/* It begins a declaration. */
bool token_begins_declaration(int kind);

/* It begins a step of a revision. */
bool token_begins_step(int kind);

/* It carries meaning: no newline, comment or documentation. A digest of a file walks over these. */
bool token_is_significant(int kind);

static inline Span token_span(Token token) {
    return (Span){token.start, token.length};
}

/* All tokens, one a line: LINE:COLUMN KIND TEXT. */
void tokens_dump(Buf *out, const SourceFile *file);

#endif
