/*
 * command_init.c - `migc init [DIR]`: begins a project, empty or with a schema that is there already.
 *
 * The first revision of a schema that is there makes all of it. It is drafted and carried out as `migc new`
 * does it, and all files of the project are written together.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/outputs.h"
#include "cli/cli.h"
#include "cli/drafted.h"
#include "cli/file_list.h"
#include "emit/version.h"
#include "schema/checks.h"
#include "schema/resolve.h"
#include "schema/targets.h"
#include "syntax/parse.h"

#define BASELINE "0001_baseline"
#define PROJECT_FILE "project.mig"
#define SCHEMA_FILE "schema.mig"
#define SCHEMA_FOLDER "schema"

/* A file of --from. */
typedef struct Origin {
    const char *path;
    const char *destination; /* where it belongs in the project */
    const SourceFile *file;
    const AstDecl *block; /* the project block in it, or NULL */
    bool is_in_place;     /* it is there already */
} Origin;

typedef struct Beginning {
    Cli *cli;
    Compilation *c;
    const char *folder;
    VEC(Origin) origins;
    const AstDecl *block; /* of the first origin that has one */
    Text block_text;
} Beginning;

/* ---- what is there --------------------------------------------------------------------------- */

static bool is_origin(Beginning *b, const char *path) {
    for (uint32_t i = 0; i < b->origins.count; i++) {
        Origin *origin = &b->origins.items[i];
        if (file_is_same(origin->path, path)) {
            origin->is_in_place = true;
            return true;
        }
    }
    return false;
}

static bool refuse(Beginning *b, const char *path) {
    if (!file_exists(path) || is_origin(b, path)) {
        return false;
    }
    cli_fail(b->cli,
             "`%s` is there already\n"
             "  help: name a folder that has no project yet, as in `migc init DIR`",
             path);
    return true;
}

/* Whether the folder has something that would be written, or would be part of the project. */
static bool is_taken(Beginning *b) {
    static const char *const names[] = {PROJECT_FILE, SCHEMA_FILE, SUM_FILE, "revisions"};
    Arena *arena = b->cli->arena;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (refuse(b, file_join(arena, b->folder, names[i]))) {
            return true;
        }
    }
    const char *schema = file_join(arena, b->folder, SCHEMA_FOLDER);
    FilePaths paths = {0};
    const char *why = NULL;
    if (file_is_directory(schema) && !file_list(arena, schema, ".mig", true, &paths, &why)) {
        cli_fail(b->cli, "cannot list `%s`: %s", schema, why);
        return true;
    }
    for (uint32_t i = 0; i < paths.count; i++) {
        if (refuse(b, paths.items[i])) {
            return true;
        }
    }
    return false;
}

/* The files of --from, and where they belong. */
static bool list_origins(Beginning *b, const char *from) {
    Arena *arena = b->cli->arena;
    const char *schema = file_join(arena, b->folder, SCHEMA_FOLDER);
    FilePaths paths = {0};
    const char *why = NULL;
    if (!file_is_directory(from)) {
        Origin origin = {.path = from, .destination = file_join(arena, schema, SCHEMA_FILE)};
        vec_push(arena, &b->origins, origin);
        return true;
    }
    if (!file_list(arena, from, ".mig", true, &paths, &why)) {
        cli_fail(b->cli, "cannot list `%s`: %s", from, why);
        return false;
    }
    for (uint32_t i = 0; i < paths.count; i++) {
        const char *below = paths.items[i] + strlen(from);
        Origin origin = {.path = paths.items[i]};
        origin.destination = file_join(arena, schema, below + strspn(below, "/"));
        vec_push(arena, &b->origins, origin);
    }
    if (paths.count == 0) {
        cli_fail(b->cli, "there is no `.mig` file in `%s`", from);
    }
    return paths.count > 0;
}

/* ---- reading --------------------------------------------------------------------------------- */

