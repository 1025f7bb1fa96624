/*
 * format.c - the canonical printer: declarations, blocks, comments, blank lines. See
 * syntax/format.h.
 *
 * Names and literals are copied from the file (their quotes are the author's), all else is written
 * from the tree. Comments are not in the tree: they are collected by the lexer and written where
 * the walk passes them. One that stands inside an item moves above it.
 */
#include "syntax/format.h"

#include "syntax/layout.h"
#include "syntax/token.h"
#include "syntax/written.h"

enum { BLOCK_INDENT = 2 };

typedef struct Comment {
    uint32_t start;
    Text text;
} Comment;

typedef struct Format {
    Arena arena;   /* the file's: released at the end of format_file */
    Arena scratch; /* the lines of one declaration, released when they are handed over */
    Buf *out;      /* one declaration */
    const SourceFile *file;
    VEC(Comment) comments; /* by place */
    uint32_t next;         /* the first comment that is not yet written */
    bool fresh;            /* nothing is written yet of the file, or of the block */
} Format;

static void collect_comments(Format *f) {
    Lexer lexer;
    Token token;
    int kind;
    lexer_start(&lexer, f->file, NULL);
    lexer.comments = true;
    while ((kind = lexer_next(&lexer, &token)) != 0) {
        if (kind == TOKEN_COMMENT) {
            Text text = {token.text, token.length};
            while (strchr(" \t\r", text.data[text.length - 1]) != NULL) {
                text.length--;
            }
            vec_push(&f->arena, &f->comments, (Comment){token.start, text});
        }
    }
}

/* The comment behind `end` in the same line, with only blanks or a comma between, which counts as
 * written then; or nothing. */
static Text take_trailing(Format *f, uint32_t end) {
    if (f->next >= f->comments.count || f->comments.items[f->next].start < end) {
        return (Text){"", 0};
    }
    Comment comment = f->comments.items[f->next];
    Text gap = written_text(f->file, (Span){end, comment.start - end});
    for (size_t i = 0; i < gap.length; i++) {
        if (strchr(" \t\r,", gap.data[i]) == NULL) {
            return (Text){"", 0};
        }
    }
    f->next++;
    return comment.text;
}

/* The line that ends before `line` begins; false at the start of the file. */
static bool line_above(const SourceFile *file, const char **line, Text *above) {
    if (*line == file->text.data) {
        return false;
    }
    const char *end = *line - 1;
    const char *start = end;
    while (start > file->text.data && start[-1] != '\n') {
        start--;
    }
    while (start < end && strchr(" \t\r", *start) != NULL) {
        start++;
    }
    *above = (Text){start, (size_t)(end - start)};
    while (start > file->text.data && start[-1] != '\n') {
        start--;
    }
    *line = start;
    return true;
}

/* There is an empty line above the line that begins with what stands at `at`, its documentation
 * included. */
static bool is_blank_above(const Format *f, uint32_t at) {
    const char *line = f->file->text.data + (at - f->file->base);
    Text above;
    if (!written_begins_line(f->file, at)) {
        return false;
    }
    while (line > f->file->text.data && line[-1] != '\n') {
        line--;
    }
    while (line_above(f->file, &line, &above)) {
        if (above.length == 0) {
            return true;
        }
        if (above.length < 3 || memcmp(above.data, "///", 3) != 0) {
            return false;
        }
    }
    return false;
}

/* A comment in a line of its own; where documentation could begin it must not look like that. */
static Text own_line(Format *f, Text comment) {
    if (comment.length >= 3 && comment.data[2] == '/' &&
        (comment.length == 3 || comment.data[3] != '/')) {
        Text rest = {comment.data + 3, comment.length - 3};
        comment = text_of(arena_printf(&f->scratch, "//%.*s", TEXT_ARG(rest)));
    }
    return comment;
}

/* Begins a line; there is never an empty one at the start of a file or block. */
static void lay_line(Format *f, Layout *layout, bool *blank) {
    layout_line(layout, *blank && !f->fresh);
    layout_piece(layout, 0);
    f->fresh = false;
    *blank = false;
}

static bool comment_before(const Format *f, uint32_t offset) {
    return f->next < f->comments.count && f->comments.items[f->next].start < offset;
}

