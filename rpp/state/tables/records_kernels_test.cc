// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The compiled kernels against the interpreter: the same proofs, on every instruction set.
#include <gtest/gtest.h>

#include "p3/codec/encode.h"
#include "p3/field/extension.h"
#include "p3/prove/batch.h"
#include "rpp/state/air/records_kernel.h"
#include "testing/each_isa.h"
#include "testing/random_field.h"

namespace rpp {
namespace {

// A random trace, so that no constraint is zero and each has its part in the bytes.
std::vector<std::uint8_t> prove(const p3::Air<Element>& air,
                                const p3::QuotientKernel<Element>* kernel) {
  const p3::StarkConfig<Element> config{
      p3::StarkParameters{.fri = {.log_blowup = 1, .num_queries = 4, .query_pow_bits = 0}},
      p3::make_hash_suite<Element>(p3::TreeHash::kKeccakF, 2)};
  p3::ThreadPool pool(2);
  const auto hasher = p3::make_batch_hasher<Element>(config.suite);
  p3::testing::RandomField<Element> random(5);
  const std::size_t width = air.shape().width;
  p3::BatchStatement<Element> statement;
  p3::BatchWitness<Element> witness;
  statement.instances.push_back({&air, {}});
  witness.traces.push_back(p3::Matrix<Element>::from_values(random.take(64 * width), width));
  if (kernel != nullptr) witness.kernels.push_back(kernel);
  const auto proof = p3::prove_batch<Element, p3::KoalaBear5>({pool, *hasher}, config, statement,
                                                              std::move(witness));
  EXPECT_TRUE(proof.ok());
  return p3::encode(proof.value(), config.suite.hasher->kind());
}

TEST(RecordsKernels, SameProofsAsInterpreted) {
  p3::testing::for_each_isa([] {
    const auto records = make_records_air(), proposer = make_proposer_air();
    EXPECT_EQ(prove(*records, make_records_kernel(*records).get()), prove(*records, nullptr));
    EXPECT_EQ(prove(*proposer, make_proposer_kernel(*proposer).get()), prove(*proposer, nullptr));
  });
}

}  // namespace
}  // namespace rpp
