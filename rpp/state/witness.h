// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rpp/chain/limits.h"
#include "rpp/chain/roots.h"
#include "rpp/chain/transaction.h"
#include "rpp/chain/uptime.h"
#include "rpp/ledger/account_tree.h"
#include "rpp/state/rules.h"

// StateWitness: everything that the proof of a block's effects is made from.
//
// Nothing here is judged: a witness may break every rule (check.h names those that it breaks).
namespace rpp {

// What a block can touch: the account of every record, sender and recipient of every transaction,
// the proposer; and at a boundary those that are validators after it.
inline constexpr std::size_t kMaxOpenedAccounts =
    kMaxUptimeRecords + 2 * kMaxTransactions + 1 + kMaxValidators;

struct StateWitness {
  Digest chain_id;
  std::uint64_t height = 0;
  std::uint64_t timestamp = 0;     // of the block, seconds
  StateSummary state;              // before: after the block's identities
  Digest next_validator_set_root;  // before
  Digest proposer;                 // address
  // Every account that the block reads or writes, once, with its leaf and its path (kAccountDepth
  // siblings, level 0 first) in the tree before. At an epoch boundary also every account that is a
  // validator after the block. An account's number is its place in this list; any order will do.
  std::vector<AccountOpening> accounts;
  std::vector<UptimeStatement> records;             // up to kMaxUptimeRecords, in list order
  std::vector<TransactionWithChange> transactions;  // up to kMaxTransactions, in order

  friend bool operator==(const StateWitness&, const StateWitness&) = default;
};

}  // namespace rpp
