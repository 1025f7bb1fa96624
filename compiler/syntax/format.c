/*
 * format.c - the canonical printer: declarations, blocks, comments, blank lines. See
 * syntax/format.h.
 *
 * Names and literals are copied from the file (their quotes are the author's), all else is written
 * from the tree. Comments are not in the tree: they are collected by the lexer and written where
 * the walk passes them. One that stands inside an item moves above it.
 */
#include "syntax/format.h"

#include "syntax/parts.h"
#include "syntax/token.h"

enum { BLOCK_INDENT = 2 };

/* ---------- declarations ---------- */

static Writing into(const Format *f) {
    return (Writing){f->out, f->file, f->indent};
}

static const char *object_word(AstDeclKind kind) {
    switch (kind) {
    case AST_PROJECT: return "project";
    case AST_EXTENSION: return "extension";
    case AST_TYPE: return "type";
    case AST_ENUM: return "enum";
    case AST_MIXIN: return "mixin";
    case AST_TABLE: return "table";
    case AST_DATA: return "data";
    case AST_SQL: return "sql";
    case AST_DOMAIN: return "domain";
    case AST_SEQUENCE: return "sequence";
    case AST_REVISION: return "revision";
    }
    return "";
}

static void put_for(Format *f, const AstDecl *decl) {
    if (decl->targets != NULL) {
        buf_text(f->out, " for ");
        written_names(into(f), decl->targets);
    }
}

/* Begins a line of the declaration or step at hand, so much deeper. */
static void put_newline(Format *f, unsigned deeper) {
    buf_char(f->out, '\n');
    buf_spaces(f->out, f->indent + deeper);
}

static void put_sql(Format *f, const AstDecl *decl) {
    put_for(f, decl);
    for (uint32_t i = 0; i < decl->needs_count; i++) {
        if (i == 0) {
            put_newline(f, BLOCK_INDENT);
        }
        buf_text(f->out, i == 0 ? "needs " : ", ");
        written_close(into(f), decl->needs[i].span);
    }
    put_newline(f, BLOCK_INDENT);
    buf_text(f->out, "up ");
    buf_slice(f->out, written_dollar(f->file, decl->up_span));
    if (decl->down != NULL) {
        put_newline(f, BLOCK_INDENT);
        buf_text(f->out, "down ");
        buf_slice(f->out, written_dollar(f->file, decl->down_span));
    }
    if (decl->down_reason != NULL) {
        put_newline(f, BLOCK_INDENT);
        written_last_token(into(f), decl->span, "down none ");
    }
}

static const char *option_words(AstOptionKind kind) {
    switch (kind) {
    case AST_OPTION_START: return " start ";
    case AST_OPTION_INCREMENT: return " increment ";
    case AST_OPTION_LEAST: return " minvalue ";
    case AST_OPTION_MOST: return " maxvalue ";
    case AST_OPTION_CACHE: return " cache ";
    case AST_OPTION_CYCLE: return " cycle";
    case AST_OPTION_OWNER: return " owned by ";
    }
    return "";
}

/* In the order in which it is written. */
static void put_domain(Format *f, const AstItem *value) {
    buf_char(f->out, ' ');
    written_close(into(f), value->type->span);
    for (const AstModifier *modifier = value->modifiers; modifier != NULL;
         modifier = modifier->next) {
        buf_char(f->out, ' ');
        written_modifier(into(f), modifier);
    }
}

/* In one order, whatever the one was that they are written in. */
static void put_sequence(Format *f, const AstDecl *decl) {
    if (decl->base != NULL) {
        buf_char(f->out, ' ');
        written_close(into(f), decl->base->span);
    }
    for (AstOptionKind kind = AST_OPTION_START; kind <= AST_OPTION_OWNER; kind++) {
        for (const AstOption *option = decl->options; option != NULL; option = option->next) {
            if (option->kind != kind) {
                continue;
            }
            buf_text(f->out, option_words(kind));
            if (option->number != NULL) {
                buf_name(f->out, option->number);
            } else if (option->column != NULL) {
                written_close(into(f), option->table.span);
                buf_char(f->out, '.');
                buf_slice(f->out, written_text(f->file, option->column->span));
            }
        }
    }
}

