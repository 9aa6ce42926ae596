// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/circuit/prover.h"

#include <string_view>
#include <utility>

#include "rpp/gadgets/kernels.h"
#include "rpp/pruning/air/kernels.h"
#include "rpp/pruning/check.h"
#include "rpp/pruning/circuit/traces.h"
#include "rpp/pruning/witness_json.h"

namespace rpp {
namespace {

WitnessError witness_error(const PruningError& error) {
  return {rule_name(error.rule), where_text(error)};
}

}  // namespace

PruningProver::PruningProver(const PruningModel& model) : model_(model), kernels_(kPruningTables) {
  const auto at = [this](PruningTable table) -> auto& {
    return kernels_[static_cast<std::size_t>(table)];
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
}

p3::Result<std::unique_ptr<Witness>, WitnessError> PruningProver::read_witness(
    std::span<const std::uint8_t> bytes) const {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  auto witness = read_pruning_witness(text);
  if (!witness) return p3::Err{WitnessError{"format", witness.error().message}};
  return std::unique_ptr<Witness>(std::make_unique<PruningCase>(std::move(witness).value()));
}

p3::Result<CircuitTraces, WitnessError> PruningProver::build(const Witness& witness,
                                                             p3::ThreadPool& pool) const {
  const auto& range = static_cast<const PruningCase&>(witness);
  if (const auto error = check_shape(range.witness)) return p3::Err{witness_error(*error)};
  const PruningFacts facts = pruning_facts(range.witness);
  const PruningPublic fields = range.fields.value_or(facts.fields);
  const std::vector<PruningError> errors = pruning_errors(range.witness, facts, fields);
  if (!errors.empty()) return p3::Err{witness_error(errors.front())};
  return pruning_traces(model_, range.witness, facts, fields, pool);
}

std::vector<const p3::QuotientKernel<Element>*> PruningProver::kernels() const {
  std::vector<const p3::QuotientKernel<Element>*> out;
  for (const auto& kernel : kernels_) out.push_back(kernel.get());
  return out;
}

}  // namespace rpp
