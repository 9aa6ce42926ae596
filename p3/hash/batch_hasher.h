// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "p3/base/matrix.h"
#include "p3/hash/suite.h"

// BatchHasher<F>: the same functions as a TreeHasher for many rows and nodes at once, in SIMD
// lanes.
//
// Results equal those of scalar() bit for bit on every instruction set. Leaves are read from the
// row-major matrices where they lie. Calls are const and may run on several threads at once, each
// on its own range; nothing here starts a thread.
namespace p3 {

template <class F>
class BatchHasher {
 public:
  virtual ~BatchHasher() = default;

  virtual const TreeHasher<F>& scalar() const = 0;

  // out[i - begin] = leaf digest of the concatenation of row i of all matrices, in their order, for
  // i in [begin, end). Every matrix has at least `end` rows.
  virtual void hash_rows(std::span<const MatrixView<F>> matrices, std::size_t begin,
                         std::size_t end, Digest* out) const = 0;

  // out[i] = compress(children[i * step .. i * step + step), default digests ...), i < count.
  // 1 <= step <= max_arity. out may not overlap children.
  virtual void compress_layer(const Digest* children, unsigned step, std::size_t count,
                              Digest* out) const = 0;

  // out[i] = compress(left[i], right[i], default digests ...), i < count. out may be left.
  virtual void compress_pairs(const Digest* left, const Digest* right, std::size_t count,
                              Digest* out) const = 0;
};

// The batch form of a suite's tree hasher, with the suite's own constants, for the instruction set
// active at this call. Shares ownership of the scalar hasher.
template <class F>
std::unique_ptr<BatchHasher<F>> make_batch_hasher(const HashSuite<F>& suite);

// The same for a shipped suite.
template <class F>
std::unique_ptr<BatchHasher<F>> make_batch_hasher(TreeHash name, unsigned arity) {
  return make_batch_hasher<F>(make_hash_suite<F>(name, arity));
}

// The suite with a tree hasher that runs many rows or nodes in SIMD lanes, for verifiers that may
// link vector code. Same digests, about as many times faster as there are lanes.
template <class F>
HashSuite<F> accelerated_suite(const HashSuite<F>& suite);

}  // namespace p3