/* Everything up to the block, or to the end if there is none. */
static void put_head(Format *f, const AstDecl *decl) {
    buf_text(f->out, object_word((AstDeclKind)decl->kind));
    if (decl->name.name != NULL) {
        buf_char(f->out, ' ');
        written_close(into(f), decl->name.span);
    }
    switch ((AstDeclKind)decl->kind) {
    case AST_PROJECT:
    case AST_EXTENSION:
    case AST_ENUM:
    case AST_MIXIN: break;
    case AST_TYPE:
        if (decl->type != NULL) {
            buf_char(f->out, ' ');
            written_close(into(f), decl->type->span);
        }
        break;
    case AST_TABLE:
        buf_text(f->out, decl->without_primary_key ? " without primary key" : "");
        break;
    case AST_DATA:
        buf_text(f->out, " key (");
        written_names(into(f), decl->key);
        buf_char(f->out, ')');
        break;
    case AST_SQL: put_sql(f, decl); return;
    case AST_DOMAIN: put_domain(f, decl->items); break;
    case AST_SEQUENCE: put_sequence(f, decl); break;
    case AST_REVISION:
        if (decl->after != NULL) {
            buf_text(f->out, " after ");
            buf_slice(f->out, written_text(f->file, decl->after_span));
        }
        break;
    }
    put_for(f, decl);
}

static bool has_block(const AstDecl *decl) {
    switch ((AstDeclKind)decl->kind) {
    case AST_EXTENSION:
    case AST_DOMAIN:
    case AST_SEQUENCE:
    case AST_SQL: return false;
    case AST_TYPE: return decl->type == NULL;
    case AST_PROJECT:
    case AST_ENUM:
    case AST_MIXIN:
    case AST_TABLE:
    case AST_DATA:
    case AST_REVISION: return true;
    }
    return false;
}

/* Where the block of what begins here begins: behind its `{`. */
static uint32_t block_start(const Format *f, uint32_t start) {
    Lexer lexer;
    Token token;
    lexer_start_inside(&lexer, f->file, start);
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
    written_names(into(f), decl->values);
    buf_text(f->out, " }");
    if (head + (f->out->length - start) <= LAYOUT_WIDTH) {
        return true;
    }
    f->out->length = start;
    return false;
}

/* Begins the block of what begins at `start`. */
static void open_block(Format *f, uint32_t start) {
    Text comment = parts_take_trailing(f, block_start(f, start));
    buf_text(f->out, " {");
    if (comment.length > 0) {
        buf_text(f->out, "  ");
        buf_slice(f->out, comment);
    }
    buf_char(f->out, '\n');
    f->fresh = true;
}

/* Ends the block of what ends there, whose last lines these are. */
static void close_block(Format *f, Layout *layout, uint32_t end) {
    bool blank = false;
    parts_comments(f, layout, end, &blank);
    f->fresh = false;
    layout_print(layout, f->out);
    layout_free(layout);
    buf_spaces(f->out, f->indent);
    buf_char(f->out, '}');
}

static Layout new_layout(Format *f, unsigned deeper) {
    return layout_new(&f->scratch, f->indent + deeper);
}

static void put_steps(Format *f, const AstStep *step);

static void put_block(Format *f, const AstDecl *decl) {
    open_block(f, decl->span.start);
    f->fresh = decl->kind != AST_REVISION; /* steps are longer: an empty line may come first */
    Layout layout = new_layout(f, BLOCK_INDENT);
    switch ((AstDeclKind)decl->kind) {
    case AST_PROJECT: parts_settings(f, &layout, decl->settings); break;
    case AST_TYPE: parts_spellings(f, &layout, decl->spellings); break;
    case AST_ENUM: parts_members(f, &layout, decl->values); break;
    case AST_MIXIN:
    case AST_TABLE: parts_items(f, &layout, decl->items); break;
    case AST_DATA: parts_rows(f, &layout, decl); break;
    case AST_REVISION: put_steps(f, decl->steps); break;
    case AST_EXTENSION:
    case AST_DOMAIN:
    case AST_SEQUENCE:
    case AST_SQL: break;
    }
    close_block(f, &layout, span_end(decl->span));
}

/* What stands above a declaration or step. `blank`: an empty line comes first. */
static void put_above(Format *f, uint32_t start, uint32_t head_end, Name doc, bool blank) {
    Layout above = new_layout(f, 0);
    parts_above(f, &above, start, head_end, doc, &blank);
    layout_print(&above, f->out);
    layout_free(&above);
    if (blank && !f->fresh) {
        buf_char(f->out, '\n');
    }
    f->fresh = false;
    buf_spaces(f->out, f->indent);
}

/* The end of the last line of a declaration or step. */
static void put_end(Format *f, uint32_t end) {
    Text comment = parts_take_trailing(f, end);
    if (comment.length > 0) {
        buf_text(f->out, "  ");
        buf_slice(f->out, comment);
    }
    buf_char(f->out, '\n');
}

/* The declaration itself, behind so many columns of its line. */
static void put_body(Format *f, const AstDecl *decl, size_t columns) {
    size_t start = f->out->length;
    put_head(f, decl);
    if (has_block(decl) && !put_short_enum(f, decl, columns + f->out->length - start)) {
        put_block(f, decl);
    }
}

