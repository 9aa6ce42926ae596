// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <vector>

#include "rpp/chain/account.h"
#include "rpp/chain/identity.h"
#include "rpp/chain/roots.h"
#include "rpp/chain/validator.h"
#include "rpp/lists/wallet.h"

// IdentityWitness: everything that the proof of a list of new identities is made from.
//
// Nothing here is judged: a witness may break every rule (check.h names those that it breaks).
namespace rpp {

// Protocol constants that a verifying key fixes.
struct IdentityRules {
  std::uint64_t epoch_length = 1440;  // blocks, 1 to kMaxIdentityEpochLength
  unsigned key_height = kVoteHeight;  // of vote keys: kMinAttestationHeight .. kMaxHeight

  friend bool operator==(const IdentityRules&, const IdentityRules&) = default;
};

inline constexpr std::uint64_t kMaxIdentityEpochLength = 0xffffffffu;
// Lower vote keys have no leaf for attestations.
inline constexpr unsigned kMinAttestationHeight = 6;

// A member of the validator set signs H(attest; declaration digest, its address).
struct Attestation {
  std::uint32_t index = 0;  // in the set
  ValidatorLeaf member;
  MerklePath member_path;  // kValidatorSetDepth siblings, level 0 first
  std::uint32_t leaf = 0;  // of the member's vote key
  OneTimeSignature signature;
  MerklePath path;  // key height siblings

  friend bool operator==(const Attestation&, const Attestation&) = default;
};

struct SignedIdentity {
  IdentityDeclaration body;
  WalletSignature signature;  // of the new wallet key, at leaf attempt: nonce 0
  // The account before the new one in the list by address, as the identities before left it.
  Account low;
  std::uint32_t low_index = 0;
  MerklePath low_path;  // kAccountDepth siblings, level 0 first
  // Of position account count, in the tree in which the low leaf already names the new account.
  MerklePath new_path;
  std::vector<Attestation> attestations;  // kMinAttestations to kMaxAttestations

  friend bool operator==(const SignedIdentity&, const SignedIdentity&) = default;
};

struct IdentityWitness {
  Digest chain_id;
  std::uint64_t height = 0;     // of the block
  std::uint64_t timestamp = 0;  // of the block, seconds
  Digest epoch_nonce;
  Digest validator_set_root;
  StateSummary state;                      // before the list
  std::vector<SignedIdentity> identities;  // up to kMaxIdentities, in list order

  friend bool operator==(const IdentityWitness&, const IdentityWitness&) = default;
};

}  // namespace rpp
