// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "rpp/xmss/leaves.h"
#include "rpp/xmss/record_file.h"
#include "rpp/xmss/sign.h"

// Signer: a key that signs every leaf at most once. It records leaf, message and counter durably
// before the signature leaves, and refuses another message at a used leaf.
//
// Signing the same message at the same leaf again gives the identical signature and writes nothing.
// One signer may be used by several threads; two signers cannot have the same record. The key must
// outlive the signer.
namespace rpp {

enum class SignReason : std::uint8_t {
  kPurpose,    // the key is of the other kind
  kLeafRange,  // slot, nonce, attempt or leaf outside the key, or its attestations are used up
  kNotBuilt,   // a leaf outside the built part of the key
  kLeafUsed,   // the leaf signed another message
  kNoCounter,  // no counter up to kMaxCounter gives the target sum
  kRecord,     // `record` says what failed
};

struct SignError {
  SignReason reason;
  std::uint32_t leaf = 0;
  std::optional<RecordError> record;

  friend bool operator==(const SignError&, const SignError&) = default;
};

// "leaf-used".
const char* reason_name(SignReason reason) noexcept;

class Signer {
 public:
  using Signed = p3::Result<Signature, SignError>;

  // The record must be that of the key.
  Signer(const XmssKey& key, RecordFile record);

  const XmssKey& key() const { return key_; }

  // At the leaf of a slot and stage of a vote key whose window starts at first_slot.
  Signed sign_vote(std::uint64_t first_slot, std::uint64_t slot, Stage stage,
                   const Digest& message);
  // At the next unused attestation leaf of a vote key, or where this message was attested before.
  Signed sign_attestation(const Digest& message);
  // At leaf 4 * nonce + attempt of a wallet key.
  Signed sign_wallet(std::uint32_t nonce, std::uint32_t attempt, const Digest& message);

  // At any leaf that the key holds: for protocols that number leaves themselves.
  Signed sign(std::uint32_t leaf, const Digest& message);

 private:
  Signed sign_locked(std::uint32_t leaf, const Digest& message);
  Signed sign_again(const UsedLeaf& used, const Digest& message);
  std::optional<std::uint32_t> leaf_for_attestation(const Digest& message) const;

  const XmssKey& key_;
  std::mutex mutex_;
  RecordFile record_;  // guarded by mutex_
};

}  // namespace rpp