static void read_origins(Beginning *b) {
    Compilation *c = b->c;
    for (uint32_t i = 0; i < b->origins.count; i++) {
        Origin *origin = &b->origins.items[i];
        const AstDecl *last = c->unit.last;
        origin->file = sources_load(&c->sources, &c->diags, origin->path,
                                    strcmp(origin->path, "-") == 0 ? "stdin" : origin->path);
        if (origin->file == NULL) {
            continue;
        }
        parse_file(origin->file, c->names, &c->diags, &c->run, &c->unit);
        for (const AstDecl *decl = last != NULL ? last->next : c->unit.first; decl != NULL;
             decl = decl->next) {
            if (decl->kind == AST_PROJECT && origin->block == NULL) {
                origin->block = decl;
                b->block = b->block != NULL ? b->block : decl;
                b->block_text = b->block == decl ? sources_text(&c->sources, decl->span)
                                                 : b->block_text;
            }
        }
    }
}

/* The targets of a set that can hold the schema; with `usual`, in the versions that a project has which says none. */
static TargetSet targets_that_hold(Beginning *b, const Model *model, TargetSet among, bool usual) {
    TargetSet fit = 0;
    for (Target target = 0; target < TARGET_COUNT; target++) {
        TargetSet one = (TargetSet)(among & 1u << target);
        Diags unseen = diags_new(&b->c->run);
        if (one != 0 && portability_check(model, &b->c->project, one, &unseen) &&
            (!usual ||
             version_needed(dialect_of(target), model) <= b->c->project.version[target])) {
            fit = (TargetSet)(fit | one);
        }
    }
    return fit;
}

/* The targets of a project whose schema does not name any: those of the default that can hold it. */
static TargetSet targets_that_fit(Beginning *b, const Model *model) {
    TargetSet among = b->c->project.targets;
    TargetSet usual = targets_that_hold(b, model, among, true);
    TargetSet any = usual != 0 ? usual : targets_that_hold(b, model, among, false);
    return any != 0 ? any : among;
}

/* What the project builds for: what --target or the project block says, else what the schema needs. */
static void choose_targets(Beginning *b, TargetSet wanted) {
    Compilation *c = b->c;
    if (wanted != 0) {
        c->project.targets = wanted;
    } else if (b->block == NULL) {
        Diags unseen = diags_new(&c->run);
        Project project = c->project;
        project.targets = TARGETS_ALL;
        const Model *model = resolve_model(&c->unit, &project, c->names, &unseen, &c->run);
        TargetSet named = targets_of_model(model).named;
        c->project.targets = named != 0 ? named : targets_that_fit(b, model);
    }
}

static Model *empty_model(Compilation *c) {
    Model *empty = NEW(&c->run, Model);
    empty->names = c->names;
    empty->arena = &c->run;
    return empty;
}

/* The schema of --from. Returns a status. */
static int read_schema(Beginning *b, TargetSet wanted) {
    Compilation *c = b->c;
    read_origins(b);
    resolve_project(&c->unit, c->names, &c->diags, &c->run, &c->project);
    c->project.order_dependency = c->project.order_dependency || b->origins.count > 1;
    if (diags_errors(&c->diags) == 0) {
        choose_targets(b, wanted);
        c->model = resolve_model(&c->unit, &c->project, c->names, &c->diags, &c->run);
        checks_run(c->model, &c->project, &c->diags);
        portability_check(c->model, &c->project, c->project.targets, &c->diags);
        c->head = empty_model(c);
    }
    cli_show(b->cli, &c->diags, &c->sources);
    return cli_status(&c->diags);
}

/* ---- writing --------------------------------------------------------------------------------- */

