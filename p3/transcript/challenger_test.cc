// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/transcript/challenger.h"

#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <vector>

#include "p3/field/extension.h"
#include "p3/hash/keccak.h"
#include "testing/random_field.h"

// Challengers against slow models that follow their definitions with separate buffers.
namespace p3 {
namespace {

constexpr TreeHash kAllHashes[] = {TreeHash::kPoseidon2, TreeHash::kPoseidon2Width16,
                                   TreeHash::kKeccakF, TreeHash::kKeccak256};

template <class F>
std::vector<HashSuite<F>> all_suites() {
  std::vector<HashSuite<F>> suites;
  for (const TreeHash hash : kAllHashes) {
    if (hash_suite_exists<F>(hash, 2)) suites.push_back(make_hash_suite<F>(hash, 2));
  }
  return suites;
}

template <class F>
class NaiveChallenger {
 public:
  virtual ~NaiveChallenger() = default;
  virtual void observe(F x) = 0;
  virtual F sample() = 0;
};

template <class F>
class NaiveDuplex final : public NaiveChallenger<F> {
 public:
  explicit NaiveDuplex(const HashSuite<F>& suite)
      : suite_(suite), state_(suite.challenger_permutation->width()) {}
  void observe(F x) override {
    outputs_.clear();
    inputs_.push_back(x);
    if (inputs_.size() == suite_.challenger_rate) duplex();
  }
  F sample() override {
    if (!inputs_.empty() || outputs_.empty()) duplex();
    const F x = outputs_.back();
    outputs_.pop_back();
    return x;
  }

 private:
  void duplex() {
    const unsigned rate = suite_.challenger_rate;
    if (!inputs_.empty()) {
      for (unsigned i = 0; i < rate; ++i) state_[i] = i < inputs_.size() ? inputs_[i] : F::zero();
      state_[rate] = state_[rate] + F::from_u64(inputs_.size());
    }
    inputs_.clear();
    suite_.challenger_permutation->permute_span(state_);
    outputs_.assign(state_.begin(), state_.begin() + rate);
  }

  HashSuite<F> suite_;
  std::vector<F> state_, inputs_, outputs_;
};

template <class F>
class NaiveSerializing final : public NaiveChallenger<F> {
 public:
  void observe(F x) override {
    outputs_.clear();
    const auto word = static_cast<std::uint64_t>(x.word());
    for (unsigned i = 0; i < F::kBytes; ++i) {
      inputs_.push_back(static_cast<std::uint8_t>(word / (std::uint64_t{1} << 8 * i) % 256));
    }
  }
  F sample() override {
    for (;;) {
      std::uint64_t word = 0;
      for (unsigned i = 0; i < F::kBytes; ++i) word += std::uint64_t{next_byte()} << 8 * i;
      if (F::kBytes == 4) word %= std::uint64_t{1} << 31;
      if (word < F::kOrder) return F::from_u64(word);
    }
  }

 private:
  std::uint8_t next_byte() {
    if (outputs_.empty()) {
      const auto hash = keccak256(inputs_);
      inputs_.assign(hash.begin(), hash.end());
      outputs_.assign(hash.rbegin(), hash.rend());
    }
    const std::uint8_t byte = outputs_.front();
    outputs_.pop_front();
    return byte;
  }

  std::vector<std::uint8_t> inputs_;
  std::deque<std::uint8_t> outputs_;
};

template <class F>
std::unique_ptr<NaiveChallenger<F>> naive_for(const HashSuite<F>& suite) {
  if (suite.challenger_permutation) return std::make_unique<NaiveDuplex<F>>(suite);
  return std::make_unique<NaiveSerializing<F>>();
}

template <class F>
class ChallengerTest : public ::testing::Test {};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(ChallengerTest, Fields);

TYPED_TEST(ChallengerTest, MatchesTheModelOnMixedCalls) {
  using F = TypeParam;
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto challenger = make_challenger(suite);
    const auto model = naive_for(suite);
    testing::SplitMix64 choices(7);
    testing::RandomField<F> values(11);
    for (unsigned step = 0; step < 600; ++step) {
      // Runs longer than any rate, and runs of length zero.
      const std::uint64_t observed = choices.next() % 40;
      const std::uint64_t sampled = choices.next() % 40;
      for (std::uint64_t i = 0; i < observed; ++i) {
        const F x = values.next();
        challenger->observe(x);
        model->observe(x);
      }
      for (std::uint64_t i = 0; i < sampled; ++i) ASSERT_EQ(challenger->sample(), model->sample());
    }
  }
}

TYPED_TEST(ChallengerTest, TrailingZeroChangesTheTranscript) {
  using F = TypeParam;
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto a = make_challenger(suite);
    const auto b = make_challenger(suite);
    a->observe(F::from_u64(5));
    b->observe(F::from_u64(5));
    b->observe(F::zero());
    EXPECT_FALSE(a->sample() == b->sample());
  }
}

