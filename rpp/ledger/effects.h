// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rpp/chain/uptime.h"
#include "rpp/ledger/working_set.h"

// What statements ask of single accounts and do to them (statements.md, section 5, state): one text
// for the ledger, which applies blocks, and for the state family, which proves them.
//
// Every function gives all rules that are broken, in the order in which the ledger asks them, and
// has its effects in any case: sums and differences are then those modulo their type. Score and
// tier are left to the caller.
namespace rpp {

using BrokenRules = std::vector<LedgerRule>;

inline std::optional<LedgerRule> first_of(const BrokenRules& broken) {
  return broken.empty() ? std::nullopt : std::optional(broken.front());
}

// The sender's side of a transaction: tier, expiry, amounts, keys, and the number of accounts with
// the flag. A kind that is none takes the fee alone, and so does a rotation without its change.
BrokenRules send(const BlockContext& block, const TransactionWithChange& transaction,
                 Account& sender, std::uint32_t& validators);

// The recipient's side of a transfer, as the sender's side has left the account.
BrokenRules receive(const Transaction& transaction, Account& recipient);

// The fees of a block, and one success.
BrokenRules reward(std::uint64_t fees, Account& proposer);

// end <= timestamp <= end + an hour, as integers.
constexpr bool claimed_in_time(std::uint64_t window_end, std::uint64_t timestamp) {
  return window_end <= timestamp && timestamp - window_end <= kClaimMaxAgeSeconds;
}

// The record that an uptime statement leaves; its nonce is used up.
void write_record(const UptimeRecord& record, Account& account);

}  // namespace rpp
