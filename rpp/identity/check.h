// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "rpp/identity/facts.h"

// The native rules of the identity statement: the reference for the circuit, and what the prover
// asks before it proves. Total: any witness and any claims get a verdict.
namespace rpp {

// Every broken rule: of the list, statement by statement, then what is claimed. One entry only if
// the shape is broken, because then the rest is not defined.
std::vector<IdentityError> identity_errors(const IdentityRules& rules,
                                           const IdentityWitness& witness,
                                           const IdentityClaims& claims) noexcept;
// The same where the facts are at hand.
std::vector<IdentityError> identity_errors(const IdentityRules& rules,
                                           const IdentityWitness& witness,
                                           const IdentityListFacts& facts,
                                           const IdentityClaims& claims) noexcept;

// The first of them; nothing if the statement holds.
[[nodiscard]] std::optional<IdentityError> check_identities(const IdentityRules& rules,
                                                            const IdentityWitness& witness,
                                                            const IdentityClaims& claims) noexcept;

}  // namespace rpp
