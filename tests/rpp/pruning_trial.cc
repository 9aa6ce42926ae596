// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/circuit/forced.h"
#include "rpp/pruning/circuit/tampers.h"
#include "rpp/pruning/sample.h"
#include "tests/rpp/family_trial.h"

namespace rpp::testing {
namespace {

FamilyTrial make_trial() {
  static const PruningProver prover(pruning_model());
  static const ForcedPruning forced(pruning_model());
  FamilyTrial trial;
  trial.circuit = &pruning_model().circuit();
  trial.prover = &prover;
  trial.forced = &forced;
  // Section 5, pruning, "Public".
  trial.public_fields = {{"chain id", "public.chain_id"},
                         {"first height", "public.first_height"},
                         {"last height", "public.last_height"},
                         {"history root", "public.history_root"},
                         {"tx roots commitment", "public.tx_roots_commitment"},
                         {"kept root", "public.kept_root"},
                         {"removed count", "public.removed_count"},
                         {"receipt root", "public.receipt_root"},
                         {"state root", "public.state_root"},
                         {"binding digest", "public.binding_digest"}};
  // "Proves", and the leaf of section 4, "History".
  trial.private_fields = {{"block hash", "block.block_hash"},
                          {"timestamp", "block.timestamp"},
                          {"the full list", "block.transactions"},
                          {"the full list's length", "block.transactions.count"},
                          {"the removed set", "block.removed"},
                          {"each block of the range is in the history", "block.history_path"},
                          {"range of 1 to 16 blocks", "blocks.count"}};
  trial.sample = [](std::uint64_t seed, p3::ThreadPool&) -> std::unique_ptr<Witness> {
    const PruningSampleOptions options{.blocks = 1 + static_cast<std::uint32_t>(seed % 3),
                                       .transactions = static_cast<std::uint32_t>(seed % 5),
                                       .removed_percent = static_cast<std::uint32_t>(seed % 101),
                                       .nothing = seed % 16 == 0};
    return std::make_unique<PruningCase>(make_pruning_sample(seed, options).witness);
  };
  trial.smallest = [](p3::ThreadPool&) -> std::unique_ptr<Witness> {
    return std::make_unique<PruningCase>(make_pruning_sample(1, {.nothing = true}).witness);
  };
  trial.tampers = [](std::uint64_t seed, p3::ThreadPool& pool) {
    const PruningSampleOptions options{.blocks = 2 + static_cast<std::uint32_t>(seed % 2),
                                       .transactions = 1 + static_cast<std::uint32_t>(seed % 4)};
    return make_pruning_tampers(pruning_model(), seed, options, pool);
  };
  return trial;
}

const FamilyRegistration kRegistration("pruning", &make_trial);

}  // namespace
}  // namespace rpp::testing