/* Comments in lines of their own, up to an offset. */
static void lay_comments(Format *f, Layout *layout, uint32_t before, bool *blank) {
    while (comment_before(f, before)) {
        Comment comment = f->comments.items[f->next++];
        *blank = *blank || is_blank_above(f, comment.start);
        lay_line(f, layout, blank);
        buf_slice(&layout->text, own_line(f, comment.text));
    }
}

static void lay_doc(Format *f, Layout *layout, Name doc, bool *blank) {
    const char *line = doc->text;
    const char *end = doc->text + doc->length;
    while (line != NULL) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        const char *stop = newline != NULL ? newline : end;
        lay_line(f, layout, blank);
        buf_text(&layout->text, stop > line ? "/// " : "///");
        buf_put(&layout->text, line, (size_t)(stop - line));
        line = newline != NULL ? newline + 1 : NULL;
    }
}

/* What stands above a thing that begins at `start` and whose comments until `end` cannot stay in it.
 * *blank: an empty line is wanted before all of it; afterwards, before the thing itself. */
static void lay_above(Format *f, Layout *layout, uint32_t start, uint32_t end, Name doc,
                      bool *blank) {
    lay_comments(f, layout, start, blank);
    *blank = *blank || is_blank_above(f, start);
    while (comment_before(f, end)) {
        lay_line(f, layout, blank);
        buf_slice(&layout->text, own_line(f, f->comments.items[f->next++].text));
    }
    if (doc != NULL) {
        lay_doc(f, layout, doc, blank);
    }
}

/* Begins the line of a part of a block. */
static void lay_start(Format *f, Layout *layout, Span span, Name doc) {
    bool blank = false;
    lay_above(f, layout, span.start, span_end(span), doc, &blank);
    layout_line(layout, blank && !f->fresh);
    f->fresh = false;
}

/* ---------- the parts of blocks ---------- */

static unsigned modifier_flags(const Format *f, const AstModifier *modifier, bool first) {
    unsigned flags = written_begins_line(f->file, modifier->span.start) ? PIECE_BREAKS : 0;
    switch ((AstModifierKind)modifier->kind) {
    case AST_MOD_NULL:
    case AST_MOD_DEFAULT:
    case AST_MOD_GENERATED:
    case AST_MOD_COLLATE:
    case AST_MOD_REFERENCES:
    case AST_MOD_WHERE:
    case AST_MOD_USING:
    case AST_MOD_FOR:
        return flags | PIECE_MAY_BREAK;
    case AST_MOD_ON_DELETE: /* better stays with its `references` */
    case AST_MOD_ON_UPDATE:
    case AST_MOD_ON_UPDATE_NOW:
        return flags | PIECE_CLINGS;
    case AST_MOD_CHECK:
        return first ? flags : flags | PIECE_APART;
    case AST_MOD_IDENTITY:
    case AST_MOD_PRIMARY_KEY:
    case AST_MOD_UNIQUE:
    case AST_MOD_FORWARD:
    case AST_MOD_INCLUDE:
        return flags;
    }
    return flags;
}

static void lay_column(Format *f, Layout *layout, const AstItem *item) {
    layout_piece(layout, 0);
    buf_slice(&layout->text, written_text(f->file, item->name_span));
    if (item->type != NULL) {
        layout_piece(layout, PIECE_ALIGNED);
        written_close(&layout->text, f->file, item->type->span);
    }
    for (const AstModifier *m = item->modifiers; m != NULL; m = m->next) {
        bool first = m == item->modifiers;
        unsigned flags = modifier_flags(f, m, first);
        if (first && (flags & PIECE_BREAKS) == 0) {
            flags |= PIECE_ALIGNED;
        }
        layout_piece(layout, flags);
        written_modifier(&layout->text, f->file, m);
    }
}

static void lay_constraint(Format *f, Layout *layout, const AstItem *item) {
    layout_piece(layout, 0);
    written_item_head(&layout->text, f->file, item);
    for (const AstModifier *m = item->modifiers; m != NULL; m = m->next) {
        unsigned flags = modifier_flags(f, m, m == item->modifiers);
        if (m->kind == AST_MOD_FOR && m->next == NULL) {
            flags |= PIECE_LEVEL;
        }
        layout_piece(layout, flags);
        written_modifier(&layout->text, f->file, m);
    }
}

static void lay_items(Format *f, Layout *layout, const AstItem *item) {
    for (; item != NULL; item = item->next) {
        lay_start(f, layout, item->span, item->doc);
        if (item->kind == AST_COLUMN) {
            lay_column(f, layout, item);
        } else {
            lay_constraint(f, layout, item);
        }
        layout_comment(layout, take_trailing(f, span_end(item->span)));
    }
}

