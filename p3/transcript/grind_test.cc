// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/transcript/grind.h"

#include <gtest/gtest.h>

#include "p3/field/extension_params.h"
#include "testing/each_isa.h"

namespace p3 {
namespace {

template <class F>
class GrindTest : public ::testing::Test {};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(GrindTest, Fields);

// The first integer that passes on a copy.
template <class F>
std::uint64_t smallest_witness_naive(const Challenger<F>& challenger, unsigned bits) {
  for (std::uint64_t w = 0;; ++w) {
    if (challenger.clone()->check_witness(bits, F::from_u64(w))) return w;
  }
}

template <class F>
std::unique_ptr<Challenger<F>> started(TreeHash hash, std::uint64_t salt) {
  auto challenger = make_challenger(make_hash_suite<F>(hash, 2));
  for (std::uint64_t i = 0; i < 40; ++i) challenger->observe(F::from_u64(salt * 1000 + i));
  return challenger;
}

TYPED_TEST(GrindTest, FindsTheSmallestWitnessWithAnyThreadsAndInstructionSet) {
  using F = TypeParam;
  for (const TreeHash hash : {TreeHash::kPoseidon2, TreeHash::kKeccakF}) {
    for (std::uint64_t salt = 0; salt < 6; ++salt) {
      const auto start = started<F>(hash, salt);
      for (const unsigned bits : {1u, 4u, 9u}) {
        const std::uint64_t expected = smallest_witness_naive(*start, bits);
        testing::for_each_isa([&] {
          for (const unsigned threads : {1u, 2u, 5u}) {
            ThreadPool pool(threads);
            const auto challenger = start->clone();
            EXPECT_EQ(grind(*challenger, bits, pool).as_canonical_u64(), expected);
          }
        });
      }
    }
  }
}

TYPED_TEST(GrindTest, LeavesTheTranscriptAsTheVerifierDoes) {
  using F = TypeParam;
  ThreadPool pool(2);
  for (const TreeHash hash : {TreeHash::kPoseidon2, TreeHash::kKeccakF}) {
    const auto prover = started<F>(hash, 77);
    const auto verifier = prover->clone();
    const F witness = grind(*prover, 6, pool);
    EXPECT_TRUE(verifier->check_witness(6, witness));
    for (int i = 0; i < 10; ++i) EXPECT_EQ(prover->sample(), verifier->sample());
  }
}

// With outputs left the byte challenger pops one instead of hashing; both sides must agree on it.
TYPED_TEST(GrindTest, WorksRightAfterASample) {
  using F = TypeParam;
  ThreadPool pool(1);
  for (const TreeHash hash : {TreeHash::kPoseidon2, TreeHash::kKeccakF}) {
    const auto prover = started<F>(hash, 5);
    static_cast<void>(prover->sample());
    const auto verifier = prover->clone();
    const std::uint64_t expected = smallest_witness_naive(*prover, 5);
    const F witness = grind(*prover, 5, pool);
    EXPECT_EQ(witness.as_canonical_u64(), expected);
    EXPECT_TRUE(verifier->check_witness(5, witness));
    EXPECT_EQ(prover->sample(), verifier->sample());
  }
}

TYPED_TEST(GrindTest, AnotherWitnessBelowTheSmallestFails) {
  using F = TypeParam;
  ThreadPool pool(2);
  const auto start = started<F>(TreeHash::kPoseidon2, 1);
  const std::uint64_t best = grind(*start->clone(), 8, pool).as_canonical_u64();
  for (std::uint64_t w = 0; w < best; ++w) {
    EXPECT_FALSE(start->clone()->check_witness(8, F::from_u64(w)));
  }
}

TYPED_TEST(GrindTest, ZeroBitsGiveZeroAndTouchNothing) {
  using F = TypeParam;
  ThreadPool pool(1);
  const auto challenger = started<F>(TreeHash::kKeccakF, 3);
  const auto untouched = challenger->clone();
  EXPECT_EQ(grind(*challenger, 0, pool), F::zero());
  EXPECT_EQ(challenger->sample(), untouched->sample());
}

}  // namespace
}  // namespace p3
