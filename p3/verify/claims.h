// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "p3/codec/proof.h"
#include "p3/fri/pcs_verifier.h"
#include "p3/verify/layout.h"

// From opened values to the claims that the polynomial commitment scheme checks, and the shape of
// those values. A missing next row is not opened; what is opened has exactly the width of its
// matrix.
namespace p3 {

// A matrix opened at zeta and, where `next` is given, at the point of the next row.
template <class EF>
MatrixClaim<EF> matrix_claim(unsigned log_degree, const EF& zeta, const std::vector<EF>& local,
                             const std::optional<std::vector<EF>>& next) {
  const std::vector<EF> points = opening_points(log_degree, zeta, next.has_value());
  MatrixClaim<EF> claim{.log_height = log_degree, .points = {{points[0], local}}};
  if (next) claim.points.push_back({points[1], *next});
  return claim;
}

// The main trace's next row is opened exactly when the AIR reads it.
template <class F, class EF>
std::optional<VerifyError> check_trace_next(const AirShape<F>& air, const OpenedValues<EF>& opened,
                                            std::size_t index) {
  if (!air.reads_next_row) {
    if (!opened.trace_next) return std::nullopt;
    return VerifyError{.reason = VerifyReason::kUnexpectedTraceNext, .index = index};
  }
  const std::size_t got = opened.trace_next ? opened.trace_next->size() : 0;
  if (opened.trace_next && got == air.width) return std::nullopt;
  return VerifyError{.reason = VerifyReason::kTraceNextMismatch,
                     .index = index,
                     .expected = air.width,
                     .got = got};
}

// Preprocessed values against the width in force (the key's). 0 columns: none may be there.
template <class EF>
std::optional<VerifyError> check_preprocessed_opening(const OpenedValues<EF>& opened,
                                                      std::size_t width, bool reads_next,
                                                      std::size_t index) {
  if (width == 0) {
    if (!opened.preprocessed_local && !opened.preprocessed_next) return std::nullopt;
    return VerifyError{.reason = VerifyReason::kUnexpectedPreprocessedValues, .index = index};
  }
  const std::size_t local = opened.preprocessed_local ? opened.preprocessed_local->size() : 0;
  const std::size_t next = opened.preprocessed_next ? opened.preprocessed_next->size() : 0;
  if (local != width || next != (reads_next ? width : 0)) {
    return VerifyError{.reason = VerifyReason::kPreprocessedTraceWidthMismatch,
                       .index = index,
                       .expected = width,
                       .got = local != width ? local : next};
  }
  if (!reads_next && opened.preprocessed_next) {
    return VerifyError{.reason = VerifyReason::kUnexpectedPreprocessedNext, .index = index};
  }
  return std::nullopt;
}

}  // namespace p3