static void lay_settings(Format *f, Layout *layout, const AstSetting *setting) {
    for (; setting != NULL; setting = setting->next) {
        Span span = setting->span;
        for (const AstValue *value = setting->values; value != NULL; value = value->next) {
            span = span_join(span, value->span);
        }
        lay_start(f, layout, span, NULL);
        layout_piece(layout, 0);
        buf_slice(&layout->text, written_text(f->file, setting->span));
        layout_piece(layout, PIECE_ALIGNED);
        for (const AstValue *value = setting->values; value != NULL; value = value->next) {
            Lexer lexer;
            Token token;
            lexer_start_inside(&lexer, f->file, value->span.start);
            (void)lexer_next(&lexer, &token);
            buf_put(&layout->text, token.text, token.length);
            if (value->version != NULL) {
                buf_char(&layout->text, ' ');
                buf_name(&layout->text, value->version);
            }
            buf_text(&layout->text, value->next != NULL ? ", " : "");
        }
        layout_comment(layout, take_trailing(f, span_end(span)));
    }
}

static void lay_spellings(Format *f, Layout *layout, const AstSpelling *spelling) {
    for (; spelling != NULL; spelling = spelling->next) {
        Span span = span_join(spelling->target_span, spelling->span);
        lay_start(f, layout, span, NULL);
        layout_piece(layout, 0);
        buf_slice(&layout->text, written_text(f->file, spelling->target_span));
        layout_piece(layout, PIECE_ALIGNED);
        buf_name(&layout->text, spelling->text);
        layout_comment(layout, take_trailing(f, span_end(span)));
    }
}

static void lay_members(Format *f, Layout *layout, const AstName *value) {
    for (; value != NULL; value = value->next) {
        lay_start(f, layout, value->span, NULL);
        layout_piece(layout, 0);
        buf_slice(&layout->text, written_text(f->file, value->span));
        layout_comment(layout, take_trailing(f, span_end(value->span)));
    }
}

static void lay_rows(Format *f, Layout *layout, const AstDecl *decl) {
    Span head = SPAN_NONE;
    for (const AstName *column = decl->columns; column != NULL; column = column->next) {
        head = span_join(head, column->span);
    }
    if (decl->columns != NULL) {
        lay_start(f, layout, head, NULL);
        for (const AstName *column = decl->columns; column != NULL; column = column->next) {
            layout_piece(layout, PIECE_ALIGNED);
            buf_slice(&layout->text, written_text(f->file, column->span));
        }
        layout_comment(layout, take_trailing(f, span_end(head)));
    }
    for (const AstRow *row = decl->rows; row != NULL; row = row->next) {
        lay_start(f, layout, row->span, NULL);
        for (const AstExpr *value = row->values; value != NULL; value = value->next) {
            layout_piece(layout, PIECE_ALIGNED);
            written_expr(&layout->text, f->file, value);
        }
        layout_comment(layout, take_trailing(f, span_end(row->span)));
    }
}

/* ---------- declarations ---------- */

static void put_for(Format *f, const AstDecl *decl) {
    if (decl->targets != NULL) {
        buf_text(f->out, " for ");
        written_names(f->out, f->file, decl->targets);
    }
}

/* The token that a span ends with. */
static void put_last_token(Format *f, Span span) {
    Lexer lexer;
    Token token = {0};
    lexer_start_inside(&lexer, f->file, span.start);
    while (token.start + token.length < span_end(span)) {
        (void)lexer_next(&lexer, &token);
    }
    buf_put(f->out, token.text, token.length);
}

static void put_sql(Format *f, const AstDecl *decl) {
    put_for(f, decl);
    for (uint32_t i = 0; i < decl->needs_count; i++) {
        buf_text(f->out, i == 0 ? "\n  needs " : ", ");
        written_close(f->out, f->file, decl->needs[i].span);
    }
    buf_text(f->out, "\n  up ");
    buf_slice(f->out, written_dollar(f->file, decl->up_span));
    if (decl->down != NULL) {
        buf_text(f->out, "\n  down ");
        buf_slice(f->out, written_dollar(f->file, decl->down_span));
    }
    if (decl->down_reason != NULL) {
        buf_text(f->out, "\n  down none ");
        put_last_token(f, decl->span);
    }
}

