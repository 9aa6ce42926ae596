// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Beside the tamper matrix (family_fields_test.cc), with test parameters: the twin of every rule of
// transactions, also those that change one field of a statement or of the list, is refused by name,
// and by cryptography once it is proved by force.
#include <gtest/gtest.h>

#include <cstdio>

#include "p3/parallel/thread_pool.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/tamper_matrix.h"
#include "rpp/transaction/broken_rule.h"
#include "rpp/transaction/circuit/forced.h"
#include "rpp/transaction/facts.h"

namespace rpp {
namespace {

constexpr ProofRequest kRequest{"transaction", Profile::kTest, Device::kCpu};

TEST(TransactionTampering, NoBrokenRuleIsProved) {
  const Circuit& circuit = transaction_model().circuit();
  const KeySet keys(
      {trust_own_key(circuit, generate_key(circuit, {Profile::kTest}).value()).value()});
  p3::ThreadPool pool(2);
  const TransactionProver own(transaction_model());
  const ForcedTransactions by_force(transaction_model());
  Plonky3Prover prover(pool, {&own}, keys);
  Plonky3Verifier verifier({&circuit}, keys);
  TamperMatrix matrix(prover, by_force, verifier, kRequest);
  const TransactionSample sample = make_transaction_sample(1, breakable_transactions(), pool);
  MatrixTally tally;
  for (std::size_t r = 0; r < kNumTransactionRules; ++r) {
    const auto rule = static_cast<TransactionRule>(r);
    for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
      ForgedTransactions forged = break_rule(rule, variant, sample, pool);
      const bool shaped = !check_shape(forged.witness);
      TransactionCase list(std::move(forged.witness));
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
  EXPECT_GT(tally.attempts, kTransactionStatementTable.fields.size());
  std::puts(tally.text("transaction, broken rules").c_str());
}

}  // namespace
}  // namespace rpp
