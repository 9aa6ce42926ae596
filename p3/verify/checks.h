// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "p3/air/periodic.h"
#include "p3/air/shape.h"
#include "p3/fri/verify_error.h"
#include "p3/merkle/schedule.h"
#include "p3/verify/statement.h"

// Shape checks that uni-stark and batch-stark share. Each returns the first reason to reject, or
// nothing; `index` is the instance (or the commitment) it speaks of.
namespace p3 {

// degree_bits comes from the proof: nothing may be shifted by it before this check.
template <class F>
std::optional<VerifyError> check_degree_bits(std::uint64_t degree_bits, std::size_t index) {
  if (degree_bits <= F::kTwoAdicity) return std::nullopt;
  return VerifyError{.reason = VerifyReason::kDegreeBitsTooLarge,
                     .index = index,
                     .expected = F::kTwoAdicity,
                     .got = degree_bits};
}

// Every period divides the rows. (It is a power of two: an Air has no other periodic columns.)
template <class F>
std::optional<VerifyError> check_periodic(const AirShape<F>& air, unsigned log_degree,
                                          std::size_t index) {
  for (const std::vector<F>& column : air.periodic) {
    if (check_periodic_length(column.size(), log_degree) == PeriodicError::kNone) continue;
    return VerifyError{.reason = VerifyReason::kLengthNotDividingHeight,
                       .index = index,
                       .expected = std::uint64_t{1} << log_degree,
                       .got = column.size()};
  }
  return std::nullopt;
}

template <class F>
std::optional<VerifyError> check_quotient_domain(unsigned log_degree, unsigned log_chunks,
                                                 std::size_t index) {
  if (std::uint64_t{log_degree} + log_chunks <= F::kTwoAdicity) return std::nullopt;
  return VerifyError{.reason = VerifyReason::kQuotientDomainTooLarge,
                     .index = index,
                     .expected = F::kTwoAdicity,
                     .got = std::uint64_t{log_degree} + log_chunks};
}

template <class F>
std::optional<VerifyError> check_public_values(const AirShape<F>& air, std::span<const F> values,
                                               std::size_t index) {
  if (values.size() == air.num_public_values) return std::nullopt;
  return VerifyError{.reason = VerifyReason::kPublicValuesLengthMismatch,
                     .index = index,
                     .expected = air.num_public_values,
                     .got = values.size()};
}

// A cap must be exactly as long as an honest prover's: 0.8.0 also accepts unreachable extra roots,
// which would be a second encoding of the same proof. `index` counts commitments in opening order.
template <class F>
std::optional<VerifyError> check_cap(const StarkConfig<F>& config, const Cap& cap,
                                     std::span<const unsigned> log_degrees, std::size_t index) {
  std::vector<Dimensions> dimensions;
  for (const unsigned log_degree : log_degrees) {
    const unsigned log_height = log_degree + config.parameters.fri.log_blowup;
    dimensions.push_back({.height = std::size_t{1} << log_height, .width = 1});
  }
  const std::size_t expected =
      make_merkle_schedule(dimensions, config.suite.arity, config.parameters.cap_height).cap_size;
  if (cap.size() == expected) return std::nullopt;
  return VerifyError{.reason = VerifyReason::kWrongCapSize,
                     .index = index,
                     .expected = expected,
                     .got = cap.size()};
}

}  // namespace p3
