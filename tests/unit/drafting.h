/*
 * drafting.h - for tests of drafts: two schemas with one table of names, the change between them, its draft,
 * and the draft replayed.
 */
#ifndef TESTS_UNIT_DRAFTING_H
#define TESTS_UNIT_DRAFTING_H

#include "unit.h"

#include "change/draft.h"
#include "change/replay.h"
#include "schema/checks.h"
#include "schema/resolve.h"
#include "source/render.h"
#include "syntax/format.h"
#include "syntax/parse.h"

typedef struct Drafting {
    Arena arena;
    Names *names;
    Sources sources;
    Diags diags;
    Project project;
    RevisionFiles files;
    Replay replay;
    Guesses guesses;
    Buf text; /* of the last draft */
} Drafting;

static inline void drafting_begin(Drafting *drafting) {
    *drafting = (Drafting){0};
    drafting->names = names_new(&drafting->arena);
    drafting->sources = sources_new(&drafting->arena);
    drafting->diags = diags_new(&drafting->arena);
    AstUnit none = {0};
    resolve_project(&none, drafting->names, &drafting->diags, &drafting->arena, &drafting->project);
}

static inline void drafting_end(Drafting *drafting) {
    buf_free(&drafting->text);
    arena_release(&drafting->arena);
}

/* Everything that was told, one line each. */
static inline void drafting_told(Drafting *drafting, Buf *out) {
    render_diags(out, &drafting->arena, &drafting->diags, &drafting->sources,
                 (RenderOptions){.format = RENDER_SHORT});
}

static inline void drafting_is_quiet(Drafting *drafting, const char *what) {
    if (diags_errors(&drafting->diags) > 0) {
        Buf told = {0};
        drafting_told(drafting, &told);
        fail_msg("%s\n%.*s\n%.*s", what, TEXT_ARG(buf_view(&told)),
                 TEXT_ARG(buf_view(&drafting->text)));
    }
}

/* The model of a schema. */
static inline const Model *drafting_model(Drafting *drafting, const char *text) {
    AstUnit unit = {0};
    SourceFile *file = sources_add_text(&drafting->sources, &drafting->diags, "schema.mig",
                                        text_of(text));
    parse_file(file, drafting->names, &drafting->diags, &drafting->arena, &unit);
    Model *model = resolve_model(&unit, &drafting->project, drafting->names, &drafting->diags,
                                 &drafting->arena);
    drafting_is_quiet(drafting, text);
    return model;
}

/* The model at the end of the revisions that were added. */
static inline const Model *drafting_head(Drafting *drafting) {
    Chain chain = chain_build(&drafting->files, NULL, NULL, drafting->names, &drafting->diags,
                              &drafting->arena);
    drafting->replay = replay_chain(&chain, NULL, &drafting->project, drafting->names,
                                    &drafting->diags, &drafting->arena);
    return replay_head(&drafting->replay, drafting->names, &drafting->arena);
}

/* The errors that are not about what a draft leaves open. */
static inline uint32_t drafting_mistakes(Drafting *drafting) {
    uint32_t count;
    uint32_t mistakes = 0;
    const Diag **sorted = diags_sorted(&drafting->arena, &drafting->diags, &count);
    for (uint32_t i = 0; i < count; i++) {
        DiagKind kind = sorted[i]->kind;
        mistakes += diag_info(kind)->severity == SEVERITY_ERROR &&
                    kind != DIAG_DROP_WITHOUT_REASON && kind != DIAG_NOT_NULL_WITHOUT_VALUE &&
                    kind != DIAG_NARROWING_WITHOUT_USING;
    }
    return mistakes;
}

/* Adds a revision with this text. */
static inline void drafting_add(Drafting *drafting, const char *name, const char *text) {
    RevisionFile revision = {.path = arena_printf(&drafting->arena, "revisions/%s.mig", name)};
    revision.file = sources_add_text(&drafting->sources, &drafting->diags, revision.path,
                                     text_of(text));
    AstUnit unit = {0};
    Digest *digest = digest_new(&drafting->arena);
    TokenSink sink = digest_sink(digest);
    parse_file_seen(revision.file, drafting->names, &drafting->diags, &drafting->arena, &unit,
                    &sink);
    digest_end(digest, revision.digest);
    drafting_is_quiet(drafting, text);
    revision.decl = unit.first;
    vec_push(&drafting->arena, &drafting->files, revision);
}

/* Lays out the steps as the revision 000N_step. */
static inline void drafting_lay_out(Drafting *drafting, const Buf *steps) {
    uint32_t number = drafting->files.count + 1;
    const char *name = arena_printf(&drafting->arena, "000%u_step", number);
    const char *parent = number > 1 ? arena_printf(&drafting->arena, "000%u_step", number - 1)
                                    : NULL;
    buf_clear(&drafting->text);
    if (!draft_revision(&drafting->text, name, parent, buf_view(steps))) {
        fail_msg("the draft cannot be parsed:\n%.*s", TEXT_ARG(buf_view(&drafting->text)));
    }
}

/* `migc fmt` leaves the draft as it is. */
static inline void drafting_is_laid_out(Drafting *drafting) {
    AstUnit unit = {0};
    Buf again = {0};
    SourceFile *file = sources_add_text(&drafting->sources, &drafting->diags, "again.mig",
                                        buf_view(&drafting->text));
    parse_file(file, drafting->names, &drafting->diags, &drafting->arena, &unit);
    format_file(&again, file, &unit, NULL, 0);
    assert_true(text_equal(buf_view(&again), buf_view(&drafting->text)));
    buf_free(&again);
}

/* Adds the draft as a revision; the model at the end of it. */
static inline const Model *drafting_carry_out(Drafting *drafting) {
    const char *text = arena_copy_text(&drafting->arena, drafting->text.data,
                                       drafting->text.length);
    drafting_add(drafting, arena_printf(&drafting->arena, "000%u_step", drafting->files.count + 1),
                 text);
    return drafting_head(drafting);
}

/* Law L3: writes the draft from the head to the schema, replays it, and finds nothing that differs. Steps that
 * the replay shows to be missing are added, at most `rounds` times. */
static inline void drafting_law(Drafting *drafting, const char *schema, bool guess, int rounds) {
    const Model *after = drafting_model(drafting, schema);
    const Model *head = drafting_head(drafting);
    drafting_is_quiet(drafting, "the chain");
    Mapping mapping = guess ? mapping_guess(&drafting->arena, head, after, &drafting->guesses)
                            : mapping_by_name();
    Change change = change_between(&drafting->arena, head, after, &mapping);
    Buf steps = {0};
    for (int round = 0; change.up.count > 0 && drafting_mistakes(drafting) == 0; round++) {
        drafting->files.count -= round > 0;
        if (round > rounds) {
            fail_msg("the draft does not make the schema:\n%.*s", TEXT_ARG(buf_view(&steps)));
        }
        draft_steps(&steps, &change, guess && round == 0 ? &drafting->guesses : NULL);
        drafting_lay_out(drafting, &steps);
        drafting_is_laid_out(drafting);
        drafting->diags = diags_new(&drafting->arena);
        head = drafting_carry_out(drafting);
        mapping = mapping_by_name();
        change = change_between(&drafting->arena, head, after, &mapping);
    }
    if (drafting_mistakes(drafting) > 0) {
        Buf told = {0};
        drafting_told(drafting, &told);
        fail_msg("%.*s\n%.*s", TEXT_ARG(buf_view(&told)), TEXT_ARG(buf_view(&steps)));
    }
    buf_free(&steps);
}

#endif
