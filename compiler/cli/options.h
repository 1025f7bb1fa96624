/*
 * options.h - the command line, taken apart.
 *
 * takes:    argv
 * gives:    a command, its options and its operands; or what is wrong, with the nearest right word
 * promises: the tables of options.def are the only place that knows a command or an option;
 *           options are written `--name value` or `--name=value`, `--` ends them
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

typedef struct Cli Cli;

typedef enum Command {
#define COMMAND(enumerator, name, operands, least, most, run, summary, example, more) enumerator,
#include "cli/options.def"
#undef COMMAND
    COMMAND_COUNT
} Command;

typedef enum Option {
#define OPTION(enumerator, name, letter, value, commands, help) enumerator,
#include "cli/options.def"
#undef OPTION
    OPTION_COUNT
} Option;

typedef enum Stage {
#define STAGE(enumerator, name, what) enumerator,
#include "cli/options.def"
#undef STAGE
    STAGE_COUNT
} Stage;

typedef struct CommandInfo {
    const char *name;
    const char *operands; /* as shown in usage */
    int least;
    int most;
    int (*run)(Cli *cli); /* returns an exit status, see cli.h */
    const char *summary;
    const char *example;
    const char *more;
} CommandInfo;

typedef struct OptionInfo {
    const char *name;   /* `--target`, or NULL */
    const char *letter; /* `-C`, or NULL */
    const char *value;  /* what its value is called, or NULL: it takes none */
    uint32_t commands;  /* bits 1 << Command */
    const char *help;
} OptionInfo;

typedef struct StageInfo {
    const char *name;
    const char *what;
} StageInfo;

/* The rows of the tables. */
const CommandInfo *command_info(Command command);
const OptionInfo *option_info(Option option);
const StageInfo *stage_info(Stage stage);

/* The names of all commands or stages are looked up here; COMMAND_COUNT or STAGE_COUNT if there is
 * none. */
Command command_find(const char *name);
Stage stage_find(const char *name);

/* Whether every command has the option. */
bool option_is_everywhere(Option option);

typedef struct Arguments {
    Command command;                  /* COMMAND_COUNT: none was given */
    const char *values[OPTION_COUNT]; /* NULL: not given; "" for an option without a value; what was
                                         given several times is joined by commas if it may be */
    const char **operands;
    int operand_count;
} Arguments;

/*
 * Takes argv apart. Returns false if it cannot be understood; the message (and perhaps a line of
 * help) is then in *problem. Texts live in `arena` or in argv.
 */
bool options_parse(Arena *arena, int argc, char **argv, Arguments *arguments, Buf *problem);

/* Writes the "did you mean" line of a problem for the nearest of `count` words, or nothing. */
void options_suggest(Buf *problem, const char *wanted, const char *const *words, size_t count);

#endif
