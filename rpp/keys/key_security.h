// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "p3/security/report.h"
#include "p3/security/subject.h"
#include "rpp/circuit/circuit.h"
#include "rpp/keys/profile.h"

// Proven security of a circuit over every combination of heights that a key allows
// (docs/spec/verifying-key.md, "Security").
namespace rpp {

// What a proof with exactly these heights, one per table, commits to and opens.
p3::SecuritySubject subject_at(const Circuit& circuit, const p3::ChallengeAndTree& system,
                               std::span<const unsigned> log_rows);

// A shape that is no better than any allowed one: every term of it is a lower bound.
//
// All terms but the queries fall with every height, so every table is taken at its tallest; the
// query term falls with the shortest trace, so one more instance has the smallest height of all and
// nothing else: no constraints, openings or interactions.
p3::SecurityShape worst_shape(const Circuit& circuit, const p3::ChallengeAndTree& system);

// The layout at the tallest heights, for estimates of the proof size.
p3::ProofLayout tallest_layout(const Circuit& circuit, const p3::ChallengeAndTree& system);

// Why no proof of these heights can be made or accepted under the parameters, or nothing: the cap,
// the final polynomial, lookups whose counts could wrap around.
std::optional<std::string> parameters_problem(const Circuit& circuit,
                                              const p3::ChallengeAndTree& system,
                                              const p3::StarkParameters& parameters);

// Bits rounded down to thousandths.
std::uint32_t millibits(double bits);

}  // namespace rpp