/* A declaration with what stands above it; `blank`: an empty line comes first. */
static void put_decl(Format *f, const AstDecl *decl, bool blank) {
    uint32_t start = decl->span.start;
    uint32_t head_end = has_block(decl) ? block_start(f, start) : span_end(decl->span);
    put_above(f, start, head_end, decl->doc, blank);
    put_body(f, decl, 0);
    put_end(f, span_end(decl->span));
}

/* ---------- the steps of a revision ---------- */

static bool step_has_block(const AstStep *step) {
    switch ((AstStepKind)step->kind) {
    case AST_STEP_CREATE:
    case AST_STEP_ALTER_TYPE:
    case AST_STEP_RUN: return has_block(step->decl);
    case AST_STEP_ALTER_TABLE:
    case AST_STEP_ALTER_ENUM: return true;
    case AST_STEP_DROP:
    case AST_STEP_RENAME: return false;
    }
    return false;
}

static void put_decl_step(Format *f, const AstStep *step) {
    size_t start = f->out->length;
    bool is_alone = step->span.start == step->decl->span.start;
    buf_text(f->out, step->kind == AST_STEP_ALTER_TYPE ? "alter " : is_alone ? "" : "create ");
    put_body(f, step->decl, f->indent + f->out->length - start);
}

static void put_alter(Format *f, const AstStep *step) {
    buf_text(f->out, step->kind == AST_STEP_ALTER_TABLE ? "alter table " : "alter enum ");
    written_close(into(f), step->name.span);
    open_block(f, step->span.start);
    Layout layout = new_layout(f, BLOCK_INDENT);
    parts_changes(f, &layout, step->changes);
    close_block(f, &layout, span_end(step->span));
}

static void put_step(Format *f, const AstStep *step) {
    switch ((AstStepKind)step->kind) {
    case AST_STEP_CREATE:
    case AST_STEP_ALTER_TYPE:
    case AST_STEP_RUN: put_decl_step(f, step); return;
    case AST_STEP_ALTER_TABLE:
    case AST_STEP_ALTER_ENUM: put_alter(f, step); return;
    case AST_STEP_DROP:
    case AST_STEP_RENAME:
        buf_text(f->out, step->kind == AST_STEP_DROP ? "drop " : "rename ");
        buf_text(f->out, object_word((AstDeclKind)step->dropped));
        buf_char(f->out, ' ');
        written_close(into(f), step->name.span);
        if (step->kind == AST_STEP_RENAME) {
            buf_text(f->out, " to ");
            written_close(into(f), step->to.span);
        }
        if (step->lossy != NULL) {
            if (written_begins_line(f->file, step->lossy_span.start)) {
                put_newline(f, BLOCK_INDENT);
            } else {
                buf_char(f->out, ' ');
            }
            written_last_token(into(f), step->lossy_span, "lossy ");
        }
        return;
    }
}

static void put_steps(Format *f, const AstStep *step) {
    f->indent += BLOCK_INDENT;
    for (; step != NULL; step = step->next) {
        uint32_t start = step->span.start;
        uint32_t head_end = step_has_block(step) ? block_start(f, start) : span_end(step->span);
        put_above(f, start, head_end, step->doc, false);
        put_step(f, step);
        put_end(f, span_end(step->span));
    }
    f->indent -= BLOCK_INDENT;
}

/* ---------- a file ---------- */

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
    (void)parts_take_trailing(f, span_end(decl->span));
}

/* How many comments are the head of the file: those that an empty line parts from what follows. */
static uint32_t head_comments(const Format *f, const AstDecl *first) {
    uint32_t head = 0;
    for (uint32_t i = 0; i < f->comments.count; i++) {
        if (f->comments.items[i].start > first->span.start) {
            break;
        }
        bool last = i + 1 == f->comments.count ||
                    f->comments.items[i + 1].start > first->span.start;
        uint32_t next = last ? first->span.start : f->comments.items[i + 1].start;
        head = parts_blank_above(f, next) ? i + 1 : head;
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
    parts_collect_comments(f);
    const AstDecl **decls = collect_decls(f, unit, &count);
    uint32_t head = order != NULL && count > 0 ? head_comments(f, decls[0]) : 0;
    const AstDecl *written = NULL;
    bool blank = false;
    Layout above = layout_new(&f->scratch, 0);
    if (head > 0) {
        uint32_t next = head < f->comments.count ? f->comments.items[head].start : UINT32_MAX;
        parts_comments(f, &above, next, &blank);
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
    parts_comments(f, &below, UINT32_MAX, &blank);
    layout_print(&below, &text);
    layout_free(&below);
    hand_over(f, out);
    buf_free(&text);
    arena_release(&f->arena);
}
