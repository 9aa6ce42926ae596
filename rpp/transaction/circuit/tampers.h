// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>

#include "rpp/circuit/witness_tampers.h"
#include "rpp/transaction/circuit/model.h"

// The fields of the transaction statement and their changes, for the tamper matrix.
namespace rpp {

// Over a list of one sender's `count` transactions, from a seed; at least one. Model and pool
// outlive it.
std::unique_ptr<WitnessTampers> make_transaction_tampers(const TransactionModel& model,
                                                         std::uint64_t seed, std::uint32_t count,
                                                         p3::ThreadPool& pool);

}  // namespace rpp
