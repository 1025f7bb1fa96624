/*
 * Fuzzing the whole compiler: any bytes, from characters to scripts and their proof.
 *
 * Any bytes are accepted; what compiles without an error is printed for every target and proven. A
 * proof that fails is a bug of migc, and so is a crash.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/compile.h"
#include "prove/prove.h"
#include "source/render.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Proving costs a database a target: larger inputs are only compiled and printed. */
#define PROVEN_UP_TO 4096

static void print_scripts(const Script *script) {
    Buf out = {0};
    emit_up(&out, script);
    emit_down(&out, script);
    emit_verify(&out, script);
    buf_free(&out);
}

static void show(Compilation *compilation) {
    Buf said = {0};
    render_diags(&said, &compilation->run, &compilation->diags, &compilation->sources,
                 (RenderOptions){0});
    fwrite(said.data, 1, said.length, stderr);
    buf_free(&said);
}

static void prove(Compilation *compilation, const Script *script) {
    Arena arena = {0};
    ProofResult result = prove_script(script, &arena, &compilation->sources, &compilation->diags);
    if (result == PROOF_BUG) {
        show(compilation);
        abort();
    }
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    int file = memfd_create("input.mig", MFD_CLOEXEC);
    if (file < 0 || write(file, data, size) != (ssize_t)size) {
        abort();
    }
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);

    Compilation compilation;
    CompileRequest request = {.file = path, .until = UNTIL_PLANNED};
    bool is_made = compile(&compilation, &request);
    for (uint32_t i = 0; is_made && i < compilation.target_count; i++) {
        print_scripts(compilation.targets[i].head);
        if (size <= PROVEN_UP_TO) {
            prove(&compilation, compilation.targets[i].head);
        }
    }
    Buf said = {0};
    render_diags(&said, &compilation.run, &compilation.diags, &compilation.sources,
                 (RenderOptions){0});
    buf_free(&said);
    compile_release(&compilation);
    close(file);
    return 0;
}
