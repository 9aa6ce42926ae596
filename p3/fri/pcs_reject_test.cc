// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "p3/fri/fold_row.h"
#include "p3/fri/fri_verifier.h"
#include "p3/fri/input_openings.h"
#include "p3/fri/pcs_fixture.h"

// Negative twins: every check of the PCS and FRI verifiers (spec 2.16) is reached by a proof, a
// claim or a parameter that differs from an accepted one in one place. What was reached is noted,
// and a reason that no test reaches fails the run.
namespace p3::testing {
namespace {

using enum VerifyReason;

std::set<VerifyReason>& reached() {
  static std::set<VerifyReason> reasons;
  return reasons;
}

void expect_reason(const std::optional<VerifyError>& error, VerifyReason reason,
                   MerkleError merkle = MerkleError::kNone) {
  ASSERT_TRUE(error.has_value()) << "accepted, expected " << reason_name(reason);
  EXPECT_EQ(error->reason, reason) << to_string(*error) << ", expected " << reason_name(reason);
  EXPECT_EQ(error->merkle, merkle) << to_string(*error);
  reached().insert(error->reason);
}

// All reasons that this room can give.
class CoverageEnvironment : public ::testing::Environment {
 public:
  void TearDown() override {
    if (GTEST_FLAG_GET(filter) != "*") return;
    const auto check = [](VerifyReason first, VerifyReason last) {
      for (auto i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
        const auto reason = static_cast<VerifyReason>(i);
        EXPECT_TRUE(reached().contains(reason)) << reason_name(reason) << " is reached by no test";
      }
    };
    check(kZeroQueries, kTooManyPowBits);
    check(kNonCanonicalBatchPowWitness, kCommitPhaseMmcsError);
  }
};
const auto* const kCoverage = ::testing::AddGlobalTestEnvironment(new CoverageEnvironment);

// LDE heights 6 and 4 (first commitment), 6 (second); rounds of arity 4 at 6 and 4; 2 coefficients.
PcsScenario base_scenario(unsigned pow_bits = 0) {
  PcsScenario scenario;
  scenario.name = "base";
  scenario.parameters.fri = {1, 1, 2, 6, pow_bits, pow_bits, pow_bits};
  scenario.parameters.cap_height = 1;
  scenario.commitments = {{{5, 3, {0, 1}}, {3, 2, {0}}}, {{5, 4, {0}}}};
  return scenario;
}

template <class Pair>
class PcsRejectTest : public ::testing::Test {
 protected:
  using BaseF = typename Pair::F;
  using ExtF = typename Pair::EF;
  using Statement = PcsStatement<BaseF, ExtF>;
  using Change = std::function<void(Statement&)>;

  // The accepted statement, changed by `change`, is rejected for this reason.
  void rejects(VerifyReason reason, const Change& change, MerkleError merkle = MerkleError::kNone) {
    SCOPED_TRACE(reason_name(reason));
    Statement changed = base_;
    change(changed);
    expect_reason(changed.verify(), reason, merkle);
  }

  // The indices that verifying `s` draws; `s` needs no grinding.
  static std::vector<std::uint64_t> indices_of(const Statement& s) {
    const auto challenger = Statement::start(s.suite, s.claims);
    PcsShape shape;
    for (const auto& commitment : s.claims) {
      auto& matrices = shape.claims.emplace_back();
      for (const auto& matrix : commitment.matrices) {
        auto& points = matrices.emplace_back();
        for (const auto& point : matrix.points) points.push_back(point.values.size());
      }
    }
    challenger->observe_seed(pcs_seed<BaseF, ExtF>(shape));
    for (const auto& commitment : s.claims) {
      for (const auto& matrix : commitment.matrices) {
        for (const auto& point : matrix.points) {
          challenger->observe_ext_all(std::span<const ExtF>(point.values));
        }
      }
    }
    (void)challenger->template sample_ext<ExtF>();
    FriChallenges<ExtF> challenges;
    EXPECT_FALSE((replay_fri_transcript<BaseF, ExtF>(s.parameters.fri, geometry_of(s), s.proof,
                                                     *challenger, challenges)
                      .has_value()));
    betas_ = challenges.betas;
    return challenges.indices;
  }

  static FriGeometry geometry_of(const Statement& s) {
    std::vector<unsigned> heights;
    for (const auto& commitment : s.claims) {
      for (const auto& matrix : commitment.matrices) {
        heights.push_back(matrix.log_height + s.parameters.fri.log_blowup);
      }
    }
    return make_fri_geometry(s.parameters.fri, heights);
  }

