/*
 * lexer.re - characters to tokens (re2c), and the newline rule. See syntax/token.h.
 *
 * The only place where the words of the language are spelled: once in the rules, once, below them,
 * in the table that messages are made of. Clauses: spec/language.md, chapter 2.
 */
#include "syntax/token.h"

#include "grammar/parser.h"

typedef unsigned char Byte;

/* What the rules find besides tokens; lexer_next deals with each. */
enum {
    FOUND_NEWLINE = 200,
    FOUND_COMMENT,         /* // to the end of the line                   */
    FOUND_DOC,             /* /// to the end of the line                  */
    FOUND_FOREIGN_COMMENT, /* --, # to the end of the line                */
    FOUND_BLOCK_COMMENT,   /* the opening of one                          */
    FOUND_DOLLAR,          /* the opening tag of a body                   */
    FOUND_OPEN_STRING,     /* '... without an end                         */
    FOUND_OPEN_NAME,       /* "... or `... without an end                 */
    FOUND_BACKTICK_NAME,   /* `...`                                       */
    FOUND_ODD_WORD,        /* capitals, letters beyond a-z                */
    FOUND_ODD_NUMBER,      /* 12ab, .5, 1.                                */
    FOUND_ODD_NOT_FOLLOWED,/* NOT IN with capitals                        */
    FOUND_SEMICOLON,       /* ;                                           */
    FOUND_DOUBLE_EQUAL,    /* ==                                          */
    FOUND_DOUBLE_AND,      /* &&                                          */
    FOUND_OTHER            /* nothing of the language; also blanks and quotes beyond ASCII */
};

