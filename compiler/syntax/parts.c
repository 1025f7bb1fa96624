/*
 * parts.c - see syntax/parts.h.
 */
#include "syntax/parts.h"

#include "syntax/token.h"

static Writing into(const Format *f, Layout *layout) {
    return (Writing){&layout->text, f->file, layout->indent};
}

void parts_collect_comments(Format *f) {
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

Text parts_take_trailing(Format *f, uint32_t end) {
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

bool parts_blank_above(const Format *f, uint32_t at) {
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
    buf_spaces(&layout->text, f->deeper);
    f->fresh = false;
    *blank = false;
}

static bool comment_before(const Format *f, uint32_t offset) {
    return f->next < f->comments.count && f->comments.items[f->next].start < offset;
}

void parts_comments(Format *f, Layout *layout, uint32_t before, bool *blank) {
    while (comment_before(f, before)) {
        Comment comment = f->comments.items[f->next++];
        *blank = *blank || parts_blank_above(f, comment.start);
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

void parts_above(Format *f, Layout *layout, uint32_t start, uint32_t end, Name doc, bool *blank) {
    parts_comments(f, layout, start, blank);
    *blank = *blank || parts_blank_above(f, start);
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
    parts_above(f, layout, span.start, span_end(span), doc, &blank);
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
    case AST_MOD_CHARSET:
    case AST_MOD_WITH:
    case AST_MOD_REFERENCES:
    case AST_MOD_WHERE:
    case AST_MOD_USING:
    case AST_MOD_FOR: return flags | PIECE_MAY_BREAK;
    case AST_MOD_MATCH_FULL: /* better stays with its `references` */
    case AST_MOD_ON_DELETE:
    case AST_MOD_ON_UPDATE:
    case AST_MOD_ON_UPDATE_NOW:
    case AST_MOD_NULLS_SAME:
    case AST_MOD_DEFERRABLE:
    case AST_MOD_NOT_VALID: return flags | PIECE_CLINGS;
    case AST_MOD_CHECK: return first ? flags : flags | PIECE_APART;
    case AST_MOD_IDENTITY:
    case AST_MOD_PRIMARY_KEY:
    case AST_MOD_UNIQUE:
    case AST_MOD_FORWARD:
    case AST_MOD_INCLUDE:
    case AST_MOD_CONCURRENTLY: return flags;
    }
    return flags;
}

/* Behind the name of a column, the first piece of its line. */
static void lay_column(Format *f, Layout *layout, const AstItem *item) {
    if (item->type != NULL) {
        layout_piece(layout, PIECE_ALIGNED);
        written_close(into(f, layout), item->type->span);
    }
    for (const AstModifier *m = item->modifiers; m != NULL; m = m->next) {
        bool first = m == item->modifiers;
        unsigned flags = modifier_flags(f, m, first);
        if (first && (flags & PIECE_BREAKS) == 0) {
            flags |= PIECE_ALIGNED;
        }
        layout_piece(layout, flags);
        written_modifier(into(f, layout), m);
    }
}

/* The lines of a block within an item, and its last bracket. */
static void lay_partitions(Format *f, Layout *layout, const AstItem *item) {
    bool blank = false;
    f->fresh = true;
    f->deeper = 2;
    for (const AstPartition *at = item->partitions->first; at != NULL; at = at->next) {
        lay_start(f, layout, at->span, NULL);
        layout_piece(layout, 0);
        buf_spaces(&layout->text, f->deeper);
        written_partition(into(f, layout), at);
        layout_comment(layout, parts_take_trailing(f, span_end(at->span)));
    }
    parts_comments(f, layout, span_end(item->span) - 1, &blank);
    f->deeper = 0;
    layout_line(layout, false);
    layout_piece(layout, 0);
    buf_char(&layout->text, '}');
}

/* The first piece of its line is begun. */
static void lay_item(Format *f, Layout *layout, const AstItem *item) {
    if (item->kind == AST_COLUMN) {
        buf_slice(&layout->text, written_text(f->file, item->name_span));
        lay_column(f, layout, item);
        return;
    }
    written_item_head(into(f, layout), item);
    const AstModifier *rest = item->modifiers;
    if (item->kind == AST_EXCLUDE) {
        layout_piece(layout, modifier_flags(f, rest, true));
        written_exclusion(into(f, layout), item);
        rest = rest->next;
    }
    for (const AstModifier *m = rest; m != NULL; m = m->next) {
        unsigned flags = modifier_flags(f, m, m == item->modifiers);
        if (m->kind == AST_MOD_FOR && m->next == NULL) {
            flags |= PIECE_LEVEL;
        }
        layout_piece(layout, flags);
        written_modifier(into(f, layout), m);
    }
    if (item->kind == AST_PARTITION && item->partitions->first != NULL) {
        buf_text(&layout->text, " {");
        lay_partitions(f, layout, item);
    }
}

/* An item up to its block: comments in that stay there. */
static Span head_span(const AstItem *item) {
    bool has_block = item->kind == AST_PARTITION && item->partitions->first != NULL;
    return has_block ? item->name_span : item->span;
}

void parts_items(Format *f, Layout *layout, const AstItem *item) {
    for (; item != NULL; item = item->next) {
        lay_start(f, layout, head_span(item), item->doc);
        layout_piece(layout, 0);
        lay_item(f, layout, item);
        layout_comment(layout, parts_take_trailing(f, span_end(item->span)));
    }
}

void parts_settings(Format *f, Layout *layout, const AstSetting *setting) {
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
        layout_comment(layout, parts_take_trailing(f, span_end(span)));
    }
}

void parts_spellings(Format *f, Layout *layout, const AstSpelling *spelling) {
    for (; spelling != NULL; spelling = spelling->next) {
        Span span = span_join(spelling->target_span, spelling->span);
        lay_start(f, layout, span, NULL);
        layout_piece(layout, 0);
        buf_slice(&layout->text, written_text(f->file, spelling->target_span));
        layout_piece(layout, PIECE_ALIGNED);
        buf_name(&layout->text, spelling->text);
        layout_comment(layout, parts_take_trailing(f, span_end(span)));
    }
}

void parts_members(Format *f, Layout *layout, const AstName *value) {
    for (; value != NULL; value = value->next) {
        lay_start(f, layout, value->span, NULL);
        layout_piece(layout, 0);
        buf_slice(&layout->text, written_text(f->file, value->span));
        layout_comment(layout, parts_take_trailing(f, span_end(value->span)));
    }
}

void parts_rows(Format *f, Layout *layout, const AstDecl *decl) {
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
        layout_comment(layout, parts_take_trailing(f, span_end(head)));
    }
    for (const AstRow *row = decl->rows; row != NULL; row = row->next) {
        lay_start(f, layout, row->span, NULL);
        for (const AstExpr *value = row->values; value != NULL; value = value->next) {
            layout_piece(layout, PIECE_ALIGNED);
            written_expr(into(f, layout), value);
        }
        layout_comment(layout, parts_take_trailing(f, span_end(row->span)));
    }
}

/* ---------- changes ---------- */

/* Begins a piece that stood at `start`, where a line may be broken. */
static void lay_piece_at(Format *f, Layout *layout, uint32_t start, unsigned flags) {
    bool breaks = written_begins_line(f->file, start);
    layout_piece(layout, PIECE_MAY_BREAK | (breaks ? PIECE_BREAKS : flags));
}

static void put_name(Format *f, Layout *layout, const AstName *name) {
    if (name != NULL) {
        buf_char(&layout->text, ' ');
        buf_slice(&layout->text, written_text(f->file, name->span));
    }
}

static void put_targets(Format *f, Layout *layout, const AstName *targets) {
    if (targets != NULL) {
        buf_text(&layout->text, " for ");
        written_names(into(f, layout), targets);
    }
}

static void put_said(Format *f, Layout *layout, const char *word, const AstExpr *expr) {
    buf_text(&layout->text, word);
    written_in_brackets(into(f, layout), expr);
}

/* `using`, `restore`, `lossy`. `flags`: of the first of them. */
static void lay_said(Format *f, Layout *layout, const AstChange *change, unsigned flags) {
    if (change->kind == AST_ALTER_COLUMN && change->expr != NULL) {
        lay_piece_at(f, layout, change->expr_span.start, flags);
        put_said(f, layout, "using", change->expr);
        flags = 0;
    }
    if (change->restore != NULL) {
        lay_piece_at(f, layout, change->restore_span.start, flags);
        put_said(f, layout, "restore", change->restore);
        flags = 0;
    }
    if (change->lossy != NULL) {
        lay_piece_at(f, layout, change->lossy_span.start, flags);
        written_last_token(into(f, layout), change->lossy_span, "lossy ");
    }
}

static void lay_backfill(Format *f, Layout *layout, const AstChange *change) {
    buf_text(&layout->text, "backfill");
    put_name(f, layout, change->name);
    buf_text(&layout->text, " = ");
    uint32_t end = span_end(change->name->span);
    if (change->kind == AST_BACKFILL_OPEN) {
        buf_text(&layout->text, "...");
    } else {
        written_expr(into(f, layout), change->expr);
        end = span_end(change->expr->span);
    }
    if (change->where != NULL) {
        bool breaks = written_apart(f->file, end, change->where->span.start);
        layout_piece(layout, PIECE_MAY_BREAK | (breaks ? PIECE_BREAKS : 0));
        put_said(f, layout, "where", change->where);
    }
}

/* `rename column a to b`, `drop unique (a, b)`, `add value a after b`. */
static void put_named(Format *f, Layout *layout, const AstChange *change, const char *verb,
                      const char *what, const char *to) {
    buf_text(&layout->text, verb);
    buf_text(&layout->text, what);
    put_name(f, layout, change->name);
    if (change->columns != NULL) {
        buf_text(&layout->text, " (");
        written_names(into(f, layout), change->columns);
        buf_char(&layout->text, ')');
    }
    if (change->to != NULL) {
        buf_text(&layout->text, to);
        put_name(f, layout, change->to);
    }
}

static void lay_change(Format *f, Layout *layout, const AstChange *change) {
    const char *part = written_item_words((AstItemKind)change->part);
    switch ((AstChangeKind)change->kind) {
    case AST_ADD_ITEM:
        buf_text(&layout->text, change->item->kind == AST_COLUMN ? "add column " : "add ");
        lay_item(f, layout, change->item);
        return;
    case AST_ALTER_COLUMN:
        buf_text(&layout->text, "alter column");
        put_name(f, layout, change->name);
        lay_column(f, layout, change->item);
        lay_said(f, layout, change, change->item->modifiers == NULL ? PIECE_ALIGNED : 0);
        return;
    case AST_DROP_ITEM:
        put_named(f, layout, change, "drop ", part, "");
        lay_said(f, layout, change, 0);
        return;
    case AST_RENAME_ITEM: put_named(f, layout, change, "rename ", part, " to"); return;
    case AST_BACKFILL:
    case AST_BACKFILL_OPEN: lay_backfill(f, layout, change); return;
    case AST_SET_OPTIONS: lay_item(f, layout, change->item); return;
    case AST_SET_COMMENT: written_last_token(into(f, layout), change->span, "comment "); return;
    case AST_ADD_PARTITION:
        buf_text(&layout->text, "add partition ");
        written_partition(into(f, layout), change->partition);
        put_targets(f, layout, change->columns);
        return;
    case AST_DROP_PARTITION:
        buf_text(&layout->text, "drop partition");
        put_name(f, layout, change->name);
        put_targets(f, layout, change->columns);
        lay_said(f, layout, change, 0);
        return;
    case AST_SET_PARTITIONS:
        buf_text(&layout->text, "partitions ");
        buf_name(&layout->text, change->name->name);
        put_targets(f, layout, change->columns);
        return;
    case AST_ADD_VALUE:
        put_named(f, layout, change, "add value", "", change->is_before ? " before" : " after");
        return;
    case AST_DROP_VALUE: put_named(f, layout, change, "drop value", "", ""); return;
    case AST_RENAME_VALUE: put_named(f, layout, change, "rename value", "", " to"); return;
    }
}

void parts_changes(Format *f, Layout *layout, const AstChange *change) {
    for (; change != NULL; change = change->next) {
        Name doc = change->item != NULL ? change->item->doc : NULL;
        lay_start(f, layout, change->span, doc);
        layout_piece(layout, 0);
        lay_change(f, layout, change);
        layout_comment(layout, parts_take_trailing(f, span_end(change->span)));
    }
}