  // The base scenario with queries in distinct groups of four rows, so that no two paths merge
  // below the second layer and a change has one consequence.
  static Statement make_base() {
    for (std::uint64_t seed = 0;; ++seed) {
      Statement s = make_statement<BaseF, ExtF>(base_scenario(), 1, false, seed);
      std::set<std::uint64_t> groups;
      for (const std::uint64_t index : indices_of(s)) groups.insert(index >> 2);
      if (groups.size() == s.parameters.fri.num_queries) return s;
    }
  }

  const Statement base_ = make_base();
  static inline std::vector<ExtF> betas_;  // of the last indices_of
};
// One pair per field and kind of modulus; the round trips of pcs_test.cc cover the others.
using RejectFieldPairs =
    ::testing::Types<FieldPair<KoalaBear, 5>, FieldPair<BabyBear, 4>, FieldPair<Goldilocks, 2>>;
TYPED_TEST_SUITE(PcsRejectTest, RejectFieldPairs);

TYPED_TEST(PcsRejectTest, BaseIsAccepted) { EXPECT_FALSE(this->base_.verify().has_value()); }

TYPED_TEST(PcsRejectTest, Parameters) {
  this->rejects(kZeroQueries, [](auto& s) { s.parameters.fri.num_queries = 0; });
  this->rejects(kTooManyQueries, [](auto& s) { s.parameters.fri.num_queries = ~std::size_t{0}; });
  this->rejects(kZeroBlowup, [](auto& s) { s.parameters.fri.log_blowup = 0; });
  this->rejects(kZeroFoldingArity, [](auto& s) { s.parameters.fri.max_log_arity = 0; });
  this->rejects(kFoldingArityTooLarge, [](auto& s) { s.parameters.fri.max_log_arity = 64; });
  this->rejects(kFinalHeightTooLarge, [](auto& s) { s.parameters.fri.log_final_poly_len = 64; });
  this->rejects(kCapTooHigh, [](auto& s) { s.parameters.cap_height = 64; });
  this->rejects(kTooManyPowBits, [](auto& s) { s.parameters.fri.query_pow_bits = 64; });
}

TYPED_TEST(PcsRejectTest, WitnessesThatNobodyReadsAreZero) {
  using F = typename TypeParam::F;
  this->rejects(kNonCanonicalBatchPowWitness,
                [](auto& s) { s.proof.batch_pow_witness = F::one(); });
  this->rejects(kNonCanonicalCommitPowWitness,
                [](auto& s) { s.proof.commit_pow_witnesses[1] = F::one(); });
  this->rejects(kNonCanonicalQueryPowWitness,
                [](auto& s) { s.proof.query_pow_witness = F::one(); });
}

TYPED_TEST(PcsRejectTest, WitnessesThatAreReadMustBeGround) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  const auto ground = make_statement<F, EF>(base_scenario(/*pow_bits=*/8));
  ASSERT_FALSE(ground.verify().has_value());
  // A change passes the grind with probability 2^-8; these do not.
  auto s = ground;
  s.proof.batch_pow_witness += F::one();
  expect_reason(s.verify(), kInvalidBatchPowWitness);
  for (std::size_t round = 0; round < 2; ++round) {
    s = ground;
    s.proof.commit_pow_witnesses[round] += F::one();
    expect_reason(s.verify(), kInvalidCommitPowWitness);
    EXPECT_EQ(s.verify()->index, round);
  }
  s = ground;
  s.proof.query_pow_witness += F::one();
  expect_reason(s.verify(), kInvalidQueryPowWitness);
  // One more bit asked for: another seed, so the first grind fails.
  s = ground;
  s.parameters.fri.batch_pow_bits = 9;
  expect_reason(s.verify(), kInvalidBatchPowWitness);
}

TYPED_TEST(PcsRejectTest, Heights) {
  using F = typename TypeParam::F;
  this->rejects(kNoCommittedMatrices, [](auto& s) { s.claims.clear(); });
  this->rejects(kNoCommittedMatrices, [](auto& s) {
    for (auto& claim : s.claims) claim.matrices.clear();
  });
  this->rejects(kGlobalMaxHeightTooLarge,
                [](auto& s) { s.claims[1].matrices[0].log_height = F::kTwoAdicity; });
  this->rejects(kGlobalMaxHeightTooLarge,
                [](auto& s) { s.claims[1].matrices[0].log_height = 0xffffffffu; });
}

// Every list of the FRI proof, one too short and one too long, before anything is absorbed.
TYPED_TEST(PcsRejectTest, LengthsOfTheFriProof) {
  const auto both = [&](VerifyReason reason, auto&& list_of) {
    this->rejects(reason, [&](auto& s) { list_of(s).pop_back(); });
    this->rejects(reason, [&](auto& s) { list_of(s).emplace_back(); });
    this->rejects(reason, [&](auto& s) { list_of(s).clear(); });
  };
  both(kCommitPhaseOpeningsCountMismatch,
       [](auto& s) -> auto& { return s.proof.commit_phase_openings; });
  both(kCommitPhaseQueryCountMismatch,
       [](auto& s) -> auto& { return s.proof.commit_phase_openings[1].sibling_values; });
  both(kSiblingValuesLengthMismatch,
       [](auto& s) -> auto& { return s.proof.commit_phase_openings[1].sibling_values[5]; });
  both(kFinalPolyLengthMismatch, [](auto& s) -> auto& { return s.proof.final_poly; });
  both(kCommitRoundCountMismatch, [](auto& s) -> auto& { return s.proof.commit_phase_commits; });
  both(kCommitPowWitnessCountMismatch,
       [](auto& s) -> auto& { return s.proof.commit_pow_witnesses; });
  // Upstream accepts unreachable extra roots; we do not.
  this->rejects(
      kCommitPhaseMmcsError, [](auto& s) { s.proof.commit_phase_commits[0].pop_back(); },
      MerkleError::kWrongCapSize);
  this->rejects(
      kCommitPhaseMmcsError, [](auto& s) { s.proof.commit_phase_commits[1].resize(4); },
      MerkleError::kWrongCapSize);
  this->rejects(
      kInputError, [](auto& s) { s.claims[0].cap.resize(4); }, MerkleError::kWrongCapSize);
}

TYPED_TEST(PcsRejectTest, LengthsOfTheInputOpenings) {
  this->rejects(kInputProofBatchCountMismatch, [](auto& s) { s.proof.input_openings.pop_back(); });
  this->rejects(kInputProofBatchCountMismatch,
                [](auto& s) { s.proof.input_openings.emplace_back(); });
  this->rejects(kInputOpeningsQueryCountMismatch,
                [](auto& s) { s.proof.input_openings[1].opened_values.pop_back(); });
  this->rejects(kInputOpeningsQueryCountMismatch,
                [](auto& s) { s.proof.input_openings[0].opened_values.emplace_back(); });
  this->rejects(kBatchOpenedValuesCountMismatch,
                [](auto& s) { s.proof.input_openings[0].opened_values[2].pop_back(); });
  this->rejects(kBatchOpenedValuesCountMismatch,
                [](auto& s) { s.proof.input_openings[0].opened_values[2].emplace_back(); });
  this->rejects(kMatrixWithoutOpeningPoints,
                [](auto& s) { s.claims[0].matrices[1].points.clear(); });
  const auto row = [](auto& s) -> auto& { return s.proof.input_openings[0].opened_values[0][0]; };
  this->rejects(kInputError, [&](auto& s) { row(s).pop_back(); }, MerkleError::kWrongWidth);
  this->rejects(kInputError, [&](auto& s) { row(s).emplace_back(); }, MerkleError::kWrongWidth);
  this->rejects(
      kInputError, [](auto& s) { s.proof.input_openings[0].siblings.pop_back(); },
      MerkleError::kSiblingCountMismatch);
  this->rejects(
      kInputError, [](auto& s) { s.proof.input_openings[1].siblings.emplace_back(); },
      MerkleError::kSiblingCountMismatch);
  // A commitment to nothing, with an opening of nothing. (Another claim moves the indices, so the
  // check is driven directly.)
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  const std::vector<CommitmentClaim<EF>> claims(1);
  std::vector<MultiOpening<F>> openings(1);
  openings[0].opened_values.resize(1);
  const std::vector<std::uint64_t> indices = {3};
  expect_reason((check_input_openings<F, EF>(this->base_.parameters, this->base_.suite, claims,
                                             this->geometry_of(this->base_), indices, openings)),
                kInputError, MerkleError::kEmptyBatch);
}

TYPED_TEST(PcsRejectTest, EveryValueIsAuthenticated) {
  using F = typename TypeParam::F;
  const std::size_t queries = 6;
  for (std::size_t q = 0; q < queries; ++q) {
    for (std::size_t m = 0; m < 2; ++m) {
      this->rejects(
          kInputError,
          [&](auto& s) { s.proof.input_openings[0].opened_values[q][m][1] += F::one(); },
          MerkleError::kCapMismatch);
    }
  }
  this->rejects(
      kInputError, [](auto& s) { s.proof.input_openings[1].siblings[0].words[0] ^= 2; },
      MerkleError::kCapMismatch);
  this->rejects(
      kCommitPhaseMmcsError,
      [](auto& s) { s.proof.commit_phase_openings[0].siblings[0].words[3] ^= 2; },
      MerkleError::kCapMismatch);
  this->rejects(
      kCommitPhaseMmcsError, [](auto& s) { s.proof.commit_phase_openings[0].siblings.pop_back(); },
      MerkleError::kSiblingCountMismatch);
  this->rejects(
      kCommitPhaseMmcsError,
      [](auto& s) { s.proof.commit_phase_openings[1].siblings.emplace_back(); },
      MerkleError::kSiblingCountMismatch);
}

// Whatever the transcript absorbs, a change of it moves the indices: some check fails.
TYPED_TEST(PcsRejectTest, AbsorbedValuesMoveTheQueries) {
  using EF = typename TypeParam::EF;
  const auto rejected = [&](auto&& change) {
    auto s = this->base_;
    change(s);
    EXPECT_TRUE(s.verify().has_value());
  };
  rejected([](auto& s) { s.claims[0].matrices[0].points[1].values[2] += EF::one(); });
  rejected([](auto& s) { s.claims[1].matrices[0].points[0].values[0] += EF::monomial(1); });
  rejected([](auto& s) { s.claims[1].cap[0].words[0] ^= 2; });
  rejected([](auto& s) { s.proof.final_poly[1] += EF::one(); });
  rejected([](auto& s) { s.proof.commit_phase_commits[0][1].words[1] ^= 2; });
  rejected([](auto& s) {
    std::swap(s.claims[0].matrices[0].points[0].values, s.claims[0].matrices[0].points[1].values);
  });
  rejected([](auto& s) { s.parameters.fri.num_queries = 5; });
  rejected([](auto& s) { s.parameters.fri.max_log_arity = 3; });
}

TYPED_TEST(PcsRejectTest, PointsAreNotAbsorbedButChecked) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  // Another point for the same values: the quotient is no polynomial any more.
  this->rejects(kFinalPolyMismatch,
                [](auto& s) { s.claims[0].matrices[0].points[0].point += EF::one(); });
  const std::uint64_t index = this->indices_of(this->base_)[3];
  this->rejects(kOpeningPointMatchesQueryPoint, [&](auto& s) {
    const F x = F::generator() * exp_u64(F::two_adic_generator(6), reverse_bits(index, 6));
    s.claims[0].matrices[0].points[1].point = EF(x);
  });
}