/* Passes blanks, sets *start and *end round what follows, says what it is. Looks at nothing else. */
static int scan(const Byte **start, const Byte **end) {
    const Byte *cursor = *start;
    const Byte *marker;
    const Byte *context;
again:
    *start = cursor;
#define FOUND(kind) do { *end = cursor; return (kind); } while (0)
    /*!re2c
    re2c:define:YYCTYPE = Byte;
    re2c:define:YYCURSOR = cursor;
    re2c:define:YYMARKER = marker;
    re2c:define:YYCTXMARKER = context;
    re2c:yyfill:enable = 0;

    end     = [\x00];
    rest    = [^\n\x00]*;
    letter  = [a-z_];
    digit   = [0-9];
    cont    = [\x80-\xbf];
    odd     = [A-Za-z_] | [\xc3-\xdf] cont | [\xe0\xe1\xe4-\xef] cont cont |
              [\xe2] [\x82-\xbf] cont | [\xe3] [\x81-\xbf] cont | [\xf0-\xf4] cont cont cont;
    mark    = [\xc2] cont | [\xe2] [\x80\x81] cont | [\xe3] [\x80] cont;
    blank   = [ \t\r];
    number  = digit+ ("." digit+)? ([eE] [+-]? digit+)?;
    numbered = digit+ "_" (letter | digit)*;
    negated = [ \t\r\n]+ ('in' | 'between' | 'like') [^A-Za-z0-9_];

    blank+          { goto again; }
    "\n"            { FOUND(FOUND_NEWLINE); }
    end             { *end = *start; return 0; }

    "///" ([^/\n\x00] rest)? { FOUND(FOUND_DOC); }
    "//" rest       { FOUND(FOUND_COMMENT); }
    "--" rest       { FOUND(FOUND_FOREIGN_COMMENT); }
    "#" rest        { FOUND(FOUND_FOREIGN_COMMENT); }
    "/" "*"         { FOUND(FOUND_BLOCK_COMMENT); }

    "project"       { FOUND(TOKEN_PROJECT); }
    "extension"     { FOUND(TOKEN_EXTENSION); }
    "type"          { FOUND(TOKEN_TYPE); }
    "enum"          { FOUND(TOKEN_ENUM); }
    "mixin"         { FOUND(TOKEN_MIXIN); }
    "table"         { FOUND(TOKEN_TABLE); }
    "data"          { FOUND(TOKEN_DATA); }
    "sql"           { FOUND(TOKEN_SQL); }
    "sequence"      { FOUND(TOKEN_SEQUENCE); }
    "domain"        { FOUND(TOKEN_DOMAIN); }
    "revision"      { FOUND(TOKEN_REVISION); }

    "after"         { FOUND(TOKEN_AFTER); }
    "before"        { FOUND(TOKEN_BEFORE); }
    "create"        { FOUND(TOKEN_CREATE); }
    "alter"         { FOUND(TOKEN_ALTER); }
    "drop"          { FOUND(TOKEN_DROP); }
    "rename"        { FOUND(TOKEN_RENAME); }
    "to"            { FOUND(TOKEN_TO); }
    "add"           { FOUND(TOKEN_ADD); }
    "column"        { FOUND(TOKEN_COLUMN); }
    "value"         { FOUND(TOKEN_VALUE); }
    "backfill"      { FOUND(TOKEN_BACKFILL); }
    "comment"       { FOUND(TOKEN_COMMENT_WORD); }

    "include"       { FOUND(TOKEN_INCLUDE); }
    "primary"       { FOUND(TOKEN_PRIMARY); }
    "key"           { FOUND(TOKEN_KEY); }
    "unique"        { FOUND(TOKEN_UNIQUE); }
    "foreign"       { FOUND(TOKEN_FOREIGN); }
    "check"         { FOUND(TOKEN_CHECK); }
    "index"         { FOUND(TOKEN_INDEX); }
    "exclude"       { FOUND(TOKEN_EXCLUDE); }
    "with"          { FOUND(TOKEN_WITH); }
    "without"       { FOUND(TOKEN_WITHOUT); }

    "default"       { FOUND(TOKEN_DEFAULT); }
    "identity"      { FOUND(TOKEN_IDENTITY); }
    "generated"     { FOUND(TOKEN_GENERATED); }
    "stored"        { FOUND(TOKEN_STORED); }
    "virtual"       { FOUND(TOKEN_VIRTUAL); }
    "collate"       { FOUND(TOKEN_COLLATE); }
    "charset"       { FOUND(TOKEN_CHARSET); }
    "unsigned"      { FOUND(TOKEN_UNSIGNED); }
    "opclass"       { FOUND(TOKEN_OPCLASS); }
    "prefix"        { FOUND(TOKEN_PREFIX); }
    "references"    { FOUND(TOKEN_REFERENCES); }
    "forward"       { FOUND(TOKEN_FORWARD); }
    "on"            { FOUND(TOKEN_ON); }
    "delete"        { FOUND(TOKEN_DELETE); }
    "update"        { FOUND(TOKEN_UPDATE); }
    "now"           { FOUND(TOKEN_NOW); }
    "no"            { FOUND(TOKEN_NO); }
    "action"        { FOUND(TOKEN_ACTION); }
    "restrict"      { FOUND(TOKEN_RESTRICT); }
    "cascade"       { FOUND(TOKEN_CASCADE); }
    "set"           { FOUND(TOKEN_SET); }
    "where"         { FOUND(TOKEN_WHERE); }
    "using"         { FOUND(TOKEN_USING); }
    "for"           { FOUND(TOKEN_FOR); }
    "concurrently"  { FOUND(TOKEN_CONCURRENTLY); }
    "deferrable"    { FOUND(TOKEN_DEFERRABLE); }
    "initially"     { FOUND(TOKEN_INITIALLY); }
    "deferred"      { FOUND(TOKEN_DEFERRED); }
    "match"         { FOUND(TOKEN_MATCH); }
    "full"          { FOUND(TOKEN_FULL); }
    "valid"         { FOUND(TOKEN_VALID); }
    "distinct"      { FOUND(TOKEN_DISTINCT); }
    "asc"           { FOUND(TOKEN_ASC); }
    "desc"          { FOUND(TOKEN_DESC); }
    "nulls"         { FOUND(TOKEN_NULLS); }
    "first"         { FOUND(TOKEN_FIRST); }
    "last"          { FOUND(TOKEN_LAST); }

    "start"         { FOUND(TOKEN_START); }
    "increment"     { FOUND(TOKEN_INCREMENT); }
    "minvalue"      { FOUND(TOKEN_MINVALUE); }
    "maxvalue"      { FOUND(TOKEN_MAXVALUE); }
    "cache"         { FOUND(TOKEN_CACHE); }
    "cycle"         { FOUND(TOKEN_CYCLE); }
    "owned"         { FOUND(TOKEN_OWNED); }
    "by"            { FOUND(TOKEN_BY); }

    "partition"     { FOUND(TOKEN_PARTITION); }
    "partitions"    { FOUND(TOKEN_PARTITIONS); }
    "modulus"       { FOUND(TOKEN_MODULUS); }
    "remainder"     { FOUND(TOKEN_REMAINDER); }
    "less"          { FOUND(TOKEN_LESS); }
    "than"          { FOUND(TOKEN_THAN); }

    "needs"         { FOUND(TOKEN_NEEDS); }
    "up"            { FOUND(TOKEN_UP); }
    "down"          { FOUND(TOKEN_DOWN); }
    "none"          { FOUND(TOKEN_NONE); }
    "lossy"         { FOUND(TOKEN_LOSSY); }
    "restore"       { FOUND(TOKEN_RESTORE); }

    "null"          { FOUND(TOKEN_NULL); }
    "true"          { FOUND(TOKEN_TRUE); }
    "false"         { FOUND(TOKEN_FALSE); }
    "or"            { FOUND(TOKEN_OR); }
    "and"           { FOUND(TOKEN_AND); }
    "not"           { FOUND(TOKEN_NOT); }
    "not" / negated { FOUND(TOKEN_NOT_FOLLOWED); }
    'not' / negated { FOUND(FOUND_ODD_NOT_FOLLOWED); }
    "is"            { FOUND(TOKEN_IS); }
    "in"            { FOUND(TOKEN_IN); }
    "between"       { FOUND(TOKEN_BETWEEN); }
    "like"          { FOUND(TOKEN_LIKE); }
    "case"          { FOUND(TOKEN_CASE); }
    "when"          { FOUND(TOKEN_WHEN); }
    "then"          { FOUND(TOKEN_THEN); }
    "else"          { FOUND(TOKEN_ELSE); }
    "end"           { FOUND(TOKEN_END); }
    "cast"          { FOUND(TOKEN_CAST); }
    "as"            { FOUND(TOKEN_AS); }
    "extract"       { FOUND(TOKEN_EXTRACT); }
    "from"          { FOUND(TOKEN_FROM); }

    letter (letter | digit)*             { FOUND(TOKEN_ID); }
    odd (odd | digit)*                   { FOUND(FOUND_ODD_WORD); }
    ["] ([^"\n\x00] | ["]["])* ["]       { FOUND(TOKEN_ID); }
    ["] ([^"\n\x00] | ["]["])*           { FOUND(FOUND_OPEN_NAME); }
    [`] [^`\n\x00]* [`]                  { FOUND(FOUND_BACKTICK_NAME); }
    [`] [^`\n\x00]*                      { FOUND(FOUND_OPEN_NAME); }
    ['] ([^'\n\x00] | ['][']) * [']      { FOUND(TOKEN_STRING); }
    ['] ([^'\n\x00] | [']['])*           { FOUND(FOUND_OPEN_STRING); }
    number                               { FOUND(TOKEN_NUMBER); }
    numbered                             { FOUND(TOKEN_NUMBERED); }
    "."? digit (odd | digit | ".")*      { FOUND(FOUND_ODD_NUMBER); }
    "$" (odd (odd | digit)*)? "$"        { FOUND(FOUND_DOLLAR); }

    "("             { FOUND(TOKEN_LP); }
    ")"             { FOUND(TOKEN_RP); }
    "["             { FOUND(TOKEN_LS); }
    "]"             { FOUND(TOKEN_RS); }
    "{"             { FOUND(TOKEN_LB); }
    "}"             { FOUND(TOKEN_RB); }
    ","             { FOUND(TOKEN_COMMA); }
    "."             { FOUND(TOKEN_DOT); }
    "..."           { FOUND(TOKEN_ELLIPSIS); }
    "="             { FOUND(TOKEN_EQ); }
    "<>"            { FOUND(TOKEN_NE); }
    "!="            { FOUND(TOKEN_NE); }
    "<"             { FOUND(TOKEN_LT); }
    "<="            { FOUND(TOKEN_LE); }
    ">"             { FOUND(TOKEN_GT); }
    ">="            { FOUND(TOKEN_GE); }
    "||"            { FOUND(TOKEN_CONCAT); }
    "+"             { FOUND(TOKEN_PLUS); }
    "-"             { FOUND(TOKEN_MINUS); }
    "*"             { FOUND(TOKEN_STAR); }
    "/"             { FOUND(TOKEN_SLASH); }
    "%"             { FOUND(TOKEN_PERCENT); }
    "::"            { FOUND(TOKEN_COLONS); }
    ";"             { FOUND(FOUND_SEMICOLON); }
    "=="            { FOUND(FOUND_DOUBLE_EQUAL); }
    "&&"            { FOUND(FOUND_DOUBLE_AND); }
    mark            { FOUND(FOUND_OTHER); }
    *               { FOUND(FOUND_OTHER); }
    */
#undef FOUND
}