/* The folder's name as one of a project: small letters, digits and `_`. */
static void write_project_name(Buf *out, Arena *arena, const char *folder) {
    const char *real = file_real_path(arena, folder);
    const char *name = file_name(real != NULL ? real : folder);
    size_t start = out->length;
    for (const char *at = name; *at != '\0'; at++) {
        int letter = tolower((unsigned char)*at);
        bool is_fit = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (is_fit && out->length == start && letter <= '9') {
            buf_char(out, '_');
        }
        if (is_fit || out->length > start) {
            buf_char(out, is_fit ? (char)letter : '_');
        }
    }
    if (out->length == start) {
        buf_text(out, "app");
    }
}

/* `postgres 18, sqlite`: those whose oldest version has not all that the schema uses say a younger one. */
static void write_targets(Beginning *b, Buf *out) {
    const Project *project = &b->c->project;
    const char *before = "";
    for (Target target = 0; target < TARGET_COUNT; target++) {
        if ((project->targets >> target & 1) == 0) {
            continue;
        }
        uint32_t needed = b->c->model ? version_needed(dialect_of(target), b->c->model) : 0;
        buf_text(out, before);
        buf_text(out, target_name(target));
        if (needed > project->version[target]) {
            buf_char(out, ' ');
            version_write(out, needed);
        }
        before = ", ";
    }
}

static void write_project(Beginning *b, Buf *out) {
    const Project *project = &b->c->project;
    if (b->block != NULL) {
        buf_slice(out, b->block_text);
        buf_char(out, '\n');
        return;
    }
    buf_text(out, "project ");
    write_project_name(out, b->cli->arena, b->folder);
    buf_text(out, " {\n  targets    ");
    write_targets(b, out);
    buf_text(out, "\n  schema     'schema'\n  revisions  'revisions'\n");
    if (project->order_dependency) {
        buf_text(out, "  order      dependency\n");
    }
    buf_text(out, "}\n");
}

/* The file without its project block, which goes to a file of its own. */
static void write_origin(const Origin *origin, Buf *out) {
    Text text = origin->file->text;
    if (origin->block == NULL) {
        buf_slice(out, text);
        return;
    }
    size_t start = origin->block->span.start - origin->file->base;
    size_t end = start + origin->block->span.length;
    while (end < text.length && (text.data[end] == '\n' || text.data[end] == '\r')) {
        end++;
    }
    buf_put(out, text.data, start);
    buf_put(out, text.data + end, text.length - end);
}

static void put_file(Outputs *outputs, const char *path, Text text) {
    Buf *out = outputs_open(outputs, path);
    buf_slice(out, text);
    outputs_close_file(outputs, out);
}

static const char nothing_yet[] = "// The tables of the schema, as in:\n"
                                  "//\n"
                                  "// table users {\n"
                                  "//   id     bigint  identity primary key\n"
                                  "//   email  text    unique\n"
                                  "// }\n";

static int put_in_place(Beginning *b, Outputs *outputs) {
    bool is_done = outputs_commit(outputs);
    FileList list = file_list_begin(b->cli, false);
    for (size_t i = 0; i < outputs_count(outputs); i++) {
        const OutputFile *file = outputs_file(outputs, i);
        if (file->state == OUTPUT_FAILED) {
            cli_fail(b->cli, "cannot write `%s`: %s", file->path, file->why);
        } else if (is_done) {
            file_list_add(&list, "wrote", file->path);
        }
    }
    file_list_end(&list);
    return is_done ? STATUS_DONE : STATUS_FAILED;
}

/* `drafted` NULL: there is no schema yet. */
static int write_files(Beginning *b, const Drafted *drafted) {
    Arena *arena = b->cli->arena;
    Buf text = {0};
    Outputs *outputs = outputs_new(arena, OUTPUTS_WRITE);
    outputs_abandon_on_signal(outputs);
    write_project(b, &text);
    put_file(outputs, file_join(arena, b->folder, PROJECT_FILE), buf_view(&text));
    for (uint32_t i = 0; i < b->origins.count; i++) {
        if (!b->origins.items[i].is_in_place) {
            buf_clear(&text);
            write_origin(&b->origins.items[i], &text);
            put_file(outputs, b->origins.items[i].destination, buf_view(&text));
        }
    }
    if (drafted == NULL) {
        const char *path = file_join(arena, b->folder, SCHEMA_FOLDER "/" SCHEMA_FILE);
        put_file(outputs, path, text_of(nothing_yet));
    } else {
        buf_clear(&text);
        sum_append(&text, text_of(""), &drafted->chain, &(Sum){0});
        put_file(outputs, drafted->path, buf_view(&drafted->text));
        put_file(outputs, file_join(arena, b->folder, SUM_FILE), buf_view(&text));
    }
    buf_free(&text);
    return put_in_place(b, outputs);
}

