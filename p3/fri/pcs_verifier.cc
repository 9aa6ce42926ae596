// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/pcs_verifier.h"

#include <algorithm>

#include "p3/field/extension.h"
#include "p3/fri/fri_verifier.h"
#include "p3/fri/input_openings.h"

namespace p3 {
namespace {

using enum VerifyReason;

// A witness that nobody reads would be a free field of the proof (spec section 8, item 22).
template <class F, class EF>
std::optional<VerifyError> check_unread_witnesses(const FriParameters& parameters,
                                                  const FriProof<F, EF>& proof) {
  const F zero = F::zero();
  if (parameters.batch_pow_bits == 0 && !(proof.batch_pow_witness == zero)) {
    return VerifyError{.reason = kNonCanonicalBatchPowWitness};
  }
  if (parameters.commit_pow_bits == 0) {
    for (std::size_t round = 0; round < proof.commit_pow_witnesses.size(); ++round) {
      if (!(proof.commit_pow_witnesses[round] == zero)) {
        return VerifyError{.reason = kNonCanonicalCommitPowWitness, .index = round};
      }
    }
  }
  if (parameters.query_pow_bits == 0 && !(proof.query_pow_witness == zero)) {
    return VerifyError{.reason = kNonCanonicalQueryPowWitness};
  }
  return std::nullopt;
}

template <class EF>
PcsShape claimed_shape(const FriParameters& parameters,
                       std::span<const CommitmentClaim<EF>> claims) {
  PcsShape shape;
  shape.batch_pow_bits = parameters.batch_pow_bits;
  for (const CommitmentClaim<EF>& commitment : claims) {
    auto& matrices = shape.claims.emplace_back();
    for (const MatrixClaim<EF>& matrix : commitment.matrices) {
      auto& points = matrices.emplace_back();
      for (const PointClaim<EF>& point : matrix.points) points.push_back(point.values.size());
    }
  }
  return shape;
}

// The claims enter the transcript before alpha: otherwise a prover could choose them to fit alpha
// (spec section 8, item 2).
template <class F, class EF>
std::optional<VerifyError> replay_pcs_transcript(const FriParameters& parameters,
                                                 std::span<const CommitmentClaim<EF>> claims,
                                                 const FriProof<F, EF>& proof,
                                                 Challenger<F>& challenger, EF& alpha) {
  challenger.observe_seed(pcs_seed<F, EF>(claimed_shape(parameters, claims)));
  for (const CommitmentClaim<EF>& commitment : claims) {
    for (const MatrixClaim<EF>& matrix : commitment.matrices) {
      for (const PointClaim<EF>& point : matrix.points) {
        challenger.observe_ext_all(std::span<const EF>(point.values));
      }
    }
  }
  if (!challenger.check_witness(parameters.batch_pow_bits, proof.batch_pow_witness)) {
    return VerifyError{.reason = kInvalidBatchPowWitness};
  }
  // Randomises the sum of all quotients (y - f(x)) / (z - x): error (claimed values) / |EF|.
  alpha = challenger.template sample_ext<EF>();
  return std::nullopt;
}

// Log heights of the committed matrices, all within the two-adicity.
template <class F, class EF>
std::optional<VerifyError> committed_heights(const FriParameters& parameters,
                                             std::span<const CommitmentClaim<EF>> claims,
                                             std::vector<unsigned>& log_heights) {
  std::uint64_t tallest = 0;
  for (const CommitmentClaim<EF>& commitment : claims) {
    for (const MatrixClaim<EF>& matrix : commitment.matrices) {
      tallest = std::max(tallest, std::uint64_t{matrix.log_height} + parameters.log_blowup);
      log_heights.push_back(matrix.log_height + parameters.log_blowup);
    }
  }
  if (log_heights.empty()) return VerifyError{.reason = kNoCommittedMatrices};
  if (tallest > F::kTwoAdicity) {
    return VerifyError{kGlobalMaxHeightTooLarge, 0, F::kTwoAdicity, tallest};
  }
  return std::nullopt;
}

}  // namespace

template <class F, class EF>
std::optional<VerifyError> verify_pcs(const StarkParameters& parameters, const HashSuite<F>& suite,
                                      std::span<const CommitmentClaim<EF>> claims,
                                      const FriProof<F, EF>& proof,
                                      Challenger<F>& challenger) noexcept {
  const FriParameters& fri = parameters.fri;
  if (auto error = check_parameters<F>(parameters)) return error;
  if (auto error = check_unread_witnesses(fri, proof)) return error;
  EF alpha;
  if (auto error = replay_pcs_transcript(fri, claims, proof, challenger, alpha)) return error;
  std::vector<unsigned> log_heights;
  if (auto error = committed_heights<F>(fri, claims, log_heights)) return error;
  const FriGeometry geometry = make_fri_geometry(fri, std::move(log_heights));
  if (auto error = check_fri_shape(parameters, suite, geometry, proof)) return error;
  FriChallenges<EF> challenges;
  if (auto error = replay_fri_transcript(fri, geometry, proof, challenger, challenges)) {
    return error;
  }
  const std::span<const MultiOpening<F>> openings = proof.input_openings;
  if (auto error =
          check_input_openings(parameters, suite, claims, geometry, challenges.indices, openings)) {
    return error;
  }
  ReducedOpenings<EF> reduced;
  if (auto error = reduce_input_openings(fri, claims, geometry, challenges.indices, openings, alpha,
                                         reduced)) {
    return error;
  }
  return check_fri_queries(parameters, suite, geometry, challenges, reduced, proof);
}

#define P3_INSTANTIATE(F, D)                                                                  \
  template std::optional<VerifyError> verify_pcs<F, Extension<F, D>>(                         \
      const StarkParameters&, const HashSuite<F>&,                                            \
      std::span<const CommitmentClaim<Extension<F, D>>>, const FriProof<F, Extension<F, D>>&, \
      Challenger<F>&) noexcept;
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
