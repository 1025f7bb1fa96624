/*
 * parse.c - pulls tokens and feeds them to the grammar; finds the way back after a mistake.
 * See syntax/parse.h.
 *
 * The grammar can take up again behind `error NEWLINE`, in each block and between declarations.
 * What is left out after a mistake is decided here, by looking at brackets and at indentation: the
 * rest of an item inside a block, the rest of a declaration outside.
 */
#include "syntax/parse.h"

#include "grammar/parser.h"
#include "syntax/build.h"

static const Token NO_TOKEN = {0};

static void feed(Parser *p, int kind, Token token) {
    grammar_feed(p, kind, token);
    p->previous = token;
}

/* Passes over the rest of the item, with the newline that ends it. `level`: how many blocks are open
 * round the item. */
static void skip_item(Parser *p, uint32_t level) {
    Lexer *lexer = &p->lexer;
    uint32_t indent = lexer->item_indent;
    Token token;
    int kind;
    lexer->recovering = true;
    lexer->diags = NULL; /* the item has its message */
    do {
        kind = lexer_next(lexer, &token);
        if (lexer->first_in_line && lexer->indent <= indent && lexer->braces > level &&
            (token_begins_declaration(kind) || (level > 0 && token_begins_step(kind)))) {
            lexer->braces = level;
            lexer_begin_item(lexer, token);
            break;
        }
    } while (kind != 0 && (kind != TOKEN_NEWLINE || lexer->braces > level));
    lexer->braces = lexer->braces < level ? lexer->braces : level;
    lexer->recovering = false;
    lexer->diags = p->diags;
}

/* After an error at this token, before which so many blocks were open. */
static void recover(Parser *p, int kind, Token token, uint32_t level) {
    Lexer *lexer = &p->lexer;
    p->recovering = false;
    if (level > 0 && !p->overflowed) {
        p->item_lost = true;
    } else {
        p->unit->has_lost = true;
    }
    p->raw.count = 0;
    p->needs.count = 0;
    if (p->overflowed) {
        p->overflowed = false;
        Diag *diag = diag_at(p->diags, DIAG_NESTED_TOO_DEEPLY, token_span(token),
                             "what stands here is nested deeper than the parser follows");
        diag_note(diag, token_span(lexer->item), "it is part of the item that begins here");
        skip_item(p, 0);
        grammar_reset(p);
        return;
    }
    if (p->braces_missing > 0) {
        lexer->braces = level - p->braces_missing;
        feed(p, TOKEN_NEWLINE, NO_TOKEN);
        for (; p->braces_missing > 0; p->braces_missing--) {
            feed(p, TOKEN_RB, NO_TOKEN);
            feed(p, TOKEN_NEWLINE, NO_TOKEN);
        }
        lexer_back_to_item(lexer);
    } else if (kind == TOKEN_RB && level > 0) {
        feed(p, TOKEN_NEWLINE, NO_TOKEN);
        feed(p, kind, token);
    } else if (kind != TOKEN_NEWLINE && kind != 0) {
        uint32_t brackets = lexer->brackets - (kind == TOKEN_LP || kind == TOKEN_LS);
        if (lexer->first_in_line && brackets > 0 && kind != TOKEN_RP && kind != TOKEN_RS &&
            lexer->indent <= lexer->item_indent) {
            lexer_begin_item(lexer, token);
        } else {
            skip_item(p, level);
        }
        feed(p, TOKEN_NEWLINE, NO_TOKEN);
    }
    grammar_recovered(p);
}

/* A comma at the end of a line where the grammar has no use for it: told, and left out. */
static bool is_needless_comma(Parser *p, Token token) {
    const char *at = token.text + 1;
    while (*at == ' ' || *at == '\t' || *at == '\r') {
        at++;
    }
    bool ends_line = *at == '\n' || *at == 0 || *at == '}' || (at[0] == '/' && at[1] == '/');
    if (!ends_line || p->lexer.brackets > 0 || grammar_accepts(p, TOKEN_COMMA)) {
        return false;
    }
    Diag *diag = diag_at(p->diags, DIAG_SYNTAX_ERROR, token_span(token),
                         "expected the end of the line, found `,`");
    diag_help(diag, "leave it out: the end of the line ends an item");
    return true;
}

/* `not null` among the modifiers of a column: told, and left out. */
static bool is_needless_not_null(Parser *p, Token token) {
    bool is_operator = grammar_accepts(p, TOKEN_NOT) && !grammar_accepts(p, TOKEN_A_MODIFIER);
    if (p->lexer.brackets > 0 || is_operator || !grammar_accepted(p, TOKEN_NULL)) {
        return false;
    }
    Lexer ahead = p->lexer;
    ahead.diags = NULL;
    Token null;
    if (lexer_next(&ahead, &null) != TOKEN_NULL) {
        return false;
    }
    ahead.diags = p->diags;
    p->lexer = ahead;
    diag_take_back(p->diags, DIAG_NAME_NEEDS_QUOTES, token.start);
    Diag *diag = diag_at(p->diags, DIAG_SYNTAX_ERROR,
                         span_join(token_span(token), token_span(null)),
                         "expected a modifier, found `not null`");
    diag_help(diag, "leave it out: columns are not null unless they say `null`");
    return true;
}

