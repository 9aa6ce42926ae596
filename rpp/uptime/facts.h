// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "rpp/uptime/errors.h"
#include "rpp/uptime/public_fields.h"
#include "rpp/uptime/witness.h"

// UptimeFacts: everything that follows from a witness by hashing and counting, computed once.
//
// Facts judge nothing: where a witness breaks a rule they are what the formulas give without it.
// Claims are independent of each other: provers may compute their facts on several threads.
namespace rpp {

struct UptimeFacts {
  Digest hash;             // H(claim; ...), what is signed
  WalletFacts wallet;      // key digest, leaf, D, wots, root
  Digest head_leaf;        // H(block; ...)
  Digest history_root;     // where the head's path leads, from position head height mod 2^32
  std::uint64_t days = 0;  // whole days that decay
  UptimeStatement statement;
  Digest statement_digest;
  Digest list_leaf;  // H(list; statement digest)
};

struct UptimeListFacts {
  std::vector<UptimeFacts> claims;
  UptimeClaims claimed;  // what the witness gives
};

// The first count, path length or one-element integer that does not fit; a witness of this shape
// has facts.
[[nodiscard]] std::optional<UptimeError> check_shape(const UptimeWitness& witness) noexcept;

// Whole hours of a window and the record that it leaves, for any numbers: a window that runs
// backwards has no hours and one of more hours than an element holds has the largest element's; a
// record from the future does not decay. Equal to credited_hours and record_after of rpp/chain
// where these are defined.
std::uint32_t window_hours(const UptimeClaim& claim) noexcept;
UptimeRecord credited_record(const UptimeRecord& before, const UptimeClaim& claim) noexcept;

// The claim has the lengths that check_shape asks.
UptimeFacts uptime_facts(const SignedClaim& claim, const Digest& history_root) noexcept;

// check_shape(witness) must be nothing; claims are the facts of the witness's, in order.
UptimeListFacts uptime_list_facts(const UptimeWitness& witness,
                                  std::vector<UptimeFacts> claims) noexcept;
UptimeListFacts uptime_list_facts(const UptimeWitness& witness) noexcept;

}  // namespace rpp