// Siblings may lie without the fold noticing: the value at beta is one linear form of the row. The
// tree notices. Where two queries share a row, the rows contradict each other before it is hashed.
TYPED_TEST(PcsRejectTest, FoldPreservingSiblingsAreCaughtByTheTree) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  this->rejects(kFinalPolyMismatch, [](auto& s) {
    s.proof.commit_phase_openings[0].sibling_values[0][0] += EF::one();
  });
  const auto lie = [&](PcsStatement<F, EF>& s, std::size_t query, std::uint64_t index) {
    const EF beta = this->betas_[0];
    auto& siblings = s.proof.commit_phase_openings[0].sibling_values[query];
    // Weights of the first two siblings in the fold.
    EF weight[2];
    for (std::size_t k = 0; k < 2; ++k) {
      std::vector<EF> row(4, EF::zero());
      row[k < (index & 3) ? k : k + 1] = EF::one();
      weight[k] = fold_row<F, EF>(row, index >> 2, 4, beta);
    }
    siblings[0] += weight[1];
    siblings[1] -= weight[0];
  };
  const auto indices = this->indices_of(this->base_);
  this->rejects(
      kCommitPhaseMmcsError, [&](auto& s) { lie(s, 2, indices[2]); }, MerkleError::kCapMismatch);

  PcsScenario crowded = base_scenario();
  crowded.parameters.fri.num_queries = 40;
  auto s = make_statement<F, EF>(crowded);
  const auto many = this->indices_of(s);
  // 40 queries in 16 rows: some query shares its row.
  std::size_t liar = 0;
  const auto rows_like = [&](std::uint64_t row) {
    return std::count_if(many.begin(), many.end(), [&](auto i) { return i >> 2 == row; });
  };
  while (rows_like(many[liar] >> 2) == 1) ++liar;
  lie(s, liar, many[liar]);
  expect_reason(s.verify(), kCommitPhaseMmcsError, MerkleError::kInconsistentDuplicateOpenings);
}

