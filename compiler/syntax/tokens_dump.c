/*
 * tokens_dump.c - the tokens of a file for `migc dump tokens`. See syntax/token.h.
 */
#include "grammar/parser.h"
#include "syntax/token.h"

/* The text in one line. */
static void put_escaped(Buf *out, Token token) {
    for (uint32_t i = 0; i < token.length; i++) {
        char c = token.text[i];
        if (c == '\n') {
            buf_text(out, "\\n");
        } else if (c == '\r') {
            buf_text(out, "\\r");
        } else if (c == '\t') {
            buf_text(out, "\\t");
        } else if (c == '\\') {
            buf_text(out, "\\\\");
        } else {
            buf_char(out, c);
        }
    }
}

void tokens_dump(Buf *out, const SourceFile *file) {
    Lexer lexer;
    Token token;
    uint32_t line = 1;
    const char *line_start = file->text.data;
    const char *seen = file->text.data;
    int kind;
    lexer_start(&lexer, file, NULL);
    while ((kind = lexer_next(&lexer, &token)) != 0) {
        for (; seen < token.text; seen++) {
            if (*seen == '\n') {
                line++;
                line_start = seen + 1;
            }
        }
        buf_printf(out, "%u:%u ", line, (unsigned)(token.text - line_start) + 1);
        if (kind == TOKEN_NEWLINE) {
            buf_text(out, "newline\n");
            continue;
        }
        buf_text(out, !token_is_spelled(kind)                           ? token_word(kind)
                      : token.text[0] >= 'a' && token.text[0] <= 'z' ? "word"
                                                                        : "sign");
        buf_char(out, ' ');
        put_escaped(out, token);
        buf_char(out, '\n');
    }
}
