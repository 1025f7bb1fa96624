/*
 * cli.h - what every command is given, and what it gives back.
 *
 * takes:    the arguments, and buffers that lead to standard output and standard error
 * gives:    an exit status
 * promises: results go to `out`, everything that is told goes to `err`; a command returns its
 *           status and never exits
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/compile.h"
#include "cli/options.h"
#include "source/render.h"

#define MIGC_VERSION "0.1.0"

typedef enum ExitStatus {
    STATUS_DONE = 0,
    STATUS_FINDINGS = 1, /* the schema has errors, a file is stale or laid out otherwise */
    STATUS_FAILED = 2,   /* could not do it: wrong usage, a file that cannot be read or written */
    STATUS_BUG = 3       /* migc did something that does not work */
} ExitStatus;

struct Cli {
    Arena *arena; /* lives until the run ends */
    const Arguments *arguments;
    Buf *out;
    Buf *err;
    bool color; /* in diagnostics */
};

/* Whether an option was given. */
static inline bool cli_has(const Cli *cli, Option option) {
    return cli->arguments->values[option] != NULL;
}

/* The operand at `index`, or NULL. */
static inline const char *cli_operand(const Cli *cli, int index) {
    return index < cli->arguments->operand_count ? cli->arguments->operands[index] : NULL;
}

/* Tells what could not be done, `migc: ...`, and returns STATUS_FAILED. */
int cli_fail(Cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The targets of --target as a set, 0 if it was not given. Returns false if one is unknown, which
 * is then told. */
bool cli_targets(Cli *cli, TargetSet *targets);

/* Shows the diagnostics in the form of --format. */
void cli_show(Cli *cli, const Diags *diags, const Sources *sources);

/* The status that diagnostics alone make: STATUS_FAILED if a file could not be read,
 * STATUS_FINDINGS if there are errors. */
int cli_status(const Diags *diags);

/*
 * Compiles the project or the file `file` (NULL: the project around the working directory) as the
 * options say, up to a stage, and shows the diagnostics. Returns STATUS_DONE if the compilation has
 * what was asked for. The caller ends it with compile_release whatever is returned.
 *
 * With `show` false the diagnostics are not shown if there are no errors: the caller has more to
 * add and calls cli_show itself.
 */
int cli_compile(Cli *cli, Compilation *compilation, const char *file, CompileUntil until,
                bool show);

/* The commands, one file each; see options.def. */
int command_init(Cli *cli);
int command_build(Cli *cli);
int command_check(Cli *cli);
int command_fmt(Cli *cli);
int command_graph(Cli *cli);
int command_explain(Cli *cli);
int command_dump(Cli *cli);
int command_new(Cli *cli);
int command_diff(Cli *cli);
int command_log(Cli *cli);
int command_show(Cli *cli);
int command_script(Cli *cli);
int command_stamp(Cli *cli);
int command_status(Cli *cli);
int command_sum(Cli *cli);
int command_import(Cli *cli);
int command_import_sql(Cli *cli);
int command_drift(Cli *cli);
int command_help(Cli *cli);

/* The proof of everything that was compiled, for build and check: adds to the diagnostics. */
int cli_prove(Cli *cli, Compilation *compilation);

/* The one target of --target whose catalog is read as a document. False if it is none, which is then
 * told. */
bool cli_catalog_target(Cli *cli, Target *target);

/* Prints the version and what is built in. */
void cli_write_version(Buf *out);

/* `migc help`, `migc help NAME`, and the reference of spec/cli.md. */
void help_write_overview(Buf *out);
void help_write_command(Buf *out, Command command);
void help_write_reference(Buf *out);

#endif
