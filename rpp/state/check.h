// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "rpp/state/facts.h"

// The native rules of the state statement: the reference for the circuit, and what the prover asks
// before it proves. Total: any witness and any fields get a verdict.
namespace rpp {

// Every broken rule: of the block, account by account, record by record, transaction by
// transaction, of the proposer, of the validator set, then the public fields. One entry only if the
// shape is broken, because then the rest is not defined.
std::vector<StateError> state_errors(const StateRules& rules, const StateWitness& witness,
                                     const StatePublic& fields) noexcept;
// The same where the facts are at hand.
std::vector<StateError> state_errors(const StateRules& rules, const StateWitness& witness,
                                     const StateFacts& facts, const StatePublic& fields) noexcept;

// The first of them; nothing if the statement holds.
[[nodiscard]] std::optional<StateError> check_state(const StateRules& rules,
                                                    const StateWitness& witness,
                                                    const StatePublic& fields) noexcept;

}  // namespace rpp
