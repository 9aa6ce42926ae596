// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/fri_verifier.h"

#include "p3/base/bits.h"
#include "p3/field/extension.h"
#include "p3/fri/fold_row.h"
#include "p3/merkle/schedule.h"
#include "p3/merkle/verify.h"

namespace p3 {
namespace {

using enum VerifyReason;

template <class EF>
std::optional<VerifyError> check_round_shape(std::size_t round, unsigned log_arity,
                                             std::size_t num_queries,
                                             const CommitPhaseOpening<EF>& opening) {
  if (opening.sibling_values.size() != num_queries) {
    return VerifyError{kCommitPhaseQueryCountMismatch, round, num_queries,
                       opening.sibling_values.size()};
  }
  const std::size_t siblings = (std::size_t{1} << log_arity) - 1;
  for (const std::vector<EF>& values : opening.sibling_values) {
    if (values.size() != siblings) {
      return VerifyError{kSiblingValuesLengthMismatch, round, siblings, values.size()};
    }
  }
  return std::nullopt;
}

// Rows and indices of one commit round over all queries, as they go to the Merkle check.
template <class F>
struct RoundRows {
  std::vector<std::uint64_t> indices;
  std::vector<std::vector<std::vector<F>>> rows;
};

// The row that was committed: the claimed siblings with the folded value in its place.
template <class EF>
std::vector<EF> assemble_row(std::size_t position, const EF& folded,
                             const std::vector<EF>& siblings) {
  std::vector<EF> row(siblings.begin(), siblings.end());
  row.insert(row.begin() + static_cast<std::ptrdiff_t>(position), folded);
  return row;
}

template <class F, class EF>
std::vector<F> flatten(const std::vector<EF>& row) {
  std::vector<F> out;
  out.reserve(row.size() * EF::kDegree);
  for (const EF& x : row) out.insert(out.end(), x.coeffs().begin(), x.coeffs().end());
  return out;
}

// Follows one query from its reduced openings down to the final polynomial.
template <class F, class EF>
std::optional<VerifyError> fold_query(const FriParameters& parameters, const FriGeometry& geometry,
                                      const FriChallenges<EF>& challenges, std::size_t query,
                                      const std::vector<EF>& reduced, const FriProof<F, EF>& proof,
                                      std::span<RoundRows<F>> rounds) {
  unsigned log_height = geometry.log_max_height();
  std::uint64_t index = challenges.indices[query];
  EF folded = reduced[0];
  std::size_t used = 1;
  for (std::size_t round = 0; round < geometry.log_arities.size(); ++round) {
    const unsigned log_arity = geometry.log_arities[round];
    const std::size_t position = index & ((std::size_t{1} << log_arity) - 1);
    std::vector<EF> row =
        assemble_row(position, folded, proof.commit_phase_openings[round].sibling_values[query]);
    index >>= log_arity;
    log_height -= log_arity;
    rounds[round].indices.push_back(index);
    rounds[round].rows.push_back({flatten<F>(row)});
    const EF beta = challenges.betas[round];
    folded = fold_row<F, EF>(row, index, log_height, beta);
    if (used < reduced.size() && geometry.log_heights[used] == log_height) {
      folded += exp_power_of_2(beta, log_arity) * reduced[used++];
    }
  }
  if (log_height != parameters.log_final_height()) {
    return VerifyError{kFinalFoldHeightMismatch, query, parameters.log_final_height(), log_height};
  }
  if (used != reduced.size()) {
    return VerifyError{kUnconsumedReducedOpenings, query, reduced.size(), used};
  }
  const unsigned log_max = geometry.log_max_height();
  const F x = exp_u64(F::two_adic_generator(log_max), reverse_bits(index, log_max));
  EF value = EF::zero();
  for (std::size_t i = proof.final_poly.size(); i-- > 0;) value = value * x + proof.final_poly[i];
  if (!(value == folded)) return VerifyError{.reason = kFinalPolyMismatch, .index = query};
  return std::nullopt;
}

}  // namespace

template <class F, class EF>
std::optional<VerifyError> check_fri_shape(const StarkParameters& parameters,
                                           const HashSuite<F>& suite, const FriGeometry& geometry,
                                           const FriProof<F, EF>& proof) noexcept {
  const std::size_t rounds = geometry.log_arities.size();
  if (proof.commit_phase_openings.size() != rounds) {
    return VerifyError{kCommitPhaseOpeningsCountMismatch, 0, rounds,
                       proof.commit_phase_openings.size()};
  }
  for (std::size_t round = 0; round < rounds; ++round) {
    if (auto error =
            check_round_shape(round, geometry.log_arities[round], parameters.fri.num_queries,
                              proof.commit_phase_openings[round])) {
      return error;
    }
  }
  if (proof.final_poly.size() != parameters.fri.final_poly_len()) {
    return VerifyError{kFinalPolyLengthMismatch, 0, parameters.fri.final_poly_len(),
                       proof.final_poly.size()};
  }
  if (proof.commit_phase_commits.size() != rounds) {
    return VerifyError{kCommitRoundCountMismatch, 0, rounds, proof.commit_phase_commits.size()};
  }
  if (proof.commit_pow_witnesses.size() != rounds) {
    return VerifyError{kCommitPowWitnessCountMismatch, 0, rounds,
                       proof.commit_pow_witnesses.size()};
  }
  // Upstream takes longer caps with unreachable roots: a second encoding of the same proof.
  unsigned log_height = geometry.log_max_height();
  for (std::size_t round = 0; round < rounds; ++round) {
    const unsigned log_arity = geometry.log_arities[round];
    const Dimensions dimensions = commit_phase_dimensions(log_height, log_arity, EF::kDegree);
    const std::size_t cap_size =
        make_merkle_schedule({&dimensions, 1}, suite.hasher->max_arity(), parameters.cap_height)
            .cap_size;
    if (proof.commit_phase_commits[round].size() != cap_size) {
      return VerifyError{kCommitPhaseMmcsError, round, cap_size,
                         proof.commit_phase_commits[round].size(), MerkleError::kWrongCapSize};
    }
    log_height -= log_arity;
  }
  return std::nullopt;
}

template <class F, class EF>
std::optional<VerifyError> replay_fri_transcript(const FriParameters& parameters,
                                                 const FriGeometry& geometry,
                                                 const FriProof<F, EF>& proof,
                                                 Challenger<F>& challenger,
                                                 FriChallenges<EF>& out) noexcept {
  challenger.observe_seed(fri_seed<F, EF>(make_fri_shape(parameters, geometry)));
  for (std::size_t round = 0; round < geometry.log_arities.size(); ++round) {
    challenger.observe_cap(proof.commit_phase_commits[round]);
    if (!challenger.check_witness(parameters.commit_pow_bits, proof.commit_pow_witnesses[round])) {
      return VerifyError{.reason = kInvalidCommitPowWitness, .index = round};
    }
    // beta combines the 2^a interleaved functions of the committed layer (and the input that
    // joins): a word far from the code stays far except for about 2^a * |layer| / |EF| of the
    // betas.
    out.betas.push_back(challenger.template sample_ext<EF>());
  }
  challenger.observe_ext_all(std::span<const EF>(proof.final_poly));
  if (!challenger.check_witness(parameters.query_pow_bits, proof.query_pow_witness)) {
    return VerifyError{.reason = kInvalidQueryPowWitness};
  }
  // Low bits of field elements: a bias of 2^bits / p, duplicates allowed.
  for (std::size_t query = 0; query < parameters.num_queries; ++query) {
    out.indices.push_back(challenger.sample_bits(geometry.log_max_height()));
  }
  return std::nullopt;
}

template <class F, class EF>
std::optional<VerifyError> check_fri_queries(const StarkParameters& parameters,
                                             const HashSuite<F>& suite, const FriGeometry& geometry,
                                             const FriChallenges<EF>& challenges,
                                             const ReducedOpenings<EF>& reduced,
                                             const FriProof<F, EF>& proof) noexcept {
  std::vector<RoundRows<F>> rounds(geometry.log_arities.size());
  for (std::size_t query = 0; query < challenges.indices.size(); ++query) {
    if (auto error = fold_query<F, EF>(parameters.fri, geometry, challenges, query,
                                       reduced.values[query], proof, rounds)) {
      return error;
    }
  }
  unsigned log_height = geometry.log_max_height();
  for (std::size_t round = 0; round < rounds.size(); ++round) {
    const unsigned log_arity = geometry.log_arities[round];
    const Dimensions dimensions = commit_phase_dimensions(log_height, log_arity, EF::kDegree);
    const MerkleError error = verify_multi_opening<F>(
        *suite.hasher, {&dimensions, 1}, parameters.cap_height, proof.commit_phase_commits[round],
        rounds[round].indices, {rounds[round].rows, proof.commit_phase_openings[round].siblings});
    if (error != MerkleError::kNone) {
      return VerifyError{.reason = kCommitPhaseMmcsError, .index = round, .merkle = error};
    }
    log_height -= log_arity;
  }
  return std::nullopt;
}

#define P3_INSTANTIATE(F, D)                                                          \
  template std::optional<VerifyError> check_fri_shape<F, Extension<F, D>>(            \
      const StarkParameters&, const HashSuite<F>&, const FriGeometry&,                \
      const FriProof<F, Extension<F, D>>&) noexcept;                                  \
  template std::optional<VerifyError> replay_fri_transcript<F, Extension<F, D>>(      \
      const FriParameters&, const FriGeometry&, const FriProof<F, Extension<F, D>>&,  \
      Challenger<F>&, FriChallenges<Extension<F, D>>&) noexcept;                      \
  template std::optional<VerifyError> check_fri_queries<F, Extension<F, D>>(          \
      const StarkParameters&, const HashSuite<F>&, const FriGeometry&,                \
      const FriChallenges<Extension<F, D>>&, const ReducedOpenings<Extension<F, D>>&, \
      const FriProof<F, Extension<F, D>>&) noexcept;
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