TYPED_TEST(PcsRejectTest, MergedPathsMustAgree) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  PcsScenario crowded = base_scenario();
  crowded.parameters.fri.num_queries = 40;
  const auto accepted = make_statement<F, EF>(crowded);
  ASSERT_FALSE(accepted.verify().has_value());
  const auto indices = this->indices_of(accepted);
  // Two queries of one row of the short matrix (4 rows of the tall one), the higher one not the
  // lead.
  bool group = false;
  bool duplicate = false;
  for (std::size_t a = 0; a < indices.size(); ++a) {
    for (std::size_t b = 0; b < indices.size(); ++b) {
      auto s = accepted;
      s.proof.input_openings[0].opened_values[b][1][0] += F::one();
      const bool first = std::find(indices.begin(), indices.end(), indices[b]) ==
                         indices.begin() + static_cast<std::ptrdiff_t>(b);
      const bool single = std::count(indices.begin(), indices.end(), indices[b]) == 1;
      if (!group && indices[a] >> 2 == indices[b] >> 2 && indices[a] < indices[b] && single) {
        expect_reason(s.verify(), kInputError, MerkleError::kInconsistentGroupOpening);
        group = true;
      }
      if (!duplicate && a != b && indices[a] == indices[b] && !first) {
        expect_reason(s.verify(), kInputError, MerkleError::kInconsistentDuplicateOpenings);
        duplicate = true;
      }
    }
  }
  EXPECT_TRUE(group && duplicate);
}

