// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "p3/codec/decode.h"
#include "p3/codec/encode.h"
#include "p3/prove/batch.h"
#include "p3/prove/uni.h"
#include "p3/verify/batch.h"
#include "p3/verify/uni.h"
#include "testing/with_fields.h"
#include "tests/vector_case.h"

// The 62 vectors of Plonky3 0.8.0: our prover writes the same bytes through the same transcript,
// and our verifier accepts them through the same transcript.
namespace p3::testing {
namespace {

void expect_same_events(const std::vector<TranscriptEvent>& got,
                        const std::vector<TranscriptEvent>& expected) {
  for (std::size_t i = 0; i < std::min(got.size(), expected.size()); ++i) {
    ASSERT_EQ(static_cast<int>(got[i].kind), static_cast<int>(expected[i].kind)) << "event " << i;
    ASSERT_EQ(got[i].bits, expected[i].bits) << "event " << i;
    ASSERT_EQ(got[i].values, expected[i].values) << "event " << i;
  }
  EXPECT_EQ(got.size(), expected.size());
}

std::string explain(const std::optional<VerifyError>& error) {
  return error ? to_string(*error) : "accepted";
}

template <class F, class EF>
void prove_uni_vector(const VectorFile& file, ThreadPool& pool) {
  const Case<F> c(file);
  const auto hasher = make_batch_hasher<F>(c.config.suite);
  const ProverContext<F> context{pool, *hasher};
  const UniStatement<F> statement = c.uni();
  UniWitness<F> witness{make_vector_trace<F>(file.instances[0], pool)};
  std::optional<PreprocessedData<F>> preprocessed;
  if (statement.preprocessed) {
    auto data = setup_preprocessed<F>(context, c.config, c.instances[0].preprocessed.clone());
    ASSERT_TRUE(data.ok());
    preprocessed.emplace(std::move(data).value());
    EXPECT_EQ(preprocessed->key.cap, c.preprocessed_cap);
    witness.preprocessed = &*preprocessed;
  }
  const auto challenger = c.challenger();
  const auto proof =
      prove_uni_with<F, EF>(context, c.config, statement, std::move(witness), *challenger);
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  expect_same_events(challenger->events(), file.transcript);
  EXPECT_EQ(encode(proof.value(), c.kind()), file.proof);
}

template <class F, class EF>
void prove_batch_vector(const VectorFile& file, ThreadPool& pool) {
  const Case<F> c(file);
  const auto hasher = make_batch_hasher<F>(c.config.suite);
  const ProverContext<F> context{pool, *hasher};
  const BatchStatement<F> statement = c.batch();
  BatchWitness<F> witness;
  std::vector<Matrix<F>> preprocessed_values;
  for (std::size_t i = 0; i < c.instances.size(); ++i) {
    witness.traces.push_back(make_vector_trace<F>(file.instances[i], pool));
    preprocessed_values.push_back(c.instances[i].preprocessed.clone());
  }
  std::optional<BatchPreprocessedData<F>> preprocessed;
  if (statement.preprocessed) {
    auto data = setup_batch_preprocessed<F>(context, c.config, std::move(preprocessed_values));
    ASSERT_TRUE(data.ok());
    preprocessed.emplace(std::move(data).value());
    EXPECT_EQ(preprocessed->key.cap, c.preprocessed_cap);
    witness.preprocessed = &*preprocessed;
  }
  const auto challenger = c.challenger();
  const auto proof =
      prove_batch_with<F, EF>(context, c.config, statement, std::move(witness), *challenger);
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  expect_same_events(challenger->events(), file.transcript);
  EXPECT_EQ(encode(proof.value(), c.kind()), file.proof);
}

template <class F, class EF>
void verify_vector(const VectorFile& file) {
  const Case<F> c(file);
  const auto challenger = c.challenger();
  if (file.batch) {
    const auto proof = decode_batch_proof<F, EF>(file.proof, c.kind());
    ASSERT_TRUE(proof.ok()) << name(proof.error().kind) << " at " << proof.error().offset;
    const auto error = verify_batch_with(c.config, c.batch(), proof.value(), *challenger);
    EXPECT_FALSE(error) << explain(error);
    EXPECT_FALSE((verify_batch_bytes<F, EF>(c.config, c.batch(), file.proof)));
  } else {
    const auto proof = decode_uni_proof<F, EF>(file.proof, c.kind());
    ASSERT_TRUE(proof.ok()) << name(proof.error().kind) << " at " << proof.error().offset;
    const auto error = verify_uni_with(c.config, c.uni(), proof.value(), *challenger);
    EXPECT_FALSE(error) << explain(error);
    EXPECT_FALSE((verify_uni_bytes<F, EF>(c.config, c.uni(), file.proof)));
  }
  expect_same_events(challenger->events(), file.transcript);
}

class Vectors : public ::testing::TestWithParam<std::string> {};

TEST_P(Vectors, ProverWritesTheSameBytesThroughTheSameTranscript) {
  const VectorFile file = load_vector(GetParam());
  ThreadPool pool(2);
  with_fields(file.field, file.extension_degree, [&]<class F, class EF>() {
    if (file.batch) {
      prove_batch_vector<F, EF>(file, pool);
    } else {
      prove_uni_vector<F, EF>(file, pool);
    }
  });
}

TEST_P(Vectors, VerifierAcceptsThroughTheSameTranscript) {
  const VectorFile file = load_vector(GetParam());
  with_fields(file.field, file.extension_degree,
              [&]<class F, class EF>() { verify_vector<F, EF>(file); });
}

INSTANTIATE_TEST_SUITE_P(All, Vectors, ::testing::ValuesIn(vector_names()),
                         [](const auto& test) { return test.param; });

TEST(VectorList, HasAll62) { EXPECT_EQ(vector_names().size(), 62u); }

}  // namespace
}  // namespace p3::testing
