// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "rpp/transaction/facts.h"

// The native rules of the transaction statement: the reference for the circuit, and what the prover
// asks before it proves. Total: any witness and any claims get a verdict.
namespace rpp {

// Every broken rule: statement by statement, then the claims. One entry only if the shape is
// broken, because then the rest is not defined.
std::vector<TransactionError> transaction_errors(const TransactionWitness& witness,
                                                 const TransactionClaims& claims) noexcept;
// The same where the facts are at hand.
std::vector<TransactionError> transaction_errors(const TransactionWitness& witness,
                                                 const TransactionListFacts& facts,
                                                 const TransactionClaims& claims) noexcept;

// The first of them; nothing if the statement holds.
[[nodiscard]] std::optional<TransactionError> check_transactions(
    const TransactionWitness& witness, const TransactionClaims& claims) noexcept;

}  // namespace rpp
