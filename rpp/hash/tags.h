// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// The tags of the sponge, as in the table of docs/spec/hashing.md: number, name and which lengths
// an input may have. A test reads that table and compares.
namespace rpp {

enum class Tag : std::uint32_t {
  kKey = 1,
  kXmssLeaf = 2,
  kRho = 3,
  kVrfNone = 4,
  kVrf = 5,
  kSecretPp = 6,
  kSecretChains = 7,
  kSecretVrf = 8,
  kSecretNode = 9,
  kSecretSeed = 10,
  kState = 20,
  kAccount = 21,
  kValidator = 22,
  kTxLeaf = 23,
  kBlock = 24,
  kHeader = 25,
  kChain = 26,
  kGenesisBeacon = 27,
  kEpochNonce = 28,
  kBeacon = 29,
  kVote = 40,
  kVoteBy = 41,
  kBitmap = 42,
  kSig = 43,
  kVrfOut = 44,
  kVrfProof = 45,
  kWitness = 46,
  kReputation = 47,
  kTx = 60,
  kKeys = 61,
  kIdentity = 62,
  kAttest = 63,
  kClaim = 64,
  kList = 65,
  kTxRemoved = 66,
  kReceipt = 67,
  kKept = 68,
  kTxRoots = 69,
  kPrune = 70,
  kSlot = 80,
  kKeyId = 81,
  kAllow = 82,
  kStatementTransaction = 100,
  kStatementIdentity = 101,
  kStatementUptime = 102,
  kFamilyTransaction = 110,
  kFamilyIdentityList = 111,
  kFamilyStateTransition = 112,
  kFamilyPruning = 113,
  kFamilyUptimeList = 114,
  kFamilyConsensus = 115,
  kFamilyRecursive = 116,
};

// Lengths base, base + step, base + 2 step ...; only base if step is 0. `or_empty` adds 0: the
// value at unused positions of a tree.
struct TagInfo {
  Tag tag;
  std::string_view name;
  std::size_t base = 0;
  std::size_t step = 0;
  bool or_empty = false;

  constexpr bool allows(std::size_t length) const {
    if (length == 0 && or_empty) return true;
    if (step == 0 || length < base) return length == base;
    return (length - base) % step == 0;
  }
};

// Lengths of families that are open here are those of their field tables, in other rooms.
inline constexpr std::array kTags = {
    TagInfo{Tag::kKey, "key", 13},
    TagInfo{Tag::kXmssLeaf, "xmss-leaf", 168},
    TagInfo{Tag::kRho, "rho", 20},
    TagInfo{Tag::kVrfNone, "vrf-none", 0},
    TagInfo{Tag::kVrf, "vrf", 20},
    TagInfo{Tag::kSecretPp, "secret-pp", 8},
    TagInfo{Tag::kSecretChains, "secret-chains", 11},
    TagInfo{Tag::kSecretVrf, "secret-vrf", 10},
    TagInfo{Tag::kSecretNode, "secret-node", 11},
    TagInfo{Tag::kSecretSeed, "secret-seed", 16},
    TagInfo{Tag::kState, "state", 16},
    TagInfo{Tag::kAccount, "account", 93, 0, true},
    TagInfo{Tag::kValidator, "validator", 32, 0, true},
    TagInfo{Tag::kTxLeaf, "tx-leaf", 8, 0, true},
    TagInfo{Tag::kBlock, "block", 24, 0, true},
    TagInfo{Tag::kHeader, "header", 136},
    TagInfo{Tag::kChain, "chain", 16},
    TagInfo{Tag::kGenesisBeacon, "genesis-beacon", 8},
    TagInfo{Tag::kEpochNonce, "epoch-nonce", 20},
    TagInfo{Tag::kBeacon, "beacon", 28},
    TagInfo{Tag::kVote, "vote", 27},
    TagInfo{Tag::kVoteBy, "vote-by", 16},
    TagInfo{Tag::kBitmap, "bitmap", 32},
    TagInfo{Tag::kSig, "sig", 16, 0, true},
    TagInfo{Tag::kVrfOut, "vrf-out", 8, 0, true},
    TagInfo{Tag::kVrfProof, "vrf-proof", 16, 0, true},
    TagInfo{Tag::kWitness, "witness", 8, 0, true},
    TagInfo{Tag::kReputation, "reputation", 8, 0, true},
    TagInfo{Tag::kTx, "tx", 57},
    TagInfo{Tag::kKeys, "keys", 28},
    TagInfo{Tag::kIdentity, "identity", 48},
    TagInfo{Tag::kAttest, "attest", 16},
    TagInfo{Tag::kClaim, "claim", 52},
    TagInfo{Tag::kList, "list", 8, 0, true},
    TagInfo{Tag::kTxRemoved, "tx-removed", 8},
    TagInfo{Tag::kReceipt, "receipt", 8, 0, true},
    TagInfo{Tag::kKept, "kept", 8, 0, true},
    TagInfo{Tag::kTxRoots, "tx-roots", 2, 8},
    TagInfo{Tag::kPrune, "prune", 56},
    TagInfo{Tag::kSlot, "slot", 17},
    TagInfo{Tag::kKeyId, "key-id", 2, 1},
    TagInfo{Tag::kAllow, "allow", 9, 0, true},
    TagInfo{Tag::kStatementTransaction, "statement-transaction", 65},
    TagInfo{Tag::kStatementIdentity, "statement-identity", 62},
    TagInfo{Tag::kStatementUptime, "statement-uptime", 79},
    TagInfo{Tag::kFamilyTransaction, "transaction", 26},
    TagInfo{Tag::kFamilyIdentityList, "identity-list", 62},
    TagInfo{Tag::kFamilyStateTransition, "state-transition", 84},
    TagInfo{Tag::kFamilyPruning, "pruning", 66},
    TagInfo{Tag::kFamilyUptimeList, "uptime-list", 26},
    TagInfo{Tag::kFamilyConsensus, "consensus", 116},
    TagInfo{Tag::kFamilyRecursive, "recursive", 0, 1},
};

// The entry of a number, or null for a number that is no tag.
constexpr const TagInfo* find_tag(std::uint32_t number) {
  for (const TagInfo& info : kTags) {
    if (static_cast<std::uint32_t>(info.tag) == number) return &info;
  }
  return nullptr;
}

constexpr const TagInfo* find_tag(std::string_view name) {
  for (const TagInfo& info : kTags) {
    if (info.name == name) return &info;
  }
  return nullptr;
}

constexpr const TagInfo& info_of(Tag tag) { return *find_tag(static_cast<std::uint32_t>(tag)); }

}  // namespace rpp
