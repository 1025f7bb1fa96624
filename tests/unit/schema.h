/*
 * schema.h - for tests of what a schema means: text in, model and diagnostics out.
 */
#ifndef TESTS_UNIT_SCHEMA_H
#define TESTS_UNIT_SCHEMA_H

#include "unit.h"

#include "base/arena.h"
#include "schema/resolve.h"
#include "source/render.h"
#include "source/source.h"
#include "syntax/parse.h"

typedef struct Schema {
    Arena arena;
    Names *names;
    Sources sources;
    Diags diags;
    Project project;
    Model *model;
} Schema;

/* Parses and resolves `text`, called schema.mig. */
static inline void schema_read(Schema *schema, const char *text) {
    AstUnit unit = {0};
    SourceFile *file;
    *schema = (Schema){0};
    schema->names = names_new(&schema->arena);
    schema->sources = sources_new(&schema->arena);
    schema->diags = diags_new(&schema->arena);
    file = sources_add_text(&schema->sources, &schema->diags, "schema.mig", text_of(text));
    assert_non_null(file);
    parse_file(file, schema->names, &schema->diags, &schema->arena, &unit);
    resolve_project(&unit, schema->names, &schema->diags, &schema->arena, &schema->project);
    schema->model =
        resolve_model(&unit, &schema->project, schema->names, &schema->diags, &schema->arena);
    assert_non_null(schema->model);
}

/* Everything that was told, as `name: message` lines in the order of the source. */
static inline void schema_told(Schema *schema, Buf *out) {
    uint32_t count;
    const Diag **sorted = diags_sorted(&schema->arena, &schema->diags, &count);
    for (uint32_t i = 0; i < count; i++) {
        buf_printf(out, "%s%s: %s", i == 0 ? "" : "\n", diag_info(sorted[i]->kind)->name,
                   sorted[i]->message);
    }
}

/* Fails with what was told unless nothing was. */
static inline void schema_is_clean(Schema *schema, const char *text) {
    if (schema->diags.errors > 0) {
        Buf told = {0};
        schema_told(schema, &told);
        fail_msg("%s\n%.*s", text, TEXT_ARG(buf_view(&told)));
    }
}

static inline void schema_release(Schema *schema) {
    arena_release(&schema->arena);
}

#endif
