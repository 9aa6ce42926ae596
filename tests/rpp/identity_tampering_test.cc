// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Beside the tamper matrix (family_fields_test.cc), with test parameters: the twin of every rule of
// identity, also those that change one field of a statement or of the list, is refused by name, and
// by cryptography once it is proved by force.
#include <gtest/gtest.h>

#include <cstdio>

#include "p3/parallel/thread_pool.h"
#include "rpp/identity/broken_rule.h"
#include "rpp/identity/circuit/forced.h"
#include "rpp/identity/facts.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/tamper_matrix.h"

namespace rpp {
namespace {

constexpr ProofRequest kRequest{"identity", Profile::kTest, Device::kCpu};

TEST(IdentityTampering, NoBrokenRuleIsProved) {
  const Circuit& circuit = identity_model().circuit();
  const KeySet keys(
      {trust_own_key(circuit, generate_key(circuit, {Profile::kTest}).value()).value()});
  p3::ThreadPool pool(2);
  const IdentityProver own(identity_model());
  const ForcedIdentities by_force(identity_model());
  Plonky3Prover prover(pool, {&own}, keys);
  Plonky3Verifier verifier({&circuit}, keys);
  TamperMatrix matrix(prover, by_force, verifier, kRequest);
  const IdentitySample sample = make_identity_sample(1, breakable_identities(), pool);
  MatrixTally tally;
  for (std::size_t r = 0; r < kNumIdentityRules; ++r) {
    const auto rule = static_cast<IdentityRule>(r);
    for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
      ForgedIdentities forged = break_rule(rule, variant, sample, pool);
      const bool shaped = !check_shape(identity_model().rules(), forged.witness);
      IdentityCase list(std::move(forged.witness));
      list.claims = std::move(forged.claims);
      const auto honest = prover.prove(kRequest, list);
      ASSERT_FALSE(honest.ok()) << rule_name(rule);
      EXPECT_EQ(honest.error().fault, BackendFault::kInvalidWitness) << rule_name(rule);
      EXPECT_NE(to_string(honest.error()).find(rule_name(rule)), std::string::npos);
      // There are no tables for what has no shape.
      if (!shaped) continue;
      const auto problem = matrix.attempt(list, tally);
      EXPECT_FALSE(problem) << rule_name(rule) << ": " << *problem;
    }
  }
  EXPECT_EQ(tally.true_statements, 0u);
  EXPECT_GT(tally.attempts, kIdentityStatementTable.fields.size());
  std::puts(tally.text("identity, broken rules").c_str());
}

}  // namespace
}  // namespace rpp
