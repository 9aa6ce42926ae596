// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "p3/field/isa/isa.h"
#include "p3/fri/pcs_fixture.h"

// Round trips of the PCS: what the prover opens, the verifier accepts, for all fields and the
// corners of the schedule; and the result depends on nothing but the statement.
namespace p3::testing {
namespace {

FriParameters fri(unsigned log_blowup, unsigned log_final, unsigned max_log_arity,
                  std::size_t queries, unsigned batch_pow = 0, unsigned commit_pow = 0,
                  unsigned query_pow = 0) {
  return {log_blowup, log_final, max_log_arity, queries, batch_pow, commit_pow, query_pow};
}

std::vector<PcsScenario> scenarios() {
  std::vector<PcsScenario> list;
  const auto add = [&](const char* name, FriParameters parameters, unsigned cap_height,
                       std::vector<std::vector<MatrixSpec>> commitments,
                       TreeHash hash = TreeHash::kKeccakF, unsigned arity = 2) {
    list.push_back(
        {name, {.fri = parameters, .cap_height = cap_height}, std::move(commitments), hash, arity});
  };
  add("one matrix, two points", fri(1, 0, 1, 5), 0, {{{5, 3, {0, 1}}}});
  add("heights in one commitment", fri(1, 0, 3, 6, 3, 2, 4), 2,
      {{{5, 3, {0, 1}}, {2, 2, {0}}, {4, 1, {1, 0}}}, {{4, 5, {2}}}});
  add("heights in several commitments", fri(2, 0, 2, 4), 1,
      {{{1, 2, {0}}}, {{6, 2, {0, 1}}, {6, 1, {0}}}, {{3, 2, {1}}}, {{6, 17, {0}}}});
  add("long final polynomial", fri(1, 2, 3, 4, 0, 3, 0), 3,
      {{{5, 3, {0, 1}}, {3, 2, {0}}}, {{4, 5, {2}}}});
  add("final polynomial one below the trace", fri(1, 4, 3, 4), 0, {{{5, 3, {0}}}});
  add("constant trace alone: no round", fri(1, 0, 1, 3), 1, {{{0, 3, {0, 1}}}});
  add("constant trace below others", fri(2, 0, 2, 4, 2, 0, 2), 0,
      {{{3, 2, {0, 1}}, {0, 3, {0}}}, {{0, 1, {1}}}});
  add("two rows", fri(3, 0, 1, 4), 1, {{{1, 2, {0, 1}}}});
  add("arity above every height", fri(1, 0, 8, 4), 1, {{{4, 2, {0}}}, {{2, 2, {0}}}});
  add("more queries than rows", fri(1, 0, 2, 40), 1, {{{3, 2, {0, 1}}, {1, 1, {0}}}});
  add("wide rows", fri(1, 0, 2, 3), 0, {{{3, 67, {0, 1}}, {2, 33, {1}}}});
  add("arity 4 tree", fri(1, 0, 2, 5), 1, {{{5, 3, {0, 1}}, {3, 2, {0}}}}, TreeHash::kKeccakF, 4);
  add("poseidon2", fri(1, 0, 2, 5, 2, 2, 2), 1, {{{4, 3, {0, 1}}, {2, 2, {0}}}},
      TreeHash::kPoseidon2);
  add("byte digests", fri(1, 1, 1, 5, 2, 0, 2), 1, {{{4, 3, {0, 1}}, {2, 2, {0}}}},
      TreeHash::kKeccak256);
  return list;
}

template <class Pair>
class PcsTest : public ::testing::Test {};
TYPED_TEST_SUITE(PcsTest, AllFieldPairs);

TYPED_TEST(PcsTest, AcceptsWhatTheProverOpens) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  for (const PcsScenario& scenario : scenarios()) {
    SCOPED_TRACE(scenario.name);
    const auto statement = make_statement<F, EF>(scenario, 1, /*check_values=*/true);
    F verifier_end;
    const auto error = statement.verify(&verifier_end);
    EXPECT_FALSE(error.has_value()) << to_string(*error);
    EXPECT_EQ(verifier_end, statement.prover_end);
  }
}

TYPED_TEST(PcsTest, DependsOnNeitherThreadsNorInstructionSet) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  const Isa before = active_isa();
  // Tall enough for several ranges per pass.
  PcsScenario scenario{"", {.fri = fri(1, 0, 3, 6, 3, 3, 3), .cap_height = 2}, {}};
  scenario.commitments = {{{11, 3, {0, 1}}, {9, 21, {0}}}, {{11, 4, {0}}}};
  const auto reference = make_statement<F, EF>(scenario, 1);
  for (const Isa isa : supported_isas()) {
    ASSERT_TRUE(select_isa(isa));
    for (const unsigned threads : {1u, 2u, 5u}) {
      const auto other = make_statement<F, EF>(scenario, threads);
      EXPECT_EQ(other.proof, reference.proof) << isa_name(isa) << " " << threads;
      EXPECT_FALSE(other.verify().has_value());
    }
  }
  ASSERT_TRUE(select_isa(before));
}

TYPED_TEST(PcsTest, ProverRefusesWhatItCannotOpen) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  ThreadPool pool(1);
  const auto suite = make_hash_suite<F>(TreeHash::kKeccakF, 2);
  const auto hasher = make_batch_hasher<F>(suite);
  const auto challenger = make_challenger(suite);
  StarkParameters parameters{.fri = fri(1, 2, 1, 2)};
  const auto open = [&](std::vector<OpeningRound<F, EF>> rounds) {
    const auto result = open_pcs<F, EF>(parameters, *hasher, rounds, *challenger, pool);
    EXPECT_FALSE(result.ok());
    return result.error();
  };
  EXPECT_EQ(open({}).fault, OpenFault::kNothingCommitted);

  // Folding stops at log height 3: a matrix of that height has too high a degree.
  std::vector<Matrix<F>> matrices;
  matrices.push_back(Matrix<F>::zeros(8, 1));
  const auto tree = MerkleTree<F>::commit(*hasher, std::move(matrices), 0, pool);
  const OpenError error = open({{&tree, {{EF::monomial(1)}}}});
  EXPECT_EQ(error.fault, OpenFault::kInputHeightTooSmall);
  EXPECT_EQ(error.got, 3u);
  EXPECT_EQ(error.limit, 3u);

  parameters.fri.num_queries = 0;
  const OpenError bad = open({{&tree, {{EF::monomial(1)}}}});
  EXPECT_EQ(bad.fault, OpenFault::kBadParameters);
  EXPECT_EQ(bad.parameters->reason, VerifyReason::kZeroQueries);
}

}  // namespace
}  // namespace p3::testing
