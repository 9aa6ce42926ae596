// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/signer.h"

#include "p3/base/check.h"

namespace rpp {
namespace {

p3::Err<SignError> refused(SignReason reason, std::uint32_t leaf = 0) {
  return p3::Err{SignError{reason, leaf, std::nullopt}};
}

}  // namespace

const char* reason_name(SignReason reason) noexcept {
  switch (reason) {
    case SignReason::kPurpose:
      return "purpose";
    case SignReason::kLeafRange:
      return "leaf-range";
    case SignReason::kNotBuilt:
      return "not-built";
    case SignReason::kLeafUsed:
      return "leaf-used";
    case SignReason::kNoCounter:
      return "no-counter";
    case SignReason::kRecord:
      return "record";
  }
  return "unknown";
}

Signer::Signer(const XmssKey& key, RecordFile record) : key_(key), record_(std::move(record)) {
  P3_CHECK(record_.belongs_to(key.public_key()), "the record of another key");
}

Signer::Signed Signer::sign_vote(std::uint64_t first_slot, std::uint64_t slot, Stage stage,
                                 const Digest& message) {
  if (key_.shape().kind != KeyKind::kVote) return refused(SignReason::kPurpose);
  const auto leaf = vote_leaf(key_.shape().height, first_slot, slot, stage);
  if (!leaf) return refused(SignReason::kLeafRange);
  return sign(*leaf, message);
}

Signer::Signed Signer::sign_attestation(const Digest& message) {
  if (key_.shape().kind != KeyKind::kVote) return refused(SignReason::kPurpose);
  // Choosing the leaf and using it is one step, or two threads would choose the same.
  const std::lock_guard lock(mutex_);
  const auto leaf = leaf_for_attestation(message);
  if (!leaf) return refused(SignReason::kLeafRange);
  return sign_locked(*leaf, message);
}

Signer::Signed Signer::sign_wallet(std::uint32_t nonce, std::uint32_t attempt,
                                   const Digest& message) {
  if (key_.shape().kind != KeyKind::kWallet) return refused(SignReason::kPurpose);
  const auto leaf = wallet_leaf(key_.shape().height, nonce, attempt);
  if (!leaf) return refused(SignReason::kLeafRange);
  return sign(*leaf, message);
}

Signer::Signed Signer::sign(std::uint32_t leaf, const Digest& message) {
  const std::lock_guard lock(mutex_);
  return sign_locked(leaf, message);
}

Signer::Signed Signer::sign_locked(std::uint32_t leaf, const Digest& message) {
  if (leaf >> key_.shape().height != 0) return refused(SignReason::kLeafRange, leaf);
  if (!key_.holds(leaf)) return refused(SignReason::kNotBuilt, leaf);
  if (const UsedLeaf* used = record_.find(leaf)) return sign_again(*used, message);
  const auto encoding = find_encoding(key_, leaf, message);
  if (!encoding) return refused(SignReason::kNoCounter, leaf);
  if (const auto error = record_.append({leaf, message, encoding->counter})) {
    return p3::Err{SignError{SignReason::kRecord, leaf, error}};
  }
  return sign_unrecorded(key_, leaf, *encoding);
}

Signer::Signed Signer::sign_again(const UsedLeaf& used, const Digest& message) {
  if (used.message != message) return refused(SignReason::kLeafUsed, used.leaf);
  const auto encoding = encoding_at(key_, used.leaf, message, used.counter);
  // Nobody wrote that entry with this key.
  if (!encoding) {
    return p3::Err{SignError{SignReason::kRecord, used.leaf, RecordError{RecordReason::kEntry}}};
  }
  return sign_unrecorded(key_, used.leaf, *encoding);
}

std::optional<std::uint32_t> Signer::leaf_for_attestation(const Digest& message) const {
  const unsigned height = key_.shape().height;
  std::uint32_t unused = vote_leaves(height);
  for (; is_attestation_leaf(height, unused); ++unused) {
    const UsedLeaf* used = record_.find(unused);
    if (used == nullptr) {
      if (!key_.holds(unused)) continue;
      break;
    }
    if (used->message == message) return unused;
  }
  if (!is_attestation_leaf(height, unused)) return std::nullopt;
  return unused;
}

}  // namespace rpp
