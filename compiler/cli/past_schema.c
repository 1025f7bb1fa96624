/*
 * past_schema.c - see past_schema.h.
 */
#include "cli/past_schema.h"

#include <stdlib.h>
#include <string.h>

#include "base/process.h"
#include "schema/checks.h"
#include "schema/resolve.h"
#include "syntax/parse.h"

/* A file at that revision: its path below the project's folder, and git's name of its contents. */
typedef struct PastFile {
    const char *path;
    Text blob;
    Text text; /* data NULL: not asked for */
    bool is_wanted;
    bool is_loaded;
} PastFile;

typedef struct Reading {
    Cli *cli;
    Compilation *c;
    const char *root;
    const char *revision;
    VEC(PastFile) files; /* .mig files, in the order of their paths */
} Reading;

/* ---- git ------------------------------------------------------------------------------------- */

static bool tell_failure(Reading *reading, Text reason) {
    const char *end = memchr(reason.data, '\n', reason.length);
    reason.length = end != NULL ? (size_t)(end - reason.data) : reason.length;
    cli_fail(reading->cli, "cannot read `git:%s`: %.*s", reading->revision, TEXT_ARG(reason));
    return false;
}

static bool run_git(Reading *reading, const char *const *arguments, Text input, Text *out) {
    ProcessResult result;
    const char *why = NULL;
    if (!process_run(&reading->c->run, arguments, input, &result, &why)) {
        cli_fail(reading->cli,
                 "cannot read `git:%s`: git could not be run: %s\n"
                 "  help: `git:` needs the program git in PATH",
                 reading->revision, why);
        return false;
    }
    *out = result.out;
    return result.status == 0 || tell_failure(reading, result.err);
}

/* A part of the path begins with a dot: such files are passed over in a working tree as well. */
static bool is_hidden(const char *path) {
    return path[0] == '.' || strstr(path, "/.") != NULL;
}

static int by_path(const void *a, const void *b) {
    return strcmp(((const PastFile *)a)->path, ((const PastFile *)b)->path);
}

/* `MODE TYPE BLOB\tPATH` and a NUL byte, again and again. */
static bool list_files(Reading *reading) {
    const char *const arguments[] = {"git", "-C", reading->root,     "ls-tree",
                                     "-r",  "-z", reading->revision, NULL};
    Text list;
    if (!run_git(reading, arguments, text_of(""), &list)) {
        return false;
    }
    for (const char *at = list.data; at < list.data + list.length; at += strlen(at) + 1) {
        const char *tab = strchr(at, '\t');
        const char *blob = tab != NULL ? memrchr(at, ' ', (size_t)(tab - at)) : NULL;
        if (blob == NULL || !text_ends_with(text_of(tab + 1), ".mig") || is_hidden(tab + 1)) {
            continue;
        }
        PastFile file = {.path = tab + 1, .blob = {blob + 1, (size_t)(tab - blob) - 1}};
        vec_push(&reading->c->run, &reading->files, file);
    }
    if (reading->files.count > 0) {
        qsort(reading->files.items, reading->files.count, sizeof *reading->files.items, by_path);
    }
    return true;
}

/* The contents of the files that are wanted: `BLOB blob SIZE\n`, SIZE bytes and a newline for each. */
static bool read_files(Reading *reading) {
    const char *const arguments[] = {"git", "-C", reading->root, "cat-file", "--batch", NULL};
    Buf names = {0};
    for (uint32_t i = 0; i < reading->files.count; i++) {
        if (reading->files.items[i].is_wanted) {
            buf_slice(&names, reading->files.items[i].blob);
            buf_char(&names, '\n');
        }
    }
    Text out;
    bool good = run_git(reading, arguments, buf_view(&names), &out);
    buf_free(&names);
    const char *at = good ? out.data : NULL;
    for (uint32_t i = 0; i < reading->files.count && good; i++) {
        PastFile *file = &reading->files.items[i];
        if (!file->is_wanted) {
            continue;
        }
        const char *line_end = memchr(at, '\n', (size_t)(out.data + out.length - at));
        const char *size = line_end != NULL ? memrchr(at, ' ', (size_t)(line_end - at)) : NULL;
        size_t length = size != NULL ? strtoul(size + 1, NULL, 10) : SIZE_MAX;
        good = size != NULL && length < (size_t)(out.data + out.length - line_end);
        if (!good) {
            return tell_failure(reading, text_of("git left a file out"));
        }
        file->text = (Text){line_end + 1, length};
        at = line_end + 1 + length + 1;
    }
    return good;
}

