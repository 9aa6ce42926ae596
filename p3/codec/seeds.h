// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "p3/transcript/pattern.h"

// The descriptions of the four protocol layers of 0.8.0 and the seeds made from them.
//
// A seed binds field, extension, basis, all shape numbers below, grinding difficulties and FRI
// parameters. It does not bind the constraints, lookups, hash constants, cap height or tree arity.
// Proofs here are never hiding, so the trace is committed at its own degree.
namespace p3 {

struct UniStarkShape {
  std::uint64_t log_degree = 0;
  std::uint64_t main_width = 0;
  std::uint64_t preprocessed_width = 0;
  std::uint64_t num_periodic = 0;
  std::uint64_t num_quotient_chunks = 0;
  bool reads_next_row = true;
  bool reads_preprocessed_next_row = false;
  std::uint64_t num_public_values = 0;
  unsigned ood_pow_bits = 0;
};

struct BatchInstanceShape {
  std::uint64_t main_width = 0;
  std::uint64_t preprocessed_width = 0;  // 0: none
  std::uint64_t num_public_values = 0;
  bool has_lookups = false;
};

struct BatchStarkShape {
  std::vector<BatchInstanceShape> instances;
  unsigned lookup_pow_bits = 0;
  unsigned ood_pow_bits = 0;
};

struct PcsShape {
  // [commitment][matrix][point]: number of values claimed there.
  std::vector<std::vector<std::vector<std::uint64_t>>> claims;
  unsigned batch_pow_bits = 0;
};

struct FriShape {
  unsigned log_blowup = 0;
  unsigned max_log_arity = 0;
  std::vector<unsigned> log_arities;  // one per round
  unsigned log_final_poly_len = 0;
  std::uint64_t num_queries = 0;
  unsigned commit_pow_bits = 0;
  unsigned query_pow_bits = 0;
  unsigned log_max_height = 0;  // of the tallest committed matrix: bits of a query index
};

// Descriptions; the seeds below hash them. Public so that they can be read and tested as text.
template <class F, class EF>
TranscriptPattern uni_stark_pattern(const UniStarkShape& shape);
template <class F, class EF>
TranscriptPattern batch_stark_pattern(const BatchStarkShape& shape);
template <class F, class EF>
TranscriptPattern pcs_pattern(const PcsShape& shape);
template <class F, class EF>
TranscriptPattern fri_pattern(const FriShape& shape);

template <class F, class EF>
std::vector<std::uint8_t> uni_stark_seed(const UniStarkShape& shape);
template <class F, class EF>
std::vector<std::uint8_t> batch_stark_seed(const BatchStarkShape& shape);
template <class F, class EF>
std::vector<std::uint8_t> pcs_seed(const PcsShape& shape);
template <class F, class EF>
std::vector<std::uint8_t> fri_seed(const FriShape& shape);

}  // namespace p3