static const char *const token_words[] = {
    [0] = "end of file",
    [TOKEN_NEWLINE] = "newline",
    [TOKEN_DOC] = "documentation",
    [TOKEN_BROKEN] = "broken",
    [TOKEN_ID] = "name",
    [TOKEN_NUMBER] = "number",
    [TOKEN_NUMBERED] = "numbered name",
    [TOKEN_STRING] = "string",
    [TOKEN_DOLLAR] = "sql text",
    [TOKEN_PROJECT] = "project",
    [TOKEN_EXTENSION] = "extension",
    [TOKEN_TYPE] = "type",
    [TOKEN_ENUM] = "enum",
    [TOKEN_MIXIN] = "mixin",
    [TOKEN_TABLE] = "table",
    [TOKEN_DATA] = "data",
    [TOKEN_SQL] = "sql",
    [TOKEN_SEQUENCE] = "sequence",
    [TOKEN_DOMAIN] = "domain",
    [TOKEN_REVISION] = "revision",
    [TOKEN_AFTER] = "after",
    [TOKEN_BEFORE] = "before",
    [TOKEN_CREATE] = "create",
    [TOKEN_ALTER] = "alter",
    [TOKEN_DROP] = "drop",
    [TOKEN_RENAME] = "rename",
    [TOKEN_TO] = "to",
    [TOKEN_ADD] = "add",
    [TOKEN_COLUMN] = "column",
    [TOKEN_VALUE] = "value",
    [TOKEN_BACKFILL] = "backfill",
    [TOKEN_COMMENT_WORD] = "comment",
    [TOKEN_INCLUDE] = "include",
    [TOKEN_PRIMARY] = "primary",
    [TOKEN_KEY] = "key",
    [TOKEN_UNIQUE] = "unique",
    [TOKEN_FOREIGN] = "foreign",
    [TOKEN_CHECK] = "check",
    [TOKEN_INDEX] = "index",
    [TOKEN_EXCLUDE] = "exclude",
    [TOKEN_WITHOUT] = "without",
    [TOKEN_WITH] = "with",
    [TOKEN_DEFAULT] = "default",
    [TOKEN_IDENTITY] = "identity",
    [TOKEN_GENERATED] = "generated",
    [TOKEN_STORED] = "stored",
    [TOKEN_VIRTUAL] = "virtual",
    [TOKEN_COLLATE] = "collate",
    [TOKEN_CHARSET] = "charset",
    [TOKEN_UNSIGNED] = "unsigned",
    [TOKEN_OPCLASS] = "opclass",
    [TOKEN_PREFIX] = "prefix",
    [TOKEN_REFERENCES] = "references",
    [TOKEN_FORWARD] = "forward",
    [TOKEN_ON] = "on",
    [TOKEN_DELETE] = "delete",
    [TOKEN_UPDATE] = "update",
    [TOKEN_NOW] = "now",
    [TOKEN_NO] = "no",
    [TOKEN_ACTION] = "action",
    [TOKEN_RESTRICT] = "restrict",
    [TOKEN_CASCADE] = "cascade",
    [TOKEN_SET] = "set",
    [TOKEN_WHERE] = "where",
    [TOKEN_USING] = "using",
    [TOKEN_FOR] = "for",
    [TOKEN_CONCURRENTLY] = "concurrently",
    [TOKEN_DEFERRABLE] = "deferrable",
    [TOKEN_INITIALLY] = "initially",
    [TOKEN_DEFERRED] = "deferred",
    [TOKEN_MATCH] = "match",
    [TOKEN_FULL] = "full",
    [TOKEN_VALID] = "valid",
    [TOKEN_DISTINCT] = "distinct",
    [TOKEN_ASC] = "asc",
    [TOKEN_DESC] = "desc",
    [TOKEN_NULLS] = "nulls",
    [TOKEN_FIRST] = "first",
    [TOKEN_LAST] = "last",
    [TOKEN_START] = "start",
    [TOKEN_INCREMENT] = "increment",
    [TOKEN_MINVALUE] = "minvalue",
    [TOKEN_MAXVALUE] = "maxvalue",
    [TOKEN_CACHE] = "cache",
    [TOKEN_CYCLE] = "cycle",
    [TOKEN_OWNED] = "owned",
    [TOKEN_BY] = "by",
    [TOKEN_PARTITION] = "partition",
    [TOKEN_PARTITIONS] = "partitions",
    [TOKEN_MODULUS] = "modulus",
    [TOKEN_REMAINDER] = "remainder",
    [TOKEN_LESS] = "less",
    [TOKEN_THAN] = "than",
    [TOKEN_NEEDS] = "needs",
    [TOKEN_UP] = "up",
    [TOKEN_DOWN] = "down",
    [TOKEN_NONE] = "none",
    [TOKEN_LOSSY] = "lossy",
    [TOKEN_RESTORE] = "restore",
    [TOKEN_NULL] = "null",
    [TOKEN_TRUE] = "true",
    [TOKEN_FALSE] = "false",
    [TOKEN_OR] = "or",
    [TOKEN_AND] = "and",
    [TOKEN_NOT] = "not",
    [TOKEN_NOT_FOLLOWED] = "not",
    [TOKEN_IS] = "is",
    [TOKEN_IN] = "in",
    [TOKEN_BETWEEN] = "between",
    [TOKEN_LIKE] = "like",
    [TOKEN_CASE] = "case",
    [TOKEN_WHEN] = "when",
    [TOKEN_THEN] = "then",
    [TOKEN_ELSE] = "else",
    [TOKEN_END] = "end",
    [TOKEN_CAST] = "cast",
    [TOKEN_AS] = "as",
    [TOKEN_EXTRACT] = "extract",
    [TOKEN_FROM] = "from",
    [TOKEN_LP] = "(",
    [TOKEN_RP] = ")",
    [TOKEN_LS] = "[",
    [TOKEN_RS] = "]",
    [TOKEN_LB] = "{",
    [TOKEN_RB] = "}",
    [TOKEN_COMMA] = ",",
    [TOKEN_DOT] = ".",
    [TOKEN_ELLIPSIS] = "...",
    [TOKEN_EQ] = "=",
    [TOKEN_NE] = "<>",
    [TOKEN_LT] = "<",
    [TOKEN_LE] = "<=",
    [TOKEN_GT] = ">",
    [TOKEN_GE] = ">=",
    [TOKEN_CONCAT] = "||",
    [TOKEN_PLUS] = "+",
    [TOKEN_MINUS] = "-",
    [TOKEN_STAR] = "*",
    [TOKEN_SLASH] = "/",
    [TOKEN_PERCENT] = "%",
    [TOKEN_COLONS] = "::",
};

