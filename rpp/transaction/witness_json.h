// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "rpp/fields/json_text.h"
#include "rpp/transaction/witness.h"

// The witness of a transaction proof as JSON, version 1 (docs/spec/witness-transaction.md).
//
// Reading is strict about form and sizes, and judges nothing else: a witness that breaks a rule can
// be read, so that the rule refuses it by name.
namespace rpp {

inline constexpr const char* kTransactionWitnessFormat = "rpp-transaction-witness";
inline constexpr std::uint64_t kTransactionWitnessVersion = 1;
// 512 transactions take half of it.
inline constexpr std::size_t kMaxTransactionWitnessText = std::size_t{1} << 22;

// Deterministic: equal witnesses give equal texts. check_shape(witness) must be nothing.
std::string write_transaction_witness(const TransactionWitness& witness);

p3::Result<TransactionWitness, JsonTextError> read_transaction_witness(std::string_view text);

}  // namespace rpp
