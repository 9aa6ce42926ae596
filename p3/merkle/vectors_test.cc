// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "p3/base/bits.h"
#include "p3/codec/decode.h"
#include "p3/dft/dft.h"
#include "p3/field/extension.h"
#include "p3/merkle/tree.h"
#include "p3/merkle/verify.h"
#include "testing/vector_file.h"
#include "testing/with_fields.h"

// The trees inside the 62 proofs of Plonky3 0.8.0: the trace commitment is made again from the
// trace and opened at the proof's own query indices, and must give the proof's cap, rows and
// siblings.
namespace p3::testing {
namespace {

template <class F>
Matrix<F> matrix_of(const Rows& rows) {
  std::vector<F> values;
  for (const auto& row : rows) {
    for (const std::uint64_t x : row) values.push_back(F::from_u64(x));
  }
  return Matrix<F>::from_values(values, rows.at(0).size());
}

template <class F>
Matrix<F> committed_form(const Rows& rows, unsigned log_blowup, ThreadPool& pool) {
  const Matrix<F> values = matrix_of<F>(rows);
  return coset_lde_bit_reversed(values.view(), log_blowup, F::generator(), pool);
}

std::vector<std::uint64_t> query_indices(const VectorFile& file) {
  std::vector<std::uint64_t> indices;
  for (const TranscriptEvent& event : file.transcript) {
    if (event.kind == TranscriptEvent::Kind::kSampleBits) indices.push_back(event.values.at(0));
  }
  return indices;
}

// What both kinds of proof say about their first commitment.
template <class F>
struct FirstCommitment {
  Cap cap;
  MultiOpening<F> opening;
};

template <class F, class EF>
FirstCommitment<F> first_commitment(const VectorFile& file, DigestKind kind) {
  if (file.batch) {
    auto proof = decode_batch_proof<F, EF>(file.proof, kind);
    return {proof.value().main_cap, proof.value().fri.input_openings.at(0)};
  }
  auto proof = decode_uni_proof<F, EF>(file.proof, kind);
  return {proof.value().trace_cap, proof.value().fri.input_openings.at(0)};
}

class MerkleVectorTest : public ::testing::TestWithParam<std::string> {};

TEST_P(MerkleVectorTest, TraceTreeAndItsOpeningComeOutEqual) {
  const VectorFile file = load_vector(GetParam());
  with_fields(file.field, file.extension_degree, [&]<class F, class EF>() {
    const HashSuite<F> suite = make_hash_suite<F>(file.hash, file.arity);
    const auto expected = first_commitment<F, EF>(file, suite.hasher->kind());
    const unsigned cap_height = file.parameters.cap_height;
    const std::vector<std::uint64_t> indices = query_indices(file);
    std::vector<Dimensions> dimensions;
    for (const VectorInstance& instance : file.instances) {
      dimensions.push_back(
          {std::size_t{1} << (instance.log_degree + file.parameters.log_blowup), instance.width});
    }
    EXPECT_EQ(verify_multi_opening<F>(*suite.hasher, dimensions, cap_height, expected.cap, indices,
                                      expected.opening),
              MerkleError::kNone);
    EXPECT_EQ(verify_multi_opening<F>(*accelerated_suite(suite).hasher, dimensions, cap_height,
                                      expected.cap, indices, expected.opening),
              MerkleError::kNone);
    if (file.instances[0].trace.empty()) return;  // made from inputs by the shipped statements
    ThreadPool pool(2);
    std::vector<Matrix<F>> matrices;
    for (const VectorInstance& instance : file.instances) {
      matrices.push_back(committed_form<F>(instance.trace, file.parameters.log_blowup, pool));
    }
    const auto tree =
        MerkleTree<F>::commit(*make_batch_hasher(suite), std::move(matrices), cap_height, pool);
    EXPECT_EQ(tree.cap(), expected.cap);
    EXPECT_EQ(tree.open(indices), expected.opening);
  });
}

TEST_P(MerkleVectorTest, PreprocessedCommitmentComesOutEqual) {
  const VectorFile file = load_vector(GetParam());
  if (file.preprocessed_commitment.empty()) return;
  with_fields(file.field, file.extension_degree, [&]<class F, class EF>() {
    const HashSuite<F> suite = make_hash_suite<F>(file.hash, file.arity);
    ThreadPool pool(1);
    std::vector<Matrix<F>> matrices;
    for (const VectorInstance& instance : file.instances) {
      if (instance.preprocessed.empty()) continue;
      matrices.push_back(
          committed_form<F>(instance.preprocessed, file.parameters.log_blowup, pool));
    }
    const auto tree = MerkleTree<F>::commit(*make_batch_hasher(suite), std::move(matrices),
                                            file.parameters.cap_height, pool);
    std::vector<std::uint64_t> numbers;
    for (const Digest& digest : tree.cap()) {
      const auto part = digest_to_numbers<F>(digest, suite.hasher->kind());
      numbers.insert(numbers.end(), part.begin(), part.end());
    }
    EXPECT_EQ(numbers, file.preprocessed_commitment);
  });
}

INSTANTIATE_TEST_SUITE_P(Vectors, MerkleVectorTest, ::testing::ValuesIn(vector_names()),
                         [](const auto& test) { return test.param; });

TEST(MerkleVectors, AllAreThere) { EXPECT_EQ(vector_names().size(), 62u); }

}  // namespace
}  // namespace p3::testing
