// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "p3/air/check.h"
#include "p3/codec/encode.h"
#include "p3/field/isa/isa.h"
#include "p3/prove/batch.h"
#include "p3/prove/uni.h"
#include "p3/verify/batch.h"
#include "p3/verify/uni.h"
#include "tests/small_proofs.h"

// Prove and verify for every field, extension and hash suite; the bytes depend neither on the
// number of threads nor on the instruction set; and statements that do not hold are rejected.
namespace p3::testing {
namespace {

template <class Field, class Ext>
struct Pair {
  using F = Field;
  using EF = Ext;
};
using Pairs = ::testing::Types<Pair<KoalaBear, KoalaBear4>, Pair<KoalaBear, KoalaBear5>,
                               Pair<KoalaBear, KoalaBear8>, Pair<BabyBear, BabyBear4>,
                               Pair<BabyBear, BabyBear5>, Pair<BabyBear, BabyBear8>,
                               Pair<Goldilocks, Goldilocks2>, Pair<Goldilocks, Goldilocks5>>;

// All grinding sites, mixed arities, a cap: small enough to run hundreds of times.
StarkParameters small_parameters() {
  return {.fri = {.log_blowup = 1,
                  .log_final_poly_len = 0,
                  .max_log_arity = 2,
                  .num_queries = 4,
                  .batch_pow_bits = 1,
                  .commit_pow_bits = 1,
                  .query_pow_bits = 2},
          .ood_pow_bits = 1,
          .lookup_pow_bits = 1,
          .cap_height = 1};
}

template <class F>
std::vector<StarkConfig<F>> all_configs() {
  std::vector<StarkConfig<F>> out;
  for (const TreeHash hash : {TreeHash::kPoseidon2, TreeHash::kPoseidon2Width16, TreeHash::kKeccakF,
                              TreeHash::kKeccak256}) {
    for (const unsigned arity : {2u, 4u}) {
      if (!hash_suite_exists<F>(hash, arity)) continue;
      out.push_back({small_parameters(), make_hash_suite<F>(hash, arity)});
    }
  }
  return out;
}

std::string explain(const std::optional<VerifyError>& error) {
  return error ? to_string(*error) : "accepted";
}

template <class P>
class RoundTrip : public ::testing::Test {
 protected:
  ~RoundTrip() override { EXPECT_TRUE(select_isa(best_isa())); }
};
TYPED_TEST_SUITE(RoundTrip, Pairs);

TYPED_TEST(RoundTrip, UniInEverySuite) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  const auto instance = make_small_feat<F>(4);
  ASSERT_FALSE(check_trace<F>(*instance.air, instance.trace.view(), instance.preprocessed.view(),
                              instance.public_values));
  for (const StarkConfig<F>& config : all_configs<F>()) {
    const auto run = prove_small_uni<F, EF>(config, instance, 2);
    const auto error = verify_uni(config, run.statement, run.proof);
    EXPECT_FALSE(error) << explain(error);
    const auto bytes = encode(run.proof, config.suite.hasher->kind());
    EXPECT_FALSE((verify_uni_bytes<F, EF>(config, run.statement, bytes)));
  }
}

TYPED_TEST(RoundTrip, BatchInEverySuite) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  const auto instances = make_small_batch<F>(5);
  for (const StarkConfig<F>& config : all_configs<F>()) {
    const auto run = prove_small_batch<F, EF>(config, instances, 2);
    const auto error = verify_batch(config, run.statement, run.proof);
    EXPECT_FALSE(error) << explain(error);
    const auto bytes = encode(run.proof, config.suite.hasher->kind());
    EXPECT_FALSE((verify_batch_bytes<F, EF>(config, run.statement, bytes)));
  }
}

