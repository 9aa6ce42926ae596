// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>

#include "p3/hash/poseidon2.h"
#include "p3/hash/tree_hasher.h"

// Merkle hashing with Poseidon2: leaves by an overwriting sponge of width LeafWidth, nodes by the
// truncated permutation of width NodeWidth.
//
// Sponge: blocks of LeafRate elements overwrite the front of the state, one permutation each; a
// last partial block overwrites only its own positions. Node: children side by side fill the whole
// state, and the digest is its front after one permutation.
namespace p3 {

template <class F, unsigned LeafWidth, unsigned LeafRate, unsigned NodeWidth>
class Poseidon2TreeHasher final : public TreeHasher<F> {
 public:
  static constexpr unsigned kDigest = kDigestElements<F>;
  static constexpr unsigned kArity = NodeWidth / kDigest;
  static_assert(LeafRate < LeafWidth && kDigest <= LeafWidth);
  static_assert(NodeWidth % kDigest == 0 && (kArity == 2 || kArity == 4));

  Poseidon2TreeHasher(const Poseidon2Constants<F, LeafWidth>& leaf,
                      const Poseidon2Constants<F, NodeWidth>& node)
      : leaf_(leaf), node_(node) {}

  const Poseidon2<F, LeafWidth>& leaf() const { return leaf_; }
  const Poseidon2<F, NodeWidth>& node() const { return node_; }

  DigestKind kind() const noexcept override { return DigestKind::kFieldWords; }
  unsigned max_arity() const noexcept override { return kArity; }
  Digest hash_elements(std::span<const F> elements) const noexcept override;
  Digest compress(std::span<const Digest> children) const noexcept override;

 private:
  Poseidon2<F, LeafWidth> leaf_;
  Poseidon2<F, NodeWidth> node_;
};

}  // namespace p3

// Every shipped combination: X(field, leaf width, leaf rate, node width).
#define P3_FOR_EACH_POSEIDON2_TREE(X) \
  X(::p3::KoalaBear, 24, 16, 16)      \
  X(::p3::KoalaBear, 24, 16, 32)      \
  X(::p3::KoalaBear, 16, 8, 16)       \
  X(::p3::KoalaBear, 16, 8, 32)       \
  X(::p3::BabyBear, 24, 16, 16)       \
  X(::p3::BabyBear, 24, 16, 32)       \
  X(::p3::BabyBear, 16, 8, 16)        \
  X(::p3::BabyBear, 16, 8, 32)        \
  X(::p3::Goldilocks, 8, 4, 8)        \
  X(::p3::Goldilocks, 8, 4, 16)
