// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "p3/base/matrix.h"
#include "p3/hash/batch_hasher.h"
#include "p3/merkle/opening.h"
#include "p3/merkle/schedule.h"
#include "p3/parallel/thread_pool.h"

// The prover's Merkle tree: owns the committed matrices and all digest layers.
//
// The tree is the same for every number of threads. Only layers from the leaves to the cap are
// kept: nothing above the cap is ever opened.
namespace p3 {

template <class F>
class MerkleTree {
 public:
  // Heights must be compatible (see schedule.h) and the cap a power of two long; both always hold
  // for power-of-two heights. No matrix may be shorter than the cap layer. The matrices keep their
  // order.
  static MerkleTree commit(const BatchHasher<F>& hasher, std::vector<Matrix<F>> matrices,
                           unsigned cap_height, ThreadPool& pool);

  MerkleTree(MerkleTree&&) noexcept = default;
  MerkleTree& operator=(MerkleTree&&) noexcept = default;

  const Cap& cap() const { return cap_; }
  const std::vector<Matrix<F>>& matrices() const { return matrices_; }
  const std::vector<Dimensions>& dimensions() const { return dimensions_; }
  std::size_t max_height() const { return schedule_.max_height; }

  // One shared opening of all indices, which are relative to the tallest height; duplicates
  // allowed.
  MultiOpening<F> open(std::span<const std::uint64_t> indices) const;

 private:
  MerkleTree() = default;
  void build_layers(const BatchHasher<F>& hasher, ThreadPool& pool);
  std::vector<Digest> siblings_of(std::vector<std::uint64_t> frontier) const;

  std::vector<Matrix<F>> matrices_;
  std::vector<Dimensions> dimensions_;
  MerkleSchedule schedule_;
  // One column each; leaves first, padded; the last one is the cap layer.
  std::vector<Matrix<Digest>> layers_;
  Cap cap_;
};

}  // namespace p3