/* ---- which files ----------------------------------------------------------------------------- */

static PastFile *find_file(Reading *reading, const char *path) {
    PastFile wanted = {.path = path};
    return reading->files.count > 0 ? bsearch(&wanted, reading->files.items, reading->files.count,
                                              sizeof wanted, by_path)
                                    : NULL;
}

static bool is_below(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

typedef VEC(PastFile *) PastFiles;

/* Marks the files that a path of the setting `schema` stands for, and appends them in order. */
static void choose_files(Reading *reading, const char *path, PastFiles *chosen) {
    while (path[0] == '.' && path[1] == '/') {
        path += 2;
    }
    PastFile *file = find_file(reading, path);
    if (file == NULL && !text_ends_with(text_of(path), ".mig")) {
        file = find_file(reading, arena_printf(&reading->c->run, "%s.mig", path));
    }
    if (file != NULL && !file->is_wanted) {
        file->is_wanted = true;
        vec_push(&reading->c->run, chosen, file);
    }
    for (uint32_t i = 0; i < reading->files.count; i++) {
        PastFile *other = &reading->files.items[i];
        if (!other->is_wanted && is_below(other->path, path)) {
            other->is_wanted = true;
            vec_push(&reading->c->run, chosen, other);
        }
    }
}

/* ---- reading --------------------------------------------------------------------------------- */

static void parse(Reading *reading, PastFile *file, AstUnit *unit) {
    Compilation *c = reading->c;
    const char *shown = arena_printf(&c->run, "%s:%s", reading->revision, file->path);
    SourceFile *source = sources_add_text(&c->sources, &c->diags, shown, file->text);
    if (source != NULL) {
        parse_file(source, c->names, &c->diags, &c->run, unit);
    }
    file->is_loaded = true;
}

/* The project block stands in project.mig, or in the schema if that is one file. */
static bool read_schema(Reading *reading, AstUnit *unit, Project *project) {
    Compilation *c = reading->c;
    PastFile *main = find_file(reading, "project.mig");
    main = main != NULL ? main : find_file(reading, "schema.mig");
    if (main != NULL) {
        main->is_wanted = true;
        if (!read_files(reading)) {
            return false;
        }
        parse(reading, main, unit);
    }
    resolve_project(unit, c->names, &c->diags, &c->run, project);
    PastFiles chosen = {0};
    for (uint32_t i = 0; i < project->schema_path_count; i++) {
        choose_files(reading, project->schema_paths[i]->text, &chosen);
    }
    if (!read_files(reading)) {
        return false;
    }
    for (uint32_t i = 0; i < chosen.count; i++) {
        if (!chosen.items[i]->is_loaded) {
            parse(reading, chosen.items[i], unit);
        }
    }
    return main != NULL || chosen.count > 0 ||
           tell_failure(reading, text_of("there is no schema at that revision"));
}

Model *past_schema(Cli *cli, Compilation *compilation, const char *root, const char *revision) {
    Reading reading = {.cli = cli, .c = compilation, .root = root, .revision = revision};
    AstUnit unit = {0};
    Project project;
    if (revision[0] == '-' || revision[0] == '\0') {
        tell_failure(&reading, text_of("that is no revision of git"));
        return NULL;
    }
    if (!list_files(&reading) || !read_schema(&reading, &unit, &project)) {
        return NULL;
    }
    Model *model = resolve_model(&unit, &project, compilation->names, &compilation->diags,
                                 &compilation->run);
    checks_run(model, &project, &compilation->diags);
    return model;
}
