// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/circuit/prover.h"

#include <utility>

#include "rpp/gadgets/kernels.h"
#include "rpp/pruning/air/kernels.h"
#include "rpp/pruning/check.h"
#include "rpp/pruning/circuit/traces.h"
#include "rpp/pruning/witness_json.h"

namespace rpp {

p3::Result<PruningWitness, std::string> PruningFamily::read(const Model&, std::string_view text) {
  auto input = read_pruning_witness(text);
  if (!input) return p3::Err{std::move(input).error().message};
  return std::move(input).value();
}

std::optional<PruningError> PruningFamily::shape(const Model&, const Input& input) {
  return check_shape(input);
}

PruningFacts PruningFamily::facts(const Model&, const Input& input, p3::ThreadPool&) {
  return pruning_facts(input);
}

PruningPublic PruningFamily::claims(const Model&, const Input&, const Facts& facts) {
  return facts.fields;
}

std::vector<PruningError> PruningFamily::errors(const Model&, const Input& input,
                                                const Facts& facts, const Claims& claims) {
  return pruning_errors(input, facts, claims);
}

WitnessError PruningFamily::describe(const Error& error) {
  return {rule_name(error.rule), where_text(error)};
}

CircuitTraces PruningFamily::traces(const Model& model, const Input& input, const Facts& facts,
                                    const Claims& claims, p3::ThreadPool& pool) {
  return pruning_traces(model, input, facts, claims, pool);
}

std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> PruningFamily::kernels(
    const Model& model) {
  std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> kernels(kPruningTables);
  const auto at = [&](PruningTable table) -> auto& {
    return kernels[static_cast<std::size_t>(table)];
  };
  at(PruningTable::kBlocks) = make_blocks_kernel(model.air(PruningTable::kBlocks));
  at(PruningTable::kTransactions) =
      make_pruned_transactions_kernel(model.air(PruningTable::kTransactions));
  at(PruningTable::kJoints) = make_joints_kernel(model.air(PruningTable::kJoints));
  for (const auto& [table, gadget] : {std::pair(PruningTable::kMerkle, Gadget::kMerkle),
                                      std::pair(PruningTable::kRange, Gadget::kRange),
                                      std::pair(PruningTable::kHasher, Gadget::kHasher)}) {
    at(table) = make_gadget_kernel(gadget, model.air(table));
  }
  return kernels;
}

template class FamilyProver<PruningFamily>;

}  // namespace rpp
