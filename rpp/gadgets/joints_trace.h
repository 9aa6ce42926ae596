// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>
#include <vector>

#include "rpp/gadgets/deep_tree.h"
#include "rpp/gadgets/merkle_trace.h"

// JointsTrace: openings of one deep tree; its rows, and those of table `merkle` (prover).
namespace rpp {

class JointsTrace {
 public:
  explicit JointsTrace(std::uint32_t d) : d_(d) {}

  // Several leaves, at least one, by increasing position, with paths of 32 siblings; all at once,
  // because a node has one row. Gives the root. The owner supplies the leaves and demands the root.
  Digest add_openings(std::span<const MerkleTrace::Opening> openings, MerkleTrace& merkle,
                      HasherTrace& hasher);

  // As it is: for tests.
  void add_row(std::uint32_t number, const Digest& root) { rows_.push_back({number, root}); }

  std::size_t rows() const { return rows_.size(); }
  // The trace: rows() padded to a power of two that is at least min_rows.
  p3::Matrix<Element> build(std::size_t min_rows) const;

 private:
  struct Row {
    std::uint32_t number;
    Digest root;
  };
  std::uint32_t d_;
  std::vector<Row> rows_;
};

}  // namespace rpp