const char *token_word(int kind) {
    size_t count = sizeof token_words / sizeof *token_words;
    const char *word = kind >= 0 && (size_t)kind < count ? token_words[kind] : NULL;
    return word != NULL ? word : "comment";
}

/* A line that begins with one of these and is deeper than the item goes on with the item. */
static bool continues(int kind) {
    switch (kind) {
    case TOKEN_REFERENCES: case TOKEN_ON: case TOKEN_DEFAULT: case TOKEN_NULL:
    case TOKEN_GENERATED: case TOKEN_COLLATE: case TOKEN_WHERE: case TOKEN_USING: case TOKEN_FOR:
    case TOKEN_CHARSET: case TOKEN_WITH:
    case TOKEN_NEEDS: case TOKEN_UP: case TOKEN_DOWN: case TOKEN_LOSSY: case TOKEN_RESTORE:
    case TOKEN_MATCH: case TOKEN_NULLS: case TOKEN_DEFERRABLE: case TOKEN_NOT:
        return true;
    default:
        return false;
    }
}

bool token_begins_declaration(int kind) {
    switch (kind) {
    case TOKEN_PROJECT: case TOKEN_EXTENSION: case TOKEN_TYPE: case TOKEN_ENUM: case TOKEN_MIXIN:
    case TOKEN_TABLE: case TOKEN_DATA: case TOKEN_SQL: case TOKEN_REVISION: case TOKEN_SEQUENCE:
    case TOKEN_DOMAIN:
        return true;
    default:
        return false;
    }
}

