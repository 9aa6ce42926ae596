// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The compiled kernels against the interpreter: the same proofs, on every instruction set. Traces
// are random, so that no constraint is zero and each has its part in the bytes.
#include "rpp/gadgets/kernels.h"

#include <gtest/gtest.h>

#include "p3/codec/encode.h"
#include "p3/field/extension.h"
#include "p3/prove/batch.h"
#include "rpp/gadgets/gadgets_test_support.h"
#include "testing/each_isa.h"

namespace rpp::testing {
namespace {

using EF = p3::KoalaBear5;
using Kernels = std::vector<const p3::QuotientKernel<Element>*>;

// All of kGadgets, then the table `joints`.
const std::vector<std::shared_ptr<const p3::Air<Element>>>& airs() {
  static const auto all = [] {
    std::vector<std::shared_ptr<const p3::Air<Element>>> out;
    for (const Gadget gadget : kGadgets) out.push_back(gadget_air(gadget));
    out.push_back(make_joints_air(1));
    return out;
  }();
  return all;
}

std::vector<std::uint8_t> prove(unsigned log_rows, const Kernels& kernels) {
  const p3::StarkConfig<Element> config{
      p3::StarkParameters{.fri = {.log_blowup = 1, .num_queries = 4, .query_pow_bits = 0}},
      p3::make_hash_suite<Element>(p3::TreeHash::kKeccakF, 2)};
  p3::ThreadPool pool(2);
  const auto hasher = p3::make_batch_hasher<Element>(config.suite);
  p3::BatchStatement<Element> statement;
  p3::BatchWitness<Element> witness;
  for (const auto& air : airs()) {
    const std::size_t width = air->shape().width;
    statement.instances.push_back({air.get(), {}});
    witness.traces.push_back(
        p3::Matrix<Element>::from_values(elements(width, width << log_rows), width));
  }
  witness.kernels = kernels;
  const auto proof =
      p3::prove_batch<Element, EF>({pool, *hasher}, config, statement, std::move(witness));
  EXPECT_TRUE(proof.ok());
  return p3::encode(proof.value(), config.suite.hasher->kind());
}

TEST(GadgetKernels, SameProofsAsInterpreted) {
  p3::testing::for_each_isa([] {
    std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> owners;
    Kernels kernels;
    for (const Gadget gadget : kGadgets) {
      owners.push_back(make_gadget_kernel(gadget, *gadget_air(gadget)));
    }
    owners.push_back(make_joints_kernel(*airs().back()));
    for (const auto& owner : owners) kernels.push_back(owner.get());
    for (const unsigned log_rows : {2u, 6u})
      EXPECT_EQ(prove(log_rows, kernels), prove(log_rows, {}));
  });
}

}  // namespace
}  // namespace rpp::testing