/* Everything up to the block, or to the end if there is none. */
static void put_head(Format *f, const AstDecl *decl) {
    switch ((AstDeclKind)decl->kind) {
    case AST_PROJECT: buf_text(f->out, "project "); break;
    case AST_EXTENSION: buf_text(f->out, "extension "); break;
    case AST_TYPE: buf_text(f->out, "type "); break;
    case AST_ENUM: buf_text(f->out, "enum "); break;
    case AST_MIXIN: buf_text(f->out, "mixin "); break;
    case AST_TABLE: buf_text(f->out, "table "); break;
    case AST_DATA: buf_text(f->out, "data "); break;
    case AST_SQL: buf_text(f->out, "sql "); break;
    }
    written_close(f->out, f->file, decl->name.span);
    switch ((AstDeclKind)decl->kind) {
    case AST_PROJECT:
    case AST_EXTENSION:
    case AST_ENUM:
    case AST_MIXIN:
        break;
    case AST_TYPE:
        if (decl->type != NULL) {
            buf_char(f->out, ' ');
            written_close(f->out, f->file, decl->type->span);
        }
        break;
    case AST_TABLE:
        buf_text(f->out, decl->without_primary_key ? " without primary key" : "");
        break;
    case AST_DATA:
        buf_text(f->out, " key (");
        written_names(f->out, f->file, decl->key);
        buf_char(f->out, ')');
        break;
    case AST_SQL:
        put_sql(f, decl);
        return;
    }
    put_for(f, decl);
}

static bool has_block(const AstDecl *decl) {
    switch ((AstDeclKind)decl->kind) {
    case AST_EXTENSION:
    case AST_SQL:
        return false;
    case AST_TYPE:
        return decl->type == NULL;
    case AST_PROJECT:
    case AST_ENUM:
    case AST_MIXIN:
    case AST_TABLE:
    case AST_DATA:
        return true;
    }
    return false;
}

/* Where the block of a declaration begins: behind its `{`. */
static uint32_t block_start(const Format *f, const AstDecl *decl) {
    Lexer lexer;
    Token token;
    lexer_start_inside(&lexer, f->file, decl->span.start);
    while (lexer.braces == 0 && lexer_next(&lexer, &token) != 0) {
    }
    return token.start + token.length;
}

/* An enum that was written in one line stays in one if it fits. */
static bool put_short_enum(Format *f, const AstDecl *decl, size_t head) {
    if (decl->kind != AST_ENUM || decl->values == NULL ||
        written_apart(f->file, decl->span.start, span_end(decl->span))) {
        return false;
    }
    size_t start = f->out->length;
    buf_text(f->out, " { ");
    written_names(f->out, f->file, decl->values);
    buf_text(f->out, " }");
    if (head + (f->out->length - start) <= LAYOUT_WIDTH) {
        return true;
    }
    f->out->length = start;
    return false;
}

static void put_block(Format *f, const AstDecl *decl) {
    Layout layout = layout_new(&f->scratch, BLOCK_INDENT);
    Text comment = take_trailing(f, block_start(f, decl));
    buf_text(f->out, " {");
    if (comment.length > 0) {
        buf_text(f->out, "  ");
        buf_slice(f->out, comment);
    }
    buf_char(f->out, '\n');
    f->fresh = true;
    switch ((AstDeclKind)decl->kind) {
    case AST_PROJECT: lay_settings(f, &layout, decl->settings); break;
    case AST_TYPE: lay_spellings(f, &layout, decl->spellings); break;
    case AST_ENUM: lay_members(f, &layout, decl->values); break;
    case AST_MIXIN:
    case AST_TABLE: lay_items(f, &layout, decl->items); break;
    case AST_DATA: lay_rows(f, &layout, decl); break;
    case AST_EXTENSION:
    case AST_SQL: break;
    }
    bool blank = false;
    lay_comments(f, &layout, span_end(decl->span), &blank);
    f->fresh = false;
    layout_print(&layout, f->out);
    layout_free(&layout);
    buf_char(f->out, '}');
}

