/*
 * place.c - see place.h.
 */
#include "prove/place.h"

#include <ctype.h>
#include <string.h>

#include "emit/expression.h"

/* ---- places ---------------------------------------------------------------------------------- */

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || (c & 0x80) != 0;
}

Span place_word(const Sources *sources, Span span, size_t offset) {
    Text text = sources_text(sources, span);
    if (offset >= text.length) { /* what is missing would stand behind the last word */
        offset = text.length;
        while (offset > 0 && isspace((unsigned char)text.data[offset - 1])) {
            offset--;
        }
        offset -= offset > 0;
        while (offset > 0 && is_word(text.data[offset]) && is_word(text.data[offset - 1])) {
            offset--;
        }
    }
    size_t end = offset;
    while (end < text.length && is_word(text.data[end])) {
        end++;
    }
    if (end == offset && end < text.length) {
        end++;
    }
    return text.length == 0 ? span
                            : (Span){span.start + (uint32_t)offset, (uint32_t)(end - offset)};
}

Span place_line(const Sources *sources, Span span, size_t offset) {
    Text text = sources_text(sources, span);
    while (offset < text.length && isspace((unsigned char)text.data[offset])) {
        offset++;
    }
    if (offset >= text.length) {
        return place_word(sources, span, offset);
    }
    size_t end = offset;
    while (end < text.length && text.data[end] != '\n') {
        end++;
    }
    while (end > offset + 1 && isspace((unsigned char)text.data[end - 1])) {
        end--;
    }
    return (Span){span.start + (uint32_t)offset, (uint32_t)(end - offset)};
}

/* ---- verbatim expressions -------------------------------------------------------------------- */

typedef struct Walk {
    Arena *arena;
    Names *names;
    Target target;
    const Sources *sources;
    Leaves *leaves;
    const Table *table;
    LeafRole role;
} Walk;

/* The text between the dollars of `$$ ... $$` or `$tag$ ... $tag$`. */
static Span between_dollars(const Sources *sources, Span span) {
    Text text = sources_text(sources, span);
    const char *first = memchr(text.data, '$', text.length);
    const char *second = first != NULL
                             ? memchr(first + 1, '$', text.length - (size_t)(first + 1 - text.data))
                             : NULL;
    if (second == NULL) {
        return span;
    }
    size_t lead = (size_t)(second + 1 - text.data);
    size_t tag = (size_t)(second + 1 - first);
    return lead + tag <= text.length
               ? (Span){span.start + (uint32_t)lead, (uint32_t)(text.length - lead - tag)}
               : span;
}

static void add_leaf(Walk *w, Name text, Span span, bool is_whole) {
    vec_push(
        w->arena, w->leaves,
        (Leaf){
            .role = w->role, .table = w->table, .text = text, .span = span, .is_whole = is_whole});
}

/* A call as the target reads it. */
static Name text_of_call(Walk *w, const Expr *call) {
    Buf text = {0};
    expression_write(&text, call, w->table, w->target);
    Name name = names_intern(w->names, text.data, text.length);
    buf_free(&text);
    return name;
}

static void walk(Walk *w, const Expr *expr, bool is_whole) {
    const Expr *spine = expr;
    while (spine != NULL) { /* down the left side in a loop: it may be long */
        const Expr *next = NULL;
        if (spine->kind == EXPR_VERBATIM) {
            add_leaf(w, spine->text, between_dollars(w->sources, spine->span),
                     is_whole && spine == expr);
        } else if (spine->kind == EXPR_CALL && spine->called != NULL) {
            add_leaf(w, text_of_call(w, spine), spine->span, is_whole && spine == expr);
        } else if (expr_has_items(spine) && spine->count > 0) {
            next = spine->items[0];
            for (uint32_t i = 1; i < spine->count; i++) {
                walk(w, spine->items[i], false);
            }
        }
        spine = next;
    }
}

static bool is_for(TargetSet targets, Target target) {
    return (targets & 1u << target) != 0;
}

void leaves_of_table(Arena *arena, Names *names, const Table *table, Target target,
                     const Sources *sources, Leaves *leaves) {
    Walk w = {.arena = arena,
              .names = names,
              .target = target,
              .sources = sources,
              .leaves = leaves,
              .table = table};
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        const NativeType *native = column->type.kind == TYPE_NATIVE ? column->type.native : NULL;
        if (is_for(column->targets, target) && native != NULL && native->spelling[target] != NULL) {
            w.role = LEAF_TYPE;
            add_leaf(&w, native->spelling[target], native->spelling_span[target], true);
        }
        if (is_for(column->targets, target)) {
            w.role = LEAF_DEFAULT;
            walk(&w, column->default_value, true);
            w.role = LEAF_GENERATED;
            walk(&w, column->generated, true);
        }
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        if (is_for(table->checks[i].targets, target)) {
            w.role = LEAF_CHECK;
            walk(&w, table->checks[i].condition, true);
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        for (uint16_t k = 0; is_for(index->targets, target) && k < index->key_count; k++) {
            w.role = LEAF_INDEX_KEY;
            walk(&w, index->keys[k].expr, true);
        }
        if (is_for(index->targets, target)) {
            w.role = LEAF_INDEX_WHERE;
            walk(&w, index->where, true);
        }
    }
}

void leaves_of_change(Arena *arena, Names *names, const TableChange *change, Target target,
                      const Sources *sources, Leaves *leaves) {
    Walk w = {.arena = arena,
              .names = names,
              .target = target,
              .sources = sources,
              .leaves = leaves,
              .table = change->before,
              .role = LEAF_VALUE};
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        if (is_for(change->after->columns[i].targets, target)) {
            walk(&w, change->columns[i].value, true);
            walk(&w, change->columns[i].where, true);
        }
    }
}
