// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The compiled kernels against the interpreter: the same proofs, on every instruction set.
#include "rpp/uptime/air/kernels.h"

#include <gtest/gtest.h>

#include "p3/codec/encode.h"
#include "p3/field/extension.h"
#include "p3/prove/batch.h"
#include "testing/each_isa.h"
#include "testing/random_field.h"

namespace rpp {
namespace {

using EF = p3::KoalaBear5;

// Random traces, so that no constraint is zero and each has its part in the bytes.
std::vector<std::uint8_t> prove(bool compiled) {
  const p3::StarkConfig<Element> config{
      p3::StarkParameters{.fri = {.log_blowup = 1, .num_queries = 4, .query_pow_bits = 0}},
      p3::make_hash_suite<Element>(p3::TreeHash::kKeccakF, 2)};
  p3::ThreadPool pool(2);
  const auto hasher = p3::make_batch_hasher<Element>(config.suite);
  const auto claims = make_claims_air(), heads = make_heads_air(1440);
  const auto claims_kernel = make_claims_kernel(*claims);
  const auto heads_kernel = make_heads_kernel(*heads);
  p3::testing::RandomField<Element> random(5);
  p3::BatchStatement<Element> statement;
  p3::BatchWitness<Element> witness;
  for (const p3::Air<Element>* air : {claims.get(), heads.get()}) {
    const std::size_t width = air->shape().width;
    statement.instances.push_back({air, {}});
    witness.traces.push_back(p3::Matrix<Element>::from_values(random.take(64 * width), width));
  }
  if (compiled) witness.kernels = {claims_kernel.get(), heads_kernel.get()};
  const auto proof =
      p3::prove_batch<Element, EF>({pool, *hasher}, config, statement, std::move(witness));
  EXPECT_TRUE(proof.ok());
  return p3::encode(proof.value(), config.suite.hasher->kind());
}

TEST(UptimeKernels, SameProofsAsInterpreted) {
  p3::testing::for_each_isa([] { EXPECT_EQ(prove(true), prove(false)); });
}

}  // namespace
}  // namespace rpp
