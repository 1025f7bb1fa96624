/*
 * workspace.c - see workspace.h.
 */
#include "cli/workspace.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "schema/resolve.h"

#define PROJECT_FILE "project.mig"
#define SCHEMA_FILE "schema.mig"
#define SCHEMA_FOLDER "schema"
#define SIZE_OF_TREE                                                                               \
    3 /* of what a file becomes, at least: a tree and a model, each times its text */

/* ---- finding --------------------------------------------------------------------------------- */

static bool has_schema_files(Arena *arena, const char *folder) {
    FilePaths paths = {0};
    const char *why = NULL;
    return file_is_directory(folder) && file_list(arena, folder, ".mig", true, &paths, &why) &&
           paths.count > 0;
}

/* Whether `folder` is a project; then says which of its files may have the project block. */
static bool is_root(Arena *arena, const char *folder, Workspace *workspace) {
    const char *project = file_join(arena, folder, PROJECT_FILE);
    const char *schema = file_join(arena, folder, SCHEMA_FILE);
    *workspace = (Workspace){.root = folder};
    if (file_exists(project)) {
        workspace->main = project;
        workspace->is_project = true;
        return true;
    }
    if (file_exists(schema)) {
        workspace->main = schema;
        return true;
    }
    return has_schema_files(arena, file_join(arena, folder, SCHEMA_FOLDER));
}

/* How many folders are above the working directory; 0 if the system does not tell. */
static unsigned folders_above(Arena *arena) {
    size_t size = 256;
    char *path = arena_alloc(arena, size);
    while (getcwd(path, size) == NULL) {
        if (size > 1024 * 1024) {
            return 0;
        }
        size *= 2;
        path = arena_alloc(arena, size);
    }
    unsigned depth = 0;
    for (const char *at = path; *at != '\0'; at++) {
        depth += *at == '/' && at[1] != '\0' ? 1u : 0u;
    }
    return depth;
}

bool workspace_find(Arena *arena, const char *file, Workspace *workspace, const char **why,
                    const char **help) {
    if (file != NULL) {
        *workspace = (Workspace){.root = ".", .main = file, .is_file = true};
        if (file_is_directory(file)) {
            *why = arena_printf(arena, "`%s` is a folder, and a schema file was expected", file);
            *help = arena_printf(arena, "for the project in that folder, say `-C %s`", file);
            return false;
        }
        return true;
    }
    const char *folder = ".";
    unsigned above = folders_above(arena);
    for (unsigned level = 0; level <= above; level++) {
        if (is_root(arena, folder, workspace)) {
            return true;
        }
        folder = level == 0 ? ".." : arena_printf(arena, "%s/..", folder);
    }
    *why = "there is no project here: no `project.mig`, no `schema.mig`, and no `.mig` file in "
           "`schema`, in this folder or one above it";
    *help = "name a schema file, as in `migc build FILE.mig`, or a project's folder with `-C DIR`";
    return false;
}

/* ---- loading --------------------------------------------------------------------------------- */

static void tell_misplaced_project(Diags *diags, const AstDecl *decl, const Workspace *workspace) {
    Diag *diag = diag_at(diags, DIAG_MISPLACED_DECLARATION, decl->name.span,
                         "a project block cannot stand in this file");
    diag_help(diag, "move it to `%s`",
              workspace->is_project || workspace->main == NULL ? PROJECT_FILE
                                                               : file_name(workspace->main));
}

static void tell_misplaced_declaration(Diags *diags, const AstDecl *decl) {
    Diag *diag = diag_at(diags, DIAG_MISPLACED_DECLARATION, decl->name.span,
                         "`%s` has the project block and nothing else, but this declares `%s`",
                         PROJECT_FILE, decl->name.name->text);
    diag_help(diag, "move it to a file of the schema");
}

/* What a revision's file would be called. */
static void tell_misplaced_revision(Diags *diags, const AstDecl *decl) {
    Diag *diag = diag_at(diags, DIAG_MISPLACED_DECLARATION, decl->name.span,
                         "a revision cannot stand in a file of the schema");
    diag_help(diag, "move it to a file of its own in the folder of the revisions, `%s.mig`",
              decl->name.name->text);
}

