/*
 * The proof: what was written is run before it is delivered.
 *
 * Takes the scripts of a chain. SQLite: the files themselves run in the linked library, in memory,
 * with rows in every table: up, up, down, down, up; the catalog read back must be the model, and rows
 * must be what they were. Large schemas are proven in batches of tables, with stand-ins for the tables
 * they reference, and each revision in a schema of the tables that it is about, because the library's
 * cost for one database grows with the square of its tables. PostgreSQL: every
 * statement, taken out of the DO blocks, is parsed with PostgreSQL's own grammar (if built with
 * libpg_query). A failed proof of generated text is a bug in migc (exit 3); a failure in the
 * author's own SQL is a diagnostic at its place.
 */
#ifndef MIGC_PROVE_PROVE_H
#define MIGC_PROVE_PROVE_H

#include "emit/emit.h"
#include "source/diag.h"
#include "source/source.h"

typedef enum ProofResult {
    PROOF_HOLDS,
    PROOF_FINDINGS, /* diagnostics were added */
    PROOF_BUG /* migc wrote something that does not work: a diagnostic `proof-failed` says what */
} ProofResult;

/* The proof that there is for the script's target; PROOF_HOLDS at once if there is none. */
ProofResult prove_script(const Script *script, Arena *arena, const Sources *sources, Diags *diags);

/* The same for the revisions of a chain, each from where the one before it leaves a database, and the
 * whole chain to its head and back. One revision: prove_script. */
ProofResult prove_chain(const Script *const *scripts, uint32_t count, Arena *arena,
                        const Sources *sources, Diags *diags);

/* The proof of a script between two schemas, which belongs to no chain; PROOF_HOLDS at once if there is none for
 * its target. */
ProofResult prove_transition(const Script *script, Arena *arena, const Sources *sources,
                             Diags *diags);

/* Parses the statements of the PostgreSQL scripts of a chain. PROOF_HOLDS at once if built without
 * libpg_query. */
ProofResult prove_postgres(const Script *const *scripts, uint32_t count, Arena *arena,
                           const Sources *sources, Diags *diags);

/* Whether PostgreSQL's grammar is built in: for `migc --version`. */
bool prove_has_postgres_grammar(void);

#endif