bool token_begins_step(int kind) {
    switch (kind) {
    case TOKEN_CREATE: case TOKEN_DROP: case TOKEN_RENAME: case TOKEN_ALTER: case TOKEN_SQL:
    case TOKEN_DATA:
        return true;
    default:
        return false;
    }
}

bool token_is_spelled(int kind) {
    switch (kind) {
    case 0: case TOKEN_NEWLINE: case TOKEN_DOC: case TOKEN_BROKEN: case TOKEN_ID:
    case TOKEN_NUMBER: case TOKEN_NUMBERED: case TOKEN_STRING: case TOKEN_DOLLAR:
    case TOKEN_COMMENT:
        return false;
    default:
        return true;
    }
}

bool token_is_significant(int kind) {
    return kind != TOKEN_NEWLINE && kind != TOKEN_DOC && kind != TOKEN_COMMENT;
}

void lexer_start(Lexer *lexer, const SourceFile *file, Diags *diags) {
    const Byte *text = (const Byte *)(file->text.data != NULL ? file->text.data : "");
    *lexer = (Lexer){
        .file = file,
        .diags = diags,
        .cursor = text,
        .line = text,
        .end = text,
        .last = TOKEN_NEWLINE,
        .line_begins = true,
        .scanned = -1,
    };
}

void lexer_start_inside(Lexer *lexer, const SourceFile *file, uint32_t offset) {
    lexer_start(lexer, file, NULL);
    lexer->cursor += offset - file->base;
    lexer->line = lexer->cursor;
    lexer->brackets = 1;
}

static Span span_of(const Lexer *lexer, const Byte *start, const Byte *end) {
    return source_span(lexer->file, (const char *)start, (size_t)(end - start));
}

/* A slice for a message, cut where it gets long. */
static int shown(const Byte *start, const Byte *end) {
    return end - start > 40 ? 40 : (int)(end - start);
}

#define SHOWN(start, end) shown(start, end), (const char *)(start)

/* As diag_at; nothing, and NULL, for a lexer that tells nothing. */
#define TELL(...) (lexer->diags != NULL ? diag_at(lexer->diags, __VA_ARGS__) : NULL)

/* Columns before the first token of the line; a tab goes to the next multiple of eight. */
static uint32_t indent_of(const Byte *line, const Byte *start) {
    uint32_t columns = 0;
    for (; line < start; line++) {
        columns = *line == '\t' ? (columns | 7) + 1 : columns + 1;
    }
    return columns;
}

