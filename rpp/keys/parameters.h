// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/base/result.h"
#include "p3/security/report.h"
#include "rpp/circuit/circuit.h"
#include "rpp/keys/key_error.h"
#include "rpp/keys/profile.h"

// Parameters for a target: the fewest queries that the grinding of a profile allows, then the least
// grinding that this number needs.
//
// Unlike p3::propose_parameters, every site has a limit of its own: work outside the query phase is
// paid by every proof, so a profile allows less of it there.
namespace rpp {

inline constexpr std::size_t kMaxKeyQueries = 1024;

struct ChosenParameters {
  p3::StarkParameters parameters;
  p3::SecurityReport report;  // at the worst heights
};

// kUnreachableSecurity names the term that stays below `security_bits`; kImpossibleParameters what
// of the circuit's tuning does not go together. The circuit has no circuit_problem.
p3::Result<ChosenParameters, KeyError> choose_parameters(const Circuit& circuit,
                                                         const ProfileInfo& profile,
                                                         unsigned security_bits,
                                                         const CircuitTuning& tuning);

}  // namespace rpp
