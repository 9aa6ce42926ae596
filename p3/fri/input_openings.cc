// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/input_openings.h"

#include <algorithm>
#include <array>

#include "p3/base/bits.h"
#include "p3/field/extension.h"
#include "p3/field/field_ops.h"
#include "p3/field/product_sum.h"
#include "p3/merkle/verify.h"

namespace p3 {
namespace {

using enum VerifyReason;

template <class EF>
unsigned log_lde_height(const FriParameters& parameters, const MatrixClaim<EF>& matrix) {
  return matrix.log_height + parameters.log_blowup;
}

// Row widths are those of the claims at the first point: the verifier's own numbers.
template <class EF>
std::optional<VerifyError> claimed_dimensions(const FriParameters& parameters,
                                              const CommitmentClaim<EF>& claim, unsigned& log_max,
                                              std::vector<Dimensions>& out) {
  log_max = 0;
  for (std::size_t m = 0; m < claim.matrices.size(); ++m) {
    const MatrixClaim<EF>& matrix = claim.matrices[m];
    if (matrix.points.empty())
      return VerifyError{.reason = kMatrixWithoutOpeningPoints, .index = m};
    const unsigned log_height = log_lde_height(parameters, matrix);
    log_max = std::max(log_max, log_height);
    out.push_back({std::size_t{1} << log_height, matrix.points.front().values.size()});
  }
  return std::nullopt;
}

template <class F, class EF>
std::optional<VerifyError> check_commitment(const StarkParameters& parameters,
                                            const HashSuite<F>& suite,
                                            const CommitmentClaim<EF>& claim,
                                            unsigned log_global_max, std::size_t batch,
                                            std::span<const std::uint64_t> indices,
                                            const MultiOpening<F>& opening) {
  const auto& rows = opening.opened_values;
  if (rows.size() != indices.size()) {
    return VerifyError{kInputOpeningsQueryCountMismatch, batch, indices.size(), rows.size()};
  }
  for (const auto& row_set : rows) {
    if (row_set.size() != claim.matrices.size()) {
      return VerifyError{kBatchOpenedValuesCountMismatch, batch, claim.matrices.size(),
                         row_set.size()};
    }
  }
  std::vector<Dimensions> dimensions;
  unsigned log_max = 0;
  if (auto error = claimed_dimensions(parameters.fri, claim, log_max, dimensions)) return error;
  std::vector<std::uint64_t> shifted(indices.begin(), indices.end());
  for (std::uint64_t& index : shifted) index >>= log_global_max - log_max;
  const MerkleError error = verify_multi_opening<F>(
      *suite.hasher, dimensions, parameters.cap_height, claim.cap, shifted, opening);
  if (error == MerkleError::kNone) return std::nullopt;
  return VerifyError{.reason = kInputError, .index = batch, .merkle = error};
}

// x_i = g * w_k^brev_k(i): the point of row i of a committed matrix with 2^k rows.
template <class F>
F row_point(std::uint64_t row, unsigned log_height) {
  return F::generator() * exp_u64(F::two_adic_generator(log_height), reverse_bits(row, log_height));
}

// 1 / (z - x) for every query, commitment, matrix, point in this order.
template <class F, class EF>
std::optional<VerifyError> inverse_denominators(const FriParameters& parameters,
                                                std::span<const CommitmentClaim<EF>> claims,
                                                unsigned log_global_max,
                                                std::span<const std::uint64_t> indices,
                                                std::vector<EF>& out) {
  for (const std::uint64_t index : indices) {
    for (std::size_t batch = 0; batch < claims.size(); ++batch) {
      for (const MatrixClaim<EF>& matrix : claims[batch].matrices) {
        const unsigned log_height = log_lde_height(parameters, matrix);
        const EF x = row_point<F>(index >> (log_global_max - log_height), log_height);
        for (const PointClaim<EF>& claim : matrix.points) {
          out.push_back(claim.point - x);
          if (out.back() == EF::zero()) {
            return VerifyError{.reason = kOpeningPointMatchesQueryPoint, .index = batch};
          }
        }
      }
    }
  }
  batch_inverse(std::span<EF>(out));
  return std::nullopt;
}

// sum_j powers[j] * values[j] of claimed values.
template <class EF>
EF combine(std::span<const EF> powers, std::span<const EF> values) {
  EF sum = EF::zero();
  for (std::size_t j = 0; j < values.size(); ++j) sum += powers[j] * values[j];
  return sum;
}

// The same of a row, the bulk of the work: columns times queries. Coefficients are sums of their
// own.
template <class F, class EF>
EF combine_row(std::span<const EF> powers, std::span<const F> row) {
  std::array<ProductSum<F>, EF::kDegree> sums;
  for (std::size_t j = 0; j < row.size(); ++j) {
    for (unsigned d = 0; d < EF::kDegree; ++d) sums[d].add(powers[j][d], row[j]);
  }
  EF out;
  for (unsigned d = 0; d < EF::kDegree; ++d) out[d] = sums[d].value();
  return out;
}

// 1, alpha, ... up to the widest claimed matrix, and the power after that.
template <class EF>
std::vector<EF> powers_for(std::span<const CommitmentClaim<EF>> claims, EF alpha) {
  std::size_t width = 0;
  for (const CommitmentClaim<EF>& commitment : claims) {
    for (const MatrixClaim<EF>& matrix : commitment.matrices) {
      width = std::max(width, matrix.points.front().values.size());
    }
  }
  return powers_from(EF::one(), alpha, width + 1);
}

// The part of a reduced opening that is the same for all queries: for one matrix, its slot in the
// ladder of heights, and for each of its points the weight alpha^offset and the combined claim.
template <class EF>
struct MatrixTerm {
  std::size_t slot = 0;
  std::vector<EF> weights;
  std::vector<EF> claims;
};

// The power of alpha runs on per height and advances once per opening point.
template <class EF>
std::vector<MatrixTerm<EF>> claim_terms(const FriParameters& parameters,
                                        std::span<const CommitmentClaim<EF>> claims,
                                        const FriGeometry& geometry, std::span<const EF> powers) {
  std::vector<EF> next_weight(geometry.log_heights.size(), EF::one());
  std::vector<MatrixTerm<EF>> terms;
  for (const CommitmentClaim<EF>& commitment : claims) {
    for (const MatrixClaim<EF>& matrix : commitment.matrices) {
      MatrixTerm<EF> term;
      const auto& heights = geometry.log_heights;
      term.slot = static_cast<std::size_t>(
          std::find(heights.begin(), heights.end(), log_lde_height(parameters, matrix)) -
          heights.begin());
      EF& weight = next_weight[term.slot];
      for (const PointClaim<EF>& point : matrix.points) {
        term.weights.push_back(weight);
        term.claims.push_back(combine<EF>(powers, point.values));
        weight = weight * powers[point.values.size()];
      }
      terms.push_back(std::move(term));
    }
  }
  return terms;
}

// Every point of a matrix must claim as many values as its rows have columns.
template <class EF>
std::optional<VerifyError> check_claim_widths(std::span<const CommitmentClaim<EF>> claims) {
  for (std::size_t batch = 0; batch < claims.size(); ++batch) {
    for (const MatrixClaim<EF>& matrix : claims[batch].matrices) {
      const std::size_t width = matrix.points.front().values.size();
      for (const PointClaim<EF>& point : matrix.points) {
        if (point.values.size() != width) {
          return VerifyError{kPointEvaluationCountMismatch, batch, width, point.values.size()};
        }
      }
    }
  }
  return std::nullopt;
}

}  // namespace

template <class F, class EF>
std::optional<VerifyError> check_input_openings(
    const StarkParameters& parameters, const HashSuite<F>& suite,
    std::span<const CommitmentClaim<EF>> claims, const FriGeometry& geometry,
    std::span<const std::uint64_t> indices, std::span<const MultiOpening<F>> openings) noexcept {
  if (openings.size() != claims.size()) {
    return VerifyError{kInputProofBatchCountMismatch, 0, claims.size(), openings.size()};
  }
  for (std::size_t batch = 0; batch < claims.size(); ++batch) {
    if (auto error = check_commitment(parameters, suite, claims[batch], geometry.log_max_height(),
                                      batch, indices, openings[batch])) {
      return error;
    }
  }
  return std::nullopt;
}

template <class F, class EF>
std::optional<VerifyError> reduce_input_openings(const FriParameters& parameters,
                                                 std::span<const CommitmentClaim<EF>> claims,
                                                 const FriGeometry& geometry,
                                                 std::span<const std::uint64_t> indices,
                                                 std::span<const MultiOpening<F>> openings,
                                                 EF alpha, ReducedOpenings<EF>& out) noexcept {
  std::vector<EF> inverses;
  if (auto error = inverse_denominators<F>(parameters, claims, geometry.log_max_height(), indices,
                                           inverses)) {
    return error;
  }
  if (auto error = check_claim_widths(claims)) return error;
  const std::vector<EF> powers = powers_for(claims, alpha);
  const std::vector<MatrixTerm<EF>> terms = claim_terms<EF>(parameters, claims, geometry, powers);
  auto inverse = inverses.begin();
  for (std::size_t query = 0; query < indices.size(); ++query) {
    std::vector<EF> reduced(geometry.log_heights.size(), EF::zero());
    auto term = terms.begin();
    for (const MultiOpening<F>& opening : openings) {
      for (const std::vector<F>& row : opening.opened_values[query]) {
        const EF at_query = combine_row<F, EF>(powers, row);
        for (std::size_t p = 0; p < term->weights.size(); ++p, ++inverse) {
          reduced[term->slot] += term->weights[p] * (term->claims[p] - at_query) * *inverse;
        }
        ++term;
      }
    }
    // A constant trace has degree 0, so its quotient is the zero polynomial; no fold tests that.
    if (geometry.log_heights.back() == parameters.log_blowup && !(reduced.back() == EF::zero())) {
      return VerifyError{.reason = kFinalPolyMismatch, .index = query};
    }
    out.values.push_back(std::move(reduced));
  }
  return std::nullopt;
}

#define P3_INSTANTIATE(F, D)                                                                       \
  template std::optional<VerifyError> check_input_openings<F, Extension<F, D>>(                    \
      const StarkParameters&, const HashSuite<F>&,                                                 \
      std::span<const CommitmentClaim<Extension<F, D>>>, const FriGeometry&,                       \
      std::span<const std::uint64_t>, std::span<const MultiOpening<F>>) noexcept;                  \
  template std::optional<VerifyError> reduce_input_openings<F, Extension<F, D>>(                   \
      const FriParameters&, std::span<const CommitmentClaim<Extension<F, D>>>, const FriGeometry&, \
      std::span<const std::uint64_t>, std::span<const MultiOpening<F>>, Extension<F, D>,           \
      ReducedOpenings<Extension<F, D>>&) noexcept;
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
