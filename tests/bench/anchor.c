/*
 * The anchor of `make bench`: what PostgreSQL's own parser needs for the same statements.
 *
 * Takes a file of statements as `migc dump statements --target postgres` prints them. Gives, on standard
 * output, how many there are and the CPU microseconds (user and system) that raw parsing took, each
 * statement by itself: from text to PostgreSQL's parse nodes, no protobuf, no JSON. Reading the file and
 * finding where statements end is not counted. Exit status 1: a statement was refused, or there is none.
 */
#include <pg_query.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* pg_query_internal.h cannot be included without PostgreSQL's own headers; this is what is used of it. */
typedef struct MemoryContextData *MemoryContext;
typedef struct ParseResult {
    void *tree;
    char *stderr_buffer;
    PgQueryError *error;
} ParseResult;
ParseResult pg_query_raw_parse(const char *input);
MemoryContext pg_query_enter_memory_context(void);
void pg_query_exit_memory_context(MemoryContext context);

static char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        return NULL;
    }
    long size = ftell(file);
    char *text = size < 0 ? NULL : malloc((size_t)size + 1);
    rewind(file);
    if (text != NULL && fread(text, 1, (size_t)size, file) == (size_t)size) {
        text[size] = '\0';
    }
    fclose(file);
    return text;
}

static long cpu_microseconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000L + usage.ru_utime.tv_usec +
           usage.ru_stime.tv_usec;
}

/* Where the next statement begins: comments and empty lines are no part of one. */
static char *skip_to_statement(char *at) {
    while (*at == '\n' || strncmp(at, "--", 2) == 0) {
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    return at;
}

/* Cuts the text behind every `;` at the end of a line; gives the number of statements. */
static size_t cut(char *text, char ***statements) {
    size_t count = 0;
    size_t capacity = 0;
    *statements = NULL;
    for (char *at = skip_to_statement(text); *at != '\0'; at = skip_to_statement(at)) {
        if (count == capacity) {
            capacity = capacity == 0 ? 1024 : capacity * 2;
            *statements = realloc(*statements, capacity * sizeof **statements);
            if (*statements == NULL) {
                exit(2);
            }
        }
        (*statements)[count++] = at;
        char *end = strstr(at, ";\n");
        if (end == NULL) {
            break;
        }
        end[1] = '\0';
        at = end + 2;
    }
    return count;
}

int main(int count, char **arguments) {
    char *text = count == 2 ? read_file(arguments[1]) : NULL;
    if (text == NULL) {
        fprintf(stderr, "usage: anchor FILE\n");
        return 2;
    }
    char **statements;
    size_t statement_count = cut(text, &statements);
    long before = cpu_microseconds();
    for (size_t i = 0; i < statement_count; i++) {
        MemoryContext context = pg_query_enter_memory_context();
        ParseResult result = pg_query_raw_parse(statements[i]);
        if (result.error != NULL) {
            fprintf(stderr, "%s\n%s\n", result.error->message, statements[i]);
            return 1;
        }
        pg_query_exit_memory_context(context);
        free(result.stderr_buffer);
    }
    printf("%zu %ld\n", statement_count, cpu_microseconds() - before);
    free(statements);
    free(text);
    return statement_count == 0;
}
