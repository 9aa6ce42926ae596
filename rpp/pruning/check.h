// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "rpp/pruning/facts.h"

// The native rules of the pruning statement: the reference for the circuit, and what the prover
// asks before it proves. Total: any witness and any fields get a verdict.
namespace rpp {

// Every broken rule: block by block, then the public fields. One entry only if the shape is broken,
// because then the rest is not defined.
std::vector<PruningError> pruning_errors(const PruningWitness& witness,
                                         const PruningPublic& fields) noexcept;
// The same where the facts are at hand.
std::vector<PruningError> pruning_errors(const PruningWitness& witness, const PruningFacts& facts,
                                         const PruningPublic& fields) noexcept;

// The first of them; nothing if the statement holds.
[[nodiscard]] std::optional<PruningError> check_pruning(const PruningWitness& witness,
                                                        const PruningPublic& fields) noexcept;

}  // namespace rpp
