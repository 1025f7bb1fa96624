/*
 * schema_file.c - see schema_file.h.
 */
#include "cli/schema_file.h"

#include <string.h>

#include "base/text.h"
#include "schema/checks.h"
#include "schema/resolve.h"
#include "schema/targets.h"
#include "syntax/parse.h"

void schema_file_begin(Compilation *c) {
    AstUnit none = {0};
    *c = (Compilation){0};
    c->names = names_new(&c->run);
    c->sources = sources_new(&c->run);
    c->diags = diags_new(&c->run);
    resolve_project(&none, c->names, &c->diags, &c->run, &c->project);
}

bool schema_file_is_named(const char *operand) {
    return strcmp(operand, "-") == 0 || text_ends_with(text_of(operand), ".mig");
}

/* The targets of a file without a project block. */
static TargetSet targets_named(Compilation *c, const AstUnit *unit, Project settings) {
    Diags unseen = diags_new(&c->run);
    TargetSet usual = settings.targets;
    settings.targets = TARGETS_ALL;
    TargetSet named =
        targets_of_model(resolve_model(unit, &settings, c->names, &unseen, &c->run)).named;
    return named != 0 ? named : usual;
}

Model *schema_file_read(Compilation *c, const char *path, TargetSet targets, Project *project,
                        Digest *digest) {
    AstUnit unit = {0};
    Project settings;
    SourceFile *file = sources_load(&c->sources, &c->diags, path,
                                    strcmp(path, "-") == 0 ? "stdin" : path);
    if (file != NULL && digest != NULL) {
        TokenSink sink = digest_sink(digest);
        parse_file_seen(file, c->names, &c->diags, &c->run, &unit, &sink);
    } else if (file != NULL) {
        parse_file(file, c->names, &c->diags, &c->run, &unit);
    }
    resolve_project(&unit, c->names, &c->diags, &c->run, &settings);
    if (targets != 0) {
        settings.targets = targets;
    } else if (settings.name == NULL) {
        settings.targets = targets_named(c, &unit, settings);
    }
    Model *model = resolve_model(&unit, &settings, c->names, &c->diags, &c->run);
    checks_run(model, &settings, &c->diags);
    if (project != NULL) {
        *project = settings;
    }
    return model;
}
