// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/entries.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/sample.h"
#include "rpp/consensus/witness_json.h"

namespace rpp::app {
namespace {

// Sixteen validators: a fifth stays away, and one key is not active yet.
std::string sample_text(std::uint64_t seed) {
  p3::ThreadPool pool(all_threads());
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

const ConsensusProver& prover() {
  static const ConsensusProver prover(consensus_model());
  return prover;
}

// A certificate in which all members vote in both stages.
ReportInstance instance(std::uint32_t validators, std::size_t witnesses) {
  p3::ThreadPool pool(all_threads());
  ConsensusSampleOptions options;
  options.rules = consensus_model().rules();
  options.validators = validators;
  options.witness_commitments = witnesses;
  options.reputation_roots = kMaxReputationRoots;
  const ConsensusSample sample = make_consensus_sample(1, options, pool);
  return report_instance(std::to_string(validators) + " validators, " + std::to_string(witnesses) +
                             " witness commitments",
                         validators, prover(), ConsensusCase(sample.witness),
                         static_cast<std::size_t>(ConsensusTable::kHasher));
}

ReportRequest report() {
  return {"rpp circuit report consensus",
          "validator",
          {instance(4, 256), instance(96, 256), instance(256, 1024)}};
}

}  // namespace

Entry consensus_entry() { return {&consensus_model().circuit(), &prover(), &sample_text, &report}; }

}  // namespace rpp::app
