/*
 * command_show.c - `migc show REVISION`: what it does, what it costs, and whether it can be undone.
 */
#include <string.h>

#include "change/describe.h"
#include "change/grade.h"
#include "cli/cli.h"
#include "cli/position.h"

/* ---- places ---------------------------------------------------------------------------------- */

/* The kind of what a step is about. */
static AstDeclKind kind_of_step(const AstStep *step) {
    switch ((AstStepKind)step->kind) {
    case AST_STEP_CREATE:
    case AST_STEP_ALTER_TYPE:
    case AST_STEP_RUN: return (AstDeclKind)step->decl->kind;
    case AST_STEP_DROP:
    case AST_STEP_RENAME: return (AstDeclKind)step->dropped;
    case AST_STEP_ALTER_TABLE: return AST_TABLE;
    case AST_STEP_ALTER_ENUM: return AST_ENUM;
    }
    return AST_PROJECT;
}

static AstDeclKind kind_of_object(const Object *object) {
    switch (object->kind) {
    case OBJECT_EXTENSION: return AST_EXTENSION;
    case OBJECT_TYPE: return AST_TYPE;
    case OBJECT_ENUM: return AST_ENUM;
    case OBJECT_TABLE: return AST_TABLE;
    case OBJECT_DATA: return AST_DATA;
    case OBJECT_SQL: return AST_SQL;
    case OBJECT_DOMAIN: return AST_DOMAIN;
    case OBJECT_SEQUENCE: return AST_SEQUENCE;
    }
    return AST_PROJECT;
}

static bool names(const AstRef *ref, const Object *object) {
    return object != NULL && ref->name == object_name(object) && ref->space == object_space(object);
}

/* Whether the step, under the old or the new name, is about what the operation is about. */
static bool is_about(const AstStep *step, const Op *op) {
    if (step->kind == AST_STEP_RUN || kind_of_step(step) != kind_of_object(op_object(op))) {
        return false;
    }
    const AstRef *name = step->decl != NULL ? &step->decl->name : &step->name;
    return names(name, op->before) || names(name, op->after) || names(&step->to, op->before) ||
           names(&step->to, op->after);
}

static bool is_within(Span inner, Span outer) {
    return inner.start >= outer.start && span_end(inner) <= span_end(outer);
}

/* Where a step drops what `line` is about, which has its name at the place of the line; or SPAN_NONE. */
static Span place_of_drop(const Sources *sources, const AstStep *step, const OpLine *line) {
    Text name = sources_text(sources, line->span);
    for (const AstChange *change = step->changes; change != NULL; change = change->next) {
        bool is_drop = change->kind == AST_DROP_ITEM || change->kind == AST_DROP_VALUE;
        if (is_drop && change->name != NULL && text_equal(name_text(change->name->name), name)) {
            return change->span;
        }
    }
    return SPAN_NONE;
}

/* Where the revision says what a line of an operation does. What was made there stands there itself; of the
 * rest it is the line that drops it, or else the first step about the object. */
static Span place_of(const Sources *sources, const Revision *revision, const Op *op,
                     const OpLine *line) {
    Span found = revision->decl->name.span; /* it follows from another step */
    if (is_within(line->span, revision->decl->span)) {
        return line->span;
    }
    bool has_step = false;
    for (const AstStep *step = revision->decl->steps; op_object(op) != NULL && step != NULL;
         step = step->next) {
        if (!is_about(step, op)) {
            continue;
        }
        Span drop = line->is_gone ? place_of_drop(sources, step, line) : SPAN_NONE;
        if (!span_is_none(drop)) {
            return drop;
        }
        found = has_step ? found : step->span;
        has_step = true;
    }
    return found;
}

/* ---- writing --------------------------------------------------------------------------------- */

static void write_field(Buf *out, const char *name, const char *value) {
    buf_printf(out, "%-9s  %s\n", name, value);
}

/* Lines, each `indent` blanks to the right. */
static void write_lines(Buf *out, Text text, size_t indent) {
    while (text.length > 0) {
        const char *end = memchr(text.data, '\n', text.length);
        size_t length = end != NULL ? (size_t)(end - text.data) : text.length;
        if (length > 0) {
            buf_spaces(out, indent);
            buf_put(out, text.data, length);
        }
        buf_char(out, '\n');
        length += end != NULL ? 1 : 0;
        text.data += length;
        text.length -= length;
    }
}

