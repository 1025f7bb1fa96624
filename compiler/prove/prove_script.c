/*
 * prove_script.c - which proof there is for which target.
 *
 * Takes a script, gives the result of the proof that its database's own library allows; a target
 * without one has nothing to prove here and is proven by the run tests alone.
 */
#include "prove/chain.h"

ProofResult prove_script(const Script *script, Arena *arena, const Sources *sources, Diags *diags) {
    return prove_chain(&script, 1, arena, sources, diags);
}

static ProofResult prove_postgres_chain(const Script *const *scripts, uint32_t count, Arena *arena,
                                        const Sources *sources, Diags *diags) {
    ProofResult worst = PROOF_HOLDS;
    for (uint32_t i = 0; i < count && worst != PROOF_BUG; i++) {
        ProofResult result = prove_postgres(scripts[i], arena, sources, diags);
        worst = result > worst ? result : worst;
    }
    return worst;
}

ProofResult prove_chain(const Script *const *scripts, uint32_t count, Arena *arena,
                        const Sources *sources, Diags *diags) {
    ProofSummary summary;
    switch (scripts[0]->dialect->target) {
    case TARGET_POSTGRES: return prove_postgres_chain(scripts, count, arena, sources, diags);
    case TARGET_SQLITE: return prove_sqlite_chain(scripts, count, arena, sources, diags, &summary);
    case TARGET_MYSQL:
    case TARGET_MARIADB:
    case TARGET_COUNT: return PROOF_HOLDS;
    }
    return PROOF_HOLDS;
}
