// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/consensus/sample.h"
#include "rpp/load/summary.h"
#include "rpp/proofs/forced.h"
#include "rpp/proofs/verifier.h"

// The attacks on one run of a load: changed witnesses that are proved by force, and finished
// envelopes whose fields are changed and whose commitment is made again.
namespace rpp {

struct AttackBench {
  const ConsensusRules& rules;
  const ProofRequest& request;
  Plonky3Prover& prover;  // the honest one, which must refuse by name
  const ForcedCircuit& forced;
  Plonky3Verifier& verifier;
  p3::ThreadPool& pool;
};

// Attacked runs within which every kind has its turn.
inline constexpr std::size_t kTamperTurns = 15;

// The names of all attacks of a family in one form.
std::vector<std::string> tamper_kinds(TamperFamily family, TamperForm form);

// One attempt or more in each form. `turn` chooses the kinds: consecutive turns go through all.
std::vector<TamperAttempt> attack_run(const AttackBench& bench, TamperFamily family,
                                      std::uint64_t turn, std::uint64_t seed,
                                      const ConsensusSample& sample, const Envelope& envelope);

}  // namespace rpp
