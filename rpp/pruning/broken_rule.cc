// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/broken_rule.h"

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/lists/changed_field.h"
#include "rpp/pruning/facts.h"

namespace rpp {
namespace {

constexpr std::size_t kVictim = 1;

ForgedPruning break_shape(PruningRule rule, const PruningSample& sample) {
  ForgedPruning forged{sample.witness, sample.fields};
  std::vector<PrunedBlock>& blocks = forged.witness.blocks;
  PrunedBlock& block = blocks[kVictim];
  switch (rule) {
    case PruningRule::kBlockCount:
      blocks.resize(kMaxPrunedBlocks + 1, blocks.back());
      break;
    case PruningRule::kTransactionCount:
      block.transactions.resize(kMaxTransactions + 1);
      block.removed.resize(kMaxTransactions + 1);
      break;
    case PruningRule::kMarkCount:
      block.removed.push_back(true);
      break;
    default:
      block.history_path.pop_back();
  }
  return forged;
}

PruningWitness break_range(PruningRule rule, const PruningSample& sample) {
  if (rule == PruningRule::kHeightRange) {
    PruningDraft draft = sample.draft;
    draft.first_height = kMaxBlockHeight + 2 - draft.blocks.size();
    return witness_of(draft);
  }
  PruningWitness witness = sample.witness;
  ++witness.blocks[kVictim].timestamp;
  return witness;
}

}  // namespace

std::size_t variants_of(PruningRule rule) noexcept {
  return rule == PruningRule::kPublicFieldMismatch ? kPruningTable.fields.size() : 1;
}

ForgedPruning break_rule(PruningRule rule, std::size_t variant, const PruningSample& sample) {
  P3_CHECK(sample.draft.blocks.size() > kVictim, "a range of two blocks or more");
  if (rule <= PruningRule::kPathLength) return break_shape(rule, sample);
  if (rule == PruningRule::kPublicFieldMismatch) {
    return {sample.witness,
            pruning_public_of(with_changed_field(values_of(sample.fields), variant))};
  }
  PruningWitness witness = break_range(rule, sample);
  const PruningPublic fields = pruning_facts(witness).fields;
  return {std::move(witness), fields};
}

}  // namespace rpp