/* A declaration with what stands above it; `blank`: an empty line comes first. */
static void put_decl(Format *f, const AstDecl *decl, bool blank) {
    uint32_t head_end = has_block(decl) ? block_start(f, decl) : span_end(decl->span);
    Layout above = layout_new(&f->scratch, 0);
    lay_above(f, &above, decl->span.start, head_end, decl->doc, &blank);
    layout_print(&above, f->out);
    layout_free(&above);
    if (blank && !f->fresh) {
        buf_char(f->out, '\n');
    }
    f->fresh = false;
    size_t start = f->out->length;
    put_head(f, decl);
    if (has_block(decl) && !put_short_enum(f, decl, f->out->length - start)) {
        put_block(f, decl);
    }
    Text comment = take_trailing(f, span_end(decl->span));
    if (comment.length > 0) {
        buf_text(f->out, "  ");
        buf_slice(f->out, comment);
    }
    buf_char(f->out, '\n');
}

static bool is_in_file(const SourceFile *file, const AstDecl *decl) {
    return decl->span.start >= file->base && decl->span.start - file->base <= file->text.length;
}

/* Makes the next comment the first that stands behind a declaration and not in its last line. */
static void go_behind(Format *f, const AstDecl *decl) {
    uint32_t low = 0;
    uint32_t high = f->comments.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (f->comments.items[middle].start < span_end(decl->span)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    f->next = low;
    (void)take_trailing(f, span_end(decl->span));
}

/* How many comments are the head of the file: those that an empty line parts from what follows. */
static uint32_t head_comments(const Format *f, const AstDecl *first) {
    uint32_t head = 0;
    for (uint32_t i = 0; i < f->comments.count; i++) {
        if (f->comments.items[i].start > first->span.start) {
            break;
        }
        bool last = i + 1 == f->comments.count || f->comments.items[i + 1].start > first->span.start;
        uint32_t next = last ? first->span.start : f->comments.items[i + 1].start;
        head = is_blank_above(f, next) ? i + 1 : head;
    }
    return head;
}

/* The declarations of the file in their source order, in *count. */
static const AstDecl **collect_decls(Format *f, const AstUnit *unit, uint32_t *count) {
    VEC(const AstDecl *) decls = {0};
    for (const AstDecl *decl = unit->first; decl != NULL; decl = decl->next) {
        if (is_in_file(f->file, decl)) {
            vec_push(&f->arena, &decls, decl);
        }
    }
    *count = decls.count;
    return decls.items;
}

/* The declaration before this one in the file, or NULL. The declarations are in ascending order. */
static const AstDecl *decl_before(const AstDecl **decls, uint32_t count, const AstDecl *decl) {
    uint32_t low = 0;
    uint32_t high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (decls[middle]->span.start < decl->span.start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 ? decls[low - 1] : NULL;
}

static void hand_over(Format *f, Buf *out) {
    buf_slice(out, buf_view(f->out));
    buf_clear(f->out);
    arena_release(&f->scratch);
}

void format_file(Buf *out, const SourceFile *file, const AstUnit *unit, AstDecl *const *order,
                 uint32_t order_count) {
    Buf text = {0};
    Format format = {.out = &text, .file = file, .fresh = true};
    Format *f = &format;
    uint32_t count;
    collect_comments(f);
    const AstDecl **decls = collect_decls(f, unit, &count);
    uint32_t head = order != NULL && count > 0 ? head_comments(f, decls[0]) : 0;
    const AstDecl *written = NULL;
    bool blank = false;
    Layout above = layout_new(&f->scratch, 0);
    if (head > 0) {
        uint32_t next = head < f->comments.count ? f->comments.items[head].start : UINT32_MAX;
        lay_comments(f, &above, next, &blank);
        layout_print(&above, &text);
    }
    layout_free(&above);
    for (uint32_t i = 0; i < (order != NULL ? order_count : count); i++) {
        const AstDecl *decl = order != NULL ? order[i] : decls[i];
        if (order != NULL && !is_in_file(file, decl)) {
            continue;
        }
        const AstDecl *before = decl_before(decls, count, decl);
        if (before != NULL) {
            go_behind(f, before);
        } else {
            f->next = head;
        }
        put_decl(f, decl, before != written);
        hand_over(f, out);
        written = decl;
    }
    if (count > 0) {
        go_behind(f, decls[count - 1]);
    }
    Layout below = layout_new(&f->scratch, 0);
    blank = false;
    lay_comments(f, &below, UINT32_MAX, &blank);
    layout_print(&below, &text);
    layout_free(&below);
    hand_over(f, out);
    buf_free(&text);
    arena_release(&f->arena);
}
