// SPDX-License-Identifier: Apache-2.0 OR MIT
// Tree hashers against commitments that Plonky3 0.8.0 made, and against their definition.
#include "p3/hash/tree_hasher.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "p3/base/bits.h"
#include "p3/base/matrix.h"
#include "p3/hash/keccak.h"
#include "p3/hash/keccak_tree_hasher.h"
#include "p3/hash/poseidon2_defaults.h"
#include "p3/hash/suite.h"

namespace p3 {
namespace {

using Json = nlohmann::json;

// The evaluations of the trace's columns on the coset g * H of 2^added_bits times its height, in
// bit-reversed order, by definition.
template <class F>
Matrix<F> extend_naive(const Json& trace, unsigned added_bits) {
  const std::size_t n = trace.size();
  const std::size_t width = trace.at(0).size();
  const unsigned bits = log2_strict(n) + added_bits;
  const F root = F::two_adic_generator(log2_strict(n)), wide = F::two_adic_generator(bits);
  const F inverse_root = root.inverse(), inverse_n = F::from_u64(n).inverse();
  auto out = Matrix<F>::zeros(n << added_bits, width);
  for (std::size_t c = 0; c < width; ++c) {
    std::vector<F> coefficients(n);
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t i = 0; i < n; ++i) {
        const F value = F::from_u64(trace.at(i).at(c).template get<std::uint64_t>());
        coefficients[k] += value * exp_u64(inverse_root, k * i) * inverse_n;
      }
    }
    for (std::size_t i = 0; i < out.height(); ++i) {
      const F point = F::generator() * exp_u64(wide, i);
      F value = F::zero();
      for (std::size_t k = n; k-- > 0;) value = value * point + coefficients[k];
      out.at(reverse_bits(i, bits), c) = value;
    }
  }
  return out;
}

// The layer of `count` digests of the tree over one matrix, every step the full arity.
template <class F>
std::vector<Digest> layer_of(const TreeHasher<F>& hasher, const Matrix<F>& matrix,
                             std::size_t count) {
  std::vector<Digest> layer;
  for (std::size_t i = 0; i < matrix.height(); ++i) {
    layer.push_back(hasher.hash_elements(matrix.row_span(i)));
  }
  const unsigned arity = hasher.max_arity();
  while (layer.size() > count) {
    std::vector<Digest> next;
    for (std::size_t i = 0; i + arity <= layer.size(); i += arity) {
      next.push_back(hasher.compress({layer.data() + i, arity}));
    }
    layer = next;
  }
  return layer;
}

template <class F>
Digest read_digest(const Json& json, DigestKind kind) {
  Digest digest;
  if (kind == DigestKind::kFieldWords) {
    std::vector<F> elements;
    for (const auto& x : json) elements.push_back(F::from_u64(x.get<std::uint64_t>()));
    EXPECT_EQ(elements.size(), kDigestElements<F>);
    return digest_from_elements<F>(elements.data());
  }
  if (kind == DigestKind::kBytes) {
    return digest_from_bytes(json.get<std::array<std::uint8_t, 32>>());
  }
  digest.words = json.get<std::array<std::uint64_t, 4>>();
  return digest;
}

// The first commitment in the transcript of a vector is that of its trace.
template <class F>
void expect_trace_commitment(const std::string& vector, TreeHash hash, unsigned arity) {
  SCOPED_TRACE(vector);
  std::ifstream file("tests/vectors/plonky3-0.8.0/" + vector + ".json");
  const Json json = Json::parse(file);
  const HashSuite<F> suite = make_hash_suite<F>(hash, arity);
  const auto lde = extend_naive<F>(json.at("trace"), json.at("parameters").at("log_blowup"));
  for (const auto& event : json.at("transcript")) {
    if (event.at(0) != "observe_cap") continue;
    const auto layer = layer_of(*suite.hasher, lde, event.at(1).size());
    ASSERT_EQ(layer.size(), event.at(1).size());
    for (std::size_t i = 0; i < layer.size(); ++i) {
      EXPECT_EQ(layer[i], read_digest<F>(event.at(1).at(i), suite.hasher->kind())) << i;
    }
    return;
  }
  FAIL() << "no commitment in the transcript";
}

