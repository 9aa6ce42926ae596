// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <span>

#include "p3/hash/digest.h"

// TreeHasher<F>: the two hash functions of a Merkle tree over rows of field elements.
//
// Leaves absorb without padding or length: two rows of different widths can collide, so whoever
// verifies must know the width of every row beforehand. Implementations are immutable, allocate
// nothing and may be called from any thread.
namespace p3 {

template <class F>
class TreeHasher {
 public:
  virtual ~TreeHasher() = default;

  virtual DigestKind kind() const noexcept = 0;
  // Inputs of one compression: 2 or 4.
  virtual unsigned max_arity() const noexcept = 0;
  // Leaf digest of one stream of elements (the concatenated rows of one index).
  virtual Digest hash_elements(std::span<const F> elements) const noexcept = 0;
  // Inner node over exactly max_arity() children; missing ones are default digests.
  virtual Digest compress(std::span<const Digest> children) const noexcept = 0;
};

inline constexpr unsigned kMaxTreeArity = 4;

}  // namespace p3