/* The operations in words, one line each, as `path:line: words`. */
static void write_ops(Buf *out, Compilation *compilation, const Revision *revision,
                      const Ops *ops) {
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        OpLines lines = {0};
        op_lines(&compilation->run, op, &lines);
        for (uint32_t k = 0; k < lines.count; k++) {
            Span span = place_of(&compilation->sources, revision, op, &lines.items[k]);
            Place place = sources_place(&compilation->sources, span.start);
            buf_printf(out, "  %s:%u: %s\n", place.file->path, (unsigned)place.line,
                       lines.items[k].text);
        }
    }
}

static void write_reasons(Buf *out, const char *heading, const GradeReasons *reasons) {
    if (reasons->count == 0) {
        return;
    }
    buf_printf(out, "\n%s\n", heading);
    for (uint32_t i = 0; i < reasons->count; i++) {
        const GradeReason *reason = &reasons->items[i];
        buf_printf(out, "  %s", reason->what);
        if (reason->why != NULL) {
            buf_printf(out, ": %s", reason->why->text);
        }
        buf_char(out, '\n');
    }
}

/* Who waits for the upgrade, for each target where somebody does. */
static void write_waits(Buf *out, Compilation *compilation, const Changes *changes) {
    Buf waits = {0};
    for (Target target = 0; target < TARGET_COUNT; target++) {
        if (compilation->project.targets & (1u << target)) {
            Plan up;
            Plan down;
            const Dialect *dialect = dialect_of(target);
            plan_changes(&compilation->run, dialect, changes, &up, &down);
            emit_waits(&waits, dialect, compilation->names, &up);
        }
        if (waits.length > 0) {
            buf_printf(out, "\nwho waits for the upgrade in %s\n", target_name(target));
            buf_slice(out, buf_view(&waits));
        }
        buf_clear(&waits);
    }
    buf_free(&waits);
}

static void write_revision(Buf *out, Compilation *compilation, const Revision *revision) {
    const Changes *changes = &compilation->replay.items[revision->position - 1].changes;
    const AstDecl *decl = revision->decl;
    GradeReasons reasons = {0};
    GradeReasons hazards = {0};
    Grade grade = grade_downgrade(&compilation->run, changes, compilation->project.targets,
                                  &reasons);
    hazards_of_upgrade(&compilation->run, changes, &hazards);

    write_field(out, "revision", revision->name->text);
    write_field(out, "after", decl->after != NULL ? decl->after->text : "base");
    buf_printf(out, "%-9s  %u of %u\n", "position", (unsigned)revision->position,
               (unsigned)compilation->chain.count);
    write_field(out, "file", revision->file->path);
    write_field(out, "checksum", revision->digest);
    write_field(out, "downgrade", grade_word(grade));
    if (decl->doc != NULL) {
        buf_char(out, '\n');
        write_lines(out, name_text(decl->doc), 2);
    }
    buf_char(out, '\n');
    for (uint32_t i = 0; i < changes->count; i++) {
        write_ops(out, compilation, revision, &changes->items[i].up);
    }
    write_reasons(out, "what the upgrade loses, and what may be in its way", &hazards);
    write_waits(out, compilation, changes);
    write_reasons(out, "what the downgrade does not bring back, and what may be in its way",
                  &reasons);
}

int command_show(Cli *cli) {
    Compilation compilation;
    int status = cli_compile(cli, &compilation, NULL, UNTIL_MODEL, true);
    uint32_t position = 0;
    if (status == STATUS_DONE) {
        if (!position_find(cli, &compilation.chain, cli_operand(cli, 0), POSITION_NONE,
                           &position)) {
            status = STATUS_FAILED;
        } else if (position == 0) {
            status = cli_fail(cli, "`%s` is the empty schema, and no revision",
                              cli_operand(cli, 0));
        } else {
            write_revision(cli->out, &compilation, &compilation.chain.items[position - 1]);
        }
    }
    compile_release(&compilation);
    return status;
}
