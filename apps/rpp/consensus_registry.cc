// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>
#include <thread>

#include "apps/rpp/registry.h"
#include "p3/base/bits.h"
#include "p3/base/check.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/sample.h"
#include "rpp/consensus/witness_json.h"
#include "rpp/gadgets/hasher_trace.h"

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

const ConsensusProver& consensus_prover() {
  static const ConsensusProver prover(consensus_model());
  return prover;
}

// A certificate in which all members vote in both stages.
ReportInstance consensus_instance(std::uint32_t validators, std::size_t witnesses) {
  p3::ThreadPool pool(std::max(1u, std::thread::hardware_concurrency()));
  ConsensusSampleOptions options;
  options.rules = consensus_model().rules();
  options.validators = validators;
  options.witness_commitments = witnesses;
  options.reputation_roots = kMaxReputationRoots;
  const ConsensusSample sample = make_consensus_sample(1, options, pool);
  const auto built = consensus_prover().build(ConsensusCase(sample.witness), pool);
  P3_CHECK(built.ok(), "a valid sample");
  ReportInstance out{std::to_string(validators) + " validators, " + std::to_string(witnesses) +
                         " witness commitments",
                     validators,
                     {},
                     0};
  for (const auto& trace : built.value().traces) {
    out.log_rows.push_back(p3::log2_strict(trace.height()));
  }
  out.permutations =
      hasher_calls(built.value().traces[static_cast<std::size_t>(ConsensusTable::kHasher)]);
  return out;
}

ReportRequest consensus_report() {
  return {"rpp circuit report consensus",
          "validator",
          {consensus_instance(4, 256), consensus_instance(96, 256), consensus_instance(256, 1024)}};
}

}  // namespace

const Registry& registry() {
  static const Registry registry{
      {{&consensus_model().circuit(), &consensus_prover(), &consensus_sample, &consensus_report}}};
  return registry;
}

}  // namespace rpp::app
