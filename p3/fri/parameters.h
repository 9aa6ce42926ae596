// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <optional>

#include "p3/fri/verify_error.h"

// The numbers that prover and verifier agree on: FRI, grinding sites, cap height.
//
// All but cap_height are bound by the transcript seeds; the cap height, the hash and the tree arity
// are not, so a statement has to fix them out of band. Everything here is the verifier's own input,
// never read from a proof. Lengths are base-2 logarithms.
namespace p3 {

struct FriParameters {
  unsigned log_blowup = 1;
  // The final polynomial has 2^log_final_poly_len coefficients.
  unsigned log_final_poly_len = 0;
  // A round folds by at most 2^max_log_arity.
  unsigned max_log_arity = 1;
  std::size_t num_queries = 100;
  // Grinding before the challenge that batches the openings, before every folding challenge, and
  // before the query indices.
  unsigned batch_pow_bits = 0;
  unsigned commit_pow_bits = 0;
  unsigned query_pow_bits = 16;

  // Folding stops at this height.
  unsigned log_final_height() const { return log_blowup + log_final_poly_len; }
  std::size_t final_poly_len() const { return std::size_t{1} << log_final_poly_len; }

  friend bool operator==(const FriParameters&, const FriParameters&) = default;
};

struct StarkParameters {
  FriParameters fri;
  // Grinding before the out-of-domain point and before the lookup challenges (batch only).
  unsigned ood_pow_bits = 0;
  unsigned lookup_pow_bits = 0;
  // Layers below the root at which every tree is cut.
  unsigned cap_height = 0;

  friend bool operator==(const StarkParameters&, const StarkParameters&) = default;
};

// Plonky3's presets with the cap heights of its benchmark program.
StarkParameters benchmark_parameters();             // arity 2, 100 queries, 16 bits
StarkParameters benchmark_high_arity_parameters();  // arity up to 8, batch grinding 10 bits
StarkParameters testing_parameters();               // blowup 4, 2 queries: not secure

// Queries are walked and opened one by one on both sides; more than this is a slip of the pen.
inline constexpr std::size_t kMaxQueries = std::size_t{1} << 16;

// The first value that no sound run over F can have: no queries, rate 1, arity 1, heights beyond
// the two-adicity, 2^bits >= p. `detail` names the parameter, `expected` is the limit.
template <class F>
[[nodiscard]] std::optional<VerifyError> check_parameters(const StarkParameters&) noexcept;

}  // namespace p3