/* Reads and parses one file, and tells declarations that do not belong into it. */
static void load(const Workspace *workspace, Loading *loading, const char *path) {
    bool is_main = path == workspace->main;
    const AstDecl *before = loading->unit->last;
    SourceFile *file = sources_load(loading->sources, loading->diags, path,
                                    strcmp(path, "-") == 0 ? "stdin" : path);
    if (file == NULL) {
        loading->unread++;
    } else {
        arena_expect(loading->arena, file->text.length * SIZE_OF_TREE);
        arena_expect(loading->syntax, file->text.length * SIZE_OF_TREE);
        parse_file_seen(file, loading->names, loading->diags, loading->syntax, loading->unit,
                        loading->sink);
    }
    const AstDecl *decl = before != NULL ? before->next : loading->unit->first;
    for (; decl != NULL; decl = decl->next) {
        if (decl->kind == AST_PROJECT && !is_main) {
            tell_misplaced_project(loading->diags, decl, workspace);
        } else if (decl->kind != AST_PROJECT && is_main && workspace->is_project) {
            tell_misplaced_declaration(loading->diags, decl);
        } else if (decl->kind == AST_REVISION && decl->name.name != NULL) {
            tell_misplaced_revision(loading->diags, decl);
        }
    }
}

void workspace_load_project(const Workspace *workspace, Loading *loading, Project *project) {
    if (workspace->main != NULL) {
        load(workspace, loading, workspace->main);
    }
    resolve_project(loading->unit, loading->names, loading->diags, loading->arena, project);
}

/* Appends the files that a path of the `schema` setting stands for. */
static bool list_files(Arena *arena, const char *path, FilePaths *paths, const char **why) {
    const char *with_suffix = arena_printf(arena, "%s.mig", path);
    bool is_folder = file_is_directory(path);
    if (!text_ends_with(text_of(path), ".mig") && file_exists(with_suffix)) {
        vec_push(arena, paths, with_suffix);
        if (!is_folder) {
            return true;
        }
    }
    if (!is_folder) {
        vec_push(arena, paths, path);
        return true;
    }
    return file_list(arena, path, ".mig", true, paths, why);
}

