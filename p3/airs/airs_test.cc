// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <random>

#include "p3/air/analysis.h"
#include "p3/air/check.h"
#include "p3/airs/blake3_columns.h"
#include "p3/airs/blake3_trace.h"
#include "p3/airs/keccak_columns.h"
#include "p3/airs/keccak_trace.h"
#include "p3/airs/models.h"
#include "p3/airs/objective_trace.h"
#include "p3/airs/poseidon2_trace.h"
#include "p3/airs/word_cells.h"
#include "p3/field/isa/isa.h"
#include "p3/hash/keccak.h"
#include "p3/hash/poseidon2_defaults.h"

namespace p3 {
namespace {

template <class F>
class Airs : public ::testing::Test {
 protected:
  ThreadPool pool_{2};

  static std::optional<ConstraintFailure> check(const Air<F>& air, const ObjectiveSpec& s,
                                                const Matrix<F>& trace) {
    const std::vector<F> values = objective_public_values<F>(s);
    return check_trace<F>(air, trace.view(), {}, values);
  }
};

using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(Airs, Fields);

// The smallest traces of every shipped statement.
std::vector<ObjectiveSpec> small_specs() {
  return {{Objective::kFibonacci, 3, 8, 7},
          {Objective::kPoseidon2, 2, 1, 7},
          {Objective::kPoseidon2, 1, 8, 7},
          {Objective::kKeccakF, 6, 8, 7},
          {Objective::kBlake3, 1, 8, 7}};
}

TYPED_TEST(Airs, GeneratedTracesSatisfyEveryConstraint) {
  for (const ObjectiveSpec& s : small_specs()) {
    const Matrix<TypeParam> trace = generate_objective_trace<TypeParam>(s, this->pool_);
    const auto failure = this->check(*make_objective_air<TypeParam>(s), s, trace);
    EXPECT_FALSE(failure.has_value()) << objective_name(s.objective) << ": " << failure->message;
  }
}

// Every column of these AIRs is determined by the inputs, so a changed cell must be noticed. The
// two exceptions: Keccak's export flag is free in round 23, and inputs of one-row statements are
// free, where the changed input contradicts what was computed from it.
TYPED_TEST(Airs, AChangedCellIsNoticed) {
  std::mt19937_64 random(1);
  for (const ObjectiveSpec& s : small_specs()) {
    Matrix<TypeParam> trace = generate_objective_trace<TypeParam>(s, this->pool_);
    const auto air = make_objective_air<TypeParam>(s);
    for (int k = 0; k < 60; ++k) {
      const std::size_t row = random() % trace.height();
      const std::size_t column = random() % trace.width();
      if (s.objective == Objective::kKeccakF && column == airs::keccak::kExport) continue;
      const TypeParam saved = trace.at(row, column);
      trace.at(row, column) += TypeParam::one();
      EXPECT_TRUE(this->check(*air, s, trace).has_value())
          << objective_name(s.objective) << " row " << row << " column " << column;
      trace.at(row, column) = saved;
    }
  }
}

TYPED_TEST(Airs, DegreeIsThreeWithTwoChunks) {
  for (const ObjectiveSpec& s : small_specs()) {
    if (s.objective == Objective::kFibonacci) continue;
    const auto air = make_objective_air<TypeParam>(s);
    const AirAnalysis analysis = analyse(*air, s.log_trace_length, false);
    EXPECT_EQ(analysis.max_degree, 3u) << objective_name(s.objective);
    EXPECT_EQ(analysis.log_quotient_chunks, 1u) << objective_name(s.objective);
  }
}

// Numbers of the table in section 3 of the wire text.
TYPED_TEST(Airs, ShapesOfTheSpec) {
  using F = TypeParam;
  const auto keccak = airs::make_keccak_model<F>();
  EXPECT_EQ(keccak->shape().width, 2633u);
  EXPECT_EQ(keccak->dag().constraints.size(), 3182u);
  const auto blake3 = airs::make_blake3_model<F>();
  EXPECT_EQ(blake3->shape().width, 9168u);
  EXPECT_EQ(blake3->dag().constraints.size(), 9632u);
  if (F::kBytes == 4) {
    const bool koala = F::kSboxPower == 3;
    const auto one = airs::make_poseidon2_model<F>(1);
    EXPECT_EQ(one->shape().width, koala ? 164u : 298u);
    EXPECT_EQ(one->dag().constraints.size(), koala ? 148u : 282u);
    const auto eight = airs::make_poseidon2_model<F>(8);
    EXPECT_EQ(eight->shape().width, koala ? 1312u : 2384u);
    EXPECT_EQ(eight->dag().constraints.size(), koala ? 1184u : 2256u);
  }
}

TYPED_TEST(Airs, EveryConstraintHasALabel) {
  for (const ObjectiveSpec& s : small_specs()) {
    const auto air = make_objective_air<TypeParam>(s);
    for (const std::string& label : air->dag().labels) {
      EXPECT_FALSE(label.empty()) << objective_name(s.objective);
    }
  }
}

TYPED_TEST(Airs, Poseidon2TraceEndsInThePermutation) {
  using F = TypeParam;
  constexpr unsigned kWidth = kPoseidon2AirWidth<F>;
  using A = Poseidon2Air<F, kWidth, 1>;
  const Poseidon2<F, kWidth> permutation = default_poseidon2<F, kWidth>();
  const A air(permutation.constants());
  std::vector<F> inputs(kWidth * 37);  // not a multiple of any lane count
  std::mt19937_64 random(3);
  for (F& x : inputs) x = F::from_u64(random());
  const Isa before = active_isa();
  for (const Isa isa : supported_isas()) {
    ASSERT_TRUE(select_isa(isa));
    const Matrix<F> trace = generate_poseidon2_trace<F, kWidth, 1>(air, inputs, this->pool_);
    ASSERT_EQ(trace.height(), 37u);
    for (std::size_t r = 0; r < trace.height(); ++r) {
      std::array<F, kWidth> state;
      for (unsigned i = 0; i < kWidth; ++i) state[i] = inputs[r * kWidth + i];
      permutation.permute(state);
      for (unsigned i = 0; i < kWidth; ++i) {
        EXPECT_EQ(trace.at(r, A::kWidth - kWidth + i), state[i]) << isa_name(isa) << " row " << r;
      }
    }
  }
  ASSERT_TRUE(select_isa(before));
}

// Words with few and with many bits set; block sizes that leave a remainder.
TYPED_TEST(Airs, WordCellsAreTheSameOnAllInstructionSets) {
  using F = TypeParam;
  std::mt19937_64 random(5);
  std::vector<std::uint64_t> words = {0, ~std::uint64_t{0}, 1, std::uint64_t{1} << 63, 0xffff};
  while (words.size() < 37) words.push_back(random());
  const Isa before = active_isa();
  for (const Isa isa : supported_isas()) {
    ASSERT_TRUE(select_isa(isa));
    for (std::size_t count = 0; count <= words.size(); ++count) {
      std::vector<F> bits(64 * count), limbs(4 * count);
      airs::word_cells<F>().bits(words.data(), count, bits.data());
      airs::word_cells<F>().limbs(words.data(), count, limbs.data());
      for (std::size_t i = 0; i < bits.size(); ++i) {
        ASSERT_EQ(bits[i], F::from_u64(words[i / 64] >> (i % 64) & 1)) << isa_name(isa);
      }
      for (std::size_t i = 0; i < limbs.size(); ++i) {
        ASSERT_EQ(limbs[i], F::from_u64(words[i / 4] >> (16 * (i % 4)) & 0xffff)) << isa_name(isa);
      }
    }
  }
  ASSERT_TRUE(select_isa(before));
}

TYPED_TEST(Airs, KeccakTraceEndsInThePermutation) {
  using namespace airs::keccak;
  KeccakState input{};
  std::mt19937_64 random(5);
  for (auto& lane : input) lane = random();
  const Matrix<TypeParam> trace =
      generate_keccak_trace<TypeParam>(std::span(&input, 1), 32, this->pool_);
  keccak_f1600(input);
  const TypeParam* last = trace.row(kRounds - 1);
  for (std::size_t i = 0; i < 25; ++i) {
    for (std::size_t limb = 0; limb < kLimbs; ++limb) {
      const std::size_t column =
          i == 0 ? kAPrimePrimePrime00 + limb : a_prime_prime(i / 5, i % 5, limb);
      EXPECT_EQ(last[column].as_canonical_u64(), input[i] >> (16 * limb) & 0xffff);
    }
  }
}

// A second, straight-line compression, checked itself against the digest of the empty message.
std::array<std::uint32_t, 16> blake3_reference(std::array<std::uint32_t, 8> chaining,
                                               std::array<std::uint32_t, 16> m,
                                               std::uint64_t counter, std::uint32_t length,
                                               std::uint32_t flags) {
  std::array<std::uint32_t, 16> v{};
  for (std::size_t i = 0; i < 8; ++i) v[i] = chaining[i];
  for (std::size_t i = 0; i < 4; ++i) v[8 + i] = airs::blake3::kIv[i];
  v[12] = static_cast<std::uint32_t>(counter);
  v[13] = static_cast<std::uint32_t>(counter >> 32);
  v[14] = length;
  v[15] = flags;
  const auto mix = [&v](std::size_t a, std::size_t b, std::size_t c, std::size_t d, std::uint32_t x,
                        std::uint32_t y) {
    v[a] += v[b] + x;
    v[d] = std::rotr(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = std::rotr(v[b] ^ v[c], 12);
    v[a] += v[b] + y;
    v[d] = std::rotr(v[d] ^ v[a], 8);
    v[c] += v[d];
    v[b] = std::rotr(v[b] ^ v[c], 7);
  };
  for (int round = 0; round < 7; ++round) {
    mix(0, 4, 8, 12, m[0], m[1]);
    mix(1, 5, 9, 13, m[2], m[3]);
    mix(2, 6, 10, 14, m[4], m[5]);
    mix(3, 7, 11, 15, m[6], m[7]);
    mix(0, 5, 10, 15, m[8], m[9]);
    mix(1, 6, 11, 12, m[10], m[11]);
    mix(2, 7, 8, 13, m[12], m[13]);
    mix(3, 4, 9, 14, m[14], m[15]);
    m = {m[2], m[6],  m[3],  m[10], m[7], m[0],  m[4],  m[13],
         m[1], m[11], m[12], m[5],  m[9], m[14], m[15], m[8]};
  }
  for (std::size_t i = 0; i < 8; ++i) {
    v[i] ^= v[8 + i];
    v[8 + i] ^= chaining[i];
  }
  return v;
}

TEST(Blake3Reference, DigestOfTheEmptyMessage) {
  const std::array<std::uint32_t, 8> iv = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                           0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  // Flags chunk start, chunk end, root.
  const auto out = blake3_reference(iv, {}, 0, 0, 1 | 2 | 8);
  EXPECT_EQ(out[0], 0xb94913afu);  // af1349b9...
  EXPECT_EQ(out[1], 0xa6a1f9f5u);  // f5f9a1a6...
}

TYPED_TEST(Airs, Blake3TraceHoldsTheCompression) {
  using namespace airs::blake3;
  std::vector<Blake3Input> inputs(4);
  std::mt19937 random(9);
  for (Blake3Input& input : inputs) {
    for (std::uint32_t& word : input) word = static_cast<std::uint32_t>(random());
  }
  const Matrix<TypeParam> trace = generate_blake3_trace<TypeParam>(inputs, this->pool_);
  for (std::size_t r = 0; r < inputs.size(); ++r) {
    std::array<std::uint32_t, 16> message{};
    std::array<std::uint32_t, 8> chaining{};
    for (std::size_t i = 0; i < 16; ++i) message[i] = inputs[r][i];
    for (std::size_t i = 0; i < 8; ++i) chaining[i] = inputs[r][16 + i];
    const auto expected = blake3_reference(chaining, message, r, 4, 0);
    for (std::size_t i = 0; i < 16; ++i) {
      std::uint64_t word = 0;
      for (std::size_t z = 0; z < 32; ++z) {
        word |= trace.at(r, kOutputs + 32 * i + z).as_canonical_u64() << z;
      }
      EXPECT_EQ(word, expected[i]) << "row " << r << " word " << i;
    }
  }
}

TYPED_TEST(Airs, TracesDoNotDependOnTheThreadCount) {
  ThreadPool one(1), three(3);
  for (const ObjectiveSpec& s : small_specs()) {
    const Matrix<TypeParam> a = generate_objective_trace<TypeParam>(s, one);
    const Matrix<TypeParam> b = generate_objective_trace<TypeParam>(s, three);
    ASSERT_EQ(a.size(), b.size());
    EXPECT_TRUE(std::equal(a.data(), a.data() + a.size(), b.data()));
  }
}

TYPED_TEST(Airs, CombinationsWithoutAStatementAreNamed) {
  EXPECT_TRUE(objective_problem<TypeParam>({Objective::kKeccakF, 4, 8, 1}).has_value());
  EXPECT_FALSE(objective_problem<TypeParam>({Objective::kKeccakF, 5, 8, 1}).has_value());
  EXPECT_TRUE(objective_problem<TypeParam>({Objective::kPoseidon2, 4, 3, 1}).has_value());
  EXPECT_TRUE(
      objective_problem<TypeParam>({Objective::kFibonacci, TypeParam::kTwoAdicity + 1, 8, 1})
          .has_value());
}

}  // namespace
}  // namespace p3
