// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/prove/memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "p3/base/bits.h"
#include "p3/base/cells.h"
#include "p3/prove/memory_model.h"
#include "tests/small_proofs.h"

// The predicted memory against the arena of real proofs: equal to the byte, because the prediction
// replays the prover's blocks. Peak memory of whole processes is compared in tests/cli.
namespace p3::testing {
namespace {

StarkParameters parameters(unsigned log_blowup, unsigned log_final_poly_len = 0) {
  StarkParameters out = testing_parameters();
  out.fri.log_blowup = log_blowup;
  out.fri.log_final_poly_len = log_final_poly_len;
  out.fri.max_log_arity = 3;
  out.cap_height = 2;
  return out;
}

template <class F>
std::uint64_t predicted(const StarkConfig<F>& config, unsigned degree, bool batch,
                        const std::vector<SmallInstance<F>>& instances, unsigned threads) {
  MemoryRequest<F> request{.config = config, .extension_degree = degree, .batch = batch};
  request.threads = threads;
  for (const auto& instance : instances) {
    request.instances.push_back({instance.air.get(), log2_strict(instance.trace.height()), false});
  }
  const auto estimate = estimate_memory(request);
  EXPECT_TRUE(estimate.ok()) << to_string(estimate.error());
  EXPECT_GE(estimate.value().peak(), estimate.value().arena);
  return estimate.value().arena;
}

// Bytes that the arena maps for one proof when it starts with nothing free.
template <class F, class EF>
std::uint64_t mapped(const StarkConfig<F>& config, bool batch,
                     const std::vector<SmallInstance<F>>& instances, unsigned threads) {
  release_free_cells();
  const std::size_t before = mapped_cells();
  if (batch) {
    (void)prove_small_batch<F, EF>(config, instances, threads);
  } else {
    (void)prove_small_uni<F, EF>(config, instances[0], threads);
  }
  return mapped_cells() - before;
}

template <class F, class EF>
void expect_equal(const StarkConfig<F>& config, bool batch,
                  const std::vector<SmallInstance<F>>& instances) {
  if (arena_bytes(std::size_t{1} << 30) == 0) GTEST_SKIP() << "AddressSanitizer: no arena";
  for (const unsigned threads : {1u, 2u, 3u}) {
    const std::uint64_t got = mapped<F, EF>(config, batch, instances, threads);
    EXPECT_GT(got, std::size_t{10} << 20);
    EXPECT_EQ(predicted<F>(config, EF::kDegree, batch, instances, threads), got)
        << threads << " threads";
  }
}

template <class F>
std::vector<SmallInstance<F>> one(SmallInstance<F> instance) {
  std::vector<SmallInstance<F>> out;
  out.push_back(std::move(instance));
  return out;
}

TEST(Memory, WideTraceInBothProtocols) {
  using F = KoalaBear;
  const auto wide = one(make_small_feat<F>(13, 3, 203));
  const StarkConfig<F> config{parameters(1), make_hash_suite<F>(TreeHash::kKeccakF, 2)};
  expect_equal<F, KoalaBear4>(config, false, wide);
  expect_equal<F, KoalaBear4>(config, true, wide);
}

TEST(Memory, TallTraceWithMoreChunksThanTheBlowupCovers) {
  using F = BabyBear;
  const auto tall = one(make_small_feat<F>(16, 9, 1));
  const StarkConfig<F> config{parameters(1), make_hash_suite<F>(TreeHash::kKeccakF, 4)};
  expect_equal<F, BabyBear5>(config, false, tall);
  expect_equal<F, BabyBear5>(config, true, tall);
}

TEST(Memory, LargerBlowupOverGoldilocks) {
  using F = Goldilocks;
  const auto tall = one(make_small_feat<F>(14, 5, 21));
  const StarkConfig<F> config{parameters(3, 2), make_hash_suite<F>(TreeHash::kKeccak256, 2)};
  expect_equal<F, Goldilocks2>(config, false, tall);
}

TEST(Memory, LookupsOverMixedHeights) {
  using F = KoalaBear;
  const auto batch = make_small_batch<F>(17);
  const StarkConfig<F> config{parameters(2), make_hash_suite<F>(TreeHash::kKeccakF, 2)};
  expect_equal<F, KoalaBear4>(config, true, batch);
}

TEST(Memory, SeveralTallInstances) {
  using F = KoalaBear;
  std::vector<SmallInstance<F>> batch;
  batch.push_back(make_small_feat<F>(14, 3, 40));
  batch.push_back(make_small_feat<F>(16, 5, 2));
  batch.push_back(make_small_feat<F>(12, 2, 160));
  const StarkConfig<F> config{parameters(1), make_hash_suite<F>(TreeHash::kKeccakF, 2)};
  expect_equal<F, KoalaBear8>(config, true, batch);
}

// What one proof leaves in pieces of the wrong sizes the next one trades for what it needs.
TEST(Memory, ProofsOfChangingShapesTakeWhatTheLargestTakes) {
  using F = KoalaBear;
  if (arena_bytes(std::size_t{1} << 30) == 0) GTEST_SKIP() << "AddressSanitizer: no arena";
  const StarkConfig<F> config{parameters(2), make_hash_suite<F>(TreeHash::kKeccakF, 2)};
  std::vector<std::vector<SmallInstance<F>>> statements;
  for (const auto& [log_rows, width] :
       {std::pair{13u, 150u}, {12u, 203u}, {14u, 90u}, {15u, 17u}}) {
    statements.push_back(one(make_small_feat<F>(log_rows, 3, width)));
    statements.back().push_back(make_small_feat<F>(11, 2, 300 - width));
  }
  release_free_cells();
  const std::size_t before = mapped_cells();
  std::uint64_t most = 0;
  for (std::size_t round = 0; round < 8; ++round) {
    const auto& statement = statements[round % statements.size()];
    (void)prove_small_batch<F, KoalaBear4>(config, statement, 2);
    most = std::max(most, predicted<F>(config, 4, true, statement, 2));
    EXPECT_EQ(mapped_cells() - before, most) << "proof " << round;
  }
}

// The second proof finds the pages of the first.
TEST(Memory, MoreProofsTakeNoMore) {
  using F = KoalaBear;
  const auto wide = make_small_feat<F>(14, 3, 200);
  MemoryRequest<F> request{.config = {parameters(1), make_hash_suite<F>(TreeHash::kKeccakF, 2)},
                           .extension_degree = 4,
                           .batch = false,
                           .instances = {{wide.air.get(), 14, true}}};
  const std::uint64_t once = estimate_memory(request).value().peak();
  request.proofs = 5;
  EXPECT_EQ(estimate_memory(request).value().peak(), once);
  // Without room the trace and its extension are there at once.
  request.proofs = 1;
  request.instances[0].trace_has_room = false;
  if (arena_bytes(std::size_t{1} << 30) != 0) {
    EXPECT_GT(estimate_memory(request).value().peak(), once + (std::size_t{12} << 20));
  }
}

TEST(Memory, RefusesWhatTheProverRefuses) {
  using F = KoalaBear;
  const auto small = make_small_feat<F>(4);
  const auto fault = [&](auto change) {
    MemoryRequest<F> request{.config = {parameters(1), make_hash_suite<F>(TreeHash::kKeccakF, 2)},
                             .instances = {{small.air.get(), 4, false}}};
    change(request);
    const auto estimate = estimate_memory(request);
    EXPECT_FALSE(estimate.ok());
    return estimate.ok() ? ProveFault::kConstraintViolated : estimate.error().fault;
  };
  using R = MemoryRequest<F>;
  EXPECT_EQ(fault([](R& r) { r.config.parameters.fri.num_queries = 0; }),
            ProveFault::kBadParameters);
  EXPECT_EQ(fault([](R& r) { r.instances.clear(); }), ProveFault::kNoInstances);
  EXPECT_EQ(fault([](R& r) { r.instances.push_back(r.instances[0]); }),
            ProveFault::kInstanceCountMismatch);
  EXPECT_EQ(fault([](R& r) { r.instances[0].log_rows = 24; }), ProveFault::kTraceTooTall);
  EXPECT_EQ(fault([](R& r) { r.instances[0].log_rows = 4000000000u; }), ProveFault::kTraceTooTall);
  EXPECT_EQ(fault([](R& r) { r.instances[0].log_rows = 3; }),
            ProveFault::kPeriodicLengthNotDividingHeight);
  const auto lookups = make_small_batch<F>(5);
  EXPECT_EQ(fault([&](R& r) {
              r.batch = true;
              r.config.parameters.cap_height = 6;
              r.instances = {{lookups[0].air.get(), 5, false}, {lookups[1].air.get(), 4, false}};
            }),
            ProveFault::kTraceTooShort);
}

TEST(MemoryModel, CountsWhatIsHeldAndWhatTheArenaKeeps) {
  MemoryModel model;
  model.begin("a");
  {
    const MemoryModel::Block table = model.heap(1000);
    EXPECT_EQ(model.phases()[0].in_use, 1000u);
  }
  const std::uint64_t large = std::uint64_t{6} << 20;
  const bool arena = arena_bytes(large) != 0;
  {
    MemoryModel::Block block = model.matrix(large, 1);
    const MemoryModel::Block moved = std::move(block);
    EXPECT_EQ(model.mapped(), arena ? large : 0);
  }
  model.begin("b");
  const MemoryModel::Block half = model.matrix(large / 2, 1);
  EXPECT_EQ(model.phases()[1].in_use, arena ? std::uint64_t{4} << 20 : large / 2);
  EXPECT_EQ(model.phases()[1].resident, arena ? large : large / 2);
  EXPECT_EQ(MemoryModel::product(std::uint64_t{1} << 40, std::uint64_t{1} << 40),
            MemoryModel::product(std::uint64_t{1} << 63, 2));
}

}  // namespace
}  // namespace p3::testing
