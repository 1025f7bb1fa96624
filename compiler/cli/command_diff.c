/*
 * command_diff.c - `migc diff [A [B]]`: the steps from one schema to another.
 */
#include <string.h>

#include "base/file.h"
#include "change/alike.h"
#include "change/draft.h"
#include "cli/cli.h"
#include "cli/past_schema.h"
#include "cli/position.h"
#include "cli/schema_file.h"
#include "schema/targets.h"

#define GIT_PREFIX "git:"
#define SCHEMA_WORD "schema"
#define HEAD_WORD "head"

typedef enum SideKind {
    SIDE_SCHEMA,   /* the schema files as they are */
    SIDE_POSITION, /* base, head, a revision */
    SIDE_FILE,     /* a file that is a whole schema */
    SIDE_GIT       /* the schema files at a revision of git */
} SideKind;

static SideKind side_kind(const char *word) {
    return strcmp(word, SCHEMA_WORD) == 0                       ? SIDE_SCHEMA
           : strncmp(word, GIT_PREFIX, strlen(GIT_PREFIX)) == 0 ? SIDE_GIT
           : schema_file_is_named(word)                         ? SIDE_FILE
                                                                : SIDE_POSITION;
}

/* What is compared, and what was told about the project meanwhile. */
typedef struct Diffing {
    Cli *cli;
    Compilation *c;
    Diags told;
    TargetSet project_targets; /* 0: there is no project */
} Diffing;

/* One of the two schemas. */
typedef struct Side {
    const Model *model; /* NULL: told */
    Model *own;         /* the same, if it is not one of the chain's; else NULL */
    TargetSet targets;  /* those that all of it is for */
} Side;

/* The schema at a position of the chain. */
static const Model *position_schema(Diffing *diffing, const char *word) {
    Compilation *c = diffing->c;
    Replay none = {0};
    uint32_t position;
    if (!position_find(diffing->cli, &c->chain, word, POSITION_NONE, &position)) {
        return NULL;
    }
    if (position > c->replay.count) {
        cli_show(diffing->cli, &diffing->told, &c->sources); /* why it was not reached */
        return NULL;
    }
    return position == 0 ? replay_head(&none, c->names, &c->run)
                         : c->replay.items[position - 1].after;
}

static Side file_side(Diffing *diffing, const char *path) {
    Project settings;
    Model *model = schema_file_read(diffing->c, path, diffing->project_targets, &settings, NULL);
    bool says = diffing->project_targets != 0 || settings.name != NULL;
    return (Side){model, model, says ? settings.targets : targets_of_model(model).shared};
}

/* The schema that a word means. */
static Side find_side(Diffing *diffing, const char *word) {
    Compilation *c = diffing->c;
    Side side = {.targets = diffing->project_targets};
    switch (side_kind(word)) {
    case SIDE_FILE: return file_side(diffing, word);
    case SIDE_SCHEMA: side.model = side.own = c->model; break;
    case SIDE_GIT:
        side.own = past_schema(diffing->cli, c, c->workspace.root, word + strlen(GIT_PREFIX));
        side.model = side.own;
        break;
    case SIDE_POSITION: side.model = position_schema(diffing, word); break;
    }
    return side;
}

/* What is for the same targets in other words is the same: with one more column, an imported table may have become one
 * `for sqlite`. Of files without a project nobody says which targets those are, so it is told. */
static void make_alike(const Diffing *diffing, const Side sides[2]) {
    TargetSet shared = (TargetSet)(sides[0].targets & sides[1].targets);
    const Side *declared = sides[1].own ? &sides[1] : &sides[0];
    const Side *other = declared == sides ? &sides[1] : &sides[0];
    if (shared != 0 && declared->own && targets_made_alike(declared->own, other->model, shared) &&
        diffing->project_targets == 0) {
        Buf names = {0};
        targets_write(&names, shared);
        buf_printf(diffing->cli->err, "migc: compared for %.*s, which all of both files is for\n",
                   TEXT_ARG(buf_view(&names)));
        buf_free(&names);
    }
}

/* Prints the steps from one to the other. Returns whether there are any. */
static bool write_steps(Cli *cli, Compilation *c, const Model *before, const Model *after) {
    Guesses guesses;
    Mapping mapping = mapping_guess(&c->run, before, after, &guesses);
    Change change = change_between(&c->run, before, after, &mapping);
    Buf steps = {0};
    draft_steps(&steps, &change, &guesses);
    draft_layout(cli->out, buf_view(&steps));
    buf_free(&steps);
    return change.up.count > 0;
}

static int compare(Diffing *diffing, const char *const words[2]) {
    Cli *cli = diffing->cli;
    Compilation *c = diffing->c;
    Side sides[2];
    for (int i = 0; i < 2; i++) {
        sides[i] = find_side(diffing, words[i]);
        if (sides[i].model == NULL) {
            return diags_errors(&diffing->told) > 0 ? STATUS_FINDINGS : STATUS_FAILED;
        }
    }
    cli_show(cli, &c->diags, &c->sources);
    int status = cli_status(&c->diags);
    if (status != STATUS_DONE) {
        return status;
    }
    make_alike(diffing, sides);
    if (!write_steps(cli, c, sides[0].model, sides[1].model)) {
        buf_printf(cli->err, "migc: nothing to do: `%s` and `%s` are the same schema\n", words[0],
                   words[1]);
        return STATUS_DONE;
    }
    return cli_has(cli, OPTION_EXIT_CODE) ? STATUS_FINDINGS : STATUS_DONE;
}

/* Compiles the project. Revisions with something to be filled in can be compared as far as they go. */
static int read_project(Diffing *diffing) {
    Compilation *c = diffing->c;
    CompileRequest request = {.until = UNTIL_MODEL};
    bool is_made = compile(c, &request);
    if (c->failure != NULL) {
        return c->help != NULL ? cli_fail(diffing->cli, "%s\n  help: %s", c->failure, c->help)
                               : cli_fail(diffing->cli, "%s", c->failure);
    }
    if (c->model == NULL || (!is_made && !draft_errors_are_open(&c->diags))) {
        cli_show(diffing->cli, &c->diags, &c->sources);
        return cli_status(&c->diags);
    }
    diffing->told = c->diags;
    diffing->project_targets = c->project.targets;
    c->diags = diags_new(&c->run);
    return STATUS_DONE;
}

int command_diff(Cli *cli) {
    const char *sides[2] = {cli_operand(cli, 0), cli_operand(cli, 1)};
    sides[0] = sides[0] != NULL ? sides[0] : HEAD_WORD;
    sides[1] = sides[1] != NULL ? sides[1] : SCHEMA_WORD;
    bool needs_project = side_kind(sides[0]) != SIDE_FILE || side_kind(sides[1]) != SIDE_FILE;
    Compilation compilation;
    Diffing diffing = {.cli = cli, .c = &compilation};
    int status = STATUS_DONE;
    if (needs_project) {
        status = read_project(&diffing);
    } else {
        schema_file_begin(&compilation);
    }
    if (status == STATUS_DONE) {
        status = compare(&diffing, sides);
    }
    compile_release(&compilation);
    return status;
}
