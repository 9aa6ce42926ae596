// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "p3/fri/geometry.h"
#include "p3/fri/pcs_verifier.h"

// Where the PCS meets FRI on the verifier's side: rows opened in the input trees become the values
// of the FRI inputs at the query points.
namespace p3 {

// values[query][k]: reduced opening at geometry.log_heights[k].
template <class EF>
struct ReducedOpenings {
  std::vector<std::vector<EF>> values;
};

// Checks counts and authenticates every row (spec 2.16, PCS 6).
template <class F, class EF>
std::optional<VerifyError> check_input_openings(const StarkParameters& parameters,
                                                const HashSuite<F>& suite,
                                                std::span<const CommitmentClaim<EF>> claims,
                                                const FriGeometry& geometry,
                                                std::span<const std::uint64_t> indices,
                                                std::span<const MultiOpening<F>> openings) noexcept;

// Combines authenticated rows with the claims (spec 2.16, PCS 7). The rows must have passed
// check_input_openings.
template <class F, class EF>
std::optional<VerifyError> reduce_input_openings(const FriParameters& parameters,
                                                 std::span<const CommitmentClaim<EF>> claims,
                                                 const FriGeometry& geometry,
                                                 std::span<const std::uint64_t> indices,
                                                 std::span<const MultiOpening<F>> openings,
                                                 EF alpha, ReducedOpenings<EF>& out) noexcept;

}  // namespace p3
