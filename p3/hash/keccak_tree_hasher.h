// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>

#include "p3/base/check.h"
#include "p3/hash/tree_hasher.h"

// Merkle hashing with Keccak, in the two forms of Plonky3 0.8.0.
//
// KeccakSponge: the raw permutation as an overwriting sponge of 17 lanes rate and 4 lanes output,
// without Keccak's padding. Elements of 31-bit fields enter two per lane (Montgomery words, first
// one in the low half; a last odd one alone), Goldilocks elements one per lane.
// Keccak256: the byte hash over little-endian words; nodes hash the children's bytes.
namespace p3 {

template <class F>
class KeccakSpongeTreeHasher final : public TreeHasher<F> {
 public:
  static constexpr std::size_t kRate = 17;  // lanes

  explicit KeccakSpongeTreeHasher(unsigned arity) : arity_(arity) {
    P3_CHECK(arity == 2 || arity == 4, "tree arity is 2 or 4");
  }

  DigestKind kind() const noexcept override { return DigestKind::kU64Words; }
  unsigned max_arity() const noexcept override { return arity_; }
  Digest hash_elements(std::span<const F> elements) const noexcept override;
  Digest compress(std::span<const Digest> children) const noexcept override;

 private:
  unsigned arity_;
};

template <class F>
class Keccak256TreeHasher final : public TreeHasher<F> {
 public:
  explicit Keccak256TreeHasher(unsigned arity) : arity_(arity) {
    P3_CHECK(arity == 2 || arity == 4, "tree arity is 2 or 4");
  }

  DigestKind kind() const noexcept override { return DigestKind::kBytes; }
  unsigned max_arity() const noexcept override { return arity_; }
  Digest hash_elements(std::span<const F> elements) const noexcept override;
  Digest compress(std::span<const Digest> children) const noexcept override;

 private:
  unsigned arity_;
};

}  // namespace p3
