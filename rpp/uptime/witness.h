// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <vector>

#include "rpp/chain/uptime.h"
#include "rpp/lists/wallet.h"

// UptimeWitness: everything that the proof of a list of uptime claims is made from.
//
// Nothing here is judged: a witness may break every rule (check.h names those that it breaks).
namespace rpp {

// Protocol constants that a verifying key fixes.
struct UptimeRules {
  std::uint64_t epoch_length = 1440;  // blocks, at least 1

  friend bool operator==(const UptimeRules&, const UptimeRules&) = default;
};

struct SignedClaim {
  UptimeClaim body;
  WalletSignature signature;
  UptimeRecord record;  // of the account, before
  // The rest of the head's leaf in the history, and its path.
  std::uint64_t head_timestamp = 0;
  Digest head_tx_root;
  MerklePath head_path;  // kHistoryDepth siblings, level 0 first

  friend bool operator==(const SignedClaim&, const SignedClaim&) = default;
};

struct UptimeWitness {
  Digest chain_id;  // of the list, which may be empty
  Digest history_root;
  std::vector<SignedClaim> claims;  // up to kMaxUptimeRecords, in list order

  friend bool operator==(const UptimeWitness&, const UptimeWitness&) = default;
};

}  // namespace rpp