/* `alter column c set ...` or `drop ...`, as SQL has it: to be refused, though they could be names of types. */
static bool is_sql_alteration(Parser *p, int kind) {
    bool is_type = (kind == TOKEN_SET || kind == TOKEN_DROP) && grammar_accepts(p, TOKEN_A_TYPE);
    if (!is_type || p->lexer.item_kind != TOKEN_ALTER || p->lexer.brackets > 0) {
        return false;
    }
    Lexer ahead = p->lexer;
    ahead.diags = NULL;
    Token next;
    int word = lexer_next(&ahead, &next);
    return word == TOKEN_NOT || word == TOKEN_DEFAULT || word == TOKEN_DATA;
}

/* A name such as 0001_initial where a number may stand: told. */
static bool is_number_broken(Parser *p, Token token) {
    if (grammar_accepts(p, TOKEN_NUMBERED) || !grammar_accepts(p, TOKEN_NUMBER)) {
        return false;
    }
    lexer_tell_number(&p->lexer, token);
    return true;
}

/* At the end of the file: blocks that are open are told, and closed. */
static void close_blocks(Parser *p, Token end, bool quiet) {
    if (p->lexer.braces == 0) {
        return;
    }
    if (!quiet) {
        Diag *diag = diag_at(p->diags, DIAG_SYNTAX_ERROR, token_span(end),
                             "expected `}`, found the end of the file");
        Span brace = lexer_block(&p->lexer, p->lexer.braces)->brace;
        diag_note(diag, brace, "the block begins here");
    }
    for (; p->lexer.braces > 0; p->lexer.braces--) {
        feed(p, TOKEN_RB, NO_TOKEN);
        feed(p, TOKEN_NEWLINE, NO_TOKEN);
    }
}

/* A line that git leaves where two branches met: told. What follows is there once for each branch, and is not read. */
static bool is_conflict(Parser *p, Token token) {
    Lexer *lexer = &p->lexer;
    Text text = lexer->file->text;
    size_t at = (size_t)(token.text - text.data);
    size_t same = 0;
    while (at + same < text.length && token.text[same] == *token.text) {
        same++;
    }
    bool begins_line = at == 0 || text.data[at - 1] == '\n';
    if (!begins_line || same != strlen("<<<<<<<") || strchr("<=>", *token.text) == NULL) {
        return false;
    }
    Diag *diag = diag_at(p->diags, DIAG_SYNTAX_ERROR, (Span){token.start, (uint32_t)same},
                         "two branches met here and were not merged");
    diag_help(diag, "keep what is to be of both, and take the lines with `<<<<<<<`, `=======` and "
                    "`>>>>>>>` out");
    p->unit->has_lost = true;
    lexer->cursor = (const unsigned char *)text.data + text.length;
    skip_item(p, 0);
    grammar_reset(p);
    return true;
}

static void drive(Parser *p) {
    bool lost_end = false; /* what was left out after the last mistake went to the end of the file */
    int kind;
    do {
        Token token;
        uint32_t level = p->lexer.braces;
        kind = lexer_next(&p->lexer, &token);
        if (p->sink != NULL) {
            p->sink->take(p->sink->context, kind, token);
        }
        if ((kind == TOKEN_COMMA && is_needless_comma(p, token)) ||
            (kind == TOKEN_NOT && is_needless_not_null(p, token)) ||
            (kind != 0 && is_conflict(p, token))) {
            continue;
        }
        if (kind == TOKEN_NUMBERED && is_number_broken(p, token)) {
            kind = TOKEN_BROKEN;
        } else if (is_sql_alteration(p, kind)) {
            kind = TOKEN_CONCAT; /* which is as wrong there */
        }
        if (kind == TOKEN_BROKEN) {
            p->unit->has_lost = true; /* something stands in for it, and means nothing */
        } else if (kind == 0) {
            close_blocks(p, token, lost_end);
        }
        feed(p, kind, token);
        if (p->recovering || p->overflowed) {
            recover(p, kind, token, level);
            lost_end = *p->lexer.cursor == 0;
        }
    } while (kind != 0);
}

void parse_file(const SourceFile *file, Names *names, Diags *diags, Arena *arena, AstUnit *unit) {
    parse_file_seen(file, names, diags, arena, unit, NULL);
}

void parse_file_seen(const SourceFile *file, Names *names, Diags *diags, Arena *arena,
                     AstUnit *unit, const TokenSink *sink) {
    Parser parser = {
        .names = names, .diags = diags, .arena = arena, .unit = unit, .sink = sink};
    lexer_start(&parser.lexer, file, diags);
    grammar_run(&parser, drive);
}