/* Whether the path is one of a file in the folder or below it. */
static bool is_below(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

bool workspace_load_schema(const Workspace *workspace, Loading *loading, const Project *project,
                           const char **why) {
    if (workspace->is_file) {
        return true;
    }
    Arena *arena = loading->arena;
    FilePaths paths = {0};
    for (uint32_t i = 0; i < project->schema_path_count; i++) {
        const char *path = file_join(arena, workspace->root, project->schema_paths[i]->text);
        bool is_default = project->schema_path_count == 1 &&
                          strcmp(project->schema_paths[i]->text, SCHEMA_FOLDER) == 0;
        bool is_there = file_exists(path) || file_exists(arena_printf(arena, "%s.mig", path));
        const char *reason = NULL;
        if ((is_there || !is_default) && !list_files(arena, path, &paths, &reason)) {
            *why = arena_printf(arena, "cannot list `%s`: %s", path, reason);
            return false;
        }
    }
    const char *revisions = workspace_revisions(arena, workspace, project);
    for (uint32_t i = 0; i < paths.count; i++) {
        bool is_main = workspace->main != NULL && strcmp(paths.items[i], workspace->main) == 0;
        if (!is_main && !is_below(paths.items[i], revisions)) {
            load(workspace, loading, paths.items[i]);
        }
    }
    if (paths.count == 0) {
        *why = arena_printf(
            arena, "the project in `%s` has no schema: there is no `.mig` file in `%s`",
            workspace->root,
            project->schema_path_count > 0 ? project->schema_paths[0]->text : SCHEMA_FOLDER);
        return false;
    }
    return true;
}

/* ---- revisions ------------------------------------------------------------------------------- */

const char *workspace_revisions(Arena *arena, const Workspace *workspace, const Project *project) {
    Text path = name_text(project->revisions);
    while (path.length > 1 && path.data[path.length - 1] == '/') {
        path.length--;
    }
    return file_join(arena, workspace->root, arena_copy_text(arena, path.data, path.length));
}

const char *workspace_sum(Arena *arena, const Workspace *workspace) {
    return file_join(arena, workspace->root, SUM_FILE);
}

/* What stands in the file of a revision and is not that revision. */
static void tell_not_a_revision(Loading *loading, const RevisionFile *file, const AstDecl *decl) {
    if (decl->kind != AST_REVISION) {
        Diag *diag = diag_at(loading->diags, DIAG_MISPLACED_DECLARATION, decl->name.span,
                             "a file of the revisions has one revision, but this declares `%s`",
                             decl->name.name->text);
        diag_help(diag,
                  "move it to a file of the schema; a step of a revision begins with a verb, as in "
                  "`create table`");
        return;
    }
    Diag *diag = diag_at(loading->diags, DIAG_MISPLACED_DECLARATION, decl->name.span,
                         "this file has revision `%s` already", file->decl->name.name->text);
    diag_help(diag, "move it to a file of its own, `%s.mig`", decl->name.name->text);
}

/* Parses one file of the folder into a tree of its own. */
static void load_revision(Loading *loading, Digest *digest, const char *path,
                          RevisionFile *revision) {
    *revision = (RevisionFile){.path = path};
    SourceFile *file = sources_load(loading->sources, loading->diags, path, path);
    if (file == NULL) {
        loading->unread++;
        revision->is_broken = true;
        return;
    }
    AstUnit unit = {0};
    TokenSink sink = digest_sink(digest);
    uint32_t errors = diags_errors(loading->diags);
    parse_file_seen(file, loading->names, loading->diags, loading->arena, &unit, &sink);
    digest_end(digest, revision->digest);
    revision->file = file;
    for (const AstDecl *decl = unit.first; decl != NULL; decl = decl->next) {
        if (decl->name.name == NULL) {
            continue; /* a syntax error */
        }
        if (decl->kind == AST_REVISION && revision->decl == NULL) {
            revision->decl = decl;
        } else {
            tell_not_a_revision(loading, revision, decl);
        }
    }
    revision->is_broken = diags_errors(loading->diags) > errors;
}

/* Files in folders below are told where the first of a folder is: nothing would ever carry them out. */
static void tell_folder_below(Loading *loading, const char *path, const char *below,
                              const char *folder) {
    const SourceFile *file = sources_load(loading->sources, loading->diags, path, path);
    if (file == NULL) {
        loading->unread++;
        return;
    }
    Diag *diag = diag_at(loading->diags, DIAG_STRAY_REVISION, (Span){file->base, 0},
                         "no chain reaches what is in `%s`: revisions are the files of `%s` itself",
                         below, folder);
    diag_help(diag, "move them there, each after another one, or take the folder away");
}

bool workspace_load_revisions(const Workspace *workspace, Loading *loading, const Project *project,
                              RevisionFiles *files, const char **why) {
    const char *folder = workspace_revisions(loading->arena, workspace, project);
    if (workspace->is_file || !file_exists(folder)) {
        return true;
    }
    FilePaths paths = {0};
    const char *reason = NULL;
    if (!file_list(loading->arena, folder, ".mig", true, &paths, &reason)) {
        *why = arena_printf(loading->arena, "cannot list `%s`: %s", folder, reason);
        return false;
    }
    Digest *digest = digest_new(loading->arena);
    const char *told = "";
    vec_reserve(loading->arena, files, files->count + paths.count);
    for (uint32_t i = 0; i < paths.count; i++) {
        const char *path = paths.items[i];
        if ((size_t)(file_name(path) - path) == strlen(folder) + 1) {
            RevisionFile file;
            load_revision(loading, digest, path, &file);
            vec_push(loading->arena, files, file);
            continue;
        }
        const char *below = file_directory(loading->arena, path);
        if (strcmp(below, told) != 0) {
            tell_folder_below(loading, path, below, folder);
            told = below;
        }
    }
    return true;
}

Sum workspace_load_sum(const Workspace *workspace, Loading *loading, const SourceFile **file) {
    const char *path = workspace_sum(loading->arena, workspace);
    *file = NULL;
    if (workspace->is_file || !file_exists(path)) {
        return (Sum){0};
    }
    *file = sources_load(loading->sources, loading->diags, path, path);
    if (*file == NULL) {
        loading->unread++;
        return (Sum){.is_broken = true};
    }
    return sum_read(*file, loading->names, loading->diags, loading->arena);
}

/* ---- scripts --------------------------------------------------------------------------------- */

const char *workspace_out(Arena *arena, const Workspace *workspace, const Project *project,
                          const char *out, Target target) {
    if (out != NULL) {
        return file_join(arena, out, target_name(target));
    }
    static const char hole[] = "{target}";
    Buf folder = {0};
    for (const char *at = project->out->text; *at != '\0';) {
        if (strncmp(at, hole, strlen(hole)) == 0) {
            buf_text(&folder, target_name(target));
            at += strlen(hole);
        } else {
            buf_char(&folder, *at++);
        }
    }
    Text text = buf_view(&folder);
    const char *path = file_join(arena, workspace->root,
                                 arena_copy_text(arena, text.data, text.length));
    buf_free(&folder);
    return path;
}
