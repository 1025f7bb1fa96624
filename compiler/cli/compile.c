/*
 * compile.c - see compile.h.
 */
#include "cli/compile.h"

#include "base/file.h"
#include "change/agree.h"
#include "change/alike.h"
#include "change/change.h"
#include "change/digest.h"
#include "emit/dialect.h"
#include "schema/checks.h"
#include "schema/resolve.h"

/* Files -> trees, settings and chain. Returns false if there is nothing to read. */
static bool read_files(Compilation *c, const char *file) {
    if (!workspace_find(&c->run, file, &c->workspace, &c->failure, &c->help)) {
        return false;
    }
    Digest *digest = digest_new(&c->syntax);
    TokenSink sink = digest_sink(digest);
    Loading loading = {.arena = &c->run,
                       .syntax = &c->syntax,
                       .names = c->names,
                       .sources = &c->sources,
                       .diags = &c->diags,
                       .unit = &c->unit,
                       .sink = &sink};
    workspace_load_project(&c->workspace, &loading, &c->project);
    if (!workspace_load_schema(&c->workspace, &loading, &c->project, &c->failure)) {
        return false;
    }
    digest_end(digest, c->checksum);
    if (!workspace_load_revisions(&c->workspace, &loading, &c->project, &c->revision_files,
                                  &c->failure)) {
        return false;
    }
    c->sum = workspace_load_sum(&c->workspace, &loading, &c->sum_file);
    c->chain = chain_build(&c->revision_files, &c->unit, &c->sum.by_name, c->names, &c->diags,
                           &c->run);
    c->unread = loading.unread;
    return true;
}

/* Trees -> the schema as declared, and as the revisions make it. */
static void make_models(Compilation *c, bool keeps_tree) {
    c->model = resolve_model(&c->unit, &c->project, c->names, &c->diags, &c->run);
    if (has_chain(c)) {
        c->replay = replay_chain(&c->chain, &c->unit, &c->project, c->names, &c->diags, &c->run);
    }
    if (!keeps_tree) {
        arena_release(&c->syntax);
        c->unit = (AstUnit){0};
    }
    checks_run(c->model, &c->project, &c->diags);
    c->head = replay_head(&c->replay, c->names, &c->run);
    targets_made_alike(c->model, c->head, c->project.targets);
}

/* Scripts of the revisions are there, and migc.sum is not, which was written with them. */
static void check_sum_is_there(Compilation *c) {
    if (!has_chain(c) || c->workspace.is_file || c->sum_file != NULL || c->sum.is_broken) {
        return;
    }
    for (uint32_t i = 0; i < c->target_count; i++) {
        const char *folder = workspace_out(&c->run, &c->workspace, &c->project, NULL,
                                           c->targets[i].target);
        const char *script = file_join(&c->run, folder, UPGRADE_FILE);
        if (file_exists(script)) {
            Diag *diag = diag_at(&c->diags, DIAG_BAD_SUM_FILE, SPAN_NONE,
                                 "`" SUM_FILE "` is not there, and `%s` was built with one",
                                 script);
            diag_help(
                diag,
                "put it back from version control: it tells revisions that were edited since");
            diag_help(
                diag,
                "if it is lost, `migc sum --update` writes it from the revisions as they are");
            return;
        }
    }
}

/* The revisions are what they were when they were built, and make the schema. */
static void check_chain(Compilation *c, bool is_chain_alone) {
    check_sum_is_there(c);
    sum_check(&c->chain, &c->sum, &c->diags);
    if (has_chain(c) && c->chain.is_whole && !is_chain_alone && diags_errors(&c->diags) == 0) {
        const Revision *head = chain_head(&c->chain);
        chain_agrees(c->head, c->model, head->name, head->decl->name.span, &c->diags, &c->run);
    }
}

/* ---- targets ---- */

/* What keeps the dollar quotes of scripts apart from everything the author wrote. */
static unsigned tag_number_of(Compilation *c) {
    uint32_t count = c->sources.files.count;
    Text *texts = NEW_ARRAY(&c->run, Text, count);
    for (uint32_t i = 0; i < count; i++) {
        texts[i] = c->sources.files.items[i]->text;
    }
    return script_tag_number(texts, count);
}

/* The targets to build for, in the order of targets.def. */
static void choose_targets(Compilation *c, TargetSet wanted) {
    TargetSet chosen = wanted != 0 ? (TargetSet)(wanted & c->project.targets) : c->project.targets;
    for (Target target = 0; target < TARGET_COUNT; target++) {
        if ((chosen & 1u << target) != 0) {
            c->targets[c->target_count++] = (TargetBuild){.target = target};
        }
    }
}