/* After a word that is not lower case: tells it, and gives the keyword that was meant, or a name. */
static int odd_word(const Lexer *lexer, const Byte *start, const Byte *end) {
    Byte lower[64];
    size_t length = (size_t)(end - start);
    bool ascii = true;
    if (length < sizeof lower) {
        for (size_t i = 0; i < length; i++) {
            ascii = ascii && start[i] < 0x80;
            lower[i] = start[i] >= 'A' && start[i] <= 'Z' ? (Byte)(start[i] | 0x20) : start[i];
        }
        lower[length] = 0;
    } else {
        ascii = false;
    }
    const Byte *from = lower;
    const Byte *to = lower;
    int kind = ascii ? scan(&from, &to) : TOKEN_ID;
    Diag *diag = TELL(DIAG_NAME_NEEDS_QUOTES, span_of(lexer, start, end),
                      "`%.*s` is not written in small letters", SHOWN(start, end));
    if (kind != TOKEN_ID) {
        diag_help(diag, "write `%s`", (const char *)lower);
    } else if (ascii) {
        diag_help(diag, "write `%s`, or `\"%.*s\"` to keep the capitals", (const char *)lower,
                  SHOWN(start, end));
    } else {
        diag_help(diag, "a name of other characters than a-z, 0-9 and _ is put in double quotes");
    }
    return kind;
}

static const Byte *file_end(const Lexer *lexer) {
    return (const Byte *)lexer->file->text.data + lexer->file->text.length;
}

/* Behind a body that opens with the tag start..end; NULL if it has no end. */
static const Byte *dollar_end(const Lexer *lexer, const Byte *start, const Byte *end) {
    const Byte *close = memmem(end, (size_t)(file_end(lexer) - end), start, (size_t)(end - start));
    return close != NULL ? close + (end - start) : NULL;
}

/* Behind the lines that go on with documentation after the one that ends at `end`. */
static const Byte *doc_end(const Byte *end) {
    for (const Byte *at = end; *at == '\n';) {
        at++;
        while (*at == ' ' || *at == '\t' || *at == '\r') {
            at++;
        }
        if (at[0] != '/' || at[1] != '/' || at[2] != '/' || at[3] == '/') {
            break;
        }
        while (*at != '\n' && *at != 0) {
            at++;
        }
        end = at;
    }
    return end;
}

/* Passes a block comment, which the language has not; keeps track of the lines. */
static void pass_block_comment(Lexer *lexer, const Byte *start, const Byte *end) {
    const Byte *close = memmem(end, (size_t)(file_end(lexer) - end), "*/", 2);
    lexer->cursor = close != NULL ? close + 2 : file_end(lexer);
    for (const Byte *at = start; at < lexer->cursor; at++) {
        if (*at == '\n') {
            lexer->line = at + 1;
        }
    }
    Diag *diag = TELL(DIAG_SYNTAX_ERROR, span_of(lexer, start, end),
                      "expected a comment that begins with `//`, found `/*`");
    diag_help(diag, "put `//` before each line of the comment");
}

#define OF_ONE_TARGET "an operator of one target is written in its SQL: `$$ ... $$`"

/* How to mend a character that is nothing of the language; NULL if that cannot be said. */
static const char *mended(const Byte *start, const Byte *end) {
    static const struct {
        const char *from, *to; /* UTF-8, both ends included */
        const char *help;
    } ranges[] = {
        {"!", "!", "write `not`"},
        {"@", "@", OF_ONE_TARGET},
        {"^", "^", OF_ONE_TARGET},
        {"~", "~", OF_ONE_TARGET},
        {"\u00a0", "\u00a0", "this is a no-break space: write a blank"},
        {"\u2000", "\u200a", "this is a space of another width: write a blank"},
        {"\u200b", "\u200f", "this character cannot be seen: take it out"},
        {"\u2010", "\u2015", "write `-`"},
        {"\u2018", "\u201b", "a string is written in straight quotes: `'...'`"},
        {"\u201c", "\u201f", "a string is written in single quotes, a name in straight double ones"},
        {"\u3000", "\u3000", "this is a wide space: write a blank"},
    };
    size_t length = (size_t)(end - start);
    if (start[0] == '!' && *end == '~') {
        return OF_ONE_TARGET;
    }
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (strlen(ranges[i].from) == length && memcmp(start, ranges[i].from, length) >= 0 &&
            memcmp(start, ranges[i].to, length) <= 0) {
            return ranges[i].help;
        }
    }
    return NULL;
}

/* Digits, `_`, then letters, though not as the name of a revision has them. */
static bool is_odd_numbered(const Byte *start, const Byte *end) {
    while (*start >= '0' && *start <= '9') {
        start++;
    }
    const Byte *letters = start + 1;
    while (letters < end && *letters >= '0' && *letters <= '9') {
        letters++;
    }
    return *start == '_' && letters < end;
}

/* What is wrong with a character or two: told here; gives the code of the token that was meant,
 * TOKEN_BROKEN if there is none. */
