// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/xmss/secret.h"
#include "rpp/xmss/signature.h"

// XmssKey: a secret seed with the nodes of its tree, whole or one subtree of it.
//
// Of a partly built key only leaves first .. first + 2^log_leaves - 1 can sign; the siblings of the
// subtree's path come from the seed, so another part of the same seed is *another* key. The nodes
// take 64 bytes a built leaf. Immutable and not copyable, because of the seed.
namespace rpp {

struct KeyShape {
  KeyKind kind = KeyKind::kWallet;
  unsigned height = kWalletHeight;

  // The built part: first is a multiple of 2^log_leaves and below 2^height.
  std::uint32_t first = 0;
  unsigned log_leaves = kWalletHeight;

  static KeyShape whole(KeyKind kind, unsigned height) { return {kind, height, 0, height}; }
};

// Whether the numbers of a shape fit together, with 1 <= height <= kMaxHeight.
bool is_key_shape(const KeyShape& shape) noexcept;

class XmssKey {
 public:
  // Builds the part of `shape`, which must be a key shape, on the threads of the pool.
  XmssKey(SecretSeed seed, const KeyShape& shape, p3::ThreadPool& pool);

  const KeyShape& shape() const { return shape_; }
  const PublicKey& public_key() const { return public_key_; }
  const SecretSeed& seed() const { return seed_; }

  // Whether the leaf is in the built part.
  bool holds(std::uint32_t leaf) const {
    return leaf >= shape_.first && (leaf - shape_.first) >> shape_.log_leaves == 0;
  }
  // The path of a leaf that the key holds.
  MerklePath path(std::uint32_t leaf) const;

  // c of any leaf: a VRF commitment, or vrf_none().
  Digest other_half(std::uint32_t leaf) const noexcept;
  // wots of any leaf, from the seed.
  Digest wots(std::uint32_t leaf) const noexcept;

 private:
  SecretSeed seed_;
  KeyShape shape_;
  PublicKey public_key_;
  std::vector<std::vector<Digest>> levels_;  // of the built subtree
  MerklePath above_;                         // siblings from its root to the root
};

}  // namespace rpp