// 2^9 rows, so that every instruction set fills its lanes and every thread gets work.
TYPED_TEST(RoundTrip, BytesDependOnNeitherThreadsNorInstructionSet) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  const auto uni = make_small_feat<F>(9, 5);
  const auto batch = make_small_batch<F>(9);
  for (const TreeHash hash : {TreeHash::kPoseidon2, TreeHash::kKeccakF}) {
    const StarkConfig<F> config{small_parameters(), make_hash_suite<F>(hash, 2)};
    const DigestKind kind = config.suite.hasher->kind();
    std::vector<std::uint8_t> uni_bytes, batch_bytes;
    for (const Isa isa : supported_isas()) {
      ASSERT_TRUE(select_isa(isa));
      for (const unsigned threads : {1u, 2u, 3u}) {
        const auto uni_got = encode(prove_small_uni<F, EF>(config, uni, threads).proof, kind);
        const auto batch_got = encode(prove_small_batch<F, EF>(config, batch, threads).proof, kind);
        if (uni_bytes.empty()) uni_bytes = uni_got;
        if (batch_bytes.empty()) batch_bytes = batch_got;
        EXPECT_EQ(uni_got, uni_bytes) << isa_name(isa) << ", threads " << threads;
        EXPECT_EQ(batch_got, batch_bytes) << isa_name(isa) << ", threads " << threads;
      }
    }
  }
}

// Small heights; more chunks than the blowup covers, which Plonky3 0.6 got wrong (pitfall 19).
TYPED_TEST(RoundTrip, P19SmallHeightsAndManyChunks) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  const StarkConfig<F> config{small_parameters(), make_hash_suite<F>(TreeHash::kKeccakF, 2)};
  for (const unsigned log_degree : {1u, 2u, 3u, 6u}) {
    for (const unsigned degree : {2u, 5u, 9u}) {
      const auto instance = make_small_feat<F>(log_degree, degree);
      const auto run = prove_small_uni<F, EF>(config, instance, 2);
      const auto error = verify_uni(config, run.statement, run.proof);
      EXPECT_FALSE(error) << explain(error) << ", 2^" << log_degree << " rows, degree " << degree;
    }
  }
}

TYPED_TEST(RoundTrip, WrongTraceIsRejected) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  const StarkConfig<F> config{small_parameters(), make_hash_suite<F>(TreeHash::kKeccakF, 2)};
  auto instance = make_small_feat<F>(4);
  instance.trace.at(5, 1) += F::one();
  const auto failure = check_trace<F>(*instance.air, instance.trace.view(),
                                      instance.preprocessed.view(), instance.public_values);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->row, 5u);
  const auto run = prove_small_uni<F, EF>(config, instance, 1);
  const auto error = verify_uni(config, run.statement, run.proof);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->reason, VerifyReason::kOodEvaluationMismatch) << explain(error);
}

// Every identity holds, but one multiplicity of the table is too large: only the sum shows it.
TYPED_TEST(RoundTrip, UnbalancedBusIsRejected) {
  using F = typename TypeParam::F;
  using EF = typename TypeParam::EF;
  const StarkConfig<F> config{small_parameters(), make_hash_suite<F>(TreeHash::kKeccakF, 2)};
  auto instances = make_small_batch<F>(5);
  instances[1].trace.at(3, 0) += F::one();
  const auto run = prove_small_batch<F, EF>(config, instances, 1);
  const auto error = verify_batch(config, run.statement, run.proof);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->reason, VerifyReason::kTerminalSumNonZero) << explain(error);
}

TEST(Phases, HaveSpans) {
  const StarkConfig<KoalaBear> config{small_parameters(),
                                      make_hash_suite<KoalaBear>(TreeHash::kKeccakF, 2)};
  Profiler profiler;
  const auto instance = make_small_feat<KoalaBear>(4);
  (void)prove_small_uni<KoalaBear, KoalaBear4>(config, instance, 1, &profiler);
  std::vector<std::string> phases;
  for (const SpanRecord& record : profiler.records()) {
    if (record.depth == 1) phases.emplace_back(record.name);
  }
  EXPECT_EQ(phases,
            (std::vector<std::string>{"commit trace", "quotient", "commit quotient", "open"}));
}

}  // namespace
}  // namespace p3::testing
