/*
 * prover.h - what the parts of the SQLite proof share while one piece is proven.
 */
#ifndef MIGC_PROVE_PROVER_H
#define MIGC_PROVE_PROVER_H

#include "prove/batch.h"
#include "prove/rows.h"
#include "prove/session.h"
#include "prove/sqlite.h"
#include "prove/working.h"

/* What is being run. */
typedef enum Phase {
    PHASE_UP,
    PHASE_UP_AGAIN,
    PHASE_VERIFY,
    PHASE_DOWN,
    PHASE_DOWN_AGAIN,
    PHASE_UP_AFTER_DOWN
} Phase;

/* How a piece fared. */
typedef enum Verdict {
    VERDICT_HOLDS,
    VERDICT_AGAIN,    /* an object of the author's was told, `left_out`: prove the rest */
    VERDICT_REFUSED,  /* a downgrade that is graded so met rows of data: there is no way back */
    VERDICT_STOPPED,  /* perhaps by the rows that were put, and rightly: try with fewer of them */
    VERDICT_FINDINGS, /* something was told, perhaps a warning: the piece cannot be proven further
                       */
    VERDICT_BUG
} Verdict;

typedef struct Prover {
    const Script *script;
    const Sources *sources;
    Diags *diags;
    ProofSummary *summary;
    Batches *batches; /* of a script that only creates; else NULL */
    Batch batch;
    const Changes *changes;    /* of a revision that changes what is there; else NULL */
    const SqlObject *left_out; /* with VERDICT_AGAIN */
    Arena arena;               /* of the piece */
    Session session;
    ScriptText up;
    ScriptText down;
    ScriptText verify;
    const Model *
        head; /* of a script that only creates: the last of its chain; NULL: a piece of it is no whole */
    bool has_findings; /* errors were told */
} Prover;

/* Prints the scripts; the verification, which is only there for the last of a chain, if asked for. */
void prover_print(Prover *prover, const Script *script, bool with_verify);

/* A script as it runs in memory; `plan` tells where the author's SQL stands in it, or NULL. */
ScriptText prover_text(Prover *prover, Text text, const Plan *plan);

/* `the upgrade`, `the upgrade run again`, ... */
const char *phase_words(Phase phase);

/* What migc wrote does not work: tells why. `statement` may be NULL. */
Verdict tell_bug(Prover *prover, const char *what, const char *why, Text statement);

/* Finds out whose mistake the failure of a statement is, and tells it. */
Verdict blame_failure(Prover *prover, Phase phase, const Failure *failure);

/* The same for a table whose rows cannot be put. */
Verdict blame_rows(Prover *prover, const RowsReport *report);

/* The same for what a downgrade has left behind. */
Verdict blame_remains(Prover *prover, const char *type, const char *name);

/* The same for a view or trigger that worked before the upgrade, and that the schema `head` still has in these words:
 * VERDICT_HOLDS if it does not. */
Verdict blame_idle(Prover *prover, const Idle *idle, const Model *head);

/* Warns of a view or trigger that does not work in a first revision, in the same case: a database that was there before
 * its project may have such. */
void tell_idle(Prover *prover, const Idle *idle, const Model *head);

/* Finds out whose mistake it is that rows changed when a script ran again. */
Verdict blame_change(Prover *prover, Phase phase, const char *table, const Stretch *stretch);

/* Rows that refer to nothing, right after the upgrade: VERDICT_HOLDS if there are none. */
Verdict blame_orphans(Prover *prover);

#endif
