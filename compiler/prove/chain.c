/*
 * chain.c - see chain.h and prove.h.
 */
#include "prove/chain.h"

#include "emit/sqlite/sqlite.h"
#include "prove/revision.h"
#include "prove/whole.h"

/* A first revision that only creates is proven in batches of tables. */
static ProofResult prove_first(ChainProof *proof, const Script *script) {
    ProofSummary summary = {0};
    bool is_whole = script->model->table_count <= PROOF_WHOLE;
    ProofResult result = prove_sqlite_batches(script, is_whole ? PROOF_WHOLE : PROOF_BATCH,
                                              is_whole ? proof->head->model : NULL, proof->arena,
                                              proof->sources, proof->diags, &summary);
    proof->summary->batches += summary.batches;
    proof->summary->tables += summary.tables;
    proof->summary->stand_ins += summary.stand_ins;
    proof->summary->tables_without_rows += summary.tables_without_rows;
    proof->summary->statements += summary.statements;
    proof->has_findings = proof->has_findings || result == PROOF_FINDINGS;
    return result;
}

ProofResult prove_sqlite_chain(const Script *const *scripts, uint32_t count, Arena *arena,
                               const Sources *sources, Diags *diags, ProofSummary *summary) {
    *summary = (ProofSummary){0};
    ChainProof proof = {.arena = arena,
                        .sources = sources,
                        .diags = diags,
                        .words = words_new(arena, scripts[0]->model->names),
                        .left_out = {.arena = arena},
                        .summary = summary,
                        .head = scripts[count - 1]};
    uint64_t work = 0;
    ProofResult worst = PROOF_HOLDS;
    for (uint32_t i = 0; i < count && worst != PROOF_BUG; i++) {
        ProofResult result = sqlite_only_creates(scripts[i])
                                 ? prove_first(&proof, scripts[i])
                                 : prove_revision(&proof, scripts[i], PROOF_BATCH, PROOF_WHOLE);
        worst = result > worst ? result : worst;
        work += scripts[i]->model->table_count;
    }
    bool is_small = count > 1 && work <= PROOF_WHOLE_CHAIN;
    return worst == PROOF_HOLDS && is_small && proof.left_out.texts.count == 0
               ? prove_whole(&proof, scripts, count)
               : worst;
}
