// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The compiled kernels against the interpreter: the same proofs, on every instruction set.
#include "rpp/consensus/air/kernels.h"

#include <gtest/gtest.h>

#include "p3/codec/encode.h"
#include "p3/field/extension.h"
#include "p3/prove/batch.h"
#include "rpp/consensus/tables/tables_sample_test_support.h"
#include "testing/each_isa.h"
#include "testing/random_field.h"

namespace rpp {
namespace {

using EF = p3::KoalaBear5;

struct Tables {
  std::vector<std::unique_ptr<TableAir>> airs;
  std::vector<std::unique_ptr<TableKernel>> kernels;

  Tables() {
    airs.push_back(make_members_air(testing::kSampleKeyHeight));
    airs.push_back(make_ballots_air());
    airs.push_back(make_tickets_air());
    airs.push_back(make_lists_air());
    kernels.push_back(make_members_kernel(*airs[0]));
    kernels.push_back(make_ballots_kernel(*airs[1]));
    kernels.push_back(make_tickets_kernel(*airs[2]));
    kernels.push_back(make_lists_kernel(*airs[3]));
  }
};

// Random traces, so that no constraint is zero and each has its part in the bytes.
std::vector<std::uint8_t> prove(const Tables& tables, bool compiled) {
  const p3::StarkConfig<Element> config{
      p3::StarkParameters{.fri = {.log_blowup = 1, .num_queries = 4, .query_pow_bits = 0}},
      p3::make_hash_suite<Element>(p3::TreeHash::kKeccakF, 2)};
  p3::ThreadPool pool(2);
  const auto hasher = p3::make_batch_hasher<Element>(config.suite);
  p3::testing::RandomField<Element> random(5);
  p3::BatchStatement<Element> statement;
  p3::BatchWitness<Element> witness;
  for (std::size_t i = 0; i < tables.airs.size(); ++i) {
    const std::size_t width = tables.airs[i]->shape().width;
    statement.instances.push_back({tables.airs[i].get(), {}});
    witness.traces.push_back(p3::Matrix<Element>::from_values(random.take(64 * width), width));
    if (compiled) witness.kernels.push_back(tables.kernels[i].get());
  }
  const auto proof =
      p3::prove_batch<Element, EF>({pool, *hasher}, config, statement, std::move(witness));
  EXPECT_TRUE(proof.ok());
  return p3::encode(proof.value(), config.suite.hasher->kind());
}

TEST(TableKernels, SameProofsAsInterpreted) {
  p3::testing::for_each_isa([] {
    const Tables tables;
    EXPECT_EQ(prove(tables, true), prove(tables, false));
  });
}

}  // namespace
}  // namespace rpp
