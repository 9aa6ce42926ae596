// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Beside the tamper matrix (family_fields_test.cc), with test parameters: the twin of every rule,
// also those that change one field of a statement or of the list, is proved by force. Nothing may
// be accepted, and the refusal must be cryptographic.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <string>

#include "p3/parallel/thread_pool.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/forced.h"
#include "rpp/proofs/verifier.h"
#include "rpp/transaction/broken_rule.h"
#include "rpp/transaction/circuit/forced.h"
#include "rpp/transaction/facts.h"

namespace rpp {
namespace {

constexpr ProofRequest kRequest{"transaction", Profile::kTest, Device::kCpu};

class TransactionTampering : public ::testing::Test {
 protected:
  struct World {
    p3::ThreadPool pool{2};
    const Circuit& circuit = transaction_model().circuit();
    TransactionProver own{transaction_model()};
    ForcedTransactions forced{transaction_model()};
    KeySet keys{{trust_own_key(circuit, generate_key(circuit, {Profile::kTest}).value()).value()}};
    Plonky3Prover prover{pool, {&own}, keys};
    Plonky3Verifier verifier{{&circuit}, keys};
    TransactionSample sample = make_transaction_sample(1, breakable_transactions(), pool);
  };

  static World& world() {
    static World instance;
    return instance;
  }

  // Counts the refusal, which must be cryptography's.
  static void expect_rejected(const std::string& what, const Envelope& envelope,
                              std::map<std::string, int>& reasons) {
    const auto verdict = world().verifier.verify(encode_envelope(envelope));
    ASSERT_FALSE(verdict.ok()) << what << " was accepted";
    EXPECT_TRUE(is_cryptographic(verdict.error())) << what << ": " << to_string(verdict.error());
    ++reasons[fault_name(verdict.error().fault)];
  }

  static void print(const char* form, const std::map<std::string, int>& reasons) {
    int total = 0;
    for (const auto& [reason, count] : reasons) total += count;
    std::printf("%s: %d attempts, 0 accepted;", form, total);
    for (const auto& [reason, count] : reasons) std::printf(" %d %s", count, reason.c_str());
    std::printf("\n");
  }
};

TEST_F(TransactionTampering, NoBrokenRuleIsProved) {
  World& w = world();
  std::map<std::string, int> reasons;
  for (std::size_t r = 0; r < kNumTransactionRules; ++r) {
    const auto rule = static_cast<TransactionRule>(r);
    for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
      ForgedTransactions forged = break_rule(rule, variant, w.sample, w.pool);
      const bool shaped = !check_shape(forged.witness);
      TransactionCase list(std::move(forged.witness));
      list.claims = std::move(forged.claims);
      const auto honest = w.prover.prove(kRequest, list);
      ASSERT_FALSE(honest.ok()) << rule_name(rule);
      EXPECT_EQ(honest.error().fault, BackendFault::kInvalidWitness) << rule_name(rule);
      EXPECT_NE(to_string(honest.error()).find(rule_name(rule)), std::string::npos);
      // There are no tables for what has no shape.
      if (!shaped) continue;
      const auto proof = ForcedProver(w.prover).prove(kRequest, w.forced, list);
      ASSERT_TRUE(proof.ok()) << rule_name(rule) << ": " << to_string(proof.error());
      expect_rejected(rule_name(rule), proof.value().envelope, reasons);
    }
  }
  print("witness", reasons);
}

}  // namespace
}  // namespace rpp
