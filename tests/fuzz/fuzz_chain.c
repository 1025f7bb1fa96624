/*
 * Fuzzing chains of revisions: any bytes, from characters to the scripts of every revision and their proof.
 *
 * The input is cut at lines that begin with `//-`: each piece is the file of a revision, under the name
 * that it gives itself. There is no schema for the chain to make. A proof that fails is a bug of migc, and
 * so is a crash.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/compile.h"
#include "prove/prove.h"
#include "source/render.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Proving costs a database a revision and target: larger inputs are only compiled and printed. */
#define PROVEN_UP_TO 4096
#define MOST_FILES 20

static const char project[] = "project fuzz {\n  targets  postgres, sqlite\n}\n";

static void write_file(const char *path, const char *text, size_t length) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text, 1, length, file) != length || fclose(file) != 0) {
        abort();
    }
}

/* `revisions/NAME.mig` for the revision in the piece, or a numbered name. */
static void file_name_of(const char *piece, size_t length, unsigned number, char *path, size_t size) {
    static const char word[] = "revision ";
    char *found = memmem(piece, length, word, sizeof word - 1);
    size_t at = found ? (size_t)(found - piece) + sizeof word - 1 : length;
    size_t end = at;
    while (end < length && end - at < 60 &&
           ((piece[end] >= 'a' && piece[end] <= 'z') || (piece[end] >= '0' && piece[end] <= '9') ||
            piece[end] == '_')) {
        end++;
    }
    if (end > at) {
        snprintf(path, size, "revisions/%.*s.mig", (int)(end - at), piece + at);
    } else {
        snprintf(path, size, "revisions/%u.mig", number);
    }
}

static void write_revisions(const char *text, size_t size) {
    const char *end = text + size;
    unsigned number = 0;
    while (text < end && number < MOST_FILES) {
        const char *cut = memmem(text, (size_t)(end - text), "\n//-", 4);
        size_t length = (size_t)((cut ? cut + 1 : end) - text);
        char path[128];
        file_name_of(text, length, number++, path, sizeof path);
        write_file(path, text, length);
        text += length;
    }
}

static void show(Compilation *compilation, FILE *file) {
    Buf said = {0};
    render_diags(&said, &compilation->run, &compilation->diags, &compilation->sources,
                 (RenderOptions){0});
    if (file != NULL && said.length > 0) {
        fwrite(said.data, 1, said.length, file);
    }
    buf_free(&said);
}

static void print_scripts(const TargetBuild *build) {
    Buf out = {0};
    for (uint32_t i = 0; i < build->count; i++) {
        emit_up(&out, build->scripts[i]);
        emit_down(&out, build->scripts[i]);
        emit_stamp(&out, build->scripts[i]);
    }
    emit_verify(&out, build->head);
    emit_range(&out, build->scripts, build->count, false);
    emit_range(&out, build->scripts, build->count, true);
    emit_upgrade(&out, build->scripts, build->count);
    emit_status(&out, build->scripts, build->count);
    buf_free(&out);
}

static void prove(Compilation *compilation, const TargetBuild *build) {
    Arena arena = {0};
    ProofResult result = prove_chain(build->scripts, build->count, &arena, &compilation->sources,
                                     &compilation->diags);
    if (result == PROOF_BUG) {
        show(compilation, stderr);
        abort();
    }
    arena_release(&arena);
}

/* The folder of the process, emptied of the input before. */
static void enter_folder(void) {
    static char folder[] = "/dev/shm/migc-fuzz-XXXXXX";
    static bool is_made;
    if (!is_made) {
        is_made = mkdtemp(folder) != NULL && chdir(folder) == 0 && mkdir("revisions", 0700) == 0;
        if (!is_made) {
            abort();
        }
        write_file("project.mig", project, sizeof project - 1);
        write_file("schema.mig", "", 0);
    }
    Arena arena = {0};
    FilePaths paths = {0};
    const char *why = NULL;
    file_list(&arena, "revisions", ".mig", false, &paths, &why);
    for (uint32_t i = 0; i < paths.count; i++) {
        unlink(paths.items[i]);
    }
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enter_folder();
    write_revisions((const char *)data, size);
    Compilation compilation;
    CompileRequest request = {.until = UNTIL_PLANNED, .is_chain_alone = true};
    bool is_made = compile(&compilation, &request);
    for (uint32_t i = 0; is_made && i < compilation.target_count; i++) {
        print_scripts(&compilation.targets[i]);
        if (size <= PROVEN_UP_TO) {
            prove(&compilation, &compilation.targets[i]);
        }
    }
    show(&compilation, NULL);
    compile_release(&compilation);
    return 0;
}
