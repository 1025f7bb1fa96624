/*
 * prove_script.c - which proof there is for which target.
 *
 * Takes a script, gives the result of the proof that its database's own library allows; a target
 * without one has nothing to prove here and is proven by the run tests alone.
 */
#include "prove/between.h"
#include "prove/chain.h"

ProofResult prove_script(const Script *script, Arena *arena, const Sources *sources, Diags *diags) {
    return prove_chain(&script, 1, arena, sources, diags);
}

ProofResult prove_chain(const Script *const *scripts, uint32_t count, Arena *arena,
                        const Sources *sources, Diags *diags) {
    ProofSummary summary;
    switch (scripts[0]->dialect->target) {
    case TARGET_POSTGRES: return prove_postgres(scripts, count, arena, sources, diags);
    case TARGET_SQLITE: return prove_sqlite_chain(scripts, count, arena, sources, diags, &summary);
    case TARGET_MYSQL:
    case TARGET_MARIADB:
    case TARGET_COUNT: return PROOF_HOLDS;
    }
    return PROOF_HOLDS;
}

ProofResult prove_transition(const Script *script, Arena *arena, const Sources *sources,
                             Diags *diags) {
    switch (script->dialect->target) {
    case TARGET_SQLITE: return prove_sqlite_between(script, arena, sources, diags);
    case TARGET_POSTGRES:
    case TARGET_MYSQL:
    case TARGET_MARIADB:
    case TARGET_COUNT: return PROOF_HOLDS;
    }
    return PROOF_HOLDS;
}