TEST(TreeHasher, ReproducesCommitmentsOfPlonky3) {
  expect_trace_commitment<KoalaBear>("fib_p2_a", TreeHash::kPoseidon2, 2);
  expect_trace_commitment<KoalaBear>("feat_wide", TreeHash::kPoseidon2, 2);
  expect_trace_commitment<KoalaBear>("fib_p2ary4_b", TreeHash::kPoseidon2, 4);
  expect_trace_commitment<KoalaBear>("fib_p2w16", TreeHash::kPoseidon2Width16, 2);
  expect_trace_commitment<KoalaBear>("fib_keccak_a", TreeHash::kKeccakF, 2);
  expect_trace_commitment<KoalaBear>("feat_keccak_wide", TreeHash::kKeccakF, 2);
  expect_trace_commitment<KoalaBear>("fib_keccakbytes", TreeHash::kKeccak256, 2);
  expect_trace_commitment<BabyBear>("fib_bb4_p2", TreeHash::kPoseidon2, 2);
  expect_trace_commitment<BabyBear>("fib_bb4_keccak", TreeHash::kKeccakF, 2);
  expect_trace_commitment<Goldilocks>("fib_gl2_p2", TreeHash::kPoseidon2, 2);
  expect_trace_commitment<Goldilocks>("fib_gl2_keccak", TreeHash::kKeccakF, 2);
}

template <class F>
class TreeHasherTest : public testing::Test {
 public:
  std::vector<F> random_elements(std::size_t count) {
    std::vector<F> out(count);
    for (F& x : out) x = F::from_u64(rng_());
    return out;
  }
  Digest random_digest() {
    return digest_from_elements<F>(random_elements(kDigestElements<F>).data());
  }
  // Every suite of the field.
  template <class Check>
  void for_each_suite(const Check& check) {
    for (const TreeHash name : {TreeHash::kPoseidon2, TreeHash::kPoseidon2Width16,
                                TreeHash::kKeccakF, TreeHash::kKeccak256}) {
      for (const unsigned arity : {2u, 4u}) {
        if (hash_suite_exists<F>(name, arity)) check(make_hash_suite<F>(name, arity));
      }
    }
  }

 private:
  std::mt19937_64 rng_{7};
};
using Fields = testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(TreeHasherTest, Fields);

TYPED_TEST(TreeHasherTest, EveryElementAndEveryChildMatters) {
  using F = TypeParam;
  this->for_each_suite([&](const HashSuite<F>& suite) {
    for (std::size_t width = 1; width <= 40; ++width) {
      auto row = this->random_elements(width);
      const Digest digest = suite.hasher->hash_elements(row);
      for (F& x : row) {
        x += F::one();
        EXPECT_NE(suite.hasher->hash_elements(row), digest);
        x -= F::one();
      }
    }
    std::vector<Digest> children(suite.arity);
    for (Digest& d : children) d = this->random_digest();
    const Digest node = suite.hasher->compress(children);
    for (Digest& child : children) {
      const Digest kept = child;
      child = Digest();
      EXPECT_NE(suite.hasher->compress(children), node);
      child = kept;
    }
    std::swap(children[0], children[1]);
    EXPECT_NE(suite.hasher->compress(children), node);
  });
}

TYPED_TEST(TreeHasherTest, SuitesSayWhatTheyAre) {
  using F = TypeParam;
  this->for_each_suite([&](const HashSuite<F>& suite) {
    EXPECT_EQ(suite.hasher->max_arity(), suite.arity);
    const bool duplex = suite.hasher->kind() == DigestKind::kFieldWords;
    ASSERT_EQ(suite.challenger_permutation != nullptr, duplex);
    if (!duplex) return;
    const unsigned width = suite.challenger_permutation->width();
    EXPECT_LT(suite.challenger_rate, width);
    if (F::kBytes == 8) {
      EXPECT_EQ(width, 8u);
    } else {
      EXPECT_EQ(width, suite.name == TreeHash::kPoseidon2 ? 24u : 16u);
    }
  });
}

// A partial last block overwrites only its own positions: the rest keeps the permuted state.
TYPED_TEST(TreeHasherTest, Poseidon2SpongeByDefinition) {
  using F = TypeParam;
  constexpr unsigned kWidth = F::kBytes == 8 ? 8 : 24, kRate = F::kBytes == 8 ? 4 : 16;
  const auto permutation = default_poseidon2<F, kWidth>();
  const auto suite = make_hash_suite<F>(TreeHash::kPoseidon2, 2);
  EXPECT_EQ(suite.hasher->hash_elements({}), Digest());
  for (std::size_t length = 1; length <= 3 * kRate + 1; ++length) {
    const auto row = this->random_elements(length);
    std::array<F, kWidth> state{};
    for (std::size_t i = 0; i < length; ++i) {
      state[i % kRate] = row[i];
      if (i % kRate == kRate - 1 || i + 1 == length) permutation.permute(state);
    }
    EXPECT_EQ(suite.hasher->hash_elements(row), digest_from_elements<F>(state.data())) << length;
  }
}

