// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/check.h"

#include "rpp/chain/limits.h"
#include "rpp/lists/claims.h"

namespace rpp {

std::vector<PruningError> pruning_errors(const PruningWitness& witness, const PruningFacts& facts,
                                         const PruningPublic& fields) noexcept {
  RuleJudge<PruningRule> judge;
  // As integers: a first height near 2^64 does not wrap into the range.
  judge.demand(witness.first_height <= kMaxBlockHeight - (witness.blocks.size() - 1),
               PruningRule::kHeightRange);
  for (std::uint32_t i = 0; i < facts.blocks.size(); ++i) {
    judge.demand(facts.blocks[i].history_root == witness.history_root, PruningRule::kHistoryPath,
                 {.item = i});
  }
  judge_fields(kPruningTable, values_of(fields), values_of(facts.fields),
               PruningRule::kPublicFieldMismatch, {}, judge);
  return judge.take();
}

std::vector<PruningError> pruning_errors(const PruningWitness& witness,
                                         const PruningPublic& fields) noexcept {
  if (const auto error = check_shape(witness)) return {*error};
  return pruning_errors(witness, pruning_facts(witness), fields);
}

std::optional<PruningError> check_pruning(const PruningWitness& witness,
                                          const PruningPublic& fields) noexcept {
  const std::vector<PruningError> errors = pruning_errors(witness, fields);
  if (errors.empty()) return std::nullopt;
  return errors.front();
}

}  // namespace rpp
