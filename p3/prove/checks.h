// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "p3/air/analysis.h"
#include "p3/air/check.h"
#include "p3/air/periodic.h"
#include "p3/base/bits.h"
#include "p3/merkle/schedule.h"
#include "p3/prove/context.h"
#include "p3/prove/error.h"
#include "p3/verify/statement.h"

// What a request must satisfy before the prover starts to compute. Each check gives the first
// fault, or nothing.
namespace p3 {

template <class F>
std::optional<ProveError> check_request(const ProverContext<F>& context,
                                        const StarkConfig<F>& config) {
  P3_CHECK(context.hasher.scalar().max_arity() == config.suite.arity &&
               context.hasher.scalar().kind() == config.suite.hasher->kind(),
           "the context hashes with another suite than the configuration's");
  const auto error = check_parameters<F>(config.parameters);
  if (!error) return std::nullopt;
  return ProveError{.fault = ProveFault::kBadParameters, .parameters = error};
}

// Rows of a trace: a power of two whose extension exists in the field and is tall enough for FRI.
template <class F>
std::optional<ProveError> check_height(const StarkConfig<F>& config, std::size_t rows,
                                       std::size_t instance) {
  const FriParameters& fri = config.parameters.fri;
  ProveError error{.fault = ProveFault::kHeightNotPowerOfTwo, .instance = instance, .got = rows};
  if (!std::has_single_bit(rows)) return error;
  error.got = std::uint64_t{log2_ceil(rows)} + fri.log_blowup;
  if (error.got > F::kTwoAdicity) {
    error.fault = ProveFault::kTraceTooTall;
    error.expected = F::kTwoAdicity;
    return error;
  }
  // A final polynomial with several coefficients leaves room for wrong values of shorter matrices.
  if (fri.log_final_poly_len > 0 && error.got <= fri.log_final_height()) {
    error.fault = ProveFault::kTraceTooShort;
    error.expected = fri.log_final_height();
    return error;
  }
  return std::nullopt;
}

// The rows of matrices that are committed together, against the cap: it would not depend on those
// of a matrix that is shorter than its layer. `log_degrees[k]` belongs to `instances[k]`.
template <class F>
std::optional<ProveError> check_cap_binds(const StarkConfig<F>& config,
                                          std::span<const unsigned> log_degrees,
                                          std::span<const std::size_t> instances) {
  std::vector<Dimensions> dimensions;
  for (const unsigned log_degree : log_degrees) {
    dimensions.push_back({std::size_t{1} << (log_degree + config.parameters.fri.log_blowup), 1});
  }
  if (dimensions.empty()) return std::nullopt;
  const MerkleSchedule schedule =
      make_merkle_schedule(dimensions, config.suite.arity, config.parameters.cap_height);
  if (schedule.cap_binds_all()) return std::nullopt;
  const auto shortest = std::min_element(log_degrees.begin(), log_degrees.end());
  return ProveError{.fault = ProveFault::kTraceTooShort,
                    .instance = instances[static_cast<std::size_t>(shortest - log_degrees.begin())],
                    .got = *shortest + std::uint64_t{config.parameters.fri.log_blowup},
                    .expected = log2_ceil(schedule.slots_at(schedule.cap_level))};
}

// Trace, public values and periodic columns against the shape. The height must have been checked.
template <class F>
std::optional<ProveError> check_shape(const AirShape<F>& air, MatrixView<F> trace,
                                      std::span<const F> public_values, std::size_t instance) {
  if (trace.width != air.width) {
    return ProveError{.fault = ProveFault::kTraceWidthMismatch,
                      .instance = instance,
                      .got = trace.width,
                      .expected = air.width};
  }
  if (public_values.size() != air.num_public_values) {
    return ProveError{.fault = ProveFault::kPublicValuesLengthMismatch,
                      .instance = instance,
                      .got = public_values.size(),
                      .expected = air.num_public_values};
  }
  for (const std::vector<F>& column : air.periodic) {
    if (check_periodic_length(column.size(), log2_strict(trace.height)) == PeriodicError::kNone) {
      continue;
    }
    return ProveError{.fault = ProveFault::kPeriodicLengthNotDividingHeight,
                      .instance = instance,
                      .got = column.size(),
                      .expected = trace.height};
  }
  return std::nullopt;
}

// Preprocessed data that came with the request (null: none) against the AIR.
template <class F>
std::optional<ProveError> check_preprocessed(const AirShape<F>& air, const Matrix<F>* values,
                                             std::size_t rows, std::size_t instance) {
  const std::size_t width = values == nullptr ? 0 : values->width();
  ProveError error{.fault = ProveFault::kPreprocessedWidthMismatch,
                   .instance = instance,
                   .got = width,
                   .expected = air.preprocessed_width};
  if (width != air.preprocessed_width) {
    if (width == 0) error.fault = ProveFault::kPreprocessedMissing;
    if (air.preprocessed_width == 0) error.fault = ProveFault::kPreprocessedUnexpected;
    return error;
  }
  if (width == 0 || values->height() == rows) return std::nullopt;
  error.fault = ProveFault::kPreprocessedHeightMismatch;
  error.got = values->height();
  error.expected = rows;
  return error;
}

// The constraints on every row, where the context asks for it. The shapes must have been checked.
template <class F>
std::optional<ProveError> check_rows(const ProverContext<F>& context, const Air<F>& air,
                                     MatrixView<F> trace, const Matrix<F>* preprocessed,
                                     std::span<const F> public_values, std::size_t instance) {
  if (!context.check_constraints) return std::nullopt;
  const Span span(context.profiler, "check constraints");
  const auto failure = check_trace<F>(
      air, trace, preprocessed ? preprocessed->view() : MatrixView<F>{}, public_values);
  if (!failure) return std::nullopt;
  return ProveError{.fault = ProveFault::kConstraintViolated,
                    .instance = instance,
                    .got = failure->row,
                    .detail = failure->message};
}

template <class F>
std::optional<ProveError> check_chunks(const AirAnalysis& analysis, unsigned log_degree,
                                       std::size_t instance) {
  const std::uint64_t log_size = std::uint64_t{log_degree} + analysis.log_quotient_chunks;
  if (log_size <= F::kTwoAdicity) return std::nullopt;
  return ProveError{.fault = ProveFault::kQuotientDomainTooLarge,
                    .instance = instance,
                    .got = log_size,
                    .expected = F::kTwoAdicity};
}

}  // namespace p3
