/*
 * From text to tree.
 *
 * Takes the files of a Sources (each already checked: UTF-8, no NUL), gives one AstUnit over all of
 * them. Syntax errors are told (one message a mistake, several a run) and the parser goes on at the
 * end of the item or of the declaration. Nesting is bounded: too deep is an error, not a crash.
 */
#ifndef MIGC_SYNTAX_PARSE_H
#define MIGC_SYNTAX_PARSE_H

#include "base/arena.h"
#include "base/names.h"
#include "source/diag.h"
#include "source/source.h"
#include "syntax/ast.h"
#include "syntax/token.h"

/* Is given every token of a file in turn, the end of the file (kind 0) as the last one. */
typedef struct TokenSink {
    void (*take)(void *context, int kind, Token token);
    void *context;
} TokenSink;

/* Parses one file and appends its declarations to the unit. Everything lives in `arena`; names are
 * interned in `names`. */
void parse_file(const SourceFile *file, Names *names, Diags *diags, Arena *arena, AstUnit *unit);

/* The same; `sink` sees the tokens as they pass. After a syntax error it may miss some. */
void parse_file_seen(const SourceFile *file, Names *names, Diags *diags, Arena *arena,
                     AstUnit *unit, const TokenSink *sink);

#endif