/* ---- the commands ---------------------------------------------------------------------------- */

/* What stands in the way of a project that begins with these files. */
static bool is_refused(Beginning *b) {
    const Project *project = &b->c->project;
    const Name *paths = project->schema_paths;
    for (uint32_t i = 0; i < b->origins.count; i++) {
        const Origin *origin = &b->origins.items[i];
        if (origin->block != NULL && origin->is_in_place) {
            cli_fail(b->cli,
                     "the project block in `%s` belongs into `%s`, and `migc init` overwrites no "
                     "file\n"
                     "  help: name another folder, as in `migc init --from %s DIR`",
                     origin->path, PROJECT_FILE, origin->path);
            return true;
        }
    }
    if (b->block != NULL &&
        (project->schema_path_count != 1 || strcmp(paths[0]->text, SCHEMA_FOLDER) != 0)) {
        cli_fail(b->cli, "the project block says where the schema stands, and `migc init` puts it "
                         "into `" SCHEMA_FOLDER "`\n"
                         "  help: take the setting `schema` out of the block");
        return true;
    }
    return false;
}

static int begin_from(Beginning *b, const char *from, TargetSet wanted) {
    Compilation *c = b->c;
    if (!list_origins(b, from) || is_taken(b)) {
        return STATUS_FAILED;
    }
    int status = read_schema(b, wanted);
    if (status != STATUS_DONE) {
        return status;
    }
    if (is_refused(b)) {
        return STATUS_FAILED;
    }
    if (b->block != NULL && wanted != 0) {
        return cli_fail(b->cli,
                        "the project block in `%s` says the targets already\n"
                        "  help: leave `--target` out",
                        from);
    }
    Workspace workspace = {.root = b->folder};
    Drafted drafted = {.name = BASELINE};
    drafted.path = file_join(&c->run, workspace_revisions(&c->run, &workspace, &c->project),
                             BASELINE ".mig");
    status = drafted_make(b->cli, c, &drafted);
    if (status == STATUS_FINDINGS) {
        cli_fail(b->cli,
                 "there is nothing in `%s`\n"
                 "  help: for an empty project, leave `--from` out",
                 from);
    } else if (status == STATUS_DONE) {
        status = write_files(b, &drafted);
    }
    drafted_release(&drafted);
    return status;
}

static int begin_empty(Beginning *b, TargetSet wanted) {
    Compilation *c = b->c;
    if (is_taken(b)) {
        return STATUS_FAILED;
    }
    resolve_project(&c->unit, c->names, &c->diags, &c->run, &c->project);
    c->project.targets = wanted != 0 ? wanted : c->project.targets;
    return write_files(b, NULL);
}

int command_init(Cli *cli) {
    const char *folder = cli_operand(cli, 0);
    TargetSet wanted;
    Compilation c = {0};
    Beginning b = {.cli = cli, .c = &c, .folder = folder != NULL ? folder : "."};
    if (!cli_targets(cli, &wanted)) {
        return STATUS_FAILED;
    }
    c.names = names_new(&c.run);
    c.sources = sources_new(&c.run);
    c.diags = diags_new(&c.run);
    int status = cli_has(cli, OPTION_FROM)
                     ? begin_from(&b, cli->arguments->values[OPTION_FROM], wanted)
                     : begin_empty(&b, wanted);
    compile_release(&c);
    return status;
}
