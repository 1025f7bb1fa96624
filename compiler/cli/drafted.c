/*
 * drafted.c - see drafted.h.
 */
#include "cli/drafted.h"

#include "change/draft.h"
#include "syntax/parse.h"

/* What is drafted after the replay of a draft, if that left something over, so many times. */
#define MOST_ROUNDS 3

bool drafted_lay_out(const Compilation *c, Drafted *drafted) {
    const Revision *head = chain_head(&c->chain);
    buf_clear(&drafted->text);
    return draft_revision(&drafted->text, drafted->name, head != NULL ? head->name->text : NULL,
                          buf_view(&drafted->steps));
}

/* The schema after the chain and the draft. What is told goes to `diags`. */
static const Model *carry_out(Compilation *c, Drafted *drafted, Diags *diags) {
    Digest *digest = digest_new(&c->run);
    TokenSink sink = digest_sink(digest);
    RevisionFile file = {.path = drafted->path};
    AstUnit unit = {0};
    Text text = buf_view(&drafted->text);
    text.data = arena_copy_text(&c->run, text.data, text.length);
    file.file = sources_add_text(&c->sources, diags, drafted->path, text);
    if (file.file != NULL) {
        parse_file_seen(file.file, c->names, diags, &c->run, &unit, &sink);
        digest_end(digest, file.digest);
    }
    file.decl = unit.first;
    RevisionFiles files = {0};
    for (uint32_t i = 0; i < c->revision_files.count; i++) {
        vec_push(&c->run, &files, c->revision_files.items[i]);
    }
    vec_push(&c->run, &files, file);
    drafted->chain = chain_build(&files, &c->unit, NULL, c->names, diags, &c->run);
    Replay replay = replay_chain(&drafted->chain, &c->unit, &c->project, c->names, diags, &c->run);
    return replay_head(&replay, c->names, &c->run);
}

static int tell_bug(Cli *cli, const Compilation *c, const Drafted *drafted, const Diags *diags) {
    cli_show(cli, diags, &c->sources);
    cli_fail(cli,
             "this is a bug in migc: the revision that it drafted does not make the schema, so\n"
             "  it was not written. The draft:\n%.*s",
             TEXT_ARG(buf_view(&drafted->text)));
    return STATUS_BUG;
}

/* Whether all that keeps the draft from being carried out is that something is in use which the language cannot change there:
 * nothing else is left in the list then. */
static bool keep_refusals(Diags *diags) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < diags->all.count; i++) {
        Diag *diag = diags->all.items[i];
        if (diag_info(diag->kind)->severity != SEVERITY_ERROR || draft_is_open(diag->kind)) {
            continue;
        }
        if (diag->kind != DIAG_STILL_USED) {
            return false;
        }
        diags->all.items[kept++] = diag;
    }
    diags->all.count = kept;
    diags->errors = kept;
    diags->warnings = 0;
    return kept > 0;
}

static int tell_refusals(Cli *cli, const Compilation *c, const Diags *diags) {
    cli_show(cli, diags, &c->sources);
    return cli_fail(cli, "no revision can be drafted for this: nothing was written\n"
                         "  help: write it by hand: `migc new --empty NAME`");
}

int drafted_make(Cli *cli, Compilation *c, Drafted *drafted) {
    const Model *head = c->head;
    Guesses guesses = {0};
    Mapping mapping = mapping_guess(&c->run, head, c->model, &guesses);
    for (int round = 0;; round++) {
        Change change = change_between(&c->run, head, c->model, &mapping);
        if (change.up.count == 0) {
            return round > 0 ? STATUS_DONE : STATUS_FINDINGS;
        }
        Diags diags = diags_new(&c->run);
        if (drafted->steps.length > 0) {
            buf_char(&drafted->steps, '\n');
        }
        draft_steps(&drafted->steps, &change, round == 0 ? &guesses : NULL);
        if (!drafted_lay_out(c, drafted) || round == MOST_ROUNDS) {
            return tell_bug(cli, c, drafted, &diags);
        }
        head = carry_out(c, drafted, &diags);
        if (!draft_errors_are_open(&diags)) {
            if (keep_refusals(&diags)) {
                return tell_refusals(cli, c, &diags);
            }
            return tell_bug(cli, c, drafted, &diags);
        }
        mapping = mapping_by_name();
    }
}

void drafted_release(Drafted *drafted) {
    buf_free(&drafted->steps);
    buf_free(&drafted->text);
}
