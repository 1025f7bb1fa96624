/*
 * options.c - see options.h.
 */
#include "cli/options.h"

#include <string.h>

#include "base/text.h"
#include "cli/cli.h"

#define IN(command) (1u << (command))
#define EVERYWHERE ((1u << COMMAND_COUNT) - 1)

const CommandInfo *command_info(Command command) {
    static const CommandInfo infos[] = {
#define COMMAND(enumerator, name, operands, least, most, run, summary, example, more) \
    {name, operands, least, most, run, summary, example, more},
#include "cli/options.def"
#undef COMMAND
    };
    return &infos[command];
}

const OptionInfo *option_info(Option option) {
    static const OptionInfo infos[] = {
#define OPTION(enumerator, name, letter, value, commands, help) \
    {name, letter, value, commands, help},
#include "cli/options.def"
#undef OPTION
    };
    return &infos[option];
}

const StageInfo *stage_info(Stage stage) {
    static const StageInfo infos[] = {
#define STAGE(enumerator, name, what) {name, what},
#include "cli/options.def"
#undef STAGE
    };
    return &infos[stage];
}

Command command_find(const char *name) {
    Command command = 0;
    while (command < COMMAND_COUNT && strcmp(command_info(command)->name, name) != 0) {
        command++;
    }
    return command;
}

Stage stage_find(const char *name) {
    Stage stage = 0;
    while (stage < STAGE_COUNT && strcmp(stage_info(stage)->name, name) != 0) {
        stage++;
    }
    return stage;
}

bool option_is_everywhere(Option option) {
    return option_info(option)->commands == EVERYWHERE;
}

void options_suggest(Buf *problem, const char *wanted, const char *const *words, size_t count) {
    TextSearch search = TEXT_SEARCH(text_of(wanted));
    for (size_t i = 0; i < count; i++) {
        text_search_offer(&search, text_of(words[i]));
    }
    if (search.nearest.data != NULL) {
        buf_printf(problem, "\n  help: did you mean `%.*s`?", TEXT_ARG(search.nearest));
    }
}

/* Whether the option may stand where `command` is known (COMMAND_COUNT: before the command). */
static bool option_fits(Option option, Command command) {
    return command == COMMAND_COUNT ? option_is_everywhere(option)
                                    : (option_info(option)->commands & IN(command)) != 0;
}

/* The option that `word` spells at this place, or OPTION_COUNT. */
static Option option_find(Text word, Command command) {
    for (Option option = 0; option < OPTION_COUNT; option++) {
        const OptionInfo *info = option_info(option);
        if (option_fits(option, command) &&
            ((info->name != NULL && text_is(word, info->name)) ||
             (info->letter != NULL && text_is(word, info->letter)))) {
            return option;
        }
    }
    return OPTION_COUNT;
}

static void tell_unknown_option(Buf *problem, Text word, Command command) {
    if (command == COMMAND_COUNT) {
        buf_printf(problem, "there is no option `%.*s` before a command", TEXT_ARG(word));
    } else {
        buf_printf(problem, "`migc %s` has no option `%.*s`", command_info(command)->name,
                   TEXT_ARG(word));
    }
    TextSearch search = TEXT_SEARCH(word);
    for (Option option = 0; option < OPTION_COUNT; option++) {
        const OptionInfo *info = option_info(option);
        if (option_fits(option, command) && info->name != NULL) {
            text_search_offer(&search, text_of(info->name));
        }
    }
    if (search.nearest.data != NULL) {
        buf_printf(problem, "\n  help: did you mean `%.*s`?", TEXT_ARG(search.nearest));
        return;
    }
    const char *before = "\n  help: it is an option of ";
    for (Option option = 0; option < OPTION_COUNT; option++) {
        const OptionInfo *info = option_info(option);
        for (Command other = 0; info->name != NULL && text_is(word, info->name) &&
                                other < COMMAND_COUNT; other++) {
            if ((info->commands & IN(other)) != 0) {
                buf_printf(problem, "%s`migc %s`", before, command_info(other)->name);
                before = ", ";
            }
        }
    }
}

/* Whether `value` is one of the words of a closed set `a|b|c`; an open set has any value. */
static bool value_fits(Text value, const char *set) {
    if (strchr(set, '|') == NULL) {
        return true;
    }
    for (const char *word = set; word != NULL;) {
        const char *bar = strchr(word, '|');
        if (text_equal(value, (Text){word, bar != NULL ? (size_t)(bar - word) : strlen(word)})) {
            return true;
        }
        word = bar != NULL ? bar + 1 : NULL;
    }
    return false;
}

static void tell_unfit_value(Buf *problem, const char *option, const char *value, const char *set) {
    buf_printf(problem, "`%s` is not a value of `%s`, which takes ", value, option);
    TextSearch search = TEXT_SEARCH(text_of(value));
    for (const char *word = set; word != NULL;) {
        const char *bar = strchr(word, '|');
        Text choice = {word, bar != NULL ? (size_t)(bar - word) : strlen(word)};
        text_search_offer(&search, choice);
        word = bar != NULL ? bar + 1 : NULL;
        buf_printf(problem, "`%.*s`%s", TEXT_ARG(choice),
                   word == NULL ? "" : strchr(word, '|') != NULL ? ", " : " or ");
    }
    if (search.nearest.data != NULL) {
        buf_printf(problem, "\n  help: did you mean `%.*s`?", TEXT_ARG(search.nearest));
    }
}

