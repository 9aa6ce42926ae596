// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "rpp/consensus/errors.h"
#include "rpp/consensus/facts.h"
#include "rpp/consensus/public_fields.h"

// The native rules of the consensus statement: the reference for the circuit, and what the prover
// asks before it proves. Total: any witness and any fields get a verdict.
namespace rpp {

// Every broken rule: by the order of ConsensusRule's groups, then by member. One entry only if the
// shape is broken, because then the rest is not defined.
std::vector<ConsensusError> consensus_errors(const ConsensusRules& rules,
                                             const ConsensusWitness& witness,
                                             const ConsensusPublic& fields) noexcept;

// The first of them; nothing if the statement holds.
[[nodiscard]] std::optional<ConsensusError> check_consensus(const ConsensusRules& rules,
                                                            const ConsensusWitness& witness,
                                                            const ConsensusPublic& fields) noexcept;

// The same where the facts are at hand.
std::vector<ConsensusError> consensus_errors(const ConsensusRules& rules,
                                             const ConsensusWitness& witness,
                                             const CertificateFacts& facts,
                                             const ConsensusPublic& fields) noexcept;

}  // namespace rpp
