/*
 * Fuzzing the lexer, the parser and the canonical printer.
 *
 * Any bytes are accepted; what parses without an error must print to something that parses to the same
 * tree and prints to the same text.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "source/diag.h"
#include "source/render.h"
#include "source/source.h"
#include "syntax/ast.h"
#include "syntax/format.h"
#include "syntax/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Parsed {
    Sources sources;
    Diags diags;
    const SourceFile *file;
    AstUnit unit;
} Parsed;

static Parsed parse(Arena *arena, Names *names, Text text) {
    Parsed parsed = {.sources = sources_new(arena), .diags = diags_new(arena)};
    parsed.file = sources_add_text(&parsed.sources, &parsed.diags, "input.mig", text);
    if (parsed.file != NULL) {
        parse_file(parsed.file, names, &parsed.diags, arena, &parsed.unit);
    }
    return parsed;
}

static bool is_same(const Buf *one, const Buf *two) {
    return one->length == two->length &&
           (one->length == 0 || memcmp(one->data, two->data, one->length) == 0);
}

static void check_same(const char *what, const Buf *one, const Buf *two) {
    if (!is_same(one, two)) {
        fprintf(stderr, "%s\n---- once\n%.*s\n---- twice\n%.*s\n", what, (int)one->length,
                one->length > 0 ? one->data : "", (int)two->length,
                two->length > 0 ? two->data : "");
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    Names *names = names_new(&arena);
    Parsed parsed = parse(&arena, names, (Text){(const char *)data, size});
    Buf said = {0};
    render_diags(&said, &arena, &parsed.diags, &parsed.sources, (RenderOptions){0});
    if (diags_errors(&parsed.diags) == 0) {
        Buf once = {0};
        Buf twice = {0};
        Buf tree = {0};
        Buf again = {0};
        format_file(&once, parsed.file, &parsed.unit, NULL, 0);
        Parsed printed = parse(&arena, names, buf_view(&once));
        if (diags_errors(&printed.diags) > 0) {
            fprintf(stderr, "what was printed does not parse\n%.*s\n", (int)once.length, once.data);
            abort();
        }
        format_file(&twice, printed.file, &printed.unit, NULL, 0);
        check_same("printing is not stable", &once, &twice);
        ast_dump(&tree, &parsed.unit);
        ast_dump(&again, &printed.unit);
        check_same("printing changes the tree", &tree, &again);
        buf_free(&once);
        buf_free(&twice);
        buf_free(&tree);
        buf_free(&again);
    }
    buf_free(&said);
    arena_release(&arena);
    return 0;
}
