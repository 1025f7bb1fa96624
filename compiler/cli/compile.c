/*
 * compile.c - see compile.h.
 */
#include "cli/compile.h"

#include "change/change.h"
#include "change/digest.h"
#include "emit/dialect.h"
#include "emit/lower.h"
#include "schema/checks.h"
#include "schema/resolve.h"

/* Files -> tree and settings. Returns false if there is nothing to read. */
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
    bool has_schema =
        workspace_load_schema(&c->workspace, &loading, &c->project, &c->failure);
    c->unread = loading.unread;
    digest_end(digest, c->checksum);
    return has_schema;
}

/* What keeps the dollar quotes of scripts apart from everything the author wrote. */
static unsigned tag_number_of(Compilation *c) {
    uint32_t count = c->sources.files.count;
    Text *texts = NEW_ARRAY(&c->run, Text, count);
    for (uint32_t i = 0; i < count; i++) {
        texts[i] = c->sources.files.items[i]->text;
    }
    return script_tag_number(texts, count);
}

/* The targets to build for that have a dialect, in the order of targets.def. */
static void choose_targets(Compilation *c, TargetSet wanted) {
    TargetSet chosen = wanted != 0 ? (TargetSet)(wanted & c->project.targets) : c->project.targets;
    unsigned tag_number = tag_number_of(c);
    for (Target target = 0; target < TARGET_COUNT; target++) {
        const Dialect *dialect = dialect_of(target);
        if ((chosen & 1u << target) != 0 && dialect != NULL) {
            TargetBuild *build = &c->targets[c->target_count++];
            *build = (TargetBuild){.target = target,
                                   .script = {.dialect = dialect,
                                              .project = &c->project,
                                              .model = c->model,
                                              .up = &build->up,
                                              .down = &build->down,
                                              .revision = FIRST_REVISION,
                                              .position = 1,
                                              .checksum = c->checksum,
                                              .tag_number = tag_number,
                                              .kept = &build->kept}};
        }
    }
}

static void plan_target(Compilation *c, TargetBuild *build) {
    const Dialect *dialect = build->script.dialect;
    build->up = plan_steps(&c->run, dialect, lower_ops(&c->run, dialect, c->model, &c->up));
    build->down = plan_undo(&c->run, c->model, &build->up,
                            lower_ops(&c->run, dialect, c->model, &c->down));
}

bool compile(Compilation *c, const CompileRequest *request) {
    *c = (Compilation){0};
    c->names = names_new(&c->run);
    c->sources = sources_new(&c->run);
    c->diags = diags_new(&c->run);

    if (!read_files(c, request->file)) {
        return false;
    }
    if (request->until == UNTIL_PARSED || c->unread > 0 || c->unit.has_lost) {
        return diags_errors(&c->diags) == 0; /* what was not read would be told as unknown */
    }
    bool is_whole = !c->unit.has_incomplete;

    c->model = resolve_model(&c->unit, &c->project, c->names, &c->diags, &c->run);
    arena_release(&c->syntax);
    c->unit = (AstUnit){0};
    checks_run(c->model, &c->project, &c->diags);
    if (request->until == UNTIL_MODEL || !is_whole) {
        return diags_errors(&c->diags) == 0;
    }

    choose_targets(c, request->targets);
    for (uint32_t i = 0; i < c->target_count; i++) {
        portability_check(c->model, &c->project, c->targets[i].script.dialect, &c->diags);
    }
    if (diags_errors(&c->diags) > 0) {
        return false;
    }

    Model *empty = NEW(&c->run, Model);
    Change change = change_between(&c->run, empty, c->model, NULL);
    c->up = change.up;
    c->down = change.down;
    for (uint32_t i = 0; i < c->target_count; i++) {
        plan_target(c, &c->targets[i]);
    }
    return true;
}

void compile_release(Compilation *c) {
    for (uint32_t i = 0; i < c->target_count; i++) {
        buf_free(&c->targets[i].kept);
    }
    arena_release(&c->syntax);
    arena_release(&c->run);
}