TYPED_TEST(ChallengerTest, OrderChangesTheTranscript) {
  using F = TypeParam;
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto a = make_challenger(suite);
    const auto b = make_challenger(suite);
    a->observe(F::one());
    a->observe(F::two());
    b->observe(F::two());
    b->observe(F::one());
    EXPECT_FALSE(a->sample() == b->sample());
  }
}

TYPED_TEST(ChallengerTest, CloneAndAssignTakeTheWholeState) {
  using F = TypeParam;
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto original = make_challenger(suite);
    original->observe_all(testing::RandomField<F>(3).take(21));
    static_cast<void>(original->sample());
    original->observe(F::two());  // pending input
    const auto copy = original->clone();
    const auto other = make_challenger(suite);
    static_cast<void>(other->sample());
    other->assign(*original);
    copy->observe(F::one());
    const F expected = original->sample();
    EXPECT_EQ(other->sample(), expected);
    EXPECT_FALSE(copy->sample() == expected) << "the copy is independent";
  }
}

TYPED_TEST(ChallengerTest, SampleBitsAreTheLowBitsOfASample) {
  using F = TypeParam;
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto a = make_challenger(suite);
    a->observe(F::from_u64(99));
    const auto b = a->clone();
    // Byte challengers do not reject here; of a word below p both take the same bits.
    for (unsigned bits = 0; bits <= kMaxSampleBits<F>; ++bits) {
      const std::uint64_t value = a->sample_bits(bits);
      EXPECT_EQ(value >> bits, 0u);
      if (suite.challenger_permutation) {
        const std::uint64_t word = b->sample().as_canonical_u64();
        EXPECT_EQ(value, word % (std::uint64_t{1} << bits));
      }
    }
  }
}

TYPED_TEST(ChallengerTest, DigestsAreAbsorbedByTheirElementsOrBytes) {
  using F = TypeParam;
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const std::vector<F> elements = testing::RandomField<F>(8).take(kDigestElements<F>);
    const Digest digest = digest_from_elements(elements.data());
    const auto a = make_challenger(suite);
    const auto b = make_challenger(suite);
    const Digest cap[] = {digest, digest};
    a->observe_cap(cap);
    // The bytes of a digest of field words are the bytes of its elements, so this holds for both.
    b->observe_all(elements);
    b->observe_all(elements);
    EXPECT_EQ(a->sample(), b->sample());
  }
}

TYPED_TEST(ChallengerTest, DigestOutsideTheFieldIsAbsorbedReduced) {
  using F = TypeParam;
  const auto a = make_challenger(make_hash_suite<F>(TreeHash::kPoseidon2, 2));
  const auto b = a->clone();
  Digest digest;
  digest.words[0] = F::kOrder;
  a->observe_digest(digest);
  b->observe_digest(Digest{});
  EXPECT_EQ(a->sample(), b->sample());
}

TYPED_TEST(ChallengerTest, ExtensionsAreAbsorbedAndSampledLowestCoefficientFirst) {
  using F = TypeParam;
  using EF = Extension<F, 5>;
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto a = make_challenger(suite);
    const auto b = make_challenger(suite);
    const EF x = testing::RandomField<EF>(2).next();
    a->observe_ext(x);
    for (unsigned i = 0; i < 5; ++i) b->observe(x[i]);
    const auto y = a->template sample_ext<EF>();
    for (unsigned i = 0; i < 5; ++i) EXPECT_EQ(y[i], b->sample());
  }
}

TYPED_TEST(ChallengerTest, SeedIsPackedLittleEndianAfterItsLength) {
  using F = TypeParam;
  const std::vector<std::uint8_t> seed = {1, 2, 3, 4, 5, 6, 7, 0xff, 0x80, 9, 10};
  const std::vector<std::uint64_t> packed =
      F::kBytes == 8 ? std::vector<std::uint64_t>{11, 0x07060504030201, 0x0a0980ff}
                     : std::vector<std::uint64_t>{11, 0x030201, 0x060504, 0x80ff07, 0x0a09};
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto a = make_challenger(suite);
    const auto b = make_challenger(suite);
    a->observe_seed(seed);
    for (const std::uint64_t x : packed) b->observe(F::from_u64(x));
    EXPECT_EQ(a->sample(), b->sample());
  }
}

TYPED_TEST(ChallengerTest, WitnessOfZeroBitsLeavesTheTranscriptUntouched) {
  using F = TypeParam;
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto a = make_challenger(suite);
    a->observe(F::one());
    const auto b = a->clone();
    EXPECT_TRUE(a->check_witness(0, F::from_u64(123)));
    EXPECT_EQ(a->sample(), b->sample());
  }
}

// Pitfall: a bound computed in 32 bits wraps for 32 bits and more and accepts anything.
TYPED_TEST(ChallengerTest, WitnessOfMoreBitsThanTheFieldHasIsRefused) {
  using F = TypeParam;
  for (const HashSuite<F>& suite : all_suites<F>()) {
    for (const unsigned bits : {kMaxSampleBits<F> + 1, 64u, 65u, 96u, ~0u}) {
      EXPECT_FALSE(make_challenger(suite)->check_witness(bits, F::zero())) << bits;
    }
  }
}

}  // namespace
}  // namespace p3