/* Takes the option at argv[*at], and its value, which may be the next word. */
static bool take_option(Arena *arena, char **argv, int argc, int *at, Arguments *arguments,
                        Buf *problem) {
    const char *word = argv[*at];
    const char *equals = word[1] == '-' ? strchr(word, '=') : NULL;
    Text name = {word, equals != NULL ? (size_t)(equals - word) : strlen(word)};
    const char *value = equals != NULL ? equals + 1 : NULL;
    Option option = option_find(name, arguments->command);
    if (option == OPTION_COUNT && word[1] == 'C' && word[2] != '\0') { /* -CDIR, as make has it */
        option = OPTION_DIRECTORY;
        value = word + 2;
    }
    if (option == OPTION_COUNT) {
        tell_unknown_option(problem, name, arguments->command);
        return false;
    }
    const OptionInfo *info = option_info(option);
    const char *shown = info->name != NULL ? info->name : info->letter;
    if (info->value == NULL) {
        if (value != NULL) {
            buf_printf(problem, "`%s` takes no value, but `%s` was given", shown, value);
            return false;
        }
        arguments->values[option] = "";
        return true;
    }
    if (value == NULL && *at + 1 < argc) {
        value = argv[++*at];
    }
    if (value == NULL || value[0] == '\0') {
        buf_printf(problem, "`%s` needs a value: `%s %s`", shown, shown, info->value);
        return false;
    }
    if (!value_fits(text_of(value), info->value)) {
        tell_unfit_value(problem, shown, value, info->value);
        return false;
    }
    bool again = arguments->values[option] != NULL && text_ends_with(text_of(info->value), "...");
    arguments->values[option] =
        again ? arena_printf(arena, "%s,%s", arguments->values[option], value) : value;
    return true;
}

/* Whether other tools have a command of this name that changes a database. */
static bool runs_scripts(const char *word) {
    static const char *const words[] = {"up",   "upgrade", "apply",     "migrate",  "deploy",
                                        "push", "down",    "downgrade", "rollback", "undo"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static bool take_command(Arguments *arguments, const char *word, Buf *problem) {
    arguments->command = command_find(word);
    if (arguments->command == COMMAND_COUNT) {
        const char *names[COMMAND_COUNT];
        for (Command command = 0; command < COMMAND_COUNT; command++) {
            names[command] = command_info(command)->name;
        }
        buf_printf(problem, "there is no command `%s`", word);
        options_suggest(problem, word, names, COMMAND_COUNT);
        if (text_ends_with(text_of(word), ".mig")) {
            buf_printf(problem, "\n  help: to build a schema file, run `migc build %s`", word);
        } else if (runs_scripts(word)) {
            buf_text(problem, "\n  help: migc opens no database: `migc build` writes the scripts, which "
                              "`psql -f`, `sqlite3 <` and `mysql <` run");
        }
        return false;
    }
    return true;
}

/* Whether the number of operands is what the command takes; any is if it is to print help. */
static bool operands_fit(const Arguments *arguments, Buf *problem) {
    const CommandInfo *info = command_info(arguments->command);
    if (arguments->values[OPTION_HELP] != NULL || arguments->values[OPTION_VERSION] != NULL) {
        return true;
    }
    if (arguments->operand_count < info->least) {
        buf_printf(problem, "`migc %s` needs %s\n  help: try `%s`, or `migc help %s`", info->name,
                   info->operands, info->example, info->name);
        return false;
    }
    if (arguments->operand_count > info->most) {
        const char *first = arguments->operands[info->most];
        if (info->most == 0) {
            buf_printf(problem, "`migc %s` takes nothing but options, found `%s`", info->name, first);
            return false;
        }
        buf_printf(problem, "`migc %s` takes %s, and `%s` is one too many", info->name,
                   info->operands, first);
        return false;
    }
    return true;
}

bool options_parse(Arena *arena, int argc, char **argv, Arguments *arguments, Buf *problem) {
    *arguments = (Arguments){.command = COMMAND_COUNT};
    arguments->operands = NEW_ARRAY(arena, const char *, (size_t)argc + 1);
    bool options_ended = false;
    for (int at = 1; at < argc; at++) {
        const char *word = argv[at];
        if (!options_ended && strcmp(word, "--") == 0) {
            options_ended = true;
        } else if (!options_ended && word[0] == '-' && word[1] != '\0' &&
                   !(word[1] >= '0' && word[1] <= '9')) { /* -1 is a position in a chain */
            if (!take_option(arena, argv, argc, &at, arguments, problem)) {
                return false;
            }
        } else if (arguments->command == COMMAND_COUNT) {
            if (!take_command(arguments, word, problem)) {
                return false;
            }
        } else {
            arguments->operands[arguments->operand_count++] = word;
        }
    }
    return arguments->command == COMMAND_COUNT || operands_fit(arguments, problem);
}
