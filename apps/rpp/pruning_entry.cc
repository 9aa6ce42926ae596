// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/entries.h"
#include "rpp/pruning/circuit/prover.h"
#include "rpp/pruning/sample.h"

namespace rpp::app {
namespace {

const PruningProver& prover() {
  static const PruningProver prover(pruning_model());
  return prover;
}

ReportInstance instance(std::uint32_t blocks, std::uint32_t transactions) {
  const PruningSample sample =
      make_pruning_sample(1, {.blocks = blocks, .transactions = transactions});
  return report_instance(
      std::to_string(blocks) + " blocks of " + std::to_string(transactions) + " transactions",
      std::uint64_t{blocks} * transactions, prover(), PruningCase(sample.witness),
      static_cast<std::size_t>(PruningTable::kHasher));
}

ReportRequest report() {
  return {"rpp circuit report pruning",
          "transaction",
          {instance(1, 1), instance(1, 100), instance(16, 512)}};
}

}  // namespace

Entry pruning_entry() { return {&pruning_model().circuit(), &prover(), nullptr, &report}; }

}  // namespace rpp::app