// Checks that an honest-looking Merkle opening must have passed first, so they are driven directly.
TYPED_TEST(PcsRejectTest, ClaimsOfDifferentWidth) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  auto s = this->base_;
  const auto indices = this->indices_of(s);
  s.claims[0].matrices[0].points[1].values.pop_back();
  ReducedOpenings<EF> reduced;
  expect_reason(
      (reduce_input_openings<F, EF>(s.parameters.fri, s.claims, this->geometry_of(s), indices,
                                    s.proof.input_openings, EF::from_u64(2), reduced)),
      kPointEvaluationCountMismatch);
}

TYPED_TEST(PcsRejectTest, ConstantTraceMustBeConstant) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  // One row; claims another value than the row holds. No fold would notice.
  const StarkParameters parameters{.fri = {.log_blowup = 1}};
  std::vector<CommitmentClaim<EF>> claims(1);
  claims[0].matrices = {{0, {{EF::monomial(1), {EF::one()}}}}};
  const FriGeometry geometry = make_fri_geometry(parameters.fri, {1});
  std::vector<MultiOpening<F>> openings(1);
  openings[0].opened_values = {{{F::one()}}};
  const std::vector<std::uint64_t> indices = {1};
  ReducedOpenings<EF> reduced;
  EXPECT_FALSE((reduce_input_openings<F, EF>(parameters.fri, claims, geometry, indices, openings,
                                             EF::monomial(1), reduced)
                    .has_value()));
  openings[0].opened_values[0][0][0] = F::two();
  expect_reason((reduce_input_openings<F, EF>(parameters.fri, claims, geometry, indices, openings,
                                              EF::monomial(1), reduced)),
                kFinalPolyMismatch);
}

TYPED_TEST(PcsRejectTest, HeightsThatFoldingDoesNotReach) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  const auto suite = make_hash_suite<F>(TreeHash::kKeccakF, 2);
  StarkParameters parameters{.fri = {.log_blowup = 1, .log_final_poly_len = 2, .num_queries = 1}};
  FriProof<F, EF> proof;
  proof.final_poly.assign(4, EF::zero());
  // The only input is below the final height 3.
  FriGeometry geometry = make_fri_geometry(parameters.fri, {2});
  expect_reason(
      (check_fri_queries<F, EF>(parameters, suite, geometry, {{}, {0}}, {{{EF::zero()}}}, proof)),
      kFinalFoldHeightMismatch);
  // A second input is below the final height: it would never be tested.
  geometry = make_fri_geometry(parameters.fri, {4, 2});
  proof.commit_phase_openings = {{{{EF::zero()}}, {}}};
  expect_reason((check_fri_queries<F, EF>(parameters, suite, geometry, {{EF::one()}, {0}},
                                          {{{EF::zero(), EF::zero()}}}, proof)),
                kUnconsumedReducedOpenings);
}

}  // namespace
}  // namespace p3::testing
