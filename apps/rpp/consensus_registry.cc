// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>
#include <thread>

#include "apps/rpp/registry.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/sample.h"
#include "rpp/consensus/witness_json.h"
#include "rpp/pruning/circuit/prover.h"
#include "rpp/pruning/sample.h"
#include "rpp/pruning/witness_json.h"

// The circuits of the program rpp.
namespace rpp::app {
namespace {

// Sixteen validators: a fifth stays away, and one key is not active yet.
std::string consensus_sample(std::uint64_t seed) {
  p3::ThreadPool pool(std::max(1u, std::thread::hardware_concurrency()));
  ConsensusSampleOptions options;
  options.rules = consensus_model().rules();
  options.validators = 16;
  options.witness_commitments = 8;
  options.reputation_roots = 4;
  options.absent_percent = 20;
  options.inactive_keys = 1;
  const ConsensusSample sample = make_consensus_sample(seed, options, pool);
  return write_consensus_witness(options.rules, sample.witness);
}

// A block of 100 transactions, half of them removed.
std::string pruning_sample(std::uint64_t seed) {
  return write_pruning_witness(
      make_pruning_sample(seed, {.blocks = 1, .transactions = 100}).witness);
}

}  // namespace

const Registry& registry() {
  static const ConsensusProver consensus(consensus_model());
  static const PruningProver pruning(pruning_model());
  static const Registry registry{{{&consensus_model().circuit(), &consensus, &consensus_sample},
                                  {&pruning_model().circuit(), &pruning, &pruning_sample}}};
  return registry;
}

}  // namespace rpp::app
