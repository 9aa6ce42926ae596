// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "p3/base/matrix.h"
#include "rpp/gadgets/deep_tree.h"
#include "rpp/gadgets/hasher_trace.h"
#include "rpp/gadgets/range_trace.h"

// Changes of leaves, recorded row by row, and the traces of tables `updates` and `update-joints`
// (prover).
namespace rpp {

// A leaf that changes, or stays what it is.
struct LeafUpdate {
  std::uint32_t position = 0;
  Digest before, after;
  std::span<const Digest> path;  // siblings in the tree before, level 0 first
};

struct UpdatedRoots {
  Digest before, after;
};

// One row as it stands in the trace (updates_columns.h).
struct UpdatesRow {
  bool after = false;
  bool left_shared = false, right_shared = false;
  std::uint32_t tree = 0;
  std::uint32_t level = 0;
  std::uint32_t index = 0;
  Digest left, right, out;
};

class UpdatesTrace {
 public:
  // Leaves of one tree, at least one, by increasing position, with paths of the tree's depth. What
  // stands above several of them is there once, and a sibling above another leaf is taken from
  // there. The owner supplies the leaves and demands the roots.
  UpdatedRoots add_updates(std::uint32_t tree, std::span<const LeafUpdate> updates,
                           HasherTrace& hasher);

  // As it is: for tests. `out` is filled in.
  const Digest& add_row(UpdatesRow row, HasherTrace& hasher);

  std::size_t rows() const { return rows_.size(); }
  // Adds the rows of `other` behind these.
  void append(const UpdatesTrace& other) {
    rows_.insert(rows_.end(), other.rows_.begin(), other.rows_.end());
  }

  // The trace: rows() padded to a power of two that is at least min_rows.
  p3::Matrix<Element> build(std::size_t min_rows) const;

 private:
  std::vector<UpdatesRow> rows_;
};

class UpdateJointsTrace {
 public:
  // The same for deep tree d, with paths of kDeepDepth siblings: one call for each d, because a
  // node has one row.
  UpdatedRoots add_updates(std::uint32_t d, std::span<const LeafUpdate> updates,
                           UpdatesTrace& nodes, HasherTrace& hasher, RangeTrace& range);

  // As it is: for tests.
  void add_row(std::uint32_t d, std::uint32_t number, const UpdatedRoots& roots, RangeTrace& range);

  std::size_t rows() const { return rows_.size(); }
  void append(const UpdateJointsTrace& other) {
    rows_.insert(rows_.end(), other.rows_.begin(), other.rows_.end());
  }

  // The trace: rows() padded to a power of two that is at least min_rows.
  p3::Matrix<Element> build(std::size_t min_rows) const;

 private:
  struct Row {
    std::uint32_t d, number;
    UpdatedRoots roots;
  };
  std::vector<Row> rows_;
};

}  // namespace rpp
