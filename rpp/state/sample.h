// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>

#include "rpp/state/draft.h"
#include "rpp/state/public_fields.h"

// Valid random blocks on a random state, everything from one seed: the ledger's own rules decide
// what goes into a block. Nobody signs anything: the state family asks no signature.
namespace rpp {

struct StateSampleOptions {
  StateRules rules{};
  std::uint32_t transactions = 8;  // 0 to kMaxTransactions
  std::uint32_t records = 2;       // 0 to kMaxUptimeRecords
  std::uint32_t identities = 1;    // accounts that this block made, 0 to kMaxIdentities
  std::uint32_t validators = 6;    // before the block, kMinValidators + 1 to kMaxValidators - 1
  std::uint32_t accounts = 16;     // others, 4 to 2^16
  std::optional<bool> boundary{};  // an epoch boundary or not; if not said, the seed decides
};

// The first option that is out of range, in words; nothing if a sample can be made. Samples of
// epochs of one block are boundaries all.
std::optional<const char*> bad_sample_option(const StateSampleOptions& options) noexcept;

struct StateSample {
  StateDraft draft;
  StateWitness witness;
  StatePublic fields;
};

// Options must be good. The same seed and options give the same sample.
//
// What blocks rarely hold is drawn often: a sender again and again, to itself, the proposer as
// sender, transfers around a rotation, whole balances, stakes that come to lie on the minimum or
// just below. The first transaction pays the account next to the sentinel; at a boundary the second
// makes a validator and the third ends one.
StateSample make_state_sample(std::uint64_t seed, const StateSampleOptions& options);

}  // namespace rpp
