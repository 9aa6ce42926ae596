// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Beside the tamper matrix (family_fields_test.cc), with test parameters: the twin of every rule of
// uptime, also those that change one field of a statement or of the list, is refused by name, and
// by cryptography once it is proved by force.
#include <gtest/gtest.h>

#include <cstdio>

#include "p3/parallel/thread_pool.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/tamper_matrix.h"
#include "rpp/uptime/broken_rule.h"
#include "rpp/uptime/circuit/forced.h"
#include "rpp/uptime/facts.h"

namespace rpp {
namespace {

constexpr ProofRequest kRequest{"uptime", Profile::kTest, Device::kCpu};

TEST(UptimeTampering, NoBrokenRuleIsProved) {
  const Circuit& circuit = uptime_model().circuit();
  const KeySet keys(
      {trust_own_key(circuit, generate_key(circuit, {Profile::kTest}).value()).value()});
  p3::ThreadPool pool(2);
  const UptimeProver own(uptime_model());
  const ForcedUptime by_force(uptime_model());
  Plonky3Prover prover(pool, {&own}, keys);
  Plonky3Verifier verifier({&circuit}, keys);
  TamperMatrix matrix(prover, by_force, verifier, kRequest);
  const UptimeSample sample = make_uptime_sample(1, breakable_uptime(), pool);
  MatrixTally tally;
  for (std::size_t r = 0; r < kNumUptimeRules; ++r) {
    const auto rule = static_cast<UptimeRule>(r);
    for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
      ForgedUptime forged = break_rule(rule, variant, sample, pool);
      const bool shaped = !check_shape(forged.witness);
      UptimeCase list(std::move(forged.witness));
      list.claims = std::move(forged.claimed);
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
  EXPECT_GT(tally.attempts, kUptimeStatementTable.fields.size());
  std::puts(tally.text("uptime, broken rules").c_str());
}

}  // namespace
}  // namespace rpp
