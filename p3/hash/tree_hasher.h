// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <span>

#include "p3/hash/digest.h"

// TreeHasher<F>: the two hash functions of a Merkle tree over rows of field elements.
//
// Leaves absorb without padding or length: two rows of different widths can collide, so whoever
// verifies must know the width of every row beforehand. Implementations are immutable and may be
// called from any thread.
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

  // The same for many at once; a hasher with vector code overrides them (accelerated_suite in
  // batch_hasher.h), and results never differ.
  // out[i] = hash_elements(rows[i * width .. (i + 1) * width)).
  virtual void hash_rows(std::span<const F> rows, std::size_t width,
                         std::span<Digest> out) const noexcept {
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = hash_elements(rows.subspan(i * width, width));
    }
  }
  // out[i] = compress(children[i * max_arity() .. (i + 1) * max_arity())).
  virtual void compress_many(std::span<const Digest> children,
                             std::span<Digest> out) const noexcept {
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = compress(children.subspan(i * max_arity(), max_arity()));
    }
  }
};

inline constexpr unsigned kMaxTreeArity = 4;

}  // namespace p3
