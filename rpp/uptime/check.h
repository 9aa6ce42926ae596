// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "rpp/uptime/facts.h"

// The native rules of the uptime statement: the reference for the circuit, and what the prover asks
// before it proves. Total: any witness and any claims get a verdict.
namespace rpp {

// Every broken rule: statement by statement, then what is claimed. One entry only if the shape is
// broken, because then the rest is not defined. rules.epoch_length is at least 1.
std::vector<UptimeError> uptime_errors(const UptimeRules& rules, const UptimeWitness& witness,
                                       const UptimeClaims& claimed) noexcept;
// The same where the facts are at hand.
std::vector<UptimeError> uptime_errors(const UptimeRules& rules, const UptimeWitness& witness,
                                       const UptimeListFacts& facts,
                                       const UptimeClaims& claimed) noexcept;

// The first of them; nothing if the statement holds.
[[nodiscard]] std::optional<UptimeError> check_uptime(const UptimeRules& rules,
                                                      const UptimeWitness& witness,
                                                      const UptimeClaims& claimed) noexcept;

}  // namespace rpp