TYPED_TEST(TreeHasherTest, KeccakSpongeByDefinition) {
  using F = TypeParam;
  const KeccakSpongeTreeHasher<F> hasher(2);
  EXPECT_EQ(hasher.hash_elements({}), Digest());
  for (std::size_t length = 1; length <= 75; ++length) {
    const auto row = this->random_elements(length);
    std::vector<std::uint64_t> words((length * F::kBytes + 7) / 8);
    for (std::size_t i = 0; i < length; ++i) {
      words[i * F::kBytes / 8] |= std::uint64_t{row[i].word()} << (8 * (i * F::kBytes % 8));
    }
    KeccakState state{};
    for (std::size_t i = 0; i < words.size(); ++i) {
      state[i % 17] = words[i];
      if (i % 17 == 16 || i + 1 == words.size()) keccak_f1600(state);
    }
    EXPECT_EQ(hasher.hash_elements(row), (Digest{{state[0], state[1], state[2], state[3]}}));
  }
}

TYPED_TEST(TreeHasherTest, Keccak256ReadsLittleEndianWords) {
  using F = TypeParam;
  const Keccak256TreeHasher<F> hasher(4);
  const auto row = this->random_elements(9);
  std::vector<std::uint8_t> bytes;
  for (const F x : row) {
    for (unsigned k = 0; k < F::kBytes; ++k) {
      bytes.push_back(static_cast<std::uint8_t>(x.word() >> (8 * k)));
    }
  }
  EXPECT_EQ(digest_to_bytes(hasher.hash_elements(row)), keccak256(bytes));
  std::vector<Digest> children(4);
  bytes.clear();
  for (Digest& child : children) {
    child = this->random_digest();
    const auto child_bytes = digest_to_bytes(child);
    bytes.insert(bytes.end(), child_bytes.begin(), child_bytes.end());
  }
  EXPECT_EQ(digest_to_bytes(hasher.compress(children)), keccak256(bytes));
}

TYPED_TEST(TreeHasherTest, DigestsAndElementsAreTheSameThing) {
  using F = TypeParam;
  const auto elements = this->random_elements(kDigestElements<F>);
  const Digest digest = digest_from_elements<F>(elements.data());
  std::vector<F> back(elements.size());
  ASSERT_TRUE(digest_to_elements<F>(digest, back.data()));
  EXPECT_EQ(back, elements);
  EXPECT_EQ(digest_from_bytes(digest_to_bytes(digest)), digest);
}

TYPED_TEST(TreeHasherTest, WordsNotBelowTheOrderAreNotCanonical) {
  using F = TypeParam;
  for (std::size_t i = 0; i < kDigestElements<F>; ++i) {
    Digest digest = this->random_digest();
    const unsigned shift = F::kBytes == 4 ? 32 * (i % 2) : 0;
    std::uint64_t& word = digest.words[i * F::kBytes / 8];
    word = F::kBytes == 4 ? word & ~(std::uint64_t{0xffffffff} << shift) : 0;
    EXPECT_TRUE(is_canonical<F>(digest, DigestKind::kFieldWords));
    word |= F::kOrder << shift;
    EXPECT_FALSE(is_canonical<F>(digest, DigestKind::kFieldWords));
    EXPECT_TRUE(is_canonical<F>(digest, DigestKind::kU64Words));
    EXPECT_TRUE(is_canonical<F>(digest, DigestKind::kBytes));
    std::vector<F> untouched(kDigestElements<F>, F::two());
    EXPECT_FALSE(digest_to_elements<F>(digest, untouched.data()));
    EXPECT_EQ(untouched, std::vector<F>(kDigestElements<F>, F::two()));
    // Hashing such a digest all the same is defined: it does not crash.
    const auto suite = make_hash_suite<F>(TreeHash::kPoseidon2, 2);
    const std::array<Digest, 2> children = {digest, digest};
    EXPECT_NE(suite.hasher->compress(children), Digest());
  }
}

TEST(TreeHasherDeathTest, RefusesAnotherNumberOfChildren) {
  const std::vector<Digest> children(3);
  for (const TreeHash name : {TreeHash::kPoseidon2, TreeHash::kKeccakF, TreeHash::kKeccak256}) {
    const auto suite = make_hash_suite<KoalaBear>(name, 2);
    EXPECT_DEATH((void)suite.hasher->compress(children), "children");
  }
  EXPECT_DEATH((void)make_hash_suite<KoalaBear>(TreeHash::kKeccakF, 3), "suite");
  EXPECT_DEATH((void)make_hash_suite<Goldilocks>(TreeHash::kPoseidon2Width16, 2), "suite");
}

}  // namespace
}  // namespace p3
