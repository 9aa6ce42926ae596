// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "p3/hash/digest.h"

// What a Merkle commitment and the shared opening of all its queries consist of.
//
// A commitment is a cap: one digest per subtree that hangs below the cut. One opening serves every
// query of a commitment: the rows per query in the order the queries were drawn, and one flat list
// of those sibling digests that the verifier cannot compute itself (levels from the leaves up,
// parents ascending, children ascending).
namespace p3 {

using Cap = std::vector<Digest>;

// Shape of one committed matrix. Extension columns count as D base columns.
struct Dimensions {
  std::size_t height = 0;
  std::size_t width = 0;
};

template <class F>
struct MultiOpening {
  std::vector<std::vector<std::vector<F>>> opened_values;  // [query][matrix][column]
  std::vector<Digest> siblings;

  friend bool operator==(const MultiOpening&, const MultiOpening&) = default;
};

// The same, borrowed: rows and siblings may come from different places.
template <class F>
struct MultiOpeningView {
  std::span<const std::vector<std::vector<F>>> opened_values;
  std::span<const Digest> siblings;

  MultiOpeningView(std::span<const std::vector<std::vector<F>>> rows,
                   std::span<const Digest> digests)
      : opened_values(rows), siblings(digests) {}
  MultiOpeningView(const MultiOpening<F>& opening)
      : opened_values(opening.opened_values), siblings(opening.siblings) {}
};

}  // namespace p3
