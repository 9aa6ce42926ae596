// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "p3/base/bits.h"
#include "p3/dft/dft.h"
#include "p3/fri/pcs_prover.h"
#include "p3/fri/pcs_verifier.h"
#include "testing/random_field.h"

// Statements about random polynomials, opened by the real prover, for the tests of this room.
namespace p3::testing {

struct MatrixSpec {
  unsigned log_height;  // of the trace
  std::size_t width;
  std::vector<unsigned> points;  // numbers of the points at which it is opened
};

struct PcsScenario {
  const char* name = "";
  StarkParameters parameters;
  std::vector<std::vector<MatrixSpec>> commitments;
  TreeHash hash = TreeHash::kKeccakF;
  unsigned arity = 2;
};

// Everything that a verifier and a test of it need.
template <class F, class EF>
struct PcsStatement {
  StarkParameters parameters;
  HashSuite<F> suite;
  std::vector<CommitmentClaim<EF>> claims;
  FriProof<F, EF> proof;
  F prover_end;  // sampled by the prover's challenger after the proof

  // The caller's part of the transcript: the caps.
  static std::unique_ptr<Challenger<F>> start(const HashSuite<F>& suite,
                                              const std::vector<CommitmentClaim<EF>>& claims) {
    auto challenger = make_challenger(suite);
    for (const auto& claim : claims) challenger->observe_cap(claim.cap);
    return challenger;
  }
  std::optional<VerifyError> verify(F* end = nullptr) const {
    const auto challenger = start(suite, claims);
    const auto error = verify_pcs<F, EF>(parameters, suite, claims, proof, *challenger);
    if (end != nullptr) *end = challenger->sample();
    return error;
  }
};

// Value at `point` of the polynomial with the given values on H_n (natural order), by Horner.
template <class F, class EF>
EF evaluate_naive(const Matrix<F>& trace, std::size_t column, EF point) {
  ThreadPool serial(1);
  Matrix<F> coefficients = trace.clone();
  idft_batch(coefficients, serial);
  EF value = EF::zero();
  for (std::size_t i = trace.height(); i-- > 0;) value = value * point + coefficients.at(i, column);
  return value;
}

template <class F>
Matrix<F> random_trace(const MatrixSpec& spec, RandomField<F>& random) {
  const std::vector<F> cells = random.take((std::size_t{1} << spec.log_height) * spec.width);
  return Matrix<F>::from_values(cells, spec.width);
}

// Commits, opens and checks the opened values against Horner's rule.
template <class F, class EF>
PcsStatement<F, EF> make_statement(const PcsScenario& scenario, unsigned threads = 1,
                                   bool check_values = false, std::uint64_t seed = 7) {
  ThreadPool pool(threads);
  RandomField<F> random(seed);
  RandomField<EF> random_points(11);
  const std::vector<EF> points = random_points.take(4);
  PcsStatement<F, EF> s;
  s.parameters = scenario.parameters;
  s.suite = make_hash_suite<F>(scenario.hash, scenario.arity);
  const auto hasher = make_batch_hasher<F>(s.suite);
  std::vector<MerkleTree<F>> trees;
  std::vector<std::vector<Matrix<F>>> traces;
  for (const auto& commitment : scenario.commitments) {
    auto& of_commitment = traces.emplace_back();
    std::vector<Matrix<F>> ldes;
    for (const MatrixSpec& spec : commitment) {
      of_commitment.push_back(random_trace<F>(spec, random));
      ldes.push_back(coset_lde_bit_reversed(
          of_commitment.back().view(), scenario.parameters.fri.log_blowup, F::generator(), pool));
    }
    trees.push_back(
        MerkleTree<F>::commit(*hasher, std::move(ldes), scenario.parameters.cap_height, pool));
  }
  std::vector<OpeningRound<F, EF>> rounds;
  for (std::size_t c = 0; c < trees.size(); ++c) {
    OpeningRound<F, EF> round{&trees[c], {}};
    CommitmentClaim<EF> claim{trees[c].cap(), {}};
    for (const MatrixSpec& spec : scenario.commitments[c]) {
      auto& of_matrix = round.points.emplace_back();
      for (const unsigned p : spec.points) of_matrix.push_back(points[p]);
      claim.matrices.push_back({spec.log_height, {}});
    }
    rounds.push_back(std::move(round));
    s.claims.push_back(std::move(claim));
  }
  const auto challenger = PcsStatement<F, EF>::start(s.suite, s.claims);
  auto opened = open_pcs<F, EF>(s.parameters, *hasher, rounds, *challenger, pool);
  EXPECT_TRUE(opened.ok()) << scenario.name;
  s.prover_end = challenger->sample();
  s.proof = std::move(opened.value().proof);
  for (std::size_t c = 0; c < rounds.size(); ++c) {
    for (std::size_t m = 0; m < rounds[c].points.size(); ++m) {
      for (std::size_t p = 0; p < rounds[c].points[m].size(); ++p) {
        const EF point = rounds[c].points[m][p];
        const std::vector<EF>& values = opened.value().values[c][m][p];
        s.claims[c].matrices[m].points.push_back({point, values});
        for (std::size_t j = 0; check_values && j < values.size(); ++j) {
          EXPECT_EQ(values[j], evaluate_naive(traces[c][m], j, point));
        }
      }
    }
  }
  return s;
}

// All pairs of field and extension.
template <class T, unsigned D>
struct FieldPair {
  using F = T;
  using EF = Extension<T, D>;
};
using AllFieldPairs =
    ::testing::Types<FieldPair<KoalaBear, 4>, FieldPair<KoalaBear, 5>, FieldPair<KoalaBear, 8>,
                     FieldPair<BabyBear, 4>, FieldPair<BabyBear, 5>, FieldPair<BabyBear, 8>,
                     FieldPair<Goldilocks, 2>, FieldPair<Goldilocks, 5>>;

}  // namespace p3::testing
