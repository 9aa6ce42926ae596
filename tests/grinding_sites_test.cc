// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <map>

#include "p3/base/bits.h"
#include "p3/prove/batch.h"
#include "p3/prove/uni.h"
#include "p3/security/report.h"
#include "p3/security/subject.h"
#include "p3/verify/batch.h"
#include "p3/verify/uni.h"
#include "testing/recording_challenger.h"
#include "tests/small_statements.h"

// The report credits work where the verifier's transcript demands it, as much as it demands, and
// nowhere else.
namespace p3::testing {
namespace {

using F = KoalaBear;
using EF = KoalaBear4;
using Bits = std::vector<unsigned>;

// Another difficulty at every site, so that none can stand for another.
constexpr unsigned kOod = 1, kLookup = 2, kBatch = 3, kCommit = 4, kQuery = 5;

StarkConfig<F> config() {
  return {{.fri = {.log_blowup = 1,
                   .max_log_arity = 2,
                   .num_queries = 3,
                   .batch_pow_bits = kBatch,
                   .commit_pow_bits = kCommit,
                   .query_pow_bits = kQuery},
           .ood_pow_bits = kOod,
           .lookup_pow_bits = kLookup},
          make_hash_suite<F>(TreeHash::kPoseidon2, 2)};
}

// Difficulties in the order of the transcript. A challenge must follow at once: work that is done
// before something else is absorbed could be reused.
Bits ground(const RecordingChallenger<F>& challenger) {
  using Kind = TranscriptEvent::Kind;
  Bits bits;
  const auto& events = challenger.events();
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].kind != Kind::kGrind) continue;
    bits.push_back(events[i].bits);
    EXPECT_LT(i + 1, events.size());
    EXPECT_TRUE(events[i + 1].kind == Kind::kSample || events[i + 1].kind == Kind::kSampleBits);
  }
  return bits;
}

// What the report credits, without the terms that have no work.
std::map<SecurityTermKind, unsigned> credited(const SecuritySubject& subject) {
  std::map<SecurityTermKind, unsigned> out;
  const SecurityReport report = assess_security(config().parameters, subject.shape).value();
  for (const SecurityTerm& term : report.unique_decoding.terms) {
    if (term.grinding_bits != 0) out[term.kind] = term.grinding_bits;
  }
  return out;
}

std::map<SecurityTermKind, unsigned> all_but_lookups() {
  return {{SecurityTermKind::kDeepAli, kOod},
          {SecurityTermKind::kBatchCombination, kBatch},
          {SecurityTermKind::kLdtCommitPhase, kCommit},
          {SecurityTermKind::kLdtQueryPhase, kQuery}};
}

RecordingChallenger<F> recorder() {
  return {make_challenger<F>(config().suite), config().suite.hasher->kind()};
}

TEST(GrindingSites, UniGrindsWhatTheReportCredits) {
  ThreadPool pool(1);
  const auto hasher = make_batch_hasher<F>(config().suite);
  const ProverContext<F> context{pool, *hasher};
  const SmallInstance<F> instance = make_small_feat<F>(5);
  const auto setup =
      setup_preprocessed<F>(context, config(), instance.preprocessed.clone()).value();
  const UniStatement<F> statement{instance.air.get(), instance.public_values, setup.key};
  const auto proof =
      prove_uni<F, EF>(context, config(), statement, {instance.trace.clone(), &setup});
  auto challenger = recorder();
  ASSERT_FALSE(verify_uni_with(config(), statement, proof.value(), challenger));
  // 2^6 points folded by 4, 4, 2.
  EXPECT_EQ(ground(challenger), (Bits{kOod, kBatch, kCommit, kCommit, kCommit, kQuery}));
  EXPECT_EQ(
      credited(uni_security_subject<F>({4, TreeHash::kPoseidon2, 2}, {instance.air.get(), 5})),
      all_but_lookups());
}

struct BatchRun {
  Bits ground;
  std::map<SecurityTermKind, unsigned> credited;
};

BatchRun run_batch(const std::vector<SmallInstance<F>>& instances) {
  ThreadPool pool(1);
  const auto hasher = make_batch_hasher<F>(config().suite);
  const ProverContext<F> context{pool, *hasher};
  BatchStatement<F> statement;
  BatchWitness<F> witness;
  std::vector<Matrix<F>> values;
  std::vector<AirInstance<F>> airs;
  for (const SmallInstance<F>& instance : instances) {
    airs.push_back({instance.air.get(), log2_strict(instance.trace.height())});
    statement.instances.push_back({instance.air.get(), instance.public_values});
    witness.traces.push_back(instance.trace.clone());
    values.push_back(instance.preprocessed.clone());
  }
  const auto setup = setup_batch_preprocessed<F>(context, config(), std::move(values)).value();
  statement.preprocessed = setup.key;
  witness.preprocessed = &setup;
  const auto proof = prove_batch<F, EF>(context, config(), statement, std::move(witness));
  auto challenger = recorder();
  EXPECT_FALSE(verify_batch_with(config(), statement, proof.value(), challenger));
  return {ground(challenger),
          credited(batch_security_subject<F>({4, TreeHash::kPoseidon2, 2}, airs))};
}

TEST(GrindingSites, BatchGrindsForLookupsWhereItHasThem) {
  const BatchRun with = run_batch(make_small_batch<F>(5));
  auto expected = all_but_lookups();
  expected[SecurityTermKind::kLogupFingerprint] = kLookup;
  EXPECT_EQ(with.credited, expected);
  ASSERT_GE(with.ground.size(), 5u);
  EXPECT_EQ(with.ground.front(), kLookup);
  EXPECT_EQ(with.ground[1], kOod);
  EXPECT_EQ(with.ground[2], kBatch);
  EXPECT_EQ(with.ground.back(), kQuery);
  for (std::size_t i = 3; i + 1 < with.ground.size(); ++i) EXPECT_EQ(with.ground[i], kCommit);

  std::vector<SmallInstance<F>> plain;
  plain.push_back(make_small_feat<F>(5));
  const BatchRun without = run_batch(plain);
  EXPECT_EQ(without.ground, (Bits{kOod, kBatch, kCommit, kCommit, kCommit, kQuery}));
  EXPECT_EQ(without.credited, all_but_lookups());
}

}  // namespace
}  // namespace p3::testing
