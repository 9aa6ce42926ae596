// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <vector>

#include "p3/hash/digest.h"

// What a proof commits to and opens: enough to count its openings and to estimate its size.
namespace p3 {

struct InstanceLayout {
  unsigned log_rows = 0;
  std::uint64_t main_columns = 0;  // base columns
  bool main_next = true;           // opened at the next row's point too
  std::uint64_t preprocessed_columns = 0;
  bool preprocessed_next = false;
  std::uint64_t permutation_columns = 0;  // extension columns, opened at both points; 0: no lookups
  unsigned log_quotient_chunks = 0;       // each chunk is one extension column, opened once
};

struct ProofLayout {
  bool batch = false;
  std::vector<InstanceLayout> instances;  // exactly one for uni-stark
  unsigned extension_degree = 4;
  unsigned element_bytes = 4;  // of the base field
  DigestKind digest_kind = DigestKind::kBytes;
  unsigned tree_arity = 2;
};

// Values opened out of the domain: (base column, point) pairs of all commitments. Each takes one
// power of the batching challenge.
std::uint64_t count_openings(const InstanceLayout& instance, unsigned extension_degree);

// Points at which a column is opened at most: 1 or 2.
unsigned count_opening_points(const InstanceLayout& instance);

}  // namespace p3