static int slip(const Lexer *lexer, int found, const Byte *start, const Byte *end) {
    Span span = span_of(lexer, start, end);
    Diag *diag;
    switch (found) {
    case FOUND_ODD_WORD:
        return odd_word(lexer, start, end);
    case FOUND_FOREIGN_COMMENT: {
        int sign = *start == '#' ? 1 : 2;
        diag = TELL(DIAG_SYNTAX_ERROR, span_of(lexer, start, start + sign),
                    "expected a comment that begins with `//`, found `%.*s`", sign,
                    (const char *)start);
        diag_help(diag, "write `//`");
        return TOKEN_BROKEN;
    }
    case FOUND_SEMICOLON:
        diag = TELL(DIAG_SYNTAX_ERROR, span, "found `;`, which ends nothing here");
        diag_help(diag, "leave it out: the end of the line ends an item");
        return TOKEN_BROKEN;
    case FOUND_DOUBLE_EQUAL:
        diag = TELL(DIAG_SYNTAX_ERROR, span, "expected an operator, found `==`");
        diag_help(diag, "write `=`");
        return TOKEN_EQ;
    case FOUND_DOUBLE_AND:
        diag = TELL(DIAG_SYNTAX_ERROR, span, "expected an operator, found `&&`");
        diag_help(diag, "write `and`");
        return TOKEN_AND;
    case FOUND_ODD_NOT_FOLLOWED:
        diag = TELL(DIAG_NAME_NEEDS_QUOTES, span, "`%.*s` is not written in small letters",
                    SHOWN(start, end));
        diag_help(diag, "write `not`");
        return TOKEN_NOT_FOLLOWED;
    case FOUND_BACKTICK_NAME:
        diag = TELL(DIAG_SYNTAX_ERROR, span, "expected a name, found one between backticks");
        diag_help(diag, "write `\"%.*s\"`", SHOWN(start + 1, end - 1));
        return TOKEN_ID;
    case FOUND_OPEN_STRING:
        diag = TELL(DIAG_UNTERMINATED_STRING, span, "the string has no end in its line");
        diag_help(diag, "end it with `'`; a `'` inside a string is written `''`");
        return TOKEN_BROKEN;
    case FOUND_OPEN_NAME:
        diag = TELL(DIAG_UNTERMINATED_NAME, span, "the quoted name has no end in its line");
        diag_help(diag, *start == '"' ? "end it with `\"`" : "put it between `\"` and `\"`");
        return TOKEN_BROKEN;
    case FOUND_DOLLAR:
        diag = TELL(DIAG_UNTERMINATED_SQL, span,
                    "expected `%.*s` at the end of this text, found the end of the file",
                    SHOWN(start, end));
        diag_label(diag, "the text begins here");
        diag_help(diag, "end it with `%.*s`, the same tag", SHOWN(start, end));
        return TOKEN_BROKEN;
    case FOUND_ODD_NUMBER:
        diag = TELL(DIAG_MALFORMED_NUMBER, span, "`%.*s` is not a number", SHOWN(start, end));
        if (*start == '.') {
            diag_help(diag, "write a digit before the point: `0%.*s`", SHOWN(start, end));
        } else if (is_odd_numbered(start, end)) {
            diag_help(diag, "the name of a revision is a number and small letters: `0001_initial`");
        } else {
            diag_help(diag, "numbers are written `12`, `3.35` or `1e6`; a name that begins with a "
                            "digit is put in double quotes");
        }
        return TOKEN_BROKEN;
    default: {
        const char *help = mended(start, end);
        diag = TELL(DIAG_UNEXPECTED_CHARACTER, span,
                    "found `%.*s`, which has no meaning outside quotes", SHOWN(start, end));
        if (help != NULL) {
            diag_help(diag, "%s", help);
        }
        return TOKEN_BROKEN;
    }
    }
}

/* An item is complete, or none has begun: a newline means nothing here. */
static bool between_items(const Lexer *lexer) {
    return lexer->last == TOKEN_NEWLINE || lexer->last == TOKEN_LB || lexer->last == TOKEN_DOC ||
           lexer->last == 0;
}

/* Whether a newline token comes before the token of this kind that was just scanned. */
static bool newline_before(Lexer *lexer, int kind) {
    bool passed = lexer->newline;
    lexer->newline = false;
    if (kind == TOKEN_RB || kind == 0) {
        return true;
    }
    if (!passed || kind == TOKEN_LB) {
        return false;
    }
    if (lexer->brackets > 0) {
        return lexer->recovering && lexer->indent <= lexer->item_indent && kind != TOKEN_RP &&
               kind != TOKEN_RS;
    }
    return !(lexer->indent > lexer->item_indent && continues(kind));
}

