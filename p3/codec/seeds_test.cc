// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/codec/seeds.h"

#include <gtest/gtest.h>

#include "p3/base/bits.h"
#include "p3/codec/decode.h"
#include "p3/field/extension.h"
#include "testing/recording_challenger.h"
#include "testing/vector_file.h"
#include "testing/with_fields.h"

namespace p3::testing {
namespace {

using Event = TranscriptEvent;

std::string hex(std::span<const std::uint8_t> bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

// A seed as the challenger packs it.
template <class F>
std::vector<std::uint64_t> packed(const std::vector<std::uint8_t>& seed) {
  const HashSuite<F> suite = make_hash_suite<F>(TreeHash::kKeccakF, 2);
  RecordingChallenger<F> challenger(make_challenger(suite), suite.hasher->kind());
  challenger.observe_seed(seed);
  return challenger.events().at(0).values;
}

// feat_rows2: two rows, two columns, two chunks, no public values.
UniStarkShape example_shape() {
  UniStarkShape shape;
  shape.log_degree = 1;
  shape.main_width = 2;
  shape.num_quotient_chunks = 2;
  return shape;
}

TEST(Seeds, WorkedExampleText) {
  EXPECT_EQ((uni_stark_pattern<KoalaBear, KoalaBear4>(example_shape()).text()),
            "Plonky3 Fiat-Shamir Transcript (7 interactions)\n"
            "0 Atomic Message 16 trace_commitment Scalar Opaque\n"
            "1 Atomic Public 13 public_values Fixed(0) Algebra(2130706433^1;"
            "cfa353fe66eeeae7600254a68073d57125abac3820fde7a3e32c84482b826469)\n"
            "2 Atomic Challenge 5 alpha Scalar Algebra(2130706433^4;"
            "94bf8ec73aec7c9e06287ad01e3743b3c153e4426ad70f5aefca02b7c5966876)\n"
            "3 Atomic Message 19 quotient_commitment Scalar Opaque\n"
            "4 Atomic Challenge 4 zeta Scalar Algebra(2130706433^4;"
            "94bf8ec73aec7c9e06287ad01e3743b3c153e4426ad70f5aefca02b7c5966876)\n"
            "5 Begin Protocol 16 opening_argument None Marker\n"
            "6 End Protocol 16 opening_argument None Marker\n");
}

TEST(Seeds, WorkedExampleHashes) {
  EXPECT_EQ(hex(uni_stark_pattern<KoalaBear, KoalaBear4>(example_shape()).hash()),
            "665ccf10087c8e61a46da53da95e1f7129897ec592ccdeab3131d80f61edc423");
  const PcsShape pcs{{{{2, 2}}, {{4}, {4}}}, 0};
  EXPECT_EQ(hex(pcs_pattern<KoalaBear, KoalaBear4>(pcs).hash()),
            "03945b5cea7dbd213d1824c3597828fe0c498fc30855de4dc165c280912641c8");
  FriShape fri;
  fri.log_blowup = 1;
  fri.max_log_arity = 1;
  fri.log_arities = {1};
  fri.num_queries = 3;
  fri.log_max_height = 2;
  EXPECT_EQ(hex(fri_pattern<KoalaBear, KoalaBear4>(fri).hash()),
            "01fe00bd59c5bb57fb4b866cf7455db0762c01dcbbc84a5c2b4527da1622ffc5");
}

TEST(Seeds, WorkedExampleElements) {
  const auto seed = uni_stark_seed<KoalaBear, KoalaBear4>(example_shape());
  EXPECT_EQ(seed.size(), 197u);
  const auto elements = packed<KoalaBear>(seed);
  const std::vector<std::uint64_t> head(elements.begin(), elements.begin() + 7);
  const std::vector<std::uint64_t> tail(elements.end() - 4, elements.end());
  EXPECT_EQ(head, (std::vector<std::uint64_t>{197, 3371009, 7238957, 7548265, 7496052, 107, 0}));
  EXPECT_EQ(tail, (std::vector<std::uint64_t>{2048, 0, 0, 32768}));
}

// Shapes of a vector as its statement and its proof tell them.
template <class F, class EF>
FriShape fri_shape(const VectorFile& file, const FriProof<F, EF>& proof) {
  FriShape shape;
  shape.log_blowup = file.parameters.log_blowup;
  shape.max_log_arity = file.parameters.max_log_arity;
  for (const auto& round : proof.commit_phase_openings) {
    shape.log_arities.push_back(log2_strict(round.sibling_values.at(0).size() + 1));
  }
  shape.log_final_poly_len = file.parameters.log_final_poly_len;
  shape.num_queries = file.parameters.num_queries;
  shape.commit_pow_bits = file.parameters.commit_pow_bits;
  shape.query_pow_bits = file.parameters.query_pow_bits;
  for (const VectorInstance& instance : file.instances) {
    shape.log_max_height =
        std::max(shape.log_max_height, instance.log_degree + file.parameters.log_blowup);
  }
  return shape;
}

using Claims = std::vector<std::vector<std::uint64_t>>;  // of one commitment: [matrix][point]

std::vector<std::uint64_t> points(std::uint64_t width, bool next) {
  return std::vector<std::uint64_t>(next ? 2 : 1, width);
}

template <class F, class EF>
std::vector<std::vector<std::uint8_t>> uni_seeds(const VectorFile& file) {
  const DigestKind kind = make_hash_suite<F>(file.hash, file.arity).hasher->kind();
  const auto decoded = decode_uni_proof<F, EF>(file.proof, kind);
  const auto& proof = decoded.value();
  const VectorInstance& instance = file.instances[0];
  UniStarkShape shape;
  shape.log_degree = instance.log_degree;
  shape.main_width = instance.width;
  shape.preprocessed_width = instance.preprocessed_width();
  shape.num_periodic = instance.periodic.size();
  shape.num_quotient_chunks = proof.opened.quotient_chunks.size();
  shape.reads_next_row = instance.reads_next_row;
  shape.reads_preprocessed_next_row = instance.reads_preprocessed_next_row;
  shape.num_public_values = instance.public_values.size();
  shape.ood_pow_bits = file.parameters.ood_pow_bits;
  PcsShape pcs;
  pcs.batch_pow_bits = file.parameters.batch_pow_bits;
  pcs.claims.push_back({points(instance.width, instance.reads_next_row)});
  pcs.claims.push_back(Claims(shape.num_quotient_chunks, points(EF::kDegree, false)));
  if (shape.preprocessed_width > 0) {
    pcs.claims.push_back({points(shape.preprocessed_width, instance.reads_preprocessed_next_row)});
  }
  return {uni_stark_seed<F, EF>(shape), pcs_seed<F, EF>(pcs),
          fri_seed<F, EF>(fri_shape<F, EF>(file, proof.fri))};
}

template <class F, class EF>
std::vector<std::vector<std::uint8_t>> batch_seeds(const VectorFile& file) {
  const DigestKind kind = make_hash_suite<F>(file.hash, file.arity).hasher->kind();
  const auto decoded = decode_batch_proof<F, EF>(file.proof, kind);
  const auto& proof = decoded.value();
  BatchStarkShape shape;
  shape.lookup_pow_bits = file.parameters.lookup_pow_bits;
  shape.ood_pow_bits = file.parameters.ood_pow_bits;
  Claims main, chunks, preprocessed, permutation;
  for (std::size_t i = 0; i < file.instances.size(); ++i) {
    const VectorInstance& instance = file.instances[i];
    const bool lookups = !instance.lookup_columns.empty();
    shape.instances.push_back(
        {instance.width, instance.preprocessed_width(), instance.public_values.size(), lookups});
    main.push_back(points(instance.width, instance.reads_next_row));
    chunks.insert(chunks.end(), proof.instances.at(i).base.quotient_chunks.size(),
                  points(EF::kDegree, false));
    if (instance.preprocessed_width() > 0) {
      preprocessed.push_back(
          points(instance.preprocessed_width(), instance.reads_preprocessed_next_row));
    }
    if (lookups) {
      permutation.push_back(points((instance.lookup_columns.size() + 1) * EF::kDegree, true));
    }
  }
  PcsShape pcs{{main, chunks}, file.parameters.batch_pow_bits};
  if (!preprocessed.empty()) pcs.claims.push_back(preprocessed);
  if (!permutation.empty()) pcs.claims.push_back(permutation);
  return {batch_stark_seed<F, EF>(shape), pcs_seed<F, EF>(pcs),
          fri_seed<F, EF>(fri_shape<F, EF>(file, proof.fri))};
}

class SeedVectorTest : public ::testing::TestWithParam<std::string> {};

TEST_P(SeedVectorTest, AllThreeSeedsComeOutEqual) {
  const VectorFile file = load_vector(GetParam());
  std::vector<std::vector<std::uint64_t>> expected;
  for (const Event& event : file.transcript) {
    if (event.kind == Event::Kind::kSeed) expected.push_back(event.values);
  }
  ASSERT_EQ(expected.size(), 3u);
  with_fields(file.field, file.extension_degree, [&]<class F, class EF>() {
    const auto seeds = file.batch ? batch_seeds<F, EF>(file) : uni_seeds<F, EF>(file);
    for (std::size_t layer = 0; layer < 3; ++layer) {
      EXPECT_EQ(packed<F>(seeds[layer]), expected[layer]) << "layer " << layer;
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Vectors, SeedVectorTest, ::testing::ValuesIn(vector_names()),
                         [](const auto& test) { return test.param; });

// What the specification lists as bound must change the seed.
TEST(Seeds, EveryBoundNumberChangesTheUniStarkSeed) {
  const auto seed = [](auto&& change) {
    UniStarkShape shape = example_shape();
    change(shape);
    return uni_stark_seed<KoalaBear, KoalaBear4>(shape);
  };
  const auto base = seed([](UniStarkShape&) {});
  EXPECT_NE(base, seed([](UniStarkShape& s) { ++s.log_degree; }));
  EXPECT_NE(base, seed([](UniStarkShape& s) { ++s.main_width; }));
  EXPECT_NE(base, seed([](UniStarkShape& s) { ++s.preprocessed_width; }));
  EXPECT_NE(base, seed([](UniStarkShape& s) { ++s.num_periodic; }));
  EXPECT_NE(base, seed([](UniStarkShape& s) { ++s.num_quotient_chunks; }));
  EXPECT_NE(base, seed([](UniStarkShape& s) { s.reads_next_row = false; }));
  EXPECT_NE(base, seed([](UniStarkShape& s) { s.reads_preprocessed_next_row = true; }));
  EXPECT_NE(base, seed([](UniStarkShape& s) { ++s.num_public_values; }));
  EXPECT_NE(base, seed([](UniStarkShape& s) { ++s.ood_pow_bits; }));
  EXPECT_NE(base, (uni_stark_seed<KoalaBear, KoalaBear8>(example_shape())));
  EXPECT_NE(base, (uni_stark_seed<BabyBear, BabyBear4>(example_shape())));
}

TEST(Seeds, EveryBoundNumberChangesTheFriSeed) {
  const auto seed = [](auto&& change) {
    FriShape shape;
    shape.log_blowup = 1;
    shape.max_log_arity = 2;
    shape.log_arities = {2, 1};
    shape.num_queries = 3;
    shape.log_max_height = 4;
    change(shape);
    return fri_seed<Goldilocks, Goldilocks2>(shape);
  };
  const auto base = seed([](FriShape&) {});
  EXPECT_NE(base, seed([](FriShape& s) { ++s.log_blowup; }));
  EXPECT_NE(base, seed([](FriShape& s) { ++s.max_log_arity; }));
  EXPECT_NE(base, seed([](FriShape& s) { s.log_arities = {1, 2}; }));
  EXPECT_NE(base, seed([](FriShape& s) { s.log_arities.push_back(1); }));
  EXPECT_NE(base, seed([](FriShape& s) { ++s.log_final_poly_len; }));
  EXPECT_NE(base, seed([](FriShape& s) { ++s.num_queries; }));
  EXPECT_NE(base, seed([](FriShape& s) { ++s.commit_pow_bits; }));
  EXPECT_NE(base, seed([](FriShape& s) { ++s.query_pow_bits; }));
  EXPECT_NE(base, seed([](FriShape& s) { ++s.log_max_height; }));
}

TEST(Seeds, BatchListsGrindingAtZeroBitsAndLookupsOnlyWhereTheyAre) {
  BatchStarkShape shape;
  shape.instances = {{3, 0, 1, false}, {2, 1, 0, false}};
  const auto text = [&] { return batch_stark_pattern<KoalaBear, KoalaBear4>(shape).text(); };
  EXPECT_NE(text().find("Pow 7 ood_pow Fixed(0)"), std::string::npos);
  EXPECT_EQ(text().find("lookup"), std::string::npos);
  EXPECT_EQ(text().find("permutation"), std::string::npos);
  shape.instances[1].has_lookups = true;
  EXPECT_NE(text().find("Pow 10 lookup_pow Fixed(0)"), std::string::npos);
  EXPECT_NE(text().find("lookup_terminal"), std::string::npos);
  EXPECT_EQ(text().find("lookup_terminal"), text().rfind("lookup_terminal")) << "one instance";
}

}  // namespace
}  // namespace p3::testing
