/*
 * Runs a fuzzing harness on files, without libFuzzer.
 *
 * Takes the names of files; gives each to the harness whole and cut at every byte (from 16 KiB on, at
 * CUTS places). The harness aborts if something is wrong; then the standard error says which input.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EVERY_BYTE_UP_TO 16384
#define CUTS 256

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An exact copy of the input, so that reading one byte too far is seen. */
static void run(const uint8_t *data, size_t size) {
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL) {
        abort();
    }
    memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static uint8_t *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        return NULL;
    }
    long end = ftell(file);
    uint8_t *data = end < 0 ? NULL : malloc((size_t)end + 1);
    rewind(file);
    if (data != NULL && fread(data, 1, (size_t)end, file) != (size_t)end) {
        free(data);
        data = NULL;
    }
    *size = (size_t)(end < 0 ? 0 : end);
    fclose(file);
    return data;
}

int main(int count, char **arguments) {
    for (int i = 1; i < count; i++) {
        size_t size = 0;
        uint8_t *data = read_file(arguments[i], &size);
        if (data == NULL) {
            fprintf(stderr, "%s: cannot be read\n", arguments[i]);
            return 1;
        }
        fprintf(stderr, "%s\n", arguments[i]);
        run(data, size);
        size_t step = size <= EVERY_BYTE_UP_TO ? 1 : size / CUTS;
        for (size_t cut = 0; cut < size; cut += step) {
            run(data, cut);
        }
        free(data);
    }
    return 0;
}