/* Gives a token: keeps count of brackets, remembers where an item begins. */
static int give(Lexer *lexer, int kind, const Byte *start, const Byte *end, Token *token) {
    Span span = span_of(lexer, start, end);
    *token = (Token){(const char *)start, span.length, span.start};
    lexer->first_in_line = lexer->line_begins;
    if (kind == TOKEN_NEWLINE) {
        lexer->brackets = 0;
        lexer->last = kind;
        return kind;
    }
    lexer->line_begins = false;
    lexer->end = end;
    if (between_items(lexer) && kind != TOKEN_RB) {
        lexer->item_kind = kind;
        lexer->item = *token;
        lexer->item_line = lexer->line;
        lexer->item_indent = lexer->indent;
        lexer->bracket = SPAN_NONE;
    }
    switch (kind) {
    case TOKEN_LP: case TOKEN_LS:
        if (lexer->brackets++ == 0) {
            lexer->bracket = span;
        }
        break;
    case TOKEN_RP: case TOKEN_RS:
        lexer->brackets -= lexer->brackets > 0;
        break;
    case TOKEN_LB:
        lexer->brackets = 0;
        if (lexer->braces < LEXER_BLOCKS) {
            lexer->blocks[lexer->braces] = (LexerBlock){span, lexer->item_kind, lexer->item_indent};
        }
        lexer->braces++;
        break;
    case TOKEN_RB:
        lexer->braces -= lexer->braces > 0;
        break;
    default:
        break;
    }
    lexer->last = kind;
    return kind;
}

int lexer_next(Lexer *lexer, Token *token) {
    for (;;) {
        const Byte *start = lexer->cursor;
        const Byte *end = start;
        int kind;
        if (lexer->scanned >= 0) {
            kind = lexer->scanned;
            start = lexer->scanned_start;
            end = lexer->scanned_end;
            lexer->scanned = -1;
        } else {
            kind = scan(&start, &end);
        }
        lexer->cursor = end;
        if (kind == FOUND_NEWLINE) {
            lexer->line = end;
            lexer->line_begins = true;
            lexer->newline = lexer->newline ||
                             (!between_items(lexer) && (lexer->brackets == 0 || lexer->recovering));
            continue;
        }
        if (kind == FOUND_DOC && (!lexer->line_begins || lexer->brackets > 0)) {
            kind = FOUND_COMMENT;
        }
        if (kind == FOUND_COMMENT) {
            if (lexer->comments) {
                Span span = span_of(lexer, start, end);
                *token = (Token){(const char *)start, span.length, span.start};
                lexer->first_in_line = lexer->line_begins;
                return TOKEN_COMMENT;
            }
            continue;
        }
        if (kind == FOUND_BLOCK_COMMENT) {
            pass_block_comment(lexer, start, end);
            continue;
        }
        if (kind == FOUND_FOREIGN_COMMENT || kind == FOUND_SEMICOLON) {
            (void)slip(lexer, kind, start, end);
            continue;
        }
        if (lexer->line_begins) {
            lexer->indent = indent_of(lexer->line, start);
        }
        if (!between_items(lexer) && newline_before(lexer, kind)) {
            lexer->scanned = kind;
            lexer->scanned_start = start;
            lexer->scanned_end = end;
            return give(lexer, TOKEN_NEWLINE, lexer->end, lexer->end, token);
        }
        if (kind == FOUND_DOC) {
            kind = TOKEN_DOC;
            end = doc_end(end);
        } else if (kind == FOUND_DOLLAR) {
            const Byte *close = dollar_end(lexer, start, end);
            kind = close != NULL ? TOKEN_DOLLAR : slip(lexer, kind, start, end);
            end = close != NULL ? close : file_end(lexer);
        } else if (kind > FOUND_NEWLINE) {
            kind = slip(lexer, kind, start, end);
        }
        kind = give(lexer, kind, start, end, token);
        lexer->cursor = end;
        if (kind == TOKEN_DOC || kind == TOKEN_DOLLAR) {
            const Byte *newline = memrchr(start, '\n', (size_t)(end - start));
            lexer->line = newline != NULL ? newline + 1 : lexer->line;
        }
        return kind;
    }
}

/* Begins again at `to`, as if a newline had just been given. */
static void go_back(Lexer *lexer, const char *to) {
    lexer->cursor = (const Byte *)to;
    lexer->last = TOKEN_NEWLINE;
    lexer->line_begins = true;
    lexer->newline = false;
    lexer->scanned = -1;
    lexer->brackets = 0;
}

const LexerBlock *lexer_block(const Lexer *lexer, uint32_t level) {
    return &lexer->blocks[(level < LEXER_BLOCKS ? level : LEXER_BLOCKS) - 1];
}

void lexer_tell_number(const Lexer *lexer, Token token) {
    const Byte *start = (const Byte *)token.text;
    (void)slip(lexer, FOUND_ODD_NUMBER, start, start + token.length);
}

void lexer_back_to_item(Lexer *lexer) {
    lexer->line = lexer->item_line;
    go_back(lexer, lexer->item.text);
}

void lexer_begin_item(Lexer *lexer, Token token) {
    go_back(lexer, token.text);
}