static void check_portability(Compilation *c) {
    TargetSet targets = 0;
    for (uint32_t i = 0; i < c->target_count; i++) {
        targets = (TargetSet)(targets | 1u << c->targets[i].target);
    }
    const Model *checked = NULL;
    for (uint32_t k = 0; k < c->replay.count; k++) {
        const Changes *changes = &c->replay.items[k].changes;
        for (uint32_t i = 0; i < changes->count; i++) { /* free steps part a revision */
            if (changes->items[i].after != checked) {
                checked = changes->items[i].after;
                portability_check(checked, &c->project, targets, &c->diags);
            }
        }
        portability_steps(changes, &c->project, targets, &c->diags);
        portability_turned(changes, targets, &c->diags);
        portability_stale(changes, c->head, &c->project, targets, &c->diags);
    }
    if (!checked) { /* no revision changes anything, or there is none */
        portability_check(has_chain(c) ? c->head : c->model, &c->project, targets, &c->diags);
    }
}

/* The schema without a chain as the one revision that makes it. */
static void imply_revision(Compilation *c) {
    Model *empty = NEW(&c->run, Model);
    empty->names = c->names;
    empty->arena = &c->run;
    c->implied = (Changes){NEW(&c->run, Change), 1};
    c->implied.items[0] = change_between(&c->run, empty, c->model, NULL);
}

static Script script_of(const Compilation *c, const TargetBuild *build, uint32_t index) {
    Script script = {.dialect = dialect_of(build->target), .project = &c->project};
    if (has_chain(c)) {
        const ReplayedRevision *revision = &c->replay.items[index];
        script.model = revision->after;
        script.before = revision->before;
        script.changes = &revision->changes;
        script.revision = revision->revision->name->text;
        script.checksum = revision->revision->digest;
        script.parent = index > 0 ? c->replay.items[index - 1].revision->name->text : NULL;
    } else {
        script.model = c->model;
        script.before = c->implied.items[0].before;
        script.changes = &c->implied;
        script.revision = FIRST_REVISION;
        script.checksum = c->checksum;
    }
    script.position = index + 1;
    return script;
}

/* Plans of all revisions of a target. `chain`, `checksums`: of all of them. */
static void plan_target(Compilation *c, TargetBuild *build, const char *const *chain,
                        const char *const *checksums, unsigned tag_number) {
    build->count = has_chain(c) ? c->replay.count : 1;
    build->revisions = NEW_ARRAY(&c->run, RevisionBuild, build->count);
    build->scripts = NEW_ARRAY(&c->run, const Script *, build->count);
    for (uint32_t i = 0; i < build->count; i++) {
        RevisionBuild *revision = &build->revisions[i];
        revision->script = script_of(c, build, i);
        revision->script.up = &revision->up;
        revision->script.down = &revision->down;
        revision->script.chain = chain;
        revision->script.checksums = checksums;
        revision->script.tag_number = tag_number;
        revision->script.defers = script_defers(revision->script.dialect, revision->script.before,
                                                revision->script.model);
        revision->script.kept = build->count == 1 ? &build->kept : NULL;
        plan_changes(&c->run, revision->script.dialect, revision->script.changes, &revision->up,
                     &revision->down);
        build->scripts[i] = &revision->script;
    }
    build->head = build->scripts[build->count - 1];
}

static void plan_targets(Compilation *c) {
    uint32_t count = has_chain(c) ? c->replay.count : 1;
    const char **chain = NEW_ARRAY(&c->run, const char *, count);
    const char **checksums = NEW_ARRAY(&c->run, const char *, count);
    for (uint32_t i = 0; i < count; i++) {
        chain[i] = has_chain(c) ? c->chain.items[i].name->text : FIRST_REVISION;
        checksums[i] = has_chain(c) ? c->chain.items[i].digest : c->checksum;
    }
    unsigned tag_number = tag_number_of(c);
    for (uint32_t i = 0; i < c->target_count; i++) {
        plan_target(c, &c->targets[i], chain, checksums, tag_number);
    }
}

bool compile(Compilation *c, const CompileRequest *request) {
    *c = (Compilation){0};
    c->names = names_new(&c->run);
    c->sources = sources_new(&c->run);
    c->diags = diags_new(&c->run);

    if (!read_files(c, request->file)) {
        return false;
    }
    if (c->project.name == NULL && request->file != NULL && request->targets != 0) {
        c->project.targets = request->targets; /* a file that says nothing is for what is asked for */
    }
    if (request->until == UNTIL_PARSED || c->unread > 0 || c->unit.has_lost) {
        return diags_errors(&c->diags) == 0; /* what was not read would be told as unknown */
    }
    bool is_whole = !c->unit.has_incomplete;
    make_models(c, request->until == UNTIL_MODEL);
    if (request->until == UNTIL_MODEL || !is_whole) {
        return diags_errors(&c->diags) == 0;
    }

    choose_targets(c, request->targets);
    check_portability(c);
    check_chain(c, request->is_chain_alone);
    if (diags_errors(&c->diags) > 0) {
        return false;
    }

    if (!has_chain(c)) {
        imply_revision(c);
    }
    plan_targets(c);
    return true;
}

void compile_release(Compilation *c) {
    for (uint32_t i = 0; i < c->target_count; i++) {
        buf_free(&c->targets[i].kept);
    }
    arena_release(&c->syntax);
    arena_release(&c->run);
}
