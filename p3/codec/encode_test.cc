// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/codec/encode.h"

#include <gtest/gtest.h>

#include "p3/codec/decode.h"
#include "p3/field/extension.h"
#include "testing/random_field.h"

// Proofs of random shape, for every field, extension and form of digest: encoding is the inverse of
// decoding, and every member matters to the bytes.
namespace p3 {
namespace {

template <class EF>
class EncodeTest : public ::testing::Test {};
using Extensions = ::testing::Types<KoalaBear4, KoalaBear5, KoalaBear8, BabyBear4, BabyBear5,
                                    BabyBear8, Goldilocks2, Goldilocks5>;
TYPED_TEST_SUITE(EncodeTest, Extensions);

constexpr DigestKind kKinds[] = {DigestKind::kFieldWords, DigestKind::kU64Words,
                                 DigestKind::kBytes};

template <class EF>
class RandomProofs {
 public:
  using F = typename EF::Base;

  RandomProofs(std::uint64_t seed, DigestKind kind)
      : choices_(seed), base_(seed + 1), extension_(seed + 2), kind_(kind) {}

  UniProof<F, EF> uni() {
    UniProof<F, EF> proof;
    proof.trace_cap = cap();
    proof.quotient_cap = cap();
    if (coin()) proof.random_cap = cap();
    proof.opened = opened();
    proof.fri = fri();
    proof.degree_bits = choices_.next() >> (choices_.next() % 64);
    proof.ood_pow_witness = base_.next();
    return proof;
  }

  BatchProof<F, EF> batch() {
    BatchProof<F, EF> proof;
    proof.main_cap = cap();
    if (coin()) proof.permutation_cap = cap();
    proof.quotient_cap = cap();
    if (coin()) proof.random_cap = cap();
    for (std::size_t i = count(); i > 0; --i) {
      proof.instances.push_back({opened(), extension_.take(count()), extension_.take(count())});
      proof.lookup_terminals.push_back(coin() ? std::optional(extension_.next()) : std::nullopt);
      proof.degree_bits.push_back(choices_.next() % 300);
    }
    proof.fri = fri();
    if (coin()) proof.lookup_pow_witness = base_.next();
    proof.ood_pow_witness = base_.next();
    return proof;
  }

 private:
  bool coin() { return choices_.next() % 2 == 0; }
  std::size_t count() { return choices_.next() % 4; }

  Digest digest() {
    if (kind_ == DigestKind::kFieldWords) {
      return digest_from_elements(base_.take(kDigestElements<F>).data());
    }
    Digest digest;
    for (std::uint64_t& word : digest.words) word = choices_.next() >> (choices_.next() % 64);
    return digest;
  }
  std::vector<Digest> digests(std::size_t n) {
    std::vector<Digest> out;
    while (out.size() < n) out.push_back(digest());
    return out;
  }
  Cap cap() { return digests(std::size_t{1} << (choices_.next() % 3)); }

  OpenedValues<EF> opened() {
    OpenedValues<EF> values;
    values.trace_local = extension_.take(count());
    if (coin()) values.trace_next = extension_.take(count());
    if (coin()) {
      const std::size_t width = 1 + count();
      values.preprocessed_local = extension_.take(width);
      if (coin()) values.preprocessed_next = extension_.take(width);
    }
    for (std::size_t i = count(); i > 0; --i) {
      values.quotient_chunks.push_back(extension_.take(count()));
    }
    if (coin()) values.random = extension_.take(count());
    return values;
  }

  FriProof<F, EF> fri() {
    FriProof<F, EF> proof;
    proof.batch_pow_witness = base_.next();
    for (std::size_t i = count(); i > 0; --i) proof.commit_phase_commits.push_back(cap());
    proof.commit_pow_witnesses = base_.take(count());
    for (std::size_t i = count(); i > 0; --i) {
      MultiOpening<F> opening;
      opening.opened_values.resize(count());
      for (auto& query : opening.opened_values) {
        for (std::size_t m = count(); m > 0; --m) query.push_back(base_.take(count()));
      }
      opening.siblings = digests(count());
      proof.input_openings.push_back(std::move(opening));
    }
    for (std::size_t i = count(); i > 0; --i) {
      CommitPhaseOpening<EF> opening;
      for (std::size_t q = count(); q > 0; --q) {
        opening.sibling_values.push_back(extension_.take(count()));
      }
      opening.siblings = digests(count());
      proof.commit_phase_openings.push_back(std::move(opening));
    }
    proof.final_poly = extension_.take(count());
    proof.query_pow_witness = base_.next();
    return proof;
  }

  testing::SplitMix64 choices_;
  testing::RandomField<F> base_;
  testing::RandomField<EF> extension_;
  DigestKind kind_;
};

TYPED_TEST(EncodeTest, UniProofsComeBackEqual) {
  using F = typename TypeParam::Base;
  for (const DigestKind kind : kKinds) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      const auto proof = RandomProofs<TypeParam>(seed, kind).uni();
      const auto decoded = decode_uni_proof<F, TypeParam>(encode(proof, kind), kind);
      ASSERT_TRUE(decoded.ok()) << name(decoded.error().kind) << " in " << decoded.error().what;
      EXPECT_EQ(decoded.value(), proof);
    }
  }
}

TYPED_TEST(EncodeTest, BatchProofsComeBackEqual) {
  using F = typename TypeParam::Base;
  for (const DigestKind kind : kKinds) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      const auto proof = RandomProofs<TypeParam>(seed, kind).batch();
      const auto decoded = decode_batch_proof<F, TypeParam>(encode(proof, kind), kind);
      ASSERT_TRUE(decoded.ok()) << name(decoded.error().kind) << " in " << decoded.error().what;
      EXPECT_EQ(decoded.value(), proof);
    }
  }
}

TYPED_TEST(EncodeTest, ElementsAreRawWords) {
  using F = typename TypeParam::Base;
  UniProof<F, TypeParam> proof;
  proof.trace_cap = {Digest{}};
  proof.quotient_cap = {Digest{}};
  const auto zero = encode(proof, DigestKind::kBytes);
  proof.ood_pow_witness = F::from_u64(3);
  const auto three = encode(proof, DigestKind::kBytes);
  ASSERT_EQ(zero.size(), three.size());
  const std::uint64_t word = F::from_u64(3).word();
  for (std::size_t i = 0; i < three.size(); ++i) {
    const std::size_t from_end = three.size() - i;
    const std::uint64_t expected =
        from_end <= F::kBytes ? word >> (8 * (F::kBytes - from_end)) & 0xff : zero[i];
    EXPECT_EQ(three[i], expected) << i;
  }
}

}  // namespace
}  // namespace p3
