/*
 * Fuzzing the import: a database as a schema, whatever the database says.
 *
 * The first line names the target. Behind it stands the document of that server's catalog, or for `sqlite` the
 * statements that make a database. Any document is accepted: it is refused in a line, or makes a schema. What SQLite
 * has taken always makes one. A schema that was made is compiled as its own project: an error in it is a bug of migc,
 * and so is a crash.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/compile.h"
#include "import/json_reader.h"
#include "import/schema_writer.h"
#include "import/sqlite_reader.h"
#include "source/render.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define STEPS_OF_SQLITE 100000 /* of its machine: a statement may run for ever */

static int stop(void *nothing) {
    (void)nothing;
    return 1;
}

/* The statements define something in this database, and touch no other file. */
static int allow(void *nothing, int action, const char *a, const char *b, const char *c,
                 const char *d) {
    (void)nothing, (void)a, (void)b, (void)c, (void)d;
    return action == SQLITE_ATTACH || action == SQLITE_DETACH || action == SQLITE_PRAGMA
               ? SQLITE_DENY
               : SQLITE_OK;
}

/* Runs statement by statement, past those that SQLite refuses, and puts the database into a file. */
static bool make_file(const char *path, const char *sql) {
    sqlite3 *database = NULL;
    char *into = sqlite3_mprintf("VACUUM INTO %Q", path);
    if (sqlite3_open(":memory:", &database) != SQLITE_OK) {
        abort();
    }
    sqlite3_progress_handler(database, STEPS_OF_SQLITE, stop, NULL);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, 1 << 20);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_set_authorizer(database, allow, NULL);
    while (*sql != '\0') {
        sqlite3_stmt *statement = NULL;
        const char *rest = sql + strcspn(sql, ";");
        rest += *rest == ';';
        if (sqlite3_prepare_v2(database, sql, -1, &statement, &rest) == SQLITE_OK && statement) {
            sqlite3_step(statement);
        } else if (rest == sql) {
            rest = "";
        }
        sqlite3_finalize(statement);
        sql = rest;
    }
    sqlite3_set_authorizer(database, NULL, NULL);
    bool is_made = sqlite3_exec(database, into, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(database);
    sqlite3_free(into);
    return is_made;
}

/* What the schema says has to compile, alone and for its target. */
static void compile_text(Text text, Target target) {
    int file = memfd_create("schema.mig", MFD_CLOEXEC);
    if (file < 0 || write(file, text.data, text.length) != (ssize_t)text.length) {
        abort();
    }
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    Compilation compilation;
    CompileRequest request = {
        .file = path, .targets = (TargetSet)(1u << target), .until = UNTIL_PLANNED};
    if (!compile(&compilation, &request)) {
        Buf said = {0};
        render_diags(&said, &compilation.run, &compilation.diags, &compilation.sources,
                     (RenderOptions){0});
        fwrite(said.data, 1, said.length, stderr);
        fwrite(text.data, 1, text.length, stderr);
        abort();
    }
    compile_release(&compilation);
    close(file);
}

static bool read_sqlite(Arena *arena, Names *names, Text text, Catalog *catalog) {
    char path[64];
    const char *why = NULL;
    char *sql = arena_copy_text(arena, text.data, text.length);
    snprintf(path, sizeof path, "/dev/shm/migc-fuzz-%ld.db", (long)getpid());
    unlink(path);
    bool is_read = make_file(path, sql) && sqlite_read(arena, names, path, catalog, &why);
    unlink(path);
    return is_read;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
    Arena arena = {0};
    Catalog catalog = {0};
    Imported imported;
    const char *why = NULL;
    if (!end) {
        return 0;
    }
    Names *names = names_new(&arena);
    Target target = target_of(names_intern(names, (const char *)data, (size_t)(end - data)));
    Text rest = {(const char *)end + 1, size - (size_t)(end + 1 - data)};
    bool is_read = target == TARGET_COUNT    ? false
                   : target == TARGET_SQLITE ? read_sqlite(&arena, names, rest, &catalog)
                                             : json_read(&arena, names, rest, target, &catalog, &why);
    if (is_read) {
        schema_import(&imported, &catalog, names, &arena);
        if (imported.is_broken && target == TARGET_SQLITE) {
            fprintf(stderr, "%s\n", imported.broken);
            abort();
        }
        if (!imported.is_broken) {
            compile_text(imported.text, target);
        }
    }
    arena_release(&arena);
    return 0;
}
