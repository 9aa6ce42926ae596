// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Beside the tamper matrix (family_fields_test.cc), with test parameters: the twin of every rule of
// pruning is refused by name, and by cryptography once it is proved by force.
#include <gtest/gtest.h>

#include <cstdio>

#include "p3/parallel/thread_pool.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/tamper_matrix.h"
#include "rpp/pruning/broken_rule.h"
#include "rpp/pruning/check.h"
#include "rpp/pruning/circuit/forced.h"

namespace rpp {
namespace {

constexpr ProofRequest kRequest{"pruning", Profile::kTest, Device::kCpu};

TEST(PruningTampering, NoBrokenRuleIsProved) {
  const Circuit& circuit = pruning_model().circuit();
  const KeySet keys(
      {trust_own_key(circuit, generate_key(circuit, {Profile::kTest}).value()).value()});
  p3::ThreadPool pool(2);
  const PruningProver pruning(pruning_model());
  const ForcedPruning by_force(pruning_model());
  Plonky3Prover prover(pool, {&pruning}, keys);
  Plonky3Verifier verifier({&circuit}, keys);
  TamperMatrix matrix(prover, by_force, verifier, kRequest);
  const PruningSample sample = make_pruning_sample(3, {.blocks = 2, .transactions = 4});
  MatrixTally tally;
  for (std::size_t r = 0; r < kNumPruningRules; ++r) {
    const auto rule = static_cast<PruningRule>(r);
    for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
      const ForgedPruning forged = break_rule(rule, variant, sample);
      PruningCase range(forged.witness);
      range.claims = forged.fields;
      const auto honest = prover.prove(kRequest, range);
      ASSERT_FALSE(honest.ok()) << rule_name(rule);
      EXPECT_EQ(honest.error().fault, BackendFault::kInvalidWitness) << rule_name(rule);
      EXPECT_NE(to_string(honest.error()).find(rule_name(rule)), std::string::npos);
      // There are no tables for what has no shape.
      if (check_shape(forged.witness)) continue;
      const auto problem = matrix.attempt(range, tally);
      EXPECT_FALSE(problem) << rule_name(rule) << ": " << *problem;
    }
  }
  EXPECT_EQ(tally.true_statements, 0u);
  EXPECT_GT(tally.attempts, kPruningTable.fields.size());
  std::puts(tally.text("pruning, broken rules").c_str());
}

}  // namespace
}  // namespace rpp
