// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/base/result.h"
#include "rpp/consensus/facts.h"
#include "rpp/consensus/public_fields.h"

// The public fields that a witness gives, whether or not it keeps the rules.
//
// What stands in the header is taken from there, the rest is recomputed; sums that exceed their
// field keep the low 32 bits. So every hash that depends on a changed witness follows the change,
// as it would for an attacker.
namespace rpp {

ConsensusPublic derive_public(const ConsensusRules& rules, const ConsensusWitness& witness,
                              const CertificateFacts& facts) noexcept;

// The same from nothing; fails only where the shape does.
p3::Result<ConsensusPublic, ConsensusError> derive_public(const ConsensusRules& rules,
                                                          const ConsensusWitness& witness) noexcept;

}  // namespace rpp
